"""The watchlist's table: hover buttons, a book that opens inside a row, rows moved by dragging."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QToolTip, QWidget
from typing_extensions import override

from terminal.domain.ids import InstrumentId
from terminal.ui.columns import Index
from terminal.ui.i18n import tr
from terminal.ui.models.quotes import QuotesModel
from terminal.ui.panels.watchlist_paint import PAD, ROW_PX, QuoteDelegate, RowsPainter
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme

_ACTIONS = (
    ("buy", "B", "Buy (B)"),
    ("sell", "S", "Sell (S)"),
    ("depth", "", "Depth in the row (D)"),
    ("chart", "", "Chart (C)"),
)
_LEAST = {"change": 48, "percent": 52, "last": 58, "bid": 58, "ask": 58}
SYMBOL_PX = 128
"""A symbol column narrower than this makes room by folding the change in points."""
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


class RowActions(QWidget):
    """The four buttons that stand over the hovered row: B S depth chart."""

    pressed = QtSignal(str)
    CELL = 22

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hovered = -1
        self.setObjectName("watchlistRowActions")
        self.setAccessibleName(tr("Buy, sell, depth, chart"))
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.CELL * len(_ACTIONS) + 2, ROW_PX - 4)
        theme.changed.connect(self.update)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), theme.brush("hover"))
        for number, (name, letter, _) in enumerate(_ACTIONS):
            cell = QRectF(2 + number * self.CELL, 0, self.CELL - 2, self.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.pen("text" if number == self._hovered else "strong_line"))
            filled = f"{name}_fill" if letter else "raised"
            painter.setBrush(theme.brush(filled))
            if letter and number != self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            if letter:
                painter.setPen(theme.pen("on_fill"))
                painter.setFont(theme.font(-1, bold=True))
                painter.drawText(cell, _CENTER, letter)
            else:
                self._paint_glyph(painter, cell, name)

    def _paint_glyph(self, painter: QPainter, cell: QRectF, name: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        brush = self._theme.brush("text")
        x, y = round(cell.center().x()), round(cell.center().y())
        if name == "depth":
            for row, (left, right) in enumerate(((6, 2), (4, 5), (2, 3))):
                top = y - 5 + row * 4
                painter.fillRect(QRect(x - 1 - left, top, left, 2), self._theme.brush("buy"))
                painter.fillRect(QRect(x + 1, top, right, 2), self._theme.brush("sell"))
            return
        for left, top, tall, wick in ((-5, -2, 6, 10), (2, -4, 6, 10)):
            painter.fillRect(QRect(x + left, y + top, 4, tall), brush)
            painter.fillRect(QRect(x + left + 1, y + top - 2, 1, wick), brush)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = int((event.position().x() - 2) // self.CELL)
        if number != self._hovered:
            self._hovered = number
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # not the row's: no drag starts on a button

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = int((event.position().x() - 2) // self.CELL)
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton and 0 <= number < len(_ACTIONS):
            self.pressed.emit(_ACTIONS[number][0])

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = min(len(_ACTIONS) - 1, max(0, (event.pos().x() - 2) // self.CELL))
            QToolTip.showText(event.globalPos(), _ACTIONS[number][2], self)
            return True
        return super().event(event)


class QuotesTable(LiveTable):
    """A `LiveTable` of `QuotesModel` rows. `action(name, InstrumentId)` for buttons of a row."""

    action = QtSignal(str, object)
    scrolled = QtSignal()

    def __init__(self, *, theme: Theme) -> None:
        super().__init__("watchlistTable", "Watchlist", theme=theme)
        delegate = QuoteDelegate(self, theme)
        self.use_delegate(delegate)
        self._painter = RowsPainter(delegate)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setMinimumSize(QSize(200, 80))
        self._actions = RowActions(self.viewport(), theme)
        self._actions.pressed.connect(self._on_button)
        self._fitting = False
        self._own_widths: set[str] = set()
        self._fitted: dict[str, int] = {}
        self._own_columns = False
        self._inline: QWidget | None = None
        self._expanded: InstrumentId | None = None
        self.row_hovered.connect(self._on_hover)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    def use_quotes(self, model: QuotesModel) -> None:
        """Show a model. Fixed columns keep their width, the symbol takes what is left."""
        self.use_model(model)
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(self._on_resized)
        for signal in (model.layoutChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._on_structure)

    @property
    def quotes(self) -> QuotesModel:
        model = self.model()
        assert isinstance(model, QuotesModel)
        return model

    @property
    def expanded(self) -> InstrumentId | None:
        """The row that shows its book."""
        return self._expanded

    def expand(self, instrument: InstrumentId | None, inline: QWidget | None) -> None:
        """Open `inline` under a row, or close what is open (None)."""
        self._collapse()
        number = None if instrument is None else self.quotes.find(instrument)
        if number is None or inline is None:
            return
        self._expanded, self._inline = instrument, inline
        inline.setParent(self.viewport())
        self.verticalHeader().resizeSection(number, ROW_PX + inline.height() + 6)
        self._place_inline()
        inline.show()
        self.scrollTo(self.quotes.index(number, 0))

    def visible_rows(self) -> tuple[int, int]:
        """Return the first and last row on screen; (0, -1) if there are none."""
        count = self.quotes.rowCount()
        if count == 0:
            return 0, -1
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return max(0, first), count - 1 if last < 0 else last

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {Qt.Key.Key_Up, Qt.Key.Key_Down}
        moves = event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in arrows
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if moves or (shifted and event.text().isalpha()):
            event.ignore()  # the panel's, not cursor keys or type-ahead search
        else:
            super().keyPressEvent(event)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        self._actions.hide()  # rows move away from under them
        self.delegate.hovered = -1
        super().startDrag(supportedActions)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed rows in one go; Qt's own way only while rows are dragged."""
        if self.state() == QAbstractItemView.State.DraggingState:
            super().paintEvent(event)
            return
        region, head = event.region(), self.horizontalHeader()
        exposed = event.rect()
        first, last = self.rowAt(exposed.top()), self.rowAt(exposed.bottom())
        model = self.quotes
        if first < 0:
            return
        last = model.rowCount() - 1 if last < 0 else last
        width = self.viewport().width()
        rows = []
        for number in range(first, last + 1):
            top, height = self.rowViewportPosition(number), self.rowHeight(number)
            if region.intersects(QRect(0, top, width, height)):
                rows.append((number, top, height))
        columns = [
            (column.key, head.sectionViewportPosition(n), head.sectionSize(n))
            for n, column in enumerate(model.columns)
            if not head.isSectionHidden(n)
        ]
        selected = {index.row() for index in self.selectionModel().selectedRows()}
        painter = QPainter(self.viewport())
        self._painter.paint(painter, model, rows, columns, selected)

    @override
    def dataChanged(
        self,
        topLeft: Index,
        bottomRight: Index,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint only rows that ticked, not the whole band between the first and the last."""
        viewport, width = self.viewport(), self.viewport().width()
        numbers = self.quotes.ticked or range(topLeft.row(), bottomRight.row() + 1)
        for number in numbers:
            viewport.update(0, self.rowViewportPosition(number), width, self.rowHeight(number))

    def fit_columns(self, *, shrink: bool = False) -> None:
        """Give change, percent and price the width their widest text needs; the symbol the rest.

        They only grow while a list is shown, so nothing jumps with a tick; `shrink` starts afresh for
        another list. Where the symbol would get too narrow, the change in points is folded away: the
        percent says the same. Columns that the user has switched or sized are left alone.
        """
        model = self.quotes
        if model.rowCount() == 0:
            return
        plain, bold = QFontMetrics(self.theme.font()), QFontMetrics(self.theme.font(bold=True))
        first, last = self.visible_rows()
        rows = model.rows if shrink else model.rows[first : last + 1]
        self._fitting = True
        taken = 0
        for number, column in enumerate(model.columns):
            width = self.columnWidth(number)
            if column.key in _LEAST and column.key not in self._own_widths:
                # Digits are all equally wide: the longest text is the widest.
                longest = max((column.shown(row) for row in rows), key=len, default="")
                metrics = bold if column.key == "last" else plain
                width = max(metrics.horizontalAdvance(longest) + 2 * PAD, _LEAST[column.key])
                if not shrink:
                    width = max(width, self._fitted.get(column.key, 0))
                self._fitted[column.key] = width
                if self.columnWidth(number) != width and not self.isColumnHidden(number):
                    self.setColumnWidth(number, width)
            counts = column.key == "change" or not self.isColumnHidden(number)
            taken += width if number and counts else 0
        longest = max((row.names.main for row in model.rows), key=len)
        names = min(bold.horizontalAdvance(longest) + PAD + 8, SYMBOL_PX)
        if not self._own_columns:
            change = model.column_number("change")
            self.setColumnHidden(change, self.viewport().width() - taken < names)
        self._fitting = False

    @override
    def save_state(self) -> dict[str, object]:
        state = super().save_state()
        state["own_columns"] = self._own_columns
        state["own_widths"] = sorted(self._own_widths)
        return state

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        own = state.get("own_widths")
        if isinstance(own, list):
            self._own_widths = {key for key in own if isinstance(key, str)}
        self._own_columns = state.get("own_columns") is True
        if not self._own_columns:
            # Which columns are folded is a matter of today's width, not of yesterday's.
            state = {key: value for key, value in state.items() if key != "hidden"}
        super().restore_state(state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        self._place_inline()
        self._actions.hide()
        self.scrolled.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scrolled.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._actions.hide()

    def _on_hover(self, number: int) -> None:
        self.viewport().update()  # rows are taller than the common ones
        if number < 0 or self.quotes.row_at(number).instrument is None:
            self._actions.hide()
            return
        top = self.rowViewportPosition(number)
        right = self._numbers_right()
        self._actions.move(right - self._actions.width(), top + 2)
        self._actions.show()
        self._actions.raise_()

    def _on_resized(self, number: int, _old: int, _new: int) -> None:
        pressed = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if pressed and not self._fitting and self.horizontalHeader().underMouse():
            self._own_widths.add(self.quotes.columns[number].key)

    @override
    def _column_toggled(self, action: QAction) -> None:
        self._own_columns = True
        super()._column_toggled(action)

    def _numbers_right(self) -> int:
        """Return where the buttons end: left of the last price, so that it stays readable."""
        last = self.quotes.column_number("last")
        if self.isColumnHidden(last):
            return self.viewport().width()
        left = self.columnViewportPosition(last)
        return left if left > self._actions.width() + 40 else self.viewport().width()

    def _on_button(self, name: str) -> None:
        number = self.delegate.hovered
        if 0 <= number < self.quotes.rowCount():
            self.action.emit(name, self.quotes.row_at(number).id)

    def _on_scroll(self, _value: int) -> None:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        inside = self.viewport().rect().contains(at)
        self._on_hover(self.rowAt(at.y()) if inside and self.delegate.hovered >= 0 else -1)
        self.scrolled.emit()

    def _on_structure(self, *_: object) -> None:
        # Heights belong to row numbers, the open book to an instrument: put it where its row went.
        head = self.verticalHeader()
        for number in range(head.count()):
            if head.sectionSize(number) != ROW_PX:
                head.resizeSection(number, ROW_PX)
        if self._expanded is not None and self._inline is not None:
            place = self.quotes.find(self._expanded)
            if place is None:
                self._collapse()
            else:
                head.resizeSection(place, ROW_PX + self._inline.height() + 6)
                self._place_inline()
        self._actions.hide()
        self.scrolled.emit()

    def _collapse(self) -> None:
        if self._inline is not None:
            self._inline.hide()
            self._inline.setParent(self)  # kept, unseen
            self._inline = None
        if self._expanded is not None:
            old = self.quotes.find(self._expanded)
            self._expanded = None
            if old is not None:
                self.verticalHeader().resizeSection(old, ROW_PX)

    def _place_inline(self) -> None:
        if self._inline is None or self._expanded is None:
            return
        number = self.quotes.find(self._expanded)
        if number is not None:
            top = self.rowViewportPosition(number) + ROW_PX
            self._inline.setGeometry(
                QRect(QPoint(0, top), QSize(self.viewport().width(), self._inline.height()))
            )
