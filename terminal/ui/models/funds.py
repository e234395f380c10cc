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

_AVAILABLE, _USED = "Available", "Used"
# Meaning of each field after the broker documentation's "Funds and margins" page, in plain words.
FIELDS: dict[tuple[str, str], tuple[str, str]] = {
    (_AVAILABLE, "live_balance"): (
        "Live balance",
        "Cash you can trade with right now: opening balance, plus what came in, minus what is in use.",
    ),
    (_AVAILABLE, "opening_balance"): (
        "Opening balance",
        "Cash in the account when the day began.",
    ),
    (_AVAILABLE, "cash"): ("Cash", "Cash in the account now, before margins of the day."),
    (_AVAILABLE, "intraday_payin"): (
        "Added today",
        "Money you transferred to the broker today.",
    ),
    (_AVAILABLE, "collateral"): (
        "Collateral",
        "Margin you have against pledged shares and funds. It can hold positions; it is not cash.",
    ),
    (_AVAILABLE, "adhoc_margin"): (
        "Extra margin",
        "Additional margin that the broker granted for a time.",
    ),
    (_USED, "debits"): (
        "Total used",
        "Sum of everything below that is blocked or spent: margins, premium, losses of the day.",
    ),
    (_USED, "span"): (
        "SPAN margin",
        "Margin of the exchange for open futures and sold options: the worst likely loss in one day.",
    ),
    (_USED, "exposure"): (
        "Exposure margin",
        "Margin on top of SPAN for open futures and sold options.",
    ),
    (_USED, "option_premium"): (
        "Option premium",
        "Premium paid for options bought today; negative where you received more than you paid.",
    ),
    (_USED, "delivery"): (
        "Delivery margin",
        "Blocked because a sold holding or an expiring contract has to be delivered.",
    ),
    (_USED, "holding_sales"): (
        "From sold holdings",
        "Value of holdings sold today: usable for trading, withdrawable after settlement.",
    ),
    (_USED, "m2m_realised"): (
        "Booked profit or loss",
        "Of positions closed today. A loss lowers what you can use.",
    ),
    (_USED, "m2m_unrealised"): (
        "Open profit or loss",
        "Of positions still open, at the last price. A loss lowers what you can use.",
    ),
    (_USED, "payout"): ("Withdrawals", "Money you asked to be paid out; not available any more."),
    (_USED, "turnover"): ("Turnover", "Turnover margin of the day, where the broker uses one."),
    (_USED, "liquid_collateral"): (
        "Collateral in liquid funds",
        "Collateral used of pledged liquid funds and bonds: counts like cash.",
    ),
    (_USED, "stock_collateral"): (
        "Collateral in shares",
        "Collateral used of pledged shares: some margins must be half in cash.",
    ),
    (_USED, "additional"): ("Additional margin", "Further margin that the exchange asks for."),
}
NET_HELP = (
    "What you can still use for new orders in this segment, as the broker counts it: cash and "
    "collateral, minus everything in use."
)


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
        for group in (_AVAILABLE, _USED):
            parts = {f.segment: f.available if group == _AVAILABLE else f.utilised for f in mine}
            title = group if len(accounts) == 1 else f"{group} - {fmt.account(account)}"
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
    title, words = FIELDS.get(
        (group, name), (name.replace("_", " ").capitalize(), "The broker's own field.")
    )
    amounts = {segment: part[name] for segment, part in parts.items() if name in part}
    return FundRow(
        account=account, group=group, name=name, title=title, help=words, amounts=amounts
    )


class FundsModel(ColumnModel[FundRow]):
    """Field, then one column a segment."""

    def __init__(self, segments: Sequence[str]) -> None:
        columns: list[Column[FundRow]] = [
            Column(
                key="field",
                title="Field",
                text=_title,
                width=230,
                align="left",
                color=_title_color,
                hint=_hint,
            )
        ]
        columns += [
            Column(
                key=segment,
                title=segment_title(segment),
                text=_Amount(segment),
                width=150,
                color=_Tone(segment),
                hint=_hint,
            )
            for segment in segments
        ]
        columns.append(
            Column(key="help", title="Meaning", text=_hint, width=0, align="left", color=_faint)
        )
        super().__init__(columns, key=_key)
        self.segments = tuple(segments)


def segment_title(segment: str) -> str:
    return {"equity": "Equity, F&O", "commodity": "Commodity"}.get(segment, segment.capitalize())


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


def _title(row: FundRow) -> str:
    return row.title


def _title_color(row: FundRow) -> str | None:
    return "accent" if row.heading else None


def _hint(row: FundRow) -> str:
    return row.help


def _faint(_: FundRow) -> str:
    return "faint"


def _key(row: FundRow) -> tuple[str, str, str]:
    return (row.account, row.group, row.name)
