"""The basket panel: legs in a table, what they need together, and sending them. See UX.md B4.

All that it shows comes from the basket service; what it sends is shown first, leg by leg.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.baskets.basket import MOST_LEGS, BasketProblem
from terminal.baskets.service import BasketService
from terminal.domain.ids import AccountId
from terminal.domain.market import FeedMode
from terminal.domain.order import OrderType
from terminal.domain.ports import InstrumentSource, Undo
from terminal.market.hub import Hub
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui.basket import preview, rules
from terminal.ui.basket.footer import Footer
from terminal.ui.basket.reader import Reader
from terminal.ui.basket.shelf import Shelf
from terminal.ui.basket.table import LegTable
from terminal.ui.basket.toolbar import Entries, Toolbar
from terminal.ui.controls import bind_key
from terminal.ui.dialogs import ask
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told
from terminal.ui.link import Link
from terminal.ui.models.basket import BasketModel, LegRow, sent_words
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.panel import Panel
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules as ticket_rules
from terminal.ui.ticket.confirm import ConfirmSheet

CHECK_FRAMES = 30
"""Objections pass with time and price: legs are checked again twice a second."""
COST_FRAMES = 6


class BasketPanel(Panel):
    """The basket being built. Changes are saved by the service as they are made."""

    def __init__(
        self,
        *,
        baskets: BasketService,
        orders: OrderService,
        portfolio: PortfolioService,
        instruments: InstrumentSource,
        hub: Hub,
        link: Link,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__("basket", "Basket", theme=theme, frame=frame, on_failure=on_failure)
        self._baskets = baskets
        self._orders = orders
        self._reader = Reader(
            baskets=baskets, orders=orders, portfolio=portfolio, instruments=instruments
        )
        self._instruments = instruments
        self._link = link
        self._marks = Marks(hub, FeedMode.LTP)
        self._seen: tuple[int, int, int] = (-1, -1, -1)
        self._frames = 0
        self._undo: Undo | None = None
        self._asking = False
        self._shown = ""
        self._said = ("", "muted")
        self.model = BasketModel(marks=self._marks)
        self.model.setParent(self)
        self._live = LiveColumns(self.model, "ltp", "ltp")
        self.tools = Toolbar(theme)
        self.table = LegTable(theme=theme)
        self.table.use_model(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.choices = self._reader.choices
        self.footer = Footer(theme)
        self._body = QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tools)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.footer)
        self.hand_focus(self.table)
        self.shelf = Shelf(self, baskets=baskets, tools=self.tools)
        self._connect()
        if baskets.complaint:
            self.say(baskets.complaint, "amber")
        self.rebuild()

    # -- verbs

    def send(self) -> None:
        """Check every leg, show them all, and send them if the answer is yes."""
        self._begin(None)

    def retry(self) -> None:
        """The same for the legs that have failed for certain."""
        self._begin(self._baskets.failed())

    def stop(self) -> None:
        self._baskets.stop()

    def remove(self) -> None:
        """Take the selected legs out; Undo brings them back."""
        if keys := self._chosen_keys():
            count = "1 leg" if len(keys) == 1 else f"{len(keys)} legs"
            self.attempt(lambda: self.offer(self._baskets.remove(keys), f"Removed {count}."))

    def shift(self, step: int) -> None:
        """Move the selected legs up (-1) or down (1)."""
        keys = self._chosen_keys()
        numbers = [n for n, leg in enumerate(self._baskets.basket.legs) if leg.key in keys]
        if not numbers:
            return
        before = numbers[0] - 1 if step < 0 else numbers[-1] + 2
        if 0 <= before <= len(self._baskets.basket.legs):
            self._on_dropped(keys, before)

    # -- callbacks

    @override
    def on_frame(self) -> None:
        self._frames += 1
        seen = (self._baskets.version, self._orders.book.version, len(self._orders.brokers))
        if self._frames % CHECK_FRAMES == 0:
            self._reader.forget()
            self.rebuild()
        elif seen != self._seen:
            self.rebuild()
        if self._frames % COST_FRAMES == 0:
            self._baskets.want_cost(wanted=True)
        self._live.tell(self._marks.moved(), lambda row, moved: row.leg.instrument in moved)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._baskets.want_cost(wanted=False)

    @override
    def on_theme(self) -> None:
        self.tools.restyle()
        super().on_theme()

    def rebuild(self) -> None:
        """Bring everything up to date now."""
        baskets = self._baskets
        self._seen = (baskets.version, self._orders.book.version, len(self._orders.brokers))
        basket, figures = baskets.basket, baskets.figures()
        self._marks.keep(leg.instrument for leg in basket.legs)
        said = self._said
        if self._shown != baskets.current:
            self._shown = baskets.current
            self.model.show(())  # an editor that is open belongs to the other basket
        rows = self._reader.rows()
        fresh = rows != list(self.model.rows)
        self.model.show(rows)  # moves the cursor where rows go: nobody did
        self._said = said
        if fresh:
            self.table.fit()
        self.tools.show_baskets(baskets.names(), baskets.current)
        self.tools.show_accounts(ticket_rules.account_labels(self._orders.brokers), basket.account)
        self.tools.buys_first.setChecked(basket.buys_first)
        self.footer.show_cost(basket, figures, self._reader.available())
        self._show_buttons()
        self._show_rule()
        self._say_why_empty()

    @override
    def save_state(self) -> dict[str, object]:
        return {"table": self.table.save_state()}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        table = state.get("table")
        if isinstance(table, dict):
            self.table.restore_state(table)

    @override
    async def aclose(self) -> None:
        for undo in self._unfollow:
            undo()
        self._baskets.want_cost(wanted=False)
        self._marks.close()
        await super().aclose()

    # -- construction

    def _connect(self) -> None:
        tools, table = self.tools, self.table
        tools.baskets.activated.connect(self._on_basket)
        tools.account.activated.connect(self._on_account)
        tools.new.clicked.connect(self._on_new)
        tools.buys_first.clicked.connect(self._on_buys_first)
        tools.undo.clicked.connect(self._on_undo)
        tools.stop.clicked.connect(self.stop)
        tools.retry.clicked.connect(self.retry)
        tools.send.clicked.connect(self.send)
        table.legs_delegate.edited.connect(self._on_edited)
        table.legs_delegate.typed.connect(self._on_typed)
        table.toggled.connect(self._on_toggled)
        table.moved.connect(self.shift)
        table.cursor_moved.connect(self._on_cursor)
        table.delete_pressed.connect(self.remove)
        table.context_asked.connect(self._on_context)
        table.clicked.connect(self._select_linked)
        self.model.dropped.connect(self._on_dropped)
        for key, slot in (
            ("Ctrl+Z", self._on_undo), ("Ctrl+Return", self.send), ("Ctrl+Enter", self.send),
            ("C", self._open_chart), ("D", self._open_depth),
        ):  # fmt: skip
            bind_key(table, key, slot)
        self._unfollow = (self._baskets.added.connect(self._on_added),)

    # -- what the widgets say

    def _on_added(self, keys: tuple[int, ...]) -> None:
        self.rebuild()
        self.table.select_key(keys[-1])
        basket = self._baskets.basket
        self.say(f"Added to “{basket.name}”: {len(basket.legs)} of {MOST_LEGS} legs.")

    def _on_basket(self, number: int) -> None:
        name = str(self.tools.baskets.itemData(number))
        self.forget_undo()
        self.attempt(lambda: self._baskets.select(name))

    def _on_account(self, number: int) -> None:
        self._reader.forget()
        account = AccountId(str(self.tools.account.itemData(number)))
        self.attempt(lambda: self._baskets.set_account(account))

    def _on_new(self) -> None:
        self.forget_undo()
        account = self._baskets.basket.account or next(iter(self._orders.brokers), None)
        self.attempt(lambda: self._baskets.create("Basket", account=account))

    def _on_buys_first(self, on: bool) -> None:  # noqa: FBT001  Qt's signature
        self.attempt(lambda: self._baskets.set_buys_first(buys_first=on))

    def _on_edited(self, key: int, field: str, value: object) -> None:
        if field in {"quantity", "order_type", "product"} and value is None:
            return
        fields: dict[str, Any] = {field: value}
        row = self._row(key)
        if isinstance(value, OrderType) and row is not None:
            fields |= self._prices_for(row, value)
        self.say("")
        self.attempt(lambda: self._baskets.edit(key, **fields))

    def _prices_for(self, row: LegRow, kind: OrderType) -> dict[str, Any]:
        """Fill what the new type needs and the leg does not have with the last price."""
        last = self.model.last(row)
        if row.instrument is None or last is None:
            return {}
        price, found = row.instrument.to_price(last), {}
        if kind.has_price and row.leg.price is None:
            found["price"] = price
        if kind.has_trigger and row.leg.trigger_price is None:
            found["trigger_price"] = price
        return found

    def _on_typed(self, text: str, wrong: bool) -> None:  # noqa: FBT001  Qt's signature
        self.footer.say(text, "amber" if wrong else "muted")

    def _on_toggled(self, key: int) -> None:
        leg = self._baskets.basket.leg(key)
        if leg is None:
            return
        if leg.reduces:
            self.say("This leg closes a position: its side follows from that.", "amber")
            return
        side = leg.side.opposite
        self.attempt(lambda: self._baskets.edit(key, side=side))

    def _on_dropped(self, keys: list[int], before: int) -> None:
        current = self.table.current_row()
        self.attempt(lambda: self._baskets.move(keys, before))
        if isinstance(current, LegRow):
            self.table.select_key(current.leg.key)

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            self.say("")
            self.attempt(undo)

    def _on_cursor(self) -> None:
        self._said = ("", "muted")
        self._show_rule()

    def _select_linked(self, *_: object) -> None:
        row = self.table.current_row()
        if isinstance(row, LegRow):
            self._link.select(row.leg.instrument)

    def _open_chart(self) -> None:
        if isinstance(row := self.table.current_row(), LegRow):
            self._link.open_chart(row.leg.instrument)

    def _open_depth(self) -> None:
        if isinstance(row := self.table.current_row(), LegRow):
            self._link.open_depth(row.leg.instrument)

    # -- menus

    def _on_context(self, at: QPoint) -> None:
        rows = self.table.selected_rows()
        if not rows:
            return
        busy = self._baskets.sending
        entries: Entries = (
            ("up", "Move up\tAlt+Up", partial(self.shift, -1), not busy),
            ("down", "Move down\tAlt+Down", partial(self.shift, 1), not busy),
            ("remove", "Remove\tDel", self.remove, not busy),
            None,
            ("chart", "Chart\tC", self._open_chart, True),
            ("depth", "Depth\tD", self._open_depth, True),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )
        menu: QMenu = self.tools.menu(entries)
        self.table.open_menu(menu, at)

    # -- sending

    def _begin(self, keys: list[int] | None) -> None:
        if not self._asking:
            self._asking = True
            self._show_buttons()
            self.scope.spawn(self._ask_and_send(keys), name="send")

    async def _ask_and_send(self, keys: list[int] | None) -> None:
        baskets = self._baskets
        try:
            flight = baskets.check(keys)
            known = {leg.key: self._instruments.instrument(leg.instrument) for leg in flight.legs}
            if not flight.may_go:
                self.say(preview.blocked_text(flight, known), "amber")
                if flight.blocked:
                    self.table.select_key(next(iter(flight.blocked)))
                    self._said = (preview.blocked_text(flight, known), "amber")
                    self._show_rule()
                return
            question = preview.question(
                flight,
                baskets.basket,
                known,
                baskets.figures(),
                self._reader.available(),
                baskets.placed(),
                retry=keys is not None,
            )
            if await ask(ConfirmSheet(question, theme=self.theme, parent=self.window())):
                self.say("")
                self.forget_undo()
                self.attempt(lambda: baskets.send(flight))
        finally:
            self._asking = False
            self._show_buttons()

    # -- what is shown

    def _show_buttons(self) -> None:
        baskets, tools = self._baskets, self.tools
        basket, busy = baskets.basket, baskets.sending
        failed = 0 if busy else len(baskets.failed())
        some = bool(basket.legs)
        tools.send.setEnabled(some and not busy and not self._asking)
        tools.retry.setVisible(failed > 0)
        tools.retry.setText(told(f"Retry failed only ({failed})"))
        tools.retry.setEnabled(not self._asking)
        tools.stop.setVisible(busy)
        tools.undo.setVisible(self._undo is not None and not busy)
        tools.account.setEnabled(not busy)
        tools.buys_first.setEnabled(not busy)
        words = sent_words(self.model.rows)
        tools.status.set_text(words, tone="amber" if failed or "unknown" in words else "muted")

    def _show_rule(self) -> None:
        text, tone = self._said
        if text:
            self.footer.say(text, tone)
            return
        if self.table.state() == LegTable.State.EditingState:
            return  # the editor speaks
        row, index = self.table.current_row(), self.table.currentIndex()
        if not isinstance(row, LegRow) or not index.isValid():
            self.footer.say("")
            return
        key = self.model.columns[index.column()].key
        if row.objections and row.result.text == "":
            first = row.objections[0]
            self.footer.say(f"{first.text} {first.fix}".strip(), "amber")
        else:
            self.footer.say(rules.rule(row.leg, key, row.instrument))

    def _say_why_empty(self) -> None:
        if self._baskets.basket.legs:
            self.hide_empty()
            return
        self.show_empty(
            "This basket is empty.\nAdd legs from the watchlist, orders and positions (right click), "
            "or from the order ticket with Ctrl+Shift+Enter.",
            "Import a basket…",
            self.shelf.choose_import,
            over=self._body,
        )

    # -- small things

    def _row(self, key: int) -> LegRow | None:
        number = self.model.find(key)
        return None if number is None else self.model.row_at(number)

    def _chosen_keys(self) -> list[int]:
        rows = self.table.selected_rows() or [self.table.current_row()]
        return [row.leg.key for row in rows if isinstance(row, LegRow)]

    def offer(self, undo: Undo, words: str) -> None:
        """Offer to take something back, until the next change of that kind."""
        self._undo = undo
        self.say(f"{words} Ctrl+Z brings it back.")

    def forget_undo(self) -> None:
        """Offer nothing to be taken back any more."""
        self._undo = None
        self._said = ("", "muted")

    def say(self, text: str, tone: str = "muted") -> None:
        """Say what just happened, until the cursor moves."""
        self._said = (text, tone)
        self._show_rule()

    def attempt(self, verb: Callable[[], object]) -> None:
        """Do what was asked and show it, or say why it cannot be done."""
        try:
            verb()
        except BasketProblem as problem:
            self.say(f"{problem.text} {problem.hint}".strip(), "amber")
        self.rebuild()
        if self.isVisible():
            self._baskets.want_cost(wanted=True)
