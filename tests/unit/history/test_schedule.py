"""The download after market close: when it is due, and what it asks for."""

from datetime import date

import pytest
from msgspec.structs import replace

from terminal.history.jobs import Schedule, Selection
from terminal.history.schedule import (
    check_of,
    due_check,
    due_day,
    due_ns,
    next_run_ns,
    request_of,
)
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
    unchecked = schedule(last_run=FRIDAY, check_next_morning=False)
    assert next_run_ns(unchecked, CALENDAR, after) == at(MONDAY, "16:00")
    later = at(MONDAY, "18:00")  # Tuesday the 24th is a holiday
    unchecked = schedule(last_run=MONDAY, check_next_morning=False)
    assert next_run_ns(unchecked, CALENDAR, later) == at(date(2026, 11, 25), "16:00")


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


SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("now", "more", "day"),
    [
        (at(FRIDAY, "23:00"), {}, None),
        (at(SATURDAY, "06:59"), {}, None),
        (at(SATURDAY, "07:00"), {}, FRIDAY),  # a morning without a session is one too
        (at(MONDAY, "10:00"), {}, FRIDAY),  # the program was off over the weekend
        (at(SATURDAY, "07:00"), {"last_check": FRIDAY}, None),
        (at(SATURDAY, "07:00"), {"last_check": date(2026, 11, 19)}, FRIDAY),
        (at(SATURDAY, "07:00"), {"check_next_morning": False}, None),
        (at(SATURDAY, "07:00"), {"enabled": False}, None),
        (at(MONDAY, "16:00"), {}, None),  # Monday's own download is due, and goes first
    ],
)
def test_a_day_is_checked_again_the_morning_after(now, more, day):
    plan = replace(schedule(last_run=FRIDAY), **more)
    assert due_check(plan, CALENDAR, now) == day


def test_a_day_that_never_ran_is_not_checked():
    assert due_check(schedule(), CALENDAR, at(SATURDAY, "08:00")) is None


def test_the_check_is_the_next_run_where_it_comes_first():
    plan = schedule(last_run=FRIDAY)
    assert next_run_ns(plan, CALENDAR, at(FRIDAY, "18:00")) == at(SATURDAY, "07:00")
    now = at(SATURDAY, "09:00")
    assert next_run_ns(plan, CALENDAR, now) == now
    assert next_run_ns(replace(plan, last_check=FRIDAY), CALENDAR, now) == at(MONDAY, "16:00")


def test_a_check_asks_for_one_day_as_it_was_fetched_before_the_night():
    asked = check_of(schedule(selection=Selection(underlyings=("INFY",))), FRIDAY)
    assert (asked.start, asked.end) == (FRIDAY, FRIDAY)
    assert asked.fetched_since_ns == at(SATURDAY, "00:00")
    assert asked.selection.underlyings == ("INFY",)
