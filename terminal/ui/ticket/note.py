"""The contract note before sending: every line of charges and margin, over the ticket, not modal.

It lies over the window until a click beside it or Esc; while it is open it follows the draft.
"""

from decimal import Decimal

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.models.charges import KIND_WORDS
from terminal.ui.models.fund_words import (
    BREAK_EVEN,
    DEPOSITORY,
    DEPOSITORY_SHORT,
    MARGIN_LINES,
    ORDER_MARGIN,
)
from terminal.ui.theme import Theme
from terminal.ui.ticket.note_facts import BothWays, NoteFacts

WIDTH = 372
_FOOT = (
    "Estimates by the broker's calculator; the contract note of the evening decides. "
    f"{DEPOSITORY_SHORT}"
)

NO_LOT_SIZE = (
    "The break-even price shows once you hold the contract: the broker's list does not tell how many "
    "units a lot of it has."
)


class NotePopover(QFrame):
    """Shows `NoteFacts`. `closed` once it is hidden, by whatever."""

    closed = QtSignal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("ticket.note")
        self.setAccessibleName(tr("What this order costs"))
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._shown: NoteFacts | None = None
        self._anchor = parent
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._rows = QWidget(self)
        self._grid = QGridLayout(self._rows)
        self._foot = QLabel(_FOOT, self)
        self._foot.setProperty("role", "faint")
        self._foot.setFont(theme.font(-2))
        self._foot.setWordWrap(True)
        self._foot.setToolTip(told(DEPOSITORY.meaning))
        for part in (self._title, self._rows, self._foot):
            column.addWidget(part)
        self.setFixedWidth(WIDTH)

    def open_at(self, anchor: QWidget) -> None:
        """Show above a widget, or below it where there is no room."""
        self._anchor = anchor
        self._place()
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_facts(self, facts: NoteFacts) -> None:
        """Show the note of a draft; what is old is grey."""
        if facts == self._shown:
            return
        self._shown = facts
        self._title.setText(told(facts.sentence))
        fresh = QWidget(self)
        self._grid = QGridLayout(fresh)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._fill(facts)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh
        fresh.show()
        if self.isVisible():
            self._place()

    def lines(self) -> dict[str, str]:
        """Return what is shown, caption to amount: for tests and for copying."""
        found: dict[str, str] = {}
        for row in range(self._grid.rowCount()):
            caption, amount = (self._text(row, column) for column in (0, 1))
            if caption and amount and caption != amount:  # a head spans both columns
                found[caption] = amount
        return found

    @override
    def event(self, event: QEvent) -> bool:
        # The ticket below has a use for Esc too: while the note is open it closes the note.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.hide()
                return True
        return super().event(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    # -- inside

    def _fill(self, facts: NoteFacts) -> None:
        tone = "" if facts.current else "faint"
        cost = facts.cost
        if facts.problem:
            self._words(facts.problem, role="warn")
        if cost is None:
            if not facts.problem:
                self._words("Asking the broker's calculator…", role="muted")
            return
        self._head("Charges of this order")
        for kind, amount in cost.charge_lines.items():
            self._line(kind, fmt.money(amount, _places(amount)), KIND_WORDS.get(kind, ""), tone)
        self._line("All charges", fmt.money(cost.charges), "", tone, bold=True)
        if facts.both is not None:
            self._both(facts.both, tone)
        elif facts.one_way:
            self._words(facts.one_way, role="muted")
        self._head("Margin", ORDER_MARGIN.meaning)
        for name, amount in cost.margin_lines.items():
            title, meaning = MARGIN_LINES.get(name, (name, ""))
            self._line(title, fmt.money(amount), meaning, tone)
        self._line("All margin", fmt.money(cost.margin), ORDER_MARGIN.meaning, tone, bold=True)
        if cost.leverage > 1:
            self._line("Leverage", f"{cost.leverage.normalize():f}×", "Value against margin", tone)
        if facts.available is not None:
            left = facts.available - cost.margin - cost.charges
            self._line(
                "Left after it",
                fmt.money(left),
                "Available funds less margin and charges",
                "error" if left < 0 else tone,
            )

    def _both(self, both: BothWays, tone: str) -> None:
        self._head("There and back", BREAK_EVEN.meaning)
        self._line("Closing at the same price", fmt.money(both.closing), "", tone)
        self._line("Charges both ways", fmt.money(both.opening + both.closing), "", tone)
        if both.break_even is None:
            self._words(NO_LOT_SIZE, role="muted")
            return
        digits = both.decimals
        distance = f"{fmt.signed(both.move, digits)}, {fmt.percent(both.percent)}"
        words = f"{fmt.price(both.break_even, digits)} ({distance})"
        self._line("Break-even price", words, BREAK_EVEN.meaning, tone, bold=True)

    def _head(self, text: str, tip: str = "") -> None:
        label = self._label(text, "section", tip)
        label.setContentsMargins(0, 5, 0, 0)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _words(self, text: str, *, role: str) -> None:
        label = self._label(text, role)
        label.setWordWrap(True)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def _line(self, caption: str, amount: str, tip: str, tone: str, *, bold: bool = False) -> None:
        row = self._grid.rowCount()
        left, right = self._label(caption, "" if bold else "muted", tip), self._label(amount, tone)
        right.setFont(self._theme.font(bold=bold))
        if bold:
            left.setFont(self._theme.font(bold=True))
        right.setToolTip(told(tip))
        right.setAccessibleName(told(f"{caption} {amount}"))
        self._grid.addWidget(left, row, 0)
        self._grid.addWidget(right, row, 1, Qt.AlignmentFlag.AlignRight)

    def _label(self, text: str, role: str, tip: str = "") -> QLabel:
        label = QLabel(told(text))
        if role:
            label.setProperty("role", role)
        label.setToolTip(told(tip))
        return label

    def _text(self, row: int, column: int) -> str:
        item = self._grid.itemAtPosition(row, column)
        label = item.widget() if item is not None else None
        return label.text() if isinstance(label, QLabel) else ""

    def _place(self) -> None:
        # A word-wrapped label tells its height only once its width is known.
        self.setFixedHeight(self.layout().totalHeightForWidth(WIDTH))  # type: ignore[union-attr]
        corner = self._anchor.mapToGlobal(QPoint(self._anchor.width(), 0))
        screen = self._anchor.screen().availableGeometry()
        box = QRect(corner.x() - WIDTH, corner.y() - self.height() - 6, WIDTH, self.height())
        if box.top() < screen.top():
            box.moveTop(min(corner.y() + self._anchor.height() + 6, screen.bottom() - box.height()))
        box.moveTop(max(screen.top(), box.top()))
        box.moveLeft(max(screen.left(), min(box.left(), screen.right() - WIDTH)))
        self.move(box.topLeft())


def _places(amount: Decimal) -> int:
    """Fees of parts of a paisa are shown with two more digits, not as nothing."""
    return 4 if 0 < amount < Decimal("0.01") else 2
