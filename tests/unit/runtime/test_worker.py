"""The worker: calls in order, errors to their caller, nothing lost at the end."""

import asyncio
import gc
import threading

import pytest

from terminal.runtime.worker import Worker


async def test_calls_run_in_order_on_one_other_thread() -> None:
    worker, seen = Worker("test"), []

    def note(number: int) -> int:
        seen.append(number)
        return threading.get_ident()

    threads = await asyncio.gather(*(worker.run(note, number) for number in range(50)))
    assert seen == list(range(50))
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()
    await worker.aclose()


async def test_an_error_reaches_its_caller_and_the_next_call_runs() -> None:
    worker = Worker("test")
    with pytest.raises(ValueError, match="bad"):
        await worker.run(int, "bad")
    assert await worker.run(int, "7") == 7
    await worker.aclose()


async def test_a_cancelled_wait_does_not_stop_a_call_that_has_begun() -> None:
    worker, begun, go, done = Worker("test"), threading.Event(), threading.Event(), []

    def slow() -> None:
        begun.set()
        go.wait(5.0)
        done.append("first")

    first = asyncio.ensure_future(worker.run(slow))
    await asyncio.to_thread(begun.wait, 5.0)
    second = asyncio.ensure_future(worker.run(done.append, "never begun"))
    await asyncio.sleep(0)
    first.cancel()
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    go.set()
    await worker.run(done.append, "after")
    assert done == ["first", "after"]
    await worker.aclose()


async def test_closing_finishes_what_was_queued_and_refuses_more() -> None:
    worker, done = Worker("test"), []
    waits = [asyncio.ensure_future(worker.run(done.append, number)) for number in range(20)]
    await asyncio.sleep(0)
    await worker.aclose()
    assert done == list(range(20))
    await asyncio.gather(*waits)
    with pytest.raises(RuntimeError, match="closed"):
        await worker.run(done.append, 99)
    worker.close()


async def test_a_worker_that_is_dropped_ends_its_thread() -> None:
    worker = Worker("dropped")
    await worker.run(int)
    thread = worker._thread
    assert thread is not None
    del worker
    gc.collect()
    await asyncio.to_thread(thread.join, 5.0)
    assert not thread.is_alive()
