"""The sheet that moves a position from one product to another: how much, to which, and what it blocks.

It stays open until the broker has answered: a refusal keeps what was filled in and says why.
"""

from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from terminal.domain.account import Conversion, OrderCost, Position
from terminal.domain.errors import Accepted, Rejected, TerminalError, Unknown
from terminal.domain.instrument import Instrument
from terminal.domain.notice import Refused
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.orders.outcomes import Result
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt
from terminal.ui import parse
from terminal.ui.dialogs import Sheet
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules, style
from terminal.ui.ticket.draft import DRAFT_ID
from terminal.ui.ticket.inputs import Debounce, QuantityEdit
from terminal.ui.ticket.widgets import Field, Segments

ESTIMATE_MS = 200
Send = Callable[[Conversion], Awaitable[Result]]
Estimate = Callable[[OrderIntent], Awaitable[OrderCost]]


class ConvertSheet(Sheet):
    """Open it with `ui.dialogs.ask`; accepted once the broker has converted.

    `send` converts, `estimate` prices an order; `available` are the free funds, None: not known.
    Both run in `scope`, so that closing the sheet stops no conversion.
    """

    def __init__(
        self,
        position: Position,
        instrument: Instrument | None,
        products: Sequence[Product],
        *,
        send: Send,
        estimate: Estimate,
        available: Decimal | None,
        scope: TaskScope,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        self._position = position
        self._send, self._estimate, self._scope = send, estimate, scope
        self._available = available
        self._theme = theme
        self._busy = self._gone = False
        self._margins: dict[tuple[Product, int], Decimal] = {}
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
        self.margin = QLabel()
        self.margin.setObjectName("convert.margin")
        self.margin.setWordWrap(True)
        self.margin.setMinimumHeight(36)
        self.body.addWidget(self.margin)
        self.words = QLabel()
        self.words.setObjectName("convert.words")
        self.words.setWordWrap(True)
        self.words.hide()
        self.body.addWidget(self.words)
        self._soon = Debounce(self, ESTIMATE_MS)
        self._soon.fired.connect(self._ask_margin)
        self.finished.connect(self._on_finished)
        cancel = self.add_button("convert.cancel", "Cancel", default=True)
        cancel.clicked.connect(self.reject)
        self.confirm = self.add_button("convert.confirm", "Convert", kind="primary")
        self.confirm.clicked.connect(self._on_confirm)
        for segments in (self.product, self.share):
            segments.chosen.connect(self._on_share)
        self.quantity.edited.connect(self._on_edited)
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
        self._on_edited()

    def _on_edited(self) -> None:
        self.words.hide()
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
        self.confirm.setEnabled(chosen is not None and not self._busy)
        if chosen is None:
            self._sum.setText("")
            self.margin.setText("")
            return
        self._sum.setText(
            told(
                f"{fmt.quantity(chosen.quantity)} from {fmt.label(chosen.old_product)}"
                f" to {fmt.label(chosen.new_product)}."
            )
        )
        self._show_margin(chosen)

    # -- what it blocks

    def _show_margin(self, chosen: Conversion) -> None:
        old = self._margins.get((chosen.old_product, chosen.quantity))
        new = self._margins.get((chosen.new_product, chosen.quantity))
        if old is None or new is None:
            self.margin.setText(tr("Margin: asking the broker…"))
            self._soon.poke()
            return
        more = new - old
        words = f"Margin {fmt.rupees(old)} → {fmt.rupees(new)}: "
        words += f"blocks about {fmt.rupees(more)} more" if more > 0 else (
            f"frees about {fmt.rupees(-more)}" if more < 0 else "the same"
        )  # fmt: skip
        short = self._available is not None and more > self._available
        if self._available is not None:
            words += f" · available {fmt.rupees(self._available)}"
        self.margin.setText(
            told(f"{words}. Too little: the broker may refuse." if short else f"{words}.")
        )
        color = self._theme.palette.amber if short else self._theme.palette.muted
        self.margin.setStyleSheet(f"color: {color};")

    def _ask_margin(self) -> None:
        if (chosen := self.conversion()) is not None and not self._gone:
            self._scope.spawn(self._price(chosen), name="margin of a conversion")

    async def _price(self, chosen: Conversion) -> None:
        try:
            for product in (chosen.old_product, chosen.new_product):
                key = (product, chosen.quantity)
                if key not in self._margins:
                    self._margins[key] = (
                        await self._estimate(self._as_order(chosen, product))
                    ).margin
        except TerminalError as error:
            if not self._gone:
                self.margin.setText(told(f"Margin: not told ({error.text})"))
            return
        if not self._gone:
            self._show()

    def _as_order(self, chosen: Conversion, product: Product) -> OrderIntent:
        return OrderIntent(
            client_id=DRAFT_ID,
            account=self._position.account,
            instrument=chosen.instrument,
            side=chosen.side,
            quantity=chosen.quantity,
            order_type=OrderType.MARKET,
            product=product,
        )

    # -- sending

    def _on_confirm(self) -> None:
        chosen = self.conversion()
        if chosen is None or self._busy:
            return
        self._busy = True
        self.confirm.setEnabled(False)
        self._say("Converting…", "muted")
        self._scope.spawn(self._convert(chosen), name="convert")

    async def _convert(self, chosen: Conversion) -> None:
        try:
            result = await self._send(chosen)
        finally:
            self._busy = False
        if self._gone:
            return
        if isinstance(result, Refused):
            self._say(result.text, "amber")
        else:
            match result.outcome:
                case Accepted():
                    self.accept()
                    return
                case Rejected(text=text, hint=hint):
                    self._say(f"{text} {hint}".strip(), "amber")
                case Unknown():
                    self._say(
                        "It is not known whether this was converted: look at the positions before"
                        " you send it again.",
                        "amber",
                    )
        self._show()

    def _say(self, text: str, tone: str) -> None:
        palette = self._theme.palette
        self.words.setText(told(text))
        self.words.setStyleSheet(
            f"background: {palette.amber_tint}; color: {palette.text};"
            f" border-left: 3px solid {palette.amber}; padding: 6px 10px;"
            if tone == "amber"
            else f"color: {palette.muted};"
        )
        self.words.show()

    def _on_finished(self) -> None:
        self._gone = True
        self._soon.stop()

    def _read(self, text: str) -> int:
        return parse.quantity(text, lot_size=self._lot, position=abs(self._position.quantity))
