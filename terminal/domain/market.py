"""Market data as it crosses layers: floats (for drawing), UTC nanoseconds, units not lots.

`TickBatch` is the columnar form in which a stream hands one frame to the hub. Arrays are owned by
the receiver of the call only until it returns.
"""

from enum import IntEnum, StrEnum
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.ids import InstrumentId

FloatColumn = NDArray[np.float64]
IntColumn = NDArray[np.int64]
DEPTH_LEVELS = 5


class FeedMode(IntEnum):
    """How much of an instrument is streamed; a larger mode contains the smaller."""

    LTP = 1
    QUOTE = 2
    FULL = 3


class Interval(StrEnum):
    """Bar lengths offered by the chart."""

    MINUTE = "1m"
    MINUTE_3 = "3m"
    MINUTE_5 = "5m"
    MINUTE_10 = "10m"
    MINUTE_15 = "15m"
    MINUTE_30 = "30m"
    HOUR = "1h"
    DAY = "1d"

    @property
    def seconds(self) -> int:
        return _SECONDS[self]


_SECONDS = {
    Interval.MINUTE: 60,
    Interval.MINUTE_3: 180,
    Interval.MINUTE_5: 300,
    Interval.MINUTE_10: 600,
    Interval.MINUTE_15: 900,
    Interval.MINUTE_30: 1800,
    Interval.HOUR: 3600,
    Interval.DAY: 86400,
}


class Bar(Struct, frozen=True, gc=False):
    """One candle. `open_ns` is its opening time; `volume` in units of the bar; `oi` at its close."""

    open_ns: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    oi: float = 0.0


class DepthLevel(Struct, frozen=True, gc=False):
    """One price level of the order book."""

    price: float
    quantity: int
    orders: int


class Quote(Struct, frozen=True, kw_only=True):
    """A snapshot asked for by request (not streamed). NaN and 0 mean "the broker did not say".

    `close` is the previous session's close; `lower_limit`/`upper_limit` the circuit band.
    """

    instrument: InstrumentId
    last: float
    open: float = float("nan")
    high: float = float("nan")
    low: float = float("nan")
    close: float = float("nan")
    average: float = float("nan")
    volume: int = 0
    oi: int = 0
    last_quantity: int = 0
    buy_quantity: int = 0
    sell_quantity: int = 0
    lower_limit: float = float("nan")
    upper_limit: float = float("nan")
    last_trade_ns: int = 0
    exchange_ns: int = 0
    bids: tuple[DepthLevel, ...] = ()
    asks: tuple[DepthLevel, ...] = ()


class TickBatch(msgspec.Struct):
    """Columns of one run of equal-shaped ticks. Row i belongs to `slots[i]`.

    Prices float64 in quote currency, quantities int64 in units, times UTC seconds (0: none). A column
    that this mode does not carry is None. Depth arrays are (n, 5), best level first. `rows`, where a
    stream gives it, holds the same in one piece and the other columns but `last` may be None then:
    (n, k) cells of 8 bytes in the order of `ports.MarketSink.tick`, float64 for prices and int64
    for counts and times, with k = 1 (LTP), 10 (QUOTE), 15 (FULL without depth) or 45 (FULL).
    """

    mode: FeedMode
    slots: IntColumn
    last: FloatColumn
    open: FloatColumn | None = None
    high: FloatColumn | None = None
    low: FloatColumn | None = None
    close: FloatColumn | None = None
    last_quantity: IntColumn | None = None
    average: FloatColumn | None = None
    volume: IntColumn | None = None
    buy_quantity: IntColumn | None = None
    sell_quantity: IntColumn | None = None
    oi: IntColumn | None = None
    oi_high: IntColumn | None = None
    oi_low: IntColumn | None = None
    last_trade_s: IntColumn | None = None
    exchange_s: IntColumn | None = None
    bid_price: NDArray[Any] | None = None
    bid_quantity: NDArray[Any] | None = None
    bid_orders: NDArray[Any] | None = None
    ask_price: NDArray[Any] | None = None
    ask_quantity: NDArray[Any] | None = None
    ask_orders: NDArray[Any] | None = None
    rows: NDArray[Any] | None = None
