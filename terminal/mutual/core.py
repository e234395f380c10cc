"""What the parts of the fund service share: accounts, journal, clock, and how they tell of changes."""

from typing import Literal, Protocol

from terminal.domain.ids import AccountId
from terminal.domain.notice import Notice
from terminal.domain.ports import Clock
from terminal.mutual.state import Account
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.runtime.writes import WriteEntry


class WriteLog(Protocol):
    """The journal of writes (`runtime.writes.WriteJournal`)."""

    async def claim(
        self, client_id: str, kind: str, account: str, what: bytes, sent_ns: int
    ) -> None: ...
    async def settle(
        self, client_id: str, fate: str, *, now_ns: int, reference: str = "", note: str = ""
    ) -> None: ...
    async def load_open(self, kind: str, account: str) -> list[WriteEntry]: ...


class Core:
    """Shared state of one service."""

    def __init__(self, *, journal: WriteLog, clock: Clock, on_failure: OnFailure) -> None:
        self.journal, self.clock, self.on_failure = journal, clock, on_failure
        self.accounts: dict[AccountId, Account] = {}
        self.changed: Signal[AccountId] = Signal(on_failure)
        self.notices: Signal[Notice] = Signal(on_failure)
        self.version = 0

    def touch(self, account: AccountId) -> None:
        """Tell that rows of an account changed."""
        self.version += 1
        self.changed.emit(account)

    def notify(
        self, level: Literal["info", "good", "warn", "bad"], title: str, text: str, key: str = ""
    ) -> None:
        self.notices.emit(Notice(level=level, title=title, text=text, order_key=key))
