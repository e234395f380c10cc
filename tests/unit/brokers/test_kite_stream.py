"""Kite's ticker over fake sockets and a fake clock, and once over a real socket."""

import asyncio
import logging
import random

import msgspec
import pytest
from websockets.asyncio.server import serve

from terminal.brokers.kite.stream import KiteStream, stream_url
from terminal.domain.errors import WireError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.board import LIVE, STALE
from terminal.market.hub import Hub
from terminal.runtime.clock import SystemClock
from terminal.runtime.tasks import TaskScope
from terminal.transport.stream import HandshakeRefused, Unreachable
from tests.fakes.clock import FakeClock, eventually, settle
from tests.fakes.sockets import FakeNetwork

ACCOUNT = AccountId("kite:ZA1234")
SECRET = "s3cr3t-token"
LTP_INFY = bytes.fromhex("0001000800063a0100026683")
INFY = InstrumentId("NSE", "INFY")


class Events:
    def __init__(self) -> None:
        self.orders: list[object] = []
        self.broadcasts: list[str] = []
        self.states: list[tuple[str, str]] = []
        self.beats = 0

    def order_update(self, update: object) -> None:
        self.orders.append(update)

    def broadcast(self, account: AccountId, text: str) -> None:
        self.broadcasts.append(text)

    def connection(self, account: AccountId, state: str, detail: str) -> None:
        self.states.append((state, detail))

    def heartbeat(self, account: AccountId, received_ns: int) -> None:
        self.beats += 1

    @property
    def words(self) -> list[str]:
        return [state for state, _ in self.states]


class Rig:
    """A hub, a stream and a network, with the stream's task in a scope."""

    def __init__(self, keys: dict[InstrumentId, int] | None = None) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.clock = FakeClock()
        self.network = FakeNetwork()
        self.events = Events()
        self.hub = Hub(clock=self.clock, on_failure=self._failed)
        self.hub.add_source(ACCOUNT)
        self.keys = {INFY: 408065} if keys is None else keys
        self.stream = KiteStream(
            account=ACCOUNT,
            url=lambda: stream_url(
                "wss://ticker", api_key="k", access_token=SECRET, query={"uid": "1"}
            ),
            key_of=self.keys.get,
            decode_order=self._decode,
            clock=self.clock,
            on_failure=self._failed,
            rng=random.Random(1),
            open_socket=self.network.open,
        )
        self.hub.wanted_changed.connect(lambda _: self.stream.resubscribe())
        self.scope = TaskScope("rig", self._failed)

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    def _decode(self, data: bytes) -> object:
        row = msgspec.json.decode(data)
        if "order_id" not in row:
            raise WireError("An order update without an id.")
        return row

    def start(self) -> asyncio.Task:
        return self.scope.spawn(self.stream.run(self.hub, self.hub, self.events), name="stream")


@pytest.fixture
async def rig():
    rig = Rig()
    yield rig
    await rig.scope.aclose()


async def test_subscribes_with_mode_and_feeds_the_board(rig: Rig) -> None:
    watch = rig.hub.watch(INFY, FeedMode.QUOTE)
    rig.start()
    await settle()
    assert rig.network.newest.messages == [
        {"a": "subscribe", "v": [408065]},
        {"a": "mode", "v": ["quote", [408065]]},
    ]
    rig.network.newest.put(LTP_INFY)
    await settle()
    assert rig.hub.last_price(INFY) == 1573.15
    assert rig.hub.board.state[watch.slot] == LIVE
    assert rig.hub.is_live(ACCOUNT)
    assert rig.events.words == ["connecting", "live"]
    assert rig.events.beats == 1


async def test_mode_change_and_close_are_sent_as_differences(rig: Rig) -> None:
    watch = rig.hub.watch(INFY, FeedMode.LTP)
    rig.start()
    await settle()
    rig.network.newest.sent.clear()
    watch.set_mode(FeedMode.FULL)
    await settle()
    watch.close()
    await settle()
    assert rig.network.newest.messages == [
        {"a": "mode", "v": ["full", [408065]]},
        {"a": "unsubscribe", "v": [408065]},
    ]


async def test_drop_marks_stale_and_reconnect_subscribes_everything_again(rig: Rig) -> None:
    watch = rig.hub.watch(INFY, FeedMode.FULL)
    rig.start()
    await settle()
    first = rig.network.newest
    first.put(LTP_INFY)
    await settle()
    first.drop()
    await settle()
    assert rig.hub.board.state[watch.slot] == STALE
    assert rig.hub.age_s(INFY) == float("inf")
    assert rig.events.words[-1] == "waiting"
    assert "next try" in rig.events.states[-1][1]
    await rig.clock.advance(2.0)
    assert rig.network.newest is not first
    assert rig.network.newest.messages == first.messages
    assert rig.hub.board.state[watch.slot] == STALE, "live only from the first fresh tick on"
    rig.network.newest.put(LTP_INFY)
    await settle()
    assert rig.hub.board.state[watch.slot] == LIVE


async def test_silence_marks_stale_at_five_and_reopens_at_ten_seconds(rig: Rig) -> None:
    watch = rig.hub.watch(INFY, FeedMode.FULL)
    rig.start()
    await settle()
    first = rig.network.newest
    first.put(LTP_INFY)
    await rig.clock.advance(4.9)
    assert rig.events.words[-1] == "live"
    await rig.clock.advance(0.2)
    assert rig.events.words[-1] == "stale"
    assert rig.hub.board.state[watch.slot] == STALE
    assert not first.aborted
    await rig.clock.advance(5.0)
    assert first.aborted
    assert first.closed
    assert rig.events.words[-1] == "waiting"


async def test_heartbeat_keeps_the_feed_live_and_mends_a_stale_one(rig: Rig) -> None:
    rig.hub.watch(INFY, FeedMode.LTP)
    rig.start()
    await settle()
    first_words = list(rig.network.newest.sent)
    for _ in range(5):
        await rig.clock.advance(2.5)
        rig.network.newest.put(b"\0")
        await settle()
    assert rig.events.words == ["connecting", "live"]
    await rig.clock.advance(6)
    rig.network.newest.put(b"\0")
    await settle()
    assert rig.events.words == ["connecting", "live", "stale", "live"]
    assert len(rig.network.sockets) == 1
    assert rig.network.newest.sent == first_words * 2, "snapshots are asked for"


async def test_pauses_grow_to_a_minute_and_the_stream_stops_after_fifty(rig: Rig) -> None:
    rig.network.always = Unreachable("Network is down")
    task = rig.start()
    await rig.clock.advance(3600)
    assert len(rig.network.urls) == 51
    pauses = rig.clock.sleeps
    assert len(pauses) == 50
    assert 1.0 <= pauses[0] <= 2.0
    assert 2.0 <= pauses[1] <= 4.0
    assert max(pauses) <= 60.0
    assert min(pauses[6:]) >= 30.0
    assert len(set(pauses)) == 50, "jitter"
    assert task.done()
    state, words = rig.events.states[-1]
    assert state == "stopped"
    assert words == "Gave up after 50 tries. No connection (Network is down)."


async def test_short_connections_do_not_reset_the_pause_but_healthy_ones_do(rig: Rig) -> None:
    rig.start()
    await settle()

    async def next_pause(seconds: int) -> float:
        for _ in range(seconds // 2):
            rig.network.newest.put(b"\0")
            await rig.clock.advance(2)
        rig.network.newest.put(b"\0")
        await settle()
        rig.clock.sleeps.clear()
        rig.network.newest.drop()
        await settle()
        pause = rig.clock.sleeps[0]
        await rig.clock.advance(pause)
        return pause

    short = [await next_pause(10) for _ in range(4)]
    assert short[3] >= 8.0
    assert await next_pause(30) <= 2.0


async def test_refused_login_ends_the_stream_without_another_try(rig: Rig) -> None:
    rig.network.fail_with = [HandshakeRefused(403)]
    task = rig.start()
    await rig.clock.advance(300)
    assert task.done()
    assert len(rig.network.urls) == 1
    assert rig.events.words == ["connecting", "login_needed"]


async def test_too_many_connections_waits_thirty_seconds(rig: Rig) -> None:
    rig.network.fail_with = [HandshakeRefused(429)]
    rig.start()
    await rig.clock.advance(29)
    assert len(rig.network.urls) == 1
    assert "another program" in rig.events.states[-1][1]
    await rig.clock.advance(1.5)
    assert rig.events.words[-1] == "live"


async def test_texts_are_orders_errors_and_messages(rig: Rig) -> None:
    rig.start()
    await settle()
    socket = rig.network.newest
    socket.put('{"type":"order","data":{"order_id":"1"}}')
    socket.put('{"type":"order","data":{"tag":"x"}}')
    socket.put('{"type":"error","data":"Too many"}')
    socket.put('{"type":"message","data":"Market is shut"}')
    socket.put('{"type":"instruments_meta","data":{"count":1}}')
    socket.put("not json")
    await settle()
    assert rig.events.orders == [{"order_id": "1"}]
    assert rig.events.broadcasts == ["Too many", "Market is shut"]
    assert [str(error) for _, error in rig.failures] == ["An order update without an id."]
    assert not socket.closed


async def test_seven_thousand_instruments_take_three_connections_in_batches() -> None:
    ids = [InstrumentId("NSE", f"S{i}") for i in range(7000)]
    rig = Rig({instrument: 256 * i + 1 for i, instrument in enumerate(ids)})
    for instrument in ids:
        rig.hub.watch(instrument, FeedMode.FULL)
    rig.start()
    await settle(200)
    told = [[m for m in s.messages if m["a"] == "subscribe"] for s in rig.network.sockets]
    assert [sum(len(m["v"]) for m in messages) for messages in told] == [3000, 3000, 1000]
    assert max(len(m["v"]) for messages in told for m in messages) == 500
    for socket in rig.network.sockets:
        socket.put('{"type":"order","data":{"order_id":"1"}}')
    await settle()
    assert len(rig.events.orders) == 1, "each connection carries it, one counts"
    rig.network.sockets[1].drop()
    await settle()
    assert not rig.hub.is_live(ACCOUNT)
    await rig.scope.aclose()
    assert all(socket.closed for socket in rig.network.sockets)


async def test_what_exceeds_nine_thousand_is_paused_and_said() -> None:
    ids = [InstrumentId("NSE", f"S{i}") for i in range(9010)]
    rig = Rig({instrument: 256 * i + 1 for i, instrument in enumerate(ids)})
    watches = [rig.hub.watch(instrument, FeedMode.LTP) for instrument in ids]
    rig.start()
    await settle(200)
    assert rig.stream.paused == 10
    assert rig.events.broadcasts == ["10 instruments are paused: Kite streams 9000 at most."]
    for watch in watches[:10]:
        watch.close()
    await settle(200)
    assert rig.stream.paused == 0
    await rig.scope.aclose()


async def test_instruments_unknown_to_the_master_wait_for_it(rig: Rig) -> None:
    tcs = InstrumentId("NSE", "TCS")
    rig.hub.watch(tcs, FeedMode.LTP)
    rig.start()
    await settle()
    assert rig.network.newest.messages == []
    assert rig.stream.unresolved == {tcs}
    rig.keys[tcs] = 2953217
    rig.stream.resubscribe()
    await settle()
    assert rig.network.newest.messages[0] == {"a": "subscribe", "v": [2953217]}


async def test_cancelling_closes_the_socket_and_marks_the_feed_down(rig: Rig) -> None:
    rig.hub.watch(INFY, FeedMode.LTP)
    task = rig.start()
    await settle()
    rig.network.newest.put(LTP_INFY)
    await settle()
    task.cancel()
    await settle()
    assert task.cancelled()
    assert rig.network.newest.closed
    assert rig.hub.age_s(INFY) == float("inf")
    assert not rig.failures


async def test_the_same_stream_can_run_again(rig: Rig) -> None:
    rig.hub.watch(INFY, FeedMode.LTP)
    rig.network.fail_with = [HandshakeRefused(403)]
    rig.start()
    await settle()
    rig.start()
    await settle()
    assert rig.events.words[-1] == "live"
    assert rig.network.newest.messages[0] == {"a": "subscribe", "v": [408065]}


async def test_real_socket_end_to_end_without_the_token_in_any_log(caplog) -> None:
    caplog.set_level(logging.DEBUG)
    heard: list[str] = []

    async def server(connection) -> None:
        heard.append(connection.request.path)
        heard.append(await connection.recv())
        await connection.send(LTP_INFY)
        await connection.wait_closed()

    failures: list[tuple[str, BaseException]] = []
    hub = Hub(clock=SystemClock(), on_failure=lambda n, e: failures.append((n, e)))
    hub.add_source(ACCOUNT)
    hub.watch(INFY, FeedMode.LTP)
    events = Events()
    scope = TaskScope("t", lambda n, e: failures.append((n, e)))
    quiet = logging.Logger("server")  # noqa: LOG001
    async with serve(server, "127.0.0.1", 0, logger=quiet) as listening:
        port = listening.sockets[0].getsockname()[1]
        stream = KiteStream(
            account=ACCOUNT,
            url=lambda: stream_url(
                f"ws://127.0.0.1:{port}", api_key="k", access_token=SECRET, query={}
            ),
            key_of={INFY: 408065}.get,
            decode_order=msgspec.json.decode,
            clock=SystemClock(),
            on_failure=lambda n, e: failures.append((n, e)),
        )
        scope.spawn(stream.run(hub, hub, events), name="stream")
        await eventually(lambda: hub.last_price(INFY) == 1573.15)
        await scope.aclose()
    assert heard == [
        f"/?api_key=k&access_token={SECRET}",
        '{"a":"subscribe","v":[408065]}',
    ]
    assert not failures
    assert SECRET not in caplog.text


async def test_unreachable_server_is_told_without_the_address(caplog) -> None:
    caplog.set_level(logging.DEBUG)
    events = Events()
    clock = FakeClock()
    hub = Hub(clock=clock, on_failure=lambda n, e: None)
    hub.add_source(ACCOUNT)
    scope = TaskScope("t", lambda n, e: None)
    stream = KiteStream(
        account=ACCOUNT,
        url=lambda: stream_url("ws://127.0.0.1:9", api_key="k", access_token=SECRET, query={}),
        key_of={}.get,
        decode_order=msgspec.json.decode,
        clock=clock,
        on_failure=lambda n, e: None,
    )
    scope.spawn(stream.run(hub, hub, events), name="stream")
    await eventually(lambda: events.words[-1:] == ["waiting"])
    await scope.aclose()
    assert events.states[-1][1].startswith("No connection (")
    assert SECRET not in caplog.text + str(events.states)
