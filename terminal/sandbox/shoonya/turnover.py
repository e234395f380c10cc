"""How much a scrip trades on a day, and what stays open: as the exchange had it on that very day.

The exchange's figures of a contract grow as its expiry comes nearer and follow the strikes of the
day, so today's columns say nothing about last week's; these functions give every day its own. On
today they equal the exchange's (a test compares them), so bars and quotes agree.
"""

from functools import lru_cache

import numpy as np

from terminal.sandbox.shoonya.listing import Scrip
from terminal.sandbox.shoonya.view import View
from terminal.sim import noise
from terminal.sim.board import Board
from terminal.sim.listing import COMMODITIES, FULL_CHAINS, INDICES, SHARES
from terminal.sim.noise import Floats, Ints
from terminal.sim.prices import Paths
from terminal.sim.session import day_date
from terminal.sim.types import SimInstrument
from terminal.sim.universe import list_underlyings, monthly_expiries

_LATE_PART = 0.03  # volume of the minutes after the exchange simulator's close
_LATE_SALT = np.uint64(0x1A7E)
_OI_SWING = 0.08
_REACH = 20  # strikes of a full chain beyond the prices of the last weeks

_SHARES = {share.symbol: (number, share) for number, share in enumerate(SHARES)}
_INDICES = {index.derivative: index for index in INDICES if index.derivative}
_COMMODITIES = {(each.exchange, each.symbol): each for each in COMMODITIES}
_ROWS = list_underlyings()


class Turnover:
    """Volumes and open interest of scrips by day, in units."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._paths: Paths | None = None
        self._spans: dict[int, tuple[Floats, Floats]] = {}

    def until(self, scrip: Scrip, day: int, fraction: Floats) -> Ints:
        """Return units traded up to fractions of the exchange's session, in whole lots."""
        _, board, row = self._view.place(scrip)
        rows, days = np.full(len(fraction), row), np.full(len(fraction), day)
        part = noise.share(board.day_seeds(rows, days), fraction)
        lot = int(board.universe.lot[row])
        lots = self._whole(scrip, board, row, day) * part / lot
        done: Ints = lots.astype(np.int64) * lot
        return done

    def late(self, scrip: Scrip, day: int, fraction: Floats) -> Ints:
        """Return units traded up to fractions of the minutes after the exchange's own close."""
        _, board, row = self._view.place(scrip)
        rows, days = np.full(len(fraction), row), np.full(len(fraction), day)
        seeds = board.day_seeds(rows, days) ^ _LATE_SALT
        lot = int(board.universe.lot[row])
        lots = self._whole(scrip, board, row, day) * _LATE_PART * noise.share(seeds, fraction) / lot
        done: Ints = lots.astype(np.int64) * lot
        return done

    def open_interest(self, scrip: Scrip, day: int, seconds: Floats) -> Ints:
        """Return open interest at moments of a day (UTC seconds), zero for what has none."""
        if scrip.row.expiry is None:
            return np.zeros(len(seconds), dtype=np.int64)
        _, board, row = self._view.place(scrip)
        hour = np.floor(seconds / 3600.0)
        part = seconds / 3600.0 - hour
        seed = board.row_seeds[row]
        before = noise.gauss(noise.mix(seed ^ hour.astype(np.uint64)))
        after = noise.gauss(noise.mix(seed ^ (hour + 1.0).astype(np.uint64)))
        swing = 1.0 + _OI_SWING * (before * (1.0 - part) + after * part)
        lot = board.universe.lot[row]
        lots = self.typical(scrip, day) * 2.0 * np.maximum(swing, 0.1) / lot
        held: Ints = lots.astype(np.int64) * lot
        return held

    def _whole(self, scrip: Scrip, board: Board, row: int, day: int) -> Floats:
        stir = noise.mix(board.row_seeds[row : row + 1] ^ np.array([day], dtype=np.uint64))
        volume: Floats = self.typical(scrip, day) * np.exp(0.35 * noise.gauss(stir))
        return volume

    def typical(self, scrip: Scrip, day: int) -> float:
        """Return the volume that a day's is a variation of."""
        universe, _, at = self._view.place(scrip)
        row = scrip.row
        if row.expiry is None or not scrip.tradable:
            return float(universe.volume[at])
        days = (row.expiry - day_date(day)).days
        if not row.is_option:
            return _of_future(row) * float(0.25 ** (days / 30.0))
        process = int(universe.process[at])
        low, high = self._span(process, day)
        volume = _of_options(row, low, high, day)
        days = max(days, 1)
        width = _ROWS[process].volatility * (days / 365.0) ** 0.5 + 0.01
        far = (float(row.strike) / (0.5 * (low + high)) - 1.0) / (2.0 * width)
        near = 0.3 ** (days / 30.0)
        return float(max(volume * near * 2.718 ** (-far * far), row.lot_size * 20.0))

    def _span(self, process: int, day: int) -> tuple[float, float]:
        """Return the lowest and highest openings of the weeks before a day."""
        paths = self._view.exchange.market.paths
        if paths is not self._paths:  # another exchange
            self._paths, self._spans = paths, {}
        if day not in self._spans:
            self._spans[day] = paths.spans(day)
        lows, highs = self._spans[day]
        low, high = float(lows[process]), float(highs[process])
        if low <= 0.0:  # crude below zero: strikes stay where they were
            low = high = _ROWS[process].price
        return low, high


def _of_future(row: SimInstrument) -> float:
    if (index := _INDICES.get(row.underlying)) is not None:
        return 2.5e5 * index.lot
    if row.underlying in _SHARES and row.exchange == "NFO":
        return _SHARES[row.underlying][1].volume * 600.0
    return float(_COMMODITIES[row.exchange, row.underlying].volume)


def _of_options(row: SimInstrument, low: float, high: float, day: int) -> float:
    """Return a chain's volume; strikes and months beyond those listed in full have less."""
    if (index := _INDICES.get(row.underlying)) is not None:
        return 1.2e6 * index.lot
    if row.underlying not in _SHARES or row.exchange != "NFO":
        return _COMMODITIES[row.exchange, row.underlying].volume * 0.3
    number, share = _SHARES[row.underlying]
    step = share.strike_step
    place = round(float(row.strike) / step)
    full = (
        number < FULL_CHAINS
        and row.expiry in _full_months(day)
        and round(low / step) - _REACH <= place <= round(high / step) + _REACH
    )
    return share.volume * (150.0 if full else 100.0)


@lru_cache(maxsize=400)
def _full_months(day: int) -> frozenset[object]:
    return frozenset(monthly_expiries(day_date(day), "NFO", 3))
