"""Puts the practice server together: exchange, account, routes, ticker, control surface, loops."""

from msgspec.structs import asdict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from terminal.domain.ports import Clock
from terminal.sandbox.admin import AdminRoutes
from terminal.sandbox.gate import ADMIN_PREFIX
from terminal.sandbox.kite.alerts import AlertRoutes
from terminal.sandbox.kite.auth import Account, Sessions
from terminal.sandbox.kite.csvdump import Dumps
from terminal.sandbox.kite.desk import Desk
from terminal.sandbox.kite.gtt import GttRoutes
from terminal.sandbox.kite.login import LoginPages
from terminal.sandbox.kite.manners import KiteManners
from terminal.sandbox.kite.margins import MarginRoutes
from terminal.sandbox.kite.market import MarketRoutes
from terminal.sandbox.kite.mf import MfRoutes
from terminal.sandbox.kite.orders import OrderRoutes
from terminal.sandbox.kite.portfolio import PortfolioRoutes
from terminal.sandbox.kite.replies import Failure, envelope
from terminal.sandbox.kite.switches import Switches
from terminal.sandbox.kite.ticker import Ticker
from terminal.sandbox.kite.user import UserRoutes
from terminal.sandbox.process import LOOPBACK, Surfaces
from terminal.sandbox.serving import application
from terminal.sandbox.world import World, WorldSetup
from terminal.sim.types import SimOptions


class Credentials(Account, frozen=True, kw_only=True):
    """What a client needs to come in; the token lives already."""

    access_token: str


class Announcement(Surfaces, frozen=True, kw_only=True):
    """Where the surfaces are, and the keys."""

    credentials: Credentials


class Setup(WorldSetup, frozen=True, kw_only=True):
    """What the command line decides."""

    account: Account
    instruments: int = 120_000
    mf_writes: bool = True


class Server:
    """One practice server, ready to be served on a port."""

    def __init__(self, setup: Setup, *, clock: Clock, port: int) -> None:
        self._setup, self._port = setup, port
        world = World(setup, clock)
        self.wires = world.wires
        self._dumps = Dumps(clock)
        switches = Switches(limits=setup.limits)
        sessions = Sessions(
            account=setup.account, clock=clock, virtual=world.virtual, switches=switches
        )
        self._desk = Desk(world, _options(setup), switches=switches, sessions=sessions)
        self._ticker = Ticker(self._desk, self.wires)
        self._redirect_url = setup.redirect_url or f"http://{LOOPBACK}:{port}/connect/done"
        self._token = sessions.open()

    def announcement(self) -> Announcement:
        """Return where everything is, and the keys to it."""
        root = f"{LOOPBACK}:{self._port}"
        return Announcement(
            rest=f"http://{root}",
            stream=f"ws://{root}",
            login=f"http://{root}/connect/login",
            admin=f"http://{root}{ADMIN_PREFIX}",
            credentials=Credentials(**asdict(self._setup.account), access_token=self._token),
        )

    def app(self) -> ASGIApp:
        """Return the whole server as one ASGI application."""
        desk, dumps = self._desk, self._dumps
        return application(
            desk,
            self.wires,
            KiteManners(),
            routes=[
                *UserRoutes(desk).routes(),
                *OrderRoutes(desk).routes(),
                *PortfolioRoutes(desk).routes(),
                *MarketRoutes(desk, dumps).routes(),
                *MarginRoutes(desk).routes(),
                *GttRoutes(desk).routes(),
                *AlertRoutes(desk).routes(),
                *MfRoutes(desk, dumps).routes(),
                *LoginPages(desk.sessions, self._redirect_url).routes(),
                *AdminRoutes(
                    desk,
                    secret=self._setup.account.api_secret,
                    sockets=self._ticker.sockets,
                    rebuild=self._rebuild,
                ).routes(),
                *self._ticker.routes(),
            ],
            errors={Failure: _on_failure, HTTPException: _on_http_error},
            loops={"pump": self._ticker.pump, "beat": self._ticker.beat},
        )

    def _rebuild(self, options: SimOptions) -> None:
        self._desk.renew(options)
        self._dumps.clear()


def _options(setup: Setup) -> SimOptions:
    user = setup.account.user_id
    return SimOptions(user_id=user, mf_writes=setup.mf_writes, step_ms=setup.step_ms)


async def _on_failure(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Failure):
        raise error
    return envelope(error)


async def _on_http_error(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 404:
        return envelope(Failure(404, "GeneralException", "Route not found"))
    if error.status_code == 405:
        return envelope(Failure(405, "GeneralException", "Method not allowed"))
    return envelope(Failure(error.status_code, "GeneralException", error.detail))
