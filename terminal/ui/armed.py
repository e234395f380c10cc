"""What arming gives: Enter sends the ticket. Disarmed, Enter only moves to the next field."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from terminal.ui.arm import Arm

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HELD = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ArmedEnter(QObject):
    """Watch the text fields of a panel; while armed a plain Enter calls `send`, once a press."""

    def __init__(self, panel: QWidget, *, arm: Arm, send: Callable[[], None]) -> None:
        super().__init__(panel)
        self._arm = arm
        self._send = send
        for edit in panel.findChildren(QLineEdit):
            edit.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            not self._arm.armed
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or event.key() not in _ENTER
            or event.modifiers() & _HELD
        ):
            return False
        if not event.isAutoRepeat():
            self._arm.touch()
            self._send()
        return True
