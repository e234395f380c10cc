"""The mutual funds panel on the real service, over a broker's fund side that a test scripts."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.errors import RecordOutcome, TerminalError, Unknown, Written
from terminal.domain.ids import AccountId
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
    SipIntent,
    SipState,
)
from terminal.domain.notice import Notice
from terminal.domain.order import Side
from terminal.mutual.service import FundService
from terminal.runtime.writes import WriteJournal
from terminal.ui.frame import FrameClock
from terminal.ui.panels.mutual import MutualPanel
from terminal.ui.theme import Theme
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock, eventually, settle
from tests.make import ACCOUNT

EQUITY, LIQUID, DEBT = "INF000000EQ1", "INF000000LQ1", "INF000000DB1"
Test = Callable[["FundDesk"], Awaitable[None]]


def scheme(isin: str = EQUITY, **fields: Any) -> Scheme:
    """A direct growth equity fund: ₹500 or more in multiples of ₹1, ₹100 for more of it."""
    values: dict[str, Any] = {
        "isin": isin,
        "name": "Alpha Bluechip Fund - Direct Plan",
        "amc": "AlphaMutualFund_MF",
        "category": "equity",
        "plan": "direct",
        "dividend": "growth",
        "purchase_allowed": True,
        "redemption_allowed": True,
        "minimum_purchase": Decimal(500),
        "purchase_multiple": Decimal(1),
        "minimum_additional": Decimal(100),
        "minimum_redemption": Decimal("0.001"),
        "redemption_multiple": Decimal("0.001"),
        "nav": Decimal("50.25"),
        "nav_date": date(2026, 11, 19),
        "settles_days": 3,
    }
    return Scheme(**(values | fields))


SCHEMES = [
    scheme(),
    scheme(LIQUID, name="Alpha Liquid Fund", category="liquid", nav=Decimal(1000)),
    scheme(
        DEBT,
        name="Beta Corporate Bond Fund",
        amc="BetaHouseMutualFund_MF",
        category="debt",
        plan="regular",
        dividend="payout",
        minimum_purchase=Decimal(5000),
        purchase_multiple=Decimal(100),
    ),
]


def holding(**fields: Any) -> FundHolding:
    """100 units of the equity fund bought at 40."""
    values: dict[str, Any] = {
        "account": ACCOUNT,
        "isin": EQUITY,
        "name": "Alpha Bluechip Fund - Direct Plan",
        "folio": "1234567",
        "quantity": Decimal(100),
        "average_nav": Decimal(40),
        "nav": Decimal("50.25"),
        "nav_date": date(2026, 11, 19),
    }
    return FundHolding(**(values | fields))


class FakeFunds:
    """A fund house that does what it is told; `answers` are taken before it says yes by itself."""

    def __init__(self, account: AccountId = ACCOUNT) -> None:
        self.account = account
        self.rules = FundRules(writes=True)
        self.schemes = list(SCHEMES)
        self.orders: list[FundOrder] = []
        self.sips: list[Sip] = []
        self.holdings: list[FundHolding] = []
        self.lots: dict[str, list[FundLot]] = {}
        self.answers: list[RecordOutcome] = []
        self.keep_lost = True
        """Whether a write whose answer is `Unknown` is made all the same."""
        self.sent: list[object] = []
        self.error: TerminalError | None = None
        self.scheme_error: TerminalError | None = None
        self.hold: asyncio.Event | None = None

    async def fetch_schemes(self, *, fresh: bool = False) -> list[Scheme]:
        if self.scheme_error is not None:
            raise self.scheme_error
        return list(self.schemes)

    async def fetch_orders(self) -> list[FundOrder]:
        return list(self._read(self.orders))

    async def fetch_sips(self) -> list[Sip]:
        return list(self._read(self.sips))

    async def fetch_holdings(self) -> list[FundHolding]:
        return list(self._read(self.holdings))

    async def fetch_lots(self, isin: str) -> list[FundLot]:
        return self.lots.get(isin, [])

    async def place(self, intent: FundOrderIntent) -> RecordOutcome:
        key = f"order-{len(self.sent)}"

        def make() -> None:
            self.orders.insert(
                0,
                FundOrder(
                    key=key,
                    account=self.account,
                    isin=intent.isin,
                    name=self._name(intent.isin),
                    side=intent.side,
                    state=FundOrderState.OPEN,
                    amount=intent.amount or Decimal(0),
                    quantity=intent.quantity or Decimal(0),
                    placed_ns=1_795_146_300_000_000_000,
                    tag=intent.client_id,
                ),
            )

        return await self._answer(intent, key, make)

    async def cancel(self, order: FundOrder) -> RecordOutcome:
        def make() -> None:
            self.orders = [
                replace(o, state=FundOrderState.CANCELLED) if o.key == order.key else o
                for o in self.orders
            ]

        return await self._answer(order, order.key, make)

    async def create_sip(self, intent: SipIntent) -> RecordOutcome:
        key = f"sip-{len(self.sent)}"

        def make() -> None:
            self.sips.insert(
                0,
                Sip(
                    key=key,
                    account=self.account,
                    isin=intent.isin,
                    name=self._name(intent.isin),
                    state=SipState.ACTIVE,
                    amount=intent.amount,
                    frequency=intent.frequency,
                    instalments=intent.instalments,
                    pending=intent.instalments or 0,
                    day=intent.day,
                    next_on=date(2026, 12, 5),
                    tag=intent.client_id,
                ),
            )

        return await self._answer(intent, key, make)

    async def modify_sip(self, sip: Sip, change: SipChange) -> RecordOutcome:
        def make() -> None:
            self.sips = [changed(s, change) if s.key == sip.key else s for s in self.sips]

        return await self._answer(change, sip.key, make)

    async def cancel_sip(self, sip: Sip) -> RecordOutcome:
        def make() -> None:
            self.sips = [
                replace(s, state=SipState.CANCELLED) if s.key == sip.key else s for s in self.sips
            ]

        return await self._answer(sip, sip.key, make)

    async def _answer(self, what: object, key: str, make: Callable[[], None]) -> RecordOutcome:
        self.sent.append(what)
        if self.hold is not None:
            await self.hold.wait()
        answer = self.answers.pop(0) if self.answers else Written(key)
        if isinstance(answer, Written) or (isinstance(answer, Unknown) and self.keep_lost):
            make()
        return answer

    def _read(self, rows: Sequence[Any]) -> Sequence[Any]:
        if self.error is not None:
            raise self.error
        return rows

    def _name(self, isin: str) -> str:
        return next((s.name for s in self.schemes if s.isin == isin), isin)


def changed(sip: Sip, change: SipChange) -> Sip:
    state = sip.state
    if change.paused is not None:
        state = SipState.PAUSED if change.paused else SipState.ACTIVE
    return replace(
        sip,
        state=state,
        amount=change.amount or sip.amount,
        frequency=change.frequency or sip.frequency,
        day=sip.day if change.day is None else change.day,
        instalments=sip.instalments if change.instalments is None else change.instalments or None,
    )


class FundDesk:
    """The service, a scripted account, and the panel."""

    def __init__(self, path: Path) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.clock = FakeClock()
        self.journal = WriteJournal(path / "writes.db")
        self.service = FundService(
            journal=self.journal, clock=self.clock, on_failure=self.on_failure
        )
        self.notices: list[Notice] = []
        self.service.notices.connect(self.notices.append)
        self.theme = Theme("dark")
        self.frame = FrameClock(clock=self.clock, on_failure=self.on_failure)
        self.funds = FakeFunds()
        self.panel: MutualPanel | None = None

    def on_failure(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    async def open(self, *, width: int = 1200, height: int = 420) -> MutualPanel:
        """Log the account in and show the panel with everything read."""
        await self.attach(self.funds)
        panel = self.show(width=width, height=height)
        await self.settled()
        return panel

    async def attach(self, funds: FakeFunds) -> None:
        broker = FakeBroker(funds.account)
        broker.mutual_funds = funds
        self.service.attach(broker)
        await self.service.refresh(funds.account)

    def show(self, *, width: int = 1200, height: int = 420) -> MutualPanel:
        self.theme.apply(QApplication.instance())  # type: ignore[arg-type]
        panel = self.panel = MutualPanel(
            service=self.service,
            clock=self.clock,
            theme=self.theme,
            frame=self.frame,
            on_failure=self.on_failure,
        )
        panel.resize(width, height)
        panel.show()
        return panel

    async def settled(self) -> None:
        """Let tasks run and the panel look."""
        for _ in range(3):
            await settle()
            self.frame.tick()

    async def eventually(self, what: Callable[[], object]) -> None:
        def looked() -> object:
            self.frame.tick()
            return what()

        await eventually(looked)
        self.frame.tick()

    async def close(self) -> None:
        if self.panel is not None:
            await self.panel.aclose()
            self.panel.hide()
            self.panel.deleteLater()
        await self.service.aclose()
        await self.journal.aclose()
        assert self.failures == []


def run(test: Test, path: Path) -> Callable[[], Awaitable[None]]:
    async def whole() -> None:
        desk = FundDesk(path)
        await desk.journal.open()
        try:
            await test(desk)
        finally:
            await desk.close()

    return whole


@pytest.fixture
def funds(qrun: Any, tmp_path: Path) -> Callable[[Test], None]:
    """Run a coroutine function with a fund desk on a real Qt loop."""
    return lambda test: qrun(run(test, tmp_path)())


def fill(edit: Any, text: str) -> None:
    """Type into a field as a person does."""
    assert edit.isEnabled(), edit.objectName()
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def cells(page: Any, row: int = 0) -> dict[str, str]:
    """Return a row of a page as a person reads it, by column."""
    model = page.model
    return {column.key: column.text(model.row_at(row)) for column in model.columns}


def order(**fields: Any) -> FundOrder:
    """An open purchase of ₹5,000."""
    values: dict[str, Any] = {
        "key": "o1",
        "account": ACCOUNT,
        "isin": EQUITY,
        "name": "Alpha Bluechip Fund - Direct Plan",
        "side": Side.BUY,
        "state": FundOrderState.OPEN,
        "amount": Decimal(5000),
        "placed_ns": 1_795_146_300_000_000_000,
    }
    return FundOrder(**(values | fields))
