"""Rows that belong together: a parent with its children, open ones above closed ones.

A sort by column moves families, never a child away from its parent, and keeps the sections apart. A
folded family shows its parent alone.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QPointF, QRect
from PySide6.QtGui import QPainter, QPolygonF
from typing_extensions import override

from terminal.ui.columns import Column, ColumnModel
from terminal.ui.delegates import PADDING
from terminal.ui.theme import Theme

Row = TypeVar("Row")
TWISTY = 14
"""Room for the mark that folds and unfolds, in pixels; children stand indented by it."""


class FamilyModel(ColumnModel[Row], Generic[Row]):
    """A `ColumnModel` whose sorting respects sections and families.

    `folded` holds the families whose children are hidden.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key=key, parent=parent)
        self.folded: set[str] = set()

    def section(self, row: Row) -> int:
        """Return which section a row is in; lower ones stand above."""
        raise NotImplementedError

    def family(self, row: Row) -> str:
        """Return what a row has in common with its parent and siblings."""
        raise NotImplementedError

    def is_child(self, row: Row) -> bool:
        raise NotImplementedError

    def count_children(self, row: Row) -> int:  # noqa: ARG002
        """Return how many rows fold away under this one; 0: it is no parent."""
        return 0

    def is_unfolded(self, row: Row) -> bool:
        return self.family(row) not in self.folded

    def fold(self, row: Row, *, fold: bool | None = None) -> bool:
        """Fold or unfold a row's family (None: the other way round); True where that changed it.

        The rows change when they are set the next time, through `unfolded`.
        """
        family = self.family(row)
        if not self.count_children(row) and not self.is_child(row):
            return False
        wanted = family not in self.folded if fold is None else fold
        if wanted == (family in self.folded):
            return False
        (self.folded.add if wanted else self.folded.discard)(family)
        return True

    def unfolded(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that are to be seen: without the children of folded families."""
        if not self.folded:
            return list(rows)
        return [r for r in rows if not (self.is_child(r) and self.family(r) in self.folded)]

    @override
    def _wanted_order(self) -> list[int]:
        order = super()._wanted_order()
        if self._sort_column is None:
            return order
        rows = self._rows
        families = [self.family(row) for row in rows]
        children = [self.is_child(row) for row in rows]
        heads: dict[str, int] = {}
        sections: dict[str, int] = {}
        for at, number in enumerate(order):
            family = families[number]
            if not children[number]:
                heads[family] = at
            section = self.section(rows[number])
            if section < sections.get(family, 99):
                sections[family] = section
        for at, number in enumerate(order):
            heads.setdefault(families[number], at)
        weights = [
            (sections[f], heads[f], child) for f, child in zip(families, children, strict=True)
        ]
        order.sort(key=weights.__getitem__)  # stable: within a family the order stays
        return order


def paint_twisty(painter: QPainter, rect: QRect, theme: Theme, *, is_open: bool) -> None:
    """Draw the mark of a parent: a triangle down where its children are shown, else to the right."""
    x, y = rect.left() + PADDING + 3.5, rect.center().y() + 0.5
    points = (
        [(-3.5, -2.0), (3.5, -2.0), (0.0, 2.5)] if is_open else [(-2, -3.5), (2.5, 0), (-2, 3.5)]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen("muted"))
    painter.setBrush(theme.brush("muted"))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
    painter.setBrush(theme.brush("panel"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_branch(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the line that ties a child to its parent."""
    painter.setPen(theme.pen("faint"))
    x, middle = rect.left() + PADDING + 3, rect.center().y()
    painter.drawLine(x, rect.top(), x, middle)
    painter.drawLine(x, middle, x + 6, middle)


def on_twisty(x: int, left: int) -> bool:
    """True where a click at `x` hits the mark of a cell that begins at `left`, in pixels."""
    return 0 <= x - left <= PADDING + TWISTY
