"""The arithmetic of positions: revaluing at a price, and moving by fills between snapshots. No I/O."""

from decimal import Decimal

from msgspec.structs import replace

from terminal.domain.account import Position, PositionBook
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import Product, Side, Trade

ZERO = Decimal(0)


def mark(position: Position, last: Decimal) -> tuple[Decimal, Decimal]:
    """Return (pnl, m2m) of a position at a last price, in rupees, before charges.

    Source: kite.md section 4.4: pnl = sell_value - buy_value + quantity * last * multiplier;
    m2m counts the overnight quantity at the previous close instead of its cost.
    """
    worth = position.quantity * last * position.multiplier
    carried = position.overnight_quantity * position.close_price * position.multiplier
    pnl = position.sell_value - position.buy_value + worth
    m2m = position.day_sell_value - position.day_buy_value - carried + worth
    return pnl, m2m


def moved(position: Position, side: Side, quantity: int, price: Decimal) -> Position:
    """Return the position after one execution, revalued at the execution's price."""
    value = quantity * price * position.multiplier
    after = position.quantity + side.sign * quantity
    if side is Side.BUY:
        position = replace(
            position,
            buy_quantity=position.buy_quantity + quantity,
            buy_value=position.buy_value + value,
            day_buy_quantity=position.day_buy_quantity + quantity,
            day_buy_value=position.day_buy_value + value,
        )
    else:
        position = replace(
            position,
            sell_quantity=position.sell_quantity + quantity,
            sell_value=position.sell_value + value,
            day_sell_quantity=position.day_sell_quantity + quantity,
            day_sell_value=position.day_sell_value + value,
        )
    average = _average(position.quantity, position.average_price, after, quantity, price)
    position = replace(position, quantity=after, average_price=average, last_price=price)
    pnl, m2m = mark(position, price)
    return replace(position, pnl=pnl, m2m=m2m)


def _average(before: int, average: Decimal, after: int, quantity: int, price: Decimal) -> Decimal:
    if after == 0:
        return ZERO
    if before == 0 or (before > 0) != (after > 0):
        return price
    if abs(after) < abs(before):
        return average
    return (average * abs(before) + price * quantity) / abs(after)


class MoveBook:
    """One account's positions: the broker's last word, and what fills have moved since."""

    def __init__(self) -> None:
        self.snapshot_ns = 0
        self.revision = 0
        self.is_moved = False
        self._net: dict[tuple[InstrumentId, Product], Position] = {}
        self._day: tuple[Position, ...] = ()
        self._by_fill: dict[str, int] = {}
        self._by_trade: dict[str, int] = {}

    def net(self) -> list[Position]:
        return list(self._net.values())

    def day(self) -> list[Position]:
        return list(self._day)

    def position(self, instrument: InstrumentId, product: Product) -> Position | None:
        return self._net.get((instrument, product))

    def replace(self, book: PositionBook, *, started_ns: int, revision: int) -> None:
        """Take the broker's snapshot, asked for at `started_ns` when `revision` was current.

        One that fills have overtaken is left: it may lack them, and a position that vanished for a
        moment would be missed by whoever exits all just then. The book then still counts as moved,
        and each of those fills has asked for another read.
        """
        self.is_moved = self.revision != revision
        if self.is_moved:
            return
        self._net = {(p.instrument, p.product): p for p in book.net}
        self._day = book.day
        self.snapshot_ns = started_ns

    def fill(
        self,
        *,
        account: AccountId,
        order_id: BrokerOrderId,
        instrument: InstrumentId,
        symbol: str,
        product: Product,
        side: Side,
        quantity: int,
        filled: int,
        price: Decimal,
    ) -> bool:
        """Move by an order's fill; False where its trades moved the position already."""
        known = max(self._by_fill.get(order_id, 0), self._by_trade.get(order_id, 0))
        self._by_fill[order_id] = max(self._by_fill.get(order_id, 0), filled)
        step = min(quantity, filled - known)
        if step <= 0:
            return False
        return self._move(account, instrument, symbol, product, side, step, price)

    def trade(self, trade: Trade) -> bool:
        """Move by a listed trade; False where a fill or the snapshot holds it already."""
        before = self._by_trade.get(trade.order_id, 0)
        total = before + trade.quantity
        self._by_trade[trade.order_id] = total
        if trade.filled_ns <= self.snapshot_ns:
            return False
        step = min(trade.quantity, total - max(before, self._by_fill.get(trade.order_id, 0)))
        if step <= 0:
            return False
        return self._move(
            trade.account,
            trade.instrument,
            trade.symbol,
            trade.product,
            trade.side,
            step,
            trade.price,
        )

    def _move(
        self,
        account: AccountId,
        instrument: InstrumentId,
        symbol: str,
        product: Product,
        side: Side,
        quantity: int,
        price: Decimal,
    ) -> bool:
        if not self.snapshot_ns:
            return False  # the first snapshot will hold it
        key = (instrument, product)
        position = self._net.get(key) or Position(
            account=account, instrument=instrument, symbol=symbol, product=product, quantity=0
        )
        # Some brokers tell the average of a fill late: until then it is valued at the last price.
        price = price if price > 0 else position.last_price
        if price <= 0:
            return False  # the snapshot that is asked for now will hold it
        self._net[key] = moved(position, side, quantity, price)
        self.revision += 1
        self.is_moved = True
        return True
