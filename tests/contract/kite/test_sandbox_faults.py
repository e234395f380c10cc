"""Armed faults: what the client sees, and what happened to the order meanwhile."""

from typing import Any

import httpx
import pytest

from tests.contract.kite.conftest import until
from tests.fakes.sandbox_process import SandboxProcess


def order(http: httpx.Client, tag: str) -> httpx.Response:
    price = http.get("/quote/ltp", params={"i": "NSE:INFY"}).json()["data"]["NSE:INFY"][
        "last_price"
    ]
    form: dict[str, Any] = {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY",
        "quantity": 1,
        "product": "CNC",
        "order_type": "LIMIT",
        "price": round(price * 0.97),
        "tag": tag,
    }
    return http.post("/orders/regular", data=form, timeout=2.0)


def in_book(http: httpx.Client, tag: str) -> list[dict[str, Any]]:
    return [row for row in http.get("/orders").json()["data"] if row["tag"] == tag]


@pytest.mark.parametrize("kind", ["accept_drop", "accept_hang"])
def test_lost_reply_leaves_a_working_order_behind(
    sandbox: SandboxProcess, http: httpx.Client, kind: str
) -> None:
    tag = f"lost{kind[7:]}"
    sandbox.arm(kind, match={"method": "POST", "path": "/orders/*", "tag": tag}, seconds=30)
    with pytest.raises(httpx.TransportError):
        order(http, tag)
    until(lambda: [r for r in in_book(http, tag) if r["status"] == "OPEN"])


def test_accepted_order_may_answer_502(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("accept_502", match={"tag": "lost502"})
    assert order(http, "lost502").status_code == 502
    assert len(in_book(http, "lost502")) == 1


def test_plain_502_places_nothing(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("http_502", match={"method": "POST"})
    assert order(http, "never502").status_code == 502
    assert in_book(http, "never502") == []


def test_other_tags_pass_by_an_armed_fault(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("http_500", match={"tag": "unlucky*"})
    assert order(http, "lucky").status_code == 200
    assert order(http, "unlucky1").status_code == 500
    assert order(http, "unlucky2").status_code == 200


@pytest.mark.parametrize(
    ("kind", "status", "error_type"),
    [
        ("http_429", 429, "NetworkException"),
        ("http_500", 500, "GeneralException"),
        ("http_503", 503, "NetworkException"),
        ("http_504", 504, "NetworkException"),
        ("token_403", 403, "TokenException"),
        ("margin_400", 400, "MarginException"),
    ],
)
def test_refusals(
    sandbox: SandboxProcess, http: httpx.Client, kind: str, status: int, error_type: str
) -> None:
    sandbox.arm(kind, after=1)
    assert http.get("/user/profile").status_code == 200
    response = http.get("/user/profile")
    assert (response.status_code, response.json()["error_type"]) == (status, error_type)
    assert http.get("/user/profile").status_code == 200


def test_truncated_json(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("truncated")
    response = http.get("/user/profile")
    assert response.status_code == 200
    with pytest.raises(ValueError, match=r"."):
        response.json()


def test_latency_delays_the_answer(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("latency", delay_ms=400, match={"path": "/user/profile"})
    response = http.get("/user/profile")
    assert response.status_code == 200
    assert response.elapsed.total_seconds() >= 0.4


def test_session_may_die_under_the_nth_request(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("expire_token", after=1)
    codes = [http.get("/user/profile").status_code for _ in range(3)]
    assert codes == [200, 403, 403]


def test_clock_may_jump_before_a_request(sandbox: SandboxProcess, http: httpx.Client) -> None:
    before = sandbox.state()["now_ns"]
    sandbox.arm("clock_jump", seconds=300)
    http.get("/user/profile")
    assert sandbox.state()["now_ns"] - before >= 300 * 10**9


def test_answer_may_come_after_the_book_knows(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("late_reply", delay_ms=600, match={"method": "POST", "tag": "overtaken"})
    response = order(http, "overtaken")
    assert response.status_code == 200
    assert response.elapsed.total_seconds() >= 0.6
    (row,) = in_book(http, "overtaken")
    assert row["status"] == "OPEN"


def test_faults_are_listed_and_cleared(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.arm("http_500", count=-1)
    assert [fault["kind"] for fault in sandbox.state()["faults"]] == ["http_500"]
    sandbox.clear_faults()
    assert http.get("/user/profile").status_code == 200


def test_unknown_fault_is_refused(sandbox: SandboxProcess) -> None:
    with pytest.raises(AssertionError, match="Invalid enum value"):
        sandbox.arm("gremlins")
