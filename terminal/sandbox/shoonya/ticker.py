"""The WebSockets of both trees: admission, subscriptions, ticks, order updates, and their faults.

A refused connection stays open and silent, as the live server leaves it.
Source: shoonya.md section 5.
"""

from collections.abc import Awaitable, Callable
from functools import partial

import msgspec
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from typing_extensions import override

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
from terminal.sandbox.stream import SLICES, WAKING_BATCH, Stream, UpdateLane
from terminal.sandbox.virtual import SECOND_NS
from terminal.sandbox.wires import Wires

_BEAT_S = 0.5
# Each tree's connect frame, the field its token comes in, and the answer.
_CONNECTS = {
    Profile.CLASSIC: ("c", "susertoken", "ck"),
    Profile.CURRENT: ("a", "accesstoken", "ak"),
}
_SUBSCRIBE = {"t": TOUCH, "d": DEPTH}
_UNSUBSCRIBE = {"u": TOUCH, "ud": DEPTH}
_NOTICES = {FaultKind.ERROR_TEXT: "er", FaultKind.MESSAGE_TEXT: "rm"}


class Ticker(Stream[Subscriber]):
    """All connections of the one account."""

    def __init__(self, desk: Desk, view: View, extremes: Extremes, wires: Wires) -> None:
        super().__init__(desk, wires)
        self._desk, self._view = desk, view
        self._updates = UpdateLane(desk.clock, desk.faults, self._tell)
        self._tape = Tape(view, extremes)
        self._wanted: dict[str, list[Key]] | None = None
        desk.on_update = self.on_update

    def routes(self) -> list[WebSocketRoute]:
        routes = []
        for profile, name in STREAMS.items():
            endpoint = self._endpoint_of(profile)
            routes += [WebSocketRoute(f"/{name}", endpoint), WebSocketRoute(f"/{name}/", endpoint)]
        return routes

    def clear(self) -> None:
        """Forget what was said about an exchange that is gone."""
        self._tape.clear()
        for socket in self.connections:
            for kind in KINDS:
                self._acknowledge(socket, kind, list(socket.watched[kind]))

    # --- its second loop, owned by the server's task scope ---
    async def beat(self) -> None:
        """Release, for ever, order updates that were held back too long."""
        while True:
            await self._desk.clock.sleep(_BEAT_S)
            self._updates.release()

    # --- order updates ---
    def on_update(self, row: Row) -> None:
        """Send an `om` or `am` to every connection that asked for order updates."""
        self._updates.send(frame(row))

    def _tell(self, text: str) -> None:
        for socket in self.connections:
            if socket.wants_orders:
                socket.push(text)

    @override
    def notice(self, kind: FaultKind, words: str) -> str:
        return frame({"t": _NOTICES[kind], "msg": words or "Practice broadcast."})

    # --- ticks ---
    @override
    def tick(self) -> None:
        updates = {
            kind: self._tape.tick(kind, keys[self.phase :: SLICES])
            for kind, keys in self._all_wanted().items()
        }
        for socket in self.audible():
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
                kind: {key for socket in self.connections for key in socket.watched[kind]}
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

    # --- one connection ---
    def _endpoint_of(self, profile: Profile) -> Callable[[WebSocket], Awaitable[None]]:
        async def endpoint(websocket: WebSocket) -> None:
            if (denial := self._denial()) is not None:
                await websocket.send_denial_response(denial)
                return
            await websocket.accept()
            opened = self._desk.clock.monotonic_ns()
            socket = Subscriber(websocket, websocket.scope["client"], opened)
            try:
                await self.converse(socket, partial(self._obey, socket, profile))
            finally:
                self._wanted = None

        return endpoint

    def _denial(self) -> Response | None:
        switches = self._desk.switches
        if switches.maintenance:
            return html_error(switches.maintenance, "Unavailable")
        if len(self.connections) >= switches.sockets:
            return html_error(429, "Too Many Requests")
        return None

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
        if len(known) <= WAKING_BATCH:
            scrips = [listing.by_token[key] for key in known]
            self.bring_alive(each.row.instrument_token for each in scrips if each.tradable)
        self._acknowledge(socket, kind, known)

    def _acknowledge(self, socket: Subscriber, kind: str, keys: list[Key]) -> None:
        for text in self._tape.images(kind, keys):
            socket.push(text)
