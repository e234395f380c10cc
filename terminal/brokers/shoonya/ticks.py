"""Shoonya's feed frames merged into whole ticks, one state an instrument.

A `tk` or `dk` is a full image; every later `tf` or `df` holds only what changed, under the key of
exchange and token together. Touchline and depth of one instrument share the state. Zeros in prices
mean "not said", and 42949672.95 a market order's place in the book. Nothing here raises on what the
wire sends: what cannot be used is counted. Source: shoonya.md sections 5.2 and 5.3.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from terminal.domain.market import DEPTH_LEVELS, FeedMode
from terminal.domain.ports import MarketSink

IMAGES = frozenset({"tk", "dk"})
FEEDS = IMAGES | {"tf", "df"}
AT_OPEN = 42_949_672.95
"""The price that stands for an order at the opening price, whatever that will be."""

_NAN = math.nan
_PLAIN, _WHOLE = 15, 15 + 6 * DEPTH_LEVELS
_LAST_TRADE, _EXCHANGE = 10, 14
_EMPTY: tuple[float, ...] = (
    _NAN, 0, _NAN, 0, 0, 0, _NAN, _NAN, _NAN, _NAN, 0, 0, 0, 0, 0,
    *((0, _NAN, 0) * (2 * DEPTH_LEVELS)),
)  # fmt: skip
# Places in the order of `market.board.TICK_FIELDS`.
_PRICES = {"lp": 0, "ap": 2, "o": 6, "h": 7, "l": 8, "c": 9}
_COUNTS = {"ltq": 1, "v": 3, "tbq": 4, "tsq": 5, "oi": 11, "ft": _EXCHANGE}
_LEVELS: dict[str, int] = {}
for _level in range(DEPTH_LEVELS):
    for _side, _base in (("b", _PLAIN), ("s", _PLAIN + 3 * DEPTH_LEVELS)):
        _at = _base + 3 * _level
        _COUNTS[f"{_side}q{_level + 1}"] = _at
        _LEVELS[f"{_side}p{_level + 1}"] = _at + 1
        _COUNTS[f"{_side}o{_level + 1}"] = _at + 2

Fields = Mapping[str, Any]
CheckStep = Callable[[str, str], None]
_FIELDS = msgspec.json.Decoder(dict[str, Any])


class FeedCounters(Struct):
    """What a stream has carried, and what of it could not be used."""

    frames: int = 0
    ticks: int = 0
    unknown_key: int = 0
    without_image: int = 0
    unreadable: int = 0


class _State:
    __slots__ = ("at_open", "depth", "values")

    def __init__(self) -> None:
        self.values: list[float] = list(_EMPTY)
        self.depth = False
        self.at_open = False


class FeedMerger:
    """Merges frames into a sink. `slots` (`NSE|2885` -> slot, mode) is replaced by the stream.

    `check_step(key, ti)` is told the price step of each full image.
    """

    def __init__(self, check_step: CheckStep | None = None) -> None:
        self.slots: Mapping[str, tuple[int, FeedMode]] = {}
        self.counters = FeedCounters()
        self._states: dict[str, _State] = {}
        self._check_step = check_step

    def forget(self) -> None:
        """Drop every state, as on a new connection: the images that follow rebuild them."""
        self._states.clear()

    def drop(self, key: str) -> None:
        """Drop one instrument's state: it is not subscribed any more."""
        self._states.pop(key, None)

    def decode(self, frame: bytes | str) -> Fields | None:
        """Return a frame's fields, None (and counted) where it is no JSON object."""
        self.counters.frames += 1
        try:
            return _FIELDS.decode(frame)
        except msgspec.MsgspecError:
            self.counters.unreadable += 1
            return None

    def merge(self, fields: Fields, sink: MarketSink, received_ns: int) -> None:
        """Take one frame of kind tk, tf, dk or df, and write the whole tick to the sink."""
        key = f"{fields.get('e')}|{fields.get('tk')}"
        known = self.slots.get(key)
        if known is None:
            self.counters.unknown_key += 1
            return
        kind = fields["t"]
        state = self._states.get(key)
        if state is None:
            if kind not in IMAGES:
                self.counters.without_image += 1
                return
            state = self._states[key] = _State()
        if kind in IMAGES and self._check_step is not None and fields.get("ti"):
            self._check_step(key, str(fields["ti"]))
        if kind[0] == "d":
            state.depth = True
        self._take(state, fields)
        slot, mode = known
        values = state.values
        self.counters.ticks += 1
        if mode is FeedMode.FULL and state.depth:
            whole = _without_at_open(values) if state.at_open else values
            sink.tick(slot, FeedMode.FULL, tuple(whole), received_ns)
        else:
            # All but depth: a touchline carries open interest and the exchange's time as well.
            sink.tick(slot, FeedMode.FULL, tuple(values[:_PLAIN]), received_ns)

    def shallow(self, key: str) -> None:
        """Forget an instrument's depth: only its touchline is streamed from here on."""
        state = self._states.get(key)
        if state is not None:
            state.depth = state.at_open = False
            state.values[_PLAIN:] = _EMPTY[_PLAIN:]

    def _take(self, state: _State, fields: Fields) -> None:
        values = state.values
        for name, text in fields.items():
            try:
                if (place := _PRICES.get(name)) is not None:
                    price = float(text)
                    # A packet before the opening says 0.00 for what it does not know.
                    if price and price != AT_OPEN and math.isfinite(price):
                        values[place] = price
                elif (place := _COUNTS.get(name)) is not None:
                    values[place] = _count(text)
                elif (place := _LEVELS.get(name)) is not None:
                    price = float(text)
                    if price == AT_OPEN:
                        state.at_open, price = True, _NAN
                    values[place] = price
            except (TypeError, ValueError, OverflowError):
                self.counters.unreadable += 1
        clock = fields.get("ltt")
        if clock:
            values[_LAST_TRADE] = _last_trade(str(clock), int(values[_EXCHANGE]))


def _count(text: Any) -> int:
    try:
        return int(text)
    except ValueError:
        return int(float(text))


def _last_trade(clock: str, exchange_s: int) -> int:
    """Return the UTC seconds of an Indian wall clock time, on the day of the feed's own time."""
    parts = clock.split(":")
    if not exchange_s or len(parts) != 3 or not all(part.isdigit() for part in parts):
        return 0
    hours, minutes, seconds = (int(part) for part in parts)
    midnight = (exchange_s + 19_800) // 86_400 * 86_400 - 19_800
    found = midnight + hours * 3600 + minutes * 60 + seconds
    # Yesterday's last trade is told before today's first; 05:30 is the epoch, so no trade at all.
    if clock == "05:30:00":
        return 0
    return found if found <= exchange_s + 60 else found - 86_400


def _without_at_open(values: list[float]) -> list[float]:
    """Return the values with levels of no price left empty: they may not pass for a touch."""
    out = list(values)
    for place in range(_PLAIN, _WHOLE, 3):
        if out[place + 1] != out[place + 1]:
            out[place] = out[place + 2] = 0
    return out
