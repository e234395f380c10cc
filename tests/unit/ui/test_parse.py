"""What people type, and a sentence for what cannot be understood."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.ui import format as fmt
from terminal.ui import parse


@pytest.mark.parametrize(
    ("text", "value"),
    [("119.35", "119.35"), (" 1,00,000.5 ", "100000.5"), ("₹12", "12"), (".5", "0.5"), ("7.", "7")],
)
def test_prices_may_have_commas_and_a_rupee_sign(text, value):
    assert parse.price(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "-5", "1e5", "1.2.3", "nan", "inf", "٣", "1" * 12])
def test_what_is_no_price_gets_a_sentence(text):
    with pytest.raises(ValueError, match=r"[.]$"):
        parse.price(text)


@pytest.mark.parametrize(
    ("text", "units"), [("130", 130), ("1,300", 1300), ("2l", 130), ("2 lots", 130), ("1lot", 65)]
)
def test_quantities_are_units_or_lots(text, units):
    assert parse.quantity(text, lot_size=65) == units


def test_rupees_become_whole_lots_at_the_price():
    assert parse.quantity("50k", lot_size=65, unit_price=Decimal("119.35")) == 390
    assert parse.quantity("₹1cr", lot_size=1, unit_price=Decimal(1500)) == 6666
    assert parse.quantity("2lakh", lot_size=1, unit_price=Decimal(1500)) == 133


def test_rupees_without_a_price_are_refused():
    with pytest.raises(ValueError, match="no price"):
        parse.quantity("50k", lot_size=65)


def test_too_few_rupees_for_a_lot_are_refused():
    with pytest.raises(ValueError, match="less than one lot"):
        parse.quantity("1k", lot_size=65, unit_price=Decimal(100))


def test_p_means_the_present_position_whatever_its_side():
    assert parse.quantity("p", position=-130) == 130
    with pytest.raises(ValueError, match="no position"):
        parse.quantity("p")


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "ten", "٣", "9" * 11, "0l"])
def test_what_is_no_quantity_gets_a_sentence(text):
    with pytest.raises(ValueError, match=r"[.]$"):
        parse.quantity(text)


@pytest.mark.parametrize(
    ("text", "rupees"), [("50000", 50_000), ("50k", 50_000), ("2.5L", 250_000), ("1Cr", 10_000_000)]
)
def test_amounts_understand_short_forms(text, rupees):
    assert parse.amount(text) == rupees


@given(st.decimals(min_value=0, max_value=10**8, places=2))
def test_a_shown_price_reads_back_as_itself(value):
    assert parse.price(fmt.price(value)) == value
