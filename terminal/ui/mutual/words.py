"""Mutual funds in the words of a person who invests: states, amounts, rules, sentences on buttons.

Pure functions over domain values; no widget, no clock.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from terminal.domain.mutual import (
    FundOrder,
    FundOrderState,
    Scheme,
    Sip,
    SipFrequency,
    SipState,
)
from terminal.domain.order import Side
from terminal.ui import format as fmt

UNIT_DECIMALS = 3
NAV_DECIMALS = 4
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CATEGORIES = {
    "elss": "ELSS",
    "fof": "Fund of funds",
    "idcw": "IDCW",
    "etf": "ETF",
    "nfo": "NFO",
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDER = {
    FundOrderState.SENDING: ("Sending", "amber"),
    FundOrderState.UNKNOWN: ("Unknown, checking", "amber"),
    FundOrderState.NOT_PLACED: ("Not placed", "muted"),
    FundOrderState.OPEN: ("Waiting for the NAV", "accent"),
    FundOrderState.COMPLETE: ("Settled", "text"),
    FundOrderState.REJECTED: ("Rejected", "bad"),
    FundOrderState.CANCELLED: ("Cancelled", "muted"),
}
_SIP = {
    SipState.SENDING: ("Sending", "amber"),
    SipState.UNKNOWN: ("Unknown, checking", "amber"),
    SipState.NOT_PLACED: ("Not placed", "muted"),
    SipState.ACTIVE: ("Active", "accent"),
    SipState.PAUSED: ("Paused", "amber"),
    SipState.CANCELLED: ("Cancelled", "muted"),
}
_EVERY = {
    SipFrequency.WEEKLY: "every week",
    SipFrequency.MONTHLY: "every month",
    SipFrequency.QUARTERLY: "every quarter",
}


def amc(text: str) -> str:
    """Return a fund house as people write it: `HDFCMutualFund_MF` is HDFC."""
    words = _CAMEL.sub(" ", text.removesuffix("_MF").replace("_", " "))
    return re.sub(r"\s*(Mutual Fund|MF)$", "", " ".join(words.split())) or text


def kind(text: str) -> str:
    """Return a category, plan or dividend type with a capital: equity is Equity, fof Fund of funds."""
    known = _CATEGORIES.get(text.lower())
    return known or text.replace("_", " ").capitalize()


def units(value: Decimal | float | None) -> str:
    """Return units of a fund with three decimals: 1,234.567."""
    return fmt.price(value, UNIT_DECIMALS)


def nav(value: Decimal | None) -> str:
    """Return a NAV with four decimals; a dash for 0, which means not known."""
    return fmt.price(value, NAV_DECIMALS) if value else fmt.NONE


def rupees(value: Decimal | float | None) -> str:
    """Return rupees without paise where there are none: ₹5,000, ₹5,000.50."""
    if value is None:
        return fmt.NONE
    return fmt.rupees(value, 0 if value == int(value) else 2)


def short_day(value: date | None) -> str:
    """Return day and month, 20 Nov; a dash for None."""
    return fmt.NONE if value is None else f"{value.day} {value:%b}"


def day(value: date | None) -> str:
    return fmt.NONE if value is None else fmt.day(value)


def order_state(order: FundOrder) -> str:
    """Return an order's state in words; a word of the broker's that we do not know as it is."""
    if order.state is FundOrderState.OTHER:
        return kind(order.status_text or "other")
    return _ORDER[order.state][0]


def order_color(order: FundOrder) -> str:
    return _ORDER.get(order.state, ("", "text"))[1]


def sip_state(sip: Sip) -> str:
    """Return a SIP's state in words; one that ran out says so."""
    if sip.state is SipState.OTHER:
        return kind(sip.status_text or "other")
    if sip.state is SipState.CANCELLED and sip.instalments is not None and sip.pending == 0:
        return "Completed" if sip.done >= sip.instalments else "Cancelled"
    return _SIP[sip.state][0]


def sip_color(sip: Sip) -> str:
    return _SIP.get(sip.state, ("", "text"))[1]


def every(frequency: SipFrequency | None) -> str:
    """Return how often a SIP buys: every month."""
    return _EVERY[frequency] if frequency is not None else fmt.NONE


def sip_day(frequency: SipFrequency | None, number: int) -> str:
    """Return the day of a SIP: the 5th; of a weekly one the weekday; a dash where it keeps its own."""
    if frequency is SipFrequency.WEEKLY:
        return _WEEKDAYS[number - 1] if 1 <= number <= 7 else fmt.NONE
    return ordinal(number) if number else fmt.NONE


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def progress(sip: Sip) -> str:
    """Return instalments done and to come: 3 of 12, 3 until stopped."""
    if sip.instalments is None:
        return f"{sip.done}, until stopped"
    return f"{sip.done} of {sip.instalments}"


def step_up(sip: Sip) -> str:
    """Return a SIP's step-ups: +10% on 15 Jan; '' without."""
    parts = []
    for text, percent in sip.step_up:
        day_text, _, month = text.partition("-")
        try:
            when = f"{int(day_text)} {date(2000, int(month), 1):%b}"
        except ValueError:
            when = text
        parts.append(f"+{percent.normalize():f}% on {when}")
    return ", ".join(parts)


def order_size(order: FundOrder) -> str:
    """Return what an order is for: ₹5,000 of a purchase, 12.345 units of a redemption."""
    if order.side is Side.BUY:
        return rupees(order.amount)
    return f"{units(order.quantity)} units" if order.quantity else fmt.NONE


def order_name(order: FundOrder) -> str:
    """Return an order as the middle of a sentence: purchase of ₹5,000 in X."""
    if order.side is Side.BUY:
        return f"purchase of {rupees(order.amount)} in {order.name}"
    return f"redemption of {order_size(order)} of {order.name}"


def amount_rule(scheme: Scheme, *, held: bool) -> str:
    """Return the rule of a purchase's amount. `held`: the fund is in the account already."""
    least = scheme.minimum_additional if held else scheme.minimum_purchase
    text = f"{rupees(least)} or more" if least > 0 else "Any amount"
    if scheme.purchase_multiple > 0:
        text += f", in multiples of {rupees(scheme.purchase_multiple)}"
    return f"{text}."


def units_rule(scheme: Scheme | None, free: Decimal) -> str:
    """Return the rule of a redemption's units; `free` are those that can be redeemed."""
    text = f"Up to {units(free)} units"
    if scheme is not None and scheme.minimum_redemption > 0:
        text += f", at least {_plain(scheme.minimum_redemption)}"
    if scheme is not None and scheme.redemption_multiple > 0:
        text += f", in steps of {_plain(scheme.redemption_multiple)}"
    return f"{text}."


def purchase_sentence(scheme: Scheme, amount: Decimal | None, account: str) -> str:
    """Return what the button that buys says."""
    if amount is None:
        return f"Buy {scheme.name} · {account}"
    return f"Buy for {rupees(amount)}: {scheme.name} · {account}"


def redeem_sentence(name: str, quantity: Decimal | None, account: str, *, everything: bool) -> str:
    """Return what the button that redeems says."""
    if quantity is None:
        return f"Redeem {name} · {account}"
    what = "all " if everything else ""
    return f"Redeem {what}{units(quantity)} units: {name} · {account}"


def sip_sentence(
    name: str,
    amount: Decimal | None,
    frequency: SipFrequency,
    instalments: int | None,
    number: int,
    account: str,
) -> str:
    """Return what the button that starts a SIP says."""
    if amount is None:
        return f"Start a SIP in {name} · {account}"
    return f"Start a SIP of {terms(amount, frequency, instalments, number)}: {name} · {account}"


def terms(
    amount: Decimal, frequency: SipFrequency | None, instalments: int | None, number: int
) -> str:
    """Return a SIP's terms: ₹1,000 every month on the 5th, 12 times."""
    text = f"{rupees(amount)} {every(frequency)}"
    when = sip_day(frequency, number)
    if when != fmt.NONE:
        text += f" on {when}" if frequency is SipFrequency.WEEKLY else f" on the {when}"
    if instalments is None:
        return f"{text} until stopped"
    return f"{text}, {instalments} times" if instalments != 1 else f"{text}, once"


def spoken(slices: Iterable[tuple[str, float]]) -> str:
    """Return shares of a whole as a screen reader says them: Equity 60 percent, Debt 40 percent."""
    return ", ".join(f"{name} {share:.0f} percent" for name, share in slices)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
