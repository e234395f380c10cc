"""The WebSockets of both trees: admission, subscriptions, ticks, order updates, and their faults.

A second is cut into slices and each scrip ticks in its own. A refused connection stays open and
silent, as the live server leaves it. Source: shoonya.md section 5.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import msgspec
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.gate import html_error
from terminal.sandbox.shoonya.auth import Profile
from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.shoonya.packets import (
    AT_OPEN,
    DEPTH,
    KINDS,
    TOUCH,
    frame,
    scrip_keys,
    with_fields,
)
from terminal.sandbox.shoonya.quotes import Extremes
from terminal.sandbox.shoonya.replies import Row
from terminal.sandbox.shoonya.setup import STREAMS
from terminal.sandbox.shoonya.subscriber import Key, Subscriber
from terminal.sandbox.shoonya.tape import Tape
from terminal.sandbox.shoonya.view import View
from terminal.sandbox.virtual import SECOND_NS
from terminal.sandbox.wires import Wires

SLICES = 5
_UPDATE_HOLD_NS = 2 * SECOND_NS
_BEAT_S = 0.5
# Each tree's connect frame, the field its token comes in, and the answer.
_CONNECTS = {
    Profile.CLASSIC: ("c", "susertoken", "ck"),
    Profile.CURRENT: ("a", "accesstoken", "ak"),
}
_SUBSCRIBE = {"t": TOUCH, "d": DEPTH}
_UNSUBSCRIBE = {"u": TOUCH, "ud": DEPTH}
# A live book costs milliseconds to open: small subscriptions get theirs a few at a time, thousands
# at once get computed quotes.
_MOST_WAKING, _WAKING_BATCH, _WAKING_NS = 150, 60, 10_000_000


class Ticker:
    """All connections of the one account."""

    def __init__(self, desk: Desk, view: View, extremes: Extremes, wires: Wires) -> None:
        self._desk, self._view, self._wires = desk, view, wires
        self._tape = Tape(view, extremes)
        self._sockets: list[Subscriber] = []
        self._phase = 0
        self._wanted: dict[str, list[Key]] | None = None
        self._held: tuple[int, str] | None = None
        self._to_wake: deque[int] = deque(maxlen=_MOST_WAKING)
        desk.on_update = self.on_update
        desk.sessions.on_death = self.close_all

    @property
    def subscribers(self) -> list[Subscriber]:
        return self._sockets

    def routes(self) -> list[WebSocketRoute]:
        routes = []
        for profile, name in STREAMS.items():
            endpoint = self._endpoint_of(profile)
            routes += [WebSocketRoute(f"/{name}", endpoint), WebSocketRoute(f"/{name}/", endpoint)]
        return routes

    def clear(self) -> None:
        """Forget what was said about an exchange that is gone."""
        self._tape.clear()
        for socket in self._sockets:
            for kind in KINDS:
                self._acknowledge(socket, kind, list(socket.watched[kind]))

    def close_all(self) -> None:
        """Close every connection, as the end of the session does."""
        for socket in self._sockets:
            socket.close()

    # --- loops, owned by the server's task scope ---
    async def pump(self) -> None:
        """Send ticks for ever, one slice of the scrips at a time."""
        while True:
            await self._desk.clock.sleep(max(self._desk.switches.tick_ms, 20) / SLICES / 1000)
            self._strike()
            if self._sockets:
                self._desk.step()
                self._wake()
                self._tick()

    async def beat(self) -> None:
        """Release, for ever, order updates that were held back too long."""
        while True:
            await self._desk.clock.sleep(_BEAT_S)
            held = self._held
            if held and self._desk.clock.monotonic_ns() - held[0] >= _UPDATE_HOLD_NS:
                self._held = None
                self._tell(held[1])

    # --- order updates ---
    def on_update(self, row: Row) -> None:
        """Send an `om` or `am` to every connection that asked for order updates."""
        faults, text = self._desk.faults, frame(row)
        if faults.for_stream(FaultKind.DROP_UPDATES):
            return
        if self._held is not None:
            held, self._held = self._held[1], None
            self._tell(text)
            self._tell(held)
            return
        if faults.for_stream(FaultKind.REORDER_UPDATES):
            self._held = (self._desk.clock.monotonic_ns(), text)
            return
        self._tell(text)
        if faults.for_stream(FaultKind.DUPLICATE_UPDATES):
            self._tell(text)

    def _tell(self, text: str) -> None:
        for socket in self._sockets:
            if socket.wants_orders:
                socket.push(text)

    # --- ticks ---
    def _audible(self) -> list[Subscriber]:
        now = self._desk.clock.monotonic_ns()
        stall_ns = int(self._desk.switches.stall_after_s * SECOND_NS)
        return [
            socket
            for socket in self._sockets
            if now >= socket.silent_until_ns
            and not (stall_ns and now - socket.opened_ns > stall_ns)
        ]

    def _wake(self) -> None:
        """Open live books for what was subscribed last, as many as fit into a few milliseconds."""
        started = self._desk.clock.monotonic_ns()
        while self._to_wake and self._desk.clock.monotonic_ns() - started < _WAKING_NS:
            self._desk.exchange.activate([self._to_wake.popleft()])

    def _tick(self) -> None:
        wanted = self._all_wanted()
        self._phase = (self._phase + 1) % SLICES
        updates = {
            kind: self._tape.tick(kind, keys[self._phase :: SLICES])
            for kind, keys in wanted.items()
        }
        for socket in self._audible():
            if not socket.takes_ticks():
                continue
            for kind in KINDS:
                owed, socket.owed[kind] = socket.owed[kind], set()
                for key in owed:
                    if text := self._tape.everything(kind, key):
                        socket.push(text)
                watched = socket.watched[kind]
                for key, text in updates[kind].items():
                    if key in watched and key not in owed:
                        self._emit(socket, text)

    def _all_wanted(self) -> dict[str, list[Key]]:
        """Return what anybody watches, sorted, by kind."""
        if self._wanted is None:
            sets = {
                kind: {key for socket in self._sockets for key in socket.watched[kind]}
                for kind in KINDS
            }
            self._tape.keep(sets)
            self._wanted = {kind: sorted(keys) for kind, keys in sets.items()}
        return self._wanted

    def _emit(self, socket: Subscriber, text: str) -> None:
        faults = self._desk.faults
        held, socket.held_tick = socket.held_tick, None
        if faults.rules:
            if held is None and faults.for_stream(FaultKind.REORDER_TICK):
                socket.held_tick = text
                return
            for bent in self._bent(text):
                socket.push(bent)
        else:
            socket.push(text)
        if held is not None:
            socket.push(held)

    def _bent(self, text: str) -> list[str]:
        """Return what goes out instead of one tick, with whatever fault is armed."""
        faults = self._desk.faults
        if faults.for_stream(FaultKind.TORN):
            return [text[: len(text) // 2]]
        if faults.for_stream(FaultKind.ZERO_TICK):
            return [with_fields(text, dict.fromkeys(("o", "h", "l", "c", "ap"), "0.00"))]
        if faults.for_stream(FaultKind.AT_OPEN_TICK):
            return [with_fields(text, {"bp1": AT_OPEN, "sp1": AT_OPEN})]
        if faults.for_stream(FaultKind.UNKNOWN_LENGTH):
            return [frame({"t": "zz", "e": "NSE", "tk": "0", "v9": "1"}), text]
        if faults.for_stream(FaultKind.DUPLICATE_TICK):
            return [text, text]
        return [text]

    def _strike(self) -> None:
        """Carry out the stream faults that need no occasion."""
        faults = self._desk.faults
        if not faults.rules or not self._sockets:
            return
        if rule := faults.for_stream(FaultKind.SILENT):
            until = self._desk.clock.monotonic_ns() + int(rule.seconds * SECOND_NS)
            for socket in self._sockets:
                socket.silent_until_ns = until
        for kind, name in ((FaultKind.ERROR_TEXT, "er"), (FaultKind.MESSAGE_TEXT, "rm")):
            if rule := faults.for_stream(kind):
                for socket in self._sockets:
                    socket.push(frame({"t": name, "msg": rule.message or "Practice broadcast."}))
        if faults.for_stream(FaultKind.CLOSE):
            for socket in self._sockets:
                self._wires.abort(socket.address)

    # --- one connection ---
    def _endpoint_of(self, profile: Profile) -> Callable[[WebSocket], Awaitable[None]]:
        async def endpoint(websocket: WebSocket) -> None:
            if (denial := self._denial()) is not None:
                await websocket.send_denial_response(denial)
                return
            await websocket.accept()
            opened = self._desk.clock.monotonic_ns()
            socket = Subscriber(websocket, websocket.scope["client"], opened)
            self._sockets.append(socket)
            try:
                async with asyncio.TaskGroup() as group:
                    sender = group.create_task(socket.send_loop())
                    await self._listen(websocket, socket, profile)
                    sender.cancel()
            finally:
                self._sockets.remove(socket)
                self._wanted = None

        return endpoint

    def _denial(self) -> Response | None:
        switches = self._desk.switches
        if switches.maintenance:
            return html_error(switches.maintenance, "Unavailable")
        if len(self._sockets) >= switches.sockets:
            return html_error(429, "Too Many Requests")
        return None

    async def _listen(self, websocket: WebSocket, socket: Subscriber, profile: Profile) -> None:
        try:
            while True:
                message = await websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                if message.get("text"):
                    self._obey(socket, profile, message["text"])
        except WebSocketDisconnect:
            return

    def _obey(self, socket: Subscriber, profile: Profile, text: str) -> None:
        """Do what a frame asks; what cannot be understood is ignored, as the live server does."""
        try:
            row = msgspec.json.decode(text, type=dict[str, object])
        except msgspec.MsgspecError:
            return
        kind = row.get("t")
        if kind in {"c", "a"}:
            self._connect(socket, profile, row)
        if not socket.admitted:
            return
        keys = scrip_keys(str(row.get("k", "")))
        if kind in _SUBSCRIBE:
            self._subscribe(socket, _SUBSCRIBE[str(kind)], keys)
        elif kind in _UNSUBSCRIBE:
            for key in keys:
                socket.drop(_UNSUBSCRIBE[str(kind)], key)
            self._wanted = None
            socket.push(frame({"t": f"{kind}k", "k": str(row.get("k", ""))}))
        elif kind in {"o", "uo"}:
            socket.wants_orders = kind == "o"
            socket.push(frame({"t": f"{kind}k"}))
        elif kind == "h" and self._desk.switches.heartbeat:
            seconds = self._desk.virtual.now_ns() // SECOND_NS
            socket.push(frame({"t": "hk", "ft": str(seconds)}))

    def _connect(self, socket: Subscriber, profile: Profile, row: dict[str, object]) -> None:
        self._desk.step()
        wanted, field, answer = _CONNECTS[profile]
        is_known = (
            row.get("t") == wanted
            and row.get("uid") == self._desk.user_id
            and self._desk.sessions.admits(str(row.get(field, "")))
        )
        if self._desk.faults.for_stream(FaultKind.AUTH_NOT_OK):
            is_known = False
        socket.admitted = is_known
        if row.get("t") != wanted:
            answer = "ck"  # a frame of the other generation gets the old one's answer
        socket.push(
            frame({"t": answer, "uid": self._desk.user_id, "s": "OK" if is_known else "NOT_OK"})
        )

    def _subscribe(self, socket: Subscriber, kind: str, keys: list[Key]) -> None:
        listing, cap = self._view.listing, self._desk.switches.scrips_per_socket
        known = [
            key
            for key in dict.fromkeys(keys)
            if listing.get(*key) is not None and socket.watch(kind, key, cap)
        ]
        self._wanted = None
        if len(known) <= _WAKING_BATCH:
            scrips = [listing.by_token[key] for key in known]
            self._to_wake.extend(each.row.instrument_token for each in scrips if each.tradable)
        self._acknowledge(socket, kind, known)

    def _acknowledge(self, socket: Subscriber, kind: str, keys: list[Key]) -> None:
        for text in self._tape.images(kind, keys):
            socket.push(text)
