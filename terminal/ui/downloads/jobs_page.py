"""The page of downloads: a row each, why it stands where it stands, and what it could not fetch."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.ports import Clock
from terminal.history.jobs import Failure, JobState, JobView
from terminal.history.service import HistoryService
from terminal.runtime.tasks import TaskScope
from terminal.ui.controls import bind_key
from terminal.ui.dialogs import confirm
from terminal.ui.downloads import words
from terminal.ui.downloads.latest import Latest
from terminal.ui.downloads.page import Entry, Page, Said, open_menu
from terminal.ui.i18n import told, tr
from terminal.ui.models.downloads import FailuresModel, JobsModel, series_name
from terminal.ui.table import LiveTable
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel, restyle

MOST_SHOWN = 5000
"""Failures beyond these are counted, not listed: nobody reads them."""
ERRORS_EVERY_NS = 2_000_000_000
_WARNS = {JobState.NEEDS_LOGIN, JobState.STOPPED, JobState.WAITING, JobState.INCOMPLETE}


class JobsPage(Page):
    """`failed` tells why a verb could not be done; `anew` asks for the form."""

    failed = QtSignal(str)
    anew = QtSignal()

    def __init__(
        self, *, service: HistoryService, scope: TaskScope, clock: Clock, theme: Theme
    ) -> None:
        super().__init__("jobs", theme=theme)
        self._service = service
        self._scope = scope
        self._clock = clock
        self._shown = -1  # the job whose failures are shown
        self._failures: list[Failure] = []
        self._failed_count = -1
        self._next_ns = 0
        self._errors: Latest[tuple[int, list[Failure]]] = Latest(
            scope, "errors", done=self._read, failed=self._not_read
        )
        self.model = JobsModel(clock, parent=self)
        self.table = LiveTable("downloads.jobs.table", "Downloads", theme=theme)
        self.table.use_model(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.failures = FailuresModel(clock, parent=self)
        self.errors = LiveTable("downloads.errors.table", "What was not fetched", theme=theme)
        self.errors.use_model(self.failures)
        self.errors.horizontalHeader().setStretchLastSection(True)
        self._fill_tools()
        self._arrange()
        hand_focus(self, self.table)
        self.said = Said(self.table.viewport())
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.context_asked.connect(self._open_menu)
        self.table.delete_pressed.connect(self.end)
        self.table.enter_pressed.connect(self._into_errors)
        bind_key(self.table, "Space", self.pause_or_resume)
        bind_key(self.table, "R", self.retry)
        bind_key(self.table, "N", self.anew.emit)
        bind_key(self.errors, "R", self.retry)
        bind_key(self.errors, "/", self._focus_filter)
        bind_key(self.errors, "Esc", self._into_jobs)
        self._show_job()

    def _fill_tools(self) -> None:
        self.bar.addStretch(1)
        self._pause = self.button("pause", "Pause", "Space", self.pause_or_resume)
        self._retry = self.button(
            "retry", "Retry failed", "Ask again for what failed  (R)", self.retry
        )
        self._end = self.button("end", "Cancel", "Del", self.end)

    def _arrange(self) -> None:
        self.reason = QLabel()
        self.reason.setObjectName("downloads.reason")
        self.reason.setWordWrap(True)
        self.reason.setMargin(6)
        self.reason.setFont(self.theme.font(-1))
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.head = ElidedLabel(self.theme, tone="text", bold=True)
        self.head.setObjectName("downloads.errors.head")
        self.filter = QLineEdit()
        self.filter.setObjectName("downloads.errors.filter")
        self.filter.setAccessibleName(tr("Filter what was not fetched"))
        self.filter.setPlaceholderText(tr("Filter  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(150)
        self.filter.textChanged.connect(self._show_failures)
        bind_key(self.filter, "Esc", self._leave_filter)
        again = QPushButton(tr("Retry failed"))
        again.setObjectName("downloads.errors.retry")
        again.setProperty("quick", "true")
        again.setAutoDefault(False)
        again.clicked.connect(self.retry)
        self._again = again
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.head, 1)
        row.addWidget(self.filter)
        row.addWidget(again)
        self.below = QFrame()
        column = QVBoxLayout(self.below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.errors, 1)
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.table, 1)
        upper.addWidget(self.reason)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(above)
        split.addWidget(self.below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self.table.setMinimumHeight(72)
        self.errors.setMinimumHeight(60)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    # -- verbs

    @property
    def current(self) -> JobView | None:
        """The job that verbs act on: the row with the cursor, else the newest."""
        row = self.table.current_row()
        if isinstance(row, JobView):
            return self._service.job(row.number)
        jobs = self._service.jobs()
        return jobs[0] if jobs else None

    def show_job(self, number: int) -> None:
        """Put the cursor on a job."""
        self.refresh()
        self.table.select_key(number)

    def pause_or_resume(self) -> None:
        """Pause what runs or waits in the queue, resume what stands still."""
        job = self.current
        if job is not None and job.state.can_pause:
            self._do(self._service.pause, job, "Not paused")
        elif job is not None and job.state.can_resume:
            self._do(self._service.resume, job, "Not resumed")

    def retry(self) -> None:
        """Ask again for what a job could not fetch."""
        job = self.current
        if job is not None and can_retry(job):
            self._do(self._service.retry_failed, job, "Not retried")

    def end(self) -> None:
        """Cancel a job that is under way (after a question), or take an ended one off the list."""
        job = self.current
        if job is None:
            return
        if job.state.is_over:
            self._do(self._service.forget, job, "Not taken off the list")
        else:
            self._scope.spawn(self._cancel(job), name="cancel download")

    # -- frames

    @override
    def refresh(self) -> None:
        jobs = self._service.jobs()
        had = bool(self.model.rows)
        self.model.set_rows(jobs)
        if jobs and not had:
            self.table.selectRow(0)
        if jobs:
            self.said.say("")
        elif self._service.sources():
            self.said.say(
                "No download yet. Choose what to fetch and press the button: everything that has been "
                "fetched once stays on this computer.",
                "New download",
                self.anew.emit,
            )
        else:
            self.said.say(
                "No download yet. Log in to an account first: its broker is asked for the bars."
            )
        self._show_job()

    # -- inside

    def _do(self, verb: Callable[[int], Awaitable[None]], job: JobView, title: str) -> None:
        self._scope.spawn(self._told(verb, job.number, title), name="download verb")

    async def _told(self, verb: Callable[[int], Awaitable[None]], number: int, title: str) -> None:
        try:
            await verb(number)
        except TerminalError as error:
            self.failed.emit(f"{title}: {error.text} {error.hint}".strip())

    async def _cancel(self, job: JobView) -> None:
        if await confirm(
            self,
            heading=f"Cancel the download of {words.names(job.request.selection)}?",
            text="What it has fetched stays in the store. It can be resumed later.",
            yes="Cancel the download",
            no="Go on",
            danger=True,
        ):
            await self._told(self._service.cancel, job.number, "Not cancelled")

    def _selected(self) -> None:
        self._next_ns = 0
        self._show_job()

    def _show_job(self) -> None:
        job = self.current if self.model.rows else None
        resumes = job is not None and not job.state.can_pause
        self._pause.setText(tr("Resume") if resumes else tr("Pause"))
        self._pause.setAccessibleName(self._pause.text())
        self._pause.setToolTip(
            tr("Go on with whatever is missing  (Space)")
            if resumes
            else tr("Stop after the requests in flight; nothing is lost  (Space)")
        )
        self._pause.setEnabled(job is not None and (job.state.can_pause or job.state.can_resume))
        over = job is not None and job.state.is_over
        self._end.setText(tr("Remove") if over else tr("Cancel"))
        self._end.setAccessibleName(self._end.text())
        self._end.setToolTip(
            tr("Take it off the list; its data stays  (Del)")
            if over
            else tr("End it; what was fetched stays  (Del)")
        )
        self._end.setEnabled(job is not None)
        may = job is not None and can_retry(job)
        self._retry.setEnabled(may)
        self._again.setEnabled(may)
        self._show_reason(job)
        self._show_errors(job)

    def _show_reason(self, job: JobView | None) -> None:
        text = told(job.sentence) if job is not None else ""
        role = "warn" if job is not None and job.state in _WARNS else ""
        if text != self.reason.text():
            self.reason.setText(text)
            self.reason.setAccessibleName(text)
        self.reason.setVisible(bool(text))
        if self.reason.property("role") != role:
            self.reason.setProperty("role", role)
            restyle(self.reason)

    def _show_errors(self, job: JobView | None) -> None:
        if job is None or not _lacking(job):
            self._shown = -1
            self._failed_count = -1
            self._failures = []
            self.below.hide()
            return
        self.below.show()
        if job.number != self._shown:
            self._failures, self._failed_count = [], -1
            self._shown = job.number
            self.head.set_text("Reading what was not fetched…")
            self.failures.set_rows(())
        now = self._clock.monotonic_ns()
        if _lacking(job) != self._failed_count and now >= self._next_ns:
            self._failed_count, self._next_ns = _lacking(job), now + ERRORS_EVERY_NS
            self._errors.ask(partial(self._fetch, job.number))

    async def _fetch(self, number: int) -> tuple[int, list[Failure]]:
        return number, await self._service.errors(number)

    def _read(self, answer: tuple[int, list[Failure]]) -> None:
        number, found = answer
        if number == self._shown:
            self._failures = found
            self._show_failures()

    def _not_read(self, error: TerminalError) -> None:
        self.head.set_text(f"What was not fetched could not be read: {error.text}", tone="amber")

    def _show_failures(self) -> None:
        wanted = self.filter.text().lower().split()
        found = [f for f in self._failures if all(word in _hay(f) for word in wanted)]
        self.failures.set_rows(found[:MOST_SHOWN])
        text = f"{words.count(len(self._failures), 'series', 'series')} not fetched"
        if wanted:
            text += f", {len(found)} of them shown"
        if len(found) > MOST_SHOWN:
            text += f", the first {MOST_SHOWN} shown"
        self.head.set_text(text, tone="text")

    def _into_errors(self) -> None:
        if self.failures.rows:
            self.errors.selectRow(max(0, self.errors.currentIndex().row()))
            self.errors.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _into_jobs(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _leave_filter(self) -> None:
        self.filter.clear()
        self.errors.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_menu(self, at: QPoint) -> None:
        job = self.current if self.model.rows else None
        may = job is not None and (job.state.can_pause or job.state.can_resume)
        entries: Sequence[Entry] = (
            ("new", "New download…\tN", self.anew.emit, True),
            None,
            ("pause", f"{self._pause.text()}\tSpace", self.pause_or_resume, may),
            ("retry", "Retry failed\tR", self.retry, job is not None and can_retry(job)),
            ("end", f"{self._end.text()}\tDel", self.end, job is not None),
            None,
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )
        open_menu(self.table, "jobs", entries, at)


def can_retry(job: JobView) -> bool:
    """Return whether there is something to ask for again, and nothing under way that will."""
    return _lacking(job) > 0 and not job.state.is_active and job.state is not JobState.QUEUED


def _lacking(job: JobView) -> int:
    """Return how many days of series have a reason in the list of what was not fetched."""
    return job.failed + job.partial


def _hay(failure: Failure) -> str:
    return f"{series_name(failure.key)} {failure.text} {words.error(failure.error)}".lower()
