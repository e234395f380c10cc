"""The log: what the user was told, and what the program wrote down, with a filter and a copy button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout
from typing_extensions import override

from terminal.runtime.log import LogRing
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.models.log import (
    ERRORS,
    EVERYTHING,
    MESSAGES,
    WARNINGS,
    LogLines,
    LogModel,
    LogRow,
)
from terminal.ui.notices import Notices
from terminal.ui.panel import Panel
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme

_FILTERS = (
    ("Notices", MESSAGES),
    ("Everything", EVERYTHING),
    ("Warnings and errors", WARNINGS),
    ("Errors", ERRORS),
)


class LogPanel(Panel):
    """Follows the newest line unless the user scrolled up."""

    def __init__(
        self,
        *,
        ring: LogRing,
        notices: Notices,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__("log", "Log", theme=theme, frame=frame, on_failure=on_failure)
        self._lines = LogLines(ring, notices)
        self._notices = notices
        self._dirty = True
        self._level = QComboBox(self)
        self._level.setObjectName("logLevel")
        self._level.setAccessibleName(tr("What to show"))
        for title, level in _FILTERS:
            self._level.addItem(told(title), level)
        self._level.currentIndexChanged.connect(self._changed)
        self._text = QLineEdit(self)
        self._text.setObjectName("logFilter")
        self._text.setAccessibleName(tr("Show lines that contain"))
        self._text.setPlaceholderText(tr("Show lines that contain…"))
        self._text.setClearButtonEnabled(True)
        self._text.textChanged.connect(self._changed)
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        copy = QPushButton(tr("Copy shown"), self)
        copy.setObjectName("logCopy")
        theme.wear(copy, "copy")
        copy.setToolTip(tr("Copies the lines shown, whole, without secrets."))
        copy.clicked.connect(self.copy_shown)
        self.model = LogModel()
        self.table = LiveTable("logTable", "Log", theme=theme)
        self.table.use_model(self.model)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 5, 8, 5)
        bar.setSpacing(8)
        bar.addWidget(self._level)
        bar.addWidget(self._text, 1)
        bar.addWidget(self._count)
        bar.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self.hand_focus(self.table)
        self.on_frame()

    @override
    def on_frame(self) -> None:
        if not (self._lines.pull() or self._dirty):
            return
        self._dirty = False
        bar = self.table.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 4
        rows = self._lines.rows(str(self._level.currentData()), self._text.text())
        self.model.set_rows(rows)
        self._count.setText(told(f"{len(rows)} line{'' if len(rows) == 1 else 's'}"))
        if rows:
            self.hide_empty()
        else:
            self.show_empty(self._why_empty(), over=self.table.viewport())
        if follows:
            self.table.scrollToBottom()
        if self.isVisible() and self._notices.unseen and self._level.currentData() == MESSAGES:
            self._notices.mark_seen()

    def copy_shown(self) -> None:
        """Put the shown lines on the clipboard, tracebacks included."""
        QGuiApplication.clipboard().setText("\n".join(map(_line, self.model.rows)))

    @override
    def save_state(self) -> dict[str, object]:
        return {"level": self._level.currentData(), "table": self.table.save_state()}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        place = self._level.findData(state.get("level"))
        if place >= 0:
            self._level.setCurrentIndex(place)
        table = state.get("table")
        if isinstance(table, dict):
            self.table.restore_state(table)

    def _changed(self) -> None:
        self._dirty = True
        self.on_frame()

    def _why_empty(self) -> str:
        if self._text.text():
            return "No line contains that."
        if self._level.currentData() == MESSAGES:
            return "Nothing to report. Fills, rejections and connection changes appear here."
        return "No lines at this level."


def _line(row: LogRow) -> str:
    return (
        f"{fmt.date_ist(row.time_ns)} {fmt.time_ist(row.time_ns, ms=True)} {row.source}: {row.text}"
    )
