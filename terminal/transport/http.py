"""HTTP that has never heard of a broker: one pooled connection set, and failures sorted by one question.

The question is whether a byte of the request may have left. `NotSent` says no, `ReplyLost` says
maybe; nothing here repeats a request. TLS is always verified. URLs are never put into errors or logs
unredacted, because brokers carry tokens in query strings.
"""

import asyncio
import functools
import logging
import ssl
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import httpcore
import httpx
from msgspec import Struct

from terminal.domain.errors import Transient
from terminal.domain.ports import Clock
from terminal.runtime.log import redact
from terminal.transport.line import Line
from terminal.transport.wire import SENDING, Backend, Sending

_NEVER_LEFT = (
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.PoolTimeout,
    httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
    httpcore.LocalProtocolError,
)
_FAILURES = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    zlib.error,
)
_PORTS = {b"http": 80, b"https": 443}
_BODIES = {"POST", "PUT", "PATCH"}
_UNQUOTED = "/%:?#[]@!$&'()*+,;=-._~"
Progress = Callable[[int, int | None], None]


class NotSent(Transient):
    """The request failed before a byte of it left this machine."""


class ReplyLost(Transient):
    """The request may have reached the other side; its reply did not come back whole."""


class Timeouts(Struct, frozen=True, kw_only=True):
    """Seconds: to connect, for a whole call, for a whole download, and idle life of a connection."""

    connect_s: float = 3.0
    total_s: float = 7.0
    dump_s: float = 60.0
    keepalive_s: float = 50.0


class Reply(Struct, frozen=True, kw_only=True):
    """What came back, whatever its status. `seconds` from first byte out to last byte in."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    seconds: float


class Pool(Protocol):
    """What carries requests: httpcore's pool, or a script in tests."""

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response: ...

    async def aclose(self) -> None: ...


@functools.cache
def _trust(*, environment: bool) -> ssl.SSLContext:
    """Return the certificates this process believes; reading them takes 20 ms, so once a process."""
    return httpx.create_ssl_context(trust_env=environment)


class HttpTransport:
    """Connections that are kept. `pool` replaces the network in tests.

    `only_ipv4` binds to the IPv4 wildcard, for brokers that know one registered IPv4 address; such
    requests go through no proxy. `trust_environment` False ignores proxy settings: for servers on
    this machine. Cookies are not kept and redirects are not followed.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        timeouts: Timeouts,
        headers: Mapping[str, str],
        only_ipv4: bool = False,
        trust_environment: bool = True,
        pool: Pool | None = None,
    ) -> None:
        # It logs each URL, and tokens travel in URLs.
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        self._clock = clock
        self._timeouts = timeouts
        self._closed = False
        self._only_ipv4 = only_ipv4
        self._proxied = trust_environment and not only_ipv4
        self._trust = _trust(environment=trust_environment)
        standard = {"Accept": "*/*", "Accept-Encoding": "gzip", **headers}
        self._headers = [(name.encode(), value.encode()) for name, value in standard.items()]
        self._given = pool
        self._pools: dict[tuple[str, str], Pool] = {}
        self._proxies: dict[tuple[bytes, bytes], str] = {}

    async def send(
        self,
        method: str,
        url: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        total_s: float | None = None,
        progress: Progress | None = None,
        reserved: bool = False,
        bulk: bool = False,
    ) -> Reply:
        """Send one request, once, and return the reply with whatever status it has.

        `total_s` bounds the whole call; `progress(bytes_done, bytes_total_or_None)` counts what
        came over the wire. `reserved` requests have connections of their own, so that they never
        wait behind others or open one because others are busy; so have `bulk` ones, thousands of
        questions in a row. Errors: NotSent, ReplyLost.
        """
        if self._closed:
            raise NotSent("The connection to the broker was closed.", code="not_sent")
        sending = Sending()
        limit_s = total_s or self._timeouts.total_s
        started = self._clock.monotonic_ns()
        token = SENDING.set(sending)
        try:
            request = self._request(method, url, params, headers, content)
            line = "reserved" if reserved else "bulk" if bulk else ""
            pool = self._pool(request.url, line)
            async with asyncio.timeout(limit_s):
                response = await pool.handle_async_request(request)
                fields = _fields(response)
                try:
                    body = await _read(response, fields, progress)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            if sending.nothing_left:
                raise NotSent(
                    f"No connection to {_host(url)} within {limit_s:g} s.",
                    hint="Check the network; nothing was sent.",
                    code="not_sent",
                ) from error
            raise ReplyLost(f"{_host(url)} did not answer within {limit_s:g} s.") from error
        except ValueError as error:
            if sending.begun:
                raise ReplyLost(f"The reply of {_host(url)} was lost ({_words(error)}).") from error
            raise NotSent(
                f"The request could not be written ({_words(error)}).", code="not_sent"
            ) from error
        except _FAILURES as error:
            if isinstance(error, _NEVER_LEFT) or sending.nothing_left:
                raise NotSent(
                    f"No connection to {_host(url)} ({_words(error)}).",
                    hint="Check the network; nothing was sent.",
                    code="not_sent",
                ) from error
            raise ReplyLost(f"The reply of {_host(url)} was lost ({_words(error)}).") from error
        finally:
            SENDING.reset(token)
        return Reply(
            status=response.status,
            headers=fields,
            content=body,
            seconds=(self._clock.monotonic_ns() - started) / 1e9,
        )

    async def aclose(self) -> None:
        """Close every connection; later requests raise NotSent."""
        self._closed = True
        pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            await pool.aclose()

    def _request(
        self,
        method: str,
        url: str,
        params: Sequence[tuple[str, str]],
        headers: Mapping[str, str] | None,
        content: bytes | None,
    ) -> httpcore.Request:
        if params:
            url += ("&" if "?" in url else "?") + urllib.parse.urlencode(list(params))
        if not url.isascii():
            url = urllib.parse.quote(url, safe=_UNQUOTED)
        where = httpcore.URL(url)
        host = where.host
        if where.port not in {None, _PORTS.get(where.scheme)}:
            host += b":%d" % where.port
        fields = [(b"Host", host), *self._headers]
        for name, value in (headers or {}).items():
            fields.append((name.encode(), value.encode()))
        if content is not None or method in _BODIES:
            fields.append((b"Content-Length", b"%d" % len(content or b"")))
        connect_s = self._timeouts.connect_s
        return httpcore.Request(
            method,
            where,
            headers=fields,
            content=content,
            # The whole call has its own limit: reading and writing need none.
            extensions={"timeout": {"connect": connect_s, "pool": connect_s}},
        )

    def _pool(self, url: httpcore.URL, line: str) -> Pool:
        if self._given is not None:
            return self._given
        proxy = self._proxy_of(url) if self._proxied else ""
        pool = self._pools.get((proxy, line))
        if pool is None:
            pool = self._pools[(proxy, line)] = self._open(proxy, line)
        return pool

    def _open(self, proxy: str, line: str) -> Pool:
        keepalive_s = self._timeouts.keepalive_s
        local = "0.0.0.0" if self._only_ipv4 else None  # noqa: S104  a source address
        if line and not proxy:
            return Line(
                trust=self._trust,
                clock=self._clock,
                keepalive_s=keepalive_s,
                local_address=local,
            )
        return httpcore.AsyncConnectionPool(
            ssl_context=self._trust,
            proxy=_proxy(proxy) if proxy else None,
            max_connections=24,
            max_keepalive_connections=12,
            keepalive_expiry=keepalive_s,
            local_address=local,
            network_backend=Backend(),
        )

    def _proxy_of(self, url: httpcore.URL) -> str:
        """Return the address of the proxy that the environment names for a host, else nothing."""
        asked = (url.scheme, url.host)
        known = self._proxies.get(asked)
        if known is None:
            named = urllib.request.getproxies()
            known = named.get(url.scheme.decode()) or named.get("all") or ""
            if known and urllib.request.proxy_bypass(url.host.decode()):
                known = ""
            self._proxies[asked] = known
        return known


def _proxy(address: str) -> httpcore.Proxy:
    parts = urllib.parse.urlsplit(address if "://" in address else f"http://{address}")
    auth = None
    if parts.username is not None:
        unquote = urllib.parse.unquote
        auth = unquote(parts.username), unquote(parts.password or "")
    port = f":{parts.port}" if parts.port else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return httpcore.Proxy(f"{parts.scheme}://{host}{port}", auth=auth)


def _fields(response: httpcore.Response) -> dict[str, str]:
    """Return headers by lower-case name; repeated ones are joined by commas."""
    fields: dict[str, str] = {}
    for name, value in response.headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields


async def _read(
    response: httpcore.Response, fields: Mapping[str, str], progress: Progress | None
) -> bytes:
    unzip = None
    if fields.get("content-encoding", "").lower() == "gzip":
        unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    length = fields.get("content-length", "")
    total = int(length) if length.isdigit() else None
    done = 0
    parts = []
    async for part in response.aiter_stream():
        done += len(part)
        parts.append(part if unzip is None else unzip.decompress(part))
        if progress is not None:
            progress(done, total)
    if unzip is not None and done and not unzip.eof:
        raise zlib.error("the compressed body was cut short")
    return b"".join(parts)


def _host(url: str) -> str:
    return urllib.parse.urlsplit(url).hostname or "the server"


def _words(error: Exception) -> str:
    """Return an error's kind and first words, without secrets."""
    text = redact(str(error)).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
