"""What closing the open positions would cost, remembered until they or their prices move. No I/O."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from terminal.domain.account import Position
from terminal.domain.basket import ChargeNote, ChargeQuery
from terminal.domain.ids import InstrumentId
from terminal.domain.order import Product, Side

MOVED = Decimal("0.005")
"""A price that moved less does not change charges enough to ask again: they are a part of a percent."""
_PLACES = Decimal("0.0001")
Key = tuple[InstrumentId, Product]
Price = Callable[[InstrumentId], float | None]


def is_delivered(position: Position) -> bool:
    """True for shares sold out of the holdings: nothing is left to be closed."""
    return position.quantity < 0 and position.product in {Product.CNC, Product.MTF}


class Closing:
    """One account's estimates."""

    def __init__(self) -> None:
        self._asked: dict[Key, tuple[int, Decimal]] = {}
        self._costs: dict[Key, Decimal] = {}

    def cost(self, position: Position) -> Decimal | None:
        """Return the estimate; None where it was not asked for this size of the position."""
        key = (position.instrument, position.product)
        size, _ = self._asked.get(key, (0, None))
        return self._costs.get(key) if size == -position.quantity else None

    def is_due(self, positions: Iterable[Position], price: Price) -> bool:
        """True where a position is new, has another size, or its price moved by 0.5 %."""
        queries = self.queries(positions, price)
        return {_key(q) for q in queries} != set(self._asked) or any(map(self._differs, queries))

    def queries(self, positions: Iterable[Position], price: Price) -> list[ChargeQuery]:
        """Return what closing each position at its last price is asked as; none without a price."""
        found = []
        for position in positions:
            live = price(position.instrument)
            last = position.last_price
            if live is not None and live > 0:
                last = Decimal(str(live)).quantize(_PLACES).normalize()
            if last <= 0 or position.product is Product.UNKNOWN:
                continue
            found.append(
                ChargeQuery(
                    instrument=position.instrument,
                    side=Side.SELL if position.quantity > 0 else Side.BUY,
                    product=position.product,
                    quantity=abs(position.quantity),
                    price=last,
                )
            )
        return found

    def learn(self, queries: Sequence[ChargeQuery], notes: Sequence[ChargeNote]) -> None:
        """Take the answers, parallel to `queries`; positions that are gone are forgotten."""
        self._asked = {_key(q): _terms(q) for q in queries}
        self._costs = {_key(q): note.total for q, note in zip(queries, notes, strict=False)}

    def _differs(self, query: ChargeQuery) -> bool:
        quantity, price = self._asked.get(_key(query), (0, Decimal(0)))
        size, last = _terms(query)
        return quantity != size or abs(last - price) > price * MOVED


def _key(query: ChargeQuery) -> Key:
    return query.instrument, query.product


def _terms(query: ChargeQuery) -> tuple[int, Decimal]:
    return query.side.sign * query.quantity, query.price
