"""Instrument lists as CSV: bytes to columns with numpy, no object a field.

Lists have some 10^5 rows of ten fields; parsing them so lets the interpreter breathe, on a worker
thread. Knows the format, and no broker.
"""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from terminal.domain.errors import WireError
from terminal.domain.master import Encoded

_COMMA, _NEWLINE, _QUOTE = 44, 10, 34
_BLOCK = 1 << 18  # bytes searched for commas at a time: what fits a core's own cache
_PAD = b"\0" * 8

Places = NDArray[np.intp]
Words = NDArray[np.uint64]


class Table:
    """The CSV's bytes, header included, and where each field of each row begins and ends.

    `required` are columns that must be there; `sender` and `title` name the file in sentences
    (`Kite`, `instrument list`). Errors: WireError for anything that is not the complete CSV.
    """

    def __init__(
        self, data: bytes, required: Iterable[str], *, sender: str, title: str, hint: str = ""
    ) -> None:
        self._sender, self._title, self._hint = sender, title, hint
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        data = data.removeprefix(b"\xef\xbb\xbf")
        head, _, _ = data[:4096].partition(b"\n")
        names = head.decode("utf-8", "replace").split(",")
        if not data.strip():
            raise WireError(f"{sender} sent an empty {title}.", hint=hint)
        if not set(required) <= set(names):
            start = head[:40].decode("utf-8", "replace")
            raise WireError(
                f"{sender} sent something else than its {title}; it begins with {start!r}.",
                hint=hint,
            )
        end = len(data)
        while data[end - 1] == _NEWLINE:
            end -= 1
        if end <= len(head):
            raise WireError(f"{sender}'s {title} has no rows.", hint=hint)
        self._bytes = data[:end] + b"\n" + _PAD
        self._ascii = self._bytes.decode("ascii") if self._bytes.isascii() else None
        self._quoted = b'"' in self._bytes
        self._ends = self._fields(len(names), len(head), end + 1)
        self._begins = np.empty(len(self._ends), dtype=np.intp)
        self._begins[:1] = len(head) + 1
        np.add(self._ends[:-1, -1], 1, out=self._begins[1:])
        self._lines = np.arange(2, len(self._ends) + 2)
        self._names = {name: place for place, name in enumerate(names)}
        self._words = np.ndarray(
            (len(self._bytes) - 7,), dtype="<u8", buffer=self._bytes, strides=(1,)
        )

    def _fields(self, width: int, begin: int, end: int) -> Places:
        content = np.frombuffer(self._bytes, dtype=np.uint8)
        cuts = np.concatenate(
            [
                _cuts(content[start : min(start + _BLOCK, end)]) + start
                for start in range(begin + 1, end, _BLOCK)
            ]
        )
        if self._quoted:
            quotes = np.flatnonzero(content[:end] == _QUOTE)
            cuts = cuts[np.searchsorted(quotes, cuts) % 2 == 0]
            lines = int(np.count_nonzero(content[cuts] == _NEWLINE))
        else:
            lines = self._bytes.count(b"\n", begin + 1, end)
        # Every row must end where a row of `width` fields ends: the first that does not is named.
        ends = cuts[width - 1 :: width]
        wrong = np.flatnonzero(content[ends] != _NEWLINE)
        if len(wrong) or len(cuts) % width or lines != len(ends):
            line = int(wrong[0]) if len(wrong) else min(len(ends), lines)
            raise WireError(
                f"{self._sender}'s {self._title} is damaged or cut short at line {line + 2}.",
                hint=self._hint,
            )
        return cuts.reshape(-1, width)

    @property
    def rows(self) -> int:
        return len(self._ends)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, as the first line has them."""
        return tuple(self._names)

    def keep(self, rows: NDArray[np.bool_]) -> None:
        """Leave out the rows that the mask leaves out."""
        self._ends, self._begins = self._ends[rows], self._begins[rows]
        self._lines = self._lines[rows]

    def lengths(self, name: str) -> Places:
        """Return how many bytes each field of a column has."""
        starts, ends = self.bounds(name)
        return ends - starts

    def bounds(self, name: str) -> tuple[Places, Places]:
        """Return where the fields of a column begin and end."""
        place = self._names[name]
        ends = self._ends[:, place]
        return (self._ends[:, place - 1] + 1 if place else self._begins), ends

    def integers(self, name: str) -> NDArray[np.int64]:
        """Return a column of whole numbers of at most 16 digits, eight digits in one step."""
        starts, ends = self.bounds(name)
        lengths = ends - starts
        low, bad = _eight_digits(self._words[ends - 8], np.minimum(lengths, 8))
        bad |= (lengths == 0) | (lengths > 16)
        long = np.flatnonzero(lengths > 8)
        if len(long):
            rest = np.minimum(lengths[long] - 8, 8)
            high, wrong = _eight_digits(self._words[ends[long] - 16], rest)
            low[long] += high * 100_000_000
            bad[long] |= wrong
        if bad.any():
            raise self.wrong(name, int(np.flatnonzero(bad)[0]))
        return low

    def numbers(self, name: str, encoded: Encoded) -> NDArray[np.float64]:
        """Return a column of decimal numbers; an empty field is 0. Values repeat, so few are parsed."""
        values = np.zeros(len(encoded.values))
        for place, text in enumerate(encoded.values):
            try:
                value = float(text) if text else 0.0
            except ValueError:
                value = math.nan
            if not math.isfinite(value):
                raise self.wrong(name, int(np.flatnonzero(encoded.codes == place)[0]))
            values[place] = value
        return values[encoded.codes]

    def strings(self, name: str) -> NDArray[np.object_]:
        starts, ends = self.bounds(name)
        return objects(self._texts(starts, ends))

    def encoded(self, name: str) -> Encoded:
        """Return a column of few distinct texts as those texts and each row's place among them."""
        starts, ends = self.bounds(name)
        first, codes = distinct(self._hashes(starts, ends))
        return Encoded(values=objects(self._texts(starts[first], ends[first])), codes=codes)

    def encoded_together(self, names: tuple[str, ...]) -> list[Encoded]:
        """Return columns that repeat together, in one pass where they stand side by side."""
        places = [self._names[name] for name in names]
        if self._quoted or places != list(range(places[0], places[0] + len(names))):
            return [self.encoded(name) for name in names]
        starts, ends = self.bounds(names[0])[0], self.bounds(names[-1])[1]
        first, codes = distinct(self._hashes(starts, ends))
        rows = [text.split(",") for text in self._texts(starts[first], ends[first])]
        out = []
        for column in zip(*rows, strict=True):
            few: dict[str, int] = {}
            few_codes = np.array([few.setdefault(text, len(few)) for text in column], np.intp)
            out.append(Encoded(values=objects(list(few)), codes=few_codes[codes]))
        return out

    def _hashes(self, starts: Places, ends: Places) -> Words:
        """Return a 64-bit hash a field, eight bytes at a time."""
        lengths = ends - starts
        out = np.zeros(len(starts), dtype=np.uint64)
        rows: Places | slice = slice(None)
        for offset in range(0, int(lengths.max(initial=0)), 8):
            if offset:
                rows = np.flatnonzero(lengths > offset)
            left = np.minimum(lengths[rows] - offset, 8)
            word = self._words[starts[rows] + offset] & _MASKS[left]
            mixed = (out[rows] ^ word) * np.uint64(0x9E3779B97F4A7C15)
            out[rows] = mixed ^ (mixed >> np.uint64(29))
        return out

    def _texts(self, starts: Places, ends: Places) -> list[str]:
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        if self._ascii is not None:
            text = self._ascii
            found = [text[start:end] for start, end in pairs]
        else:
            data = self._bytes
            found = [data[start:end].decode("utf-8", "replace") for start, end in pairs]
        if self._quoted:
            found = [
                field[1:-1].replace('""', '"') if field.startswith('"') else field
                for field in found
            ]
        return found

    def wrong(self, name: str, row: int) -> WireError:
        """Return the error of a field that cannot be read."""
        starts, ends = self.bounds(name)
        text = self._bytes[starts[row] : ends[row]].decode("utf-8", "replace")
        return WireError(
            f"{self._sender}'s {self._title} has {name} {text!r} at line {self._lines[row]}.",
            hint=self._hint,
        )


def _eight_digits(words: Words, lengths: Places) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the numbers in the last `lengths` of each word's eight ASCII digits, and what is none.

    The digits of a little-endian word are added up pairwise by three multiplications.
    """
    digits = (words ^ _ZEROS) & ~_MASKS[8 - lengths]
    bad = ((digits | (digits + np.uint64(0x0606060606060606))) & _HIGH) != 0
    pairs = digits * np.uint64(10) + (digits >> np.uint64(8))
    even = (pairs & _ODD) * np.uint64(0x000F424000000064)
    odd = ((pairs >> np.uint64(16)) & _ODD) * np.uint64(0x0000271000000001)
    return ((even + odd) >> np.uint64(32)).astype(np.int64), bad


_ZEROS = np.uint64(0x3030303030303030)
_HIGH = np.uint64(0xF0F0F0F0F0F0F0F0)
_ODD = np.uint64(0x000000FF000000FF)
_MASKS = np.array([(1 << (8 * n)) - 1 for n in range(9)], dtype=np.uint64)


def _cuts(content: NDArray[np.uint8]) -> Places:
    return np.flatnonzero((content == _COMMA) | (content == _NEWLINE))


def objects(texts: list[str]) -> NDArray[np.object_]:
    """Return texts as a column."""
    out = np.empty(len(texts), dtype=np.object_)
    out[:] = texts
    return out


def distinct(keys: Words) -> tuple[Places, Places]:
    """Return (a row of each distinct key, each row's place among those), in linear time.

    Rows write their number into a hash table and read back who won; the few that lost to another
    key are sorted. Sorting all, as `np.unique` does, costs several times as much (m).
    """
    count = len(keys)
    bits = max(10, (2 * count).bit_length())
    places = (keys * np.uint64(0xD6E8FEB86659FD93)) >> np.uint64(64 - bits)
    table = np.empty(1 << bits, dtype=np.intp)
    rows = np.arange(count)
    table[places] = rows
    leader = table[places]
    lost = np.flatnonzero(keys[leader] != keys)
    if len(lost):
        _, first, inverse = np.unique(keys[lost], return_index=True, return_inverse=True)
        leader[lost] = lost[first][inverse]
    leaders = np.flatnonzero(leader == rows)
    number = np.empty(count, dtype=np.intp)
    number[leaders] = np.arange(len(leaders))
    return leaders, number[leader]
