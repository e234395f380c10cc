"""The list of funds as rows."""

from collections.abc import Sequence

from terminal.domain.mutual import Scheme
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.models.mutual import LONG_AGO, NAME_WIDTH
from terminal.ui.mutual import words


class FundsModel(ColumnModel[Scheme]):
    """Schemes in the order of the search. Numbers sort as floats: thousands of Decimals are slow."""

    def __init__(self) -> None:
        super().__init__(scheme_columns(), key=lambda scheme: scheme.isin)


def scheme_columns() -> Sequence[Column[Scheme]]:
    """Return the columns."""
    return (
        Column(
            key="fund",
            title="Fund",
            width=NAME_WIDTH,
            align="left",
            text=lambda s: s.name,
            sort=lambda s: s.name.lower(),
            hint=lambda s: f"{s.name}\n{s.isin}",
        ),
        Column(
            key="amc",
            title="Fund house",
            width=128,
            align="left",
            text=lambda s: words.amc(s.amc),
            sort=lambda s: s.amc.lower(),
        ),
        Column(
            key="category",
            title="Category",
            width=94,
            align="left",
            text=lambda s: words.kind(s.category),
            sort=lambda s: s.category,
        ),
        Column(
            key="plan",
            title="Plan",
            width=64,
            align="left",
            text=lambda s: words.kind(s.plan),
            sort=lambda s: s.plan,
        ),
        Column(
            key="dividend",
            title="Dividend",
            width=72,
            align="left",
            text=lambda s: words.kind(s.dividend),
            sort=lambda s: s.dividend,
        ),
        Column(
            key="nav",
            title="NAV",
            width=84,
            text=lambda s: words.nav(s.nav),
            sort=lambda s: float(s.nav),
        ),
        Column(
            key="nav_date",
            title="NAV of",
            width=88,
            text=lambda s: words.day(s.nav_date),
            color=lambda _s: "muted",
            sort=lambda s: s.nav_date or LONG_AGO,
        ),
        Column(
            key="minimum",
            title="Minimum",
            width=78,
            text=lambda s: fmt.money(s.minimum_purchase, 0),
            sort=lambda s: float(s.minimum_purchase),
            tip="The least first purchase, rupees",
        ),
        Column(
            key="additional",
            title="Min. more",
            width=78,
            text=lambda s: fmt.money(s.minimum_additional, 0),
            sort=lambda s: float(s.minimum_additional),
            tip="The least further purchase of a fund that you hold, rupees",
        ),
        Column(
            key="multiple",
            title="Multiple",
            width=68,
            text=lambda s: fmt.money(s.purchase_multiple, 0 if s.purchase_multiple >= 1 else 2),
            sort=lambda s: float(s.purchase_multiple),
            tip="Amounts are multiples of this, rupees",
        ),
        Column(
            key="purchase",
            title="Purchase",
            width=72,
            align="left",
            text=lambda s: "Open" if s.purchase_allowed else "Closed",
            color=lambda s: "muted" if s.purchase_allowed else "amber",
            tip="Whether the fund takes new money",
        ),
        Column(
            key="redemption",
            title="Redemption",
            width=80,
            align="left",
            text=lambda s: "Open" if s.redemption_allowed else "Closed",
            color=lambda s: "muted" if s.redemption_allowed else "amber",
            tip="Whether the fund pays out",
        ),
        Column(
            key="isin",
            title="ISIN",
            width=104,
            align="left",
            text=lambda s: s.isin,
            color=lambda _s: "muted",
        ),
    )
