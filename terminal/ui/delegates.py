"""Painters of live cells. They read the model's columns directly and skip `data()`.

Pens, brushes and fonts come prepared from the theme: no QColor is built in `paint`.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from terminal.ui.theme import Theme

ROW_HEIGHT = 24
PADDING = 8
_SELECTED = QStyle.StateFlag.State_Selected.value


class CellDelegate(QStyledItemDelegate):
    """Paint a `ColumnModel` cell: ground (selection, hover, flash), then the column's text or picture.

    `hovered` is the row under the mouse, set by the table; -1 none.
    """

    def __init__(self, view: QTableView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self.theme = theme
        self.hovered = -1
        self._restyle()
        theme.changed.connect(self._restyle)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model: Any = self._view.model()
        row_number, number = index.row(), index.column()
        column = model.columns[number]
        row = model.row_at(row_number)
        rect: QRect = option.rect
        theme = self.theme
        if option.state.value & _SELECTED:
            painter.fillRect(rect, theme.brush("selection"))
        elif row_number == self.hovered:
            painter.fillRect(rect, theme.brush("hover"))
        elif (tint := model.row_tint(row)) is not None:
            painter.fillRect(rect, theme.brush(tint))
        flash = model.flash(row, column.key)
        if flash is not None:
            painter.fillRect(rect, theme.brush(flash[0], flash[1]))
        if column.paint is not None and column.paint(painter, rect, row, theme):
            return
        text = column.shown(row)
        if text:
            painter.setFont(self._bold if column.bold else self._font)
            painter.setPen(theme.pen(column.color(row) or "text"))
            inner = rect.adjusted(PADDING, 0, -PADDING, 0)
            # Measuring costs as much as painting: only what may not fit is measured. The point and the
            # commas of a number are narrower than its digits and make up for a sign or a unit.
            least = self._digit if column.numeric else self._widest
            room = inner.width()
            metrics = self._metrics if column.bold else self._plain
            if len(text) * least > room and metrics.horizontalAdvance(text) > room:
                # A number that is cut must look cut: 1,800 must never read as 800.
                side = Qt.TextElideMode.ElideLeft if column.numeric else Qt.TextElideMode.ElideRight
                text = metrics.elidedText(text, side, room)
            painter.drawText(inner, column.alignment, text)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        model: Any = self._view.model()
        text = model.columns[index.column()].shown(model.row_at(index.row()))
        return QSize(self._metrics.horizontalAdvance(text) + 2 * PADDING, ROW_HEIGHT)

    def _restyle(self) -> None:
        self._font = self.theme.font()
        self._bold = self.theme.font(bold=True)
        self._metrics, self._plain = QFontMetrics(self._bold), QFontMetrics(self._font)
        self._digit = self._metrics.horizontalAdvance("0")
        self._widest = self._metrics.horizontalAdvance("W")
        self._view.viewport().update()
