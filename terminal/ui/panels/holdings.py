"""The holdings panel: what is in the demat account, what it cost and what it is worth."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from typing_extensions import override

from terminal.domain.account import Holding
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import OrderType, Product, Side, Variety
from terminal.domain.ports import InstrumentSource
from terminal.market.hub import Hub
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.auctions import Offers
from terminal.ui.authorise import Authoriser
from terminal.ui.controls import Slot
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.link import GttRequest, Link, TicketRequest
from terminal.ui.models.holdings import HoldingRow, HoldingsModel
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.panels.book import BookPanel
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel, Segments


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
        self.authoriser = Authoriser(
            orders=orders, portfolio=portfolio, scope=self.scope, parent=self
        )
        self.authoriser.changed.connect(self._on_authorising)
        self.offers = Offers(orders, self.scope, self._on_offers)
        self.model = HoldingsModel(
            marks=self._marks, instruments=instruments, status=self.authoriser.status
        )
        self._live = LiveColumns(self.model, "ltp", "day_percent")
        self.view: Segments[str] = Segments(
            "holdings.view",
            [
                ("all", "Holdings", "What is in the demat account"),
                ("auction", "Auction", "What you may offer in today's exchange auction"),
            ],
        )
        self.view.setFixedWidth(150)
        self.view.set_value("all")
        self.view.chosen.connect(self._on_view)
        self.tools.addWidget(self.view)
        self.tools.addWidget(self.filter)
        self._note = ElidedLabel(theme)
        self._note.setObjectName("holdings.note")
        self.tools.addWidget(self._note, 1)
        self._buy = self.button("buy", "Buy more", "Open the ticket to buy  (B)", self.buy)
        self._sell = self.button("sell", "Sell", "Open the ticket to sell  (S or X)", self.sell)
        self._authorise = self.button(
            "authorise",
            "Authorise",
            "Let the selected shares be sold today: opens the depository's page in your browser",
            self.authorise,
        )
        self._authorise_all = self.button(
            "authorise_all",
            "Authorise all",
            "Let everything shown be sold today, in one go in your browser",
            self.authorise_all,
        )
        self.secondary = [self._note]
        self.use_model(self.model, totals=True)
        self.table.enter_pressed.connect(self.sell)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.key("X", self.sell)
        self._unfollow = portfolio.changed.connect(self._on_changed)
        self.rebuild()

    # -- verbs

    def sell(self) -> None:
        """Fill the ticket with a sale of all that can be sold today; nothing is sent.

        In the auction's view it is an offer to the auction.
        """
        row = self.table.current_row()
        if isinstance(row, HoldingRow) and row.offer is not None:
            offered = row.holding
            self.link.open_ticket(
                TicketRequest(
                    instrument=offered.instrument,
                    account=offered.account,
                    side=Side.SELL,
                    quantity=row.offer.quantity,
                    product=Product.CNC,
                    order_type=OrderType.LIMIT,
                    variety=Variety.AUCTION,
                )
            )
        elif (holding := self._current()) is not None:
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
        """Begin the depository's authorisation of the selected holdings; the browser finishes it."""
        rows = [row for row in self.chosen() if isinstance(row, HoldingRow)]
        self.authoriser.start(row.holding for row in rows)

    def authorise_all(self) -> None:
        """Begin the authorisation of every holding shown that needs it."""
        self.authoriser.start(row.holding for row in self.model.rows)

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
        rows = [HoldingRow(h) for h in holdings]
        if self._shows_auction:
            rows = self.offers.rows(holdings)
        rows = [row for row in rows if self._wanted(row.holding)]
        shown = [row.holding for row in rows]
        self.model.set_rows(sorted(rows, key=lambda row: row.holding.symbol))
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
        self.authoriser.close()
        self._marks.close()
        await super().aclose()

    # -- inside

    def _on_changed(self, _account: AccountId) -> None:
        self._dirty = True

    @property
    def _shows_auction(self) -> bool:
        return self.view.value() == "auction"

    def _on_view(self) -> None:
        number = self.model.column_number("auction")
        self.table.setColumnHidden(number, not self._shows_auction)
        if self._shows_auction:
            self.table.move_column("auction", after="quantity")
            self.offers.ask()
        self._sell.setText(tr("Offer") if self._shows_auction else tr("Sell"))
        self.rebuild()

    def _on_offers(self) -> None:
        self._dirty = True

    def _on_authorising(self) -> None:
        self.model.touch(0, len(self.model.rows) - 1)
        self._show_buttons()

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
        elif self._shows_auction and brokers:
            text, again = self.offers.why_empty(filtered=bool(self.filter.text()))
            self.show_empty(text, again, self.offers.ask, over=place)
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
        sums = model.sums(holdings)
        for key, value in (("invested", sums.invested), ("current", sums.current)):
            figures[model.column_number(key)] = (fmt.money(value), "text")
        for key, value, base in (
            ("pnl", sums.pnl, sums.invested_of_pnl),
            ("day", sums.day, sums.before_of_day),
        ):
            trend = fmt.trend(round(value, 2)) or "text"
            figures[model.column_number(key)] = (fmt.signed(value), trend)
            if base > 0:
                share = value / base * 100
                trend = fmt.trend(round(share, 2)) or "text"
                figures[model.column_number(f"{key}_percent")] = (fmt.percent(share), trend)
        number = model.column_number
        tips = {number(key): partial(model.explain_pnl, holdings) for key in ("pnl", "current")}
        tips[number("day")] = partial(model.explain_day, holdings)
        self.totals.show_totals(f"Total of {len(holdings)}", figures, tips)

    def _show_buttons(self) -> None:
        one = self._current() is not None
        rows = [row for row in self.chosen() if isinstance(row, HoldingRow)]
        needing = sum(self.authoriser.needs(row.holding) for row in rows)
        every = sum(self.authoriser.needs(row.holding) for row in self.model.rows)
        self._authorise.setEnabled(needing > 0)
        self._authorise.setText(told(f"Authorise {needing}" if needing > 1 else tr("Authorise")))
        self._authorise_all.setEnabled(every > 0)
        self._authorise_all.setVisible(every > 1)
        self._buy.setEnabled(one)
        self._sell.setEnabled(one)


def _shows(row: HoldingRow, instruments: set[InstrumentId]) -> bool:
    return row.holding.instrument in instruments
