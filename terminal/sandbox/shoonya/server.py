"""Puts the practice server together: exchange, account, routes, ticker, control surface, loops."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import convert
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
from terminal.sandbox.process import LOOPBACK
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
from terminal.sandbox.virtual import VirtualClock
from terminal.sandbox.wires import Wires
from terminal.sim.exchange import Exchange
from terminal.sim.types import SimOptions

log = logging.getLogger(__name__)
_STEP_S = 0.1
_STEP_MS, _FINEST_STEP_MS = 250, 50
_HTTP_WORDS = {404: "Route not found", 405: "Method not allowed"}


class Server:
    """One practice server, ready to be served on a port."""

    def __init__(self, setup: Setup, *, clock: Clock, port: int) -> None:
        self.wires = Wires()
        self._setup, self._clock, self._port = setup, clock, port
        self._virtual = VirtualClock(clock, setup.speed, setup.start_ns)
        self._switches = convert({"limits": setup.limits, "regime": setup.regime}, Switches)
        self._faults = FaultPlan()
        sessions = Sessions(
            account=setup.account, clock=clock, virtual=self._virtual, switches=self._switches
        )
        self._desk = Desk(
            exchange=self._exchange(_options(setup)),
            clock=clock,
            virtual=self._virtual,
            switches=self._switches,
            sessions=sessions,
            faults=self._faults,
        )
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
        app = Starlette(
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
            exception_handlers={Failure: self._on_failure, HTTPException: self._on_http_error},
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
            manners=ShoonyaManners(self._virtual),
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        scope = TaskScope("sandbox", _report)
        for name, loop in (("step", self._step_loop), *self._front.loops()):
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
    # The market's grid follows the speed: about four steps a real second, however time runs.
    step_ms = max(_FINEST_STEP_MS, round(_STEP_MS * setup.speed))
    return SimOptions(
        user_id=setup.account.user_id,
        step_ms=step_ms,
        strict_market=False,  # market orders stay market orders in this broker's books
        convert_market=False,
        authorisation_needed=False,
    )


def _report(name: str, error: BaseException) -> None:
    log.error("%s failed", name, exc_info=error)
