"""The bar at the foot: connection, age of the feed, order budget, last order, notices, time.

Pulled like everything else, four times a second; it also lets `Arm` see the time pass.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.ui import format as fmt
from terminal.ui.arm import Arm
from terminal.ui.i18n import told, tr
from terminal.ui.notices import Notices
from terminal.ui.pills import AccountView
from terminal.ui.theme import Theme

EVERY_NS = 250_000_000
OLD_FEED_S = 5.0


class BudgetView(Struct, frozen=True):
    """Requests of the running second: `used` of `limit`, the last `reserve` kept for exits."""

    used: int
    limit: int
    reserve: int
    day: int


class StatusSources(Struct, frozen=True, kw_only=True):
    """What the bar reads. `latency_ms`: from click to the broker's reply of the last order."""

    accounts: Callable[[], Sequence[AccountView]]
    budget: Callable[[], BudgetView | None]
    latency_ms: Callable[[], float | None]
    frame_p99_ms: Callable[[], float]


class BudgetDots(QWidget):
    """One dot a request of the second; the reserve for exits and cancels is outlined in its own tone."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("budgetDots")
        self._theme = theme
        self._view = BudgetView(0, 10, 3, 0)
        self.setFixedHeight(16)
        theme.changed.connect(self.update)

    def show_budget(self, view: BudgetView) -> None:
        if view != self._view:
            resized = view.limit != self._view.limit
            self._view = view
            self.setAccessibleName(
                told(f"Order budget: {view.used} of {view.limit} used this second")
            )
            if resized:
                self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._view.limit * 9 + 4, 16)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, view = QPainter(self), self._theme, self._view
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(view.limit):
            reserved = number >= view.limit - view.reserve
            used = number < view.used
            painter.setPen(theme.pen("amber" if reserved else "muted"))
            painter.setBrush(theme.brush("amber" if reserved else "accent", 8 if used else 0))
            painter.drawEllipse(QRectF(2.5 + number * 9, 5, 5.5, 5.5))


class StatusBar(QFrame):
    """The whole bar."""

    def __init__(
        self,
        *,
        sources: StatusSources,
        notices: Notices,
        arm: Arm,
        theme: Theme,
        clock: Clock,
    ) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setFixedHeight(24)
        self._sources = sources
        self._notices = notices
        self._arm = arm
        self._theme = theme
        self._clock = clock
        self._next_ns = 0
        self._tokens: dict[QLabel, str] = {}
        self.connection = self._label(
            "statusConnection", tr("Whether prices and order news stream in.")
        )
        self.feed = self._label("statusFeed", tr("Time since the last message of any feed."))
        self.dots = BudgetDots(theme=theme)
        self.dots.setToolTip(
            tr(
                "Order requests in this second. Brokers allow a few a second; the last ones (amber) "
                "are kept for exits and cancels."
            )
        )
        self.budget = self._label("statusBudget", self.dots.toolTip())
        self.latency = self._label(
            "statusLatency", tr("From your click to the broker's reply, for the last order.")
        )
        self.arm_left = self._label("statusArm", tr("Time until arming ends without input."))
        self.notice_button = QPushButton(self)
        self.notice_button.setObjectName("statusNotices")
        self.notice_button.setToolTip(tr("Open the list of notices."))
        self.time = self._label("statusTime", tr("Indian Standard Time."))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(16)
        for part in (self.connection, self.feed):
            row.addWidget(part)
        budget = QHBoxLayout()
        budget.setSpacing(6)
        budget.addWidget(self.budget)
        budget.addWidget(self.dots)
        row.addLayout(budget)
        row.addWidget(self.latency)
        row.addWidget(self.arm_left)
        row.addStretch(1)
        row.addWidget(self.notice_button)
        row.addWidget(self.time)
        # Room for their longest usual words: neighbours must not move when a number grows.
        for label, text in (
            (self.feed, tr("Feed {age}", age="00 min")),
            (self.budget, tr("Orders {used} · {day} today", used="0/00", day="000")),
            (self.latency, tr("Last order {time}", time="000 ms")),
        ):
            label.setMinimumWidth(QFontMetrics(theme.font(-1)).horizontalAdvance(text))
        self.refresh()

    def on_frame(self) -> None:
        now = self._clock.monotonic_ns()
        if now >= self._next_ns:
            self._next_ns = now + EVERY_NS
            self._arm.check()
            self.refresh()

    def refresh(self) -> None:
        """Compare with the sources and change what differs."""
        now = self._clock.now_ns()
        views = self._sources.accounts()
        text, token = _connection(views)
        self._say(self.connection, text, token)
        newest = max((view.last_frame_ns for view in views), default=0)
        age = (now - newest) / 1e9 if newest else None
        old = age is not None and age > OLD_FEED_S
        self._say(self.feed, tr("Feed {age}", age=fmt.feed_age(age)), "amber" if old else "muted")
        budget = self._sources.budget()
        self.dots.setVisible(budget is not None)
        self.budget.setVisible(budget is not None)
        if budget is not None:
            self.dots.show_budget(budget)
            self._say(
                self.budget,
                tr(
                    "Orders {used} · {day} today",
                    used=f"{budget.used}/{budget.limit}",
                    day=budget.day,
                ),
                "muted",
            )
        self._say(
            self.latency,
            tr("Last order {time}", time=fmt.milliseconds(self._sources.latency_ms())),
            "muted",
        )
        left = self._arm.seconds_left
        self._say(
            self.arm_left, tr("Armed, {time} left", time=fmt.span(left)) if left else "", "bad"
        )
        unseen = self._notices.unseen
        words = (
            tr("No new notices")
            if not unseen
            else tr("1 new notice")
            if unseen == 1
            else tr("{count} new notices", count=unseen)
        )
        if self.notice_button.text() != words:
            self.notice_button.setText(words)
        self._say(self.time, f"{fmt.time_ist(now)} IST", "muted")
        self.time.setToolTip(
            told(
                f"{fmt.date_ist(now)}, Indian Standard Time. Frames:"
                f" {self._sources.frame_p99_ms():.0f} ms at the 99th percentile."
            )
        )

    def _label(self, name: str, tip: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setToolTip(told(tip))
        return label

    def _say(self, label: QLabel, text: str, token: str) -> None:
        text = told(text)
        if label.text() != text:
            label.setText(text)
            label.setVisible(bool(text))
        style = f"color: {self._theme.color(token).name()};"
        if self._tokens.get(label) != style:
            self._tokens[label] = style
            label.setStyleSheet(style)


def _connection(views: Sequence[AccountView]) -> tuple[str, str]:
    if not views:
        return tr("Not logged in"), "muted"
    bad = [view for view in views if view.connection != "live"]
    if not bad:
        return tr("Connected"), "good"
    names = ", ".join(view.session.user_id for view in bad)
    states = {view.connection for view in bad}
    if "login_needed" in states:
        return tr("{account}: log in again", account=names), "amber"
    if states == {"stopped"}:
        return tr("{account}: no stream", account=names), "muted"
    return tr("{account}: connecting", account=names), "amber"
