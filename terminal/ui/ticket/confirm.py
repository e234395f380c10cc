"""The sheet that asks before something unusual is sent: what exactly, and why it asks.

The default button is Cancel and holds the focus; Enter therefore never sends. The button that sends
names the whole action and stays dead for a moment, so that a double press cannot fall through.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from terminal.domain.order import Side
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket import style

SETTLE_MS = 400
_LISTED = 8


class Question(Struct, frozen=True, kw_only=True):
    """What a sheet says. `orders` are exact sentences, one a line; `reasons` why it asks.

    `neutral`: the button carries no side's colour, for what neither buys nor sells.
    """

    title: str
    orders: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    confirm: str
    side: Side = Side.BUY
    neutral: bool = False


class ConfirmSheet(QDialog):
    """A window-modal question; open it with `ui.dialogs.ask`."""

    def __init__(self, question: Question, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setWindowTitle(tr(question.title))
        self.setAccessibleName(tr(question.title))
        self.setMinimumWidth(400)
        self.setMaximumWidth(620)
        self.setStyleSheet(style.sheet(theme.palette, question.side))

        title = QLabel(tr(question.title))
        title.setFont(theme.font(3, bold=True))
        title.setObjectName("confirm.title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(_order_list(question.orders, theme))
        if question.reasons:
            reasons = QLabel("\n".join(f"•  {told(reason)}" for reason in question.reasons))
            reasons.setObjectName("confirm.reasons")
            reasons.setWordWrap(True)
            reasons.setStyleSheet(
                f"background: {theme.palette.amber_tint}; color: {theme.palette.text};"
                f" border-left: 3px solid {theme.palette.amber}; padding: 7px 10px;"
            )
            layout.addWidget(reasons)
        for name, value in question.facts:
            layout.addLayout(_fact(name, value, theme))

        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setObjectName("confirm.cancel")
        self.cancel.setDefault(True)
        self.cancel.setAutoDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.send = QPushButton(tr(question.confirm))
        self.send.setObjectName("confirm.send")
        self.send.setProperty(*(("kind", "danger") if question.neutral else ("submit", True)))
        self.send.setAccessibleName(told(question.confirm))
        self.send.setAutoDefault(True)  # who has moved the focus here means it
        self.send.setEnabled(False)
        self.send.clicked.connect(self.accept)
        layout.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 6, 0, 0)
        buttons.addWidget(self.send)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        layout.addLayout(buttons)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._arm)
        self._settle.start(SETTLE_MS)

    def _arm(self) -> None:
        self.send.setEnabled(True)


def _order_list(orders: Sequence[str], theme: Theme) -> QWidget:
    lines = QLabel(told("\n".join(orders)))
    lines.setObjectName("confirm.orders")
    lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    lines.setFont(theme.font(1, bold=len(orders) == 1))
    lines.setWordWrap(True)
    lines.setContentsMargins(0, 2, 0, 2)
    if len(orders) <= _LISTED:
        return lines
    area = QScrollArea()
    area.setAccessibleName(tr("Orders"))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(lines)
    area.setFixedHeight(190)
    return area


def _fact(name: str, value: str, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    label = QLabel(tr(name))
    label.setStyleSheet(f"color: {theme.palette.muted};")
    figure = QLabel(told(value))
    figure.setFont(theme.font(bold=True))
    figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label)
    row.addWidget(figure, 1)
    return row
