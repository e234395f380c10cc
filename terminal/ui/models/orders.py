"""Orders as rows: open above, closed below, children under their parent. The model sends nothing.

A sort by column keeps the sections and the families together: a child never leaves its parent.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from terminal.domain.ids import AccountId, BrokerOrderId
from terminal.domain.instrument import Instrument
from terminal.domain.order import Order, OrderState, Side, Variety
from terminal.domain.ports import Clock, InstrumentSource
from terminal.ui import format as fmt
from terminal.ui.columns import Column
from terminal.ui.delegates import PADDING
from terminal.ui.models.families import FamilyModel
from terminal.ui.models.marks import Marks
from terminal.ui.theme import Theme

_SLICE_TAG = "autoslice:"
_OWN_TAG = re.compile(r"TERM[A-Z2-7]{12}|autoslice(:.*)?")  # machinery's: nobody typed them
_INDENT = 14


class OrderRow(Struct, frozen=True):
    """An order on screen; `family` is the parent's key (its own for a parent), `child` indents."""

    order: Order
    family: str
    child: bool = False
    children: int = 0

    @property
    def is_open(self) -> bool:
        return not self.order.state.is_terminal


def state_words(order: Order) -> str:
    """Return the status in plain words."""
    match order.state:
        case OrderState.UNKNOWN:
            return "Unknown, checking"
        case OrderState.CANCELLED | OrderState.LAPSED if order.filled:
            return f"{fmt.label(order.state)}, part filled"
        case OrderState.OPEN if order.filled:
            return "Part filled"
        case _:
            return fmt.label(order.state)


def type_words(order: Order) -> str:
    """Return the type, with what is special about it: 'LIMIT IOC', 'SL-M', 'LIMIT AMO'."""
    words = [fmt.label(order.order_type)]
    if order.validity.value != "day":
        words.append("IOC" if order.validity.value == "ioc" else "TTL")
    if order.variety is not Variety.REGULAR:
        words.append(fmt.label(order.variety))
    return " ".join(words)


def tag_words(order: Order) -> str:
    """Return the person's own tag; of an order placed elsewhere the tags it came with."""
    if order.intent is not None:
        return order.intent.user_tag
    return ", ".join(tag for tag in order.tags if not _OWN_TAG.fullmatch(tag))


def families(orders: Iterable[Order]) -> list[OrderRow]:
    """Return rows in the order of the screen: open families, then closed, newest first.

    `orders` newest first. A family is open while any of its members is.
    """
    rows = list(orders)
    by_id = {(o.account, o.broker_id): o.key for o in rows if o.broker_id is not None}
    keys = {o.key for o in rows}
    parents = {o.key: _parent_key(o, by_id, keys) for o in rows}
    members: dict[str, list[Order]] = {}
    for order in rows:
        members.setdefault(parents[order.key] or order.key, []).append(order)
    open_rows: list[OrderRow] = []
    closed_rows: list[OrderRow] = []
    for head, family in members.items():
        children = [o for o in family if o.key != head]
        parent = next((o for o in family if o.key == head), None)
        target = open_rows if any(not o.state.is_terminal for o in family) else closed_rows
        if parent is not None:
            target.append(OrderRow(parent, head, child=False, children=len(children)))
        children.sort(key=lambda o: (o.iceberg.leg if o.iceberg else 0, o.placed_ns))
        target.extend(OrderRow(o, head, child=parent is not None) for o in children)
    return open_rows + closed_rows


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
            order_columns(clock, marks, instruments), key=lambda row: row.order.key, parent=parent
        )

    @override
    def row_tint(self, row: OrderRow) -> str | None:
        return "amber_tint" if row.order.state is OrderState.UNKNOWN else None

    @override
    def section(self, row: OrderRow) -> int:
        return 0 if row.is_open else 1

    @override
    def family(self, row: OrderRow) -> str:
        return row.family

    @override
    def is_child(self, row: OrderRow) -> bool:
        return row.child


def order_columns(
    clock: Clock, marks: Marks, instruments: InstrumentSource
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
            paint=_paint_symbol,
            sort=lambda row: row.order.symbol,
            hint=lambda row: f"{row.order.instrument.venue} {row.order.symbol}",
        ),
        Column(
            key="quantity",
            title="Filled / qty",
            width=80,
            text=lambda row: (
                f"{fmt.quantity(row.order.filled)} / {fmt.quantity(row.order.quantity)}"
            ),
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
            width=144,
            align="left",
            text=lambda row: state_words(row.order),
            color=lambda row: fmt.state_color(row.order.state),
            paint=_paint_status,
            sort=lambda row: state_words(row.order),
            hint=_explain,
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
            tip="Your own word for the order, kept in this terminal",
        ),
        Column(
            key="message",
            title="Message",
            width=260,
            align="left",
            text=lambda row: row.order.message or row.order.hint,
            color=lambda row: (
                "muted"
                if row.order.state is not OrderState.REJECTED
                else fmt.state_color(row.order.state)
            ),
            hint=_explain,
            sort=lambda row: row.order.message,
        ),
        Column(
            key="order_id",
            title="Order id",
            width=150,
            align="left",
            hidden=True,
            text=lambda row: row.order.broker_id or "",
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


def _explain(row: OrderRow) -> str:
    order = row.order
    words = [state_words(order)]
    if order.status_text and order.status_text.lower() != words[0].lower():
        words.append(f"Broker's status: {order.status_text}")
    if tag := tag_words(order):
        words.append(f"Tag: {tag}")
    words += [text for text in (order.message, order.hint) if text]
    return "\n".join(words)


def _parent_key(
    order: Order, by_id: dict[tuple[AccountId, BrokerOrderId], str], keys: set[str]
) -> str | None:
    if order.parent_id is not None:
        return by_id.get((order.account, order.parent_id))
    for tag in order.tags:
        if tag.startswith(_SLICE_TAG) and len(tag) > len(_SLICE_TAG):
            parent = by_id.get((order.account, BrokerOrderId(tag.removeprefix(_SLICE_TAG))))
            if parent is not None:
                return parent if parent != order.key else None
    for tag in order.tags:
        if tag != order.key and tag in keys:
            return tag
    return None


def _paint_symbol(painter: QPainter, rect: QRect, row: OrderRow, theme: Theme) -> bool:
    if not row.child and not row.children:
        return False
    left = rect.left() + PADDING + (_INDENT if row.child else 0)
    if row.child:
        painter.setPen(theme.pen("faint"))
        x, middle = left - 9, rect.center().y()
        painter.drawLine(x, rect.top() + 3, x, middle)
        painter.drawLine(x, middle, x + 5, middle)
    text = fmt.instrument(row.order.instrument)
    if row.child and row.order.iceberg is not None:
        text = f"leg {row.order.iceberg.leg} of {row.order.iceberg.legs}"
    elif row.child and row.order.parent_id is not None:
        text = "stop leg"
    elif row.child:
        text = "slice"
    painter.setFont(theme.font())
    painter.setPen(theme.pen(_row_color(row) or "text"))
    suffix = f"  +{row.children}" if row.children else ""
    metrics = painter.fontMetrics()
    box = QRect(left, rect.top(), rect.right() - left - 2, rect.height())
    room = box.width() - metrics.horizontalAdvance(suffix)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) + suffix
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


def _paint_status(painter: QPainter, rect: QRect, row: OrderRow, theme: Theme) -> bool:
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
    text = painter.fontMetrics().elidedText(
        state_words(row.order), Qt.TextElideMode.ElideRight, box.width()
    )
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
    return True
