"""Baskets on the real order service with a scripted broker; time moves only when told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

from terminal.app.baskets import build_baskets
from terminal.baskets.sending import LegStage
from terminal.baskets.service import BasketService
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from terminal.market.hub import Hub
from terminal.orders.guards import Limits
from terminal.orders.journal import Journal
from terminal.orders.service import OrderService
from terminal.runtime.worker import Worker
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock, settle
from tests.make import ACCOUNT, INFY, NIFTY_CALL, Instruments, make_instrument, make_intent

LOT = 65


class Rig:
    """What a test has in hand. `price` lets a tick come; `stages` are the legs' results in order."""

    def __init__(self, folder: Path, broker: FakeBroker | None = None, **limits: object) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.folder = folder
        self.clock = FakeClock()
        self.hub = Hub(clock=self.clock, on_failure=self._failed, capacity=32)
        self.instruments = Instruments(
            make_instrument(INFY), make_instrument(NIFTY_CALL, lot=LOT, freeze=1800)
        )
        self.journal = Journal(folder / "orders.db")
        self.orders = OrderService(
            journal=self.journal,
            prices=self.hub,
            instruments=self.instruments,
            clock=self.clock,
            limits=Limits(**limits),  # type: ignore[arg-type]
            on_failure=self._failed,
        )
        self.broker = broker or FakeBroker(places=True)
        self.worker = Worker("files")
        self.baskets = self.new_baskets()
        self._watches = [self.hub.watch(i, FeedMode.FULL) for i in (INFY, NIFTY_CALL)]

    def new_baskets(self) -> BasketService:
        """Another service over the same folder: what a restart sees."""
        return build_baskets(
            folder=self.folder,
            worker=self.worker,
            orders=self.orders,
            instruments=self.instruments,
            prices=self.hub,
            clock=self.clock,
            on_failure=self._failed,
        )

    def price(self, instrument: InstrumentId, last: float) -> None:
        slot = self.hub.slot(instrument)
        assert slot is not None
        values = (last, 1, last, 100, 0, 0, last, last, last, last, 0, 0, 0, 0, 0)
        depth: list[float] = []
        for sign in (-1, 1):
            for level in range(1, 6):
                depth += [650, round(last + sign * level * 0.05, 2), 3]
        self.hub.tick(slot, FeedMode.FULL, (*values, *depth), self.clock.now_ns())

    def stages(self) -> list[LegStage]:
        return [self.baskets.result(leg.key).stage for leg in self.baskets.basket.legs]

    async def until(self, what: Callable[[], object]) -> None:
        """Let time pass until `what()` is true."""
        for _ in range(500):
            if what():
                return
            await self.clock.advance(0.1)
            await asyncio.sleep(0.002)
        raise AssertionError(f"never came true: {self.stages()}")

    async def send(self, keys: list[int] | None = None) -> None:
        """Check, send and wait until every leg has had its turn."""
        flight = self.baskets.check(keys)
        assert flight.may_go, flight
        self.baskets.send(flight)
        await self.done()

    async def done(self) -> None:
        for _ in range(2000):
            await self.clock.advance(0.05)
            await asyncio.sleep(0.001)  # the journal's thread takes real time
            if not self.baskets.sending and LegStage.SENDING not in self.stages():
                return
        raise AssertionError(f"still being sent: {self.stages()}")

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))


def leg(
    side: Side = Side.BUY, quantity: int = 10, price: str | None = "100", **fields: object
) -> OrderIntent:
    """A limit order for INFY near its price of 100; without a price a market order."""
    return make_intent(
        side=side,
        quantity=quantity,
        order_type=OrderType.LIMIT if price else OrderType.MARKET,
        price=Decimal(price) if price else None,
        product=fields.pop("product", Product.MIS),
        **fields,
    )


@asynccontextmanager
async def rigged(
    folder: Path, broker: FakeBroker | None = None, **limits: object
) -> AsyncIterator[Rig]:
    rig = Rig(folder, broker, **limits)
    await rig.journal.open()
    rig.orders.attach(rig.broker)
    await rig.orders.recover(ACCOUNT)
    rig.baskets.attach(rig.broker)
    rig.hub.add_source(ACCOUNT)
    rig.hub.source_state(ACCOUNT, live=True)
    rig.price(INFY, 100.0)
    rig.price(NIFTY_CALL, 50.0)
    try:
        yield rig
    finally:
        await rig.baskets.aclose()
        closing = [rig.orders.aclose()]
        await settle()
        for each in closing:
            await each
        await rig.journal.aclose()
        await rig.worker.aclose()
    assert rig.failures == []


__all__ = ["ACCOUNT", "INFY", "NIFTY_CALL", "AccountId", "Rig", "leg", "rigged"]
