"""The trigger service, wired: prices from the hub, orders and their gate, the local engine."""

from msgspec import Struct

from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.order import Order, OrderIntent
from terminal.domain.ports import Clock, InstrumentSource, Undo
from terminal.gtt.core import Tap
from terminal.gtt.local import Fired, LocalTriggers
from terminal.gtt.service import GttService, Links
from terminal.gtt.store import LocalStore
from terminal.market.hub import Hub
from terminal.orders.outcomes import Submitted
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.paths import Paths
from terminal.runtime.tasks import OnFailure
from terminal.runtime.writes import WriteJournal


class Triggers(Struct, frozen=True):
    """What `build_triggers` made. `service` is the facade; the engine is closed after it."""

    service: GttService
    local: LocalTriggers

    async def aclose(self) -> None:
        """Wait for what is on its way, then close the local engine's file."""
        await self.service.aclose()
        await self.local.aclose()


class HubFeed:
    """`gtt.core.TickFeed` over the hub: a watch and a tap, so only live ticks arrive."""

    def __init__(self, hub: Hub, mode: FeedMode) -> None:
        self._hub = hub
        self._mode = mode

    def follow(self, instrument: InstrumentId, tap: Tap) -> Undo:
        watch = self._hub.watch(instrument, self._mode)

        def on_tick(last: float, _volume: float, _oi: float, time_ns: int) -> None:
            tap(last, time_ns)

        undo = self._hub.add_tap(watch.slot, on_tick)

        def stop() -> None:
            undo()
            watch.close()

        return stop


class DeafFeed:
    """A feed that never says a word: in safe mode nothing fires by itself."""

    def follow(self, _instrument: InstrumentId, _tap: Tap) -> Undo:
        return _nothing


def _nothing() -> None:
    """There was nothing to stop."""


class OrderDesk:
    """What triggers know of orders and holdings."""

    def __init__(
        self, orders: OrderService, portfolio: PortfolioService, instruments: InstrumentSource
    ) -> None:
        self._orders = orders
        self._portfolio = portfolio
        self._instruments = instruments

    def order_of(self, account: AccountId, order_id: BrokerOrderId) -> Order | None:
        """Return an order by the broker's id, or by the key under which we sent it."""
        book = self._orders.book
        found = book.by_broker_id(account, order_id) or book.order(order_id)
        return found if found is not None and found.account == account else None

    def killed(self) -> bool:
        return self._orders.kill.engaged

    def unauthorised(self, account: AccountId, instrument: InstrumentId, units: int) -> int:
        """Return how many of `units` of a holding still need the depository's authorisation."""
        broker = self._orders.brokers.get(account)
        if broker is None or not broker.capabilities.authorise_holdings:
            return 0
        held = [
            each
            for each in self._portfolio.holdings()
            if each.account == account and each.instrument.symbol == instrument.symbol
        ]
        sold_from_demat = min(units, sum(each.sellable for each in held))
        return max(0, sold_from_demat - sum(each.authorised_quantity for each in held))

    def symbol(self, instrument: InstrumentId) -> str:
        known = self._instruments.instrument(instrument)
        return instrument.symbol if known is None else known.symbol

    async def fire(self, intent: OrderIntent) -> Fired:
        """Send the order of a local firing; questions were answered when the trigger was made."""
        result = await self._orders.submit(intent)
        if not isinstance(result, Submitted) and result.askable:
            result = await self._orders.submit(intent, confirmed=result.codes)
        if isinstance(result, Submitted):
            return Fired(key=result.key)
        return Fired(text=result.text)

    def new_order_id(self) -> ClientOrderId:
        return self._orders.new_client_id()


def build_triggers(
    *,
    paths: Paths,
    journal: WriteJournal,
    hub: Hub,
    instruments: InstrumentSource,
    orders: OrderService,
    portfolio: PortfolioService,
    clock: Clock,
    on_failure: OnFailure,
    watching: bool = True,
) -> Triggers:
    """Return the service of triggers and the engine for brokers that keep none.

    Without `watching` the engine keeps its triggers and fires none.
    """
    desk = OrderDesk(orders, portfolio, instruments)
    local = LocalTriggers(
        store=LocalStore(paths.data / "triggers.sqlite"),
        # Only full ticks tell when the trade was.
        feed=HubFeed(hub, FeedMode.FULL) if watching else DeafFeed(),
        fire=desk.fire,
        new_order_id=desk.new_order_id,
        symbol=desk.symbol,
        clock=clock,
        on_failure=on_failure,
    )
    service = GttService(
        journal=journal,
        prices=hub,
        instruments=instruments,
        clock=clock,
        on_failure=on_failure,
        links=Links(
            order_of=desk.order_of,
            gate=orders.check,
            killed=desk.killed,
            unauthorised=desk.unauthorised,
        ),
        feed=HubFeed(hub, FeedMode.LTP),
        local=local,
    )
    local.changed.connect(service.request_refresh)
    orders.book.changed.connect(service.note_order)
    return Triggers(service, local)
