"""The seam between an account's trading side (`broker.py`) and its market side (master, stream, bars).

`broker.py` is given a `MakeMarket` and calls nothing else of the market side; trading needs names,
grids and, for protected limits, a price that is fresh enough to trust.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from terminal.domain.history import HistorySource
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.order import OrderUpdate
from terminal.domain.ports import MarketSink, MasterColumns, StreamEvents, WantedFeed

Progress = Callable[[int, int | None], None]
DecodeOrder = Callable[[bytes | str], OrderUpdate]
"""One `om` frame to an update. Errors: WireError."""


class Instruments(Protocol):
    """One day's masters: identity <-> (exchange, trading symbol) <-> (exchange, token)."""

    def symbol(self, instrument: InstrumentId) -> str | None:
        """Return the trading symbol (`RELIANCE-EQ`, `M&M28OCT25F`), None where unlisted."""
        ...

    def token(self, instrument: InstrumentId) -> str | None:
        """Return the exchange's token, None where unlisted."""
        ...

    def id_of_symbol(self, exchange: str, symbol: str) -> InstrumentId:
        """Return the identity of a trading symbol; one of kind UNKNOWN where unlisted."""
        ...

    def lot_size(self, instrument: InstrumentId) -> int:
        """Return the lot in units, 1 where unlisted."""
        ...

    def tick_size(self, instrument: InstrumentId) -> Decimal:
        """Return the price step in rupees, 0 where unknown."""
        ...


class FreshPrice(Struct, frozen=True, kw_only=True):
    """A price to protect an order by. `lower`/`upper`: the day's band, `tick`: the step; 0 unknown."""

    last: Decimal
    lower: Decimal = Decimal(0)
    upper: Decimal = Decimal(0)
    tick: Decimal = Decimal(0)


class MarketSide(Protocol):
    """What an account knows of the market. Verbs as in `ports.Broker`."""

    @property
    def instruments(self) -> Instruments | None:
        """The day's masters, None before `fetch_master`."""
        ...

    @property
    def history(self) -> HistorySource:
        """The account as a source of stored bars."""
        ...

    async def fetch_price(self, instrument: InstrumentId) -> FreshPrice | None:
        """Return a price for protection: the stream's if it is live, else by GetQuotes; None if none."""
        ...

    async def fetch_master(self, progress: Progress, *, fresh: bool = False) -> MasterColumns: ...
    async def fetch_quotes(self, instruments: Sequence[InstrumentId]) -> list[Quote]: ...
    async def fetch_largest(self, instrument: InstrumentId) -> int | None: ...
    async def fetch_bars(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]: ...
    async def run_stream(
        self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents
    ) -> None: ...
    def resubscribe(self) -> None: ...


MakeMarket = Callable[[AccountId, DecodeOrder], MarketSide]
"""(account, decoder of `om` frames) -> its market side; made once an account's login is verified."""
