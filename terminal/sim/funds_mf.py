"""Mutual fund orders and holdings, settled by the clock; SIPs are in `funds_sip`.

Whose NAV an order gets is in `funds_days`; units are allotted at 21:00 on the settlement day. The
money comes from and goes to the bank, so the trading account's funds do not change.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

import msgspec

from terminal.sim.checks import refuse
from terminal.sim.core import Core
from terminal.sim.funds_days import business_day, dealing_day, nav_day, published_day, stamp_duty
from terminal.sim.funds_list import FundList
from terminal.sim.funds_sip import Sips
from terminal.sim.session import DAY_S, S, day_date, day_start_ns, ist_day
from terminal.sim.types_orders import ZERO, Rejection, Side
from terminal.sim.types_rules import (
    MfHolding,
    MfInstrument,
    MfLot,
    MfOrder,
)

_ALLOT_S = 21 * 3600
_UNIT = Decimal("0.001")
_SHOWN_NS = 7 * DAY_S * S
_CLOSED = "Mutual fund orders are not allowed via the API."


class MutualFunds:
    """The account's mutual fund side."""

    def __init__(self, core: Core, seed: int) -> None:
        self._core = core
        self.list = FundList(seed)
        self._orders: dict[str, MfOrder] = {}
        self._lots: dict[str, list[MfLot]] = {}
        self.plans = Sips(core, self)
        today = ist_day(core.now_ns)
        for isin, amount, ago in (
            ("INF209K01VY3", 25000, 420), ("INF209K01VY3", 10000, 130), ("INF209K01VA3", 50000, 60),
        ):  # fmt: skip
            day = published_day(today - ago, liquid=self.list.is_liquid(isin))
            self._allot(isin, Decimal(amount), day, "regular")

    # --- reading ---
    def instruments(self) -> list[MfInstrument]:
        return self.list.instruments(ist_day(self._core.now_ns))

    def orders(self, from_ns: int | None, to_ns: int | None) -> list[MfOrder]:
        """Return orders between two times, by default of the last seven days, newest first."""
        now = self._core.now_ns
        low = now - _SHOWN_NS if from_ns is None else from_ns
        high = now if to_ns is None else to_ns
        return [o for o in reversed(self._orders.values()) if low <= o.order_ns <= high]

    def order(self, order_id: str) -> MfOrder | None:
        return self._orders.get(order_id)

    def lots(self, isin: str) -> list[MfLot]:
        return list(self._lots.get(isin, ()))

    def allotments(self) -> list[str]:
        return list(self._lots)

    def holdings(self) -> list[MfHolding]:
        yesterday = ist_day(self._core.now_ns) - 1
        result = []
        for isin, lots in self._lots.items():
            quantity = sum((lot.quantity for lot in lots), start=ZERO)
            if quantity <= 0:
                continue
            day = published_day(yesterday, liquid=self.list.is_liquid(isin))
            cost = sum((lot.quantity * lot.average_price for lot in lots), start=ZERO)
            result.append(
                MfHolding(
                    folio=lots[0].folio, fund=self.list.name(isin), tradingsymbol=isin,
                    quantity=quantity, pledged_quantity=ZERO,
                    average_price=(cost / quantity).quantize(Decimal("0.0001")),
                    last_price=self.list.nav(isin, day), last_price_date=day_date(day),
                )
            )  # fmt: skip
        return result

    # --- orders ---
    def place(
        self, isin: str, side: Side, amount: Decimal, quantity: Decimal, tag: str
    ) -> str | Rejection:
        """Take an order of the API's; refused in the broker's words, or its id."""
        refusal = self.refusal(isin, side, amount, quantity, tag)
        if refusal is not None:
            return refusal
        return self.take(isin, side, amount, quantity, tag)

    def take(
        self, isin: str, side: Side, amount: Decimal, quantity: Decimal, tag: str, *,
        variety: str = "regular", rejected: str = "",
    ) -> str:  # fmt: skip
        """Put an order into the book, as REJECTED with these words if there are any."""
        now = self._core.now_ns
        liquid = self.list.is_liquid(isin)
        newest = published_day(ist_day(now) - 1, liquid=liquid)
        fresh = "ADDITIONAL" if self._lots.get(isin) else "FRESH"
        order = MfOrder(
            order_id=self._core.uuid(), exchange_order_id=None, tradingsymbol=isin,
            fund=self.list.name(isin), status="REJECTED" if rejected else "OPEN",
            status_message=rejected,
            purchase_type=fresh if side is Side.BUY else None, transaction_type=side,
            variety=variety, amount=amount if side is Side.BUY else ZERO,
            quantity=quantity if side is Side.SELL else ZERO, average_price=ZERO,
            last_price=self.list.nav(isin, newest), last_price_date=day_date(newest),
            folio=None, settlement_id=None, order_ns=now, exchange_date=None,
            placed_by=self._core.options.user_id, tag=tag or None,
        )  # fmt: skip
        self._orders[order.order_id] = order
        if not rejected:
            dealt = dealing_day(now, side, liquid=liquid)
            priced = nav_day(dealt, side, liquid=liquid)
            done = business_day(dealt, self.list.settlement_days(isin) - 1)
            when = day_start_ns(max(done, priced)) + _ALLOT_S * S
            self._core.at(when, lambda: self._settle(order.order_id, priced))
        return order.order_id

    def refusal(
        self, isin: str, side: Side, amount: Decimal, quantity: Decimal, tag: str
    ) -> Rejection | None:
        """Return why the API refuses an order, in the broker's words."""
        if not self._core.options.mf_writes:
            return refuse(_CLOSED)
        if len(tag) > 8:
            return refuse("Invalid `tag`. Should be up to 8 characters.")
        if isin not in self.list:
            return refuse("Invalid `tradingsymbol`.")
        if side is Side.BUY:
            return self.purchase_refusal(isin, amount)
        return self._redemption_refusal(isin, quantity)

    def purchase_refusal(
        self, isin: str, amount: Decimal, *, begun: bool = False
    ) -> Rejection | None:
        """Return why an amount cannot buy a fund; `begun`: a first purchase is on its way."""
        fund = self.list.instrument(isin, ist_day(self._core.now_ns))
        if not fund.purchase_allowed:
            return refuse("Purchase is not allowed for this fund.")
        least = fund.minimum_purchase_amount
        if begun or self._lots.get(isin):
            least = fund.minimum_additional_purchase_amount
        if amount < least:
            return refuse(f"Minimum purchase amount is {least}.")
        if amount % fund.purchase_amount_multiplier:
            return refuse(f"Amount should be a multiple of {fund.purchase_amount_multiplier}.")
        return None

    def _redemption_refusal(self, isin: str, quantity: Decimal) -> Rejection | None:
        fund = self.list.instrument(isin, ist_day(self._core.now_ns))
        if not fund.redemption_allowed:
            return refuse("Redemption is not allowed for this fund.")
        if quantity <= 0:
            return refuse("Invalid `quantity`.")
        held = sum((lot.quantity for lot in self._lots.get(isin, ())), start=ZERO)
        selling = sum(
            (
                order.quantity
                for order in self._orders.values()
                if order.tradingsymbol == isin
                and order.status == "OPEN"
                and order.transaction_type is Side.SELL
            ),
            start=ZERO,
        )
        free = held - selling
        if quantity > free:
            return Rejection(400, "HoldingException", "Insufficient mutual fund units.")
        if quantity == free:
            return None  # all that is left may always go
        if quantity < fund.minimum_redemption_quantity:
            return refuse(f"Minimum redemption quantity is {fund.minimum_redemption_quantity}.")
        if quantity % fund.redemption_quantity_multiplier:
            step = fund.redemption_quantity_multiplier
            return refuse(f"Quantity should be a multiple of {step}.")
        return None

    def cancel(self, order_id: str) -> str | Rejection:
        if not self._core.options.mf_writes:
            return refuse(_CLOSED)
        order = self._orders.get(order_id)
        if order is None:
            return refuse("Order does not exist.")
        if order.status != "OPEN":
            return refuse(f"Order cannot be cancelled as it is already {order.status.lower()}.")
        self._orders[order_id] = msgspec.structs.replace(order, status="CANCELLED")
        return order_id

    def _settle(self, order_id: str, priced: int) -> None:
        order = self._orders[order_id]
        if order.status != "OPEN":
            return
        isin = order.tradingsymbol
        nav = self.list.nav(isin, priced)
        if order.transaction_type is Side.BUY:
            quantity = self._allot(isin, order.amount, priced, order.variety)
            amount = order.amount
        else:
            quantity = order.quantity
            amount = (quantity * nav).quantize(Decimal("0.01"))
            self._redeem(isin, quantity)
        self._orders[order_id] = msgspec.structs.replace(
            order, status="COMPLETE", exchange_order_id=str(self._core.number()),
            average_price=nav, quantity=quantity, amount=amount,
            folio=_folio(isin), settlement_id=f"{day_date(priced):%y}{priced}",
            exchange_date=day_date(priced), last_price=nav, last_price_date=day_date(priced),
        )  # fmt: skip

    def _allot(self, isin: str, amount: Decimal, priced: int, variety: str) -> Decimal:
        nav = self.list.nav(isin, priced)
        quantity = ((amount - stamp_duty(amount)) / nav).quantize(_UNIT, ROUND_DOWN)
        lot = MfLot(
            fund=self.list.name(isin), tradingsymbol=isin, average_price=nav, variety=variety,
            exchange_date=day_date(priced), amount=amount, folio=_folio(isin), quantity=quantity,
        )  # fmt: skip
        self._lots.setdefault(isin, []).append(lot)
        return quantity

    def _redeem(self, isin: str, quantity: Decimal) -> None:
        """Take units out of the oldest lots first."""
        left = quantity
        kept = []
        for lot in self._lots[isin]:
            part = min(left, lot.quantity)
            left -= part
            if lot.quantity > part:
                kept.append(msgspec.structs.replace(lot, quantity=lot.quantity - part))
        self._lots[isin] = kept
        if not kept:
            del self._lots[isin]


def _folio(isin: str) -> str:
    return str(1_000_000_000 + int(isin[-6:], 36) % 8_999_999_999)
