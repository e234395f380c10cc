"""One connection of the stream: what it subscribed to, and what waits to be sent to it.

Ticks are conflated: a connection that reads too slowly is skipped and later told every field of
everything it watches. Order updates are never skipped.
"""

import asyncio
from collections import deque

from starlette.websockets import WebSocket, WebSocketDisconnect

from terminal.sandbox.shoonya.packets import KINDS
from terminal.sandbox.wires import Address

Key = tuple[str, str]
_FULL_OUTBOX = 2000


class Subscriber:
    """The server's end of one connection.

    `admitted` is False until the connect frame was accepted, `wants_orders` until `o` came.
    """

    def __init__(self, websocket: WebSocket, address: Address | None, opened_ns: int) -> None:
        self.address, self.opened_ns = address, opened_ns
        self.admitted = self.wants_orders = False
        self.watched: dict[str, set[Key]] = {kind: set() for kind in KINDS}
        self.owed: dict[str, set[Key]] = {kind: set() for kind in KINDS}
        self.silent_until_ns = 0
        self.frames_sent = 0
        self.held_tick: str | None = None
        self._websocket = websocket
        self._outbox: deque[str | None] = deque()
        self._wake = asyncio.Event()
        self._behind = False

    @property
    def count(self) -> int:
        """How many subscriptions it holds, a scrip with touchline and depth counting twice."""
        return sum(len(keys) for keys in self.watched.values())

    def watch(self, kind: str, key: Key, cap: int) -> bool:
        """Subscribe; False if it does not fit under the cap. A repeated one gets a new image."""
        if key not in self.watched[kind] and self.count >= cap:
            return False
        self.watched[kind].add(key)
        return True

    def drop(self, kind: str, key: Key) -> None:
        self.watched[kind].discard(key)
        self.owed[kind].discard(key)

    def takes_ticks(self) -> bool:
        """Return whether ticks may be queued; a reader that caught up again owes itself all fields."""
        if len(self._outbox) >= _FULL_OUTBOX:
            self._behind = True
            return False
        if self._behind and not self._outbox:
            self._behind = False
            for kind, keys in self.watched.items():
                self.owed[kind] |= keys
        return not self._behind

    def push(self, text: str) -> None:
        self._outbox.append(text)
        self._wake.set()

    def close(self) -> None:
        """Close after what is queued has been sent."""
        self._outbox.append(None)
        self._wake.set()

    async def send_loop(self) -> None:
        """Send what is queued until the connection ends."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._outbox:
                    text = self._outbox.popleft()
                    if text is None:
                        await self._websocket.close(1000)
                        return
                    await self._websocket.send_text(text)
                    self.frames_sent += 1
        except WebSocketDisconnect:
            return
