"""The window: docks, bars, keys, arm, kill, layouts."""

import asyncio

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from terminal.runtime.worker import Worker
from terminal.ui.armed import ArmedEnter
from terminal.ui.dialogs import KeySheet, Sheet
from terminal.ui.kill import UnlockSheet
from terminal.ui.layouts import LEAST_WIDTH, LayoutStore, SavedLayout, fits, keep_on_screen
from tests.fakes.clock import eventually, settle
from tests.gui.frame_desk import NIFTY, PLACES, FrameDesk, make_view

SECOND_NS = 1_000_000_000
SCREENS = [QRect(0, 0, 1920, 1080)]


@pytest.fixture
def desk(theme, frame, clock, failures):
    return FrameDesk(theme=theme, frame=frame, clock=clock, failures=failures)


@pytest.fixture
def in_window(qrun, desk):
    """Run a coroutine with a shown window; the window is closed afterwards."""

    def run(test, size=(1920, 1080)):
        async def body():
            window = desk.window()
            window.resize(*size)
            window.reset_layout()
            window.show()
            try:
                await test(window)
            finally:
                await window.aclose()

        qrun(body())

    return run


def press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier, text=""):
    widget.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


def right_of(window, one, other):
    def left(name):
        return window.panels[name].mapTo(window, QPoint(0, 0)).x()

    return left(one) > left(other)


def test_every_panel_stands_where_it_was_shipped(in_window):
    async def test(window):
        assert set(window.panels) == set(PLACES)
        visible = {name for name, panel in window.panels.items() if panel.isVisible()}
        assert visible == {"watchlist", "chart", "depth", "ticket", "positions"}
        assert right_of(window, "chart", "watchlist")
        assert right_of(window, "depth", "chart")
        assert window.panels["ticket"].mapTo(window, QPoint(0, 0)).y() > 400
        widths = {name: window.panels[name].width() for name in visible}
        assert widths["chart"] > widths["watchlist"] + widths["depth"]

    in_window(test)


def test_on_a_small_screen_ticket_and_depth_share_tabs(in_window):
    async def test(window):
        assert window.panels["ticket"].isVisible()
        assert not window.panels["depth"].isVisible()
        assert window.panels["positions"].height() >= 120
        assert window.panels["chart"].width() >= 600

    in_window(test, size=(1366, 768))


def test_a_layout_comes_back_and_reset_undoes_it(in_window, desk):
    async def test(window):
        window.arrange(None, screens=SCREENS)
        window.toggle_panel("depth")
        window.show_panel("orders")
        window.panels["chart"].state = {"interval": "5m"}
        saved = window.layout_now()
        window.reset_layout()
        assert window.is_open("depth")
        window.panels["chart"].state = {}
        assert window.arrange(saved, screens=SCREENS)
        assert not window.is_open("depth")
        assert window.panels["orders"].isVisible()
        assert window.panels["chart"].state == {"interval": "5m"}

    in_window(test, size=(1366, 700))


def test_a_layout_from_a_lost_screen_is_not_used(in_window):
    async def test(window):
        saved = replace(window.layout_now(), place=(9000, 9000, 1600, 900))
        assert not window.arrange(saved, screens=SCREENS)
        assert window.geometry().x() < 2000

    in_window(test)


@pytest.mark.parametrize("state", ["", "%%%", "Z2FyYmFnZQ=="])
def test_a_broken_layout_falls_back_to_the_default(in_window, state):
    async def test(window):
        window.arrange(None, screens=SCREENS)
        assert not window.arrange(replace(window.layout_now(), state=state), screens=SCREENS)
        assert window.panels["chart"].isVisible()

    in_window(test, size=(800, 600))


def test_fits_wants_nearly_the_whole_window_on_one_screen():
    screens = [QRect(0, 0, 1920, 1080)]
    assert fits(SavedLayout(place=(0, 0, 1920, 1080)), screens)
    assert not fits(SavedLayout(place=(1800, 0, 1200, 800)), screens)
    assert not fits(SavedLayout(place=(0, 0, 300, 200)), screens)
    assert not fits(SavedLayout(place=(0, 0, 3840, 2160)), screens)


def test_the_layout_is_written_at_the_end_and_read_at_the_start(qrun, desk, tmp_path):
    async def test():
        worker = Worker("files")
        desk.layouts = LayoutStore(tmp_path / "layout.json", worker)
        assert await desk.layouts.load() is None
        window = desk.window()
        window.arrange(None, screens=SCREENS)
        window.start()
        window.toggle_panel("log")
        await window.aclose()
        saved = await desk.layouts.load()
        assert saved is not None
        assert "log" in saved.panels
        (tmp_path / "layout.json").write_text("{", encoding="utf-8")
        assert await desk.layouts.load() is None
        worker.close()

    qrun(test())


def test_the_layout_is_saved_now_and_then(qrun, desk, tmp_path, clock):
    async def test():
        worker = Worker("files")
        desk.layouts = LayoutStore(tmp_path / "layout.json", worker)
        window = desk.window()
        window.arrange(None, screens=SCREENS)
        window.start()
        await settle()
        window.toggle_panel("log")
        await clock.advance(31)
        await eventually((tmp_path / "layout.json").exists)
        await window.aclose()
        worker.close()

    qrun(test())


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


def test_the_view_menu_closes_and_opens_panels(in_window, desk):
    async def test(window):
        action = desk.actions.action("panel.toggle.depth")
        assert action.isChecked()
        action.trigger()
        assert not window.is_open("depth")
        assert not action.isChecked()
        action.trigger()
        assert window.is_open("depth")
        assert action.isChecked()

    in_window(test)


def test_a_panel_floats_and_comes_back(in_window, desk):
    async def test(window):
        window._manager.setDockWidgetFocused(window._docks["depth"])
        window._float_panel()
        assert window._docks["depth"].isInFloatingContainer()
        window.reset_layout()
        assert not window._docks["depth"].isInFloatingContainer()

    in_window(test)


@pytest.mark.parametrize("name", list(PLACES))
def test_a_floating_panel_is_docked_where_it_came_from(in_window, name):
    def order(window):
        """Who is wholly left of whom, and who above whom."""
        shown = {n: p for n, p in window.panels.items() if p.isVisible()}
        where = {n: QRect(p.mapTo(window, QPoint()), p.size()) for n, p in shown.items()}
        pairs = [(one, other) for one in where for other in where]
        left = {(a, b) for a, b in pairs if where[a].right() < where[b].left()}
        return left, {(a, b) for a, b in pairs if where[a].bottom() < where[b].top()}

    async def test(window):
        window.reveal(name)
        before = order(window)
        window._manager.setDockWidgetFocused(window._docks[name])
        window._float_panel()
        await settle()
        window._manager.setDockWidgetFocused(window._docks[name])
        window._float_panel()
        await settle()
        assert not window._docks[name].isInFloatingContainer()
        window.reveal(name)
        assert order(window) == before

    in_window(test)


def test_a_floating_panel_stays_on_its_screen(in_window):
    async def test(window):
        dock = window._docks["watchlist"]
        dock.setFloating()
        floating = dock.floatingDockContainer()
        room = floating.screen().availableGeometry()
        floating.setGeometry(room.right() - 50, room.bottom() - 40, 400, room.height() + 200)
        keep_on_screen(floating)
        assert room.contains(floating.frameGeometry())

    in_window(test)


def test_a_panel_that_is_wanted_comes_to_the_front_without_the_focus(in_window, desk):
    async def test(window):
        window.toggle_panel("depth")
        edit = window.panels["watchlist"].list
        edit.setFocus()
        desk.wanted.emit("depth")
        assert window.panels["depth"].isVisible()
        assert window.focusWidget() is edit

    in_window(test, size=(1366, 768))


def test_single_keys_work_in_a_floating_panel(in_window, desk):
    async def test(window):
        window._docks["depth"].setFloating()
        floating = window._docks["depth"].floatingDockContainer()
        QTest.keyClick(floating, Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
        assert window.panels["orders"].isVisible()

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


def test_reset_asks_first(in_window, desk):
    async def test(window):
        window.toggle_panel("depth")
        desk.actions.run("view.reset")
        await eventually(lambda: window.findChild(Sheet))
        window.findChild(QPushButton, "confirmNo").click()
        await eventually(lambda: not window._scope.pending)
        assert not window.is_open("depth")
        desk.actions.run("view.reset")
        await eventually(lambda: window.findChild(QPushButton, "confirmYes"))
        window.findChild(QPushButton, "confirmYes").click()
        await eventually(lambda: window.is_open("depth"))

    in_window(test)


def test_the_first_panel_has_the_keyboard_at_the_start(in_window):
    async def test(window):
        window.start()
        focused = window.focusWidget()
        assert window.panels["watchlist"].isAncestorOf(focused) or (
            focused is window.panels["watchlist"]
        )

    in_window(test)


def test_the_sides_keep_their_width_when_the_window_shrinks(in_window):
    async def test(window):
        await settle()
        before = {name: window.panels[name].width() for name in ("watchlist", "ticket")}
        chart = window.panels["chart"].width()
        window.resize(1200, 700)
        await eventually(lambda: window.panels["chart"].width() < chart)
        for name, width in before.items():
            assert abs(window.panels[name].width() - width) < 4
        window.resize(960, 560)
        await settle()
        for name, panel in window.panels.items():
            if panel.isVisible():
                assert panel.width() >= LEAST_WIDTH[PLACES[name]]

    in_window(test)


def test_after_full_screen_a_maximised_window_is_so_again(in_window):
    async def test(window):
        window.showMaximized()
        window._full_screen()
        assert window.isFullScreen()
        window._full_screen()
        assert window.isMaximized()
        assert not window.isFullScreen()

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
