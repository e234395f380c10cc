"""The parts of the mutual funds panel by themselves: slices, countdown words, the sentence button."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from terminal.mutual.cutoff import CutOff
from terminal.ui.mutual.allocation import SHOWN, Allocation, slices_of
from terminal.ui.mutual.cutoff_line import left_text, sentence
from terminal.ui.mutual.fields import Facts, RuleRow, SentenceButton
from terminal.ui.mutual.form import read_amount, read_count, read_units
from terminal.ui.mutual.sip_forms import first_day
from tests.fakes.clock import START_NS

HOUR_NS = 3600 * 1_000_000_000


def test_small_parts_are_one_and_shares_add_up():
    parts = [(f"F{n}", Decimal(n)) for n in range(1, 11)]
    slices = slices_of(parts)
    assert [s.name for s in slices] == ["F10", "F9", "F8", "F7", "F6", "F5", "The rest (4)"]
    assert sum(s.share for s in slices) == pytest.approx(100)
    assert slices[-1].value == 10


def test_one_part_more_than_fits_needs_no_rest():
    slices = slices_of([(f"F{n}", Decimal(1)) for n in range(SHOWN + 1)])
    assert len(slices) == SHOWN + 1
    assert all("rest" not in s.name for s in slices)


def test_nothing_of_value_makes_no_ring():
    assert slices_of([]) == slices_of([("A", Decimal(0))]) == []


@pytest.mark.parametrize("width", [180, 420])
def test_the_ring_is_painted_and_tells_what_is_under_the_mouse(qtbot, theme, width):
    chart = Allocation(theme)
    qtbot.addWidget(chart)
    chart.show_parts([("Equity", Decimal(75)), ("Debt", Decimal(25))])
    chart.resize(width, 300)
    picture: QImage = chart.grab().toImage()
    ring = chart.ring
    colors = {
        picture.pixelColor(x, y).rgb()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }
    assert {ring.color(0).rgb(), ring.color(1).rgb()} <= colors
    box = ring._ring
    right = QPointF(box.right() - box.width() * 0.1, box.center().y())
    upper_left = QPointF(box.left() + box.width() * 0.22, box.top() + box.height() * 0.22)
    assert ring.slice_at(right) == 0
    assert ring.slice_at(upper_left) == 1
    assert ring.slice_at(box.center()) == -1


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (200_000, "2 days 7 h"),
        (90_000, "1 day 1 h"),
        (3900, "1 h 05 min"),
        (2520, "42 min"),
        (65, "1 min 05 s"),
        (9, "9 s"),
        (-5, "0 s"),
    ],
)
def test_time_left(seconds, text):
    assert left_text(seconds) == text


def test_the_countdown_names_the_day_where_it_is_not_today():
    cut = CutOff(closes_ns=START_NS + 2 * HOUR_NS, nav_day=date(2026, 11, 20), text="")
    assert sentence(cut, START_NS) == (
        "Orders before 11:15 IST get the NAV of Fri 20 Nov · 2 h 00 min left"
    )
    assert "before 11:15 IST on Fri 20 Nov get" in sentence(cut, START_NS - 20 * HOUR_NS)


def test_a_long_sentence_is_cut_in_sight_and_whole_for_the_ear(qtbot, theme):
    button = SentenceButton("b", theme)
    qtbot.addWidget(button)
    button.resize(200, 40)
    whole = "Buy for ₹5,000: A Very Long Name of a Fund & Its Friends - Direct Plan Growth · ZA1234"
    button.say(whole)
    assert button.text().count("\n") == 1
    assert "…" in button.text()
    assert button.text().endswith("ZA1234")
    assert button.toolTip() == button.accessibleName() == button.sentence == whole
    button.say("Buy A & B")
    assert button.text() == "Buy A && B"
    assert button.toolTip() == ""


def test_a_rule_is_read_aloud_with_its_field_and_gives_way_to_an_objection(qtbot, theme):
    from PySide6.QtWidgets import QLineEdit

    edit = QLineEdit()
    row = RuleRow("Amount", edit, theme=theme)
    qtbot.addWidget(row)
    height = row.height()
    row.set_rule("₹500 or more.")
    assert (edit.accessibleName(), edit.accessibleDescription()) == ("Amount", "₹500 or more.")
    row.object("₹5 is too little.", "Enter ₹500.")
    assert row.text == "₹5 is too little."
    assert edit.accessibleDescription() == "₹5 is too little. Enter ₹500."
    assert edit.property("error") is True
    row.object("")
    assert row.text == "₹500 or more."
    assert edit.property("error") is False
    assert row.height() == height


def test_facts_leave_out_what_is_not_known(qtbot):
    facts = Facts()
    qtbot.addWidget(facts)
    facts.set_facts([("State", "Open"), ("Folio", ""), ("Units", "1.000")])
    assert facts.shown == [("State", "Open"), ("Units", "1.000")]
    facts.arrange(2)
    assert facts.shown == [("State", "Open"), ("Units", "1.000")]


def test_what_is_typed_is_read_or_said_to_be_unreadable():
    assert read_amount("1.5l") == (Decimal(150000), "")
    assert read_amount(" ") == (None, "")
    assert read_amount("x")[0] is None
    assert read_units("1,000.125") == (Decimal("1000.125"), "")
    assert "not a number of units" in read_units("ten")[1]
    assert read_count("12", "day") == (12, "")
    assert read_count("-3", "day") == (None, "'-3' is not a day.")
    assert read_count("²", "day")[0] is None


def test_the_first_day_is_in_this_month_or_the_next():
    today = date(2026, 12, 20)
    assert first_day(25, today) == "First on 25 Dec"
    assert first_day(20, today) == "20 Dec is past: first on 20 Jan"
