"""The one frame timer. Panels pull what changed when it ticks; nothing is pushed into a widget.

Runs at the screen's rate up to 60 Hz, at 10 Hz while the program is in the background, and calls
only what can be seen: a hidden tab costs nothing.
"""

import inspect
import weakref
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from terminal.domain.ports import Clock, Undo
from terminal.runtime.tasks import OnFailure

FASTEST_HZ = 60.0
BACKGROUND_HZ = 10.0
_KEPT = 512


class FrameStats(Struct, frozen=True):
    """Of the newest frames: interval and time spent in callbacks, milliseconds, median and p99."""

    frames: int
    interval_p50_ms: float
    interval_p99_ms: float
    work_p50_ms: float
    work_p99_ms: float


class _Entry:
    __slots__ = ("call", "widget")

    def __init__(self, widget: QWidget, call: Callable[[], Callable[[], None] | None]) -> None:
        self.widget = weakref.ref(widget)
        self.call = call


class FrameClock(QObject):
    """Call every visible subscriber once a frame; one that raises is reported and kept."""

    def __init__(
        self, *, clock: Clock, on_failure: OnFailure, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._on_failure = on_failure
        self._entries: dict[int, _Entry] = {}
        self._next = 0
        self._intervals: list[float] = []
        self._works: list[float] = []
        self._last_ns = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._pace(Qt.ApplicationState.ApplicationActive)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._pace)

    def start(self) -> None:
        self._last_ns = 0
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def add(self, widget: QWidget, on_frame: Callable[[], None]) -> Undo:
        """Call `on_frame` each frame while `widget` can be seen. Bound methods are held weakly."""
        key = self._next
        self._next += 1
        if inspect.ismethod(on_frame):
            self._entries[key] = _Entry(widget, weakref.WeakMethod(on_frame))
        else:
            self._entries[key] = _Entry(widget, lambda: on_frame)

        def undo() -> None:
            self._entries.pop(key, None)

        return undo

    def tick(self) -> None:
        """Run one frame now (the timer does; tests may)."""
        started = self._clock.monotonic_ns()
        if self._last_ns:
            _keep(self._intervals, (started - self._last_ns) / 1e6)
        self._last_ns = started
        for key, entry in list(self._entries.items()):
            widget, call = entry.widget(), entry.call()
            if widget is None or call is None:
                self._entries.pop(key, None)
                continue
            try:
                if widget.isVisible() and not widget.window().isMinimized():
                    call()
            except Exception as error:  # noqa: BLE001  one bad panel must not freeze the others
                self._on_failure(f"frame {call!r}", error)
        _keep(self._works, (self._clock.monotonic_ns() - started) / 1e6)

    def stats(self) -> FrameStats:
        """Return how even the frames were: the p99 interval is what a person feels."""
        return FrameStats(
            len(self._intervals),
            _quantile(self._intervals, 0.5),
            _quantile(self._intervals, 0.99),
            _quantile(self._works, 0.5),
            _quantile(self._works, 0.99),
        )

    def reset_stats(self) -> None:
        self._intervals.clear()
        self._works.clear()
        self._last_ns = 0

    def _pace(self, state: Qt.ApplicationState) -> None:
        hertz = BACKGROUND_HZ
        if state == Qt.ApplicationState.ApplicationActive:
            screen = QGuiApplication.primaryScreen()
            rate = screen.refreshRate() if screen is not None else FASTEST_HZ
            hertz = min(FASTEST_HZ, rate) if rate >= 1 else FASTEST_HZ
        # Whole milliseconds, rounded down: 17 ms would miss one refresh in fifty at 60 Hz.
        self._timer.setInterval(int(1000 / hertz))


def _keep(values: list[float], value: float) -> None:
    values.append(value)
    if len(values) > 2 * _KEPT:
        del values[:_KEPT]


def _quantile(values: list[float], share: float) -> float:
    if not values:
        return 0.0
    ordered = sorted(values[-_KEPT:])
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
