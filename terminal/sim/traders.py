"""One live instrument: its book, the makers who quote around the fair price and passing takers.

Makers keep a ladder of levels around the fair price and refill it over time; takers arrive at
random and trade at the touch. The user's orders enter the same book. The instrument also keeps
its own tape of the day: last trade, volume, turnover and one-minute bars from actual trades.
"""

from __future__ import annotations

import math
import random

from terminal.sim.book import BUY, SELL, Book, Fill, Resting
from terminal.sim.types_market import SimInstrument

MINUTE_NS = 60_000_000_000
LADDER = 10
_FADE_S = 8.0  # a push by the user's own trading fades with this time constant
_MOST_TRADES = 3  # takers in one step; at high speed each of them trades more


class Bar:
    """One minute of trades; prices in ticks."""

    __slots__ = ("close", "high", "low", "open", "volume")

    def __init__(self, price: int) -> None:
        self.open = self.high = self.low = self.close = price
        self.volume = 0


class Live:
    """An instrument with a working book; an index has `book` None and just prints its value.

    Args:
        instrument: the master row.
        seed: of the random stream.
        rate: units traded a second on average.
        spacing: ticks between ladder levels.
    """

    __slots__ = (
        "_asks", "_bid_index", "_bids", "_impact", "_lot", "_mean", "_nominal", "_per_second",
        "_random", "_spacing", "bars", "book", "day_volume", "high", "instrument", "last",
        "last_quantity", "last_trade_ns", "low", "now_ns", "open", "pinned", "since_ns", "step_high",
        "step_low", "tick", "traded", "turnover", "user_fills",
    )  # fmt: skip

    def __init__(
        self, instrument: SimInstrument, *, seed: int, rate: float, spacing: int, now_ns: int
    ) -> None:
        self.instrument = instrument
        self.tick = float(instrument.tick_size) or 0.05
        self.book = None if instrument.is_index else Book()
        self._random = random.Random(seed)
        self._lot = max(instrument.lot_size, 1)
        self._spacing = spacing
        lots_a_second = max(rate / self._lot, 0.02)
        self._per_second = min(max(math.sqrt(lots_a_second) * 0.8, 0.4), 2.5)
        self._mean = max(lots_a_second / self._per_second, 0.6)
        self._nominal = max(lots_a_second * 3.0, 4.0)
        self._bids: dict[int, Resting] = {}
        self._asks: dict[int, Resting] = {}
        self._bid_index: int | None = None
        self._impact = 0.0
        self.bars: dict[int, Bar] = {}
        self.now_ns = self.since_ns = now_ns
        self.last = self.last_quantity = self.day_volume = 0
        self.last_trade_ns: int | None = None
        self.open = self.high = self.low = 0
        self.turnover = 0.0  # ticks times units
        self.step_high = self.step_low = 0
        self.traded = False
        self.pinned = False
        self.user_fills: list[Fill] = []

    # --- the market's own life ---
    def step(self, now_ns: int, dt_s: float, fair: float) -> None:
        """Move makers to `fair` (in ticks) and let takers trade for `dt_s` seconds."""
        self.now_ns = now_ns
        self.step_high = self.step_low = self.last
        self.traded = False
        book = self.book
        if book is None:
            self._print(round(fair), 0)
            return
        if self._impact:
            self._impact *= math.exp(-dt_s / _FADE_S)
            if abs(self._impact) < 0.1:
                self._impact = 0.0
        centre = (fair + self._impact) / self._spacing - 0.5
        index = self._bid_index
        if index is None or centre < index - 0.25 or centre > index + 1.25:
            self._bid_index = index = math.floor(centre)
            self._recentre(index)
        else:
            self._refill(index)
        expected = self._per_second * dt_s
        count = int(expected) + (self._random.random() < expected % 1.0)
        if count:
            swell = max(1.0, count / _MOST_TRADES)
            for _ in range(min(count, _MOST_TRADES)):
                self._take(centre - index, swell)

    def _level_price(self, index: int) -> int:
        return index * self._spacing + (index * 40503 & 0xFFFF) % self._spacing

    def _recentre(self, index: int) -> None:
        book = self.book
        assert book is not None
        for side, makers in ((BUY, self._bids), (SELL, self._asks)):
            for level in [
                at
                for at in makers
                if not 0 <= (index - at if side == BUY else at - index - 1) < LADDER
            ]:
                book.cancel(makers.pop(level))
        for level in range(index, index - LADDER, -1):
            if level not in self._bids:
                self._quote(BUY, level, index - level)
        for level in range(index + 1, index + 1 + LADDER):
            if level not in self._asks:
                self._quote(SELL, level, level - index - 1)

    def _refill(self, index: int) -> None:
        """Replace a few levels: the touch when it was eaten, and one at random."""
        draw = self._random.random
        for side, makers, first, sign in (
            (BUY, self._bids, index, -1),
            (SELL, self._asks, index + 1, 1),
        ):
            for depth in (0, 1, int(draw() * LADDER)):
                level = first + sign * depth
                maker = makers.get(level)
                thin = maker is None or maker.quantity < 0.3 * self._nominal * self._lot
                if draw() < (0.6 if thin else 0.06):
                    if maker is not None:
                        assert self.book is not None
                        self.book.cancel(makers.pop(level))
                    self._quote(side, level, depth)

    def _quote(self, side: int, level: int, depth: int) -> None:
        assert self.book is not None
        price = self._level_price(level)
        if price <= 0 and self.instrument.is_option:
            return
        draw = self._random.random
        lots = max(1, int(self._nominal * (0.4 + 0.25 * depth) * (0.5 + draw())))
        maker = Resting(side, price, lots * self._lot, orders=1 + int(draw() * min(lots, 14)))
        self.note(self.book.submit(maker))
        if maker.quantity:
            (self._bids if side == BUY else self._asks)[level] = maker

    def _take(self, pull: float, swell: float) -> None:
        assert self.book is not None
        draw = self._random.random
        bias = min(max((pull - 0.5) * 0.3, -0.35), 0.35)
        side = BUY if draw() < 0.5 + bias else SELL
        best = self.book.best_ask() if side == BUY else self.book.best_bid()
        if best is None:
            return
        lots = max(1, int(self._mean * swell * self._random.expovariate(1.0) + 0.5))
        limit = best + side * 3 * self._spacing
        self.note(self.book.submit(Resting(side, limit, lots * self._lot), rest=False))

    # --- trades ---
    def note(self, fills: list[Fill]) -> None:
        """Print executions on the tape and keep those of the user for collection."""
        for fill in fills:
            self._print(fill.price, fill.quantity)
            if fill.resting.owner or fill.taker.owner:
                self.user_fills.append(fill)
                if fill.taker.owner:
                    weight = fill.quantity / (self._nominal * self._lot * LADDER)
                    push = self._impact + fill.taker.side * weight * 2.0 * self._spacing
                    most = 0.4 * LADDER * self._spacing
                    self._impact = min(max(push, -most), most)

    def _print(self, price: int, quantity: int) -> None:
        self.last, self.traded = price, True
        self.last_quantity = quantity
        self.last_trade_ns = self.now_ns
        self.step_high = max(self.step_high, price)
        self.step_low = min(self.step_low, price)
        if not self.open:
            self.open = self.high = self.low = price
        self.high, self.low = max(self.high, price), min(self.low, price)
        self.day_volume += quantity
        self.turnover += float(price) * quantity
        minute = self.now_ns - self.now_ns % MINUTE_NS
        bar = self.bars.get(minute)
        if bar is None:
            bar = self.bars[minute] = Bar(price)
        bar.high, bar.low, bar.close = max(bar.high, price), min(bar.low, price), price
        bar.volume += quantity

    def start_day(self) -> None:
        """Forget the day's statistics; the last price stays."""
        self.day_volume, self.turnover = 0, 0.0
        self.open = self.high = self.low = 0

    def withdraw(self) -> None:
        """Cancel every maker's order, as at the end of a session."""
        self._bid_index = None
        if self.book is not None:
            for makers in (self._bids, self._asks):
                for maker in makers.values():
                    self.book.cancel(maker)
                makers.clear()
