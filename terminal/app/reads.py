"""What panels read of the market on demand: quotes and candles, from whichever account has them."""

from collections.abc import Sequence

from terminal.app.accounts import Accounts
from terminal.domain.errors import LoginNeeded
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.ports import Broker


class MarketReads:
    """Reads that any account can serve, sent to the one that feeds the instrument."""

    def __init__(self, *, accounts: Accounts) -> None:
        self._accounts = accounts

    async def quotes(self, instruments: Sequence[InstrumentId]) -> list[Quote]:
        """Return what the brokers know; LoginNeeded where nobody is logged in."""
        by_broker: dict[Broker, list[InstrumentId]] = {}
        for instrument in instruments:
            broker = self._accounts.first(instrument)
            if broker is None:
                raise LoginNeeded("Nobody is logged in.", hint="Log in to see prices.")
            by_broker.setdefault(broker, []).append(instrument)
        found = []
        for broker, wanted in by_broker.items():
            found += await broker.fetch_quotes(wanted)
        return found

    async def bars(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]:
        """Return candles as `domain.ports.Broker.fetch_bars`."""
        broker = self._accounts.first(instrument)
        if broker is None:
            raise LoginNeeded("Nobody is logged in.", hint="Log in to see history.")
        return await broker.fetch_bars(instrument, interval, start_ns, end_ns)
