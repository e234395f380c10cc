"""Values to text, for screens. No Qt, no clock, no state; the way back is `parse.py`.

Indian grouping (1,00,000), a real minus sign, IST for all times, an em dash for "not known". Labels of
domain enums live here in plain English; the enum values themselves are keys and never shown.
"""

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum

from terminal.domain.account import ConfirmLevel
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.market import FeedMode, Interval
from terminal.domain.order import OrderState, OrderType, Product, Side, Validity, Variety

NONE = "—"
MINUS = "−"
IST = timezone(timedelta(hours=5, minutes=30), "IST")
Number = float | int | Decimal
_CRORE = 10_000_000
_LAKH = 100_000


def group(digits: str) -> str:
    """Return a run of digits in Indian groups: 12345678 -> 1,23,45,678."""
    if len(digits) <= 3:
        return digits
    head, tail = digits[:-3], digits[-3:]
    if len(head) <= 2:
        return f"{head},{tail}"
    first = len(head) % 2
    parts = [head[:first]] if first else []
    parts += [head[n : n + 2] for n in range(first, len(head), 2)]
    return ",".join([*parts, tail])


def price(value: Number | None, decimals: int = 2) -> str:
    """Return a price; a dash for None and NaN."""
    if value is None or not math.isfinite(value):
        return NONE
    return _number(value, decimals)


def quantity(value: int | None) -> str:
    """Return units, grouped, signed only if negative."""
    return NONE if value is None else _number(value, 0)


def money(value: Number | None, decimals: int = 2) -> str:
    """Return rupees without the sign of the currency: 1,00,000.00."""
    return price(value, decimals)


def rupees(value: Number | None, decimals: int = 2) -> str:
    """Return rupees with their sign: ₹1,00,000.00, −₹250.00."""
    text = price(value, decimals)
    if text == NONE:
        return text
    return f"{MINUS}₹{text[1:]}" if text.startswith(MINUS) else f"₹{text}"


def compact(value: Number | None) -> str:
    """Return a short form in thousand, lakh, crore: 950, 1.2K, 3.40L, 12.5Cr."""
    if value is None or not math.isfinite(value):
        return NONE
    size, sign = abs(float(value)), MINUS if value < 0 else ""
    if size < 999.5:
        return f"{sign}{size:.0f}"
    for unit, letter in ((_CRORE, "Cr"), (_LAKH, "L"), (1000, "K")):
        share = size / unit
        if share >= 0.9995:
            text = (
                f"{share:.2f}" if share < 10 else f"{share:.1f}" if share < 100 else f"{share:.0f}"
            )
            whole, _, rest = text.partition(".")
            return f"{sign}{group(whole)}{'.' + rest if rest else ''}{letter}"
    return f"{sign}{size:.0f}"


def signed(value: Number | None, decimals: int = 2) -> str:
    """Return a change or a gain with its sign always shown: +12.50, −3.00, 0.00."""
    text = price(value, decimals)
    if value is None or text == NONE or text.startswith(MINUS) or _is_zero(text):
        return text
    return f"+{text}"


def signed_rupees(value: Number | None, decimals: int = 2) -> str:
    """Return a gain in rupees: +₹690.00, −₹140.00."""
    text = signed(value, decimals)
    return (
        text if text == NONE else f"{text[0]}₹{text[1:]}" if text[0] in f"+{MINUS}" else f"₹{text}"
    )


def percent(value: Number | None, decimals: int = 2) -> str:
    """Return a change in percent (12.5 means 12.5 %), signed."""
    text = signed(value, decimals)
    return text if text == NONE else f"{text}%"


def trend(value: Number | None) -> str | None:
    """Return the theme token of a gain or loss: `up`, `down`, or None for zero and unknown."""
    if value is None or not math.isfinite(value) or value == 0:
        return None
    return "up" if value > 0 else "down"


def time_ist(ns: int, *, ms: bool = False) -> str:
    """Return the IST time of day of a UTC moment; a dash for 0."""
    if ns <= 0:
        return NONE
    text = _moment(ns).strftime("%H:%M:%S")
    return f"{text}.{ns // 1_000_000 % 1000:03d}" if ms else text


def date_ist(ns: int) -> str:
    """Return the IST date of a UTC moment: 21 Nov 2026."""
    return NONE if ns <= 0 else day(_moment(ns).date())


def moment_ist(ns: int, now_ns: int) -> str:
    """Return the time alone for today, date and time for another day."""
    if ns <= 0:
        return NONE
    if _moment(ns).date() == _moment(now_ns).date():
        return time_ist(ns)
    return f"{_moment(ns).day} {_moment(ns):%b %H:%M:%S}"


def day(value: date) -> str:
    return f"{value.day} {value:%b %Y}"


def age(seconds: float | None) -> str:
    """Return how old something is: 0.3 s, 12 s, 4 min, 2 h; a dash for unknown."""
    if seconds is None or not math.isfinite(seconds):
        return NONE
    if seconds < 10:
        return f"{max(0.0, seconds):.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else span(seconds)


def feed_age(seconds: float | None) -> str:
    """Return how old a feed's last message is; below a second it stays calm: `<1 s`."""
    return "<1 s" if seconds is not None and seconds < 1 else age(seconds)


def span(seconds: float) -> str:
    """Return a length of time in hours and minutes: 2 h 05 min, 7 min, 40 s."""
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def milliseconds(value: float | None) -> str:
    return NONE if value is None or not math.isfinite(value) else f"{value:.0f} ms"


def account(value: AccountId) -> str:
    """Return the user part of an account id, as brokers print it."""
    return value.rpartition(":")[2] or value


def instrument(value: InstrumentId) -> str:
    """Return how traders say it: INFY, NIFTY 24 Nov 24000 CE, BANKNIFTY Nov FUT."""
    if value.expiry is None:
        return value.symbol
    when = f"{value.expiry.day} {value.expiry:%b}"
    if value.kind is InstrumentKind.FUTURE:
        return f"{value.symbol} {when} FUT"
    letters = "CE" if value.kind is InstrumentKind.CALL else "PE"
    strike = f"{value.strike.normalize():f}" if value.strike is not None else ""
    return f"{value.symbol} {when} {strike} {letters}"


def label(value: Enum) -> str:
    """Return a domain enum value in the words of this terminal's users."""
    return _LABELS.get(value) or str(value.value).replace("_", " ").capitalize()


def state_color(state: OrderState) -> str:
    """Return the theme token in which an order state is written."""
    return _STATE_COLOR.get(state, "text")


def side_color(side: Side) -> str:
    return "buy" if side is Side.BUY else "sell"


def _number(value: Number, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    negative = text.startswith("-")
    if negative:
        text = text[1:]
    whole, point, rest = text.partition(".")
    if len(whole) > 3:
        text = f"{group(whole)}{point}{rest}"
    return f"{MINUS}{text}" if negative and not _is_zero(text) else text


def _is_zero(text: str) -> bool:
    return not text.strip("0.,")


def _moment(ns: int) -> datetime:
    return datetime.fromtimestamp(ns // 1_000_000_000, UTC).astimezone(IST)


_LABELS: dict[Enum, str] = {
    Side.BUY: "Buy",
    Side.SELL: "Sell",
    OrderType.MARKET: "Market",
    OrderType.LIMIT: "Limit",
    OrderType.SL: "SL",
    OrderType.SL_M: "SL-M",
    Product.CNC: "CNC",
    Product.MIS: "MIS",
    Product.NRML: "NRML",
    Product.MTF: "MTF",
    Product.CO: "CO",
    Product.UNKNOWN: "Other",
    Validity.DAY: "Day",
    Validity.IOC: "IOC",
    Validity.TTL: "Minutes",
    Variety.REGULAR: "Regular",
    Variety.AMO: "AMO",
    Variety.CO: "Cover",
    Variety.ICEBERG: "Iceberg",
    Variety.AUCTION: "Auction",
    OrderState.JOURNALLED: "Written down",
    OrderState.SENDING: "Sending",
    OrderState.UNKNOWN: "Checking",
    OrderState.PENDING: "At broker",
    OrderState.PARKED: "Parked (AMO)",
    OrderState.OPEN: "Open",
    OrderState.TRIGGER_PENDING: "Waiting for trigger",
    OrderState.MODIFY_PENDING: "Changing",
    OrderState.CANCEL_PENDING: "Cancelling",
    OrderState.COMPLETE: "Complete",
    OrderState.CANCELLED: "Cancelled",
    OrderState.REJECTED: "Rejected",
    OrderState.LAPSED: "Lapsed",
    OrderState.NOT_PLACED: "Not placed",
    InstrumentKind.EQUITY: "Equity",
    InstrumentKind.INDEX: "Index",
    InstrumentKind.FUTURE: "Future",
    InstrumentKind.CALL: "Call",
    InstrumentKind.PUT: "Put",
    InstrumentKind.UNKNOWN: "Not in the list",
    ConfirmLevel.ASK: "Ask",
    ConfirmLevel.NEVER: "Never",
    Interval.MINUTE: "1 minute",
    Interval.MINUTE_3: "3 minutes",
    Interval.MINUTE_5: "5 minutes",
    Interval.MINUTE_10: "10 minutes",
    Interval.MINUTE_15: "15 minutes",
    Interval.MINUTE_30: "30 minutes",
    Interval.HOUR: "1 hour",
    Interval.DAY: "1 day",
    FeedMode.LTP: "Last price",
    FeedMode.QUOTE: "Quote",
    FeedMode.FULL: "Full with depth",
}
_STATE_COLOR = {
    OrderState.JOURNALLED: "muted",
    OrderState.SENDING: "amber",
    OrderState.UNKNOWN: "amber",
    OrderState.PENDING: "amber",
    OrderState.MODIFY_PENDING: "amber",
    OrderState.CANCEL_PENDING: "amber",
    OrderState.PARKED: "accent",
    OrderState.OPEN: "accent",
    OrderState.TRIGGER_PENDING: "accent",
    OrderState.COMPLETE: "text",
    OrderState.CANCELLED: "muted",
    OrderState.LAPSED: "muted",
    OrderState.NOT_PLACED: "muted",
    OrderState.REJECTED: "bad",
}
