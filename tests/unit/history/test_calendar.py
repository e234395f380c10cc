"""Trading days and hours: the change of August 2026, holidays, evening and weekend sessions."""

from datetime import date

import msgspec
import pytest

from terminal.history.sessions import (
    Segment,
    TradingCalendar,
    day_of,
    indian_calendar,
    midnight_ns,
    segment_of,
)
from terminal.runtime.paths import resources_dir
from tests.fakes.history import at, future, index, option, spot

CALENDAR = indian_calendar()


@pytest.mark.parametrize(
    ("segment", "day", "minutes", "last", "closed"),
    [
        (Segment.DERIVATIVES, date(2026, 7, 31), 375, "15:29", "15:30"),
        (Segment.DERIVATIVES, date(2026, 8, 3), 385, "15:39", "15:40"),
        (Segment.CASH_FNO, date(2026, 7, 31), 375, "15:29", "15:30"),
        (Segment.CASH_FNO, date(2026, 8, 3), 360, "15:14", "15:35"),
        (Segment.CASH, date(2026, 8, 3), 375, "15:29", "15:30"),
        (Segment.INDEX, date(2026, 8, 3), 360, "15:14", "15:35"),
        (Segment.DERIVATIVES, date(2025, 10, 21), 60, "14:44", "14:45"),
        (Segment.CASH_FNO, date(2024, 3, 2), 105, "12:29", "12:30"),
    ],
)
def test_a_day_is_as_long_as_the_exchange_made_it(segment, day, minutes, last, closed):
    session = CALENDAR.session(segment, day)
    starts = session.minutes()
    assert len(starts) == minutes
    assert starts[-1] == at(day, last)
    assert session.closed_ns == at(day, closed)
    assert session.final_ns == at(day, closed) + 15 * 60_000_000_000


@pytest.mark.parametrize(
    ("day", "trades"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 24), False),  # Guru Nanak Jayanti
        (date(2026, 1, 15), False),  # municipal elections
        (date(2026, 2, 1), True),  # budget on a Sunday
        (date(2025, 2, 1), True),  # budget on a Saturday
        (date(2026, 11, 8), True),  # Muhurat session on a Sunday
        (date(2026, 12, 25), False),
    ],
)
def test_holidays_and_special_sessions(day, trades):
    assert CALENDAR.is_trading_day(day) is trades
    assert (CALENDAR.session(Segment.DERIVATIVES, day) is not None) is trades
    assert (day in CALENDAR.days(day, day)) is trades


def test_a_session_of_unknown_hours_is_a_day_without_expected_minutes():
    session = CALENDAR.session(Segment.CASH_FNO, date(2026, 11, 8))
    assert session.hours == ()
    assert len(session.minutes()) == 0
    assert session.closed_ns > at(session.day, "19:15")  # later than any Muhurat session ended
    assert "Muhurat" in CALENDAR.note(session.day)


def test_the_years_that_the_file_knows_are_said():
    assert CALENDAR.knows(date(2026, 11, 20))
    assert not CALENDAR.knows(date(2027, 1, 4))
    assert CALENDAR.is_trading_day(date(2027, 1, 4))  # a Monday: judged by the weekday alone
    assert CALENDAR.caution(date(2026, 12, 31)) == ""
    assert CALENDAR.caution(date(2027, 1, 4)) == (
        "This version knows the exchange's holidays up to 31 Dec 2026: after it each Monday to "
        "Friday is taken for a regular session. A newer version knows more."
    )
    assert "before it each Monday" in CALENDAR.caution(date(2020, 12, 31))


def test_after_the_last_year_each_weekday_is_a_regular_session():
    days = CALENDAR.days(date(2026, 12, 30), date(2027, 1, 10))
    assert [day.day for day in days] == [30, 31, 1, 4, 5, 6, 7, 8]
    for segment, minutes in ((Segment.DERIVATIVES, 385), (Segment.CASH_FNO, 360)):
        assert len(CALENDAR.session(segment, date(2027, 1, 26)).minutes()) == minutes
    assert CALENDAR.session(Segment.CASH, date(2027, 1, 9)) is None
    assert CALENDAR.note(date(2027, 1, 26)) == "Not known whether 2027 has a holiday here."
    assert CALENDAR.note(date(2027, 1, 9)) == CALENDAR.note(date(2026, 12, 30)) == ""
    assert CALENDAR.trading_days_back(date(2027, 1, 4), 2) == date(2026, 12, 31)


def test_segments_follow_from_the_series():
    assert segment_of(spot()) is Segment.CASH_FNO
    assert segment_of(index()) is Segment.INDEX
    assert segment_of(future()) is segment_of(option()) is Segment.DERIVATIVES


def test_the_last_close_of_a_day_is_that_of_the_segment_that_trades_longest():
    assert CALENDAR.last_close_ns(date(2026, 11, 20)) == at(date(2026, 11, 20), "15:40")
    assert CALENDAR.last_close_ns(date(2026, 11, 21)) is None


def test_counting_back_skips_days_without_trading():
    assert CALENDAR.trading_days_back(date(2026, 11, 21), 0) == date(2026, 11, 20)
    assert CALENDAR.trading_days_back(date(2026, 11, 25), 1) == date(2026, 11, 23)


def test_a_day_begins_at_midnight_in_india():
    day = date(2026, 11, 20)
    assert day_of(midnight_ns(day)) == day
    assert day_of(midnight_ns(day) - 1) == date(2026, 11, 19)


def test_a_file_without_a_segment_is_refused():
    content = msgspec.json.decode((resources_dir() / "calendars" / "india.json").read_bytes())
    del content["segments"]["index"]
    with pytest.raises(ValueError, match="no hours of index"):
        TradingCalendar(msgspec.json.encode(content))


def test_no_weekday_is_both_a_holiday_without_trading_and_a_full_special_session():
    content = msgspec.json.decode((resources_dir() / "calendars" / "india.json").read_bytes())
    for special in content["special"]:
        day = date.fromisoformat(special["day"])
        if special["day"] in content["holidays"]:
            assert "Muhurat" in special["name"]  # the evening of Diwali itself
        else:
            assert day.weekday() >= 5, "a usual weekday needs no special session"
