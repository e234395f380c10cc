"""HTTP that has never heard of a broker: one pooled connection set, and failures sorted by one question.

The question is whether a byte of the request may have left. `NotSent` says no, `ReplyLost` says
maybe; nothing here repeats a request. TLS is always verified. URLs are never put into errors or logs
unredacted, because brokers carry tokens in query strings.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx
from msgspec import Struct

from terminal.domain.errors import Transient
from terminal.domain.ports import Clock
from terminal.runtime.log import redact

_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
)
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


class _Wire:
    """What httpcore tells of one request on its way: whether the connection began, and sending."""

    def __init__(self) -> None:
        self.seen = False
        self.sending = False

    async def trace(self, event: str, _info: Mapping[str, Any]) -> None:
        self.seen = True
        if "send_request" in event:
            self.sending = True

    @property
    def nothing_left(self) -> bool:
        """True only where the transport reported its steps and none of them was sending."""
        return self.seen and not self.sending


class HttpTransport:
    """A pool of connections. `transport` replaces the network in tests.

    `only_ipv4` binds to the IPv4 wildcard, for brokers that know one registered IPv4 address.
    `trust_environment` False ignores proxy settings: for servers on this machine.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        timeouts: Timeouts,
        headers: Mapping[str, str],
        only_ipv4: bool = False,
        trust_environment: bool = True,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        # httpx logs each URL at INFO, and tokens travel in URLs.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        self._clock = clock
        self._timeouts = timeouts
        self._closed = False
        limits = httpx.Limits(
            max_connections=24,
            max_keepalive_connections=12,
            keepalive_expiry=timeouts.keepalive_s,
        )
        if transport is None and only_ipv4:
            transport = httpx.AsyncHTTPTransport(
                verify=True,
                limits=limits,
                trust_env=trust_environment,
                local_address="0.0.0.0",  # noqa: S104  a source address of IPv4, nothing listens
            )
        self._client = httpx.AsyncClient(
            headers=dict(headers),
            verify=True,
            follow_redirects=False,
            trust_env=trust_environment,
            limits=limits,
            transport=transport,
            timeout=httpx.Timeout(timeouts.total_s, connect=timeouts.connect_s),
        )

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
    ) -> Reply:
        """Send one request, once, and return the reply with whatever status it has.

        `total_s` bounds the whole call; `progress(bytes_done, bytes_total_or_None)` counts what
        came over the wire. Errors: NotSent, ReplyLost.
        """
        if self._closed:
            raise NotSent("The connection to the broker was closed.", code="not_sent")
        wire = _Wire()
        limit_s = total_s or self._timeouts.total_s
        started = self._clock.monotonic_ns()
        try:
            async with asyncio.timeout(limit_s):
                request = self._client.build_request(
                    method,
                    url,
                    params=tuple(params) if params else None,
                    headers=dict(headers or {}),
                    content=content,
                    timeout=httpx.Timeout(
                        limit_s, connect=self._timeouts.connect_s, pool=self._timeouts.connect_s
                    ),
                    extensions={"trace": wire.trace},
                )
                response = await self._client.send(request, stream=True)
                try:
                    body = await _read(response, progress)
                finally:
                    await response.aclose()
        except _NEVER_LEFT as error:
            raise NotSent(
                f"No connection to {_host(url)} ({_words(error)}).",
                hint="Check the network; nothing was sent.",
                code="not_sent",
            ) from error
        except TimeoutError as error:
            if wire.nothing_left:
                raise NotSent(
                    f"No connection to {_host(url)} within {limit_s:g} s.",
                    hint="Check the network; nothing was sent.",
                    code="not_sent",
                ) from error
            raise ReplyLost(f"{_host(url)} did not answer within {limit_s:g} s.") from error
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            if isinstance(error, httpx.LocalProtocolError | httpx.InvalidURL):
                raise NotSent(
                    f"The request could not be written ({_words(error)}).", code="not_sent"
                ) from error
            raise ReplyLost(f"The reply of {_host(url)} was lost ({_words(error)}).") from error
        return Reply(
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            content=body,
            seconds=(self._clock.monotonic_ns() - started) / 1e9,
        )

    async def aclose(self) -> None:
        """Close every connection of the pool; later requests raise NotSent."""
        self._closed = True
        await self._client.aclose()


async def _read(response: httpx.Response, progress: Progress | None) -> bytes:
    if progress is None:
        return await response.aread()
    length = response.headers.get("content-length", "")
    total = int(length) if length.isdigit() else None
    parts = []
    async for part in response.aiter_bytes():
        parts.append(part)
        progress(response.num_bytes_downloaded, total)
    return b"".join(parts)


def _host(url: str) -> str:
    return httpx.URL(url).host if "://" in url else "the server"


def _words(error: Exception) -> str:
    """Return an error's kind and first words, without secrets."""
    text = redact(str(error)).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
