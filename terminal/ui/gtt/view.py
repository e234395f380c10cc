"""How the editor's parts are put together. Layout only: the editor connects them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.order import Side
from terminal.ui.gtt.head import EditorHead, flat_button
from terminal.ui.gtt.legs import LegGrid
from terminal.ui.gtt.minichart import GUTTER, MiniChart
from terminal.ui.gtt.strip import Strip
from terminal.ui.theme import Theme
from terminal.ui.ticket import style
from terminal.ui.ticket.inputs import EnterMoves
from terminal.ui.ticket.view import SubmitButton

_WITH_CHART = 690
"""Width in pixels from which there is room for the chart beside the fields."""
_WIDEST = 600
"""Pixels of the fields' side: what a wide panel has more than that is the chart's."""
_LOW = """
QLineEdit { min-height: 22px; max-height: 22px; }
QPushButton[submit="true"] { min-height: 32px; max-height: 32px; }
QWidget#gttHead QPushButton[segment] { min-height: 22px; max-height: 22px; }
QWidget#gttHead QComboBox { min-height: 22px; max-height: 22px; }
QToolButton[kind="flat"] { min-height: 14px; max-height: 14px; padding: 0 6px; }
"""
"""Lower fields than the ticket's: the whole editor fits into the books of a small screen."""


class EditorView(QWidget):
    """A row of choices above; below fields, messages and button at the left, the chart at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.head = EditorHead(theme)
        self.head.setObjectName("gttHead")
        self.grid = LegGrid(theme)
        self.chart = MiniChart(theme)
        self.messages = Strip(theme)
        self.button = SubmitButton(theme)
        self.button.setObjectName("gtt.submit")
        self.button.setProperty("submit", True)
        self.button.setAutoDefault(False)
        self.five = flat_button("gtt.5m", "5m", "Closes of 5 minutes")
        self.daily = flat_button("gtt.1d", "1d", "Closes of days")
        for button in (self.five, self.daily):
            button.setAutoExclusive(True)
            button.setFont(theme.font(-2))
        self.five.setChecked(True)
        choice = QWidget()
        choice.setFixedWidth(GUTTER - 8)
        tools = QHBoxLayout(choice)
        tools.setContentsMargins(0, 0, 4, 0)
        tools.setSpacing(2)
        tools.addStretch(1)
        tools.addWidget(self.five)
        tools.addWidget(self.daily)
        self._picture = QWidget()
        picture = QGridLayout(self._picture)
        picture.setContentsMargins(0, 0, 0, 0)
        picture.addWidget(self.chart, 0, 0)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        picture.addWidget(choice, 0, 0, corner)
        fields = QWidget()
        fields.setMaximumWidth(_WIDEST)
        form = QVBoxLayout(fields)
        form.setContentsMargins(10, 0, 8, 4)
        form.setSpacing(3)
        form.addWidget(self.grid)
        form.addWidget(self.messages)
        form.addWidget(self.button)
        form.addStretch(1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addWidget(fields, 3)
        body.addWidget(self._picture, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(body, 1)
        self._enter_moves = EnterMoves(self)
        for leg in self.grid.legs:
            for edit in leg.edits:
                edit.installEventFilter(self._enter_moves)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.setVisible(event.size().width() >= _WITH_CHART)

    def wear(self, side: Side) -> None:
        """Take a side's colours, of the theme in force."""
        sheet = style.sheet(self._theme.palette, side) + _LOW
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
