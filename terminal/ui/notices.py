"""What happened, told once: a list that the log panel keeps, and toasts over the window.

At most three toasts; equal ones are counted instead of stacked; a click tells whose row it is about.
An unexpected exception becomes one strip at the foot of the window with a report to copy.
"""

from collections import deque
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QCursor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.ports import Clock
from terminal.runtime.log import redact
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

LEVELS = ("info", "good", "warn", "bad")
TOKEN = {"info": "accent", "good": "good", "warn": "amber", "bad": "bad"}
MOST_TOASTS = 3
_GROUP_WITHIN_NS = 30_000_000_000
_TOAST_WIDTH = 304  # as wide as the watchlist under it
_LOOK_AGAIN_MS = 500


class Entry(Struct, frozen=True, kw_only=True):
    """One notice. `number` grows; `key`: the order (or panel) it is about; `count`: how often."""

    number: int
    time_ns: int
    level: str
    title: str
    text: str = ""
    key: str = ""
    count: int = 1


class Notices:
    """All notices of this run, newest last, and what is shown of crashes. No widget in here."""

    def __init__(self, *, clock: Clock, on_failure: OnFailure, kept: int = 500) -> None:
        self.posted: Signal[Entry] = Signal(on_failure)
        self.crashed: Signal[tuple[str, str]] = Signal(on_failure)
        self.clicked: Signal[Entry] = Signal(on_failure)
        self.version = 0
        self.unseen = 0
        self._clock = clock
        self._entries: deque[Entry] = deque(maxlen=kept)
        self._number = 0
        self._crash_kinds: set[str] = set()

    def post(
        self, level: str, title: str, text: str = "", *, key: str = "", quiet: bool = False
    ) -> Entry:
        """Add a notice (`info`, `good`, `warn`, `bad`); one like the newest raises its count.

        `quiet`: only in the list, without a toast.
        """
        now = self._clock.now_ns()
        last = self._entries[-1] if self._entries else None
        same = last is not None and (last.level, last.title, last.text, last.key) == (
            level,
            title,
            text,
            key,
        )
        if last is not None and same and now - last.time_ns < _GROUP_WITHIN_NS:
            entry = replace(last, count=last.count + 1, time_ns=now)
            self._entries[-1] = entry
        else:
            self._number += 1
            self.unseen += 1
            entry = Entry(
                number=self._number, time_ns=now, level=level, title=title, text=text, key=key
            )
            self._entries.append(entry)
        self.version += 1
        if not quiet:
            self.posted.emit(entry)
        return entry

    def error(self, error: TerminalError, *, title: str = "", key: str = "") -> Entry:
        """Tell an expected error in its own sentence and what to do about it."""
        text = " ".join(part for part in (error.text if title else "", error.hint) if part)
        return self.post("bad", title or error.text, text, key=key)

    def say(self, text: str, hint: str) -> None:
        """Tell a sentence and a hint: what the crash funnel calls for errors with words."""
        self.post("warn", text, hint)

    def crash(self, title: str, report: str) -> None:
        """Show the crash strip, once for each title (exception type and place)."""
        if title not in self._crash_kinds:
            self._crash_kinds.add(title)
            text = f"{title}. The report is in the log."
            self.post("bad", "A part of the program failed", text, quiet=True)
            self.crashed.emit((title, redact(report)))

    def entries(self) -> list[Entry]:
        return list(self._entries)

    def mark_seen(self) -> None:
        self.unseen = 0
        self.version += 1


class Toast(QFrame):
    """One notice over the window. Stays while the mouse is on it, and a little longer.

    Where the mouse is is asked when the time is up: a toast that slides away from under a mouse at rest
    (a resized window, a toast below that leaves) is never told that it was left.
    """

    gone = QtSignal(QObject)
    pressed = QtSignal(QObject)

    def __init__(self, parent: QWidget, *, entry: Entry, theme: Theme, milliseconds: int) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setFixedWidth(_TOAST_WIDTH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.entry = entry
        self._theme = theme
        self._icon = QLabel(self)
        self._title = QLabel(self)
        self._title.setObjectName("toastTitle")
        self._title.setWordWrap(True)
        self._text = QLabel(self)
        self._text.setObjectName("toastText")
        self._text.setWordWrap(True)
        close = QToolButton(self)
        close.setObjectName("toastClose")
        close.setAccessibleName(tr("Dismiss this notice"))
        close.setProperty("kind", "flat")
        theme.wear(close, "close")
        close.clicked.connect(self._leave)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 6, 9)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self._time_up)
        self._milliseconds = milliseconds
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Show a notice, or the same one counted once more."""
        self.entry = entry
        name = entry.level if entry.level in LEVELS else "info"
        self._icon.setPixmap(self._theme.icon(name, TOKEN[name]).pixmap(16, 16))
        times = f"  ×{entry.count}" if entry.count > 1 else ""
        self._title.setText(f"{told(entry.title)}{times}")
        self._text.setText(told(entry.text))
        self._text.setVisible(bool(entry.text))
        self.setAccessibleName(f"{told(entry.title)}. {told(entry.text)}")
        self._timer.start(self._milliseconds)

    def fit(self) -> None:
        """Take the height that the wrapped words need: `adjustSize` does not know their width."""
        self.setFixedHeight(self._row.totalHeightForWidth(_TOAST_WIDTH))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self)
        self._leave()

    def _time_up(self) -> None:
        under = self.rect().contains(self.mapFromGlobal(QCursor.pos()))
        if under and self.window().isActiveWindow():
            self._timer.start(_LOOK_AGAIN_MS)
        else:
            self._leave()

    def _leave(self) -> None:
        self._timer.stop()
        self.gone.emit(self)


class Toasts(QObject):
    """Keep at most three toasts in the lower left corner of a window's body.

    Left, over the watchlist but above its tabs: a toast must never lie over the ticket's button or a
    price to click.
    """

    def __init__(
        self,
        over: QWidget,
        *,
        notices: Notices,
        theme: Theme,
        seconds: Callable[[], int],
        foot: int = 68,
    ) -> None:
        super().__init__(over)
        self._over = over
        self._notices = notices
        self._theme = theme
        self._seconds = seconds
        self._foot = foot
        self.shown: list[Toast] = []
        over.installEventFilter(self)
        notices.posted.connect(self._posted)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _posted(self, entry: Entry) -> None:
        for toast in self.shown:
            if (toast.entry.level, toast.entry.title) == (entry.level, entry.title):
                count = entry.count if entry.number == toast.entry.number else toast.entry.count + 1
                toast.show_entry(replace(entry, count=count))
                self._place()
                return
        while len(self.shown) >= MOST_TOASTS:
            self._gone(self.shown[0])
        seconds = self._seconds() * (2 if entry.level == "bad" else 1)
        toast = Toast(self._over, entry=entry, theme=self._theme, milliseconds=1000 * seconds)
        toast.gone.connect(self._gone)
        toast.pressed.connect(self._pressed)
        self.shown.append(toast)
        toast.show()
        self._place()

    def _pressed(self, toast: Toast) -> None:
        self._notices.clicked.emit(toast.entry)

    def _gone(self, toast: Toast) -> None:
        if toast in self.shown:
            self.shown.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._over.height() - self._foot
        for toast in reversed(self.shown):
            toast.fit()
            bottom -= toast.height()
            toast.move(14, bottom)
            toast.raise_()
            bottom -= 8


class CrashStrip(QFrame):
    """One line at the foot of the window: what failed, a report to copy, and a way to dismiss it."""

    def __init__(self, *, notices: Notices, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("crashStrip")
        self._theme = theme
        self._report = ""
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setObjectName("crashText")
        self._text.setWordWrap(True)
        self._copy = QPushButton(tr("Copy report"), self)
        self._copy.setObjectName("crashCopy")
        self._copy.setToolTip(tr("Copies the report without tokens, secrets or codes."))
        self._copy.clicked.connect(self._copied)
        dismiss = QPushButton(tr("Dismiss"), self)
        dismiss.setObjectName("crashDismiss")
        dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._copy)
        row.addWidget(dismiss)
        self.hide()
        theme.changed.connect(self._restyle)
        self._restyle()
        notices.crashed.connect(self._crashed)

    def _crashed(self, what: tuple[str, str]) -> None:
        title, self._report = what
        self._text.setText(
            told(
                f"A part of the program failed: {title}. Orders and prices go on; this part of the "
                "screen may be out of date."
            )
        )
        self._copy.setText(tr("Copy report"))
        self.show()

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(tr("Copied"))

    def _restyle(self) -> None:
        self._icon.setPixmap(self._theme.icon("warn", "amber").pixmap(16, 16))
