"""The conversion of a position: what it blocks, and an answer that is read in the sheet."""

from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from terminal.domain.account import CostQuery, OrderCost, PositionBook
from terminal.domain.errors import Rejected, Transient, Unknown
from terminal.domain.order import Product
from tests.fakes.clock import eventually
from tests.gui.test_positions_panel import held
from tests.gui.trading_desk import TradingDesk, click, dialog, on_desk
from tests.make import ACCOUNT, INFY

__all__ = ["on_desk"]


async def asked(desk: TradingDesk, panel):
    await desk.hold(held(INFY, 10, "100"))
    desk.price(INFY, 101.0)
    panel.table.selectRow(0)
    click(panel, "positions.convert")
    sheet = await dialog("convert")
    sheet.product.set_value(Product.CNC)
    return sheet


def priced_by_product(desk: TradingDesk) -> None:
    margins = {Product.MIS: Decimal(200), Product.CNC: Decimal(1000)}

    async def estimate(query: CostQuery) -> OrderCost:
        return OrderCost(margin=margins[query.intent.product], charges=Decimal(0))

    desk.broker.estimate = estimate


def test_sheet_says_what_the_new_product_blocks(on_desk):
    async def test(desk: TradingDesk) -> None:
        priced_by_product(desk)
        sheet = await asked(desk, desk.positions_panel())
        await eventually(lambda: "blocks about ₹800.00 more" in sheet.margin.text())
        assert "₹200.00 → ₹1,000.00" in sheet.margin.text()
        assert "available ₹2,10,345.55" in sheet.margin.text()

    on_desk(test)


def test_margin_that_is_not_told_does_not_hold_it_up(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()

        async def estimate(query: CostQuery) -> OrderCost:
            raise Transient("No network.")

        desk.broker.estimate = estimate
        sheet = await asked(desk, panel)
        await eventually(lambda: "not told" in sheet.margin.text())
        assert sheet.confirm.isEnabled()

    on_desk(test)


def test_refusal_keeps_what_was_chosen_and_says_why(on_desk):
    async def test(desk: TradingDesk) -> None:
        sheet = await asked(desk, desk.positions_panel())
        sheet.quantity.set_units(4)
        sheet.quantity.edited.emit()
        refusal = Rejected("MarginException", "Insufficient funds.", "Add funds, or convert less.")
        desk.broker.outcomes.append(refusal)
        QTest.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
        await eventually(lambda: "Insufficient funds." in sheet.words.text())
        assert "convert less" in sheet.words.text()
        assert sheet.isVisible()
        assert sheet.quantity.units() == 4
        assert sheet.product.value() is Product.CNC
        assert sheet.confirm.isEnabled()

    on_desk(test)


def test_lost_reply_is_answered_by_the_positions(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        sheet = await asked(desk, panel)
        position = held(INFY, 10, "100")
        desk.broker.outcomes.append(Unknown("timeout"))
        desk.broker.positions = PositionBook(net=(replace(position, product=Product.CNC),))
        QTest.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
        for _ in range(3):
            await desk.clock.advance(1)
        await eventually(lambda: not panel.scope.pending)
        assert len(desk.broker.converted) == 1
        assert desk.portfolio.net_quantity(ACCOUNT, INFY, Product.CNC) is not None

    on_desk(test)


def test_sheet_closes_once_it_is_converted(on_desk):
    async def test(desk: TradingDesk) -> None:
        panel = desk.positions_panel()
        sheet = await asked(desk, panel)
        QTest.mouseClick(sheet.confirm, Qt.MouseButton.LeftButton)
        await eventually(lambda: not panel.scope.pending)
        assert len(desk.broker.converted) == 1

    on_desk(test)
