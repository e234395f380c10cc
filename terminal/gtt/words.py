"""Numbers in sentences about triggers: plain, Indian grouping, never an exponent."""

from decimal import Decimal

_TENS = Decimal("0.01")
_MOST = Decimal(10) ** 15


def count(value: int) -> str:
    """Return units with Indian grouping: 1,00,000."""
    sign, digits = ("-", str(-value)) if value < 0 else ("", str(value))
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return sign + ",".join([*groups, tail])


def price(value: Decimal) -> str:
    """Return a price with Indian grouping and at least two decimals: 24,150.00, 83.4125."""
    if not value.is_finite() or abs(value) >= _MOST:
        return str(value)
    exact = value if value == value.quantize(_TENS) else value.normalize()
    plain = f"{exact:.2f}" if exact == exact.quantize(_TENS) else f"{exact:f}"
    whole, _, part = plain.partition(".")
    sign = "-" if whole == "-0" else ""
    return f"{sign}{count(int(whole))}.{part}"
