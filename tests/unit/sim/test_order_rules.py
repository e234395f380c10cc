"""What the broker refuses and the words it uses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from terminal.sim.types import OrderKind, Product, Side, Status, Validity, Variety
from tests.unit.sim.support import Trader, ist


@pytest.fixture
def trader() -> Trader:
    return Trader()


def test_market_order_without_protection_is_refused_with_the_brokers_words(trader: Trader) -> None:
    refused = trader.refused(order_type=OrderKind.MARKET)
    assert (refused.http, refused.error_type) == (400, "InputException")
    assert refused.message == (
        "Market orders without market protection are not allowed via API. "
        "Please set market protection or use a Limit order."
    )
    assert (
        "market protection"
        in trader.refused(
            order_type=OrderKind.SL_M, trigger_price=trader.away("1"), market_protection=Decimal(0)
        ).message
    )


def test_old_rules_let_an_unprotected_market_order_through() -> None:
    trader = Trader(strict_market=False)
    order_id = trader.ok(order_type=OrderKind.MARKET, quantity=5)
    trader.run(1)
    row = trader.order(order_id)
    assert (row.status, row.order_type, row.price) == (Status.COMPLETE, OrderKind.MARKET, 0)


@pytest.mark.parametrize("protection", ["-2", "100.5"])
def test_protection_out_of_range_is_refused(trader: Trader, protection: str) -> None:
    refused = trader.refused(order_type=OrderKind.MARKET, market_protection=Decimal(protection))
    assert "market_protection" in refused.message


def test_price_off_the_tick_is_refused(trader: Trader) -> None:
    refused = trader.refused(price=trader.last + Decimal("0.03"))
    assert refused.message.startswith("Tick size for this script is 0.10")


def test_price_outside_the_daily_range_is_refused(trader: Trader) -> None:
    assert "lower circuit limit of" in trader.refused(price=trader.away("-30")).message
    assert "upper circuit limit of" in trader.refused(price=trader.away("30")).message


def test_limit_order_without_price_is_refused(trader: Trader) -> None:
    assert trader.refused(price=Decimal(0)).message == "Invalid price entered"


def test_quantity_must_be_a_positive_multiple_of_the_lot() -> None:
    trader = Trader(symbol="NIFTY26NOVFUT", exchange="NFO")
    price = trader.away("-1")
    assert trader.refused(quantity=0, price=price, product=Product.NRML).message == (
        "Invalid `quantity`."
    )
    assert (
        "multiples of the lot size 65"
        in trader.refused(quantity=66, price=price, product=Product.NRML).message
    )


def test_quantity_above_the_freeze_limit_names_lots_and_limit() -> None:
    trader = Trader(symbol="NIFTY26NOVFUT", exchange="NFO", cash="100000000")
    refused = trader.refused(quantity=1820, price=trader.away("-1"), product=Product.NRML)
    assert refused.message.startswith(
        "The order quantity 1820 (28 lots) is higher than the maximum quantity of 1800 (27 lots) "
        "allowed by the exchanges"
    )


def test_stop_orders_must_lie_on_the_right_side(trader: Trader) -> None:
    low, high = trader.away("-1"), trader.away("1")
    stop = {"order_type": OrderKind.SL}
    above = trader.refused(**stop, price=high, trigger_price=high + 1)
    assert above.message == "Trigger price for stoploss buy orders cannot be above the limit price."
    below = trader.refused(**stop, transaction_type=Side.SELL, price=low, trigger_price=low - 1)
    assert below.message.startswith("Trigger price for stoploss sell orders cannot be below the")
    touched = trader.refused(**stop, price=low, trigger_price=low)
    assert "should be higher than the last traded price" in touched.message
    touched = trader.refused(**stop, transaction_type=Side.SELL, price=high, trigger_price=high)
    assert "should be lower than the last traded price" in touched.message
    missing = trader.refused(**stop, price=high)
    assert missing.message == "Invalid trigger price entered"


def test_stop_beyond_the_daily_range_is_refused(trader: Trader) -> None:
    refused = trader.refused(
        order_type=OrderKind.SL_M, transaction_type=Side.SELL, trigger_price=trader.away("-40"),
        market_protection=Decimal(-1),
    )  # fmt: skip
    assert refused.message.startswith(
        "Trigger price for stoploss sell orders cannot be below the lower circuit price"
    )


def test_trigger_off_the_tick_becomes_a_rejected_row(trader: Trader) -> None:
    price = trader.away("2")
    order_id = trader.ok(
        order_type=OrderKind.SL, price=price, trigger_price=trader.away("1") + Decimal("0.04")
    )
    trader.run(1)
    row = trader.order(order_id)
    assert row.status is Status.REJECTED
    assert row.status_message == "16316 : The trigger price is not a multiple of tick size"
    assert row.pending_quantity == 0
    assert row.exchange_order_id is None


def test_stop_market_orders_are_rejected_for_options() -> None:
    trader = Trader()
    option = next(
        i for i in trader.x.instruments.values()
        if i.name == "RELIANCE" and i.instrument_type == "CE" and abs(i.strike - trader.last) < 20
    )  # fmt: skip
    trader.instrument = option
    order_id = trader.ok(
        order_type=OrderKind.SL_M, trigger_price=trader.away("10"), product=Product.NRML,
        market_protection=Decimal(-1),
    )  # fmt: skip
    trader.run(1)
    row = trader.order(order_id)
    assert row.status is Status.REJECTED
    assert row.status_message is not None
    assert "SL-M orders are blocked for options" in row.status_message


def test_products_are_bound_to_segments(trader: Trader) -> None:
    assert "NRML" in trader.refused(product=Product.NRML, price=trader.last).message
    future = Trader(symbol="RELIANCE26NOVFUT", exchange="NFO")
    for product in (Product.CNC, Product.MTF):
        assert "equity only" in future.refused(product=product, price=future.last).message


def test_commodity_takes_no_ioc() -> None:
    trader = Trader(symbol="CRUDEOIL26DECFUT", exchange="MCX")
    refused = trader.refused(product=Product.NRML, price=trader.last, validity=Validity.IOC)
    assert "IOC" in refused.message


@pytest.mark.parametrize("minutes", [0, 121])
def test_ttl_needs_sensible_minutes(trader: Trader, minutes: int) -> None:
    refused = trader.refused(price=trader.last, validity=Validity.TTL, validity_ttl=minutes)
    assert "validity_ttl" in refused.message


def test_disclosed_quantity_has_a_minimum(trader: Trader) -> None:
    refused = trader.refused(price=trader.last, quantity=100, disclosed_quantity=5)
    assert "Disclosed quantity" in refused.message


def test_index_and_unknown_symbols_are_refused(trader: Trader) -> None:
    assert trader.refused(tradingsymbol="NIFTY 50", price=trader.last).message == (
        "Indices are not tradable."
    )
    assert "does not exist" in trader.refused(tradingsymbol="NOSUCH", price=trader.last).message


def test_long_tags_are_refused(trader: Trader) -> None:
    assert "tag" in trader.refused(price=trader.last, tag="x" * 21).message


def test_margin_shortfall_names_both_amounts() -> None:
    trader = Trader(cash="1000")
    refused = trader.refused(price=trader.last, quantity=10, product=Product.CNC)
    assert (refused.http, refused.error_type) == (400, "MarginException")
    need = trader.last * 10
    assert refused.message == (
        f"Insufficient funds. Required margin is {need:.2f} but available margin is 1000.00."
    )


def test_margin_shortfall_can_come_as_a_row_instead() -> None:
    trader = Trader(cash="1000", margin_reject_as_row=True)
    order_id = trader.ok(price=trader.last, quantity=10, product=Product.CNC)
    trader.run(1)
    row = trader.order(order_id)
    assert row.status is Status.REJECTED
    assert row.status_message is not None
    assert row.status_message.startswith("Insufficient funds. Required margin is")
    assert row.status_message_raw is not None
    assert row.status_message_raw.startswith("RMS:Margin Exceeds")


def test_day_budget_counts_refused_placements_and_blocks_exits() -> None:
    trader = Trader(day_cap=3)
    for _ in range(2):
        trader.refused(price=Decimal(0))
    trader.ok(price=trader.away("-1"))
    refused = trader.refused(price=trader.away("-1"))
    assert refused.message == "Maximum allowed order requests exceeded"


def test_regular_orders_are_refused_while_closed_and_amos_while_open() -> None:
    closed = Trader(start_ns=ist("2026-11-21 12:00"), hours=True)  # a Saturday
    assert "Markets are closed" in closed.refused(price=closed.last).message
    opened = Trader(hours=True)
    refused = opened.refused(price=opened.last, variety=Variety.AMO)
    assert "outside market hours" in refused.message


@pytest.mark.parametrize("legs", [1, 51])
def test_iceberg_needs_two_to_fifty_legs(trader: Trader, legs: int) -> None:
    refused = trader.refused(
        price=trader.last, quantity=100, variety=Variety.ICEBERG, iceberg_legs=legs
    )
    assert "iceberg_legs" in refused.message


def test_cover_order_stop_must_lie_in_its_range(trader: Trader) -> None:
    refused = trader.refused(variety=Variety.CO, price=trader.last, trigger_price=trader.away("-8"))
    assert refused.message.startswith("Trigger price for cover orders should be between")
