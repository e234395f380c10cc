"""Market orders where the API takes none: a limit order a little beyond the last price.

The band is the intent's own percentage, else the usual one of its price: wider for cheap options. The
limit is on the price grid, at least one step beyond, and inside the day's band. Source: shoonya.md 3.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct

from terminal.brokers.shoonya.broker_market import FreshPrice
from terminal.domain.errors import BrokerRefused
from terminal.domain.instrument import PriceGrid
from terminal.domain.order import OrderType, Side

HUNDRED = Decimal(100)
NO_PRICE = "no_price"
_USUAL_TICK = Decimal("0.05")
_OPTIONS = ((10, Decimal(5)), (100, Decimal(3)), (500, Decimal(2)))
_OTHERS = ((100, Decimal(2)), (500, Decimal(1)))
_DEAREST_OPTION = Decimal(1)
_DEAREST_OTHER = Decimal("0.5")


class Protected(Struct, frozen=True, kw_only=True):
    """What a market order became: a type with a price, and words that say so."""

    order_type: OrderType
    price: Decimal
    words: str


def usual_percent(price: Decimal, *, option: bool) -> Decimal:
    """Return the protection in percent that fits a price."""
    for below, percent in _OPTIONS if option else _OTHERS:
        if price < below:
            return percent
    return _DEAREST_OPTION if option else _DEAREST_OTHER


def protect(
    order_type: OrderType,
    side: Side,
    *,
    label: str,
    option: bool,
    percent: Decimal,
    trigger: Decimal | None,
    fresh: FreshPrice | None,
) -> Protected:
    """Return the limit that stands for a market order; a stop's is measured from its trigger.

    `percent` of 0 or below takes the usual band. Errors: BrokerRefused where there is no price to
    measure from; nothing was sent then.
    """
    base = trigger if order_type is OrderType.SL_M else fresh.last if fresh is not None else None
    if base is None or base <= 0:
        raise BrokerRefused(
            f"{label} has no last price now, and this account takes no market orders by API.",
            hint="Nothing was sent. Place a limit order with the price you accept.",
            code=NO_PRICE,
        )
    share = (percent if percent > 0 else usual_percent(base, option=option)) / HUNDRED
    tick = fresh.tick if fresh is not None and fresh.tick > 0 else _USUAL_TICK
    grid = PriceGrid(tick)
    if side is Side.BUY:
        price = max(grid.snap(base * (1 + share), ROUND_CEILING), base + tick)
        if fresh is not None and fresh.upper > 0:
            price = max(min(price, grid.snap(fresh.upper, ROUND_FLOOR)), min(base, fresh.upper))
        bound = "at most"
    else:
        price = max(min(grid.snap(base * (1 - share), ROUND_FLOOR), base - tick), tick)
        if fresh is not None and fresh.lower > 0:
            price = min(max(price, grid.snap(fresh.lower, ROUND_CEILING)), max(base, fresh.lower))
        bound = "at least"
    price = grid.snap(price, ROUND_FLOOR if side is Side.BUY else ROUND_CEILING)
    stop = order_type is OrderType.SL_M
    measured = f"trigger {base}" if stop else f"last price {base}"
    return Protected(
        order_type=OrderType.SL if stop else OrderType.LIMIT,
        price=price,
        words=f"{label}: this account takes no market orders by API. Sent as a limit order to "
        f"{side.value} at {bound} {price} ({measured}, band {format((share * 100).normalize(), 'f')}"
        " %).",
    )
