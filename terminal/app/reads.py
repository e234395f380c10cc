"""What panels read of the market on demand: quotes and candles, from whichever account has them.

Candles come from the history store first; a broker is asked only for what is missing there.
"""

import logging
from collections.abc import Sequence

from terminal.app.accounts import Accounts
from terminal.app.history import LateHistory
from terminal.domain.errors import LoginNeeded, TerminalError
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.ports import Broker

log = logging.getLogger(__name__)


class MarketReads:
    """Reads that any account can serve, sent to the one that feeds the instrument."""

    def __init__(self, *, accounts: Accounts, history: LateHistory) -> None:
        self._accounts = accounts
        self._history = history

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
        """Return candles as `domain.ports.Broker.fetch_bars`, stored ones where they are whole.

        Where the broker fails, stored candles are better than none.
        """
        stored = await self._history.stored(instrument, interval, start_ns, end_ns)
        if stored.missing is None:
            return stored.bars
        try:
            fetched = await self._fetch(instrument, interval, *stored.missing)
        except TerminalError as error:
            if not stored.bars:
                raise
            log.info("candles of %s: %s", instrument, error.text)
            return stored.bars
        first, last = stored.missing
        before = [bar for bar in stored.bars if bar.open_ns < first]
        after = [bar for bar in stored.bars if bar.open_ns > last]
        return before + fetched + after

    async def _fetch(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]:
        broker = self._accounts.first(instrument)
        if broker is None:
            raise LoginNeeded("Nobody is logged in.", hint="Log in to see history.")
        return await broker.fetch_bars(instrument, interval, start_ns, end_ns)
