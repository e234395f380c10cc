"""What a person sees and does in the holdings panel."""

from decimal import Decimal
from typing import Any

from PySide6.QtGui import QDesktopServices

from terminal.domain.account import Holding
from terminal.domain.errors import Transient
from terminal.domain.order import Product, Side
from terminal.ui.models.holdings import badge_of
from tests.fakes.clock import eventually
from tests.gui.trading_desk import TradingDesk, click, find, on_desk
from tests.make import ACCOUNT, INFY

__all__ = ["on_desk"]


def holding(**fields: Any) -> Holding:
    values: dict[str, Any] = {
        "account": ACCOUNT,
        "instrument": INFY,
        "symbol": "INFY",
        "quantity": 40,
        "average_price": Decimal(100),
        "last_price": Decimal(110),
        "close_price": Decimal(108),
    }
    return Holding(**(values | fields))


async def own(desk: TradingDesk, *holdings: Holding) -> None:
    desk.broker.holdings = list(holdings)
    await desk.portfolio.refresh(ACCOUNT)
    desk.frame.tick()


def cell(panel, key: str, row: int = 0) -> str:
    return panel.model.data(panel.model.index(row, panel.model.column_number(key)))


def test_figures_follow_the_price(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        await own(desk, holding())
        desk.price(INFY, 105.0, close=104.0)
        assert cell(panel, "invested") == "4,000.00"
        assert cell(panel, "current") == "4,200.00"
        assert cell(panel, "pnl") == "+200.00"
        assert cell(panel, "pnl_percent") == "+5.00%"
        assert cell(panel, "day") == "+40.00"
        assert panel.totals.text(panel.model.column_number("pnl")) == "+200.00"

    on_desk(test)


def test_broker_prices_stand_in_until_the_feed_comes(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        await own(desk, holding())
        assert cell(panel, "pnl") == "+400.00"
        columns = {column.key: column for column in panel.model.columns}
        assert columns["ltp"].color(panel.model.rows[0]) == "stale"

    on_desk(test)


def test_discrepancy_hides_profit_and_says_why(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        await own(desk, holding(discrepancy=True))
        assert cell(panel, "pnl") == "—"
        assert cell(panel, "invested") == "—"
        assert badge_of(panel.model.rows[0].holding) == "cost unknown"
        assert "left out" in find(panel, "holdings.note").accessibleName()
        assert panel.totals.text(panel.model.column_number("pnl")) == "0.00"

    on_desk(test)


def test_t1_counts_as_owned_and_pledged_is_shown(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        fields = {"t1_quantity": 5, "collateral_quantity": 30, "authorised_quantity": 10}
        await own(desk, holding(isin="INE009A01021", **fields))
        assert cell(panel, "quantity") == "45"
        assert cell(panel, "t1") == "5"
        assert cell(panel, "pledged") == "30"
        assert cell(panel, "authorised") == "10 of 40 authorised"

    on_desk(test)


def test_sell_fills_the_ticket_with_what_can_be_sold(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel, ticket = desk.holdings_panel(), desk.ticket()
        await own(desk, holding(used_quantity=15))
        panel.table.selectRow(0)
        click(panel, "holdings.sell")
        draft = ticket.form.draft()
        assert ticket.side is Side.SELL
        assert (draft.quantity, draft.product) == (25, Product.CNC)
        assert desk.broker.submitted == []

    on_desk(test)


def test_shares_that_the_depository_holds_back_are_authorised_in_the_browser(on_desk, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True
    )

    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        await own(desk, holding(isin="INE009A01021", authorised_quantity=40))
        panel.table.selectRow(0)
        assert not find(panel, "holdings.authorise").isEnabled()
        await own(desk, holding(isin="INE009A01021", authorised_quantity=0))
        panel.table.selectRow(0)
        click(panel, "holdings.authorise")
        await eventually(lambda: opened)
        assert desk.broker.authorised == [[("INE009A01021", 40)]]
        desk.broker.failure = Transient("No network.")
        told: list[str] = []
        desk.orders.notices.connect(lambda notice: told.append(notice.text))
        click(panel, "holdings.authorise")
        await eventually(lambda: told)
        assert "No network." in told[0]

    on_desk(test)


def test_empty_panel_says_why(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.holdings_panel()
        assert "No holdings" in panel.empty_text
        desk.broker.failure = Transient("No network.")
        await desk.portfolio.refresh(ACCOUNT)
        desk.frame.tick()
        assert "No network" in panel.empty_text

    on_desk(test)
