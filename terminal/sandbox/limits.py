"""Request budgets of a broker's front door, measured on real monotonic time.

Buckets refuse; they never queue, since a server that delays a request tells its client nothing.
"""

from collections import deque
from typing import Protocol

from terminal.domain.ports import Clock

_SECOND_NS = 1_000_000_000


class Budget(Protocol):
    """One class of requests; `take` spends one and says whether there was one to spend."""

    def take(self) -> bool: ...


class TokenBucket:
    """At most `burst` at once, refilled at `rate` per second."""

    def __init__(self, clock: Clock, rate: float, burst: int) -> None:
        self._clock, self._rate, self._burst = clock, rate, float(burst)
        self._left = self._burst
        self._seen_ns = clock.monotonic_ns()

    def take(self) -> bool:
        now = self._clock.monotonic_ns()
        gained = (now - self._seen_ns) * self._rate / _SECOND_NS
        self._left = min(self._burst, self._left + gained)
        self._seen_ns = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class CalendarSecond:
    """At most `limit` in each second of the server's clock, the exchange's rule for orders."""

    def __init__(self, clock: Clock, limit: int) -> None:
        self._clock, self._limit = clock, limit
        self._second, self._used = -1, 0

    def take(self) -> bool:
        second = self._clock.now_ns() // _SECOND_NS
        if second != self._second:
            self._second, self._used = second, 0
        if self._used >= self._limit:
            return False
        self._used += 1
        return True


class SlidingMinute:
    """At most `limit` in any sixty seconds."""

    def __init__(self, clock: Clock, limit: int) -> None:
        self._clock, self._limit = clock, limit
        self._stamps: deque[int] = deque()

    def take(self) -> bool:
        now = self._clock.monotonic_ns()
        while self._stamps and now - self._stamps[0] >= 60 * _SECOND_NS:
            self._stamps.popleft()
        if len(self._stamps) >= self._limit:
            return False
        self._stamps.append(now)
        return True


class AllOf:
    """A request must fit every budget; the first that refuses keeps the later ones unspent."""

    def __init__(self, *budgets: Budget) -> None:
        self._budgets = budgets

    def take(self) -> bool:
        return all(budget.take() for budget in self._budgets)
