"""When an order ends or begins by itself: the minutes it has left, the session it waits for. Pure.

Exchange holidays are not known here; what is said about the next session says so.
"""

from datetime import datetime, time, timedelta

from terminal.domain.order import Order, OrderState, Validity
from terminal.ui import format as fmt

_NS = 1_000_000_000
_EARLY = frozenset({"MCX", "NCO", "CDS", "BCD", "NCDEX"})
_SATURDAY = 5


def left_s(order: Order, now_ns: int) -> int | None:
    """Return the seconds a short-lived order has left, None for any other or one that has ended.

    Counted from when it was placed; the exchange counts from when it arrived, a moment later.
    """
    counts = order.validity is Validity.TTL and order.ttl_minutes and order.placed_ns
    if not counts or order.state.is_terminal:
        return None
    ends_ns = order.placed_ns + order.ttl_minutes * 60 * _NS
    return max(0, -(-(ends_ns - now_ns) // _NS))


def left_words(order: Order, now_ns: int) -> str:
    """Return '4:07 left', 'ending now', or '' where no time runs out."""
    seconds = left_s(order, now_ns)
    if seconds is None:
        return ""
    if not seconds:
        return "ending now"
    hours, minutes = divmod(seconds // 60, 60)
    clock = f"{hours}:{minutes:02d}" if hours else str(minutes)
    return f"{clock}:{seconds % 60:02d} left"


def opens(venue: str, now_ns: int) -> datetime:
    """Return when an exchange opens next, in IST: weekdays, holidays not known."""
    now = datetime.fromtimestamp(now_ns / _NS, fmt.IST)
    at = time(9, 0) if venue in _EARLY else time(9, 15)
    day = now.date() if now.time() < at else now.date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, at, fmt.IST)


def waiting_words(order: Order, now_ns: int) -> str:
    """Return when an after-market order goes to the exchange, '' for any other."""
    if order.state is not OrderState.PARKED:
        return ""
    when = opens(order.instrument.venue, now_ns)
    return (
        f"Goes to the exchange when it opens: {when:%a} {when.day} {when:%b, %H:%M}, unless that is"
        " a holiday. Until then it can be changed and cancelled."
    )
