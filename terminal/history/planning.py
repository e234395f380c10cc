"""Plans with I/O: today's masters archived, the universe read, the manifest asked, heavy work aside.

The universe is read once a day and login; planning 73,000 series runs on a thread.
"""

import logging
from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import partial

from terminal.domain.errors import LoginNeeded, TerminalError
from terminal.domain.history import HistorySource, Series, SeriesKind
from terminal.domain.ports import Clock
from terminal.history.archive import keep_masters
from terminal.history.budget import RequestBudget
from terminal.history.files import open_files
from terminal.history.jobs import Request, broker_of
from terminal.history.manifest import DayMark, Mark
from terminal.history.plan import Plan, Planner, stocks_of
from terminal.history.sessions import DAY_NS, TradingCalendar, day_of, midnight_ns
from terminal.history.store import HistoryStore
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
_LOOK_BACK_DAYS = 10
"""Far enough back for a last price over any run of holidays."""


class Planning:
    """Make plans for any account. Errors: those of the source and of the store."""

    def __init__(
        self, *, store: HistoryStore, calendar: TradingCalendar, clock: Clock, worker: Worker
    ) -> None:
        self._store, self._calendar = store, calendar
        self._clock, self._worker = clock, worker
        self._universes: dict[str, tuple[HistorySource, date, list[Series]]] = {}

    async def universe(self, source: HistorySource) -> list[Series]:
        """Return what a source lists today; its masters are archived on the way, once a day."""
        today = day_of(self._clock.now_ns())
        known = self._universes.get(source.name)
        if known is not None and known[0] is source and known[1] == today:
            return known[2]
        masters = await source.masters()
        files = open_files(self._store.root)
        broker = broker_of(source.name)
        written = await self._worker.run(keep_masters, files, today, broker, masters)
        log.info("%d of %d masters of %s archived", written, len(masters), broker)
        found = await source.universe()
        self._universes[source.name] = (source, today, found)
        return found

    async def underlyings(self, source: HistorySource) -> tuple[str, ...]:
        """Return the names of a universe: stocks, then the rest, each in alphabetical order."""
        universe = await self.universe(source)
        stocks = stocks_of(universe)
        others = {series.underlying for series in universe} - stocks
        return (*sorted(stocks), *sorted(others))

    async def plan(
        self, request: Request, source: HistorySource, budget: RequestBudget | None
    ) -> Plan:
        """Return what is missing of a request.

        With a `budget` last prices that the store does not have are asked of the broker; without
        one (a preview) the middle of the listed strikes stands for them.
        """
        universe = await self.universe(source)
        now_ns = self._clock.now_ns()
        money: dict[str, float] = {}
        unknown = 0
        if request.selection.strikes_around is not None:
            money, unknown = await self._money(universe, request, source, budget)
        planner = await self._worker.run(
            partial(
                Planner,
                universe,
                request,
                source.rules,
                self._calendar,
                now_ns=now_ns,
                money=money,
            )
        )
        today = day_of(now_ns)
        kinds = request.selection.kinds
        if planner.days:
            first, last = planner.days[-1], planner.days[0]
            for underlying in planner.groups:
                marks = await self._store.states(
                    first, last, underlyings=(underlying,), kinds=kinds
                )
                await self._worker.run(
                    _add, planner, underlying, marks, today, request.fetched_since_ns
                )
        return await self._worker.run(planner.finish, 0 if budget else unknown)

    async def _money(
        self,
        universe: Sequence[Series],
        request: Request,
        source: HistorySource,
        budget: RequestBudget | None,
    ) -> tuple[dict[str, float], int]:
        """Return last prices by underlying, and how many the store does not have."""
        names = request.selection.underlyings
        wanted = set(names) if names else None
        end_ns = self._clock.now_ns()
        start_ns = midnight_ns(day_of(end_ns)) - _LOOK_BACK_DAYS * DAY_NS
        money: dict[str, float] = {}
        unknown = 0
        for spot in universe:
            if spot.kind is not SeriesKind.SPOT or (wanted and spot.underlying not in wanted):
                continue
            held = await self._store.read_bars(spot.key, start_ns, end_ns)
            if len(held):
                money[spot.underlying] = float(held.close[-1])
                continue
            unknown += 1
            if budget is not None:
                await budget.enter()
                try:
                    days = await source.days(spot, start_ns, end_ns)
                except LoginNeeded:
                    raise
                except TerminalError as error:
                    log.info("no last price of %s: %s", spot.underlying, error.text)
                    continue
                if len(days):
                    money[spot.underlying] = float(days.close[-1])
        return money, unknown


def _add(
    planner: Planner,
    underlying: str,
    marks: Mapping[str, Mapping[date, DayMark]],
    today: date,
    since_ns: int,
) -> None:
    held: dict[str, Container[date]] = {
        key: {
            day for day, mark in days.items() if settled(mark, today) and not _old(mark, since_ns)
        }
        for key, days in marks.items()
    }
    planner.add(underlying, held)


def _old(mark: DayMark, since_ns: int) -> bool:
    return mark.bars > 0 and mark.fetched_ns < since_ns


def settled(mark: DayMark, today: date) -> bool:
    """Return whether nothing more is to be asked about a day.

    *No data* of a whole span is asked once more, but not on the same day.
    """
    if mark.mark is Mark.EMPTY:
        return not mark.why or mark.tries > 1 or day_of(mark.fetched_ns) >= today
    return mark.mark is Mark.COMPLETE
