"""Reads: what is asked, how long spans and lists are split, what is repeated, what is left out."""

import asyncio
from decimal import Decimal

import httpx
import msgspec
import pytest

from terminal.brokers.kite import codec
from terminal.brokers.kite.calls import checksum
from terminal.brokers.kite.calls_channel import json_body, plain
from terminal.brokers.kite.config import hosted_config
from terminal.domain.account import CostQuery
from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    RateLimited,
    Transient,
    WireError,
)
from terminal.domain.ids import BrokerOrderId, InstrumentId, InstrumentKind
from terminal.domain.order import OrderState, OrderType, Product, Variety
from tests.fakes.clock import FakeClock
from tests.unit.brokers.kite.wired import (
    INFY,
    Network,
    make_broker,
    make_channel,
    make_intent,
    no,
    ok,
)

DAY_NS = 86_400 * 10**9
NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)
ROW = {
    "order_id": "2123928097626591233",
    "status": "OPEN",
    "exchange": "NSE",
    "tradingsymbol": "INFY",
    "transaction_type": "BUY",
    "order_type": "LIMIT",
    "product": "CNC",
    "variety": "regular",
    "validity": "DAY",
    "quantity": 10,
    "price": 1500.05,
    "order_timestamp": "2026-11-20 09:20:00",
}


async def patient(clock: FakeClock, work, seconds: float = 60.0):
    """Await `work` while time passes."""
    task = asyncio.ensure_future(work)
    await clock.advance(seconds)
    return await asyncio.wait_for(task, 5)


# -- texts and numbers


@pytest.mark.parametrize(
    ("parts", "digest"),
    [
        (
            ("apikey1", "reqtok", "secret"),
            "773545508960af4a9893507118ff86845ae67fb4d319164ebea56448bf16816b",
        ),
        (
            ("220303000308932", "2022-03-03 09:24:25", "secret"),
            "f3336920db057beff5f3decf340d67ac78e0feda17f6e7bdb849473c43f9196d",
        ),
    ],
)
def test_the_checksum_vectors(parts: tuple[str, str, str], digest: str) -> None:
    assert checksum(*parts) == digest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1500.50"), "1500.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0500"), "0.05"),
        (Decimal("-0"), "0"),
        (Decimal(-1), "-1"),
        (Decimal("12345678901234.55"), "12345678901234.55"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
    ],
)
def test_values_are_written_plainly(value: object, text: str) -> None:
    assert plain(value) == text


def test_a_float_is_never_written() -> None:
    with pytest.raises(TypeError):
        plain(1.5)


def test_json_decimals_are_numbers_as_written() -> None:
    assert json_body([{"price": Decimal("1500.05")}]) == b'[{"price":1500.05}]'


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2021-05-31 09:18:57", 1_622_432_937_000_000_000),
        ("2017-12-15T09:15:00+0530", 1_513_309_500_000_000_000),
        ("2021-06-30", 1_624_991_400_000_000_000),
        ("0001-01-01 00:00:00", 0),
        ("", 0),
        (None, 0),
        ("09:16:39", 0),
    ],
)
def test_times_are_indian(text: str | None, stamp: int) -> None:
    assert codec.ist_ns(text) == stamp


def test_a_token_dies_at_six_in_the_morning() -> None:
    late = codec.ist_ns("2026-11-20 22:00:00")
    early = codec.ist_ns("2026-11-21 05:59:59")
    six = codec.ist_ns("2026-11-21 06:00:00")
    assert codec.next_six_ns(late) == codec.next_six_ns(early) == six
    assert codec.next_six_ns(six) == six + DAY_NS


# -- words


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("PUT ORDER REQ RECEIVED", OrderState.PENDING),
        ("VALIDATION PENDING", OrderState.PENDING),
        ("OPEN PENDING", OrderState.PENDING),
        ("AMO REQ RECEIVED", OrderState.PARKED),
        ("MODIFY AMO REQ RECEIVED", OrderState.PARKED),
        ("OPEN", OrderState.OPEN),
        ("UPDATE", OrderState.OPEN),
        ("NOT MODIFIED", OrderState.OPEN),
        ("NOT CANCELLED", OrderState.OPEN),
        ("TRIGGER PENDING", OrderState.TRIGGER_PENDING),
        ("MODIFY VALIDATION PENDING", OrderState.MODIFY_PENDING),
        ("MODIFY PENDING", OrderState.MODIFY_PENDING),
        ("MODIFIED", OrderState.MODIFY_PENDING),
        ("CANCEL PENDING", OrderState.CANCEL_PENDING),
        ("COMPLETE", OrderState.COMPLETE),
        ("CANCELLED", OrderState.CANCELLED),
        ("CANCELLED AMO", OrderState.CANCELLED),
        ("REJECTED", OrderState.REJECTED),
        ("LAPSED", OrderState.LAPSED),
    ],
)
def test_every_documented_status(status: str, state: OrderState) -> None:
    assert codec.decode_state(status) is state


async def test_unknown_words_stay_visible_and_are_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    strange = {
        **ROW,
        "status": "ON ITS WAY TO MARS",
        "product": "BO",
        "variety": "bo",
        "order_type": "DREAM",
        "validity": "GTC",
    }
    network = Network(ok([strange, strange]))
    orders = await make_broker(network).fetch_orders()
    assert orders[0].state is OrderState.PENDING
    assert orders[0].status_text == "ON ITS WAY TO MARS"
    assert orders[0].product is Product.UNKNOWN
    assert orders[0].variety is Variety.REGULAR
    assert caplog.text.count("ON ITS WAY TO MARS") == 1


async def test_an_order_without_a_side_is_a_wire_error() -> None:
    network = Network(ok([{**ROW, "transaction_type": "HOLD"}]))
    with pytest.raises(WireError):
        await make_broker(network).fetch_orders()


async def test_order_ids_of_19_digits_and_nulls_survive() -> None:
    row = {**ROW, "tags": None, "meta": None, "filled_quantity": 4.0, "average_price": 1499.95}
    broker = make_broker(Network(ok([row])))
    (order,) = await broker.fetch_orders()
    assert order.broker_id == "2123928097626591233"
    assert order.price == Decimal("1500.05")
    assert order.average_price == Decimal("1499.95")
    assert order.filled == 4
    assert order.instrument == INFY


async def test_any_text_may_be_null_and_any_key_may_be_absent() -> None:
    words = ("status", "order_type", "product", "variety", "validity", "order_timestamp", "price")
    nulls = {**ROW, **dict.fromkeys(words), "instrument_token": "408065", "new_key": {"x": [1]}}
    bare = {key: ROW[key] for key in ("order_id", "exchange", "tradingsymbol", "transaction_type")}
    orders = await make_broker(Network(ok([nulls, bare]))).fetch_orders()
    assert [order.state for order in orders] == [OrderState.PENDING] * 2
    assert [order.product for order in orders] == [Product.UNKNOWN] * 2
    assert orders[1].quantity == 0


async def test_the_tag_is_found_in_either_place() -> None:
    rows = [{**ROW, "tag": "A"}, {**ROW, "tag": None, "tags": ["A", "mktp"]}]
    orders = await make_broker(Network(ok(rows))).fetch_orders()
    assert [order.tags for order in orders] == [("A",), ("A", "mktp")]


def test_a_streamed_order_is_decoded_and_a_broken_one_is_a_wire_error() -> None:
    broker = make_broker(Network())
    assert broker._decode_streamed(msgspec.json.encode(ROW)).state is OrderState.OPEN
    with pytest.raises(WireError):
        broker._decode_streamed(b'{"order_id": 1}')


# -- repetition


@pytest.mark.parametrize(
    "weather",
    [
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("refused"),
        no(503, "NetworkException", "words"),
        no(429, "NetworkException", "Too many requests"),
    ],
    ids=["timeout", "connect", "503", "429"],
)
async def test_a_read_is_repeated_after_weather(weather) -> None:
    network, clock = Network(weather, ok([ROW])), FakeClock()
    orders = await patient(clock, make_broker(network, clock=clock).fetch_orders())
    assert len(orders) == 1
    assert len(network.requests) == 2


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (no(403, "TokenException", "expired"), LoginNeeded),
        (no(403, "PermissionException", "no"), PermissionRefused),
        (no(400, "InputException", "no"), BrokerRefused),
        (httpx.Response(200, text="<html>"), WireError),
    ],
    ids=["token", "permission", "input", "html"],
)
async def test_a_refused_read_is_not_repeated(refusal, kind) -> None:
    network, clock = Network(refusal), FakeClock()
    with pytest.raises(kind):
        await patient(clock, make_broker(network, clock=clock).fetch_orders())
    assert len(network.requests) == 1


async def test_reads_give_up_after_three_tries() -> None:
    network = Network(answer=lambda _: no(503, "NetworkException", "down"))
    clock = FakeClock()
    with pytest.raises(Transient, match="down"):
        await patient(clock, make_broker(network, clock=clock).fetch_orders())
    assert len(network.requests) == 3


async def test_after_a_429_the_lane_runs_slower() -> None:
    replies = [no(429, "NetworkException", "Too many requests")] * 3
    network, clock = Network(*replies), FakeClock()
    channel = make_channel(network, clock=clock)
    with pytest.raises(RateLimited):
        await patient(clock, channel.read("/orders", list), 20)
    before = len(network.requests)
    network.answer = lambda _: ok([])
    burst = [asyncio.ensure_future(channel.read("/orders", list)) for _ in range(9)]
    await clock.advance(0.5)
    assert len(network.requests) - before == 4
    await clock.advance(60)
    await asyncio.gather(*burst)


# -- estimates, session


async def test_an_estimate_asks_both_calculators_with_exact_numbers() -> None:
    charges = {"brokerage": 20.0, "total": 21.5, "gst": {"total": 1.5}, "transaction_tax_type": ""}
    network = Network(ok([{"total": 3427.6}]), ok([{"charges": charges}]))
    intent = make_intent(price=Decimal("1500.05"))
    cost = await make_broker(network).estimate(
        CostQuery(intent=intent, reference_price=Decimal(1510))
    )
    assert (cost.margin, cost.charges) == (Decimal("3427.6"), Decimal("21.5"))
    assert cost.charge_lines["GST"] == Decimal("1.5")
    assert [each.url.path for each in network.requests] == ["/margins/orders", "/charges/orders"]
    assert network.json(0)[0]["price"] == Decimal("1500.05")
    assert network.json(1)[0]["average_price"] == Decimal("1500.05")
    assert network.last.headers["Content-Type"] == "application/json"


async def test_a_market_order_is_valued_at_the_reference_price() -> None:
    network = Network(ok([{"total": 1}]), ok([{"charges": {"total": 1}}]))
    intent = make_intent(order_type=OrderType.MARKET, price=None)
    await make_broker(network).estimate(CostQuery(intent=intent, reference_price=Decimal(1510)))
    assert network.json(0)[0]["price"] == 0
    assert network.json(1)[0]["average_price"] == 1510


async def test_history_trades_and_books_use_their_paths() -> None:
    network = Network(ok([ROW]), ok([]), ok({"net": [], "day": []}), ok([]), ok({}))
    broker = make_broker(network)
    history = await broker.fetch_order_history(BrokerOrderId("12/3"))
    assert len(history) == 1
    await broker.fetch_trades()
    await broker.fetch_positions()
    await broker.fetch_holdings()
    assert await broker.fetch_funds() == []
    assert [each.url.raw_path.decode() for each in network.requests] == [
        "/orders/12%2F3",
        "/trades",
        "/portfolio/positions",
        "/portfolio/holdings",
        "/user/margins",
    ]


async def test_the_hosted_sandbox_has_its_prefix_and_socket_parameter() -> None:
    config = msgspec.structs.replace(hosted_config(), stream_query={"user_id": "SB0001"})
    network = Network(ok([]), ok({"order_id": "1"}))
    broker = make_broker(network, config=config)
    await broker.fetch_orders()
    assert str(network.last.url) == "https://sandbox.kite.trade/oms/orders"
    await broker.submit(make_intent())
    assert str(network.last.url) == "https://sandbox.kite.trade/oms/orders/regular"
    assert broker._stream_url().startswith("wss://ws-sandbox.kite.trade?api_key=apikey1&")
    assert broker._stream_url().endswith("user_id=SB0001")
    assert broker.capabilities.order_types == (OrderType.LIMIT,)
    assert broker.session.practice


async def test_logging_out_kills_the_token_and_forgets_it() -> None:
    network = Network(ok(True))
    broker = make_broker(network)
    forgotten = []

    async def forget() -> None:
        forgotten.append(True)

    broker._forget = forget
    await broker.logout()
    assert network.last.method == "DELETE"
    assert dict(network.last.url.params) == {"api_key": "apikey1", "access_token": "accesstoken1"}
    assert forgotten == [True]
    assert broker._channel.access_token == ""
    assert "accesstoken1" not in repr(broker._channel)


async def test_the_servers_clock_is_compared_with_ours() -> None:
    reply = ok([])
    reply.headers["Date"] = "Fri, 20 Nov 2026 03:45:05 GMT"  # five seconds ahead of the fake clock
    broker = make_broker(Network(reply))
    await broker.fetch_orders()
    assert broker.clock_skew_s == pytest.approx(5.0)


def test_retired_products_are_not_offered() -> None:
    broker = make_broker(Network(), products=("CNC", "BO", "CO", "MTF", "NEW"))
    assert broker.capabilities.products == (Product.CNC, Product.MTF)
