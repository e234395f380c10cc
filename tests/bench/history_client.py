"""The real client and the real download against any server, in a process of its own.

`python -m tests.bench.history_client --server FILE --root DIR ...` fills a store and prints one JSON
line: bars, seconds, processor seconds, memory over time. `--verify` and `--query` look at it after.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from msgspec import structs

from terminal.brokers.shoonya.auth import ShoonyaDeps, open_channel
from terminal.brokers.shoonya.config import Rates, practice_config
from terminal.brokers.shoonya.market import ShoonyaMarket
from terminal.domain.history import SeriesKind
from terminal.domain.ids import AccountId
from terminal.history.jobs import JobState, JobView, Request, Selection
from terminal.history.service import HistoryService
from terminal.history.store import HistoryStore
from terminal.runtime.clock import SystemClock
from terminal.runtime.worker import Worker
from tests.bench.memory import memory_mb

IST = timezone(timedelta(hours=5, minutes=30))
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=IST)
"""A Saturday: the practice server's `--start`, and what this process takes for now."""
NO_LIMITS = Rates(
    data=(100_000, 1.05), data_reserve=0, data_per_minute=6_000_000, data_minute_reserve=0
)
SAMPLE_S = 0.5
LONGEST_PROFILE = 45


class WeekendClock(SystemClock):
    """Real time, moved so that it began on the Saturday."""

    def __init__(self) -> None:
        self._shift_ns = int(NOW.timestamp()) * 10**9 - super().now_ns()

    def now_ns(self) -> int:
        return super().now_ns() + self._shift_ns


class Client:
    """An account whose token the server announced, without the broker's budgets."""

    def __init__(self, said: dict[str, Any], cache: Path) -> None:
        self.clock = WeekendClock()
        self._workers = [Worker("parsing")]
        keys = said["credentials"]
        config = structs.replace(
            practice_config(
                rest=said["rest"], stream=said["stream"], login=said["login"],
                masters=said["masters"],
            ),
            rates=NO_LIMITS,
        )  # fmt: skip
        deps = ShoonyaDeps(
            secrets=None, clock=self.clock, worker=self._workers[0], cache=cache,
            start_practice=None, on_wait=lambda _lane, _seconds: None, on_failure=failed,
        )  # fmt: skip
        self._channel = open_channel(config, deps)
        self._channel.uid = self._channel.actid = keys["user_id"]
        self._channel.token = keys["access_token"]
        self.history = ShoonyaMarket(
            account=AccountId(f"{config.account_prefix}:{keys['user_id']}"),
            channel=self._channel, decode_order=never, clock=self.clock,
            worker=self._workers[0], cache=cache, on_failure=failed,
        ).history  # fmt: skip

    async def aclose(self) -> None:
        await self._channel.aclose()
        for worker in self._workers:
            await worker.aclose()


def failed(name: str, error: BaseException) -> None:
    raise SystemExit(f"{name}: {error!r}")


def never(_frame: bytes | str) -> Any:
    raise AssertionError("no stream is open here")


async def download(options: argparse.Namespace, said: dict[str, Any]) -> dict[str, Any]:
    """Run one job to its end and return what was measured."""
    root = Path(options.root)
    client = Client(said, root.parent / "cache")
    source = client.history
    service = HistoryService(
        root, sources=lambda: {source.name: source}, clock=client.clock, on_failure=failed,
        scheduling=False,
    )  # fmt: skip
    await service.open()
    request = Request(
        source=source.name,
        selection=Selection(
            kinds=tuple(SeriesKind(kind) for kind in options.kinds.split(",")),
            underlyings=tuple(filter(None, options.underlyings.split(","))),
            indices=options.indices,
        ),
        start=options.start,
        end=options.end,
    )
    began, trace = time.perf_counter(), []
    cpu = time.process_time()
    number = await service.start(request)
    planned = planned_cpu = 0.0
    said_at = began
    while True:
        view = service.job(number)
        assert view is not None
        if not planned and view.state not in {JobState.QUEUED, JobState.PLANNING}:
            planned, planned_cpu = time.perf_counter(), time.process_time()
        if not (view.state.is_active or view.state is JobState.QUEUED):
            break
        now = time.perf_counter()
        trace.append((round(now - began, 1), view.bars, view.done, round(memory_mb()[0], 1)))
        if now - said_at > options.say_every:
            said_at = now
            print(*trace[-1], f"{view.requests_per_s:.0f}/s", file=sys.stderr, flush=True)
        await asyncio.sleep(SAMPLE_S)
    ended = time.perf_counter()
    ended_cpu = time.process_time()
    errors = [(each.key, each.text) for each in (await service.errors(number))[:5]]
    await service.aclose()
    await client.aclose()
    return {
        **counts(view), "errors": errors, "plan_s": planned - began, "plan_cpu_s": planned_cpu - cpu,
        "seconds": ended - planned, "cpu_s": ended_cpu - planned_cpu,
        "rate": view.bars / (ended - planned),
        "rate_per_cpu_s": view.bars / (ended_cpu - planned_cpu),
        "requests_s": view.requests / (ended - planned),
        "peak_mb": memory_mb()[1], "trace": trace,
    }  # fmt: skip


def counts(view: JobView) -> dict[str, Any]:
    return {
        "state": view.state.value, "sentence": view.sentence, "total": view.total,
        "done": view.done, "held": view.held, "empty": view.empty, "partial": view.partial,
        "failed": view.failed, "requests": view.requests, "bars": view.bars,
    }  # fmt: skip


async def look(root: Path, queries: list[str], *, verify: bool) -> dict[str, Any]:
    """Verify a store and time queries in it, each alone and again."""
    store = HistoryStore(root, clock=SystemClock(), read_only=True)
    await store.open()
    out: dict[str, Any] = {"queries": []}
    try:
        if verify:
            start = time.perf_counter()
            damage = await store.verify()
            out["verify_s"], out["damage"] = time.perf_counter() - start, len(damage)
        for sql in queries:
            took = []
            for _ in range(3):
                start = time.perf_counter()
                answer = await store.query(sql)
                took.append(round((time.perf_counter() - start) * 1e3, 1))
            rows = [[str(value) for value in row] for row in answer.rows[:3]]
            out["queries"].append({"sql": sql, "ms": took, "rows": rows})
    finally:
        await store.aclose()
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", help="a file with the server's announcement; none: only look")
    parser.add_argument("--root", required=True)
    parser.add_argument("--from", dest="start", type=date.fromisoformat, default=date(2026, 11, 20))
    parser.add_argument("--to", dest="end", type=date.fromisoformat, default=date(2026, 11, 20))
    parser.add_argument("--kinds", default="spot,future,option")
    parser.add_argument("--underlyings", default="", help="A,B; none: every stock")
    parser.add_argument("--indices", action="store_true")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--query", action="append", default=[])
    parser.add_argument("--say-every", type=float, default=1e9, metavar="SECONDS")
    parser.add_argument("--profile", action="store_true", help="of the loop's thread, to stderr")
    options = parser.parse_args()
    out: dict[str, Any] = {}
    if options.server:
        said = json.loads(Path(options.server).read_text())
        with profiled() if options.profile else contextlib.nullcontext():
            out = asyncio.run(download(options, said))
    if options.verify or options.query:
        out |= asyncio.run(look(Path(options.root), options.query, verify=options.verify))
    print(json.dumps(out))
    return 0


@contextlib.contextmanager
def profiled() -> Any:
    import cProfile
    import pstats

    with cProfile.Profile() as profile:
        yield
    pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(LONGEST_PROFILE)


if __name__ == "__main__":
    sys.exit(main())
