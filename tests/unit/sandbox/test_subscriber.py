import asyncio
from typing import Any, cast

from starlette.websockets import WebSocket

from terminal.sandbox.kite.subscriber import Subscriber
from tests.fakes.clock import eventually

SHARE, OTHER, INDEX = 408065, 738561, 256265


class SlowSocket:
    """A socket whose client reads only when told."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.gate = asyncio.Event()
        self.closed_with: int | None = None

    async def send_bytes(self, data: bytes) -> None:
        await self.gate.wait()
        self.sent.append(data)

    async def send_text(self, data: str) -> None:
        await self.gate.wait()
        self.sent.append(data)

    async def close(self, code: int) -> None:
        self.closed_with = code


def subscriber(socket: SlowSocket | None = None) -> Subscriber:
    return Subscriber(cast("WebSocket", socket), ("127.0.0.1", 1), opened_ns=0)


async def test_new_tokens_are_quote_mode_and_owed_a_first_frame() -> None:
    one = subscriber()
    assert one.subscribe([SHARE, INDEX], cap=10)
    assert one.fresh == {SHARE, INDEX}
    groups = one.groups()
    assert groups[False, "quote"].tolist() == [SHARE]
    assert groups[True, "quote"].tolist() == [INDEX]


async def test_cap_keeps_what_fits() -> None:
    one = subscriber()
    assert not one.subscribe([SHARE, OTHER, INDEX], cap=2)
    assert set(one.modes) == {SHARE, OTHER}
    assert one.subscribe([SHARE], cap=2)  # a token already watched takes no room


async def test_mode_changes_only_what_is_watched_and_survives_a_second_subscription() -> None:
    one = subscriber()
    one.subscribe([SHARE], cap=10)
    one.set_mode("full", [SHARE, OTHER])
    one.subscribe([SHARE], cap=10)
    assert one.modes == {SHARE: "full"}


async def test_unsubscribed_token_leaves_every_group() -> None:
    one = subscriber()
    one.subscribe([SHARE, OTHER], cap=10)
    one.groups()
    one.unsubscribe([SHARE])
    assert one.groups()[False, "quote"].tolist() == [OTHER]
    assert one.fresh == {OTHER}


async def test_slow_reader_is_skipped_and_then_owed_a_snapshot_of_everything() -> None:
    socket = SlowSocket()
    one = subscriber(socket)
    one.subscribe([SHARE, OTHER], cap=10)
    one.fresh.clear()
    async with asyncio.TaskGroup() as group:
        sender = group.create_task(one.send_loop())
        while one.takes_ticks():
            one.push(b"tick")
        one.push("update")  # texts are queued whatever the backlog
        assert not one.takes_ticks()
        socket.gate.set()
        await eventually(lambda: socket.sent[-1:] == ["update"])
        assert one.takes_ticks()
        assert one.fresh == {SHARE, OTHER}
        sender.cancel()


async def test_close_comes_after_what_is_queued() -> None:
    socket = SlowSocket()
    one = subscriber(socket)
    socket.gate.set()
    one.push("last words")
    one.close()
    await one.send_loop()
    assert socket.sent == ["last words"]
    assert socket.closed_with == 1000
