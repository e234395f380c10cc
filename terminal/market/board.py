"""The newest values of everything that is streamed: one preallocated array a field, one row a slot.

Written by the hub alone, read by anybody on the same thread. Readers pull: each write raises `clock`
and stamps its slot's `version`, so a reader asks `changed(slots, since)` once a frame and nobody has
to register. Growing replaces the arrays: take `board.last` afresh each frame, never keep it.
"""

import struct
from array import array

import numpy as np
from numpy.typing import NDArray

from terminal.domain.market import DEPTH_LEVELS, FeedMode, TickBatch

TICK_FIELDS: tuple[str, ...] = (
    "last",
    "last_quantity",
    "average",
    "volume",
    "buy_quantity",
    "sell_quantity",
    "open",
    "high",
    "low",
    "close",
    "last_trade_s",
    "oi",
    "oi_high",
    "oi_low",
    "exchange_s",
)
PRICE_FIELDS = ("last", "average", "open", "high", "low", "close")
EMPTY, LIVE, STALE = 0, 1, 2

_NAN = float("nan")
_QUOTE_COLUMNS = TICK_FIELDS[1:10]
_FULL_COLUMNS = TICK_FIELDS[1:]
_LEVELS = 2 * DEPTH_LEVELS
_CELLS = 3 * _LEVELS
# A slot's depth lies in one piece, ten levels of (quantity, price, orders): one pack writes it all,
# and the six (capacity, 5) columns are views into it.
_DEPTH = struct.Struct("=" + "qdq" * _LEVELS)
_DEPTH_ROW = np.dtype((np.void, _DEPTH.size))

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def _floats(capacity: int) -> "array[float]":
    return array("d", (_NAN,)) * capacity


def _ints(capacity: int) -> "array[int]":
    return array("q", (0,)) * capacity


class Board:
    """Columns by slot number. Prices NaN and counts 0 where nothing came yet; times UTC.

    `state` is EMPTY, LIVE or STALE; `received_ns` when the last tick arrived; `lower_limit` and
    `upper_limit` (the day's price band) come from REST quotes only. Depth columns are
    (capacity, 5), best level first.
    """

    last: Floats
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    average: Floats
    lower_limit: Floats
    upper_limit: Floats
    volume: Ints
    last_quantity: Ints
    buy_quantity: Ints
    sell_quantity: Ints
    oi: Ints
    oi_high: Ints
    oi_low: Ints
    last_trade_s: Ints
    exchange_s: Ints
    received_ns: Ints
    version: Ints
    state: NDArray[np.uint8]
    bid_price: Floats
    ask_price: Floats
    bid_quantity: Ints
    ask_quantity: Ints
    bid_orders: Ints
    ask_orders: Ints

    def __init__(self, capacity: int = 16384) -> None:
        self.clock = 0
        self._allocate(capacity)

    @property
    def capacity(self) -> int:
        return len(self._state)

    def ensure(self, slot: int) -> None:
        """Make room for `slot`, doubling; values are kept, the arrays are new ones."""
        capacity = self.capacity
        if slot < capacity:
            return
        while capacity <= slot:
            capacity *= 2
        old_depth, old = self._depth, self._arrays()
        size = self.capacity
        self._allocate(capacity)
        for name, column in old.items():
            getattr(self, name)[:size] = np.frombuffer(column, dtype=getattr(self, name).dtype)
        self._depth[:size] = old_depth

    def changed(self, slots: Ints, since: int) -> NDArray[np.intp]:
        """Return the indices into `slots` whose row was written after the board's clock `since`."""
        return np.flatnonzero(self.version[slots] > since)

    def write(self, slot: int, mode: FeedMode, values: tuple[float, ...], received_ns: int) -> None:
        """Write one tick; `values` as in `domain.ports.MarketSink.tick`, counts as ints."""
        self.clock = clock = self.clock + 1
        self._version[slot] = clock
        self._received[slot] = received_ns
        self._state[slot] = LIVE
        self._last[slot] = values[0]
        if mode == FeedMode.LTP:
            return
        columns = self._quote if mode == FeedMode.QUOTE else self._full
        for column, value in zip(columns, values[1:15], strict=False):
            column[slot] = value
        if mode == FeedMode.FULL and len(values) > len(TICK_FIELDS):
            _DEPTH.pack_into(self._depth_bytes, slot * _DEPTH.size, *values[15:])

    def write_batch(self, batch: TickBatch, received_ns: int) -> None:
        """Write one run of equal-shaped ticks; where a slot occurs twice the later row wins."""
        slots = batch.slots
        self.clock = clock = self.clock + 1
        self.version[slots] = clock
        self.received_ns[slots] = received_ns
        self.state[slots] = LIVE
        self.last[slots] = batch.last
        if batch.mode == FeedMode.LTP:
            return
        for name in _QUOTE_COLUMNS if batch.mode == FeedMode.QUOTE else _FULL_COLUMNS:
            column = getattr(batch, name)
            if column is not None:
                getattr(self, name)[slots] = column
        if batch.bid_price is not None:
            self.bid_price[slots] = batch.bid_price
            self.bid_quantity[slots] = batch.bid_quantity
            self.bid_orders[slots] = batch.bid_orders
            self.ask_price[slots] = batch.ask_price
            self.ask_quantity[slots] = batch.ask_quantity
            self.ask_orders[slots] = batch.ask_orders

    def touch(self, slot: int) -> None:
        """Stamp a row that was changed from outside the tick path (limits, state)."""
        self.clock += 1
        self._version[slot] = self.clock

    def mark_stale(self, slots: Ints | None = None) -> None:
        """Turn LIVE rows (all, or those of `slots`) to STALE in one masked write."""
        live = self.state == LIVE
        if slots is not None:
            mine = np.zeros(self.capacity, dtype=bool)
            mine[slots] = True
            live &= mine
        if live.any():
            self.clock += 1
            self.state[live] = STALE
            self.version[live] = self.clock

    def clear(self, slot: int) -> None:
        """Forget a row's values."""
        for name in (*TICK_FIELDS, "received_ns", "lower_limit", "upper_limit", "state"):
            column = getattr(self, name)
            column[slot] = _NAN if column.dtype.kind == "f" else 0
        self._blank_depth(slice(slot, slot + 1))
        self.touch(slot)

    def _blank_depth(self, rows: slice) -> None:
        self._depth[rows] = 0.0
        self.bid_price[rows] = _NAN
        self.ask_price[rows] = _NAN

    def _arrays(self) -> "dict[str, array[float] | array[int] | bytearray]":
        return {**self._columns, "state": self._state}

    def _allocate(self, capacity: int) -> None:
        self._columns: dict[str, array[float] | array[int]] = {}
        for name in (*TICK_FIELDS, "lower_limit", "upper_limit", "received_ns", "version"):
            is_float = name in PRICE_FIELDS or name.endswith("_limit")
            column = _floats(capacity) if is_float else _ints(capacity)
            self._columns[name] = column
            setattr(self, name, np.frombuffer(column, dtype=np.float64 if is_float else np.int64))
        self._state = bytearray(capacity)
        self.state = np.frombuffer(self._state, dtype=np.uint8)
        self._last = self._columns["last"]
        self._version = self._columns["version"]
        self._received = self._columns["received_ns"]
        self._quote = tuple(self._columns[name] for name in _QUOTE_COLUMNS)
        self._full = tuple(self._columns[name] for name in _FULL_COLUMNS)
        self._depth = np.zeros((capacity, _CELLS), dtype=np.float64)
        self._depth_bytes = memoryview(self._depth).cast("B")
        cells = self._depth.reshape(capacity, _LEVELS, 3)
        counts = cells.view(np.int64)
        half = DEPTH_LEVELS
        self.bid_quantity, self.ask_quantity = counts[:, :half, 0], counts[:, half:, 0]
        self.bid_price, self.ask_price = cells[:, :half, 1], cells[:, half:, 1]
        self.bid_orders, self.ask_orders = counts[:, :half, 2], counts[:, half:, 2]
        self._blank_depth(slice(None))
