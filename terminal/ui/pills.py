"""Cells of the top bar: a label above a value, and the pill of an account.

They paint themselves and repaint only when their words change, so a tick costs no layout.
"""

from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton
from typing_extensions import override

from terminal.domain.ids import AccountId
from terminal.domain.ports import Clock, SessionInfo
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

BAR_HEIGHT = 44
_STATE = {
    "live": ("good", "live"),
    "connecting": ("amber", "connecting"),
    "waiting": ("amber", "reconnecting"),
    "stale": ("amber", "no ticks"),
    "login_needed": ("amber", "log in again"),
    "stopped": ("faint", "no stream"),
}


class AccountView(Protocol):
    """One logged-in account, as the composition root keeps it. Times UTC ns, 0 unknown."""

    @property
    def session(self) -> SessionInfo: ...
    @property
    def connection(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def round_trip_ms(self) -> float | None: ...
    @property
    def loading(self) -> str: ...
    @property
    def last_frame_ns(self) -> int: ...


class TwoLines(QAbstractButton):
    """A small label above a value; paints itself, keeps its width until it needs more."""

    def __init__(
        self, name: str, *, theme: Theme, least: int = 60, clickable: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.theme = theme
        self._least = least
        self._top = ""
        self._runs: tuple[tuple[str, str], ...] = ()
        self._wide = least
        self.setFixedHeight(BAR_HEIGHT - 4)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if clickable else Qt.FocusPolicy.NoFocus)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def say(self, top: str, *runs: tuple[str, str]) -> None:
        """Show a label and runs of (text, token); repaints only if something differs."""
        if (top, runs) == (self._top, self._runs):
            return
        self._top, self._runs = top, runs
        self.setAccessibleName(told(f"{top} {' '.join(text for text, _ in runs)}"))
        wide = max(self._least, self._measure() + self._indent() + 16)
        if wide > self._wide or wide < self._wide - 40:
            self._wide = wide
            self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide, BAR_HEIGHT - 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        if self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            painter.fillRect(self.rect().adjusted(1, 3, -1, -3), theme.brush("hover"))
        if self.hasFocus():
            painter.setPen(theme.pen("accent"))
            painter.drawRect(self.rect().adjusted(1, 3, -2, -4))
        self.paint_mark(painter)
        left = 8 + self._indent()
        painter.setFont(theme.font(-2))
        painter.setPen(theme.pen("muted"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, 3, self.width() - left, 16), flags, self._top)
        painter.setFont(theme.font(bold=True))
        for text, token in self._runs:
            painter.setPen(theme.pen(token))
            painter.drawText(QRect(left, 18, self.width() - left, 19), flags, text)
            left += painter.fontMetrics().horizontalAdvance(text) + 6
            painter.setFont(theme.font(-1))

    def paint_mark(self, painter: QPainter) -> None:
        """Draw what stands left of the words."""

    def _indent(self) -> int:
        return 0

    def _measure(self) -> int:
        small = QFontMetrics(self.theme.font(-2)).horizontalAdvance(self._top)
        metrics = (QFontMetrics(self.theme.font(bold=True)), QFontMetrics(self.theme.font(-1)))
        value = sum(
            metrics[min(1, n)].horizontalAdvance(text) + 6 for n, (text, _) in enumerate(self._runs)
        )
        return max(small, value)


class AccountPill(TwoLines):
    """One account: state, round trip, age of the last frame, time to expiry. A click asks for its menu."""

    def __init__(self, account: AccountId, *, theme: Theme, clock: Clock) -> None:
        super().__init__(f"account.{account}", theme=theme, least=130, clickable=True)
        self._clock = clock
        self._tone = "faint"
        self._practice = False
        self.account = account

    def refresh(self, view: AccountView, *, narrow: bool) -> None:
        now = self._clock.now_ns()
        session = view.session
        tone, word = _STATE.get(view.connection, ("faint", view.connection))
        age = (now - view.last_frame_ns) / 1e9 if view.last_frame_ns else None
        if view.loading:
            tone, word = "amber", tr("loading {what}", what=view.loading)
        parts = [tr(word)]
        if view.connection == "live" and not view.loading:
            parts = [fmt.milliseconds(view.round_trip_ms)]
            if not narrow:
                parts.append(tr("feed {age}", age=fmt.feed_age(age)))
        expiry = ""
        if session.expires_ns and not narrow:
            left = (session.expires_ns - now) / 1e9
            expiry = tr(" · {time} left", time=fmt.span(left)) if left > 0 else tr(" · expired")
        if (tone, session.practice) != (self._tone, self._practice):
            self._tone, self._practice = tone, session.practice
            self.update()
        self.say(
            f"{session.broker.capitalize()} · {session.environment.lower()}{expiry}",
            (session.user_id, "text"),
            (" · ".join(parts), "muted" if tone == "good" else tone),
        )
        self.setToolTip(told(_pill_tip(view, age, now)))

    @override
    def paint_mark(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.brush(self._tone))
        painter.drawEllipse(QRectF(9, 24, 8, 8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        stripe = QRect(1, 6, 3, self.height() - 12)
        painter.fillRect(stripe, self.theme.brush("hatch" if self._practice else "bad"))

    @override
    def _indent(self) -> int:
        return 14


def _pill_tip(view: AccountView, age: float | None, now_ns: int) -> str:
    session = view.session
    lines = [
        f"{session.user_name or session.user_id} at {session.broker.capitalize()}, {session.environment}",
        "Practice: no real money." if session.practice else "LIVE: real money.",
        f"Stream: {_STATE.get(view.connection, ('', view.connection))[1]}"
        + (f" ({view.detail})" if view.detail else ""),
        f"Round trip of a request: {fmt.milliseconds(view.round_trip_ms)}",
        f"Last message of the feed: {fmt.age(age)} ago" if age is not None else "No message yet",
    ]
    if session.expires_ns:
        lines.append(f"Login ends {fmt.moment_ist(session.expires_ns, now_ns)} IST")
    if session.notice:
        lines.append(session.notice)
    if view.loading:
        return "\n".join([*lines[:2], f"Loading {view.loading}. Click to stop it."])
    return "\n".join([*lines, "Click for log in, reconnect, log out."])
