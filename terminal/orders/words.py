"""Numbers in the sentences of refusals: plain, Indian grouping, never an exponent."""

from decimal import ROUND_HALF_UP, Decimal

from terminal.domain.instrument import Instrument

_PAISA = Decimal("0.01")
_TEN_THOUSANDTH = Decimal("0.0001")


def price(value: Decimal, instrument: Instrument) -> str:
    """Return a price with the digits of the instrument's grid, or all its own if off the grid."""
    if not value.is_finite():
        return str(value)
    if instrument.grid.is_legal(value):
        return _grouped(f"{value:.{instrument.grid.decimals}f}")
    return _grouped(f"{value.normalize():f}")


def average(value: Decimal) -> str:
    """Return a mean price with Indian grouping and two to four decimals: 1,548.30, 83.4125."""
    exact = value.quantize(_TEN_THOUSANDTH, ROUND_HALF_UP).normalize()
    whole, _, part = f"{exact:f}".partition(".")
    return f"{count(int(whole))}.{part:0<2}"


def count(value: int) -> str:
    """Return units with Indian grouping: 1,00,000."""
    sign, digits = ("-", str(-value)) if value < 0 else ("", str(value))
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return sign + ",".join([*groups, tail])


def _grouped(plain: str) -> str:
    whole, dot, part = plain.partition(".")
    sign = "-" if whole == "-0" else ""
    return f"{sign}{count(int(whole))}{dot}{part}"


def rupees(value: Decimal) -> str:
    """Return an amount such as ₹1,00,000 or ₹99.50: paise only where there are any."""
    exact = value.quantize(_PAISA, ROUND_HALF_UP)
    whole = int(exact)
    paise = f".{abs(exact - whole) * 100:02.0f}" if exact != whole else ""
    return f"₹{count(whole)}{paise}"
