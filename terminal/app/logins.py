"""Who is logged in: last time's accounts at the start, practice, logging out, logging in again.

The accounts themselves, their streams and books, are `app.accounts`; this asks for them.
"""

from collections.abc import Awaitable, Callable

from terminal.app.accounts import Accounts
from terminal.app.late import LateKinds
from terminal.app.stores import KnownAccount, KnownAccounts
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId
from terminal.domain.ports import Broker, BrokerKind
from terminal.runtime.tasks import TaskScope
from terminal.ui.notices import Notices


class Logins:
    """`ask(account)` shows the login dialog, for that account or, given "", for any."""

    def __init__(
        self,
        *,
        accounts: Accounts,
        kinds: LateKinds,
        known: KnownAccounts,
        notices: Notices,
        scope: TaskScope,
        ask: Callable[[str], Awaitable[None]],
        attached: Callable[[], None],
    ) -> None:
        self._accounts = accounts
        self._kinds = kinds
        self._known = known
        self._notices = notices
        self._scope = scope
        self._ask = ask
        self._attached = attached
        self._asking: set[AccountId] = set()

    async def first(self, *, practice: bool, safe: bool = False) -> None:
        """Log in as the program starts: to practice, or to last time's accounts, else ask.

        `safe`: only what was asked for; the rest waits for a click.
        """
        try:
            if practice:
                await self.practice()
                return
            if safe:
                return
            for known in await self._known.load():
                kind = self._kinds.by_id(known.broker)
                broker = await kind.resume(known.environment, known.user_id) if kind else None
                if broker is not None:
                    await self.attach(broker)
        except TerminalError as error:
            self._notices.error(error, title="Log-in did not work")
        if self._accounts.first() is None:
            await self._ask("")

    async def practice(self, kind_id: str = "", environment_id: str = "") -> None:
        """Log in to a practice exchange the way the dialog does: same kind, client and streams.

        The first kind's first practice where none is named.
        """
        kind, environment = self._practice_kind(kind_id, environment_id)
        attempt = await kind.begin(environment, {})
        try:
            broker = await attempt.finish(await attempt.wait_for_redirect())
        finally:
            await attempt.aclose()
        await self.attach(broker)

    async def attach(self, broker: Broker) -> None:
        """Take a fresh login into use and, for real accounts, remember it for the next start."""
        await self._accounts.attach(broker)
        self._attached()
        if not broker.session.practice:
            await self._known.remember(self._known_of(broker))

    async def log_out(self, account: AccountId) -> None:
        broker = self._accounts.broker(account)
        await self._accounts.detach(account, log_out=True)
        if broker is not None:
            await self._known.forget(self._known_of(broker))

    def on_login_needed(self, account: AccountId) -> None:
        """Say that the session ended and ask for a log-in: once, whoever else notices it meanwhile."""
        if account in self._asking or self._scope.closed:
            return
        self._asking.add(account)
        self._notices.post(
            "bad",
            "Log in again",
            f"The session of {account} has ended at the broker. Orders that rest at the exchange stay "
            "there; new ones cannot be sent until you log in.",
        )
        self._scope.spawn(self._again(account), name="log in again")

    async def _again(self, account: AccountId) -> None:
        try:
            await self._ask(account)
        finally:
            self._asking.discard(account)

    def _known_of(self, broker: Broker) -> KnownAccount:
        session = broker.session
        name = session.broker
        kind = next((kind.id for kind in self._kinds if name in {kind.id, kind.title}), name)
        return KnownAccount(kind, session.environment, session.user_id)

    def _practice_kind(self, kind_id: str, environment_id: str) -> tuple[BrokerKind, str]:
        for kind in self._kinds:
            for environment in kind.environments:
                named = kind_id in {"", kind.id} and environment_id in {"", environment.id}
                if named and environment.practice and environment.automatic:
                    return kind, environment.id
        raise TerminalError("No broker of this build has a practice exchange.")
