"""The ticker over a plain WebSocket: admission, modes, limits, updates, stream faults."""

import asyncio
import json
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.contract.kite.conftest import until
from tests.contract.kite.test_sandbox_schema import MOCKS, check
from tests.fakes.sandbox_process import SandboxProcess

SHARE, INDEX = 408065, 256265


class Listener:
    """One socket and everything it received so far."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[bytes] = []
        self.texts: list[dict[str, Any]] = []
        self.beats = 0
        self.closed = False

    async def listen(self) -> None:
        try:
            async for message in self.socket:
                if isinstance(message, str):
                    self.texts.append(json.loads(message))
                elif len(message) == 1:
                    self.beats += 1
                else:
                    self.frames.append(message)
        except ConnectionClosed:
            pass
        self.closed = True

    async def say(self, action: str, value: object) -> None:
        await self.socket.send(json.dumps({"a": action, "v": value}))

    async def hears(self, beats: int) -> None:
        """Wait until the server's heartbeat came so many times more, and ticks between."""
        wanted, frames = self.beats + beats, len(self.frames)
        await eventually(lambda: self.beats >= wanted and len(self.frames) > frames)

    def lengths(self, token: int) -> set[int]:
        """Return the packet lengths seen for a token."""
        return {len(body) for body in self.bodies() if int.from_bytes(body[:4], "big") == token}

    def bodies(self) -> list[bytes]:
        return [body for frame in self.frames for body in packets(frame)]


def packets(frame: bytes) -> list[bytes]:
    """Split a sound frame; AssertionError for any other."""
    (count,) = struct.unpack(">H", frame[:2])
    found, at = [], 2
    for _ in range(count):
        (length,) = struct.unpack(">H", frame[at : at + 2])
        found.append(frame[at + 2 : at + 2 + length])
        assert len(found[-1]) == length
        at += 2 + length
    assert at == len(frame)
    return found


async def eventually(probe: Callable[[], object], within_s: float = 8.0) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within_s
    while not probe():
        assert loop.time() < deadline, "never came true"
        await asyncio.sleep(0.02)


def address(sandbox: SandboxProcess, **over: str) -> str:
    keys = {name: sandbox.credentials[name] for name in ("api_key", "access_token")} | over
    return f"{sandbox.stream}/?api_key={keys['api_key']}&access_token={keys['access_token']}"


@asynccontextmanager
async def listening(sandbox: SandboxProcess) -> AsyncIterator[Listener]:
    # No pings of ours and a patient close: a silent server is part of what is tested.
    async with connect(address(sandbox), max_size=None, proxy=None, close_timeout=1) as socket:
        listener = Listener(socket)
        async with asyncio.TaskGroup() as group:
            task = group.create_task(listener.listen())
            try:
                yield listener
            finally:
                task.cancel()


@asynccontextmanager
async def beside(sandbox: SandboxProcess, ear: Listener) -> AsyncIterator[Listener]:
    """Open a second socket that ticks; what was on its way to the first is over and forgotten."""
    async with listening(sandbox) as witness:
        await witness.say("subscribe", [SHARE])
        await eventually(lambda: witness.frames and witness.beats)
        await (await ear.socket.ping())
        ear.frames.clear()
        ear.beats = 0
        yield witness


async def no_sockets(sandbox: SandboxProcess) -> None:
    await eventually(lambda: not sandbox.state()["sockets"])


async def test_wrong_token_is_403(sandbox: SandboxProcess) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(address(sandbox, access_token="guess"), proxy=None)
    assert refused.value.response.status_code == 403


async def test_free_plan_is_403(sandbox: SandboxProcess) -> None:
    sandbox.switch(personal_app=True)
    with pytest.raises(InvalidStatus) as refused:
        await connect(address(sandbox), proxy=None)
    assert refused.value.response.status_code == 403


async def test_fourth_connection_is_429(sandbox: SandboxProcess) -> None:
    await no_sockets(sandbox)
    async with listening(sandbox), listening(sandbox), listening(sandbox):
        with pytest.raises(InvalidStatus) as refused:
            await connect(address(sandbox), proxy=None)
        assert refused.value.response.status_code == 429


@pytest.mark.parametrize(
    ("mode", "share", "index"), [("ltp", 8, 8), ("quote", 44, 28), ("full", 184, 32)]
)
async def test_modes_decide_the_packet_length(
    sandbox: SandboxProcess, mode: str, share: int, index: int
) -> None:
    async with listening(sandbox) as ear:
        await ear.say("subscribe", [SHARE, INDEX])
        await ear.say("mode", [mode, [SHARE, INDEX]])
        await eventually(lambda: share in ear.lengths(SHARE) and index in ear.lengths(INDEX))
        ear.frames.clear()
        await eventually(lambda: ear.lengths(SHARE))
        assert ear.lengths(SHARE) == {share}


async def test_bare_subscription_is_quote_mode_and_unknown_tokens_stay_silent(
    sandbox: SandboxProcess,
) -> None:
    async with listening(sandbox) as ear:
        await ear.say("subscribe", [SHARE, 999999937])
        await eventually(lambda: ear.lengths(SHARE))
        assert ear.lengths(SHARE) == {44}
        assert ear.lengths(999999937) == set()


async def test_mode_of_an_unsubscribed_token_is_ignored(sandbox: SandboxProcess) -> None:
    async with listening(sandbox) as ear:
        await ear.say("mode", ["full", [SHARE]])
        await ear.say("subscribe", [INDEX])
        await eventually(lambda: ear.lengths(INDEX))
        assert ear.lengths(SHARE) == set()


async def test_last_price_of_the_stream_agrees_with_the_quote(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    async with listening(sandbox) as ear:
        await ear.say("subscribe", [SHARE])
        await ear.say("mode", ["ltp", [SHARE]])

        def agrees() -> bool:
            ticks = [struct.unpack(">i", body[4:8])[0] for body in ear.bodies()[-3:]]
            row = http.get("/quote/ltp", params={"i": "NSE:INFY"}).json()["data"]["NSE:INFY"]
            return round(row["last_price"] * 100) in ticks

        await eventually(agrees, within_s=15)


async def test_heartbeat_is_one_byte_and_can_be_switched_off(sandbox: SandboxProcess) -> None:
    sandbox.switch(heartbeat_s=0.1)
    async with listening(sandbox) as ear:
        await eventually(lambda: ear.beats >= 3)


async def test_too_many_tokens_bring_an_error_and_the_socket_lives(sandbox: SandboxProcess) -> None:
    sandbox.switch(tokens_per_socket=1)
    async with listening(sandbox) as ear:
        await ear.say("subscribe", [SHARE, INDEX])
        await eventually(lambda: [t for t in ear.texts if t["type"] == "error"])
        await eventually(lambda: ear.lengths(SHARE))
        assert ear.lengths(INDEX) == set()


async def test_nonsense_brings_an_error_and_the_socket_lives(sandbox: SandboxProcess) -> None:
    async with listening(sandbox) as ear:
        await ear.socket.send("{nonsense")
        await ear.say("subscribe", ["408065"])
        await eventually(lambda: len(ear.texts) == 2)
        assert {text["type"] for text in ear.texts} == {"error"}
        assert not ear.closed


async def test_order_updates_reach_every_socket_with_the_payload_of_a_postback(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    async with listening(sandbox) as one, listening(sandbox) as two:
        place(http, "updates1")
        for ear in (one, two):
            await eventually(lambda ear=ear: statuses(ear, "updates1") == ["OPEN"])
        row = next(text["data"] for text in one.texts if text["type"] == "order")
        assert {"user_id", "app_id", "checksum", "unfilled_quantity", "order_id"} <= row.keys()
        assert not {"modified", "tags"} & row.keys()
        if MOCKS.is_dir():
            check("postback.json", row)


async def test_updates_can_be_doubled_dropped_and_swapped(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    async with listening(sandbox) as ear:
        sandbox.arm("duplicate_updates")
        order_id = place(http, "twice")
        await eventually(lambda: statuses(ear, "twice") == ["OPEN", "OPEN"])

        sandbox.arm("drop_updates")
        cancel(http, order_id)
        until(lambda: book_status(http, order_id) == "CANCELLED")

        sandbox.arm("reorder_updates")
        second = place(http, "swapped")
        until(lambda: book_status(http, second) == "OPEN")
        cancel(http, second)
        await eventually(lambda: statuses(ear, "swapped") == ["CANCELLED", "OPEN"])
        assert statuses(ear, "twice") == ["OPEN", "OPEN"]


async def test_stream_faults_spoil_one_frame_each(sandbox: SandboxProcess) -> None:
    sandbox.switch(tick_ms=100, quiet_unchanged=False)
    async with listening(sandbox) as ear:
        await ear.say("subscribe", [SHARE])
        await ear.say("mode", ["ltp", [SHARE]])
        await eventually(lambda: ear.lengths(SHARE) == {8} or ear.frames.clear())
        for kind, sign in (
            ("torn", lambda frame: len(frame) == 7),
            ("wrong_count", lambda frame: frame[:2] == b"\x00\x02" and len(frame) == 12),
            ("unknown_length", lambda frame: frame[:4] == b"\x00\x02\x00\x14"),
        ):
            sandbox.arm(kind)
            await eventually(lambda sign=sign: any(sign(frame) for frame in ear.frames))
            assert sum(sign(frame) for frame in ear.frames) == 1
        assert not ear.closed


async def test_silent_socket_sends_nothing_and_stays_open(sandbox: SandboxProcess) -> None:
    sandbox.switch(tick_ms=100, quiet_unchanged=False, heartbeat_s=0.1)
    async with listening(sandbox) as ear:
        await ear.say("subscribe", [SHARE])
        await eventually(lambda: ear.frames and ear.beats)
        sandbox.arm("silent", seconds=2)
        await eventually(lambda: not sandbox.state()["faults"])
        async with beside(sandbox, ear) as witness:
            await witness.hears(5)
        assert (ear.frames, ear.beats, ear.closed) == ([], 0, False)
        await eventually(lambda: ear.frames and ear.beats)


async def test_socket_may_stall_some_time_after_it_opened(sandbox: SandboxProcess) -> None:
    sandbox.switch(tick_ms=100, quiet_unchanged=False, heartbeat_s=0.1)
    async with listening(sandbox) as ear:
        await ear.say("subscribe", [SHARE])
        await eventually(lambda: ear.frames and ear.beats)
        await ear.hears(22)  # it has been open for more than two seconds
        sandbox.switch(stall_after_s=2.0)
        async with beside(sandbox, ear) as witness:
            await witness.hears(5)
        assert (ear.frames, ear.beats, ear.closed) == ([], 0, False)


async def test_cut_socket_ends_without_a_closing_handshake(sandbox: SandboxProcess) -> None:
    async with listening(sandbox) as ear:
        sandbox.arm("close")
        await eventually(lambda: ear.closed)
        assert ear.socket.close_code == 1006


async def test_end_of_session_closes_sockets_and_forbids_new_ones(sandbox: SandboxProcess) -> None:
    async with listening(sandbox) as ear:
        sandbox.expire_token()
        await eventually(lambda: ear.closed)
    with pytest.raises(InvalidStatus) as refused:
        await connect(address(sandbox), proxy=None)
    assert refused.value.response.status_code == 403


async def test_broadcast_message(sandbox: SandboxProcess) -> None:
    async with listening(sandbox) as ear:
        sandbox.arm("message_text", message="Practice ends at five.")
        await eventually(lambda: {"type": "message", "data": "Practice ends at five."} in ear.texts)


def place(http: httpx.Client, tag: str) -> str:
    price = http.get("/quote/ltp", params={"i": "NSE:INFY"}).json()["data"]["NSE:INFY"][
        "last_price"
    ]
    form = {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY",
        "quantity": 1,
        "product": "CNC",
        "order_type": "LIMIT",
        "price": round(price * 0.97),
        "tag": tag,
    }
    reply = http.post("/orders/regular", data=form).json()
    order_id: str = reply["data"]["order_id"]
    return order_id


def cancel(http: httpx.Client, order_id: str) -> None:
    assert http.delete(f"/orders/regular/{order_id}").status_code == 200


def book_status(http: httpx.Client, order_id: str) -> str:
    rows = http.get("/orders").json()["data"]
    return next((row["status"] for row in rows if row["order_id"] == order_id), "")


def statuses(ear: Listener, tag: str) -> list[str]:
    return [
        t["data"]["status"] for t in ear.texts if t["type"] == "order" and t["data"]["tag"] == tag
    ]
