"""kill -9 between the journal and the reply: the next start finds out what became of the trigger."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.gtt import GttState
from tests.contract.kite.client import logged_in, price_of
from tests.contract.kite.conftest import until
from tests.contract.kite.test_gtt_faults import Desk
from tests.fakes.sandbox_process import ROOT, SandboxProcess

broker = logged_in


def killed_while_sending(sandbox: SandboxProcess, journal: Path, *, accepts: bool) -> str:
    """Run the child until its trigger is on the way, kill it, and return the client id."""
    names = ("rest", "stream", "login", "admin", "credentials")
    said = {name: getattr(sandbox, name) for name in names}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.contract.kite.dying_trigger", str(journal), json.dumps(said)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    watchdog = threading.Timer(60, child.kill)
    watchdog.start()
    try:
        client_id = child.stdout.readline().strip()
        if client_id and accepts:
            until(lambda: sandbox.state()["gtts"] == 1, what="the server has the trigger")
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert client_id.startswith("GTTX"), f"{client_id!r}: {child.stderr.read()[-2000:]}"
        assert child.stdout.read() == ""
        return client_id
    finally:
        watchdog.cancel()
        child.kill()
        child.stdout.close()
        child.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("fault", ["accept_hang", "hang"])
async def test_a_killed_program_finds_out_at_its_next_start(
    broker: KiteBroker, sandbox: SandboxProcess, tmp_path: Path, fault: str
) -> None:
    accepts = fault == "accept_hang"
    sandbox.arm(fault, match={"method": "POST", "path": "/gtt/*"})
    journal = tmp_path / "writes.sqlite"
    client_id = killed_while_sending(sandbox, journal, accepts=accepts)
    sandbox.clear_faults()

    desk = await Desk(broker, journal, await price_of(broker)).open()
    row = await desk.settled(client_id)
    assert row.state is (GttState.ACTIVE if accepts else GttState.NOT_PLACED)
    assert sandbox.state()["gtts"] == int(accepts)
    assert await desk.open_questions() == 0
    for each in await desk.active():
        await desk.service.delete(each.key)
    await desk.close()
