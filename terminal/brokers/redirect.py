"""The loopback end of a browser login: one tiny HTTP listener, for every broker.

It listens on 127.0.0.1 only and answers a page for the person. What a redirect has to carry to be
believed is each broker's own: its `auth_redirect` says so.
"""

import asyncio
import contextlib
from abc import ABC, abstractmethod

from msgspec import Struct

from terminal.domain.errors import BrokerRefused, Transient
from terminal.transport.http import HttpTransport

LOOPBACK = "127.0.0.1"
_READ_S = 10.0
_LARGEST_HEAD = 16 * 1024
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body{{font:16px system-ui,sans-serif;max-width:32rem;margin:18vh auto;padding:0 1rem;
color:#222;background:#fafafa}}h1{{font-size:1.4rem}}
@media(prefers-color-scheme:dark){{body{{color:#ddd;background:#181a1f}}}}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>"""


class Page(Struct, frozen=True):
    """What the browser shows the person."""

    title: str
    text: str


LOGGED_IN = Page("Logged in", "You can close this page and go back to the terminal.")


class LoopbackListener(ABC):
    """Waits on a loopback port for the browser to come back. `port` 0 takes a free one.

    `stranger`: the words of the page for a request that is not this login's redirect.
    """

    def __init__(self, port: int, *, stranger: str) -> None:
        self._wished, self._stranger = port, stranger
        self._server: asyncio.Server | None = None
        self._arrived: asyncio.Future[str] | None = None
        self._taken = False
        self._open: set[asyncio.StreamWriter] = set()

    @abstractmethod
    def welcome(self, target: str) -> Page | None:
        """Return the page for a redirect to a path and query, None if it is not this login's."""

    @property
    def port(self) -> int:
        """Return the port that is listened on, 0 if none is."""
        return self._server.sockets[0].getsockname()[1] if self._server is not None else 0

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port or self._wished}/"

    async def open(self) -> None:
        """Begin to listen. A port in use is not an error yet: the address can still be pasted."""
        self._arrived = asyncio.get_running_loop().create_future()
        try:
            self._server = await asyncio.start_server(self._answer, LOOPBACK, self._wished)
        except OSError:
            self._taken = True

    async def wait(self) -> str:
        """Return the first redirect that is this login's.

        Errors: Transient where the port was in use by another program.
        """
        if self._taken or self._arrived is None:
            raise Transient(
                f"Port {self._wished} is in use by another program, so the browser cannot return "
                "here by itself.",
                hint="Log in in the browser, then paste the address of its last page.",
                code="port_taken",
            )
        return await asyncio.shield(self._arrived)

    async def aclose(self) -> None:
        """Stop listening."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
            for writer in list(self._open):  # browsers keep spare connections open
                writer.transport.abort()
            await server.wait_closed()
        if self._arrived is not None and not self._arrived.done():
            self._arrived.cancel()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            async with asyncio.timeout(_READ_S):
                line = await reader.readline()
                size = len(line)
                while (header := await reader.readline()) not in {b"\r\n", b"\n", b""}:
                    size += len(header)
                    if size > _LARGEST_HEAD:
                        return
            writer.write(self._reply(line.decode("latin-1")))
            await writer.drain()
        except (TimeoutError, ConnectionError, ValueError):
            return  # a browser that went away, or a stranger that does not speak HTTP
        finally:
            self._open.discard(writer)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    def _reply(self, request_line: str) -> bytes:
        method, _, rest = request_line.partition(" ")
        target = rest.rpartition(" ")[0]
        page = self.welcome(target) if method == "GET" else None
        if page is None:
            return _http(404, Page("Nothing here", self._stranger))
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(f"{self.address.rstrip('/')}{target}")
        return _http(200, page)


async def follow_practice_page(http: HttpTransport, url: str) -> str:
    """Return where a practice server's login page leads, as a browser would be told.

    Errors: BrokerRefused where it leads nowhere; NotSent and ReplyLost for weather.
    """
    page = await http.send("GET", url)
    target = page.headers.get("location", "")
    if page.status not in {302, 303, 307} or not target:
        raise BrokerRefused(
            f"The practice exchange did not let us in (HTTP {page.status}).",
            hint="Start it anew from the login dialog.",
        )
    return target


def _http(status: int, page: Page) -> bytes:
    body = _PAGE.format(title=page.title, text=page.text).encode()
    reason = "OK" if status == 200 else "Not Found"
    head = (
        f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\n"
        "Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
