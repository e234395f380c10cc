"""Our client against the practice server's process: real sockets, no shared code, faults armed."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from msgspec import Struct

from terminal.brokers.kite import KiteDeps, KiteKind
from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.account import Conversion, CostQuery
from terminal.domain.errors import (
    Accepted,
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    Rejected,
    Transient,
    Unknown,
    WireError,
)
from terminal.domain.ids import ClientOrderId, InstrumentId
from terminal.domain.market import Interval
from terminal.domain.order import (
    OrderChange,
    OrderIntent,
    OrderState,
    OrderType,
    OrderUpdate,
    Product,
    Side,
    Validity,
    Variety,
    order_from_update,
)
from terminal.runtime.clock import SystemClock
from terminal.runtime.vault import MemoryVault
from terminal.runtime.worker import Worker
from tests.fakes.clock import eventually
from tests.fakes.sandbox_process import SandboxProcess

INFY = InstrumentId("NSE", "INFY")
CENT = Decimal("0.1")
_numbers = count(1)


class Keys(Struct, frozen=True):
    api_key: str
    api_secret: str
    user_id: str


class Server(Struct, frozen=True):
    rest: str
    stream: str
    login: str
    credentials: Keys


def kind_of(sandbox: SandboxProcess, worker: Worker) -> KiteKind:
    keys = sandbox.credentials

    async def start() -> Server:
        return Server(
            rest=sandbox.rest,
            stream=sandbox.stream,
            login=sandbox.login,
            credentials=Keys(keys["api_key"], keys["api_secret"], keys["user_id"]),
        )

    return KiteKind(
        KiteDeps(
            secrets=MemoryVault(),
            clock=SystemClock(),
            worker=worker,
            cache=Path("/nonexistent"),
            start_practice=start,
            on_wait=lambda lane, seconds: None,
            on_failure=lambda where, error: pytest.fail(f"{where}: {error}"),
        )
    )


@pytest.fixture
async def broker(sandbox: SandboxProcess) -> AsyncIterator[KiteBroker]:
    """A practice account, logged in the way a person is, with today's instruments."""
    worker = Worker("contract")
    attempt = await kind_of(sandbox, worker).begin("practice", {})
    account = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 10))
    await attempt.aclose()
    await account.fetch_master(lambda done, total: None)
    yield account
    await account.aclose()
    await worker.aclose()


async def price_of(broker: KiteBroker) -> Decimal:
    (quote,) = await broker.fetch_quotes([INFY])
    return Decimal(repr(quote.last))


async def make_intent(broker: KiteBroker, away: str = "0.97", **fields) -> OrderIntent:
    """Return a buy below the market, so that it rests."""
    number = next(_numbers)
    given = {
        "client_id": ClientOrderId(f"CT{number:08d}"),
        "account": broker.session.account,
        "instrument": INFY,
        "side": Side.BUY,
        "quantity": 3,
        "order_type": OrderType.LIMIT,
        "product": Product.MIS,
        "price": (await price_of(broker) * Decimal(away)).quantize(CENT),
    }
    return OrderIntent(**{**given, **fields})


async def find(broker: KiteBroker, intent: OrderIntent) -> list[OrderUpdate]:
    """Return the rows of an intent; a cover order's second leg carries its tag too."""
    rows = await broker.fetch_orders()
    return [row for row in rows if intent.client_id in row.tags and row.parent_id is None]


async def until_state(broker: KiteBroker, intent: OrderIntent, *states: OrderState) -> OrderUpdate:
    """Poll the book until the order is in one of these states."""
    for _ in range(100):
        rows = await find(broker, intent)
        if rows and rows[-1].state in states:
            return rows[-1]
        await SystemClock().sleep(0.05)
    raise AssertionError(f"never in {states}: {await find(broker, intent)}")


async def rest_one(broker: KiteBroker, **fields) -> tuple[OrderIntent, OrderUpdate]:
    intent = await make_intent(broker, **fields)
    assert isinstance(await broker.submit(intent), Accepted)
    return intent, await until_state(broker, intent, OrderState.OPEN, OrderState.TRIGGER_PENDING)


# -- a day's work


async def test_an_order_rests_is_changed_and_is_cancelled(broker: KiteBroker) -> None:
    intent, row = await rest_one(broker)
    assert row.price == intent.price
    assert row.instrument == INFY
    assert row.pending == 3
    order = order_from_update(row)
    lower = row.price - 1
    assert isinstance(await broker.modify(order, OrderChange(price=lower, quantity=5)), Accepted)
    row = await until_state(broker, intent, OrderState.OPEN)
    for _ in range(40):
        if row.price == lower:
            break
        row = await until_state(broker, intent, OrderState.OPEN)
    assert (row.price, row.quantity) == (lower, 5)
    history = await broker.fetch_order_history(row.broker_id)
    assert history[0].state is OrderState.PENDING
    assert isinstance(await broker.cancel(order), Accepted)
    row = await until_state(broker, intent, OrderState.CANCELLED)
    assert row.filled == 0
    refused = await broker.cancel(order)
    assert isinstance(refused, Rejected)


async def test_a_protected_market_order_fills_and_moves_the_books(broker: KiteBroker) -> None:
    intent = await make_intent(broker, order_type=OrderType.MARKET, price=None)
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Accepted)
    row = await until_state(broker, intent, OrderState.COMPLETE)
    assert row.order_type is OrderType.LIMIT  # the broker shows the protected order as a limit one
    assert any(tag.startswith("mktp") for tag in row.tags)
    trades = [each for each in await broker.fetch_trades() if each.order_id == outcome.order_id]
    assert sum(each.quantity for each in trades) == 3
    value = sum(each.price * each.quantity for each in trades)
    assert abs(value / 3 - row.average_price) < CENT
    book = await broker.fetch_positions()
    held = next(each for each in book.net if each.instrument == INFY)
    assert held.product is Product.MIS
    assert held.quantity >= 3
    wish = Conversion(
        instrument=INFY,
        side=Side.BUY,
        overnight=False,
        quantity=3,
        old_product=Product.MIS,
        new_product=Product.CNC,
    )
    assert isinstance(await broker.convert(wish), Accepted)
    book = await broker.fetch_positions()
    assert any(each.product is Product.CNC and each.quantity >= 3 for each in book.net)


async def test_the_varieties_reach_the_book(broker: KiteBroker) -> None:
    price = await price_of(broker)
    for fields, state in (
        ({"variety": Variety.AMO}, OrderState.PARKED),
        ({"variety": Variety.ICEBERG, "iceberg_legs": 3, "quantity": 30}, OrderState.OPEN),
        ({"validity": Validity.TTL, "ttl_minutes": 2}, OrderState.OPEN),
        (
            {
                "order_type": OrderType.SL,
                "side": Side.SELL,
                "trigger_price": (price * Decimal("0.98")).quantize(CENT),
            },
            OrderState.TRIGGER_PENDING,
        ),
    ):
        intent = await make_intent(broker, **fields)
        outcome = await broker.submit(intent)
        assert isinstance(outcome, Accepted), outcome
        row = await until_state(broker, intent, state)
        assert row.variety is intent.variety
        assert isinstance(await broker.cancel(order_from_update(row)), Accepted)


async def test_a_cover_order_is_exited_by_its_second_leg(broker: KiteBroker) -> None:
    bounds = await broker.market.trigger_range("buy", ["NSE:INFY"])
    middle = (bounds["NSE:INFY"].lower + bounds["NSE:INFY"].upper) / 2
    intent = await make_intent(
        broker,
        variety=Variety.CO,
        order_type=OrderType.MARKET,
        price=None,
        trigger_price=Decimal(repr(round(middle, 1))).quantize(CENT),
    )
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Accepted), outcome
    await until_state(broker, intent, OrderState.COMPLETE)
    legs = [row for row in await broker.fetch_orders() if row.parent_id == outcome.order_id]
    assert [leg.product for leg in legs] == [Product.CO]
    assert isinstance(await broker.cancel(order_from_update(legs[0])), Accepted)
    for _ in range(100):
        book = await broker.fetch_positions()
        if all(each.quantity == 0 for each in book.net if each.product is Product.CO):
            return
        await SystemClock().sleep(0.05)
    raise AssertionError("the cover order's position was not exited")


@pytest.mark.parametrize("shape", ["v1", "v2"])
async def test_a_large_order_is_sliced_and_each_fate_is_told(
    broker: KiteBroker, sandbox: SandboxProcess, shape: str
) -> None:
    sandbox.switch(margin_checks=False, autoslice_shape=shape, autoslice_failing_slice=2)
    whole = await make_intent(broker, quantity=300_000)
    refused = await broker.submit(whole)
    assert isinstance(refused, Rejected)
    assert "sliced" in refused.hint
    intent = await make_intent(broker, quantity=300_000, slice_above_freeze=True)
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Accepted), outcome
    assert len(outcome.slices) > 2
    assert [each.order_id is None for each in outcome.slices].count(True) == 1
    assert outcome.order_id == outcome.slices[0].order_id
    placed = {each.order_id for each in outcome.slices if each.order_id is not None}
    for _ in range(60):
        rows = [row for row in await broker.fetch_orders() if row.broker_id in placed]
        if len(rows) == len(placed):
            break
        await SystemClock().sleep(0.05)
    assert {row.broker_id for row in rows} == placed
    assert all(any(tag.startswith("autoslice:") for tag in row.tags) for row in rows)
    sandbox.reset(exchange=True)  # these orders would hold all the money of the tests to come


async def test_money_is_estimated_before_and_shown_after(broker: KiteBroker) -> None:
    intent = await make_intent(broker)
    cost = await broker.estimate(CostQuery(intent=intent, reference_price=Decimal(1)))
    assert cost.margin > 0
    assert cost.charges > 0
    assert sum(cost.charge_lines.values()) == pytest.approx(cost.charges, abs=Decimal("0.01"))
    funds = {each.segment: each for each in await broker.fetch_funds()}
    assert funds["equity"].net > cost.margin
    holdings = await broker.fetch_holdings()
    assert any(each.sellable > 0 for each in holdings)


@pytest.mark.parametrize("interval", list(Interval))
async def test_candles_of_every_interval_end_now(broker: KiteBroker, interval: Interval) -> None:
    end = SystemClock().now_ns()
    start = end - 20 * 86_400 * 10**9
    bars = await broker.fetch_bars(INFY, interval, start, end)
    assert bars
    assert [bar.open_ns for bar in bars] == sorted({bar.open_ns for bar in bars})
    assert start <= bars[0].open_ns
    assert bars[-1].open_ns <= end
    assert all(bar.low <= min(bar.open, bar.close) <= bar.high for bar in bars)


# -- refusals in their own words


async def test_the_brokers_refusals_are_told_apart(
    broker: KiteBroker, sandbox: SandboxProcess
) -> None:
    intent = await make_intent(broker)
    sandbox.switch(deny_ip=True)
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "address"
    assert isinstance(await broker.fetch_orders(), list)
    sandbox.switch(deny_ip=False)

    sandbox.arm("margin_400", match={"method": "POST", "path": "/orders/*"})
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "MarginException"
    assert "228365.92" in outcome.text

    sandbox.arm("http_429", match={"method": "POST", "path": "/orders/*"})
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "rate_limited"
    assert await find(broker, intent) == []


async def test_unauthorised_holdings_say_so(broker: KiteBroker) -> None:
    holdings = await broker.fetch_holdings()
    held = next(each for each in holdings if each.sellable > 0 and not each.authorised_quantity)
    (quote,) = await broker.fetch_quotes([held.instrument])
    price = Decimal(repr(round(quote.last * 1.02, 1))).quantize(CENT)
    intent = await make_intent(
        broker,
        instrument=held.instrument,
        side=Side.SELL,
        product=Product.CNC,
        quantity=1,
        price=price,
    )
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Rejected), outcome
    assert outcome.code == "demat_authorisation"


async def test_a_personal_app_has_orders_but_no_data(
    broker: KiteBroker, sandbox: SandboxProcess
) -> None:
    sandbox.switch(personal_app=True)
    with pytest.raises(PermissionRefused) as caught:
        await broker.fetch_quotes([INFY])
    assert caught.value.code == "no_market_data"
    with pytest.raises(PermissionRefused):
        await broker.fetch_bars(INFY, Interval.DAY, 0, 10**9)
    assert isinstance(await broker.fetch_orders(), list)
    worker = Worker("personal")
    attempt = await kind_of(sandbox, worker).begin("practice", {})
    account = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 10))
    assert not account.session.market_data
    await attempt.aclose()
    await account.aclose()
    await worker.aclose()


async def test_an_expired_session_ends_reads_and_refuses_orders(
    broker: KiteBroker, sandbox: SandboxProcess
) -> None:
    intent = await make_intent(broker)
    sandbox.control("POST", "/token", {"expire": True})
    with pytest.raises(LoginNeeded):
        await broker.fetch_orders()
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "login_needed"


async def test_logging_out_ends_the_session(broker: KiteBroker) -> None:
    await broker.logout()
    with pytest.raises(LoginNeeded):
        await broker.fetch_funds()


# -- lost replies


@pytest.mark.parametrize(
    ("fault", "placed"),
    [
        ("accept_drop", True),
        ("accept_502", True),
        ("truncated", True),
        ("drop", False),
        ("http_500", False),
        ("http_502", False),
        ("http_503", False),
        ("http_504", False),
        ("html", False),
    ],
)
async def test_a_lost_reply_is_unknown_and_the_order_exists_at_most_once(
    broker: KiteBroker, sandbox: SandboxProcess, fault: str, placed: bool
) -> None:
    intent = await make_intent(broker)
    sandbox.arm(fault, match={"method": "POST", "path": "/orders/*"})
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Unknown), outcome
    if placed:
        await until_state(broker, intent, OrderState.OPEN)
    assert len(await find(broker, intent)) == int(placed)


async def test_an_order_that_hangs_is_unknown_after_seven_seconds(
    broker: KiteBroker, sandbox: SandboxProcess
) -> None:
    intent = await make_intent(broker)
    sandbox.arm("accept_hang", match={"method": "POST", "path": "/orders/*"}, seconds=20)
    clock = SystemClock()
    started = clock.monotonic_ns()
    outcome = await broker.submit(intent)
    assert isinstance(outcome, Unknown)
    assert 6.5 < (clock.monotonic_ns() - started) / 1e9 < 9
    assert len(await find(broker, intent)) == 1


@pytest.mark.parametrize("fault", ["http_429", "http_503", "drop", "truncated", "html"])
async def test_reads_outlive_weather(
    broker: KiteBroker, sandbox: SandboxProcess, fault: str
) -> None:
    sandbox.arm(fault, match={"method": "GET", "path": "/orders"})
    if fault in {"truncated", "html"}:
        # A reply that cannot be read may be cut by weather or may be a changed protocol.
        try:
            await broker.fetch_orders()
        except (WireError, Transient):
            await broker.fetch_orders()
    else:
        assert isinstance(await broker.fetch_orders(), list)


async def test_a_server_that_is_gone_proves_that_nothing_was_sent() -> None:
    worker = Worker("gone")
    with SandboxProcess("--seed", "9", "--instruments", "500") as own:
        attempt = await kind_of(own, worker).begin("practice", {})
        account = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 10))
        await account.fetch_master(lambda done, total: None)
        intent = await make_intent(account)
        await attempt.aclose()
    await account._channel._http._client._transport._pool.aclose()
    outcome = await account.submit(intent)
    assert isinstance(outcome, Rejected), outcome
    assert outcome.code == "not_sent"
    await account.aclose()
    await worker.aclose()


async def test_writes_on_triggers_and_alerts_are_sent_once_too(
    broker: KiteBroker, sandbox: SandboxProcess
) -> None:
    sandbox.arm("http_503", match={"method": "DELETE", "path": "/gtt/*"})
    with pytest.raises(Transient):
        await broker.triggers.delete(1)
    with pytest.raises(BrokerRefused):
        await broker.triggers.delete(1)


# -- the stream


class Sink:
    def __init__(self) -> None:
        self.ticks = 0
        self.live: list[bool] = []

    def batch(self, batch, received_ns: int) -> None:
        self.ticks += len(batch.slots)

    def tick(self, slot: int, mode, values, received_ns: int) -> None:
        self.ticks += 1

    def source_state(self, account, *, live: bool) -> None:
        self.live.append(live)


class Wanted:
    revision = 1

    def wanted(self, account):
        from terminal.domain.market import FeedMode

        return {INFY: (1, FeedMode.FULL)}


class Events:
    def __init__(self) -> None:
        self.orders: list[OrderUpdate] = []
        self.states: list[str] = []

    def order_update(self, update: OrderUpdate) -> None:
        self.orders.append(update)

    def broadcast(self, account, text: str) -> None:
        return None

    def connection(self, account, state: str, detail: str) -> None:
        self.states.append(state)

    def heartbeat(self, account, received_ns: int) -> None:
        return None


async def test_ticks_and_order_updates_come_on_the_stream(
    broker: KiteBroker, sandbox: SandboxProcess
) -> None:
    sink, events = Sink(), Events()
    stream = asyncio.ensure_future(broker.run_stream(sink, Wanted(), events))
    await eventually(lambda: sink.ticks > 0, within_s=10)
    assert "live" in events.states
    intent = await make_intent(broker, order_type=OrderType.MARKET, price=None)
    await broker.submit(intent)
    await eventually(
        lambda: any(
            update.state is OrderState.COMPLETE and intent.client_id in update.tags
            for update in events.orders
        ),
        within_s=10,
    )
    stream.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stream
    assert sink.live[-1] is False


async def test_the_stream_ends_when_login_is_needed(
    broker: KiteBroker, sandbox: SandboxProcess
) -> None:
    events = Events()
    sandbox.control("POST", "/token", {"expire": True})
    await asyncio.wait_for(broker.run_stream(Sink(), Wanted(), events), 15)
    assert events.states[-1] == "login_needed"
