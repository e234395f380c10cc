"""The newest packet of every subscribed instrument, and which of them changed.

One table holds tradables, another indices; each knows how to encode its rows from quote columns.
Instruments are encoded once a tick whatever the number of connections that watch them.
"""

import numpy as np
import numpy.typing as npt

from terminal.sandbox.kite import packets
from terminal.sandbox.kite.packets import Bytes2D, Ints
from terminal.sandbox.virtual import SECOND_NS
from terminal.sim.types import QuoteColumns

Bools = npt.NDArray[np.bool_]


class Table:
    """Rows of full packets for an ordered set of tokens of one kind, tradable or index."""

    def __init__(self, *, index: bool) -> None:
        self.index = index
        self.widths = packets.INDEX_BYTES if index else packets.TRADABLE_BYTES
        self._stamp = packets.STAMP_BYTES["index" if index else "tradable"]
        self.tokens: Ints = np.empty(0, dtype=np.int64)
        self._rows: Bytes2D = np.empty((0, self.widths["full"]), dtype=np.uint8)

    def retarget(self, tokens: Ints) -> None:
        """Hold exactly these tokens, sorted and unique; rows of those kept survive."""
        rows = np.zeros((len(tokens), self.widths["full"]), dtype=np.uint8)
        _, new, old = np.intersect1d(tokens, self.tokens, assume_unique=True, return_indices=True)
        rows[new] = self._rows[old]
        self.tokens, self._rows = tokens, rows

    def places(self, tokens: Ints) -> Ints:
        """Return the row numbers of tokens, each of which the table holds."""
        out: Ints = np.searchsorted(self.tokens, tokens).astype(np.int64)
        return out

    def rows(self, places: Ints, mode: str) -> Bytes2D:
        """Return the packets of these rows, cut to a mode."""
        out: Bytes2D = self._rows[places, : self.widths[mode]]
        return out

    def update(self, places: Ints, columns: QuoteColumns) -> dict[str, Bools]:
        """Write new quotes into these rows; return, per mode, which rows of the table changed.

        An instrument that is no longer listed keeps its row and never changes.
        """
        fresh = self.encode(columns)
        stored = self._rows[places]
        out: dict[str, Bools] = {}
        for mode, width in self.widths.items():
            flags = np.zeros(len(self.tokens), dtype=np.bool_)
            flags[places] = packets.changed(stored, fresh, width, self._stamp) & columns.known
            out[mode] = flags
        self._rows[places] = fresh
        return out

    def encode(self, columns: QuoteColumns) -> Bytes2D:
        """Return full packets of quotes, one row each."""
        return _indices(columns) if self.index else _tradables(columns)


def _seconds(stamps_ns: Ints) -> npt.NDArray[np.uint32]:
    return packets.counted(np.maximum(stamps_ns, 0) // SECOND_NS)


def _tradables(columns: QuoteColumns) -> Bytes2D:
    out = np.zeros(len(columns.tokens), dtype=packets.TRADABLE)
    divisor = packets.divisors(columns.tokens)
    out["token"] = columns.tokens
    for name, prices in (
        ("last", columns.last_price),
        ("average", columns.average_price),
        ("open", columns.open),
        ("high", columns.high),
        ("low", columns.low),
        ("close", columns.close),
    ):
        out[name] = packets.scaled(prices, divisor)
    for name, amounts in (
        ("last_quantity", columns.last_quantity),
        ("volume", columns.volume),
        ("buy_total", columns.buy_quantity),
        ("sell_total", columns.sell_quantity),
        ("oi", columns.oi),
        ("oi_high", columns.oi_day_high),
        ("oi_low", columns.oi_day_low),
    ):
        out[name] = packets.counted(amounts)
    out["last_trade"] = _seconds(columns.last_trade_ns)
    out["stamp"] = _seconds(columns.timestamp_ns)
    for side, price, quantity, orders in (
        ("bids", columns.bid_price, columns.bid_quantity, columns.bid_orders),
        ("asks", columns.ask_price, columns.ask_quantity, columns.ask_orders),
    ):
        out[side]["price"] = packets.scaled(price, divisor)
        out[side]["quantity"] = packets.counted(quantity)
        out[side]["orders"] = np.minimum(orders, 0xFFFF)
    return packets.as_rows(out)


def _indices(columns: QuoteColumns) -> Bytes2D:
    out = np.zeros(len(columns.tokens), dtype=packets.INDEX)
    divisor = packets.divisors(columns.tokens)
    out["token"] = columns.tokens
    for name, prices in (
        ("last", columns.last_price),
        ("high", columns.high),
        ("low", columns.low),
        ("open", columns.open),
        ("close", columns.close),
        ("change", columns.last_price - columns.close),
    ):
        out[name] = packets.scaled(prices, divisor)
    out["stamp"] = _seconds(columns.timestamp_ns)
    return packets.as_rows(out)
