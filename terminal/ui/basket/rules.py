"""What each field of a leg must obey, in words, and how its cells read. Pure, no Qt."""

from decimal import Decimal

from terminal.baskets.basket import Leg
from terminal.domain.instrument import Instrument
from terminal.domain.order import OrderType
from terminal.ui import format as fmt
from terminal.ui.ticket import rules

EDITABLE = ("side", "quantity", "type", "price", "trigger", "product")
"""Column keys that can be edited in place, in the order in which Tab visits them."""


def can_edit(leg: Leg, column: str) -> bool:
    """True where a leg's cell takes an edit now: a market order has no price."""
    if column == "price":
        return leg.order_type.has_price
    if column == "trigger":
        return leg.order_type.has_trigger
    return column in EDITABLE


def quantity_text(quantity: int, instrument: Instrument | None) -> str:
    """Return '10', or lots and their size where there are lots: '2 × 65', '70' for an odd lot."""
    lot = 1 if instrument is None else instrument.lot_size
    if lot > 1 and quantity % lot == 0:
        return f"{fmt.quantity(quantity // lot)} × {fmt.quantity(lot)}"
    return fmt.quantity(quantity)


def rule(leg: Leg, column: str, instrument: Instrument | None) -> str:
    """Return what a field takes, in one line; '' for a column that is not edited."""
    if column == "side":
        return "Space or Enter turns buy into sell."
    if column == "type":
        return rules.ORDER_TYPE_HELP[leg.order_type] + "."
    if column == "product":
        return rules.PRODUCT_HELP.get(leg.product, "") + "."
    if instrument is None:
        return "Not in the day's list of instruments."
    if column == "quantity":
        return quantity_rule(leg.quantity, instrument)
    if column in {"price", "trigger"}:
        if not can_edit(leg, column):
            what = "price" if column == "price" else "trigger"
            kind = rules.ORDER_TYPE_TEXT[leg.order_type]
            return f"{kind} has no {what}: choose another type first."
        return f"Tick {instrument.grid.step:f}: a multiple of it. ↑ ↓ move one tick, Shift five."
    return ""


def quantity_rule(quantity: int | None, instrument: Instrument) -> str:
    """Return the lot rule, and what the typed quantity comes to."""
    lot = instrument.lot_size
    if lot > 1:
        text = f"Lots of {fmt.quantity(lot)}; 70u means units"
        if quantity:
            whole, rest = divmod(quantity, lot)
            found = f"{fmt.quantity(whole)} × {fmt.quantity(lot)} = {fmt.quantity(quantity)} units"
            text = found if rest == 0 else f"{fmt.quantity(quantity)} is no multiple of {lot}"
    else:
        text = "Whole units"
    if instrument.freeze_quantity:
        text += f" · at most {fmt.quantity(instrument.freeze_quantity)} in one order"
    return f"{text}."


def price_problem(price: Decimal | None, instrument: Instrument) -> str:
    """Return what is wrong with a typed price, '' where nothing is."""
    if price is None:
        return "Enter a price."
    if price <= 0:
        return "A price is above 0."
    if not instrument.grid.is_legal(price):
        near = instrument.grid.snap(price)
        return f"Not on the tick of {instrument.grid.step:f}: {near:f} will be taken."
    return ""


def price_text(leg: Leg, instrument: Instrument | None) -> str:
    if leg.order_type in {OrderType.MARKET, OrderType.SL_M}:
        return "market"
    return fmt.price(leg.price, 2 if instrument is None else instrument.grid.decimals)


def trigger_text(leg: Leg, instrument: Instrument | None) -> str:
    if not leg.order_type.has_trigger:
        return ""
    return fmt.price(leg.trigger_price, 2 if instrument is None else instrument.grid.decimals)
