"""The orders that an alert places: a row an order, side, quantity, type, price, product."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.ids import InstrumentId
from terminal.domain.instrument import Instrument, PriceGrid
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.ui import format as fmt
from terminal.ui import parse
from terminal.ui.alerts.draft import LegDraft
from terminal.ui.alerts.pick import InstrumentPick
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.inputs import PriceEdit, QuantityEdit
from terminal.ui.ticket.widgets import ElidedLabel, Segments

TYPES = (OrderType.LIMIT, OrderType.MARKET)
MakePick = Callable[[str], InstrumentPick]


class Leg(QWidget):
    """One order. `removed` asks to take it away."""

    edited = QtSignal()
    removed = QtSignal(object)

    def __init__(self, number: int, pick: InstrumentPick, *, theme: Theme) -> None:
        super().__init__()
        name = f"alerts.leg{number}"
        self.setObjectName(name)
        self._theme = theme
        self.pick = pick
        self.side = Segments(f"{name}.side", [(Side.BUY, "Buy", ""), (Side.SELL, "Sell", "")])
        self.side.set_value(Side.BUY)
        self.quantity = QuantityEdit(f"{name}.quantity", self._units)
        self.quantity.setAccessibleName(tr("Quantity"))
        self.price = PriceEdit(f"{name}.price", parse.price)
        self.price.setAccessibleName(tr("Price"))
        self.kind = QComboBox()
        self.kind.setObjectName(f"{name}.type")
        self.kind.setAccessibleName(tr("Order type"))
        for each in TYPES:
            self.kind.addItem(fmt.label(each), each)
        self.product = QComboBox()
        self.product.setObjectName(f"{name}.product")
        self.product.setAccessibleName(tr("Product"))
        remove = QToolButton()
        remove.setObjectName(f"{name}.remove")
        remove.setProperty("kind", "flat")
        remove.setAccessibleName(tr("Take this order away"))
        remove.setToolTip(tr("Take this order away"))
        theme.wear(remove, "close")
        remove.clicked.connect(self._remove)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(pick, 1)
        head.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._captions = [QLabel(told(text)) for text in ("Side", "Quantity", "Price")]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for column, (caption, editor) in enumerate(
            zip(self._captions, (self.side, self.quantity, self.price), strict=True)
        ):
            caption.setObjectName("ticketCaption")
            grid.addWidget(caption, 0, column)
            grid.addWidget(editor, 1, column)
            grid.setColumnStretch(column, 1)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.kind, 1)
        below.addWidget(self.product, 1)
        self.hint = ElidedLabel(theme)
        below.addWidget(self.hint, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 2, 0, 6)
        column_.setSpacing(4)
        column_.addLayout(head)
        column_.addLayout(grid)
        column_.addLayout(below)
        pick.picked.connect(self._picked)
        self.side.chosen.connect(self.edited)
        self.quantity.edited.connect(self.edited)
        self.price.edited.connect(self.edited)
        self.kind.activated.connect(self._kind_chosen)
        self.product.activated.connect(self.edited)
        self._picked(quiet=True)

    def draft(self) -> LegDraft:
        kind = self.kind.currentData()
        product = self.product.currentData()
        return LegDraft(
            instrument=self.pick.instrument,
            side=self.side.value() or Side.BUY,
            quantity=self.quantity.units(),
            order_type=OrderType(kind),
            price=self.price.value() if OrderType(kind).has_price else None,
            product=Product(product) if product else None,
        )

    def fill(self, order: OrderIntent, instrument: Instrument | None) -> None:
        """Show an order of an alert that is changed."""
        self.pick.set_instrument(instrument)
        self._picked(quiet=True)
        self.side.set_value(order.side)
        self.quantity.set_units(order.quantity)
        self.kind.setCurrentIndex(max(0, self.kind.findData(order.order_type)))
        self.product.setCurrentIndex(max(0, self.product.findData(order.product)))
        self.price.set_value(order.price)
        self._kind_chosen(quiet=True)

    def start_at(self, price: Decimal | None) -> None:
        """Offer a price where none was typed."""
        if price is not None and not self.price.text():
            self.price.set_value(price)

    def _picked(self, *, quiet: bool = False) -> None:
        found = self.pick.instrument
        lot = found.lot_size if found is not None else 1
        self.quantity.set_lot_size(lot)
        self.price.set_grid(found.grid if found is not None else PriceGrid(Decimal("0.05")))
        self._captions[1].setText(tr("Lots") if lot > 1 else tr("Quantity"))
        self.hint.set_text(f"1 lot = {fmt.quantity(lot)}" if lot > 1 else "")
        products = _products(found.id) if found is not None else (Product.CNC, Product.MIS)
        before = self.product.currentData()
        self.product.clear()
        for product in products:
            self.product.addItem(fmt.label(product), product)
        self.product.setCurrentIndex(max(0, self.product.findData(before)))
        if not quiet:
            self.edited.emit()

    def _kind_chosen(self, _: int = 0, *, quiet: bool = False) -> None:
        priced = OrderType(self.kind.currentData()).has_price
        self.price.setEnabled(priced)
        self.price.setPlaceholderText(told("" if priced else tr("market")))
        if not priced:
            self.price.setText("")
        if not quiet:
            self.edited.emit()

    def _units(self, text: str) -> int:
        lot = self.pick.instrument.lot_size if self.pick.instrument is not None else 1
        return parse.quantity(text, lot_size=lot, unit_price=self.price.value())

    def _remove(self) -> None:
        self.removed.emit(self)


class Legs(QWidget):
    """All orders of the alert, and a button that adds one. `added(leg)`: a person wants one more."""

    edited = QtSignal()
    added = QtSignal(QWidget)

    def __init__(self, make_pick: MakePick, *, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("alerts.legs")
        self._make_pick = make_pick
        self._theme = theme
        self._count = 0
        self._always = True
        self.legs: list[Leg] = []
        self._title = QLabel(tr("Orders to place when it fires"))
        self._title.setObjectName("ticketCaption")
        self._note = ElidedLabel(theme, align=Qt.AlignmentFlag.AlignRight)
        self.add_button = QPushButton(tr("Add an order"))
        self.add_button.setObjectName("alerts.addOrder")
        self.add_button.setAutoDefault(False)
        self.add_button.setFont(theme.font(-1))
        self.add_button.setToolTip(
            tr("The alert places it by itself; the order gate checks it first")
        )
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._head = QWidget()
        self._head.setLayout(head)
        self._column.addWidget(self._head)

    def take_button(self) -> None:
        """Put the button back beside the caption, wherever it was lent to."""
        layout = self._head.layout()
        assert layout is not None
        layout.addWidget(self.add_button)

    def show_head(self, *, shown: bool) -> None:
        """Show caption and button above the orders, or only while there are orders."""
        self._always = shown
        self._head.setVisible(shown or bool(self.legs))

    def add(self) -> Leg:
        """Append an empty order."""
        self._count += 1
        pick = self._make_pick(f"alerts.leg{self._count}.instrument")
        leg = Leg(self._count, pick, theme=self._theme)
        leg.edited.connect(self.edited)
        leg.removed.connect(self.remove)
        self.legs.append(leg)
        self._column.addWidget(leg)
        self._head.show()
        return leg

    def remove(self, leg: Leg) -> None:
        if leg in self.legs:
            self.legs.remove(leg)
            leg.hide()
            leg.deleteLater()
            self.show_head(shown=self._always)
            self.edited.emit()

    def clear(self) -> None:
        for leg in list(self.legs):
            self.remove(leg)

    def set_objection(self, text: str, level: str) -> None:
        """Say beside the caption what is wrong with an order."""
        self._note.set_text(text, tone="amber" if level else "muted")


def _products(instrument: InstrumentId) -> tuple[Product, ...]:
    if instrument.kind.is_derivative:
        return (Product.NRML, Product.MIS)
    return (Product.CNC, Product.MIS, Product.MTF)
