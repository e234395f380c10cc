"""The two lines above the submit button: the weightiest objection in full, and its remedy as a button."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

HEIGHT = 48  # three lines: a refusal says why and what to do


class Message(Struct, frozen=True):
    """One sentence; `level` is "", "gap", "ask" or "never"; `remedy` labels a button, if any."""

    text: str
    level: str = ""
    remedy: str = ""


class MessageStrip(QWidget):
    """Keeps its height while it has nothing to say, so that the button below never moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._message = Message("")
        self._more = 0
        self._mend: Callable[[], None] | None = None
        self.setObjectName("ticket.message")
        self.setAccessibleName(tr("Objections"))
        self.setFont(theme.font(-1))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.remedy = QPushButton(self)
        self.remedy.setObjectName("ticket.remedy")
        self.remedy.setAutoDefault(False)
        self.remedy.setFont(theme.font(-1))
        self.remedy.setMaximumHeight(26)
        self.remedy.clicked.connect(self._on_remedy)
        self.remedy.hide()

    @property
    def text(self) -> str:
        return self._message.text

    @property
    def level(self) -> str:
        return self._message.level

    def say(self, messages: Sequence[Message], mend: Callable[[], None] | None = None) -> None:
        """Show the first message in full; the others are counted and listed in the tooltip."""
        message = messages[0] if messages else Message("")
        more = max(0, len(messages) - 1)
        self._mend = mend
        has_remedy = bool(message.remedy) and mend is not None
        if message == self._message and more == self._more:
            return
        self._message, self._more = message, more
        self.setToolTip(told("\n".join(m.text for m in messages)))
        self.setAccessibleDescription(told(message.text))
        self.remedy.setText(told(message.remedy))
        self.remedy.setAccessibleName(told(message.remedy))
        self.remedy.setVisible(has_remedy)
        self._place()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._message.text:
            return
        painter = QPainter(self)
        serious = self._message.level in {"ask", "never"}
        box = self.rect()
        if serious:
            painter.fillRect(box, self._theme.color("amber_tint"))
            painter.fillRect(QRect(0, 0, 3, box.height()), self._theme.color("amber"))
        right = self.remedy.width() + 12 if not self.remedy.isHidden() else 6
        inner = box.adjusted(9 if serious else 1, 1, -right, -1)
        painter.setFont(self.font())
        painter.setPen(self._theme.color("text" if serious else "muted"))
        text = told(self._message.text)
        if self._more:
            text += "  " + told(f"(+{self._more} more)")
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(inner, flags, _three_lines(painter, text, inner.width()))
        painter.end()

    def _place(self) -> None:
        if not self.remedy.isHidden():
            self.remedy.adjustSize()
            top = (self.height() - self.remedy.height()) // 2
            self.remedy.move(self.width() - self.remedy.width() - 5, top)

    def _on_remedy(self) -> None:
        if self._mend is not None:
            self._mend()


def _three_lines(painter: QPainter, text: str, width: int) -> str:
    metrics = painter.fontMetrics()
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width * 2.75))
