"""The fund service, our client and a practice server of their own, whose clock runs by whole days.

Other files share one server; these let days pass, which would end logins there.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.ids import ClientOrderId
from terminal.domain.mutual import (
    FundHolding,
    FundOrder,
    FundOrderIntent,
    Sip,
    SipFrequency,
    SipIntent,
)
from terminal.domain.notice import Notice
from terminal.domain.order import Side
from terminal.mutual.service import FundService
from terminal.runtime.worker import Worker
from terminal.runtime.writes import WriteJournal
from tests.contract.kite.client import kind_of
from tests.fakes.clock import eventually
from tests.fakes.hurry import HurriedClock
from tests.fakes.sandbox_process import SandboxProcess

EQUITY, HELD = "INF209K01YY7", "INF209K01VY3"
DAY_S = 86_400
HASTE = 20  # searches of a quarter minute end in a second
WEDNESDAY_NS = 1_794_976_200_000_000_000  # 2026-11-18 10:00 IST
_numbers = count(1)


@pytest.fixture(scope="module")
def funds_process() -> Iterator[SandboxProcess]:
    """A server that begins on a Wednesday morning."""
    args = ("--no-limits", "--seed", "7", "--instruments", "3000", "--start", "2026-11-18 10:00:00")
    with SandboxProcess(*args) as server:
        yield server
        assert server.errors() == "", "the server complained"


@pytest.fixture
def funds_server(funds_process: SandboxProcess) -> Iterator[SandboxProcess]:
    """That server on the next Wednesday at ten, with a new exchange, a living token, no faults."""
    late_s = (funds_process.state()["now_ns"] - WEDNESDAY_NS) / 1e9 % (7 * DAY_S)
    if late_s > 3600:
        funds_process.advance(7 * DAY_S - late_s)
    funds_process.reset(exchange=True)
    funds_process.new_token()
    yield funds_process
    funds_process.reset(exchange=False)


class MutualDesk:
    """A logged-in account and the service that looks after its funds."""

    def __init__(self, server: SandboxProcess, path: Path) -> None:
        self.server = server
        self.failures: list[tuple[str, BaseException]] = []
        self.notices: list[Notice] = []
        self.worker = Worker("contract")
        self.journal = WriteJournal(path)
        self.service = FundService(
            journal=self.journal, clock=HurriedClock(HASTE), on_failure=self.on_failure
        )
        self.service.notices.connect(self.notices.append)

    def on_failure(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    async def open(self) -> "MutualDesk":
        attempt = await kind_of(self.server, self.worker).begin("practice", {})
        self.broker = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 10))
        await attempt.aclose()
        assert isinstance(self.broker, KiteBroker)
        self.account = self.broker.session.account
        await self.journal.open()
        self.service.attach(self.broker)
        await self.service.refresh(self.account)
        await self.service.load_schemes()
        return self

    async def aclose(self) -> None:
        await self.service.aclose()
        await self.broker.aclose()
        await self.journal.aclose()
        await self.worker.aclose()

    @property
    def today(self) -> date:
        """The exchange's day."""
        return datetime.fromisoformat(self.server.state()["now"]).date()

    def buy(self, amount: object = 5000, isin: str = EQUITY) -> FundOrderIntent:
        return FundOrderIntent(
            client_id=ClientOrderId(f"CT{next(_numbers):06d}"), account=self.account, isin=isin,
            side=Side.BUY, amount=Decimal(str(amount)),
        )  # fmt: skip

    def redeem(self, quantity: Decimal, isin: str = HELD) -> FundOrderIntent:
        return FundOrderIntent(
            client_id=ClientOrderId(f"CT{next(_numbers):06d}"), account=self.account, isin=isin,
            side=Side.SELL, quantity=quantity,
        )  # fmt: skip

    def plan(self, amount: object = 2000, **fields) -> SipIntent:
        values = {
            "client_id": ClientOrderId(f"CT{next(_numbers):06d}"),
            "account": self.account,
            "isin": EQUITY,
            "amount": Decimal(str(amount)),
            "frequency": SipFrequency.WEEKLY,
            "instalments": 2,
        }
        return SipIntent(**{**values, **fields})

    async def pass_days(self, days: float) -> None:
        """Let the exchange's clock run; the login of the day dies at six, so take a new one."""
        self.server.advance(days * DAY_S)
        self.broker._channel.access_token = self.server.new_token()
        await self.service.refresh(self.account)

    def order(self, key: str) -> FundOrder:
        row = self.service.order(key)
        assert row is not None, key
        return row

    def sip(self, key: str) -> Sip:
        row = self.service.sip(key)
        assert row is not None, key
        return row

    def holding(self, isin: str) -> FundHolding | None:
        return next((row for row in self.service.holdings() if row.isin == isin), None)

    async def until_order(self, key: str, state: str) -> FundOrder:
        await eventually(lambda: self.order(key).state == state)
        return self.order(key)

    async def until_sip(self, key: str, state: str) -> Sip:
        await eventually(lambda: self.sip(key).state == state)
        return self.sip(key)

    async def listed(self) -> tuple[int, int]:
        """Return how many (orders, SIPs) the server has."""
        facet = self.broker.mutual_funds
        assert facet is not None
        return len(await facet.fetch_orders()), len(await facet.fetch_sips())


@pytest.fixture
async def desk(funds_server: SandboxProcess, tmp_path: Path) -> AsyncIterator[MutualDesk]:
    made = await MutualDesk(funds_server, tmp_path / "writes.sqlite").open()
    yield made
    await made.aclose()
    assert made.failures == []
