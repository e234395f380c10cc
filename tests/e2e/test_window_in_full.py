"""The whole window against the practice server: what only shows when every part is there."""

import asyncio
import os
import signal
import sys

import pytest
from PySide6.QtWidgets import QDialog

from terminal.app.compose import Options
from terminal.app.run import serve
from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.errors import Transient
from tests.e2e.person import at_the_desk


async def never(self, progress, *, fresh=False):
    progress(40, 100)
    await asyncio.Event().wait()


async def fails(self, progress, *, fresh=False):
    progress(40, 100)
    raise Transient("Zerodha does not answer.", hint="Try again in a minute.")


@pytest.mark.parametrize("download", [never, fails])
def test_a_list_of_instruments_that_does_not_come_leaves_no_half_open_account(
    qrun, sandbox, tmp_path, monkeypatch, download
):
    monkeypatch.setattr(KiteBroker, "fetch_master", download)

    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            terminal, window = person.terminal, person.window
            if download is never:
                await person.until(terminal.accounts.states, "an account loads")

                def told() -> bool:
                    window.top.refresh()
                    pills = window.top._pills.values()
                    return any("instruments 40%" in pill.accessibleName() for pill in pills)

                await person.until(told, "the pill says how far it is")
                (pill,) = window.top._pills.values()
                menu = window.top.account_menu(pill)
                menu.actions()[0].trigger()
                menu.deleteLater()
            await person.until(lambda: person.notice("Log-in did not work"))
            assert terminal.accounts.states() == []
            assert terminal.accounts.first() is None
            await person.until(lambda: window.findChild(QDialog, "loginDialog"))
            window.findChild(QDialog, "loginDialog").reject()
            await person.until(lambda: not window.findChild(QDialog, "loginDialog"))

    qrun(day())


def test_ipv4_only_counts_from_the_next_log_in(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            terminal = person.terminal
            assert not terminal.kinds[0]._config("live").force_ipv4
            terminal.settings.change("network", "only_ipv4", True)
            await person.until(lambda: terminal.kinds[0]._config("live").force_ipv4)
            # What is logged in stays so.
            assert person.terminal.accounts.states()[0].connection == "live"

    qrun(day())


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_end_unwinds_and_keeps_the_layout(qrun, qapp, tmp_path, stop):
    before = signal.getsignal(signal.SIGTERM)

    def ready(terminal):
        os.kill(os.getpid(), stop)

    async def run():
        async with asyncio.timeout(20):
            return await serve(Options(datadir=tmp_path), qapp, ready=ready)

    assert qrun(run()) == 0
    assert signal.getsignal(signal.SIGTERM) == before
    assert list(tmp_path.rglob("layout*.json"))
