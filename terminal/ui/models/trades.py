"""Trades as rows, newest first; under their orders where grouping is on."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from terminal.domain.order import Trade
from terminal.domain.ports import Clock, InstrumentSource
from terminal.ui import format as fmt
from terminal.ui.columns import Column
from terminal.ui.delegates import PADDING
from terminal.ui.models.families import FamilyModel
from terminal.ui.models.orders import side_column
from terminal.ui.theme import Theme


class TradeRow(Struct, frozen=True):
    """A trade, or the sum of an order's trades (`head`); `trade` of a head is its newest."""

    trade: Trade
    family: str
    quantity: int
    value: Decimal
    head: bool = False
    child: bool = False
    count: int = 1

    @property
    def price(self) -> Decimal:
        """The average over `quantity`."""
        return self.value / self.quantity if self.quantity else self.trade.price

    @property
    def key(self) -> tuple[object, ...]:
        return (self.head, *self.trade.key) if not self.head else (True, self.family)


def trade_rows(trades: Iterable[Trade], *, grouped: bool) -> list[TradeRow]:
    """Return rows for trades that come newest first."""
    if not grouped:
        return [_row(trade, str(n)) for n, trade in enumerate(trades)]
    orders: dict[str, list[Trade]] = {}
    for trade in trades:
        orders.setdefault(f"{trade.account} {trade.order_id}", []).append(trade)
    rows = []
    for family, fills in orders.items():
        if len(fills) > 1:
            quantity = sum(t.quantity for t in fills)
            value = sum((t.price * t.quantity for t in fills), Decimal(0))
            rows.append(TradeRow(fills[0], family, quantity, value, head=True, count=len(fills)))
        rows.extend(_row(trade, family, child=len(fills) > 1) for trade in fills)
    return rows


class TradesModel(FamilyModel[TradeRow]):
    """The trades panel's rows."""

    def __init__(
        self, *, clock: Clock, instruments: InstrumentSource, parent: QObject | None = None
    ) -> None:
        super().__init__(trade_columns(clock, instruments), key=lambda row: row.key, parent=parent)

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
    def row_tint(self, row: TradeRow) -> str | None:
        return "raised" if row.head else None


def trade_columns(clock: Clock, instruments: InstrumentSource) -> Sequence[Column[TradeRow]]:
    """Return the columns; an order's line shows its sum and average price."""

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
            paint=_paint_name,
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


def _row(trade: Trade, family: str, *, child: bool = False) -> TradeRow:
    return TradeRow(trade, family, trade.quantity, trade.price * trade.quantity, child=child)


def _name(row: TradeRow) -> str:
    name = fmt.instrument(row.trade.instrument)
    return f"{name} · {row.count} fills" if row.head else name


def _paint_name(painter: QPainter, rect: QRect, row: TradeRow, theme: Theme) -> bool:
    if not row.child:
        return False
    painter.setFont(theme.font())
    painter.setPen(theme.pen("muted"))
    box = rect.adjusted(PADDING + 14, 0, -2, 0)
    text = painter.fontMetrics().elidedText(_name(row), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True
