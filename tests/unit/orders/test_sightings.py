"""What was seen of an order here, to the millisecond."""

from terminal.domain.order import OrderState
from tests.make import make_intent, make_update
from tests.unit.orders.conftest import Desk


async def test_each_step_is_seen_once_by_our_own_clock(desk: Desk) -> None:
    intent = make_intent()
    await desk.orders.submit(intent)
    sent_ns = desk.clock.now_ns()
    desk.clock.set(sent_ns + 40_000_000)
    broker_id = desk.row(intent.client_id).broker_id
    row = make_update(broker_id, tags=(intent.client_id,), filled=3)
    desk.orders.on_update(row)
    desk.orders.on_update(row)
    seen = desk.orders.sightings(intent.client_id)
    assert seen[0].state is OrderState.JOURNALLED
    assert (seen[-1].state, seen[-1].filled) == (OrderState.OPEN, 3)
    assert seen[-1].time_ns - seen[0].time_ns == 40_000_000
    assert [step.filled for step in seen].count(3) == 1


async def test_order_that_was_over_before_it_was_seen_has_no_sighting(desk: Desk) -> None:
    desk.orders.on_update(make_update("500", state=OrderState.CANCELLED))
    assert desk.orders.sightings("500") == ()
