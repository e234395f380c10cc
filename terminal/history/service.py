"""The history store and its downloads behind one door, for the panel, the charts and the commands.

Jobs of one source run one after the other under that account's request budget. Everything is pulled:
`version` grows with each change, `changed` says that a job's state (not its progress) changed.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from terminal.domain.errors import TerminalError
from terminal.domain.history import HistorySource, MinuteBars, SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import Clock
from terminal.history.desk import KEEP_FREE_BYTES, JobDesk
from terminal.history.files import is_address
from terminal.history.jobs import (
    DayCoverage,
    DayState,
    ErrorClass,
    ExportFormat,
    Failure,
    HeldSeries,
    JobView,
    Preview,
    Request,
    Schedule,
)
from terminal.history.manifest import DayCount, DayMark, Mark
from terminal.history.plan import preview_of
from terminal.history.planning import Planning
from terminal.history.schedule import (
    check_of,
    due_check,
    due_day,
    morning_ns,
    next_run_ns,
    request_of,
)
from terminal.history.schema import Interval
from terminal.history.sessions import TradingCalendar, calendar_days, day_of, indian_calendar
from terminal.history.store import HistoryStore
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope, supervise
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
_LOOK_EVERY_S = 30.0
"""The wall clock jumps when a machine wakes up: the schedule looks at it again this often."""
_INTERVALS = {
    1: Interval.MINUTE,
    5: Interval.MINUTE_5,
    15: Interval.MINUTE_15,
    60: Interval.HOUR,
    1440: Interval.DAY,
}
Sources = Callable[[], Mapping[str, HistorySource]]
"""The accounts that are logged in now, by the name that `HistorySource.name` gives."""


class HistoryService:
    """Downloads and what they left. `open` before use, `aclose` at the end; all on the loop.

    `trading` says whether orders are in flight: no request leaves while it does. `state_folder`
    holds the list of jobs, and for an object store its manifest; without it they are in the root.
    Without `scheduling` the schedule is kept and nothing starts by it: a command does one thing.
    Verbs raise `TerminalError` with a sentence where something is impossible.
    """

    def __init__(
        self,
        root: str | Path,
        *,
        sources: Sources,
        clock: Clock,
        on_failure: OnFailure,
        state_folder: Path | None = None,
        trading: Callable[[], bool] = lambda: False,
        calendar: TradingCalendar | None = None,
        keep_free_bytes: int = KEEP_FREE_BYTES,
        scheduling: bool = True,
    ) -> None:
        self.version = 0
        self.changed: Signal[int] = Signal(on_failure)
        """A job's number, 0 for the list, the schedule or the sources."""
        if is_address(root) and state_folder is None:
            raise ValueError("an object store's manifest needs a local folder")
        self.store = HistoryStore(
            root, clock=clock, state=state_folder if is_address(root) else None
        )
        self._sources, self._clock, self._on_failure = sources, clock, on_failure
        self._calendar = calendar or indian_calendar()
        self._worker = Worker("history plans")
        self._planning = Planning(
            store=self.store, calendar=self._calendar, clock=clock, worker=self._worker
        )
        self._desk = JobDesk(
            store=self.store,
            planning=self._planning,
            sources=sources,
            calendar=self._calendar,
            clock=clock,
            file=(state_folder or Path(root)) / "downloads.json",
            worker=self._worker,
            on_change=self._on_change,
            on_failure=on_failure,
            trading=trading,
            keep_free_bytes=keep_free_bytes,
        )
        self._scheduling = scheduling
        self._scope = TaskScope("history", on_failure)
        self.complaint = ""
        """What was wrong with the list of jobs when it was read, in a sentence, or nothing."""
        self.is_open = False
        """Whether the store can be asked: not before `open`, not where it failed."""

    @property
    def root(self) -> str:
        """Where the store is: a folder or an object store's address."""
        return self.store.root

    @property
    def calendar(self) -> TradingCalendar:
        return self._calendar

    async def open(self) -> None:
        """Open the store and the list of jobs; unfinished jobs come up paused, with a sentence.

        Errors: StoreError where the store is in another process's hands or cannot be read.
        """
        await self.store.open()
        self.complaint = await self._desk.open()
        self.is_open = True
        if caution := self._calendar.caution(day_of(self._clock.now_ns())):
            log.warning("%s", caution)
        if self._scheduling:
            self._scope.spawn(self._watch_schedule(), name="schedule")
        self._on_change(0)

    async def aclose(self) -> None:
        """Stop requests, finish writing what has arrived, close the store.

        A store that cannot finish (a full disk) is no error here: the job's row has said it, and
        the next start takes up what is spooled.
        """
        self.is_open = False
        await self._scope.aclose()
        await self._desk.aclose()
        try:
            await self.store.aclose()
        except TerminalError as error:
            log.warning("closing the history store: %s", error.text)
        await self._worker.aclose()

    # -- where bars come from

    def sources(self) -> tuple[str, ...]:
        """Return the names of the accounts that can be asked now."""
        return tuple(self._sources())

    def sources_changed(self) -> None:
        """Be told that an account came or went: jobs that wait for a login go on."""
        self._desk.sources_changed()
        self._on_change(0)

    async def underlyings_of(self, source: str) -> tuple[str, ...]:
        """Return what a source lists today, stocks first, then indices, each in alphabetical order."""
        return await self._planning.underlyings(self._source(source))

    # -- downloads

    async def preview(self, request: Request) -> Preview:
        """Return what the request would cost; nothing is downloaded but today's masters."""
        source = self._source(request.source)
        plan = await self._planning.plan(request, source, None)
        return preview_of(plan, source.rules, rate_share=self._desk.budget(source).factor)

    async def start(self, request: Request) -> int:
        """Queue a download and return its number; the same one, unfinished, is resumed instead."""
        return (await self._desk.add(request)).number

    def jobs(self) -> tuple[JobView, ...]:
        """Return all jobs, the newest first. Cheap: for one call a frame."""
        self._desk.refresh()
        return tuple(self._desk.view(record) for record in reversed(self._desk.list.jobs))

    def job(self, number: int) -> JobView | None:
        self._desk.refresh()
        record = self._desk.find(number)
        return None if record is None else self._desk.view(record)

    async def pause(self, number: int) -> None:
        """Stop after the requests in flight. Nothing of what they bring is lost."""
        await self._desk.pause(number)

    async def resume(self, number: int) -> None:
        """Go on with whatever is still missing."""
        await self._desk.resume(number)

    async def cancel(self, number: int) -> None:
        """End a job; what has been downloaded stays."""
        await self._desk.cancel(number)

    async def retry_failed(self, number: int) -> None:
        """Run a job again for its failures (and anything else that is missing)."""
        await self._desk.resume(number)

    async def forget(self, number: int) -> None:
        """Take a job that does not run off the list; its data stays."""
        await self._desk.forget(number)

    async def errors(self, number: int) -> list[Failure]:
        """Return what a job could not fetch, with reasons, by series."""
        record = self._desk.find(number)
        if record is None:
            return []
        self._desk.refresh()
        request, found = record.request, []
        for underlying in record.troubled:
            held = await self.store.states(
                request.start,
                request.end,
                underlyings=(underlying,),
                kinds=request.selection.kinds,
            )
            for key, days in held.items():
                found += _failures(key, underlying, days)
        return found

    # -- what is held

    async def held_underlyings(self) -> list[str]:
        """Return the underlyings of which the store has anything, in alphabetical order."""
        return await self.store.underlyings()

    async def coverage(
        self, underlying: str, start: date, end: date, *, kind: SeriesKind | None = None
    ) -> list[DayCoverage]:
        """Return one cell a calendar day from `start` to `end`, both included."""
        counts = {
            count.day: count
            for count in await self.store.coverage(underlying, start, end, kind=kind)
        }
        today = day_of(self._clock.now_ns())
        return [self._cell(day, counts.get(day), today) for day in calendar_days(start, end)]

    async def series(self, underlying: str, *, kind: SeriesKind | None = None) -> list[HeldSeries]:
        """Return the series of an underlying of which bars are held: spot, futures, options."""
        return [
            HeldSeries(
                key=held.key,
                kind=held.kind,
                underlying=held.underlying,
                first=held.first,
                last=held.last,
                days=held.days,
                bars=held.bars,
            )
            for held in await self.store.series(underlying, kind=kind)
        ]

    async def bars(
        self, instrument: InstrumentId | str, start_ns: int, end_ns: int, *, minutes: int = 1
    ) -> MinuteBars:
        """Return stored bars with start_ns <= open_ns <= end_ns; `minutes` 1, 5, 15, 60 or 1440."""
        interval = _INTERVALS.get(minutes)
        if interval is None:
            raise ValueError(f"no bars of {minutes} minutes are kept")
        return await self.store.read_bars(instrument, start_ns, end_ns, interval=interval)

    async def export(
        self,
        file: Path,
        *,
        form: ExportFormat,
        underlyings: Sequence[str] = (),
        kinds: Sequence[SeriesKind] = (),
        keys: Sequence[str] = (),
        start: date | None = None,
        end: date | None = None,
    ) -> int:
        """Write stored bars into one file and return their count. Empty selections mean all."""
        return await self.store.export(
            file, form=form, underlyings=underlyings, kinds=kinds, keys=keys, start=start, end=end
        )

    # -- after market close

    @property
    def schedule(self) -> Schedule:
        return self._desk.list.schedule

    async def set_schedule(self, schedule: Schedule) -> None:
        """Put a schedule in force. Where its last run is due already, it runs within half a minute."""
        self._desk.list.schedule = schedule
        self._on_change(0)
        await self._desk.save()

    def next_run_ns(self) -> int | None:
        """Return when the schedule runs next, None where it is off."""
        return next_run_ns(self.schedule, self._calendar, self._clock.now_ns())

    async def run_if_due(self) -> int | None:
        """Start the scheduled download if its hour has come; return the job's number."""
        schedule, now_ns = self.schedule, self._clock.now_ns()
        day = due_day(schedule, self._calendar, now_ns)
        if day is None:
            return await self._check_if_due()
        request = request_of(schedule, self._calendar, day)
        # What is fetched the morning after needs no check that morning.
        checked = day if now_ns >= morning_ns(day) else schedule.last_check
        self._desk.list.schedule = msgspec.structs.replace(
            schedule, last_run=day, last_check=checked
        )
        await self._drop_older(request)
        log.info("the download after the close of %s starts", day)
        return (await self._desk.add(request, scheduled=True)).number

    # -- private

    async def _check_if_due(self) -> int | None:
        schedule = self.schedule
        day = due_check(schedule, self._calendar, self._clock.now_ns())
        if day is None:
            return None
        self._desk.list.schedule = msgspec.structs.replace(schedule, last_check=day)
        log.info("%s is fetched once more", day)
        return (await self._desk.add(check_of(schedule, day), scheduled=True)).number

    async def _drop_older(self, request: Request) -> None:
        """Cancel scheduled jobs that still wait: the new one reaches over their days.

        A check gives way even while it runs: a day that is not held yet is worth more.
        """
        for record in tuple(self._desk.list.jobs):
            waits = not record.state.is_over and not record.state.is_active
            waits = waits or (record.request.fetched_since_ns > 0 and not record.state.is_over)
            if record.scheduled and waits and record.request.source == request.source:
                await self._desk.cancel(record.number)

    async def _watch_schedule(self) -> None:
        async def watch() -> None:
            while True:
                await self.run_if_due()
                await self._clock.sleep(_LOOK_EVERY_S)

        await supervise(
            watch, clock=self._clock, on_failure=self._on_failure, name="history schedule"
        )

    def _source(self, name: str) -> HistorySource:
        source = self._sources().get(name)
        if source is None:
            raise TerminalError(
                f"{name} is not logged in.", hint="Log in, or choose another account."
            )
        return source

    def _cell(self, day: date, count: DayCount | None, today: date) -> DayCoverage:
        note = self._calendar.note(day)
        if count is None:
            open_day = self._calendar.is_trading_day(day) and day <= today
            return DayCoverage(
                day=day, state=DayState.MISSING if open_day else DayState.CLOSED, note=note
            )
        if count.failed:
            state = DayState.FAILED
        elif count.partial:
            state = DayState.PARTIAL
        else:
            state = DayState.COMPLETE if count.complete else DayState.EMPTY
        return DayCoverage(
            day=day,
            state=state,
            complete=count.complete,
            empty=count.empty,
            partial=count.partial,
            failed=count.failed,
            bars=count.bars,
            note=" ".join(part for part in (note, count.why) if part),
        )

    def _on_change(self, number: int) -> None:
        self.version += 1
        self.changed.emit(number)


def _failures(key: str, underlying: str, days: Mapping[date, DayMark]) -> list[Failure]:
    """Return a series' failed days and holes, one entry a reason."""
    reasons: dict[str, list[tuple[date, DayMark]]] = {}
    for day, mark in days.items():
        kind, colon, _ = mark.why.partition(": ")
        known = colon and kind in set(ErrorClass)
        if mark.mark is Mark.FAILED or (mark.mark is Mark.PARTIAL and known):
            reasons.setdefault(mark.why, []).append((day, mark))
    out = []
    for why, found in reasons.items():
        kind, colon, text = why.partition(": ")
        error = ErrorClass(kind) if colon and kind in set(ErrorClass) else ErrorClass.LOCAL
        every = [day for day, _ in found]
        out.append(
            Failure(
                key=key,
                kind=_kind_of(key),
                underlying=underlying,
                first=min(every),
                last=max(every),
                days=len(every),
                error=error,
                text=text if error is not ErrorClass.LOCAL or colon else why,
                at_ns=max(mark.fetched_ns for _, mark in found),
            )
        )
    return out


def _kind_of(key: str) -> SeriesKind:
    kind = InstrumentId.parse(key).kind
    if kind.is_option:
        return SeriesKind.OPTION
    return SeriesKind.FUTURE if kind.is_derivative else SeriesKind.SPOT
