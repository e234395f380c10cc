"""Minutes that nearly the whole market lacks: one outage, told once and not as a thousand gaps.

Looked for in what trades every minute: spots, and futures near their expiry. Pure, but for the clock
of the calendar that is given. Source: shoonya.md 7.5.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from terminal.domain.history import SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.history.manifest import DayMark
from terminal.history.sessions import (
    MINUTE_NS,
    NEAR_DAYS,
    Segment,
    TradingCalendar,
    clock_text,
)

FEWEST = 5
"""Series of a kind, below which nothing is said of the market."""
LACKING = 0.5
"""Share of the series of a day that lack a minute, above which it is the market's hole."""
_FINAL = 0.9
"""Share of the series that must have been fetched after the close: else the day is only young."""
_SEGMENTS = {SeriesKind.SPOT: Segment.CASH_FNO, SeriesKind.FUTURE: Segment.DERIVATIVES}
KINDS = tuple(_SEGMENTS)
_NAMES = {SeriesKind.SPOT: "spot", SeriesKind.FUTURE: "near future"}

Counts = Mapping[tuple[SeriesKind, date, int], int]
"""How many series have a bar, by kind, day and the minute's beginning (UTC nanoseconds)."""


class MarketHole(Struct, frozen=True, kw_only=True):
    """Minutes from `first_ns` to `last_ns`, both included; `lacking` is (kind, without, of) each."""

    day: date
    first_ns: int
    last_ns: int
    lacking: tuple[tuple[SeriesKind, int, int], ...]

    @property
    def text(self) -> str:
        """The hole in one sentence."""
        first, last = clock_text(self.first_ns), clock_text(self.last_ns)
        where = f"at {first}" if first == last else f"from {first} to {last}"
        who = " and ".join(f"{n:,} of {of:,} {_NAMES[kind]}s" for kind, n, of in self.lacking)
        return (
            f"Market-wide hole on {self.day:%d %b %Y} {where}: {who} have no bar. The broker or the "
            "exchange was down, it is one gap and nothing of this store's."
        )


def series_of_days(
    calendar: TradingCalendar, states: Mapping[str, Mapping[date, DayMark]], kind: SeriesKind
) -> dict[date, int]:
    """Return how many series that trade every minute are held of each day that is over."""
    held: dict[date, int] = {}
    final: dict[date, int] = {}
    for key, days in states.items():
        expiry = InstrumentId.parse(key).expiry
        for day, mark in days.items():
            if not mark.bars or (expiry is not None and (expiry - day).days > NEAR_DAYS):
                continue
            session = calendar.session(_SEGMENTS[kind], day)
            held[day] = held.get(day, 0) + 1
            if session is not None and mark.fetched_ns >= session.final_ns:
                final[day] = final.get(day, 0) + 1
    return {
        day: count
        for day, count in held.items()
        if count >= FEWEST and final.get(day, 0) >= count * _FINAL
    }


def market_holes(
    calendar: TradingCalendar, series: Mapping[SeriesKind, Mapping[date, int]], counts: Counts
) -> list[MarketHole]:
    """Return the holes, the oldest first. `series`: how many of each kind are held of a day."""
    found: dict[tuple[date, int, int], list[tuple[SeriesKind, int, int]]] = {}
    for kind, days in series.items():
        for day, of in days.items():
            session = calendar.session(_SEGMENTS[kind], day)
            expected = [] if session is None else session.minutes().tolist()
            lacking = {at: of - counts.get((kind, day, at), 0) for at in expected}
            holes = (at for at in expected if lacking[at] > of * LACKING)
            for first, last in _runs(holes):
                without = min(lacking[at] for at in range(first, last + 1, MINUTE_NS))
                found.setdefault((day, first, last), []).append((kind, without, of))
    return [
        MarketHole(day=day, first_ns=first, last_ns=last, lacking=tuple(parts))
        for (day, first, last), parts in sorted(found.items(), key=lambda item: item[0])
    ]


def _runs(minutes: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for at in minutes:
        if first is None or last is None:
            first = at
        elif at != last + MINUTE_NS:
            yield first, last
            first = at
        last = at
    if first is not None and last is not None:
        yield first, last
