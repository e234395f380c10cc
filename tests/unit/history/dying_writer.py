"""Write answers until killed; a line on stdout after each one that `write` has returned from."""

import asyncio
import sys
from pathlib import Path

from terminal.history.store import HistoryStore
from tests.fakes.clock import FakeClock
from tests.unit.history.store_rig import FRIDAY, bars, option


async def main(root: Path, first: int) -> None:
    store = HistoryStore(root, clock=FakeClock(), spool_bytes=150_000)
    await store.open()
    for strike in range(first, first + 100_000):
        await store.write_day(option(strike), FRIDAY, bars(seed=strike), source="test")
        sys.stdout.write(f"{strike}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
