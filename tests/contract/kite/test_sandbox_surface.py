"""The trading surface as a whole: headers, envelopes, unknown routes, login pages, switches."""

import gzip
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from tests.fakes.sandbox_process import SandboxProcess


def error_of(response: httpx.Response) -> tuple[int, str, str]:
    body = response.json()
    assert body["status"] == "error"
    return response.status_code, body["error_type"], body["message"]


def test_unknown_route_and_wrong_verb(http: httpx.Client) -> None:
    assert error_of(http.get("/nothing/here"))[::2] == (404, "Route not found")
    assert http.post("/user/profile").status_code == 405
    assert http.get("/margins/equity").status_code == 404  # dead in the broker's own route table
    assert http.get("/orders/").status_code == 404
    assert http.get("/").status_code == 404


def test_every_call_but_the_dumps_needs_the_header(sandbox: SandboxProcess) -> None:
    with httpx.Client(base_url=sandbox.rest, trust_env=False) as stranger:
        assert error_of(stranger.get("/orders"))[:2] == (403, "TokenException")
        assert stranger.get("/instruments/MCX").status_code == 200
        assert stranger.get("/instruments/historical/408065/minute").status_code == 403


def test_replies_are_compressed_when_asked(http: httpx.Client) -> None:
    packed = http.get("/instruments/NSE", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    with http.stream("GET", "/instruments/NSE", headers={"Accept-Encoding": "gzip"}) as raw:
        body = gzip.decompress(b"".join(raw.iter_raw()))
    plain = http.get("/instruments/NSE", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == body
    small = http.get("/user/margins", headers={"Accept-Encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"


def test_date_header_tells_practice_time_and_can_be_skewed(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    def date() -> float:
        return parsedate_to_datetime(http.get("/user/profile").headers["date"]).timestamp()

    now = sandbox.state()["now_ns"] / 1e9
    assert abs(date() - now) < 3
    sandbox.switch(date_skew_s=600)
    assert 590 < date() - now < 610


def test_long_lines_are_served_unless_switched(sandbox: SandboxProcess, http: httpx.Client) -> None:
    keys = [f"NSE:NOSUCHTHING{number:04}" for number in range(900)]
    assert http.get("/quote/ltp", params={"i": ["NSE:INFY", *keys]}).json()["data"].keys() == {
        "NSE:INFY"
    }
    sandbox.switch(max_url_bytes=8000)
    refused = http.get("/quote/ltp", params={"i": keys})
    assert refused.status_code == 414
    assert "html" in refused.headers["content-type"]


def test_too_many_quote_keys(http: httpx.Client) -> None:
    keys = [f"NSE:X{number}" for number in range(501)]
    assert error_of(http.get("/quote", params={"i": keys}))[:2] == (400, "InputException")
    assert http.get("/quote/ohlc", params={"i": keys}).status_code == 200


def test_free_plan_has_orders_but_no_data(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.switch(personal_app=True)
    refused = error_of(http.get("/quote/ltp", params={"i": "NSE:INFY"}))
    assert refused == (403, "PermissionException", "Insufficient permission for that call.")
    assert http.get("/orders").status_code == 200


def test_unregistered_address_may_read_but_not_trade(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    sandbox.switch(deny_ip=True)
    assert error_of(http.post("/orders/regular", data={}))[:2] == (403, "PermissionException")
    assert http.get("/orders").status_code == 200


def test_maintenance_answers_every_route_with_a_page(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    sandbox.switch(maintenance=503)
    response = http.get("/user/profile")
    assert response.status_code == 503
    assert "html" in response.headers["content-type"]


@pytest.mark.parametrize("field", ["exchange", "tradingsymbol", "transaction_type", "quantity", "product",
                                   "order_type", "price"])  # fmt: skip
def test_missing_order_field_is_named(http: httpx.Client, field: str) -> None:
    form: dict[str, Any] = {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY",
        "quantity": 1,
        "product": "CNC",
        "order_type": "LIMIT",
        "price": 1400,
    }
    del form[field]
    refused = error_of(http.post("/orders/regular", data=form))
    assert refused == (400, "InputException", f"Missing or empty field `{field}`")


def test_login_page_has_a_form_that_leads_back_with_a_token(sandbox: SandboxProcess) -> None:
    key = sandbox.credentials["api_key"]
    with httpx.Client(base_url=sandbox.rest, trust_env=False) as browser:
        page = browser.get("/connect/login", params={"v": "3", "api_key": key})
        assert page.status_code == 200
        assert f'value="{key}"' in page.text
        back = browser.post("/connect/finish", data={"api_key": key, "redirect_params": "state=7"})
        target = httpx.URL(back.headers["location"])
        assert target.params["state"] == "7"
        assert target.params["action"] == "login"
        done = browser.get(str(target))
        assert target.params["request_token"] in done.text


def test_login_returns_to_loopback_only(sandbox: SandboxProcess) -> None:
    query = {"api_key": sandbox.credentials["api_key"], "practice": "1"}
    with httpx.Client(base_url=sandbox.rest, trust_env=False) as browser:
        home = "http://127.0.0.1:9/callback?kept=1"
        good = browser.get("/connect/login", params={**query, "redirect_url": home})
        assert good.headers["location"].startswith(home)
        away = browser.get(
            "/connect/login", params={**query, "redirect_url": "http://example.com/"}
        )
        assert away.status_code == 400
        wrong = browser.get("/connect/login", params={"api_key": "<b>", "practice": "1"})
        assert wrong.status_code == 400
        stranger = browser.get("/connect/login", params={**query, "user_id": "ZZ0000"})
        assert stranger.status_code == 400


def test_depository_pages_authorise_a_sale(sandbox: SandboxProcess, http: httpx.Client) -> None:
    request_id = http.post("/portfolio/holdings/authorise", data={}).json()["data"]["request_id"]
    key = sandbox.credentials["api_key"]
    path = f"/connect/portfolio/authorise/holdings/{key}/{request_id}"
    assert "Authorise" in http.get(path).text
    done = http.post(path)
    assert done.headers["location"].endswith("/finish?status=success")
    assert http.get(path).status_code == 404


def test_control_surface_needs_the_secret(sandbox: SandboxProcess, http: httpx.Client) -> None:
    assert http.get(sandbox.admin + "/state").status_code == 401
    with pytest.raises(AssertionError, match="no switch is called nonsense"):
        sandbox.switch(nonsense=1)
    with pytest.raises(AssertionError, match="forward"):
        sandbox.advance(-5)
