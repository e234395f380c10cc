"""kill -9 between the journal and the reply: the next start finds out what became of the order."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from terminal.domain.order import OrderState
from tests.e2e.person import at_the_desk

ROOT = Path(__file__).resolve().parents[2]


def killed_while_sending(sandbox, folder: Path) -> str:
    """Run a terminal until its order is on the way, kill it, and return the order's key."""
    said = {
        "rest": sandbox.rest,
        "stream": sandbox.stream,
        "login": sandbox.login,
        "admin": sandbox.admin,
        "credentials": sandbox.credentials,
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.dying_terminal", str(folder), json.dumps(said)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    watchdog = threading.Timer(90, child.kill)
    watchdog.start()
    try:
        key = child.stdout.readline().strip()
        # The order is on its way; the server has it once its book has a row (or never will).
        while key and sandbox.armed_accepting and sandbox.state()["orders"] == 0:
            pass
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert key.startswith("TERM"), f"{key!r}: {child.stderr.read()[-2000:]}"
        return key
    finally:
        watchdog.cancel()
        child.kill()
        child.stdout.close()
        child.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize(
    ("fault", "state"),
    [("accept_hang", OrderState.OPEN), ("hang", OrderState.NOT_PLACED)],
)
def test_a_killed_terminal_finds_out_at_its_next_start(qrun, sandbox, tmp_path, fault, state):
    sandbox.arm(fault, match={"method": "POST", "path": "/orders/*"}, count=1)
    sandbox.armed_accepting = fault.startswith("accept")
    key = killed_while_sending(sandbox, tmp_path)
    sandbox.clear_faults()

    async def next_start():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            await person.live()
            await person.until(
                lambda: person.terminal.orders.book.order(key) is not None,
                "the order is asked about",
            )
            order = await person.order_is(key, state)
            assert order.quantity == 2
            assert sandbox.state()["orders"] == (1 if state is OrderState.OPEN else 0)
            await asyncio.sleep(0)

    qrun(next_start())
