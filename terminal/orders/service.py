"""Orders, sent once or shown as unknown."""

from collections.abc import Mapping

from terminal.domain.account import Conversion, OrderCost, Position
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.order import OrderChange, OrderIntent, OrderUpdate
from terminal.domain.ports import Broker, Clock, InstrumentSource, PriceSource
from terminal.orders.book import OrderBook
from terminal.orders.budget import Budget
from terminal.orders.guards import Limits, Objection
from terminal.orders.journal import Journal
from terminal.orders.outcomes import KillSwitch, Notice, Result
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure


class OrderService:
    """The order service; see design/services.md. Signatures first, behaviour in the next commits."""

    book: OrderBook
    budget: Budget
    kill: KillSwitch
    limits: Limits
    notices: Signal[Notice]
    positions_moved: Signal[AccountId]

    def __init__(
        self,
        *,
        journal: Journal,
        prices: PriceSource,
        instruments: InstrumentSource,
        clock: Clock,
        limits: Limits,
        on_failure: OnFailure,
    ) -> None:
        raise NotImplementedError

    @property
    def brokers(self) -> Mapping[AccountId, Broker]:
        raise NotImplementedError

    def attach(self, broker: Broker) -> None:
        raise NotImplementedError

    async def detach(self, account: AccountId) -> None:
        raise NotImplementedError

    async def recover(self, account: AccountId) -> None:
        raise NotImplementedError

    def new_client_id(self) -> ClientOrderId:
        raise NotImplementedError

    def check(self, intent: OrderIntent) -> tuple[Objection, ...]:
        raise NotImplementedError

    def check_change(self, key: str, change: OrderChange) -> tuple[Objection, ...]:
        raise NotImplementedError

    async def submit(
        self, intent: OrderIntent, *, confirmed: frozenset[str] = frozenset()
    ) -> Result:
        raise NotImplementedError

    async def modify(
        self, key: str, change: OrderChange, *, confirmed: frozenset[str] = frozenset()
    ) -> Result:
        raise NotImplementedError

    async def cancel(self, key: str) -> Result:
        raise NotImplementedError

    async def cancel_all(
        self, account: AccountId | None = None, instrument: InstrumentId | None = None
    ) -> list[Result]:
        raise NotImplementedError

    def exit_intent(self, position: Position) -> OrderIntent:
        raise NotImplementedError

    async def exit(self, position: Position) -> Result:
        raise NotImplementedError

    async def convert(self, account: AccountId, conversion: Conversion) -> Result:
        raise NotImplementedError

    async def estimate(self, intent: OrderIntent) -> OrderCost:
        raise NotImplementedError

    async def history(self, key: str) -> list[OrderUpdate]:
        raise NotImplementedError

    def on_update(self, update: OrderUpdate) -> None:
        raise NotImplementedError

    async def refresh(self, account: AccountId) -> None:
        raise NotImplementedError

    async def aclose(self) -> None:
        raise NotImplementedError
