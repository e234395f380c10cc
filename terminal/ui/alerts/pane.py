"""The side pane with the alert editor: checks while typing, asks once, sends once, keeps what failed.

The service owns what is sent: closing the pane only stops waiting. After a reply that never came
nothing can be sent until the row says what became of it.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from terminal.alerts.rules import needs_here
from terminal.alerts.service import AlertService
from terminal.alerts.words import amount, suggested_name
from terminal.domain.alert import Alert, AlertMeasure, AlertOperator, AlertState, AlertTerms
from terminal.domain.errors import Rejected, Unknown
from terminal.domain.ids import ClientOrderId
from terminal.domain.notice import Objection, Recorded, Refused
from terminal.domain.order import Side
from terminal.domain.ports import Clock, InstrumentSource, PriceSource
from terminal.market.catalog import Catalog
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.alerts.draft import AlertDraft, gaps, make_terms, order_sentence, sentence
from terminal.ui.alerts.editor import AlertEditor
from terminal.ui.dialogs import ask
from terminal.ui.i18n import told, tr
from terminal.ui.link import AlertRequest
from terminal.ui.theme import Theme
from terminal.ui.ticket import style
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.view import SubmitButton
from terminal.ui.ticket.widgets import ElidedLabel, restyle

WIDTH, WIDE = 400, 560
LOW_PX = 330
"""Panels lower than this get the fields side by side and the button beside the title."""
_LOW = """
QLineEdit, QComboBox { min-height: 22px; max-height: 22px; }
QPushButton[segment] { min-height: 22px; max-height: 22px; }
QPushButton[submit="true"] { min-height: 30px; max-height: 30px; }
"""
START = Decimal("1.01")
DRAFT_ID = ClientOrderId("DRAFT")
_KEEP = "Nothing was made. Change the form and send it again, or close it."
_CHECKING = (
    "No answer came, so it is not known whether this was made. The broker's list is being read; "
    "nothing is sent twice. Its row says what became of it."
)


class Stage(Enum):
    """Where the form is."""

    FILLING = "filling"
    SENDING = "sending"
    CHECKING = "checking"


class AlertPane(QFrame):
    """Shows the editor. `done(key)`: the alert was made or changed; `closed`: nothing is shown."""

    done = QtSignal(str)
    closed = QtSignal()

    def __init__(
        self,
        *,
        alerts: AlertService,
        catalog: Catalog,
        instruments: InstrumentSource,
        prices: PriceSource,
        scope: TaskScope,
        theme: Theme,
        clock: Clock,
    ) -> None:
        super().__init__()
        self._alerts = alerts
        self._instruments = instruments
        self._prices = prices
        self._scope = scope
        self._theme = theme
        self._replaces = ""
        self._key = ""
        self._answer = ("", "")
        self._low = False
        self.stage = Stage.FILLING
        self.editor = AlertEditor(
            catalog=catalog, instruments=instruments, theme=theme, clock=clock
        )
        self.setObjectName("alerts.pane")
        self.setFixedWidth(WIDTH)
        self._build(theme)
        self.on_theme()
        self.editor.edited.connect(self._edited)
        self.editor.legs.added.connect(self._show_leg)
        self.hide()

    # -- verbs

    def open_new(self, request: AlertRequest) -> None:
        """Show an empty form for an instrument, at its price unless a level is given."""
        instrument = (
            self._instruments.instrument(request.instrument) if request.instrument else None
        )
        level, last = request.level, None
        if instrument is not None:
            found = self._prices.last_price(instrument.id)
            last = instrument.to_price(found) if found is not None and found > 0 else None
            if level is None and last is not None:
                # A place to step from, not an advice; at the price itself it would fire at once.
                level = instrument.grid.snap(last * START)
        below = level is not None and last is not None and level < last
        accounts = self._alerts.accounts()
        self.editor.set_accounts(accounts)
        account = request.account or (accounts[0] if accounts else None)
        local = account is None or self._alerts.rules(account) is None
        self._replaces = ""
        self.editor.begin(
            instrument,
            level=level,
            operator=AlertOperator.AT_MOST if below else AlertOperator.AT_LEAST,
            account=account,
            local=local,
        )
        self._start("New alert")

    def open_change(self, alert: Alert) -> None:
        """Show an alert's terms to change them."""
        self.editor.set_accounts(self._alerts.accounts())
        self._replaces = alert.key
        self.editor.fill(alert.terms)
        self._start(f"Change “{alert.terms.name}”")

    def as_new(self) -> None:
        """Let what is shown be sent as a new alert: the one it came from was never made."""
        self._replaces = ""
        self.editor.free_place()
        self.title.set_text("New alert")
        self._review()

    def close_form(self) -> None:
        """Close the pane; what is on its way goes on in its row."""
        self.hide()
        self.stage = Stage.FILLING
        self.closed.emit()

    def send(self) -> None:
        """Send what the button says, once."""
        if self.isHidden() or self.stage is not Stage.FILLING:
            return
        self._review()
        if not self.submit.isEnabled():
            return
        self.stage = Stage.SENDING
        self._say("", "")
        self.editor.lock(locked=True)
        self._show_button()
        self._scope.spawn(self._send(), name="send alert")

    def on_change(self) -> None:
        """Follow what changed at the service."""
        if self.isHidden():
            return
        self.editor.set_accounts(self._alerts.accounts())
        if self.stage is Stage.CHECKING:
            self._look_for_fate()
        if self.stage is Stage.FILLING:
            self._review()

    def on_tick(self) -> None:
        """Show the value of now, and review what depends on it."""
        if not self.isHidden() and self.stage is Stage.FILLING:
            self._review()

    def on_theme(self) -> None:
        low = _LOW if self._low else ""
        self.setStyleSheet(style.sheet(self._theme.palette, Side.BUY) + low)

    def fit_into(self, width: int, height: int) -> None:
        """Take the form that suits a panel of this size."""
        low = height < LOW_PX
        self.setFixedWidth(min(WIDE, max(WIDTH, width - 200)) if low else WIDTH)
        if low == self._low:
            return
        self._low = low
        self.editor.arrange(wide=low)
        self._column.removeWidget(self.submit)
        self._head.removeWidget(self.submit)
        if low:
            self._head.insertWidget(1, self.submit, 3)
        else:
            self._column.addWidget(self.submit)
        self.on_theme()

    # -- building

    def _build(self, theme: Theme) -> None:
        self.title = ElidedLabel(theme, tone="text", size_delta=0, bold=True)
        self.title.setObjectName("alerts.pane.title")
        close = QToolButton()
        close.setObjectName("alerts.pane.close")
        close.setAccessibleName(tr("Close the form"))
        close.setToolTip(tr("Close  (Esc). What was sent goes on."))
        close.setProperty("kind", "flat")
        theme.wear(close, "close")
        close.clicked.connect(self.close_form)
        head = self._head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(close)
        area = self._area = QScrollArea()
        area.setObjectName("alerts.pane.area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.editor)
        self.message = QLabel()
        self.message.setObjectName("alerts.pane.message")
        self.message.setWordWrap(True)
        self.message.setFont(theme.font(-1))
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.hide()
        self.submit = SubmitButton(theme)
        self.submit.setObjectName("alerts.submit")
        self.submit.setProperty("submit", True)
        self.submit.setAutoDefault(False)
        self.submit.setToolTip(tr("Send  (Ctrl+Enter)"))
        self.submit.clicked.connect(self.send)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 8, 8)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addWidget(self.message)
        column.addWidget(self.submit)
        for keys, slot in (
            ("Ctrl+Return", self.send),
            ("Ctrl+Enter", self.send),
            ("Esc", self.close_form),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)

    # -- inside

    def _start(self, title: str) -> None:
        self.stage, self._key = Stage.FILLING, ""
        self.title.set_text(title)
        self.setAccessibleName(told(title))
        self.editor.lock(locked=False)
        self._say("", "")
        self.show()
        self._review()
        self._area.verticalScrollBar().setValue(0)
        self.editor.focus_first()

    def _terms(self, client_id: ClientOrderId, ids: Sequence[ClientOrderId]) -> AlertTerms:
        return make_terms(self.editor.draft(), client_id, tuple(ids))

    def _review(self) -> None:
        """Check the fields, object beside them, and say on the button what it would do."""
        draft = self.editor.draft()
        missing = gaps(draft)
        count = len(draft.legs)
        probe: AlertTerms | None = None
        if draft.account is not None and "orders" not in missing and "level" not in missing:
            probe = self._terms(DRAFT_ID, [DRAFT_ID] * count)
        here_only = ""
        if draft.account is not None:
            rules = self._alerts.rules(draft.account)
            if probe is not None:
                here_only = needs_here(probe, rules)
            elif draft.measure is not AlertMeasure.LAST or rules is None:
                here_only = "The broker watches last prices only."
            self.editor.set_rules(rules, here_only=here_only)
        if probe is None or missing:
            self._show_gaps(missing, self._apart_from_level(draft, missing))
            return
        terms = self._terms(DRAFT_ID, [DRAFT_ID] * count)
        self.editor.show_suggestion(suggested_name(terms, fmt.instrument))
        self._show_value(terms)
        objections = self._alerts.check(terms, replaces=self._replaces)
        self._show_objections(objections)
        never = [o for o in objections if o.level != "ask"]
        self.submit.setEnabled(not never)
        verb = "Change: " if self._replaces else ""
        text = sentence(terms)
        where = "this PC" if terms.local else f"the broker, {fmt.account(terms.account)}"
        self._label(f"{verb}{text} · Watched by {where}")

    def _apart_from_level(
        self, draft: AlertDraft, missing: dict[str, str]
    ) -> dict[str, tuple[str, str]]:
        """Return what stands against the other fields while no level has been typed yet."""
        if set(missing) != {"level"} or draft.against:
            return {}
        ids = (DRAFT_ID,) * len(draft.legs)
        terms = make_terms(replace(draft, level="1"), DRAFT_ID, ids)
        self._show_value(terms)
        objections = self._alerts.check(terms, replaces=self._replaces)
        return {
            o.field: (o.text, str(o.level))
            for o in objections
            if o.level != "ask" and o.field not in {"", "level"}
        }

    def _show_gaps(self, missing: dict[str, str], others: dict[str, tuple[str, str]]) -> None:
        gap = {field: (text, "gap") for field, text in missing.items()}
        self.editor.show_objections(others | gap)
        first = next(iter(missing.values()), "")
        self._label(first or "Fill the form")
        self.submit.setEnabled(False)
        if not self._answer[0]:
            self._show_message("", "")

    def _show_value(self, terms: AlertTerms) -> None:
        value = self._alerts.value_of(terms)
        stale = False
        if terms.instrument is not None:
            age = self._prices.age_s(terms.instrument)
            stale = age is None or age == float("inf")
        text = amount(terms.measure, value) if value is not None else "no value yet"
        self.editor.show_value(text, stale=stale or value is None)

    def _show_objections(self, objections: Sequence[Objection]) -> None:
        beside: dict[str, tuple[str, str]] = {}
        loose: list[str] = []
        for each in objections:
            if each.code == "places_orders":
                continue  # said on the sheet that asks
            if each.field and each.field not in beside:
                beside[each.field] = (each.text, str(each.level))
            if each.level != "ask" or not each.field:
                loose.append(f"{each.text} {each.fix}".strip())
        self.editor.show_objections(beside)
        if not self._answer[0]:
            self._show_message(loose[0] if loose else "", "warn")

    async def _send(self) -> None:
        count = len(self.editor.draft().legs)
        new_id = self._alerts.new_client_id
        terms = self._terms(new_id(), [new_id() for _ in range(count)])
        confirmed = await self._asked(terms)
        if confirmed is None:
            self._fill_again("", "")
            return
        if self._replaces:
            result = await self._alerts.modify(self._replaces, terms, confirmed=confirmed)
        else:
            result = await self._alerts.create(terms, confirmed=confirmed)
        self._hear(result)

    async def _asked(self, terms: AlertTerms) -> frozenset[str] | None:
        """Return the codes of questions that were answered with yes, None for a no."""
        objections = self._alerts.check(terms, replaces=self._replaces)
        asks = [o for o in objections if o.level == "ask"]
        if not asks:
            return frozenset()
        if not terms.orders and {o.code for o in asks} == {"true_now"}:
            return frozenset({"true_now"})  # said beside the level; a second question only annoys
        reasons = tuple(f"{o.text} {o.fix}".strip() for o in asks)
        side = terms.orders[0].side if terms.orders else Side.BUY
        question = Question(
            title="Place orders without asking again?" if terms.orders else "Make this alert?",
            orders=(sentence(terms), *(order_sentence(order) for order in terms.orders)),
            reasons=reasons,
            confirm="Make the alert" if not self._replaces else "Change the alert",
            side=side,
        )
        sheet = ConfirmSheet(question, theme=self._theme, parent=self)
        if await ask(sheet) != QDialog.DialogCode.Accepted:
            return None
        return frozenset(o.code for o in asks)

    def _hear(self, result: Recorded | Refused) -> None:
        if isinstance(result, Refused):
            self._fill_again(result.text, "warn")
        elif isinstance(result.outcome, Rejected):
            fix = result.outcome.hint or _KEEP
            self._fill_again(f"{result.outcome.text} {fix}", "error")
        elif isinstance(result.outcome, Unknown):
            self.stage, self._key = Stage.CHECKING, result.key
            self._say(_CHECKING, "warn")
            self._show_button()
            self._look_for_fate()
        else:
            self.close_form()
            self.done.emit(result.key)

    def _look_for_fate(self) -> None:
        alert = self._alerts.alert(self._key)
        if alert is not None and alert.state is AlertState.UNKNOWN:
            return
        if alert is not None and alert.state is AlertState.NOT_PLACED:
            self._fill_again(f"{alert.message} {_KEEP}", "warn")
            return
        # Its own row is gone (found under the broker's id), or it shows what the broker has.
        self.close_form()

    def _fill_again(self, text: str, role: str) -> None:
        self.stage = Stage.FILLING
        self.editor.lock(locked=False)
        self._say(text, role)
        self._review()

    def _edited(self) -> None:
        if self.stage is Stage.FILLING:
            self._say("", "")
            self._review()

    def _show_leg(self, leg: QWidget) -> None:
        QTimer.singleShot(0, leg, partial(self._area.ensureWidgetVisible, leg))

    def _show_button(self) -> None:
        sending = self.stage is Stage.SENDING
        self._label("Sending…" if sending else "Checking the broker's list…")
        self.submit.setEnabled(False)

    def _label(self, text: str) -> None:
        self.submit.setText(text.replace("&", "&&"))
        self.submit.setAccessibleName(told(text))

    def _say(self, text: str, role: str) -> None:
        self._answer = (text, role)
        self._show_message(text, role)

    def _show_message(self, text: str, role: str) -> None:
        self.message.setText(told(text))
        self.message.setVisible(bool(text))
        self.message.setAccessibleName(told(text))
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            restyle(self.message)
