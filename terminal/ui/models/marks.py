"""Live prices for the rows of a book: one watch an instrument, pulled once a frame.

Marking positions to a price is drawing, so it is done in floats; orders never read from here.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.board import LIVE
from terminal.market.hub import Hub, Watch
from terminal.ui.columns import ColumnModel

_NAN = float("nan")


FRAMES_APART = 4
"""Books repaint their prices every fourth frame: 15 times a second is more than eyes follow."""


class LiveColumns:
    """Repaint the columns that follow prices, one signal for one band of rows, not every frame."""

    def __init__(self, model: ColumnModel[Any], first: str, last: str) -> None:
        self._model = model
        self._first = model.column_number(first)
        self._last = model.column_number(last)
        self._pending: set[InstrumentId] = set()
        self._wait = 0

    def tell(
        self, moved: set[InstrumentId], touches: Callable[[Any, set[InstrumentId]], bool]
    ) -> bool:
        """Take this frame's moved instruments; True where cells were repainted.

        `touches(row, instruments)` says whether a row shows one of them.
        """
        self._pending |= moved
        if self._wait > 0:
            self._wait -= 1
            return False
        if not self._pending:
            return False
        self._wait = FRAMES_APART - 1
        pending, self._pending = self._pending, set()
        hit = [n for n, row in enumerate(self._model.rows) if touches(row, pending)]
        if not hit:
            return False
        self._model.dataChanged.emit(
            self._model.index(hit[0], self._first),
            self._model.index(hit[-1], self._last),
            [Qt.ItemDataRole.DisplayRole],
        )
        return True


class Marks:
    """The newest prices of a changing set of instruments."""

    def __init__(self, hub: Hub, mode: FeedMode = FeedMode.QUOTE) -> None:
        self._hub = hub
        self._mode = mode
        self._watches: dict[InstrumentId, Watch] = {}
        self._ids: list[InstrumentId] = []
        self._slots = np.empty(0, dtype=np.int64)
        self._seen = -1

    def keep(self, instruments: Iterable[InstrumentId]) -> None:
        """Watch exactly these from now on."""
        wanted = set(instruments)
        for gone in [known for known in self._watches if known not in wanted]:
            self._watches.pop(gone).close()
        for new in wanted - self._watches.keys():
            self._watches[new] = self._hub.watch(new, self._mode)
        self._ids = list(self._watches)
        self._slots = np.array([w.slot for w in self._watches.values()], dtype=np.int64)

    def moved(self) -> set[InstrumentId]:
        """Return the instruments whose row changed since the last call."""
        board = self._hub.board
        seen, self._seen = self._seen, board.clock
        if seen == board.clock or not self._ids:
            return set()
        return {self._ids[n] for n in board.changed(self._slots, seen).tolist()}

    def last(self, instrument: InstrumentId) -> float:
        """Return the last price, NaN where none is known."""
        watch = self._watches.get(instrument)
        return float(self._hub.board.last[watch.slot]) if watch is not None else _NAN

    def previous_close(self, instrument: InstrumentId) -> float:
        """Return the previous session's close, NaN where the feed did not tell it."""
        watch = self._watches.get(instrument)
        if watch is None:
            return _NAN
        close = float(self._hub.board.close[watch.slot])
        return close if close > 0 else _NAN

    def is_live(self, instrument: InstrumentId) -> bool:
        """True where the price comes from a feed that runs now."""
        watch = self._watches.get(instrument)
        return watch is not None and bool(self._hub.board.state[watch.slot] == LIVE)

    def close(self) -> None:
        """Stop watching."""
        self.keep(())
