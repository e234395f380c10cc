"""What holdings are worth and have returned. Money is Decimal; only the yearly return is a float.

The yearly return (XIRR) is of the units held now: each lot's cost on its day against today's value.
It is None where a lot's day is missing, the lots do not add up to the holding, or no day has passed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from terminal.domain.mutual import FundHolding, FundLot

ZERO = Decimal(0)
_HUNDRED = Decimal(100)
Flow = tuple[date, Decimal]
"""What was paid (negative) or is there (positive) on a day."""


class HoldingValue(Struct, frozen=True, kw_only=True):
    """Rupees put in and what they are now; None where price or cost is not known.

    `pnl_percent` of what was put in; `xirr` a yearly return as a fraction (0.12 is 12 % a year).
    """

    invested: Decimal
    value: Decimal | None
    pnl: Decimal | None
    pnl_percent: Decimal | None
    xirr: float | None


def flows_of(holding: FundHolding, lots: Sequence[FundLot] | None, nav: Decimal) -> list[Flow]:
    """Return a holding's flows up to the day of its NAV; empty where they would be a guess."""
    if lots is None or holding.nav_date is None or nav <= ZERO:
        return []
    mine = [lot for lot in lots if lot.folio == holding.folio]
    if not mine or sum((lot.quantity for lot in mine), ZERO) != holding.quantity:
        return []
    flows: list[Flow] = []
    for lot in mine:
        if lot.bought_on is None:
            return []
        flows.append((lot.bought_on, -lot.quantity * lot.price))
    return [*flows, (holding.nav_date, holding.quantity * nav)]


def xirr_of(flows: Sequence[Flow]) -> float | None:
    """Return the yearly return of irregular flows, None where there is none."""
    days = {day for day, amount in flows if amount}
    if len(days) < 2:
        return None
    import pyxirr

    try:
        found = pyxirr.xirr([day for day, _ in flows], [float(amount) for _, amount in flows])
    except pyxirr.InvalidPaymentsError:
        return None
    return found if found is not None and found == found else None  # noqa: PLR0124  NaN


def value_of(holding: FundHolding, lots: Sequence[FundLot] | None, nav: Decimal) -> HoldingValue:
    """Return what one holding is worth at `nav` (0: not known)."""
    return _valued([holding], {id(holding): nav}, xirr_of(flows_of(holding, lots, nav)))


def total_of(
    holdings: Sequence[FundHolding],
    navs: Sequence[Decimal],
    lots: Sequence[Sequence[FundLot] | None],
) -> HoldingValue:
    """Return all holdings as one; the return only where it is known of each."""
    flows: list[Flow] = []
    for holding, nav, mine in zip(holdings, navs, lots, strict=True):
        part = flows_of(holding, mine, nav)
        if not part:
            flows = []
            break
        flows += part
    by_holding = {id(each): nav for each, nav in zip(holdings, navs, strict=True)}
    return _valued(holdings, by_holding, xirr_of(flows))


def _valued(
    holdings: Iterable[FundHolding], navs: Mapping[int, Decimal], xirr: float | None
) -> HoldingValue:
    invested = value = ZERO
    priced = costed = True
    for holding in holdings:
        nav = navs[id(holding)]
        invested += holding.quantity * holding.average_nav
        value += holding.quantity * nav
        priced &= nav > ZERO
        costed &= holding.average_nav > ZERO  # the broker's 0 means "not known", not "for nothing"
    pnl = value - invested if priced and costed else None
    return HoldingValue(
        invested=invested,
        value=value if priced else None,
        pnl=pnl,
        pnl_percent=pnl / invested * _HUNDRED if pnl is not None and invested else None,
        xirr=xirr,
    )
