"""A broker's routes as one ASGI application: the gate around them, the loops below them."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from terminal.runtime.tasks import TaskScope, supervise
from terminal.sandbox.desk import PracticeDesk
from terminal.sandbox.gate import Gate, Manners
from terminal.sandbox.wires import Wires

Loop = Callable[[], Awaitable[None]]
OnError = Callable[[Request, Exception], Awaitable[Response]]

log = logging.getLogger(__name__)
_STEP_S = 0.1


def application(
    desk: PracticeDesk,
    wires: Wires,
    manners: Manners,
    *,
    routes: Sequence[BaseRoute],
    errors: Mapping[type[Exception], OnError],
    loops: Mapping[str, Loop],
) -> ASGIApp:
    """Return the whole server; `loops` run by name as long as it does, beside the exchange's own."""

    async def step() -> None:
        while True:
            await desk.clock.sleep(_STEP_S)
            desk.step()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        scope = TaskScope("sandbox", _report)
        for name, loop in {"step": step, **loops}.items():
            scope.spawn(supervise(loop, clock=desk.clock, on_failure=_report, name=name), name=name)
        try:
            yield
        finally:
            await scope.aclose()

    app = Starlette(routes=routes, exception_handlers=errors, lifespan=lifespan)
    app.router.redirect_slashes = False
    return Gate(
        app,
        clock=desk.clock,
        virtual=desk.virtual,
        sessions=desk.sessions,
        switches=desk.switches,
        faults=desk.faults,
        wires=wires,
        manners=manners,
    )


def _report(name: str, error: BaseException) -> None:
    log.error("%s failed", name, exc_info=error)
