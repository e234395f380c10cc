"""All of the day's instruments: search as you type, and identity to facts."""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.instrument import Instrument, PriceGrid
from terminal.domain.ports import MasterColumns
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker

_KIND = {
    "EQ": InstrumentKind.EQUITY,
    "INDEX": InstrumentKind.INDEX,
    "FUT": InstrumentKind.FUTURE,
    "CE": InstrumentKind.CALL,
    "PE": InstrumentKind.PUT,
}


class Hit(Struct, frozen=True):
    """One search result; a larger `score` is better. `reason`: held, recent, exact, match, spelling."""

    instrument: Instrument
    score: float
    reason: str = "match"


class Catalog:
    """Search and look-up over the day's master; `domain.ports.InstrumentSource`."""

    def __init__(self, *, on_failure: OnFailure) -> None:
        self.loaded: Signal[int] = Signal(on_failure)
        self._rows: list[Instrument] = []

    @property
    def count(self) -> int:
        return len(self._rows)

    async def load(self, columns: MasterColumns, worker: Worker) -> None:
        self._rows = await worker.run(_instruments, columns)
        self.loaded.emit(self.count)

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        tokens = text.upper().split()
        found = [
            row
            for row in self._rows
            if tokens
            and all(t in f"{row.symbol} {row.name} {row.exchange}".upper() for t in tokens)
        ]
        return [Hit(row, 0.0) for row in found[:limit]]

    def note_used(self, instrument_id: InstrumentId) -> None: ...
    def set_held(self, held: set[InstrumentId]) -> None: ...

    def instrument(self, instrument_id: InstrumentId) -> Instrument | None:
        return next((row for row in self._rows if row.id == instrument_id), None)

    def by_symbol(self, exchange: str, symbol: str) -> Instrument | None:
        pairs = ((row.exchange, row.symbol) for row in self._rows)
        place = next((i for i, pair in enumerate(pairs) if pair == (exchange, symbol)), None)
        return None if place is None else self._rows[place]


def _instruments(columns: MasterColumns) -> list[Instrument]:
    return [_instrument(columns, row) for row in range(len(columns.symbol))]


def _instrument(columns: MasterColumns, row: int) -> Instrument:
    kind = _KIND.get(columns.kind[row], InstrumentKind.UNKNOWN)
    derivative = kind.is_derivative
    return Instrument(
        id=InstrumentId(
            columns.exchange[row],
            columns.name[row] if derivative else columns.symbol[row],
            kind,
            date.fromisoformat(columns.expiry[row]) if derivative else None,
            Decimal(f"{columns.strike[row]:.10g}") if kind.is_option else None,
        ),
        symbol=columns.symbol[row],
        name=columns.name[row],
        segment=columns.segment[row],
        lot_size=int(columns.lot_size[row]),
        grid=PriceGrid(Decimal(f"{columns.tick_size[row]:.10g}")),
    )
