"""The basket panel on a trading desk: real services, a scripted broker, a clock moved by hand."""

import asyncio
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from terminal.app.baskets import build_baskets
from terminal.baskets.service import BasketService
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.runtime.worker import Worker
from terminal.ui.basket.table import LegTable
from terminal.ui.link import BasketRequest
from terminal.ui.panels.basket import BasketPanel
from tests.fakes.clock import settle
from tests.gui.trading_desk import TradingDesk
from tests.make import INFY, NIFTY_CALL, make_intent

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


class BasketDesk:
    """A panel of four columns' worth of verbs: what a person does, and what is read off the screen."""

    def __init__(self, desk: TradingDesk, folder) -> None:
        self.desk = desk
        self.worker = Worker("files")
        self.baskets: BasketService = build_baskets(
            folder=folder,
            worker=self.worker,
            orders=desk.orders,
            instruments=desk.instruments,
            prices=desk.hub,
            clock=desk.clock,
            on_failure=desk.on_failure,
        )
        self.baskets.attach(desk.broker)
        desk.link.basket.connect(lambda request: self.baskets.take(request.legs))
        desk.portfolio.changed.connect(self.baskets.on_portfolio)
        self.panel = BasketPanel(
            baskets=self.baskets,
            orders=desk.orders,
            portfolio=desk.portfolio,
            instruments=desk.instruments,
            hub=desk.hub,
            link=desk.link,
            theme=desk.theme,
            frame=desk.frame,
            on_failure=desk.on_failure,
        )
        desk.panels.append(self.panel)
        self.panel.resize(1100, 320)
        self.panel.show()
        self.table: LegTable = self.panel.table

    async def aclose(self) -> None:
        self.panel.hide()  # an open editor commits as it goes
        await self.panel.aclose()
        await self.baskets.aclose()
        await self.worker.aclose()

    async def add(self, *legs: OrderIntent) -> list[int]:
        before = len(self.baskets.basket.legs)
        self.desk.link.add_to_basket(BasketRequest(legs=legs))
        self.desk.price(INFY, 100.0) if self.desk.hub.slot(INFY) is not None else None
        if self.desk.hub.slot(NIFTY_CALL) is not None:
            self.desk.price(NIFTY_CALL, 50.0)
        self.panel.rebuild()
        await settle()
        return [leg.key for leg in self.baskets.basket.legs[before:]]

    def cell(self, row: int, column: str) -> str:
        return self.panel.model.columns[self.column(column)].text(self.panel.model.row_at(row))

    def column(self, key: str) -> int:
        return self.panel.model.column_number(key)

    def cells(self, column: str) -> list[str]:
        return [self.cell(row, column) for row in range(self.panel.model.rowCount())]

    def put_cursor(self, row: int, column: str) -> None:
        self.table.setFocus()
        self.table.setCurrentIndex(self.panel.model.index(row, self.column(column)))

    def click(self, row: int, column: str) -> None:
        rect = self.table.visualRect(self.panel.model.index(row, self.column(column)))
        QTest.mouseClick(
            self.table.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(*rect.center().toTuple())
        )

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.table, key, modifier)

    async def type(self, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Type into the open editor and end it with a key."""
        editor = self.table.legs_delegate.editor
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, text)
        if end is not None:
            QTest.keyClick(editor, end)
        await settle()  # Qt commits what Return ends in the loop's next turn

    @property
    def editing(self) -> bool:
        return self.table.state() == LegTable.State.EditingState

    async def until(self, what: Callable[[], object]) -> None:
        """Let time pass, and frames with it, until `what()` is true."""
        for _ in range(500):
            self.desk.frame.tick()
            if what():
                return
            await self.desk.clock.advance(0.1)
            await asyncio.sleep(0.002)
        raise AssertionError(f"never came true: {self.cells('result')}")

    async def costs(self) -> None:
        """Let the figures come."""
        for _ in range(12):
            for _ in range(6):
                self.desk.frame.tick()
            await self.desk.clock.advance(0.1)
        self.desk.frame.tick()
        await settle()


def order(
    side: Side = Side.BUY, quantity: int = 10, price: str | None = "100", **fields
) -> OrderIntent:
    return make_intent(
        side=side,
        quantity=quantity,
        order_type=OrderType.LIMIT if price else OrderType.MARKET,
        price=Decimal(price) if price else None,
        product=fields.pop("product", Product.MIS),
        **fields,
    )


def call(side: Side = Side.SELL, lots: int = 1) -> OrderIntent:
    return order(side, 65 * lots, "50", instrument=NIFTY_CALL, product=Product.NRML)
