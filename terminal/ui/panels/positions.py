"""The positions panel: live profit and loss, ticks, exits with a preview, conversion. See UX.md B8.

Every exit goes through the order service, which cuts it to what is left to close.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex
from typing_extensions import override

from terminal.domain.account import ConfirmLevel, Position
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.notice import Notice
from terminal.domain.order import OrderIntent, Product, Side
from terminal.domain.ports import InstrumentSource
from terminal.market.hub import Hub
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.controls import Slot
from terminal.ui.convert import ConvertSheet
from terminal.ui.dialogs import ask
from terminal.ui.exits import ExitRun, ExitSheet, make_legs, wait_words
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.link import BasketRequest, GttRequest, Link, TicketRequest
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.models.positions import (
    PositionKey,
    PositionRow,
    PositionsModel,
    group_rows,
    key_of,
)
from terminal.ui.money import Charges, PnlMode
from terminal.ui.panels.book import BookPanel
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules
from terminal.ui.ticket.cost import available_funds
from terminal.ui.ticket.widgets import ElidedLabel, Segments


class PositionsPanel(BookPanel):
    """What is held now (net), or what was done today (day)."""

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
        charges: Charges | None = None,
        mode: PnlMode | None = None,
    ) -> None:
        super().__init__(
            "positions", "Positions", link=link, theme=theme, frame=frame, on_failure=on_failure
        )
        self._orders = orders
        self._portfolio = portfolio
        self._instruments = instruments
        self._hub = hub
        self._marks = Marks(hub)
        self._dirty = True
        self._accounts = -1
        self._charges = charges
        self._charges_seen = -1
        self._mode = mode
        self.model = PositionsModel(marks=self._marks, instruments=instruments, charges=charges)
        self._live = LiveColumns(self.model, "ltp", "value")
        self.view: Segments[str] = Segments(
            "positions.view",
            [
                ("net", "Net", "What is held now, from any day"),
                ("day", "Day", "What was bought and sold today"),
            ],
        )
        self.view.setFixedWidth(96)
        self.view.set_value("net")
        self.view.chosen.connect(self.rebuild)
        self.tools.addWidget(self.view)
        self._group = self.button(
            "group",
            "Group",
            "Positions of one underlying together",
            self.rebuild,
            checkable=True,
        )
        self._group.setChecked(True)
        self._net = self.button(
            "net",
            "After charges",
            "Profit and loss net of the charges of today's orders, here and in the top bar  (N)",
            self._toggle_net,
            checkable=True,
        )
        self._net.setVisible(mode is not None)
        self.tools.addWidget(self.filter)
        self._status = ElidedLabel(theme)
        self._status.setObjectName("positions.status")
        self.tools.addWidget(self._status, 1)
        self._exit = self.button(
            "exit", "Exit", "Exit the ticked positions, or the selected ones; shows the orders first",
            self.exit_chosen,
        )  # fmt: skip
        self._convert = self.button(
            "convert", "Convert", "Move the position to another product", self.convert
        )
        self._exit_all = self.button(
            "exit_all", "Exit all", "Exit every open position shown; shows the orders first",
            self.exit_all, kind="danger",
        )  # fmt: skip
        self.secondary = [self._status]
        self.use_model(self.model, totals=True)
        self.table.clicked.connect(self._on_cell)
        self.table.enter_pressed.connect(self.exit_ticket)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.key("X", self.exit_ticket)
        self.key("Space", self._tick_current)
        self.key("N", self._toggle_net)
        self._unfollow = portfolio.changed.connect(self._on_changed)
        self.rebuild()

    # -- verbs

    def exit_ticket(self) -> None:
        """Fill the ticket with the order that closes the current position; nothing is sent."""
        row = self.table.current_row()
        position = row.position if isinstance(row, PositionRow) else None
        if position is None or not position.quantity or self._shows_day:
            return
        wish = self._orders.exit_intent(position)
        self.link.open_ticket(
            TicketRequest(
                instrument=position.instrument,
                account=position.account,
                side=wish.side,
                quantity=wish.quantity or abs(position.quantity),
                product=position.product,
                order_type=wish.order_type,
                price=wish.price,
                reduces=True,
            )
        )

    def exit_chosen(self) -> None:
        """Exit the ticked positions, else the selected ones, after showing the exact orders."""
        if keys := self._chosen_keys():
            self.scope.spawn(self._exit_keys(keys), name="exit")

    def add_to_basket(self) -> None:
        """Put the orders that close the ticked or selected positions into the basket; sends nothing."""
        keys = self._chosen_keys()
        chosen = [p for p in self._portfolio.positions() if key_of(p) in keys and p.quantity]
        wishes = [self._orders.exit_intent(p) for p in chosen if p.product is not Product.CO]
        if legs := tuple(wish for wish in wishes if wish.quantity):
            self.link.add_to_basket(BasketRequest(legs=legs))
        else:
            self._status.set_text("Nothing is left to exit: orders are on their way.", tone="amber")

    def exit_all(self) -> None:
        """Exit every open position that is shown, after showing the exact orders.

        Shares sold out of the holdings stand among the positions too; they are not bought back.
        """
        shown = [p for row in self.model.rows for p in row.members]
        keys = {key_of(p) for p in shown if p.quantity and not _was_delivered(p)}
        if keys and not self._shows_day:
            self.scope.spawn(self._exit_keys(keys), name="exit all")

    def flatten(self) -> None:
        """Exit every open position of every account, shown here or not; shows the orders first."""
        self._exit_open(lambda position: not _was_delivered(position), "No position is open.")

    def exit_instrument(self, instrument: InstrumentId) -> None:
        """Exit every open position in one instrument, after showing the exact orders."""
        nothing = f"No position in {fmt.instrument(instrument)} is open."
        self._exit_open(lambda position: position.instrument == instrument, nothing)

    def convert(self) -> None:
        """Ask how much to convert and to which product."""
        rows = [row.position for row in self.chosen() if row.position is not None]
        if len(rows) == 1 and self._can_convert(rows[0]):
            self.scope.spawn(self._convert_position(rows[0]), name="convert")

    # -- callbacks

    @override
    def on_frame(self) -> None:
        if self._dirty or len(self._orders.brokers) != self._accounts:
            self.rebuild()
        self._follow_charges()
        if self._live.tell(self._marks.moved(), _shows):
            self._show_totals()
            self.fit_sometimes()

    @override
    def rebuild(self) -> None:
        self._dirty = False
        self._show_mode()
        self._accounts = self.count_accounts(len(self._orders.brokers))
        day = self._shows_day
        everything = self._portfolio.day_positions() if day else self._portfolio.positions()
        self._marks.keep(p.instrument for p in everything if p.quantity)
        self.model.keep_ticks(() if day else everything)
        shown = [p for p in everything if self._wanted(p)]
        self.model.set_rows(group_rows(shown, grouped=self._group.isChecked()))
        self.fit()
        self._say_why_empty(shown=bool(shown), any_positions=bool(everything))
        self._show_totals()
        self._show_buttons()

    @override
    def instrument_of(self, row: Any) -> InstrumentId | None:
        if isinstance(row, PositionRow) and row.position is not None:
            return row.position.instrument
        return None

    @override
    def gtt_request(self) -> GttRequest | None:
        row = self.table.current_row()
        position = row.position if isinstance(row, PositionRow) else None
        if position is None or not position.quantity or self._shows_day:
            return super().gtt_request()
        return GttRequest(
            instrument=position.instrument,
            account=position.account,
            side=Side.SELL if position.quantity > 0 else Side.BUY,
            quantity=abs(position.quantity),
            product=position.product,
            protects=True,
        )

    @override
    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        rows = [row for row in self.chosen() if isinstance(row, PositionRow)]
        if not rows:
            return ()
        one = rows[0].position if len(rows) == 1 else None
        live = one is not None and bool(one.quantity) and not self._shows_day
        return (
            ("exit_ticket", "Exit with a ticket\tX", self.exit_ticket, live),
            ("exit", "Exit…", self.exit_chosen, bool(self._chosen_keys())),
            ("convert", "Convert…", self.convert, one is not None and self._can_convert(one)),
            ("gtt", "GTT…\tG", self.open_gtt, one is not None),
            ("alert", "Alert…\tA", self.open_alert, one is not None),
            (
                "basket",
                "Add the exits to the basket",
                self.add_to_basket,
                bool(self._chosen_keys()),
            ),
            ("tick", "Tick\tSpace", self._tick_current, any(row.is_open for row in rows)),
            None,
            ("chart", "Chart\tC", self.open_chart, one is not None),
            ("depth", "Depth\tD", self.open_depth, one is not None),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    def save_state(self) -> dict[str, object]:
        return super().save_state() | {
            "view": self.view.value() or "net",
            "grouped": self._group.isChecked(),
        }

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        super().restore_state(state)
        view = state.get("view")
        if isinstance(view, str):
            self.view.set_value(view)
        self._group.setChecked(state.get("grouped") is not False)
        self.rebuild()

    @override
    async def aclose(self) -> None:
        self._unfollow()
        self._marks.close()
        await super().aclose()

    # -- inside

    @property
    def _shows_day(self) -> bool:
        return self.view.value() == "day"

    def _on_changed(self, _account: AccountId) -> None:
        self._dirty = True

    def _toggle_net(self) -> None:
        if self._mode is not None:
            self._mode.toggle()
            self._follow_charges()

    def _follow_charges(self) -> None:
        """Repaint where charges came, or where the top bar or the settings turned the switch."""
        version = self._charges.version if self._charges is not None else 0
        net = self._mode is not None and self._mode.net
        if version != self._charges_seen or net != self.model.net:
            self._charges_seen = version
            self._show_mode()
            self.model.touch(0, len(self.model.rows) - 1)
            self._show_totals()
            self.fit()

    def _show_mode(self) -> None:
        net = self._mode is not None and self._mode.net
        self._net.setChecked(net)
        self.model.set_net(net=net)

    def _wanted(self, position: Position) -> bool:
        return self.matches(
            fmt.instrument(position.instrument),
            position.symbol,
            fmt.label(position.product),
            fmt.account(position.account),
        )

    def _say_why_empty(self, *, shown: bool, any_positions: bool) -> None:
        place = self.table.viewport()
        failures = [
            text for account in self._orders.brokers if (text := self._portfolio.failed(account))
        ]
        if shown:
            self.hide_empty()
        elif any_positions:
            self.show_empty(
                "No position matches the filter.", "Clear it", self.filter.clear, over=place
            )
        elif not self._orders.brokers:
            self.show_empty("Positions appear here once an account is logged in.", over=place)
        elif failures:
            self.show_empty(
                f"Positions could not be read: {failures[0]}\nIt is tried again by itself.",
                over=place,
            )
        elif not all(self._portfolio.loaded(account) for account in self._orders.brokers):
            self.show_empty("Reading positions…", over=place)
        elif self._shows_day:
            self.show_empty("Nothing was traded today.", over=place)
        else:
            self.show_empty(
                "No open positions.\nAn order that fills shows up here at once.", over=place
            )

    def _show_totals(self) -> None:
        if self.totals is None:
            return
        model = self.model
        positions = [row.position for row in model.rows if row.position is not None]
        ticked = [p for p in positions if key_of(p) in model.ticked]
        counted = ticked or positions
        if not positions:
            self.totals.show_totals("", {})
            return
        figures, tips = {}, {}
        for key, figure, gross in (
            ("pnl", model.shown_pnl, model.pnl),
            ("day", model.shown_day_pnl, model.day_pnl),
        ):
            value = model.total(figure, counted)
            number = model.column_number(key)
            figures[number] = (fmt.signed(value), fmt.trend(round(value, 2)) or "text")
            tips[number] = partial(model.explain_total, gross, counted)
        label = f"Total of {len(counted)}"
        if ticked:
            everything = fmt.signed(model.total(model.shown_pnl, positions))
            label = f"{len(ticked)} ticked · all {everything}"
        self.totals.show_totals(label, figures, tips)

    def _show_buttons(self) -> None:
        ticked = len(self.model.ticked)
        self._exit.setText(told(f"Exit {ticked} ticked" if ticked else tr("Exit")))
        self._exit.setEnabled(bool(self._chosen_keys()))
        rows = [row.position for row in self.chosen() if row.position is not None]
        self._convert.setEnabled(len(rows) == 1 and self._can_convert(rows[0]))
        members = [p for row in self.model.rows for p in row.members]
        leavable = any(p.quantity and not _was_delivered(p) for p in members)
        self._exit_all.setEnabled(leavable and not self._shows_day)

    def _exit_open(self, wanted: Callable[[Position], bool], nothing: str) -> None:
        # From the service: a panel behind another tab has old rows, and a filter hides some.
        keys = {key_of(p) for p in self._portfolio.positions() if p.quantity and wanted(p)}
        if keys:
            self.scope.spawn(self._exit_keys(keys), name="exit open")
        else:
            self._orders.notices.emit(Notice(level="info", title="Nothing to exit", text=nothing))

    def _chosen_keys(self) -> set[PositionKey]:
        if self._shows_day:
            return set()
        if self.model.ticked:
            return set(self.model.ticked)
        return {key_of(p) for row in self.chosen() for p in row.members if p.quantity}

    def _on_cell(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "tick" and not self._shows_day:
            self._tick(self.model.row_at(index.row()))

    def _tick_current(self) -> None:
        row = self.table.current_row()
        if isinstance(row, PositionRow) and not self._shows_day:
            self._tick(row)

    def _tick(self, row: PositionRow) -> None:
        self.model.toggle(row)
        self._show_totals()
        self._show_buttons()

    async def _exit_keys(self, keys: set[PositionKey]) -> None:
        positions = [p for p in self._portfolio.positions() if key_of(p) in keys and p.quantity]
        wishes = [(p, self._orders.exit_intent(p)) for p in positions]
        wishes = [(p, wish) for p, wish in wishes if wish.quantity or p.product is Product.CO]
        if not wishes:
            self._status.set_text("Nothing is left to exit: orders are on their way.", tone="amber")
            return
        reasons, codes = self._questions(wish for p, wish in wishes if p.product is not Product.CO)
        legs = make_legs(wishes, self._instruments)
        sheet = ExitSheet(
            legs,
            reasons=reasons,
            pnl=self.model.total(self.model.pnl, [p for p, _ in wishes]),
            wait=wait_words(legs, self._orders, self._instruments),
            theme=self.theme,
            parent=self.window(),
        )
        sheet.sent.connect(self._on_sent)
        run = ExitRun(
            sheet,
            orders=self._orders,
            hub=self._hub,
            scope=self.scope,
            confirmed=codes,
            instruments=self._instruments,
        )
        try:
            await ask(sheet)
        finally:
            run.close()

    def _on_sent(self) -> None:
        self.model.ticked.clear()
        self._status.set_text("")
        self.rebuild()

    def _questions(self, wishes: Iterable[OrderIntent]) -> tuple[tuple[str, ...], frozenset[str]]:
        asked = [
            o for wish in wishes for o in self._orders.check(wish) if o.level is ConfirmLevel.ASK
        ]
        return tuple(dict.fromkeys(o.text for o in asked)), frozenset(o.code for o in asked)

    def _can_convert(self, position: Position) -> bool:
        return bool(position.quantity and not self._shows_day and self._products_for(position))

    def _products_for(self, position: Position) -> list[Product]:
        broker = self._orders.brokers.get(position.account)
        instrument = self._instruments.instrument(position.instrument)
        if broker is None or instrument is None or not broker.capabilities.convert_position:
            return []
        offered = rules.products(instrument, broker.capabilities)
        if position.quantity < 0:  # what was sold short cannot be delivered
            offered = tuple(p for p in offered if p not in {Product.CNC, Product.MTF})
        return [p for p in offered if p is not position.product]

    async def _convert_position(self, position: Position) -> None:
        sheet = ConvertSheet(
            position,
            self._instruments.instrument(position.instrument),
            self._products_for(position),
            send=partial(self._orders.convert, position.account),
            estimate=self._orders.estimate,
            available=available_funds(
                self._portfolio.funds(), position.account, position.instrument.venue
            ),
            scope=self.scope,
            theme=self.theme,
            parent=self.window(),
        )
        await ask(sheet)


def _was_delivered(position: Position) -> bool:
    """True for shares sold out of the holdings: nothing is short, a delivery cannot be."""
    return position.quantity < 0 and position.product in {Product.CNC, Product.MTF}


def _shows(row: PositionRow, instruments: set[InstrumentId]) -> bool:
    return any(p.instrument in instruments for p in row.members)
