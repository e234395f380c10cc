"""The request budget: two windows, halving and growth, and trading before everything else."""

import asyncio

import pytest

from terminal.domain.history import SourceRules
from terminal.history.budget import RequestBudget, sustained
from tests.fakes.clock import FakeClock, settle

RULES = SourceRules(window_days=5, retention_days=300, per_second=8, per_minute=180)


def most_within(times_ns: list[int], seconds: float) -> int:
    """Return the largest count of moments in any half-open window of that length."""
    span = int(seconds * 1e9)
    return max(sum(start <= time < start + span for time in times_ns) for start in times_ns)


async def spend(budget: RequestBudget, clock: FakeClock, count: int) -> list[int]:
    times: list[int] = []

    async def work() -> None:
        while len(times) < count:
            await budget.enter()
            times.append(clock.monotonic_ns())

    tasks = [asyncio.ensure_future(work()) for _ in range(8)]
    while not all(task.done() for task in tasks):
        await settle()
        await clock.advance(0.05)
    return times


async def test_no_window_of_a_second_or_a_minute_holds_more_than_its_limit():
    clock = FakeClock()
    times = await spend(RequestBudget(RULES, clock=clock), clock, 500)
    assert most_within(times, 1.0) <= 8
    assert most_within(times, 60.0) <= 180
    assert (times[-1] - times[0]) / 1e9 < 150  # and they are used: three bursts


async def test_a_refusal_halves_the_rate_for_a_minute_and_then_it_grows_by_a_tenth_a_minute():
    clock = FakeClock()
    budget = RequestBudget(RULES, clock=clock)
    budget.refused(await budget.enter(), 0.0)
    assert budget.factor == 0.5
    await clock.advance(59)
    assert budget.factor == 0.5
    await clock.advance(61)
    assert budget.factor == pytest.approx(0.6)
    await clock.advance(600)
    assert budget.factor == 1.0


async def test_requests_that_were_under_way_when_it_was_halved_do_not_halve_it_again():
    clock = FakeClock()
    budget = RequestBudget(RULES, clock=clock)
    sent = [await budget.enter() for _ in range(4)]
    await clock.advance(0.2)
    for moment in sent:
        budget.refused(moment, 0.0)
    assert budget.factor == 0.5


async def test_what_the_broker_asks_to_wait_is_waited():
    clock = FakeClock()
    budget = RequestBudget(RULES, clock=clock)
    budget.refused(await budget.enter(), 7.0)
    entered = asyncio.ensure_future(budget.enter())
    await clock.advance(6.9)
    assert not entered.done()
    await clock.advance(0.2)
    assert entered.done()


async def test_a_halved_budget_is_kept_too():
    clock = FakeClock()
    budget = RequestBudget(RULES, clock=clock)
    budget.refused(await budget.enter(), 0.0)
    await clock.advance(1.1)
    times = await spend(budget, clock, 60)
    assert most_within(times, 1.0) <= 4


async def test_nothing_leaves_while_an_order_is_in_flight():
    clock = FakeClock()
    busy = True
    budget = RequestBudget(RULES, clock=clock, trading=lambda: busy)
    entered = asyncio.ensure_future(budget.enter())
    await clock.advance(30)
    assert not entered.done()
    busy = False
    await clock.advance(1)
    assert entered.done()


async def test_an_order_that_comes_while_a_request_waits_for_its_slot_goes_first():
    clock = FakeClock()
    busy = False
    budget = RequestBudget(RULES, clock=clock, trading=lambda: busy)
    for _ in range(8):
        await budget.enter()
    entered = asyncio.ensure_future(budget.enter())  # the ninth: in a second
    await clock.advance(0.5)
    busy = True
    await clock.advance(5)
    assert not entered.done()
    busy = False
    await clock.advance(1)
    assert entered.done()


async def test_a_request_that_is_given_up_while_it_waits_takes_no_slot():
    clock = FakeClock()
    budget = RequestBudget(RULES, clock=clock)
    for _ in range(8):
        await budget.enter()
    given_up = asyncio.ensure_future(budget.enter())
    await settle()
    given_up.cancel()
    await settle()
    entered = [asyncio.ensure_future(budget.enter()) for _ in range(8)]
    await clock.advance(1.01)
    assert all(task.done() for task in entered)


def test_the_rate_for_hours_is_the_smaller_of_both_limits():
    assert sustained(8, 180) == 3.0
    assert sustained(8, None) == 8
