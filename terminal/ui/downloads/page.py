"""What the panel's pages have in common: a part of the tool row, buttons, words over a table."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from terminal.ui.controls import Slot, tool_button
from terminal.ui.i18n import told
from terminal.ui.panel import EmptyState
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme

Entry = tuple[str, str, Slot, bool] | None


class Page(QWidget):
    """One tab. `tools` is its part of the tool row; `refresh` is called once a frame while it is seen."""

    def __init__(self, name: str, *, theme: Theme) -> None:
        super().__init__()
        self.name = name
        self.theme = theme
        self.setObjectName(f"downloads.{name}")
        self.tools = QWidget()
        self.bar = QHBoxLayout(self.tools)
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.bar.setSpacing(5)

    def refresh(self) -> None:
        """Bring what is shown up to date."""

    def button(self, name: str, text: str, tip: str, slot: Slot, *, kind: str = "") -> QPushButton:
        """Add a button to the tool row."""
        button = tool_button(
            f"downloads.{self.name}.{name}", text, tip, slot, theme=self.theme, kind=kind
        )
        self.bar.addWidget(button)
        return button


class Said:
    """Words over a table that has no row, with a verb that helps."""

    def __init__(self, over: QWidget) -> None:
        self._state = EmptyState(over)
        self._state.hide()

    @property
    def text(self) -> str:
        """What is said now, '' where nothing is."""
        return "" if self._state.isHidden() else self._state.text

    def say(self, text: str, action_text: str = "", action: Slot | None = None) -> None:
        """Say it; '' takes it back."""
        if not text:
            self._state.hide()
            return

        def act() -> None:
            if action is not None:
                action()

        self._state.say(text, action_text, act if action is not None else None)
        self._state.show()
        self._state.raise_()


def open_menu(table: LiveTable, name: str, entries: Sequence[Entry], at: QPoint) -> None:
    """Open a table's context menu."""
    menu = QMenu(table)
    menu.setObjectName(f"downloads.{name}.menu")
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        word, text, slot, enabled = entry
        action = QAction(told(text), menu)
        action.setObjectName(f"downloads.{name}.menu.{word}")
        action.setEnabled(enabled)
        action.triggered.connect(slot)
        menu.addAction(action)
    table.open_menu(menu, at)
