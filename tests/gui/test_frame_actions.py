"""The table of commands."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from terminal.ui.actions import LISTS, SPECS, Actions, Spec


@pytest.fixture
def actions(theme):
    return Actions(theme)


def test_no_key_is_given_twice():
    keys = [spec.key for spec in SPECS if spec.key]
    assert len(keys) == len(set(keys))
    assert len({spec.id for spec in SPECS}) == len(SPECS)


def test_a_command_nobody_serves_is_in_no_menu_and_on_no_sheet(actions, qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    actions.fill_menu(menu, "Orders")
    assert menu.isEmpty()
    assert actions.sheet() == []
    actions.bind("orders.cancel_all", lambda: None)
    actions.fill_menu(menu, "Orders")
    assert [action.text() for action in menu.actions()] == ["Cancel all open orders"]
    assert actions.sheet() == [("Orders", "Shift+F7", "Cancel all open orders")]


def test_a_key_or_id_that_is_taken_is_refused(actions):
    with pytest.raises(ValueError, match="F7"):
        actions.add(Spec(id="new", text="New", menu="View", rank=1, key="F7"))
    with pytest.raises(ValueError, match="search"):
        actions.add(Spec(id="search", text="New", menu="View", rank=1))


def test_a_held_key_acts_once(actions):
    done = []
    actions.add(Spec(id="go", text="Go", menu="", rank=0, key="P", where=LISTS))
    action = actions.bind("go", lambda: done.append(1))
    assert not action.autoRepeat()
    none = Qt.KeyboardModifier.NoModifier
    assert actions.press(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, none, "p"))
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, none, "p", autorep=True)
    assert not actions.press(held)
    assert done == [1]
    control = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier, "p"
    )
    assert not actions.press(control)


def test_every_command_explains_itself(actions):
    for spec in SPECS:
        action = actions.bind(spec.id, lambda: None)
        assert action.objectName() == f"action.{spec.id}"
        assert action.toolTip()
        assert not spec.key or spec.key in action.toolTip()


def test_commands_are_found_by_their_words(actions):
    done = []
    actions.bind("orders.cancel_all", lambda: done.append(1))
    ((title, key, verb),) = actions.matching("all canc")
    assert (title, key) == ("Cancel all open orders", "Shift+F7")
    verb()
    assert done == [1]
    assert actions.matching("") == []
    assert actions.matching("theme") == []
