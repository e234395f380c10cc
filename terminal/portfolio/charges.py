"""The day's charges of every account, asked of the broker's own calculator order by order.

Asked a moment after fills, in batches with pauses, on the budget of reads: an order never waits for
it. What cannot be asked now keeps its last figure. Depository charges are in no answer. Knows no
order service: the app gives it the trades and connects their signal to `on_trade`.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from terminal.domain.account import Position
from terminal.domain.basket import ChargeNote, ChargeQuery
from terminal.domain.errors import (
    AddressRefused,
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    TerminalError,
    WireError,
)
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import Product, Trade, Variety
from terminal.domain.ports import Broker, Clock
from terminal.portfolio.closing import Closing, is_delivered
from terminal.portfolio.executed import Executed, PositionKey, Terms, by_position, day_of, executed
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope, supervise

ZERO = Decimal(0)
SOON_S = 0.5
"""Fills come in bursts: asked once they have been quiet for this long."""
BATCH = 40
PACE_S = 0.6
"""Between two requests: with a ticket's own estimates this stays far from ten reads a second."""
RETRY_S, LONGEST_RETRY_S = 5.0, 60.0
LOOK_EVERY_S = 20.0
LONGEST_BURST_S = 3.0
"""A burst that does not end is asked for in between."""


class OrderCharge(Struct, frozen=True, kw_only=True):
    """An executed order and what it cost. `note` None: not known yet; `problem` says why not.

    `current` False: the note is of fewer fills than there are now.
    """

    order: Executed
    note: ChargeNote | None = None
    current: bool = False
    problem: str = ""


class _Account:
    def __init__(self, broker: Broker, on_failure: OnFailure) -> None:
        self.broker = broker
        self.scope = TaskScope(f"charges of {broker.session.account}", on_failure)
        self.notes: dict[BrokerOrderId, tuple[Terms, ChargeNote]] = {}
        self.refused: dict[BrokerOrderId, tuple[Terms, str]] = {}
        self.closing = Closing()
        self.problem = ""
        self.asked_ns = 0
        self.running = False
        self.again = False
        self.halted = False  # the session ended, or this app may not ask


def _regular(_account: AccountId, _order: BrokerOrderId) -> Variety:
    return Variety.REGULAR


class DayCharges:
    """A follower of the accounts. `changed` names the account whose figures changed.

    `trades` are the day's of all accounts, `positions` the open ones, `price` the last price;
    `variety` tells an order's.
    """

    def __init__(
        self,
        *,
        trades: Callable[[], Iterable[Trade]],
        positions: Callable[[], Iterable[Position]],
        price: Callable[[InstrumentId], float | None],
        clock: Clock,
        on_failure: OnFailure,
        variety: Callable[[AccountId, BrokerOrderId], Variety] = _regular,
    ) -> None:
        self.changed: Signal[AccountId] = Signal(on_failure)
        self.version = 0
        self._trades, self._positions, self._price = trades, positions, price
        self._variety = variety
        self._clock = clock
        self._on_failure = on_failure
        self._accounts: dict[AccountId, _Account] = {}
        self._executed: dict[AccountId, list[Executed]] | None = None
        self._day = 0
        self._shares: dict[PositionKey, Decimal] | None = None
        self._totals: dict[AccountId | None, Decimal] = {}
        self._pending: dict[AccountId | None, int] = {}
        self._closings: dict[AccountId | None, Decimal | None] = {}

    # -- accounts

    def attach(self, broker: Broker) -> None:
        """Take a logged-in account into use. Call `refresh` next."""
        account = broker.session.account
        if account in self._accounts:
            raise ValueError(f"{account} is attached already")
        entry = self._accounts[account] = _Account(broker, self._on_failure)
        entry.scope.spawn(self._look(account, entry), name="look")
        self._executed = None
        self._stir()

    async def refresh(self, account: AccountId) -> None:
        """Look for orders without charges and ask for them soon; what was refused is asked again."""
        self.request_refresh(account)

    def request_refresh(self, account: AccountId) -> None:
        """Do as `refresh` does; at once, as nothing is awaited."""
        entry = self._accounts.get(account)
        if entry is not None:
            entry.refused.clear()
            entry.halted = False
            self._executed = None
            self._stir()
            self._poke(account, entry)

    async def detach(self, account: AccountId) -> None:
        """Stop asking and drop the account's figures."""
        entry = self._accounts.pop(account, None)
        if entry is not None:
            await entry.scope.aclose()
            self._executed = None
            self._tell(account)

    async def aclose(self) -> None:
        for account in list(self._accounts):
            await self.detach(account)

    def on_trade(self, trade: Trade) -> None:
        """Hear of an execution: its order is asked for in a moment."""
        self._executed = None
        self._stir()
        entry = self._accounts.get(trade.account)
        if entry is not None:
            self._poke(trade.account, entry)

    def on_positions(self, account: AccountId) -> None:
        """Hear that positions changed: what closing them would cost changed too."""
        self._shares = None
        self._closings.clear()
        self.version += 1
        entry = self._accounts.get(account)
        if entry is not None and self._closing_due(account, entry):
            self._poke(account, entry)

    # -- reading

    def accounts(self) -> list[AccountId]:
        return list(self._accounts)

    def orders(self, account: AccountId | None = None) -> list[OrderCharge]:
        """Return the day's executed orders with their charges, newest first."""
        found = [
            self._charge(entry, order)
            for name, entry in self._chosen(account)
            for order in self._orders(name)
        ]
        return sorted(found, key=lambda row: row.order.filled_ns, reverse=True)

    def of_order(self, account: AccountId, order_id: BrokerOrderId) -> ChargeNote | None:
        """Return the charges of one order, None where they are not known (yet)."""
        entry = self._accounts.get(account)
        known = entry.notes.get(order_id) if entry is not None else None
        return None if known is None else known[1]

    def total(self, account: AccountId | None = None) -> Decimal:
        """Return the day's charges in rupees, as far as they are known."""
        self._keep_day()
        if account not in self._totals:
            self._totals[account] = sum((note.total for note in self._notes(account)), ZERO)
        return self._totals[account]

    def lines(self, account: AccountId | None = None) -> dict[str, Decimal]:
        """Return the day's charges by kind, in the broker's order; they sum up to `total`."""
        sums: dict[str, Decimal] = {}
        for note in self._notes(account):
            for kind, amount in note.lines.items():
                sums[kind] = sums.get(kind, ZERO) + amount
        return sums

    def of_position(
        self, account: AccountId, instrument: InstrumentId, product: Product
    ) -> Decimal:
        """Return what today's orders in a position have cost."""
        if self._shares is None:
            costs = [(row.order, row.note.total) for row in self.orders() if row.note is not None]
            self._shares = by_position(costs, self._positions())
        return self._shares.get((account, instrument, product), ZERO)

    def closing(self, account: AccountId | None = None) -> Decimal | None:
        """Return about what closing every open position at its last price would cost.

        None while any of them is not known; 0 where nothing is open.
        """
        if account not in self._closings:
            costs = [self.closing_of(position) for position in self._open(account)]
            known = [cost for cost in costs if cost is not None]
            self._closings[account] = sum(known, ZERO) if len(known) == len(costs) else None
        return self._closings[account]

    def closing_of(self, position: Position) -> Decimal | None:
        """Return about what closing one position would cost, None where it is not known."""
        entry = self._accounts.get(position.account)
        return None if entry is None else entry.closing.cost(position)

    def pending(self, account: AccountId | None = None) -> int:
        """Return how many executed orders have no charges of all their fills yet."""
        self._keep_day()
        if account not in self._pending:
            self._pending[account] = sum(not row.current for row in self.orders(account))
        return self._pending[account]

    def problem(self, account: AccountId | None = None) -> str:
        """Return in words why charges could not be read last time, '' where they could."""
        for _, entry in self._chosen(account):
            if entry.problem:
                return entry.problem
        return ""

    def asked_ns(self, account: AccountId | None = None) -> int:
        """Return when the oldest account's figures were last told, UTC ns; 0: never."""
        return min((entry.asked_ns for _, entry in self._chosen(account)), default=0)

    # -- private

    def _chosen(self, account: AccountId | None) -> list[tuple[AccountId, _Account]]:
        return [(a, e) for a, e in self._accounts.items() if account in {None, a}]

    def _orders(self, account: AccountId) -> list[Executed]:
        self._keep_day()
        if self._executed is None:
            trades: dict[AccountId, list[Trade]] = {}
            for trade in self._trades():
                trades.setdefault(trade.account, []).append(trade)
            self._executed = {
                name: executed(
                    trades.get(name, ()),
                    now_ns=self._clock.now_ns(),
                    practice=entry.broker.session.practice,
                )
                for name, entry in self._accounts.items()
            }
        return self._executed.get(account, [])

    def _keep_day(self) -> None:
        today = day_of(self._clock.now_ns())
        if today != self._day:
            self._day = today
            self._executed = None
            self._stir()

    def _charge(self, entry: _Account, order: Executed) -> OrderCharge:
        terms, note = entry.notes.get(order.order_id, (None, None))
        refused_terms, words = entry.refused.get(order.order_id, (None, ""))
        return OrderCharge(
            order=order,
            note=note,
            current=terms == order.terms,
            problem=words if refused_terms == order.terms else "",
        )

    def _notes(self, account: AccountId | None) -> list[ChargeNote]:
        return [row.note for row in self.orders(account) if row.note is not None]

    def _open(self, account: AccountId | None) -> list[Position]:
        return [
            p
            for p in self._positions()
            if p.quantity
            and p.account in self._accounts
            and account in {None, p.account}
            and not is_delivered(p)
        ]

    def _stir(self) -> None:
        """What was added up is stale."""
        self._shares = None
        self._totals.clear()
        self._pending.clear()
        self._closings.clear()
        self.version += 1

    def _tell(self, account: AccountId) -> None:
        self._stir()
        self.changed.emit(account)

    def _missing(self, account: AccountId, entry: _Account) -> list[Executed]:
        rows = [self._charge(entry, order) for order in self._orders(account)]
        return [row.order for row in rows if not row.current and not row.problem]

    def _closing_due(self, account: AccountId, entry: _Account) -> bool:
        return not entry.halted and entry.closing.is_due(self._open(account), self._price)

    def _poke(self, account: AccountId, entry: _Account) -> None:
        entry.again = True
        if not entry.running:
            entry.running = True
            entry.scope.spawn(self._catch_up(account, entry), name="ask")

    async def _catch_up(self, account: AccountId, entry: _Account) -> None:
        pause = RETRY_S
        try:
            while entry.again:
                waited_s = 0.0
                while entry.again and waited_s < LONGEST_BURST_S:
                    entry.again = False
                    await self._clock.sleep(SOON_S)
                    waited_s += SOON_S
                if await self._ask_missing(account, entry):
                    pause = RETRY_S
                    await self._ask_closing(account, entry)
                elif not entry.halted:
                    await self._clock.sleep(pause)
                    pause = min(LONGEST_RETRY_S, pause * 2)
                    entry.again = True
        finally:
            entry.running = False

    async def _ask_missing(self, account: AccountId, entry: _Account) -> bool:
        while batch := self._missing(account, entry)[:BATCH]:
            self._tell(account)  # they count as pending from now on
            try:
                await self._ask(entry, batch)
            except TerminalError as error:
                entry.problem = error.text
                # A session that has ended, an app that may not ask: that changes by a log-in only.
                entry.halted = isinstance(error, LoginNeeded | PermissionRefused | AddressRefused)
                self._tell(account)
                return False
            entry.problem = ""
            entry.asked_ns = self._clock.now_ns()
            self._tell(account)
            await self._clock.sleep(PACE_S)
        return True

    async def _ask(self, entry: _Account, batch: Sequence[Executed]) -> None:
        """Ask for a batch; one order that is refused does not keep the others from their answer."""
        queries = [
            ChargeQuery(
                instrument=order.instrument,
                side=order.side,
                product=order.product,
                quantity=order.quantity,
                price=order.price,
                variety=self._variety(order.account, order.order_id),
                reference=order.order_id,
            )
            for order in batch
        ]
        try:
            notes = await entry.broker.fetch_charges(queries)
        except (PermissionRefused, AddressRefused):
            raise
        except BrokerRefused as error:
            if len(batch) == 1:
                entry.refused[batch[0].order_id] = (batch[0].terms, error.text)
                return
            half = len(batch) // 2
            for part in (batch[:half], batch[half:]):
                await self._clock.sleep(PACE_S)
                await self._ask(entry, part)
            return
        if len(notes) != len(batch):
            raise WireError("The broker's calculator answered for another number of orders.")
        for order, note in zip(batch, notes, strict=True):
            entry.notes[order.order_id] = (order.terms, note)

    async def _ask_closing(self, account: AccountId, entry: _Account) -> None:
        if not self._closing_due(account, entry):
            return
        queries = entry.closing.queries(self._open(account), self._price)
        costs: list[ChargeNote] = []
        try:
            for start in range(0, len(queries), BATCH):
                batch = queries[start : start + BATCH]
                costs += await entry.broker.fetch_charges(batch)
                await self._clock.sleep(PACE_S)
        except TerminalError:
            return  # an estimate of what may never be done: the next look asks again
        entry.closing.learn(queries, costs)
        self._tell(account)

    async def _look(self, account: AccountId, entry: _Account) -> None:
        async def work() -> None:
            while True:
                await self._clock.sleep(LOOK_EVERY_S)
                if entry.halted:
                    continue
                if self._missing(account, entry) or self._closing_due(account, entry):
                    self._poke(account, entry)

        await supervise(
            work, clock=self._clock, on_failure=self._on_failure, name=f"charges of {account}"
        )
