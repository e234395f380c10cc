"""A reply is lost: the row says so, the broker's list is read, and nothing is ever sent again."""

import pytest

from terminal.domain.errors import Transient, Unknown
from terminal.domain.mutual import FundOrderState, SipChange, SipState
from terminal.domain.notice import Recorded
from tests.unit.mutual.conftest import LOST, Desk, buy, make_order, make_sip, plan


def order_state(desk: Desk, key: str) -> FundOrderState:
    row = desk.service.order(key)
    assert row is not None
    return row.state


def sip_state(desk: Desk, key: str) -> SipState:
    row = desk.service.sip(key)
    assert row is not None
    return row.state


async def lose_order(desk: Desk, **house) -> Recorded:
    for name, value in house.items():
        setattr(desk.house, name, value)
    desk.house.script.append(LOST)
    result = await desk.service.place(buy(5000))
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Unknown)
    return result


async def test_an_order_that_arrived_is_found_by_its_tag(desk: Desk):
    result = await lose_order(desk, arrives=True)
    assert order_state(desk, result.key) is FundOrderState.UNKNOWN
    await desk.pass_time(1)
    (row,) = desk.service.orders()
    assert row.state is FundOrderState.OPEN
    assert row.tag == result.key
    assert desk.service.order(result.key) == row
    assert len(desk.house.sent) == 1
    assert await desk.open_writes() == []
    assert [notice.level for notice in desk.notices] == ["good"]


async def test_an_order_that_arrived_without_its_tag_is_found_by_its_terms(desk: Desk):
    desk.house.orders = [make_order("before")]  # the same terms, but it was there before
    await desk.service.refresh(desk.account)
    result = await lose_order(desk, arrives=True, keeps_tags=False)
    await desk.pass_time(1)
    assert {row.key for row in desk.service.orders()} == {row.key for row in desk.house.orders}
    found = desk.service.order(result.key)
    assert found is not None
    assert found.key != "before"
    assert len(desk.house.sent) == 1
    assert [notice.level for notice in desk.notices] == ["warn"]


async def test_an_order_that_never_arrived_is_said_to_be_not_placed(desk: Desk):
    result = await lose_order(desk)
    await desk.pass_time(8)
    assert order_state(desk, result.key) is FundOrderState.UNKNOWN
    await desk.pass_time(10)
    assert order_state(desk, result.key) is FundOrderState.NOT_PLACED
    assert "was not placed" in desk.notices[-1].text
    assert len(desk.house.sent) == 1
    assert await desk.open_writes() == []


async def test_reads_that_fail_prove_nothing(desk: Desk):
    result = await lose_order(desk)
    desk.house.failure = Transient("maintenance")
    await desk.pass_time(200)
    assert order_state(desk, result.key) is FundOrderState.UNKNOWN
    assert await desk.open_writes() == [result.key]
    desk.house.failure = None
    await desk.pass_time(100)
    assert order_state(desk, result.key) is FundOrderState.NOT_PLACED
    assert len(desk.house.sent) == 1


async def test_an_order_that_turns_up_late_takes_its_row_back(desk: Desk):
    result = await lose_order(desk)
    await desk.pass_time(20)
    assert order_state(desk, result.key) is FundOrderState.NOT_PLACED
    desk.house.orders = [make_order("late", tag=result.key)]
    await desk.pass_time(20)
    (row,) = desk.service.orders()
    assert (row.key, row.state) == ("late", FundOrderState.OPEN)
    assert len(desk.house.sent) == 1


async def test_two_lost_orders_with_the_same_terms_do_not_share_a_row(desk: Desk):
    desk.house.arrives, desk.house.keeps_tags = True, False
    for _ in range(2):
        desk.house.script.append(LOST)
        await desk.service.place(buy(5000))
        await desk.pass_time(1)
    assert len(desk.house.orders) == 2
    assert {row.key for row in desk.service.orders()} == {row.key for row in desk.house.orders}
    assert {row.state for row in desk.service.orders()} == {FundOrderState.OPEN}


async def test_a_sip_that_arrived_is_found_and_there_is_no_second(desk: Desk):
    desk.house.arrives = True
    desk.house.script.append(LOST)
    result = await desk.service.create_sip(plan())
    assert isinstance(result, Recorded)
    assert sip_state(desk, result.key) is SipState.UNKNOWN
    await desk.pass_time(1)
    assert sip_state(desk, result.key) is SipState.ACTIVE
    assert len(desk.house.sips) == len(desk.service.sips()) == len(desk.house.sent) == 1


async def test_a_sip_that_never_arrived_is_said_to_be_not_placed(desk: Desk):
    desk.house.script.append(LOST)
    result = await desk.service.create_sip(plan())
    assert isinstance(result, Recorded)
    await desk.pass_time(20)
    assert sip_state(desk, result.key) is SipState.NOT_PLACED
    assert len(desk.house.sent) == 1


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_lost_change_of_a_sip_is_settled_by_its_terms(desk: Desk, arrives):
    desk.house.sips = [make_sip("s")]
    await desk.service.refresh(desk.account)
    desk.house.arrives = arrives
    desk.house.script.append(LOST)
    await desk.service.modify_sip("s", SipChange(paused=True))
    assert sip_state(desk, "s") is SipState.UNKNOWN
    await desk.pass_time(20)
    assert sip_state(desk, "s") is (SipState.PAUSED if arrives else SipState.ACTIVE)
    assert ("did not happen" in desk.notices[-1].text) is not arrives
    assert len(desk.house.sent) == 1
    assert await desk.open_writes() == []


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_lost_end_of_a_sip_is_settled_by_its_state(desk: Desk, arrives):
    desk.house.sips = [make_sip("s")]
    await desk.service.refresh(desk.account)
    desk.house.arrives = arrives
    desk.house.script.append(LOST)
    await desk.service.cancel_sip("s")
    await desk.pass_time(20)
    assert sip_state(desk, "s") is (SipState.CANCELLED if arrives else SipState.ACTIVE)
    assert len(desk.house.sent) == 1


async def test_a_lost_cancellation_that_came_too_late_says_so(desk: Desk):
    desk.house.orders = [make_order("o")]
    await desk.service.refresh(desk.account)
    desk.house.script.append(LOST)
    await desk.service.cancel("o")
    assert order_state(desk, "o") is FundOrderState.UNKNOWN
    desk.house.change_order("o", FundOrderState.COMPLETE)
    await desk.pass_time(2)
    assert order_state(desk, "o") is FundOrderState.COMPLETE
    assert any("too late to cancel" in notice.text for notice in desk.notices)
    assert await desk.open_writes() == []
