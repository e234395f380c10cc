"""The sheet that moves a position from one product to another: how much, and to which."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from terminal.domain.account import Conversion, Position
from terminal.domain.instrument import Instrument
from terminal.domain.order import Product, Side
from terminal.ui import format as fmt
from terminal.ui import parse
from terminal.ui.dialogs import Sheet
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules, style
from terminal.ui.ticket.inputs import QuantityEdit
from terminal.ui.ticket.widgets import Field, Segments


class ConvertSheet(Sheet):
    """Open it with `ui.dialogs.ask`; `conversion()` is what was chosen, None while it is not valid."""

    def __init__(
        self,
        position: Position,
        instrument: Instrument | None,
        products: Sequence[Product],
        *,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        self._position = position
        self._lot = instrument.lot_size if instrument is not None else 1
        side = Side.BUY if position.quantity > 0 else Side.SELL
        super().__init__(
            parent,
            name="convert",
            heading=f"Convert {fmt.instrument(position.instrument)}",
            text=f"{fmt.signed(position.quantity, 0)} {fmt.label(position.product)}"
            f" @ {fmt.price(position.average_price)} · {fmt.account(position.account)}",
        )
        self.setStyleSheet(style.sheet(theme.palette, side))
        self.product: Segments[Product] = Segments(
            "convert.product",
            [(p, fmt.label(p), rules.PRODUCT_HELP.get(p, "")) for p in products],
        )
        self.share: Segments[bool] = Segments(
            "convert.share",
            [
                (False, "Today's", "What was traded today"),
                (True, "Overnight", "What was carried from an earlier session"),
            ],
        )
        self.quantity = QuantityEdit("convert.quantity", self._read)
        self.quantity.set_lot_size(self._lot)
        self._fields = {
            "product": Field("To", self.product, theme=theme),
            "share": Field("Which part", self.share, theme=theme),
            "quantity": Field("Lots" if self._lot > 1 else "Quantity", self.quantity, theme=theme),
        }
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._fields["product"], 3)
        row.addWidget(self._fields["quantity"], 2)
        self.body.addWidget(self._fields["share"])
        self.body.addLayout(row)
        self._sum = QLabel()
        self._sum.setObjectName("convert.summary")
        self._sum.setWordWrap(True)
        self.body.addWidget(self._sum)
        cancel = self.add_button("convert.cancel", "Cancel", default=True)
        cancel.clicked.connect(self.reject)
        self.confirm = self.add_button("convert.confirm", "Convert", kind="primary")
        self.confirm.clicked.connect(self.accept)
        for segments in (self.product, self.share):
            segments.chosen.connect(self._on_share)
        self.quantity.edited.connect(self._show)
        if products:
            self.product.set_value(products[0])
        self.share.set_offered([part for part in (False, True) if self._largest(overnight=part)])
        self._on_share()
        cancel.setFocus()

    def conversion(self) -> Conversion | None:
        """Return what was chosen, None where it cannot be done."""
        units, product = self.quantity.units(), self.product.value()
        overnight = self.share.value() or False
        if units is None or product is None or units % self._lot:
            return None
        if not 0 < units <= self._largest(overnight=overnight):
            return None
        return Conversion(
            instrument=self._position.instrument,
            side=Side.BUY if self._position.quantity > 0 else Side.SELL,
            overnight=overnight,
            quantity=units,
            old_product=self._position.product,
            new_product=product,
        )

    def _largest(self, *, overnight: bool) -> int:
        """Return the units of a part: what was carried, or the rest."""
        net, carried = self._position.quantity, self._position.overnight_quantity
        same_way = net * carried > 0
        held_over = min(abs(net), abs(carried)) if same_way else 0
        return held_over if overnight else abs(net) - held_over

    def _on_share(self) -> None:
        self.quantity.set_units(self._largest(overnight=self.share.value() or False))
        self._show()

    def _show(self) -> None:
        units = self.quantity.units()
        largest = self._largest(overnight=self.share.value() or False)
        problem = ""
        if units is None:
            problem = self.quantity.problem or "needed"
        elif units > largest:
            problem = f"at most {fmt.quantity(largest)}"
        elif units % self._lot:
            problem = "not whole lots"
        self._fields["quantity"].set_objection(problem, "never" if problem else "")
        self._fields["quantity"].set_hint(f"of {fmt.quantity(largest)}")
        chosen = self.conversion()
        self.confirm.setEnabled(chosen is not None)
        if chosen is None:
            self._sum.setText("")
            return
        self._sum.setText(
            f"{fmt.quantity(chosen.quantity)} from {fmt.label(chosen.old_product)}"
            f" to {fmt.label(chosen.new_product)}."
            " The broker blocks or frees margin for the new product at once."
        )

    def _read(self, text: str) -> int:
        return parse.quantity(text, lot_size=self._lot, position=abs(self._position.quantity))
