"""Our client against the practice server's process: refusals, lost replies, the stream."""

import asyncio
from decimal import Decimal

import pytest

from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    Rejected,
    Transient,
    Unknown,
    WireError,
)
from terminal.domain.market import Interval
from terminal.domain.order import (
    OrderState,
    OrderType,
    OrderUpdate,
    Product,
    Side,
)
from terminal.runtime.clock import SystemClock
from terminal.runtime.worker import Worker
from tests.contract.kite.client import (
    CENT,
    INFY,
    find,
    kind_of,
    logged_in,
    make_intent,
    until_state,
)
from tests.fakes.clock import eventually
from tests.fakes.sandbox_process import SandboxProcess

broker = logged_in

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
    for pool in account._channel._http._pools.values():
        await pool.aclose()
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
        await broker.trigger_calls.delete(1)
    with pytest.raises(BrokerRefused):
        await broker.trigger_calls.delete(1)


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
