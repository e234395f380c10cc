"""A broker whose outcomes are scripted and whose every call is recorded.

`outcomes` feeds submit, modify, cancel and convert in turn: a WriteOutcome is returned, an exception
raised, a Gate awaited first. Without a script writes are accepted. `books` holds what reads return;
`reads` scripts failures of fetch_orders. `places` puts each accepted order into the book as well.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np

from terminal.domain.account import (
    AuctionOffer,
    Conversion,
    CostQuery,
    Funds,
    Holding,
    OrderCost,
    PositionBook,
)
from terminal.domain.basket import BasketCost, BasketQuery, ChargeNote, ChargeQuery, LegCost
from terminal.domain.errors import Accepted, TerminalError, WriteOutcome
from terminal.domain.facets import AlertFacet, FundFacet, GttFacet
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.market import Bar, Interval, Quote
from terminal.domain.order import (
    Order,
    OrderChange,
    OrderIntent,
    OrderState,
    OrderType,
    OrderUpdate,
    Product,
    Trade,
    Validity,
    Variety,
)
from terminal.domain.ports import (
    Capabilities,
    MarketSink,
    MasterColumns,
    SessionInfo,
    StreamEvents,
    WantedFeed,
)
from tests.fakes.clock import START_NS
from tests.make import ACCOUNT, make_update

ALL = Capabilities(
    varieties=tuple(Variety),
    products=(Product.CNC, Product.MIS, Product.NRML, Product.MTF),
    order_types=tuple(OrderType),
    validities=tuple(Validity),
)


class Gate:
    """Holds a write's answer back until `open` is called; `outcome` is the answer."""

    def __init__(self, outcome: "WriteOutcome | Exception | None" = None) -> None:
        self.outcome = outcome
        self.reached = asyncio.Event()
        self._go = asyncio.Event()

    def open(self, outcome: "WriteOutcome | Exception | None" = None) -> None:
        self.outcome = outcome if outcome is not None else self.outcome
        self._go.set()

    async def wait(self) -> "WriteOutcome | Exception | None":
        self.reached.set()
        await self._go.wait()
        return self.outcome


Script = WriteOutcome | Exception | Gate


class FakeBroker:
    """Implements `domain.ports.Broker`."""

    def __init__(
        self,
        account: AccountId = ACCOUNT,
        *,
        capabilities: Capabilities = ALL,
        places: bool = False,
    ) -> None:
        self._session = SessionInfo(
            account=account,
            broker=account.partition(":")[0],
            user_id=account.partition(":")[2],
            user_name="Test",
            environment="practice",
            practice=True,
            login_ns=START_NS,
        )
        self._capabilities = capabilities
        self.places = places
        self.outcomes: deque[Script] = deque()
        self.reads: deque[TerminalError | None] = deque()
        self.orders: list[OrderUpdate] = []
        self.trades: list[Trade] = []
        self.positions = PositionBook()
        self.holdings: list[Holding] = []
        self.funds: list[Funds] = []
        self.auctions: list[AuctionOffer] = []
        self.authorised: list[list[tuple[str, int]]] = []
        self.cost = OrderCost(margin=Decimal(0), charges=Decimal(0))
        self.submitted: list[OrderIntent] = []
        self.modified: list[tuple[Order, OrderChange]] = []
        self.cancelled: list[Order] = []
        self.converted: list[Conversion] = []
        self.queries: list[CostQuery] = []
        self.order_reads = 0
        self.position_reads = 0
        self.failure: TerminalError | None = None
        self.resubscribed = 0
        self.closed = False
        self._next_id = 0
        self.gtts: GttFacet | None = None
        self.alerts: AlertFacet | None = None
        self.mutual_funds: FundFacet | None = None
        self.basket_cost: BasketCost | None = None
        self.baskets: list[BasketQuery] = []
        self.charged: list[ChargeQuery] = []
        self.charge = ChargeNote(total=Decimal(1))

    @property
    def session(self) -> SessionInfo:
        return self._session

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def next_id(self) -> BrokerOrderId:
        self._next_id += 1
        return BrokerOrderId(f"2026112000000{self._next_id:06d}")

    def place(self, intent: OrderIntent, **fields: object) -> OrderUpdate:
        """Put an order into the book as if the exchange had taken it."""
        values: dict[str, object] = {
            "account": intent.account,
            "instrument": intent.instrument,
            "symbol": intent.instrument.symbol,
            "side": intent.side,
            "quantity": intent.quantity,
            "order_type": intent.order_type,
            "product": intent.product,
            "variety": intent.variety,
            "price": intent.price or Decimal(0),
            "trigger_price": intent.trigger_price or Decimal(0),
            "tags": (intent.client_id,),
        }
        values.update(fields)
        broker_id = values.pop("broker_id", None) or self.next_id()
        row = make_update(str(broker_id), **values)
        self.orders.append(row)
        return row

    async def submit(self, intent: OrderIntent) -> WriteOutcome:
        self.submitted.append(intent)
        return await self._answer(lambda: self._accept(intent))

    async def modify(self, order: Order, change: OrderChange) -> WriteOutcome:
        self.modified.append((order, change))
        return await self._answer(lambda: Accepted(_id(order)))

    async def cancel(self, order: Order) -> WriteOutcome:
        self.cancelled.append(order)
        return await self._answer(lambda: Accepted(_id(order)))

    async def convert(self, conversion: Conversion) -> WriteOutcome:
        self.converted.append(conversion)
        return await self._answer(lambda: Accepted(BrokerOrderId("")))  # a conversion has no id

    async def fetch_orders(self) -> list[OrderUpdate]:
        self.order_reads += 1
        await asyncio.sleep(0)
        if self.reads and (error := self.reads.popleft()) is not None:
            raise error
        self._fail()
        return list(self.orders)

    async def fetch_order_history(self, order_id: BrokerOrderId) -> list[OrderUpdate]:
        self._fail()
        return [row for row in self.orders if row.broker_id == order_id]

    async def fetch_trades(self) -> list[Trade]:
        self._fail()
        return list(self.trades)

    async def fetch_positions(self) -> PositionBook:
        self.position_reads += 1
        await asyncio.sleep(0)
        self._fail()
        return self.positions

    async def fetch_holdings(self) -> list[Holding]:
        self._fail()
        return list(self.holdings)

    async def fetch_auctions(self) -> list[AuctionOffer]:
        self._fail()
        return list(self.auctions)

    async def authorise(self, shares: Sequence[tuple[str, int]]) -> str:
        self._fail()
        self.authorised.append(list(shares))
        return "http://127.0.0.1:1/authorise"

    async def fetch_funds(self) -> list[Funds]:
        self._fail()
        return list(self.funds)

    async def estimate(self, query: CostQuery) -> OrderCost:
        self.queries.append(query)
        self._fail()
        return self.cost

    async def estimate_basket(self, query: BasketQuery) -> BasketCost:
        """`basket_cost` where it is set, else each leg by `cost` and the sums of that."""
        self.baskets.append(query)
        self._fail()
        if self.basket_cost is not None:
            return self.basket_cost
        each = LegCost(margin=self.cost.margin, charges=self.cost.charges)
        margin, charges = each.margin * len(query.legs), each.charges * len(query.legs)
        return BasketCost(
            required=margin, final=margin, charges=charges, legs=(each,) * len(query.legs)
        )

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        self.charged.extend(trades)
        self._fail()
        return [self.charge] * len(trades)

    async def fetch_master(
        self, progress: Callable[[int, int | None], None], *, fresh: bool = False
    ) -> MasterColumns:
        self._fail()
        progress(0, None)
        none = np.empty(0, dtype=object)
        floats, integers = np.empty(0), np.empty(0, dtype=np.int64)
        return MasterColumns(
            exchange=none,
            symbol=none,
            name=none,
            kind=none,
            segment=none,
            expiry=none,
            strike=floats,
            tick_size=floats,
            lot_size=integers,
            broker_key=integers,
        )

    async def fetch_quotes(self, instruments: Sequence[InstrumentId]) -> list[Quote]:
        self._fail()
        return []

    async def fetch_bars(
        self, instrument: InstrumentId, interval: Interval, start_ns: int, end_ns: int
    ) -> list[Bar]:
        self._fail()
        return []

    async def run_stream(self, sink: MarketSink, wanted: WantedFeed, events: StreamEvents) -> None:
        await asyncio.Event().wait()

    def resubscribe(self) -> None:
        self.resubscribed += 1

    async def ping(self) -> float:
        self._fail()
        return 0.01

    async def logout(self) -> None:
        self._fail()

    async def aclose(self) -> None:
        self.closed = True

    def _accept(self, intent: OrderIntent) -> WriteOutcome:
        if not self.places:
            return Accepted(self.next_id())
        return Accepted(self.place(intent, state=OrderState.OPEN).broker_id)

    async def _answer(self, usual: Callable[[], WriteOutcome]) -> WriteOutcome:
        await asyncio.sleep(0)
        script: Script | None = self.outcomes.popleft() if self.outcomes else None
        answer = await script.wait() if isinstance(script, Gate) else script
        if isinstance(answer, Exception):
            raise answer
        return usual() if answer is None else answer

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


def _id(order: Order) -> BrokerOrderId:
    assert order.broker_id is not None
    return order.broker_id
