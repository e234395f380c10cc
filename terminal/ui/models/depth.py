"""One instrument's order book as shown: five levels a side, totals, and the day's facts. No Qt.

`DepthModel.refresh()` is asked once a frame and reads the board only if its slot was written since.
"""

import math

from msgspec import Struct

from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.instrument import Instrument
from terminal.domain.market import DEPTH_LEVELS, FeedMode
from terminal.domain.ports import Clock
from terminal.market.board import EMPTY, STALE
from terminal.market.hub import Hub, Watch
from terminal.ui import format as fmt

NAN = float("nan")


class ShownLevel(Struct, frozen=True):
    """One price level; quantity 0 is an empty place. `share` of the largest level shown, 0 to 1."""

    price: float
    quantity: int
    orders: int
    share: float


class Fact(Struct, frozen=True):
    """One labelled value under the book. `token` is a theme colour."""

    label: str
    value: str
    tip: str = ""
    token: str = "text"  # noqa: S105  a colour, not a secret


class DepthReading(Struct, frozen=True, kw_only=True):
    """A picture of the book. `ratio`: buyers' share of all resting quantity, NaN if there is none."""

    bids: tuple[ShownLevel, ...]
    asks: tuple[ShownLevel, ...]
    buy_total: int
    sell_total: int
    ratio: float
    spread: float
    last: float
    change: float
    percent: float
    state: int
    received_ns: int

    @property
    def stale(self) -> bool:
        return self.state == STALE

    @property
    def empty(self) -> bool:
        return self.state == EMPTY


class DepthModel:
    """Watches one instrument in FULL mode and reads its book from the board."""

    def __init__(self, *, hub: Hub, clock: Clock) -> None:
        self._hub = hub
        self._clock = clock
        self._watch: Watch | None = None
        self._version = -1
        self.instrument: Instrument | None = None
        self.id: InstrumentId | None = None
        self.reading: DepthReading | None = None

    @property
    def decimals(self) -> int:
        return 2 if self.instrument is None else self.instrument.grid.decimals

    def show(self, instrument_id: InstrumentId, instrument: Instrument | None) -> None:
        """Follow another instrument (or the same with newer facts)."""
        self.instrument = instrument
        if instrument_id != self.id or self._watch is None:
            old, self.id = self._watch, instrument_id
            self._watch = self._hub.watch(instrument_id, FeedMode.FULL)
            if old is not None:
                old.close()
        self._version = -1
        self.refresh()

    def close(self) -> None:
        """Stop watching; the last reading stays."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._version = -1

    def resume(self) -> None:
        """Watch again after `close`."""
        if self._watch is None and self.id is not None:
            self._watch = self._hub.watch(self.id, FeedMode.FULL)

    def refresh(self) -> bool:
        """Read the board if the instrument was written since; True if there is something new."""
        if self._watch is None:
            return False
        version = self._hub.board.version.item(self._watch.slot)
        if version == self._version:
            return False
        self._version = version
        self.reading = _read(self._hub, self._watch.slot)
        return True

    @property
    def limits_known(self) -> bool:
        """Whether the day's price band of what is watched is on the board."""
        return self._watch is not None and self._hub.board.lower_limit.item(self._watch.slot) > 0

    def stale_text(self) -> str:
        """Return why the book is grey, '' while it is live."""
        reading = self.reading
        if reading is None or reading.empty:
            return "Waiting for the first price"
        if not reading.stale:
            return ""
        age = fmt.age((self._clock.now_ns() - reading.received_ns) / 1e9)
        return f"Not live: last price {age} ago"

    def age_text(self) -> str:
        """Return how old a book is that is not live, `12 s old`; '' while it is live."""
        reading = self.reading
        if reading is None or reading.empty:
            return "waiting"
        if not reading.stale:
            return ""
        return f"{fmt.age((self._clock.now_ns() - reading.received_ns) / 1e9)} old"

    def facts(self) -> list[Fact]:
        """Return the day's facts in the order of the screen."""
        if self._watch is None or self.reading is None:
            return []
        board, slot, decimals = self._hub.board, self._watch.slot, self.decimals

        def price(name: str) -> str:
            value = getattr(board, name).item(slot)
            return fmt.price(value or NAN, decimals)

        def count(name: str) -> str:
            value = getattr(board, name).item(slot)
            return fmt.quantity(value) if value else fmt.NONE

        reading = self.reading
        seconds = board.last_trade_s.item(slot)
        lower, upper = board.lower_limit.item(slot), board.upper_limit.item(slot)
        facts = [
            Fact("Open", price("open"), "First price of the day"),
            Fact("High", price("high"), "Highest price of the day"),
            Fact("Low", price("low"), "Lowest price of the day"),
            Fact("Prev. close", price("close"), "Close of the previous session"),
            Fact("Volume", count("volume"), "Units traded today"),
            Fact("Average", price("average"), "Volume-weighted average price of the day"),
            Fact("Last qty", count("last_quantity"), "Units of the last trade"),
            Fact(
                "Last trade",
                fmt.moment_ist(seconds * 1_000_000_000, self._clock.now_ns()),
                "When it last traded, IST",
            ),
        ]
        facts.append(
            Fact(
                "Lower limit",
                fmt.price(lower, decimals),
                "Circuit: the exchange takes no orders below this price today",
                "down" if reading.last <= lower else "text",
            )
        )
        facts.append(
            Fact(
                "Upper limit",
                fmt.price(upper, decimals),
                "Circuit: the exchange takes no orders above this price today",
                "up" if reading.last >= upper else "text",
            )
        )
        if self.id is not None and (self.id.kind.is_derivative or board.oi.item(slot)):
            low, high = board.oi_low.item(slot), board.oi_high.item(slot)
            span = f"Today {fmt.compact(low)} to {fmt.compact(high)}" if high else ""
            facts.append(Fact("OI", count("oi"), f"Open interest in units. {span}".strip()))
        if self.id is None or self.id.kind is not InstrumentKind.INDEX:
            facts.append(Fact("Spread", self.spread_text(), "Best ask less best bid"))
        return facts

    def spread_text(self) -> str:
        """Return the spread in points and, where the tick is known, in ticks."""
        spread = NAN if self.reading is None else self.reading.spread
        if not math.isfinite(spread):
            return fmt.NONE
        text = fmt.price(spread, self.decimals)
        step = float(self.instrument.grid.step) if self.instrument is not None else 0.0
        if step <= 0:
            return text
        ticks = round(spread / step)
        return f"{text} ({ticks} tick{'' if ticks == 1 else 's'})"

    def as_tsv(self) -> str:
        """Return the book as a spreadsheet reads it."""
        lines = ["Bid orders\tBid quantity\tBid\tAsk\tAsk quantity\tAsk orders"]
        if self.reading is not None:
            for bid, ask in zip(self.reading.bids, self.reading.asks, strict=True):
                left = f"{bid.orders}\t{bid.quantity}\t{_plain(bid, self.decimals)}"
                lines.append(f"{left}\t{_plain(ask, self.decimals)}\t{ask.quantity}\t{ask.orders}")
        return "\n".join(lines)


def _plain(level: ShownLevel, decimals: int) -> str:
    return f"{level.price:.{decimals}f}" if level.quantity else ""


def _read(hub: Hub, slot: int) -> DepthReading:
    board = hub.board
    bid_quantity = board.bid_quantity[slot].tolist()
    ask_quantity = board.ask_quantity[slot].tolist()
    largest = max(*bid_quantity, *ask_quantity, 1)
    bids = _levels(
        board.bid_price[slot].tolist(), bid_quantity, board.bid_orders[slot].tolist(), largest
    )
    asks = _levels(
        board.ask_price[slot].tolist(), ask_quantity, board.ask_orders[slot].tolist(), largest
    )
    buy = board.buy_quantity.item(slot) or sum(bid_quantity)
    sell = board.sell_quantity.item(slot) or sum(ask_quantity)
    both = bool(bids[0].quantity and asks[0].quantity)
    last, close = board.last.item(slot), board.close.item(slot)
    change = last - close if close else NAN
    return DepthReading(
        bids=bids,
        asks=asks,
        buy_total=buy,
        sell_total=sell,
        ratio=buy / (buy + sell) if buy + sell else NAN,
        spread=asks[0].price - bids[0].price if both else NAN,
        last=last,
        change=change,
        percent=change / close * 100 if close else NAN,
        state=int(board.state[slot]),
        received_ns=board.received_ns.item(slot),
    )


def _levels(
    prices: list[float], quantities: list[int], orders: list[int], largest: int
) -> tuple[ShownLevel, ...]:
    return tuple(
        ShownLevel(prices[n], quantities[n], orders[n], quantities[n] / largest)
        for n in range(DEPTH_LEVELS)
    )
