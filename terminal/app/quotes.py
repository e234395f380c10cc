"""Fill the board from one REST read for what a stream does not carry.

Circuit limits come with no tick, and a closed market sends none: each instrument that is newly wanted
is asked for once, in batches, and again after a new login.
"""

from typing_extensions import override

from terminal.app.accounts import Accounts
from terminal.app.asking import SOON_S, AskOnce
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.ports import Clock
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure

MOST_AT_ONCE = 300
MOST_IN_A_SESSION = 3000


class QuoteFiller(AskOnce):
    """Ask once for each instrument that somebody began to watch with depth or OHLC."""

    def __init__(
        self, *, hub: Hub, accounts: Accounts, clock: Clock, on_failure: OnFailure
    ) -> None:
        super().__init__("quotes", hub=hub, accounts=accounts, clock=clock, on_failure=on_failure)
        self._on_failure = on_failure

    @override
    def _can_ask(self) -> bool:
        return self._accounts.first() is not None

    @override
    async def _ask(self) -> None:
        while True:
            await self._clock.sleep(SOON_S)
            if self._hub.serving is None:
                return
            fresh = self._fresh()
            if not fresh or len(self._asked) > MOST_IN_A_SESSION:
                return
            for account, instruments in fresh.items():
                self._asked.update(instruments)
                broker = self._accounts.broker(account)
                for quote in await broker.fetch_quotes(instruments) if broker else ():
                    self._hub.apply_quote(quote)

    @override
    def _failed(self, error: TerminalError) -> None:
        # Prices stream without it; only circuit limits stay unknown.
        self._on_failure("circuit limits", error)

    def _fresh(self) -> dict[AccountId, list[InstrumentId]]:
        """Return what was not asked for yet, by the account that feeds it."""
        out: dict[AccountId, list[InstrumentId]] = {}
        for state in self._accounts.states():
            account = state.session.account
            fresh = [
                instrument
                for instrument, (_, mode) in self._hub.wanted(account).items()
                if mode >= FeedMode.QUOTE and instrument not in self._asked
            ]
            if fresh:
                out[account] = fresh[:MOST_AT_ONCE]
        return out
