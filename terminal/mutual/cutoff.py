"""When a fund order must be in, and whose day's NAV it then gets. Pure; all times of day are Indian.

Rules of the regulator, as brokers publish them (read 2026-11): 15:00 for every order, 13:30 for buying
liquid and overnight funds, which get the NAV of the day before the day they are dealt on. Exchange
holidays are not known here, and the text says so.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

from msgspec import Struct

from terminal.domain.mutual import Scheme
from terminal.domain.order import Side

IST = timezone(timedelta(hours=5, minutes=30), "IST")
CLOSES = time(15, 0)
CLOSES_LIQUID = time(13, 30)
HOLIDAYS = "Exchange holidays are not known here: on one, the next working day counts."
_LIQUID = ("liquid", "overnight")
_NS = 1_000_000_000
_DAY = timedelta(days=1)


class CutOff(Struct, frozen=True, kw_only=True):
    """The next cut-off (UTC ns), the day whose NAV an order gets that is in by then, and a sentence."""

    closes_ns: int
    nav_day: date
    text: str


def is_liquid(scheme: Scheme) -> bool:
    """Return whether a fund is dealt by the rules of liquid and overnight funds."""
    category, name = scheme.category.lower(), scheme.name.lower()
    return any(word in category or f"{word} fund" in name for word in _LIQUID)


def is_trading_day(day: date) -> bool:
    """Return whether a day is Monday to Friday; holidays are not known."""
    return day.weekday() < 5


def next_trading_day(day: date) -> date:
    """Return the first Monday to Friday after a day."""
    day += _DAY
    while not is_trading_day(day):
        day += _DAY
    return day


def cut_off(scheme: Scheme, now_ns: int, side: Side = Side.BUY) -> CutOff:
    """Return the next cut-off of a fund, seen from `now_ns` (UTC)."""
    now = datetime.fromtimestamp(now_ns // _NS, UTC).astimezone(IST)
    liquid = is_liquid(scheme)
    at = CLOSES_LIQUID if liquid and side is Side.BUY else CLOSES
    day = now.date()
    if not is_trading_day(day) or now.time() >= at:
        day = next_trading_day(day)
    nav_day = day
    if liquid:
        # Money in by the cut-off earns from the day before; money out leaves the day before the next.
        nav_day = (day if side is Side.BUY else next_trading_day(day)) - _DAY
    closes = datetime.combine(day, at, IST)
    when = "today" if day == now.date() else f"on {_words(day)}"
    text = (
        f"Orders in by {at:%H:%M} IST {when} get the NAV of {_words(nav_day)}, later ones that of the "
        f"next working day. {HOLIDAYS}"
    )
    return CutOff(closes_ns=int(closes.timestamp()) * _NS, nav_day=nav_day, text=text)


def _words(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
