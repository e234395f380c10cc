"""What the basket needs and costs, below its legs: five figures, the effect of the order, the rule.

A figure that cannot be had is a dash, and the line beside it says why. Nothing here blocks a send.
"""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from terminal.baskets.basket import Basket, buys_before_sells, sending_order
from terminal.baskets.costing import Figures
from terminal.domain.order import Side
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel

_FIGURES = (
    ("required", "Required", "The most that is blocked while the legs go out, in this order"),
    ("final", "Final", "What stays blocked once all legs are in, hedges counted"),
    ("charges", "Charges", "The sum of the legs' charges, an estimate by the broker"),
    ("available", "Available", "Free funds of the account's margin segment"),
    ("left", "Left", "Available less required"),
)

TICKING = Decimal("0.0005")
"""Prices move between the two questions; a smaller difference than this part is no difference."""


class Footer(QWidget):
    """Figures at the left; at the right the effect of the order, and the rule of the field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("basket.cost")
        self.setAccessibleName(tr("Margin and charges of the basket"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 4)
        row.setSpacing(10)
        self._captions: dict[str, ElidedLabel] = {}
        self._figures: dict[str, ElidedLabel] = {}
        for key, caption, tip in _FIGURES:
            box = QWidget()
            box.setToolTip(told(tip))
            box.setMinimumWidth(92)
            box.setMaximumWidth(110)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            head = ElidedLabel(theme, tone="muted", size_delta=-2)
            head.set_text(caption)
            figure = ElidedLabel(theme, tone="text", size_delta=0, bold=True)
            figure.setObjectName(f"basket.{key}")
            column.addWidget(head)
            column.addWidget(figure)
            self._captions[key], self._figures[key] = head, figure
            row.addWidget(box, 2)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        self.effect = ElidedLabel(theme, align=Qt.AlignmentFlag.AlignLeft)
        self.effect.setObjectName("basket.effect")
        self.rule = ElidedLabel(theme, align=Qt.AlignmentFlag.AlignLeft)
        self.rule.setObjectName("basket.rule")
        words.addWidget(self.effect)
        words.addWidget(self.rule)
        row.addLayout(words, 7)

    def text(self, key: str) -> str:
        """Return a figure as it is shown: required, final, charges, available, left."""
        return self._figures[key].text()

    def show_cost(self, basket: Basket, figures: Figures, available: Decimal | None) -> None:
        """Show what is known; figures of a former shape are greyed, never hidden."""
        cost = figures.cost if basket.legs else None
        tone = "text" if figures.current else "stale"
        self._captions["required"].set_text("Sum of legs" if figures.singles else "Required")
        for key, value in (
            ("required", None if cost is None else cost.required),
            ("final", None if cost is None or figures.singles else cost.final),
            ("charges", None if cost is None else cost.charges),
        ):
            self._set(key, value, tone)
        self._set("available", available, "text")
        left = None
        if cost is not None and available is not None:
            left = available - cost.required
        short = left is not None and left < 0
        self._captions["left"].set_text("Short by" if short else "Left")
        self._set("left", abs(left) if left is not None else None, "amber" if short else tone)
        self.effect.set_text(
            effect_text(basket, figures), tone="amber" if figures.problem else "muted"
        )

    def say(self, text: str, tone: str = "muted") -> None:
        """Show a rule, or what just happened."""
        self.rule.set_text(text, tone=tone)

    def _set(self, key: str, value: Decimal | None, tone: str) -> None:
        text = fmt.money(value, 2 if key == "charges" else 0)  # paise of a margin are noise
        self._figures[key].set_text(text, tone="muted" if value is None else tone)


def effect_text(basket: Basket, figures: Figures) -> str:
    """Return why there are no figures, or what the order of the legs does to them."""
    if not basket.legs:
        return ""
    if figures.problem:
        return figures.problem
    cost = figures.cost
    if cost is None:
        return "Asking the broker…"
    if figures.singles:
        return "This broker does not calculate baskets: this is the sum of the legs alone."
    if figures.other is None:
        sides = {leg.side for leg in basket.legs}
        if len(sides) == 1 and len(basket.legs) > 1:
            word = "buys" if sides == {Side.BUY} else "sells"
            return f"All {word}: their order makes no difference."
        return "Comparing with the other order…" if len(sides) > 1 else ""
    more = figures.other - cost.required
    first = "Sells" if _buys_go_first(basket) else "Buys"
    if abs(more) <= cost.required * TICKING:
        return f"{first} first would need the same."
    word = "more" if more > 0 else "less"
    return f"{first} first would need {fmt.rupees(abs(more), 0)} {word}."


def _buys_go_first(basket: Basket) -> bool:
    return sending_order(basket) == buys_before_sells(basket.legs)
