"""The real desk on the real services: the whole window, its numbers and its verbs."""

import logging
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel

from terminal.alerts.service import AlertService
from terminal.alerts.store import AlertStore
from terminal.app.baskets import build_baskets
from terminal.domain.account import Position, PositionBook
from terminal.domain.errors import Transient
from terminal.domain.market import FeedMode
from terminal.domain.order import Product, Side
from terminal.gtt.service import GttService
from terminal.history.service import HistoryService
from terminal.market.catalog import Catalog
from terminal.mutual.service import FundService
from terminal.runtime.config import Settings, SettingsStore
from terminal.runtime.log import LogFiles
from terminal.runtime.worker import Worker
from terminal.runtime.writes import WriteJournal
from terminal.ui.actions import Actions
from terminal.ui.arm import Arm
from terminal.ui.desk import AccountVerbs, Services, build
from terminal.ui.link import BasketRequest, GttRequest, TicketRequest
from terminal.ui.notices import Notices
from terminal.ui.search import SearchPalette
from terminal.ui.window import Window
from tests.fakes.clock import eventually, settle
from tests.gui.frame_desk import NIFTY as NIFTY_INDEX
from tests.gui.frame_desk import View
from tests.gui.trading_desk import TradingDesk
from tests.make import ACCOUNT, INFY, make_intent


class Memory:
    persistent = False

    async def load(self, name):
        return None

    async def save(self, name, value): ...
    async def forget(self, name): ...


class NoLists:
    def load(self):
        return None

    def save(self, lists): ...


class World:
    """Services of `TradingDesk`, and the desk and window built on them."""

    def __init__(self, path, failures) -> None:
        self.trading = trading = TradingDesk(path)
        self.worker = Worker("files")
        self.calls: list[tuple] = []
        self.error: Exception | None = None
        self.settings = SettingsStore(
            path / "settings.json", Settings(), worker=self.worker, on_failure=failures
        )
        self.logs = LogFiles(path / "logs")
        self.notices = Notices(clock=trading.clock, on_failure=failures)
        self.arm = Arm(clock=trading.clock, on_failure=failures, minutes=lambda: 15)
        self.actions = Actions(trading.theme)
        self.catalog = Catalog(on_failure=failures)
        self.mutual = FundService(
            journal=WriteJournal(path / "writes.sqlite"), clock=trading.clock, on_failure=failures
        )
        self.triggers = GttService(
            journal=WriteJournal(path / "triggers.sqlite"),
            prices=trading.hub,
            instruments=self.catalog,
            clock=trading.clock,
            on_failure=failures,
        )
        self.baskets = build_baskets(
            folder=path,
            worker=self.worker,
            orders=trading.orders,
            instruments=trading.instruments,
            prices=trading.hub,
            clock=trading.clock,
            on_failure=failures,
        )
        self.alerts = AlertService(
            journal=WriteJournal(path / "alert_writes.sqlite"),
            store=AlertStore(path / "alerts.json", worker=self.worker),
            market=trading.hub,
            instruments=self.catalog,
            clock=trading.clock,
            order_gate=trading.orders.check,
            killed=lambda: trading.orders.kill.engaged,
            send_order=self.never,
            new_client_id=trading.orders.new_client_id,
            pnl_of=lambda account, instrument: None,
            on_failure=failures,
        )
        self.history = HistoryService(
            path / "history", sources=dict, clock=trading.clock, on_failure=failures
        )
        self.desk = build(
            Services(
                theme=trading.theme,
                frame=trading.frame,
                clock=trading.clock,
                on_failure=failures,
                link=trading.link,
                hub=trading.hub,
                catalog=self.catalog,
                orders=trading.orders,
                portfolio=trading.portfolio,
                charges=trading.charges,
                triggers=self.triggers,
                mutual=self.mutual,
                alerts=self.alerts,
                baskets=self.baskets,
                accounts=AccountVerbs(
                    views=self.views,
                    attach=self.attach,
                    reconnect=self.reconnect,
                    stop_loading=lambda account: None,
                    log_out=self.log_out,
                    quotes=trading.broker.fetch_quotes,
                    bars=trading.broker.fetch_bars,
                ),
                kinds=(),
                secrets=Memory(),
                settings=self.settings,
                watchlists=NoLists(),
                notices=self.notices,
                arm=self.arm,
                actions=self.actions,
                logs=self.logs,
                files=self.worker,
                history=lambda: self.history,
            )
        )
        self.window = Window(
            desk=self.desk,
            theme=trading.theme,
            actions=self.actions,
            notices=self.notices,
            arm=self.arm,
            frame=trading.frame,
            clock=trading.clock,
            on_failure=failures,
        )

    def views(self):
        return [View(self.trading.broker.session)]

    async def attach(self, broker):
        self.calls.append(("attach", broker))

    async def reconnect(self, account):
        self.calls.append(("reconnect", account))
        if self.error is not None:
            raise self.error

    async def log_out(self, account):
        self.calls.append(("log_out", account))

    async def never(self, intent, confirmed):
        raise AssertionError(f"no alert was to place {intent}")

    def titles(self):
        return [entry.title for entry in self.notices.entries()]


@pytest.fixture
def in_world(qrun, tmp_path, failures):
    level = logging.getLogger().level

    def run(test):
        async def body():
            world = World(tmp_path, failures)
            await world.trading.open()
            world.window.resize(1600, 950)
            world.window.reset_layout()
            world.window.show()
            try:
                await test(world)
            finally:
                await world.window.aclose()
                await world.trading.close()
                await world.baskets.aclose()
                await world.settings.aclose()
                world.logs.close()
                world.worker.close()

        qrun(body())

    yield run
    logging.getLogger().setLevel(level)


def make_net(quantity: int) -> Position:
    return Position(
        account=ACCOUNT,
        instrument=INFY,
        symbol="INFY",
        product=Product.MIS,
        quantity=quantity,
        average_price=Decimal(1500),
        close_price=Decimal(1490),
        last_price=Decimal(1500),
        buy_quantity=10,
        buy_value=Decimal(15_000),
        day_buy_quantity=10,
        day_buy_value=Decimal(15_000),
    )


def test_every_panel_of_the_desk_can_be_opened(in_world):
    async def test(world):
        assert "orders" in world.window.panels
        assert "gtt" not in world.window.panels  # behind other tabs: made when looked at
        for spec in world.desk.panels:
            world.window.show_panel(spec.name)
            assert world.window.panels[spec.name].isVisible(), spec.name
            world.trading.frame.tick()
        assert len(world.window.panels) == len(world.desk.panels) == 15

    in_world(test)


def test_panels_behind_other_tabs_come_after_the_first_paint(in_world):
    async def test(world):
        world.window.start()
        await eventually(lambda: len(world.window.panels) == len(world.desk.panels))

    in_world(test)


def test_what_a_late_panel_remembers_is_kept_though_it_was_never_looked_at(in_world):
    async def test(world):
        world.window.show_panel("trades")
        saved = world.window.layout_now()
        state = {"table": {"hidden": ["account"]}}
        kept = replace(saved, panels=saved.panels | {"holdings": state})
        world.window.arrange(kept, screens=[world.window.geometry().adjusted(-9, -9, 9, 9)])
        assert world.window.layout_now().panels["holdings"] == state
        world.window.show_panel("holdings")
        assert world.window.layout_now().panels["holdings"]["table"]["hidden"] == ["account"]

    in_world(test)


def test_a_link_makes_the_panel_that_it_speaks_to(in_world):
    async def test(world):
        request = BasketRequest(legs=(make_intent(),))
        world.trading.link.add_to_basket(request)
        assert "basket" in world.window.panels
        world.trading.link.open_gtt(GttRequest(instrument=INFY))
        assert world.window.panels["gtt"].isVisible()

    in_world(test)


def test_day_profit_follows_the_price_of_what_is_held(in_world):
    async def test(world):
        world.trading.broker.positions = PositionBook(net=(make_net(10),), day=())
        await world.trading.portfolio.refresh(ACCOUNT)
        world.trading.price(INFY, 1512.5)
        world.window.top.refresh()
        assert world.window.top._pnl.accessibleName() == "Day P&L +₹125.00"

    in_world(test)


def test_the_indices_are_watched_and_shown(in_world):
    async def test(world):
        slot = world.trading.hub.slot(NIFTY_INDEX)
        values = (24012.35, 0, 0, 0, 0, 0, 23900.0, 24050.0, 23880.0, 23910.1)
        world.trading.hub.tick(slot, FeedMode.QUOTE, values, world.trading.clock.now_ns())
        quote = world.desk.top.indices()[0]
        assert (quote.title, quote.last, quote.stale) == ("NIFTY 50", 24012.35, False)
        world.trading.hub.source_state(ACCOUNT, live=False)
        assert world.desk.top.indices()[0].stale

    in_world(test)


def test_a_ticket_that_is_asked_for_comes_to_the_front(in_world):
    async def test(world):
        world.window.toggle_panel("ticket")
        world.trading.link.open_ticket(TicketRequest(instrument=INFY, side=Side.BUY))
        assert world.window.panels["ticket"].isVisible()
        world.window.toggle_panel("depth")
        world.trading.link.open_depth(INFY)
        assert world.window.panels["depth"].isVisible()

    in_world(test)


def test_the_kill_switch_blocks_entries_cancels_and_says_so(in_world):
    async def test(world):
        world.desk.engage_kill()
        assert world.trading.orders.kill.engaged
        assert world.window.top.kill.accessibleName() == "Kill switch, engaged"
        await eventually(lambda: "No open orders to cancel" in world.titles())
        assert "Kill switch engaged" in world.titles()
        world.desk.release_kill()
        assert not world.trading.orders.kill.engaged

    in_world(test)


def test_the_theme_switches_through_the_settings(in_world):
    async def test(world):
        world.actions.run("view.theme")
        assert world.settings.current.appearance.theme == "light"
        assert world.trading.theme.name == "light"
        world.actions.run("view.theme")
        assert world.trading.theme.name == "dark"

    in_world(test)


def test_an_error_of_an_account_is_told_in_its_own_words(in_world):
    async def test(world):
        world.error = Transient("The broker did not answer.", hint="Try again in a minute.")
        world.arm.arm()
        world.desk.reconnect(str(ACCOUNT))
        await eventually(lambda: "Reconnecting failed" in world.titles())
        entry = next(e for e in world.notices.entries() if e.title == "Reconnecting failed")
        assert entry.text == "The broker did not answer. Try again in a minute."
        assert not world.arm.armed

    in_world(test)


def test_closing_what_is_not_held_says_so(in_world):
    async def test(world):
        world.trading.link.select(INFY)
        world.actions.run("orders.close_symbol")
        await settle()
        assert "No open position in INFY" in world.titles()

    in_world(test)


def test_funds_of_the_real_service_are_shown(in_world):
    async def test(world):
        world.window.show_panel("funds")
        world.trading.frame.tick()
        labels = [label.text() for label in world.window.panels["funds"].findChildren(QLabel)]
        assert "₹2,10,345.55" in labels

    in_world(test)


def test_search_opens_at_once_and_finds_commands(in_world):
    async def test(world):
        world.actions.run("search")
        palette = world.window.findChild(SearchPalette)
        assert palette.isVisible()
        world.trading.link.search.emit("theme")
        assert world.window.findChildren(SearchPalette) == [palette]
        assert palette.line.edit.text() == "theme"

    in_world(test)


def test_the_theme_switches_also_where_it_differs_from_the_settings(in_world):
    async def test(world):
        theme = world.trading.theme
        theme.use("light")  # as with --theme light; the settings still say dark
        assert world.settings.current.appearance.theme == "dark"
        world.desk.switch_theme()
        assert theme.name == "dark"
        world.desk.switch_theme()
        assert theme.name == "light"
        assert world.settings.current.appearance.theme == "light"

    in_world(test)
