"""The local engine: fires once, survives restarts, and never believes an old price."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from terminal.domain.errors import Rejected, TerminalError, Written
from terminal.domain.gtt import Gtt, GttState
from terminal.domain.ids import ClientOrderId
from terminal.domain.notice import Recorded
from terminal.domain.order import OrderIntent, OrderState, OrderType, Product, Side
from terminal.gtt.local import STOPPED, Fired, LocalAccount, LocalTriggers
from terminal.gtt.stages import GttStage
from terminal.gtt.store import LocalStore
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import FakeClock, eventually, settle
from tests.make import ACCOUNT, INFY, make_order
from tests.unit.gtt.desk import STOP, TARGET, Desk, Feed, leg, wish

YEAR_S = 365 * 86_400


class Engine:
    """A local engine over a file; `sent` holds the orders of firings."""

    def __init__(self, folder: Path, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.feed = Feed()
        self.sent: list[OrderIntent] = []
        self.answer: Fired | TerminalError | None = None
        self.hold: asyncio.Event | None = None
        self.failures: list[str] = []
        self.store = LocalStore(folder / "triggers.sqlite")
        self.local = LocalTriggers(
            store=self.store,
            feed=self.feed,
            fire=self._fire,
            new_order_id=self._new_id,
            symbol=lambda instrument: instrument.symbol,
            clock=self.clock,
            on_failure=lambda where, error: self.failures.append(f"{where}: {error!r}"),
        )
        facet = self.local.open(FakeBroker())
        assert isinstance(facet, LocalAccount)
        self.facet = facet
        self._ids = 0

    def _new_id(self) -> ClientOrderId:
        self._ids += 1
        return ClientOrderId(f"TERM{self.clock.now_ns() % 10**9:09d}{self._ids:03d}")

    async def _fire(self, intent: OrderIntent) -> Fired:
        self.sent.append(intent)
        if self.hold is not None:
            await self.hold.wait()
        if isinstance(self.answer, TerminalError):
            raise self.answer
        return self.answer or Fired(key=intent.client_id)

    async def make(self, *legs, **fields) -> str:
        outcome = await self.facet.create(wish(*legs, **fields))
        assert isinstance(outcome, Written), outcome
        return outcome.reference

    async def row(self, key: str) -> Gtt:
        return next(row for row in await self.facet.fetch() if row.key == key)

    async def tick(self, *prices: float, age_s: float = 0.0) -> None:
        for price in prices:
            self.feed.tick(INFY, price, self.clock.now_ns() - round(age_s * 1e9))
        await self.calm()

    async def calm(self) -> None:
        """Let the file's thread and the engine's tasks come to rest, holds left aside."""
        if self.hold is None:
            await eventually(lambda: not self.facet._scope.pending)
        await settle()

    async def kill(self) -> None:
        """End as a crash does: tasks are cut off, nothing more is written."""
        await self.facet._scope.aclose()
        await self.store.aclose()

    async def close(self) -> None:
        await self.local.aclose()


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    made = Engine(tmp_path)
    yield made
    await made.close()
    assert made.failures == []


async def test_it_fires_once_and_places_the_legs_order(engine: Engine) -> None:
    key = await engine.make(STOP)
    await engine.tick(100.0, 95.05)
    assert engine.sent == []
    await engine.tick(95.0, 94.0, 93.0, 96.0, 95.0)
    (order,) = engine.sent
    assert (order.side, order.quantity, order.price) == (Side.SELL, 10, STOP.price)
    assert (order.order_type, order.product) == (OrderType.LIMIT, Product.CNC)
    row = await engine.row(key)
    assert (row.state, row.local) == (GttState.TRIGGERED, True)
    (result,) = row.results
    assert result is not None
    assert (result.order_id, result.triggered_price) == (order.client_id, 95)


async def test_a_gap_through_the_trigger_fires(engine: Engine) -> None:
    await engine.make(STOP)
    await engine.tick(100.0, 80.0)
    assert len(engine.sent) == 1


async def test_a_rising_single_and_its_direction(engine: Engine) -> None:
    await engine.make(leg("110", "110.6", side=Side.BUY))
    await engine.tick(90.0, 109.95)
    assert engine.sent == []
    await engine.tick(110.0)
    assert len(engine.sent) == 1


@pytest.mark.parametrize("prices", [(95.0, 110.0), (110.0, 95.0), (80.0, 120.0, 80.0)])
async def test_of_two_legs_one_fires(engine: Engine, prices: tuple[float, ...]) -> None:
    key = await engine.make(STOP, TARGET)
    await engine.tick(*prices)
    assert len(engine.sent) == 1
    row = await engine.row(key)
    number = 0 if prices[0] < 100 else 1
    assert [result is not None for result in row.results] == [number == 0, number == 1]
    assert engine.feed.followed() == set()


async def test_an_old_price_fires_nothing(engine: Engine) -> None:
    await engine.make(STOP)
    await engine.tick(90.0, age_s=61)  # a feed's first tick repeats yesterday's last trade
    await engine.tick(90.0, age_s=3600)
    assert engine.sent == []
    await engine.clock.advance(120)
    await engine.tick(90.0, age_s=61)  # later than the last, but that was seen two minutes ago
    assert engine.sent == []
    for bad in (float("nan"), 0.0, -1.0, float("inf")):
        await engine.tick(bad)
    assert engine.sent == []
    await engine.tick(90.0, age_s=1)
    assert len(engine.sent) == 1


async def test_trades_that_follow_each_other_count_whatever_the_clock(engine: Engine) -> None:
    await engine.make(STOP)  # a practice exchange whose time runs ahead, or a clock that is wrong
    await engine.tick(100.0, age_s=-7200)
    await engine.tick(90.0, age_s=-7201)
    assert len(engine.sent) == 1


async def test_the_firing_is_on_disk_before_the_order_is_sent(engine: Engine) -> None:
    key = await engine.make(STOP)
    engine.hold = asyncio.Event()
    engine.feed.tick(INFY, 95.0, engine.clock.now_ns())
    await eventually(lambda: engine.sent)
    (kept,) = await engine.store.load(ACCOUNT)
    assert (kept.gtt.key, kept.gtt.state, kept.firing) == (key, GttState.TRIGGERED, True)
    engine.hold.set()
    engine.hold = None
    await engine.calm()
    (kept,) = await engine.store.load(ACCOUNT)
    assert not kept.firing


async def test_no_disk_no_order(engine: Engine, monkeypatch) -> None:
    key = await engine.make(STOP)

    async def full(kept: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(engine.store, "put", full)
    monkeypatch.setattr(engine.store, "change", full)
    await engine.tick(95.0, 94.0)
    assert engine.sent == []
    row = await engine.row(key)
    (result,) = row.results
    assert result is not None
    assert result.order_id is None
    assert "disk full" in result.text
    assert isinstance(await engine.facet.create(wish()), Rejected)


@pytest.mark.parametrize(
    ("answer", "order_known"),
    [(Fired(text="The kill switch is on."), False), (TerminalError("connection lost"), True)],
)
async def test_an_order_that_was_refused_or_lost_is_told(
    engine: Engine, answer: Fired | TerminalError, *, order_known: bool
) -> None:
    engine.answer = answer
    key = await engine.make(STOP)
    await engine.tick(95.0, 94.0)
    row = await engine.row(key)
    (result,) = row.results
    assert result is not None
    assert (result.order_id is not None) is order_known
    assert result.text == answer.text
    assert len(engine.sent) == 1


# -- restarts


async def test_a_trigger_survives_a_restart_and_fires_then(tmp_path: Path) -> None:
    before = Engine(tmp_path)
    key = await before.make(STOP, TARGET)
    await before.close()
    after = Engine(tmp_path)
    row = await after.row(key)
    assert (row.state, row.legs) == (GttState.ACTIVE, (STOP, TARGET))
    await after.tick(120.0)
    assert len(after.sent) == 1
    await after.close()
    third = Engine(tmp_path)
    assert (await third.row(key)).state is GttState.TRIGGERED
    await third.tick(90.0, 120.0)
    assert third.sent == []
    await third.close()


async def test_killed_while_the_order_was_on_its_way_it_is_never_sent_again(
    tmp_path: Path,
) -> None:
    before = Engine(tmp_path)
    key = await before.make(STOP)
    before.hold = asyncio.Event()
    before.feed.tick(INFY, 95.0, before.clock.now_ns())
    await eventually(lambda: before.sent)
    await before.kill()

    after = Engine(tmp_path)
    row = await after.row(key)
    assert (row.state, row.message) == (GttState.TRIGGERED, STOPPED)
    (result,) = row.results
    assert result is not None
    assert result.order_id == before.sent[0].client_id  # the order book may know it by this
    await after.tick(90.0)
    assert after.sent == []
    await after.close()


# -- changes


async def test_a_changed_trigger_fires_by_its_new_terms(engine: Engine) -> None:
    key = await engine.make(STOP)
    row = await engine.row(key)
    assert await engine.facet.modify(row, wish(leg("90", "89.5"))) == Written(key)
    await engine.tick(94.0)
    assert engine.sent == []
    await engine.tick(90.0)
    assert engine.sent[0].price == leg("90", "89.5").price


async def test_a_deleted_trigger_never_fires(engine: Engine) -> None:
    key = await engine.make(STOP)
    assert await engine.facet.delete(await engine.row(key)) == Written(key)
    await engine.tick(90.0)
    assert engine.sent == []
    assert (await engine.row(key)).state is GttState.DELETED
    assert isinstance(await engine.facet.delete(await engine.row(key)), Rejected)


@pytest.mark.parametrize("verb", ["modify", "delete"])
async def test_a_firing_between_click_and_answer(engine: Engine, monkeypatch, verb: str) -> None:
    key = await engine.make(STOP)
    row = await engine.row(key)
    change = engine.store.change
    first = True

    async def slow(kept) -> bool:
        nonlocal first
        done = await change(kept)
        if first:
            first = False
            engine.feed.tick(INFY, 95.0, engine.clock.now_ns())
        return done

    monkeypatch.setattr(engine.store, "change", slow)
    if verb == "modify":
        outcome = await engine.facet.modify(row, wish(leg("90", "89.5")))
    else:
        outcome = await engine.facet.delete(row)
    await engine.calm()
    (kept,) = await engine.store.load(ACCOUNT)
    row = await engine.row(key)
    if verb == "modify":  # what was reached were the old terms, and they were still in force
        assert isinstance(outcome, Rejected)
        assert len(engine.sent) == 1
        assert (kept.gtt.state, kept.gtt.legs) == (GttState.TRIGGERED, (STOP,))
    else:  # the deletion was on disk first: nothing is sent
        assert outcome == Written(key)
        assert engine.sent == []
        assert kept.gtt.state is row.state is GttState.DELETED


async def test_two_terminals_on_one_file_fire_once(tmp_path: Path) -> None:
    one, two = Engine(tmp_path), Engine(tmp_path)
    key = await one.make(STOP, TARGET)
    assert (await two.row(key)).state is GttState.ACTIVE
    for price in (95.0, 110.0):
        for engine in (one, two):
            engine.feed.tick(INFY, price, engine.clock.now_ns())
    await one.calm()
    await two.calm()
    assert len(one.sent) + len(two.sent) == 1
    assert (await one.row(key)).state is (await two.row(key)).state is GttState.TRIGGERED
    assert (await one.row(key)).results[0] is not None
    await one.close()
    await two.close()


async def test_what_another_terminal_deleted_is_not_fired_here(tmp_path: Path) -> None:
    one, two = Engine(tmp_path), Engine(tmp_path)
    key = await one.make(STOP)
    row = await two.row(key)
    assert await two.facet.delete(row) == Written(key)
    assert isinstance(await one.facet.modify(row, wish(leg("90", "89.5"))), Rejected)
    await one.tick(94.0)
    assert one.sent == []
    assert (await one.row(key)).state is GttState.DELETED
    await one.close()
    await two.close()


async def test_it_expires_after_a_year_and_leaves_the_file_a_week_later(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    key = await engine.make(STOP)
    engine.clock.set(engine.clock.now_ns() + YEAR_S * 10**9)
    await engine.tick(90.0)
    assert engine.sent == []
    assert (await engine.row(key)).state is GttState.EXPIRED
    await engine.close()
    later = FakeClock(engine.clock.now_ns() + 8 * 86_400 * 10**9)
    after = Engine(tmp_path, later)
    assert await after.facet.fetch() == []
    assert await after.store.load(ACCOUNT) == []
    await after.close()


async def test_an_unreadable_file_says_so(engine: Engine) -> None:
    engine.store.path.write_bytes(b"this is no database at all, not by any stretch" * 100)
    with pytest.raises(TerminalError, match="cannot be read"):
        await engine.facet.fetch()
    assert isinstance(await engine.facet.create(wish()), Rejected)
    engine.failures.clear()  # told to the funnel as well
    engine.store.path.unlink()


# -- behind the facade


async def test_the_same_facade_with_the_engine_behind_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    engine = Engine(tmp_path, desk.clock)
    desk.broker.gtts = None
    desk.service._local = engine.local
    undo = engine.local.changed.connect(desk.service.request_refresh)
    await desk.open()
    rules = desk.service.rules(ACCOUNT)
    assert rules is not None
    assert rules.local
    assert Product.MIS in rules.products
    result = await desk.service.create(wish(STOP, TARGET))
    assert isinstance(result, Recorded)
    (row,) = desk.service.gtts()
    assert (row.key, row.local, row.state) == (result.key, True, GttState.ACTIVE)
    assert result.key.startswith("PC-")

    engine.feed.tick(INFY, 110.5, desk.clock.now_ns())
    await eventually(lambda: engine.sent)
    order_id = engine.sent[0].client_id
    desk.orders[order_id] = make_order(order_id, state=OrderState.COMPLETE, side=Side.SELL)
    await settle()
    await desk.clock.advance(1)
    row = desk.service.gtts()[0]
    assert desk.service.stage(row) is GttStage.FILLED
    assert desk.titles[-1] == "INFY: trigger fired, order filled"
    await desk.close()
    await engine.close()
    undo()


async def test_the_engine_restarts_with_its_account(tmp_path: Path) -> None:
    engine = Engine(tmp_path)
    key = await engine.make(STOP)
    await engine.local.close(ACCOUNT)
    engine.feed.tick(INFY, 90.0, engine.clock.now_ns())
    assert engine.sent == []
    facet = engine.local.open(FakeBroker())
    assert [replace(row).key for row in await facet.fetch()] == [key]
    assert engine.feed.followed() == {INFY}
    await engine.close()
