"""Search as you type, in the watchlist and in the palette."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from terminal.ui.search import SearchLine, SearchPalette
from terminal.ui.search_hits import CommandHit
from tests.gui.market_rig import INFY, MarketRig


@pytest.fixture
def rig(clock, failures) -> MarketRig:
    rig = MarketRig(clock, failures)
    rig.load_catalog()
    return rig


@pytest.fixture
def line(rig, theme, qtbot):
    """A search line in a window, with what it said in `line.said`."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    line = SearchLine(catalog=rig.catalog, theme=theme, clock=rig.clock)
    line.said = []
    line.chosen.connect(lambda found: line.said.append(("chosen", found.id)))
    line.asked.connect(lambda action, found: line.said.append((action, found.id)))
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addStretch(1)
    window.show()
    window.activateWindow()
    line.edit.setFocus()
    line.window_kept = window
    return line


def test_enter_takes_the_top_hit_and_empties_the_line(line):
    QTest.keyClicks(line.edit, "infy")
    assert not line.popup.isHidden()
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.said == [("chosen", INFY)]
    assert line.edit.text() == ""
    assert line.popup.isHidden()


def test_words_in_any_order_find_the_option(line, rig):
    QTest.keyClicks(line.edit, "24000 nif ce")
    assert [hit.instrument.id for hit in line.hits] == [rig.call_id()]


def test_down_moves_into_the_hits_where_letters_act(line):
    QTest.keyClicks(line.edit, "infy")
    QTest.keyClick(line.edit, Qt.Key.Key_Down)
    QTest.keyClick(line.popup.view, Qt.Key.Key_S)
    assert line.said == [("sell", INFY)]


@pytest.mark.parametrize(
    ("key", "action"),
    [
        (Qt.Key.Key_B, "buy"),
        (Qt.Key.Key_S, "sell"),
        (Qt.Key.Key_D, "depth"),
        (Qt.Key.Key_C, "chart"),
    ],
)
def test_alt_letters_act_from_the_line(line, key, action):
    QTest.keyClicks(line.edit, "infy")
    QTest.keyClick(line.edit, key, Qt.KeyboardModifier.AltModifier)
    assert line.said == [(action, INFY)]


def test_letters_in_the_line_only_type(line):
    QTest.keyClicks(line.edit, "b")
    assert line.said == []
    assert line.edit.text() == "b"


def test_other_letters_in_the_hits_go_on_typing(line):
    QTest.keyClicks(line.edit, "inf")
    QTest.keyClick(line.edit, Qt.Key.Key_Down)
    QTest.keyClicks(line.popup.view, "y")
    assert line.edit.text() == "infy"
    QTest.keyClick(line.edit, Qt.Key.Key_Backspace)
    assert line.edit.text() == "inf"


def test_nothing_found_is_said(line):
    QTest.keyClicks(line.edit, "zzzz")
    assert "Nothing matches" in line.popup.foot.text()
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.said == []


def test_before_the_master_it_says_to_log_in(clock, failures, theme, qtbot):
    rig = MarketRig(clock, failures)
    line = SearchLine(catalog=rig.catalog, theme=theme, clock=clock)
    qtbot.addWidget(line)
    qtbot.addWidget(line.popup)
    line.start("infy")
    assert "not loaded yet" in line.popup.foot.text()
    rig.load_catalog()
    assert [hit.instrument.id for hit in line.hits] == [INFY]


def test_escape_empties_then_leaves(line):
    left = []
    line.left.connect(lambda: left.append(1))
    QTest.keyClicks(line.edit, "infy")
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert (line.edit.text(), left) == ("", [])
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert left == [1]


def test_hits_stay_inside_the_window(line):
    line.window_kept.resize(300, 200)
    QTest.keyClicks(line.edit, "i")
    assert line.window_kept.rect().contains(line.popup.geometry())


def test_palette_opens_instruments_and_runs_commands(rig, theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    ran, asked = [], []

    def commands(text: str):
        return [CommandHit("Settings", "Ctrl+,", lambda: ran.append(1))] if text == "set" else []

    palette = SearchPalette(
        window, catalog=rig.catalog, theme=theme, clock=rig.clock, commands=commands
    )
    palette.asked.connect(lambda action, found: asked.append((action, found.id)))
    palette.open()
    QTest.keyClicks(palette.line.edit, "set")
    QTest.keyClick(palette.line.edit, Qt.Key.Key_Return)
    assert ran == [1]
    assert palette.isHidden()
    palette.open()
    QTest.keyClicks(palette.line.edit, "infy")
    QTest.keyClick(palette.line.edit, Qt.Key.Key_Return)
    assert asked == [("open", INFY)]
    assert palette.isHidden()


@pytest.fixture
def palette(rig, theme, qtbot):
    """A palette over a window with one button, which has the focus."""
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 600)
    over.button = QPushButton("Elsewhere", over)
    palette = SearchPalette(over, catalog=rig.catalog, theme=theme, clock=rig.clock)
    over.show()
    over.activateWindow()
    over.button.setFocus()
    palette.over_kept = over
    return palette


def test_one_escape_closes_the_palette_and_gives_the_focus_back(palette):
    palette.open()
    QTest.keyClicks(palette.line.edit, "qqqq")
    QTest.keyClick(palette.line.edit, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert palette.over_kept.button.hasFocus()
    palette.open()
    assert palette.line.edit.text() == ""
    assert "qqqq" not in palette.line.popup.foot.text()


def test_the_palette_goes_when_the_focus_does(palette):
    palette.open()
    QTest.keyClicks(palette.line.edit, "infy")
    palette.over_kept.button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert palette.isHidden()
    assert palette.over_kept.button.hasFocus()


def test_the_palette_stays_while_its_hits_have_the_focus(palette):
    palette.open()
    QTest.keyClicks(palette.line.edit, "infy")
    QTest.keyClick(palette.line.edit, Qt.Key.Key_Down)
    assert not palette.isHidden()
    assert palette.line.popup.view.hasFocus()


def test_after_a_choice_the_focus_is_where_it_was(palette):
    palette.open()
    QTest.keyClicks(palette.line.edit, "infy")
    QTest.keyClick(palette.line.edit, Qt.Key.Key_Return)
    assert palette.isHidden()
    assert palette.over_kept.button.hasFocus()
