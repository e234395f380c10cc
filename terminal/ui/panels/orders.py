"""The orders panel: open above, closed below; modify, cancel, repeat, history. See UX.md B8."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.notice import Notice, Refused
from terminal.domain.order import Order, OrderState
from terminal.domain.ports import Clock, InstrumentSource
from terminal.market.hub import Hub
from terminal.orders.edits import is_cover_leg
from terminal.orders.outcomes import Result
from terminal.orders.service import OrderService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.basket.legs import again_in_basket
from terminal.ui.controls import Slot
from terminal.ui.dialogs import ask
from terminal.ui.frame import FrameClock
from terminal.ui.history import HistorySheet
from terminal.ui.i18n import tr
from terminal.ui.link import BasketRequest, GttRequest, Link, TicketRequest
from terminal.ui.models.families import TWISTY
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.models.order_times import left_s
from terminal.ui.models.order_tree import OrderRow, families
from terminal.ui.models.orders import OrdersModel, refused_sizes
from terminal.ui.panels.book import BookPanel
from terminal.ui.panels.order_editor import RowEditor
from terminal.ui.panels.order_filter import OrderFilter
from terminal.ui.panels.tree import Folding
from terminal.ui.theme import Theme
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.widgets import ElidedLabel

_SECOND_NS = 1_000_000_000
ASK_ABOVE = 1
"""Cancelling more orders than this at once asks first, with the list."""


class OrdersPanel(BookPanel):
    """All orders of all accounts, ours and those placed elsewhere."""

    def __init__(
        self,
        *,
        orders: OrderService,
        instruments: InstrumentSource,
        hub: Hub,
        clock: Clock,
        link: Link,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__(
            "orders", "Orders", link=link, theme=theme, frame=frame, on_failure=on_failure
        )
        self._orders = orders
        self._instruments = instruments
        self._clock = clock
        self._marks = Marks(hub, FeedMode.LTP)
        self._version = -1
        self._accounts = -1
        self._rows: list[OrderRow] = []
        self._second = -1
        self._counts_down = False
        self._tag_shown = False
        self.model = OrdersModel(clock=clock, marks=self._marks, instruments=instruments)
        self._live = LiveColumns(self.model, "ltp", "ltp")
        self.filters = OrderFilter(self.tools, self.filter)
        self.filters.changed.connect(self._refill)
        self._count = ElidedLabel(theme)
        self._count.setObjectName("orders.count")
        self.tools.addWidget(self._count, 1)
        self._modify = self.button(
            "modify", "Modify", "Change the selected order in its row  (Enter)", self.modify
        )
        self._cancel = self.button(
            "cancel", "Cancel", "Cancel the selected orders  (Delete)", self.cancel
        )
        self._repeat = self.button(
            "repeat", "Repeat", "Fill a ticket like this order  (R)", self.repeat
        )
        self._history = self.button(
            "history", "History", "Every step of this order  (H)", self.history
        )
        self._all = self.button(
            "cancel_all",
            "Cancel all",
            "Cancel every open order shown",
            self.cancel_all,
            kind="danger",
        )
        self.secondary = [self._repeat, self._history, self._count]
        self.use_model(self.model)
        self.indent = 0
        self.folding = Folding(self.table, self._refill)
        self.editor = RowEditor(
            self.table,
            orders=orders,
            instruments=instruments,
            hub=hub,
            scope=self.scope,
            theme=theme,
        )
        self.table.verticalScrollBar().valueChanged.connect(self.editor.follow)
        self.table.enter_pressed.connect(self._on_enter)
        self.table.delete_pressed.connect(self.cancel)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        link.order.connect(self.show_order)
        self.key("R", self.repeat)
        self.key("H", self.history)
        for keys in ("Shift+Return", "Shift+Enter"):
            self.key(keys, self.modify_in_ticket)
        self.rebuild()

    # -- verbs

    def modify(self) -> None:
        """Edit the selected order in its row; nothing is sent before Enter or the button."""
        row = self._only()
        order = row.single if row is not None else None
        if row is not None and order is not None and order.state.is_working:
            self.editor.open(order, row.key)

    def modify_in_ticket(self) -> None:
        """Open the selected order in the ticket, where its type and validity can be changed too."""
        order = self._one()
        if order is not None and order.state.is_working:
            self.link.open_ticket(TicketRequest(instrument=order.instrument, order_key=order.key))

    def cancel(self) -> None:
        """Cancel the selected open orders; more than one asks first."""
        chosen = {o.key: o for row in self.chosen() for o in row.open_orders}
        orders = list(chosen.values())
        # Cancelling the second leg of a cover order exits the position at market.
        self._cancel_these(orders, always_ask=any(is_cover_leg(order) for order in orders))

    def cancel_all(self) -> None:
        """Cancel every open order that is shown, after asking; cover orders keep their stops."""
        shown = {o.key: o for row in self.filters.wanted(self._rows) for o in row.open_orders}
        orders = [o for o in shown.values() if not is_cover_leg(o)]
        self._cancel_these(orders, always_ask=True)

    def repeat(self) -> None:
        """Fill the ticket with a new order like the selected one; nothing is sent."""
        row = self._only()
        if row is None:
            return
        if row.refused or row.order.refused:
            self.retry_refused()
            return
        order, quantity = row.order, None
        if row.parts:
            quantity = order.quantity
        elif order.intent is not None and row.child and order.parent_id is None:
            quantity = order.intent.quantity  # of a leg or slice: the whole order
        self.link.open_ticket(
            TicketRequest(instrument=order.instrument, repeat_of=order.key, quantity=quantity)
        )

    def retry_refused(self) -> None:
        """Fill the ticket with the slices of the selected order that were refused; nothing is sent."""
        row = self._only()
        if row is None or not row.left_out:
            return
        order = row.order
        self.link.open_ticket(
            TicketRequest(instrument=order.instrument, repeat_of=order.key, quantity=row.left_out)
        )

    def add_to_basket(self) -> None:
        """Put orders like the selected ones into the basket being built; nothing is sent."""
        if legs := again_in_basket(row for row in self.chosen() if isinstance(row, OrderRow)):
            self.link.add_to_basket(BasketRequest(legs=legs))

    def history(self) -> None:
        """Show every state of the selected order with milliseconds."""
        row = self._only()
        order = (row.single or (row.parts or (row.order,))[0]) if row is not None else None
        if order is not None:
            self.scope.spawn(self._show_history(order), name="history")

    # -- callbacks

    @override
    def on_frame(self) -> None:
        if (
            self._orders.book.version != self._version
            or len(self._orders.brokers) != self._accounts
        ):
            self.rebuild()
        elif self._counts_down and self._clock.now_ns() // _SECOND_NS != self._second:
            self._count_down()
        if self._live.tell(self._marks.moved(), _shows):
            self.fit_sometimes()
        self.editor.follow()

    @override
    def rebuild(self) -> None:
        self._accounts = self.count_accounts(len(self._orders.brokers))
        if self._orders.book.version != self._version:
            self._version = self._orders.book.version
            orders = self._orders.book.orders()
            self._marks.keep(o.instrument for o in orders)
            self._rows = families(orders, refused_sizes=refused_sizes(orders, self._instruments))
            self._show_tags()
            open_count = sum(not o.state.is_terminal for o in orders)
            unknown = sum(o.state is OrderState.UNKNOWN for o in orders)
            words = f"{open_count} open of {len(orders)}" if orders else ""
            if unknown:
                words += f" · {unknown} unknown, being checked"
            self._count.set_text(words, tone="amber" if unknown else "muted")
            self._counts_down = any(left_s(o, 1) is not None for o in orders)
        self._refill()

    @override
    def save_state(self) -> dict[str, object]:
        return super().save_state() | {"tag_shown": self._tag_shown}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        super().restore_state(state)
        self._tag_shown = state.get("tag_shown") is True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.editor.follow()

    @override
    def instrument_of(self, row: Any) -> InstrumentId | None:
        return row.order.instrument if isinstance(row, OrderRow) else None

    @override
    def gtt_request(self) -> GttRequest | None:
        order = self._one()
        if order is None:
            return super().gtt_request()
        # What has filled is protected by its opposite; what has not is wished for again.
        held = order.filled if order.state.is_terminal else 0
        return GttRequest(
            instrument=order.instrument,
            account=order.account,
            side=order.side.opposite if held else order.side,
            quantity=held or order.quantity,
            product=order.product,
            protects=bool(held),
        )

    def show_order(self, key: str) -> None:
        """Put the cursor on an order, whatever the filters hide now."""
        self.rebuild()
        if not self.table.select_key(key):
            self.filters.clear()
            self.rebuild()
            self.table.select_key(key)

    @override
    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        rows = [row for row in self.chosen() if isinstance(row, OrderRow)]
        if not rows:
            return ()
        row = rows[0] if len(rows) == 1 else None
        one = row.single if row is not None else None
        works = one is not None and one.state.is_working
        retry = row is not None and bool(row.left_out)
        return (
            ("modify", "Modify\tEnter", self.modify, works),
            (
                "modify_in_ticket",
                "Modify in the ticket…\tShift+Enter",
                self.modify_in_ticket,
                works,
            ),
            ("cancel", "Cancel\tDel", self.cancel, any(row.open_orders for row in rows)),
            ("repeat", "Repeat\tR", self.repeat, row is not None and not row.refused),
            ("retry", "Retry the refused part…", self.retry_refused, retry),
            ("history", "History\tH", self.history, row is not None and not row.refused),
            ("gtt", "GTT…\tG", self.open_gtt, row is not None),
            ("basket", "Add to basket", self.add_to_basket, bool(again_in_basket(rows))),
            None,
            ("chart", "Chart\tC", self.open_chart, row is not None),
            ("depth", "Depth\tD", self.open_depth, row is not None),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    async def aclose(self) -> None:
        self.editor.close_down()
        self._marks.close()
        await super().aclose()

    # -- inside

    def _refill(self) -> None:
        """Show the rows that the filters let through; the tree itself is as it was built."""
        rows = self.filters.wanted(self._rows)
        self.indent = TWISTY if any(row.children for row in rows) else 0
        self.model.set_rows(self.model.unfolded(rows))
        self.fit()
        self.editor.follow()
        self._say_why_empty(shown=bool(rows), any_orders=bool(self._rows))
        self._show_buttons()

    def _show_tags(self) -> None:
        if self.filters.offer_tags(self._rows) and not self._tag_shown:
            self._tag_shown = True  # once: from then on the person decides
            self.table.setColumnHidden(self.model.column_number("tag"), False)

    def _count_down(self) -> None:
        self._second = self._clock.now_ns() // _SECOND_NS
        status = self.model.column_number("status")
        hit = [n for n, row in enumerate(self.model.rows) if left_s(row.order, 1) is not None]
        self._counts_down = bool(hit)
        if hit:
            first, last = self.model.index(hit[0], status), self.model.index(hit[-1], status)
            self.model.dataChanged.emit(first, last, [Qt.ItemDataRole.DisplayRole])

    def _say_why_empty(self, *, shown: bool, any_orders: bool) -> None:
        if shown:
            self.hide_empty()
        elif any_orders:
            self.show_empty(
                "No order matches.", "Show all", self.filters.clear, over=self.table.viewport()
            )
        elif not self._orders.brokers:
            self.show_empty(
                "Orders appear here once an account is logged in.", over=self.table.viewport()
            )
        else:
            self.show_empty(
                "No orders today.\nSelect an instrument and press B to buy or S to sell.",
                over=self.table.viewport(),
            )

    def _show_buttons(self) -> None:
        row, one = self._only(), self._one()
        self._modify.setEnabled(one is not None and one.state.is_working)
        self._cancel.setEnabled(any(row.open_orders for row in self.chosen()))
        self._repeat.setEnabled(row is not None)
        refused = row is not None and bool(row.left_out)
        self._repeat.setText(tr("Retry refused") if refused else tr("Repeat"))
        self._history.setEnabled(row is not None and not row.refused)
        self._all.setEnabled(any(row.is_open and row.open_orders for row in self.model.rows))

    def _only(self) -> OrderRow | None:
        rows = self.chosen()
        return rows[0] if len(rows) == 1 and isinstance(rows[0], OrderRow) else None

    def _one(self) -> Order | None:
        row = self._only()
        return row.single if row is not None else None

    def _on_enter(self) -> None:
        row = self._only()
        if row is None:
            return
        if row.left_out:
            self.retry_refused()
        elif row.single is not None and row.single.state.is_working:
            self.modify()
        elif row.children:
            self.folding.toggle(row)

    def _cancel_these(self, orders: list[Order], *, always_ask: bool = False) -> None:
        if orders:
            keys = [order.key for order in orders]
            asks = always_ask or len(orders) > ASK_ABOVE
            self.scope.spawn(self._cancel_keys(keys, asks=asks), name="cancel")

    async def _cancel_keys(self, keys: list[str], *, asks: bool) -> None:
        if asks and not await self._sure(keys):
            return
        for key in keys:
            order = self._orders.book.order(key)
            if order is not None and not order.state.is_terminal:
                self.scope.spawn(self._cancel_one(key), name="cancel one")

    async def _cancel_one(self, key: str) -> Result:
        result = await self._orders.cancel(key)
        if isinstance(result, Refused):
            notice = Notice(level="warn", title="Not cancelled", text=result.text, order_key=key)
            self._orders.notices.emit(notice)
        return result

    async def _sure(self, keys: list[str]) -> bool:
        lines = [_line(order) for key in keys if (order := self._orders.book.order(key))]
        legs = [key for key in keys if (o := self._orders.book.order(key)) and is_cover_leg(o)]
        reasons = ("The second leg of a cover order exits its position at market.",) if legs else ()
        count = f"{len(lines)} orders" if len(lines) != 1 else "1 order"
        question = Question(
            title=f"Cancel {count}?",
            orders=tuple(lines),
            reasons=reasons,
            confirm=f"Cancel {count}",
            neutral=True,
        )
        sheet = ConfirmSheet(question, theme=self.theme, parent=self.window())
        sheet.cancel.setText(tr("Keep them"))
        return bool(await ask(sheet))

    async def _show_history(self, order: Order) -> None:
        try:
            steps = await self._orders.history(order.key)
        except TerminalError as error:
            text = f"{error.text} {error.hint}".strip()
            self._orders.notices.emit(
                Notice(level="warn", title="History could not be read", text=text)
            )
            return
        now = self._orders.book.order(order.key) or order
        seen = self._orders.sightings(order.key)
        await ask(HistorySheet(now, steps, seen, theme=self.theme, parent=self.window()))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.open_chart()


def _shows(row: OrderRow, instruments: set[InstrumentId]) -> bool:
    return row.order.instrument in instruments


def _line(order: Order) -> str:
    left = fmt.quantity(order.remaining)
    price = f"@ {fmt.price(order.price)}" if order.price else "@ market"
    return (
        f"{fmt.label(order.side)} {left} {fmt.instrument(order.instrument)} {price}"
        f" · {fmt.label(order.product)} · {fmt.account(order.account)}"
    )
