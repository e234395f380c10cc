"""Mutual funds of one Kite account behind `facets.FundFacet`, and the day's list of funds on disk.

The live API takes no fund orders (kite.md 4.11): everything is readable, and `rules` says where the
rest can be done. Each write goes out once, with our id as its tag; nothing here looks one up.
"""

import logging
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from terminal.brokers.kite import codec_funds as codec
from terminal.brokers.kite.calls_market import MarketCalls, decode_funds_csv
from terminal.brokers.kite.calls_more import FundCalls
from terminal.brokers.kite.codec import IST
from terminal.brokers.kite.config import HOSTED, LIVE, KiteConfig
from terminal.brokers.kite.master import KEPT, PUBLISHED
from terminal.brokers.outcomes import NOTHING_SENT, write_outcome, wrong_account
from terminal.domain.errors import (
    LoginNeeded,
    RecordOutcome,
    Rejected,
    TerminalError,
    WireError,
    Written,
)
from terminal.domain.ids import AccountId
from terminal.domain.mutual import (
    FundHolding,
    FundLot,
    FundOrder,
    FundOrderIntent,
    FundRules,
    Scheme,
    Sip,
    SipChange,
    SipIntent,
)
from terminal.domain.ports import Clock
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
COIN = "https://coin.zerodha.com"
_LIVE_RULES = FundRules(
    writes=False,
    why="Zerodha takes no fund orders through its API: they are paid straight from the bank. "
    "Everything can be read here; buying, redeeming and SIPs are done on Coin.",
    link=COIN,
)
_HOSTED_RULES = FundRules(
    writes=False, why="Zerodha's sandbox takes no fund orders, as its live API takes none."
)


class KiteFunds:
    """One account's funds."""

    def __init__(
        self,
        *,
        config: KiteConfig,
        calls: FundCalls,
        market: MarketCalls,
        account: AccountId,
        clock: Clock,
        worker: Worker,
        cache: Path,
        clock_skew: Callable[[], float | None] = lambda: None,
    ) -> None:
        self._calls, self._account = calls, account
        self._clock_skew = clock_skew
        self._list = FundList(config=config, calls=market, clock=clock, worker=worker, folder=cache)
        self._rules = rules_of(config)

    @property
    def rules(self) -> FundRules:
        return self._rules

    @property
    def clock_skew_s(self) -> float | None:
        """Return how far the broker's clock is ahead of ours (whole seconds), None before a reply."""
        return self._clock_skew()

    # -- reads

    async def fetch_schemes(self, *, fresh: bool = False) -> list[Scheme]:
        """Return the day's funds, from the day's file unless `fresh`."""
        return await self._list.load(fresh=fresh)

    async def fetch_orders(self) -> list[FundOrder]:
        """Return the orders of the last seven days, newest first."""
        rows = [codec.decode_order(row, self._account) for row in await self._calls.orders()]
        return sorted(rows, key=lambda row: row.placed_ns, reverse=True)

    async def fetch_sips(self) -> list[Sip]:
        """Return the SIPs, newest first."""
        rows = [codec.decode_sip(row, self._account) for row in await self._calls.sips()]
        return sorted(rows, key=lambda row: row.created_ns, reverse=True)

    async def fetch_holdings(self) -> list[FundHolding]:
        return [codec.decode_holding(row, self._account) for row in await self._calls.holdings()]

    async def fetch_lots(self, isin: str) -> list[FundLot]:
        """Return the purchases behind one holding, oldest first; those without a day come last."""
        lots = [codec.decode_lot(row) for row in await self._calls.lots(isin)]
        return sorted(lots, key=lambda lot: (lot.bought_on is None, str(lot.bought_on)))

    # -- writes

    async def place(self, intent: FundOrderIntent) -> RecordOutcome:
        """Place an order, once."""

        async def send() -> str:
            return await self._calls.place(
                tradingsymbol=intent.isin,
                transaction_type=intent.side.value.upper(),
                amount=intent.amount,
                quantity=intent.quantity,
                tag=intent.client_id,
            )

        return await self._write(intent.account, send)

    async def cancel(self, order: FundOrder) -> RecordOutcome:
        """Cancel an order, once."""
        return await self._write(order.account, lambda: self._calls.cancel(order.key))

    async def create_sip(self, intent: SipIntent) -> RecordOutcome:
        """Create a SIP, once."""

        async def send() -> str:
            answer = await self._calls.place_sip(
                tradingsymbol=intent.isin,
                amount=intent.amount,
                instalments=codec.instalments_word(intent.instalments),
                frequency=intent.frequency.value,
                initial_amount=intent.initial_amount,
                instalment_day=codec.day_word(intent),
                tag=intent.client_id,
            )
            return answer.sip_id

        return await self._write(intent.account, send)

    async def modify_sip(self, sip: Sip, change: SipChange) -> RecordOutcome:
        """Change, pause or resume a SIP, once."""
        count = change.instalments

        async def send() -> str:
            answer = await self._calls.modify_sip(
                sip.key,
                amount=change.amount,
                status=codec.status_word(change),
                instalments=None if count is None else codec.instalments_word(count),
                frequency=None if change.frequency is None else change.frequency.value,
                instalment_day=change.day,
            )
            return answer.sip_id

        return await self._write(sip.account, send)

    async def cancel_sip(self, sip: Sip) -> RecordOutcome:
        """End a SIP, once."""

        async def send() -> str:
            return (await self._calls.cancel_sip(sip.key)).sip_id

        return await self._write(sip.account, send)

    async def _write(self, account: AccountId, send: Callable[[], Awaitable[str]]) -> RecordOutcome:
        if account != self._account:
            return wrong_account("This", account, self._account)
        if not self._rules.writes:
            return Rejected("writes_off", self._rules.why, NOTHING_SENT)
        try:
            return Written(await send())
        except TerminalError as error:
            return write_outcome(error)


class FundList:
    """The list of funds: downloaded once a trading day, an older one in need, like the master."""

    def __init__(
        self, *, config: KiteConfig, calls: MarketCalls, clock: Clock, worker: Worker, folder: Path
    ) -> None:
        self._config, self._calls = config, calls
        self._clock, self._worker = clock, worker
        self._folder = folder / f"kite-{config.environment}"

    async def load(self, *, fresh: bool) -> list[Scheme]:
        """Return the day's funds. Errors: the download's, where no older list is on disk."""
        path = self._path()
        if self._config.cache_master and not fresh and path.exists():
            try:
                return await self._worker.run(_load, path)
            except (TerminalError, OSError) as error:
                log.warning("%s cannot be used, asking anew: %s", path.name, error)
        try:
            content = await self._calls.fund_list(_no_progress)
            schemes = await self._worker.run(parse_schemes, content)
        except LoginNeeded:
            raise
        except TerminalError as error:
            older = self._newest()
            if older is None:
                raise
            log.warning("using the funds of %s: %s", older.stem, error.text)
            return await self._worker.run(_load, older)
        if self._config.cache_master:
            await self._keep(path, content)
        return schemes

    async def _keep(self, path: Path, content: bytes) -> None:
        try:
            await self._worker.run(_store, path, content)
        except OSError as error:  # a full disk costs a download tomorrow, not the day
            log.warning("could not keep the list of funds: %s", error)

    def _path(self) -> Path:
        now = datetime.fromtimestamp(self._clock.now_ns() // 1_000_000_000, UTC)
        day = (now.astimezone(IST) - PUBLISHED).date()
        return self._folder / f"funds-{day.isoformat()}.csv"

    def _newest(self) -> Path | None:
        if not self._config.cache_master:
            return None
        return max(self._folder.glob("funds-*.csv"), default=None)


def rules_of(config: KiteConfig) -> FundRules:
    """Return what an environment takes: only a practice server of our own takes writes."""
    if config.environment == LIVE:
        return _LIVE_RULES
    return _HOSTED_RULES if config.environment == HOSTED else FundRules(writes=True)


def parse_schemes(content: bytes) -> list[Scheme]:
    """Return the funds of a CSV dump. Errors: WireError for anything else, a web page included."""
    if b"tradingsymbol" not in content[:200]:
        raise WireError("The list of mutual funds cannot be read: it has no header.")
    return [codec.decode_scheme(row) for row in decode_funds_csv(content)]


def _no_progress(done: int, total: int | None) -> None:
    """Show nothing: the list comes in a moment."""


def _store(path: Path, content: bytes) -> None:
    """Write a list whole or not at all, and drop the older ones but one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    os.replace(part, path)
    for old in sorted(path.parent.glob("funds-*.csv"))[:-KEPT]:
        old.unlink(missing_ok=True)


def _load(path: Path) -> list[Scheme]:
    return parse_schemes(path.read_bytes())
