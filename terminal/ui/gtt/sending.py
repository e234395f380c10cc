"""From a press to the trigger service: armed state, questions, the send, and what came back.

The service owns the send; this only waits for the answer, so closing the editor cancels the waiting
and never the trigger. One press makes one client id and thus at most one trigger.
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from terminal.domain.errors import Rejected
from terminal.domain.gtt import GttIntent
from terminal.domain.notice import Recorded, Refused
from terminal.gtt.service import GttService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.dialogs import ask
from terminal.ui.theme import Theme
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.sending import DISARM_MS, confirmed_attempt


class GttSender(QObject):
    """Send one trigger at a time and say how it went."""

    armed_changed = QtSignal()
    refused = QtSignal(str)
    """Nothing was made: why and what to do, in the broker's words or ours."""
    sent = QtSignal(str)
    """It was made, or is being looked for: the key of its row."""

    def __init__(
        self, *, gtts: GttService, scope: TaskScope, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._gtts = gtts
        self._scope = scope
        self._theme = theme
        self._window = parent
        self._waiting = ""
        self._asking = False
        self._rearm = QTimer(self)
        self._rearm.setSingleShot(True)
        self._rearm.setInterval(DISARM_MS)
        self._rearm.timeout.connect(self.armed_changed)

    @property
    def armed(self) -> bool:
        """False for a moment after a press, while a question is open and while a reply is awaited."""
        return not (self._asking or self._waiting or self._rearm.isActive())

    @property
    def sending(self) -> bool:
        return bool(self._waiting)

    def send(self, wish: GttIntent, sentence: str, *, replaces: str = "") -> None:
        """Create a trigger, or change the one called `replaces`. Ignored while not armed."""
        if not self.armed:
            return
        self._waiting = wish.client_id
        self._rearm.start()
        self.armed_changed.emit()
        self._scope.spawn(self._run(wish, sentence, replaces), name="send gtt")

    def forget(self) -> None:
        """Stop following what was sent last: the editor shows something else."""
        self._waiting = ""

    async def _run(self, wish: GttIntent, sentence: str, replaces: str) -> None:
        async def attempt(confirmed: frozenset[str]) -> Recorded | Refused:
            if replaces:
                return await self._gtts.modify(replaces, wish, confirmed=confirmed)
            return await self._gtts.create(wish, confirmed=confirmed)

        question = Question(
            title="Change this trigger?" if replaces else "Create this trigger?",
            orders=(sentence,),
            facts=(("Account", fmt.account(wish.account)),),
            confirm="Change the trigger" if replaces else "Create the trigger",
            side=wish.legs[0].side,
        )
        try:
            result = await confirmed_attempt(attempt, question, ask_person=self._ask)
        finally:
            followed = self._waiting == wish.client_id
            if followed:
                self._waiting = ""
                self.armed_changed.emit()
        if not followed or result is None:
            return  # its row and the service's notice tell the rest
        if isinstance(result, Refused):
            self.refused.emit(result.text)
        elif isinstance(result.outcome, Rejected):
            self.refused.emit(f"{result.outcome.text} {result.outcome.hint}".strip())
        else:
            self.sent.emit(result.key)

    async def _ask(self, question: Question) -> bool:
        sheet = ConfirmSheet(question, theme=self._theme, parent=self._window.window())
        self._asking = True
        try:
            return bool(await ask(sheet))
        finally:
            self._asking = False
            self._rearm.start()
