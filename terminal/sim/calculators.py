"""Answers that change nothing: margins, baskets, contract notes; and the account's own requests.

Conversion of positions and depository authorisation live here too, as they are checks plus one
entry in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from terminal.sim.charges import add_charges, charges_for
from terminal.sim.checks import protected_price, refuse
from terminal.sim.core import Core
from terminal.sim.hedges import Risk, benefit
from terminal.sim.ledger import Ledger
from terminal.sim.margins import order_margin
from terminal.sim.types_account import (
    BasketMargin,
    ChargeItem,
    ChargesRow,
    MarginItem,
    MarginRow,
)
from terminal.sim.types_market import SimInstrument
from terminal.sim.types_orders import ZERO, Product, Rejection, Side

_SWAPS = frozenset({
    (Product.MIS, Product.CNC), (Product.CNC, Product.MIS), (Product.MIS, Product.NRML),
    (Product.NRML, Product.MIS), (Product.MIS, Product.MTF), (Product.CNC, Product.MTF),
    (Product.MTF, Product.CNC),
})  # fmt: skip
_UNKNOWN = "Invalid `tradingsymbol`."


class Calculators:
    """Margin and charge calculators, conversion, authorisation."""

    def __init__(self, core: Core, ledger: Ledger) -> None:
        self._core, self._ledger = core, ledger

    def _row(self, item: MarginItem, *, held: int) -> MarginRow | Rejection:
        """Return one order's margin where `held` units (signed) of it are there to be closed."""
        core = self._core
        instrument = core.universe.find(item.exchange, item.tradingsymbol)
        if instrument is None or instrument.is_index:
            return refuse(_UNKNOWN)
        if item.quantity <= 0:
            return refuse("Invalid `quantity`.")
        token = instrument.instrument_token
        price = item.price
        if price <= 0:
            price = protected_price(core, instrument, item.transaction_type, Decimal(-1))[0]
        row = order_margin(
            instrument, item.transaction_type, item.product, _opening(item, held), price,
            core.market.spot(token, core.now_ns),
        )  # fmt: skip
        charges = charges_for(instrument, item.product, item.transaction_type, item.quantity, price)
        return msgspec.structs.replace(row, charges=charges)

    def _held(self, item: MarginItem) -> int:
        instrument = self._core.universe.find(item.exchange, item.tradingsymbol)
        if instrument is None or instrument.is_equity:
            return 0
        return self._ledger.held(instrument, item.product)

    def orders(self, items: Sequence[MarginItem]) -> list[MarginRow] | Rejection:
        """Return the margin of each order on its own, present positions counted."""
        rows = []
        for item in items:
            row = self._row(item, held=self._held(item))
            if isinstance(row, Rejection):
                return row
            rows.append(row)
        return rows

    def basket(
        self, items: Sequence[MarginItem], *, consider_positions: bool
    ) -> BasketMargin | Rejection:
        """Return the margin of several orders together, entered one after another.

        `final` is blocked once all are in, hedges counted; `initial` is the most that is blocked on
        the way, so it depends on the order of the items: a hedge helps those that come after it.
        """
        rows: list[MarginRow] = []
        risks = self._ledger.risks() if consider_positions else []
        before = benefit(risks)
        held: dict[tuple[int, Product], int] = {}
        total = initial = final = MarginRow()
        for item in items:
            instrument = self._core.universe.find(item.exchange, item.tradingsymbol)
            if instrument is None or instrument.is_index:
                return refuse(_UNKNOWN)
            place = (instrument.instrument_token, item.product)
            if place not in held:
                counts = consider_positions and not instrument.is_equity
                held[place] = self._ledger.held(instrument, item.product) if counts else 0
            row = self._row(item, held=held[place])
            if isinstance(row, Rejection):
                return row
            sign = 1 if item.transaction_type is Side.BUY else -1
            opened = _opening(item, held[place])
            if consider_positions:  # what an earlier item opened, a later one may close
                held[place] += sign * item.quantity
            rows.append(row)
            risks.append(Risk(instrument, sign * opened, row.span))
            total = _sum([total, row])
            cut = min(max(benefit(risks) - before, ZERO), total.span)
            final = msgspec.structs.replace(total, span=total.span - cut, total=total.total - cut)
            initial = max(initial, final, key=lambda step: step.total)
        return BasketMargin(initial, final, tuple(rows), add_charges([r.charges for r in rows]))

    def charges(self, items: Sequence[ChargeItem]) -> list[ChargesRow] | Rejection:
        """Return a contract note for each item, in request order."""
        result = []
        for item in items:
            instrument = self._core.universe.find(item.exchange, item.tradingsymbol)
            if instrument is None:
                return refuse(_UNKNOWN)
            if item.quantity <= 0 or item.average_price <= 0:
                return refuse("Invalid `quantity` or `average_price`.")
            charges = charges_for(
                instrument, item.product, item.transaction_type, item.quantity, item.average_price
            )
            result.append(ChargesRow(item, charges))
        return result

    # --- the account's requests ---
    def convert(
        self, instrument: SimInstrument | None, side: Side, position_type: str, quantity: int,
        old: Product, new: Product,
    ) -> Rejection | None:  # fmt: skip
        """Move a position to another product, if the account can carry it there."""
        if instrument is None:
            return refuse(_UNKNOWN)
        if (old, new) not in _SWAPS or (new is Product.NRML) is instrument.is_equity:
            return refuse(f"Positions cannot be converted from {old} to {new}.")
        if position_type not in {"day", "overnight"}:
            return refuse("Invalid `position_type`.")
        position = self._ledger.positions.get((instrument.instrument_token, old))
        carried = position_type == "overnight"
        have = 0
        if position is not None:
            have = position.carried if carried else position.quantity - position.carried
        have = have if side is Side.BUY else -have
        if position is None or quantity <= 0 or quantity > have:
            return refuse("Conversion quantity is higher than the open position quantity.")
        if new in {Product.CNC, Product.MTF} and side is Side.SELL:
            return refuse("Short positions cannot be converted to delivery.")
        if self._core.options.margin_checks:
            price = self._core.market.last_price(instrument.instrument_token, self._core.now_ns)
            spot = self._core.market.spot(instrument.instrument_token, self._core.now_ns)
            before = order_margin(instrument, side, old, quantity, price, spot).total
            after = order_margin(instrument, side, new, quantity, price, spot).total
            segment = "commodity" if instrument.exchange in {"MCX", "NCO"} else "equity"
            free = self._ledger.net(segment)
            if after - before > free:
                return Rejection(
                    400, "MarginException",
                    f"Insufficient funds. Required margin is {after - before:.2f} "
                    f"but available margin is {free:.2f}.",
                )  # fmt: skip
        self._ledger.convert(position, new, side, quantity, carried=carried)
        return None

    def authorise(self, items: Sequence[tuple[str, int]]) -> Rejection | None:
        """Authorise sales at the depository; no items authorise everything settled."""
        holdings = self._ledger.holdings
        wanted = list(items) or [(isin, held.settled) for isin, held in holdings.items()]
        for isin, quantity in wanted:
            holding = holdings.get(isin)
            if holding is None or not 0 < quantity <= holding.settled + holding.mtf:
                if items:
                    return refuse(f"Invalid `isin` or `quantity`: {isin}.")
                continue
            holding.authorised = max(holding.authorised, quantity)
            holding.authorised_ns = self._core.now_ns
        return None


def _opening(item: MarginItem, held: int) -> int:
    """Return the units that open something, beyond those that close what is held."""
    against = -held if item.transaction_type is Side.BUY else held
    return max(item.quantity - max(against, 0), 0)


def _sum(rows: Sequence[MarginRow]) -> MarginRow:
    total = MarginRow()
    for row in rows:
        total = msgspec.structs.replace(
            total, span=total.span + row.span, exposure=total.exposure + row.exposure,
            option_premium=total.option_premium + row.option_premium, var=total.var + row.var,
            total=total.total + row.total,
        )  # fmt: skip
    return total
