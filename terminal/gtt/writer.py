"""One write of a trigger: journal first, then the wire once, then what is known of it.

Never repeats a write. Whatever goes wrong after the first byte may have left makes the row UNKNOWN
and starts a search. Writes run in the account's scope: a panel that closes only stops waiting.
"""

import asyncio
import sqlite3

import msgspec
from msgspec.structs import replace

from terminal.domain.errors import RecordOutcome, Rejected, TerminalError, Unknown, Written
from terminal.domain.facets import GttFacet
from terminal.domain.gtt import Gtt, GttIntent, GttState
from terminal.domain.ids import ClientOrderId
from terminal.domain.notice import Objection, Recorded, Refused
from terminal.gtt.core import KIND, RECORD, Core, Entry, Flight, Record, Verb, row_of
from terminal.gtt.reader import Reader
from terminal.gtt.search import Search
from terminal.runtime.writes import WriteEntry, WrittenBefore

FRESH_LIST_S = 5.0
LIST_WAIT_S = 2.0
FORGET_S = 6 * 86_400  # the broker lists what ended for seven days
Result = Recorded | Refused
_DONE = {"create": "not placed", "modify": "not changed", "delete": "not deleted"}


class Writer:
    """Sends creations, modifications and deletions."""

    def __init__(self, core: Core, reader: Reader, search: Search) -> None:
        self._core = core
        self._reader = reader
        self._search = search

    def create(self, entry: Entry, intent: GttIntent) -> "asyncio.Task[Result]":
        """Claim the row at once and send in a task of the account's scope."""
        shown = row_of(
            intent,
            self._core.symbol(intent.instrument),
            self._core.clock.now_ns(),
            local=entry.facet.rules.local,
        )
        record = Record(verb="create", key=intent.client_id, intent=intent)
        return self._start(entry, intent.client_id, record, shown)

    def modify(self, entry: Entry, before: Gtt, intent: GttIntent) -> "asyncio.Task[Result]":
        shown = replace(
            before,
            kind=intent.kind,
            legs=intent.legs,
            results=(None,) * len(intent.legs),
            last_price=intent.last_price,
            state=GttState.SENDING,
            message="The change is on its way.",
        )
        record = Record(verb="modify", key=before.key, intent=intent, before=before)
        return self._start(entry, intent.client_id, record, shown)

    def delete(self, entry: Entry, before: Gtt, client_id: ClientOrderId) -> "asyncio.Task[Result]":
        shown = replace(before, state=GttState.SENDING, message="The deletion is on its way.")
        record = Record(verb="delete", key=before.key, before=before)
        return self._start(entry, client_id, record, shown)

    async def recover(self, entry: Entry) -> None:
        """Reopen the questions that an earlier run left in the journal; sqlite3.Error, OSError."""
        core = self._core
        for known in await core.journal.load_open(KIND, entry.account):
            client_id = ClientOrderId(known.client_id)
            if any(flight.client_id == client_id for flight in entry.flights.values()):
                continue
            try:
                record = RECORD.decode(known.what)
            except msgspec.MsgspecError as error:
                core.settle(client_id, "unreadable", note=str(error))
                continue
            self._reopen(entry, client_id, record, known)

    def _reopen(
        self, entry: Entry, client_id: ClientOrderId, record: Record, known: WriteEntry
    ) -> None:
        core = self._core
        shown = record.before
        if record.intent is not None and shown is None:
            symbol = core.symbol(record.intent.instrument)
            local = entry.facet.rules.local
            shown = row_of(record.intent, symbol, known.sent_ns, local=local)
        if shown is None:
            core.settle(client_id, "unreadable", note="no terms")
            return
        if core.clock.now_ns() - known.sent_ns > FORGET_S * 10**9:
            text = (
                "A write of over six days ago was never confirmed, and the broker's list does not"
            )
            text += " go back that far. Look at triggers and orders."
            core.settle(client_id, "unverifiable", note=text)
            core.about(shown, "warn", "trigger not verifiable", text)
            return
        text = "The terminal stopped before the answer came: checking the broker's list."
        shown = replace(shown, state=GttState.UNKNOWN, message=text)
        flight = Flight(client_id, record, shown, known.sent_ns)
        entry.flights[record.key] = flight
        core.touch(entry)
        self._search.start(entry, flight)

    # -- private

    def _start(
        self, entry: Entry, client_id: ClientOrderId, record: Record, shown: Gtt
    ) -> "asyncio.Task[Result]":
        flight = Flight(client_id, record, shown, self._core.clock.now_ns())
        entry.flights[record.key] = flight
        self._core.touch(entry)
        return entry.sends.spawn(self._send(entry, flight), name=f"{record.verb} {client_id}")

    async def _send(self, entry: Entry, flight: Flight) -> Result:
        core = self._core
        await self._know_list(entry, flight)
        if (refused := await self._write_down(entry, flight)) is not None:
            return refused
        if core.links.killed() and flight.record.verb != "delete":
            text = "The kill switch went on before it was sent."
            self._refused(entry, flight, Rejected("killed", text, "Nothing was sent."))
            return Recorded(flight.record.key, Rejected("killed", text, "Nothing was sent."))
        try:
            outcome = await self._asked(entry.facet, flight)
        except asyncio.CancelledError:
            self._unknown(entry, flight, "the terminal stopped waiting")
            raise
        if isinstance(outcome, Written) and not outcome.reference:
            outcome = self._unnamed(flight, outcome)
        match outcome:
            case Written(reference=reference):
                self._search.written(entry, flight, reference)
                return Recorded(reference, outcome)
            case Rejected():
                self._refused(entry, flight, outcome)
            case Unknown(reason=reason):
                self._unknown(entry, flight, reason)
                self._search.start(entry, flight)
        return Recorded(flight.record.key, outcome)

    def _unnamed(self, flight: Flight, outcome: Written) -> RecordOutcome:
        if flight.record.verb == "create":
            return Unknown("the broker's answer named no trigger")
        return replace(outcome, reference=flight.record.key)

    async def _asked(self, facet: GttFacet, flight: Flight) -> RecordOutcome:
        record = flight.record
        try:
            match record:
                case Record(verb="create", intent=GttIntent() as intent):
                    return await facet.create(intent)
                case Record(verb="modify", intent=GttIntent() as intent, before=Gtt() as before):
                    return await facet.modify(before, intent)
                case Record(verb="delete", before=Gtt() as before):
                    return await facet.delete(before)
                case _:
                    return Rejected("incomplete", "The request has no terms.", "Nothing was sent.")
        except TerminalError as error:
            return Unknown(error.text)
        except Exception as error:  # noqa: BLE001  a bug after the bytes left is no proof of absence
            self._core.on_failure(f"{record.verb} {flight.client_id}", error)
            return Unknown(f"{type(error).__name__} while sending")

    async def _know_list(self, entry: Entry, flight: Flight) -> None:
        """Know which ids are there before a creation: a later twin of same terms is then ours."""
        if flight.record.verb != "create":
            return
        age_s = (self._core.clock.monotonic_ns() - entry.read_ns) / 1e9
        if age_s > FRESH_LIST_S:
            try:
                async with asyncio.timeout(LIST_WAIT_S):
                    await self._reader.refresh(entry)
            except TimeoutError:
                pass  # the list known so far has to do
        flight.record = replace(flight.record, seen=tuple(entry.rows))

    async def _write_down(self, entry: Entry, flight: Flight) -> Refused | None:
        core = self._core
        what = msgspec.json.encode(flight.record)
        try:
            await core.journal.claim(flight.client_id, KIND, entry.account, what, flight.sent_ns)
        except WrittenBefore:
            text, fix = "This was sent before.", "Look at its row in the list."
            objection = Objection(code="already_sent", text=text, fix=fix)
        except (sqlite3.Error, OSError) as error:
            objection = Objection(
                code="journal",
                text=f"It could not be written to the journal and was not sent: {error}.",
                fix="Free disk space or mend the data folder, then try again.",
            )
        else:
            return None
        entry.flights.pop(flight.record.key, None)
        core.touch(entry)
        missed = f"trigger {_DONE[flight.record.verb]}"
        core.about(flight.shown, "bad", missed, f"{objection.text} {objection.fix}")
        return Refused((objection,))

    def _refused(self, entry: Entry, flight: Flight, outcome: Rejected) -> None:
        core, record = self._core, flight.record
        entry.flights.pop(record.key, None)
        entry.turn += 1
        core.settle(flight.client_id, "rejected", note=f"{outcome.code}: {outcome.text}")
        words = f"{outcome.text} {outcome.hint}".strip()
        if record.verb == "create":
            shown = replace(flight.shown, state=GttState.REJECTED, message=words)
            entry.own[record.key] = shown
        core.about(flight.shown, "bad", f"trigger {_DONE[record.verb]}", words)
        core.touch(entry)
        self._reader.request_refresh(entry)

    def _unknown(self, entry: Entry, flight: Flight, reason: str) -> None:
        verbs: dict[Verb, str] = {"create": "", "modify": " change", "delete": " deletion"}
        text = f"The reply was lost ({reason}): checking the broker's list. Do not send it again."
        flight.shown = replace(flight.shown, state=GttState.UNKNOWN, message=text)
        what = f"trigger{verbs[flight.record.verb]} unknown"
        self._core.about(flight.shown, "warn", what, text)
        self._core.touch(entry)
