"""Shoonya as a source of stored history: `domain.history.HistorySource` over one account.

Every request goes out once, as a background one: trading and charts have a share of the budget that
history may not take. What a failure means for a download is said by its type. Source: shoonya.md 7.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from terminal.brokers.shoonya import bars
from terminal.brokers.shoonya.bars import NS
from terminal.brokers.shoonya.broker_market import Progress
from terminal.brokers.shoonya.calls_market import MarketCalls
from terminal.brokers.shoonya.codec_errors import SERVER_TIMEOUT
from terminal.brokers.shoonya.config import ShoonyaConfig
from terminal.brokers.shoonya.master import Masters
from terminal.domain.errors import Transient, WireError
from terminal.domain.history import MinuteBars, RangeTooLong, Series, SourceRules
from terminal.domain.ids import AccountId
from terminal.domain.ports import MasterColumns
from terminal.runtime.worker import Worker

WINDOW_DAYS = 5
RETENTION_DAYS = 300
_TOO_LONG = frozenset({SERVER_TIMEOUT, "http_504"})


class _Market(Protocol):
    """What is used of the account's market side."""

    @property
    def calls(self) -> MarketCalls: ...
    @property
    def masters(self) -> Masters | None: ...
    async def fetch_master(self, progress: Progress, *, fresh: bool = False) -> MasterColumns: ...


async def minutes_of(
    calls: MarketCalls,
    exchange: str,
    token: str,
    start_ns: int,
    end_ns: int,
    *,
    minutes: int = 1,
    background: bool = False,
    attempts: int | None = None,
) -> MinuteBars:
    """Return the bars of `minutes` length that open within the span, by one request.

    Errors: RangeTooLong where the server gave up on the span, else as the channel's.
    """
    try:
        content = await calls.minutes(
            exchange,
            token,
            -(-start_ns // NS),
            end_ns // NS,
            minutes=minutes,
            background=background,
            attempts=attempts,
        )
    except Transient as error:
        if error.code in _TOO_LONG:
            too_long = RangeTooLong(error.text, hint=error.hint, code=error.code)
            too_long.raw = error.raw
            raise too_long from error
        raise
    with _showing(content):
        return bars.parse_minutes(content, start_ns, end_ns)


class ShoonyaHistory:
    """One logged-in account as a source of one-minute bars."""

    def __init__(
        self, *, account: AccountId, config: ShoonyaConfig, market: _Market, worker: Worker
    ) -> None:
        self._account, self._market, self._worker = account, market, worker
        rates = config.rates
        self._rules = SourceRules(
            window_days=WINDOW_DAYS,
            retention_days=RETENTION_DAYS,
            per_second=max(1, rates.data[0] - rates.data_reserve),
            per_minute=max(1, rates.data_per_minute - rates.data_minute_reserve),
            newest_first=True,
        )

    @property
    def name(self) -> str:
        return self._account

    @property
    def rules(self) -> SourceRules:
        return self._rules

    async def masters(self) -> Mapping[str, bytes]:
        """Return the day's symbol masters as downloaded, by file name."""
        return (await self._load(anew=True)).files

    async def universe(self) -> list[Series]:
        """Return spot, futures and options of all stocks and indices with both, as listed today."""
        loaded = await self._load(anew=False)
        return await self._worker.run(loaded.instruments.series)

    async def minutes(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        """Return the bars that open within the span; at most five days of them at once."""
        return await minutes_of(
            self._market.calls,
            series.exchange,
            series.token,
            start_ns,
            end_ns,
            background=True,
            attempts=1,
        )

    async def days(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        """Return daily bars; today's is made at night. An index has them by its display name."""
        loaded = self._market.masters or await self._load(anew=False)
        name = loaded.instruments.daily_name(series.instrument) or series.symbol
        content = await self._market.calls.days(
            series.exchange,
            name,
            -(-start_ns // NS),
            end_ns // NS + bars.IST_S,
            background=True,
            attempts=1,
        )
        with _showing(content):
            return bars.parse_days(content, start_ns, end_ns)

    async def _load(self, *, anew: bool) -> Masters:
        """Return the day's masters; `anew` looks whether there is a new day."""
        loaded = self._market.masters
        if loaded is None or anew:
            await self._market.fetch_master(_unseen)
            loaded = self._market.masters
        assert loaded is not None
        return loaded


@contextmanager
def _showing(content: bytes) -> Iterator[None]:
    """Let an error of reading a reply carry the reply."""
    try:
        yield
    except WireError as error:
        error.raw = content
        raise


def _unseen(_done: int, _total: int | None) -> None:
    """Nobody watches this download."""
