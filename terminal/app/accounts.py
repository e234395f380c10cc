"""The life of logged-in accounts: attach to every service, keep the stream running, detach.

Order matters: the instrument master comes first (without it no row has an identity), then the
journal's open questions, then the books, then the stream.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from terminal.domain.errors import LoginNeeded, TerminalError, Transient
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import OrderUpdate
from terminal.domain.ports import Broker, Clock, SessionInfo
from terminal.market.catalog import Catalog
from terminal.market.hub import Hub
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope, supervise
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
PING_EVERY_S = 15.0


class Follower(Protocol):
    """A service that wants every account: told after orders and portfolio, in their order."""

    def attach(self, broker: Broker) -> None: ...
    async def refresh(self, account: AccountId) -> None:
        """Read the account's lists anew: after log-in and after each gap in the stream."""
        ...

    async def detach(self, account: AccountId) -> None: ...


class AccountState(Struct, frozen=True, kw_only=True):
    """What the account's pill shows. `connection` as in `ports.StreamEvents.connection`."""

    session: SessionInfo
    connection: str = "connecting"
    detail: str = ""
    round_trip_ms: float | None = None
    loading: str = ""
    last_frame_ns: int = 0


class Accounts:
    """All logged-in accounts and their streams."""

    def __init__(
        self,
        *,
        hub: Hub,
        catalog: Catalog,
        orders: OrderService,
        portfolio: PortfolioService,
        clock: Clock,
        worker: Worker,
        on_failure: OnFailure,
        followers: Sequence[Follower] = (),
    ) -> None:
        self._followers = tuple(followers)
        self._hub = hub
        self._catalog = catalog
        self._orders = orders
        self._portfolio = portfolio
        self._clock = clock
        self._worker = worker
        self._on_failure = on_failure
        self._brokers: dict[AccountId, Broker] = {}
        self._scopes: dict[AccountId, TaskScope] = {}
        self._states: dict[AccountId, AccountState] = {}
        self._frames: dict[AccountId, int] = {}
        self._loading: dict[AccountId, asyncio.Task[TerminalError | None]] = {}
        # One of attach, detach and reconnect at a time per account: each leaves midway to wait.
        self._turns: defaultdict[AccountId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.changed: Signal[AccountState] = Signal(on_failure)
        self.attached: Signal[AccountId] = Signal(on_failure)
        self.left: Signal[AccountId] = Signal(on_failure)
        self.login_needed: Signal[AccountId] = Signal(on_failure)
        self.broadcasts: Signal[tuple[AccountId, str]] = Signal(on_failure)
        hub.wanted_changed.connect(self._on_wanted)

    # -- verbs

    async def attach(self, broker: Broker) -> None:
        """Take a logged-in account into use; an older session of the same account is replaced.

        Errors: the instrument list's, or Transient after `stop_loading`; the account is not open then.
        """
        account = broker.session.account
        self.stop_loading(account)
        async with self._turns[account]:
            await self._attach(broker)

    async def _attach(self, broker: Broker) -> None:
        account = broker.session.account
        if account in self._brokers:
            await self._leave(account, log_out=False)
        self._brokers[account] = broker
        scope = self._scopes[account] = TaskScope(f"account {account}", self._on_failure)
        self._set(account, AccountState(session=broker.session, loading="instruments"))
        await self._load_or_leave(broker, scope)
        self._hub.add_source(account, practice=broker.session.practice)
        self._orders.attach(broker)
        self._portfolio.attach(broker)
        for follower in self._followers:
            follower.attach(broker)
        self.attached.emit(account)
        self._run(broker, scope)

    async def detach(self, account: AccountId, *, log_out: bool) -> None:
        """Stop everything of an account; with `log_out` also end its session at the broker."""
        self.stop_loading(account)
        async with self._turns[account]:
            await self._detach(account, log_out=log_out)

    async def _detach(self, account: AccountId, *, log_out: bool) -> None:
        await self._leave(account, log_out=log_out)
        await self._catalog.drop(account, self._worker)
        self._hub.settle()

    async def _leave(self, account: AccountId, *, log_out: bool) -> None:
        broker = self._brokers.pop(account, None)
        scope = self._scopes.pop(account, None)
        if broker is None or scope is None:
            return
        await scope.aclose()
        self._hub.remove_source(account)
        for follower in reversed(self._followers):
            await follower.detach(account)
        await self._orders.detach(account)
        await self._portfolio.detach(account)
        try:
            if log_out:
                await broker.logout()
        except TerminalError as error:
            log.warning("log out of %s: %s", account, error.text)
        finally:
            await broker.aclose()
        self._states.pop(account, None)
        self.left.emit(account)

    def stop_loading(self, account: AccountId) -> None:
        """Give up the instrument list that is being loaded; the account is not opened then."""
        task = self._loading.get(account)
        if task is not None:
            task.cancel()

    async def reconnect(self, account: AccountId) -> None:
        """Start the stream of an account anew."""
        async with self._turns[account]:
            await self._reconnect(account)

    async def _reconnect(self, account: AccountId) -> None:
        broker = self._brokers.get(account)
        # Taken away first: a stream that comes up while it is stopped finds nothing to spawn on.
        old = self._scopes.pop(account, None)
        if broker is None or old is None:
            return
        await old.aclose()
        scope = self._scopes[account] = TaskScope(f"account {account}", self._on_failure)
        self._run(broker, scope)

    def _run(self, broker: Broker, scope: TaskScope) -> None:
        scope.spawn(self._open_books(broker.session.account), name="books")
        scope.spawn(self._stream(broker), name="stream")
        scope.spawn(self._ping(broker), name="ping")

    async def aclose(self) -> None:
        for account in list(self._brokers):
            await self.detach(account, log_out=False)

    def broker(self, account: AccountId) -> Broker | None:
        return self._brokers.get(account)

    def first(self, instrument: InstrumentId | None = None) -> Broker | None:
        """Return the account that serves requests that any account can serve.

        With `instrument`, the account that feeds it: another broker may not list it.
        """
        source = None if instrument is None else self._hub.source_of(instrument)
        broker = None if source is None else self._brokers.get(source)
        return broker or next(iter(self._brokers.values()), None)

    def brokers(self) -> list[Broker]:
        """Return the accounts that are logged in, in order of arrival."""
        return list(self._brokers.values())

    def states(self) -> list[AccountState]:
        return [self._with_frame(account) for account in self._states]

    # -- ports.StreamEvents

    def order_update(self, update: OrderUpdate) -> None:
        self._orders.on_update(update)
        self._portfolio.request_refresh(update.account)

    def broadcast(self, account: AccountId, text: str) -> None:
        self.broadcasts.emit((account, text))

    def connection(self, account: AccountId, state: str, detail: str) -> None:
        before = self._states.get(account)
        self._change(account, connection=state, detail=detail)
        if state == "login_needed" and before is not None and before.connection != state:
            self.login_needed.emit(account)
        scope = self._scopes.get(account)
        if state == "live" and scope is not None:
            # Nothing is replayed by a broker after a gap: the books are read anew.
            scope.spawn(self._refresh(account), name="refresh")

    def heartbeat(self, account: AccountId, received_ns: int) -> None:
        self._frames[account] = received_ns

    # -- private

    async def _load_or_leave(self, broker: Broker, scope: TaskScope) -> None:
        account = broker.session.account
        task = self._loading[account] = scope.spawn(self._master_error(broker), name="instruments")
        try:
            await asyncio.wait([task])
        finally:
            self._loading.pop(account, None)
        error = _stopped() if task.cancelled() else task.result()
        if error is not None:
            # Without the list no row has an identity: an account half open would only look alive.
            await self._detach(account, log_out=False)
            raise error

    async def _master_error(self, broker: Broker) -> TerminalError | None:
        try:
            await self._load_master(broker)
        except TerminalError as error:
            return error
        return None

    async def _load_master(self, broker: Broker) -> None:
        account = broker.session.account

        def progress(done: int, total: int | None) -> None:
            part = f"{done / total:.0%}" if total else f"{done / 1e6:.1f} MB"
            self._change(account, loading=f"instruments {part}")

        columns = await broker.fetch_master(progress)
        await self._catalog.load(columns, self._worker, account, practice=broker.session.practice)
        self._hub.settle()
        self._change(account, loading="")

    async def _open_books(self, account: AccountId) -> None:
        await self._orders.recover(account)
        await self._portfolio.refresh(account)
        await self._refresh_followers(account)

    async def _refresh(self, account: AccountId) -> None:
        await self._orders.refresh(account)
        self._portfolio.request_refresh(account)
        await self._refresh_followers(account)

    async def _refresh_followers(self, account: AccountId) -> None:
        await asyncio.gather(*(each.refresh(account) for each in self._followers))

    async def _stream(self, broker: Broker) -> None:
        account = broker.session.account
        if not broker.capabilities.streaming:
            self._change(account, connection="stopped", detail="This account has no streaming.")
            return

        async def work() -> None:
            await broker.run_stream(self._hub, self._hub, self)

        await supervise(
            work, clock=self._clock, on_failure=self._on_failure, name=f"stream of {account}"
        )

    async def _ping(self, broker: Broker) -> None:
        account = broker.session.account
        while True:
            try:
                seconds = await broker.ping()
            except LoginNeeded as error:
                self.connection(account, "login_needed", error.text)
                return
            except TerminalError as error:
                self._change(account, round_trip_ms=None)
                log.info("ping of %s: %s", account, error.text)
            else:
                self._change(account, round_trip_ms=seconds * 1000)
            await self._clock.sleep(PING_EVERY_S)

    def _on_wanted(self, account: AccountId | None) -> None:
        for name, broker in self._brokers.items():
            if account is None or account == name:
                broker.resubscribe()

    def _with_frame(self, account: AccountId) -> AccountState:
        state = self._states[account]
        frame = self._frames.get(account, 0)
        return replace(state, last_frame_ns=frame) if frame != state.last_frame_ns else state

    def _change(self, account: AccountId, **fields: object) -> None:
        state = self._states.get(account)
        if state is not None:
            self._set(account, replace(state, **fields))

    def _set(self, account: AccountId, state: AccountState) -> None:
        self._states[account] = state
        self.changed.emit(state)


def _stopped() -> TerminalError:
    return Transient(
        "Loading the instruments was stopped, so the account is not open.",
        hint="Log in again to load them.",
        code="loading_stopped",
    )
