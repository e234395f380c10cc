"""One instrument's candles: history, the seam and the live bar behind one interface.

History comes from the broker; the last row is the forming bar, moved by ticks (snapshots, not a
trade tape: its volume is the difference of day volumes). When a bar closes, and after every
reconnect, the last bars are fetched again, because the broker's candle is the truth. The chart pulls
`columns()` when `version` moved; `front_version` says that older bars grew in front.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import Bar, FeedMode, Interval
from terminal.domain.ports import Clock
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure, TaskScope

log = logging.getLogger(__name__)

FetchBars = Callable[[Interval, int, int], Awaitable[list[Bar]]]
State = Literal["empty", "loading", "ready", "failed"]

_SECOND_NS = 1_000_000_000
_DAY_NS = 86_400 * _SECOND_NS
_IST_NS = 19_800 * _SECOND_NS
SEAM_DELAY_S = 3.0
"""The broker's own candle of the bar that just closed is late by an unspecified moment."""

# Days a request: one comfortable screen or two, below every broker's cap.
_SPAN_DAYS = {
    Interval.MINUTE: 5,
    Interval.MINUTE_3: 12,
    Interval.MINUTE_5: 20,
    Interval.MINUTE_10: 40,
    Interval.MINUTE_15: 60,
    Interval.MINUTE_30: 120,
    Interval.HOUR: 240,
    Interval.DAY: 1500,
}
_EMPTY_TRIES = 3
"""Empty spans in a row after which history is taken to have begun."""
_OPENS_AT_9 = frozenset({"MCX", "CDS", "BCD", "NCO"})


class BarColumns(Struct):
    """Bars as columns, oldest first; the last row is the forming bar. Views: use within the frame."""

    open_ns: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    oi: NDArray[np.float64]


def day_start_ns(time_ns: int) -> int:
    """Return the Indian midnight that begins the day of a UTC time."""
    return (time_ns + _IST_NS) // _DAY_NS * _DAY_NS - _IST_NS


def bar_start_ns(time_ns: int, interval: Interval, phase_ns: int) -> int:
    """Return the opening time of the bar that a UTC time falls into.

    `phase_ns` is how far bars stand off the grid of the day: half-hours of a market that opens at
    09:15 begin at 09:15 and 09:45.
    """
    day = day_start_ns(time_ns)
    if interval is Interval.DAY:
        return day
    step = interval.seconds * _SECOND_NS
    return day + (time_ns - day - phase_ns) // step * step + phase_ns


class BarSeries:
    """Candles of one instrument at one interval. Watches the instrument until `close`."""

    def __init__(
        self,
        *,
        instrument: InstrumentId,
        interval: Interval,
        fetch: FetchBars,
        hub: Hub,
        clock: Clock,
        scope: TaskScope,
        on_failure: OnFailure,
    ) -> None:
        self.instrument = instrument
        self.interval = interval
        self.state: State = "empty"
        self.error = ""
        self.version = 0
        self.front_version = 0
        self._fetch = fetch
        self._hub = hub
        self._clock = clock
        self._scope = scope
        self._on_failure = on_failure
        self._times = np.zeros(256, dtype=np.int64)
        self._values = np.zeros((6, 256), dtype=np.float64)
        self._count = 0
        opens_s = 9 * 3600 if instrument.venue in _OPENS_AT_9 else 9 * 3600 + 900
        self._phase_ns = opens_s % interval.seconds * _SECOND_NS
        self._day_volume = 0.0
        # What ticks said while a fetch was under way: its answer does not know of it.
        self._traded_meanwhile = 0.0
        self._ticked_meanwhile = False
        self._exhausted = False
        self._mending = False
        self._again = False
        self._lock = asyncio.Lock()
        self._closed = False
        self._watch = hub.watch(instrument, FeedMode.FULL)
        self._untap = hub.add_tap(self._watch.slot, self._on_tick)
        self._unhear = hub.feed_changed.connect(self._on_feed)

    def __len__(self) -> int:
        return self._count

    def columns(self) -> BarColumns:
        """Return views of all bars; they hold until the next tick or load."""
        return BarColumns(self._times[: self._count], *self._values[:, : self._count])

    async def load_latest(self) -> None:
        """Fetch the newest history; ends in state `ready`, or `failed` with `error` in words."""
        self.state, self.error = "loading", ""
        self.version += 1
        end = self._clock.now_ns()
        span = _SPAN_DAYS[self.interval] * _DAY_NS
        try:
            async with self._lock:
                bars = await self._newest(end - span, end)
                if not bars:  # a long holiday, or an option that hardly trades
                    bars = await self._newest(end - 4 * span, end)
        except TerminalError as error:
            self._fail(error)
            return
        except BaseException:
            self.state, self.error = "failed", "Loading was interrupted."
            raise
        self._merge(bars)
        self._exhausted = not bars
        self.state = "ready"
        self.version += 1

    async def load_older(self) -> bool:
        """Fetch one more span in front; False where history has no more."""
        async with self._lock:
            if self._exhausted or not self._count:
                return False
            end = int(self._times[0]) - 1
            span = _SPAN_DAYS[self.interval] * _DAY_NS
            for _ in range(_EMPTY_TRIES):
                try:
                    bars = await self._fetch(self.interval, end - span, end)
                except TerminalError as error:
                    self.error = error.text
                    self.version += 1
                    return True
                older = self._rows([bar for bar in bars if bar.open_ns <= end])
                if older is not None and len(older[0]):
                    self._store(
                        np.concatenate((older[0], self._times[: self._count])),
                        np.concatenate((older[1], self._values[:, : self._count]), axis=1),
                    )
                    self.error = ""
                    self.front_version += 1
                    self.version += 1
                    return True
                end -= span
            self._exhausted = True
            return False

    def close(self) -> None:
        """Stop listening and give the watch back; safe to call twice."""
        if not self._closed:
            self._closed = True
            self._untap()
            self._unhear()
            self._watch.close()

    # -- ticks ---------------------------------------------------------------------------------

    def _on_tick(self, last: float, day_volume: float, oi: float, time_ns: int) -> None:
        before, self._day_volume = self._day_volume, day_volume
        # 0 before: the first tick that tells a volume. Less than before: a new day's count.
        traded = 0.0 if before == 0.0 else max(0.0, day_volume - before)
        if day_volume < before:
            traded = day_volume
        self._traded_meanwhile += traded
        self._ticked_meanwhile = True
        start = bar_start_ns(time_ns, self.interval, self._phase_ns)
        newest = int(self._times[self._count - 1]) if self._count else None
        if newest is not None and start < newest:
            return  # the snapshot of a trade in a bar that closed long ago
        if newest is None or start > newest:
            self._append(start, last, traded, oi)
            if newest is not None:
                self._mend_soon()
        else:
            row = self._values[:, self._count - 1]
            row[1] = max(row[1], last)
            row[2] = min(row[2], last)
            row[3] = last
            row[4] += traded
            if oi:
                row[5] = oi
        self.version += 1

    def _append(self, start: int, last: float, traded: float, oi: float) -> None:
        if self._count == len(self._times):
            self._store(self._times, self._values)
        place = self._count
        self._times[place] = start
        self._values[:, place] = (last, last, last, last, traded, oi)
        self._count = place + 1

    # -- the seam ------------------------------------------------------------------------------

    def _on_feed(self, _account: AccountId) -> None:
        # What was traded meanwhile belongs to bars that only the broker knows.
        self._day_volume = 0.0
        source = self._hub.source_of(self.instrument)
        if self._closed or source is None or not self._hub.is_live(source):
            return
        if self.state == "failed":
            self._scope.spawn(self.load_latest(), name=f"bars {self.instrument}")
        else:
            self._mend_soon(delay_s=0.0)

    def _mend_soon(self, delay_s: float = SEAM_DELAY_S) -> None:
        if self._closed or self.state != "ready":
            return
        if self._mending:
            self._again = True
            return
        self._mending = True
        self._scope.spawn(self._mend(delay_s), name=f"bars {self.instrument}")

    async def _mend(self, delay_s: float) -> None:
        """Fetch from the last bar but two again, and let the broker's candles replace ours."""
        try:
            while not self._closed:
                self._again = False
                await self._clock.sleep(delay_s)
                async with self._lock:
                    place = max(0, self._count - 3)
                    now = self._clock.now_ns()
                    start = int(self._times[place]) if self._count else now - _DAY_NS
                    try:
                        bars = await self._newest(start, now)
                    except TerminalError as error:
                        # The live bars stand; the next closing bar asks again.
                        log.info("candles of %s: %s", self.instrument, error.text)
                        self.error = error.text
                    else:
                        self.error = ""
                        self._merge(bars)
                self.version += 1
                if not self._again:
                    return
        finally:
            self._mending = False

    async def _newest(self, start_ns: int, end_ns: int) -> list[Bar]:
        self._traded_meanwhile, self._ticked_meanwhile = 0.0, False
        return await self._fetch(self.interval, start_ns, end_ns)

    def _merge(self, bars: Sequence[Bar]) -> None:
        """Let fetched bars replace those of their time; the forming bar keeps its newer ticks."""
        rows = self._rows(bars)
        if rows is None:
            return
        times, values = rows
        if self.interval is not Interval.DAY:
            step = self.interval.seconds * _SECOND_NS
            self._phase_ns = (int(times[-1]) - day_start_ns(int(times[-1]))) % step
        held = self._times[: self._count]
        left = int(np.searchsorted(held, times[0]))
        right = int(np.searchsorted(held, times[-1], side="right"))
        if right == self._count and right > left and held[right - 1] == times[-1]:
            live, fetched = self._values[:, right - 1], values[:, -1]
            fetched[1] = max(fetched[1], live[1])
            fetched[2] = min(fetched[2], live[2])
            fetched[4] += self._traded_meanwhile
            if self._ticked_meanwhile:
                fetched[3] = live[3]
                fetched[5] = live[5] or fetched[5]
        parts = [self._values[:, :left], values, self._values[:, right : self._count]]
        self._store(
            np.concatenate((held[:left], times, held[right:])), np.concatenate(parts, axis=1)
        )

    def _rows(self, bars: Sequence[Bar]) -> tuple[NDArray[np.int64], NDArray[np.float64]] | None:
        """Return (times, values) sorted by time without repeats; None for no bars."""
        if not bars:
            return None
        by_time = {
            day_start_ns(bar.open_ns) if self.interval is Interval.DAY else bar.open_ns: bar
            for bar in bars
        }
        times = np.array(sorted(by_time), dtype=np.int64)
        values = np.array(
            [
                (bar.open, bar.high, bar.low, bar.close, bar.volume, bar.oi)
                for bar in (by_time[time] for time in times.tolist())
            ]
        ).T.copy()
        return times, values

    def _store(self, times: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        """Hold these rows, with room for as many again as a day of minutes may bring."""
        count = len(times) if times is not self._times else self._count
        room = count + max(256, count // 2)
        new_times = np.zeros(room, dtype=np.int64)
        new_values = np.zeros((6, room), dtype=np.float64)
        new_times[:count] = times[:count]
        new_values[:, :count] = values[:, :count]
        self._times, self._values, self._count = new_times, new_values, count

    def _fail(self, error: TerminalError) -> None:
        self.state = "failed"
        self.error = f"{error.text} {error.hint}".strip()
        self.version += 1
