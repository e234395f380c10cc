"""A full disk, a read-only home, no keyring, odd paths: the terminal says what is wrong and is safe."""

import asyncio
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPushButton

from terminal.app.begin import begin
from terminal.app.compose import Options
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.notice import Refused
from terminal.domain.order import OrderIntent, OrderState, OrderType, Product, Side
from terminal.runtime.clock import SystemClock
from tests.e2e.person import at_the_desk
from tests.fakes.clock import eventually
from tests.fakes.disks import fill, make_read_only, mounted

ROOT = Path(__file__).resolve().parents[2]
INFY = InstrumentId("NSE", "INFY")
ODD = "मेरा डेटा, größer & 文件 'x'"


def dummy_intent(number):
    return OrderIntent(
        client_id=f"filler{number}",
        account=AccountId("practice:X"),
        instrument=INFY,
        side=Side.BUY,
        quantity=1,
        order_type=OrderType.MARKET,
        product=Product.MIS,
        price=Decimal(0),
    )


def test_on_a_full_disk_no_order_leaves_and_the_person_knows_why(qrun, sandbox, tmp_path):
    async def use_up(person):
        """The journal keeps room for a few hundred orders ready: a real outage outlives it."""
        number = 0
        while True:
            number += 1
            await person.terminal.journal.claim(dummy_intent(number), "X", number)

    async def day(disk):
        async with at_the_desk(sandbox, disk) as person:
            await person.live()
            await person.priced(INFY)
            ballast = fill(disk)
            with pytest.raises(Exception, match="disk is full"):
                await asyncio.wait_for(use_up(person), 60)
            panel = person.open_ticket(INFY, Side.BUY)
            person.type_into("ticket.quantity", "1", panel)
            await person.click_when_ready("ticket.submit", panel)
            await person.until(lambda: person.notice("order not sent", "disk is full"), "refused")
            assert sandbox.state()["orders"] == 0
            # Room again: the same terminal goes on without a restart.
            ballast.unlink()
            order = await person.send_ticket(INFY, Side.BUY, quantity=1)
            await person.order_is(order.key, OrderState.COMPLETE)
            assert sandbox.state()["orders"] == 1

    with mounted(tmp_path / "disk", megabytes=24) as disk:
        qrun(day(disk))


def test_a_disk_that_was_full_before_the_start_opens_a_window_that_says_so(qrun, sandbox, tmp_path):
    async def day(disk):
        async with at_the_desk(sandbox, disk) as person:
            await person.live()
            assert person.notice("no order can be sent", "journal", "full")
            panel = person.open_ticket(INFY, Side.BUY)
            await person.priced(INFY)
            person.type_into("ticket.quantity", "1", panel)
            await person.click_when_ready("ticket.submit", panel)
            await person.until(lambda: person.notice("order not sent", "journal"), "refused")
            assert sandbox.state()["orders"] == 0
            ring = [line.text for line in person.terminal.logs.ring.lines()]
            assert any("The log file cannot be written: the disk is full" in text for text in ring)

    with mounted(tmp_path / "disk", megabytes=2) as disk:
        for name in ("config", "data", "cache", "logs"):
            (disk / name).mkdir(mode=0o700)
        (disk / "config" / "settings.json").write_text("{}")
        fill(disk)
        qrun(day(disk))


def told_at_the_start(qrun, qapp, folder):
    """Start on a folder that cannot be used and return what the window says."""
    told, failures = [], []

    async def serve(options, instance):
        raise AssertionError("there can be no start")

    async def hands():
        def sheets():
            return [
                each
                for each in QApplication.topLevelWidgets()
                if isinstance(each, QDialog) and each.objectName() == "noStart" and each.isVisible()
            ]

        await eventually(sheets, within_s=20)
        told.extend(label.text() for label in sheets()[0].findChildren(QLabel))
        sheets()[0].findChild(QPushButton, "noStartClose").click()

    async def body():
        start = begin(
            Options(datadir=folder),
            qapp,
            serve,
            clock=SystemClock(),
            on_failure=lambda *what: failures.append(what),
        )
        code, _ = await asyncio.gather(start, hands())
        assert code == 1

    qrun(body())
    assert not failures
    return " ".join(told)


def test_a_read_only_home_is_a_sentence(qrun, qapp, tmp_path):
    with mounted(tmp_path / "disk", megabytes=1) as disk:
        make_read_only(disk)
        text = told_at_the_start(qrun, qapp, disk / "terminal")
    assert "it lies on a read-only file system" in text
    assert "Make it writable again" in text


def test_a_home_that_turned_read_only_is_a_sentence_too(qrun, qapp, tmp_path):
    with mounted(tmp_path / "disk", megabytes=1) as disk:
        for name in ("config", "data", "cache", "logs"):
            (disk / name).mkdir()
        make_read_only(disk)
        text = told_at_the_start(qrun, qapp, disk)
    assert "it lies on a read-only file system" in text


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_of_somebody_else_is_a_sentence(qrun, qapp, tmp_path):
    (tmp_path / "theirs").mkdir(mode=0o500)
    text = told_at_the_start(qrun, qapp, tmp_path / "theirs" / "d")
    assert "your user may not write there" in text
    assert "another user of this computer" in text


def test_a_path_with_spaces_and_other_alphabets_works_throughout(qrun, sandbox, tmp_path):
    folder = tmp_path / ODD

    async def day():
        async with at_the_desk(sandbox, folder) as person:
            await person.live()
            order = await person.send_ticket(INFY, Side.BUY, quantity=1)
            await person.order_is(order.key, OrderState.COMPLETE)
            person.window.show_panel("downloads")
            await person.until(lambda: person.terminal.history().is_open, "the store is open")
        async with at_the_desk(sandbox, folder) as person:
            await person.live()
            assert [o.state for o in person.orders()] == [OrderState.COMPLETE]

    qrun(day())
    assert (folder / "logs" / "terminal.log").stat().st_size > 0


VAULT = """
import asyncio, sys
from terminal.runtime.vault import open_vault
from terminal.runtime.worker import Worker
async def main():
    worker = Worker("keyring")
    vault = await open_vault("terminal-test", worker)
    await vault.save("a", "b")
    print(vault.persistent, await vault.load("a"))
    worker.close()
asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's")
@pytest.mark.parametrize("bus", [None, "unix:path=/nonexistent/bus"])
def test_without_a_secret_service_secrets_live_for_this_run_only(bus):
    env = {k: v for k, v in os.environ.items() if "KEYRING" not in k and "DBUS" not in k}
    env.pop("XDG_RUNTIME_DIR", None)
    done = subprocess.run(
        [sys.executable, "-c", VAULT],
        env=env | ({} if bus is None else {"DBUS_SESSION_BUS_ADDRESS": bus}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["False", "b"]


def test_safe_mode_says_so_and_nothing_acts_by_itself(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            person.window.toggle_panel("chart")
        before = (tmp_path / "config" / "layout.json").read_bytes()
        async with at_the_desk(sandbox, tmp_path, safe=True) as person:
            await person.live()
            window = person.window
            pill = person.find(QAbstractButton, "safePill")
            assert pill.isVisible()
            assert "Click to leave it" in pill.toolTip()
            assert window.is_open("chart"), "the panels stand as shipped"
            assert person.notice("safe mode", "no order")
            assert person.terminal.actions.action("help.safe") is None
            refused = await person.terminal._send_alert_order(dummy_intent(1), frozenset())
            assert isinstance(refused, Refused)
            assert "no alert sends an order" in refused.text
            order = await person.send_ticket(INFY, Side.BUY, quantity=1)
            await person.order_is(order.key, OrderState.COMPLETE)
            window.toggle_panel("chart")
        assert (tmp_path / "config" / "layout.json").read_bytes() == before, "it is kept for later"
        async with at_the_desk(sandbox, tmp_path, safe=True, practice=False) as person:
            await person.until(lambda: person.notice("safe mode"), "it says so")
            assert not person.terminal.accounts.states()
            dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
            assert not [w for w in dialogs if w.isVisible()], "nothing logs in by itself"

    qrun(day())
