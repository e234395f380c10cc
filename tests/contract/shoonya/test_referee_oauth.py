"""The official client of the current profile as referee: OAuth code, bearer, one token for all."""

import hashlib
import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.contract.shoonya.conftest import until
from tests.contract.shoonya.referee import Referee, last_price, reaches, token_of
from tests.fakes.sandbox_process import SandboxProcess


@pytest.fixture(scope="module")
def client(fresh_exchange: SandboxProcess) -> Iterator[Referee]:
    with Referee("noren-oauth", fresh_exchange.rest, fresh_exchange.stream) as referee:
        yield referee


def code_of(referee: Referee, sandbox: SandboxProcess) -> str:
    """Walk the login page as the browser does and return the code of the redirect."""
    url = referee("getOAuthURL", sandbox.login, sandbox.credentials["client_id"])
    assert url == f"{sandbox.login}?client_id={sandbox.credentials['client_id']}"
    with httpx.Client(trust_env=False, timeout=30.0) as browser:
        page = browser.get(url)
        assert page.status_code == 200
        finish = f"{sandbox.login.rpartition('/authorize')[0]}/finish"
        back = browser.post(finish, data={"client_id": sandbox.credentials["client_id"]})
    assert back.status_code == 302
    return parse_qs(urlsplit(back.headers["location"]).query)["code"][0]


def trade(referee: Referee, sandbox: SandboxProcess, code: str) -> list[str] | None:
    keys = sandbox.credentials
    found: list[str] | None = referee(
        "getAccessToken", code, keys["secret_code"], keys["client_id"], keys["user_id"]
    )
    return found


@pytest.fixture
def api(client: Referee, sandbox: SandboxProcess) -> Referee:
    """The client with a token of its own."""
    assert trade(client, sandbox, code_of(client, sandbox)) is not None, client.last
    return client


def test_a_code_is_traded_for_a_token_once(client: Referee, sandbox: SandboxProcess) -> None:
    keys, code = sandbox.credentials, code_of(client, sandbox)
    found = trade(client, sandbox, code)
    assert found is not None, client.last
    access, user, refresh, account = found
    assert access
    assert refresh
    assert user == account == keys["user_id"]
    checksum = hashlib.sha256((keys["client_id"] + keys["secret_code"] + code).encode())
    assert client.fields == {"code": code, "checksum": checksum.hexdigest(), "uid": user}
    reply = json.loads(client.last["reply"])
    assert int(reply["expires_in"]) > 1_000_000_000
    assert reply["susertoken"]
    assert trade(client, sandbox, code) is None
    assert "INVALID_VERIFIER" in client.last["reply"]


def test_a_wrong_secret_is_refused(client: Referee, sandbox: SandboxProcess) -> None:
    keys, code = sandbox.credentials, code_of(client, sandbox)
    refused = client("getAccessToken", code, "other", keys["client_id"], keys["user_id"])
    assert refused is None
    assert "INVALID_VERIFIER" in client.last["reply"]
    assert client.last["status"] == 400


def test_every_call_carries_the_bearer_and_no_key(api: Referee) -> None:
    limits = api("get_limits")
    assert limits["stat"] == "Ok"
    assert api.last["headers"]["authorization"].startswith("Bearer ")
    assert api.last["headers"]["content-type"] == "application/json; charset=utf-8"
    assert "jKey" not in api.last["body"]
    assert api.last["url"].endswith("/NorenWClientAPI//Limits")


def test_an_order_carries_a_null_algorithm_and_no_amo(api: Referee) -> None:
    token = token_of(api, "NSE", "M&M", "M&M-EQ")
    price = float(round(last_price(api, "NSE", token) * 0.97))
    placed = api("place_order", "B", "C", "NSE", "M&M-EQ", 1, 0, "LMT", price, remarks="oauth 1")
    assert placed["stat"] == "Ok", api.last
    assert api.fields["algo_id"] is None
    assert "amo" not in api.fields
    number = placed["norenordno"]
    row = reaches(api, number, "OPEN")
    assert (row["tsym"], row["remarks"]) == ("M&M-EQ", "oauth 1")
    assert api("modify_order", number, "NSE", "M&M-EQ", 2, "LMT", price)["result"] == number
    until(lambda: reaches(api, number, "OPEN")["qty"] == "2", what="two units")
    assert api("cancel_order", number)["result"] == number
    reaches(api, number, "CANCELED")


def test_a_market_order_is_refused_where_the_profile_takes_none(api: Referee) -> None:
    placed = api("place_order", "B", "I", "NSE", "INFY-EQ", 1, 0, "MKT")
    if placed is None:
        assert json.loads(api.last["reply"])["stat"] == "Not_Ok"
    else:
        assert reaches(api, placed["norenordno"], "REJECTED")["rejreason"].strip()


def test_minutes_and_days_with_the_bearer(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    rows = api("get_daily_price_series", "NSE", "INFY-EQ")
    newest = int(json.loads(rows[0])["ssboe"])
    start = newest - 19_800
    bars = api("get_time_price_series", "NSE", token, start, start + 86_400, 1)
    assert isinstance(bars, list), api.last
    assert int(bars[0]["ssboe"]) > int(bars[-1]["ssboe"])


def test_what_only_this_client_asks_for(api: Referee) -> None:
    token = token_of(api, "NSE", "RELIANCE", "RELIANCE-EQ")
    linked = api("linked_scrips", token, "NSE")
    assert linked["fut"], linked
    assert linked["opt_exp"]
    assert api("exch_msg", "NSE") is not None
    assert api.last["status"] == 200


def test_watchlists_holdings_and_calculators_answer(api: Referee) -> None:
    assert api("get_watch_list_names")["values"]
    rows = api("get_holdings")
    assert rows is None or rows[0]["stat"] == "Ok"
    greek = api("option_greek", "24-NOV-2026", "1500", "1500", "7", "20", "CE")
    assert greek["stat"].upper() == "OK"


def test_the_stream_takes_the_access_token(api: Referee) -> None:
    token = token_of(api, "NSE", "INFY", "INFY-EQ")
    api("start")
    until(lambda: api.seen("open"), what="ak opens")
    connect = json.loads(api.frames(1)[0])
    assert connect["t"] == "a"
    assert connect["accesstoken"]
    api("subscribe", [f"NSE|{token}"])
    until(lambda: api.feed("tk", token), what="a first image")
    until(lambda: api.feed("tf", token), what="a change")
    api("close_websocket")


def test_after_logout_nothing_is_answered(client: Referee, sandbox: SandboxProcess) -> None:
    found = trade(client, sandbox, code_of(client, sandbox))
    assert found is not None
    access, user, *_ = found
    assert client("logout")["stat"] == "Ok"
    client("injectOAuthHeader", access, user, user)
    assert client("get_limits")["emsg"] == "Session Expired : Invalid Session Key"
    sandbox.new_token()
