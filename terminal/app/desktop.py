"""The manners of a desktop program: first steps, lock, tray, desktop notices, sleep and network.

Built by the root after the window, from what the root has. Nothing here is needed for trading: where
a desktop lacks a tray, a bus or a keyring, that part stays away and says so where it is asked for.
"""

from collections.abc import Awaitable, Callable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from terminal.alerts.service import AlertService
from terminal.app.accounts import Accounts, AccountState
from terminal.app.late import LateKinds
from terminal.app.logins import Logins
from terminal.app.wake import ClockWatch, Recovery
from terminal.domain.alert import AlertEvent
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId
from terminal.domain.notice import Notice
from terminal.domain.ports import Clock, Secrets
from terminal.identity import APP_ID, NAME
from terminal.market.hub import Hub
from terminal.orders.book import Fill
from terminal.orders.service import OrderService
from terminal.runtime.config import Settings, SettingsStore
from terminal.runtime.notify import NotificationService
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.worker import Worker
from terminal.ui import format as fmt
from terminal.ui.actions import Actions
from terminal.ui.arm import Arm
from terminal.ui.desktop import DesktopNotes
from terminal.ui.dialogs import ask
from terminal.ui.i18n import tr
from terminal.ui.idle import InputWatch
from terminal.ui.lock import Lock
from terminal.ui.lock_cover import LockCover, LockParts, ask_pin
from terminal.ui.notices import Notices
from terminal.ui.shell import Desk
from terminal.ui.theme import Theme
from terminal.ui.tray import Tray, TraySources
from terminal.ui.window import Window

_LOST = frozenset({"waiting", "login_needed", "stopped"})
_LOOK_EVERY_S = 1.0


class LifeParts(Struct, frozen=True, kw_only=True):
    """What the manners are made of. `fresh`: this user has no settings yet."""

    window: Window
    desk: Desk
    theme: Theme
    actions: Actions
    arm: Arm
    notices: Notices
    settings: SettingsStore
    secrets: Secrets
    accounts: Accounts
    logins: Logins
    kinds: LateKinds
    hub: Hub
    orders: OrderService
    alerts: AlertService
    clock: Clock
    on_failure: OnFailure
    fresh: bool


class DesktopLife:
    """`start` on the loop after the first paint; `aclose` before the window's."""

    def __init__(self, parts: LifeParts) -> None:
        self._p = p = parts
        self._scope = TaskScope("desktop", p.on_failure)
        self._worker = Worker("desktop")
        self.lock = Lock(
            secrets=p.secrets,
            worker=self._worker,
            clock=p.clock,
            minutes=lambda: p.settings.current.safety.lock_minutes,
            note=self._note_lock,
            on_failure=p.on_failure,
        )
        self.cover: LockCover | None = None
        self.tray: Tray | None = None
        self.recovery = Recovery(
            accounts=p.accounts,
            hub=p.hub,
            arm=p.arm,
            notices=p.notices,
            clock=p.clock,
            scope=self._scope,
        )
        self.notes = DesktopNotes(
            send=self._send,
            settings=lambda: p.settings.current.desktop,
            in_front=self._in_front,
            private=self._private,
            clock=p.clock,
            on_failure=p.on_failure,
        )
        self._service = NotificationService(self._worker, program=NAME, icon=APP_ID)
        self._system: object | None = None
        self._screen_private: Callable[[], bool] = lambda: True
        self._connections: dict[AccountId, str] = {}
        self._minutes = p.settings.current.safety.lock_minutes
        self._watch: InputWatch | None = None
        bind = p.actions.bind
        bind("lock", self._lock_now)
        bind("lock.pin", self._pin_asked)
        bind("welcome", self._welcome_asked)
        p.actions.attach(p.window)
        p.orders.book.filled.connect(self._on_fill)
        p.orders.notices.connect(self._on_order_notice)
        p.alerts.fired.connect(self._on_alert)
        p.accounts.changed.connect(self._on_account)
        p.settings.changed.connect(self._on_settings)

    async def start(self) -> None:
        """Begin to watch; a terminal that was locked when it ended is locked again first."""
        p = self._p
        self._watch = InputWatch(self.lock.touch)
        if p.settings.current.remembered.locked and await self.lock.open():
            self._make_cover()
            self.lock.lock()
        elif p.settings.current.safety.lock_minutes:
            self._scope.spawn(self.lock.open(), name="open the lock's keyring")
        self._scope.spawn(
            ClockWatch(clock=p.clock, slept=self.recovery.woke).run(), name="clock watch"
        )
        self._scope.spawn(self._watch_idle(), name="idle watch")
        self._listen()
        self.tray = Tray(p.window, sources=self._tray_sources(), theme=p.theme)

    async def welcome(self) -> bool:
        """Show the first steps where this is the first start; True if they opened something."""
        return self._p.fresh and await self._first_steps()

    async def aclose(self) -> None:
        """Stop watching; the tray's icon goes first."""
        if self.tray is not None:
            self.tray.stop()
        await self.notes.aclose()
        await self._scope.aclose()
        if self.cover is not None:
            await self.cover.aclose()
        await self._worker.aclose()

    # -- what the system tells

    def _listen(self) -> None:
        # Its modules are only needed here: the first paint does not wait for them.
        from terminal.ui.system import SystemNews

        news = SystemNews(self._p.on_failure)
        news.sleep.connect(self._on_sleep)
        news.network.connect(self._on_network)
        news.network_changed.connect(lambda _: self.recovery.network_changed())
        self._screen_private = lambda: news.screen_private
        self._system = news

    def _on_sleep(self, before: bool) -> None:  # noqa: FBT001  a signal's value
        if before:
            self.recovery.going_to_sleep()
        else:
            self.recovery.woke()

    def _on_network(self, online: bool) -> None:  # noqa: FBT001  a signal's value
        self.recovery.network(online=online)

    # -- notices of the desktop

    def _in_front(self) -> bool:
        active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        return active and self._p.window.isVisible() and not self._p.window.isMinimized()

    def _private(self) -> bool:
        return self.lock.locked or self._screen_private()

    async def _send(self, title: str, text: str) -> None:
        if not await self._service.tell(title, text) and self.tray is not None:
            self.tray.tell(title, text)

    def _on_fill(self, fill: Fill) -> None:
        words = tr("Filled {count} at {price}", count=fill.quantity, price=fmt.price(fill.price))
        title = f"{tr(fill.side.value.capitalize())} {fmt.instrument(fill.instrument)}"
        self.notes.tell("fills", title, words)

    def _on_order_notice(self, notice: Notice) -> None:
        if notice.level in {"bad", "warn"}:
            self.notes.tell("rejections", notice.title, notice.text)

    def _on_alert(self, event: AlertEvent) -> None:
        self.notes.tell("alerts", tr("Alert: {name}", name=event.name), event.condition)

    def _on_account(self, state: AccountState) -> None:
        account = state.session.account
        before = self._connections.get(account, "")
        self._connections[account] = state.connection
        if before == "live" and state.connection in _LOST:
            title = tr("{account} is not connected", account=state.session.user_id)
            self.notes.tell("connection", title, state.detail)

    # -- the lock

    def _lock_now(self) -> None:
        self._scope.spawn(self._lock_or_offer(), name="lock")

    async def _lock_or_offer(self) -> None:
        if reason := await self.lock.why_not():
            self._p.notices.post("info", tr("No lock on this system"), reason)
        elif self.lock.has_pin or await self._choose_pin():
            self._make_cover()
            self.lock.lock()

    def _pin_asked(self) -> None:
        self._scope.spawn(self._offer_pin(), name="pin")

    async def _offer_pin(self) -> None:
        if reason := await self.lock.why_not():
            self._p.notices.post("info", tr("No lock on this system"), reason)
        else:
            await self._choose_pin()

    async def _choose_pin(self) -> bool:
        return await ask_pin(self._p.window, lock=self.lock, on_failure=self._p.on_failure)

    def _make_cover(self) -> None:
        if self.cover is not None:
            return
        p = self._p
        self.cover = LockCover(
            LockParts(
                window=p.window,
                lock=self.lock,
                actions=p.actions,
                arm=p.arm,
                theme=p.theme,
                clock=p.clock,
                kill_engaged=lambda: p.orders.kill.engaged,
                kill_changed=p.orders.kill.changed,
                log_out_all=self._log_out_all,
                on_failure=p.on_failure,
            )
        )

    async def _log_out_all(self) -> None:
        for state in self._p.accounts.states():
            try:
                await self._p.logins.log_out(state.session.account)
            except TerminalError as error:
                self._p.notices.error(error, title=tr("Logging out failed"))

    async def _watch_idle(self) -> None:
        while True:
            await self._p.clock.sleep(_LOOK_EVERY_S)
            if self.lock.has_pin:
                self._make_cover()
                self.lock.check()

    def _note_lock(self, locked: bool) -> None:  # noqa: FBT001  a signal's value
        """Remember it: who ends a locked program and starts it again finds it locked."""
        store = self._p.settings
        store.use(
            replace(store.current, remembered=replace(store.current.remembered, locked=locked))
        )

    def _on_settings(self, settings: Settings) -> None:
        minutes, self._minutes = self._minutes, settings.safety.lock_minutes
        if self._minutes and not minutes:
            self._scope.spawn(self._lock_wanted(), name="lock wanted")
        if self.tray is not None:
            self.tray.refresh()

    async def _lock_wanted(self) -> None:
        """The lock was switched on: it needs a PIN, and a place to keep it."""
        reason = await self.lock.why_not()
        if reason:
            self._p.notices.post("info", tr("No lock on this system"), reason)
        elif not self.lock.has_pin and not await self._choose_pin():
            reason = tr("Without a PIN there is no lock: choose one in the menu under Terminal.")
            self._p.notices.post("info", tr("The lock is off"), reason)
        if reason:
            self._p.settings.change("safety", "lock_minutes", 0)

    # -- first steps

    def _welcome_asked(self) -> None:
        self._scope.spawn(_of(self._first_steps()), name="first steps")

    async def _first_steps(self) -> bool:
        from terminal.ui.welcome import WelcomeDialog

        p = self._p
        dialog = WelcomeDialog(
            p.window,
            kinds=p.kinds,
            settings=p.settings,
            theme=p.theme,
            logged_in=p.accounts.first() is not None,
            has_tray=self.tray is not None and self.tray.shown,
        )
        await ask(dialog)
        chosen = dialog.beginning
        remembered = replace(p.settings.current.remembered, welcomed=True)
        if chosen.kind:
            remembered = replace(remembered, broker=chosen.kind, environment=chosen.environment)
        p.settings.use(replace(p.settings.current, remembered=remembered))
        if chosen.practice:
            try:
                await p.logins.practice(chosen.kind, chosen.environment)
            except TerminalError as error:
                p.notices.error(error, title=tr("Log-in did not work"))
        elif chosen.kind:
            await p.desk.log_in(p.window, "")
        return bool(chosen.kind)

    def _tray_sources(self) -> TraySources:
        p = self._p

        def pnl() -> float | None:
            value = p.desk.top.day_pnl()
            return None if value is None else float(value)

        return TraySources(
            accounts=p.desk.top.accounts,
            day_title=p.desk.top.day_title,
            day_pnl=pnl,
            private=self._private_tray,
            kill_engaged=lambda: p.orders.kill.engaged,
            engage_kill=p.desk.engage_kill,
            wanted=lambda: p.settings.current.desktop.tray,
            quit=p.window.closing.set,
        )

    def _private_tray(self) -> bool:
        # The tray itself lies behind a locked screen; only our own lock hides its figure.
        return self.lock.locked


async def _of(work: Awaitable[bool]) -> None:
    await work
