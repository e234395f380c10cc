"""Notices, toasts, and the one strip for what should never happen."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from terminal.domain.errors import BrokerRefused
from terminal.ui.notices import CrashStrip, Notices, Toasts

SECOND_NS = 1_000_000_000


@pytest.fixture
def notices(clock, failures):
    return Notices(clock=clock, on_failure=failures)


@pytest.fixture
def toasts(qtbot, notices, theme):
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1000, 600)
    over.show()
    return Toasts(over, notices=notices, theme=theme, seconds=lambda: 6)


def titles(toasts):
    return [toast.findChild(QLabel, "toastTitle").text() for toast in toasts.shown]


def test_at_most_three_toasts_the_oldest_gives_way(notices, toasts):
    for number in range(5):
        notices.post("info", f"Notice {number}")
    assert titles(toasts) == ["Notice 2", "Notice 3", "Notice 4"]
    assert [entry.title for entry in notices.entries()] == [f"Notice {n}" for n in range(5)]


def test_equal_notices_are_counted_not_stacked(notices, toasts):
    for _ in range(4):
        notices.post("warn", "Reconnecting", "In 2 s")
    assert titles(toasts) == ["Reconnecting  ×4"]
    (entry,) = notices.entries()
    assert entry.count == 4
    assert notices.unseen == 1


def test_the_same_words_much_later_are_news(notices, clock):
    notices.post("warn", "Reconnecting")
    clock.set(clock.now_ns() + 60 * SECOND_NS)
    notices.post("warn", "Reconnecting")
    assert len(notices.entries()) == 2


def test_a_click_tells_whose_row_it_is_and_takes_the_toast_away(notices, toasts):
    clicked = []
    notices.clicked.connect(lambda entry: clicked.append(entry.key))
    notices.post("good", "Bought 10 INFY", key="ORDER1")
    QTest.mouseClick(toasts.shown[0], Qt.MouseButton.LeftButton)
    assert clicked == ["ORDER1"]
    assert toasts.shown == []


def test_a_toast_leaves_by_itself_and_waits_under_the_mouse(notices, toasts, monkeypatch):
    at = QPoint(-5_000, -5_000)
    monkeypatch.setattr(QCursor, "pos", lambda: at)
    toasts._over.activateWindow()
    notices.post("info", "Hello")
    notices.post("bad", "Refused")
    hello, refused = toasts.shown
    assert hello._timer.interval() == 6_000
    assert refused._timer.interval() == 12_000
    at = hello.mapToGlobal(QPoint(20, 10))
    hello._timer.timeout.emit()
    assert titles(toasts) == ["Hello", "Refused"]
    assert hello._timer.isActive()
    at = QPoint(-5_000, -5_000)
    hello._timer.timeout.emit()
    assert titles(toasts) == ["Refused"]
    refused.findChild(QToolButton, "toastClose").click()
    assert toasts.shown == []


def test_a_toast_that_moved_away_from_a_resting_mouse_does_not_stay(notices, toasts, monkeypatch):
    notices.post("info", "Hello")
    (hello,) = toasts.shown
    QApplication.sendEvent(hello, QEnterEvent(QPointF(), QPointF(), QPointF()))
    at = hello.mapToGlobal(QPoint(20, 10))
    monkeypatch.setattr(QCursor, "pos", lambda: at)
    toasts._over.resize(1000, 1000)  # no leave event comes: the mouse did not move
    QTest.qWait(1)
    assert hello._timer.isActive()
    hello._timer.timeout.emit()
    assert toasts.shown == []


def test_toasts_lie_inside_the_window_above_each_other(notices, toasts):
    notices.post("info", "One", "A text that is rather long. " * 6)
    notices.post("info", "Two")
    first, second = toasts.shown
    assert first.geometry().bottom() < second.geometry().top()
    assert toasts._over.rect().contains(first.geometry())
    toasts._over.resize(700, 500)
    QTest.qWait(1)
    assert toasts._over.rect().contains(second.geometry())


@pytest.mark.parametrize("words", [0, 5, 30, 90])
def test_a_toast_is_high_enough_for_its_words(notices, toasts, words):
    notices.post("bad", "Log-in did not work", "word " * words)
    (toast,) = toasts.shown
    QTest.qWait(1)
    for name in ("toastTitle", "toastText"):
        label = toast.findChild(QLabel, name)
        assert label.isHidden() or label.height() >= label.heightForWidth(label.width())


def test_an_expected_error_is_told_in_its_own_sentence(notices):
    notices.error(BrokerRefused("Margin is short by ₹1,200.", hint="Add funds or sell less."))
    entry = notices.entries()[-1]
    assert (entry.level, entry.title, entry.text) == (
        "bad",
        "Margin is short by ₹1,200.",
        "Add funds or sell less.",
    )
    notices.error(BrokerRefused("No.", hint="Ask."), title="Logging out failed")
    assert notices.entries()[-1].text == "No. Ask."


def test_a_crash_is_shown_once_with_a_report_without_secrets(qtbot, notices, theme, toasts):
    strip = CrashStrip(notices=notices, theme=theme)
    qtbot.addWidget(strip)
    notices.crash("ValueError in panel.chart", "Traceback\nValueError: access_token=s3cr3t")
    assert strip.isVisible()
    assert "Orders and prices go on" in strip.findChild(QLabel, "crashText").text()
    assert toasts.shown == []
    strip.findChild(QPushButton, "crashCopy").click()
    report = QGuiApplication.clipboard().text()
    assert "ValueError" in report
    assert "s3cr3t" not in report
    strip.findChild(QPushButton, "crashDismiss").click()
    notices.crash("ValueError in panel.chart", "again")
    assert not strip.isVisible()
    notices.crash("KeyError in panel.depth", "other")
    assert strip.isVisible()
