"""Exits: what is left of the live position, once, at any limit."""

import asyncio
from decimal import Decimal

import pytest
from msgspec.structs import replace

from terminal.domain.account import Holding, PositionBook
from terminal.domain.errors import Accepted, Transient
from terminal.domain.ids import BrokerOrderId
from terminal.domain.notice import Refused
from terminal.domain.order import OrderState, OrderType, Product, Side
from terminal.orders.exits import beyond_touch
from terminal.orders.guards import Facts, Limits
from terminal.orders.outcomes import Submitted
from tests.fakes.broker import Gate
from tests.fakes.clock import eventually
from tests.make import (
    ACCOUNT,
    INFY,
    INFY_CALL,
    NIFTY_CALL,
    make_instrument,
    make_intent,
    make_position,
    make_update,
)
from tests.unit.orders.conftest import Desk


async def hold(desk: Desk, **fields: object):
    position = make_position(**fields)
    desk.broker.positions = PositionBook(net=(position,))
    await desk.portfolio.refresh(ACCOUNT)
    return position


@pytest.mark.parametrize(("quantity", "side"), [(10, Side.SELL), (-10, Side.BUY)])
async def test_exit_is_the_opposite_of_the_live_position(desk: Desk, quantity, side) -> None:
    position = await hold(desk, quantity=quantity)
    intent = desk.orders.exit_intent(position)
    assert (intent.side, intent.quantity, intent.order_type) == (side, 10, OrderType.MARKET)
    assert intent.product is Product.MIS
    assert intent.reduces


async def test_exit_uses_the_live_quantity_not_the_screens(desk: Desk) -> None:
    seen = await hold(desk, quantity=10)
    await hold(desk, quantity=4)
    assert desk.orders.exit_intent(seen).quantity == 4


async def test_exits_in_flight_are_subtracted(desk: Desk) -> None:
    position = await hold(desk)
    desk.orders.on_update(make_update("1", side=Side.SELL, quantity=6, filled=2))
    assert desk.orders.exit_intent(position).quantity == 6


async def test_other_products_and_sides_are_not_subtracted(desk: Desk) -> None:
    position = await hold(desk)
    desk.orders.on_update(make_update("1", side=Side.SELL, product=Product.CNC))
    desk.orders.on_update(make_update("2", side=Side.BUY))
    desk.orders.on_update(make_update("3", side=Side.SELL, state=OrderState.CANCELLED))
    assert desk.orders.exit_intent(position).quantity == 10


async def test_resting_stop_is_not_subtracted_but_named(desk: Desk) -> None:
    position = await hold(desk)
    stop = make_update(
        "1", side=Side.SELL, order_type=OrderType.SL_M, state=OrderState.TRIGGER_PENDING
    )
    desk.orders.on_update(stop)
    result = await desk.orders.exit(position)
    assert isinstance(result, Submitted)
    assert desk.broker.submitted[0].quantity == 10
    assert "INFY: stops remain" in desk.titles("warn")


async def test_second_click_on_exit_is_refused_with_words(desk: Desk) -> None:
    position = await hold(desk)
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    first = asyncio.ensure_future(desk.orders.exit(position))
    second = asyncio.ensure_future(desk.orders.exit(position))
    await gate.reached.wait()
    result = await second
    assert isinstance(result, Refused)
    # A quantity of nothing is no order; the words say why.
    assert "nothing_to_exit" in result.codes
    gate.open()
    await first
    assert len(desk.broker.submitted) == 1


async def test_exit_is_cut_to_the_position(desk: Desk) -> None:
    await hold(desk, quantity=4)
    intent = make_intent(side=Side.SELL, quantity=10, reduces=True, order_type=OrderType.MARKET)
    await desk.orders.submit(intent)
    assert desk.broker.submitted[0].quantity == 4
    assert desk.row(intent.client_id).quantity == 4


async def test_exit_passes_kill_switch_limits_and_a_full_second(desk: Desk) -> None:
    position = await hold(desk, quantity=1500)
    desk.orders.limits = Limits(
        max_quantity=1,
        max_value=Decimal(1),
        max_orders_per_day=0,
        max_value_per_day=Decimal(0),
        confirm_above_value=Decimal(0),
    )
    desk.prices.set(INFY, 100.0, age_s=float("inf"))
    desk.orders.kill.engage()
    desk.orders.budget.take(ACCOUNT, 10)
    sending = asyncio.ensure_future(desk.orders.exit(position))
    await eventually(lambda: 1.0 in desk.clock.sleeps)
    await desk.clock.advance(1.1)
    result = await sending
    assert isinstance(result, Submitted)
    assert "INFY: order delayed" in desk.titles("info")


async def test_sale_that_only_closes_passes_without_saying_so(desk: Desk) -> None:
    await hold(desk)
    desk.orders.limits = Limits(max_quantity=1)
    assert isinstance(await desk.orders.submit(make_intent(side=Side.SELL)), Submitted)
    more = await desk.orders.submit(make_intent(side=Side.SELL, quantity=2))
    assert isinstance(more, Refused)
    assert more.codes == {"max_quantity"}


async def test_claimed_exit_without_a_position_is_refused(desk: Desk) -> None:
    result = await desk.orders.submit(make_intent(side=Side.SELL, reduces=True))
    assert isinstance(result, Refused)
    assert "nothing_to_exit" in result.codes


async def test_exit_passes_while_positions_are_not_known(desk: Desk) -> None:
    await desk.portfolio.detach(ACCOUNT)
    position = make_position()
    assert isinstance(await desk.orders.exit(position), Submitted)


async def test_exit_reads_positions_again_after_a_fill(desk: Desk) -> None:
    await hold(desk)
    desk.orders.on_update(make_update("1", side=Side.SELL, quantity=6))
    desk.orders.on_update(
        make_update("1", side=Side.SELL, quantity=6, filled=6, state=OrderState.COMPLETE)
    )
    moved = desk.portfolio.positions()[0]
    assert moved.quantity == 4
    desk.broker.positions = PositionBook(net=(replace(moved, quantity=3),))
    await desk.orders.exit(moved)
    assert desk.broker.submitted[0].quantity == 3


async def test_exit_made_by_hand_reads_positions_again_too(desk: Desk) -> None:
    await hold(desk)
    desk.orders.on_update(make_update("1", side=Side.SELL, quantity=6))
    desk.orders.on_update(
        make_update("1", side=Side.SELL, quantity=6, filled=6, state=OrderState.COMPLETE)
    )
    desk.broker.positions = PositionBook(net=(make_position(quantity=3),))
    await desk.orders.submit(make_intent(side=Side.SELL, reduces=True))
    assert desk.broker.submitted[0].quantity == 3


async def test_exit_goes_on_when_that_read_fails(desk: Desk) -> None:
    await hold(desk)
    desk.orders.on_update(make_update("1", side=Side.SELL, quantity=6))
    desk.orders.on_update(
        make_update("1", side=Side.SELL, quantity=6, filled=6, state=OrderState.COMPLETE)
    )
    desk.broker.failure = Transient("no network")
    await desk.orders.exit(desk.portfolio.positions()[0])
    assert desk.broker.submitted[0].quantity == 4


async def test_holding_can_be_sold_as_an_exit(desk: Desk) -> None:
    desk.broker.holdings = [Holding(account=ACCOUNT, instrument=INFY, symbol="INFY", quantity=8)]
    await desk.portfolio.refresh(ACCOUNT)
    desk.orders.limits = Limits(max_quantity=1)
    intent = make_intent(side=Side.SELL, quantity=20, product=Product.CNC, reduces=True)
    assert isinstance(await desk.orders.submit(intent), Submitted)
    assert desk.broker.submitted[0].quantity == 8


async def test_option_on_a_share_exits_by_a_limit_beyond_the_touch(desk: Desk) -> None:
    desk.prices.set(INFY_CALL, 20.0, bid=19.5, ask=20.5)
    position = await hold(desk, instrument=INFY_CALL, quantity=400)
    intent = desk.orders.exit_intent(position)
    assert intent.order_type is OrderType.LIMIT
    assert intent.price == Decimal("19.15")  # 2 % below the bid, on the grid


async def test_exit_above_the_freeze_limit_is_sliced_and_capped_at_ten(desk: Desk) -> None:
    position = await hold(desk, instrument=NIFTY_CALL, quantity=75 * 100, product=Product.NRML)
    desk.prices.set(NIFTY_CALL, 20.0)
    intent = desk.orders.exit_intent(position)
    assert (intent.quantity, intent.slice_above_freeze) == (7500, True)
    huge = await hold(desk, instrument=NIFTY_CALL, quantity=75 * 300, product=Product.NRML)
    assert desk.orders.exit_intent(huge).quantity == 18000
    assert isinstance(await desk.orders.exit(huge), Submitted)


async def test_exit_of_a_contract_whose_limit_nobody_told_may_be_sliced(desk: Desk) -> None:
    position = await hold(desk, instrument=INFY_CALL, quantity=400 * 50)
    desk.prices.set(INFY_CALL, 20.0)
    assert desk.orders.exit_intent(position).slice_above_freeze
    share = await hold(desk, instrument=INFY, quantity=50)
    assert not desk.orders.exit_intent(share).slice_above_freeze


async def test_cover_position_leaves_by_its_second_leg(desk: Desk) -> None:
    position = await hold(desk, product=Product.CO)
    refused = await desk.orders.exit(position)
    assert isinstance(refused, Refused)
    assert refused.codes == {"no_cover_leg"}
    desk.orders.on_update(make_update("900", product=Product.CO, state=OrderState.COMPLETE))
    leg = make_update(
        "901",
        product=Product.CO,
        parent_id=BrokerOrderId("900"),
        state=OrderState.TRIGGER_PENDING,
        side=Side.SELL,
    )
    desk.orders.on_update(leg)
    assert desk.orders.book.legs(desk.row("900")) == [desk.row("901")]
    await desk.orders.exit(position)
    assert [order.broker_id for order in desk.broker.cancelled] == ["901"]
    assert desk.broker.submitted == []
    desk.broker.cancelled.clear()
    desk.orders.on_update(replace(leg, broker_id=BrokerOrderId("902")))
    intent = make_intent(side=Side.SELL, product=Product.CO, reduces=True)
    await desk.orders.submit(intent)
    assert "902" in [order.broker_id for order in desk.broker.cancelled]


@pytest.mark.parametrize(
    ("side", "facts", "expected"),
    [
        (Side.BUY, {"touch": (Decimal(99), Decimal(100))}, "100.50"),
        (Side.SELL, {"touch": (Decimal(99), Decimal(100))}, "98.55"),
        (Side.SELL, {"touch": (Decimal(0), Decimal(100)), "last": Decimal(50)}, "49.75"),
        (Side.BUY, {"last": Decimal(100), "band": (Decimal(90), Decimal("100.2"))}, "100.20"),
        (Side.SELL, {"last": Decimal("0.05")}, "0.05"),
        (Side.BUY, {}, None),
    ],
)
def test_limit_beyond_the_touch(side, facts, expected) -> None:
    found = beyond_touch(
        side, make_instrument(), Facts(instrument=None, capabilities=None, **facts)
    )
    assert found == (None if expected is None else Decimal(expected))


async def test_exit_of_an_account_that_cannot_slice_stays_below_the_freeze_limit(
    desk: Desk,
) -> None:
    position = await hold(desk, quantity=5000)
    desk.broker._capabilities = replace(desk.broker.capabilities, autoslice=False)
    intent = desk.orders.exit_intent(position)
    assert (intent.quantity, intent.slice_above_freeze) == (1800, False)
    assert isinstance(await desk.orders.submit(intent), Submitted)


async def test_sale_that_only_closes_passes_the_kill_switch_to_the_wire(desk: Desk) -> None:
    await hold(desk)
    desk.orders.kill.engage()
    result = await desk.orders.submit(make_intent(side=Side.SELL))
    assert isinstance(result, Submitted)
    assert len(desk.broker.submitted) == 1


async def test_check_as_the_user_types_agrees_with_the_send(desk: Desk) -> None:
    await hold(desk, quantity=4)
    too_much = make_intent(side=Side.SELL, reduces=True)
    assert desk.orders.check(too_much) == ()  # it would be cut to 4
    far = make_intent(price=Decimal(90))
    found = desk.orders.check(far)
    refused = await desk.orders.submit(far)
    assert isinstance(refused, Refused)
    assert refused.objections == found
    assert [objection.code for objection in found] == ["ask_percent_from_market"]
