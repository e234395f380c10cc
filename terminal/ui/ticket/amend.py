"""The ticket while it changes a resting order: what may be sent, and what the button says."""

from terminal.domain.ids import InstrumentId
from terminal.domain.notice import Objection
from terminal.domain.order import Order
from terminal.orders.service import OrderService
from terminal.ui import format as fmt
from terminal.ui.ticket.draft import Draft, change, change_sentence, gaps, is_empty


def objections(orders: OrderService, order: Order | None, draft: Draft) -> tuple[Objection, ...]:
    """Return what stands against the change; nothing while nothing is changed."""
    if order is None or not order.state.is_working:
        return ()
    wanted = change(draft, order)
    return () if is_empty(wanted) else orders.check_change(order.key, wanted)


def may_leave(order: Order | None, draft: Draft, to: InstrumentId) -> bool:
    """True where selecting another instrument loses no change that somebody has begun to type."""
    if order is None:
        return True
    if order.instrument == to:
        return False
    return not order.state.is_working or (not gaps(draft) and is_empty(change(draft, order)))


def button(order: Order | None, draft: Draft, *, blocked: bool) -> tuple[str, bool]:
    """Return the submit button's text and whether there is anything to send.

    An order that ended leaves a dead button: the same press must never become a new order.
    """
    if order is None or not order.state.is_working:
        word = fmt.label(order.state).lower() if order is not None else "gone"
        return f"The order is {word}: nothing to change", False
    if blocked:
        return change_sentence(draft, order), False
    if is_empty(change(draft, order)):
        return "Change something to modify the order", False
    return change_sentence(draft, order), True
