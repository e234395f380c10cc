"""What stands at a price on the chart: own orders and positions as plain lines, no Qt.

Also the two questions a click on a price asks: which orders are possible there, and what change a
dragged line means. Order prices are Decimal; a `Level.price` is a float for drawing only.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from terminal.domain.account import Position
from terminal.domain.instrument import PriceGrid
from terminal.domain.order import Order, OrderChange, OrderState, OrderType, Side
from terminal.ui import format as fmt

_TYPE_WORDS = {
    OrderType.MARKET: "market",
    OrderType.LIMIT: "limit",
    OrderType.SL: "stop limit",
    OrderType.SL_M: "stop",
}
_UNSETTLED = frozenset(
    {
        OrderState.JOURNALLED,
        OrderState.SENDING,
        OrderState.UNKNOWN,
        OrderState.PENDING,
        OrderState.MODIFY_PENDING,
        OrderState.CANCEL_PENDING,
    }
)


class LevelKind(StrEnum):
    """What a line stands for."""

    LIMIT = "limit"
    STOP = "stop"
    POSITION = "position"


class Level(Struct, frozen=True, kw_only=True):
    """One line. `key` names the order (or `position:<account>:<product>`); `sign` +1 buy or long.

    `settled` is False while a change is on its way; `quantity` and `average` serve a position's P&L.
    """

    key: str
    kind: LevelKind
    price: float
    sign: int
    text: str
    hint: str = ""
    draggable: bool = False
    closable: bool = False
    settled: bool = True
    quantity: int = 0
    average: float = 0.0
    multiplier: float = 1.0


def line_price(order: Order) -> Decimal | None:
    """Return the price at which an order waits: the trigger of an untriggered stop, else its limit."""
    waiting = order.order_type.has_trigger and order.trigger_price > 0
    if waiting and order.state is not OrderState.OPEN:
        return order.trigger_price
    if order.price > 0:
        return order.price
    return order.trigger_price if order.trigger_price > 0 else None


def order_levels(orders: Iterable[Order], grid: PriceGrid) -> list[Level]:
    """Return a line for each order that still works and has a price."""
    levels: list[Level] = []
    for order in orders:
        price = line_price(order)
        if order.state.is_terminal or price is None:
            continue
        stop = order.order_type.has_trigger and price == order.trigger_price
        side = "Buy" if order.side is Side.BUY else "Sell"
        words = _TYPE_WORDS[order.order_type]
        quantity = fmt.quantity(order.remaining)
        text = f"{side} {quantity} {words}"
        if order.filled:
            text += f" · {fmt.quantity(order.filled)} filled"
        if order.state in _UNSETTLED:
            text += f" · {fmt.label(order.state).lower()}"
        can_change = order.state.is_working and order.state is not OrderState.MODIFY_PENDING
        levels.append(
            Level(
                key=order.key,
                kind=LevelKind.STOP if stop else LevelKind.LIMIT,
                price=float(price),
                sign=order.side.sign,
                text=text,
                hint=f"{text} at {fmt.price(float(price), grid.decimals)}: drag to move",
                draggable=can_change,
                closable=order.state.is_working,
                settled=order.state not in _UNSETTLED,
                quantity=order.remaining,
            )
        )
    return levels


def position_levels(positions: Iterable[Position], grid: PriceGrid) -> list[Level]:
    """Return a line at the average price of each open position."""
    levels: list[Level] = []
    for position in positions:
        if position.quantity == 0 or position.average_price <= 0:
            continue
        word = "Long" if position.quantity > 0 else "Short"
        quantity = fmt.quantity(abs(position.quantity))
        levels.append(
            Level(
                key=f"position:{position.account}:{position.product}",
                kind=LevelKind.POSITION,
                price=float(position.average_price),
                sign=1 if position.quantity > 0 else -1,
                text=f"{word} {quantity} @ {fmt.price(position.average_price, grid.decimals)}",
                hint=f"{word} {quantity} {fmt.label(position.product)}, at its average price",
                quantity=position.quantity,
                average=float(position.average_price),
                multiplier=float(position.multiplier),
            )
        )
    return levels


def open_profit(level: Level, last: float) -> float:
    """Return the open profit of a position line at `last`, in rupees (float: for display only)."""
    return (last - level.average) * level.quantity * level.multiplier


class Choice(Struct, frozen=True, kw_only=True):
    """One entry of the menu at a price; `why_not` is empty where the order is possible."""

    name: str
    side: Side
    order_type: OrderType
    why_not: str = ""


def choices(price: float, last: float) -> tuple[Choice, ...]:
    """Return the four orders at a price, the impossible ones with the reason.

    A limit on the wrong side of the last price would fill at once, a stop there would trigger at once.
    With no last price (NaN) nothing is known and nothing is ruled out.
    """
    above, below = price > last, price < last
    fills = "above the last price: this would fill at once"
    sells = "below the last price: this would fill at once"
    up_only = "a buy stop goes above the last price"
    down_only = "a sell stop goes below the last price"
    at = price == last
    return (
        Choice(
            name="Buy limit",
            side=Side.BUY,
            order_type=OrderType.LIMIT,
            why_not=fills if above else "",
        ),
        Choice(
            name="Sell limit",
            side=Side.SELL,
            order_type=OrderType.LIMIT,
            why_not=sells if below else "",
        ),
        Choice(
            name="Buy stop",
            side=Side.BUY,
            order_type=OrderType.SL,
            why_not=up_only if below or at else "",
        ),
        Choice(
            name="Sell stop",
            side=Side.SELL,
            order_type=OrderType.SL,
            why_not=down_only if above or at else "",
        ),
    )


def change_at(order: Order, price: Decimal) -> OrderChange:
    """Return the change that moves an order's line to `price`.

    A stop moves its trigger; a stop limit keeps the gap between trigger and limit.
    """
    at = line_price(order)
    if order.order_type.has_trigger and at == order.trigger_price and at is not None:
        if order.order_type is OrderType.SL:
            gap = order.price - order.trigger_price
            return OrderChange(trigger_price=price, price=price + gap)
        return OrderChange(trigger_price=price)
    return OrderChange(price=price)
