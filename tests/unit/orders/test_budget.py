"""Requests a second, a minute, a day; a reserve for exits and cancels."""

import asyncio
from collections.abc import Callable

from msgspec.structs import replace

from terminal.orders.budget import Budget, day_of, day_start_ns
from tests.fakes.broker import ALL
from tests.fakes.clock import START_NS, FakeClock, settle
from tests.make import ACCOUNT


def make(clock: FakeClock, rows: Callable[..., int] = lambda account, day: 0) -> Budget:
    budget = Budget(clock, rows_on_day=rows)
    budget.open(ACCOUNT, ALL)
    return budget


async def test_entries_see_less_room_than_exits() -> None:
    clock = FakeClock()
    budget = make(clock)
    budget.take(ACCOUNT, 7)
    room = budget.room(ACCOUNT)
    assert room is not None
    assert (room.second_used, room.second_limit, room.wait_s) == (7, 7, 1.0)
    assert await budget.take_reserved(ACCOUNT, 3) == 0.0
    assert budget.used_in_second(ACCOUNT) == budget.limit == 10


async def test_full_second_delays_an_exit_until_the_first_request_is_a_second_old() -> None:
    clock = FakeClock()
    budget = make(clock)
    budget.take(ACCOUNT, 5)
    await clock.advance(0.25)
    budget.take(ACCOUNT, 5)
    waiting = asyncio.ensure_future(budget.take_reserved(ACCOUNT))
    await settle()
    assert clock.sleeps[-1] == 0.75
    await clock.advance(0.75)
    assert await waiting == 0.75
    assert budget.used_in_second(ACCOUNT) == 6


async def test_no_second_however_cut_holds_more_than_ten() -> None:
    clock = FakeClock()
    budget = make(clock)
    times: list[int] = []

    async def one() -> None:
        await budget.take_reserved(ACCOUNT)
        times.append(clock.monotonic_ns())

    jobs = [asyncio.ensure_future(one()) for _ in range(40)]
    for _ in range(60):
        await clock.advance(0.1)
    await asyncio.gather(*jobs)
    for start in times:
        assert sum(start <= time < start + 1_000_000_000 for time in times) <= 10


async def test_minute_holds_four_hundred() -> None:
    clock = FakeClock()
    budget = make(clock)
    for _ in range(40):
        budget.take(ACCOUNT, 10)
        await clock.advance(1.1)
    assert budget.used_in_minute(ACCOUNT) == 400
    room = budget.room(ACCOUNT)
    assert room is not None
    assert room.wait_s > 0
    await clock.advance(60)
    assert budget.used_in_minute(ACCOUNT) == 0


async def test_more_requests_than_a_second_holds_fit_an_empty_second() -> None:
    budget = make(FakeClock())
    room = budget.room(ACCOUNT, requests=50)
    assert room is not None
    assert room.wait_s == 0


def test_day_counts_rows_and_locks_entries_early() -> None:
    clock = FakeClock()
    seen: list[tuple[str, int]] = []

    def rows(account: str, day: int) -> int:
        seen.append((account, day))
        return 4200

    budget = make(clock, rows)
    room = budget.room(ACCOUNT)
    assert room is not None
    assert (room.day_used, room.day_limit, budget.day_limit(ACCOUNT)) == (4200, 4750, 5000)
    assert seen == [(ACCOUNT, day_of(START_NS))]


async def test_unknown_account_has_no_room_and_no_counts() -> None:
    budget = Budget(FakeClock(), rows_on_day=lambda account, day: 0)
    assert budget.room(ACCOUNT) is None
    assert budget.limit == 10
    budget.take(ACCOUNT)
    assert await budget.take_reserved(ACCOUNT) == 0
    assert budget.used_in_second(ACCOUNT) == budget.used_in_minute(ACCOUNT) == 0
    assert budget.day_limit(ACCOUNT) == 0


async def test_counts_survive_a_new_login_and_the_limit_follows_the_broker() -> None:
    budget = make(FakeClock())
    budget.take(ACCOUNT, 4)
    budget.open(ACCOUNT, replace(ALL, orders_per_second=5))
    assert (budget.used_in_second(ACCOUNT), budget.limit) == (4, 5)


def test_day_is_the_exchanges() -> None:
    start = day_start_ns(START_NS)
    assert day_of(start) == day_of(START_NS) == day_of(start - 1) + 1
    assert START_NS - start == (9 * 60 + 15) * 60 * 1_000_000_000  # 09:15 IST


async def test_count_that_is_given_back_leaves_room() -> None:
    clock = FakeClock()
    budget = make(clock)
    budget.take(ACCOUNT, 2)
    await clock.advance(0.1)
    taken_ns = budget.take(ACCOUNT, 5)
    budget.give_back(ACCOUNT, taken_ns, 5)
    assert budget.used_in_second(ACCOUNT) == 2
    budget.give_back(ACCOUNT, taken_ns)
    budget.give_back("practice:OTHER", taken_ns)
    assert budget.used_in_second(ACCOUNT) == 2
