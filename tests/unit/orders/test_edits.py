"""Changes one after the other, cancels at once."""

import asyncio
from decimal import Decimal

import pytest
from msgspec.structs import replace

from terminal.domain.account import Conversion, OrderCost, PositionBook
from terminal.domain.errors import Accepted, Rejected, TerminalError, Transient, Unknown
from terminal.domain.ids import BrokerOrderId
from terminal.domain.notice import Refused
from terminal.domain.order import OrderChange, OrderState, OrderType, Product, Side
from terminal.orders.outcomes import Submitted
from tests.fakes.broker import Gate
from tests.fakes.clock import eventually, settle
from tests.make import ACCOUNT, INFY, NIFTY_CALL, make_intent, make_position, make_update
from tests.unit.orders.conftest import Desk


async def resting(desk: Desk, **fields: object) -> str:
    """Send an order that rests open at the broker; return its key."""
    desk.broker.places = True
    intent = make_intent(**fields)
    result = await desk.orders.submit(intent)
    assert isinstance(result, Submitted), result
    await desk.orders.refresh(ACCOUNT)
    assert desk.row(intent.client_id).state is OrderState.OPEN
    return intent.client_id


def price(text: str) -> OrderChange:
    return OrderChange(price=Decimal(text))


async def test_change_is_sent_and_confirmed_from_the_book(desk: Desk) -> None:
    key = await resting(desk)
    result = await desk.orders.modify(key, price("99.5"))
    assert isinstance(result, Submitted)
    row = desk.row(key)
    assert (row.state, row.price, row.modifications) == (
        OrderState.MODIFY_PENDING,
        Decimal(100),
        1,
    )
    desk.broker.orders[0] = replace(desk.broker.orders[0], price=Decimal("99.5"), modified=True)
    await desk.clock.advance(0.4)
    assert (desk.row(key).state, desk.row(key).price) == (OrderState.OPEN, Decimal("99.5"))


async def test_changes_go_one_by_one_and_waiting_ones_merge(desk: Desk) -> None:
    key = await resting(desk)
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    changes = [price("99"), price("98"), OrderChange(quantity=20), price("97.5")]
    tasks = [asyncio.ensure_future(desk.orders.modify(key, c)) for c in changes]
    await gate.reached.wait()
    await settle()
    assert len(desk.broker.modified) == 1
    gate.open()
    results = await asyncio.gather(*tasks)
    sent = [change for _, change in desk.broker.modified]
    merged = OrderChange(quantity=20, price=Decimal("97.5"))
    # All four were queued before the first task ran: they are one change.
    assert sent == [merged]
    assert all(isinstance(result, Submitted) for result in results)


async def test_change_during_a_change_waits_for_its_answer(desk: Desk) -> None:
    key = await resting(desk)
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    first = asyncio.ensure_future(desk.orders.modify(key, price("99")))
    await gate.reached.wait()
    later = [asyncio.ensure_future(desk.orders.modify(key, price(p))) for p in ("98", "97.5")]
    await settle()
    assert len(desk.broker.modified) == 1
    gate.open()
    await asyncio.gather(first, *later)
    assert [c.price for _, c in desk.broker.modified] == [Decimal(99), Decimal("97.5")]
    assert desk.row(key).modifications == 2


async def test_change_that_waited_is_judged_again_when_its_turn_comes(desk: Desk) -> None:
    key = await resting(desk)
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    first = asyncio.ensure_future(desk.orders.modify(key, price("99")))
    await gate.reached.wait()
    second = asyncio.ensure_future(desk.orders.modify(key, OrderChange(quantity=6)))
    await settle()
    row = desk.broker.orders[0]
    desk.orders.on_update(replace(row, filled=8, updated_ns=row.updated_ns + 1))
    gate.open()
    await first
    result = await second
    assert isinstance(result, Refused)
    assert result.codes == {"below_filled"}
    assert len(desk.broker.modified) == 1


async def test_refused_change_restores_the_row_and_is_told(desk: Desk) -> None:
    key = await resting(desk)
    desk.broker.outcomes.append(Rejected("InputException", "being processed", "Try later."))
    await desk.orders.modify(key, price("99"))
    assert desk.row(key).state is OrderState.OPEN
    assert desk.row(key).modifications == 0
    assert "INFY: not changed" in desk.titles("bad")


async def test_lost_reply_of_a_change_reads_the_book(desk: Desk) -> None:
    key = await resting(desk)
    desk.broker.outcomes.append(Unknown("timeout"))
    reads = desk.broker.order_reads
    await desk.orders.modify(key, price("99"))
    assert desk.row(key).modifications == 1
    await desk.clock.advance(0.4)
    assert desk.broker.order_reads == reads + 1
    assert desk.row(key).state is OrderState.OPEN
    assert "INFY: change unknown" in desk.titles("warn")


async def test_twenty_six_changes_are_one_too_many(desk: Desk) -> None:
    key = await resting(desk)
    for step in range(25):
        result = await desk.orders.modify(key, price(f"{99 - step % 2}"))
        assert isinstance(result, Submitted), (step, result)
        row = desk.broker.orders[0]
        desk.broker.orders[0] = replace(row, price=Decimal(99 - step % 2), modified=True)
        await desk.clock.advance(1.1)
    result = await desk.orders.modify(key, price("97"))
    assert isinstance(result, Refused)
    assert result.codes == {"modifications"}
    assert len(desk.broker.modified) == 25


async def test_quantity_at_or_below_filled_is_refused(desk: Desk) -> None:
    key = await resting(desk)
    row = desk.broker.orders[0]
    desk.orders.on_update(replace(row, filled=4, updated_ns=row.updated_ns + 1))
    for quantity in (3, 4):
        result = await desk.orders.modify(key, OrderChange(quantity=quantity))
        assert isinstance(result, Refused)
        assert "below_filled" in result.codes
    assert isinstance(await desk.orders.modify(key, OrderChange(quantity=5)), Submitted)


async def test_off_grid_change_is_refused(desk: Desk) -> None:
    key = await resting(desk)
    result = await desk.orders.modify(key, price("99.03"))
    assert isinstance(result, Refused)
    assert result.codes == {"tick"}
    assert [o.code for o in desk.orders.check_change(key, price("99.03"))] == ["tick"]
    assert desk.orders.check_change("nothing", price("99")) == ()


async def test_far_change_asks_and_passes_when_confirmed(desk: Desk) -> None:
    key = await resting(desk)
    asked = await desk.orders.modify(key, price("95"))
    assert isinstance(asked, Refused)
    assert asked.codes == {"ask_percent_from_market"}
    passed = await desk.orders.modify(key, price("95"), confirmed=asked.codes)
    assert isinstance(passed, Submitted)


async def test_cancel_holds_until_the_broker_says_how_it_ended(desk: Desk) -> None:
    key = await resting(desk)
    await desk.orders.cancel(key)
    assert desk.row(key).state is OrderState.CANCEL_PENDING
    await desk.clock.advance(1)  # a book that still says OPEN does not undo the request
    assert desk.row(key).state is OrderState.CANCEL_PENDING
    row = desk.broker.orders[0]
    desk.orders.on_update(replace(row, state=OrderState.COMPLETE, filled=10))
    assert desk.row(key).state is OrderState.COMPLETE


async def test_cancel_that_did_nothing_shows_the_order_working_again(desk: Desk) -> None:
    key = await resting(desk)
    await desk.orders.cancel(key)
    await desk.clock.advance(13)
    assert desk.row(key).state is OrderState.OPEN
    assert "INFY: not cancelled" in desk.titles("warn")


async def test_cancelled_with_a_partial_fill_keeps_the_fill(desk: Desk) -> None:
    key = await resting(desk)
    await desk.orders.cancel(key)
    row = desk.broker.orders[0]
    desk.orders.on_update(replace(row, state=OrderState.CANCELLED, filled=4, cancelled=6))
    assert (desk.row(key).state, desk.row(key).filled) == (OrderState.CANCELLED, 4)
    assert desk.row(key).remaining == 0


async def test_two_cancels_at_once_are_one_request(desk: Desk) -> None:
    key = await resting(desk)
    results = await asyncio.gather(desk.orders.cancel(key), desk.orders.cancel(key))
    assert len(desk.broker.cancelled) == 1
    assert results[0] == results[1]


async def test_cancel_does_not_wait_for_a_change_and_drops_waiting_ones(desk: Desk) -> None:
    key = await resting(desk)
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    first = asyncio.ensure_future(desk.orders.modify(key, price("99")))
    await gate.reached.wait()
    second = asyncio.ensure_future(desk.orders.modify(key, price("98")))
    await settle()
    await desk.orders.cancel(key)
    assert len(desk.broker.cancelled) == 1
    gate.open()
    await first
    dropped = await second
    assert isinstance(dropped, Refused)
    assert dropped.codes == {"cancelled"}
    assert len(desk.broker.modified) == 1


async def test_cancel_refused_because_of_a_change_is_repeated_after_it(desk: Desk) -> None:
    key = await resting(desk)
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.extend([gate, Rejected("InputException", "is being processed")])
    change = asyncio.ensure_future(desk.orders.modify(key, price("99")))
    await gate.reached.wait()
    cancel = asyncio.ensure_future(desk.orders.cancel(key))
    await settle()
    assert len(desk.broker.cancelled) == 1
    gate.open()
    await change
    result = await cancel
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Accepted)
    assert len(desk.broker.cancelled) == 2
    assert desk.titles("bad") == []


async def test_refused_and_lost_cancels_are_told(desk: Desk) -> None:
    key = await resting(desk)
    desk.broker.outcomes.append(Rejected("OrderException", "Cannot cancel."))
    await desk.orders.cancel(key)
    assert "INFY: not cancelled" in desk.titles("bad")
    desk.broker.outcomes.append(Unknown("timeout"))
    await desk.orders.cancel(key)
    assert "INFY: cancel unknown" in desk.titles("warn")
    assert desk.row(key).state is OrderState.OPEN


async def test_cancel_of_a_finished_or_missing_order_is_refused(desk: Desk) -> None:
    key = await resting(desk)
    row = desk.broker.orders[0]
    desk.orders.on_update(replace(row, state=OrderState.COMPLETE, filled=10))
    for name in (key, "nothing"):
        assert isinstance(await desk.orders.cancel(name), Refused)
        assert isinstance(await desk.orders.modify(name, price("99")), Refused)


async def test_change_of_an_order_being_cancelled_is_refused(desk: Desk) -> None:
    key = await resting(desk)
    await desk.orders.cancel(key)
    result = await desk.orders.modify(key, price("99"))
    assert isinstance(result, Refused)
    assert "being cancelled" in result.text


async def test_cancel_all_takes_what_rests_and_leaves_cover_legs(desk: Desk) -> None:
    keys = [await resting(desk, quantity=n) for n in (1, 2)]
    desk.orders.on_update(make_update("900", instrument=NIFTY_CALL, quantity=75))
    leg = make_update(
        "901",
        product=Product.CO,
        parent_id=BrokerOrderId("900"),
        state=OrderState.TRIGGER_PENDING,
        side=Side.SELL,
    )
    desk.orders.on_update(leg)
    results = await desk.orders.cancel_all(instrument=INFY)
    assert len(results) == 2
    assert {order.key for order in desk.broker.cancelled} == set(keys)
    results = await desk.orders.cancel_all(ACCOUNT)
    assert desk.row("900").state is OrderState.CANCEL_PENDING
    assert desk.row("901").state is OrderState.TRIGGER_PENDING
    assert "Cover orders stay protected" in desk.titles("info")


async def test_cancel_all_of_many_stays_within_the_second(desk: Desk) -> None:
    for n in range(25):
        desk.orders.on_update(make_update(f"7{n:03d}"))
    job = asyncio.ensure_future(desk.orders.cancel_all())
    await settle(60)
    assert len(desk.broker.cancelled) == 10
    await desk.clock.advance(1)
    assert len(desk.broker.cancelled) == 20
    await desk.clock.advance(1)
    assert len(await job) == 25


async def test_sold_order_placed_elsewhere_can_be_changed_and_cancelled(desk: Desk) -> None:
    desk.orders.on_update(make_update("500"))
    assert isinstance(await desk.orders.modify("500", price("99")), Submitted)
    assert isinstance(await desk.orders.cancel("500"), Submitted)


async def test_resting_market_order_takes_a_price(desk: Desk) -> None:
    desk.broker.places = True
    intent = make_intent(order_type=OrderType.MARKET)
    await desk.orders.submit(intent)
    row = desk.broker.orders[0]
    desk.broker.orders[0] = replace(row, order_type=OrderType.LIMIT, price=Decimal("100.5"))
    await desk.orders.refresh(ACCOUNT)
    result = await desk.orders.modify(intent.client_id, price("101"))
    assert isinstance(result, Submitted)


async def test_conversion_is_told_however_it_ends(desk: Desk) -> None:
    conversion = Conversion(
        instrument=INFY,
        side=Side.BUY,
        overnight=False,
        quantity=10,
        old_product=Product.MIS,
        new_product=Product.CNC,
    )
    await desk.orders.convert(ACCOUNT, conversion)
    desk.broker.outcomes.extend([Rejected("x", "No."), Unknown("timeout")])
    await desk.orders.convert(ACCOUNT, conversion)
    lost = asyncio.ensure_future(desk.orders.convert(ACCOUNT, conversion))
    await eventually(lambda: desk.titles("warn"))
    second = await desk.orders.convert(ACCOUNT, conversion)
    assert isinstance(second, Refused)
    assert second.codes == {"converting"}
    await passed(desk, lost)
    assert desk.titles("good") == ["Position converted"]
    assert desk.titles("bad") == ["Position not converted", "Position not converted"]
    assert desk.titles("warn") == ["INFY: conversion unknown, checking"]
    assert len(desk.broker.converted) == 3
    elsewhere = await desk.orders.convert("practice:NONE", conversion)
    assert isinstance(elsewhere, Refused)


@pytest.mark.parametrize("done", [True, False])
async def test_conversion_whose_reply_was_lost_is_looked_up(desk: Desk, done: bool) -> None:
    desk.broker.positions = PositionBook(net=(make_position(),))
    await desk.portfolio.refresh(ACCOUNT)
    gate = Gate(Unknown("no answer within 7 s"))
    desk.broker.outcomes.append(gate)
    conversion = Conversion(
        instrument=INFY,
        side=Side.BUY,
        overnight=False,
        quantity=4,
        old_product=Product.MIS,
        new_product=Product.CNC,
    )
    task = asyncio.ensure_future(desk.orders.convert(ACCOUNT, conversion))
    await gate.reached.wait()
    if done:
        parts = (make_position(quantity=6), make_position(quantity=4, product=Product.CNC))
        desk.broker.positions = PositionBook(net=parts)
    gate.open()
    await passed(desk, task)
    result = await task
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Accepted if done else Rejected)
    assert desk.titles("good") == (["Position converted"] if done else [])
    assert desk.titles("bad") == ([] if done else ["Position not converted"])
    told = [notice.text for notice in desk.notices if notice.level == "warn"]
    assert "no answer within 7 s" in told[0]
    assert len(desk.broker.converted) == 1


async def test_conversion_stays_unknown_where_the_positions_cannot_be_read(desk: Desk) -> None:
    desk.broker.positions = PositionBook(net=(make_position(),))
    await desk.portfolio.refresh(ACCOUNT)
    desk.broker.outcomes.append(Unknown("timeout"))
    conversion = Conversion(
        instrument=INFY,
        side=Side.BUY,
        overnight=False,
        quantity=4,
        old_product=Product.MIS,
        new_product=Product.CNC,
    )
    task = asyncio.ensure_future(desk.orders.convert(ACCOUNT, conversion))
    desk.broker.failure = Transient("No network.")
    await passed(desk, task)
    result = await task
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Unknown)


async def passed(desk: Desk, task: "asyncio.Future[object]") -> None:
    """Let time pass until a search has ended."""
    for _ in range(60):
        if task.done():
            return
        await desk.clock.advance(1)
    raise AssertionError("the search never ended")


async def test_estimate_is_asked_at_the_orders_or_the_markets_price(desk: Desk) -> None:
    desk.broker.cost = OrderCost(margin=Decimal(5), charges=Decimal(1))
    assert (await desk.orders.estimate(make_intent())).margin == 5
    await desk.orders.estimate(make_intent(order_type=OrderType.MARKET))
    assert [query.reference_price for query in desk.broker.queries] == [Decimal(100)] * 2
    for intent in (
        make_intent(account="practice:NONE"),
        make_intent(instrument=NIFTY_CALL, order_type=OrderType.MARKET),
    ):
        with pytest.raises(TerminalError) as caught:
            await desk.orders.estimate(intent)
        assert caught.value.hint


async def test_history_is_the_brokers(desk: Desk) -> None:
    key = await resting(desk)
    assert await desk.orders.history(key) == desk.broker.orders
    assert await desk.orders.history("nothing") == []
