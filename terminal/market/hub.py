"""Who wants what, where it comes from, and the board it is written to.

The hub owns the wanted set: streams ask it at every connect. Watches are counted; the mode that is
streamed is the largest that anybody asks for. It is the sink of every stream, and it answers price
questions for guards. It knows no broker and starts no task.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode, Quote, TickBatch
from terminal.domain.ports import Clock, Undo
from terminal.market.board import EMPTY, LIVE, STALE, Board
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure

Tap: TypeAlias = Callable[[float, float, float, int], None]
Lists: TypeAlias = Callable[[AccountId, InstrumentId], bool]
_SECOND_NS = 1_000_000_000


class Watch:
    """One wish to see an instrument. `close` is safe to call twice."""

    def __init__(self, hub: "Hub", instrument: InstrumentId, slot: int, mode: FeedMode) -> None:
        self._hub = hub
        self._open = True
        self.instrument = instrument
        self.slot = slot
        self.mode = mode

    def set_mode(self, mode: FeedMode) -> None:
        if self._open and mode != self.mode:
            old, self.mode = self.mode, mode
            self._hub.change_mode(self.slot, old, mode)

    def close(self) -> None:
        if self._open:
            self._open = False
            self._hub.change_mode(self.slot, self.mode, None)


class Hub:
    """Board, wanted set and sources; `domain.ports.MarketSink`, `WantedFeed` and `PriceSource`.

    The first source serves every instrument; when it loses its feed the next live one takes over.
    What the serving one's broker does not list (`lists`) comes from the first that has it. While a
    real account is there, a practice exchange serves nothing: its prices are made up.
    `wanted_changed` says whose subscription list moved (None: everybody's).
    """

    def __init__(
        self,
        *,
        clock: Clock,
        on_failure: OnFailure,
        capacity: int = 16384,
        lists: Lists | None = None,
    ) -> None:
        self.board = Board(capacity)
        self.wanted_changed: Signal[AccountId | None] = Signal(on_failure)
        self.feed_changed: Signal[AccountId] = Signal(on_failure)
        self._clock = clock
        self._on_failure = on_failure
        self._slots: dict[InstrumentId, int] = {}
        self._instruments: list[InstrumentId] = []
        self._counts: list[list[int]] = []  # watches a slot, by mode (index 0 unused)
        self._wanted: dict[InstrumentId, tuple[int, FeedMode]] = {}
        self._revision = 0
        self._sources: dict[AccountId, bool] = {}  # account -> live, in order of arrival
        self._practice: set[AccountId] = set()
        self._lists = lists
        self._serving: AccountId | None = None
        # Who feeds what, where it is not simply the one that serves.
        self._homes: dict[InstrumentId, AccountId] = {}
        self._taps: dict[int, list[Tap]] = {}
        self._tapped = np.zeros(capacity, dtype=np.bool_)

    # -- who wants what ------------------------------------------------------------------------

    def watch(self, instrument: InstrumentId, mode: FeedMode) -> Watch:
        """Count one more reader of `instrument` and return the handle that ends it."""
        slot = self._slots.get(instrument)
        if slot is None:
            slot = len(self._instruments)
            self.board.ensure(slot)
            if self.board.capacity > len(self._tapped):
                self._tapped = np.resize(self._tapped, self.board.capacity)
                self._tapped[slot:] = False
            self._slots[instrument] = slot
            self._instruments.append(instrument)
            self._counts.append([0, 0, 0, 0])
        self.change_mode(slot, None, mode)
        return Watch(self, instrument, slot, mode)

    def change_mode(self, slot: int, old: FeedMode | None, new: FeedMode | None) -> None:
        """Move one watch of `slot` from mode to mode; None is no watch. Called by `Watch`."""
        counts = self._counts[slot]
        if old is not None:
            counts[old] -= 1
        if new is not None:
            counts[new] += 1
        instrument = self._instruments[slot]
        best = next((mode for mode in reversed(FeedMode) if counts[mode]), None)
        before = self._wanted.get(instrument)
        if before is not None and before[1] == FeedMode.FULL and best != FeedMode.FULL:
            # No depth comes from here on, and an old one must not pass for the touch.
            self.board.blank_depth(slot)
        if best is None:
            if before is None:
                return
            del self._wanted[instrument]
            # Nobody feeds the row from here on: it must not look fresh to a later reader.
            if self.board.state[slot] == LIVE:
                self.board.state[slot] = STALE
                self.board.stamp(slot)
        elif before is not None and before[1] == best:
            return
        else:
            self._wanted[instrument] = (slot, best)
        self._revision += 1
        if before is None:
            self._settle_home(instrument)
        self.wanted_changed.emit(self.source_of(instrument))
        if best is None:
            self._homes.pop(instrument, None)

    def slot(self, instrument: InstrumentId) -> int | None:
        return self._slots.get(instrument)

    def instrument_of(self, slot: int) -> InstrumentId:
        return self._instruments[slot]

    @property
    def revision(self) -> int:
        return self._revision

    def wanted(self, account: AccountId) -> Mapping[InstrumentId, tuple[int, FeedMode]]:
        """Return what this account shall stream: what it serves, and what only it lists."""
        if not self._homes:
            return dict(self._wanted) if account == self._serving else {}
        return {
            instrument: each
            for instrument, each in self._wanted.items()
            if self._homes.get(instrument, self._serving) == account
        }

    # -- sources -------------------------------------------------------------------------------

    @property
    def serving(self) -> AccountId | None:
        """The account whose stream feeds the board, but for what its broker does not list."""
        return self._serving

    def source_of(self, instrument: InstrumentId) -> AccountId | None:
        """Return the account that feeds this instrument, or would if somebody watched it."""
        if instrument in self._homes:
            return self._homes[instrument]
        return self._serving if instrument in self._wanted else self._home(instrument)

    def is_live(self, account: AccountId) -> bool:
        return self._sources.get(account, False)

    def add_source(self, account: AccountId, *, practice: bool = False) -> None:
        """Take an account as a source; `practice`: its prices are made up."""
        self._sources.setdefault(account, False)
        if practice:
            self._practice.add(account)
        if self._serving is None or self._serving not in self._eligible():
            if self._serving is not None:
                self.board.mark_stale()
            self._serve(account)
        elif self._lists is not None:
            self.settle()

    def remove_source(self, account: AccountId) -> None:
        if account not in self._sources:
            return
        self._mark_stale(account)
        del self._sources[account]
        self._practice.discard(account)
        if account == self._serving:
            among = self._eligible()
            self._serve(next((a for a in among if self._sources[a]), next(iter(among), None)))
        else:
            self.settle()
        self.feed_changed.emit(account)

    def source_state(self, account: AccountId, *, live: bool) -> None:
        """Say that this account's feed lives, or that its prices are not to be trusted any more."""
        if account not in self._sources:
            return
        was, self._sources[account] = self._sources[account], live
        among = self._eligible()
        if not live:
            self._mark_stale(account)
        if account == self._serving and not live:
            other = next((a for a in among if self._sources[a]), None)
            if other is not None:
                self._serve(other)
        elif live and self._serving is not None and not self._sources[self._serving]:
            if account in among:
                self._serve(account)
        elif was != live:
            self.settle()
        if was != live:
            self.feed_changed.emit(account)

    def settle(self) -> None:
        """Ask anew who feeds what: a list of instruments came or went, or a feed did."""
        before = dict(self._homes)
        self._settle_homes()
        if self._homes != before:
            self._revision += 1
            self.wanted_changed.emit(None)

    def _serve(self, account: AccountId | None) -> None:
        self._serving = account
        self._settle_homes()
        self._revision += 1
        self.wanted_changed.emit(None)

    def _eligible(self) -> list[AccountId]:
        """Return the sources that may feed the board, in order of arrival."""
        real = [account for account in self._sources if account not in self._practice]
        return real or list(self._sources)

    def _home(self, instrument: InstrumentId) -> AccountId | None:
        if self._lists is None or len(self._sources) < 2:
            return self._serving
        among = self._eligible()
        among.sort(key=lambda account: account != self._serving)
        listing = [account for account in among if self._lists(account, instrument)]
        live = (account for account in listing if self._sources[account])
        return next(live, next(iter(listing), self._serving))

    def _settle_home(self, instrument: InstrumentId) -> None:
        home = self._home(instrument)
        if home is None or home == self._serving:
            self._homes.pop(instrument, None)
        else:
            self._homes[instrument] = home

    def _settle_homes(self) -> None:
        self._homes.clear()
        if self._lists is not None and len(self._sources) > 1:
            for instrument in self._wanted:
                self._settle_home(instrument)

    def _mark_stale(self, account: AccountId) -> None:
        """Grey what this account feeds."""
        if not self._homes:
            if account == self._serving:
                self.board.mark_stale()
            return
        slots = [slot for slot, _ in self.wanted(account).values()]
        self.board.mark_stale(np.array(slots, dtype=np.int64))

    # -- sink ----------------------------------------------------------------------------------

    def batch(self, batch: TickBatch, received_ns: int) -> None:
        """Take one run of equal-shaped ticks; see `domain.ports.MarketSink`."""
        self.board.write_batch(batch, received_ns)
        if self._taps:
            self._feed_taps(batch.slots, received_ns)

    def tick(self, slot: int, mode: FeedMode, values: tuple[float, ...], received_ns: int) -> None:
        """Take one tick by value; see `domain.ports.MarketSink`."""
        self.board.write(slot, mode, values, received_ns)
        if self._taps and slot in self._taps:
            self._feed_tap(slot, received_ns)

    def add_tap(self, slot: int, tap: Tap) -> Undo:
        """Call `tap(last, day_volume, oi, time_ns)` for each tick of `slot` until undone.

        `time_ns` is the trade's time where the feed tells it, else when the tick arrived.
        """
        self._taps.setdefault(slot, []).append(tap)
        self._tapped[slot] = True

        def undo() -> None:
            taps = self._taps.get(slot, [])
            if tap in taps:
                taps.remove(tap)
            if not taps:
                self._taps.pop(slot, None)
                self._tapped[slot] = False

        return undo

    def _feed_taps(self, slots: NDArray[np.int64], received_ns: int) -> None:
        for slot in slots[self._tapped[slots]].tolist():
            self._feed_tap(slot, received_ns)

    def _feed_tap(self, slot: int, received_ns: int) -> None:
        board = self.board
        seconds = int(board.last_trade_s[slot]) or int(board.exchange_s[slot])
        time_ns = seconds * _SECOND_NS or received_ns
        last, volume, oi = float(board.last[slot]), float(board.volume[slot]), float(board.oi[slot])
        for tap in list(self._taps.get(slot, ())):
            try:
                tap(last, volume, oi, time_ns)
            except Exception as error:  # noqa: BLE001  one bad listener must not stop the stream
                self._on_failure(f"tap of {self._instruments[slot]}", error)

    # -- snapshots and prices ------------------------------------------------------------------

    def apply_quote(self, quote: Quote) -> None:
        """Write a REST snapshot: limits always, prices only where no tick has come yet."""
        slot = self._slots.get(quote.instrument)
        if slot is None:
            return
        board = self.board
        if quote.lower_limit < quote.upper_limit:  # false for NaN: a quote that does not say
            board.lower_limit[slot] = quote.lower_limit
            board.upper_limit[slot] = quote.upper_limit
        if board.state[slot] == EMPTY or board.state[slot] == STALE:
            for name in ("last", "open", "high", "low", "close", "average"):
                getattr(board, name)[slot] = getattr(quote, name)
            for name in ("volume", "oi", "last_quantity", "buy_quantity", "sell_quantity"):
                getattr(board, name)[slot] = getattr(quote, name)
            board.last_trade_s[slot] = quote.last_trade_ns // _SECOND_NS
            board.exchange_s[slot] = quote.exchange_ns // _SECOND_NS
            self._write_depth(slot, quote)
            board.received_ns[slot] = self._clock.now_ns()
            # A snapshot is a price, not a feed: it is shown, greyed until the first tick.
            board.state[slot] = STALE
        board.stamp(slot)

    def _write_depth(self, slot: int, quote: Quote) -> None:
        board = self.board
        for prices, quantities, orders, levels in (
            (board.bid_price, board.bid_quantity, board.bid_orders, quote.bids),
            (board.ask_price, board.ask_quantity, board.ask_orders, quote.asks),
        ):
            for row, level in enumerate(levels[: prices.shape[1]]):
                prices[slot, row] = level.price
                quantities[slot, row] = level.quantity
                orders[slot, row] = level.orders

    def last_price(self, instrument: InstrumentId) -> float | None:
        """Return the newest price, None where none was ever seen."""
        slot = self._slots.get(instrument)
        if slot is None or self.board.state[slot] == EMPTY:
            return None
        last = float(self.board.last[slot])
        return None if last != last else last  # noqa: PLR0124  NaN means none

    def age_s(self, instrument: InstrumentId) -> float | None:
        """Return seconds since the last tick, None if there never was one; inf if marked stale."""
        slot = self._slots.get(instrument)
        if slot is None or self.board.state[slot] == EMPTY:
            return None
        if self.board.state[slot] == STALE:
            return float("inf")
        return max(0.0, (self._clock.now_ns() - int(self.board.received_ns[slot])) / _SECOND_NS)

    def touch(self, instrument: InstrumentId) -> tuple[float, float] | None:
        """Return (best bid, best ask), None where there is no depth on either side."""
        slot = self._slots.get(instrument)
        if slot is None:
            return None
        board = self.board
        if not board.bid_quantity[slot, 0] or not board.ask_quantity[slot, 0]:
            return None
        return float(board.bid_price[slot, 0]), float(board.ask_price[slot, 0])

    def circuit(self, instrument: InstrumentId) -> tuple[float, float] | None:
        """Return the (lower, upper) price band, None where no quote told it."""
        slot = self._slots.get(instrument)
        if slot is None:
            return None
        lower, upper = float(self.board.lower_limit[slot]), float(self.board.upper_limit[slot])
        return (lower, upper) if lower < upper else None
