"""Loading of a chart's bars: the newest, and older ones on demand. Both can be stopped.

One chart loads one span at a time. What a person stopped is not asked for again by itself at once.
"""

import asyncio
from collections.abc import Callable

from terminal.domain.ids import InstrumentId
from terminal.domain.market import Interval
from terminal.domain.ports import Clock
from terminal.market.bars import BarSeries
from terminal.runtime.tasks import TaskScope

Key = tuple[InstrumentId, Interval]
STOPPED = "Stopped. Scroll back again to load older bars."
LOADING = "Loading older bars…  Esc stops"
_RETRY_NS = 10_000_000_000
_STOPPED_NS = 2_000_000_000


class History:
    """`shown` says which series is on screen, `say` is its small note, '' for none."""

    def __init__(
        self,
        *,
        scope: TaskScope,
        clock: Clock,
        shown: Callable[[], Key | None],
        say: Callable[[str], None],
    ) -> None:
        self._scope = scope
        self._clock = clock
        self._shown = shown
        self._say = say
        self._exhausted: set[Key] = set()
        self._newest: asyncio.Task[None] | None = None
        self._older: asyncio.Task[None] | None = None
        self._older_from_ns = 0
        self._since_ns = 0

    def load(self, series: BarSeries) -> None:
        """Fetch the newest bars; the series tells how it went."""
        self._since_ns = self._clock.monotonic_ns()
        self._newest = self._scope.spawn(series.load_latest(), name=f"bars {series.instrument}")

    def waited_s(self, series: BarSeries) -> float:
        """Return for how long the newest bars of a series have been awaited, 0 if they are not."""
        if series.state != "loading" or self._newest is None or self._newest.done():
            return 0.0
        return (self._clock.monotonic_ns() - self._since_ns) / 1e9

    def load_older(self, series: BarSeries) -> None:
        """Fetch one more span in front, unless one is under way or there is none."""
        key = self._shown()
        busy = self._older is not None and not self._older.done()
        early = self._clock.monotonic_ns() < self._older_from_ns
        if key is None or series.state != "ready" or busy or early or key in self._exhausted:
            return
        self._say(LOADING)
        self._older = self._scope.spawn(self._fetch(series, key), name=f"older {key[0]}")

    def turn(self) -> None:
        """Another series is on screen: what was asked for the old one is not waited for."""
        self._older, self._older_from_ns = None, 0
        self._say("")

    def stop(self) -> bool:
        """Stop what is being loaded; False if nothing is."""
        running = [t for t in (self._newest, self._older) if t is not None and not t.done()]
        for task in running:
            task.cancel()
        return bool(running)

    async def _fetch(self, series: BarSeries, key: Key) -> None:
        front, words = series.front_version, ""
        try:
            if not await series.load_older():
                self._exhausted.add(key)
            elif series.front_version == front and series.error:
                words = f"Older bars did not load: {series.error}"
                self._pause(key, _RETRY_NS)
        except asyncio.CancelledError:
            words = STOPPED
            self._pause(key, _STOPPED_NS)
            raise
        finally:
            if key == self._shown():
                self._say(words)

    def _pause(self, key: Key, pause_ns: int) -> None:
        if key == self._shown():
            self._older_from_ns = self._clock.monotonic_ns() + pause_ns
