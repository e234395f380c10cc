"""The day's profit and loss over time, from the day's trades. Pure.

Between trades the price is not known to it: each point values an instrument at its own last trade,
the last point at the prices of now, where the curve meets the positions' m2m.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import Position
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import Product, Trade

ZERO = Decimal(0)
Key = tuple[AccountId, InstrumentId, Product]


class CurvePoint(Struct, frozen=True):
    """Profit and loss since the day began, gross, in rupees, right after a trade (or now)."""

    time_ns: int
    pnl: Decimal


class _Run:
    """One position through the day; `value` is its m2m at its own newest price."""

    def __init__(self, position: Position | None) -> None:
        self.units = position.multiplier if position is not None else Decimal(1)
        self.quantity = position.overnight_quantity if position is not None else 0
        price = position.close_price if position is not None else ZERO
        self.cash = -self.quantity * price * self.units
        self.value = ZERO

    def trade(self, trade: Trade) -> None:
        self.quantity += trade.side.sign * trade.quantity
        self.cash -= trade.side.sign * trade.quantity * trade.price * self.units
        self.mark(trade.price)

    def mark(self, price: Decimal) -> None:
        self.value = self.cash + self.quantity * price * self.units


def day_curve(
    trades: Iterable[Trade],
    positions: Iterable[Position],
    last: Mapping[InstrumentId, Decimal],
    now_ns: int,
) -> list[CurvePoint]:
    """Return the curve, oldest first; empty where there are neither trades nor positions.

    `positions` are the net ones of now: they tell what was held overnight, its close and multiplier.
    An instrument missing in `last` is valued at its position's last price.
    """
    known = {(p.account, p.instrument, p.product): p for p in positions}
    runs = {key: _Run(position) for key, position in known.items()}
    points: list[CurvePoint] = []
    total = ZERO
    for trade in sorted(trades, key=lambda each: each.filled_ns):
        key = (trade.account, trade.instrument, trade.product)
        run = runs.setdefault(key, _Run(None))
        before = run.value
        run.trade(trade)
        total += run.value - before
        points.append(CurvePoint(trade.filled_ns, total))
    for key, run in runs.items():
        position = known.get(key)
        price = last.get(key[1], position.last_price if position is not None else ZERO)
        if price > 0:
            before = run.value
            run.mark(price)
            total += run.value - before
    if runs:
        points.append(CurvePoint(now_ns, total))
    return points
