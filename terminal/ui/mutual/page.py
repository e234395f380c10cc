"""What the four pages of the panel have in common: a filter, a table, buttons, a reason for emptiness."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from terminal.domain.ids import AccountId
from terminal.domain.mutual import FundHolding, FundOrder, Sip
from terminal.mutual.service import FundService
from terminal.ui.columns import ColumnModel
from terminal.ui.controls import Slot, bind_key, tool_button
from terminal.ui.delegates import PADDING
from terminal.ui.i18n import told, tr
from terminal.ui.panel import EmptyState
from terminal.ui.table import LiveTable
from terminal.ui.tabs import hand_focus
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel
from terminal.ui.totals import TotalsBar

Entry = tuple[str, str, Slot, bool] | None
FITTED_ROWS = 60
WIDEST = 330
NARROWEST = 200


class Verbs(Protocol):
    """What pages ask of the panel. Nothing is sent by opening a form."""

    def buy(self, isin: str, account: AccountId | None = None) -> None: ...
    def redeem(self, holding: FundHolding) -> None: ...
    def start_sip(self, isin: str, account: AccountId | None = None) -> None: ...
    def show_order(self, order: FundOrder) -> None: ...
    def cancel_orders(self, orders: Sequence[FundOrder]) -> None: ...
    def change_sip(self, sip: Sip) -> None: ...
    def pause_sip(self, sip: Sip) -> None: ...
    def end_sip(self, sip: Sip) -> None: ...
    def refresh(self) -> None: ...
    def show_page(self, name: str) -> None: ...


class Page(QWidget):
    """One tab. `tools` is its part of the tool row; `stale` until the next `rebuild`."""

    told = QtSignal()
    """The number on the tab changed."""

    def __init__(
        self, name: str, title: str, *, service: FundService, verbs: Verbs, theme: Theme
    ) -> None:
        super().__init__()
        self.name, self.title = name, title
        self.service, self.verbs, self.theme = service, verbs, theme
        self.stale = True
        self.setObjectName(f"mutual.{name}")
        self.table = LiveTable(f"mutual.{name}.table", title, theme=theme)
        self.totals: TotalsBar | None = None
        self.filter = QLineEdit()
        self.filter.setObjectName(f"mutual.{name}.filter")
        self.filter.setAccessibleName(told(f"Filter {title.lower()}"))
        self.filter.setPlaceholderText(tr("Filter  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(70)
        self.filter.setMaximumWidth(160)
        self.filter.textChanged.connect(self.rebuild)
        self.note = ElidedLabel(theme)
        self.note.setObjectName(f"mutual.{name}.note")
        self._buttons: list[QPushButton] = []
        self.tools = QWidget()
        self.bar = QHBoxLayout(self.tools)
        self.bar.setContentsMargins(0, 0, 0, 0)
        self.bar.setSpacing(5)
        self.bar.addWidget(self.filter)
        self.bar.addWidget(self.note, 1)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.table, 1)
        self.across = QHBoxLayout(self)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(0)
        self.across.addLayout(self.column, 1)
        self._empty: EmptyState | None = None
        self._fitted: dict[str, int] = {}
        hand_focus(self, self.table)
        self.table.context_asked.connect(self._open_menu)
        self.table.enter_pressed.connect(self.open_current)
        self.table.delete_pressed.connect(self.delete_current)
        self.key("/", self.focus_filter)
        for keys, slot in (("Esc", self._leave_filter), ("Down", self._into_table)):
            bind_key(self.filter, keys, slot)
        self.filter.returnPressed.connect(self._into_table)

    # -- what a subclass says

    def rebuild(self) -> None:
        """Bring the rows up to date."""
        raise NotImplementedError

    def open_current(self) -> None:
        """Do what Enter does to the current row."""

    def delete_current(self) -> None:
        """Do what Del does to the chosen rows."""

    def show_buttons(self) -> None:
        """Enable what can be done to the current row."""

    def menu_entries(self) -> Sequence[Entry]:
        """Return (name, text, slot, enabled) of the context menu; None is a separator."""
        return ()

    @property
    def count(self) -> int | None:
        """The number on the tab, None for none."""
        return None

    def stops(self) -> list[QWidget]:
        """Return what takes the keyboard in the tool row, from left to right."""
        return [self.filter, *self._buttons]

    # -- building blocks

    def use_model(self, model: ColumnModel[Any], *, totals: bool = False) -> None:
        model.setParent(self)
        self.table.use_model(model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        if totals:
            self.totals = TotalsBar(f"mutual.{self.name}.totals", self.table, self.theme)
            self.column.addWidget(self.totals)

    def button(self, name: str, text: str, tip: str, slot: Slot, *, kind: str = "") -> QPushButton:
        """Add a button to the tool row."""
        button = tool_button(
            f"mutual.{self.name}.{name}", text, tip, slot, theme=self.theme, kind=kind
        )
        self.bar.addWidget(button)
        self._buttons.append(button)
        return button

    def key(self, sequence: str, slot: Slot) -> None:
        """Bind a key that acts while the table has the focus; holding it acts once."""
        bind_key(self.table, sequence, slot)

    def matches(self, *texts: str) -> bool:
        """True where every word of the filter is in one of the texts."""
        words = self.filter.text().lower().split()
        hay = " ".join(texts).lower()
        return all(word in hay for word in words)

    def fit(self) -> None:
        """Widen columns to what they show; never narrow them, so that nothing jumps about."""
        model = self.table.columns_model
        rows = model.rows[:FITTED_ROWS]
        if not rows:
            return
        head = self.table.horizontalHeader()
        # A long name must not push all figures out of a narrow table.
        widest = min(WIDEST, max(NARROWEST, int(self.width() * 0.3)))
        plain, bold = QFontMetrics(self.theme.font()), QFontMetrics(self.theme.font(bold=True))
        for number, column in enumerate(model.columns):
            size = head.sectionSize(number)
            if self.table.isColumnHidden(number):
                continue
            if size != self._fitted.setdefault(column.key, size) and not column.numeric:
                continue
            metrics = bold if column.bold else plain
            wanted = max(metrics.horizontalAdvance(column.shown(row)) for row in rows)
            wanted = min(wanted + 2 * PADDING + 2, widest)
            if wanted > size:
                head.resizeSection(number, wanted)
                self._fitted[column.key] = wanted

    def say(self, text: str, action_text: str = "", action: Slot | None = None) -> None:
        """Say over the table why there is nothing and what helps; '' takes it back."""
        if not text:
            if self._empty is not None:
                self._empty.hide()
            return
        if self._empty is None:
            self._empty = EmptyState(self.table.viewport())
        self._empty.say(text, action_text, _quiet(action))
        self._empty.show()
        self._empty.raise_()

    @property
    def said(self) -> str:
        """What is said over the table, '' where nothing is."""
        return self._empty.text if self._empty is not None and not self._empty.isHidden() else ""

    def say_why_empty(self, *, shown: bool, there_are: bool, nothing: str) -> None:
        """Say why no row is shown; `nothing`: words for an account that has none of these."""
        service = self.service
        accounts = service.accounts()
        failures = [text for a in accounts if (text := service.failed(a))]
        loaded = all(service.loaded(a) for a in accounts)
        if shown:
            self.say("")
        elif not accounts:
            self.say(
                "None of the accounts that are logged in has mutual funds.\n"
                "Log in to one that does; the practice exchange has some to try."
            )
        elif there_are:
            self.say("Nothing matches the filter.", "Clear it", self.filter.clear)
        elif failures and not loaded:
            self.say(f"Mutual funds could not be read: {failures[0]}", "Retry", self.verbs.refresh)
        elif not loaded:
            self.say("Reading your mutual funds…")
        else:
            self.say(nothing)

    def say_note(self, text: str = "") -> None:
        """Show a line beside the filter; a failed read goes before it."""
        service = self.service
        failures = [words for a in service.accounts() if (words := service.failed(a))]
        if failures and all(service.loaded(a) for a in service.accounts()):
            self.note.set_text(f"Not up to date: {failures[0]}", tone="amber")
        else:
            self.note.set_text(text, tone="muted")

    def be_narrow(self, *, narrow: bool) -> None:
        """Leave out the filter where only the buttons have room; `/` brings it back."""
        self.filter.setVisible(not narrow or bool(self.filter.text()))
        self.note.setVisible(not narrow)

    def focus_filter(self) -> None:
        self.filter.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _selected(self) -> None:
        self.show_buttons()

    def _leave_filter(self) -> None:
        self.filter.clear()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _into_table(self) -> None:
        if self.table.columns_model.rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setObjectName(f"mutual.{self.name}.menu")
        for entry in self.menu_entries():
            if entry is None:
                menu.addSeparator()
                continue
            name, text, slot, enabled = entry
            action = QAction(told(text), menu)
            action.setObjectName(f"mutual.{self.name}.menu.{name}")
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            menu.addAction(action)
        self.table.open_menu(menu, at)


def _quiet(slot: Slot | None) -> Callable[[], None] | None:
    if slot is None:
        return None

    def act() -> None:
        slot()

    return act
