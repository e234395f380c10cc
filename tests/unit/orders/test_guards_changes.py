"""Changes of resting orders pass the same gate: what they touch is judged, what they leave is not."""

from decimal import Decimal

from msgspec.structs import replace

from terminal.domain.order import (
    IcebergLeg,
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from terminal.orders.guards import Facts, Limits, check_change
from tests.make import make_instrument, make_intent, make_order
from tests.unit.orders.test_guards import ROOM, facts

D = Decimal


def change_codes(order, change, known: Facts | None = None, limits: Limits | None = None):
    found = check_change(order, change, known or facts(), limits or Limits())
    assert all(o.text and o.fix for o in found)
    return [objection.code for objection in found]


def test_change_that_changes_nothing() -> None:
    assert change_codes(make_order(), OrderChange()) == ["no_change"]
    assert change_codes(make_order(), OrderChange(price=D(100), quantity=10)) == ["no_change"]
    protection = OrderChange(market_protection=D(2), order_type=OrderType.MARKET)
    assert change_codes(make_order(), protection) == []


def test_change_below_filled() -> None:
    order = make_order(filled=4)
    assert change_codes(order, OrderChange(quantity=4)) == ["below_filled"]
    assert change_codes(order, OrderChange(quantity=5)) == []


def test_change_count_and_rules() -> None:
    assert change_codes(make_order(modifications=25), OrderChange(price=D(101))) == [
        "modifications"
    ]
    no_account = facts(capabilities=None)
    worn = make_order(modifications=25)
    assert change_codes(worn, OrderChange(price=D(101)), no_account) == ["modifications"]
    assert change_codes(make_order(), OrderChange(price=D("100.03"))) == ["tick"]
    assert change_codes(make_order(), OrderChange(price=100.5)) == ["price_invalid"]  # type: ignore[arg-type]
    assert change_codes(make_order(), OrderChange(quantity=0)) == ["quantity"]
    assert change_codes(make_order(), OrderChange(disclosed_quantity=11)) == ["disclosed"]
    frozen = facts(instrument=make_instrument(freeze=15))
    assert change_codes(make_order(), OrderChange(quantity=20), frozen) == ["freeze"]
    unknown = facts(instrument=None)
    assert change_codes(make_order(), OrderChange(price=D(101)), unknown) == ["unknown_instrument"]


def test_what_a_change_does_not_touch_is_no_reason() -> None:
    leg = make_order(
        product=Product.CO,
        order_type=OrderType.SL_M,
        price=D(0),
        trigger_price=D(95),
        side=Side.SELL,
        state=OrderState.TRIGGER_PENDING,
    )
    assert change_codes(leg, OrderChange(trigger_price=D(96))) == []
    assert change_codes(leg, OrderChange(trigger_price=D("96.01"))) == ["trigger_tick"]


def test_change_of_type_checks_the_prices_it_needs() -> None:
    change = OrderChange(order_type=OrderType.SL)
    assert change_codes(make_order(), change) == ["trigger_price_missing"]
    change = OrderChange(order_type=OrderType.SL, trigger_price=D(101))
    assert "stop_sides" in change_codes(make_order(), change)


def test_change_that_only_lowers_the_quantity_always_passes() -> None:
    tight = Limits(max_quantity=1, max_value=D(1))
    killed = facts(killed=True, room=replace(ROOM, wait_s=1.0))
    assert change_codes(make_order(), OrderChange(quantity=5), killed, tight) == []
    assert change_codes(make_order(), OrderChange(price=D(99)), killed) == ["killed", "rate"]


def test_change_of_an_exit_passes_limits() -> None:
    order = make_order(side=Side.SELL)
    tight = Limits(max_quantity=1)
    assert change_codes(order, OrderChange(price=D(101)), facts(reducible=10), tight) == []
    assert change_codes(order, OrderChange(price=D(101)), None, tight) == ["max_quantity"]


def test_exit_cannot_be_changed_into_more_than_the_position() -> None:
    intent = make_intent(side=Side.SELL, reduces=True)
    order = make_order(side=Side.SELL, intent=intent, filled=4)
    # 6 of the order and 6 of the position are left.
    assert change_codes(order, OrderChange(price=D(101)), facts(reducible=6)) == []
    assert change_codes(order, OrderChange(quantity=11), facts(reducible=6)) == ["exceeds_position"]
    assert change_codes(order, OrderChange(quantity=11), facts(reducible=7)) == []
    assert change_codes(order, OrderChange(quantity=9), facts(reducible=0)) == []
    elsewhere = make_order(side=Side.SELL, filled=4)
    tight = Limits(max_quantity=1)
    assert change_codes(elsewhere, OrderChange(price=D(101)), facts(reducible=6), tight) == []
    assert change_codes(elsewhere, OrderChange(price=D(101)), facts(reducible=5), tight) == [
        "max_quantity"
    ]


def test_change_is_measured_from_the_market() -> None:
    assert change_codes(make_order(), OrderChange(price=D(96))) == ["ask_percent_from_market"]
    assert change_codes(make_order(), OrderChange(quantity=12), facts(room=None)) == []
    same_price = OrderChange(validity=Validity.IOC)
    assert change_codes(make_order(), same_price, None, Limits(max_quantity=1)) == []


def test_resting_market_and_stop_market_orders_take_prices() -> None:
    market = make_order(order_type=OrderType.MARKET, price=D(100))
    assert change_codes(market, OrderChange(price=D(101))) == []
    fresh = make_order(order_type=OrderType.MARKET, price=D(0))
    assert change_codes(fresh, OrderChange(quantity=12)) == []
    stop = make_order(order_type=OrderType.SL_M, price=D(104), trigger_price=D(103))
    assert change_codes(stop, OrderChange(price=D(105))) == []


def test_iceberg_leg_placed_elsewhere_can_be_changed() -> None:
    leg = make_order(variety=Variety.ICEBERG, iceberg=IcebergLeg(1, 4, 10, 40, 30))
    assert change_codes(leg, OrderChange(price=D(101))) == []
