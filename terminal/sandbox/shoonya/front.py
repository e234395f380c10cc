"""Where the market's half of the server plugs in: its routes, its ticker and its loops.

`server.py` builds one `MarketFront` and asks it for everything that is not about orders.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from terminal.runtime.paths import resources_dir
from terminal.sandbox.faults import FaultKind
from terminal.sandbox.serving import Loop
from terminal.sandbox.shoonya.calculators import CalculatorRoutes
from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.shoonya.history import HistoryRoutes
from terminal.sandbox.shoonya.hours import Hours
from terminal.sandbox.shoonya.masters import FILES, Masters
from terminal.sandbox.shoonya.quotes import Extremes, QuoteRoutes
from terminal.sandbox.shoonya.reference import ReferenceRoutes
from terminal.sandbox.shoonya.scale import Scale
from terminal.sandbox.shoonya.ticker import Ticker
from terminal.sandbox.shoonya.view import View
from terminal.sandbox.shoonya.watchlists import WatchlistRoutes
from terminal.sandbox.wires import Wires


class MarketFront:
    """Symbol masters, quotes, charts, watchlists and both WebSockets.

    Args:
        desk: the server's shared state; its listing gets the rows that `scale` asks for.
        wires: open connections, for faults that cut them.
        seed: the exchange's own.
        scale: how large the F&O universe is to be.
    """

    def __init__(self, desk: Desk, wires: Wires, *, seed: int, scale: Scale) -> None:
        self._desk = desk
        self._view = View(desk, seed=seed, scale=scale)
        self._masters = Masters(desk.clock)
        calendar = (resources_dir() / "calendars" / "india.json").read_bytes()
        self._extremes = Extremes(self._view)
        self._ticker = Ticker(desk, self._view, self._extremes, wires)
        self._history = HistoryRoutes(desk, self._view, Hours(calendar))

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the market, WebSockets included."""
        return [
            Route("/{name}_symbols.txt.zip", self._master, methods=["GET"]),
            *self._history.routes(),
            *QuoteRoutes(self._desk, self._view, self._extremes).routes(),
            *ReferenceRoutes(self._desk, self._view).routes(),
            *WatchlistRoutes(self._desk, self._view).routes(),
            *CalculatorRoutes(self._desk, self._view).routes(),
            *self._ticker.routes(),
        ]

    def loops(self) -> dict[str, Loop]:
        """Return the loops that the server runs as long as it lives, by name."""
        return {"pump": self._ticker.pump, "beat": self._ticker.beat}

    def sockets(self) -> list[dict[str, int]]:
        """Return {tokens, frames_sent} of each connection, for the control surface."""
        return [
            {"tokens": socket.count, "frames_sent": socket.frames_sent}
            for socket in self._ticker.connections
        ]

    def clear(self) -> None:
        """Forget what was computed from an exchange that has just been replaced."""
        self._history.clear()
        self._extremes.clear()
        self._ticker.clear()

    async def _master(self, request: Request) -> Response:
        name: str = request.path_params["name"]
        if name not in FILES:
            raise HTTPException(404)
        body = await self._masters.zipped(self._view.listing, name)
        if self._desk.faults.for_stream(FaultKind.CORRUPT_ZIP):
            middle = len(body) // 2
            body = body[:middle] + bytes(64) + body[middle + 64 :]
        return Response(body, media_type="application/zip")
