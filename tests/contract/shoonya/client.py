"""What the tests of our client against the Shoonya practice server share: login, intents, the book."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from msgspec import Struct, convert

from terminal.brokers.shoonya import ShoonyaDeps, ShoonyaKind
from terminal.brokers.shoonya.broker import ShoonyaBroker
from terminal.domain.errors import Accepted
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
from tests.fakes.sandbox_process import SandboxProcess

RELIANCE = InstrumentId("NSE", "RELIANCE")
MM = InstrumentId("NSE", "M&M")
CENT = Decimal("0.1")
PROFILES = ("practice", "practice-classic")
_numbers = count(1)


class Keys(Struct, frozen=True):
    user_id: str
    password: str
    totp_secret: str
    vendor_code: str
    api_secret: str
    client_id: str
    secret_code: str
    imei: str


class Server(Struct, frozen=True):
    rest: str
    stream: str
    login: str
    rest_classic: str
    stream_classic: str
    masters: str
    credentials: Keys


def server_of(sandbox: SandboxProcess, **wrong: str) -> Server:
    """Return the server as announced; `wrong` replaces keys."""
    said = {**sandbox.said, "credentials": {**sandbox.credentials, **wrong}}
    return convert(said, Server)


def kind_of(
    sandbox: SandboxProcess,
    worker: Worker,
    *,
    told: list[str] | None = None,
    clock: Clock | None = None,
    **wrong: str,
) -> ShoonyaKind:
    async def start() -> Server:
        return server_of(sandbox, **wrong)

    def tell(title: str, words: str) -> None:
        if told is not None:
            told.append(words)

    return ShoonyaKind(
        ShoonyaDeps(
            secrets=MemoryVault(),
            clock=clock or SystemClock(),
            worker=worker,
            cache=Path("/nonexistent"),
            start_practice=start,
            on_wait=lambda lane, seconds: None,
            on_failure=lambda where, error: pytest.fail(f"{where}: {error}"),
            tell=tell,
        )
    )


async def log_in(kind: ShoonyaKind, environment: str) -> ShoonyaBroker:
    """Log in by one click, as a person does."""
    attempt = await kind.begin(environment, {})
    try:
        account = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 10))
    finally:
        await attempt.aclose()
    assert isinstance(account, ShoonyaBroker)
    return account


class Desk:
    """A practice account with today's instruments, and what was told to the person."""

    def __init__(self, broker: ShoonyaBroker, told: list[str]) -> None:
        self.broker, self.told = broker, told

    async def price(self, instrument: InstrumentId = RELIANCE) -> Decimal:
        (quote,) = await self.broker.fetch_quotes([instrument])
        return Decimal(repr(quote.last))

    async def intent(self, away: str = "0.97", **fields) -> OrderIntent:
        """Return a buy below the market, so that it rests."""
        instrument = fields.get("instrument", RELIANCE)
        given = {
            "client_id": ClientOrderId(f"CT{next(_numbers):08d}"),
            "account": self.broker.session.account,
            "instrument": instrument,
            "side": Side.BUY,
            "quantity": 3,
            "order_type": OrderType.LIMIT,
            "product": Product.MIS,
            "price": (await self.price(instrument) * Decimal(away)).quantize(CENT),
        }
        return OrderIntent(**{**given, **fields})

    async def find(self, intent: OrderIntent) -> list[OrderUpdate]:
        """Return the rows of an intent; a cover order's second leg carries its tag too."""
        rows = await self.broker.fetch_orders()
        return [row for row in rows if intent.client_id in row.tags and row.parent_id is None]

    async def until_state(self, intent: OrderIntent, *states: OrderState) -> OrderUpdate:
        """Poll the book until the order is in one of these states."""
        for _ in range(100):
            rows = await self.find(intent)
            if rows and rows[-1].state in states:
                return rows[-1]
            await SystemClock().sleep(0.1)
        raise AssertionError(f"never in {states}: {await self.find(intent)}")

    async def rest_one(self, **fields) -> tuple[OrderIntent, OrderUpdate]:
        """Place an order that rests and return it as the book has it."""
        intent = await self.intent(**fields)
        outcome = await self.broker.submit(intent)
        assert isinstance(outcome, Accepted), outcome
        row = await self.until_state(intent, OrderState.OPEN, OrderState.TRIGGER_PENDING)
        assert row.broker_id == outcome.order_id
        return intent, row

    async def fill_one(self, **fields) -> OrderUpdate:
        """Place an order that fills and return it as the book has it."""
        intent = await self.intent(**{"order_type": OrderType.MARKET, "price": None, **fields})
        outcome = await self.broker.submit(intent)
        assert isinstance(outcome, Accepted), outcome
        return await self.until_state(intent, OrderState.COMPLETE)


@pytest.fixture(params=PROFILES)
async def desk(request: pytest.FixtureRequest, sandbox: SandboxProcess) -> AsyncIterator[Desk]:
    """A desk by each wire profile."""
    async for each in open_desk(sandbox, request.param):
        yield each


@pytest.fixture
async def current(sandbox: SandboxProcess) -> AsyncIterator[Desk]:
    """A desk by the current profile."""
    async for each in open_desk(sandbox, "practice"):
        yield each


async def open_desk(
    sandbox: SandboxProcess, environment: str, clock: Clock | None = None
) -> AsyncIterator[Desk]:
    worker = Worker("contract")
    told: list[str] = []
    broker = await log_in(kind_of(sandbox, worker, told=told, clock=clock), environment)
    await broker.fetch_master(lambda done, total: None)
    yield Desk(broker, told)
    await broker.aclose()
    await worker.aclose()
