"""Notice that somebody is there: keys, buttons and the mouse in any window of the program.

Only events of native windows are looked at, a handful a second; a filter on every event of every
widget would cost more than the feed.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class InputWatch(QObject):
    """Calls `touched` for every input that reaches a window which had the focus once."""

    def __init__(self, touched: Callable[[], None]) -> None:
        super().__init__()
        self._touched = touched
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.follow)
            self.follow(QGuiApplication.focusWindow())

    def follow(self, window: QWindow | None) -> None:
        """Watch a window as well; following it again changes nothing."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self._touched()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._touched()
        return False
