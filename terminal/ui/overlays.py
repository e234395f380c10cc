"""What shows where a dragged panel will land, on X11.

The docking library covers the docks with see-through windows. A desktop that composes no windows paints
those black, and a panel is dropped blindly. Here they are cut to what they show: the icons, and an
outline of the place.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QRegion
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget
from typing_extensions import override

_NOTHING = QRegion(0, 0, 1, 1)  # an empty mask would be none
_EDGE = 3
_FRAME = "dropFrame"


class CutOverlays(QObject):
    """Keeps the overlays of a dock manager cut to shape. Does nothing off X11."""

    def __init__(self, manager: Any, *, platform: str | None = None) -> None:
        super().__init__(manager)
        self._places: list[Any] = []
        self._crosses: list[QWidget] = []
        if (platform or QGuiApplication.platformName()) != "xcb":
            return
        self._places = [manager.containerOverlay(), manager.dockAreaOverlay()]
        self._crosses = _crosses(manager)
        for widget in (*self._places, *self._crosses):
            widget.setMask(_NOTHING)
            widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The library works out the place while it paints: afterwards it can be asked.
        if event.type() in {QEvent.Type.Paint, QEvent.Type.Show} and isinstance(watched, QWidget):
            QTimer.singleShot(0, watched, self._cut_all)
        return False

    def _cut_all(self) -> None:
        for place in self._places:
            _frame(place, place.dropOverlayRect())
        for window in QApplication.topLevelWidgets():
            if window.metaObject().className() == "ads::CFloatingDragPreview":
                _frame(window, window.rect())
        for cross in self._crosses:
            _cut(cross, icons(cross))


def outline(place: QRect) -> QRegion:
    """Return the frame of a rectangle; next to nothing for an empty one."""
    if place.isEmpty():
        return _NOTHING
    inner = place.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    return QRegion(place).subtracted(QRegion(inner))


def icons(cross: QWidget) -> QRegion:
    """Return the area of the icons that a cross shows."""
    region = QRegion()
    for label in cross.findChildren(QLabel):
        if label.isVisible():
            region = region.united(QRect(label.mapTo(cross, QPoint()), label.size()))
    return region if not region.isEmpty() else _NOTHING


def _crosses(parent: QWidget) -> list[QWidget]:
    return [
        child
        for child in parent.findChildren(QWidget)
        if child.metaObject().className() == "ads::CDockOverlayCross"
    ]


def _frame(over: QWidget, place: QRect) -> None:
    """Leave of a window only a frame around a place in it."""
    frame = over.findChild(QFrame, _FRAME)
    if frame is None:
        frame = QFrame(over)
        frame.setObjectName(_FRAME)
        frame.setStyleSheet(f"#{_FRAME} {{ border: {_EDGE}px solid palette(link); }}")
    frame.setGeometry(place)
    frame.setVisible(not place.isEmpty())
    _cut(over, outline(place))


def _cut(widget: QWidget, region: QRegion) -> None:
    if widget.mask() != region:
        widget.setMask(region)
        widget.update()
