"""Fund orders and SIPs as rows."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from terminal.domain.mutual import FundOrder, FundOrderState, Sip, SipState
from terminal.domain.order import Side
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.delegates import PADDING
from terminal.ui.models.mutual import LONG_AGO, NAME_WIDTH, account_column
from terminal.ui.mutual import words
from terminal.ui.theme import Theme


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
            paint=_paint_order,
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
            sort=lambda order: order.nav_date or LONG_AGO,
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
        account_column(lambda order: order.account),
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
        account_column(lambda sip: sip.account),
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


def _paint_order(painter: QPainter, rect: QRect, order: FundOrder, theme: Theme) -> bool:
    """Draw the badge of a SIP's instalment before the name."""
    if not order.placed_by_sip:
        return False
    painter.setFont(theme.font(-2))
    width = painter.fontMetrics().horizontalAdvance("SIP") + 10
    box = QRectF(rect.left() + PADDING, rect.center().y() - 7, width, 15)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.brush("selection"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.pen("accent"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "SIP")
    painter.setFont(theme.font())
    painter.setPen(theme.pen("text"))
    inner = rect.adjusted(PADDING + width + 6, 0, -PADDING, 0)
    name = painter.fontMetrics().elidedText(order.name, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
    return True
