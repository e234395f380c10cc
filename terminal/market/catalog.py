"""All of the day's instruments: search as you type, and identity to facts.

Each account brings its broker's list; an instrument that several know is one row, and an account that
leaves takes what only it knew. `load` builds the index on a worker thread and swaps it in; everything
else is a read on the loop's thread. `Instrument` objects are made when asked for, since 120,000 of
them would cost a second.
"""

from collections.abc import Iterable

from msgspec import Struct

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.instrument import Instrument, PriceGrid
from terminal.domain.master import exact
from terminal.domain.ports import MasterColumns
from terminal.market.masters import indexed, merge
from terminal.market.search import (
    EXACT_BONUS,
    HELD_BONUS,
    RECENT_BONUS,
    SearchIndex,
    rows_of,
)
from terminal.runtime.signals import Signal
from terminal.runtime.tasks import OnFailure
from terminal.runtime.worker import Worker

RECENT = 30
_ONLY = AccountId("")


class Hit(Struct, frozen=True):
    """One search result; a larger `score` is better.

    `reason` is `exact`, `held`, `recent`, `match`, or `spelling` where only other words were found.
    """

    instrument: Instrument
    score: float
    reason: str = "match"


class _Part(Struct, frozen=True):
    columns: MasterColumns
    practice: bool


class Catalog:
    """Search and look-up over the day's master; `domain.ports.InstrumentSource`."""

    def __init__(self, *, on_failure: OnFailure) -> None:
        self.loaded: Signal[int] = Signal(on_failure)
        self._search: SearchIndex | None = None
        self._parts: dict[AccountId, _Part] = {}
        self._made: dict[int, Instrument] = {}
        self._recent: list[InstrumentId] = []
        self._held: frozenset[InstrumentId] = frozenset()
        self._bonus: dict[int, int] | None = None
        self._largest: dict[tuple[str, str, bool], int] = {}

    @property
    def count(self) -> int:
        return 0 if self._search is None else self._search.rows

    async def load(
        self,
        columns: MasterColumns,
        worker: Worker,
        account: AccountId = _ONLY,
        *,
        practice: bool = False,
    ) -> None:
        """Take an account's list of the day into use; `loaded` says how many instruments there are.

        Where lists disagree about an instrument's facts, the account that came first is right, and a
        practice exchange's never against a real one's.
        """
        self._parts[account] = _Part(columns, practice)
        await self._build(worker)

    async def drop(self, account: AccountId, worker: Worker) -> None:
        """Forget what only this account's broker lists.

        The last list stays: names are still read, and searched, when nobody is logged in.
        """
        if account in self._parts and len(self._parts) > 1:
            del self._parts[account]
            await self._build(worker)

    def lists(self, account: AccountId, instrument_id: InstrumentId) -> bool:
        """Say whether the account's own broker lists the instrument today."""
        part = self._parts.get(account)
        if part is None or part.columns.index is None:
            return False
        return part.columns.index.row(instrument_id) is not None

    async def _build(self, worker: Worker) -> None:
        parts = dict(sorted(self._parts.items(), key=lambda item: item[1].practice))
        lists, search = await worker.run(_built, [part.columns for part in parts.values()])
        for (account, part), columns in zip(parts.items(), lists, strict=True):
            if self._parts.get(account) is part:
                self._parts[account] = _Part(columns, part.practice)
        self._search = search
        self._made.clear()
        self._bonus = None
        self.loaded.emit(self.count)

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Return the instruments that all words of `text` fit, best first.

        Words come in any order and may be beginnings: `24000 nif ce`, `rel fut`, `nifty 26nov`. An
        empty text gives what was used last.
        """
        index = self._search
        if index is None:
            return []
        if not text.strip():
            rows = rows_of(index.index, self._recent)
            return [Hit(self._instrument(row), 0.0, "recent") for row in rows[:limit]]
        bonus = self._bonuses(index)
        found, respelt = index.find(text, limit, bonus)
        return [
            Hit(self._instrument(row), float(-cost), _reason(cost, bonus.get(row, 0), respelt))
            for row, cost in found
        ]

    def note_used(self, instrument_id: InstrumentId) -> None:
        """Remember that this instrument was picked: it comes earlier from now on."""
        self._recent = [instrument_id, *(i for i in self._recent if i != instrument_id)][:RECENT]
        self._bonus = None

    @property
    def recent(self) -> tuple[InstrumentId, ...]:
        """What was used, newest first; to be saved and given to `restore_recent` at the next start."""
        return tuple(self._recent)

    def restore_recent(self, ids: Iterable[InstrumentId]) -> None:
        self._recent = list(dict.fromkeys(ids))[:RECENT]
        self._bonus = None

    def set_held(self, held: set[InstrumentId]) -> None:
        """Say what the accounts hold: it comes first among equals."""
        self._held = frozenset(held)
        self._bonus = None

    def instrument(self, instrument_id: InstrumentId) -> Instrument | None:
        """Return the day's facts of an instrument, None where today's master does not list it."""
        index = self._search
        row = None if index is None else index.index.row(instrument_id)
        return None if row is None else self._instrument(row)

    def learn_largest(self, told: tuple[InstrumentId, int]) -> None:
        """Take the exchange's largest order (id, units), as a refusal named it.

        An exchange sets it for all derivatives of one underlying together; no master lists it.
        """
        instrument_id, units = told
        self._largest[_freeze_key(instrument_id)] = units
        self._made.clear()

    def by_symbol(self, exchange: str, symbol: str) -> Instrument | None:
        """Return an instrument by the label that traders read (`NFO`, `NIFTY26NOV24000CE`).

        Brokers label derivatives differently: each one's own labels are understood.
        """
        index = self._search
        row = None if index is None else index.index.row_of_symbol(exchange, symbol)
        if row is not None:
            return self._instrument(row)
        for part in self._parts.values():
            known = part.columns.index
            row = None if known is None else known.row_of_symbol(exchange, symbol)
            if known is not None and row is not None:
                return self.instrument(known.id_of(row))
        return None

    def _bonuses(self, index: SearchIndex) -> dict[int, int]:
        if self._bonus is None:
            recent = rows_of(index.index, self._recent)
            bonus = {row: RECENT_BONUS - age for age, row in enumerate(recent)}
            for row in rows_of(index.index, self._held):
                bonus[row] = HELD_BONUS
            self._bonus = bonus
        return self._bonus

    def _instrument(self, row: int) -> Instrument:
        made = self._made.get(row)
        if made is None:
            assert self._search is not None
            columns, instrument_id = self._search.columns, self._search.index.id_of(row)
            made = self._made[row] = Instrument(
                id=instrument_id,
                symbol=columns.symbol[row],
                name=columns.name[row],
                segment=columns.segment[row],
                lot_size=int(columns.lot_size[row]),
                grid=PriceGrid(exact(columns.tick_size[row])),
                freeze_quantity=self._largest.get(_freeze_key(instrument_id)),
            )
        return made


def _built(parts: list[MasterColumns]) -> tuple[list[MasterColumns], SearchIndex]:
    """Return the lists with their look-ups, and the search over all of them."""
    lists = [indexed(part) for part in parts]
    return lists, SearchIndex(merge(lists))


def _freeze_key(instrument_id: InstrumentId) -> tuple[str, str, bool]:
    return (instrument_id.venue, instrument_id.symbol, instrument_id.kind.is_derivative)


def _reason(cost: int, bonus: int, respelt: bool) -> str:  # noqa: FBT001
    if respelt:
        return "spelling"
    if cost + bonus < -EXACT_BONUS // 2:
        return "exact"
    if bonus:
        return "held" if bonus == HELD_BONUS else "recent"
    return "match"
