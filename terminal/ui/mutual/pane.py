"""The side pane: holds one editor, its button, what was said about it, and what became of it.

No dialog and no nested loop. The service owns what is sent: a pane that closes only stops waiting. A
press sends once; after an answer that never came nothing can be sent until the fate is known.
"""

from enum import Enum
from itertools import pairwise

from PySide6.QtCore import Qt, QUrl
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.errors import Rejected, Unknown
from terminal.domain.ids import AccountId
from terminal.domain.notice import Recorded, Refused
from terminal.domain.ports import Clock
from terminal.mutual.service import FundService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.mutual.fields import SentenceButton
from terminal.ui.mutual.form import Form
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel, restyle

WIDTH = 392
LOW_WIDTH = 720
"""With the form in two columns, where the panel is low."""
_ANEW = "Fund houses often forbid edits: you can cancel this SIP and start a new one."
_NO_FIX = "Nothing was placed. Change the form and send it again, or close it."


class Stage(Enum):
    """Where the pane's form is."""

    FILLING = "filling"
    SENDING = "sending"
    CHECKING = "checking"


class SidePane(QFrame):
    """Shows a form at a time. `done(form, key)`: it was made; `closed`: nothing is shown any more."""

    done = QtSignal(object, str)
    closed = QtSignal()

    def __init__(
        self, *, service: FundService, clock: Clock, scope: TaskScope, theme: Theme
    ) -> None:
        super().__init__()
        self._service = service
        self._clock = clock
        self._scope = scope
        self._theme = theme
        self.form: Form | None = None
        self.stage = Stage.FILLING
        self._key = ""
        self._second = -1
        self._answer = ("", "")
        self._anew = False
        self._columns = 1
        self.setObjectName("mutual.pane")
        self.setFixedWidth(WIDTH)
        self._build()
        self.hide()

    def _build(self) -> None:
        theme = self._theme
        self.title = ElidedLabel(theme, tone="text", size_delta=0, bold=True)
        self.title.setObjectName("mutual.pane.title")
        self._close = close = QToolButton()
        close.setObjectName("mutual.pane.close")
        close.setAccessibleName(tr("Close the form"))
        close.setToolTip(tr("Close  (Esc). What was sent goes on."))
        close.setProperty("kind", "flat")
        theme.wear(close, "close")
        close.clicked.connect(self.close_form)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title, 1)
        head.addWidget(close)
        self.accounts = QComboBox()
        self.accounts.setObjectName("mutual.pane.account")
        self.accounts.setAccessibleName(tr("Account"))
        self.accounts.activated.connect(self._account_chosen)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._closed_page = self._build_closed()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self._closed_page)
        self.message = QLabel()
        self.message.setObjectName("mutual.pane.message")
        self.message.setWordWrap(True)
        self.message.setFont(theme.font(-1))
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.hide()
        self.remedy = QPushButton(tr("Cancel this SIP, then start anew…"))
        self.remedy.setObjectName("mutual.pane.remedy")
        self.remedy.setAutoDefault(False)
        self.remedy.clicked.connect(self._take_remedy)
        self.remedy.hide()
        self.submit = SentenceButton("mutual.pane.submit", theme)
        self.submit.hide()
        self.submit.clicked.connect(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 8, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.accounts)
        column.addWidget(self._stack, 1)
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot.setSpacing(6)
        self._foot.addWidget(self.message, 1)
        self._foot.addWidget(self.remedy)
        self._foot.addWidget(self.submit, 1)
        column.addLayout(self._foot)
        for keys, slot in (
            ("Ctrl+Return", self.send),
            ("Ctrl+Enter", self.send),
            ("Esc", self._escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)

    def _build_closed(self) -> QWidget:
        page = QWidget()
        self.reason = QLabel()
        self.reason.setObjectName("mutual.pane.reason")
        self.reason.setWordWrap(True)
        self.link = QPushButton()
        self.link.setObjectName("mutual.pane.link")
        self.link.setAccessibleName(tr("Open the page"))
        self.link.hide()
        self.link.setProperty("kind", "primary")
        self.link.setAutoDefault(False)
        self._theme.wear(self.link, "browser", "on_accent")
        self.link.clicked.connect(self._open_link)
        self._address = ""
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.reason)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    # -- what the panel calls

    def open(self, form: Form) -> None:
        """Show a form; one that is shown already makes room, what it sent goes on."""
        self._drop()
        self.form = form
        self.stage, self._key, self._second = Stage.FILLING, "", -1
        form.edited.connect(self._edited)
        form.arrange(self._columns)
        form.set_account(form.account)
        self._area.setWidget(form)
        self.title.set_text(form.heading)
        self.setAccessibleName(told(form.heading))
        self.submit.paint_as(form.color)
        self._say("", "")
        self._show_accounts()
        self.show()
        chain = [self._close, self.accounts, *form.stops(), self.remedy, self.submit]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)
        self._review()
        self.on_second()
        self.focus_first()

    def arrange(self, *, columns: int, width: int) -> None:
        """Take a width, and lay the form out in one column or, in a low place, in two."""
        self.setFixedWidth(width)
        if columns == self._columns:
            return
        self._columns = columns
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(across if columns > 1 else down)
        policy = self.message.sizePolicy()
        policy.setRetainSizeWhenHidden(columns > 1)  # the button keeps its place
        self.message.setSizePolicy(policy)
        if self.form is not None:
            self.form.arrange(columns)

    def focus_first(self) -> None:
        """Put the cursor where a person begins."""
        first = self.form.first if self.form is not None else None
        if self.locked_out:
            first = self.link
        target = first or self.submit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def locked_out(self) -> bool:
        """Whether this account's broker takes no writes, so that no editor is shown."""
        return self._stack.currentWidget() is self._closed_page

    def close_form(self) -> None:
        """Close the pane; a form on its way goes on in its row."""
        self._drop()
        self.hide()
        self.closed.emit()

    def on_change(self) -> None:
        """Follow what changed at the service."""
        form = self.form
        if form is None:
            return
        form.refresh()
        self._show_accounts()
        if self.stage is Stage.CHECKING:
            fate = form.fate(self._key)
            if fate is not None and fate.made:
                self._finish(form, self._key)
                return
            if fate is not None:
                self.stage = Stage.FILLING
                form.lock(locked=False)
                self._say(fate.text, "warn")
        self._review()

    def on_second(self) -> None:
        """Let countdowns follow the clock."""
        now_ns = self._clock.now_ns()
        if self.form is not None and (second := now_ns // 1_000_000_000) != self._second:
            self._second = second
            self.form.tick(now_ns)

    def send(self) -> None:
        """Send what the button says, once."""
        form = self.form
        if form is None or self.stage is not Stage.FILLING or self.locked_out:
            return
        self._review()
        if not self.submit.isEnabled():
            return
        self.stage = Stage.SENDING
        self._say("", "")
        form.lock(locked=True)
        self._show_button()
        self._scope.spawn(self._send(form), name=f"send {form.name}")

    # -- inside

    async def _send(self, form: Form) -> None:
        result = await form.send()
        if form is not self.form:
            return  # closed meanwhile: the row and the notices tell the rest
        if isinstance(result, Refused):
            self._fill_again(form, result.text, "warn")
            return
        self._hear(form, result)

    def _hear(self, form: Form, recorded: Recorded) -> None:
        outcome = recorded.outcome
        if isinstance(outcome, Rejected):
            fix = outcome.hint or _NO_FIX
            if form.can_start_anew:
                self._anew, fix = True, _ANEW
            self._fill_again(form, f"{outcome.text} {fix}", "error")
        elif isinstance(outcome, Unknown):
            self.stage, self._key = Stage.CHECKING, recorded.key
            self._say(
                "No answer came, so it is not known whether this was placed. The broker's list is "
                "being read; nothing is sent twice.",
                "warn",
            )
            self._show_button()
            self.on_change()
        else:
            self._finish(form, recorded.key)

    def refused(self, text: str) -> None:
        """Say the broker's words to what was asked outside the form (a pause), and offer a way out."""
        if self.form is not None:
            self._anew = self.form.can_start_anew
            self._fill_again(self.form, f"{text} {_ANEW if self._anew else ''}".strip(), "error")

    def _fill_again(self, form: Form, text: str, role: str) -> None:
        self.stage = Stage.FILLING
        form.lock(locked=False)
        self._say(text, role)
        self._review()
        self.focus_first()

    def _finish(self, form: Form, key: str) -> None:
        self.close_form()
        self.done.emit(form, key)

    def _drop(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            self._area.takeWidget()
            form.hide()
            form.deleteLater()
        self._anew = False

    def _edited(self) -> None:
        if self.stage is Stage.FILLING:
            self._anew = False
            self._say("", "")
            self._review()

    def _review(self) -> None:
        form = self.form
        if form is None:
            return
        rules = self._service.rules(form.account)
        closed = form.needs_writes and rules is not None and not rules.writes
        if closed and rules is not None:
            self._show_closed(rules.why, rules.link)
        else:
            self._stack.setCurrentWidget(self._area)
        if self.stage is Stage.FILLING:
            review = form.review()
            if review.problem and not self._answer[0]:
                self._show_message(review.problem, "warn")
            elif not self._answer[0]:
                self._show_message("", "")
            self.submit.say(review.sentence)
            self.submit.setEnabled(review.ready and not closed)
            self.submit.setVisible(bool(review.sentence) and not closed)
            if closed:
                self._show_message("", "")

    def _show_button(self) -> None:
        sending = self.stage is Stage.SENDING
        self.submit.say("Sending…" if sending else "Checking the broker's list…")
        self.submit.setEnabled(False)

    def _say(self, text: str, role: str) -> None:
        self._answer = (text, role)
        self._show_message(text, role)
        self.remedy.setVisible(bool(text) and self._anew)

    def _show_message(self, text: str, role: str) -> None:
        self.message.setText(told(text))
        self.message.setVisible(bool(text))
        self.message.setAccessibleName(told(text))
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            restyle(self.message)

    def _show_closed(self, why: str, link: str) -> None:
        self.reason.setText(
            told(why or "This account's broker takes no fund orders from programs.")
        )
        self._address = link
        host = QUrl(link).host() or link
        self.link.setText(told(f"Open {host}"))
        self.link.setAccessibleName(self.link.text())
        self.link.setAccessibleName(told(f"Open {host} in the browser"))
        self.link.setVisible(bool(link))
        self._stack.setCurrentWidget(self._closed_page)

    def _show_accounts(self) -> None:
        form = self.form
        accounts = self._service.accounts()
        several = form is not None and form.offers_accounts and len(accounts) > 1
        self.accounts.setVisible(several)
        if form is None or not several:
            return
        if [self.accounts.itemData(n) for n in range(self.accounts.count())] != accounts:
            self.accounts.clear()
            for account in accounts:
                self.accounts.addItem(told(f"Account {fmt.account(account)}"), account)
        self.accounts.setCurrentIndex(max(0, self.accounts.findData(form.account)))

    def _account_chosen(self) -> None:
        account = self.accounts.currentData()
        if self.form is not None and isinstance(account, str):
            self.form.set_account(AccountId(account))

    def _take_remedy(self) -> None:
        form = self.form.anew() if self.form is not None else None
        if form is not None:
            self.open(form)

    def _open_link(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self._address)):
            self.reason.setText(told(f"No browser could be opened. The address is {self._address}"))

    def _escape(self) -> None:
        self.close_form()
