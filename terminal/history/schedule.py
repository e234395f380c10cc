"""When the download after market close is due. Pure: the calendar and the clock are given."""

from datetime import date, timedelta

from terminal.history.jobs import Request, Schedule
from terminal.history.sessions import MINUTE_NS, TradingCalendar, day_of

EARLIEST_MINUTES = 15


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
    while True:
        due = due_ns(schedule, calendar, day)
        if due is not None and due > now_ns:
            return due
        day += timedelta(1)


def request_of(schedule: Schedule, calendar: TradingCalendar, day: date) -> Request:
    """Return the download of a due day."""
    return Request(
        source=schedule.source,
        selection=schedule.selection,
        start=calendar.trading_days_back(day, schedule.days_back),
        end=day,
    )
