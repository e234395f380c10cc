"""Labels of the chart's scales: where they stand and what they say."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from terminal.domain.market import Interval
from terminal.ui.chart.intervals import interval_from_text
from terminal.ui.chart.ticks import (
    TimeScale,
    bar_time_text,
    countdown,
    day_starts,
    price_step,
    price_ticks,
)

NS = 1_000_000_000


def session(days: int, interval: Interval) -> np.ndarray:
    """Bars of NSE sessions, 09:15 to 15:30 IST, weekdays only, from Mon 23 Nov 2026."""
    opens, day = [], datetime(2026, 11, 23, 3, 45, tzinfo=UTC)  # 09:15 IST
    while days:
        if day.weekday() < 5:
            count = 1 if interval is Interval.DAY else 375 * 60 // interval.seconds
            start = int(day.timestamp())
            opens += [(start + n * interval.seconds) * NS for n in range(count)]
            days -= 1
        day += timedelta(days=1)
    return np.array(opens, dtype=np.int64)


def test_labels_say_ist_whatever_the_machine_thinks():
    bars = session(1, Interval.MINUTE_5)
    ticks = TimeScale(bars, Interval.MINUTE_5).ticks(0, len(bars) - 1, 10.0)
    assert [tick.text for tick in ticks][:3] == ["10:00", "11:00", "12:00"]


def test_a_new_day_is_labelled_with_its_date_and_is_strong():
    bars = session(3, Interval.MINUTE_15)
    ticks = TimeScale(bars, Interval.MINUTE_15).ticks(0, len(bars) - 1, 6.0)
    strong = [tick for tick in ticks if tick.strong]
    assert [(tick.text, tick.index) for tick in strong] == [("24 Nov", 25), ("25 Nov", 50)]


def test_nights_and_weekends_take_no_room():
    bars = session(6, Interval.MINUTE_15)  # Monday to Monday
    assert day_starts(bars, 0, len(bars) - 1) == [25, 50, 75, 100, 125]


@pytest.mark.parametrize("pixels_per_bar", [0.7, 2.0, 7.0, 30.0, 90.0])
def test_labels_never_overlap(pixels_per_bar):
    bars = session(20, Interval.MINUTE_5)
    ticks = TimeScale(bars, Interval.MINUTE_5).ticks(0, len(bars) - 1, pixels_per_bar)
    gaps = np.diff([tick.index for tick in ticks]) * pixels_per_bar
    assert len(ticks) > 1
    assert gaps.min() >= 72 * 0.7 - 1e-6


def test_labels_stay_put_while_the_chart_is_dragged():
    bars = session(10, Interval.MINUTE_5)
    scale = TimeScale(bars, Interval.MINUTE_5)
    here = {t.index for t in scale.ticks(100, 300, 5.0)}
    there = {t.index for t in scale.ticks(140, 340, 5.0)}
    shared = {i for i in here | there if 160 <= i <= 280}
    assert shared
    assert all(i in here and i in there for i in shared)


def test_daily_bars_are_labelled_by_month_and_year():
    bars = session(60, Interval.DAY)
    ticks = TimeScale(bars, Interval.DAY).ticks(0, len(bars) - 1, 6.0)
    texts = [tick.text for tick in ticks]
    assert "Dec" in texts
    assert "2027" in texts


def test_no_bars_no_labels():
    scale = TimeScale(np.empty(0, dtype=np.int64), Interval.MINUTE)
    assert scale.ticks(0, -1, 5.0) == []


def test_bar_time_is_said_in_full():
    opened = int(session(1, Interval.MINUTE_5)[12])
    assert bar_time_text(opened, Interval.MINUTE_5) == "Mon 23 Nov 2026  10:15"
    assert bar_time_text(opened, Interval.DAY) == "Mon 23 Nov 2026"


@pytest.mark.parametrize(
    ("passed_s", "expected"),
    [(0, "05:00"), (149.5, "02:31"), (299.2, "00:01"), (300, ""), (4000, ""), (-5, "")],
)
def test_countdown_ends_with_the_bar(passed_s, expected):
    opened = 1_795_146_300 * NS
    now = opened + int(passed_s * NS)
    assert countdown(opened, Interval.MINUTE_5, now) == expected


def test_countdown_of_an_hour_has_hours_and_a_day_has_none():
    opened = 1_795_146_300 * NS
    assert countdown(opened, Interval.HOUR, opened) == "1:00:00"
    assert countdown(opened, Interval.DAY, opened) == ""


def test_price_steps_are_round_and_no_finer_than_a_tick():
    assert price_step(10.0, 400.0, 40.0, 0.05) == 1.0
    assert price_step(0.11, 400.0, 40.0, 0.05) == 0.05
    assert price_step(24_000.0, 300.0, 44.0, 0.05) == 5000.0


def test_price_ticks_cover_the_range():
    assert price_ticks(99.2, 103.9, 200.0, tick=0.05) == [100.0, 102.0]
    assert price_ticks(99.2, 103.9, 250.0, tick=0.05) == [100.0, 101.0, 102.0, 103.0]
    assert price_ticks(5.0, 5.0, 200.0) == []
    assert price_ticks(float("nan"), 5.0, 200.0) == []


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("1", Interval.MINUTE),
        ("15", Interval.MINUTE_15),
        ("60", Interval.HOUR),
        ("1h", Interval.HOUR),
        ("1D", Interval.DAY),
        ("d", Interval.DAY),
        ("7", None),
        ("", None),
    ],
)
def test_intervals_are_typed_in_minutes_or_letters(text, interval):
    assert interval_from_text(text) is interval
