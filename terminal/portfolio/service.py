"""Positions, holdings and funds of all accounts: moved by fills at once, confirmed by the broker.

A fill moves the position in the same call; a snapshot, asked for a moment later, replaces what was
moved. Reads that fail leave the books as they were and are tried again. Knows no order service:
the app connects its signals to `on_fill`, `on_trade` and `request_refresh`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Protocol, TypeVar

from terminal.domain.account import Funds, Holding, Position, PositionBook
from terminal.domain.errors import TerminalError
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import Product, Side, Trade
from terminal.domain.ports import Broker, Clock
from terminal.portfolio.book import MoveBook, mark
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope, supervise

__all__ = ["PortfolioService", "mark"]

T = TypeVar("T")
SOON_S = 0.3
RETRY_S = 5.0
CONFIRM_S = 1.0


class Execution(Protocol):
    """A fill as an order's row tells it (`orders.book.Fill`); `filled` is the running total."""

    @property
    def account(self) -> AccountId: ...
    @property
    def order_id(self) -> BrokerOrderId: ...
    @property
    def instrument(self) -> InstrumentId: ...
    @property
    def symbol(self) -> str: ...
    @property
    def product(self) -> Product: ...
    @property
    def side(self) -> Side: ...
    @property
    def quantity(self) -> int: ...
    @property
    def filled(self) -> int: ...
    @property
    def price(self) -> Decimal: ...


class _Account:
    def __init__(self, broker: Broker, on_failure: OnFailure) -> None:
        self.broker = broker
        self.scope = TaskScope(f"portfolio of {broker.session.account}", on_failure)
        self.moves = MoveBook()
        self.holdings: list[Holding] = []
        self.funds: list[Funds] = []
        self.reading: asyncio.Task[bool] | None = None
        self.again = False
        self.soon = False
        self.failed = ""


class PortfolioService:
    """The books of all accounts. `changed` names the account whose books changed."""

    def __init__(self, *, clock: Clock, on_failure: OnFailure) -> None:
        self.changed: Signal[AccountId] = Signal(on_failure)
        self._clock = clock
        self._on_failure = on_failure
        self._accounts: dict[AccountId, _Account] = {}

    # -- accounts

    def attach(self, broker: Broker) -> None:
        """Take a logged-in account into use. Call `refresh` next."""
        account = broker.session.account
        if account in self._accounts:
            raise ValueError(f"{account} is attached already")
        entry = _Account(broker, self._on_failure)
        self._accounts[account] = entry
        entry.scope.spawn(self._retry(account), name="retry")

    async def detach(self, account: AccountId) -> None:
        """Stop reading and drop the account's books."""
        entry = self._accounts.pop(account, None)
        if entry is not None:
            await entry.scope.aclose()
            self.changed.emit(account)

    async def aclose(self) -> None:
        for account in list(self._accounts):
            await self.detach(account)

    # -- reading

    def positions(self) -> list[Position]:
        """Return net positions of all accounts, those closed today included."""
        return [p for entry in self._accounts.values() for p in entry.moves.net()]

    def day_positions(self) -> list[Position]:
        """Return today's activity, as the broker last told it; never add it to `positions`."""
        return [p for entry in self._accounts.values() for p in entry.moves.day()]

    def holdings(self) -> list[Holding]:
        return [h for entry in self._accounts.values() for h in entry.holdings]

    def funds(self) -> list[Funds]:
        return [f for entry in self._accounts.values() for f in entry.funds]

    def loaded(self, account: AccountId) -> bool:
        """True once the positions were read."""
        entry = self._accounts.get(account)
        return entry is not None and entry.moves.snapshot_ns > 0

    def failed(self, account: AccountId) -> str:
        """Return why the last read failed, in words; empty where it did not."""
        entry = self._accounts.get(account)
        return "" if entry is None else entry.failed

    def net_quantity(
        self, account: AccountId, instrument: InstrumentId, product: Product
    ) -> int | None:
        """Return the signed live quantity in units; None while the positions are not known."""
        entry = self._accounts.get(account)
        if entry is None or not entry.moves.snapshot_ns:
            return None
        position = entry.moves.position(instrument, product)
        return 0 if position is None else position.quantity

    def sellable_holding(self, account: AccountId, instrument: InstrumentId) -> int:
        """Return how many units of the demat holding can still be sold today, on any exchange."""
        entry = self._accounts.get(account)
        if entry is None:
            return 0
        return sum(h.sellable for h in entry.holdings if h.instrument.symbol == instrument.symbol)

    # -- changes

    async def refresh(self, account: AccountId) -> None:
        """Read positions, holdings and funds; where that fails it is tried again by itself."""
        await self._refresh(account)

    def request_refresh(self, account: AccountId) -> None:
        """Read again in a moment; calls until then are one."""
        entry = self._accounts.get(account)
        if entry is not None and not entry.soon:
            entry.soon = True
            entry.scope.spawn(self._refresh_soon(account, entry), name="refresh soon")

    async def confirm(self, account: AccountId) -> None:
        """Read the positions again if fills moved them since; give up quietly after a second."""
        entry = self._accounts.get(account)
        if entry is None or (entry.moves.snapshot_ns and not entry.moves.is_moved):
            return
        try:
            async with asyncio.timeout(CONFIRM_S):
                await self._refresh(account)
        except TimeoutError:
            return  # the exit goes on with what is known: an exit always passes

    def on_fill(self, fill: Execution) -> None:
        """Move a position by an execution that an order's row told."""
        entry = self._accounts.get(fill.account)
        if entry is not None and entry.moves.fill(
            order_id=fill.order_id,
            instrument=fill.instrument,
            symbol=fill.symbol,
            product=fill.product,
            side=fill.side,
            quantity=fill.quantity,
            filled=fill.filled,
            price=fill.price,
            account=fill.account,
        ):
            self.changed.emit(fill.account)
        self.request_refresh(fill.account)

    def on_trade(self, trade: Trade) -> None:
        """Move a position by a listed trade, unless its order's fill or a snapshot did already."""
        entry = self._accounts.get(trade.account)
        if entry is not None and entry.moves.trade(trade):
            self.changed.emit(trade.account)
            self.request_refresh(trade.account)

    # -- private

    async def _refresh(self, account: AccountId) -> bool:
        entry = self._accounts.get(account)
        if entry is None:
            return False
        if entry.reading is not None and not entry.reading.done():
            # A read that began before this call may have missed what it was called for.
            entry.again = True
            return await asyncio.shield(entry.reading)
        entry.reading = entry.scope.spawn(self._read_until_calm(account, entry), name="refresh")
        return await asyncio.shield(entry.reading)

    async def _read_until_calm(self, account: AccountId, entry: _Account) -> bool:
        while True:
            entry.again = False
            healthy = await self._read(account, entry)
            if not entry.again or not healthy:
                return healthy

    async def _read(self, account: AccountId, entry: _Account) -> bool:
        started_ns = self._clock.now_ns()
        revision = entry.moves.revision
        positions, holdings, funds = await asyncio.gather(
            self._try(entry.broker.fetch_positions),
            self._try(entry.broker.fetch_holdings),
            self._try(entry.broker.fetch_funds),
        )
        words = [r.text for r in (positions, holdings, funds) if isinstance(r, TerminalError)]
        entry.failed = words[0] if words else ""
        if isinstance(positions, PositionBook):
            entry.moves.replace(positions, started_ns=started_ns, revision=revision)
        if not isinstance(holdings, TerminalError):
            entry.holdings = holdings
        if not isinstance(funds, TerminalError):
            entry.funds = funds
        self.changed.emit(account)
        return not words

    async def _try(self, fetch: Callable[[], Awaitable[T]]) -> T | TerminalError:
        try:
            return await fetch()
        except TerminalError as error:
            return error

    async def _refresh_soon(self, account: AccountId, entry: _Account) -> None:
        try:
            await self._clock.sleep(SOON_S)
        finally:
            entry.soon = False
        await self._refresh(account)

    async def _retry(self, account: AccountId) -> None:
        async def work() -> None:
            while True:
                await self._clock.sleep(RETRY_S)
                entry = self._accounts.get(account)
                if entry is not None and (entry.failed or entry.moves.is_moved):
                    await self._refresh(account)

        await supervise(
            work, clock=self._clock, on_failure=self._on_failure, name=f"portfolio of {account}"
        )
