"""The chart panel: intervals, history on demand, live bar, own orders, and orders from a price.

Follows the link's selection unless pinned. Keys: digits then Enter (5, 15, 60, 1h, 1d) choose the
interval, letters search, arrows move, End goes to now. pyqtgraph is imported with the first instrument.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.account import Position
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.instrument import Instrument
from terminal.domain.market import FeedMode, Interval
from terminal.domain.order import Order, OrderChange
from terminal.domain.ports import Clock
from terminal.market.bars import BarSeries
from terminal.market.board import LIVE
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub, Watch
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.chart.history import History
from terminal.ui.chart.intervals import interval_from_text
from terminal.ui.chart.levels import Choice
from terminal.ui.chart.ticks import countdown
from terminal.ui.chart.toolbar import ChartBar, price_menu
from terminal.ui.chart.trading import Cancel, ChartOrders, Modify
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.link import AlertRequest, GttRequest, Link, TicketRequest
from terminal.ui.models.quotes import names_of
from terminal.ui.panel import Panel
from terminal.ui.theme import Theme

if TYPE_CHECKING:
    from terminal.ui.chart.view import ChartView

OpenSeries = Callable[[InstrumentId, Interval], BarSeries]
KEPT_SERIES = 4
"""Charts looked at last stay loaded: going back to one opens at once."""
_SETTLE_NS = 120_000_000
_PATIENCE_S = 1.0
_SECOND_NS = 1_000_000_000


class ChartPanel(Panel):
    """Candles of the selected instrument. Books are read by callables, changes go by async verbs."""

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
        open_series: OpenSeries,
        orders: Callable[[], Sequence[Order]],
        positions: Callable[[], Sequence[Position]],
        order_changed: Signal[Order],
        positions_changed: Signal[AccountId],
        modify: Modify,
        cancel: Cancel,
    ) -> None:
        super().__init__("chart", "Chart", theme=theme, frame=frame, on_failure=on_failure)
        self._hub = hub
        self._catalog = catalog
        self._link = link
        self._clock = clock
        self._open_series = open_series
        self._view: ChartView | None = None
        self.orders = ChartOrders(
            orders=orders,
            positions=positions,
            modify=modify,
            cancel=cancel,
            confirm=self._confirm_in_ticket,
            say=self._say,
            clock=clock,
            scope=self.scope,
        )
        self.interval = Interval.MINUTE_5
        self.instrument_id: InstrumentId | None = None
        self._instrument: Instrument | None = None
        self._watch: Watch | None = None
        self._series: OrderedDict[tuple[InstrumentId, Interval], BarSeries] = OrderedDict()
        self._history = History(
            scope=self.scope, clock=clock, shown=self._key, say=self._say_loading
        )
        self._seen = (-1, "", False)
        self._seen_tick = (-1, "")
        self._lines_stale = True
        self._wanted: InstrumentId | None = None
        self._wanted_ns = 0
        self._typed = ""
        self._build()
        link.selected.connect(self._on_selected)
        link.chart.connect(self.show_instrument)
        catalog.loaded.connect(self._on_catalog)
        order_changed.connect(self.on_books)
        positions_changed.connect(self.on_books)
        if link.current is not None:
            self.show_instrument(link.current)
        else:
            self._say_empty()

    # public verbs

    def show_instrument(self, instrument_id: InstrumentId) -> None:
        """Show this instrument now (pinned or not)."""
        self._wanted = None
        if instrument_id == self.instrument_id and self._current() is not None:
            return
        self.instrument_id = instrument_id
        self._instrument = self._catalog.instrument(instrument_id)
        self._show_title()
        if self._catalog.count:
            self._open()
        else:
            self.show_empty(
                f"The chart of {fmt.instrument(instrument_id)} appears after the login.",
                over=self._body,
            )

    def set_interval(self, interval: Interval) -> None:
        self.bar.buttons[interval].setChecked(True)
        if interval is not self.interval:
            self.interval = interval
            if self.instrument_id is not None and self._catalog.count:
                self._open()

    @property
    def view(self) -> "ChartView":
        """The chart itself, made when the first instrument is shown."""
        if self._view is None:
            from terminal.ui.chart.view import ChartView  # pyqtgraph: 0.2 s, once

            view = self._view = ChartView(self.theme)
            self._inside.addWidget(view)
            self.hand_focus(view, after=self.bar.pin)
            view.older_wanted.connect(self._on_older)
            view.menu_wanted.connect(self._open_menu)
            view.level_moved.connect(self._on_level_moved)
            view.level_closed.connect(self.orders.cancel)
            view.level_opened.connect(self._on_level_opened)
        return self._view

    @property
    def pinned(self) -> bool:
        return self.bar.pin.isChecked()

    @property
    def series(self) -> BarSeries | None:
        """The bars on screen."""
        return self._current()

    # frames

    @override
    def on_frame(self) -> None:
        if self._wanted is not None and self._clock.monotonic_ns() >= self._wanted_ns:
            self.show_instrument(self._wanted)
        series = self._current()
        if series is None:
            return
        late = self._history.waited_s(series) >= _PATIENCE_S
        seen = (series.version, series.state, late)
        if seen != self._seen:
            self._seen = seen
            self._show_series(series)
        if self.orders.expire() or self._lines_stale:
            self._show_lines()
        self._show_last(series)

    @override
    def on_theme(self) -> None:
        super().on_theme()
        if self._view is not None:
            self._view.on_theme()
        self._show_title()
        self._seen_tick = (-1, "")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch_current()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._typed:
            interval = interval_from_text(self._typed)
            if interval is None:
                self.orders.say(f"There is no interval “{self._typed}”: 1 3 5 10 15 30 60 or 1d.")
            else:
                self.set_interval(interval)
            self._type("")
        elif event.key() == Qt.Key.Key_Escape and (self._typed or self._history.stop()):
            self._type("")
        elif event.key() == Qt.Key.Key_Backspace and self._typed:
            self._type(self._typed[:-1])
        elif plain and text.isdigit():
            self._type((self._typed + text)[-3:])
        elif plain and self._typed and text.lower() in {"m", "h", "d"}:
            self._type(self._typed + text.lower())
        elif plain and text.isalpha() and not event.isAutoRepeat():
            self._link.search.emit(text)
        else:
            super().keyPressEvent(event)

    @override
    def save_state(self) -> dict[str, object]:
        return {
            "instrument": None if self.instrument_id is None else str(self.instrument_id),
            "interval": self.interval.value,
            "pinned": self.pinned,
        }

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        interval, text = state.get("interval"), state.get("instrument")
        if interval in set(Interval):
            self.set_interval(Interval(str(interval)))
        self.bar.pin.setChecked(state.get("pinned") is True)
        if isinstance(text, str):
            try:
                self.show_instrument(InstrumentId.parse(text))
            except ValueError:
                self._say_empty()

    @override
    async def aclose(self) -> None:
        await super().aclose()
        for series in self._series.values():
            series.close()
        self._series.clear()
        if self._watch is not None:
            self._watch.close()

    # opening and loading

    def _open(self) -> None:
        assert self.instrument_id is not None
        key = (self.instrument_id, self.interval)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = self._open_series(self.instrument_id, self.interval)
        self._series.move_to_end(key)
        while len(self._series) > KEPT_SERIES:
            _, oldest = self._series.popitem(last=False)
            oldest.close()
        decimals = 2 if self._instrument is None else self._instrument.grid.decimals
        step = 0.0 if self._instrument is None else float(self._instrument.grid.step)
        self.view.reset(self.interval, decimals=decimals, price_tick=step)
        self.view.say("")
        self._history.turn()
        self._seen, self._seen_tick = (-1, "", False), (-1, "")
        self._lines_stale = True
        self._watch_current()
        self._show_title()
        if series.state in {"empty", "failed"}:
            self._history.load(series)
        self._show_series(series)
        self.on_frame()

    def _retry(self) -> None:
        series = self._current()
        if series is not None:
            self._history.load(series)

    def _stop_loading(self) -> None:
        self._history.stop()

    def _on_older(self) -> None:
        series = self._current()
        if series is not None:
            self._history.load_older(series)

    # showing

    def _show_series(self, series: BarSeries) -> None:
        columns = series.columns()
        name = "" if self.instrument_id is None else fmt.instrument(self.instrument_id)
        if len(columns.close):
            self.hide_empty()
            self.view.show_bars(columns)
            if series.state == "failed":
                self.view.say_loading(f"History is incomplete: {series.error}")
        elif series.state == "failed":
            self.show_empty(
                f"The bars of {name} did not load.\n{series.error}",
                "Try again",
                self._retry,
                over=self._body,
            )
        elif series.state == "ready":
            words = fmt.label(self.interval).lower()
            self.show_empty(
                f"No {words} bars of {name}: it has not traded in this period.", over=self._body
            )
        elif self._history.waited_s(series) < _PATIENCE_S:
            self.show_empty(f"Loading {name}…", over=self._body)
        else:
            self.show_empty(f"Loading {name}…", "Stop", self._stop_loading, over=self._body)

    def _show_last(self, series: BarSeries) -> None:
        if self._watch is None or self.view.count == 0:
            return
        board, slot = self._hub.board, self._watch.slot
        left = ""
        live = board.state.item(slot) == LIVE
        columns = self.view.columns
        if live and columns is not None:
            left = countdown(int(columns.open_ns[-1]), series.interval, self._clock.now_ns())
        tick = (board.version.item(slot), left)
        if tick == self._seen_tick:
            return
        self._seen_tick = tick
        last = board.last.item(slot)
        close = board.close.item(slot)
        token = (fmt.trend(last - close) or "muted") if live else "stale"
        self.view.show_last(last, token=token, countdown=left)
        self._show_profits(last)

    def _show_lines(self) -> None:
        self._lines_stale = False
        levels = [] if self._instrument is None else self.orders.levels(self._instrument)
        self.view.show_levels(levels)
        if self._watch is not None:
            self._show_profits(self._hub.board.last.item(self._watch.slot))

    def _show_profits(self, last: float) -> None:
        for key, item in self.view.levels.items():
            profit = self.orders.profit(item.level, last)
            if profit is not None:
                self.view.note_level(key, fmt.signed_rupees(profit, 0))

    def _show_title(self) -> None:
        if self.instrument_id is None:
            return
        symbol = "" if self._instrument is None else self._instrument.symbol
        self.bar.show_names(names_of(self.instrument_id, symbol))

    def _say_empty(self) -> None:
        self.show_empty(
            "No instrument is selected.\n"
            "Select one in the watchlist, or press Ctrl+K to search: its chart appears here.",
            over=self._body,
        )

    def _say_loading(self, text: str) -> None:
        if self._view is not None:
            self._view.say_loading(text)

    def _say(self, text: str) -> None:
        if self._view is not None:
            self._view.say(text)

    def _type(self, text: str) -> None:
        self._typed = text
        self.view.say_loading(f"Interval {text} – Enter" if text else "")

    # what others say

    def _on_selected(self, instrument_id: InstrumentId) -> None:
        # Arrows through a list must not fetch the history of every row they pass.
        if not self.pinned:
            self._wanted = instrument_id
            self._wanted_ns = self._clock.monotonic_ns() + _SETTLE_NS

    def _on_catalog(self, _count: int) -> None:
        if self.instrument_id is not None:
            self._instrument = self._catalog.instrument(self.instrument_id)
            self._open()

    def on_books(self, _changed: object) -> None:
        self._lines_stale = True

    def _on_level_moved(self, key: str, price: float) -> None:
        if self._instrument is not None:
            self.orders.move(key, self._instrument.to_price(price), self._instrument)
            self._show_lines()

    def _on_level_opened(self, key: str) -> None:
        other = self.orders.open_other(key)
        if not other and self.instrument_id and self.orders.order(key, self.instrument_id):
            self._link.open_ticket(TicketRequest(instrument=self.instrument_id, order_key=key))

    def _confirm_in_ticket(self, order: Order, change: OrderChange) -> None:
        self._lines_stale = True
        self._link.open_ticket(
            TicketRequest(
                instrument=order.instrument,
                order_key=order.key,
                price=change.price,
                trigger_price=change.trigger_price,
            )
        )

    def _open_menu(self, price: float, at: QPoint) -> None:
        """Offer the orders that are possible at a price; the others say why not."""
        instrument = self._instrument
        if instrument is None:
            return
        last, at_price = self._hub.last_price(instrument.id), instrument.to_price(price)
        menu = price_menu(self, instrument, at_price, float("nan") if last is None else last)
        words = fmt.price(at_price, instrument.grid.decimals)
        if instrument.tradable:
            trigger = menu.addAction(told(f"GTT at {words}…"))
            trigger.setObjectName("chart.gtt")
            trigger.setToolTip(tr("Opens the GTT editor: nothing is sent yet"))
            trigger.triggered.connect(partial(self.ask_gtt, at_price))
        alert = menu.addAction(told(f"Alert at {words}…"))
        alert.setObjectName("chart.alert")
        alert.setToolTip(tr("Opens the alert editor"))
        alert.triggered.connect(partial(self.ask_alert, at_price))
        menu.addSeparator()
        menu.addAction(tr("Reset the view\tAlt+R"), self.view.reset_view)
        menu.triggered.connect(self._on_menu)
        menu.popup(at)

    def _on_menu(self, action: QAction) -> None:
        data = action.data()
        if isinstance(data, tuple) and self.instrument_id is not None:
            self.ask_ticket(*data)

    def ask_alert(self, price: Decimal, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        """Open the alert editor for a level."""
        self._link.open_alert(AlertRequest(instrument=self.instrument_id, level=price))

    def ask_gtt(self, price: Decimal, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        """Open the GTT editor for a trigger at a price."""
        assert self.instrument_id is not None
        self._link.open_gtt(GttRequest(instrument=self.instrument_id, trigger_price=price))

    def ask_ticket(self, choice: Choice, price: Decimal) -> None:
        """Open the ticket for an order at a price; a stop is triggered there and limited there."""
        assert self.instrument_id is not None
        self._link.open_ticket(
            TicketRequest(
                instrument=self.instrument_id,
                side=choice.side,
                price=price,
                trigger_price=price if choice.order_type.has_trigger else None,
                order_type=choice.order_type,
            )
        )

    # building

    def _build(self) -> None:
        self.bar = ChartBar(self.interval, theme=self.theme)
        self.bar.picked.connect(self.set_interval)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        self._body = QWidget()
        self._body.setObjectName("chartBody")
        self._inside = QVBoxLayout(self._body)
        self._inside.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _key(self) -> tuple[InstrumentId, Interval] | None:
        return None if self.instrument_id is None else (self.instrument_id, self.interval)

    def _current(self) -> BarSeries | None:
        key = self._key()
        return None if key is None else self._series.get(key)

    def _watch_current(self) -> None:
        if self.instrument_id is None or not self.isVisible():
            return
        old = self._watch
        self._watch = self._hub.watch(self.instrument_id, FeedMode.QUOTE)
        if old is not None:
            old.close()
