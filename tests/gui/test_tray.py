"""The tray's icon: what it says, what it does, and what a locked terminal keeps to itself."""

import pytest
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from terminal.ui.tray import Tray, TraySources
from tests.gui.frame_desk import make_view


class Rig:
    def __init__(self) -> None:
        self.views = []
        self.pnl: float | None = 690.0
        self.private = False
        self.engaged = False
        self.wanted = True
        self.calls: list[str] = []

    def sources(self) -> TraySources:
        def engage():
            self.engaged = True
            self.calls.append("kill")

        return TraySources(
            accounts=lambda: self.views,
            day_title=lambda: "Day P&L",
            day_pnl=lambda: self.pnl,
            private=lambda: self.private,
            kill_engaged=lambda: self.engaged,
            engage_kill=engage,
            wanted=lambda: self.wanted,
            quit=lambda: self.calls.append("quit"),
        )


@pytest.fixture
def rig():
    return Rig()


@pytest.fixture
def has_tray(monkeypatch):
    """This desktop has a tray, or has none: `has_tray(False)`."""

    def say(there: bool):
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: there))

    say(True)
    return say


@pytest.fixture
def tray(qtbot, rig, theme, has_tray):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tray = Tray(window, sources=rig.sources(), theme=theme)
    tray.window = window
    yield tray
    tray.stop()


def action(tray, name):
    found = {
        each.objectName(): each for menu in (tray.menu, *_submenus(tray)) for each in menu.actions()
    }
    return found[name]


def _submenus(tray):
    return [each.menu() for each in tray.menu.actions() if each.menu() is not None]


def test_the_tip_tells_connection_and_result_of_the_day(tray, rig):
    assert tray.tip.startswith("Not logged in")
    rig.views = [make_view()]
    tray.refresh()
    assert tray.tip == "Practice, connected\nDay P&L: +₹690.00"
    rig.views = [make_view(practice=False, connection="waiting"), make_view()]
    tray.refresh()
    assert tray.tip.startswith("Connecting")
    rig.views = [make_view(practice=False, connection="login_needed")]
    rig.pnl = None
    tray.refresh()
    assert tray.tip == "Log in again"


def test_a_locked_terminal_tells_no_figure(tray, rig):
    rig.views, rig.private = [make_view()], True
    tray.refresh()
    assert "690" not in tray.tip
    assert tray._icon.toolTip() == tray.tip


def test_the_window_hides_and_comes_back(tray):
    assert action(tray, "tray.show").text() == "Hide the window"
    action(tray, "tray.show").trigger()
    assert not tray.window.isVisible()
    tray.refresh()
    assert action(tray, "tray.show").text() == "Show the window"
    action(tray, "tray.show").trigger()
    assert tray.window.isVisible()


def test_the_kill_switch_is_two_presses_away_and_fires_once(tray, rig):
    assert "tray.kill" not in [each.objectName() for each in tray.menu.actions()]
    kill = action(tray, "tray.kill")
    kill.trigger()
    tray.refresh()
    assert rig.calls == ["kill"]
    assert not kill.isEnabled()
    action(tray, "tray.quit").trigger()
    assert rig.calls == ["kill", "quit"]


def test_switched_off_while_hidden_the_window_comes_back(tray, rig):
    tray.toggle_window()
    rig.wanted = False
    tray.refresh()
    assert not tray.shown
    assert tray.window.isVisible()
    rig.wanted = True
    tray.refresh()
    assert tray.shown


def test_without_a_tray_nothing_is_shown_and_a_late_one_is_found(qtbot, rig, theme, has_tray):
    has_tray(False)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tray = Tray(window, sources=rig.sources(), theme=theme)
    assert not tray.shown
    assert not tray.tell("title", "text")
    has_tray(True)
    tray.refresh()
    assert tray.shown
    tray.stop()


def test_the_icon_wears_the_state(tray, rig):
    rig.views = [make_view()]
    tray.refresh()
    good = tray._icon.icon().pixmap(64, 64).toImage()
    rig.views = [make_view(connection="waiting")]
    tray.refresh()
    assert tray._icon.icon().pixmap(64, 64).toImage() != good
