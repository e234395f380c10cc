"""Reasons not to send a fund order or a SIP, each beside the field it is about. Pure.

The scheme's own numbers are the rules (minimum, multiple, additional minimum where units are held);
what the broker's API takes at all is in its `FundRules`.
"""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from terminal.domain.mutual import (
    FundHolding,
    FundOrder,
    FundOrderIntent,
    FundOrderState,
    FundRules,
    Scheme,
    Sip,
    SipChange,
    SipFrequency,
    SipIntent,
    SipState,
)
from terminal.domain.notice import Objection
from terminal.domain.order import Side
from terminal.mutual.words import grouped

ZERO = Decimal(0)
LAST_DAY = 28
MOST_INSTALMENTS = 9998  # 9999 means "until stopped" at some brokers


class Position(Struct, frozen=True, kw_only=True):
    """What an account has of one fund: units held, pledged, and in redemption orders still open."""

    held: Decimal = ZERO
    pledged: Decimal = ZERO
    redeeming: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        return max(self.held - self.pledged - self.redeeming, ZERO)


def position_of(
    isin: str, holdings: Iterable[FundHolding], orders: Iterable[FundOrder]
) -> Position:
    """Return what there is of a fund over all folios."""
    mine = [each for each in holdings if each.isin == isin]
    waiting = {FundOrderState.OPEN, FundOrderState.SENDING, FundOrderState.UNKNOWN}
    redeeming = [
        order.quantity
        for order in orders
        if order.isin == isin and order.side is Side.SELL and order.state in waiting
    ]
    return Position(
        held=sum((each.quantity for each in mine), ZERO),
        pledged=sum((each.pledged for each in mine), ZERO),
        redeeming=sum(redeeming, ZERO),
    )


def check_account(
    rules: FundRules | None, account: str, failed: str, *, loaded: bool
) -> list[Objection]:
    """Return what stands against any write of this account."""
    if rules is None:
        return [_no("no_account", f"{account or 'No account'} has no mutual funds here.",
                    "Log in to an account that has.", "account")]  # fmt: skip
    if not rules.writes:
        fix = f"It can be done at {rules.link}" if rules.link else ""
        return [_no("writes_off", rules.why, fix, "account")]
    if not loaded:
        text = "The fund orders of this account have not been read yet."
        fix = failed or "A lost reply could not be looked up. Wait a moment, or refresh."
        return [_no("not_loaded", text, fix, "account")]
    return []


def check_order(
    intent: FundOrderIntent, scheme: Scheme | None, position: Position
) -> list[Objection]:
    """Return what is wrong with an order."""
    if scheme is None:
        return [_unknown_scheme()]
    if intent.side is Side.BUY:
        if not scheme.purchase_allowed:
            return [_no("purchase_closed", f"{scheme.name} takes no purchases now.",
                        "Choose another fund.", "scheme")]  # fmt: skip
        if intent.quantity is not None:
            return [_no("quantity_given", "A purchase is for an amount, not for units.",
                        "Enter rupees.", "quantity")]  # fmt: skip
        least = scheme.minimum_additional if position.held > 0 else scheme.minimum_purchase
        return _amount(intent.amount, least, scheme.purchase_multiple, held=position.held > 0)
    if not scheme.redemption_allowed:
        return [_no("redemption_closed", f"{scheme.name} takes no redemptions now.",
                    "The fund house decides when it does again.", "scheme")]  # fmt: skip
    if intent.amount is not None:
        return [_no("amount_given", "A redemption is for units, not for an amount.",
                    "Enter units.", "amount")]  # fmt: skip
    return _quantity(intent.quantity, scheme, position)


def check_sip(
    intent: SipIntent, scheme: Scheme | None, rules: FundRules, position: Position
) -> list[Objection]:
    """Return what is wrong with a SIP."""
    if scheme is None:
        return [_unknown_scheme()]
    if not scheme.purchase_allowed:
        return [_no("purchase_closed", f"{scheme.name} takes no purchases now.",
                    "Choose another fund.", "scheme")]  # fmt: skip
    found: list[Objection] = []
    initial = intent.initial_amount
    held = position.held > 0
    if initial is not None:
        least = scheme.minimum_additional if held else scheme.minimum_purchase
        found += _amount(
            initial, least, scheme.purchase_multiple, held=held, field="initial_amount"
        )
    begun = held or initial is not None
    least = scheme.minimum_additional if begun else scheme.minimum_purchase
    found += _amount(intent.amount, least, scheme.purchase_multiple, held=begun)
    found += _frequency(intent.frequency, rules)
    found += _day(intent.day, intent.frequency)
    if intent.instalments is not None:
        found += _instalments(intent.instalments, least=1)
    return found


def check_change(
    sip: Sip, change: SipChange, scheme: Scheme | None, rules: FundRules
) -> list[Objection]:
    """Return what is wrong with a change of a SIP."""
    if ended := check_end(sip):
        return ended
    if not changes(sip, change):
        return [_no("no_change", "Nothing would change.", "Change a field first.", "")]
    found: list[Objection] = []
    frequency = change.frequency or sip.frequency
    if change.amount is not None:
        if scheme is None:
            found.append(_unknown_scheme())
        else:
            least = scheme.minimum_additional if sip.done else scheme.minimum_purchase
            found += _amount(change.amount, least, scheme.purchase_multiple, held=sip.done > 0)
    if change.frequency is not None:
        found += _frequency(change.frequency, rules)
    if frequency is not None and (change.day is not None or change.frequency is not None):
        found += _day(sip.day if change.day is None else change.day, frequency)
    if change.instalments:
        found += _instalments(change.instalments, least=sip.done + 1)
    elif change.instalments is not None and change.instalments < 0:
        found += _instalments(change.instalments, least=1)
    return found


def check_end(sip: Sip) -> list[Objection]:
    """Return what stands against ending a SIP."""
    if sip.state in {SipState.SENDING, SipState.UNKNOWN}:
        return [
            _no("busy", "What became of the last change is not known yet.", "Wait until it is.", "")
        ]
    if sip.state not in {SipState.ACTIVE, SipState.PAUSED}:
        return [_no("ended", f"This SIP is {sip.status_text or sip.state.value}.", "", "")]
    return []


def changes(sip: Sip, change: SipChange) -> bool:
    """Return whether a change differs from what the SIP is."""
    return not (
        change.amount in {None, sip.amount}
        and change.frequency in {None, sip.frequency}
        and (change.instalments is None or (change.instalments or None) == sip.instalments)
        and change.day in {None, sip.day}
        and change.paused in {None, sip.state is SipState.PAUSED}
    )


def _amount(
    amount: Decimal | None, least: Decimal, multiple: Decimal, *, held: bool, field: str = "amount"
) -> list[Objection]:
    if amount is None or not amount.is_finite() or amount <= 0:
        return [_no("no_amount", "There is no amount.", f"Enter {_money(least)} or more.", field)]
    if amount < least:
        what = "more of this fund" if held else "a first purchase"
        text = f"{_money(amount)} is less than the {_money(least)} that {what} takes."
        return [_no("amount_minimum", text, f"Enter {_money(least)} or more.", field)]
    if multiple > 0 and amount % multiple:
        below = amount - amount % multiple
        near = below if below >= least else below + multiple
        text = f"{_money(amount)} is no multiple of {_money(multiple)}."
        return [_no("amount_multiple", text, f"Enter {_money(near)}.", field)]
    return []


def _quantity(quantity: Decimal | None, scheme: Scheme, position: Position) -> list[Objection]:
    free = position.free
    if quantity is None or not quantity.is_finite() or quantity <= 0:
        return [
            _no("no_quantity", "There are no units.", f"Enter up to {_units(free)}.", "quantity")
        ]
    if quantity > free:
        parts = [f"held {_units(position.held)}"]
        parts += [f"pledged {_units(position.pledged)}"] if position.pledged else []
        parts += [f"in open redemptions {_units(position.redeeming)}"] if position.redeeming else []
        text = (
            f"{_units(quantity)} is more than the {_units(free)} units free ({', '.join(parts)})."
        )
        fix = f"Enter {_units(free)} or less." if free else ""
        return [_no("more_than_held", text, fix, "quantity")]
    if quantity == free:
        return []  # a whole redemption passes minimum and multiple: what is left is never dealt alone
    least, multiple = scheme.minimum_redemption, scheme.redemption_multiple
    if quantity < least:
        text = f"{_units(quantity)} is less than the {_units(least)} units that can be redeemed."
        return [_no("quantity_minimum", text, f"Enter {_units(least)} or all.", "quantity")]
    if multiple > 0 and quantity % multiple:
        below = max(quantity - quantity % multiple, least)
        text = f"{_units(quantity)} is no multiple of {_units(multiple)} units."
        return [_no("quantity_multiple", text, f"Enter {_units(below)} or all.", "quantity")]
    return []


def _frequency(frequency: SipFrequency, rules: FundRules) -> list[Objection]:
    if frequency in rules.frequencies:
        return []
    names = ", ".join(each.value for each in rules.frequencies)
    text = f"The broker takes no {frequency.value} SIP."
    return [_no("frequency", text, f"Choose one of: {names}.", "frequency")]


def _day(day: int, frequency: SipFrequency) -> list[Objection]:
    if frequency is SipFrequency.WEEKLY:
        if day == 0:
            return []
        text = "A weekly SIP has no day of the month."
        return [_no("day_weekly", text, "Leave the day out.", "day")]
    if 1 <= day <= LAST_DAY:
        return []
    text = f"The day is from 1 to {LAST_DAY}: every month has these."
    return [_no("day_range", text, f"Enter 1 to {LAST_DAY}.", "day")]


def _instalments(count: int, *, least: int) -> list[Objection]:
    if least <= count <= MOST_INSTALMENTS:
        return []
    done = f" ({least - 1} are done)" if least > 1 else ""
    text = f"The number of instalments is from {least} to {MOST_INSTALMENTS}{done}."
    return [_no("instalments", text, "Or let it run until stopped.", "instalments")]


def _unknown_scheme() -> Objection:
    text = "This fund is not in the broker's list."
    return _no("no_scheme", text, "Choose one from the search.", "scheme")


def _no(code: str, text: str, fix: str, field: str) -> Objection:
    return Objection(code=code, text=text, fix=fix, field=field)


def _money(value: Decimal) -> str:
    return f"₹{_units(value)}"


def _units(value: Decimal) -> str:
    return grouped(value.normalize()) if value else "0"
