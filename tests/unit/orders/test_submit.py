"""Sending: once, journal first, owned by the service."""

import asyncio
import sqlite3
import threading
from decimal import Decimal

import pytest
from msgspec.structs import replace

from terminal.domain.errors import Accepted, LoginNeeded, Rejected, SliceResult, Transient, Unknown
from terminal.domain.ids import BrokerOrderId
from terminal.domain.notice import Refused
from terminal.domain.order import OrderState, OrderType, Side
from terminal.orders.journal import Fate
from terminal.orders.outcomes import Submitted
from tests.fakes.broker import FakeBroker, Gate
from tests.fakes.clock import eventually, settle
from tests.make import ACCOUNT, INFY, make_intent, make_update
from tests.unit.orders.conftest import Desk


async def test_accepted_order_has_a_row_with_the_brokers_id(desk: Desk) -> None:
    intent = make_intent()
    result = await desk.orders.submit(intent)
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Accepted)
    row = desk.row(intent.client_id)
    assert (row.state, row.broker_id) == (OrderState.PENDING, result.outcome.order_id)
    assert desk.broker.submitted == [intent]


async def test_intent_is_on_disk_before_the_broker_sees_it(desk: Desk) -> None:
    on_disk: list[str] = []
    path = desk.journal.path

    class Watching(FakeBroker):
        async def submit(self, intent):
            with sqlite3.connect(path) as other:
                on_disk.extend(r[0] for r in other.execute("SELECT client_id FROM intents"))
            return await super().submit(intent)

    desk.orders._core.accounts[ACCOUNT].broker = Watching()
    intent = make_intent()
    await desk.orders.submit(intent)
    assert on_disk == [intent.client_id]


async def test_same_intent_is_never_sent_again(desk: Desk) -> None:
    intent = make_intent()
    await desk.orders.submit(intent)
    again = await desk.orders.submit(intent, confirmed=frozenset({"duplicate", "already_sent"}))
    assert isinstance(again, Refused)
    assert "already_sent" in again.codes
    assert len(desk.broker.submitted) == 1


async def test_two_clicks_in_one_turn_send_one_order(desk: Desk) -> None:
    intent = make_intent()
    results = await asyncio.gather(desk.orders.submit(intent), desk.orders.submit(intent))
    assert sorted(type(result).__name__ for result in results) == ["Refused", "Submitted"]
    assert len(desk.broker.submitted) == 1


async def test_equal_order_within_half_a_second_asks_and_passes_when_confirmed(desk: Desk) -> None:
    await desk.orders.submit(make_intent())
    asked = await desk.orders.submit(make_intent())
    assert isinstance(asked, Refused)
    assert asked.codes == {"duplicate"}
    assert asked.askable
    passed = await desk.orders.submit(make_intent(), confirmed=frozenset({"duplicate"}))
    assert isinstance(passed, Submitted)
    await desk.clock.advance(0.6)
    assert isinstance(await desk.orders.submit(make_intent()), Submitted)


async def test_caller_that_goes_away_does_not_stop_the_send(desk: Desk) -> None:
    gate = Gate()
    desk.broker.outcomes.append(gate)
    intent = make_intent()
    panel = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    panel.cancel()
    with pytest.raises(asyncio.CancelledError):
        await panel
    assert desk.row(intent.client_id).state is OrderState.SENDING
    gate.open(Accepted(BrokerOrderId("77")))
    await desk.until(intent.client_id, OrderState.PENDING)
    assert desk.row(intent.client_id).broker_id == "77"


async def test_rejection_is_on_the_row_and_told(desk: Desk) -> None:
    desk.broker.outcomes.append(Rejected("MarginException", "Insufficient funds.", "Add funds."))
    intent = make_intent()
    result = await desk.orders.submit(intent)
    assert isinstance(result, Submitted)
    row = desk.row(intent.client_id)
    assert (row.state, row.message, row.hint) == (
        OrderState.REJECTED,
        "Insufficient funds.",
        "Add funds.",
    )
    assert desk.titles("bad") == ["Buy 10 INFY: rejected"]


async def test_book_outranks_a_rejection_that_was_wrong(desk: Desk) -> None:
    desk.broker.outcomes.append(Rejected("rate_limited", "Too many requests"))
    intent = make_intent()
    await desk.orders.submit(intent)
    desk.broker.place(intent)
    await desk.clock.advance(0.5)
    assert desk.row(intent.client_id).state is OrderState.OPEN


async def test_fill_before_the_reply_is_one_row_and_stays_filled(desk: Desk) -> None:
    gate = Gate(Accepted(BrokerOrderId("88")))
    desk.broker.outcomes.append(gate)
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    fill = make_update("88", state=OrderState.COMPLETE, filled=10, tags=(intent.client_id,))
    desk.orders.on_update(fill)
    gate.open()
    await send
    assert [order.key for order in desk.orders.book.orders()] == [intent.client_id]
    assert desk.row(intent.client_id).state is OrderState.COMPLETE


async def test_untagged_fill_before_the_reply_is_parked_and_then_matched(desk: Desk) -> None:
    gate = Gate(Accepted(BrokerOrderId("88")))
    desk.broker.outcomes.append(gate)
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    desk.orders.on_update(make_update("88", state=OrderState.COMPLETE, filled=10))
    assert [order.key for order in desk.orders.book.orders()] == [intent.client_id]
    gate.open()
    await send
    row = desk.row(intent.client_id)
    assert (row.state, row.filled) == (OrderState.COMPLETE, 10)
    assert desk.orders.book.orders() == [row]


async def test_parked_row_of_somebody_else_shows_after_the_reply(desk: Desk) -> None:
    gate = Gate(Accepted(BrokerOrderId("88")))
    desk.broker.outcomes.append(gate)
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    desk.orders.on_update(make_update("99"))
    gate.open()
    await send
    assert {order.broker_id for order in desk.orders.book.orders()} == {"88", "99"}


async def test_lost_reply_with_a_row_from_the_stream_is_not_unknown(desk: Desk) -> None:
    gate = Gate(Unknown("timeout"))
    desk.broker.outcomes.append(gate)
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    desk.orders.on_update(make_update("88", tags=(intent.client_id,)))
    gate.open()
    await send
    assert desk.row(intent.client_id).state is OrderState.OPEN


@pytest.mark.parametrize("error", [Transient("gone"), LoginNeeded("over")])
async def test_exception_from_the_wire_leaves_the_order_unknown(desk: Desk, error) -> None:
    desk.broker.outcomes.append(error)
    intent = make_intent()
    result = await desk.orders.submit(intent)
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Unknown)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN


async def test_bug_in_a_broker_leaves_the_order_unknown_and_is_reported(desk: Desk) -> None:
    desk.broker.outcomes.append(KeyError("order_id"))
    intent = make_intent()
    await desk.orders.submit(intent)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN
    assert [type(error) for _, error in desk.failures] == [KeyError]
    desk.failures.clear()


async def test_acceptance_without_an_id_is_unknown(desk: Desk) -> None:
    desk.broker.outcomes.append(Accepted(BrokerOrderId("")))
    intent = make_intent()
    await desk.orders.submit(intent)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN


async def test_journal_that_cannot_be_written_stops_the_order(desk: Desk) -> None:
    await desk.journal._worker.run(desk.journal._connection.execute, "DROP TABLE intents")
    intent = make_intent()
    result = await desk.orders.submit(intent)
    assert isinstance(result, Refused)
    assert result.codes == {"journal"}
    assert desk.broker.submitted == []
    assert desk.orders.book.order(intent.client_id) is None


async def test_intent_of_another_run_is_refused_by_the_journal(desk: Desk) -> None:
    intent = make_intent()
    await desk.journal.claim(intent, "INFY", desk.clock.now_ns())
    result = await desk.orders.submit(intent)
    assert isinstance(result, Refused)
    assert result.codes == {"already_sent"}
    assert desk.broker.submitted == []


async def test_cancel_before_the_first_byte_stops_the_send(desk: Desk) -> None:
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await asyncio.sleep(0)
    assert desk.row(intent.client_id).state is OrderState.JOURNALLED
    await desk.orders.cancel(intent.client_id)
    result = await send
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Rejected)
    assert desk.broker.submitted == []
    assert desk.row(intent.client_id).state is OrderState.NOT_PLACED


async def test_kill_switch_between_click_and_send_stops_an_entry(desk: Desk) -> None:
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await asyncio.sleep(0)
    desk.orders.kill.engage()
    await send
    assert desk.broker.submitted == []


async def test_kill_switch_refuses_entries_and_passes_cancels(desk: Desk) -> None:
    intent = make_intent()
    await desk.orders.submit(intent)
    heard: list[bool] = []
    desk.orders.kill.changed.connect(heard.append)
    desk.orders.kill.engage()
    desk.orders.kill.engage()
    refused = await desk.orders.submit(make_intent(quantity=5))
    assert isinstance(refused, Refused)
    assert refused.codes == {"killed"}
    assert isinstance(await desk.orders.cancel(intent.client_id), Submitted)
    desk.orders.kill.release()
    assert heard == [True, False]
    assert isinstance(await desk.orders.submit(make_intent(quantity=5)), Submitted)


async def test_partly_refused_slices_are_told_one_by_one(desk: Desk) -> None:
    slices = (
        SliceResult(BrokerOrderId("1")),  # both shapes of the answer list the first one too
        SliceResult(BrokerOrderId("2")),
        SliceResult(None, "Insufficient funds."),
    )
    desk.broker.outcomes.append(Accepted(BrokerOrderId("1"), slices))
    intent = make_intent(quantity=4000, slice_above_freeze=True)
    await desk.orders.submit(intent)
    assert "1 of 3 parts were refused: Insufficient funds." in desk.row(intent.client_id).hint
    assert desk.titles("bad") == ["INFY: sent in part"]


async def test_slices_are_rows_beside_the_first_and_no_duplicates(desk: Desk) -> None:
    intent = make_intent(quantity=4000, slice_above_freeze=True)
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    tags = (intent.client_id, "autoslice", "autoslice:1")
    desk.orders.on_update(make_update("2", quantity=1800, tags=tags))
    desk.orders.on_update(make_update("1", quantity=1800, tags=tags))
    gate.open()
    await send
    assert desk.row(intent.client_id).broker_id == "1"
    assert [o.broker_id for o in desk.orders.book.siblings(intent.client_id)] == ["2"]
    assert desk.titles("bad") == []


async def test_slices_that_are_told_before_they_are_marked_are_no_duplicates(desk: Desk) -> None:
    desk.broker.outcomes.append(Accepted(BrokerOrderId("1")))
    intent = make_intent(quantity=4000, slice_above_freeze=True)
    await desk.orders.submit(intent)
    for number, quantity in (("1", 1800), ("2", 1800), ("3", 400)):
        desk.orders.on_update(make_update(number, quantity=quantity, tags=(intent.client_id,)))
    assert desk.titles("bad") == []
    desk.orders.on_update(make_update("4", quantity=1800, tags=(intent.client_id,)))
    assert desk.titles("bad") == ["INFY: possible duplicate order"]


async def test_refusal_that_names_the_largest_order_tells_it(desk: Desk) -> None:
    told: list[object] = []
    desk.orders.largest_told.connect(told.append)
    desk.broker.outcomes.append(Rejected("InputException", "Too large.", largest=900))
    await desk.orders.submit(make_intent(quantity=1000))
    assert told == [(INFY, 900)]


async def test_row_that_claimed_ours_gives_it_back_when_the_reply_names_another(desk: Desk) -> None:
    intent = make_intent()
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    desk.orders.on_update(make_update("2", tags=(intent.client_id,)))
    gate.open()
    await send
    assert desk.row(intent.client_id).broker_id == "1"
    assert desk.row("2").intent is None


async def test_market_order_that_rests_is_told(desk: Desk) -> None:
    desk.broker.places = True
    intent = make_intent(order_type=OrderType.MARKET)
    await desk.orders.submit(intent)
    row = desk.broker.orders[0]
    desk.broker.orders[0] = replace(row, order_type=OrderType.LIMIT, price=Decimal(102))
    await desk.clock.advance(4)
    assert "INFY: market order not filled" in desk.titles("warn")
    assert desk.row(intent.client_id).order_type is OrderType.MARKET


async def test_market_order_that_fills_is_not_told_to_rest(desk: Desk) -> None:
    desk.broker.places = True
    intent = make_intent(order_type=OrderType.MARKET)
    await desk.orders.submit(intent)
    row = desk.broker.orders[0]
    desk.orders.on_update(replace(row, state=OrderState.COMPLETE, filled=10))
    await desk.clock.advance(4)
    assert desk.titles("warn") == []
    assert "Buy 10 INFY" in desk.titles("good")


async def test_latency_is_measured_from_click_to_reply(desk: Desk) -> None:
    gate = Gate(Accepted(BrokerOrderId("1")))
    desk.broker.outcomes.append(gate)
    send = asyncio.ensure_future(desk.orders.submit(make_intent()))
    await gate.reached.wait()
    await desk.clock.advance(0.042)
    gate.open()
    await send
    assert desk.orders.budget.latency_ms == pytest.approx(42)


async def test_unknown_account_and_closing_are_refused(desk: Desk) -> None:
    other = await desk.orders.submit(make_intent(account="practice:OTHER"))
    assert isinstance(other, Refused)
    assert "no_account" in other.codes
    desk.orders._core.closing = True
    late = await desk.orders.submit(make_intent())
    assert isinstance(late, Refused)
    assert "closing" in late.codes


async def test_client_ids_are_short_plain_and_fresh(desk: Desk) -> None:
    ids = {desk.orders.new_client_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(len(i) == 16 and i.isascii() and i.isalnum() and i == i.upper() for i in ids)


async def test_fate_is_settled_in_the_journal(desk: Desk) -> None:
    good, bad = make_intent(), make_intent(quantity=11)
    await desk.orders.submit(good)
    desk.broker.outcomes.append(Rejected("x", "No."))
    await desk.orders.submit(bad)

    async def fates() -> dict[str, Fate]:
        return {e.intent.client_id: e.fate for e in await desk.journal.load_since(ACCOUNT, 0)}

    await settle()
    await eventually(lambda: not desk.orders._core.background.pending)
    assert await fates() == {good.client_id: Fate.ACCEPTED, bad.client_id: Fate.REJECTED}


async def test_burst_is_refused_before_the_reserve_and_cancels_still_go(desk: Desk) -> None:
    results = [await desk.orders.submit(make_intent(quantity=n)) for n in range(1, 10)]
    sent = [r for r in results if isinstance(r, Submitted)]
    refused = [r for r in results if isinstance(r, Refused)]
    assert len(sent) == 7
    assert {code for r in refused for code in r.codes} == {"rate"}
    for result in sent[:3]:
        await desk.orders.cancel(result.key)
    assert desk.orders.budget.used_in_second(ACCOUNT) == 10
    last = asyncio.ensure_future(desk.orders.cancel(sent[3].key))
    await settle()
    assert len(desk.broker.cancelled) == 3
    await desk.clock.advance(1.0)
    assert isinstance(await last, Submitted)


async def test_price_source_is_asked_not_the_screen(desk: Desk) -> None:
    desk.prices.set(INFY, 100.0, age_s=float("inf"))
    result = await desk.orders.submit(make_intent(side=Side.SELL))
    assert isinstance(result, Refused)
    assert result.codes == {"stale_price"}


async def test_slow_disk_does_not_squeeze_two_seconds_of_sends_into_one(desk: Desk) -> None:
    stuck = threading.Event()
    writing = asyncio.ensure_future(desk.journal._worker.run(stuck.wait))
    sends = [
        asyncio.ensure_future(desk.orders.submit(make_intent(quantity=n))) for n in range(1, 8)
    ]
    await settle()
    await desk.clock.advance(1.0)
    sends += [
        asyncio.ensure_future(desk.orders.submit(make_intent(quantity=n))) for n in range(11, 18)
    ]
    await settle()
    stuck.set()
    assert await writing
    await eventually(lambda: len(desk.broker.submitted) >= 10)
    await eventually(lambda: desk.clock.sleeps.count(1.0) >= 4)
    await settle()
    assert len(desk.broker.submitted) == 10
    await desk.clock.advance(1.0)
    assert all(isinstance(result, Submitted) for result in await asyncio.gather(*sends))
    assert len(desk.broker.submitted) == 14


async def test_refusal_of_an_order_that_the_stream_has_shown_does_not_hide_it(desk: Desk) -> None:
    gate = Gate(Rejected("OrderException", "Something failed."))
    desk.broker.outcomes.append(gate)
    intent = make_intent()
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    desk.orders.on_update(make_update("88", tags=(intent.client_id,)))
    gate.open()
    await send
    assert desk.row(intent.client_id).state is OrderState.OPEN
    await eventually(lambda: not desk.orders._core.background.pending)
    (entry,) = await desk.journal.load_since(ACCOUNT, 0)
    assert (entry.fate, entry.broker_id) == (Fate.ACCEPTED, "88")


async def test_cancel_of_a_sliced_order_before_its_reply_takes_every_slice(desk: Desk) -> None:
    gate = Gate(Accepted(BrokerOrderId("1"), (SliceResult(BrokerOrderId("2")),)))
    desk.broker.outcomes.append(gate)
    intent = make_intent(quantity=3600, slice_above_freeze=True)
    send = asyncio.ensure_future(desk.orders.submit(intent))
    await gate.reached.wait()
    await desk.orders.cancel(intent.client_id)
    gate.open()
    await send
    tags = (intent.client_id, "autoslice", "autoslice:1")
    desk.orders.on_update(make_update("2", quantity=1800, tags=tags))
    await settle()
    assert {order.broker_id for order in desk.broker.cancelled} == {"1", "2"}
