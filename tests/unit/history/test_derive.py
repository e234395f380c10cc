"""Longer bars: buckets from 09:15, ISO weeks, calendar months; cached and made anew when minutes change."""

from datetime import date

import numpy as np
import pytest

from terminal.domain.history import MinuteBars
from terminal.history.derive import bucket_starts, derive
from terminal.history.manifest import Mark
from terminal.history.schema import MINUTE_NS, Interval, midnight_ns
from terminal.history.store import Verdict
from terminal.history.tables import together
from tests.unit.history.store_rig import (
    FRIDAY,
    bars,
    everything,
    opened,
    option,
    same,
    spot,
    weekdays,
)

LONGER = [interval for interval in Interval if interval is not Interval.MINUTE]


def by_hand(minutes: MinuteBars, interval: Interval) -> list[tuple[float, ...]]:
    """Return the bars by the rules, one row at a time."""
    groups: dict[int, list[int]] = {}
    starts = bucket_starts(minutes.open_ns, interval)
    for row, start in enumerate(starts.tolist()):
        groups.setdefault(start, []).append(row)
    out = []
    for start, rows in groups.items():
        volume = sum(int(minutes.volume[row]) for row in rows)
        value = sum(float(minutes.vwap[row]) * int(minutes.volume[row]) for row in rows)
        out.append(
            (
                start, minutes.open[rows[0]], max(minutes.high[row] for row in rows),
                min(minutes.low[row] for row in rows), minutes.close[rows[-1]], volume,
                minutes.oi[rows[-1]], value / volume,
            )
        )  # fmt: skip
    return out


@pytest.mark.parametrize("interval", LONGER)
def test_derived_bars_follow_the_rules(interval):
    minutes = together([bars(day) for day in weekdays(date(2026, 11, 12), 30)])
    made = derive(minutes, interval)
    for row, wanted in enumerate(by_hand(minutes, interval)):
        at = (made.open_ns, made.open, made.high, made.low, made.close, made.volume, made.oi)
        assert tuple(column[row] for column in at) == wanted[:7]
        assert made.vwap[row] == pytest.approx(wanted[7])


def test_an_hour_begins_at_a_quarter_past():
    made = derive(bars(), Interval.HOUR)
    clock = [(int(at) - midnight_ns(FRIDAY)) // MINUTE_NS for at in made.open_ns]
    assert clock == [555, 615, 675, 735, 795, 855, 915]


def test_weeks_begin_on_monday_and_months_on_the_first():
    at = np.array([midnight_ns(date(2027, 1, 1)) + 555 * MINUTE_NS], np.int64)
    assert bucket_starts(at, Interval.WEEK)[0] == midnight_ns(date(2026, 12, 28))
    assert bucket_starts(at, Interval.MONTH)[0] == midnight_ns(date(2027, 1, 1))
    assert bucket_starts(at, Interval.DAY)[0] == midnight_ns(date(2027, 1, 1))


def test_no_volume_is_no_vwap():
    minutes = bars(count=10)
    minutes.volume = np.zeros(10, np.int64)
    assert np.isnan(derive(minutes, Interval.DAY).vwap).all()


@pytest.mark.parametrize("interval", LONGER)
async def test_read_folded_or_cached_is_the_same(tmp_path, interval):
    days = weekdays(date(2026, 11, 19), 12)
    minutes = together([bars(day) for day in days])
    verdicts = {day: Verdict(Mark.COMPLETE) for day in days}
    async with opened(tmp_path) as store:
        for series in (spot(), option()):
            await store.write(series, minutes, verdicts, source="test")
            folded = await store.read_bars(series.key, 0, 1 << 62, interval=interval)
            await store.prepare("RELIANCE", interval)
            assert list((tmp_path / "derived").rglob("*.parquet"))
            cached = await store.read_bars(series.key, 0, 1 << 62, interval=interval)
            assert np.allclose(folded.vwap, cached.vwap, rtol=1e-12)
            cached.vwap = folded.vwap
            assert same(folded, cached)
            assert same(folded, derive(minutes, interval))
            middle = int(folded.open_ns[len(folded) // 2])
            part = await store.read_bars(series.key, middle, middle, interval=interval)
            assert part.open_ns.tolist() == [middle]


async def test_a_cached_bar_follows_its_minutes(tmp_path):
    sql = "SELECT sum(volume), count(*) FROM bars_1d"
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, bars(), source="test")
        assert (await store.query(sql)).rows == [(bars().volume.sum(), 1)]
        await store.write_day(spot(), FRIDAY, bars(seed=2), source="test")
        assert (await store.query(sql)).rows == [(bars(seed=2).volume.sum(), 1)]
        assert same(await everything(store, spot()), bars(seed=2))
