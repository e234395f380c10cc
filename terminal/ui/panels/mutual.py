"""Mutual funds: what is held, all funds, orders and SIPs, with a side pane for what is to be sent.

The service owns every write; the panel opens forms, follows rows and shows words. Opening a form
sends nothing.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from terminal.domain.errors import Rejected
from terminal.domain.ids import AccountId
from terminal.domain.mutual import FundHolding, FundOrder, Sip, SipChange, SipState
from terminal.domain.notice import Notice, Recorded, Refused
from terminal.domain.ports import Clock
from terminal.mutual.service import FundService
from terminal.runtime.tasks import OnFailure
from terminal.ui import format as fmt
from terminal.ui.frame import FrameClock
from terminal.ui.i18n import tr
from terminal.ui.mutual import words
from terminal.ui.mutual.books import OrdersPage, SipsPage
from terminal.ui.mutual.form import Form
from terminal.ui.mutual.funds_page import FundsPage
from terminal.ui.mutual.holdings_page import HoldingsPage
from terminal.ui.mutual.look import look, tools
from terminal.ui.mutual.order_form import OrderForm
from terminal.ui.mutual.page import Page
from terminal.ui.mutual.pane import LOW_WIDTH, WIDTH, SidePane
from terminal.ui.mutual.sip_forms import SipCancelForm, SipChangeForm, SipForm
from terminal.ui.mutual.trade_forms import PurchaseForm, RedeemForm
from terminal.ui.panel import Panel
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import Segments

TITLES = {"holdings": "Holdings", "funds": "Funds", "orders": "Orders", "sips": "SIPs"}
ONE_ROW, BUTTONS_ONLY = 640, 420
"""Below these widths the tools have a row of their own, and show no filter."""
LOW, LEAST_FOR_TWO = 270, 620
"""Below this height the side pane's form stands in two columns, from this width on."""
LEAST = 120
ROOM_FOR_TABLE, ROOM_FOR_CHART_TOO = 300, 1000


class MutualPanel(Panel):
    """Four pages and a side pane."""

    def __init__(
        self,
        *,
        service: FundService,
        clock: Clock,
        theme: Theme,
        frame: FrameClock,
        on_failure: OnFailure,
    ) -> None:
        super().__init__("mutual", "Mutual funds", theme=theme, frame=frame, on_failure=on_failure)
        self._service = service
        self._clock = clock
        self._seen = -1
        self._asked: set[AccountId] = set()
        self.holdings = HoldingsPage(service=service, verbs=self, theme=theme)
        self.funds = FundsPage(service=service, verbs=self, theme=theme)
        self.orders = OrdersPage(service=service, verbs=self, theme=theme, now=clock.now_ns)
        self.sips = SipsPage(service=service, verbs=self, theme=theme)
        self.pages: dict[str, Page] = {
            page.name: page for page in (self.holdings, self.funds, self.orders, self.sips)
        }
        self.tabs: Segments[str] = Segments(
            "mutual.tab",
            ((n, t, f"{t}  ({k})") for k, (n, t) in enumerate(TITLES.items(), start=1)),
        )
        self.tabs.setAccessibleName(tr("Pages of mutual funds"))
        self.tabs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tabs.set_value("holdings")
        self._tools, self._bodies = QStackedWidget(), QStackedWidget()
        for page in self.pages.values():
            self._tools.addWidget(page.tools)
            self._bodies.addWidget(page)
            for number, name in enumerate(TITLES, start=1):
                page.key(str(number), partial(self.show_page, name))
            page.told.connect(self._show_counts)
        self._tools.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.pane = SidePane(service=service, clock=clock, scope=self.scope, theme=theme)
        self.pane.done.connect(self._made)
        self.pane.closed.connect(self._pane_closed)
        self._again = QToolButton()
        self._again.setObjectName("mutual.refresh")
        self._again.setAccessibleName(tr("Read again"))
        self._again.setToolTip(tr("Asks the broker for funds, orders, SIPs and holdings now  (F5)"))
        self._again.setProperty("kind", "flat")
        theme.wear(self._again, "refresh")
        self._again.clicked.connect(self.refresh)
        self._arrange()
        self.tabs.chosen.connect(self._tab_chosen)
        anew = QShortcut(QKeySequence("F5"), self)
        anew.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        anew.activated.connect(self.refresh)
        self.hand_focus(self.holdings)
        self._unfollow = service.changed.connect(self._changed)
        self.funds.place_filters(self.width())

    def _arrange(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.tabs)
        self._row.addWidget(self._tools, 1)
        self._row.addWidget(self._again, 0, Qt.AlignmentFlag.AlignRight)
        self._bar = QWidget()
        self._bars = QVBoxLayout(self._bar)
        self._bars.setContentsMargins(6, 4, 6, 4)
        self._bars.setSpacing(4)
        self._bars.addLayout(self._row)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self._bodies.setMinimumWidth(LEAST)  # else the widest page would push the pane out of sight
        below.addWidget(self._bodies, 1)
        below.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(below, 1)
        self._restyle()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes from the pages' names over the tools to the list, the chart and the side pane."""
        chain: list[QWidget] = self.tabs.findChildren(QWidget)
        for page in self.pages.values():
            chain += page.stops()
        chain.append(self._again)
        chain += [page.table for page in self.pages.values()]
        chain += [*self.holdings.allocation.by.findChildren(QWidget), self.holdings.allocation.ring]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    # -- pages

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.pages[self.tabs.value() or "holdings"]

    def show_page(self, name: str) -> None:
        """Bring a page to the front and give its table the keyboard."""
        self.tabs.set_value(name)
        self.page.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Ask every account's broker again."""
        for account in self._service.accounts():
            self.scope.spawn(self._service.refresh(account), name="refresh")
        self.scope.spawn(self._service.load_schemes(), name="schemes")

    # -- forms

    def buy(self, isin: str, account: AccountId | None = None) -> None:
        """Open the form to buy a fund; nothing is sent."""
        scheme = self._service.scheme(isin)
        chosen = account or self._account()
        if scheme is None or chosen is None:
            self._say_unknown(isin)
            return
        self._open(PurchaseForm(scheme, account=chosen, service=self._service, theme=self.theme))

    def redeem(self, holding: FundHolding) -> None:
        """Open the form to redeem a holding; nothing is sent."""
        self._open(RedeemForm(holding, service=self._service, theme=self.theme))

    def start_sip(self, isin: str, account: AccountId | None = None) -> None:
        """Open the form to start a SIP; nothing is sent."""
        scheme = self._service.scheme(isin)
        chosen = account or self._account()
        if scheme is None or chosen is None:
            self._say_unknown(isin)
            return
        self._open(
            SipForm(
                scheme,
                account=chosen,
                service=self._service,
                theme=self.theme,
                today=self._today(),
            )
        )

    def show_order(self, order: FundOrder) -> None:
        """Show all of an order; an open one can be cancelled there."""
        self._open(OrderForm(order, service=self._service, theme=self.theme))

    def change_sip(self, sip: Sip) -> None:
        """Open the form that changes a SIP; nothing is sent."""
        self._open(SipChangeForm(sip, service=self._service, theme=self.theme, today=self._today()))

    def end_sip(self, sip: Sip) -> None:
        """Ask whether a SIP is to end; nothing is sent."""
        self._open(SipCancelForm(sip, service=self._service, theme=self.theme))

    # -- what is sent at once

    def cancel_orders(self, orders: Sequence[FundOrder]) -> None:
        """Cancel open orders."""
        for order in orders:
            self.scope.spawn(self._cancel(order), name="cancel")

    def pause_sip(self, sip: Sip) -> None:
        """Pause a SIP, or resume one that is paused."""
        self.scope.spawn(self._pause(sip), name="pause")

    # -- callbacks

    @override
    def on_frame(self) -> None:
        service = self._service
        accounts = set(service.accounts())
        if not accounts <= self._asked:
            self._asked |= accounts
            self.scope.spawn(service.load_schemes(), name="schemes")
        if service.version != self._seen:
            self._seen = service.version
            for page in self.pages.values():
                page.stale = True
            self._show_counts()
            self.pane.on_change()
        if self.page.stale:
            self.page.rebuild()
        self.pane.on_second()

    @override
    def on_theme(self) -> None:
        self._restyle()
        super().on_theme()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.funds.place_filters(event.size().width())
        self._place_tools(event.size().width())
        self._make_room()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.on_frame()

    @override
    def save_state(self) -> dict[str, object]:
        return {
            "page": self.page.name,
            "tables": {name: page.table.save_state() for name, page in self.pages.items()},
            "chart": self.holdings.chart_button.isChecked(),
            "by": self.holdings.allocation.by.value(),
        }

    @override
    def restore_state(self, state: dict[str, object]) -> None:
        if state.get("page") in self.pages:
            self.tabs.set_value(str(state["page"]))
        tables = state.get("tables")
        if isinstance(tables, dict):
            for name, table in tables.items():
                if name in self.pages and isinstance(table, dict):
                    self.pages[name].table.restore_state(table)
        if isinstance(state.get("chart"), bool):
            self.holdings.chart_button.setChecked(bool(state["chart"]))
        if isinstance(by := state.get("by"), str):
            self.holdings.allocation.by.set_value(by)

    @override
    async def aclose(self) -> None:
        self._unfollow()
        await super().aclose()

    # -- inside

    def _changed(self, _account: AccountId) -> None:
        # Heard even while hidden: who leaves and comes back brings no list of funds along.
        self._asked &= set(self._service.accounts())

    async def _cancel(self, order: FundOrder) -> None:
        self._told(f"Cancel the {words.order_name(order)}", await self._service.cancel(order.key))

    async def _pause(self, sip: Sip) -> None:
        paused = sip.state is not SipState.PAUSED
        result = await self._service.modify_sip(sip.key, SipChange(paused=paused))
        verb = "Pause" if paused else "Resume"
        self._told(f"{verb} the SIP in {sip.name}", result)
        if isinstance(result, Recorded) and isinstance(result.outcome, Rejected):
            now = self._service.sip(sip.key)
            if now is not None and now.state in {SipState.ACTIVE, SipState.PAUSED}:
                self.change_sip(now)
                self.pane.refused(result.outcome.text)

    def _told(self, what: str, result: Recorded | Refused) -> None:
        """Say what was not even sent; what the broker said is the service's notice and the row's."""
        if isinstance(result, Refused):
            notice = Notice(level="warn", title=f"Not sent: {what}", text=result.text)
            self._service.notices.emit(notice)

    def _made(self, form: Form, key: str) -> None:
        if isinstance(form, SipCancelForm) and form.after is not None:
            self._open(form.after())
            return
        name = "sips" if form.name in {"sip", "change", "cancel"} else "orders"
        self.tabs.set_value(name)
        self.page.rebuild()
        row = self._service.sip(key) if name == "sips" else self._service.order(key)
        if row is not None:
            self.page.table.select_key((row.account, row.key))

    def _open(self, form: Form) -> None:
        self._make_room(opening=True)
        self.pane.open(form)

    def _pane_closed(self) -> None:
        self._make_room()
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_tools(self, width: int) -> None:
        """Give the tools a row of their own in a narrow panel, and let the buttons go before the rest."""
        own_row, has_own = width < ONE_ROW, self._bars.indexOf(self._tools) >= 0
        if own_row and not has_own:
            self._bars.addWidget(self._tools)
        elif has_own and not own_row:
            self._row.insertWidget(1, self._tools, 1)
        for page in self.pages.values():
            page.be_narrow(narrow=width < BUTTONS_ONLY)

    def _make_room(self, *, opening: bool = False) -> None:
        """Share the width between table, chart and side pane; in a narrow place the pane takes it all."""
        shown, width = opening or not self.pane.isHidden(), self.width()
        columns = 2 if self.height() < LOW and width >= LEAST_FOR_TWO else 1
        wanted = LOW_WIDTH if columns == 2 else WIDTH
        alone = width - wanted < ROOM_FOR_TABLE
        # Never both at full width, not even for a moment: that would widen the panel.
        if shown and alone:
            self._bodies.hide()
        self.pane.arrange(columns=columns, width=width if alone else wanted)
        if not (shown and alone):
            self._bodies.show()
        self.holdings.set_crowded(crowded=shown and width - wanted < ROOM_FOR_CHART_TOO)

    def _account(self) -> AccountId | None:
        """Return the account a form begins with: the first whose broker takes fund orders."""
        accounts = self._service.accounts()
        for account in accounts:
            rules = self._service.rules(account)
            if rules is not None and rules.writes:
                return account
        return accounts[0] if accounts else None

    def _say_unknown(self, isin: str) -> None:
        text = "Its rules are not known, so nothing can be sent. Read the list again in a moment."
        title = f"{isin} is not in the broker's list of funds"
        self._service.notices.emit(Notice(level="warn", title=title, text=text))

    def _today(self) -> date:
        seconds = self._clock.now_ns() // 1_000_000_000
        return datetime.fromtimestamp(seconds, UTC).astimezone(fmt.IST).date()

    def _tab_chosen(self) -> None:
        page = self.page
        self._tools.setCurrentWidget(page.tools)
        self._bodies.setCurrentWidget(page)
        self.hand_focus(page)
        if self.isVisible() and page.stale:
            page.rebuild()

    def _show_counts(self) -> None:
        for name, page in self.pages.items():
            button = self.tabs.button(name)
            if button is not None:
                count = page.count
                title = tr(TITLES[name]) + (f" {fmt.quantity(count)}" if count else "")
                if button.text() != title:
                    button.setText(title)
                    button.setMinimumWidth(button.fontMetrics().horizontalAdvance(title) + 22)

    def _restyle(self) -> None:
        sheet = look(self.theme.palette)
        self._bar.setStyleSheet(tools(self.theme.palette))
        self._bodies.setStyleSheet(sheet)
        self.pane.setStyleSheet(sheet)
