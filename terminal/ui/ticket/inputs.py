r"""The ticket's number fields: quantity in lots, prices on the tick grid. Decimal and int only.

Arrow keys step (Shift and Ctrl step further), the wheel only while focused, prices snap to the
tick on leaving the field, and the keys [ ] \ ' take bid, ask, mid and last.
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from terminal.domain.instrument import PriceGrid

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
REFERENCE_KEYS = {"[": "bid", "]": "ask", "\\": "mid", "'": "last"}
WHEEL_NOTCH = 120


class StepEdit(QLineEdit):
    """A line edit whose value moves by steps. Subclasses say what a step is and how text is read."""

    edited = Signal()
    """The text changed: typed, stepped or set by a reference key. Not emitted by `set_value`."""

    shift_steps = 10
    ctrl_steps = 100

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("number", True)
        self._wheel = 0
        self.textEdited.connect(self._on_typed)

    def step(self, count: int) -> None:
        """Move the value by `count` steps."""
        raise NotImplementedError

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            sign = 1 if event.key() == Qt.Key.Key_Up else -1
            self.step(sign * self._steps(event.modifiers()))
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus() or self.isReadOnly():
            event.ignore()
            return
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / WHEEL_NOTCH)
        self._wheel -= notches * WHEEL_NOTCH
        if notches:
            self.step(notches * self._steps(event.modifiers()))
        event.accept()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def _steps(self, modifiers: Qt.KeyboardModifier) -> int:
        if modifiers & _CTRL:
            return self.ctrl_steps
        return self.shift_steps if modifiers & _SHIFT else 1

    def _on_typed(self, _text: str) -> None:
        self.edited.emit()

    def _replace(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.edited.emit()


class QuantityEdit(StepEdit):
    """A quantity, typed in lots where the instrument has lots and in units where it has none.

    `reader` turns other words ('2l', '50k', 'p') into units and raises ValueError with a sentence.
    """

    def __init__(self, name: str, reader: Callable[[str], int]) -> None:
        super().__init__(name)
        self._reader = reader
        self._lot = 1
        self.problem = ""

    @property
    def lot_size(self) -> int:
        return self._lot

    def set_lot_size(self, lot_size: int) -> None:
        """Count in lots of this many units from now on; the number of lots typed stays."""
        self._lot = max(1, lot_size)

    def units(self) -> int | None:
        """Return the quantity in units, None where the text is empty or unreadable (`problem`)."""
        text = self.text().strip().replace(",", "")
        self.problem = ""
        if not text:
            return None
        if text.isascii() and text.isdigit():
            return int(text) * self._lot
        if text[-1] in "uU" and text[:-1].isascii() and text[:-1].isdigit():
            return int(text[:-1])
        try:
            return self._reader(text)
        except ValueError as error:
            self.problem = str(error)
            return None

    def set_units(self, units: int | None) -> None:
        """Show a quantity. Odd lots are shown in units with a 'u'."""
        if units is None:
            self.setText("")
        elif units % self._lot == 0:
            self.setText(str(units // self._lot))
        else:
            self.setText(f"{units}u")

    def settle(self) -> None:
        """Replace an expression by what it came to, once the field is left."""
        units = self.units()
        text = self.text().strip()
        if units is not None and not text.isdigit():
            self.set_units(units)
            if self.text() != text:
                self.edited.emit()

    @override
    def step(self, count: int) -> None:
        units = self.units() or 0
        self._show_step(max(1, units // self._lot + count))

    def _show_step(self, lots: int) -> None:
        self._replace(str(lots))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()


class PriceEdit(StepEdit):
    """A price on an instrument's grid. `asked` names the reference that a key asked for."""

    asked = Signal(str)
    shift_steps = 5
    ctrl_steps = 20

    def __init__(self, name: str, reader: Callable[[str], Decimal]) -> None:
        super().__init__(name)
        self._reader = reader
        self._grid = PriceGrid(Decimal("0.05"))
        self.problem = ""
        self.start: Callable[[], Decimal] = Decimal
        """Where stepping begins while the field is empty: the panel gives the last price."""

    def set_grid(self, grid: PriceGrid) -> None:
        self._grid = grid

    def value(self) -> Decimal | None:
        """Return the price as typed (not snapped), None where empty or unreadable (`problem`)."""
        text = self.text().strip()
        self.problem = ""
        if not text:
            return None
        try:
            return self._reader(text)
        except ValueError as error:
            self.problem = str(error)
            return None

    def set_value(self, price: Decimal | None) -> None:
        """Show a price with the grid's digits."""
        self.setText("" if price is None else f"{price:.{self._digits(price)}f}")

    def take(self, price: Decimal) -> None:
        """Show a price and say so, as if it had been typed."""
        self._replace(f"{price:.{self._digits(price)}f}")

    @override
    def step(self, count: int) -> None:
        step = self._grid.step if self._grid.step > 0 else Decimal("0.01")
        price = self.value()
        if price is None:
            price = self.start()
        # An off-grid price first moves onto the grid in the direction of the step.
        if not self._grid.is_legal(price):
            price = self._grid.snap(price, ROUND_FLOOR if count > 0 else ROUND_CEILING)
        moved = price + step * count
        self.take(max(step, moved))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        reference = REFERENCE_KEYS.get(event.text())
        if reference is not None:
            self.asked.emit(reference)
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    def settle(self) -> None:
        """Snap what was typed to the nearest legal price."""
        price = self.value()
        if price is not None:
            self.take(self._grid.snap(price))

    def _digits(self, price: Decimal) -> int:
        exponent = price.normalize().as_tuple().exponent
        needed = -exponent if isinstance(exponent, int) else 0
        return max(self._grid.decimals, needed)


class CountEdit(StepEdit):
    """A small whole number: minutes, legs, disclosed units. Empty reads as None."""

    def __init__(self, name: str, *, lowest: int = 0, highest: int = 10**9) -> None:
        super().__init__(name)
        self._lowest = lowest
        self._highest = highest
        self.problem = ""

    def value(self) -> int | None:
        text = self.text().strip().replace(",", "")
        self.problem = ""
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            self.problem = "Whole numbers only"
            return None
        number = int(text)
        if not self._lowest <= number <= self._highest:
            self.problem = f"Between {self._lowest:,} and {self._highest:,}"
            return None
        return number

    def set_value(self, number: int | None) -> None:
        self.setText("" if not number else str(number))

    @override
    def step(self, count: int) -> None:
        now = self.value()
        if now is None:
            now = self._lowest - 1 if count > 0 else self._lowest
        self._replace(str(min(self._highest, max(self._lowest, now + count))))


class SteadyCombo(QComboBox):
    """A box that the wheel does not change: scrolling past the account must not switch it."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Debounce(QObject):
    """Call once, a moment after the last of many changes."""

    fired = Signal()

    def __init__(self, parent: QWidget, milliseconds: int) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self.fired)

    def poke(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @property
    def waiting(self) -> bool:
        return self._timer.isActive()


class EnterMoves(QObject):
    """Make Enter go to the next field of a form: only Ctrl+Enter or the button sends."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _NO_MODIFIER
            and isinstance(watched, QLineEdit)
        ):
            _focus_next(watched)
            return True
        return super().eventFilter(watched, event)


def _focus_next(widget: QWidget) -> None:
    following = widget.nextInFocusChain()
    while following is not None and following is not widget:
        if (
            following.isEnabled()
            and following.isVisible()
            and following.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            following.setFocus(Qt.FocusReason.TabFocusReason)
            return
        following = following.nextInFocusChain()


def below(widget: QWidget) -> QPoint:
    """Return the global point under a widget's left edge, where its menu opens."""
    return widget.mapToGlobal(widget.rect().bottomLeft())
