"""Letting shares be sold: what the depository still has to allow, and the way through the browser.

A demat account without a power of attorney needs the holder's word (CDSL: a TPIN) before a sale. The
broker names a page, the system browser opens it, and the status is read anew until it has changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from terminal.domain.account import Holding
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.notice import Notice
from terminal.domain.order import Product, Side
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.tasks import TaskScope
from terminal.ui import format as fmt

READ_MS = 5_000
READS = 60
"""The status is read for five minutes after the page was opened, and whenever the window is back."""
_DELIVERY = frozenset({Product.CNC, Product.MTF})
Waiting = tuple[AccountId, str]


class Authoriser(QObject):
    """Asks for authorisations and watches them arrive. `changed`: something is waited for, or not."""

    changed = QtSignal()

    def __init__(
        self,
        *,
        orders: OrderService,
        portfolio: PortfolioService,
        scope: TaskScope,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._orders, self._portfolio, self._scope = orders, portfolio, scope
        self._waiting: dict[Waiting, str] = {}
        self._reads = 0
        self._timer = QTimer(self)
        self._timer.setInterval(READ_MS)
        self._timer.timeout.connect(self._read)
        self._unfollow = portfolio.changed.connect(self._on_portfolio)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    def close(self) -> None:
        """Stop watching: the panel is going away."""
        self._timer.stop()
        self._unfollow()

    def asks(self, account: AccountId) -> bool:
        """True where this account's broker wants sales of holdings to be authorised at all."""
        broker = self._orders.brokers.get(account)
        return broker is not None and broker.capabilities.authorise_holdings

    def needs(self, holding: Holding) -> bool:
        """True where a sale of the whole holding would be refused for want of it."""
        return (
            bool(holding.isin)
            and self.asks(holding.account)
            and holding.authorised_quantity < holding.quantity
        )

    def waits_for(self, holding: Holding) -> bool:
        return (holding.account, holding.isin) in self._waiting

    def status(self, holding: Holding) -> str:
        """Return 'Not needed', 'Authorised', '10 of 40 authorised' or 'Needs authorisation'."""
        if not self.asks(holding.account) or not holding.isin:
            return "Not needed"
        if not self.needs(holding):
            return "Authorised" if holding.quantity else "Not needed"
        if self.waits_for(holding):
            return "Waiting for the browser"
        if holding.authorised_quantity:
            given, whole = fmt.quantity(holding.authorised_quantity), fmt.quantity(holding.quantity)
            return f"{given} of {whole} authorised"
        return "Needs authorisation"

    def for_sale(
        self,
        account: AccountId | None,
        instrument: InstrumentId,
        side: Side,
        product: Product | None,
    ) -> list[Holding]:
        """Return the holdings that such an order sells and that are not authorised yet."""
        if side is not Side.SELL or product not in _DELIVERY:
            return []
        return [
            h
            for h in self._portfolio.holdings()
            if h.account == account
            and h.instrument.symbol == instrument.symbol
            and (h.product == "MTF") is (product is Product.MTF)
            and self.needs(h)
        ]

    def start(self, holdings: Iterable[Holding]) -> None:
        """Ask each account's broker for its page, all its holdings at once, and open it."""
        by_account: defaultdict[AccountId, list[Holding]] = defaultdict(list)
        for holding in holdings:
            if self.needs(holding):
                by_account[holding.account].append(holding)
        for account, rows in by_account.items():
            self._scope.spawn(self._open(account, rows), name="authorise")

    # -- inside

    async def _open(self, account: AccountId, holdings: Sequence[Holding]) -> None:
        broker = self._orders.brokers.get(account)
        if broker is None:
            return
        names = ", ".join(h.symbol for h in holdings[:3])
        if len(holdings) > 3:
            names += f" and {len(holdings) - 3} more"
        try:
            url = await broker.authorise([(h.isin, h.quantity) for h in holdings])
        except TerminalError as error:
            self._say("bad", f"{names}: not authorised", f"{error.text} {error.hint}".strip())
            return
        for holding in holdings:
            self._waiting[(account, holding.isin)] = holding.symbol
        self._reads = 0
        self._timer.start()
        self.changed.emit()
        opened = QDesktopServices.openUrl(QUrl(url))
        text = "Finish it on the depository's page in your browser; the status here follows."
        if not opened:
            text = f"No browser could be opened. Open this address yourself: {url}"
        self._say("info" if opened else "warn", f"Authorise {names}", text)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        # Back from the browser: what was authorised there is read anew.
        if state is Qt.ApplicationState.ApplicationActive and self._waiting:
            self._read()

    def _read(self) -> None:
        self._reads += 1
        for account in {account for account, _ in self._waiting} & set(self._orders.brokers):
            self._portfolio.request_refresh(account)
        if self._reads >= READS or not self._waiting:
            self._timer.stop()
            self._waiting.clear()
            self.changed.emit()

    def _on_portfolio(self, account: AccountId) -> None:
        if not self._waiting:
            return
        done = [
            h
            for h in self._portfolio.holdings()
            if h.account == account and self.waits_for(h) and not self.needs(h)
        ]
        for holding in done:
            del self._waiting[(account, holding.isin)]
        if done:
            names = ", ".join(h.symbol for h in done)
            self._say("good", f"{names}: authorised", "The sale can be sent now.")
            if not self._waiting:
                self._timer.stop()
            self.changed.emit()

    def _say(self, level: Literal["info", "good", "warn", "bad"], title: str, text: str) -> None:
        self._orders.notices.emit(Notice(level=level, title=title, text=text))
