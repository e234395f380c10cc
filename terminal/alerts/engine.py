"""Local alerts: conditions over the hub's columns, evaluated many times a second, a row an alert.

Work is proportional to what changed: one masked look at versions, then only the rows that moved and
those that wait for time. Nothing fires on a stale price, except the age of the feed itself. Prices are
seen as often as `evaluate` is called: what moves there and back between two calls is not seen.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.alert import AlertMeasure, AlertOperator, AlertTerms
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
S = TypeVar("S", bound=np.generic)
PnlOf = Callable[[AccountId, InstrumentId | None], float | None]
"""(account, instrument or None for all) -> rupees; None where a price it needs is not live."""

EMPTY, LIVE = 0, 1
"""Of a column row's state; the same numbers as `market.board`, held together by a test."""
PNL_EVERY_NS = 200_000_000
_NAN = float("nan")
_NS = 1e9
_MEASURES = {measure: code for code, measure in enumerate(AlertMeasure)}
_OPERATORS = {operator: code for code, operator in enumerate(AlertOperator)}
_LAST, _CHANGE, _VOLUME, _OI, _PNL, _AGE = (_MEASURES[measure] for measure in AlertMeasure)
_CROSSES = _OPERATORS[AlertOperator.CROSSES]


class Columns(Protocol):
    """What the engine reads of the hub's board: one array a field, one row a slot."""

    @property
    def clock(self) -> int: ...
    @property
    def last(self) -> Floats: ...
    @property
    def close(self) -> Floats: ...
    @property
    def volume(self) -> Ints: ...
    @property
    def oi(self) -> Ints: ...
    @property
    def received_ns(self) -> Ints: ...
    @property
    def version(self) -> Ints: ...
    @property
    def state(self) -> NDArray[np.uint8]: ...


class Watch(Protocol):
    """A wish to keep an instrument streamed."""

    @property
    def slot(self) -> int: ...
    def close(self) -> None: ...


class Market(Protocol):
    """The hub, as far as alerts need it."""

    @property
    def board(self) -> Columns: ...
    def watch(self, instrument: InstrumentId, mode: FeedMode) -> Watch: ...
    def slot(self, instrument: InstrumentId) -> int | None: ...


class Firing(Struct, frozen=True, kw_only=True):
    """One firing and the tick behind it. NaN and 0 where the measure has no tick (P&L)."""

    key: str
    fired_ns: int
    value: float
    last: float = _NAN
    volume: int = 0
    oi: int = 0


class _Entry(Struct):
    terms: AlertTerms
    armed_ns: int
    left: Watch | None
    right: Watch | None


class LocalEngine:
    """The armed local alerts. Call `evaluate` often; it returns what fires now."""

    def __init__(self, market: Market, pnl_of: PnlOf) -> None:
        self._market = market
        self._pnl_of = pnl_of
        self._entries: dict[str, _Entry] = {}
        self._dirty = True
        self._seen = -1
        self._pnl_ns = 0
        self._rows: dict[str, int] = {}
        self._keys: list[str] = []
        none = np.empty(0, dtype=np.int64)
        self._since: Ints = none  # monotonic, 0: the condition does not hold
        self._tick_ns: Ints = none
        self._armed: Ints = none
        self._side = np.empty(0, dtype=np.int8)
        self._latched: Bools = np.empty(0, dtype=np.bool_)  # fired, and not false since
        self._crossed: Bools = np.empty(0, dtype=np.bool_)  # crossed, and not fired since
        self._lay_out()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def arm(self, key: str, terms: AlertTerms, now_ns: int) -> None:
        """Watch an alert from now on, as if new: a hold begins again, a crossing needs both sides."""
        self.disarm(key)
        left = right = None
        if terms.instrument is not None and terms.measure is not AlertMeasure.PNL:
            left = self._market.watch(terms.instrument, _mode(terms.measure))
        if terms.other is not None:
            right = self._market.watch(terms.other, FeedMode.LTP)
        self._entries[key] = _Entry(terms, now_ns, left, right)
        self._dirty = True

    def disarm(self, key: str) -> None:
        """Stop watching an alert; nothing happens where it is not armed."""
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        for watch in (entry.left, entry.right):
            if watch is not None:
                watch.close()
        self._dirty = True

    def close(self) -> None:
        for key in list(self._entries):
            self.disarm(key)

    def evaluate(self, now_ns: int, monotonic_ns: int) -> list[Firing]:
        """Return what fires with the newest values; an alert for once is disarmed by that.

        `now_ns` stamps firings and tells ages, `monotonic_ns` measures how long a condition held.
        """
        if self._dirty:
            self._lay_out()
        if not self._keys:
            return []
        board = self._market.board
        hot = self._ageing | (self._since > 0)
        if now_ns - self._pnl_ns >= PNL_EVERY_NS or now_ns < self._pnl_ns:
            self._pnl_ns = now_ns
            hot |= self._pnl
        if board.clock != self._seen:
            moved = self._has_left & (board.version[self._left] > self._seen)
            hot |= moved | (self._has_right & (board.version[self._right] > self._seen))
            self._seen = board.clock
        rows = np.flatnonzero(hot)
        if not rows.size:
            return []
        values, levels, fresh = self._values(rows, now_ns)
        fired = rows[self._step(rows, values, levels, fresh, monotonic_ns)]
        if not fired.size:
            return []
        by_row = dict(zip(rows.tolist(), values.tolist(), strict=True))
        return [self._firing(row, by_row[row], now_ns) for row in fired.tolist()]

    # -- private

    def _lay_out(self) -> None:
        """Put all entries into columns; what was known of the old rows stays."""
        old, entries = self._rows, list(self._entries.items())
        kept = [(n, old[key]) for n, (key, _) in enumerate(entries) if key in old]
        kept = [(n, row) for n, row in kept if self._armed[row] == entries[n][1].armed_ns]
        size = len(entries)
        here = np.array([n for n, _ in kept], dtype=np.int64)
        there = np.array([row for _, row in kept], dtype=np.int64)

        self._since = _carried(self._since, size, here, there)
        self._tick_ns = _carried(self._tick_ns, size, here, there)
        self._side = _carried(self._side, size, here, there)
        self._latched = _carried(self._latched, size, here, there)
        self._crossed = _carried(self._crossed, size, here, there)
        terms = [entry.terms for _, entry in entries]
        self._measure = np.array([_MEASURES[t.measure] for t in terms], dtype=np.int8)
        self._operator = np.array([_OPERATORS[t.operator] for t in terms], dtype=np.int8)
        self._level = np.array([float(t.level) for t in terms], dtype=np.float64)
        self._hold_ns = np.array([round(t.hold_s * _NS) for t in terms], dtype=np.int64)
        self._armed = np.array([entry.armed_ns for _, entry in entries], dtype=np.int64)
        self._left, self._has_left = _slots([entry.left for _, entry in entries])
        self._right, self._has_right = _slots([entry.right for _, entry in entries])
        self._ageing = self._measure == _AGE
        self._pnl = self._measure == _PNL
        self._keys = [key for key, _ in entries]
        self._rows = {key: row for row, key in enumerate(self._keys)}
        self._dirty = False
        self._seen = -1  # every row is looked at once: a fresh one may hold already

    def _values(self, rows: NDArray[np.intp], now_ns: int) -> tuple[Floats, Floats, Bools]:
        """Return value, level and "may be used" of these rows."""
        board, left, measure = self._market.board, self._left[rows], self._measure[rows]
        live = self._has_left[rows] & (board.state[left] == LIVE)
        values = np.where(measure == _LAST, board.last[left], _NAN)
        levels = self._level[rows]
        for code, column in ((_VOLUME, board.volume), (_OI, board.oi)):
            chosen = measure == code
            if chosen.any():
                values[chosen] = column[left[chosen]]
        chosen = measure == _CHANGE
        if chosen.any():
            last, close = board.last[left[chosen]], board.close[left[chosen]]
            known = close > 0
            moved = np.full(last.size, _NAN)
            moved[known] = np.round((last[known] / close[known] - 1) * 100, 6)
            values[chosen] = moved
        chosen = measure == _AGE
        if chosen.any():
            # A snapshot read over HTTP stamps the row too: only the stream's ticks count here.
            ticked = chosen & live
            self._tick_ns[rows[ticked]] = board.received_ns[left[ticked]]
            since = np.maximum(self._tick_ns[rows[chosen]], self._armed[rows[chosen]])
            values[chosen] = np.maximum(0, now_ns - since) / _NS
            live = live | chosen
        for place in np.flatnonzero(measure == _PNL).tolist():
            terms = self._entries[self._keys[int(rows[place])]].terms
            pnl = self._pnl_of(terms.account, terms.instrument)
            values[place] = _NAN if pnl is None else pnl
            live[place] = True
        against = self._has_right[rows]
        if against.any():
            right = self._right[rows]
            levels = np.where(against, board.last[right], levels)
            live = live & (~against | (board.state[right] == LIVE))
        return values, levels, live & ~np.isnan(values) & ~np.isnan(levels)

    def _step(
        self,
        rows: NDArray[np.intp],
        values: Floats,
        levels: Floats,
        fresh: Bools,
        monotonic_ns: int,
    ) -> Bools:
        """Move the rows' memory on by one look and return which of them fire."""
        self._since[rows[~fresh]] = 0  # a hold is a hold without a break
        difference = np.where(fresh, values - levels, 0.0)
        crossing = self._operator[rows] == _CROSSES
        holds = _compared(self._operator[rows], difference)
        # Beside the level counts for neither side: a price that touches it and turns has not crossed.
        side, now_side = self._side[rows], np.sign(difference).astype(np.int8)
        now_side = np.where(fresh & (now_side != 0), now_side, side)
        self._side[rows] = now_side
        crossed = crossing & (side != 0) & (now_side != side)
        self._crossed[rows[crossed]] = True
        self._since[rows[crossed]] = 0
        wanted: Bools = fresh & np.where(
            crossing, self._crossed[rows], holds & ~self._latched[rows]
        )
        ended = fresh & ~crossing & ~holds
        self._latched[rows[ended]] = False
        self._since[rows[ended]] = 0
        begins = wanted & (self._since[rows] == 0)
        self._since[rows[begins]] = max(1, monotonic_ns)
        held: Bools = monotonic_ns - self._since[rows] >= self._hold_ns[rows]
        fires: Bools = wanted & held
        done = rows[fires]
        self._since[done] = 0
        self._crossed[done] = False
        self._latched[done] = True
        return fires

    def _firing(self, row: int, value: float, now_ns: int) -> Firing:
        key = self._keys[row]
        terms = self._entries[key].terms
        board, fired_ns = self._market.board, now_ns
        last, volume, oi = _NAN, 0, 0
        if self._has_left[row]:
            slot = int(self._left[row])
            last = float(board.last[slot])
            volume, oi = int(board.volume[slot]), int(board.oi[slot])
            if not terms.hold_s and terms.measure is not AlertMeasure.FEED_AGE:
                ticks = [int(board.received_ns[slot])]
                if self._has_right[row]:
                    ticks.append(int(board.received_ns[int(self._right[row])]))
                # A condition that held before it was armed fires now, not at the old tick.
                fired_ns = max(*ticks, int(self._armed[row]))
        if terms.once:
            self.disarm(key)
        return Firing(
            key=key, fired_ns=min(fired_ns, now_ns), value=value, last=last, volume=volume, oi=oi
        )


def value_now(market: Market, pnl_of: PnlOf, terms: AlertTerms, now_ns: int) -> float | None:
    """Return what the left side of a condition is now, None where nothing tells it."""
    if terms.measure is AlertMeasure.PNL:
        return pnl_of(terms.account, terms.instrument)
    slot = market.slot(terms.instrument) if terms.instrument is not None else None
    board = market.board
    if slot is None or board.state[slot] == EMPTY:
        return None
    last = float(board.last[slot])
    value: float | None = None
    match terms.measure:
        case AlertMeasure.LAST:
            value = last
        case AlertMeasure.CHANGE:
            close = float(board.close[slot])
            value = round((last / close - 1) * 100, 6) if close > 0 else None
        case AlertMeasure.VOLUME:
            value = float(board.volume[slot])
        case AlertMeasure.OPEN_INTEREST:
            value = float(board.oi[slot])
        case AlertMeasure.FEED_AGE:
            value = max(0, now_ns - int(board.received_ns[slot])) / _NS
    return value if value == value else None  # noqa: PLR0124  NaN means none


def _carried(old: NDArray[S], size: int, here: Ints, there: Ints) -> NDArray[S]:
    fresh = np.zeros(size, dtype=old.dtype)
    fresh[here] = old[there]
    return fresh


def _compared(operator: NDArray[np.int8], difference: Floats) -> Bools:
    codes = _OPERATORS
    chosen: Bools = np.select(
        [
            operator == codes[AlertOperator.AT_LEAST],
            operator == codes[AlertOperator.AT_MOST],
            operator == codes[AlertOperator.ABOVE],
            operator == codes[AlertOperator.BELOW],
            operator == codes[AlertOperator.EQUAL],
        ],
        [difference >= 0, difference <= 0, difference > 0, difference < 0, difference == 0],
        default=False,
    )
    return chosen


def _mode(measure: AlertMeasure) -> FeedMode:
    # Open interest comes in full packets only; the day's volume and close from quotes on.
    if measure is AlertMeasure.OPEN_INTEREST:
        return FeedMode.FULL
    return FeedMode.QUOTE


def _slots(watches: list[Watch | None]) -> tuple[Ints, Bools]:
    slots = np.array([0 if w is None else w.slot for w in watches], dtype=np.int64)
    return slots, np.array([w is not None for w in watches], dtype=np.bool_)
