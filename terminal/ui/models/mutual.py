"""Rows of the mutual funds panel: holdings with their figures, orders, SIPs."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct
from typing_extensions import override

from terminal.domain.ids import AccountId
from terminal.domain.mutual import FundHolding, FundOrder, FundOrderState, Sip, SipState
from terminal.domain.order import Side
from terminal.mutual.values import HoldingValue
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.mutual import words

R = TypeVar("R")
_LONG_AGO = date.min
NAME_WIDTH = 200


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


class FundOrdersModel(ColumnModel[FundOrder]):
    """Fund orders, newest first."""

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(_order_columns(now), key=lambda row: (row.account, row.key))

    @override
    def row_tint(self, row: FundOrder) -> str | None:
        return "amber_tint" if row.state is FundOrderState.UNKNOWN else None


class SipsModel(ColumnModel[Sip]):
    """SIPs, newest first."""

    def __init__(self) -> None:
        super().__init__(_sip_columns(), key=lambda row: (row.account, row.key))

    @override
    def row_tint(self, row: Sip) -> str | None:
        return "amber_tint" if row.state is SipState.UNKNOWN else None


def gain_color(value: Decimal | float | None) -> str:
    """Return the token of a gain or loss as it is shown, rounded to two decimals."""
    if value is None:
        return "muted"
    return fmt.trend(round(float(value), 2)) or "muted"


def xirr_text(value: float | None) -> str:
    """Return a yearly return of 0.12 as +12.00%."""
    return fmt.NONE if value is None else fmt.percent(value * 100)


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
            color=lambda row: gain_color(row.figures.xirr and row.figures.xirr * 100),
            sort=lambda row: row.figures.xirr,
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
            sort=lambda row: row.holding.nav_date or _LONG_AGO,
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
        _account(lambda row: row.holding.account),
    )


def _order_columns(now: Callable[[], int]) -> Sequence[Column[FundOrder]]:
    return (
        Column(
            key="time",
            title="Placed",
            width=104,
            align="left",
            text=lambda order: fmt.moment_ist(order.placed_ns, now()),
            color=lambda _order: "muted",
            sort=lambda order: order.placed_ns,
        ),
        Column(
            key="side",
            title="Kind",
            width=74,
            align="left",
            text=lambda order: "Buy" if order.side is Side.BUY else "Redeem",
            color=lambda order: fmt.side_color(order.side),
        ),
        Column(
            key="fund",
            title="Fund",
            width=NAME_WIDTH,
            align="left",
            text=lambda order: f"SIP · {order.name}" if order.placed_by_sip else order.name,
            sort=lambda order: order.name.lower(),
            hint=_order_hint,
        ),
        Column(
            key="state",
            title="State",
            width=140,
            align="left",
            text=words.order_state,
            color=words.order_color,
        ),
        Column(
            key="amount",
            title="Amount",
            width=92,
            text=lambda order: fmt.money(order.amount) if order.amount else fmt.NONE,
            sort=lambda order: order.amount,
            tip="Rupees paid or received; of a redemption known once it has settled",
        ),
        Column(
            key="units",
            title="Units",
            width=84,
            text=lambda order: words.units(order.quantity) if order.quantity else fmt.NONE,
            sort=lambda order: order.quantity,
            tip="Units allotted or redeemed; of a purchase known once it has settled",
        ),
        Column(
            key="nav",
            title="NAV",
            width=78,
            text=lambda order: words.nav(_settled_nav(order)),
            sort=_settled_nav,
            tip="The NAV that the order settled at",
        ),
        Column(
            key="nav_date",
            title="NAV of",
            width=88,
            text=lambda order: words.day(order.nav_date if _settled_nav(order) else None),
            color=lambda _order: "muted",
            sort=lambda order: order.nav_date or _LONG_AGO,
        ),
        Column(
            key="folio",
            title="Folio",
            width=96,
            align="left",
            text=lambda order: order.folio,
            color=lambda _order: "muted",
        ),
        Column(
            key="message",
            title="Message",
            width=220,
            align="left",
            text=lambda order: order.message,
            color=lambda _order: "muted",
            hint=lambda order: order.message,
        ),
        _account(lambda order: order.account),
    )


def _sip_columns() -> Sequence[Column[Sip]]:
    return (
        Column(
            key="fund",
            title="Fund",
            width=NAME_WIDTH,
            align="left",
            text=lambda sip: sip.name,
            sort=lambda sip: sip.name.lower(),
            hint=lambda sip: "\n".join(filter(None, (sip.name, sip.isin, sip.message))),
        ),
        Column(
            key="state",
            title="State",
            width=128,
            align="left",
            text=words.sip_state,
            color=words.sip_color,
        ),
        Column(
            key="amount",
            title="Amount",
            width=84,
            text=lambda sip: fmt.money(sip.amount),
            sort=lambda sip: sip.amount,
        ),
        Column(
            key="frequency",
            title="How often",
            width=92,
            align="left",
            text=lambda sip: words.every(sip.frequency).capitalize(),
        ),
        Column(
            key="day",
            title="Day",
            width=64,
            align="left",
            text=lambda sip: words.sip_day(sip.frequency, sip.day),
            sort=lambda sip: sip.day,
        ),
        Column(
            key="next",
            title="Next on",
            width=90,
            text=lambda sip: words.day(_next(sip)),
            sort=lambda sip: _next(sip) or date.max,
            tip="When the next instalment is placed; none while paused",
        ),
        Column(
            key="done",
            title="Instalments",
            width=112,
            align="left",
            text=words.progress,
            sort=lambda sip: sip.done,
            tip="Done, and how many there are in all",
        ),
        Column(
            key="pending",
            title="To come",
            width=66,
            text=lambda sip: fmt.NONE if sip.instalments is None else fmt.quantity(sip.pending),
            sort=lambda sip: sip.pending,
        ),
        Column(
            key="step_up",
            title="Step-up",
            width=104,
            align="left",
            text=words.step_up,
            color=lambda _sip: "muted",
            tip="By how much the instalment grows, and when",
        ),
        Column(
            key="last",
            title="Last on",
            width=90,
            text=lambda sip: fmt.date_ist(sip.last_ns),
            color=lambda _sip: "muted",
            sort=lambda sip: sip.last_ns,
        ),
        Column(
            key="message",
            title="Message",
            width=180,
            align="left",
            text=lambda sip: sip.message,
            color=lambda _sip: "muted",
            hint=lambda sip: sip.message,
        ),
        _account(lambda sip: sip.account),
    )


def _account(of: Callable[[R], AccountId]) -> Column[R]:
    return Column(
        key="account",
        title="Account",
        width=76,
        align="left",
        text=lambda row: fmt.account(of(row)),
        color=lambda _row: "muted",
        sort=of,
    )


def _settled_nav(order: FundOrder) -> Decimal:
    return (
        order.nav or order.average_price if order.state is FundOrderState.COMPLETE else Decimal(0)
    )


def _next(sip: Sip) -> date | None:
    return sip.next_on if sip.state is SipState.ACTIVE else None


def _order_hint(order: FundOrder) -> str:
    lines = [order.name, order.isin]
    if order.placed_by_sip:
        lines.append("An instalment of a SIP")
    if order.fresh:
        lines.append("First purchase of this fund")
    return "\n".join(filter(None, lines))
