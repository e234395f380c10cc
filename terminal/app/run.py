"""From the command line to a running loop, and back out of it."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from terminal.app.begin import begin
from terminal.app.compose import Options, Terminal
from terminal.app.crash import CrashFunnel
from terminal.app.instance import Instance
from terminal.domain.errors import TerminalError
from terminal.runtime.clock import SystemClock

# isort: split
# After all that needs no Qt: PySide reads the source of each module that is imported after it.
import qasync
from PySide6.QtWidgets import QApplication

from terminal.app.application import make_application

log = logging.getLogger(__name__)


def run(arguments: argparse.Namespace) -> int:
    """Open the terminal and stay until its window is closed; returns the exit code."""
    options = Options(
        practice=arguments.practice,
        datadir=Path(arguments.datadir) if arguments.datadir else None,
        speed=arguments.speed,
        seed=arguments.seed,
        theme=arguments.theme,
        safe=arguments.safe,
    )
    app = make_application(sys.argv[:1])
    return run_on(app, lambda: _begin(options, app))


async def _begin(options: Options, app: QApplication) -> int:
    funnel = CrashFunnel()
    funnel.install(asyncio.get_running_loop())

    async def work(options: Options, instance: Instance) -> int:
        return await serve(options, app, instance=instance, funnel=funnel)

    return await begin(options, app, work, clock=SystemClock(), on_failure=funnel.failed)


def run_on(app: QApplication, work: Callable[[], "asyncio.Future[int] | object"]) -> int:
    """Run one coroutine on a Qt loop and return its result."""
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return int(runner.run(work()))  # type: ignore[arg-type]  # a coroutine function's result


async def serve(
    options: Options,
    app: QApplication,
    *,
    ready: Callable[[Terminal], None] | None = None,
    instance: Instance | None = None,
    funnel: CrashFunnel | None = None,
) -> int:
    """Build the terminal, wait until its window is closed, unwind; returns the exit code.

    `instance` is told of later starts on the same folder; RESTART codes ask for a new start.
    """
    if funnel is None:
        funnel = CrashFunnel()
        funnel.install(asyncio.get_running_loop())
    terminal = Terminal(options, app, funnel)
    # Ctrl+C and the end of the desktop's session come as signals: unwind as for a closed window.
    stops = [signal.SIGTERM, signal.SIGINT]
    if sys.platform != "win32":
        stops.append(signal.SIGHUP)
    before = [signal.signal(stop, lambda *_: terminal.window.closing.set()) for stop in stops]
    try:
        await terminal.start()
        if instance is not None:
            instance.asked.connect(terminal.manners.asked_by_another_start)
        if ready is not None:
            ready(terminal)
        await terminal.window.closing.wait()
    except TerminalError as error:
        log.error("%s %s", error.text, error.hint)
        print(f"{error.text} {error.hint}", file=sys.stderr)  # noqa: T201  no window to say it in
        return 1
    finally:
        for stop, handler in zip(stops, before, strict=True):
            signal.signal(stop, handler)
        await terminal.aclose()
    return terminal.manners.exit_code
