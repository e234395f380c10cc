"""Kite's quotes and candles as domain values, and how a long span of candles is asked for.

Market data only: floats, UTC nanoseconds. Source: Kite Connect v3, "Market quotes" and "Historical
candle data"; the day caps are the server's behaviour since 2024, not documented ones.
"""

from collections.abc import Iterable

from terminal.brokers.kite import wire_market
from terminal.brokers.kite.codec import NS, ist_ns
from terminal.domain.errors import WireError
from terminal.domain.ids import InstrumentId
from terminal.domain.market import Bar, DepthLevel, Interval, Quote

DAY_NS = 86_400 * NS
_NAN = float("nan")
_INTERVALS = {
    Interval.MINUTE: ("minute", 60),
    Interval.MINUTE_3: ("3minute", 100),
    Interval.MINUTE_5: ("5minute", 100),
    Interval.MINUTE_10: ("10minute", 100),
    Interval.MINUTE_15: ("15minute", 200),
    Interval.MINUTE_30: ("30minute", 200),
    Interval.HOUR: ("60minute", 400),
    Interval.DAY: ("day", 2000),
}


def interval_word(interval: Interval) -> str:
    """Return Kite's path text of an interval."""
    return _INTERVALS[interval][0]


def plan(interval: Interval, start_ns: int, end_ns: int) -> list[tuple[int, int]]:
    """Return inclusive spans, oldest first, each a day under the interval's cap, without overlap."""
    span_ns = (_INTERVALS[interval][1] - 1) * DAY_NS
    spans = []
    while start_ns <= end_ns:
        stop_ns = min(end_ns, start_ns + span_ns)
        spans.append((start_ns, stop_ns))
        start_ns = stop_ns + NS
    return spans


def decode_candles(
    parts: Iterable[list[wire_market.Candle]], interval: Interval, start_ns: int, end_ns: int
) -> list[Bar]:
    """Return the bars of all parts within the span, oldest first, each opening time once.

    Where two parts carry the same opening the later part wins. A day's bar opens at Indian midnight,
    whatever hour the broker stamped it with.
    """
    daily = interval is Interval.DAY
    midnights: dict[str, int] = {}
    bars: dict[int, Bar] = {}
    for part in parts:
        for row in part:
            time = row.time
            midnight = midnights.get(time[:10])
            if midnight is None:
                midnight = midnights[time[:10]] = ist_ns(time[:10])
            if daily:
                open_ns = midnight
            elif time.endswith("+0530"):
                open_ns = midnight + _second_of_day(time) * NS
            else:
                open_ns = ist_ns(time)
            if start_ns <= open_ns <= end_ns:
                bars[open_ns] = Bar(
                    open_ns,
                    row.open,
                    row.high,
                    row.low,
                    row.close,
                    row.volume or 0.0,
                    row.oi or 0.0,
                )
    return [bars[key] for key in sorted(bars)]


def decode_quote(row: wire_market.FullQuote, instrument: InstrumentId) -> Quote:
    """Return a snapshot; what an index row leaves out stays NaN or 0."""
    ohlc = row.ohlc or wire_market.Ohlc()
    depth = row.depth or wire_market.Depth()
    return Quote(
        instrument=instrument,
        last=row.last_price,
        open=_or_nan(ohlc.open),
        high=_or_nan(ohlc.high),
        low=_or_nan(ohlc.low),
        close=_or_nan(ohlc.close),
        average=row.average_price or _NAN,
        volume=row.volume or 0,
        oi=int(row.oi or 0),
        last_quantity=row.last_quantity or 0,
        buy_quantity=row.buy_quantity or 0,
        sell_quantity=row.sell_quantity or 0,
        lower_limit=row.lower_circuit_limit or _NAN,
        upper_limit=row.upper_circuit_limit or _NAN,
        last_trade_ns=ist_ns(row.last_trade_time),
        exchange_ns=ist_ns(row.timestamp),
        bids=_levels(depth.buy),
        asks=_levels(depth.sell),
    )


def _second_of_day(time: str) -> int:
    # 22,500 minutes of 60 days come at once: four times faster than parsing each whole.
    try:
        return int(time[11:13]) * 3600 + int(time[14:16]) * 60 + int(time[17:19])
    except ValueError:
        raise WireError(f"Kite sent a candle with the time {time!r}.") from None


def _or_nan(value: float | None) -> float:
    return _NAN if value is None else value


def _levels(rows: list[wire_market.Level] | None) -> tuple[DepthLevel, ...]:
    return tuple(
        DepthLevel(row.price, row.quantity, row.orders) for row in rows or () if row.quantity
    )
