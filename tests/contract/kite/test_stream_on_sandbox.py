"""Our own ticker, dump parser and search against the practice server, over a real socket."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest

from terminal.brokers.kite.instruments import InstrumentMap, parse_instruments
from terminal.brokers.kite.stream import KiteStream, stream_url
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.market import FeedMode
from terminal.market.board import LIVE, STALE
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.runtime.clock import SystemClock
from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from terminal.transport.stream import StreamRules
from tests.fakes.clock import eventually
from tests.fakes.sandbox_process import SandboxProcess

ACCOUNT = AccountId("practice:kite")
INFY = InstrumentId("NSE", "INFY")
NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)
QUICK = StreamRules(first_pause_s=0.1, longest_pause_s=0.2)


class Events:
    def __init__(self) -> None:
        self.states: list[str] = []
        self.texts: list[str] = []
        self.orders: list[object] = []
        self.beats = 0

    def order_update(self, update: object) -> None:
        self.orders.append(update)

    def broadcast(self, account: AccountId, text: str) -> None:
        self.texts.append(text)

    def connection(self, account: AccountId, state: str, detail: str) -> None:
        self.states.append(state)

    def heartbeat(self, account: AccountId, received_ns: int) -> None:
        self.beats += 1


class Rig:
    def __init__(
        self, sandbox: SandboxProcess, instruments: InstrumentMap, rules: StreamRules
    ) -> None:
        keys = sandbox.credentials
        self.failures: list[BaseException] = []
        self.events = Events()
        self.hub = Hub(clock=SystemClock(), on_failure=lambda n, e: self.failures.append(e))
        self.hub.add_source(ACCOUNT)
        self.stream = KiteStream(
            account=ACCOUNT,
            url=lambda: stream_url(
                sandbox.stream,
                api_key=keys["api_key"],
                access_token=keys["access_token"],
                query={},
            ),
            key_of=instruments.key,
            decode_order=msgspec.json.decode,
            clock=SystemClock(),
            on_failure=lambda n, e: self.failures.append(e),
            rules=rules,
        )
        self.hub.wanted_changed.connect(lambda _: self.stream.resubscribe())
        self.scope = TaskScope("rig", lambda n, e: self.failures.append(e))

    def start(self) -> asyncio.Task[None]:
        return self.scope.spawn(self.stream.run(self.hub, self.hub, self.events), name="stream")


@pytest.fixture(scope="module")
def dump(fresh_exchange: SandboxProcess) -> bytes:
    reply = httpx.get(f"{fresh_exchange.rest}/instruments", timeout=60, trust_env=False)
    assert reply.status_code == 200
    return reply.content


async def rigged(
    sandbox: SandboxProcess, dump: bytes, rules: StreamRules = QUICK
) -> AsyncIterator[Rig]:
    rig = Rig(sandbox, InstrumentMap(parse_instruments(dump)), rules)
    yield rig
    await rig.scope.aclose()
    assert not rig.failures


@pytest.fixture
async def impatient(sandbox: SandboxProcess, dump: bytes) -> AsyncIterator[Rig]:
    """A stream that takes a second and a half for silence, where the server beats more often."""
    sandbox.switch(heartbeat_s=0.2)
    async for each in rigged(sandbox, dump, msgspec.structs.replace(QUICK, stale_s=1.5)):
        yield each


@pytest.fixture
async def rig(sandbox: SandboxProcess, dump: bytes) -> AsyncIterator[Rig]:
    async for each in rigged(sandbox, dump):
        yield each


async def test_every_listed_instrument_has_an_identity_that_finds_it_again(dump: bytes) -> None:
    columns = parse_instruments(dump)
    instruments = InstrumentMap(columns)
    assert len(instruments) >= 3000
    for token in columns.broker_key.tolist():
        found = instruments.id_of_token(token)
        assert found is not None
        assert found.kind is not InstrumentKind.UNKNOWN
        assert instruments.key(found) == token


async def test_search_finds_the_practice_instruments(dump: bytes) -> None:
    catalog, worker = Catalog(on_failure=lambda n, e: pytest.fail(n)), Worker("test")
    await catalog.load(parse_instruments(dump), worker)
    await worker.aclose()
    assert catalog.search("infy")[0].instrument.id == INFY
    assert catalog.search("nifty 50")[0].instrument.id == NIFTY
    futures = [hit.instrument for hit in catalog.search("nifty fut")]
    assert futures
    assert {future.id.kind for future in futures} == {InstrumentKind.FUTURE}


async def test_share_and_index_tick_in_full(rig: Rig) -> None:
    share = rig.hub.watch(INFY, FeedMode.FULL)
    index = rig.hub.watch(NIFTY, FeedMode.FULL)
    rig.start()
    board = rig.hub.board
    await eventually(lambda: board.state[share.slot] == LIVE and board.state[index.slot] == LIVE)
    assert board.low[share.slot] <= board.last[share.slot] <= board.high[share.slot]
    assert board.low[index.slot] <= board.last[index.slot] <= board.high[index.slot]
    # A bare subscribe is a quote until the mode arrives: the first packet may have no depth.
    await eventually(lambda: rig.hub.touch(INFY) is not None)
    touch = rig.hub.touch(INFY)
    assert touch is not None
    assert touch[0] < touch[1]
    assert (board.bid_price[share.slot][:-1] >= board.bid_price[share.slot][1:]).all()
    assert rig.hub.touch(NIFTY) is None
    seen = board.clock
    await eventually(lambda: board.version[share.slot] > seen, within_s=10)
    counters = rig.stream.counters
    assert (counters.truncated, counters.unknown_length, counters.unknown_token) == (0, 0, 0)


async def test_every_kind_of_mode_streams(rig: Rig, dump: bytes) -> None:
    columns = parse_instruments(dump)
    instruments = InstrumentMap(columns)
    watches = []
    for place, token in enumerate(columns.broker_key[:900].tolist()):
        identity = instruments.id_of_token(token)
        assert identity is not None
        watches.append(rig.hub.watch(identity, FeedMode(place % 3 + 1)))
    rig.start()
    board = rig.hub.board
    await eventually(lambda: all(board.state[w.slot] == LIVE for w in watches), within_s=20)
    for watch in watches:
        watch.close()
    assert not (board.state == LIVE).any()


async def test_dropped_socket_comes_back_with_its_subscriptions(
    rig: Rig, sandbox: SandboxProcess
) -> None:
    share = rig.hub.watch(INFY, FeedMode.QUOTE)
    rig.start()
    board = rig.hub.board
    await eventually(lambda: board.state[share.slot] == LIVE)
    sandbox.arm("close")
    await eventually(lambda: rig.events.states.count("connecting") == 2, within_s=10)
    await eventually(lambda: board.state[share.slot] == LIVE, within_s=10)
    assert rig.events.states == ["connecting", "live", "waiting", "connecting", "live"]


async def test_torn_frames_are_counted_and_the_stream_lives(
    rig: Rig, sandbox: SandboxProcess
) -> None:
    sandbox.switch(tick_ms=250, quiet_unchanged=False)
    share = rig.hub.watch(INFY, FeedMode.FULL)
    rig.start()
    await eventually(lambda: rig.hub.board.state[share.slot] == LIVE)
    for kind in ("torn", "wrong_count", "unknown_length"):
        sandbox.arm(kind)
    counters = rig.stream.counters
    await eventually(lambda: counters.truncated >= 2 and counters.unknown_length, within_s=10)
    seen = rig.hub.board.clock
    await eventually(lambda: rig.hub.board.version[share.slot] > seen, within_s=10)
    assert rig.events.states == ["connecting", "live"]


async def test_dead_token_ends_the_stream_at_once(rig: Rig, sandbox: SandboxProcess) -> None:
    wrong = KiteStream(
        account=ACCOUNT,
        url=lambda: stream_url(sandbox.stream, api_key="x", access_token="dead", query={}),
        key_of=lambda _: None,
        decode_order=msgspec.json.decode,
        clock=SystemClock(),
        on_failure=lambda n, e: rig.failures.append(e),
        rules=QUICK,
    )
    await asyncio.wait_for(wrong.run(rig.hub, rig.hub, rig.events), 10)
    assert rig.events.states == ["connecting", "login_needed"]


async def test_silence_marks_prices_stale(impatient: Rig, sandbox: SandboxProcess) -> None:
    rig = impatient
    share = rig.hub.watch(INFY, FeedMode.FULL)
    rig.start()
    await eventually(lambda: rig.hub.board.state[share.slot] == LIVE)
    sandbox.arm("silent", seconds=3)
    await eventually(lambda: rig.hub.board.state[share.slot] == STALE, within_s=10)
    assert rig.events.states[-1] == "stale"
    await eventually(lambda: rig.hub.board.state[share.slot] == LIVE, within_s=15)
