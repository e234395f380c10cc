"""Quotes of instruments nobody trades: computed from the fair price, thousands at a time.

A row's quote is a pure function of (seed, time), so it costs nothing until somebody asks. The
live books in `market` override it for the instruments that have one.
"""

from __future__ import annotations

import numpy as np

from terminal.sim import noise
from terminal.sim.noise import Floats, Hashes, Ints
from terminal.sim.prices import Paths
from terminal.sim.pricing import CALL, FUTURE, PUT, SPOT
from terminal.sim.session import Calendar, S
from terminal.sim.types_market import QuoteColumns
from terminal.sim.universe import Universe

_OI_SWING = 0.08


class Board:
    """Prices, volumes and synthetic depth of every row of the universe."""

    def __init__(self, *, seed: int, universe: Universe, paths: Paths, calendar: Calendar) -> None:
        self.universe, self.paths, self.calendar = universe, paths, calendar
        self._salt = np.uint64(noise.seed_of(seed, 0xB0A8D))
        self.row_seeds: Hashes = noise.mix(universe.tokens.astype(np.uint64) ^ self._salt)
        self._day = -1
        self._count = len(universe.tokens)
        self.prev_close = np.zeros(self._count)
        self.fixed_close: dict[int, float] = {}  # closes of live books, by token

    # --- values that hold for a day ---
    def start_day(self, ns: int) -> None:
        """Compute what is constant for the trading day `ns` lies in."""
        days = {kind: self.calendar.session_day(kind, ns) for kind in (0, 1, 2)}
        day = days[0] * 1000003 + days[1] * 1009 + days[2]
        if day == self._day:
            return
        self._day = day
        before = {
            kind: self.calendar.close_ns(kind, self.calendar.previous_trading_day(at)) - S
            for kind, at in days.items()
        }
        rows = np.arange(self._count)
        process = self.universe.process
        kinds = self.paths.kind[process]
        spots = np.zeros(self._count)
        seconds = np.zeros(self._count)
        for kind, close_ns in before.items():
            mine = kinds == kind
            spots[mine] = self.paths.spots(close_ns)[process[mine]]
            seconds[mine] = close_ns / S
        fair = self.paths.contract_prices(self.universe, rows, spots, seconds)
        self.prev_close = self.paths.on_tick(self.universe, rows, fair)
        for token, price in self.fixed_close.items():
            row = int(self.universe.rows_of(np.array([token]))[0])
            if row >= 0:
                self.prev_close[row] = price
        self.day_volume = self.volume_of_day(rows, np.array([days[k] for k in (0, 1, 2)])[kinds])

    def volume_of_day(self, rows: Ints, days: Ints) -> Floats:
        """Return the whole day's volume of each row in units (lots as lot multiples)."""
        stir = noise.mix(self.row_seeds[rows] ^ days.astype(np.uint64))
        volume: Floats = self.universe.volume[rows] * np.exp(0.35 * noise.gauss(stir))
        return volume

    def day_seeds(self, rows: Ints, days: Ints) -> Hashes:
        return noise.mix(self.row_seeds[rows] + days.astype(np.uint64))

    def volume_until(self, rows: Ints, days: Ints, fraction: Floats) -> Ints:
        """Return units traded up to `fraction` of the session, in whole lots."""
        part = noise.share(self.day_seeds(rows, days), fraction)
        lots = self.volume_of_day(rows, days) * part / self.universe.lot[rows]
        result: Ints = lots.astype(np.int64) * self.universe.lot[rows]
        return result

    def open_interest(self, rows: Ints, seconds: Floats) -> Ints:
        """Return open interest in units; it drifts between hourly values."""
        hour = np.floor(seconds / 3600.0)
        part = seconds / 3600.0 - hour
        seeds = self.row_seeds[rows]
        a = noise.gauss(noise.mix(seeds ^ hour.astype(np.uint64)))
        b = noise.gauss(noise.mix(seeds ^ (hour + 1.0).astype(np.uint64)))
        swing = 1.0 + _OI_SWING * (a * (1.0 - part) + b * part)
        lots = self.universe.volume[rows] * 2.0 * np.maximum(swing, 0.1) / self.universe.lot[rows]
        contract = self.universe.kind[rows] != SPOT
        result: Ints = np.where(contract, lots.astype(np.int64) * self.universe.lot[rows], 0)
        return result

    # --- one moment ---
    def clock(self, ns: int) -> tuple[Ints, Floats, Floats]:
        """Return session day, fraction of the session done and UTC second, per session kind."""
        days, parts, seconds = [], [], []
        for kind in (0, 1, 2):
            day = self.calendar.session_day(kind, ns)
            at = self.calendar.market_ns(kind, ns)
            days.append(day)
            elapsed = at - self.calendar.open_ns(kind, day)
            parts.append(elapsed / S / self.calendar.length_s(kind))
            seconds.append(at / S)
        return np.array(days), np.array(parts), np.array(seconds)

    def last_prices(self, rows: Ints, ns: int) -> Floats:
        """Return the rows' prices at a moment, on their ticks."""
        process = self.universe.process[rows]
        seconds = self.clock(ns)[2][self.paths.kind[process]]
        spots = self.paths.spots(ns)[process]
        fair = self.paths.contract_prices(self.universe, rows, spots, seconds)
        return self.paths.on_tick(self.universe, rows, fair)

    def limits(self, rows: Ints, last: Floats) -> tuple[Floats, Floats]:
        """Return (lower, upper) circuit limits; bands of shares with derivatives stretch."""
        close, tick = self.prev_close[rows], self.universe.tick[rows]
        band = self.universe.band[rows] / 100.0
        kind = self.universe.kind[rows]
        moved = np.abs(last / np.where(close == 0.0, 1.0, close) - 1.0)
        flexible = (band == 0.1) & (kind < CALL)
        band = band + np.where(flexible, 0.05 * np.ceil(np.maximum(moved - 0.09, 0.0) / 0.05), 0.0)
        width = np.abs(close) * band
        option = kind >= CALL
        spread = self.paths.spots_of_strikes(self.universe, rows) * 0.1
        width = np.where(option, np.maximum(spread, 3.0 * close), width)
        lower = np.ceil((close - width) / tick - 1e-9) * tick
        upper = np.floor((close + width) / tick + 1e-9) * tick
        lower = np.where(option, np.maximum(lower, tick), lower)
        index = self.universe.band[rows] == 0.0
        floor = np.asarray(np.round(np.where(index, 0.0, lower), 4), dtype=np.float64)
        ceiling = np.asarray(np.round(np.where(index, 0.0, upper), 4), dtype=np.float64)
        return floor, ceiling

    def columns(self, tokens: Ints, ns: int) -> QuoteColumns:
        """Return the quotes of tokens at `ns` as if nobody had traded with the user."""
        self.start_day(ns)
        universe = self.universe
        found = universe.rows_of(tokens)
        known = found >= 0
        rows = np.where(known, found, 0)
        process = universe.process[rows]
        kinds = self.paths.kind[process]
        days, parts, seconds = (column[kinds] for column in self.clock(ns))
        last = self.last_prices(rows, ns)
        opened, high, low = self._day_prices(rows, process, kinds, last, ns)
        volume = self.volume_until(rows, days, parts)
        index = universe.band[rows] == 0.0
        volume = np.where(index, 0, volume)
        oi = self.open_interest(rows, seconds)
        oi_open = self.open_interest(rows, seconds - parts * 86400.0)
        lower, upper = self.limits(rows, last)
        traded = np.where(seconds * S > 0, (np.floor(seconds / 2.0) * 2.0 * S), 0).astype(np.int64)
        depth = self._depth(rows, last, index, seconds)
        mask = known.astype(np.int64)
        lot = universe.lot[rows]
        quantity = lot * (1 + (self._stir(rows, seconds, 99) % np.uint64(20)).astype(np.int64))
        return QuoteColumns(
            tokens=tokens, known=known,
            last_price=last * mask,
            last_quantity=np.where(index, 0, quantity) * mask,
            average_price=np.where(index, 0.0, np.round((opened + high + low + last) / 4, 4)) * mask,
            volume=volume * mask,
            buy_quantity=depth[1].sum(1) * 9 * mask, sell_quantity=depth[4].sum(1) * 9 * mask,
            open=opened * mask, high=high * mask, low=low * mask,
            close=self.prev_close[rows] * mask,
            last_trade_ns=np.where(index, 0, traded) * mask,
            oi=oi * mask, oi_day_high=np.maximum(oi, oi_open) * mask,
            oi_day_low=np.minimum(oi, oi_open) * mask,
            timestamp_ns=np.full(len(tokens), ns) * mask,
            lower_circuit_limit=lower * mask, upper_circuit_limit=upper * mask,
            bid_price=depth[0] * mask[:, None], bid_quantity=depth[1] * mask[:, None],
            bid_orders=depth[2] * mask[:, None], ask_price=depth[3] * mask[:, None],
            ask_quantity=depth[4] * mask[:, None], ask_orders=depth[5] * mask[:, None],
        )  # fmt: skip

    def _day_prices(
        self, rows: Ints, process: Ints, kinds: Ints, last: Floats, ns: int
    ) -> tuple[Floats, Floats, Floats]:
        """Return open, high and low of the day; exact for spots, near it for options."""
        state = self.paths.day_range(ns, np.unique(process))
        universe = self.universe
        opens = np.array(
            [self.calendar.open_ns(k, self.calendar.session_day(k, ns)) / S for k in (0, 1, 2)]
        )[kinds]

        def value(spots: Floats, seconds: Floats) -> Floats:
            fair = self.paths.contract_prices(universe, rows, spots[process], seconds)
            return self.paths.on_tick(universe, rows, fair)

        opened = value(state.open, opens)
        upper = value(state.high, state.high_s[process])
        lower = value(state.low, state.low_s[process])
        put = universe.kind[rows] == PUT
        high = np.maximum(np.maximum(np.where(put, lower, upper), opened), last)
        low = np.minimum(np.minimum(np.where(put, upper, lower), opened), last)
        return opened, high, low

    def _stir(self, rows: Ints, seconds: Floats, salt: int) -> Hashes:
        beat = np.floor(seconds / 2.0).astype(np.uint64) * np.uint64(256) + np.uint64(salt)
        return noise.mix(self.row_seeds[rows] ^ beat)

    def _depth(
        self, rows: Ints, last: Floats, index: np.ndarray[tuple[int], np.dtype[np.bool_]],
        seconds: Floats,
    ) -> tuple[Floats, Ints, Ints, Floats, Ints, Ints]:  # fmt: skip
        tick = self.universe.tick[rows]
        gap = np.where(self.universe.kind[rows] >= FUTURE, 2.0, 1.0) * tick
        step = np.maximum(np.rint(last * 2e-5 / tick), 1.0) * tick
        offsets = np.arange(5.0)
        up = self._stir(rows, seconds, 0) & np.uint64(1) > 0
        bid = last - np.where(up, gap, 0.0)
        ask = last + np.where(up, 0.0, gap)
        bids = np.round(bid[:, None] - step[:, None] * offsets, 4)
        asks = np.round(ask[:, None] + step[:, None] * offsets, 4)
        lot = self.universe.lot[rows]
        typical = np.maximum(self.universe.volume[rows] / lot / 86400.0 * 3.0, 4.0)
        quantities, orders = [], []
        for salt in range(1, 11):
            stir = self._stir(rows, seconds, salt)
            lots = (typical * (0.4 + 0.25 * ((salt - 1) % 5)) * (0.5 + noise.uniform(stir))) + 1.0
            quantities.append(lots.astype(np.int64) * lot)
            many = np.minimum(lots, 12.0).astype(np.uint64)
            orders.append(1 + (stir % many).astype(np.int64))
        shown = ~index[:, None]
        bid_shown, ask_shown = shown & (bids > 0.0) | shown & (last < 0)[:, None], shown
        pick = (np.stack(quantities[:5], 1), np.stack(orders[:5], 1))
        give = (np.stack(quantities[5:], 1), np.stack(orders[5:], 1))
        return (
            bids * bid_shown, pick[0] * bid_shown, pick[1] * bid_shown,
            asks * ask_shown, give[0] * ask_shown, give[1] * ask_shown,
        )  # fmt: skip
