"""Orders from placement to the end: states, fills, changes, expiry."""

from __future__ import annotations

import itertools
from decimal import Decimal

from terminal.sim.types import (
    Message,
    OrderChanged,
    OrderKind,
    OrderSnapshot,
    Product,
    Rejection,
    Side,
    Status,
    Traded,
    Validity,
    Variety,
)
from tests.unit.sim.support import Trader, ist

ENTRY = ["PUT ORDER REQ RECEIVED", "VALIDATION PENDING", "OPEN PENDING"]


def test_resting_order_passes_through_every_state_with_small_delays() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-2"))
    assert trader.states(order_id) == ENTRY[:1]
    assert trader.order(order_id).exchange_order_id is None
    trader.run(1)
    assert trader.states(order_id) == [*ENTRY, "OPEN"]
    history = trader.x.order_history(order_id)
    assert history is not None
    hops = [b.at_ns - a.at_ns for a, b in itertools.pairwise(history)]
    assert all(5_000_000 <= hop <= 40_000_000 for hop in hops)
    assert trader.order(order_id).exchange_order_id is not None


def test_order_ids_are_ascending_snowflakes_of_the_order_time() -> None:
    trader = Trader()
    ids = [trader.ok(price=trader.away("-2")) for _ in range(50)]
    assert all(len(i) == 19 for i in ids)
    assert len(set(ids)) == 50
    assert ids == sorted(ids)
    stamp_ms = (int(ids[0]) >> 22) + 1288834974657
    assert abs(stamp_ms - trader.x.now_ns // 1_000_000) < 5


def test_short_ids_have_fifteen_digits() -> None:
    trader = Trader(short_ids=True)
    assert len(trader.ok(price=trader.away("-2"))) == 15


def test_protected_market_order_becomes_a_tagged_limit_row() -> None:
    trader = Trader()
    order_id = trader.market(Side.BUY, 5, tag="mine")
    row = trader.order(order_id)
    assert row.status is Status.COMPLETE
    assert row.order_type is OrderKind.LIMIT
    assert row.market_protection == 0
    assert row.tags == ("mine", "mktp", "mktp:0.50")
    assert row.tag == "mine"
    assert row.average_price <= row.price
    assert abs(row.price / trader.last - Decimal("1.005")) < Decimal("0.001")


def test_conversion_can_be_switched_off() -> None:
    trader = Trader(convert_market=False)
    row = trader.order(trader.market(Side.BUY, 5))
    assert (row.order_type, row.price, row.tags) == (OrderKind.MARKET, 0, ())


def test_market_order_walks_the_book_and_pays_more_with_depth() -> None:
    trader = Trader(cash="100000000")
    quote = trader.x.quote(trader.instrument.instrument_token)
    assert quote is not None
    size = sum(level.quantity for level in quote.asks[:3])
    order_id = trader.market(Side.BUY, size)
    trades = trader.x.order_trades(order_id)
    assert trades is not None
    prices = [trade.price for trade in trades]
    assert len(set(prices)) >= 2
    assert prices == sorted(prices)
    assert sum(trade.quantity for trade in trades) == size
    spent = sum(trade.price * trade.quantity for trade in trades)
    assert abs(trader.order(order_id).average_price - spent / size) < Decimal("0.001")


def test_remainder_of_a_narrowly_protected_order_rests_open_at_its_band() -> None:
    trader = Trader(cash="1000000000", narrow_band_pct=Decimal("0.01"))
    order_id = trader.ok(
        quantity=50_000, order_type=OrderKind.MARKET, market_protection=Decimal(-1)
    )
    trader.run(0.5)
    row = trader.order(order_id)
    assert row.status is Status.OPEN
    assert 0 < row.filled_quantity < 50_000
    assert row.pending_quantity == 50_000 - row.filled_quantity
    trader.run(20)
    assert trader.order(order_id).filled_quantity > row.filled_quantity


def test_order_at_the_touch_is_filled_within_seconds() -> None:
    trader = Trader()
    quote = trader.x.quote(trader.instrument.instrument_token)
    assert quote is not None
    order_id = trader.ok(price=trader.tick(Decimal(str(quote.asks[0].price))), quantity=10)
    trader.run(1)
    assert trader.order(order_id).status is Status.COMPLETE
    waits = []
    for _ in range(10):
        quote = trader.x.quote(trader.instrument.instrument_token)
        assert quote is not None
        order_id = trader.ok(price=trader.tick(Decimal(str(quote.bids[0].price))), quantity=10)
        for second in range(120):
            trader.run(1)
            if trader.order(order_id).status.terminal:
                waits.append(second)
                break
    assert len(waits) >= 8
    assert sorted(waits)[len(waits) // 2] < 20


def test_partial_fills_are_open_events_and_sum_up() -> None:
    trader = Trader(cash="1000000000")
    order_id = trader.ok(price=trader.away("0.1"), quantity=20_000)
    trader.run(60)
    events = trader.x.drain_events()
    partial = [e.order for e in events if isinstance(e, OrderChanged) and e.partial]
    assert partial
    assert {row.status for row in partial} == {Status.OPEN}
    filled = [row.filled_quantity for row in partial]
    assert filled == sorted(set(filled))
    traded = sum(e.trade.quantity for e in events if isinstance(e, Traded))
    assert traded == trader.order(order_id).filled_quantity


def test_ioc_keeps_what_it_gets_and_cancels_the_rest() -> None:
    trader = Trader(cash="1000000000")
    quote = trader.x.quote(trader.instrument.instrument_token)
    assert quote is not None
    ask = trader.tick(Decimal(str(quote.asks[0].price)))
    order_id = trader.ok(price=ask, quantity=30_000, validity=Validity.IOC)
    trader.run(1)
    row = trader.order(order_id)
    assert row.status is Status.CANCELLED
    assert row.cancelled_quantity == 30_000 - row.filled_quantity
    assert row.pending_quantity == 0
    nothing = trader.ok(price=trader.away("-2"), validity=Validity.IOC)
    trader.run(1)
    assert trader.states(nothing) == [*ENTRY, "OPEN", "CANCELLED"]


def test_ttl_order_ends_after_its_minutes() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-3"), validity=Validity.TTL, validity_ttl=2)
    trader.run(119)
    assert trader.order(order_id).status is Status.OPEN
    trader.run(3)
    assert trader.order(order_id).status is Status.CANCELLED


def test_day_order_ends_with_the_session_and_the_book_with_the_day() -> None:
    trader = Trader(start_ns=ist("2026-11-18 15:20"), hours=True, mis_square_off=False)
    order_id = trader.ok(price=trader.away("-3"))
    trader.x.advance_to(ist("2026-11-18 15:31"))
    assert trader.order(order_id).status is Status.CANCELLED
    trader.x.advance_to(ist("2026-11-19 00:01"))
    assert trader.x.orders() == []
    assert trader.x.order_history(order_id) is None


def test_stop_limit_waits_for_its_trigger_then_trades() -> None:
    trader = Trader()
    trigger = trader.away("0.05")
    order_id = trader.ok(order_type=OrderKind.SL, trigger_price=trigger, price=trader.away("1"))
    trader.run(1)
    assert trader.states(order_id)[:4] == [*ENTRY, "TRIGGER PENDING"]
    for _ in range(600):
        trader.run(5)
        if trader.order(order_id).status.terminal:
            break
    row = trader.order(order_id)
    assert row.status is Status.COMPLETE
    assert row.average_price <= row.price


def test_stop_market_shows_no_price_until_triggered() -> None:
    trader = Trader()
    order_id = trader.ok(
        order_type=OrderKind.SL_M, transaction_type=Side.SELL, trigger_price=trader.away("-1"),
        market_protection=Decimal(-1),
    )  # fmt: skip
    trader.run(1)
    row = trader.order(order_id)
    assert (row.status, row.price, row.order_type) == (Status.TRIGGER_PENDING, 0, OrderKind.SL_M)


# --- changes ---


def test_modification_goes_through_its_states_and_changes_the_row() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-2"), quantity=10)
    trader.run(1)
    price = trader.away("-1.5")
    assert trader.modify(order_id, price=price, quantity=12) == order_id
    trader.run(1)
    assert trader.states(order_id)[3:] == [
        "OPEN", "MODIFY VALIDATION PENDING", "MODIFY PENDING", "MODIFIED", "OPEN",
    ]  # fmt: skip
    row = trader.order(order_id)
    assert (row.price, row.quantity, row.pending_quantity, row.modified) == (price, 12, 12, True)


def test_order_in_flight_cannot_be_modified_or_cancelled() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-2"))
    refused = trader.modify(order_id, price=trader.away("-1"))
    assert isinstance(refused, Rejection)
    assert refused.message == "Order cannot be modified as it is being processed. Try later."
    cancelled = trader.x.cancel(order_id)
    assert isinstance(cancelled, Rejection)
    assert "being processed" in cancelled.message


def test_modify_race_switch_answers_busy() -> None:
    trader = Trader(race_on_modify=True)
    order_id = trader.ok(price=trader.away("-2"))
    trader.run(1)
    refused = trader.modify(order_id, quantity=5)
    assert isinstance(refused, Rejection)
    assert "being processed" in refused.message


def test_twenty_five_modifications_and_no_more() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-2"), quantity=1)
    trader.run(1)
    for quantity in range(2, 27):
        assert trader.modify(order_id, quantity=quantity) == order_id
        trader.run(0.5)
    refused = trader.modify(order_id, quantity=30)
    assert isinstance(refused, Rejection)
    assert refused.message == "Maximum allowed order modifications exceeded."


def test_limit_to_market_needs_protection() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-2"))
    trader.run(1)
    refused = trader.modify(order_id, order_type=OrderKind.MARKET)
    assert isinstance(refused, Rejection)
    assert "market protection" in refused.message
    assert (
        trader.modify(order_id, order_type=OrderKind.MARKET, market_protection=Decimal(-1))
        == order_id
    )
    trader.run(2)
    assert trader.order(order_id).status is Status.COMPLETE


def test_quantity_after_a_partial_fill_means_the_total_or_the_rest_by_switch() -> None:
    for is_total, expected in ((True, 40_000), (False, None)):
        trader = Trader(
            cash="1000000000", modify_quantity_is_total=is_total, simulated_traders=True
        )
        order_id = trader.ok(price=trader.last, quantity=50_000)
        trader.run(2)
        filled = trader.order(order_id).filled_quantity
        assert 0 < filled < 40_000
        trader.modify(order_id, quantity=40_000)
        trader.run(0.1)
        row = trader.order(order_id)
        assert row.quantity == (expected or filled + 40_000)


def test_quantity_below_the_filled_part_is_refused() -> None:
    trader = Trader(cash="1000000000")
    order_id = trader.ok(price=trader.away("0.02"), quantity=50_000)
    trader.run(2)
    filled = trader.order(order_id).filled_quantity
    assert 1 < filled < 50_000
    refused = trader.modify(order_id, quantity=1)
    assert isinstance(refused, Rejection)
    assert "filled quantity" in refused.message


def test_cancel_passes_cancel_pending_and_counts_the_remainder() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-2"), quantity=10)
    trader.run(1)
    assert trader.x.cancel(order_id) == order_id
    trader.run(1)
    assert trader.states(order_id)[-2:] == ["CANCEL PENDING", "CANCELLED"]
    row = trader.order(order_id)
    assert (row.cancelled_quantity, row.pending_quantity) == (10, 0)
    again = trader.x.cancel(order_id)
    assert isinstance(again, Rejection)
    assert "already cancelled" in again.message


def test_cancel_can_lose_the_race_against_a_fill() -> None:
    trader = Trader(cancel_loses_race=True)
    order_id = trader.ok(price=trader.away("-2"), quantity=10)
    trader.run(1)
    trader.x.cancel(order_id)
    trader.run(1)
    assert trader.states(order_id)[-2:] == ["CANCEL PENDING", "COMPLETE"]


def test_unknown_orders_are_refused() -> None:
    trader = Trader()
    assert isinstance(trader.x.cancel("1"), Rejection)
    assert isinstance(trader.modify("1", quantity=2), Rejection)
    assert trader.x.order_history("1") is None
    order_id = trader.ok(price=trader.away("-2"))
    trader.run(1)
    assert isinstance(trader.x.cancel(order_id, variety=Variety.AMO), Rejection)


# --- AMO ---


def test_amo_waits_parked_and_leaves_at_the_opening() -> None:
    trader = Trader(start_ns=ist("2026-11-18 20:00"), hours=True)
    order_id = trader.ok(variety=Variety.AMO, price=trader.last, quantity=10)
    trader.run(3600)
    assert trader.states(order_id) == ["AMO REQ RECEIVED"]
    assert trader.modify(order_id, quantity=12) == order_id
    assert trader.states(order_id)[-1] == "MODIFY AMO REQ RECEIVED"
    trader.x.advance_to(ist("2026-11-19 09:14"))
    assert trader.order(order_id).status is Status.MODIFY_AMO_RECEIVED
    trader.x.advance_to(ist("2026-11-19 09:16"))
    states = trader.states(order_id)
    assert states[2:5] == ENTRY
    assert trader.order(order_id).quantity == 12


def test_parked_amo_can_be_cancelled() -> None:
    trader = Trader()
    order_id = trader.ok(variety=Variety.AMO, price=trader.last)
    trader.x.cancel(order_id)
    assert trader.order(order_id).status is Status.CANCELLED_AMO


# --- switches ---


def test_late_rows_and_hidden_tags() -> None:
    trader = Trader(late_row_ms=2000, tag_only_in_tags=True)
    order_id = trader.ok(price=trader.away("-2"), tag="abc")
    assert trader.x.orders() == []
    trader.run(3)
    row = trader.order(order_id)
    assert (row.tag, row.tags) == (None, ("abc",))


def test_quantities_add_up_in_every_snapshot() -> None:
    trader = Trader(cash="1000000000")
    for percent in ("-0.2", "0", "0.1", "0.2"):
        trader.ok(price=trader.away(percent), quantity=3000)
    trader.run(30)
    rows: list[OrderSnapshot] = []
    for order in trader.x.orders():
        trader.x.cancel(order.order_id)
        rows += trader.x.order_history(order.order_id) or []
    trader.run(1)
    for row in rows:
        total = row.filled_quantity + row.pending_quantity + row.cancelled_quantity
        assert total == row.quantity


def test_products_keep_separate_positions() -> None:
    trader = Trader()
    trader.market(Side.BUY, 10, product=Product.MIS)
    trader.market(Side.BUY, 7, product=Product.CNC)
    assert (trader.held(Product.MIS), trader.held(Product.CNC)) == (10, 7)


def test_a_longer_ttl_replaces_the_shorter_one() -> None:
    trader = Trader()
    order_id = trader.ok(price=trader.away("-3"), validity=Validity.TTL, validity_ttl=2)
    trader.run(1)
    assert trader.modify(order_id, validity_ttl=5) == order_id
    trader.run(200)
    assert trader.order(order_id).status is Status.OPEN
    trader.run(110)
    assert trader.order(order_id).status is Status.CANCELLED


def test_an_order_that_opens_a_book_meets_the_makers_of_its_quote() -> None:
    trader = Trader()
    fresh = trader.x.find("NSE", "HAVELLS")
    assert fresh is not None
    trader.instrument = fresh
    quote = trader.x.quote(fresh.instrument_token)
    assert quote is not None
    high = trader.away("3")
    order_id = trader.ok(price=high, quantity=1)
    trader.run(1)
    row = trader.order(order_id)
    assert row.status is Status.COMPLETE
    assert abs(float(row.average_price) / quote.last_price - 1) < 0.005


def test_closing_and_square_off_are_announced() -> None:
    trader = Trader(start_ns=ist("2026-11-18 15:10"), hours=True)
    trader.market(Side.BUY, 1)
    trader.x.drain_events()
    trader.x.advance_to(ist("2026-11-18 15:35"))
    texts = [e.text for e in trader.x.drain_events() if isinstance(e, Message)]
    assert texts == [
        "Open intraday positions are being squared off.",
        "Market closed: BFO, BSE, NFO, NSE.",
    ]
