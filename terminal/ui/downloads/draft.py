"""What stands in the download form, read: a request, or what is wrong beside which field. No widget."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from terminal.domain.history import SeriesKind
from terminal.history.jobs import Request, Selection
from terminal.ui import format as fmt
from terminal.ui.downloads import words

MOST_EXPIRIES, MOST_STRIKES = 60, 500
SATURDAY = 5
DAY_RULE = "2 Nov 2026, 2026-11-02, today or -30 (days back)"
RULES = {
    "source": "Trading goes before every request",
    "kinds": "Which bars of each stock",
    "start": DAY_RULE,
    "end": DAY_RULE,
    "expiries": "Blank: all that are listed. 1: the nearest",
    "strikes": "Blank: all. 10: ten on each side of the money",
    "underlyings": "Those with futures and options",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = re.compile(r"(\d{1,2})[ \-/]?([a-z]{3,9})[ \-/,]*(\d{4}|\d{2})?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[ \-/.](\d{1,2})[ \-/.](\d{4}|\d{2})", re.ASCII)
_BACK = re.compile(r"[-−](\d{1,4})\s*d?", re.ASCII)


class Draft(Struct, frozen=True, kw_only=True):
    """The form as typed. `chosen` None: all F&O stocks."""

    source: str = ""
    kinds: frozenset[SeriesKind] = frozenset(SeriesKind)
    chosen: tuple[str, ...] | None = None
    indices: bool = False
    expiries: str = ""
    strikes: str = ""
    start: str = ""
    end: str = ""


class Reading(Struct, frozen=True, kw_only=True):
    """`request` where all is well. `objections` and `echoes` (what was understood) by field."""

    request: Request | None
    objections: dict[str, str]
    echoes: dict[str, str]


def read(draft: Draft, today: date) -> Reading:
    """Read the fields; nothing typed yet is an objection where something must be."""
    wrong: dict[str, str] = {}
    echoes: dict[str, str] = {}
    if not draft.source:
        wrong["source"] = "Log in to an account: it is asked for the bars"
    if not draft.kinds:
        wrong["kinds"] = "Choose at least one"
    if draft.chosen is not None and not draft.chosen:
        wrong["underlyings"] = "Choose at least one from the list, or all"
    derived = bool(draft.kinds - {SeriesKind.SPOT})
    options = SeriesKind.OPTION in draft.kinds
    expiries = _count(draft.expiries, "expiries", 1, MOST_EXPIRIES, wrong) if derived else None
    strikes = _count(draft.strikes, "strikes", 0, MOST_STRIKES, wrong) if options else None
    if expiries is not None:
        echoes["expiries"] = "The nearest" if expiries == 1 else f"The {expiries} nearest"
    if strikes is not None:
        echoes["strikes"] = (
            "Only the strike at the money"
            if strikes == 0
            else f"{strikes} above and {strikes} below the money, calls and puts"
        )
    start = _day(draft.start, "start", today, wrong, echoes)
    end = _day(draft.end, "end", today, wrong, echoes)
    if start is not None and end is not None and start > end:
        wrong["start"] = f"After the last day, {fmt.day(end)}"
    if wrong or start is None or end is None:
        return Reading(request=None, objections=wrong, echoes=echoes)
    days = (end - start).days + 1
    echoes["start"] += f" · {days} {'day' if days == 1 else 'days'}"
    selection = Selection(
        kinds=tuple(kind for kind in SeriesKind if kind in draft.kinds),
        underlyings=draft.chosen or (),
        indices=draft.indices and draft.chosen is None,
        nearest_expiries=expiries,
        strikes_around=strikes,
    )
    request = Request(source=draft.source, selection=selection, start=start, end=end)
    return Reading(request=request, objections={}, echoes=echoes)


def read_day(text: str, today: date) -> date:
    """Return the day meant by `2 Nov 2026`, `2-11-2026`, `2026-11-02`, `2 nov`, `today`, `-30`.

    ValueError with a sentence for anything else.
    """
    clean = " ".join(text.lower().split())
    if clean in {"today", "now"}:
        return today
    if clean == "yesterday":
        return today - timedelta(days=1)
    if match := _BACK.fullmatch(clean):
        return today - timedelta(days=int(match[1]))
    try:
        return date.fromisoformat(clean)
    except ValueError:
        pass
    if match := _WORDED.fullmatch(clean):
        if (name := match[2][:3]) in _MONTHS:
            return _made(text, match[3], _MONTHS.index(name) + 1, match[1], today)
    elif match := _NUMBERS.fullmatch(clean):
        return _made(text, match[3], int(match[2]), match[1], today)
    raise ValueError(f"{text.strip()!r} is not a day: {DAY_RULE}")


def read_count(text: str, least: int, most: int) -> int | None:
    """Return a whole number, None for nothing typed; ValueError with a sentence for the rest."""
    clean = text.strip()
    if not clean:
        return None
    if not (clean.isascii() and clean.isdigit()) or not least <= int(clean[:6]) <= most:
        raise ValueError(f"A whole number from {least} to {most}, or blank for all")
    return int(clean)


def matching(known: Sequence[str], text: str) -> list[str]:
    """Return the names that fit a search: those that begin with it first."""
    wanted = text.strip().upper()
    if not wanted:
        return list(known)
    begin = [name for name in known if name.startswith(wanted)]
    return begin + [name for name in known if wanted in name and not name.startswith(wanted)]


def ranges(today: date) -> tuple[tuple[str, str, Callable[[], tuple[date, date]]], ...]:
    """Return quick choices: name, what it means, and the two days."""

    def back(days: int) -> Callable[[], tuple[date, date]]:
        return lambda: (today - timedelta(days=days), today)

    return (
        ("Today", "Today alone", back(0)),
        ("Week", "The last 7 days", back(6)),
        ("Month", "The last 31 days", back(30)),
        ("3 months", "The last 92 days", back(91)),
        ("Year", "The last 366 days; what the broker no longer has is said below", back(365)),
    )


def _count(text: str, field: str, least: int, most: int, wrong: dict[str, str]) -> int | None:
    try:
        return read_count(text, least, most)
    except ValueError as error:
        wrong[field] = str(error)
        return None


def _day(
    text: str, field: str, today: date, wrong: dict[str, str], echoes: dict[str, str]
) -> date | None:
    if not text.strip():
        wrong[field] = f"Say a day: {DAY_RULE}"
        return None
    try:
        day = read_day(text, today)
    except ValueError as error:
        wrong[field] = str(error)
        return None
    if day > today:
        wrong[field] = f"{words.day_title(day)} has not come yet"
        return None
    echoes[field] = words.day_title(day)
    if day.weekday() >= SATURDAY:
        echoes[field] += ", a weekend"
    return day


def _made(text: str, year: str | None, month: int, day: str, today: date) -> date:
    try:
        if year is not None:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
        # Without a year the latest such day is meant: in January `20 dec` is last month's.
        later = (month, int(day)) > (today.month, today.day)
        return date(today.year - later, month, int(day))
    except ValueError as error:
        raise ValueError(f"There is no {text.strip()!r} in the calendar") from error
