"""A desk of funds: the service on a scripted fund house, a real journal, a clock under test control."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from terminal.domain.errors import RecordOutcome, Rejected, TerminalError, Unknown, Written
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.mutual import (
    FundHolding,
    FundLot,
    FundOrder,
    FundOrderIntent,
    FundOrderState,
    FundRules,
    Scheme,
    Sip,
    SipChange,
    SipFrequency,
    SipIntent,
    SipState,
)
from terminal.domain.notice import Notice
from terminal.domain.order import Side
from terminal.mutual.service import FundService
from terminal.runtime.writes import WriteJournal
from tests.fakes.broker import FakeBroker, Gate
from tests.fakes.clock import START_NS, FakeClock, settle
from tests.make import ACCOUNT

EQUITY, LIQUID, DEBT = "INF209K01VY3", "INF209K01VA3", "INF209KA1K88"
_numbers = count(1)
Script = RecordOutcome | Exception | Gate


def make_scheme(isin: str = EQUITY, **fields) -> Scheme:
    values = {
        "isin": isin,
        "name": "Birla Index Fund - Direct Plan",
        "amc": "BirlaSunLifeMutualFund_MF",
        "category": "equity",
        "plan": "direct",
        "dividend": "growth",
        "purchase_allowed": True,
        "redemption_allowed": True,
        "minimum_purchase": Decimal(1000),
        "purchase_multiple": Decimal(100),
        "minimum_additional": Decimal(500),
        "minimum_redemption": Decimal(1),
        "redemption_multiple": Decimal("0.001"),
        "nav": Decimal("250.5"),
        "nav_date": date(2026, 11, 19),
        "settles_days": 3,
    }
    return Scheme(**{**values, **fields})


def buy(amount: object = 5000, client_id: str = "", **fields) -> FundOrderIntent:
    values = {
        "client_id": ClientOrderId(client_id or f"T{next(_numbers):07d}"),
        "account": ACCOUNT,
        "isin": EQUITY,
        "side": Side.BUY,
        "amount": None if amount is None else Decimal(str(amount)),
    }
    return FundOrderIntent(**{**values, **fields})


def redeem(quantity: object, **fields) -> FundOrderIntent:
    return buy(side=Side.SELL, amount=None, quantity=Decimal(str(quantity)), **fields)


def plan(amount: object = 2000, client_id: str = "", **fields) -> SipIntent:
    values = {
        "client_id": ClientOrderId(client_id or f"S{next(_numbers):07d}"),
        "account": ACCOUNT,
        "isin": EQUITY,
        "amount": Decimal(str(amount)),
        "frequency": SipFrequency.MONTHLY,
        "instalments": 12,
        "day": 5,
    }
    return SipIntent(**{**values, **fields})


def make_order(key: str = "", **fields) -> FundOrder:
    values = {
        "key": key or f"order-{next(_numbers)}",
        "account": ACCOUNT,
        "isin": EQUITY,
        "name": "Birla Index Fund - Direct Plan",
        "side": Side.BUY,
        "state": FundOrderState.OPEN,
        "status_text": "OPEN",
        "amount": Decimal(5000),
        "placed_ns": START_NS,
    }
    return FundOrder(**{**values, **fields})


def make_sip(key: str = "", **fields) -> Sip:
    values = {
        "key": key or f"sip-{next(_numbers)}",
        "account": ACCOUNT,
        "isin": EQUITY,
        "name": "Birla Index Fund - Direct Plan",
        "state": SipState.ACTIVE,
        "status_text": "ACTIVE",
        "amount": Decimal(2000),
        "frequency": SipFrequency.MONTHLY,
        "instalments": 12,
        "pending": 12,
        "day": 5,
        "created_ns": START_NS,
        "next_on": date(2026, 12, 5),
    }
    return Sip(**{**values, **fields})


def make_holding(quantity: object = 100, **fields) -> FundHolding:
    values = {
        "account": ACCOUNT,
        "isin": EQUITY,
        "name": "Birla Index Fund - Direct Plan",
        "folio": "1",
        "quantity": Decimal(str(quantity)),
        "average_nav": Decimal(200),
        "nav": Decimal("250.5"),
        "nav_date": date(2026, 11, 19),
    }
    return FundHolding(**{**values, **fields})


def make_lot(quantity: object, price: object, bought_on: date | None, **fields) -> FundLot:
    amount = Decimal(str(quantity)) * Decimal(str(price))
    values = {"isin": EQUITY, "folio": "1", "amount": amount, "bought_on": bought_on}
    return FundLot(
        quantity=Decimal(str(quantity)), price=Decimal(str(price)), **{**values, **fields}
    )


class FundHouse:
    """Implements `facets.FundFacet`. Writes work unless `script` says otherwise.

    A scripted Unknown takes effect if `arrives`; `keeps_tags` False: rows come back without tag.
    """

    def __init__(self) -> None:
        self.rules = FundRules(writes=True)
        self.schemes = [
            make_scheme(),
            make_scheme(LIQUID, name="Birla Cash Plus - Direct Plan", category="liquid"),
            make_scheme(DEBT, name="HDFC Corporate Bond", amc="HDFCMutualFund_MF", category="debt"),
        ]
        self.orders: list[FundOrder] = []
        self.sips: list[Sip] = []
        self.holdings: list[FundHolding] = []
        self.lots: dict[str, list[FundLot] | TerminalError] = {}
        self.script: deque[Script] = deque()
        self.read_errors: deque[TerminalError | None] = deque()
        self.failure: TerminalError | None = None
        self.arrives = False
        self.keeps_tags = True
        self.sent: list[object] = []
        self.reads: list[str] = []

    async def fetch_schemes(self, *, fresh: bool = False) -> list[Scheme]:
        return await self._read("schemes", self.schemes)

    async def fetch_orders(self) -> list[FundOrder]:
        return await self._read("orders", self.orders)

    async def fetch_sips(self) -> list[Sip]:
        return await self._read("sips", self.sips)

    async def fetch_holdings(self) -> list[FundHolding]:
        return await self._read("holdings", self.holdings)

    async def fetch_lots(self, isin: str) -> list[FundLot]:
        lots = self.lots.get(isin, [])
        if isinstance(lots, TerminalError):
            raise lots
        return await self._read(f"lots {isin}", lots)

    async def place(self, intent: FundOrderIntent) -> RecordOutcome:
        tag = intent.client_id if self.keeps_tags else ""
        row = make_order(
            isin=intent.isin, side=intent.side, amount=intent.amount or Decimal(0),
            quantity=intent.quantity or Decimal(0), tag=tag,
        )  # fmt: skip
        return await self._answer(intent, lambda: self.orders.insert(0, row), row.key)

    async def cancel(self, order: FundOrder) -> RecordOutcome:
        return await self._answer(
            ("cancel", order.key), lambda: self.change_order(order.key, FundOrderState.CANCELLED),
            order.key,
        )  # fmt: skip

    async def create_sip(self, intent: SipIntent) -> RecordOutcome:
        tag = intent.client_id if self.keeps_tags else ""
        row = make_sip(
            isin=intent.isin, amount=intent.amount, frequency=intent.frequency,
            instalments=intent.instalments, day=intent.day, tag=tag,
        )  # fmt: skip
        return await self._answer(intent, lambda: self.sips.insert(0, row), row.key)

    async def modify_sip(self, sip: Sip, change: SipChange) -> RecordOutcome:
        def apply() -> None:
            fields = {}
            if change.amount is not None:
                fields["amount"] = change.amount
            if change.paused is not None:
                fields["state"] = SipState.PAUSED if change.paused else SipState.ACTIVE
            self.change_sip(sip.key, **fields)

        return await self._answer(("modify", sip.key, change), apply, sip.key)

    async def cancel_sip(self, sip: Sip) -> RecordOutcome:
        def apply() -> None:
            self.change_sip(sip.key, state=SipState.CANCELLED)

        return await self._answer(("cancel_sip", sip.key), apply, sip.key)

    def change_order(self, key: str, state: FundOrderState, **fields) -> None:
        self.orders = [
            replace(row, state=state, status_text=state.value.upper(), **fields)
            if row.key == key
            else row
            for row in self.orders
        ]

    def change_sip(self, key: str, **fields) -> None:
        self.sips = [replace(row, **fields) if row.key == key else row for row in self.sips]

    async def _answer(self, what, apply, key: str) -> RecordOutcome:
        self.sent.append(what)
        await asyncio.sleep(0)
        script = self.script.popleft() if self.script else None
        answer = await script.wait() if isinstance(script, Gate) else script
        if isinstance(answer, Exception):
            raise answer
        if answer is None or (isinstance(answer, Unknown) and self.arrives):
            apply()
        return Written(key) if answer is None else answer

    async def _read(self, name: str, rows: list) -> list:
        self.reads.append(name)
        await asyncio.sleep(0)
        if self.read_errors and (error := self.read_errors.popleft()) is not None:
            raise error
        if self.failure is not None:
            raise self.failure
        return list(rows)


class Desk:
    """Everything that a test of the fund service touches."""

    def __init__(self, path: Path) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.notices: list[Notice] = []
        self.clock = FakeClock()
        self.journal = WriteJournal(path)
        self.service = FundService(
            journal=self.journal, clock=self.clock, on_failure=self.on_failure
        )
        self.service.notices.connect(self.notices.append)
        self.house = FundHouse()
        self.account: AccountId = ACCOUNT

    def on_failure(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    async def open(self, house: FundHouse | None = None) -> "Desk":
        self.house = house or self.house
        await self.journal.open()
        broker = FakeBroker()
        broker.mutual_funds = self.house
        self.service.attach(broker)
        await self.service.refresh(ACCOUNT)
        await self.service.load_schemes()
        await settle()
        return self

    async def pass_time(self, seconds: float) -> None:
        """Let time pass, in steps in which the journal's thread can answer."""
        left = seconds
        while left > 0:
            await self.clock.advance(min(1.0, left))
            await self.calm()
            left -= 1.0

    async def calm(self) -> None:
        """Wait until what is queued for the journal's thread is done."""
        await settle()
        await self.journal.load_open("nothing", "nobody")
        await settle()

    async def open_writes(self) -> list[str]:
        return [each.client_id for each in await self.journal.load_open("mutual", ACCOUNT)]

    async def aclose(self) -> None:
        await self.service.aclose()
        await self.journal.aclose()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = await Desk(tmp_path / "writes.sqlite").open()
    yield made
    await made.aclose()
    assert made.failures == []


REFUSED = Rejected("InputException", "Minimum purchase amount is 5000.", "Correct it.")
LOST = Unknown("the reply did not come")
