"""One order's life as a timeline: what this terminal did and saw, what the broker recorded.

Each line has its millisecond where one is known, and says whose clock that was.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.order import Order, OrderState, OrderUpdate
from terminal.orders.sightings import Sighting
from terminal.ui import format as fmt
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

_LINE = 40
_NS_PER_MS = 1_000_000
_SECOND_NS = 1_000_000_000
_NEAR_NS = 3 * _SECOND_NS


class Step(Struct, frozen=True):
    """One line: when, how long after the step before, the state, what changed, its colour.

    `source`: who says so, "here" or "broker".
    """

    time: str
    gap: str
    state: str
    detail: str
    token: str
    source: str = "broker"


def steps(
    order: Order, updates: Sequence[OrderUpdate], seen: Sequence[Sighting] = ()
) -> list[Step]:
    """Return the order's steps, oldest first; equal neighbours are told once.

    A broker's whole second is made exact by what was seen here, else shown without milliseconds.
    """
    left = list(seen)
    skew = _skew(order, updates)
    found, last_ns = _own_steps(order, left)
    before: OrderUpdate | None = None
    filled_here = next((s.time_ns for s in seen if s.filled), 0)
    for update in sorted(updates, key=lambda u: u.updated_ns):
        detail = _changes(before, update)
        state = update.status_text.capitalize() or fmt.label(update.state)
        if before is not None and before.state is update.state and not detail:
            continue
        moment, exact = _moment(update, left, skew)
        gap = _gap(moment - last_ns) if last_ns and exact else ""
        first_fill = update.filled and not (before is not None and before.filled)
        if first_fill and filled_here and moment != filled_here:
            detail += f" · first seen here {fmt.time_ist(filled_here, ms=True)}"
        found.append(
            Step(
                fmt.time_ist(moment, ms=exact),
                gap,
                state,
                detail,
                fmt.state_color(update.state),
            )
        )
        before, last_ns = update, moment if exact else last_ns
    return found


def _own_steps(order: Order, left: list[Sighting]) -> tuple[list[Step], int]:
    """Return what this terminal did, by its own clock, and when it did the last of it.

    Written down under its key, sent, answered: the sightings that tell it are used up.
    """
    if order.intent is None or not order.placed_ns:
        return [], 0
    found: list[Step] = []
    last_ns = 0

    def add(time_ns: int, state: str, detail: str, color: str = "accent") -> None:
        nonlocal last_ns
        gap = _gap(time_ns - last_ns) if last_ns else ""
        time = fmt.time_ist(time_ns, ms=True)
        found.append(Step(time, gap, state, detail, color, source="here"))
        last_ns = time_ns

    sent_ns = order.placed_ns
    if left and left[0].state is OrderState.JOURNALLED:
        add(left.pop(0).time_ns, "Written down", f"in the journal, under {order.intent.client_id}")
    if left and left[0].state is OrderState.SENDING:
        sent_ns = left.pop(0).time_ns
    add(sent_ns, "Sent", _sent(order))
    while left and left[0].state is OrderState.UNKNOWN:
        add(left.pop(0).time_ns, "No reply", "looked for in the broker's order book", "amber")
    if left and left[0].state is OrderState.PENDING:
        number = f"as order {order.broker_id}" if order.broker_id else ""
        add(left.pop(0).time_ns, "Accepted", number)
    return found, last_ns


def _skew(order: Order, updates: Sequence[OrderUpdate]) -> int:
    """Return how far the broker's clock is ahead of ours, 0 where they agree within seconds."""
    stamps = [update.updated_ns for update in updates if update.updated_ns]
    if order.intent is None or not order.placed_ns or not stamps:
        return 0
    ahead = min(stamps) - order.placed_ns
    return ahead if abs(ahead) > _NEAR_NS else 0


def _moment(update: OrderUpdate, left: list[Sighting], skew: int) -> tuple[int, bool]:
    """Return when a step was, and whether to the millisecond; a sighting is used up by it."""
    stamp = update.updated_ns
    if stamp % _SECOND_NS:
        return stamp, True
    for place, sighting in enumerate(left):
        same = (sighting.state, sighting.filled) == (update.state, update.filled)
        if same and abs(sighting.time_ns + skew - stamp) <= _NEAR_NS:
            del left[: place + 1]
            return sighting.time_ns, True
    return stamp, False


class HistorySheet(Sheet):
    """Open it with `ui.dialogs.ask`."""

    def __init__(
        self,
        order: Order,
        updates: Sequence[OrderUpdate],
        seen: Sequence[Sighting] = (),
        *,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        lines = steps(order, updates, seen)
        super().__init__(
            parent,
            name="history",
            heading=f"{fmt.label(order.side)} {fmt.quantity(order.quantity)}"
            f" {fmt.instrument(order.instrument)}",
            text=f"{fmt.date_ist(order.placed_ns)} · {fmt.account(order.account)}"
            f" · order {order.broker_id or 'without a number yet'}",
        )
        self.setMinimumWidth(560)
        self.timeline = Timeline(lines, theme)
        area = QScrollArea()
        area.setAccessibleName(tr("What became of the order"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 6, 8, 4)
        column.addWidget(self.timeline)
        area.setWidget(inner)
        area.setMinimumHeight(min(360, self.timeline.sizeHint().height() + 16))
        self.body.addWidget(area)
        self._plain = as_text(order, lines)
        copy = self.add_button("history.copy", "Copy")
        copy.setToolTip(tr("Copy the timeline as text"))
        copy.clicked.connect(self.copy)
        close = self.add_button("history.close", "Close", default=True)
        close.clicked.connect(self.accept)
        close.setFocus()

    def copy(self) -> None:
        """Put the timeline on the clipboard, a line a step."""
        QGuiApplication.clipboard().setText(self._plain)


def as_text(order: Order, lines: Sequence[Step]) -> str:
    """Return the timeline as text: what it is about, then time, gap, whose word, state, details."""
    head = (
        f"{fmt.label(order.side)} {fmt.quantity(order.quantity)} {order.symbol}"
        f" {fmt.label(order.product)} · {fmt.account(order.account)}"
        f" · order {order.broker_id or 'without a number'} · {fmt.date_ist(order.placed_ns)}"
    )
    rows = ["\t".join((s.time, s.gap, s.source, s.state, s.detail)).rstrip() for s in lines]
    return "\n".join([head, *rows])


class Timeline(QWidget):
    """Dots on a line, newest at the bottom."""

    def __init__(self, lines: Sequence[Step], theme: Theme) -> None:
        super().__init__()
        self.steps = tuple(lines)
        self._theme = theme
        self.setObjectName("history.timeline")
        self.setAccessibleName(tr("Order history"))
        spoken = [f"{s.time} {s.state} {s.detail}".strip() for s in lines]
        self.setAccessibleDescription(told("; ".join(spoken)))
        self.setMinimumHeight(self.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        return QSize(460, max(1, len(self.steps)) * _LINE + 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.steps:
            painter.setPen(theme.pen("muted"))
            painter.drawText(
                self.rect(),
                int(Qt.AlignmentFlag.AlignCenter),
                told("The broker told no steps of this order."),
            )
        left, center = 190, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, step in enumerate(self.steps):
            top = number * _LINE
            y = top + 12.0
            painter.setPen(QPen(theme.color("line"), 2))
            if number + 1 < len(self.steps):
                painter.drawLine(QPointF(left - 14, y + 5), QPointF(left - 14, y + _LINE - 5))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.brush(step.token))
            painter.drawEllipse(QPointF(left - 14, y), 4.5, 4.5)
            painter.setFont(theme.font())
            painter.setPen(theme.pen("text"))
            painter.drawText(QRect(0, top, 100, 24), center, step.time)
            painter.setPen(theme.pen("muted"))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRect(92, top, left - 28 - 92, 24), right, step.gap)
            painter.setFont(theme.font(bold=True))
            painter.setPen(theme.pen(step.token))
            painter.drawText(QRect(left, top, self.width() - left, 24), center, told(step.state))
            if step.source == "here":
                painter.setFont(theme.font(-2))
                painter.setPen(theme.pen("faint"))
                painter.drawText(QRect(left, top, self.width() - left - 6, 24), right, told("here"))
            painter.setFont(theme.font(-1))
            painter.setPen(theme.pen("muted"))
            detail = painter.fontMetrics().elidedText(
                told(step.detail), Qt.TextElideMode.ElideRight, self.width() - left - 4
            )
            painter.drawText(QRect(left, top + 20, self.width() - left, 16), center, detail)
        painter.end()


def _sent(order: Order) -> str:
    intent = order.intent
    assert intent is not None
    words = [fmt.quantity(intent.quantity), fmt.label(intent.order_type)]
    if intent.price is not None:
        words.append(f"@ {fmt.price(intent.price)}")
    if intent.trigger_price is not None:
        words.append(f"trigger {fmt.price(intent.trigger_price)}")
    return " ".join(words)


def _changes(before: OrderUpdate | None, now: OrderUpdate) -> str:
    words = []
    if before is None or now.quantity != before.quantity:
        words.append(f"quantity {fmt.quantity(now.quantity)}")
    if now.price and (before is None or now.price != before.price):
        words.append(f"price {fmt.price(now.price)}")
    if now.trigger_price and (before is None or now.trigger_price != before.trigger_price):
        words.append(f"trigger {fmt.price(now.trigger_price)}")
    if now.filled and (before is None or now.filled != before.filled):
        words.append(f"filled {fmt.quantity(now.filled)} @ {fmt.price(now.average_price)}")
    message = now.message or now.message_raw
    if message and (before is None or message != (before.message or before.message_raw)):
        words.append(message)
    return " · ".join(words)


def _gap(ns: int) -> str:
    ms = ns / _NS_PER_MS
    if ms < 0:
        return ""
    return f"+{ms:.0f} ms" if ms < 10_000 else f"+{fmt.span(ms / 1000)}"
