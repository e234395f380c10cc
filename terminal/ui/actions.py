"""Every command once: menus, toolbar, shortcuts and the key sheet all come from this table.

A command without a verb is not shown anywhere: nothing dead in a menu. Commands act on the first key
press only; a held key never repeats one. `lists` commands are single keys that work while a list has
the focus, so they never fire while somebody types.
"""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from terminal.ui.i18n import tr
from terminal.ui.theme import Theme

ANYWHERE, LISTS = "anywhere", "lists"
_ELSEWHERE = {ANYWHERE: "Anywhere", LISTS: "In any list"}
_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Spec(Struct, frozen=True, kw_only=True):
    """One command. `rank` orders it in its menu; a new ten starts a new group.

    `safety` commands work even while a dialog is open.
    """

    id: str
    text: str
    menu: str
    rank: float
    icon: str = ""
    key: str = ""
    where: str = ANYWHERE
    checkable: bool = False
    tip: str = ""
    safety: bool = False


SPECS = (
    Spec(id="account.add", text="Log in to an account…", menu="Terminal", rank=10, icon="log-in",
         key="Ctrl+N", tip="Log in to a broker, or start practising without real money."),
    Spec(id="search", text="Search instruments…", menu="Terminal", rank=11, icon="search", key="Ctrl+K"),
    Spec(id="arm", text="Arm: Enter in the ticket sends", menu="Terminal", rank=20, icon="target",
         key="Ctrl+Shift+A", checkable=True,
         tip="Disarmed, Enter moves to the next field. Exits and cancels never need arming."),
    Spec(id="table.export", text="Export this table…", menu="Terminal", rank=22, icon="copy",
         key="Ctrl+E", tip="Save the table that has the focus as CSV or Excel workbook."),
    Spec(id="table.copy", text="Copy this table", menu="Terminal", rank=23, icon="copy",
         key="Ctrl+Shift+C", tip="Copy all rows of the table that has the focus, for a spreadsheet."),
    Spec(id="lock", text="Lock the terminal", menu="Terminal", rank=25, icon="lock",
         key="Ctrl+Shift+K", tip="Hides accounts and prices and takes no orders until the PIN is typed."),
    Spec(id="lock.pin", text="PIN of the lock…", menu="Terminal", rank=26, icon="key"),
    Spec(id="report.day", text="Save the day's report…", menu="Terminal", rank=24, icon="copy",
         tip="Orders, trades, positions, charges and the course of the day as PDF or web page."),
    Spec(id="settings", text="Settings…", menu="Terminal", rank=30, icon="settings", key="Ctrl+,"),
    Spec(id="welcome", text="First steps…", menu="Terminal", rank=31, icon="info",
         tip="Account, look, keys and notices, one after the other."),
    Spec(id="quit", text="Quit", menu="Terminal", rank=40, icon="power", key="Ctrl+Q"),
    Spec(id="orders.buy", text="Buy the selected instrument", menu="Orders", rank=1, icon="ticket"),
    Spec(id="orders.sell", text="Sell the selected instrument", menu="Orders", rank=2, icon="ticket"),
    Spec(id="orders.cancel_symbol", text="Cancel orders of the selected instrument", menu="Orders",
         rank=10, icon="cancel", key="F7", safety=True),
    Spec(id="orders.cancel_all", text="Cancel all open orders", menu="Orders", rank=11, icon="cancel",
         key="Shift+F7", safety=True),
    Spec(id="orders.close_symbol", text="Close the position of the selected instrument…", menu="Orders",
         rank=20, icon="log-out", key="F8", tip="Shows the exact order first."),
    Spec(id="orders.close_all", text="Close all positions…", menu="Orders", rank=21, icon="log-out",
         key="Shift+F8", tip="Shows the exact orders first."),
    Spec(id="orders.kill", text="Kill switch (hold 0.6 s)", menu="Orders", rank=30, icon="power",
         key="F12", safety=True,
         tip="Blocks new orders and cancels all open ones, at every account. Exits still work."),
    Spec(id="view.theme", text="Switch theme, dark or light", menu="View", rank=80, icon="sun",
         key="Ctrl+Shift+T"),
    Spec(id="view.next_panel", text="Next panel", menu="View", rank=81, key="Ctrl+Tab"),
    Spec(id="view.float", text="Float or dock the panel", menu="View", rank=82, icon="float", key="Ctrl+M"),
    Spec(id="view.full_screen", text="Full screen", menu="View", rank=83, icon="maximise", key="F11"),
    Spec(id="view.reset", text="Reset the layout", menu="View", rank=90, icon="layout"),
    Spec(id="help.guide", text="User guide", menu="Help", rank=5, icon="info", key="F1",
         tip="Opens at the page about the panel that has the focus."),
    Spec(id="help.keys", text="Keys", menu="Help", rank=10, icon="keyboard", key="Ctrl+F1"),
    Spec(id="help.copy_log", text="Copy the last 200 log lines", menu="Help", rank=20, icon="copy"),
    Spec(id="help.log_folder", text="Open the log folder", menu="Help", rank=21, icon="folder"),
    Spec(id="menu", text="Open the menu", menu="", rank=0, key="F9"),
)  # fmt: skip
KEY_MAPS: dict[str, dict[str, str]] = {
    "terminal": {},
    "dealer": {
        "orders.buy": "F1",
        "orders.sell": "F2",
        "panel.orders": "F3",
        "panel.depth": "F6",
        "panel.trades": "F8",
        "orders.close_symbol": "Ctrl+F8",
        "help.guide": "Ctrl+F1",
        "help.keys": "Ctrl+Shift+F1",
    },
}
"""Keys that differ from the table, by map and command; they work anywhere. No two commands share one."""
PANEL_KEYS = (
    ("Watchlist", (
        ("B", "Buy"), ("S", "Sell"), ("D", "Order book in the row"), ("Shift+D", "Depth panel"),
        ("C", "Chart"), ("I", "Facts of the instrument"), ("A", "Alert"), ("G", "GTT"),
        ("Del", "Remove from the list"),
        ("Alt+Up / Down", "Move the row"), ("1 to 7", "Choose the list"), ("/", "Search"),
    )),
    ("Books", (
        ("Return", "Orders: modify; positions: exit ticket"), ("Del", "Orders: cancel the selected"),
        ("R", "Orders: repeat"), ("H", "Orders: history"), ("X", "Exit ticket, filled and not sent"),
        ("Space", "Positions: tick for the subtotal"), ("/", "Filter"), ("Ctrl+C", "Copy as a table"),
    )),
    ("GTT", (
        ("G", "New one, in any list or book"), ("Return", "Change"), ("R", "New one like this"),
        ("Del", "Delete, with five seconds to undo"), ("Ctrl+Z", "Undo the deletion"),
        ("Ctrl+Return", "Send the form"), ("Ctrl+T", "Switch between buy and sell"),
        ("Esc", "Put a dragged line back; close the form"),
    )),
    ("Alerts", (
        ("A", "New alert, in any list or book"), ("Return", "Change"), ("Space", "Switch on or off"),
        ("Del", "Delete"), ("Ctrl+Return", "Send the form"), ("Esc", "Close the form"),
    )),
    ("Mutual funds", (
        ("1 to 4", "Holdings, funds, orders, SIPs"), ("/", "Search or filter"),
        ("Return", "Buy, details, change"), ("B", "Buy"), ("S", "Redeem"), ("N", "New SIP"),
        ("Space", "Pause or resume a SIP"), ("Del", "Cancel"), ("Ctrl+Return", "Send the form"),
        ("Esc", "Close the form"), ("F5", "Read again"),
    )),
    ("Order ticket", (
        ("Ctrl+Return", "Send"), ("Ctrl+Shift+Return", "Add to the basket"),
        ("Return", "Next field; armed: send"),
        ("Ctrl+T", "Switch between buy and sell"), ("Esc", "Clear"),
        ("Up / Down", "One lot, one tick; with Shift more"), ("Alt+M L S K", "Market, limit, SL, SL-M"),
        ("Alt+C I N", "CNC, MIS, NRML"),
    )),
    ("Basket", (
        ("Return", "Edit the field; Tab goes on"), ("Space", "Turn buy into sell"),
        ("Alt+Up / Down", "Move the leg"), ("Del", "Take out; Ctrl+Z brings back"),
        ("Ctrl+Return", "Send, after a look at every order"),
    )),
    ("Chart", (
        ("5 then Return", "Interval in minutes; 60, 1h, 1d"), ("Left / Right", "Move; with Ctrl faster"),
        ("+ / −", "Zoom"), ("End", "Go to now"), ("Alt+R", "Reset the view"), ("Letters", "Search"),
    )),
)  # fmt: skip
"""Keys that panels handle themselves, for the key sheet."""
MENUS = ("Terminal", "Orders", "View", "Help")


class Actions(QObject):
    """The table, alive: one `QAction` a command, once it has a verb."""

    def __init__(self, theme: Theme, specs: tuple[Spec, ...] = SPECS) -> None:
        super().__init__()
        self._theme = theme
        self._specs = {spec.id: spec for spec in specs}
        self._actions: dict[str, QAction] = {}
        self._verbs: dict[str, Callable[[], object]] = {}
        self._list_keys: dict[str, str] = {}
        self._map: dict[str, str] = {}
        self._allowed: frozenset[str] | None = None
        self._described: list[tuple[str, str, str]] = []

    def add(self, spec: Spec) -> None:
        """Add a command to the table (one a panel, for example); ValueError for an id or key taken."""
        if spec.id in self._specs:
            raise ValueError(f"There already is a command {spec.id!r}.")
        if spec.key and any(spec.key == other.key for other in self._specs.values()):
            raise ValueError(f"The key {spec.key} of {spec.id!r} is taken.")
        self._specs[spec.id] = spec

    def bind(self, action_id: str, verb: Callable[[], object]) -> QAction:
        """Give a command its verb and return its action; a second call replaces the verb."""
        spec = self._specs[action_id]
        self._verbs[action_id] = verb
        if action_id in self._actions:
            return self._actions[action_id]
        action = QAction(tr(spec.text), self)
        if spec.icon:
            self._theme.wear(action, spec.icon)
        action.setObjectName(f"action.{spec.id}")
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(False)
        action.setData(action_id)
        action.setProperty("safety", spec.safety)
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(self._triggered)
        self._actions[action_id] = action
        self._give_key(spec, action)
        return action

    def use_map(self, name: str) -> None:
        """Put a key map in force: one of `KEY_MAPS`; KeyError for another."""
        self._map = KEY_MAPS[name]
        self._list_keys.clear()
        for action_id, action in self._actions.items():
            self._give_key(self._specs[action_id], action)

    def hold(self, allowed: frozenset[str] | None) -> None:
        """Take only these commands, or all of them again for None: what a locked terminal does."""
        self._allowed = allowed
        for action_id, action in self._actions.items():
            action.setEnabled(allowed is None or action_id in allowed)

    def key_of(self, spec: Spec) -> str:
        """Return a command's key in the map in force."""
        return self._map.get(spec.id, spec.key)

    def _give_key(self, spec: Spec, action: QAction) -> None:
        key = QKeySequence(self.key_of(spec))
        anywhere = spec.where == ANYWHERE or spec.id in self._map
        action.setShortcut(key if anywhere else QKeySequence())
        if not anywhere and not key.isEmpty():
            self._list_keys[key.toString()] = spec.id
        action.setToolTip(_tip(spec, key))

    def action(self, action_id: str) -> QAction | None:
        """Return the action of a command that has a verb."""
        return self._actions.get(action_id)

    def run(self, action_id: str) -> None:
        if self._allowed is None or action_id in self._allowed:
            self._verbs[action_id]()

    def attach(self, widget: QWidget) -> None:
        """Let the shortcuts live in a window."""
        widget.addActions(list(self._actions.values()))

    def fill_menu(self, menu: QMenu, title: str) -> None:
        """Add the commands of one menu, grouped by rank."""
        menu.setToolTipsVisible(True)
        group = -1
        for spec in sorted(self._specs.values(), key=lambda spec: spec.rank):
            action = self._actions.get(spec.id)
            if spec.menu != title or action is None:
                continue
            if group not in {-1, int(spec.rank // 10)}:
                menu.addSeparator()
            group = int(spec.rank // 10)
            menu.addAction(action)

    def press(self, event: QKeyEvent) -> bool:
        """Run the single-key command of a key event that no widget wanted; True if there was one."""
        if event.isAutoRepeat():
            return False
        keys = QKeyCombination(event.modifiers() & _MODIFIERS, Qt.Key(event.key()))
        action_id = self._list_keys.get(QKeySequence(keys).toString())
        if action_id is None:
            return False
        self.run(action_id)
        return True

    def matching(self, text: str) -> list[tuple[str, str, Callable[[], None]]]:
        """Return (title, key, verb) of the commands whose titles have all words of `text`."""
        words = text.lower().split()
        return [
            (
                tr(spec.text).rstrip("…"),
                QKeySequence(self.key_of(spec)).toString(),
                partial(self.run, spec.id),
            )
            for spec in self._specs.values()
            if words
            and spec.id in self._verbs
            and spec.id != "search"
            and all(word in f"{spec.text} {tr(spec.text)}".lower() for word in words)
        ]

    def describe(self, section: str, key: str, text: str) -> None:
        """Add a line to the key sheet for a key that a panel handles itself."""
        self._described.append((section, key, text))

    def sheet(self) -> list[tuple[str, str, str]]:
        """Return (section, key, what it does) of everything that works now."""
        own = [
            (
                tr(spec.menu or _ELSEWHERE[ANYWHERE if spec.id in self._map else spec.where]),
                QKeySequence(self.key_of(spec)).toString(),
                tr(spec.text).rstrip("…"),
            )
            for spec in self._specs.values()
            if self.key_of(spec) and spec.id in self._actions
        ]
        return own + self._described

    def _triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.run(str(sender.data()))


def describe_keys(actions: Actions) -> None:
    """Put the panels' own keys on the key sheet."""
    for section, keys in PANEL_KEYS:
        for key, text in keys:
            actions.describe(tr(section), key, tr(text))


def _tip(spec: Spec, key: QKeySequence) -> str:
    shown = "" if key.isEmpty() else f" ({key.toString()})"
    return f"{tr(spec.tip) if spec.tip else tr(spec.text).rstrip('…')}{shown}"
