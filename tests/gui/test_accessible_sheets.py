"""Every window beside the main one, walked: names, labels, the way of Tab, and where the focus is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from terminal.runtime.tasks import TaskScope
from terminal.runtime.worker import Worker
from terminal.ui.tabs import hand_focus, heir_of
from terminal.ui.theme import Theme
from tests.access import (
    backward_steps,
    nameless,
    nameless_verbs,
    spoken,
    unlabelled,
    walk_with_tab,
)
from tests.fakes.clock import eventually, settle
from tests.gui.conftest import Failures
from tests.gui.frame_desk import make_view
from tests.gui.sheets import SHEETS, Stage, make_tray
from tests.gui.test_lock_cover import cheap, locked  # noqa: F401  fixtures
from tests.gui.window_fixtures import desk, in_window  # noqa: F401  fixtures


def faults_of(window: QWidget) -> list[str]:
    """Return all that keeps a person without mouse or without sight from using a window."""
    known = not window.isWindow() or spoken(window) or window.windowTitle()
    found = [] if known else ["the window has no name"]
    found += nameless(window)
    if isinstance(window, QFileDialog):
        return found  # the rest of it is Qt's, or the desktop's
    found += [f"no label: {each}" for each in unlabelled(window)]
    found += [f"Tab goes back: {each}" for each in backward_steps(window)]
    unreached, same = walk_with_tab(window)
    found += [f"Tab does not come to: {each}" for each in unreached]
    found += [f"the focus cannot be seen: {each}" for each in same]
    return found


@pytest.fixture
def stage(qrun: Callable, theme: Theme, tmp_path: Path, failures: Failures):
    worker = Worker("stage")
    made: list[Stage] = []

    async def make() -> None:
        made.append(Stage(theme, tmp_path, worker, failures))

    qrun(make())
    yield made[0]

    async def end() -> None:
        made[0].ground.deleteLater()
        await made[0].scope.aclose()
        await made[0].store.aclose()
        await worker.aclose()

    qrun(end())


def test_every_window_can_be_used_without_mouse_and_without_sight(stage: Stage, qrun: Callable):
    found: list[str] = []

    async def look() -> None:
        for name, make in SHEETS.items():
            window = make(stage)
            window.show()
            window.activateWindow()
            await eventually(window.isActiveWindow)
            found.extend(f"{name}: {fault}" for fault in faults_of(window))
            if isinstance(scope := getattr(window, "scope", None), TaskScope):
                await scope.aclose()
            window.close()
            window.deleteLater()
            await settle()
        over = QWidget()
        tray = make_tray(stage, over)
        found.extend(nameless_verbs(tray.menu))
        tray.stop()
        over.deleteLater()

    qrun(look())
    assert not found, "\n".join(found)


def test_a_locked_window_can_be_opened_without_mouse_and_without_sight(locked):
    async def test(window, lock, cover):
        lock.lock()
        window.activateWindow()
        await eventually(window.isActiveWindow)
        found = faults_of(cover)
        assert not found, "\n".join(found)

    locked(test)


def test_the_top_bar_with_the_pill_of_safe_mode_can_be_walked(in_window, desk):
    async def test(window):
        desk.views = [make_view()]
        window.top.refresh()
        pressed: list[bool] = []
        tip = "Panels stand as shipped. Click to leave it."
        window.top.add_pill("safePill", "SAFE MODE", tip, lambda: pressed.append(True))
        window.activateWindow()
        await eventually(window.isActiveWindow)
        pill = window.top.findChild(QPushButton, "safePill")
        assert (pill.accessibleName() or pill.text()) == "SAFE MODE"
        assert pill.accessibleDescription() == tip
        pill.setFocus()
        QTest.keyClick(pill, Qt.Key.Key_Space)
        assert pressed == [True]
        found = faults_of(window.top)
        assert not found, "\n".join(found)
        window.top.open_menu()
        (menu,) = (
            w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()
        )
        assert menu.actions()
        assert not nameless_verbs(menu)
        menu.close()

    in_window(test)


def bad_window() -> QDialog:
    """Return a window with one fault of each kind."""
    window = QDialog()
    window.setWindowTitle("Bad")
    row = QHBoxLayout(window)
    glyph, skipped, field = QPushButton("✕"), QPushButton("Skipped"), QLineEdit()
    skipped.setFocusPolicy(skipped.focusPolicy().NoFocus)
    field.setAccessibleName("Price")
    field.setPlaceholderText("Price")
    hidden = QPushButton("Seen")
    hidden.setStyleSheet("border: none; background: black; color: white; outline: none;")
    for part in (glyph, skipped, field, hidden):
        row.addWidget(part)
    return window


def test_the_rules_find_what_they_are_for(qtbot, theme: Theme):
    window = bad_window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    faults = faults_of(window)
    for kind in ("says '✕'", "no label: QLineEdit", "Tab does not come to: QPushButton"):
        assert sum(kind in fault for fault in faults) == 1, faults
    assert sum("the focus cannot be seen" in fault for fault in faults) == 1, faults


def test_tab_stops_before_the_part_that_a_panel_hands_its_focus_to(qtbot):
    window, panel = QWidget(), QWidget()
    qtbot.addWidget(window)
    first, before, heir = QLineEdit(), QLineEdit(), QLineEdit()
    QHBoxLayout(window).addWidget(first)
    row = QHBoxLayout(panel)
    row.addWidget(before)
    row.addWidget(heir)
    window.layout().addWidget(panel)
    hand_focus(panel, heir)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert before.hasFocus()
    panel.setFocus()
    assert heir.hasFocus()
    assert heir_of(panel) is heir


def test_a_label_or_own_words_make_a_field_known(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    field, box, bare = QLineEdit(), QCheckBox("Depth"), QCheckBox()
    label = QLabel("Price")
    label.setBuddy(field)
    for part in (label, field, box, bare):
        row.addWidget(part)
    window.show()
    assert len(unlabelled(window)) == 1
