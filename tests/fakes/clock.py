"""A clock that moves only when told, and a patient wait for things that other tasks do.

`FakeClock.sleep` parks the caller until `advance` passes its hour; sleepers wake in order of time.
"""

import asyncio
import heapq
from collections.abc import Callable
from itertools import count

START_NS = 1_795_146_300_000_000_000  # 2026-11-20 09:15:00 IST
SETTLE_TURNS = 25


async def settle(turns: int = SETTLE_TURNS) -> None:
    """Let every task that is ready run, and the ones that these wake."""
    for _ in range(turns):
        await asyncio.sleep(0)


async def eventually(predicate: Callable[[], object], *, within_s: float = 5.0) -> None:
    """Return when `predicate()` is true; AssertionError if it is not within real `within_s`."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within_s
    while not predicate():
        assert loop.time() < deadline, f"never came true: {predicate!r}"
        await asyncio.sleep(0.002)


class FakeClock:
    """Time under test control: wall and monotonic time move together, by `advance` alone."""

    def __init__(self, now_ns: int = START_NS) -> None:
        self._start_ns = now_ns
        self._now_ns = now_ns
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()
        self.sleeps: list[float] = []

    def now_ns(self) -> int:
        return self._now_ns

    def monotonic_ns(self) -> int:
        return self._now_ns - self._start_ns + 1_000_000_000

    @property
    def sleeping(self) -> int:
        """How many callers wait for time to pass."""
        return sum(not future.done() for _, _, future in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due = self._now_ns + round(seconds * 1e9)
        heapq.heappush(self._sleepers, (due, next(self._order), future))
        await future

    def set(self, now_ns: int) -> None:
        """Jump without waking anybody: for code that only reads the time."""
        self._now_ns = now_ns

    async def advance(self, seconds: float) -> None:
        """Move time forward, waking sleepers in the order of their hours."""
        target = self._now_ns + round(seconds * 1e9)
        await settle()
        while self._sleepers and self._sleepers[0][0] <= target:
            due, _, future = heapq.heappop(self._sleepers)
            self._now_ns = max(self._now_ns, due)
            if not future.done():
                future.set_result(None)
                await settle()
        self._now_ns = max(self._now_ns, target)
        await settle()
