"""On which day a fund order is dealt, whose NAV it gets, and what the state takes: pure.

Funds deal Monday to Friday whatever hours the exchange keeps. Orders in by 15:00 IST are dealt that
day, purchases of liquid funds by 13:30; liquid funds publish a NAV for every day and sell at that of
the day before. Stamp duty is 0.005 % of what buys units, so amount x 0.005 / 100.005 (since 2020-07).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from terminal.sim.session import ist_day, ist_second
from terminal.sim.types_orders import Side

_CUT_OFF_S = 15 * 3600
_LIQUID_CUT_OFF_S = 13 * 3600 + 1800
_DUTY = Decimal("0.005")
_PAISA = Decimal("0.01")


def is_business_day(day: int) -> bool:
    """True from Monday to Friday; `day` counts from 1970-01-01, a Thursday."""
    return (day + 3) % 7 < 5


def business_day(day: int, after: int = 0) -> int:
    """Return the day, or the next that deals, and then so many dealing days later."""
    while not is_business_day(day):
        day += 1
    for _ in range(after):
        day += 1
        while not is_business_day(day):
            day += 1
    return day


def published_day(day: int, *, liquid: bool) -> int:
    """Return the newest day up to `day` that has a NAV."""
    while not liquid and not is_business_day(day):
        day -= 1
    return day


def dealing_day(now_ns: int, side: Side, *, liquid: bool) -> int:
    """Return the day on which an order of this moment is dealt."""
    day, limit = ist_day(now_ns), _CUT_OFF_S
    if liquid and side is Side.BUY:
        limit = _LIQUID_CUT_OFF_S
    if is_business_day(day) and ist_second(now_ns) < limit:
        return day
    return business_day(day + 1)


def nav_day(dealt: int, side: Side, *, liquid: bool) -> int:
    """Return the day whose NAV an order gets that is dealt on a day."""
    if not liquid:
        return dealt
    return (dealt if side is Side.BUY else business_day(dealt + 1)) - 1


def stamp_duty(amount: Decimal) -> Decimal:
    """Return the duty that a purchase of `amount` rupees contains."""
    return (amount * _DUTY / (100 + _DUTY)).quantize(_PAISA, ROUND_HALF_UP)
