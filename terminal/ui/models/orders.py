"""Orders as rows: open above, closed below, children under their parent. The model sends nothing.

A sort by column keeps the sections and the families together: a child never leaves its parent.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from terminal.domain.instrument import Instrument
from terminal.domain.order import Order, OrderState, Side
from terminal.domain.ports import Clock, InstrumentSource
from terminal.orders.rules import slices
from terminal.ui import format as fmt
from terminal.ui.columns import Column
from terminal.ui.delegates import PADDING
from terminal.ui.i18n import told
from terminal.ui.models.families import TWISTY, FamilyModel, paint_branch, paint_twisty
from terminal.ui.models.marks import Marks
from terminal.ui.models.order_times import left_words, waiting_words
from terminal.ui.models.order_tree import (
    OrderRow,
    families,
    name_of,
    row_state,
    state_words,
    tag_words,
    type_words,
)
from terminal.ui.theme import Theme

__all__ = ["OrderRow", "OrdersModel", "families", "side_column", "state_words", "tag_words"]


class OrdersModel(FamilyModel[OrderRow]):
    """The orders panel's rows."""

    def __init__(
        self,
        *,
        clock: Clock,
        marks: Marks,
        instruments: InstrumentSource,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            order_columns(self, clock, marks, instruments), key=lambda row: row.key, parent=parent
        )

    @override
    def row_tint(self, row: OrderRow) -> str | None:
        if row.order.state is OrderState.UNKNOWN:
            return "amber_tint"
        return "raised" if row.parts else None

    @override
    def section(self, row: OrderRow) -> int:
        return 0 if row.is_open else 1

    @override
    def family(self, row: OrderRow) -> str:
        return row.family

    @override
    def is_child(self, row: OrderRow) -> bool:
        return row.child

    @override
    def count_children(self, row: OrderRow) -> int:
        return row.children


def refused_sizes(
    orders: Iterable[Order], instruments: InstrumentSource
) -> dict[str, tuple[int, ...]]:
    """Return by the key of a sliced order how large each refused slice was, where it can be told.

    The broker does not say: what it took is taken away from how the quantity is cut.
    """
    rows = list(orders)
    found: dict[str, tuple[int, ...]] = {}
    for order in rows:
        if not order.refused or order.intent is None:
            continue
        instrument = instruments.instrument(order.instrument)
        freeze = None if instrument is None else instrument.freeze_quantity
        lot = 1 if instrument is None else instrument.lot_size
        left = slices(order.intent.quantity, freeze, lot)
        taken = [o.quantity for o in rows if o.key == order.key or _is_slice_of(o, order)]
        for quantity in taken:
            if quantity in left:
                left.remove(quantity)
        if len(left) != len(order.refused):
            missing = max(0, order.intent.quantity - sum(taken))
            left = [missing] if len(order.refused) == 1 else []
        found[order.key] = tuple(left)
    return found


def _is_slice_of(order: Order, parent: Order) -> bool:
    return order.key != parent.key and (
        parent.key in order.tags or f"autoslice:{parent.broker_id}" in order.tags
    )


def order_columns(
    model: OrdersModel, clock: Clock, marks: Marks, instruments: InstrumentSource
) -> Sequence[Column[OrderRow]]:
    """Return the columns; prices use the instrument's own digits."""

    def digits(order: Order) -> int:
        return _digits(instruments.instrument(order.instrument))

    def optional(value: Callable[[Order], Any]) -> Callable[[OrderRow], str]:
        def text(row: OrderRow) -> str:
            number = value(row.order)
            return fmt.price(number, digits(row.order)) if number else ""

        return text

    def price(row: OrderRow) -> str:
        order = row.order
        # A protected market order carries the edge of its band as a price: that is not its price.
        if not order.order_type.has_price or not order.price:
            return "Market"
        return fmt.price(order.price, digits(order))

    def status(row: OrderRow) -> str:
        left = "" if row.parts else left_words(row.order, clock.now_ns())
        return f"{row_state(row)} · {left}" if left else row_state(row)

    def quantities(row: OrderRow) -> str:
        if row.refused and not row.order.quantity:
            return ""
        return f"{fmt.quantity(row.order.filled)} / {fmt.quantity(row.order.quantity)}"

    def message(row: OrderRow) -> str:
        waiting = waiting_words(row.order, clock.now_ns())
        return row.refused or row.order.message or row.order.hint or waiting

    def explain(row: OrderRow) -> str:
        return _explain(row, clock.now_ns())

    def last(row: OrderRow) -> str:
        value = marks.last(row.order.instrument)
        return fmt.price(value, digits(row.order)) if value == value else ""  # noqa: PLR0124

    return (
        Column(
            key="time",
            title="Time",
            width=74,
            align="left",
            text=lambda row: fmt.moment_ist(row.order.placed_ns, clock.now_ns()),
            color=lambda _row: "muted",
            sort=lambda row: row.order.placed_ns,
            hint=lambda row: (
                fmt.date_ist(row.order.placed_ns) + " " + fmt.time_ist(row.order.placed_ns, ms=True)
            ),
        ),
        side_column(lambda row: row.order.side),
        Column(
            key="symbol",
            title="Instrument",
            width=160,
            align="left",
            text=lambda row: fmt.instrument(row.order.instrument),
            color=_row_color,
            paint=lambda painter, rect, row, theme: _paint_symbol(
                painter, rect, row, theme, is_open=model.is_unfolded(row)
            ),
            sort=lambda row: row.order.symbol,
            hint=lambda row: f"{row.order.instrument.venue} {row.order.symbol}",
        ),
        Column(
            key="quantity",
            title="Filled / qty",
            width=80,
            text=quantities,
            color=_row_color,
            paint=_paint_progress,
            sort=lambda row: row.order.quantity,
        ),
        Column(
            key="price",
            title="Price",
            width=72,
            text=price,
            color=_row_color,
            sort=lambda row: row.order.price,
        ),
        Column(
            key="status",
            title="Status",
            width=172,
            align="left",
            text=status,
            color=lambda row: fmt.state_color(row.order.state),
            paint=lambda painter, rect, row, theme: _paint_status(
                painter, rect, row, theme, status(row)
            ),
            sort=row_state,
            hint=explain,
            tip="Where the order is; of one that lives for minutes the time it has left",
        ),
        Column(
            key="ltp",
            title="LTP",
            width=78,
            text=last,
            color=lambda row: "text" if marks.is_live(row.order.instrument) else "stale",
            sort=lambda row: marks.last(row.order.instrument),
            tip="Last traded price; grey where the feed is not live",
        ),
        Column(
            key="trigger",
            title="Trigger",
            width=72,
            text=optional(lambda order: order.trigger_price),
            color=_row_color,
            sort=lambda row: row.order.trigger_price,
        ),
        Column(
            key="average",
            title="Avg. price",
            width=78,
            text=optional(lambda order: order.average_price),
            color=_row_color,
            sort=lambda row: row.order.average_price,
        ),
        Column(
            key="type",
            title="Type",
            width=78,
            align="left",
            text=lambda row: type_words(row.order),
            color=_row_color,
            sort=lambda row: type_words(row.order),
        ),
        Column(
            key="product",
            title="Product",
            width=62,
            align="left",
            text=lambda row: fmt.label(row.order.product),
            color=_row_color,
            sort=lambda row: row.order.product.value,
        ),
        Column(
            key="account",
            title="Account",
            width=74,
            align="left",
            text=lambda row: fmt.account(row.order.account),
            color=lambda _row: "muted",
            sort=lambda row: row.order.account,
        ),
        Column(
            key="tag",
            title="Tag",
            width=70,
            align="left",
            hidden=True,
            text=lambda row: tag_words(row.order),
            color=_row_color,
            sort=lambda row: tag_words(row.order),
            tip="Your own word for the order. It is kept in this terminal's journal: the broker's own"
            " tag carries the number by which a lost reply is found again",
        ),
        Column(
            key="message",
            title="Message",
            width=260,
            align="left",
            text=message,
            color=lambda row: (
                "muted"
                if row.order.state is not OrderState.REJECTED
                else fmt.state_color(row.order.state)
            ),
            hint=explain,
            sort=message,
        ),
        Column(
            key="order_id",
            title="Order id",
            width=150,
            align="left",
            hidden=True,
            text=lambda row: "" if row.parts or row.refused else row.order.broker_id or "",
            color=lambda _row: "muted",
            sort=lambda row: row.order.broker_id or "",
        ),
    )


def side_column(side: Callable[[Any], Side]) -> Column[Any]:
    """Return the side column that orders and trades share."""
    return Column(
        key="side",
        title="Side",
        width=42,
        align="left",
        text=lambda row: fmt.label(side(row)),
        color=lambda row: fmt.side_color(side(row)),
        sort=lambda row: side(row).value,
        bold=True,
    )


def _digits(instrument: Instrument | None) -> int:
    return instrument.grid.decimals if instrument is not None else 2


def _row_color(row: OrderRow) -> str | None:
    return None if row.is_open else "muted"


def _explain(row: OrderRow, now_ns: int) -> str:
    order = row.order
    words = [row_state(row)]
    if row.refused:
        return f"{words[0]}: {row.refused}\nEnter fills a ticket with it."
    if row.parts:
        words.append(f"{fmt.quantity(order.filled)} of {fmt.quantity(order.quantity)} filled")
    elif order.status_text and order.status_text.lower() != words[0].lower():
        words.append(f"Broker's status: {order.status_text}")
    if tag := tag_words(order):
        words.append(f"Tag: {tag}")
    words += [text for text in (order.message, order.hint, waiting_words(order, now_ns)) if text]
    return "\n".join(words)


def _paint_symbol(
    painter: QPainter, rect: QRect, row: OrderRow, theme: Theme, *, is_open: bool
) -> bool:
    if not row.child and not row.children:
        return False
    left = rect.left() + PADDING + TWISTY
    if row.child:
        paint_branch(painter, rect, theme)
    else:
        paint_twisty(painter, rect, theme, is_open=is_open)
    text = name_of(row)
    painter.setFont(theme.font())
    painter.setPen(theme.pen(_row_color(row) or "text"))
    box = QRect(left, rect.top(), rect.right() - left - 2, rect.height())
    text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True


def _paint_progress(painter: QPainter, rect: QRect, row: OrderRow, theme: Theme) -> bool:
    order = row.order
    if order.quantity > 0 and (order.filled or row.is_open):
        track = QRectF(rect.left() + PADDING, rect.bottom() - 3, rect.width() - 2 * PADDING, 2)
        painter.fillRect(track, theme.brush("line"))
        share = min(1.0, order.filled / order.quantity)
        if share > 0:
            track.setWidth(track.width() * share)
            painter.fillRect(track, theme.brush(fmt.side_color(order.side)))
    return False


def _paint_status(painter: QPainter, rect: QRect, row: OrderRow, theme: Theme, words: str) -> bool:
    token = fmt.state_color(row.order.state)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = rect.center().y() + 1
    dot = QRectF(rect.left() + PADDING, middle - 3.5, 7, 7)
    painter.setPen(theme.pen(token))
    painter.setBrush(theme.brush(token if row.is_open else "panel"))
    painter.drawEllipse(dot)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setFont(theme.font())
    painter.setPen(theme.pen(token))
    box = rect.adjusted(PADDING + 13, 0, -2, 0)
    text = painter.fontMetrics().elidedText(told(words), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True
