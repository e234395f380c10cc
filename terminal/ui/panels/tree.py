"""Folding in a table of families: the mark before a parent's name, and the keys Left and Right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
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
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def toggle(self, row: Any) -> None:
        """Fold a row's family, or unfold it."""
        self._set(row, None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return watched is self._table and self._on_key(event)
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

    def _on_key(self, event: QKeyEvent) -> bool:
        keys = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}
        fold = keys.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if fold is None or not plain:
            return False
        return self._set(self._table.current_row(), fold)

    def _set(self, row: Any, fold: bool | None) -> bool:  # noqa: FBT001  three-valued, private
        model = self._table.columns_model
        if row is None or not isinstance(model, FamilyModel) or not model.fold(row, fold=fold):
            return False
        family = model.family(row)
        self._rebuild()
        # A child that folded away leaves the cursor on its parent.
        current = self._table.current_row()
        if current is None or model.family(current) != family:
            parent = next((r for r in model.rows if model.family(r) == family), None)
            if parent is not None:
                self._table.select_key(model.key_at(list(model.rows).index(parent)))
        return True
