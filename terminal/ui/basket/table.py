"""The table of legs: cells edited in place, rows moved by dragging. See UX.md B4.

Enter, F2, a digit or a double click edits the cell under the cursor; Tab goes on to the next field.
Text that cannot be read keeps its editor open and says why; Esc gives the old value back.
"""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, Qt, QTimer
from PySide6.QtCore import QPersistentModelIndex as Persistent
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from terminal.baskets.sending import LegStage
from terminal.domain.order import OrderType, Product
from terminal.ui import parse
from terminal.ui.basket import rules
from terminal.ui.delegates import PADDING, CellDelegate
from terminal.ui.i18n import tr
from terminal.ui.models.basket import BasketModel, LegRow
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme
from terminal.ui.ticket.inputs import PriceEdit, QuantityEdit, SteadyCombo
from terminal.ui.ticket.rules import ORDER_TYPE_TEXT

Index = QModelIndex | Persistent
ROOMY = 900
"""Width in pixels from which every column has room beside the results."""
WIDEST = 230
Choices = tuple[tuple[OrderType, ...], tuple[Product, ...]]
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEAVING = _ENTER | {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class ChoiceEdit(SteadyCombo):
    """A box that opens its list as soon as it is there."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._open)

    def _open(self) -> None:
        if self.isVisible() and self.hasFocus():
            self.showPopup()


class LegDelegate(CellDelegate):
    """Paints cells as every table does, the cursor's cell with an outline, and makes the editors.

    `edited(key, field, value)` is a change that a person made; `typed(text, wrong)` says the rule of
    the field that is being edited.
    """

    edited = QtSignal(int, str, object)
    typed = QtSignal(str, bool)

    def __init__(self, view: "LegTable", theme: Theme) -> None:
        super().__init__(view, theme)
        self._table = view
        self.editor: QuantityEdit | PriceEdit | None = None
        """The editor made last."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        focused = self._table.hasFocus() and index == self._table.currentIndex()
        if focused and self._table.is_field(index.column()):
            painter.setPen(self.theme.pen("accent"))
            rect: QRect = option.rect
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row, key = self._row(index), self._key(index)
        if key in {"type", "product"}:
            return self._choice(parent, row, key)
        instrument = row.instrument
        if key == "quantity":
            lot = 1 if instrument is None else instrument.lot_size
            last = None if instrument is None else self._table.legs.last(row)
            price = instrument.to_price(last) if instrument is not None and last else None

            def read(text: str) -> int:
                return parse.quantity(text, lot_size=lot, unit_price=price)

            quantity = QuantityEdit("basket.edit.quantity", read)
            quantity.setParent(parent)
            quantity.set_lot_size(lot)
            quantity.setAccessibleName(tr("Quantity"))
            quantity.edited.connect(self._on_typed)
            self.editor = quantity
            return quantity
        edit = PriceEdit(f"basket.edit.{key}", parse.price)
        edit.setParent(parent)
        edit.setAccessibleName(key.capitalize())
        if instrument is not None:
            edit.set_grid(instrument.grid)
        edit.start = lambda: self._start(row)
        edit.edited.connect(self._on_typed)
        self.editor = edit
        return edit

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return  # rows are repainted while somebody types
        editor.setProperty("filled", True)
        leg, key = self._row(index).leg, self._key(index)
        if isinstance(editor, QuantityEdit):
            editor.set_units(leg.quantity)
            editor.selectAll()
        elif isinstance(editor, PriceEdit):
            editor.set_value(leg.price if key == "price" else leg.trigger_price)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        row, key = self._row(index), self._key(index)
        if isinstance(editor, ChoiceEdit):
            word = str(editor.currentData())  # Qt keeps a StrEnum as plain text
            if key == "type":
                self.edited.emit(row.leg.key, "order_type", OrderType(word))
            else:
                self.edited.emit(row.leg.key, "product", Product(word))
            return
        problem = self._problem(editor, row)
        if problem:
            self.typed.emit(f"Not changed. {problem}", True)
        elif isinstance(editor, QuantityEdit):
            self.edited.emit(row.leg.key, "quantity", editor.units())
        elif isinstance(editor, PriceEdit):
            value = editor.value()
            if value is not None and row.instrument is not None:
                value = row.instrument.grid.snap(value)
            field = "price" if key == "price" else "trigger_price"
            self.edited.emit(row.leg.key, field, value)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = option.rect
        if isinstance(editor, ChoiceEdit):  # grows over what follows, never over a quantity
            editor.setGeometry(rect.left(), rect.top(), max(rect.width(), 104), rect.height())
        else:
            width = max(rect.width(), 76)
            editor.setGeometry(rect.right() + 1 - width, rect.top(), width, rect.height())

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _LEAVING
            and isinstance(object, QuantityEdit | PriceEdit)
        ):
            row = self._table.edited_row()
            if row is not None and (problem := self._problem(object, row)):
                self.typed.emit(problem, True)
                return True  # what was typed stays to be mended
        return super().eventFilter(object, event)

    def _choice(self, parent: QWidget, row: LegRow, key: str) -> ChoiceEdit:
        box = ChoiceEdit(parent)
        box.setObjectName(f"basket.edit.{key}")
        box.setAccessibleName(tr("Order type") if key == "type" else tr("Product"))
        types, products = self._table.choices(row)
        if key == "type":
            for kind in types:
                box.addItem(ORDER_TYPE_TEXT[kind], kind)
            box.setCurrentIndex(box.findData(row.leg.order_type))
        else:
            for product in products:
                box.addItem(product.value.upper(), product)
            box.setCurrentIndex(box.findData(row.leg.product))
        box.activated.connect(self._chosen)
        return box

    def _chosen(self, _number: int) -> None:
        box = self.sender()
        if isinstance(box, QWidget):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)

    def _on_typed(self) -> None:
        editor, row = self.sender(), self._table.edited_row()
        if row is None or not isinstance(editor, QuantityEdit | PriceEdit):
            return
        problem = self._problem(editor, row)
        if problem:
            self.typed.emit(problem, True)
        elif isinstance(editor, QuantityEdit) and row.instrument is not None:
            units = editor.units()
            wrong = bool(units and units % max(1, row.instrument.lot_size))
            self.typed.emit(rules.quantity_rule(units, row.instrument), wrong)
        elif isinstance(editor, PriceEdit) and row.instrument is not None:
            said = rules.price_problem(editor.value(), row.instrument)
            key = "price" if editor.objectName().endswith("price") else "trigger"
            self.typed.emit(said or rules.rule(row.leg, key, row.instrument), bool(said))

    def _problem(self, editor: QWidget, row: LegRow) -> str:
        """Return why what is typed cannot be taken, '' where it can."""
        if isinstance(editor, QuantityEdit):
            units = editor.units()
            if units is None:
                return editor.problem or "Enter a quantity."
            return "" if 0 < units <= 10**9 else "The quantity must be at least 1."
        if isinstance(editor, PriceEdit):
            value = editor.value()
            if value is None:
                return editor.problem or "Enter a price."
            snapped = value if row.instrument is None else row.instrument.grid.snap(value)
            return "" if snapped > 0 else "A price is above 0."
        return ""

    def _start(self, row: LegRow) -> Decimal:
        last = self._table.legs.last(row)
        if row.instrument is None or last is None:
            return Decimal(0)
        return row.instrument.to_price(last)

    def _row(self, index: Index) -> LegRow:
        return self._table.legs.row_at(index.row())

    def _key(self, index: Index) -> str:
        return self._table.legs.columns[index.column()].key


class LegTable(LiveTable):
    """Rows that are dragged, cells that are edited. `toggled(key)` turns a leg's side."""

    toggled = QtSignal(int)
    moved = QtSignal(int)
    """Alt+Up (-1) or Alt+Down (1)."""
    cursor_moved = QtSignal()

    def __init__(self, *, theme: Theme) -> None:
        super().__init__("basket.table", "Legs of the basket", theme=theme)
        self.legs_delegate = LegDelegate(self, theme)
        self.use_delegate(self.legs_delegate)
        self._folded: set[str] = set()
        self.choices: Callable[[LegRow], Choices] = no_choices
        """What types and products a row may have: the panel says."""
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.horizontalHeader().setSectionsClickable(False)  # the order of rows is the basket's own
        self.doubleClicked.connect(self._open)

    @property
    def legs(self) -> BasketModel:
        model = self.model()
        assert isinstance(model, BasketModel)
        return model

    def is_field(self, column: int) -> bool:
        return self.legs.columns[column].key in rules.EDITABLE

    def edited_row(self) -> LegRow | None:
        """Return the row whose cell is being edited."""
        index = self.currentIndex()
        return self.legs.row_at(index.row()) if index.isValid() else None

    def edit_field(self, key: int, column: str) -> bool:
        """Open the editor of a leg's field; False where there is none."""
        number = self.legs.find(key)
        if number is None:
            return False
        index = self.legs.index(number, self.legs.column_number(column))
        self.setCurrentIndex(index)
        return self._open(index)

    def fit(self) -> None:
        """Widen columns to what they show, fold what there is no room or no use for.

        Columns never get narrower, so nothing jumps; what a person has switched is left alone.
        """
        model, head = self.legs, self.horizontalHeader()
        plain, bold = QFontMetrics(self.theme.font()), QFontMetrics(self.theme.font(bold=True))
        for number, column in enumerate(model.columns[:-1]):
            metrics = bold if column.bold else plain
            needed = max(
                (metrics.horizontalAdvance(column.shown(r)) for r in model.rows), default=0
            )
            if head.sectionSize(number) < min(needed + 2 * PADDING + 2, WIDEST):
                head.resizeSection(number, min(needed + 2 * PADDING + 2, WIDEST))
        used = any(row.leg.order_type.has_trigger for row in model.rows)
        self._fold("trigger", fold=not used)
        narrow = self.viewport().width() < ROOMY
        sent = any(row.result.stage is not LegStage.IDLE for row in model.rows)
        for key in ("ltp", "charges"):
            self._fold(key, fold=narrow)
        self._fold("margin", fold=narrow and sent)  # once sent, the results are what matters

    def _fold(self, key: str, *, fold: bool) -> None:
        number = self.legs.column_number(key)
        if fold and not self.isColumnHidden(number):
            self._folded.add(key)
            self.setColumnHidden(number, True)
        elif not fold and key in self._folded:
            self._folded.discard(key)
            self.setColumnHidden(number, False)

    @override
    def save_state(self) -> dict[str, object]:
        state = super().save_state()
        hidden = state["hidden"]
        if isinstance(hidden, list):  # what is folded is a matter of today's width
            state["hidden"] = [key for key in hidden if key not in self._folded]
        return {key: value for key, value in state.items() if key not in {"sort", "descending"}}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        self._folded.clear()
        super().restore_state(state)
        self.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.cursor_moved.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()  # what the open editor left over means nothing to the rows
            return
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        index = self.currentIndex()
        if modifiers == Qt.KeyboardModifier.AltModifier and key in {
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        }:
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif plain and index.isValid() and not event.isAutoRepeat() and self._takes(event, index):
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        step = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, hints.NoHint if step else hint)
        if step:
            self._next_field(step)

    def _takes(self, event: QKeyEvent, index: Index) -> bool:
        column = self.legs.columns[index.column()].key
        if event.key() in _ENTER or event.key() == Qt.Key.Key_F2:
            return self._open(index if column in rules.EDITABLE else self._field_of(index))
        if event.key() == Qt.Key.Key_Space and column == "side":
            return self._open(index)
        typed = event.text()
        if typed.isdigit() and column in {"quantity", "price", "trigger"} and self._open(index):
            editor = self.legs_delegate.editor
            if editor is not None:
                editor.setText(typed)
                editor.edited.emit()
            return True
        return False

    def _field_of(self, index: Index) -> QModelIndex:
        """Return the quantity of a row: where Enter begins on a cell that is no field."""
        return self.legs.index(index.row(), self.legs.column_number("quantity"))

    def _open(self, index: Index) -> bool:
        if not index.isValid():
            return False
        row, column = self.legs.row_at(index.row()), self.legs.columns[index.column()].key
        if column == "side":
            self.toggled.emit(row.leg.key)
            return True
        if not rules.can_edit(row.leg, column):
            return False
        place = self.legs.index(index.row(), index.column())
        self.setCurrentIndex(place)
        self.edit(place)
        return True

    def _next_field(self, step: int) -> None:
        """Go on to the next field that takes an edit, over the ends of rows."""
        index = self.currentIndex()
        fields = [self.legs.column_number(key) for key in rules.EDITABLE]
        places = [(r, c) for r in range(self.legs.rowCount()) for c in fields]
        here = (index.row(), index.column())
        if here not in places:
            return
        at = places.index(here) + step
        while 0 <= at < len(places):
            row, column = places[at]
            leg, key = self.legs.row_at(row).leg, self.legs.columns[column].key
            place = self.legs.index(row, column)
            if key == "side":
                self.setCurrentIndex(place)  # Space turns it; Tab goes on from here by itself
            elif rules.can_edit(leg, key):
                self._open(place)
                return
            at += step


def no_choices(_row: LegRow) -> Choices:
    """Offer what every broker takes, until an account says otherwise."""
    return tuple(OrderType), (Product.CNC, Product.MIS, Product.NRML)
