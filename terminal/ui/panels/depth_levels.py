"""Five levels a side, painted: used by the depth panel and, smaller, inside a watchlist row.

A click on a price asks for a ticket with that price and the side that would trade there: a bid is
there to be sold to, an ask to be bought from.
"""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from terminal.domain.market import DEPTH_LEVELS
from terminal.domain.order import Side
from terminal.ui import format as fmt
from terminal.ui.i18n import tr
from terminal.ui.models.depth import DepthModel, ShownLevel
from terminal.ui.theme import Theme

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_FLIP = _RIGHT ^ _LEFT
_PAD = 7.0
_GAP = 1.0


class LevelsView(QWidget):
    """The book of one `DepthModel`. `price_clicked(price, side)`: the side that would trade there."""

    price_clicked = QtSignal(float, object)

    def __init__(self, model: DepthModel, *, theme: Theme, row_px: int = 22) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._row_px = row_px
        self._head_px = 20
        self._foot_px = 30
        self._hovered: tuple[Side, int] | None = None
        self.setObjectName("depthLevels")
        self.setAccessibleName(tr("Order book, five levels a side"))
        self.setMouseTracking(True)
        self.setFixedHeight(self._head_px + DEPTH_LEVELS * row_px + self._foot_px)
        self.setMinimumWidth(200)
        theme.changed.connect(self.update)
        self._measure()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        reading = self._model.reading
        self._measure()
        self._paint_head(painter)
        if reading is None:
            return
        grey = reading.stale or reading.empty
        for row in range(DEPTH_LEVELS):
            self._paint_level(painter, Side.BUY, row, reading.bids[row], grey=grey)
            self._paint_level(painter, Side.SELL, row, reading.asks[row], grey=grey)
        self._paint_foot(painter, grey=grey)

    def _middle(self) -> float:
        return math.floor(self.width() / 2)

    def _row_rect(self, side: Side, row: int) -> QRectF:
        top = self._head_px + row * self._row_px
        middle = self._middle()
        if side is Side.BUY:
            return QRectF(0, top, middle - _GAP, self._row_px)
        return QRectF(middle + _GAP, top, self.width() - middle - _GAP, self._row_px)

    def _measure(self) -> None:
        """Fit the three columns of a half to the width: prices first, the quantity gets the rest."""
        decimals, reading = self._model.decimals, self._model.reading
        largest = 1000.0 if reading is None else reading.last
        figures = QFontMetrics(self._theme.font(-1))
        small = QFontMetrics(self._theme.font(-3))
        half = self._middle() - _GAP - 2 * _PAD
        self._price_px = figures.horizontalAdvance(fmt.price(largest, decimals)) + 3.0
        self._order_head = tr("Orders")
        self._order_px = small.horizontalAdvance(self._order_head) + 1.0
        if half - self._price_px - self._order_px < 54:
            self._order_head = tr("Ord")
            wide = small.horizontalAdvance(self._order_head)
            self._order_px = max(wide, figures.horizontalAdvance("999"))
        self._figures = figures

    def _cells(self, rect: QRectF, side: Side) -> tuple[QRectF, QRectF, QRectF]:
        """Return the rectangles of orders, quantity and price; prices meet in the middle."""
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        orders, price = self._order_px, self._price_px
        quantity = inner.width() - orders - price - 6
        x, y, h = inner.left(), inner.top(), inner.height()
        if side is Side.BUY:
            return (
                QRectF(x, y, orders, h),
                QRectF(x + orders, y, quantity, h),
                QRectF(x + orders + quantity + 6, y, price, h),
            )
        return (
            QRectF(x + price + 6 + quantity, y, orders, h),
            QRectF(x + price + 6, y, quantity, h),
            QRectF(x, y, price, h),
        )

    def _paint_head(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(-3))
        painter.setPen(theme.pen("muted"))
        for side, words in ((Side.BUY, "Bid"), (Side.SELL, "Ask")):
            rect = self._row_rect(side, 0)
            rect.moveTop(0)
            rect.setHeight(self._head_px)
            orders, quantity, price = self._cells(rect, side)
            price_align, order_align = (_RIGHT, _LEFT) if side is Side.BUY else (_LEFT, _RIGHT)
            painter.drawText(orders, order_align, self._order_head)
            painter.drawText(quantity, order_align ^ _FLIP, tr("Qty"))
            painter.drawText(price, price_align, tr(words))
        painter.setPen(theme.pen("line"))
        painter.drawLine(
            QPointF(0, self._head_px - 0.5), QPointF(self.width(), self._head_px - 0.5)
        )

    def _paint_level(
        self, painter: QPainter, side: Side, row: int, level: ShownLevel, *, grey: bool
    ) -> None:
        theme = self._theme
        rect = self._row_rect(side, row)
        name = side.value
        if self._hovered == (side, row) and level.quantity:
            painter.fillRect(rect, theme.brush("hover"))
        if level.quantity:
            length = max(2.0, math.floor(level.share * rect.width()))
            bar = rect.adjusted(0, 1, 0, -1)
            if side is Side.BUY:
                bar.setLeft(bar.right() - length)
            else:
                bar.setWidth(length)
            painter.fillRect(bar, theme.brush("hover" if grey else f"{name}_tint"))
        orders, quantity, price = self._cells(rect, side)
        price_align, order_align = (_RIGHT, _LEFT) if side is Side.BUY else (_LEFT, _RIGHT)
        empty = not level.quantity
        painter.setFont(theme.font(-1))
        painter.setPen(theme.pen("stale" if grey else "faint" if empty else name))
        text = fmt.NONE if empty else fmt.price(level.price, self._model.decimals)
        painter.drawText(price, price_align, text)
        if empty:
            return
        painter.setPen(theme.pen("stale" if grey else "text"))
        units = fmt.quantity(level.quantity)
        if self._figures.horizontalAdvance(units) > quantity.width():
            units = fmt.compact(level.quantity)
        painter.drawText(quantity, order_align ^ _FLIP, units)
        painter.setPen(theme.pen("stale" if grey else "muted"))
        painter.drawText(orders, order_align, fmt.quantity(level.orders))

    def _paint_foot(self, painter: QPainter, *, grey: bool) -> None:
        reading, theme = self._model.reading, self._theme
        if reading is None:
            return
        top = self._head_px + DEPTH_LEVELS * self._row_px
        bar = QRectF(_PAD, top + 5, self.width() - 2 * _PAD, 4)
        painter.fillRect(bar, theme.brush("line"))
        if math.isfinite(reading.ratio):
            left = math.floor(bar.width() * reading.ratio)
            painter.fillRect(
                QRectF(bar.left(), bar.top(), left, bar.height()),
                theme.brush("stale" if grey else "buy_fill"),
            )
            painter.fillRect(
                QRectF(bar.left() + left, bar.top(), bar.width() - left, bar.height()),
                theme.brush("faint" if grey else "sell_fill"),
            )
        line = QRectF(_PAD, top + 10, self.width() - 2 * _PAD, self._foot_px - 10)
        painter.setFont(theme.font(-1))
        painter.setPen(theme.pen("stale" if grey else "buy"))
        painter.drawText(line, _LEFT, fmt.quantity(reading.buy_total))
        painter.setPen(theme.pen("stale" if grey else "sell"))
        painter.drawText(line, _RIGHT, fmt.quantity(reading.sell_total))
        painter.setPen(theme.pen("muted"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), self._ratio_text(reading.ratio))

    @staticmethod
    def _ratio_text(ratio: float) -> str:
        if not math.isfinite(ratio):
            return tr("no resting orders")
        buyers = round(ratio * 100)
        return tr("{buyers}% buyers · {sellers}% sellers", buyers=buyers, sellers=100 - buyers)

    def _level_at(self, at: QPointF) -> tuple[Side, int] | None:
        row = int((at.y() - self._head_px) // self._row_px)
        if not 0 <= row < DEPTH_LEVELS:
            return None
        return (Side.BUY if at.x() < self._middle() else Side.SELL), row

    def _level(self, place: tuple[Side, int] | None) -> ShownLevel | None:
        reading = self._model.reading
        if place is None or reading is None:
            return None
        level = (reading.bids if place[0] is Side.BUY else reading.asks)[place[1]]
        return level if level.quantity else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._level_at(event.position())
        if place != self._hovered:
            self._hovered = place
            clickable = self._level(place) is not None
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
            )
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._level_at(event.position())
        level = self._level(place)
        if event.button() == Qt.MouseButton.LeftButton and level is not None and place is not None:
            self.price_clicked.emit(level.price, place[0].opposite)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, at: QPointF) -> str:
        """Return what a click at `at` would do, or what the place shows."""
        place = self._level_at(at)
        level = self._level(place)
        if level is None or place is None:
            reading = self._model.reading
            if reading is None or place is not None:
                return ""
            return (
                f"All resting orders: {fmt.quantity(reading.buy_total)} to buy, "
                f"{fmt.quantity(reading.sell_total)} to sell"
            )
        verb = "Sell" if place[0] is Side.BUY else "Buy"
        resting = "bid" if place[0] is Side.BUY else "offered"
        orders = f"{level.orders} order{'' if level.orders == 1 else 's'}"
        return (
            f"{verb} at {fmt.price(level.price, self._model.decimals)}: opens the ticket\n"
            f"{fmt.quantity(level.quantity)} {resting} in {orders}"
        )
