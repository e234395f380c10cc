"""Which minutes of a day have bars: the exchanges' sessions, and their change of August 2026.

Holidays, special sessions and hours are facts read from the calendar file; `regime` keeps one set
of hours for all dates. Always-open practice changes nothing here: past days keep exchange hours.
"""

from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec import Struct

from terminal.sandbox.shoonya.listing import Listing, Scrip
from terminal.sim.session import day_date

Regime = Literal["auto", "old", "new"]
Spans = tuple[tuple[int, int], ...]
"""(first minute of the Indian day, number of minutes) of each session, in order."""

_WEEKDAYS = 5
_OTHERS: dict[str, Spans] = {"currency": ((540, 480),), "commodity": ((540, 870),)}
_EVENING: Spans = ((18 * 60, 60),)  # a special session whose hours the file does not know yet


class _Change(Struct, frozen=True, kw_only=True):
    hours: tuple[str, ...]
    since: date = msgspec.field(name="from")


class _Special(Struct, frozen=True, kw_only=True):
    day: date
    hours: tuple[str, ...] = ()


class _File(Struct, frozen=True, kw_only=True):
    segments: dict[str, list[_Change]]
    holidays: dict[date, str]
    special: list[_Special]


class Hours:
    """Sessions by segment and day. Errors: ValueError for a file of another shape."""

    def __init__(self, data: bytes) -> None:
        facts = msgspec.json.decode(data, type=_File)
        self._holidays = frozenset(facts.holidays)
        self._special = {
            each.day: _spans(each.hours) if each.hours else _EVENING for each in facts.special
        }
        self._segments = {
            name: [(each.since, _spans(each.hours)) for each in changes]
            for name, changes in facts.segments.items()
        }

    def spans(self, segment: str, day: int, regime: Regime) -> Spans:
        """Return the sessions of a day (days since 1970), none if nothing trades."""
        when = day_date(day)
        if (special := self._special.get(when)) is not None:
            return special
        if when.weekday() >= _WEEKDAYS or when in self._holidays:
            return ()
        if (others := _OTHERS.get(segment)) is not None:
            return others
        changes = self._segments[segment]
        if regime != "auto":
            return changes[0 if regime == "old" else -1][1]
        return next((spans for since, spans in reversed(changes) if since <= when), changes[0][1])

    def is_special(self, day: int) -> bool:
        return day_date(day) in self._special


def segment_of(scrip: Scrip, listing: Listing) -> str:
    """Return which hours a scrip keeps."""
    if scrip.exch in {"CDS", "BCD"}:
        return "currency"
    if scrip.exch in {"MCX", "NCX"}:
        return "commodity"
    if scrip.row.expiry is not None:
        return "derivatives"
    if scrip.row.is_index:
        return "index"
    return "cash_fno" if scrip.row.underlying in listing.fno else "cash"


def _spans(hours: tuple[str, ...]) -> Spans:
    spans = []
    for text in hours:
        start, end = (datetime.strptime(part, "%H:%M") for part in text.split("-"))  # noqa: DTZ007 - a time of day
        first = start.hour * 60 + start.minute
        spans.append((first, end.hour * 60 + end.minute - first))
    return tuple(spans)
