"""The main window: docks, bars and menus. It knows panels by name and no service at all.

Closing it only sets `closing`; whoever runs the program unwinds and then hides it for good.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from functools import partial
from typing import Any

import PySide6QtAds as Ads
from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.identity import NAME
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.ui.actions import LISTS, Actions, Spec
from terminal.ui.arm import Arm
from terminal.ui.autosave import Autosave
from terminal.ui.dialogs import KeySheet, ask, confirm
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import tr
from terminal.ui.kill import UnlockSheet
from terminal.ui.late import LatePanels
from terminal.ui.layouts import (
    LEAST_WIDTH,
    VERSION,
    LayoutStore,
    SavedLayout,
    configure_docks,
    dock_again,
    encode_state,
    fill_dock,
    fits,
    hold_sides,
    keep_on_screen,
    make_dock,
    name_buttons,
    place_default,
)
from terminal.ui.notices import CrashStrip, Entry, Notices, Toasts
from terminal.ui.overlays import CutOverlays
from terminal.ui.panel import Panel
from terminal.ui.shell import Desk
from terminal.ui.status import StatusBar
from terminal.ui.tabs import heir_of
from terminal.ui.theme import Theme
from terminal.ui.topbar import PracticeBanner, TopBar

_EVERY_NS = 100_000_000
_FRAME_MS = 100
_BARS = 90  # height of top bar, banner and status bar
_BANNER = {
    "none": "",
    "live": "",
    "practice": "PRACTICE  ·  no real money  ·  orders go to the practice exchange",
}
_MIXED = "LIVE and PRACTICE accounts are open side by side  ·  check the account of every order"
_TITLE = {"none": "Not logged in", "practice": "PRACTICE, no real money", "live": "LIVE"}


class Window(QMainWindow):
    """Docks, bars, menus. `closing` is set when the user wants to leave."""

    def __init__(
        self,
        *,
        desk: Desk,
        theme: Theme,
        actions: Actions,
        notices: Notices,
        arm: Arm,
        frame: FrameClock,
        clock: Clock,
        on_failure: OnFailure,
        layouts: LayoutStore | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.closing = asyncio.Event()
        self.panels: dict[str, Panel] = {}
        self._desk = desk
        self._theme = theme
        self._actions = actions
        self._notices = notices
        self._arm = arm
        self._clock = clock
        self._scope = TaskScope("window", on_failure)
        self._docks: dict[str, Any] = {}
        self._states: dict[str, dict[str, object]] = {}  # of panels that are not made yet
        self._late = LatePanels(self._make_panel, self)
        self._places = {spec.name: spec.place for spec in desk.panels}
        self._mode = ""
        self._next_ns = 0
        self._engaged_ns = 0
        self._hand = QCursor.pos()
        self._autosave = Autosave(
            layouts, self.layout_now, clock=clock, scope=self._scope, trouble=notices.say
        )
        self.top = TopBar(sources=desk.top, actions=actions, arm=arm, theme=theme, clock=clock)
        self.status = StatusBar(
            sources=desk.status, notices=notices, arm=arm, theme=theme, clock=clock
        )
        self.banner = PracticeBanner(theme=theme)
        self._body = self._build_body()
        self.toasts = Toasts(self._body, notices=notices, theme=theme, seconds=desk.toast_seconds)
        self._open_search = desk.make_search(self._body)
        self._make_docks()
        self._bind_actions()
        self._connect()
        self.setMinimumSize(960, 560)
        self.resize(1600, 950)
        self._off_frame = frame.add(self, self.on_frame)
        self._show_mode()

    # -- what the program's root calls

    def arrange(
        self, layout: SavedLayout | None, *, screens: Sequence[QRect] | None = None
    ) -> bool:
        """Use a saved layout if it fits `screens` (of today), else the default; True if saved."""
        if screens is None:
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        used = layout is not None and fits(layout, screens)
        if layout is not None and used:
            self.setGeometry(layout.rect)
            if layout.maximised:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        elif screens:
            # The docks are laid out for the whole screen, which the window is about to fill.
            room = screens[0]
            self.setGeometry(QRect(room.topLeft(), room.size() * 0.9))
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._place_default(screens[0].size() if screens and not used else self.size())
        if layout is not None and used:
            used = bool(self._manager.restoreState(layout.state_bytes(), VERSION))
        if layout is not None:
            self._states = dict(layout.panels)
            for name, panel in self.panels.items():
                if (state := self._states.pop(name, None)) is not None:
                    panel.restore_state(state)
        self._autosave.arranged()
        return used

    def layout_now(self) -> SavedLayout:
        """Return a snapshot of docks, place and panel states."""
        place = self.normalGeometry() if self.isMaximized() else self.geometry()
        screen = self.screen()
        return SavedLayout(
            state=encode_state(self._manager.saveState(VERSION)),
            place=(place.x(), place.y(), place.width(), place.height()),
            maximised=self.isMaximized(),
            screen=screen.name() if screen is not None else "",
            panels=self._states | {name: panel.save_state() for name, panel in self.panels.items()},
        )

    def start(self) -> None:
        """Give the first panel the keyboard, and begin to save the layout now and then."""
        next(iter(self.panels.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self._late.start()
        self._autosave.start()

    async def aclose(self) -> None:
        """Save the layout, end every panel's tasks and take the window down."""
        self._late.stop()
        if any(dock.widget() is None for dock in self._docks.values()):
            self.reset_layout()  # never arranged: gives every dock and panel its owner
        self._autosave.stop()
        await self._scope.aclose()
        await self._autosave.save()
        self._off_frame()
        for panel in self.panels.values():
            await panel.aclose()
        await self._desk.aclose()
        self.hide()
        self._manager.deleteLater()
        self.deleteLater()

    @property
    def docks(self) -> Any:
        """What holds the panels."""
        return self._manager

    # -- verbs of the View menu

    def reveal(self, name: str) -> None:
        """Open a panel and bring its tab to the front; the focus stays where it is."""
        self._late.need(name)
        dock = self._docks.get(name)
        if dock is not None:
            focused = self.focusWidget()
            if dock.isClosed():
                dock.toggleView(True)
            dock.setAsCurrentTab()
            if focused is not None:
                focused.setFocus()

    def show_panel(self, name: str) -> None:
        """Open a panel, bring its tab to the front and give it the focus."""
        self.reveal(name)
        panel = self.panels[name]
        target = heir_of(panel) or _first_focus(panel)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_panel(self, name: str) -> None:
        self._docks[name].toggleView(self._docks[name].isClosed())

    def is_open(self, name: str) -> bool:
        return not self._docks[name].isClosed()

    def reset_layout(self) -> None:
        """Put every panel back where it was shipped."""
        self._place_default(self.size())

    def on_frame(self) -> None:
        now = self._clock.monotonic_ns()
        if now >= self._next_ns:
            self._next_ns = now + _EVERY_NS
            self.top.refresh()
            self._show_mode()
            self._notice_hand()
        self.status.on_frame()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.closing.set()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._actions.press(event):
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only on floating docks: a key that no widget there wanted is a command all the same.
        return isinstance(event, QKeyEvent) and (
            event.type() == QEvent.Type.KeyPress and self._actions.press(event)
        )

    # -- private

    def _build_body(self) -> QFrame:
        body = QFrame(self)
        body.setObjectName("windowBody")
        body.setAccessibleName(NAME)
        body.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        configure_docks()
        self._manager: Any = Ads.CDockManager(body)
        self._manager.setStyleSheet("")
        self._manager.dockAreaCreated.connect(self._area_created)
        CutOverlays(self._manager)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        column.addWidget(self._manager, 1)
        column.addWidget(CrashStrip(notices=self._notices, theme=self._theme))
        column.addWidget(self.status)
        self.setCentralWidget(body)
        return body

    def _make_docks(self) -> None:
        for spec in self._desk.panels:
            dock = self._docks[spec.name] = make_dock(self._manager, spec.name, tr(spec.title))
            dock.viewToggled.connect(self._panel_toggled)
            if spec.late:
                self._late.add(spec.name, dock)
            else:
                self._make_panel(spec.name)

    def _make_panel(self, name: str) -> None:
        spec = next(each for each in self._desk.panels if each.name == name)
        panel = self.panels[name] = spec.make()
        panel.setMinimumWidth(LEAST_WIDTH[spec.place])
        if self._docks[name].widget() is not None:
            fill_dock(self._docks[name], panel)
        if (state := self._states.pop(name, None)) is not None:
            panel.restore_state(state)

    def _place_default(self, room: QSize) -> None:
        size = (room.width(), room.height() - _BARS)
        place_default(self._manager, self._docks, self._places, size=size)
        # Panels go in last: every move of a filled dock styles all its widgets anew.
        for name, dock in self._docks.items():
            if dock.widget() is None:
                fill_dock(dock, self.panels.get(name), LEAST_WIDTH[self._places[name]])

    def _bind_actions(self) -> None:
        bind = self._actions.bind
        for rank, spec in enumerate(self._desk.panels):
            toggle = f"panel.toggle.{spec.name}"
            self._actions.add(
                Spec(id=toggle, text=spec.title, menu="View", rank=10 + rank / 100, checkable=True)
            )
            bind(toggle, _Call(self.toggle_panel, spec.name)).setChecked(True)
            goto = f"panel.{spec.name}"
            words = tr("Go to {panel}", panel=tr(spec.title))
            self._actions.add(Spec(id=goto, text=words, menu="", rank=0, key=spec.key, where=LISTS))
            bind(goto, _Call(self.show_panel, spec.name))
        bind("account.add", self._log_in)
        bind("search", self._search)
        bind("settings", self._show_settings)
        bind("arm", self._arm.toggle)
        bind("orders.kill", self.top.kill.hold)
        bind("view.theme", self._desk.switch_theme)
        bind("view.next_panel", self._next_panel)
        bind("view.float", self._float_panel)
        bind("view.full_screen", self._full_screen)
        bind("view.reset", self._ask_reset)
        bind("help.keys", self._show_keys)
        bind("menu", self.top.open_menu)
        bind("quit", self.close)
        self._actions.attach(self)

    def _connect(self) -> None:
        top, desk = self.top, self._desk
        top.kill.fired.connect(self._kill_fired)
        top.kill.unlock_asked.connect(self._unlock_asked)
        top.login_asked.connect(self._log_in)
        top.reconnect_asked.connect(desk.reconnect)
        top.stop_asked.connect(desk.stop_loading)
        top.logout_asked.connect(desk.log_out)
        top.index_clicked.connect(desk.select)
        desk.wanted.connect(self.reveal)
        self._manager.floatingWidgetCreated.connect(self._floated)
        desk.kill_changed.connect(self._kill_changed)
        self._kill_changed(desk.kill.engaged)
        self.status.notice_button.clicked.connect(self._show_notices)
        self._notices.clicked.connect(self._notice_clicked)
        self._notices.posted.connect(self._alert)
        self._arm.changed.connect(self._show_armed)

    def _panel_toggled(self, opened: bool) -> None:  # noqa: FBT001  a signal's value
        dock = self.sender()
        self._autosave.soon()
        if isinstance(dock, QWidget):
            action = self._actions.action(f"panel.toggle.{dock.objectName()}")
            if action is not None:
                action.setChecked(opened)

    def _area_created(self, area: QWidget) -> None:
        self._autosave.soon()
        name_buttons(area)
        QTimer.singleShot(0, self, self._hold_sides)  # when it has found its place

    def _hold_sides(self) -> None:
        hold_sides(self._docks, self._places)

    def _floated(self, floating: QWidget) -> None:
        floating.installEventFilter(self)
        QTimer.singleShot(_FRAME_MS, floating, partial(keep_on_screen, floating))

    @property
    def focused_panel(self) -> str | None:
        """The name of the panel that has the focus, None where none has."""
        dock = self._manager.focusedDockWidget()
        name = dock.objectName() if dock is not None else ""
        return name if name in self._docks else None

    def _next_panel(self) -> None:
        visible = [name for name, panel in self.panels.items() if panel.isVisible()]
        if visible:
            focused = self.focused_panel
            place = visible.index(focused) if focused in visible else -1
            self.show_panel(visible[(place + 1) % len(visible)])

    def _float_panel(self) -> None:
        name = self.focused_panel
        if name is None:
            return
        dock = self._docks[name]
        if dock.isInFloatingContainer():
            dock_again(self._manager, self._docks, self._places, name)
        else:
            dock.setFloating()

    def _full_screen(self) -> None:
        # A maximised window is maximised again afterwards.
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _log_in(self, account: str = "") -> None:
        self._scope.spawn(_of(self._desk.log_in(self, account)), name="log in")

    def _search(self) -> None:
        self._open_search("")

    def _show_settings(self) -> None:
        self._scope.spawn(_of(self._desk.show_settings(self)), name="settings")

    def _show_keys(self) -> None:
        sheet = KeySheet(self, theme=self._theme, rows=self._actions.sheet())
        self._scope.spawn(ask(sheet), name="keys")

    def _ask_reset(self) -> None:
        self._scope.spawn(self._reset_if_wanted(), name="reset")

    async def _reset_if_wanted(self) -> None:
        if await confirm(
            self,
            heading=tr("Reset the layout?"),
            text=tr(
                "Every panel goes back to where it was at first. Orders, lists and settings stay."
            ),
            yes=tr("Reset"),
        ):
            self.reset_layout()

    def _kill_fired(self) -> None:
        self._engaged_ns = self._clock.monotonic_ns()
        self._arm.disarm(tr("Disarmed by the kill switch."))
        self._desk.engage_kill()

    def _kill_changed(self, engaged: bool) -> None:  # noqa: FBT001  a signal's value
        self.top.kill.set_engaged(engaged)

    def _unlock_asked(self) -> None:
        self._scope.spawn(self._unlock(), name="unlock")

    async def _unlock(self) -> None:
        sheet = UnlockSheet(self, clock=self._clock, engaged_ns=self._engaged_ns)
        if await ask(sheet):
            self._desk.release_kill()

    def _show_notices(self) -> None:
        self._notices.mark_seen()
        if "log" in self._docks:
            self.show_panel("log")

    def _notice_clicked(self, entry: Entry) -> None:
        if "alerts" in self._docks and entry.key.startswith("alert "):
            self.show_panel("alerts")
        elif "downloads" in self._docks and entry.key.startswith("download "):
            self.show_panel("downloads")
        elif "orders" in self._docks and entry.key:
            self.show_panel("orders")
        else:
            self._show_notices()

    def _alert(self, entry: Entry) -> None:
        if entry.level in {"warn", "bad"} and not self.isActiveWindow():
            QApplication.alert(self)

    def _show_armed(self, armed: bool) -> None:  # noqa: FBT001  a signal's value
        action = self._actions.action("arm")
        if action is not None:
            action.setChecked(armed)
        self._body.setProperty("armed", armed)
        self._body.style().unpolish(self._body)
        self._body.style().polish(self._body)
        if not armed and self._arm.reason:
            self._notices.post("info", tr("Not armed any more"), self._arm.reason)

    def _notice_hand(self) -> None:
        # Arming ends without input; a filter on all events of the program would cost far more.
        if self._arm.armed and (hand := QCursor.pos()) != self._hand:
            self._hand = hand
            self._arm.touch()

    def _show_mode(self) -> None:
        mode = self.top.mode
        key = f"{mode}{self.top.mixed}"
        if key != self._mode:
            self._mode = key
            self.banner.say(tr(_MIXED if self.top.mixed else _BANNER[mode]))
            self.setWindowTitle(f"{tr(_TITLE[mode])} - {NAME}")


async def _of(work: Awaitable[None]) -> None:
    await work


class _Call:
    """A bound verb with its argument: unlike a lambda it names what it calls."""

    def __init__(self, verb: Any, argument: str) -> None:
        self._verb, self._argument = verb, argument

    def __call__(self) -> None:
        self._verb(self._argument)


def _first_focus(panel: QWidget) -> QWidget:
    for child in panel.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(panel):
            return child
    return panel
