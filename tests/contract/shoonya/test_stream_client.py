"""Our stream against the practice server, by both wire profiles: images, updates, orders, reconnects."""

import asyncio
import math
from collections.abc import AsyncIterator

import pytest

from terminal.domain.errors import Accepted
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.board import LIVE
from terminal.market.hub import Hub
from terminal.runtime.clock import SystemClock
from terminal.runtime.tasks import TaskScope
from tests.contract.shoonya.client import RELIANCE, Desk, desk  # noqa: F401
from tests.fakes.clock import eventually
from tests.fakes.sandbox_process import SandboxProcess
from tests.unit.brokers.test_kite_stream import Events

NIFTY = InstrumentId.parse("NSE:NIFTY 50:index")
WITHIN_S = 15.0


class Rig:
    """A hub fed by the account's stream."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.events = Events()
        self.failures: list[tuple[str, BaseException]] = []
        clock = SystemClock()
        self.hub = Hub(clock=clock, on_failure=self._failed)
        self.account = desk.broker.session.account
        self.hub.add_source(self.account)
        self.hub.wanted_changed.connect(lambda _: desk.broker.resubscribe())
        self.scope = TaskScope("rig", self._failed)

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures.append((name, error))

    def start(self) -> asyncio.Task:
        run = self.desk.broker.run_stream(self.hub, self.hub, self.events)
        return self.scope.spawn(run, name="stream")


@pytest.fixture
async def rig(desk: Desk) -> AsyncIterator[Rig]:
    rig = Rig(desk)
    yield rig
    await rig.scope.aclose()
    assert rig.failures == []


async def test_images_and_updates_reach_the_board(rig: Rig) -> None:
    deep = rig.hub.watch(RELIANCE, FeedMode.FULL)
    index = rig.hub.watch(NIFTY, FeedMode.QUOTE)
    rig.start()
    board = rig.hub.board
    await eventually(lambda: board.state[deep.slot] == LIVE, within_s=WITHIN_S)
    await eventually(lambda: board.state[index.slot] == LIVE, within_s=WITHIN_S)
    assert board.bid_quantity[deep.slot, 0] > 0
    assert board.bid_price[deep.slot, 0] < board.ask_price[deep.slot, 0]
    assert board.low[deep.slot] <= board.last[deep.slot] <= board.high[deep.slot]
    assert board.exchange_s[deep.slot] > 0
    assert board.last[index.slot] > 1000
    assert board.volume[index.slot] == 0
    version = int(board.version[deep.slot])
    await eventually(lambda: board.version[deep.slot] > version + 1, within_s=WITHIN_S)
    assert math.isfinite(board.average[deep.slot])
    assert board.close[deep.slot] > 0
    (quote,) = await rig.desk.broker.fetch_quotes([RELIANCE])
    assert quote.close == board.close[deep.slot]
    assert abs(quote.last / board.last[deep.slot] - 1) < 0.05
    assert rig.events.words == ["connecting", "live"]
    assert rig.desk.broker.market._stream.counters.unreadable == 0
    assert rig.desk.broker.market._stream.counters.without_image == 0


async def test_less_depth_and_no_watch_reach_the_server(rig: Rig) -> None:
    watch = rig.hub.watch(RELIANCE, FeedMode.FULL)
    rig.start()
    board = rig.hub.board
    await eventually(lambda: board.bid_quantity[watch.slot, 0] > 0, within_s=WITHIN_S)
    watch.set_mode(FeedMode.QUOTE)
    assert board.bid_quantity[watch.slot, 0] == 0
    version = int(board.version[watch.slot])
    await eventually(lambda: board.version[watch.slot] > version + 2, within_s=WITHIN_S)
    assert board.bid_quantity[watch.slot, 0] == 0, "a touchline carries no depth"


async def test_an_order_is_told_on_the_stream(rig: Rig) -> None:
    rig.start()
    await eventually(lambda: "live" in rig.events.words, within_s=WITHIN_S)
    intent = await rig.desk.intent()
    outcome = await rig.desk.broker.submit(intent)
    assert isinstance(outcome, Accepted)
    await eventually(
        lambda: [u for u in rig.events.orders if u.broker_id == outcome.order_id],
        within_s=WITHIN_S,
    )
    update = next(u for u in rig.events.orders if u.broker_id == outcome.order_id)
    assert update.instrument == RELIANCE
    assert intent.client_id in update.tags


async def test_a_dead_session_asks_for_a_login(rig: Rig, sandbox: SandboxProcess) -> None:
    await rig.desk.broker.account_calls.logout()
    task = rig.start()
    await eventually(task.done, within_s=WITHIN_S)
    assert rig.events.words[-1] == "login_needed"
    assert not rig.hub.is_live(rig.account)
