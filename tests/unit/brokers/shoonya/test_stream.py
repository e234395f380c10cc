"""Shoonya's stream over fake sockets and a fake clock: login, subscriptions, silence, order updates."""

import asyncio
import json
import random

import msgspec
import pytest

from terminal.brokers.shoonya.codec import ist_ns
from terminal.brokers.shoonya.config import StreamLogin
from terminal.brokers.shoonya.stream import ACK_S, SILENT_S, STALE_S, ShoonyaStream, login_frame
from terminal.domain.errors import WireError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.board import LIVE, STALE
from terminal.market.hub import Hub
from terminal.runtime.tasks import TaskScope
from terminal.transport.stream import HandshakeRefused, Unreachable
from tests.fakes.clock import FakeClock, settle
from tests.fakes.sockets import FakeNetwork
from tests.unit.brokers.test_kite_stream import Events

ACCOUNT = AccountId("shoonya:FA1")
SECRET = "s3cr3t-token"
RELIANCE, WIPRO = InstrumentId("NSE", "RELIANCE"), InstrumentId("NSE", "WIPRO")
LOGIN = login_frame(StreamLogin.ACCESS_TOKEN, uid="FA1", actid="FA1", token=SECRET)
ORDERS = {"t": "o", "actid": "FA1"}
OK = '{"t":"ak","uid":"FA1","s":"OK"}'
IMAGE = '{"t":"tk","e":"NSE","tk":"2885","lp":"1384.10","ft":"1795146300"}'
UPDATE = '{"t":"tf","e":"NSE","tk":"2885","lp":"1385.00"}'


class Rig:
    def __init__(self, keys: dict[InstrumentId, str] | None = None, clock=None, **options) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.clock = clock or FakeClock()
        self.network = FakeNetwork()
        self.events = Events()
        self.hub = Hub(clock=self.clock, on_failure=self._failed)
        self.hub.add_source(ACCOUNT)
        self.keys = {RELIANCE: "NSE|2885", WIPRO: "NSE|3787"} if keys is None else keys
        self.stream = ShoonyaStream(
            account=ACCOUNT,
            url="wss://host/NorenWSAPI/",
            login=lambda: LOGIN,
            actid=lambda: "FA1",
            key_of=self.keys.get,
            decode_order=self._decode,
            clock=self.clock,
            on_failure=self._failed,
            rng=random.Random(1),
            open_socket=self.network.open,
            **options,
        )
        self.hub.wanted_changed.connect(lambda _: self.stream.resubscribe())
        self.scope = TaskScope("rig", self._failed)

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    def _decode(self, data: bytes | str) -> object:
        row = msgspec.json.decode(data)
        if "norenordno" not in row:
            raise WireError("An order update without an id.")
        return row

    def start(self) -> asyncio.Task:
        return self.scope.spawn(self.stream.run(self.hub, self.hub, self.events), name="stream")

    async def connect(self) -> None:
        """Start and log in."""
        self.start()
        await settle()
        await self.accept()

    async def accept(self, ack: str = OK) -> None:
        self.network.newest.put(ack)
        await settle()
        await self.clock.advance(1.0)

    async def put(self, frame: str) -> None:
        self.network.newest.put(frame)
        await settle()

    @property
    def said(self) -> list[dict]:
        """What was sent after the login, heartbeats left out."""
        return [m for m in self.network.newest.messages[1:] if m["t"] != "h"]


@pytest.fixture
async def rig():
    rig = Rig()
    yield rig
    await rig.scope.aclose()


def test_login_frames_of_both_generations() -> None:
    assert json.loads(LOGIN) == {
        "t": "a", "uid": "FA1", "actid": "FA1", "accesstoken": SECRET, "source": "API",
    }  # fmt: skip
    classic = login_frame(StreamLogin.USER_TOKEN, uid="FA1", actid="FA1", token="x")
    assert json.loads(classic) == {
        "t": "c", "uid": "FA1", "actid": "FA1", "susertoken": "x", "source": "API",
    }  # fmt: skip


@pytest.mark.parametrize("ack", [OK, '{"t":"ck","uid":"FA1","s":"Ok"}'])
async def test_nothing_is_asked_before_the_login_is_accepted(rig: Rig, ack: str) -> None:
    watch = rig.hub.watch(RELIANCE, FeedMode.QUOTE)
    rig.start()
    await settle()
    assert rig.network.newest.sent == [LOGIN]
    assert rig.events.words == ["connecting"], "open is not live yet"
    await rig.accept(ack)
    assert rig.said == [ORDERS, {"t": "t", "k": "NSE|2885"}]
    assert rig.events.words == ["connecting", "live"]
    await rig.put(IMAGE)
    await rig.put(UPDATE)
    assert rig.hub.last_price(RELIANCE) == 1385.0
    assert rig.hub.board.state[watch.slot] == LIVE
    assert rig.hub.is_live(ACCOUNT)


@pytest.mark.parametrize("word", ["NOT_OK", "Not_Ok", ""])
async def test_a_refused_login_asks_for_a_new_one_though_the_socket_stays_open(
    rig: Rig, word: str
) -> None:
    task = rig.start()
    await settle()
    await rig.put(json.dumps({"t": "ck", "s": word}))
    await settle()
    assert task.done()
    assert rig.events.words == ["connecting", "login_needed"]
    assert rig.network.newest.closed
    assert not rig.hub.is_live(ACCOUNT)
    await rig.clock.advance(120.0)
    assert len(rig.network.sockets) == 1, "it never loops"


async def test_a_login_without_an_answer_is_tried_again(rig: Rig) -> None:
    rig.start()
    await settle()
    await rig.clock.advance(ACK_S + 2)
    assert rig.network.sockets[0].aborted
    assert len(rig.network.sockets) == 2
    assert "live" not in rig.events.words


async def test_a_handshake_that_is_refused_asks_for_a_login(rig: Rig) -> None:
    rig.network.fail_with = [HandshakeRefused(401)]
    task = rig.start()
    await settle()
    assert task.done()
    assert rig.events.words[-1] == "login_needed"


async def test_modes_are_two_streams_and_only_differences_are_sent(rig: Rig) -> None:
    watch = rig.hub.watch(RELIANCE, FeedMode.LTP)
    await rig.connect()
    before = len(rig.said)
    watch.set_mode(FeedMode.QUOTE)
    await rig.clock.advance(1.0)
    assert len(rig.said) == before, "both are the touchline"
    watch.set_mode(FeedMode.FULL)
    await rig.clock.advance(1.0)
    watch.set_mode(FeedMode.QUOTE)
    await rig.clock.advance(1.0)
    watch.close()
    await rig.clock.advance(1.0)
    key = "NSE|2885"
    assert rig.said[before:] == [
        {"t": "d", "k": key},
        {"t": "u", "k": key},
        {"t": "t", "k": key},
        {"t": "ud", "k": key},
        {"t": "u", "k": key},
    ]


async def test_many_are_asked_in_paced_chunks_up_to_the_most() -> None:
    names = [InstrumentId("NSE", f"S{n}") for n in range(60)]
    keys = {name: f"NSE|{n}" for n, name in enumerate(names)}
    rig = Rig(keys, keys_a_frame=20, keys_most=50)
    for name in names:
        rig.hub.watch(name, FeedMode.QUOTE)
    rig.start()
    await settle()
    rig.network.newest.put(OK)
    await settle()
    assert len(rig.said) == 2, "orders, and the first chunk"
    await rig.clock.advance(0.1)
    assert len(rig.said) == 3
    await rig.clock.advance(1.0)
    parts = [m["k"].split("#") for m in rig.said[1:]]
    assert [len(part) for part in parts] == [20, 20, 10]
    assert [key for part in parts for key in part] == [f"NSE|{n}" for n in range(50)]
    assert rig.stream.paused == 10
    assert rig.events.broadcasts == ["10 instruments are paused: 50 are streamed at most."]
    await rig.scope.aclose()


async def test_a_new_connection_begins_anew(rig: Rig) -> None:
    watch = rig.hub.watch(RELIANCE, FeedMode.FULL)
    await rig.connect()
    await rig.put(IMAGE)
    first = rig.network.newest
    first.drop()
    await settle()
    assert rig.events.words[-1] == "waiting"
    assert rig.hub.board.state[watch.slot] == STALE
    await rig.clock.advance(1.5)
    assert rig.network.newest is not first
    assert rig.network.newest.sent == [LOGIN]
    await rig.accept()
    assert rig.said == [ORDERS, {"t": "d", "k": "NSE|2885"}]
    await rig.put(UPDATE)
    assert rig.hub.board.state[watch.slot] == STALE, "an update of the old image is no price"
    await rig.put(IMAGE)
    assert rig.hub.board.state[watch.slot] == LIVE


async def test_pauses_grow_to_half_a_minute(rig: Rig) -> None:
    rig.network.always = Unreachable("no route")
    rig.start()
    await settle()
    for _ in range(12):
        await rig.clock.advance(31.0)
    pauses = [s for s in rig.clock.sleeps if s > 0.5]
    assert pauses[0] <= 1.0
    assert 20.0 < pauses[-1] <= 30.0
    assert rig.events.words[-1] in {"waiting", "connecting"}


async def test_silence_in_market_hours_is_stale_and_then_a_new_connection(rig: Rig) -> None:
    watch = rig.hub.watch(RELIANCE, FeedMode.QUOTE)
    await rig.connect()
    await rig.put(IMAGE)
    await rig.clock.advance(STALE_S + 6)
    assert rig.events.words[-1] == "stale"
    assert rig.hub.board.state[watch.slot] == STALE
    first = rig.network.newest
    before = len(rig.said)
    await rig.put(UPDATE)
    await rig.clock.advance(1.0)
    assert rig.events.words[-1] == "live"
    assert rig.said[before:] == [{"t": "t", "k": "NSE|2885"}], "images are asked for again"
    await rig.clock.advance(SILENT_S + 6)
    assert first.aborted


async def test_silence_at_night_is_no_fault_unless_the_server_answers_heartbeats() -> None:
    rig = Rig(clock=FakeClock(ist_ns("20:00:00 20-11-2026")))
    rig.hub.watch(RELIANCE, FeedMode.QUOTE)
    await rig.connect()
    for _ in range(12):
        await rig.clock.advance(10.0)
    assert rig.events.words[-1] == "live"
    beats = [m for m in rig.network.newest.messages if m == {"t": "h"}]
    assert 8 <= len(beats) <= 13
    await rig.put('{"t":"hk","ft":"1"}')
    for _ in range(6):
        await rig.clock.advance(10.0)
    assert rig.network.sockets[0].aborted
    await rig.scope.aclose()


async def test_an_acknowledgement_out_of_the_blue_subscribes_again(rig: Rig) -> None:
    rig.hub.watch(RELIANCE, FeedMode.QUOTE)
    await rig.connect()
    before = len(rig.said)
    await rig.accept()
    assert rig.said[before:] == [{"t": "t", "k": "NSE|2885"}]
    await rig.accept('{"t":"ck","s":"NOT_OK"}')
    assert rig.events.words[-1] == "login_needed"


async def test_order_updates_go_to_the_events_once(rig: Rig) -> None:
    await rig.connect()
    order = '{"t":"om","norenordno":"1","status":"OPEN"}'
    await rig.put(order)
    await rig.put(order)
    await rig.put('{"t":"om","norenordno":"1","status":"COMPLETE"}')
    assert [row["status"] for row in rig.events.orders] == ["OPEN", "COMPLETE"]
    await rig.put('{"t":"om","status":"OPEN"}')
    assert [name for name, _ in rig.failures] == ["order update on the stream"]


async def test_notices_are_told_and_unknown_frames_are_not(rig: Rig) -> None:
    await rig.connect()
    beats = rig.events.beats
    for frame in (
        '{"t":"am","al_id":"26112000000001","tsym":"RELIANCE-EQ","remarks":"above 1400"}',
        '{"t":"rm","dmsg":"Trading is slow"}',
        '{"t":"ms","exch":"NSE","status":"open"}',
        '{"t":"uk","k":"NSE|1"}',
        '{"k":"NSE|1"}',
        "nonsense",
        "[1]",
    ):
        await rig.put(frame)
    assert rig.events.broadcasts == [
        "Alert on RELIANCE-EQ: above 1400",
        "Trading is slow",
        "exch NSE, status open",
    ]
    assert rig.events.beats == beats + 7
    assert rig.failures == []
    assert rig.events.words[-1] == "live"


async def test_what_is_not_listed_waits_for_the_masters(rig: Rig, caplog) -> None:
    key = rig.keys.pop(RELIANCE)
    rig.hub.watch(RELIANCE, FeedMode.QUOTE)
    await rig.connect()
    assert rig.stream.unresolved == {RELIANCE}
    rig.keys[RELIANCE] = key
    rig.stream.resubscribe()
    await rig.clock.advance(1.0)
    assert rig.said[-1] == {"t": "t", "k": "NSE|2885"}
    assert rig.stream.unresolved == frozenset()


async def test_the_token_is_in_no_log(rig: Rig, caplog) -> None:
    caplog.set_level("DEBUG")
    await rig.connect()
    await rig.put("x" + SECRET)
    rig.network.newest.drop()
    await settle()
    assert SECRET not in caplog.text
    assert SECRET not in repr(rig.events.states)
