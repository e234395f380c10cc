"""Where a trigger stands, its order's fate included: triggered, resting, filled, refused differ.

Pure functions over a trigger and the order that its firing placed.
"""

from enum import StrEnum

from terminal.domain.gtt import Gtt, GttResult, GttState
from terminal.domain.order import Order, OrderState


class GttStage(StrEnum):
    """What a person is told. The first three and the last two are ours, not the broker's."""

    WAITING = "waiting"  # rests and watches the price
    SENDING = "sending"  # written down; the request may be on its way
    UNKNOWN = "unknown"  # the reply was lost: being looked for
    TRIGGERED = "triggered"  # fired; its order is not (or no longer) in today's book
    RESTING = "resting"  # fired; its order waits at broker or exchange, nothing filled
    PARTLY_FILLED = "partly_filled"
    FILLED = "filled"
    ORDER_REJECTED = "order_rejected"  # fired; its order was refused
    ORDER_CANCELLED = "order_cancelled"  # fired; its order was cancelled or lapsed
    NO_ORDER = "no_order"  # fired, and no order exists: the result says why
    EXPIRED = "expired"
    CANCELLED = "cancelled"  # by the broker, e.g. after a corporate action
    DISABLED = "disabled"
    REJECTED = "rejected"  # the trigger itself was refused
    DELETED = "deleted"
    NOT_PLACED = "not_placed"  # proved absent from the broker's list

    @property
    def is_open(self) -> bool:
        """True while something may still happen by itself."""
        return self in _OPEN


_OPEN = frozenset(
    {
        GttStage.WAITING,
        GttStage.SENDING,
        GttStage.UNKNOWN,
        GttStage.TRIGGERED,
        GttStage.RESTING,
        GttStage.PARTLY_FILLED,
    }
)
_PLAIN = {
    GttState.SENDING: GttStage.SENDING,
    GttState.UNKNOWN: GttStage.UNKNOWN,
    GttState.NOT_PLACED: GttStage.NOT_PLACED,
    GttState.ACTIVE: GttStage.WAITING,
    GttState.DISABLED: GttStage.DISABLED,
    GttState.EXPIRED: GttStage.EXPIRED,
    GttState.CANCELLED: GttStage.CANCELLED,
    GttState.REJECTED: GttStage.REJECTED,
    GttState.DELETED: GttStage.DELETED,
}
_ENDED = {
    OrderState.COMPLETE: GttStage.FILLED,
    OrderState.REJECTED: GttStage.ORDER_REJECTED,
    OrderState.CANCELLED: GttStage.ORDER_CANCELLED,
    OrderState.LAPSED: GttStage.ORDER_CANCELLED,
    OrderState.NOT_PLACED: GttStage.NO_ORDER,
}


def fired(gtt: Gtt) -> tuple[int, GttResult] | None:
    """Return the leg that fired, by number, and what that led to; None before firing."""
    for number, result in enumerate(gtt.results):
        if result is not None:
            return number, result
    return None


def stage_of(gtt: Gtt, order: Order | None) -> GttStage:
    """Return the stage of a trigger; `order` is what its firing placed, None if not in the book."""
    if gtt.state is not GttState.TRIGGERED:
        return _PLAIN[gtt.state]
    leg = fired(gtt)
    if leg is None:
        return GttStage.TRIGGERED
    if leg[1].order_id is None:
        return GttStage.NO_ORDER
    if order is None:
        return GttStage.TRIGGERED
    if order.state in _ENDED:
        return _ENDED[order.state]
    return GttStage.PARTLY_FILLED if order.filled else GttStage.RESTING
