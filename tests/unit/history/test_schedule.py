"""The download after market close: when it is due, and what it asks for."""

from datetime import date

import pytest

from terminal.history.jobs import Schedule, Selection
from terminal.history.schedule import due_day, due_ns, next_run_ns, request_of
from terminal.history.sessions import indian_calendar
from tests.fakes.history import at

CALENDAR = indian_calendar()
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def schedule(**more) -> Schedule:
    return Schedule(enabled=True, source="shoonya", **more)


def test_it_is_due_some_minutes_after_the_last_segments_close():
    assert due_ns(schedule(), CALENDAR, FRIDAY) == at(FRIDAY, "16:00")
    assert due_ns(schedule(), CALENDAR, date(2026, 7, 30)) == at(date(2026, 7, 30), "15:50")
    assert due_ns(schedule(), CALENDAR, date(2026, 11, 21)) is None


def test_it_is_never_due_before_the_day_is_final():
    assert due_ns(schedule(minutes_after_close=1), CALENDAR, FRIDAY) == at(FRIDAY, "15:55")


@pytest.mark.parametrize(
    ("now", "last_run", "day"),
    [
        (at(FRIDAY, "15:59"), date(2026, 11, 19), None),
        (at(FRIDAY, "16:00"), date(2026, 11, 19), FRIDAY),
        (at(FRIDAY, "16:00"), FRIDAY, None),
        (at(FRIDAY, "09:00"), date(2026, 11, 18), date(2026, 11, 19)),  # yesterday's was missed
        (at(date(2026, 11, 22), "12:00"), date(2026, 11, 19), FRIDAY),  # on a Sunday
        (at(date(2026, 11, 22), "12:00"), None, FRIDAY),
        (at(MONDAY, "10:00"), FRIDAY, None),
    ],
)
def test_the_newest_day_that_has_not_run_is_due(now, last_run, day):
    assert due_day(schedule(last_run=last_run), CALENDAR, now) == day


def test_the_next_run_skips_days_without_trading():
    after = at(FRIDAY, "18:00")
    assert next_run_ns(schedule(last_run=FRIDAY), CALENDAR, after) == at(MONDAY, "16:00")
    later = at(MONDAY, "18:00")  # Tuesday the 24th is a holiday
    assert next_run_ns(schedule(last_run=MONDAY), CALENDAR, later) == at(
        date(2026, 11, 25), "16:00"
    )


def test_a_missed_run_is_due_now_and_a_schedule_that_is_off_never():
    now = at(FRIDAY, "18:00")
    assert next_run_ns(schedule(last_run=date(2026, 11, 19)), CALENDAR, now) == now
    assert next_run_ns(Schedule(), CALENDAR, now) is None
    assert due_day(Schedule(), CALENDAR, now) is None


def test_it_asks_for_some_days_back_so_that_missed_ones_are_filled():
    selection = Selection(underlyings=("INFY",))
    asked = request_of(schedule(selection=selection, days_back=4), CALENDAR, date(2026, 11, 25))
    assert (asked.start, asked.end) == (date(2026, 11, 18), date(2026, 11, 25))
    assert asked.selection is selection
    assert asked.source == "shoonya"
