"""Funds: what can still be used, large; below it every field of the broker with its meaning."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.account import Funds
from terminal.domain.ids import AccountId
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.frame import FrameClock
from terminal.ui.models.funds import NET_HELP, FundsModel, fund_rows, segment_title
from terminal.ui.panel import Panel
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme


class FundsPanel(Panel):
    """Read-only. `refresh_asked` asks every account's broker again."""

    def __init__(
        self,
        *,
        portfolio: PortfolioService,
        accounts: Callable[[], Sequence[AccountId]],
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__("funds", "Funds", theme=theme, frame=frame, on_failure=on_failure)
        self._portfolio = portfolio
        self._accounts = accounts
        self._dirty = True
        self._cards_shown: tuple[Funds, ...] = ()
        holder = QWidget(self)
        self._cards = QHBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(8)
        # An amount is never cut: where the cards of several accounts have no room they are scrolled.
        self._strip = QScrollArea(self)
        self._strip.setObjectName("fundsCards")
        self._strip.setFrameShape(QFrame.Shape.NoFrame)
        self._strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._strip.setWidgetResizable(True)
        self._strip.setWidget(holder)
        self._refresh = QPushButton("Ask again", self)
        self._refresh.setObjectName("fundsRefresh")
        theme.wear(self._refresh, "refresh")
        self._refresh.setToolTip("Asks the broker for funds and margins now.")
        self._refresh.clicked.connect(self._ask_again)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.addWidget(self._strip, 1)
        bar.addWidget(self._refresh, 0, Qt.AlignmentFlag.AlignTop)
        self.table = LiveTable("fundsTable", "Funds", theme=theme)
        self.model = FundsModel(())
        self.table.use_model(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        portfolio.changed.connect(self._changed)

    @override
    def on_frame(self) -> None:
        if not self._dirty:
            return
        self._dirty = False
        funds = self._portfolio.funds()
        rows, segments = fund_rows(funds)
        if tuple(segments) != self.model.segments:
            self.model = FundsModel(segments)
            self.table.use_model(self.model)
        self.model.set_rows(rows)
        self._show_cards(tuple(f for f in funds if f.enabled))
        self._refresh.setVisible(bool(self._accounts()))
        if funds:
            self.hide_empty()
        elif self._accounts():
            self.show_empty("The broker has not told the funds yet.", "Ask again", self._ask_again)
        else:
            self.show_empty("Log in to see cash and margins.")

    def _show_cards(self, funds: tuple[Funds, ...]) -> None:
        if funds == self._cards_shown:
            return
        self._cards_shown = funds
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        several = len({f.account for f in funds}) > 1
        for part in funds:
            self._cards.addWidget(self._card(part, several=several))
        self._cards.addStretch(1)
        scroll = self._strip.horizontalScrollBar().sizeHint().height() if several else 0
        self._strip.setFixedHeight(self._cards.sizeHint().height() + scroll)

    def _card(self, funds: Funds, *, several: bool) -> QWidget:
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setToolTip(NET_HELP)
        who = f" - {fmt.account(funds.account)}" if several else ""
        title = QLabel(f"{segment_title(funds.segment)}{who}: can be used", card)
        title.setProperty("role", "section")
        amount = QLabel(fmt.rupees(funds.net), card)
        amount.setObjectName(f"fundsNet.{funds.account}.{funds.segment}")
        amount.setFont(self.theme.font(5, bold=True))
        amount.setProperty("role", "error" if funds.net < 0 else "amount")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 6, 18, 7)
        column.setSpacing(2)
        column.addWidget(title)
        column.addWidget(amount)
        return card

    def _changed(self, _: AccountId) -> None:
        self._dirty = True

    def _ask_again(self) -> None:
        for account in self._accounts():
            self._portfolio.request_refresh(account)
        self._dirty = True
