"""The alert editor's fields as values, and the terms they make. Pure: no widget, no service.

What a field allows is said while a person types; `gaps` names what is missing or cannot be read.
"""

from decimal import Decimal, InvalidOperation

from msgspec import Struct
from msgspec.structs import replace

from terminal.alerts.words import condition, suggested_name
from terminal.domain.alert import AlertMeasure, AlertOperator, AlertTerms
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.instrument import Instrument
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.ui import format as fmt

MEASURES = {
    AlertMeasure.LAST: "Price",
    AlertMeasure.CHANGE: "Change %",
    AlertMeasure.VOLUME: "Volume today",
    AlertMeasure.OPEN_INTEREST: "Open interest",
    AlertMeasure.PNL: "Profit and loss",
    AlertMeasure.FEED_AGE: "Age of the feed",
}
OPERATORS = {
    AlertOperator.AT_LEAST: "at least  ≥",
    AlertOperator.AT_MOST: "at most  ≤",
    AlertOperator.ABOVE: "above  >",
    AlertOperator.BELOW: "below  <",
    AlertOperator.CROSSES: "crosses",
    AlertOperator.EQUAL: "equal to  =",
}
UNITS = {
    AlertMeasure.LAST: "price",
    AlertMeasure.CHANGE: "percent of the previous close: 2 or -1.5",
    AlertMeasure.VOLUME: "units traded today",
    AlertMeasure.OPEN_INTEREST: "units",
    AlertMeasure.PNL: "rupees: -5000 is a loss",
    AlertMeasure.FEED_AGE: "seconds since the last tick",
}
EXAMPLES = {
    AlertMeasure.LAST: "",
    AlertMeasure.CHANGE: "2 or -1.5",
    AlertMeasure.VOLUME: "500000",
    AlertMeasure.OPEN_INTEREST: "100000",
    AlertMeasure.PNL: "-5000",
    AlertMeasure.FEED_AGE: "30",
}
"""What could be typed, as a placeholder."""
_CAPTIONS = {
    AlertMeasure.LAST: "Level",
    AlertMeasure.CHANGE: "Percent",
    AlertMeasure.VOLUME: "Units",
    AlertMeasure.OPEN_INTEREST: "Units",
    AlertMeasure.PNL: "Rupees",
    AlertMeasure.FEED_AGE: "Seconds",
}


class LegDraft(Struct, frozen=True, kw_only=True):
    """One order to place: None where a field is empty or unreadable. Quantity in units."""

    instrument: Instrument | None
    side: Side
    quantity: int | None
    order_type: OrderType
    price: Decimal | None
    product: Product | None


class AlertDraft(Struct, frozen=True, kw_only=True):
    """All fields. `level` and `hold` are as typed; `name` is empty for the suggested one."""

    account: AccountId | None
    instrument: Instrument | None
    measure: AlertMeasure
    operator: AlertOperator
    level: str
    hold: str
    name: str
    against: bool = False
    other: Instrument | None = None
    whole_account: bool = False
    once: bool = True
    local: bool = True
    legs: tuple[LegDraft, ...] = ()


def level_caption(measure: AlertMeasure) -> str:
    return _CAPTIONS[measure]


def number(text: str) -> Decimal | None:
    """Return a typed number, grouped and signed as people do; None for what is none."""
    clean = text.strip().replace(",", "").replace("₹", "").replace("%", "").replace("−", "-")
    try:
        value = Decimal(clean)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**12 else None


def gaps(draft: AlertDraft) -> dict[str, str]:
    """Return field → what is missing there before anything can be checked."""
    found: dict[str, str] = {}
    if draft.account is None:
        found["account"] = "Log in to an account first."
    whole = draft.measure is AlertMeasure.PNL and draft.whole_account
    if draft.instrument is None and not whole:
        found["instrument"] = "Choose an instrument."
    if draft.against:
        if draft.other is None:
            found["level"] = "Choose the other instrument."
    elif not draft.level.strip():
        found["level"] = "Enter a level."
    elif number(draft.level) is None:
        found["level"] = f"{draft.level.strip()!r} is no number."
    if draft.hold.strip() and number(draft.hold) is None:
        found["hold_s"] = f"{draft.hold.strip()!r} is no number of seconds."
    for place, leg in enumerate(draft.legs, start=1):
        if leg.instrument is None or not leg.instrument.tradable:
            found["orders"] = f"Order {place}: choose an instrument that trades."
        elif not leg.quantity:
            found["orders"] = f"Order {place}: enter a quantity."
        elif leg.order_type.has_price and leg.price is None:
            found["orders"] = f"Order {place}: enter a price."
        elif leg.product is None:
            found["orders"] = f"Order {place}: choose a product."
    return found


def make_terms(
    draft: AlertDraft, client_id: ClientOrderId, leg_ids: tuple[ClientOrderId, ...]
) -> AlertTerms:
    """Return the terms of a draft without gaps. `leg_ids` name its orders."""
    assert draft.account is not None
    whole = draft.measure is AlertMeasure.PNL and draft.whole_account
    terms = AlertTerms(
        client_id=client_id,
        account=draft.account,
        name=draft.name.strip(),
        instrument=None if whole or draft.instrument is None else draft.instrument.id,
        operator=draft.operator,
        level=Decimal(0) if draft.against else (number(draft.level) or Decimal(0)),
        other=draft.other.id if draft.against and draft.other is not None else None,
        measure=draft.measure,
        hold_s=float(number(draft.hold) or 0),
        orders=tuple(
            _order(leg, draft.account, leg_id)
            for leg, leg_id in zip(draft.legs, leg_ids, strict=True)
        ),
        local=draft.local,
        once=draft.once,
    )
    return terms if terms.name else replace(terms, name=suggested_name(terms, fmt.instrument))


def sentence(terms: AlertTerms) -> str:
    """Return what the button does: the condition, and what follows."""
    text = condition(terms, fmt.instrument)
    if not terms.orders:
        return f"Alert me when {text}"
    count = len(terms.orders)
    return f"When {text}, place {count} {'order' if count == 1 else 'orders'}"


def order_sentence(order: OrderIntent) -> str:
    """Return an order as one line: Buy 10 INFY at 1,500.00, limit, CNC."""
    at = f"at {fmt.price(order.price)}" if order.price is not None else "at market"
    return (
        f"{fmt.label(order.side)} {fmt.quantity(order.quantity)} {fmt.instrument(order.instrument)} "
        f"{at}, {fmt.label(order.order_type).lower()}, {fmt.label(order.product)}"
    )


def _order(leg: LegDraft, account: AccountId, client_id: ClientOrderId) -> OrderIntent:
    assert leg.instrument is not None
    assert leg.product is not None
    return OrderIntent(
        client_id=client_id,
        account=account,
        instrument=leg.instrument.id,
        side=leg.side,
        quantity=leg.quantity or 0,
        order_type=leg.order_type,
        product=leg.product,
        price=leg.price if leg.order_type.has_price else None,
    )
