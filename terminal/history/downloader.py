"""One run of a download: workers that ask, grade and store, until nothing is missing or it must stop.

What went wrong decides what follows: a refused rate slows down and costs no attempt, a span that is
too long is halved, weather is tried again with growing pauses, a lost login or a full disk ends the
run with a sentence. Nothing is kept in memory that a crash could lose: the store's manifest decides
what the next run asks for.
"""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Protocol

from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    RateLimited,
    TerminalError,
    Transient,
    WireError,
)
from terminal.domain.history import HistorySource, MinuteBars, RangeTooLong, Series
from terminal.domain.ports import Clock
from terminal.history.budget import RequestBudget
from terminal.history.grading import Grade, grade
from terminal.history.jobs import ErrorClass, broker_of
from terminal.history.manifest import Mark
from terminal.history.outage import Outage
from terminal.history.plan import Plan, Span, halves, spans
from terminal.history.progress import Progress, Stop, StopKind
from terminal.history.quarantine import OddReply
from terminal.history.sessions import DAY_NS, TradingCalendar, day_of, midnight_ns
from terminal.history.store import Verdict

log = logging.getLogger(__name__)
WORKERS = 8
ATTEMPTS = 5
LONGEST_PAUSE_S = 16.0
LARGEST_SPLITS = 3
REFUSALS = 50
"""Refusals one after the other from which the fault is not in one series."""


class Shelf(Protocol):
    """The part of the store that a run needs."""

    async def write(
        self, series: Series, bars: MinuteBars, verdicts: Mapping[date, Verdict], *, source: str
    ) -> None: ...

    async def keep_reply(self, reply: OddReply) -> None: ...


class Run:
    """Fetch one plan. `go` returns when it is over or was told to stop; `progress` says how."""

    def __init__(
        self,
        plan: Plan,
        *,
        source: HistorySource,
        shelf: Shelf,
        budget: RequestBudget,
        calendar: TradingCalendar,
        clock: Clock,
        progress: Progress,
        rng: random.Random | None = None,
        workers: int = WORKERS,
        on_state: Callable[[], None] = lambda: None,
    ) -> None:
        self._source, self._shelf = source, shelf
        self._budget, self._calendar, self._clock = budget, calendar, clock
        self.progress = progress
        self._rng = rng or random.Random()  # noqa: S311  spreads load, guards nothing
        self._workers = workers
        self._queue: Iterator[Span] = spans(plan, source.rules)
        self._ready: deque[Span] = deque()
        self._group: asyncio.TaskGroup | None = None
        self._idle: set[asyncio.Task[None]] = set()
        self._running = 0
        self._refusals = 0
        self._outage = Outage(clock, on_change=on_state)

    @property
    def outage(self) -> Outage:
        return self._outage

    async def go(self) -> None:
        """Work until the plan is done, or `stop` was called, or something has to be mended."""
        if self.progress.stop is not None:
            return
        async with asyncio.TaskGroup() as group:
            self._group = group
            for _ in range(self._workers):
                self._start_worker()
        self._group = None

    def stop(self, stop: Stop) -> None:
        """Send nothing more; requests in flight come home and are stored. The first reason stays."""
        if self.progress.stop is None:
            self.progress.stop = stop
        for task in tuple(self._idle):
            task.cancel()

    # -- workers

    def _start_worker(self) -> None:
        if self._group is not None and self._running < self._workers:
            self._running += 1
            self._group.create_task(self._work())

    async def _work(self) -> None:
        try:
            while (span := self._next()) is not None:
                await self._one(span)
        finally:
            self._running -= 1

    def _next(self) -> Span | None:
        if self.progress.stop is not None:
            return None
        if self._ready:
            return self._ready.popleft()
        return next(self._queue, None)

    def _push(self, *again: Span, first: bool = False) -> None:
        self.progress.extra += len(again)
        if first:
            self._ready.extendleft(reversed(again))
        else:
            self._ready.extend(again)
        self._start_worker()

    async def _one(self, span: Span) -> None:
        probing = False
        with _Waiting(self._idle):
            probing = await self._outage.wait()
            try:
                sent_ns = await self._budget.enter()
            except asyncio.CancelledError:
                self._outage.unused(probing)
                raise
        asked_ns = self._clock.now_ns()
        self.progress.requests += 1
        try:
            bars = await self._source.minutes(
                span.series, midnight_ns(span.first), midnight_ns(span.last) + DAY_NS - 1
            )
        except TerminalError as error:
            await self._keep_reply(span, error)
            await self._failed(span, error, sent_ns, probing=probing)
            return
        except asyncio.CancelledError:
            self._outage.unused(probing)
            raise
        self._outage.success()
        self._refusals = 0
        await self._keep(span, bars, asked_ns)

    # -- what came

    async def _keep(self, span: Span, bars: MinuteBars, asked_ns: int) -> None:
        result = self._grade(span, bars, asked_ns)
        if result.holes and bars.volume.any():  # an index has no volume to compare
            volumes = await self._volumes_unless_stopped(span)
            if volumes:
                result = self._grade(span, bars, asked_ns, volumes)
        if not await self._write(span, result.bars, result.verdicts):
            return
        again = set(result.holes)
        self.progress.bars += len(result.bars)
        for day, verdict in result.verdicts.items():
            if day not in again:
                self.progress.count(verdict.mark)
                if span.recheck and verdict.mark is Mark.PARTIAL:
                    self._note_failure(span)
        if again:
            self._push(*(Span(span.series, (day,), recheck=True) for day in result.holes))

    def _grade(
        self,
        span: Span,
        bars: MinuteBars,
        asked_ns: int,
        volume_of: Mapping[date, int] | None = None,
    ) -> Grade:
        return grade(
            span.series,
            span.days,
            bars,
            self._calendar,
            asked_ns=asked_ns,
            second_look=span.recheck,
            volume_of=volume_of,
        )

    async def _volumes_unless_stopped(self, span: Span) -> dict[date, int]:
        """As `_volumes`; a `stop` that cancels the wait must not cost the bars in hand."""
        try:
            return await self._volumes(span)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self.progress.stop is None or task is None:
                raise
            task.uncancel()
            return {}

    async def _volumes(self, span: Span) -> dict[date, int]:
        """Ask for the volume of each day: where the minutes add up to it, nothing was lost.

        Nothing where it cannot be had: the second look at the minutes decides then.
        """
        with _Waiting(self._idle):
            sent_ns = await self._budget.enter()
        self.progress.requests += 1
        self.progress.extra += 1
        try:
            daily = await self._source.days(
                span.series, midnight_ns(span.first), midnight_ns(span.last) + DAY_NS - 1
            )
        except RateLimited as error:
            self._budget.refused(sent_ns, error.retry_after_s)
            return {}
        except LoginNeeded as error:
            self.stop(Stop(StopKind.LOGIN, _sentence(error)))
            return {}
        except TerminalError as error:
            await self._keep_reply(span, error)
            log.info("no daily volume of %s: %s", span.series.key, error.text)
            return {}
        return {day_of(at): int(daily.volume[row]) for row, at in enumerate(daily.open_ns)}

    async def _write(self, span: Span, bars: MinuteBars, verdicts: Mapping[date, Verdict]) -> bool:
        try:
            await self._shelf.write(
                span.series, bars, verdicts, source=broker_of(self._source.name)
            )
        except TerminalError as error:
            self.stop(Stop(StopKind.LOCAL, _sentence(error)))
        except OSError as error:
            self.stop(Stop(StopKind.LOCAL, f"The store cannot be written: {error.strerror}."))
        else:
            return True
        return False

    # -- what went wrong

    async def _failed(
        self, span: Span, error: TerminalError, sent_ns: int, *, probing: bool
    ) -> None:
        match error:
            case LoginNeeded():
                self._outage.unused(probing)
                self.stop(Stop(StopKind.LOGIN, _sentence(error)))
            case RateLimited():
                self._outage.success()
                self._budget.refused(sent_ns, error.retry_after_s)
                self.progress.refused += 1
                self._push(span, first=True)
            case RangeTooLong() if (parts := halves(span)) and span.splits < LARGEST_SPLITS:
                self._outage.success()
                self._push(*parts, first=True)
            case Transient():
                await self._weather(span, error, probing=probing)
            case PermissionRefused():
                self._outage.success()
                self.stop(Stop(StopKind.REFUSED, _sentence(error)))
            case BrokerRefused():
                self._outage.success()
                await self._give_up(span, ErrorClass.INPUT, error)
            case WireError():
                self._outage.success()
                await self._give_up(span, ErrorClass.PROTOCOL, error)
            case _:
                self._outage.unused(probing)
                await self._give_up(span, ErrorClass.PROTOCOL, error)

    async def _weather(self, span: Span, error: Transient, *, probing: bool) -> None:
        charged = self._outage.failure(_sentence(error), probing=probing)
        attempts = span.attempts + charged
        if attempts >= ATTEMPTS:
            kind = ErrorClass.RANGE if isinstance(error, RangeTooLong) else ErrorClass.SERVER
            await self._give_up(span, kind, error)
            return
        again = Span(span.series, span.days, attempts, span.splits, span.recheck)
        if not charged:
            self._push(again, first=True)  # the outage itself makes it wait
            return
        assert self._group is not None  # a worker runs inside the group
        self._group.create_task(self._later(again))

    async def _later(self, span: Span) -> None:
        pause_s = min(LONGEST_PAUSE_S, 2.0 ** (span.attempts - 1))
        with _Waiting(self._idle):
            await self._clock.sleep(pause_s * (1.0 + 0.25 * self._rng.random()))
        self._push(span)

    async def _give_up(self, span: Span, kind: ErrorClass, error: TerminalError) -> None:
        text = _sentence(error)
        log.info("no bars of %s %s: %s", span.series.key, span.first, text)
        verdicts = {day: Verdict(Mark.FAILED, f"{kind.value}: {text}") for day in span.days}
        if not await self._write(span, MinuteBars.empty(), verdicts):
            return
        for _ in span.days:
            self.progress.count(Mark.FAILED)
        self._note_failure(span)
        if kind is ErrorClass.INPUT:
            self._refusals += 1
            if self._refusals >= REFUSALS:
                sentence = f"The broker refuses every request: {text}"
                self.stop(Stop(StopKind.REFUSED, sentence))

    async def _keep_reply(self, span: Span, error: TerminalError) -> None:
        """Keep aside what could not be read: an error's sentence shows its beginning only."""
        if not error.raw or not (isinstance(error, WireError) or _is_no_json(error.raw)):
            return
        reply = OddReply(
            broker=broker_of(self._source.name),
            series=span.series.key,
            first=span.first,
            last=span.last,
            kind=error.code or "unreadable",
            sentence=_sentence(error),
            raw=error.raw,
        )
        try:
            await self._shelf.keep_reply(reply)
        except TerminalError as failure:  # it costs a clue, no bars; `write` says what is wrong
            log.warning("a reply that cannot be read is not kept: %s", failure.text)

    def _note_failure(self, span: Span) -> None:
        self.progress.troubled.add(span.series.underlying)


class _Waiting:
    """Mark the current task as one that may be cancelled: no request of it is under way."""

    def __init__(self, idle: set[asyncio.Task[None]]) -> None:
        self._idle = idle
        task: asyncio.Task[None] | None = asyncio.current_task()
        assert task is not None  # only tasks wait
        self._task = task

    def __enter__(self) -> None:
        self._idle.add(self._task)

    def __exit__(self, *_: object) -> None:
        self._idle.discard(self._task)


def _is_no_json(raw: bytes) -> bool:
    return raw.lstrip()[:1] not in {b"{", b"["}


def _sentence(error: TerminalError) -> str:
    text = error.text if error.text.endswith((".", "!", "?")) else f"{error.text}."
    return f"{text} {error.hint}".strip()
