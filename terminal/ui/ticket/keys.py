"""The ticket's own keys. They work while the focus is inside the ticket; none of them repeats."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from terminal.domain.order import OrderType, Product
from terminal.ui.ticket.form import TicketForm

_TYPES = {
    "Alt+M": OrderType.MARKET,
    "Alt+L": OrderType.LIMIT,
    "Alt+S": OrderType.SL,
    "Alt+K": OrderType.SL_M,
}
_PRODUCTS = {"Alt+C": Product.CNC, "Alt+I": Product.MIS, "Alt+N": Product.NRML}


def bind(widget: QWidget, slots: dict[str, Callable[[], object]]) -> None:
    """Call a slot when its key is pressed inside `widget`; holding the key calls it once."""
    for key, slot in slots.items():
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)


def bind_choices(widget: QWidget, form: TicketForm) -> None:
    """Bind the keys that choose type and product; a choice that is not offered does nothing."""
    choices: dict[str, Callable[[], object]] = {}
    for key, order_type in _TYPES.items():
        choices[key] = partial(_choose_type, form, order_type)
    for key, product in _PRODUCTS.items():
        choices[key] = partial(_choose_product, form, product)
    bind(widget, choices)


def _choose_type(form: TicketForm, order_type: OrderType) -> None:
    if order_type in form.order_type.offered():
        form.order_type.set_value(order_type)


def _choose_product(form: TicketForm, product: Product) -> None:
    if product in form.product.offered():
        form.product.set_value(product)
