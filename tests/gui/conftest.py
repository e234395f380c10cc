"""What every GUI test stands on: a real Qt loop (`qrun`), a theme, a frame clock, and leak guards.

A test fails if it leaves a task behind, if a task is destroyed while pending, if a failure was reported
that it did not expect, or if a top-level widget outlives it. Inside `qrun` await things; `qtbot.wait*`
nests a loop.
"""

import asyncio
import gc
import logging
import os
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from terminal.ui.frame import FrameClock
from terminal.ui.i18n import Language
from terminal.ui.theme import Theme
from tests.fakes.clock import FakeClock

T = TypeVar("T")


class Failures:
    """An `on_failure` that remembers; whatever a test does not `take` fails it."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, BaseException]] = []

    def __call__(self, where: str, error: BaseException) -> None:
        self.seen.append((where, error))

    def take(self) -> list[tuple[str, BaseException]]:
        seen, self.seen = self.seen, []
        return seen


class _AsyncioErrors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def _flush_deletions() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _top_levels() -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if w.parent() is None]


@pytest.fixture(autouse=True)
def leak_guard(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window or a destroyed pending task behind."""
    _flush_deletions()
    before = {id(w) for w in _top_levels()}
    errors = _AsyncioErrors()
    logging.getLogger("asyncio").addHandler(errors)
    yield
    _flush_deletions()
    left = [w for w in _top_levels() if id(w) not in before]
    if left:
        del left
        gc.collect()
        _flush_deletions()
        left = [w for w in _top_levels() if id(w) not in before]
    logging.getLogger("asyncio").removeHandler(errors)
    names = [f"{type(w).__name__} {w.objectName()!r}" for w in left]
    for widget in left:
        widget.deleteLater()
    _flush_deletions()
    assert not names, f"top-level widgets left behind: {names}"
    assert not errors.texts, f"asyncio complained: {errors.texts}"


async def _closing_connections(passes: int = 400) -> list[str]:
    """Let connections that are being closed end with their loop still there; return what stays open.

    A socket that outlives its loop is found by the collector much later, in somebody else's test.
    """
    transports = getattr(asyncio.get_running_loop(), "_transports", {})
    for _ in range(passes):
        # One that has ended may still wait for the collector; its socket is gone.
        unended = [each for each in transports.values() if getattr(each, "_sock", None) is not None]
        if not unended:
            break
        await asyncio.sleep(0.005)
    return [repr(each) for each in unended]


@pytest.fixture
def qrun(qapp: QApplication) -> Iterator[Callable[[Awaitable[T]], T]]:
    """Run a coroutine on a real Qt loop; a task left behind fails the test."""
    # As in main.py: closing the last window would end the loop under the coroutine.
    qapp.setQuitOnLastWindowClosed(False)

    async def guarded(coro: Awaitable[T]) -> T:
        result = await coro
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        names = [task.get_name() for task in left]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        assert not names, f"tasks left behind: {names}"
        open_still = await _closing_connections()
        assert not open_still, f"connections left behind: {open_still}"
        return result

    with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
        yield lambda coro: runner.run(guarded(coro))


@pytest.fixture
def failures() -> Iterator[Failures]:
    """The `on_failure` of everything under test; unexpected failures fail the test."""
    found = Failures()
    yield found
    assert not found.seen, found.seen


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme("dark")
    theme.apply(qapp)
    return theme


@pytest.fixture
def hindi(qapp: QApplication) -> Iterator[Language]:
    """The interface in Hindi for one test."""
    language = Language("hindi")
    yield language
    language.remove()


@pytest.fixture
def frame(qapp: QApplication, clock: FakeClock, failures: Failures) -> Iterator[FrameClock]:
    """A frame clock that ticks only when a test says so: `frame.tick()`."""
    frame = FrameClock(clock=clock, on_failure=failures)
    yield frame
    frame.stop()
