"""Shoonya's quotes as domain values, the windows of its bars, and days made of shorter bars.

Market data only: floats, UTC nanoseconds. Source: shoonya.md sections 2.5 and 4.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from terminal.brokers.shoonya.bars import DAY_S, IST_S, NS
from terminal.brokers.shoonya.codec import ist_ns, text
from terminal.brokers.shoonya.ticks import AT_OPEN
from terminal.domain.history import MinuteBars
from terminal.domain.ids import InstrumentId
from terminal.domain.market import DEPTH_LEVELS, Bar, DepthLevel, Interval, Quote

DAY_NS = DAY_S * NS
WINDOW_DAYS = {
    Interval.MINUTE: 5,
    Interval.MINUTE_3: 10,
    Interval.MINUTE_5: 20,
    Interval.MINUTE_10: 40,
    Interval.MINUTE_15: 60,
    Interval.MINUTE_30: 90,
    Interval.HOUR: 180,
    # 1201 rows at most come at once; fewer days than that are traded in so many.
    Interval.DAY: 1600,
}
"""Calendar days a request that answers within its time, as found in the field."""

_NO_TRADE = "05:30:00"
_NAN = math.nan


def windows(interval: Interval, start_ns: int, end_ns: int) -> list[tuple[int, int]]:
    """Return inclusive spans, oldest first, that the server answers, without overlap."""
    length_ns = WINDOW_DAYS[interval] * DAY_NS
    spans = []
    while start_ns <= end_ns:
        stop_ns = min(end_ns, start_ns + length_ns - NS)
        spans.append((start_ns, stop_ns))
        start_ns = stop_ns + NS
    return spans


def halves(start_ns: int, end_ns: int) -> list[tuple[int, int]] | None:
    """Return a span as two, cut at a whole second; None for a day and less: it is asked whole."""
    if end_ns - start_ns <= DAY_NS:
        return None
    middle_ns = (start_ns + end_ns) // 2 // NS * NS
    return [(start_ns, middle_ns), (middle_ns + NS, end_ns)]


def as_bars(found: MinuteBars) -> list[Bar]:
    """Return columns as candles."""
    columns = (
        found.open_ns, found.open, found.high, found.low, found.close, found.volume, found.oi,
    )  # fmt: skip
    return [
        Bar(open_ns, o, h, low, c, float(volume), float(oi))
        for open_ns, o, h, low, c, volume, oi in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def days_of(found: MinuteBars) -> MinuteBars:
    """Return bars within the day as daily ones: `open_ns` is the Indian midnight."""
    if not len(found):
        return found
    offset_ns = IST_S * NS
    midnights = (found.open_ns + offset_ns) // DAY_NS * DAY_NS - offset_ns
    begins = np.flatnonzero(np.diff(midnights, prepend=midnights[0] - 1))
    ends = np.append(begins[1:], len(midnights)) - 1
    volume = np.add.reduceat(found.volume, begins)
    traded = np.add.reduceat(np.nan_to_num(found.vwap) * found.volume, begins)
    with np.errstate(divide="ignore", invalid="ignore"):
        vwap = np.where(traded > 0, traded / volume, _NAN)
    return MinuteBars(
        midnights[begins],
        found.open[begins],
        np.maximum.reduceat(found.high, begins),
        np.minimum.reduceat(found.low, begins),
        found.close[ends],
        volume,
        found.oi[ends],
        vwap,
    )


def decode_quote(row: Mapping[str, Any], instrument: InstrumentId) -> Quote:
    """Return a snapshot; what the row leaves out, or says as 0.00, stays NaN or 0."""
    return Quote(
        instrument=instrument,
        last=price(row.get("lp")),
        open=price(row.get("o")),
        high=price(row.get("h")),
        low=price(row.get("l")),
        close=price(row.get("c")),
        average=price(row.get("ap")),
        volume=_count(row.get("v")),
        oi=_count(row.get("oi")),
        last_quantity=_count(row.get("ltq")),
        buy_quantity=_count(row.get("tbq")),
        sell_quantity=_count(row.get("tsq")),
        lower_limit=price(row.get("lc")),
        upper_limit=price(row.get("uc")),
        last_trade_ns=_last_trade_ns(row),
        exchange_ns=ist_ns(row.get("lut")),
        bids=_levels(row, "b"),
        asks=_levels(row, "s"),
    )


def price(value: Any) -> float:
    """Return a price, NaN where it is absent, 0 or the sign for "at the opening price"."""
    try:
        found = float(text(value) or 0)
    except ValueError:
        return _NAN
    return _NAN if not found or found == AT_OPEN or not math.isfinite(found) else found


def _count(value: Any) -> int:
    try:
        return int(float(text(value) or 0))
    except (ValueError, OverflowError):
        return 0


def _last_trade_ns(row: Mapping[str, Any]) -> int:
    clock, day = text(row.get("ltt")), text(row.get("ltd"))
    return 0 if not clock or not day or clock == _NO_TRADE else ist_ns(f"{clock} {day}")


def _levels(row: Mapping[str, Any], side: str) -> tuple[DepthLevel, ...]:
    levels = (
        DepthLevel(
            price(row.get(f"{side}p{n}")),
            _count(row.get(f"{side}q{n}")),
            _count(row.get(f"{side}o{n}")),
        )
        for n in range(1, DEPTH_LEVELS + 1)
    )
    return tuple(each for each in levels if each.quantity and not math.isnan(each.price))
