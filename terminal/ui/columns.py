"""Columns as data, and a model over rows we own in the order of the screen.

The model moves as little as it can: selection and scroll survive an update. Sorting is its own
permutation and waits while `frozen`. Nothing in here is a widget; `table.py` shows it.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter
from typing_extensions import override

from terminal.ui.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_ALIGN = {"left": _LEFT, "right": _RIGHT, "center": _CENTER}


def _no_color(_row: object) -> str | None:
    return None


class Column(Struct, Generic[Row], frozen=True, kw_only=True):
    """One column. `text(row)` is shown and copied, `color(row)` a theme token or None for `text`.

    `sort(row)` gives what is compared (never text of a number); `paint` draws instead of text and
    returns False to fall back; `tip` explains the column on its header; `hint(row)` a cell.
    `width` in pixels, 0 stretches. `hidden` columns can be switched on from the header's menu.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    width: int = 90
    align: str = "right"
    color: Callable[[Row], str | None] = _no_color
    sort: Callable[[Row], Any] | None = None
    paint: Callable[[QPainter, QRect, Row, Theme], bool] | None = None
    hint: Callable[[Row], str] | None = None
    tip: str = ""
    hidden: bool = False
    bold: bool = False

    @property
    def numeric(self) -> bool:
        return self.align == "right"

    @property
    def alignment(self) -> int:
        return _ALIGN[self.align]


class ColumnModel(QAbstractTableModel, Generic[Row]):
    """Rows of one type under `columns`. `key(row)` names a row across updates."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.frozen = False
        self._key = key
        self._rows: list[Row] = []
        self._rank: dict[Hashable, int] = {}
        self._sort_column: int | None = None
        self._descending = False

    # what delegates and panels ask

    @property
    def rows(self) -> Sequence[Row]:
        """Rows in the order of the screen."""
        return self._rows

    def row_at(self, number: int) -> Row:
        return self._rows[number]

    def key_at(self, number: int) -> Hashable:
        return self._key(self._rows[number])

    def find(self, key: Hashable) -> int | None:
        """Return the screen row of a key."""
        return next((n for n, row in enumerate(self._rows) if self._key(row) == key), None)

    def column_number(self, key: str) -> int:
        return next(n for n, column in enumerate(self.columns) if column.key == key)

    def flash(self, row: Row, column_key: str) -> tuple[str, int] | None:  # noqa: ARG002
        """Return (token, eighths) to lay under a cell that just changed; override."""
        return None

    def row_tint(self, row: Row) -> str | None:  # noqa: ARG002
        """Return a token to lay under a whole row; override."""
        return None

    # what panels tell

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show exactly these rows: gone ones leave, changed ones repaint, new ones come in place."""
        fresh = list(rows)
        keys = [self._key(row) for row in fresh]
        by_key = dict(zip(keys, fresh, strict=True))
        self._rank = {key: rank for rank, key in enumerate(by_key)}
        self._drop_missing(by_key)
        self._replace_changed(by_key)
        self._insert_new(by_key)
        self.resort()

    def touch(self, first: int, last: int) -> None:
        """Say that the cells of these screen rows changed: one signal, the delegate does the rest."""
        if 0 <= first <= last < len(self._rows):
            self.dataChanged.emit(
                self.index(first, 0),
                self.index(last, len(self.columns) - 1),
                [Qt.ItemDataRole.DisplayRole],
            )

    def sort_by(self, column: int | None, *, descending: bool = False) -> None:
        """Sort by a column now, or go back to the rows' own order."""
        self._sort_column, self._descending = column, descending
        self._permute(self._wanted_order())

    @property
    def sorting(self) -> tuple[int | None, bool]:
        return self._sort_column, self._descending

    def resort(self) -> None:
        """Bring rows into the wanted order unless the table is frozen (hovered, menu open)."""
        if not self.frozen:
            self._permute(self._wanted_order())

    # Qt's questions

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role == Qt.ItemDataRole.ToolTipRole and column.hint is not None:
            return column.hint(row) or None
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        return None

    def _drop_missing(self, by_key: dict[Hashable, Row]) -> None:
        number = len(self._rows) - 1
        while number >= 0:
            if self._key(self._rows[number]) in by_key:
                number -= 1
                continue
            last = number
            while number > 0 and self._key(self._rows[number - 1]) not in by_key:
                number -= 1
            self.beginRemoveRows(_NO_PARENT, number, last)
            del self._rows[number : last + 1]
            self.endRemoveRows()
            number -= 1

    def _replace_changed(self, by_key: dict[Hashable, Row]) -> None:
        first = last = -1
        for number, old in enumerate(self._rows):
            new = by_key[self._key(old)]
            if new is not old and new != old:
                self._rows[number] = new
                first, last = (number if first < 0 else first), number
        if first >= 0:
            self.touch(first, last)

    def _insert_new(self, by_key: dict[Hashable, Row]) -> None:
        present = {self._key(row) for row in self._rows}
        new = [row for key, row in by_key.items() if key not in present]
        if not new:
            return
        at_top = self._rank[self._key(new[0])] == 0 and bool(self._rows)
        # Under the mouse new rows come last: nothing may move between aiming and clicking.
        at = 0 if at_top and self._sort_column is None and not self.frozen else len(self._rows)
        self.beginInsertRows(_NO_PARENT, at, at + len(new) - 1)
        self._rows[at:at] = new
        self.endInsertRows()

    def _wanted_order(self) -> list[int]:
        rows = self._rows
        order = sorted(range(len(rows)), key=lambda n: self._rank.get(self._key(rows[n]), n))
        if self._sort_column is not None:
            column = self.columns[self._sort_column]
            value = column.sort or column.text
            order.sort(key=lambda n: _comparable(value(rows[n])), reverse=self._descending)
        return order

    def _permute(self, order: list[int]) -> None:
        if order == list(range(len(order))):
            return
        self.layoutAboutToBeChanged.emit()
        place = {old: new for new, old in enumerate(order)}
        before = self.persistentIndexList()
        self._rows = [self._rows[n] for n in order]
        after = [self.index(place[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _comparable(value: Any) -> tuple[int, Any]:
    # None and NaN sort below everything instead of poisoning the comparison.
    if value is None or value != value:  # noqa: PLR0124
        return (0, 0)
    return (1, value)
