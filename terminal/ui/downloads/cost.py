"""The foot of the form: what the download would cost in four figures, a sentence, and the big button."""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from terminal.history.jobs import Preview
from terminal.ui import format as fmt
from terminal.ui.downloads import words
from terminal.ui.i18n import told
from terminal.ui.mutual.fields import SentenceButton
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel

TILES = (
    ("series", "Series", "Spot, futures and options that are asked for"),
    ("requests", "Requests", "To the broker, each for as many days as it gives at once"),
    ("time", "Time", "Under the broker's rate limit, when nobody trades meanwhile"),
    ("size", "On disk", "Estimated, compressed"),
    ("held", "Held already", "Days of series that the store has: they are not asked for again"),
)
NARROW = 620


class CostFoot(QFrame):
    """Figures, notes and the button `go`. `pressed`: the button, or Ctrl+Enter in the form."""

    pressed = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("downloads.foot")
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(0)
        for column, (name, title, tip) in enumerate(TILES):
            caption, value = QLabel(told(title)), QLabel(fmt.NONE)
            caption.setProperty("role", "muted")
            caption.setFont(theme.font(-2))
            value.setProperty("role", "number")
            value.setObjectName(f"downloads.cost.{name}")
            for label in (caption, value):
                label.setToolTip(told(tip))
                label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            value.setMinimumWidth(44)
            self.values[name] = value
            grid.addWidget(value, 0, column)
            grid.addWidget(caption, 1, column)
        grid.setColumnStretch(len(TILES), 1)
        self.note = ElidedLabel(theme)
        self.note.setObjectName("downloads.cost.note")
        self.go = SentenceButton("downloads.go", theme)
        self.go.paint_as("primary")
        self.go.setMinimumWidth(300)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.pressed)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(3)
        left.addLayout(grid)
        left.addWidget(self.note)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(12, 6, 10, 7)
        self._across.setSpacing(12)
        self._across.addLayout(left, 1)
        self._across.addWidget(self.go, 0, Qt.AlignmentFlag.AlignVCenter)

    def arrange(self, width: int) -> None:
        """Put the button beside the figures, or below them in a narrow place."""
        narrow = width < NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if narrow else across)
        self._across.setAlignment(
            self.go, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignVCenter
        )
        self.go.setMinimumWidth(60 if narrow else max(280, int(width * 0.36)))

    def show_cost(self, cost: Preview | None) -> None:
        """Show figures; dashes for None."""
        texts = dict.fromkeys(self.values, fmt.NONE)
        parts = TILES[0][2]
        if cost is not None:
            texts = {
                "series": fmt.quantity(cost.series),
                "requests": fmt.quantity(cost.requests),
                "time": words.duration(cost.seconds) if cost.requests else "None",
                "size": words.size(cost.size_bytes),
                "held": f"{int(words.held_share(cost) * 100)}%",
            }
            parts = f"{words.count(cost.underlyings, 'underlying')}: {words.series_parts(cost)}"
        for name, label in self.values.items():
            label.setText(told(texts[name]))
            label.setEnabled(True)
        self.values["series"].setToolTip(told(parts))

    def grow_old(self) -> None:
        """Keep the figures in grey until the new ones come: nothing flickers while somebody types."""
        for label in self.values.values():
            label.setEnabled(False)

    def say(self, text: str, tone: str = "muted") -> None:
        """Say a sentence under the figures."""
        self.note.set_text(text, tone=tone)


def row_of(*parts: QWidget, stretch: bool = True) -> QWidget:
    """Return widgets side by side."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for part in parts:
        row.addWidget(part)
    if stretch:
        row.addStretch(1)
    return both
