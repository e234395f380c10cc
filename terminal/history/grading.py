"""What an answer of the broker is worth: each day asked for becomes complete, partial or empty.

A day counts as complete only if it was fetched long enough after its close. In series that trade
every minute the calendar says which minutes are missing; options trade seldom, and a minute
without a bar proves nothing there.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.history import MinuteBars, Series, SeriesKind
from terminal.history.manifest import Mark
from terminal.history.sessions import (
    DAY_NS,
    IST_NS,
    MINUTE_NS,
    NEAR_DAYS,
    Session,
    TradingCalendar,
    clock_text,
    midnight_ns,
    segment_of,
)
from terminal.history.store import Verdict

TOLERATED = 0.1
"""Share of a day's minutes that a broker may lack twice in a row before the day is not taken."""
VOLUME_AGREES = 0.995
"""Sum of the minutes over the day's volume from which holes are minutes without a trade."""
ASK_AGAIN = "The broker had no bars in the whole span; it is asked once more on another day."


class Grade(Struct, frozen=True, kw_only=True):
    """One answer, graded. `holes`: days with missing minutes that deserve a second look."""

    bars: MinuteBars
    verdicts: Mapping[date, Verdict]
    holes: tuple[date, ...] = ()


def grade(
    series: Series,
    days: tuple[date, ...],
    bars: MinuteBars,
    calendar: TradingCalendar,
    *,
    asked_ns: int,
    second_look: bool = False,
    volume_of: Mapping[date, int] | None = None,
) -> Grade:
    """Return what is known of `days` after an answer to a request sent at `asked_ns`.

    Bars of other days are dropped: those are held already. `volume_of` is the day's volume from
    another source of the broker; where the minutes add up to it, holes are no loss.
    """
    bars = tidy(bars)
    numbers = (bars.open_ns + IST_NS) // DAY_NS
    wanted = {day: (midnight_ns(day) + IST_NS) // DAY_NS for day in days}
    kept = taken(bars, np.isin(numbers, list(wanted.values())))
    verdicts: dict[date, Verdict] = {}
    holes = []
    for day, number in wanted.items():
        low, high = np.searchsorted(numbers, [number, number + 1])
        found = bars.open_ns[low:high]
        session = calendar.session(segment_of(series), day)
        if session is not None and asked_ns < session.final_ns:
            verdicts[day] = Verdict(Mark.PARTIAL, _not_over(session))
        elif not len(found):
            verdicts[day] = Verdict(Mark.EMPTY, "" if len(kept) or second_look else ASK_AGAIN)
        else:
            lost = _missing(series, session, found)
            volume = int(bars.volume[low:high].sum())
            agrees = _agrees(volume, (volume_of or {}).get(day))
            verdicts[day] = _verdict(
                lost,
                0 if session is None else len(session.minutes()),
                second_look=second_look,
                agrees=agrees,
            )
            if len(lost) and not second_look and not agrees:
                holes.append(day)
    return Grade(bars=kept, verdicts=verdicts, holes=tuple(holes))


def tidy(bars: MinuteBars) -> MinuteBars:
    """Return bars oldest first, each minute once (the last one sent wins), without rows of zeros."""
    if not len(bars):
        return bars
    whole = bars.open_ns - bars.open_ns % MINUTE_NS
    steps = np.diff(whole)
    zero = (bars.open == 0) & (bars.high == 0) & (bars.low == 0) & (bars.close == 0)
    if (steps > 0).all() and not zero.any() and np.array_equal(whole, bars.open_ns):
        return bars
    order = np.argsort(whole, kind="stable")
    sorted_ns = whole[order]
    last = np.append(sorted_ns[1:] != sorted_ns[:-1], True)
    chosen = order[last]
    out = taken(bars, chosen[~zero[chosen]])
    out.open_ns = out.open_ns - out.open_ns % MINUTE_NS
    return out


def taken(bars: MinuteBars, rows: NDArray[np.bool_] | NDArray[np.intp]) -> MinuteBars:
    """Return some of the bars."""
    if rows.dtype == np.bool_ and rows.all():
        return bars
    return MinuteBars(
        bars.open_ns[rows],
        bars.open[rows],
        bars.high[rows],
        bars.low[rows],
        bars.close[rows],
        bars.volume[rows],
        bars.oi[rows],
        bars.vwap[rows],
    )


def is_dense(series: Series, day: date) -> bool:
    """True where a bar is expected in every minute of the session."""
    if series.kind is SeriesKind.FUTURE:
        return series.expiry is not None and (series.expiry - day).days <= NEAR_DAYS
    return series.kind is SeriesKind.SPOT


def _missing(
    series: Series, session: Session | None, found: NDArray[np.int64]
) -> NDArray[np.int64]:
    if session is None or not is_dense(series, session.day):
        return np.empty(0, np.int64)
    return np.setdiff1d(session.minutes(), found, assume_unique=True)


def _verdict(lost: NDArray[np.int64], expected: int, *, second_look: bool, agrees: bool) -> Verdict:
    if not len(lost):
        return Verdict(Mark.COMPLETE)
    first, last = clock_text(int(lost[0])), clock_text(int(lost[-1]))
    where = first if len(lost) == 1 else f"{first} to {last}"
    minutes = "1 minute has" if len(lost) == 1 else f"{len(lost)} of {expected} minutes have"
    text = f"{minutes} no bar ({where})"
    if agrees:
        return Verdict(Mark.COMPLETE, f"{text}: no trade, the day's volume agrees.")
    if not second_look:
        return Verdict(Mark.PARTIAL, f"gap: {text}.")
    if len(lost) <= expected * TOLERATED:
        return Verdict(Mark.COMPLETE, f"{text}; the broker says the same twice.")
    return Verdict(Mark.PARTIAL, f"gap: {text}; the broker says the same twice.")


def _agrees(volume: int, of_day: int | None) -> bool:
    return of_day is not None and 0 < of_day * VOLUME_AGREES <= volume


def _not_over(session: Session) -> str:
    return f"Fetched before the day was final, at {clock_text(session.final_ns)}."
