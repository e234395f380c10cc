"""Snapshots and stream: what makes the book be read, and what it tells."""

import asyncio
from decimal import Decimal

import pytest
from msgspec.structs import replace

from terminal.domain.errors import Accepted, Transient
from terminal.domain.ids import BrokerOrderId, InstrumentId, InstrumentKind
from terminal.domain.notice import Refused
from terminal.domain.order import OrderState, OrderType, Product, Side, Trade, Variety
from terminal.orders.outcomes import Submitted
from terminal.orders.words import average, count, price, rupees
from tests.fakes.broker import ALL, FakeBroker, Gate
from tests.fakes.clock import START_NS
from tests.make import ACCOUNT, make_instrument, make_intent, make_trade, make_update
from tests.unit.orders.conftest import Desk

S = OrderState


async def test_book_is_polled_only_while_something_is_open(desk: Desk) -> None:
    reads = desk.broker.order_reads
    await desk.clock.advance(30)
    assert desk.broker.order_reads == reads
    desk.broker.orders.append(make_update("5"))
    desk.orders.on_update(desk.broker.orders[0])
    await desk.clock.advance(30)
    assert 3 <= desk.broker.order_reads - reads <= 6


async def test_order_placed_elsewhere_appears_and_is_followed(desk: Desk) -> None:
    desk.orders.on_update(make_update("5"))
    assert desk.row("5").state is S.OPEN
    desk.broker.orders.append(make_update("5", state=S.CANCELLED, updated_ns=START_NS + 9))
    await desk.clock.advance(6.1)
    assert desk.row("5").state is S.CANCELLED


async def test_contradiction_makes_the_book_be_read(desk: Desk) -> None:
    desk.orders.on_update(make_update("5", state=S.COMPLETE, filled=10))
    await desk.clock.advance(1)
    reads = desk.broker.order_reads
    desk.orders.on_update(make_update("5", filled=4))
    assert desk.row("5").state is S.COMPLETE
    await desk.clock.advance(0.4)
    assert desk.broker.order_reads == reads + 1


async def test_fill_moves_the_position_at_once_and_reads_trades(desk: Desk) -> None:
    desk.orders.on_update(make_update("5"))
    desk.broker.trades.append(make_trade("1", order_id="5"))
    desk.orders.on_update(make_update("5", filled=10, state=S.COMPLETE))
    assert [p.quantity for p in desk.portfolio.positions()] == [10]
    assert desk.orders.book.trades() == []
    await desk.clock.advance(0.4)
    assert [trade.trade_id for trade in desk.orders.book.trades()] == ["1"]


async def test_trades_are_told_once(desk: Desk) -> None:
    heard: list[str] = []
    desk.orders.book.traded.connect(lambda trade: heard.append(trade.trade_id))
    desk.broker.trades = [make_trade("2", filled_ns=START_NS + 5), make_trade("1")]
    await desk.orders.refresh(ACCOUNT)
    await desk.orders.refresh(ACCOUNT)
    assert heard == ["1", "2"]
    assert [trade.trade_id for trade in desk.orders.book.trades()] == ["2", "1"]


async def test_snapshot_with_old_fills_moves_no_position(desk: Desk) -> None:
    desk.broker.orders.append(make_update("5", filled=10, state=S.COMPLETE))
    await desk.orders.refresh(ACCOUNT)
    assert desk.portfolio.positions() == []
    assert desk.notices == []


async def test_rejection_at_the_exchange_is_told_in_its_words(desk: Desk) -> None:
    desk.orders.on_update(make_update("5", state=S.PENDING))
    words = "16316 : The trigger price is not a multiple of tick size"
    desk.orders.on_update(make_update("5", state=S.REJECTED, message=words))
    desk.orders.on_update(make_update("6", state=S.PENDING))
    desk.orders.on_update(make_update("6", state=S.LAPSED))
    assert [n.text for n in desk.notices if n.level == "bad"] == [words, "The order was lapsed."]


async def test_working_row_of_yesterday_that_is_not_listed_goes_and_may_come_back(
    desk: Desk,
) -> None:
    desk.broker.places = True
    intent = make_intent(variety=Variety.AMO, quantity=4)
    await desk.orders.submit(intent)
    desk.broker.places = False
    ours = desk.broker.orders.pop()
    desk.orders.on_update(make_update("5"))
    desk.orders.on_update(make_update("6"))
    desk.broker.orders.append(make_update("6"))
    await desk.orders.refresh(ACCOUNT)
    assert desk.row("5").state is S.OPEN
    desk.clock.set(START_NS + 86_400_000_000_000)
    await desk.orders.refresh(ACCOUNT)
    assert [order.key for order in desk.orders.book.orders()] == ["6"]
    assert len(desk.titles("info")) == 2
    desk.broker.orders.append(replace(ours, tags=()))
    await desk.orders.refresh(ACCOUNT)
    assert desk.row(intent.client_id).state is S.OPEN
    assert desk.row(intent.client_id).intent == intent


async def test_refresh_of_an_account_that_left_is_quiet(desk: Desk) -> None:
    await desk.orders.detach(ACCOUNT)
    await desk.orders.detach(ACCOUNT)
    await desk.orders.refresh(ACCOUNT)
    desk.orders.on_update(make_update("5"))
    desk.orders._sync.request_refresh(ACCOUNT)
    assert desk.orders.book.orders() == []
    assert desk.orders.brokers == {}


async def test_account_is_attached_once(desk: Desk) -> None:
    assert list(desk.orders.brokers) == [ACCOUNT]
    with pytest.raises(ValueError, match="attached"):
        desk.orders.attach(desk.broker)


async def test_read_failure_is_told_after_half_a_minute_and_once(desk: Desk) -> None:
    desk.broker.failure = Transient("no network")
    await desk.orders.refresh(ACCOUNT)
    await desk.clock.advance(29)
    assert desk.titles("warn") == []
    await desk.clock.advance(60)
    assert desk.titles("warn") == ["The order book cannot be read"]


async def test_daily_allowance_is_warned_then_locked_for_entries(desk: Desk) -> None:
    await desk.orders.detach(ACCOUNT)
    await desk.portfolio.detach(ACCOUNT)
    broker = FakeBroker(capabilities=replace(ALL, orders_per_day=20))
    broker.orders = [make_update(f"{n}", state=S.CANCELLED) for n in range(100, 116)]
    desk.orders.attach(broker)
    await desk.orders.recover(ACCOUNT)
    assert desk.titles("warn") == ["The broker's daily allowance runs low"]
    results = [await desk.orders.submit(make_intent(quantity=n)) for n in range(1, 5)]
    assert [type(result) for result in results] == [Submitted] * 3 + [Refused]
    last = results[-1]
    assert isinstance(last, Refused)
    assert last.codes == {"day_budget"}
    exit_order = make_intent(side=Side.SELL, reduces=True)
    assert isinstance(await desk.orders.submit(exit_order), Submitted)


async def test_rows_are_newest_first_and_pulled_by_version(desk: Desk) -> None:
    before = desk.orders.book.version
    desk.orders.on_update(make_update("1", placed_ns=START_NS + 1))
    desk.orders.on_update(make_update("2", placed_ns=START_NS + 3))
    desk.orders.on_update(make_update("3", placed_ns=START_NS + 3))
    assert [order.key for order in desk.orders.book.orders()] == ["3", "2", "1"]
    version = desk.orders.book.version
    assert version > before
    desk.orders.on_update(make_update("3", placed_ns=START_NS + 3))
    assert desk.orders.book.version == version
    assert desk.orders.book.by_broker_id(ACCOUNT, "2") == desk.row("2")
    assert desk.orders.book.by_broker_id(ACCOUNT, "9") is None


async def test_listener_that_fails_does_not_stop_the_book(desk: Desk) -> None:
    def broken(order: object) -> None:
        raise RuntimeError("a panel's bug")

    desk.orders.book.changed.connect(broken)
    desk.orders.on_update(make_update("1"))
    assert desk.row("1").state is S.OPEN
    assert len(desk.failures) == 1
    desk.failures.clear()


def test_numbers_in_words() -> None:
    assert [count(n) for n in (0, 999, 1000, 123456, 12345678, -4500)] == [
        "0",
        "999",
        "1,000",
        "1,23,456",
        "1,23,45,678",
        "-4,500",
    ]
    assert rupees(Decimal(100000)) == "₹1,00,000"
    assert rupees(Decimal("99.5")) == "₹99.50"
    assert rupees(Decimal("0.005")) == "₹0.01"
    instrument = make_instrument()
    assert price(Decimal(100), instrument) == "100.00"
    assert price(Decimal("100.030"), instrument) == "100.03"
    assert price(Decimal("NaN"), instrument) == "NaN"
    assert price(Decimal(130000), instrument) == "1,30,000.00"
    assert price(Decimal("-0.05"), instrument) == "-0.05"
    assert average(Decimal("1548.3")) == "1,548.30"
    assert average(Decimal("83.41254")) == "83.4125"
    assert average(Decimal(130000)) == "1,30,000.00"


async def test_book_that_contradicts_the_stream_is_not_read_in_a_loop(desk: Desk) -> None:
    desk.broker.orders.append(make_update("5"))
    desk.orders.on_update(make_update("5", state=S.COMPLETE, filled=10))
    await desk.clock.advance(1)
    reads = desk.broker.order_reads
    await desk.clock.advance(30)
    assert desk.broker.order_reads == reads
    assert desk.row("5").state is S.COMPLETE


async def test_untagged_row_of_no_ones_shape_is_shown_at_once(desk: Desk) -> None:
    gate = Gate()
    desk.broker.outcomes.append(gate)
    send = asyncio.ensure_future(desk.orders.submit(make_intent()))
    await gate.reached.wait()
    desk.orders.on_update(make_update("6", side=Side.SELL))
    assert desk.row("6").state is S.OPEN
    desk.orders.on_update(make_update("7"))
    assert desk.orders.book.order("7") is None
    desk.orders.book.forget(ACCOUNT)
    assert desk.orders.book.orders() == []
    gate.open()
    await send


async def test_forgetting_an_account_drops_its_rows_trades_and_expectations(desk: Desk) -> None:
    book = desk.orders.book
    intent = make_intent()
    book.expect(intent, symbol="INFY", placed_ns=START_NS)
    desk.orders.on_update(make_update("5"))
    book.fold_trades([make_trade("1")])
    assert book.knows(intent.client_id)
    book.forget(ACCOUNT)
    assert not book.knows(intent.client_id)
    assert book.orders() == book.trades() == book.live() == []
    assert book.rows_on_day(ACCOUNT, 20777) == 0


async def test_row_seen_before_the_reply_without_a_shape_in_common_is_merged(desk: Desk) -> None:
    gate = Gate(Accepted(BrokerOrderId("9")))
    desk.broker.outcomes.append(gate)
    intent = make_intent(order_type=OrderType.MARKET)
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    # The master did not know the symbol when this row came: its identity looks different.
    odd = InstrumentId("NSE", "INFY", InstrumentKind.UNKNOWN)
    desk.orders.on_update(make_update("9", instrument=odd, filled=3))
    assert len(desk.orders.book.orders()) == 2
    gate.open()
    await send
    (row,) = desk.orders.book.orders()
    assert (row.key, row.broker_id, row.filled) == (intent.client_id, "9", 3)
    assert row.order_type is OrderType.MARKET


async def test_orders_of_two_accounts_with_one_number_are_two_rows(desk: Desk) -> None:
    other = FakeBroker("shoonya:FA1")
    desk.orders.attach(other)
    desk.orders.on_update(make_update("5"))
    desk.orders.on_update(make_update("5", account="shoonya:FA1", state=S.CANCELLED))
    assert desk.row("5").state is S.OPEN
    assert desk.row("shoonya:FA1/5").state is S.CANCELLED
    assert desk.orders.book.by_broker_id("shoonya:FA1", "5") == desk.row("shoonya:FA1/5")
    desk.orders.on_update(make_update("5", state=S.COMPLETE, filled=10))
    assert desk.titles("good")[-1].endswith(f" · {ACCOUNT.rpartition(':')[2]}")  # says whose it is
    await desk.orders.detach("shoonya:FA1")
    assert [order.key for order in desk.orders.book.orders()] == ["5"]


async def test_second_leg_of_a_cover_order_is_no_duplicate_and_never_ours(desk: Desk) -> None:
    intent = make_intent(variety=Variety.CO, trigger_price=Decimal(95))
    gate = Gate(Accepted(BrokerOrderId("20")))
    desk.broker.outcomes.append(gate)
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    leg = make_update(
        "10",
        parent_id=BrokerOrderId("20"),
        product=Product.CO,
        side=Side.SELL,
        state=S.TRIGGER_PENDING,
        tags=(intent.client_id,),
    )
    desk.orders.on_update(leg)
    gate.open()
    await send
    assert desk.row(intent.client_id).broker_id == "20"
    assert desk.row("10").intent is None
    assert desk.titles("bad") == []


async def test_iceberg_legs_are_rows_and_no_duplicates(desk: Desk) -> None:
    intent = make_intent(variety=Variety.ICEBERG, iceberg_legs=2)
    await desk.orders.submit(intent)
    row = desk.row(intent.client_id)
    tags = (intent.client_id,)
    desk.orders.on_update(make_update(str(row.broker_id), tags=tags, variety=Variety.ICEBERG))
    desk.orders.on_update(make_update("71", tags=tags, variety=Variety.ICEBERG))
    assert [o.broker_id for o in desk.orders.book.siblings(intent.client_id)] == ["71"]
    assert desk.titles("bad") == []


async def test_orders_are_folded_even_if_the_trades_cannot_be_read(desk: Desk) -> None:
    async def broken() -> list[Trade]:
        raise Transient("no trades")

    desk.broker.fetch_trades = broken  # type: ignore[method-assign]
    desk.broker.orders.append(make_update("5"))
    await desk.orders.refresh(ACCOUNT)
    assert desk.row("5").state is S.OPEN


async def test_account_without_a_stream_is_polled_always(desk: Desk) -> None:
    desk.broker._capabilities = replace(desk.broker.capabilities, streaming=False)
    desk.broker.orders.append(make_update("5", state=S.COMPLETE, filled=10))
    await desk.clock.advance(6.1)
    assert desk.row("5").state is S.COMPLETE
