"""A locked window: nothing private to see or to reach, and the ways out of risk all open."""

import asyncio

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from terminal.runtime.worker import Worker
from terminal.ui import lock as lock_module
from terminal.ui.dialogs import Sheet, ask
from terminal.ui.idle import InputWatch
from terminal.ui.lock import Lock
from terminal.ui.lock_cover import LockCover, LockParts, PinSheet
from tests.fakes.clock import eventually, settle
from tests.gui.window_fixtures import desk, in_window  # noqa: F401  fixtures
from tests.unit.ui.test_lock import Keyring


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(lock_module, "_N", 16)


@pytest.fixture
def locked(in_window, desk, clock, failures):
    """Run a test with a window, its lock (PIN 4711) and the cover."""

    def run(test):
        async def body(window):
            worker = Worker("lock")
            keyring = Keyring()
            lock = Lock(
                secrets=keyring,
                worker=worker,
                clock=clock,
                minutes=lambda: 5,
                note=lambda _: None,
                on_failure=failures,
            )
            await lock.set_pin("4711")
            logged_out = []

            async def log_out_all():
                logged_out.append(True)

            for command in ("orders.cancel_all", "orders.close_all", "lock"):
                desk.actions.bind(command, lambda command=command: desk._note(command))
            desk.actions.attach(window)
            cover = LockCover(
                LockParts(
                    window=window,
                    lock=lock,
                    actions=desk.actions,
                    arm=desk.arm,
                    theme=desk.theme,
                    clock=clock,
                    kill_engaged=lambda: desk.kill.engaged,
                    kill_changed=desk.kill_changed,
                    log_out_all=log_out_all,
                    on_failure=failures,
                )
            )
            cover.logged_out = logged_out
            try:
                await test(window, lock, cover)
            finally:
                await cover.aclose()
                worker.close()

        in_window(body)

    return run


def test_the_cover_hides_the_whole_window_and_takes_the_keyboard(locked, desk):
    async def test(window, lock, cover):
        desk.arm.arm()
        lock.lock()
        assert cover.isVisible()
        assert cover.geometry() == window.rect()
        assert not desk.arm.armed
        seen = window.grab().toImage()
        for x, y in ((40, 200), (window.width() - 40, 300), (600, 20), (300, window.height() - 10)):
            assert seen.pixelColor(x, y) == desk.theme.color("window"), "nothing shines through"
        point = window.rect().center()
        assert cover.isAncestorOf(window.childAt(point)) or window.childAt(point) is cover
        window.resize(1200, 800)
        await settle()
        assert cover.geometry() == window.rect()

    locked(test)


def test_no_panel_is_reached_by_tab_or_by_a_single_key(locked, desk):
    async def test(window, lock, cover):
        lock.lock()
        seen = set()
        for _ in range(20):
            QTest.keyClick(QApplication.focusWidget() or cover.pin, Qt.Key.Key_Tab)
            focused = window.focusWidget()
            assert cover.isAncestorOf(focused), focused.objectName()
            seen.add(focused.objectName())
        assert {"lockPin", "lockOpen", "lockCancelAll", "lockCloseAll", "lockKill"} <= seen
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier)
        window.keyPressEvent(event)
        assert cover.isAncestorOf(window.focusWidget())
        assert not window.panels["positions"].isEnabled()

    locked(test)


def test_entry_commands_are_dead_and_the_ways_out_work(locked, desk):
    async def test(window, lock, cover):
        lock.lock()
        desk.calls.clear()
        for command in ("settings", "account.add", "search", "arm", "view.theme"):
            desk.actions.run(command)
            assert not desk.actions.action(command).isEnabled()
        assert desk.calls == []
        assert not desk.arm.armed
        for name in ("lockCancelAll", "lockCloseAll"):
            QTest.mouseClick(cover.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
        assert desk.calls == [("orders.cancel_all",), ("orders.close_all",)]
        window.top.kill.fired.emit()
        assert desk.kill.engaged
        assert "engaged" in cover.kill.accessibleName()

    locked(test)


def test_the_kill_switch_of_the_cover_fires_when_it_is_held(locked, desk, clock):
    async def test(window, lock, cover):
        lock.lock()
        cover.kill.setFocus()
        cover.kill.hold()
        await clock.advance(1)
        await eventually(lambda: desk.kill.engaged)

    locked(test)


def test_open_questions_are_answered_with_no(locked):
    async def test(window, lock, cover):
        sheet = Sheet(window, name="question", heading="Send it?")
        answer = asyncio.ensure_future(ask(sheet))
        await settle()
        lock.lock()
        assert await answer == QDialog.DialogCode.Rejected

    locked(test)


def test_the_pin_opens_it_and_a_wrong_one_says_so(locked, desk):
    async def test(window, lock, cover):
        lock.lock()
        cover.pin.setText("1234")
        QTest.keyClick(cover.pin, Qt.Key.Key_Return)
        await eventually(lambda: cover.problem.text())
        assert "not the PIN" in cover.problem.text()
        assert cover.isVisible()
        cover.pin.setText("4711")
        QTest.keyClick(cover.pin, Qt.Key.Key_Return)
        await eventually(lambda: not lock.locked)
        assert not cover.isVisible()
        assert window.panels["positions"].isEnabled()
        desk.actions.run("settings")
        await settle()
        assert ("settings",) in desk.calls
        lock.lock()
        assert cover.pin.text() == "", "the last PIN is not left in the field"

    locked(test)


def test_a_forgotten_pin_costs_the_sessions(locked):
    async def test(window, lock, cover):
        lock.lock()
        cover.findChild(QPushButton, "lockForgot").click()
        await eventually(lambda: window.findChild(QPushButton, "confirmYes"))
        window.findChild(QPushButton, "confirmYes").click()
        await eventually(lambda: not lock.locked)
        assert cover.logged_out == [True]
        assert not lock.has_pin

    locked(test)


def test_choosing_a_pin_asks_for_it_twice(locked, failures):
    async def test(window, lock, cover):
        sheet = PinSheet(window, lock=lock, on_failure=failures)
        answer = asyncio.ensure_future(ask(sheet))
        await settle()
        first = sheet.findChild(QLineEdit, "pinFirst")
        again = sheet.findChild(QLineEdit, "pinAgain")
        keep = sheet.findChild(QPushButton, "pinKeep")
        for pin, repeated, words in (("1", "1", "at least"), ("8642", "8643", "not the same")):
            first.setText(pin)
            again.setText(repeated)
            keep.click()
            assert words in sheet.problem.text()
        again.setText("8642")
        keep.click()
        assert await answer == QDialog.DialogCode.Accepted
        await sheet.scope.aclose()
        lock.lock()
        assert await lock.unlock("8642") == ""

    locked(test)


def test_keys_and_mouse_in_a_window_are_input(qtbot):
    touched = []
    watch = InputWatch(lambda: touched.append(True))
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    watch.follow(edit.windowHandle())
    touched.clear()
    QTest.keyClick(edit.windowHandle(), Qt.Key.Key_A)
    assert touched
    touched.clear()
    QTest.mouseMove(edit.windowHandle(), edit.rect().center())
    assert touched
    watch.deleteLater()
