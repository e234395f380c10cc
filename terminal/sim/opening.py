"""Opening live books: many instruments at once, at the price and day figures their quotes show.

A book that opens must not change what was quoted a moment before, nor leave a hole in the running
minute's candle.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from terminal.sim import noise
from terminal.sim.board import Board
from terminal.sim.noise import Floats, Ints
from terminal.sim.session import S, session_kind
from terminal.sim.traders import MINUTE_NS, Bar, Live

_SECOND_SIGMA = (1.0 / (252 * 22500.0)) ** 0.5
_SPACING = 0.4  # ladder levels lie this part of a typical one-second move apart
_STREAM = 0x11FE


def open_books(board: Board, tokens: Sequence[int], ns: int, seed: int) -> list[Live]:
    """Return a fresh live book for each known token, in the order given."""
    universe, calendar = board.universe, board.calendar
    wanted = np.array(tokens, dtype=np.int64)
    rows = universe.rows_of(wanted)
    now = board.columns(wanted, ns)
    spacing = _ladder_steps(board, rows, ns).tolist()
    bars = _forming_bars(board, rows, ns)
    minute = ns - ns % MINUTE_NS
    result = []
    for at, token in enumerate(tokens):
        instrument = universe.instruments[token]
        kind = session_kind(instrument.exchange)
        live = Live(
            instrument, seed=noise.seed_of(seed, token, _STREAM), spacing=spacing[at], now_ns=ns,
            rate=float(universe.volume[rows[at]]) / calendar.length_s(kind),
        )  # fmt: skip
        tick = live.tick
        live.last, live.open, live.high, live.low = (
            round(float(column[at]) / tick)
            for column in (now.last_price, now.open, now.high, now.low)
        )
        live.step_high = live.step_low = live.last
        live.last_quantity = int(now.last_quantity[at])
        live.last_trade_ns = int(now.last_trade_ns[at]) or None
        live.day_volume = int(now.volume[at])
        live.turnover = float(now.average_price[at]) / tick * live.day_volume
        if calendar.is_open(kind, ns):
            opened, high, low, _, volume = bars[at].tolist()
            bar = Bar(round(opened / tick))
            bar.high, bar.low, bar.close = round(high / tick), round(low / tick), live.last
            bar.volume = 0 if live.book is None else int(volume)
            live.bars[minute] = bar
        result.append(live)
    return result


def _ladder_steps(board: Board, rows: Ints, ns: int) -> Ints:
    """Return ladder spacings in ticks from how far each price moves in a second."""
    paths, universe = board.paths, board.universe
    process = universe.process[rows]
    spots = paths.spots(ns)[process]
    seconds = board.clock(ns)[2][paths.kind[process]]
    moved = spots * (1.0 + paths.implied[process] * _SECOND_SIGMA)
    here = paths.contract_prices(universe, rows, spots, seconds)
    there = paths.contract_prices(universe, rows, moved, seconds)
    ticks = np.abs(there - here) / universe.tick[rows]
    steps: Ints = np.maximum(np.rint(ticks * _SPACING), 1.0).astype(np.int64)
    return steps


def _forming_bars(board: Board, rows: Ints, ns: int) -> Floats:
    """Return open, high, low, close and volume of the running minute: shape (rows, 5)."""
    paths, universe = board.paths, board.universe
    process = universe.process[rows]
    every, back = np.unique(process, return_inverse=True)
    spots = paths.forming_bars(every, ns)[back]
    minute = ns - ns % MINUTE_NS
    four = np.repeat(rows, 4)
    seconds = np.full(len(four), float(minute // S))
    fair = paths.contract_prices(universe, four, spots.reshape(-1), seconds)
    prices = paths.on_tick(universe, four, fair).reshape(-1, 4)
    days, parts, _ = board.clock(ns)
    kinds = paths.kind[process]
    lengths = np.array([board.calendar.length_s(kind) for kind in (0, 1, 2)])
    before = parts - (ns - minute) / S / lengths
    volume = board.volume_until(rows, days[kinds], parts[kinds]) - board.volume_until(
        rows, days[kinds], before[kinds]
    )
    return np.stack(
        [prices[:, 0], prices.max(1), prices.min(1), prices[:, 3], volume.astype(np.float64)],
        axis=1,
    )
