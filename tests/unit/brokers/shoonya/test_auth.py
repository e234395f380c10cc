"""Logging in: the browser's code, the classic form, practice, what is kept, and what is resumed."""

import asyncio
import hashlib
import logging
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import msgspec
import pytest

from terminal.brokers.shoonya import ShoonyaDeps, ShoonyaKind, kind
from terminal.brokers.shoonya.auth import SavedSession
from terminal.brokers.shoonya.auth_redirect import CodeListener, login_code
from terminal.domain.errors import BrokerRefused, Transient
from terminal.domain.order import Product
from terminal.runtime.vault import MemoryVault
from terminal.runtime.worker import Worker
from tests.fakes.clock import START_NS, FakeClock, settle
from tests.fakes.over_httpx import OverHttpx
from tests.unit.brokers.shoonya.wired import HTML, FakeMarket, Network, no, ok

LIVE = {"user_id": "fa1", "secret_code": "123"}
CLASSIC = {
    "user_id": "FA1",
    "password": "pw",
    "totp_seed": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    "api_secret": "sec",
}
SESSION = {
    "access_token": "token1",
    "susertoken": "token1",
    "USERID": "FA1",
    "actid": "FA1",
    "uname": "A Trader",
    "expires_in": str(START_NS // 10**9 + 3600),
}
USER = {
    "uid": "FA1",
    "actid": "FA1",
    "orarr": ["LMT", "SL-LMT"],
    "prarr": [{"prd": "C", "exch": ["NSE"]}, {"prd": "M"}],
    "exarr": ["NSE", "NFO"],
}
KINDS = {"ai_ts": [{"ai_t": "LTP_A"}, {"ai_t": "LTP_A_O"}]}
RIGHTS = (ok(USER), ok(KINDS), ok(KINDS))


async def no_practice():
    raise Transient("no practice here")


def make_kind(
    network: Network, vault: MemoryVault | None = None, clock: FakeClock | None = None, **options
) -> ShoonyaKind:
    return kind(
        ShoonyaDeps(
            secrets=vault or MemoryVault(),
            clock=clock or FakeClock(),
            worker=Worker("unused"),
            cache=Path("/nonexistent"),
            start_practice=no_practice,
            on_wait=lambda lane, seconds: None,
            on_failure=lambda where, error: None,
            pool=OverHttpx(network),
            market=lambda deps, config, channel: lambda account, decode: FakeMarket(),
            **options,
        )
    )


# -- the code


@pytest.mark.parametrize(
    "pasted",
    [
        "https://example.test/?code=x1y2z3",
        "https://example.test/login?a=b&code=x1y2z3&client_id=FA1_U",
        "https://example.test/#code=x1y2z3",
        "?code=x1y2z3",
        "  x1y2z3\n",
    ],
)
def test_a_code_is_found_in_whatever_is_pasted(pasted):
    assert login_code(pasted) == "x1y2z3"


@pytest.mark.parametrize("pasted", ["", "https://example.test/", "two words", "?code="])
def test_what_holds_no_code_is_said(pasted):
    with pytest.raises(BrokerRefused, match="no code") as caught:
        login_code(pasted)
    assert "?code=" in caught.value.hint


async def test_the_listener_takes_the_first_redirect_with_a_code():
    listener = CodeListener(0)
    await listener.open()
    async with httpx.AsyncClient(trust_env=False) as browser:
        stray = await browser.get(listener.address)
        assert stray.status_code == 404
        page = await browser.get(f"{listener.address}?code=x1y2z3")
    assert page.status_code == 200
    assert "Logged in" in page.text
    assert login_code(await listener.wait()) == "x1y2z3"
    await listener.aclose()


async def test_a_port_in_use_is_told_and_a_paste_still_works():
    first = CodeListener(0)
    await first.open()
    port = int(first.address.rstrip("/").rpartition(":")[2])
    second = CodeListener(port)
    await second.open()
    with pytest.raises(Transient, match="in use"):
        await second.wait()
    await second.aclose()
    await first.aclose()


# -- the browser's way


async def test_a_code_becomes_an_account_that_is_kept():
    network, vault = Network(ok(SESSION), *RIGHTS), MemoryVault()
    attempt = await make_kind(network, vault).begin("live", LIVE)
    assert attempt.url == ("https://trade.shoonya.com/OAuthlogin/authorize/oauth?client_id=FA1_U")
    with pytest.raises(Transient, match="does not come back"):
        await attempt.wait_for_redirect()
    broker = await attempt.finish("https://example.test/?code=x1y2z3")
    await attempt.aclose()
    assert network.routes == ["GenAcsTok", "UserDetails", "GetEnabledGTTs", "GetEnabledAlertTypes"]
    sent = network.fields(0)
    assert sent == {
        "code": "x1y2z3",
        "checksum": hashlib.sha256(b"FA1_U123x1y2z3").hexdigest(),
        "uid": "FA1",
    }
    assert "Authorization" not in network.requests[0].headers
    assert network.requests[1].headers["Authorization"] == "Bearer token1"
    session = broker.session
    assert (session.account, session.user_name) == ("shoonya:FA1", "A Trader")
    assert session.expires_ns == START_NS + 3600 * 10**9
    assert "no market orders" in session.notice
    assert broker.capabilities.products == (Product.CNC, Product.NRML)
    assert broker.gtts is not None
    assert broker.alerts is not None
    saved = msgspec.json.decode(await vault.load("shoonya/FA1/session"), type=SavedSession)
    assert saved.access_token == "token1"
    assert "token1" not in repr(saved)


def test_the_checksum_is_the_documented_one():
    vector = hashlib.sha256(b"ABC" + b"123" + b"x1y2z3").hexdigest()
    assert vector == "7b482d7b380a3067eaba4c9c909b19253c4fa0edb5833e246401b8497c99a9c3"


async def test_another_user_in_the_browser_is_not_taken():
    network, vault = Network(ok({**SESSION, "USERID": "FA2"})), MemoryVault()
    attempt = await make_kind(network, vault).begin("live", LIVE)
    with pytest.raises(BrokerRefused, match="logged in FA2, not FA1"):
        await attempt.finish("x1y2z3")
    await attempt.aclose()
    assert await vault.load("shoonya/FA1/session") is None


@pytest.mark.parametrize(
    ("reply", "kind_of_error", "words"),
    [
        (no("Invalid Input : INVALID_VERIFIER"), BrokerRefused, "INVALID_VERIFIER"),
        (no("Session Expired : Invalid code", 200), BrokerRefused, "did not accept"),
        (no("Access Restricted for API Only Users"), BrokerRefused, "Restricted"),
        (ok({**SESSION, "spasswordreset": "Y"}), BrokerRefused, "new password"),
        (ok({"stat": "Ok"}), BrokerRefused, "no session"),
        (httpx.Response(502, html=HTML), Transient, "is down"),
        (httpx.Response(200), Transient, "empty answer to GenAcsTok"),
    ],
)
async def test_why_a_code_was_not_taken(reply, kind_of_error, words):
    network = Network(reply)
    attempt = await make_kind(network).begin("live", LIVE)
    with pytest.raises(kind_of_error, match=words):
        await attempt.finish("x1y2z3")
    await attempt.aclose()
    assert network.routes == ["GenAcsTok"]  # single use: never asked twice


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "secret code"),
        ({"user_id": "FA1"}, "secret code"),
        ({**LIVE, "redirect_port": "80"}, "port"),
    ],
)
async def test_missing_fields_are_said(values, words):
    with pytest.raises(BrokerRefused, match=words):
        await make_kind(Network()).begin("live", values)


async def test_a_loopback_redirect_is_caught():
    network = Network(ok(SESSION), *RIGHTS)
    free = CodeListener(0)
    await free.open()
    port = free.address.rstrip("/").rpartition(":")[2]
    await free.aclose()
    attempt = await make_kind(network).begin("live", {**LIVE, "redirect_port": port})
    async with httpx.AsyncClient(trust_env=False) as browser:
        await browser.get(f"http://127.0.0.1:{port}/?code=x1y2z3")
    broker = await attempt.finish(await attempt.wait_for_redirect())
    await attempt.aclose()
    assert broker.session.user_id == "FA1"


# -- the form


async def test_the_form_goes_out_as_hashes_and_a_code():
    network, vault, clock = Network(ok(SESSION), *RIGHTS), MemoryVault(), FakeClock()
    login = make_kind(network, vault, clock)
    attempt = await login.begin("classic", CLASSIC)
    assert attempt.url == ""
    assert await attempt.wait_for_redirect() == ""
    broker = await attempt.finish("")
    await attempt.aclose()
    sent = network.fields(0)
    assert sent["pwd"].startswith("30c952fab122")
    assert sent["appkey"] == hashlib.sha256(b"FA1|sec").hexdigest()
    assert (sent["vc"], sent["source"], sent["uid"]) == ("FA1_U", "API", "FA1")
    assert sent["factor2"] == login.totp(CLASSIC["totp_seed"])
    assert "pw" not in {value for value in sent.values() if isinstance(value, str)}
    assert dict(parse_qsl(network.body(1)))["jKey"] == "token1"
    assert broker.session.account == "shoonya-classic:FA1"
    assert await vault.load("shoonya-classic/FA1/session")


def test_the_documented_app_key():
    assert hashlib.sha256(b"FA1|sec").hexdigest().startswith("223c92976fb1")


async def test_a_typed_code_counts_more_than_the_seed_and_another_host_is_remembered():
    network, vault = Network(ok(SESSION), *RIGHTS), MemoryVault()
    typed = {
        **CLASSIC,
        "factor2": "123456",
        "rest": "https://noren.example/NorenWClientTP",
        "stream": "wss://noren.example/NorenWSTP/",
    }
    attempt = await make_kind(network, vault).begin("classic", typed)
    await attempt.finish("")
    await attempt.aclose()
    assert network.fields(0)["factor2"] == "123456"
    assert network.last.url.host == "noren.example"
    again = Network(*RIGHTS)
    broker = await make_kind(again, vault).resume("classic", "FA1")
    assert broker is not None
    assert again.last.url.host == "noren.example"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("Invalid Input : Wrong Password", "Check the password"),
        ("Invalid Input : Invalid OTP", "six-digit code"),
        ("Invalid Input : Invalid Vendor Code", "vendor code"),
        ("Invalid Input : Invalid App Key", "API key"),
        ("Invalid Input : something else", "Check user id, password"),
        ("Session Expired : x", "Check user id"),
    ],
)
async def test_a_refused_form_names_the_field(words, hint):
    attempt = await make_kind(Network(no(words))).begin("classic", CLASSIC)
    with pytest.raises(BrokerRefused, match="did not accept this login") as caught:
        await attempt.finish("")
    assert hint in caught.value.hint
    assert words.rpartition(": ")[2] in caught.value.text
    await attempt.aclose()


@pytest.mark.parametrize(
    "words", ["Invalid Input : Password Expired", "Invalid Input : Change Password"]
)
async def test_an_expired_password_is_its_own_sentence(words):
    attempt = await make_kind(Network(no(words))).begin("classic", CLASSIC)
    with pytest.raises(BrokerRefused, match="password at the broker has run out"):
        await attempt.finish("")
    await attempt.aclose()


async def test_a_retired_host_is_named():
    attempt = await make_kind(Network(httpx.Response(502, html=HTML))).begin("classic", CLASSIC)
    with pytest.raises(Transient, match="down or retired"):
        await attempt.finish("")
    await attempt.aclose()


async def test_a_clock_that_is_off_explains_a_refused_code():
    refused = no("Invalid Input : Invalid OTP")
    refused.headers["date"] = "Fri, 20 Nov 2026 03:46:30 GMT"
    attempt = await make_kind(Network(refused)).begin("classic", CLASSIC)
    with pytest.raises(BrokerRefused) as caught:
        await attempt.finish("")
    assert "90 s behind" in caught.value.hint
    await attempt.aclose()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": ""}, "password"),
        ({"totp_seed": ""}, "six-digit code"),
        ({"rest": "http://noren.example"}, "https://"),
        ({"stream": "ws://noren.example"}, "wss://"),
    ],
)
async def test_forms_that_are_not_sent(wrong, words):
    with pytest.raises(BrokerRefused, match=words):
        await make_kind(Network()).begin("classic", {**CLASSIC, **wrong})


async def test_a_bad_seed_is_said_before_anything_is_sent():
    network = Network()
    attempt = await make_kind(network).begin("classic", {**CLASSIC, "totp_seed": "not base 32!"})
    with pytest.raises(BrokerRefused, match="seed is not valid"):
        await attempt.finish("")
    await attempt.aclose()
    assert network.requests == []


# -- coming back


async def keep(vault: MemoryVault) -> None:
    saved = SavedSession(
        user_id="FA1",
        actid="ACT1",
        user_name="A Trader",
        access_token="token1",
        login_ns=5,
        expires_ns=START_NS + 10**9,
        rest="https://api.shoonya.com/NorenWClientAPI",
        stream="wss://api.shoonya.com/NorenWSAPI/",
    )
    await vault.save("shoonya/FA1/session", msgspec.json.encode(saved).decode())


async def test_a_saved_token_is_believed_after_a_call():
    vault = MemoryVault()
    await keep(vault)
    network = Network(*RIGHTS)
    broker = await make_kind(network, vault).resume("live", "FA1")
    assert broker is not None
    assert network.routes[0] == "UserDetails"
    assert (broker.session.login_ns, broker.session.user_name) == (5, "A Trader")


async def test_a_dead_token_is_forgotten_and_weather_keeps_it():
    vault = MemoryVault()
    await keep(vault)
    clock = FakeClock()
    dark = Network(answer=lambda request: httpx.Response(502, html=HTML))
    kind = make_kind(dark, vault, clock)
    task = asyncio.get_running_loop().create_task(kind.resume("live", "FA1"))
    for _ in range(4):
        await settle()
        await clock.advance(10)
    with pytest.raises(Transient):
        await task
    assert await vault.load("shoonya/FA1/session")
    expired = Network(no("Session Expired : Invalid Session Key", 200))
    assert await make_kind(expired, vault).resume("live", "FA1") is None
    assert await vault.load("shoonya/FA1/session") is None


async def test_what_cannot_be_read_is_forgotten_and_nothing_is_nothing():
    vault = MemoryVault()
    assert await make_kind(Network(), vault).resume("live", "FA1") is None
    await vault.save("shoonya/FA1/session", "{}")
    assert await make_kind(Network(), vault).resume("live", "FA1") is None
    assert await vault.load("shoonya/FA1/session") is None
    assert await make_kind(Network(), vault).resume("practice", "FA1") is None


async def test_a_deployment_without_triggers_has_local_ones():
    unknown = httpx.Response(404, text="nothing")
    network = Network(ok(SESSION), ok(USER), unknown, no("Invalid Input : x"))
    attempt = await make_kind(network).begin("live", LIVE)
    broker = await attempt.finish("x1y2z3")
    await attempt.aclose()
    assert broker.gtts is None
    assert broker.alerts is None


async def test_an_ended_login_closes_what_it_opened():
    network = Network()
    attempt = await make_kind(network).begin("live", LIVE)
    await attempt.aclose()
    with pytest.raises(Transient, match="closed"):
        await attempt.finish("x1y2z3")
    assert network.requests == []


async def test_no_secret_reaches_the_log(caplog):
    caplog.set_level(logging.DEBUG)
    network = Network(ok(SESSION), ok(USER), httpx.Response(404), httpx.Response(404))
    attempt = await make_kind(network).begin("classic", CLASSIC)
    text = repr(attempt) + repr(getattr(attempt, "_keys", ""))
    await attempt.finish("")
    await attempt.aclose()
    text += caplog.text
    for secret in ("token1", "JBSWY3DP", '"sec"', "30c952fab122"):
        assert secret not in text


@pytest.mark.parametrize("seed", ["", "1", "not base 32!"])
def test_a_seed_that_is_none(seed):
    with pytest.raises(ValueError, match="seed"):
        make_kind(Network()).totp(seed)
