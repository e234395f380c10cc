"""Own orders and positions on one chart: which lines stand there, and what a dragged line does.

Reads books through callables and sends changes through injected verbs. A moved line keeps its new place
until the book agrees, the broker refuses (then it snaps back with the words), or patience runs out.
"""

from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.account import Position
from terminal.domain.errors import Accepted, Rejected
from terminal.domain.ids import InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Refused
from terminal.domain.order import Order, OrderChange
from terminal.domain.ports import Clock
from terminal.orders.outcomes import Submitted
from terminal.runtime.tasks import TaskScope
from terminal.ui.chart.levels import (
    Level,
    LevelKind,
    change_at,
    line_price,
    open_profit,
    order_levels,
    position_levels,
)

Modify = Callable[[str, OrderChange], Awaitable[Submitted | Refused]]
Cancel = Callable[[str], Awaitable[Submitted | Refused]]
_PATIENCE_NS = 5_000_000_000
_WORDS_NS = 10_000_000_000


class OtherLines(Protocol):
    """Lines of something else that waits at prices: triggers, for example."""

    def levels(self, instrument: Instrument) -> list[Level]: ...
    def open(self, key: str, price: Decimal | None = None) -> bool:
        """Edit what a line stands for, at a new price where given; False if it is not theirs."""
        ...


class _Move(Struct):
    """A line on its way. `until_ns` 0: the broker has not answered yet."""

    price: Decimal
    until_ns: int = 0


class ChartOrders:
    """The lines of one instrument. `say(text)` shows words in the chart, '' takes them away."""

    def __init__(
        self,
        *,
        orders: Callable[[], Sequence[Order]],
        positions: Callable[[], Sequence[Position]],
        modify: Modify,
        cancel: Cancel,
        confirm: Callable[[Order, OrderChange], None],
        say: Callable[[str], None],
        clock: Clock,
        scope: TaskScope,
    ) -> None:
        self._orders = orders
        self._positions = positions
        self._modify = modify
        self._cancel = cancel
        self._confirm = confirm
        self._say = say
        self._clock = clock
        self._scope = scope
        self.others: list[OtherLines] = []
        self._moves: dict[str, _Move] = {}
        self._words_until = 0

    def levels(self, instrument: Instrument) -> list[Level]:
        """Return the lines to draw now."""
        mine = [order for order in self._orders() if order.instrument == instrument.id]
        self._settle(mine)
        lines = order_levels(mine, instrument.grid)
        lines = [self._as_moved(line) for line in lines]
        held = [p for p in self._positions() if p.instrument == instrument.id]
        for other in self.others:
            lines += other.levels(instrument)
        return [*position_levels(held, instrument.grid), *lines]

    @staticmethod
    def profit(level: Level, last: float) -> float | None:
        """Return the open profit of a position line in rupees, None for order lines."""
        return open_profit(level, last) if level.kind is LevelKind.POSITION else None

    def order(self, key: str, instrument: InstrumentId) -> Order | None:
        return next(
            (o for o in self._orders() if o.key == key and o.instrument == instrument), None
        )

    def move(self, key: str, price: Decimal, instrument: Instrument) -> None:
        """Send the change that puts an order's line at `price`."""
        if self.open_other(key, price):
            return
        order = self.order(key, instrument.id)
        if order is None or order.state.is_terminal:
            self.say("That order no longer rests: nothing was changed.")
            return
        self._moves[key] = _Move(price)
        self._scope.spawn(self._send(order, price), name=f"move {key}")

    def open_other(self, key: str, price: Decimal | None = None) -> bool:
        """Lead to the editor of a line that is no order's; False where it is one's."""
        return any(other.open(key, price) for other in self.others)

    def cancel(self, key: str) -> None:
        self._scope.spawn(self._send_cancel(key), name=f"cancel {key}")

    def say(self, text: str) -> None:
        self._words_until = self._clock.monotonic_ns() + _WORDS_NS
        self._say(text)

    def expire(self) -> bool:
        """Take back words and moves whose time is over; True if lines may have changed."""
        now = self._clock.monotonic_ns()
        if self._words_until and now >= self._words_until:
            self._words_until = 0
            self._say("")
        late = [k for k, move in self._moves.items() if move.until_ns and now >= move.until_ns]
        for key in late:
            del self._moves[key]
        return bool(late)

    async def _send(self, order: Order, price: Decimal) -> None:
        change = change_at(order, price)
        result = await self._modify(order.key, change)
        match result:
            case Refused() if result.askable:
                self._moves.pop(order.key, None)
                self.say(f"{result.text} Confirm the change in the ticket.")
                self._confirm(order, change)
            case Refused():
                self._moves.pop(order.key, None)
                self.say(f"Not moved. {result.text}")
            case Submitted(outcome=Accepted()):
                self._wait_for_book(order.key)
            case Submitted(outcome=Rejected() as refusal):
                self._moves.pop(order.key, None)
                self.say(f"Not moved. {refusal.text} {refusal.hint}".strip())
            case Submitted():
                self._wait_for_book(order.key)
                self.say("The reply was lost: checking whether the order was moved.")

    async def _send_cancel(self, key: str) -> None:
        result = await self._cancel(key)
        if isinstance(result, Refused):
            self.say(f"Not cancelled. {result.text}")
        elif isinstance(result.outcome, Rejected):
            self.say(f"Not cancelled. {result.outcome.text} {result.outcome.hint}".strip())

    def _wait_for_book(self, key: str) -> None:
        if key in self._moves:
            self._moves[key].until_ns = self._clock.monotonic_ns() + _PATIENCE_NS

    def _settle(self, orders: Sequence[Order]) -> None:
        by_key = {order.key: order for order in orders}
        for key, move in list(self._moves.items()):
            order = by_key.get(key)
            if order is None or order.state.is_terminal or line_price(order) == move.price:
                del self._moves[key]

    def _as_moved(self, level: Level) -> Level:
        move = self._moves.get(level.key)
        if move is None:
            return level
        return replace(level, price=float(move.price), settled=False, draggable=False)
