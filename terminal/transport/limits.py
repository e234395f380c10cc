"""Request budgets: lanes of sliding windows, with slots that only urgent requests may use.

A caller reserves the earliest moment that every window allows and sleeps until then, so order is
first come, first served, and a test drives it with a fake clock. A leaky bucket (aiolimiter) was
weighed: a full bucket may pass twice its rate within one second of the server's calendar, which is
how exchanges count, and it knows neither reserves nor an injected clock.
"""

import bisect
import logging
from collections.abc import Callable

from terminal.domain.errors import RateLimited
from terminal.domain.ports import Clock

SECOND_NS = 1_000_000_000
SAY_AFTER_S = 0.3
OnWait = Callable[[str, float], None]
log = logging.getLogger(__name__)


class Window:
    """At most `limit` grants within any `seconds`; the last `reserve` of them for urgent ones only."""

    def __init__(self, limit: int, seconds: float, *, reserve: int = 0) -> None:
        self.limit, self.reserve = limit, reserve
        self.span_ns = int(seconds * SECOND_NS)
        self._grants: list[int] = []
        self._slow_until_ns = 0

    def earliest(self, at_ns: int, *, urgent: bool) -> int:
        """Return the first moment from `at_ns` at which one more grant fits."""
        if self._fits(at_ns, urgent=urgent):
            return at_ns
        for grant in self._grants:
            moment = grant + self.span_ns
            if moment > at_ns and self._fits(moment, urgent=urgent):
                return moment
        raise RuntimeError("a window without a free moment")  # the last grant's end always fits

    def add(self, at_ns: int) -> None:
        bisect.insort(self._grants, at_ns)

    def remove(self, at_ns: int) -> None:
        """Give back a grant that was not used."""
        index = bisect.bisect_left(self._grants, at_ns)
        if index < len(self._grants) and self._grants[index] == at_ns:
            del self._grants[index]

    def forget(self, now_ns: int) -> None:
        """Drop grants that no window of the future can contain."""
        del self._grants[: bisect.bisect_right(self._grants, now_ns - self.span_ns)]

    def used(self, now_ns: int) -> int:
        """Return the grants of the window that ends now, those reserved for later included."""
        return len(self._grants) - bisect.bisect_right(self._grants, now_ns - self.span_ns)

    def slow_down(self, until_ns: int) -> None:
        """Halve the limit until then: the server said that it counts differently."""
        self._slow_until_ns = max(self._slow_until_ns, until_ns)

    def _fits(self, at_ns: int, *, urgent: bool) -> bool:
        limit = self.limit if urgent else self.limit - self.reserve
        if at_ns < self._slow_until_ns:
            limit //= 2
        limit = max(1, limit)
        low = bisect.bisect_right(self._grants, at_ns - self.span_ns)
        if not self._grants or self._grants[-1] <= at_ns:
            return len(self._grants) - low < limit  # nothing later: one window holds them all
        high = bisect.bisect_left(self._grants, at_ns + self.span_ns)
        near = self._grants[low:high]
        bisect.insort(near, at_ns)
        # Every window that begins at a grant and covers `at_ns` must hold no more than the limit.
        for index, start in enumerate(near):
            if start > at_ns:
                break
            if bisect.bisect_left(near, start + self.span_ns) - index > limit:
                return False
        return True


class Lane:
    """One class of requests that share a budget."""

    def __init__(
        self, name: str, windows: tuple[Window, ...], *, clock: Clock, on_wait: OnWait
    ) -> None:
        self.name = name
        self._windows = windows
        self._clock, self._on_wait = clock, on_wait

    async def enter(self, *, urgent: bool = False, longest_wait_s: float | None = None) -> float:
        """Wait for a slot and return the seconds waited; a wait over 0.3 s is said.

        Errors: RateLimited, with nothing spent, where the wait would be over `longest_wait_s`.
        """
        now_ns = self._clock.monotonic_ns()
        moment = self._earliest(now_ns, urgent=urgent)
        wait_s = (moment - now_ns) / SECOND_NS
        if longest_wait_s is not None and wait_s > longest_wait_s:
            raise RateLimited(
                f"The budget of {self.name} is used up for another {wait_s:.0f} s.",
                retry_after_s=wait_s,
                hint="Nothing was sent. Wait, then try again.",
            )
        for window in self._windows:
            window.add(moment)
        if wait_s <= 0:
            return 0.0
        if wait_s > SAY_AFTER_S:
            self._on_wait(self.name, wait_s)
        try:
            await self._clock.sleep(wait_s)
        except BaseException:  # cancelled while waiting: the slot was never used
            for window in self._windows:
                window.remove(moment)
            raise
        return wait_s

    def used(self) -> int:
        """Return how many grants the shortest window holds now."""
        return self._windows[0].used(self._clock.monotonic_ns())

    def slow_down(self, seconds: float = 60.0) -> None:
        """Halve this lane's rate for a while, after the server refused for its rate."""
        log.warning("slowing down %s for %.0f s", self.name, seconds)
        until_ns = self._clock.monotonic_ns() + int(seconds * SECOND_NS)
        for window in self._windows:
            window.slow_down(until_ns)

    def _earliest(self, now_ns: int, *, urgent: bool) -> int:
        for window in self._windows:
            window.forget(now_ns)
        moment = now_ns
        while True:
            later = moment
            for window in self._windows:
                later = window.earliest(later, urgent=urgent)
            if later == moment:
                return moment
            moment = later


class DayCount:
    """Placements of one trading day against the broker's daily cap.

    Entries stop at `entry_share` of the cap, so that exits stay possible; urgent ones stop at the cap.
    `zone_offset_s` places midnight.
    """

    def __init__(
        self, cap: int, *, clock: Clock, zone_offset_s: int, entry_share: float = 0.95
    ) -> None:
        self.cap = cap
        self._entries = int(cap * entry_share)
        self._clock, self._offset_ns = clock, zone_offset_s * SECOND_NS
        self._day = -1
        self._count = 0

    @property
    def count(self) -> int:
        self._turn()
        return self._count

    def spend(self, *, urgent: bool) -> None:
        """Count one placement. Errors: RateLimited where the cap leaves no room for it."""
        self._turn()
        if self._count >= (self.cap if urgent else self._entries):
            raise RateLimited(
                f"{self._count} orders were placed today; the broker's limit is {self.cap}.",
                retry_after_s=3600.0,
                hint="The last orders of the day are kept for exits."
                if not urgent
                else "The broker takes no more orders today; use its own app for exits.",
            )
        self._count += 1

    def give_back(self) -> None:
        """Take back one placement that was never sent."""
        self._count = max(0, self._count - 1)

    def seen(self, rows: int) -> None:
        """Learn from the broker's book: orders placed elsewhere count too."""
        self._turn()
        self._count = max(self._count, rows)

    def _turn(self) -> None:
        day = (self._clock.now_ns() + self._offset_ns) // (86_400 * SECOND_NS)
        if day != self._day:
            self._day, self._count = day, 0
