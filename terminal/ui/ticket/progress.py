"""What became of the order just sent: sending → accepted → open → filled 3/5, or the refusal.

The line follows one order's row in the book. It says less than the orders panel and says it at once.
"""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from terminal.domain.order import Order, OrderState
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

STEPS = ("Sending", "Accepted", "Open", "Filled")


class Stage(Struct, frozen=True):
    """How far an order is: `step` of STEPS reached (0-3), the words, and whether it went wrong.

    `mood`: "busy", "good", "wait" (we do not know), "bad".
    """

    step: int
    text: str
    mood: str


def stage(order: Order) -> Stage:
    """Return where an order stands, in the ticket's words."""
    filled = f"{order.filled:,}/{order.quantity:,}"
    match order.state:
        case OrderState.JOURNALLED | OrderState.SENDING:
            return Stage(0, tr("Sending…"), "busy")
        case OrderState.UNKNOWN:
            return Stage(
                0, tr("No reply yet; checking with the broker. Do not send it again."), "wait"
            )
        case OrderState.PENDING:
            return Stage(1, tr("Accepted by the broker"), "busy")
        case OrderState.PARKED:
            return Stage(1, tr("Accepted for the next session"), "good")
        case OrderState.TRIGGER_PENDING:
            return Stage(2, tr("Waiting for its trigger"), "good")
        case OrderState.OPEN | OrderState.MODIFY_PENDING | OrderState.CANCEL_PENDING:
            if order.filled:
                return Stage(3, tr("Filled {count}", count=filled), "busy")
            return Stage(2, tr("Open at the exchange"), "good")
        case OrderState.COMPLETE:
            return Stage(
                3,
                tr("Filled {count} @ {price}", count=filled, price=f"{order.average_price:,.2f}"),
                "good",
            )
        case OrderState.CANCELLED | OrderState.LAPSED:
            words = "Cancelled" if order.state is OrderState.CANCELLED else "Lapsed"
            tail = f", {filled} filled" if order.filled else ""
            return Stage(3 if order.filled else 2, f"{words}{tail}", "bad")
        case OrderState.REJECTED:
            return Stage(
                1, order.message or order.status_text or tr("Rejected by the broker"), "bad"
            )
        case OrderState.NOT_PLACED:
            return Stage(0, tr("The order did not reach the broker. Nothing was placed."), "bad")


class SendLine(QWidget):
    """Four dots joined by a line, and the words beside them; keeps its height while empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stage: Stage | None = None
        self.setObjectName("ticket.progress")
        self.setAccessibleName(tr("Last order"))
        self.setFont(theme.font(-1))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._stage.text if self._stage is not None else ""

    @property
    def mood(self) -> str:
        return self._stage.mood if self._stage is not None else ""

    def show_stage(self, now: Stage | None) -> None:
        """Show a stage; None empties the line."""
        if now == self._stage:
            return
        self._stage = now
        self.setAccessibleDescription(told(now.text if now is not None else ""))
        self.setToolTip(told(now.text if now is not None else ""))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 18)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 18)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._stage is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = {"busy": "accent", "good": "accent", "wait": "amber", "bad": "amber"}[
            self._stage.mood
        ]
        lit, dim = self._theme.color(tone), self._theme.color("strong_line")
        middle = self.height() / 2
        x, gap, radius = 5.0, 13.0, 3.0
        for step in range(len(STEPS)):
            reached = step <= self._stage.step
            if step:
                painter.setPen(QPen(lit if reached else dim, 1.5))
                painter.drawLine(QPointF(x + radius - gap, middle), QPointF(x - radius, middle))
            painter.setPen(QPen(lit if reached else dim, 1.5))
            painter.setBrush(lit if reached else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, middle), radius, radius)
            x += gap
        painter.setPen(self._theme.color("text" if tone == "accent" else tone))
        painter.setFont(self.font())
        box = QRectF(x - 2, 0, self.width() - x + 2, self.height())
        text = painter.fontMetrics().elidedText(
            told(self._stage.text), Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
