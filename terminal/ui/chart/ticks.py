"""Where a chart's labels go: pure arithmetic over bar times and price spans, no Qt.

The x axis counts bars, so nights and holidays take no room; a label stands on the first bar after a
boundary (hour, day, month) was crossed. Which boundaries are shown depends on the zoom only, so labels
do not jump while the chart is dragged.
"""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.market import Interval

IntArray = NDArray[np.int64]

NS = 1_000_000_000
IST_OFFSET_S = 19_800
"""Indian Standard Time is UTC+5:30 all year."""
DAY_S = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# Steps from fine to coarse: seconds inside a day, then calendar units.
_CLOCK_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800)
_CALENDAR = ("day", "week", "month", "quarter", "year")
_STEPS: tuple[int | str, ...] = (*_CLOCK_STEPS, *_CALENDAR)


class TimeTick(Struct, frozen=True):
    """A label under bar number `index`; `strong`: a new day (or, on daily bars, a new month)."""

    index: int
    text: str
    strong: bool


def local_seconds(open_ns: IntArray) -> IntArray:
    """Return IST wall seconds since 1970 of UTC nanoseconds."""
    seconds: IntArray = open_ns // NS + IST_OFFSET_S
    return seconds


def to_ist(ns: int) -> datetime:
    """Return the IST wall time of UTC nanoseconds, as a datetime whose fields read IST."""
    return _EPOCH + timedelta(seconds=ns // NS + IST_OFFSET_S)


def _months(local: IntArray) -> IntArray:
    days = (local // DAY_S).astype("datetime64[D]")
    months: IntArray = days.astype("datetime64[M]").astype(np.int64)
    return months


def _bucket(local: IntArray, step: int | str) -> IntArray:
    """Return a number per bar that changes where a boundary of `step` lies."""
    match step:
        case "day":
            return local // DAY_S
        case "week":
            return (local // DAY_S + 3) // 7  # 1970-01-01 was a Thursday
        case "month":
            return _months(local)
        case "quarter":
            return _months(local) // 3
        case "year":
            return _months(local) // 12
        case int(seconds):
            return local // seconds
        case _:
            raise ValueError(f"unknown step {step!r}")


class TimeScale:
    """Chooses and words the labels of one set of bars; rebuilt when bars are loaded, not per frame."""

    def __init__(self, open_ns: IntArray, interval: Interval) -> None:
        self._local = local_seconds(open_ns)
        self._daily = interval is Interval.DAY
        self._spacing: list[tuple[int | str, float]] = []
        count = len(open_ns)
        for step in _STEPS:
            if isinstance(step, int) and (self._daily or step < interval.seconds):
                continue
            bucket = _bucket(self._local, step)
            crossings = int(np.count_nonzero(np.diff(bucket))) if count > 1 else 0
            self._spacing.append((step, count / crossings if crossings else math.inf))

    def step_for(self, pixels_per_bar: float, least_pixels: float) -> int | str:
        """Return the finest step whose labels stand at least `least_pixels` apart."""
        for step, bars in self._spacing:
            if bars * pixels_per_bar >= least_pixels:
                return step
        return "year"

    def ticks(
        self, first: int, last: int, pixels_per_bar: float, least_pixels: float = 72.0
    ) -> list[TimeTick]:
        """Return the labels of bars first..last (inclusive), left to right, never overlapping."""
        count = len(self._local)
        first, last = max(0, first), min(count - 1, last)
        if count == 0 or last < first or pixels_per_bar <= 0:
            return []
        step = self.step_for(pixels_per_bar, least_pixels)
        start = max(1, first)  # the very first bar has no boundary before it
        window = self._local[start - 1 : last + 1]
        hits = np.flatnonzero(np.diff(_bucket(window, step)))
        if isinstance(step, int):
            days = np.flatnonzero(np.diff(window // DAY_S))
            hits = np.union1d(hits, days)
        chosen: list[tuple[int, int]] = []
        gap = least_pixels * 0.7 / pixels_per_bar
        for hit in hits:
            index = int(hit) + start
            rank = self._rank(index)
            if chosen and index - chosen[-1][0] < gap:
                if rank > chosen[-1][1]:
                    chosen[-1] = (index, rank)
                continue
            chosen.append((index, rank))
        return [TimeTick(index, self._text(index, rank), rank >= 2) for index, rank in chosen]

    def _rank(self, index: int) -> int:
        here, before = int(self._local[index]), int(self._local[index - 1])
        new, old = _EPOCH + timedelta(seconds=here), _EPOCH + timedelta(seconds=before)
        if new.year != old.year:
            return 4
        if new.month != old.month:
            return 3
        if new.date() != old.date():
            return 1 if self._daily else 2
        return 0

    def _text(self, index: int, rank: int) -> str:
        moment = _EPOCH + timedelta(seconds=int(self._local[index]))
        if rank == 4:
            return f"{moment.year}"
        if rank == 3:
            month = _MONTHS[moment.month - 1]
            return month if self._daily else f"{moment.day} {month}"
        if rank in {1, 2}:
            return f"{moment.day} {_MONTHS[moment.month - 1]}" if rank == 2 else f"{moment.day}"
        return f"{moment.hour:02d}:{moment.minute:02d}"


def day_starts(open_ns: IntArray, first: int, last: int) -> list[int]:
    """Return the numbers of the bars in first..last that open a new IST day."""
    first, last = max(1, first), min(len(open_ns) - 1, last)
    if last < first:
        return []
    days = local_seconds(open_ns[first - 1 : last + 1]) // DAY_S
    return [int(i) + first for i in np.flatnonzero(np.diff(days))]


def bar_time_text(open_ns: int, interval: Interval) -> str:
    """Return a bar's time in full: `Tue 24 Nov 2026  10:15` (daily bars: the date only)."""
    moment = to_ist(open_ns)
    month, weekday = _MONTHS[moment.month - 1], _WEEKDAYS[moment.weekday()]
    date = f"{weekday} {moment.day:02d} {month} {moment.year}"
    if interval is Interval.DAY:
        return date
    return f"{date}  {moment.hour:02d}:{moment.minute:02d}"


def countdown(open_ns: int, interval: Interval, now_ns: int) -> str:
    """Return the time until the bar closes, `02:31` or `1:02:31`; '' once it is over or for days."""
    if interval is Interval.DAY:
        return ""
    left = math.ceil((open_ns + interval.seconds * NS - now_ns) / NS)
    if left <= 0 or left > interval.seconds:
        return ""
    hours, rest = divmod(left, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def price_step(span: float, pixels: float, least_pixels: float, tick: float) -> float:
    """Return a round step (1, 2, 2.5 or 5 times a power of ten, at least one price tick)."""
    if span <= 0 or pixels <= 0 or not math.isfinite(span):
        return tick or 1.0
    raw = span * least_pixels / pixels
    power = 10.0 ** math.floor(math.log10(raw))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0):
        if factor * power >= raw * 0.9999:
            return max(factor * power, tick)
    return max(10.0 * power, tick)


def price_ticks(
    low: float, high: float, pixels: float, *, least_pixels: float = 44.0, tick: float = 0.0
) -> list[float]:
    """Return the round prices between low and high, about `least_pixels` apart."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    step = price_step(high - low, pixels, least_pixels, tick)
    start = math.ceil(low / step - 1e-9)
    stop = math.floor(high / step + 1e-9)
    return [round(number * step, 8) for number in range(start, stop + 1)]
