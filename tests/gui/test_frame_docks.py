"""The window's docks: where panels stand, float and come back, and how a layout is kept."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from terminal.runtime.worker import Worker
from terminal.ui.dialogs import Sheet
from terminal.ui.layouts import LEAST_WIDTH, LayoutStore, SavedLayout, fits, keep_on_screen
from tests.fakes.clock import eventually, settle
from tests.gui.frame_desk import PLACES
from tests.gui.window_fixtures import SCREENS, SECOND_NS, desk, in_window, press, right_of  # noqa: F401  fixtures


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
