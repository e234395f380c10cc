"""Columns as data, and a model over rows we own in the order of the screen.

The model moves as little as it can: selection and scroll survive an update. Sorting is its own
permutation and waits while `frozen`. Nothing in here is a widget; `table.py` shows it.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise
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

from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
MANY_RUNS = 16
"""Rows that leave in more pieces than this are brought together first: each piece is a signal."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_HINTS = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}
AS_THEY_ARE = {
    "symbol",
    "name",
    "fund",
    "account",
    "tag",
    "order_id",
    "trade_id",
    "folio",
    "series",
}
"""Columns of names and ids, which are the same in every language."""
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

    def shown(self, row: Row) -> str:
        """Return what the screen says: the text in the reader's language; `text` stays English."""
        text = self.text(row)
        return text if self.align == "right" or self.key in AS_THEY_ARE else told(text)

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
        self._keys: list[Hashable] = []  # parallel to the rows
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
        return self._keys[number]

    def find(self, key: Hashable) -> int | None:
        """Return the screen row of a key."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None

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
        by_key = {self._key(row): row for row in rows}
        self._rank = {key: rank for rank, key in enumerate(by_key)}
        self._drop_missing(by_key)
        self._replace_changed(by_key)
        self._insert_new(by_key)
        self.resort()

    def reset_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows, sorted, in one step; selection and scroll start anew."""
        by_key = {self._key(row): row for row in rows}
        self.beginResetModel()
        self._rank = {key: rank for rank, key in enumerate(by_key)}
        self._rows, self._keys = list(by_key.values()), list(by_key)
        if self._sort_column is not None:
            order = self._wanted_order()
            self._rows = [self._rows[n] for n in order]
            self._keys = [self._keys[n] for n in order]
        self.endResetModel()

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
            return column.shown(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role in _HINTS and column.hint is not None:
            return told(column.hint(row)) or None
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
            return tr(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(column.tip) or None
        return None

    def _drop_missing(self, by_key: dict[Hashable, Row]) -> None:
        gone = [n for n, key in enumerate(self._keys) if key not in by_key]
        if not gone:
            return
        runs = 1 + sum(after != before + 1 for before, after in pairwise(gone))
        if runs > MANY_RUNS:
            # A filter takes every other row: brought together first, they leave in one step.
            leaving = set(gone)
            self._permute([n for n in range(len(self._rows)) if n not in leaving] + gone)
            gone = list(range(len(self._rows) - len(gone), len(self._rows)))
        while gone:
            last = first = gone.pop()
            while gone and gone[-1] == first - 1:
                first = gone.pop()
            self.beginRemoveRows(_NO_PARENT, first, last)
            del self._rows[first : last + 1], self._keys[first : last + 1]
            self.endRemoveRows()

    def _replace_changed(self, by_key: dict[Hashable, Row]) -> None:
        first = last = -1
        for number, (key, old) in enumerate(zip(self._keys, self._rows, strict=True)):
            new = by_key[key]
            if new is not old and new != old:
                self._rows[number] = new
                first, last = (number if first < 0 else first), number
        if first >= 0:
            self.touch(first, last)

    def _insert_new(self, by_key: dict[Hashable, Row]) -> None:
        present = set(self._keys)
        new = [key for key in by_key if key not in present]
        if not new:
            return
        at_top = self._rank[new[0]] == 0 and bool(self._rows)
        # Under the mouse new rows come last: nothing may move between aiming and clicking.
        at = 0 if at_top and self._sort_column is None and not self.frozen else len(self._rows)
        self.beginInsertRows(_NO_PARENT, at, at + len(new) - 1)
        self._rows[at:at] = [by_key[key] for key in new]
        self._keys[at:at] = new
        self.endInsertRows()

    def _wanted_order(self) -> list[int]:
        rank, rows = self._rank, self._rows
        places = [rank.get(key, n) for n, key in enumerate(self._keys)]
        order = sorted(range(len(rows)), key=places.__getitem__)
        if self._sort_column is not None:
            column = self.columns[self._sort_column]
            value = column.sort or column.text
            weights = [_comparable(value(row)) for row in rows]
            order.sort(key=weights.__getitem__, reverse=self._descending)
        return order

    def _permute(self, order: list[int]) -> None:
        if order == list(range(len(order))):
            return
        self.layoutAboutToBeChanged.emit()
        place = {old: new for new, old in enumerate(order)}
        before = self.persistentIndexList()
        self._rows = [self._rows[n] for n in order]
        self._keys = [self._keys[n] for n in order]
        after = [self.index(place[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _comparable(value: Any) -> tuple[int, Any]:
    # None and NaN sort below everything instead of poisoning the comparison.
    if value is None or value != value:  # noqa: PLR0124
        return (0, 0)
    return (1, value)
