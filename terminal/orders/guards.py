"""The one gate for every way to send an order: pure checks of an intent against facts and limits.

Called by the service as the user types and again at the moment of sending. Knows no broker by name,
no clock and no I/O. An objection of level NEVER cannot be overruled; ASK passes when confirmed.
Exits pass the kill switch and every limit (`limits`); they still obey the exchange's rules (`rules`).
"""

from collections.abc import Iterator

from msgspec.structs import replace

from terminal.domain.account import ConfirmLevel
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderIntent,
    OrderState,
    OrderType,
)
from terminal.orders import words
from terminal.orders.limits import (
    Limits,
    check_age,
    check_budget,
    check_day,
    check_distance,
    check_sizes,
    value_of,
)
from terminal.orders.rules import Facts, broken_rules, is_exit, is_well_formed, slices

__all__ = ["Facts", "Limits", "Objection", "check", "check_change", "is_exit", "slices", "value_of"]

_EDITABLE = (
    "quantity",
    "price",
    "trigger_price",
    "order_type",
    "validity",
    "disclosed_quantity",
    "market_protection",
)
_ASK = ConfirmLevel.ASK
_NEVER = ConfirmLevel.NEVER


def check(intent: OrderIntent, facts: Facts, limits: Limits) -> tuple[Objection, ...]:
    """Return every reason not to send this intent now; empty where it may go."""
    return tuple(_objections(intent, facts, limits))


def check_change(
    order: Order, change: OrderChange, facts: Facts, limits: Limits
) -> tuple[Objection, ...]:
    """Return every reason not to change a resting order so; `facts.reducible` leaves it out."""
    return tuple(_change_objections(order, change, facts, limits))


def changed_intent(order: Order, change: OrderChange) -> OrderIntent:
    """Return the order as it would read after the change, in the form that the rules check."""
    base = order.intent or _intent_of(order)
    kind = change.order_type or _resting_type(order)
    protection = change.market_protection
    disclosed = change.disclosed_quantity
    return replace(
        base,
        quantity=order.quantity if change.quantity is None else change.quantity,
        order_type=kind,
        price=(change.price or order.price or None) if kind.has_price else None,
        trigger_price=change.trigger_price or order.trigger_price or None,
        validity=change.validity or order.validity,
        disclosed_quantity=order.disclosed_quantity if disclosed is None else disclosed,
        market_protection=base.market_protection if protection is None else protection,
    )


def _objections(intent: OrderIntent, facts: Facts, limits: Limits) -> Iterator[Objection]:
    if facts.closing:
        yield Objection(
            code="closing",
            text="The terminal is closing and sends no more orders.",
            fix="Start it again.",
        )
    if facts.known:
        yield Objection(
            code="already_sent",
            text="This order was sent before.",
            fix="Look at its row in the order book; make a new order if you want another one.",
        )
    if facts.capabilities is None:
        yield Objection(
            code="no_account",
            text=f"The account {intent.account} is not logged in.",
            fix="Log in, or choose another account.",
            field="account",
        )
    sizes = list(_exit_size(intent, facts))
    yield from sizes
    # "Nothing is left" explains a quantity of 0 better than "must be above zero".
    yield from (o for o in broken_rules(intent, facts) if not (sizes and o.code == "quantity"))
    exit_order = is_exit(intent, facts)
    if not exit_order and facts.instrument is not None and is_well_formed(intent):
        yield from _entry(intent, facts.instrument, facts, limits)
    # An exit whose position is known is cut to what is left: the second click finds nothing.
    if not intent.reduces or facts.reducible is None:
        yield from _twice(facts, limits)


def _twice(facts: Facts, limits: Limits) -> Iterator[Objection]:
    age = facts.duplicate_age_ms
    if facts.twin is OrderState.UNKNOWN:
        yield Objection(
            code="unknown_twin",
            text="The same order was sent and its reply was lost: it is being checked whether the"
            " broker has it. Sending it again could double it.",
            fix="Wait until its row says what became of it, usually 15 s.",
        )
    elif facts.twin is not None:
        yield Objection(
            code="duplicate",
            text="The same order is on its way and not answered yet.",
            fix="Send it only if you want it twice.",
            level=_ASK,
        )
    elif age is not None and age < limits.duplicate_ms:
        yield Objection(
            code="duplicate",
            text=f"The same order was sent {age:.0f} ms ago.",
            fix="Send it only if you want it twice.",
            level=_ASK,
        )


def _exit_size(intent: OrderIntent, facts: Facts) -> Iterator[Objection]:
    held = facts.reducible
    if not intent.reduces or held is None or 0 < intent.quantity <= held:
        return
    if held == 0:
        yield Objection(
            code="nothing_to_exit",
            text="Nothing is left to close: the position is flat or exits for all of it are open.",
            fix="Cancel the open exit orders first if you want another price.",
            field="quantity",
        )
    elif intent.quantity > held:
        yield Objection(
            code="exceeds_position",
            text=f"Only {words.count(held)} are left to close.",
            fix=f"Enter at most {words.count(held)}.",
            field="quantity",
        )


def _entry(
    intent: OrderIntent, instrument: Instrument, facts: Facts, limits: Limits
) -> Iterator[Objection]:
    if facts.killed:
        yield _killed()
    yield from check_sizes(intent, instrument, facts, limits)
    yield from check_day(intent, instrument, facts, limits)
    yield from check_age(instrument, facts, limits)
    yield from check_distance(intent, instrument, facts, limits)
    yield from check_budget(intent, facts)
    value = value_of(intent, instrument, facts.last)
    above = limits.confirm_above_value
    if above is not None and (value is None or value > above):
        worth = "of unknown value" if value is None else f"worth {words.rupees(value)}"
        yield Objection(
            code="confirm",
            text=f"This order is {worth}.",
            fix="Look at it once more and confirm.",
            level=_ASK,
        )


def _killed() -> Objection:
    return Objection(
        code="killed",
        text="The kill switch is on: only exits and cancels pass.",
        fix="Release the kill switch to trade again.",
    )


def _change_objections(
    order: Order, change: OrderChange, facts: Facts, limits: Limits
) -> Iterator[Objection]:
    intent = changed_intent(order, change)
    before = changed_intent(order, OrderChange())
    if intent == before and change.market_protection is None:
        yield Objection(
            code="no_change", text="Nothing would change.", fix="Edit a field, or close the editor."
        )
    if change.quantity is not None and order.filled and change.quantity <= order.filled:
        yield Objection(
            code="below_filled",
            text=f"{words.count(order.filled)} of it are filled already.",
            fix=f"Enter more than {words.count(order.filled)}, or cancel the rest.",
            field="quantity",
        )
    most = 25 if facts.capabilities is None else facts.capabilities.modifications_per_order
    if order.modifications >= most:
        yield Objection(
            code="modifications",
            text=f"The order was changed {order.modifications} times; the broker takes no more.",
            fix="Cancel it and place a new one.",
        )
    # Slicing happens at placement only: a change above the freeze limit is refused. What the change
    # does not touch is the order's past and no reason to keep it from being changed.
    touched = _touched(before, intent)
    for objection in broken_rules(replace(intent, slice_above_freeze=False), facts):
        if objection.field in touched:
            yield objection
    if not is_well_formed(intent):
        return
    # What is filled already has changed the position: only the rest can close more of it.
    rest = replace(intent, quantity=max(0, intent.quantity - order.filled))
    if intent.quantity > before.quantity:
        yield from _exit_size(rest, facts)
    lowers_only = replace(intent, quantity=before.quantity) == before
    lowers_only = lowers_only and intent.quantity < before.quantity
    if is_exit(rest, facts) or lowers_only or facts.instrument is None:
        return
    if facts.killed:
        yield _killed()
    if intent.quantity > before.quantity or intent.price != before.price:
        yield from check_sizes(intent, facts.instrument, facts, limits)
    yield from check_distance(intent, facts.instrument, facts, limits)
    if facts.room is not None and facts.room.wait_s > 0:
        yield from check_budget(intent, replace(facts, room=replace(facts.room, day_used=0)))


def _resting_type(order: Order) -> OrderType:
    # A market order that did not fill at once rests as a limit; its row keeps the label MARKET.
    if order.price <= 0 or order.order_type.has_price:
        return order.order_type
    return OrderType.LIMIT if order.order_type is OrderType.MARKET else OrderType.SL


def _touched(before: OrderIntent, after: OrderIntent) -> set[str]:
    fields = {name for name in _EDITABLE if getattr(before, name) != getattr(after, name)}
    if "order_type" in fields:
        fields |= {"price", "trigger_price", "market_protection"}
    if {"price", "trigger_price"} & fields:
        fields |= {"price", "trigger_price"}
    return fields | {"instrument"}


def _intent_of(order: Order) -> OrderIntent:
    # An order placed elsewhere has no intent; this one is only read by rules and never sent.
    legs = None if order.iceberg is None else order.iceberg.legs
    return OrderIntent(
        client_id="",  # type: ignore[arg-type]
        account=order.account,
        instrument=order.instrument,
        side=order.side,
        quantity=order.quantity,
        order_type=order.order_type,
        product=order.product,
        variety=order.variety,
        validity=order.validity,
        ttl_minutes=1,
        iceberg_legs=legs,
        auction_number="elsewhere",
    )
