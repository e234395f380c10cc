"""Market data: how long spans and lists are split, merged, and what silence means."""

import asyncio
from decimal import Decimal
from itertools import pairwise

import httpx
import pytest

from terminal.brokers.kite import codec, codec_market
from terminal.domain.account import CostQuery
from terminal.domain.errors import (
    BrokerRefused,
    PermissionRefused,
    Rejected,
    Transient,
    WireError,
)
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.market import Interval
from terminal.domain.order import OrderType
from terminal.runtime.worker import Worker
from tests.fakes.clock import START_NS, FakeClock
from tests.unit.brokers.kite.wired import (
    INFY,
    MM,
    Network,
    make_broker,
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


async def test_quotes_are_asked_300_at_a_time_and_silence_is_left_out() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        keys = request.url.params.get_list("i")
        return ok(
            {key: {"instrument_token": 1, "last_price": 5} for key in keys if key != "NSE:M&M"}
        )

    network, clock = Network(answer=answer), FakeClock()
    broker = make_broker(network, clock=clock)
    many = [InstrumentId("NSE", f"X{n}", InstrumentKind.UNKNOWN) for n in range(610)]
    quotes = await patient(clock, broker.fetch_quotes([INFY, MM, *many]))
    assert [len(each.url.params.get_list("i")) for each in network.requests] == [300, 300, 12]
    assert b"i=NSE%3AM%26M" in network.requests[0].url.query
    assert {quote.instrument for quote in quotes} == {INFY, *many}


async def test_an_index_quote_without_depth_is_read() -> None:
    row = {"instrument_token": 256265, "last_price": 24000.5, "ohlc": {"close": 23900.0}}
    (quote,) = await make_broker(Network(ok({"NSE:NIFTY 50": row}))).fetch_quotes([NIFTY])
    assert quote.last == 24000.5
    assert quote.close == 23900.0
    assert quote.open != quote.open  # NaN: the broker did not say
    assert quote.upper_limit != quote.upper_limit
    assert quote.bids == ()


@pytest.mark.parametrize(
    ("interval", "cap"),
    [
        (Interval.MINUTE, 60),
        (Interval.MINUTE_3, 100),
        (Interval.MINUTE_5, 100),
        (Interval.MINUTE_10, 100),
        (Interval.MINUTE_15, 200),
        (Interval.MINUTE_30, 200),
        (Interval.HOUR, 400),
        (Interval.DAY, 2000),
    ],
)
def test_a_long_span_is_split_under_the_cap_without_a_gap(interval: Interval, cap: int) -> None:
    start, end = START_NS - 5000 * DAY_NS, START_NS
    spans = codec_market.plan(interval, start, end)
    assert spans[0][0] == start
    assert spans[-1][1] == end
    for (_, stop), (following, _) in pairwise(spans):
        assert following == stop + 10**9
    assert all(last - first < cap * DAY_NS for first, last in spans)
    assert codec_market.plan(interval, end, start) == []


async def test_candles_of_several_requests_are_merged_once_each() -> None:
    stamps = ["2026-09-01T09:15:00+0530", "2026-10-15T09:15:00+0530", "2026-11-20T09:15:00+0530"]
    rows = [[stamp, 1, 2, 0.5, n, 10 * n] for n, stamp in enumerate(stamps, 1)]

    def answer(request: httpx.Request) -> httpx.Response:
        return ok({"candles": rows})

    network, clock = Network(answer=answer), FakeClock()
    broker = make_broker(network, clock=clock)
    start = codec.ist_ns("2026-08-01 00:00:00")
    bars = await patient(clock, broker.fetch_bars(INFY, Interval.MINUTE, start, START_NS))
    assert len(network.requests) == 2
    assert [bar.close for bar in bars] == [1.0, 2.0, 3.0]
    first = network.requests[0].url
    assert first.path == "/instruments/historical/408065/minute"
    assert first.params["from"] == "2026-08-01 00:00:00"
    assert first.params["to"] == "2026-09-29 00:00:00"
    assert network.requests[1].url.params["from"] == "2026-09-29 00:00:01"
    assert (first.params["oi"], first.params["continuous"]) == ("0", "0")


async def test_days_open_at_indian_midnight_and_futures_ask_for_interest() -> None:
    rows = [
        ["2026-11-19T09:15:00+0530", 1, 2, 0.5, 1.5, 100, 7],
        ["2026-11-20T00:00:00+0530"] + [1] * 6,
    ]
    network = Network(ok({"candles": rows}))
    future = make_broker(Network())._map.id_of_symbol("NFO", "NIFTY26NOVFUT")
    start = codec.ist_ns("2026-11-01 00:00:00")
    bars = await make_broker(network).fetch_bars(future, Interval.DAY, start, START_NS)
    assert [bar.open_ns for bar in bars] == [
        codec.ist_ns("2026-11-19 00:00:00"),
        codec.ist_ns("2026-11-20 00:00:00"),
    ]
    assert bars[0].oi == 7.0
    assert network.last.url.params["oi"] == "1"


async def test_candle_times_with_another_offset_and_broken_ones() -> None:
    row = [1, 2, 0.5, 1.5, None]
    rows = [["2026-11-19T03:45:00+00:00", *row], ["2026-11-19T09:16:00+0530", *row]]
    network = Network(ok({"candles": rows}), ok({"candles": [["2026-11-19Tnoon+0530", *row]]}))
    broker = make_broker(network)
    start = codec.ist_ns("2026-11-19 00:00:00")
    bars = await broker.fetch_bars(INFY, Interval.MINUTE, start, START_NS)
    assert [bar.open_ns for bar in bars] == [
        codec.ist_ns("2026-11-19 09:15:00"),
        codec.ist_ns("2026-11-19 09:16:00"),
    ]
    with pytest.raises(WireError, match="noon"):
        await broker.fetch_bars(INFY, Interval.MINUTE, start, START_NS)


async def test_a_long_chart_is_decoded_on_the_worker() -> None:
    first = codec.ist_ns("2026-11-01 00:00:00")
    stamps = [codec.ist_text(first + n * 60 * 10**9).replace(" ", "T") for n in range(3000)]
    rows = [[f"{stamp}+0530", 1, 2, 0.5, n, 10] for n, stamp in enumerate(stamps)]
    worker = Worker("bars")
    broker = make_broker(Network(ok({"candles": rows})), worker=worker)
    bars = await broker.fetch_bars(INFY, Interval.MINUTE, first, START_NS)
    await worker.aclose()
    assert [bar.close for bar in bars] == [float(n) for n in range(3000)]


async def test_a_ping_is_tried_once_and_timed() -> None:
    network = Network(ok({}), no(503, "NetworkException", "down"))
    broker = make_broker(network)
    assert await broker.ping() == 0.0  # the fake clock stands still
    with pytest.raises(Transient):
        await broker.ping()
    assert len(network.requests) == 2


async def test_an_error_inside_a_200_is_unreadable() -> None:
    body = {"status": "error", "message": "?", "data": []}
    with pytest.raises(WireError):
        await make_broker(Network(httpx.Response(200, json=body))).fetch_orders()


async def test_a_calculator_without_a_row_is_told() -> None:
    query = CostQuery(intent=make_intent(), reference_price=Decimal(1))
    with pytest.raises(WireError):
        await make_broker(Network(ok([]), ok([]))).estimate(query)
    market = make_intent(order_type=OrderType.MARKET, price=None)
    with pytest.raises(BrokerRefused, match="Without a price"):
        await make_broker(Network()).estimate(CostQuery(intent=market, reference_price=Decimal(0)))


async def test_before_the_master_nothing_is_identified_and_nothing_is_sent() -> None:
    network = Network(ok([ROW]))
    broker = make_broker(network)
    broker._map = None
    (order,) = await broker.fetch_orders()
    assert order.instrument == InstrumentId("NSE", "INFY", InstrumentKind.UNKNOWN)
    outcome = await broker.submit(make_intent())
    assert isinstance(outcome, Rejected)
    assert len(network.requests) == 1


async def test_candles_of_an_unlisted_instrument_are_refused_in_words() -> None:
    with pytest.raises(BrokerRefused, match="not in the broker's list"):
        await make_broker(Network()).fetch_bars(
            InstrumentId("NSE", "GONE"), Interval.DAY, 0, START_NS
        )


async def test_quotes_without_permission_name_the_plan() -> None:
    network = Network(no(403, "PermissionException", "Insufficient permission for that call."))
    with pytest.raises(PermissionRefused) as caught:
        await make_broker(network).fetch_quotes([INFY])
    assert caught.value.code == "no_market_data"
