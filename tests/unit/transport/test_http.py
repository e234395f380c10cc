"""Whether a byte may have left: the one question, asked of a scripted network and of real sockets."""

import asyncio
import contextlib
import gzip
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import httpcore
import httpx
import pytest

from terminal.runtime.clock import SystemClock
from terminal.transport.http import HttpTransport, NotSent, ReplyLost, Timeouts
from tests.fakes.over_httpx import OverHttpx

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

    return make_http(pool=OverHttpx(httpx.MockTransport(fail)))


@pytest.fixture(params=[False, True], ids=["pooled", "reserved"])
def reserved(request: pytest.FixtureRequest) -> bool:
    return request.param


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


async def attempt_on(handler: Handler, *, reserved: bool) -> None:
    """POST to a real server that behaves as told."""
    async with serving(handler) as port:
        with pytest.raises(ReplyLost):
            await attempt(make_http(), URL.format(port=port), reserved=reserved)


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
    ],
)
async def test_a_failure_after_that_leaves_it_open(error: Exception) -> None:
    with pytest.raises(ReplyLost):
        await attempt(failing(error))


async def test_a_refused_connection_is_not_sent(reserved: bool) -> None:
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    with pytest.raises(NotSent):
        await attempt(make_http(), URL.format(port=port), reserved=reserved)


async def test_a_server_that_never_answers_leaves_it_open(reserved: bool) -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    await attempt_on(hang, reserved=reserved)


async def test_a_reset_after_the_request_leaves_it_open(reserved: bool) -> None:
    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.transport.abort()

    await attempt_on(reset, reserved=reserved)


async def test_a_body_cut_short_leaves_it_open(reserved: bool) -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"a=1")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"status":')
        await writer.drain()

    await attempt_on(cut, reserved=reserved)


async def test_a_tls_handshake_that_fails_is_not_sent(reserved: bool) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"this is no TLS")
        await writer.drain()

    async with serving(plain) as port:
        with pytest.raises(NotSent):
            await attempt(make_http(), f"https://127.0.0.1:{port}/", reserved=reserved)


async def test_a_hanging_tls_handshake_is_not_sent(reserved: bool) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(silent) as port:
        http = make_http(timeouts=Timeouts(connect_s=0.3, total_s=5.0))
        with pytest.raises(NotSent):
            await attempt(http, f"https://127.0.0.1:{port}/", reserved=reserved)


def test_certificates_are_verified() -> None:
    http = make_http()
    for line in ("", "reserved", "bulk"):
        context = http._pool(httpcore.URL("https://localhost"), line)._ssl_context
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname


async def test_tokens_are_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    http = make_http(pool=OverHttpx(httpx.MockTransport(lambda _: httpx.Response(200, text="ok"))))
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

    http = make_http(pool=OverHttpx(httpx.MockTransport(reply)))
    got = await http.send(
        "GET", "http://127.0.0.1/x", progress=lambda done, total: seen.append((done, total))
    )
    await http.aclose()
    assert len(got.content) == 5000
    assert seen[0] == (1000, 5000)
    assert seen[-1] == (5000, 5000)


async def test_a_closed_pool_sends_nothing() -> None:
    http = make_http(pool=OverHttpx(httpx.MockTransport(lambda _: httpx.Response(200))))
    await http.aclose()
    with pytest.raises(NotSent):
        await http.send("POST", "http://127.0.0.1/x")


async def test_ipv4_alone_still_verifies_certificates() -> None:
    http = make_http(only_ipv4=True)
    for reserved in (False, True):
        pool = http._pool(httpcore.URL("https://localhost"), "reserved" if reserved else "")
        assert pool._local_address == "0.0.0.0"
        assert pool._ssl_context is http._trust
    await http.aclose()


def answer(body: bytes, *fields: bytes) -> bytes:
    head = [b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body), *fields]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


async def test_one_connection_carries_request_after_request(reserved: bool) -> None:
    connections, chunks = 0, []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while chunk := await reader.read(100_000):
            chunks.append(chunk)
            writer.write(answer(b"yes"))
            await writer.drain()

    async with serving(serve) as port:
        http = make_http()
        for _ in range(3):
            reply = await http.send(
                "POST", URL.format(port=port), content=b"a=1", reserved=reserved
            )
            assert (reply.status, reply.content) == (200, b"yes")
        await http.aclose()
    assert connections == 1
    assert len(chunks) == 3  # head and body arrived as one
    assert all(chunk.endswith(b"\r\n\r\na=1") for chunk in chunks)
    assert b"Host: 127.0.0.1:" in chunks[0]
    assert b"X-Test: 1" in chunks[0]


async def test_a_connection_the_server_closed_is_not_used_again(reserved: bool) -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"a=1")
        writer.write(answer(b""))
        await writer.drain()

    async with serving(serve) as port:
        http = make_http()
        for _ in range(3):
            await http.send("POST", URL.format(port=port), content=b"a=1", reserved=reserved)
            await asyncio.sleep(0.02)  # the end of the connection comes in
        await http.aclose()
    assert connections == 3


async def test_reserved_requests_do_not_share_connections_with_others() -> None:
    connections = 0
    hold = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while (await reader.readuntil(b"\r\n\r\n")).startswith(b"GET /slow"):
            await hold.wait()
            writer.write(answer(b""))
        writer.write(answer(b""))
        await writer.drain()
        await reader.read()

    async with serving(serve) as port:
        http = make_http(timeouts=Timeouts(total_s=5.0))
        slow = asyncio.ensure_future(http.send("GET", f"http://127.0.0.1:{port}/slow"))
        await http.send("GET", f"http://127.0.0.1:{port}/order", reserved=True)
        hold.set()
        await slow
        await http.aclose()
    assert connections == 2


async def test_a_compressed_body_is_unpacked_and_a_damaged_one_is_lost(reserved: bool) -> None:
    packed = gzip.compress(b"instruments" * 500)
    bodies = [packed, packed[:-20], b"no gzip at all"]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for body in bodies:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer(body, b"Content-Encoding: gzip"))
            await writer.drain()
        await reader.read()

    async with serving(serve) as port:
        http = make_http()
        url = f"http://127.0.0.1:{port}/"
        assert (await http.send("GET", url, reserved=reserved)).content == b"instruments" * 500
        for _ in bodies[1:]:
            with pytest.raises(ReplyLost):
                await http.send("GET", url, reserved=reserved)
        await http.aclose()


async def test_a_request_that_cannot_be_written_is_not_sent(reserved: bool) -> None:
    http = make_http()
    for options in ({"url": "http://127.0.0.1:port/"}, {"headers": {"X-Bad": "a\r\nb"}}):
        given = {"url": "http://127.0.0.1:9/", "headers": {}, **options}
        with pytest.raises(NotSent):
            await http.send("POST", content=b"a=1", reserved=reserved, **given)
    await http.aclose()


async def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    async with serving(proxy) as port:
        monkeypatch.setenv("https_proxy", f"http://me:secret@127.0.0.1:{port}")
        monkeypatch.setenv("no_proxy", "localhost")
        clock, timeouts = SystemClock(), Timeouts(connect_s=0.5, total_s=0.5)
        http = HttpTransport(clock=clock, timeouts=timeouts, headers={})
        with pytest.raises(NotSent, match="403"):
            await http.send("POST", "https://broker.test/x", content=b"a=1", reserved=True)
        assert http._proxy_of(httpcore.URL("https://localhost")) == ""
        await http.aclose()
    assert asked[0].startswith(b"CONNECT broker.test:443 ")
    assert b"Proxy-Authorization: Basic bWU6c2VjcmV0" in asked[0]


async def test_a_large_body_comes_whole(reserved: bool) -> None:
    body = bytes(range(256)) * 20_000  # ten times what is read ahead

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(body))
        await writer.drain()
        await reader.read()

    async with serving(serve) as port:
        http = make_http(timeouts=Timeouts(total_s=10.0))
        reply = await http.send("GET", f"http://127.0.0.1:{port}/", reserved=reserved)
        await http.aclose()
    assert reply.content == body
