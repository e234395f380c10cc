"""Where the market's half of the server plugs in: its routes, its ticker and its loops.

`server.py` builds one `MarketFront` and asks it for everything that is not about orders.
"""

from collections.abc import Awaitable, Callable

from starlette.routing import BaseRoute

from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.wires import Wires

Loop = Callable[[], Awaitable[None]]


class MarketFront:
    """Symbol masters, quotes, charts, watchlists and both WebSockets."""

    def __init__(self, desk: Desk, wires: Wires) -> None:
        self._desk, self._wires = desk, wires

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the market, WebSockets included."""
        return []

    def loops(self) -> list[tuple[str, Loop]]:
        """Return the loops that the server runs as long as it lives, by name."""
        return []

    def sockets(self) -> list[dict[str, int]]:
        """Return {tokens, frames_sent} of each connection, for the control surface."""
        return []

    def clear(self) -> None:
        """Forget what was computed from an exchange that has just been replaced."""
