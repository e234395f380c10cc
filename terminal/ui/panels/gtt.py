"""The GTT panel: triggers of all accounts, how far they are, what their orders became. See UX.md B9.

The editor opens inside the panel: beside the list where there is room, else in its place. Every
request goes through the trigger service; a deletion can be taken back for five seconds.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.gtt import Gtt
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.notice import Notice, Refused
from terminal.domain.ports import Clock, InstrumentSource, Undo
from terminal.gtt.service import GttService
from terminal.gtt.stages import GttStage
from terminal.market.hub import Hub
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.controls import Slot
from terminal.ui.frame import FrameClock
from terminal.ui.gtt.closes import OpenSeries
from terminal.ui.gtt.editor import GttEditor
from terminal.ui.gtt.rows import GttRows
from terminal.ui.gtt.undo import UndoBar
from terminal.ui.gtt.words import condition_words
from terminal.ui.link import GttRequest, Link
from terminal.ui.models.gtt import GttModel, GttRow, shows
from terminal.ui.models.marks import LiveColumns, Marks
from terminal.ui.panels.book import BookPanel
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules
from terminal.ui.ticket.widgets import ElidedLabel, Segments

UNDO_S = 5.0
BESIDE = 1400
"""Width in pixels from which the editor stands beside the list and not in its place."""
_LOCAL = "watched by this program: needs this computer to be on"


class GttPanel(BookPanel):
    """All triggers, and the editor for one."""

    def __init__(
        self,
        *,
        gtts: GttService,
        orders: OrderService,
        portfolio: PortfolioService,
        instruments: InstrumentSource,
        hub: Hub,
        clock: Clock,
        link: Link,
        open_series: OpenSeries,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__("gtt", "GTT", link=link, theme=theme, frame=frame, on_failure=on_failure)
        self._gtts = gtts
        self._orders = orders
        self._portfolio = portfolio
        self._instruments = instruments
        self._marks = Marks(hub, FeedMode.QUOTE)
        self._version = -1
        self._accounts = -1
        self._rows = GttRows(gtts, instruments, clock)
        self._undos: dict[str, Undo] = {}
        self._wanted_key = ""
        self._unfitted = False
        self.model = GttModel(marks=self._marks, instruments=instruments, clock=clock)
        self._live = LiveColumns(self.model, "ltp", "distance")
        self.show_only: Segments[str] = Segments(
            "gtt.show",
            [
                ("active", "Active", "Triggers that wait, and today's orders of those that fired"),
                ("ended", "Ended", "Triggered, deleted, expired or refused"),
                ("all", "All", "Every trigger of the last days"),
            ],
        )
        self._fill_tools(theme)
        self.use_model(self.model)
        self._editor: GttEditor | None = None
        self._make_editor = partial(
            GttEditor,
            gtts=gtts,
            instruments=instruments,
            hub=hub,
            clock=clock,
            open_series=open_series,
            labels=self._labels,
            held=self._held,
            scope=self.scope,
            theme=theme,
        )
        self._arrange()
        self.undo_bar = UndoBar(theme, self)
        self._connect()
        self.rebuild()

    # -- verbs

    def open_request(self, request: GttRequest) -> None:
        """Open the editor for a new trigger, filled as asked."""
        gtt = self._gtts.gtt(request.gtt_key) if request.gtt_key else None
        if not self._gtts.accounts():
            self._say_no_account(request)
        elif gtt is not None and self.editor.change(gtt, request.trigger_price):
            self._select(gtt.key)
            self._show_editor()
        elif self.editor.open(request):
            self._show_editor()
        else:
            self._say_no_instrument(request.instrument)

    def new(self) -> None:
        """Open the editor for the selected row's instrument, else for the one selected last."""
        instrument = self._current_instrument() or self.link.current
        if instrument is None:
            text = "Select one in the watchlist, or press Ctrl+K to search; then press G."
            self._say("info", "Choose an instrument first", text)
            return
        self.open_request(GttRequest(instrument=instrument))

    @override
    def open_gtt(self) -> None:
        self.new()

    def modify(self) -> None:
        """Open the editor for the selected trigger."""
        row = self._only()
        if row is not None and row.may_modify:
            self._edit(row.gtt, self.editor.change)

    def repeat(self) -> None:
        """Open the editor for a new trigger like the selected one."""
        row = self._only()
        if row is not None:
            self._edit(row.gtt, self.editor.repeat)

    def delete(self) -> None:
        """Delete the selected triggers in five seconds, unless that is taken back."""
        for row in self.chosen():
            if isinstance(row, GttRow) and row.may_delete:
                self._undos[row.key] = self._gtts.delete_soon(row.key, UNDO_S)
        self._show_undo()

    def delete_now(self) -> None:
        """Send the deletion of the selected triggers at once."""
        for row in self.chosen():
            if isinstance(row, GttRow) and (row.may_delete or row.leaving):
                self.scope.spawn(self._delete_now(row.gtt), name="delete gtt")

    def undo(self) -> None:
        """Take back every deletion that has not left yet."""
        undos, self._undos = self._undos, {}
        for take_back in undos.values():
            take_back()
        self._show_undo()

    def refresh(self) -> None:
        """Read the triggers of all accounts anew."""
        for account in self._gtts.accounts():
            self.scope.spawn(self._gtts.refresh(account), name="refresh gtts")

    def show_order(self) -> None:
        """Go to the order that the selected trigger placed."""
        row = self._only()
        if row is not None and row.order is not None:
            self.link.show_order(row.order.key)

    def close_editor(self) -> None:
        """Back to the list alone; nothing is sent."""
        if self._editor is not None:
            self._editor.leave()
            self._editor.hide()
        self._list.show()
        self.hand_focus(self.table)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def editing(self) -> bool:
        return self._editor is not None and not self._editor.isHidden()

    @property
    def editor(self) -> GttEditor:
        """The editor, made when it is first wanted: a list alone opens quicker."""
        if self._editor is None:
            editor = self._editor = self._make_editor()
            editor.left.connect(self.close_editor)
            editor.sent.connect(self._on_sent)
            editor.hide()
            self._splitter.addWidget(editor)
            self._splitter.setStretchFactor(0, 2)
            self._splitter.setStretchFactor(1, 3)
        return self._editor

    # -- callbacks

    @override
    def on_frame(self) -> None:
        if (
            self._gtts.version != self._version
            or len(self._orders.brokers) != self._accounts
            or self._wanted_key
        ):
            self.rebuild()
        elif self._unfitted:
            self._unfitted = False
            self.fit()
        if self._live.tell(self._marks.moved(), shows):
            self.fit_sometimes()
        self._rows.warm()
        if self._undos or not self.undo_bar.isHidden():
            self._show_undo()
        if self.editing:
            self.editor.on_frame()

    @override
    def rebuild(self) -> None:
        if self._gtts.version != self._version or len(self._orders.brokers) != self._accounts:
            self._read()
        words = self.filter.text().lower().split()
        shown = self._rows.wanted(self.show_only.value() or "all", words)
        self.model.set_rows(shown)
        if self._wanted_key and self._select(self._wanted_key):
            self._wanted_key = ""
        self._say_why_empty(shown=bool(shown), everything=self._rows.everything)
        self._show_buttons()

    def _read(self) -> None:
        """Take what changed in the service; a filter alone needs none of this."""
        self._version = self._gtts.version
        self._accounts = self.count_accounts(len(self._orders.brokers))
        self._rows.read()
        self._marks.keep({row.gtt.instrument for row in self._rows.everything if row.waits})
        self._tell_counts(self._rows.everything)
        self._unfitted = True

    @override
    def instrument_of(self, row: Any) -> InstrumentId | None:
        return row.gtt.instrument if isinstance(row, GttRow) else None

    @override
    def context_actions(self) -> Sequence[tuple[str, str, Slot, bool] | None]:
        rows = [row for row in self.chosen() if isinstance(row, GttRow)]
        if not rows:
            return (
                ("new", "New GTT…\tG", self.new, self.link.current is not None),
                ("refresh", "Refresh", self.refresh, bool(self._gtts.accounts())),
            )
        one = rows[0] if len(rows) == 1 else None
        deletes = any(row.may_delete for row in rows)
        return (
            ("modify", "Modify…\tEnter", self.modify, one is not None and one.may_modify),
            ("delete", "Delete\tDel", self.delete, deletes),
            ("delete_now", "Delete at once", self.delete_now, deletes),
            ("repeat", "New one like this…\tR", self.repeat, one is not None),
            ("new", "New for this instrument…\tG", self.new, one is not None),
            None,
            ("order", "Show its order", self.show_order, one is not None and one.order is not None),
            ("chart", "Chart\tC", self.open_chart, one is not None),
            ("depth", "Depth\tD", self.open_depth, one is not None),
            ("alert", "Alert…\tA", self.open_alert, one is not None),
            None,
            ("refresh", "Refresh", self.refresh, True),
            ("copy", "Copy\tCtrl+C", self.table.copy, True),
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_list()
        self.undo_bar.place()

    @override
    def save_state(self) -> dict[str, object]:
        return super().save_state() | {"show": self.show_only.value() or "active"}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        super().restore_state(state)
        show = state.get("show")
        if isinstance(show, str):
            self.show_only.set_value(show)
        self.rebuild()

    @override
    async def aclose(self) -> None:
        for disconnect in self._unfollow:
            disconnect()
        if self._editor is not None:
            self._editor.leave()
        self._marks.close()
        await super().aclose()

    def _select(self, key: str) -> bool:
        gtt = self._gtts.gtt(key)
        return self.table.select_key(gtt.key if gtt is not None else key)

    # -- telling

    def _tell_counts(self, rows: Sequence[GttRow]) -> None:
        waiting = sum(row.stage is GttStage.WAITING for row in rows)
        unknown = sum(row.stage is GttStage.UNKNOWN for row in rows)
        words = f"{waiting} waiting" if rows else ""
        if unknown:
            words += f" · {unknown} unknown, being checked"
        accounts = self._gtts.accounts()
        local = [a for a in accounts if (taken := self._gtts.rules(a)) and taken.local]
        if local:
            words += f"{' · ' if words else ''}{_LOCAL}"
        failed = next((text for a in accounts if (text := self._gtts.failed(a))), "")
        if failed and rows:
            words = f"Not up to date: {failed}"
        tone = "amber" if unknown or local or (failed and rows) else "muted"
        self._count.set_text(words, tone=tone)
        kept = self.model.column_number("kept")
        if local and len(local) < len(accounts):
            self.table.setColumnHidden(kept, False)

    def _say_why_empty(self, *, shown: bool, everything: Sequence[GttRow]) -> None:
        place = self.table.viewport()
        accounts = self._gtts.accounts()
        failures = [text for account in accounts if (text := self._gtts.failed(account))]
        if shown:
            self.hide_empty()
        elif not self._orders.brokers:
            self.show_empty("Triggers appear here once an account is logged in.", over=place)
        elif not accounts:
            self.show_empty("No account that is logged in takes GTT orders.", over=place)
        elif everything and self.filter.text().strip():
            self.show_empty("No trigger matches.", "Show all", self._show_all, over=place)
        elif everything:
            kind = "active" if self.show_only.value() == "active" else "ended"
            self.show_empty(f"No {kind} trigger.", "Show all", self._show_all, over=place)
        elif failures:
            text = f"Triggers could not be read: {failures[0]}\nIt is tried again by itself."
            self.show_empty(text, "Try now", self.refresh, over=place)
        elif not all(self._gtts.loaded(account) for account in accounts):
            self.show_empty("Reading triggers…", over=place)
        else:
            text = (
                "No GTT yet.\nIt waits for a price, up to a year, and then places an order."
                " Select an instrument and press G."
            )
            self.show_empty(text, "New GTT", self.new, over=place)

    def _show_all(self) -> None:
        self.filter.clear()
        self.show_only.set_value("all")

    def _show_buttons(self) -> None:
        rows = [row for row in self.chosen() if isinstance(row, GttRow)]
        one = rows[0] if len(rows) == 1 else None
        self._modify.setEnabled(one is not None and one.may_modify)
        self._delete.setEnabled(any(row.may_delete for row in rows))
        self._new.setEnabled(bool(self._gtts.accounts()))
        self._refresh.setEnabled(bool(self._gtts.accounts()))

    def _show_undo(self) -> None:
        pending = self._gtts.pending_deletes()
        self._undos = {key: undo for key, undo in self._undos.items() if key in pending}
        left = {key: pending[key] for key in self._undos}
        if not left:
            self.undo_bar.tell("", 0)
            return
        what = f"{len(left)} triggers"
        if len(left) == 1 and (gtt := self._gtts.gtt(next(iter(left)))) is not None:
            what = f"{fmt.instrument(gtt.instrument)} ({condition_words(gtt)})"
        self.undo_bar.tell(what, min(left.values()))

    def _say(self, level: Any, title: str, text: str) -> None:
        self._gtts.notices.emit(Notice(level=level, title=title, text=text))

    def _say_no_account(self, request: GttRequest) -> None:
        name = fmt.instrument(request.instrument)
        text = "No account that is logged in takes GTT orders."
        if not self._orders.brokers:
            text = "Log in to an account first."
        self._say("info", f"No GTT for {name}", text)

    def _say_no_instrument(self, instrument: InstrumentId) -> None:
        text = "It is an index, or it is not in the day's list of instruments."
        self._say("info", f"No GTT for {fmt.instrument(instrument)}", text)

    # -- inside

    def _edit(self, gtt: Gtt, begin: Callable[[Gtt], bool]) -> None:
        if begin(gtt):
            self._show_editor()
        else:
            self._say_no_instrument(gtt.instrument)

    async def _delete_now(self, gtt: Gtt) -> None:
        self._undos.pop(gtt.key, None)
        result = await self._gtts.delete(gtt.key)
        if isinstance(result, Refused):
            self._say("warn", f"{gtt.symbol}: trigger not deleted", result.text)

    def _only(self) -> GttRow | None:
        rows = self.chosen()
        return rows[0] if len(rows) == 1 and isinstance(rows[0], GttRow) else None

    def _labels(self) -> Mapping[AccountId, str]:
        accounts = set(self._gtts.accounts())
        brokers = {a: b for a, b in self._orders.brokers.items() if a in accounts}
        return rules.account_labels(brokers)

    def _held(self, account: AccountId | None, instrument: InstrumentId) -> int:
        positions = sum(
            p.quantity
            for p in self._portfolio.positions()
            if p.instrument == instrument and p.account == account
        )
        owned = sum(
            h.sellable
            for h in self._portfolio.holdings()
            if h.instrument == instrument and h.account == account
        )
        return positions + owned

    def _on_sent(self, key: str) -> None:
        self._wanted_key = key
        self.filter.clear()
        if self.show_only.value() == "ended":
            self.show_only.set_value("active")
        self.close_editor()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.open_chart()

    def _show_editor(self) -> None:
        self.editor.show()
        self._place_list()
        self.hand_focus(self.editor.grid.legs[0].trigger)

    def _place_list(self) -> None:
        self._list.setVisible(not self.editing or self.width() >= BESIDE)

    def _fill_tools(self, theme: Theme) -> None:
        self.show_only.setProperty("compact", True)
        self.show_only.setFixedWidth(170)
        self.show_only.set_value("active")
        self.show_only.chosen.connect(self.rebuild)
        self.tools.addWidget(self.show_only)
        self.tools.addWidget(self.filter)
        self._count = ElidedLabel(theme)
        self._count.setObjectName("gtt.count")
        self.tools.addWidget(self._count, 1)
        self._new = self.button(
            "new", "New", "A trigger for the selected instrument  (G)", self.new, kind="primary"
        )
        self._modify = self.button(
            "modify", "Modify", "Change the selected trigger  (Enter)", self.modify
        )
        self._delete = self.button(
            "delete", "Delete", "Delete the selected triggers; 5 s to undo  (Del)", self.delete
        )
        self._refresh = self.button(
            "refresh", "Refresh", "Read the triggers from the broker again", self.refresh
        )

    def _arrange(self) -> None:
        """Put list and editor side by side; the list is the tool row and the table."""
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        while (item := outer.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                column.addWidget(part)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("gtt.splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._list)
        outer.addWidget(self._splitter)

    def _connect(self) -> None:
        self.table.enter_pressed.connect(self.modify)
        self.table.delete_pressed.connect(self.delete)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.undo_bar.undone.connect(self.undo)
        self.key("R", self.repeat)
        take_back = QShortcut(QKeySequence("Ctrl+Z"), self)
        take_back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        take_back.activated.connect(self.undo)
        self._unfollow: tuple[Callable[[], None], ...] = (self.link.gtt.connect(self.open_request),)
