"""Intervals as typed: `5` minutes, `60` or `1h` an hour, `1d` or `d` a day."""

from terminal.domain.market import Interval

_TYPED = {
    **{interval.value: interval for interval in Interval},
    **{
        interval.value.removesuffix("m"): interval
        for interval in Interval
        if interval.seconds < 3600
    },
    "60": Interval.HOUR,
    "60m": Interval.HOUR,
    "h": Interval.HOUR,
    "d": Interval.DAY,
}


def interval_from_text(text: str) -> Interval | None:
    """Return the interval that was typed, None where there is none like it."""
    return _TYPED.get(text.strip().lower())
