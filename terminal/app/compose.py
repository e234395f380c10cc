"""The terminal, wired: a table of contents of everything that runs.

Construction order is shutdown order reversed. Nothing here decides anything; it says who gets what.
"""

import logging
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, structs

from terminal.alerts.service import AlertService
from terminal.alerts.store import AlertStore
from terminal.app.accounts import Accounts
from terminal.app.baskets import build_baskets
from terminal.app.crash import CrashFunnel
from terminal.app.desktop import DesktopLife, LifeParts
from terminal.app.history import LateHistory, sources_of
from terminal.app.largest import LargestOrders
from terminal.app.late import LateKinds, LateSecrets
from terminal.app.logins import Logins
from terminal.app.manners import build_manners
from terminal.app.pnl import LivePnl
from terminal.app.practice import PracticeProcess, PracticeServer, ShoonyaServer
from terminal.app.quotes import QuoteFiller
from terminal.app.reads import MarketReads
from terminal.app.stores import KnownAccounts, WatchlistFile
from terminal.app.tellings import Tellings
from terminal.app.triggers import build_triggers
from terminal.domain.errors import TerminalError, WriteOutcome
from terminal.domain.ids import AccountId, BrokerOrderId
from terminal.domain.notice import Objection, Refused
from terminal.domain.order import OrderIntent, Variety
from terminal.domain.ports import BrokerKind, Clock
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.mutual.service import FundService
from terminal.orders.guards import Limits
from terminal.orders.journal import Journal
from terminal.orders.service import OrderService
from terminal.portfolio.charges import DayCharges
from terminal.portfolio.service import PortfolioService
from terminal.runtime import config
from terminal.runtime.clock import SystemClock
from terminal.runtime.config import Appearance, Settings, SettingsStore
from terminal.runtime.log import LogFiles
from terminal.runtime.paths import user_paths
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from terminal.runtime.writes import WriteJournal
from terminal.ui.actions import Actions
from terminal.ui.arm import Arm
from terminal.ui.collector import Collector
from terminal.ui.desk import AccountVerbs, Services, build
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import Language
from terminal.ui.layouts import LayoutStore
from terminal.ui.link import Link
from terminal.ui.notices import Notices
from terminal.ui.theme import Theme
from terminal.ui.window import Window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)
S = TypeVar("S")
KEEP_JOURNAL_DAYS = 30
DAY_NS = 86_400_000_000_000


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says. `speed` and `seed` are the practice exchange's.

    `safe`: as shipped, and nothing acts by itself.
    """

    practice: bool = False
    datadir: Path | None = None
    speed: float = 1.0
    seed: int = 7
    theme: str | None = None
    safe: bool = False


class Terminal:
    """One running terminal. `start` after construction, `aclose` at the end; both on the loop."""

    def __init__(
        self,
        options: Options,
        app: "QApplication",
        funnel: CrashFunnel,
        *,
        clock: Clock | None = None,
    ) -> None:
        self.options = options
        self.funnel = funnel
        failed = funnel.failed
        self.clock: Clock = clock or SystemClock()
        self.paths = user_paths(options.datadir)
        self.paths.create()
        loaded = config.load(self.paths.settings_file)
        settings = loaded.settings
        self.logs = LogFiles(
            self.paths.logs, level=settings.logging.level, keep_files=settings.logging.keep_files
        )
        self.files = Worker("files")
        self.parsing = Worker("parsing")
        self.keyring = Worker("keyring")
        self.scope = TaskScope("terminal", failed)
        self.settings = SettingsStore(
            self.paths.settings_file, settings, worker=self.files, on_failure=failed
        )
        self.secrets = LateSecrets(self.keyring)
        self.notices = Notices(clock=self.clock, on_failure=failed)
        funnel.show, funnel.notice = self.notices.crash, self.notices.say

        self.hub = Hub(clock=self.clock, on_failure=failed)
        self.catalog = Catalog(on_failure=failed)
        self.hub = Hub(clock=self.clock, on_failure=failed, lists=self.catalog.lists)
        self.journal = Journal(self.paths.data / "orders.sqlite")
        self.writes = WriteJournal(self.paths.data / "writes.sqlite")
        self.portfolio = PortfolioService(clock=self.clock, on_failure=failed)
        self.orders = OrderService(
            journal=self.journal,
            prices=self.hub,
            instruments=self.catalog,
            clock=self.clock,
            limits=limits_of(settings),
            on_failure=failed,
            positions=self.portfolio,
        )
        self.mutual = FundService(journal=self.writes, clock=self.clock, on_failure=failed)
        self.charges = DayCharges(
            trades=self.orders.book.trades,
            positions=self.portfolio.positions,
            price=self.hub.last_price,
            clock=self.clock,
            on_failure=failed,
            variety=self._variety_of,
        )
        self.triggers = build_triggers(
            paths=self.paths,
            journal=self.writes,
            hub=self.hub,
            instruments=self.catalog,
            orders=self.orders,
            portfolio=self.portfolio,
            clock=self.clock,
            on_failure=failed,
            watching=not options.safe,
        )
        self.baskets = build_baskets(
            folder=self.paths.config,
            worker=self.files,
            orders=self.orders,
            instruments=self.catalog,
            prices=self.hub,
            clock=self.clock,
            on_failure=failed,
        )
        self.pnl = LivePnl(self.hub, self.portfolio)
        self.alerts = AlertService(
            journal=self.writes,
            store=AlertStore(self.paths.data / "alerts.json", worker=self.files),
            market=self.hub,
            instruments=self.catalog,
            clock=self.clock,
            order_gate=self.orders.check,
            killed=lambda: self.orders.kill.engaged,
            send_order=self._send_alert_order,
            new_client_id=self.orders.new_client_id,
            pnl_of=self.pnl,
            on_failure=failed,
        )
        self.accounts = Accounts(
            hub=self.hub,
            catalog=self.catalog,
            orders=self.orders,
            portfolio=self.portfolio,
            clock=self.clock,
            worker=self.parsing,
            on_failure=failed,
            followers=(self.triggers.service, self.mutual, self.charges, self.baskets, self.alerts),
        )
        self.history = LateHistory(
            self.paths.history,
            sources=lambda: sources_of(self.accounts.brokers()),
            trading=lambda: self.orders.sends_in_flight > 0,
            clock=self.clock,
            on_failure=failed,
            scheduling=not options.safe,
        )
        self.reads = MarketReads(accounts=self.accounts, history=self.history)
        self.quotes = QuoteFiller(
            hub=self.hub, accounts=self.accounts, clock=self.clock, on_failure=failed
        )
        self.largest = LargestOrders(
            hub=self.hub,
            accounts=self.accounts,
            catalog=self.catalog,
            clock=self.clock,
            on_failure=failed,
        )
        self.known = KnownAccounts(self.paths.config / "accounts.json", worker=self.files)
        self.practice = self._practice_of("kite", PracticeServer)
        self.shoonya_practice = self._practice_of("shoonya", ShoonyaServer)
        self._network = settings.network
        self.kinds = LateKinds(self._make_kinds)
        self.collector = Collector()
        self.logins = Logins(
            accounts=self.accounts,
            kinds=self.kinds,
            known=self.known,
            notices=self.notices,
            scope=self.scope,
            ask=self._ask_log_in,
            attached=self.collector.settle,
        )
        self.tellings = Tellings(
            accounts=self.accounts,
            portfolio=self.portfolio,
            catalog=self.catalog,
            notices=self.notices,
            servers={"kite": self.practice, "shoonya": self.shoonya_practice},
        )
        self._connect()

        self.language = Language(settings.appearance.language)
        look = Appearance() if options.safe else settings.appearance
        self.theme = Theme(options.theme or look.theme, colours=look.colours)
        self.theme.apply(app)
        self.frame = FrameClock(clock=self.clock, on_failure=failed)
        self.arm = Arm(
            clock=self.clock,
            on_failure=failed,
            minutes=lambda: self.settings.current.safety.arm_minutes,
        )
        self.actions = Actions(self.theme)
        self.link = Link(failed)
        self.desk = build(self._services())
        self.layouts = LayoutStore(self.paths.layout_file, self.files)
        self.window = Window(
            desk=self.desk,
            theme=self.theme,
            actions=self.actions,
            notices=self.notices,
            arm=self.arm,
            frame=self.frame,
            clock=self.clock,
            on_failure=failed,
            layouts=None if options.safe else self.layouts,
        )
        self.manners = build_manners(
            window=self.window,
            actions=self.actions,
            notices=self.notices,
            theme=self.theme,
            settings=self.settings,
            secrets=self.secrets,
            accounts=self.accounts,
            orders=self.orders,
            history=self.history,
            paths=self.paths,
            safe=options.safe,
            practise=self.log_in_practice,
            clock=self.clock,
            worker=self.files,
            scope=self.scope,
        )
        self.life = DesktopLife(self._life_parts(fresh=loaded.fresh and not options.practice))
        for complaint in loaded.complaints:
            self.notices.post("warn", "Settings", complaint)

    async def start(self) -> None:
        """Show the window, then open the journal and log in: practice, last time's, or by dialog."""
        self.window.arrange(None if self.options.safe else await self.layouts.load())
        self.window.show()
        self.window.start()
        self.frame.start()
        await self._open_journal()
        await self.alerts.open()
        self.collector.start()  # its first look takes as long as some frames: the window is painted
        await self.life.start()
        self.scope.spawn(self._first_login(), name="first login")
        self.scope.spawn(self._open_history(), name="history")
        self.manners.start()

    async def _first_login(self) -> None:
        safe = self.options.safe
        if safe or not await self.life.welcome():
            await self.logins.first(practice=self.options.practice, safe=safe)

    async def _open_history(self) -> None:
        """Open what was downloaded once the window is painted; downloads go on after the log-in."""
        try:
            complaint = await self.history.open()
        except TerminalError as error:
            self.notices.error(error, title="Downloaded history is not available")
            return
        if complaint:
            self.notices.post("warn", "List of downloads", complaint)

    async def _open_journal(self) -> None:
        before_ns = self.clock.now_ns() - KEEP_JOURNAL_DAYS * DAY_NS
        try:
            await self.journal.open(prune_before_ns=before_ns)
            await self.writes.open(prune_before_ns=before_ns)
        except (OSError, sqlite3.Error) as error:
            log.error("journal %s: %s", self.journal.path, error)
            self.notices.post(
                "bad",
                "No order can be sent",
                f"The order journal {self.journal.path} cannot be written ({error}), and without it "
                "no order leaves. Prices and books work. Free disk space or mend the folder's rights, "
                "then start again.",
            )

    async def aclose(self) -> None:
        """Unwind: sends in flight first, then streams, connections, the child process, threads."""
        await self.scope.aclose()
        await self.life.aclose()
        await self.quotes.aclose()
        await self.largest.aclose()
        await self.history.aclose()
        # Panels listen to the services: they are taken down when nothing speaks any more.
        await self.accounts.aclose()
        await self.triggers.aclose()
        await self.alerts.aclose()
        self.pnl.close()
        await self.orders.aclose()
        await self.charges.aclose()
        await self.portfolio.aclose()
        await self.mutual.aclose()
        self.frame.stop()
        self.manners.guide.close()
        await self.window.aclose()
        await self.desk.aclose()
        await self.baskets.aclose()  # after its panel, whose open editor commits as it goes
        await self.practice.aclose()
        await self.shoonya_practice.aclose()
        await self.writes.aclose()
        await self.journal.aclose()
        await self.settings.aclose()
        for worker in (self.parsing, self.keyring, self.files):
            await worker.aclose()
        self.language.remove()
        self.logs.close()
        self.collector.stop()

    async def log_in_practice(self, kind_id: str = "", environment_id: str = "") -> None:
        """Log in to a practice exchange; see `Logins.practice`."""
        await self.logins.practice(kind_id, environment_id)

    async def _ask_log_in(self, account: str) -> None:
        await self.desk.log_in(self.window, account)

    async def _send_alert_order(
        self, intent: OrderIntent, confirmed: frozenset[str]
    ) -> WriteOutcome | Refused:
        if self.options.safe:
            text = "In safe mode no alert sends an order."
            return Refused((Objection(code="safe_mode", text=text, fix="Leave safe mode first."),))
        result = await self.orders.submit(intent, confirmed=confirmed)
        return result if isinstance(result, Refused) else result.outcome

    # -- wiring

    def _make_kinds(self) -> tuple[BrokerKind, ...]:
        from terminal.app.kinds import KindDeps, make_kinds

        return make_kinds(
            KindDeps(
                secrets=self.secrets,
                clock=self.clock,
                worker=self.parsing,
                cache=self.paths.cache,
                folder=self.paths.config / "brokers",
                kite_practice=self.practice.server,
                shoonya_practice=self.shoonya_practice.server,
                on_wait=self.tellings.on_wait,
                on_failure=self.funnel.failed,
                post=self.notices.post,
                only_ipv4=self._network.only_ipv4,
            )
        )

    def _practice_of(self, broker: str, said: type[S]) -> PracticeProcess[S]:
        log_file = self.paths.logs / (
            "practice.log" if broker == "kite" else f"practice-{broker}.log"
        )
        return PracticeProcess(
            broker,
            said,
            seed=self.options.seed,
            speed=self.options.speed,
            log_file=log_file,
            worker=Worker(f"practice {broker}"),
        )

    def _connect(self) -> None:
        self.orders.book.filled.connect(self.portfolio.on_fill)
        self.orders.book.traded.connect(self.portfolio.on_trade)
        self.orders.book.traded.connect(self.charges.on_trade)
        self.portfolio.changed.connect(self.charges.on_positions)
        self.orders.positions_moved.connect(self.portfolio.request_refresh)
        self.orders.largest_told.connect(self.catalog.learn_largest)
        self.portfolio.changed.connect(self.baskets.on_portfolio)
        self.settings.changed.connect(self._on_settings)
        self.accounts.login_needed.connect(self.logins.on_login_needed)
        self.accounts.attached.connect(lambda _: self.history.sources_changed())
        self.accounts.left.connect(lambda _: self.history.sources_changed())

    def _variety_of(self, account: AccountId, order_id: BrokerOrderId) -> Variety:
        order = self.orders.book.by_broker_id(account, order_id)
        return Variety.REGULAR if order is None else order.variety

    def _on_settings(self, settings: Settings) -> None:
        self.orders.limits = limits_of(settings)
        if settings.network != self._network:
            self._network = settings.network
            self.kinds.renew()

    def _life_parts(self, *, fresh: bool) -> LifeParts:
        return LifeParts(
            window=self.window,
            desk=self.desk,
            theme=self.theme,
            actions=self.actions,
            arm=self.arm,
            notices=self.notices,
            settings=self.settings,
            secrets=self.secrets,
            accounts=self.accounts,
            logins=self.logins,
            kinds=self.kinds,
            hub=self.hub,
            orders=self.orders,
            alerts=self.alerts,
            clock=self.clock,
            on_failure=self.funnel.failed,
            fresh=fresh,
        )

    def _services(self) -> Services:
        return Services(
            theme=self.theme,
            frame=self.frame,
            clock=self.clock,
            on_failure=self.funnel.failed,
            link=self.link,
            hub=self.hub,
            catalog=self.catalog,
            orders=self.orders,
            portfolio=self.portfolio,
            charges=self.charges,
            triggers=self.triggers.service,
            mutual=self.mutual,
            alerts=self.alerts,
            baskets=self.baskets,
            accounts=AccountVerbs(
                views=self.accounts.states,
                attach=self.logins.attach,
                reconnect=self.accounts.reconnect,
                stop_loading=self.accounts.stop_loading,
                log_out=self.logins.log_out,
                quotes=self.reads.quotes,
                bars=self.reads.bars,
            ),
            kinds=self.kinds,
            secrets=self.secrets,
            settings=self.settings,
            watchlists=WatchlistFile(
                self.paths.config / "watchlists.json", worker=self.files, scope=self.scope
            ),
            notices=self.notices,
            arm=self.arm,
            actions=self.actions,
            logs=self.logs,
            files=self.files,
            history=self.history,
        )


def limits_of(settings: Settings) -> Limits:
    """Return the order service's limits as the settings say them; the fields are the same."""
    return Limits(**structs.asdict(settings.limits))
