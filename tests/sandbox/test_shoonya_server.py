"""The Shoonya practice server as a process: its line, both trees, faults, limits, order updates."""

import asyncio
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pyotp
import pytest
import websockets

from tests.contract.shoonya.conftest import until
from tests.fakes.sandbox_process import ROOT, SandboxProcess

OPTIONS = ("--seed", "7", "--instruments", "0", "--cash", "100000000")
PLACE = {"path": "*/PlaceOrder"}


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxProcess]:
    with SandboxProcess("--no-limits", *OPTIONS, broker="shoonya") as sandbox:
        yield sandbox
        assert sandbox.errors() == "", "the server complained"


class Client:
    """Requests of either tree, by hand."""

    def __init__(self, sandbox: SandboxProcess, *, classic: bool = False) -> None:
        self.sandbox, self.classic = sandbox, classic
        self.http = httpx.Client(timeout=20.0, trust_env=False)

    @property
    def uid(self) -> str:
        return self.sandbox.credentials["user_id"]

    def send(self, route: str, *, timeout: float = 20.0, **fields: Any) -> httpx.Response:
        token = self.sandbox.credentials["access_token"]
        body = f"jData={json.dumps({'uid': self.uid, 'actid': self.uid, **fields})}"
        if self.classic:
            url, body, headers = self.sandbox.rest_classic, f"{body}&jKey={token}", {}
        else:
            url, headers = self.sandbox.rest, {"Authorization": f"Bearer {token}"}
        return self.http.post(f"{url}//{route}", content=body, headers=headers, timeout=timeout)

    def place(self, remarks: str, *, timeout: float = 20.0) -> httpx.Response:
        """Place an order far below the market, so that it rests."""
        price = self.sandbox.market(instrument="NSE:INFY-EQ")["last_price"] * 0.97
        return self.send(
            "PlaceOrder", exch="NSE", tsym="INFY-EQ", trantype="B", prd="I", qty="1", ret="DAY",
            prctyp="LMT", prc=f"{price:.0f}.00", remarks=remarks, timeout=timeout,
        )  # fmt: skip

    def booked(self, remarks: str) -> list[dict[str, Any]]:
        rows = self.send("OrderBook").json()
        rows = rows if isinstance(rows, list) else []
        return [row for row in rows if row.get("remarks") == remarks]


@pytest.fixture
def client(server: SandboxProcess) -> Iterator[Client]:
    server.reset(exchange=False)
    server.new_token()
    made = Client(server)
    yield made
    made.http.close()
    server.reset(exchange=False)


# --- the process ---
def test_line_names_every_surface(server: SandboxProcess) -> None:
    root = server.masters.removeprefix("http://")
    assert server.rest == f"http://{root}/NorenWClientAPI"
    assert server.rest_classic == f"http://{root}/NorenWClientTP"
    assert server.stream == f"ws://{root}/NorenWSAPI"
    assert server.stream_classic == f"ws://{root}/NorenWSTP"
    assert server.login == f"http://{root}/OAuthlogin/authorize/oauth"
    assert set(server.credentials) == {
        "user_id", "password", "totp_secret", "vendor_code", "api_secret", "client_id",
        "secret_code", "imei", "access_token",
    }  # fmt: skip


def test_given_user_is_served_and_the_server_ends_with_its_parent() -> None:
    sandbox = SandboxProcess("--instruments", "0", "--user-id", "FA0001", broker="shoonya")
    sandbox.start()
    assert sandbox.credentials["vendor_code"] == "FA0001_U"
    assert sandbox.stop() == 0


@pytest.mark.parametrize("args", [("--regime", "odd"), ("--speed", "0"), ("--start", "yesterday")])
def test_bad_arguments_end_in_one_line(args: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "terminal.sandbox", "shoonya", *args],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_both_logins_over_the_wire(server: SandboxProcess) -> None:
    keys = server.credentials

    def sha256(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    quick = {
        "source": "API", "apkversion": "1.0.0", "uid": keys["user_id"],
        "pwd": sha256(keys["password"]), "factor2": pyotp.TOTP(keys["totp_secret"]).now(),
        "vc": keys["vendor_code"], "appkey": sha256(f"{keys['user_id']}|{keys['api_secret']}"),
        "imei": "x",
    }  # fmt: skip
    with httpx.Client(trust_env=False) as http:
        row = http.post(f"{server.rest_classic}//QuickAuth", content=f"jData={json.dumps(quick)}")
        assert row.json()["stat"] == "Ok"
        page = http.get(server.login, params={"client_id": keys["client_id"], "practice": "1"})
        code = page.headers["location"].split("code=")[1]
        checksum = sha256(f"{keys['client_id']}{keys['secret_code']}{code}")
        fields = {"code": code, "checksum": checksum, "uid": keys["user_id"]}
        row = http.post(f"{server.rest}//GenAcsTok", content=f"jData={json.dumps(fields)}")
        assert row.json()["access_token"]


def test_one_state_behind_both_trees(client: Client) -> None:
    assert client.place("shared").json()["stat"] == "Ok"
    classic = Client(client.sandbox, classic=True)
    assert len(classic.booked("shared")) == 1
    classic.http.close()


# --- faults ---
@pytest.mark.parametrize("kind", ["accept_drop", "accept_hang"])
def test_lost_reply_leaves_a_working_order_behind(client: Client, kind: str) -> None:
    tag = f"lost {kind}"
    client.sandbox.arm(kind, match={**PLACE, "tag": tag}, seconds=20)
    with pytest.raises(httpx.TransportError):
        client.place(tag, timeout=2.0)
    until(lambda: [row for row in client.booked(tag) if row["status"] == "OPEN"])
    assert len(client.booked(tag)) == 1


def test_work_done_behind_a_502_page(client: Client) -> None:
    client.sandbox.arm("accept_502", match={"tag": "lost502"})
    answer = client.place("lost502")
    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")
    assert len(client.booked("lost502")) == 1


@pytest.mark.parametrize(
    ("kind", "status", "start"),
    [
        ("http_429", 429, '{"stat":"Not_Ok"'), ("http_500", 500, '{"stat":"Not_Ok"'),
        ("http_502", 502, "<html>"), ("http_503", 503, "<html>"), ("http_504", 504, "<html>"),
        ("html", 502, "<html>"), ("token_403", 403, '{"stat":"Not_Ok"'), ("empty", 200, ""),
        ("exceeds_limit", 200, '{"stat":"Not_Ok"'), ("server_timeout", 200, '{"stat":"Not_Ok"'),
        ("margin_400", 200, '{"stat":"Not_Ok"'),
    ],
)  # fmt: skip
def test_refusal_places_nothing(client: Client, kind: str, status: int, start: str) -> None:
    client.sandbox.arm(kind, match=PLACE)
    answer = client.place(f"never {kind}")
    assert (answer.status_code, answer.text[: len(start)]) == (status, start)
    assert bool(answer.text) is (kind != "empty")
    assert client.booked(f"never {kind}") == []


def test_words_of_a_fault_can_be_given(client: Client) -> None:
    client.sandbox.arm("no_data", match={"path": "*/Limits"}, message="Error Occurred : other")
    assert client.send("Limits").json()["emsg"] == "Error Occurred : other"
    assert client.send("Limits").json()["stat"] == "Ok"


def test_half_a_reply_is_half_a_reply(client: Client) -> None:
    client.sandbox.arm("truncated", match=PLACE)
    with pytest.raises(json.JSONDecodeError):
        client.place("half").json()
    assert len(client.booked("half")) == 1


def test_token_may_die_before_a_request(client: Client) -> None:
    client.sandbox.arm("expire_token", match={"path": "*/OrderBook"})
    assert client.send("OrderBook").json()["emsg"] == "Session Expired : Invalid Session Key"
    client.sandbox.new_token()
    assert client.send("UserDetails").json()["stat"] == "Ok"


def test_maintenance_shuts_everything_but_the_login_page(client: Client) -> None:
    client.sandbox.switch(maintenance=502)
    assert client.send("Limits").status_code == 502
    page = client.http.get(client.sandbox.login, params={"client_id": "x"})
    assert page.status_code == 400


def test_budgets_refuse_the_eleventh_order_of_a_second() -> None:
    with SandboxProcess(*OPTIONS, broker="shoonya") as sandbox:
        client = Client(sandbox)
        answers = [client.place(f"n{n}") for n in range(30)]
        client.http.close()
    refused = [each for each in answers if each.status_code == 429]
    assert refused
    assert "exceeds Limit" in refused[0].json()["emsg"]
    assert answers[0].status_code == 200


# --- order updates ---
async def updates(
    server: SandboxProcess, client: Client, *, classic: bool, count: int
) -> list[Any]:
    """Place an order and return the first order updates that the stream tells."""
    uid, token = client.uid, server.credentials["access_token"]
    hello = {"t": "c", "susertoken": token} if classic else {"t": "a", "accesstoken": token}
    url = server.stream_classic if classic else server.stream
    told: list[Any] = []
    async with websockets.connect(url, proxy=None) as socket, asyncio.timeout(20):
        await socket.send(json.dumps({**hello, "uid": uid, "actid": uid, "source": "API"}))
        assert json.loads(await socket.recv())["s"] == "OK"
        await socket.send(json.dumps({"t": "o", "actid": uid}))
        assert json.loads(await socket.recv())["t"] == "ok"
        await asyncio.to_thread(client.place, "told")
        while len(told) < count:
            row = json.loads(await socket.recv())
            if row["t"] == "om":
                told.append(row)
    return told


@pytest.mark.parametrize("classic", [True, False])
async def test_order_updates_follow_an_order(client: Client, *, classic: bool) -> None:
    told = await updates(client.sandbox, client, classic=classic, count=3)
    assert [row["reporttype"] for row in told] == ["NewAck", "PendingNew", "New"]
    assert {row["remarks"] for row in told} == {"told"}
    assert told[2]["exchordid"]
    assert "pcode" in told[0]


async def test_order_updates_may_come_twice(client: Client) -> None:
    client.sandbox.arm("duplicate_updates", count=3)
    told = await updates(client.sandbox, client, classic=False, count=6)
    assert told[0::2] == told[1::2]
