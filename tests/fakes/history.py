"""A broker's history and a shelf for bars, both in memory, with faults on demand.

`FakeSource` makes the bars of a series and day from their names alone, so that a test can say what
the store must hold without having seen the requests.
"""

import asyncio
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import numpy as np

from terminal.domain.errors import TerminalError
from terminal.domain.history import MinuteBars, Series, SeriesKind, SourceRules
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.history.quarantine import OddReply
from terminal.history.sessions import (
    TradingCalendar,
    day_of,
    indian_calendar,
    midnight_ns,
    segment_of,
)
from terminal.history.store import Verdict
from tests.fakes.clock import FakeClock, settle

EXPIRY = date(2026, 11, 26)
RULES = SourceRules(window_days=5, retention_days=300, per_second=8, per_minute=180)
FAST = SourceRules(window_days=5, retention_days=300, per_second=1000, newest_first=True)
Fault = Callable[[Series, int], TerminalError | None]
"""Given the series and the number of its request, counted from 1."""


def spot(name: str = "RELIANCE") -> Series:
    return Series(
        instrument=InstrumentId("NSE", name), kind=SeriesKind.SPOT, underlying=name,
        exchange="NSE", symbol=f"{name}-EQ", token=str(zlib.crc32(name.encode()) % 10_000),
    )  # fmt: skip


def index(name: str = "NIFTY", symbol: str = "NIFTY 50") -> Series:
    return Series(
        instrument=InstrumentId("NSE", symbol, InstrumentKind.INDEX), kind=SeriesKind.SPOT,
        underlying=name, exchange="NSE", symbol=symbol, token="26000",
    )  # fmt: skip


def future(name: str = "RELIANCE", expiry: date = EXPIRY) -> Series:
    identity = InstrumentId("NFO", name, InstrumentKind.FUTURE, expiry)
    return Series(
        instrument=identity, kind=SeriesKind.FUTURE, underlying=name,
        exchange="NFO", symbol=f"{name}{expiry:%d%b%y}F".upper(), token=str(identity),
    )  # fmt: skip


def option(
    name: str = "RELIANCE", strike: str = "1500", expiry: date = EXPIRY, right: str = "CE"
) -> Series:
    kind = InstrumentKind.CALL if right == "CE" else InstrumentKind.PUT
    identity = InstrumentId("NFO", name, kind, expiry, Decimal(strike))
    return Series(
        instrument=identity, kind=SeriesKind.OPTION, underlying=name,
        exchange="NFO", symbol=f"{name}{expiry:%d%b%y}{right[0]}{strike}".upper(),
        token=str(identity),
    )  # fmt: skip


def chain(name: str = "RELIANCE", *, strikes: int = 3, expiry: date = EXPIRY) -> list[Series]:
    """Return spot, one future and calls and puts around 1500."""
    prices = [1500 + 10 * step for step in range(-(strikes // 2), strikes - strikes // 2)]
    options = [
        option(name, str(price), expiry, right) for price in prices for right in ("CE", "PE")
    ]
    return [spot(name), future(name, expiry), *options]


def day_bars(series: Series, day: date, calendar: TradingCalendar | None = None) -> MinuteBars:
    """Return the bars that every `FakeSource` has of a day: all minutes, or a few of an option's."""
    session = (calendar or indian_calendar()).session(segment_of(series), day)
    if session is None:
        return MinuteBars.empty()
    open_ns = session.minutes()
    rng = np.random.default_rng(zlib.crc32(f"{series.key} {day}".encode()))
    if series.kind is SeriesKind.OPTION:
        keep = rng.random(len(open_ns)) < 0.1
        keep[0] = True
        open_ns = open_ns[keep]
    count = len(open_ns)
    price = np.round(100 + np.cumsum(rng.normal(0, 0.05, count)), 2)
    spread = np.round(rng.random(count), 2)
    volume = rng.integers(1, 1000, count)
    return MinuteBars(
        open_ns, price, price + spread, price - spread, price, volume, volume * 2, price.copy()
    )  # fmt: skip


class FakeSource:
    """A logged-in account. `requests` are (key, first day, last day); `fault` may refuse each."""

    def __init__(
        self,
        universe: list[Series],
        *,
        clock: FakeClock | None = None,
        rules: SourceRules = RULES,
        name: str = "fake",
        fault: Fault = lambda series, number: None,
        latency_s: float = 0.0,
    ) -> None:
        self._universe, self._rules, self._name = universe, rules, name
        self._clock = clock
        self.fault = fault
        self.latency_s = latency_s
        self.requests: list[tuple[str, date, date]] = []
        self.times_ns: list[int] = []
        self.counts: Counter[str] = Counter()
        self.no_data: set[tuple[str, date]] = set()
        self.lost: dict[tuple[str, date], int] = {}
        """How many minutes, from the tenth on, this day of a series has lost."""
        self.day_volume: dict[tuple[str, date], int] = {}
        self.day_requests = 0
        self.in_flight = 0
        self.master_reads = 0
        self.masters_now: dict[str, bytes] = {"NFO_symbols.txt.zip": b"PK master"}

    @property
    def name(self) -> str:
        return self._name

    @property
    def rules(self) -> SourceRules:
        return self._rules

    async def masters(self) -> Mapping[str, bytes]:
        self.master_reads += 1
        return self.masters_now

    async def universe(self) -> list[Series]:
        return self._universe

    async def minutes(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        first, last = day_of(start_ns), day_of(end_ns)
        self.requests.append((series.key, first, last))
        self.counts[series.key] += 1
        if self._clock is not None:
            self.times_ns.append(self._clock.monotonic_ns())
        self.in_flight += 1
        try:
            if self.latency_s and self._clock is not None:
                await self._clock.sleep(self.latency_s)
            else:
                await asyncio.sleep(0)
            error = self.fault(series, self.counts[series.key])
            if error is not None:
                raise error
            now_ns = None if self._clock is None else self._clock.now_ns()
            return self._bars(series, start_ns, end_ns, now_ns)
        finally:
            self.in_flight -= 1

    async def days(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        self.day_requests += 1
        await asyncio.sleep(0)
        rows = [
            (midnight_ns(day), 1500.0, self.day_volume[series.key, day])
            for key, day in sorted(self.day_volume)
            if key == series.key and start_ns <= midnight_ns(day) <= end_ns
        ]
        price = np.array([row[1] for row in rows], np.float64)
        volume = np.array([row[2] for row in rows], np.int64)
        opened = np.array([row[0] for row in rows], np.int64)
        return MinuteBars(opened, price, price, price, price, volume, volume * 0, price)

    def _bars(self, series: Series, start_ns: int, end_ns: int, now_ns: int | None) -> MinuteBars:
        parts = []
        for day in indian_calendar().days(day_of(start_ns), day_of(end_ns)):
            if (series.key, day) in self.no_data:
                continue
            if series.expiry is not None and day > series.expiry:
                continue
            bars = day_bars(series, day)
            lost = self.lost.get((series.key, day), 0)
            keep = np.ones(len(bars), bool)
            keep[10 : 10 + lost] = False
            keep &= (bars.open_ns >= start_ns) & (bars.open_ns <= end_ns)
            if now_ns is not None:
                keep &= bars.open_ns <= now_ns
            parts.append(rows_of(bars, keep))
        return joined(parts)


class FakeShelf:
    """Bars and verdicts in memory; merges as the store does: minute by minute, the newest wins."""

    def __init__(self) -> None:
        self.bars: dict[tuple[str, date], MinuteBars] = {}
        self.verdicts: dict[tuple[str, date], Verdict] = {}
        self.writes = 0
        self.error: Exception | None = None
        self.odd: list[OddReply] = []

    async def keep_reply(self, reply: OddReply) -> None:
        self.odd.append(reply)

    async def write(
        self, series: Series, bars: MinuteBars, verdicts: Mapping[date, Verdict], *, source: str
    ) -> None:
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        self.writes += 1
        for day, verdict in verdicts.items():
            start = midnight_ns(day)
            own = (bars.open_ns >= start) & (bars.open_ns < start + 86_400_000_000_000)
            if own.any():
                self.bars[series.key, day] = rows_of(bars, own)
            self.verdicts[series.key, day] = verdict


def rows_of(bars: MinuteBars, keep: np.ndarray) -> MinuteBars:
    return MinuteBars(*(getattr(bars, name)[keep] for name in MinuteBars.__struct_fields__))


def joined(parts: list[MinuteBars]) -> MinuteBars:
    if not parts:
        return MinuteBars.empty()
    fields = MinuteBars.__struct_fields__
    return MinuteBars(*(np.concatenate([getattr(part, name) for part in parts]) for name in fields))


def same_bars(left: MinuteBars, right: MinuteBars) -> bool:
    return all(
        np.array_equal(getattr(left, name), getattr(right, name))
        for name in MinuteBars.__struct_fields__
    )


def at(day: date, text: str) -> int:
    """Return a moment of an Indian day as UTC nanoseconds: `at(day, "15:55")`."""
    hours, minutes = text.split(":")
    return midnight_ns(day) + (int(hours) * 60 + int(minutes)) * 60_000_000_000


async def play(clock: FakeClock, task: "asyncio.Task", *, longest_s: float = 7200.0) -> float:
    """Let time pass until a task is done; return the seconds that it took on the fake clock."""
    start = clock.monotonic_ns()
    while not task.done():
        await settle(10)
        if task.done():
            break
        passed = (clock.monotonic_ns() - start) / 1e9
        assert passed < longest_s, "it never ended"
        await clock.advance(0.05 if passed < 60 else 1.0)
    await task
    return (clock.monotonic_ns() - start) / 1e9
