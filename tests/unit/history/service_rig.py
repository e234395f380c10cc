"""A history service with its accounts under a fake clock, for the tests of its jobs and its door."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from terminal.history.jobs import JobState, Request, Selection
from terminal.history.service import HistoryService
from tests.fakes.clock import FakeClock, settle
from tests.fakes.history import FAST, FakeSource, chain

DAY = date(2026, 11, 20)
WEEK = date(2026, 11, 16)


class Desk:
    """A service with its accounts, and time that passes until something is true."""

    def __init__(self, root: Path, clock: FakeClock, *sources: FakeSource, **options) -> None:
        self.clock = clock
        self.sources = {source.name: source for source in sources}
        self.failures: list[tuple[str, BaseException]] = []
        self.changes: list[int] = []
        self.service = HistoryService(
            root,
            sources=lambda: self.sources,
            clock=clock,
            on_failure=lambda name, error: self.failures.append((name, error)),
            keep_free_bytes=options.pop("keep_free_bytes", 0),
            **options,
        )
        self.service.changed.connect(self.changes.append)

    async def until(self, predicate: Callable[[], object], *, turns: int = 4000) -> None:
        for _ in range(turns):
            await settle(5)
            if predicate():
                return
            await asyncio.sleep(0.0005)  # the store's threads
            await self.clock.advance(0.25)
        raise AssertionError("never came true")

    async def until_state(self, number: int, *states: JobState) -> None:
        try:
            await self.until(lambda: self.service.job(number).state in states)
        except AssertionError:
            raise AssertionError(self.service.job(number)) from None

    async def download(self, req: Request) -> int:
        number = await self.service.start(req)
        await self.until(
            lambda: (
                self.service.job(number).state.is_over
                or self.service.job(number).state in {JobState.STOPPED, JobState.NEEDS_LOGIN}
            )
        )
        return number


@asynccontextmanager
async def opened(root: Path, clock: FakeClock, *sources: FakeSource, **options):
    desk = Desk(root, clock, *sources, **options)
    await desk.service.open()
    try:
        yield desk
    finally:
        closing = asyncio.ensure_future(desk.service.aclose())
        while not closing.done():
            await asyncio.sleep(0.001)
            await clock.advance(0.5)
        await closing


def request(start=WEEK, end=DAY, source="fake", **selection) -> Request:
    return Request(source=source, selection=Selection(**selection), start=start, end=end)


def fast(clock, universe=None, **options) -> FakeSource:
    return FakeSource(universe or chain(), clock=clock, rules=FAST, **options)
