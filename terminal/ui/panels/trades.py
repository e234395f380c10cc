"""The trades panel: every execution of today, alone or under its order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from typing_extensions import override

from terminal.domain.ids import InstrumentId
from terminal.domain.order import Side, Trade
from terminal.domain.ports import Clock, InstrumentSource
from terminal.orders.service import OrderService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.frame import FrameClock
from terminal.ui.link import Link
from terminal.ui.models.trades import TradeRow, TradesModel, trade_rows
from terminal.ui.panels.book import BookPanel, Slot
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel


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
    ) -> None:
        super().__init__(
            "trades", "Trades", link=link, theme=theme, frame=frame, on_failure=on_failure
        )
        self._orders = orders
        self._version = -1
        self._accounts = -1
        self.model = TradesModel(clock=clock, instruments=instruments)
        self._group = self.button(
            "group", "By order", "Executions of one order together", self.rebuild, checkable=True
        )
        self.tools.addWidget(self.filter)
        self._count = ElidedLabel(theme)
        self._count.setObjectName("trades.count")
        self.tools.addWidget(self._count, 1)
        self.use_model(self.model, totals=True)
        self.table.enter_pressed.connect(self.open_chart)
        self.rebuild()

    @override
    def on_frame(self) -> None:
        book, brokers = self._orders.book, self._orders.brokers
        if book.version != self._version or len(brokers) != self._accounts:
            self.rebuild()

    @override
    def rebuild(self) -> None:
        self._version = self._orders.book.version
        self._accounts = self.count_accounts(len(self._orders.brokers))
        trades = self._orders.book.trades()
        shown = [trade for trade in trades if self._wanted(trade)]
        self.model.set_rows(trade_rows(shown, grouped=self._group.isChecked()))
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

    def _wanted(self, trade: Trade) -> bool:
        return self.matches(
            fmt.instrument(trade.instrument),
            trade.symbol,
            fmt.label(trade.side),
            fmt.label(trade.product),
            fmt.account(trade.account),
            trade.order_id,
        )

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
        self.totals.show_totals(words, figures)
