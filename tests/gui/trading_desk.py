"""The trading panels on the real services, a scripted broker and a board fed by hand."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from qasync import QEventLoop

from terminal.domain.account import Funds, Position, PositionBook
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.order import Order, OrderState, OrderUpdate
from terminal.market.hub import Hub
from terminal.orders.guards import Limits
from terminal.orders.journal import Journal
from terminal.orders.service import OrderService
from terminal.portfolio.charges import DayCharges
from terminal.portfolio.service import PortfolioService
from terminal.ui.frame import FrameClock
from terminal.ui.link import Link, TicketRequest
from terminal.ui.models.marks import FRAMES_APART
from terminal.ui.panels.holdings import HoldingsPanel
from terminal.ui.panels.orders import OrdersPanel
from terminal.ui.panels.positions import PositionsPanel
from terminal.ui.panels.ticket import TicketPanel
from terminal.ui.panels.trades import TradesPanel
from terminal.ui.theme import Theme
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock, eventually, settle
from tests.make import ACCOUNT, INFY, NIFTY, NIFTY_CALL, Instruments, make_instrument

LOT = 65
Test = Callable[["TradingDesk"], Coroutine[Any, Any, None]]


class TradingDesk:
    """Services, a board and the panels that a test asks for."""

    def __init__(self, path: Path) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.clock = FakeClock()
        self.hub = Hub(clock=self.clock, on_failure=self.on_failure, capacity=64)
        self.instruments = Instruments(
            make_instrument(INFY),
            make_instrument(NIFTY),
            make_instrument(NIFTY_CALL, lot=LOT, symbol="NIFTY26NOV24000CE", freeze=1800),
        )
        self.journal = Journal(path / "orders.db")
        self.portfolio = PortfolioService(clock=self.clock, on_failure=self.on_failure)
        self.orders = OrderService(
            journal=self.journal,
            prices=self.hub,
            instruments=self.instruments,
            clock=self.clock,
            limits=Limits(),
            on_failure=self.on_failure,
            positions=self.portfolio,
        )
        self.charges = DayCharges(
            trades=self.orders.book.trades,
            positions=self.portfolio.positions,
            price=self.hub.last_price,
            clock=self.clock,
            on_failure=self.on_failure,
        )
        self.orders.book.filled.connect(self.portfolio.on_fill)
        self.orders.book.traded.connect(self.charges.on_trade)
        self.orders.positions_moved.connect(self.portfolio.request_refresh)
        self.broker = FakeBroker()
        self.broker.funds = [
            Funds(
                account=ACCOUNT,
                segment="equity",
                enabled=True,
                net=Decimal("210345.55"),
                available={},
                utilised={},
            )
        ]
        self.link = Link(self.on_failure)
        self.theme = Theme("dark")
        self.frame = FrameClock(clock=self.clock, on_failure=self.on_failure)
        self.panels: list[Any] = []

    def on_failure(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    async def open(self) -> None:
        await self.journal.open()
        self.orders.attach(self.broker)
        self.portfolio.attach(self.broker)
        self.charges.attach(self.broker)
        await self.orders.recover(ACCOUNT)
        await self.portfolio.refresh(ACCOUNT)
        self.hub.add_source(ACCOUNT)
        self.hub.source_state(ACCOUNT, live=True)

    async def close(self) -> None:
        for dialog in QApplication.topLevelWidgets():
            dialog.hide()
        for panel in self.panels:
            await panel.aclose()
            panel.hide()
        await self.orders.aclose()
        await self.charges.aclose()
        await self.portfolio.aclose()
        await self.journal.aclose()
        for panel in self.panels:
            panel.deleteLater()
        assert self.failures == []

    # panels

    def ticket(self) -> TicketPanel:
        return self._show(
            TicketPanel(
                orders=self.orders,
                portfolio=self.portfolio,
                instruments=self.instruments,
                hub=self.hub,
                link=self.link,
                theme=self.theme,
                frame=self.frame,
                on_failure=self.on_failure,
            )
        )

    def orders_panel(self) -> OrdersPanel:
        return self._show(
            OrdersPanel(
                orders=self.orders,
                instruments=self.instruments,
                hub=self.hub,
                clock=self.clock,
                link=self.link,
                theme=self.theme,
                frame=self.frame,
                on_failure=self.on_failure,
            )
        )

    def trades_panel(self) -> TradesPanel:
        return self._show(
            TradesPanel(
                orders=self.orders,
                instruments=self.instruments,
                clock=self.clock,
                link=self.link,
                theme=self.theme,
                frame=self.frame,
                on_failure=self.on_failure,
            )
        )

    def positions_panel(self) -> PositionsPanel:
        return self._show(
            PositionsPanel(
                orders=self.orders,
                portfolio=self.portfolio,
                instruments=self.instruments,
                hub=self.hub,
                link=self.link,
                theme=self.theme,
                frame=self.frame,
                on_failure=self.on_failure,
            )
        )

    def holdings_panel(self) -> HoldingsPanel:
        return self._show(
            HoldingsPanel(
                orders=self.orders,
                portfolio=self.portfolio,
                instruments=self.instruments,
                hub=self.hub,
                link=self.link,
                theme=self.theme,
                frame=self.frame,
                on_failure=self.on_failure,
            )
        )

    def _show(self, panel: Any) -> Any:
        self.panels.append(panel)
        panel.resize(760, 460)
        panel.show()
        return panel

    # the world

    def price(
        self, instrument: InstrumentId, last: float, *, tick: float = 0.05, close: float = 0.0
    ) -> None:
        """Let a full tick arrive, one tick of spread around `last`."""
        slot = self.hub.slot(instrument)
        assert slot is not None, "nobody watches it"
        values = (last, 1, last, 100, 0, 0, last, last, last, close or last, 0, 0, 0, 0, 0)
        depth: list[float] = []
        for level in range(1, 6):
            depth += [650, round(last - level * tick, 2), 3]
        for level in range(1, 6):
            depth += [900, round(last + level * tick, 2), 4]
        self.hub.tick(slot, FeedMode.FULL, (*values, *depth), self.clock.now_ns())
        for _ in range(FRAMES_APART):
            self.frame.tick()

    async def hold(self, *positions: Position) -> None:
        self.broker.positions = PositionBook(net=positions, day=positions)
        await self.portfolio.refresh(ACCOUNT)
        self.frame.tick()

    async def fold(self, *updates: OrderUpdate) -> None:
        """Let the broker's book hold these rows, and read it."""
        self.broker.orders = list(updates)
        await self.orders.refresh(ACCOUNT)
        self.frame.tick()

    def only_order(self) -> Order:
        (order,) = self.orders.book.orders()
        return order

    async def until(self, state: OrderState) -> None:
        await eventually(lambda: any(o.state is state for o in self.orders.book.orders()))
        self.frame.tick()

    async def buy_ticket(
        self, instrument: InstrumentId = INFY, last: float = 100.0, **fields: Any
    ) -> TicketPanel:
        """A ticket filled for one order at the last price, ready to be sent."""
        ticket = self.ticket()
        ticket.open(TicketRequest(instrument=instrument, **fields))
        self.price(instrument, last)
        await settle()
        return ticket


def run(test: Callable[[TradingDesk], Awaitable[None]], path: Path) -> None:
    """Run a test on a real Qt loop; a failure anywhere, or a task left behind, fails it."""

    async def whole() -> None:
        desk = TradingDesk(path)
        await desk.open()
        try:
            await test(desk)
        finally:
            await desk.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left

    application = QApplication.instance() or QApplication([])
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(whole())


@pytest.fixture
def on_desk(qapp: QApplication, tmp_path: Path) -> Callable[[Test], None]:
    """Run a coroutine function with a desk."""
    return lambda test: run(test, tmp_path)


def find(parent: QWidget, name: str) -> Any:
    """Return a named child; an assertion where there is none."""
    child = parent.findChild(QWidget, name)
    assert child is not None, name
    return child


def click(parent: QWidget, name: str) -> None:
    button = find(parent, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled(), f"{name} is disabled"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(edit: Any, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


async def dialog(name: str) -> Any:
    """Return the open dialog of that name once it is there."""

    def shown() -> list[QWidget]:
        return [
            w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()
        ]

    await eventually(shown)
    return shown()[0]
