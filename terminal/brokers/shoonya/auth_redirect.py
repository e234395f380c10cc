"""What comes back from the OAuth page: a code, as an address, by itself, or on a loopback port.

The broker's page gives no state back, so a redirect proves nothing about who began it: the exchange of
the code checks client id, secret and user id. Listens on 127.0.0.1 only.
"""

import asyncio
import contextlib
import re
from urllib.parse import parse_qsl, urlsplit

from terminal.domain.errors import BrokerRefused, Transient

LOOPBACK = "127.0.0.1"
_READ_S = 10.0
_LARGEST_HEAD = 16 * 1024
_CODE = re.compile(r"[A-Za-z0-9._\-]{6,200}")
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body{{font:16px system-ui,sans-serif;max-width:32rem;margin:18vh auto;padding:0 1rem;
color:#222;background:#fafafa}}h1{{font-size:1.4rem}}
@media(prefers-color-scheme:dark){{body{{color:#ddd;background:#181a1f}}}}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>"""


def login_code(pasted: str) -> str:
    """Return the code of a pasted address or of a pasted code. Errors: BrokerRefused with words."""
    given = pasted.strip()
    parts = urlsplit(given)
    found = dict(parse_qsl(parts.query or parts.fragment)).get("code", "")
    if not found and "code=" in given:
        found = dict(parse_qsl(given.lstrip("?"))).get("code", "")
    if not found and _CODE.fullmatch(given):
        found = given
    if not found:
        raise BrokerRefused(
            "There is no code in what was pasted.",
            hint="After the login the browser's address ends in ?code=… : paste that whole address, "
            "or what stands after code=.",
            code="login_incomplete",
        )
    return found


class CodeListener:
    """Waits on a loopback port for the browser to come back. `port` 0 takes a free one."""

    def __init__(self, port: int) -> None:
        self._wished = port
        self._server: asyncio.Server | None = None
        self._arrived: asyncio.Future[str] | None = None
        self._taken = False
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def address(self) -> str:
        port = self._server.sockets[0].getsockname()[1] if self._server else self._wished
        return f"http://{LOOPBACK}:{port}/"

    async def open(self) -> None:
        """Begin to listen. A port in use is not an error yet: the code can still be pasted."""
        self._arrived = asyncio.get_running_loop().create_future()
        try:
            self._server = await asyncio.start_server(self._answer, LOOPBACK, self._wished)
        except OSError:
            self._taken = True

    async def wait(self) -> str:
        """Return the first redirect that carries a code. Errors: Transient where nobody listens."""
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
        query = dict(parse_qsl(urlsplit(target).query))
        if method != "GET" or not query.get("code"):
            return _page(404, "Nothing here", "This page waits for the end of a login.")
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(f"{self.address.rstrip('/')}{target}")
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
