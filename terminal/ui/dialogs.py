"""Questions that wait without a nested loop: `await ask(dialog)`.

`exec()` inside a coroutine would strand every other task. A dialog opens window-modal and its
`finished` signal resolves a future; cancelling the wait closes the dialog.
"""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme


async def ask(dialog: QDialog) -> int:
    """Open a dialog over its parent's window and return its result code; it is deleted afterwards."""
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def on_finished(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    dialog.finished.connect(on_finished)
    parent = dialog.parentWidget()
    front = _front_window()
    if parent is not None and front is not None and not parent.window().isVisible():
        # A panel behind another tab is in no window: the question would block none and stand alone.
        dialog.setParent(front, dialog.windowFlags())
        parent = front
    if parent is not None:
        # A modal dialog takes the window's shortcuts away; cancel and kill must survive it.
        dialog.addActions([a for a in parent.window().actions() if a.property("safety")])
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.finished.disconnect(on_finished)
        dialog.hide()
        dialog.deleteLater()


def _front_window() -> QWidget | None:
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)]
    return QApplication.activeWindow() or next((w for w in windows if w.isVisible()), None)


class Sheet(QDialog):
    """A dialog in the house style: heading, text, a body to fill, buttons on the right.

    The safe button is the default one; `Esc` rejects.
    """

    def __init__(self, parent: QWidget | None, *, name: str, heading: str, text: str = "") -> None:
        super().__init__(parent)
        heading, text = told(heading), told(text)
        self.setObjectName(name)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setMinimumWidth(420)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(12)
        title = QLabel(heading, self)
        title.setProperty("role", "heading")
        title.setWordWrap(True)
        outer.addWidget(title)
        self.message = QLabel(text, self)
        self.message.setObjectName(f"{name}.text")
        self.message.setWordWrap(True)
        self.message.setProperty("role", "muted")
        self.message.setVisible(bool(text))
        outer.addWidget(self.message)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._left = 0
        outer.addSpacing(4)
        outer.addLayout(self._buttons)

    def add_button(
        self, name: str, text: str, *, kind: str = "", default: bool = False
    ) -> QPushButton:
        """Add a button at the right end; the caller connects it."""
        button = QPushButton(told(tr(text)), self)
        button.setObjectName(name)
        button.setAccessibleName(told(tr(text)))
        button.setAutoDefault(True)  # Enter is meant for the button that has the focus
        button.setDefault(default)
        if kind:
            button.setProperty("kind", kind)
        self._buttons.addWidget(button)
        return button

    def add_left_button(self, name: str, text: str) -> QPushButton:
        """Add a button at the left end, for what is not an answer; the caller connects it."""
        button = self.add_button(name, text)
        self._buttons.removeWidget(button)
        self._left += 1
        self._buttons.insertWidget(self._left - 1, button)
        return button


async def confirm(
    parent: QWidget | None,
    *,
    heading: str,
    text: str,
    yes: str,
    no: str = "Cancel",
    danger: bool = False,
) -> bool:
    """Ask a yes-or-no question; the default button is the harmless one."""
    sheet = Sheet(parent, name="confirmSheet", heading=heading, text=text)
    refuse = sheet.add_button("confirmNo", no, default=True)
    accept = sheet.add_button("confirmYes", yes, kind="danger" if danger else "primary")
    refuse.clicked.connect(sheet.reject)
    accept.clicked.connect(sheet.accept)
    refuse.setFocus()
    return await ask(sheet) == QDialog.DialogCode.Accepted


class KeySheet(Sheet):
    """All keys that work now, in sections, two columns wide."""

    def __init__(
        self, parent: QWidget | None, *, theme: Theme, rows: list[tuple[str, str, str]]
    ) -> None:
        super().__init__(parent, name="keySheet", heading="Keys")
        self.setMinimumSize(760, 520)
        # All keys at once where the screen is high enough.
        room = 680 if parent is None else parent.window().height() - 120
        self.resize(940, max(520, min(880, room)))
        inner = QWidget(self)
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(10, 8, 12, 8)
        columns.setSpacing(32)
        sections: dict[str, list[tuple[str, str]]] = {}
        for section, key, text in rows:
            sections.setdefault(section, []).append((key, text))
        sides = (QVBoxLayout(), QVBoxLayout())
        heights = [0, 0]
        for section, lines in sections.items():
            side = 0 if heights[0] <= heights[1] else 1
            heights[side] += len(lines) + 2
            sides[side].addWidget(_key_section(inner, theme, section, lines))
        for side_layout in sides:
            side_layout.setSpacing(14)
            side_layout.addStretch(1)
            columns.addLayout(side_layout, 1)
        area = QScrollArea(self)
        area.setAccessibleName(tr("Keys"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        done = self.add_button("keySheetClose", "Close", default=True)
        done.clicked.connect(self.accept)
        QShortcut(QKeySequence("Ctrl+F1"), self, self.accept)


def _key_section(
    parent: QWidget, theme: Theme, section: str, lines: list[tuple[str, str]]
) -> QWidget:
    box = QWidget(parent)
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 112)
    title = QLabel(section, box)
    title.setProperty("role", "section")
    grid.addWidget(title, 0, 0, 1, 2)
    for number, (key, text) in enumerate(lines, start=1):
        cap = QLabel(key, box)
        cap.setProperty("role", "key")
        cap.setFont(theme.font(-1))
        what = QLabel(text, box)
        what.setWordWrap(True)
        grid.addWidget(cap, number, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(what, number, 1)
    return box
