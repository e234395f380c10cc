"""Learn the exchange's largest order where a broker tells it: no list of instruments does.

Asked once for each underlying whose depth somebody looks at, as a ticket does; what is learnt holds for
every account. Shoonya tells it (shoonya.md 2.5, GetSecurityInfo); Kite names it in refusals only.
"""

import logging
from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from typing_extensions import override

from terminal.app.accounts import Accounts
from terminal.app.asking import SOON_S, AskOnce
from terminal.domain.errors import TerminalError
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.ports import Clock
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure

log = logging.getLogger(__name__)


@runtime_checkable
class _Teller(Protocol):
    async def fetch_largest(self, instrument: InstrumentId) -> int | None: ...


class LargestOrders(AskOnce):
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
        super().__init__(
            "largest orders", hub=hub, accounts=accounts, clock=clock, on_failure=on_failure
        )
        self._catalog = catalog

    @override
    def _can_ask(self) -> bool:
        return self._teller() is not None

    @override
    async def _ask(self) -> None:
        await self._clock.sleep(SOON_S)
        while (found := next(self._unknown(), None)) is not None:
            teller = self._teller()
            if teller is None:
                return
            largest = await teller.fetch_largest(found)
            self._asked.add(found)
            if largest:
                self._catalog.learn_largest((found, largest))

    @override
    def _failed(self, error: TerminalError) -> None:
        # An order goes out without it; it is asked again when something else is looked at.
        log.info("the largest order is not known: %s", error.text)

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
