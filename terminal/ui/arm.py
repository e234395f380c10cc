"""Armed or not: whether one key may send an order that opens or grows a position.

Cancels and exits never ask; what arming gives is in `armed.py`. Arming ends by itself: after minutes
without input, when an account changes or reconnects, and when the kill switch is pulled.
"""

from collections.abc import Callable

from terminal.domain.ports import Clock
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

_MINUTE_NS = 60_000_000_000


class Arm:
    """The state and why it ended. `minutes()` is asked each time: a setting applies at once."""

    def __init__(self, *, clock: Clock, on_failure: OnFailure, minutes: Callable[[], int]) -> None:
        self.changed: Signal[bool] = Signal(on_failure)
        self.armed = False
        self.reason = ""
        self._clock = clock
        self._minutes = minutes
        self._touched_ns = 0

    def arm(self) -> None:
        self.touch()
        if not self.armed:
            self.armed, self.reason = True, ""
            self.changed.emit(True)

    def disarm(self, reason: str = "") -> None:
        """End it; `reason` is a sentence for the notice, '' where the user did it."""
        if self.armed:
            self.armed, self.reason = False, reason
            self.changed.emit(False)

    def toggle(self) -> None:
        if self.armed:
            self.disarm()
        else:
            self.arm()

    def touch(self) -> None:
        """Say that the user did something."""
        self._touched_ns = self._clock.monotonic_ns()

    @property
    def seconds_left(self) -> float:
        """Seconds until it ends without input; 0 while disarmed."""
        if not self.armed:
            return 0.0
        idle = self._clock.monotonic_ns() - self._touched_ns
        return max(0.0, (self._minutes() * _MINUTE_NS - idle) / 1e9)

    def check(self) -> None:
        """Disarm if the time is over; the status bar calls this once a second."""
        if self.armed and self.seconds_left <= 0:
            self.disarm(f"Disarmed after {self._minutes()} minutes without input.")
