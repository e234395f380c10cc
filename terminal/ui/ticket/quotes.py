"""The ticket's eye on the market: one watched instrument, reference prices on its grid.

Market floats become order prices here and only here, through `Instrument.to_price`.
"""

from decimal import Decimal
from math import isfinite

from terminal.domain.instrument import Instrument
from terminal.domain.market import FeedMode
from terminal.domain.order import Side
from terminal.market.board import LIVE
from terminal.market.hub import Hub, Watch
from terminal.ui import format as fmt
from terminal.ui.ticket.header import TicketHeader, quoted

_NAN = float("nan")


class TicketQuotes:
    """Watch the instrument on the ticket with full depth while it is there."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._instrument: Instrument | None = None
        self._watch: Watch | None = None
        self._seen = -1

    def follow(self, instrument: Instrument | None) -> None:
        """Watch this instrument from now on, and no other."""
        self.close()
        self._instrument = instrument
        self._seen = -1
        if instrument is not None and instrument.tradable:
            self._watch = self._hub.watch(instrument.id, FeedMode.FULL)

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def moved(self) -> bool:
        """True once after each change of the watched row."""
        if self._watch is None:
            return False
        version = int(self._hub.board.version[self._watch.slot])
        seen, self._seen = self._seen, version
        return version != seen

    def show(self, header: TicketHeader) -> None:
        """Write last, bid and ask into the header."""
        instrument, watch = self._instrument, self._watch
        if instrument is None or watch is None:
            header.set_prices("", "", "", stale=False)
            return
        board, slot, decimals = self._hub.board, watch.slot, instrument.grid.decimals
        bid = float(board.bid_price[slot, 0]) if board.bid_quantity[slot, 0] else _NAN
        ask = float(board.ask_price[slot, 0]) if board.ask_quantity[slot, 0] else _NAN
        header.set_prices(
            quoted(float(board.last[slot]), decimals),
            quoted(bid, decimals),
            quoted(ask, decimals),
            stale=bool(board.state[slot] != LIVE),
        )

    def reference(self, name: str = "last") -> Decimal | None:
        """Return `last`, `bid`, `ask` or `mid` as a legal order price; None where there is none."""
        instrument, watch = self._instrument, self._watch
        if instrument is None or watch is None:
            return None
        value: float | None = None
        if name == "last":
            value = self._hub.last_price(instrument.id)
        elif (touch := self._hub.touch(instrument.id)) is not None:
            bid, ask = touch
            value = {"bid": bid, "ask": ask, "mid": (bid + ask) / 2}[name]
        if value is None or not isfinite(value) or value <= 0:
            return None
        return instrument.to_price(value)

    def opening(self, side: Side) -> Decimal | None:
        """Return the price an untouched ticket starts with: the last one, not beyond the touch.

        A last price beyond the other side's best would make every default order a question.
        """
        last = self.reference("last")
        best = self.reference("ask" if side is Side.BUY else "bid")
        if last is None or best is None:
            return last
        return min(last, best) if side is Side.BUY else max(last, best)

    def band_text(self) -> str:
        """Return the day's price band where it is known, else the tick."""
        instrument = self._instrument
        if instrument is None:
            return ""
        band = self._hub.circuit(instrument.id)
        if band is None:
            return f"tick {instrument.grid.step.normalize():f}"
        low, high = (fmt.price(edge, instrument.grid.decimals) for edge in band)
        return f"{low}–{high}"
