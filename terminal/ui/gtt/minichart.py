"""A small chart of recent closes with a trigger's lines on it, to see and to drag. Plain painting.

It draws what it is told and says which line was moved where; the editor's fields are the truth.
Prices are floats for drawing; a dragged price comes back as a legal Decimal.
"""

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from terminal.domain.instrument import PriceGrid
from terminal.ui import format as fmt
from terminal.ui.gtt.draft import FIELDS, GttDraft, leg_title
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

GUTTER = 112
_TOP, _BOTTOM, _LEFT = 8, 18, 6
_TAG = 17
_GRAB = 6
_PADDING = 0.08
_BOTH_ENDS = 150
"""Width in pixels from which both ends of the time are named."""
_NAN = float("nan")


class Line(Struct, frozen=True, kw_only=True):
    """One line that may be dragged. `key` is its field's name; `token` its colour's.

    `trigger`: drawn solid; a limit is dashed. `word` stands before the price on its tag.
    """

    key: str
    price: Decimal
    word: str
    token: str
    trigger: bool


class Span(Struct, frozen=True):
    """Closes to draw, oldest first, and words for their two ends."""

    closes: NDArray[np.float64]
    begin: str = ""
    end: str = ""


class Tag(Struct, frozen=True):
    """A tag as laid out: `y` is where the tag stands, `line_y` where its line does."""

    key: str
    text: str
    token: str
    y: float
    line_y: float
    filled: bool


class _Drag(Struct):
    key: str
    start: Decimal
    from_y: float
    line_y: float
    low: float
    high: float
    now: Decimal


class MiniChart(QWidget):
    """Closes, the last price, and the lines of the legs."""

    dragged = Signal(str, object)
    """(key, Decimal): a line is being moved; on Esc its old price once more."""
    dropped = Signal(str)
    """A drag has ended, wherever."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("gtt.chart")
        self.setAccessibleName(tr("Recent prices with the trigger's lines"))
        self._theme = theme
        self._span = Span(np.empty(0))
        self._lines: tuple[Line, ...] = ()
        self._last = _NAN
        self._stale = False
        self._words = ""
        self._grid = PriceGrid(Decimal("0.05"))
        self._drag: _Drag | None = None
        self._hovered = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    # what the editor tells

    def set_grid(self, grid: PriceGrid) -> None:
        self._grid = grid
        self.update()

    def show_span(self, span: Span) -> None:
        self._span = span
        self.update()

    def show_lines(self, lines: Sequence[Line]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.update()

    def show_last(self, last: float, *, stale: bool) -> None:
        """Move the last price; NaN where none is known."""
        if (last, stale) != (self._last, self._stale):
            self._last, self._stale = last, stale
            self.update()

    def say(self, words: str) -> None:
        """Show words in place of missing closes; '' takes them away."""
        if words != self._words:
            self._words = words
            self.setAccessibleDescription(told(words))
            self.update()

    @property
    def words(self) -> str:
        return self._words

    @property
    def dragging(self) -> str:
        """The key of the line under the hand, '' for none."""
        return self._drag.key if self._drag is not None else ""

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def y_of(self, price: float) -> float:
        """Return where a price stands, in pixels from the top."""
        low, high = self._range()
        plot = self._plot()
        return plot.bottom() - (price - low) / (high - low) * plot.height()

    def price_at(self, y: float) -> Decimal:
        """Return the legal price at a height, at least one tick."""
        low, high = self._range()
        plot = self._plot()
        raw = low + (plot.bottom() - y) / plot.height() * (high - low)
        step = self._grid.step if self._grid.step > 0 else Decimal("0.01")
        return max(step, self._grid.snap(Decimal(repr(round(raw, 6)))))

    def restore(self) -> bool:
        """Put a line that is being dragged back where it was; False where none is."""
        drag = self._drag
        if drag is None:
            return False
        self.dragged.emit(drag.key, drag.start)
        self._end()
        return True

    # Qt

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, 200)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 110)  # the view takes it away before it is that narrow

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._line_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or not key:
            return
        line = self._line(key)
        low, high = self._range()
        y = self.y_of(float(line.price))
        self._drag = _Drag(key, line.price, event.position().y(), y, low, high, line.price)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            self._hover(self._line_at(event.position()))
            return
        plot = self._plot()
        y = drag.line_y + event.position().y() - drag.from_y
        price = self.price_at(min(max(y, plot.top()), plot.bottom()))
        if price != drag.now:
            drag.now = price
            self.dragged.emit(drag.key, price)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            self._end()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.restore():
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, plot = self._theme, self._plot()
        painter.fillRect(self.rect(), theme.color("panel"))
        painter.setPen(theme.pen("line"))
        painter.drawRect(plot)
        self._paint_scale(painter, plot)
        self._paint_closes(painter, plot)
        tags = self.tags()
        if self._drag is not None:
            ghost = QPen(theme.color("faint"), 1, Qt.PenStyle.DotLine)
            painter.setPen(ghost)
            y = self.y_of(float(self._drag.start))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        for tag in tags:
            self._paint_line(painter, plot, tag)
        for tag in tags:
            self._paint_tag(painter, plot, tag)
        if self._words:
            painter.setPen(theme.pen("muted"))
            painter.setFont(theme.font(-1))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(plot.adjusted(8, 4, -8, -4), flags, told(self._words))
        painter.end()

    # inside

    def tags(self) -> list[Tag]:
        """Return the tags beside the plot, moved apart so that none covers another."""
        plot, decimals = self._plot(), self._grid.decimals
        wanted = [
            (
                line.key,
                f"{told(line.word)} {fmt.price(line.price, decimals)}",
                line.token,
                self.y_of(float(line.price)),
                line.trigger,
            )
            for line in self._lines
        ]
        if isfinite(self._last):
            text = f"Last {fmt.price(self._last, decimals)}"
            token = "stale" if self._stale else "text"
            wanted.append(("", text, token, self.y_of(self._last), False))
        wanted.sort(key=lambda entry: entry[3])
        half = _TAG / 2
        places = [min(max(y, plot.top() + half), plot.bottom() - half) for *_, y, _ in wanted]
        for number in range(1, len(places)):
            places[number] = max(places[number], places[number - 1] + _TAG)
        floor = plot.bottom() - half
        for number in range(len(places) - 1, -1, -1):
            places[number] = min(places[number], floor)
            floor = places[number] - _TAG
        return [
            Tag(key, text, token, place, y, filled)
            for (key, text, token, y, filled), place in zip(wanted, places, strict=True)
        ]

    def _plot(self) -> QRectF:
        return QRectF(
            _LEFT,
            _TOP,
            max(20, self.width() - _LEFT - GUTTER),
            max(20, self.height() - _TOP - _BOTTOM),
        )

    def _range(self) -> tuple[float, float]:
        if self._drag is not None:  # nothing moves under the hand but the line
            return self._drag.low, self._drag.high
        prices = [float(line.price) for line in self._lines]
        if isfinite(self._last):
            prices.append(self._last)
        if len(self._span.closes):
            prices += [float(self._span.closes.min()), float(self._span.closes.max())]
        if not prices:
            return 0.0, 1.0
        low, high = min(prices), max(prices)
        room = (high - low) * _PADDING or max(high * 0.01, 0.05)
        return low - room, high + room

    def _line(self, key: str) -> Line:
        return next(line for line in self._lines if line.key == key)

    def _line_at(self, at: QPointF) -> str:
        plot = self._plot()
        for tag in self.tags():
            if tag.key and at.x() > plot.right() and abs(at.y() - tag.y) <= _TAG / 2:
                return tag.key
        near = [
            (abs(at.y() - y), line.key)
            for line in self._lines
            if abs(at.y() - (y := self.y_of(float(line.price)))) <= _GRAB
        ]
        return min(near)[1] if near and at.x() <= plot.right() else ""

    def _hover(self, key: str) -> None:
        if key != self._hovered:
            self._hovered = key
            self.setToolTip(tr("Drag to move; Esc puts it back") if key else "")
            if key:
                self.setCursor(Qt.CursorShape.SizeVerCursor)
            else:
                self.unsetCursor()
            self.update()

    def _end(self) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            self.dropped.emit(drag.key)
        self.update()

    def _paint_scale(self, painter: QPainter, plot: QRectF) -> None:
        theme = self._theme
        low, high = self._range()
        painter.setFont(theme.font(-3))
        for price in _round_prices(low, high, max(2, int(plot.height() // 40))):
            y = self.y_of(price)
            painter.setPen(theme.pen("line"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if y < plot.top() + 12:
                continue  # its label would stand outside
            painter.setPen(theme.pen("faint"))
            painter.drawText(QPointF(plot.left() + 3, y - 2), fmt.price(price, _digits(high - low)))
        painter.setPen(theme.pen("faint"))
        below = QRectF(plot.left(), plot.bottom() + 2, plot.width(), _BOTTOM - 3)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if plot.width() >= _BOTH_ENDS:
            painter.drawText(below, middle | int(Qt.AlignmentFlag.AlignLeft), self._span.begin)
        painter.drawText(below, middle | int(Qt.AlignmentFlag.AlignRight), self._span.end)

    def _paint_closes(self, painter: QPainter, plot: QRectF) -> None:
        closes = self._span.closes
        if len(closes) < 2:
            return
        low, high = self._range()
        xs = np.linspace(plot.left() + 1, plot.right() - 1, len(closes))
        ys = plot.bottom() - (closes - low) / (high - low) * plot.height()
        points = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("muted"), 1.3))
        painter.drawPolyline(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_line(self, painter: QPainter, plot: QRectF, tag: Tag) -> None:
        held = bool(tag.key) and tag.key in {self._hovered, self.dragging}
        style = Qt.PenStyle.SolidLine if tag.filled else Qt.PenStyle.DashLine
        if not tag.key:
            style = Qt.PenStyle.DotLine
        painter.setPen(QPen(self._theme.color(tag.token), 2 if held else 1, style))
        painter.drawLine(QPointF(plot.left(), tag.line_y), QPointF(plot.right(), tag.line_y))
        painter.setPen(QPen(self._theme.color(tag.token), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawLine(QPointF(plot.right(), tag.line_y), QPointF(plot.right() + 7, tag.y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_tag(self, painter: QPainter, plot: QRectF, tag: Tag) -> None:
        theme = self._theme
        box = QRectF(plot.right() + 7, tag.y - _TAG / 2 + 1, GUTTER - 9, _TAG - 2)
        fill = f"{tag.token}_fill" if tag.filled else "raised"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("line") if not tag.key else theme.pen(tag.token))
        painter.setBrush(theme.brush(fill))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(theme.font(-2, bold=tag.filled))
        painter.setPen(theme.pen("on_fill" if tag.filled else tag.token))
        text = painter.fontMetrics().elidedText(
            tag.text, Qt.TextElideMode.ElideLeft, int(box.width() - 8)
        )
        painter.drawText(box.adjusted(4, 0, -4, 0), int(Qt.AlignmentFlag.AlignCenter), text)


def lines_of(wish: GttDraft) -> list[Line]:
    """Return the lines of a draft's legs; what is not filled in has none."""
    token = fmt.side_color(wish.side)
    lines = []
    for place, (leg, names) in enumerate(zip(wish.legs, FIELDS, strict=False)):
        title = leg_title(wish, place).partition("-")[0] or "Trigger"
        for key, price, word in ((names[0], leg.trigger, title), (names[1], leg.price, "Limit")):
            if price is not None and price > 0:
                trigger = key == names[0]
                lines.append(Line(key=key, price=price, word=word, token=token, trigger=trigger))
    return lines


def _round_prices(low: float, high: float, count: int) -> list[float]:
    """Return a few round prices between two."""
    span = high - low
    if span <= 0:
        return []
    magnitude = 10.0 ** np.floor(np.log10(span / count))
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude * count >= span)
    first = np.ceil(low / step) * step
    return [float(p) for p in np.arange(first, high, step)]


def _digits(span: float) -> int:
    return 0 if span > 20 else 1 if span > 2 else 2
