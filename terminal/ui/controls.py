"""Small controls that several panels have: a button of a tool row, a key of one widget, Enter in a form."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

Slot = Callable[[], object]


def tool_button(
    name: str, text: str, tip: str, slot: Slot, *, theme: Theme, kind: str = ""
) -> QPushButton:
    """Return a button for a tool row; `kind` as the style sheets know it, '' for a plain one."""
    button = QPushButton(told(tr(text)))
    button.setObjectName(name)
    button.setAccessibleName(told(tr(text)))
    button.setToolTip(told(tip))
    button.setAutoDefault(False)
    button.setFont(theme.font(-1))
    if kind:
        button.setProperty("kind", kind)
    button.clicked.connect(slot)
    return button


def label_for(words: str, field: QWidget) -> QLabel:
    """Return a label that stands for a field: its buddy, which a screen reader tells with it."""
    label = QLabel(told(words).replace("&", "&&"), field.parentWidget())
    label.setBuddy(field)
    return label


def captioned(words: str, field: QWidget) -> QVBoxLayout:
    """Return a field with its label above it."""
    column = QVBoxLayout()
    column.setSpacing(3)
    label = label_for(words, field)
    label.setProperty("role", "section")
    column.addWidget(label)
    column.addWidget(field)
    return column


def bind_key(over: QWidget, sequence: str, slot: Slot) -> QShortcut:
    """Bind a key that acts while a widget has the focus; holding it acts once."""
    shortcut = QShortcut(QKeySequence(sequence), over)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(slot)
    return shortcut


class EnterGoesOn(QWidget):
    """A form whose fields, with it as their event filter, pass Enter on to the next field.

    Only Ctrl+Enter and the button send, so that nobody sends while typing.
    """

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.focusNextChild()
            return True
        return False
