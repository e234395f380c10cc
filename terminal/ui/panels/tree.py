"""Folding in a table of families: the mark before a parent's name, and the keys Left and Right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from typing_extensions import override

from terminal.ui.models.families import FamilyModel, on_twisty
from terminal.ui.table import LiveTable


class Folding(QObject):
    """Folds and unfolds the families of a table; `rebuild` sets the rows anew afterwards.

    A press on the mark only folds: it selects no row and opens nothing.
    """

    def __init__(self, table: LiveTable, rebuild: Callable[[], None]) -> None:
        super().__init__(table)
        self._table = table
        self._rebuild = rebuild
        table.viewport().installEventFilter(self)
        for keys, fold in (("Left", True), ("Right", False)):
            shortcut = QShortcut(QKeySequence(keys), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._fold if fold else self._unfold)

    def toggle(self, row: Any) -> None:
        """Fold a row's family, or unfold it."""
        self._set(row, None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        presses = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
        if event.type() not in presses or not isinstance(event, QMouseEvent):
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        at = event.position().toPoint()
        index = self._table.indexAt(at)
        model = self._table.columns_model
        if not index.isValid() or not isinstance(model, FamilyModel):
            return False
        row = model.row_at(index.row())
        named = model.columns[index.column()].key == "symbol"
        left = self._table.visualRect(index).left()
        if not named or not model.count_children(row) or not on_twisty(at.x(), left):
            return False
        self._set(row, None)
        return True

    def _fold(self) -> None:
        self._set(self._table.current_row(), True)

    def _unfold(self) -> None:
        self._set(self._table.current_row(), False)

    def _set(self, row: Any, fold: bool | None) -> None:  # noqa: FBT001  three-valued, private
        model = self._table.columns_model
        if row is None or not isinstance(model, FamilyModel) or not model.fold(row, fold=fold):
            return
        family = model.family(row)
        self._rebuild()
        # A child that folded away leaves the cursor on its parent.
        current = self._table.current_row()
        if current is None or model.family(current) != family:
            parent = next((r for r in model.rows if model.family(r) == family), None)
            if parent is not None:
                self._table.select_key(model.key_at(list(model.rows).index(parent)))
