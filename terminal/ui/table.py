"""The common table: one look and one set of keys over a `ColumnModel`.

Rows are 24 px; the whole row is selected; the header sorts and offers the columns. Sorting waits
while the mouse is over the table, because a row that jumps under a click is a wrong order.
"""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAction, QEnterEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from terminal.ui.columns import Column, ColumnModel
from terminal.ui.delegates import ROW_HEIGHT, CellDelegate
from terminal.ui.i18n import tr
from terminal.ui.theme import Theme

__all__ = ["CellDelegate", "Column", "ColumnModel", "LiveTable"]


_EXPORTS = frozenset({"action.table.export", "action.table.copy"})
"""Commands of the window that every table's menu offers too."""


class LiveTable(QTableView):
    """The common look and keys of every table: 24 px rows, whole-row selection, copy, column menu."""

    enter_pressed = QtSignal()
    delete_pressed = QtSignal()
    row_hovered = QtSignal(int)
    context_asked = QtSignal(QPoint)

    def __init__(
        self, name: str, title: str, *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._menu_open = False
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.context_asked)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(28)
        head.setFixedHeight(ROW_HEIGHT)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._ask_columns)
        head.sectionClicked.connect(self._sort_clicked)
        self.delegate = CellDelegate(self, theme)
        self.setItemDelegate(self.delegate)

    def use_model(self, model: ColumnModel[Any]) -> None:
        """Show a model: widths, hidden columns and the stretching column as its columns say."""
        self.setModel(model)
        head = self.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for number, column in enumerate(model.columns):
            if column.width:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, column.width)
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            self.setColumnHidden(number, column.hidden)

    def move_column(self, key: str, *, after: str) -> None:
        """Put a column right behind another, both by key."""
        head = self.horizontalHeader()
        numbers = {column.key: n for n, column in enumerate(self.columns_model.columns)}
        here, there = head.visualIndex(numbers[key]), head.visualIndex(numbers[after])
        head.moveSection(here, there + 1 if here > there else there)

    def use_delegate(self, delegate: CellDelegate) -> None:
        self.delegate = delegate
        self.setItemDelegate(delegate)

    @property
    def columns_model(self) -> ColumnModel[Any]:
        model = self.model()
        assert isinstance(model, ColumnModel)
        return model

    def selected_rows(self) -> list[Any]:
        """Return the selected rows' values from top to bottom."""
        model = self.columns_model
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [model.row_at(number) for number in numbers]

    def current_row(self) -> Any | None:
        """Return the row with the cursor."""
        index = self.currentIndex()
        return self.columns_model.row_at(index.row()) if index.isValid() else None

    def select_key(self, key: Hashable) -> bool:
        """Put the cursor on a row by its key and show it; False if it is not there."""
        number = self.columns_model.find(key)
        if number is None:
            return False
        index = self.columns_model.index(number, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def as_tsv(self) -> str:
        """Return header and selected rows (all if none) as a spreadsheet reads them."""
        model = self.columns_model
        head = self.horizontalHeader()
        order = [head.logicalIndex(place) for place in range(head.count())]
        columns = [model.columns[n] for n in order if not self.isColumnHidden(n)]
        lines = ["\t".join(column.title for column in columns)]
        lines += [
            "\t".join(_plain(column, column.text(row)) for column in columns)
            for row in self.selected_rows() or list(model.rows)
        ]
        return "\n".join(lines)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_tsv())

    def open_menu(self, menu: QMenu, at: QPoint) -> None:
        """Open a menu at a viewport point; rows stay put until it closes."""
        self._menu_open = True
        self._freeze()
        exports = [a for a in self.window().actions() if a.objectName() in _EXPORTS]
        if exports:
            menu.addSeparator()
            menu.addActions(exports)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.aboutToHide.connect(self._menu_closed)
        menu.popup(self.viewport().mapToGlobal(at))

    def save_state(self) -> dict[str, object]:
        """Return widths, order, hidden columns and sorting by column key."""
        model = self.columns_model
        head = self.horizontalHeader()
        sort_column, descending = model.sorting
        return {
            "widths": {c.key: head.sectionSize(n) for n, c in enumerate(model.columns) if c.width},
            "hidden": [c.key for n, c in enumerate(model.columns) if self.isColumnHidden(n)],
            "order": [model.columns[head.logicalIndex(place)].key for place in range(head.count())],
            "sort": None if sort_column is None else model.columns[sort_column].key,
            "descending": descending,
        }

    def restore_state(self, state: dict[str, object]) -> None:
        """Take what `save_state` returned; unknown columns and odd values are passed over."""
        model = self.columns_model
        head = self.horizontalHeader()
        numbers = {column.key: n for n, column in enumerate(model.columns)}
        widths, hidden, order = state.get("widths"), state.get("hidden"), state.get("order")
        if isinstance(widths, dict):
            for key, width in widths.items():
                if key in numbers and isinstance(width, int) and 20 <= width <= 2000:
                    self.setColumnWidth(numbers[key], width)
        if isinstance(hidden, list) and len(set(hidden) & set(numbers)) < len(numbers):
            for key, number in numbers.items():
                self.setColumnHidden(number, key in hidden)
        if isinstance(order, list):
            for place, key in enumerate(key for key in order if key in numbers):
                head.moveSection(head.visualIndex(numbers[key]), place)
        sort_key = state.get("sort")
        if isinstance(sort_key, str) and sort_key in numbers:
            self._sort(numbers[sort_key], descending=bool(state.get("descending")))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.copy()
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.enter_pressed.emit()
        elif plain and key == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self.delete_pressed.emit()
        elif plain and event.text().isprintable() and event.text():
            event.ignore()  # letters are action keys of panels, not type-ahead search
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._freeze()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)
        self._thaw()

    def _hover(self, row: int) -> None:
        old, self.delegate.hovered = self.delegate.hovered, row
        if old != row:
            for number in (old, row):
                if number >= 0:
                    top = self.rowViewportPosition(number)
                    self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)
            self.row_hovered.emit(row)

    def _freeze(self) -> None:
        if isinstance(self.model(), ColumnModel):
            self.columns_model.frozen = True

    def _thaw(self) -> None:
        if isinstance(self.model(), ColumnModel) and not self._menu_open:
            self.columns_model.frozen = False
            self.columns_model.resort()

    def _menu_closed(self) -> None:
        self._menu_open = False
        if not self.underMouse():
            self._thaw()

    def _sort_clicked(self, column: int) -> None:
        current, descending = self.columns_model.sorting
        if current != column:
            self._sort(column, descending=self.columns_model.columns[column].numeric)
        elif descending == self.columns_model.columns[column].numeric:
            self._sort(column, descending=not descending)
        else:
            self._sort(None, descending=False)

    def _sort(self, column: int | None, *, descending: bool) -> None:
        self.columns_model.sort_by(column, descending=descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if column is None else column, order)

    def _ask_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        shown = sum(not self.isColumnHidden(n) for n in range(len(self.columns_model.columns)))
        for number, column in enumerate(self.columns_model.columns):
            action = QAction(tr(column.title) or column.key, menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setEnabled(shown > 1 or self.isColumnHidden(number))
            action.setData(number)
            menu.addAction(action)
        menu.triggered.connect(self._column_toggled)
        self.open_menu(menu, at)

    def _column_toggled(self, action: QAction) -> None:
        self.setColumnHidden(int(action.data()), not action.isChecked())


def _plain(column: Column[Any], text: str) -> str:
    text = text.replace("\t", " ").replace("\n", " ")
    return text.replace("−", "-").replace(",", "") if column.numeric else text
