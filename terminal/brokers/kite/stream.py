"""Kite's ticker: ticks to the sink, order updates and broadcasts to the events.

The hub owns what is wanted; this file asks for it at every connect and whenever told that it moved.
Up to three connections of 3,000 instruments share one decoder. It sends subscriptions only: orders
never go this way. Source: kite.md section 8 (Kite Connect v3, "WebSocket streaming").
"""

import asyncio
import logging
import random
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlencode

import msgspec

from terminal.brokers.connection import ConnectionTold
from terminal.brokers.kite.ticks import TickCounters, TickDecoder, TokenTable
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.order import OrderUpdate
from terminal.domain.ports import Clock, MarketSink, StreamEvents, WantedFeed
from terminal.runtime.tasks import OnFailure
from terminal.transport.stream import (
    End,
    Open,
    Socket,
    State,
    Stream,
    StreamRules,
    open_websocket,
)

log = logging.getLogger(__name__)

CONNECTIONS = 3
TOKENS_PER_CONNECTION = 3000
BATCH = 500
_MODE_NAME = {FeedMode.LTP: "ltp", FeedMode.QUOTE: "quote", FeedMode.FULL: "full"}
_REMEMBERED_TEXTS = 256
_WORST_FIRST: tuple[State, ...] = ("login_needed", "stopped", "waiting", "connecting", "stale")

DecodeOrder = Callable[[bytes], OrderUpdate]
KeyOf = Callable[[InstrumentId], int | None]


class _Text(msgspec.Struct):
    type: str = ""
    data: msgspec.Raw = msgspec.Raw(b"null")


_TEXT = msgspec.json.Decoder(_Text)


def stream_url(root: str, *, api_key: str, access_token: str, query: Mapping[str, str]) -> str:
    """Return the address to connect to. It carries the token: never log it."""
    return f"{root}?{urlencode({'api_key': api_key, 'access_token': access_token, **query})}"


def _batches(tokens: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(tokens), BATCH):
        yield tokens[start : start + BATCH]


class _Shard:
    """One connection: what it shall carry and what it was told so far. Handler of its `Stream`."""

    def __init__(self, owner: "KiteStream", index: int) -> None:
        self._owner = owner
        self.index = index
        self.target: dict[int, FeedMode] = {}
        self.sent: dict[int, FeedMode] = {}
        self.wake = asyncio.Event()
        self.state: State = "connecting"
        self.detail = ""
        self.was_live = False
        self._again = False

    def on_frame(self, frame: bytes | str, received_ns: int) -> None:
        self._owner.on_frame(self, frame, received_ns)

    def on_state(self, state: State, detail: str) -> None:
        if self.state == "stale" and state == "live":
            # The same connection speaks again: ask for snapshots, or what trades seldom stays grey.
            self._again = True
            self.wake.set()
        self.state, self.detail = state, detail
        self.was_live = self.was_live or state == "live"
        self._owner.on_shard_state()

    async def talk(self, socket: Socket) -> None:
        """Subscribe everything again, then whatever changes."""
        self.sent = {}
        while True:
            self.wake.clear()
            self._owner.plan()
            for message in self._messages():
                await socket.send(message)
            await self.wake.wait()

    def _messages(self) -> list[str]:
        target, sent = dict(self.target), self.sent
        known = {} if self._again else sent
        self.sent, self._again = target, False
        gone = sorted(sent.keys() - target.keys())
        out: list[object] = [{"a": "unsubscribe", "v": part} for part in _batches(gone)]
        changed = sorted(target.items() - known.items())
        for mode, name in _MODE_NAME.items():
            fresh = [token for token, wanted in changed if wanted == mode and token not in known]
            moved = [token for token, wanted in changed if wanted == mode and token in known]
            for part in _batches(fresh):
                # The mode after a bare subscribe is undocumented: it is always said.
                out.extend(({"a": "subscribe", "v": part}, {"a": "mode", "v": [name, part]}))
            out.extend({"a": "mode", "v": [name, part]} for part in _batches(moved))
        return [msgspec.json.encode(message).decode() for message in out]


class KiteStream:
    """The ticker of one account. One `run` at a time."""

    def __init__(
        self,
        *,
        account: AccountId,
        url: Callable[[], str],
        key_of: KeyOf,
        decode_order: DecodeOrder,
        clock: Clock,
        on_failure: OnFailure,
        rules: StreamRules | None = None,
        rng: random.Random | None = None,
        open_socket: Open = open_websocket,
    ) -> None:
        self._account = account
        self._key_of = key_of
        self._decode_order = decode_order
        self._on_failure = on_failure
        self._decoder = TickDecoder()
        self._shards = [_Shard(self, index) for index in range(CONNECTIONS)]
        self._streams = [
            Stream(
                name=f"ticker {shard.index + 1} of {account}",
                url=url,
                handler=shard,
                clock=clock,
                rules=rules,
                rng=rng,
                open_socket=open_socket,
            )
            for shard in self._shards
        ]
        self._sink: MarketSink
        self._wanted: WantedFeed
        self._events: StreamEvents
        self._told: ConnectionTold
        self._revision: int | None = None
        self._homes: dict[int, _Shard] = {}
        self._slots: dict[int, int] = {}
        self._keys: dict[int, int] = {}
        self._texts: dict[bytes, int] = {}
        self.unresolved: frozenset[InstrumentId] = frozenset()
        self.paused = 0

    @property
    def counters(self) -> TickCounters:
        """What was carried and what could not be used, since the stream was made."""
        return self._decoder.counters

    async def run(self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents) -> None:
        """Stream until cancelled; return when login is needed again or all tries are used up.

        The last words went to `events.connection`. Prices are marked stale on every way out.
        """
        self._sink, self._wanted, self._events = sink, wanted, events
        self._told = ConnectionTold(self._account, sink, events)
        self._revision = None
        self._keys.clear()
        self.plan()
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._run_shard(shard, stream), name=f"shard {shard.index}")
                    for shard, stream in zip(self._shards, self._streams, strict=True)
                ]
                # The first connection that ends for good ends them all.
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
        finally:
            self._told.end()

    def resubscribe(self) -> None:
        """Look again at what is wanted, on the next turn of the loop; cheap to call often."""
        for shard in self._shards:
            shard.wake.set()

    async def _run_shard(self, shard: _Shard, stream: Stream) -> End:
        shard.was_live, shard.state = False, "connecting"
        while shard.index and not shard.target:
            # The further connections are opened by need alone.
            shard.wake.clear()
            await shard.wake.wait()
            self.plan()
        return await stream.run()

    # -- called by the shards ------------------------------------------------------------------

    def plan(self) -> None:
        """Spread what is wanted over the connections and renew the token table, if it changed."""
        if self._revision == self._wanted.revision and not self.unresolved:
            return  # with unresolved ones the master may have come since
        self._revision = self._wanted.revision
        modes: dict[int, FeedMode] = {}
        slots: dict[int, int] = {}
        unresolved = set()
        for instrument, (slot, mode) in self._wanted.wanted(self._account).items():
            # A slot keeps its instrument, and a run ends with its day: asked once a slot.
            token = self._keys.get(slot)
            if token is None:
                token = self._key_of(instrument)
                if token is None:
                    unresolved.add(instrument)
                    continue
                self._keys[slot] = token
            modes[token], slots[token] = mode, slot
        if unresolved - self.unresolved:
            log.warning("%d instruments are not in today's master", len(unresolved))
        self.unresolved = frozenset(unresolved)
        if slots != self._slots:
            self._slots = slots
            self._decoder.table = table = TokenTable(slots)
            if table.unverified:
                log.warning("price scale unverified for tokens %s", sorted(table.unverified)[:20])
        self._spread(modes)

    def _spread(self, modes: Mapping[int, FeedMode]) -> None:
        self._homes = {token: home for token, home in self._homes.items() if token in modes}
        targets: list[dict[int, FeedMode]] = [{} for _ in self._shards]
        for token, home in self._homes.items():
            targets[home.index][token] = modes[token]
        paused = 0
        for token, mode in modes.items():
            if token in self._homes:
                continue
            shard = next(
                (s for s in self._shards if len(targets[s.index]) < TOKENS_PER_CONNECTION), None
            )
            if shard is None:
                paused += 1
                continue
            self._homes[token] = shard
            targets[shard.index][token] = mode
        for shard, target in zip(self._shards, targets, strict=True):
            if shard.target != target:
                shard.target = target
                shard.wake.set()
        if paused and paused != self.paused:
            most = CONNECTIONS * TOKENS_PER_CONNECTION
            self._events.broadcast(
                self._account, f"{paused} instruments are paused: Kite streams {most} at most."
            )
        self.paused = paused

    def on_shard_state(self) -> None:
        """Tell the worst state of the connections in use."""
        in_use = [s for s in self._shards if s.index == 0 or s.was_live or s.state == "stopped"]
        worst = next((s for w in _WORST_FIRST for s in in_use if s.state == w), in_use[0])
        refused = next((s for s in self._shards if s.state == "login_needed"), None)
        worst = refused or worst
        self._told.say(worst.state, worst.detail)

    def on_frame(self, shard: _Shard, frame: bytes | str, received_ns: int) -> None:
        self._events.heartbeat(self._account, received_ns)
        if isinstance(frame, bytes):
            self._decoder.decode(frame, self._sink, received_ns)
        else:
            self._take_text(shard, frame)

    def _take_text(self, shard: _Shard, text: str) -> None:
        try:
            message = _TEXT.decode(text)
        except msgspec.MsgspecError:
            log.warning("unreadable text on the ticker, %d characters", len(text))
            return
        if message.type == "order":
            self._take_order(shard, bytes(message.data))
        elif message.type in {"error", "message"}:
            self._events.broadcast(self._account, _words(message.data))
        else:
            log.debug("text of type %r ignored", message.type)

    def _take_order(self, shard: _Shard, data: bytes) -> None:
        # Every connection carries every update: one is enough.
        seen = self._texts.setdefault(data, shard.index)
        if seen != shard.index:
            return
        if len(self._texts) > _REMEMBERED_TEXTS:
            del self._texts[next(iter(self._texts))]
        try:
            update = self._decode_order(data)
        except TerminalError as error:
            self._on_failure("order update on the ticker", error)
            return
        self._events.order_update(update)


def _words(data: msgspec.Raw) -> str:
    value = msgspec.json.decode(data)
    return value if isinstance(value, str) else bytes(data).decode()
