"""Minute bars at any minutes, read off the very curve that the exchange's prices follow.

The exchange's own bars end with its own session; the derivatives' last ten minutes, evening
sessions and exchange hours inside always-open practice need others.
"""

import numpy as np

from terminal.sim import noise
from terminal.sim.noise import LATTICE_S, Floats
from terminal.sim.prices import Cache, Paths
from terminal.sim.pricing import CALL, PUT, SPOT
from terminal.sim.session import EQUITY, Calendar, S, day_start_ns
from terminal.sim.universe import Universe

_MINUTE = 60 // LATTICE_S


class Curve(Paths):
    """The exchange's price paths, cut into minutes of the caller's choice."""

    def __init__(self, *, seed: int, calendar: Calendar, negative_crude: bool) -> None:
        super().__init__(seed=seed, calendar=calendar, negative_crude=negative_crude)
        self._spans = Cache(600)
        self._markets = Cache(64)

    def spot_bars(self, process: int, day: int, first: int, minutes: int, shift: int) -> Floats:
        """Return open, high, low, close of each minute: shape (minutes, 4).

        `first` is a minute of the Indian day, `shift` path seconds added to it.
        """
        key = (process, day, first, minutes, shift)
        if (found := self._spans.get(key)) is not None:
            return found
        kind = int(self.kind[process])
        start = self.path_second(kind, day, first, shift) // LATTICE_S
        stop = start + minutes * _MINUTE
        own = noise.walk_range(self._seeds[process : process + 1], start, stop)[0]
        prices = self._price(own, self._market_part(kind, start, stop), process)
        cut = prices.reshape(-1, _MINUTE)
        bars = np.stack([cut[:, 0], cut.max(1), cut.min(1), cut[:, -1]], axis=1)
        return self._spans.put(key, bars)

    def path_second(self, kind: int, day: int, first: int, shift: int) -> int:
        """Return where on the paths a minute of the day lies."""
        opened_s = (self.calendar.open_ns(kind, day) - day_start_ns(day)) // S
        return self.calendar.path_start(kind, day) + first * 60 - opened_s + shift

    def row_bars(
        self, universe: Universe, row: int, day: int, first: int, minutes: int, shift: int
    ) -> Floats:
        """Return the same of any instrument row, prices on its ticks."""
        bars = self.spot_bars(int(universe.process[row]), day, first, minutes, shift)
        rows = np.full(minutes * 4, row)
        if universe.kind[row] != SPOT:
            opened = day_start_ns(day) // S + first * 60
            seconds = np.repeat(opened + 60.0 * np.arange(minutes), 4)
            bars = self.contract_prices(universe, rows, bars.reshape(-1), seconds).reshape(-1, 4)
            if universe.kind[row] == PUT:
                bars = bars[:, [0, 2, 1, 3]]
        tick = float(universe.tick[row])
        steps = np.rint(bars / tick)
        # Only what may be worth less than nothing may be worth nothing.
        steps = np.where((bars > 0.0) | (universe.kind[row] >= CALL), np.maximum(steps, 1.0), steps)
        result: Floats = np.round(steps * tick, 4)
        return result

    def _market_part(self, kind: int, start: int, stop: int) -> Floats:
        if kind != EQUITY:
            return np.zeros(stop - start)
        if (found := self._markets.get((start, stop))) is not None:
            return found
        walk = noise.walk_range(self._market_seed, start, stop)[0]
        return self._markets.put((start, stop), walk)
