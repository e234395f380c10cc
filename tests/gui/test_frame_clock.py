"""The one frame timer."""

from PySide6.QtWidgets import QStackedWidget, QWidget


class Counter(QWidget):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.frames = 0

    def on_frame(self):
        self.frames += 1


def test_only_what_can_be_seen_is_called(qtbot, frame):
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    front, back = Counter(), Counter()
    stack.addWidget(front)
    stack.addWidget(back)
    frame.add(front, front.on_frame)
    frame.add(back, back.on_frame)
    frame.tick()
    assert (front.frames, back.frames) == (0, 0)
    stack.show()
    frame.tick()
    assert (front.frames, back.frames) == (1, 0)
    stack.setCurrentWidget(back)
    frame.tick()
    assert (front.frames, back.frames) == (1, 1)


def test_a_failing_panel_is_reported_and_the_others_go_on(qtbot, frame, failures):
    first, second = Counter(), Counter()
    for widget in (first, second):
        qtbot.addWidget(widget)
        widget.show()

    def broken():
        raise ValueError("broken")

    frame.add(first, broken)
    frame.add(second, second.on_frame)
    frame.tick()
    frame.tick()
    assert second.frames == 2
    assert [str(error) for _, error in failures.take()] == ["broken", "broken"]


def test_undo_ends_it_and_a_dead_panel_leaves_by_itself(qtbot, frame):
    widget = Counter()
    qtbot.addWidget(widget)
    widget.show()
    undo = frame.add(widget, widget.on_frame)
    frame.tick()
    undo()
    frame.tick()
    assert widget.frames == 1
    gone = Counter()
    frame.add(gone, gone.on_frame)
    del gone
    frame.tick()
    assert not frame._entries


def test_stats_tell_the_slow_frame(frame, clock):
    for _ in range(98):
        frame.tick()
        clock.set(clock.now_ns() + 16_000_000)
    frame.tick()
    clock.set(clock.now_ns() + 90_000_000)
    frame.tick()
    stats = frame.stats()
    assert stats.frames == 99
    assert stats.interval_p50_ms == 16
    assert stats.interval_p99_ms == 90
    frame.reset_stats()
    assert frame.stats().frames == 0
