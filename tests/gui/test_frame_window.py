"""The window: bars, keys, arm, kill, dialogs."""

import asyncio

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from terminal.ui.armed import ArmedEnter
from terminal.ui.dialogs import KeySheet, Sheet
from terminal.ui.kill import UnlockSheet
from tests.fakes.clock import eventually, settle
from tests.gui.frame_desk import NIFTY, make_view
from tests.gui.window_fixtures import SCREENS, SECOND_NS, desk, in_window, press, right_of  # noqa: F401  fixtures


def test_practice_is_said_everywhere(in_window, desk):
    async def test(window):
        badge = window.findChild(QLabel, "environmentBadge")
        assert badge.text() == "NOT LOGGED IN"
        assert not window.banner.isVisible()
        desk.views = [make_view()]
        window._next_ns = 0
        window.on_frame()
        assert badge.text() == "PRACTICE"
        assert "PRACTICE" in window.windowTitle()
        assert window.banner.isVisible()
        assert "no real money" in window.banner.accessibleName()

    in_window(test)


def test_live_wins_over_practice_and_both_together_warn(in_window, desk):
    async def test(window):
        desk.views = [make_view(), make_view(practice=False)]
        window._next_ns = 0
        window.on_frame()
        assert window.top.mode == "live"
        assert window.windowTitle().startswith("LIVE")
        assert "side by side" in window.banner.accessibleName()
        desk.views = [make_view(practice=False)]
        window._next_ns = 0
        window.on_frame()
        assert not window.banner.isVisible()

    in_window(test)


def test_a_pill_tells_the_state_and_offers_its_menu(in_window, desk, clock):
    async def test(window):
        desk.views = [make_view(practice=False, last_frame_ns=clock.now_ns() - SECOND_NS)]
        window.top.refresh()
        (pill,) = window.top._pills.values()
        assert "41 ms" in pill.accessibleName()
        assert "feed 1.0 s" in pill.accessibleName()
        desk.views[0].connection = "login_needed"
        window.top.refresh()
        assert "log in again" in pill.accessibleName()
        menu = window.top.account_menu(pill)
        for action in menu.actions():
            action.trigger()
        await settle()
        assert ("log_in", "kite:ZA1234") in desk.calls
        assert ("reconnect", "kite:ZA1234") in desk.calls
        assert ("log_out", "kite:ZA1234") in desk.calls
        menu.deleteLater()
        desk.views = []
        window.top.refresh()
        assert not window.top._pills

    in_window(test)


def test_a_pill_that_loads_offers_to_stop_instead_of_a_stream(in_window, desk):
    async def test(window):
        desk.views = [make_view(loading="instruments 43%")]
        window.top.refresh()
        (pill,) = window.top._pills.values()
        assert "43%" in pill.accessibleName()
        menu = window.top.account_menu(pill)
        assert [action.text() for action in menu.actions()] == ["Stop loading", "Log out"]
        menu.actions()[0].trigger()
        await settle()
        assert desk.calls == [("stop_loading", str(desk.views[0].session.account))]
        menu.deleteLater()

    in_window(test)


def test_an_index_is_shown_with_its_change_and_selects_itself(in_window, desk):
    async def test(window):
        desk.views = [make_view()]
        window.top.refresh()
        cell = window.findChild(QAbstractButton, "index.NIFTY 50")
        assert cell.accessibleName() == "NIFTY 50 24,012.35 +0.43%"
        cell.click()
        assert ("select", NIFTY) in desk.calls

    in_window(test)


def test_the_foot_tells_connection_budget_and_latency(in_window, desk, clock):
    async def test(window):
        bar = window.status
        desk.views = [make_view(last_frame_ns=clock.now_ns() - 9 * SECOND_NS)]
        bar.refresh()
        assert bar.connection.text() == "Connected"
        assert bar.feed.text() == "Feed 9.0 s"
        assert bar.budget.text() == "Orders 2/10 · 17 today"
        assert bar.latency.text() == "Last order 63 ms"
        assert bar.time.text() == "09:15:00 IST"
        desk.views[0].connection = "waiting"
        desk.notices.post("bad", "Order refused")
        bar.refresh()
        assert bar.connection.text() == "PR0001: connecting"
        assert bar.notice_button.text() == "1 new notice"

    in_window(test)


def test_arming_shows_and_ends_by_itself(in_window, desk, clock):
    async def test(window):
        button = window.findChild(QPushButton, "armButton")
        button.click()
        assert desk.arm.armed
        assert button.text() == "ARMED"
        assert window._body.property("armed") is True
        assert desk.actions.action("arm").isChecked()
        clock.set(clock.now_ns() + 15 * 60 * SECOND_NS)
        window.status.on_frame()
        assert not desk.arm.armed
        assert button.text() == "ARM"
        assert "15 minutes" in desk.notices.entries()[-1].text

    in_window(test)


def test_the_kill_switch_wants_to_be_held(in_window, desk, clock):
    async def test(window):
        kill = window.top.kill
        desk.arm.arm()
        QTest.mousePress(kill, Qt.MouseButton.LeftButton)
        clock.set(clock.now_ns() + SECOND_NS // 2)
        kill._step()
        QTest.mouseRelease(kill, Qt.MouseButton.LeftButton)
        assert desk.calls == []
        QTest.mousePress(kill, Qt.MouseButton.LeftButton)
        clock.set(clock.now_ns() + SECOND_NS * 6 // 10)
        kill._step()
        assert desk.calls == [("engage",)]
        assert not desk.arm.armed
        QTest.mouseRelease(kill, Qt.MouseButton.LeftButton)
        await settle()
        await settle()
        assert kill.accessibleName() == "Kill switch, engaged"
        assert window.findChild(UnlockSheet) is None

    in_window(test)


def test_f12_held_pulls_the_switch_and_let_go_does_not(in_window, desk, clock):
    async def test(window):
        kill = window.top.kill
        desk.actions.run("orders.kill")
        assert kill.holding
        kill.keyReleaseEvent(
            QKeyEvent(
                QEvent.Type.KeyRelease,
                Qt.Key.Key_F12,
                Qt.KeyboardModifier.NoModifier,
                "",
                autorep=True,
            )
        )
        assert kill.holding
        QTest.keyRelease(kill, Qt.Key.Key_F12)
        assert not kill.holding
        desk.actions.run("orders.kill")
        clock.set(clock.now_ns() + SECOND_NS)
        kill._step()
        assert desk.calls == [("engage",)]
        for _ in range(3):  # the key is still down: its repeats must not ask to unlock
            desk.actions.run("orders.kill")
        await settle()
        assert window.findChild(UnlockSheet) is None
        QTest.keyClick(kill, Qt.Key.Key_Space)
        await eventually(lambda: window.findChild(UnlockSheet))

    in_window(test)


def test_unlocking_takes_the_word_and_a_minute(in_window, desk, clock):
    async def test(window):
        desk.actions.run("orders.kill")
        clock.set(clock.now_ns() + SECOND_NS)
        window.top.kill._step()
        QTest.mouseClick(window.top.kill, Qt.MouseButton.LeftButton)
        await eventually(lambda: window.findChild(UnlockSheet))
        sheet = window.findChild(UnlockSheet)
        accept = sheet.findChild(QPushButton, "unlockAccept")
        sheet.findChild(QLineEdit, "unlockWord").setText("unlock")
        assert not accept.isEnabled()
        assert "60 s" in accept.text()
        clock.set(clock.now_ns() + 60 * SECOND_NS)
        sheet._refresh()
        accept.click()
        await eventually(lambda: ("release",) in desk.calls)

    in_window(test)


def test_single_keys_work_in_lists_and_never_while_typing(in_window, desk):
    async def test(window):
        press(window, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier, "O")
        assert window.panels["orders"].isVisible()
        edit = QLineEdit(window)
        edit.show()
        QTest.keyClick(edit, Qt.Key.Key_P)
        assert edit.text() == "p"
        assert window.panels["orders"].isVisible()
        press(window, Qt.Key.Key_P, text="p")
        assert window.panels["positions"].isVisible()

    in_window(test)


def test_the_key_sheet_lists_what_works(in_window, desk):
    async def test(window):
        desk.actions.describe("Order ticket", "Ctrl+Return", "Send the order")
        desk.actions.run("help.keys")
        await eventually(lambda: window.findChild(KeySheet))
        sheet = window.findChild(KeySheet)
        await eventually(sheet.isVisible)
        texts = {label.text() for label in sheet.findChildren(QLabel)}
        assert {"F12", "Kill switch (hold 0.6 s)", "P", "Go to Positions", "Ctrl+Return"} <= texts
        assert "F7" not in texts  # nobody bound it in this window
        sheet.accept()
        await eventually(lambda: not window._scope.pending)

    in_window(test)


def test_the_kill_switch_works_while_a_dialog_is_open(in_window, desk):
    async def test(window):
        desk.actions.run("help.keys")
        await eventually(lambda: window.findChild(KeySheet))
        sheet = window.findChild(KeySheet)
        await eventually(sheet.isVisible)
        assert [a.data() for a in sheet.actions()] == ["orders.kill"]
        sheet.accept()
        await eventually(lambda: not window._scope.pending)

    in_window(test)


def test_the_first_panel_has_the_keyboard_at_the_start(in_window):
    async def test(window):
        window.start()
        focused = window.focusWidget()
        assert window.panels["watchlist"].isAncestorOf(focused) or (
            focused is window.panels["watchlist"]
        )

    in_window(test)


def test_every_button_has_a_name_for_screen_readers(in_window):
    async def test(window):
        nameless = {
            button.objectName() or type(button).__name__
            for button in window.findChildren(QAbstractButton)
            if button.isVisible() and not (button.accessibleName() or button.text())
        }
        assert not nameless
        close = window._docks["chart"].tabWidget().findChild(QAbstractButton, "tabCloseButton")
        assert close.accessibleName() == "Close Chart"

    in_window(test)


def test_enter_presses_the_button_that_has_the_focus(in_window):
    async def test(window):
        window._ask_reset()
        await eventually(lambda: window.findChild(Sheet, "confirmSheet"))
        sheet = window.findChild(Sheet, "confirmSheet")
        yes, no = (sheet.findChild(QPushButton, name) for name in ("confirmYes", "confirmNo"))
        assert no.isDefault()
        answers = []
        yes.clicked.connect(lambda: answers.append("yes"))
        no.clicked.connect(lambda: answers.append("no"))
        yes.setFocus()
        QTest.keyClick(yes, Qt.Key.Key_Return)
        assert answers == ["yes"]
        await settle()

    in_window(test)


def test_closing_only_says_so(in_window):
    async def test(window):
        event = QCloseEvent()
        window.closeEvent(event)
        assert not event.isAccepted()
        assert window.closing.is_set()
        assert window.isVisible()

    in_window(test)


def test_closing_with_an_open_dialog_leaves_nothing(qrun, desk):
    async def test():
        window = desk.window()
        window.show()
        desk.actions.run("help.keys")
        await eventually(lambda: window.findChild(KeySheet))
        await window.aclose()
        assert ("aclose",) in desk.calls

    qrun(test())


def test_the_buttons_of_the_top_bar_run_their_commands(in_window, desk):
    async def test(window):
        for name in ("searchButton", "addAccount", "themeButton", "settingsButton"):
            window.findChild(QAbstractButton, name).click()
        await settle()
        assert desk.calls == [("search", ""), ("theme",), ("log_in", ""), ("settings",)]

    in_window(test)


def test_commands_reach_the_desk(in_window, desk):
    async def test(window):
        for command in ("account.add", "settings", "search", "view.theme"):
            desk.actions.action(command).trigger()
        await settle()
        assert desk.calls == [("search", ""), ("theme",), ("log_in", ""), ("settings",)]
        await asyncio.sleep(0)

    in_window(test)


def test_enter_in_a_ticket_sends_only_while_armed(qtbot, desk):
    sent = []
    panel = QWidget()
    qtbot.addWidget(panel)
    edit = QLineEdit(panel)
    ArmedEnter(panel, arm=desk.arm, send=lambda: sent.append(1))
    panel.show()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert sent == []
    desk.arm.arm()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert sent == [1, 1]
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", autorep=True
    )
    QApplication.sendEvent(edit, held)
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == [1, 1]
