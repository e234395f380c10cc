"""The time that a preview promises, against runs on a clock of their own under the real budgets."""

import asyncio
from datetime import date

import httpx
import pytest

from terminal.brokers.kite.config import live_config as kite_config
from terminal.brokers.shoonya.config import live_config as shoonya_config
from terminal.domain.history import HistorySource, Series, SeriesKind, SourceRules
from terminal.domain.ids import InstrumentId
from terminal.history.budget import RequestBudget
from terminal.history.downloader import Run
from terminal.history.jobs import Request, Selection
from terminal.history.plan import Planner, preview_of, seconds_for
from terminal.history.progress import Progress
from terminal.history.sessions import indian_calendar
from tests.fakes.clock import FakeClock
from tests.fakes.history import RULES, FakeShelf, FakeSource, at, chain, play
from tests.unit.brokers.kite import wired as kite
from tests.unit.brokers.shoonya.test_history_parse import day, reply
from tests.unit.brokers.shoonya.test_history_source import make_market
from tests.unit.brokers.shoonya.wired import Network

DAY = date(2026, 11, 20)
NOW_NS = at(DAY, "18:00")
MM = Series(
    instrument=InstrumentId("NSE", "M&M"),
    kind=SeriesKind.SPOT,
    underlying="M&M",
    exchange="NSE",
    symbol="M&M-EQ",
    token="2031",
)


class HastyClock(FakeClock):
    """Whoever sleeps has slept: for one task alone."""

    async def sleep(self, seconds: float) -> None:
        self.set(self.now_ns() + round(max(0.0, seconds) * 1e9))
        await asyncio.sleep(0)


def rules(per_second: int, per_minute: int | None) -> SourceRules:
    return SourceRules(
        window_days=5, retention_days=300, per_second=per_second, per_minute=per_minute
    )


async def seconds_of(clock: FakeClock, limits: SourceRules, requests: int, ask) -> float:
    """Return how long requests took, one after the other, through a download's budget."""
    budget = RequestBudget(limits, clock=clock)
    start_ns = clock.monotonic_ns()
    for _ in range(requests):
        await budget.enter()
        await ask()
    return (clock.monotonic_ns() - start_ns) / 1e9


async def nothing() -> None:
    return


@pytest.mark.parametrize("limits", [rules(8, 180), rules(3, None), rules(3, 171), rules(20, 100)])
@pytest.mark.parametrize("requests", [1, 7, 100, 180, 181, 240, 359, 400, 2000])
async def test_the_formula_is_what_the_budget_lets_through(limits, requests):
    took = await seconds_of(HastyClock(NOW_NS), limits, requests, nothing)
    assert seconds_for(requests, limits) == pytest.approx(took, rel=0.02, abs=1.1)


@pytest.mark.parametrize("requests", [150, 200, 330, 600])
async def test_shoonyas_estimate_holds_against_its_own_channel(requests):
    """Two budgets in a row: the download's, and the account's of which it may not take the reserve."""
    clock = HastyClock(NOW_NS)
    network = Network(answer=lambda _: httpx.Response(200, content=reply(day(1))))
    market = make_market(network, clock, shoonya_config())
    source: HistorySource = market.history
    rates = shoonya_config().rates
    assert source.rules.per_second == rates.data[0] - rates.data_reserve
    assert source.rules.per_minute == rates.data_per_minute - rates.data_minute_reserve

    async def ask() -> None:
        await source.minutes(MM, NOW_NS - 10**15, NOW_NS)

    took = await seconds_of(clock, source.rules, requests, ask)
    assert seconds_for(requests, source.rules) == pytest.approx(took, rel=0.03, abs=1.5)
    assert len(network.requests) == requests


@pytest.mark.parametrize("requests", [10, 200, 600])
async def test_kites_estimate_holds_against_its_own_channel(requests):
    clock = HastyClock(NOW_NS)
    row = ["2026-11-20T09:15:00+0530", 1, 3, 0.5, 2, 10]
    network = kite.Network(answer=lambda _: kite.ok({"candles": [row]}))
    source = kite.make_broker(network, config=kite_config(), clock=clock).history

    async def ask() -> None:
        await source.minutes(MM, NOW_NS - 10**15, NOW_NS)

    took = await seconds_of(clock, source.rules, requests, ask)
    assert seconds_for(requests, source.rules) == pytest.approx(took, rel=0.03, abs=1.5)


async def test_a_whole_run_takes_what_its_preview_said():
    clock = FakeClock(NOW_NS)
    universe = [series for n in range(11) for series in chain(f"S{n}", strikes=20)]
    source = FakeSource(universe, clock=clock, rules=RULES, latency_s=0.4)
    request = Request(source="fake", selection=Selection(), start=DAY, end=DAY)
    planner = Planner(universe, request, RULES, indian_calendar(), now_ns=NOW_NS)
    for name in planner.groups:
        planner.add(name, {})
    plan = planner.finish()
    run = Run(
        plan, source=source, shelf=FakeShelf(), budget=RequestBudget(RULES, clock=clock),
        calendar=indian_calendar(), clock=clock, progress=Progress(clock),
    )  # fmt: skip
    took = await play(clock, asyncio.ensure_future(run.go()))
    promised = preview_of(plan, RULES).seconds
    assert plan.requests == len(source.requests) == 462
    assert promised == pytest.approx(took, rel=0.03, abs=2.0)
    assert preview_of(plan, RULES, rate_share=0.5).seconds == 2 * promised
