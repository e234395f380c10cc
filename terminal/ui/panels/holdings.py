"""The holdings panel: what is in the demat account, what it cost and what it is worth."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from typing_extensions import override

from terminal.domain.account import Holding
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.notice import Notice
from terminal.domain.order import Product, Side
from terminal.domain.ports import InstrumentSource
from terminal.market.hub import Hub
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.frame import FrameClock
from terminal.ui.link import GttRequest, Link, TicketRequest
from terminal.ui.models.holdings import HoldingRow, HoldingsModel
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.panels.book import BookPanel, Slot
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel


class HoldingsPanel(BookPanel):
    """Holdings of all accounts, marked to live prices."""

    def __init__(
        self,
        *,
        orders: OrderService,
        portfolio: PortfolioService,
        instruments: InstrumentSource,
        hub: Hub,
        link: Link,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__(
            "holdings", "Holdings", link=link, theme=theme, frame=frame, on_failure=on_failure
        )
        self._orders = orders
        self._portfolio = portfolio
        self._marks = Marks(hub)
        self._dirty = True
        self._accounts = -1
        self._authorising: set[AccountId] = set()
        self.model = HoldingsModel(marks=self._marks, instruments=instruments)
        self._live = LiveColumns(self.model, "ltp", "day_percent")
        self.tools.addWidget(self.filter)
        self._note = ElidedLabel(theme)
        self._note.setObjectName("holdings.note")
        self.tools.addWidget(self._note, 1)
        self._buy = self.button("buy", "Buy more", "Open the ticket to buy  (B)", self.buy)
        self._sell = self.button("sell", "Sell", "Open the ticket to sell  (S or X)", self.sell)
        self._authorise = self.button(
            "authorise",
            "Authorise",
            "Let these shares be sold today: opens the depository's page in your browser",
            self.authorise,
        )
        self.use_model(self.model, totals=True)
        self.table.enter_pressed.connect(self.sell)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.key("X", self.sell)
        self._unfollow = portfolio.changed.connect(self._on_changed)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)
        self.rebuild()

    # -- verbs

    def sell(self) -> None:
        """Fill the ticket with a sale of all that can be sold today; nothing is sent."""
        if (holding := self._current()) is not None:
            self.link.open_ticket(
                TicketRequest(
                    instrument=holding.instrument,
                    account=holding.account,
                    side=Side.SELL,
                    quantity=holding.sellable or None,
                    product=Product.MTF if holding.product == "MTF" else Product.CNC,
                    reduces=holding.sellable > 0,
                )
            )

    def buy(self) -> None:
        """Open the ticket to buy more of it; nothing is sent."""
        if (holding := self._current()) is not None:
            self.link.open_ticket(
                TicketRequest(
                    instrument=holding.instrument,
                    account=holding.account,
                    side=Side.BUY,
                    product=Product.CNC,
                )
            )

    def authorise(self) -> None:
        """Begin the depository's authorisation of the current holding; the browser finishes it."""
        if (holding := self._current()) is not None and self._must_authorise(holding):
            self.scope.spawn(self._open_authorisation(holding), name="authorise")

    @override
    def gtt_request(self) -> GttRequest | None:
        holding = self._current()
        if holding is None:
            return None
        return GttRequest(
            instrument=holding.instrument,
            account=holding.account,
            side=Side.SELL,
            quantity=holding.sellable or None,
            product=Product.MTF if holding.product == "MTF" else Product.CNC,
            protects=holding.sellable > 0,
        )

    @override
    def open_ticket(self, side: Side) -> None:
        if side is Side.SELL:
            self.sell()
        else:
            self.buy()

    # -- callbacks

    @override
    def on_frame(self) -> None:
        if self._dirty or len(self._orders.brokers) != self._accounts:
            self.rebuild()
        if self._live.tell(self._marks.moved(), _shows):
            self._show_totals()
            self.fit_sometimes()

    @override
    def rebuild(self) -> None:
        self._dirty = False
        self._accounts = self.count_accounts(len(self._orders.brokers))
        holdings = self._portfolio.holdings()
        self._marks.keep(h.instrument for h in holdings)
        shown = [h for h in holdings if self._wanted(h)]
        self.model.set_rows(HoldingRow(h) for h in sorted(shown, key=lambda h: h.symbol))
        self.fit()
        unsure = sum(h.discrepancy for h in shown)
        self._note.set_text(
            f"{unsure} with unknown cost, left out of profit and loss" if unsure else "",
            tone="amber",
        )
        self._say_why_empty(shown=bool(shown), any_holdings=bool(holdings))
        self._show_totals()
        self._show_buttons()

    @override
    def instrument_of(self, row: Any) -> InstrumentId | None:
        return row.holding.instrument if isinstance(row, HoldingRow) else None

    @override
    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        one = self._current() is not None
        return (
            ("sell", "Sell\tS", self.sell, one),
            ("buy", "Buy more\tB", self.buy, one),
            ("gtt", "GTT…\tG", self.open_gtt, one),
            ("alert", "Alert…\tA", self.open_alert, one),
            ("authorise", "Authorise the sale…", self.authorise, self._authorise.isEnabled()),
            None,
            ("chart", "Chart\tC", self.open_chart, one),
            ("depth", "Depth\tD", self.open_depth, one),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    async def aclose(self) -> None:
        self._unfollow()
        self._marks.close()
        await super().aclose()

    # -- inside

    def _on_changed(self, _account: AccountId) -> None:
        self._dirty = True

    def _on_state(self, state: Qt.ApplicationState) -> None:
        # Back from the browser: what was authorised there is read anew.
        if state is Qt.ApplicationState.ApplicationActive:
            for account in self._authorising & set(self._orders.brokers):
                self._portfolio.request_refresh(account)

    def _must_authorise(self, holding: Holding) -> bool:
        return bool(holding.isin) and holding.authorised_quantity < holding.quantity

    async def _open_authorisation(self, holding: Holding) -> None:
        broker = self._orders.brokers.get(holding.account)
        if broker is None:
            return
        try:
            url = await broker.authorise([(holding.isin, holding.quantity)])
        except TerminalError as error:
            text = f"{error.text} {error.hint}".strip()
            self._say("bad", f"{holding.symbol}: not authorised", text)
            return
        self._authorising.add(holding.account)
        opened = QDesktopServices.openUrl(QUrl(url))
        text = "Finish it on the depository's page in your browser, then send the sale."
        if not opened:
            text = f"No browser could be opened. Open this address yourself: {url}"
        self._say("info" if opened else "warn", f"Authorise {holding.symbol}", text)

    def _say(self, level: Literal["info", "warn", "bad"], title: str, text: str) -> None:
        self._orders.notices.emit(Notice(level=level, title=title, text=text))

    def _current(self) -> Holding | None:
        row = self.table.current_row()
        return row.holding if isinstance(row, HoldingRow) else None

    def _wanted(self, holding: Holding) -> bool:
        return self.matches(
            fmt.instrument(holding.instrument),
            holding.symbol,
            holding.isin,
            fmt.account(holding.account),
        )

    def _say_why_empty(self, *, shown: bool, any_holdings: bool) -> None:
        place = self.table.viewport()
        brokers = self._orders.brokers
        failures = [text for a in brokers if (text := self._portfolio.failed(a))]
        if shown:
            self.hide_empty()
        elif any_holdings:
            self.show_empty(
                "No holding matches the filter.", "Clear it", self.filter.clear, over=place
            )
        elif not brokers:
            self.show_empty("Holdings appear here once an account is logged in.", over=place)
        elif failures:
            self.show_empty(
                f"Holdings could not be read: {failures[0]}\nIt is tried again by itself.",
                over=place,
            )
        elif not all(self._portfolio.loaded(a) for a in brokers):
            self.show_empty("Reading holdings…", over=place)
        else:
            self.show_empty(
                "No holdings.\nShares bought with the product CNC show up here the next day.",
                over=place,
            )

    def _show_totals(self) -> None:
        if self.totals is None:
            return
        model = self.model
        holdings = [row.holding for row in model.rows]
        if not holdings:
            self.totals.show_totals("", {})
            return
        figures = {}
        for key, figure in (("invested", model.invested), ("current", model.current)):
            figures[model.column_number(key)] = (fmt.money(model.total(figure, holdings)), "text")
        sums = {}
        for key, figure in (("pnl", model.pnl), ("day", model.day)):
            sums[key] = value = model.total(figure, holdings)
            trend = fmt.trend(round(value, 2)) or "text"
            figures[model.column_number(key)] = (fmt.signed(value), trend)
        # A share of the whole holds only where part and whole are of the same holdings.
        invested = model.total(model.invested, model.known(model.pnl, holdings))
        yesterday = model.total(model.before, model.known(model.day, holdings))
        for key, part, base in (("pnl", sums["pnl"], invested), ("day", sums["day"], yesterday)):
            if base > 0:
                share = part / base * 100
                trend = fmt.trend(round(share, 2)) or "text"
                figures[model.column_number(f"{key}_percent")] = (fmt.percent(share), trend)
        number = model.column_number
        tips = {number(key): partial(model.explain_pnl, holdings) for key in ("pnl", "current")}
        tips[number("day")] = partial(model.explain_day, holdings)
        self.totals.show_totals(f"Total of {len(holdings)}", figures, tips)

    def _show_buttons(self) -> None:
        one = self._current() is not None
        holding = self._current()
        self._authorise.setEnabled(holding is not None and self._must_authorise(holding))
        self._buy.setEnabled(one)
        self._sell.setEnabled(one)


def _shows(row: HoldingRow, instruments: set[InstrumentId]) -> bool:
    return row.holding.instrument in instruments
