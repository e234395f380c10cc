"""Fund holdings as rows, with their figures."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from terminal.domain.ids import AccountId
from terminal.domain.mutual import FundHolding
from terminal.mutual.values import HoldingValue
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.mutual import words

R = TypeVar("R")
LONG_AGO = date.min
NAME_WIDTH = 200
_YOUNG = "Held for less than a year on average: the yearly figure overstates the gain so far."


class FundHoldingRow(Struct, frozen=True):
    """One folio of a fund with its figures."""

    holding: FundHolding
    figures: HoldingValue

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.holding.account, self.holding.isin, self.holding.folio)


class FundHoldingsModel(ColumnModel[FundHoldingRow]):
    """What is held."""

    def __init__(self) -> None:
        super().__init__(_holding_columns(), key=lambda row: row.key)


def gain_color(value: Decimal | float | None) -> str:
    """Return the token of a gain or loss as it is shown, rounded to two decimals."""
    if value is None:
        return "muted"
    return fmt.trend(round(float(value), 2)) or "muted"


def xirr_text(value: float | None) -> str:
    """Return a yearly return of 0.12 as +12.00%."""
    return fmt.NONE if value is None else fmt.percent(value * 100)


def is_young(figures: HoldingValue) -> bool:
    """Return whether the yearly return is larger than the gain itself: held for under a year."""
    if figures.xirr is None or figures.pnl_percent is None:
        return False
    return abs(figures.xirr * 100) > abs(float(figures.pnl_percent)) * 1.01


def _xirr_color(row: FundHoldingRow) -> str:
    xirr = row.figures.xirr
    return "muted" if xirr is None or is_young(row.figures) else gain_color(xirr * 100)


def _holding_columns() -> Sequence[Column[FundHoldingRow]]:
    return (
        Column(
            key="fund",
            title="Fund",
            width=NAME_WIDTH,
            align="left",
            text=lambda row: row.holding.name,
            sort=lambda row: row.holding.name.lower(),
            hint=lambda row: f"{row.holding.name}\n{row.holding.isin}",
        ),
        Column(
            key="value",
            title="Value",
            width=92,
            text=lambda row: fmt.money(row.figures.value),
            sort=lambda row: row.figures.value,
            tip="Units times the last known NAV",
        ),
        Column(
            key="pnl",
            title="P&L",
            width=92,
            bold=True,
            text=lambda row: fmt.signed(row.figures.pnl),
            color=lambda row: gain_color(row.figures.pnl),
            sort=lambda row: row.figures.pnl,
            tip="Value less what was invested, before tax and exit load",
        ),
        Column(
            key="pnl_percent",
            title="P&L %",
            width=70,
            text=lambda row: fmt.percent(row.figures.pnl_percent),
            color=lambda row: gain_color(row.figures.pnl_percent),
            sort=lambda row: row.figures.pnl_percent,
            tip="Gain as a share of what was invested",
        ),
        Column(
            key="xirr",
            title="XIRR",
            width=70,
            text=lambda row: xirr_text(row.figures.xirr),
            color=_xirr_color,
            sort=lambda row: row.figures.xirr,
            hint=lambda row: _YOUNG if is_young(row.figures) else "",
            tip="Return a year, with the dates of your purchases counted; a dash where the broker "
            "does not tell them",
        ),
        Column(
            key="units",
            title="Units",
            width=84,
            text=lambda row: words.units(row.holding.quantity),
            sort=lambda row: row.holding.quantity,
        ),
        Column(
            key="average",
            title="Avg. NAV",
            width=78,
            text=lambda row: words.nav(row.holding.average_nav),
            sort=lambda row: row.holding.average_nav,
            tip="What a unit cost on average",
        ),
        Column(
            key="nav",
            title="NAV",
            width=78,
            text=lambda row: words.nav(row.holding.nav),
            sort=lambda row: row.holding.nav,
        ),
        Column(
            key="nav_date",
            title="NAV of",
            width=88,
            text=lambda row: words.day(row.holding.nav_date),
            color=lambda _row: "muted",
            sort=lambda row: row.holding.nav_date or LONG_AGO,
        ),
        Column(
            key="invested",
            title="Invested",
            width=92,
            text=lambda row: fmt.money(row.figures.invested),
            sort=lambda row: row.figures.invested,
        ),
        Column(
            key="pledged",
            title="Pledged",
            width=70,
            text=lambda row: words.units(row.holding.pledged) if row.holding.pledged else "",
            color=lambda _row: "muted",
            sort=lambda row: row.holding.pledged,
            tip="Units pledged for margin; they cannot be redeemed",
        ),
        Column(
            key="folio",
            title="Folio",
            width=96,
            align="left",
            text=lambda row: row.holding.folio,
            color=lambda _row: "muted",
        ),
        account_column(lambda row: row.holding.account),
    )


def account_column(of: Callable[[R], AccountId]) -> Column[R]:
    """Return the last column: whose row it is."""
    return Column(
        key="account",
        title="Account",
        width=76,
        align="left",
        text=lambda row: fmt.account(of(row)),
        color=lambda _row: "muted",
        sort=of,
    )
