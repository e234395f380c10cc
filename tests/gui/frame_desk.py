"""A desk of empty panels for tests of the window: no service, and every verb is written down."""

from decimal import Decimal

from msgspec import Struct
from PySide6.QtWidgets import QListView, QVBoxLayout

from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.ports import SessionInfo
from terminal.runtime.signals import Signal
from terminal.ui.actions import Actions
from terminal.ui.arm import Arm
from terminal.ui.layouts import BOTTOM, CENTRE, LEFT, RIGHT, RIGHT_BOTTOM
from terminal.ui.notices import Notices
from terminal.ui.panel import Panel
from terminal.ui.shell import Desk, PanelSpec
from terminal.ui.status import BudgetView, StatusSources
from terminal.ui.topbar import IndexQuote, TopSources
from terminal.ui.window import Window

PLACES = {
    "watchlist": LEFT,
    "chart": CENTRE,
    "depth": RIGHT,
    "ticket": RIGHT_BOTTOM,
    "positions": BOTTOM,
    "orders": BOTTOM,
    "log": BOTTOM,
}
NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)


class View(Struct):
    session: SessionInfo
    connection: str = "live"
    detail: str = ""
    round_trip_ms: float | None = 41.0
    loading: str = ""
    last_frame_ns: int = 0


def make_view(*, practice: bool = True, **fields) -> View:
    user = "PR0001" if practice else "ZA1234"
    session = SessionInfo(
        account=AccountId(f"practice:{user}" if practice else f"kite:{user}"),
        broker="kite",
        user_id=user,
        user_name="A Trader",
        environment="practice" if practice else "live",
        practice=practice,
        login_ns=0,
    )
    return View(session, **fields)


class KillState:
    engaged = False


class FramePanel(Panel):
    def __init__(self, name: str, *, theme, frame, on_failure) -> None:
        super().__init__(name, name.capitalize(), theme=theme, frame=frame, on_failure=on_failure)
        self.state: dict[str, object] = {}
        self.list = QListView(self)
        QVBoxLayout(self).addWidget(self.list)

    def save_state(self):
        return dict(self.state)

    def restore_state(self, state):
        self.state = dict(state)


class FrameDesk:
    """Builds a window around empty panels; `calls` is what the window asked the desk for."""

    def __init__(self, *, theme, frame, clock, failures) -> None:
        self.theme, self.frame, self.clock, self.failures = theme, frame, clock, failures
        self.calls: list[tuple] = []
        self.views: list[View] = []
        self.pnl: Decimal | None = None
        self.kill = KillState()
        self.wanted: Signal[str] = Signal(failures)
        self.kill_changed: Signal[bool] = Signal(failures)
        self.arm = Arm(clock=clock, on_failure=failures, minutes=lambda: 15)
        self.notices = Notices(clock=clock, on_failure=failures)
        self.actions = Actions(theme)
        self.layouts = None

    def _note(self, *what):
        self.calls.append(what)

    def _engage(self) -> None:
        self.kill.engaged = True
        self._note("engage")
        self.kill_changed.emit(True)

    def _release(self) -> None:
        self.kill.engaged = False
        self._note("release")
        self.kill_changed.emit(False)

    async def _log_in(self, parent, account) -> None:
        self._note("log_in", account)

    async def _settings(self, parent) -> None:
        self._note("settings")

    async def _aclose(self) -> None:
        self._note("aclose")

    def window(self) -> Window:
        parts = {"theme": self.theme, "frame": self.frame, "on_failure": self.failures}
        keys = {"positions": "P", "orders": "Shift+O"}
        desk = Desk(
            panels=tuple(
                PanelSpec(
                    name=name,
                    title=name.capitalize(),
                    place=place,
                    make=lambda name=name: FramePanel(name, **parts),
                    key=keys.get(name, ""),
                )
                for name, place in PLACES.items()
            ),
            top=TopSources(
                accounts=lambda: self.views,
                indices=lambda: [IndexQuote(NIFTY, "NIFTY 50", 24012.35, 23910.1, False)],
                day_pnl=lambda: self.pnl,
                day_title=lambda: "Day P&L",
                day_tip=lambda: "Profit and loss of today.",
                toggle_day=lambda: self._note("toggle_day"),
            ),
            status=StatusSources(
                accounts=lambda: self.views,
                budget=lambda: BudgetView(2, 10, 3, 17) if self.views else None,
                latency_ms=lambda: 63.0,
                frame_p99_ms=lambda: 17.0,
            ),
            wanted=self.wanted,
            kill=self.kill,
            kill_changed=self.kill_changed,
            engage_kill=self._engage,
            release_kill=self._release,
            log_in=self._log_in,
            reconnect=lambda account: self._note("reconnect", account),
            stop_loading=lambda account: self._note("stop_loading", account),
            log_out=lambda account: self._note("log_out", account),
            select=lambda instrument: self._note("select", instrument),
            switch_theme=lambda: self._note("theme"),
            toast_seconds=lambda: 6,
            show_settings=self._settings,
            make_search=lambda over: lambda text: self._note("search", text),
            aclose=self._aclose,
        )
        return Window(
            desk=desk,
            theme=self.theme,
            actions=self.actions,
            notices=self.notices,
            arm=self.arm,
            frame=self.frame,
            clock=self.clock,
            on_failure=self.failures,
            layouts=self.layouts,
        )
