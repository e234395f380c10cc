"""A limit order book with price-time priority.

Prices are integer ticks, quantities units. Invariants, held by tests/property/test_sim_book.py:
the best bid is below the best ask after every call, an execution happens at the resting order's
price and takes from the best level's oldest order first, and what one side loses the other loses
too. The book knows nothing of products, triggers or people; `owner` is the caller's.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import NamedTuple

BUY, SELL = 1, -1


class Resting:
    """An order that rests or is about to: `quantity` is what is left of it."""

    __slots__ = ("orders", "owner", "price", "quantity", "side", "visible")

    def __init__(
        self, side: int, price: int, quantity: int, owner: str = "", *, orders: int = 1,
        visible: int = 0,
    ) -> None:  # fmt: skip
        self.side, self.price, self.quantity, self.owner = side, price, quantity, owner
        self.orders = orders  # how many orders this one stands for in the depth
        self.visible = visible  # disclosed part, 0 for all of it


class Fill(NamedTuple):
    """One execution at the resting order's price."""

    resting: Resting
    taker: Resting
    price: int
    quantity: int


class _Half:
    """One side: prices kept sorted so that the best is last, levels oldest order first."""

    __slots__ = ("levels", "prices", "sign")

    def __init__(self, sign: int) -> None:
        self.sign = sign  # keys are price * sign, so the best key is always the last
        self.prices: list[int] = []
        self.levels: dict[int, dict[int, Resting]] = {}

    def add(self, order: Resting) -> None:
        key = order.price * self.sign
        level = self.levels.get(key)
        if level is None:
            insort(self.prices, key)
            self.levels[key] = {id(order): order}
        else:
            level[id(order)] = order

    def remove(self, order: Resting) -> bool:
        key = order.price * self.sign
        level = self.levels.get(key)
        if level is None or level.pop(id(order), None) is None:
            return False
        if not level:
            self._drop(key)
        return True

    def _drop(self, key: int) -> None:
        del self.levels[key]
        del self.prices[bisect_left(self.prices, key)]


class Book:
    """Both sides of one instrument."""

    __slots__ = ("_asks", "_bids")

    def __init__(self) -> None:
        self._bids, self._asks = _Half(BUY), _Half(SELL)

    def best_bid(self) -> int | None:
        return self._bids.prices[-1] if self._bids.prices else None

    def best_ask(self) -> int | None:
        return -self._asks.prices[-1] if self._asks.prices else None

    def submit(self, order: Resting, *, rest: bool = True) -> list[Fill]:
        """Match an order and rest what is left of it (unless `rest` is False)."""
        fills = self._match(order)
        if rest and order.quantity > 0:
            (self._bids if order.side == BUY else self._asks).add(order)
        return fills

    def cancel(self, order: Resting) -> bool:
        """Take an order out; False when it does not rest here."""
        return (self._bids if order.side == BUY else self._asks).remove(order)

    def _match(self, taker: Resting) -> list[Fill]:
        half = self._asks if taker.side == BUY else self._bids
        prices, levels = half.prices, half.levels
        limit = taker.price * half.sign
        fills: list[Fill] = []
        while taker.quantity > 0 and prices and prices[-1] >= limit:
            key = prices[-1]
            level = levels[key]
            while taker.quantity > 0 and level:
                resting = next(iter(level.values()))
                quantity = min(resting.quantity, taker.quantity)
                resting.quantity -= quantity
                taker.quantity -= quantity
                fills.append(Fill(resting, taker, resting.price, quantity))
                if resting.quantity == 0:
                    del level[id(resting)]
            if not level:
                del levels[key]
                prices.pop()
        return fills

    def depth(self, side: int, levels: int = 5) -> list[tuple[int, int, int]]:
        """Return (price, visible quantity, orders) of the best levels, best first."""
        half = self._bids if side == BUY else self._asks
        result = []
        for key in half.prices[: -levels - 1 : -1]:
            quantity = orders = 0
            for order in half.levels[key].values():
                quantity += min(order.visible, order.quantity) if order.visible else order.quantity
                orders += order.orders
            result.append((key * half.sign, quantity, orders))
        return result

    def total(self, side: int) -> int:
        """Return all quantity on one side."""
        half = self._bids if side == BUY else self._asks
        return sum(order.quantity for level in half.levels.values() for order in level.values())

    def resting(self, side: int) -> list[Resting]:
        """Return one side's orders in the sequence they would trade."""
        half = self._bids if side == BUY else self._asks
        return [order for key in reversed(half.prices) for order in half.levels[key].values()]
