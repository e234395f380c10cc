"""The table of panel factories. Each closes over exactly the services its panel names.

Panels are imported when they are made, so importing the desk stays quick.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import Bar, Interval
from terminal.market.bars import BarSeries
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.armed import ArmedEnter
from terminal.ui.layouts import BOTTOM, CENTRE, LEFT, RIGHT, RIGHT_BOTTOM
from terminal.ui.money import PnlMode
from terminal.ui.panel import Panel
from terminal.ui.shell import PanelSpec

if TYPE_CHECKING:
    from terminal.ui.desk import Services


def panel_specs(s: "Services", history: TaskScope) -> tuple[PanelSpec, ...]:
    """Return all panels in the order of the View menu; the first of a place is its front tab."""

    def watchlist() -> Panel:
        from terminal.ui.panels.watchlist import WatchlistPanel

        return WatchlistPanel(
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
            hub=s.hub,
            catalog=s.catalog,
            link=s.link,
            clock=s.clock,
            store=s.watchlists,
        )

    def chart() -> Panel:
        from terminal.ui.gtt.lines import TriggerLines
        from terminal.ui.panels.chart import ChartPanel

        panel = ChartPanel(
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
            hub=s.hub,
            catalog=s.catalog,
            link=s.link,
            clock=s.clock,
            open_series=_Series(s, history),
            orders=s.orders.book.orders,
            positions=s.portfolio.positions,
            order_changed=s.orders.book.changed,
            positions_changed=s.portfolio.changed,
            modify=s.orders.modify,
            cancel=s.orders.cancel,
        )
        panel.orders.others.append(TriggerLines(s.triggers, s.link))
        s.triggers.changed.connect(panel.on_books)
        return panel

    def depth() -> Panel:
        from terminal.ui.panels.depth import DepthPanel

        return DepthPanel(
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
            hub=s.hub,
            catalog=s.catalog,
            link=s.link,
            clock=s.clock,
            snapshot=_Snapshot(s),
        )

    def ticket() -> Panel:
        from terminal.ui.basket.ticket_key import BasketKey
        from terminal.ui.panels.ticket import TicketPanel

        panel = TicketPanel(
            orders=s.orders,
            portfolio=s.portfolio,
            instruments=s.catalog,
            hub=s.hub,
            link=s.link,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )
        ArmedEnter(panel, arm=s.arm, send=panel.submit)
        BasketKey(panel, panel, link=s.link, notices=s.orders.notices)
        return panel

    def positions() -> Panel:
        from terminal.ui.panels.positions import PositionsPanel

        panel = PositionsPanel(
            orders=s.orders,
            portfolio=s.portfolio,
            instruments=s.catalog,
            hub=s.hub,
            link=s.link,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
            charges=s.charges,
            mode=PnlMode.of(s.settings),
        )
        s.actions.bind("orders.close_all", panel.flatten)
        s.actions.bind("orders.close_symbol", _CloseSelected(s, panel.exit_instrument))
        return panel

    def orders() -> Panel:
        from terminal.ui.panels.orders import OrdersPanel

        return OrdersPanel(
            orders=s.orders,
            instruments=s.catalog,
            hub=s.hub,
            clock=s.clock,
            link=s.link,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )

    def trades() -> Panel:
        from terminal.ui.panels.trades import TradesPanel

        return TradesPanel(
            orders=s.orders,
            instruments=s.catalog,
            clock=s.clock,
            link=s.link,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
            charges=s.charges,
        )

    def holdings() -> Panel:
        from terminal.ui.panels.holdings import HoldingsPanel

        return HoldingsPanel(
            orders=s.orders,
            portfolio=s.portfolio,
            instruments=s.catalog,
            hub=s.hub,
            link=s.link,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )

    def funds() -> Panel:
        from terminal.ui.panels.funds import FundsPanel

        return FundsPanel(
            portfolio=s.portfolio,
            accounts=_Accounts(s),
            charges=s.charges,
            instruments=s.catalog,
            clock=s.clock,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )

    def basket() -> Panel:
        from terminal.ui.panels.basket import BasketPanel

        return BasketPanel(
            baskets=s.baskets,
            orders=s.orders,
            portfolio=s.portfolio,
            instruments=s.catalog,
            hub=s.hub,
            link=s.link,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )

    def alerts() -> Panel:
        from terminal.ui.panels.alerts import AlertsPanel

        panel = AlertsPanel(
            alerts=s.alerts,
            instruments=s.catalog,
            catalog=s.catalog,
            hub=s.hub,
            clock=s.clock,
            link=s.link,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )
        s.notices.clicked.connect(panel.on_notice)
        return panel

    def mutual() -> Panel:
        from terminal.ui.panels.mutual import MutualPanel

        return MutualPanel(
            service=s.mutual,
            clock=s.clock,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )

    def log() -> Panel:
        from terminal.ui.panels.log import LogPanel

        return LogPanel(
            ring=s.logs.ring,
            notices=s.notices,
            theme=s.theme,
            frame=s.frame,
            on_failure=s.on_failure,
        )

    return (
        PanelSpec(name="watchlist", title="Watchlist", place=LEFT, make=watchlist),
        PanelSpec(name="chart", title="Chart", place=CENTRE, make=chart),
        PanelSpec(
            name="downloads",
            title="History data",
            place=CENTRE,
            make=partial(_downloads, s),
            late=True,
        ),
        PanelSpec(name="depth", title="Market depth", place=RIGHT, make=depth),
        PanelSpec(name="ticket", title="Order ticket", place=RIGHT_BOTTOM, make=ticket),
        PanelSpec(name="positions", title="Positions", place=BOTTOM, make=positions, key="P"),
        PanelSpec(name="orders", title="Orders", place=BOTTOM, make=orders, key="Shift+O"),
        PanelSpec(
            name="trades", title="Trades", place=BOTTOM, make=trades, key="Shift+T", late=True
        ),
        PanelSpec(
            name="holdings", title="Holdings", place=BOTTOM, make=holdings, key="Shift+H", late=True
        ),
        PanelSpec(name="funds", title="Funds", place=BOTTOM, make=funds, key="Shift+F", late=True),
        PanelSpec(name="gtt", title="GTT", place=BOTTOM, make=partial(_gtt, s, history), late=True),
        PanelSpec(name="basket", title="Basket", place=BOTTOM, make=basket, late=True),
        PanelSpec(name="alerts", title="Alerts", place=BOTTOM, make=alerts, late=True),
        PanelSpec(
            name="mutual", title="Mutual funds", place=BOTTOM, make=mutual, key="Shift+M", late=True
        ),
        PanelSpec(name="log", title="Log", place=BOTTOM, make=log, key="Shift+L"),
    )


def _gtt(s: "Services", history: TaskScope) -> Panel:
    from terminal.ui.panels.gtt import GttPanel

    return GttPanel(
        gtts=s.triggers,
        orders=s.orders,
        portfolio=s.portfolio,
        instruments=s.catalog,
        hub=s.hub,
        clock=s.clock,
        link=s.link,
        open_series=_Series(s, history),
        theme=s.theme,
        frame=s.frame,
        on_failure=s.on_failure,
    )


def _downloads(s: "Services") -> Panel:
    from terminal.ui.panels.downloads import DownloadsPanel

    panel = DownloadsPanel(
        service=s.history(),
        notices=s.notices,
        clock=s.clock,
        theme=s.theme,
        frame=s.frame,
        on_failure=s.on_failure,
    )
    s.notices.clicked.connect(panel.on_notice)
    return panel


class _CloseSelected:
    """Exit what is held of the selected instrument, or say that nothing is."""

    def __init__(self, services: "Services", exit_: Callable[[InstrumentId], None]) -> None:
        self._s = services
        self._exit = exit_

    def __call__(self) -> None:
        current = self._s.link.current
        held = any(p.instrument == current and p.quantity for p in self._s.portfolio.positions())
        if current is None or not held:
            name = fmt.instrument(current) if current is not None else "the selected instrument"
            self._s.notices.post("info", f"No open position in {name}", "")
            return
        self._exit(current)


class _Accounts:
    """The accounts that are logged in now."""

    def __init__(self, services: "Services") -> None:
        self._views = services.accounts.views

    def __call__(self) -> list[AccountId]:
        return [view.session.account for view in self._views()]


class _Snapshot:
    """Ask any account once for what no stream tells, and put it on the board."""

    def __init__(self, services: "Services") -> None:
        self._quotes = services.accounts.quotes
        self._hub = services.hub

    async def __call__(self, instrument: InstrumentId) -> None:
        for quote in await self._quotes([instrument]):
            self._hub.apply_quote(quote)


class _Series:
    """Open a chart's bars; history comes from any account, the live bar from the hub."""

    def __init__(self, services: "Services", scope: TaskScope) -> None:
        self._s = services
        self._scope = scope

    def __call__(self, instrument: InstrumentId, interval: Interval) -> BarSeries:
        bars = self._s.accounts.bars

        async def fetch(interval: Interval, start_ns: int, end_ns: int) -> list[Bar]:
            return await bars(instrument, interval, start_ns, end_ns)

        return BarSeries(
            instrument=instrument,
            interval=interval,
            fetch=fetch,
            hub=self._s.hub,
            clock=self._s.clock,
            scope=self._scope,
            on_failure=self._s.on_failure,
        )
