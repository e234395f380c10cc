"""The page of coverage: the calendar of the chosen underlying, and what can be done about its gaps."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.history import SeriesKind
from terminal.history.jobs import DayCoverage, DayState
from terminal.history.service import HistoryService
from terminal.runtime.tasks import TaskScope
from terminal.ui.downloads import words
from terminal.ui.downloads.heatmap import Cell, HeatMap
from terminal.ui.downloads.latest import Latest
from terminal.ui.downloads.page import Page, Said
from terminal.ui.i18n import told
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel

_OPEN = {DayState.MISSING, DayState.PARTIAL, DayState.FAILED}


class CoveragePage(Page):
    """`fill_asked(start, end)`: the days to be downloaded; `opened(kind, day)`: bars to be seen."""

    fill_asked = QtSignal(object, object)
    opened = QtSignal(object, object)

    def __init__(
        self,
        *,
        service: HistoryService,
        scope: TaskScope,
        today: Callable[[], date],
        theme: Theme,
    ) -> None:
        super().__init__("coverage", theme=theme)
        self._service = service
        self._today = today
        self._underlying = ""
        self._cells: dict[Cell, DayCoverage] = {}
        self._days: Latest[tuple[str, dict[Cell, DayCoverage]]] = Latest(
            scope, "coverage", done=self._read, failed=self._not_read
        )
        self.note = ElidedLabel(theme, align=Qt.AlignmentFlag.AlignRight)
        self.note.setObjectName("downloads.coverage.note")
        self.bar.addStretch(1)
        self._older = self.button("older", "◀", "Earlier  (Page up)", partial(self._turn, 1))
        self._newer = self.button("newer", "▶", "Later  (Page down)", partial(self._turn, -1))
        for button, name in ((self._older, "Earlier"), (self._newer, "Later")):
            button.setAccessibleName(told(name))
        self._bars = self.button(
            "bars", "Show bars", "Of the day under the cursor  (Enter)", self.open
        )
        self._fill = self.button(
            "fill",
            "Fill gaps…",
            "Opens the form for the marked days, or for all in view; nothing is started",
            self.fill_gaps,
        )
        self.heatmap = HeatMap(theme)
        self.title = ElidedLabel(theme, tone="text", size_delta=0, bold=True)
        self.title.setObjectName("downloads.coverage.title")
        self.day = ElidedLabel(theme)
        self.day.setObjectName("downloads.coverage.day")
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 10, 0)
        head.setSpacing(12)
        head.addWidget(self.title, 2)
        head.addWidget(self.day, 5)
        head.addWidget(self.note, 4)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.heatmap, 1)
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(0)
        self.across.addWidget(right, 1)
        self.said = Said(right)
        hand_focus(self, self.heatmap)
        self.heatmap.set_today(today())
        self.heatmap.window_moved.connect(self.reload)
        self.heatmap.moved_on.connect(self._show_day)
        self.heatmap.opened.connect(self.open)

    # -- what the panel calls

    @property
    def marked(self) -> tuple[date, date] | None:
        """The days that are marked in the calendar."""
        return self.heatmap.marked

    def show_underlying(self, name: str) -> None:
        """Show another underlying's calendar."""
        if name != self._underlying:
            self._underlying = name
            self._cells = {}
            self.heatmap.show_days({})
            self.heatmap.unmark()
            self.title.set_text(name)
            self.reload()
        self._show_buttons()

    def reload(self) -> None:
        """Ask the store for the days in view."""
        name, grid = self._underlying, self.heatmap.grid
        if not name or not self.isVisible():
            return
        self._days.ask(partial(self._fetch, name, grid.first, grid.end))

    def say_why_empty(self, text: str, action_text: str, action: Callable[[], object]) -> None:
        """Say over the calendar why there is none; '' takes it back."""
        self.said.say(text, action_text, action)

    # -- verbs

    def open(self) -> None:
        """Show the bars of the day under the cursor."""
        if self._underlying and (current := self.heatmap.current) is not None:
            self.opened.emit(*current)

    def fill_gaps(self) -> None:
        """Ask for the form, filled with the days that are not complete."""
        marked = self.heatmap.marked
        first, last = marked or (self.heatmap.grid.first, self.heatmap.grid.end)
        gaps = sorted(
            day
            for (_, day), cell in self._cells.items()
            if cell.state in _OPEN and first <= day <= last
        )
        if marked is not None or not gaps:
            self.fill_asked.emit(first, last)
        else:
            self.fill_asked.emit(gaps[0], gaps[-1])

    # -- frames

    @override
    def refresh(self) -> None:
        self.heatmap.set_today(self._today())
        self.reload()

    # -- inside

    def _turn(self, pages: int) -> None:
        self.heatmap.go_back(pages * self.heatmap.weeks)

    async def _fetch(
        self, name: str, first: date, last: date
    ) -> tuple[str, dict[Cell, DayCoverage]]:
        cells: dict[Cell, DayCoverage] = {}
        for kind in SeriesKind:
            for cell in await self._service.coverage(name, first, last, kind=kind):
                cells[kind, cell.day] = cell
        return name, cells

    def _read(self, answer: tuple[str, dict[Cell, DayCoverage]]) -> None:
        name, cells = answer
        if name != self._underlying:
            return
        self._cells = cells
        self.heatmap.show_days(cells)
        self._show_day()
        grid = self.heatmap.grid
        gaps = len({day for (_, day), cell in cells.items() if cell.state in _OPEN})
        parts = [words.span(grid.first, grid.end)]
        if gaps:
            parts.append(f"{words.count(gaps, 'day')} with gaps")
        self.note.set_text(" · ".join(parts), tone="muted")
        self._show_buttons()

    def _not_read(self, error: TerminalError) -> None:
        self.note.set_text(f"The calendar could not be read: {error.text}", tone="amber")

    def _show_day(self) -> None:
        marked = self.heatmap.marked
        if marked is not None:
            self.day.set_text(f"Marked: {words.span(*marked)}", tone="accent")
        elif self._underlying and (current := self.heatmap.current) is not None:
            lines = self.heatmap.tip_of(*current).split("\n")
            self.day.set_text(" · ".join(lines), tone="muted")
        else:
            self.day.set_text("")

    def _show_buttons(self) -> None:
        for button in (self._bars, self._fill, self._older, self._newer):
            button.setEnabled(bool(self._underlying))
