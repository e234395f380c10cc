"""One download from the command line: log in, run the job, show how far it is, leave it resumable.

A progress bar on a terminal is one line rewritten in place. A bar library was weighed: it would be
one more thing to install for a line of text, and it draws from a thread of its own.
"""

import asyncio
import contextlib
import logging
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Protocol, TextIO

from terminal.app.history_cli import INTERRUPTED, DownloadOptions, store_place
from terminal.app.kinds import KindDeps, make_kinds
from terminal.app.late import LateSecrets
from terminal.app.practice import PracticeProcess, PracticeServer, ShoonyaServer
from terminal.domain.errors import LoginNeeded, TerminalError
from terminal.domain.history import HistorySource
from terminal.domain.ports import Broker, BrokerKind, Clock
from terminal.history.jobs import JobState, JobView, Preview, Request
from terminal.history.service import HistoryService
from terminal.runtime.clock import SystemClock
from terminal.runtime.log import LogFiles
from terminal.runtime.paths import Paths, user_paths
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
LOOK_EVERY_S = 0.25
SAY_EVERY_S = 10.0
"""How often a line is written where there is no terminal."""
MOST_REASONS = 10
MOST_LOGINS = 3
_BAR = 24


class Login(Protocol):
    """A way to an account. `automatic`: it can be gone again without a person."""

    @property
    def automatic(self) -> bool: ...
    async def open(self) -> HistorySource:
        """Return a logged-in account's history. Errors: TerminalError."""
        ...

    async def aclose(self) -> None: ...


async def run_download(options: DownloadOptions, out: TextIO) -> int:
    """Run `download` with the real accounts; return the exit code."""
    clock = SystemClock()
    paths = user_paths(options.datadir)
    paths.create()
    logs = LogFiles(paths.logs)
    try:
        async with _accounts(options, paths, clock) as login:
            return await Download(options, login, clock=clock, out=out).run()
    finally:
        logs.close()


class Download:
    """One run of the command against any account."""

    def __init__(
        self,
        options: DownloadOptions,
        login: Login,
        *,
        clock: Clock,
        out: TextIO,
        service: Callable[..., HistoryService] = HistoryService,
    ) -> None:
        self._options, self._login, self._clock = options, login, clock
        self._source: HistorySource | None = None
        self._screen = Screen(out)
        self._interrupted = False
        self._make_service = service

    async def run(self) -> int:
        """Download; 0 only if nothing that was asked for is missing. Errors: TerminalError."""
        place = store_place(self._options.root, self._options.datadir)
        if place.state is not None:
            place.state.mkdir(parents=True, exist_ok=True)
        service = self._make_service(
            place.root,
            sources=self._sources,
            clock=self._clock,
            on_failure=_report,
            state_folder=place.state,
            scheduling=False,
        )
        await service.open()
        try:
            if service.complaint:
                self._screen.line(service.complaint)
            source = self._source = await self._login.open()
            request = Request(
                source=source.name,
                selection=self._options.selection,
                start=self._options.start,
                end=self._options.end,
            )
            if self._options.preview:
                self._screen.lines(preview_lines(await service.preview(request)))
                return 0
            with _interrupts(self._interrupt):
                view = await self._follow(service, await service.start(request))
            return await self._conclude(service, view)
        finally:
            await service.aclose()

    def _sources(self) -> dict[str, HistorySource]:
        return {} if self._source is None else {self._source.name: self._source}

    def _interrupt(self) -> None:
        self._interrupted = True

    async def _follow(self, service: HistoryService, number: int) -> JobView:
        self._screen.line(f"Into {service.root}; Ctrl+C leaves a download that can be resumed.")
        logins = 0
        said_ns = 0
        state = JobState.QUEUED
        while True:
            view = service.job(number)
            assert view is not None  # it was started above and nobody removes it
            if view.state is not state:
                state = view.state
                if view.sentence:
                    self._screen.line(view.sentence)
            if view.state is JobState.NEEDS_LOGIN and self._login.automatic:
                logins += 1
                if logins <= MOST_LOGINS:
                    await self._log_in_again(service)
                    continue
            if not (view.state.is_active or view.state is JobState.QUEUED):
                return view
            if self._interrupted:
                self._screen.line("Stopping after the requests that are under way ...")
                await service.pause(number)
                continue
            now_ns = self._clock.monotonic_ns()
            if self._screen.is_terminal:
                self._screen.bar(view)
            elif view.state is not JobState.PLANNING and now_ns - said_ns >= SAY_EVERY_S * 1e9:
                said_ns = now_ns
                self._screen.line(progress_text(view))
            await self._clock.sleep(LOOK_EVERY_S)

    async def _log_in_again(self, service: HistoryService) -> None:
        self._screen.line("The session ended; logging in again.")
        self._source = await self._login.open()
        service.sources_changed()

    async def _conclude(self, service: HistoryService, view: JobView) -> int:
        self._screen.line(summary(view))
        reasons: dict[str, int] = {}
        for failure in await service.errors(view.number):
            reasons[failure.text] = reasons.get(failure.text, 0) + failure.days
        for text, days in sorted(reasons.items(), key=lambda item: -item[1])[:MOST_REASONS]:
            self._screen.line(f"  {days:,} x {text}")
        if view.state is JobState.DONE:
            return 0
        if view.state is JobState.NEEDS_LOGIN:
            self._screen.line("Log in with the terminal, then run the same command again.")
        elif view.state is not JobState.FAILED:
            self._screen.line("Run the same command again: it goes on with what is missing.")
        return INTERRUPTED if self._interrupted else 1


class Screen:
    """Lines, and on a terminal one more line that is rewritten in place."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.is_terminal = out.isatty()
        self._drawn = 0

    def line(self, text: str) -> None:
        self._wipe()
        self._out.write(f"{text}\n")
        self._out.flush()

    def lines(self, texts: list[str]) -> None:
        for text in texts:
            self.line(text)

    def bar(self, view: JobView) -> None:
        """Draw the progress bar, cut to the terminal's width."""
        filled = int(view.share * _BAR)
        text = f"[{'#' * filled}{'.' * (_BAR - filled)}] {progress_text(view)}"
        text = text[: shutil.get_terminal_size().columns - 1]
        self._out.write(f"\r{text.ljust(self._drawn)}")
        self._out.flush()
        self._drawn = len(text)

    def _wipe(self) -> None:
        if self._drawn:
            self._out.write(f"\r{' ' * self._drawn}\r")
            self._drawn = 0


def progress_text(view: JobView) -> str:
    """Return how far a job is, in one line."""
    if view.state in {JobState.PLANNING, JobState.QUEUED}:
        return "Looking up what is missing ..."
    parts = [
        f"{view.share:6.1%}",
        f"{view.done:,}/{view.total:,} series-days",
        f"{view.bars:,} bars",
        f"{view.requests_per_s:.1f} requests/s",
        f"{view.bars_per_s:,.0f} bars/s",
    ]
    if view.failed:
        parts.append(f"{view.failed:,} failed")
    if view.state is JobState.WAITING:
        parts.append("waiting for the broker")
    elif view.eta_s is not None:
        parts.append(f"{duration(view.eta_s)} left")
    return "  ".join(parts)


def summary(view: JobView) -> str:
    """Return how a job ended, in one line."""
    words = {
        JobState.DONE: "Complete",
        JobState.INCOMPLETE: "Incomplete",
        JobState.PAUSED: "Stopped",
        JobState.NEEDS_LOGIN: "Stopped: not logged in",
        JobState.STOPPED: "Stopped",
        JobState.CANCELLED: "Cancelled",
        JobState.FAILED: "Failed",
    }
    return (
        f"{words.get(view.state, view.state.value)}: {view.done:,} of {view.total:,} series-days "
        f"({view.held:,} held before, {view.empty:,} without trades, {view.partial:,} partial, "
        f"{view.failed:,} failed), {view.bars:,} bars by {view.requests:,} requests."
    )


def preview_lines(preview: Preview) -> list[str]:
    """Return what a download would cost."""
    return [
        f"{preview.series:,} series of {preview.underlyings:,} underlyings: {preview.spots:,} spot, "
        f"{preview.futures:,} futures, {preview.options:,} options",
        f"{preview.series_days:,} series-days, {preview.held_days:,} of them held",
        f"{preview.requests:,} requests, about {duration(preview.seconds)}, "
        f"about {preview.size_bytes / 1e6:,.1f} MB",
        *preview.notes,
    ]


def duration(seconds: float) -> str:
    """Return a time span as people say it: `45 s`, `12 min`, `3 h 05 min`."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


@contextmanager
def _interrupts(stop: Callable[[], None]) -> Iterator[None]:
    """Let the first Ctrl+C (or a polite kill) call `stop`; the second ends the program as usual."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}

    def first(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        loop.call_soon_threadsafe(stop)

    for number in numbers:
        signal.signal(number, first)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(name: str, error: BaseException) -> None:
    log.error("%s failed", name, exc_info=error)


class KindLogin:
    """A login through a broker's kind: practice at once, the real ones by the saved session."""

    def __init__(self, kind: BrokerKind, *, practice: bool, users: list[tuple[str, str]]) -> None:
        self._kind, self._practice, self._users = kind, practice, users
        self._broker: Broker | None = None

    @property
    def automatic(self) -> bool:
        return self._practice

    async def open(self) -> HistorySource:
        await self.aclose()
        broker = self._broker = await self._log_in()
        source: HistorySource | None = getattr(broker, "history", None)
        if source is None:
            raise TerminalError(f"{self._kind.title} serves no history.")
        return source

    async def aclose(self) -> None:
        broker, self._broker = self._broker, None
        if broker is not None:
            await broker.aclose()

    async def _log_in(self) -> Broker:
        if self._practice:
            environment = next(each for each in self._kind.environments if each.practice)
            attempt = await self._kind.begin(environment.id, {})
            try:
                return await attempt.finish(await attempt.wait_for_redirect())
            finally:
                await attempt.aclose()
        for environment_id, user in self._users:
            broker = await self._kind.resume(environment_id, user)
            if broker is not None:
                return broker
        raise LoginNeeded(
            f"There is no living session at {self._kind.title}.",
            hint="Log in once with the terminal today; its session is kept in the system's keyring.",
        )


@asynccontextmanager
async def _accounts(options: DownloadOptions, paths: Paths, clock: Clock) -> AsyncIterator[Login]:
    """Build what the terminal logs in with, without its window."""
    async with contextlib.AsyncExitStack() as stack:
        workers = {name: Worker(name) for name in ("parsing", "keyring", "files")}
        for worker in workers.values():
            stack.push_async_callback(worker.aclose)
        kite = PracticeProcess(
            "kite", PracticeServer, seed=options.seed, speed=1.0,
            log_file=paths.logs / "practice.log", worker=Worker("practice kite"),
        )  # fmt: skip
        shoonya = PracticeProcess(
            "shoonya", ShoonyaServer, seed=options.seed, speed=1.0,
            log_file=paths.logs / "practice-shoonya.log", worker=Worker("practice shoonya"),
        )  # fmt: skip
        stack.push_async_callback(kite.aclose)
        stack.push_async_callback(shoonya.aclose)
        kinds = make_kinds(
            KindDeps(
                secrets=LateSecrets(workers["keyring"]),
                clock=clock,
                worker=workers["parsing"],
                cache=paths.cache,
                folder=paths.config / "brokers",
                kite_practice=kite.server,
                shoonya_practice=shoonya.server,
                on_wait=lambda lane, seconds: log.debug("%s waits %.1f s", lane, seconds),
                on_failure=_report,
                post=lambda level, title, words: log.log(
                    logging.WARNING if level != "info" else logging.INFO, "%s: %s", title, words
                ),
                only_ipv4=False,
            )
        )
        practice = options.broker == "practice"
        wanted = "shoonya" if practice else options.broker
        kind = next(kind for kind in kinds if kind.id == wanted)
        users = [] if practice else await _known_users(wanted, paths, workers["files"])
        login = KindLogin(kind, practice=practice, users=users)
        stack.push_async_callback(login.aclose)
        yield login


async def _known_users(broker: str, paths: Paths, worker: Worker) -> list[tuple[str, str]]:
    from terminal.app.stores import KnownAccounts

    known = await KnownAccounts(paths.config / "accounts.json", worker=worker).load()
    return [(each.environment, each.user_id) for each in known if each.broker == broker]
