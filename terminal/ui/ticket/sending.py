"""From a press to the order service: armed state, questions, the send, and following its order.

The order service owns the send; this only waits for the answer, so closing the ticket cancels the
waiting and never the order. One press makes one client id and thus at most one order.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from terminal.domain.account import ConfirmLevel, OrderCost
from terminal.domain.errors import Rejected
from terminal.domain.notice import Refused
from terminal.domain.order import Order, OrderChange, OrderIntent
from terminal.orders.outcomes import Result, Submitted
from terminal.orders.service import OrderService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.dialogs import ask
from terminal.ui.theme import Theme
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.progress import Stage, stage

DISARM_MS = 400
"""How long the button is dead after a send, so that a second press cannot duplicate it."""

R = TypeVar("R")
Attempt = Callable[[frozenset[str]], Awaitable[Result]]


class Sender(QObject):
    """Send one order at a time and say how it goes."""

    armed_changed = QtSignal()
    staged = QtSignal(object)
    """A `Stage` of the order sent last, or None."""
    refused = QtSignal(str)
    """Nothing was sent: why, in a sentence."""
    rejected = QtSignal(str)
    """The broker said no to the order that is followed: its words and what to do."""
    done = QtSignal()
    """An answer came, whatever it was."""

    def __init__(
        self, *, orders: OrderService, scope: TaskScope, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._orders = orders
        self._scope = scope
        self._theme = theme
        self._window = parent
        self._asking = False
        self._followed = ""
        self._rearm = QTimer(self)
        self._rearm.setSingleShot(True)
        self._rearm.setInterval(DISARM_MS)
        self._rearm.timeout.connect(self.armed_changed)
        self._unfollow = orders.book.changed.connect(self._on_order)

    @property
    def armed(self) -> bool:
        """False for a moment after each send and while a question is open.

        A reply that is slow to come does not disarm: the next order may be urgent.
        """
        return not self._asking and not self._rearm.isActive()

    def send(self, intent: OrderIntent, sentence: str, cost: OrderCost | None) -> None:
        """Send a new order. Ignored while not armed."""

        async def attempt(confirmed: frozenset[str]) -> Result:
            return await self._orders.submit(intent, confirmed=confirmed)

        facts = [("Account", fmt.account(intent.account))]
        if cost is not None:
            facts.append(("Margin", fmt.rupees(cost.margin)))
            facts.append(("Charges", fmt.rupees(cost.charges)))
        self._start(
            intent.client_id,
            attempt,
            Question(
                title="Send this order?",
                orders=(sentence,),
                facts=tuple(facts),
                confirm=sentence.split(" · ", maxsplit=1)[0],
                side=intent.side,
            ),
        )

    def change(self, order: Order, change: OrderChange, sentence: str) -> None:
        """Modify a resting order. Ignored while not armed."""

        async def attempt(confirmed: frozenset[str]) -> Result:
            return await self._orders.modify(order.key, change, confirmed=confirmed)

        self._start(
            order.key,
            attempt,
            Question(
                title="Change this order?",
                orders=(sentence,),
                facts=(("Account", fmt.account(order.account)),),
                confirm="Modify the order",
                side=order.side,
            ),
        )

    def forget(self) -> None:
        """Stop following the last order: the ticket shows another instrument."""
        self._followed = ""
        self.staged.emit(None)

    def close(self) -> None:
        """Stop listening to the book: the ticket is going away."""
        self._unfollow()

    def _start(self, key: str, attempt: Attempt, question: Question) -> None:
        if not self.armed:
            return
        self._followed = key
        self._rearm.start()
        self.armed_changed.emit()
        self._scope.spawn(self._run(key, attempt, question), name="send")

    async def _run(self, key: str, attempt: Attempt, question: Question) -> None:
        result = await confirmed_attempt(attempt, question, ask_person=self._ask)
        followed = self._followed == key
        if isinstance(result, Submitted):
            self._on_submitted(result, followed=followed)
            return
        if followed:
            self._followed = ""
            self.staged.emit(None)
        if result is not None:
            what = "" if followed else f"Not sent: {question.orders[0]}. "
            self.refused.emit(f"{what}{result.text}")

    async def _ask(self, question: Question) -> bool:
        sheet = ConfirmSheet(question, theme=self._theme, parent=self._window.window())
        self._asking = True
        self.armed_changed.emit()
        try:
            return bool(await ask(sheet))
        finally:
            self._asking = False
            self._rearm.start()
            self.armed_changed.emit()

    def _on_submitted(self, result: Submitted, *, followed: bool) -> None:
        if followed and (order := self._orders.book.order(result.key)) is not None:
            self._on_order(order)
        outcome = result.outcome
        if followed and isinstance(outcome, Rejected):
            self.staged.emit(Stage(1, outcome.text, "bad"))
            self.rejected.emit(f"{outcome.text} {outcome.hint}".strip())
        self.done.emit()

    def _on_order(self, order: Order) -> None:
        if order.key == self._followed:
            self.staged.emit(stage(order))


async def confirmed_attempt(
    attempt: Callable[[frozenset[str]], Awaitable[R | Refused]],
    question: Question,
    *,
    ask_person: Callable[[Question], Awaitable[bool]],
) -> R | Refused | None:
    """Try; where only questions stand in the way, ask them and try again with the answers.

    Return the last result, or None where the person said no. Serves whatever may be `Refused`.
    """
    confirmed: frozenset[str] = frozenset()
    while True:
        result = await attempt(confirmed)
        if not isinstance(result, Refused) or not result.askable or result.codes <= confirmed:
            return result
        reasons = tuple(o.text for o in result.objections if o.level is ConfirmLevel.ASK)
        if not await ask_person(replace(question, reasons=reasons)):
            return None
        confirmed |= result.codes
