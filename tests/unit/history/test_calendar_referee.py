"""Our calendar's days against those of the exchange_calendars package, where it is installed.

It is a referee and no dependency: it knows neither segments nor hours, brings pandas, and lists no
evening or weekend sessions reliably. On weekdays both must agree.
"""

from datetime import date

import pytest

from terminal.history.sessions import calendar_days, indian_calendar

exchange_calendars = pytest.importorskip(
    "exchange_calendars", reason="the exchange_calendars package is not installed"
)


def test_both_calendars_know_the_same_full_days():
    ours = indian_calendar()
    end = min(ours.valid_to, date(2026, 12, 31))
    theirs = exchange_calendars.get_calendar("XBOM", start=ours.valid_from, end=end)
    full = {moment.date() for moment in theirs.sessions}
    for day in calendar_days(ours.valid_from, end):
        if "Muhurat" in ours.note(day) or day.weekday() >= 5:
            continue
        assert ours.is_trading_day(day) == (day in full), day
