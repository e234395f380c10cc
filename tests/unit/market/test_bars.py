"""History, the seam and the live bar of one chart."""

import asyncio
from datetime import datetime, timedelta, timezone

import pytest

from terminal.domain.errors import PermissionRefused, Transient
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import Bar, FeedMode, Interval
from terminal.market.bars import BarSeries, bar_start_ns, day_start_ns
from terminal.market.hub import Hub
from terminal.runtime.tasks import TaskScope
from tests.fakes.clock import START_NS, FakeClock, settle

IST = timezone(timedelta(hours=5, minutes=30))
ACCOUNT = AccountId("kite:A")
INFY = InstrumentId("NSE", "INFY")
MINUTE = 60_000_000_000
S = 1_000_000_000


def ist(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=IST).timestamp()) * S


def bar(open_ns: int, close: float = 100.0, volume: float = 10.0) -> Bar:
    return Bar(open_ns, close - 1, close + 2, close - 2, close, volume)


class Rig:
    def __init__(self, interval: Interval = Interval.MINUTE) -> None:
        self.clock = FakeClock(START_NS + 30 * MINUTE)  # 09:45:00
        self.failures: list = []
        self.hub = Hub(clock=self.clock, on_failure=self._failed, capacity=4)
        self.hub.add_source(ACCOUNT)
        self.hub.source_state(ACCOUNT, live=True)
        self.scope = TaskScope("rig", self._failed)
        self.asked: list[tuple[int, int]] = []
        self.history: list[Bar] = []
        self.error: Exception | None = None
        self.gate: asyncio.Event | None = None
        self.series = BarSeries(
            instrument=INFY,
            interval=interval,
            fetch=self._fetch,
            hub=self.hub,
            clock=self.clock,
            scope=self.scope,
            on_failure=self._failed,
        )

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures.append(error)

    async def _fetch(self, interval: Interval, start_ns: int, end_ns: int) -> list[Bar]:
        self.asked.append((start_ns, end_ns))
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error
        return [b for b in self.history if start_ns <= b.open_ns <= end_ns]

    def tick(self, last: float, volume: int = 0, at_ns: int | None = None) -> None:
        at_s = (self.clock.now_ns() if at_ns is None else at_ns) // S
        head = (last, 1, last, volume, 1, 1, last, last, last, last, at_s, 0, 0, 0, at_s)
        slot = self.hub.slot(INFY)
        assert slot is not None
        self.hub.tick(slot, FeedMode.FULL, head, self.clock.now_ns())

    @property
    def closes(self) -> list[float]:
        return self.series.columns().close.tolist()

    @property
    def volumes(self) -> list[float]:
        return self.series.columns().volume.tolist()

    def minutes(self, count: int) -> list[Bar]:
        """Bars of the `count` minutes that end with the current one."""
        now = self.clock.now_ns() // MINUTE * MINUTE
        return [bar(now - (count - 1 - i) * MINUTE, 100.0 + i) for i in range(count)]


@pytest.fixture
async def rig():
    rig = Rig()
    yield rig
    rig.series.close()
    await rig.scope.aclose()
    assert not rig.failures


@pytest.mark.parametrize(
    ("at", "interval", "phase_minutes", "start"),
    [
        ("2026-11-20T09:15:59", Interval.MINUTE, 0, "2026-11-20T09:15:00"),
        ("2026-11-20T09:44:59", Interval.MINUTE_30, 15, "2026-11-20T09:15:00"),
        ("2026-11-20T09:45:00", Interval.MINUTE_30, 15, "2026-11-20T09:45:00"),
        ("2026-11-20T15:20:00", Interval.HOUR, 15, "2026-11-20T15:15:00"),
        ("2026-11-20T09:24:59", Interval.MINUTE_10, 5, "2026-11-20T09:15:00"),
        ("2026-11-20T10:59:00", Interval.HOUR, 0, "2026-11-20T10:00:00"),
        ("2026-11-20T00:00:01", Interval.DAY, 0, "2026-11-20T00:00:00"),
        ("2026-11-20T23:59:59", Interval.DAY, 0, "2026-11-20T00:00:00"),
    ],
)
def test_bars_stand_on_the_indian_day(at, interval, phase_minutes, start) -> None:
    assert bar_start_ns(ist(at), interval, phase_minutes * MINUTE) == ist(start)


async def test_load_shows_history_and_ticks_move_the_last_bar(rig: Rig) -> None:
    rig.history = rig.minutes(3)
    await rig.series.load_latest()
    assert rig.series.state == "ready"
    assert rig.closes == [100.0, 101.0, 102.0]
    version = rig.series.version
    rig.tick(107.0, 1000)
    rig.tick(95.0, 1025)
    columns = rig.series.columns()
    assert (columns.high[-1], columns.low[-1], columns.close[-1]) == (107.0, 95.0, 95.0)
    assert columns.volume[-1] == 10.0 + 25.0
    assert rig.series.version > version
    assert rig.series.front_version == 0


async def test_first_tick_is_a_baseline_and_not_a_volume(rig: Rig) -> None:
    rig.tick(100.0, 1_000_000)
    assert rig.volumes == [0.0]


async def test_new_day_counts_volume_from_nought(rig: Rig) -> None:
    rig.tick(100.0, 5000)
    await rig.clock.advance(24 * 3600)
    rig.tick(101.0, 70)
    assert rig.volumes == [0.0, 70.0]


async def test_closing_bar_is_fetched_again_after_three_seconds(rig: Rig) -> None:
    rig.history = rig.minutes(5)
    await rig.series.load_latest()
    rig.tick(103.0, 1000)
    await rig.clock.advance(60)
    rig.tick(110.0, 1010)
    assert rig.closes == [100.0, 101.0, 102.0, 103.0, 103.0, 110.0]
    rig.history = [*rig.history[:-1], bar(rig.history[-1].open_ns, 103.5, 77.0)]
    rig.history.append(bar(rig.clock.now_ns(), 109.0, 4.0))
    await rig.clock.advance(2.9)
    assert len(rig.asked) == 1
    await rig.clock.advance(0.2)
    assert len(rig.asked) == 2
    assert rig.asked[1][0] == rig.history[-3].open_ns
    assert rig.closes == [100.0, 101.0, 102.0, 103.0, 103.5, 109.0]
    assert rig.volumes[-2:] == [77.0, 4.0]


async def test_ticks_during_the_fetch_are_not_lost(rig: Rig) -> None:
    rig.history = rig.minutes(2)
    rig.gate = asyncio.Event()
    loading = rig.scope.spawn(rig.series.load_latest(), name="load")
    await settle()
    assert rig.series.state == "loading"
    rig.tick(120.0, 500)
    rig.tick(119.0, 520)
    rig.gate.set()
    await loading
    columns = rig.series.columns()
    assert columns.close.tolist() == [100.0, 119.0]
    assert (columns.high[-1], columns.volume[-1]) == (120.0, 30.0)


async def test_reconnect_refills_the_gap_without_inventing_volume(rig: Rig) -> None:
    rig.history = rig.minutes(3)
    await rig.series.load_latest()
    rig.tick(102.0, 1000)
    rig.hub.source_state(ACCOUNT, live=False)
    await rig.clock.advance(600)
    now = rig.clock.now_ns()
    rig.history = rig.minutes(13)
    rig.hub.source_state(ACCOUNT, live=True)
    rig.tick(200.0, 90_000)
    await settle()
    times = rig.series.columns().open_ns
    assert (times[1:] - times[:-1] == MINUTE).all()
    assert times[-1] == now
    assert rig.closes[-1] == 112.0
    assert max(rig.volumes) == 10.0


async def test_gap_that_cannot_be_refilled_adds_no_volume_to_the_next_bar(rig: Rig) -> None:
    rig.history = rig.minutes(2)
    await rig.series.load_latest()
    rig.tick(101.0, 1000)
    rig.hub.source_state(ACCOUNT, live=False)
    await rig.clock.advance(600)
    rig.error = Transient("The broker did not answer.")
    rig.hub.source_state(ACCOUNT, live=True)
    rig.tick(105.0, 90_000)
    rig.tick(106.0, 90_007)
    await settle()
    assert rig.volumes[-1] == 7.0
    assert rig.series.state == "ready"


async def test_late_snapshot_of_an_old_trade_opens_no_bar(rig: Rig) -> None:
    rig.history = rig.minutes(3)
    await rig.series.load_latest()
    rig.tick(50.0, 10, at_ns=rig.history[0].open_ns)
    assert rig.closes == [100.0, 101.0, 102.0]


async def test_older_history_grows_in_front_until_it_ends(rig: Rig) -> None:
    newest = rig.minutes(3)
    week = 7 * 24 * 60 * MINUTE
    rig.history = [*(bar(b.open_ns - week, b.close - 50) for b in newest), *newest]
    await rig.series.load_latest()
    rig.tick(102.5, 10)
    assert await rig.series.load_older()
    assert rig.series.front_version == 1
    assert rig.closes == [50.0, 51.0, 52.0, 100.0, 101.0, 102.5]
    assert not await rig.series.load_older()
    asked = len(rig.asked)
    assert not await rig.series.load_older()
    assert len(rig.asked) == asked, "the end is remembered"


async def test_refusal_is_a_state_with_words_and_ticks_still_draw(rig: Rig) -> None:
    rig.error = PermissionRefused("This app has no candles.", hint="Subscribe to them.")
    await rig.series.load_latest()
    assert rig.series.state == "failed"
    assert rig.series.error == "This app has no candles. Subscribe to them."
    rig.tick(10.0, 5)
    assert rig.closes == [10.0]


async def test_failed_history_is_asked_for_again_when_the_feed_returns(rig: Rig) -> None:
    rig.error = Transient("The broker did not answer.")
    await rig.series.load_latest()
    assert rig.series.state == "failed"
    rig.error, rig.history = None, rig.minutes(2)
    rig.hub.source_state(ACCOUNT, live=False)
    rig.hub.source_state(ACCOUNT, live=True)
    await settle()
    assert (rig.series.state, rig.series.error) == ("ready", "")
    assert rig.closes == [100.0, 101.0]


async def test_cancelled_load_does_not_stay_loading(rig: Rig) -> None:
    rig.gate = asyncio.Event()
    loading = rig.scope.spawn(rig.series.load_latest(), name="load")
    await settle()
    loading.cancel()
    await settle()
    assert rig.series.state == "failed"
    assert loading.cancelled()


async def test_weather_at_the_seam_keeps_the_bars(rig: Rig) -> None:
    rig.history = rig.minutes(2)
    await rig.series.load_latest()
    rig.error = Transient("The broker did not answer.")
    await rig.clock.advance(60)
    rig.tick(105.0, 10)
    await rig.clock.advance(4)
    assert rig.series.state == "ready"
    assert rig.series.error == "The broker did not answer."
    assert rig.closes == [100.0, 101.0, 105.0]


async def test_holiday_is_asked_about_with_a_longer_span(rig: Rig) -> None:
    await rig.series.load_latest()
    assert rig.series.state == "ready"
    assert len(rig.series) == 0
    spans = [end - start for start, end in rig.asked]
    assert spans[1] == 4 * spans[0]


async def test_grid_is_taken_from_the_broker(rig: Rig) -> None:
    rig.series.close()
    rig = Rig(Interval.HOUR)
    rig.history = [bar(ist("2026-11-19T09:00:00"))]
    await rig.series.load_latest()
    rig.tick(5.0, at_ns=ist("2026-11-20T10:59:00"))
    assert rig.series.columns().open_ns[-1] == ist("2026-11-20T10:00:00")
    rig.series.close()


async def test_day_candles_are_dated_whatever_their_hour(rig: Rig) -> None:
    rig.series.close()
    rig = Rig(Interval.DAY)
    rig.history = [bar(ist("2026-11-19T09:15:00")), bar(ist("2026-11-20T00:00:00"), 7.0)]
    await rig.series.load_latest()
    rig.tick(8.0)
    times = rig.series.columns().open_ns.tolist()
    assert times == [ist("2026-11-19T00:00:00"), ist("2026-11-20T00:00:00")]
    assert times[1] == day_start_ns(rig.clock.now_ns())
    rig.series.close()


async def test_many_live_bars_outgrow_the_first_room(rig: Rig) -> None:
    for minute in range(700):
        rig.tick(float(minute), minute, at_ns=START_NS + minute * MINUTE)
    assert rig.closes == [float(minute) for minute in range(700)]


async def test_closed_series_gives_back_its_watch_and_hears_nothing(rig: Rig) -> None:
    rig.series.close()
    rig.series.close()
    assert rig.hub.wanted(ACCOUNT) == {}
    rig.tick(5.0)
    assert rig.closes == []
