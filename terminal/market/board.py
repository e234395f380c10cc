"""The newest values of everything that is streamed: one array a field, one row a slot.

Written by the hub alone, read by anybody on the same thread. Readers pull: each write raises `clock`
and stamps its slot's `version`, so a reader asks `changed(slots, since)` once a frame and nobody has
to register. Growing replaces the arrays: take `board.last` afresh each frame, never keep it.

The fields of a tick are columns of one preallocated block, so a tick is written by one pack and a
frame by one scatter: half the cost of an array a field (m), and readers see no difference. ADR 7.
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
_LEVELS = 2 * DEPTH_LEVELS
_FIELDS = len(TICK_FIELDS)
_CELLS = _FIELDS + 3 * _LEVELS
_ROW_BYTES = 8 * _CELLS
# By number of values: last alone, a quote, everything but depth (an index), everything.
_LTP, _QUOTE, _INDEX, _FULL = 1, 10, _FIELDS, _CELLS
_LAYOUT = "".join("d" if name in PRICE_FIELDS else "q" for name in TICK_FIELDS) + "qdq" * _LEVELS
_PACK = {size: struct.Struct("=" + _LAYOUT[:size]) for size in (_LTP, _QUOTE, _INDEX, _FULL)}
_UNPACK = _PACK[_FULL].unpack_from
_DEPTH_COLUMNS = tuple(
    f"{side}_{what}" for side in ("bid", "ask") for what in ("price", "quantity", "orders")
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
        return len(self._block)

    def ensure(self, slot: int) -> None:
        """Make room for `slot`, doubling; values are kept, the arrays are new ones."""
        size = capacity = self.capacity
        if slot < capacity:
            return
        while capacity <= slot:
            capacity *= 2
        block = self._block
        beside = {
            name: getattr(self, name)
            for name in ("lower_limit", "upper_limit", "received_ns", "version", "state")
        }
        self._allocate(capacity)
        self._block[:size] = block
        for name, column in beside.items():
            getattr(self, name)[:size] = column

    def changed(self, slots: Ints, since: int) -> NDArray[np.intp]:
        """Return the indices into `slots` whose row was written after the board's clock `since`."""
        return np.flatnonzero(self.version[slots] > since)

    def values(self, slot: int) -> tuple[float, ...]:
        """Return a whole row as plain numbers, in the order of `domain.ports.MarketSink.tick`."""
        return _UNPACK(self._bytes, slot * _ROW_BYTES)

    def write(
        self,
        slot: int,
        mode: FeedMode,  # noqa: ARG002  the number of values says the same
        values: tuple[float, ...],
        received_ns: int,
    ) -> None:
        """Write one tick; `values` as in `domain.ports.MarketSink.tick`, counts as ints."""
        _PACK[len(values)].pack_into(self._bytes, slot * _ROW_BYTES, *values)
        self.clock = clock = self.clock + 1
        self._version[slot] = clock
        self._received[slot] = received_ns
        self._state[slot] = LIVE

    def write_batch(self, batch: TickBatch, received_ns: int) -> None:
        """Write one run of equal-shaped ticks; where a slot occurs twice the later row wins."""
        slots, rows = batch.slots, batch.rows
        if rows is not None:
            size = rows.shape[1]
            piece = np.dtype((np.void, 8 * size))
            self._windows[size][slots] = rows.view(piece)[:, 0]
        else:
            for name in (*TICK_FIELDS, *_DEPTH_COLUMNS):
                column = getattr(batch, name)
                if column is not None:
                    getattr(self, name)[slots] = column
        self.clock = clock = self.clock + 1
        self.version[slots] = clock
        self.received_ns[slots] = received_ns
        self.state[slots] = LIVE

    def stamp(self, slot: int) -> None:
        """Say that a row was changed from outside the tick path (limits, state)."""
        self.clock += 1
        self._version[slot] = self.clock

    def blank_depth(self, slot: int) -> None:
        """Forget a row's depth: no levels, prices NaN."""
        self._block[slot, _FIELDS:] = 0.0
        self.bid_price[slot] = _NAN
        self.ask_price[slot] = _NAN
        self.stamp(slot)

    def mark_stale(self, slots: Ints | None = None) -> None:
        """Turn LIVE rows to STALE in one masked write: all, or those of `slots`."""
        live = self.state == LIVE
        if slots is not None:
            among = np.zeros(len(live), dtype=np.bool_)
            among[slots] = True
            live &= among
        if live.any():
            self.clock += 1
            self.state[live] = STALE
            self.version[live] = self.clock

    def _allocate(self, capacity: int) -> None:
        self._block = np.zeros((capacity, _CELLS), dtype=np.float64)
        self._bytes = self._block.data.cast("B")
        self._windows = {
            size: np.ndarray(capacity, f"V{8 * size}", self._block, 0, (_ROW_BYTES,))
            for size in _PACK
        }
        counts = self._block.view(np.int64)
        for place, name in enumerate(TICK_FIELDS):
            setattr(self, name, (self._block if name in PRICE_FIELDS else counts)[:, place])
        shape = (capacity, _LEVELS, 3)
        cells, whole = self._block[:, _FIELDS:].reshape(shape), counts[:, _FIELDS:].reshape(shape)
        half = DEPTH_LEVELS
        self.bid_quantity, self.ask_quantity = whole[:, :half, 0], whole[:, half:, 0]
        self.bid_price, self.ask_price = cells[:, :half, 1], cells[:, half:, 1]
        self.bid_orders, self.ask_orders = whole[:, :half, 2], whole[:, half:, 2]
        for name in (*PRICE_FIELDS, "bid_price", "ask_price"):
            getattr(self, name)[:] = _NAN
        self.lower_limit = np.full(capacity, _NAN)
        self.upper_limit = np.full(capacity, _NAN)
        # Arrays of the standard library under a numpy view: scalar writes cost 30 ns, not 100 (m).
        self._version = array("q", bytes(8 * capacity))
        self._received = array("q", bytes(8 * capacity))
        self._state = bytearray(capacity)
        self.version = np.frombuffer(self._version, dtype=np.int64)
        self.received_ns = np.frombuffer(self._received, dtype=np.int64)
        self.state = np.frombuffer(self._state, dtype=np.uint8)
