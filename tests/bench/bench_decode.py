"""Kite frames of full packets: ours decodes and writes the board, the official client builds dicts."""

import random
import struct
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from terminal.brokers.kite.ticks import TickDecoder, TokenTable
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.hub import Hub
from terminal.runtime.clock import SystemClock
from tests.bench import Line
from tests.bench.turns import kite_python, peer, timed

ROUNDS = 9
# Packets a frame, frames, and how many times faster a packet is promised to be.
SIZES = ((3000, 4, 100.0), (300, 20, 20.0), (10, 300, 6.0), (1, 600, 2.0))
SUBSCRIBED = 3000


def tokens() -> list[int]:
    rng = random.Random(7)
    numbers = rng.sample(range(200_000), SUBSCRIBED)
    return [number * 256 + rng.choice((1, 2, 2, 2, 4)) for number in numbers]


def frames(packets: int, count: int) -> list[bytes]:
    """Return frames of full packets, each of other instruments in another order."""
    rng = random.Random(packets)
    known = tokens()
    out = []
    for _ in range(count):
        some = rng.sample(known, packets)
        bodies = [struct.pack(">HI", 184, token) + rng.randbytes(180) for token in some]
        out.append(struct.pack(">H", packets) + b"".join(bodies))
    return out


def our_decoder() -> Callable[[bytes], None]:
    def fail(name: str, error: BaseException) -> None:
        raise AssertionError(name) from error

    hub = Hub(clock=SystemClock(), on_failure=fail)
    slots = {t: hub.watch(InstrumentId("NSE", str(t)), FeedMode.FULL).slot for t in tokens()}
    decoder = TickDecoder(TokenTable(slots))

    def decode(frame: bytes) -> None:
        decoder.decode(frame, hub, 1)

    return decode


def run() -> list[Line]:
    decode, python, lines = our_decoder(), kite_python(), []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ask = stack.enter_context(peer(python, "kite_decode.py")) if python else None
        for packets, count, goal in SIZES:
            some = frames(packets, count)
            file = folder / f"{packets}.frames"
            file.write_bytes(b"".join(len(f).to_bytes(4, "big") + f for f in some))

            def ours(some: list[bytes] = some) -> None:
                for frame in some:
                    decode(frame)

            ours()
            mine, theirs = [], []
            for _ in range(ROUNDS):
                mine.append(timed(ours, 3) / count / packets * 1e6)
                if ask is not None:
                    theirs.append(ask(str(file)) * 1e6)
            lines.append(_line(packets, median(mine), median(theirs) if theirs else None, goal))
    return lines


def _line(packets: int, ours: float, theirs: float | None, goal: float) -> Line:
    ratio = None if theirs is None else theirs / ours
    return Line(
        name=f"decode a packet, {packets} a frame",
        ours=ours,
        peer=theirs,
        ratio=ratio,
        unit="us",
        goal=f"{goal:g} times faster",
        met=None if ratio is None else ratio >= goal,
    )
