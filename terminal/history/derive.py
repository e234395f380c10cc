"""Longer bars from one-minute bars: the first open, highest high, lowest low, last close, sums.

Intraday buckets count from 09:15 IST, weeks are ISO weeks of the trading day, months the calendar's;
a bar is labelled by its bucket's beginning, whether or not there was trade at that instant. The VWAP
is that of the minutes weighted by their volume, the open interest the last. Pure: arrays in, arrays out.
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from terminal.domain.history import MinuteBars
from terminal.history.schema import (
    DAY_NS,
    IST_NS,
    MINUTE_NS,
    Interval,
    day_number,
    day_numbers,
    day_of,
)
from terminal.history.tables import Rows

_ANCHOR_NS = IST_NS - (9 * 60 + 15) * MINUTE_NS
_THURSDAY = 3
"""1970-01-01 was one: days since then and this many make a Monday divisible by seven."""


def bucket_starts(open_ns: NDArray[np.int64], interval: Interval) -> NDArray[np.int64]:
    """Return the beginning of the bucket in which each instant lies, UTC nanoseconds."""
    if interval.minutes:
        return open_ns - (open_ns + _ANCHOR_NS) % (interval.minutes * MINUTE_NS)
    days = day_numbers(open_ns)
    if interval is Interval.WEEK:
        days = days - (days + _THURSDAY) % 7
    elif interval is Interval.MONTH:
        days = days.astype("M8[D]").astype("M8[M]").astype("M8[D]").astype(np.int64)
    return days * DAY_NS - IST_NS


def span_of(interval: Interval, day: date) -> tuple[date, date]:
    """Return the first and last calendar day of the bucket in which a day lies."""
    if interval is Interval.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if interval is Interval.MONTH:
        first = day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return day, day


def span_ns(interval: Interval, start_ns: int, end_ns: int) -> tuple[int, int]:
    """Return the instants whose minutes make the whole buckets that open from start to end."""
    start, end = bucket_starts(np.array([start_ns, end_ns], np.int64), interval).tolist()
    if interval.minutes:
        return start, end + interval.minutes * MINUTE_NS - 1
    last = span_of(interval, day_of((end_ns + IST_NS) // DAY_NS))[1]
    return start, (day_number(last) + 1) * DAY_NS - IST_NS - 1


def derive(bars: MinuteBars, interval: Interval) -> MinuteBars:
    """Return one series' longer bars from its shorter ones, oldest first."""
    rows = Rows([("", "", "", "")], np.zeros(len(bars), np.int32), bars)
    return derive_rows(rows, interval).bars


def derive_rows(rows: Rows, interval: Interval) -> Rows:
    """Return longer bars of many series; rows sorted by key and time, as in a file."""
    bars = rows.bars
    if interval is Interval.MINUTE or not len(rows):
        return rows
    starts = bucket_starts(bars.open_ns, interval)
    places: dict[str, int] = {}
    key = np.array([places.setdefault(word[0], n) for n, word in enumerate(rows.words)], np.int32)
    series = key[rows.word]
    edges = np.flatnonzero(
        np.concatenate(([True], (starts[1:] != starts[:-1]) | (series[1:] != series[:-1])))
    )
    last = np.append(edges[1:], len(rows)) - 1
    priced = ~np.isnan(bars.vwap)
    weight = np.where(priced, bars.volume, 0).astype(np.float64)
    value = np.where(priced, bars.vwap, 0.0) * weight
    total = np.add.reduceat(weight, edges)
    vwap = np.full(len(edges), np.nan)
    np.divide(np.add.reduceat(value, edges), total, out=vwap, where=total > 0)
    folded = MinuteBars(
        open_ns=starts[edges],
        open=bars.open[edges],
        high=np.maximum.reduceat(bars.high, edges),
        low=np.minimum.reduceat(bars.low, edges),
        close=bars.close[last],
        volume=np.add.reduceat(bars.volume, edges),
        oi=bars.oi[last],
        vwap=vwap,
    )
    # The broker's words are those of the bucket's last bar: the newest.
    return Rows(rows.words, rows.word[last], folded)
