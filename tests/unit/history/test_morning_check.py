"""The morning after, the last day is fetched once more: the newest minute wins, and nothing is lost."""

import asyncio
from datetime import date

import numpy as np
import pytest

from terminal.domain.errors import BrokerRefused
from terminal.domain.history import SeriesKind
from terminal.history.jobs import JobState, Schedule, Selection
from terminal.history.manifest import Mark
from terminal.history.sessions import DAY_NS, midnight_ns
from tests.fakes.clock import FakeClock, settle
from tests.fakes.history import FAST, FakeSource, at, chain, option, spot
from tests.unit.history.service_rig import DAY, opened

SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
KEY = spot().key


class Corrected(FakeSource):
    """A broker that changes its closes by `shift` from some moment on."""

    shift = 0.0

    async def minutes(self, series, start_ns, end_ns):
        bars = await super().minutes(series, start_ns, end_ns)
        bars.close = bars.close + self.shift
        return bars


def plan(**more) -> Schedule:
    given = {"days_back": 0, "selection": Selection(), **more}
    return Schedule(enabled=True, source="fake", **given)


@pytest.fixture
def clock():
    return FakeClock(at(DAY, "16:30"))


@pytest.fixture
def source(clock):
    return Corrected(chain(), clock=clock, rules=FAST)


async def closes(desk, key=KEY) -> np.ndarray:
    start = midnight_ns(DAY)
    return (await desk.service.bars(key, start, start + DAY_NS)).close


async def evening(desk, **more) -> np.ndarray:
    """Run the day's download and return the closes that it brought."""
    await desk.service.set_schedule(plan(**more))
    number = await desk.service.run_if_due()
    await desk.until_state(number, JobState.DONE)
    assert await desk.service.run_if_due() is None
    return await closes(desk)


async def test_the_day_is_fetched_again_once_and_the_newest_minute_wins(tmp_path, clock, source):
    source.no_data.add((option().key, DAY))
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        before = await evening(desk, days_back=1)  # so that a day without bars is proven empty
        asked = len(source.requests)
        assert desk.service.next_run_ns() == at(SATURDAY, "07:00")
        source.shift = 0.05
        clock.set(at(SATURDAY, "07:00"))
        number = await desk.service.run_if_due()
        await desk.until_state(number, JobState.DONE)
        view = desk.service.job(number)
        assert view.scheduled
        assert (view.request.start, view.request.end) == (DAY, DAY)
        assert np.allclose(await closes(desk), before + 0.05)
        again = [key for key, _, _ in source.requests[asked:]]
        assert KEY in again
        assert option().key not in again, "what had no trades is not asked for again"
        assert len(again) == len(set(again))
        assert desk.service.schedule.last_check == DAY
        assert await desk.service.run_if_due() is None
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        assert await desk.service.run_if_due() is None, "it is remembered"


async def test_by_itself_in_the_morning(tmp_path, clock, source):
    async with opened(tmp_path, clock, source) as desk:
        await desk.service.set_schedule(plan())
        await desk.until(lambda: desk.service.jobs())
        await desk.until_state(1, JobState.DONE)
        clock.set(at(SATURDAY, "06:59"))
        await clock.advance(30)
        await settle()
        assert len(desk.service.jobs()) == 1
        await clock.advance(60)
        await desk.until(lambda: len(desk.service.jobs()) == 2)
        await desk.until_state(2, JobState.DONE)


async def test_it_can_be_switched_off(tmp_path, clock, source):
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        await evening(desk, check_next_morning=False)
        clock.set(at(SATURDAY, "08:00"))
        assert await desk.service.run_if_due() is None
        assert desk.service.next_run_ns() == at(MONDAY, "16:00")


async def test_a_check_that_stopped_half_way_goes_on_with_the_rest(tmp_path, clock, source):
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        await evening(desk)
        asked = len(source.requests)
        source.shift = 0.05
        source.latency_s = 30.0
        clock.set(at(SATURDAY, "07:00"))
        number = await desk.service.run_if_due()
        await desk.until(lambda: len(source.requests) > asked)
        pausing = desk.service.pause(number)
        task = asyncio.ensure_future(pausing)
        await desk.until(task.done)
        source.latency_s = 0.0
        await desk.service.resume(number)
        await desk.until_state(number, JobState.DONE)
        again = [key for key, _, _ in source.requests[asked:]]
        assert sorted(again) == sorted(series.key for series in chain())


async def test_what_cannot_be_fetched_again_stays_as_it_was_and_is_said(tmp_path, clock, source):
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        before = await evening(desk)
        refuse = BrokerRefused("No such token.", code="refused")
        source.fault = lambda series, number: refuse if series.key == KEY else None
        clock.set(at(SATURDAY, "07:00"))
        number = await desk.service.run_if_due()
        await desk.until_state(number, JobState.INCOMPLETE)
        sentence = desk.service.job(number).sentence
        assert sentence == (
            "1 series-day could not be fetched again: what was stored before stays."
        )
        assert np.array_equal(await closes(desk), before)
        states = await desk.service.store.states(DAY, DAY, kinds=(SeriesKind.SPOT,))
        assert states[KEY][DAY].mark is Mark.COMPLETE
        source.fault = lambda series, number: None
        source.shift = 0.05
        await desk.service.retry_failed(number)
        await desk.until_state(number, JobState.DONE)
        assert np.allclose(await closes(desk), before + 0.05)


async def test_the_next_days_download_goes_before_a_check_that_still_runs(tmp_path, clock, source):
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        await evening(desk)
        source.latency_s = 60.0
        clock.set(at(MONDAY, "15:59"))
        check = await desk.service.run_if_due()
        await desk.until(lambda: source.in_flight)
        clock.set(at(MONDAY, "16:00"))
        task = asyncio.ensure_future(desk.service.run_if_due())
        await desk.until(task.done)
        assert desk.service.job(check).state is JobState.CANCELLED
        source.latency_s = 0.0
        await desk.until_state(task.result(), JobState.DONE)
        assert desk.service.schedule.last_run == MONDAY


async def test_what_was_fetched_in_the_morning_is_not_checked_that_morning(tmp_path, source, clock):
    clock.set(at(SATURDAY, "08:00"))
    async with opened(tmp_path, clock, source, scheduling=False) as desk:
        await evening(desk)
        assert desk.service.schedule.last_check == DAY
