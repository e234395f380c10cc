"""Fill the board from one REST read for what a stream does not carry.

Circuit limits come with no tick, and a closed market sends none: each instrument that is newly wanted
is asked for once, in batches, and again after a new login.
"""

from terminal.app.accounts import Accounts
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.ports import Clock
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure, TaskScope

SOON_S = 0.25
MOST_AT_ONCE = 300
MOST_IN_A_SESSION = 3000


class QuoteFiller:
    """Ask once for each instrument that somebody began to watch with depth or OHLC."""

    def __init__(
        self, *, hub: Hub, accounts: Accounts, clock: Clock, on_failure: OnFailure
    ) -> None:
        self._hub = hub
        self._accounts = accounts
        self._clock = clock
        self._on_failure = on_failure
        self._scope = TaskScope("quotes", on_failure)
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
        if not self._running and self._accounts.first() is not None:
            self._running = True
            self._scope.spawn(self._fill(), name="fill")

    def _on_attached(self, account: AccountId) -> None:
        self._asked.clear()
        self._on_wanted(account)

    async def _fill(self) -> None:
        try:
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
        except TerminalError as error:
            # Prices stream without it; only circuit limits stay unknown.
            self._on_failure("circuit limits", error)
        finally:
            self._running = False

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
