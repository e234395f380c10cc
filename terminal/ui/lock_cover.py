"""What a locked terminal shows: a cover over everything, a field for the PIN, and the ways out of risk.

Accounts, prices and orders lie behind the cover and cannot be reached by mouse or keyboard. Cancelling,
closing and the kill switch work all the time, because a position does not wait for a PIN.
"""

from collections.abc import Awaitable, Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.ui.actions import Actions
from terminal.ui.arm import Arm
from terminal.ui.controls import captioned, label_for
from terminal.ui.dialogs import Sheet, ask, confirm
from terminal.ui.i18n import told, tr
from terminal.ui.kill import KillButton
from terminal.ui.lock import Lock, too_weak
from terminal.ui.theme import Theme
from terminal.ui.window import Window

WORKS = frozenset(
    {
        "orders.cancel_symbol",
        "orders.cancel_all",
        "orders.close_symbol",
        "orders.close_all",
        "orders.kill",
        "quit",
    }
)
"""Commands that a locked terminal still takes."""
_WIDE = 540


class LockParts(Struct, frozen=True, kw_only=True):
    """What the cover works on. `log_out_all` ends every session: the way out of a forgotten PIN."""

    window: Window
    lock: Lock
    actions: Actions
    arm: Arm
    theme: Theme
    clock: Clock
    kill_engaged: Callable[[], bool]
    kill_changed: Signal[bool]
    log_out_all: Callable[[], Awaitable[None]]
    on_failure: OnFailure


class LockCover(QFrame):
    """Covers the window while locked. Made once; shows and hides itself."""

    def __init__(self, parts: LockParts) -> None:
        super().__init__(parts.window)
        self.setObjectName("lockCover")
        self.setAccessibleName(tr("The terminal is locked"))
        self._parts = parts
        self._scope = TaskScope("lock", parts.on_failure)
        self._hidden: list[QWidget] = []
        self._build()
        self.hide()
        parts.window.installEventFilter(self)
        parts.lock.changed.connect(self._changed)
        parts.kill_changed.connect(self.kill.set_engaged)
        if parts.lock.locked:
            self._changed(True)

    async def aclose(self) -> None:
        await self._scope.aclose()

    def _build(self) -> None:
        theme = self._parts.theme
        title = QLabel(tr("Locked"), self)
        title.setProperty("role", "title")
        words = QLabel(
            tr(
                "Accounts and prices are hidden and new orders are not taken. Orders that rest at the "
                "exchange stay there; alerts and triggers go on."
            ),
            self,
        )
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        self.pin = QLineEdit(self)
        self.pin.setObjectName("lockPin")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(tr("PIN"))
        self.pin.returnPressed.connect(self._try)
        self._open = self._button("lockOpen", tr("Unlock"), self._try, kind="primary")
        self.problem = QLabel(self)
        self.problem.setObjectName("lockProblem")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self._forgot = self._button(
            "lockForgot", tr("I forgot the PIN…"), self._forgotten, kind="link"
        )
        safety = QLabel(tr("These work without the PIN:"), self)
        safety.setProperty("role", "section")
        self._cancel = self._button(
            "lockCancelAll", tr("Cancel all open orders"), self._command("orders.cancel_all")
        )
        self._close = self._button(
            "lockCloseAll", tr("Close all positions…"), self._command("orders.close_all")
        )
        self.kill = KillButton(theme=theme, clock=self._parts.clock)
        self.kill.setObjectName("lockKill")
        self.kill.fired.connect(self._parts.window.top.kill.fired)
        box = QWidget(self)
        box.setFixedWidth(_WIDE)
        column = QVBoxLayout(box)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.addWidget(label_for(tr("PIN"), self.pin))
        row.addWidget(self.pin, 1)
        row.addWidget(self._open)
        exits = QHBoxLayout()
        exits.setSpacing(10)
        for part in (self._cancel, self._close, self.kill):
            exits.addWidget(part)
        exits.addStretch(1)
        column.addWidget(title)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self._forgot, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(18)
        column.addWidget(safety)
        column.addLayout(exits)
        middle = (
            QHBoxLayout()
        )  # not an alignment: that would not ask how high the wrapped words are
        middle.addStretch(1)
        middle.addWidget(box)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)

    def _button(
        self, name: str, text: str, verb: Callable[[], None], *, kind: str = ""
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text.rstrip("…"))
        if kind:
            button.setProperty("kind", kind)
        button.clicked.connect(verb)
        return button

    def _command(self, command: str) -> Callable[[], None]:
        def run() -> None:
            action = self._parts.actions.action(command)
            if action is not None:
                action.trigger()

        return run

    # -- locking

    def _changed(self, locked: bool) -> None:  # noqa: FBT001  a signal's value
        parts = self._parts
        if locked:
            parts.arm.disarm(tr("Disarmed because the terminal was locked."))
            _close_dialogs()
            parts.actions.hold(WORKS)
            parts.window.docks.setEnabled(False)
            self._hidden = [
                each for each in parts.window.docks.floatingWidgets() if each.isVisible()
            ]
            for floating in self._hidden:
                floating.hide()
            self.kill.set_engaged(parts.kill_engaged())
            self.problem.clear()
            self.pin.clear()
            self.setGeometry(parts.window.rect())
            self.raise_()
            self.show()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        parts.actions.hold(None)
        parts.window.docks.setEnabled(True)
        for floating in self._hidden:
            floating.show()
        self._hidden = []

    def _try(self) -> None:
        if self._open.isEnabled():
            self._open.setEnabled(False)
            self._scope.spawn(self._unlock(self.pin.text()), name="unlock")

    async def _unlock(self, pin: str) -> None:
        try:
            said = await self._parts.lock.unlock(pin)
        finally:
            self._open.setEnabled(True)
        self.problem.setText(told(said))
        if said:
            self.pin.selectAll()
            self.pin.setFocus()

    def _forgotten(self) -> None:
        self._scope.spawn(self._start_over(), name="forgotten")

    async def _start_over(self) -> None:
        if await confirm(
            self,
            heading=tr("Unlock without the PIN?"),
            text=tr(
                "All accounts are logged out and the PIN is forgotten. Open orders and positions stay "
                "at the broker as they are; log in again to see them."
            ),
            yes=tr("Log out and unlock"),
            danger=True,
        ):
            await self._parts.log_out_all()
            await self._parts.lock.forget_pin()

    # -- staying on top, keeping the keyboard

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._parts.window:
            self.setGeometry(self._parts.window.rect())
        return False

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go round among the cover's own controls: nothing behind it is reached by Tab."""
        own: list[QWidget] = [
            self.pin,
            self._open,
            self._forgot,
            self._cancel,
            self._close,
            self.kill,
        ]
        own = [part for part in own if part.isEnabled()]
        focused = QApplication.focusWidget()
        place = own.index(focused) if focused in own else -1
        own[(place + (1 if next else -1)) % len(own)].setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        )
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # no key goes on to the window's single-key commands


def _close_dialogs() -> None:
    """Answer open questions with no, and close menus: they show figures and would lie over the cover."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QMenu):
            each.close()
        elif isinstance(each, QDialog) and each.isVisible():
            each.reject()


class PinSheet(Sheet):
    """Choose the PIN, typed twice. `ask` gives it to the lock and says what is wrong."""

    def __init__(self, parent: QWidget | None, *, lock: Lock, on_failure: OnFailure) -> None:
        super().__init__(
            parent,
            name="pinSheet",
            heading=tr("PIN of the lock"),
            text=tr(
                "At least four characters. Only a salted hash is kept, in this system's keyring; nobody "
                "can read the PIN there."
            ),
        )
        self._lock = lock
        self.scope = TaskScope("pin", on_failure)
        self._first = self._field("pinFirst", tr("PIN"))
        self._again = self._field("pinAgain", tr("The same PIN again"))
        self.problem = QLabel(self)
        self.problem.setObjectName("pinProblem")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.body.addWidget(self.problem)
        refuse = self.add_button("pinCancel", tr("Cancel"))
        refuse.clicked.connect(self.reject)
        self._keep = self.add_button("pinKeep", tr("Keep this PIN"), kind="primary", default=True)
        self._keep.clicked.connect(self._kept)
        QTimer.singleShot(0, self._first, self._first.setFocus)

    def _field(self, name: str, title: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setObjectName(name)
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setAccessibleName(told(title))
        self.body.addLayout(captioned(title, edit))
        return edit

    def _kept(self) -> None:
        pin = self._first.text()
        problem = too_weak(pin)
        if not problem and pin != self._again.text():
            problem = tr("The two are not the same.")
        self.problem.setText(told(problem))
        if not problem and self._keep.isEnabled():
            self._keep.setEnabled(False)
            self.scope.spawn(self._keep_it(pin), name="keep")

    async def _keep_it(self, pin: str) -> None:
        try:
            said = await self._lock.set_pin(pin)
        finally:
            self._keep.setEnabled(True)
        self.problem.setText(told(said))
        if not said:
            self.accept()


async def ask_pin(parent: QWidget, *, lock: Lock, on_failure: OnFailure) -> bool:
    """Show the PIN sheet; True if a PIN is set afterwards."""
    sheet = PinSheet(parent, lock=lock, on_failure=on_failure)
    try:
        return await ask(sheet) == QDialog.DialogCode.Accepted
    finally:
        await sheet.scope.aclose()
