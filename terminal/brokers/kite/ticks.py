"""Kite's binary ticker frames, decoded a whole run of packets at a time into a `MarketSink`.

A packet is typed by its length alone (8, 28, 32, 44, 184). Runs of equal lengths are one strided
numpy view; small frames take a precompiled `Struct` a packet, which is cheaper below `CROSSOVER`.
Nothing here raises on what the wire sends: what does not fit is counted in `TickCounters`.
Source: Kite Connect v3, "WebSocket streaming", read 2026-10; prices are signed (negative crude).
"""

import struct
from collections.abc import Mapping
from typing import Any, cast

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.market import FeedMode, TickBatch
from terminal.domain.ports import MarketSink

CROSSOVER = 6
"""From this many equal packets on the numpy path is the cheaper one (bench_decode measures it)."""

INDEX_SEGMENT = 9
KNOWN_SEGMENTS = frozenset({1, 2, 3, 4, 5, 6, 7, 8, INDEX_SEGMENT, 12})
_DIVISORS = {3: 10_000_000.0, 6: 10_000.0, 12: 10_000.0}
_DIVISOR = 100.0

_LTP, _INDEX_QUOTE, _INDEX_FULL, _QUOTE, _FULL = 8, 28, 32, 44, 184
_DICT_BELOW = 48
_LENGTHS = frozenset({_LTP, _INDEX_QUOTE, _INDEX_FULL, _QUOTE, _FULL})
_PAIR = struct.Struct(">H").unpack_from
_TOKEN = struct.Struct(">I").unpack_from
_READ_LTP = struct.Struct(">4xi").unpack_from
_READ_INDEX = struct.Struct(">4xiiiii").unpack_from
_READ_STAMP = struct.Struct(">28xI").unpack_from
_READ_QUOTE = struct.Struct(">4xiIiIIIiiii").unpack_from
_READ_FULL = struct.Struct(">4xiIiIIIiiiiIIIII" + "IiH2x" * 10).unpack_from
_NAN = float("nan")

Rows = NDArray[np.int32]
Divisors = float | NDArray[np.float64]


def price_divisor(token: int) -> float:
    """Return what raw prices of this instrument token are divided by (its segment byte says)."""
    return _DIVISORS.get(token & 0xFF, _DIVISOR)


class TickCounters(Struct):
    """What a stream has carried, and what of it could not be used. `packets` are those announced."""

    frames: int = 0
    heartbeats: int = 0
    packets: int = 0
    unknown_length: int = 0
    unknown_token: int = 0
    truncated: int = 0


class TokenTable:
    """Instrument token to slot, for one packet (a dict) and for whole columns (a hash in numpy).

    Built when the wanted set changes, never per frame. `unverified` are tokens of segments whose
    price scale no document tells; they are decoded with the usual 100.
    """

    def __init__(self, slots: Mapping[int, int]) -> None:
        self.slots = {token: (slot, price_divisor(token)) for token, slot in slots.items()}
        self.unverified = frozenset(t for t in slots if t & 0xFF not in KNOWN_SEGMENTS)
        order = sorted(slots)
        self._tokens = np.array(order, dtype=np.uint32)
        self._slots = np.array([slots[token] for token in order], dtype=np.int64)
        self._divisors = np.array([price_divisor(token) for token in order], dtype=np.float64)
        distinct = set(self._divisors.tolist())
        self._divisor = distinct.pop() if len(distinct) == 1 else None
        # Multiplicative hash into a sparse table of places in `_tokens`; the few that collide are
        # looked up by bisection. Three times faster than bisecting for all (m).
        bits = max(10, (16 * len(order)).bit_length())
        self._shift = np.uint32(32 - min(bits, 20))
        self._places = np.zeros(1 << min(bits, 20), dtype=np.intp)
        self._places[self._hash(self._tokens)] = np.arange(len(order))

    def __len__(self) -> int:
        return len(self.slots)

    def _hash(self, tokens: NDArray[np.uint32]) -> NDArray[np.uint32]:
        return (tokens * np.uint32(2_654_435_769)) >> self._shift

    def look_up(
        self, tokens: NDArray[np.uint32]
    ) -> tuple[NDArray[np.int64], Divisors, NDArray[np.bool_] | None]:
        """Return (slots, divisors, known); `known` is None where every token is, else a mask.

        With a mask, slots and divisors are those of the known rows only.
        """
        if len(tokens) < _DICT_BELOW:
            found = [self.slots.get(token) for token in tokens.tolist()]
            if None not in found:
                pairs = cast("list[tuple[int, float]]", found)
                slots = np.array([slot for slot, _ in pairs], dtype=np.int64)
                if self._divisor is not None:
                    return slots, self._divisor, None
                return slots, np.array([by for _, by in pairs]), None
        if not len(self._tokens):
            return np.empty(0, dtype=np.int64), _DIVISOR, np.zeros(len(tokens), dtype=np.bool_)
        places = self._places[self._hash(tokens)]
        known = self._tokens[places] == tokens
        if not known.all():
            missed = np.flatnonzero(~known)
            again = np.searchsorted(self._tokens, tokens[missed])
            again[again == len(self._tokens)] = 0
            places[missed] = again
            known[missed] = self._tokens[again] == tokens[missed]
        every = bool(known.all())
        if not every:
            places = places[known]
        divisors = self._divisors[places] if self._divisor is None else self._divisor
        return self._slots[places], divisors, None if every else known


class TickDecoder:
    """Decode frames into a sink. `table` is replaced by the stream when the wanted set changes."""

    def __init__(self, table: TokenTable | None = None) -> None:
        self.table = table or TokenTable({})
        self.counters = TickCounters()

    def decode(self, frame: bytes, sink: MarketSink, received_ns: int) -> None:
        """Write every packet of `frame` to `sink`; a frame below four bytes is a heartbeat."""
        counters = self.counters
        if len(frame) < 4:
            counters.heartbeats += 1
            return
        counters.frames += 1
        (count,) = _PAIR(frame)
        counters.packets += count
        if count < CROSSOVER:
            self._few(frame, count, sink, received_ns)
        else:
            self._many(frame, count, sink, received_ns)

    def _few(self, frame: bytes, count: int, sink: MarketSink, received_ns: int) -> None:
        size, offset = len(frame), 2
        for _ in range(count):
            if offset + 2 > size:
                self.counters.truncated += 1
                return
            (length,) = _PAIR(frame, offset)
            start = offset + 2
            offset = start + length
            if offset > size:
                self.counters.truncated += 1
                return
            self._one(frame, start, length, sink, received_ns)

    def _many(self, frame: bytes, count: int, sink: MarketSink, received_ns: int) -> None:
        """Walk the lengths, take long runs as views and gather the rest by length.

        So the order is kept within a length only; a frame has no token in two lengths.
        """
        size, offset, left = len(frame), 2, count
        loose: dict[int, list[int]] = {}
        while left:
            if offset + 2 > size:
                self.counters.truncated += 1
                break
            (length,) = _PAIR(frame, offset)
            stride = length + 2
            probe = offset + (CROSSOVER - 1) * stride
            if left >= CROSSOVER and probe + 2 <= size and _PAIR(frame, probe)[0] == length:
                run = _run_length(frame, offset, length, left)
            else:
                run = 1
            if offset + run * stride > size:
                self.counters.truncated += 1
                break
            if run >= CROSSOVER and length in _LENGTHS:
                rows = np.ndarray((run,), f"V{length}", frame, offset + 2, (stride,))
                self._rows(rows, length, sink, received_ns)
            else:
                loose.setdefault(length, []).extend(
                    range(offset + 2, offset + 2 + run * stride, stride)
                )
            offset += run * stride
            left -= run
        for length, starts in loose.items():
            if len(starts) >= CROSSOVER and length in _LENGTHS:
                every = np.ndarray((size - length + 1,), f"V{length}", frame, 0, (1,))
                self._rows(every[starts], length, sink, received_ns)
            else:
                for start in starts:
                    self._one(frame, start, length, sink, received_ns)

    def _one(
        self, frame: bytes, start: int, length: int, sink: MarketSink, received_ns: int
    ) -> None:
        if length not in _LENGTHS:
            self.counters.unknown_length += 1
            return
        known = self.table.slots.get(_TOKEN(frame, start)[0])
        if known is None:
            self.counters.unknown_token += 1
            return
        slot, by = known
        if length == _FULL:
            sink.tick(slot, FeedMode.FULL, _full(_READ_FULL(frame, start), by), received_ns)
        elif length == _QUOTE:
            last, size, avg, volume, buy, sell, o, h, low, c = _READ_QUOTE(frame, start)
            quote = (last / by, size, avg / by, volume, buy, sell, o / by, h / by, low / by, c / by)
            sink.tick(slot, FeedMode.QUOTE, quote, received_ns)
        elif length == _LTP:
            sink.tick(slot, FeedMode.LTP, (_READ_LTP(frame, start)[0] / by,), received_ns)
        else:
            last, h, low, o, c = _READ_INDEX(frame, start)
            index = (last / by, 0, _NAN, 0, 0, 0, o / by, h / by, low / by, c / by)
            if length == _INDEX_QUOTE:
                sink.tick(slot, FeedMode.QUOTE, index, received_ns)
            else:
                stamp = _READ_STAMP(frame, start)[0]
                sink.tick(slot, FeedMode.FULL, (*index, 0, 0, 0, 0, stamp), received_ns)

    def _rows(
        self, rows: NDArray[np.void], length: int, sink: MarketSink, received_ns: int
    ) -> None:
        """Write packets of one length: one copy, one byte swap, then whole columns."""
        wire = np.ascontiguousarray(rows).view(">i4").reshape(len(rows), length // 4)
        words = wire.astype(np.int32)
        slots, by, known = self.table.look_up(words.view(np.uint32)[:, 0])
        if known is not None:
            self.counters.unknown_token += len(known) - len(slots)
            if not len(slots):
                return
            words = words[known]
        cells = _CELLS[length](words, by if isinstance(by, float) else by[:, None])
        mode = _MODE[length]
        batch = TickBatch(mode, slots, cells.view(np.float64)[:, 0], rows=cells)
        sink.batch(batch, received_ns)


def _run_length(frame: bytes, offset: int, length: int, left: int) -> int:
    stride = length + 2
    most = min(left, (len(frame) - offset) // stride)
    differs = np.ndarray((most,), ">u2", frame, offset, (stride,)) != length
    first = int(differs.argmax())
    return first if differs[first] else most


def _full(v: tuple[Any, ...], by: float) -> tuple[float, ...]:
    # Written out: a loop over 45 values costs three times as much (m).
    (
        last, size, avg, volume, buy, sell, o, h, low, c, traded, oi, oi_high, oi_low, stamp,
        q0, p0, n0, q1, p1, n1, q2, p2, n2, q3, p3, n3, q4, p4, n4,
        q5, p5, n5, q6, p6, n6, q7, p7, n7, q8, p8, n8, q9, p9, n9,
    ) = v  # fmt: skip
    return (
        last / by, size, avg / by, volume, buy, sell, o / by, h / by, low / by, c / by,
        traded, oi, oi_high, oi_low, stamp,
        q0, p0 / by, n0, q1, p1 / by, n1, q2, p2 / by, n2, q3, p3 / by, n3, q4, p4 / by, n4,
        q5, p5 / by, n5, q6, p6 / by, n6, q7, p7 / by, n7, q8, p8 / by, n8, q9, p9 / by, n9,
    )  # fmt: skip


# The builders below turn packets of one length, as signed words, into the board's rows of 8-byte
# cells: counts widened as int64, prices divided in place as float64.


def _ltp_cells(words: Rows, by: Divisors) -> NDArray[np.int64]:
    return (words[:, 1:2] / by).view(np.int64)


def _quote_cells(words: Rows, by: Divisors) -> NDArray[np.int64]:
    cells = words[:, 1:].view(np.uint32).astype(np.int64)
    prices = cells.view(np.float64)
    np.divide(words[:, 1:4:2], by, out=prices[:, 0:3:2])
    np.divide(words[:, 7:11], by, out=prices[:, 6:10])
    return cells


def _full_cells(words: Rows, by: Divisors) -> NDArray[np.int64]:
    cells = _quote_cells(words, by)
    # Ten levels of (quantity, price, orders and padding), one word each.
    np.divide(words[:, 17::3], by, out=cells.view(np.float64)[:, 16::3])
    orders = cells[:, 17::3]
    np.right_shift(orders, 16, out=orders)
    return cells


def _index_cells(words: Rows, by: Divisors) -> NDArray[np.int64]:
    # High, low, open, close: this order holds for index packets alone.
    full = words.shape[1] * 4 == _INDEX_FULL
    cells = np.zeros((len(words), 15 if full else 10), dtype=np.int64)
    prices = cells.view(np.float64)
    prices[:, [0, 6, 7, 8, 9]] = words[:, [1, 4, 2, 3, 5]] / by
    prices[:, 2] = _NAN
    if full:
        cells[:, 14] = words.view(np.uint32)[:, 7]
    return cells


_CELLS = {
    _LTP: _ltp_cells,
    _INDEX_QUOTE: _index_cells,
    _INDEX_FULL: _index_cells,
    _QUOTE: _quote_cells,
    _FULL: _full_cells,
}
_MODE = {
    _LTP: FeedMode.LTP,
    _INDEX_QUOTE: FeedMode.QUOTE,
    _INDEX_FULL: FeedMode.FULL,
    _QUOTE: FeedMode.QUOTE,
    _FULL: FeedMode.FULL,
}
