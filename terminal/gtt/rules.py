"""Arithmetic and sentences of triggers: default limit, distance, what one means in plain words."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttRules
from terminal.domain.instrument import Instrument
from terminal.domain.order import OrderType, Side
from terminal.gtt import words

BEYOND = Decimal("0.005")
BEYOND_TICKS = 5
_HUNDRED = Decimal(100)
_IST = timedelta(hours=5, minutes=30)
NEEDS_THIS_COMPUTER = (
    "This broker keeps no triggers: the terminal watches them, which needs this computer to be on."
)


def default_limit(trigger: Decimal, side: Side, instrument: Instrument) -> Decimal:
    """Return a limit beyond the trigger, so that the order fills as the price runs through it.

    A buy's is above, a sell's below, by the larger of 0.5 % and 5 ticks, snapped further beyond;
    never below one tick.
    """
    step = instrument.grid.step
    away = max(trigger * BEYOND, step * BEYOND_TICKS)
    if side is Side.BUY:
        return instrument.grid.snap(trigger + away, ROUND_CEILING)
    return max(step, instrument.grid.snap(trigger - away, ROUND_FLOOR))


def distance_percent(trigger: Decimal, last: Decimal) -> Decimal | None:
    """Return how far the price has to move to the trigger, in percent of the last price, signed.

    Above zero: it has to rise. None where no last price is known.
    """
    if not last.is_finite() or last <= 0:
        return None
    return (trigger - last) / last * _HUNDRED


def at_percent(last: Decimal, percent: Decimal, instrument: Instrument) -> Decimal:
    """Return the legal price that lies `percent` from the last price: the editor's other unit."""
    return instrument.grid.snap(last * (1 + percent / _HUNDRED))


def is_beyond(leg: GttLeg) -> bool:
    """True where a leg's limit gives room past its trigger."""
    if leg.side is Side.BUY:
        return leg.price > leg.trigger_price
    return leg.price < leg.trigger_price


def rises(kind: GttKind, number: int, trigger: Decimal, last: Decimal) -> bool:
    """True where a leg fires as the price rises to it; of two legs the second does."""
    return number == 1 if kind is GttKind.TWO_LEG else trigger > last


def reached(gtt: Gtt, price: Decimal) -> int | None:
    """Return the number of the leg that fires at this price, the lower one first, else None."""
    for number, leg in enumerate(gtt.legs):
        trigger = leg.trigger_price
        rising = rises(gtt.kind, number, trigger, gtt.last_price)
        if price >= trigger if rising else price <= trigger:
            return number
    return None


def describe(gtt: Gtt | GttIntent) -> str:
    """Return what a trigger does, as one plain sentence."""
    symbol = gtt.symbol if isinstance(gtt, Gtt) else gtt.instrument.symbol
    parts = [
        _leg_words(leg, symbol, rising=rises(gtt.kind, number, leg.trigger_price, gtt.last_price))
        for number, leg in enumerate(gtt.legs)
    ]
    if len(parts) == 2:
        return (
            f"{parts[0]}, or {parts[1][0].lower()}{parts[1][1:]}; the first to fire ends the other."
        )
    return f"{parts[0]}." if parts else ""


def lifetime(rules: GttRules, instrument: Instrument, now_ns: int) -> str:
    """Return how long a trigger made now would wait, as a sentence with the last day (IST)."""
    today = (datetime.fromtimestamp(now_ns // 10**9, UTC) + _IST).date()
    last = today + timedelta(days=rules.expires_days)
    expiry = instrument.id.expiry
    if expiry is not None and expiry < last:
        return f"It waits until the contract ends on {_day(expiry)} at the latest."
    year = rules.expires_days in {365, 366}
    span = "one year" if year else f"{rules.expires_days} days"
    return f"It waits for {span}, until {_day(last)}."


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _leg_words(leg: GttLeg, symbol: str, *, rising: bool) -> str:
    way = "rises" if rising else "falls"
    what = f"{leg.side.value} {words.count(leg.quantity)}"
    how = "at market" if leg.order_type is OrderType.MARKET else f"at {words.price(leg.price)}"
    product = leg.product.value.upper()
    return f"When {symbol} {way} to {words.price(leg.trigger_price)}, {what} {how} ({product})"
