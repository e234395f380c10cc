"""The start: one terminal a data folder, and a word about a last run that did not end well.

Everything here happens before the terminal is built, so that it works when the terminal does not.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from terminal import __version__
from terminal.app.compose import Options
from terminal.app.instance import Instance, Request, activation_token, hand_over
from terminal.app.manners import RESTART, RESTART_SAFE
from terminal.domain.errors import TerminalError
from terminal.domain.ports import Clock
from terminal.orders.leftover import count_open
from terminal.runtime import config, lastrun
from terminal.runtime.disk import explain
from terminal.runtime.executable import own_command
from terminal.runtime.paths import Paths, user_paths
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.worker import Worker
from terminal.ui.dialogs import Sheet, ask
from terminal.ui.i18n import Language
from terminal.ui.theme import Theme

log = logging.getLogger(__name__)
PATIENCE_S, PAUSE_S = 5.0, 0.5
"""How long a start waits for the running terminal to answer or to end, and how often it asks."""
OLD_LAYOUT = "layout-before-crash.json"

Serve = Callable[[Options, Instance], Awaitable[int]]
"""Builds the terminal and stays until its window is closed; returns the exit code."""


async def begin(
    options: Options, app: QApplication, serve: Serve, *, clock: Clock, on_failure: OnFailure
) -> int:
    """Become the one terminal of this data folder and serve, or hand over to the one that runs."""
    paths = user_paths(options.datadir)
    try:
        paths.create()
        instance = Instance(paths.data, on_failure=on_failure)
        first = await _first(instance, paths, options, clock)
    except OSError as error:
        await _tell(explain(error, paths.data), paths, options, app)
        return 1
    except TerminalError as error:
        await _tell(error, paths, options, app)
        return 1
    if not first:
        return 0
    marker = lastrun.RunMarker(paths.data, paths.logs)
    run = lastrun.Run(
        pid=os.getpid(),
        started_ns=clock.now_ns(),
        version=__version__,
        safe=options.safe,
        boot=lastrun.this_boot(),
    )
    try:
        instance.listen()
        last = marker.begin(run)
        if last is not None:
            asking = _ask_about(last, paths, options, app, clock, on_failure, instance)
            options = await asking
        code = await serve(options, instance)
    finally:
        instance.close()
    marker.end()
    if code in {RESTART, RESTART_SAFE}:
        start_again(safe=code == RESTART_SAFE, options=options)
        return 0
    return code


def start_again(*, safe: bool, options: Options) -> None:
    """Start the program once more as this one ends. Call with the data folder let go of."""
    arguments = [] if options.datadir is None else ["--datadir", str(options.datadir)]
    arguments += ["--practice"] if options.practice else []
    arguments += ["--safe"] if safe else []
    subprocess.Popen(  # noqa: S603  our own program
        own_command(*arguments), start_new_session=sys.platform != "win32", close_fds=True
    )


async def _first(instance: Instance, paths: Paths, options: Options, clock: Clock) -> bool:
    """Return True for the first instance, False if the running one took over our request."""
    request = Request(
        practice=options.practice,
        safe=options.safe,
        theme=options.theme,
        activation=activation_token(),
    )
    until_ns = clock.monotonic_ns() + int(PATIENCE_S * 1e9)
    while True:
        if instance.claim():
            return True
        why = hand_over(paths.data, request)
        if not why:
            log.info("the running terminal took over")
            return False
        if clock.monotonic_ns() >= until_ns:
            break
        await clock.sleep(PAUSE_S)  # it may be starting, or ending, just now
    raise TerminalError(
        f"The terminal is already running on {paths.data.parent}, but did not answer. {why}",
        hint="Wait a moment and start again, or end that process. Orders at the exchange stay as they "
        "are. With --datadir and another folder a second terminal runs beside it.",
    )


async def _tell(error: TerminalError, paths: Paths, options: Options, app: QApplication) -> None:
    """Say why there is no start: in a window, and in the terminal that it was started from."""
    if sys.stderr is not None:
        print(f"{error.text} {error.hint}", file=sys.stderr)  # noqa: T201  there is no log yet
    _, language = _look(paths, options, app)
    text = f"{error.text}\n\n{error.hint}"
    sheet = Sheet(None, name="noStart", heading="The terminal cannot start", text=text)
    sheet.resize(580, 260)
    sheet.add_button("noStartClose", "Close", default=True).clicked.connect(sheet.accept)
    await ask(sheet)
    language.remove()


async def _ask_about(
    last: lastrun.LastRun,
    paths: Paths,
    options: Options,
    app: QApplication,
    clock: Clock,
    on_failure: OnFailure,
    instance: Instance,
) -> Options:
    # Imported here: most starts follow a run that ended well.
    from terminal.app.about import about, mask_of
    from terminal.app.saving import save_diagnostics
    from terminal.ui.manners.lastrun import CLEAN, SAFE, LastRunSheet, what_happened

    mask = mask_of(paths, config.load(paths.settings_file).settings)
    last = replace(last, fault=mask(last.fault))
    log.warning("the last run did not end well: %s", what_happened(last))
    theme, language = _look(paths, options, app)
    worker = Worker("diagnostics")
    scope = TaskScope("last run", on_failure)

    async def save(over: QWidget, report: str) -> None:
        await save_diagnostics(
            over,
            paths=paths,
            about=about(paths, safe=options.safe),
            mask=mask,
            last_run=report,
            clock=clock,
            worker=worker,
            theme=theme,
        )

    def save_asked(over: QWidget) -> None:
        scope.spawn(save(over, sheet.report), name="save diagnostics")

    sheet = LastRunSheet(
        last=last,
        open_orders=count_open(paths.data / "orders.sqlite"),
        now_ns=clock.now_ns(),
        theme=theme,
        save=save_asked,
    )

    def come_forward(_: Request) -> None:
        sheet.raise_()
        sheet.activateWindow()

    undo = instance.asked.connect(come_forward)
    answer = await ask(sheet)
    undo()
    language.remove()
    await scope.aclose()
    await worker.aclose()
    if answer == CLEAN:
        _set_aside(paths.layout_file)
    return replace(options, safe=options.safe or answer == SAFE)


def _set_aside(layout: Path) -> None:
    try:
        layout.replace(layout.with_name(OLD_LAYOUT))
    except FileNotFoundError:
        pass
    except OSError as error:
        log.warning("the old layout cannot be set aside (%s)", error.strerror)


def _look(paths: Paths, options: Options, app: QApplication) -> tuple[Theme, Language]:
    """Return how a sheet looks and speaks before the terminal is built; take the language back."""
    look = config.load(paths.settings_file).settings.appearance
    theme = Theme(options.theme or look.theme)
    theme.apply(app)
    return theme, Language(look.language)
