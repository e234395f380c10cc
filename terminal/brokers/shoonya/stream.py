"""Shoonya's WebSocket: ticks to the sink, order updates and broadcasts to the events.

One connection carries both. It is live only when the login frame was accepted; a refusal leaves the
socket open and silent, so it is closed here and a login asked for. The hub owns what is wanted; it
is asked at every connect. Source: shoonya.md sections 5.1, 5.4 and 5.5.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import msgspec

from terminal.brokers.connection import ConnectionTold
from terminal.brokers.shoonya.codec import IST
from terminal.brokers.shoonya.config import StreamLogin
from terminal.brokers.shoonya.ticks import FEEDS, CheckStep, FeedCounters, FeedMerger, Fields
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.order import OrderUpdate
from terminal.domain.ports import Clock, MarketSink, StreamEvents, WantedFeed
from terminal.runtime.tasks import OnFailure
from terminal.transport.stream import Open, Socket, State, Stream, StreamRules, open_websocket

log = logging.getLogger(__name__)

PACE_S = 0.1
HEARTBEAT_S = 10.0
ACK_S = 10.0
STALE_S = 25.0
SILENT_S = 45.0
_NEVER_S = 1e6
"""Eleven days: a timer of Qt counts its milliseconds in 31 bits."""
RULES = StreamRules(
    first_pause_s=1.0,
    longest_pause_s=30.0,
    jitter=0.3,
    tries=10_000,
    healthy_s=60.0,
    # Silence is judged here: whether it is one depends on hours and on what is subscribed.
    stale_s=_NEVER_S,
    silent_s=_NEVER_S,
)
_OPEN_MINUTE, _CLOSE_MINUTE = 9 * 60 + 15, 15 * 60 + 30
_REMEMBERED_TEXTS = 512
_REFUSED = "The broker does not accept this login for streaming."

DecodeOrder = Callable[[bytes | str], OrderUpdate]
KeyOf = Callable[[InstrumentId], str | None]
"""Returns `EXCHANGE|TOKEN`, None where the instrument is not in today's masters."""


def login_frame(kind: StreamLogin, *, uid: str, actid: str, token: str) -> str:
    """Return the first frame of a connection. It carries the token: never log it."""
    field = "accesstoken" if kind is StreamLogin.ACCESS_TOKEN else "susertoken"
    frame = {"t": kind.value, "uid": uid, "actid": actid, field: token, "source": "API"}
    return msgspec.json.encode(frame).decode()


class ShoonyaStream:
    """The stream of one account. One `run` at a time."""

    def __init__(
        self,
        *,
        account: AccountId,
        url: str,
        login: Callable[[], str],
        actid: Callable[[], str],
        key_of: KeyOf,
        decode_order: DecodeOrder,
        clock: Clock,
        on_failure: OnFailure,
        keys_a_frame: int = 100,
        keys_most: int = 500,
        check_step: CheckStep | None = None,
        rules: StreamRules = RULES,
        rng: random.Random | None = None,
        open_socket: Open = open_websocket,
    ) -> None:
        self._account, self._login, self._actid = account, login, actid
        self._key_of, self._decode_order = key_of, decode_order
        self._clock, self._on_failure = clock, on_failure
        self._chunk, self._most = keys_a_frame, keys_most
        self._merger = FeedMerger(check_step)
        self._stream = Stream(
            name=f"stream of {account}",
            url=lambda: url,
            handler=self,
            clock=clock,
            rules=rules,
            rng=rng,
            open_socket=open_socket,
        )
        self._sink: MarketSink
        self._wanted: WantedFeed
        self._events: StreamEvents
        self._told: ConnectionTold
        self._wake = asyncio.Event()
        self._accepted = asyncio.Event()
        self._refused = asyncio.Event()
        self._revision: int | None = None
        self._target: dict[str, FeedMode] = {}
        self._sent: dict[str, FeedMode] = {}
        self._keys: dict[int, str] = {}
        self._texts: dict[str, None] = {}
        self._last_ns = 0
        self._answers = False  # this server answers heartbeats
        self._stale = False
        self.unresolved: frozenset[InstrumentId] = frozenset()
        self.paused = 0

    @property
    def counters(self) -> FeedCounters:
        """What was carried and what could not be used, since the stream was made."""
        return self._merger.counters

    async def run(self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents) -> None:
        """Stream until cancelled; return when login is needed again or all tries are used up.

        The last words went to `events.connection`. Prices are marked stale on every way out.
        """
        self._sink, self._wanted, self._events = sink, wanted, events
        self._told = ConnectionTold(self._account, sink, events)
        self._revision = None
        self._keys.clear()
        self._refused.clear()
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._stream.run(), name="connection"),
                    group.create_task(self._refused.wait(), name="refusal"),
                ]
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in tasks:
                    task.cancel()
            if self._refused.is_set():
                self._told.say("login_needed", _REFUSED)
        finally:
            self._told.end()

    def resubscribe(self) -> None:
        """Look again at what is wanted, on the next turn of the loop; cheap to call often."""
        self._wake.set()

    # -- called by the connection --------------------------------------------------------------

    def on_state(self, state: State, detail: str) -> None:
        if state == "live":
            return  # open, but not logged in yet
        self._told.say(state, detail)

    def on_frame(self, frame: bytes | str, received_ns: int) -> None:
        self._last_ns = self._clock.monotonic_ns()
        self._events.heartbeat(self._account, received_ns)
        fields = self._merger.decode(frame)
        if fields is None:
            log.warning("unreadable text on the stream, %d characters", len(frame))
            return
        kind = fields.get("t")
        if self._stale and self._accepted.is_set():
            # The same connection speaks again: ask for images, or what trades seldom stays grey.
            self._again()
        if kind in FEEDS:
            self._merger.merge(fields, self._sink, received_ns)
        elif kind in {"ak", "ck"}:
            self._acknowledged(fields)
        elif kind == "om":
            self._take_order(frame)
        elif kind == "hk":
            self._answers = True
        elif kind in {"am", "ms", "rm"}:
            self._events.broadcast(self._account, _words(fields))

    async def talk(self, socket: Socket) -> None:
        """Log in, subscribe everything again, then whatever changes."""
        self._accepted.clear()
        self._sent, self._stale, self._answers = {}, False, False
        self._merger.forget()
        self._last_ns = self._clock.monotonic_ns()
        await socket.send(self._login())
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch(socket), name="heartbeat")
            await self._accepted.wait()
            await socket.send(msgspec.json.encode({"t": "o", "actid": self._actid()}).decode())
            while True:
                self._wake.clear()
                self._plan()
                for message in self._messages():
                    await socket.send(message)
                    await self._clock.sleep(PACE_S)
                await self._wake.wait()

    # -- private -------------------------------------------------------------------------------

    def _acknowledged(self, fields: Fields) -> None:
        if str(fields.get("s", "")).upper() != "OK":
            log.warning("the login for streaming was refused")
            self._refused.set()
            return
        if self._accepted.is_set():
            self._again()  # the server began anew behind the same socket
        self._accepted.set()
        self._told.say("live", "")

    def _again(self) -> None:
        self._stale, self._sent = False, {}
        self._merger.forget()
        self._wake.set()
        self._told.say("live", "")

    async def _watch(self, socket: Socket) -> None:
        """Say that we are here, and drop a connection that is not any more."""
        opened_ns = self._clock.monotonic_ns()
        while True:
            await self._clock.sleep(HEARTBEAT_S / 2)
            now_ns = self._clock.monotonic_ns()
            if not self._accepted.is_set():
                if now_ns - opened_ns >= ACK_S * 1e9:
                    log.info("no answer to the login for streaming within %.0f s", ACK_S)
                    socket.abort()
                    return
                continue
            silence_s = (now_ns - self._last_ns) / 1e9
            if self._must_speak():
                if silence_s >= SILENT_S:
                    socket.abort()
                    return
                if silence_s >= STALE_S and not self._stale:
                    self._stale = True
                    self._told.say("stale", f"Nothing came for {silence_s:.0f} s.")
            if now_ns - opened_ns >= HEARTBEAT_S * 1e9:
                opened_ns = now_ns
                await socket.send('{"t":"h"}')

    def _must_speak(self) -> bool:
        """Say whether silence means something: the server answers, or the market is trading."""
        if self._answers:
            return True
        now = datetime.fromtimestamp(self._clock.now_ns() / 1e9, UTC).astimezone(IST)
        minute = now.hour * 60 + now.minute
        trading = now.weekday() < 5 and _OPEN_MINUTE <= minute < _CLOSE_MINUTE
        return bool(self._sent) and trading

    def _plan(self) -> None:
        """Look up what is wanted, if it changed."""
        if self._revision == self._wanted.revision and not self.unresolved:
            return  # with unresolved ones the masters may have come since
        self._revision = self._wanted.revision
        target: dict[str, FeedMode] = {}
        slots: dict[str, tuple[int, FeedMode]] = {}
        unresolved = set()
        paused = 0
        for instrument, (slot, mode) in self._wanted.wanted(self._account).items():
            # A slot keeps its instrument, and a run ends with its day: asked once a slot.
            key = self._keys.get(slot) or self._key_of(instrument)
            if key is None:
                unresolved.add(instrument)
            elif len(target) >= self._most:
                paused += 1
            else:
                self._keys[slot] = key
                target[key], slots[key] = mode, (slot, mode)
        if unresolved - self.unresolved:
            log.warning("%d instruments are not in today's masters", len(unresolved))
        self.unresolved = frozenset(unresolved)
        self._target, self._merger.slots = target, slots
        if paused and paused != self.paused:
            self._events.broadcast(
                self._account,
                f"{paused} instruments are paused: {self._most} are streamed at most.",
            )
        self.paused = paused

    def _messages(self) -> list[str]:
        """Return the frames that lead from what was asked for to what is wanted."""
        target, sent = dict(self._target), self._sent
        self._sent = target
        before = {key: mode is FeedMode.FULL for key, mode in sent.items()}
        after = {key: mode is FeedMode.FULL for key, mode in target.items()}
        out: list[str] = []
        for deep, leave, enter in ((False, "u", "t"), (True, "ud", "d")):
            fresh = [k for k, d in after.items() if d is deep and before.get(k) is not deep]
            gone = [k for k, d in before.items() if d is deep and after.get(k) is not deep]
            # What is added comes before what is left, so that no instrument falls silent between.
            out[0:0] = list(self._frames(enter, fresh))
            out += self._frames(leave, gone)
        for key, deep in before.items():
            if key not in after:
                self._merger.drop(key)
            elif deep and not after[key]:
                self._merger.shallow(key)
        return out

    def _frames(self, kind: str, keys: list[str]) -> Iterator[str]:
        for start in range(0, len(keys), self._chunk):
            part = "#".join(keys[start : start + self._chunk])
            yield msgspec.json.encode({"t": kind, "k": part}).decode()

    def _take_order(self, frame: bytes | str) -> None:
        # A frame that comes twice, as after a reconnect, says nothing new.
        text = frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
        if text in self._texts:
            return
        self._texts[text] = None
        if len(self._texts) > _REMEMBERED_TEXTS:
            del self._texts[next(iter(self._texts))]
        try:
            update = self._decode_order(frame)
        except TerminalError as error:
            self._on_failure("order update on the stream", error)
            return
        self._events.order_update(update)


def _words(fields: Mapping[str, object]) -> str:
    """Return a notice for a person: the broker's sentence, or its fields where it has none."""
    said = [str(fields[name]) for name in ("dmsg", "msg", "emsg") if fields.get(name)]
    if fields.get("t") == "am":
        said = [f"Alert on {fields.get('tsym') or fields.get('al_id') or 'an instrument'}", *said]
        said += [str(fields["remarks"])] if fields.get("remarks") else []
    rest = {k: v for k, v in fields.items() if k not in {"t", "uid", "actid"} and v}
    return ": ".join(said) or ", ".join(f"{name} {value}" for name, value in rest.items())
