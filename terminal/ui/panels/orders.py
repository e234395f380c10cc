"""The orders panel: open above, closed below; modify, cancel, repeat, history. See UX.md B8."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex
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
from terminal.ui.dialogs import ask
from terminal.ui.frame import FrameClock
from terminal.ui.history import HistorySheet
from terminal.ui.link import Link, TicketRequest
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.models.orders import (
    OrderRow,
    OrdersModel,
    families,
    state_words,
    tag_words,
)
from terminal.ui.panels.book import BookPanel, Slot
from terminal.ui.theme import Theme
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.widgets import ElidedLabel, Segments

_FAILED = frozenset({OrderState.REJECTED, OrderState.NOT_PLACED, OrderState.UNKNOWN})
_COUNT_ROOM = 26
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
        self._marks = Marks(hub, FeedMode.LTP)
        self._version = -1
        self._accounts = -1
        self.model = OrdersModel(clock=clock, marks=self._marks, instruments=instruments)
        self._live = LiveColumns(self.model, "ltp", "ltp")
        self.show_only: Segments[str] = Segments(
            "orders.show",
            [
                ("all", "All", "Every order of today"),
                ("open", "Open", "Orders that can still fill"),
                ("done", "Filled", "Orders that filled, wholly or in part"),
                ("failed", "Failed", "Rejected, not placed, or unknown"),
            ],
        )
        self.show_only.setProperty("compact", True)
        self.show_only.setFixedWidth(208)
        self.show_only.set_value("all")
        self.show_only.chosen.connect(self.rebuild)
        self.tools.addWidget(self.show_only)
        self.tools.addWidget(self.filter)
        self._count = ElidedLabel(theme)
        self._count.setObjectName("orders.count")
        self.tools.addWidget(self._count, 1)
        self._modify = self.button(
            "modify", "Modify", "Change the selected order  (Enter)", self.modify
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
        self.table.enter_pressed.connect(self.modify)
        self.table.delete_pressed.connect(self.cancel)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.key("R", self.repeat)
        self.key("H", self.history)
        self.rebuild()

    # -- verbs

    def modify(self) -> None:
        """Open the selected order in the ticket, to be changed."""
        order = self._only()
        if order is not None and order.state.is_working:
            self.link.open_ticket(TicketRequest(instrument=order.instrument, order_key=order.key))

    def cancel(self) -> None:
        """Cancel the selected open orders; more than one asks first."""
        orders = [row.order for row in self.chosen() if row.is_open]
        # Cancelling the second leg of a cover order exits the position at market.
        self._cancel_these(orders, always_ask=any(is_cover_leg(order) for order in orders))

    def cancel_all(self) -> None:
        """Cancel every open order that is shown, after asking; cover orders keep their stops."""
        orders = [row.order for row in self.model.rows if row.is_open]
        self._cancel_these([o for o in orders if not is_cover_leg(o)], always_ask=True)

    def repeat(self) -> None:
        """Fill the ticket with a new order like the selected one; nothing is sent."""
        if (order := self._only()) is not None:
            self.link.open_ticket(TicketRequest(instrument=order.instrument, repeat_of=order.key))

    def history(self) -> None:
        """Show every state of the selected order with milliseconds."""
        if (order := self._only()) is not None:
            self.scope.spawn(self._show_history(order), name="history")

    # -- callbacks

    @override
    def on_frame(self) -> None:
        if (
            self._orders.book.version != self._version
            or len(self._orders.brokers) != self._accounts
        ):
            self.rebuild()
        if self._live.tell(self._marks.moved(), _shows):
            self.fit_sometimes()

    @override
    def rebuild(self) -> None:
        self._version = self._orders.book.version
        self._accounts = self.count_accounts(len(self._orders.brokers))
        orders = self._orders.book.orders()
        self._marks.keep(o.instrument for o in orders)
        rows = [row for row in families(orders) if self._wanted(row)]
        self.model.set_rows(rows)
        # Children have short names of their own; a parent's is followed by their count.
        self.indent = _COUNT_ROOM if any(row.children for row in rows) else 0
        self.fit()
        open_count = sum(not o.state.is_terminal for o in orders)
        unknown = sum(o.state is OrderState.UNKNOWN for o in orders)
        words = f"{open_count} open of {len(orders)}" if orders else ""
        if unknown:
            words += f" · {unknown} unknown, being checked"
        self._count.set_text(words, tone="amber" if unknown else "muted")
        self._say_why_empty(shown=bool(rows), any_orders=bool(orders))
        self._show_buttons()

    @override
    def instrument_of(self, row: Any) -> InstrumentId | None:
        return row.order.instrument if isinstance(row, OrderRow) else None

    @override
    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        rows = [row for row in self.chosen() if isinstance(row, OrderRow)]
        if not rows:
            return ()
        one = rows[0].order if len(rows) == 1 else None
        return (
            ("modify", "Modify\tEnter", self.modify, one is not None and one.state.is_working),
            ("cancel", "Cancel\tDel", self.cancel, any(row.is_open for row in rows)),
            ("repeat", "Repeat\tR", self.repeat, one is not None),
            ("history", "History\tH", self.history, one is not None),
            None,
            ("chart", "Chart\tC", self.open_chart, one is not None),
            ("depth", "Depth\tD", self.open_depth, one is not None),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    async def aclose(self) -> None:
        self._marks.close()
        await super().aclose()

    # -- inside

    def _wanted(self, row: OrderRow) -> bool:
        order = row.order
        match self.show_only.value():
            case "open" if order.state.is_terminal:
                return False
            case "done" if not order.filled:
                return False
            case "failed" if order.state not in _FAILED:
                return False
            case _:
                pass
        return self.matches(
            fmt.instrument(order.instrument),
            order.symbol,
            fmt.label(order.side),
            state_words(order),
            fmt.label(order.product),
            fmt.account(order.account),
            order.message,
            tag_words(order),
            order.broker_id or "",
        )

    def _say_why_empty(self, *, shown: bool, any_orders: bool) -> None:
        if shown:
            self.hide_empty()
        elif any_orders:
            self.show_empty(
                "No order matches.", "Show all", self._show_all, over=self.table.viewport()
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

    def _show_all(self) -> None:
        self.filter.clear()
        self.show_only.set_value("all")

    def _show_buttons(self) -> None:
        rows = [row for row in self.chosen() if isinstance(row, OrderRow)]
        one = rows[0].order if len(rows) == 1 else None
        self._modify.setEnabled(one is not None and one.state.is_working)
        self._cancel.setEnabled(any(row.is_open for row in rows))
        self._repeat.setEnabled(one is not None)
        self._history.setEnabled(one is not None)
        self._all.setEnabled(any(row.is_open for row in self.model.rows))

    def _only(self) -> Order | None:
        rows = self.chosen()
        return rows[0].order if len(rows) == 1 else None

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
        sheet.cancel.setText("Keep them")
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
