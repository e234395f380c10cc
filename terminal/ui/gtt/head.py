"""The editor's upper row: what it is about, and the choices that are not numbers."""

from collections.abc import Mapping
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget
from typing_extensions import override

from terminal.domain.gtt import GttKind, GttRules
from terminal.domain.ids import AccountId
from terminal.domain.instrument import Instrument
from terminal.domain.order import Product, Side
from terminal.ui import format as fmt
from terminal.ui.gtt.draft import offered_products, takes_oco
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules
from terminal.ui.ticket.inputs import SteadyCombo
from terminal.ui.ticket.widgets import ElidedLabel, Segments, restyle

_ROOMY = 660
"""Width in pixels from which the whole row fits."""
_PRODUCTS = (Product.CNC, Product.NRML, Product.MTF, Product.MIS)


class EditorHead(QWidget):
    """Instrument and last price, kind, side, product, account, and the way out."""

    edited = QtSignal()
    left = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name = QLabel()
        self.name.setObjectName("gtt.name")
        self.name.setFont(theme.font(1, bold=True))
        self.last = ElidedLabel(theme, size_delta=0, tone="text")
        self.last.setObjectName("gtt.last")
        self.last.setMinimumWidth(70)
        self.name.setMinimumWidth(60)  # a long name is cut before a price is
        self.kind: Segments[GttKind] = Segments(
            "gtt.kind",
            [
                (GttKind.SINGLE, "Single", "One trigger, one order"),
                (GttKind.TWO_LEG, "OCO", "Stop-loss and target: the first to be touched ends both"),
            ],
        )
        self.side: Segments[Side] = Segments(
            "gtt.side",
            [
                (Side.BUY, "Buy", "It will place a buy order"),
                (Side.SELL, "Sell", "It will place a sell order"),
            ],
        )
        self.product: Segments[Product] = Segments(
            "gtt.product", [(p, fmt.label(p), rules.PRODUCT_HELP[p]) for p in _PRODUCTS]
        )
        self.kind.setFixedWidth(104)
        self.side.setFixedWidth(92)
        self.account = SteadyCombo()
        self.account.setObjectName("gtt.account")
        self.account.setAccessibleName(tr("Account"))
        self.account.setToolTip(tr("The account that keeps the trigger and pays for its order"))
        self.account.setMinimumWidth(64)
        self.account.setMaximumWidth(150)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setObjectName("gtt.close")
        self.close_button.setToolTip(tr("Close the editor without sending  (Esc)"))
        self.close_button.setAutoDefault(False)
        self.close_button.setFont(theme.font(-1))
        self.close_button.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 6, 2)
        row.setSpacing(8)
        for widget in (self.name, self.last):
            row.addWidget(widget, 1 if widget is self.last else 0)
        self.product.setMinimumWidth(112)
        for choice in (self.kind, self.side, self.product):
            row.addWidget(choice)
            choice.chosen.connect(self.edited)
        row.addWidget(self.account)
        row.addWidget(self.close_button)
        self.account.currentIndexChanged.connect(self._on_account)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_account()

    @property
    def chosen_account(self) -> AccountId | None:
        account = self.account.currentData()
        return AccountId(account) if account is not None else None

    def set_accounts(self, accounts: Mapping[AccountId, str]) -> None:
        """Offer these accounts (id → label), keeping the chosen one."""
        chosen = self.account.currentData()
        self.account.blockSignals(True)
        self.account.clear()
        for account, label in accounts.items():
            self.account.addItem(label, account)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)) if accounts else -1)
        self.account.blockSignals(False)
        self._show_account()

    def choose_account(self, account: AccountId) -> None:
        place = self.account.findData(account)
        if place >= 0:
            self.account.setCurrentIndex(place)

    def set_names(self, instrument: Instrument) -> None:
        title = rules.title(instrument.id, instrument.symbol)
        self.name.setText(f"{title}  {rules.detail(instrument)}")
        self.name.setToolTip(f"{instrument.symbol} · {rules.subtitle(instrument)}")

    def show_last(self, last: float, change: float, decimals: int, *, stale: bool) -> None:
        """Show the newest price and the day's change in percent; NaN where unknown."""
        text = fmt.price(last, decimals)
        if isfinite(change):
            text += f"  {fmt.percent(change)}"
        tone = "stale" if stale else fmt.trend(change) or "text"
        self.last.set_text(text, tone=tone)

    def apply_rules(self, instrument: Instrument | None, taken: GttRules, *, modify: bool) -> None:
        """Offer what the broker takes; a trigger being changed keeps its account."""
        if instrument is None:
            return
        offered = offered_products(instrument, taken)
        shown = [p for p in _PRODUCTS if p in taken.products]
        for product in _PRODUCTS:
            button = self.product.button(product)
            if button is None:
                continue
            button.setVisible(product in shown)
            place = "middle"
            if product in {shown[0], shown[-1]} and shown:
                place = "first" if product is shown[0] else "last"
            if button.property("segment") != place:
                button.setProperty("segment", place)
                restyle(button)
        self.product.set_offered(offered)
        side = self.side.value() or Side.SELL
        kinds = [GttKind.SINGLE]
        if takes_oco(instrument, side, taken):
            kinds.append(GttKind.TWO_LEG)
        self.kind.set_offered(kinds)
        oco = self.kind.button(GttKind.TWO_LEG)
        if oco is not None and GttKind.TWO_LEG not in kinds:
            oco.setToolTip(tr("A two-leg buy is possible for futures and options only"))
        self.account.setEnabled(self.account.count() > 1 and not modify)

    def _show_account(self) -> None:
        # The only account needs no choice: where room is short it is named on the button alone.
        self.account.setVisible(self.account.count() > 1 or self.width() >= _ROOMY)

    def _on_account(self, _place: int) -> None:
        self.edited.emit()


def flat_button(name: str, text: str, tip: str) -> QToolButton:
    """Return a small checkable button without a frame."""
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setToolTip(told(tip))
    button.setAccessibleName(told(tip))
    button.setProperty("kind", "flat")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
