"""Kite's quotes, candles and trigger ranges, spelled as Kite spells them.

Market data is for drawing and comparing, so these numbers are floats; no order price comes from here
except through `Instrument.to_price`.
"""

from msgspec import Struct


class Ohlc(Struct, kw_only=True):
    """`close` is the previous session's."""

    open: float | None = None
    high: float | None = None
    low: float | None = None
    close: float | None = None


class Level(Struct, kw_only=True):
    """One price level."""

    price: float = 0.0
    quantity: int = 0
    orders: int = 0


class Depth(Struct, kw_only=True):
    """Five levels a side, best first; zeros where there is none."""

    buy: list[Level] | None = None
    sell: list[Level] | None = None


class LtpQuote(Struct, kw_only=True):
    """One row of GET /quote/ltp."""

    instrument_token: int
    last_price: float


class OhlcQuote(Struct, kw_only=True):
    """One row of GET /quote/ohlc."""

    instrument_token: int
    last_price: float
    ohlc: Ohlc | None = None


class FullQuote(Struct, kw_only=True):
    """One row of GET /quote; an index row lacks depth, volume and open interest."""

    instrument_token: int
    last_price: float
    timestamp: str | None = None
    last_trade_time: str | None = None
    last_quantity: int | None = None
    buy_quantity: int | None = None
    sell_quantity: int | None = None
    volume: int | None = None
    average_price: float | None = None
    oi: float | None = None
    oi_day_high: float | None = None
    oi_day_low: float | None = None
    net_change: float | None = None
    lower_circuit_limit: float | None = None
    upper_circuit_limit: float | None = None
    ohlc: Ohlc | None = None
    depth: Depth | None = None


class Candle(Struct, array_like=True):
    """`[time, open, high, low, close, volume(, oi)]`; the time is the candle's opening."""

    time: str
    open: float
    high: float
    low: float
    close: float
    volume: float | None
    oi: float | None = None


class Candles(Struct):
    """GET /instruments/historical/..."""

    candles: list[Candle] = []


class TriggerRange(Struct, kw_only=True):
    """The band in which a cover order's stop must lie."""

    instrument_token: int = 0
    lower: float
    upper: float
