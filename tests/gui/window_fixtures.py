"""A window for tests: `in_window` runs a coroutine with it shown. Import the fixtures you use."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent

from tests.gui.frame_desk import FrameDesk

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
