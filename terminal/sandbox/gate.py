"""Everything around a route: armed faults, maintenance, long lines, compression, the Date header.

The whole body is read first and the whole reply is held back, because a fault may need the order's
tag to match and may lose a reply whose work was done. What a broker says is its `Manners`' part.
"""

import gzip
from email.utils import formatdate
from typing import Protocol

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from terminal.domain.ports import Clock
from terminal.sandbox.faults import FaultKind, FaultPlan, FaultRule
from terminal.sandbox.virtual import SECOND_NS, VirtualClock
from terminal.sandbox.wires import Wires

ADMIN_PREFIX = "/__control"
_SMALLEST_GZIP = 400
_GATEWAY = {502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out"}


class Manners(Protocol):
    """How one broker's front door speaks.

    `open_prefix` is the login's path, which answers during maintenance too.
    """

    open_prefix: str

    def path(self, path: str) -> str:
        """Return the path that the routes know for the one that came."""
        ...

    def tag(self, method: str, body: bytes) -> str:
        """Return the client's tag of an order, empty if there is none."""
        ...

    def refusal(self, kind: FaultKind, message: str) -> Response | None:
        """Return a fault's answer, with these words if any; None if it is not made of an answer."""
        ...


class GateSwitches(Protocol):
    """The switches of every broker's gate."""

    maintenance: int
    max_url_bytes: int
    date_skew_s: float


class Session(Protocol):
    """What can be ended by a fault."""

    def expire(self) -> None: ...


class Gate:
    """ASGI middleware around the trading surface; sockets and the admin surface pass untouched."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        clock: Clock,
        virtual: VirtualClock,
        sessions: Session,
        switches: GateSwitches,
        faults: FaultPlan,
        wires: Wires,
        manners: Manners,
    ) -> None:
        self._app, self._manners = app, manners
        self._clock, self._virtual, self._sessions = clock, virtual, sessions
        self._switches, self._faults, self._wires = switches, faults, wires

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(ADMIN_PREFIX):
            await self._app(scope, receive, send)
            return
        path = self._manners.path(scope["path"])
        if path != scope["path"]:
            scope = {**scope, "path": path, "raw_path": path.encode()}
        body = await _read(receive)
        refusal = self._refusal(scope)
        if refusal is not None:
            await self._send(await _captured(refusal, scope, body), scope, send)
            return
        rules = self._faults.for_request(
            scope["method"], scope["path"], self._manners.tag(scope["method"], body)
        )
        fault, late_ms = None, 0
        for rule in rules:
            if rule.kind is FaultKind.LATENCY:
                await self._clock.sleep(rule.delay_ms / 1000)
            elif rule.kind is FaultKind.LATE_REPLY:
                late_ms += rule.delay_ms
            elif rule.kind is FaultKind.CLOCK_JUMP:
                self._virtual.advance(max(rule.seconds, 0.0))
            elif rule.kind is FaultKind.EXPIRE_TOKEN:
                self._sessions.expire()
            else:
                fault = rule
        await self._answer(fault, late_ms, scope, body, send)

    async def _answer(
        self, fault: FaultRule | None, late_ms: int, scope: Scope, body: bytes, send: Send
    ) -> None:
        kind = None if fault is None else fault.kind
        if fault is not None:
            refusal = self._manners.refusal(fault.kind, fault.message)
            if refusal is None and fault.kind is FaultKind.HTML:
                refusal = html_error(502, "Bad Gateway")
            if refusal is not None:
                await self._send(await _captured(refusal, scope, body), scope, send)
                return
        if fault is not None and kind in {FaultKind.HANG, FaultKind.DROP}:
            await self._lose(fault, scope)
            return
        reply = await _captured(self._app, scope, body)
        if late_ms:
            await self._clock.sleep(late_ms / 1000)
        if fault is not None and kind in {FaultKind.ACCEPT_HANG, FaultKind.ACCEPT_DROP}:
            await self._lose(fault, scope)
            return
        if kind is FaultKind.ACCEPT_502:
            lost = self._manners.refusal(FaultKind.HTTP_502, "")
            reply = await _captured(lost or html_error(502, "Bad Gateway"), scope, body)
        if kind is FaultKind.TRUNCATED:
            reply.body = reply.body[: len(reply.body) // 2]
        await self._send(reply, scope, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if self._switches.maintenance and not scope["path"].startswith(self._manners.open_prefix):
            status = self._switches.maintenance
            return html_error(status, _GATEWAY.get(status, "Unavailable"))
        longest = self._switches.max_url_bytes
        if longest and len(scope["raw_path"]) + len(scope["query_string"]) + 1 > longest:
            return html_error(414, "Request-URI Too Large")
        return None

    async def _lose(self, fault: FaultRule, scope: Scope) -> None:
        if fault.kind in {FaultKind.HANG, FaultKind.ACCEPT_HANG}:
            await self._clock.sleep(fault.seconds)
        self._wires.abort(scope["client"])
        await self._clock.sleep(0)  # lets the server notice that the connection is gone

    async def _send(self, reply: "_Reply", scope: Scope, send: Send) -> None:
        headers = reply.headers
        asked = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        packed = any(name == b"content-encoding" for name, _ in headers)
        if asked and not packed and len(reply.body) >= _SMALLEST_GZIP:
            reply.body = gzip.compress(reply.body, compresslevel=1)
            headers = [*headers, (b"content-encoding", b"gzip"), (b"vary", b"Accept-Encoding")]
        seconds = self._virtual.now_ns() / SECOND_NS + self._switches.date_skew_s
        headers = [pair for pair in headers if pair[0] != b"content-length"]
        headers.append((b"content-length", str(len(reply.body)).encode()))
        headers.append((b"date", formatdate(seconds, usegmt=True).encode()))
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.body})


class _Reply:
    """A reply held back."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [(name.lower(), value) for name, value in message["headers"]]
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


async def _captured(app: ASGIApp, scope: Scope, body: bytes) -> _Reply:
    reply = _Reply()

    async def replay() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    await app(scope, replay, reply.take)
    return reply


async def _read(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            break
    return b"".join(parts)


def html_error(status: int, reason: str) -> Response:
    """Return the kind of page a proxy in front of the broker shows."""
    page = (
        f"<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n"
        f"<center><h1>{status} {reason}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
    return Response(page, status_code=status, media_type="text/html")
