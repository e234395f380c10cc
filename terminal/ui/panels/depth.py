"""The depth panel: the order book of the selected instrument and the day's facts beneath it.

Follows the link's selection unless pinned. A click on a price opens the ticket with it.
"""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.errors import TerminalError
from terminal.domain.ids import InstrumentId
from terminal.domain.order import Side
from terminal.domain.ports import Clock
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.link import Link, TicketRequest
from terminal.ui.models.depth import DepthModel, Fact
from terminal.ui.models.quotes import names_of
from terminal.ui.panel import Panel
from terminal.ui.panels.depth_levels import LevelsView
from terminal.ui.theme import Theme

Snapshot = Callable[[InstrumentId], Awaitable[None]]
SETTLE_S = 1.0
"""How long an instrument stays selected before anything is asked about it."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class FactsView(QWidget):
    """Labelled values in two columns (one where it is narrow), painted."""

    ROW = 21

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._facts: list[Fact] = []
        self._grey = False
        self.setObjectName("depthFacts")
        self.setAccessibleName(tr("The day in numbers"))
        theme.changed.connect(self.update)

    def show_facts(self, facts: list[Fact], *, grey: bool) -> None:
        if facts == self._facts and grey == self._grey:
            return
        if len(facts) != len(self._facts):
            self.setMinimumHeight(-(-len(facts) // 2) * self.ROW + 8)
        self._facts, self._grey = facts, grey
        self.setAccessibleDescription(told(", ".join(f"{tr(f.label)} {f.value}" for f in facts)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, half = self._theme, self.width() / 2
        for number, fact in enumerate(self._facts):
            side, row = number % 2, number // 2
            left = 8.0 if side == 0 else half + 8
            right = half - 8 if side == 0 else self.width() - 8
            cell = QRectF(left, 4 + row * self.ROW, right - left, self.ROW)
            painter.setFont(theme.font(-1))
            painter.setPen(theme.pen("muted"))
            painter.drawText(cell, _LEFT, tr(fact.label))
            painter.setPen(theme.pen("stale" if self._grey else fact.token))
            painter.drawText(cell, _RIGHT, told(fact.value))


class DepthPanel(Panel):
    """Five levels each side, totals, and the facts of the day, for the selected instrument.

    `snapshot(id)` asks the broker once for what no stream tells (circuit limits) and puts it on the
    board. It is called for an instrument that stays selected and whose limits nobody else brought:
    brokers take about one such question a second. It may raise TerminalError, which is shown and
    changes nothing else.
    """

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
        snapshot: Snapshot | None = None,
    ) -> None:
        super().__init__("depth", "Market depth", theme=theme, frame=frame, on_failure=on_failure)
        self._catalog = catalog
        self._link = link
        self._snapshot = snapshot
        self._clock = clock
        self._asked: set[InstrumentId] = set()
        self._note = ""
        self.model = DepthModel(hub=hub, clock=clock)
        self._build()
        link.selected.connect(self._on_selected)
        link.depth.connect(self.show_instrument)
        catalog.loaded.connect(self._on_catalog)
        if link.current is not None:
            self.show_instrument(link.current)
        else:
            self._say_empty()

    # public verbs

    def show_instrument(self, instrument_id: InstrumentId) -> None:
        """Show the book of this instrument now (pinned or not)."""
        self.hide_empty()
        self._note = ""
        self.model.show(instrument_id, self._catalog.instrument(instrument_id))
        if not self.isVisible():
            self.model.close()
        elif self._snapshot is not None:
            self._ask_snapshot(instrument_id)
        self._show_head()
        self._show_values()

    @property
    def pinned(self) -> bool:
        """True: the panel keeps its instrument when another is selected."""
        return self.pin.isChecked()

    # frames and signals

    @override
    def on_frame(self) -> None:
        if self.model.refresh():
            self._show_values()
        elif self.model.reading is not None and self.model.reading.stale:
            self._show_state()

    @override
    def on_theme(self) -> None:
        super().on_theme()
        self._show_head()
        self._show_values()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.resume()
        if self.model.id is not None and self._snapshot is not None:
            self._ask_snapshot(self.model.id)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.close()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.modifiers() or event.isAutoRepeat() or self.model.id is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_B:
            self._link.open_ticket(TicketRequest(instrument=self.model.id, side=Side.BUY))
        elif key == Qt.Key.Key_S:
            self._link.open_ticket(TicketRequest(instrument=self.model.id, side=Side.SELL))
        elif key == Qt.Key.Key_C:
            self._link.open_chart(self.model.id)
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the book on the clipboard as tab-separated text."""
        QApplication.clipboard().setText(self.model.as_tsv())

    @override
    def save_state(self) -> dict[str, object]:
        return {
            "pinned": self.pinned,
            "instrument": str(self.model.id) if self.model.id is not None else None,
        }

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        text = state.get("instrument")
        if isinstance(text, str):
            try:
                self.show_instrument(InstrumentId.parse(text))
            except ValueError:
                self._say_empty()
        self.pin.setChecked(state.get("pinned") is True)

    @override
    async def aclose(self) -> None:
        self.model.close()
        await super().aclose()

    def _on_selected(self, instrument_id: InstrumentId) -> None:
        if not self.pinned:
            self.show_instrument(instrument_id)

    def _on_catalog(self, _count: int) -> None:
        if self.model.id is not None:
            self.show_instrument(self.model.id)

    def _on_price(self, price: float, side: Side) -> None:
        instrument, instrument_id = self.model.instrument, self.model.id
        if instrument is None or instrument_id is None:
            return
        self._link.open_ticket(
            TicketRequest(instrument=instrument_id, side=side, price=instrument.to_price(price))
        )

    def _ask_snapshot(self, instrument_id: InstrumentId) -> None:
        if instrument_id not in self._asked:
            self._asked.add(instrument_id)
            self.scope.spawn(self._fetch_snapshot(instrument_id), name=f"snapshot {instrument_id}")

    async def _fetch_snapshot(self, instrument_id: InstrumentId) -> None:
        assert self._snapshot is not None
        await self._clock.sleep(SETTLE_S)
        if instrument_id != self.model.id or self.model.limits_known:
            self._asked.discard(instrument_id)
            return
        try:
            await self._snapshot(instrument_id)
        except TerminalError as error:
            self._asked.discard(instrument_id)
            if instrument_id == self.model.id:
                self._note = f"Circuit limits are missing: {error.text}"
                self._show_state()

    # building and showing

    def _build(self) -> None:
        theme = self.theme
        self._symbol = QLabel()
        self._symbol.setObjectName("depthSymbol")
        self._badge = QLabel()
        self._badge.setObjectName("depthExchange")
        self._badge.setProperty("role", "muted")
        self._last = QLabel()
        self._last.setObjectName("depthLast")
        self._change = QLabel()
        self._change.setObjectName("depthChange")
        self.pin = QToolButton()
        self.pin.setObjectName("depthPin")
        self.pin.setCheckable(True)
        self.pin.setText(tr("Pin"))
        self.pin.setProperty("kind", "flat")
        self.pin.setAccessibleName(tr("Pin this instrument"))
        self.pin.setToolTip(tr("Pinned: keep this instrument when another one is selected"))
        self.pin.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._state = QLabel()
        self._state.setObjectName("depthState")
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.levels = LevelsView(self.model, theme=theme)
        self.levels.price_clicked.connect(self._on_price)
        self.facts = FactsView(theme)
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 6, 0)
        head.setSpacing(6)
        head.addWidget(self._symbol)
        head.addWidget(self._badge)
        head.addStretch(1)
        head.addWidget(self.pin)
        prices = QHBoxLayout()
        prices.setContentsMargins(8, 0, 8, 4)
        prices.setSpacing(8)
        prices.addWidget(self._last)
        prices.addWidget(self._change)
        prices.addStretch(1)
        prices.addWidget(self._state)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(prices)
        column.addWidget(self.levels)
        column.addWidget(self.facts)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("depthScroll")
        area.setAccessibleName(tr("Market depth"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _say_empty(self) -> None:
        self.show_empty(
            "No instrument is selected.\n"
            "Select one in the watchlist, or press Ctrl+K to search: its order book appears here."
        )

    def _show_head(self) -> None:
        if self.model.id is None:
            return
        known = self.model.instrument
        names = names_of(self.model.id, "" if known is None else known.symbol)
        self._symbol.setText(f"{names.main}  {names.detail}".strip())
        self._symbol.setFont(self.theme.font(1, bold=True))
        self._badge.setText(names.badge)
        self._badge.setFont(self.theme.font(-2))
        self._last.setFont(self.theme.font(5, bold=True))
        self._change.setFont(self.theme.font())
        self._symbol.setToolTip("" if known is None else f"{known.name}\n{known.symbol}")

    def _show_values(self) -> None:
        reading = self.model.reading
        if reading is None or self.model.id is None:
            return
        grey = reading.stale or reading.empty
        color = self.theme.palette.stale if grey else self.theme.palette.text
        _say(self._last, fmt.price(reading.last, self.model.decimals), color)
        token = "stale" if grey else fmt.trend(reading.change) or "muted"
        change = fmt.signed(reading.change, self.model.decimals)
        text = f"{change}  ({fmt.percent(reading.percent)})" if change != fmt.NONE else ""
        _say(self._change, text, getattr(self.theme.palette, token))
        self.levels.update()
        self.facts.show_facts(self.model.facts(), grey=grey)
        self._show_state()

    def _show_state(self) -> None:
        _say(self._state, self.model.age_text(), self.theme.palette.amber)
        self._state.setToolTip(told(self.model.stale_text()))
        self.facts.setToolTip(told(self._note))


def _say(label: QLabel, text: str, color: str) -> None:
    """Set text and colour only where they differ: a label that repaints for nothing costs a frame."""
    text = told(text)
    if label.text() != text:
        label.setText(text)
    style = f"color: {color};"
    if label.styleSheet() != style:
        label.setStyleSheet(style)
