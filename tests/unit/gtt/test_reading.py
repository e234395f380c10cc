"""The list: when it is read, what is news, and how a firing's order is followed."""

import asyncio

import pytest

from terminal.domain.errors import Transient
from terminal.domain.gtt import GttState
from terminal.domain.ids import AccountId
from terminal.domain.order import OrderState, Product, Side
from terminal.gtt.stages import GttStage, stage_of
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import settle
from tests.make import ACCOUNT, INFY, make_order
from tests.unit.gtt.desk import STOP, TARGET, Desk, Facet, fired, leg, listed


@pytest.mark.parametrize(
    ("state", "filled", "stage"),
    [
        (OrderState.OPEN, 0, GttStage.RESTING),
        (OrderState.PENDING, 0, GttStage.RESTING),
        (OrderState.UNKNOWN, 0, GttStage.RESTING),
        (OrderState.OPEN, 4, GttStage.PARTLY_FILLED),
        (OrderState.COMPLETE, 10, GttStage.FILLED),
        (OrderState.REJECTED, 0, GttStage.ORDER_REJECTED),
        (OrderState.CANCELLED, 0, GttStage.ORDER_CANCELLED),
        (OrderState.LAPSED, 4, GttStage.ORDER_CANCELLED),
        (OrderState.NOT_PLACED, 0, GttStage.NO_ORDER),
    ],
)
def test_triggered_is_not_filled(state: OrderState, filled: int, stage: GttStage) -> None:
    order = make_order("A1", state=state, filled=filled, side=Side.SELL)
    assert stage_of(fired(listed("1"), "A1"), order) is stage
    assert stage.is_open is (stage in {GttStage.RESTING, GttStage.PARTLY_FILLED})


def test_fired_with_nothing_more_known() -> None:
    assert stage_of(listed("1", state=GttState.TRIGGERED), None) is GttStage.TRIGGERED
    assert stage_of(fired(listed("1"), "A1"), None) is GttStage.TRIGGERED
    assert stage_of(fired(listed("1"), None), None) is GttStage.NO_ORDER


def test_every_state_has_a_stage() -> None:
    for state in GttState:
        assert stage_of(listed("1", state=state), None) in GttStage


async def test_a_firing_is_told_step_by_step(desk: Desk) -> None:
    row = listed("1", STOP, TARGET)
    desk.facet.rows = [row]
    await desk.service.refresh(ACCOUNT)
    assert desk.titles == []
    desk.facet.rows = [fired(row, "A1", number=1)]
    await desk.clock.advance(33)
    assert desk.titles == ["INFY: trigger fired"]
    version = desk.service.version
    for state in (OrderState.OPEN, OrderState.COMPLETE):
        order = make_order("A1", broker_id="A1", state=state, side=Side.SELL)
        desk.orders["A1"] = order
        desk.service.note_order(order)
        desk.service.note_order(order)
    assert desk.titles[1:] == [
        "INFY: trigger fired, order rests",
        "INFY: trigger fired, order filled",
    ]
    assert desk.notices[-1].order_key == "A1"
    assert "sell 10 INFY" in desk.notices[-1].text
    assert desk.service.version > version
    assert desk.service.order_of(desk.service.gtts()[0]) == order
    assert desk.service.stage(desk.service.gtts()[0]) is GttStage.FILLED


@pytest.mark.parametrize(
    ("order", "level", "says"),
    [
        (make_order("A1", state=OrderState.REJECTED, message="RMS: no"), "bad", "RMS: no"),
        (make_order("A1", state=OrderState.CANCELLED), "warn", "cancelled or lapsed"),
    ],
)
async def test_an_order_that_came_to_nothing_is_told(
    desk: Desk, order, level: str, says: str
) -> None:
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    desk.orders["A1"] = order
    desk.facet.rows = [fired(listed("1"), "A1")]
    await desk.service.refresh(ACCOUNT)
    (notice,) = desk.notices
    assert notice.level == level
    assert says in notice.text


async def test_fired_without_an_order_says_why(desk: Desk) -> None:
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    desk.facet.rows = [fired(listed("1"), None, text="needs authorisation at depository")]
    await desk.service.refresh(ACCOUNT)
    (notice,) = desk.notices
    assert (notice.level, "authorisation" in notice.text) == ("bad", True)


@pytest.mark.parametrize(
    "state", [GttState.EXPIRED, GttState.CANCELLED, GttState.DISABLED, GttState.REJECTED]
)
async def test_what_ended_at_the_broker_is_told(desk: Desk, state: GttState) -> None:
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    desk.facet.rows = [listed("1", state=state, message="Bonus issue.")]
    await desk.service.refresh(ACCOUNT)
    await desk.service.refresh(ACCOUNT)
    (notice,) = desk.notices
    assert state.value in notice.title
    assert "Bonus issue." in notice.text


async def test_a_trigger_that_vanishes_is_told(desk: Desk) -> None:
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    desk.facet.rows = []
    await desk.service.refresh(ACCOUNT)
    assert desk.titles == ["INFY: trigger has vanished"]
    assert desk.service.gtts() == []


async def test_what_was_over_at_log_in_is_no_news(tmp_path) -> None:
    desk = Desk(tmp_path)
    desk.facet.rows = [fired(listed("1"), None, text="x"), listed("2", state=GttState.EXPIRED)]
    await desk.open()
    assert len(desk.service.gtts()) == 2
    assert desk.notices == []
    await desk.close()


async def test_polls_are_slow_while_something_waits(desk: Desk) -> None:
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    reads = desk.facet.reads
    await desk.clock.advance(29)
    assert desk.facet.reads == reads
    await desk.clock.advance(61)
    assert desk.facet.reads - reads in {2, 3}
    desk.facet.rows = []
    await desk.service.refresh(ACCOUNT)
    reads = desk.facet.reads
    await desk.clock.advance(200)
    assert desk.facet.reads == reads  # nothing can happen, and the phone is read every 5 minutes
    await desk.clock.advance(110)
    assert desk.facet.reads > reads


async def test_a_price_that_reaches_a_trigger_makes_polls_quick(desk: Desk) -> None:
    desk.facet.rows = [listed("1", STOP, TARGET)]
    await desk.service.refresh(ACCOUNT)
    assert desk.feed.followed() == {INFY}
    reads = desk.facet.reads
    desk.feed.tick(INFY, 100.0, desk.clock.now_ns())
    await desk.clock.advance(2)
    assert desk.facet.reads == reads
    desk.feed.tick(INFY, 110.0, desk.clock.now_ns())
    desk.feed.tick(INFY, 111.0, desk.clock.now_ns())
    await desk.clock.advance(1)
    assert desk.facet.reads in {reads + 1, reads + 2}  # the poll's own step may fall on it
    await desk.clock.advance(12)
    assert desk.facet.reads >= reads + 4
    desk.facet.rows = [fired(listed("1", STOP, TARGET), None, number=1)]
    await desk.service.refresh(ACCOUNT)
    assert desk.feed.followed() == set()


async def test_an_order_from_elsewhere_that_looks_like_a_leg_asks_for_the_list(desk: Desk) -> None:
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    reads = desk.facet.reads
    desk.service.note_order(make_order(side=Side.BUY, product=Product.CNC))
    desk.service.note_order(make_order(side=Side.SELL, product=Product.CNC, quantity=11))
    await desk.clock.advance(1)
    assert desk.facet.reads == reads
    desk.service.note_order(make_order(side=Side.SELL, product=Product.CNC))
    await desk.clock.advance(1)
    assert desk.facet.reads == reads + 1


async def test_a_failed_read_says_why_and_keeps_the_rows(desk: Desk) -> None:
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    desk.facet.failure = Transient("Zerodha's servers are down")
    await desk.service.refresh(ACCOUNT)
    assert desk.service.failed(ACCOUNT) == "Zerodha's servers are down"
    assert [row.key for row in desk.service.gtts()] == ["1"]
    desk.facet.failure = None
    await desk.clock.advance(33)
    assert desk.service.failed(ACCOUNT) == ""


async def test_rows_are_newest_first_and_leave_with_the_account(desk: Desk) -> None:
    desk.facet.rows = [listed("1", created_ns=1), listed("2", leg("90", "89.5"), created_ns=2)]
    await desk.service.refresh(ACCOUNT)
    assert [row.key for row in desk.service.gtts()] == ["2", "1"]
    assert desk.service.accounts() == [ACCOUNT]
    assert desk.service.rules(ACCOUNT) is not None
    await desk.service.detach(ACCOUNT)
    assert desk.service.gtts() == []
    assert desk.service.rules(ACCOUNT) is None
    assert desk.feed.followed() == set()


async def test_a_broker_without_triggers_and_without_an_engine_has_none(tmp_path) -> None:
    desk = Desk(tmp_path)
    desk.broker.gtts = None
    await desk.open()
    assert desk.service.accounts() == []
    assert desk.service.rules(ACCOUNT) is None
    await desk.close()


async def test_refreshes_at_once_are_few_reads(desk: Desk) -> None:
    reads = desk.facet.reads
    await asyncio.gather(*(desk.service.refresh(ACCOUNT) for _ in range(20)))
    await settle()
    assert desk.facet.reads - reads <= 2


async def test_of_two_accounts_the_notice_names_which(desk: Desk) -> None:
    other = AccountId("practice:ZB5678")
    second = FakeBroker(other)
    second.gtts = Facet()
    desk.service.attach(second)
    await desk.service.refresh(other)
    desk.facet.rows = [listed("1")]
    await desk.service.refresh(ACCOUNT)
    desk.facet.rows = [listed("1", state=GttState.EXPIRED)]
    await desk.service.refresh(ACCOUNT)
    assert desk.titles == ["INFY: trigger expired · ZA1234"]
    assert desk.service.accounts() == [ACCOUNT, other]
    await desk.service.detach(other)
