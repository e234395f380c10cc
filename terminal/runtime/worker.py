"""One thread for one blocking resource: the journal, DuckDB, the keyring, parsing.

A function given to `run` takes and returns plain values; it sees no Qt and no service state. A queue
and one callback cost an order half of what an executor's two futures did.
"""

import asyncio
import contextlib
import threading
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
_Call = tuple[Callable[..., Any], tuple[Any, ...], "asyncio.Future[Any]"]


class WorkerClosed(RuntimeError):
    """More was asked of a thread that has been ended: the program, or a part of it, is closing."""


class Worker:
    """A single thread with a queue. Calls run in the order in which they were made."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    async def run(self, fn: Callable[..., T], *args: Any) -> T:
        """Run `fn(*args)` on the thread and return its result.

        Cancelling the wait does not stop a call that has begun; it goes on and its result is dropped.
        """
        if self._closed:
            raise WorkerClosed(f"the worker {self._name} is closed")
        if self._thread is None:
            self._start()
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._calls.put((fn, args, answer))
        return await answer

    async def aclose(self) -> None:
        """Finish what was queued and end the thread."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """As `aclose`, but blocking."""
        self._closed = True
        if self._thread is not None:
            self._calls.put(None)
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        # A daemon ends with the program; the finalizer lets it finish its queue first.
        self._thread = threading.Thread(
            target=_work, args=(self._calls,), name=self._name, daemon=True
        )
        self._thread.start()
        weakref.finalize(self, _finish, self._calls, self._thread)


def _work(calls: "SimpleQueue[_Call | None]") -> None:
    while (call := calls.get()) is not None:
        fn, args, answer = call
        if answer.cancelled():
            continue  # nobody waited any more before it began
        try:
            result, error = fn(*args), None
        except BaseException as raised:  # noqa: BLE001  whatever it is, it belongs to the caller
            result, error = None, raised
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody is left to tell
            answer.get_loop().call_soon_threadsafe(_answer, answer, result, error)
        del call, fn, args, answer, result, error  # keep nothing alive while idle


def _answer(answer: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if answer.done():
        return  # the caller was cancelled
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(result)


def _finish(calls: "SimpleQueue[_Call | None]", thread: threading.Thread) -> None:
    calls.put(None)
    if thread is not threading.current_thread():
        thread.join()
