"""Ask brokers once for what somebody began to look at, a moment after they did."""

from abc import ABC, abstractmethod

from terminal.app.accounts import Accounts
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.ports import Clock
from terminal.market.hub import Hub
from terminal.runtime.tasks import OnFailure, TaskScope

SOON_S = 0.25


class AskOnce(ABC):
    """One round of asking at a time. `_asked` is what needs no second one until a new login."""

    def __init__(
        self, name: str, *, hub: Hub, accounts: Accounts, clock: Clock, on_failure: OnFailure
    ) -> None:
        self._hub = hub
        self._accounts = accounts
        self._clock = clock
        self._scope = TaskScope(name, on_failure)
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

    @abstractmethod
    def _can_ask(self) -> bool:
        """Return whether anybody could answer."""

    @abstractmethod
    async def _ask(self) -> None:
        """Ask for all that is wanted and was not asked for yet."""

    @abstractmethod
    def _failed(self, error: TerminalError) -> None:
        """Be told that a round ended early."""

    def _on_wanted(self, _: AccountId | None) -> None:
        if not self._running and self._can_ask():
            self._running = True
            self._scope.spawn(self._run(), name="ask")

    def _on_attached(self, account: AccountId) -> None:
        self._asked.clear()
        self._on_wanted(account)

    async def _run(self) -> None:
        try:
            await self._ask()
        except TerminalError as error:
            self._failed(error)
        finally:
            self._running = False
