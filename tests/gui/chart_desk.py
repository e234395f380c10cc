"""A chart panel over a scripted history: `on_chart` runs a coroutine with it. Import the fixtures."""

import asyncio
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from terminal.domain.account import Position
from terminal.domain.errors import Accepted
from terminal.domain.market import Bar, Interval
from terminal.domain.notice import Refused
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from terminal.market.bars import BarSeries
from terminal.orders.outcomes import Submitted
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import TaskScope
from terminal.ui.panels.chart import ChartPanel
from tests.fakes.clock import settle
from tests.gui.market_rig import ACCOUNT, INFY, MarketRig

MINUTE = 60_000_000_000


def make_order(key: str = "A", price: str = "99", side: Side = Side.BUY, **fields) -> Order:
    values = {
        "order_type": OrderType.LIMIT,
        "state": OrderState.OPEN,
        "trigger_price": Decimal(0),
        **fields,
    }
    return Order(
        key=key,
        account=ACCOUNT,
        instrument=INFY,
        symbol="INFY",
        side=side,
        quantity=10,
        product=Product.MIS,
        variety=Variety.REGULAR,
        validity=Validity.DAY,
        price=Decimal(price),
        **values,
    )


class Desk:
    """A chart panel over a scripted history and scripted order verbs."""

    def __init__(self, rig, theme, frame, failures) -> None:
        self.rig, self.frame = rig, frame
        self.bars: list[Bar] = []
        self.fetches: list[tuple[Interval, int, int]] = []
        self.error: Exception | None = None
        self.gate: asyncio.Event | None = None
        self.orders: list[Order] = []
        self.positions: list[Position] = []
        self.changes: list[tuple[str, OrderChange]] = []
        self.cancels: list[str] = []
        self.answer: Submitted | Refused = Submitted("A", Accepted("1"))
        self.order_changed: Signal[Order] = Signal(failures)
        self.positions_changed: Signal[str] = Signal(failures)
        self.scope = TaskScope("test series", failures)
        self.failures = failures
        self.panel = ChartPanel(
            theme=theme,
            frame=frame,
            on_failure=failures,
            hub=rig.hub,
            catalog=rig.catalog,
            link=rig.link,
            clock=rig.clock,
            open_series=self.open_series,
            orders=lambda: self.orders,
            positions=lambda: self.positions,
            order_changed=self.order_changed,
            positions_changed=self.positions_changed,
            modify=self.modify,
            cancel=self.cancel,
        )
        self.panel.resize(560, 360)
        self.panel.show()

    def history(self, count: int, interval: Interval = Interval.MINUTE_5) -> None:
        """Script closed bars around 100 that end at the present bar."""
        step = interval.seconds * 1_000_000_000
        end = self.rig.clock.now_ns() // step * step - step
        self.bars = [
            Bar(end - (count - 1 - n) * step, 100.0, 101.0, 99.0, 100.0 + (n % 3 - 1) * 0.5, 1000.0)
            for n in range(count)
        ]

    async def fetch(self, interval: Interval, start_ns: int, end_ns: int) -> list[Bar]:
        self.fetches.append((interval, start_ns, end_ns))
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error
        return [bar for bar in self.bars if start_ns <= bar.open_ns <= end_ns]

    def open_series(self, instrument, interval) -> BarSeries:
        return BarSeries(
            instrument=instrument,
            interval=interval,
            fetch=self.fetch,
            hub=self.rig.hub,
            clock=self.rig.clock,
            scope=self.scope,
            on_failure=self.failures,
        )

    async def modify(self, key: str, change: OrderChange) -> Submitted | Refused:
        self.changes.append((key, change))
        return self.answer

    async def cancel(self, key: str) -> Submitted | Refused:
        self.cancels.append(key)
        return self.answer

    async def show(self, instrument=INFY) -> None:
        self.rig.link.open_chart(instrument)
        await self.turn()

    async def turn(self) -> None:
        await settle()
        self.frame.tick()

    def book(self, *orders: Order) -> None:
        self.orders = list(orders)
        for order in orders:
            self.order_changed.emit(order)
        self.frame.tick()

    def line_point(self, key: str) -> QPoint:
        """A point on an order's line, far from its label."""
        item = self.panel.view.levels[key]
        return QPoint(30, round(self.panel.view.y_of(item.level.price)))

    def drag(self, key: str, to_price: float, *, drop: bool = True) -> None:
        view = self.panel.view
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=self.line_point(key))
        target = QPoint(30, round(view.y_of(to_price)))
        QTest.mouseMove(view.viewport(), target)
        if drop:
            QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)

    async def close(self) -> None:
        await self.panel.aclose()
        await self.scope.aclose()
        self.panel.deleteLater()


@pytest.fixture
def rig(clock, failures) -> MarketRig:
    rig = MarketRig(clock, failures)
    rig.load_catalog()
    return rig


@pytest.fixture
def on_chart(rig, theme, frame, failures, qrun):
    """Run a test's coroutine on a desk with 200 five-minute bars of INFY."""

    def run(scenario):
        async def whole():
            desk = Desk(rig, theme, frame, failures)
            desk.history(200)
            try:
                return await scenario(desk)
            finally:
                await desk.close()

        return qrun(whole())

    return run
