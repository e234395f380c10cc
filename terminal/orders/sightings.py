"""When this terminal saw each step of an order, by its own clock.

Brokers stamp whole seconds; what a step took is known here only. Rows that were final before they
were first seen (an earlier run's, another platform's) have no sighting.
"""

from collections import defaultdict

from msgspec import Struct

from terminal.domain.order import Order, OrderState
from terminal.domain.ports import Clock
from terminal.orders.book import OrderBook

MOST = 64


class Sighting(Struct, frozen=True):
    """One step: the state, how much was filled, and when it became known here (UTC ns)."""

    state: OrderState
    filled: int
    time_ns: int


class Sightings:
    """Listens to the book. One thread."""

    def __init__(self, book: OrderBook, clock: Clock) -> None:
        self._clock = clock
        self._seen: defaultdict[str, list[Sighting]] = defaultdict(list)
        book.changed.connect(self._note)

    def of(self, key: str) -> tuple[Sighting, ...]:
        """Return an order's steps as they were seen, oldest first."""
        return tuple(self._seen.get(key, ()))

    def _note(self, order: Order) -> None:
        steps = self._seen[order.key]
        if not steps and order.state.is_terminal:
            return
        last = steps[-1] if steps else None
        if last is not None and (last.state, last.filled) == (order.state, order.filled):
            return
        if len(steps) < MOST:
            steps.append(Sighting(order.state, order.filled, self._clock.now_ns()))
