"""The page of stored bars: the series of the chosen underlying, a chart of any of them, and export.

The chart is made when the first series is shown: until then nothing of it is imported.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.history import MinuteBars, SeriesKind
from terminal.domain.market import Interval
from terminal.history.jobs import HeldSeries
from terminal.history.service import HistoryService
from terminal.market.bars import BarColumns
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.controls import bind_key
from terminal.ui.downloads import words
from terminal.ui.downloads.export import ExportFlow, ExportSheet
from terminal.ui.downloads.latest import Latest
from terminal.ui.downloads.page import Page, Said
from terminal.ui.i18n import tr
from terminal.ui.models.downloads import SeriesModel, order_key, series_name
from terminal.ui.table import LiveTable
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel, Segments

if TYPE_CHECKING:
    from terminal.ui.chart.view import ChartView

INTERVALS = (
    (Interval.MINUTE, "1m", 5),
    (Interval.MINUTE_5, "5m", 20),
    (Interval.MINUTE_15, "15m", 60),
    (Interval.HOUR, "1h", 200),
    (Interval.DAY, "1D", 2000),
)
"""Intervals of the chart, with the days of bars that are read at once."""
TABLE = 262
ROOM_FOR_NOTE = 700
_DAY = timedelta(days=1)
_NS = 1_000_000_000
Shown = tuple[str, Interval, bool, MinuteBars]
"""Key, interval, whether it is a new picture (else older bars of the one on screen), and the bars."""


class BarsPage(Page):
    """`told(text, role)`: how an export went."""

    told = QtSignal(str, str)

    def __init__(
        self,
        *,
        service: HistoryService,
        scope: TaskScope,
        today: Callable[[], date],
        marked: Callable[[], tuple[date, date] | None],
        underlyings: Callable[[], list[str]],
        theme: Theme,
    ) -> None:
        super().__init__("bars", theme=theme)
        self._service = service
        self._scope = scope
        self._today = today
        self._marked = marked
        self._underlyings = underlyings
        self._underlying = ""
        self._wanted: tuple[SeriesKind, date] | None = None
        self._all: list[HeldSeries] = []
        self._until: date | None = None
        self._first_day: date | None = None  # the oldest day whose bars have been read
        self._view: ChartView | None = None
        self._flow = ExportFlow()
        self._exporting = False
        self._list: Latest[tuple[str, list[HeldSeries]]] = Latest(
            scope, "series", done=self._listed, failed=self._not_read
        )
        self._bars: Latest[Shown] = Latest(scope, "bars", done=self._drawn, failed=self._not_drawn)
        self._fill_tools()
        self.model = SeriesModel(parent=self)
        self.table = LiveTable("downloads.series.table", "Series that are held", theme=theme)
        self.table.use_model(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.chart_place = QWidget()
        self._inside = QVBoxLayout(self.chart_place)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.chart_place.setMinimumSize(180, 100)
        self.table.setMinimumWidth(150)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.chart_place)
        split.setStretchFactor(1, 1)
        split.setSizes([TABLE, 2 * TABLE])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.said = Said(self)
        self.list_said = Said(self.table.viewport())
        self.chart_said = Said(self.chart_place)
        hand_focus(self, self.table)
        self.table.selectionModel().currentChanged.connect(self._picked)
        bind_key(self.table, "/", self._focus_filter)
        bind_key(self.table, "E", self.export)

    def _fill_tools(self) -> None:
        self.filter = QLineEdit()
        self.filter.setObjectName("downloads.bars.filter")
        self.filter.setAccessibleName(tr("Filter series"))
        self.filter.setPlaceholderText(tr("24000 ce  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(70)
        self.filter.setMaximumWidth(150)
        self.filter.textChanged.connect(self._show_series)
        bind_key(self.filter, "Esc", self._leave_filter)
        self.filter.returnPressed.connect(self._into_table)
        self.interval: Segments[Interval] = Segments(
            "downloads.interval", ((each, text, fmt.label(each)) for each, text, _ in INTERVALS)
        )
        self.interval.setAccessibleName(tr("Interval of the chart"))
        self.interval.setFixedWidth(190)
        self.interval.set_value(Interval.MINUTE)
        self.interval.chosen.connect(self._show_chart)
        self.note = ElidedLabel(self.theme)
        self.note.setObjectName("downloads.bars.note")
        self.bar.addWidget(self.filter)
        self.bar.addWidget(self.interval)
        self.bar.addWidget(self.note, 1)
        self._export = self.button("export", "Export…", "CSV, Parquet or Feather  (E)", self.export)

    # -- what the panel calls

    @property
    def view(self) -> "ChartView":
        """The chart, made when it is first wanted."""
        if self._view is None:
            from terminal.ui.chart.view import ChartView  # pyqtgraph: 0.2 s, once

            view = self._view = ChartView(self.theme)
            view.setAccessibleName(tr("Chart of stored bars"))
            view.older_wanted.connect(self._older)
            self._inside.addWidget(view)
        return self._view

    @property
    def has_chart(self) -> bool:
        return self._view is not None

    def show_underlying(self, name: str) -> None:
        """List another underlying's series."""
        if name != self._underlying:
            self._underlying, self._all = name, []
            self.model.reset_rows(())
            self.reload()
        self._export.setEnabled(bool(name) and not self._exporting)

    def open_at(self, kind: SeriesKind, day: date) -> None:
        """Show the first series of a kind that has bars, up to a day."""
        self._wanted = (kind, day)
        if self._all:
            self._choose()
        else:
            self.reload()

    def reload(self) -> None:
        """Ask the store for the series again."""
        if self._underlying and self.isVisible():
            self._list.ask(partial(self._fetch, self._underlying))

    def say_why_empty(self, text: str, action_text: str, action: Callable[[], object]) -> None:
        """Say over the page why there is nothing; '' takes it back."""
        self.said.say(text, action_text, action)

    @override
    def refresh(self) -> None:
        self.reload()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.note.setVisible(event.size().width() >= ROOM_FOR_NOTE)

    def on_theme(self) -> None:
        if self._view is not None:
            self._view.on_theme()

    # -- export

    def export(self) -> None:
        """Ask what goes into which file, and write it."""
        if self._exporting or not self._underlying:
            return
        keys = [each.key for each in self.table.selected_rows() if isinstance(each, HeldSeries)]
        sheet = ExportSheet(
            self,
            underlyings=self._underlyings(),
            selected=keys,
            days=self._marked(),
            today=self._today(),
            theme=self.theme,
        )
        self._exporting = True
        self._export.setEnabled(False)
        self._scope.spawn(self._write(sheet), name="export bars")

    async def _write(self, sheet: ExportSheet) -> None:
        try:
            answer = await self._flow.ask(sheet, self._today())
            if answer is None:
                return
            chosen, to = answer
            name = Path(to.file).name
            self.told.emit(f"Writing {name}…", "")
            count = await self._service.export(
                Path(to.file),
                form=to.form,
                underlyings=chosen.underlyings,
                kinds=chosen.kinds,
                keys=chosen.keys,
                start=chosen.start,
                end=chosen.end,
            )
        except TerminalError as error:
            self.told.emit(f"Not exported: {error.text} {error.hint}".strip(), "warn")
        except OSError as error:
            reason = error.strerror or str(error)
            self.told.emit(f"The file was not written: {reason}. Choose another folder.", "warn")
        else:
            self.told.emit(f"{words.count(count, 'bar')} written to {to.file}", "")
        finally:
            self._exporting = False
            self._export.setEnabled(bool(self._underlying))

    # -- series

    async def _fetch(self, name: str) -> tuple[str, list[HeldSeries]]:
        return name, await self._service.series(name)

    def _listed(self, answer: tuple[str, list[HeldSeries]]) -> None:
        name, found = answer
        if name != self._underlying:
            return
        self._all = sorted(found, key=order_key)
        self.list_said.say("" if found else f"No bars of {name} are held.")
        if not found:
            self.chart_said.say("")
            if self._view is not None:
                self._view.hide()
        self._show_series()
        if self.table.current_row() is None or self._wanted is not None:
            self._choose()

    def _not_read(self, error: TerminalError) -> None:
        self.note.set_text(f"The series could not be read: {error.text}", tone="amber")

    def _show_series(self) -> None:
        wanted = self.filter.text().lower().split()
        found = [s for s in self._all if all(word in series_name(s.key).lower() for word in wanted)]
        self.model.set_rows(found)
        bars = sum(each.bars for each in found)
        text = f"{words.count(len(found), 'series', 'series')} · {fmt.compact(bars)} bars"
        self.note.set_text(text if self._all else "", tone="muted")

    def _choose(self) -> None:
        """Put the cursor on what was asked for: the fullest series of the kind on that day."""
        rows = list(self.model.rows)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            kind, day = wanted
            fitting = [s for s in rows if s.kind is kind and s.first <= day <= s.last]
            best = max(fitting, key=lambda each: each.bars, default=None)
            self._until = day
            if best is not None:
                if self.table.current_row() == best:
                    self._show_chart()
                self.table.select_key(best.key)
                return
            self._until = None
        if rows and self.table.current_row() is None:
            self.table.select_key(rows[0].key)

    def _picked(self) -> None:
        if self._wanted is None:
            self._show_chart()

    # -- chart

    def _show_chart(self) -> None:
        """Read the newest bars of the series with the cursor, at the interval chosen."""
        row = self.table.current_row()
        if not isinstance(row, HeldSeries):
            return
        until, self._until = self._until, None
        last = min(row.last, until) if until is not None else row.last
        interval = self.interval.value() or Interval.MINUTE
        days = _span(interval)
        self._read(row, interval, last - timedelta(days=days + 2 * (days // 5)), last, fresh=True)

    def _older(self) -> None:
        """Read more of the past when it comes into view; what is on screen keeps its place."""
        row, view = self.table.current_row(), self._view
        if not isinstance(row, HeldSeries) or view is None or self._bars.busy:
            return
        first, columns = self._first_day, view.columns
        if first is None or first <= row.first or columns is None:
            return
        interval = self.interval.value() or Interval.MINUTE
        newest = datetime.fromtimestamp(int(columns.open_ns[-1]) // _NS, UTC).astimezone(fmt.IST)
        # Each reading doubles what is there: a year is reached in a few steps.
        more = max(_span(interval), (newest.date() - first).days)
        self._read(row, interval, first - timedelta(days=more), newest.date(), fresh=False)

    def _read(
        self, row: HeldSeries, interval: Interval, first: date, last: date, *, fresh: bool
    ) -> None:
        self._first_day = max(row.first, first)
        self._bars.ask(partial(self._fetch_bars, row.key, interval, self._first_day, last, fresh))

    async def _fetch_bars(
        self,
        name: str,
        interval: Interval,
        first: date,
        last: date,
        fresh: bool,  # noqa: FBT001
    ) -> Shown:
        bars = await self._service.bars(
            name, _midnight(first), _midnight(last + _DAY) - 1, minutes=interval.seconds // 60
        )
        return name, interval, fresh, bars

    def _drawn(self, answer: Shown) -> None:
        name, interval, fresh, bars = answer
        row = self.table.current_row()
        if not isinstance(row, HeldSeries) or row.key != name:
            return
        if not len(bars):
            if self._view is not None:
                self._view.hide()
            self.chart_said.say(f"{series_name(name)} has no bars in these days.")
            return
        self.chart_said.say("")
        view = self.view
        view.show()
        if fresh:
            view.reset(interval, decimals=2, price_tick=0.05)
        view.show_bars(_columns(bars))

    def _not_drawn(self, error: TerminalError) -> None:
        self.chart_said.say(f"The bars could not be read: {error.text}", "Retry", self._show_chart)

    # -- keys

    def _focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _leave_filter(self) -> None:
        self.filter.clear()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _into_table(self) -> None:
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _span(interval: Interval) -> int:
    return next(days for each, _, days in INTERVALS if each is interval)


def _midnight(day: date) -> int:
    """Return the Indian midnight that begins a day, UTC nanoseconds."""
    return int(datetime(day.year, day.month, day.day, tzinfo=fmt.IST).timestamp()) * _NS


def _columns(bars: MinuteBars) -> BarColumns:
    return BarColumns(
        open_ns=bars.open_ns,
        open=bars.open,
        high=bars.high,
        low=bars.low,
        close=bars.close,
        volume=bars.volume.astype(np.float64),
        oi=bars.oi.astype(np.float64),
    )
