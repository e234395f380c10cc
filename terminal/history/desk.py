"""The list of downloads and the one that runs for each account.

A job moves through `JobState` here and nowhere else. Its plan is made anew at each start, so pause,
crash, a lost login and a full disk all resume in the same way: by asking for what is missing.
"""

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from terminal.domain.errors import LoginNeeded, TerminalError, Transient
from terminal.domain.history import HistorySource
from terminal.domain.ports import Clock
from terminal.history.budget import RequestBudget
from terminal.history.downloader import Run
from terminal.history.jobfile import JobList, JobRecord, encode_jobs, load_jobs, save_jobs
from terminal.history.jobs import JobState, JobView, Request
from terminal.history.plan import Plan
from terminal.history.planning import Planning
from terminal.history.progress import SECOND_NS, Progress, Stop, StopKind
from terminal.history.sessions import TradingCalendar
from terminal.history.store import HistoryStore
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
KEEP_FREE_BYTES = 500_000_000
_SAVE_EVERY_S = 10.0
_PLAN_AGAIN_S = 15.0
_ENDED = "The program ended meanwhile. Resume goes on with whatever is missing."
Sources = Callable[[], Mapping[str, HistorySource]]
_BY_STOP = {
    StopKind.PAUSE: JobState.PAUSED,
    StopKind.CANCEL: JobState.CANCELLED,
    StopKind.LOGIN: JobState.NEEDS_LOGIN,
    StopKind.LOCAL: JobState.STOPPED,
    StopKind.REFUSED: JobState.STOPPED,
}


class _Live(Struct):
    """What a job has only while it is driven."""

    progress: Progress
    budget: RequestBudget
    wish: Stop | None = None
    run: Run | None = None
    task: "asyncio.Task[None] | None" = None


class JobDesk:
    """Start, drive and remember jobs. One job an account at a time; the others wait their turn."""

    def __init__(
        self,
        *,
        store: HistoryStore,
        planning: Planning,
        sources: Sources,
        calendar: TradingCalendar,
        clock: Clock,
        file: Path,
        worker: Worker,
        on_change: Callable[[int], None],
        on_failure: OnFailure,
        trading: Callable[[], bool],
        keep_free_bytes: int = KEEP_FREE_BYTES,
    ) -> None:
        self._store, self._planning, self._sources = store, planning, sources
        self._calendar, self._clock = calendar, clock
        self._file, self._worker = file, worker
        self._changed, self._on_failure = on_change, on_failure
        self._trading = trading
        self._keep_free = keep_free_bytes
        self._scope = TaskScope("history jobs", on_failure)
        self._live: dict[int, _Live] = {}
        self._budgets: dict[str, tuple[HistorySource, RequestBudget]] = {}
        self._closing = False
        self.list = JobList()

    async def open(self) -> str:
        """Read the list; return a complaint or nothing. What was running comes up paused."""
        self.list, complaint = await self._worker.run(load_jobs, self._file)
        for record in self.list.jobs:
            if record.state.is_active or record.state in {JobState.QUEUED, JobState.NEEDS_LOGIN}:
                record.state = JobState.PAUSED
                record.sentence = _ENDED
        return complaint

    async def aclose(self) -> None:
        """End what runs: requests in flight have two seconds, then they are given up."""
        self._closing = True
        for live in self._live.values():
            if live.run is not None:
                live.run.stop(Stop(StopKind.PAUSE, _ENDED))
        await self._scope.drain(2.0)
        await self._scope.aclose()
        await self.save()

    async def save(self) -> None:
        """Write the list down. Errors: OSError becomes a notice in the log; data do not depend on it."""
        try:
            await self._worker.run(save_jobs, self._file, encode_jobs(self.list))
        except OSError as error:
            log.warning("the list of downloads %s cannot be written: %s", self._file, error)

    # -- verbs

    async def add(self, request: Request, *, scheduled: bool = False) -> JobRecord:
        """Queue a request; one that has been asked for before and is not done is resumed instead."""
        record = next(
            (
                old
                for old in self.list.jobs
                if old.request == request and old.state is not JobState.DONE
            ),
            None,
        )
        if record is None:
            number = max((old.number for old in self.list.jobs), default=0) + 1
            record = JobRecord(
                number=number,
                request=request,
                created_ns=self._clock.now_ns(),
                scheduled=scheduled,
            )
            self.list.jobs.append(record)
        if record.number not in self._live:
            self._queue(record)
        await self.save()
        return record

    def find(self, number: int) -> JobRecord | None:
        return next((job for job in self.list.jobs if job.number == number), None)

    async def pause(self, number: int) -> None:
        await self._end(number, Stop(StopKind.PAUSE, "Paused."))

    async def cancel(self, number: int) -> None:
        await self._end(number, Stop(StopKind.CANCEL, "Cancelled. What was fetched stays."))

    async def resume(self, number: int) -> None:
        record = self._known(number)
        if number not in self._live and record.state is not JobState.QUEUED:
            self._queue(record)
            await self.save()

    async def forget(self, number: int) -> None:
        record = self._known(number)
        if number in self._live:
            raise TerminalError("This download runs.", hint="Pause or cancel it first.")
        self.list.jobs.remove(record)
        self._changed(0)
        await self.save()

    def sources_changed(self) -> None:
        """Queue what waits for a login that is there now."""
        names = self._sources()
        for record in self.list.jobs:
            if record.state is JobState.NEEDS_LOGIN and record.request.source in names:
                self._queue(record)
        self._pump()

    def view(self, record: JobRecord) -> JobView:
        """Return a job as it stands now."""
        live = self._live.get(record.number)
        bars_per_s = requests_per_s = 0.0
        eta_s: float | None = None
        if live is not None and record.state in {JobState.RUNNING, JobState.WAITING}:
            bars_per_s, requests_per_s = live.progress.sample()
            eta_s = live.progress.eta_s(requests_per_s, live.budget.per_second)
        return JobView(
            number=record.number,
            request=record.request,
            state=record.state,
            sentence=record.sentence,
            created_ns=record.created_ns,
            ended_ns=record.ended_ns,
            total=record.total,
            done=record.done,
            held=record.held,
            empty=record.empty,
            partial=record.partial,
            failed=record.failed,
            requests=record.requests,
            bars=record.bars,
            bars_per_s=bars_per_s,
            requests_per_s=requests_per_s,
            eta_s=eta_s,
            scheduled=record.scheduled,
        )

    def refresh(self) -> bool:
        """Take the counts of what runs into the list; True where something does."""
        for number, live in self._live.items():
            record = self.find(number)
            if record is not None and live.run is not None:
                _copy(live.progress, record)
        return bool(self._live)

    def budget(self, source: HistorySource) -> RequestBudget:
        """Return an account's budget; a new login of it starts with a fresh one."""
        known = self._budgets.get(source.name)
        if known is None or known[0] is not source:
            budget = RequestBudget(source.rules, clock=self._clock, trading=self._trading)
            self._budgets[source.name] = known = (source, budget)
        return known[1]

    # -- driving

    def _queue(self, record: JobRecord) -> None:
        self._set(record, JobState.QUEUED, "")
        record.ended_ns = None
        self._pump()

    def _pump(self) -> None:
        """Start the oldest waiting job of each account that has none running."""
        if self._closing:
            return
        busy = {self._known(number).request.source for number in self._live}
        for record in self.list.jobs:
            name = record.request.source
            if record.state is not JobState.QUEUED or name in busy:
                continue
            source = self._sources().get(name)
            if source is None:
                self._set(
                    record,
                    JobState.NEEDS_LOGIN,
                    f"{name} is not logged in. Log in, and the download goes on by itself.",
                )
                continue
            busy.add(name)
            live = _Live(Progress(self._clock), self.budget(source))
            self._live[record.number] = live
            live.task = self._scope.spawn(
                self._drive(record, live, source), name=f"job {record.number}"
            )

    async def _drive(self, record: JobRecord, live: _Live, source: HistorySource) -> None:
        end = JobState.PAUSED, _ENDED
        ticking = self._scope.spawn(self._tick(record, live), name=f"tick {record.number}")
        try:
            end = await self._work(record, live, source)
        except asyncio.CancelledError:
            if live.wish is not None:
                end = _BY_STOP[live.wish.kind], live.wish.sentence
            raise
        except Exception as error:  # told to the person on the job's row, and raised for the report
            end = JobState.FAILED, f"A fault of this program ended it: {error!r}."
            raise
        finally:
            ticking.cancel()
            if live.run is not None:
                _copy(live.progress, record)
            del self._live[record.number]
            record.ended_ns = self._clock.now_ns()
            self._set(record, *end)
            self._pump()
        await self.save()

    async def _work(
        self, record: JobRecord, live: _Live, source: HistorySource
    ) -> tuple[JobState, str]:
        try:
            plan = await self._plan_and_run(record, live, source)
        except LoginNeeded as error:
            return JobState.NEEDS_LOGIN, _words(error)
        except TerminalError as error:
            return JobState.STOPPED, _words(error)
        except (OSError, sqlite3.Error) as error:
            return JobState.STOPPED, f"The store cannot be used: {error}."
        progress = live.progress
        if progress.stop is not None:
            return _BY_STOP[progress.stop.kind], _stop_words(progress.stop)
        return _verdict(progress, plan, check=record.request.fetched_since_ns > 0)

    async def _plan_and_run(self, record: JobRecord, live: _Live, source: HistorySource) -> Plan:
        self._room()
        self._set(record, JobState.PLANNING, "Looking up what is missing.")
        plan = await self._plan(record, live, source)
        progress = live.progress
        progress.total, progress.planned = plan.series_days, plan.requests
        progress.held = progress.done = plan.held_days
        live.run = Run(
            plan,
            source=source,
            shelf=self._store,
            budget=live.budget,
            calendar=self._calendar,
            clock=self._clock,
            progress=progress,
            on_state=lambda: self._weather(record, live),
        )
        if live.wish is not None:
            live.run.stop(live.wish)
        _copy(progress, record)
        self._set(record, JobState.RUNNING, " ".join(plan.notes))
        try:
            await live.run.go()
        finally:
            await self._store.flush()
        return plan

    async def _plan(self, record: JobRecord, live: _Live, source: HistorySource) -> Plan:
        while True:
            try:
                return await self._planning.plan(record.request, source, live.budget)
            except Transient as error:
                self._set(record, JobState.WAITING, f"{_words(error)} It is tried again.")
            await self._clock.sleep(_PLAN_AGAIN_S)
            self._set(record, JobState.PLANNING, "Looking up what is missing.")

    def _weather(self, record: JobRecord, live: _Live) -> None:
        outage = None if live.run is None else live.run.outage
        if outage is not None and outage.open:
            self._set(record, JobState.WAITING, f"{outage.sentence} It is tried again by itself.")
        elif record.state is JobState.WAITING:
            self._set(record, JobState.RUNNING, "")

    async def _tick(self, record: JobRecord, live: _Live) -> None:
        saved_ns = self._clock.monotonic_ns()
        while True:
            await self._clock.sleep(1.0)
            live.progress.sample()
            if live.run is None:
                continue
            _copy(live.progress, record)
            if self._clock.monotonic_ns() - saved_ns < _SAVE_EVERY_S * SECOND_NS:
                continue
            saved_ns = self._clock.monotonic_ns()
            await self.save()
            try:
                self._room()
            except TerminalError as error:
                live.run.stop(Stop(StopKind.LOCAL, _words(error)))

    async def _end(self, number: int, stop: Stop) -> None:
        record = self._known(number)
        live = self._live.get(number)
        if live is None:
            if not record.state.is_over:
                record.ended_ns = self._clock.now_ns()
                self._set(record, _BY_STOP[stop.kind], stop.sentence)
            await self.save()
            return
        live.wish = stop
        if live.run is not None:
            live.run.stop(stop)
        elif live.task is not None:
            live.task.cancel()
        if live.task is not None:
            await asyncio.wait([live.task])
        await self.save()

    def _room(self) -> None:
        """Raise TerminalError where the disk of a local store is nearly full."""
        root = Path(self._store.root)
        if "://" in self._store.root or not root.is_dir():
            return
        free = shutil.disk_usage(root).free
        if free < self._keep_free:
            raise TerminalError(
                f"Only {free / 1e6:.0f} MB are free where the history store is ({root}).",
                hint=f"Make room for at least {self._keep_free / 1e6:.0f} MB, then resume.",
            )

    def _known(self, number: int) -> JobRecord:
        record = self.find(number)
        if record is None:
            raise TerminalError(f"There is no download {number}.")
        return record

    def _set(self, record: JobRecord, state: JobState, sentence: str) -> None:
        record.state, record.sentence = state, sentence
        self._changed(record.number)


def _copy(progress: Progress, record: JobRecord) -> None:
    record.total, record.done, record.held = progress.total, progress.done, progress.held
    record.empty, record.partial = progress.empty, progress.partial
    record.failed, record.requests = progress.failed, progress.requests
    record.bars = progress.bars
    record.troubled = sorted(progress.troubled)


def _verdict(progress: Progress, plan: Plan, *, check: bool = False) -> tuple[JobState, str]:
    parts = list(plan.notes)
    if not progress.failed and not progress.partial:
        if plan.series_days and not progress.requests:
            parts.append("Everything was held already.")
        return JobState.INCOMPLETE if plan.unmet else JobState.DONE, " ".join(parts)
    if progress.failed and check:
        failed = _days(progress.failed)
        parts.append(f"{failed} could not be fetched again: what was stored before stays.")
    elif progress.failed:
        parts.append(f"{_days(progress.failed)} could not be fetched; the errors say why.")
    if progress.partial:
        parts.append(
            f"{_days(progress.partial)} not complete yet: fetched before the day was final, or "
            "with minutes missing. Resume later."
        )
    return JobState.INCOMPLETE, " ".join(parts)


def _days(count: int) -> str:
    return "1 series-day" if count == 1 else f"{count:,} series-days"


def _stop_words(stop: Stop) -> str:
    if stop.kind is StopKind.LOGIN:
        return f"{stop.sentence} Log in, and the download goes on by itself."
    return stop.sentence


def _words(error: TerminalError) -> str:
    text = error.text if error.text.endswith((".", "!", "?")) else f"{error.text}."
    return f"{text} {error.hint}".strip()
