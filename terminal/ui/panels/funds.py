"""Funds: what can still be used, large; every field of the broker with its meaning; the day's charges."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.account import Funds
from terminal.domain.ids import AccountId
from terminal.domain.ports import Clock, InstrumentSource
from terminal.portfolio.charges import DayCharges
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import OnFailure
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import told, tr
from terminal.ui.models.fund_words import GLOSSARY
from terminal.ui.models.funds import FundsModel, fund_rows
from terminal.ui.panel import Panel
from terminal.ui.panels.fund_cards import SegmentCard
from terminal.ui.panels.fund_charges import ChargesView
from terminal.ui.table import LiveTable
from terminal.ui.theme import Theme
from terminal.ui.ticket import style
from terminal.ui.ticket.widgets import Segments

FUNDS, CHARGES, WORDS = "funds", "charges", "words"
_VIEWS = [
    (FUNDS, "Funds", "What can be used, and every field of the broker explained"),
    (CHARGES, "Charges", "What today's orders have cost, order by order and by kind"),
    (WORDS, "Explained", "What order margin, required, final, break-even and net mean"),
]


class FundsPanel(Panel):
    """Read-only. "Ask again" asks every account's broker anew."""

    def __init__(
        self,
        *,
        portfolio: PortfolioService,
        accounts: Callable[[], Sequence[AccountId]],
        charges: DayCharges,
        instruments: InstrumentSource,
        clock: Clock,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__("funds", "Funds", theme=theme, frame=frame, on_failure=on_failure)
        self._portfolio = portfolio
        self._accounts = accounts
        self._service = charges
        self._dirty = True
        self._cards_shown: tuple[Funds, ...] = ()
        self.view: Segments[str] = Segments("funds.view", _VIEWS)
        self.view.setFixedWidth(240)
        self.view.set_value(FUNDS)
        self.view.chosen.connect(self._turn)
        self._refresh = QPushButton(tr("Ask again"), self)
        self._refresh.setObjectName("fundsRefresh")
        theme.wear(self._refresh, "refresh")
        self._refresh.setToolTip(tr("Asks the broker for funds, margins and charges now."))
        self._refresh.clicked.connect(self._ask_again)
        self._bar = QWidget(self)
        self._bar.setStyleSheet(style.tools(theme.palette))
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(6, 4, 6, 4)
        bar.addWidget(self.view)
        bar.addStretch(1)
        bar.addWidget(self._refresh)
        self.table = LiveTable("fundsTable", "Funds", theme=theme)
        self.model = FundsModel(())
        self.table.use_model(self.model)
        self.charges = ChargesView(charges, clock=clock, instruments=instruments, theme=theme)
        self._pages = QStackedWidget(self)
        for page in (self._funds_page(), self.charges, _glossary()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._pages, 1)
        self.hand_focus(self.table)
        portfolio.changed.connect(self._changed)

    @override
    def on_frame(self) -> None:
        if self.view.value() == CHARGES:
            self._show_charges()
            return
        if self._dirty:
            self._dirty = False
            self._show_funds()

    @override
    def on_theme(self) -> None:
        self._bar.setStyleSheet(style.tools(self.theme.palette))
        super().on_theme()

    @override
    def save_state(self) -> dict[str, object]:
        return {"view": self.view.value() or FUNDS}

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        view = state.get("view")
        if isinstance(view, str):
            self.view.set_value(view)

    # -- inside

    def _funds_page(self) -> QWidget:
        page, holder = QWidget(self), QWidget(self)
        self._cards = QHBoxLayout(holder)
        self._cards.setContentsMargins(8, 2, 8, 6)
        self._cards.setSpacing(8)
        # An amount is never cut: where the cards of several accounts have no room they are scrolled.
        self._strip = QScrollArea(page)
        self._strip.setObjectName("fundsCards")
        self._strip.setAccessibleName(tr("Funds of each account"))
        self._strip.setFrameShape(QFrame.Shape.NoFrame)
        self._strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._strip.setWidgetResizable(True)
        self._strip.setWidget(holder)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self.table, 1)
        return page

    def _turn(self) -> None:
        view = self.view.value() or FUNDS
        self._pages.setCurrentIndex([name for name, _, _ in _VIEWS].index(view))
        self.hand_focus(self.charges if view == CHARGES else self.table)
        self._dirty = True
        if view == WORDS:
            self.hide_empty()

    def _show_funds(self) -> None:
        funds = self._portfolio.funds()
        rows, segments = fund_rows(funds)
        if tuple(segments) != self.model.segments:
            self.model = FundsModel(segments)
            self.table.use_model(self.model)
        self.model.set_rows(rows)
        self._show_cards(tuple(funds))
        logged_in = bool(self._accounts())
        self._refresh.setVisible(logged_in)
        if self.view.value() == WORDS or funds:
            self.hide_empty()
        elif logged_in:
            self.show_empty(
                "The broker has not told the funds yet.",
                "Ask again",
                self._ask_again,
                over=self._pages,
            )
        else:
            self.show_empty("Log in to see cash and margins.", over=self._pages)

    def _show_charges(self) -> None:
        self.charges.refresh()
        if not self.charges.is_empty:
            self.hide_empty()
        elif self._accounts():
            self.show_empty(
                "No order was executed today.\nWhat one costs shows up here a moment after its fill.",
                over=self._pages,
            )
        else:
            self.show_empty("Log in to see what today's orders have cost.", over=self._pages)

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
        cards = [SegmentCard(part, several=several, theme=self.theme) for part in funds]
        for card in cards:
            self._cards.addWidget(card)
            card.ensurePolished()
        self._cards.addStretch(1)
        margins = self._cards.contentsMargins()
        height = max((card.sizeHint().height() for card in cards), default=0)
        height += margins.top() + margins.bottom() if cards else 0
        scroll = self._strip.horizontalScrollBar().sizeHint().height() if several else 0
        self._strip.setFixedHeight(height + scroll)

    def _changed(self, _: AccountId) -> None:
        self._dirty = True

    def _ask_again(self) -> None:
        for account in self._accounts():
            self._portfolio.request_refresh(account)
            self._service.request_refresh(account)
        self._dirty = True


def _glossary() -> QWidget:
    page = QScrollArea()
    page.setObjectName("funds.words")
    page.setAccessibleName(tr("What the words mean"))
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setWidgetResizable(True)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(12, 6, 12, 12)
    column.setSpacing(2)
    for title, meaning in GLOSSARY:
        head, text = QLabel(told(title)), QLabel(told(meaning))
        head.setProperty("role", "heading")
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        text.setMaximumWidth(760)
        column.addWidget(head)
        column.addWidget(text)
        column.addSpacing(8)
    column.addStretch(1)
    page.setWidget(inner)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return page
