"""Learn the exchange's largest order where a broker tells it: no list of instruments does.

Asked once for each underlying whose depth somebody looks at, as a ticket does; what is learnt holds for
every account. Shoonya tells it (shoonya.md 2.5, GetSecurityInfo); Kite names it in refusals only.
"""

import logging
from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from terminal.app.accounts import Accounts
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.ports import Clock
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure, TaskScope

log = logging.getLogger(__name__)
SOON_S = 0.25


@runtime_checkable
class _Teller(Protocol):
    async def fetch_largest(self, instrument: InstrumentId) -> int | None: ...


class LargestOrders:
    """Fill `Instrument.freeze_quantity` of what is looked at closely."""

    def __init__(
        self,
        *,
        hub: Hub,
        accounts: Accounts,
        catalog: Catalog,
        clock: Clock,
        on_failure: OnFailure,
    ) -> None:
        self._hub, self._accounts, self._catalog = hub, accounts, catalog
        self._clock = clock
        self._scope = TaskScope("largest orders", on_failure)
        self._asked: set[InstrumentId] = set()
        self._running = False
        self._undo = (
            hub.wanted_changed.connect(self._on_wanted),
            accounts.attached.connect(self._on_attached),
        )

    async def aclose(self) -> None:
        """Ask no more: accounts that leave afterwards change what is wanted."""
        for undo in self._undo:
            undo()
        await self._scope.aclose()

    def _on_wanted(self, _: AccountId | None) -> None:
        if not self._running and self._teller() is not None:
            self._running = True
            self._scope.spawn(self._learn(), name="learn")

    def _on_attached(self, account: AccountId) -> None:
        self._asked.clear()
        self._on_wanted(account)

    async def _learn(self) -> None:
        try:
            await self._clock.sleep(SOON_S)
            while (found := next(self._unknown(), None)) is not None:
                teller = self._teller()
                if teller is None:
                    return
                largest = await teller.fetch_largest(found)
                self._asked.add(found)
                if largest:
                    self._catalog.learn_largest((found, largest))
        except TerminalError as error:
            # An order goes out without it; it is asked again when something else is looked at.
            log.info("the largest order is not known: %s", error.text)
        finally:
            self._running = False

    def _unknown(self) -> Iterator[InstrumentId]:
        for state in self._accounts.states():
            for instrument_id, (_, mode) in self._hub.wanted(state.session.account).items():
                if mode < FeedMode.FULL or instrument_id in self._asked:
                    continue
                known = self._catalog.instrument(instrument_id)
                if known is not None and known.tradable and known.freeze_quantity is None:
                    yield instrument_id

    def _teller(self) -> _Teller | None:
        for broker in self._accounts.brokers():
            if isinstance(broker, _Teller):
                return broker
        return None
