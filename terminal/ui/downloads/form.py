"""The form of a download: every field has its rule beside it, and what it costs is shown while typing.

Typing asks for nothing but the preview; only the button (or Ctrl+Enter) starts a download.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.history import SeriesKind
from terminal.history.jobs import Preview, Request, Selection
from terminal.history.service import HistoryService
from terminal.runtime.tasks import TaskScope
from terminal.ui.downloads import words
from terminal.ui.downloads.cost import CostFoot
from terminal.ui.downloads.draft import Reading, read
from terminal.ui.downloads.fields import Fields
from terminal.ui.downloads.latest import Latest
from terminal.ui.downloads.page import Page
from terminal.ui.downloads.pick import UnderlyingPick
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme

PAUSE_MS = 250
"""How long typing rests before the preview is asked for."""
_PRICING = "Working out what that takes…"
WIDE = 700
"""From this width the list of underlyings stands beside the fields."""


class DownloadForm(Page):
    """`started` tells a job's number, `failed` why a verb could not be done.

    `schedule_asked`: the series are wanted for the schedule.
    """

    started = QtSignal(int)
    failed = QtSignal(str)
    schedule_asked = QtSignal()

    def __init__(
        self,
        *,
        service: HistoryService,
        scope: TaskScope,
        today: Callable[[], date],
        theme: Theme,
    ) -> None:
        super().__init__("form", theme=theme)
        self._service = service
        self._scope = scope
        self._today = today
        self._names_of = ""
        self._asked: Request | None = None  # as the form stands
        self._pricing: Request | None = None  # what the preview under way is of
        self._sending = False
        self._closed = False
        self.cost: Preview | None = None
        """What the last preview said of the request as it stands, None while it is not known."""
        self._preview: Latest[Preview] = Latest(
            scope, "preview", done=self._priced, failed=self._not_priced
        )
        self._names: Latest[tuple[str, ...]] = Latest(
            scope, "underlyings", done=self._listed, failed=self._not_listed
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask_price)
        self.fields = Fields(today=today, theme=theme)
        self.pick = UnderlyingPick(theme)
        self.pick.hide()
        self.foot = CostFoot(theme)
        self._arrange()
        self.bar.addStretch(1)
        self._later = self.button(
            "later",
            "After each close…",
            "Download these series every trading day by itself",
            self.schedule_asked.emit,
        )
        self.fields.edited.connect(self._edited)
        self.fields.source_chosen.connect(self._source_chosen)
        self.fields.which_chosen.connect(self._which_chosen)
        self.pick.edited.connect(self._edited)
        self.foot.pressed.connect(self.download)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.download)
        hand_focus(self, self.fields.start)
        self.read()

    def _arrange(self) -> None:
        inner = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._across.setContentsMargins(12, 8, 12, 8)
        self._across.setSpacing(18)
        self._across.addWidget(self.fields, 3)
        self._across.addWidget(self.pick, 2)
        self._across.addStretch(0)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(self.foot)

    # -- what the panel calls

    @property
    def selection(self) -> Selection | None:
        """Which series the form asks for, None while it cannot be read."""
        request = self.read().request
        return request.selection if request is not None else None

    @override
    def refresh(self) -> None:
        self.fields.show_sources(self._service.sources())

    def fill(
        self, underlyings: Iterable[str], start: date, end: date, kinds: Iterable[SeriesKind] = ()
    ) -> None:
        """Fill in what the calendar was asked for; nothing is started."""
        self.fields.fill(start, end, kinds)
        self.pick.choose(tuple(underlyings))
        self._edited()
        self.foot.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def download(self) -> None:
        """Start what the button says, once a press."""
        request = self.read().request
        if request is None or self._sending or not self.foot.go.isEnabled():
            return
        self._sending = True
        self.foot.go.setEnabled(False)
        self._scope.spawn(self._start(request), name="start download")

    def save_state(self) -> dict[str, object]:
        return self.fields.save_state() | {"chosen": list(self.pick.chosen)}

    def restore_state(self, state: dict[str, object]) -> None:
        if isinstance(chosen := state.get("chosen"), list):
            self.pick.choose([name for name in chosen if isinstance(name, str)])
        self.fields.restore_state(state)

    def close_down(self) -> None:
        """Ask for nothing more."""
        self._closed = True
        self._timer.stop()

    def read(self) -> Reading:
        """Read the fields, put rules and objections beside them, and say it on the button."""
        reading = read(self.fields.draft(self.pick.chosen), self._today())
        self.fields.show_reading(reading)
        request = reading.request
        if request != self._asked:
            self._asked, self.cost = request, None
            self.foot.say(_PRICING)
        self._later.setEnabled(request is not None)
        self._show_button(request)
        return reading

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        wide = width >= WIDE
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(across if wide else down)
        self.foot.arrange(width)

    # -- inside

    def _which_chosen(self) -> None:
        self.pick.setVisible(bool(self.fields.which.value()))

    def _source_chosen(self) -> None:
        source = self.fields.source
        if source != self._names_of:
            self._names_of = source
            if source:
                self.pick.show_known(())
                self._names.ask(partial(self._service.underlyings_of, source))
            else:
                self._names.drop()
                self.pick.show_known((), "Log in to an account: its list of stocks appears here.")

    def _listed(self, names: tuple[str, ...]) -> None:
        self.pick.show_known(names, "This account lists no stock with futures or options today.")

    def _not_listed(self, error: TerminalError) -> None:
        self._names_of = ""  # asked again when a source is chosen
        text = f"{error.text} {error.hint}".strip()
        self.pick.show_known((), f"The list could not be read. {text}")

    def _edited(self) -> None:
        self.read()
        self._price_soon()

    def _price_soon(self) -> None:
        if not self._closed:
            self._timer.start()

    def _ask_price(self) -> None:
        request = self.read().request
        if request is None:
            self._preview.drop()
            self.foot.show_cost(None)
        elif self.cost is None:
            self._pricing = request
            self._preview.ask(partial(self._service.preview, request))
            self.foot.say(_PRICING)

    def _priced(self, cost: Preview) -> None:
        if self._pricing != self._asked:
            return  # edited since: the next preview is about to be asked for
        self.cost = cost
        self.foot.show_cost(cost)
        self._show_button(self._asked)

    def _not_priced(self, error: TerminalError) -> None:
        if self._pricing != self._asked:
            return
        self.foot.show_cost(None)
        self.foot.say(f"{error.text} {error.hint}".strip(), "amber")

    def _show_button(self, request: Request | None) -> None:
        foot, cost = self.foot, self.cost
        if self._sending:
            foot.go.say("Starting…")
            foot.go.setEnabled(False)
        elif request is None:
            foot.go.say("Download")
            foot.go.setEnabled(False)
            foot.show_cost(None)
            foot.say("What is missing is said beside its field.")
        else:
            nothing = cost is not None and cost.series_days == 0
            held = cost is not None and not nothing and cost.requests == 0
            foot.go.say(words.download(request, cost))
            foot.go.setEnabled(not nothing and not held)
            if cost is None:
                foot.grow_old()
            elif held:
                foot.say("The store has all of it already: there is nothing to download.")
            elif nothing:
                foot.say("No series fits: nothing to download.", "amber")
            else:
                tone = "amber" if cost.notes else "muted"
                foot.say(" ".join(cost.notes) or words.series_parts(cost), tone)

    async def _start(self, request: Request) -> None:
        try:
            number = await self._service.start(request)
        except TerminalError as error:
            self.failed.emit(f"Not started: {error.text} {error.hint}".strip())
        else:
            self.started.emit(number)
        finally:
            self._sending = False
            self.cost = None
            self.read()
            self._price_soon()
