"""Limits that a person sets, and the checks of an entry against them and the broker's allowance.

Two levels each: ASK wants a yes, NEVER is not overruled. Pure; `guards` decides which orders are
entries and calls these. Exits never come here.
"""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import ConfirmLevel
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Objection
from terminal.domain.order import OrderIntent, Side
from terminal.orders import words
from terminal.orders.rules import Facts, requests_of

_ASK = ConfirmLevel.ASK


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


def value_of(intent: OrderIntent, instrument: Instrument, last: Decimal | None) -> Decimal | None:
    """Return what the order is worth in rupees; None where neither it nor the market has a price."""
    price = intent.price if intent.order_type.has_price else None
    price = price or last or intent.trigger_price
    return None if price is None else price * intent.quantity * instrument.multiplier


def check_sizes(
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


def check_day(
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


def check_age(instrument: Instrument, facts: Facts, limits: Limits) -> Iterator[Objection]:
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


def check_distance(
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


def check_budget(intent: OrderIntent, facts: Facts) -> Iterator[Objection]:
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
