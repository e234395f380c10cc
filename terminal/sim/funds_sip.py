"""Systematic investment plans: instalments placed at 10:00 on their date, stepped up, paused, ended.

An instalment that a fund refuses becomes a REJECTED row and does not count as done. That writes over
the API are switched off stops no plan that runs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

import msgspec

from terminal.sim.checks import refuse
from terminal.sim.core import Core
from terminal.sim.funds_list import FundList
from terminal.sim.session import S, date_day, day_date, day_start_ns, ist_day
from terminal.sim.types_orders import ZERO, Rejection, Side
from terminal.sim.types_rules import MfSip, MfSipChange, MfSipRequest

_INSTALMENT_S = 10 * 3600
_FREQUENCIES = frozenset({"weekly", "monthly", "quarterly"})
_ENDLESS = frozenset({-1, 9999})
_LAST_DAY = 28
Steps = tuple[tuple[str, int], ...]


class Purchases(Protocol):
    """Where plans buy (`funds_mf.MutualFunds`)."""

    list: FundList

    def refusal(
        self, isin: str, side: Side, amount: Decimal, quantity: Decimal, tag: str
    ) -> Rejection | None: ...
    def purchase_refusal(
        self, isin: str, amount: Decimal, *, begun: bool = False
    ) -> Rejection | None: ...
    def take(
        self,
        isin: str,
        side: Side,
        amount: Decimal,
        quantity: Decimal,
        tag: str,
        *,
        variety: str = "regular",
        rejected: str = "",
    ) -> str: ...


class Sips:
    """The account's plans. `funds` takes the orders they place."""

    def __init__(self, core: Core, funds: Purchases) -> None:
        self._core, self._funds = core, funds
        self._sips: dict[str, MfSip] = {}

    def all(self) -> list[MfSip]:
        return list(self._sips.values())

    def one(self, sip_id: str) -> MfSip | None:
        return self._sips.get(sip_id)

    def place(self, request: MfSipRequest) -> tuple[str, str | None] | Rejection:
        """Start a plan; return its id and that of the initial order, if there is one."""
        isin, initial = request.tradingsymbol, request.initial_amount
        first = initial if initial > 0 else request.amount
        refusal = self._funds.refusal(isin, Side.BUY, first, ZERO, request.tag)
        refusal = refusal or self._funds.purchase_refusal(isin, request.amount, begun=initial > 0)
        refusal = refusal or _misfit(
            request.frequency, request.instalments, request.instalment_day, request.step_up
        )
        if refusal is not None:
            return refusal
        order_id: str | None = None
        if initial > 0:
            order_id = self._funds.take(isin, Side.BUY, initial, ZERO, request.tag)
        now = self._core.now_ns
        sip = MfSip(
            sip_id=str(181_000_000_000_000 + self._core.number()), tradingsymbol=isin,
            fund=self._funds.list.name(isin), status="ACTIVE", created_ns=now,
            frequency=request.frequency, instalment_amount=request.amount,
            instalments=request.instalments, pending_instalments=request.instalments,
            completed_instalments=0, instalment_day=request.instalment_day,
            last_instalment_ns=None,
            next_instalment=_next_date(
                day_date(ist_day(now)), request.frequency, request.instalment_day
            ),
            dividend_type=self._funds.list.dividend(isin), sip_type=request.sip_type,
            sip_reg_num=None, step_up=request.step_up, trigger_price=request.trigger_price,
            tag=request.tag or None,
        )  # fmt: skip
        self._sips[sip.sip_id] = sip
        self._plan(sip)
        return sip.sip_id, order_id

    def modify(self, sip_id: str, change: MfSipChange) -> str | Rejection:
        """Change, pause or resume a plan."""
        sip = self._writable(sip_id)
        if isinstance(sip, Rejection):
            return sip
        if change.status not in {None, "active", "paused"}:
            return refuse("Invalid `status`.")
        frequency = change.frequency or sip.frequency
        day = sip.instalment_day if change.instalment_day is None else change.instalment_day
        count = sip.instalments if change.instalments is None else change.instalments
        steps = sip.step_up if change.step_up is None else change.step_up
        refusal = _misfit(frequency, count, day, steps, done=sip.completed_instalments)
        if refusal is None and change.amount is not None:
            begun = sip.completed_instalments > 0
            refusal = self._funds.purchase_refusal(sip.tradingsymbol, change.amount, begun=begun)
        if refusal is not None:
            return refusal
        upcoming = sip.next_instalment
        if change.frequency is not None or change.instalment_day is not None:
            upcoming = _next_date(day_date(ist_day(self._core.now_ns)), frequency, day)
        sip = msgspec.structs.replace(
            sip, status=sip.status if change.status is None else change.status.upper(),
            frequency=frequency, instalment_day=day, instalments=count,
            pending_instalments=count if count in _ENDLESS else count - sip.completed_instalments,
            instalment_amount=sip.instalment_amount if change.amount is None else change.amount,
            step_up=steps, next_instalment=upcoming,
        )  # fmt: skip
        self._sips[sip_id] = sip
        self._plan(sip)
        return sip_id

    def cancel(self, sip_id: str) -> str | Rejection:
        sip = self._writable(sip_id)
        if isinstance(sip, Rejection):
            return sip
        self._sips[sip_id] = msgspec.structs.replace(sip, status="CANCELLED")
        return sip_id

    def _writable(self, sip_id: str) -> MfSip | Rejection:
        if not self._core.options.mf_writes:
            return refuse("Mutual fund orders are not allowed via the API.")
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
        if sip.status == "ACTIVE":
            sip = self._buy(sip, _stepped(sip, due))
        sip = msgspec.structs.replace(sip, next_instalment=following)
        self._sips[sip_id] = sip
        if sip.status != "CANCELLED":
            self._plan(sip)

    def _buy(self, sip: MfSip, amount: Decimal) -> MfSip:
        isin, begun = sip.tradingsymbol, sip.completed_instalments > 0
        refusal = self._funds.purchase_refusal(isin, amount, begun=begun)
        words = "" if refusal is None else f"SIP: {refusal.message}"
        tag = sip.tag or ""
        self._funds.take(isin, Side.BUY, amount, ZERO, tag, variety="sip", rejected=words)
        sip = msgspec.structs.replace(
            sip, last_instalment_ns=self._core.now_ns, instalment_amount=amount
        )
        if refusal is not None:
            return sip
        left = sip.pending_instalments
        if sip.instalments not in _ENDLESS:
            left -= 1
        return msgspec.structs.replace(
            sip, completed_instalments=sip.completed_instalments + 1, pending_instalments=left,
            status="CANCELLED" if left == 0 else sip.status,
        )  # fmt: skip


def _misfit(
    frequency: str, count: int, day: int, steps: Steps, *, done: int = 0
) -> Rejection | None:
    """Return what of a plan's terms cannot be, in the broker's words."""
    if frequency not in _FREQUENCIES:
        return refuse("Invalid `frequency`.")
    if count not in _ENDLESS and count <= done:
        return refuse("Invalid `instalments`.")
    if not 0 <= day <= _LAST_DAY:
        return refuse("Invalid `instalment_day`.")
    for text, percent in steps:
        if not _is_day_month(text) or percent <= 0:
            return refuse("Invalid `step_up`.")
    return None


def _is_day_month(text: str) -> bool:
    day, dash, month = text.partition("-")
    if not (dash and day.isdigit() and month.isdigit()):
        return False
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _stepped(sip: MfSip, due: date) -> Decimal:
    """Return the instalment with the step-ups whose day of the year has come since the last."""
    amount = sip.instalment_amount
    last = sip.last_instalment_ns if sip.last_instalment_ns is not None else sip.created_ns
    since = day_date(ist_day(last))
    for text, percent in sip.step_up:
        day, month = (int(part) for part in text.split("-"))
        for year in range(since.year, due.year + 1):
            if since < date(year, month, min(day, _LAST_DAY)) <= due:
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
