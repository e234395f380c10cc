"""Mutual fund orders, SIPs and holdings, settled by the clock.

An order placed before 15:00 IST gets that day's NAV, a later one the next day's; units are
allotted at 21:00 on the settlement day. SIP instalments are placed at 10:00 on their date. The
money comes from and goes to the bank, so the trading account's funds do not change.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

import msgspec

from terminal.sim.checks import refuse
from terminal.sim.core import Core
from terminal.sim.funds_list import FundList
from terminal.sim.session import (
    DAY_S,
    S,
    date_day,
    day_date,
    day_start_ns,
    ist_day,
    ist_second,
)
from terminal.sim.types_orders import ZERO, Rejection, Side
from terminal.sim.types_rules import (
    MfHolding,
    MfInstrument,
    MfLot,
    MfOrder,
    MfSip,
    MfSipChange,
    MfSipRequest,
)

_CUT_OFF_S = 15 * 3600
_ALLOT_S = 21 * 3600
_INSTALMENT_S = 10 * 3600
_UNIT = Decimal("0.001")
_SHOWN_NS = 7 * DAY_S * S
_FREQUENCIES = frozenset({"weekly", "monthly", "quarterly"})
_CLOSED = "Mutual fund orders are not allowed via the API."


class MutualFunds:
    """The account's mutual fund side."""

    def __init__(self, core: Core, seed: int) -> None:
        self._core = core
        self.list = FundList(seed)
        self._orders: dict[str, MfOrder] = {}
        self._sips: dict[str, MfSip] = {}
        self._lots: dict[str, list[MfLot]] = {}
        today = ist_day(core.now_ns)
        for isin, amount, ago in (
            ("INF209K01VY3", 25000, 420), ("INF209K01VY3", 10000, 130), ("INF209K01VA3", 50000, 60),
        ):  # fmt: skip
            self._allot(isin, Decimal(amount), today - ago, "regular")

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

    def sips(self) -> list[MfSip]:
        return list(self._sips.values())

    def sip(self, sip_id: str) -> MfSip | None:
        return self._sips.get(sip_id)

    def lots(self, isin: str) -> list[MfLot]:
        return list(self._lots.get(isin, ()))

    def allotments(self) -> list[str]:
        return list(self._lots)

    def holdings(self) -> list[MfHolding]:
        day = ist_day(self._core.now_ns) - 1
        result = []
        for isin, lots in self._lots.items():
            quantity = sum((lot.quantity for lot in lots), start=ZERO)
            if quantity <= 0:
                continue
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
        self, isin: str, side: Side, amount: Decimal, quantity: Decimal, tag: str,
        variety: str = "regular",
    ) -> str | Rejection:  # fmt: skip
        refusal = self._check(isin, side, amount, quantity, tag)
        if refusal is not None:
            return refusal
        now = self._core.now_ns
        today = ist_day(now)
        fresh = "ADDITIONAL" if self._lots.get(isin) else "FRESH"
        order = MfOrder(
            order_id=self._core.uuid(), exchange_order_id=None, tradingsymbol=isin,
            fund=self.list.name(isin), status="OPEN", status_message="",
            purchase_type=fresh if side is Side.BUY else None, transaction_type=side,
            variety=variety, amount=amount if side is Side.BUY else ZERO,
            quantity=quantity if side is Side.SELL else ZERO, average_price=ZERO,
            last_price=self.list.nav(isin, today - 1), last_price_date=day_date(today - 1),
            folio=None, settlement_id=None, order_ns=now, exchange_date=None,
            placed_by=self._core.options.user_id, tag=tag or None,
        )  # fmt: skip
        self._orders[order.order_id] = order
        nav_day = today if ist_second(now) < _CUT_OFF_S else today + 1
        done = nav_day + self.list.settlement_days(isin) - 1
        when = day_start_ns(done) + _ALLOT_S * S
        if when <= now:
            when += DAY_S * S
        self._core.at(when, lambda: self._settle(order.order_id, nav_day))
        return order.order_id

    def _check(
        self, isin: str, side: Side, amount: Decimal, quantity: Decimal, tag: str
    ) -> Rejection | None:
        if not self._core.options.mf_writes:
            return refuse(_CLOSED)
        if isin not in self.list:
            return refuse("Invalid `tradingsymbol`.")
        if len(tag) > 8:
            return refuse("Invalid `tag`. Should be up to 8 characters.")
        fund = self.list.instrument(isin, ist_day(self._core.now_ns))
        if side is Side.BUY:
            least = fund.minimum_purchase_amount
            if self._lots.get(isin):
                least = fund.minimum_additional_purchase_amount
            if amount < least:
                return refuse(f"Minimum purchase amount is {least}.")
            if amount % fund.purchase_amount_multiplier:
                return refuse(f"Amount should be a multiple of {fund.purchase_amount_multiplier}.")
            return None
        if quantity < fund.minimum_redemption_quantity:
            return refuse(f"Minimum redemption quantity is {fund.minimum_redemption_quantity}.")
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
        if quantity > held - selling:
            return Rejection(400, "HoldingException", "Insufficient mutual fund units.")
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

    def _settle(self, order_id: str, nav_day: int) -> None:
        order = self._orders[order_id]
        if order.status != "OPEN":
            return
        isin = order.tradingsymbol
        nav = self.list.nav(isin, nav_day)
        if order.transaction_type is Side.BUY:
            quantity = self._allot(isin, order.amount, nav_day, order.variety)
            amount = order.amount
        else:
            quantity = order.quantity
            amount = (quantity * nav).quantize(Decimal("0.01"))
            self._redeem(isin, quantity)
        self._orders[order_id] = msgspec.structs.replace(
            order, status="COMPLETE", exchange_order_id=str(self._core.number()),
            average_price=nav, quantity=quantity, amount=amount,
            folio=_folio(isin), settlement_id=f"{day_date(nav_day):%y}{nav_day}",
            exchange_date=day_date(nav_day), last_price=nav, last_price_date=day_date(nav_day),
        )  # fmt: skip

    def _allot(self, isin: str, amount: Decimal, nav_day: int, variety: str) -> Decimal:
        nav = self.list.nav(isin, nav_day)
        quantity = (amount / nav).quantize(_UNIT, ROUND_DOWN)
        lot = MfLot(
            fund=self.list.name(isin), tradingsymbol=isin, average_price=nav, variety=variety,
            exchange_date=day_date(nav_day), amount=amount, folio=_folio(isin), quantity=quantity,
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

    # --- SIPs ---
    def place_sip(self, request: MfSipRequest) -> tuple[str, str | None] | Rejection:
        refusal = self._check(request.tradingsymbol, Side.BUY, request.amount, ZERO, request.tag)
        if refusal is not None:
            return refusal
        if request.frequency not in _FREQUENCIES:
            return refuse("Invalid `frequency`.")
        if request.instalments == 0 or request.instalments < -1:
            return refuse("Invalid `instalments`.")
        first: str | None = None
        if request.initial_amount > 0:
            placed = self.place(
                request.tradingsymbol, Side.BUY, request.initial_amount, ZERO, request.tag
            )
            if isinstance(placed, Rejection):
                return placed
            first = placed
        now = self._core.now_ns
        sip = MfSip(
            sip_id=str(181_000_000_000_000 + self._core.number()),
            tradingsymbol=request.tradingsymbol, fund=self.list.name(request.tradingsymbol),
            status="ACTIVE", created_ns=now, frequency=request.frequency,
            instalment_amount=request.amount, instalments=request.instalments,
            pending_instalments=request.instalments, completed_instalments=0,
            instalment_day=request.instalment_day, last_instalment_ns=None,
            next_instalment=_next_date(
                day_date(ist_day(now)), request.frequency, request.instalment_day
            ),
            dividend_type="growth", sip_type=request.sip_type, sip_reg_num=None,
            step_up=request.step_up, trigger_price=request.trigger_price,
            tag=request.tag or None,
        )  # fmt: skip
        self._sips[sip.sip_id] = sip
        self._plan(sip)
        return sip.sip_id, first

    def modify_sip(self, sip_id: str, change: MfSipChange) -> str | Rejection:
        sip = self._writable(sip_id)
        if isinstance(sip, Rejection):
            return sip
        status = sip.status
        if change.status is not None:
            if change.status not in {"active", "paused"}:
                return refuse("Invalid `status`.")
            status = change.status.upper()
        if change.frequency is not None and change.frequency not in _FREQUENCIES:
            return refuse("Invalid `frequency`.")
        frequency = change.frequency or sip.frequency
        day = sip.instalment_day if change.instalment_day is None else change.instalment_day
        upcoming = sip.next_instalment
        if change.frequency is not None or change.instalment_day is not None:
            upcoming = _next_date(day_date(ist_day(self._core.now_ns)), frequency, day)
        count = sip.instalments if change.instalments is None else change.instalments
        sip = msgspec.structs.replace(
            sip, status=status, frequency=frequency, instalment_day=day, instalments=count,
            pending_instalments=-1 if count == -1 else max(count - sip.completed_instalments, 0),
            instalment_amount=sip.instalment_amount if change.amount is None else change.amount,
            step_up=sip.step_up if change.step_up is None else change.step_up,
            next_instalment=upcoming,
        )  # fmt: skip
        self._sips[sip_id] = sip
        self._plan(sip)
        return sip_id

    def cancel_sip(self, sip_id: str) -> str | Rejection:
        sip = self._writable(sip_id)
        if isinstance(sip, Rejection):
            return sip
        self._sips[sip_id] = msgspec.structs.replace(sip, status="CANCELLED")
        return sip_id

    def _writable(self, sip_id: str) -> MfSip | Rejection:
        if not self._core.options.mf_writes:
            return refuse(_CLOSED)
        sip = self._sips.get(sip_id)
        if sip is None or sip.status == "CANCELLED":
            return refuse("SIP does not exist or is cancelled.")
        return sip

    def _plan(self, sip: MfSip) -> None:
        when = day_start_ns(date_day(sip.next_instalment)) + _INSTALMENT_S * S
        due = sip.next_instalment
        action: Callable[[], None] = lambda: self._instalment(sip.sip_id, due)  # noqa: E731
        self._core.at(when, action)

    def _instalment(self, sip_id: str, due: date) -> None:
        """Place one instalment; a plan that moved on meanwhile ignores its old date."""
        sip = self._sips[sip_id]
        if sip.status == "CANCELLED" or sip.next_instalment != due:
            return
        following = _next_date(due, sip.frequency, sip.instalment_day)
        if sip.status == "ACTIVE" and sip.pending_instalments != 0:
            amount = _stepped(sip, due)
            self.place(sip.tradingsymbol, Side.BUY, amount, ZERO, sip.tag or "", "sip")
            left = sip.pending_instalments - (sip.pending_instalments > 0)
            sip = msgspec.structs.replace(
                sip, completed_instalments=sip.completed_instalments + 1, pending_instalments=left,
                last_instalment_ns=self._core.now_ns, instalment_amount=amount,
                status="CANCELLED" if left == 0 else sip.status,
            )  # fmt: skip
        sip = msgspec.structs.replace(sip, next_instalment=following)
        self._sips[sip_id] = sip
        if sip.status != "CANCELLED":
            self._plan(sip)


def _folio(isin: str) -> str:
    return str(1_000_000_000 + int(isin[-6:], 36) % 8_999_999_999)


def _stepped(sip: MfSip, due: date) -> Decimal:
    """Return the instalment with the step-ups whose day of the year has come since the last."""
    amount = sip.instalment_amount
    last = sip.last_instalment_ns if sip.last_instalment_ns is not None else sip.created_ns
    since = day_date(ist_day(last))
    for text, percent in sip.step_up:
        day, month = (int(part) for part in text.split("-"))
        on = date(due.year, month, min(day, 28))
        if since < on <= due:
            amount = (amount * (100 + percent) / 100).quantize(Decimal(1))
    return amount


def _next_date(after: date, frequency: str, instalment_day: int) -> date:
    """Return the first instalment date after a day; `instalment_day` 0 keeps the day's own rhythm."""
    if frequency == "weekly":
        if 1 <= instalment_day <= 7:
            return after + timedelta(days=(instalment_day - 1 - after.weekday() - 1) % 7 + 1)
        return after + timedelta(days=7)
    months = 3 if frequency == "quarterly" else 1
    day = min(instalment_day or after.day, 28)
    if frequency == "monthly" and instalment_day > after.day:
        return after.replace(day=day)
    month = after.month - 1 + months
    return date(after.year + month // 12, month % 12 + 1, day)
