"""The order service over our client and the practice server: sent once, and lost replies found."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from terminal.domain.ids import AccountId
from terminal.domain.market import FeedMode, TickBatch
from terminal.domain.order import OrderChange, OrderState, OrderType, OrderUpdate
from terminal.orders.guards import Limits
from terminal.orders.journal import Journal
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from tests.contract.shoonya.client import MM, RELIANCE, Desk, desk
from tests.fakes.clock import eventually
from tests.fakes.hurry import HurriedClock
from tests.fakes.prices import FakePrices
from tests.fakes.sandbox_process import SandboxProcess
from tests.make import Instruments, make_instrument

__all__ = ["desk"]
PLACE = {"path": "*/PlaceOrder"}
HASTE = 10  # a search of a quarter minute ends in two seconds


class Seen:
    """What a stream says; prices are not of interest here."""

    def __init__(self) -> None:
        self.updates: list[OrderUpdate] = []
        self.states: list[str] = []
        self.revision = 1

    def batch(self, batch: TickBatch, received_ns: int) -> None:
        return

    def tick(self, slot: int, mode: FeedMode, values: tuple[float, ...], received_ns: int) -> None:
        return

    def source_state(self, account: AccountId, *, live: bool) -> None:
        return

    def wanted(self, account: AccountId) -> dict:
        return {}

    def order_update(self, update: OrderUpdate) -> None:
        self.updates.append(update)

    def broadcast(self, account: AccountId, text: str) -> None:
        return

    def connection(self, account: AccountId, state: str, detail: str) -> None:
        self.states.append(state)

    def heartbeat(self, account: AccountId, received_ns: int) -> None:
        return


class Service:
    """An order service with one Shoonya account, its journal on disk."""

    def __init__(self, desk: Desk, path: Path) -> None:
        self.desk = desk
        self.failures: list[str] = []
        clock, prices = HurriedClock(HASTE), FakePrices()
        prices.set(RELIANCE, 1384.0)
        prices.set(MM, 3000.0)
        self.journal = Journal(path)
        self.portfolio = PortfolioService(clock=clock, on_failure=self._failed)
        self.orders = OrderService(
            journal=self.journal,
            prices=prices,
            instruments=Instruments(
                make_instrument(RELIANCE, tick="0.1"), make_instrument(MM, tick="0.1")
            ),
            clock=clock,
            limits=Limits(),
            on_failure=self._failed,
            positions=self.portfolio,
        )

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures.append(f"{name}: {error!r}")

    async def open(self) -> "Service":
        await self.journal.open()
        self.orders.attach(self.desk.broker)
        self.portfolio.attach(self.desk.broker)
        await self.orders.recover(self.desk.broker.session.account)
        return self

    async def close(self) -> None:
        await self.orders.aclose()
        await self.portfolio.aclose()
        await self.journal.aclose()
        assert self.failures == []

    def state(self, key: str) -> OrderState:
        order = self.orders.book.order(key)
        assert order is not None
        return order.state

    async def send(self, **fields):
        """Submit with every question confirmed; return the client id."""
        number = self.orders.new_client_id()
        intent = await self.desk.intent(client_id=number, **fields)
        asked = frozenset(each.code for each in self.orders.check(intent))
        await self.orders.submit(intent, confirmed=asked)
        return number


@pytest.fixture
async def service(desk: Desk, tmp_path: Path) -> AsyncIterator[Service]:
    made = await Service(desk, tmp_path / "journal.sqlite").open()
    yield made
    await made.close()


@pytest.mark.parametrize("fault", ["accept_drop", "accept_502", "truncated"])
async def test_an_order_whose_reply_was_lost_is_found_by_its_remarks(
    sandbox: SandboxProcess, service: Service, fault
):
    sandbox.arm(fault, match=PLACE, count=1)
    key = await service.send()
    await eventually(lambda: service.state(key) is OrderState.OPEN, within_s=20)
    rows = await service.desk.broker.fetch_orders()
    assert len([row for row in rows if key in row.tags]) == 1
    order = service.orders.book.order(key)
    assert order is not None
    assert order.broker_id is not None


async def test_an_order_that_was_never_placed_is_proved_absent(
    sandbox: SandboxProcess, service: Service
):
    sandbox.arm("drop", match=PLACE, count=1)
    key = await service.send()
    await eventually(lambda: service.state(key) is OrderState.NOT_PLACED, within_s=60)
    rows = await service.desk.broker.fetch_orders()
    assert not [row for row in rows if key in row.tags]


async def test_an_order_lives_through_the_stream(service: Service):
    seen = Seen()
    broker = service.desk.broker
    streaming = asyncio.get_running_loop().create_task(broker.run_stream(seen, seen, seen))
    await eventually(lambda: "live" in seen.states, within_s=20)
    key = await service.send()
    await eventually(lambda: service.state(key) is OrderState.OPEN, within_s=20)
    order = service.orders.book.order(key)
    assert order is not None
    lower = order.price - Decimal(1)
    change = OrderChange(price=lower)
    asked = frozenset(each.code for each in service.orders.check_change(key, change))
    await service.orders.modify(key, change, confirmed=asked)
    await eventually(
        lambda: any(row.price == lower and row.state is OrderState.OPEN for row in seen.updates),
        within_s=20,
    )
    await service.orders.cancel(key)
    await eventually(
        lambda: any(row.state is OrderState.CANCELLED for row in seen.updates), within_s=20
    )
    mine = [row for row in seen.updates if row.broker_id == order.broker_id]
    assert mine[0].state is OrderState.PENDING
    assert mine[0].tags == (key,)
    assert OrderState.OPEN in {row.state for row in mine}
    assert [row.updated_ns for row in mine] == sorted(row.updated_ns for row in mine)
    for row in mine:
        service.orders.on_update(row)
    assert service.state(key) is OrderState.CANCELLED
    streaming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await streaming


async def test_fills_arrive_with_their_price(service: Service):
    seen = Seen()
    broker = service.desk.broker
    streaming = asyncio.get_running_loop().create_task(broker.run_stream(seen, seen, seen))
    await eventually(lambda: "live" in seen.states, within_s=20)
    key = await service.send(order_type=OrderType.MARKET, price=None, instrument=MM)
    await eventually(
        lambda: any(row.state is OrderState.COMPLETE for row in seen.updates), within_s=20
    )
    last = next(row for row in seen.updates if row.state is OrderState.COMPLETE)
    assert (last.instrument, last.filled, last.pending) == (MM, 3, 0)
    assert last.average_price > 0
    assert last.tags == (key,)
    streaming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await streaming
