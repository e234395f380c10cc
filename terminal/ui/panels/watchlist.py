"""The watchlist: search, seven lists, live rows, and everything that starts from an instrument.

Letters act on the row with the cursor: B S ticket, D book in the row, Shift+D depth panel, C chart,
I facts, Del remove, Alt+Up/Down move, 1..7 list, / search.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.ids import InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.market import FeedMode
from terminal.domain.order import Side
from terminal.domain.ports import Clock
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure
from terminal.ui.basket.legs import from_instrument
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.link import AlertRequest, BasketRequest, GttRequest, Link, TicketRequest
from terminal.ui.models.depth import DepthModel
from terminal.ui.models.lists import LISTS, Watchlists, WatchlistStore, moved
from terminal.ui.models.quotes import QuoteRow, QuotesModel
from terminal.ui.panel import Panel
from terminal.ui.panels.depth_levels import LevelsView
from terminal.ui.panels.watchlist_info import InfoCard
from terminal.ui.panels.watchlist_table import QuotesTable
from terminal.ui.panels.watchlist_tabs import ListTabs
from terminal.ui.search import SearchLine
from terminal.ui.theme import Theme

_FULL_COLUMNS = ("bid", "ask", "oi")
_FIT_NS = 1_000_000_000
_LETTERS = {
    Qt.Key.Key_B: "buy",
    Qt.Key.Key_S: "sell",
    Qt.Key.Key_D: "depth",
    Qt.Key.Key_C: "chart",
    Qt.Key.Key_I: "info",
    Qt.Key.Key_G: "gtt",
    Qt.Key.Key_A: "alert",
}


class WatchlistPanel(Panel):
    """Search on top, live rows in the middle, list tabs at the foot."""

    def __init__(
        self,
        *,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
        hub: Hub,
        catalog: Catalog,
        link: Link,
        clock: Clock,
        store: WatchlistStore,
    ) -> None:
        super().__init__("watchlist", "Watchlist", theme=theme, frame=frame, on_failure=on_failure)
        self._hub = hub
        self._catalog = catalog
        self._link = link
        self._clock = clock
        self._fitted_ns = 0
        self.lists = Watchlists(store)
        self.model = QuotesModel(hub=hub, clock=clock, parent=self)
        self._inline_model = DepthModel(hub=hub, clock=clock)
        self._inline = LevelsView(self._inline_model, theme=theme, row_px=19)
        self._inline.setObjectName("watchlistInlineDepth")
        self._inline.setParent(self)
        self._inline.hide()
        self._inline.price_clicked.connect(self._on_inline_price)
        self._info = InfoCard(self, theme=theme, hub=hub)
        self._build(catalog, clock)
        catalog.loaded.connect(self._on_catalog)
        link.selected.connect(self._on_selected)
        self._show_list()

    # public verbs

    def add(self, instrument: Instrument) -> None:
        """Append to the active list and put the cursor on it; one that is there is only shown."""
        if self.lists.add(instrument.id):
            self._show_list()
        self.table.select_key(instrument.id)

    def remove_selected(self) -> None:
        rows: list[QuoteRow] = self.table.selected_rows()
        if not rows:
            return
        place = self.table.currentIndex().row()
        self.lists.remove(row.id for row in rows)
        self._show_list()
        if self.model.rowCount():
            self.table.selectRow(min(place, self.model.rowCount() - 1))

    def move_selected(self, step: int) -> None:
        """Move the selected rows one place up (-1) or down (+1) in the list's own order."""
        chosen = {row.id for row in self.table.selected_rows()}
        ids = list(self.lists.current)
        places = [n for n, i in enumerate(ids) if i in chosen]
        if not places:
            return
        before = places[0] - 1 if step < 0 else places[-1] + 2
        self._on_dropped([ids[n] for n in places], max(0, min(len(ids), before)))

    def select_list(self, number: int) -> None:
        """Show list `number`, counted from 0."""
        if self.lists.select(number):
            self.table.expand(None, None)
            self._show_list()
            if self._link.current is not None:
                self._on_selected(self._link.current)
        self._tabs.show_lists(self.lists)

    def act(self, name: str, instrument_id: InstrumentId) -> None:
        """Do what a button or key of a row says: buy, sell, depth, depth panel, chart, info."""
        known = self._catalog.instrument(instrument_id)
        if known is None:
            return
        match name:
            case "buy" | "sell":
                if known.tradable:
                    self._link.open_ticket(TicketRequest(instrument=known.id, side=Side(name)))
            case "depth":
                self.toggle_depth(instrument_id)
            case "depth panel":
                self._link.open_depth(instrument_id)
            case "chart" | "open":
                self._link.open_chart(instrument_id)
            case "alert":
                self._link.open_alert(AlertRequest(instrument=known.id))
            case "gtt":
                if known.tradable:
                    self._link.open_gtt(GttRequest(instrument=known.id))
            case "basket buy" | "basket sell":
                if known.tradable:
                    side = Side(name.removeprefix("basket "))
                    leg = from_instrument(known, side, self._hub.last_price(known.id))
                    self._link.add_to_basket(BasketRequest(legs=(leg,)))
            case "info":
                self._info.open(known, self.table)
            case _:
                raise ValueError(f"a row has no action {name!r}")

    def toggle_depth(self, instrument_id: InstrumentId) -> None:
        """Open the five-level book inside a row; the second time close it."""
        if self.table.expanded == instrument_id:
            self.table.expand(None, None)
            self._inline_model.close()
            return
        self._inline_model.show(instrument_id, self._catalog.instrument(instrument_id))
        self.table.expand(instrument_id, self._inline)
        self._watch_visible()

    # frames, events, state

    @override
    def on_frame(self) -> None:
        self.model.on_frame()
        if (now := self._clock.monotonic_ns()) - self._fitted_ns >= _FIT_NS:
            self._fitted_ns = now
            self.table.fit_columns()
        if self.table.expanded is not None and self._inline_model.refresh():
            self._inline.update()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch_visible()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.set_visible(0, -1, FeedMode.LTP)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() not in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return
        if not self._take_key(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    @override
    def save_state(self) -> dict[str, object]:
        return {"table": self.table.save_state()}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        table = state.get("table")
        if isinstance(table, dict):
            self.table.restore_state(table)
            self._watch_visible()

    @override
    async def aclose(self) -> None:
        self.model.close()
        self._inline_model.close()
        await super().aclose()

    def _take_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        row: QuoteRow | None = self.table.current_row()
        none, alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
        if modifiers == alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_selected(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_D and modifiers == Qt.KeyboardModifier.ShiftModifier and row:
            self.act("depth panel", row.id)
        elif modifiers not in {none, Qt.KeyboardModifier.KeypadModifier}:
            return False
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + LISTS:
            self.select_list(int(key) - int(Qt.Key.Key_1))
        elif key == Qt.Key.Key_Slash:
            self.search.start()
        elif key == Qt.Key.Key_Escape and self.table.expanded is not None:
            self.toggle_depth(self.table.expanded)
        elif key in _LETTERS and row is not None:
            self.act(_LETTERS[key], row.id)
        elif key in {Qt.Key.Key_B, Qt.Key.Key_S} and self._link.current is not None:
            self.act(_LETTERS[key], self._link.current)
        else:
            return False
        return True

    # building

    def _build(self, catalog: Catalog, clock: Clock) -> None:
        theme = self.theme
        self.search = SearchLine(
            catalog=catalog, theme=theme, clock=clock, marked=self._is_listed, verb="adds it"
        )
        self.search.chosen.connect(self.add)
        self.search.asked.connect(self._on_asked)
        self.search.left.connect(self._focus_table)
        self._count = QLabel()
        self._count.setObjectName("watchlistCount")
        self._count.setProperty("role", "faint")
        self.table = QuotesTable(theme=theme)
        self.table.use_quotes(self.model)
        self.table.action.connect(self.act)
        self.table.enter_pressed.connect(self._on_enter)
        self.table.doubleClicked.connect(self._on_enter)
        self.table.delete_pressed.connect(self.remove_selected)
        self.table.context_asked.connect(self._open_menu)
        self.table.scrolled.connect(self._watch_visible)
        head = self.table.horizontalHeader()
        head.sectionClicked.connect(self._watch_visible)  # a sorted list needs every price
        head.sectionResized.connect(self._watch_visible)  # also a column switched on or off
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._on_current)  # after a click's
        self.model.dropped.connect(self._on_dropped)
        self._tabs = ListTabs()
        self._tabs.picked.connect(self.select_list)
        self._tabs.renamed.connect(self._on_renamed)
        top = QHBoxLayout()
        top.setContentsMargins(6, 6, 6, 6)
        top.addWidget(self.search, 1)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table)
        self._body = body
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 8, 0)
        foot.addWidget(self._tabs, 1)
        foot.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(body, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(200)
        self.hand_focus(self.table)

    def _show_list(self) -> None:
        ids = self.lists.current
        self.model.set_instruments([(i, self._catalog.instrument(i)) for i in ids])
        self.table.fit_columns(shrink=True)
        self._fitted_ns = 0
        self._tabs.show_lists(self.lists)
        self._count.setText(f"{len(ids)}" if ids else "")
        self._count.setToolTip(told(f"{len(ids)} instruments in this list"))
        if ids:
            self.hide_empty()
        else:
            self.show_empty(
                f"“{self.lists.names[self.lists.active]}” is empty.\n\n"
                "Type a name above (infy, nifty 24000 ce)\nand press Enter to add it.",
                "Search",
                self.search.start,
                over=self._body,
            )
        self._watch_visible()

    def _watch_visible(self, *_: object) -> None:
        if not self.isVisible():
            return
        first, last = self.table.visible_rows()
        wants = any(
            not self.table.isColumnHidden(self.model.column_number(key)) for key in _FULL_COLUMNS
        )
        self.model.set_visible(first, last, FeedMode.FULL if wants else FeedMode.QUOTE)

    def _open_menu(self, at: QPoint) -> None:
        row: QuoteRow | None = self.table.current_row()
        menu = QMenu(self)
        menu.setObjectName("watchlistMenu")
        if row is not None and self.table.indexAt(at).isValid():
            self._fill_row_menu(menu, row)
            menu.addSeparator()
        rename = menu.addAction(tr("Rename this list"))
        rename.triggered.connect(self._start_rename)
        self.table.open_menu(menu, at)

    def _fill_row_menu(self, menu: QMenu, row: QuoteRow) -> None:
        tradable = row.instrument is not None and row.instrument.tradable
        for name, text, keys, enabled in (
            ("buy", "Buy", "B", tradable),
            ("sell", "Sell", "S", tradable),
            ("chart", "Chart", "C", row.instrument is not None),
            ("depth", "Depth in the row", "D", row.instrument is not None),
            ("depth panel", "Depth panel", "Shift+D", row.instrument is not None),
            ("gtt", "GTT…", "G", tradable),
            ("alert", "Alert…", "A", row.instrument is not None),
            ("basket buy", "Add to basket: buy", "", tradable),
            ("basket sell", "Add to basket: sell", "", tradable),
            ("info", "About this instrument", "I", row.instrument is not None),
        ):
            action = QAction(f"{tr(text)}\t{keys}" if keys else tr(text), menu)
            action.setData((name, row.id))
            action.setEnabled(enabled)
            menu.addAction(action)
        copies = menu.addMenu(tr("Copy to list"))
        for number in range(LISTS):
            if number != self.lists.active:
                action = QAction(self.lists.names[number], copies)
                action.setData((number, row.id))
                copies.addAction(action)
        menu.addSeparator()
        remove = menu.addAction(tr("Remove\tDel"))
        remove.triggered.connect(self.remove_selected)
        menu.triggered.connect(self._on_menu)

    # what widgets say

    def _on_menu(self, action: QAction) -> None:
        data = action.data()
        if not isinstance(data, tuple):
            return
        what, instrument_id = data
        if isinstance(what, int):
            self.lists.add(instrument_id, what)
            self._tabs.show_lists(self.lists)
        else:
            self.act(what, instrument_id)

    def _on_asked(self, name: str, instrument: Instrument) -> None:
        if name == "depth":
            name = "depth panel"
        self.act(name, instrument.id)

    def _on_current(self, *_: object) -> None:
        # Before the day's list is there too: the other panels open it when it comes. A table that gets
        # the focus puts its cursor on the first row without selecting it: nobody asked for that one.
        row: QuoteRow | None = self.table.current_row()
        place = self.table.currentIndex()
        if row is not None and self.table.selectionModel().isSelected(place):
            self._link.select(row.id)

    def _on_enter(self, *_: object) -> None:
        row: QuoteRow | None = self.table.current_row()
        if row is not None:
            self.act("chart", row.id)

    def _on_dropped(self, ids: list[InstrumentId], before: int) -> None:
        if self.model.sorting[0] is not None:
            # What is dragged is the order of the screen: keep it and go back to the list's own.
            self.lists.reorder([row.id for row in self.model.rows])
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.model.sort_by(None)
        self.lists.reorder(moved(self.lists.current, ids, before))
        frozen, self.model.frozen = self.model.frozen, False  # the user moves rows: do it now
        self._show_list()
        self.model.frozen = frozen

    def _on_inline_price(self, price: float, side: Side) -> None:
        known = self._inline_model.instrument
        if known is not None:
            self._link.open_ticket(
                TicketRequest(instrument=known.id, side=side, price=known.to_price(price))
            )

    def _on_renamed(self, number: int, name: str) -> None:
        self.lists.rename(number, name)
        self._show_list()

    def _start_rename(self) -> None:
        number = self.lists.active
        self._tabs.rename(number, self.lists.names[number])

    def _on_selected(self, instrument_id: InstrumentId) -> None:
        # Selected elsewhere: the cursor follows, so that keys act on what the other panels show.
        row: QuoteRow | None = self.table.current_row()
        if row is not None and row.id == instrument_id:
            return
        if not self.table.select_key(instrument_id):
            # Not in this list: a row that stayed marked would be bought by B in its place.
            self.table.selectionModel().clear()

    def _on_catalog(self, _count: int) -> None:
        self._show_list()

    def _is_listed(self, instrument_id: InstrumentId) -> bool:
        return instrument_id in self.lists.current

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
