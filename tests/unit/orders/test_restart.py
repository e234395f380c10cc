"""The next start: open questions are asked again, settled orders are recognised."""

import asyncio
from pathlib import Path

from terminal.domain.errors import Accepted, Rejected, Transient, Unknown
from terminal.domain.ids import BrokerOrderId
from terminal.domain.notice import Refused
from terminal.domain.order import OrderState, OrderType
from terminal.orders.journal import Fate, Journal
from tests.fakes.broker import FakeBroker, Gate
from tests.fakes.clock import START_NS, eventually, settle
from tests.make import ACCOUNT, make_intent, make_update
from tests.unit.orders.conftest import Desk

DAY_NS = 86_400_000_000_000


async def test_quit_waits_for_the_answer(tmp_path: Path) -> None:
    desk = await Desk(tmp_path / "j").open()
    gate = Gate()
    desk.broker.outcomes.append(gate)
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    closing = asyncio.ensure_future(desk.orders.aclose())
    await settle()
    assert not closing.done()
    assert desk.orders.sends_in_flight == 1
    gate.open()
    await closing
    await send
    assert desk.row(intent.client_id).state is OrderState.PENDING
    assert await desk.journal.load_open(ACCOUNT) == []
    await desk.close()


async def test_quit_with_an_order_in_flight_leaves_it_unknown_and_the_next_start_finds_it(
    tmp_path: Path,
) -> None:
    first = await Desk(tmp_path / "j", quit_wait_s=0.05).open()
    gate = Gate()
    first.broker.outcomes.append(gate)
    intent = make_intent()
    send = asyncio.ensure_future(first.orders.submit(intent))
    await gate.reached.wait()
    await first.close()
    assert send.cancelled() or send.done()
    assert first.row(intent.client_id).state is OrderState.UNKNOWN

    second = Desk(tmp_path / "j")
    second.broker.place(intent)
    await second.open()
    assert second.row(intent.client_id).state is OrderState.OPEN
    assert second.broker.submitted == []
    await second.close()


async def test_open_intent_of_an_earlier_run_is_unknown_until_proved_absent(tmp_path: Path) -> None:
    intent = make_intent()
    journal = Journal(tmp_path / "j")
    await journal.open()
    await journal.claim(intent, "INFY", START_NS)
    await journal.aclose()

    desk = await Desk(tmp_path / "j").open()
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN
    again = await desk.orders.submit(intent)
    assert "already_sent" in again.codes
    await desk.clock.advance(30)
    assert desk.row(intent.client_id).state is OrderState.NOT_PLACED
    assert desk.broker.submitted == []
    assert await desk.journal.load_open(ACCOUNT) == []
    await desk.close()


async def test_start_without_network_keeps_the_question(tmp_path: Path) -> None:
    intent = make_intent()
    journal = Journal(tmp_path / "j")
    await journal.open()
    await journal.claim(intent, "INFY", START_NS)
    await journal.aclose()

    broker = FakeBroker()
    broker.failure = Transient("no network")
    desk = await Desk(tmp_path / "j").open(broker)
    await desk.clock.advance(100)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN
    broker.failure = None
    broker.place(intent, state=OrderState.COMPLETE, filled=10)
    await desk.clock.advance(10)
    assert desk.row(intent.client_id).state is OrderState.COMPLETE
    await desk.close()


async def test_order_of_an_earlier_run_keeps_its_label_and_makes_no_news(tmp_path: Path) -> None:
    first = await Desk(tmp_path / "j").open()
    intent = make_intent(order_type=OrderType.MARKET)
    await first.orders.submit(intent)
    await first.close()

    second = Desk(tmp_path / "j")
    second.broker.place(intent, order_type=OrderType.LIMIT, state=OrderState.COMPLETE, filled=10)
    await second.open()
    row = second.row(intent.client_id)
    assert (row.order_type, row.state) == (OrderType.MARKET, OrderState.COMPLETE)
    assert row.intent == intent
    assert second.notices == []
    again = await second.orders.submit(intent)
    assert "already_sent" in again.codes
    await second.close()


async def test_intent_of_yesterday_that_the_book_forgot_is_told_and_closed(tmp_path: Path) -> None:
    lost, kept = make_intent(), make_intent(quantity=3)
    journal = Journal(tmp_path / "j")
    await journal.open()
    await journal.claim(lost, "INFY", START_NS - DAY_NS)
    await journal.claim(kept, "INFY", START_NS - DAY_NS)
    await journal.settle(lost.client_id, Fate.UNKNOWN, now_ns=START_NS - DAY_NS)
    await journal.aclose()

    desk = Desk(tmp_path / "j")
    desk.broker.place(kept)  # an after-market order of last night, now in today's book
    await desk.open()
    await eventually(lambda: not desk.orders._core.background.pending)
    assert desk.titles("warn") == ["Buy 10 INFY: not verifiable"]
    assert "1 day ago" in desk.notices[0].text
    assert desk.row(kept.client_id).state is OrderState.OPEN
    assert await desk.journal.load_open(ACCOUNT) == []
    assert desk.broker.submitted == []
    await desk.close()


async def test_intent_of_yesterday_stays_open_while_the_book_cannot_be_read(tmp_path: Path) -> None:
    lost = make_intent()
    journal = Journal(tmp_path / "j")
    await journal.open()
    await journal.claim(lost, "INFY", START_NS - 2 * DAY_NS)
    await journal.aclose()
    broker = FakeBroker()
    broker.failure = Transient("no network")
    desk = await Desk(tmp_path / "j").open(broker)
    assert len(await desk.journal.load_open(ACCOUNT)) == 1
    await desk.close()


async def test_day_totals_survive_a_restart(tmp_path: Path) -> None:
    first = await Desk(tmp_path / "j").open()
    first.broker.outcomes.append(Unknown("lost"))
    await first.orders.submit(make_intent(quantity=7))
    await first.close()
    second = await Desk(tmp_path / "j").open()
    facts = second.orders._gate.facts(make_intent())
    assert (facts.quantity_today, facts.value_today) == (7, 700)
    await second.close()


async def test_day_totals_are_counted_once_however_often_the_books_are_opened(
    tmp_path: Path,
) -> None:
    first = await Desk(tmp_path / "j").open()
    await first.orders.submit(make_intent(quantity=7))
    await first.close()
    second = await Desk(tmp_path / "j").open()
    await second.orders.submit(make_intent(quantity=5))
    for _ in range(3):
        await second.orders.recover(ACCOUNT)
    assert second.orders._gate.facts(make_intent()).quantity_today == 12
    await second.close()


async def test_account_that_is_leaving_takes_no_new_orders(tmp_path: Path) -> None:
    desk = await Desk(tmp_path / "j").open()
    gate = Gate()
    desk.broker.outcomes.append(gate)
    first = asyncio.ensure_future(desk.orders.submit(make_intent()))
    await gate.reached.wait()
    leaving = asyncio.ensure_future(desk.orders.detach(ACCOUNT))
    await settle()
    late = await desk.orders.submit(make_intent(quantity=3))
    assert isinstance(late, Refused)
    assert late.codes == {"closing"}
    gate.open()
    await leaving
    await first
    assert len(desk.broker.submitted) == 1
    await desk.close()


async def test_answer_after_the_rows_were_dropped_still_settles_the_journal(tmp_path: Path) -> None:
    for outcome in (Accepted(BrokerOrderId("1")), Rejected("x", "No."), Unknown("timeout")):
        desk = await Desk(tmp_path / type(outcome).__name__).open()
        gate = Gate(outcome)
        desk.broker.outcomes.append(gate)
        intent = make_intent()
        send = asyncio.ensure_future(desk.orders.submit(intent))
        await gate.reached.wait()
        desk.orders.book.forget(ACCOUNT)
        gate.open()
        await send
        await eventually(lambda desk=desk: not desk.orders._core.background.pending)
        (entry,) = await desk.journal.load_since(ACCOUNT, 0)
        assert (
            entry.fate
            is {
                Accepted: Fate.ACCEPTED,
                Rejected: Fate.REJECTED,
                Unknown: Fate.UNKNOWN,
            }[type(outcome)]
        )
        await desk.close()


async def test_journal_that_fails_after_the_send_is_told_and_asks_again_next_time(
    tmp_path: Path,
) -> None:
    desk = await Desk(tmp_path / "j").open()
    gate = Gate()
    desk.broker.outcomes.append(gate)
    send = asyncio.ensure_future(desk.orders.submit(make_intent()))
    await gate.reached.wait()
    await desk.journal._worker.run(desk.journal._connection.execute, "PRAGMA query_only = 1")
    gate.open()
    await send
    await eventually(lambda: desk.titles("warn"))
    assert desk.titles("warn") == ["The order journal could not be written"]
    await desk.journal._worker.run(desk.journal._connection.execute, "PRAGMA query_only = 0")
    assert len(await desk.journal.load_open(ACCOUNT)) == 1
    await desk.close()


async def test_stream_that_is_quicker_than_the_journal_leaves_one_row(tmp_path: Path) -> None:
    first = await Desk(tmp_path / "j").open()
    intent = make_intent(order_type=OrderType.MARKET)
    await first.orders.submit(intent)
    broker_id = first.row(intent.client_id).broker_id
    await first.close()

    second = Desk(tmp_path / "j")
    await second.journal.open()
    second.orders.attach(second.broker)
    row = second.broker.place(intent, broker_id=broker_id, order_type=OrderType.LIMIT, tags=())
    second.orders.on_update(row)
    await second.orders.recover(ACCOUNT)
    (order,) = second.orders.book.orders()
    assert (order.key, order.broker_id, order.state) == (
        intent.client_id,
        broker_id,
        OrderState.OPEN,
    )
    assert order.order_type is OrderType.MARKET
    await second.close()


async def test_search_that_was_stopped_before_its_first_step_can_start_again(
    tmp_path: Path,
) -> None:
    desk = await Desk(tmp_path / "j").open()
    desk.broker.outcomes.append(Unknown("lost"))
    intent = make_intent()
    row = desk.broker.place(intent)
    desk.broker.orders.clear()
    gone = desk.orders._core.accounts[ACCOUNT].watches
    usual = gone.spawn

    def spawn_and_stop(coro, *, name):
        task = usual(coro, name=name)
        if name.startswith("find"):
            task.cancel()
        return task

    gone.spawn = spawn_and_stop  # type: ignore[method-assign]
    await desk.orders.submit(intent)
    await settle()
    await desk.orders.detach(ACCOUNT)
    desk.broker.orders.append(row)
    desk.orders.attach(desk.broker)
    await desk.orders.recover(ACCOUNT)
    assert desk.row(intent.client_id).state is OrderState.OPEN
    await desk.close()


async def test_number_given_away_twice_does_not_revive_another_order(tmp_path: Path) -> None:
    first = await Desk(tmp_path / "j").open()
    old = make_intent(quantity=7)
    await first.orders.submit(old)
    number = first.row(old.client_id).broker_id
    await first.close()
    second = Desk(tmp_path / "j")
    second.broker.orders.append(make_update(str(number), tags=("SOMEBODYELSE",)))
    await second.open()
    assert second.orders.book.order(old.client_id) is None
    assert second.row(str(number)).intent is None
    await second.orders.recover(ACCOUNT)
    assert second.row(str(number)).intent is None
    await second.close()
