"""The trigger service over Kite's client and the practice server: lost replies, kills, firings."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.errors import Rejected, Unknown, Written
from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttState
from terminal.domain.ids import InstrumentId
from terminal.domain.notice import Notice, Recorded
from terminal.domain.order import Product, Side
from terminal.gtt.service import GttService, Links
from terminal.gtt.stages import GttStage
from terminal.orders.book import OrderBook
from terminal.runtime.writes import WriteJournal
from tests.contract.kite.client import logged_in, price_of
from tests.fakes.clock import eventually
from tests.fakes.hurry import HurriedClock
from tests.fakes.prices import FakePrices
from tests.fakes.sandbox_process import SandboxProcess
from tests.make import INFY, Instruments, make_instrument

broker = logged_in
FASTER = 25  # what takes 15 s for a person takes 0.6 s here
DONE = ("accept_drop", "accept_502", "truncated")
NOT_DONE = ("drop", "http_500", "http_502", "http_503", "http_504", "html")
RUPEE = Decimal(1)


class Desk:
    """A trigger service over one logged-in account."""

    def __init__(self, broker: KiteBroker, file: Path, last: Decimal) -> None:
        self.broker = broker
        self.account = broker.session.account
        self.last = last
        self.prices = FakePrices()
        self.prices.set(INFY, float(last))
        self.journal = WriteJournal(file)
        self.failures: list[str] = []
        self.notices: list[Notice] = []
        self.book = OrderBook(self._failed)
        self.service = GttService(
            journal=self.journal,
            prices=self.prices,
            instruments=Instruments(make_instrument(INFY, tick="0.1")),
            clock=HurriedClock(FASTER),
            on_failure=self._failed,
            links=Links(order_of=self.book.by_broker_id),
        )
        self._undo = self.service.notices.connect(self.notices.append)

    def _failed(self, where: str, error: BaseException) -> None:
        self.failures.append(f"{where}: {error!r}")

    async def open(self) -> "Desk":
        await self.journal.open()
        self.service.attach(self.broker)
        await self.service.refresh(self.account)
        assert self.service.loaded(self.account), self.service.failed(self.account)
        return self

    async def close(self) -> None:
        await self.service.aclose()
        await self.journal.aclose()
        assert self.failures == []

    def at(self, factor: str) -> Decimal:
        return (self.last * Decimal(factor)).quantize(RUPEE)

    def wish(self, away: str = "0.9", **fields: object) -> GttIntent:
        """A single purchase far below the market."""
        leg = GttLeg(
            trigger_price=self.at(away),
            side=Side.BUY,
            quantity=1,
            price=self.at(away) + 10,
            product=Product.CNC,
        )
        values: dict[str, object] = {
            "client_id": self.service.new_client_id(),
            "account": self.account,
            "instrument": INFY,
            "kind": GttKind.SINGLE,
            "legs": (leg,),
            "last_price": self.last,
        }
        return GttIntent(**{**values, **fields})  # type: ignore[arg-type]

    async def listed(self) -> list[Gtt]:
        """Return what the broker itself has."""
        assert self.broker.gtts is not None
        return await self.broker.gtts.fetch()

    async def active(self) -> list[Gtt]:
        return [row for row in await self.listed() if row.state is GttState.ACTIVE]

    async def settled(self, key: str) -> Gtt:
        """Wait until a row is neither sending nor unknown."""

        def known() -> bool:
            row = self.service.gtt(key)
            return row is not None and row.state not in {GttState.SENDING, GttState.UNKNOWN}

        await eventually(known, within_s=20)
        row = self.service.gtt(key)
        assert row is not None
        return row

    async def open_questions(self) -> int:
        await eventually(lambda: not self.service._core.background.pending)
        return len(await self.journal.load_open("gtt", self.account))


@pytest.fixture
async def desk(broker: KiteBroker, tmp_path: Path) -> AsyncIterator[Desk]:
    made = await Desk(broker, tmp_path / "writes.sqlite", await price_of(broker)).open()
    assert await made.active() == []
    yield made
    await made.close()
    assert broker.gtts is not None
    for row in await broker.gtts.fetch():
        if row.state is GttState.ACTIVE:
            await broker.gtts.delete(row)


async def make(desk: Desk, away: str = "0.9") -> str:
    result = await desk.service.create(desk.wish(away))
    assert isinstance(result, Recorded), result
    assert isinstance(result.outcome, Written)
    return result.key


@pytest.mark.parametrize("fault", [*DONE, *NOT_DONE])
async def test_a_lost_reply_to_a_creation(desk: Desk, sandbox: SandboxProcess, fault: str) -> None:
    sandbox.arm(fault, match={"method": "POST", "path": "/gtt/*"})
    intent = desk.wish()
    result = await desk.service.create(intent)
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Unknown), result
    row = await desk.settled(intent.client_id)
    (is_there, ours) = (await desk.active(), row.state)
    if fault in DONE:
        assert (ours, [each.key for each in is_there]) == (GttState.ACTIVE, [row.key])
        assert row.legs == intent.legs
    else:
        assert (ours, is_there) == (GttState.NOT_PLACED, [])
    assert await desk.open_questions() == 0


@pytest.mark.parametrize("fault", ["accept_drop", "accept_502", "drop", "html"])
async def test_a_lost_reply_to_a_change(desk: Desk, sandbox: SandboxProcess, fault: str) -> None:
    key = await make(desk)
    before, wanted = desk.wish().legs, desk.wish("0.85")
    sandbox.arm(fault, match={"method": "PUT", "path": "/gtt/*"})
    result = await desk.service.modify(key, wanted)
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Unknown)
    row = await desk.settled(key)
    (is_there,) = await desk.active()
    assert is_there.key == row.key == key
    assert is_there.legs == row.legs == (wanted.legs if fault in DONE else before)
    assert await desk.open_questions() == 0


@pytest.mark.parametrize("fault", ["accept_drop", "accept_502", "drop", "html"])
async def test_a_lost_reply_to_a_deletion(desk: Desk, sandbox: SandboxProcess, fault: str) -> None:
    key = await make(desk)
    sandbox.arm(fault, match={"method": "DELETE", "path": "/gtt/*"})
    result = await desk.service.delete(key)
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Unknown)
    row = await desk.settled(key)
    gone = fault in DONE
    assert row.state is (GttState.DELETED if gone else GttState.ACTIVE)
    assert [each.key for each in await desk.active()] == ([] if gone else [key])
    assert await desk.open_questions() == 0


@pytest.mark.parametrize(
    ("fault", "code", "says"),
    [
        ("http_429", "rate_limited", "too many requests"),
        ("token_403", "login_needed", "session with Zerodha has ended"),
        ("margin_400", "MarginException", "Insufficient funds"),
    ],
)
async def test_refusals_are_told_in_words_and_nothing_is_made(
    desk: Desk, sandbox: SandboxProcess, fault: str, code: str, says: str
) -> None:
    sandbox.arm(fault, match={"method": "POST", "path": "/gtt/*"})
    intent = desk.wish()
    result = await desk.service.create(intent)
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Rejected)
    assert result.outcome.code == code
    assert says.lower() in result.outcome.text.lower()
    row = desk.service.gtt(intent.client_id)
    assert row is not None
    assert row.state is GttState.REJECTED
    assert says.lower() in desk.notices[-1].text.lower()
    if fault != "token_403":
        assert await desk.active() == []


async def test_the_exchanges_own_refusal_is_kept(desk: Desk) -> None:
    desk.prices.set(INFY, float(desk.at("0.93")))  # our price is wrong, so our own check passes
    lower, upper = (
        GttLeg(
            trigger_price=desk.at(factor),
            side=Side.SELL,
            quantity=1,
            price=desk.at(factor) - 10,
            product=Product.CNC,
        )
        for factor in ("0.9", "0.95")
    )
    result = await desk.service.create(desk.wish(kind=GttKind.TWO_LEG, legs=(lower, upper)))
    assert isinstance(result, Recorded), result
    assert isinstance(result.outcome, Rejected)
    assert "both sides of the last traded price" in result.outcome.text
    assert await desk.active() == []


@pytest.mark.parametrize("fault", ["accept_hang", "hang"])
async def test_killed_between_journal_and_reply(
    broker: KiteBroker, sandbox: SandboxProcess, tmp_path: Path, fault: str
) -> None:
    file, last = tmp_path / "writes.sqlite", await price_of(broker)
    before = await Desk(broker, file, last).open()
    sandbox.arm(fault, match={"method": "POST", "path": "/gtt/*"}, seconds=2.0)
    intent = before.wish()
    task = asyncio.ensure_future(before.service.create(intent))
    seen = 0
    while not seen:
        seen = len(await before.journal.load_open("gtt", before.account))
    if fault == "accept_hang":
        async with asyncio.timeout(10):
            while not await before.active():
                continue
    entry = before.service._core.accounts[before.account]
    await entry.sends.aclose()  # what a kill leaves: the journal's line, no answer, nothing settled
    with contextlib.suppress(asyncio.CancelledError):
        await task
    await entry.watches.aclose()
    await before.journal.aclose()

    after = await Desk(broker, file, last).open()
    row = await after.settled(intent.client_id)
    is_there = await after.active()
    if fault == "accept_hang":
        assert [each.key for each in is_there] == [row.key]
        assert row.state is GttState.ACTIVE
    else:
        assert (row.state, is_there) == (GttState.NOT_PLACED, [])
    assert await after.open_questions() == 0
    for each in is_there:
        await after.service.delete(each.key)
    await after.close()


async def test_a_firing_is_followed_from_waiting_to_filled(
    desk: Desk, sandbox: SandboxProcess
) -> None:
    result = await desk.service.create(
        desk.wish(
            legs=(
                GttLeg(
                    trigger_price=desk.at("0.99"),
                    side=Side.BUY,
                    quantity=1,
                    price=desk.at("1.02"),
                    product=Product.CNC,
                ),
            )
        )
    )
    assert isinstance(result, Recorded), result
    (row,) = [each for each in desk.service.gtts() if each.key == result.key]
    assert desk.service.stage(row) is GttStage.WAITING
    sandbox.market(instrument="NSE:INFY", fair=float(desk.last * Decimal("0.98")))
    found: list[GttStage] = []
    async with asyncio.timeout(20):
        while GttStage.FILLED not in found:
            for update in await desk.broker.fetch_orders():
                if (order := desk.book.fold(update).order) is not None:
                    desk.service.note_order(order)
            await desk.service.refresh(desk.account)
            now = desk.service.gtt(result.key)
            assert now is not None
            stage = desk.service.stage(now)
            if stage not in found:
                found.append(stage)
    assert found[-1] is GttStage.FILLED
    assert set(found) <= {
        GttStage.WAITING,
        GttStage.TRIGGERED,
        GttStage.RESTING,
        GttStage.FILLED,
    }
    order = desk.service.order_of(now)
    assert order is not None
    assert (order.filled, order.side, order.product) == (1, Side.BUY, Product.CNC)
    assert "INFY: trigger fired, order filled" in [notice.title for notice in desk.notices]
    sandbox.market(instrument="NSE:INFY", fair=float(desk.last))


async def test_a_derivative_passes_under_its_symbol(broker: KiteBroker) -> None:
    columns = await broker.fetch_master(lambda done, total: None)
    assert broker.gtts is not None
    chosen = next(
        n
        for n in range(len(columns.kind))
        if columns.kind[n] == "FUT" and columns.exchange[n] == "NFO"
    )
    symbol, lot = str(columns.symbol[chosen]), int(columns.lot_size[chosen])
    instrument: InstrumentId = broker._identify("NFO", symbol)
    (quote,) = await broker.fetch_quotes([instrument])
    tick = Decimal(repr(float(columns.tick_size[chosen])))
    last = Decimal(repr(round(quote.last, 2)))
    legs = tuple(
        GttLeg(
            trigger_price=(last * Decimal(factor) / tick).to_integral_value() * tick,
            side=Side.BUY,
            quantity=lot,
            price=(last * Decimal(factor) / tick).to_integral_value() * tick + 5 * tick,
            product=Product.NRML,
        )
        for factor in ("0.9", "1.1")
    )
    intent = GttIntent(
        client_id="GTTXDERIV0000001",  # type: ignore[arg-type]
        account=broker.session.account,
        instrument=instrument,
        kind=GttKind.TWO_LEG,
        legs=legs,
        last_price=last,
    )
    outcome = await broker.gtts.create(intent)
    assert isinstance(outcome, Written), outcome
    row = next(each for each in await broker.gtts.fetch() if each.key == outcome.reference)
    assert (row.instrument, row.legs, row.symbol) == (instrument, legs, symbol)
    assert await broker.gtts.delete(row) == outcome
