"""Series and seeded bars for tests of the store, and a store in a folder of the test's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from terminal.domain.history import MinuteBars, Series, SeriesKind
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.history.schema import MINUTE_NS, midnight_ns
from terminal.history.store import HistoryStore
from tests.fakes.clock import FakeClock

FRIDAY = date(2026, 11, 20)
EXPIRY = date(2026, 11, 24)
OPENS = 9 * 60 + 15
FIELDS = MinuteBars.__struct_fields__


def spot(symbol: str = "RELIANCE") -> Series:
    return Series(
        instrument=InstrumentId("NSE", symbol), kind=SeriesKind.SPOT, underlying=symbol,
        exchange="NSE", symbol=f"{symbol}-EQ", token="2885",
    )  # fmt: skip


def future(symbol: str = "RELIANCE", expiry: date = EXPIRY) -> Series:
    return Series(
        instrument=InstrumentId("NFO", symbol, InstrumentKind.FUTURE, expiry),
        kind=SeriesKind.FUTURE, underlying=symbol, exchange="NFO",
        symbol=f"{symbol}{expiry:%d%b%y}F".upper(), token="53001",
    )  # fmt: skip


def option(strike: int = 1500, right: str = "CE", symbol: str = "RELIANCE") -> Series:
    kind = InstrumentKind.CALL if right == "CE" else InstrumentKind.PUT
    return Series(
        instrument=InstrumentId("NFO", symbol, kind, EXPIRY, Decimal(strike)),
        kind=SeriesKind.OPTION, underlying=symbol, exchange="NFO",
        symbol=f"{symbol}24NOV26{right[0]}{strike}", token=str(60_000 + strike),
    )  # fmt: skip


def bars(day: date = FRIDAY, count: int = 375, *, start: int = OPENS, seed: int = 1) -> MinuteBars:
    """Return `count` minutes of a day from minute `start` of it (09:15 IST)."""
    rng = np.random.default_rng([seed, day.toordinal()])
    first = midnight_ns(day) + start * MINUTE_NS
    close = np.round(1500 + np.cumsum(rng.normal(0, 0.5, count)), 2)
    opened = np.round(close + rng.normal(0, 0.3, count), 2)
    high, low = np.maximum(opened, close) + 0.05, np.minimum(opened, close) - 0.05
    return MinuteBars(
        open_ns=first + np.arange(count, dtype=np.int64) * MINUTE_NS,
        open=opened, high=high, low=low, close=close,
        volume=rng.integers(0, 5000, count), oi=rng.integers(0, 90_000, count),
        vwap=np.round((high + low) / 2, 2),
    )  # fmt: skip


def weekdays(first: date, count: int) -> list[date]:
    days = (first + timedelta(days=n) for n in range(count * 2))
    return [day for day in days if day.weekday() < 5][:count]


def same(left: MinuteBars, right: MinuteBars) -> bool:
    """Return whether two sets of bars are equal to the last bit, NaN being equal to NaN."""
    return all(
        np.array_equal(getattr(left, name), getattr(right, name), equal_nan=name == "vwap")
        for name in FIELDS
    )


@asynccontextmanager
async def opened(root: Path | str, **options: object) -> AsyncIterator[HistoryStore]:
    store = HistoryStore(root, clock=FakeClock(), **options)
    await store.open()
    try:
        yield store
    finally:
        await store.aclose()


async def everything(store: HistoryStore, series: Series) -> MinuteBars:
    return await store.read_bars(series.key, 0, 1 << 62)


def contents(root: Path) -> dict[str, bytes]:
    """Return all files of bars by their path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "bars").rglob("*"))
        if path.is_file()
    }
