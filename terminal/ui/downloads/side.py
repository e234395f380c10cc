"""The list of underlyings of which something is held, with a filter; shared by calendar and bars."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout
from typing_extensions import override

from terminal.ui.controls import bind_key
from terminal.ui.downloads.draft import matching
from terminal.ui.downloads.page import Said
from terminal.ui.i18n import tr
from terminal.ui.models.downloads import Name, NamesModel
from terminal.ui.table import LiveTable
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme

WIDTH = 148


class HeldList(QFrame):
    """`picked`: another underlying has the cursor."""

    picked = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("downloads.side")
        self.setFixedWidth(WIDTH)
        self._names: tuple[str, ...] = ()
        self.current = ""
        """The underlying that is shown, '' for none."""
        self.filter = QLineEdit()
        self.filter.setObjectName("downloads.held.filter")
        self.filter.setAccessibleName(tr("Filter what is held"))
        self.filter.setPlaceholderText(tr("Search  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._fill)
        self.filter.installEventFilter(self)
        self.model = NamesModel(ticks=False, parent=self)
        self.table = LiveTable("downloads.held.table", "What is held", theme=theme)
        self.table.use_model(self.model)
        self.table.horizontalHeader().hide()
        self.said = Said(self.table.viewport())
        self.table.selectionModel().currentChanged.connect(self._moved)
        bind_key(self.table, "/", self.focus_filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 4, 4)
        column.setSpacing(4)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        hand_focus(self, self.table)

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    @property
    def chosen(self) -> list[str]:
        """The names that are selected, else the current one."""
        rows = [row.text for row in self.table.selected_rows() if isinstance(row, Name)]
        return rows or ([self.current] if self.current else [])

    def show_names(self, names: Sequence[str]) -> None:
        """List these; the first is shown where the one before is gone."""
        self._names = tuple(names)
        self._fill()
        if self.current not in self._names:
            self.pick(self._names[0] if self._names else "")

    def pick(self, name: str) -> None:
        """Show an underlying."""
        if name and self.model.find(name) is None:
            self.filter.clear()
        if name:
            self.table.select_key(name)
        if name != self.current:
            self.current = name
            self.picked.emit()

    def focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        into = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}
        if event.key() in into and self.model.rows:
            self.pick(self.model.row_at(0).text)
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.filter.clear()
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def _moved(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Name) and row.text != self.current:
            self.current = row.text
            self.picked.emit()

    def _fill(self) -> None:
        # The cursor stays on what is shown: a filter hides rows, it chooses nothing.
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.model.show_names(matching(self._names, self.filter.text()))
        if self.current and self.model.find(self.current) is not None:
            self.table.select_key(self.current)
        selection.blockSignals(False)
        self.table.viewport().update()
        if self._names and not self.model.rows:
            self.said.say("Nothing held is called so.")
        else:
            self.said.say("")
