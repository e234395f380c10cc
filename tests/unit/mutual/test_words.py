"""Numbers in the words of the fund service."""

from decimal import Decimal

import pytest

from terminal.mutual.words import grouped


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("100000", "1,00,000"),
        ("1234567.8910", "12,34,567.8910"),
        ("-250000.5", "-2,50,000.5"),
        ("1E+6", "10,00,000"),
    ],
)
def test_digits_are_grouped_the_indian_way(value, text):
    assert grouped(Decimal(value)) == text
