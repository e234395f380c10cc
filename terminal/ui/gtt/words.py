"""What a trigger waits for, what it will place and how it stands, in a trader's words. Pure, no Qt.

"Triggered" alone says nothing about a fill, so every stage has words and a mark of its own.
"""

from collections.abc import Sequence
from decimal import Decimal
from math import nan

from terminal.domain.gtt import Gtt, GttKind, GttLeg, GttRules
from terminal.domain.instrument import Instrument
from terminal.domain.order import Order, Product, Side
from terminal.gtt.stages import GttStage
from terminal.ui import format as fmt
from terminal.ui.link import GttRequest
from terminal.ui.ticket.draft import quantity_text

DAY_NS = 86_400_000_000_000
_SHOWS_PARTS = frozenset({GttStage.PARTLY_FILLED})

STAGE_WORDS = {
    GttStage.WAITING: "Waiting",
    GttStage.SENDING: "Sending",
    GttStage.UNKNOWN: "Unknown, checking",
    GttStage.TRIGGERED: "Triggered, order not seen",
    GttStage.RESTING: "Triggered, order resting",
    GttStage.PARTLY_FILLED: "Triggered, partly filled",
    GttStage.FILLED: "Triggered and filled",
    GttStage.ORDER_REJECTED: "Triggered, order refused",
    GttStage.ORDER_CANCELLED: "Triggered, order cancelled",
    GttStage.NO_ORDER: "Triggered, no order placed",
    GttStage.EXPIRED: "Expired",
    GttStage.CANCELLED: "Cancelled by the broker",
    GttStage.DISABLED: "Disabled by the broker",
    GttStage.REJECTED: "Refused",
    GttStage.DELETED: "Deleted",
    GttStage.NOT_PLACED: "Not placed",
}
STAGE_HINTS = {
    GttStage.WAITING: "It waits for its price. Nothing has been ordered.",
    GttStage.SENDING: "The request is on its way.",
    GttStage.UNKNOWN: "The reply was lost. The broker's list is being read; it is not sent again.",
    GttStage.TRIGGERED: "The price was touched. Its order is not in today's order book (yet).",
    GttStage.RESTING: "The price was touched and its order was placed. It has not filled.",
    GttStage.PARTLY_FILLED: "The price was touched and a part of its order has filled.",
    GttStage.FILLED: "The price was touched and its order has filled.",
    GttStage.ORDER_REJECTED: "The price was touched, but its order was refused: you hold what you held.",
    GttStage.ORDER_CANCELLED: "The price was touched, but its order was cancelled.",
    GttStage.NO_ORDER: "The price was touched, but no order could be placed.",
    GttStage.EXPIRED: "Its year is over. Nothing was ordered.",
    GttStage.CANCELLED: "The broker took it away, for example after a corporate action.",
    GttStage.DISABLED: "The broker does not watch it any more. Delete it and create it anew.",
    GttStage.REJECTED: "The broker did not take it.",
    GttStage.DELETED: "You deleted it.",
    GttStage.NOT_PLACED: "The broker does not have it: nothing was placed.",
}
STAGE_COLOR = {
    GttStage.WAITING: "text",
    GttStage.SENDING: "amber",
    GttStage.UNKNOWN: "amber",
    GttStage.TRIGGERED: "amber",
    GttStage.RESTING: "accent",
    GttStage.PARTLY_FILLED: "accent",
    GttStage.FILLED: "text",
    GttStage.ORDER_REJECTED: "bad",
    GttStage.ORDER_CANCELLED: "amber",
    GttStage.NO_ORDER: "bad",
    GttStage.EXPIRED: "muted",
    GttStage.CANCELLED: "amber",
    GttStage.DISABLED: "amber",
    GttStage.REJECTED: "bad",
    GttStage.DELETED: "muted",
    GttStage.NOT_PLACED: "muted",
}
STAGE_MARK = {
    GttStage.WAITING: "ring",
    GttStage.SENDING: "dots",
    GttStage.UNKNOWN: "dots",
    GttStage.TRIGGERED: "half",
    GttStage.RESTING: "half",
    GttStage.PARTLY_FILLED: "half",
    GttStage.FILLED: "disc",
    GttStage.ORDER_REJECTED: "cross",
    GttStage.ORDER_CANCELLED: "cross",
    GttStage.NO_ORDER: "cross",
    GttStage.REJECTED: "cross",
}
"""What is drawn before the words; stages that are over and quiet have nothing."""

OPEN_STAGES = frozenset(
    {
        GttStage.WAITING,
        GttStage.SENDING,
        GttStage.UNKNOWN,
        GttStage.TRIGGERED,
        GttStage.RESTING,
        GttStage.PARTLY_FILLED,
        GttStage.DISABLED,
    }
)
"""Stages in which something may still happen: the panel's "Active"."""
WAITING_STAGES = frozenset({GttStage.WAITING, GttStage.SENDING, GttStage.UNKNOWN})
"""Stages in which a distance to the trigger means something."""


def stage_words(stage: GttStage, order: Order | None) -> str:
    """Return a stage in words, with the filled part where there is one."""
    if stage in _SHOWS_PARTS and order is not None:
        filled, whole = fmt.quantity(order.filled), fmt.quantity(order.quantity)
        return f"Triggered, {filled} of {whole} filled"
    return STAGE_WORDS[stage]


def condition_words(gtt: Gtt, decimals: int = 2) -> str:
    """Return 'falls to 1,450.00', or both legs of a two-leg."""
    if gtt.kind is GttKind.TWO_LEG and len(gtt.legs) == 2:
        low, high = (fmt.price(leg.trigger_price, decimals) for leg in gtt.legs)
        return f"falls to {low} or rises to {high}"
    trigger = gtt.legs[0].trigger_price
    rises = trigger > gtt.last_price
    return f"{'rises' if rises else 'falls'} to {fmt.price(trigger, decimals)}"


def order_words(gtt: Gtt, instrument: Instrument | None) -> str:
    """Return the order it will place: 'Sell 10 @ 1,480.00 CNC', both where the legs differ."""
    decimals = instrument.grid.decimals if instrument is not None else 2
    legs = gtt.legs
    head = f"{fmt.label(legs[0].side)} {quantity_text(legs[0].quantity, instrument)}"
    same = all((g.side, g.quantity) == (legs[0].side, legs[0].quantity) for g in legs)
    if same:
        prices = " or ".join(leg_price(leg, decimals) for leg in legs)
        return f"{head} @ {prices} {fmt.label(legs[0].product)}"
    parts = (
        f"{fmt.label(g.side)} {quantity_text(g.quantity, instrument)} @ {leg_price(g, decimals)}"
        for g in legs
    )
    return f"{' or '.join(parts)} {fmt.label(legs[0].product)}"


def leg_price(leg: GttLeg, decimals: int) -> str:
    return fmt.price(leg.price, decimals) if leg.order_type.has_price else "market"


def distance(triggers: Sequence[float], last: float) -> float:
    """Return the percent that the price has to move to the nearest trigger; NaN if not known."""
    if not last > 0:  # NaN as well
        return nan
    if len(triggers) == 1:
        return (triggers[0] / last - 1) * 100
    return min(((trigger / last - 1) * 100 for trigger in triggers), key=abs)


def side_of(gtt: Gtt) -> Side:
    return gtt.legs[0].side


def expiry_words(expires_ns: int, now_ns: int) -> str:
    """Return '21 Nov 2027 · 365 d', the days being those left; a dash where nobody says."""
    if expires_ns <= 0:
        return fmt.NONE
    return f"{fmt.date_ist(expires_ns)} · {days_left(expires_ns, now_ns)} d"


def days_left(expires_ns: int, now_ns: int) -> int:
    return max(0, -(-(expires_ns - now_ns) // DAY_NS))


def percent_from(last: Decimal | None, trigger: Decimal | None) -> Decimal | None:
    """Return how far a trigger is from the last price in percent, two digits."""
    if last is None or last <= 0 or trigger is None:
        return None
    return ((trigger / last - 1) * 100).quantize(Decimal("0.01"))


def product_note(request: GttRequest, chosen: Product | None) -> str:
    """Return why a protection will not close its position, '' where it will."""
    wanted = request.product
    if not request.protects or wanted is None or chosen is None or wanted is chosen:
        return ""
    return (
        f"A trigger takes no {fmt.label(wanted)} here: this {fmt.label(chosen)} order will not"
        f" close the {fmt.label(wanted)} position."
    )


def promise(taken: GttRules, now_ns: int, expires_ns: int = 0) -> str:
    """Return until when a trigger waits, and where; `expires_ns` 0 for one that is still to be made."""
    ends = expires_ns or now_ns + taken.expires_days * DAY_NS
    words = f"Expires {fmt.date_ist(ends)}."
    if taken.local:
        return f"Watched by this program: needs this computer to be on. {words}"
    return f"{words} Nothing is blocked or paid until it triggers."
