"""Orders on the wire: what is sent, that it is sent once, and what each way of failing means."""

import asyncio
from decimal import Decimal

import httpx
import pytest

from terminal.domain.account import Conversion
from terminal.domain.errors import Accepted, Rejected, Unknown
from terminal.domain.ids import BrokerOrderId, InstrumentId
from terminal.domain.order import (
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
    order_from_intent,
)
from tests.fakes.clock import FakeClock, settle
from tests.unit.brokers.kite.wired import (
    FUTURE,
    INFY,
    MM,
    Network,
    make_broker,
    make_intent,
    no,
    ok,
)

PLACED = "2123928097626591233"


def make_order(**fields):
    order = order_from_intent(make_intent(), "INFY", 0)
    given = {"broker_id": BrokerOrderId(PLACED), "state": OrderState.OPEN, **fields}
    import msgspec

    return msgspec.structs.replace(order, **given)


async def test_a_limit_order_is_sent_as_documented() -> None:
    network = Network(ok({"order_id": PLACED}))
    outcome = await make_broker(network).submit(make_intent())
    assert outcome == Accepted(BrokerOrderId(PLACED))
    assert network.last.method == "POST"
    assert str(network.last.url) == "https://api.kite.trade/orders/regular"
    assert network.last.headers["Authorization"] == "token apikey1:accesstoken1"
    assert network.last.headers["X-Kite-Version"] == "3"
    assert network.last.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert network.form() == {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY",
        "quantity": "10",
        "product": "CNC",
        "order_type": "LIMIT",
        "price": "1500.5",
        "validity": "DAY",
        "tag": "TT0000000001",
    }


@pytest.mark.parametrize("kind", [OrderType.MARKET, OrderType.SL_M])
async def test_market_orders_always_carry_protection(kind: OrderType) -> None:
    network = Network(ok({"order_id": PLACED}))
    intent = make_intent(order_type=kind, price=None, trigger_price=Decimal(1490))
    await make_broker(network).submit(intent)
    assert network.form()["market_protection"] == "-1"
    assert "price" not in network.form()
    assert ("trigger_price" in network.form()) is (kind is OrderType.SL_M)


async def test_an_unprotected_market_order_is_refused_here() -> None:
    network = Network()
    outcome = await make_broker(network).submit(
        make_intent(order_type=OrderType.MARKET, price=None, market_protection=Decimal(0))
    )
    assert isinstance(outcome, Rejected)
    assert outcome.code == "invalid_order"
    assert network.requests == []


async def test_symbols_are_encoded() -> None:
    network = Network(ok({"order_id": PLACED}))
    await make_broker(network).submit(make_intent(instrument=MM))
    assert b"tradingsymbol=M%26M" in network.last.content
    assert network.form()["tradingsymbol"] == "M&M"


async def test_the_special_varieties_carry_their_fields() -> None:
    network = Network(answer=lambda _: ok({"order_id": PLACED}))
    broker = make_broker(network)
    await broker.submit(make_intent(variety=Variety.ICEBERG, iceberg_legs=3, quantity=100))
    assert network.last.url.path == "/orders/iceberg"
    assert (network.form()["iceberg_legs"], network.form()["iceberg_quantity"]) == ("3", "34")
    lots = make_intent(instrument=FUTURE, variety=Variety.ICEBERG, iceberg_legs=2, quantity=375)
    await broker.submit(lots)
    assert network.form()["iceberg_quantity"] == "225"  # 3 and 2 lots of 75
    await broker.submit(make_intent(variety=Variety.CO, trigger_price=Decimal("1480.00")))
    assert network.last.url.path == "/orders/co"
    assert network.form()["trigger_price"] == "1480"
    await broker.submit(make_intent(variety=Variety.AUCTION, auction_number="20"))
    assert network.form()["auction_number"] == "20"
    await broker.submit(make_intent(validity=Validity.TTL, ttl_minutes=2, disclosed_quantity=5))
    assert network.form()["validity_ttl"] == "2"
    assert network.form()["disclosed_quantity"] == "5"
    await broker.submit(make_intent(slice_above_freeze=True))
    assert network.form()["autoslice"] == "true"


@pytest.mark.parametrize(
    "fields",
    [
        {"quantity": 0},
        {"price": None},
        {"order_type": OrderType.SL},
        {"validity": Validity.TTL},
        {"variety": Variety.ICEBERG, "iceberg_legs": 1},
        {"variety": Variety.CO},
        {"variety": Variety.AUCTION},
        {"product": Product.UNKNOWN},
        {"instrument": InstrumentId("NSE", "NOSUCH")},
        {"account": "kite:SOMEBODYELSE"},
    ],
)
async def test_what_kite_is_known_to_refuse_never_leaves(fields: dict) -> None:
    network = Network()
    outcome = await make_broker(network).submit(make_intent(**fields))
    assert isinstance(outcome, Rejected)
    assert outcome.text
    assert network.requests == []


async def test_no_float_can_reach_an_order() -> None:
    network = Network()
    with pytest.raises((TypeError, AttributeError)):
        await make_broker(network).submit(make_intent(price=1500.5))
    assert network.requests == []


FAILURES = [
    (httpx.ConnectError("refused"), Rejected),
    (httpx.ConnectTimeout("slow"), Rejected),
    (httpx.PoolTimeout("full"), Rejected),
    (httpx.ReadTimeout("slow"), Unknown),
    (httpx.WriteTimeout("slow"), Unknown),
    (httpx.ReadError("reset"), Unknown),
    (httpx.RemoteProtocolError("gone"), Unknown),
    (no(500, "OrderException", "words"), Unknown),
    (no(502, "DataException", "words"), Unknown),
    (no(503, "NetworkException", "words"), Unknown),
    (no(504, "DataException", "words"), Unknown),
    (no(429, "NetworkException", "Too many requests"), Rejected),
    (no(400, "MarginException", "Insufficient funds."), Rejected),
    (no(403, "TokenException", "expired"), Rejected),
    (httpx.Response(502, text="<html>bad gateway</html>"), Unknown),
    (httpx.Response(200, text="<html>hello</html>"), Unknown),
    (httpx.Response(200, text='{"status":"success","data":{"order_'), Unknown),
    (httpx.Response(200, json={"status": "success", "data": {}}), Unknown),
    (httpx.Response(200, json={"status": "success", "data": []}), Unknown),
    (httpx.Response(200, json={"status": "error", "message": "?"}), Unknown),
    (httpx.Response(302, headers={"Location": "https://elsewhere.invalid"}), Unknown),
]


def describe(value: object) -> str:
    if isinstance(value, httpx.Response):
        return f"{value.status_code}:{value.text[:25]}"
    return str(value) if isinstance(value, type) else type(value).__name__


def fresh(failure: httpx.Response | Exception) -> httpx.Response | Exception:
    """Return an unused copy: a response can be read once."""
    if isinstance(failure, Exception):
        return failure
    headers = {k: v for k, v in failure.headers.items() if k in {"content-type", "location"}}
    return httpx.Response(failure.status_code, headers=headers, content=failure.content)


@pytest.mark.parametrize(("failure", "kind"), FAILURES, ids=describe)
@pytest.mark.parametrize("verb", ["submit", "modify", "cancel", "convert"])
async def test_a_failed_write_is_sent_once_and_sorted(verb: str, failure, kind) -> None:
    network = Network(fresh(failure))
    broker = make_broker(network)
    outcome = await {
        "submit": lambda: broker.submit(make_intent()),
        "modify": lambda: broker.modify(make_order(), OrderChange(price=Decimal(1501))),
        "cancel": lambda: broker.cancel(make_order()),
        "convert": lambda: broker.convert(make_conversion()),
    }[verb]()
    assert isinstance(outcome, kind), outcome
    assert len(network.requests) == 1


def make_conversion() -> Conversion:
    return Conversion(
        instrument=INFY,
        side=Side.BUY,
        overnight=False,
        quantity=1,
        old_product=Product.MIS,
        new_product=Product.CNC,
    )


async def test_a_conversion_names_the_positions_side() -> None:
    network = Network(ok(True))
    assert isinstance(await make_broker(network).convert(make_conversion()), Accepted)
    assert network.last.method == "PUT"
    assert network.last.url.path == "/portfolio/positions"
    assert network.form() == {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY",
        "position_type": "day",
        "quantity": "1",
        "old_product": "MIS",
        "new_product": "CNC",
    }


async def test_a_modification_sends_only_what_changes() -> None:
    network = Network(answer=lambda _: ok({"order_id": PLACED}))
    broker = make_broker(network)
    await broker.modify(make_order(), OrderChange(price=Decimal("1499.95")))
    assert network.last.method == "PUT"
    assert network.last.url.path == f"/orders/regular/{PLACED}"
    assert network.form() == {"price": "1499.95"}
    await broker.modify(make_order(), OrderChange(order_type=OrderType.MARKET))
    assert network.form() == {"order_type": "MARKET", "market_protection": "-1"}
    co = make_order(variety=Variety.CO, parent_id=BrokerOrderId("77"))
    await broker.modify(co, OrderChange(trigger_price=Decimal(1480)))
    assert network.form() == {"trigger_price": "1480", "parent_order_id": "77"}


@pytest.mark.parametrize(
    ("order", "change"),
    [
        ({"filled": 5}, {"quantity": 4}),
        ({}, {}),
        ({"modifications": 25}, {"quantity": 12}),
        ({"broker_id": None}, {"quantity": 12}),
        ({}, {"order_type": OrderType.MARKET, "market_protection": Decimal(0)}),
    ],
)
async def test_modifications_that_cannot_work_never_leave(order: dict, change: dict) -> None:
    network = Network()
    outcome = await make_broker(network).modify(make_order(**order), OrderChange(**change))
    assert isinstance(outcome, Rejected)
    assert network.requests == []


async def test_exiting_a_cover_order_names_its_parent_and_others_do_not() -> None:
    network = Network(answer=lambda _: ok({"order_id": PLACED}))
    broker = make_broker(network)
    await broker.cancel(make_order(variety=Variety.CO, parent_id=BrokerOrderId("77")))
    assert str(network.last.url).endswith(f"/orders/co/{PLACED}?parent_order_id=77")
    assert network.last.method == "DELETE"
    await broker.cancel(make_order(parent_id=BrokerOrderId("77")))
    assert str(network.last.url).endswith(f"/orders/regular/{PLACED}")


async def test_both_shapes_of_a_sliced_answer_are_read() -> None:
    error = {"error": {"code": 400, "error_type": "MarginException", "message": "No funds."}}
    flat = [{"order_id": "1"}, error, {"order_id": "3"}]
    nested = {"order_id": "9", "children": [{"order_id": "1"}, error]}
    for data, first, ids in ((flat, "1", ["1", None, "3"]), (nested, "9", ["9", "1", None])):
        outcome = await make_broker(Network(ok(data))).submit(make_intent(slice_above_freeze=True))
        assert isinstance(outcome, Accepted)
        assert outcome.order_id == first
        assert [each.order_id for each in outcome.slices] == ids
        assert "No funds." in {each.error for each in outcome.slices}
    refused = await make_broker(Network(ok([error, error]))).submit(make_intent())
    assert refused == Rejected("MarginException", "No funds.", "No slice was placed.")


async def test_the_ninth_entry_of_a_second_waits_and_a_cancel_does_not() -> None:
    network = Network(answer=lambda _: ok({"order_id": PLACED}))
    clock = FakeClock()
    broker = make_broker(network, clock=clock)
    entries = [asyncio.ensure_future(broker.submit(make_intent())) for _ in range(11)]
    await settle(100)
    assert sum(task.done() for task in entries) == 8
    assert isinstance(await broker.cancel(make_order()), Accepted)
    exit_order = await broker.submit(make_intent(reduces=True))
    assert isinstance(exit_order, Accepted)
    assert len(network.requests) == 10
    await clock.advance(1.1)
    assert all(isinstance(outcome, Accepted) for outcome in await asyncio.gather(*entries))


async def test_an_order_that_would_wait_too_long_is_refused_unsent() -> None:
    network = Network(answer=lambda _: ok({"order_id": PLACED}))
    clock = FakeClock()
    broker = make_broker(network, clock=clock)
    entries = [asyncio.ensure_future(broker.submit(make_intent())) for _ in range(40)]
    await settle(200)
    await clock.advance(5)
    outcomes = await asyncio.gather(*entries)
    refused = [each for each in outcomes if isinstance(each, Rejected)]
    assert refused
    assert {each.code for each in refused} == {"rate_limited"}
    assert len(network.requests) == 40 - len(refused)


async def test_the_books_rows_count_against_the_day() -> None:
    network = Network(ok([]))
    broker = make_broker(network)
    broker._channel.day.seen(4750)
    outcome = await broker.submit(make_intent())
    assert isinstance(outcome, Rejected)
    assert "4750" in outcome.text
    network.replies = [ok({"order_id": PLACED})]
    assert isinstance(await broker.submit(make_intent(reduces=True)), Accepted)


async def test_the_largest_order_is_learnt_and_more_than_ten_slices_are_refused_here() -> None:
    words = (
        "The order quantity 1000 (40 lots) is higher than the maximum quantity of 900 (36 lots) "
        "allowed by the exchanges"
    )
    network = Network(no(400, "InputException", words), ok({"order_id": PLACED}))
    broker = make_broker(network)
    first = await broker.submit(make_intent(quantity=1000))
    assert isinstance(first, Rejected)
    assert first.largest == 900
    many = await broker.submit(make_intent(quantity=9001, slice_above_freeze=True))
    assert isinstance(many, Rejected)
    assert many.code == "too_many_slices"
    assert "9000" in many.hint
    assert len(network.requests) == 1
    ten = await broker.submit(make_intent(quantity=9000, slice_above_freeze=True))
    assert isinstance(ten, Accepted)
