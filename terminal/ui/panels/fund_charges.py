"""The day's charges: by kind at the left, order by order at the right, sums below both."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.ports import Clock, InstrumentSource
from terminal.portfolio.charges import DayCharges, OrderCharge
from terminal.ui import format as fmt
from terminal.ui.i18n import told
from terminal.ui.models.charges import ChargesModel, KindsModel, kind_rows, kinds_of
from terminal.ui.models.fund_words import CHARGES, DEPOSITORY, DEPOSITORY_SHORT
from terminal.ui.money import trouble
from terminal.ui.table import LiveTable
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel
from terminal.ui.totals import TotalsBar

ROOMY = 900
KINDS_WIDTH = 312


class ChargesView(QWidget):
    """Read-only; pulled by `refresh` once a frame while it can be seen."""

    def __init__(
        self, charges: DayCharges, *, clock: Clock, instruments: InstrumentSource, theme: Theme
    ) -> None:
        super().__init__()
        self.setObjectName("funds.charges")
        self._charges = charges
        self._clock = clock
        self._instruments = instruments
        self._seen = -1
        self._trouble = ""
        self.sum = QLabel(self)
        self.sum.setObjectName("funds.charges.sum")
        self.sum.setFont(theme.font(2, bold=True))
        self.sum.setToolTip(told(CHARGES.meaning))
        self.status = ElidedLabel(theme)
        self.status.setObjectName("funds.charges.status")
        self.note = QLabel(DEPOSITORY_SHORT, self)
        self.note.setObjectName("funds.charges.note")
        self.note.setProperty("role", "muted")
        self.note.setToolTip(told(DEPOSITORY.meaning))
        self.table = LiveTable("chargesTable", "Charges by order", theme=theme)
        self.model = self._fresh_model(())
        self.table.use_model(self.model)
        self.totals = TotalsBar("charges.totals", self.table, theme)
        self.kinds = LiveTable("chargeKinds", "Charges by kind", theme=theme)
        self.kinds_model = KindsModel()
        self.kinds_model.setParent(self)
        self.kinds.use_model(self.kinds_model)
        self.kinds.horizontalHeader().setStretchLastSection(True)
        self._left = QWidget(self)
        self._left.setFixedWidth(KINDS_WIDTH)
        self.kinds_total = TotalsBar("charges.kinds.totals", self.kinds, theme)
        _stack(self._left, self.kinds, self.kinds_total)
        right = QWidget(self)
        _stack(right, self.table, self.totals)
        head = QHBoxLayout()
        head.setContentsMargins(10, 1, 10, 3)
        head.setSpacing(14)
        head.addWidget(self.sum)
        head.addWidget(self.status, 1)
        head.addWidget(self.note, 0, Qt.AlignmentFlag.AlignRight)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._left)
        body.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)
        hand_focus(self, self.table)

    @property
    def is_empty(self) -> bool:
        return not self.model.rows

    def refresh(self) -> None:
        """Compare with the charges and show what changed."""
        if self._charges.problem():
            self._say_trouble()
        if self._charges.version == self._seen:
            return
        self._seen = self._charges.version
        rows = self._charges.orders()
        kinds = tuple(kinds_of(rows))
        if kinds and kinds != self.model.kinds:
            self.model = self._fresh_model(kinds)
            self.table.use_model(self.model)
        self.model.set_rows(rows)
        several = len({row.order.account for row in rows}) > 1
        self.table.setColumnHidden(self.model.column_number("account"), not several)
        lines = self._charges.lines()
        total = self._charges.total()
        self.kinds_model.set_rows(kind_rows(lines))
        self._show_totals(rows)
        self.kinds_total.show_totals(
            "All kinds" if lines else "",
            {self.kinds_model.column_number("amount"): (fmt.money(total), "text")},
        )
        self.sum.setText(told(f"{fmt.rupees(total)} charges today"))
        self._say_trouble()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Without the room for both, the sums by kind still stand below the orders' columns.
        self._left.setVisible(event.size().width() >= ROOMY)

    def _say_trouble(self) -> None:
        text = trouble(self._charges, self._clock.now_ns())
        tone = "amber" if text else "muted"
        pending = self._charges.pending()
        refused = sum(bool(row.problem) for row in self.model.rows)
        if not text and pending > refused:
            count = pending - refused
            text = "Asking for one order…" if count == 1 else f"Asking for {count} orders…"
        elif not text and refused:
            noun = "order was" if refused == 1 else "orders were"
            text, tone = f"{refused} {noun} refused by the broker's calculator.", "amber"
        self.status.set_text(text, tone=tone)

    def _show_totals(self, rows: list[OrderCharge]) -> None:
        count = f"{len(rows)} orders" if len(rows) != 1 else "1 order"
        figures = {
            self.model.column_number(f"kind {kind}"): (fmt.money(amount), "text")
            for kind, amount in self._charges.lines().items()
        }
        total = self.model.column_number("total")
        figures[total] = (fmt.money(self._charges.total()), "text")
        missing = sum(row.note is None for row in rows)
        if missing:
            count += f", {missing} not known"
        self.totals.show_totals(f"Total of {count}" if rows else "", figures)

    def _fresh_model(self, kinds: tuple[str, ...]) -> ChargesModel:
        model = ChargesModel(kinds, clock=self._clock, instruments=self._instruments)
        model.setParent(self)
        return model


def _stack(holder: QWidget, table: QWidget, totals: QWidget) -> None:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(table, 1)
    column.addWidget(totals)
