"""The chart itself: plot, scales, crosshair and lines in one graphics view. Knows no service.

The panel gives it columns and levels and hears what the user wants. Everything here happens once per
change: a tick moves the live bar, the price line and one tag, never the closed candles.
"""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from typing_extensions import override

from terminal.domain.market import Interval
from terminal.market.bars import BarColumns
from terminal.ui.chart.axes import TIME_AXIS_PX, PriceAxis, Tag, TimeAxis
from terminal.ui.chart.candles import CandleColors, CandleItem, GridItem
from terminal.ui.chart.gestures import Gestures
from terminal.ui.chart.legend import legend_row
from terminal.ui.chart.levels import Level, LevelKind
from terminal.ui.chart.overlay import (
    Hair,
    LegendItem,
    LevelItem,
    PriceLine,
    arrange_chips,
    level_token,
)
from terminal.ui.chart.ticks import TimeScale, bar_time_text, day_starts, price_ticks
from terminal.ui.chart.viewport import Viewport
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme

OLDER_WITHIN_BARS = 40
"""Older bars are asked for when fewer than this many are left of the screen."""


class ChartView(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph is untyped
    """Candles of one instrument at one interval. Prices in signals are floats, off any grid."""

    older_wanted = QtSignal()
    menu_wanted = QtSignal(float, QPoint)
    level_moved = QtSignal(str, float)
    level_closed = QtSignal(str)
    level_opened = QtSignal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setObjectName("chartView")
        self.setAccessibleName(tr("Price chart"))
        self.setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(180, 120)
        self.theme = theme
        self.viewport_state = Viewport()
        self.levels: dict[str, LevelItem] = {}
        self._interval = Interval.MINUTE
        self._columns: BarColumns | None = None
        self._time_scale = TimeScale(np.empty(0, dtype=np.int64), self._interval)
        self._signature: tuple[object, ...] = ()
        self._decimals, self.price_tick = 2, 0.05
        self._last = math.nan
        self._last_tag: list[Tag] = []
        self._plot = QRectF(0, 0, 100, 100)
        self._axis_px = 64
        self._hovered: QPointF | None = None
        self._build()
        self.gestures = Gestures(self)
        self.on_theme()

    # -- what the panel tells

    def reset(self, interval: Interval, *, decimals: int, price_tick: float) -> None:
        """Forget the bars: another instrument or interval comes."""
        self._interval, self._decimals, self.price_tick = interval, decimals, price_tick
        self._columns = None
        self._signature = ()
        self._last = math.nan
        self._last_tag = []
        self._closed.hide()
        self._live.hide()
        self._price_line.hide()
        self._legend.show_rows([])
        self._price_axis.show_tags([])
        self._price_axis.show_scale(0, 1, [], decimals)
        self._time_axis.show_labels([])
        self._grid.set_lines(QRectF(), [], [])

    @property
    def columns(self) -> BarColumns | None:
        return self._columns

    @property
    def count(self) -> int:
        return 0 if self._columns is None else len(self._columns.close)

    @property
    def plot(self) -> QRectF:
        """The plot's area in pixels of the view."""
        return self._plot

    @property
    def legend_text(self) -> str:
        return str(self._legend.text)

    def show_bars(self, columns: BarColumns) -> None:
        """Take the series' columns: new history, a new bar, or only a tick in the last row."""
        count = len(columns.close)
        if count == 0:
            return
        before, state = self._columns, self.viewport_state
        self._columns = columns
        if before is None or len(before.close) == 0:
            state.open_at(count)
        else:
            grown = int(np.searchsorted(columns.open_ns, before.open_ns[0]))
            added = count - grown - len(before.close)
            was_now = state.at_now(len(before.close))
            state.shift(grown + (added if was_now and added > 0 else 0))
        signature = _signature(columns)
        closed_same, self._signature = signature == self._signature, signature
        if not closed_same:
            self._time_scale = TimeScale(columns.open_ns, self._interval)
            last = slice(0, count - 1)
            self._closed.set_bars(
                columns.open[last],
                columns.high[last],
                columns.low[last],
                columns.close[last],
                columns.volume[last],
                0,
            )
            self._closed.show()
        tail = slice(count - 1, count)
        self._live.set_bars(
            columns.open[tail],
            columns.high[tail],
            columns.low[tail],
            columns.close[tail],
            columns.volume[tail],
            count - 1,
        )
        self._live.show()
        outside = state.auto and self._live_is_outside(columns)
        if not closed_same or outside:
            self.refresh()
        self._show_legend()

    def show_last(self, last: float, *, token: str, countdown: str) -> None:
        """Show the last price as a line and a tag; `token` its colour, '' hides nothing."""
        self._last = last
        if not math.isfinite(last) or self._columns is None:
            self._price_line.hide()
            self._last_tag = []
        else:
            self._price_line.show()
            self._price_line.place(self._plot, self.y_of(last), token)
            fill = "stale" if token == "stale" else token  # noqa: S105  a colour
            self._last_tag = [Tag(last, fill, "window", countdown)]
        self.show_tags()

    def show_levels(self, levels: Sequence[Level]) -> None:
        """Draw exactly these lines; the one being dragged keeps its place until it is let go."""
        wanted = {level.key: level for level in levels}
        for key in [key for key in self.levels if key not in wanted]:
            self.gestures.forget(key)
            self.scene().removeItem(self.levels.pop(key))
        for key, level in wanted.items():
            item = self.levels.get(key)
            if item is None:
                item = self.levels[key] = LevelItem(level, self.theme)
                self.scene().addItem(item)
            elif self.gestures.dragged != key:
                item.show_level(level)
            self.place_level(key)
        self._arrange()
        self.show_tags()

    def _arrange(self) -> None:
        arrange_chips([item for item in self.levels.values() if item.isVisible()])

    def place_level(self, key: str) -> None:
        """Put a line at its price (or where it is dragged to)."""
        item = self.levels[key]
        price = self.gestures.dragged_price if self.gestures.dragged == key else item.level.price
        item.place(self._plot, self.y_of(price))
        inside = self._plot.top() - 1 <= self.y_of(price) <= self._plot.bottom() + 1
        item.setVisible(inside and self._columns is not None)

    def note_level(self, key: str, text: str) -> None:
        if key in self.levels:
            self.levels[key].say(text)

    def say_loading(self, text: str) -> None:
        """Show a small note in the corner, '' for none."""
        self._loading.setText(told(text))
        self._loading.setVisible(bool(text))
        self._loading.adjustSize()
        self._place_widgets()

    def say(self, text: str, role: str = "warn") -> None:
        """Show a message at the foot of the plot (`warn` amber, `error` red), '' for none."""
        text = told(text)
        if text != self._message.text() or self._message.property("role") != role:
            self._message.setProperty("role", role)
            self._message.style().unpolish(self._message)
            self._message.style().polish(self._message)
            self._message.setText(text)
        self._message.setVisible(bool(text))
        self._place_widgets()

    @property
    def message(self) -> str:
        return "" if self._message.isHidden() else self._message.text()

    def go_to_now(self) -> None:
        self.viewport_state.go_to_now(self.count)
        self.viewport_state.auto = True
        self.refresh()

    def reset_view(self) -> None:
        """Go back to the newest bars at the opening zoom, prices following."""
        self.viewport_state.open_at(self.count)
        self.refresh()

    def on_theme(self) -> None:
        theme = self.theme
        self.setBackground(theme.color("panel"))
        colors = self._candle_colors()
        self._closed.set_colors(colors)
        self._live.set_colors(colors)
        self._grid.set_colors(theme.color("line"))
        self.scene().update()

    # -- pixels, bars, prices

    def x_of(self, bar: float) -> float:
        state = self.viewport_state
        return self._plot.left() + (bar - state.left) * self._plot.width() / state.span

    def bar_at(self, x: float) -> float:
        state = self.viewport_state
        return state.left + (x - self._plot.left()) * state.span / self._plot.width()

    def y_of(self, price: float) -> float:
        state = self.viewport_state
        return self._plot.top() + self._plot.height() * (state.high - price) / (
            state.high - state.low
        )

    def price_at(self, y: float) -> float:
        state = self.viewport_state
        return state.high - (y - self._plot.top()) * (state.high - state.low) / self._plot.height()

    def snapped(self, price: float) -> float:
        """Return the price tick nearest to a place on the chart."""
        tick = self.price_tick
        return round(round(price / tick) * tick, 8) if tick > 0 else price

    # -- showing

    def refresh(self) -> None:
        """Lay everything out for the present range: after zoom, pan, resize or new bars."""
        columns, state = self._columns, self.viewport_state
        if columns is None:
            return
        first, last = state.visible(self.count)
        top = float(np.max(columns.volume[first : last + 1])) if last >= first else 0.0
        state.fit(columns.high, columns.low, self.price_tick, volume=top > 0)
        width = max(56, self._price_axis.wanted_width(state.high, self._decimals))
        if width != self._axis_px:
            self._axis_px = width
            self._lay_out()
        rect = QRectF(state.left, state.low, state.span, state.high - state.low)
        self._box.setRange(rect, padding=0, disableAutoRange=True)
        self._closed.set_view(rect, top)
        self._live.set_column(self.count - 1, rect, top)
        prices = price_ticks(state.low, state.high, self._plot.height(), tick=self.price_tick)
        ticks = self._time_scale.ticks(first, last, state.pixels_per_bar)
        days = set(day_starts(columns.open_ns, first, last))
        firm = days if self._interval is not Interval.DAY and len(days) < 40 else set()
        bars = [(float(t.index), False) for t in ticks if t.index not in firm]
        bars += [(day - 0.5, True) for day in firm]
        self._grid.set_lines(rect, prices, bars)
        self._price_axis.show_scale(state.low, state.high, prices, self._decimals)
        labels = [(self.x_of(t.index) - self._plot.left(), t.text, t.strong) for t in ticks]
        self._time_axis.show_labels(labels)
        for key in self.levels:
            self.place_level(key)
        self._arrange()
        if math.isfinite(self._last) and self._last_tag:
            self._price_line.place(self._plot, self.y_of(self._last), self._last_tag[0].fill)
        self._now.setVisible(not state.at_now(self.count))
        self.show_tags()
        self.show_hover(self._hovered)
        if first < OLDER_WITHIN_BARS:
            self.older_wanted.emit()

    def show_hover(self, at: QPointF | None) -> None:
        """Move the crosshair to a point of the view, or take it away."""
        self._hovered = at
        if at is None or self._columns is None or not self._plot.contains(at):
            for hair in self._hairs:
                hair.hide()
            self._price_axis.show_hover(None)
            self._time_axis.show_hover(None)
        else:
            bar = min(max(0, round(self.bar_at(at.x()))), self.count - 1)
            x = self.x_of(bar)
            self._hairs[0].place(self._plot, x)
            self._hairs[1].place(self._plot, at.y())
            self._price_axis.show_hover(self.snapped(self.price_at(at.y())))
            moment = bar_time_text(int(self._columns.open_ns[bar]), self._interval)
            self._time_axis.show_hover((x - self._plot.left(), moment))
        self._show_legend()

    def _show_legend(self) -> None:
        columns = self._columns
        if columns is None:
            return
        bar = self.count - 1
        if self._hovered is not None and self._plot.contains(self._hovered):
            bar = min(max(0, round(self.bar_at(self._hovered.x()))), bar)
        row = [(told(t), ink) for t, ink in legend_row(columns, bar, self._decimals)]
        self._legend.show_rows([row])

    def show_tags(self) -> None:
        tags = [
            Tag(item.level.price, level_token(item.level, fill=True))
            for key, item in self.levels.items()
            if item.level.kind is not LevelKind.POSITION and key != self.gestures.dragged
        ]
        tags += self._last_tag
        if self.gestures.dragged is not None:
            tags.append(Tag(self.gestures.dragged_price, "accent", "on_accent"))
        self._price_axis.show_tags(tags if self._columns is not None else [])

    def _live_is_outside(self, columns: BarColumns) -> bool:
        state = self.viewport_state
        if not state.at_now(len(columns.close)):
            return False
        high, low = float(columns.high[-1]), float(columns.low[-1])
        room = (state.high - state.low) * 0.02
        tall = float(columns.volume[-1]) > self._volume_top()
        return high > state.high - room or low < state.low + room or tall

    def _volume_top(self) -> float:
        return float(self._live.volume_top)

    # -- events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "gestures"):
            self._lay_out()
            self.refresh()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.gestures.double_click(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.gestures.wheel(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = QPointF(event.pos())
        if self._plot.contains(at) and self._columns is not None:
            self.menu_wanted.emit(self.price_at(at.y()), event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.key(event):
            event.ignore()  # digits and letters belong to the panel

    @override
    def close(self) -> bool:
        """Close like any widget: pyqtgraph's own way tears the viewport out and crashes (0.14)."""
        return QWidget.close(self)

    @override
    def leaveEvent(self, event: object) -> None:
        self.show_hover(None)

    # -- building

    def _build(self) -> None:
        theme = self.theme
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._box.disableAutoRange()
        self._price_axis, self._time_axis = PriceAxis(theme), TimeAxis(theme)
        colors = self._candle_colors()
        self._grid, self._closed, self._live = GridItem(), CandleItem(colors), CandleItem(colors)
        for item in (self._grid, self._closed, self._live):
            self._box.addItem(item, ignoreBounds=True)
        self._price_line = PriceLine(theme)
        self._hairs = (Hair(theme, upright=True), Hair(theme, upright=False))
        self._legend = LegendItem(theme)
        for item in (
            self._box,
            self._price_axis,
            self._time_axis,
            self._price_line,
            *self._hairs,
            self._legend,
        ):
            self.scene().addItem(item)
        self._now = QToolButton(self)
        self._now.setObjectName("chartNow")
        self._now.setText(tr("Now ›"))
        self._now.setAccessibleName(tr("Go to the newest bar"))
        self._now.setToolTip(tr("Go to the newest bar (End)"))
        self._now.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._now.clicked.connect(self.go_to_now)
        self._now.hide()
        self._loading = QLabel(self)
        self._loading.setObjectName("chartLoading")
        self._loading.setProperty("role", "muted")
        self._loading.hide()

        self._message = QLabel(self)
        self._message.setObjectName("chartMessage")
        self._message.setWordWrap(True)
        self._message.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._message.hide()

    def _candle_colors(self) -> CandleColors:
        color = self.theme.color
        return CandleColors(color("up"), color("down"), color("panel"))

    def _lay_out(self) -> None:
        width, height = float(self.width()), float(self.height())
        plot_width, plot_height = width - self._axis_px, height - TIME_AXIS_PX
        self._plot = QRectF(0, 0, max(20.0, plot_width), max(20.0, plot_height))
        self.viewport_state.resize(self._plot.width(), self._plot.height())
        self._box.setGeometry(self._plot)
        self._price_axis.setGeometry(QRectF(plot_width, 0, self._axis_px, plot_height))
        self._time_axis.setGeometry(QRectF(0, plot_height, plot_width, TIME_AXIS_PX))
        self._legend.place(10, 6, plot_width - 20)
        self._place_widgets()

    def _place_widgets(self) -> None:
        self._now.adjustSize()
        self._now.move(
            round(self._plot.right()) - self._now.width() - 10,
            round(self._plot.bottom()) - self._now.height() - 8,
        )
        self._loading.move(10, 28)
        words = self._message.fontMetrics().horizontalAdvance(self._message.text())
        width = min(max(80, round(self._plot.width()) - 120), words + 24)
        tall = self._message.heightForWidth(width)
        self._message.setGeometry(10, round(self._plot.bottom()) - tall - 8, width, tall)


def _signature(columns: BarColumns) -> tuple[object, ...]:
    # Changes when a bar is added in front or behind, or the bar that closed last is corrected.
    count = len(columns.close)
    last = tuple(
        float(column[count - 2])
        for column in (columns.high, columns.low, columns.close, columns.volume)
        if count > 1
    )
    return count, int(columns.open_ns[0]), last
