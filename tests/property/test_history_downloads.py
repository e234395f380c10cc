"""Whatever goes wrong in a download: a later run completes it, nothing is doubled, nothing is lost."""

import asyncio
import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    RateLimited,
    Transient,
    WireError,
)
from terminal.domain.history import RangeTooLong
from terminal.history.budget import RequestBudget
from terminal.history.downloader import Run
from terminal.history.errors import disk_full
from terminal.history.jobs import Request, Selection
from terminal.history.manifest import Mark
from terminal.history.plan import Planner
from terminal.history.progress import Progress, Stop, StopKind
from terminal.history.sessions import indian_calendar
from tests.fakes.clock import FakeClock
from tests.fakes.history import FAST, FakeShelf, FakeSource, at, chain, day_bars, play, same_bars

START, END = date(2026, 11, 16), date(2026, 11, 20)
DAYS = indian_calendar().days(START, END)
FAULTS = {
    "weather": lambda: Transient("HTTP 502"),
    "rate": lambda: RateLimited("exceeds Limit", retry_after_s=0.5),
    "range": lambda: RangeTooLong("Server Timeout"),
    "login": lambda: LoginNeeded("Session Expired : Invalid Session Key"),
    "input": lambda: BrokerRefused("Invalid Input"),
    "protocol": lambda: WireError("HTML instead of JSON"),
}
EVENTS = [*FAULTS, "disk", "kill", "pause", "fine", "fine", "fine"]


def run_of(source: FakeSource, shelf: FakeShelf, clock: FakeClock) -> Run:
    request = Request(source="fake", selection=Selection(), start=START, end=END)
    planner = Planner(
        source._universe, request, source.rules, indian_calendar(), now_ns=clock.now_ns()
    )
    held: dict[str, set[date]] = {}
    for (key, day), verdict in shelf.verdicts.items():
        if verdict.mark in {Mark.COMPLETE, Mark.EMPTY}:
            held.setdefault(key, set()).add(day)
    for underlying in planner.groups:
        planner.add(underlying, held)
    plan = planner.finish()
    progress = Progress(clock)
    progress.total, progress.planned = plan.series_days, plan.requests
    progress.done = progress.held = plan.held_days
    return Run(
        plan, source=source, shelf=shelf, calendar=indian_calendar(),
        budget=RequestBudget(source.rules, clock=clock), clock=clock, progress=progress,
        rng=random.Random(3),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(EVENTS), max_size=60),
    st.lists(st.integers(0, 30), max_size=4),
    st.sampled_from([1, 2, 5]),
)
def test_a_later_run_completes_whatever_happened_before(events, expired, window):
    async def story() -> None:
        clock = FakeClock(at(END, "18:00"))
        universe = chain(strikes=4)
        source = FakeSource(universe, clock=clock, rules=FAST)
        source._rules = type(FAST)(
            window_days=window, retention_days=300, per_second=1000, newest_first=True
        )
        source.no_data = {
            (universe[row % len(universe)].key, DAYS[row % len(DAYS)]) for row in expired
        }
        shelf = FakeShelf()
        left = iter(events)
        run = run_of(source, shelf, clock)
        going: asyncio.Task[None] | None = None

        def fault(series, number):
            event = next(left, "fine")
            if event == "pause":
                run.stop(Stop(StopKind.PAUSE))
            elif event == "kill":
                assert going is not None
                going.cancel()
            elif event == "disk":
                shelf.error = disk_full("/data")
            return FAULTS[event]() if event in FAULTS else None

        source.fault = fault
        for _ in range(len(events) + 3):
            run = run_of(source, shelf, clock)
            shelf.error = None
            going = asyncio.ensure_future(run.go())
            try:
                await play(clock, going)
            except asyncio.CancelledError:
                assert going.cancelled()  # the process was killed: what was written stays
                continue
            progress = run.progress
            assert progress.done <= progress.total
            if progress.stop is None and not progress.failed and not progress.partial:
                assert progress.done == progress.total
                break
        else:
            raise AssertionError("it never became complete")

        has = {
            (series.key, day)
            for series in universe
            for day in DAYS
            if (series.key, day) not in source.no_data
        }
        assert set(shelf.bars) == has  # nothing is lost, nothing is invented
        by_key = {series.key: series for series in universe}
        for (key, day), bars in shelf.bars.items():
            assert same_bars(bars, day_bars(by_key[key], day))  # and nothing is doubled
        before = len(source.requests)
        again = run_of(source, shelf, clock)
        await play(clock, asyncio.ensure_future(again.go()))
        assert len(source.requests) == before  # the next run asks for nothing

    asyncio.run(story())
