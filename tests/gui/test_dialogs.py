"""Questions: over which window they stand, and what they block."""

import asyncio

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from terminal.ui.dialogs import Sheet, ask
from tests.fakes.clock import eventually


def test_the_question_of_a_panel_in_no_window_stands_over_the_main_window(qrun, qtbot):
    window, panel = QMainWindow(), QWidget()
    qtbot.addWidget(window)
    qtbot.addWidget(panel)
    cancel = QAction("Cancel all", window)
    cancel.setProperty("safety", True)
    window.addAction(cancel)
    window.show()

    async def test():
        sheet = Sheet(panel.window(), name="question", heading="Exit?")
        answer = asyncio.ensure_future(ask(sheet))
        await eventually(sheet.isVisible)
        assert sheet.parentWidget() is window
        assert cancel in sheet.actions()
        sheet.reject()
        assert await answer == 0

    qrun(test())
