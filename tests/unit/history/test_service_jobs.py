"""Downloads through all their states: done, paused, cancelled, without a login, broken, resumed."""

import asyncio
from datetime import date

import numpy as np
import pytest

from terminal.domain.errors import LoginNeeded, TerminalError, Transient
from terminal.domain.history import SeriesKind
from terminal.history.jobs import (
    ErrorClass,
    JobState,
)
from terminal.history.sessions import midnight_ns
from tests.fakes.clock import FakeClock, settle
from tests.fakes.history import RULES, FakeSource, at, chain, day_bars, spot
from tests.unit.history.service_rig import DAY, WEEK, fast, opened, request


@pytest.fixture
def clock():
    return FakeClock(at(DAY, "18:00"))


async def test_a_download_ends_complete_and_its_bars_can_be_read(tmp_path, clock):
    async with opened(tmp_path, clock, fast(clock)) as desk:
        number = await desk.download(request())
        view = desk.service.job(number)
        assert (view.state, view.share) == (JobState.DONE, 1.0)
        assert view.total == view.done == 40
        assert view.failed == view.partial == 0
        assert view.ended_ns is not None
        bars = await desk.service.bars(
            spot().key, midnight_ns(DAY), midnight_ns(DAY) + 86_400 * 10**9
        )
        assert np.array_equal(bars.close, day_bars(spot(), DAY).close)
        assert view.bars == sum(
            len(day_bars(series, day))
            for series in chain()
            for day in desk.service.calendar.days(WEEK, DAY)
        )
        assert number in desk.changes
        assert desk.failures == []


async def test_the_same_download_again_asks_for_nothing(tmp_path, clock):
    source = fast(clock)
    async with opened(tmp_path, clock, source) as desk:
        await desk.download(request())
        before = len(source.requests)
        number = await desk.download(request())
        view = desk.service.job(number)
        assert view.state is JobState.DONE
        assert view.sentence == "Everything was held already."
        assert view.held == view.done == view.total == 40
        assert len(source.requests) == before
        assert [job.number for job in desk.service.jobs()] == [2, 1]


async def test_a_paused_download_is_resumed_where_it_was(tmp_path, clock):
    source = FakeSource(chain(strikes=40), clock=clock, rules=RULES)
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.service.start(request())
        await desk.until(lambda: len(source.requests) > 10)
        await desk.service.pause(number)
        assert desk.service.job(number).state is JobState.PAUSED
        asked = len(source.requests)
        assert asked < 82
        await desk.clock.advance(30)
        assert len(source.requests) == asked
        await desk.service.resume(number)
        await desk.until_state(number, JobState.DONE)
        assert len(source.requests) == 82  # each series once: nothing was asked for twice
        assert desk.service.job(number).done == 82 * 5


async def test_a_cancelled_download_keeps_what_it_has(tmp_path, clock):
    source = FakeSource(chain(strikes=40), clock=clock, rules=RULES)
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.service.start(request())
        await desk.until(lambda: len(source.requests) > 10)
        await desk.service.cancel(number)
        view = desk.service.job(number)
        assert view.state is JobState.CANCELLED
        assert view.state.is_over
        assert len(await desk.service.series("RELIANCE")) >= 10
        await desk.service.forget(number)
        assert desk.service.jobs() == ()


async def test_a_download_that_is_complete_stays_so_whatever_is_pressed(tmp_path, clock):
    async with opened(tmp_path, clock, fast(clock)) as desk:
        number = await desk.download(request(DAY, DAY))
        await desk.service.pause(number)
        await desk.service.cancel(number)
        assert desk.service.job(number).state is JobState.DONE
        with pytest.raises(TerminalError, match="no download 99"):
            await desk.service.pause(99)


async def test_one_account_works_on_one_download_and_two_accounts_on_two(tmp_path, clock):
    slow = FakeSource(chain(strikes=40), clock=clock, rules=RULES, name="a")
    other = FakeSource(chain("INFY", strikes=40), clock=clock, rules=RULES, name="b")
    async with opened(tmp_path, clock, slow, other) as desk:
        first = await desk.service.start(request(source="a"))
        second = await desk.service.start(request(source="a", kinds=(SeriesKind.SPOT,)))
        third = await desk.service.start(request(source="b"))
        await desk.until(lambda: len(slow.requests) > 5 and len(other.requests) > 5)
        states = [desk.service.job(number).state for number in (first, second, third)]
        assert states == [JobState.RUNNING, JobState.QUEUED, JobState.RUNNING]
        with pytest.raises(TerminalError, match="runs"):
            await desk.service.forget(first)
        for number in (first, second, third):
            await desk.until_state(number, JobState.DONE)


async def test_a_lost_login_pauses_with_a_sentence_and_goes_on_after_the_next(tmp_path, clock):
    source = fast(clock, chain(strikes=20))
    answers = iter([None] * 9)
    source.fault = lambda series, number: next(
        answers, LoginNeeded("Session Expired : Invalid Session Key")
    )
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.service.start(request())
        await desk.until_state(number, JobState.NEEDS_LOGIN)
        assert "Session Expired" in desk.service.job(number).sentence
        assert "goes on by itself" in desk.service.job(number).sentence
        fresh = fast(clock, chain(strikes=20))
        desk.sources["fake"] = fresh
        desk.service.sources_changed()
        await desk.until_state(number, JobState.DONE)
        assert len(fresh.requests) <= 42 - 9
        assert desk.service.job(number).done == 42 * 5


async def test_without_a_login_a_download_waits_for_it(tmp_path, clock):
    async with opened(tmp_path, clock) as desk:
        number = await desk.service.start(request())
        await settle()
        view = desk.service.job(number)
        assert view.state is JobState.NEEDS_LOGIN
        assert "fake is not logged in" in view.sentence
        with pytest.raises(TerminalError, match="not logged in"):
            await desk.service.preview(request())
        desk.sources["fake"] = fast(clock)
        desk.service.sources_changed()
        await desk.until_state(number, JobState.DONE)


async def test_what_ran_when_the_program_ended_comes_up_paused_and_goes_on(tmp_path, clock):
    source = FakeSource(chain(strikes=40), clock=clock, rules=RULES)
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.service.start(request())
        await desk.until(lambda: len(source.requests) > 20)
    async with opened(tmp_path, clock, source) as desk:
        view = desk.service.job(number)
        assert view.state is JobState.PAUSED
        assert "ended" in view.sentence
        await desk.service.resume(number)
        await desk.until_state(number, JobState.DONE)
        assert len(source.requests) <= 82 + 8  # those that were under way may be asked again


async def test_errors_are_told_by_series_and_a_retry_mends_them(tmp_path, clock):
    broken = chain()[2].key
    source = fast(clock)
    source.fault = lambda series, number: (
        Transient("The broker answered with HTTP 502.") if series.key == broken else None
    )
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.download(request())
        view = desk.service.job(number)
        assert view.state is JobState.INCOMPLETE
        assert view.failed == 5
        assert "5 series-days could not be fetched" in view.sentence
        (failure,) = await desk.service.errors(number)
        assert failure.key == broken
        assert (failure.first, failure.last, failure.days) == (WEEK, DAY, 5)
        assert failure.error is ErrorClass.SERVER
        assert failure.text == "The broker answered with HTTP 502."
        assert failure.kind is SeriesKind.OPTION
        source.fault = lambda series, number: None
        source.requests.clear()
        await desk.service.retry_failed(number)
        await desk.until_state(number, JobState.DONE)
        assert {key for key, _, _ in source.requests} == {broken}
        assert await desk.service.errors(number) == []


async def test_the_errors_of_an_earlier_run_of_the_program_are_still_told(tmp_path, clock):
    source = fast(clock, fault=lambda series, number: Transient("HTTP 502"))
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.download(request(DAY, DAY, kinds=(SeriesKind.SPOT,)))
    async with opened(tmp_path, clock, source) as desk:
        (failure,) = await desk.service.errors(number)
        assert failure.text == "HTTP 502."


async def test_today_is_incomplete_until_it_is_final(tmp_path):
    clock = FakeClock(at(DAY, "12:00"))
    source = fast(clock)
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.download(request(DAY, DAY))
        view = desk.service.job(number)
        assert view.state is JobState.INCOMPLETE
        assert view.partial == 8
        assert "not complete yet" in view.sentence
        clock.set(at(DAY, "16:00"))
        await desk.service.resume(number)
        await desk.until_state(number, JobState.DONE)


async def test_no_data_is_asked_once_more_on_another_day_and_then_believed(tmp_path):
    clock = FakeClock(at(DAY, "18:00"))
    source = fast(clock, [spot()])
    source.no_data = {(spot().key, DAY)}
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.download(request(DAY, DAY))
        assert desk.service.job(number).state is JobState.DONE
        await desk.download(request(DAY, DAY))
        assert len(source.requests) == 1
        clock.set(at(date(2026, 11, 23), "10:00"))
        await desk.download(request(DAY, DAY))
        assert len(source.requests) == 2
        clock.set(at(date(2026, 11, 25), "10:00"))
        await desk.download(request(DAY, DAY))
        assert len(source.requests) == 2


async def test_a_disk_that_is_nearly_full_stops_with_a_sentence_before_anything_is_asked(
    tmp_path, clock
):
    source = fast(clock)
    async with opened(tmp_path, clock, source, keep_free_bytes=1 << 60) as desk:
        number = await desk.download(request())
        view = desk.service.job(number)
        assert view.state is JobState.STOPPED
        assert "MB are free" in view.sentence
        assert "then resume" in view.sentence
        assert source.requests == []
        assert view.state.can_resume


async def test_weather_while_planning_is_waited_out(tmp_path, clock):
    source = fast(clock)
    weather = [Transient("HTTP 503"), Transient("HTTP 503")]
    masters = source.masters

    async def stormy():
        if weather:
            raise weather.pop()
        return await masters()

    source.masters = stormy
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.service.start(request())
        await desk.until_state(number, JobState.WAITING)
        assert desk.service.job(number).sentence == "HTTP 503. It is tried again."
        await desk.until_state(number, JobState.DONE)


async def test_pausing_while_planning_works_too(tmp_path, clock):
    source = fast(clock)

    async def stormy():
        raise Transient("HTTP 503")

    source.masters = stormy
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.service.start(request())
        await desk.until_state(number, JobState.WAITING)
        await desk.service.pause(number)
        assert desk.service.job(number).state is JobState.PAUSED


async def test_a_fault_of_ours_is_on_the_jobs_row_and_in_the_report(tmp_path, clock):
    source = fast(clock)

    async def broken():
        raise ZeroDivisionError("ours")

    source.universe = broken
    async with opened(tmp_path, clock, source) as desk:
        number = await desk.download(request())
        assert desk.service.job(number).state is JobState.FAILED
        assert "fault of this program" in desk.service.job(number).sentence
        await settle()
        assert isinstance(desk.failures[0][1], ZeroDivisionError)


async def test_trading_outranks_it(tmp_path, clock):
    source = fast(clock)
    busy = [True]
    async with opened(tmp_path, clock, source, trading=lambda: busy[0]) as desk:
        number = await desk.service.start(request())
        await desk.until_state(number, JobState.RUNNING)
        for _ in range(40):
            await asyncio.sleep(0.001)
            await clock.advance(0.25)
        assert source.requests == []
        busy[0] = False
        await desk.until_state(number, JobState.DONE)


async def test_two_accounts_of_one_broker_are_two_sources_of_the_same_data(tmp_path, clock):
    one = fast(clock, name="practice:shoonya:FA1", latency_s=60.0)
    two = fast(clock, name="practice:shoonya:FA2", latency_s=60.0)
    async with opened(tmp_path, clock, one, two) as desk:
        assert desk.service.sources() == (one.name, two.name)
        first = await desk.service.start(request(source=one.name, kinds=(SeriesKind.SPOT,)))
        second = await desk.service.start(request(source=two.name, kinds=(SeriesKind.FUTURE,)))
        await desk.until(lambda: one.in_flight and two.in_flight)
        for number in (first, second):
            await desk.until_state(number, JobState.DONE)
        states = await desk.service.store.states(WEEK, DAY)
        written = {mark.source for days in states.values() for mark in days.values()}
        assert written == {"practice:shoonya"}, "the data do not name the person"
    assert {path.name for path in (tmp_path / "masters").glob("*/*")} == {"practice-shoonya"}


async def test_a_download_of_what_nobody_lists_says_so_and_is_not_complete(tmp_path, clock):
    source = fast(clock)
    async with opened(tmp_path, clock, source) as desk:
        wish = request(underlyings=("NOPE",))
        view = desk.service.job(await desk.download(wish))
        assert view.state is JobState.INCOMPLETE
        assert "does not list NOPE" in view.sentence
        assert "held already" not in view.sentence
        assert source.requests == []


async def test_a_download_of_days_without_a_session_says_so(tmp_path, clock):
    source = fast(clock)
    saturday = date(2026, 11, 14)
    async with opened(tmp_path, clock, source) as desk:
        view = desk.service.job(await desk.download(request(start=saturday, end=saturday)))
        assert view.state is JobState.DONE
        assert view.sentence == "There is no trading day in this range."
