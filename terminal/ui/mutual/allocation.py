"""Where the money is: a ring with its legend, by fund house, category or fund.

Painted by hand in the theme's colours. The ring takes the keyboard: up and down walk through the
slices, and a screen reader hears all of them.
"""

import math
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.mutual import words
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import Segments

SHOWN = 6
"""Slices before the rest is one."""
_HUES = ((0, 0.92), (46, 0.72), (-30, 0.55), (92, 0.55), (20, 0.5), (-8, 0.4))
"""Turns from the accent's hue in degrees, and how much of its saturation: far from green and red."""
_LINE = 20
_TOP = 40
"""Space above the ring at most, pixels."""
_GAP_DEGREES = 1.6


class Slice(Struct, frozen=True):
    """One part of the whole; `share` in percent."""

    name: str
    value: float
    share: float


def slices_of(parts: Sequence[tuple[str, Decimal]], *, rest: str = "The rest") -> list[Slice]:
    """Return the largest parts and the rest as one; parts without value are left out."""
    known = [(name, float(value)) for name, value in parts if value > 0]
    whole = sum(value for _, value in known)
    if whole <= 0:
        return []
    known.sort(key=lambda part: -part[1])
    shown = known if len(known) <= SHOWN + 1 else known[:SHOWN]
    found = [Slice(name, value, value / whole * 100) for name, value in shown]
    if len(shown) < len(known):
        left = sum(value for _, value in known[SHOWN:])
        found.append(Slice(f"{rest} ({len(known) - SHOWN})", left, left / whole * 100))
    return found


class Ring(QWidget):
    """The ring and its legend, side by side or, in a narrow place, the ring above."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._slices: list[Slice] = []
        self._at = -1
        self._legend: list[QRectF] = []
        self._ring = QRectF()
        self.setObjectName("mutual.allocation.ring")
        self.setAccessibleName(tr("Allocation"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def slices(self) -> Sequence[Slice]:
        return self._slices

    @property
    def current(self) -> Slice | None:
        """The slice under the mouse or the keyboard."""
        return self._slices[self._at] if 0 <= self._at < len(self._slices) else None

    def show_slices(self, slices: Sequence[Slice]) -> None:
        if list(slices) == self._slices:
            return
        self._slices, self._at = list(slices), -1
        self.setAccessibleDescription(told(words.spoken((s.name, s.share) for s in slices)))
        self.update()

    def color(self, number: int) -> QColor:
        """Return a slice's colour: the accent's, turned; grey for the rest."""
        if number >= SHOWN:
            return self._theme.color("stale")
        turn, saturation = _HUES[number]
        accent = self._theme.color("accent")
        return QColor.fromHslF(
            ((accent.hslHue() + turn) % 360) / 360,
            accent.hslSaturationF() * saturation,
            min(0.75, accent.lightnessF() * (1.0 if number < 4 else 0.88)),
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, 180)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 60)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        beside = self.width() >= 250
        legend_rows = max(1, len(self._slices))
        if beside:
            side = min(self.height() - 12, int(self.width() * 0.4), 190)
            self._ring = QRectF(8, min(_TOP, (self.height() - side) / 2), side, side)
            middle = self._ring.center().y()
            left, top = side + 22.0, max(2.0, middle - legend_rows * _LINE / 2)
        else:
            side = max(40, min(self.height() - legend_rows * _LINE - 14, self.width() - 16, 170))
            self._ring = QRectF((self.width() - side) / 2, 4, side, side)
            left, top = 8.0, side + 12.0
        self._paint_ring(painter)
        self._legend = []
        painter.setFont(theme.font(-1))
        for number, part in enumerate(self._slices):
            line = QRectF(left, top + number * _LINE, self.width() - left - 6, _LINE)
            self._legend.append(line)
            self._paint_line(painter, line, number, part)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _paint_ring(self, painter: QPainter) -> None:
        theme = self._theme
        thick = max(10.0, self._ring.width() * 0.15)
        box = self._ring.adjusted(thick / 2 + 2, thick / 2 + 2, -thick / 2 - 2, -thick / 2 - 2)
        gap = _GAP_DEGREES if len(self._slices) > 1 else 0.0
        start = 90.0
        for number, part in enumerate(self._slices):
            sweep = part.share * 3.6
            width = thick + 4 if number == self._at else thick
            pen = QPen(self.color(number), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            drawn = max(0.4, sweep - gap)
            painter.drawArc(box, round((start - gap / 2) * 16), -round(drawn * 16))
            start -= sweep
        part_now = self.current
        value = part_now.value if part_now is not None else sum(s.value for s in self._slices)
        label = f"{part_now.share:.1f}%" if part_now is not None else told("In all")
        if self._ring.width() < 84:
            return
        middle = self._ring.center().y()
        painter.setPen(theme.pen("text"))
        painter.setFont(theme.font(1, bold=True))
        upper = QRectF(self._ring.left(), middle - 18, self._ring.width(), 20)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, f"₹{fmt.compact(value)}")
        painter.setPen(theme.pen("muted"))
        painter.setFont(theme.font(-2))
        lower = QRectF(self._ring.left(), middle + 1, self._ring.width(), 16)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, label)

    def _paint_line(self, painter: QPainter, line: QRectF, number: int, part: Slice) -> None:
        theme = self._theme
        if number == self._at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.brush("hover"))
            painter.drawRoundedRect(line, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color(number))
        painter.drawRoundedRect(QRectF(line.left() + 4, line.center().y() - 4.5, 9, 9), 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        share = f"{part.share:.1f}%"
        metrics = painter.fontMetrics()
        room = line.width() - 22 - metrics.horizontalAdvance("100.0%") - 10
        name = metrics.elidedText(part.name, Qt.TextElideMode.ElideRight, int(room))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.pen("text"))
        painter.drawText(line.adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.setPen(theme.pen("muted"))
        painter.drawText(line.adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignRight | middle, share)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.slice_at(event.position())
        self._point(at)
        part = self.current
        text = f"{part.name}: {fmt.rupees(part.value)}, {part.share:.1f}%" if part else ""
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._slices:
            super().keyPressEvent(event)
            return
        self._point((self._at + step) % len(self._slices))

    def slice_at(self, place: QPointF) -> int:
        """Return the number of the slice or legend line at a point, -1 for none."""
        for number, line in enumerate(self._legend):
            if line.contains(place):
                return number
        offset = place - self._ring.center()
        radius = math.hypot(offset.x(), offset.y())
        outer = self._ring.width() / 2
        if not outer * 0.6 <= radius <= outer:
            return -1
        turned = math.degrees(math.atan2(offset.x(), -offset.y())) % 360
        passed = 0.0
        for number, part in enumerate(self._slices):
            passed += part.share * 3.6
            if turned <= passed:
                return number
        return -1

    def _point(self, number: int) -> None:
        if number != self._at:
            self._at = number
            part = self.current
            self.setAccessibleName(
                told(
                    f"Allocation: {part.name} {part.share:.1f} percent"
                    if part
                    else tr("Allocation")
                )
            )
            self.update()


class Allocation(QWidget):
    """The ring under a choice of what to group by."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("mutual.allocation")
        self.by: Segments[str] = Segments(
            "mutual.allocation.by",
            (
                ("category", "Category", "By the kind of fund"),
                ("amc", "Fund house", "By who runs it"),
                ("scheme", "Fund", "By fund"),
            ),
        )
        self.by.setAccessibleName(tr("Allocation by"))
        self.by.set_value("category")
        self.ring = Ring(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(4)
        column.addWidget(self.by)
        column.addWidget(self.ring, 1)

    def show_parts(self, parts: Sequence[tuple[str, Decimal]]) -> None:
        """Show (name, rupees)."""
        self.ring.show_slices(slices_of(parts))
