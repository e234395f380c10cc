"""A process killed between the journal and the reply: the next start asks, and never sends again."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from terminal.domain.order import OrderState
from tests.fakes.broker import FakeBroker
from tests.make import ACCOUNT, make_intent
from tests.unit.orders.conftest import Desk

ROOT = Path(__file__).resolve().parents[3]
CLIENT_ID = "TERMKILLED000001"

CHILD = """
import asyncio, sys
from pathlib import Path
from tests.fakes.broker import FakeBroker, Gate
from tests.make import make_intent
from tests.unit.orders.conftest import Desk

async def main(path, mode):
    desk = Desk(Path(path))
    if mode == "journal":
        # The journal's thread commits and then never returns: killed before the first byte.
        claim = desk.journal._claim
        def claim_and_hang(*arguments):
            claim(*arguments)
            print("committed", flush=True)
            import threading
            threading.Event().wait()
        desk.journal._claim = claim_and_hang
    await desk.open()
    gate = Gate()
    desk.broker.outcomes.append(gate)
    send = asyncio.ensure_future(desk.orders.submit(make_intent(%r)))
    await gate.reached.wait()
    print("sent", flush=True)
    await send

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


async def run_and_kill(path: Path, mode: str, line: bytes) -> None:
    """Run a desk in a process of its own until it says `line`, then kill -9 it."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD % CLIENT_ID, str(path), mode, cwd=ROOT, stdout=-1
    )
    assert child.stdout is not None
    async with asyncio.timeout(60):
        said = await child.stdout.readline()
    child.kill()
    await child.wait()
    assert said.strip() == line
    assert child.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
async def test_killed_after_the_send_finds_the_order_at_the_next_start(tmp_path: Path) -> None:
    await run_and_kill(tmp_path / "j", "wire", b"sent")
    broker = FakeBroker()
    broker.place(make_intent(CLIENT_ID))
    desk = await Desk(tmp_path / "j").open(broker)
    assert desk.row(CLIENT_ID).state is OrderState.OPEN
    assert len(desk.orders.book.orders()) == 1
    again = await desk.orders.submit(make_intent(CLIENT_ID))
    assert "already_sent" in again.codes
    assert broker.submitted == []
    await desk.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
async def test_killed_between_journal_and_send_is_shown_unknown_then_not_placed(
    tmp_path: Path,
) -> None:
    await run_and_kill(tmp_path / "j", "journal", b"committed")
    broker = FakeBroker()
    desk = await Desk(tmp_path / "j").open(broker)
    assert desk.row(CLIENT_ID).state is OrderState.UNKNOWN
    await desk.clock.advance(30)
    assert desk.row(CLIENT_ID).state is OrderState.NOT_PLACED
    assert broker.submitted == []
    assert await desk.journal.load_open(ACCOUNT) == []
    await desk.close()
