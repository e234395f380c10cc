"""The ticker: admits sockets, keeps their subscriptions, pumps ticks and order updates to them.

A second is cut into slices and each instrument ticks in its own slice, so that the load is even.
A first frame follows each subscription within one slice, changed or not.
"""

import asyncio
from collections import deque
from typing import TypeGuard

import msgspec
import numpy as np
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.gate import html_error
from terminal.sandbox.kite import packets, wire
from terminal.sandbox.kite.desk import Desk
from terminal.sandbox.kite.packets import Bytes2D
from terminal.sandbox.kite.replies import envelope, no_permission, token_error, too_many
from terminal.sandbox.kite.subscriber import MODES, Subscriber
from terminal.sandbox.kite.table import Bools, Table
from terminal.sandbox.virtual import SECOND_NS
from terminal.sandbox.wires import Wires
from terminal.sim.types import Event, Message, OrderChanged

SLICES = 5
_HEARTBEAT = b"\x00"
_STRANGE_PACKET = b"\x00\x14" + bytes(20)
_UPDATE_HOLD_NS = 2 * SECOND_NS
# A live book costs milliseconds to open: small subscriptions get theirs a few at a time, thousands
# at once get computed quotes.
_MOST_WAKING = 150
_WAKING_BATCH = 60
_WAKING_NS = 10_000_000


class Ticker:
    """All ticker connections of the one practice key."""

    def __init__(self, desk: Desk, wires: Wires) -> None:
        self._desk, self._wires = desk, wires
        self._sockets: list[Subscriber] = []
        self._tables = {False: Table(index=False), True: Table(index=True)}
        self._stale_tables = False
        self._phase = 0
        self._held: tuple[int, str] | None = None
        self._to_wake: deque[int] = deque(maxlen=_MOST_WAKING)
        desk.on_event = self.on_event
        desk.sessions.on_death = self.close_all

    def sockets(self) -> list[dict[str, int]]:
        """Return what each connection holds and was sent, for the control surface."""
        return [
            {"tokens": len(each.modes), "frames_sent": each.frames_sent} for each in self._sockets
        ]

    def routes(self) -> list[WebSocketRoute]:
        return [WebSocketRoute("/", self._endpoint), WebSocketRoute("/ws", self._endpoint)]

    def close_all(self) -> None:
        """Close every socket, as the end of the session does."""
        for socket in self._sockets:
            socket.close()

    # --- loops, owned by the server's task scope ---
    async def pump(self) -> None:
        """Send ticks for ever, one slice of the instruments at a time."""
        while True:
            await self._desk.clock.sleep(max(self._desk.switches.tick_ms, 20) / SLICES / 1000)
            self._strike()
            if self._sockets:
                self._desk.step()
                self._wake()
                self._tick()

    async def beat(self) -> None:
        """Send the heartbeat for ever, and release order updates held back too long."""
        while True:
            await self._desk.clock.sleep(max(self._desk.switches.heartbeat_s, 0.05))
            if self._desk.switches.heartbeat:
                for socket in self._audible():
                    socket.push(_HEARTBEAT)
            self._release()

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
                self._update(msgspec.json.encode(text).decode())
        elif isinstance(event, Message):
            self._broadcast_object("message", event.text)

    def _update(self, text: str) -> None:
        faults = self._desk.faults
        if faults.for_stream(FaultKind.DROP_UPDATES):
            return
        if self._held is not None:
            held, self._held = self._held[1], None
            self._broadcast(text)
            self._broadcast(held)
            return
        if faults.for_stream(FaultKind.REORDER_UPDATES):
            self._held = (self._desk.clock.monotonic_ns(), text)
            return
        self._broadcast(text)
        if faults.for_stream(FaultKind.DUPLICATE_UPDATES):
            self._broadcast(text)

    def _release(self) -> None:
        now = self._desk.clock.monotonic_ns()
        if self._held is not None and now - self._held[0] >= _UPDATE_HOLD_NS:
            held, self._held = self._held[1], None
            self._broadcast(held)

    def _broadcast(self, text: str) -> None:
        for socket in self._sockets:
            socket.push(text)

    def _broadcast_object(self, kind: str, data: str) -> None:
        for socket in self._sockets:
            socket.push_object(kind, data)

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
        self._retarget()
        self._phase = (self._phase + 1) % SLICES
        changes = {index: self._update_slice(table) for index, table in self._tables.items()}
        for socket in self._audible():
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
        places = np.arange(self._phase, len(table.tokens), SLICES, dtype=np.int64)
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
            sorted({token for socket in self._sockets for token in socket.modes}), dtype=np.int64
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

    def _strike(self) -> None:
        """Carry out the stream faults that need no occasion."""
        faults = self._desk.faults
        if not faults.rules or not self._sockets:
            return
        if rule := faults.for_stream(FaultKind.SILENT):
            until = self._desk.clock.monotonic_ns() + int(rule.seconds * SECOND_NS)
            for socket in self._sockets:
                socket.silent_until_ns = until
        if rule := faults.for_stream(FaultKind.ERROR_TEXT):
            self._broadcast_object("error", rule.message or "Something went wrong.")
        if rule := faults.for_stream(FaultKind.MESSAGE_TEXT):
            self._broadcast_object("message", rule.message or "Practice broadcast.")
        if faults.for_stream(FaultKind.CLOSE):
            for socket in self._sockets:
                self._wires.abort(socket.address)

    # --- one connection ---
    async def _endpoint(self, websocket: WebSocket) -> None:
        address = websocket.scope["client"]
        if await self._denied(websocket):
            return
        await websocket.accept()
        socket = Subscriber(websocket, address, self._desk.clock.monotonic_ns())
        self._sockets.append(socket)
        try:
            async with asyncio.TaskGroup() as group:
                sender = group.create_task(socket.send_loop())
                await self._listen(websocket, socket)
                sender.cancel()
        finally:
            self._sockets.remove(socket)
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
        elif len(self._sockets) >= desk.switches.sockets:
            reply = envelope(too_many())
        else:
            return False
        await websocket.send_denial_response(reply)
        return True

    async def _listen(self, websocket: WebSocket, socket: Subscriber) -> None:
        try:
            while True:
                message = await websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                if message.get("text"):
                    self._obey(socket, message["text"])
        except WebSocketDisconnect:
            return

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
        if len(known) <= _WAKING_BATCH:
            self._to_wake.extend(known)
        self._stale_tables = True


def _are_tokens(value: object) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(type(token) is int for token in value)


def _is_mode(value: object) -> TypeGuard[tuple[str, list[int]]]:
    return (
        isinstance(value, list) and len(value) == 2 and value[0] in MODES and _are_tokens(value[1])
    )
