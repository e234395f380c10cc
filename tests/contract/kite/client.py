"""What the tests of our client against the practice server share: login, intents, the book."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from msgspec import Struct

from terminal.brokers.kite import KiteDeps, KiteKind
from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.errors import (
    Accepted,
)
from terminal.domain.ids import ClientOrderId, InstrumentId
from terminal.domain.order import (
    OrderIntent,
    OrderState,
    OrderType,
    OrderUpdate,
    Product,
    Side,
)
from terminal.domain.ports import Clock
from terminal.runtime.clock import SystemClock
from terminal.runtime.vault import MemoryVault
from terminal.runtime.worker import Worker
from tests.fakes.hurry import HurriedClock
from tests.fakes.sandbox_process import SandboxProcess

INFY = InstrumentId("NSE", "INFY")
CENT = Decimal("0.1")
HASTE = 8
_numbers = count(1)


class Keys(Struct, frozen=True):
    api_key: str
    api_secret: str
    user_id: str


class Server(Struct, frozen=True):
    rest: str
    stream: str
    login: str
    credentials: Keys


def kind_of(sandbox: SandboxProcess, worker: Worker, clock: Clock | None = None) -> KiteKind:
    keys = sandbox.credentials

    async def start() -> Server:
        return Server(
            rest=sandbox.rest,
            stream=sandbox.stream,
            login=sandbox.login,
            credentials=Keys(keys["api_key"], keys["api_secret"], keys["user_id"]),
        )

    return KiteKind(
        KiteDeps(
            secrets=MemoryVault(),
            clock=clock or SystemClock(),
            worker=worker,
            cache=Path("/nonexistent"),
            start_practice=start,
            on_wait=lambda lane, seconds: None,
            on_failure=lambda where, error: pytest.fail(f"{where}: {error}"),
        )
    )


@pytest.fixture
async def logged_in(sandbox: SandboxProcess) -> AsyncIterator[KiteBroker]:
    """A practice account, logged in the way a person is, with today's instruments."""
    async for account in log_in(sandbox, SystemClock()):
        yield account


@pytest.fixture
async def hurried(sandbox: SandboxProcess) -> AsyncIterator[KiteBroker]:
    """The same for tests that ask for many quotes: Kite answers one a second."""
    async for account in log_in(sandbox, HurriedClock(HASTE)):
        yield account


async def log_in(sandbox: SandboxProcess, clock: Clock) -> AsyncIterator[KiteBroker]:
    worker = Worker("contract")
    attempt = await kind_of(sandbox, worker, clock).begin("practice", {})
    account = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 10))
    await attempt.aclose()
    await account.fetch_master(lambda done, total: None)
    yield account
    await account.aclose()
    await worker.aclose()


async def price_of(broker: KiteBroker) -> Decimal:
    (quote,) = await broker.fetch_quotes([INFY])
    return Decimal(repr(quote.last))


async def make_intent(broker: KiteBroker, away: str = "0.97", **fields) -> OrderIntent:
    """Return a buy below the market, so that it rests."""
    number = next(_numbers)
    given = {
        "client_id": ClientOrderId(f"CT{number:08d}"),
        "account": broker.session.account,
        "instrument": INFY,
        "side": Side.BUY,
        "quantity": 3,
        "order_type": OrderType.LIMIT,
        "product": Product.MIS,
        "price": (await price_of(broker) * Decimal(away)).quantize(CENT),
    }
    return OrderIntent(**{**given, **fields})


async def find(broker: KiteBroker, intent: OrderIntent) -> list[OrderUpdate]:
    """Return the rows of an intent; a cover order's second leg carries its tag too."""
    rows = await broker.fetch_orders()
    return [row for row in rows if intent.client_id in row.tags and row.parent_id is None]


async def until_state(broker: KiteBroker, intent: OrderIntent, *states: OrderState) -> OrderUpdate:
    """Poll the book until the order is in one of these states."""
    for _ in range(100):
        rows = await find(broker, intent)
        if rows and rows[-1].state in states:
            return rows[-1]
        await SystemClock().sleep(0.05)
    raise AssertionError(f"never in {states}: {await find(broker, intent)}")


async def rest_one(broker: KiteBroker, **fields) -> tuple[OrderIntent, OrderUpdate]:
    intent = await make_intent(broker, **fields)
    assert isinstance(await broker.submit(intent), Accepted)
    return intent, await until_state(broker, intent, OrderState.OPEN, OrderState.TRIGGER_PENDING)
