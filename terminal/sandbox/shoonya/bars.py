"""One-minute bars of any scrip and day, and their grouping to longer ones.

A past day is a pure function of (seed, scrip, day): exchange hours whatever the practice hours, no
bar without a trade. Minutes in which a book was live come from its tape, as do all of today's, so
that ticks and bars say the same. Totals are running sums of the bars' own volumes.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.sandbox.shoonya.hours import Hours, Regime, Spans, segment_of
from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.turnover import Turnover
from terminal.sandbox.shoonya.view import View
from terminal.sim.noise import Floats, Ints
from terminal.sim.session import DAY_S, S, date_day, day_start_ns, ist_day, session_kind

MINUTE_S = 60
_LISTED_DAYS = 100  # a contract is listed so long before its expiry


class Bars(Struct, frozen=True):
    """Bars as columns, oldest first.

    `start_s` epoch seconds; `prices` (n, 4) open, high, low, close; `total` is the day's volume at
    the bar's end; `oi` open interest at its end, `oi_change` within it. Zeros where an index or a
    share has none.
    """

    start_s: Ints
    prices: Floats
    vwap: Floats
    volume: Ints
    total: Ints
    oi: Ints
    oi_change: Ints

    def __len__(self) -> int:
        return len(self.start_s)

    def cut(self, keep: "slice | NDArray[np.bool_]") -> "Bars":
        """Return some of the bars."""
        return Bars(*(getattr(self, name)[keep] for name in self.__struct_fields__))


def no_bars() -> Bars:
    ints, floats = np.zeros(0, dtype=np.int64), np.zeros(0)
    return Bars(ints, np.zeros((0, 4)), floats, ints, ints, ints, ints)


class Bench:
    """Makes bars.

    Args:
        view: scrips and boards of the moment.
        hours: which minutes a day has.
    """

    def __init__(self, view: View, hours: Hours) -> None:
        self._view, self._hours = view, hours
        self._turnover = Turnover(view)

    def spans(self, scrip: Scrip, day: int, regime: Regime) -> Spans:
        return self._hours.spans(segment_of(scrip, self._view.listing), day, regime)

    def is_taped(self, scrip: Scrip, day: int) -> bool:
        """Return whether a day's bars may still change: today's, and those of a live book."""
        if day >= ist_day(self._view.now_ns):
            return True
        live = self._view.exchange.market.live.get(scrip.row.instrument_token)
        return scrip.tradable and live is not None and ist_day(live.since_ns) <= day

    def minutes(self, scrip: Scrip, day: int, regime: Regime) -> Bars:
        """Return one day's bars up to now, none for a day on which the scrip did not trade."""
        now_s = self._view.now_ns / S
        if day_start_ns(day) / S > now_s or not self._was_listed(scrip, day):
            return no_bars()
        spans = self.spans(scrip, day, regime)
        always = not self._view.exchange.market.calendar.hours
        today = always and day == ist_day(self._view.now_ns)
        if not today and not spans:
            return no_bars()
        if not scrip.tradable or not self.is_taped(scrip, day):
            bars = self._computed(scrip, day, spans)
        else:
            bars = self._taped(scrip, day)
            if not today:
                bars = self._within(scrip, day, spans, bars)
        if len(bars) and bars.start_s[-1] + MINUTE_S > now_s and not scrip.tradable:
            bars = bars.cut(bars.start_s + MINUTE_S <= now_s)
        return bars

    def _was_listed(self, scrip: Scrip, day: int) -> bool:
        expiry = scrip.row.expiry
        return expiry is None or 0 <= date_day(expiry) - day <= _LISTED_DAYS

    # --- off the curve ---
    def _computed(self, scrip: Scrip, day: int, spans: Spans) -> Bars:
        universe, _, row = self._view.place(scrip)
        curve = self._view.curve
        starts, prices = [], []
        for first, minutes in spans:
            shift = self._shift(scrip, day, first)
            prices.append(curve.row_bars(universe, row, day, first, minutes, shift))
            opened = day_start_ns(day) // S + first * MINUTE_S
            starts.append(opened + np.arange(minutes, dtype=np.int64) * MINUTE_S)
        start_s = np.concatenate(starts)
        volume = self._volumes(scrip, day, start_s)
        return self._finished(scrip, day, start_s, np.concatenate(prices), volume)

    def _shift(self, scrip: Scrip, day: int, first: int) -> int:
        """Return path seconds to add: a special session begins where an ordinary one would."""
        calendar = self._view.exchange.market.calendar
        if not calendar.hours or not self._hours.is_special(day):
            return 0
        kind = session_kind(scrip.row.exchange)
        opened_s = (calendar.open_ns(kind, day) - day_start_ns(day)) // S
        return int(opened_s) - first * MINUTE_S

    def _volumes(self, scrip: Scrip, day: int, start_s: Ints) -> Ints:
        """Return units traded in each minute, the exchange's own figures inside its session."""
        if scrip.row.is_index:
            return np.zeros(len(start_s), dtype=np.int64)
        calendar = self._view.exchange.market.calendar
        kind = session_kind(scrip.row.exchange)
        opened = calendar.open_ns(kind, day) / S
        length = float(calendar.length_s(kind))
        if calendar.hours and self._hours.is_special(day):
            opened = float(start_s[0])
        edges = (np.concatenate([start_s, start_s[-1:] + MINUTE_S]) - opened) / length
        volume: Ints = np.diff(self._turnover.until(scrip, day, edges))
        late = edges[1:] > 1.0
        if late.any():  # the derivatives' minutes after the simulator's close
            part = np.clip((edges - 1.0) * length / (float(late.sum()) * MINUTE_S), 0.0, 1.0)
            volume = volume + np.diff(self._turnover.late(scrip, day, part))
        return volume

    # --- off the tape ---
    def _taped(self, scrip: Scrip, day: int) -> Bars:
        start = day_start_ns(day)
        candles = self._view.exchange.candles(
            scrip.row.instrument_token, MINUTE_S, start, start + DAY_S * S - 1
        )
        if not candles:
            return no_bars()
        start_s = np.array([each.open_ns // S for each in candles], dtype=np.int64)
        prices = np.array([(each.open, each.high, each.low, each.close) for each in candles])
        volume = np.array([each.volume for each in candles], dtype=np.int64)
        return self._finished(scrip, day, start_s, prices, volume)

    def _within(self, scrip: Scrip, day: int, spans: Spans, bars: Bars) -> Bars:
        """Return the tape's bars inside the sessions, and those after the simulator's close."""
        midnight = day_start_ns(day) // S
        minute = (bars.start_s - midnight) // MINUTE_S
        keep = np.zeros(len(bars), dtype=np.bool_)
        for first, minutes in spans:
            keep |= (minute >= first) & (minute < first + minutes)
        calendar = self._view.exchange.market.calendar
        closed_s = calendar.close_ns(session_kind(scrip.row.exchange), day) // S
        computed = self._computed(scrip, day, spans)
        late = computed.start_s >= closed_s if calendar.hours else np.zeros(len(computed), np.bool_)
        late &= computed.start_s + MINUTE_S <= self._view.now_ns / S
        parts = [bars.cut(keep), computed.cut(late)]
        start_s, prices, volume = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("start_s", "prices", "volume")
        )
        return self._finished(scrip, day, start_s, prices, volume)

    def _finished(
        self, scrip: Scrip, day: int, start_s: Ints, prices: Floats, volume: Ints
    ) -> Bars:
        """Drop minutes without a trade and work out what follows from the rest."""
        index = scrip.row.is_index
        if not index:
            keep = volume > 0
            start_s, prices, volume = start_s[keep], prices[keep], volume[keep]
        count = len(start_s)
        if not count:
            return no_bars()
        edges = np.concatenate([start_s[:1], start_s + MINUTE_S]).astype(np.float64)
        oi = self._turnover.open_interest(scrip, day, edges)
        vwap = np.zeros(count) if index else np.round(prices.mean(axis=1), 4)
        return Bars(start_s, prices, vwap, volume, np.cumsum(volume), oi[1:], np.diff(oi))


def grouped(bars: Bars, seconds: int, anchor_s: int) -> Bars:
    """Return longer bars of one day, counted from the session's beginning."""
    if not len(bars):
        return bars
    starts = (bars.start_s - anchor_s) // seconds * seconds + anchor_s
    edges = np.flatnonzero(np.concatenate([[True], starts[1:] != starts[:-1]]))
    ends = np.concatenate([edges[1:], [len(starts)]]) - 1
    prices = np.stack(
        [
            bars.prices[edges, 0],
            np.maximum.reduceat(bars.prices[:, 1], edges),
            np.minimum.reduceat(bars.prices[:, 2], edges),
            bars.prices[ends, 3],
        ],
        axis=1,
    )
    volume = np.add.reduceat(bars.volume, edges)
    value = np.add.reduceat(bars.vwap * bars.volume, edges)
    vwap: Floats = np.round(value / np.maximum(volume, 1), 4)
    change = np.add.reduceat(bars.oi_change, edges)
    return Bars(starts[edges], prices, vwap, volume, bars.total[ends], bars.oi[ends], change)
