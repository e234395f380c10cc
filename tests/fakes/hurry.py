"""The machine's clock in a hurry: for tests about what follows a pause, not about its length."""

from terminal.runtime.clock import SystemClock


class HurriedClock(SystemClock):
    """Pauses are `hurry` times as short, and elapsed time runs as fast; the time of day is real.

    A window measured by elapsed time therefore closes as early as the pauses in it end.
    """

    def __init__(self, hurry: float) -> None:
        self._hurry = hurry
        self._begun_ns = super().monotonic_ns()

    def monotonic_ns(self) -> int:
        real_ns = super().monotonic_ns()
        return self._begun_ns + int((real_ns - self._begun_ns) * self._hurry)

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / self._hurry)
