"""The one gate for every way to send an order: pure checks of an intent against facts and limits.

Called by the service as the user types and again at the moment of sending. Knows no broker by name,
no clock and no I/O. An objection of level NEVER cannot be overruled; ASK passes when confirmed.
Exits pass the kill switch and every limit; they still obey the exchange's rules (`orders/rules.py`).
"""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.account import ConfirmLevel
from terminal.domain.instrument import Instrument
from terminal.domain.order import Order, OrderChange, OrderIntent, OrderType, Side
from terminal.orders import words
from terminal.orders.rules import (
    Facts,
    Objection,
    broken_rules,
    is_exit,
    is_well_formed,
    requests_of,
    slices,
)

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


class Limits(Struct, frozen=True, kw_only=True):
    """Limits on entries, two levels each: `ask_*` wants a yes, `max_*` is never passed. None: off.

    Quantities in units, values in rupees (price x quantity x multiplier), percent from the last
    price, times in seconds, `duplicate_ms` in milliseconds. Day limits count this account's orders
    of the exchange's day. `ask_marketable`: ask before a limit that would fill at once.
    `confirm_above_value`: ask before any entry worth more; 0 asks always, None never.
    """

    ask_quantity: int | None = 20_000
    max_quantity: int | None = 500_000
    ask_value: Decimal | None = Decimal(1_000_000)
    max_value: Decimal | None = Decimal(10_000_000)
    ask_percent_from_market: Decimal | None = Decimal(3)
    max_percent_from_market: Decimal | None = Decimal(20)
    ask_percent_from_market_options: Decimal | None = Decimal(10)
    max_percent_from_market_options: Decimal | None = Decimal(60)
    ask_orders_per_day: int | None = 1_000
    max_orders_per_day: int | None = 4_000
    ask_quantity_per_day: int | None = None
    max_quantity_per_day: int | None = None
    ask_value_per_day: Decimal | None = Decimal(20_000_000)
    max_value_per_day: Decimal | None = Decimal(200_000_000)
    stale_after_s: float = 30.0
    duplicate_ms: int = 500
    ask_marketable: bool = True
    confirm_above_value: Decimal | None = None


def check(intent: OrderIntent, facts: Facts, limits: Limits) -> tuple[Objection, ...]:
    """Return every reason not to send this intent now; empty where it may go."""
    return tuple(_objections(intent, facts, limits))


def check_change(
    order: Order, change: OrderChange, facts: Facts, limits: Limits
) -> tuple[Objection, ...]:
    """Return every reason not to change a resting order so; `facts.reducible` leaves it out."""
    return tuple(_change_objections(order, change, facts, limits))


def value_of(intent: OrderIntent, instrument: Instrument, last: Decimal | None) -> Decimal | None:
    """Return what the order is worth in rupees; None where neither it nor the market has a price."""
    price = intent.price if intent.order_type.has_price else None
    price = price or last or intent.trigger_price
    return None if price is None else price * intent.quantity * instrument.multiplier


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
    counted = intent.reduces and facts.reducible is not None  # then the clamp stops a second click
    age = facts.duplicate_age_ms
    if not counted and age is not None and age < limits.duplicate_ms:
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
    yield from _sizes(intent, instrument, facts, limits)
    yield from _day(intent, instrument, facts, limits)
    yield from _age(instrument, facts, limits)
    yield from _distance(intent, instrument, facts, limits)
    yield from _budget(intent, facts)
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


def _sizes(
    intent: OrderIntent, instrument: Instrument, facts: Facts, limits: Limits
) -> Iterator[Objection]:
    yield from _levels(
        "quantity",
        Decimal(intent.quantity),
        limits.ask_quantity,
        limits.max_quantity,
        "quantity",
        money=False,
    )
    value = value_of(intent, instrument, facts.last)
    if value is not None:
        yield from _levels(
            "value", value, limits.ask_value, limits.max_value, "order value", money=True
        )


def _day(
    intent: OrderIntent, instrument: Instrument, facts: Facts, limits: Limits
) -> Iterator[Objection]:
    if facts.room is not None:
        yield from _levels(
            "orders_per_day",
            Decimal(facts.room.day_used + requests_of(intent, instrument)),
            limits.ask_orders_per_day,
            limits.max_orders_per_day,
            "number of orders today",
            money=False,
        )
    yield from _levels(
        "quantity_per_day",
        Decimal(facts.quantity_today + intent.quantity),
        limits.ask_quantity_per_day,
        limits.max_quantity_per_day,
        "quantity sent today",
        money=False,
    )
    yield from _levels(
        "value_per_day",
        facts.value_today + (value_of(intent, instrument, facts.last) or 0),
        limits.ask_value_per_day,
        limits.max_value_per_day,
        "value sent today",
        money=True,
    )


def _levels(
    code: str,
    value: Decimal,
    ask: Decimal | int | None,
    never: Decimal | int | None,
    name: str,
    *,
    money: bool,
) -> Iterator[Objection]:
    say = words.rupees if money else (lambda amount: words.count(int(amount)))
    field = "" if code.endswith("_per_day") else "quantity"
    if never is not None and value > never:
        yield Objection(
            code=f"max_{code}",
            text=f"The {name} would be {say(value)}; your limit is {say(Decimal(never))}.",
            fix="Lower the quantity, or raise the limit in the settings.",
            field=field,
        )
    elif ask is not None and value > ask:
        yield Objection(
            code=f"ask_{code}",
            text=f"The {name} would be {say(value)}; you asked to be warned above"
            f" {say(Decimal(ask))}.",
            fix="Lower the quantity, or confirm.",
            level=_ASK,
            field=field,
        )


def _age(instrument: Instrument, facts: Facts, limits: Limits) -> Iterator[Objection]:
    if facts.last is None or facts.age_s is None:
        yield Objection(
            code="no_price",
            text=f"No price of {instrument.symbol} has been seen, so its distance from the market"
            " cannot be checked.",
            fix="Wait for a price, or confirm.",
            level=_ASK,
            field="price",
        )
    elif facts.age_s > limits.stale_after_s:
        text = f"The last price of {instrument.symbol} is {facts.age_s:.0f} s old."
        if facts.age_s == float("inf"):
            text = f"The price of {instrument.symbol} is not live: the connection was lost."
        yield Objection(
            code="stale_price",
            text=text,
            fix="Wait for a live price, or confirm.",
            level=_ASK,
            field="price",
        )


def _distance(
    intent: OrderIntent, instrument: Instrument, facts: Facts, limits: Limits
) -> Iterator[Objection]:
    stop = intent.order_type.has_trigger
    last, price, trigger = facts.last, intent.price, intent.trigger_price
    buy, sign = intent.side is Side.BUY, intent.side.sign
    at_market = last if stop else None
    if at_market is not None and trigger is not None and (at_market - trigger) * sign >= 0:
        yield Objection(
            code="trigger_reached",
            text=f"The last price of {words.price(at_market, instrument)} is already beyond the"
            " trigger: the order would go off at once or be rejected.",
            fix=f"Move the trigger {'above' if buy else 'below'} the last price, or confirm.",
            level=_ASK,
            field="trigger_price",
        )
    if not intent.order_type.has_price or price is None:
        return
    # A stop's limit is measured from its own trigger: far from today's market is its purpose.
    market, name = (trigger, "trigger") if stop else (last, "last price")
    if market is not None and market > 0:
        yield from _far(price, market, name, instrument, facts, limits)
    if limits.ask_marketable and facts.touch is not None and not stop:
        bid, ask = facts.touch
        if (price > ask > 0) if buy else (0 < price < bid):
            best = f"best ask {words.price(ask, instrument)}"
            if not buy:
                best = f"best bid {words.price(bid, instrument)}"
            yield Objection(
                code="marketable",
                text=f"{words.price(price, instrument)} is beyond the {best}: it will fill like a"
                " market order.",
                fix=f"Use the {best}, or confirm.",
                level=_ASK,
                field="price",
            )


def _far(
    price: Decimal,
    market: Decimal,
    name: str,
    instrument: Instrument,
    facts: Facts,
    limits: Limits,
) -> Iterator[Objection]:
    if facts.touch is not None and 0 < facts.touch[0] <= price <= facts.touch[1]:
        return  # inside the spread is at the market, however old the last trade
    ask, never = limits.ask_percent_from_market, limits.max_percent_from_market
    if instrument.id.kind.is_option:
        ask = limits.ask_percent_from_market_options
        never = limits.max_percent_from_market_options
    percent = abs(price - market) / market * 100
    text = (
        f"{words.price(price, instrument)} is {percent:.1f} % from the {name}"
        f" {words.price(market, instrument)}"
    )
    if never is not None and percent > never:
        yield Objection(
            code="max_percent_from_market",
            text=f"{text}; your limit is {never:f} %.",
            fix="Move the price nearer, or raise the limit in the settings.",
            field="price",
        )
    elif ask is not None and percent > ask:
        yield Objection(
            code="ask_percent_from_market",
            text=f"{text}; you asked to be warned above {ask:f} %.",
            fix="Move the price nearer, or confirm.",
            level=_ASK,
            field="price",
        )


def _budget(intent: OrderIntent, facts: Facts) -> Iterator[Objection]:
    room = facts.room
    if room is None:
        return
    if room.day_used + requests_of(intent, facts.instrument) > room.day_limit:
        yield Objection(
            code="day_budget",
            text=f"{words.count(room.day_used)} orders were sent today; the rest of the broker's"
            " daily allowance is kept for exits.",
            fix="Only exits and cancels pass until tomorrow.",
        )
    if room.wait_s > 0:
        yield Objection(
            code="rate",
            text=f"{room.second_used} requests went out within a second; the rest of the broker's"
            " allowance is kept for exits and cancels.",
            fix=f"Send it again in {max(room.wait_s, 0.1):.1f} s.",
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
    lowers_only = replace(intent, quantity=before.quantity) == before
    lowers_only = lowers_only and intent.quantity < before.quantity
    if is_exit(intent, facts) or lowers_only or facts.instrument is None:
        return
    if facts.killed:
        yield _killed()
    if intent.quantity > before.quantity or intent.price != before.price:
        yield from _sizes(intent, facts.instrument, facts, limits)
    yield from _distance(intent, facts.instrument, facts, limits)
    if facts.room is not None and facts.room.wait_s > 0:
        yield from _budget(intent, replace(facts, room=replace(facts.room, day_used=0)))


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
