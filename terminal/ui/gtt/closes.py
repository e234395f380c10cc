"""Recent closes for the editor's chart, loaded in the background; what is missing is said in words."""

import asyncio
from collections.abc import Callable

import numpy as np

from terminal.domain.ids import InstrumentId
from terminal.domain.market import Interval
from terminal.domain.ports import Clock
from terminal.market.bars import BarSeries
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.gtt.minichart import MiniChart, Span

OpenSeries = Callable[[InstrumentId, Interval], BarSeries]
SHOWN = {Interval.MINUTE_5: 150, Interval.DAY: 120}
_NOTHING = Span(np.empty(0))


class Closes:
    """Keep one series for one chart. `refresh` pulls it once a frame."""

    def __init__(
        self, chart: MiniChart, *, open_series: OpenSeries, scope: TaskScope, clock: Clock
    ) -> None:
        self._chart = chart
        self._open = open_series
        self._scope = scope
        self._clock = clock
        self._series: BarSeries | None = None
        self._task: asyncio.Task[None] | None = None
        self._seen = (-1, "")

    def show(self, instrument: InstrumentId, interval: Interval) -> None:
        """Load and draw this series from now on."""
        series = self._series
        if series is not None and (series.instrument, series.interval) == (instrument, interval):
            return
        self.close()
        series = self._series = self._open(instrument, interval)
        self._chart.show_span(_NOTHING)
        self._chart.say("Loading recent prices…")
        self._task = self._scope.spawn(series.load_latest(), name=f"gtt bars {instrument}")

    def refresh(self) -> None:
        """Redraw what changed."""
        series = self._series
        if series is None or self._seen == (series.version, series.state):
            return
        self._seen = (series.version, series.state)
        columns = series.columns()
        count = SHOWN.get(series.interval, 120)
        closes = np.array(columns.close[-count:])
        if len(closes) >= 2:
            self._chart.say("")
            opened = columns.open_ns[-count:]
            self._chart.show_span(
                Span(closes, self._when(int(opened[0])), self._when(int(opened[-1])))
            )
        elif series.state == "failed":
            self._chart.say(f"No recent prices: {series.error}")
        elif series.state == "ready":
            self._chart.say("No recent prices of this instrument.")

    def close(self) -> None:
        """Stop loading and watching."""
        if self._task is not None:
            self._task.cancel()
        if self._series is not None:
            self._series.close()
        self._series, self._task, self._seen = None, None, (-1, "")

    def _when(self, ns: int) -> str:
        series = self._series
        if series is not None and series.interval is Interval.DAY:
            return fmt.date_ist(ns)
        return fmt.moment_ist(ns, self._clock.now_ns())[:-3]
