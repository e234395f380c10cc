"""The page of the schedule: a download after each market close, with the series of the form."""

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.ports import Clock
from terminal.history.jobs import Schedule, Selection
from terminal.history.service import HistoryService
from terminal.history.sessions import day_of
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.downloads import words
from terminal.ui.downloads.page import Page
from terminal.ui.i18n import told, tr
from terminal.ui.mutual.fields import RuleRow, SentenceButton
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme

LEAST_MINUTES, MOST_MINUTES, MOST_BACK = 15, 600, 365
WIDTH = 620


class SchedulePage(Page):
    """`failed`: why it could not be set; `form_asked`: the form is wanted to choose series."""

    failed = QtSignal(str)
    form_asked = QtSignal()

    def __init__(
        self, *, service: HistoryService, scope: TaskScope, clock: Clock, theme: Theme
    ) -> None:
        super().__init__("schedule", theme=theme)
        self._service = service
        self._scope = scope
        self._clock = clock
        self._shown: Schedule | None = None
        self._sending = False
        self._sources: tuple[str, ...] | None = None
        self.selection = Selection()
        self.bar.addStretch(1)
        self.on = QCheckBox(tr("Download after each market close"))
        self.on.setObjectName("downloads.schedule.on")
        self.on.toggled.connect(self._edited)
        self.check = QCheckBox(tr("and check the day again next morning"))
        self.check.setObjectName("downloads.schedule.check")
        self.check.setToolTip(
            tr(
                "Brokers correct bars after the close: from 07:00 the day is fetched once more, and the "
                "newest minute wins"
            )
        )
        self.check.toggled.connect(self._edited)
        self.sources = QComboBox()
        self.sources.setObjectName("downloads.schedule.source")
        self.sources.setFixedWidth(214)
        self.sources.currentIndexChanged.connect(self._edited)
        self.what = QLabel()
        self.what.setObjectName("downloads.schedule.what")
        self.what.setWordWrap(True)
        choose = QPushButton(tr("Choose in the form…"))
        choose.setObjectName("downloads.schedule.choose")
        choose.setProperty("quick", "true")
        choose.setAutoDefault(False)
        choose.setToolTip(tr("Fill in the download form, then press “After close” there"))
        choose.clicked.connect(self.form_asked)
        self.minutes = self._line("minutes")
        self.back = self._line("back")
        self.rows = {
            "source": RuleRow("From", self.sources, theme=theme),
            "minutes": RuleRow("Wait", self.minutes, theme=theme),
            "back": RuleRow("Days back", self.back, theme=theme),
        }
        self.next = QLabel()
        self.next.setObjectName("downloads.schedule.next")
        self.next.setWordWrap(True)
        self.save = SentenceButton("downloads.go", theme)
        self.save.paint_as("primary")
        self.save.setMaximumWidth(WIDTH)
        self.save.clicked.connect(self.set_schedule)
        self._arrange(choose)
        hand_focus(self, self.on)
        self.refresh()

    def _arrange(self, choose: QPushButton) -> None:
        caption = QLabel(tr("Series"))
        caption.setProperty("role", "muted")
        caption.setFixedWidth(74)
        chosen = QHBoxLayout()
        chosen.setSpacing(8)
        chosen.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        chosen.addWidget(self.what, 1)
        chosen.addWidget(choose, 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(self.on)
        column.addWidget(self.rows["source"])
        column.addLayout(chosen)
        column.addWidget(self.rows["minutes"])
        column.addWidget(self.rows["back"])
        column.addWidget(self.check)
        column.addSpacing(6)
        column.addWidget(self.save)
        column.addSpacing(4)
        column.addWidget(self.next)
        column.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)

    def _line(self, name: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(f"downloads.schedule.{name}")
        edit.setFixedWidth(60)
        edit.textEdited.connect(self._edited)
        edit.installEventFilter(self)
        return edit

    # -- what the panel calls

    def take(self, source: str, selection: Selection) -> None:
        """Take series from the form; nothing is set before the button is pressed."""
        self.selection = selection
        if (at := self.sources.findData(source)) >= 0:
            self.sources.setCurrentIndex(at)
        self.on.setChecked(True)
        self._edited()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def refresh(self) -> None:
        plan = self._service.schedule
        sources = self._service.sources()
        if sources != self._sources:
            self._sources = sources
            self._offer(sources, str(self.sources.currentData() or plan.source))
        if plan != self._shown:
            self._shown = plan
            self._fill(plan)
        self._edited()
        self._show_next(plan)

    def read(self) -> Schedule | None:
        """Return what stands in the fields, None (with words beside the field) where it cannot be."""
        self.rows["source"].set_rule("Whoever is logged in with it at that time")
        self.rows["minutes"].set_rule(
            f"minutes after the close; before {LEAST_MINUTES} the day is not final"
        )
        self.rows["back"].set_rule("trading days before that are made complete too")
        source = str(self.sources.currentData() or "")
        missing = not source and self.on.isChecked()
        self.rows["source"].object(
            "Log in to an account: it is asked for the bars" if missing else "", ""
        )
        minutes = self._number("minutes", self.minutes, LEAST_MINUTES, MOST_MINUTES)
        back = self._number("back", self.back, 0, MOST_BACK)
        if minutes is None or back is None or missing:
            return None
        return replace(
            self._service.schedule,
            enabled=self.on.isChecked(),
            source=source,
            selection=self.selection,
            minutes_after_close=minutes,
            days_back=back,
            check_next_morning=self.check.isChecked(),
        )

    def set_schedule(self) -> None:
        """Set what the button says."""
        plan = self.read()
        if plan is None or self._sending or plan == self._service.schedule:
            return
        self._sending = True
        self.save.setEnabled(False)
        self._scope.spawn(self._set(plan), name="set schedule")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.set_schedule()
            else:
                self.focusNextChild()
            return True
        return False

    # -- inside

    async def _set(self, plan: Schedule) -> None:
        try:
            await self._service.set_schedule(plan)
        except TerminalError as error:
            self.failed.emit(f"Not set: {error.text} {error.hint}".strip())
        finally:
            self._sending = False
            self.refresh()

    def _offer(self, sources: tuple[str, ...], chosen: str) -> None:
        self.sources.blockSignals(True)
        self.sources.clear()
        # The account of the schedule stays on offer while nobody is logged in with it.
        for name in dict.fromkeys((*sources, *([chosen] if chosen else []))):
            suffix = "" if name in sources else " (not logged in)"
            self.sources.addItem(told(f"{words.source(name)}{suffix}"), name)
        if not self.sources.count():
            self.sources.addItem(told("Nobody is logged in"), "")
        self.sources.setCurrentIndex(max(0, self.sources.findData(chosen)))
        self.sources.blockSignals(False)

    def _fill(self, plan: Schedule) -> None:
        self.selection = plan.selection
        self.on.setChecked(plan.enabled)
        self.minutes.setText(str(plan.minutes_after_close))
        self.back.setText(str(plan.days_back))
        self.check.setChecked(plan.check_next_morning)
        if plan.source:
            self._offer(self._sources or (), plan.source)

    def _number(self, name: str, edit: QLineEdit, least: int, most: int) -> int | None:
        text = edit.text().strip()
        good = text.isascii() and text.isdigit() and least <= int(text[:6]) <= most
        self.rows[name].object("" if good else f"A whole number from {least} to {most}", "")
        return int(text) if good else None

    def _edited(self) -> None:
        names = words.names(self.selection)
        self.what.setText(told(f"{names}: {words.kinds(self.selection)}"))
        plan = self.read()
        if self._sending:
            self.save.say("Setting…")
        elif plan is None:
            self.save.say("Set the schedule")
        elif plan == self._service.schedule:
            self.save.say("This is in force" if plan.enabled else "Nothing is set")
        elif not plan.enabled:
            self.save.say("Download nothing by itself any more")
        else:
            self.save.say(f"Download {words.schedule(plan)}")
        fresh = plan is not None and plan != self._service.schedule
        self.save.setEnabled(fresh and not self._sending)

    def _show_next(self, plan: Schedule) -> None:
        due = self._service.next_run_ns()
        parts = []
        if due is not None:
            parts.append(
                f"Runs next {words.moment(due, self._clock.now_ns())}, if this program is on."
            )
        elif plan.enabled:
            parts.append("It is on, but no next run is known.")
        else:
            parts.append("It is off: nothing is downloaded by itself.")
        if plan.last_run is not None:
            parts.append(f"It ran last for {fmt.day(plan.last_run)}.")
        calendar = self._service.calendar
        if plan.enabled and (caution := calendar.caution(day_of(due or self._clock.now_ns()))):
            parts.append(caution)
        text = told(" ".join(parts))
        if text != self.next.text():
            self.next.setText(text)
