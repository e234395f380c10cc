"""Puts the practice server together: exchange, account, routes, ticker, control surface, loops."""

from msgspec import convert
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from terminal.domain.ports import Clock
from terminal.sandbox.admin import AdminRoutes
from terminal.sandbox.gate import ADMIN_PREFIX
from terminal.sandbox.process import LOOPBACK
from terminal.sandbox.serving import application
from terminal.sandbox.shoonya.alerts import AlertRoutes
from terminal.sandbox.shoonya.auth import Sessions
from terminal.sandbox.shoonya.blotter import Blotter
from terminal.sandbox.shoonya.books import BookRoutes
from terminal.sandbox.shoonya.brackets import Brackets
from terminal.sandbox.shoonya.desk import Desk
from terminal.sandbox.shoonya.front import MarketFront
from terminal.sandbox.shoonya.gtt import GttRoutes
from terminal.sandbox.shoonya.login import PREFIX, LoginPages
from terminal.sandbox.shoonya.manners import ShoonyaManners
from terminal.sandbox.shoonya.margins import MarginRoutes
from terminal.sandbox.shoonya.orders import OrderRoutes
from terminal.sandbox.shoonya.portfolio import PortfolioRoutes
from terminal.sandbox.shoonya.replies import Failure, refused
from terminal.sandbox.shoonya.rules import Rules
from terminal.sandbox.shoonya.setup import Announcement, Setup, announce
from terminal.sandbox.shoonya.switches import Switches
from terminal.sandbox.shoonya.user import UserRoutes
from terminal.sandbox.world import World
from terminal.sim.types import SimOptions

_HTTP_WORDS = {404: "Route not found", 405: "Method not allowed"}


class Server:
    """One practice server, ready to be served on a port."""

    def __init__(self, setup: Setup, *, clock: Clock, port: int) -> None:
        self._setup, self._port = setup, port
        world = World(setup, clock)
        self.wires, self._virtual = world.wires, world.virtual
        switches = convert({"limits": setup.limits, "regime": setup.regime}, Switches)
        sessions = Sessions(
            account=setup.account, clock=clock, virtual=world.virtual, switches=switches
        )
        self._desk = Desk(world, _options(setup), switches=switches, sessions=sessions)
        self._blotter = Blotter(self._desk)
        self._brackets = Brackets(self._desk, self._blotter)
        self._rules = Rules(self._desk, self._blotter)
        self._front = MarketFront(self._desk, self.wires, seed=setup.seed, scale=setup.scale)
        self._redirect_url = setup.redirect_url or f"http://{LOOPBACK}:{port}{PREFIX}/done"
        self._token = sessions.open()

    def announcement(self) -> Announcement:
        """Return where everything is, and the keys to it."""
        return announce(self._setup.account, self._token, f"{LOOPBACK}:{self._port}", ADMIN_PREFIX)

    def app(self) -> ASGIApp:
        """Return the whole server as one ASGI application."""
        desk = self._desk
        return application(
            desk,
            self.wires,
            ShoonyaManners(self._virtual),
            routes=[
                *UserRoutes(desk).routes(),
                *OrderRoutes(desk, self._blotter).routes(),
                *BookRoutes(desk, self._blotter).routes(),
                *PortfolioRoutes(desk, self._blotter).routes(),
                *MarginRoutes(desk).routes(),
                *AlertRoutes(desk, self._rules).routes(),
                *GttRoutes(desk, self._rules).routes(),
                *self._front.routes(),
                *LoginPages(desk.sessions, self._redirect_url).routes(),
                *AdminRoutes(
                    desk,
                    secret=self._setup.account.api_secret,
                    sockets=self._front.sockets,
                    rebuild=self._rebuild,
                ).routes(),
            ],
            errors={Failure: self._on_failure, HTTPException: self._on_http_error},
            loops=self._front.loops(),
        )

    def _rebuild(self, options: SimOptions) -> None:
        self._desk.renew(options)
        self._blotter.clear()
        self._brackets.clear()
        self._rules.watch()
        self._front.clear()

    async def _on_failure(self, _request: Request, error: Exception) -> Response:
        if not isinstance(error, Failure):
            raise error
        return refused(error, self._virtual.now_ns())

    async def _on_http_error(self, _request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        words = _HTTP_WORDS.get(error.status_code, error.detail)
        return refused(Failure(error.status_code, words), self._virtual.now_ns())


def _options(setup: Setup) -> SimOptions:
    return SimOptions(
        user_id=setup.account.user_id,
        step_ms=setup.step_ms,
        strict_market=False,  # market orders stay market orders in this broker's books
        convert_market=False,
        authorisation_needed=False,
    )
