"""What a screen reader is told of a window: every control has a name that a person would use."""

import re
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
_STEPS = 300  # round the largest window
_PROGRAMMERS = re.compile(r"[a-z]+([A-Z]\w*|[._]\w+)+")


def nameless(root: QWidget) -> list[str]:
    """Return the controls below `root` whose name is empty, only a sign, or a programmer's."""
    return [
        f"{_path(widget)} says {name!r}"
        for widget in [root, *root.findChildren(QWidget)]
        if _is_control(widget) and not _is_good(name := spoken(widget), widget)
    ]


def spoken(widget: QWidget) -> str:
    """Return the name that Qt tells a screen reader."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def nameless_verbs(menu: QMenu) -> list[str]:
    """Return the entries of a menu and its submenus that have no words."""
    found = []
    for action in menu.actions():
        if not action.isSeparator() and not _has_words(action.text()):
            found.append(f"{menu.objectName()}: {action.text()!r}")
        inner = action.menu()
        found += nameless_verbs(inner) if isinstance(inner, QMenu) else []
    return found


def unlabelled(root: QWidget) -> list[str]:
    """Return the fields below `root` that no label stands for: a placeholder goes as one types.

    A check box has its own words; a search line is known by its place and keeps its placeholder.
    """
    labelled = {id(label.buddy()) for label in root.findChildren(QLabel) if label.buddy()}
    return [
        _path(field)
        for kind in (QLineEdit, QComboBox, QAbstractSpinBox, QCheckBox)
        for field in root.findChildren(kind)
        if field.isVisible()
        and not _inside_another(field)
        and id(field) not in labelled
        and not (isinstance(field, QCheckBox) and _has_words(field.text()))
        and not (isinstance(field, QLineEdit) and field.isClearButtonEnabled())
    ]


def walk_with_tab(root: QWidget) -> tuple[list[str], list[str]]:
    """Press Tab once round. Return the controls it does not reach, and those that look the same then.

    Of buttons that exclude each other Tab reaches one. `root` must be the active window.
    """
    controls = [w for w in root.findChildren(QWidget) if w.isVisible() and _is_stop(w)]
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    idle = {id(control): _look(control) for control in controls}
    reached: list[QWidget] = []
    same: list[str] = []
    at = root
    for _ in range(_STEPS):
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget() or root
        if at in reached:
            break
        reached.append(at)
        if id(at) in idle and _look(at) == idle[id(at)]:
            same.append(_path(at))
    return [_path(c) for c in controls if c not in reached and not _is_held(c, reached)], same


def _is_stop(widget: QWidget) -> bool:
    if isinstance(widget, QScrollArea):
        return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    kinds = (*_CONTROLS, QAbstractItemView, QTextEdit, QPlainTextEdit)
    if isinstance(widget, QHeaderView) or not isinstance(widget, kinds) or not widget.isEnabled():
        return False
    return not _inside_another(widget) and widget.focusProxy() is None


def _is_held(widget: QWidget, reached: list[QWidget]) -> bool:
    """True for a button beside a chosen one that Tab reaches: the arrows go there."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    if group is not None and group.exclusive():
        return any(button in reached for button in group.buttons())
    return widget.autoExclusive() and any(
        isinstance(other, QAbstractButton)
        and other.autoExclusive()
        and other.parent() is widget.parent()
        for other in reached
    )


def _look(widget: QWidget) -> QImage:
    return widget.grab().toImage()


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


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _is_good(name: str, widget: QWidget) -> bool:
    return _has_words(name) and name != widget.objectName() and not _PROGRAMMERS.fullmatch(name)


def _path(widget: QWidget | None) -> str:
    parts = []
    while widget is not None and len(parts) < 5:
        parts.append(f"{type(widget).__name__}#{widget.objectName()}")
        widget = widget.parentWidget()
    return " < ".join(parts)
