"""A desk: the order service on a scripted broker, a real journal and a clock under test control."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from terminal.domain.notice import Notice
from terminal.domain.order import Order, OrderState
from terminal.orders.guards import Limits
from terminal.orders.journal import Journal
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock, eventually
from tests.fakes.prices import FakePrices
from tests.make import ACCOUNT, CRUDE, INFY, INFY_CALL, NIFTY, NIFTY_CALL, Instruments
from tests.make import make_instrument as instrument


class Desk:
    """Everything that a test of the order service touches."""

    def __init__(self, path: Path, *, quit_wait_s: float = 5.0) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.notices: list[Notice] = []
        self.clock = FakeClock()
        self.prices = FakePrices()
        self.prices.set(INFY, 100.0)
        self.instruments = Instruments(
            instrument(INFY, freeze=1800),
            instrument(NIFTY),
            instrument(NIFTY_CALL, lot=75, symbol="NIFTY26NOV24000CE", freeze=1800),
            instrument(INFY_CALL, lot=400),
            instrument(CRUDE, tick="1", multiplier="100"),
        )
        self.journal = Journal(path)
        self.portfolio = PortfolioService(clock=self.clock, on_failure=self.on_failure)
        self.orders = OrderService(
            journal=self.journal,
            prices=self.prices,
            instruments=self.instruments,
            clock=self.clock,
            limits=Limits(),
            on_failure=self.on_failure,
            positions=self.portfolio,
            quit_wait_s=quit_wait_s,
        )
        self.orders.notices.connect(self.notices.append)
        self.orders.book.filled.connect(self.portfolio.on_fill)
        self.orders.positions_moved.connect(self.portfolio.request_refresh)
        self.broker = FakeBroker()

    def on_failure(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    async def open(self, broker: FakeBroker | None = None) -> "Desk":
        self.broker = broker or self.broker
        await self.journal.open()
        self.orders.attach(self.broker)
        self.portfolio.attach(self.broker)
        await self.orders.recover(ACCOUNT)
        await self.portfolio.refresh(ACCOUNT)
        return self

    async def close(self) -> None:
        await self.orders.aclose()
        await self.portfolio.aclose()
        await self.journal.aclose()
        assert self.failures == []

    def row(self, key: str) -> Order:
        order = self.orders.book.order(key)
        assert order is not None
        return order

    def titles(self, level: str) -> list[str]:
        return [notice.title for notice in self.notices if notice.level == level]

    async def until(self, key: str, state: OrderState) -> Order:
        """Wait, in real time, for what the journal's thread takes."""
        await eventually(lambda: self.row(key).state is state)
        return self.row(key)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = await Desk(tmp_path / "journal.sqlite").open()
    yield made
    await made.close()
