"""Kite's instrument dump: CSV bytes to columns, and identity to instrument token and back.

The dump is some 10^5 rows of 12 fields. It is parsed with numpy over the raw bytes, which needs no
object a field and lets the interpreter breathe; `parse_instruments` runs on a worker thread. Tokens
are reused after expiry, so a map lives for one trading day. Source: kite.md section 4.7.
"""

import math
import re
from datetime import date

import numpy as np
from numpy.typing import NDArray

from terminal.domain.errors import WireError
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.master import Encoded, MasterIndex
from terminal.domain.ports import MasterColumns

COLUMNS = (
    "instrument_token",
    "exchange_token",
    "tradingsymbol",
    "name",
    "last_price",
    "expiry",
    "strike",
    "tick_size",
    "lot_size",
    "instrument_type",
    "segment",
    "exchange",
)
_COMMA, _NEWLINE, _QUOTE = 44, 10, 34
_BLOCK = 1 << 18  # bytes searched for commas at a time: what fits a core's own cache
_PAD = b"\0" * 8
_HINT = "Try again in a minute; yesterday's list is kept until then."
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_MONTH_LETTER = "123456789OND"
_TAIL = re.compile(r"^(.+?)\d{2}(?:[A-Z]{3}|[1-9OND]\d{2})(?:\d+(?:\.\d+)?)?(?:FUT|CE|PE)$")

Places = NDArray[np.intp]
Words = NDArray[np.uint64]


def parse_instruments(data: bytes) -> MasterColumns:
    """Return the dump's columns. Blocking, for a worker thread.

    Names of derivatives are their underlying's symbol, derived from the symbol where the dump leaves
    them blank. Errors: WireError with a sentence for anything that is not the complete CSV.
    """
    table = _Table(data)
    tokens = table.integers("instrument_token")
    symbols = table.strings("tradingsymbol")
    expiry, strike = table.encoded("expiry"), table.encoded("strike")
    # These repeat together: as one text they are hashed once.
    ticks, lots, types, segment, exchange = table.encoded_together(
        ("tick_size", "lot_size", "instrument_type", "segment", "exchange")
    )
    for text in expiry.values:
        if text:
            _check_day(text)
    strikes = table.numbers("strike", strike)
    kind = _kinds(types, segment)
    name = _with_underlyings(table.encoded("name"), kind, symbols, expiry, strikes)
    columns = MasterColumns(
        exchange=exchange.column(),
        symbol=symbols,
        name=name.column(),
        kind=kind.column(),
        segment=segment.column(),
        expiry=expiry.column(),
        strike=strikes,
        tick_size=table.numbers("tick_size", ticks),
        lot_size=table.numbers("lot_size", lots).astype(np.int64),
        broker_key=tokens,
        encoded={
            "exchange": exchange,
            "name": name,
            "kind": kind,
            "segment": segment,
            "expiry": expiry,
            "strike": strike,
        },
    )
    columns.index = MasterIndex(columns)
    return columns


class InstrumentMap:
    """Identity <-> (exchange, trading symbol) <-> instrument token, for one day's dump."""

    def __init__(self, columns: MasterColumns) -> None:
        self._columns = columns
        self._index = columns.index or MasterIndex(columns)

    def __len__(self) -> int:
        return len(self._columns.broker_key)

    def key(self, instrument: InstrumentId) -> int | None:
        """Return the instrument token, None where today's dump does not list the instrument."""
        row = self._index.row(instrument)
        return None if row is None else int(self._columns.broker_key[row])

    def id_of_token(self, token: int) -> InstrumentId | None:
        """Return the identity of an instrument token, None where today's dump has no such token."""
        row = self._index.row_of_key(token)
        return None if row is None else self._index.id_of(row)

    def id_of_symbol(self, exchange: str, tradingsymbol: str) -> InstrumentId:
        """Return the identity; one of kind UNKNOWN for a symbol that today's dump does not list."""
        row = self._index.row_of_symbol(exchange, tradingsymbol)
        if row is None:
            return InstrumentId(exchange, tradingsymbol, InstrumentKind.UNKNOWN)
        return self._index.id_of(row)

    def lot_size(self, instrument: InstrumentId) -> int:
        """Return the day's lot in units, 1 where today's dump does not list the instrument."""
        row = self._index.row(instrument)
        return 1 if row is None else max(1, int(self._columns.lot_size[row]))

    def symbol(self, instrument: InstrumentId) -> str | None:
        """Return the trading symbol that orders and quotes are asked by, None where unlisted."""
        if instrument.kind is InstrumentKind.UNKNOWN:
            return instrument.symbol
        row = self._index.row(instrument)
        return None if row is None else str(self._columns.symbol[row])


class _Table:
    """The CSV's bytes, header included, and where each field of each row begins and ends."""

    def __init__(self, data: bytes) -> None:
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        data = data.removeprefix(b"\xef\xbb\xbf")
        head, _, _ = data[:4096].partition(b"\n")
        names = head.decode("utf-8", "replace").split(",")
        if not data.strip():
            raise WireError("Kite sent an empty instrument list.", hint=_HINT)
        if not set(COLUMNS) <= set(names):
            start = head[:40].decode("utf-8", "replace")
            raise WireError(
                f"Kite sent something else than its instrument list; it begins with {start!r}.",
                hint=_HINT,
            )
        end = len(data)
        while data[end - 1] == _NEWLINE:
            end -= 1
        if end <= len(head):
            raise WireError("Kite's instrument list has no rows.", hint=_HINT)
        self._bytes = data[:end] + b"\n" + _PAD
        self._ascii = self._bytes.decode("ascii") if self._bytes.isascii() else None
        self._quoted = b'"' in self._bytes
        self._ends = self._fields(len(names), len(head), end + 1)
        self._first = len(head) + 1
        self._names = {name: place for place, name in enumerate(names)}
        self.rows = len(self._ends)
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
                f"Kite's instrument list is damaged or cut short at line {line + 2}.", hint=_HINT
            )
        return cuts.reshape(-1, width)

    def bounds(self, name: str) -> tuple[Places, Places]:
        """Return where the fields of a column begin and end."""
        place = self._names[name]
        ends = self._ends[:, place]
        starts = np.empty_like(ends)
        if place:
            np.add(self._ends[:, place - 1], 1, out=starts)
        else:
            starts[0] = self._first
            np.add(self._ends[:-1, -1], 1, out=starts[1:])
        return starts, ends

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
            raise self._wrong(name, int(np.flatnonzero(bad)[0]))
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
                raise self._wrong(name, int(np.flatnonzero(encoded.codes == place)[0]))
            values[place] = value
        return values[encoded.codes]

    def strings(self, name: str) -> NDArray[np.object_]:
        starts, ends = self.bounds(name)
        return _objects(self._texts(starts, ends))

    def encoded(self, name: str) -> Encoded:
        """Return a column of few distinct texts as those texts and each row's place among them."""
        starts, ends = self.bounds(name)
        first, codes = distinct(self._hashes(starts, ends))
        return Encoded(values=_objects(self._texts(starts[first], ends[first])), codes=codes)

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
            out.append(Encoded(values=_objects(list(few)), codes=few_codes[codes]))
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

    def _wrong(self, name: str, row: int) -> WireError:
        starts, ends = self.bounds(name)
        text = self._bytes[starts[row] : ends[row]].decode("utf-8", "replace")
        return WireError(
            f"Kite's instrument list has {name} {text!r} at line {row + 2}.", hint=_HINT
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


def _objects(texts: list[str]) -> NDArray[np.object_]:
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


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise WireError(f"Kite's instrument list has the expiry {text!r}.", hint=_HINT) from None


def _kinds(types: Encoded, segments: Encoded) -> Encoded:
    """Return the kinds: the dump's types, but indices, which it calls EQ, as INDEX."""
    values = _objects([*types.values, "INDEX"])
    indices = np.flatnonzero(segments.values == "INDICES")
    codes = np.where(np.isin(segments.codes, indices), len(types.values), types.codes)
    return Encoded(values=values, codes=codes)


def _with_underlyings(
    names: Encoded,
    kinds: Encoded,
    symbols: NDArray[np.object_],
    expiries: Encoded,
    strikes: NDArray[np.float64],
) -> Encoded:
    """Return the names with blank ones of derivatives filled from their symbols."""
    blank = np.isin(names.codes, np.flatnonzero(names.values == ""))
    derivative = np.isin(kinds.codes, np.flatnonzero(np.isin(kinds.values, ("FUT", "CE", "PE"))))
    rows = np.flatnonzero(blank & derivative)
    if not len(rows):
        return names
    column = names.column()
    for row in rows.tolist():
        day = expiries.values[expiries.codes[row]]
        column[row] = underlying_of(symbols[row], day, float(strikes[row]))
    place: dict[str, int] = {}
    codes = np.fromiter((place.setdefault(text, len(place)) for text in column), dtype=np.intp)
    return Encoded(values=_objects(list(place)), codes=codes)


def underlying_of(symbol: str, expiry: str, strike: float) -> str:
    """Return the underlying's symbol of a derivative: its symbol less expiry, strike and type.

    Monthly contracts carry `26NOV`, weekly ones `26N24` (year, month 1-9 O N D, day). Returns the
    whole symbol where nothing fits.
    """
    head = symbol.removesuffix("FUT")
    if head == symbol:
        head = symbol[:-2].removesuffix(f"{strike:.10g}")
    if expiry:
        day = date.fromisoformat(expiry)
        year = f"{day:%y}"
        monthly = f"{year}{_MONTHS[day.month - 1]}"
        weekly = f"{year}{_MONTH_LETTER[day.month - 1]}{day.day:02d}"
        for tail in (monthly, weekly):
            if head.endswith(tail) and head != tail:
                return head.removesuffix(tail)
    found = _TAIL.match(symbol)
    return found.group(1) if found else symbol
