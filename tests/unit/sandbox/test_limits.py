from terminal.sandbox.limits import AllOf, CalendarSecond, SlidingMinute, TokenBucket
from terminal.sandbox.virtual import SECOND_NS
from tests.unit.sandbox.test_virtual import HandClock


def test_bucket_gives_its_burst_then_its_rate() -> None:
    clock = HandClock()
    bucket = TokenBucket(clock, rate=3.0, burst=3)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock.mono_ns += SECOND_NS // 3 + 1
    assert [bucket.take() for _ in range(2)] == [True, False]


def test_bucket_saves_no_more_than_its_burst() -> None:
    clock = HandClock()
    bucket = TokenBucket(clock, rate=1.0, burst=1)
    clock.mono_ns += 100 * SECOND_NS
    assert [bucket.take() for _ in range(2)] == [True, False]


def test_orders_are_counted_by_the_second_of_the_clock() -> None:
    clock = HandClock(now_ns=10 * SECOND_NS + 900_000_000)
    budget = CalendarSecond(clock, 2)
    assert [budget.take() for _ in range(3)] == [True, True, False]
    clock.wall_ns += 100_000_000  # the next calendar second, a tenth of a second later
    assert budget.take()


def test_minute_budget_slides() -> None:
    clock = HandClock()
    budget = SlidingMinute(clock, 2)
    assert budget.take()
    clock.mono_ns += 30 * SECOND_NS
    assert budget.take()
    assert not budget.take()
    clock.mono_ns += 30 * SECOND_NS
    assert budget.take()
    assert not budget.take()


def test_a_request_refused_by_the_first_budget_spends_nothing_of_the_second() -> None:
    clock = HandClock()
    first, second = CalendarSecond(clock, 0), SlidingMinute(clock, 1)
    assert not AllOf(first, second).take()
    assert second.take()
