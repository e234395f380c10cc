from decimal import Decimal

import pytest

from terminal.sandbox.kite.fields import Fields
from terminal.sandbox.kite.replies import Failure
from terminal.sim.types import Side


def test_numbers_are_exact_and_whole_floats_are_whole() -> None:
    form = Fields.parse("price=1450.05&quantity=10.0&empty=")
    assert form.decimal("price") == Decimal("1450.05")
    assert form.integer("quantity") == 10
    assert form.decimal("empty") is None
    assert form.integer("absent") is None


@pytest.mark.parametrize("text", ["ten", "1.5", "NaN", "Infinity"])
def test_a_quantity_that_is_none_is_refused_by_name(text: str) -> None:
    with pytest.raises(Failure, match="Invalid `quantity`"):
        Fields.parse(f"quantity={text}").integer("quantity")


def test_missing_field_is_refused_by_name() -> None:
    with pytest.raises(Failure, match="Missing or empty field `exchange`") as refused:
        Fields.parse("exchange=").need("exchange")
    assert (refused.value.http, refused.value.error_type) == (400, "InputException")


def test_repeated_keys_keep_ampersands_and_spaces() -> None:
    query = Fields.parse("i=NSE:M%26M&i=NSE%3ANIFTY+50&i=")
    assert query.every("i") == ["NSE:M&M", "NSE:NIFTY 50"]


@pytest.mark.parametrize(
    ("text", "on"), [("True", True), ("1", True), ("false", False), ("0", False)]
)
def test_switches_take_any_spelling(text: str, on: bool) -> None:
    assert Fields.parse(f"oi={text}").flag("oi") is on


def test_unknown_enumeration_value_is_refused() -> None:
    form = Fields.parse("transaction_type=HOLD")
    with pytest.raises(Failure, match="Invalid `transaction_type`"):
        form.choice("transaction_type", Side)
