"""What a screen reader is told of a window: every control has a name that a person would use."""

import re
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QWidget,
)

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
_PROGRAMMERS = re.compile(r"[a-z]+([A-Z]\w*|[._]\w+)+")


def nameless(root: QWidget) -> list[str]:
    """Return the controls below `root` whose name is empty, or is a programmer's."""
    return [
        f"{_path(widget)} says {name!r}"
        for widget in [root, *root.findChildren(QWidget)]
        if _is_control(widget) and not _is_good(name := spoken(widget), widget)
    ]


def spoken(widget: QWidget) -> str:
    """Return the name that Qt tells a screen reader."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def backward_steps(root: QWidget, *, slack: int = 12) -> list[str]:
    """Return where Tab jumps up to a control that is neither lower nor further right."""
    chain = _tab_chain(root)
    found = []
    for one, other in pairwise(chain):
        before, after = _place(one, root), _place(other, root)
        if _area(one) is not _area(other):
            continue  # where a scrolled control lies says nothing about its place in the form
        if after.y() < before.y() - slack and after.x() <= before.x():
            found.append(f"{_path(one)} -> {_path(other)}")
    return found


def _tab_chain(root: QWidget) -> list[QWidget]:
    chain, widget = [], root
    while (widget := widget.nextInFocusChain()) is not root:
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if (
            tabbed
            and widget.isVisible()
            and root.isAncestorOf(widget)
            and widget.window() is root.window()
        ):
            chain.append(widget)
    return chain


def _place(widget: QWidget, root: QWidget) -> QPoint:
    return widget.mapTo(root, QPoint(0, 0))


def _area(widget: QWidget | None) -> QWidget | None:
    while widget is not None and not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget


def _is_control(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and not widget.text():
        return False  # text that can be selected, and there is none now
    if _inside_another(widget):
        return False
    if isinstance(widget, QAbstractButton) and widget.isHidden():
        return bool(widget.text()) or not widget.icon().isNull()
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, _CONTROLS)


def _inside_another(widget: QWidget) -> bool:
    """Parts that Qt makes itself and that are spoken as the control which holds them."""
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus and isinstance(
        widget.parentWidget(), QLineEdit | QComboBox | QAbstractSpinBox
    ):
        return True
    popup = isinstance(widget, QListView) and widget.parentWidget() is not None
    return (popup and isinstance(widget.parentWidget().parentWidget(), QComboBox)) or (
        widget.objectName() == "qt_tableview_cornerbutton"
    )


def _is_good(name: str, widget: QWidget) -> bool:
    return bool(name) and name != widget.objectName() and not _PROGRAMMERS.fullmatch(name)


def _path(widget: QWidget | None) -> str:
    parts = []
    while widget is not None and len(parts) < 5:
        parts.append(f"{type(widget).__name__}#{widget.objectName()}")
        widget = widget.parentWidget()
    return " < ".join(parts)
