"""Own orders on the chart, what is possible at a price, and what a dragged line means."""

from decimal import Decimal

import pytest

from terminal.domain.instrument import PriceGrid
from terminal.domain.order import Order, OrderState, OrderType, Product, Side, Validity, Variety
from terminal.ui.chart.levels import (
    LevelKind,
    change_at,
    choices,
    line_price,
    open_profit,
    order_levels,
    position_levels,
)
from tests.make import ACCOUNT, INFY, make_position

GRID = PriceGrid(Decimal("0.05"))


def order(
    order_type: OrderType = OrderType.LIMIT,
    *,
    price: str = "100",
    trigger: str = "0",
    side: Side = Side.BUY,
    state: OrderState = OrderState.OPEN,
    filled: int = 0,
) -> Order:
    return Order(
        key="A",
        account=ACCOUNT,
        instrument=INFY,
        symbol="INFY",
        side=side,
        quantity=10,
        order_type=order_type,
        product=Product.MIS,
        variety=Variety.REGULAR,
        validity=Validity.DAY,
        state=state,
        price=Decimal(price),
        trigger_price=Decimal(trigger),
        filled=filled,
    )


def possible(price: float, last: float) -> set[str]:
    return {choice.name for choice in choices(price, last) if not choice.why_not}


def test_below_the_last_price_one_buys_by_limit_or_sells_by_stop():
    assert possible(99, 100) == {"Buy limit", "Sell stop"}


def test_above_the_last_price_one_sells_by_limit_or_buys_by_stop():
    assert possible(101, 100) == {"Sell limit", "Buy stop"}


def test_at_the_last_price_stops_would_trigger_at_once():
    assert possible(100, 100) == {"Buy limit", "Sell limit"}


def test_without_a_last_price_nothing_is_ruled_out():
    assert len(possible(100, float("nan"))) == 4


def test_the_impossible_says_why():
    reasons = {choice.name: choice.why_not for choice in choices(101, 100)}
    assert "fill at once" in reasons["Buy limit"]
    assert reasons["Sell limit"] == ""


def test_working_limit_is_a_line_that_can_be_dragged_and_closed():
    (level,) = order_levels([order(filled=4)], GRID)
    assert (level.kind, level.price, level.sign) == (LevelKind.LIMIT, 100.0, 1)
    assert level.text == "Buy 6 limit · 4 filled"
    assert level.draggable
    assert level.closable
    assert level.settled


@pytest.mark.parametrize("state", [OrderState.COMPLETE, OrderState.CANCELLED, OrderState.REJECTED])
def test_finished_orders_have_no_line(state):
    assert order_levels([order(state=state)], GRID) == []


def test_market_order_without_a_price_has_no_line():
    assert order_levels([order(OrderType.MARKET, price="0")], GRID) == []


@pytest.mark.parametrize("state", [OrderState.SENDING, OrderState.UNKNOWN])
def test_unsettled_order_cannot_be_dragged(state):
    (level,) = order_levels([order(state=state)], GRID)
    assert not level.settled
    assert not level.draggable


def test_waiting_stop_stands_at_its_trigger_and_a_triggered_one_at_its_limit():
    waiting = order(
        OrderType.SL, price="95", trigger="96", side=Side.SELL, state=OrderState.TRIGGER_PENDING
    )
    assert line_price(waiting) == 96
    assert order_levels([waiting], GRID)[0].kind is LevelKind.STOP
    triggered = order(OrderType.SL, price="95", trigger="96", side=Side.SELL)
    assert line_price(triggered) == 95
    assert order_levels([triggered], GRID)[0].kind is LevelKind.LIMIT


def test_dragging_a_limit_changes_its_price_only():
    change = change_at(order(), Decimal("99.5"))
    assert (change.price, change.trigger_price) == (Decimal("99.5"), None)


def test_dragging_a_stop_limit_keeps_the_gap():
    stop = order(
        OrderType.SL, price="94.5", trigger="95", side=Side.SELL, state=OrderState.TRIGGER_PENDING
    )
    change = change_at(stop, Decimal("97.25"))
    assert (change.trigger_price, change.price) == (Decimal("97.25"), Decimal("96.75"))


def test_dragging_a_stop_market_moves_the_trigger_only():
    stop = order(OrderType.SL_M, price="0", trigger="95", state=OrderState.TRIGGER_PENDING)
    change = change_at(stop, Decimal("97.25"))
    assert (change.trigger_price, change.price) == (Decimal("97.25"), None)


def test_position_line_stands_at_its_average_and_counts_open_profit():
    (level,) = position_levels([make_position(quantity=-10, average_price=Decimal(100))], GRID)
    assert (level.text, level.sign, level.price) == ("Short 10 @ 100.00", -1, 100.0)
    assert open_profit(level, 98.0) == 20.0
    assert not level.draggable


def test_flat_position_has_no_line():
    assert position_levels([make_position(quantity=0)], GRID) == []
