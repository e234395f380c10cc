"""What an order needs and costs: margin, available funds, charges, under the ticket's fields.

The last good figure stays, marked as old, while a newer one is awaited or could not be had; the
strip never holds up an order. A click on it opens the contract note.
"""

from collections.abc import Callable
from decimal import Decimal

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.account import Funds, OrderCost
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId
from terminal.domain.instrument import Instrument
from terminal.domain.order import OrderIntent
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.draft import DRAFT_ID, intent_sentence
from terminal.ui.ticket.inputs import Debounce
from terminal.ui.ticket.note import NotePopover
from terminal.ui.ticket.note_facts import (
    BothWays,
    NoteFacts,
    both_ways,
    entry_price,
    multiplier_of,
    one_way,
    queries,
)
from terminal.ui.ticket.widgets import ElidedLabel

ESTIMATE_MS = 150
_COMMODITY_VENUES = frozenset({"MCX", "NCO", "NCDEX"})


class Estimates(QObject):
    """Ask the service for the newest draft's cost; answers of older drafts are dropped."""

    changed = QtSignal()

    def __init__(self, *, orders: OrderService, scope: TaskScope, parent: QObject) -> None:
        super().__init__(parent)
        self._orders = orders
        self._scope = scope
        self._wanted: OrderIntent | None = None
        self._running = False
        self._shape: OrderIntent | None = None
        self.cost: OrderCost | None = None
        self.problem = ""

    @property
    def current(self) -> bool:
        """True where `cost` belongs to the newest draft."""
        return self.cost is not None and self._shape == self._wanted

    def answers(self, intent: OrderIntent) -> bool:
        """True where `cost` belongs to this very order, not to one typed a moment ago."""
        return self.cost is not None and self._shape == _shape_of(intent)

    def ask(self, intent: OrderIntent | None) -> None:
        """Want the cost of `intent`; None: there is no order yet, keep what is shown."""
        if intent is None:
            self._wanted = None
            self.changed.emit()
            return
        wanted = _shape_of(intent)
        if wanted == self._wanted and (self.current or self._running):
            return
        self._wanted = wanted
        self.changed.emit()
        if not self._running and not self.current:
            self._running = True
            self._scope.spawn(self._run(), name="estimate")

    def forget(self) -> None:
        """Drop the figures: another instrument or account is on the ticket."""
        self.cost = None
        self.problem = ""
        self._shape = None
        self.changed.emit()

    async def _run(self) -> None:
        try:
            while (wanted := self._wanted) is not None and wanted != self._shape:
                problem = ""
                cost = None
                try:
                    cost = await self._orders.estimate(wanted)
                except TerminalError as error:
                    problem = error.text
                if wanted != self._wanted:
                    continue
                self.problem = problem
                if cost is None:
                    break
                self.cost, self._shape = cost, wanted
        finally:
            self._running = False
        self.changed.emit()


class Costing(QObject):
    """Keeps a strip up to date: estimates a moment after the last change, funds at once.

    `price` tells the last price of the instrument on the ticket.
    """

    changed = QtSignal()
    """An estimate came, or was asked for."""

    def __init__(
        self,
        strip: "CostStrip",
        price: Callable[[], Decimal | None],
        *,
        orders: OrderService,
        portfolio: PortfolioService,
        scope: TaskScope,
        theme: Theme,
    ) -> None:
        super().__init__(strip)
        self._price = price
        self._strip = strip
        self._portfolio = portfolio
        self._wanted: OrderIntent | None = None
        self._account: AccountId | None = None
        self._instrument: Instrument | None = None
        self._note: NotePopover | None = None
        self._both: tuple[OrderIntent, BothWays] | None = None
        self._asking: OrderIntent | None = None
        self._orders = orders
        self._scope = scope
        self._theme = theme
        strip.asked.connect(self.open_note)
        self._estimates = Estimates(orders=orders, scope=scope, parent=self)
        self._closed = False
        self._soon = Debounce(strip, ESTIMATE_MS)
        self._soon.fired.connect(self._ask)
        self._estimates.changed.connect(self._on_estimate)
        self._unfollow = portfolio.changed.connect(self._on_portfolio)

    def want(
        self, intent: OrderIntent | None, account: AccountId | None, instrument: Instrument | None
    ) -> None:
        """Show what `intent` costs and what `account` has; None where there is no order yet."""
        self._account, self._instrument = account, instrument
        if intent != self._wanted:
            self._wanted = intent
            self._soon.poke()
        self._show()

    def forget(self) -> None:
        """Drop the figures: another instrument is on the ticket."""
        self._estimates.forget()

    def close(self) -> None:
        """Stop listening and asking: the ticket is going away."""
        self._unfollow()
        self._closed = True
        if self._note is not None:
            self._note.hide()

    def open_note(self) -> None:
        """Open the contract note of the draft over the ticket."""
        if self._note is None:
            self._note = NotePopover(self._theme, self._strip)
        self._show_note(always=True)
        self._note.open_at(self._strip)

    @property
    def current(self) -> OrderCost | None:
        """The estimate of the newest draft, None while it is not there."""
        wanted = self._wanted
        if wanted is None or not self._estimates.answers(wanted):
            return None
        return self._estimates.cost

    @property
    def shortage(self) -> tuple[Decimal, Decimal] | None:
        """Return (margin needed, funds available) where the newest draft needs more than there is."""
        cost, available = self.current, self._available()
        if cost is None or available is None or cost.margin <= available:
            return None
        return cost.margin, available

    def _available(self) -> Decimal | None:
        exchange = self._instrument.exchange if self._instrument is not None else ""
        return available_funds(self._portfolio.funds(), self._account, exchange)

    def _on_estimate(self) -> None:
        self._show()
        self.changed.emit()

    def _ask(self) -> None:
        if not self._closed:
            self._estimates.ask(self._wanted)

    def _on_portfolio(self, _account: AccountId) -> None:
        self._show()

    def _show(self) -> None:
        estimates = self._estimates
        self._strip.show_cost(estimates.cost, current=estimates.current, problem=estimates.problem)
        self._strip.show_available(self._available())
        self._show_note()

    def _show_note(self, *, always: bool = False) -> None:
        note, wanted = self._note, self._wanted
        if note is None or not (always or note.isVisible()):
            return
        estimates = self._estimates
        sentence = "Fill in the order to see what it costs."
        both, why = None, ""
        if wanted is not None:
            sentence = intent_sentence(wanted, self._instrument)
            why = one_way(wanted)
            shape = _shape_of(wanted)
            if self._both is not None and self._both[0] == shape:
                both = self._both[1]
            elif not why:
                self._ask_both(shape)
        note.show_facts(
            NoteFacts(
                sentence=sentence,
                cost=estimates.cost if wanted is not None else None,
                current=estimates.current,
                problem=estimates.problem if wanted is not None else "",
                both=both,
                one_way=why,
                # Exits free margin, whatever an estimate of them alone says.
                available=None if wanted is not None and wanted.reduces else self._available(),
            )
        )

    def _ask_both(self, shape: OrderIntent) -> None:
        if self._asking != shape and self._estimates.current:
            self._asking = shape
            self._scope.spawn(self._run_both(shape, self._instrument), name="contract note")

    async def _run_both(self, shape: OrderIntent, instrument: Instrument | None) -> None:
        broker = self._orders.brokers.get(shape.account)
        price = entry_price(shape, self._price())
        if broker is None or instrument is None or price is None or shape.quantity <= 0:
            return
        try:
            notes = await broker.fetch_charges(queries(shape, price))
        except TerminalError:
            self._asking = None  # the note stands without its way back; the next draft asks again
            return
        multiplier = multiplier_of(instrument, self._portfolio.positions())
        self._both = (shape, both_ways(shape, instrument, price, notes, multiplier))
        self._show_note()


class CostStrip(QWidget):
    """Three figures side by side: margin needed, funds available, charges.

    `asked`: a person wants to see what they are made of.
    """

    asked = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ticket.cost")
        self.setAccessibleName(tr("Margin, available funds and charges"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._margin = _figure(row, "Margin", "ticket.margin", theme)
        self._available = _figure(row, "Available", "ticket.available", theme)
        self._charges = _figure(row, "Charges", "ticket.charges", theme)
        self.details = QToolButton(self)
        self.details.setObjectName("ticket.details")
        self.details.setAccessibleName(tr("What margin and charges are made of"))
        self.details.setToolTip(
            tr(
                "The contract note before sending: every charge, the break-even price, the margin's parts"
            )
        )
        self.details.setProperty("flat", True)
        theme.wear(self.details, "list")
        self.details.clicked.connect(self.asked)
        row.addWidget(self.details, 0, Qt.AlignmentFlag.AlignBottom)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._needed: Decimal | None = None

    @property
    def margin_text(self) -> str:
        return self._margin.text()

    @property
    def available_text(self) -> str:
        return self._available.text()

    @property
    def charges_text(self) -> str:
        return self._charges.text()

    def show_cost(self, cost: OrderCost | None, *, current: bool, problem: str) -> None:
        """Show an estimate; one that is not `current` is greyed, never hidden."""
        tone = "text" if current else "stale"
        self._needed = cost.margin if cost is not None and current else None
        if cost is None:
            self._margin.set_text("—", tone="muted")
            self._charges.set_text("—", tone="muted")
        else:
            self._margin.set_text(fmt.money(cost.margin), tone=tone)
            self._charges.set_text(fmt.money(cost.charges), tone=tone)
        lines = [problem] if problem else []
        if cost is not None:
            lines += [f"{name}: {fmt.money(value)}" for name, value in cost.charge_lines.items()]
            lines.append("Estimates by the broker; the contract note decides.")
        self.setToolTip(told("\n".join(lines)))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.asked.emit()

    def show_available(self, available: Decimal | None) -> None:
        """Show free funds, amber where the margin is larger."""
        if available is None:
            self._available.set_text("—", tone="muted")
            return
        short = self._needed is not None and self._needed > available
        self._available.set_text(fmt.money(available), tone="amber" if short else "text")


def _shape_of(intent: OrderIntent) -> OrderIntent:
    return replace(intent, client_id=DRAFT_ID, user_tag="")


def available_funds(funds: list[Funds], account: AccountId | None, exchange: str) -> Decimal | None:
    """Return what the broker calls net of the margin segment that an exchange belongs to."""
    own = [f for f in funds if f.account == account and f.enabled]
    wanted = "commodity" if exchange in _COMMODITY_VENUES else "equity"
    for row in own:
        if row.segment == wanted:
            return row.net
    return own[0].net if len(own) == 1 else None


def _figure(row: QHBoxLayout, caption: str, name: str, theme: Theme) -> ElidedLabel:
    column = QVBoxLayout()
    column.setSpacing(0)
    label = QLabel(tr(caption))
    label.setObjectName("ticketCaption")
    figure = ElidedLabel(theme, tone="text", size_delta=0, bold=True)
    figure.setObjectName(name)
    column.addWidget(label)
    column.addWidget(figure)
    row.addLayout(column, 1)
    return figure
