"""Candles of any span, read off the same paths the live prices follow.

Minutes in which an instrument had a live book come from its actual trades (no trade, no candle);
all others from the path. Days older than `_FINE_DAYS` take their high and low from 64 points
instead of every lattice point, which narrows them a little and makes 2000 days cheap.
Contracts have no candles from before they were listed, 100 days ahead of their expiry.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from terminal.sim.market import Market
from terminal.sim.noise import Floats, Ints
from terminal.sim.pricing import FUTURE, SPOT
from terminal.sim.session import DAY_S, Calendar, S, date_day, day_date, day_start_ns
from terminal.sim.traders import MINUTE_NS, Live
from terminal.sim.types_market import Candle
from terminal.sim.universe import monthly_expiries

_FINE_DAYS = 100
_LISTED_DAYS = 100
_COARSE = 64


class _Columns(NamedTuple):
    """Bars as columns; `oi` is zero for everything but contracts."""

    open_ns: Ints
    prices: Floats  # (n, 4): open, high, low, close
    volume: Ints
    oi: Ints


class History:
    """The candle desk."""

    def __init__(self, market: Market, calendar: Calendar) -> None:
        self._market, self._calendar = market, calendar

    def candles(
        self, token: int, interval_s: int, start_ns: int, end_ns: int, now_ns: int, *, oi: bool,
        continuous: bool,
    ) -> list[Candle]:  # fmt: skip
        """Return bars with start_ns <= open_ns <= end_ns, oldest first."""
        universe = self._market.universe
        row = int(universe.rows_of(np.array([token], dtype=np.int64))[0])
        end_ns = min(end_ns, now_ns)
        if row < 0 or start_ns > end_ns:
            return []
        kind = int(self._market.paths.kind[universe.process[row]])
        newest = self._calendar.session_day(kind, now_ns)
        first = max((start_ns // S + 19800) // DAY_S, 17897)
        if interval_s >= 7 * DAY_S:
            first -= (first + 3) % 7  # whole weeks, from Monday
        days = [
            day
            for day in range(first, min((end_ns // S + 19800) // DAY_S, newest) + 1)
            if self._calendar.is_trading_day(day)
        ]
        if universe.kind[row] != SPOT and not continuous:
            listed = int(universe.expiry_s[row] // DAY_S) - _LISTED_DAYS
            days = [day for day in days if day >= listed]
        if interval_s >= DAY_S:
            columns = self._days(row, token, days, now_ns, continuous=continuous)
            if interval_s > DAY_S:
                columns = _grouped(columns, _week_starts(columns.open_ns))
        else:
            parts = []
            for day in days:
                minutes = self._minutes(row, token, day, now_ns)
                if interval_s > 60:
                    opened = self._calendar.open_ns(kind, day)
                    step = interval_s * S
                    starts = (minutes.open_ns - opened) // step * step + opened
                    minutes = _grouped(minutes, starts)
                parts.append(minutes)
            columns = _join(parts)
        keep = (columns.open_ns >= start_ns) & (columns.open_ns <= end_ns)
        return _candles(columns, keep, oi=oi)

    # --- minutes ---
    def _minutes(self, row: int, token: int, day: int, now_ns: int) -> _Columns:
        market, universe = self._market, self._market.universe
        kind = int(market.paths.kind[universe.process[row]])
        opened = self._calendar.open_ns(kind, day)
        prices = market.paths.contract_bars(universe, row, day)
        length = len(prices)
        edges = np.arange(length + 1) / length
        done = market.board.volume_until(np.full(length + 1, row), np.full(length + 1, day), edges)
        volume = np.diff(done)
        if universe.band[row] == 0.0:
            volume = np.zeros(length, dtype=np.int64)
        open_ns = opened + np.arange(length, dtype=np.int64) * MINUTE_NS
        interest = market.board.open_interest(np.full(length, row), open_ns / S + 60.0)
        columns = _Columns(open_ns, prices, volume, interest)
        if opened + length * MINUTE_NS > now_ns:
            columns = self._cut(columns, row, day, now_ns)
        live = market.live.get(token)
        return columns if live is None else _with_trades(columns, live, now_ns)

    def _cut(self, columns: _Columns, row: int, day: int, now_ns: int) -> _Columns:
        """Drop the future and form the running minute from what has happened in it."""
        count = int(np.searchsorted(columns.open_ns, now_ns, side="right"))
        cut = _Columns(
            columns.open_ns[:count], columns.prices[:count].copy(),
            columns.volume[:count].copy(), columns.oi[:count],
        )  # fmt: skip
        if not count or now_ns - cut.open_ns[-1] >= MINUTE_NS:
            return cut
        market = self._market
        process = int(market.universe.process[row])
        rows = np.full(4, row)
        seconds = np.full(4, cut.open_ns[-1] / S)
        spots = market.paths.forming_bars(np.array([process]), now_ns)[0]
        fair = market.paths.contract_prices(market.universe, rows, spots, seconds)
        values = market.paths.on_tick(market.universe, rows, fair)
        cut.prices[-1] = (values[0], values.max(), values.min(), values[3])
        kind = int(market.paths.kind[process])
        length_ns = self._calendar.length_s(kind) * S
        opened = self._calendar.open_ns(kind, day)
        at = (np.array([cut.open_ns[-1], now_ns]) - opened) / length_ns
        done = market.board.volume_until(np.full(2, row), np.full(2, day), at)
        if cut.volume[-1]:
            cut.volume[-1] = done[1] - done[0]
        return cut

    # --- days ---
    def _days(
        self, row: int, token: int, days: list[int], now_ns: int, *, continuous: bool
    ) -> _Columns:
        universe = self._market.universe
        stitched = continuous and bool(universe.kind[row] == FUTURE)
        fine_from = now_ns - _FINE_DAYS * DAY_S * S
        old = [day for day in days if stitched or day_start_ns(day) < fine_from]
        parts = [self._coarse_days(row, old, now_ns, stitched=stitched)] if old else []
        for day in days[len(old) :]:
            minutes = self._minutes(row, token, day, now_ns)
            if len(minutes.open_ns):
                start = np.full(len(minutes.open_ns), day_start_ns(day))
                parts.append(_grouped(minutes, start))
        return _join(parts)

    def _coarse_days(self, row: int, days: list[int], now_ns: int, *, stitched: bool) -> _Columns:
        """Return day bars from `_COARSE` prices a day; all days in one evaluation."""
        market, universe = self._market, self._market.universe
        process = int(universe.process[row])
        kind = int(market.paths.kind[process])
        offsets = np.linspace(0, self._calendar.length_s(kind) - 2, _COARSE)
        opened = np.array([self._calendar.open_ns(kind, day) / S for day in days])
        seconds = (opened[:, None] + offsets).reshape(-1)
        spots = market.paths.sampled_days(process, days, offsets)
        rows = np.full(len(spots), row)
        if stitched:
            exchange = universe.instruments[int(universe.tokens[row])].exchange
            ends = [monthly_expiries(day_date(day), exchange, 1)[0] for day in days]
            end_s = np.array([day_start_ns(date_day(end)) / S + 55800.0 for end in ends])
            years = (np.repeat(end_s, _COARSE) - seconds) / (365.0 * DAY_S)
            fair = spots * np.exp(market.paths.rate[process] * years)
        else:
            fair = market.paths.contract_prices(universe, rows, spots, seconds)
        happened = (seconds <= now_ns / S).reshape(len(days), _COARSE)
        values = market.paths.on_tick(universe, rows, fair).reshape(len(days), _COARSE)
        last = np.maximum(happened.sum(1) - 1, 0)
        prices = np.stack(
            [
                values[:, 0],
                np.where(happened, values, -np.inf).max(1),
                np.where(happened, values, np.inf).min(1),
                values[np.arange(len(days)), last],
            ],
            axis=1,
        )
        every = np.array(days, dtype=np.int64)
        same = np.full(len(days), row)
        volume = market.board.volume_of_day(same, every).astype(np.int64)
        if universe.band[row] == 0.0:
            volume = np.zeros(len(days), dtype=np.int64)
        interest = market.board.open_interest(same, opened + offsets[-1])
        starts = np.array([day_start_ns(day) for day in days], dtype=np.int64)
        return _Columns(starts, prices, volume, interest)


def _with_trades(columns: _Columns, live: Live, now_ns: int) -> _Columns:
    """Replace the minutes since a book went live by its own tape."""
    since = live.since_ns - live.since_ns % MINUTE_NS
    if not len(columns.open_ns) or columns.open_ns[-1] < since:
        return columns
    first, last = int(columns.open_ns[0]), int(columns.open_ns[-1])
    before = columns.open_ns < since
    traded = [
        (at, bar) for at, bar in live.bars.items() if max(first, since) <= at <= min(last, now_ns)
    ]
    interest = dict(zip(columns.open_ns.tolist(), columns.oi.tolist(), strict=True))
    bars = [(bar.open, bar.high, bar.low, bar.close) for _, bar in traded]
    prices = np.array(bars, dtype=np.float64).reshape(-1, 4) * live.tick
    return _Columns(
        np.concatenate([columns.open_ns[before], np.array([at for at, _ in traded], np.int64)]),
        np.concatenate([columns.prices[before], np.round(prices, 4)]),
        np.concatenate([columns.volume[before], np.array([b.volume for _, b in traded], np.int64)]),
        np.concatenate(
            [columns.oi[before], np.array([interest.get(at, 0) for at, _ in traded], np.int64)]
        ),
    )


def _week_starts(open_ns: Ints) -> Ints:
    days = (open_ns // S + 19800) // DAY_S
    monday: Ints = (days - (days + 3) % 7) * DAY_S - 19800
    return monday * S


def _grouped(columns: _Columns, starts: Ints) -> _Columns:
    """Merge neighbouring bars that share a start."""
    if not len(starts):
        return columns
    edges = np.flatnonzero(np.concatenate([[True], starts[1:] != starts[:-1]]))
    ends = np.concatenate([edges[1:], [len(starts)]]) - 1
    prices = np.stack(
        [
            columns.prices[edges, 0],
            np.maximum.reduceat(columns.prices[:, 1], edges),
            np.minimum.reduceat(columns.prices[:, 2], edges),
            columns.prices[ends, 3],
        ],
        axis=1,
    )
    return _Columns(starts[edges], prices, np.add.reduceat(columns.volume, edges), columns.oi[ends])


def _join(parts: list[_Columns]) -> _Columns:
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return _Columns(empty, np.zeros((0, 4)), empty, empty)
    return _Columns(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _candles(
    columns: _Columns, keep: np.ndarray[tuple[int], np.dtype[np.bool_]], *, oi: bool
) -> list[Candle]:
    rows = zip(
        columns.open_ns[keep].tolist(),
        columns.prices[keep].tolist(),
        columns.volume[keep].tolist(),
        columns.oi[keep].tolist(),
        strict=True,
    )
    return [
        Candle(at, opened, high, low, close, volume, held if oi else None)
        for at, (opened, high, low, close), volume, held in rows
    ]
