"""Pure translation between Kite's mutual funds and ours. Kite's words are kept in `status_text`.

Source: kite.md sections 4.7 and 4.11 (Kite Connect v3 "Mutual funds" and its samples), read 2026-11.
"""

from datetime import date
from decimal import Decimal

from terminal.brokers.kite import wire_more
from terminal.brokers.kite.codec import ist_ns
from terminal.domain.errors import WireError
from terminal.domain.ids import AccountId
from terminal.domain.mutual import (
    FundHolding,
    FundLot,
    FundOrder,
    FundOrderState,
    Scheme,
    Sip,
    SipChange,
    SipFrequency,
    SipIntent,
    SipState,
)
from terminal.domain.order import Side

ZERO = Decimal(0)
UNTIL_STOPPED = (-1, 9999)
_ORDER_STATES = {
    "OPEN": FundOrderState.OPEN,
    "COMPLETE": FundOrderState.COMPLETE,
    "REJECTED": FundOrderState.REJECTED,
    "CANCELLED": FundOrderState.CANCELLED,
}
_SIP_STATES = {
    "ACTIVE": SipState.ACTIVE,
    "PAUSED": SipState.PAUSED,
    "CANCELLED": SipState.CANCELLED,
}
_SIDES = {"BUY": Side.BUY, "SELL": Side.SELL}
_SIP_VARIETIES = {"sip", "amc_sip"}


def decode_scheme(row: wire_more.Fund) -> Scheme:
    """Return a row of the fund list; `settlement_type` T3 is three days."""
    days = row.settlement_type.removeprefix("T")
    return Scheme(
        isin=row.tradingsymbol,
        name=row.name,
        amc=row.amc,
        category=row.scheme_type,
        plan=row.plan,
        dividend=row.dividend_type,
        purchase_allowed=row.purchase_allowed,
        redemption_allowed=row.redemption_allowed,
        minimum_purchase=row.minimum_purchase_amount,
        purchase_multiple=row.purchase_amount_multiplier,
        minimum_additional=row.minimum_additional_purchase_amount,
        minimum_redemption=row.minimum_redemption_quantity,
        redemption_multiple=row.redemption_quantity_multiplier,
        nav=row.last_price,
        nav_date=day_of(row.last_price_date),
        settles_days=int(days) if days.isdigit() else 0,
    )


def decode_order(row: wire_more.FundOrder, account: AccountId) -> FundOrder:
    """Return an order. Errors: WireError for a row without a side.

    Before it is complete `last_price` is only the newest NAV, not this order's: it is left out.
    """
    side = _SIDES.get(row.transaction_type)
    if side is None:
        raise WireError(f"A fund order with the side {row.transaction_type!r} cannot be read.")
    state = _ORDER_STATES.get(row.status, FundOrderState.OTHER)
    complete = state is FundOrderState.COMPLETE
    settled = day_of(row.exchange_timestamp)
    return FundOrder(
        key=row.order_id,
        account=account,
        isin=row.tradingsymbol,
        name=row.fund or row.tradingsymbol,
        side=side,
        state=state,
        status_text=row.status,
        message=row.status_message or "",
        amount=row.amount,
        quantity=row.quantity,
        average_price=row.average_price,
        nav=row.average_price if complete else ZERO,
        nav_date=settled if complete else None,
        folio=row.folio or "",
        fresh=row.purchase_type == "FRESH",
        placed_by_sip=row.variety in _SIP_VARIETIES,
        placed_ns=ist_ns(row.order_timestamp),
        settled_on=settled,
        tag=row.tag or "",
    )


def decode_sip(row: wire_more.Sip, account: AccountId) -> Sip:
    """Return a SIP; one that runs until stopped has neither a number of instalments nor pending ones."""
    endless = row.instalments in UNTIL_STOPPED
    return Sip(
        key=row.sip_id,
        account=account,
        isin=row.tradingsymbol,
        name=row.fund or row.tradingsymbol,
        state=_SIP_STATES.get(row.status, SipState.OTHER),
        amount=row.instalment_amount,
        frequency=_frequency(row.frequency),
        instalments=None if endless else row.instalments,
        done=row.completed_instalments,
        pending=0 if endless else max(row.pending_instalments, 0),
        day=row.instalment_day,
        created_ns=ist_ns(row.created),
        last_ns=ist_ns(row.last_instalment),
        next_on=day_of(row.next_instalment),
        step_up=tuple((row.step_up or {}).items()),
        status_text=row.status,
        tag=row.tag or "",
    )


def decode_holding(row: wire_more.FundHolding, account: AccountId) -> FundHolding:
    """Return a folio's units; Kite's own `pnl` is 0 and left out."""
    return FundHolding(
        account=account,
        isin=row.tradingsymbol,
        name=row.fund or row.tradingsymbol,
        folio=row.folio or "",
        quantity=row.quantity,
        pledged=row.pledged_quantity,
        average_nav=row.average_price,
        nav=row.last_price,
        nav_date=day_of(row.last_price_date),
    )


def decode_lot(row: wire_more.FundLot) -> FundLot:
    return FundLot(
        isin=row.tradingsymbol,
        folio=row.folio or "",
        quantity=row.quantity,
        price=row.average_price,
        amount=row.amount,
        bought_on=day_of(row.exchange_timestamp),
    )


def instalments_word(count: int | None) -> int:
    """Return how Kite counts instalments: -1 until stopped (None or 0 with us)."""
    return count or UNTIL_STOPPED[0]


def day_word(intent: SipIntent) -> int | None:
    """Return the day of the month, None for a weekly SIP, which has none."""
    return None if intent.frequency is SipFrequency.WEEKLY else intent.day


def status_word(change: SipChange) -> str | None:
    """Return the `status` of a change, None where it neither pauses nor resumes."""
    if change.paused is None:
        return None
    return "paused" if change.paused else "active"


def day_of(text: str | None) -> date | None:
    """Return the day of a date or a date with time; None for "", null and what is no date."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _frequency(word: str) -> SipFrequency | None:
    try:
        return SipFrequency(word.lower())
    except ValueError:
        return None
