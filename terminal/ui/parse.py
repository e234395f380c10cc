"""Typed text to numbers: prices and quantity expressions. The reverse of `format.py`.

Every failure is a ValueError whose text is a sentence for the person who typed.
"""

import re
from decimal import Decimal, InvalidOperation

_AMOUNT = re.compile(r"(?P<number>\d*\.?\d+)\s*(?P<unit>cr|l|k)?", re.IGNORECASE | re.ASCII)
_UNITS = {"": 1, "k": 1_000, "l": 100_000, "cr": 10_000_000}
_LOTS = re.compile(r"(?P<lots>\d+)\s*(?:l|lot|lots)", re.IGNORECASE | re.ASCII)
_VALUE = re.compile(r"₹?\s*(?P<number>\d*\.?\d+)\s*(?P<unit>k|lakh|cr)", re.IGNORECASE | re.ASCII)
_LARGEST = 10**9


def price(text: str) -> Decimal:
    """Return a price of at least 0; grouping commas and ₹ are allowed."""
    clean = text.replace(",", "").replace("₹", "").strip()
    if not clean:
        raise ValueError("Enter a price.")
    if not re.fullmatch(r"\d*\.?\d+|\d+\.", clean, re.ASCII):
        raise ValueError(f"{text.strip()!r} is not a price.")
    try:
        value = Decimal(clean)
    except InvalidOperation as error:
        raise ValueError(f"{text.strip()!r} is not a price.") from error
    if value >= _LARGEST:
        raise ValueError("That price is too large.")
    return value


def quantity(
    text: str, *, lot_size: int = 1, unit_price: Decimal | None = None, position: int = 0
) -> int:
    """Return units meant by `130`, `2l` (lots), `50k` / `2lakh` / `1cr` (rupees at `unit_price`), `p`.

    Money is rounded down to whole lots; `p` is the size of the present position. The result may
    still be no multiple of the lot: guards say that, next to the field.
    """
    clean = text.replace(",", "").strip().lower()
    if not clean:
        raise ValueError("Enter a quantity.")
    if clean == "p":
        if position == 0:
            raise ValueError("There is no position to take the quantity from.")
        return abs(position)
    if match := _LOTS.fullmatch(clean):
        return _bounded(int(match["lots"]) * lot_size)
    if match := _VALUE.fullmatch(clean):
        if unit_price is None or unit_price <= 0:
            raise ValueError("There is no price yet to turn rupees into a quantity.")
        unit = "l" if match["unit"] == "lakh" else match["unit"]
        units = int(Decimal(match["number"]) * _UNITS[unit] / unit_price)
        whole = units - units % lot_size
        if whole <= 0:
            raise ValueError(f"{text.strip()} buys less than one lot at {unit_price}.")
        return _bounded(whole)
    if not clean.isascii() or not clean.isdigit():
        raise ValueError(
            f"{text.strip()!r} is not a quantity. Try 100, 2l (lots), 50k (rupees) or p."
        )
    return _bounded(int(clean))


def amount(text: str) -> Decimal:
    """Return rupees meant by `50000`, `50k`, `2.5l` (lakh), `1cr`; commas and ₹ are allowed."""
    clean = text.replace(",", "").replace("₹", "").strip()
    if not clean:
        raise ValueError("Enter an amount.")
    match = _AMOUNT.fullmatch(clean)
    if match is None:
        raise ValueError(f"{text.strip()!r} is not an amount. Try 50000, 50k, 2.5l or 1cr.")
    return Decimal(match["number"]) * _UNITS[(match["unit"] or "").lower()]


def _bounded(units: int) -> int:
    if units <= 0:
        raise ValueError("The quantity must be at least 1.")
    if units > _LARGEST:
        raise ValueError("That quantity is too large.")
    return units
