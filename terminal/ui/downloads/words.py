"""Downloads in words: what is asked for, how it stands, how long and how large. No widget, no clock."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from terminal.domain.history import SeriesKind
from terminal.history.jobs import (
    DayCoverage,
    DayState,
    ErrorClass,
    JobState,
    JobView,
    Preview,
    Request,
    Schedule,
    Selection,
    broker_of,
)
from terminal.ui import format as fmt

KINDS = {SeriesKind.SPOT: "Spot", SeriesKind.FUTURE: "Futures", SeriesKind.OPTION: "Options"}
_DAY_S = 86_400
_NAMES_SHOWN = 3
_STATE = {
    JobState.QUEUED: ("Queued", "muted"),
    JobState.PLANNING: ("Planning", "accent"),
    JobState.RUNNING: ("Running", "accent"),
    JobState.PAUSED: ("Paused", "amber"),
    JobState.NEEDS_LOGIN: ("Log in again", "amber"),
    JobState.WAITING: ("Waiting", "amber"),
    JobState.STOPPED: ("Stopped", "bad"),
    JobState.DONE: ("Complete", "text"),
    JobState.INCOMPLETE: ("Incomplete", "amber"),
    JobState.CANCELLED: ("Cancelled", "muted"),
    JobState.FAILED: ("Failed", "bad"),
}
_ERROR = {
    ErrorClass.RANGE: "Too long a span",
    ErrorClass.RATE: "Too many requests",
    ErrorClass.SERVER: "Broker or network",
    ErrorClass.SESSION: "Session ended",
    ErrorClass.INPUT: "Refused",
    ErrorClass.PROTOCOL: "Unreadable answer",
    ErrorClass.GAP: "Bars are missing",
    ErrorClass.LOCAL: "This computer",
}
DAYS = {
    DayState.COMPLETE: "Complete",
    DayState.EMPTY: "No trades",
    DayState.PARTIAL: "Partial",
    DayState.MISSING: "Missing",
    DayState.FAILED: "Failed",
    DayState.CLOSED: "No session",
}


def source(name: str) -> str:
    """Return an account as a person says it: `practice:shoonya:FA1` is `Practice Shoonya FA1`."""
    broker = broker_of(name)
    parts = [part.capitalize() for part in broker.replace("-", " ").split(":")]
    return " ".join([*parts, *filter(None, name.removeprefix(broker).split(":"))])


def state(job: JobView) -> str:
    return _STATE[job.state][0]


def state_color(job: JobView) -> str:
    return _STATE[job.state][1]


def error(kind: ErrorClass) -> str:
    return _ERROR[kind]


def names(selection: Selection) -> str:
    """Return which underlyings: `All F&O stocks`, `RELIANCE, TCS, INFY and 4 more`."""
    chosen = selection.underlyings
    if not chosen:
        return "All F&O stocks and indices" if selection.indices else "All F&O stocks"
    text = ", ".join(chosen[:_NAMES_SHOWN])
    rest = len(chosen) - _NAMES_SHOWN
    return f"{text} and {rest} more" if rest > 0 else text


def kinds(selection: Selection) -> str:
    """Return which series: `spot, futures, options of 2 expiries, 10 strikes each side`."""
    parts = [KINDS[kind].lower() for kind in SeriesKind if kind in selection.kinds]
    text = ", ".join(parts)
    derived = set(selection.kinds) - {SeriesKind.SPOT}
    if derived and selection.nearest_expiries is not None:
        count = selection.nearest_expiries
        text += f" · {count} {'expiry' if count == 1 else 'expiries'}"
    if SeriesKind.OPTION in derived and selection.strikes_around is not None:
        count = selection.strikes_around
        text += " · at the money" if count == 0 else f" · {count} strikes each side"
    return text


def span(first: date, last: date) -> str:
    """Return two days as a person writes them: `2–20 Nov 2026`, `21 Nov 2026`."""
    if first == last:
        return fmt.day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{fmt.day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {fmt.day(last)}"
    return f"{fmt.day(first)} – {fmt.day(last)}"


def request(wish: Request) -> str:
    again = ", checked again" if wish.fetched_since_ns else ""
    return f"{names(wish.selection)}, {span(wish.start, wish.end)}{again}"


def size(count: int) -> str:
    """Return bytes: `850 B`, `12 KB`, `48 MB`, `1.2 GB`."""
    value = float(max(0, count))
    for unit in ("B", "KB", "MB", "GB"):
        if value < 999.5:
            return f"{value:.0f} {unit}" if unit != "GB" or value >= 99.5 else f"{value:.1f} GB"
        value /= 1000
    return f"{value:.1f} TB"


def duration(seconds: float | None) -> str:
    """Return a length of time: `under a minute`'s seconds, minutes, hours, days; a dash for unknown."""
    if seconds is None:
        return fmt.NONE
    if seconds < _DAY_S:
        return fmt.span(seconds)
    days, rest = divmod(int(seconds), _DAY_S)
    return f"{days} {'day' if days == 1 else 'days'} {rest // 3600} h"


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 series`, `2,400 requests`."""
    return f"{fmt.quantity(number)} {one if number == 1 else many or one + 's'}"


def rate(job: JobView) -> str:
    """Return what comes in a second while a job runs: `12,400 bars/s`, else nothing."""
    if not job.state.is_active or job.bars_per_s <= 0:
        return ""
    return f"{fmt.compact(job.bars_per_s)} bars/s"


def download(wish: Request, cost: Preview | None) -> str:
    """Return the text of the big button: the whole request."""
    what = f"{fmt.quantity(cost.series)} series" if cost is not None else kinds(wish.selection)
    return f"Download {what} of {lower(request(wish))} from {source(wish.source)}"


def lower(text: str) -> str:
    """Return names of underlyings as they stand within a sentence: `all F&O stocks`."""
    return f"a{text[1:]}" if text.startswith("All ") else text


def series_parts(cost: Preview) -> str:
    """Return what the series are: `10 spot, 30 futures, 1,802 options`."""
    parts = ((cost.spots, "spot"), (cost.futures, "futures"), (cost.options, "options"))
    return ", ".join(f"{fmt.quantity(n)} {word}" for n, word in parts if n)


def held_share(cost: Preview) -> float:
    return cost.held_days / cost.series_days if cost.series_days else 0.0


def progress(job: JobView) -> str:
    """Return how far a job is: `42%`; a whole hundred only when nothing is left."""
    percent = int(job.share * 100)
    return f"{percent}%"


def headline(jobs: Sequence[JobView], *, brief: bool = False) -> str:
    """Return one line about what runs now, for every page of the panel; '' where nothing does."""
    active = [job for job in jobs if job.state.is_active]
    stuck = [job for job in jobs if job.state in {JobState.NEEDS_LOGIN, JobState.STOPPED}]
    if active:
        job = active[0]
        parts = [f"{state(job)} {progress(job)}" if job.total else state(job)]
        if not brief and (rated := rate(job)):
            parts.append(rated)
        if job.eta_s is not None:
            parts.append(f"{duration(job.eta_s)} left")
        return " · ".join(parts)
    if stuck:
        return state(stuck[0]) if brief else stuck[0].sentence
    return ""


def day_title(day: date) -> str:
    return f"{day:%a} {fmt.day(day)}"


def day_text(cell: DayCoverage) -> str:
    """Return what is known of a day: how many series stand how, how many bars, and its note."""
    parts = [
        f"{fmt.quantity(number)} {word}"
        for number, word in (
            (cell.complete, "complete"),
            (cell.empty, "without trades"),
            (cell.partial, "partial"),
            (cell.failed, "failed"),
        )
        if number
    ]
    lines = [DAYS[cell.state]]
    if parts:
        lines[0] += f": {', '.join(parts)}"
    if cell.bars:
        lines.append(f"{fmt.quantity(cell.bars)} bars")
    if cell.note:
        lines.append(cell.note)
    return "\n".join(lines)


def schedule(plan: Schedule) -> str:
    """Return a schedule as a sentence."""
    days = "" if plan.days_back == 0 else f", and what the {plan.days_back} days before lack"
    check = "; the day again next morning" if plan.check_next_morning else ""
    return (
        f"{lower(names(plan.selection))} ({kinds(plan.selection)}) from {source(plan.source)}, "
        f"{plan.minutes_after_close} minutes after each close{days}{check}"
    )


def moment(ns: int, now_ns: int) -> str:
    """Return when something is: `today 15:50 IST`, `Mon 23 Nov 15:50 IST`."""
    when = datetime.fromtimestamp(ns // 1_000_000_000, UTC).astimezone(fmt.IST)
    now = datetime.fromtimestamp(now_ns // 1_000_000_000, UTC).astimezone(fmt.IST)
    if when.date() == now.date():
        return f"today {when:%H:%M} IST"
    return f"{when:%a} {when.day} {when:%b} {when:%H:%M} IST"
