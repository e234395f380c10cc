"""A practice server as a process: its socket, its stop signals, and the line it announces itself by.

The first line on stdout is one JSON object, so that the program that started the server needs no
port of its own choosing. With `--parent` the process ends when its stdin closes: a killed terminal
leaves no orphan.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import msgspec
import uvicorn
import uvicorn.lifespan.on  # named by a text in the configuration; a frozen build must see it
from msgspec import Struct
from starlette.types import ASGIApp
from typing_extensions import override
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from terminal.sandbox.wires import Wires

LOOPBACK = "127.0.0.1"
_LONGEST_REQUEST_LINE = 256 * 1024


def bind(port: int) -> socket.socket:
    """Return a loopback socket; port 0 takes a free one. Errors: OSError if it is taken."""
    # asyncio switches delayed sending off only for sockets that say they are TCP: 40 ms a reply.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":
        # On Windows this option would let a second server take the same port.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((LOOPBACK, port))
    except OSError:
        sock.close()
        raise
    return sock


class Surfaces(Struct, frozen=True, kw_only=True):
    """The one line on stdout: where the surfaces are; a broker adds its own, and the keys."""

    rest: str
    stream: str
    login: str
    admin: str


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling, and with a word when it listens."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_listening()


async def serve(
    app: ASGIApp, *, sock: socket.socket, wires: Wires, announcement: Struct, parent: bool
) -> None:
    """Serve until told to stop by a signal or, with `parent`, by the end of stdin."""
    config = uvicorn.Config(
        app,
        http=wires.protocol(),
        ws=WebSocketsSansIOProtocol,
        ws_ping_interval=20.0,
        ws_ping_timeout=60.0,
        ws_per_message_deflate=False,
        h11_max_incomplete_event_size=_LONGEST_REQUEST_LINE,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,  # the gate sends the practice clock's date
        timeout_keep_alive=60,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config, lambda: _announce(announcement))
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop)

    logging.getLogger("uvicorn.error").addFilter(_is_no_denial)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    if parent:
        _watch_stdin(loop, stop)
    await server.serve(sockets=[sock])


def _is_no_denial(record: logging.LogRecord) -> bool:
    # The server takes a refused handshake (403, 429) for an application that forgot to answer.
    return "without completing handshake" not in record.getMessage()


def _announce(announcement: Struct) -> None:
    sys.stdout.write(msgspec.json.encode(announcement).decode() + "\n")
    sys.stdout.flush()


def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Call `stop` when stdin ends. A thread, because Windows cannot await a pipe it inherited."""

    def wait() -> None:
        with contextlib.suppress(OSError):  # a closed descriptor is an ended one
            while os.read(0, 4096):
                pass
        with contextlib.suppress(RuntimeError):  # the loop ended first, on its own
            loop.call_soon_threadsafe(stop)

    threading.Thread(target=wait, name="stdin", daemon=True).start()
