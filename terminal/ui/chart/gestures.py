"""Mouse and keys on the chart: pan, zoom, scales, and order lines that are dragged.

A dragged order line snaps to the price tick; Esc puts it back; letting go reports the new price and
the line stays there, unsettled, until the order book says what became of it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from terminal.ui import format as fmt
from terminal.ui.i18n import told

if TYPE_CHECKING:
    from terminal.ui.chart.view import ChartView

_WHEEL_STEP = 1.15
_STEP_BARS, _FAST_SHARE = 1.0, 0.5


class Gestures:
    """What a press means until its release. `dragged` is the key of the line under way."""

    def __init__(self, view: "ChartView") -> None:
        self._view = view
        self._mode = ""
        self._from = QPointF()
        self._start = (0.0, 0.0, 0.0, 0.0)
        self.dragged: str | None = None
        self.dragged_price = 0.0

    # -- mouse

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        view, at = self._view, event.position()
        state = view.viewport_state
        self._from = at
        self._start = (state.left, state.right, state.low, state.high)
        if not view.plot.contains(at):
            self._mode = "prices" if at.x() > view.plot.right() else "times"
            return
        key = self._level_at(at)
        if key is None:
            self._mode = "pan"
            view.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        item = view.levels[key]
        if item.on_close(at):
            self._mode = f"close {key}"
        elif item.level.draggable:
            self._mode = "level"
            self.dragged, self.dragged_price = key, item.level.price
        else:
            self._mode = ""

    def move(self, event: QMouseEvent) -> None:
        view, at = self._view, event.position()
        state, (left, right, low, high) = view.viewport_state, self._start
        way = at - self._from
        if self._mode == "pan":
            state.left, state.right = left, right
            state.pan(-way.x() * (right - left) / view.plot.width(), view.count)
            if not state.auto:
                state.low, state.high = low, high
                state.pan_prices(way.y() * (high - low) / view.plot.height())
            view.show_hover(at)
            view.refresh()
        elif self._mode == "prices":
            state.low, state.high = low, high
            state.zoom_prices(1.0 + way.y() / max(60.0, view.plot.height() / 2))
            view.refresh()
        elif self._mode == "times":
            state.left, state.right = left, right
            state.zoom(1.0 - way.x() / view.plot.width(), right)
            view.refresh()
        elif self._mode == "level":
            self._drag_level(at)
        else:
            view.show_hover(at)
            self._show_cursor(at)

    def release(self, event: QMouseEvent) -> None:
        view, mode = self._view, self._mode
        self._mode = ""
        view.unsetCursor()
        if mode == "level" and self.dragged is not None:
            key, price = self.dragged, self.dragged_price
            moved = price != view.levels[key].level.price
            self._finish()
            if moved:
                view.level_moved.emit(key, price)
        elif mode.startswith("close "):
            key = mode.removeprefix("close ")
            if key in view.levels and view.levels[key].on_close(event.position()):
                view.level_closed.emit(key)

    def double_click(self, event: QMouseEvent) -> None:
        """Reset the scale that was hit; on an order line ask for its ticket."""
        view, at = self._view, event.position()
        if at.x() > view.plot.right():
            view.viewport_state.auto = True
            view.refresh()
        elif at.y() > view.plot.bottom():
            view.reset_view()
        elif (key := self._level_at(at)) is not None:
            view.level_opened.emit(key)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the cursor; sideways (or with Shift) pan; over the prices zoom those."""
        view, at = self._view, event.position()
        state, angle = view.viewport_state, event.angleDelta()
        if view.columns is None:
            return
        sideways = angle.x() if abs(angle.x()) > abs(angle.y()) else 0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = sideways or angle.y()
        if sideways:
            state.pan(-sideways / 120 * state.span * 0.1, view.count)
        elif at.x() > view.plot.right():
            state.zoom_prices(_WHEEL_STEP ** (-angle.y() / 120))
        else:
            # At the newest bar the right edge holds still, so that the live bar stays in sight.
            anchor = view.bar_at(at.x())
            state.zoom(_WHEEL_STEP ** (-angle.y() / 120), anchor)
        view.refresh()
        event.accept()

    # -- keys

    def key(self, event: QKeyEvent) -> bool:
        """Take a key of the chart's own; False leaves it to the panel."""
        view, key = self._view, event.key()
        state = view.viewport_state
        if key == Qt.Key.Key_Escape and self.dragged is not None:
            self.cancel()
            return True
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if key == Qt.Key.Key_R:
                view.reset_view()
                return True
            return False
        fast = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = state.span * _FAST_SHARE if fast else _STEP_BARS
        match key:
            case Qt.Key.Key_Left:
                state.pan(-step, view.count)
            case Qt.Key.Key_Right:
                state.pan(step, view.count)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Up:
                state.zoom(1 / _WHEEL_STEP, state.right)
            case Qt.Key.Key_Minus | Qt.Key.Key_Down:
                state.zoom(_WHEEL_STEP, state.right)
            case Qt.Key.Key_Home:
                state.pan(-float(view.count), view.count)
            case Qt.Key.Key_End:
                view.go_to_now()
            case _:
                return False
        view.refresh()
        return True

    def cancel(self) -> None:
        """Put a dragged line back."""
        self._mode = ""
        self._view.unsetCursor()
        self._finish()

    def forget(self, key: str) -> None:
        """The order is gone: a drag of its line ends."""
        if self.dragged == key:
            self.dragged = None
            self._mode = ""
            self._view.unsetCursor()

    # -- order lines

    def _drag_level(self, at: QPointF) -> None:
        view, key = self._view, self.dragged
        if key is None:
            return
        item, tick = view.levels[key], view.price_tick
        raw = view.price_at(min(max(at.y(), view.plot.top()), view.plot.bottom()))
        price = view.snapped(raw)
        self.dragged_price = price
        item.set_ghost(view.y_of(item.level.price))
        ticks = round((price - item.level.price) / tick) if tick > 0 else 0
        rupees = (price - item.level.price) * item.level.quantity * item.level.multiplier
        word = "tick" if abs(ticks) == 1 else "ticks"
        item.say(f"{fmt.signed(ticks, 0)} {word} · {fmt.signed_rupees(rupees, 0)}")
        view.place_level(key)
        view.show_tags()
        view.show_hover(None)  # the line itself says where the hand is
        view.setCursor(Qt.CursorShape.SizeVerCursor)

    def _finish(self) -> None:
        view, key = self._view, self.dragged
        self.dragged = None
        if key is not None and key in view.levels:
            view.levels[key].set_ghost(None)
            view.levels[key].say("")
            view.place_level(key)
        view.show_tags()

    def _level_at(self, at: QPointF) -> str | None:
        hits = [k for k, item in self._view.levels.items() if item.isVisible() and item.on_line(at)]
        return hits[-1] if hits else None

    def _show_cursor(self, at: QPointF) -> None:
        view = self._view
        if not view.plot.contains(at):
            beside = at.x() > view.plot.right()
            view.setCursor(Qt.CursorShape.SizeVerCursor if beside else Qt.CursorShape.SizeHorCursor)
            return
        key = self._level_at(at)
        view.setToolTip(told("" if key is None else view.levels[key].level.hint))
        if key is None:
            view.setCursor(Qt.CursorShape.CrossCursor)
        elif view.levels[key].on_close(at):
            view.setCursor(Qt.CursorShape.PointingHandCursor)
        elif view.levels[key].level.draggable:
            view.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            view.unsetCursor()
