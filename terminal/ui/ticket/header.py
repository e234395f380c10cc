"""The ticket's solid head: side, instrument, last price, bid and ask.

Its fill is the side: blue buys, orange-red sells. Space flips it while it has focus; a click on bid
or ask takes that price.
"""

from math import isfinite

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from terminal.domain.order import Side
from terminal.ui.i18n import told, tr
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import ElidedLabel


class SideSwitch(QWidget):
    """Two words, one lit: press either, or the whole, to choose a side."""

    flipped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._side = Side.BUY
        self.setObjectName("ticket.side")
        self.setAccessibleName(tr("Side: buy"))
        self.setToolTip(tr("Flip the side  (Ctrl+T, or Space on the header)"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(88, 24)
        self.setFont(theme.font(-1, bold=True))

    def set_side(self, side: Side) -> None:
        self._side = side
        self.setAccessibleName(tr("Side: buy") if side is Side.BUY else tr("Side: sell"))
        self.update()

    @override
    def mousePressEvent(self, event: object) -> None:
        if self.isEnabled():
            self.flipped.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        outer = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 60))
        painter.drawRoundedRect(outer, 4, 4)
        half = outer.width() / 2
        on_fill = self._theme.color("on_fill")
        for place, side in enumerate((Side.BUY, Side.SELL)):
            box = QRectF(outer.left() + place * half, outer.top(), half, outer.height())
            if side is self._side:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(on_fill)
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 3, 3)
                painter.setPen(self._theme.color(_fill_token(side)))
            else:
                faded = QColor(on_fill)
                faded.setAlpha(190 if self.isEnabled() else 90)
                painter.setPen(faded)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr(side.value.upper()))
        painter.end()


class TicketHeader(QWidget):
    """Side, name and live prices of the ticket's instrument."""

    flipped = Signal()
    price_taken = Signal(str)
    """A person pressed `bid` or `ask`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._side = Side.BUY
        self._fill_token = _fill_token(Side.BUY)
        self.setObjectName("ticket.header")
        self.setAccessibleName(tr("Order ticket header"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = ElidedLabel(theme, tone="on_fill", size_delta=2, bold=True)
        self._title.setObjectName("ticket.instrument")
        self._subtitle = ElidedLabel(
            theme, tone="on_fill", size_delta=-1, align=Qt.AlignmentFlag.AlignRight
        )
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._subtitle.setFixedWidth(44)
        self.switch = SideSwitch(theme)
        self.switch.flipped.connect(self.flipped)
        self._last = ElidedLabel(
            theme, tone="on_fill", size_delta=2, bold=True, align=Qt.AlignmentFlag.AlignHCenter
        )
        self._last.setObjectName("ticket.last")
        self.bid = self._price_button("bid")
        self.ask = self._price_button("ask")
        names = QHBoxLayout()
        names.setSpacing(6)
        names.addWidget(self._title, 1)
        names.addWidget(self._subtitle)
        names.addWidget(self.switch)
        touch = QHBoxLayout()
        touch.setSpacing(6)
        touch.addWidget(self.bid, 5)
        touch.addWidget(self._last, 5)
        touch.addWidget(self.ask, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 7)
        layout.setSpacing(5)
        layout.addLayout(names)
        layout.addLayout(touch)
        self.bid.clicked.connect(self._on_bid)
        self.ask.clicked.connect(self._on_ask)

    def set_side(self, side: Side) -> None:
        """Recolour for `side`."""
        self._side = side
        self._fill_token = _fill_token(side)
        self.switch.set_side(side)
        self.setAccessibleDescription(told(f"{side.value} order"))
        self.update()

    def set_names(self, title: str, detail: str, full: str) -> None:
        """Show a title and beside it an expiry or exchange; `full` is the tooltip."""
        self._title.set_text(title)
        self._subtitle.set_text(detail)
        self.setToolTip(told(full))

    def set_prices(self, last: str, bid: str, ask: str, *, stale: bool) -> None:
        """Show formatted prices; an old last price is said to be old, not only greyed."""
        self._last.set_text(f"{last} old" if stale and last else last)
        self.bid.setText(f"{tr('Bid')}  {bid or '—'}")
        self.ask.setText(f"{tr('Ask')}  {ask or '—'}")
        self.bid.setEnabled(bool(bid))
        self.ask.setEnabled(bool(ask))

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def last_text(self) -> str:
        return self._last.text()

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, super().sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            if self.switch.isEnabled():
                self.flipped.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(self._fill_token))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("on_fill"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _price_button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"ticket.{name}")
        button.setAccessibleName(told(f"Take the {name} price"))
        button.setProperty("onFill", True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key = "[" if name == "bid" else "]"
        button.setToolTip(told(f"Use the best {name} as price  ( {key} )"))
        button.setFont(self._theme.font(-1))
        button.setMinimumWidth(10)
        return button

    def _on_bid(self) -> None:
        self.price_taken.emit("bid")

    def _on_ask(self) -> None:
        self.price_taken.emit("ask")


def quoted(value: float, decimals: int) -> str:
    """Return a market price for the header; nothing where there is none."""
    return f"{value:,.{decimals}f}" if isfinite(value) and value > 0 else ""


def _fill_token(side: Side) -> str:
    return "buy_fill" if side is Side.BUY else "sell_fill"
