"""Every task has an owner.

asyncio keeps only weak references: an unowned task may vanish, or fail unseen. Services and panels
own one `TaskScope` each; `supervise` keeps a long-lived loop running with growing pauses.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from terminal.domain.ports import Clock
from terminal.runtime.worker import WorkerClosed

log = logging.getLogger(__name__)
T = TypeVar("T")
OnFailure = Callable[[str, BaseException], None]


class TaskScope:
    """Own every task spawned here: none outlives the scope, none fails unseen."""

    def __init__(self, name: str, on_failure: OnFailure) -> None:
        self._name = name
        self._on_failure = on_failure
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    def spawn(self, coro: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
        """Start `coro` on the running loop and own it."""
        if self._closed:
            coro.close()
            raise RuntimeError(f"{self._name} is closed")
        task = asyncio.get_running_loop().create_task(coro, name=f"{self._name}/{name}")
        self._tasks.add(task)
        task.add_done_callback(self._reap)
        return task

    @property
    def closed(self) -> bool:
        """True once nothing can be spawned any more: the end has begun."""
        return self._closed

    @property
    def pending(self) -> int:
        return len(self._tasks)

    def _reap(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, WorkerClosed):
            # Overtaken by the end of what it asked: as good as cancelled.
            log.info("%s ended unanswered: %s", task.get_name(), error)
        else:
            self._on_failure(task.get_name(), error)

    async def drain(self, seconds: float) -> bool:
        """Wait until nothing runs here, at most `seconds`; True if nothing does."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=seconds)
        return not self._tasks

    async def aclose(self) -> None:
        """Cancel what still runs and wait until it has unwound."""
        self._closed = True
        pending = list(self._tasks)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)


async def supervise(
    work: Callable[[], Awaitable[None]],
    *,
    clock: Clock,
    on_failure: OnFailure,
    name: str,
    first_pause_s: float = 1.0,
    longest_pause_s: float = 60.0,
) -> None:
    """Run `work` until it returns; after a failure report it, pause, and run it again."""
    pause = first_pause_s
    while True:
        try:
            await work()
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001  the one place where a loop outlives its bugs
            on_failure(name, error)
        else:
            return
        await clock.sleep(pause)
        pause = min(longest_pause_s, pause * 2)
