"""The bar at the top: where orders go, how each account does, the indices, the day, arm and kill.

It pulls: it compares a few values and repaints what changed.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.ports import Clock
from terminal.ui import format as fmt
from terminal.ui.actions import MENUS, Actions
from terminal.ui.arm import Arm
from terminal.ui.i18n import told, tr
from terminal.ui.kill import KillButton
from terminal.ui.pills import BAR_HEIGHT, AccountPill, AccountView, TwoLines
from terminal.ui.theme import Theme

NARROW = 1500


class IndexQuote(Struct, frozen=True):
    """One index of the strip. NaN: not known. `stale`: the feed stopped."""

    instrument: InstrumentId
    title: str
    last: float
    close: float
    stale: bool


class TopSources(Struct, frozen=True, kw_only=True):
    """What the bar reads each frame. `day_pnl` in rupees, None where nothing is known.

    `day_title` names that figure, `day_tip` explains it, `toggle_day` turns gross to net and back.
    """

    accounts: Callable[[], Sequence[AccountView]]
    indices: Callable[[], Sequence[IndexQuote]]
    day_pnl: Callable[[], Decimal | float | None]
    day_title: Callable[[], str]
    day_tip: Callable[[], str]
    toggle_day: Callable[[], None]


class TopBar(QFrame):
    """The whole bar. Signals ask for what the bar does not do itself."""

    login_asked = QtSignal(str)
    reconnect_asked = QtSignal(str)
    logout_asked = QtSignal(str)
    stop_asked = QtSignal(str)
    index_clicked = QtSignal(object)

    def __init__(
        self, *, sources: TopSources, actions: Actions, arm: Arm, theme: Theme, clock: Clock
    ) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(BAR_HEIGHT)
        self._sources = sources
        self._actions = actions
        self._arm = arm
        self._theme = theme
        self._clock = clock
        self._pills: dict[AccountId, AccountPill] = {}
        self._cells: dict[InstrumentId, TwoLines] = {}
        self._menu_button = self._tool("menuButton", tr("Menu"), "menu")
        self._search = QPushButton(tr("Search   Ctrl+K"), self)
        self._search.setObjectName("searchButton")
        self._search.setAccessibleName(tr("Search instruments"))
        theme.wear(self._search, "search")
        self._badge = QLabel(self)
        self._badge.setObjectName("environmentBadge")
        self._add = self._tool("addAccount", tr("Log in to an account"), "user-plus")
        self._theme_button = self._tool("themeButton", tr("Switch theme, dark or light"), "sun")
        self._settings_button = self._tool("settingsButton", tr("Settings"), "settings")
        self._pnl = TwoLines("dayPnl", theme=theme, least=112, clickable=True)
        self._pnl.clicked.connect(self._toggle_day)
        self._said = ("", "")
        self._arm_button = QPushButton(tr("ARM"), self)
        self._arm_button.setObjectName("armButton")
        self._arm_button.setCheckable(True)
        self.kill = KillButton(theme=theme, clock=clock)
        self._strip = QHBoxLayout()
        self._strip.setSpacing(0)
        self._accounts = QHBoxLayout()
        self._accounts.setSpacing(2)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 8, 0)
        row.setSpacing(6)
        for part in (self._menu_button, self._search, self._badge):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._accounts)
        for tool in (self._add, self._theme_button, self._settings_button):
            row.addWidget(tool)
        row.addStretch(1)
        row.addLayout(self._strip)
        row.addWidget(self._pnl)
        row.addWidget(self._arm_button)
        row.addWidget(self.kill)
        self._menu_button.clicked.connect(self.open_menu)
        for button, command in (
            (self._search, "search"),
            (self._add, "account.add"),
            (self._theme_button, "view.theme"),
            (self._settings_button, "settings"),
        ):
            button.clicked.connect(partial(self._run, command))
        self._arm_button.clicked.connect(self._armed)
        arm.changed.connect(self._show_arm)
        self._show_arm(arm.armed)
        self.refresh()

    @property
    def mode(self) -> str:
        """`live` if any account trades real money, `practice`, or `none`."""
        sessions = [view.session for view in self._sources.accounts()]
        if not sessions:
            return "none"
        return "practice" if all(session.practice for session in sessions) else "live"

    @property
    def mixed(self) -> bool:
        """True where practice and live accounts are logged in side by side."""
        return len({view.session.practice for view in self._sources.accounts()}) > 1

    def refresh(self) -> None:
        """Compare with the sources and repaint what changed."""
        narrow = self.window().width() < NARROW and len(self._pills) > 1
        self._refresh_accounts(narrow=narrow)
        self._refresh_badge()
        shown = bool(self._pills)
        for quote in self._sources.indices():
            self._refresh_index(quote, shown=shown)
        self._pnl.setVisible(shown)
        pnl = self._sources.day_pnl()
        said = (self._sources.day_title(), fmt.signed_rupees(pnl))
        self._pnl.say(said[0], (said[1], fmt.trend(pnl) or "text"))
        if said != self._said or self._pnl.underMouse():
            self._said = said
            self._explain_day()

    def _toggle_day(self) -> None:
        self._sources.toggle_day()
        self.refresh()
        self._explain_day()

    def _explain_day(self) -> None:
        tip = self._sources.day_tip()
        if told(tip) != self._pnl.toolTip():
            self._pnl.setToolTip(told(tip))
            self._pnl.setAccessibleDescription(told(tip))

    def add_pill(self, name: str, text: str, tip: str, verb: Callable[[], None]) -> None:
        """Show a word beside the environment that stays for the whole run, with a verb behind it."""
        pill = QPushButton(told(text), self)
        pill.setObjectName(name)
        pill.setProperty("kind", "pill")
        pill.setToolTip(f"<qt>{told(tip)}</qt>")
        pill.setAccessibleName(told(text))
        pill.setAccessibleDescription(told(tip))
        pill.clicked.connect(verb)
        self._row.insertWidget(self._row.indexOf(self._badge) + 1, pill)
        pill.show()

    def open_menu(self) -> None:
        """Open the main menu below its button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title in MENUS:
            part = menu.addMenu(tr(title))
            self._actions.fill_menu(part, title)
            part.menuAction().setVisible(not part.isEmpty())
        menu.popup(self._menu_button.mapToGlobal(QPoint(0, self._menu_button.height() + 2)))

    def account_menu(self, pill: AccountPill) -> QMenu:
        """Return the menu of an account, ready to pop up."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        verbs = [
            (tr("Log in again…"), "log-in", self.login_asked),
            (tr("Reconnect the stream"), "refresh", self.reconnect_asked),
            (tr("Log out"), "log-out", self.logout_asked),
        ]
        views = {view.session.account: view for view in self._sources.accounts()}
        if pill.account in views and views[pill.account].loading:
            # There is no stream yet; what helps is to wait or to give up.
            verbs[:2] = [(tr("Stop loading"), "close", self.stop_asked)]
        for text, icon, verb in verbs:
            action = menu.addAction(self._theme.icon(icon), text)
            action.setObjectName(f"account.{icon}")
            action.setData((verb, str(pill.account)))
        menu.triggered.connect(_emit_chosen)
        return menu

    def _tool(self, name: str, text: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAccessibleName(told(text))
        button.setToolTip(told(text))
        button.setProperty("kind", "flat")
        button.setIconSize(QSize(18, 18))
        self._theme.wear(button, icon, size=18)
        return button

    def _refresh_accounts(self, *, narrow: bool) -> None:
        views = {view.session.account: view for view in self._sources.accounts()}
        for account in [account for account in self._pills if account not in views]:
            pill = self._pills.pop(account)
            self._accounts.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        for account, view in views.items():
            known = self._pills.get(account)
            if known is None:
                known = self._pills[account] = AccountPill(
                    account, theme=self._theme, clock=self._clock
                )
                known.clicked.connect(self._pill_clicked)
                self._accounts.addWidget(known)
            known.refresh(view, narrow=narrow)
        self._search.setText("" if narrow else tr("Search   Ctrl+K"))

    def _refresh_badge(self) -> None:
        mode = self.mode
        if self._badge.property("mode") == mode:
            return
        words = {"none": "NOT LOGGED IN", "practice": "PRACTICE", "live": "LIVE"}
        self._badge.setText(tr(words[mode]))
        self._badge.setProperty("mode", mode)
        self._badge.style().unpolish(self._badge)
        self._badge.style().polish(self._badge)

    def _refresh_index(self, quote: IndexQuote, *, shown: bool) -> None:
        cell = self._cells.get(quote.instrument)
        if cell is None:
            cell = self._cells[quote.instrument] = TwoLines(
                f"index.{quote.title}", theme=self._theme, least=118, clickable=True
            )
            cell.setToolTip(
                tr(
                    "{index}: click to select, press Enter on the chart to open it.",
                    index=quote.title,
                )
            )
            cell.clicked.connect(self._index_clicked)
            self._strip.addWidget(cell)
        cell.setVisible(shown)
        change = quote.last - quote.close
        share = change / quote.close * 100 if quote.close else float("nan")
        token = "stale" if quote.stale else fmt.trend(change) or "muted"
        cell.say(
            quote.title,
            (fmt.price(quote.last), "stale" if quote.stale else "text"),
            (fmt.percent(share), token),
        )

    def _index_clicked(self) -> None:
        for instrument, cell in self._cells.items():
            if cell is self.sender():
                self.index_clicked.emit(instrument)

    def _pill_clicked(self) -> None:
        pill = self.sender()
        if isinstance(pill, AccountPill):
            self.account_menu(pill).popup(pill.mapToGlobal(QPoint(0, pill.height())))

    def _run(self, action_id: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        action = self._actions.action(action_id)
        if action is not None:
            action.trigger()

    def _armed(self) -> None:
        self._arm.toggle()
        self._show_arm(self._arm.armed)

    def _show_arm(self, armed: bool) -> None:  # noqa: FBT001  a signal's value
        self._arm_button.setChecked(armed)
        self._arm_button.setText(tr("ARMED") if armed else tr("ARM"))
        tip = (
            tr("Armed: Enter in the order ticket sends. Click to disarm.")
            if armed
            else tr(
                "Not armed: Enter in the order ticket moves to the next field, Ctrl+Enter sends. Exits "
                "and cancels never need arming. Click to arm (Ctrl+Shift+A)."
            )
        )
        self._arm_button.setToolTip(told(tip))
        self._arm_button.setAccessibleName(tr("Armed") if armed else tr("Arm"))
        self._arm_button.setAccessibleDescription(told(tip))


def _emit_chosen(action: object) -> None:
    data = action.data() if hasattr(action, "data") else None
    if isinstance(data, tuple):
        data[0].emit(data[1])


class PracticeBanner(QWidget):
    """A hatched strip across the window while orders go nowhere real."""

    def __init__(self, *, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("practiceBanner")
        self.setFixedHeight(18)
        self._theme = theme
        self._text = ""
        theme.changed.connect(self.update)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, or hide for ''."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(told(text))
            self.setVisible(bool(text))
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.brush("amber_tint"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("hatch"))
        pen.setWidthF(4)
        painter.setPen(pen)
        height = self.height()
        for x in range(-height, self.width() + height, 14):
            painter.drawLine(x, height + 2, x + height + 4, -2)
        painter.setFont(theme.font(-2, bold=True))
        wide = painter.fontMetrics().horizontalAdvance(self._text) + 28
        label = QRect((self.width() - wide) // 2, 0, wide, height)
        painter.fillRect(label, theme.brush("amber_tint"))
        painter.setPen(theme.pen("amber"))
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), self._text)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()
