"""Lost replies: found by tag, proved absent, or unknown for as long as it takes."""

import asyncio
from decimal import Decimal

from terminal.domain.account import PositionBook
from terminal.domain.errors import Transient, Unknown
from terminal.domain.ids import BrokerOrderId
from terminal.domain.notice import Refused
from terminal.domain.order import OrderChange, OrderState, Side
from terminal.orders.journal import Fate
from terminal.orders.outcomes import Submitted
from tests.fakes.broker import Gate
from tests.fakes.clock import eventually
from tests.make import ACCOUNT, make_intent, make_position, make_update
from tests.unit.orders.conftest import Desk


async def lose(desk: Desk, **fields: object):
    """Send an order whose reply is lost."""
    desk.broker.outcomes.append(Unknown("timeout"))
    intent = make_intent(**fields)
    await desk.orders.submit(intent)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN
    return intent


async def fate(desk: Desk, client_id: str) -> Fate:
    await eventually(lambda: not desk.orders._core.background.pending)
    entries = await desk.journal.load_since(ACCOUNT, 0)
    return next(e.fate for e in entries if e.intent.client_id == client_id)


async def test_row_says_unknown_and_the_same_intent_is_refused(desk: Desk) -> None:
    intent = await lose(desk)
    assert "checking" in desk.row(intent.client_id).message
    again = await desk.orders.submit(intent)
    assert isinstance(again, Refused)
    assert "already_sent" in again.codes
    assert await fate(desk, intent.client_id) is Fate.UNKNOWN


async def test_equal_order_with_a_new_id_is_refused_while_the_first_is_checked(desk: Desk) -> None:
    first = await lose(desk)
    await desk.clock.advance(2)
    again = await desk.orders.submit(make_intent(price=Decimal("100.05")))
    assert isinstance(again, Refused)
    assert again.codes == {"unknown_twin"}
    assert not again.askable
    other = await desk.orders.submit(make_intent(quantity=11))
    assert isinstance(other, Submitted)
    await desk.clock.advance(15)
    assert desk.row(first.client_id).state is OrderState.NOT_PLACED
    assert isinstance(await desk.orders.submit(make_intent()), Submitted)


async def test_equal_order_asks_while_the_first_has_no_answer(desk: Desk) -> None:
    gate = Gate()
    desk.broker.outcomes.append(gate)
    first = asyncio.ensure_future(desk.orders.submit(make_intent()))
    await gate.reached.wait()
    await desk.clock.advance(3)
    again = await desk.orders.submit(make_intent())
    assert isinstance(again, Refused)
    assert again.codes == {"duplicate"}
    gate.open()
    await first
    assert isinstance(await desk.orders.submit(make_intent()), Submitted)


async def test_order_is_found_by_tag_at_the_first_read(desk: Desk) -> None:
    intent = await lose(desk)
    row = desk.broker.place(intent)
    await desk.clock.advance(0.5)
    found = desk.row(intent.client_id)
    assert (found.state, found.broker_id) == (OrderState.OPEN, row.broker_id)
    assert await fate(desk, intent.client_id) is Fate.ACCEPTED
    assert len(desk.broker.submitted) == 1
    assert "Buy 10 INFY" in desk.titles("good")


async def test_book_that_lags_finds_it_later(desk: Desk) -> None:
    intent = await lose(desk)
    await desk.clock.advance(3.5)
    desk.broker.place(intent)
    await desk.clock.advance(4)
    assert desk.row(intent.client_id).state is OrderState.OPEN


async def test_stream_ends_the_search(desk: Desk) -> None:
    intent = await lose(desk)
    desk.orders.on_update(make_update("5", tags=("x", intent.client_id)))
    reads = desk.broker.order_reads
    assert desk.row(intent.client_id).state is OrderState.OPEN
    await desk.clock.advance(0.6)
    assert desk.broker.order_reads <= reads + 1
    assert await fate(desk, intent.client_id) is Fate.ACCEPTED


async def test_absence_is_concluded_only_after_the_window(desk: Desk) -> None:
    intent = await lose(desk)
    await desk.clock.advance(14.9)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN
    await desk.clock.advance(0.7)
    row = desk.row(intent.client_id)
    assert row.state is OrderState.NOT_PLACED
    assert "Not placed" in row.message
    assert await fate(desk, intent.client_id) is Fate.NOT_PLACED
    assert len(desk.broker.submitted) == 1


async def test_while_reads_fail_the_order_stays_unknown(desk: Desk) -> None:
    intent = await lose(desk)
    desk.broker.failure = Transient("no network")
    await desk.clock.advance(120)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN
    assert "The order book cannot be read" in desk.titles("warn")
    desk.broker.failure = None
    await desk.clock.advance(30)
    assert desk.row(intent.client_id).state is OrderState.NOT_PLACED
    assert "The order book is up to date again" in desk.titles("good")


async def test_row_that_turns_up_after_all_reopens_the_order(desk: Desk) -> None:
    intent = await lose(desk)
    await desk.clock.advance(16)
    assert desk.row(intent.client_id).state is OrderState.NOT_PLACED
    desk.broker.place(intent)
    await desk.clock.advance(11)
    assert desk.row(intent.client_id).state is OrderState.OPEN
    assert any("turned up" in notice.text for notice in desk.notices)


async def test_stream_reopens_an_order_held_to_be_not_placed(desk: Desk) -> None:
    intent = await lose(desk)
    await desk.clock.advance(16)
    desk.orders.on_update(
        make_update("6", state=OrderState.COMPLETE, filled=10, tags=(intent.client_id,))
    )
    assert desk.row(intent.client_id).state is OrderState.COMPLETE


async def test_watch_after_absence_ends_after_two_minutes(desk: Desk) -> None:
    await lose(desk)
    await desk.clock.advance(16 + 125)
    reads = desk.broker.order_reads
    await desk.clock.advance(60)
    assert desk.broker.order_reads == reads


async def test_several_matches_are_flagged_and_never_cancelled(desk: Desk) -> None:
    intent = await lose(desk)
    first, second = desk.broker.place(intent), desk.broker.place(intent)
    await desk.clock.advance(60)
    row = desk.row(intent.client_id)
    assert row.broker_id == first.broker_id
    assert first.broker_id in row.hint
    assert second.broker_id in row.hint
    assert "INFY: possible duplicate order" in desk.titles("bad")
    assert desk.broker.cancelled == []
    assert desk.row(second.broker_id).state is OrderState.OPEN


async def test_second_row_with_the_tag_of_a_found_order_is_flagged(desk: Desk) -> None:
    intent = make_intent()
    desk.broker.places = True
    await desk.orders.submit(intent)
    desk.broker.place(intent)
    await desk.orders.refresh(ACCOUNT)
    assert "possible duplicate" in desk.titles("bad")[0]
    assert "More than one order" in desk.row(intent.client_id).hint


async def test_untagged_row_with_the_same_terms_is_taken_only_at_the_end(desk: Desk) -> None:
    intent = await lose(desk)
    row = desk.broker.place(intent, tags=())
    await desk.clock.advance(14)
    assert desk.row(intent.client_id).state is OrderState.UNKNOWN
    await desk.clock.advance(2)
    found = desk.row(intent.client_id)
    assert found.broker_id == row.broker_id
    assert "no tag" in found.hint
    assert desk.orders.book.orders() == [found]


async def test_untagged_row_of_another_size_shows_as_placed_elsewhere(desk: Desk) -> None:
    intent = await lose(desk)
    desk.broker.place(intent, tags=(), quantity=3, broker_id="333")
    await desk.clock.advance(16)
    assert desk.row(intent.client_id).state is OrderState.NOT_PLACED
    assert desk.row("333").state is OrderState.OPEN


async def test_cancel_of_an_unknown_order_is_sent_when_it_is_found(desk: Desk) -> None:
    intent = await lose(desk)
    result = await desk.orders.cancel(intent.client_id)
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Unknown)
    assert desk.broker.cancelled == []
    desk.broker.place(intent)
    await desk.clock.advance(0.6)
    assert [order.key for order in desk.broker.cancelled] == [intent.client_id]
    assert desk.row(intent.client_id).state is OrderState.CANCEL_PENDING


async def test_unknown_exit_counts_as_in_flight(desk: Desk) -> None:
    await lose(desk, side=Side.SELL, quantity=4)
    desk.broker.positions = PositionBook(net=(make_position(),))
    await desk.portfolio.refresh(ACCOUNT)
    intent = desk.orders.exit_intent(make_position())
    assert intent.quantity == 6


async def test_unknown_order_cannot_be_changed(desk: Desk) -> None:
    intent = await lose(desk)
    result = await desk.orders.modify(intent.client_id, OrderChange(quantity=20))
    assert isinstance(result, Refused)
    assert result.codes == {"not_working"}


async def test_detach_leaves_the_question_open_and_the_next_attach_answers_it(desk: Desk) -> None:
    intent = await lose(desk)
    await desk.orders.detach(ACCOUNT)
    assert desk.orders.book.orders() == []
    desk.broker.place(intent)
    desk.orders.attach(desk.broker)
    await desk.orders.recover(ACCOUNT)
    assert desk.row(intent.client_id).state is OrderState.OPEN
    assert desk.row(intent.client_id).broker_id == BrokerOrderId(desk.broker.orders[0].broker_id)
