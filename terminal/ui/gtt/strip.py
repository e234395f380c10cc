"""The lines above the editor's button: what stands in the way, in full, and a button that mends it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.messages import Message

HEIGHT = 30
_MARGIN = 8


class Strip(QWidget):
    """Two lines that keep their height while empty, so that the button below never moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._messages: tuple[Message, ...] = ()
        self._mend: Callable[[], None] | None = None
        self.setObjectName("gtt.message")
        self.setAccessibleName(tr("Objections"))
        self.setFont(theme.font(-1))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.remedy = QPushButton(self)
        self.remedy.setObjectName("gtt.remedy")
        self.remedy.setAutoDefault(False)
        self.remedy.setFont(theme.font(-1))
        self.remedy.clicked.connect(self._on_remedy)
        self.remedy.hide()

    @property
    def text(self) -> str:
        """All of what it says, the weightiest first."""
        return "\n".join(message.text for message in self._messages)

    def say(self, messages: Sequence[Message], mend: Callable[[], None] | None = None) -> None:
        """Show the first message; the others are counted, and listed in the tooltip."""
        if tuple(messages) == self._messages and mend == self._mend:
            return
        self._messages, self._mend = tuple(messages), mend
        self.setToolTip(told(self.text))
        self.setAccessibleDescription(told(self.text))
        remedy = messages[0].remedy if messages else ""
        self.remedy.setText(told(remedy))
        self.remedy.setAccessibleName(told(remedy))
        self.remedy.setVisible(bool(remedy) and mend is not None)
        self._place()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._messages:
            return
        painter = QPainter(self)
        message = self._messages[0]
        loud = message.level in {"ask", "never"}
        left = 0
        if loud:
            painter.fillRect(self.rect(), self._theme.color("amber_tint"))
            painter.fillRect(QRect(0, 0, 3, self.height()), self._theme.color("amber"))
            left = _MARGIN
        right = self.remedy.width() + _MARGIN if not self.remedy.isHidden() else 4
        inner = self.rect().adjusted(left, 0, -right, 0)
        text = told(message.text)
        if (more := len(self._messages) - 1) > 0:
            text = f"{text}  " + told(f"(+{more} more)")
        painter.setPen(self._theme.color("text" if loud else "muted"))
        painter.setFont(self.font())
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(inner.width() * 1.85)
        )
        painter.drawText(inner, flags, shown)
        painter.end()

    def _place(self) -> None:
        if not self.remedy.isHidden():
            self.remedy.adjustSize()
            self.remedy.move(
                self.width() - self.remedy.width() - 4, (self.height() - self.remedy.height()) // 2
            )

    def _on_remedy(self) -> None:
        if self._mend is not None:
            self._mend()
