"""Funds as rows: one line a field of the broker, its segments side by side, each field explained.

The broker's own names stay recognisable; nothing is added up that the broker does not add up.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import Funds
from terminal.domain.ids import AccountId
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.models.fund_words import AVAILABLE, FIELDS, USED, segment_title, words

_HEADS = {AVAILABLE: "Available", USED: "Used"}


class FundRow(Struct, frozen=True, kw_only=True):
    """One field of one account: its amounts by segment. `heading` rows have none."""

    account: AccountId
    group: str
    name: str
    title: str
    help: str
    amounts: dict[str, Decimal] = {}
    heading: bool = False


def fund_rows(funds: Sequence[Funds]) -> tuple[list[FundRow], list[str]]:
    """Return the rows of all accounts and the segments that have amounts, in the broker's order."""
    segments = list(dict.fromkeys(f.segment for f in funds if f.enabled))
    accounts = list(dict.fromkeys(f.account for f in funds))
    rows: list[FundRow] = []
    for account in accounts:
        mine = [f for f in funds if f.account == account and f.enabled]
        for group in (AVAILABLE, USED):
            parts = {f.segment: f.available if group == AVAILABLE else f.utilised for f in mine}
            title = _HEADS[group]
            if len(accounts) > 1:
                title = f"{title} · {fmt.account(account)}"
            rows.append(
                FundRow(account=account, group=group, name="", title=title, help="", heading=True)
            )
            rows += [_row(account, group, name, parts) for name in _names(group, parts)]
    return rows, segments


def _names(group: str, parts: dict[str, dict[str, Decimal]]) -> list[str]:
    told = {name for part in parts.values() for name in part}
    known = [name for known_group, name in FIELDS if known_group == group and name in told]
    return known + sorted(told - set(known))


def _row(
    account: AccountId, group: str, name: str, parts: dict[str, dict[str, Decimal]]
) -> FundRow:
    title, meaning = words(group, name)
    amounts = {segment: part[name] for segment, part in parts.items() if name in part}
    return FundRow(
        account=account, group=group, name=name, title=title, help=meaning, amounts=amounts
    )


class FundsModel(ColumnModel[FundRow]):
    """Field, then one column a segment."""

    def __init__(self, segments: Sequence[str]) -> None:
        columns: list[Column[FundRow]] = [
            Column(
                key="field",
                title="Field",
                text=lambda row: row.title,
                width=190,
                align="left",
                color=lambda row: "accent" if row.heading else None,
                hint=_hint,
            )
        ]
        columns += [
            Column(
                key=segment,
                title=segment_title(segment),
                text=_Amount(segment),
                width=126,
                color=_Tone(segment),
                hint=_hint,
            )
            for segment in segments
        ]
        columns.append(
            Column(
                key="help",
                title="Meaning",
                text=lambda row: row.help,
                width=0,
                align="left",
                color=lambda _row: "muted",
                hint=_hint,
            )
        )
        super().__init__(columns, key=lambda row: (row.account, row.group, row.name))
        self.segments = tuple(segments)


class _Amount:
    def __init__(self, segment: str) -> None:
        self._segment = segment

    def __call__(self, row: FundRow) -> str:
        amount = row.amounts.get(self._segment)
        return "" if amount is None else fmt.money(amount)


class _Tone:
    def __init__(self, segment: str) -> None:
        self._segment = segment

    def __call__(self, row: FundRow) -> str | None:
        amount = row.amounts.get(self._segment)
        if row.name.startswith("m2m"):
            return fmt.trend(amount)
        return "faint" if not amount else None


def _hint(row: FundRow) -> str:
    if row.heading:
        return ""
    # The raw name too: it is what the broker's support and documentation call it.
    return f"{row.help}\nThe broker calls it {row.group}.{row.name}."
