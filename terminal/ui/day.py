"""Two numbers of the top bar: the indices, and what the day has brought so far.

Both read the hub's board when asked and remember nothing that could grow old. Display arithmetic is
float; the books keep Decimal.
"""

import math

from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.market import FeedMode
from terminal.domain.ports import Clock
from terminal.market.board import LIVE
from terminal.market.hub import Hub, Watch
from terminal.portfolio.service import PortfolioService
from terminal.ui.i18n import tr
from terminal.ui.money import Charges, PnlMode, pnl_words, trouble
from terminal.ui.topbar import IndexQuote

INDICES = (
    (InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX), "NIFTY 50"),
    (InstrumentId("NSE", "NIFTY BANK", InstrumentKind.INDEX), "BANK NIFTY"),
    (InstrumentId("BSE", "SENSEX", InstrumentKind.INDEX), "SENSEX"),
)


class IndexStrip:
    """The indices of the top bar, watched for as long as this lives."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._watches = [(hub.watch(key, FeedMode.QUOTE), title) for key, title in INDICES]

    def quotes(self) -> list[IndexQuote]:
        board = self._hub.board
        return [
            IndexQuote(
                watch.instrument,
                title,
                float(board.last[watch.slot]),
                float(board.close[watch.slot]),
                board.state[watch.slot] != LIVE,
            )
            for watch, title in self._watches
        ]

    def close(self) -> None:
        for watch, _ in self._watches:
            watch.close()


class DayPnl:
    """Today's profit and loss over all accounts: m2m of every net position at its last price.

    Shown gross, or net of the charges of today's orders, as `mode` says.
    """

    def __init__(
        self,
        hub: Hub,
        portfolio: PortfolioService,
        *,
        charges: Charges,
        mode: PnlMode,
        clock: Clock,
    ) -> None:
        self._hub = hub
        self._portfolio = portfolio
        self._charges = charges
        self._mode = mode
        self._clock = clock
        self._watches: dict[InstrumentId, Watch] = {}
        self._known = False
        portfolio.changed.connect(self._changed)
        self._keep()

    def value(self) -> float | None:
        """Return rupees, gross or net; None before any account told its positions."""
        gross = self.gross()
        if gross is None or not self._mode.net:
            return gross
        return gross - float(self._charges.total())

    def title(self) -> str:
        """Return what the figure is called."""
        return tr("Net day P&L") if self._mode.net else tr("Day P&L")

    def tip(self) -> str:
        """Return both figures and what is in them."""
        charges = self._charges
        text = pnl_words(
            self.gross(),
            charges.total(),
            charges.closing(),
            pending=charges.pending(),
            trouble=trouble(charges, self._clock.now_ns()),
        )
        other = "gross" if self._mode.net else "net"
        return (
            "Profit and loss of today over all accounts: realised, and open positions at the last "
            f"price.\n{text}\nDepository charges are not included. Click to show it {other}."
        )

    def toggle(self) -> None:
        """Show it net where it is gross, and the other way about."""
        self._mode.toggle()

    def gross(self) -> float | None:
        """Return rupees before charges; None before any account told its positions."""
        if not self._known:
            return None
        total = 0.0
        for position in self._portfolio.positions():
            last = self._hub.last_price(position.instrument)
            if last is None or math.isnan(last):
                total += float(position.m2m)
                continue
            units = float(position.multiplier)
            carried = position.overnight_quantity * float(position.close_price) * units
            worth = position.quantity * last * units
            total += float(position.day_sell_value - position.day_buy_value) - carried + worth
        return total

    def close(self) -> None:
        for watch in self._watches.values():
            watch.close()
        self._watches.clear()

    def _changed(self, _: AccountId) -> None:
        self._known = True
        self._keep()

    def _keep(self) -> None:
        wanted = {p.instrument for p in self._portfolio.positions() if p.quantity}
        for gone in self._watches.keys() - wanted:
            self._watches.pop(gone).close()
        for new in wanted - self._watches.keys():
            self._watches[new] = self._hub.watch(new, FeedMode.QUOTE)
