"""`--selftest`: this very program tries everything it needs, and says in JSON what works.

It opens the window on a folder of its own, logs in to a practice exchange, fills an order there, lets
a downloader write bars, and uses each library, font and certificate once. Every package test runs
it: what a bundle lacks shows here first. The exit code is 0 only if every check passed.
"""

import argparse
import asyncio
import logging
import platform
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from terminal import __version__
from terminal.app import selftest_parts as parts
from terminal.app.compose import Options, Terminal
from terminal.app.run import run_on, serve
from terminal.identity import APP_ID, NAME
from terminal.runtime.clock import SystemClock
from terminal.runtime.executable import channel, frozen, program_name
from terminal.runtime.worker import Worker

# isort: split
# After all that needs no Qt: PySide reads the source of each module that is imported after it.
from PySide6.QtCore import QEvent, QObject, QTimer, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from terminal.app.application import make_application

log = logging.getLogger(__name__)
CHECKS = (
    "window", "login", "order", "history", "keyring", "resources", "fonts", "icons", "languages",
    "certificates", "time zones", "dependencies", "modules", "libraries",
)  # fmt: skip
"""All checks in their order. `login` and `order` need `window`."""
PATIENCE_S = 240.0


class Check(Struct, frozen=True, kw_only=True):
    """One check's outcome. `detail`: what was found, or why it failed."""

    name: str
    ok: bool
    seconds: float
    detail: Any


class Report(Struct, kw_only=True):
    """What `--selftest` prints. `painted_ns`: the window's first paint by the monotonic clock."""

    ok: bool
    version: str
    app_id: str
    frozen: bool
    channel: str
    executable: str
    python: str
    qt: str
    platform: str
    system: str
    painted_ns: int
    checks: list[Check]


class FirstPaint(QObject):
    """Notes when the main window has painted itself for the first time."""

    def __init__(self, app: QApplication, clock: SystemClock) -> None:
        super().__init__()
        self._app, self._clock = app, clock
        self._window: QObject | None = None
        self.at_ns = 0
        self.seen = asyncio.Event()
        app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._window is None:
            if watched.objectName() == "mainWindow":
                # From here on the window alone is looked at: a filter on everything costs time.
                self._window = watched
                self._app.removeEventFilter(self)
                watched.installEventFilter(self)
        elif event.type() == QEvent.Type.Paint and not self.at_ns:
            # The window's children are painted in the same pass; the queue runs after it.
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
            self.at_ns = self._clock.monotonic_ns()
        return False

    def _painted(self) -> None:
        self.at_ns = self._clock.monotonic_ns()
        self.seen.set()


class SelfTest:
    """One run. `wanted`: names out of `CHECKS`."""

    def __init__(self, wanted: tuple[str, ...], folder: Path, *, picture: Path | None) -> None:
        self._wanted, self._folder, self._picture = wanted, folder, picture
        self._clock = SystemClock()
        self._worker = Worker("selftest")
        self._crashes: list[str] = []
        self.checks: list[Check] = []
        self.painted_ns = 0

    def run(self) -> Report:
        """Do all that is wanted; never raises for what a check finds."""
        app = make_application(sys.argv[:1])
        try:
            run_on(app, lambda: self._on_loop(app))
        except Exception as error:  # noqa: BLE001  a self-test reports, whatever it was
            self._add("window", started_ns=self._clock.monotonic_ns(), error=error)
        return self.report(QGuiApplication.platformName())

    def report(self, qt_platform: str) -> Report:
        """Return what was found so far. `qt_platform`: Qt's way to the screen."""
        return Report(
            ok=bool(self.checks) and all(check.ok for check in self.checks),
            version=__version__,
            app_id=APP_ID,
            frozen=frozen(),
            channel=channel(),
            executable=sys.executable,
            python=platform.python_version(),
            qt=qVersion(),
            platform=qt_platform,
            system=platform.platform(),
            painted_ns=self.painted_ns,
            checks=self.checks,
        )

    async def _on_loop(self, app: QApplication) -> int:
        try:
            if "window" in self._wanted:
                await self._with_window(app)
            await self._without_window()
        finally:
            await self._worker.aclose()
        return 0

    async def _with_window(self, app: QApplication) -> None:
        paint = FirstPaint(app, self._clock)
        options = Options(practice=True, datadir=self._folder / "terminal")

        def ready(terminal: Terminal) -> None:
            show = terminal.funnel.show

            def crashed(title: str, report: str) -> None:
                self._crashes.append(f"{title}: {report}")
                show(title, report)

            terminal.funnel.show = crashed
            terminal.scope.spawn(self._session(terminal, paint), name="selftest")

        code = await serve(options, app, ready=ready)
        if code:
            await self._check("window", _failing(f"the terminal ended with {code}"))
        if self._crashes:
            await self._check("crashes", _failing(self._crashes[0]))

    async def _session(self, terminal: Terminal, paint: FirstPaint) -> None:
        try:
            await self._check("window", lambda: self._painted(terminal, paint))
            if "login" in self._wanted or "order" in self._wanted:
                await self._check("login", lambda: parts.practice_login(terminal))
            if "order" in self._wanted:
                await self._check("order", lambda: parts.practice_order(terminal))
            for name, part in (("fonts", parts.fonts), ("icons", parts.icons)):
                if name in self._wanted:
                    await self._check(name, _calling(part))
            if self._picture is not None:
                await self._check("picture", lambda: self._take_picture(terminal))
        finally:
            terminal.window.closing.set()

    async def _painted(self, terminal: Terminal, paint: FirstPaint) -> dict[str, Any]:
        async with asyncio.timeout(parts.PATIENCE_S):
            await paint.seen.wait()
        self.painted_ns = paint.at_ns
        size = terminal.window.size()
        return {"size": [size.width(), size.height()], "panels": len(terminal.window.panels)}

    async def _take_picture(self, terminal: Terminal) -> str:
        from terminal.domain.ids import InstrumentId

        terminal.link.open_chart(InstrumentId("NSE", "INFY"))
        await asyncio.sleep(4)  # a picture waits for no event: bars arrive, prices move
        if not terminal.window.grab().save(str(self._picture)):
            raise parts.Failed(f"{self._picture} could not be written")
        return str(self._picture)

    async def _without_window(self) -> None:
        if "history" in self._wanted:
            await self._check("history", lambda: parts.history(self._folder / "bars", self._worker))
        if "keyring" in self._wanted:
            await self._check("keyring", lambda: parts.keyring(self._worker))
        plain: dict[str, Callable[[], str]] = {
            "resources": parts.resources,
            "languages": parts.languages,
            "certificates": parts.certificates,
            "time zones": parts.time_zones,
            "dependencies": parts.dependencies,
            "modules": parts.own_modules,
            "libraries": parts.libraries,
        }
        for name, part in plain.items():
            if name in self._wanted:
                await self._check(name, _calling(part))

    async def _check(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        started_ns = self._clock.monotonic_ns()
        try:
            async with asyncio.timeout(PATIENCE_S):
                detail = await work()
        except Exception as error:  # noqa: BLE001  a self-test reports, whatever it was
            self._add(name, started_ns=started_ns, error=error)
        else:
            self._add(name, started_ns=started_ns, detail=detail)

    def _add(
        self,
        name: str,
        *,
        started_ns: int,
        detail: object = None,
        error: BaseException | None = None,
    ) -> None:
        seconds = round((self._clock.monotonic_ns() - started_ns) / 1e9, 3)
        if error is not None:
            log.error("self-test: %s failed", name, exc_info=error)
            detail = parts.sentence(error)
        self.checks.append(Check(name=name, ok=error is None, seconds=seconds, detail=detail))


def _calling(part: Callable[[], str]) -> Callable[[], Awaitable[object]]:
    async def call() -> object:
        return part()

    return call


def _failing(words: str) -> Callable[[], Awaitable[object]]:
    async def fail() -> object:
        raise parts.Failed(words)

    return fail


def parse_checks(text: str | None) -> tuple[str, ...]:
    """Return the checks that `--checks` names; ValueError for one that there is not."""
    if text is None:
        return CHECKS
    wanted = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in wanted:
        if name not in CHECKS:
            raise ValueError(f"there is no check {name!r}; there are {', '.join(CHECKS)}")
    return wanted


def run(arguments: argparse.Namespace) -> int:
    """Run the self-test as the command line says; print the report, return the exit code."""
    try:
        wanted = parse_checks(arguments.checks)
    except ValueError as error:
        print(f"{program_name()}: {error}", file=sys.stderr)  # noqa: T201  the answer
        return 2
    picture = Path(arguments.picture) if arguments.picture else None
    with tempfile.TemporaryDirectory(
        prefix="terminal-selftest-", ignore_cleanup_errors=True
    ) as own:
        folder = Path(arguments.datadir) if arguments.datadir else Path(own)
        report = SelfTest(wanted, folder, picture=picture).run()
    text = msgspec.json.format(msgspec.json.encode(report), indent=1).decode()
    if arguments.report:
        Path(arguments.report).write_text(text + "\n", encoding="utf-8")
    if sys.stdout is not None:
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.flush()
    if not report.ok:
        failed = [check.name for check in report.checks if not check.ok]
        print(f"{NAME}: failed: {', '.join(failed)}", file=sys.stderr)  # noqa: T201  the answer
    return 0 if report.ok else 1
