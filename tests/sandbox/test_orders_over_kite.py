"""The order service over the real client and the practice server: replies lost, updates bent.

Real sockets and processes. The service's clock runs ten times as fast, so that the search for a
lost order takes a second and a half.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from terminal.brokers.kite import KiteDeps, KiteKind
from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.errors import Unknown
from terminal.domain.ids import AccountId
from terminal.domain.notice import Notice, Refused
from terminal.domain.order import Order, OrderChange, OrderIntent, OrderState, OrderType, Side
from terminal.orders.guards import Limits
from terminal.orders.journal import Journal
from terminal.orders.outcomes import Submitted
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.clock import SystemClock
from terminal.runtime.tasks import TaskScope
from terminal.runtime.vault import MemoryVault
from terminal.runtime.worker import Worker
from tests.fakes.clock import eventually
from tests.fakes.hurry import HurriedClock
from tests.fakes.prices import FakePrices
from tests.fakes.sandbox_process import SandboxProcess
from tests.make import INFY, Instruments, make_instrument, make_intent

ROOT = Path(__file__).resolve().parents[2]
SPEED = 10
S = OrderState


class NoMarket:
    """A sink and a wish list for a stream of order updates alone."""

    revision = 0

    def batch(self, batch: object, received_ns: int) -> None: ...
    def tick(self, *values: object) -> None: ...
    def source_state(self, account: AccountId, *, live: bool) -> None: ...
    def wanted(self, account: AccountId) -> dict[object, object]:
        return {}


class Desk:
    """The order service over a practice account."""

    def __init__(self, sandbox: SandboxProcess, path: Path) -> None:
        self.sandbox = sandbox
        self.failures: list[tuple[str, BaseException]] = []
        self.notices: list[Notice] = []
        self.live = asyncio.Event()
        clock = HurriedClock(SPEED)
        self.prices = FakePrices()
        self.journal = Journal(path)
        self.portfolio = PortfolioService(clock=clock, on_failure=self.on_failure)
        self.orders = OrderService(
            journal=self.journal,
            prices=self.prices,
            instruments=Instruments(make_instrument(INFY, tick="0.1", freeze=100_000)),
            clock=clock,
            limits=Limits(duplicate_ms=0),
            on_failure=self.on_failure,
            positions=self.portfolio,
            quit_wait_s=0.2,
        )
        self.orders.notices.connect(self.notices.append)
        self.orders.book.filled.connect(self.portfolio.on_fill)
        self.orders.book.traded.connect(self.portfolio.on_trade)
        self.orders.positions_moved.connect(self.portfolio.request_refresh)
        self.scope = TaskScope("stream", self.on_failure)
        self.worker = Worker("master")
        self.broker: KiteBroker
        self.last = Decimal(0)

    def on_failure(self, where: str, error: BaseException) -> None:
        self.failures.append((where, error))

    async def open(self, *, stream: bool = True) -> "Desk":
        await self.journal.open()
        self.broker = await log_in(self.sandbox, self.worker)
        (quote,) = await self.broker.fetch_quotes([INFY])
        self.last = Decimal(repr(quote.last))
        self.prices.set(INFY, quote.last)
        self.orders.attach(self.broker)
        self.portfolio.attach(self.broker)
        await self.orders.recover(self.broker.session.account)
        await self.portfolio.refresh(self.broker.session.account)
        if stream:
            events = SimpleNamespace(
                order_update=self.orders.on_update,
                broadcast=lambda account, text: None,
                connection=lambda account, state, detail: (
                    self.live.set() if state == "live" else None
                ),
                heartbeat=lambda account, received_ns: None,
            )
            market = NoMarket()
            self.scope.spawn(self.broker.run_stream(market, market, events), name="stream")
            async with asyncio.timeout(20):
                await self.live.wait()
        return self

    async def close(self) -> None:
        await self.scope.aclose()
        await self.orders.aclose()
        await self.portfolio.aclose()
        await self.broker.aclose()
        await self.journal.aclose()
        await self.worker.aclose()
        assert self.failures == []

    def intent(self, away: str = "0.975", **fields: object) -> OrderIntent:
        """A buy below the market, so that it rests."""
        values: dict[str, object] = {
            "client_id": self.orders.new_client_id(),
            "account": self.broker.session.account,
            "quantity": 3,
            "price": (self.last * Decimal(away)).quantize(Decimal("0.1")),
        }
        values.update(fields)
        return make_intent(**values)  # type: ignore[arg-type]

    def row(self, key: str) -> Order:
        order = self.orders.book.order(key)
        assert order is not None
        return order

    async def until(self, key: str, *states: OrderState) -> Order:
        await eventually(lambda: self.row(key).state in states, within_s=15)
        return self.row(key)

    async def placed(self, key: str) -> int:
        """How many orders with this tag the exchange has."""
        rows = await self.broker.fetch_orders()
        return sum(key in row.tags and row.parent_id is None for row in rows)


async def log_in(sandbox: SandboxProcess, worker: Worker) -> KiteBroker:
    keys = sandbox.credentials
    credentials = SimpleNamespace(
        api_key=keys["api_key"], api_secret=keys["api_secret"], user_id=keys["user_id"]
    )

    async def start() -> SimpleNamespace:
        return SimpleNamespace(
            rest=sandbox.rest, stream=sandbox.stream, login=sandbox.login, credentials=credentials
        )

    def on_failure(where: str, error: BaseException) -> None:
        raise AssertionError(where) from error

    kind = KiteKind(
        KiteDeps(
            secrets=MemoryVault(),
            clock=SystemClock(),
            worker=worker,
            cache=Path("/nonexistent"),
            start_practice=start,
            on_wait=lambda lane, seconds: None,
            on_failure=on_failure,
        )
    )
    attempt = await kind.begin("practice", {})
    broker = await attempt.finish(await asyncio.wait_for(attempt.wait_for_redirect(), 10))
    await attempt.aclose()
    await broker.fetch_master(lambda done, total: None)
    return broker


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxProcess]:
    arguments = ("--no-limits", "--seed", "11", "--instruments", "3000", "--cash", "100000000")
    with SandboxProcess(*arguments) as sandbox:
        yield sandbox
        assert sandbox.errors() == "", "the server complained"


@pytest.fixture
async def desk(server: SandboxProcess, tmp_path: Path) -> AsyncIterator[Desk]:
    server.reset(exchange=False)
    made = await Desk(server, tmp_path / "journal").open()
    yield made
    await made.orders.cancel_all()
    await made.close()
    server.reset(exchange=False)


POST = {"method": "POST", "path": "/orders/*"}


@pytest.mark.parametrize("fault", ["accept_hang", "accept_drop", "accept_502", "truncated"])
async def test_order_whose_reply_is_lost_is_found_and_sent_once(desk: Desk, fault: str) -> None:
    desk.sandbox.arm("drop_updates", count=20)
    desk.sandbox.arm(fault, match=POST, seconds=8)
    intent = desk.intent()
    result = await desk.orders.submit(intent)
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Unknown)
    again = await desk.orders.submit(intent)
    assert isinstance(again, Refused)
    await desk.until(intent.client_id, S.OPEN)
    assert await desk.placed(intent.client_id) == 1
    assert len([o for o in desk.orders.book.orders() if intent.client_id in o.tags]) == 1


@pytest.mark.parametrize("fault", ["http_502", "http_503", "drop", "html"])
async def test_order_that_never_arrived_is_proved_absent(desk: Desk, fault: str) -> None:
    desk.sandbox.arm(fault, match=POST)
    intent = desk.intent()
    result = await desk.orders.submit(intent)
    assert isinstance(result, Submitted)
    assert isinstance(result.outcome, Unknown)
    assert desk.row(intent.client_id).state is S.UNKNOWN
    await desk.until(intent.client_id, S.NOT_PLACED)
    assert await desk.placed(intent.client_id) == 0


async def test_unreadable_book_keeps_the_order_unknown_until_it_is_read(desk: Desk) -> None:
    desk.sandbox.arm("drop_updates", count=20)
    desk.sandbox.arm("accept_502", match=POST)
    desk.sandbox.arm("http_503", match={"method": "GET", "path": "/orders"}, count=-1)
    intent = desk.intent()
    await desk.orders.submit(intent)
    # Told after half a minute of the service's time: longer than the search's window.
    told = "The order book cannot be read"
    await eventually(lambda: told in [notice.title for notice in desk.notices], within_s=30)
    assert desk.row(intent.client_id).state is S.UNKNOWN
    desk.sandbox.clear_faults()
    await desk.until(intent.client_id, S.OPEN)
    assert await desk.placed(intent.client_id) == 1


async def test_refusal_for_money_is_on_the_row(desk: Desk) -> None:
    desk.sandbox.arm("margin_400", match=POST)
    intent = desk.intent()
    await desk.orders.submit(intent)
    assert desk.row(intent.client_id).state is S.REJECTED
    assert desk.row(intent.client_id).message


@pytest.mark.parametrize("fault", ["duplicate_updates", "reorder_updates", "drop_updates"])
async def test_bent_stream_ends_in_the_same_book(desk: Desk, fault: str) -> None:
    desk.sandbox.arm(fault, count=50)
    keys = []
    for n in range(1, 6):
        intent = desk.intent(quantity=n)
        await desk.orders.submit(intent)
        keys.append(intent.client_id)
    for key in keys:
        await desk.until(key, S.OPEN)
    for key in keys[:3]:
        await desk.orders.cancel(key)
    for key in keys[:3]:
        await desk.until(key, S.CANCELLED)
    buy = desk.intent(away="1.02", quantity=7)
    result = await desk.orders.submit(buy, confirmed=frozenset({"marketable"}))
    assert isinstance(result, Submitted)
    await desk.until(buy.client_id, S.COMPLETE)
    assert desk.row(buy.client_id).filled == 7
    ours = [o for o in desk.orders.book.orders() if o.intent is not None]
    assert len(ours) == 6


async def test_fill_moves_the_position_and_exit_closes_it(desk: Desk) -> None:
    def held() -> int:
        found = [p for p in desk.portfolio.positions() if p.instrument == INFY]
        return sum(p.quantity for p in found if p.product == "mis")

    before = held()
    buy = desk.intent(away="1.02", quantity=7)
    await desk.orders.submit(buy, confirmed=frozenset({"marketable"}))
    await desk.until(buy.client_id, S.COMPLETE)
    await eventually(lambda: held() == before + 7)
    (position,) = [
        p for p in desk.portfolio.positions() if p.instrument == INFY and p.product == "mis"
    ]
    first, second = await asyncio.gather(desk.orders.exit(position), desk.orders.exit(position))
    assert sorted(type(r).__name__ for r in (first, second)) == ["Refused", "Submitted"]
    sent = first if isinstance(first, Submitted) else second
    assert isinstance(sent, Submitted)
    await desk.until(sent.key, S.COMPLETE)
    await eventually(lambda: held() == 0)
    row = desk.row(sent.key)
    assert (row.order_type, row.side, row.filled) == (OrderType.MARKET, Side.SELL, before + 7)


async def test_change_and_cancel_with_lost_replies_follow_the_book(desk: Desk) -> None:
    intent = desk.intent()
    await desk.orders.submit(intent)
    await desk.until(intent.client_id, S.OPEN)
    lower = (desk.last * Decimal("0.98")).quantize(Decimal("0.1"))
    desk.sandbox.arm("accept_drop", match={"method": "PUT", "path": "/orders/*"})
    result = await desk.orders.modify(intent.client_id, OrderChange(price=lower))
    assert isinstance(result, Submitted)
    await eventually(lambda: desk.row(intent.client_id).price == lower, within_s=10)
    await desk.until(intent.client_id, S.OPEN)
    desk.sandbox.arm("accept_drop", match={"method": "DELETE", "path": "/orders/*"})
    await desk.orders.cancel(intent.client_id)
    await desk.until(intent.client_id, S.CANCELLED)


CHILD = """
import asyncio, sys
from pathlib import Path
from types import SimpleNamespace
from tests.sandbox.test_orders_over_kite import Desk
import msgspec

async def main(path, sandbox):
    desk = await Desk(SimpleNamespace(**sandbox), Path(path)).open(stream=False)
    intent = desk.intent()
    print(intent.client_id, flush=True)
    await desk.orders.submit(intent)

asyncio.run(main(sys.argv[1], msgspec.json.decode(sys.argv[2])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
async def test_killed_while_the_broker_has_the_order_and_found_at_the_next_start(
    server: SandboxProcess, tmp_path: Path
) -> None:
    server.reset(exchange=False)
    server.arm("accept_hang", match=POST, seconds=20)
    facts = {
        "rest": server.rest,
        "stream": server.stream,
        "login": server.login,
        "credentials": server.credentials,
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CHILD,
        str(tmp_path / "j"),
        msgspec.json.encode(facts).decode(),
        cwd=ROOT,
        stdout=-1,
    )
    assert child.stdout is not None
    async with asyncio.timeout(60):
        key = (await child.stdout.readline()).decode().strip()
    assert key

    probe = Desk(server, tmp_path / "probe")
    await probe.open(stream=False)
    for _ in range(200):
        if await probe.placed(key):
            break
        await SystemClock().sleep(0.05)
    assert await probe.placed(key) == 1
    child.kill()
    await child.wait()
    assert child.returncode == -signal.SIGKILL
    await probe.close()

    server.clear_faults()
    desk = await Desk(server, tmp_path / "j").open(stream=False)
    row = desk.row(key)
    assert row.intent is not None
    assert row.state is S.OPEN
    assert isinstance(await desk.orders.submit(row.intent), Refused)
    assert await desk.placed(key) == 1
    await desk.orders.cancel_all()
    await desk.close()
