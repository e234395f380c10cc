"""One ticker connection: what it subscribed to, and what waits to be sent to it.

Ticks are conflated: a connection that reads too slowly is skipped and later sent a fresh snapshot
of everything it watches. Texts (order updates) are never skipped.
"""

import asyncio
from collections import deque

import msgspec
import numpy as np
from starlette.websockets import WebSocket, WebSocketDisconnect

from terminal.sandbox.kite.packets import Ints, is_index
from terminal.sandbox.wires import Address

MODES = ("ltp", "quote", "full")
_FULL_OUTBOX = 40


class Subscriber:
    """The server's end of one ticker connection."""

    def __init__(self, websocket: WebSocket, address: Address | None, opened_ns: int) -> None:
        self.address, self.opened_ns = address, opened_ns
        self.modes: dict[int, str] = {}
        self.fresh: set[int] = set()
        self.silent_until_ns = 0
        self.frames_sent = 0
        self._websocket = websocket
        self._outbox: deque[str | bytes | None] = deque()
        self._wake = asyncio.Event()
        self._groups: dict[tuple[bool, str], Ints] | None = None
        self._behind = False

    # --- subscriptions ---
    def subscribe(self, tokens: list[int], cap: int) -> bool:
        """Watch these tokens, new ones as `quote`; False if some did not fit under the cap."""
        for token in tokens:
            if token not in self.modes:
                if len(self.modes) >= cap:
                    return False
                self.modes[token] = "quote"
                self._groups = None
            self.fresh.add(token)
        return True

    def unsubscribe(self, tokens: list[int]) -> None:
        for token in tokens:
            self.modes.pop(token, None)
            self.fresh.discard(token)
        self._groups = None

    def set_mode(self, mode: str, tokens: list[int]) -> None:
        """Change the mode of tokens already watched; others are ignored."""
        for token in tokens:
            if token in self.modes:
                self.modes[token] = mode
                self.fresh.add(token)
        self._groups = None

    def groups(self) -> dict[tuple[bool, str], Ints]:
        """Return the watched tokens by (is index, mode), each sorted."""
        if self._groups is None:
            tokens = np.array(sorted(self.modes), dtype=np.int64)
            modes = np.array([MODES.index(self.modes[int(token)]) for token in tokens])
            indices = is_index(tokens)
            self._groups = {
                (index, mode): tokens[(indices == index) & (modes == number)]
                for index in (False, True)
                for number, mode in enumerate(MODES)
            }
        return self._groups

    # --- sending ---
    def takes_ticks(self) -> bool:
        """Return whether ticks may be queued; a reader that caught up again owes a snapshot."""
        if len(self._outbox) >= _FULL_OUTBOX:
            self._behind = True
            return False
        if self._behind and not self._outbox:
            self._behind = False
            self.fresh.update(self.modes)
        return not self._behind

    def push(self, message: str | bytes) -> None:
        self._outbox.append(message)
        self._wake.set()

    def push_object(self, kind: str, data: object) -> None:
        self.push(msgspec.json.encode({"type": kind, "data": data}).decode())

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
                        await self._websocket.close(1000)
                        return
                    if isinstance(message, bytes):
                        await self._websocket.send_bytes(message)
                        self.frames_sent += 1
                    else:
                        await self._websocket.send_text(message)
        except WebSocketDisconnect:
            return
