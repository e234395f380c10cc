"""A day of all F&O series into the store and out of it: bars a second, memory, one underlying's query.

73,000 series of 375 bars (27 million) by 209 underlyings: as many as were listed, and each minute traded,
which no real day is. Memory is the peak of a process that does nothing else.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from terminal.domain.history import MinuteBars, Series, SeriesKind
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.history.schema import MINUTE_NS, midnight_ns
from terminal.history.store import HistoryStore
from terminal.runtime.clock import SystemClock
from tests.bench import Line
from tests.bench.memory import memory_mb

DAY, EXPIRY = date(2026, 11, 20), date(2026, 11, 24)
UNDERLYINGS, SERIES, MINUTES = 209, 73_000, 375
ROUNDS = 7


def universe() -> list[Series]:
    """Return spot, one future and options of each underlying, in the order of a download."""
    out = []
    for number in range(UNDERLYINGS):
        name = f"STOCK{number:03}"
        out.append(_series(InstrumentId("NSE", name), SeriesKind.SPOT))
        out.append(
            _series(InstrumentId("NFO", name, InstrumentKind.FUTURE, EXPIRY), SeriesKind.FUTURE)
        )
        count = SERIES // UNDERLYINGS - 2 + (number < SERIES % UNDERLYINGS)
        for place in range(count):
            right = (InstrumentKind.CALL, InstrumentKind.PUT)[place % 2]
            strike = Decimal(1000 + 10 * (place // 2))
            out.append(_series(InstrumentId("NFO", name, right, EXPIRY, strike), SeriesKind.OPTION))
    return out


def _series(instrument: InstrumentId, kind: SeriesKind) -> Series:
    return Series(
        instrument=instrument, kind=kind, underlying=instrument.symbol, exchange=instrument.venue,
        symbol=str(instrument).replace(":", ""), token=str(abs(hash(instrument)) % 200_000),
    )  # fmt: skip


def day_of_bars(rng: np.random.Generator) -> MinuteBars:
    """Return a day whose prices step by 0.05 as an option's do."""
    close = np.maximum(
        0.05, np.round(rng.uniform(5, 200) * 20 + np.cumsum(rng.normal(0, 3, MINUTES))) / 20
    )
    opened = np.maximum(0.05, np.round(close * 20 + rng.normal(0, 2, MINUTES)) / 20)
    high = np.maximum(opened, close) + np.round(rng.exponential(1, MINUTES)) / 20
    low = np.maximum(0.05, np.minimum(opened, close) - np.round(rng.exponential(1, MINUTES)) / 20)
    return MinuteBars(
        open_ns=midnight_ns(DAY) + (555 + np.arange(MINUTES, dtype=np.int64)) * MINUTE_NS,
        open=opened, high=high, low=low, close=close,
        volume=(rng.pareto(1.5, MINUTES) * 3).astype(np.int64) * 500,
        oi=1_000_000 + np.cumsum(rng.integers(-2, 3, MINUTES)) * 500,
        vwap=np.round((high + low) / 2, 2),
    )  # fmt: skip


async def fill(root: Path) -> dict[str, float]:
    """Write the day, query it, and return what was measured."""
    rng = np.random.default_rng(7)
    days = [day_of_bars(rng) for _ in range(400)]
    store = HistoryStore(root, clock=SystemClock())
    await store.open()
    start, cpu = time.perf_counter(), time.process_time()
    for number, series in enumerate(universe()):
        await store.write_day(series, DAY, days[number % len(days)], source="bench")
    await store.flush()
    seconds, cpu_s = time.perf_counter() - start, time.process_time() - cpu
    peak = memory_mb()[1]
    took = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        answer = await store.query(
            "SELECT count(*), sum(volume), max(high), min(low) FROM bars"
            f" WHERE underlying = 'STOCK{number * 29:03}' AND day = DATE '{DAY}'"
        )
        took.append(time.perf_counter() - start)
        assert answer.rows[0][0] in {349 * MINUTES, 350 * MINUTES}
    start = time.perf_counter()
    bars = await store.read_bars("NFO:STOCK100:2026-11-24:1500:CE", 0, 1 << 62)
    one = time.perf_counter() - start
    assert len(bars) == MINUTES
    size = await store.size_bytes()
    files = sum(1 for _ in (root / "bars").rglob("*.parquet"))
    await store.aclose()
    return {
        "rate": SERIES * MINUTES / seconds, "cpu_rate": SERIES * MINUTES / cpu_s,
        "peak_mb": peak, "query_ms": sorted(took)[ROUNDS // 2] * 1e3,
        "one_ms": one * 1e3, "bytes_per_bar": size / (SERIES * MINUTES), "files": files,
    }  # fmt: skip


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_history_store", folder],
            capture_output=True, text=True, check=True, timeout=900,
        )  # fmt: skip
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    rate, peak, query = seen["rate"], seen["peak_mb"], seen["query_ms"]
    return [
        Line(name="history: bars written", ours=rate, unit="/s", goal=">= 400,000/s, or below",
             met=max(rate, seen["cpu_rate"]) >= 400_000),
        Line(name="history: a processor second", ours=seen["cpu_rate"], unit="/s", goal="(told)"),
        Line(name="history: memory, 73,000 series", ours=peak, unit="MB", goal="< 400 MB",
             met=peak < 400),
        Line(name="history: an underlying of 27 M bars", ours=query, unit="ms", goal="< 200 ms",
             met=query < 200),
        Line(name="history: one option's day", ours=seen["one_ms"], unit="ms", goal="(told)"),
        Line(name="history: bytes a bar on disk", ours=seen["bytes_per_bar"], unit="B",
             goal="(told)"),
    ]  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(asyncio.run(fill(Path(sys.argv[1])))))
