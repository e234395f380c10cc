"""The day's charges: asked per executed order, late enough to be one request, and never lost."""

from collections.abc import AsyncIterator, Sequence
from decimal import Decimal

import pytest

from terminal.domain.basket import ChargeNote, ChargeQuery
from terminal.domain.errors import BrokerRefused, LoginNeeded, Transient
from terminal.domain.ids import AccountId, BrokerOrderId
from terminal.domain.order import Product, Side, Trade, Variety
from terminal.portfolio.charges import BATCH, PACE_S, SOON_S, DayCharges
from terminal.portfolio.closing import Closing
from terminal.portfolio.executed import DAY_NS, executed
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import START_NS, FakeClock
from tests.make import ACCOUNT, INFY, NIFTY_CALL, make_position, make_trade

OTHER = AccountId("practice:ZB9999")


class Calculator(FakeBroker):
    """20 rupees an order and 0.1 % tax, so that a wrong grouping or price shows."""

    def __init__(self, account: AccountId = ACCOUNT) -> None:
        super().__init__(account)
        self.batches: list[list[ChargeQuery]] = []
        self.refuses: set[str] = set()

    async def fetch_charges(self, trades: Sequence[ChargeQuery]) -> list[ChargeNote]:
        self.batches.append(list(trades))
        self._fail()
        if any(t.reference in self.refuses for t in trades):
            raise BrokerRefused("Invalid `tradingsymbol`.")
        return [note(t.quantity * t.price) for t in trades]


def note(value: Decimal) -> ChargeNote:
    tax = value / 1000
    return ChargeNote(total=20 + tax, lines={"Brokerage": Decimal(20), "Tax": tax})


class Day:
    def __init__(self) -> None:
        self.failures: list[BaseException] = []
        self.clock = FakeClock()
        self.trades: list[Trade] = []
        self.positions = []
        self.prices = {}
        self.broker = Calculator()
        self.changes: list[AccountId] = []
        self.charges = DayCharges(
            trades=lambda: self.trades,
            positions=lambda: self.positions,
            price=self.prices.get,
            clock=self.clock,
            on_failure=lambda _, error: self.failures.append(error),
            variety=lambda _, order: Variety.ICEBERG if order == "ice" else Variety.REGULAR,
        )
        self.charges.changed.connect(self.changes.append)

    def fill(self, order: str = "1", quantity: int = 10, price: str = "100", **fields) -> None:
        trade = make_trade(
            f"T{len(self.trades)}",
            order_id=BrokerOrderId(order),
            quantity=quantity,
            price=Decimal(price),
            **fields,
        )
        self.trades.append(trade)
        self.charges.on_trade(trade)

    async def calm(self, seconds: float = 5) -> None:
        await self.clock.advance(seconds)


@pytest.fixture
async def day() -> AsyncIterator[Day]:
    made = Day()
    made.charges.attach(made.broker)
    yield made
    await made.charges.aclose()
    assert made.failures == []


async def test_an_order_in_three_fills_is_one_order_at_its_average_price(day: Day) -> None:
    day.fill("1", 10, "100")
    day.fill("1", 20, "103")
    day.fill("1", 10, "102")
    assert day.charges.pending() == 1
    await day.calm()
    ((query,),) = day.broker.batches
    assert (query.quantity, query.price, query.reference) == (40, Decimal(102), "1")
    assert day.charges.total() == 20 + Decimal("4.08")
    assert day.charges.pending() == 0
    assert day.changes


async def test_a_burst_of_fills_is_asked_for_once_and_what_is_known_never_again(day: Day) -> None:
    for number in range(5):
        day.fill(str(number))
        await day.clock.advance(SOON_S / 3)
    await day.calm()
    assert [len(batch) for batch in day.broker.batches] == [5]
    day.fill("new")
    await day.calm()
    assert [q.reference for q in day.broker.batches[1]] == ["new"]
    await day.charges.refresh(ACCOUNT)
    await day.calm(100)
    assert len(day.broker.batches) == 2


async def test_a_burst_that_does_not_end_is_asked_for_in_between(day: Day) -> None:
    for number in range(40):
        day.fill(str(number))
        await day.clock.advance(SOON_S / 2)
    assert day.broker.batches


async def test_many_orders_go_in_batches_with_pauses(day: Day) -> None:
    for number in range(BATCH * 2 + 3):
        day.fill(str(number))
    await day.clock.advance(SOON_S + PACE_S / 2)
    assert [len(batch) for batch in day.broker.batches] == [BATCH]
    assert day.charges.pending() == BATCH + 3
    await day.calm()
    assert [len(batch) for batch in day.broker.batches] == [BATCH, BATCH, 3]
    assert PACE_S in day.clock.sleeps


async def test_one_more_fill_asks_again_and_the_old_figure_stays_until_then(day: Day) -> None:
    day.fill("1", 10, "100")
    await day.calm()
    known = day.charges.total()
    day.fill("1", 10, "100")
    assert day.charges.total() == known == 21
    assert day.charges.pending() == 1
    assert not day.charges.orders()[0].current
    await day.calm()
    assert day.charges.total() == 22


async def test_a_failure_keeps_the_last_figures_and_is_tried_again(day: Day) -> None:
    day.fill("1")
    await day.calm()
    told_ns = day.charges.asked_ns()
    day.broker.failure = Transient("Zerodha does not answer.")
    day.fill("2")
    await day.calm()
    assert day.charges.total() == 21
    assert day.charges.problem() == "Zerodha does not answer."
    assert day.charges.asked_ns() == told_ns
    day.broker.failure = None
    await day.calm(20)
    assert day.charges.problem() == ""
    assert day.charges.total() == 42
    assert day.charges.asked_ns() > told_ns


async def test_pauses_after_failures_grow(day: Day) -> None:
    day.broker.failure = Transient("Zerodha does not answer.")
    day.fill("1")
    await day.calm(300)
    assert 5 <= len(day.broker.batches) <= 12


async def test_an_ended_session_is_not_asked_again_until_the_next_log_in(day: Day) -> None:
    day.broker.failure = LoginNeeded("The session has ended.")
    day.fill("1")
    await day.calm(300)
    assert len(day.broker.batches) == 1
    day.broker.failure = None
    await day.charges.refresh(ACCOUNT)
    await day.calm()
    assert day.charges.total() == 21


async def test_one_refused_order_does_not_keep_the_others_from_their_charges(day: Day) -> None:
    day.broker.refuses = {"2"}
    for order in ("1", "2", "3", "4", "5"):
        day.fill(order)
    await day.calm(30)
    assert day.charges.total() == 4 * 21
    (bad,) = [row for row in day.charges.orders() if row.note is None]
    assert bad.problem == "Invalid `tradingsymbol`."
    assert bad.order.order_id == "2"
    asked = len(day.broker.batches)
    await day.calm(100)
    assert len(day.broker.batches) == asked
    day.broker.refuses = set()
    await day.charges.refresh(ACCOUNT)
    await day.calm()
    assert day.charges.total() == 5 * 21


async def test_kinds_add_up_to_the_total_and_to_the_orders(day: Day) -> None:
    day.fill("1", 3, "33.35")
    day.fill("2", 7, "1433.05", side=Side.SELL)
    await day.calm()
    assert sum(day.charges.lines().values()) == day.charges.total()
    assert sum(r.note.total for r in day.charges.orders() if r.note) == day.charges.total()
    one = day.charges.of_order(ACCOUNT, BrokerOrderId("1"))
    assert one is not None
    assert one.lines["Brokerage"] == 20
    assert day.charges.of_order(ACCOUNT, BrokerOrderId("9")) is None


async def test_the_variety_of_an_order_is_told(day: Day) -> None:
    day.fill("ice")
    await day.calm()
    assert day.broker.batches[0][0].variety is Variety.ICEBERG


async def test_accounts_are_apart_and_together(day: Day) -> None:
    second = Calculator(OTHER)
    day.charges.attach(second)
    day.fill("1")
    day.fill("1", account=OTHER)
    await day.calm()
    assert [q.reference for q in second.batches[0]] == ["1"]
    assert (day.charges.total(ACCOUNT), day.charges.total(OTHER)) == (21, 21)
    assert day.charges.total() == 42
    await day.charges.detach(OTHER)
    assert day.charges.total() == 21
    assert day.charges.total(OTHER) == 0


async def test_positions_carry_their_orders_and_converted_ones_too(day: Day) -> None:
    day.positions = [
        make_position(product=Product.CNC),
        make_position(instrument=NIFTY_CALL, quantity=-65),
    ]
    day.fill("1", product=Product.MIS)  # converted to CNC since
    day.fill("2", product=Product.CNC)
    day.fill("3", 65, "10", instrument=NIFTY_CALL, product=Product.MIS)
    await day.calm()
    of = day.charges.of_position
    assert of(ACCOUNT, INFY, Product.CNC) == 42
    assert of(ACCOUNT, INFY, Product.MIS) == 0
    assert of(ACCOUNT, NIFTY_CALL, Product.MIS) == 20 + Decimal("0.65")
    day.positions = [make_position(product=Product.MIS), make_position(product=Product.CNC)]
    day.charges.on_positions(ACCOUNT)
    assert of(ACCOUNT, INFY, Product.MIS) == 21


async def test_closing_is_asked_at_the_last_price_in_one_batch(day: Day) -> None:
    call = make_position(instrument=NIFTY_CALL, quantity=-65)
    day.positions = [make_position(quantity=10), call]
    day.prices.update({INFY: 101.5, NIFTY_CALL: 12.0})
    assert day.charges.closing() is None
    day.charges.on_positions(ACCOUNT)
    await day.calm()
    ((infy, option),) = day.broker.batches
    assert (infy.side, infy.quantity, infy.price) == (Side.SELL, 10, Decimal("101.5"))
    assert (option.side, option.quantity) == (Side.BUY, 65)
    assert day.charges.closing_of(call) == 20 + Decimal("0.78")
    assert day.charges.closing() == 40 + Decimal("0.78") + Decimal("1.015")
    day.prices[INFY] = 101.6  # a tenth of a percent: the charges hardly move
    await day.calm(120)
    assert len(day.broker.batches) == 1
    day.prices[INFY] = 103.0
    await day.calm(30)
    assert len(day.broker.batches) == 2


async def test_closing_a_position_that_has_grown_is_not_known_until_it_is_asked(day: Day) -> None:
    day.positions, day.prices[INFY] = [make_position(quantity=10)], 100.0
    day.charges.on_positions(ACCOUNT)
    await day.calm()
    assert day.charges.closing() == 21
    day.positions = [make_position(quantity=20)]
    day.charges.on_positions(ACCOUNT)
    assert day.charges.closing() is None
    await day.calm()
    assert day.charges.closing() == 22
    day.positions = [make_position(quantity=0)]
    day.charges.on_positions(ACCOUNT)
    assert day.charges.closing() == 0


async def test_shares_sold_out_of_the_holdings_are_not_closed(day: Day) -> None:
    day.positions = [make_position(quantity=-10, product=Product.CNC)]
    day.prices[INFY] = 100.0
    day.charges.on_positions(ACCOUNT)
    await day.calm(60)
    assert day.broker.batches == []
    assert day.charges.closing() == 0


async def test_a_closing_that_cannot_be_asked_is_no_failure_of_the_day(day: Day) -> None:
    day.positions, day.prices[INFY] = [make_position()], 100.0
    day.broker.failure = Transient("Zerodha does not answer.")
    day.charges.on_positions(ACCOUNT)
    await day.calm()
    assert day.charges.problem() == ""
    day.broker.failure = None
    await day.calm(30)
    assert day.charges.closing() is not None


async def test_yesterdays_trades_are_history(day: Day) -> None:
    day.trades = [make_trade("old", filled_ns=START_NS - DAY_NS)]
    live = executed(day.trades, now_ns=START_NS, practice=False)
    assert live == []
    # A practice exchange keeps days of its own, and a broker that names no time lists the day's.
    assert len(executed(day.trades, now_ns=START_NS, practice=True)) == 1
    assert len(executed([make_trade("x", filled_ns=0)], now_ns=START_NS, practice=False)) == 1
    both = [*day.trades, make_trade("now", order_id=BrokerOrderId("2"), filled_ns=START_NS)]
    assert [row.order_id for row in executed(both, now_ns=START_NS, practice=True)] == ["2"]


async def test_midnight_begins_a_new_day_of_charges(day: Day) -> None:
    class Live(Calculator):
        @property
        def session(self):
            return super().session.__class__(
                **{f: getattr(super(Live, self).session, f) for f in ("broker", "user_id")},
                account=OTHER, user_name="", environment="live", practice=False, login_ns=0,
            )  # fmt: skip

    day.charges.attach(Live(OTHER))
    day.fill("1", account=OTHER)
    await day.calm()
    assert day.charges.total(OTHER) == 21
    day.clock.set(START_NS + DAY_NS)
    assert day.charges.total(OTHER) == 0


async def test_a_fill_without_a_price_waits_for_its_listed_trade(day: Day) -> None:
    day.fill("1", 10, "0")
    await day.calm()
    assert day.broker.batches == []
    assert day.charges.pending() == 0


def test_a_position_without_any_price_is_not_asked_for() -> None:
    assert Closing().queries([make_position(last_price=Decimal(0))], lambda _: None) == []
