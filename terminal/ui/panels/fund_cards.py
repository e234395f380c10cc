"""One card a margin segment: what can be used, and how much of it all is in use."""

from decimal import Decimal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.account import Funds
from terminal.ui import format as fmt
from terminal.ui.i18n import told
from terminal.ui.models.fund_words import DISABLED, DISABLED_HINT, NET, segment_title
from terminal.ui.theme import Theme

BAR = 5
TIGHT = 0.85
"""From this part in use on the bar turns amber."""


class UsedBar(QWidget):
    """A thin bar: in use against still free. The words stand beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(BAR)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        """The part in use, 0 to 1."""
        return self._share

    def show_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(150, BAR)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), self.rect()
        painter.fillRect(box, self._theme.brush("strong_line"))
        wide = round(box.width() * self._share)
        tone = "amber" if self._share >= TIGHT else "accent"
        painter.fillRect(QRect(box.left(), box.top(), wide, box.height()), self._theme.brush(tone))
        painter.end()


class SegmentCard(QFrame):
    """A segment of one account. A segment that the account does not have says so."""

    def __init__(self, funds: Funds, *, several: bool, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(f"fundsCard.{funds.account}.{funds.segment}")
        who = f" · {fmt.account(funds.account)}" if several else ""
        name = f"{segment_title(funds.segment)}{who}"
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 14, 6)
        row.setSpacing(18)
        if not funds.enabled:
            row.addLayout(_two(_caption(name), _caption(DISABLED, role="faint")))
            self.setAccessibleName(told(f"{name}: {DISABLED}"))
            self.setToolTip(told(DISABLED_HINT))
            return
        amount = QLabel(fmt.rupees(funds.net))
        amount.setObjectName(f"fundsNet.{funds.account}.{funds.segment}")
        amount.setFont(theme.font(5, bold=True))
        amount.setProperty("role", "error" if funds.net < 0 else "amount")
        used = used_of(funds)
        share = share_in_use(funds.net, used)
        words = f"{fmt.rupees(used)} in use ({share:.0%})" if used else "nothing in use"
        said = _caption(words, role="muted")
        said.setObjectName(f"fundsUsed.{funds.account}.{funds.segment}")
        bar = UsedBar(theme)
        bar.show_share(share)
        row.addLayout(_two(_caption(f"{name}: {NET.title.lower()}"), amount))
        right = _two(said, bar)
        right.setSpacing(6)
        right.setAlignment(bar, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(right, 1)
        tip = f"{NET.meaning}\nThe bar is the broker's “debits” against that and what is left."
        self.setToolTip(told(tip))
        self.setAccessibleName(told(f"{name}: {fmt.rupees(funds.net)} can be used, {words}"))
        self.setAccessibleDescription(told(tip))


def used_of(funds: Funds) -> Decimal:
    """Return the broker's own sum of what is in use; never added up here."""
    return funds.utilised.get("debits", Decimal(0))


def share_in_use(net: Decimal, used: Decimal) -> float:
    """Return which part is in use, 0 to 1. Below zero nothing is: sales lent more than is blocked."""
    if used <= 0:
        return 0.0
    whole = used + max(net, Decimal(0))
    return float(used / whole)


def _caption(text: str, *, role: str = "section") -> QLabel:
    label = QLabel(told(text))
    label.setProperty("role", role)
    return label


def _two(upper: QWidget, lower: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(upper)
    column.addWidget(lower)
    return column
