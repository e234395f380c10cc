"""Downloads over the wire: faults in the middle, a session that ends, and nothing asked for twice."""

from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from terminal.domain.history import HistorySource, MinuteBars, Series, SeriesKind, SourceRules
from terminal.history.grading import is_dense
from terminal.history.jobs import JobState, Request, Selection
from terminal.history.service import HistoryService
from terminal.history.sessions import DAY_NS, day_of, indian_calendar, midnight_ns
from terminal.runtime.clock import SystemClock
from terminal.runtime.worker import Worker
from tests.contract.shoonya.client import kind_of, log_in
from tests.fakes.clock import eventually
from tests.fakes.sandbox_process import SandboxProcess

NAMES = ("RELIANCE", "INFY", "TCS", "SBIN", "LT", "ITC")
BARS = {"method": "POST", "path": "*/TPSeries"}
CALENDAR = indian_calendar()
LAST = CALENDAR.trading_days_back(day_of(SystemClock().now_ns() - DAY_NS), 0)
FIRST = CALENDAR.trading_days_back(LAST, 4)


class Counted:
    """A source that notes which series were asked for, and asks for one day at a time."""

    def __init__(self, source: HistorySource) -> None:
        self._source = source
        self.asked: list[tuple[str, int]] = []

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def rules(self) -> SourceRules:
        return self._source.rules

    async def masters(self):
        return await self._source.masters()

    async def universe(self) -> list[Series]:
        return await self._source.universe()

    async def minutes(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        bars = await self._source.minutes(series, start_ns, end_ns)
        self.asked.append((series.key, start_ns))
        return bars

    async def days(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        return await self._source.days(series, start_ns, end_ns)


class Desk:
    """A service on a store, an account on the practice server."""

    def __init__(self, root: Path, sandbox: SandboxProcess) -> None:
        self._sandbox = sandbox
        self.sources: dict[str, Counted] = {}
        self._brokers = []
        self._worker = Worker("parsing")
        self.failures: list[tuple[str, BaseException]] = []
        self.service = HistoryService(
            root,
            sources=lambda: self.sources,
            clock=SystemClock(),
            on_failure=lambda name, error: self.failures.append((name, error)),
            keep_free_bytes=0,
        )

    async def log_in(self) -> Counted:
        broker = await log_in(kind_of(self._sandbox, self._worker), "practice")
        self._brokers.append(broker)
        source = Counted(broker.history)
        self.sources[source.name] = source
        self.service.sources_changed()
        return source

    async def until(self, predicate: Callable[[], object]) -> None:
        await eventually(predicate, within_s=60)

    async def until_over(self, number: int) -> JobState:
        await self.until(lambda: self.service.job(number).state.is_over)
        return self.service.job(number).state

    async def aclose(self) -> None:
        await self.service.aclose()
        for broker in self._brokers:
            await broker.aclose()
        await self._worker.aclose()


@asynccontextmanager
async def opened(root: Path, sandbox: SandboxProcess):
    desk = Desk(root, sandbox)
    await desk.service.open()
    try:
        yield desk
    finally:
        await desk.aclose()


def request(source: Counted, *kinds: SeriesKind) -> Request:
    selection = Selection(kinds=kinds or (SeriesKind.SPOT, SeriesKind.FUTURE), underlyings=NAMES)
    return Request(source=source.name, selection=selection, start=FIRST, end=LAST)


async def test_faults_in_the_middle_cost_no_bar_and_the_second_run_asks_for_nothing(
    sandbox, tmp_path
):
    async with opened(tmp_path, sandbox) as desk:
        source = await desk.log_in()
        for after, kind in enumerate(
            ("http_502", "html", "truncated", "exceeds_limit", "server_timeout", "drop", "empty")
        ):
            sandbox.arm(kind, match=BARS, after=after)
        number = await desk.service.start(request(source))
        state = await desk.until_over(number)
        view = desk.service.job(number)
        if state is JobState.INCOMPLETE:  # what cannot be read is not tried again in the same run
            reasons = {failure.text for failure in await desk.service.errors(number)}
            assert reasons
            await desk.service.retry_failed(number)
            state = await desk.until_over(number)
            view = desk.service.job(number)
        assert state is JobState.DONE, view.sentence
        universe = {series.key: series for series in await source.universe()}
        wanted = [
            series
            for series in universe.values()
            if series.underlying in NAMES and series.kind is not SeriesKind.OPTION
        ]
        assert len(wanted) >= 12
        assert view.done == view.total == 5 * len(wanted)
        for key in (series.key for series in wanted[:3]):
            start_ns, end_ns = midnight_ns(FIRST), midnight_ns(LAST) + DAY_NS - 1
            sent = await source.minutes(universe[key], start_ns, end_ns)
            held = await desk.service.bars(key, start_ns, end_ns)
            assert np.array_equal(held.open_ns, sent.open_ns)
            assert np.array_equal(held.close, sent.close)
            assert np.array_equal(held.volume, sent.volume)

        source.asked.clear()
        again = await desk.service.start(request(source))
        assert await desk.until_over(again) is JobState.DONE
        assert source.asked == []
        assert desk.failures == []


async def test_a_session_that_ends_in_the_middle_pauses_and_goes_on_after_the_next_login(
    sandbox, tmp_path
):
    async with opened(tmp_path, sandbox) as desk:
        source = await desk.log_in()
        sandbox.arm("expire_token", match=BARS, after=8)
        number = await desk.service.start(request(source))
        await desk.until(lambda: desk.service.job(number).state is JobState.NEEDS_LOGIN)
        assert "goes on by itself" in desk.service.job(number).sentence
        done = {key for key, _ in source.asked}
        assert done
        fresh = await desk.log_in()
        assert await desk.until_over(number) is JobState.DONE
        again = done & {key for key, _ in fresh.asked}
        universe = {series.key: series for series in await fresh.universe()}
        # Only minutes that were missing, and not explained yet, are looked at again.
        assert all(is_dense(universe[key], LAST) for key in again)
        assert desk.failures == []


async def test_a_corrupt_master_is_a_sentence_and_the_download_goes_on_when_it_is_whole(
    sandbox, tmp_path
):
    async with opened(tmp_path, sandbox) as desk:
        source = await desk.log_in()
        sandbox.arm("corrupt_zip", count=30)
        number = await desk.service.start(request(source, SeriesKind.SPOT))
        states = (JobState.STOPPED, JobState.WAITING)
        await desk.until(lambda: desk.service.job(number).state in states)
        sentence = desk.service.job(number).sentence
        assert ".zip" in sentence or "symbol" in sentence.lower(), sentence
        assert "Traceback" not in sentence
        await desk.service.pause(number)
        sandbox.clear_faults()
        await desk.service.resume(number)
        assert await desk.until_over(number) is JobState.DONE
