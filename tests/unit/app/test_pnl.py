"""Live profit and loss for alerts: right where all prices live, not known where one does not."""

from decimal import Decimal

from terminal.app.pnl import LivePnl
from terminal.domain.account import Position, PositionBook
from terminal.domain.market import FeedMode
from terminal.domain.order import Product
from terminal.market.hub import Hub
from terminal.portfolio.service import PortfolioService
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock
from tests.make import ACCOUNT, INFY, NIFTY_CALL


def held(instrument, quantity: int, average: str) -> Position:
    value = Decimal(average) * abs(quantity)
    return Position(
        account=ACCOUNT, instrument=instrument, symbol=instrument.symbol, product=Product.MIS,
        quantity=quantity, average_price=Decimal(average),
        buy_value=value if quantity > 0 else Decimal(0),
        sell_value=value if quantity < 0 else Decimal(0),
    )  # fmt: skip


class Desk:
    def __init__(self) -> None:
        clock = FakeClock()
        self.clock = clock
        self.hub = Hub(clock=clock, on_failure=self._failed, capacity=8)
        self.hub.add_source(ACCOUNT)
        self.hub.source_state(ACCOUNT, live=True)
        self.portfolio = PortfolioService(clock=clock, on_failure=self._failed)
        self.broker = FakeBroker()
        self.pnl = LivePnl(self.hub, self.portfolio)

    def _failed(self, name: str, error: BaseException) -> None:
        raise error

    async def hold(self, *positions: Position) -> None:
        self.broker.positions = PositionBook(net=positions, day=positions)
        await self.portfolio.refresh(ACCOUNT)

    def price(self, instrument, last: float) -> None:
        slot = self.hub.slot(instrument)
        assert slot is not None, "nobody watches it"
        values = (last, 1, last, 1, 0, 0, last, last, last, last)
        self.hub.tick(slot, FeedMode.QUOTE, values, self.clock.now_ns())


async def test_a_position_and_the_account_follow_the_price() -> None:
    desk = Desk()
    desk.portfolio.attach(desk.broker)
    assert desk.pnl(ACCOUNT, None) is None  # positions were not read
    await desk.hold(held(INFY, 10, "100"), held(NIFTY_CALL, -65, "50"))
    assert desk.pnl(ACCOUNT, INFY) is None  # no live price yet, but streamed from now on
    assert set(desk.hub.wanted(ACCOUNT)) == {INFY, NIFTY_CALL}
    desk.price(INFY, 101.5)
    assert desk.pnl(ACCOUNT, INFY) == 15.0
    assert desk.pnl(ACCOUNT, None) is None
    desk.price(NIFTY_CALL, 52.0)
    assert desk.pnl(ACCOUNT, None) == 15.0 - 130.0
    desk.hub.source_state(ACCOUNT, live=False)
    assert desk.pnl(ACCOUNT, None) is None
    await desk.portfolio.aclose()
    desk.pnl.close()
    assert desk.hub.wanted(ACCOUNT) == {}


async def test_a_closed_position_needs_no_price() -> None:
    desk = Desk()
    desk.portfolio.attach(desk.broker)
    flat = Position(
        account=ACCOUNT, instrument=INFY, symbol="INFY", product=Product.MIS, quantity=0,
        buy_value=Decimal(1000), sell_value=Decimal(1030),
    )  # fmt: skip
    await desk.hold(flat)
    assert desk.pnl(ACCOUNT, INFY) == 30.0
    assert desk.hub.wanted(ACCOUNT) == {}
    await desk.portfolio.aclose()
    desk.pnl.close()
