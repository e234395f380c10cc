"""Our client against the practice server's process: a day's work over real sockets."""

from decimal import Decimal

import pytest

from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.account import Conversion, CostQuery
from terminal.domain.errors import (
    Accepted,
    Rejected,
)
from terminal.domain.market import Interval
from terminal.domain.order import (
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
    order_from_update,
)
from terminal.runtime.clock import SystemClock
from tests.contract.kite.client import (
    CENT,
    INFY,
    hurried,
    make_intent,
    price_of,
    rest_one,
    until_state,
)
from tests.fakes.sandbox_process import SandboxProcess

broker = hurried

# -- a day's work


async def test_an_order_rests_is_changed_and_is_cancelled(broker: KiteBroker) -> None:
    intent, row = await rest_one(broker)
    assert row.price == intent.price
    assert row.instrument == INFY
    assert row.pending == 3
    order = order_from_update(row)
    lower = row.price - 1
    assert isinstance(await broker.modify(order, OrderChange(price=lower, quantity=5)), Accepted)
    row = await until_state(broker, intent, OrderState.OPEN)
    for _ in range(40):
        if row.price == lower:
            break
        row = await until_state(broker, intent, OrderState.OPEN)
    assert (row.price, row.quantity) == (lower, 5)
    history = await broker.fetch_order_history(row.broker_id)
    assert history[0].state is OrderState.PENDING
    assert isinstance(await broker.cancel(order), Accepted)
    row = await until_state(broker, intent, OrderState.CANCELLED)
    assert row.filled == 0
    refused = await broker.cancel(order)
    assert isinstance(refused, Rejected)


async def test_a_protected_market_order_fills_and_moves_the_books(broker: KiteBroker) -> None:
    intent = await make_intent(broker, order_type=OrderType.MARKET, price=None)
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Accepted)
    row = await until_state(broker, intent, OrderState.COMPLETE)
    assert row.order_type is OrderType.LIMIT  # the broker shows the protected order as a limit one
    assert any(tag.startswith("mktp") for tag in row.tags)
    trades = [each for each in await broker.fetch_trades() if each.order_id == outcome.order_id]
    assert sum(each.quantity for each in trades) == 3
    value = sum(each.price * each.quantity for each in trades)
    assert abs(value / 3 - row.average_price) < CENT
    book = await broker.fetch_positions()
    # The server is shared: other tests may hold the share for delivery.
    held = next(
        each for each in book.net if each.instrument == INFY and each.product is Product.MIS
    )
    assert held.quantity >= 3
    wish = Conversion(
        instrument=INFY,
        side=Side.BUY,
        overnight=False,
        quantity=3,
        old_product=Product.MIS,
        new_product=Product.CNC,
    )
    assert isinstance(await broker.convert(wish), Accepted)
    book = await broker.fetch_positions()
    assert any(each.product is Product.CNC and each.quantity >= 3 for each in book.net)


async def test_the_varieties_reach_the_book(broker: KiteBroker) -> None:
    price = await price_of(broker)
    for fields, state in (
        ({"variety": Variety.AMO}, OrderState.PARKED),
        ({"variety": Variety.ICEBERG, "iceberg_legs": 3, "quantity": 30}, OrderState.OPEN),
        ({"validity": Validity.TTL, "ttl_minutes": 2}, OrderState.OPEN),
        (
            {
                "order_type": OrderType.SL,
                "side": Side.SELL,
                "trigger_price": (price * Decimal("0.98")).quantize(CENT),
            },
            OrderState.TRIGGER_PENDING,
        ),
    ):
        intent = await make_intent(broker, **fields)
        outcome = await broker.submit(intent)
        assert isinstance(outcome, Accepted), outcome
        row = await until_state(broker, intent, state)
        assert row.variety is intent.variety
        assert isinstance(await broker.cancel(order_from_update(row)), Accepted)


async def test_a_cover_order_is_exited_by_its_second_leg(broker: KiteBroker) -> None:
    bounds = await broker.market.trigger_range("buy", ["NSE:INFY"])
    middle = (bounds["NSE:INFY"].lower + bounds["NSE:INFY"].upper) / 2
    intent = await make_intent(
        broker,
        variety=Variety.CO,
        order_type=OrderType.MARKET,
        price=None,
        trigger_price=Decimal(repr(round(middle, 1))).quantize(CENT),
    )
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Accepted), outcome
    await until_state(broker, intent, OrderState.COMPLETE)
    legs = [row for row in await broker.fetch_orders() if row.parent_id == outcome.order_id]
    assert [leg.product for leg in legs] == [Product.CO]
    assert isinstance(await broker.cancel(order_from_update(legs[0])), Accepted)
    for _ in range(100):
        book = await broker.fetch_positions()
        if all(each.quantity == 0 for each in book.net if each.product is Product.CO):
            return
        await SystemClock().sleep(0.05)
    raise AssertionError("the cover order's position was not exited")


@pytest.mark.parametrize("shape", ["v1", "v2"])
async def test_a_large_order_is_sliced_and_each_fate_is_told(
    broker: KiteBroker, sandbox: SandboxProcess, shape: str
) -> None:
    sandbox.switch(margin_checks=False, autoslice_shape=shape, autoslice_failing_slice=2)
    whole = await make_intent(broker, quantity=300_000)
    refused = await broker.submit(whole)
    assert isinstance(refused, Rejected)
    assert "sliced" in refused.hint
    intent = await make_intent(broker, quantity=300_000, slice_above_freeze=True)
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Accepted), outcome
    assert len(outcome.slices) > 2
    assert [each.order_id is None for each in outcome.slices].count(True) == 1
    assert outcome.order_id == outcome.slices[0].order_id
    placed = {each.order_id for each in outcome.slices if each.order_id is not None}
    for _ in range(60):
        rows = [row for row in await broker.fetch_orders() if row.broker_id in placed]
        if len(rows) == len(placed):
            break
        await SystemClock().sleep(0.05)
    assert {row.broker_id for row in rows} == placed
    assert all(any(tag.startswith("autoslice:") for tag in row.tags) for row in rows)
    sandbox.reset(exchange=True)  # these orders would hold all the money of the tests to come


async def test_money_is_estimated_before_and_shown_after(broker: KiteBroker) -> None:
    intent = await make_intent(broker)
    cost = await broker.estimate(CostQuery(intent=intent, reference_price=Decimal(1)))
    assert cost.margin > 0
    assert cost.charges > 0
    assert sum(cost.charge_lines.values()) == pytest.approx(cost.charges, abs=Decimal("0.01"))
    funds = {each.segment: each for each in await broker.fetch_funds()}
    assert funds["equity"].net > cost.margin
    holdings = await broker.fetch_holdings()
    assert any(each.sellable > 0 for each in holdings)


@pytest.mark.parametrize("interval", list(Interval))
async def test_candles_of_every_interval_end_now(broker: KiteBroker, interval: Interval) -> None:
    end = SystemClock().now_ns()
    start = end - 20 * 86_400 * 10**9
    bars = await broker.fetch_bars(INFY, interval, start, end)
    assert bars
    assert [bar.open_ns for bar in bars] == sorted({bar.open_ns for bar in bars})
    assert start <= bars[0].open_ns
    assert bars[-1].open_ns <= end
    assert all(bar.low <= min(bar.open, bar.close) <= bar.high for bar in bars)
