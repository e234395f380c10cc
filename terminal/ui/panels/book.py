"""What the four books have in common: a tool row, a filter, a table, a place for totals.

A book never changes anything at the broker by itself; its panels do, through the order service.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.ids import InstrumentId
from terminal.domain.order import Side
from terminal.runtime.tasks import OnFailure
from terminal.ui.columns import ColumnModel
from terminal.ui.controls import Slot, bind_key, tool_button
from terminal.ui.delegates import PADDING
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.link import AlertRequest, GttRequest, Link, TicketRequest
from terminal.ui.panel import Panel
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme
from terminal.ui.ticket import style
from terminal.ui.totals import TotalsBar

FITTED_ROWS = 60
INDENT = 14
FIT_EVERY = 10
WIDEST = 260
ROOMY = 720
"""Width in pixels from which the whole tool row fits."""


class BookPanel(Panel):
    """Base of orders, trades, positions and holdings."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        link: Link,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__(name, title, theme=theme, frame=frame, on_failure=on_failure)
        self.link = link
        self.table = LiveTable(f"{name}.table", title, theme=theme)
        self.hand_focus(self.table)
        self.totals: TotalsBar | None = None
        self._repaints = 0
        self._fitted: dict[str, int] = {}
        self._account_beside = False
        self.indent = INDENT
        self.filter = QLineEdit()
        self.filter.setObjectName(f"{name}.filter")
        self.filter.setAccessibleName(told(f"Filter {title.lower()}"))
        self.filter.setPlaceholderText(tr("Filter  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(70)
        self.filter.setMaximumWidth(150)
        self.secondary: list[QWidget] = []
        """What leaves the tool row where there is no room; keys and menu have it too."""
        self._filter_words: list[str] = []
        self.filter.textChanged.connect(self._filter_changed)
        self.tools = QHBoxLayout()
        self.tools.setContentsMargins(6, 4, 6, 4)
        self.tools.setSpacing(5)
        self.body = QWidget()
        body = QVBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._bar = QWidget()
        self._bar.setLayout(self.tools)
        self._bar.setStyleSheet(style.tools(theme.palette))
        layout.addWidget(self._bar)
        layout.addWidget(self.body, 1)
        self.table.context_asked.connect(self._open_context)
        self.table.clicked.connect(self._on_clicked)
        self.key("/", self._focus_filter)
        self.key("B", partial(self.open_ticket, Side.BUY))
        self.key("S", partial(self.open_ticket, Side.SELL))
        self.key("C", self.open_chart)
        self.key("D", self.open_depth)
        self.key("G", self.open_gtt)
        self.key("A", self.open_alert)
        bind_key(self.filter, "Esc", self._leave_filter)

    def use_model(self, model: ColumnModel[Any], *, totals: bool = False) -> None:
        """Show a model; with `totals` a pinned row below it."""
        model.setParent(self)
        # Hidden until there is room: shown ones would ask for a wide panel first.
        self._show_secondary(shown=self.width() >= ROOMY and self.isVisible())
        self.table.use_model(model)
        self.table.horizontalHeader().setStretchLastSection(True)
        if totals:
            self.totals = TotalsBar(f"{self.name}.totals", self.table, self.theme)
            layout = self.body.layout()
            assert layout is not None
            layout.addWidget(self.totals)

    def rebuild(self) -> None:
        """Bring the rows up to date now; a subclass says how."""
        raise NotImplementedError

    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        """Return (name, text, slot, enabled) of the context menu; None is a separator."""
        return ()

    def instrument_of(self, row: Any) -> InstrumentId | None:
        """Return the instrument of a row, for the panels that are linked; a subclass says how."""
        raise NotImplementedError

    def open_ticket(self, side: Side) -> None:
        """Open the ticket for the row's instrument; nothing is sent."""
        if (instrument := self._current_instrument()) is not None:
            self.link.open_ticket(TicketRequest(instrument=instrument, side=side))

    def open_chart(self) -> None:
        if (instrument := self._current_instrument()) is not None:
            self.link.open_chart(instrument)

    def open_depth(self) -> None:
        if (instrument := self._current_instrument()) is not None:
            self.link.open_depth(instrument)

    def open_alert(self) -> None:
        """Open the alert editor for the row's instrument."""
        if (instrument := self._current_instrument()) is not None:
            self.link.open_alert(AlertRequest(instrument=instrument))

    def open_gtt(self) -> None:
        """Open the GTT editor for what the row holds; nothing is sent."""
        if (request := self.gtt_request()) is not None:
            self.link.open_gtt(request)

    def gtt_request(self) -> GttRequest | None:
        """Return the trigger to begin with for the current row, None where there is no row."""
        instrument = self._current_instrument()
        return None if instrument is None else GttRequest(instrument=instrument)

    # building blocks

    def button(
        self, name: str, text: str, tip: str, slot: Slot, *, kind: str = "", checkable: bool = False
    ) -> QPushButton:
        """Add a button to the tool row."""
        button = tool_button(f"{self.name}.{name}", text, tip, slot, theme=self.theme, kind=kind)
        button.setCheckable(checkable)
        self.tools.addWidget(button)
        return button

    def key(self, sequence: str, slot: Slot) -> None:
        """Bind a key that acts while the table has the focus; holding it acts once."""
        bind_key(self.table, sequence, slot)

    def count_accounts(self, count: int) -> int:
        """Return `count`; once there are several their column moves beside the instrument.

        At the far right it would be out of sight just where it matters. It can be moved back.
        """
        if count > 1 and not self._account_beside:
            self._account_beside = True
            self.table.move_column("account", after="symbol")
        return count

    def fit(self) -> None:
        """Widen columns to what they show; never narrow them, so that nothing jumps about.

        Numbers always; words until a person sets another width, which then holds.
        """
        model = self.table.columns_model
        plain, bold = QFontMetrics(self.theme.font()), QFontMetrics(self.theme.font(bold=True))
        rows = model.rows[:FITTED_ROWS]
        head = self.table.horizontalHeader()
        for number, column in enumerate(model.columns):
            if self.table.isColumnHidden(number) or not rows:
                continue
            size = head.sectionSize(number)
            if size != self._fitted.setdefault(column.key, size) and not column.numeric:
                continue
            metrics = bold if column.bold else plain
            needed = max(metrics.horizontalAdvance(column.shown(row)) for row in rows)
            # Painted names stand indented under a parent, and say how many children they have.
            indent = self.indent if column.key == "symbol" and column.paint is not None else 0
            needed = min(needed + indent + 2 * PADDING + 2, WIDEST)
            if needed > size:
                head.resizeSection(number, needed)
                self._fitted[column.key] = needed

    def fit_sometimes(self) -> None:
        """Fit after every so many repaints of live prices: digits grow seldom."""
        self._repaints = (self._repaints + 1) % FIT_EVERY
        if self._repaints == 0:
            self.fit()

    def matches(self, *texts: str) -> bool:
        """True where every word of the filter is in one of the texts."""
        words = self._filter_words
        if not words:
            return True
        hay = " ".join(texts).lower()
        return all(word in hay for word in words)

    def chosen(self) -> list[Any]:
        """Return the selected rows, else the row under the cursor."""
        rows = self.table.selected_rows()
        if rows:
            return rows
        row = self.table.current_row()
        return [row] if row is not None else []

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_secondary(shown=event.size().width() >= ROOMY)

    @override
    def on_theme(self) -> None:
        self._bar.setStyleSheet(style.tools(self.theme.palette))
        super().on_theme()

    @override
    def save_state(self) -> dict[str, object]:
        return {"table": self.table.save_state()}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        table = state.get("table")
        if isinstance(table, dict):
            self.table.restore_state(table)

    # inside

    def _filter_changed(self, text: str) -> None:
        self._filter_words = text.lower().split()
        self.rebuild()

    def _show_secondary(self, *, shown: bool) -> None:
        for widget in self.secondary:
            widget.setVisible(shown)

    def _open_context(self, at: Any) -> None:
        menu = QMenu(self.table)
        menu.setObjectName(f"{self.name}.menu")
        for entry in self.context_actions():
            if entry is None:
                menu.addSeparator()
                continue
            name, text, slot, enabled = entry
            action = QAction(tr(text), menu)
            action.setObjectName(f"{self.name}.menu.{name}")
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            menu.addAction(action)
        if menu.isEmpty():
            menu.deleteLater()
            return
        self.table.open_menu(menu, at)

    def _on_clicked(self) -> None:
        if (instrument := self._current_instrument()) is not None:
            self.link.select(instrument)

    def _current_instrument(self) -> InstrumentId | None:
        row = self.table.current_row()
        return self.instrument_of(row) if row is not None else None

    def _focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _leave_filter(self) -> None:
        self.filter.clear()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
