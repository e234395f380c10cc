"""The open TCP connections, so that a fault can cut one the way a dying network does.

ASGI knows no way to reset a connection; the HTTP protocol class made here remembers each transport
under its client's address until the connection is gone.
"""

import asyncio

from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

Address = tuple[str, int]


class Wires:
    """Transports by client address, HTTP and upgraded ones alike."""

    def __init__(self) -> None:
        self._open: dict[Address, asyncio.Transport] = {}

    def remember(self, transport: asyncio.Transport) -> None:
        self._open = {key: each for key, each in self._open.items() if not each.is_closing()}
        self._open[_address(transport)] = transport

    def abort(self, client: Address | None) -> None:
        """Reset the connection of this client at once, unsent bytes and all."""
        transport = self._open.pop(client, None) if client is not None else None
        if transport is not None:
            transport.abort()

    def protocol(self) -> type[asyncio.Protocol]:
        """Return the HTTP protocol class to give to the server."""
        wires = self

        class RememberedH11(H11Protocol):
            @override
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                wires.remember(transport)
                super().connection_made(transport)

        return RememberedH11


def _address(transport: asyncio.Transport) -> Address:
    host, port = transport.get_extra_info("peername")[:2]
    return str(host), int(port)
