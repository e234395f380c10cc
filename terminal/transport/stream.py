"""A WebSocket kept open: connect, watch for silence, pause, connect again.

Knows no broker: who sits above gives the address, takes the frames and talks when the socket opens.
Frames are handed over on the loop's thread, never queued; backpressure is the socket's own. The
address may carry a secret, so it is in no log and no error, and the library's own log is off.
"""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Literal, Protocol

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from terminal.domain.ports import Clock
from terminal.transport.backoff import Backoff

log = logging.getLogger(__name__)

State = Literal["connecting", "live", "stale", "waiting", "login_needed", "stopped"]
End = Literal["login_needed", "stopped"]
_SECOND_NS = 1_000_000_000
_LARGEST_FRAME = 4 * 1024 * 1024
# The library logs the request line, and with it the token, at DEBUG: it gets a logger that is off.
_SILENT = logging.Logger("websockets, silenced")  # noqa: LOG001
_SILENT.disabled = True


class HandshakeRefused(Exception):
    """The server answered the handshake with an HTTP status other than 101."""

    def __init__(self, status: int) -> None:
        super().__init__(f"handshake refused with status {status}")
        self.status = status


class Unreachable(Exception):
    """No connection came about; the text says why, without the address."""


class Socket(Protocol):
    """One open connection."""

    def frames(self) -> AsyncIterator[bytes | str]:
        """Yield what arrives until the connection ends, however it ends."""
        ...

    async def send(self, text: str) -> None:
        """Send one text message; silently nothing once the connection has ended."""
        ...

    def abort(self) -> None:
        """Drop the connection at once, without the closing handshake."""
        ...


Open = Callable[[str], AbstractAsyncContextManager[Socket]]


class StreamHandler(Protocol):
    """Who uses a stream."""

    def on_frame(self, frame: bytes | str, received_ns: int) -> None: ...
    def on_state(self, state: State, detail: str) -> None: ...
    async def talk(self, socket: Socket) -> None:
        """Say what is to be said on a fresh connection; cancelled when it ends."""
        ...


class StreamRules(Struct, frozen=True, kw_only=True):
    """How patient a stream is, in seconds and tries.

    `stale_s` of silence mark the feed stale, `silent_s` reopen it; `healthy_s` of traffic forget
    earlier failures; `busy_s` is the pause after "too many connections" (429).
    """

    first_pause_s: float = 2.0
    longest_pause_s: float = 60.0
    jitter: float = 0.5
    tries: int = 50
    healthy_s: float = 30.0
    stale_s: float = 5.0
    silent_s: float = 10.0
    busy_s: float = 30.0


class _WebSocket:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def frames(self) -> AsyncIterator[bytes | str]:
        try:
            async for message in self._connection:
                yield message
        except ConnectionClosed:
            return

    async def send(self, text: str) -> None:
        try:
            await self._connection.send(text)
        except ConnectionClosed:
            return

    def abort(self) -> None:
        self._connection.transport.abort()


@asynccontextmanager
async def open_websocket(url: str) -> AsyncIterator[Socket]:
    """Connect to `url`. Errors: HandshakeRefused(status), Unreachable(words)."""
    try:
        connection = await connect(
            url,
            compression=None,  # ticks are binary and urgent
            max_size=_LARGEST_FRAME,
            close_timeout=1.0,
            logger=_SILENT,
        )
    except InvalidStatus as error:
        raise HandshakeRefused(error.response.status_code) from None
    except (OSError, TimeoutError, WebSocketException) as error:
        # `from None` and no text of the error: both may quote the address with its token.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else ""
        raise Unreachable(reason or type(error).__name__) from None
    try:
        yield _WebSocket(connection)
    finally:
        await connection.close()


class Stream:
    """One connection that is opened again until the server says that it is of no use."""

    def __init__(
        self,
        *,
        name: str,
        url: Callable[[], str],
        handler: StreamHandler,
        clock: Clock,
        rules: StreamRules | None = None,
        rng: random.Random | None = None,
        open_socket: Open = open_websocket,
    ) -> None:
        self._name = name
        self._url = url
        self._handler = handler
        self._clock = clock
        self._rules = rules = rules or StreamRules()
        self._open = open_socket
        self._backoff = Backoff(
            first_s=rules.first_pause_s,
            longest_s=rules.longest_pause_s,
            jitter=rules.jitter,
            rng=rng,
        )
        self._opened_ns = 0
        self._last_frame_ns = 0
        self._stale = False
        self._why = ""

    async def run(self) -> End:
        """Stay connected until cancelled, refused for good, or out of tries; say which."""
        while True:
            pause: float | None = None
            self._handler.on_state("connecting", "")
            try:
                await self._session()
            except HandshakeRefused as refusal:
                if refusal.status in {401, 403}:
                    self._handler.on_state(
                        "login_needed", "The broker does not accept this login for streaming."
                    )
                    return "login_needed"
                if refusal.status == 429:
                    pause = self._rules.busy_s
                    self._why = "Too many connections: another program may use the same key"
                else:
                    self._why = f"The server answered with status {refusal.status}"
            except Unreachable as error:
                self._why = f"No connection ({error})"
            spread = self._backoff.pause_s()
            if self._backoff.failures > self._rules.tries:
                self._handler.on_state(
                    "stopped", f"Gave up after {self._rules.tries} tries. {self._why}."
                )
                return "stopped"
            pause = spread if pause is None else pause
            log.info("%s: %s; next try in %.1f s", self._name, self._why, pause)
            self._handler.on_state("waiting", f"{self._why}; next try in {pause:.0f} s.")
            await self._clock.sleep(pause)

    async def _session(self) -> None:
        async with self._open(self._url()) as socket, asyncio.TaskGroup() as group:
            self._opened_ns = self._last_frame_ns = self._clock.monotonic_ns()
            self._stale, self._why = False, "The connection was closed"
            self._handler.on_state("live", "")
            beside = (
                group.create_task(self._handler.talk(socket), name=f"{self._name} talk"),
                group.create_task(self._watch(socket), name=f"{self._name} watch"),
            )
            async for frame in socket.frames():
                self._last_frame_ns = self._clock.monotonic_ns()
                if self._stale:
                    self._stale = False
                    self._handler.on_state("live", "")
                self._handler.on_frame(frame, self._clock.now_ns())
            for task in beside:
                task.cancel()
        if self._last_frame_ns - self._opened_ns >= self._rules.healthy_s * _SECOND_NS:
            self._backoff.reset()

    async def _watch(self, socket: Socket) -> None:
        """Mark the feed stale when nothing comes, then drop the connection."""
        rules = self._rules
        while True:
            silence_s = (self._clock.monotonic_ns() - self._last_frame_ns) / _SECOND_NS
            if silence_s >= rules.silent_s:
                self._why = f"Nothing came for {rules.silent_s:.0f} s"
                if not self._stale:
                    self._go_stale(silence_s)
                socket.abort()
                return
            if silence_s >= rules.stale_s and not self._stale:
                self._go_stale(silence_s)
            bound = rules.silent_s if self._stale else rules.stale_s
            await self._clock.sleep(max(0.01, bound - silence_s))

    def _go_stale(self, silence_s: float) -> None:
        self._stale = True
        self._handler.on_state("stale", f"Nothing came for {silence_s:.0f} s.")
