"""Slices, icebergs, cover orders, auctions and the square-off."""

from __future__ import annotations

from decimal import Decimal

from terminal.sim.types import (
    OrderKind,
    PlaceResult,
    Product,
    Rejection,
    Side,
    Status,
    Variety,
)
from tests.unit.sim.support import Trader, ist


def nifty(**options: object) -> Trader:
    return Trader(symbol="NIFTY26NOVFUT", exchange="NFO", cash="1000000000", **options)


def slices(trader: Trader, quantity: int) -> PlaceResult:
    result = trader.place(
        quantity=quantity, price=trader.away("-1"), product=Product.NRML, autoslice=True
    )
    assert isinstance(result, PlaceResult)
    return result


def test_autoslice_parent_is_the_first_slice_and_every_row_names_it() -> None:
    trader = nifty()
    result = slices(trader, 65 * 60)
    assert result.shape == "v2"
    ids = [result.order_id, *(child.order_id for child in result.children)]
    assert len(ids) == 3
    trader.run(1)
    rows = [trader.order(str(i)) for i in ids]
    assert [row.quantity for row in rows] == [1755, 1755, 390]
    for row in rows:
        assert row.tags == ("autoslice", f"autoslice:{result.order_id}")


def test_autoslice_can_answer_in_the_flat_shape() -> None:
    trader = nifty(autoslice_shape="v1")
    result = slices(trader, 65 * 60)
    assert result.shape == "v1"
    assert next(child.order_id for child in result.children) == result.order_id
    assert len(result.children) == 3


def test_failing_slice_is_reported_in_its_place() -> None:
    trader = nifty(autoslice_failing_slice=1)
    result = slices(trader, 65 * 60)
    assert result.children[0].order_id is None
    refused = result.children[0].rejection
    assert refused is not None
    assert refused.error_type == "MarginException"
    assert result.children[1].order_id is not None


def test_within_the_limit_nothing_is_sliced() -> None:
    result = slices(nifty(), 650)
    assert (result.shape, result.children) == ("single", ())


def test_more_than_ten_slices_are_refused() -> None:
    trader = nifty()
    refused = trader.refused(
        quantity=65 * 27 * 11, price=trader.away("-1"), product=Product.NRML, autoslice=True
    )
    assert "11 slices" in refused.message


def test_iceberg_shows_one_leg_at_a_time() -> None:
    trader = Trader(cash="100000000")
    order_id = trader.ok(
        variety=Variety.ICEBERG, price=trader.away("0.3"), quantity=250, iceberg_legs=3,
        product=Product.CNC,
    )  # fmt: skip
    first = trader.order(order_id).iceberg
    assert first is not None
    assert (first.leg, first.legs, first.leg_quantity) == (1, 3, 84)
    assert (first.total_quantity, first.remaining_quantity) == (250, 166)
    assert len(trader.x.orders()) == 1
    trader.run(30)
    rows = trader.x.orders()
    assert [row.quantity for row in rows] == [84, 84, 82]
    assert [row.iceberg.leg for row in rows if row.iceberg] == [1, 2, 3]
    assert all(row.status is Status.COMPLETE for row in rows)


def test_cancelling_the_live_leg_stops_the_iceberg() -> None:
    trader = Trader()
    order_id = trader.ok(
        variety=Variety.ICEBERG, price=trader.away("-2"), quantity=90, iceberg_legs=3
    )
    trader.run(1)
    trader.x.cancel(order_id, variety=Variety.ICEBERG)
    trader.run(5)
    assert [row.status for row in trader.x.orders()] == [Status.CANCELLED]


def cover(trader: Trader) -> tuple[str, str]:
    entry = trader.market(Side.BUY, 10, variety=Variety.CO, trigger_price=trader.away("-2"))
    child = next(row for row in trader.x.orders() if row.parent_order_id == entry)
    return entry, child.order_id


def test_cover_order_gets_a_waiting_second_leg() -> None:
    trader = Trader()
    entry, leg = cover(trader)
    row = trader.order(leg)
    assert row.status is Status.TRIGGER_PENDING
    assert (row.product, trader.order(entry).product) == (Product.CO, Product.CO)
    assert (row.transaction_type, row.quantity) == (Side.SELL, 10)
    assert row.trigger_price == trader.order(entry).trigger_price


def test_cancelling_the_leg_with_its_parent_exits_the_position() -> None:
    trader = Trader()
    entry, leg = cover(trader)
    assert trader.held(Product.CO) == 10
    trader.x.cancel(leg, entry)
    trader.run(3)
    assert trader.order(leg).status is Status.COMPLETE
    assert trader.held(Product.CO) == 0


def test_cancelling_the_leg_alone_leaves_a_naked_position() -> None:
    trader = Trader()
    _, leg = cover(trader)
    trader.x.cancel(leg)
    trader.run(3)
    assert trader.order(leg).status is Status.CANCELLED
    assert trader.held(Product.CO) == 10


def test_only_the_trigger_of_the_second_leg_can_change() -> None:
    trader = Trader()
    _, leg = cover(trader)
    trigger = trader.away("-1")
    assert trader.modify(leg, trigger_price=trigger) == leg
    trader.run(1)
    assert trader.order(leg).trigger_price == trigger
    refused = trader.modify(leg, order_type=OrderKind.LIMIT, price=trader.last)
    assert isinstance(refused, Rejection)


def test_auction_takes_only_the_days_auction_numbers() -> None:
    trader = Trader()
    row = trader.x.auctions()[0]
    assert row.instrument_token % 256 == 10
    fields = {
        "variety": Variety.AUCTION, "transaction_type": Side.SELL, "product": Product.CNC,
        "price": trader.away("1"), "quantity": 3, "tradingsymbol": row.holding.tradingsymbol,
    }  # fmt: skip
    assert "auction_number" in trader.refused(**fields, auction_number="0").message
    order_id = trader.ok(**fields, auction_number=row.auction_number)
    trader.run(90)
    assert trader.order(order_id).status is Status.COMPLETE
    assert trader.refused(**{**fields, "transaction_type": Side.BUY}).message.startswith("Auction")


def test_intraday_positions_are_squared_off_by_somebody_else() -> None:
    trader = Trader(start_ns=ist("2026-11-18 15:10"), hours=True)
    trader.market(Side.BUY, 10)
    resting = trader.ok(price=trader.away("-3"))
    trader.x.advance_to(ist("2026-11-18 15:22"))
    assert trader.held() == 0
    assert trader.order(resting).status is Status.CANCELLED
    closing = trader.x.orders()[-1]
    assert closing.placed_by == "ADMINSQF"
    assert closing.transaction_type is Side.SELL


def test_square_off_can_be_switched_off() -> None:
    trader = Trader(start_ns=ist("2026-11-18 15:10"), mis_square_off=False)
    trader.market(Side.BUY, 10)
    trader.x.advance_to(ist("2026-11-18 15:25"))
    assert trader.held() == 10


def test_trigger_range_lies_on_the_stop_side() -> None:
    trader = Trader()
    token = trader.instrument.instrument_token
    buy, sell = trader.x.trigger_range(token, Side.BUY), trader.x.trigger_range(token, Side.SELL)
    assert buy is not None
    assert sell is not None
    assert buy.lower < buy.upper <= trader.last <= sell.lower < sell.upper
    assert trader.x.trigger_range(256265, Side.BUY) is None
    assert Decimal(0) < buy.lower
