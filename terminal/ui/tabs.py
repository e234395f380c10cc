"""The way of the Tab key, and to which of its parts a panel gives the focus."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through these parts in this order, and inside each as its controls were made."""
    for one, other in pairwise([stop for part in parts for stop in _stops(part)]):
        QWidget.setTabOrder(one, other)


def hand_focus(holder: QWidget, heir: QWidget) -> None:
    """Let the focus that a panel or page is given go to one of its parts; a second call replaces it.

    Not Qt's focus proxy: Tab follows that too, past every control that stands before the part.
    """
    handing = holder.findChild(_Handing, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if handing is None:
        handing = _Handing(holder)
    handing.heir = heir


def heir_of(holder: QWidget) -> QWidget | None:
    """Return the part that a panel hands its focus to."""
    handing = holder.findChild(_Handing, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return None if handing is None else handing.heir


class _Handing(QObject):
    """Watches the holder; lives as long as it."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.heir: QWidget | None = None
        holder.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and self.heir is not None:
            self.heir.setFocus(event.reason())
        return False


def _stops(part: QWidget) -> list[QWidget]:
    return [
        each
        for each in (part, *part.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and each.window() is part.window()  # the list of a combo box is a window of its own
    ]
