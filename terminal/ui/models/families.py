"""Rows that belong together: a parent with its children, open ones above closed ones.

A sort by column moves families, never a child away from its parent, and keeps the sections apart.
"""

from typing import Generic, TypeVar

from typing_extensions import override

from terminal.ui.columns import ColumnModel

Row = TypeVar("Row")


class FamilyModel(ColumnModel[Row], Generic[Row]):
    """A `ColumnModel` whose sorting respects sections and families."""

    def section(self, row: Row) -> int:
        """Return which section a row is in; lower ones stand above."""
        raise NotImplementedError

    def family(self, row: Row) -> str:
        """Return what a row has in common with its parent and siblings."""
        raise NotImplementedError

    def is_child(self, row: Row) -> bool:
        raise NotImplementedError

    @override
    def _wanted_order(self) -> list[int]:
        order = super()._wanted_order()
        if self._sort_column is None:
            return order
        rows = self._rows
        place = {number: at for at, number in enumerate(order)}
        heads: dict[str, int] = {}
        sections: dict[str, int] = {}
        for number in order:
            row = rows[number]
            family = self.family(row)
            if not self.is_child(row):
                heads[family] = place[number]
            sections[family] = min(sections.get(family, 99), self.section(row))
        for number in order:
            heads.setdefault(self.family(rows[number]), place[number])
        return sorted(
            order,
            key=lambda n: (
                sections[self.family(rows[n])],
                heads[self.family(rows[n])],
                self.is_child(rows[n]),
                place[n],
            ),
        )
