"""The ticket's fields, in one place for good: what does not apply is disabled, never moved.

Reads itself into a `Draft` and shows objections beside the fields. It sends nothing and knows no
service; the panel feeds it instruments, accounts and reference prices.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from terminal.domain.ids import AccountId
from terminal.domain.instrument import Instrument
from terminal.domain.order import Order, OrderType, Product, Side, Validity
from terminal.domain.ports import Capabilities
from terminal.orders.rules import largest_slice
from terminal.ui import format as fmt
from terminal.ui import parse
from terminal.ui.i18n import tr
from terminal.ui.link import TicketRequest
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules
from terminal.ui.ticket.advanced import AdvancedFields
from terminal.ui.ticket.draft import Draft
from terminal.ui.ticket.inputs import CountEdit, EnterMoves, PriceEdit, QuantityEdit, SteadyCombo
from terminal.ui.ticket.widgets import Field, Segments

_TTL_LOWEST, _TTL_HIGHEST = 1, 1440


class TicketForm(QWidget):
    """Account, product, quantity, price, type, trigger, validity and the advanced fields."""

    edited = QtSignal()
    price_asked = QtSignal(str, str)
    """(field, reference): a key asked `price` or `trigger_price` to take bid, ask, mid or last."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ticket.form")
        self._instrument: Instrument | None = None
        self._capabilities: Capabilities | None = None
        self._side = Side.BUY
        self._modify = False
        self._exit: tuple[AccountId | None, Product | None, int] | None = None
        self._quiet = False
        self.position: Callable[[], int] = lambda: 0
        """Signed units held of this instrument and product, for the quantity `p`."""
        self.reference: Callable[[], Decimal | None] = lambda: None
        """A price to value '50k' at and to begin stepping from."""

        self.account = SteadyCombo()
        self.account.setObjectName("ticket.account")
        self.account.setMinimumWidth(92)
        self.product = Segments(
            "ticket.product",
            [(p, p.value.upper(), tip) for p, tip in rules.PRODUCT_HELP.items()],
        )
        self.quantity = QuantityEdit("ticket.quantity", self._read_quantity)
        self.price = PriceEdit("ticket.price", parse.price)
        self.trigger = PriceEdit("ticket.trigger", parse.price)
        for edit in (self.price, self.trigger):
            edit.start = self._start_price
        self.order_type = Segments(
            "ticket.type",
            [(t, text, rules.ORDER_TYPE_HELP[t]) for t, text in rules.ORDER_TYPE_TEXT.items()],
        )
        self.validity = Segments(
            "ticket.validity",
            [(v, text, rules.VALIDITY_HELP[v]) for v, text in _VALIDITY_SHORT.items()],
        )
        self.minutes = CountEdit("ticket.minutes", lowest=_TTL_LOWEST, highest=_TTL_HIGHEST)
        self.minutes.setAccessibleName(tr("Validity in minutes"))
        self.minutes.setPlaceholderText(tr("min"))
        self.minutes.setFixedWidth(46)
        self.advanced = AdvancedFields(theme)
        self.order_type.setAccessibleName(tr("Order type"))
        self._lay_out(theme)
        self._connect()
        self.order_type.set_value(OrderType.LIMIT)
        self.validity.set_value(Validity.DAY)
        self._apply_rules()

    # what the panel tells

    def set_accounts(self, accounts: Mapping[AccountId, str]) -> None:
        """Offer these accounts (id → label), keeping the chosen one."""
        chosen = self.account.currentData()
        self.account.blockSignals(True)
        self.account.clear()
        for account, label in accounts.items():
            self.account.addItem(label, account)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)) if accounts else -1)
        self.account.blockSignals(False)
        self.account.setEnabled(len(accounts) > 1 and not self._modify)

    def choose_account(self, account: AccountId) -> None:
        place = self.account.findData(account)
        if place >= 0:
            self.account.setCurrentIndex(place)

    def set_subject(self, instrument: Instrument | None, capabilities: Capabilities | None) -> None:
        """Show the fields for an instrument as this account's broker takes it."""
        before = self._instrument
        changed = (instrument and instrument.id) != (before and before.id)
        self._instrument = instrument
        self._capabilities = capabilities
        if instrument is not None:
            self.quantity.set_lot_size(instrument.lot_size)
            self.price.set_grid(instrument.grid)
            self.trigger.set_grid(instrument.grid)
            caption = "Lots" if rules.counts_lots(instrument) else "Quantity"
            self.fields["quantity"].set_caption(caption)
        if changed:
            self._exit = None
        self._apply_rules()

    def set_side(self, side: Side) -> None:
        self._side = side

    def set_modify(self, *, modify: bool) -> None:
        """Lock what a resting order cannot change."""
        self._modify = modify
        self._apply_rules()

    def set_reduces(self, *, reduces: bool) -> None:
        """Mark what the fields say now as closing a position.

        It stays an exit while account and product are the same and the quantity is not raised:
        beyond that the service would cut it, and less would be sent than is read.
        """
        self._exit = None
        if reduces:
            self._exit = (self.chosen_account, self.product.value(), self.quantity.units() or 0)

    def reset(self) -> None:
        """Back to one lot, limit, day, nothing advanced; account and product stay."""
        self._quiet = True
        self._exit = None
        self.advanced.reset()
        self.order_type.set_value(OrderType.LIMIT)
        self.validity.set_value(Validity.DAY)
        self.minutes.set_value(None)
        self.quantity.set_units(self.quantity.lot_size)
        self.price.set_value(None)
        self.trigger.set_value(None)
        self._quiet = False
        self._on_edited()

    def apply(self, request: TicketRequest) -> None:
        """Take what a request says; what it leaves open stays."""
        self._quiet = True
        if request.account is not None:
            self.choose_account(request.account)
        if request.variety is not None:
            self.advanced.choose(request.variety)
            self.advanced.unfold()
            self._apply_rules()
        if request.product is not None and request.product in self.product.offered():
            self.product.set_value(request.product)
        if request.quantity is not None:
            self.quantity.set_units(request.quantity)
        if request.order_type is not None:
            self.order_type.set_value(request.order_type)
        if request.price is not None and self._instrument is not None:
            self.price.set_value(self._instrument.grid.snap(request.price))
        if request.trigger_price is not None and self._instrument is not None:
            self.trigger.set_value(self._instrument.grid.snap(request.trigger_price))
        self._quiet = False
        self.set_reduces(reduces=request.reduces)
        self._on_edited()

    def mend(self, remedy: str) -> None:
        """Do what a remedy button says: 'Slice', 'Largest', 'Snap' or 'Round'."""
        units = self.quantity.units()
        freeze = None if self._instrument is None else self._instrument.freeze_quantity
        if remedy == "Slice":
            self.advanced.slicing.setChecked(True)
        elif remedy == "Largest" and freeze:
            self.quantity.set_units(largest_slice(freeze, self.quantity.lot_size))
        elif remedy == "Snap":
            for edit in (self.price, self.trigger):
                if edit.isEnabled():
                    edit.settle()
        elif remedy == "Round" and units is not None:
            lot = self.quantity.lot_size
            self.quantity.set_units(max(lot, units // lot * lot))
        self.focus_quantity()  # the button that was pressed goes away, and the keys with it
        self._on_edited()

    def fit(self, share: Decimal) -> None:
        """Cut the quantity to a share of itself, in whole lots; below one lot nothing changes."""
        units, lot = self.quantity.units(), self.quantity.lot_size
        if units is not None and (fitting := int(units * share) // lot * lot) > 0:
            self.quantity.set_units(fitting)
            self.focus_quantity()
            self._on_edited()

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, unfolding it where it is folded away."""
        if (field := self.fields.get(name)) is not None:
            if name in self.advanced.fields:
                self.advanced.unfold()
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, order: Order) -> None:
        """Take every value of an order that is modified or repeated."""
        self._quiet = True
        self.choose_account(order.account)
        self.advanced.load(order)
        self.order_type.set_value(order.order_type)
        self.product.set_value(order.product)
        self.validity.set_value(order.validity)
        intent = order.intent
        self.minutes.set_value(intent.ttl_minutes if intent is not None else None)
        self.quantity.set_units(order.quantity)
        self.price.set_value(order.price or None)
        self.trigger.set_value(order.trigger_price or None)
        self._quiet = False
        self._on_edited()

    def set_objections(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Show (field, text, level) beside the fields; the first of each field wins."""
        first: dict[str, tuple[str, str]] = {}
        for name, text, level in found:
            first.setdefault("validity" if name == "ttl_minutes" else name, (text, level))
        for name, field in self.fields.items():
            field.set_objection(*first.get(name, ("", "")))

    def set_hints(self, *, quantity: str, price: str, trigger: str) -> None:
        self.fields["quantity"].set_hint(quantity)
        self.fields["price"].set_hint(price)
        self.fields["trigger_price"].set_hint(trigger)

    # what the panel asks

    @property
    def instrument(self) -> Instrument | None:
        return self._instrument

    @property
    def chosen_account(self) -> AccountId | None:
        account = self.account.currentData()
        return AccountId(account) if isinstance(account, str) else None

    def draft(self) -> Draft:
        """Return what the fields say now."""
        extras = self.advanced.extras()
        return Draft(
            account=self.chosen_account,
            instrument=self._instrument,
            side=self._side,
            product=self.product.value(),
            quantity=self.quantity.units(),
            order_type=self.order_type.value() or OrderType.LIMIT,
            price=self.price.value(),
            trigger_price=self.trigger.value(),
            validity=self.validity.value() or Validity.DAY,
            ttl_minutes=self.minutes.value(),
            variety=extras.variety,
            iceberg_legs=extras.iceberg_legs,
            auction_number=extras.auction_number,
            disclosed_quantity=extras.disclosed_quantity if self._discloses() else 0,
            market_protection=extras.market_protection,
            slicing=extras.slicing,
            slices=self._slices(),
            tag=extras.tag,
            reduces=self._still_exits(),
        )

    def problems(self) -> list[tuple[str, str]]:
        """Return (field, sentence) for text that cannot be read."""
        found = []
        self.quantity.units()
        if self.quantity.problem:
            found.append(("quantity", self.quantity.problem))
        for name, edit in (("price", self.price), ("trigger_price", self.trigger)):
            edit.value()
            if edit.problem and edit.isEnabled():
                found.append((name, edit.problem))
        self.minutes.value()
        if self.minutes.problem and self.minutes.isEnabled():
            found.append(("ttl_minutes", self.minutes.problem))
        return found + list(self.advanced.problems().items())

    def focus_quantity(self) -> None:
        self.quantity.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.quantity.selectAll()

    # inside

    def _lay_out(self, theme: Theme) -> None:
        validity = QWidget()
        row = QHBoxLayout(validity)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.validity, 1)
        row.addWidget(self.minutes)
        validity.setAccessibleName(tr("Validity"))
        self.fields = {
            "account": Field("Account", self.account, theme=theme),
            "product": Field("Product", self.product, theme=theme),
            "quantity": Field("Quantity", self.quantity, theme=theme),
            "price": Field("Price", self.price, theme=theme),
            "trigger_price": Field("Trigger", self.trigger, theme=theme),
            "validity": Field("Validity", validity, theme=theme),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(_pair(self.fields["account"], self.fields["product"], 2, 4))
        layout.addLayout(_pair(self.fields["quantity"], self.fields["price"], 1, 1))
        layout.addWidget(self.order_type)
        layout.addLayout(_pair(self.fields["trigger_price"], self.fields["validity"], 1, 1))
        layout.addWidget(self.advanced)
        self.fields |= self.advanced.fields
        chain = [self.account, *self.product.findChildren(QPushButton), self.quantity, self.price]
        chain += [*self.order_type.findChildren(QPushButton), self.trigger]
        chain += [*self.validity.findChildren(QPushButton), self.minutes, self.advanced.toggle]
        chain += [field.editor for field in self.advanced.fields.values()]
        chain.append(self.advanced.slicing)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._moves = EnterMoves(self)
        for edit in (self.quantity, self.price, self.trigger, self.minutes):
            edit.installEventFilter(self._moves)
            edit.edited.connect(self._on_edited)
        self.price.asked.connect(self._on_price_asked)
        self.trigger.asked.connect(self._on_trigger_asked)
        self.account.currentIndexChanged.connect(self._on_edited)
        for row in (self.product, self.order_type, self.validity):
            row.chosen.connect(self._on_edited)
        self.advanced.edited.connect(self._on_edited)

    def _on_edited(self) -> None:
        if self._quiet:
            return
        self._apply_rules()
        self.edited.emit()

    def _on_price_asked(self, reference: str) -> None:
        self.price_asked.emit("price", reference)

    def _on_trigger_asked(self, reference: str) -> None:
        self.price_asked.emit("trigger_price", reference)

    def _apply_rules(self) -> None:
        quiet, self._quiet = self._quiet, True
        instrument, capabilities = self._instrument, self._capabilities
        ready = instrument is not None and capabilities is not None and instrument.tradable
        if instrument is not None and capabilities is not None:
            self.advanced.offer(
                rules.varieties(instrument, capabilities), tag_length=capabilities.tag_length
            )
            variety = self.advanced.extras().variety
            modify = self._modify
            offered = rules.products(instrument, capabilities, variety)
            self.product.set_offered(() if modify else offered)
            self.order_type.set_offered(rules.order_types(capabilities, variety))
            self.validity.set_offered(rules.validities(instrument, capabilities, variety))
        variety = self.advanced.extras().variety
        kind = self.order_type.value() or OrderType.LIMIT
        self.setEnabled(ready)
        self.fields["account"].set_enabled(enabled=self.account.count() > 1 and not self._modify)
        self.fields["price"].set_enabled(enabled=kind.has_price)
        self.fields["trigger_price"].set_enabled(enabled=rules.takes_trigger(kind, variety))
        self.minutes.setEnabled(self.validity.value() is Validity.TTL)
        self.advanced.enable(
            variety=variety,
            protected=not kind.has_price
            and (capabilities is None or capabilities.market_protection),
            disclosed=self._discloses(),
            slices=self._slices(),
            modify=self._modify,
        )
        self._quiet = quiet

    def _still_exits(self) -> bool:
        if self._exit is None:
            return False
        account, product, units = self._exit
        now = self.quantity.units() or 0
        return (self.chosen_account, self.product.value()) == (account, product) and now <= units

    def _slices(self) -> bool:
        return self._capabilities is None or self._capabilities.autoslice

    def _discloses(self) -> bool:
        if self._instrument is None or self._capabilities is None:
            return False
        variety = self.advanced.extras().variety
        return rules.takes_disclosed(self._instrument, self._capabilities, variety)

    def _read_quantity(self, text: str) -> int:
        lot = self._instrument.lot_size if self._instrument is not None else 1
        price = self.price.value() or self.reference()
        return parse.quantity(text, lot_size=lot, unit_price=price, position=self.position())

    def _start_price(self) -> Decimal:
        return self.reference() or Decimal(0)


_VALIDITY_SHORT = {Validity.DAY: "DAY", Validity.IOC: "IOC", Validity.TTL: "TTL"}


def quantity_hint(units: int | None, instrument: Instrument | None, draft: Draft) -> str:
    """Return what a quantity comes to: '× 65 = 130', or its value for shares."""
    if units is None or units <= 0 or instrument is None:
        return ""
    if instrument.lot_size > 1:
        return f"× {fmt.quantity(instrument.lot_size)} = {fmt.quantity(units)}"
    if draft.price is not None and draft.order_type.has_price:
        return f"₹{fmt.compact(draft.price * units * instrument.multiplier)}"
    return ""


def _pair(left: QWidget, right: QWidget, left_share: int, right_share: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(left, left_share)
    row.addWidget(right, right_share)
    return row
