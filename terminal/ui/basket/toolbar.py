"""The row above the legs: which basket, of which account, in which order, and the buttons that send."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from terminal.domain.ids import AccountId
from terminal.ui.controls import Slot
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket import style
from terminal.ui.ticket.inputs import SteadyCombo
from terminal.ui.ticket.widgets import ElidedLabel

Entries = Sequence[tuple[str, str, Slot, bool] | None]
"""(name, text, slot, enabled) of a menu; None is a separator."""


class Toolbar(QWidget):
    """Widgets only; the panel connects them and says what each may do now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(6, 4, 6, 4)
        self.row.setSpacing(5)
        self.baskets = self._combo("basket.name", "Basket", 96, 170)
        self.new = self._button("new", "+", "Begin another basket")
        self.new.setAccessibleName(tr("New basket"))
        self.more = self._button("more", "⋯", "Rename, duplicate, delete, import, export")
        self.more.setAccessibleName(tr("More about this basket"))
        for button in (self.new, self.more):
            button.setFixedWidth(28)
        self.account = self._combo("basket.account", "Account of the basket", 90, 150)
        self.buys_first = self._button(
            "buys_first", "Buys first",
            "Send all buys before the sells: hedges come first and lower the peak margin. The # column "
            "shows the order of sending",
        )  # fmt: skip
        self.buys_first.setCheckable(True)
        self.status = ElidedLabel(theme)
        self.status.setObjectName("basket.status")
        self.row.addWidget(self.status, 1)
        self.undo = self._button("undo", "Undo", "Bring back what was taken out  (Ctrl+Z)")
        self.undo.hide()
        self.stop = self._button(
            "stop", "Stop", "Send no further leg; what has left stays at the broker", kind="danger"
        )
        self.stop.hide()
        self.retry = self._button(
            "retry", "Retry failed only",
            "Send the failed legs anew; never one that is unknown or with the broker",
        )  # fmt: skip
        self.send = self._button(
            "send", "Send basket…", "Shows every order first  (Ctrl+Enter)", kind="primary"
        )
        self.restyle()

    def restyle(self) -> None:
        self.setStyleSheet(
            style.tools(self._theme.palette)
            + "QComboBox { min-height: 16px; padding: 2px 7px; font-size: 12px; }"
        )

    def show_baskets(self, names: Sequence[str], current: str) -> None:
        _fill(self.baskets, [(name, name) for name in names], current)

    def show_accounts(self, labels: Mapping[AccountId, str], chosen: AccountId) -> None:
        """Offer the accounts that are logged in, and the basket's own even where it is not."""
        entries: list[tuple[str, str]] = [(label, account) for account, label in labels.items()]
        if chosen not in labels:
            user = chosen.rpartition(":")[2]
            entries.insert(0, (f"{user}, logged out" if chosen else "Choose account", chosen))
        _fill(self.account, entries, chosen)

    def menu(self, entries: Entries) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("basket.menu")
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            name, text, slot, enabled = entry
            action = QAction(tr(text), menu)
            action.setObjectName(f"basket.menu.{name}")
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def below_more(self) -> QPoint:
        return self.more.mapToGlobal(self.more.rect().bottomLeft())

    def _combo(self, name: str, title: str, least: int, most: int) -> QComboBox:
        box = SteadyCombo(self)
        box.setObjectName(name)
        box.setAccessibleName(told(title))
        box.setToolTip(told(title))
        box.setMinimumWidth(least)
        box.setMaximumWidth(most)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setFont(self._theme.font(-1))
        self.row.addWidget(box)
        return box

    def _button(self, name: str, text: str, tip: str, *, kind: str = "") -> QPushButton:
        button = QPushButton(tr(text), self)
        button.setObjectName(f"basket.{name}")
        button.setAccessibleName(tr(text))
        button.setToolTip(tr(tip))
        button.setAutoDefault(False)
        button.setFont(self._theme.font(-1))
        if kind:
            button.setProperty("kind", kind)
        self.row.addWidget(button)
        return button


def _fill(box: QComboBox, entries: Sequence[tuple[str, str]], chosen: str) -> None:
    shown = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
    with QSignalBlocker(box):
        if shown != list(entries):
            box.clear()
            for text, data in entries:
                box.addItem(text, data)
        box.setCurrentIndex(box.findData(chosen))
