"""What was executed today, order by order: brokers charge by executed order, not by fill. No I/O."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import Position
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import Product, Side, Trade

DAY_NS = 86_400_000_000_000
IST_OFFSET_NS = 19_800_000_000_000
_FINEST = Decimal("0.000001")
PositionKey = tuple[AccountId, InstrumentId, Product]
Terms = tuple[InstrumentId, Product, Side, int, Decimal]


class Executed(Struct, frozen=True, kw_only=True):
    """All fills of one order: units and their average price in rupees; `filled_ns` is the last's."""

    account: AccountId
    order_id: BrokerOrderId
    instrument: InstrumentId
    symbol: str
    product: Product
    side: Side
    quantity: int
    price: Decimal
    fills: int = 1
    filled_ns: int = 0

    @property
    def terms(self) -> Terms:
        """What charges depend on: another fill makes other terms."""
        return self.instrument, self.product, self.side, self.quantity, self.price


def day_of(time_ns: int) -> int:
    """Return the number of the exchange's calendar day (IST) since 1970."""
    return (time_ns + IST_OFFSET_NS) // DAY_NS


def executed(trades: Iterable[Trade], *, now_ns: int, practice: bool) -> list[Executed]:
    """Return one account's orders that were executed on the newest day, newest first.

    Trades of an earlier day than today are history, but on a practice exchange, whose days pass at
    their own speed. Trades without a time count: a broker lists the day's only.
    """
    known = list(trades)
    newest = max((day_of(t.filled_ns) for t in known if t.filled_ns), default=0)
    if newest < day_of(now_ns) and not practice:
        newest = day_of(now_ns)
    orders: dict[BrokerOrderId, list[Trade]] = {}
    for trade in known:
        if not trade.filled_ns or day_of(trade.filled_ns) >= newest:
            orders.setdefault(trade.order_id, []).append(trade)
    rows = [row for fills in orders.values() if (row := _sum(fills)) is not None]
    return sorted(rows, key=lambda row: row.filled_ns, reverse=True)


def _sum(fills: list[Trade]) -> Executed | None:
    first = fills[0]
    quantity = sum(t.quantity for t in fills)
    value = sum((t.quantity * t.price for t in fills), Decimal(0))
    if quantity <= 0 or value <= 0:
        return None  # a fill that has no price yet: its listed trade will tell
    return Executed(
        account=first.account,
        order_id=first.order_id,
        instrument=first.instrument,
        symbol=first.symbol,
        product=first.product,
        side=first.side,
        quantity=quantity,
        price=(value / quantity).quantize(_FINEST).normalize(),
        fills=len(fills),
        filled_ns=max(t.filled_ns for t in fills),
    )


def by_position(
    costs: Iterable[tuple[Executed, Decimal]], positions: Iterable[Position]
) -> dict[PositionKey, Decimal]:
    """Return each position's share of the charges, in rupees.

    Orders whose product was converted since have no position of their own any more: what they cost
    goes to the first position of the same instrument, so that the sum is the day's.
    """
    homes: dict[tuple[AccountId, InstrumentId], list[Product]] = {}
    for position in positions:
        homes.setdefault((position.account, position.instrument), []).append(position.product)
    sums: dict[PositionKey, Decimal] = {}
    for order, cost in costs:
        products = homes.get((order.account, order.instrument), [])
        product = order.product
        if products and product not in products:
            product = min(products)
        key = (order.account, order.instrument, product)
        sums[key] = sums.get(key, Decimal(0)) + cost
    return sums
