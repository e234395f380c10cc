"""Laws of the fold: any order, any repetition, one end."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from terminal.domain.ids import BrokerOrderId
from terminal.domain.order import (
    Order,
    OrderState,
    OrderUpdate,
    apply,
    order_from_intent,
    order_from_update,
)
from terminal.orders.book import OrderBook
from tests.fakes.clock import START_NS
from tests.make import make_intent, make_update

S = OrderState
QUANTITY = 100
STEPS = [S.PENDING, S.OPEN, S.MODIFY_PENDING, S.CANCEL_PENDING, S.TRIGGER_PENDING]
INTENT = make_intent(quantity=QUANTITY)


@st.composite
def histories(draw: st.DrawFn) -> list[OrderUpdate]:
    """A life as a broker tells it: filled and time never fall, the last word is final."""
    fills = sorted(draw(st.lists(st.integers(0, QUANTITY), min_size=1, max_size=6)))
    rows = []
    now = START_NS
    for filled in fills:
        now += draw(st.integers(0, 3)) * 1_000_000_000
        rows.append(_row(draw(st.sampled_from(STEPS)), filled, now))
    end = draw(st.sampled_from([S.COMPLETE, S.CANCELLED, S.REJECTED, S.LAPSED]))
    rows.append(_row(end, QUANTITY if end is S.COMPLETE else fills[-1], now))
    return rows


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[OrderUpdate], list[OrderUpdate]]:
    """A life, and how it arrives: any order, anything repeated, anything but the end missing."""
    told = draw(histories())
    heard = draw(st.lists(st.sampled_from(told), max_size=10))
    return told, draw(st.permutations([*heard, told[-1]]))


def _row(state: OrderState, filled: int, now_ns: int) -> OrderUpdate:
    return make_update(
        "5",
        quantity=QUANTITY,
        state=state,
        filled=filled,
        average_price=Decimal(100 + filled) if filled else Decimal(0),
        updated_ns=now_ns,
        tags=(INTENT.client_id,),
    )


def _starts(first: OrderUpdate) -> list[Order]:
    ours = order_from_intent(INTENT, "INFY", START_NS)
    return [
        ours,
        replace(ours, state=S.UNKNOWN),
        replace(ours, state=S.NOT_PLACED),
        replace(ours, state=S.PENDING, broker_id=BrokerOrderId("5")),
        order_from_update(first),
    ]


@settings(deadline=None)  # a busy machine is no failure
@given(deliveries())
def test_every_delivery_ends_alike(delivery: tuple[list[OrderUpdate], list[OrderUpdate]]) -> None:
    told, heard = delivery
    for start in _starts(heard[0]):
        order = start
        for update in heard:
            order = apply(order, update)
        end = told[-1]
        assert (order.state, order.filled, order.remaining) == (end.state, end.filled, 0)
        assert order.average_price == end.average_price


@settings(deadline=None)  # a busy machine is no failure
@given(deliveries())
def test_filled_never_falls_and_the_end_is_final(
    delivery: tuple[list[OrderUpdate], list[OrderUpdate]],
) -> None:
    _, heard = delivery
    for order in _starts(heard[0]):
        before = order
        for update in heard:
            after = apply(before, update)
            assert after.filled >= before.filled
            if before.state.is_terminal and before.broker_id is not None:
                assert after.state is before.state or before.state is S.NOT_PLACED
            before = after


@settings(deadline=None)  # a busy machine is no failure
@given(deliveries())
def test_hearing_twice_is_hearing_once(
    delivery: tuple[list[OrderUpdate], list[OrderUpdate]],
) -> None:
    _, heard = delivery
    order = order_from_intent(INTENT, "INFY", START_NS)
    for update in heard:
        order = apply(order, update)
        assert apply(order, update) == order


@settings(deadline=None)  # a busy machine is no failure
@given(deliveries(), st.data())
def test_book_holds_one_row_whenever_the_reply_comes(
    delivery: tuple[list[OrderUpdate], list[OrderUpdate]], data: st.DataObject
) -> None:
    told, heard = delivery
    failures: list[BaseException] = []
    book = OrderBook(lambda _, error: failures.append(error))
    fills: list[int] = []
    book.filled.connect(lambda fill: fills.append(fill.quantity))
    book.put(replace(order_from_intent(INTENT, "INFY", START_NS), state=S.SENDING))
    reply_at = data.draw(st.integers(0, len(heard)))
    for place, update in enumerate(heard):
        if place == reply_at:
            book.bind(INTENT.client_id, BrokerOrderId("5"))
        tagged = data.draw(st.booleans())
        book.fold(update if tagged else replace(update, tags=()), streamed=True)
    book.bind(INTENT.client_id, BrokerOrderId("5"))
    (row,) = book.orders()
    assert (row.key, row.state, row.filled) == (
        INTENT.client_id,
        told[-1].state,
        told[-1].filled,
    )
    assert sum(fills) == row.filled
    assert failures == []
