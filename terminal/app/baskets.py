"""What baskets see of the order service and of prices: the adapter between two rooms."""

from decimal import Decimal
from pathlib import Path

from terminal.baskets.service import BasketService
from terminal.domain.errors import WriteOutcome
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.notice import Objection, Refused
from terminal.domain.order import Order, OrderIntent
from terminal.domain.ports import Broker, Clock, InstrumentSource, PriceSource
from terminal.orders.service import OrderService
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker


class BasketOrders:
    """The order service as an `OrderDesk`."""

    def __init__(self, orders: OrderService) -> None:
        self._orders = orders

    def new_client_id(self) -> ClientOrderId:
        return self._orders.new_client_id()

    def check(self, intent: OrderIntent) -> tuple[Objection, ...]:
        return self._orders.check(intent)

    async def submit(
        self, intent: OrderIntent, confirmed: frozenset[str]
    ) -> WriteOutcome | Refused:
        result = await self._orders.submit(intent, confirmed=confirmed)
        return result if isinstance(result, Refused) else result.outcome

    def order(self, client_id: str) -> Order | None:
        return self._orders.book.order(client_id)

    def wait_s(self, account: AccountId) -> float:
        room = self._orders.budget.room(account)
        return 0.0 if room is None else room.wait_s


def build_baskets(
    *,
    folder: Path,
    worker: Worker,
    orders: OrderService,
    instruments: InstrumentSource,
    prices: PriceSource,
    clock: Clock,
    on_failure: OnFailure,
) -> BasketService:
    """Return the basket service over a config folder."""

    def price(instrument_id: InstrumentId) -> Decimal | None:
        instrument, last = instruments.instrument(instrument_id), prices.last_price(instrument_id)
        if instrument is None or last is None or not last > 0:
            return None
        return instrument.to_price(last)

    def broker(account: AccountId) -> Broker | None:
        return orders.brokers.get(account)  # asked each time: accounts come and go

    return BasketService(
        file=folder / "baskets.json",
        worker=worker,
        desk=BasketOrders(orders),
        broker=broker,
        price=price,
        kill_changed=orders.kill.changed,
        clock=clock,
        on_failure=on_failure,
    )
