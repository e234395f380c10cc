"""Mutual funds of one Kite account behind `facets.FundFacet`, and the day's list of funds on disk.

The live API takes no fund orders (kite.md 4.11): everything is readable, and `rules` says where the
rest can be done. Each write goes out once, with our id as its tag; nothing here looks one up.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

from terminal.brokers.daily import DayStore
from terminal.brokers.kite import codec_funds as codec
from terminal.brokers.kite.calls_market import MarketCalls, decode_funds_csv
from terminal.brokers.kite.calls_more import FundCalls
from terminal.brokers.kite.config import HOSTED, LIVE, KiteConfig
from terminal.brokers.outcomes import NOTHING_SENT, write_outcome, wrong_account
from terminal.domain.errors import (
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
        self._calls, self._market, self._account = calls, market, account
        self._clock_skew, self._worker = clock_skew, worker
        self._days = DayStore(
            folder=cache / f"kite-{config.environment}",
            name="funds-{}.csv",
            title="list of funds",
            read=_load,
            keeps=config.cache_master,
            clock=clock,
            worker=worker,
        )
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
        """Return the day's funds, from the day's file unless `fresh`.

        Errors: the download's, where no older list is on disk.
        """

        async def ask() -> tuple[bytes, list[Scheme]]:
            content = await self._market.fund_list(_no_progress)
            return content, await self._worker.run(parse_schemes, content)

        return await self._days.load(ask, fresh=fresh)

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


def _load(path: Path) -> list[Scheme]:
    return parse_schemes(path.read_bytes())
