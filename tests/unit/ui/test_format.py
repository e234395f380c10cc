"""Text as people read it in India, and nothing shown for what is not known."""

from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain import account, ids, market, order
from terminal.ui import format as fmt

NINE_FIFTEEN_NS = 1_795_146_300_000_000_000  # 2026-11-20 09:15:00 IST


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00"),
        (999.9, "999.90"),
        (1000, "1,000.00"),
        (Decimal(100000), "1,00,000.00"),
        (12345678.5, "1,23,45,678.50"),
        (-1234.5, "−1,234.50"),
        (-0.001, "0.00"),
        (float("nan"), "—"),
        (float("inf"), "—"),
        (None, "—"),
    ],
)
def test_prices_are_grouped_in_lakhs_and_crores(value, text):
    assert fmt.price(value) == text


@given(st.integers(min_value=0, max_value=10**15))
def test_grouping_only_adds_commas(number):
    grouped = fmt.group(str(number))
    assert grouped.replace(",", "") == str(number)
    head, *tail = grouped.split(",")
    assert 1 <= len(head) <= 3
    assert [len(part) for part in tail[:-1]] == [2] * max(0, len(tail) - 1)
    assert not tail or len(tail[-1]) == 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999.6, "1.00K"),
        (950, "950"),
        (1200, "1.20K"),
        (99_960, "1.00L"),
        (340_000, "3.40L"),
        (34_000_000, "3.40Cr"),
        (-12_500_000, "−1.25Cr"),
        (12_345_678_900_000, "12,34,568Cr"),
        (None, "—"),
    ],
)
def test_short_forms_use_thousand_lakh_and_crore(value, text):
    assert fmt.compact(value) == text


def test_a_gain_always_shows_its_sign_and_zero_none():
    assert fmt.signed(12.5) == "+12.50"
    assert fmt.signed(-3) == "−3.00"
    assert fmt.signed(0.001) == "0.00"
    assert fmt.percent(0.42) == "+0.42%"
    assert fmt.signed_rupees(Decimal(690)) == "+₹690.00"
    assert fmt.signed_rupees(Decimal(-140)) == "−₹140.00"
    assert fmt.rupees(Decimal(-250)) == "−₹250.00"


def test_gain_and_loss_never_use_the_colours_of_sides():
    assert fmt.trend(1) == "up"
    assert fmt.trend(-1) == "down"
    assert fmt.trend(0) is None
    assert fmt.trend(float("nan")) is None


def test_times_are_indian():
    assert fmt.time_ist(NINE_FIFTEEN_NS) == "09:15:00"
    assert fmt.time_ist(NINE_FIFTEEN_NS + 7_000_000, ms=True) == "09:15:00.007"
    assert fmt.date_ist(NINE_FIFTEEN_NS) == "20 Nov 2026"
    assert fmt.time_ist(0) == "—"


def test_a_date_is_added_only_for_another_day():
    yesterday = NINE_FIFTEEN_NS - 86_400_000_000_000
    assert fmt.moment_ist(NINE_FIFTEEN_NS, NINE_FIFTEEN_NS) == "09:15:00"
    assert fmt.moment_ist(yesterday, NINE_FIFTEEN_NS) == "19 Nov 09:15:00"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.31, "0.3 s"), (12.4, "12 s"), (240, "4 min"), (7500, "2 h 05 min"), (None, "—")],
)
def test_age_says_how_old(seconds, text):
    assert fmt.age(seconds) == text


def test_a_fresh_feed_stays_calm():
    assert fmt.feed_age(0.07) == fmt.feed_age(0.93) == "<1 s"
    assert fmt.feed_age(3.2) == "3.2 s"
    assert fmt.feed_age(None) == "—"


def _enums():
    for module in (account, ids, market, order):
        for thing in vars(module).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, Enum)
                and thing.__module__ == module.__name__
            ):
                yield from thing


@pytest.mark.parametrize("value", list(_enums()), ids=repr)
def test_every_domain_enum_value_has_a_written_label(value):
    assert value in fmt._LABELS
    assert "_" not in fmt.label(value)


def test_every_order_state_has_a_colour():
    assert set(fmt._STATE_COLOR) == set(order.OrderState)


def test_an_option_reads_as_traders_say_it():
    instrument = ids.InstrumentId.parse("NFO:NIFTY:2026-11-24:24000:CE")
    assert fmt.instrument(instrument) == "NIFTY 24 Nov 24000 CE"
    assert fmt.instrument(ids.InstrumentId.parse("NFO:NIFTY:2026-11-24")) == "NIFTY 24 Nov FUT"
    assert fmt.instrument(ids.InstrumentId("NSE", "INFY")) == "INFY"
