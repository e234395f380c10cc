"""What lies over the candles: own orders and positions, the last price, crosshair and legend.

All are items in pixels of the view, so a move repaints a strip and not the chart.
"""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from terminal.ui.chart.levels import Level, LevelKind
from terminal.ui.i18n import told
from terminal.ui.theme import Theme

CHIP_PX = 20
CHIP_LEFT = 10.0
_PAD = 7
_CLOSE_PX = 18
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


def level_token(level: Level, *, fill: bool = False) -> str:
    """Return the side's colour of a line; a change on its way is amber."""
    if not level.settled and not fill:
        return "amber"
    side = "buy" if level.sign > 0 else "sell"
    return f"{side}_fill" if fill else side


class LevelItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """One line with its label. While dragged the old price stays as a ghost line."""

    def __init__(self, level: Level, theme: Theme) -> None:
        super().__init__()
        self.setZValue(20)
        self._theme = theme
        self.level = level
        self.note = ""
        self.ghost_y: float | None = None
        self._area = QRectF()
        self._y = 0.0
        self._chip = QRectF()
        self._indent = CHIP_LEFT

    @property
    def chip(self) -> QRectF:
        """Where the label is, in pixels of the view."""
        return QRectF(self._chip)

    @property
    def inset(self) -> float:
        """How far the label stands from the plot's edge."""
        return self._indent

    def indent(self, left: float) -> None:
        """Put the label `left` pixels from the plot's edge: labels must not cover one another."""
        if left != self._indent:
            self._indent = left
            self._layout()
            self.update()

    def show_level(self, level: Level) -> None:
        if level != self.level:
            self.level = level
            self._layout()
            self.update()

    def say(self, note: str) -> None:
        """Put words behind the label: open profit, ticks moved, why a change failed."""
        if note != self.note:
            self.note = note
            self._layout()
            self.update()

    def place(self, area: QRectF, y: float) -> None:
        """Stand at `y` within the plot's area, in pixels of the view."""
        if area != self._area or y != self._y:
            self.prepareGeometryChange()
            self._area, self._y = QRectF(area), y
            self._layout()

    def set_ghost(self, y: float | None) -> None:
        self.prepareGeometryChange()
        self.ghost_y = y
        self.update()

    def on_close(self, at: QPointF) -> bool:
        """Whether a point is on the label's cross."""
        if not self.level.closable:
            return False
        return QRectF(
            self._chip.right() - _CLOSE_PX, self._chip.top(), _CLOSE_PX, CHIP_PX
        ).contains(at)

    def on_line(self, at: QPointF, reach: float = 4.0) -> bool:
        """Whether a point is on the line or its label."""
        inside = self._area.left() <= at.x() <= self._area.right()
        return inside and (abs(at.y() - self._y) <= reach or self._chip.contains(at))

    @override
    def boundingRect(self) -> QRectF:
        top = self._y if self.ghost_y is None else min(self._y, self.ghost_y)
        bottom = self._y if self.ghost_y is None else max(self._y, self.ghost_y)
        half = CHIP_PX / 2 + 1
        return QRectF(self._area.left(), top - half, self._area.width(), bottom - top + 2 * half)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        theme, level = self._theme, self.level
        painter.setClipRect(self._area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(theme.color(level_token(level)), 1)
        if self.ghost_y is not None:
            ghost = QPen(theme.color("faint"), 1, Qt.PenStyle.DotLine)
            painter.setPen(ghost)
            y = round(self.ghost_y)
            painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))
        if level.kind is LevelKind.STOP:
            pen.setStyle(Qt.PenStyle.DashLine)
        elif not level.settled:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        y = round(self._y)
        painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))
        self._paint_chip(painter)

    def _paint_chip(self, painter: QPainter) -> None:
        theme, level, chip = self._theme, self.level, self._chip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        held = level.kind is LevelKind.POSITION
        painter.setPen(QPen(theme.color(level_token(level)), 1))
        painter.setBrush(theme.brush("raised" if held or not level.settled else "panel"))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(theme.font(-1))
        stripe = QRectF(chip.left() + 1, chip.top() + 1, 4, chip.height() - 2)
        painter.fillRect(stripe, theme.brush(level_token(level, fill=True)))
        text = chip.adjusted(_PAD + 4, 0, -(_CLOSE_PX if level.closable else _PAD), 0)
        painter.setPen(theme.pen("text"))
        painter.drawText(text, _LEFT, told(level.text))
        if self.note:
            token = "text"  # noqa: S105  a colour
            if held:
                token = "up" if self.note.startswith("+") else "down"
            painter.setPen(theme.pen(token))
            advance = QFontMetrics(theme.font(-1)).horizontalAdvance(f"{told(level.text)}  ")
            painter.drawText(text.adjusted(advance, 0, 0, 0), _LEFT, told(self.note))
        if level.closable:
            cross = QRectF(chip.right() - _CLOSE_PX, chip.top(), _CLOSE_PX, chip.height())
            painter.setPen(theme.pen("muted"))
            painter.drawText(cross, _CENTER, "✕")

    def _layout(self) -> None:
        text = told(self.level.text) + (f"  {told(self.note)}" if self.note else "")
        wide = QFontMetrics(self._theme.font(-1)).horizontalAdvance(text) + 2 * _PAD + 6
        if self.level.closable:
            wide += _CLOSE_PX - _PAD
        # On the left: the newest bars stay in sight.
        top = round(self._y) - CHIP_PX / 2
        self._chip = QRectF(self._area.left() + self._indent, top, wide, CHIP_PX)


def arrange_chips(items: Sequence[LevelItem]) -> None:
    """Move labels of lines that lie close together side by side."""
    placed: list[QRectF] = []
    for item in sorted(items, key=lambda item: item.chip.top()):
        left, chip = CHIP_LEFT, item.chip
        for other in placed:
            if abs(other.top() - chip.top()) < CHIP_PX and other.right() + 6 > left:
                left = other.right() + 6 - (chip.left() - item.inset)
        item.indent(left)
        placed.append(item.chip)


class PriceLine(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """A dotted line across the plot at the last price."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setZValue(10)
        self._theme = theme
        self._token = "muted"  # noqa: S105  a colour
        self._area = QRectF()
        self._y = -1.0

    def place(self, area: QRectF, y: float, token: str) -> None:
        if area != self._area or round(y) != round(self._y) or token != self._token:
            self.prepareGeometryChange()
            self._area, self._y, self._token = QRectF(area), y, token
            self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(self._area.left(), self._y - 1, self._area.width(), 3)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._area.top() <= self._y <= self._area.bottom():
            pen = QPen(self._theme.color(self._token), 1)
            pen.setDashPattern([1, 3])
            painter.setPen(pen)
            y = round(self._y)
            painter.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))


class Hair(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """One line of the crosshair, upright or level."""

    def __init__(self, theme: Theme, *, upright: bool) -> None:
        super().__init__()
        self.setZValue(30)
        self._theme = theme
        self._upright = upright
        self._area = QRectF()
        self._at = 0.0
        self.hide()

    def place(self, area: QRectF, at: float) -> None:
        self.prepareGeometryChange()
        self._area, self._at = QRectF(area), round(at)
        self.show()

    @override
    def boundingRect(self) -> QRectF:
        if self._upright:
            return QRectF(self._at - 1, self._area.top(), 3, self._area.height())
        return QRectF(self._area.left(), self._at - 1, self._area.width(), 3)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        pen = QPen(self._theme.color("muted"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        if self._upright:
            painter.drawLine(
                QPointF(self._at, self._area.top()), QPointF(self._at, self._area.bottom())
            )
        else:
            painter.drawLine(
                QPointF(self._area.left(), self._at), QPointF(self._area.right(), self._at)
            )


class LegendItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """The values of the bar under the cursor: pairs of (text, theme token) in one line or two."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setZValue(40)
        self._theme = theme
        self._rows: list[list[tuple[str, str]]] = []
        self._left, self._top, self._width = 0.0, 0.0, 100.0

    def place(self, left: float, top: float, width: float) -> None:
        if (left, top, width) != (self._left, self._top, self._width):
            self.prepareGeometryChange()
            self._left, self._top, self._width = left, top, width

    def show_rows(self, rows: Sequence[list[tuple[str, str]]]) -> None:
        fresh = list(rows)
        if fresh != self._rows:
            if len(fresh) != len(self._rows):
                self.prepareGeometryChange()
            self._rows = fresh
            self.update()

    @property
    def text(self) -> str:
        """What it says, for tests and for a screen reader."""
        return "\n".join(" ".join(part for part, _ in row) for row in self._rows)

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(self._left, self._top, self._width, 18 * len(self._rows) + 2)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        font = self._theme.font(-1)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        for number, row in enumerate(self._rows):
            x = self._left
            for text, ink in row:
                wide = metrics.horizontalAdvance(text)
                if x + wide > self._left + self._width:
                    break
                painter.setPen(self._theme.pen(ink))
                painter.drawText(QRectF(x, self._top + 18 * number, wide + 2, 18), _LEFT, text)
                x += wide + (4 if ink == "muted" else 9)
