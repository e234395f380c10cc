"""Instruments, quotes and candles as the practice exchange states them.

Prices here are market data and therefore floats in rupees (or the contract's quote currency).
Order prices, money and positions live in `types_orders` and `types_account` and are Decimal.
Times are UTC nanoseconds.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class SimInstrument(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the instrument master.

    Units: `lot_size` and `freeze_quantity` in order units (lots for MCX, CDS, BCD and NCO, where
    `lot_size` is 1 and `multiplier` carries the contract size); `band_pct` is the daily price band
    in percent, 0 where the exchange sets none.
    """

    instrument_token: int
    exchange_token: int
    tradingsymbol: str
    name: str
    exchange: str
    segment: str
    instrument_type: str  # EQ FUT CE PE
    tick_size: Decimal
    lot_size: int
    expiry: date | None = None
    strike: Decimal = Decimal(0)
    multiplier: int = 1
    freeze_quantity: int = 0  # 0: no limit
    band_pct: float = 20.0
    isin: str = ""
    underlying: str = ""  # the price process this row follows

    @property
    def is_index(self) -> bool:
        """True for rows that have a price but no book."""
        return self.segment == "INDICES"

    @property
    def is_option(self) -> bool:
        return self.instrument_type in {"CE", "PE"}

    @property
    def is_equity(self) -> bool:
        return self.segment in {"NSE", "BSE"}


class DepthLevel(msgspec.Struct, frozen=True, gc=False):
    """One price level: price in rupees, quantity in units, number of orders."""

    price: float
    quantity: int
    orders: int


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the exchange tells about one instrument at `timestamp_ns`.

    `close` is the previous trading day's close throughout the day. `last_trade_ns` is None when
    nothing traded yet; index rows have no volume, depth, limits or open interest (zeros).
    """

    instrument_token: int
    timestamp_ns: int
    last_trade_ns: int | None
    last_price: float
    last_quantity: int
    average_price: float
    volume: int
    buy_quantity: int
    sell_quantity: int
    open: float
    high: float
    low: float
    close: float
    oi: int
    oi_day_high: int
    oi_day_low: int
    lower_circuit_limit: float
    upper_circuit_limit: float
    bids: tuple[DepthLevel, ...]
    asks: tuple[DepthLevel, ...]


class QuoteColumns(msgspec.Struct, frozen=True, kw_only=True):
    """Quotes of many instruments, one row a requested token, in the order asked for.

    A token the exchange does not know has `known` False and zeros elsewhere. Depth arrays are
    (n, 5), best level first, zero where a level is missing.
    """

    tokens: Ints
    known: NDArray[np.bool_]
    last_price: Floats
    last_quantity: Ints
    average_price: Floats
    volume: Ints
    buy_quantity: Ints
    sell_quantity: Ints
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    last_trade_ns: Ints
    oi: Ints
    oi_day_high: Ints
    oi_day_low: Ints
    timestamp_ns: Ints
    lower_circuit_limit: Floats
    upper_circuit_limit: Floats
    bid_price: Floats
    bid_quantity: Ints
    bid_orders: Ints
    ask_price: Floats
    ask_quantity: Ints
    ask_orders: Ints


class Candle(msgspec.Struct, frozen=True, gc=False):
    """One bar, stamped with its open time; `oi` is None unless it was asked for."""

    open_ns: int
    open: float
    high: float
    low: float
    close: float
    volume: int
    oi: int | None = None
