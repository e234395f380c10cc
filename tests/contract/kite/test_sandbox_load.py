"""Nine thousand instruments in full mode over three sockets; the server stays well under half a core."""

import asyncio
import json
import struct

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.fakes.sandbox_process import SandboxProcess

SECONDS = 10.0
MOST_OF_A_CORE = 0.35


async def count(socket: ClientConnection, seconds: float) -> int:
    """Return how many packets arrive within a time."""
    packets = 0
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while loop.time() < deadline:
        try:
            async with asyncio.timeout_at(deadline):
                frame = await socket.recv()
        except TimeoutError:
            break
        if isinstance(frame, bytes) and len(frame) > 1:
            packets += struct.unpack(">H", frame[:2])[0]
    return packets


@pytest.mark.soak
async def test_full_load_costs_a_fraction_of_a_core() -> None:
    with SandboxProcess("--no-limits") as sandbox:
        keys = sandbox.credentials
        async with httpx.AsyncClient(base_url=sandbox.rest, timeout=60, trust_env=False) as http:
            dump = (await http.get("/instruments")).text.splitlines()[1:]
        rows = [line.split(",") for line in dump]
        tokens = [int(row[0]) for row in rows if row[-1] in {"NSE", "NFO", "BFO"}][:9000]
        assert len(tokens) > 8900
        url = f"{sandbox.stream}/?api_key={keys['api_key']}&access_token={keys['access_token']}"
        sockets = [await connect(url, max_size=None, proxy=None) for _ in range(3)]
        for number, socket in enumerate(sockets):
            part = tokens[number * 3000 : number * 3000 + 3000]
            for start in range(0, len(part), 500):
                some = part[start : start + 500]
                await socket.send(json.dumps({"a": "subscribe", "v": some}))
                await socket.send(json.dumps({"a": "mode", "v": ["full", some]}))
        first = await asyncio.gather(*(count(socket, 4.0) for socket in sockets))
        assert sum(first) >= len(tokens), "every instrument has its first packet"
        before = sandbox.state()["cpu_s"]
        later = await asyncio.gather(*(count(socket, SECONDS) for socket in sockets))
        spent = sandbox.state()["cpu_s"] - before
        for socket in sockets:
            await socket.close()
    assert sum(later) > 1000 * SECONDS
    assert spent / SECONDS < MOST_OF_A_CORE
