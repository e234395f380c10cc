"""Which (series, day) is held, and which not and why. SQLite beside the bars, one thread.

The bars themselves say what was traded; only this says that a minute without a bar is no hole.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from terminal.domain.history import SeriesKind


class Mark(StrEnum):
    """What is known of one series on one day."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    """Bars are held and more may come: fetched before the close, or a hole was found."""
    EMPTY = "empty"
    """The source says that there were no trades."""
    FAILED = "failed"


class DayMark(Struct, frozen=True, kw_only=True):
    """One row of the manifest. `why`: a sentence for partial and failed; `tries`: how often asked.

    `first_ns` and `last_ns`: the first and last bar's beginning, 0 where there are no bars.
    """

    mark: Mark
    why: str = ""
    bars: int = 0
    first_ns: int = 0
    last_ns: int = 0
    tries: int = 1
    source: str = ""
    fetched_ns: int = 0


class DayCount(Struct, frozen=True, kw_only=True):
    """How many series of an underlying stand where on one day, and their bars."""

    day: date
    complete: int = 0
    partial: int = 0
    empty: int = 0
    failed: int = 0
    bars: int = 0
    why: str = ""
    """The most frequent reason among those that are partial or failed."""


class SeriesHeld(Struct, frozen=True, kw_only=True):
    """One series of which bars are held. The broker's words are those of the newest fetch."""

    key: str
    kind: SeriesKind
    underlying: str
    exchange: str
    symbol: str
    token: str
    first: date
    last: date
    days: int
    bars: int
