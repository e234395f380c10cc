"""Every unexpected exception ends here: logged with its traceback, shown once, the window lives on."""

import asyncio
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from terminal.domain.errors import TerminalError
from terminal.runtime.disk import is_disk_trouble, not_saved

log = logging.getLogger(__name__)


class CrashFunnel:
    """Collect exceptions of all origins; tell `show(title, report)` once for each kind.

    A `TerminalError` is not a crash: its sentence goes to `notice(text, hint)`.
    """

    def __init__(self) -> None:
        self.show: Callable[[str, str], None] = _unseen
        self.notice: Callable[[str, str], None] = _unseen
        self._seen: set[tuple[str, str]] = set()

    def failed(self, where: str, error: BaseException) -> None:
        """Take an exception that escaped `where`. Safe from the loop's thread."""
        if isinstance(error, asyncio.CancelledError | KeyboardInterrupt | SystemExit):
            return
        if isinstance(error, OSError) and is_disk_trouble(error):
            error = not_saved(error, where)
        if isinstance(error, TerminalError):
            log.warning("%s: %s", where, error.text)
            self.notice(error.text, error.hint)
            return
        log.error("%s failed", where, exc_info=error)
        last = traceback.extract_tb(error.__traceback__)[-1:]
        place = f"{last[0].filename}:{last[0].lineno}" if last else where
        kind = (type(error).__name__, place)
        if kind in self._seen:
            return
        self._seen.add(kind)
        report = "".join(traceback.format_exception(error))
        self.show(f"{type(error).__name__} in {where}", report)

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        """Route the interpreter's, the threads' and the loop's last resorts here."""

        def on_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            error = context.get("exception")
            where = str(context.get("message", "event loop"))
            if isinstance(error, BaseException):
                self.failed(where, error)
            else:
                log.error("event loop: %s", where)

        def on_interpreter(
            kind: type[BaseException], error: BaseException, _: TracebackType | None
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, error.__traceback__)
                return
            self.failed("main thread", error)

        def on_thread(arguments: threading.ExceptHookArgs) -> None:
            error = arguments.exc_value
            if error is not None:
                loop.call_soon_threadsafe(self.failed, "worker thread", error)

        loop.set_exception_handler(on_loop)
        sys.excepthook = on_interpreter
        threading.excepthook = on_thread


def _unseen(title: str, text: str) -> None:
    """Before the window exists the log is all there is."""
    log.debug("not shown: %s %s", title, text)
