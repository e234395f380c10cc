"""When an order must be in, and whose NAV it gets."""

from datetime import date, datetime

import pytest

from terminal.domain.order import Side
from terminal.mutual.cutoff import IST, cut_off, is_liquid
from tests.unit.mutual.conftest import LIQUID, make_scheme


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=IST).timestamp()) * 1_000_000_000


@pytest.mark.parametrize(
    ("now", "closes", "nav_day"),
    [
        ("2026-11-20 09:15", "2026-11-20 15:00", date(2026, 11, 20)),  # a Friday morning
        ("2026-11-20 14:59:59", "2026-11-20 15:00", date(2026, 11, 20)),
        ("2026-11-20 15:00", "2026-11-23 15:00", date(2026, 11, 23)),  # over the weekend
        ("2026-11-21 10:00", "2026-11-23 15:00", date(2026, 11, 23)),
        ("2026-11-22 23:59", "2026-11-23 15:00", date(2026, 11, 23)),
        ("2026-11-23 00:00", "2026-11-23 15:00", date(2026, 11, 23)),
    ],
)
def test_equity_closes_at_three_and_gets_the_nav_of_its_day(now, closes, nav_day):
    for side in Side:
        found = cut_off(make_scheme(), at(now), side)
        assert (found.closes_ns, found.nav_day) == (at(closes), nav_day)


@pytest.mark.parametrize(
    ("now", "side", "closes", "nav_day"),
    [
        ("2026-11-20 13:29", Side.BUY, "2026-11-20 13:30", date(2026, 11, 19)),
        ("2026-11-20 13:30", Side.BUY, "2026-11-23 13:30", date(2026, 11, 22)),
        ("2026-11-20 13:30", Side.SELL, "2026-11-20 15:00", date(2026, 11, 22)),
        ("2026-11-18 10:00", Side.SELL, "2026-11-18 15:00", date(2026, 11, 18)),
    ],
)
def test_liquid_funds_close_earlier_for_buying_and_get_the_day_before(now, side, closes, nav_day):
    found = cut_off(make_scheme(LIQUID, category="liquid"), at(now), side)
    assert (found.closes_ns, found.nav_day) == (at(closes), nav_day)


def test_the_sentence_names_time_day_and_that_holidays_are_not_known():
    text = cut_off(make_scheme(), at("2026-11-20 10:00")).text
    assert "15:00 IST today" in text
    assert "Fri 20 Nov" in text
    assert "holidays are not known" in text
    assert "on Mon 23 Nov" in cut_off(make_scheme(), at("2026-11-21 10:00")).text


@pytest.mark.parametrize(
    ("name", "category", "liquid"),
    [
        ("Birla Overnight Fund", "debt", True),
        ("HDFC Liquid Fund - Direct Plan", "debt", True),
        ("Birla Cash Plus", "liquid", True),
        ("Birla Bond Fund", "debt", False),
        ("Birla Liquidity Winners", "equity", False),
    ],
)
def test_a_liquid_fund_is_known_by_category_or_name(name, category, liquid):
    assert is_liquid(make_scheme(name=name, category=category)) is liquid
