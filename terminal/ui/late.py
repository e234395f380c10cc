"""Panels behind other tabs, made after the first paint: one at a time, or when first looked at.

Until then their dock holds an empty widget. A panel that is waited for by a link (the GTT editor, the
basket) is made as soon as the link speaks, because the desk asks to see it first.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

FIRST_MS = 250
APART_MS = 40


class LatePanels(QObject):
    """`make(name)` makes one panel and puts it into its dock."""

    def __init__(self, make: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self._waiting: dict[str, Any] = {}  # name -> dock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def add(self, name: str, dock: Any) -> None:
        """Let a dock wait for its panel."""
        self._waiting[name] = dock
        dock.visibilityChanged.connect(self._seen)

    def need(self, name: str) -> None:
        """Make a panel now if it still waits."""
        if self._waiting.pop(name, None) is not None:
            self._make(name)

    def start(self) -> None:
        """Begin to make the others when the window has been painted."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        self._timer.stop()
        self._waiting.clear()

    def _next(self) -> None:
        if self._waiting:
            self.need(next(iter(self._waiting)))
            self._timer.start(APART_MS)

    def _seen(self, visible: bool) -> None:  # noqa: FBT001  a signal's value
        # A layout that is being restored shows every dock for a moment: look again afterwards.
        if visible:
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        for name, dock in list(self._waiting.items()):
            if dock.isVisible() and dock.isCurrentTab():
                self.need(name)
