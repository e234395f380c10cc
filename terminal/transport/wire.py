"""asyncio's own sockets and TLS under httpcore: a request leaves in one piece, and we know when.

httpcore's stock backend goes through anyio, whose every write and read yields to the loop several
times; on the window's loop that was a third of an order's way out. `Sending` says whether a byte of
the request at hand may have left.
"""

import asyncio
import functools
import select
import socket
import ssl
import sys
from asyncio.staggered import staggered_race
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from contextvars import ContextVar
from itertools import zip_longest
from typing import Any

import httpcore
from typing_extensions import override

_HOLD = 64 * 1024
_READ_AHEAD = 512 * 1024
_STAGGER_S = 0.25  # between attempts on a host's addresses (RFC 8305)
_Address = tuple[
    int, int, int, Any
]  # family, type, protocol, and the address as the family writes it


class Sending:
    """How far one request has come: whether it got to a socket at all, and whether bytes went out."""

    def __init__(self) -> None:
        self.seen = False
        self.begun = False

    @property
    def nothing_left(self) -> bool:
        """True only where the request was followed to its socket and no byte was written."""
        return self.seen and not self.begun


# httpcore hands its streams bytes, not requests; the request's own task leads back to it.
SENDING: ContextVar[Sending | None] = ContextVar("sending", default=None)


class Backend(httpcore.AsyncNetworkBackend):
    """Opens connections on the running asyncio loop."""

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        if (sending := SENDING.get()) is not None:
            sending.seen = True
        try:
            async with asyncio.timeout(timeout):
                sock = await _connect(await _addresses(host, port, local_address), local_address)
                transport, pipe = await asyncio.get_running_loop().create_connection(
                    _Pipe, sock=sock
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        for option in socket_options or ():
            transport.get_extra_info("socket").setsockopt(*option)
        return Stream(transport, pipe)

    @override
    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _addresses(host: str, port: int, local: str | None) -> list[_Address]:
    """Return where a host listens, its families in turn; a number is not looked up."""
    family = socket.AF_INET if local is not None and ":" not in local else socket.AF_UNSPEC
    kind = socket.SOCK_STREAM
    try:
        numeric = socket.AI_NUMERICHOST
        found = socket.getaddrinfo(host, port, family=family, type=kind, flags=numeric)
    except socket.gaierror:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, family=family, type=kind)
    by_family: dict[int, list[_Address]] = {}
    for family, kind, protocol, _, address in found:
        by_family.setdefault(family, []).append((family, kind, protocol, address))
    rounds = zip_longest(*by_family.values())
    return [address for one in rounds for address in one if address is not None]


async def _connect(addresses: Sequence[_Address], local: str | None) -> socket.socket:
    """Return a socket that is connected to the first address that answers.

    As `create_connection` does with `happy_eyeballs_delay`, which forgets a connected socket where it
    is cancelled just then.
    """
    loop = asyncio.get_running_loop()
    connected: list[socket.socket] = []

    async def attempt(address: _Address) -> socket.socket:
        family, kind, protocol, where = address
        with ExitStack() as undo:
            sock = socket.socket(family, kind, protocol)
            undo.callback(sock.close)
            sock.setblocking(False)
            if local is not None:
                sock.bind((local, 0))
            await loop.sock_connect(sock, where)
            undo.pop_all()
        connected.append(sock)
        return sock

    if len(addresses) == 1:
        return await attempt(addresses[0])
    winner: socket.socket | None = None
    try:
        attempts = [functools.partial(attempt, address) for address in addresses]
        winner, _, errors = await staggered_race(attempts, _STAGGER_S)
    finally:
        for sock in connected:
            if sock is not winner:
                sock.close()
    if winner is None:
        raise next(error for error in errors if error is not None)
    return winner


class _Pipe(asyncio.Protocol):
    """What came in and was not read yet."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.received = bytearray()
        self.ended = False
        self.error: Exception | None = None
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._paused = False
        self._waiter: asyncio.Future[None] | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        self.received += data
        if len(self.received) > _READ_AHEAD and self.transport is not None:
            self._paused = True
            self.transport.pause_reading()
        self._wake()

    @override
    def eof_received(self) -> bool:
        self.ended = True
        self._wake()
        return False

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.error = exc
        if not self.lost.done():
            self.lost.set_result(None)
        self._wake()

    async def wait(self) -> None:
        """Return once something came in or nothing more will."""
        if not self.received and not self.ended:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    def take(self, most: int) -> bytes:
        """Return and forget up to `most` bytes; empty at the end."""
        data = bytes(self.received[:most])
        del self.received[:most]
        if self._paused and not self.received and self.transport is not None:
            self._paused = False
            self.transport.resume_reading()
        return data

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Stream(httpcore.AsyncNetworkStream):
    """One connection. Writes are held until the reply is read for, so head and body go as one."""

    def __init__(self, transport: asyncio.Transport, pipe: _Pipe) -> None:
        self._transport = transport
        self._pipe = pipe
        self._held = bytearray()

    @override
    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._flush()
        try:
            if timeout is None:
                await self._pipe.wait()
            else:
                async with asyncio.timeout(timeout):
                    await self._pipe.wait()
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        data = self._pipe.take(max_bytes)
        if not data and self._pipe.error is not None:
            raise httpcore.ReadError(str(self._pipe.error)) from self._pipe.error
        return data

    @override
    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if (sending := SENDING.get()) is not None:
            sending.seen = True
        self._held += buffer
        if len(self._held) > _HOLD:
            self._flush()

    @override
    async def aclose(self) -> None:
        # No goodbye: the reply is whole or lost by now, and waiting for the other's helps nobody.
        self._held.clear()
        self._transport.abort()
        await asyncio.shield(self._pipe.lost)

    @override
    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                secured = await loop.start_tls(
                    self._transport, self._pipe, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as error:
            self._transport.abort()
            raise httpcore.ConnectTimeout(str(error)) from error
        except (OSError, ssl.SSLError) as error:
            self._transport.abort()
            raise httpcore.ConnectError(str(error)) from error
        if secured is None:  # the connection went away right after the handshake
            raise httpcore.ConnectError("the connection was closed")
        self._pipe.transport = secured
        return Stream(secured, self._pipe)

    @override
    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            # Nothing is due on an idle connection but its end.
            return self._pipe.ended or bool(self._pipe.received) or self._is_readable()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._transport.get_extra_info(names.get(info, info))

    def _flush(self) -> None:
        if not self._held:
            return
        sending = SENDING.get()
        if self._pipe.ended or self._transport.is_closing():
            self._held.clear()
            if sending is not None and sending.nothing_left:
                raise httpcore.ConnectError("the other side had closed the connection")
            raise httpcore.WriteError("the connection was closed")
        if sending is not None:
            sending.begun = True
        self._transport.write(bytes(self._held))
        self._held.clear()

    def _is_readable(self) -> bool:
        sock = self._transport.get_extra_info("socket")
        if sock is None or sock.fileno() < 0:
            return True
        if sys.platform == "win32":
            return bool(select.select([sock], [], [], 0)[0])
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        return bool(poll.poll(0))
