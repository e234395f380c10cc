"""TPSeries and EODChartData replies to columns of bars, straight from the reply's bytes.

A reply is a list of flat objects whose values are all texts, each with the same keys in the same
order. Then a comma's place tells what it ends, and whole columns are read by arithmetic on 8-byte
words: no object a bar. Whatever does not fit that pattern (missing fields, other spellings, few
rows) is read row by row instead, with the same result. Source: shoonya.md sections 4.1 and 4.2.
"""

import math
from datetime import UTC, datetime
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.brokers.shoonya.codec import IST
from terminal.domain.errors import WireError
from terminal.domain.history import MinuteBars

NS = 1_000_000_000
IST_S = 19_800
DAY_S = 86_400
FEW = 96
"""Below this many rows reading row by row is the cheaper way (bench_history measures it)."""

_COMMA, _DOT = 44, 46
_STAMP = 10  # digits of a time in seconds, from 2001 to 2286
_PRICES = ("into", "inth", "intl", "intc", "intvwap")
_COUNTS = ("intv", "oi")
_NAMES = ("ssboe", *_PRICES, *_COUNTS)
_TIMES = ("%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d-%b-%Y", "%d-%m-%Y")
_ZEROS = np.uint64(0x3030303030303030)
_SIXES = np.uint64(0x0606060606060606)
_HIGH = np.uint64(0xF0F0F0F0F0F0F0F0)
_ODD = np.uint64(0x000000FF000000FF)
_UPPER = np.array([(1 << 64) - (1 << 8 * (8 - n)) for n in range(9)], dtype=np.uint64)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_Text = str | int | float | None


class _Row(Struct, gc=False):
    time: _Text = None
    ssboe: _Text = None
    into: _Text = None
    inth: _Text = None
    intl: _Text = None
    intc: _Text = None
    intvwap: _Text = None
    intv: _Text = None
    oi: _Text = None


class _Plain(Struct, gc=False):
    ssboe: int
    into: float
    inth: float
    intl: float
    intc: float
    intvwap: float = 0.0
    intv: float = 0.0
    oi: float = 0.0


class _Columns(Struct):
    """Rows as they came: seconds UTC, five prices (vwap last), volume and open interest."""

    seconds: Ints
    prices: Floats
    counts: Ints


class _Layout(Struct):
    """Where the wanted fields of a row of `width` fields begin and end, relative to the commas."""

    width: int
    places: NDArray[np.intp]
    before: NDArray[np.intp]
    ahead: NDArray[np.intp]
    behind: NDArray[np.intp]
    back: NDArray[np.intp]


_DIGITS = b"0123456789"
_KNOWN_LAYOUTS = 64
_LAYOUTS: dict[bytes, _Layout] = {}
"""By a first row without its digits: nothing else of it moves a field."""

_ROWS = msgspec.json.Decoder(list[_Row])
_PLAIN = msgspec.json.Decoder(list[_Plain], strict=False)
_TEXTS = msgspec.json.Decoder(list[str])
_ONE = msgspec.json.Decoder(_Row)


def parse_minutes(content: bytes, start_ns: int, end_ns: int) -> MinuteBars:
    """Return a TPSeries reply's bars with start_ns <= open_ns <= end_ns, oldest first.

    Times are cut to the whole minute; of bars of one minute the last is kept; bars without any price
    (all four 0: nothing traded) are left out. Quick enough for the loop's thread up to some thousand
    rows. Errors: WireError for anything that is no list of bars.
    """
    found = _fast(content)
    if found is None:
        found = _slow(content)
    seconds = found.seconds - found.seconds % 60
    return _ordered(seconds, found, start_ns, end_ns)


def parse_days(content: bytes, start_ns: int, end_ns: int) -> MinuteBars:
    """Return an EODChartData reply's bars; `open_ns` is the Indian midnight of the trading day.

    The reply is a list of texts, each an object in JSON. Errors: as `parse_minutes`.
    """
    try:
        texts = _TEXTS.decode(content)
        rows = [_ONE.decode(text) for text in texts]
    except msgspec.MsgspecError as error:
        raise _unreadable(content, error) from error
    found = _columns(rows)
    # Stamped with midnight UTC of the date: the same date's Indian midnight is 05:30 earlier.
    seconds = found.seconds - found.seconds % DAY_S - IST_S
    return _ordered(seconds, found, start_ns, end_ns)


def join(parts: list[MinuteBars]) -> MinuteBars:
    """Return the bars of several spans as one, oldest first; a later part wins over an earlier."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else MinuteBars.empty()
    names = MinuteBars.__struct_fields__
    whole = [np.concatenate([getattr(part, name) for part in parts]) for name in names]
    places = _last_of_each(whole[0])
    return MinuteBars(*(column[places] for column in whole))


def _last_of_each(times: Ints) -> NDArray[np.intp]:
    """Return the places of distinct times in their order, of equal ones the last place."""
    order: NDArray[np.intp] = np.argsort(times, kind="stable")
    ordered = times[order]
    keep = np.ones(len(order), dtype=np.bool_)
    keep[:-1] = ordered[1:] != ordered[:-1]
    return order[keep]


def _ordered(seconds: Ints, found: _Columns, start_ns: int, end_ns: int) -> MinuteBars:
    keep = found.prices[:4].any(axis=0)
    keep &= (seconds >= -(-start_ns // NS)) & (seconds <= end_ns // NS)
    if bool(keep.all()) and bool(np.all(seconds[1:] < seconds[:-1])):  # newest first, as documented
        rows: NDArray[np.intp] | slice = slice(None, None, -1)
    else:
        # By the untouched stamp: of two bars in one minute the later one stays.
        kept = np.flatnonzero(keep)
        kept = kept[np.argsort(found.seconds[kept], kind="stable")]
        rows = kept[_last_of_each(seconds[kept])]
    opens, highs, lows, closes, vwap = np.ascontiguousarray(found.prices[:, rows])
    volume, oi = np.ascontiguousarray(found.counts[:, rows])
    vwap[vwap == 0] = math.nan
    return MinuteBars(seconds[rows] * NS, opens, highs, lows, closes, volume, oi, vwap)


# -- by columns --------------------------------------------------------------------------------


def _fast(content: bytes) -> _Columns | None:
    """Return the columns of a reply in the usual pattern, None for any other."""
    end = content.find(b"}")
    if end < 0 or content[:1] != b"[" or content[-1:] != b"]" or len(content) < FEW * end:
        return None
    first = content[1 : end + 1]
    pattern = first.translate(None, _DIGITS)
    layout = _LAYOUTS.get(pattern)
    if layout is None:
        layout = _layout(first)
        if len(_LAYOUTS) >= _KNOWN_LAYOUTS:
            _LAYOUTS.clear()
        if layout is not None:
            _LAYOUTS[pattern] = layout
    if layout is None:
        return None
    mask = np.frombuffer(content, dtype=np.uint8) == _COMMA
    # The list's brackets stand where commas do between rows.
    mask[0] = mask[-1] = True
    commas = np.flatnonzero(mask)
    del mask  # the sooner memory is free, the less of it is new the next time
    if (len(commas) - 1) % layout.width:
        return None
    fields = commas[1:].reshape(-1, layout.width).T
    ends = fields[layout.places]
    ends -= layout.behind
    starts = fields[layout.before]
    starts += layout.ahead
    del commas, fields
    words = np.ndarray((len(content) - 7,), dtype="<u8", buffer=content, strides=(1,))
    # The eight bytes before a value end with its key's tail and the quote: they must be those of
    # the first row everywhere. For `ssboe` two bytes later, so that its first two digits are too.
    heads = words[starts - layout.back]
    if (heads != heads[:, :1]).any():
        return None
    del heads
    begin = int(starts[0, 0])
    decimals = content[int(starts[1, 0]) : int(ends[1, 0])][::-1].find(b".")
    century = content[begin : begin + 2]
    if not 0 < decimals < 6 or not century.isdigit():
        return None
    lengths = np.subtract(ends, starts, out=starts)
    return _numbers(words, ends, lengths, decimals, int(century) * 100_000_000)


def _layout(first: bytes) -> _Layout | None:
    """Return where a row's fields stand, measured in the first row."""
    try:
        row = msgspec.json.decode(first, type=dict[str, str])
    except msgspec.MsgspecError:
        return None
    keys = list(row)
    names = _NAMES if "oi" in row else _NAMES[:-1]
    if not row.keys() >= set(names) or keys[0] in names:
        return None
    if first.count(b",") != len(row) - 1:
        return None
    cuts = [place for place, octet in enumerate(first) if octet == _COMMA]
    places, ahead, behind = [], [], []
    for name in names:
        place = keys.index(name)
        begin = first.find(b'"', first.find(b":", cuts[place - 1])) + 1
        stop = cuts[place] if place < len(cuts) else len(first)
        places.append(place)
        ahead.append(begin - cuts[place - 1])
        behind.append(stop - begin - len(row[name]))
    return _Layout(
        width=len(keys),
        places=np.array(places),
        before=np.array(places) - 1,
        ahead=np.array(ahead)[:, None],
        behind=np.array(behind)[:, None],
        back=np.array([6, *[8] * (len(names) - 1)])[:, None],
    )


def _numbers(
    words: NDArray[np.uint64],
    ends: NDArray[np.intp],
    lengths: NDArray[np.intp],
    decimals: int,
    century: int,
) -> _Columns | None:
    """Read the columns ssboe, five prices, and one or two counts; None where one is no number."""
    tails = words[ends - 8]
    prices = tails[1:6]
    dot = np.uint64(8 * (7 - decimals))
    if ((prices & (np.uint64(255) << dot)) != np.uint64(_DOT) << dot).any():
        return None
    # The dot is closed up: the digits before it move one byte towards those behind it.
    above = np.uint64((1 << 64) - (1 << (64 - 8 * decimals)))
    below = np.uint64((1 << (56 - 8 * decimals)) - 1)
    np.bitwise_or((prices & below) << np.uint64(8), prices & above, out=prices)
    lengths[1:6] -= 1
    shortest, longest = lengths.min(axis=1), lengths.max(axis=1)
    if shortest.min() < 1 or shortest[0] != _STAMP or longest[0] != _STAMP:
        return None
    if longest[1:6].max() > 7 or shortest[1:6].min() <= decimals or longest.max() > 16:
        return None
    low, wrong = _digits(tails, np.minimum(lengths, 8))
    del tails, prices
    if wrong:
        return None
    for row in range(6, len(low)):
        if longest[row] > 8:
            long = np.flatnonzero(lengths[row] > 8)
            high, wrong = _digits(words[ends[row][long] - 16], lengths[row][long] - 8)
            if wrong:
                return None
            low[row][long] += high * 100_000_000
    counts = low[6:] if len(low) == 8 else np.vstack([low[6], np.zeros_like(low[6])])
    # Whole steps over a power of ten: exactly the double that reading the text would give.
    return _Columns(seconds=low[0] + century, prices=low[1:6] / 10.0**decimals, counts=counts)


def _digits(words: NDArray[np.uint64], lengths: NDArray[np.intp]) -> tuple[Ints, bool]:
    """Return the numbers in the last `lengths` of each word's eight ASCII digits, and if any is none.

    The digits of a little-endian word are added up pairwise by three multiplications. `words` is
    used up.
    """
    # In place: new memory for each step would cost more than the arithmetic (m).
    digits = np.bitwise_xor(words, _ZEROS, out=words)
    digits &= _UPPER[lengths]
    other = digits + _SIXES
    other |= digits
    other &= _HIGH
    wrong = bool(other.any())
    np.right_shift(digits, np.uint64(8), out=other)
    digits *= np.uint64(10)
    digits += other
    np.right_shift(digits, np.uint64(16), out=other)
    other &= _ODD
    other *= np.uint64(0x0000271000000001)
    digits &= _ODD
    digits *= np.uint64(0x000F424000000064)
    digits += other
    digits >>= np.uint64(32)
    return digits.view(np.int64), wrong


# -- row by row --------------------------------------------------------------------------------


def _slow(content: bytes) -> _Columns:
    try:
        plain = _PLAIN.decode(content)
    except msgspec.MsgspecError:
        return _patient(content)
    cells = np.array(
        [(r.ssboe, r.into, r.inth, r.intl, r.intc, r.intvwap, r.intv, r.oi) for r in plain],
        dtype=np.float64,
    ).reshape(-1, len(_NAMES))
    if not np.isfinite(cells).all() or (cells[:, 0] < 1).any():
        return _patient(content)
    # Whole numbers below 2^53 are exact in a double.
    whole = np.rint(cells[:, [0, 6, 7]].T).astype(np.int64)
    return _Columns(
        seconds=whole[0], prices=np.ascontiguousarray(cells[:, 1:6].T), counts=whole[1:]
    )


def _patient(content: bytes) -> _Columns:
    """Read rows with missing stamps, nulls or the word None in place of numbers."""
    try:
        rows = _ROWS.decode(content)
    except msgspec.MsgspecError as error:
        raise _unreadable(content, error) from error
    return _columns(rows)


def _columns(rows: list[_Row]) -> _Columns:
    count = len(rows)
    seconds = np.fromiter((_seconds(row) for row in rows), np.int64, count)
    prices = np.array(
        [[_number(row, name) for row in rows] for name in _PRICES], dtype=np.float64
    ).reshape(len(_PRICES), count)
    counts = np.array(
        [[round(_number(row, name)) for row in rows] for name in _COUNTS], dtype=np.int64
    ).reshape(len(_COUNTS), count)
    return _Columns(seconds=seconds, prices=prices, counts=counts)


def _seconds(row: _Row) -> int:
    """Return a row's stamp in UTC seconds; where it is missing, from the Indian wall clock.

    A daily row's date alone stands for its midnight UTC, as its `ssboe` would.
    """
    stamp = row.ssboe
    if stamp not in {None, "", "None", "0"}:
        value = _read(stamp, "ssboe")
        if value > 0:
            return int(value)
    text = str(row.time or "").strip()
    for form in _TIMES:
        try:
            when = datetime.strptime(text, form)  # noqa: DTZ007  the zone is given below
        except ValueError:
            continue
        zone = IST if "%H" in form else UTC
        return int(when.replace(tzinfo=zone).timestamp())
    raise WireError(f"Shoonya sent a bar with the time {text!r}.", code="unreadable")


def _number(row: _Row, name: str) -> float:
    return _read(getattr(row, name), name)


def _read(value: Any, name: str) -> float:
    if value in {None, "", "None"}:
        return 0.0
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise WireError(f"Shoonya sent a bar with {name} {value!r}.", code="unreadable")
    return number


def _unreadable(content: bytes, error: Exception) -> WireError:
    start = content[:60].decode("utf-8", "replace")
    return WireError(
        f"Shoonya's bars cannot be read ({error}); the answer begins with {start!r}.",
        hint="Ask for this span again; if it stays, ask for a shorter one.",
        code="unreadable",
    )
