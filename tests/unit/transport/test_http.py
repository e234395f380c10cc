"""Whether a byte may have left: the one question, asked of a scripted network and of real sockets."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from terminal.runtime.clock import SystemClock
from terminal.transport.http import HttpTransport, NotSent, ReplyLost, Timeouts

URL = "http://127.0.0.1:{port}/x?access_token=verysecret"
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def make_http(**options) -> HttpTransport:
    options.setdefault("timeouts", Timeouts(connect_s=0.5, total_s=0.5))
    return HttpTransport(
        clock=SystemClock(), headers={"X-Test": "1"}, trust_environment=False, **options
    )


def failing(error: Exception) -> HttpTransport:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    return make_http(transport=httpx.MockTransport(fail))


async def attempt(http: HttpTransport, url: str = "http://127.0.0.1/x", **options) -> None:
    try:
        await http.send("POST", url, content=b"a=1", **options)
    finally:
        await http.aclose()


@contextlib.asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[int]:
    """Serve on a free port and wait until every connection has been handled."""
    running: set[asyncio.Task] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.add(asyncio.current_task())
        try:
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        await asyncio.wait_for(asyncio.gather(*running), 5.0)


async def attempt_on(handler: Handler) -> None:
    """POST to a real server that behaves as told."""
    async with serving(handler) as port:
        with pytest.raises(ReplyLost):
            await attempt(make_http(), URL.format(port=port))


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("refused"),
        httpx.ConnectTimeout("slow"),
        httpx.PoolTimeout("full"),
        httpx.ProxyError("no way"),
        httpx.UnsupportedProtocol("what"),
        httpx.LocalProtocolError("bad header"),
    ],
)
async def test_a_failure_before_the_first_byte_is_not_sent(error: Exception) -> None:
    with pytest.raises(NotSent):
        await attempt(failing(error))


@pytest.mark.parametrize(
    "error",
    [
        httpx.ReadTimeout("slow"),
        httpx.WriteTimeout("slow"),
        httpx.ReadError("reset"),
        httpx.WriteError("reset"),
        httpx.RemoteProtocolError("disconnected"),
        httpx.DecodingError("gzip"),
        httpx.CloseError("close"),
    ],
)
async def test_a_failure_after_that_leaves_it_open(error: Exception) -> None:
    with pytest.raises(ReplyLost):
        await attempt(failing(error))


async def test_a_refused_connection_is_not_sent() -> None:
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    with pytest.raises(NotSent):
        await attempt(make_http(), URL.format(port=port))


async def test_a_server_that_never_answers_leaves_it_open() -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    await attempt_on(hang)


async def test_a_reset_after_the_request_leaves_it_open() -> None:
    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.transport.abort()

    await attempt_on(reset)


async def test_a_body_cut_short_leaves_it_open() -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"a=1")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"status":')
        await writer.drain()

    await attempt_on(cut)


async def test_a_tls_handshake_that_fails_is_not_sent() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"this is no TLS")
        await writer.drain()

    async with serving(plain) as port:
        with pytest.raises(NotSent):
            await attempt(make_http(), f"https://127.0.0.1:{port}/")


async def test_a_hanging_tls_handshake_is_not_sent() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(silent) as port:
        http = make_http(timeouts=Timeouts(connect_s=0.3, total_s=5.0))
        with pytest.raises(NotSent):
            await attempt(http, f"https://127.0.0.1:{port}/")


def test_certificates_are_verified() -> None:
    http = make_http()
    context = http._client._transport._pool._ssl_context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


async def test_tokens_are_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    http = make_http(transport=httpx.MockTransport(lambda _: httpx.Response(200, text="ok")))
    await http.send("DELETE", URL.format(port=1))
    await http.aclose()
    with pytest.raises(ReplyLost) as caught:
        await attempt(
            failing(httpx.ReadError("at http://h/?access_token=verysecret")), URL.format(port=1)
        )
    assert "verysecret" not in caplog.text + str(caught.value) + repr(caught.value)


async def test_progress_counts_what_came() -> None:
    seen: list[tuple[int, int | None]] = []

    async def body() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * 1000

    def reply(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Length": "5000"}, content=body())

    http = make_http(transport=httpx.MockTransport(reply))
    got = await http.send(
        "GET", "http://127.0.0.1/x", progress=lambda done, total: seen.append((done, total))
    )
    await http.aclose()
    assert len(got.content) == 5000
    assert seen[0] == (1000, 5000)
    assert seen[-1] == (5000, 5000)


async def test_a_closed_pool_sends_nothing() -> None:
    http = make_http(transport=httpx.MockTransport(lambda _: httpx.Response(200)))
    await http.aclose()
    with pytest.raises(NotSent):
        await http.send("POST", "http://127.0.0.1/x")


async def test_ipv4_alone_still_verifies_certificates() -> None:
    http = make_http(only_ipv4=True)
    transport = http._client._transport
    assert transport._pool._local_address == "0.0.0.0"
    assert transport._pool._ssl_context.verify_mode is ssl.CERT_REQUIRED
    await http.aclose()
