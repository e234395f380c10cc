"""Triggers to rows, keeping what has not changed; and which of them a filter wants."""

from msgspec.structs import replace

from terminal.domain.gtt import GttKind
from terminal.domain.ports import Clock, InstrumentSource
from terminal.gtt.service import GttService
from terminal.gtt.stages import GttStage
from terminal.ui import format as fmt
from terminal.ui.gtt.words import WAITING_STAGES, condition_words, order_words
from terminal.ui.models.gtt import GttRow

_DAY_NS = 86_400_000_000_000
_IST_NS = 19_800_000_000_000


class GttRows:
    """All triggers of the service as rows, newest first."""

    def __init__(self, gtts: GttService, instruments: InstrumentSource, clock: Clock) -> None:
        self._gtts = gtts
        self._instruments = instruments
        self._clock = clock
        self._rows: dict[str, GttRow] = {}

    def read(self) -> list[GttRow]:
        """Return a row a trigger as the service has it now."""
        gtts = self._gtts
        leaving = gtts.pending_deletes()
        before, rows = self._rows, {}
        for gtt in gtts.gtts():
            stage = gtts.stage(gtt)
            order = gtts.order_of(gtt) if stage not in WAITING_STAGES else None
            goes = gtt.key in leaving
            row = before.get(gtt.key)
            if (
                row is None
                or row.gtt is not gtt
                or row.stage is not stage
                or row.order is not order
                or row.leaving is not goes
            ):
                row = GttRow(gtt, stage, order, goes, "")
                row = replace(row, hay=self._hay(row))
            rows[gtt.key] = row
        self._rows = rows
        return list(rows.values())

    def is_active(self, row: GttRow) -> bool:
        """True where something may still happen."""
        if row.stage is GttStage.TRIGGERED:
            # Fired on another day: its order has left the book, and nothing more will be told.
            today = (self._clock.now_ns() + _IST_NS) // _DAY_NS
            return (row.gtt.updated_ns + _IST_NS) // _DAY_NS == today
        return row.is_open

    def wanted(self, row: GttRow, show: str, words: list[str]) -> bool:
        """True where a row is of the kind shown ("active", "ended", "all") and has all words."""
        if show != "all" and self.is_active(row) is not (show == "active"):
            return False
        return all(word in row.hay for word in words)

    def _hay(self, row: GttRow) -> str:
        gtt = row.gtt
        instrument = self._instruments.instrument(gtt.instrument)
        decimals = instrument.grid.decimals if instrument is not None else 2
        return " ".join(
            (
                fmt.instrument(gtt.instrument),
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
