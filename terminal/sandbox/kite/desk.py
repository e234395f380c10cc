"""The server's shared state: the exchange, the account, the clocks, the switches and the budgets.

Routes see the broker's world only through the desk.
"""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.sandbox.desk import PracticeDesk
from terminal.sandbox.kite.auth import Account, Sessions
from terminal.sandbox.kite.fields import Fields
from terminal.sandbox.kite.replies import Failure, no_permission, too_many
from terminal.sandbox.kite.switches import Switches
from terminal.sandbox.limits import AllOf, Budget, CalendarSecond, SlidingMinute, TokenBucket
from terminal.sandbox.world import World
from terminal.sim.types import Rejection, SimInstrument, SimOptions

T = TypeVar("T")


class Lane(StrEnum):
    """Which budget a route spends."""

    ORDER = "order"
    QUOTE = "quote"
    HISTORY = "history"
    OTHER = "other"


class Call:
    """One authorised request: path parts, query and form as typed fields, the raw body."""

    def __init__(self, request: Request, body: bytes) -> None:
        self.method = request.method
        self.path: dict[str, str] = request.path_params
        self.query = Fields.parse(request.url.query)
        self.body = body
        self.accepts_gzip = "gzip" in request.headers.get("accept-encoding", "")
        is_form = "json" not in request.headers.get("content-type", "")
        self.form = Fields.parse(body.decode(errors="replace") if is_form else "")


Handler = Callable[[Call], Awaitable[Response]]


class Desk(PracticeDesk):
    """What every route and the ticker share."""

    switches: Switches
    sessions: Sessions

    def __init__(
        self, world: World, options: SimOptions, *, switches: Switches, sessions: Sessions
    ) -> None:
        super().__init__(world, options)
        self.switches, self.sessions = switches, sessions
        self._budgets = _budgets(world.clock)

    @property
    def account(self) -> Account:
        return self.sessions.account

    def find(self, exchange: str, tradingsymbol: str) -> SimInstrument | None:
        """Return the instrument of that name."""
        return self.exchange.find(exchange, tradingsymbol)

    def triggers(self) -> int:
        """Return how many GTT triggers are active."""
        return sum(row.status == "active" for row in self.exchange.gtt_list())

    @override
    def refill(self) -> None:
        self._budgets = _budgets(self.clock)

    def route(
        self,
        method: str,
        path: str,
        handler: Handler,
        lane: Lane = Lane.OTHER,
        *,
        auth: bool = True,
    ) -> Route:
        """Return a route that authenticates, spends from its lane and steps the exchange."""

        async def endpoint(request: Request) -> Response:
            if auth:
                self.sessions.check_header(request.headers.get("authorization", ""))
            self._permit(lane)
            self.step()
            response = await handler(Call(request, await request.body()))
            self.step()
            return response

        return Route(path, endpoint, methods=[method])

    def _permit(self, lane: Lane) -> None:
        if self.switches.limits and not self._budgets[lane].take():
            raise too_many()
        if self.switches.deny_ip and lane is Lane.ORDER:
            words = "IP (127.0.0.1) is not allowed to place orders for this app."
            raise no_permission(words)
        if self.switches.personal_app and lane in {Lane.QUOTE, Lane.HISTORY}:
            raise no_permission()


def granted(result: T | Rejection) -> T:
    """Return the exchange's answer, or raise its refusal as the broker's envelope."""
    if isinstance(result, Rejection):
        raise Failure(result.http, result.error_type, result.message)
    return result


def _budgets(clock: Clock) -> dict[Lane, Budget]:
    return {
        Lane.ORDER: AllOf(CalendarSecond(clock, 10), SlidingMinute(clock, 400)),
        Lane.QUOTE: TokenBucket(clock, rate=1.0, burst=1),
        Lane.HISTORY: TokenBucket(clock, rate=3.0, burst=3),
        Lane.OTHER: TokenBucket(clock, rate=10.0, burst=10),
    }
