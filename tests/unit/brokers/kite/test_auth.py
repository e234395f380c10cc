"""Logging in: the address, the state, the listener, the exchange, and what is kept afterwards."""

import asyncio
import logging
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec
import pytest
from msgspec import Struct

from terminal.brokers.kite import KiteDeps, KiteKind
from terminal.brokers.kite.auth import SavedSession
from terminal.brokers.kite.auth import _port as read_port
from terminal.brokers.kite.codec import ist_ns
from terminal.brokers.kite.config import KiteConfig
from terminal.domain.errors import BrokerRefused, Transient
from terminal.runtime.vault import MemoryVault
from terminal.runtime.worker import Worker
from tests.fakes.clock import START_NS, FakeClock
from tests.fakes.over_httpx import OverHttpx
from tests.unit.brokers.kite.wired import Network, no, ok

KEYS = {"api_key": "apikey1", "api_secret": "secretsecret", "redirect_port": "0"}
SESSION = {
    "user_id": "ZA1234",
    "user_name": "A Trader",
    "api_key": "apikey1",
    "access_token": "accesstoken1",
    "login_time": "2026-11-20 09:14:00",
    "products": ["CNC"],
}
LTP = {"NSE:INFY": {"instrument_token": 408065, "last_price": 1500.0}}


class Keys(Struct, frozen=True):
    api_key: str = "practice1"
    api_secret: str = "practicesecret"
    user_id: str = "PR1001"


class Server(Struct, frozen=True):
    rest: str = "http://127.0.0.1:9"
    stream: str = "ws://127.0.0.1:9"
    login: str = "http://127.0.0.1:9/connect/login"
    credentials: Keys = Keys()


async def start_practice() -> Server:
    return Server()


def make_kind(
    network: Network, vault: MemoryVault | None = None, clock=None, **options
) -> KiteKind:
    return KiteKind(
        KiteDeps(
            secrets=vault or MemoryVault(),
            clock=clock or FakeClock(),
            worker=Worker("unused"),
            cache=Path("/nonexistent"),
            start_practice=start_practice,
            on_wait=lambda lane, seconds: None,
            on_failure=lambda where, error: None,
            pool=OverHttpx(network),
            **options,
        )
    )


def state_of(url: str) -> str:
    query = dict(parse_qsl(urlsplit(url).query))
    return dict(parse_qsl(query["redirect_params"]))["state"]


@pytest.mark.parametrize("text", ["80", "99999", "abc", "-1"])
def test_a_port_that_is_none_is_told(text: str) -> None:
    with pytest.raises(BrokerRefused, match="port"):
        read_port(text)


def test_the_registered_port_is_the_default() -> None:
    assert (read_port(" "), read_port("9000")) == (8710, 9000)


@pytest.fixture(autouse=True)
def any_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """Listen on a free port, so that test runs do not meet on the registered one."""
    monkeypatch.setattr("terminal.brokers.kite.auth._port", lambda text: 0)


async def browse(port: int, path: str) -> str:
    """Be a browser that follows the redirect; return the page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    page = (await asyncio.wait_for(reader.read(), 5)).decode()
    writer.close()
    await writer.wait_closed()
    return page


async def test_a_live_login_end_to_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    vault = MemoryVault()
    network = Network(ok(SESSION), ok(SESSION), ok(LTP))
    attempt = await make_kind(network, vault).begin("live", KEYS)
    parts = urlsplit(attempt.url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == (
        "https://kite.zerodha.com/connect/login"
    )
    query = dict(parse_qsl(parts.query))
    assert (query["v"], query["api_key"]) == ("3", "apikey1")
    assert "secret" not in attempt.url

    waiting = asyncio.ensure_future(attempt.wait_for_redirect())
    port = attempt._listener.port
    assert "404" in await browse(port, "/favicon.ico")
    assert "404" in await browse(port, "/?request_token=evil&status=success&state=guess")
    assert not waiting.done()
    path = f"/?request_token=reqtok&status=success&action=login&state={state_of(attempt.url)}"
    assert "Logged in" in await browse(port, path)
    redirected = await asyncio.wait_for(waiting, 5)
    account = await attempt.finish(redirected)
    await attempt.aclose()

    exchange, profile, probe = network.requests
    assert (exchange.method, exchange.url.path) == ("POST", "/session/token")
    assert "Authorization" not in exchange.headers
    assert exchange.headers["X-Kite-Version"] == "3"
    assert network.form(0)["request_token"] == "reqtok"
    assert len(network.form(0)["checksum"]) == 64
    assert profile.headers["Authorization"] == "token apikey1:accesstoken1"
    assert probe.url.path == "/quote/ltp"
    session = account.session
    assert session.account == "kite:ZA1234"
    assert session.login_ns == ist_ns("2026-11-20 09:14:00")
    assert session.expires_ns == ist_ns("2026-11-21 06:00:00")
    assert session.market_data
    assert not session.practice
    saved = await vault.load("kite/ZA1234/session")
    assert saved is not None
    assert msgspec.json.decode(saved, type=SavedSession).access_token == "accesstoken1"
    secrets = ("secretsecret", "accesstoken1")
    for shown in (caplog.text, repr(attempt), repr(account), repr(session)):
        assert not any(secret in shown for secret in secrets)
    await account.aclose()


async def test_the_state_must_be_ours() -> None:
    network = Network()
    attempt = await make_kind(network).begin("live", KEYS)
    for url in (
        "http://127.0.0.1:8710/?request_token=reqtok&status=success",
        "http://127.0.0.1:8710/?request_token=reqtok&status=success&state=guess",
        "reqtok",
    ):
        with pytest.raises(BrokerRefused, match="does not belong"):
            await attempt.finish(url)
    assert network.requests == []
    await attempt.aclose()


async def test_an_unfinished_login_is_told() -> None:
    attempt = await make_kind(Network()).begin("live", KEYS)
    state = state_of(attempt.url)
    for query in (f"status=cancelled&state={state}", f"status=success&state={state}"):
        with pytest.raises(BrokerRefused, match="not completed"):
            await attempt.finish(f"http://127.0.0.1/?{query}")
    await attempt.aclose()


async def test_a_used_request_token_is_told_apart_from_an_ended_session() -> None:
    network = Network(no(403, "TokenException", "Token is invalid or has expired."))
    attempt = await make_kind(network).begin("live", KEYS)
    url = f"http://h/?request_token=old&status=success&state={state_of(attempt.url)}"
    with pytest.raises(BrokerRefused, match=r"Token is invalid or has expired\.") as caught:
        await attempt.finish(url)
    assert caught.value.code == "login_refused"
    assert len(network.requests) == 1
    await attempt.aclose()


async def test_a_personal_app_logs_in_without_market_data() -> None:
    refusal = no(403, "PermissionException", "Insufficient permission for that call.")
    network = Network(ok(SESSION), ok(SESSION), refusal)
    attempt = await make_kind(network).begin("live", KEYS)
    url = f"http://h/?request_token=t&status=success&state={state_of(attempt.url)}"
    account = await attempt.finish(url)
    assert not account.session.market_data
    assert "no market data" in account.session.notice
    assert not account.capabilities.streaming
    await attempt.aclose()
    await account.aclose()


async def test_a_port_in_use_leaves_pasting_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    monkeypatch.setattr("terminal.brokers.kite.auth._port", lambda text: port)
    network = Network(ok(SESSION), ok(SESSION), ok(LTP))
    attempt = await make_kind(network).begin("live", KEYS)
    with pytest.raises(Transient, match="in use"):
        await attempt.wait_for_redirect()
    url = f"http://h/?request_token=t&status=success&state={state_of(attempt.url)}"
    account = await attempt.finish(url)
    assert account.session.user_id == "ZA1234"
    await attempt.aclose()
    await account.aclose()
    taken.close()
    await taken.wait_closed()


async def test_missing_keys_are_asked_for() -> None:
    with pytest.raises(BrokerRefused, match="API key and API secret"):
        await make_kind(Network()).begin("live", {"api_key": "x"})


async def test_practice_walks_the_same_road_by_itself() -> None:
    listening: list[int] = []

    class Practice(httpx.AsyncBaseTransport):
        """The practice login page, and a browser for the redirect."""

        def __init__(self) -> None:
            self.api = Network(ok({**SESSION, "user_id": "PR1001"}), ok(SESSION), ok(LTP))

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path == "/connect/login":
                query = dict(request.url.params)
                assert query["practice"] == "1"
                target = f"{query['redirect_url']}?request_token=t&status=success&"
                return httpx.Response(302, headers={"Location": target + query["redirect_params"]})
            if request.url.host == "127.0.0.1" and request.url.port != 9:
                listening.append(request.url.port)
                page = await browse(request.url.port, request.url.raw_path.decode())
                return httpx.Response(200, text=page)
            return await self.api.handle_async_request(request)

    vault = MemoryVault()
    attempt = await make_kind(Practice(), vault).begin("practice", {})
    account = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 5))
    assert account.session.practice
    assert account.session.account.startswith("practice:kite:")
    assert account.session.expires_ns == 0
    assert len(listening) == 1
    assert vault._held == {}
    await attempt.aclose()
    await account.aclose()


async def saved_vault(login_ns: int = START_NS) -> MemoryVault:
    vault = MemoryVault()
    saved = SavedSession(
        user_id="ZA1234", api_key="apikey1", access_token="accesstoken1", login_ns=login_ns
    )
    assert "accesstoken1" not in repr(saved)
    await vault.save("kite/ZA1234/session", msgspec.json.encode(saved).decode())
    return vault


async def test_a_saved_session_is_verified_before_use() -> None:
    network = Network(ok(SESSION), ok(LTP))
    account = await make_kind(network, await saved_vault()).resume("live", "ZA1234")
    assert account is not None
    assert network.requests[0].url.path == "/user/profile"
    assert network.requests[0].headers["Authorization"] == "token apikey1:accesstoken1"
    assert account.session.login_ns == START_NS
    await account.aclose()


async def test_a_dead_saved_session_is_forgotten() -> None:
    vault = await saved_vault()
    network = Network(no(403, "TokenException", "Token is invalid or has expired."))
    assert await make_kind(network, vault).resume("live", "ZA1234") is None
    assert await vault.load("kite/ZA1234/session") is None


async def test_weather_does_not_cost_a_saved_session() -> None:
    vault, clock = await saved_vault(), FakeClock()
    network = Network(answer=lambda _: httpx.ConnectError("refused"))
    task = asyncio.ensure_future(make_kind(network, vault, clock).resume("live", "ZA1234"))
    await clock.advance(30)
    with pytest.raises(Transient):
        await task
    assert await vault.load("kite/ZA1234/session") is not None


async def test_nothing_saved_is_nothing_to_resume() -> None:
    vault = MemoryVault()
    await vault.save("kite/ZA1234/session", "not json")
    kind = make_kind(Network(), vault)
    assert await kind.resume("live", "NOBODY") is None
    assert await kind.resume("practice", "PR1001") is None
    assert await kind.resume("live", "ZA1234") is None
    assert await vault.load("kite/ZA1234/session") is None


def test_the_totp_of_a_seed() -> None:
    clock = FakeClock()
    clock.set(59 * 10**9)
    kind = make_kind(Network(), clock=clock)
    # RFC 6238, appendix B, SHA-1, at 59 s (last six of 94287082)
    assert kind.totp("gezd gnbv gy3t qojq GEZDGNBVGY3TQOJQ") == "287082"
    for bad in ("hunter2!", "GEZDGNBV"):
        with pytest.raises(ValueError, match="not valid") as caught:
            kind.totp(bad)
        assert bad not in str(caught.value)


def test_the_environments_say_what_is_practice() -> None:
    kinds = {each.id: each for each in make_kind(Network()).environments}
    assert kinds["practice"].automatic
    assert kinds["practice"].practice
    assert not kinds["live"].practice
    assert kinds["hosted"].practice
    secret = {field.name for field in kinds["live"].fields if field.secret}
    assert secret == {"api_secret", "totp_seed"}


async def test_the_hosted_sandbox_takes_a_pasted_address_and_the_published_keys() -> None:
    network = Network(ok({**SESSION, "user_id": "SB0001"}), ok({"user_id": "SB0001"}), ok(LTP))
    attempt = await make_kind(network).begin("hosted", {})
    assert attempt.url.startswith(
        "https://sandbox.kite.trade/connect/login?v=3&api_key=sandboxdemo"
    )
    with pytest.raises(BrokerRefused):
        await attempt.finish("https://h/?request_token=t&status=success&state=guess")
    account = await attempt.finish("https://h/?action=login&request_token=t&status=success")
    assert [each.url.path for each in network.requests] == [
        "/oms/session/token",
        "/oms/user/profile",
        "/oms/quote/ltp",
    ]
    assert account.session.account == "kite-hosted:SB0001"
    assert account._stream_url().endswith("user_id=SB0001")
    await attempt.aclose()
    await account.aclose()


async def test_addresses_prefixes_and_socket_parameters_are_settings() -> None:
    text = b"""{"live": {"environment": "live", "title": "A gateway", "rest": "https://gate.invalid/k",
        "stream": "wss://gate.invalid/ws", "login": "https://gate.invalid/login", "practice": false,
        "prefixes": {"user": "/u"}, "stream_query": {"uid": "7"}}}"""
    configs = msgspec.json.decode(text, type=dict[str, KiteConfig])
    network = Network(ok(SESSION), ok(SESSION), ok(LTP))
    attempt = await make_kind(network, configs=configs).begin("live", KEYS)
    assert attempt.url.startswith("https://gate.invalid/login?")
    url = f"http://h/?request_token=t&status=success&state={state_of(attempt.url)}"
    account = await attempt.finish(url)
    assert [str(each.url).partition("?")[0] for each in network.requests] == [
        "https://gate.invalid/k/session/token",
        "https://gate.invalid/k/u/user/profile",
        "https://gate.invalid/k/quote/ltp",
    ]
    assert account._stream_url().startswith("wss://gate.invalid/ws?api_key=")
    assert account._stream_url().endswith("uid=7")
    await attempt.aclose()
    await account.aclose()


async def test_an_unknown_environment_is_refused() -> None:
    with pytest.raises(BrokerRefused):
        await make_kind(Network()).begin("moon", KEYS)
