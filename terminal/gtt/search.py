"""A lost reply: look in the broker's list until it is known what became of the write.

Proof of presence is a row; proof of absence three lists read without it over ten seconds. Nothing
is ever sent again.
"""

from msgspec.structs import replace

from terminal.domain.errors import TerminalError
from terminal.domain.gtt import Gtt, GttState
from terminal.gtt.core import Core, Entry, Flight, same_terms
from terminal.gtt.reader import Reader

LOOKS_S = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
THEN_EVERY_S = 30.0
NEEDED_READS = 3
NEEDED_S = 10.0
_GONE = frozenset({GttState.DELETED, GttState.CANCELLED})


class Search:
    """Looks for flights whose reply was lost. `resolve` in a task of the account's watches."""

    def __init__(self, core: Core, reader: Reader) -> None:
        self._core = core
        self._reader = reader

    def start(self, entry: Entry, flight: Flight) -> None:
        if not entry.leaving:
            entry.watches.spawn(self._resolve(entry, flight), name=f"find {flight.client_id}")

    async def _resolve(self, entry: Entry, flight: Flight) -> None:
        clock = self._core.clock
        started_ns = clock.monotonic_ns()
        first_ns, reads, look = 0, 0, 0
        while True:
            due_s = _due(look)
            look += 1
            passed_s = (clock.monotonic_ns() - started_ns) / 1e9
            if due_s > passed_s:
                await clock.sleep(due_s - passed_s)
            try:
                rows = await self._reader.fetch(entry)
            except TerminalError:
                continue
            reads += 1
            first_ns = first_ns or clock.monotonic_ns()
            reference = self._found(entry, flight, rows)
            if reference is not None:
                self.written(entry, flight, reference, found=True)
                return
            span_s = (clock.monotonic_ns() - first_ns) / 1e9
            if reads >= NEEDED_READS and span_s >= NEEDED_S:
                self._absent(entry, flight)
                return

    def _found(self, entry: Entry, flight: Flight, rows: list[Gtt]) -> str | None:
        record = flight.record
        row = next((r for r in rows if r.key == record.key), None)
        match record.verb:
            case "create":
                made = entry.match(flight, rows)
                return None if made is None else made.key
            case "modify":
                changed = row is not None and record.intent and same_terms(row, record.intent)
                return record.key if changed else None
            case "delete":
                return record.key if row is None or row.state in _GONE else None

    def written(self, entry: Entry, flight: Flight, reference: str, *, found: bool = False) -> None:
        """Conclude that the broker has done what was asked."""
        core, record = self._core, flight.record
        entry.flights.pop(record.key, None)
        core.settle(flight.client_id, "written", reference=reference)
        if record.verb == "create":
            entry.aliases[flight.client_id] = reference
        listed = entry.rows.get(reference)
        if record.verb == "delete":
            row = replace(listed or flight.shown, state=GttState.DELETED, message="")
        elif listed is not None and found:
            row = listed  # the list has it, and it may have fired already
        else:
            row = replace(flight.shown, key=reference, state=GttState.ACTIVE, message="")
        self._reader.conclude(entry, row)
        if found:
            what = {
                "create": ("The trigger exists", "The broker has it: nothing has to be done."),
                "modify": ("The trigger was changed", "The broker has the new terms."),
                "delete": ("The trigger was deleted", "The broker does not have it any more."),
            }[record.verb]
            core.about(flight.shown, "good", what[0].lower(), what[1])
        core.touch(entry)
        self._reader.tell(entry)
        self._reader.request_refresh(entry)

    def _absent(self, entry: Entry, flight: Flight) -> None:
        core, record = self._core, flight.record
        entry.flights.pop(record.key, None)
        entry.turn += 1
        core.settle(flight.client_id, "not_placed", note="not in the broker's list")
        row = entry.rows.get(record.key)
        match record.verb:
            case "create":
                text = "The broker's list does not have it: the trigger was not placed."
                shown = replace(flight.shown, state=GttState.NOT_PLACED, message=text)
                entry.own[record.key] = shown
                text += " Create it again if you still want it."
                core.about(flight.shown, "warn", "trigger not placed", text)
            case "modify":
                text = "The broker's list has the old terms: the change was not made."
                if row is None:
                    text = "The broker's list does not have this trigger any more."
                core.about(flight.shown, "warn", "trigger not changed", text)
            case "delete":
                text = "The broker's list still has it: the trigger was not deleted."
                if row is not None and row.state is GttState.TRIGGERED:
                    text = "It fired before it could be deleted: look at its order."
                core.about(flight.shown, "warn", "trigger not deleted", text)
        core.touch(entry)


def _due(look: int) -> float:
    if look < len(LOOKS_S):
        return LOOKS_S[look]
    return LOOKS_S[-1] + THEN_EVERY_S * (look - len(LOOKS_S) + 1)
