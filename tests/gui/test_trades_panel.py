"""What a person sees in the trades panel."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from terminal.domain.basket import ChargeNote
from terminal.domain.order import Side
from terminal.ui.panels.trades import TradesPanel
from tests.fakes.clock import START_NS
from tests.gui.trading_desk import TradingDesk, click, on_desk
from tests.make import ACCOUNT, make_trade

__all__ = ["on_desk"]


async def trade(desk: TradingDesk, *trades) -> None:
    desk.broker.trades = list(trades)
    await desk.orders.refresh(ACCOUNT)
    desk.frame.tick()


def column(panel, key: str) -> list[str]:
    number = panel.model.column_number(key)
    return [panel.model.data(panel.model.index(n, number)) for n in range(panel.model.rowCount())]


def fills():
    return (
        make_trade("1", order_id="7", quantity=4, price=Decimal(100), filled_ns=START_NS),
        make_trade("2", order_id="7", quantity=6, price=Decimal(101), filled_ns=START_NS + 1),
        make_trade(
            "3",
            order_id="8",
            side=Side.SELL,
            quantity=5,
            price=Decimal(102),
            filled_ns=START_NS + 2,
        ),
    )


def test_newest_trade_stands_first(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.trades_panel()
        await trade(desk, *fills())
        assert column(panel, "quantity") == ["5", "6", "4"]
        assert column(panel, "value")[0] == "510.00"

    on_desk(test)


def test_grouping_sums_an_orders_executions_at_their_average(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.trades_panel()
        await trade(desk, *fills())
        click(panel, "trades.group")
        assert column(panel, "symbol") == ["INFY", "INFY · 2 fills", "INFY", "INFY"]
        assert column(panel, "quantity") == ["5", "10", "6", "4"]
        assert column(panel, "price")[1] == "100.6000"

    on_desk(test)


def test_totals_tell_bought_and_sold(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.trades_panel()
        await trade(desk, *fills())
        assert panel.totals.label == "Bought 1,006.00 · sold 510.00"
        panel.filter.setText("sell")
        assert panel.totals.label == "Bought 0.00 · sold 510.00"

    on_desk(test)


def test_sorting_keeps_executions_under_their_order(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.trades_panel()
        await trade(desk, *fills())
        click(panel, "trades.group")
        panel.model.sort_by(panel.model.column_number("value"), descending=True)
        assert column(panel, "quantity") == ["10", "6", "4", "5"]

    on_desk(test)


def test_empty_panel_says_why(on_desk):
    async def test(desk: TradingDesk) -> None:
        assert "No trades today" in desk.trades_panel().empty_text

    on_desk(test)


def test_order_shows_its_charges_once_and_folds(on_desk):
    async def test(desk: TradingDesk) -> None:
        told = Told({"7": "12.50"})
        panel = desk._show(
            TradesPanel(
                orders=desk.orders,
                instruments=desk.instruments,
                clock=desk.clock,
                link=desk.link,
                theme=desk.theme,
                frame=desk.frame,
                on_failure=desk.on_failure,
                charges=told,
            )
        )
        await trade(desk, *fills())
        assert column(panel, "charges") == ["", "", ""]
        click(panel, "trades.group")
        assert column(panel, "charges") == ["", "12.50", "", ""]
        told.notes["8"] = "3"
        told.version += 1
        desk.frame.tick()
        assert column(panel, "charges")[0] == "3.00"
        assert panel.totals.text(panel.model.column_number("charges")) == "15.50"
        panel.table.selectRow(1)
        QTest.keyClick(panel.table, Qt.Key.Key_Left)
        assert column(panel, "symbol") == ["INFY", "INFY · 2 fills"]
        panel.filter.setText("nothing")
        panel.filter.setText("")
        assert panel.model.rowCount() == 2
        QTest.keyClick(panel.table, Qt.Key.Key_Right)

    on_desk(test)


class Told:
    """Charges by order number, as the portfolio tells them."""

    def __init__(self, notes: dict[str, str]) -> None:
        self.notes = notes
        self.version = 0

    def of_order(self, account, order_id):
        words = self.notes.get(order_id)
        return None if words is None else ChargeNote(total=Decimal(words))
