"""The chart's top line: what is shown, the intervals, the pin. And the menu of a price."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget
from typing_extensions import override

from terminal.domain.instrument import Instrument
from terminal.domain.market import Interval
from terminal.ui import format as fmt
from terminal.ui.chart.levels import choices
from terminal.ui.i18n import told, tr
from terminal.ui.models.quotes import Names
from terminal.ui.theme import Theme

_SPACES = 24  # margins and the gaps around the names


class ChartBar(QWidget):
    """`picked(Interval)` for a click on an interval."""

    picked = QtSignal(object)

    def __init__(self, interval: Interval, *, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._symbol = QLabel()
        self._symbol.setObjectName("chartSymbol")
        self._badge = QLabel()
        self._badge.setObjectName("chartExchange")
        self._badge.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 6, 4)
        layout.setSpacing(1)
        layout.addWidget(self._symbol)
        layout.addSpacing(4)
        layout.addWidget(self._badge)
        layout.addSpacing(6)
        self.buttons: dict[Interval, QToolButton] = {}
        for number in Interval:
            button = self.buttons[number] = QToolButton()
            button.setObjectName(f"chartInterval{number.value}")
            button.setText(number.value)
            button.setAccessibleName(fmt.label(number))
            button.setToolTip(told(f"{fmt.label(number)} bars"))
            button.setProperty("interval", number.value)
            button.setAutoExclusive(True)
            button.clicked.connect(self._clicked)
            button.toggled.connect(self._name_chosen)
            _flatten(button)
            layout.addWidget(button)
        self.folded = QToolButton()
        self.folded.setObjectName("chartIntervals")
        self.folded.setAccessibleName(tr("Intervals"))
        self.folded.setToolTip(tr("Choose the interval; or type its digits and press Enter"))
        self.folded.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        _flatten(self.folded)
        self.folded.setCheckable(False)
        self.folded.setMenu(self._interval_menu())
        self.folded.hide()
        layout.addWidget(self.folded)
        self.buttons[interval].setChecked(True)
        layout.addStretch(1)
        self.pin = QToolButton()
        self.pin.setObjectName("chartPin")
        self.pin.setText(tr("Pin"))
        self.pin.setAccessibleName(tr("Pin this chart"))
        self.pin.setToolTip(tr("Pinned: keep this chart when another instrument is selected"))
        _flatten(self.pin)
        layout.addWidget(self.pin)

    def show_names(self, names: Names) -> None:
        self._symbol.setFont(self._theme.font(1, bold=True))
        self._symbol.setText(f"{names.main}  {names.detail}".strip())
        self._badge.setText(names.badge)
        self._fold()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where the line is too short for all intervals, show the chosen one with a menu."""
        parts = (self._symbol, self._badge, *self.buttons.values(), self.pin)
        folds = sum(part.sizeHint().width() + 1 for part in parts) + _SPACES > self.width()
        self.folded.setVisible(folds)
        for button in self.buttons.values():
            button.setVisible(not folds)

    def _interval_menu(self) -> QMenu:
        menu = QMenu(self)
        for number, button in self.buttons.items():
            menu.addAction(fmt.label(number)).triggered.connect(button.click)
        return menu

    def _name_chosen(self, checked: bool) -> None:  # noqa: FBT001  a signal's value
        button = self.sender()
        if checked and isinstance(button, QToolButton):
            self.folded.setText(f"{button.text()}  ▾")

    def _clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, QToolButton)
        self.picked.emit(Interval(str(button.property("interval"))))


def _flatten(button: QToolButton) -> None:
    button.setProperty("kind", "flat")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def price_menu(parent: QWidget, instrument: Instrument, price: Decimal, last: float) -> QMenu:
    """Return the menu of orders at a price; an action's data is (Choice, price).

    Impossible orders are disabled and their tooltips say why; `last` NaN rules nothing out.
    """
    menu = QMenu(parent)
    menu.setObjectName("chartMenu")
    menu.setToolTipsVisible(True)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    words = fmt.price(price, instrument.grid.decimals)
    for choice in choices(float(price), last) if instrument.tradable else ():
        action = QAction(told(f"{choice.name} at {words}"), menu)
        action.setObjectName(f"chart.{choice.name.lower().replace(' ', '_')}")
        action.setEnabled(not choice.why_not)
        action.setToolTip(told(choice.why_not or "Opens the ticket: nothing is sent yet"))
        action.setData((choice, price))
        menu.addAction(action)
    if instrument.tradable:
        menu.addSeparator()
    return menu
