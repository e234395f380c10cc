"""How far a download is: counts, the rate of the last half minute, and when it will be over."""

from collections import deque
from enum import StrEnum

from msgspec import Struct

from terminal.domain.ports import Clock
from terminal.history.manifest import Mark

SECOND_NS = 1_000_000_000
_SAMPLES_S = 30
_EARLIEST_S = 2.0
"""A rate of less time than this says nothing."""


class StopKind(StrEnum):
    """Why a run ended before its plan did."""

    PAUSE = "pause"
    CANCEL = "cancel"
    LOGIN = "login"
    LOCAL = "local"
    REFUSED = "refused"


class Stop(Struct, frozen=True):
    """The end of a run, in words for a person."""

    kind: StopKind
    sentence: str = ""


class Progress:
    """Counts of one run. A run adds, everyone else reads.

    `total` and `done` are (series, day) pairs with what was `held` before; `extra` requests came
    on top of the `planned` ones: second looks, halves, repetitions.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.planned = self.extra = self.requests = self.refused = self.bars = 0
        self.total = self.done = self.held = self.empty = self.partial = self.failed = 0
        self.troubled: set[str] = set()
        """Underlyings with failures."""
        self.stop: Stop | None = None
        self._samples: deque[tuple[int, int, int]] = deque()

    def count(self, mark: Mark) -> None:
        """Count one day as dealt with."""
        self.done += 1
        self.empty += mark is Mark.EMPTY
        self.partial += mark is Mark.PARTIAL
        self.failed += mark is Mark.FAILED

    def sample(self) -> tuple[float, float]:
        """Return bars a second and requests a second of the last half minute. Call it often."""
        now_ns = self._clock.monotonic_ns()
        samples = self._samples
        if not samples or now_ns - samples[-1][0] >= SECOND_NS:
            samples.append((now_ns, self.bars, self.requests))
            while samples[0][0] < now_ns - _SAMPLES_S * SECOND_NS:
                samples.popleft()
        seconds = (now_ns - samples[0][0]) / SECOND_NS
        if seconds < _EARLIEST_S:
            return 0.0, 0.0
        return (self.bars - samples[0][1]) / seconds, (self.requests - samples[0][2]) / seconds

    def eta_s(self, requests_per_s: float, allowed_per_s: float) -> float | None:
        """Return the seconds left at the measured rate, but never at more than is allowed for hours.

        A first minute's burst is faster than the limit of a minute lets it go on.
        """
        left = self.planned + self.extra - self.requests
        if self.done >= self.total or left <= 0:
            return 0.0
        rate = min(requests_per_s or allowed_per_s, allowed_per_s)
        return left / rate if rate > 0 else None
