"""A socket without a network: frames are put in by the test, what is sent is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from terminal.transport.stream import Socket


class FakeSocket:
    """One scripted connection."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.aborted = False
        self.closed = False
        self._queue: asyncio.Queue[bytes | str | None] = asyncio.Queue()

    def put(self, frame: bytes | str) -> None:
        self._queue.put_nowait(frame)

    def drop(self) -> None:
        """End the connection from the server's side."""
        self._queue.put_nowait(None)

    async def frames(self) -> AsyncIterator[bytes | str]:
        while (frame := await self._queue.get()) is not None:
            yield frame

    async def send(self, text: str) -> None:
        await asyncio.sleep(0)
        self.sent.append(text)

    def abort(self) -> None:
        self.aborted = True
        self.drop()

    @property
    def messages(self) -> list[dict]:
        return [msgspec.json.decode(text) for text in self.sent]


class FakeNetwork:
    """Hands out sockets, or raises what `fail_with` holds, one per attempt."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.sockets: list[FakeSocket] = []
        self.fail_with: list[Exception] = []
        self.always: Exception | None = None

    @property
    def newest(self) -> FakeSocket:
        return self.sockets[-1]

    @asynccontextmanager
    async def open(self, url: str) -> AsyncIterator[Socket]:
        self.urls.append(url)
        await asyncio.sleep(0)
        if self.always is not None:
            raise self.always
        if self.fail_with:
            raise self.fail_with.pop(0)
        socket = FakeSocket()
        self.sockets.append(socket)
        try:
            yield socket
        finally:
            socket.closed = True
