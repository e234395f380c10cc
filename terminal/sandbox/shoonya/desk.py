"""The server's shared state: the exchange, the account, the clocks, the switches and the budgets.

The desk makes routes under both URL trees. Routes see the broker's world only through it.
"""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from typing_extensions import override

from terminal.domain.ports import Clock
from terminal.sandbox.desk import PracticeDesk
from terminal.sandbox.limits import AllOf, Budget, CalendarSecond, SlidingMinute, TokenBucket
from terminal.sandbox.shoonya.auth import Profile, Sessions
from terminal.sandbox.shoonya.fields import Fields, parse_body
from terminal.sandbox.shoonya.listing import Listing
from terminal.sandbox.shoonya.replies import Row, invalid, ok, session_expired, too_many
from terminal.sandbox.shoonya.switches import Switches
from terminal.sandbox.world import World
from terminal.sim.types import SimInstrument, SimOptions

_PER_MINUTE = 200


class Lane(StrEnum):
    """Which budget a route spends."""

    ORDER = "order"
    DATA = "data"
    FREE = "free"  # logins


class Entry(StrEnum):
    """How a route lets a request in."""

    OPEN = "open"  # logins
    SESSION = "session"  # the tree's own way: jKey, or the bearer
    CHART = "chart"  # like SESSION, but a jKey does in the current tree, too


class Call:
    """One admitted request: the tree it came through, its fields, its token."""

    def __init__(self, request: Request, profile: Profile, fields: Fields, token: str) -> None:
        self.profile, self.fields, self.token = profile, fields, token
        self.accepts_gzip = "gzip" in request.headers.get("accept-encoding", "")


Handler = Callable[[Call], Awaitable[Response]]


class Desk(PracticeDesk):
    """What every route and the ticker share.

    `on_event` gets each event of the exchange (the order desk sets it); `on_update` gets the rows
    `om` and `am` that go to sockets (the ticker sets it); `watchers` are called after each step.
    """

    switches: Switches
    sessions: Sessions

    def __init__(
        self, world: World, options: SimOptions, *, switches: Switches, sessions: Sessions
    ) -> None:
        super().__init__(world, options)
        self.switches, self.sessions = switches, sessions
        self.on_update: Callable[[Row], None] | None = None
        self.make_listing: Callable[[Mapping[int, SimInstrument]], Listing] = Listing
        self.active_triggers: Callable[[], int] = lambda: 0
        self._listing: Listing | None = None
        self._budgets = _budgets(world.clock)

    @property
    def user_id(self) -> str:
        return self.sessions.account.user_id

    @property
    def listing(self) -> Listing:
        """The broker's names of the day, made anew when the exchange's day turns."""
        rows = self.exchange.instruments
        if self._listing is None or self._listing.source is not rows:
            self._listing = self.make_listing(rows)
        return self._listing

    def tell(self, row: Row) -> None:
        """Send an `om` or `am` to the sockets that want order updates."""
        if self.on_update is not None:
            self.on_update(row)

    @override
    def refill(self) -> None:
        self._budgets = _budgets(self.clock)

    def find(self, exchange: str, tradingsymbol: str) -> SimInstrument | None:
        """Return an instrument by the broker's name, or by the exchange's own (control surface)."""
        scrip = self.listing.find(exchange, tradingsymbol)
        return self.exchange.find(exchange, tradingsymbol) if scrip is None else scrip.row

    def triggers(self) -> int:
        """Return how many GTT triggers are active."""
        return self.active_triggers()

    def ok(self, row: Row | None = None, *, stat: str = "Ok") -> Response:
        """Return a success with the practice time in `request_time`."""
        return ok(self.virtual.now_ns(), row, stat=stat)

    def route(
        self,
        name: str,
        handler: Handler,
        lane: Lane = Lane.DATA,
        *,
        entry: Entry = Entry.SESSION,
        trees: tuple[Profile, ...] = tuple(Profile),
    ) -> list[Route]:
        """Return `POST /{tree}/{name}` in both trees: admits, spends its lane, steps the exchange."""
        return [
            Route(
                f"/{tree.value}/{name}",
                self._endpoint(tree, handler, lane, entry),
                methods=["POST"],
            )
            for tree in trees
        ]

    def _endpoint(
        self, tree: Profile, handler: Handler, lane: Lane, entry: Entry
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            values, key = parse_body(await request.body())
            fields = Fields(values)
            bearer = _bearer(request)
            if entry is not Entry.OPEN and not self._is_admitted(tree, entry, key, bearer):
                if self.sessions.admits(bearer if tree is Profile.CLASSIC else key):
                    return Response(b"")  # authenticated the other tree's way: no word at all
                raise session_expired(self.switches.session_status)
            self._permit(lane)
            if entry is not Entry.OPEN and fields.text("uid", self.user_id) != self.user_id:
                raise invalid("uid does not match the session")
            self.step()
            response = await handler(Call(request, tree, fields, key or bearer))
            self.step()
            return response

        return endpoint

    def _is_admitted(self, tree: Profile, entry: Entry, key: str, bearer: str) -> bool:
        if tree is Profile.CLASSIC:
            return self.sessions.admits(key)
        return self.sessions.admits(bearer) or (entry is Entry.CHART and self.sessions.admits(key))

    def _permit(self, lane: Lane) -> None:
        if lane is Lane.FREE:
            return
        if self.switches.limits and not self._budgets[lane].take():
            raise too_many()
        if self.switches.deny_ip and lane is Lane.ORDER:
            raise invalid("IP address is not registered for this API key")


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _budgets(clock: Clock) -> dict[Lane, Budget]:
    return {
        Lane.ORDER: AllOf(CalendarSecond(clock, 10), SlidingMinute(clock, _PER_MINUTE)),
        Lane.DATA: AllOf(
            TokenBucket(clock, rate=20.0, burst=20), SlidingMinute(clock, _PER_MINUTE)
        ),
    }
