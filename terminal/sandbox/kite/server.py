"""Puts the practice server together: exchange, account, routes, ticker, control surface, loops."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from terminal.domain.ports import Clock
from terminal.runtime.tasks import TaskScope, supervise
from terminal.sandbox.admin import AdminRoutes
from terminal.sandbox.faults import FaultPlan
from terminal.sandbox.gate import ADMIN_PREFIX, Gate
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
from terminal.sandbox.process import LOOPBACK
from terminal.sandbox.virtual import VirtualClock
from terminal.sandbox.wires import Wires
from terminal.sim.exchange import Exchange
from terminal.sim.types import SimOptions

log = logging.getLogger(__name__)
_STEP_S = 0.1
_STEP_MS, _FINEST_STEP_MS = 250, 50


class Credentials(Struct, frozen=True, kw_only=True):
    """What a client needs to come in, the keys of the practice app."""

    api_key: str
    api_secret: str
    user_id: str
    access_token: str


class Announcement(Struct, frozen=True, kw_only=True):
    """The one line on stdout: where the surfaces are, and the keys."""

    rest: str
    stream: str
    login: str
    admin: str
    credentials: Credentials


class Setup(Struct, frozen=True, kw_only=True):
    """What the command line decides."""

    account: Account
    seed: int = 1
    speed: float = 1.0
    start_ns: int | None = None
    hours: bool = False
    instruments: int = 120_000
    cash: Decimal = Decimal(1_000_000)
    mf_writes: bool = True
    limits: bool = True
    redirect_url: str = ""


class Server:
    """One practice server, ready to be served on a port."""

    def __init__(self, setup: Setup, *, clock: Clock, port: int) -> None:
        self.wires = Wires()
        self._setup, self._clock, self._port = setup, clock, port
        self._virtual = VirtualClock(clock, setup.speed, setup.start_ns)
        self._switches = Switches(limits=setup.limits)
        self._faults = FaultPlan()
        self._dumps = Dumps(clock)
        sessions = Sessions(
            account=setup.account, clock=clock, virtual=self._virtual, switches=self._switches
        )
        self._desk = Desk(
            exchange=self._exchange(_options(setup)),
            account=setup.account,
            clock=clock,
            virtual=self._virtual,
            switches=self._switches,
            sessions=sessions,
            faults=self._faults,
        )
        self._ticker = Ticker(self._desk, self.wires)
        self._redirect_url = setup.redirect_url or f"http://{LOOPBACK}:{port}/connect/done"
        self._token = sessions.open()

    def announcement(self) -> Announcement:
        """Return where everything is, and the keys to it."""
        root = f"{LOOPBACK}:{self._port}"
        account = self._setup.account
        return Announcement(
            rest=f"http://{root}",
            stream=f"ws://{root}",
            login=f"http://{root}/connect/login",
            admin=f"http://{root}{ADMIN_PREFIX}",
            credentials=Credentials(
                api_key=account.api_key,
                api_secret=account.api_secret,
                user_id=account.user_id,
                access_token=self._token,
            ),
        )

    def app(self) -> ASGIApp:
        """Return the whole server as one ASGI application."""
        desk, dumps = self._desk, self._dumps
        app = Starlette(
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
            exception_handlers={Failure: _on_failure, HTTPException: _on_http_error},
            lifespan=self._lifespan,
        )
        app.router.redirect_slashes = False
        return Gate(
            app,
            clock=self._clock,
            virtual=self._virtual,
            sessions=desk.sessions,
            switches=self._switches,
            faults=self._faults,
            wires=self.wires,
            manners=KiteManners(),
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        scope = TaskScope("sandbox", _report)
        for name, loop in (
            ("step", self._step_loop),
            ("pump", self._ticker.pump),
            ("beat", self._ticker.beat),
        ):
            scope.spawn(
                supervise(loop, clock=self._clock, on_failure=_report, name=name), name=name
            )
        try:
            yield
        finally:
            await scope.aclose()

    async def _step_loop(self) -> None:
        while True:
            await self._clock.sleep(_STEP_S)
            self._desk.step()

    def _exchange(self, options: SimOptions) -> Exchange:
        return Exchange(
            seed=self._setup.seed,
            start_ns=self._virtual.now_ns(),
            hours=self._setup.hours,
            pad_to=self._setup.instruments,
            cash=self._setup.cash,
            options=options,
        )

    def _rebuild(self, options: SimOptions) -> None:
        self._virtual.restart()
        self._desk.exchange = self._exchange(options)
        self._dumps.clear()


def _options(setup: Setup) -> SimOptions:
    # The market's grid follows the speed: about four steps a real second, however time runs.
    step_ms = max(_FINEST_STEP_MS, round(_STEP_MS * setup.speed))
    return SimOptions(user_id=setup.account.user_id, mf_writes=setup.mf_writes, step_ms=step_ms)


def _report(name: str, error: BaseException) -> None:
    log.error("%s failed", name, exc_info=error)


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
