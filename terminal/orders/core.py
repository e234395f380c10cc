"""What the parts of the order service share: book, budget, journal, accounts, and their tasks."""

import asyncio
import sqlite3
from typing import Literal

from msgspec.structs import replace

from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId, InstrumentId
from terminal.domain.notice import Notice
from terminal.domain.order import Order, OrderIntent, OrderState
from terminal.domain.ports import Broker, Clock, InstrumentSource
from terminal.orders.book import OrderBook
from terminal.orders.budget import Budget
from terminal.orders.journal import Fate, Journal
from terminal.orders.outcomes import KillSwitch
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure, TaskScope

_TURNS_FIRST = 4  # who waits for the answer is told before the journal's thread wants the lock
Level = Literal["info", "good", "warn", "bad"]


class Account:
    """One attached account: its broker, the tasks that send for it and those that watch for it."""

    def __init__(self, broker: Broker, on_failure: OnFailure) -> None:
        name = broker.session.account
        self.broker = broker
        self.leaving = False
        self.sends = TaskScope(f"sends of {name}", on_failure)
        self.watches = TaskScope(f"order books of {name}", on_failure)


class Core:
    """Shared state, changed on the loop's thread only."""

    def __init__(
        self,
        *,
        journal: Journal,
        instruments: InstrumentSource,
        clock: Clock,
        on_failure: OnFailure,
    ) -> None:
        self.journal = journal
        self.instruments = instruments
        self.clock = clock
        self.on_failure = on_failure
        self.book = OrderBook(on_failure)
        self.budget = Budget(clock, rows_on_day=self.book.rows_on_day)
        self.kill = KillSwitch(on_failure)
        self.notices: Signal[Notice] = Signal(on_failure)
        self.positions_moved: Signal[AccountId] = Signal(on_failure)
        self.largest_told: Signal[tuple[InstrumentId, int]] = Signal(on_failure)
        self.accounts: dict[AccountId, Account] = {}
        self.background = TaskScope("journal of orders", on_failure)
        self.open_fates: set[str] = set()
        self.cancel_on_sight: set[str] = set()
        self.closing = False

    def notify(self, level: Level, title: str, text: str, order_key: str = "") -> None:
        order = self.book.order(order_key) if order_key else None
        if order is not None and len(self.accounts) > 1:
            title = f"{title} · {order.account.rpartition(':')[2]}"
        notice = Notice(level=level, title=title, text=text, order_key=order_key)
        self.notices.emit(notice)

    def symbol(self, intent: OrderIntent) -> str:
        instrument = self.instruments.instrument(intent.instrument)
        return intent.instrument.symbol if instrument is None else instrument.symbol

    def settle(
        self,
        client_id: ClientOrderId,
        fate: Fate,
        *,
        broker_id: BrokerOrderId | None = None,
        note: str = "",
    ) -> None:
        """Write an intent's fate behind the caller's back; the journal keeps the order of calls."""
        if fate.is_open:
            self.open_fates.add(client_id)
        else:
            self.open_fates.discard(client_id)
        self.background.spawn(
            self._settle(client_id, fate, broker_id, note), name=f"settle {client_id}"
        )

    async def _settle(
        self, client_id: ClientOrderId, fate: Fate, broker_id: BrokerOrderId | None, note: str
    ) -> None:
        now_ns = self.clock.now_ns()
        for _ in range(_TURNS_FIRST):
            await asyncio.sleep(0)
        try:
            await self.journal.settle(
                client_id, fate, now_ns=now_ns, broker_id=broker_id, note=note
            )
        except (sqlite3.Error, OSError) as error:
            # Left open on disk: the next start asks the broker again, which is safe.
            self.notify(
                "warn",
                "The order journal could not be written",
                f"{error}. The order itself is not affected; it is checked again at the next start.",
                client_id,
            )

    def count_modification(self, order: Order) -> None:
        """Note one more change of an order, on its row and where it is ours in the journal."""
        row = self.book.order(order.key)
        if row is not None:
            self.book.put(replace(row, modifications=row.modifications + 1))
        if order.intent is not None:
            client_id = order.intent.client_id
            self.background.spawn(
                self.journal.count_modification(client_id), name=f"count {client_id}"
            )

    def settle_if_open(self, order: Order) -> None:
        """Close the journal's question about an order that the broker has named."""
        if order.intent is None or order.broker_id is None:
            return
        client_id = order.intent.client_id
        if client_id in self.open_fates:
            rejected = order.state is OrderState.REJECTED
            fate = Fate.REJECTED if rejected else Fate.ACCEPTED
            self.settle(client_id, fate, broker_id=order.broker_id, note=order.message)
