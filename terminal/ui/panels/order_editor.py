"""One row of the order book as an editor: quantity, price and trigger, changed where they stand.

Arrows step by lot and tick, Enter sends the change, Esc leaves; what stands against it is said beside
the fields. It changes those three only: type and validity are changed in the ticket.
"""

from decimal import Decimal

from PySide6.QtCore import QRect, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from terminal.domain.account import ConfirmLevel
from terminal.domain.errors import Accepted, Rejected, Unknown
from terminal.domain.notice import Refused
from terminal.domain.order import Order, OrderChange
from terminal.domain.ports import InstrumentSource
from terminal.market.hub import Hub
from terminal.orders.edits import is_cover_leg
from terminal.orders.outcomes import Result
from terminal.orders.service import OrderService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui import parse
from terminal.ui.dialogs import ask
from terminal.ui.i18n import told, tr
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme
from terminal.ui.ticket import style
from terminal.ui.ticket.confirm import ConfirmSheet, Question
from terminal.ui.ticket.inputs import PriceEdit, QuantityEdit
from terminal.ui.ticket.sending import confirmed_attempt
from terminal.ui.ticket.widgets import restyle

HEIGHT = 36
_FIELD = 92


class RowEditor(QWidget):
    """Lies over the row of one order while it is edited. `left` is emitted when it closes."""

    left = QtSignal()

    def __init__(
        self,
        table: LiveTable,
        *,
        orders: OrderService,
        instruments: InstrumentSource,
        hub: Hub,
        scope: TaskScope,
        theme: Theme,
    ) -> None:
        super().__init__(table.viewport())
        self._table, self._orders, self._hub = table, orders, hub
        self._instruments, self._scope, self._theme = instruments, scope, theme
        self._order: Order | None = None
        self._row_key = ""
        self._lot = 1
        self._busy = False
        self.setObjectName("orders.editor")
        self.setAccessibleName(tr("Change the order"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = QLabel()
        self._name.setObjectName("orders.editor.name")
        self._name.setFont(theme.font(bold=True))
        self.quantity = QuantityEdit("orders.editor.quantity", self._read_quantity)
        self.price = PriceEdit("orders.editor.price", parse.price)
        self.trigger = PriceEdit("orders.editor.trigger", parse.price)
        self._captions: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 6, 2)
        row.setSpacing(6)
        row.addWidget(self._name)
        for name, title, edit in (
            ("quantity", "Qty", self.quantity),
            ("price", "Price", self.price),
            ("trigger_price", "Trigger", self.trigger),
        ):
            caption = QLabel(told(title))
            caption.setProperty("role", "muted")
            caption.setBuddy(edit)
            self._captions[name] = caption
            edit.setFixedWidth(_FIELD)
            edit.setAccessibleName(told(title))
            edit.edited.connect(self._judge)
            row.addWidget(caption)
            row.addWidget(edit)
        self.price.asked.connect(lambda what: self._take(self.price, what))
        self.trigger.asked.connect(lambda what: self._take(self.trigger, what))
        self.send = QPushButton(tr("Change"))
        self.send.setObjectName("orders.editor.send")
        self.send.setProperty("kind", "primary")
        self.send.setToolTip(tr("Send the change  (Enter)"))
        self.send.setAutoDefault(False)
        self.send.clicked.connect(self.submit)
        row.addWidget(self.send)
        self.words = _Words(theme)
        self.words.setObjectName("orders.editor.words")
        row.addWidget(self.words, 1)
        self.hide()
        self._unfollow = orders.book.changed.connect(self._on_order)
        theme.changed.connect(self._restyle)

    @property
    def editing(self) -> str:
        """The key of the order that is edited, '' while the editor is closed."""
        return self._order.key if self._order is not None else ""

    def open(self, order: Order, row_key: str) -> None:
        """Edit an order in the place of the row `row_key`; the cursor goes to its price."""
        instrument = self._instruments.instrument(order.instrument)
        self._order, self._row_key, self._busy = order, row_key, False
        self._lot = instrument.lot_size if instrument is not None else 1
        self.quantity.set_lot_size(self._lot)
        if instrument is not None:
            self.price.set_grid(instrument.grid)
            self.trigger.set_grid(instrument.grid)
        self._captions["quantity"].setText(tr("Lots") if self._lot > 1 else tr("Qty"))
        self._name.setText(f"{fmt.label(order.side)} {fmt.instrument(order.instrument)}")
        leg = is_cover_leg(order)
        self.quantity.set_units(order.quantity)
        self.price.set_value(order.price or None)
        self.trigger.set_value(order.trigger_price or None)
        self.quantity.setEnabled(not leg)
        shown = {
            "price": (self.price, bool(order.price) and not leg),
            "trigger_price": (self.trigger, bool(order.trigger_price)),
        }
        for name, (edit, visible) in shown.items():
            edit.setVisible(visible)
            self._captions[name].setVisible(visible)
        self._restyle()
        self._judge()
        self.follow()
        self.show()
        self.raise_()
        first = self.price if shown["price"][1] else self.trigger if leg else self.quantity
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def leave(self) -> None:
        """Close without sending; the table has the keys again."""
        if self._order is None:
            return
        self._order = None
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        self.hide()
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def follow(self) -> None:
        """Stay over the row, wherever it has moved; where it is gone the editor stays where it was."""
        if self._order is None:
            return
        number = self._table.columns_model.find(self._row_key)
        view = self._table.viewport()
        if number is None:
            return
        top = (
            self._table.rowViewportPosition(number) - (HEIGHT - self._table.rowHeight(number)) // 2
        )
        top = max(0, min(top, view.height() - HEIGHT))
        self.setGeometry(QRect(0, top, view.width(), HEIGHT))

    def change(self) -> OrderChange | None:
        """Return what the fields change; None where one of them cannot be read."""
        order = self._order
        if order is None:
            return None
        quantity = self.quantity.units()
        price = self.price.value() if not self.price.isHidden() else None
        trigger = self.trigger.value() if not self.trigger.isHidden() else None
        unread = (
            quantity is None
            or (not self.price.isHidden() and price is None)
            or (not self.trigger.isHidden() and trigger is None)
        )
        if unread:
            return None
        return OrderChange(
            quantity=quantity if quantity != order.quantity else None,
            price=price if price is not None and price != order.price else None,
            trigger_price=trigger
            if trigger is not None and trigger != order.trigger_price
            else None,
        )

    def submit(self) -> None:
        """Send the change, once: Enter or the button."""
        order = self._order
        if order is None or self._busy:
            return
        for edit in (self.price, self.trigger):
            if not edit.isHidden():
                edit.settle()
        change = self.change()
        if change == OrderChange():
            self.leave()
            return
        if change is None or not self._judge():
            return
        self._busy = True
        self.send.setEnabled(False)
        self.words.set_text("Sending the change…", tone="muted")
        self._scope.spawn(self._send(order, change), name="change in place")

    def close_down(self) -> None:
        """Stop listening: the panel is going away."""
        self._unfollow()
        self._theme.changed.disconnect(self._restyle)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.submit()
        else:
            super().keyPressEvent(event)
        event.accept()

    # -- inside

    async def _send(self, order: Order, change: OrderChange) -> None:
        async def attempt(confirmed: frozenset[str]) -> Result:
            return await self._orders.modify(order.key, change, confirmed=confirmed)

        question = Question(
            title="Change this order?",
            orders=(change_words(order, change),),
            facts=(("Account", fmt.account(order.account)),),
            confirm="Change the order",
            side=order.side,
        )
        try:
            result = await confirmed_attempt(attempt, question, ask_person=self._ask)
        finally:
            self._busy = False
        if self.editing != order.key:
            return
        self.send.setEnabled(True)
        if result is None:
            self._judge()
        elif isinstance(result, Refused):
            self.words.set_text(result.text, tone="amber")
        else:
            self._conclude(result.outcome)

    def _conclude(self, outcome: Accepted | Rejected | Unknown) -> None:
        match outcome:
            case Accepted():
                self.leave()
            case Rejected(text=text, hint=hint):
                self.words.set_text(f"Not changed: {text} {hint}".strip(), tone="amber")
            case Unknown():
                text = (
                    "The reply was lost: the order book is being read. Look before you send again."
                )
                self.words.set_text(text, tone="amber")

    async def _ask(self, question: Question) -> bool:
        return bool(await ask(ConfirmSheet(question, theme=self._theme, parent=self.window())))

    def _judge(self) -> bool:
        """Say what stands against the change; True where it can be sent (or asked about)."""
        order = self._order
        if order is None:
            return False
        now = self._orders.book.order(order.key) or order
        if not now.state.is_working:
            word = fmt.label(now.state).lower()
            self._show("", f"The order is {word}: nothing to change. Esc leaves.", able=False)
            return False
        change = self.change()
        if change is None:
            field, problem = self._problem()
            self._show(field, problem, able=False)
            return False
        if change == OrderChange():
            self._show("", self._hint(), able=False, tone="muted")
            return False
        found = self._orders.check_change(order.key, change)
        never = [o for o in found if o.level is ConfirmLevel.NEVER]
        first = next(iter(never or found), None)
        if first is None:
            self._show("", "Enter sends the change · Esc leaves", able=True, tone="muted")
        else:
            self._show(first.field, f"{first.text} {first.fix}".strip(), able=not never)
        return not never

    def _show(self, field: str, words: str, *, able: bool, tone: str = "amber") -> None:
        edits = {"quantity": self.quantity, "price": self.price, "trigger_price": self.trigger}
        for name, edit in edits.items():
            level = "never" if name == field else ""
            if edit.property("level") != level:
                edit.setProperty("level", level)
                restyle(edit)
        self.words.set_text(words, tone=tone)
        self.send.setEnabled(able and not self._busy)

    def _problem(self) -> tuple[str, str]:
        for name, edit in (("quantity", self.quantity), ("price", self.price)):
            if not edit.isHidden() and edit.problem:
                return name, edit.problem
        if self.quantity.units() is None:
            return "quantity", "Enter a quantity"
        if not self.price.isHidden() and self.price.value() is None:
            return "price", self.price.problem or "Enter a price"
        return "trigger_price", self.trigger.problem or "Enter a trigger price"

    def _hint(self) -> str:
        order = self._order
        assert order is not None
        instrument = self._instruments.instrument(order.instrument)
        words = [f"lot {self._lot}"] if self._lot > 1 else []
        if instrument is not None:
            words.append(f"tick {instrument.grid.step}")
        if order.filled:
            words.append(f"{fmt.quantity(order.filled)} filled")
        return " · ".join([*words, "↑↓ step", "Esc leaves"])

    def _take(self, edit: PriceEdit, reference: str) -> None:
        order = self._order
        instrument = None if order is None else self._instruments.instrument(order.instrument)
        if order is None or instrument is None:
            return
        touch = self._hub.touch(order.instrument)
        last = self._hub.last_price(order.instrument)
        prices = {"last": last}
        if touch is not None:
            prices |= {"bid": touch[0], "ask": touch[1], "mid": (touch[0] + touch[1]) / 2}
        value = prices.get(reference)
        if value is not None and value > 0:
            edit.take(instrument.to_price(value))

    def _on_order(self, order: Order) -> None:
        if order.key == self.editing and not self._busy:
            # What was typed stays; only what is compared with is new.
            self._order = order
            self._judge()

    def _restyle(self) -> None:
        side = self._order.side if self._order is not None else None
        palette = self._theme.palette
        sheet = style.sheet(palette, side) if side is not None else ""
        frame = (
            f"QWidget#{self.objectName().replace('.', chr(92) + '.')} {{ background: "
            f"{palette.raised}; border-top: 1px solid {palette.accent};"
            f" border-bottom: 1px solid {palette.accent}; }}"
            " QLineEdit { min-height: 20px; max-height: 20px; }"
            " QPushButton { min-height: 16px; max-height: 18px; padding: 1px 10px; }"
        )
        self.setStyleSheet(sheet + frame)

    def _read_quantity(self, text: str) -> int:
        return parse.quantity(text, lot_size=self._lot)


class _Words(QLabel):
    """Two small lines: a refusal with its remedy seldom fits into one beside three fields."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFont(theme.font(-2))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_text(self, text: str, *, tone: str) -> None:
        self.setText(told(text))
        self.setToolTip(told(text))
        self.setAccessibleName(told(text))
        self.setStyleSheet(f"color: {getattr(self._theme.palette, tone)};")


def change_words(order: Order, change: OrderChange) -> str:
    """Return what a change does in one line: 'INFY: price 1,480.00 → 1,481.50'."""
    parts = []
    if change.quantity is not None:
        now, then = fmt.quantity(order.quantity), fmt.quantity(change.quantity)
        parts.append(f"quantity {now} → {then}")
    for title, before, after in (
        ("price", order.price, change.price),
        ("trigger", order.trigger_price, change.trigger_price),
    ):
        if after is not None:
            parts.append(f"{title} {fmt.price(before or Decimal(0))} → {fmt.price(after)}")
    name = fmt.instrument(order.instrument)
    return f"{fmt.label(order.side)} {name}: {', '.join(parts)} · {fmt.account(order.account)}"
