"""The line that orders take, and downloads one of their own: HTTP/1.1 on connections nothing else uses.

httpcore's pool weighs every connection against every waiting request and takes locks that yield to
the loop: right for reads, a millisecond too long for an order or for each of 73,000 series. Here a
request takes the connection used last, or opens one. Bytes are read and written by h11, as in
httpcore; errors are httpcore's.
"""

import ssl
from collections.abc import AsyncIterable

import h11
import httpcore

from terminal.domain.ports import Clock
from terminal.transport.wire import Backend

_CHUNK = 64 * 1024
_KEPT = 8


class Line:
    """Carries requests straight to their host: no proxy. A connection carries one at a time."""

    def __init__(
        self, *, trust: ssl.SSLContext, clock: Clock, keepalive_s: float, local_address: str | None
    ) -> None:
        self._ssl_context = trust
        self._ssl_context.set_alpn_protocols(["http/1.1"])
        self._clock = clock
        self._keepalive_ns = int(keepalive_s * 1e9)
        self._local_address = local_address
        self._backend = Backend()
        self._idle: list[_Connection] = []
        self._busy: set[_Connection] = set()

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request, once, and return its whole reply. Errors: httpcore's."""
        connection = await self._free(request) or await self._open(request)
        self._busy.add(connection)
        reply = None
        try:
            reply = await connection.exchange(request)
        finally:
            self._busy.discard(connection)
            if reply is not None and connection.reusable and len(self._idle) < _KEPT:
                connection.idle_since_ns = self._clock.monotonic_ns()
                self._idle.append(connection)
            else:
                await connection.stream.aclose()
        return reply

    async def aclose(self) -> None:
        """Close every connection; a request under way loses its reply."""
        closing = [*self._idle, *self._busy]
        self._idle.clear()
        for connection in closing:
            await connection.stream.aclose()

    async def _free(self, request: httpcore.Request) -> "_Connection | None":
        while self._idle:
            connection = self._idle.pop()
            age_ns = self._clock.monotonic_ns() - connection.idle_since_ns
            if (
                connection.origin == request.url.origin
                and age_ns < self._keepalive_ns
                and not connection.stream.get_extra_info("is_readable")
            ):
                return connection
            await connection.stream.aclose()
        return None

    async def _open(self, request: httpcore.Request) -> "_Connection":
        origin = request.url.origin
        if origin.scheme not in {b"http", b"https"}:
            raise httpcore.UnsupportedProtocol(f"unsupported protocol {origin.scheme!r}")
        timeout = request.extensions["timeout"]["connect"]
        host = origin.host.decode()
        stream = await self._backend.connect_tcp(
            host, origin.port, timeout=timeout, local_address=self._local_address
        )
        if origin.scheme == b"https":
            stream = await stream.start_tls(self._ssl_context, host, timeout)
        return _Connection(stream, origin)


class _Connection:
    def __init__(self, stream: httpcore.AsyncNetworkStream, origin: httpcore.Origin) -> None:
        self.stream = stream
        self.origin = origin
        self.idle_since_ns = 0
        self._talk = h11.Connection(h11.CLIENT)

    @property
    def reusable(self) -> bool:
        return self._talk.our_state is h11.IDLE

    async def exchange(self, request: httpcore.Request) -> httpcore.Response:
        try:
            return await self._exchange(request)
        except h11.LocalProtocolError as error:
            raise httpcore.LocalProtocolError(str(error)) from error
        except h11.RemoteProtocolError as error:
            raise httpcore.RemoteProtocolError(str(error)) from error

    async def _exchange(self, request: httpcore.Request) -> httpcore.Response:
        talk = self._talk
        head = h11.Request(
            method=request.method, target=request.url.target, headers=request.headers
        )
        await self.stream.write(talk.send(head) or b"")
        assert isinstance(request.stream, AsyncIterable)
        async for part in request.stream:
            await self.stream.write(talk.send(h11.Data(data=part)) or b"")
        await self.stream.write(talk.send(h11.EndOfMessage()) or b"")
        response: h11.Response | None = None
        parts: list[bytes] = []
        while True:
            event = talk.next_event()
            if event is h11.NEED_DATA:
                data = await self.stream.read(_CHUNK)
                if not data and talk.their_state is h11.SEND_RESPONSE:
                    raise httpcore.RemoteProtocolError("disconnected without a response")
                talk.receive_data(data)
            elif isinstance(event, h11.Response):
                response = event
            elif isinstance(event, h11.Data):
                parts.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                break
            elif isinstance(event, h11.ConnectionClosed) or event is h11.PAUSED:
                raise httpcore.RemoteProtocolError("the connection ended early")
        assert response is not None
        if talk.our_state is h11.DONE and talk.their_state is h11.DONE:
            talk.start_next_cycle()
        return httpcore.Response(
            response.status_code, headers=response.headers.raw_items(), content=b"".join(parts)
        )
