"""From a press to the order service: armed state, questions, the send, and following its order.

The order service owns the send; this only waits for the answer, so closing the ticket cancels the
waiting and never the order. One press makes one client id and thus at most one order.
"""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QWidget

from terminal.domain.account import ConfirmLevel, OrderCost
from terminal.domain.errors import Rejected
from terminal.domain.order import Order, OrderChange, OrderIntent
from terminal.orders.outcomes import Refused, Result, Submitted
from terminal.orders.service import OrderService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.dialogs import ask
from terminal.ui.theme import Theme
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.progress import Stage, stage

DISARM_MS = 400
"""How long the button is dead after a send, so that a second press cannot duplicate it."""

Attempt = Callable[[frozenset[str]], Awaitable[Result]]


class Sender(QObject):
    """Send one order at a time and say how it goes."""

    armed_changed = QtSignal()
    staged = QtSignal(object)
    """A `Stage` of the order sent last, or None."""
    refused = QtSignal(object)
    """A `Refused`: nothing was sent."""
    answered = QtSignal(object)
    """A `Submitted`: the broker took it, refused it, or we do not know."""

    def __init__(
        self, *, orders: OrderService, scope: TaskScope, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._orders = orders
        self._scope = scope
        self._theme = theme
        self._window = parent
        self._busy = False
        self._followed = ""
        self._rearm = QTimer(self)
        self._rearm.setSingleShot(True)
        self._rearm.setInterval(DISARM_MS)
        self._rearm.timeout.connect(self.armed_changed)
        orders.book.changed.connect(self._on_order)

    @property
    def armed(self) -> bool:
        """False for a moment after each send and while a question is open."""
        return not self._busy and not self._rearm.isActive()

    def send(self, intent: OrderIntent, sentence: str, cost: OrderCost | None) -> None:
        """Send a new order. Ignored while not armed."""

        async def attempt(confirmed: frozenset[str]) -> Result:
            self._followed = intent.client_id
            return await self._orders.submit(intent, confirmed=confirmed)

        facts = [("Account", fmt.account(intent.account))]
        if cost is not None:
            facts.append(("Margin", fmt.rupees(cost.margin)))
            facts.append(("Charges", fmt.rupees(cost.charges)))
        self._start(
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
            self._followed = order.key
            return await self._orders.modify(order.key, change, confirmed=confirmed)

        self._start(
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

    def _start(self, attempt: Attempt, question: Question) -> None:
        if not self.armed:
            return
        self._busy = True
        self._rearm.start()
        self.armed_changed.emit()
        self._scope.spawn(self._run(attempt, question), name="send")

    async def _run(self, attempt: Attempt, question: Question) -> None:
        try:
            result = await confirmed_attempt(
                attempt, question, theme=self._theme, parent=self._window
            )
        finally:
            self._busy = False
            self._rearm.start()
            self.armed_changed.emit()
        if result is None:
            self.staged.emit(None)
        elif isinstance(result, Refused):
            self._followed = ""
            self.staged.emit(None)
            self.refused.emit(result)
        else:
            self._on_submitted(result)

    def _on_submitted(self, result: Submitted) -> None:
        if (order := self._orders.book.order(result.key)) is not None:
            self._on_order(order)
        if isinstance(result.outcome, Rejected):
            self.staged.emit(Stage(1, result.outcome.text, "bad"))
        self.answered.emit(result)

    def _on_order(self, order: Order) -> None:
        if order.key == self._followed:
            self.staged.emit(stage(order))


async def confirmed_attempt(
    attempt: Attempt, question: Question, *, theme: Theme, parent: QWidget
) -> Result | None:
    """Try; where only questions stand in the way, ask them and try again with the answers.

    Return the last result, or None where the person said no.
    """
    confirmed: frozenset[str] = frozenset()
    while True:
        result = await attempt(confirmed)
        if isinstance(result, Submitted) or not result.askable or result.codes <= confirmed:
            return result
        reasons = tuple(o.text for o in result.objections if o.level is ConfirmLevel.ASK)
        sheet = ConfirmSheet(
            Question(
                title=question.title,
                orders=question.orders,
                reasons=reasons,
                facts=question.facts,
                confirm=question.confirm,
                side=question.side,
            ),
            theme=theme,
            parent=parent.window(),
        )
        if not await ask(sheet):
            return None
        confirmed |= result.codes
