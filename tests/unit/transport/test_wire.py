"""Opening a connection: the address that answers, and no socket left behind when it is called off."""

import asyncio
import gc
import socket
import warnings

import httpcore
import pytest

from terminal.transport.wire import Backend


@pytest.fixture
async def port():
    """Where somebody listens who hangs up at once."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await asyncio.sleep(0.01)


@pytest.fixture
def name(monkeypatch):
    """Let a name stand for addresses; `name[...]` says which, in their order."""
    known: dict[str, list[tuple[str, int]]] = {}
    stream = socket.SOCK_STREAM

    async def getaddrinfo(self, host, port, **_):
        if host not in known:
            raise socket.gaierror(f"nobody knows {host}")
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, stream, 0, "", (ip, at or port))
            for ip, at in known[host]
        ]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    return known


@pytest.fixture
def nobody():
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


async def opened(host: str, port: int, **options) -> tuple[str, int]:
    stream = await Backend().connect_tcp(host, port, timeout=5, **options)
    there = stream.get_extra_info("server_addr")
    await stream.aclose()
    return there


async def test_a_number_is_not_looked_up(port, name):
    assert await opened("127.0.0.1", port) == ("127.0.0.1", port)


async def test_the_address_that_answers_is_taken(port, nobody, name):
    name["broker"] = [("127.0.0.1", nobody), ("127.0.0.1", port)]
    assert await opened("broker", port) == ("127.0.0.1", port)


async def test_one_that_stays_silent_does_not_hold_up_the_next(port, name, monkeypatch):
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect
    given_up = []

    async def sock_connect(sock, address):
        if address[0] == "127.0.0.9":
            try:
                await asyncio.Event().wait()
            finally:
                given_up.append(address[0])
        await connect(sock, address)

    monkeypatch.setattr(loop, "sock_connect", sock_connect)
    name["broker"] = [("127.0.0.9", 0), ("127.0.0.1", 0)]
    assert await opened("broker", port) == ("127.0.0.1", port)
    assert given_up == ["127.0.0.9"]


async def test_where_nobody_answers_the_reason_is_said(nobody, name):
    name["broker"] = [("127.0.0.1", 0), ("127.0.0.1", 0)]
    for host in ("127.0.0.1", "broker", "unknown"):
        with pytest.raises(httpcore.ConnectError):
            await opened(host, nobody)


async def test_it_leaves_from_the_address_that_it_is_told(port, name):
    name["broker"] = [("127.0.0.1", 0), ("::1", 0)]
    stream = await Backend().connect_tcp("127.0.0.1", port, timeout=5, local_address="127.0.0.2")
    assert stream.get_extra_info("client_addr")[0] == "127.0.0.2"
    await stream.aclose()


@pytest.mark.parametrize("host", ["127.0.0.1", "broker"])
async def test_called_off_at_any_moment_it_leaves_no_socket_behind(host, port, name):
    name["broker"] = [("127.0.0.1", 0), ("127.0.0.1", 0)]
    loop = asyncio.get_running_loop()
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always", ResourceWarning)
        for moment in range(25):
            for _ in range(8):
                task = loop.create_task(opened(host, port))
                for _ in range(moment):
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
            await asyncio.sleep(0.005)
            gc.collect(1)
    assert [str(each.message) for each in seen] == []
