"""When the Indian exchanges trade: days, hours and their changes, read from a data file.

A day of one-minute bars has no fixed length any more: derivatives trade to 15:40 since 3 August 2026,
F&O shares continuously to 15:15 with an auction after it, and there are evening and weekend sessions.
The file is ours and not a calendar package's: those know neither the segments nor the hours.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from terminal.domain.history import Series, SeriesKind
from terminal.domain.ids import InstrumentKind
from terminal.runtime.paths import resources_dir

SECOND_NS = 1_000_000_000
MINUTE_NS = 60 * SECOND_NS
DAY_NS = 86_400 * SECOND_NS
IST_NS = 19_800 * SECOND_NS
_EPOCH = date(1970, 1, 1).toordinal()
FINAL_AFTER_NS = 15 * MINUTE_NS
"""Bars may change until this long after the close: late prints, and brokers that lag."""
NEAR_DAYS = 25
"""A future this near to its expiry trades every minute; a far month may not."""
_UNKNOWN_END_NS = 21 * 60 * MINUTE_NS


class Segment(StrEnum):
    """Which hours an instrument keeps. `CASH_FNO`: a share that has derivatives."""

    DERIVATIVES = "derivatives"
    CASH_FNO = "cash_fno"
    CASH = "cash"
    INDEX = "index"


def segment_of(series: Series) -> Segment:
    """Return the hours that a series of the F&O universe keeps."""
    if series.kind is not SeriesKind.SPOT:
        return Segment.DERIVATIVES
    index = series.instrument.kind is InstrumentKind.INDEX
    return Segment.INDEX if index else Segment.CASH_FNO


def day_of(time_ns: int) -> date:
    """Return the exchange's calendar day of a moment."""
    return date.fromordinal((time_ns + IST_NS) // DAY_NS + _EPOCH)


def midnight_ns(day: date) -> int:
    """Return the beginning of an exchange's calendar day as UTC nanoseconds."""
    return (day.toordinal() - _EPOCH) * DAY_NS - IST_NS


def clock_text(time_ns: int) -> str:
    """Return a moment's time of day in India, HH:MM."""
    minute = (time_ns - midnight_ns(day_of(time_ns))) // MINUTE_NS
    return f"{minute // 60:02d}:{minute % 60:02d}"


class Session(Struct, frozen=True, kw_only=True):
    """One trading day of one segment. `hours` are [begin, end) of continuous trading, UTC nanoseconds.

    `hours` is empty where they are unknown. `closed_ns`: when nothing trades any more, an auction
    included.
    """

    day: date
    hours: tuple[tuple[int, int], ...]
    closed_ns: int
    name: str = ""

    @property
    def final_ns(self) -> int:
        """The moment from which on a download of this day is final."""
        return self.closed_ns + FINAL_AFTER_NS

    def minutes(self) -> NDArray[np.int64]:
        """Return the beginning of each minute of continuous trading, oldest first."""
        parts = [np.arange(start, end, MINUTE_NS, dtype=np.int64) for start, end in self.hours]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)


class _Regime(Struct, frozen=True):
    since: date = field(name="from")
    hours: tuple[str, ...]
    auction: str | None = None


class _Special(Struct, frozen=True):
    day: date
    name: str
    hours: tuple[str, ...]


class _File(Struct, frozen=True):
    valid_from: date
    valid_to: date
    segments: dict[Segment, tuple[_Regime, ...]]
    holidays: dict[date, str]
    special: tuple[_Special, ...]


class TradingCalendar:
    """Trading days and hours. Days outside `valid_from`..`valid_to` are judged by the weekday alone."""

    def __init__(self, content: bytes) -> None:
        """Read the data file's content; ValueError where it is not one."""
        file = msgspec.json.decode(content, type=_File)
        self.valid_from, self.valid_to = file.valid_from, file.valid_to
        self._holidays = file.holidays
        self._special = {special.day: special for special in file.special}
        self._regimes = {
            segment: sorted(regimes, key=lambda regime: regime.since)
            for segment, regimes in file.segments.items()
        }
        if missing := set(Segment) - set(self._regimes):
            raise ValueError(f"the calendar has no hours of {', '.join(sorted(missing))}")
        self._sessions: dict[tuple[Segment, date], Session | None] = {}

    def is_trading_day(self, day: date) -> bool:
        if day in self._special:
            return True
        return day.weekday() < 5 and day not in self._holidays

    def days(self, start: date, end: date) -> tuple[date, ...]:
        """Return the trading days from `start` to `end`, both included, oldest first."""
        return tuple(day for day in calendar_days(start, end) if self.is_trading_day(day))

    def note(self, day: date) -> str:
        """Return the name of a holiday or special session, what is not known of it, or nothing."""
        special = self._special.get(day)
        if special is not None:
            return special.name
        if not self.knows(day) and day.weekday() < 5:
            return f"Not known whether {day:%Y} has a holiday here."
        return self._holidays.get(day, "")

    def knows(self, day: date) -> bool:
        """True where the file lists the year's holidays."""
        return self.valid_from <= day <= self.valid_to

    def caution(self, day: date) -> str:
        """Return a sentence where a day lies outside what the file knows, else nothing."""
        if day > self.valid_to:
            return (
                f"This version knows the exchange's holidays up to {self.valid_to:%d %b %Y}: after "
                "it each Monday to Friday is taken for a regular session. A newer version knows more."
            )
        if day < self.valid_from:
            return (
                f"The exchange's holidays are known from {self.valid_from:%d %b %Y} on: before it "
                "each Monday to Friday is taken for a regular session."
            )
        return ""

    def session(self, segment: Segment, day: date) -> Session | None:
        """Return a segment's session of a day, None where the exchange does not trade."""
        key = (segment, day)
        if key not in self._sessions:
            self._sessions[key] = self._session(segment, day)
        return self._sessions[key]

    def last_close_ns(self, day: date) -> int | None:
        """Return when the last segment of a day has closed, None on a day without trading."""
        sessions = (self.session(segment, day) for segment in Segment)
        return max((session.closed_ns for session in sessions if session is not None), default=None)

    def trading_days_back(self, day: date, count: int) -> date:
        """Return the trading day that lies `count` trading days before `day` (0: at or before it)."""
        while not self.is_trading_day(day):
            day -= timedelta(1)
        for _ in range(count):
            day -= timedelta(1)
            while not self.is_trading_day(day):
                day -= timedelta(1)
        return day

    def _session(self, segment: Segment, day: date) -> Session | None:
        if not self.is_trading_day(day):
            return None
        midnight = midnight_ns(day)
        special = self._special.get(day)
        if special is not None:
            hours = tuple(_span(midnight, text) for text in special.hours)
            closed = hours[-1][1] if hours else midnight + _UNKNOWN_END_NS
            return Session(day=day, hours=hours, closed_ns=closed, name=special.name)
        regimes = self._regimes[segment]
        place = bisect_right([regime.since for regime in regimes], day) - 1
        regime = regimes[max(0, place)]
        hours = tuple(_span(midnight, text) for text in regime.hours)
        closed = _span(midnight, regime.auction)[1] if regime.auction else hours[-1][1]
        return Session(day=day, hours=hours, closed_ns=closed)


def calendar_days(start: date, end: date) -> Iterator[date]:
    """Yield each day from `start` to `end`, both included."""
    for ordinal in range(start.toordinal(), end.toordinal() + 1):
        yield date.fromordinal(ordinal)


@lru_cache(maxsize=1)
def indian_calendar() -> TradingCalendar:
    """Return the calendar that ships with the program."""
    return TradingCalendar(_calendar_file().read_bytes())


def _calendar_file() -> Path:
    return resources_dir() / "calendars" / "india.json"


def _span(midnight: int, text: str) -> tuple[int, int]:
    start, end = (_minute_of_day(part) for part in text.split("-"))
    return midnight + start * MINUTE_NS, midnight + end * MINUTE_NS


def _minute_of_day(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
