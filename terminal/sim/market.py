"""The market place: live books for what is watched or traded, computed quotes for the rest.

`step` moves every live book to the next grid point. The newest `max_active` instruments keep
books; pinned ones (the user has orders there) are never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from terminal.sim.board import Board
from terminal.sim.book import BUY, SELL, Fill
from terminal.sim.noise import Ints
from terminal.sim.opening import open_books
from terminal.sim.prices import Paths
from terminal.sim.session import Calendar, session_kind
from terminal.sim.traders import MINUTE_NS, Live
from terminal.sim.types_market import DepthLevel, Quote, QuoteColumns, SimInstrument
from terminal.sim.types_orders import plain
from terminal.sim.types_rules import SimOptions
from terminal.sim.universe import Universe


def to_ticks(instrument: SimInstrument, price: Decimal) -> int:
    """Return a price as ticks, rounding to the nearest."""
    return int((price / instrument.tick_size).to_integral_value())


def to_price(instrument: SimInstrument, ticks: int) -> Decimal:
    """Return ticks as a price."""
    return plain(ticks * instrument.tick_size)


class Market:
    """All instruments of the exchange and the books that are alive."""

    def __init__(
        self, *, seed: int, universe: Universe, paths: Paths, calendar: Calendar,
        options: SimOptions,
    ) -> None:  # fmt: skip
        self._seed, self.calendar, self.options = seed, calendar, options
        self.universe, self.paths = universe, paths
        self.board = Board(seed=seed, universe=universe, paths=self.paths, calendar=calendar)
        self.live: dict[int, Live] = {}
        self.shift: dict[int, float] = {}  # ticks a rehearsal moves a live instrument's fair price
        self._rows: Ints = np.zeros(0, dtype=np.int64)
        self._tokens: list[int] = []
        self._stale = True

    def relist(self, universe: Universe, ns: int) -> None:
        """Take over tomorrow's instrument master; books of expired contracts disappear."""
        self.universe = universe
        closes = {
            token: round(live.last * live.tick, 4)
            for token, live in self.live.items()
            if live.book is not None and live.last
        }
        self.board = Board(
            seed=self._seed, universe=universe, paths=self.paths, calendar=self.calendar
        )
        self.board.fixed_close = closes
        self.board.start_day(ns)
        for token in [token for token in self.live if token not in universe.instruments]:
            del self.live[token]
        for live in self.live.values():
            live.start_day()
        self._stale = True

    def close_books(self, exchanges: frozenset[str]) -> None:
        """Send the makers of these exchanges home at the end of a session."""
        for live in self.live.values():
            if live.instrument.exchange in exchanges:
                live.withdraw()

    # --- which books live ---
    def activate(self, tokens: Iterable[int], ns: int) -> None:
        """Keep books for these tokens; drop the oldest unpinned ones beyond the limit."""
        wanted = [token for token in tokens if token in self.universe.instruments]
        fresh = [token for token in dict.fromkeys(wanted) if token not in self.live]
        if fresh:
            opened = open_books(self.board, fresh, ns, self._seed)
            self.live.update(zip(fresh, opened, strict=True))
            self._stale = True
            self._quote_at_once(fresh, ns)
        for token in wanted:
            self.live[token] = self.live.pop(token)  # newest last
        surplus = len(self.live) - self.options.max_active
        if surplus <= 0:
            return
        for token in [t for t, live in self.live.items() if not live.pinned][:surplus]:
            live = self.live.pop(token)
            live.bars.pop(ns - ns % MINUTE_NS, None)
            self._stale = True

    def ensure(self, token: int, ns: int) -> Live:
        """Return the live book of a known token, opening it at the fair price if need be."""
        live = self.live.pop(token, None)
        if live is None:
            live = open_books(self.board, [token], ns, self._seed)[0]
            self._stale = True
            self.live[token] = live
            self._quote_at_once([token], ns)
        self.live[token] = live  # newest last
        return live

    def _quote_at_once(self, tokens: list[int], ns: int) -> None:
        # An order that opens a book must meet the makers of the quote it was priced from, or it
        # would rest alone and be hit at its own limit.
        if not self.options.simulated_traders:
            return
        rows = self.universe.rows_of(np.array(tokens, dtype=np.int64))
        for token, fair in zip(tokens, self._fair(rows, ns), strict=True):
            live = self.live[token]
            if self.is_open(live.instrument, ns):
                live.step(ns, 0.0, fair + self.shift.get(token, 0.0))

    def _fair(self, rows: Ints, ns: int) -> list[float]:
        """Return the makers' price of each row, in ticks."""
        process = self.universe.process[rows]
        spots = self.paths.smooth_spots(ns)[process]
        seconds = self.board.clock(ns)[2][self.paths.kind[process]]
        fair = self.paths.contract_prices(self.universe, rows, spots, seconds)
        fair = fair / self.universe.tick[rows]
        options = self.universe.kind[rows] >= 2
        floored: list[float] = np.where(options, np.maximum(fair, 1.0), fair).tolist()
        return floored

    # --- time ---
    def is_open(self, instrument: SimInstrument, ns: int) -> bool:
        return self.calendar.is_open(session_kind(instrument.exchange), ns)

    def step(self, ns: int, dt_s: float) -> None:
        """Run makers and takers of every live book up to `ns`."""
        if not self.live or not self.options.simulated_traders:
            return
        if self._stale:
            self._tokens = list(self.live)
            self._rows = self.universe.rows_of(np.array(self._tokens, dtype=np.int64))
            self._stale = False
        for token, at in zip(self._tokens, self._fair(self._rows, ns), strict=True):
            live = self.live[token]
            if self.is_open(live.instrument, ns):
                live.step(ns, dt_s, at + self.shift.get(token, 0.0))

    def take_fills(self, live: Live) -> list[Fill]:
        """Return and forget the user's executions in one book."""
        fills, live.user_fills = live.user_fills, []
        return fills

    # --- quotes ---
    def last_price(self, token: int, ns: int) -> Decimal:
        """Return the last traded price of a known token."""
        instrument = self.universe.instruments[token]
        live = self.live.get(token)
        if live is not None and instrument.tick_size:
            return to_price(instrument, live.last)
        row = self.universe.rows_of(np.array([token], dtype=np.int64))
        price = live.last * live.tick if live is not None else self.board.last_prices(row, ns)[0]
        return plain(Decimal(f"{price:.4f}"))

    def last_prices(self, tokens: list[int], ns: int) -> dict[int, float]:
        """Return the last prices of many known tokens as floats."""
        if not tokens:
            return {}
        rows = self.universe.rows_of(np.array(tokens, dtype=np.int64))
        prices = self.board.last_prices(rows, ns).tolist()
        result = dict(zip(tokens, prices, strict=True))
        for token in tokens:
            if (live := self.live.get(token)) is not None:
                result[token] = round(live.last * live.tick, 4)
        return result

    def spot(self, token: int, ns: int) -> Decimal:
        """Return the price of the underlying an instrument follows."""
        row = int(self.universe.rows_of(np.array([token], dtype=np.int64))[0])
        price = self.paths.spots(ns)[int(self.universe.process[row])]
        return Decimal(f"{price:.4f}")

    def prev_close(self, token: int, ns: int) -> Decimal:
        self.board.start_day(ns)
        row = int(self.universe.rows_of(np.array([token], dtype=np.int64))[0])
        return plain(Decimal(f"{self.board.prev_close[row]:.4f}"))

    def limits(self, token: int, ns: int) -> tuple[Decimal, Decimal]:
        """Return (lower, upper) circuit limits of a known token."""
        self.board.start_day(ns)
        row = self.universe.rows_of(np.array([token], dtype=np.int64))
        last = np.array([float(self.last_price(token, ns))])
        lower, upper = self.board.limits(row, last)
        return plain(Decimal(f"{lower[0]:.4f}")), plain(Decimal(f"{upper[0]:.4f}"))

    def columns(self, tokens: Ints, ns: int) -> QuoteColumns:
        """Return the quotes of many tokens; live books override the computed ones."""
        result = self.board.columns(tokens, ns)
        for at, token in enumerate(tokens.tolist()):
            if (live := self.live.get(token)) is not None:
                self._overwrite(result, at, live)
        return result

    def _overwrite(self, to: QuoteColumns, at: int, live: Live) -> None:
        tick = live.tick
        to.last_price[at] = last = round(live.last * tick, 4)
        to.last_quantity[at] = live.last_quantity
        to.volume[at] = live.day_volume
        to.average_price[at] = (
            round(live.turnover * tick / live.day_volume, 4) if live.day_volume else 0.0
        )
        to.last_trade_ns[at] = 0 if live.book is None else live.last_trade_ns or 0
        to.open[at] = round(live.open * tick, 4) if live.open else last
        to.high[at] = round(live.high * tick, 4) if live.open else last
        to.low[at] = round(live.low * tick, 4) if live.open else last
        book = live.book
        if book is None:
            return
        to.buy_quantity[at], to.sell_quantity[at] = book.total(BUY), book.total(SELL)
        for side, price, quantity, orders in (
            (BUY, to.bid_price, to.bid_quantity, to.bid_orders),
            (SELL, to.ask_price, to.ask_quantity, to.ask_orders),
        ):
            price[at], quantity[at], orders[at] = 0.0, 0, 0
            for n, level in enumerate(book.depth(side)):
                price[at, n] = round(level[0] * tick, 4)
                quantity[at, n], orders[at, n] = level[1], level[2]

    def quote(self, token: int, ns: int) -> Quote | None:
        """Return one quote; None for an unknown token."""
        if token not in self.universe.instruments:
            return None
        row = self.columns(np.array([token], dtype=np.int64), ns)
        single = {
            name: getattr(row, name)[0].item()
            for name in Quote.__struct_fields__
            if name not in {"instrument_token", "bids", "asks"}
        }
        single["last_trade_ns"] = single["last_trade_ns"] or None
        return Quote(
            instrument_token=token,
            bids=_levels(row.bid_price[0], row.bid_quantity[0], row.bid_orders[0]),
            asks=_levels(row.ask_price[0], row.ask_quantity[0], row.ask_orders[0]),
            **single,
        )


def _levels(
    prices: np.ndarray[tuple[int], np.dtype[np.float64]], quantities: Ints, orders: Ints
) -> tuple[DepthLevel, ...]:
    return tuple(
        DepthLevel(price, quantity, count)
        for price, quantity, count in zip(
            prices.tolist(), quantities.tolist(), orders.tolist(), strict=True
        )
        if quantity
    )
