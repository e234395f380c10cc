"""When the download after market close is due, and its check the morning after.

Pure: the calendar and the clock are given.
"""

from datetime import date, timedelta

from terminal.history.jobs import Request, Schedule
from terminal.history.sessions import MINUTE_NS, TradingCalendar, day_of, midnight_ns

EARLIEST_MINUTES = 15
MORNING_NS = 7 * 60 * MINUTE_NS
"""When a day is checked again, after the next Indian midnight: brokers are done by then, and the
market is not open yet."""


def due_ns(schedule: Schedule, calendar: TradingCalendar, day: date) -> int | None:
    """Return when the download of a day is due, None where the day has no trading."""
    close_ns = calendar.last_close_ns(day)
    if close_ns is None:
        return None
    return close_ns + max(EARLIEST_MINUTES, schedule.minutes_after_close) * MINUTE_NS


def due_day(schedule: Schedule, calendar: TradingCalendar, now_ns: int) -> date | None:
    """Return the trading day whose download is due and has not run, None where there is none.

    Days that were missed before it are not repeated: each run reaches back over `days_back` days.
    """
    if not schedule.enabled:
        return None
    day = calendar.trading_days_back(day_of(now_ns), 0)
    due = due_ns(schedule, calendar, day)
    if due is None or due > now_ns:
        day = calendar.trading_days_back(day - timedelta(1), 0)
    if schedule.last_run is not None and schedule.last_run >= day:
        return None
    return day


def next_run_ns(schedule: Schedule, calendar: TradingCalendar, now_ns: int) -> int | None:
    """Return when the schedule runs next: now where a run is due, None where it is off."""
    if not schedule.enabled:
        return None
    if due_day(schedule, calendar, now_ns) is not None:
        return now_ns
    day = day_of(now_ns)
    while (due := due_ns(schedule, calendar, day)) is None or due <= now_ns:
        day += timedelta(1)
    check = _next_check(schedule)
    return due if check is None else min(due, max(now_ns, morning_ns(check)))


def morning_ns(day: date) -> int:
    """Return when a day is checked again: the morning after it, be that a trading day or not."""
    return midnight_ns(day + timedelta(1)) + MORNING_NS


def due_check(schedule: Schedule, calendar: TradingCalendar, now_ns: int) -> date | None:
    """Return the trading day that is to be checked again now, None where there is none.

    A newer day's download goes first: the older day is not checked any more then.
    """
    day = _next_check(schedule)
    if day is None or now_ns < morning_ns(day):
        return None
    return None if due_day(schedule, calendar, now_ns) is not None else day


def check_of(schedule: Schedule, day: date) -> Request:
    """Return the second download of a day: what was fetched before the night is fetched again."""
    return Request(
        source=schedule.source,
        selection=schedule.selection,
        start=day,
        end=day,
        fetched_since_ns=midnight_ns(day + timedelta(1)),
    )


def _next_check(schedule: Schedule) -> date | None:
    day = schedule.last_run
    if not schedule.enabled or not schedule.check_next_morning or day is None:
        return None
    return None if schedule.last_check is not None and schedule.last_check >= day else day


def request_of(schedule: Schedule, calendar: TradingCalendar, day: date) -> Request:
    """Return the download of a due day."""
    return Request(
        source=schedule.source,
        selection=schedule.selection,
        start=calendar.trading_days_back(day, schedule.days_back),
        end=day,
    )
