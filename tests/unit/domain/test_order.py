"""The fold: what we believe of an order after each of the broker's words."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from terminal.domain.ids import BrokerOrderId
from terminal.domain.order import (
    IcebergLeg,
    Order,
    OrderState,
    OrderType,
    Product,
    Side,
    apply,
    order_from_intent,
    order_from_update,
)
from tests.fakes.clock import START_NS
from tests.make import make_intent, make_trade, make_update

S = OrderState
D = Decimal


def ours(**fields: object) -> Order:
    return order_from_intent(make_intent(**fields), "INFY", START_NS + 700_000_000)


def test_sides_and_types_know_themselves() -> None:
    assert (Side.BUY.sign, Side.SELL.sign) == (1, -1)
    assert (Side.BUY.opposite, Side.SELL.opposite) == (Side.SELL, Side.BUY)
    assert [kind for kind in OrderType if kind.has_price] == [OrderType.LIMIT, OrderType.SL]
    assert [kind for kind in OrderType if kind.has_trigger] == [OrderType.SL, OrderType.SL_M]


def test_states_are_final_working_or_neither() -> None:
    assert not {s for s in S if s.is_terminal} & {s for s in S if s.is_working}
    neither = {s for s in S if not s.is_terminal and not s.is_working}
    assert neither == {S.JOURNALLED, S.SENDING, S.UNKNOWN, S.CANCEL_PENDING}


def test_row_of_an_intent() -> None:
    order = ours()
    assert (order.key, order.state, order.remaining) == (
        order.intent.client_id if order.intent else "",
        S.JOURNALLED,
        10,
    )
    market = ours(order_type=OrderType.MARKET)
    assert (market.price, market.trigger_price) == (D(0), D(0))


def test_row_of_an_order_placed_elsewhere() -> None:
    order = order_from_update(make_update("5", message="", message_raw="raw words"))
    assert (order.key, order.broker_id, order.intent, order.message) == (
        "5",
        "5",
        None,
        "raw words",
    )


def test_brokers_clock_is_not_compared_with_ours() -> None:
    sent = replace(ours(), broker_id=BrokerOrderId("5"), state=S.PENDING)
    # The broker stamps whole seconds: its first word looks older than the click.
    assert apply(sent, make_update("5", updated_ns=START_NS)).state is S.OPEN


def test_older_words_change_nothing() -> None:
    order = apply(ours(), make_update("5", updated_ns=START_NS + 5, price=D(99)))
    late = make_update("5", updated_ns=START_NS + 4, price=D(98))
    assert apply(order, late) is order


def test_on_its_way_does_not_undo_at_the_exchange() -> None:
    order = apply(ours(), make_update("5"))
    assert apply(order, make_update("5", state=S.PENDING)) is order
    assert apply(order, make_update("5", state=S.CANCEL_PENDING)).state is S.CANCEL_PENDING


def test_filled_never_falls() -> None:
    order = apply(ours(), make_update("5", filled=6))
    assert apply(order, make_update("5", filled=4, updated_ns=START_NS + 9)) is order


def test_final_state_stays_and_late_fills_still_count() -> None:
    order = apply(ours(), make_update("5", state=S.CANCELLED, filled=2))
    assert apply(order, make_update("5", filled=2, updated_ns=START_NS + 9)) is order
    late = apply(order, make_update("5", filled=3, average_price=D(101)))
    assert (late.state, late.filled, late.average_price) == (S.CANCELLED, 3, D(101))
    silent = apply(order, make_update("5", filled=3, average_price=D(0)))
    assert silent.average_price == D(100)


def test_final_word_counts_even_if_it_looks_older() -> None:
    order = apply(ours(), make_update("5", filled=6, updated_ns=START_NS + 9))
    done = apply(order, make_update("5", state=S.CANCELLED, filled=4, updated_ns=START_NS))
    assert (done.state, done.filled, done.remaining) == (S.CANCELLED, 6, 0)


@pytest.mark.parametrize("state", [S.NOT_PLACED, S.REJECTED])
def test_brokers_book_outranks_our_own_conclusion(state: OrderState) -> None:
    concluded = replace(ours(), state=state)
    assert apply(concluded, make_update("5")).state is S.OPEN
    by_broker = apply(ours(), make_update("5", state=S.REJECTED))
    assert apply(by_broker, make_update("5", updated_ns=START_NS + 9)).state is S.REJECTED
    named = replace(concluded, broker_id=BrokerOrderId("5"), state=S.NOT_PLACED)
    assert apply(named, make_update("5")).state is S.OPEN


def test_label_of_a_protected_market_order_stays_until_it_is_changed() -> None:
    order = ours(order_type=OrderType.MARKET)
    row = make_update("5", order_type=OrderType.LIMIT)
    assert apply(order, row).order_type is OrderType.MARKET
    assert apply(order, replace(row, modified=True)).order_type is OrderType.LIMIT
    assert apply(ours(), replace(row, order_type=OrderType.SL)).order_type is OrderType.SL


def test_what_the_broker_leaves_out_is_kept() -> None:
    leg = IcebergLeg(1, 2, 5, 10, 5)
    first = make_update(
        "5",
        exchange_id="X",
        parent_id=BrokerOrderId("4"),
        iceberg=leg,
        placed_by="ZA1234",
        tags=("a", "b"),
    )
    bare = make_update(
        "5", symbol="", quantity=0, pending=0, product=Product.UNKNOWN, tags=("b", "c")
    )
    order = apply(apply(ours(), first), bare)
    assert (order.exchange_id, order.parent_id, order.iceberg) == ("X", "4", leg)
    assert (order.symbol, order.quantity, order.product) == ("INFY", 10, Product.MIS)
    assert order.tags[1:] == ("a", "b", "c")
    assert order.placed_by == "ZA1234"


def test_key_of_a_trade() -> None:
    trade = make_trade("7")
    assert trade.key == (trade.account, "NSE", trade.order_id, "7")
