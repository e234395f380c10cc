"""The wiring of triggers: ticks from the hub, the order service behind firings, holdings asked."""

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from terminal.app.triggers import HubFeed, OrderDesk, Triggers, build_triggers
from terminal.domain.account import Holding
from terminal.domain.gtt import GttIntent, GttKind, GttLeg, GttState
from terminal.domain.market import FeedMode
from terminal.domain.notice import Notice, Recorded
from terminal.domain.order import OrderState, Product, Side
from terminal.gtt.stages import GttStage
from terminal.market.board import PRICE_FIELDS, TICK_FIELDS
from terminal.market.hub import Hub
from terminal.orders.guards import Limits
from terminal.orders.journal import Journal
from terminal.orders.service import OrderService
from terminal.portfolio.service import PortfolioService
from terminal.runtime.paths import user_paths
from terminal.runtime.writes import WriteJournal
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock, eventually, settle
from tests.make import ACCOUNT, INFY, Instruments, make_instrument, make_intent

LEVELS = (0, 0.0, 0) * 10


class Wired:
    """The services that triggers are wired to, over a broker without triggers of its own."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.failures: list[str] = []
        self.hub = Hub(clock=self.clock, on_failure=self._failed)
        self.instruments = Instruments(make_instrument(INFY))
        self.portfolio = PortfolioService(clock=self.clock, on_failure=self._failed)
        self.journal = Journal(folder / "orders.sqlite")
        self.writes = WriteJournal(folder / "writes.sqlite")
        self.limits = Limits()
        self.orders = OrderService(
            journal=self.journal,
            prices=self.hub,
            instruments=self.instruments,
            clock=self.clock,
            limits=self.limits,
            on_failure=self._failed,
            positions=self.portfolio,
        )
        paths = user_paths(folder)
        paths.create()
        self.triggers: Triggers = build_triggers(
            paths=paths,
            journal=self.writes,
            hub=self.hub,
            instruments=self.instruments,
            orders=self.orders,
            portfolio=self.portfolio,
            clock=self.clock,
            on_failure=self._failed,
        )
        self.notices: list[Notice] = []
        self._undo = self.triggers.service.notices.connect(self.notices.append)
        self.broker = FakeBroker(places=True)

    def _failed(self, where: str, error: BaseException) -> None:
        self.failures.append(f"{where}: {error!r}")

    async def open(self) -> "Wired":
        await self.journal.open()
        await self.writes.open()
        self.hub.add_source(ACCOUNT)
        self.hub.source_state(ACCOUNT, live=True)
        self.orders.attach(self.broker)
        self.portfolio.attach(self.broker)
        self.triggers.service.attach(self.broker)
        await self.orders.recover(ACCOUNT)
        await self.portfolio.refresh(ACCOUNT)
        await self.triggers.service.refresh(ACCOUNT)
        return self

    async def close(self) -> None:
        await self.triggers.aclose()
        await self.orders.aclose()
        await self.portfolio.aclose()
        await self.writes.aclose()
        await self.journal.aclose()
        assert self.failures == []

    async def until(self, what: Callable[[], bool]) -> None:
        """Let the files' threads work and the clock go on until `what()` is true."""
        async with asyncio.timeout(10):
            while not what():
                await self.clock.advance(1)

    def tick(self, last: float, *, age_s: int = 0) -> None:
        slot = self.hub.slot(INFY)
        assert slot is not None
        now_ns = self.clock.now_ns()
        seconds = now_ns // 10**9 - age_s
        self.hub.tick(slot, FeedMode.FULL, full(last, seconds), now_ns)


def full(last: float, seconds: int) -> tuple[float, ...]:
    """Return a full tick in the board's order of fields."""
    known = {"last": last, "last_trade_s": seconds, "exchange_s": seconds}
    values = [known.get(name, 0.0 if name in PRICE_FIELDS else 0) for name in TICK_FIELDS]
    return (*values, *LEVELS)


def oco(last: str = "100") -> GttIntent:
    legs = tuple(
        GttLeg(
            trigger_price=Decimal(trigger),
            side=Side.SELL,
            quantity=10,
            price=Decimal(price),
            product=Product.CNC,
        )
        for trigger, price in (("95", "94.5"), ("110", "109.45"))
    )
    return GttIntent(
        client_id="GTTXOCO000000001",  # type: ignore[arg-type]
        account=ACCOUNT,
        instrument=INFY,
        kind=GttKind.TWO_LEG,
        legs=legs,
        last_price=Decimal(last),
    )


@pytest.fixture
async def wired(tmp_path: Path) -> AsyncIterator[Wired]:
    made = await Wired(tmp_path).open()
    yield made
    await made.close()


def test_a_feed_is_a_watch_and_a_tap() -> None:
    hub = Hub(clock=FakeClock(), on_failure=lambda where, error: pytest.fail(where))
    hub.add_source(ACCOUNT)
    seen: list[tuple[float, int]] = []
    undo = HubFeed(hub, FeedMode.FULL).follow(INFY, lambda last, ns: seen.append((last, ns)))
    assert hub.wanted(ACCOUNT)[INFY][1] is FeedMode.FULL
    slot = hub.slot(INFY)
    assert slot is not None
    hub.tick(slot, FeedMode.FULL, full(95.5, 1_795_146_300), 7)
    undo()
    hub.tick(slot, FeedMode.FULL, full(90.0, 1_795_146_301), 8)
    assert seen == [(95.5, 1_795_146_300 * 10**9)]
    assert hub.wanted(ACCOUNT) == {}


async def test_a_local_firing_goes_through_the_order_service(wired: Wired) -> None:
    service = wired.triggers.service
    rules = service.rules(ACCOUNT)
    assert rules is not None
    assert rules.local
    result = await service.create(oco())
    assert isinstance(result, Recorded), result
    wired.tick(100.0)
    wired.tick(90.0, age_s=7200)
    await settle()
    assert wired.broker.submitted == []
    wired.tick(110.0)
    wired.tick(94.0)
    await eventually(lambda: wired.broker.submitted)
    (sent,) = wired.broker.submitted
    assert (sent.side, sent.quantity, sent.price) == (Side.SELL, 10, Decimal("109.45"))
    await eventually(lambda: wired.orders.book.order(sent.client_id).broker_id)  # type: ignore[union-attr]

    def stage() -> GttStage:
        row = service.gtt(result.key)
        assert row is not None
        return service.stage(row)

    await wired.until(lambda: stage() is GttStage.RESTING)
    update = wired.broker.orders[0]
    done = replace(update, state=OrderState.COMPLETE, filled=10, pending=0)
    wired.orders.on_update(replace(done, updated_ns=done.updated_ns + 10**9))
    await wired.until(lambda: stage() is GttStage.FILLED)
    assert wired.notices[-1].title == "INFY: trigger fired, order filled"
    assert wired.notices[-1].order_key == sent.client_id
    assert wired.hub.wanted(ACCOUNT) == {}


async def test_questions_of_the_gate_do_not_stop_a_firing(wired: Wired) -> None:
    await wired.triggers.service.create(oco())
    wired.tick(100.0)
    wired.orders.limits = Limits(confirm_above_value=Decimal(1))
    wired.tick(94.0)
    await eventually(lambda: wired.broker.submitted)


async def test_the_kill_switch_stops_a_firing_in_words(wired: Wired) -> None:
    service = wired.triggers.service
    result = await service.create(oco())
    assert isinstance(result, Recorded)
    wired.tick(100.0)
    wired.orders.kill.engage()
    wired.tick(94.0)

    def row():
        found = service.gtt(result.key)
        assert found is not None
        return found

    await wired.until(lambda: bool(row().message))
    assert row().state is GttState.TRIGGERED
    assert service.stage(row()) is GttStage.NO_ORDER
    assert "kill switch" in row().message
    assert wired.broker.submitted == []
    assert wired.notices[-1].level == "bad"


def holding(**fields: object) -> Holding:
    values: dict[str, object] = {
        "account": ACCOUNT,
        "instrument": INFY,
        "symbol": "INFY",
        "quantity": 10,
    }
    return Holding(**{**values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held", "units", "lacking"),
    [
        ([], 10, 0),  # nothing in the demat account: nothing to authorise
        ([holding()], 10, 10),
        ([holding()], 4, 4),
        ([holding()], 40, 10),
        ([holding(authorised_quantity=6)], 10, 4),
        ([holding(authorised_quantity=10)], 10, 0),
    ],
)
async def test_what_still_needs_authorisation(
    wired: Wired, held: list[Holding], units: int, lacking: int
) -> None:
    wired.broker.holdings = held
    await wired.portfolio.refresh(ACCOUNT)
    desk = OrderDesk(wired.orders, wired.portfolio, wired.instruments)
    assert desk.unauthorised(ACCOUNT, INFY, units) == lacking


async def test_an_order_is_found_by_either_name_and_for_its_account_only(wired: Wired) -> None:
    desk = OrderDesk(wired.orders, wired.portfolio, wired.instruments)
    watch = wired.hub.watch(INFY, FeedMode.FULL)
    wired.tick(100.0)
    intent = make_intent("TERM000000000001")
    await wired.orders.submit(intent, confirmed=frozenset({"confirm"}))
    order = wired.orders.book.order(intent.client_id)
    assert order is not None
    assert order.broker_id is not None
    for name in (order.broker_id, intent.client_id):
        assert desk.order_of(ACCOUNT, name) == order  # type: ignore[arg-type]
        assert desk.order_of("kite:OTHER", name) is None  # type: ignore[arg-type]
    watch.close()
