"""What the parts of the exchange share: the time, the diary of things to come, ids and events.

The diary runs entries in order of time and, at one time, in order of writing; everything that
happens later in the exchange happens through it or through the market's grid.
"""

from __future__ import annotations

import heapq
import random
import uuid
from collections.abc import Callable

from terminal.sim.market import Market
from terminal.sim.session import Calendar, day_date, ist_day
from terminal.sim.types_orders import Event
from terminal.sim.types_rules import SimOptions
from terminal.sim.universe import Universe

_SNOWFLAKE_EPOCH_MS = 1288834974657
MS = 1_000_000


class Core:
    """Shared state of one exchange."""

    def __init__(
        self, *, seed: int, now_ns: int, calendar: Calendar, universe: Universe, market: Market,
        options: SimOptions,
    ) -> None:  # fmt: skip
        self.now_ns = now_ns
        self.calendar, self.universe, self.market = calendar, universe, market
        self.options = options
        self.events: list[Event] = []
        self.random = random.Random(seed ^ 0x5EED)
        self._diary: list[tuple[int, int, Callable[[], None]]] = []
        self._written = 0
        self._serial = 0
        self._last_ms = 0

    # --- diary ---
    def at(self, when_ns: int, action: Callable[[], None]) -> None:
        """Run `action` when the clock reaches `when_ns` (at once if it already has)."""
        self._written += 1
        heapq.heappush(self._diary, (max(when_ns, self.now_ns), self._written, action))

    def after_delay(self, action: Callable[[], None]) -> None:
        """Run `action` after one random hop of the order path."""
        low, high = self.options.latency_ms
        self.at(self.now_ns + self.random.randint(low, max(low, high)) * MS, action)

    def next_entry_ns(self) -> int | None:
        return self._diary[0][0] if self._diary else None

    def run_entry(self) -> None:
        """Run the earliest diary entry and set the clock to its time."""
        when, _, action = heapq.heappop(self._diary)
        self.now_ns = max(self.now_ns, when)
        action()

    # --- ids ---
    def order_id(self) -> str:
        """Return a new order id: a 19-digit snowflake, or 15 digits when so switched."""
        self._serial += 1
        if self.options.short_ids:
            return f"{day_date(ist_day(self.now_ns)):%y%m%d}{self._serial:09d}"
        ms = max(self.now_ns // MS, self._last_ms)
        if self._serial & 0xFFF == 0:
            ms += 1  # the sequence wrapped: the next millisecond keeps ids ascending
        self._last_ms = ms
        return str((ms - _SNOWFLAKE_EPOCH_MS) << 22 | 0x11000 | (self._serial & 0xFFF))

    def exchange_order_id(self) -> str:
        self._serial += 1
        return f"{1_300_000_000_000_000 + self._serial * 7 + self.now_ns // 10**9 % 86400 * 10**6}"

    def trade_id(self) -> str:
        self._serial += 1
        return str(10_000_000 + self._serial)

    def uuid(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def number(self) -> int:
        """Return the next small running number (GTT and SIP ids)."""
        self._serial += 1
        return 100_000 + self._serial

    def emit(self, event: Event) -> None:
        self.events.append(event)
