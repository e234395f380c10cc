"""What waits to be sent on one connection, and how a reader that is too slow is spared ticks.

Ticks are conflated: a connection that reads too slowly is skipped and, once it caught up, owed the
present state of everything it watches. What else is pushed is never skipped.
"""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from typing import ClassVar

from starlette.websockets import WebSocket, WebSocketDisconnect

from terminal.sandbox.wires import Address


class Outbox(ABC):
    """The server's end of one connection, as far as it is about sending.

    Attributes:
        full: messages waiting, from which on ticks are no longer queued.
        tick_type: how ticks travel; `frames_sent` counts the messages of that type.
        silent_until_ns: monotonic time until which a fault keeps ticks back.
    """

    full: ClassVar[int]
    tick_type: ClassVar[type[str] | type[bytes]]

    def __init__(self, websocket: WebSocket, address: Address | None, opened_ns: int) -> None:
        self.websocket, self.address, self.opened_ns = websocket, address, opened_ns
        self.silent_until_ns = 0
        self.frames_sent = 0
        self._outbox: deque[str | bytes | None] = deque()
        self._wake = asyncio.Event()
        self._behind = False

    @abstractmethod
    def owe_everything(self) -> None:
        """Note that the reader, back from behind, has to be told all that it watches."""

    def takes_ticks(self) -> bool:
        """Return whether ticks may be queued; a reader that caught up again owes itself the rest."""
        if len(self._outbox) >= self.full:
            self._behind = True
            return False
        if self._behind and not self._outbox:
            self._behind = False
            self.owe_everything()
        return not self._behind

    def push(self, message: str | bytes) -> None:
        self._outbox.append(message)
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
                    message = self._outbox.popleft()
                    if message is None:
                        await self.websocket.close(1000)
                        return
                    if isinstance(message, bytes):
                        await self.websocket.send_bytes(message)
                    else:
                        await self.websocket.send_text(message)
                    self.frames_sent += isinstance(message, self.tick_type)
        except WebSocketDisconnect:
            return
