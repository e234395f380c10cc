"""Positions: one record for each instrument and product, and the two tables read off it.

The identities the broker's own samples obey hold by construction: quantity = buy - sell, value =
sell value - buy value, pnl = value + quantity x last x multiplier, and the m2m fields count a
carried quantity at the previous close. Values include the multiplier.
"""

from __future__ import annotations

from decimal import Decimal

from terminal.sim.types_account import PositionRow
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import ZERO, Product, Side, plain

_CENT = Decimal("0.0001")


def _per_unit(value: Decimal, quantity: int, multiplier: int) -> Decimal:
    if not quantity:
        return ZERO
    return plain((value / quantity / multiplier).quantize(_CENT))


class Position:
    """What was carried into the day and what was bought and sold since."""

    __slots__ = (
        "carried", "carried_value", "close", "day_buy", "day_buy_value", "day_sell",
        "day_sell_value", "instrument", "product",
    )  # fmt: skip

    def __init__(self, instrument: SimInstrument, product: Product) -> None:
        self.instrument, self.product = instrument, product
        self.carried = 0  # signed
        self.carried_value = ZERO  # cost of the carried quantity, positive
        self.close = ZERO  # previous close the carried quantity is marked at
        self.day_buy = self.day_sell = 0
        self.day_buy_value = self.day_sell_value = ZERO

    @property
    def quantity(self) -> int:
        return self.carried + self.day_buy - self.day_sell

    @property
    def touched(self) -> bool:
        return bool(self.day_buy or self.day_sell)

    def trade(self, side: Side, quantity: int, price: Decimal) -> None:
        """Book an execution; `quantity` in units, `price` a unit."""
        value = price * quantity * self.instrument.multiplier
        if side is Side.BUY:
            self.day_buy += quantity
            self.day_buy_value += value
        else:
            self.day_sell += quantity
            self.day_sell_value += value

    def carry(self, close: Decimal) -> None:
        """Turn the day over: what is open is carried at its average cost, marked at `close`."""
        bought = self.day_buy + max(self.carried, 0)
        sold = self.day_sell + max(-self.carried, 0)
        quantity = self.quantity
        if quantity > 0:
            value = self.day_buy_value + (self.carried_value if self.carried > 0 else ZERO)
            cost = value * quantity / bought
        elif quantity < 0:
            value = self.day_sell_value + (self.carried_value if self.carried < 0 else ZERO)
            cost = value * -quantity / sold
        else:
            cost = ZERO
        self.carried, self.carried_value = quantity, cost.quantize(_CENT)
        self.close = close
        self.day_buy = self.day_sell = 0
        self.day_buy_value = self.day_sell_value = ZERO

    def take_carried(self, quantity: int) -> Decimal:
        """Remove a signed part of the carried quantity; return the cost that leaves with it."""
        cost = (self.carried_value * abs(quantity) / abs(self.carried)).quantize(_CENT)
        self.carried -= quantity
        self.carried_value -= cost
        return cost

    def net_row(self, last: Decimal) -> PositionRow:
        carried_buy = self.carried_value if self.carried > 0 else ZERO
        carried_sell = self.carried_value if self.carried < 0 else ZERO
        marked = abs(self.carried) * self.close * self.instrument.multiplier
        return self._row(
            last,
            carried=self.carried,
            buy=(self.day_buy + max(self.carried, 0), self.day_buy_value + carried_buy),
            sell=(self.day_sell + max(-self.carried, 0), self.day_sell_value + carried_sell),
            buy_m2m=self.day_buy_value + (marked if self.carried > 0 else ZERO),
            sell_m2m=self.day_sell_value + (marked if self.carried < 0 else ZERO),
        )

    def day_row(self, last: Decimal) -> PositionRow:
        """Return today's activity alone."""
        return self._row(
            last,
            carried=0,
            buy=(self.day_buy, self.day_buy_value),
            sell=(self.day_sell, self.day_sell_value),
            buy_m2m=self.day_buy_value,
            sell_m2m=self.day_sell_value,
        )

    def _row(
        self, last: Decimal, *, carried: int, buy: tuple[int, Decimal], sell: tuple[int, Decimal],
        buy_m2m: Decimal, sell_m2m: Decimal,
    ) -> PositionRow:  # fmt: skip
        multiplier = self.instrument.multiplier
        quantity = buy[0] - sell[0]
        value = sell[1] - buy[1]
        worth = quantity * last * multiplier
        buy_price = _per_unit(buy[1], buy[0], multiplier)
        sell_price = _per_unit(sell[1], sell[0], multiplier)
        average = buy_price if quantity > 0 else sell_price if quantity < 0 else ZERO
        return PositionRow(
            tradingsymbol=self.instrument.tradingsymbol, exchange=self.instrument.exchange,
            instrument_token=self.instrument.instrument_token, product=self.product,
            quantity=quantity, overnight_quantity=carried, multiplier=multiplier,
            average_price=average, close_price=self.close, last_price=last, value=value,
            pnl=value + worth, m2m=sell_m2m - buy_m2m + worth, unrealised=value + worth,
            realised=ZERO, buy_quantity=buy[0], buy_price=buy_price, buy_value=buy[1],
            buy_m2m=buy_m2m, sell_quantity=sell[0], sell_price=sell_price, sell_value=sell[1],
            sell_m2m=sell_m2m, day_buy_quantity=self.day_buy,
            day_buy_price=_per_unit(self.day_buy_value, self.day_buy, multiplier),
            day_buy_value=self.day_buy_value, day_sell_quantity=self.day_sell,
            day_sell_price=_per_unit(self.day_sell_value, self.day_sell, multiplier),
            day_sell_value=self.day_sell_value,
        )  # fmt: skip
