"""How the ticket's parts are put together. Layout only: the panel connects them."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.ui.i18n import tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.cost import CostStrip
from terminal.ui.ticket.form import TicketForm
from terminal.ui.ticket.header import TicketHeader
from terminal.ui.ticket.messages import MessageStrip
from terminal.ui.ticket.progress import SendLine


class TicketView(QWidget):
    """Head, fields (which scroll where there is no room), and the foot with the button below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.header = TicketHeader(theme)
        self.form = TicketForm(theme)
        self.cost = CostStrip(theme)
        self.messages = MessageStrip(theme)
        self.button = SubmitButton(theme)
        self.button.setObjectName("ticket.submit")
        self.button.setProperty("submit", True)
        self.button.setAutoDefault(False)
        self.button.setToolTip(tr("Ctrl+Enter"))
        self.progress = SendLine(theme)
        self.leave = QPushButton(tr("Stop changing this order  (Esc)"))
        self.leave.setObjectName("ticket.leave_modify")
        self.leave.setAutoDefault(False)
        self.leave.setFixedHeight(self.cost.sizeHint().height())
        self.leave.hide()

        inner = QWidget()
        fields = QVBoxLayout(inner)
        fields.setContentsMargins(10, 6, 10, 2)
        fields.setSpacing(4)
        fields.addWidget(self.form)
        area = _FittingArea()
        area.setObjectName("ticket.scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 4, 10, 5)
        foot.setSpacing(4)
        for widget in (self.leave, self.cost, self.messages, self.button, self.progress):
            foot.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(area)
        layout.addWidget(_Rule(theme))
        layout.addLayout(foot)
        layout.addStretch(1)

    def show_modify(self, *, modify: bool) -> None:
        """Put the way out where the costs are: a change of an order is not priced."""
        self.leave.setVisible(modify)
        self.cost.setVisible(not modify)


class SubmitButton(QPushButton):
    """A button whose text is the whole order: what on the first line, how and where on the second."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumWidth(10)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        what, _, how = self.text().replace("&&", "&").partition(" · ")
        painter.setPen(self._theme.color("on_fill" if self.isEnabled() else "faint"))
        box = self.rect().adjusted(8, 3, -8, -3)
        if not how:
            _line(painter, box, what, self._theme.font(bold=True))
            return
        upper = box.adjusted(0, 0, 0, -box.height() // 2 + 2)
        lower = box.adjusted(0, box.height() // 2 + 1, 0, 0)
        _line(painter, upper, what, self._theme.font(bold=True))
        _line(painter, lower, how, self._theme.font(-2))


class _FittingArea(QScrollArea):
    """As tall as its content where there is room; where there is none it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @override
    def sizeHint(self) -> QSize:
        content = self.widget()
        return content.sizeHint() if content is not None else QSize(0, 60)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 60)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class _Rule(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("line"))
        painter.end()


def _line(painter: QPainter, box: QRect, text: str, font: QFont) -> None:
    painter.setFont(font)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
