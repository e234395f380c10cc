"""Numbers of refusals and notices as India writes them."""

from decimal import Decimal


def grouped(value: Decimal) -> str:
    """Return a number in Indian groups with the decimals that it has: 1,00,000, 12,34,567.891."""
    whole, point, part = f"{abs(value):f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ("-" if value < 0 else "") + ",".join([*groups, tail]) + point + part
