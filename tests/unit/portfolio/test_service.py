"""Positions, holdings, funds: at once by fills, confirmed by the broker."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from terminal.domain.account import Funds, Holding, PositionBook
from terminal.domain.errors import Transient
from terminal.domain.ids import BrokerOrderId, InstrumentId
from terminal.domain.order import Product, Side
from terminal.orders.book import Fill
from terminal.portfolio.service import PortfolioService, mark
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import START_NS, FakeClock, settle
from tests.make import ACCOUNT, INFY, make_position, make_trade


class Books:
    def __init__(self) -> None:
        self.failures: list[BaseException] = []
        self.clock = FakeClock()
        self.broker = FakeBroker()
        self.changes = 0
        self.service = PortfolioService(
            clock=self.clock, on_failure=lambda _, error: self.failures.append(error)
        )
        self.service.changed.connect(self.on_changed)

    def on_changed(self, account: str) -> None:
        self.changes += 1

    def held(self) -> list[int]:
        return [position.quantity for position in self.service.positions()]


@pytest.fixture
async def books() -> AsyncIterator[Books]:
    made = Books()
    made.service.attach(made.broker)
    await made.service.refresh(ACCOUNT)
    yield made
    await made.service.aclose()
    assert made.failures == []


def make_fill(quantity: int = 4, filled: int = 4) -> Fill:
    return Fill(
        account=ACCOUNT,
        order_key="key",
        order_id=BrokerOrderId("1"),
        instrument=INFY,
        symbol="INFY",
        product=Product.MIS,
        side=Side.BUY,
        quantity=quantity,
        filled=filled,
        price=Decimal(100),
        time_ns=START_NS,
    )


async def test_refresh_reads_all_three_books(books: Books) -> None:
    day = make_position(quantity=-3)
    books.broker.positions = PositionBook(net=(make_position(),), day=(day,))
    holding = Holding(account=ACCOUNT, instrument=INFY, symbol="INFY", quantity=5)
    funds = Funds(
        account=ACCOUNT, segment="equity", enabled=True, net=Decimal(1), available={}, utilised={}
    )
    books.broker.holdings, books.broker.funds = [holding], [funds]
    await books.service.refresh(ACCOUNT)
    assert books.service.positions() == [make_position()]
    assert books.service.day_positions() == [day]
    assert books.service.holdings() == [holding]
    assert books.service.funds() == [funds]
    assert books.service.loaded(ACCOUNT)


async def test_fill_moves_at_once_and_the_broker_confirms(books: Books) -> None:
    books.service.on_fill(make_fill())
    assert books.held() == [4]
    books.broker.positions = PositionBook(net=(make_position(quantity=5),))
    await books.clock.advance(0.3)
    assert books.held() == [5]


async def test_trade_moves_at_once(books: Books) -> None:
    books.service.on_trade(make_trade("1", filled_ns=START_NS + 1, quantity=3))
    assert books.held() == [3]
    books.service.on_trade(make_trade("2", filled_ns=START_NS - 1))
    assert books.held() == [3]


async def test_requests_within_a_moment_are_one_read(books: Books) -> None:
    reads = books.broker.position_reads
    for _ in range(20):
        books.service.request_refresh(ACCOUNT)
    await books.clock.advance(0.3)
    assert books.broker.position_reads == reads + 1


async def test_read_that_a_request_overtook_is_read_again(books: Books) -> None:
    reads = books.broker.position_reads
    first = asyncio.ensure_future(books.service.refresh(ACCOUNT))
    await asyncio.sleep(0)
    await asyncio.gather(first, books.service.refresh(ACCOUNT), books.service.refresh(ACCOUNT))
    assert books.broker.position_reads == reads + 2


async def test_failed_read_keeps_the_books_and_is_tried_again(books: Books) -> None:
    books.broker.positions = PositionBook(net=(make_position(),))
    await books.service.refresh(ACCOUNT)
    books.broker.failure = Transient("no network")
    await books.service.refresh(ACCOUNT)
    assert books.held() == [10]
    assert books.service.failed(ACCOUNT) == "no network"
    books.broker.failure = None
    books.broker.positions = PositionBook(net=(make_position(quantity=2),))
    await books.clock.advance(5)
    assert books.held() == [2]
    assert books.service.failed(ACCOUNT) == ""


async def test_nothing_is_read_while_nothing_changes(books: Books) -> None:
    reads = books.broker.position_reads
    await books.clock.advance(60)
    assert books.broker.position_reads == reads


async def test_net_quantity_is_unknown_until_read_and_then_zero_where_flat() -> None:
    made = Books()
    assert made.service.net_quantity(ACCOUNT, INFY, Product.MIS) is None
    assert not made.service.loaded(ACCOUNT)
    made.broker.failure = Transient("no network")
    made.service.attach(made.broker)
    await made.service.refresh(ACCOUNT)
    assert made.service.net_quantity(ACCOUNT, INFY, Product.MIS) is None
    made.service.on_fill(make_fill())
    assert made.held() == []
    made.broker.failure = None
    await made.service.confirm(ACCOUNT)
    assert made.service.net_quantity(ACCOUNT, INFY, Product.MIS) == 0
    await made.service.aclose()


async def test_confirm_reads_only_what_fills_have_moved(books: Books) -> None:
    reads = books.broker.position_reads
    await books.service.confirm(ACCOUNT)
    assert books.broker.position_reads == reads
    books.service.on_fill(make_fill())
    await books.service.confirm(ACCOUNT)
    assert books.broker.position_reads == reads + 1
    await books.service.confirm("practice:OTHER")


async def test_confirm_gives_up_quietly(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terminal.portfolio.service.CONFIRM_S", 0.01)
    books.service.on_fill(make_fill())
    held = asyncio.Event()
    usual = books.broker.fetch_positions

    async def hang() -> PositionBook:
        await held.wait()
        return await usual()

    books.broker.fetch_positions = hang  # type: ignore[method-assign]
    await books.service.confirm(ACCOUNT)
    assert books.held() == [4]
    held.set()
    await settle()


async def test_holding_counts_on_either_exchange(books: Books) -> None:
    listed = InstrumentId("BSE", "INFY")
    books.broker.holdings = [
        Holding(account=ACCOUNT, instrument=listed, symbol="INFY", quantity=5, t1_quantity=1)
    ]
    await books.service.refresh(ACCOUNT)
    assert books.service.sellable_holding(ACCOUNT, INFY) == 6
    assert books.service.sellable_holding("practice:OTHER", INFY) == 0


async def test_account_that_left_has_no_books(books: Books) -> None:
    books.broker.positions = PositionBook(net=(make_position(),))
    await books.service.refresh(ACCOUNT)
    with pytest.raises(ValueError, match="attached"):
        books.service.attach(books.broker)
    changes = books.changes
    await books.service.detach(ACCOUNT)
    await books.service.detach(ACCOUNT)
    assert books.changes == changes + 1
    assert books.held() == []
    await books.service.refresh(ACCOUNT)
    books.service.request_refresh(ACCOUNT)
    books.service.on_fill(make_fill())
    books.service.on_trade(make_trade("1"))
    assert books.service.failed(ACCOUNT) == ""


async def test_bug_in_a_read_reaches_the_caller_and_is_reported() -> None:
    made = Books()
    made.service.attach(made.broker)

    async def broken() -> PositionBook:
        raise KeyError("quantity")

    made.broker.fetch_positions = broken  # type: ignore[method-assign]
    with pytest.raises(KeyError):
        await made.service.refresh(ACCOUNT)
    assert [type(error) for error in made.failures] == [KeyError]
    await made.service.aclose()


def test_mark_is_offered_beside_the_service() -> None:
    assert mark(make_position(), Decimal(101)) == (Decimal(10), Decimal(10))
