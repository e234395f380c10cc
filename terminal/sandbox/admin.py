"""The control surface: switches, faults, clock, market and reset, for tests and rehearsals.

It lives under its own prefix, apart from the broker's paths, and asks for the API secret as a
bearer token, so that nothing that can merely trade can also bend the exchange.
"""

import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct, field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from terminal.sandbox.faults import FaultPlan, FaultRule
from terminal.sandbox.gate import ADMIN_PREFIX
from terminal.sandbox.rehearsal import MarketOrder, Unmovable, carry_out
from terminal.sandbox.virtual import VirtualClock, stamp_text
from terminal.sim.exchange import Exchange
from terminal.sim.types import SimInstrument, SimOptions

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[object]]
Sockets = Callable[[], list[dict[str, int]]]
_FIXED = {"user_id"}


class Tokens(Protocol):
    """The login of the practice account."""

    def open(self) -> str: ...

    def expire(self) -> None: ...

    def live_token(self) -> str: ...


class Board(Protocol):
    """A broker's desk as far as it can be bent from outside."""

    exchange: Exchange
    virtual: VirtualClock
    faults: FaultPlan

    @property
    def switches(self) -> Struct: ...

    @property
    def sessions(self) -> Tokens: ...

    def step(self) -> None: ...

    def refill(self) -> None: ...

    def find(self, exchange: str, tradingsymbol: str) -> SimInstrument | None:
        """Return the instrument that the broker calls so."""
        ...

    def triggers(self) -> int:
        """Return how many GTT triggers are active."""
        ...


class _Clock(Struct, kw_only=True, forbid_unknown_fields=True):
    advance_s: float


class _Token(Struct, kw_only=True, forbid_unknown_fields=True):
    expire: bool = False


class _Reset(Struct, kw_only=True, forbid_unknown_fields=True):
    exchange: bool = True
    options: dict[str, msgspec.Raw] = field(default_factory=dict)


class Refused(Exception):
    """A control request that makes no sense; the text goes back with HTTP 400."""


class AdminRoutes:
    """`/__control/*`."""

    def __init__(
        self,
        desk: Board,
        *,
        secret: str,
        sockets: Sockets,
        rebuild: Callable[[SimOptions], None],
    ) -> None:
        self._desk, self._secret = desk, secret
        self._sockets, self._rebuild = sockets, rebuild
        self._switches_at_start = _copy(desk.switches)
        self._options_at_start = _copy(desk.exchange.options)

    def routes(self) -> list[Route]:
        return [
            self._route("GET", "/state", self._state),
            self._route("GET", "/switches", self._read_switches),
            self._route("POST", "/switches", self._switches),
            self._route("GET", "/faults", self._read_faults),
            self._route("POST", "/faults", self._faults),
            self._route("DELETE", "/faults", self._clear_faults),
            self._route("POST", "/clock", self._clock),
            self._route("POST", "/token", self._token),
            self._route("POST", "/market", self._market),
            self._route("POST", "/reset", self._reset),
        ]

    def _route(self, method: str, path: str, handler: Handler) -> Route:
        expected = f"Bearer {self._secret}".encode()

        async def endpoint(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode()
            if not secrets.compare_digest(given, expected):
                return JSONResponse({"error": "the API secret is needed"}, status_code=401)
            try:
                return JSONResponse(await handler(request))
            except (Refused, msgspec.DecodeError) as error:
                return JSONResponse({"error": str(error)}, status_code=400)

        return Route(ADMIN_PREFIX + path, endpoint, methods=[method])

    async def _state(self, _request: Request) -> object:
        desk = self._desk
        desk.step()
        return {
            "now": stamp_text(desk.virtual.now_ns()),
            "now_ns": desk.virtual.now_ns(),
            "speed": desk.virtual.speed,
            "cpu_s": time.process_time(),
            "token_alive": bool(desk.sessions.live_token()),
            "instruments": len(desk.exchange.instruments),
            "orders": len(desk.exchange.orders()),
            "gtts": desk.triggers(),
            "trades": len(desk.exchange.trades()),
            "faults": msgspec.to_builtins(desk.faults.rules),
            "sockets": self._sockets(),
        }

    async def _read_switches(self, _request: Request) -> object:
        return {
            **_plain(self._desk.switches),
            **_plain(self._desk.exchange.options),
        }

    async def _switches(self, request: Request) -> object:
        changes = msgspec.json.decode(await request.body(), type=dict[str, msgspec.Raw])
        _apply(changes, self._desk.switches, self._desk.exchange.options)
        return await self._read_switches(request)

    async def _read_faults(self, _request: Request) -> object:
        return msgspec.to_builtins(self._desk.faults.rules)

    async def _faults(self, request: Request) -> object:
        self._desk.faults.arm(await _decoded(request, FaultRule))
        return await self._read_faults(request)

    async def _clear_faults(self, request: Request) -> object:
        self._desk.faults.clear()
        return await self._read_faults(request)

    async def _clock(self, request: Request) -> object:
        order = await _decoded(request, _Clock)
        try:
            self._desk.virtual.advance(order.advance_s)
        except ValueError as error:
            raise Refused(str(error)) from None
        return await self._state(request)

    async def _token(self, request: Request) -> object:
        """Expire the access token, or hand one out without the login pages."""
        if (await _decoded(request, _Token)).expire:
            self._desk.sessions.expire()
            return {"access_token": ""}
        return {"access_token": self._desk.sessions.open()}

    async def _market(self, request: Request) -> object:
        order = await _decoded(request, MarketOrder)
        self._desk.step()
        try:
            return carry_out(self._desk.exchange, order, self._desk.find)
        except Unmovable as error:
            raise Refused(str(error)) from None

    async def _reset(self, request: Request) -> object:
        """Put switches, budgets and faults back; by default also the exchange itself.

        `options` are switches of a new exchange, for those that only count at its start.
        """
        order = await _decoded(request, _Reset)
        options = SimOptions()
        _restore(options, self._options_at_start)
        _apply(order.options, options)
        self._desk.faults.clear()
        self._desk.refill()
        _restore(self._desk.switches, self._switches_at_start)
        if order.exchange:
            self._rebuild(options)
        else:
            _restore(self._desk.exchange.options, _copy(options))
            self._desk.exchange.market.shift.clear()
        return await self._state(request)


async def _decoded(request: Request, kind: type[T]) -> T:
    return msgspec.json.decode(await request.body() or b"{}", type=kind)


def _apply(changes: dict[str, msgspec.Raw], *targets: Struct) -> None:
    """Set the named fields, each decoded as its own type; all or none."""
    plan: list[tuple[Struct, str, object]] = []
    for name, raw in changes.items():
        for target in targets:
            kinds = {each.name: each.type for each in msgspec.structs.fields(target)}
            if name in kinds and name not in _FIXED:
                plan.append((target, name, msgspec.json.decode(raw, type=kinds[name])))
                break
        else:
            msg = f"no switch is called {name}"
            raise Refused(msg)
    for target, name, value in plan:
        setattr(target, name, value)


def _copy(source: Struct) -> dict[str, object]:
    return {name: getattr(source, name) for name in source.__struct_fields__}


def _restore(target: Struct, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(target, name, value)


def _plain(struct: Struct) -> dict[str, object]:
    return {
        name: msgspec.to_builtins(getattr(struct, name), builtin_types=())
        for name in struct.__struct_fields__
    }
