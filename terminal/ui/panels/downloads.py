"""Stored history: download it, watch the downloads, see what is held, look at it, export it.

The panel talks to the history service alone. Opening a page asks the store; only buttons ask brokers.
"""

from datetime import UTC, date, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.history import SeriesKind
from terminal.domain.ports import Clock
from terminal.history.jobs import JobView
from terminal.history.service import HistoryService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.downloads import look, words
from terminal.ui.downloads.bars_page import BarsPage
from terminal.ui.downloads.coverage_page import CoveragePage
from terminal.ui.downloads.form import DownloadForm
from terminal.ui.downloads.jobs_page import JobsPage
from terminal.ui.downloads.latest import Latest
from terminal.ui.downloads.notices import KEY, JobNotices
from terminal.ui.downloads.page import Page
from terminal.ui.downloads.schedule_page import SchedulePage
from terminal.ui.downloads.side import HeldList
from terminal.ui.downloads.strip import SaidStrip
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.notices import Entry, Notices
from terminal.ui.panel import Panel
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel, Segments

TITLES = {
    "form": ("Download", "Choose what to fetch"),
    "jobs": ("Jobs", "Downloads and how they stand"),
    "coverage": ("Coverage", "Which days are held, of each underlying"),
    "bars": ("Bars", "A chart of any series that is held, and export"),
    "schedule": ("After close", "Download by itself after each market close"),
}
LOOK_EVERY_NS = 200_000_000
"""Progress is looked at this often: digits that change faster cannot be read."""
STORE_EVERY_NS = 2_000_000_000
"""While bars arrive, calendar and series are read again this often."""
ONE_ROW = 760
"""Below this width the tools have a row of their own."""
TABS_ALONE = 560
"""Below this width the line about what runs makes room for the names of the pages."""
ROOMY = 900
"""From this width the line about what runs says its rate too."""
_NOT_OPEN = "The store is being opened. If that takes long, the log says why it cannot be opened."
_OF_STORE = {"coverage", "bars"}


class DownloadsPanel(Panel):
    """Five pages over one service. `root` of the store is in the tooltip of the tabs' row."""

    def __init__(
        self,
        *,
        service: HistoryService,
        notices: Notices,
        clock: Clock,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__(
            "downloads", "History data", theme=theme, frame=frame, on_failure=on_failure
        )
        self._service = service
        self._clock = clock
        self._job_notices = JobNotices(service, notices)
        self._version = -1
        self._look_ns = 0
        self._seen: tuple[JobView, ...] | None = None
        self._changes = 0  # of jobs, counted here: progress is no new version of the service
        self._store_changes = -1  # as many when calendar and series were read
        self._next_ns = 0
        self._held_known = False
        self._held: Latest[list[str]] = Latest(
            self.scope, "held", done=self._listed, failed=self._not_listed
        )
        self.form = DownloadForm(service=service, scope=self.scope, today=self.today, theme=theme)
        self.jobs = JobsPage(service=service, scope=self.scope, clock=clock, theme=theme)
        self.coverage = CoveragePage(
            service=service, scope=self.scope, today=self.today, theme=theme
        )
        self.side = HeldList(theme)
        self.bars = BarsPage(
            service=service,
            scope=self.scope,
            today=self.today,
            marked=self._marked,
            underlyings=self._chosen,
            theme=theme,
        )
        self.schedule = SchedulePage(service=service, scope=self.scope, clock=clock, theme=theme)
        self.pages: dict[str, Page] = {
            page.name: page
            for page in (self.form, self.jobs, self.coverage, self.bars, self.schedule)
        }
        self.tabs: Segments[str] = Segments(
            "downloads.tab",
            (
                (name, title, f"{tip}  (Alt+{number})")
                for number, (name, (title, tip)) in enumerate(TITLES.items(), start=1)
            ),
        )
        self.tabs.setAccessibleName(tr("Pages of history data"))
        self.tabs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tabs.set_value("form")
        self.headline = ElidedLabel(theme, align=Qt.AlignmentFlag.AlignRight)
        self.headline.setObjectName("downloads.headline")
        self.headline.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.said = SaidStrip(theme)
        self._arrange()
        self._connect()
        self._unfollow = service.changed.connect(self._changed)
        self.hand_focus(self.form)

    def _arrange(self) -> None:
        self._tools, self._bodies = QStackedWidget(), QStackedWidget()
        for page in self.pages.values():
            self._tools.addWidget(page.tools)
            self._bodies.addWidget(page)
        self._tools.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.tabs)
        self._row.addWidget(self._tools, 1)
        self._row.addWidget(self.headline)
        self._bar = QWidget()
        self._bars = QVBoxLayout(self._bar)
        self._bars.setContentsMargins(6, 4, 6, 4)
        self._bars.setSpacing(4)
        self._bars.addLayout(self._row)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.side)
        below.addWidget(self._bodies, 1)
        self._bodies.setMinimumWidth(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(below, 1)
        column.addWidget(self.said)
        self.side.hide()
        self._restyle()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._tab_chosen)
        self.form.started.connect(self._started)
        self.form.failed.connect(self._warn)
        self.form.schedule_asked.connect(self._to_schedule)
        self.jobs.failed.connect(self._warn)
        self.jobs.anew.connect(partial(self.show_page, "form"))
        self.coverage.fill_asked.connect(self._fill_form)
        self.coverage.opened.connect(self._open_bars)
        self.bars.told.connect(self.said.say)
        self.schedule.failed.connect(self._warn)
        self.schedule.form_asked.connect(partial(self.show_page, "form"))
        self.side.picked.connect(self._show_underlying)
        for number, name in enumerate(TITLES, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.show_page, name))
        again = QShortcut(QKeySequence("F5"), self)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.activated.connect(self.read_again)

    # -- what others call

    def today(self) -> date:
        """Return the exchange's date of today."""
        seconds = self._clock.now_ns() // 1_000_000_000
        return datetime.fromtimestamp(seconds, UTC).astimezone(fmt.IST).date()

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.pages[self.tabs.value() or "form"]

    def show_page(self, name: str) -> None:
        """Bring a page to the front and give it the keyboard."""
        self.tabs.set_value(name)
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_job(self, number: int) -> None:
        """Show a job's row."""
        self.show_page("jobs")
        self.jobs.show_job(number)

    def on_notice(self, entry: Entry) -> None:
        """Follow the click on a notice about a job."""
        number = entry.key.removeprefix(KEY)
        if entry.key.startswith(KEY) and number.isdigit():
            self.show_job(int(number))

    def read_again(self) -> None:
        """Read from the store what is on screen."""
        self._next_ns = 0
        self._store_changes = -1
        self.on_frame()

    # -- callbacks

    @override
    def on_frame(self) -> None:
        service, now = self._service, self._clock.monotonic_ns()
        if service.version != self._version:
            self._version = service.version
            self._look_ns = 0
            self.form.refresh()
            self.schedule.refresh()
        if now >= self._look_ns:
            self._look_ns = now + LOOK_EVERY_NS
            self._show_jobs()
        self._read_store()

    @override
    def on_theme(self) -> None:
        self._restyle()
        self.bars.on_theme()
        super().on_theme()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.on_frame()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_headline()
        own_row, has_own = event.size().width() < ONE_ROW, self._bars.indexOf(self._tools) >= 0
        if own_row and not has_own:
            self._bars.addWidget(self._tools)
        elif has_own and not own_row:
            self._row.insertWidget(1, self._tools, 1)

    @override
    def save_state(self) -> dict[str, object]:
        return {
            "page": self.page.name,
            "form": self.form.save_state(),
            "underlying": self.side.current,
            "jobs": self.jobs.table.save_state(),
            "errors": self.jobs.errors.save_state(),
            "series": self.bars.table.save_state(),
        }

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        if state.get("page") in self.pages:
            self.tabs.set_value(str(state["page"]))
        if isinstance(form := state.get("form"), dict):
            self.form.restore_state(form)
        if isinstance(name := state.get("underlying"), str):
            self.side.current = name
            self._show_underlying()
        for key, table in (
            ("jobs", self.jobs.table),
            ("errors", self.jobs.errors),
            ("series", self.bars.table),
        ):
            if isinstance(saved := state.get(key), dict):
                table.restore_state(saved)

    @override
    async def aclose(self) -> None:
        self._unfollow()
        self._job_notices.close()
        self.form.close_down()
        await super().aclose()

    # -- inside

    def _changed(self, _number: int) -> None:
        # A job that ends has written its last bars: do not wait to look.
        self._next_ns = 0
        self._changes += 1

    def _show_jobs(self) -> None:
        jobs = self._service.jobs()
        if jobs == self._seen:
            return
        self._seen = jobs
        self._changes += 1
        self._show_counts(sum(not job.state.is_over for job in jobs))
        self._show_headline()
        self.jobs.refresh()

    def _read_store(self) -> None:
        """Read what calendar and series show, now and then while bars arrive."""
        now = self._clock.monotonic_ns()
        if self.page.name not in _OF_STORE or now < self._next_ns or not self.isVisible():
            return
        if not self._service.is_open:
            for page in (self.coverage, self.bars):
                page.say_why_empty(_NOT_OPEN, "Look again", self.read_again)
        elif self._store_changes != self._changes:
            self._store_changes, self._next_ns = self._changes, now + STORE_EVERY_NS
            self._held.ask(self._service.held_underlyings)
            self.page.refresh()

    def _listed(self, names: list[str]) -> None:
        self._held_known = True
        self.side.show_names(names)
        self._say_why_empty()
        self._show_underlying()

    def _not_listed(self, error: TerminalError) -> None:
        text = f"The store could not be read: {error.text} {error.hint}".strip()
        for page in (self.coverage, self.bars):
            page.say_why_empty(text, "Retry", self.read_again)

    def _say_why_empty(self) -> None:
        text = ""
        if self._held_known and not self.side.names:
            text = (
                "Nothing is stored yet. Download some days first: the calendar shows then what is "
                "there and what is missing."
            )
        for page in (self.coverage, self.bars):
            page.say_why_empty(text, "New download", partial(self.show_page, "form"))

    def _show_underlying(self) -> None:
        name = self.side.current
        self.coverage.show_underlying(name)
        self.bars.show_underlying(name)

    def _marked(self) -> tuple[date, date] | None:
        return self.coverage.marked

    def _chosen(self) -> list[str]:
        return self.side.chosen

    def _tab_chosen(self) -> None:
        page = self.page
        self._tools.setCurrentWidget(page.tools)
        self._bodies.setCurrentWidget(page)
        self.side.setVisible(page.name in _OF_STORE)
        self._show_headline()
        self.hand_focus(page)
        self._store_changes, self._next_ns = -1, 0
        if self.isVisible():
            page.refresh()
            self._read_store()

    def _started(self, number: int) -> None:
        self.said.hide()
        self.show_job(number)

    def _warn(self, text: str) -> None:
        self.said.say(text, "warn")

    def _to_schedule(self) -> None:
        selection = self.form.selection
        if selection is not None:
            self.show_page("schedule")
            self.schedule.take(self.form.fields.source, selection)

    def _fill_form(self, first: date, last: date) -> None:
        self.show_page("form")
        self.form.fill(self._chosen(), first, min(last, self.today()))

    def _open_bars(self, kind: SeriesKind, day: date) -> None:
        self.show_page("bars")
        self.bars.open_at(kind, day)

    def _show_counts(self, under_way: int) -> None:
        button = self.tabs.button("jobs")
        title = told(f"Jobs {under_way}" if under_way else "Jobs")
        if button is not None and button.text() != title:
            button.setText(title)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(title) + 22)

    def _show_headline(self) -> None:
        jobs = self._service.jobs()
        runs = any(job.state.is_active for job in jobs)
        text = words.headline(jobs, brief=self.width() < ROOMY)
        self.headline.set_text(text, tone="muted" if runs else "amber")
        wanted = QFontMetrics(self.headline.font()).horizontalAdvance(told(text)) + 4
        self.headline.setFixedWidth(min(wanted, self.width() // 3) if text else 0)
        # Search, intervals and export need the whole row of a narrow panel; so do the tabs at last.
        least = ROOMY if self.page is self.bars else TABS_ALONE
        self.headline.setVisible(self.width() >= least)

    def _restyle(self) -> None:
        sheet = look.look(self.theme.palette)
        self._bar.setStyleSheet(look.tools(self.theme.palette))
        self._bodies.setStyleSheet(sheet)
        self.side.setStyleSheet(sheet)
        self.said.setStyleSheet(sheet)
