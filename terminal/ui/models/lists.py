"""The seven watchlists: which instruments in which order, under which name. No Qt.

Every change is handed to a `WatchlistStore` at once as plain data; the app gives one that keeps it in
the settings. Instruments that today's master does not know (expired contracts) stay until removed.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from terminal.domain.ids import InstrumentId

log = logging.getLogger(__name__)
LISTS = 7
LONGEST_NAME = 24


class SavedList(Struct):
    """One list as stored: instruments in their text form, in the order of the screen."""

    name: str
    instruments: list[str] = []


class SavedLists(Struct):
    """All lists as stored; `active` counts from 0."""

    active: int = 0
    lists: list[SavedList] = []


class WatchlistStore(Protocol):
    """Where the lists are kept between runs. Both verbs are quick; `save` may write later."""

    def load(self) -> SavedLists | None:
        """Return what was saved last, None on the first run."""
        ...

    def save(self, lists: SavedLists) -> None: ...


class Watchlists:
    """The lists in memory, written through to the store."""

    def __init__(self, store: WatchlistStore) -> None:
        self._store = store
        saved = store.load() or SavedLists()
        self._names = [f"List {number + 1}" for number in range(LISTS)]
        self._lists: list[list[InstrumentId]] = [[] for _ in range(LISTS)]
        for number, entry in enumerate(saved.lists[:LISTS]):
            self._names[number] = entry.name.strip()[:LONGEST_NAME] or self._names[number]
            self._lists[number] = list(dict.fromkeys(_parsed(entry.instruments)))
        self.active = saved.active if 0 <= saved.active < LISTS else 0

    @property
    def names(self) -> Sequence[str]:
        return tuple(self._names)

    @property
    def current(self) -> Sequence[InstrumentId]:
        """The instruments of the active list, in order."""
        return tuple(self._lists[self.active])

    def count(self, number: int) -> int:
        return len(self._lists[number])

    def select(self, number: int) -> bool:
        """Make list `number` (from 0) active; False if it already is or does not exist."""
        if number == self.active or not 0 <= number < LISTS:
            return False
        self.active = number
        self._save()
        return True

    def add(self, instrument: InstrumentId, number: int | None = None) -> bool:
        """Append to a list (the active one); False if it is already there."""
        ids = self._lists[self.active if number is None else number]
        if instrument in ids:
            return False
        ids.append(instrument)
        self._save()
        return True

    def remove(self, instruments: Iterable[InstrumentId]) -> None:
        gone = set(instruments)
        self._lists[self.active] = [i for i in self._lists[self.active] if i not in gone]
        self._save()

    def reorder(self, instruments: Sequence[InstrumentId]) -> None:
        """Take a new order of the active list; ValueError if it is not the same instruments."""
        ours = self._lists[self.active]
        if len(instruments) != len(ours) or set(instruments) != set(ours):
            raise ValueError("a reordering neither adds nor removes")
        self._lists[self.active] = list(instruments)
        self._save()

    def rename(self, number: int, name: str) -> None:
        """Name a list; an empty name brings back the default."""
        self._names[number] = name.strip()[:LONGEST_NAME] or f"List {number + 1}"
        self._save()

    def _save(self) -> None:
        lists = [
            SavedList(name=name, instruments=[str(i) for i in ids])
            for name, ids in zip(self._names, self._lists, strict=True)
        ]
        self._store.save(SavedLists(active=self.active, lists=lists))


def moved(
    ids: Sequence[InstrumentId], chosen: Iterable[InstrumentId], before: int
) -> list[InstrumentId]:
    """Return `ids` with the chosen ones, together and in order, put in front of row `before`."""
    wanted = set(chosen)
    block = [i for i in ids if i in wanted]
    head = [i for i in ids[:before] if i not in wanted]
    tail = [i for i in ids[before:] if i not in wanted]
    return [*head, *block, *tail]


def _parsed(texts: Iterable[str]) -> list[InstrumentId]:
    ids: list[InstrumentId] = []
    for text in texts:
        try:
            ids.append(InstrumentId.parse(text))
        except ValueError:
            log.warning("a saved watchlist names %r, which is no instrument: left out", text)
    return ids
