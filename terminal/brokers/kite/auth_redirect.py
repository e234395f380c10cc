"""The loopback end of a browser login: one tiny HTTP listener, and the reading of what came back.

It listens on 127.0.0.1 only, answers a page for the person, and believes nothing but a redirect that
carries this attempt's `state`.
"""

import asyncio
import contextlib
from urllib.parse import parse_qsl, urlsplit

from terminal.domain.errors import BrokerRefused, Transient

LOOPBACK = "127.0.0.1"
_READ_S = 10.0
_LARGEST_HEAD = 16 * 1024
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body{{font:16px system-ui,sans-serif;max-width:32rem;margin:18vh auto;padding:0 1rem;
color:#222;background:#fafafa}}h1{{font-size:1.4rem}}
@media(prefers-color-scheme:dark){{body{{color:#ddd;background:#181a1f}}}}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>"""


def parameters(redirected: str) -> dict[str, str]:
    """Return the query of a redirected address; the last of repeated names wins."""
    text = redirected.strip()
    return dict(parse_qsl(urlsplit(text).query, keep_blank_values=True))


def request_token(redirected: str, state: str, *, state_needed: bool = True) -> str:
    """Return the request token of a redirect. Errors: BrokerRefused with words for the person.

    `state_needed` False accepts a redirect without any state, for a login page that drops it.
    """
    found = parameters(redirected)
    given = found.get("state")
    if given != state and (state_needed or given is not None):
        raise BrokerRefused(
            "This address does not belong to this login.",
            hint="Start the login again and paste the whole address of the last page.",
            code="login_state",
        )
    token = found.get("request_token", "")
    if found.get("status", "success") != "success" or not token:
        raise BrokerRefused(
            "The login was not completed at the broker.",
            hint="Start the login again; no order is affected.",
            code="login_incomplete",
        )
    return token


class RedirectListener:
    """Wait on a loopback port for the browser to come back. `port` 0 takes a free one."""

    def __init__(self, port: int, state: str) -> None:
        self._wished, self._state = port, state
        self._server: asyncio.Server | None = None
        self._arrived: asyncio.Future[str] | None = None
        self._taken = False
        self._open: set[asyncio.StreamWriter] = set()

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
        """Return the first redirect that carries this attempt's state.

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
        if method != "GET" or parameters(target).get("state") != self._state:
            return _page(404, "Nothing here", "This page belongs to another login attempt.")
        url = f"{self.address.rstrip('/')}{target}"
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(url)
        if parameters(target).get("status", "success") != "success":
            return _page(200, "Not logged in", "The broker did not complete the login.")
        return _page(200, "Logged in", "You can close this page and go back to the terminal.")


def _page(status: int, title: str, text: str) -> bytes:
    body = _PAGE.format(title=title, text=text).encode()
    reason = "OK" if status == 200 else "Not Found"
    head = (
        f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\n"
        "Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
