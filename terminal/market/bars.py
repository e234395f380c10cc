"""One instrument's candles: history, the seam and the live bar behind one interface.

The chart pulls `columns()` when `version` moved; `front_version` says that older bars grew in front.
"""

from collections.abc import Awaitable, Callable
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.errors import TerminalError
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Bar, Interval
from terminal.domain.ports import Clock
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure, TaskScope

FetchBars = Callable[[Interval, int, int], Awaitable[list[Bar]]]
State = Literal["empty", "loading", "ready", "failed"]
_DAY_NS = 86_400_000_000_000


class BarColumns(Struct):
    """Bars as columns, oldest first; the last row is the forming bar. Views: use within the frame."""

    open_ns: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    oi: NDArray[np.float64]


class BarSeries:
    """Candles of one instrument at one interval."""

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
        self._bars: list[Bar] = []

    def columns(self) -> BarColumns:
        rows = np.array([tuple(getattr(b, f) for f in b.__struct_fields__) for b in self._bars])
        rows = rows.reshape(len(self._bars), 7)
        return BarColumns(rows[:, 0].astype(np.int64), *(rows[:, i] for i in range(1, 7)))

    async def load_latest(self) -> None:
        self.state = "loading"
        end = self._clock.now_ns()
        try:
            self._bars = await self._fetch(self.interval, end - 5 * _DAY_NS, end)
        except TerminalError as error:
            self.state, self.error = "failed", error.text
        else:
            self.state, self.error = "ready", ""
        self.version += 1

    async def load_older(self) -> bool:
        if not self._bars:
            return False
        first = self._bars[0].open_ns
        older = await self._fetch(self.interval, first - 5 * _DAY_NS, first - 1)
        self._bars = older + self._bars
        self.front_version += bool(older)
        self.version += bool(older)
        return bool(older)

    def close(self) -> None:
        self._bars = []
