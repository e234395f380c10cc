"""Both WebSockets of the Shoonya practice server over real connections: admission, ticks, faults."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import websockets

from tests.fakes.sandbox_process import SandboxProcess

RELIANCE, NIFTY = "NSE|2885", "NSE|26000"
START = "2026-11-20 11:00:00"
PROFILES = ("classic", "current")


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxProcess]:
    options = ("--no-limits", "--instruments", "0", "--hours", "--speed", "4", "--start", START)
    with SandboxProcess(*options, broker="shoonya") as sandbox:
        yield sandbox
        assert sandbox.errors() == "", "the server complained"


@pytest.fixture
def sandbox(server) -> Iterator[SandboxProcess]:
    server.reset(exchange=False)
    server.new_token()
    server.switch(tick_ms=100)
    yield server
    server.reset(exchange=False)


class Socket:
    """One connection, its frames decoded and merged by scrip as they come."""

    def __init__(self, raw: Any, sandbox: SandboxProcess) -> None:
        self._raw, self._sandbox = raw, sandbox
        self.texts: list[str] = []
        self.rows: list[dict[str, str]] = []
        self.merged: dict[tuple[str, str], dict[str, str]] = {}

    async def send(self, **row: object) -> None:
        await self._raw.send(json.dumps(row))

    async def send_text(self, text: str) -> None:
        await self._raw.send(text)

    async def next(self, within_s: float = 10.0) -> dict[str, str]:
        text = await asyncio.wait_for(self._raw.recv(), within_s)
        self.texts.append(text)
        try:
            row = json.loads(text)
        except ValueError:
            row = {"t": "torn"}
        self.rows.append(row)
        if row["t"] in {"tk", "dk", "tf", "df"}:
            self.merged.setdefault((row["e"], row["tk"]), {}).update(row)
        return row

    async def until(self, wanted: Callable[[dict[str, str]], object]) -> dict[str, str]:
        while not wanted(row := await self.next()):
            assert len(self.rows) < 5000
        return row

    async def login(self, profile: str, **changes: str) -> dict[str, str]:
        token = self._sandbox.credentials["access_token"]
        user = self._sandbox.credentials["user_id"]
        kind, field = ("c", "susertoken") if profile == "classic" else ("a", "accesstoken")
        frame = {"t": kind, "uid": user, "actid": user, field: token, "source": "API", **changes}
        await self.send(**frame)
        return await self.next()

    async def is_quiet(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._raw.recv(), seconds)
        except TimeoutError:
            return True
        return False

    async def closed(self) -> int | None:
        try:
            while await asyncio.wait_for(self._raw.recv(), 10):
                continue
        except websockets.ConnectionClosed:
            return self._raw.close_code
        raise AssertionError("an empty frame")

    async def ping(self, payload: str) -> None:
        await asyncio.wait_for(await self._raw.ping(payload), 5)


@asynccontextmanager
async def opened(sandbox: SandboxProcess, profile: str = "current") -> AsyncIterator[Socket]:
    url = sandbox.stream
    if profile == "classic":  # the official client's address ends in a slash
        url = url.replace("NorenWSAPI", "NorenWSTP/")
    async with websockets.connect(url, proxy=None, origin="http://127.0.0.1:1") as raw:
        yield Socket(raw, sandbox)


@asynccontextmanager
async def joined(sandbox: SandboxProcess, profile: str = "current") -> AsyncIterator[Socket]:
    async with opened(sandbox, profile) as socket:
        assert (await socket.login(profile))["s"] == "OK"
        yield socket


# --- coming in ---
@pytest.mark.parametrize(("profile", "answer"), [("classic", "ck"), ("current", "ak")])
async def test_each_tree_greets_in_its_own_words(sandbox, profile, answer):
    async with opened(sandbox, profile) as socket:
        said = await socket.login(profile)
        assert said == {"t": answer, "uid": sandbox.credentials["user_id"], "s": "OK"}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("changes", [{"uid": "SOMEBODY"}, {"susertoken": "x", "accesstoken": "x"}])
async def test_a_refused_connection_stays_open_and_silent(sandbox, profile, changes):
    async with opened(sandbox, profile) as socket:
        assert (await socket.login(profile, **changes))["s"] == "NOT_OK"
        await socket.send(t="t", k=RELIANCE)
        await socket.send(t="h")
        assert await socket.is_quiet(0.7)
        assert (await socket.login(profile))["s"] == "OK"


@pytest.mark.parametrize(("tree", "spoken"), [("classic", "current"), ("current", "classic")])
async def test_the_other_generations_frame_is_refused_in_the_old_words(sandbox, tree, spoken):
    async with opened(sandbox, tree) as socket:
        said = await socket.login(spoken)
        assert (said["t"], said["s"]) == ("ck", "NOT_OK")


async def test_a_good_login_is_refused_once_when_armed(sandbox):
    sandbox.arm("auth_not_ok")
    async with opened(sandbox) as socket:
        assert (await socket.login("current"))["s"] == "NOT_OK"
        assert (await socket.login("current"))["s"] == "OK"


async def test_nothing_is_told_before_the_login(sandbox):
    async with opened(sandbox) as socket:
        await socket.send(t="t", k=RELIANCE)
        await socket.send(t="o", actid="X")
        assert await socket.is_quiet(0.5)


async def test_connections_are_limited_and_maintenance_refuses_all(sandbox):
    sandbox.switch(sockets=1)
    async with joined(sandbox):
        with pytest.raises(websockets.InvalidStatus):
            async with opened(sandbox):
                pass
    sandbox.switch(sockets=3, maintenance=502)
    with pytest.raises(websockets.InvalidStatus):
        async with opened(sandbox):
            pass


async def test_the_end_of_the_session_ends_the_connection(sandbox):
    async with joined(sandbox) as socket:
        await asyncio.to_thread(sandbox.expire_token)
        assert await socket.closed() == 1000


# --- ticks ---
@pytest.mark.parametrize("profile", PROFILES)
async def test_images_come_at_once_and_updates_carry_what_changed(sandbox, profile):
    async with joined(sandbox, profile) as socket:
        await socket.send(t="t", k=f"{RELIANCE}#{NIFTY}#NSE|999999#BFO|2885")
        first, second = await socket.next(), await socket.next()
        assert [row["t"] for row in (first, second)] == ["tk", "tk"]
        assert (first["ts"], second["ts"]) == ("RELIANCE-EQ", "Nifty 50")
        row = await socket.until(lambda row: row["t"] == "tf" and row["tk"] == "2885")
        assert "ts" not in row
        assert len(row) < len(first)
        while len(socket.rows) < 25:
            await socket.next()
        assert {row["tk"] for row in socket.rows if "tk" in row} == {"2885", "26000"}
        assert all(row["t"] in {"ak", "ck", "tk", "tf"} for row in socket.rows)


async def test_what_was_merged_is_what_the_quote_says(sandbox):
    """Prices and volumes of the stream, the quote and the bars are of one market."""
    async with joined(sandbox) as socket:
        await socket.send(t="d", k=RELIANCE)
        while len(socket.rows) < 20:
            await socket.next()
        token = {"Authorization": f"Bearer {sandbox.credentials['access_token']}"}
        async with httpx.AsyncClient(headers=token, trust_env=False, timeout=20) as http:
            quote, bars = [
                (await http.post(f"{sandbox.rest}/{route}", content=f"jData={fields}")).json()
                for route, fields in (
                    ("GetQuotes", '{"exch":"NSE","token":"2885"}'),
                    ("TPSeries", '{"exch":"NSE","token":"2885"}'),
                )
            ]
        known = int(quote["v"])
        await socket.until(lambda row: int(row.get("v", "0")) >= known)
        assert int(bars[0]["v"]) >= known
        assert abs(float(socket.merged["NSE", "2885"]["lp"]) - float(quote["lp"])) < 10
        day = {name: socket.merged["NSE", "2885"][name] for name in ("o", "c", "lc", "uc")}
        assert day == {name: quote[name] for name in day}


async def test_touchline_and_depth_are_separate_and_so_are_their_ends(sandbox):
    async with joined(sandbox) as socket:
        await socket.send(t="t", k=RELIANCE)
        await socket.send(t="d", k=RELIANCE)
        assert [(await socket.next())["t"] for _ in range(2)] == ["tk", "dk"]
        await socket.until(lambda row: row["t"] == "df")
        await socket.send(t="ud", k=RELIANCE)
        assert await socket.until(lambda row: row["t"] == "udk") == {"t": "udk", "k": RELIANCE}
        later = [await socket.until(lambda row: row["t"] in {"tf", "df"}) for _ in range(5)]
        assert {row["t"] for row in later} == {"tf"}
        await socket.send(t="u", k=RELIANCE)
        await socket.until(lambda row: row["t"] == "uk")
        assert await socket.is_quiet(1.0)


async def test_a_second_subscription_gets_a_new_image(sandbox):
    async with joined(sandbox) as socket:
        for _ in range(2):
            await socket.send(t="t", k=NIFTY)
            assert (await socket.until(lambda row: row["t"] == "tk"))["tk"] == "26000"


async def test_scrips_beyond_the_cap_get_no_image(sandbox):
    sandbox.switch(scrips_per_socket=1)
    async with joined(sandbox) as socket:
        await socket.send(t="t", k=f"{NIFTY}#{RELIANCE}")
        while len(socket.rows) < 8:
            await socket.next()
        assert set(socket.merged) == {("NSE", "26000")}


async def test_two_connections_hear_the_same(sandbox):
    async with joined(sandbox) as one, joined(sandbox, "classic") as two:
        for socket in (one, two):
            await socket.send(t="t", k=RELIANCE)
            await socket.until(lambda row: row["t"] == "tk")
        text = None
        while text is None:
            await one.until(lambda row: row["t"] == "tf")
            await two.until(lambda row: row["t"] == "tf")
            text = next((each for each in one.texts if each in two.texts[2:]), None)


async def test_heartbeats_pings_and_nonsense(sandbox):
    async with joined(sandbox) as socket:
        await socket.send(t="h")
        assert (await socket.next()).keys() == {"t", "ft"}
        await socket.ping('{"t":"h"}')  # what the official client sends
        for text in ("", "garbage", "[1]", "3", '{"k":"NSE|22"}', '{"t":7}', '{"t":"zz"}'):
            await socket.send_text(text)
        await socket.send(t="o", actid="X")
        assert await socket.next() == {"t": "ok"}
        await socket.send(t="uo")
        assert await socket.next() == {"t": "uok"}
        sandbox.switch(heartbeat=False)
        await socket.send(t="h")
        assert await socket.is_quiet(0.5)


# --- order updates ---
async def place(sandbox: SandboxProcess) -> None:
    user = sandbox.credentials["user_id"]
    order = {
        "uid": user, "actid": user, "exch": "NSE", "tsym": "RELIANCE-EQ", "qty": "1",
        "prc": "1", "prd": "C", "trantype": "B", "prctyp": "LMT", "ret": "DAY",
    }  # fmt: skip
    token = {"Authorization": f"Bearer {sandbox.credentials['access_token']}"}
    async with httpx.AsyncClient(headers=token, trust_env=False, timeout=20) as http:
        reply = await http.post(f"{sandbox.rest}/PlaceOrder", content=f"jData={json.dumps(order)}")
        assert reply.status_code == 200, reply.text


@pytest.mark.parametrize("profile", PROFILES)
async def test_order_updates_go_to_those_who_asked(sandbox, profile):
    async with joined(sandbox, profile) as asked, joined(sandbox, profile) as other:
        await asked.send(t="o", actid=sandbox.credentials["user_id"])
        await asked.next()
        await place(sandbox)
        row = await asked.next()
        assert (row["t"], row["tsym"]) == ("om", "RELIANCE-EQ")
        assert await other.is_quiet(0.5)


async def test_order_updates_come_twice_or_not_at_all_when_armed(sandbox):
    async with joined(sandbox) as socket:
        await socket.send(t="o")
        await socket.next()
        sandbox.arm("duplicate_updates")
        await place(sandbox)
        await socket.next()
        assert await socket.next() == socket.rows[-2]
        await socket.until(lambda row: row.get("status") in {"REJECTED", "OPEN"})
        while not await socket.is_quiet(0.5):
            continue
        sandbox.arm("drop_updates", count=-1)
        await place(sandbox)
        assert await socket.is_quiet(0.7)
        sandbox.clear_faults()


# --- faults of the stream ---
@asynccontextmanager
async def watching(sandbox: SandboxProcess) -> AsyncIterator[Socket]:
    async with joined(sandbox) as socket:
        await socket.send(t="t", k=RELIANCE)
        await socket.until(lambda row: row["t"] == "tf")
        yield socket


async def test_a_cut_connection_ends_without_a_handshake(sandbox):
    async with watching(sandbox) as socket:
        sandbox.arm("close")
        assert await socket.closed() in {None, 1006}


async def test_a_silent_stretch_ends_by_itself(sandbox):
    async with watching(sandbox) as socket:
        sandbox.arm("silent", seconds=1.5)
        while (await asyncio.to_thread(sandbox.state))["faults"]:  # until it strikes
            continue
        while not await socket.is_quiet(0.5):
            continue
        await socket.until(lambda row: row["t"] == "tf")


async def test_a_torn_frame_is_no_json_and_the_next_one_is(sandbox):
    async with watching(sandbox) as socket:
        sandbox.arm("torn")
        await socket.until(lambda row: row["t"] == "torn")
        await socket.until(lambda row: row["t"] == "tf")


async def test_a_tick_comes_twice(sandbox):
    async with watching(sandbox) as socket:
        sandbox.arm("duplicate_tick")
        await socket.until(lambda _row: len(set(socket.texts)) < len(socket.texts))


async def test_ticks_swap_places(sandbox):
    async with watching(sandbox) as socket:
        sandbox.arm("reorder_tick", count=3)

        def is_late(row: dict[str, str]) -> bool:
            volumes = [int(each["v"]) for each in socket.rows if "v" in each]
            return "v" in row and int(row["v"]) < max(volumes)

        await socket.until(is_late)


async def test_zeros_and_the_opening_price_come_between(sandbox):
    async with watching(sandbox) as socket:
        opened_at = socket.merged["NSE", "2885"]["o"]
        sandbox.arm("zero_tick")
        await socket.until(lambda row: row.get("o") == "0.00")
        assert float(opened_at) > 0
        sandbox.arm("at_open_tick")
        await socket.until(lambda row: row.get("bp1") == "42949672.95")


async def test_an_unknown_message_and_a_broadcast_come_between(sandbox):
    async with watching(sandbox) as socket:
        sandbox.arm("unknown_length")
        await socket.until(lambda row: row["t"] == "zz")
        sandbox.arm("message_text", message="Hello")
        assert (await socket.until(lambda row: row["t"] == "rm"))["msg"] == "Hello"
        await socket.until(lambda row: row["t"] == "tf")


async def test_the_control_surface_counts_connections(sandbox):
    async with watching(sandbox):
        (socket,) = (await asyncio.to_thread(sandbox.state))["sockets"]
        assert socket["tokens"] == 1
        assert socket["frames_sent"] >= 2
