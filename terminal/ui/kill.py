"""The kill switch's button and its unlock sheet.

Held for 0.6 s it fires: nothing that a slip of the mouse does. While engaged it asks to unlock, which
takes a typed word and, for the first minute, patience.
"""

from typing import Protocol

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.ui.controls import captioned
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

HOLD_NS = 600_000_000
COOL_NS = 60_000_000_000
WORD = "UNLOCK"
_KEYS = (Qt.Key.Key_F12, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KillView(Protocol):
    """What the button needs to know of the switch."""

    @property
    def engaged(self) -> bool: ...


class KillButton(QAbstractButton):
    """Press and hold to fire; click to unlock while engaged."""

    fired = QtSignal()
    unlock_asked = QtSignal()

    def __init__(self, *, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("killButton")
        self.setFixedSize(82, 30)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._clock = clock
        self._engaged = False
        self._started_ns = 0
        self._pressed_engaged = False
        self._timer = QTimer(self)
        self._timer.setInterval(16)
        self._timer.timeout.connect(self._step)
        theme.changed.connect(self.update)
        self.set_engaged(False)

    def set_engaged(self, engaged: bool) -> None:  # noqa: FBT001
        self._engaged = engaged
        tip = (
            tr("New orders are blocked at every account. Cancels and exits work. Click to unlock.")
            if engaged
            else tr(
                "Hold for 0.6 s (or hold F12): blocks new orders and cancels all open ones at every "
                "account. Exits still work."
            )
        )
        self.setToolTip(told(tip))
        self.setAccessibleName(tr("Kill switch, engaged") if engaged else tr("Kill switch"))
        self.setAccessibleDescription(told(tip))
        self.update()

    @property
    def holding(self) -> bool:
        return self._timer.isActive()

    def hold(self) -> None:
        """Begin to hold by key: the keyboard is watched for its release.

        Does nothing while engaged: whoever holds the key a little longer does not want to unlock.
        """
        if not self._engaged and not self.holding:
            self._begin()
            self.grabKeyboard()

    def release_hold(self) -> None:
        """Stop holding; nothing happens if it was too short."""
        if self.holding:
            self._timer.stop()
            self.releaseKeyboard()
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        # The release of the very press that fired must not ask to unlock.
        self._pressed_engaged = self._engaged
        if not self._engaged:
            self._begin()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.release_hold()
        inside = self.rect().contains(event.position().toPoint())
        pressed, self._pressed_engaged = self._pressed_engaged, False
        if event.button() == Qt.MouseButton.LeftButton and pressed and inside:
            self.unlock_asked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            if self._engaged and event.key() != Qt.Key.Key_F12:
                self.unlock_asked.emit()
            else:
                self.hold()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.release_hold()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("text" if self.hasFocus() else "bad"), 1))
        painter.setBrush(theme.brush("sell_fill" if self._engaged else "bad_tint"))
        painter.drawRoundedRect(box, 4, 4)
        share = self._share()
        if share > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.brush("sell_fill"))
            painter.drawRoundedRect(
                QRectF(box.x(), box.y(), box.width() * share, box.height()), 4, 4
            )
        painter.setFont(theme.font(-1, bold=True))
        painter.setPen(theme.pen("on_fill" if self._engaged or share > 0.5 else "bad"))
        text = tr("UNLOCK") if self._engaged else tr("Hold…") if share > 0 else tr("KILL")
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), text)

    def _begin(self) -> None:
        self._started_ns = self._clock.monotonic_ns()
        self._timer.start()

    def _share(self) -> float:
        if not self.holding:
            return 0.0
        return min(1.0, (self._clock.monotonic_ns() - self._started_ns) / HOLD_NS)

    def _step(self) -> None:
        if self._share() >= 1.0:
            self.release_hold()
            self.fired.emit()
        self.update()


class UnlockSheet(Sheet):
    """Type the word; in the first minute after the switch was pulled, wait as well."""

    def __init__(self, parent: QWidget | None, *, clock: Clock, engaged_ns: int) -> None:
        super().__init__(
            parent,
            name="unlockSheet",
            heading="New orders are blocked",
            text=tr(
                "The kill switch is engaged at every account. Cancels and exits work. To allow new "
                "orders again, type {word}.",
                word=WORD,
            ),
        )
        self._clock = clock
        self._until_ns = engaged_ns + COOL_NS
        self._word = QLineEdit(self)
        self._word.setObjectName("unlockWord")
        self._word.setAccessibleName(tr("Word to unlock"))
        self._word.setPlaceholderText(WORD)
        self._word.textChanged.connect(self._refresh)
        self.body.addLayout(captioned(tr("Word to unlock"), self._word))
        stay = self.add_button("unlockCancel", "Stay blocked", default=True)
        stay.clicked.connect(self.reject)
        self._accept = self.add_button("unlockAccept", "Allow new orders", kind="danger")
        self._accept.clicked.connect(self.accept)
        timer = QTimer(self)
        timer.setInterval(500)
        timer.timeout.connect(self._refresh)
        timer.start()
        self._refresh()
        self._word.setFocus()

    def _refresh(self) -> None:
        left = max(0, -(-(self._until_ns - self._clock.monotonic_ns()) // 1_000_000_000))
        self._accept.setText(
            tr("Allow new orders in {seconds} s", seconds=left) if left else tr("Allow new orders")
        )
        self._accept.setEnabled(left == 0 and self._word.text().strip().upper() == WORD)
