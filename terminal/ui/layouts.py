"""Where panels stand: the default arrangement, and what is remembered of the user's own.

A layout is the docks' state with a version, the window's place and screen, and each panel's own
state. One that does not fit the screens of today is not used; the default always fits.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import PySide6QtAds as Ads
from msgspec import Struct
from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QSplitter, QWidget

from terminal.runtime.config import write_atomically
from terminal.runtime.worker import Worker
from terminal.ui.i18n import tr

VERSION = 1
COMPACT_WIDTH, COMPACT_HEIGHT = 1500, 850
_BUTTONS = {
    "tabCloseButton": "Close",
    "tabsMenuButton": "List the tabs",
    "detachGroupButton": "Float this group of panels (Ctrl+M floats one)",
    "dockAreaCloseButton": "Close this group of panels",
    "dockAreaAutoHideButton": "Pin this group to an edge",
    "dockAreaMinimizeButton": "Make this group small",
}
LEFT, CENTRE, BOTTOM, RIGHT, RIGHT_BOTTOM = "left", "centre", "bottom", "right", "right_bottom"
LEAST_WIDTH = {LEFT: 220, CENTRE: 240, BOTTOM: 240, RIGHT: 320, RIGHT_BOTTOM: 320}


class SavedLayout(Struct, frozen=True, kw_only=True):
    """One snapshot. `state`: the docks, base64; `place`: x, y, width, height of the window."""

    version: int = VERSION
    state: str = ""
    place: tuple[int, int, int, int] = (0, 0, 0, 0)
    maximised: bool = False
    screen: str = ""
    panels: dict[str, dict[str, Any]] = {}

    @property
    def rect(self) -> QRect:
        return QRect(*self.place)

    def state_bytes(self) -> QByteArray:
        """Return the docks' state; empty if it cannot be read."""
        try:
            return QByteArray(base64.b64decode(self.state, validate=True))
        except (binascii.Error, ValueError):
            return QByteArray()


class LayoutStore:
    """The file of the layout, read and written on a worker's thread."""

    def __init__(self, file: Path, worker: Worker) -> None:
        self._file = file
        self._worker = worker

    async def load(self) -> SavedLayout | None:
        """Return the saved layout; None if there is none that this version can read."""
        return await self._worker.run(_load, self._file)

    async def save(self, layout: SavedLayout) -> None:
        await self._worker.run(write_atomically, self._file, msgspec.json.encode(layout))


def fits(layout: SavedLayout, screens: Sequence[QRect]) -> bool:
    """Say whether a window at the saved place would be reachable and wholly usable today."""
    rect = layout.rect
    if rect.width() < 640 or rect.height() < 400:
        return False
    for screen in screens:
        common = screen.intersected(rect)
        if common.width() * common.height() >= 0.9 * rect.width() * rect.height():
            return True
    return False


def is_compact(width: int, height: int) -> bool:
    """Say whether a window of this size gets the arrangement for small screens."""
    return width < COMPACT_WIDTH or height < COMPACT_HEIGHT


def encode_state(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode("ascii")


def place_default(
    manager: Any, docks: Mapping[str, Any], places: Mapping[str, str], *, size: tuple[int, int]
) -> None:
    """Arrange docks as shipped: list left, chart centre, books below it, depth and ticket right.

    On small screens depth and ticket share one tabbed column. Works on fresh docks and on docks that
    stand elsewhere (reset).
    """
    width, height = size
    compact = is_compact(width, height)
    for dock in docks.values():
        if dock.isClosed():
            dock.toggleView(True)
    names = {place: [n for n in docks if places[n] == place] for place in set(places.values())}
    centre = _tabs(manager, docks, names.get(CENTRE, []), Ads.CenterDockWidgetArea, None)
    left = _tabs(manager, docks, names.get(LEFT, []), Ads.LeftDockWidgetArea, None)
    right_names, low_names = names.get(RIGHT, []), names.get(RIGHT_BOTTOM, [])
    if compact:
        right_names, low_names = [*low_names, *right_names], []
    right = _tabs(manager, docks, right_names, Ads.RightDockWidgetArea, None)
    bottom = _tabs(manager, docks, names.get(BOTTOM, []), Ads.BottomDockWidgetArea, centre)
    low = _tabs(manager, docks, low_names, Ads.BottomDockWidgetArea, right)
    side, ticket = (250, 340) if compact else (320, 360)
    columns = [w for area, w in ((left, side), (centre, 0), (right, ticket)) if area is not None]
    if centre is not None and len(columns) > 1:
        columns[columns.index(0)] = max(400, width - sum(columns))
        outer = left if left is not None else right
        manager.setSplitterSizes(outer, columns)
    if bottom is not None and centre is not None:
        foot = 245 if compact else int(height * 0.32)
        manager.setSplitterSizes(bottom, [max(200, height - foot), foot])
    if low is not None and right is not None:
        upper = int(height * 0.45)
        manager.setSplitterSizes(low, [upper, height - upper])


def hold_sides(docks: Mapping[str, Any], places: Mapping[str, str]) -> None:
    """Let the centre take the width that a resized window gains or loses; the sides keep theirs."""
    for dock in docks.values():
        part: QWidget = dock
        while (parent := part.parentWidget()) is not None:
            if isinstance(parent, QSplitter) and (number := parent.indexOf(part)) >= 0:
                centre = any(
                    places[name] == CENTRE and part.isAncestorOf(other)
                    for name, other in docks.items()
                )
                across = parent.orientation() == Qt.Orientation.Horizontal
                parent.setStretchFactor(number, int(centre) if across else 1 + int(centre))
            part = parent


def dock_again(
    manager: Any, docks: Mapping[str, Any], places: Mapping[str, str], name: str
) -> None:
    """Put a floating dock back: among its neighbours of old if any are docked, else at its side."""
    dock, home = docks[name], places[name]

    def docked(*homes: str) -> Any:
        for other in docks:
            stands = not docks[other].isFloating() and not docks[other].isInFloatingContainer()
            if other != name and places[other] in homes and stands and not docks[other].isClosed():
                return docks[other].dockAreaWidget()
        return None

    if (area := docked(home)) is not None:
        manager.addDockWidgetTabToArea(dock, area)
        return
    where, beside = {
        LEFT: (Ads.LeftDockWidgetArea, None),
        CENTRE: (Ads.TopDockWidgetArea, docked(BOTTOM)),
        BOTTOM: (Ads.BottomDockWidgetArea, docked(CENTRE)),
        RIGHT: (Ads.TopDockWidgetArea, docked(RIGHT_BOTTOM)),
        RIGHT_BOTTOM: (Ads.BottomDockWidgetArea, docked(RIGHT)),
    }[home]
    if beside is not None:
        manager.addDockWidget(where, dock, beside)
    else:
        side = Ads.LeftDockWidgetArea if home == LEFT else Ads.RightDockWidgetArea
        manager.addDockWidget(side, dock)


def _tabs(
    manager: Any, docks: Mapping[str, Any], names: Sequence[str], where: Any, beside: Any
) -> Any:
    if not names:
        return None
    first = docks[names[0]]
    if beside is None:
        area = manager.addDockWidget(where, first)
    else:
        area = manager.addDockWidget(where, first, beside)
    for name in names[1:]:
        manager.addDockWidgetTabToArea(docks[name], area)
    area.setCurrentDockWidget(first)
    return area


def _load(file: Path) -> SavedLayout | None:
    try:
        layout = msgspec.json.decode(file.read_bytes(), type=SavedLayout)
    except (OSError, msgspec.MsgspecError):
        return None
    return layout if layout.version == VERSION else None


def keep_on_screen(floating: QWidget) -> None:
    """Shrink and move a floating panel so that all of it, frame included, is on its screen."""
    room, frame = floating.screen().availableGeometry(), floating.frameGeometry()
    inner = floating.geometry()
    edge = frame.size() - inner.size()
    size = (room.size() - edge).boundedTo(inner.size())
    floating.resize(size)
    left = min(frame.left(), room.right() + 1 - size.width() - edge.width())
    top = min(frame.top(), room.bottom() + 1 - size.height() - edge.height())
    floating.move(max(room.left(), left), max(room.top(), top))


def configure_docks() -> None:
    """Set the docking library's flags: they are global, and read when a manager is made."""
    flag = Ads.CDockManager.eConfigFlag
    Ads.CDockManager.setConfigFlags(
        flag.OpaqueSplitterResize
        | flag.XmlCompressionEnabled
        | flag.DockAreaHasUndockButton
        | flag.DockAreaHasTabsMenuButton
        | flag.DockAreaDynamicTabsMenuButtonVisibility
        | flag.DockAreaHideDisabledButtons
        | flag.ActiveTabHasCloseButton
        | flag.AlwaysShowTabs
        | flag.DisableTabTextEliding
        | flag.FloatingContainerHasWidgetTitle
        | flag.FocusHighlighting
        | flag.DisableStylesheet
        | flag.EqualSplitOnInsertion
    )


def make_dock(manager: Any, name: str, title: str) -> Any:
    """Return an empty dock that can be closed and floated, but not pinned to an edge."""
    dock = Ads.CDockWidget(manager, title)
    dock.setObjectName(name)
    dock.setAccessibleName(title)
    dock.setMinimumSizeHintMode(
        Ads.CDockWidget.eMinimumSizeHintMode.MinimumSizeHintFromContentMinimumSize
    )
    dock.setFeature(Ads.CDockWidget.DockWidgetFeature.DockWidgetDeleteOnClose, False)
    dock.setFeature(Ads.CDockWidget.DockWidgetFeature.DockWidgetPinnable, False)
    name_buttons(dock.tabWidget(), f" {title}")
    return dock


def fill_dock(dock: Any, panel: QWidget | None, least_width: int = 0) -> None:
    """Put a panel into its dock in place of what is there; without one an empty widget."""
    if (old := dock.widget()) is not None:
        dock.takeWidget()
        old.deleteLater()
    if panel is None:
        panel = QWidget()
        panel.setMinimumWidth(least_width)
    dock.setWidget(panel, Ads.CDockWidget.eInsertMode.ForceNoScrollArea)


def name_buttons(within: QWidget, what: str = "") -> None:
    """Name the docking library's own buttons for screen readers."""
    for button in within.findChildren(QAbstractButton):
        if words := _BUTTONS.get(button.objectName()):
            button.setAccessibleName(f"{tr(words)}{what}")
            button.setToolTip(f"{tr(words)}{what}")
