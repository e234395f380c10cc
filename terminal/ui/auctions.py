"""Today's exchange auction: what the account may offer in it, asked of the broker when it is looked at.

An exchange buys in what sellers failed to deliver; holders of the shares may offer theirs.
"""

from collections.abc import Callable, Iterable

from terminal.domain.account import AuctionOffer, Holding
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId
from terminal.domain.order import Variety
from terminal.orders.service import OrderService
from terminal.runtime.tasks import TaskScope
from terminal.ui.models.holdings import HoldingRow

NONE = (
    "Nothing of yours is in today's auction.\nAn exchange buys in shares that sellers failed to"
    " deliver; holdings that it asks for show up here."
)


class Offers:
    """The offers of all accounts; `changed` is called when they were read, or could not be."""

    def __init__(self, orders: OrderService, scope: TaskScope, changed: Callable[[], None]) -> None:
        self._orders, self._scope, self._changed = orders, scope, changed
        self._offers: dict[AccountId, list[AuctionOffer]] = {}
        self._failed: dict[AccountId, str] = {}
        self._asking: set[AccountId] = set()

    def ask(self) -> None:
        """Read the auction of every account whose broker takes auction orders."""
        for account in self._able() - self._asking:
            self._asking.add(account)
            self._scope.spawn(self._read(account), name="auctions")
        self._changed()

    def rows(self, holdings: Iterable[Holding]) -> list[HoldingRow]:
        """Return one row for each offer, with the holding that it is about."""
        by_key = {(h.account, h.instrument.symbol): h for h in holdings if h.product != "MTF"}
        rows = []
        for account in self._offers.keys() & set(self._orders.brokers):
            for offer in self._offers[account]:
                holding = by_key.get((account, offer.instrument.symbol)) or Holding(
                    account=account,
                    instrument=offer.instrument,
                    symbol=offer.instrument.symbol,
                    quantity=offer.quantity,
                )
                rows.append(HoldingRow(holding, offer))
        return rows

    def why_empty(self, *, filtered: bool) -> tuple[str, str]:
        """Return the sentence of an empty list, and what its button says ('' for none)."""
        if not self._able():
            return "Your broker takes no auction orders from here.", ""
        if self._asking:
            return "Asking the broker for today's auction…", ""
        if self._failed:
            words = next(iter(self._failed.values()))
            return f"The auction could not be read: {words}", "Try again"
        if filtered and any(self._offers.values()):
            return "No offer matches the filter.", ""
        return NONE, "Look again"

    def _able(self) -> set[AccountId]:
        brokers = self._orders.brokers.items()
        return {a for a, broker in brokers if Variety.AUCTION in broker.capabilities.varieties}

    async def _read(self, account: AccountId) -> None:
        broker = self._orders.brokers.get(account)
        try:
            if broker is not None:
                self._offers[account] = await broker.fetch_auctions()
                self._failed.pop(account, None)
        except TerminalError as error:
            self._failed[account] = f"{error.text} {error.hint}".strip()
        finally:
            self._asking.discard(account)
        self._changed()
