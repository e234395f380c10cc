"""Tasks and their owner: what is reported, what is as good as cancelled."""

import logging

from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from tests.fakes.clock import settle


async def test_a_failure_reaches_the_owner_by_name():
    told = []
    scope = TaskScope("panel", lambda name, error: told.append((name, str(error))))

    async def fails() -> None:
        raise ValueError("broken")

    scope.spawn(fails(), name="look")
    await settle()
    assert told == [("panel/look", "broken")]
    await scope.aclose()


async def test_work_overtaken_by_the_end_of_its_thread_is_logged_and_no_failure(caplog):
    told = []
    scope = TaskScope("panel", lambda name, error: told.append(name))
    worker = Worker("plans")
    await worker.aclose()
    with caplog.at_level(logging.INFO):
        scope.spawn(worker.run(len, "x"), name="preview")
        await settle()
    assert told == []
    assert "panel/preview ended unanswered: the worker plans is closed" in caplog.text
    await scope.aclose()
