"""Kite as a source of stored history: `domain.history.HistorySource` over one account.

Its historical API gives one-minute candles with open interest, sixty days at once, of what today's
dump lists; candles carry no vwap. Every request goes out once. Source: kite.md section 4.8 (Kite
Connect v3, "Historical candle data").
"""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from terminal.brokers.kite.calls_market import MarketCalls
from terminal.brokers.kite.codec import NS, ist_text
from terminal.brokers.kite.codec_market import interval_word
from terminal.brokers.kite.config import KiteConfig
from terminal.brokers.kite.instruments import parse_instruments
from terminal.brokers.kite.master import MasterStore
from terminal.brokers.kite.wire import Envelope
from terminal.brokers.kite.wire_market import Candle, Candles
from terminal.brokers.universe import list_series
from terminal.domain.errors import BrokerRefused, WireError
from terminal.domain.history import MinuteBars, RangeTooLong, Series, SeriesKind, SourceRules
from terminal.domain.ids import AccountId
from terminal.domain.market import Interval
from terminal.runtime.worker import Worker

WINDOW_DAYS = 60
RETENTION_DAYS = 3650
FILE = "instruments.csv"
_TOO_LONG = "exceeds max limit"
_OFFSET = "+0530"
_IST_S = 19_800
_DAY_S = 86_400
_LARGE = 300_000
_CANDLES = msgspec.json.Decoder(Envelope[Candles], strict=False)


class KiteHistory:
    """One logged-in account as a source of one-minute bars."""

    def __init__(
        self,
        *,
        account: AccountId,
        config: KiteConfig,
        calls: MarketCalls,
        master: MasterStore,
        worker: Worker,
    ) -> None:
        self._account = account
        self._calls, self._master, self._worker = calls, master, worker
        limit, seconds = config.rates.historical
        self._rules = SourceRules(
            window_days=WINDOW_DAYS,
            retention_days=RETENTION_DAYS,
            per_second=limit,
            per_minute=int(limit * 60.0 / seconds),
        )

    @property
    def name(self) -> str:
        return self._account

    @property
    def rules(self) -> SourceRules:
        return self._rules

    async def masters(self) -> Mapping[str, bytes]:
        """Return the day's instrument dump as downloaded."""
        return {FILE: await self._master.content(_unseen)}

    async def universe(self) -> list[Series]:
        """Return spot, futures and options of all stocks and indices with both, as listed today."""
        content = await self._master.content(_unseen)
        return await self._worker.run(_series, content)

    async def minutes(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        """Return the bars that open within the span; at most sixty days of them at once."""
        return await self._candles(series, Interval.MINUTE, start_ns, end_ns)

    async def days(self, series: Series, start_ns: int, end_ns: int) -> MinuteBars:
        """Return daily bars, `open_ns` the Indian midnight; at most 2000 days of them at once."""
        return await self._candles(series, Interval.DAY, start_ns, end_ns)

    async def _candles(
        self, series: Series, interval: Interval, start_ns: int, end_ns: int
    ) -> MinuteBars:
        try:
            content = await self._calls.candles_once(
                int(series.token),
                interval_word(interval),
                ist_text(-(-start_ns // NS) * NS),
                ist_text(end_ns),
                oi=series.kind is not SeriesKind.SPOT,
            )
        except BrokerRefused as error:
            if _TOO_LONG in error.text:
                raise RangeTooLong(error.text, hint=error.hint, code=error.code) from error
            raise
        daily = interval is Interval.DAY
        if len(content) > _LARGE:  # sixty days would stall a frame
            return await self._worker.run(parse_candles, content, start_ns, end_ns, daily)
        return parse_candles(content, start_ns, end_ns, daily)


def parse_candles(content: bytes, start_ns: int, end_ns: int, daily: bool) -> MinuteBars:  # noqa: FBT001
    """Return a reply's candles within the span, oldest first, each opening once.

    A day's candle opens at Indian midnight, whatever hour it is stamped with. Errors: WireError.
    """
    try:
        rows = _CANDLES.decode(content).data.candles
        seconds = _seconds(rows)
    except (msgspec.MsgspecError, ValueError) as error:
        odd = WireError(f"Kite's candles cannot be read: {error}", code="unreadable")
        odd.raw = content
        raise odd from error
    if daily:
        seconds = (seconds + _IST_S) // _DAY_S * _DAY_S - _IST_S
    order = np.argsort(seconds, kind="stable")
    times = seconds[order] * NS
    keep = (times >= start_ns) & (times <= end_ns)
    keep[:-1] &= times[1:] != times[:-1]
    places = order[keep]
    cells = np.array(
        [(r.open, r.high, r.low, r.close, r.volume or 0.0, r.oi or 0.0) for r in rows],
        dtype=np.float64,
    ).reshape(-1, 6)[places]
    opens, highs, lows, closes, volume, oi = np.ascontiguousarray(cells.T)
    whole = np.rint(volume).astype(np.int64), np.rint(oi).astype(np.int64)
    return MinuteBars(
        times[keep], opens, highs, lows, closes, *whole, np.full(len(places), math.nan)
    )


def _seconds(rows: Sequence[Candle]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the candles' openings in UTC seconds. ValueError for a time of another zone."""
    for row in rows:
        if not row.time.endswith(_OFFSET):
            raise ValueError(f"the time {row.time!r}")
    local = np.array([row.time[:19] for row in rows], dtype="datetime64[s]")
    return local.astype(np.int64) - _IST_S


def _series(content: bytes) -> list[Series]:
    columns = parse_instruments(content)
    symbols, keys = columns.symbol, columns.broker_key
    return list_series(columns, lambda row: (symbols[row], str(keys[row])))


def _unseen(_done: int, _total: int | None) -> None:
    """Nobody watches this download."""
