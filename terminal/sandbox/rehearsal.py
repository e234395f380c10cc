"""Moves the market on command: a price to a level, liquidity into a book, a trade through it.

Only the control surface uses this. What is added or taken here belongs to nobody; the user's
resting orders fill against it like against any other trader.
"""

from collections.abc import Callable
from decimal import Decimal

import numpy as np
from msgspec import Struct

from terminal.sim.book import BUY, SELL, Resting
from terminal.sim.exchange import Exchange
from terminal.sim.market import to_ticks
from terminal.sim.traders import Live
from terminal.sim.types import DepthLevel, Side, SimInstrument

Find = Callable[[str, str], SimInstrument | None]


class Trade(Struct, kw_only=True, forbid_unknown_fields=True):
    """An order of somebody's; without a price it takes whatever is there."""

    side: Side
    quantity: int
    price: Decimal | None = None


class MarketOrder(Struct, kw_only=True, forbid_unknown_fields=True):
    """What to do to one instrument, in the order of the fields.

    Attributes:
        instrument: `EXCHANGE:TRADINGSYMBOL`.
        release: forget an earlier `fair`; the price goes back to its own path.
        withdraw: everything in the book but the user's own orders is cancelled (makers come back
            unless `simulated_traders` is off).
        fair: the price around which makers quote from the next grid step on, in rupees.
        add: rests in the book.
        sweep: trades at once, down to its price if it has one; the rest of it is gone.
    """

    instrument: str
    release: bool = False
    withdraw: bool = False
    fair: Decimal | None = None
    add: Trade | None = None
    sweep: Trade | None = None


class Unmovable(Exception):
    """An instrument that does not exist or has no book."""


def carry_out(exchange: Exchange, order: MarketOrder, find: Find) -> dict[str, object]:
    """Do it and return the book afterwards; Unmovable if it cannot be done.

    `find` knows the broker's names: (exchange, tradingsymbol) to the instrument.
    """
    instrument = find(*order.instrument.partition(":")[::2])
    if instrument is None:
        msg = f"no instrument is called {order.instrument}"
        raise Unmovable(msg)
    token, market = instrument.instrument_token, exchange.market
    live = market.ensure(token, exchange.now_ns)
    if order.release:
        market.shift.pop(token, None)
    if order.withdraw:
        _empty(live)
    if order.fair is not None:
        rows = market.universe.rows_of(np.array([token], dtype=np.int64))
        path = float(market.board.last_prices(rows, exchange.now_ns)[0])
        market.shift[token] = (float(order.fair) - path) / live.tick
    for trade, rest in ((order.add, True), (order.sweep, False)):
        if trade is not None:
            _submit(live, instrument, trade, rest=rest)
    quote = exchange.quote(token)
    if quote is None:
        msg = f"{order.instrument} has no quote"
        raise Unmovable(msg)
    return {
        "last_price": quote.last_price,
        "bids": [_level(each) for each in quote.bids],
        "asks": [_level(each) for each in quote.asks],
    }


def _empty(live: Live) -> None:
    live.withdraw()
    book = live.book
    if book is not None:
        for side in (BUY, SELL):
            for resting in book.resting(side):
                if not resting.owner:
                    book.cancel(resting)


def _submit(live: Live, instrument: SimInstrument, trade: Trade, *, rest: bool) -> None:
    book = live.book
    if book is None:
        msg = f"{instrument.tradingsymbol} has no book"
        raise Unmovable(msg)
    side = BUY if trade.side is Side.BUY else SELL
    far = book.resting(-side)
    if trade.price is not None:
        ticks = to_ticks(instrument, trade.price)
    elif far:
        ticks = far[-1].price  # the worst there is
    else:
        return
    live.note(book.submit(Resting(side, ticks, trade.quantity), rest=rest))


def _level(level: DepthLevel) -> list[object]:
    return [level.price, level.quantity, level.orders]
