from datetime import UTC, datetime

import pytest

from terminal.sandbox.virtual import (
    SECOND_NS,
    VirtualClock,
    next_hour_ns,
    next_six_ns,
    parse_stamp,
    stamp_text,
)


class HandClock:
    def __init__(self, now_ns: int = 1_000 * SECOND_NS) -> None:
        self.wall_ns = now_ns
        self.mono_ns = 5 * SECOND_NS

    def now_ns(self) -> int:
        return self.wall_ns

    def monotonic_ns(self) -> int:
        return self.mono_ns

    async def sleep(self, seconds: float) -> None:
        self.mono_ns += int(seconds * SECOND_NS)


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * SECOND_NS


def test_practice_time_runs_at_its_speed_and_jumps_on_command() -> None:
    clock = HandClock()
    virtual = VirtualClock(clock, speed=60.0)
    clock.mono_ns += SECOND_NS
    assert virtual.now_ns() == 1_060 * SECOND_NS
    virtual.advance(40)
    assert virtual.now_ns() == 1_100 * SECOND_NS


def test_practice_time_ignores_steps_of_the_wall_clock() -> None:
    clock = HandClock()
    virtual = VirtualClock(clock)
    clock.wall_ns -= 3_600 * SECOND_NS
    assert virtual.now_ns() == 1_000 * SECOND_NS


def test_practice_time_never_goes_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        VirtualClock(HandClock()).advance(-1)


def test_a_new_exchange_begins_at_the_time_nobody_moved() -> None:
    clock = HandClock()
    virtual = VirtualClock(clock)
    virtual.advance(5 * 86_400)
    clock.mono_ns += SECOND_NS
    virtual.restart()
    assert virtual.now_ns() == 1_001 * SECOND_NS
    virtual.restart()
    assert virtual.now_ns() == 1_001 * SECOND_NS


def test_stamps_are_naive_indian_time_and_parse_back() -> None:
    stamp = utc(2026, 11, 20, 18, 30, 5)
    assert stamp_text(stamp) == "2026-11-21 00:00:05"
    assert parse_stamp("2026-11-21 00:00:05") == stamp
    assert parse_stamp("2026-11-21") == utc(2026, 11, 20, 18, 30)


@pytest.mark.parametrize(
    ("now", "dies"),
    [
        (utc(2026, 11, 20, 23, 16), utc(2026, 11, 21, 0, 30)),  # 04:46 in India: the same morning
        (utc(2026, 11, 21, 0, 30), utc(2026, 11, 22, 0, 30)),  # 06:00 sharp: a day later
        (utc(2026, 11, 20, 4, 0), utc(2026, 11, 21, 0, 30)),
    ],
)
def test_logins_die_at_six_in_the_morning_in_india(now: int, dies: int) -> None:
    assert next_six_ns(now) == dies


def test_next_hour_is_of_this_night_or_the_next() -> None:
    three = utc(2026, 11, 20, 21, 30)  # 03:00 of the 21st in India
    assert next_hour_ns(three - SECOND_NS, 3) == three
    assert next_hour_ns(three, 3) == three + 86_400 * SECOND_NS
