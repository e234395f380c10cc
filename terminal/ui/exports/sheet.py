"""A table as plain values, ready for a file: what the columns show, with numbers as numbers.

Built on the GUI thread from what is on screen; written elsewhere (`files.py`).
"""

import math
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import Struct

from terminal.ui.columns import Column
from terminal.ui.format import IST, MINUS, NONE
from terminal.ui.table import LiveTable

Value = str | int | float | Decimal | datetime | None
_FIRST_NS = 10**17  # 1973: a whole number above it is a moment in nanoseconds, no quantity


class Sheet(Struct, frozen=True, kw_only=True):
    """One table. `rows` are parallel to `columns`; times are exchange time and aware."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheet_of(table: LiveTable, title: str) -> Sheet:
    """Return the shown columns of all rows, in the order of the screen."""
    model = table.columns_model
    head = table.horizontalHeader()
    order = [head.logicalIndex(place) for place in range(head.count())]
    columns = [model.columns[n] for n in order if not table.isColumnHidden(n)]
    columns = [column for column in columns if column.title]
    return Sheet(
        title=title,
        columns=tuple(column.title for column in columns),
        rows=tuple(tuple(value_of(column, row) for column in columns) for row in model.rows),
    )


def value_of(column: Column[Any], row: Any) -> Value:
    """Return what a cell says: a number where the column is one, a moment, or its text."""
    text = column.text(row)
    if text in {"", NONE}:
        return None
    raw = column.sort(row) if column.sort is not None else None
    if isinstance(raw, int) and not isinstance(raw, bool) and raw > _FIRST_NS:
        return datetime.fromtimestamp(raw / 1e9, UTC).astimezone(IST)
    if not column.numeric:
        return text
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raw = _number(text)
    return text if raw is None or not math.isfinite(raw) else raw


def _number(text: str) -> Decimal | None:
    plain = text.replace(MINUS, "-").replace(",", "").replace("₹", "").rstrip("%").strip()
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
