"""One thread for one blocking resource: the journal, DuckDB, the keyring, parsing.

A function given to `run` takes and returns plain values; it sees no Qt and no service state.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class Worker:
    """A single thread with a queue. Calls run in the order in which they were made."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, fn: Callable[..., T], *args: Any) -> T:
        """Run `fn(*args)` on the thread and return its result.

        Cancelling the wait does not stop a call that has begun; it goes on and its result is dropped.
        """
        return await asyncio.get_running_loop().run_in_executor(self._pool, fn, *args)

    async def aclose(self) -> None:
        """Finish what was queued and end the thread."""
        await asyncio.to_thread(self._pool.shutdown, True)

    def close(self) -> None:
        self._pool.shutdown(wait=True)
