"""The way of the Tab key, where the order in which controls were made is not the order on screen."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through these parts in this order, and inside each as its controls were made."""
    for one, other in pairwise([stop for part in parts for stop in _stops(part)]):
        QWidget.setTabOrder(one, other)


def _stops(part: QWidget) -> list[QWidget]:
    return [
        each
        for each in (part, *part.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and each.window() is part.window()  # the list of a combo box is a window of its own
    ]
