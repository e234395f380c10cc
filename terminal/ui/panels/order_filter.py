"""Which orders are shown: by state, by the person's tag, by the words of the filter.

A child that passes brings its parent along, which says what it is a part of.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from terminal.domain.order import OrderState
from terminal.ui import format as fmt
from terminal.ui.i18n import tr
from terminal.ui.models.order_tree import OrderRow, row_state, tag_words, type_words
from terminal.ui.ticket.inputs import SteadyCombo
from terminal.ui.ticket.widgets import Segments

_FAILED = frozenset({OrderState.REJECTED, OrderState.NOT_PLACED, OrderState.UNKNOWN})
_ANY_TAG = "All tags"


class OrderFilter(QObject):
    """The chips, the tag box and the filter line of the orders panel. `changed`: filter again."""

    changed = QtSignal()

    def __init__(self, tools: QHBoxLayout, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._hay: dict[str, tuple[OrderRow, str]] = {}
        self.show_only: Segments[str] = Segments(
            "orders.show",
            [
                ("all", "All", "Every order of today"),
                ("open", "Open", "Orders that can still fill"),
                ("done", "Filled", "Orders that filled, wholly or in part"),
                ("failed", "Failed", "Rejected, not placed, or unknown; slices that were refused"),
            ],
        )
        self.show_only.setProperty("compact", True)
        self.show_only.setFixedWidth(208)
        self.show_only.set_value("all")
        self.show_only.chosen.connect(self.changed)
        tools.addWidget(self.show_only)
        tools.addWidget(line)
        self.tag = SteadyCombo()
        self.tag.setObjectName("orders.tag")
        self.tag.setAccessibleName(tr("Show one tag only"))
        self.tag.setToolTip(tr("Only orders that bear this tag of yours"))
        self.tag.setMaximumWidth(110)
        self.tag.setFixedHeight(24)
        self.tag.setStyleSheet("QComboBox { min-height: 16px; padding: 1px 6px; font-size: 12px; }")
        self.tag.addItem(_ANY_TAG)
        self.tag.hide()
        self.tag.currentIndexChanged.connect(self.changed)
        tools.addWidget(self.tag)

    def offer_tags(self, rows: Iterable[OrderRow]) -> bool:
        """Offer the tags that the rows bear, keeping the chosen one; True where there are any."""
        tags = sorted({t for row in rows if (t := tag_words(row.order))}, key=str.lower)
        if tags != [self.tag.itemText(n) for n in range(1, self.tag.count())]:
            chosen = self._chosen_tag()
            self.tag.blockSignals(True)
            self.tag.clear()
            self.tag.addItems([_ANY_TAG, *tags])
            self.tag.setCurrentIndex(max(0, self.tag.findText(chosen)) if chosen else 0)
            self.tag.blockSignals(False)
        self.tag.setVisible(bool(tags))
        return bool(tags)

    def clear(self) -> None:
        """Let everything through."""
        self._line.clear()
        self.tag.setCurrentIndex(0)
        self.show_only.set_value("all")

    def wanted(self, rows: Sequence[OrderRow]) -> Sequence[OrderRow]:
        """Return the rows that pass, in their order."""
        words = self._line.text().lower().split()
        show, tag = self.show_only.value() or "all", self._chosen_tag()
        if not words and show == "all" and not tag:
            return rows
        passes = [
            _passes(row, show)
            and (not tag or tag_words(row.order) == tag)
            and self._has(row, words)
            for row in rows
        ]
        families = {row.family for row, yes in zip(rows, passes, strict=True) if yes}
        return [
            row
            for row, yes in zip(rows, passes, strict=True)
            if yes or (row.children and row.family in families)
        ]

    def _has(self, row: OrderRow, words: list[str]) -> bool:
        if not words:
            return True
        known = self._hay.get(row.key)
        if known is None or known[0].order is not row.order:
            known = self._hay[row.key] = (row, _text_of(row))
        return all(word in known[1] for word in words)

    def _chosen_tag(self) -> str:
        return self.tag.currentText() if self.tag.currentIndex() > 0 else ""


def _passes(row: OrderRow, show: str) -> bool:
    order = row.order
    match show:
        case "open":
            return not order.state.is_terminal
        case "done":
            return order.filled > 0
        case "failed":
            return order.state in _FAILED or bool(order.refused)
        case _:
            return True


def _text_of(row: OrderRow) -> str:
    order = row.order
    texts = (
        fmt.instrument(order.instrument),
        order.symbol,
        fmt.label(order.side),
        row_state(row),
        fmt.label(order.product),
        type_words(order),
        fmt.account(order.account),
        row.refused or order.message,
        tag_words(order),
        order.broker_id or "",
    )
    return " ".join(texts).lower()
