"""How many requests and orders an account may still send, with a reserve for exits and cancels.

A rolling second is counted: it contains every calendar second, whatever the skew between this
clock and the exchange's. Entries see a smaller limit than exits; nothing here ever drops a cancel.
"""

from collections import deque
from collections.abc import Callable

from msgspec import Struct

from terminal.domain.ids import AccountId
from terminal.domain.ports import Capabilities, Clock

SECOND_NS = 1_000_000_000
MINUTE_NS = 60 * SECOND_NS
_EXCHANGE_OFFSET_NS = 19_800 * SECOND_NS  # IST is UTC+5:30, without daylight saving
_DAY_NS = 86_400 * SECOND_NS
ENTRY_SHARE_OF_DAY = 0.95
WARN_SHARE_OF_DAY = 0.8


def day_of(time_ns: int) -> int:
    """Return the number of the exchange's calendar day (IST) since 1970."""
    return (time_ns + _EXCHANGE_OFFSET_NS) // _DAY_NS


def day_start_ns(time_ns: int) -> int:
    """Return the UTC time at which the exchange's day of `time_ns` began."""
    return day_of(time_ns) * _DAY_NS - _EXCHANGE_OFFSET_NS


class Room(Struct, frozen=True, kw_only=True):
    """What is left for entries now. `wait_s`: until the next request fits, 0 where it fits now."""

    second_used: int
    second_limit: int
    minute_used: int
    minute_limit: int
    day_used: int
    day_limit: int
    wait_s: float


class _Lane(Struct):
    per_second: int
    per_minute: int
    per_day: int
    times: deque[int]


class Budget:
    """Counts per account. `reserve` requests of each second are kept for exits and cancels."""

    def __init__(
        self, clock: Clock, *, rows_on_day: Callable[[AccountId, int], int], reserve: int = 3
    ) -> None:
        self.latency_ms: float | None = None
        self._clock = clock
        self._rows_on_day = rows_on_day
        self._reserve = reserve
        self._lanes: dict[AccountId, _Lane] = {}

    @property
    def limit(self) -> int:
        """Requests a second of the account with the smallest allowance."""
        return min((lane.per_second for lane in self._lanes.values()), default=10)

    def open(self, account: AccountId, capabilities: Capabilities) -> None:
        """Take an account's limits; counts of an earlier session are kept."""
        old = self._lanes.get(account)
        self._lanes[account] = _Lane(
            capabilities.orders_per_second,
            capabilities.orders_per_minute,
            capabilities.orders_per_day,
            deque() if old is None else old.times,
        )

    def used_in_second(self, account: AccountId) -> int:
        lane = self._lanes.get(account)
        return 0 if lane is None else self._count(lane, SECOND_NS)

    def used_in_minute(self, account: AccountId) -> int:
        lane = self._lanes.get(account)
        return 0 if lane is None else self._count(lane, MINUTE_NS)

    def day_count(self, account: AccountId) -> int:
        """Orders of the exchange's day: rows of the broker's book, and ours that have none yet."""
        return self._rows_on_day(account, day_of(self._clock.now_ns()))

    def day_limit(self, account: AccountId) -> int:
        lane = self._lanes.get(account)
        return 0 if lane is None else lane.per_day

    def room(self, account: AccountId, *, requests: int = 1) -> Room | None:
        """Return what is left for an entry of `requests` orders; None for an unknown account."""
        lane = self._lanes.get(account)
        if lane is None:
            return None
        seconds = max(1, lane.per_second - self._reserve)
        minutes = max(1, lane.per_minute - 10 * self._reserve)
        return Room(
            second_used=self._count(lane, SECOND_NS),
            second_limit=seconds,
            minute_used=self._count(lane, MINUTE_NS),
            minute_limit=minutes,
            day_used=self.day_count(account),
            day_limit=int(lane.per_day * ENTRY_SHARE_OF_DAY),
            wait_s=self._wait_s(lane, seconds, minutes, requests),
        )

    def take(self, account: AccountId, requests: int = 1) -> int:
        """Count requests as sent now; return the time they are counted at."""
        lane = self._lanes.get(account)
        now = self._clock.monotonic_ns()
        if lane is not None:
            lane.times.extend([now] * requests)
        return now

    def give_back(self, account: AccountId, taken_ns: int, requests: int = 1) -> None:
        """Take back a count: the requests have not gone out, or go out at another time."""
        lane = self._lanes.get(account)
        for _ in range(requests):
            if lane is not None and taken_ns in lane.times:
                lane.times.remove(taken_ns)

    async def take_reserved(self, account: AccountId, requests: int = 1) -> float:
        """Count requests of an exit or cancel, after waiting where this second is full.

        Return the seconds waited, so that a person can be told.
        """
        lane = self._lanes.get(account)
        waited_s = 0.0
        if lane is None:
            return waited_s
        while wait_s := self._wait_s(lane, lane.per_second, lane.per_minute, requests):
            waited_s += wait_s
            await self._clock.sleep(wait_s)
        self.take(account, requests)
        return waited_s

    def _wait_s(self, lane: _Lane, per_second: int, per_minute: int, requests: int) -> float:
        # A request larger than a whole window fits an empty one: it cannot be split here.
        now = self._clock.monotonic_ns()
        waits = [0.0]
        for limit, window in ((per_second, SECOND_NS), (per_minute, MINUTE_NS)):
            over = self._count(lane, window) + min(requests, limit) - limit
            if over > 0:
                freed_by = lane.times[len(lane.times) - self._count(lane, window) + over - 1]
                waits.append((freed_by + window - now) / SECOND_NS)
        return max(waits)

    def _count(self, lane: _Lane, window_ns: int) -> int:
        now = self._clock.monotonic_ns()
        times = lane.times
        while times and times[0] <= now - MINUTE_NS:
            times.popleft()
        if window_ns == MINUTE_NS:
            return len(times)
        count = 0
        for time_ns in reversed(times):
            if time_ns <= now - window_ns:
                break
            count += 1
        return count
