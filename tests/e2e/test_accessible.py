"""Every control of the window and of every dialog has a spoken name; Tab goes on, not back."""

import asyncio

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from terminal.domain.ids import InstrumentId
from terminal.domain.order import Side
from terminal.ui import lock as lock_module
from terminal.ui.dialogs import confirm
from terminal.ui.kill import UnlockSheet
from terminal.ui.link import AlertRequest, GttRequest
from terminal.ui.lock_cover import PinSheet
from tests.access import backward_steps, nameless, walk_with_tab
from tests.e2e.person import Person, at_the_desk
from tests.e2e.tickets import near, trade
from tests.unit.ui.test_lock import Keyring

INFY = InstrumentId("NSE", "INFY")
BY_KEY = ("QPushButton#ticket.bid", "QPushButton#ticket.ask")
ALL_PANELS = (
    "watchlist", "chart", "downloads", "depth", "ticket", "positions", "orders", "trades", "holdings",
    "funds", "gtt", "basket", "alerts", "mutual", "log",
)  # fmt: skip


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(lock_module, "_N", 16)


def must_be_heard(root: QWidget) -> None:
    found = nameless(root)
    assert not found, "\n".join(found)


def must_go_on(root: QWidget) -> None:
    found = backward_steps(root)
    assert not found, "\n".join(found)


def shown_dialogs() -> list[QWidget]:
    tops = QApplication.topLevelWidgets()
    return [w for w in tops if w.isVisible() and w.isModal()]


async def look_at_dialog(person: Person) -> None:
    await person.until(shown_dialogs, "a dialog opens")
    (dialog,) = shown_dialogs()
    try:
        must_be_heard(dialog)
        must_go_on(dialog)
    finally:
        dialog.reject()
    await person.until(lambda: not shown_dialogs(), "the dialog closes")


def test_every_control_of_every_panel_has_a_name(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            window, link = person.window, person.terminal.link
            for name in ALL_PANELS:
                window.show_panel(name)
                await asyncio.sleep(0)
            assert set(ALL_PANELS) == set(window.panels)
            await trade(person, INFY, Side.BUY, 5)
            price = await near(person, INFY, 0.97)
            await person.send_ticket(INFY, Side.BUY, quantity=5, price=price)
            link.open_gtt(GttRequest(instrument=INFY))
            link.open_alert(AlertRequest(instrument=INFY))
            window.show_panel("mutual")
            mutual = window.panels["mutual"]
            for page in ("funds", "orders", "sips", "holdings"):
                mutual.show_page(page)
                must_be_heard(window)
            await person.until(person.terminal.mutual.holdings, "funds are held")
            held = person.terminal.mutual.holdings()[0]
            for open_form in (
                lambda: mutual.redeem(held),
                lambda: mutual.buy(held.isin),
                lambda: mutual.start_sip(held.isin),
            ):
                open_form()
                await asyncio.sleep(0)
                must_be_heard(mutual)
            person.terminal.actions.run("search")
            await asyncio.sleep(0)
            must_be_heard(window)
            for name in ("ticket", "gtt", "alerts"):
                window.show_panel(name)
                await asyncio.sleep(0)
                must_go_on(window.panels[name])
            window.activateWindow()
            await person.until(window.isActiveWindow)
            missed: list[str] = []
            for name in ALL_PANELS:
                window.show_panel(name)
                await asyncio.sleep(0)
                unreached, unseen = walk_with_tab(window.panels[name])
                missed += unreached + [f"no focus to be seen: {each}" for each in unseen]
            # The ticket's bid and ask have keys: [ and ].
            missed = [each for each in missed if not each.startswith(BY_KEY)]
            assert not missed, "\n".join(missed)

    qrun(day())


def test_every_dialog_can_be_heard_and_walked(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await trade(person, INFY, Side.BUY, 5)
            terminal, window = person.terminal, person.window
            for command in ("settings", "account.add", "help.keys", "welcome", "view.reset"):
                terminal.actions.run(command)
                await look_at_dialog(person)
            window.show_panel("positions")
            terminal.actions.run("orders.close_all")
            await look_at_dialog(person)
            asking = asyncio.ensure_future(
                confirm(window, heading="Really?", text="All of it.", yes="Yes")
            )
            await look_at_dialog(person)
            assert await asking is False
            for sheet in (
                UnlockSheet(window, clock=terminal.clock, engaged_ns=0),
                PinSheet(window, lock=terminal.life.lock, on_failure=terminal.funnel.failed),
            ):
                sheet.show()
                must_be_heard(sheet)
                must_go_on(sheet)
                sheet.hide()
                sheet.deleteLater()

    qrun(day())


def test_each_page_of_settings_and_first_steps_can_be_heard(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            person.terminal.actions.run("welcome")
            await person.until(shown_dialogs)
            (steps,) = shown_dialogs()
            for _ in range(4):
                must_be_heard(steps)
                must_go_on(steps)
                steps.findChild(QPushButton, "welcomeNext").click()
            await person.until(lambda: not shown_dialogs())

    qrun(day())


def test_a_locked_terminal_can_be_heard(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            life = person.terminal.life
            life.lock._secrets = Keyring()
            await life.lock.set_pin("4711")
            person.terminal.actions.run("lock")
            await person.until(lambda: life.lock.locked)
            must_be_heard(life.cover)
            assert await life.lock.unlock("4711") == ""

    qrun(day())


def test_the_rule_itself_finds_a_nameless_button(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    bad = QPushButton(box)
    bad.setObjectName("sendButton")
    assert len(nameless(box)) == 1
    bad.setAccessibleName("sendButton")
    assert len(nameless(box)) == 1
    bad.setAccessibleName("Send")
    must_be_heard(box)
