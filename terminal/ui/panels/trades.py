"""The trades panel: every execution of today, alone or under its order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from typing_extensions import override

from terminal.domain.basket import ChargeNote
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import Side, Trade
from terminal.domain.ports import Clock, InstrumentSource
from terminal.orders.service import OrderService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.controls import Slot
from terminal.ui.frame import FrameClock
from terminal.ui.link import Link
from terminal.ui.models.families import TWISTY
from terminal.ui.models.trades import TradeRow, TradesModel, trade_rows
from terminal.ui.panels.book import BookPanel
from terminal.ui.panels.tree import Folding
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel


class OrderCharges(Protocol):
    """What this panel reads of `portfolio.charges.DayCharges`."""

    @property
    def version(self) -> int: ...
    def of_order(self, account: AccountId, order_id: BrokerOrderId) -> ChargeNote | None: ...


class TradesPanel(BookPanel):
    """Executions of all accounts, newest first."""

    def __init__(
        self,
        *,
        orders: OrderService,
        instruments: InstrumentSource,
        clock: Clock,
        link: Link,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
        charges: OrderCharges | None = None,
    ) -> None:
        super().__init__(
            "trades", "Trades", link=link, theme=theme, frame=frame, on_failure=on_failure
        )
        self._orders = orders
        self._version = -1
        self._accounts = -1
        self._shown: list[Trade] = []
        self._charges = charges
        self._charges_seen = -1
        self._hay: dict[tuple[str, str, str, str], str] = {}
        self._rows: list[TradeRow] = []
        self._built = (-1, False)
        self.model = TradesModel(
            clock=clock,
            instruments=instruments,
            charges=charges.of_order if charges is not None else None,
        )
        self._group = self.button(
            "group", "By order", "Executions of one order together", self.rebuild, checkable=True
        )
        self.tools.addWidget(self.filter)
        self._count = ElidedLabel(theme)
        self._count.setObjectName("trades.count")
        self.tools.addWidget(self._count, 1)
        self.use_model(self.model, totals=True)
        self.indent = TWISTY
        self.folding = Folding(self.table, self.rebuild)
        self.table.enter_pressed.connect(self.open_chart)
        self.rebuild()

    @override
    def on_frame(self) -> None:
        book, brokers = self._orders.book, self._orders.brokers
        if book.version != self._version or len(brokers) != self._accounts:
            self.rebuild()
        elif self._charges is not None and self._charges.version != self._charges_seen:
            self._charges_seen = self._charges.version
            self.model.touch(0, len(self.model.rows) - 1)
            self._show_totals(self._shown)
            self.fit_sometimes()

    @override
    def rebuild(self) -> None:
        version, grouped = self._orders.book.version, self._group.isChecked()
        if (version, grouped) != self._built:
            self._built = (version, grouped)
            self._version = version
            self._rows = trade_rows(self._orders.book.trades(), grouped=grouped)
        self._accounts = self.count_accounts(len(self._orders.brokers))
        words = self.filter.text().lower().split()
        rows = [row for row in self._rows if self._has(row.trade, words)] if words else self._rows
        trades = [row.trade for row in self._rows if not row.head]
        self._shown = shown = [row.trade for row in rows if not row.head] if words else trades
        self.model.set_rows(self.model.unfolded(rows))
        self.fit()
        self._count.set_text(f"{len(shown)} of {len(trades)}" if trades else "")
        self._say_why_empty(shown=bool(shown), any_trades=bool(trades))
        self._show_totals(shown)

    @override
    def instrument_of(self, row: Any) -> InstrumentId | None:
        return row.trade.instrument if isinstance(row, TradeRow) else None

    @override
    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        one = self.table.current_row() is not None
        return (
            ("chart", "Chart\tC", self.open_chart, one),
            ("depth", "Depth\tD", self.open_depth, one),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    def save_state(self) -> dict[str, object]:
        return super().save_state() | {"grouped": self._group.isChecked()}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        super().restore_state(state)
        self._group.setChecked(state.get("grouped") is True)
        self.rebuild()

    def _has(self, trade: Trade, words: list[str]) -> bool:
        hay = self._hay.get(trade.key)
        if hay is None:
            texts = (
                fmt.instrument(trade.instrument),
                trade.symbol,
                fmt.label(trade.side),
                fmt.label(trade.product),
                fmt.account(trade.account),
                trade.order_id,
            )
            hay = self._hay[trade.key] = " ".join(texts).lower()
        return all(word in hay for word in words)

    def _say_why_empty(self, *, shown: bool, any_trades: bool) -> None:
        place = self.table.viewport()
        if shown:
            self.hide_empty()
        elif any_trades:
            self.show_empty(
                "No trade matches the filter.", "Clear it", self.filter.clear, over=place
            )
        elif not self._orders.brokers:
            self.show_empty("Trades appear here once an account is logged in.", over=place)
        else:
            self.show_empty("No trades today.\nEvery execution shows up here.", over=place)

    def _show_totals(self, trades: Sequence[Trade]) -> None:
        if self.totals is None:
            return
        if not trades:
            self.totals.show_totals("", {})
            return
        bought = sum((t.price * t.quantity for t in trades if t.side is Side.BUY), Decimal(0))
        sold = sum((t.price * t.quantity for t in trades if t.side is Side.SELL), Decimal(0))
        words = f"Bought {fmt.money(bought)} · sold {fmt.money(sold)}"
        figures = {self.model.column_number("value"): (fmt.money(bought + sold), "text")}
        if self._charges is not None:
            orders = {(t.account, t.order_id) for t in trades}
            notes = [n for order in orders if (n := self._charges.of_order(*order)) is not None]
            if notes:
                total = sum((note.total for note in notes), Decimal(0))
                figures[self.model.column_number("charges")] = (fmt.money(total), "muted")
        self.totals.show_totals(words, figures)
