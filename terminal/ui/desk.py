"""The UI's own root: which panels there are, and exactly which services each one gets.

`build` is the only place that sees all services; the window gets its result. Panels are imported when
they are made: a program that only shows its login starts without the chart.
"""

from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from terminal.alerts.service import AlertService
from terminal.baskets.service import BasketService
from terminal.domain.alert import AlertEvent
from terminal.domain.errors import Accepted, TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.notice import Notice
from terminal.domain.order import Side
from terminal.domain.ports import Broker, BrokerKind, Clock, Secrets, SessionInfo
from terminal.gtt.service import GttService
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.mutual.service import FundService
from terminal.orders.outcomes import Result, Submitted
from terminal.orders.service import OrderService
from terminal.portfolio.charges import DayCharges
from terminal.portfolio.service import PortfolioService
from terminal.runtime.config import Settings, SettingsStore
from terminal.runtime.log import LogFiles, LogLine
from terminal.runtime.paths import resources_dir
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope
from terminal.runtime.worker import Worker
from terminal.ui.actions import Actions, describe_keys
from terminal.ui.alerts.sound import AlertSound
from terminal.ui.arm import Arm
from terminal.ui.day import DayPnl, IndexStrip
from terminal.ui.desk_panels import panel_specs
from terminal.ui.dialogs import ask
from terminal.ui.exports.exporter import Exporter
from terminal.ui.exports.report import ChargeLine
from terminal.ui.frame import FrameClock
from terminal.ui.link import AlertRequest, BasketRequest, GttRequest, Link, TicketRequest
from terminal.ui.models.lists import Watchlists, WatchlistStore
from terminal.ui.money import PnlMode, day_charges
from terminal.ui.notices import Notices
from terminal.ui.pills import AccountView
from terminal.ui.search_hits import CommandHit
from terminal.ui.shell import Desk
from terminal.ui.status import BudgetView, StatusSources
from terminal.ui.theme import Theme
from terminal.ui.topbar import TopSources

if TYPE_CHECKING:
    from terminal.history.service import HistoryService
    from terminal.ui.search import SearchPalette

LOG_LINES_COPIED = 200
RESERVED_FOR_EXITS = 3
_SEARCH_AFTER_MS = 1500


class AccountVerbs(Struct, frozen=True, kw_only=True):
    """What can be done to accounts. `attach` takes a fresh login into use.

    `quotes` and `bars` read from whichever account lists the instrument; `bars` as
    `domain.ports.Broker.fetch_bars`.
    """

    views: Callable[[], Sequence[AccountView]]
    attach: Callable[[Broker], Awaitable[None]]
    reconnect: Callable[[AccountId], Awaitable[None]]
    stop_loading: Callable[[AccountId], None]
    log_out: Callable[[AccountId], Awaitable[None]]
    quotes: Callable[[Sequence[InstrumentId]], Awaitable[list[Quote]]]
    bars: Callable[[InstrumentId, Interval, int, int], Awaitable[list[Bar]]]


class Services(Struct, frozen=True, kw_only=True):
    """Everything that any panel may need. Handed to `build` and to nobody else."""

    theme: Theme
    frame: FrameClock
    clock: Clock
    on_failure: OnFailure
    link: Link
    hub: Hub
    catalog: Catalog
    orders: OrderService
    portfolio: PortfolioService
    charges: DayCharges
    triggers: GttService
    mutual: FundService
    alerts: AlertService
    baskets: BasketService
    accounts: AccountVerbs
    kinds: Sequence[BrokerKind]
    secrets: Secrets
    settings: SettingsStore
    watchlists: WatchlistStore
    notices: Notices
    arm: Arm
    actions: Actions
    logs: LogFiles
    files: Worker
    history: "Callable[[], HistoryService]"
    """Made at the first call: after the first paint."""


def build(services: Services) -> Desk:
    """Return the desk: panels, bar sources and verbs, wired."""
    wiring = _Wiring(services)
    return Desk(
        panels=panel_specs(services, wiring.history),
        top=TopSources(
            accounts=services.accounts.views,
            indices=wiring.strip.quotes,
            day_pnl=wiring.day.value,
            day_title=wiring.day.title,
            day_tip=wiring.day.tip,
            toggle_day=wiring.day.toggle,
        ),
        status=StatusSources(
            accounts=services.accounts.views,
            budget=wiring.budget,
            latency_ms=wiring.latency_ms,
            frame_p99_ms=wiring.frame_p99_ms,
        ),
        wanted=wiring.wanted,
        kill=services.orders.kill,
        kill_changed=services.orders.kill.changed,
        engage_kill=wiring.engage_kill,
        release_kill=wiring.release_kill,
        log_in=wiring.log_in,
        reconnect=wiring.reconnect,
        stop_loading=wiring.stop_loading,
        log_out=wiring.log_out,
        select=services.link.select,
        switch_theme=wiring.switch_theme,
        toast_seconds=wiring.toast_seconds,
        show_settings=wiring.show_settings,
        make_search=wiring.make_search,
        aclose=wiring.aclose,
    )


class _Wiring:
    """The verbs that join services: kill, log in, theme, notices. Owns their tasks."""

    def __init__(self, services: Services) -> None:
        self._s = services
        self._scope = TaskScope("desk", services.on_failure)
        self.history = TaskScope("history", services.on_failure)
        self.strip = IndexStrip(services.hub)
        self.day = DayPnl(
            services.hub,
            services.portfolio,
            charges=services.charges,
            mode=PnlMode.of(services.settings),
            clock=services.clock,
        )
        self.wanted: Signal[str] = Signal(services.on_failure)
        appearance = services.settings.current.appearance
        self._theme = (appearance.theme, appearance.colours)
        self.sound = AlertSound(
            resources_dir() / "sounds" / "alert.wav",
            enabled=lambda: services.settings.current.alerts.sound,
            clock=services.clock,
            on_failure=services.on_failure,
        )
        services.alerts.fired.connect(self._alert_fired)
        # Connected before any panel exists: a panel is in front by the time it hears of the request.
        services.link.ticket.connect(self._ticket_wanted)
        services.link.chart.connect(self._chart_wanted)
        services.link.depth.connect(self._depth_wanted)
        services.link.gtt.connect(self._gtt_wanted)
        services.link.order.connect(self._order_wanted)
        services.link.alert.connect(self._alert_wanted)
        services.alerts.notices.connect(self._alert_notice)
        services.link.basket.connect(self._basket_wanted)
        services.orders.notices.connect(self._order_notice)
        services.triggers.notices.connect(self._order_notice)
        services.mutual.notices.connect(self._fund_notice)
        services.baskets.notices.connect(self._order_notice)
        services.catalog.loaded.connect(self._select_something)
        services.settings.changed.connect(self._settings_changed)
        bind = services.actions.bind
        bind("orders.cancel_all", self._cancel_all)
        bind("orders.cancel_symbol", self._cancel_symbol)
        bind("orders.buy", partial(self._open_ticket, Side.BUY))
        bind("orders.sell", partial(self._open_ticket, Side.SELL))
        services.actions.use_map(services.settings.current.keys.map)
        describe_keys(services.actions)
        exporter = self._exporter()
        bind("table.export", exporter.export_focused)
        bind("table.copy", exporter.copy_focused)
        bind("report.day", exporter.report_day)
        bind("help.copy_log", self._copy_log)
        bind("help.log_folder", self._open_log_folder)

    def _exporter(self) -> Exporter:
        s = self._s
        return Exporter(
            orders=s.orders.book.orders,
            trades=s.orders.book.trades,
            portfolio=s.portfolio,
            prices=s.hub,
            price_of=self._price_of,
            sessions=self._sessions,
            charges=self._day_charges,
            clock=s.clock,
            worker=s.files,
            notices=s.notices,
            scope=self._scope,
        )

    def _price_of(self, instrument: InstrumentId, last: float) -> Decimal:
        known = self._s.catalog.instrument(instrument)
        return known.to_price(last) if known is not None else Decimal(repr(last))

    def _sessions(self) -> list[SessionInfo]:
        return [view.session for view in self._s.accounts.views()]

    def _day_charges(self) -> tuple[Decimal | None, list[ChargeLine], str]:
        total, kinds, remark = day_charges(self._s.charges, self._s.clock.now_ns())
        return total, [ChargeLine(kind, amount) for kind, amount in kinds.items()], remark

    async def aclose(self) -> None:
        self.strip.close()
        self.day.close()
        await self.history.aclose()
        await self.sound.aclose()
        await self._scope.aclose()

    # -- what the bars read

    def budget(self) -> BudgetView | None:
        accounts = [view.session.account for view in self._s.accounts.views()]
        if not accounts:
            return None
        budget = self._s.orders.budget
        used = max(budget.used_in_second(account) for account in accounts)
        day = sum(budget.day_count(account) for account in accounts)
        return BudgetView(used, budget.limit, RESERVED_FOR_EXITS, day)

    def latency_ms(self) -> float | None:
        return self._s.orders.budget.latency_ms

    def frame_p99_ms(self) -> float:
        return self._s.frame.stats().interval_p99_ms

    def toast_seconds(self) -> int:
        return self._s.settings.current.appearance.toast_seconds

    # -- orders

    def engage_kill(self) -> None:
        """Block entries first, then cancel everything that rests."""
        self._s.orders.kill.engage()
        self._s.notices.post(
            "warn",
            "Kill switch engaged",
            "New orders are blocked at every account; open orders are being cancelled. Positions stay: "
            "close them from the positions panel. Click UNLOCK to allow new orders.",
        )
        self._scope.spawn(self._cancel(None), name="cancel all")

    def release_kill(self) -> None:
        self._s.orders.kill.release()
        self._s.notices.post("info", "New orders are allowed again", "")

    def _cancel_all(self) -> None:
        self._scope.spawn(self._cancel(None), name="cancel all")

    def _cancel_symbol(self) -> None:
        instrument = self._s.link.current
        if instrument is None:
            self._s.notices.post("info", "No instrument is selected", "Select one in any list.")
            return
        self._scope.spawn(self._cancel(instrument), name="cancel instrument")

    def _open_ticket(self, side: Side) -> None:
        instrument = self._s.link.current
        if instrument is None:
            self._s.notices.post("info", "No instrument is selected", "Select one in any list.")
            return
        self._s.link.open_ticket(TicketRequest(instrument=instrument, side=side))

    async def _cancel(self, instrument: InstrumentId | None) -> None:
        results = await self._s.orders.cancel_all(instrument=instrument)
        title, text, level = _cancelled(results)
        self._s.notices.post(level, title, text)

    def _order_notice(self, notice: Notice) -> None:
        self._s.notices.post(notice.level, notice.title, notice.text, key=notice.order_key)

    def _fund_notice(self, notice: Notice) -> None:
        # Without the key: it names a fund order, and a click would look for it among the orders.
        self._s.notices.post(notice.level, notice.title, notice.text)

    def _ticket_wanted(self, _: TicketRequest) -> None:
        self.wanted.emit("ticket")

    def _chart_wanted(self, _: InstrumentId) -> None:
        self.wanted.emit("chart")

    def _basket_wanted(self, request: BasketRequest) -> None:
        self.wanted.emit("basket")
        self._s.baskets.take(request.legs)

    def _alert_wanted(self, _: AlertRequest) -> None:
        self.wanted.emit("alerts")

    def _alert_fired(self, _: AlertEvent) -> None:
        self.sound.ring()

    def _alert_notice(self, notice: Notice) -> None:
        self._s.notices.post(notice.level, notice.title, notice.text, key=notice.order_key)

    def _gtt_wanted(self, _: GttRequest) -> None:
        self.wanted.emit("gtt")

    def _order_wanted(self, _: str) -> None:
        self.wanted.emit("orders")

    def _depth_wanted(self, _: InstrumentId) -> None:
        self.wanted.emit("depth")

    # -- accounts

    async def log_in(self, parent: QWidget, account: str) -> None:
        """Show the login dialog and take the new account into use. `account`: log in to it again."""
        from terminal.ui.login import LoginDialog, log_in

        s = self._s
        dialog = LoginDialog(
            parent,
            kinds=s.kinds,
            secrets=s.secrets,
            settings=s.settings,
            clock=s.clock,
            theme=s.theme,
            on_failure=s.on_failure,
        )
        for view in s.accounts.views():
            if view.session.account == account:
                dialog.choose(view.session.broker, view.session.environment)
        broker = await log_in(dialog)
        if broker is not None:
            s.arm.disarm("Disarmed because an account has logged in.")
            await self._told(s.accounts.attach(broker), "The account could not be opened")

    def reconnect(self, account: str) -> None:
        self._s.arm.disarm("Disarmed because an account reconnects.")
        work = self._told(self._s.accounts.reconnect(AccountId(account)), "Reconnecting failed")
        self._scope.spawn(work, name="reconnect")

    def stop_loading(self, account: str) -> None:
        self._s.accounts.stop_loading(AccountId(account))

    def log_out(self, account: str) -> None:
        self._s.arm.disarm("Disarmed because an account has logged out.")
        work = self._told(self._s.accounts.log_out(AccountId(account)), "Logging out failed")
        self._scope.spawn(work, name="log out")

    async def _told(self, work: Awaitable[None], title: str) -> None:
        try:
            await work
        except TerminalError as error:
            self._s.notices.error(error, title=title)

    # -- the rest

    def _select_something(self, _: int) -> None:
        """Fill chart, depth and ticket at the start: the first tradable row of the watchlist."""
        if self._s.link.current is not None:
            return
        shown = Watchlists(self._s.watchlists).current
        known = (self._s.catalog.instrument(instrument) for instrument in shown)
        first = next((found for found in known if found is not None and found.tradable), None)
        if first is not None:
            self._s.link.select(first.id)

    def switch_theme(self) -> None:
        other = "light" if self._s.theme.name == "dark" else "dark"
        self._s.settings.change("appearance", "theme", other)
        self._s.theme.use(
            other
        )  # the settings may have said so all the time: --theme overrules them

    def _settings_changed(self, settings: Settings) -> None:
        look = (settings.appearance.theme, settings.appearance.colours)
        if look != self._theme:
            self._theme = look
            self._s.theme.use(*look)
        self._s.logs.set_level(settings.logging.level)
        self._s.actions.use_map(settings.keys.map)

    async def show_settings(self, parent: QWidget) -> None:
        from terminal.ui.settings import SettingsDialog

        s = self._s
        await ask(SettingsDialog(parent, store=s.settings, theme=s.theme, actions=s.actions))

    def make_search(self, over: QWidget) -> Callable[[str], None]:
        """Return what opens the search palette over a widget."""
        late = LateSearch(over, self._search_palette)
        self._s.link.search.connect(late.open)
        return late.open

    def _search_palette(self, over: QWidget) -> "SearchPalette":
        from terminal.ui.search import SearchPalette

        palette = SearchPalette(
            over,
            catalog=self._s.catalog,
            theme=self._s.theme,
            clock=self._s.clock,
            commands=self._commands,
        )
        palette.asked.connect(self._search_asked)
        return palette

    def _commands(self, text: str) -> Sequence[CommandHit]:
        found = self._s.actions.matching(text)
        return [CommandHit(title, key, verb) for title, key, verb in found]

    def _search_asked(self, action: str, instrument: Instrument) -> None:
        link = self._s.link
        match action:
            case "buy":
                link.open_ticket(TicketRequest(instrument=instrument.id, side=Side.BUY))
            case "sell":
                link.open_ticket(TicketRequest(instrument=instrument.id, side=Side.SELL))
            case "depth":
                link.open_depth(instrument.id)
            case _:
                link.open_chart(instrument.id)

    def _copy_log(self) -> None:
        lines = self._s.logs.ring.lines()[-LOG_LINES_COPIED:]
        QGuiApplication.clipboard().setText("\n".join(map(_log_text, lines)))
        self._s.notices.post("info", f"Copied {len(lines)} log lines", "Secrets are taken out.")

    def _open_log_folder(self) -> None:
        folder: Path = self._s.logs.file.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._s.notices.post("info", "The log folder", str(folder))


class LateSearch(QObject):
    """The search palette, made shortly after the window is shown or at the first use."""

    def __init__(self, over: QWidget, make: "Callable[[QWidget], SearchPalette]") -> None:
        super().__init__(over)
        self._over = over
        self._make = make
        self._palette: SearchPalette | None = None
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._ready)
        timer.start(_SEARCH_AFTER_MS)

    def open(self, text: str) -> None:
        self._ready().open(text)

    def _ready(self) -> "SearchPalette":
        if self._palette is None:
            self._palette = self._make(self._over)
        return self._palette


def _log_text(line: LogLine) -> str:
    from terminal.ui import format as fmt

    return f"{fmt.time_ist(line.time_ns, ms=True)} {line.source}: {line.text}"


def _cancelled(results: Sequence[Result]) -> tuple[str, str, str]:
    if not results:
        return "No open orders to cancel", "", "info"
    good = sum(isinstance(r, Submitted) and isinstance(r.outcome, Accepted) for r in results)
    noun = "order" if len(results) == 1 else "orders"
    if good == len(results):
        return f"Cancel sent for {good} {noun}", "", "good"
    return (
        f"Cancel sent for {good} of {len(results)} {noun}",
        "Look at the orders panel for the others: each row says why.",
        "bad",
    )
