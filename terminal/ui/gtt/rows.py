"""Triggers to rows, keeping what has not changed; and which of them a filter wants.

What the filter searches is put together a little at a time, frame by frame: thousands of sentences
at once would hold the window up.
"""

from terminal.domain.gtt import GttKind
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import Clock, InstrumentSource
from terminal.gtt.service import GttService
from terminal.gtt.stages import GttStage
from terminal.ui import format as fmt
from terminal.ui.gtt.words import condition_words, order_words
from terminal.ui.models.gtt import GttRow, make_row

WARMED = 100
"""Rows made searchable a frame: about two milliseconds."""
_DAY_NS = 86_400_000_000_000
_IST_NS = 19_800_000_000_000


class GttRows:
    """All triggers of the service as rows, newest first."""

    def __init__(self, gtts: GttService, instruments: InstrumentSource, clock: Clock) -> None:
        self._gtts = gtts
        self._instruments = instruments
        self._clock = clock
        self._rows: dict[str, GttRow] = {}
        self._hays: dict[str, str] = {}
        self._cold: list[GttRow] = []
        self.active: list[GttRow] = []
        self.ended: list[GttRow] = []
        self.everything: list[GttRow] = []

    def read(self) -> None:
        """Take the triggers as the service has them now."""
        gtts = self._gtts
        leaving = gtts.pending_deletes()
        before, rows = self._rows, {}
        self._cold, self.active, self.ended = [], [], []
        for gtt in gtts.gtts():
            key = gtt.key
            stage, goes = gtts.stage(gtt), key in leaving
            row = before.get(key)
            order = None if row is not None and row.waits else gtts.order_of(gtt)
            if (
                row is None
                or row.gtt is not gtt
                or row.stage is not stage
                or row.order is not order
                or row.leaving is not goes
            ):
                row = make_row(gtt, stage, gtts.order_of(gtt), leaving=goes)
                self._hays.pop(key, None)
            if key not in self._hays:
                self._cold.append(row)
            rows[key] = row
            (self.active if self._is_active(row) else self.ended).append(row)
        for key in self._hays.keys() - rows.keys():
            del self._hays[key]
        self._rows = rows
        self.everything = list(rows.values())

    def wanted(self, show: str, words: list[str]) -> list[GttRow]:
        """Return the rows of a kind ("active", "ended", "all") that have all words."""
        rows = {"active": self.active, "ended": self.ended}.get(show, self.everything)
        if not words:
            return rows
        self.warm(len(self._cold))
        hays = self._hays
        for word in words:
            rows = [row for row in rows if word in hays[row.gtt.key]]
        return rows

    def warm(self, count: int = WARMED) -> None:
        """Make some more rows searchable."""
        cold, self._cold = self._cold[:count], self._cold[count:]
        names: dict[InstrumentId, str] = {}
        for row in cold:
            instrument = row.gtt.instrument
            name = names.get(instrument)
            if name is None:
                name = names[instrument] = fmt.instrument(instrument)
            self._hays[row.gtt.key] = self._hay(row, name)

    def _is_active(self, row: GttRow) -> bool:
        if row.stage is GttStage.TRIGGERED:
            # Fired on another day: its order has left the book, and nothing more will be told.
            today = (self._clock.now_ns() + _IST_NS) // _DAY_NS
            return (row.gtt.updated_ns + _IST_NS) // _DAY_NS == today
        return row.is_open

    def _hay(self, row: GttRow, name: str) -> str:
        gtt = row.gtt
        instrument = self._instruments.instrument(gtt.instrument)
        decimals = instrument.grid.decimals if instrument is not None else 2
        return " ".join(
            (
                name,
                gtt.symbol,
                "oco" if gtt.kind is GttKind.TWO_LEG else "single",
                condition_words(gtt, decimals),
                order_words(gtt, instrument),
                row.words,
                row.message,
                fmt.account(gtt.account),
                gtt.key,
            )
        ).lower()
