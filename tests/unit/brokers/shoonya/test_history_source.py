"""Both brokers as sources of history: what is asked, once, and what each failure means."""

import asyncio
import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from msgspec import structs

from terminal.brokers.kite.codec import ist_ns
from terminal.brokers.shoonya.bars import NS
from terminal.brokers.shoonya.config import RestAuth, ShoonyaConfig, live_config
from terminal.brokers.shoonya.instruments import parse_masters
from terminal.brokers.shoonya.market import ShoonyaMarket
from terminal.brokers.shoonya.master import Masters
from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    RateLimited,
    TerminalError,
    Transient,
    WireError,
)
from terminal.domain.history import RangeTooLong, Series, SeriesKind
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.market import Interval
from terminal.runtime.worker import Worker
from tests.fakes.clock import FakeClock
from tests.fakes.symbol_masters import texts, zips
from tests.unit.brokers.kite import wired as kite
from tests.unit.brokers.shoonya.test_history_parse import OPEN_S, day, reply
from tests.unit.brokers.shoonya.wired import HTML, NO_DATA, Network, make_channel, no, ok

OPEN_NS = OPEN_S * NS
DAY_NS = 86_400 * NS
MM = Series(
    instrument=InstrumentId("NSE", "M&M"),
    kind=SeriesKind.SPOT,
    underlying="M&M",
    exchange="NSE",
    symbol="M&M-EQ",
    token="2031",
)
NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)


def bars_reply(rows) -> httpx.Response:
    return httpx.Response(200, content=reply(rows))


def make_market(
    network: Network, clock: FakeClock | None = None, config: ShoonyaConfig | None = None
) -> ShoonyaMarket:
    """Return a market side that knows the dossier's instruments; without `config` it never waits."""
    rates = structs.replace(live_config().rates, data=(1000, 1.0), data_per_minute=10_000)
    config = config or structs.replace(live_config(), rates=rates)
    channel = make_channel(network, clock=clock, config=config)
    market = ShoonyaMarket(
        account=AccountId("shoonya:FA1"),
        channel=channel,
        decode_order=lambda frame: pytest.fail("no orders here"),
        clock=clock or FakeClock(),
        worker=Worker("unused"),
        cache=Path("/nonexistent"),
        on_failure=lambda name, error: pytest.fail(f"{name}: {error}"),
    )
    columns, instruments = parse_masters(texts())
    market._masters = Masters(zips(), columns, instruments)
    return market


async def test_one_request_a_span_with_both_ends() -> None:
    network = Network(bars_reply(day(3)))
    history = make_market(network).history
    found = await history.minutes(MM, OPEN_NS, OPEN_NS + DAY_NS)
    assert len(found) == 3
    assert network.routes == ["TPSeries"]
    assert network.fields() == {
        "ordersource": "API", "uid": "FA1", "exch": "NSE", "token": "2031",
        "st": str(OPEN_S), "et": str(OPEN_S + 86_400), "intrv": "1",
    }  # fmt: skip


def test_rules_leave_a_share_of_the_budget_to_others() -> None:
    history = make_market(Network()).history
    assert history.name == "shoonya:FA1", "the account: two of one broker are two sources"
    assert history.rules.newest_first
    assert history.rules.window_days == 5
    assert (history.rules.per_second, history.rules.per_minute) == (998, 9980)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (no("Server Timeout :  ", 200), RangeTooLong),
        (httpx.Response(504, content=HTML.encode()), RangeTooLong),
        (httpx.Response(502, content=HTML.encode()), Transient),
        (httpx.Response(200, content=HTML.encode()), Transient),
        (httpx.Response(429), RateLimited),
        (no("Input data exceeds Limit", 200), RateLimited),
        (no("Session Expired : Invalid Session Key", 200), LoginNeeded),
        (no("Invalid Input : jData is not valid json object"), BrokerRefused),
        (httpx.Response(200, content=reply(day(3))[:-20]), WireError),
        (httpx.ReadTimeout("slow"), Transient),
    ],
)
async def test_a_failure_is_told_by_its_type_and_nothing_is_repeated(answer, kind) -> None:
    network = Network(answer)
    with pytest.raises(TerminalError) as raised:
        await make_market(network).history.minutes(MM, OPEN_NS, OPEN_NS + DAY_NS)
    assert type(raised.value) is kind or issubclass(type(raised.value), kind)
    assert (kind is RangeTooLong) == isinstance(raised.value, RangeTooLong)
    sent = b"" if isinstance(answer, Exception) else answer.content
    assert raised.value.raw == sent, "for whoever has to find out why"
    assert len(network.requests) == 1


@pytest.mark.parametrize("answer", [no('Error Occurred : 5 "no data"'), bars_reply([])])
async def test_no_data_is_no_bars(answer) -> None:
    assert len(await make_market(Network(answer)).history.minutes(MM, OPEN_NS, OPEN_NS)) == 0


async def test_an_empty_answer_is_asked_once_more_with_the_other_login() -> None:
    network = Network(httpx.Response(200), bars_reply(day(2)), bars_reply(day(2)))
    market = make_market(network)
    assert live_config().profile.chart_auth is RestAuth.BEARER
    for _ in range(2):
        assert len(await market.history.minutes(MM, OPEN_NS, OPEN_NS + DAY_NS)) == 2
    assert ["jKey=" in network.body(n) for n in range(3)] == [False, True, True]


async def test_an_ampersand_reaches_the_daily_route() -> None:
    network = Network(httpx.Response(200, json=[]))
    await make_market(network).history.days(MM, OPEN_NS, OPEN_NS + DAY_NS)
    assert network.routes == ["EODChartData"]
    assert network.fields()["sym"] == "NSE:M&M-EQ"
    assert b"M&M" not in network.last.content


async def test_the_universe_and_the_files_of_the_day() -> None:
    market = make_market(Network())
    market._worker = market.history._worker = worker = Worker("universe")
    universe = await market.history.universe()
    assert MM in universe
    assert len(universe) == len(market.instruments.series())
    await worker.aclose()


async def test_charts_halve_a_span_that_is_too_long() -> None:
    answers = [no("Server Timeout :  ", 200), bars_reply(day(4)), bars_reply(day(2))]
    network = Network(*answers)
    bars = await make_market(network).fetch_bars(
        MM.instrument, Interval.MINUTE, OPEN_NS, OPEN_NS + 4 * DAY_NS
    )
    assert len(bars) == 4
    spans = [(int(network.fields(n)["st"]), int(network.fields(n)["et"])) for n in range(3)]
    assert spans[0] == (OPEN_S, OPEN_S + 4 * 86_400)
    assert spans[1] == (OPEN_S, OPEN_S + 2 * 86_400)
    assert spans[2] == (OPEN_S + 2 * 86_400 + 1, OPEN_S + 4 * 86_400)


async def test_charts_ask_long_spans_in_windows_without_overlap() -> None:
    network = Network(answer=lambda _: bars_reply(day(2)))
    await make_market(network).fetch_bars(
        MM.instrument, Interval.MINUTE_5, OPEN_NS, OPEN_NS + 45 * DAY_NS
    )
    spans = [(int(network.fields(n)["st"]), int(network.fields(n)["et"])) for n in range(3)]
    assert len(network.requests) == 3
    assert all(end - start < 20 * 86_400 for start, end in spans)
    assert [b[0] - a[1] for a, b in pairwise(spans)] == [1, 1]
    assert {network.fields(n)["intrv"] for n in range(3)} == {"5"}


async def test_daily_bars_are_made_of_hours_where_the_route_is_out() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("EODChartData"):
            return httpx.Response(404, content=HTML.encode())
        return bars_reply(day(3))

    network = Network(answer=answer)
    clock = FakeClock()
    running = asyncio.ensure_future(
        make_market(network, clock).fetch_bars(NIFTY, Interval.DAY, OPEN_NS - 10 * DAY_NS, OPEN_NS)
    )
    for _ in range(20):
        await clock.advance(5.0)
    bars = await running
    assert network.fields()["intrv"] == "60"
    assert [bar.open_ns for bar in bars] == [OPEN_NS - (9 * 60 + 15) * 60 * NS]
    assert json.loads(network.body(0).removeprefix("jData="))["sym"] == "NSE:Nifty 50"


# -- Kite


FUTURE = Series(
    instrument=kite.FUTURE,
    kind=SeriesKind.FUTURE,
    underlying="NIFTY",
    exchange="NFO",
    symbol="NIFTY26NOVFUT",
    token="12683010",
)
CANDLES = {
    "candles": [
        ["2026-11-20T09:16:00+0530", 2, 4, 1, 3, 20, 200],
        ["2026-11-20T09:15:00+0530", 1, 3, 0.5, 2, 10, 100],
        ["2026-11-20T09:15:00+0530", 1, 3, 0.5, 2.5, 11, 101],
    ]
}


async def test_kite_asks_once_and_gives_the_same_columns() -> None:
    network = kite.Network(kite.ok(CANDLES))
    history = kite.make_broker(network).history
    found = await history.minutes(FUTURE, OPEN_NS, OPEN_NS + DAY_NS)
    assert found.open_ns.tolist() == [OPEN_NS, OPEN_NS + 60 * NS]
    assert found.close.tolist() == [2.5, 3.0]
    assert found.volume.tolist() == [11, 20]
    assert found.oi.tolist() == [101, 200]
    assert (found.vwap != found.vwap).all()
    request = network.last
    assert request.url.path.endswith("/instruments/historical/12683010/minute")
    assert request.url.params["oi"] == "1"
    assert request.url.params["from"] == "2026-11-20 09:15:00"
    assert (history.name, history.rules.window_days) == ("kite:ZA1234", 60)


@pytest.mark.parametrize("stamp", ["T00:00:00+0530", "T09:15:00+0530"])
async def test_a_day_of_kite_opens_at_midnight(stamp: str) -> None:
    network = kite.Network(kite.ok({"candles": [[f"2026-11-19{stamp}", 1, 3, 0.5, 2, 10]]}))
    history = kite.make_broker(network).history
    found = await history.days(FUTURE, OPEN_NS - 5 * DAY_NS, OPEN_NS)
    assert found.open_ns.tolist() == [ist_ns("2026-11-19 00:00:00")]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (kite.no(400, "InputException", "interval exceeds max limit: 60 days"), RangeTooLong),
        (kite.no(400, "InputException", "invalid token"), BrokerRefused),
        (kite.no(403, "TokenException", "Incorrect `api_key` or `access_token`."), LoginNeeded),
        (kite.no(429, "NetworkException", "Too many requests"), RateLimited),
        (kite.no(503, "GeneralException", "down"), Transient),
        (kite.ok({"candles": [["2026-11-20T09:15:00+0000", 1, 1, 1, 1, 1]]}), WireError),
        (kite.ok({"candles": [["soon+0530", 1, 1, 1, 1, 1]]}), WireError),
    ],
)
async def test_a_failure_of_kite_is_told_by_its_type_once(answer, kind) -> None:
    network = kite.Network(answer)
    with pytest.raises(kind) as raised:
        await kite.make_broker(network).history.minutes(FUTURE, OPEN_NS, OPEN_NS + DAY_NS)
    assert len(network.requests) == 1
    assert kind is RangeTooLong or raised.value.raw == answer.content


async def test_kites_universe_comes_from_its_dump() -> None:
    rows = kite.CSV + (
        b"7,7,RELIANCE,RELIANCE INDUSTRIES,0,,0,0.1,1,EQ,NSE,NSE\n"
        b"8,8,NIFTY26NOV26000CE,NIFTY,0,2026-11-24,26000,0.05,75,CE,NFO-OPT,NFO\n"
    )
    network = kite.Network(answer=lambda _: httpx.Response(200, content=rows))
    worker = Worker("universe")
    config = structs.replace(kite.live_config(), cache_master=False)
    broker = kite.make_broker(network, config=config, worker=worker)
    universe = await broker.history.universe()
    assert [(s.key, s.token) for s in universe] == [
        ("NSE:NIFTY 50:index", "256265"),
        ("NFO:NIFTY:2026-11-24", "12683010"),
        ("NFO:NIFTY:2026-11-24:26000:CE", "8"),
    ]
    assert universe[1].expiry == date(2026, 11, 24)
    assert await broker.history.masters() == {"instruments.csv": rows}
    await worker.aclose()


@pytest.mark.parametrize(
    ("told", "largest"),
    [({"frzqty": "500000"}, 500_000), ({"frzqty": "0"}, None), ({"frzqty": " "}, None), ({}, None)],
)
async def test_the_largest_order_is_what_the_security_info_tells(told, largest) -> None:
    network = Network(ok(told))
    market = make_market(network)
    assert await market.fetch_largest(MM.instrument) == largest
    assert network.routes == ["GetSecurityInfo"]
    assert network.fields() == {"uid": "FA1", "exch": "NSE", "token": "2031"}


async def test_the_largest_order_of_what_is_not_listed_is_not_asked_for() -> None:
    assert await make_market(Network()).fetch_largest(InstrumentId("NSE", "NOSUCH")) is None
    assert await make_market(Network(no(NO_DATA))).fetch_largest(MM.instrument) is None
