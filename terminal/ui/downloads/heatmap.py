"""The coverage calendar of one underlying: which days are complete, partial, missing, for each kind.

Painted by hand in the theme's colours; every state has a shape of its own besides its colour. Arrows
walk, Shift marks days, Page keys and the wheel go back in time, Enter opens the day's bars.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from terminal.domain.history import SeriesKind
from terminal.history.jobs import DayCoverage, DayState
from terminal.ui.downloads import words
from terminal.ui.downloads.grid import LEFT, WEEK, Grid, Place, lay_out, moved
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

FOOT = 28
"""Height of the legend."""
OLDEST_WEEKS = 1040
Cell = tuple[SeriesKind, date]
_LEGEND = (
    (DayState.COMPLETE, 1.0),
    (DayState.PARTIAL, 0.6),
    (DayState.MISSING, 0.0),
    (DayState.FAILED, 0.0),
    (DayState.EMPTY, 1.0),
    (DayState.CLOSED, 0.0),
)
_LETTERS = "MTWTF"
_YEAR_PX = 60
"""A month says its year where it has more room than this."""
_ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT_MIDDLE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class HeatMap(QWidget):
    """`moved_on`: the cursor or the marked days changed; `window_moved`: other days came into view."""

    moved_on = QtSignal()
    window_moved = QtSignal()
    opened = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: Mapping[Cell, DayCoverage] = {}
        self._kinds: Sequence[SeriesKind] = tuple(SeriesKind)
        self._today = date(1970, 1, 1)
        self._back = 0
        self._cursor: tuple[int, date] | None = None
        self._anchor: date | None = None
        self._hovered: tuple[int, date] | None = None
        self.setObjectName("downloads.heatmap")
        self.setAccessibleName(tr("Coverage calendar"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.grid = self._laid_out()

    # -- what the page tells

    def show_days(self, cells: Mapping[Cell, DayCoverage]) -> None:
        """Show what is known of the days in view."""
        self._cells = cells
        self._describe()
        self.update()

    def set_today(self, today: date) -> None:
        """Take the newest day that may be shown."""
        if today != self._today:
            self._today = today
            if self._cursor is None:
                day = today
                while day.weekday() > 4:
                    day -= timedelta(days=1)
                self._cursor = (0, day)
            self._lay_out()

    def go_back(self, weeks: int) -> None:
        """Move the window by weeks: positive into the past, never beyond today."""
        back = min(OLDEST_WEEKS, max(0, self._back + weeks))
        if back != self._back:
            self._back = back
            self._lay_out()

    @property
    def weeks(self) -> int:
        """How many weeks are in view."""
        return max(1, ((self.grid.end - self.grid.first).days + 1) // WEEK)

    @property
    def current(self) -> Cell | None:
        """Kind and day under the cursor."""
        return None if self._cursor is None else (self._kinds[self._cursor[0]], self._cursor[1])

    @property
    def hovered(self) -> Cell | None:
        """Kind and day under the mouse."""
        return None if self._hovered is None else (self._kinds[self._hovered[0]], self._hovered[1])

    @property
    def marked(self) -> tuple[date, date] | None:
        """The days that are marked with Shift or the mouse, first and last; None without any."""
        if self._anchor is None or self._cursor is None:
            return None
        one, other = self._anchor, self._cursor[1]
        return (one, other) if one <= other else (other, one)

    def unmark(self) -> None:
        self._anchor = None
        self._tell()

    def tip_of(self, kind: SeriesKind, day: date) -> str:
        """Return what the tooltip says of a cell."""
        head = f"{words.KINDS[kind]}, {words.day_title(day)}"
        cell = self._cells.get((kind, day))
        return f"{head}\n{words.day_text(cell) if cell is not None else 'Not known yet'}"

    # -- Qt's questions

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 320)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, 96)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid, theme = self.grid, self._theme
        self._paint_names(painter)
        marked = self.marked
        for band, kind in enumerate(self._kinds):
            day = grid.first
            while day <= grid.end:
                place = grid.place(band, day)
                if place is not None:
                    if marked is not None and marked[0] <= day <= marked[1]:
                        around = QRectF(place.x, place.y, place.size, place.size)
                        painter.fillRect(around.adjusted(-1, -1, 1, 1), theme.brush("selection"))
                    self._paint_cell(painter, place, self._cells.get((kind, day)))
                day += timedelta(days=1)
        self._paint_cursor(painter)
        self._paint_legend(painter)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        marking = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS and self._cursor is not None:
            band, day = moved(self.grid, *self._cursor, _ARROWS[key])
            self._go(band, min(day, self._today), marking=marking)
        elif key == Qt.Key.Key_PageUp:
            self.go_back(self.weeks)
        elif key == Qt.Key.Key_PageDown:
            self.go_back(-self.weeks)
        elif key == Qt.Key.Key_End:
            self.go_back(-OLDEST_WEEKS)
            self._go(self._cursor[0] if self._cursor else 0, self._today, marking=marking)
        elif key == Qt.Key.Key_Home:
            self._go(self._cursor[0] if self._cursor else 0, self.grid.first, marking=marking)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.opened.emit()
        elif key == Qt.Key.Key_Escape and self._anchor is not None:
            self.unmark()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.grid.at(event.position().x(), event.position().y())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            marking = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._go(*found, marking=marking)
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        found = self.grid.at(at.x(), at.y())
        if event.buttons() & Qt.MouseButton.LeftButton and found is not None:
            if found[1] != (self._cursor[1] if self._cursor else None):
                self._go(*found, marking=True)
            return
        if found != self._hovered:
            self._hovered = found
            text = self.tip_of(self._kinds[found[0]], found[1]) if found is not None else ""
            QToolTip.showText(event.globalPosition().toPoint() + QPoint(8, 12), text, self)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.grid.at(event.position().x(), event.position().y()) is not None:
            self.opened.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        if turn:
            self.go_back(4 if turn > 0 else -4)
        event.accept()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- painting

    def _paint_names(self, painter: QPainter) -> None:
        grid, theme = self.grid, self._theme
        painter.setFont(theme.font(-2))
        painter.setPen(theme.pen("faint"))
        months = grid.months()
        ends = [x for x, _ in months[1:]] + [self.width()]
        for (x, day), end in zip(months, ends, strict=True):
            yearly = (day.month == 1 or x == LEFT) and end - x > _YEAR_PX
            painter.drawText(QPointF(x, 13), f"{day:%b} {day:%Y}" if yearly else f"{day:%b}")
        for band, kind in enumerate(self._kinds):
            top = grid.top_of(band)
            painter.setFont(theme.font(-1))
            painter.setPen(theme.pen("muted"))
            row = QRectF(10, top, LEFT - 30, grid.cell)
            painter.drawText(row, _MIDDLE, told(words.KINDS[kind]))
            if grid.flat or grid.cell < 10:
                continue
            painter.setFont(theme.font(-3))
            painter.setPen(theme.pen("faint"))
            for number, letter in enumerate(_LETTERS):
                if number % 2 == 0:
                    y = top + number * grid.pitch
                    painter.drawText(QRectF(LEFT - 18, y, 12, grid.cell), _RIGHT_MIDDLE, letter)

    def _paint_cell(self, painter: QPainter, place: Place, cell: DayCoverage | None) -> None:
        state = cell.state if cell is not None else None
        box = QRectF(place.x + 0.5, place.y + 0.5, place.size - 1, place.size - 1)
        self._paint_state(painter, box, state, cell.share if cell is not None else 0.0)

    def _paint_state(
        self, painter: QPainter, box: QRectF, state: DayState | None, share: float
    ) -> None:
        theme, none = self._theme, Qt.BrushStyle.NoBrush
        match state:
            case DayState.COMPLETE:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.brush("accent", 7))
                painter.drawRoundedRect(box, 2, 2)
            case DayState.EMPTY:
                painter.setPen(QPen(theme.color("accent"), 1))
                painter.setBrush(theme.brush("accent", 2))
                painter.drawRoundedRect(box, 2, 2)
            case DayState.PARTIAL:
                # Filled from below like a glass: how much is there can be seen without the colour.
                painter.setPen(QPen(theme.color("amber"), 1))
                painter.setBrush(theme.brush("amber_tint"))
                painter.drawRoundedRect(box, 2, 2)
                full = QRectF(box)
                full.setTop(box.bottom() - max(2.0, box.height() * min(0.9, share)))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.brush("amber"))
                painter.drawRect(full)
            case DayState.MISSING:
                painter.setPen(QPen(theme.color("strong_line"), 1))
                painter.setBrush(none)
                painter.drawRoundedRect(box, 2, 2)
                if share > 0:
                    part = QRectF(box)
                    part.setTop(box.bottom() - max(2.0, box.height() * share))
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.brush("accent", 5))
                    painter.drawRect(part)
            case DayState.FAILED:
                painter.setPen(QPen(theme.color("bad"), 1))
                painter.setBrush(theme.brush("bad_tint"))
                painter.drawRoundedRect(box, 2, 2)
                inner = box.adjusted(3, 3, -3, -3)
                painter.setPen(QPen(theme.color("bad"), 1.4))
                painter.drawLine(inner.topLeft(), inner.bottomRight())
                painter.drawLine(inner.topRight(), inner.bottomLeft())
            case DayState.CLOSED | None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.brush("line"))
                painter.drawEllipse(box.center(), 1.2, 1.2)
        painter.setBrush(none)

    def _paint_cursor(self, painter: QPainter) -> None:
        if self._cursor is None:
            return
        place = self.grid.place(*self._cursor)
        if place is None:
            return
        token = "text" if self.hasFocus() else "muted"
        painter.setPen(QPen(self._theme.color(token), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(place.x, place.y, place.size, place.size)
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)

    def _paint_legend(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(-2))
        metrics = painter.fontMetrics()
        x, y = float(LEFT), self.height() - FOOT + 8.0
        widths = [11 + 5 + metrics.horizontalAdvance(told(words.DAYS[s])) + 14 for s, _ in _LEGEND]
        if sum(widths) > self.width() - LEFT:
            x = 8.0
        for (state, share), width in zip(_LEGEND, widths, strict=True):
            if x + width > self.width() + 12:
                break
            self._paint_state(painter, QRectF(x + 0.5, y + 0.5, 11, 11), state, share)
            painter.setPen(theme.pen("muted"))
            painter.drawText(QRectF(x + 17, y - 2, width, 16), _MIDDLE, told(words.DAYS[state]))
            x += width

    # -- inside

    def _laid_out(self) -> Grid:
        return lay_out(
            self.width(),
            self.height(),
            bands=len(self._kinds),
            last=self._today,
            back=self._back,
            foot=FOOT,
        )

    def _lay_out(self) -> None:
        grid = self._laid_out()
        if grid != self.grid:
            before, self.grid = self.grid, grid
            if (before.first, before.end) != (grid.first, grid.end):
                self.window_moved.emit()
        self.update()

    def _go(self, band: int, day: date, *, marking: bool) -> None:
        if marking and self._anchor is None and self._cursor is not None:
            self._anchor = self._cursor[1]
        elif not marking:
            self._anchor = None
        self._cursor = (band, day)
        weeks_before = -(-(self.grid.first - day).days // WEEK)
        weeks_after = -(-(day - self.grid.end).days // WEEK)
        if weeks_before > 0:
            self.go_back(weeks_before)
        elif weeks_after > 0:
            self.go_back(-weeks_after)
        self._tell()

    def _tell(self) -> None:
        self._describe()
        self.update()
        self.moved_on.emit()

    def _describe(self) -> None:
        if (current := self.current) is not None:
            self.setAccessibleDescription(self.tip_of(*current).replace("\n", ", "))

    def cell_rect(self, kind: SeriesKind, day: date) -> QRect:
        """Return where a day is painted; empty where it is out of view."""
        place = self.grid.place(list(self._kinds).index(kind), day)
        if place is None:
            return QRect()
        return QRect(place.x, place.y, place.size, place.size)
