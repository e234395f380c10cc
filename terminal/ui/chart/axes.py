"""The two scales: prices on the right, times below. Painted items that hold what they show.

The chart's view computes ticks and tags once per change; `paint` only draws them.
"""

import math
from collections.abc import Sequence

import pyqtgraph as pg
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from terminal.ui import format as fmt
from terminal.ui.theme import Theme

TIME_AXIS_PX = 24
_PAD = 8
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Tag(Struct, frozen=True):
    """A filled label at a price: `fill` and `ink` are theme tokens, `below` a second smaller line."""

    price: float
    fill: str
    ink: str = "on_fill"
    below: str = ""


class PriceAxis(pg.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph is untyped
    """Prices from top to bottom. Its geometry is as tall as the plot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ticks: list[float] = []
        self._tags: list[Tag] = []
        self._hover: float | None = None
        self._low, self._high, self._decimals = 0.0, 1.0, 2

    def wanted_width(self, price: float, decimals: int) -> int:
        """Return the width that holds prices of this size."""
        text = fmt.price(price, decimals)
        return QFontMetrics(self._theme.font(-1)).horizontalAdvance(text) + 2 * _PAD + 2

    def show_scale(self, low: float, high: float, ticks: Sequence[float], decimals: int) -> None:
        self._low, self._high, self._decimals = low, high, decimals
        self._ticks = list(ticks)
        self.update()

    def show_tags(self, tags: Sequence[Tag]) -> None:
        fresh = list(tags)
        if fresh != self._tags:
            self._tags = fresh
            self.update()

    def show_hover(self, price: float | None) -> None:
        if price != self._hover:
            self._hover = price
            self.update()

    def place(self, price: float) -> float:
        """Return the y of a price in the axis' own pixels."""
        span = self._high - self._low
        return self.size().height() * (self._high - price) / span if span else 0.0

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        theme, size = self._theme, self.size()
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.brush("panel"))
        painter.setPen(theme.pen("line"))
        painter.drawLine(QPointF(0, 0), QPointF(0, size.height()))
        painter.setFont(theme.font(-1))
        painter.setPen(theme.pen("muted"))
        for price in self._ticks:
            y = self.place(price)
            if 8 <= y <= size.height() - 8:
                rect = QRectF(_PAD, y - 9, size.width() - _PAD, 18)
                painter.drawText(rect, _LEFT, fmt.price(price, self._decimals))
        for tag in self._tags:
            self._paint_tag(painter, tag)
        if self._hover is not None:
            self._paint_tag(painter, Tag(self._hover, "strong_line", "text"))

    def _paint_tag(self, painter: QPainter, tag: Tag) -> None:
        theme, size = self._theme, self.size()
        y = self.place(tag.price)
        if not math.isfinite(y) or y < -20 or y > size.height() + 20:
            return
        height = 34.0 if tag.below else 19.0
        top = min(max(0.0, y - 9.5), size.height() - height)
        rect = QRectF(1, top, size.width() - 1, height)
        painter.fillRect(rect, theme.brush(tag.fill))
        painter.setPen(theme.pen(tag.ink))
        painter.setFont(theme.font(-1, bold=True))
        line = QRectF(_PAD, top, size.width() - _PAD, 19)
        painter.drawText(line, _LEFT, fmt.price(tag.price, self._decimals))
        if tag.below:
            painter.setFont(theme.font(-2))
            painter.drawText(line.translated(0, 15), _LEFT, tag.below)


class TimeAxis(pg.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph is untyped
    """Labels under bars. Its geometry is as wide as the plot; labels come as (x, text, strong)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._labels: list[tuple[float, str, bool]] = []
        self._hover: tuple[float, str] | None = None

    def show_labels(self, labels: list[tuple[float, str, bool]]) -> None:
        self._labels = labels
        self.update()

    def show_hover(self, hover: tuple[float, str] | None) -> None:
        if hover != self._hover:
            self._hover = hover
            self.update()

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        theme, size = self._theme, self.size()
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.brush("panel"))
        painter.setPen(theme.pen("line"))
        painter.drawLine(QPointF(0, 0), QPointF(size.width(), 0))
        plain, bold = theme.font(-1), theme.font(-1, bold=True)
        for x, text, strong in self._labels:
            if not 18 <= x <= size.width() - 18:
                continue
            painter.setFont(bold if strong else plain)
            painter.setPen(theme.pen("text" if strong else "muted"))
            painter.drawText(QRectF(x - 50, 1, 100, size.height() - 1), _CENTER, text)
        if self._hover is not None:
            x, text = self._hover
            painter.setFont(bold)
            wide = QFontMetrics(bold).horizontalAdvance(text) + 2 * _PAD
            left = min(max(0.0, x - wide / 2), size.width() - wide)
            rect = QRectF(left, 1, wide, size.height() - 2)
            painter.fillRect(rect, theme.brush("strong_line"))
            painter.setPen(theme.pen("text"))
            painter.drawText(rect, _CENTER, text)
