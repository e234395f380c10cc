"""An alert's condition as a sentence, its numbers with their units, and a name for it.

Pure. How instruments are called comes from the caller: the screen and a log line say it differently.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from terminal.domain.alert import AlertMeasure, AlertOperator, AlertTerms
from terminal.domain.ids import InstrumentId

NameOf = Callable[[InstrumentId], str]
_IST = timezone(timedelta(hours=5, minutes=30), "IST")
SIGNS = {
    AlertOperator.AT_LEAST: "≥",
    AlertOperator.AT_MOST: "≤",
    AlertOperator.ABOVE: ">",
    AlertOperator.BELOW: "<",
    AlertOperator.EQUAL: "=",
    AlertOperator.CROSSES: "crosses",
}
_MEASURES = {
    AlertMeasure.LAST: "",
    AlertMeasure.CHANGE: "change",
    AlertMeasure.VOLUME: "volume",
    AlertMeasure.OPEN_INTEREST: "OI",
    AlertMeasure.PNL: "P&L",
    AlertMeasure.FEED_AGE: "feed age",
}
_DIGITS = {
    AlertMeasure.LAST: 4,
    AlertMeasure.CHANGE: 2,
    AlertMeasure.VOLUME: 0,
    AlertMeasure.OPEN_INTEREST: 0,
    AlertMeasure.PNL: 2,
    AlertMeasure.FEED_AGE: 1,
}


def condition(terms: AlertTerms, name_of: NameOf) -> str:
    """Return the condition in words: `INFY ≥ 1,500.00`, `INFY change crosses 2% for 5 s`."""
    subject = name_of(terms.instrument) if terms.instrument is not None else "Account"
    words = [subject, _MEASURES[terms.measure], SIGNS[terms.operator]]
    right = name_of(terms.other) if terms.other is not None else amount(terms.measure, terms.level)
    text = " ".join([*(word for word in words if word), right])
    return f"{text} for {terms.hold_s:g} s" if terms.hold_s else text


def suggested_name(terms: AlertTerms, name_of: NameOf) -> str:
    """Return a name: the condition, plain enough for every broker's form."""
    text = condition(terms, name_of)
    for shown, plain in (("≥", ">="), ("≤", "<="), ("−", "-"), (",", ""), ("₹", "")):
        text = text.replace(shown, plain)
    return text


def amount(measure: AlertMeasure, value: Decimal | float) -> str:
    """Return a value of a measure with its unit: 1,500.00, 2%, 1,00,000, −₹500.00, 12 s.

    A float is a live value and is shown with as many digits as help; a Decimal as it is.
    """
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite():
        return "—"
    if isinstance(value, float):
        number = Decimal(repr(round(value, _DIGITS[measure])))
    match measure:
        case AlertMeasure.LAST:
            return grouped(number, 2)
        case AlertMeasure.CHANGE:
            return f"{grouped(number, 0)}%"
        case AlertMeasure.VOLUME | AlertMeasure.OPEN_INTEREST:
            return grouped(number, 0)
        case AlertMeasure.PNL:
            text = grouped(abs(number), 2)
            return f"−₹{text}" if number < 0 else f"₹{text}"
        case AlertMeasure.FEED_AGE:
            return f"{grouped(number, 0)} s"


def grouped(value: Decimal, least: int) -> str:
    """Return a number in Indian groups with at least `least` and at most four decimals."""
    exact = f"{abs(value):.4f}".rstrip("0")
    whole, _, part = exact.partition(".")
    part = part.ljust(least, "0")
    head, tail = whole[:-3], whole[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    text = ",".join([*groups, tail]) + (f".{part}" if part else "")
    return f"−{text}" if value < 0 else text


def clock_text(ns: int) -> str:
    """Return the IST time of day with milliseconds."""
    moment = datetime.fromtimestamp(ns // 1_000_000_000, UTC).astimezone(_IST)
    return f"{moment:%H:%M:%S}.{ns // 1_000_000 % 1000:03d}"
