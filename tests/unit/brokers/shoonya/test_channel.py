"""The HTTP channel: bodies, both kinds of auth, what a reply means whatever its status, budgets."""

import asyncio
from functools import partial

import httpx
import pytest
from msgspec.structs import replace

from terminal.brokers.shoonya.calls_channel import jdata
from terminal.brokers.shoonya.calls_market import MarketCalls
from terminal.brokers.shoonya.codec_errors import EmptyReply, NoData
from terminal.brokers.shoonya.config import Rates, classic_config, live_config
from terminal.domain.errors import (
    AddressRefused,
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    RateLimited,
    Transient,
    WireError,
)
from tests.fakes.clock import FakeClock, settle
from tests.unit.brokers.shoonya.wired import HTML, NO_DATA, TOKEN, Network, make_channel, no, ok


async def read(network: Network, route: str = "Limits", **options):
    """Read once, without repetitions."""
    return await make_channel(network, **options).read(route, {"uid": "FA1"}, dict, attempts=1)


# -- the body


def test_an_ampersand_cannot_cut_the_body():
    body = jdata({"tsym": "M&M-EQ", "left": None}, "key1")
    assert body == b'jData={"tsym":"M\\u0026M-EQ"}&jKey=key1'


async def test_the_current_profile_signs_with_a_bearer():
    network = Network(ok())
    await read(network)
    assert network.last.headers["Authorization"] == f"Bearer {TOKEN}"
    assert "jKey" not in network.body()
    assert str(network.last.url) == "https://api.shoonya.com/NorenWClientAPI/Limits"


async def test_the_classic_profile_signs_in_the_body():
    network = Network(ok())
    await read(network, config=classic_config(rest="https://noren.example/NorenWClientTP/"))
    assert "Authorization" not in network.last.headers
    assert network.body().endswith(f"&jKey={TOKEN}")
    assert str(network.last.url) == "https://noren.example/NorenWClientTP/Limits"


async def test_without_a_token_nothing_is_sent():
    network = Network()
    channel = make_channel(network)
    channel.token = ""
    with pytest.raises(LoginNeeded):
        await channel.read("Limits", {}, dict)
    assert network.requests == []


# -- what a reply means


@pytest.mark.parametrize("status", [200, 400, 401, 403, 500])
@pytest.mark.parametrize(
    "words", ["Session Expired : Invalid Session Key", "session expired :  Invalid User Id"]
)
async def test_a_dead_session_is_known_by_its_words(status, words):
    with pytest.raises(LoginNeeded, match="has ended"):
        await read(Network(no(words, status)))


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (httpx.Response(403), LoginNeeded, "HTTP 403"),
        (httpx.Response(401, json={"stat": "Not_Ok"}), LoginNeeded, "HTTP 401"),
        (httpx.Response(502, html=HTML), Transient, "is down .HTTP 502, profile: current"),
        (httpx.Response(504, html=HTML), Transient, "HTTP 504"),
        (httpx.Response(200, html=HTML), Transient, "something else than data"),
        (httpx.Response(200), EmptyReply, "empty answer to Limits.*does not fit.*current"),
        (httpx.Response(200, text="  \n"), EmptyReply, "empty answer"),
        (httpx.Response(200, text='{"stat":"Ok","ca'), WireError, "cannot be read"),
        (httpx.Response(404, html=HTML), Transient, "is down"),
        (httpx.Response(404, text="no such route"), BrokerRefused, "no route Limits"),
        (httpx.Response(403, html=HTML), WireError, "HTTP 403"),
        (httpx.Response(302), WireError, "HTTP 302"),
        (no(NO_DATA), NoData, "no data"),
        (no("No Data :  ", 200), NoData, "No Data"),
        (no("Server Timeout :  ", 200), Transient, "Server Timeout"),
        (no("Error Occurred : API request exceeds Limit", 200), RateLimited, "exceeds Limit"),
        (httpx.Response(429, html=HTML), RateLimited, "too many"),
        (no("Invalid Input : Password Expired"), BrokerRefused, "password at the broker"),
        (no("Invalid Input : INVALID_VERIFIER"), BrokerRefused, "INVALID_VERIFIER"),
        (no("Invalid Input : IP address is not registered"), AddressRefused, "address"),
        (no("Access Restricted for API Only Users"), PermissionRefused, "Restricted"),
        (no("Rejected : ORA:Order not found"), BrokerRefused, "Order not found"),
    ],
)
async def test_each_way_to_say_no_has_its_sentence(reply, kind, words):
    with pytest.raises(kind, match=words) as caught:
        await read(Network(reply))
    assert caught.value.hint


async def test_a_classic_host_that_is_gone_is_called_retired():
    with pytest.raises(Transient, match="down or retired") as caught:
        await read(Network(httpx.Response(502, html=HTML)), config=classic_config())
    assert "April 2026" in caught.value.hint


async def test_a_list_is_a_success_and_one_refusal_in_a_list_is_not():
    assert await make_channel(Network(ok([{"stat": "Ok"}]))).rows("OrderBook", {}, dict)
    refusal = httpx.Response(200, json=[{"stat": "Not_Ok", "emsg": NO_DATA}])
    assert await make_channel(Network(refusal)).rows("OrderBook", {}, dict) == []


async def test_an_empty_book_is_an_empty_list_and_a_failed_one_an_error():
    assert await make_channel(Network(no(NO_DATA))).rows("OrderBook", {}, dict) == []
    with pytest.raises(BrokerRefused):
        await make_channel(Network(no("Invalid Input : Missing uid"))).rows("OrderBook", {}, dict)


async def test_an_emsg_alone_is_a_refusal():
    with pytest.raises(BrokerRefused, match="ai_t"):
        await read(Network(httpx.Response(200, json={"emsg": "Invalid ai_t"})))


# -- repetition


async def test_a_read_is_repeated_after_weather_and_a_write_never():
    clock = FakeClock()
    network = Network(httpx.Response(502, html=HTML), httpx.ReadError("gone"), ok({"a": "1"}))
    channel = make_channel(network, clock=clock)
    reading = channel.read("Limits", {}, dict)
    task = asyncio.get_running_loop().create_task(reading)
    await settle()
    await clock.advance(10)
    await clock.advance(10)
    assert (await task)["a"] == "1"
    assert len(network.requests) == 3
    lost = Network(httpx.Response(502, html=HTML))
    with pytest.raises(Transient):
        await make_channel(lost).change("CancelOrder", {}, dict, urgent=True)
    assert len(lost.requests) == 1


async def test_a_silent_chart_route_is_asked_the_other_way_and_that_is_remembered():
    network = Network(httpx.Response(200), ok([{"a": 1}]), ok([{"a": 2}]))
    channel = make_channel(network)
    await channel.read_reply("TPSeries", {"uid": "FA1"}, attempts=1)
    await channel.read_reply("TPSeries", {"uid": "FA1"}, attempts=1)
    signed = ["jKey" in network.body(index) for index in range(3)]
    assert signed == [False, True, True]


async def test_a_chart_route_silent_both_ways_keeps_the_way_it_had():
    network = Network(httpx.Response(200), httpx.Response(200), ok([]))
    channel = make_channel(network)
    with pytest.raises(EmptyReply):
        await channel.read_reply("TPSeries", {"uid": "FA1"}, attempts=1)
    await channel.read_reply("TPSeries", {"uid": "FA1"}, attempts=1)
    assert ["jKey" in network.body(index) for index in range(3)] == [False, True, False]


async def test_two_charts_at_once_find_the_same_other_way():
    class Busy(Network):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.sleep(0)
            return ok([]) if b"jKey" in request.content else httpx.Response(200)

    channel = make_channel(Busy())
    ask = partial(channel.read_reply, "TPSeries", {"uid": "FA1"}, attempts=1)
    found = await asyncio.gather(ask(), ask())
    assert [reply.content for reply in found] == [b"[]", b"[]"]


async def test_other_routes_are_not_asked_the_other_way():
    network = Network(httpx.Response(200))
    with pytest.raises(EmptyReply):
        await read(network)
    assert len(network.requests) == 1


# -- budgets


async def test_half_of_the_orders_of_a_minute_are_kept_for_cancels_and_exits():
    rates = Rates(orders=(100, 1.0), order_reserve=0)
    network = Network(answer=lambda request: ok({"norenordno": "1"}))
    channel = make_channel(network, config=live_with(rates))
    for _ in range(20):
        await channel.place("PlaceOrder", {}, dict, urgent=False)
    with pytest.raises(RateLimited, match="budget of orders"):
        await channel.place("PlaceOrder", {}, dict, urgent=False)
    for _ in range(20):
        await channel.change("CancelOrder", {}, dict, urgent=True)
    with pytest.raises(RateLimited):
        await channel.change("CancelOrder", {}, dict, urgent=True)
    assert len(network.requests) == 40
    assert channel.day.count == 20


async def test_a_download_leaves_room_for_other_reads():
    rates = Rates(data=(5, 1.0), data_reserve=2)
    network = Network(answer=lambda request: ok([]))
    clock = FakeClock()
    channel = make_channel(network, config=live_with(rates), clock=clock)
    for _ in range(3):
        await channel.read_reply("TPSeries", {}, background=True)
    waiting = asyncio.get_running_loop().create_task(
        channel.read_reply("TPSeries", {}, background=True)
    )
    await settle()
    assert len(network.requests) == 3
    await channel.read_reply("GetQuotes", {})
    assert network.routes[-1] == "GetQuotes"
    await clock.advance(1.1)
    await waiting
    assert len(network.requests) == 5


async def test_the_quote_of_an_order_waits_for_no_other_read():
    rates = Rates(data=(1, 60.0), data_reserve=0)
    network = Network(answer=lambda request: ok({"lp": "1"}))
    channel = make_channel(network, config=live_with(rates))
    calls = MarketCalls(channel)
    await channel.read_reply("Holdings", {})
    await calls.quote("NSE", "2885", for_order=True)
    assert network.routes == ["Holdings", "GetQuotes"]


async def test_a_rate_limit_halves_the_budget():
    clock = FakeClock()
    rates = Rates(data=(4, 1.0), data_reserve=0)
    limited = no("Error Occurred : API request exceeds Limit", 200)
    network = Network(limited, answer=lambda request: ok([]))
    channel = make_channel(network, config=live_with(rates), clock=clock)
    with pytest.raises(RateLimited):
        await channel.read_reply("GetQuotes", {}, attempts=1)
    await clock.advance(1.1)
    await channel.read_reply("GetQuotes", {})
    await channel.read_reply("GetQuotes", {})
    third = asyncio.get_running_loop().create_task(channel.read_reply("GetQuotes", {}))
    await settle()
    assert not third.done()
    await clock.advance(1.1)
    await third


def live_with(rates: Rates):
    return replace(live_config(), rates=rates)


# -- the clock


@pytest.mark.parametrize(
    ("headers", "skew", "words"),
    [
        ({"date": "Fri, 20 Nov 2026 03:45:30 GMT"}, 30.0, "30 s behind"),
        ({"date": "Fri, 20 Nov 2026 03:44:00 GMT"}, -60.0, "60 s ahead of"),
        ({"date": "Fri, 20 Nov 2026 03:45:05 GMT"}, 5.0, ""),
    ],
)
async def test_the_skew_is_known_from_the_date(headers, skew, words):
    network = Network(httpx.Response(200, json={"stat": "Ok"}, headers=headers))
    channel = make_channel(network)
    await channel.read("Limits", {}, dict)
    assert channel.clock_skew_s == skew
    assert (words in channel.skew_words()) if words else channel.skew_words() == ""


async def test_without_a_date_the_request_time_tells_the_skew():
    channel = make_channel(Network(ok()))
    await channel.read("Limits", {}, dict)
    assert channel.clock_skew_s == pytest.approx(303.0)
