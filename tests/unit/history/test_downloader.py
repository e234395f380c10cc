"""One run: order, budget, every class of error, and stopping without losing what is under way."""

import asyncio
import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    PermissionRefused,
    RateLimited,
    Transient,
    WireError,
)
from terminal.domain.history import RangeTooLong, SeriesKind
from terminal.history.budget import RequestBudget
from terminal.history.downloader import Run
from terminal.history.errors import disk_full
from terminal.history.jobs import Request, Selection
from terminal.history.manifest import Mark
from terminal.history.plan import Planner
from terminal.history.progress import Progress, Stop, StopKind
from terminal.history.sessions import indian_calendar
from tests.fakes.clock import FakeClock, settle
from tests.fakes.history import (
    FAST,
    RULES,
    FakeShelf,
    FakeSource,
    at,
    chain,
    day_bars,
    play,
    same_bars,
    spot,
)

DAY = date(2026, 11, 20)
WEEK = date(2026, 11, 16)


class Bench:
    """A run with everything around it."""

    def __init__(self, universe=None, *, rules=FAST, start=DAY, now="18:00", **options) -> None:
        self.clock = FakeClock(at(DAY, now))
        self.source = FakeSource(universe or chain(), clock=self.clock, rules=rules, **options)
        self.shelf = FakeShelf()
        self.request = Request(source="fake", selection=Selection(), start=start, end=DAY)
        self.trading = False
        self.states = 0
        self.run = self.fresh()

    def fresh(self) -> Run:
        """Return a run for what the shelf does not hold yet."""
        planner = Planner(
            self.source._universe, self.request, self.source.rules, indian_calendar(),
            now_ns=self.clock.now_ns(),
        )  # fmt: skip
        held: dict[str, set[date]] = {}
        for (key, day), verdict in self.shelf.verdicts.items():
            if verdict.mark in {Mark.COMPLETE, Mark.EMPTY}:
                held.setdefault(key, set()).add(day)
        for underlying in planner.groups:
            planner.add(underlying, held)
        plan = planner.finish()
        progress = Progress(self.clock)
        progress.total, progress.planned = plan.series_days, plan.requests
        progress.done = progress.held = plan.held_days
        self.run = Run(
            plan, source=self.source, shelf=self.shelf, calendar=indian_calendar(),
            budget=RequestBudget(
                self.source.rules, clock=self.clock, trading=lambda: self.trading
            ),
            clock=self.clock, progress=progress, rng=random.Random(1), on_state=self.on_state,
        )  # fmt: skip
        return self.run

    def on_state(self) -> None:
        self.states += 1

    async def play(self) -> Progress:
        await play(self.clock, asyncio.ensure_future(self.run.go()))
        return self.run.progress

    def holds_everything(self) -> bool:
        """Every bar that the source has is held once, and nothing else is."""
        days = indian_calendar().days(self.request.start, self.request.end)
        expected = {(series.key, day) for series in self.source._universe for day in days}
        by_key = {series.key: series for series in self.source._universe}
        return set(self.shelf.bars) == expected and all(
            same_bars(bars, day_bars(by_key[key], day))
            for (key, day), bars in self.shelf.bars.items()
        )


def once(error):
    """Fail the first request of each series."""
    return lambda series, number: error if number == 1 else None


async def test_a_run_fetches_everything_and_the_counts_add_up():
    bench = Bench(start=WEEK)
    progress = await bench.play()
    assert bench.holds_everything()
    assert progress.done == progress.total == 8 * 5
    assert progress.requests == progress.planned == 8
    assert progress.bars == sum(len(bars) for bars in bench.shelf.bars.values())
    assert (progress.failed, progress.partial, progress.empty) == (0, 0, 0)
    assert progress.stop is None


async def test_a_second_run_asks_for_nothing():
    bench = Bench(start=WEEK)
    await bench.play()
    before = len(bench.source.requests)
    bench.fresh()
    await bench.play()
    assert len(bench.source.requests) == before
    assert bench.run.progress.done == bench.run.progress.total == 0 + bench.run.progress.held


async def test_only_the_days_of_a_gap_are_asked_for_again():
    bench = Bench([spot()], start=WEEK)
    await bench.play()
    lost = date(2026, 11, 18)
    del bench.shelf.bars[spot().key, lost], bench.shelf.verdicts[spot().key, lost]
    bench.source.requests.clear()
    bench.fresh()
    await bench.play()
    assert bench.source.requests == [(spot().key, lost, lost)]
    assert bench.holds_everything()


async def test_requests_stay_under_the_rate_limit():
    bench = Bench(chain(strikes=15), rules=RULES)
    await bench.play()
    times = bench.source.times_ns
    assert max(sum(start <= t < start + 10**9 for t in times) for start in times) <= 8


async def test_a_refused_rate_slows_down_and_costs_no_attempt():
    refused = RateLimited("The request exceeds the limit.", retry_after_s=2.0)
    bench = Bench(fault=lambda series, number: refused if number <= 6 else None)
    progress = await bench.play()
    assert progress.failed == 0  # six refusals, and only five attempts
    assert bench.holds_everything()
    assert progress.refused > 0


async def test_a_span_that_is_too_long_is_halved_down_to_what_the_broker_takes():
    bench = Bench([spot()], start=WEEK)
    bench.source.fault = lambda series, number: (
        RangeTooLong("Server Timeout") if _days(bench.source.requests[-1]) > 2 else None
    )
    await bench.play()
    assert bench.holds_everything()
    assert max(_days(request) for request in bench.source.requests[1:]) <= 3


def _days(request) -> int:
    return (request[2] - request[1]).days + 1


async def test_a_single_day_that_times_out_is_tried_again_later():
    bench = Bench([spot()], fault=once(RangeTooLong("Server Timeout")))
    await bench.play()
    assert bench.holds_everything()
    assert len(bench.source.requests) == 2


async def test_weather_is_tried_again_with_growing_pauses():
    bench = Bench([spot()], fault=lambda series, number: _weather() if number < 5 else None)
    await bench.play()
    assert bench.holds_everything()
    times = bench.source.times_ns
    pauses = [(later - earlier) / 1e9 for earlier, later in pairwise(times)]
    assert all(
        low <= pause <= low * 1.25 + 0.1 for low, pause in zip([1, 2, 4, 8], pauses, strict=True)
    )


def _weather() -> Transient:
    return Transient("The broker answered with HTTP 502.")


async def test_after_five_attempts_a_span_is_given_up_with_its_reason():
    bench = Bench(start=WEEK)
    broken = chain()[3].key
    bench.source.fault = lambda series, number: _weather() if series.key == broken else None
    progress = await bench.play()
    assert bench.source.counts[broken] == 5
    verdict = bench.shelf.verdicts[broken, DAY]
    assert verdict.mark is Mark.FAILED
    assert verdict.why == "server: The broker answered with HTTP 502."
    assert progress.failed == 5
    assert progress.done == progress.total
    assert progress.troubled == {"RELIANCE"}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BrokerRefused("Invalid Input : jData is not valid json object"), "input"),
        (WireError("The reply is no list of bars."), "protocol"),
    ],
)
async def test_what_cannot_work_is_not_tried_again(error, kind):
    bench = Bench([spot()], fault=lambda series, number: error)
    await bench.play()
    assert len(bench.source.requests) == 1
    assert bench.shelf.verdicts[spot().key, DAY].why.startswith(f"{kind}: ")


async def test_no_data_is_not_tried_again():
    bench = Bench([spot()])
    bench.source.no_data.add((spot().key, DAY))
    progress = await bench.play()
    assert len(bench.source.requests) == 1
    assert bench.shelf.verdicts[spot().key, DAY].mark is Mark.EMPTY
    assert progress.empty == 1


async def test_a_lost_login_ends_the_run_with_a_sentence_and_the_rest_resumes():
    bench = Bench(chain(strikes=15), start=WEEK, latency_s=0.2)
    bench.source.fault = lambda series, number: (
        LoginNeeded("Session Expired : Invalid Session Key")
        if len(bench.source.requests) > 12
        else None
    )
    progress = await bench.play()
    assert progress.stop == Stop(StopKind.LOGIN, "Session Expired : Invalid Session Key.")
    assert len(bench.source.requests) <= 12 + 8  # those under way, and none after
    stored = set(bench.shelf.bars)
    assert stored
    bench.source.fault = lambda series, number: None
    bench.source.requests.clear()
    bench.fresh()
    await bench.play()
    assert bench.holds_everything()
    assert not {key for key, _ in stored} & {key for key, _, _ in bench.source.requests}


async def test_a_full_disk_ends_the_run_with_a_sentence():
    bench = Bench(chain(strikes=15))
    bench.shelf.error = disk_full("/data")
    progress = await bench.play()
    assert progress.stop is not None
    assert progress.stop.kind is StopKind.LOCAL
    assert "no room left" in progress.stop.sentence
    assert len(bench.source.requests) <= 8


async def test_an_account_without_permission_ends_the_run_at_once():
    refused = PermissionRefused("No access to historical data.")
    bench = Bench(chain(strikes=15), fault=lambda series, number: refused)
    progress = await bench.play()
    assert progress.stop == Stop(StopKind.REFUSED, "No access to historical data.")
    assert len(bench.source.requests) <= 8


async def test_a_broker_that_refuses_everything_is_not_asked_seventy_thousand_times():
    refused = BrokerRefused("Invalid Input : uid")
    bench = Bench(chain(strikes=99), fault=lambda series, number: refused)
    progress = await bench.play()
    assert progress.stop is not None
    assert progress.stop.kind is StopKind.REFUSED
    assert len(bench.source.requests) < 70


async def test_an_outage_lets_one_request_through_with_growing_pauses_and_then_all():
    bench = Bench(chain(strikes=30))
    down_until = bench.clock.monotonic_ns() + 100 * 10**9
    bench.source.fault = lambda series, number: (
        _weather() if bench.clock.monotonic_ns() < down_until else None
    )
    progress = await bench.play()
    assert bench.holds_everything()
    assert progress.failed == 0  # an outage costs no attempt
    during = [time for time in bench.source.times_ns if time < down_until]
    pauses = [(later - earlier) / 1e9 for earlier, later in pairwise(during[-4:])]
    assert pauses == pytest.approx([10, 20, 40], rel=0.1)
    assert bench.states == 2  # down, and up again
    assert not bench.run.outage.open


async def test_an_outage_says_what_is_the_matter():
    bench = Bench(chain(strikes=30), fault=lambda series, number: _weather())
    going = asyncio.ensure_future(bench.run.go())
    for _ in range(40):
        await bench.clock.advance(0.25)
    assert bench.run.outage.open
    assert bench.run.outage.sentence == "The broker answered with HTTP 502."
    bench.run.stop(Stop(StopKind.PAUSE))
    await play(bench.clock, going)
    assert bench.source.in_flight == 0


async def test_a_pause_keeps_what_is_under_way_and_sends_nothing_more():
    bench = Bench(chain(strikes=15), rules=RULES, latency_s=0.4)
    going = asyncio.ensure_future(bench.run.go())
    await bench.clock.advance(0.2)
    under_way = bench.source.in_flight
    assert under_way > 0
    bench.run.stop(Stop(StopKind.PAUSE, "Paused."))
    await play(bench.clock, going)
    assert len(bench.shelf.verdicts) == len(bench.source.requests) == under_way
    bench.fresh()
    await bench.play()
    assert bench.holds_everything()


async def test_a_pause_while_the_days_volume_is_waited_for_keeps_the_bars():
    rules = type(RULES)(window_days=5, retention_days=300, per_second=1, per_minute=180)
    bench = Bench([spot()], rules=rules)
    bench.source.lost[spot().key, DAY] = 3
    going = asyncio.ensure_future(bench.run.go())
    await bench.clock.advance(0.1)
    assert len(bench.source.requests) == 1
    assert bench.shelf.writes == 0  # the second request of this second waits
    bench.run.stop(Stop(StopKind.PAUSE))
    await play(bench.clock, going)
    assert bench.source.day_requests == 0
    assert len(bench.shelf.bars[spot().key, DAY]) == 357


async def test_the_first_reason_to_stop_is_the_one_that_is_told():
    bench = Bench()
    bench.run.stop(Stop(StopKind.LOCAL, "first"))
    bench.run.stop(Stop(StopKind.PAUSE, "second"))
    assert (await bench.play()).stop == Stop(StopKind.LOCAL, "first")
    assert bench.source.requests == []


async def test_trading_outranks_a_download():
    bench = Bench(chain(strikes=15))
    bench.trading = True
    going = asyncio.ensure_future(bench.run.go())
    await bench.clock.advance(10)
    assert bench.source.requests == []
    bench.trading = False
    await play(bench.clock, going)
    assert bench.holds_everything()


async def test_a_hole_is_looked_at_twice_and_then_taken_with_a_note():
    bench = Bench([spot()])
    bench.source.lost[spot().key, DAY] = 3
    progress = await bench.play()
    assert len(bench.source.requests) == 2
    verdict = bench.shelf.verdicts[spot().key, DAY]
    assert verdict.mark is Mark.COMPLETE
    assert "3 of 360 minutes have no bar" in verdict.why
    assert progress.done == progress.total == 1


async def test_a_hole_that_the_second_look_fills_is_gone():
    bench = Bench([spot()])
    bench.source.lost[spot().key, DAY] = 300

    def fill(series, number):
        if number == 2:
            bench.source.lost.clear()

    bench.source.fault = fill
    await bench.play()
    assert bench.shelf.verdicts[spot().key, DAY].why == ""
    assert bench.holds_everything()


async def test_holes_that_the_days_volume_explains_need_no_second_look():
    bench = Bench([spot()], start=WEEK)
    for day in (DAY, WEEK):
        bench.source.lost[spot().key, day] = 200
        kept = day_bars(spot(), day).volume
        bench.source.day_volume[spot().key, day] = int(kept[:10].sum() + kept[210:].sum())
    progress = await bench.play()
    assert (len(bench.source.requests), bench.source.day_requests) == (1, 1)
    verdict = bench.shelf.verdicts[spot().key, WEEK]
    assert verdict.mark is Mark.COMPLETE
    assert "volume agrees" in verdict.why
    assert progress.done == progress.total == 5


async def test_a_large_hole_that_the_days_volume_contradicts_is_a_failure():
    bench = Bench([spot()])
    bench.source.lost[spot().key, DAY] = 200
    bench.source.day_volume[spot().key, DAY] = int(day_bars(spot(), DAY).volume.sum())
    progress = await bench.play()
    assert (len(bench.source.requests), bench.source.day_requests) == (2, 1)
    assert bench.shelf.verdicts[spot().key, DAY].mark is Mark.PARTIAL
    assert progress.partial == 1
    assert progress.troubled == {"RELIANCE"}


async def test_today_is_partial_until_it_is_final():
    bench = Bench([spot()], now="12:00")
    progress = await bench.play()
    assert progress.partial == 1
    assert bench.shelf.verdicts[spot().key, DAY].mark is Mark.PARTIAL
    assert len(bench.shelf.bars[spot().key, DAY]) == 2 * 60 + 45 + 1
    bench.clock.set(at(DAY, "16:00"))
    bench.fresh()
    await bench.play()
    assert bench.shelf.verdicts[spot().key, DAY].mark is Mark.COMPLETE


async def test_rate_and_time_left_follow_the_last_half_minute():
    bench = Bench(chain(strikes=90), rules=RULES)
    going = asyncio.ensure_future(bench.run.go())
    for _ in range(10):
        await bench.clock.advance(1.0)
        bars_per_s, requests_per_s = bench.run.progress.sample()
    assert requests_per_s == pytest.approx(8, rel=0.2)
    assert bars_per_s > 100
    left = 182 - bench.run.progress.requests
    assert bench.run.progress.eta_s(2.0, 3.0) == pytest.approx(left / 2.0)
    # The burst of the first seconds does not go on: a minute's limit allows three a second.
    assert bench.run.progress.eta_s(requests_per_s, 3.0) == pytest.approx(left / 3.0)
    bench.run.stop(Stop(StopKind.PAUSE))
    await play(bench.clock, going)


async def test_a_fault_of_ours_is_not_swallowed():
    bench = Bench([spot()])
    bench.shelf.error = ZeroDivisionError("ours")
    with pytest.raises(ExceptionGroup):
        await bench.play()
    await settle()


def test_the_week_of_these_tests_has_five_trading_days():
    assert len(indian_calendar().days(WEEK, DAY)) == 5
    assert WEEK + timedelta(4) == DAY
    assert spot().kind is SeriesKind.SPOT
