"""Seeded price paths: what every underlying is worth at every moment, past and present.

One walk for the whole market and one for each underlying, both read from `noise` at any lattice
point (2 s of path time), so 60 days of history and the live path are one curve. Contracts are
priced off their underlying by `pricing`. Nothing here knows about orders.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

import numpy as np

from terminal.sim import noise
from terminal.sim.noise import LATTICE_S, Floats, Ints
from terminal.sim.pricing import CALL, PUT, SPOT, fair_value, years_left
from terminal.sim.session import COMMODITY, CURRENCY, EQUITY, Calendar, S
from terminal.sim.universe import Universe, list_underlyings

_MARKET_SIGMA = 0.13
_IMPLIED = 1.05  # options are sold a little above the path's own volatility
_KINDS = (EQUITY, CURRENCY, COMMODITY)
_DIRECT = 200  # below so many new lattice points a direct evaluation beats a whole chunk
_MINUTE = 60 // LATTICE_S
NEGATIVE_CRUDE = -37.63
_NEGATIVE_SCALE = 0.02  # and the swings shrink with the price
_SPAN_DAYS = 30


class Cache:
    """A small least-recently-used store of arrays."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: OrderedDict[Hashable, Floats] = OrderedDict()

    def get(self, key: Hashable) -> Floats | None:
        if (found := self._items.get(key)) is not None:
            self._items.move_to_end(key)
        return found

    def put(self, key: Hashable, value: Floats) -> Floats:
        self._items[key] = value
        if len(self._items) > self._limit:
            self._items.popitem(last=False)
        return value


class DayRange:
    """Open, high and low of every underlying's day so far, and when the extremes happened."""

    __slots__ = ("day", "high", "high_s", "last_point", "low", "low_s", "open")

    def __init__(self, count: int) -> None:
        self.open, self.high, self.low = (np.zeros(count) for _ in range(3))
        self.high_s, self.low_s = np.zeros(count), np.zeros(count)  # UTC seconds
        self.day = np.full(count, -1, dtype=np.int64)
        self.last_point = np.full(count, -1, dtype=np.int64)


class Paths:
    """Fair prices of underlyings and contracts."""

    def __init__(self, *, seed: int, calendar: Calendar, negative_crude: bool) -> None:
        self.calendar = calendar
        rows = list_underlyings()
        self._market_seed = np.array([noise.seed_of(seed, 0)], dtype=np.uint64)
        self._seeds = np.array([noise.seed_of(seed, u.index + 1) for u in rows], dtype=np.uint64)
        self._base = np.array([u.price for u in rows])
        self._own = np.array([u.own for u in rows])
        self._market = np.array([u.beta * _MARKET_SIGMA for u in rows])
        self._offset = np.zeros(len(rows))
        if negative_crude:
            for u in rows:
                if u.name == "MCX:CRUDEOIL":
                    self._base[u.index] = u.price * _NEGATIVE_SCALE
                    self._offset[u.index] = NEGATIVE_CRUDE - self._base[u.index]
        self.rate = np.array([u.rate for u in rows])
        self.implied = np.array([u.volatility * _IMPLIED for u in rows])
        self.kind = np.array([u.kind for u in rows], dtype=np.int64)
        self._of_kind = {kind: np.flatnonzero(self.kind == kind) for kind in _KINDS}
        self._spots = Cache(64)
        self._market_days = Cache(64)
        self._bars = Cache(1200)
        self._range = DayRange(len(rows))

    # --- now ---
    def _spots_at(self, points: Ints) -> Floats:
        """Return the price of every underlying at its own lattice point."""
        key = tuple(points.tolist()) if self.calendar.hours else int(points[0])
        found = self._spots.get(key)
        if found is not None:
            return found
        own = noise.walk(self._seeds, points)
        market = noise.walk(self._market_seed, points[self._of_kind[EQUITY][:1]])
        return self._spots.put(key, self._price(own, market, slice(None)))

    def _price(self, own: Floats, market: Floats, which: slice | Ints | int) -> Floats:
        power = self._own[which] * own.T + self._market[which] * market.T
        result: Floats = (self._base[which] * np.exp(power) + self._offset[which]).T
        return result

    def points(self, ns: int) -> Ints:
        """Return each underlying's lattice point at a moment."""
        now = {kind: int(self.calendar.path_second(kind, ns)) // LATTICE_S for kind in _KINDS}
        return np.array([now[EQUITY], now[CURRENCY], now[COMMODITY]], dtype=np.int64)[self.kind]

    def spots(self, ns: int) -> Floats:
        """Return every underlying's price, constant between lattice points."""
        return self._spots_at(self.points(ns))

    def smooth_spots(self, ns: int) -> Floats:
        """Return every underlying's price, interpolated between lattice points."""
        points = self.points(ns)
        seconds = [self.calendar.path_second(kind, ns) / LATTICE_S for kind in _KINDS]
        part = np.array([at - int(at) for at in seconds])[self.kind]
        after: Floats = self._spots_at(points + 1) * part
        return after + self._spots_at(points) * (1.0 - part)

    def day_range(self, ns: int, wanted: Ints) -> DayRange:
        """Return the day's open, high and low up to `ns`, up to date for the wanted underlyings."""
        state = self._range
        for kind in _KINDS:
            which = wanted[self.kind[wanted] == kind]
            if not len(which):
                continue
            day = self.calendar.session_day(kind, ns)
            start = self.calendar.path_start(kind, day) // LATTICE_S
            now = int(self.calendar.path_second(kind, ns)) // LATTICE_S
            anew = which[(state.day[which] != day) | (state.last_point[which] > now)]
            state.day[anew], state.last_point[anew] = day, start - 1
            for seen in np.unique(state.last_point[which]).tolist():
                group = which[state.last_point[which] == seen]
                first = seen + 1
                if first > now:
                    continue
                prices = self._block(group, kind, first, now + 1)
                if first == start:
                    state.open[group] = state.high[group] = state.low[group] = prices[:, 0]
                    state.high_s[group] = state.low_s[group] = 0.0
                opened_s = self.calendar.open_ns(kind, day) / S
                self._extend(state, group, prices, opened_s, first - start)
                state.last_point[group] = now
        return state

    def _extend(
        self, state: DayRange, which: Ints, prices: Floats, open_s: float, offset: int
    ) -> None:
        seconds = open_s + (offset + np.array([prices.argmax(1), prices.argmin(1)])) * LATTICE_S
        high, low = prices.max(1), prices.min(1)
        higher = (high > state.high[which]) | (state.high_s[which] == 0.0)
        lower = (low < state.low[which]) | (state.low_s[which] == 0.0)
        state.high[which] = np.where(higher, high, state.high[which])
        state.low[which] = np.where(lower, low, state.low[which])
        state.high_s[which] = np.where(higher, seconds[0], state.high_s[which])
        state.low_s[which] = np.where(lower, seconds[1], state.low_s[which])

    def _block(self, which: Ints, kind: int, start: int, stop: int) -> Floats:
        """Return the prices of several underlyings over a range of lattice points."""
        if stop - start <= _DIRECT:
            points = np.arange(start, stop, dtype=np.int64)
            own = noise.walk(self._seeds[which][:, None], points)
            market = noise.walk(self._market_seed, points)
        else:
            own = noise.walk_range(self._seeds[which], start, stop)
            market = noise.walk_range(self._market_seed[0:1], start, stop)[0]
        if kind != EQUITY:
            market = np.zeros(stop - start)
        return self._price(own, market[None, :], which)

    # --- then ---
    def minute_bars(self, process: int, day: int) -> Floats:
        """Return open, high, low, close of every minute of a session: shape (minutes, 4)."""
        key = (process, day)
        if (found := self._bars.get(key)) is not None:
            return found
        kind = int(self.kind[process])
        start = self.calendar.path_start(kind, day) // LATTICE_S
        stop = start + self.calendar.length_s(kind) // LATTICE_S
        own = noise.walk_range(self._seeds[process : process + 1], start, stop)[0]
        market = self._market_walk(kind, day, start, stop)
        prices = self._price(own, market, process).reshape(-1, _MINUTE)
        bars = np.stack([prices[:, 0], prices.max(1), prices.min(1), prices[:, -1]], axis=1)
        return self._bars.put(key, bars)

    def forming_bars(self, processes: Ints, ns: int) -> Floats:
        """Return open, high, low, close of the running minute up to `ns`: shape (n, 4)."""
        result = np.zeros((len(processes), 4))
        for kind in _KINDS:
            mine = np.flatnonzero(self.kind[processes] == kind)
            if not len(mine):
                continue
            now = int(self.calendar.path_second(kind, ns)) // LATTICE_S
            first = now - now % _MINUTE  # sessions start on whole minutes of path time
            prices = self._block(processes[mine], kind, first, now + 1)
            result[mine] = np.stack(
                [prices[:, 0], prices.max(1), prices.min(1), prices[:, -1]], axis=1
            )
        return result

    def _market_walk(self, kind: int, day: int, start: int, stop: int) -> Floats:
        if kind != EQUITY:
            return np.zeros(stop - start)
        if (found := self._market_days.get(day)) is not None:
            return found
        walk = noise.walk_range(self._market_seed, start, stop)[0]
        return self._market_days.put(day, walk)

    # --- contracts ---
    def contract_prices(
        self, universe: Universe, rows: Ints, spots: Floats, seconds: Floats
    ) -> Floats:
        """Return fair prices of instrument rows given their spot and the UTC second (per row)."""
        process = universe.process[rows]
        years = years_left(universe.expiry_s[rows], seconds)
        return fair_value(
            universe.kind[rows], spots, universe.strike[rows], years,
            self.rate[process], self.implied[process],
        )  # fmt: skip

    def on_tick(self, universe: Universe, rows: Ints, prices: Floats) -> Floats:
        """Return prices moved to each row's tick; options cost at least one tick."""
        tick = universe.tick[rows]
        steps = np.rint(prices / tick)
        floor = np.where((universe.kind[rows] >= CALL) | (prices > 0.0), 1.0, -np.inf)
        result: Floats = np.round(np.maximum(steps, floor) * tick, 4)
        return result

    def contract_bars(self, universe: Universe, row: int, day: int) -> Floats:
        """Return one-minute open, high, low, close of an instrument row for a whole session."""
        process = int(universe.process[row])
        spot = self.minute_bars(process, day)
        kind = int(self.kind[process])
        minutes = len(spot)
        if universe.kind[row] != SPOT:
            start = self.calendar.open_ns(kind, day) // S
            seconds = np.repeat(start + 60.0 * np.arange(minutes), 4)
            rows = np.full(minutes * 4, row)
            values = self.contract_prices(universe, rows, spot.reshape(-1), seconds)
            spot = values.reshape(-1, 4)
            if universe.kind[row] == PUT:
                spot = spot[:, [0, 2, 1, 3]]
        flat = self.on_tick(universe, np.full(minutes * 4, row), spot.reshape(-1))
        return flat.reshape(-1, 4)

    def spans(self, day: int) -> tuple[Floats, Floats]:
        """Return each underlying's lowest and highest daily opening of the last weeks."""
        opens = []
        at = self.calendar.last_trading_day(day)
        for _ in range(_SPAN_DAYS):
            opens.append(self._spots_at(self.points(self.calendar.open_ns(EQUITY, at))))
            at = self.calendar.previous_trading_day(at)
        prices = np.stack(opens)
        return prices.min(0), prices.max(0)

    def spots_of_strikes(self, universe: Universe, rows: Ints) -> Floats:
        """Return each row's underlying start price, the yardstick of an option's price band."""
        result: Floats = self._base[universe.process[rows]]
        return result

    def sampled_days(self, process: int, days: list[int], offsets: Floats) -> Floats:
        """Return an underlying's prices at the same session seconds of many days, flattened."""
        kind = int(self.kind[process])
        starts = np.array([self.calendar.path_start(kind, day) for day in days], dtype=np.int64)
        points = ((starts[:, None] + offsets.astype(np.int64)) // LATTICE_S).reshape(-1)
        own = noise.walk(self._seeds[process : process + 1], points)
        market = noise.walk(self._market_seed, points) * (kind == EQUITY)
        return self._price(own, market, process)
