"""The part of a ticker that no broker's wire shows: its loop, its connections, its faults.

A second is cut into slices and each instrument ticks in its own slice, so that the load is even.
"""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from starlette.websockets import WebSocketDisconnect

from terminal.domain.ports import Clock
from terminal.sandbox.faults import FaultKind, FaultPlan
from terminal.sandbox.outbox import Outbox
from terminal.sandbox.sessions import OneToken
from terminal.sandbox.virtual import SECOND_NS
from terminal.sandbox.wires import Wires
from terminal.sim.exchange import Exchange

SLICES = 5
_UPDATE_HOLD_NS = 2 * SECOND_NS
# A live book costs milliseconds to open: small subscriptions get theirs a few at a time, thousands
# at once get computed quotes.
WAKING_BATCH, _MOST_WAKING, _WAKING_NS = 60, 150, 10_000_000


class StreamSwitches(Protocol):
    """The switches of every broker's ticker."""

    tick_ms: int
    stall_after_s: float


class StreamDesk(Protocol):
    """A broker's desk as far as a ticker needs it."""

    exchange: Exchange
    clock: Clock
    faults: FaultPlan

    @property
    def switches(self) -> StreamSwitches: ...

    @property
    def sessions(self) -> OneToken: ...

    def step(self) -> None: ...


class UpdateLane:
    """The way of order updates to the sockets, with the faults that lose, double and swap them."""

    def __init__(self, clock: Clock, faults: FaultPlan, tell: Callable[[str], None]) -> None:
        self._clock, self._faults, self._tell = clock, faults, tell
        self._held: tuple[int, str] | None = None

    def send(self, text: str) -> None:
        """Tell it, unless a fault is armed; one that is held back follows its successor."""
        if self._faults.for_stream(FaultKind.DROP_UPDATES):
            return
        if self._held is not None:
            held, self._held = self._held[1], None
            self._tell(text)
            self._tell(held)
            return
        if self._faults.for_stream(FaultKind.REORDER_UPDATES):
            self._held = (self._clock.monotonic_ns(), text)
            return
        self._tell(text)
        if self._faults.for_stream(FaultKind.DUPLICATE_UPDATES):
            self._tell(text)

    def release(self) -> None:
        """Tell what was held back too long for want of a successor."""
        if self._held and self._clock.monotonic_ns() - self._held[0] >= _UPDATE_HOLD_NS:
            held, self._held = self._held[1], None
            self._tell(held)


S = TypeVar("S", bound=Outbox)


class Stream(ABC, Generic[S]):
    """All connections of the one practice account."""

    def __init__(self, desk: StreamDesk, wires: Wires) -> None:
        self.connections: list[S] = []
        self.phase = 0
        self._board, self._wires = desk, wires
        self._to_wake: deque[int] = deque(maxlen=_MOST_WAKING)
        desk.sessions.on_death = self.close_all

    @abstractmethod
    def tick(self) -> None:
        """Send the instruments of slice `phase` to those who watch them."""

    @abstractmethod
    def notice(self, kind: FaultKind, words: str) -> str:
        """Return the frame of an ERROR_TEXT or MESSAGE_TEXT; without words the broker's usual ones."""

    def close_all(self) -> None:
        """Close every connection, as the end of the session does."""
        for socket in self.connections:
            socket.close()

    def broadcast(self, text: str) -> None:
        for socket in self.connections:
            socket.push(text)

    async def pump(self) -> None:
        """Send ticks for ever, one slice of the instruments at a time."""
        while True:
            await self._board.clock.sleep(max(self._board.switches.tick_ms, 20) / SLICES / 1000)
            self._strike()
            if self.connections:
                self._board.step()
                self._wake()
                self.phase = (self.phase + 1) % SLICES
                self.tick()

    def audible(self) -> list[S]:
        """Return the connections that no fault keeps silent."""
        now = self._board.clock.monotonic_ns()
        stall_ns = int(self._board.switches.stall_after_s * SECOND_NS)
        return [
            socket
            for socket in self.connections
            if now >= socket.silent_until_ns
            and not (stall_ns and now - socket.opened_ns > stall_ns)
        ]

    def bring_alive(self, tokens: Iterable[int]) -> None:
        """Give these instruments live books soon; for subscriptions of up to WAKING_BATCH."""
        self._to_wake.extend(tokens)

    async def converse(self, socket: S, obey: Callable[[str], None]) -> None:
        """Send to an accepted connection and obey its texts until it ends."""
        self.connections.append(socket)
        try:
            async with asyncio.TaskGroup() as group:
                sender = group.create_task(socket.send_loop())
                await _listen(socket, obey)
                sender.cancel()
        finally:
            self.connections.remove(socket)

    def _wake(self) -> None:
        """Open live books for what was subscribed last, as many as fit into a few milliseconds."""
        started = self._board.clock.monotonic_ns()
        while self._to_wake and self._board.clock.monotonic_ns() - started < _WAKING_NS:
            self._board.exchange.activate([self._to_wake.popleft()])

    def _strike(self) -> None:
        """Carry out the stream faults that need no occasion."""
        faults = self._board.faults
        if not faults.rules or not self.connections:
            return
        if rule := faults.for_stream(FaultKind.SILENT):
            until = self._board.clock.monotonic_ns() + int(rule.seconds * SECOND_NS)
            for socket in self.connections:
                socket.silent_until_ns = until
        for kind in (FaultKind.ERROR_TEXT, FaultKind.MESSAGE_TEXT):
            if rule := faults.for_stream(kind):
                self.broadcast(self.notice(kind, rule.message))
        if faults.for_stream(FaultKind.CLOSE):
            for socket in self.connections:
                self._wires.abort(socket.address)


async def _listen(socket: Outbox, obey: Callable[[str], None]) -> None:
    try:
        while True:
            message = await socket.websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if message.get("text"):
                obey(message["text"])
    except WebSocketDisconnect:
        return
