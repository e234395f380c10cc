"""One connection of the stream: what it subscribed to, and what waits to be sent to it.

A reader that caught up again is told every field of everything it watches.
"""

from starlette.websockets import WebSocket
from typing_extensions import override

from terminal.sandbox.outbox import Outbox
from terminal.sandbox.shoonya.packets import KINDS
from terminal.sandbox.wires import Address

Key = tuple[str, str]


class Subscriber(Outbox):
    """The server's end of one connection.

    `admitted` is False until the connect frame was accepted, `wants_orders` until `o` came.
    """

    full = 2000
    tick_type = str

    def __init__(self, websocket: WebSocket, address: Address | None, opened_ns: int) -> None:
        super().__init__(websocket, address, opened_ns)
        self.admitted = self.wants_orders = False
        self.watched: dict[str, set[Key]] = {kind: set() for kind in KINDS}
        self.owed: dict[str, set[Key]] = {kind: set() for kind in KINDS}
        self.held_tick: str | None = None

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

    @override
    def owe_everything(self) -> None:
        for kind, keys in self.watched.items():
            self.owed[kind] |= keys
