"""How a watchlist row is painted: straight from the board, with pens and fonts prepared beforehand."""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView
from typing_extensions import override

from terminal.market.board import EMPTY, STALE
from terminal.ui import format as fmt
from terminal.ui.columns import Index
from terminal.ui.delegates import CellDelegate
from terminal.ui.models.quotes import QuoteRow, QuotesModel, day_range
from terminal.ui.theme import Theme

ROW_PX = 28
PAD = 6
_SELECTED = QStyle.StateFlag.State_Selected
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TREND = {"change", "percent"}


class QuoteDelegate(CellDelegate):
    """Paints cells of a `QuotesModel`. An expanded row is painted in its top line only."""

    def __init__(self, view: QTableView, theme: Theme) -> None:
        self._keys: tuple[str, ...] = ()
        super().__init__(view, theme)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.model()
        assert isinstance(model, QuotesModel)
        if not self._keys:
            self._keys = tuple(column.key for column in model.columns)
        number, key = index.row(), self._keys[index.column()]
        row = model.row_at(number)
        rect = QRect(option.rect)
        theme = self.theme
        if option.state & _SELECTED:
            painter.fillRect(rect, theme.brush("selection"))
        elif number == self.hovered:
            painter.fillRect(rect, theme.brush("hover"))
        rect.setHeight(min(rect.height(), ROW_PX))
        state = model.hub.board.state.item(row.slot)
        if key == "symbol":
            self._paint_symbol(painter, rect, row, grey=row.instrument is None)
            return
        if key == "range":
            self._paint_range(painter, rect, model, row, grey=state != 1)
            return
        if row.flash_step and key == "last":
            tint = theme.brush("up_tint" if row.rising else "down_tint", row.flash_step)
            painter.fillRect(rect.adjusted(1, 1, -1, -1), tint)
        painter.setFont(self._bold if key == "last" else self._font)
        painter.setPen(theme.pen(self._token(model, row, key, state)))
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        painter.drawText(inner, _RIGHT, self._text(model, row, key))

    @staticmethod
    def _token(model: QuotesModel, row: QuoteRow, key: str, state: int) -> str:
        if state == EMPTY:
            return "faint"
        if state == STALE:
            return "stale"
        if key in _TREND:
            return fmt.trend(model.change(row)) or "muted"
        if key in {"bid", "ask"}:
            return "buy" if key == "bid" else "sell"
        return "text" if key == "last" else "muted"

    @staticmethod
    def _text(model: QuotesModel, row: QuoteRow, key: str) -> str:
        # The four columns that every tick repaints, without the generic column's indirections.
        board, slot = model.hub.board, row.slot
        if key == "last":
            return fmt.price(board.last.item(slot), row.decimals)
        if key == "change":
            return fmt.signed(model.change(row), row.decimals)
        if key == "percent":
            return fmt.percent(model.percent(row))
        return next(column for column in model.columns if column.key == key).text(row)

    def _paint_symbol(self, painter: QPainter, rect: QRect, row: QuoteRow, *, grey: bool) -> None:
        """Paint name, then expiry, then the exchange's badge: the last ones only where they fit."""
        theme, names = self.theme, row.names
        left, right = rect.left() + PAD + 3, rect.right() - 2
        painter.setFont(self._bold)
        painter.setPen(theme.pen("faint" if grey else "text"))
        name = names.main
        wide = self._bold_metrics.horizontalAdvance(name)
        if wide > right - left:
            name = self._bold_metrics.elidedText(name, Qt.TextElideMode.ElideRight, right - left)
            wide = right - left
        painter.drawText(QRect(left, rect.top(), wide + 2, rect.height()), _LEFT, name)
        left += wide + 6
        painter.setFont(self._small)
        painter.setPen(theme.pen("muted"))
        for text in (names.detail, names.badge):
            if not text:
                continue
            wide = self._small_metrics.horizontalAdvance(text)
            if left + wide > right:
                return
            painter.drawText(QRect(left, rect.top() + 1, wide + 2, rect.height()), _LEFT, text)
            left += wide + 6
            painter.setPen(theme.pen("faint"))

    def _paint_range(
        self, painter: QPainter, rect: QRect, model: QuotesModel, row: QuoteRow, *, grey: bool
    ) -> None:
        """Paint low to high as a bar: filled up to the last price, a notch at the open."""
        theme = self.theme
        _, _, last, open_ = day_range(model, row)
        bar = QRectF(rect.left() + PAD, rect.center().y() - 1, rect.width() - 2 * PAD, 3)
        painter.fillRect(bar, theme.brush("line"))
        if not math.isfinite(last):
            return
        place = bar.left() + bar.width() * min(1.0, max(0.0, last))
        token = "stale" if grey else fmt.trend(last - open_) or "muted"
        start = bar.left() + bar.width() * min(1.0, max(0.0, open_))
        painter.fillRect(
            QRectF(min(start, place), bar.top(), abs(place - start), bar.height()),
            theme.brush(token),
        )
        painter.fillRect(QRectF(place - 1, bar.top() - 4, 2, 11), theme.brush("text"))
        painter.setPen(theme.pen("muted"))
        painter.drawLine(QPointF(start, bar.top() - 2), QPointF(start, bar.bottom() + 1))

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self._small = self.theme.font(-3)
        self._small_metrics = QFontMetrics(self._small)
        self._bold_metrics = QFontMetrics(self._bold)
