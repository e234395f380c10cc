"""Where panels' reads go: the store first, then the account that lists the instrument."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace

import numpy as np
import pytest

from terminal.app.history import LateHistory, sources_of, to_bars
from terminal.app.reads import MarketReads
from terminal.domain.errors import LoginNeeded, TerminalError, Transient
from terminal.domain.history import MinuteBars
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Bar, Interval, Quote
from terminal.history.manifest import DayMark, Mark
from terminal.history.sessions import indian_calendar, midnight_ns

INFY, TCS = InstrumentId("NSE", "INFY"), InstrumentId("NSE", "TCS")
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)
DAY_NS = 86_400_000_000_000


def at(day: date, hour: int = 10) -> int:
    return midnight_ns(day) + hour * 3_600_000_000_000


def columns(*times: int) -> MinuteBars:
    ones = np.ones(len(times))
    whole = np.ones(len(times), dtype=np.int64)
    stamps = np.array(times, dtype=np.int64)
    return MinuteBars(stamps, ones, ones, ones, ones, whole, whole, ones)


class Service:
    """Stored days by identity; every minute named there is held."""

    def __init__(self) -> None:
        self.calendar = indian_calendar()
        self.marks: dict[str, dict[date, Mark]] = {}
        self.held: list[int] = []
        self.store = self
        self.asked: list[int] = []
        self.error: TerminalError | None = None

    async def states(self, start: date, end: date, *, underlyings: Sequence[str]):
        assert "INFY" in underlyings
        return {
            key: {day: DayMark(mark=mark) for day, mark in days.items() if start <= day <= end}
            for key, days in self.marks.items()
        }

    async def bars(self, instrument: InstrumentId, start_ns: int, end_ns: int, *, minutes: int):
        self.asked.append(minutes)
        if self.error is not None:
            raise self.error
        return columns(*(t for t in self.held if start_ns <= t <= end_ns))


class Account:
    def __init__(self, name: str) -> None:
        self.name = name
        self.spans: list[tuple[int, int]] = []
        self.bars: list[Bar] = []
        self.error: TerminalError | None = None
        self.quoted: list[list[InstrumentId]] = []

    async def fetch_bars(self, instrument, interval, start_ns, end_ns) -> list[Bar]:
        self.spans.append((start_ns, end_ns))
        if self.error is not None:
            raise self.error
        return [bar for bar in self.bars if start_ns <= bar.open_ns <= end_ns]

    async def fetch_quotes(self, instruments) -> list[Quote]:
        self.quoted.append(list(instruments))
        return []


class Rig:
    def __init__(self, failures: list) -> None:
        self.service, self.account, self.other = Service(), Account("a"), Account("b")
        self.nobody = False
        self.homes: dict[InstrumentId, Account] = {}
        late = LateHistory(
            None,
            sources=dict,
            trading=lambda: False,
            clock=None,
            on_failure=lambda name, error: failures.append((name, error)),
        )
        late._service, late._open = self.service, True
        self.late = late
        self.reads = MarketReads(accounts=self, history=late)

    def first(self, instrument: InstrumentId | None = None) -> Account | None:
        return None if self.nobody else self.homes.get(instrument, self.account)


@pytest.fixture
def failures() -> list:
    return []


@pytest.fixture
def rig(failures: list) -> Rig:
    return Rig(failures)


def bar(time_ns: int) -> Bar:
    return Bar(time_ns, 2.0, 2.0, 2.0, 2.0, 2.0)


def test_columns_become_rows() -> None:
    assert to_bars(columns(5, 6)) == [Bar(5, 1.0, 1.0, 1.0, 1.0, 1, 1), Bar(6, 1, 1, 1, 1, 1, 1)]


def test_only_accounts_with_history_are_sources() -> None:
    one, two = (SimpleNamespace(name=f"practice:shoonya:FA{n}") for n in (1, 2))
    brokers = [
        SimpleNamespace(history=one),
        SimpleNamespace(history=None),
        SimpleNamespace(),
        SimpleNamespace(history=two),
    ]
    assert sources_of(brokers) == {"practice:shoonya:FA1": one, "practice:shoonya:FA2": two}


async def test_whole_days_come_from_the_store_alone(rig: Rig) -> None:
    rig.service.marks = {str(INFY): {MONDAY: Mark.COMPLETE, TUESDAY: Mark.EMPTY}}
    rig.service.held = [at(MONDAY)]
    found = await rig.reads.bars(INFY, Interval.MINUTE_5, at(MONDAY, 0), at(TUESDAY, 23))
    assert [b.open_ns for b in found] == [at(MONDAY)]
    assert rig.account.spans == []
    assert rig.service.asked == [5]


async def test_the_broker_is_asked_only_for_what_is_missing(rig: Rig) -> None:
    rig.service.marks = {
        str(INFY): {MONDAY: Mark.COMPLETE, TUESDAY: Mark.PARTIAL, WEDNESDAY: Mark.COMPLETE}
    }
    rig.service.held = [at(MONDAY), at(TUESDAY), at(WEDNESDAY)]
    rig.account.bars = [bar(at(TUESDAY)), bar(at(TUESDAY, 11)), bar(at(WEDNESDAY))]
    found = await rig.reads.bars(INFY, Interval.MINUTE, at(MONDAY, 0), at(WEDNESDAY, 23))
    assert rig.account.spans == [(at(TUESDAY, 0), at(WEDNESDAY, 0) - 1)]
    assert [(b.open_ns, b.open) for b in found] == [
        (at(MONDAY), 1.0),
        (at(TUESDAY), 2.0),
        (at(TUESDAY, 11), 2.0),
        (at(WEDNESDAY), 1.0),
    ]


async def test_a_weekend_is_not_missing(rig: Rig) -> None:
    friday, sunday = date(2026, 11, 13), date(2026, 11, 15)
    rig.service.marks = {str(INFY): {friday: Mark.COMPLETE}}
    rig.service.held = [at(friday)]
    assert len(await rig.reads.bars(INFY, Interval.MINUTE, at(friday, 0), at(sunday))) == 1
    assert rig.account.spans == []


async def test_nothing_stored_asks_for_the_whole_span(rig: Rig) -> None:
    span = at(MONDAY, 0), at(TUESDAY)
    await rig.reads.bars(INFY, Interval.MINUTE, *span)
    assert rig.account.spans == [span]
    assert rig.service.asked == []


@pytest.mark.parametrize("interval", [Interval.DAY, Interval.MINUTE_3])
async def test_days_and_odd_lengths_are_the_brokers(rig: Rig, interval: Interval) -> None:
    rig.service.marks = {str(INFY): {MONDAY: Mark.COMPLETE}}
    await rig.reads.bars(INFY, interval, at(MONDAY, 0), at(MONDAY))
    assert rig.account.spans == [(at(MONDAY, 0), at(MONDAY))]


async def test_stored_candles_are_better_than_none(rig: Rig) -> None:
    rig.service.marks = {str(INFY): {MONDAY: Mark.COMPLETE}}
    rig.service.held = [at(MONDAY)]
    rig.account.error = Transient("The broker is down.")
    found = await rig.reads.bars(INFY, Interval.MINUTE, at(MONDAY, 0), at(TUESDAY))
    assert [b.open_ns for b in found] == [at(MONDAY)]
    rig.service.held = []
    with pytest.raises(Transient):
        await rig.reads.bars(INFY, Interval.MINUTE, at(MONDAY, 0), at(TUESDAY))


async def test_without_an_account_the_store_still_answers(rig: Rig) -> None:
    rig.nobody = True
    rig.service.marks = {str(INFY): {MONDAY: Mark.COMPLETE}}
    rig.service.held = [at(MONDAY)]
    assert await rig.reads.bars(INFY, Interval.MINUTE, at(MONDAY, 0), at(MONDAY, 23))
    with pytest.raises(LoginNeeded):
        await rig.reads.bars(TCS, Interval.DAY, at(MONDAY, 0), at(MONDAY))
    with pytest.raises(LoginNeeded):
        await rig.reads.quotes([INFY])


async def test_a_store_that_fails_is_told_and_passed_over(rig: Rig, failures: list) -> None:
    rig.service.marks = {str(INFY): {MONDAY: Mark.COMPLETE}}
    rig.service.error = TerminalError("The store is damaged.")
    rig.account.bars = [bar(at(MONDAY))]
    assert len(await rig.reads.bars(INFY, Interval.MINUTE, at(MONDAY, 0), at(MONDAY, 23))) == 1
    assert [name for name, _ in failures] == ["stored bars"]


async def test_quotes_are_asked_of_whoever_lists_the_instrument(rig: Rig) -> None:
    rig.homes = {TCS: rig.other}
    await rig.reads.quotes([INFY, TCS])
    assert (rig.account.quoted, rig.other.quoted) == ([[INFY]], [[TCS]])


def test_the_days_of_these_tests_are_trading_days() -> None:
    calendar = indian_calendar()
    assert all(calendar.is_trading_day(day) for day in (MONDAY, TUESDAY, WEDNESDAY))
    assert datetime.fromtimestamp(at(MONDAY, 0) / 1e9, UTC).hour == 18
