"""Candles and volume, painted from arrays for the exposed range only.

One item holds the closed bars, a second one only the live bar: a tick repaints one narrow column and
nothing is kept between paints (no QPicture of everything). Pixels are whole numbers and not
antialiased, so bodies stay crisp at every zoom.
"""

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

Floats = NDArray[np.float64]
_NOTHING: Floats = np.empty(0)
VOLUME_SHARE = 0.18
"""The part of the plot's height that the tallest visible volume bar fills."""
_BODY_SHARE = 0.7
_LINES_BELOW_PX = 2.5
"""Narrower bars are drawn as plain high-low lines."""


class CandleColors:
    """Prepared brushes and pens; rebuilt on a theme change, never in `paint`."""

    def __init__(self, up: QColor, down: QColor, ground: QColor) -> None:
        self.bodies = (QBrush(up), QBrush(down))
        # Mixed with the ground beforehand: blending tall thin bars costs ten times a plain fill.
        self.volumes = (QBrush(_mixed(up, ground)), QBrush(_mixed(down, ground)))


def _mixed(color: QColor, ground: QColor, share: float = 0.3) -> QColor:
    def part(one: int, other: int) -> int:
        return round(one * share + other * (1 - share))

    return QColor(
        part(color.red(), ground.red()),
        part(color.green(), ground.green()),
        part(color.blue(), ground.blue()),
    )


class CandleItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """Bars of one instrument. x is the bar's number minus `origin`, y the price."""

    def __init__(self, colors: CandleColors) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._colors = colors
        self._open = self._high = self._low = self._close = self._volume = _NOTHING
        self._first_x = 0
        self._rect = QRectF()
        self._volume_top = 0.0
        self._floor = 0.0
        self._height = 1.0
        self._rects = [PrimitiveArray(QRectF, 4) for _ in range(6)]

    def set_colors(self, colors: CandleColors) -> None:
        self._colors = colors
        self.update()

    def set_bars(
        self, open_: Floats, high: Floats, low: Floats, close: Floats, volume: Floats, first_x: int
    ) -> None:
        """Show these bars; the first stands at x = `first_x`. The arrays are read, never copied."""
        self._open, self._high, self._low, self._close = open_, high, low, close
        self._volume, self._first_x = volume, first_x
        self.update()

    def set_view(self, rect: QRectF, volume_top: float) -> None:
        """Tell the visible range in (bar, price) and the volume that fills the volume strip."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = QRectF(rect)
        self._floor, self._height = rect.top(), rect.height()
        if volume_top != self._volume_top:
            self._volume_top = volume_top
            self.update()

    def set_column(self, x: float, rect: QRectF, volume_top: float) -> None:
        """Bound the item to one bar's column of the visible range: a tick then exposes only that."""
        column = QRectF(x - 1.0, rect.top(), 2.0, rect.height())
        if column != self._rect:
            self.prepareGeometryChange()
            self._rect = column
        self._floor, self._height, self._volume_top = rect.top(), rect.height(), volume_top
        self.update()

    @property
    def volume_top(self) -> float:
        """The volume that fills the strip."""
        return self._volume_top

    @override
    def boundingRect(self) -> QRectF:
        return self._rect

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        exposed = option.exposedRect
        count = len(self._close)
        first = max(0, math.floor(exposed.left() - self._first_x - 1))
        last = min(count, math.ceil(exposed.right() - self._first_x + 2))
        if last <= first:
            return
        transform = painter.worldTransform()
        sx, sy, dx, dy = transform.m11(), transform.m22(), transform.dx(), transform.dy()
        window = slice(first, last)
        middle = (np.arange(first, last) + self._first_x) * sx + dx
        open_, close = self._open[window], self._close[window]
        high, low = self._high[window] * sy + dy, self._low[window] * sy + dy
        rising = close >= open_
        ratio = painter.device().devicePixelRatio() or 1.0
        unit = 1.0 / ratio
        body_width = _odd(sx * _BODY_SHARE * ratio) * unit
        thin = sx < _LINES_BELOW_PX
        left = np.floor(middle * ratio) * unit
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_volume(painter, window, left, rising, body_width, unit, sy, dy)
        top_of_wick = np.floor(high * ratio) * unit
        wick = np.maximum(np.ceil(low * ratio) * unit - top_of_wick, unit)
        opens, closes = open_ * sy + dy, close * sy + dy
        top = np.round(np.minimum(opens, closes) * ratio) * unit
        body = np.maximum(np.round(np.maximum(opens, closes) * ratio) * unit - top, unit)
        for number, mask in ((0, rising), (1, ~rising)):
            painter.setBrush(self._colors.bodies[number])
            _draw(painter, self._rects[number], left[mask], top_of_wick[mask], unit, wick[mask])
            if not thin:
                start = left[mask] - (body_width - unit) / 2
                _draw(painter, self._rects[2 + number], start, top[mask], body_width, body[mask])
        painter.restore()

    def _paint_volume(
        self,
        painter: QPainter,
        window: slice,
        left: Floats,
        rising: NDArray[np.bool_],
        width: float,
        unit: float,
        sy: float,
        dy: float,
    ) -> None:
        if self._volume_top <= 0:
            return
        bottom = float(np.round(self._floor * sy + dy))
        strip = abs(self._height * sy) * VOLUME_SHARE
        height = np.round(self._volume[window] * (strip / self._volume_top))
        for number, mask in ((0, rising), (1, ~rising)):
            tall = height[mask]
            painter.setBrush(self._colors.volumes[number])
            start = left[mask] - (width - unit) / 2
            _draw(painter, self._rects[4 + number], start, bottom - tall, width, tall)


def _odd(width: float) -> int:
    """Return an odd pixel width: a wick can then stand in the middle."""
    whole = max(1, int(width))
    return whole if whole % 2 else whole - 1


def _draw(
    painter: QPainter,
    rects: PrimitiveArray,
    left: Floats,
    top: Floats,
    width: float,
    height: Floats,
) -> None:
    count = len(left)
    if count == 0:
        return
    rects.resize(count)
    array = rects.ndarray()
    array[:, 0], array[:, 1], array[:, 2], array[:, 3] = left, top, width, height
    painter.drawRects(*rects.drawargs())


class GridItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """Horizontal lines at round prices, vertical ones at labelled bars, firmer ones at new days."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self._prices: list[float] = []
        self._bars: list[tuple[float, bool]] = []
        self._soft = QPen()
        self._firm = QPen()

    def set_colors(self, line: QColor) -> None:
        soft = QColor(line)
        soft.setAlpha(110)
        self._soft, self._firm = QPen(soft, 1), QPen(line, 1)
        for pen in (self._soft, self._firm):
            pen.setCosmetic(True)
        self._firm.setDashPattern([2, 3])
        self.update()

    def set_lines(self, rect: QRectF, prices: list[float], bars: list[tuple[float, bool]]) -> None:
        """Show lines at `prices` and at (bar, new day) within the visible range `rect`."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = QRectF(rect)
        self._prices, self._bars = prices, bars
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._rect

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        transform = painter.worldTransform()
        area = transform.mapRect(self._rect)
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._soft)
        rows = [round(price * transform.m22() + transform.dy()) for price in self._prices]
        painter.drawLines([QLineF(QPointF(area.left(), y), QPointF(area.right(), y)) for y in rows])
        for bar, firm in self._bars:
            x = round(bar * transform.m11() + transform.dx())
            painter.setPen(self._firm if firm else self._soft)
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        painter.restore()
