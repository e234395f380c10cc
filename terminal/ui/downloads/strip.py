"""The line at the panel's foot: what could not be done and why, or what has been written where."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import restyle


class SaidStrip(QFrame):
    """Hidden until something is said; stays until it is closed or something else is said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("downloads.said")
        self.label = QLabel()
        self.label.setObjectName("downloads.said.text")
        self.label.setWordWrap(True)
        self.label.setFont(theme.font(-1))
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setObjectName("downloads.said.close")
        close.setAccessibleName(tr("Close the message"))
        close.setProperty("kind", "flat")
        theme.wear(close, "close")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 6, 3)
        row.addWidget(self.label, 1)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, '' where nothing is."""
        return "" if self.isHidden() else self.label.text()

    def say(self, text: str, role: str = "") -> None:
        """Say it; `warn` stands on amber."""
        self.label.setText(told(text))
        self.setAccessibleName(told(text))
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)
        self.setVisible(bool(text))
