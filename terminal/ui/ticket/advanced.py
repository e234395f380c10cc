"""The folded part of the ticket: variety, iceberg legs, slicing, disclosed, protection, tag.

While folded its summary names what differs from the usual, so that nothing unusual is sent unseen.
"""

from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.order import Order, Variety
from terminal.ui import parse
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket import rules
from terminal.ui.ticket.inputs import CountEdit, EnterMoves, SteadyCombo
from terminal.ui.ticket.widgets import ElidedLabel, Field

AUTOMATIC = Decimal(-1)
_SLICING = "Slice above the freeze quantity"
_SLICING_TIP = "The broker sends a large order in parts that the exchange takes"
_UNSLICED = "This account's broker does not slice: send a large order in parts"
_UNSLICED_SHORT = "No slicing: this broker does not do it"


class Extras(Struct, frozen=True, kw_only=True):
    """What the folded fields say. `market_protection` in percent, -1 automatic."""

    variety: Variety = Variety.REGULAR
    iceberg_legs: int | None = None
    auction_number: str = ""
    disclosed_quantity: int = 0
    market_protection: Decimal = AUTOMATIC
    slicing: bool = False
    tag: str = ""


class AdvancedFields(QWidget):
    """A toggle line and, below it, the fields."""

    edited = QtSignal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.toggle = QToolButton()
        self.toggle.setObjectName("ticket.advanced")
        self.toggle.setAccessibleName(tr("Advanced fields"))
        self.toggle.setProperty("flat", True)
        self.toggle.setText(tr("Advanced"))
        self.toggle.setCheckable(True)
        self.toggle.setArrowType(Qt.ArrowType.RightArrow)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.toggled.connect(self._on_toggled)
        self._summary = ElidedLabel(theme, tone="amber")
        self._summary.setObjectName("ticket.advanced.summary")

        self.variety = SteadyCombo()
        self.variety.setObjectName("ticket.variety")
        self.legs = CountEdit("ticket.legs", lowest=rules.MIN_LEGS, highest=rules.MAX_LEGS)
        self.disclosed = CountEdit("ticket.disclosed", lowest=0)
        self.protection = QLineEdit()
        self.protection.setObjectName("ticket.protection")
        self.protection.setProperty("number", True)
        self.protection.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.protection.setPlaceholderText(tr("automatic"))
        self.auction = QLineEdit()
        self.auction.setObjectName("ticket.auction")
        self.tag = QLineEdit()
        self.tag.setObjectName("ticket.tag")
        self.tag.setPlaceholderText(tr("optional"))
        self.tag.setToolTip(
            tr("Your own word for this order: shown and searched in the order book")
        )
        self.slicing = QCheckBox(tr(_SLICING))
        self.slicing.setObjectName("ticket.slicing")
        self.slicing.setAccessibleName(tr(_SLICING))
        self._slices = True

        self.fields = {
            "variety": Field("Variety", self.variety, theme=theme),
            "iceberg_legs": Field("Iceberg legs", self.legs, theme=theme),
            "disclosed_quantity": Field("Disclosed quantity", self.disclosed, theme=theme),
            "market_protection": Field("Market protection %", self.protection, theme=theme),
            "auction_number": Field("Auction number", self.auction, theme=theme),
            "user_tag": Field("Tag", self.tag, theme=theme),
        }
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2)
        grid.addWidget(self.slicing, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._body.hide()

        head = QGridLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.toggle, 0, 0)
        head.addWidget(self._summary, 0, 1)
        head.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._body)

        self._moves = EnterMoves(self)
        for line in (self.legs, self.disclosed, self.protection, self.auction, self.tag):
            line.installEventFilter(self._moves)
            line.textChanged.connect(self._on_edited)
        self.variety.currentIndexChanged.connect(self._on_edited)
        self.slicing.toggled.connect(self._on_edited)

    def extras(self) -> Extras:
        """Return what the fields say; unreadable numbers read as empty (`problems` says so)."""
        # Qt hands an enum of text back as plain text.
        chosen = self.variety.currentData()
        return Extras(
            variety=Variety(chosen) if chosen else Variety.REGULAR,
            iceberg_legs=self.legs.value(),
            auction_number=self.auction.text().strip(),
            disclosed_quantity=self.disclosed.value() or 0,
            market_protection=self._protection()[0],
            slicing=self._slices and self.slicing.isChecked(),
            tag=self.tag.text().strip(),
        )

    def problems(self) -> dict[str, str]:
        """Return field → sentence for what cannot be read."""
        found = {}
        self.legs.value()
        if self.legs.problem and self.legs.isEnabled():
            found["iceberg_legs"] = self.legs.problem
        self.disclosed.value()
        if self.disclosed.problem and self.disclosed.isEnabled():
            found["disclosed_quantity"] = self.disclosed.problem
        if problem := self._protection()[1]:
            found["market_protection"] = problem
        return found

    def offer(self, varieties: tuple[Variety, ...], *, tag_length: int) -> None:
        """Offer these varieties, keeping the choice where it is still there."""
        chosen = self.variety.currentData()
        wanted = [self.variety.itemData(n) for n in range(self.variety.count())]
        if wanted != list(varieties):
            self.variety.blockSignals(True)
            self.variety.clear()
            for variety in varieties:
                self.variety.addItem(rules.VARIETY_TEXT[variety], variety)
            self.variety.setCurrentIndex(max(0, self.variety.findData(chosen)))
            self.variety.blockSignals(False)
        self.tag.setMaxLength(max(1, tag_length))

    def choose(self, variety: Variety) -> None:
        place = self.variety.findData(variety)
        if place >= 0:
            self.variety.setCurrentIndex(place)

    def load(self, order: Order) -> None:
        """Fill from an order that is modified or repeated."""
        self.choose(order.variety)
        self.disclosed.set_value(order.disclosed_quantity)
        intent = order.intent
        self.auction.setText((intent.auction_number if intent is not None else None) or "")
        self.set_protection(intent.market_protection if intent is not None else AUTOMATIC)
        self.legs.set_value(intent.iceberg_legs if intent is not None else None)
        self.tag.setText(intent.user_tag if intent is not None else "")
        self.slicing.setChecked(intent is not None and intent.slice_above_freeze)

    def set_protection(self, percent: Decimal) -> None:
        """Show a market protection in percent, nothing for the automatic one."""
        self.protection.setText("" if percent == AUTOMATIC else f"{percent.normalize():f}")

    def reset(self) -> None:
        """Back to a regular order."""
        self.choose(Variety.REGULAR)
        for line in (self.legs, self.disclosed, self.protection, self.auction, self.tag):
            line.clear()
        self.slicing.setChecked(False)

    def enable(
        self, *, variety: Variety, protected: bool, disclosed: bool, slices: bool, modify: bool
    ) -> None:
        """Enable what applies; what does not stays in its place, disabled.

        Without `slices` a tick at slicing means nothing, and the box says why.
        """
        self.fields["variety"].set_enabled(enabled=not modify)
        self.fields["iceberg_legs"].set_enabled(enabled=variety is Variety.ICEBERG and not modify)
        self.fields["auction_number"].set_enabled(enabled=variety is Variety.AUCTION and not modify)
        self.fields["disclosed_quantity"].set_enabled(enabled=disclosed)
        self.fields["market_protection"].set_enabled(enabled=protected)
        self.fields["user_tag"].set_enabled(enabled=not modify)
        self._slices = slices
        self.slicing.setEnabled(slices and variety is Variety.REGULAR and not modify)
        self.slicing.setToolTip(told(_SLICING_TIP if slices else _UNSLICED))
        self.slicing.setAccessibleDescription(told("" if slices else _UNSLICED))
        self.slicing.setText(_SLICING if slices else _UNSLICED_SHORT)
        self._summarise()

    def unfold(self, *, open_: bool = True) -> None:
        self.toggle.setChecked(open_)

    @property
    def unfolded(self) -> bool:
        return self.toggle.isChecked()

    def _protection(self) -> tuple[Decimal, str]:
        text = self.protection.text().strip().rstrip("%").strip()
        if not text:
            return AUTOMATIC, ""
        try:
            percent = parse.price(text)
        except ValueError:
            return AUTOMATIC, "A percentage, or empty for automatic"
        if not 0 < percent <= 100:
            return AUTOMATIC, "Above 0 and at most 100 %"
        return percent, ""

    def _on_edited(self) -> None:
        self._summarise()
        self.edited.emit()

    def _on_toggled(self, open_: bool) -> None:  # noqa: FBT001  Qt's signature
        self.toggle.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        self._body.setVisible(open_)
        self._summarise()

    def _summarise(self) -> None:
        extras = self.extras()
        words = []
        if extras.variety is not Variety.REGULAR:
            words.append(rules.VARIETY_TEXT[extras.variety])
        if extras.slicing:
            words.append("sliced")
        if extras.disclosed_quantity:
            words.append(f"disclosed {extras.disclosed_quantity:,}")
        if extras.market_protection != AUTOMATIC:
            words.append(f"protection {extras.market_protection} %")
        if extras.tag:
            words.append(f"tag {extras.tag}")
        self._summary.set_text("" if self.unfolded else " · ".join(words))
