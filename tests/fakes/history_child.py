"""A process that downloads until it is done or killed: `python -m tests.fakes.history_child ROOT`.

It writes a line for each answer that was given, so that its parent can kill it in the middle. A second
argument is the largest file in bytes that it may write: a disk that is full for it alone.
"""

import asyncio
import sys
from datetime import date

from terminal.history.jobs import JobState, Request, Selection
from terminal.history.service import HistoryService
from terminal.runtime.clock import SystemClock
from tests.fakes.history import FAST, FakeSource, at, chain

START, END = date(2026, 11, 16), date(2026, 11, 20)
UNIVERSE = [*chain("RELIANCE", strikes=30), *chain("M&M", strikes=30)]


class ShiftedClock(SystemClock):
    """Real time, moved so that it begins in the evening of the last day."""

    def __init__(self) -> None:
        self._shift_ns = at(END, "18:00") - super().now_ns()

    def now_ns(self) -> int:
        return super().now_ns() + self._shift_ns


class SpeakingSource(FakeSource):
    async def minutes(self, series, start_ns, end_ns):
        bars = await super().minutes(series, start_ns, end_ns)
        sys.stdout.write(f"{series.key}\n")
        sys.stdout.flush()
        return bars


async def main(root: str) -> int:
    clock = ShiftedClock()
    source = SpeakingSource(UNIVERSE, clock=clock, rules=FAST, latency_s=0.004)

    def fail(name: str, error: BaseException) -> None:
        raise SystemExit(f"{name}: {error!r}")

    service = HistoryService(
        root, sources=lambda: {"fake": source}, clock=clock, on_failure=fail, keep_free_bytes=0
    )
    await service.open()
    number = await service.start(
        Request(source="fake", selection=Selection(), start=START, end=END)
    )
    while (state := service.job(number).state) is JobState.QUEUED or state.is_active:
        await clock.sleep(0.01)
    view = service.job(number)
    await service.aclose()
    if view.sentence:
        sys.stdout.write(f"{view.sentence}\n")
    sys.stdout.write(f"END {view.state.value} {view.done} {view.total}\n")
    return 0


def limit(largest: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        limit(int(sys.argv[2]))
    raise SystemExit(asyncio.run(main(sys.argv[1])))
