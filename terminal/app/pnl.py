"""Live profit and loss of a position or an account, for alerts: never from a price that is stale."""

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.ports import Undo
from terminal.market.board import LIVE
from terminal.market.hub import Hub, Watch
from terminal.portfolio.service import PortfolioService


class LivePnl:
    """Keeps the open positions streamed while somebody asks; `close` lets go of them."""

    def __init__(self, hub: Hub, portfolio: PortfolioService) -> None:
        self._hub = hub
        self._portfolio = portfolio
        self._watches: dict[InstrumentId, Watch] = {}
        self._asked = False
        self._undo: Undo = portfolio.changed.connect(self._changed)

    def __call__(self, account: AccountId, instrument: InstrumentId | None) -> float | None:
        """Return rupees before charges; None while a price that it needs is not live.

        None also where the account's positions have not been read.
        """
        if not self._asked:
            self._asked = True
            self._keep()
        if not self._portfolio.loaded(account):
            return None
        board, total = self._hub.board, 0.0
        for position in self._portfolio.positions():
            if position.account != account or instrument not in {None, position.instrument}:
                continue
            total += float(position.sell_value - position.buy_value)
            if not position.quantity:
                continue
            slot = self._hub.slot(position.instrument)
            if slot is None or board.state[slot] != LIVE:
                return None
            total += position.quantity * float(board.last[slot]) * float(position.multiplier)
        return total

    def close(self) -> None:
        self._undo()
        for watch in self._watches.values():
            watch.close()
        self._watches.clear()

    def _changed(self, _: AccountId) -> None:
        if self._asked:
            self._keep()

    def _keep(self) -> None:
        wanted = {p.instrument for p in self._portfolio.positions() if p.quantity}
        for gone in self._watches.keys() - wanted:
            self._watches.pop(gone).close()
        for new in wanted - self._watches.keys():
            self._watches[new] = self._hub.watch(new, FeedMode.QUOTE)
