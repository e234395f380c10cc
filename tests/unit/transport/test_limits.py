"""Budgets: never more in any window than allowed, slots kept for urgent requests, waits told."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.errors import RateLimited
from terminal.transport.limits import DayCount, Lane, Window
from tests.fakes.clock import START_NS, FakeClock, settle

IST = 19_800


class Log:
    def __init__(self) -> None:
        self.said: list[tuple[str, float]] = []

    def __call__(self, lane: str, seconds: float) -> None:
        self.said.append((lane, seconds))


def make_lane(clock: FakeClock, *windows: Window, log: Log | None = None) -> Lane:
    return Lane("orders", windows, clock=clock, on_wait=log or Log())


async def run_all(clock: FakeClock, lane: Lane, count: int, *, urgent: bool = False) -> list[int]:
    """Send `count` requests at once and return the monotonic times at which they went out."""
    times: list[int] = []

    async def one() -> None:
        await lane.enter(urgent=urgent)
        times.append(clock.monotonic_ns())

    tasks = [asyncio.ensure_future(one()) for _ in range(count)]
    for _ in range(400):
        if all(task.done() for task in tasks):
            break
        await clock.advance(0.05)
    await asyncio.gather(*tasks)
    return times


def most_in_any(times: list[int], seconds: float) -> int:
    span = int(seconds * 1e9)
    return max(sum(start <= each < start + span for each in times) for start in times)


async def test_a_burst_within_the_limit_does_not_wait() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(9, 1.0))
    assert [await lane.enter() for _ in range(9)] == [0.0] * 9


async def test_no_window_ever_holds_more_than_the_limit() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(3, 1.07))
    times = await run_all(clock, lane, 20)
    assert most_in_any(times, 1.07) == 3
    assert times == sorted(times)


async def test_quotes_are_spaced_by_more_than_a_second() -> None:
    clock = FakeClock()
    times = await run_all(clock, make_lane(clock, Window(1, 1.1)), 4)
    assert all(later - earlier >= 1_100_000_000 for earlier, later in pairwise(times))


async def test_entries_leave_the_reserve_to_cancels() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(10, 1.05, reserve=2))
    waits = [await lane.enter() for _ in range(8)]
    assert waits == [0.0] * 8
    ninth = asyncio.ensure_future(lane.enter())
    await settle()
    assert not ninth.done()
    assert [await lane.enter(urgent=True) for _ in range(2)] == [0.0, 0.0]
    late_cancel = asyncio.ensure_future(lane.enter(urgent=True))
    await settle()
    assert not late_cancel.done()
    await clock.advance(1.06)
    assert await ninth > 1.0
    assert await late_cancel > 1.0


async def test_a_cancel_overtakes_entries_that_wait() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(4, 1.0, reserve=1))
    order: list[str] = []

    async def send(name: str, *, urgent: bool) -> None:
        await lane.enter(urgent=urgent)
        order.append(name)

    tasks = [asyncio.ensure_future(send(f"entry{n}", urgent=False)) for n in range(6)]
    await settle()
    tasks.append(asyncio.ensure_future(send("cancel", urgent=True)))
    await clock.advance(3)
    await asyncio.gather(*tasks)
    assert order[:4] == ["entry0", "entry1", "entry2", "cancel"]


async def test_urgent_and_entries_together_stay_within_the_limit() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(10, 1.05, reserve=2))
    both = await asyncio.gather(run_all(clock, lane, 25), run_all(clock, lane, 12, urgent=True))
    assert most_in_any([*both[0], *both[1]], 1.05) <= 10


@given(
    arrivals=st.lists(st.tuples(st.integers(0, 400_000_000), st.booleans()), max_size=60),
    limit=st.integers(1, 10),
    reserve=st.integers(0, 3),
)
def test_whatever_arrives_no_window_overflows(
    arrivals: list[tuple[int, bool]], limit: int, reserve: int
) -> None:
    window = Window(limit, 1.0, reserve=reserve)
    now, grants = 0, []
    for gap, urgent in arrivals:
        now += gap
        moment = window.earliest(now, urgent=urgent)
        assert moment >= now
        window.add(moment)
        grants.append(moment)
    if grants:
        assert most_in_any(grants, 1.0) <= limit


async def test_all_windows_of_a_lane_hold() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(5, 1.0), Window(8, 60.0))
    waits = [await asyncio.wait_for(lane.enter(), 1) for _ in range(5)]
    assert waits == [0.0] * 5
    three = [asyncio.ensure_future(lane.enter()) for _ in range(3)]
    await clock.advance(1.0)
    assert [await each for each in three] == [1.0] * 3
    late = asyncio.ensure_future(lane.enter())
    await clock.advance(30)
    assert not late.done()
    await clock.advance(30)
    assert await late == pytest.approx(59.0)


async def test_a_wait_over_300_ms_is_said_and_a_short_one_is_not() -> None:
    clock, log = FakeClock(), Log()
    lane = make_lane(clock, Window(1, 0.25), log=log)
    await lane.enter()
    second = asyncio.ensure_future(lane.enter())
    third = asyncio.ensure_future(lane.enter())
    await clock.advance(0.6)
    await asyncio.gather(second, third)
    assert log.said == [("orders", pytest.approx(0.5))]


async def test_a_wait_that_would_be_too_long_is_refused_and_costs_nothing() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(1, 60.0))
    await lane.enter(longest_wait_s=2.0)
    with pytest.raises(RateLimited) as caught:
        await lane.enter(longest_wait_s=2.0)
    assert caught.value.retry_after_s == pytest.approx(60.0)
    assert lane.used() == 1


async def test_a_cancelled_wait_gives_its_slot_back() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(1, 1.0))
    await lane.enter()
    waiting = asyncio.ensure_future(lane.enter())
    await settle()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert lane.used() == 1
    next_one = asyncio.ensure_future(lane.enter())
    await clock.advance(1.0)
    assert await next_one == 1.0


async def test_after_a_refusal_the_lane_runs_at_half_rate_for_a_minute() -> None:
    clock = FakeClock()
    lane = make_lane(clock, Window(4, 1.0))
    lane.slow_down(60.0)
    assert most_in_any(await run_all(clock, lane, 6), 1.0) == 2
    await clock.advance(60.0)
    assert most_in_any(await run_all(clock, lane, 8), 1.0) == 4


def test_the_last_orders_of_a_day_are_for_exits() -> None:
    day = DayCount(100, clock=FakeClock(), zone_offset_s=IST)
    for _ in range(95):
        day.spend(urgent=False)
    with pytest.raises(RateLimited):
        day.spend(urgent=False)
    for _ in range(5):
        day.spend(urgent=True)
    with pytest.raises(RateLimited):
        day.spend(urgent=True)


def test_orders_placed_elsewhere_count_and_a_new_day_begins_at_indian_midnight() -> None:
    clock = FakeClock()  # 09:15 in India
    day = DayCount(100, clock=clock, zone_offset_s=IST)
    day.spend(urgent=False)
    day.seen(40)
    day.seen(12)
    assert day.count == 40
    clock.set(START_NS + int((14 * 3600 + 44 * 60) * 1e9))
    assert day.count == 40
    clock.set(START_NS + int((14 * 3600 + 45 * 60) * 1e9))
    assert day.count == 0


def test_an_order_that_was_never_sent_is_not_counted() -> None:
    day = DayCount(100, clock=FakeClock(), zone_offset_s=IST)
    day.spend(urgent=False)
    day.give_back()
    assert day.count == 0
