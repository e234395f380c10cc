"""The arithmetic of positions, pure: revaluing at a price, and moving by a fill."""

from decimal import Decimal

from msgspec.structs import replace

from terminal.domain.account import Position
from terminal.domain.order import Side

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
