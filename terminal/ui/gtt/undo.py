"""The bar that offers a deletion back until its request leaves."""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from terminal.ui.i18n import tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel

HEIGHT = 34


class UndoBar(QWidget):
    """Lies over the foot of its parent, so that no row moves when it comes or goes."""

    undone = QtSignal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("gtt.undo_bar")
        self.setProperty("bar", "undo")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = ElidedLabel(theme, tone="text", size_delta=0)
        self.words.setObjectName("gtt.undo_words")
        self.button = QPushButton(tr("Undo"))
        self.button.setObjectName("gtt.undo")
        self.button.setToolTip(tr("Keep it: nothing has been sent yet  (Ctrl+Z)"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.undone)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()
        theme.changed.connect(self._wear)
        self._wear()

    def tell(self, what: str, seconds: float) -> None:
        """Say what will be deleted and when; nothing hides the bar."""
        if not what:
            self.hide()
            return
        self.words.set_text(f"{what} will be deleted in {max(1, round(seconds + 0.4))} s")
        self.place()
        if self.isHidden():
            self.show()
            self.raise_()

    def place(self) -> None:
        """Stand at the foot of the parent."""
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(6, over.height() - HEIGHT - 6, over.width() - 12, HEIGHT)

    def _wear(self) -> None:
        p = self._theme.palette
        self.setStyleSheet(
            f"QWidget[bar='undo'] {{ background: {p.amber_tint};"
            f" border: 1px solid {p.amber}; border-radius: 4px; }}"
        )
