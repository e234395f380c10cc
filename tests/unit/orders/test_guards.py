"""The gate's rules, one case each: code, words, a way to mend it."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from terminal.domain.account import ConfirmLevel
from terminal.domain.order import (
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from terminal.orders.budget import Room
from terminal.orders.guards import Facts, Limits, check, slices, value_of
from terminal.orders.rules import requests_of
from tests.fakes.broker import ALL
from tests.make import (
    CRUDE,
    INFY_CALL,
    NIFTY,
    NIFTY_CALL,
    make_instrument,
    make_intent,
)

D = Decimal
NO_LIMITS = Limits(
    ask_quantity=None,
    max_quantity=None,
    ask_value=None,
    max_value=None,
    ask_percent_from_market=None,
    max_percent_from_market=None,
    ask_percent_from_market_options=None,
    max_percent_from_market_options=None,
    ask_orders_per_day=None,
    max_orders_per_day=None,
    ask_value_per_day=None,
    max_value_per_day=None,
)
ROOM = Room(
    second_used=0,
    second_limit=7,
    minute_used=0,
    minute_limit=370,
    day_used=0,
    day_limit=4750,
    wait_s=0.0,
)


def facts(**fields: object) -> Facts:
    values: dict[str, object] = {
        "instrument": make_instrument(),
        "capabilities": ALL,
        "last": D(100),
        "age_s": 0.5,
        "room": ROOM,
    }
    values.update(fields)
    return Facts(**values)  # type: ignore[arg-type]


def codes(intent, known: Facts | None = None, limits: Limits | None = None) -> list[str]:
    found = check(intent, known or facts(), limits or Limits())
    assert all(o.text and o.text[-1] in ".:" and o.fix for o in found), found
    return [objection.code for objection in found]


def test_plain_order_passes() -> None:
    assert codes(make_intent()) == []


def test_unknown_instrument_index_and_account() -> None:
    assert codes(make_intent(), facts(instrument=None)) == ["unknown_instrument"]
    assert "not_tradable" in codes(make_intent(), facts(instrument=make_instrument(NIFTY)))
    assert codes(make_intent(), facts(capabilities=None)) == ["no_account"]


def test_closing_known_and_killed() -> None:
    assert codes(make_intent(), facts(closing=True)) == ["closing"]
    assert codes(make_intent(), facts(known=True)) == ["already_sent"]
    assert codes(make_intent(), facts(killed=True)) == ["killed"]


@pytest.mark.parametrize("quantity", [0, -5, 2.0, True, D(3), 10**9 + 1])
def test_quantity_is_a_whole_number_above_zero(quantity) -> None:
    assert codes(make_intent(quantity=quantity)) == ["quantity"]


@pytest.mark.parametrize(("quantity", "fix"), [(80, "75 or 150"), (10, "Enter 75.")])
def test_lot_names_the_nearest_multiples(quantity, fix) -> None:
    lots = facts(instrument=make_instrument(NIFTY_CALL, lot=75))
    (found,) = check(make_intent(quantity=quantity, product=Product.NRML), lots, Limits())
    assert (found.code, found.field) == ("lot", "quantity")
    assert fix in found.fix


def test_position_of_an_old_lot_size_can_be_closed() -> None:
    lots = facts(instrument=make_instrument(NIFTY_CALL, lot=75), reducible=25)
    intent = make_intent(quantity=25, side=Side.SELL, product=Product.NRML)
    assert codes(intent, lots) == []


def test_freeze_is_refused_or_sliced_with_its_plan() -> None:
    frozen = facts(instrument=make_instrument(freeze=1800))
    (found,) = check(make_intent(quantity=5000), frozen, NO_LIMITS)
    assert found.code == "freeze"
    assert "1,800 + 1,800 + 1,400" in found.fix
    assert codes(make_intent(quantity=5000, slice_above_freeze=True), frozen, NO_LIMITS) == []
    (found,) = check(make_intent(quantity=18001, slice_above_freeze=True), frozen, NO_LIMITS)
    assert found.code == "too_many_slices"
    assert "18,000" in found.fix
    iceberg = make_intent(quantity=5000, variety=Variety.ICEBERG, iceberg_legs=3)
    assert codes(iceberg, frozen, NO_LIMITS) == []
    assert codes(replace(iceberg, iceberg_legs=2), frozen, NO_LIMITS) == ["freeze"]


def test_account_that_cannot_slice_names_the_largest_order() -> None:
    known = facts(
        instrument=make_instrument(freeze=1800), capabilities=replace(ALL, autoslice=False)
    )
    (found,) = check(make_intent(quantity=5000, slice_above_freeze=True), known, NO_LIMITS)
    assert (found.code, found.fix) == (
        "freeze",
        "Enter at most 1,800 and send the rest afterwards.",
    )


def test_slices_and_their_plan_are_whole_lots() -> None:
    assert slices(4095, 1800, 65) == [1755, 1755, 585]
    assert slices(1755, 1800, 65) == [1755]
    assert slices(130, 50, 65) == [50, 50, 30]  # a limit below one lot: the exchange decides
    call = facts(instrument=make_instrument(NIFTY_CALL, lot=65, freeze=1800))
    (found,) = check(make_intent(quantity=4095, product=Product.NRML), call, NO_LIMITS)
    assert "1,755 + 1,755 + 585" in found.fix
    many = make_intent(quantity=65 * 271, product=Product.NRML, slice_above_freeze=True)
    (found,) = check(many, call, NO_LIMITS)
    assert (found.code, "17,550" in found.fix) == ("too_many_slices", True)
    assert requests_of(replace(many, quantity=65 * 270), call.instrument) == 10
    iceberg = make_intent(
        quantity=65 * 55, product=Product.NRML, variety=Variety.ICEBERG, iceberg_legs=2
    )
    assert codes(iceberg, call, NO_LIMITS) == ["freeze"]  # 28 lots are 1,820
    assert codes(replace(iceberg, quantity=65 * 54), call, NO_LIMITS) == []


def test_slices() -> None:
    assert slices(5000, 1800) == [1800, 1800, 1400]
    assert slices(3600, 1800) == [1800, 1800]
    assert slices(10, None) == slices(10, 0) == [10]


@pytest.mark.parametrize("disclosed", [-1, 11])
def test_disclosed_quantity_lies_within(disclosed) -> None:
    assert codes(make_intent(disclosed_quantity=disclosed)) == ["disclosed"]


@pytest.mark.parametrize(
    ("price", "code"),
    [
        (None, "price_missing"),
        (100.0, "price_invalid"),
        (D(0), "price_invalid"),
        (D(-1), "price_invalid"),
        (D("NaN"), "price_invalid"),
        (D("Infinity"), "price_invalid"),
        (D("5E+26"), "price_invalid"),
        (100, "price_invalid"),
        (D("100.03"), "tick"),
    ],
)
def test_price_is_a_decimal_on_the_grid(price, code) -> None:
    assert codes(make_intent(price=price)) == [code]


def test_tick_names_the_nearest_prices() -> None:
    (found,) = check(make_intent(price=D("100.03")), facts(), Limits())
    assert found.fix == "Use 100.00 or 100.05."
    (found,) = check(make_intent(price=D("0.03")), facts(last=None), NO_LIMITS)[:1]
    assert found.fix == "Use 0.05."


def test_band_is_refused_with_its_edge() -> None:
    band = facts(band=(D(90), D(110)))
    (found,) = check(make_intent(price=D(115)), band, NO_LIMITS)
    assert (found.code, found.fix) == ("band", "Use 110.00 or a price inside the band.")
    (found,) = check(make_intent(price=D(85)), band, NO_LIMITS)
    assert "90.00" in found.fix
    stop = make_intent(order_type=OrderType.SL, price=D(109), trigger_price=D(111))
    assert "trigger_band" in codes(stop, band, NO_LIMITS)
    assert codes(make_intent(price=D(110)), band, NO_LIMITS) == []


def test_stop_needs_its_trigger_on_the_right_side() -> None:
    stop = make_intent(order_type=OrderType.SL, price=D(105), trigger_price=D(104))
    assert codes(stop) == []
    assert codes(replace(stop, trigger_price=D(106))) == ["stop_sides"]
    assert codes(replace(stop, trigger_price=None)) == ["trigger_price_missing"]
    assert codes(replace(stop, trigger_price=D("104.01"))) == ["trigger_tick"]
    sell = make_intent(order_type=OrderType.SL, side=Side.SELL, price=D(95), trigger_price=D(96))
    assert codes(sell) == []
    assert codes(replace(sell, trigger_price=D(94))) == ["stop_sides"]
    market = make_intent(order_type=OrderType.SL_M, trigger_price=D(104))
    assert codes(market) == []
    assert codes(replace(market, price=D(90))) == []


def test_trigger_that_is_reached_asks() -> None:
    for side, trigger in ((Side.BUY, D(100)), (Side.SELL, D(100))):
        stop = make_intent(order_type=OrderType.SL_M, side=side, trigger_price=trigger)
        assert codes(stop) == ["trigger_reached"]
    assert codes(stop, facts(last=None, age_s=None)) == ["no_price"]


def test_what_the_account_does_not_offer() -> None:
    few = replace(
        ALL,
        order_types=(OrderType.LIMIT,),
        products=(Product.CNC,),
        varieties=(Variety.REGULAR,),
        validities=(Validity.DAY,),
    )
    intent = make_intent(order_type=OrderType.MARKET, variety=Variety.AMO, validity=Validity.IOC)
    assert codes(intent, facts(capabilities=few)) == [
        "order_type_not_offered",
        "product_not_offered",
        "variety_not_offered",
        "validity_not_offered",
    ]


def test_market_on_an_option_on_a_share_proposes_a_limit() -> None:
    share = facts(
        instrument=make_instrument(INFY_CALL, lot=10), stock_option=True, touch=(D(19), D(20))
    )
    intent = make_intent(order_type=OrderType.MARKET, product=Product.NRML)
    (found,) = check(intent, share, Limits())
    assert (found.code, found.field) == ("stock_option_market", "order_type")
    assert "20.00, the best ask" in found.fix
    (found,) = check(replace(intent, side=Side.SELL), share, Limits())
    assert "19.00, the best bid" in found.fix
    (found,) = check(intent, replace(share, touch=None), Limits())
    assert "100.00, the last price" in found.fix
    found, *_ = check(intent, replace(share, touch=None, last=None), Limits())
    assert found.fix == "Use a limit order."
    assert codes(intent, replace(share, stock_option=False)) == []


def test_stop_market_on_an_option_is_refused() -> None:
    option = facts(instrument=make_instrument(NIFTY_CALL, lot=10))
    stop = make_intent(order_type=OrderType.SL_M, trigger_price=D(105), product=Product.NRML)
    assert codes(stop, option) == ["option_sl_m"]


@pytest.mark.parametrize(("percent", "passes"), [(-1, True), (2, True), (0, False), (101, False)])
def test_market_protection(percent, passes) -> None:
    intent = make_intent(order_type=OrderType.MARKET, market_protection=D(percent))
    assert codes(intent) == ([] if passes else ["market_protection"])


def test_ioc_on_mcx_is_refused() -> None:
    crude = facts(instrument=make_instrument(CRUDE, tick="1"))
    intent = make_intent(validity=Validity.IOC, product=Product.NRML)
    assert codes(intent, crude) == ["ioc_mcx"]
    assert codes(make_intent(validity=Validity.IOC)) == []


@pytest.mark.parametrize(("minutes", "passes"), [(5, True), (0, False), (None, False)])
def test_minutes_of_a_ttl_order(minutes, passes) -> None:
    intent = make_intent(validity=Validity.TTL, ttl_minutes=minutes)
    assert codes(intent) == ([] if passes else ["ttl"])


def test_delivery_product_on_a_derivative() -> None:
    option = facts(instrument=make_instrument(NIFTY_CALL, lot=10))
    assert codes(make_intent(product=Product.CNC), option) == ["product_segment"]


def test_iceberg_cover_and_auction_forms() -> None:
    iceberg = make_intent(variety=Variety.ICEBERG)
    assert codes(iceberg) == ["iceberg_legs"]
    assert codes(replace(iceberg, iceberg_legs=51)) == ["iceberg_legs"]
    market = replace(iceberg, iceberg_legs=2, order_type=OrderType.MARKET, price=None)
    assert codes(market) == ["iceberg_type"]
    cover = make_intent(variety=Variety.CO)
    assert codes(cover) == ["trigger_price_missing"]
    cover = replace(cover, trigger_price=D(95))
    assert codes(cover) == []
    assert codes(replace(cover, product=Product.NRML)) == ["cover_product"]
    assert "cover_type" in codes(replace(cover, order_type=OrderType.SL))
    auction = make_intent(variety=Variety.AUCTION, side=Side.SELL)
    assert codes(auction) == ["auction_number"]
    assert codes(replace(auction, auction_number="22")) == []


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"ask_quantity": 9}, "ask_quantity"),
        ({"max_quantity": 9}, "max_quantity"),
        ({"ask_value": D(999)}, "ask_value"),
        ({"max_value": D(999)}, "max_value"),
        ({"ask_quantity_per_day": 14}, "ask_quantity_per_day"),
        ({"max_quantity_per_day": 14}, "max_quantity_per_day"),
        ({"ask_value_per_day": D(1499)}, "ask_value_per_day"),
        ({"max_value_per_day": D("1499.50")}, "max_value_per_day"),
        ({"ask_orders_per_day": 3}, "ask_orders_per_day"),
        ({"max_orders_per_day": 3}, "max_orders_per_day"),
        ({"confirm_above_value": D(999)}, "confirm"),
    ],
)
def test_each_limit_holds_above_it_and_not_at_it(limits, code) -> None:
    known = facts(quantity_today=5, value_today=D(500), room=replace(ROOM, day_used=3))
    assert codes(make_intent(), known, Limits(**limits)) == [code]
    at = {name: value + 1 for name, value in limits.items()}
    assert codes(make_intent(), known, Limits(**at)) == []
    (found,) = check(make_intent(), known, Limits(**limits))
    level = ConfirmLevel.NEVER if code.startswith("max_") else ConfirmLevel.ASK
    assert found.level is level


def test_never_hides_ask_of_the_same_limit() -> None:
    limits = Limits(ask_quantity=5, max_quantity=9)
    assert codes(make_intent(), None, limits) == ["max_quantity"]


def test_order_of_unknown_value_is_confirmed() -> None:
    unknown = facts(last=None, age_s=None)
    intent = make_intent(order_type=OrderType.MARKET)
    assert codes(intent, unknown, Limits(confirm_above_value=D(0))) == ["no_price", "confirm"]


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("103", None),
        ("103.05", "ask_percent_from_market"),
        ("96.95", "ask_percent_from_market"),
        ("120.05", "max_percent_from_market"),
        ("79", "max_percent_from_market"),
    ],
)
def test_distance_from_the_market(price, code) -> None:
    assert codes(make_intent(price=D(price))) == ([] if code is None else [code])


def test_options_have_distances_of_their_own() -> None:
    option = facts(instrument=make_instrument(NIFTY_CALL, lot=10))
    intent = make_intent(product=Product.NRML)
    assert codes(replace(intent, price=D(109)), option) == []
    assert codes(replace(intent, price=D(111)), option) == ["ask_percent_from_market"]
    assert codes(replace(intent, price=D(161)), option) == ["max_percent_from_market"]


def test_inside_the_spread_is_at_the_market() -> None:
    wide = facts(touch=(D(80), D(120)))
    assert codes(make_intent(price=D(119)), wide) == []
    assert codes(make_intent(price=D(70)), wide) == ["max_percent_from_market"]


def test_limit_of_a_stop_is_measured_from_its_trigger() -> None:
    stop = make_intent(order_type=OrderType.SL, price=D(131), trigger_price=D(130))
    assert codes(stop) == []
    assert codes(replace(stop, price=D(140))) == ["ask_percent_from_market"]


def test_marketable_limit_is_told_as_such() -> None:
    touch = facts(touch=(D("99.95"), D("100.05")))
    (found,) = check(make_intent(price=D("100.1")), touch, Limits())
    assert (found.code, found.level) == ("marketable", ConfirmLevel.ASK)
    assert "will fill like a market order" in found.text
    (found,) = check(make_intent(side=Side.SELL, price=D("99.9")), touch, Limits())
    assert "best bid 99.95" in found.fix
    assert codes(make_intent(price=D("100.05")), touch) == []
    assert codes(make_intent(price=D("100.1")), touch, Limits(ask_marketable=False)) == []


def test_age_of_the_price() -> None:
    assert codes(make_intent(), facts(age_s=31.0)) == ["stale_price"]
    (found,) = check(make_intent(), facts(age_s=float("inf")), Limits())
    assert "connection was lost" in found.text
    assert codes(make_intent(), facts(last=None, age_s=None)) == ["no_price"]
    assert codes(make_intent(), facts(age_s=30.0)) == []


def test_duplicate_asks() -> None:
    assert codes(make_intent(), facts(duplicate_age_ms=499.0)) == ["duplicate"]
    assert codes(make_intent(), facts(duplicate_age_ms=500.0)) == []


def test_twin_that_is_being_checked_is_refused_and_one_on_its_way_asks() -> None:
    (found,) = check(make_intent(), facts(twin=OrderState.UNKNOWN), Limits())
    assert (found.code, found.level) == ("unknown_twin", ConfirmLevel.NEVER)
    (found,) = check(make_intent(), facts(twin=OrderState.SENDING), Limits())
    assert (found.code, found.level) == ("duplicate", ConfirmLevel.ASK)
    exit_order = make_intent(side=Side.SELL, reduces=True)
    assert codes(exit_order, facts(twin=OrderState.UNKNOWN, reducible=10)) == []


def test_broker_budget() -> None:
    assert codes(make_intent(), facts(room=replace(ROOM, wait_s=0.4, second_used=7))) == ["rate"]
    full = facts(room=replace(ROOM, day_used=4750))
    assert codes(make_intent(), full, NO_LIMITS) == ["day_budget"]
    assert codes(make_intent(), facts(room=None)) == []


def test_iceberg_legs_count_each_against_the_day() -> None:
    room = facts(room=replace(ROOM, day_used=4740))
    iceberg = make_intent(variety=Variety.ICEBERG, iceberg_legs=11, quantity=110)
    assert codes(iceberg, room, NO_LIMITS) == ["day_budget"]


def test_exit_passes_every_limit_and_obeys_the_exchange() -> None:
    hard = Limits(max_quantity=1, max_value=D(1), max_orders_per_day=0, confirm_above_value=D(0))
    known = facts(
        killed=True,
        age_s=float("inf"),
        duplicate_age_ms=1.0,
        reducible=10,
        room=replace(ROOM, wait_s=1.0, day_used=5000),
    )
    intent = make_intent(side=Side.SELL, reduces=True)
    assert codes(intent, known, hard) == []
    assert codes(replace(intent, price=D("100.03")), known, hard) == ["tick"]


def test_exit_larger_than_the_position() -> None:
    intent = make_intent(side=Side.SELL, reduces=True)
    assert codes(intent, facts(reducible=4)) == ["exceeds_position"]
    assert codes(intent, facts(reducible=0)) == ["nothing_to_exit"]
    assert codes(replace(intent, quantity=0), facts(reducible=0)) == ["nothing_to_exit"]
    assert codes(replace(intent, quantity=0), facts(reducible=4)) == ["quantity"]
    assert codes(intent, facts(reducible=None)) == []
    assert codes(intent, facts(reducible=None, duplicate_age_ms=3.0)) == ["duplicate"]


def test_value_uses_limit_then_market_then_trigger() -> None:
    instrument = make_instrument(multiplier="100")
    assert value_of(make_intent(), instrument, D(90)) == 100_000
    market = make_intent(order_type=OrderType.MARKET)
    assert value_of(market, instrument, D(90)) == 90_000
    stop = make_intent(order_type=OrderType.SL_M, trigger_price=D(80))
    assert value_of(stop, instrument, None) == 80_000
    assert value_of(market, instrument, None) is None
