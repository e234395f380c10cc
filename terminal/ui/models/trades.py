"""Trades as rows, newest first; under their orders where grouping is on."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from terminal.domain.basket import ChargeNote
from terminal.domain.ids import AccountId, BrokerOrderId
from terminal.domain.order import Trade
from terminal.domain.ports import Clock, InstrumentSource
from terminal.ui import format as fmt
from terminal.ui.columns import Column
from terminal.ui.delegates import PADDING
from terminal.ui.i18n import told
from terminal.ui.models.families import TWISTY, FamilyModel, paint_branch, paint_twisty
from terminal.ui.models.orders import side_column
from terminal.ui.theme import Theme


class TradeRow(Struct, frozen=True):
    """A trade, or the sum of an order's trades (`head`); `trade` of a head is its newest.

    `whole`: the row stands for all of its order, whose charges it can show.
    """

    trade: Trade
    family: str
    quantity: int
    value: Decimal
    head: bool = False
    child: bool = False
    count: int = 1
    whole: bool = True
    key: tuple[object, ...] = ()

    @property
    def price(self) -> Decimal:
        """The average over `quantity`."""
        return self.value / self.quantity if self.quantity else self.trade.price


def trade_rows(trades: Iterable[Trade], *, grouped: bool) -> list[TradeRow]:
    """Return rows for trades that come newest first."""
    orders: dict[str, list[Trade]] = {}
    flat = list(trades)
    for trade in flat:
        orders.setdefault(_order_of(trade), []).append(trade)
    if not grouped:
        return [
            _row(trade, str(n), whole=len(orders[_order_of(trade)]) == 1)
            for n, trade in enumerate(flat)
        ]
    rows = []
    for family, fills in orders.items():
        if len(fills) > 1:
            quantity = sum(t.quantity for t in fills)
            value = sum((t.price * t.quantity for t in fills), Decimal(0))
            rows.append(
                TradeRow(
                    fills[0],
                    family,
                    quantity,
                    value,
                    head=True,
                    count=len(fills),
                    key=(True, family),
                )
            )
        many = len(fills) > 1
        rows.extend(_row(trade, family, child=many, whole=not many) for trade in fills)
    return rows


def _order_of(trade: Trade) -> str:
    return f"{trade.account} {trade.order_id}"


ChargeOf = Callable[[AccountId, BrokerOrderId], ChargeNote | None]
"""The charges of an executed order, None while the broker has not told them."""


def _no_charges(_account: AccountId, _order: BrokerOrderId) -> ChargeNote | None:
    return None


class TradesModel(FamilyModel[TradeRow]):
    """The trades panel's rows."""

    def __init__(
        self,
        *,
        clock: Clock,
        instruments: InstrumentSource,
        charges: ChargeOf | None = None,
        parent: QObject | None = None,
    ) -> None:
        columns = trade_columns(self, clock, instruments, charges or _no_charges)
        super().__init__(columns, key=lambda row: row.key, parent=parent)

    @override
    def section(self, row: TradeRow) -> int:
        return 0

    @override
    def family(self, row: TradeRow) -> str:
        return row.family

    @override
    def is_child(self, row: TradeRow) -> bool:
        return row.child

    @override
    def count_children(self, row: TradeRow) -> int:
        return row.count if row.head else 0

    @override
    def row_tint(self, row: TradeRow) -> str | None:
        return "raised" if row.head else None


def trade_columns(
    model: TradesModel, clock: Clock, instruments: InstrumentSource, charges: ChargeOf
) -> Sequence[Column[TradeRow]]:
    """Return the columns; an order's line shows its sum, average price and charges."""

    def note(row: TradeRow) -> ChargeNote | None:
        return charges(row.trade.account, row.trade.order_id) if row.whole else None

    def charge_lines(row: TradeRow) -> str:
        known = note(row)
        lines = () if known is None else known.lines.items()
        return "\n".join(f"{name}: {fmt.money(value)}" for name, value in lines)

    def price(row: TradeRow) -> str:
        instrument = instruments.instrument(row.trade.instrument)
        digits = instrument.grid.decimals if instrument is not None else 2
        # An average of several prices falls between ticks: two more digits tell it honestly.
        return fmt.price(row.price, digits + 2 if row.head else digits)

    return (
        Column(
            key="time",
            title="Time",
            width=80,
            align="left",
            text=lambda row: fmt.moment_ist(row.trade.filled_ns, clock.now_ns()),
            color=lambda _row: "muted",
            sort=lambda row: row.trade.filled_ns,
            hint=lambda row: (
                f"{fmt.date_ist(row.trade.filled_ns)} {fmt.time_ist(row.trade.filled_ns, ms=True)}"
            ),
        ),
        side_column(lambda row: row.trade.side),
        Column(
            key="symbol",
            title="Instrument",
            width=224,
            align="left",
            text=_name,
            paint=lambda painter, rect, row, theme: _paint_name(
                painter, rect, row, theme, is_open=model.is_unfolded(row)
            ),
            sort=lambda row: row.trade.symbol,
        ),
        Column(
            key="quantity",
            title="Qty",
            width=78,
            text=lambda row: fmt.quantity(row.quantity),
            sort=lambda row: row.quantity,
        ),
        Column(key="price", title="Price", width=92, text=price, sort=lambda row: row.price),
        Column(
            key="value",
            title="Value",
            width=112,
            text=lambda row: fmt.money(row.value),
            sort=lambda row: row.value,
            tip="Quantity times price, before charges",
        ),
        Column(
            key="charges",
            title="Charges",
            width=76,
            text=lambda row: fmt.money(known.total) if (known := note(row)) is not None else "",
            color=lambda _row: "muted",
            sort=lambda row: known.total if (known := note(row)) is not None else None,
            hint=charge_lines,
            tip="Brokerage, taxes and fees of the order, as the broker works them out",
        ),
        Column(
            key="product",
            title="Product",
            width=62,
            align="left",
            text=lambda row: fmt.label(row.trade.product),
            sort=lambda row: row.trade.product.value,
        ),
        Column(
            key="account",
            title="Account",
            width=76,
            align="left",
            text=lambda row: fmt.account(row.trade.account),
            color=lambda _row: "muted",
            sort=lambda row: row.trade.account,
        ),
        Column(
            key="order_id",
            title="Order id",
            width=150,
            align="left",
            text=lambda row: row.trade.order_id,
            color=lambda _row: "muted",
            sort=lambda row: row.trade.order_id,
        ),
        Column(
            key="trade_id",
            title="Trade id",
            width=100,
            align="left",
            text=lambda row: "" if row.head else row.trade.trade_id,
            color=lambda _row: "muted",
            sort=lambda row: row.trade.trade_id,
        ),
    )


def _row(trade: Trade, family: str, *, child: bool = False, whole: bool = True) -> TradeRow:
    value = trade.price * trade.quantity
    key = (False, *trade.key)
    return TradeRow(trade, family, trade.quantity, value, child=child, whole=whole, key=key)


def _name(row: TradeRow) -> str:
    name = fmt.instrument(row.trade.instrument)
    return f"{name} · {row.count} fills" if row.head else name


def _paint_name(
    painter: QPainter, rect: QRect, row: TradeRow, theme: Theme, *, is_open: bool
) -> bool:
    if not row.child and not row.head:
        return False
    if row.head:
        paint_twisty(painter, rect, theme, is_open=is_open)
    else:
        paint_branch(painter, rect, theme)
    painter.setFont(theme.font(bold=row.head))
    painter.setPen(theme.pen("text" if row.head else "muted"))
    box = rect.adjusted(PADDING + TWISTY, 0, -2, 0)
    text = painter.fontMetrics().elidedText(
        told(_name(row)) if row.head else _name(row), Qt.TextElideMode.ElideRight, box.width()
    )
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True
