"""Every window beside the main one, by name: built through its own constructor, filled as in use.

`SHEETS` maps a name to a function of a `Stage`; the test of accessibility walks them all.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from terminal.app.manners import SPECS as MANNERS
from terminal.baskets.basket import Basket
from terminal.baskets.files import BadLine, Imported
from terminal.domain.errors import Transient
from terminal.domain.order import OrderState, Product
from terminal.domain.ports import LoginEnvironment
from terminal.orders.sightings import Sighting
from terminal.runtime.config import Appearance, Settings, SettingsStore
from terminal.runtime.diagnostics import Part
from terminal.runtime.lastrun import LastRun, Run
from terminal.runtime.manifest import Manifest, Offer
from terminal.runtime.paths import resources_dir
from terminal.runtime.tasks import TaskScope
from terminal.runtime.transfer import decode_import, encode_export
from terminal.ui.actions import Actions, describe_keys
from terminal.ui.basket.sheets import BadLinesSheet, NameSheet
from terminal.ui.convert import ConvertSheet
from terminal.ui.dialogs import KeySheet, Sheet
from terminal.ui.downloads.export import ExportSheet
from terminal.ui.exits import ExitSheet, Leg
from terminal.ui.exports.path import path_dialog
from terminal.ui.help.window import HelpWindow
from terminal.ui.history import HistorySheet
from terminal.ui.kill import UnlockSheet
from terminal.ui.lock import Lock
from terminal.ui.lock_cover import PinSheet
from terminal.ui.login import LoginDialog
from terminal.ui.manners.diagnostics import DiagnosticsSheet
from terminal.ui.manners.lastrun import LastRunSheet
from terminal.ui.manners.transfer import ImportSheet
from terminal.ui.manners.updates import UpdateSheet
from terminal.ui.panels.watchlist_info import InfoCard
from terminal.ui.settings import SettingsDialog
from terminal.ui.theme import Theme
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.note import NotePopover
from terminal.ui.ticket.note_facts import NoteFacts
from terminal.ui.tray import Tray, TraySources
from terminal.ui.welcome import WelcomeDialog
from tests.fakes.clock import START_NS, FakeClock
from tests.gui.frame_desk import make_view
from tests.gui.test_frame_login import Kind, Memory, OtherKind
from tests.make import (
    make_instrument,
    make_intent,
    make_order,
    make_position,
    make_update,
)

MS = 1_000_000
CRASH = (
    "Fatal Python error: Segmentation fault\n\nThread 0x1:\n  File window.py, line 1 in draw\n"
    + ("  File loop.py, line 20 in run\n" * 30)
)
TWO_KINDS = (
    SimpleNamespace(
        id="kite",
        title="Zerodha",
        environments=(
            LoginEnvironment(
                id="practice", title="Practice", practice=True, automatic=True, fields=()
            ),
            LoginEnvironment(id="live", title="Live", practice=False, automatic=False, fields=()),
        ),
    ),
    SimpleNamespace(
        id="shoonya",
        title="Shoonya",
        environments=(
            LoginEnvironment(id="live", title="Live", practice=False, automatic=False, fields=()),
        ),
    ),
)


class Stage:
    """What windows are built from. `over`: the window that they stand over, None for none."""

    def __init__(
        self, theme: Theme, folder: Path, worker: Any, failures: Any, over: QWidget | None = None
    ) -> None:
        self.theme, self.worker, self.failures, self.over = theme, worker, failures, over
        self.clock = FakeClock()
        self.store = SettingsStore(
            folder / "settings.json", Settings(), worker=worker, on_failure=failures
        )
        self.actions = Actions(theme)
        for spec in MANNERS:
            self.actions.add(spec)
        for spec in (*self.actions._specs,):
            self.actions.bind(spec, lambda: None)
        describe_keys(self.actions)
        self.scope = TaskScope("stage", failures)
        self.ground = QWidget()  # popups have no life without a parent

    def nothing(self, *_: Any) -> None:
        """Be a verb that nobody presses."""


def _diagnostics(stage: Stage) -> QWidget:
    log = "".join(
        f"09:15:{n % 60:02d} INFO terminal.app: line {n} of the log\n" for n in range(200)
    )
    parts = [
        Part(
            name="about.txt", about="Settings, without what the login remembers", text="0.1.0\n" * 9
        ),
        Part(name="logs/terminal-4711.log", about="Log of this run", text=log),
        Part(name="settings.json", about="Settings, without accounts", text="{}\n"),
    ]
    return DiagnosticsSheet(stage.over, parts=parts, theme=stage.theme)


def _last_run(stage: Stage, *, fault: str, open_orders: int | None) -> QWidget:
    last = LastRun(
        run=Run(pid=1, started_ns=START_NS, version="0.1.0"),
        fault=fault,
        alive_ns=START_NS + 60_000 * MS,
    )
    return LastRunSheet(
        last=last,
        open_orders=open_orders,
        now_ns=START_NS,
        theme=stage.theme,
        save=stage.nothing,
    )


def _import(stage: Stage, *, changed: bool) -> QWidget:
    other = Settings(
        appearance=Appearance(theme="light", colours="red_green"),
        limits=type(Settings().limits)(ask_value=Decimal(250000)),
    )
    text = encode_export(other if changed else Settings())
    return ImportSheet(
        stage.over, found=decode_import(text, Settings()), file_name="terminal-settings.json"
    )


def _update(stage: Stage, *, offered: bool) -> QWidget:
    offer = Offer(url="https://files.example/terminal-1.2.0.deb", sha256="ab" * 32)
    manifest = Manifest(
        schema=1,
        version="1.2.0",
        notes="Charts open faster.\n\nThe ladder keeps its place while prices move.",
        expires=datetime(2027, 1, 1, tzinfo=UTC),
        downloads={"deb": offer},
    )
    return UpdateSheet(
        stage.over, manifest=manifest, offer=offer if offered else None, running="0.1.0"
    )


def _told(stage: Stage, name: str, heading: str, text: str) -> QWidget:
    sheet = Sheet(stage.over, name=name, heading=heading, text=text)
    sheet.add_button(f"{name}Close", "Close", default=True).clicked.connect(sheet.accept)
    return sheet


def _login(stage: Stage, environment: str, broker: str = "kite") -> QWidget:
    dialog = LoginDialog(
        stage.over,
        kinds=[Kind(), OtherKind()],
        secrets=Memory(persistent=True),
        settings=stage.store,
        clock=stage.clock,
        theme=stage.theme,
        on_failure=stage.failures,
        open_url=lambda _: True,
    )
    dialog.choose(broker, environment)
    return dialog


def _login_waits(stage: Stage) -> QWidget:
    dialog = _login(stage, "live")
    dialog._page.hide()
    dialog._wait.begin("Logging in", "", "JBSWY3DPEHPK3PXP")
    dialog._wait.browse("http://127.0.0.1:1/login?v=3")
    dialog._wait.show()
    return dialog


def _history(stage: Stage) -> QWidget:
    intent = make_intent()
    order = make_order(intent=intent, filled=10, state=OrderState.COMPLETE)
    rows = [
        make_update(broker_id=order.broker_id, updated_ns=START_NS + 40 * MS),
        make_update(
            broker_id=order.broker_id,
            state=OrderState.COMPLETE,
            filled=10,
            updated_ns=START_NS + 2_129 * MS,
        ),
    ]
    seen = [
        Sighting(OrderState.JOURNALLED, 0, START_NS - 2 * MS),
        Sighting(OrderState.SENDING, 0, START_NS),
        Sighting(OrderState.PENDING, 0, START_NS + 30 * MS),
    ]
    return HistorySheet(order, rows, seen, theme=stage.theme, parent=stage.over)


def _exits(stage: Stage, count: int) -> QWidget:
    legs = [
        Leg(
            number=number,
            position=make_position(quantity=10 * number),
            wish=make_intent(quantity=10 * number),
            sentence=f"Sell {10 * number} INFY MIS at the market",
            last=100.0,
        )
        for number in range(1, count + 1)
    ]
    return ExitSheet(
        legs,
        reasons=("The price of INFY is 12 s old.",),
        pnl=-1240.5,
        wait="at once",
        theme=stage.theme,
        parent=stage.over,
    )


def _convert(stage: Stage) -> QWidget:
    async def nobody(*_: Any) -> Any:
        raise Transient("Nobody answers.")

    return ConvertSheet(
        make_position(),
        make_instrument(),
        [Product.CNC, Product.NRML],
        send=nobody,
        estimate=nobody,
        available=Decimal(100000),
        scope=stage.scope,
        theme=stage.theme,
        parent=stage.over,
    )


def _question(stage: Stage, orders: int) -> QWidget:
    question = Question(
        title="Send this order?",
        orders=tuple(f"Buy {n} INFY @ 1,500.00 · MIS · ZA1234" for n in range(1, orders + 1)),
        reasons=("More than five times your usual size.",),
        facts=(("Account", "ZA1234"), ("Margin", "₹15,516.00")),
        confirm="Buy 10 INFY @ 1,500.00",
    )
    return ConfirmSheet(question, theme=stage.theme, parent=stage.over)


def _welcome(stage: Stage, step: int) -> QWidget:
    dialog = WelcomeDialog(
        stage.over,
        kinds=TWO_KINDS,
        settings=stage.store,
        theme=stage.theme,
        logged_in=True,
        has_tray=True,
    )
    for _ in range(step):
        dialog._go_on()
    return dialog


def _pin(stage: Stage) -> QWidget:
    lock = Lock(
        secrets=Memory(persistent=True),
        worker=stage.worker,
        clock=stage.clock,
        minutes=lambda: 5,
        note=stage.nothing,
        on_failure=stage.failures,
    )
    return PinSheet(stage.over, lock=lock, on_failure=stage.failures)


def _export_bars(stage: Stage) -> QWidget:
    return ExportSheet(
        stage.over,
        underlyings=("NIFTY", "INFY"),
        selected=("NSE:INFY",),
        days=(date(2026, 11, 2), date(2026, 11, 20)),
        today=date(2026, 11, 21),
        theme=stage.theme,
    )


def _bad_lines(stage: Stage) -> QWidget:
    bad = (BadLine(where="Line 3", text="“ten” is not a quantity.", source="1,BUY,ten,NSE:INFY"),)
    return BadLinesSheet(stage.over, Imported(basket=Basket(name="Mine"), bad=bad), "mine.csv")


def _settings(stage: Stage, section: int) -> QWidget:
    dialog = SettingsDialog(stage.over, store=stage.store, theme=stage.theme, actions=stage.actions)
    dialog._sections.setCurrentRow(section)
    return dialog


def _guide(stage: Stage, words: str = "") -> QWidget:
    window = HelpWindow(resources_dir() / "docs" / "help", language="en", theme=stage.theme)
    window.open_page()
    window.search.setText(words)
    return window


def _card(stage: Stage) -> QWidget:
    parent = stage.over or stage.ground
    hub: Any = SimpleNamespace(slot=lambda _: None)
    card = InfoCard(parent, theme=stage.theme, hub=hub)
    card.open(make_instrument(), parent)
    return card


def _note(stage: Stage) -> QWidget:
    note = NotePopover(stage.theme, stage.over or stage.ground)
    note.show_facts(
        NoteFacts(sentence="Buy 10 INFY", cost=None, current=True, problem="No answer.")
    )
    return note


def _file(stage: Stage) -> QFileDialog:
    kinds = {"CSV, for any spreadsheet (*.csv)": ".csv", "Excel workbook (*.xlsx)": ".xlsx"}
    return path_dialog(stage.over, "Export table", "orders", kinds, folder=str(Path.home()))


def make_tray(stage: Stage, window: QWidget) -> Tray:
    """Return a tray with its menu, whether or not this desktop shows its icon."""
    sources = TraySources(
        accounts=lambda: [make_view()],
        day_title=lambda: "Day P&L",
        day_pnl=lambda: 690.0,
        private=lambda: False,
        kill_engaged=lambda: False,
        engage_kill=stage.nothing,
        wanted=lambda: False,
        quit=stage.nothing,
    )
    return Tray(window, sources=sources, theme=stage.theme)


SHEETS: dict[str, Callable[[Stage], QWidget]] = {
    "diagnostics": _diagnostics,
    "last run, crash": lambda stage: _last_run(stage, fault=CRASH, open_orders=2),
    "last run, no words": lambda stage: _last_run(stage, fault="", open_orders=None),
    "import, changes": lambda stage: _import(stage, changed=True),
    "import, none": lambda stage: _import(stage, changed=False),
    "update": lambda stage: _update(stage, offered=True),
    "update, no file": lambda stage: _update(stage, offered=False),
    "no start": lambda stage: _told(
        stage, "noStart", "The terminal cannot start", "The disk is full.\n\nMake room."
    ),
    "keys": lambda stage: KeySheet(stage.over, theme=stage.theme, rows=stage.actions.sheet()),
    "guide": _guide,
    "guide, search": lambda stage: _guide(stage, "kill switch"),
    "guide, nothing found": lambda stage: _guide(stage, "xyzzy"),
    **{f"settings {n}": lambda stage, n=n: _settings(stage, n) for n in range(9)},
    **{f"first steps {n}": lambda stage, n=n: _welcome(stage, n) for n in range(4)},
    "pin": _pin,
    "unlock": lambda stage: UnlockSheet(stage.over, clock=stage.clock, engaged_ns=0),
    "log in, practice": lambda stage: _login(stage, "practice"),
    "log in, live": lambda stage: _login(stage, "live"),
    "log in, typed": lambda stage: _login(stage, "classic", "other"),
    "log in, waiting": _login_waits,
    "history": _history,
    "exit": lambda stage: _exits(stage, 1),
    "exits": lambda stage: _exits(stage, 12),
    "convert": _convert,
    "question": lambda stage: _question(stage, 1),
    "question, many": lambda stage: _question(stage, 12),
    "export bars": _export_bars,
    "basket name": lambda stage: NameSheet(stage.over, heading="Rename the basket", name="Mine"),
    "basket lines": _bad_lines,
    "export file": _file,
    "instrument": _card,
    "contract note": _note,
}
