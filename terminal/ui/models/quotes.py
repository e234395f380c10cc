"""Live rows of the watchlist: they hold board slots, not values, and are pulled once a frame.

`on_frame` asks the board which visible rows changed and emits one `dataChanged`; the delegate paints
straight from the board. `data()` answers for copies, accessibility and tests from the same columns.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from typing_extensions import override

from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.instrument import Instrument
from terminal.domain.market import FeedMode
from terminal.domain.ports import Clock
from terminal.market.board import EMPTY, STALE
from terminal.market.hub import Hub, Watch
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel

MIME = "application/x-terminal-watchlist-rows"
NAN = float("nan")
RESORT_NS = 1_000_000_000
_MS = 1_000_000
# A tick tints its price and the tint fades: (younger than ms, eighths of the full tint).
_FADE = ((150, 8), (280, 6), (400, 4), (520, 2))
_FADED_NS = _FADE[-1][0] * _MS
_Index = QModelIndex | QPersistentModelIndex


class Names(Struct, frozen=True):
    """How an instrument is written in a list: `NIFTY 24000 CE`, `24 NOV`, `NFO`."""

    main: str
    detail: str
    badge: str


def names_of(instrument: InstrumentId, symbol: str = "") -> Names:
    """Return the words of a list row; `symbol` is the master's own label where it is known."""
    if not instrument.kind.is_derivative or instrument.expiry is None:
        return Names(symbol or instrument.symbol, "", instrument.venue)
    when = f"{instrument.expiry.day} {instrument.expiry:%b}".upper()
    if instrument.kind is InstrumentKind.FUTURE:
        return Names(f"{instrument.symbol} FUT", when, instrument.venue)
    right = "CE" if instrument.kind is InstrumentKind.CALL else "PE"
    strike = f"{instrument.strike.normalize():f}" if instrument.strike is not None else ""
    return Names(f"{instrument.symbol} {strike} {right}", when, instrument.venue)


class QuoteRow:
    """One line: an identity, its board slot, and what was shown last (for the flash)."""

    __slots__ = (
        "decimals",
        "flash_ns",
        "flash_step",
        "id",
        "instrument",
        "names",
        "rising",
        "shown",
        "slot",
        "watch",
    )

    def __init__(self, instrument_id: InstrumentId, watch: Watch) -> None:
        self.id = instrument_id
        self.watch = watch
        self.slot = watch.slot
        self.shown = NAN
        self.rising = True
        self.flash_ns = 0
        self.flash_step = 0
        self.resolve(None)

    def resolve(self, instrument: Instrument | None) -> None:
        """Take the day's facts of the instrument, None where the master does not list it."""
        self.instrument = instrument
        self.decimals = 2 if instrument is None else instrument.grid.decimals
        self.names = names_of(self.id, "" if instrument is None else instrument.symbol)


class QuotesModel(ColumnModel[QuoteRow]):
    """The rows of one watchlist. `dropped(ids, before)` asks its owner to move rows."""

    dropped = QtSignal(list, int)

    def __init__(self, *, hub: Hub, clock: Clock, parent: QObject | None = None) -> None:
        self._hub = hub
        self._clock = clock
        super().__init__(self._make_columns(), key=lambda row: row.id, parent=parent)
        self._slots: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._seen = -1
        self._visible = (0, -1)
        self._mode = FeedMode.QUOTE
        self._flashing: dict[InstrumentId, QuoteRow] = {}
        self._resort_ns = 0
        self.ticked: list[int] = []
        """While `dataChanged` is out after a frame: exactly the rows that ticked."""
        for signal in (self.layoutChanged, self.rowsInserted, self.rowsRemoved):
            signal.connect(self._on_structure)

    # what the panel tells

    def set_instruments(self, wanted: Sequence[tuple[InstrumentId, Instrument | None]]) -> None:
        """Show these instruments in this order; rows that stay keep their watch and their values."""
        old = {row.id: row for row in self._rows}
        rows = []
        for instrument_id, instrument in wanted:
            row = old.pop(instrument_id, None)
            if row is None:
                row = QuoteRow(instrument_id, self._hub.watch(instrument_id, FeedMode.LTP))
            row.resolve(instrument)
            rows.append(row)
        self.set_rows(rows)
        for gone in old.values():
            self._flashing.pop(gone.id, None)
            gone.watch.close()
        self.touch(0, len(self._rows) - 1)

    def set_visible(self, first: int, last: int, mode: FeedMode) -> None:
        """Stream screen rows first..last at `mode` and the others at last price only."""
        last = min(last, len(self._rows) - 1)
        if (first, last) == self._visible and mode == self._mode:
            return
        before = range(self._visible[0], self._visible[1] + 1)
        self._visible, self._mode = (first, last), mode
        everything = self._sort_column is not None
        for number, row in enumerate(self._rows):
            near = first <= number <= last
            row.watch.set_mode(mode if near else FeedMode.QUOTE if everything else FeedMode.LTP)
            if near and number not in before:
                row.shown = NAN  # no flash for what moved while out of sight

    def on_frame(self) -> None:
        """Find the visible rows that ticked since the last frame and repaint that band, once."""
        board = self._hub.board
        seen, self._seen = self._seen, board.clock
        if seen == self._seen and not self._flashing:
            return
        first, last = self._visible
        now = self._clock.monotonic_ns()
        dirty = self._fade(now)
        if seen != self._seen and last >= first:
            changed = board.changed(self._slots[first : last + 1], seen)
            if changed.size:
                self._note_moves(first, changed.tolist(), now)
                dirty.update((changed + first).tolist())
        if dirty:
            self.ticked = sorted(dirty)
            self.touch(self.ticked[0], self.ticked[-1])
            self.ticked = []
        if self._sort_column is not None and now - self._resort_ns >= RESORT_NS:
            self._resort_ns = now
            self.resort()

    def close(self) -> None:
        """Stop watching everything."""
        for row in self._rows:
            row.watch.close()

    # what the delegate asks

    @property
    def hub(self) -> Hub:
        return self._hub

    def age_text(self, row: QuoteRow) -> str:
        """Return why a row is grey, '' for one that is live."""
        board = self._hub.board
        state = int(board.state[row.slot])
        if row.instrument is None:
            return "Not in today's instrument list: expired or delisted. Del removes it."
        if state == EMPTY:
            return "No price yet."
        if state != STALE:
            return ""
        since = int(board.received_ns[row.slot])
        age = fmt.age((self._clock.now_ns() - since) / 1e9)
        return f"Not live: the last price came {age} ago, at {fmt.time_ist(since)}."

    def change(self, row: QuoteRow) -> float:
        """Return the move since the previous close in price points, NaN where unknown."""
        board = self._hub.board
        close = board.close.item(row.slot)
        return board.last.item(row.slot) - close if close else NAN

    def percent(self, row: QuoteRow) -> float:
        """Return the move since the previous close in percent, NaN where unknown."""
        close = self._hub.board.close.item(row.slot)
        return self.change(row) / close * 100 if close else NAN

    @override
    def flash(self, row: QuoteRow, column_key: str) -> tuple[str, int] | None:
        if row.flash_step == 0 or column_key != "last":
            return None
        return ("up_tint" if row.rising else "down_tint"), row.flash_step

    # drag and drop

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(MIME, "\n".join(str(self._rows[row].id) for row in rows).encode())
        return data

    @override
    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: _Index,
    ) -> bool:
        if not data.hasFormat(MIME):
            return False
        ids = [
            InstrumentId.parse(text) for text in bytes(data.data(MIME).data()).decode().splitlines()
        ]
        before = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        self.dropped.emit(ids, before)
        return False  # the owner has moved the rows: the view must not remove the old ones

    def _on_structure(self, *_: Any) -> None:
        self._slots = np.array([row.slot for row in self._rows], dtype=np.int64)
        self._seen = -1
        self._visible = (0, -1)

    def _note_moves(self, first: int, changed: list[int], now: int) -> None:
        last = self._hub.board.last
        rows, flashing = self._rows, self._flashing
        for number in changed:
            row = rows[first + number]
            value, shown = last.item(row.slot), row.shown
            if value == shown:
                continue
            row.shown = value
            if shown == shown:  # noqa: PLR0124  NaN: nothing was shown before, nothing moved
                row.rising, row.flash_ns, row.flash_step = value > shown, now, _FADE[0][1]
                flashing[row.id] = row

    def _fade(self, now: int) -> set[int]:
        """Step the tints on and return the visible rows whose tint changed."""
        dirty: set[int] = set()
        if not self._flashing:
            return dirty
        first, last = self._visible
        for number in range(first, last + 1):
            row = self._rows[number]
            if not row.flash_step:
                continue
            age = (now - row.flash_ns) // _MS
            step = next((eighths for limit, eighths in _FADE if age < limit), 0)
            if step != row.flash_step:
                row.flash_step = step
                dirty.add(number)
        gone = [key for key, row in self._flashing.items() if now - row.flash_ns >= _FADED_NS]
        for key in gone:
            self._flashing.pop(key).flash_step = 0
        return dirty

    def _make_columns(self) -> list[Column[QuoteRow]]:
        board = self._hub

        def price(name: str) -> Any:
            return lambda row: fmt.price(getattr(board.board, name).item(row.slot), row.decimals)

        def value(name: str) -> Any:
            return lambda row: getattr(board.board, name).item(row.slot)

        def count(name: str) -> Any:
            return lambda row: fmt.compact(getattr(board.board, name).item(row.slot) or NAN)

        def touch(name: str) -> Any:
            return lambda row: getattr(board.board, name).item(row.slot, 0) or NAN

        def touch_text(name: str) -> Any:
            read = touch(name)
            return lambda row: fmt.price(read(row), row.decimals)

        hint = self.age_text
        return [
            Column(
                key="symbol",
                title="Symbol",
                width=0,
                align="left",
                text=lambda row: " ".join(part for part in _words(row) if part),
                hint=_symbol_hint(self),
            ),
            Column(
                key="change",
                title="Chg",
                width=60,
                tip="Change since the previous close, in points",
                text=lambda row: fmt.signed(self.change(row), row.decimals),
                color=lambda row: fmt.trend(self.change(row)),
                sort=self.change,
                hint=hint,
            ),
            Column(
                key="percent",
                title="%",
                width=56,
                tip="Change since the previous close, in percent",
                text=lambda row: fmt.percent(self.percent(row)),
                color=lambda row: fmt.trend(self.percent(row)),
                sort=self.percent,
                hint=hint,
            ),
            Column(
                key="last",
                title="LTP",
                width=78,
                tip="Last traded price",
                text=price("last"),
                sort=value("last"),
                hint=hint,
            ),
            Column(
                key="volume",
                title="Volume",
                width=66,
                hidden=True,
                text=count("volume"),
                sort=value("volume"),
                tip="Units traded today",
            ),
            Column(
                key="bid",
                title="Bid",
                width=74,
                hidden=True,
                text=touch_text("bid_price"),
                sort=touch("bid_price"),
                tip="Best buy price",
            ),
            Column(
                key="ask",
                title="Ask",
                width=74,
                hidden=True,
                text=touch_text("ask_price"),
                sort=touch("ask_price"),
                tip="Best sell price",
            ),
            Column(
                key="oi",
                title="OI",
                width=66,
                hidden=True,
                text=count("oi"),
                sort=value("oi"),
                tip="Open interest, in units",
            ),
            Column(
                key="range",
                title="Day range",
                width=110,
                align="center",
                hidden=True,
                text=lambda row: _range_text(self, row),
                sort=lambda row: day_range(self, row)[2],
                tip="Low to high of the day; the mark is the last price, the notch the open",
            ),
        ]


def day_range(model: QuotesModel, row: QuoteRow) -> tuple[float, float, float, float]:
    """Return (low, high, place of the last price from 0 to 1, place of the open); NaN if unknown."""
    board = model.hub.board
    low, high = board.low.item(row.slot), board.high.item(row.slot)
    if not high > low:
        return low, high, NAN, NAN
    last, open_ = board.last.item(row.slot), board.open.item(row.slot)
    span = high - low
    return low, high, (last - low) / span, (open_ - low) / span


def _words(row: QuoteRow) -> tuple[str, str, str]:
    return row.names.main, row.names.detail, row.names.badge


def _range_text(model: QuotesModel, row: QuoteRow) -> str:
    low, high, _, _ = day_range(model, row)
    return f"{fmt.price(low, row.decimals)} – {fmt.price(high, row.decimals)}"


def _symbol_hint(model: QuotesModel) -> Any:
    def hint(row: QuoteRow) -> str:
        instrument = row.instrument
        first = f"{fmt.instrument(row.id)} · {row.id.venue}"
        if instrument is not None and instrument.name and instrument.name != row.id.symbol:
            first = f"{instrument.name}\n{first}"
        if instrument is not None and instrument.lot_size > 1:
            first += f" · lot {fmt.quantity(instrument.lot_size)}"
        why = model.age_text(row)
        return f"{first}\n{why}" if why else first

    return hint
