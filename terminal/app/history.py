"""The history service inside the terminal: made after the first paint, and where charts look first.

Its libraries cost a tenth of the time to the first paint, so nothing imports them before.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from terminal.domain.errors import TerminalError
from terminal.domain.history import HistorySource, MinuteBars
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Bar, Interval
from terminal.domain.ports import Broker, Clock
from terminal.market.search import MAJOR_INDICES
from terminal.runtime.tasks import OnFailure

if TYPE_CHECKING:
    from terminal.history.service import HistoryService

# What a store answers as a broker would. Days are not among them: a broker's close is not always
# the last minute's.
STORED_MINUTES = {
    Interval.MINUTE: 1,
    Interval.MINUTE_5: 5,
    Interval.MINUTE_15: 15,
    Interval.HOUR: 60,
}


def sources_of(brokers: Iterable[Broker]) -> dict[str, HistorySource]:
    """Return the accounts that serve history, by the source's own name."""
    found = (getattr(broker, "history", None) for broker in brokers)
    return {source.name: source for source in found if source is not None}


class Stored(Struct, frozen=True):
    """What the store has of a span: bars, oldest first, and the span (ns) that it cannot answer."""

    bars: list[Bar]
    missing: tuple[int, int] | None


class LateHistory:
    """`HistoryService`, made at the first call; `open` and `aclose` once each, on the loop."""

    def __init__(
        self,
        root: Path,
        *,
        sources: Callable[[], Mapping[str, HistorySource]],
        trading: Callable[[], bool],
        clock: Clock,
        on_failure: OnFailure,
        scheduling: bool = True,
    ) -> None:
        self._scheduling = scheduling
        self._root, self._sources, self._trading = root, sources, trading
        self._clock, self._on_failure = clock, on_failure
        self._service: HistoryService | None = None
        self._open = False
        self._reading = 0
        self._idle = asyncio.Event()

    def __call__(self) -> "HistoryService":
        """Return the service, which may not be open yet."""
        if self._service is None:
            from terminal.history.service import HistoryService

            self._service = HistoryService(
                self._root,
                sources=self._sources,
                clock=self._clock,
                on_failure=self._on_failure,
                trading=self._trading,
                scheduling=self._scheduling,
            )
        return self._service

    async def open(self) -> str:
        """Open the store; return what was wrong with its list of jobs. Errors: TerminalError."""
        service = self()
        await service.open()
        self._open = True
        return service.complaint

    async def aclose(self) -> None:
        """Let charts that read just now finish, then close; from here on the store has nothing."""
        self._open = False
        while self._reading:
            self._idle.clear()
            await self._idle.wait()
        if self._service is not None:
            await self._service.aclose()

    def sources_changed(self) -> None:
        """Tell the service that an account came or went."""
        if self._service is not None and self._open:
            self._service.sources_changed()

    def downloading(self) -> bool:
        """Say whether a download runs now."""
        return self._open and any(job.state.is_active for job in self().jobs())

    async def stored(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> Stored:
        """Return the stored bars of a span and what of it has to be asked for elsewhere."""
        whole = (start_ns, end_ns)
        minutes = STORED_MINUTES.get(interval)
        if not self._open or minutes is None:
            return Stored([], whole)
        self._reading += 1
        try:
            missing = await self._missing(instrument, start_ns, end_ns)
            if missing is not None and missing[0] <= start_ns and missing[1] >= end_ns:
                return Stored([], whole)
            bars = await self().bars(instrument, start_ns, end_ns, minutes=minutes)
        except TerminalError as error:
            self._on_failure("stored bars", error)
            return Stored([], whole)
        finally:
            self._reading -= 1
            self._idle.set()
        return Stored(to_bars(bars), missing)

    async def _missing(
        self, instrument: InstrumentId, start_ns: int, end_ns: int
    ) -> tuple[int, int] | None:
        """Return the span from the first day that is not whole to the end of the last one."""
        from terminal.history.manifest import Mark
        from terminal.history.sessions import day_of, midnight_ns

        service = self()
        first, last = day_of(start_ns), day_of(end_ns)
        names = {instrument.symbol, MAJOR_INDICES.get(instrument.symbol, instrument.symbol)}
        states = await service.store.states(first, last, underlyings=tuple(names))
        known = states.get(str(instrument), {})

        def whole(day: date) -> bool:
            mark = known.get(day)
            return mark is not None and mark.mark in {Mark.COMPLETE, Mark.EMPTY}

        days = service.calendar.days(first, last)
        lacking = [day for day in days if not whole(day)]
        if not lacking:
            return None
        after = [day for day in days if day > lacking[-1]]
        end = midnight_ns(after[0]) - 1 if after else end_ns
        return max(start_ns, midnight_ns(lacking[0])), min(end, end_ns)


def to_bars(columns: MinuteBars) -> list[Bar]:
    """Return columns as the chart's rows."""
    rows = zip(
        columns.open_ns.tolist(),
        columns.open.tolist(),
        columns.high.tolist(),
        columns.low.tolist(),
        columns.close.tolist(),
        columns.volume.tolist(),
        columns.oi.tolist(),
        strict=True,
    )
    return [
        Bar(open_ns=t, open=o, high=h, low=low, close=c, volume=v, oi=oi)
        for t, o, h, low, c, v, oi in rows
    ]
