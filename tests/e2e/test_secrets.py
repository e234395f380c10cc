"""After a session nothing secret is on disk: not in settings, journal, logs, caches or reports."""

import os
import stat
import sys

import pytest

from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from tests.e2e.person import at_the_desk

INFY = InstrumentId("NSE", "INFY")


def test_no_file_of_a_session_holds_a_secret(qrun, sandbox, tmp_path):
    tokens: set[str] = set()

    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            account = await person.live()
            broker = person.terminal.accounts.broker(account)
            tokens.add(broker._channel.access_token)
            order = await person.send_ticket(INFY, Side.BUY, quantity=1)
            await person.order_is(order.key, OrderState.COMPLETE)
            sandbox.arm("token_403", count=1)
            sandbox.arm("close", count=1)
            await person.until(lambda: person.notice("log in again") or person.told())

    qrun(day())
    secrets = {sandbox.credentials["api_secret"], sandbox.credentials["access_token"], *tokens}
    assert all(len(secret) > 8 for secret in secrets)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"orders.sqlite", "terminal.log"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, f"{path.name} holds a secret"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_what_a_session_writes_is_its_owners_alone(qrun, sandbox, tmp_path):
    folder = tmp_path / "terminal"

    async def day():
        async with at_the_desk(sandbox, folder) as person:
            await person.live()

    qrun(day())
    for name in ("logs", "data", "config"):
        assert stat.S_IMODE(os.stat(folder / name).st_mode) == 0o700
    journal = folder / "data" / "orders.sqlite"
    assert stat.S_IMODE(os.stat(journal).st_mode) == 0o600
