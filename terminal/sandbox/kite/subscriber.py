"""One ticker connection: what it subscribed to, and what waits to be sent to it.

A reader that caught up again is sent a fresh snapshot of everything it watches.
"""

import msgspec
import numpy as np
from starlette.websockets import WebSocket
from typing_extensions import override

from terminal.sandbox.kite.packets import Ints, is_index
from terminal.sandbox.outbox import Outbox
from terminal.sandbox.wires import Address

MODES = ("ltp", "quote", "full")


class Subscriber(Outbox):
    """The server's end of one ticker connection."""

    full = 40
    tick_type = bytes

    def __init__(self, websocket: WebSocket, address: Address | None, opened_ns: int) -> None:
        super().__init__(websocket, address, opened_ns)
        self.modes: dict[int, str] = {}
        self.fresh: set[int] = set()
        self._groups: dict[tuple[bool, str], Ints] | None = None

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
    @override
    def owe_everything(self) -> None:
        self.fresh.update(self.modes)

    def push_object(self, kind: str, data: object) -> None:
        self.push(object_text(kind, data))


def object_text(kind: str, data: object) -> str:
    """Return a text frame as the ticker sends them."""
    return msgspec.json.encode({"type": kind, "data": data}).decode()
