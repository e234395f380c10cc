"""The ticker: admits sockets, keeps their subscriptions, sends ticks and order updates to them.

A first frame follows each subscription within one slice of a second, changed or not.
"""

from functools import partial
from typing import TypeGuard

import msgspec
import numpy as np
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from typing_extensions import override

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.gate import html_error
from terminal.sandbox.kite import packets, wire
from terminal.sandbox.kite.desk import Desk
from terminal.sandbox.kite.packets import Bytes2D
from terminal.sandbox.kite.replies import envelope, no_permission, token_error, too_many
from terminal.sandbox.kite.subscriber import MODES, Subscriber, object_text
from terminal.sandbox.kite.table import Bools, Table
from terminal.sandbox.stream import SLICES, WAKING_BATCH, Stream, UpdateLane
from terminal.sandbox.wires import Wires
from terminal.sim.types import Event, Message, OrderChanged

_HEARTBEAT = b"\x00"
_STRANGE_PACKET = b"\x00\x14" + bytes(20)
_NOTICES = {
    FaultKind.ERROR_TEXT: ("error", "Something went wrong."),
    FaultKind.MESSAGE_TEXT: ("message", "Practice broadcast."),
}


class Ticker(Stream[Subscriber]):
    """All ticker connections of the one practice key."""

    def __init__(self, desk: Desk, wires: Wires) -> None:
        super().__init__(desk, wires)
        self._desk = desk
        self._updates = UpdateLane(desk.clock, desk.faults, self.broadcast)
        self._tables = {False: Table(index=False), True: Table(index=True)}
        self._stale_tables = False
        desk.on_event = self.on_event

    def sockets(self) -> list[dict[str, int]]:
        """Return what each connection holds and was sent, for the control surface."""
        return [
            {"tokens": len(each.modes), "frames_sent": each.frames_sent}
            for each in self.connections
        ]

    def routes(self) -> list[WebSocketRoute]:
        return [WebSocketRoute("/", self._endpoint), WebSocketRoute("/ws", self._endpoint)]

    # --- its second loop, owned by the server's task scope ---
    async def beat(self) -> None:
        """Send the heartbeat for ever, and release order updates held back too long."""
        while True:
            await self._desk.clock.sleep(max(self._desk.switches.heartbeat_s, 0.05))
            if self._desk.switches.heartbeat:
                for socket in self.audible():
                    socket.push(_HEARTBEAT)
            self._updates.release()

    # --- events ---
    def on_event(self, event: Event) -> None:
        """Tell every socket what the exchange did, as far as the broker tells it."""
        if isinstance(event, OrderChanged):
            status = wire.update_status(
                event.order, partial=event.partial, states=self._desk.switches.update_states
            )
            if status is not None:
                account = self._desk.account
                row = wire.update_row(
                    event.order,
                    status=status,
                    user_id=account.user_id,
                    api_secret=account.api_secret,
                )
                text = {"type": "order", "id": "", "data": row}
                self._updates.send(msgspec.json.encode(text).decode())
        elif isinstance(event, Message):
            self.broadcast(object_text("message", event.text))

    @override
    def notice(self, kind: FaultKind, words: str) -> str:
        name, usual = _NOTICES[kind]
        return object_text(name, words or usual)

    # --- ticks ---
    @override
    def tick(self) -> None:
        self._retarget()
        changes = {index: self._update_slice(table) for index, table in self._tables.items()}
        for socket in self.audible():
            if not socket.takes_ticks():
                continue
            groups = self._first_rows(socket)
            for (index, mode), tokens in socket.groups().items():
                flags = changes[index].get(mode)
                if len(tokens) == 0 or flags is None:
                    continue
                places = self._tables[index].places(tokens)
                groups.append(self._tables[index].rows(places[flags[places]], mode))
            self._emit(socket, groups)

    def _update_slice(self, table: Table) -> dict[str, Bools]:
        places = np.arange(self.phase, len(table.tokens), SLICES, dtype=np.int64)
        if len(places) == 0:
            return {}
        columns = self._desk.exchange.quote_columns(table.tokens[places])
        changes = table.update(places, columns)
        if not self._desk.switches.quiet_unchanged:
            for flags in changes.values():
                flags[places] = columns.known
        return changes

    def _first_rows(self, socket: Subscriber) -> list[Bytes2D]:
        """Return snapshots of what was subscribed since the last slice."""
        fresh, socket.fresh = socket.fresh, set()
        if not fresh or not self._desk.switches.first_frame:
            return []
        groups: list[Bytes2D] = []
        for (index, mode), tokens in socket.groups().items():
            wanted = tokens[[int(token) in fresh for token in tokens]] if len(tokens) else tokens
            if len(wanted):
                table = self._tables[index]
                columns = self._desk.exchange.quote_columns(wanted)
                groups.append(table.encode(columns)[columns.known, : table.widths[mode]])
        return groups

    def _retarget(self) -> None:
        if not self._stale_tables:
            return
        self._stale_tables = False
        watched = np.array(
            sorted({token for socket in self.connections for token in socket.modes}), dtype=np.int64
        )
        indices = packets.is_index(watched)
        self._tables[False].retarget(watched[~indices])
        self._tables[True].retarget(watched[indices])

    def _emit(self, socket: Subscriber, groups: list[Bytes2D]) -> None:
        for frame in packets.frames([rows for rows in groups if len(rows)]):
            socket.push(self._spoiled(frame))

    def _spoiled(self, frame: bytes) -> bytes:
        faults = self._desk.faults
        if not faults.rules:
            return frame
        if faults.for_stream(FaultKind.TORN):
            return frame[:-5]
        count = int.from_bytes(frame[:2], "big")
        if faults.for_stream(FaultKind.WRONG_COUNT):
            return (count + 1).to_bytes(2, "big") + frame[2:]
        if faults.for_stream(FaultKind.UNKNOWN_LENGTH):
            return (count + 1).to_bytes(2, "big") + _STRANGE_PACKET + frame[2:]
        return frame

    # --- one connection ---
    async def _endpoint(self, websocket: WebSocket) -> None:
        if await self._denied(websocket):
            return
        await websocket.accept()
        opened = self._desk.clock.monotonic_ns()
        socket = Subscriber(websocket, websocket.scope["client"], opened)
        try:
            await self.converse(socket, partial(self._obey, socket))
        finally:
            self._stale_tables = True

    async def _denied(self, websocket: WebSocket) -> bool:
        query, desk = websocket.query_params, self._desk
        desk.step()
        if desk.switches.maintenance:
            reply = html_error(desk.switches.maintenance, "Unavailable")
        elif not desk.sessions.admits(query.get("api_key", ""), query.get("access_token", "")):
            reply = envelope(token_error())
        elif desk.switches.personal_app:
            reply = envelope(no_permission())
        elif len(self.connections) >= desk.switches.sockets:
            reply = envelope(too_many())
        else:
            return False
        await websocket.send_denial_response(reply)
        return True

    def _obey(self, socket: Subscriber, text: str) -> None:
        try:
            order = msgspec.json.decode(text)
        except msgspec.DecodeError:
            socket.push_object("error", "Couldn't parse the message.")
            return
        action, value = (
            (order.get("a"), order.get("v")) if isinstance(order, dict) else (None, None)
        )
        if action == "subscribe" and _are_tokens(value):
            self._subscribe(socket, value)
        elif action == "unsubscribe" and _are_tokens(value):
            socket.unsubscribe(value)
            self._stale_tables = True
        elif action == "mode" and _is_mode(value):
            socket.set_mode(value[0], value[1])
        else:
            socket.push_object("error", "Invalid message.")

    def _subscribe(self, socket: Subscriber, tokens: list[int]) -> None:
        known = [token for token in tokens if token in self._desk.exchange.instruments]
        cap = self._desk.switches.tokens_per_socket
        if not socket.subscribe(known, cap):
            socket.push_object("error", f"Maximum {cap} instruments are allowed per connection.")
        if len(known) <= WAKING_BATCH:
            self.bring_alive(known)
        self._stale_tables = True


def _are_tokens(value: object) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(type(token) is int for token in value)


def _is_mode(value: object) -> TypeGuard[tuple[str, list[int]]]:
    return (
        isinstance(value, list) and len(value) == 2 and value[0] in MODES and _are_tokens(value[1])
    )
