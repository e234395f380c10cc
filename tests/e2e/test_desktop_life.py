"""The manners of a desktop program, on the real window and the real practice server."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from terminal.app.late import LateSecrets
from terminal.domain.ids import InstrumentId
from terminal.domain.order import OrderState, Side
from terminal.runtime import config
from terminal.ui import lock as lock_module
from tests.e2e.person import at_the_desk
from tests.e2e.tickets import near, trade
from tests.unit.ui.test_lock import Keyring

INFY = InstrumentId("NSE", "INFY")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(lock_module, "_N", 16)


def dialog(name):
    found = [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]
    return found[0] if found else None


def test_the_first_start_leads_through_the_steps_into_practice(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, first_start=True) as person:
            await person.until(lambda: dialog("welcome"), "the first steps are shown")
            assert not person.terminal.accounts.states()
            for _ in range(4):
                dialog("welcome").findChild(QPushButton, "welcomeNext").click()
            await person.live()
            assert person.terminal.accounts.states()[0].session.practice
            assert dialog("loginDialog") is None
        assert config.load(tmp_path / "config" / "settings.json").settings.remembered.welcomed
        async with at_the_desk(sandbox, tmp_path, practice=False, first_start=True) as person:
            await person.until(lambda: dialog("loginDialog"), "the second start asks to log in")
            assert dialog("welcome") is None
            dialog("loginDialog").reject()
            await person.until(lambda: dialog("loginDialog") is None)

    qrun(day())


def test_skipped_at_once_the_log_in_is_asked_for(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, practice=False, first_start=True) as person:
            await person.until(lambda: dialog("welcome"), "the first steps are shown")
            dialog("welcome").findChild(QPushButton, "welcomeSkip").click()
            await person.until(lambda: dialog("loginDialog"), "the log-in dialog follows")
            dialog("loginDialog").reject()
            await person.until(lambda: dialog("loginDialog") is None)

    qrun(day())


def test_practice_by_command_line_is_asked_nothing(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, first_start=True) as person:
            await person.live()
            assert dialog("welcome") is None

    qrun(day())


def test_after_a_sleep_streams_and_books_are_read_anew_and_prices_wait(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path, hurry=True) as person:
            account = await person.live()
            await person.priced(INFY)
            terminal = person.terminal
            terminal.arm.arm()
            read = []
            terminal.portfolio.changed.connect(read.append)
            stream = [s.connection for s in terminal.accounts.states()]
            assert stream == ["live"]
            told = []
            terminal.accounts.changed.connect(lambda state: told.append(state.connection))

            terminal.life.recovery.woke(7200)

            assert terminal.hub.age_s(INFY) == float("inf"), "no price looks fresh now"
            assert not terminal.arm.armed
            assert person.notice("Back after 2 h 00 min")
            await person.until(lambda: "connecting" in told, "the stream is opened again")
            await person.live()
            await person.until(lambda: account in read, "the books are read again")
            await person.priced(INFY)
            again = [e for e in terminal.notices.entries() if "Back after" in e.title]
            assert len(again) == 1

    qrun(day())


def test_a_locked_terminal_takes_no_order_and_still_cancels(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            terminal = person.terminal
            price = await near(person, INFY, 0.97)
            order = await person.send_ticket(INFY, Side.BUY, quantity=5, price=price)
            await person.order_is(order.key, OrderState.OPEN)
            life = terminal.life
            keyring = Keyring()
            life.lock._secrets = keyring
            terminal.arm.arm()
            terminal.actions.run("lock")
            await person.until(lambda: dialog("pinSheet"), "a PIN is asked for")
            for name in ("pinFirst", "pinAgain"):
                dialog("pinSheet").findChild(QLineEdit, name).setText("4711")
            dialog("pinSheet").findChild(QPushButton, "pinKeep").click()
            await person.until(lambda: life.lock.locked, "the terminal is locked")
            assert life.cover.isVisible()
            assert not terminal.arm.armed
            ticket = person.window.panels["ticket"]
            assert not ticket.isEnabled()
            assert terminal.settings.current.remembered.locked

            life.cover.findChild(QPushButton, "lockCancelAll").click()
            await person.order_is(order.key, OrderState.CANCELLED)
            assert life.lock.locked

            life.cover.pin.setText("4711")
            life.cover.findChild(QPushButton, "lockOpen").click()
            await person.until(lambda: not life.lock.locked)
            assert ticket.isEnabled()
            assert not terminal.settings.current.remembered.locked

    qrun(day())


def test_without_a_keyring_the_lock_says_why_it_is_not_there(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            person.terminal.settings.change("safety", "lock_minutes", 5)
            await person.until(lambda: person.notice("no lock", "no keyring"), "it says why")
            await person.until(lambda: person.terminal.settings.current.safety.lock_minutes == 0)
            assert not person.terminal.life.lock.locked

    qrun(day())


def test_a_fill_behind_another_window_is_told_by_the_desktop(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            await person.priced(INFY)
            life = person.terminal.life
            sent = []

            async def send(title, text):
                sent.append((title, text))

            life.notes._send = send
            life.notes._in_front = lambda: False
            life.notes._private = lambda: False
            await trade(person, INFY, Side.BUY, 5)
            await person.until(lambda: sent, "the desktop is told")
            assert "INFY" in sent[0][0]
            assert "Filled" in sent[0][1]

    qrun(day())


def test_the_first_steps_open_again_from_the_settings(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            person.terminal.actions.run("settings")
            await person.until(lambda: dialog("settingsDialog"), "the settings open")
            dialog("settingsDialog").findChild(QPushButton, "welcome").click()
            await person.until(lambda: dialog("welcome"), "the first steps open in their place")
            await person.until(lambda: dialog("settingsDialog") is None)
            for _ in range(4):
                dialog("welcome").findChild(QPushButton, "welcomeNext").click()
            await person.until(lambda: dialog("welcome") is None)
            assert len(person.terminal.accounts.states()) == 1, "the open account stays"

    qrun(day())


def test_ending_a_locked_terminal_and_starting_it_again_opens_nothing(
    qrun, sandbox, tmp_path, monkeypatch
):
    keyring = Keyring()
    for verb in ("load", "save", "forget"):
        monkeypatch.setattr(LateSecrets, verb, lambda _, *a, verb=verb: getattr(keyring, verb)(*a))
    monkeypatch.setattr(LateSecrets, "persistent", property(lambda _: True))

    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            lock = person.terminal.life.lock
            assert await lock.set_pin("4711") == ""
            person.terminal.actions.run("lock")
            await person.until(lambda: lock.locked)
        async with at_the_desk(sandbox, tmp_path) as person:
            life = person.terminal.life
            assert life.lock.locked
            assert life.cover.isVisible()
            await person.live()
            assert life.cover.isVisible(), "a log-in does not open it"
            assert await life.lock.unlock("4711") == ""
        async with at_the_desk(sandbox, tmp_path) as person:
            assert not person.terminal.life.lock.locked

    qrun(day())
