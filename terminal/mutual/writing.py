"""Sends a write once: written down first, never repeated, looked for where the reply was lost.

A send lives in the account's own scope: a panel that closes stops waiting and nothing else. Open
entries of an earlier run are looked for in the same way.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import msgspec

from terminal.domain.errors import RecordOutcome, Rejected, TerminalError, Unknown, Written
from terminal.domain.mutual import FundOrderState
from terminal.domain.notice import Objection, Recorded, Refused
from terminal.mutual.core import Core
from terminal.mutual.reading import Reader
from terminal.mutual.search import KIND, Done, Search, Undone, Write, judge
from terminal.mutual.state import Account, Pending
from terminal.runtime.writes import WriteEntry, WrittenBefore

Send = Callable[[], Awaitable[RecordOutcome]]
WATCH_NS = 120_000_000_000
SHOWN_FOR_NS = 6 * 86_400_000_000_000
"""The broker's list shows orders of seven days: later, absence from it proves nothing."""
_WHAT = {
    "place": "The order",
    "cancel": "The cancellation",
    "create_sip": "The SIP",
    "modify_sip": "The change of the SIP",
    "cancel_sip": "The end of the SIP",
}
_DECODER = msgspec.json.Decoder(Write)


class Writer:
    """Claims, sends, settles and searches."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.reader = Reader(core, self._on_rows)

    async def write(self, entry: Account, write: Write, send: Send) -> Recorded | Refused:
        """Send once and return what is known; cancelling the caller does not stop the send."""
        task = entry.sends.spawn(self._write(entry, write, send), name=write.verb)
        return await asyncio.shield(task)

    async def recover(self, entry: Account) -> None:
        """Search for what an earlier run left open; once an account."""
        if entry.recovered:
            return
        entry.recovered = True
        try:
            entries = await self._core.journal.load_open(KIND, entry.account)
        except (sqlite3.Error, OSError) as error:
            text = f"The journal of fund orders cannot be read ({error})."
            self._core.notify("bad", "Mutual funds", f"{text} Look at Orders and SIPs yourself.")
            return
        if self._core.accounts.get(entry.account) is not entry:
            return  # it left meanwhile; its questions stay in the journal
        for each in entries:
            if each.client_id not in entry.pending:
                self._reopen(entry, each)

    async def _write(self, entry: Account, write: Write, send: Send) -> Recorded | Refused:
        core, client_id, sent_ns = self._core, write.client_id, self._core.clock.now_ns()
        try:
            await core.journal.claim(
                client_id, KIND, entry.account, msgspec.json.encode(write), sent_ns
            )
        except WrittenBefore:
            return _refused("sent_before", "This was sent before; it is never sent twice.",
                            "Look at its row.")  # fmt: skip
        except (sqlite3.Error, OSError) as error:
            return _refused(
                "no_journal",
                f"Nothing was sent: it could not be written down first ({error}).",
                "Free disk space or mend the rights of the terminal's folder.",
            )
        pending = Pending(write=write, sent_ns=sent_ns, state=FundOrderState.SENDING)
        entry.pending[client_id] = pending
        core.touch(entry.account)
        try:
            outcome = await send()
        except TerminalError as error:  # a facet returns outcomes; what it raises proves nothing
            outcome = Unknown(error.text)
        await self._conclude(entry, pending, outcome)
        return Recorded(self._key(pending), outcome)

    async def _conclude(self, entry: Account, pending: Pending, outcome: RecordOutcome) -> None:
        match outcome:
            case Written(reference=reference):
                await self._done(entry, pending, Done(reference or pending.write.target))
                # The list is read in its own time: the answer is here already.
                entry.watches.spawn(self.reader.refresh(entry), name="after a write")
            case Rejected(text=text, hint=hint):
                await self._undone(
                    entry, pending, FundOrderState.REJECTED, f"{text} {hint}".strip(), "rejected"
                )
            case Unknown(reason=reason):
                pending.state = FundOrderState.UNKNOWN
                pending.message = f"Unknown, checking: {reason}"
                self._core.touch(entry.account)
                self._search(entry, pending)

    # -- searching

    def _search(self, entry: Account, pending: Pending) -> None:
        client_id = pending.write.client_id
        if client_id in entry.searching:
            return
        entry.searching.add(client_id)
        task = entry.watches.spawn(self._look(entry, pending), name=f"find {client_id}")
        # Not `finally`: a task that is cancelled before its first step runs none.
        task.add_done_callback(lambda _: entry.searching.discard(client_id))

    async def _look(self, entry: Account, pending: Pending) -> None:
        search, clock, write = Search(), self._core.clock, pending.write
        read = self.reader.read_orders if write.of_orders else self.reader.read_sips
        while pending.state is FundOrderState.UNKNOWN:
            await clock.sleep(search.wait_s)
            healthy = await read(entry)
            if pending.state is not FundOrderState.UNKNOWN:
                return  # the read itself found it, see `_on_rows`
            if not healthy:
                search.failed()
                continue
            found = judge(write, entry.orders, entry.sips, entry.taken(write.client_id))
            if found is not None:
                await self._found(entry, pending, found)
                return
            if search.missed(clock.monotonic_ns() / 1e9):
                await self._absent(entry, pending)
                return

    async def _found(self, entry: Account, pending: Pending, found: Done | Undone) -> None:
        title, what = pending.write.name, _WHAT[pending.write.verb]
        if isinstance(found, Done):
            await self._done(entry, pending, found)
            text = f"{what} did arrive; only the reply was lost. {found.note}".strip()
            self._core.notify("warn" if found.note else "good", title, text, self._key(pending))
        else:
            await self._undone(entry, pending, FundOrderState.REJECTED, found.why, "rejected")

    async def _absent(self, entry: Account, pending: Pending) -> None:
        write = pending.write
        state = FundOrderState.NOT_PLACED
        if write.creates:
            entry.watch_until_ns = self._core.clock.now_ns() + WATCH_NS
            text = f"{_WHAT[write.verb]} was not placed: the broker's list was read several times"
            text += " and does not have it. Nothing was sent again. Make a new one if you still want it."
        else:
            text = (
                f"{_WHAT[write.verb]} did not happen: the broker's list was read several times and"
            )
            text += " shows it as before. Nothing was sent again. Try anew if you still want it."
        await self._undone(entry, pending, state, text, "not_placed")

    def _on_rows(self, entry: Account) -> None:
        """Leave to the list what it has, and bind rows that carry our tag, however late they come."""
        entry.mark_listed()
        for pending in list(entry.pending.values()):
            lost = pending.state in {FundOrderState.UNKNOWN, FundOrderState.NOT_PLACED}
            if not lost or not pending.write.creates or pending.reference:
                continue
            rows = entry.orders if pending.write.verb == "place" else entry.sips
            row = next((each for each in rows if each.tag == pending.write.client_id), None)
            if row is not None:
                found = Done(row.key)
                self._bind(entry, pending, found)
                entry.watches.spawn(self._found(entry, pending, found), name="found")

    # -- fates

    def _bind(self, entry: Account, pending: Pending, found: Done) -> None:
        pending.state = FundOrderState.OPEN
        pending.reference = found.reference
        pending.message = found.note
        if pending.write.creates:
            entry.names[pending.write.client_id] = found.reference
            entry.mark_listed()

    async def _done(self, entry: Account, pending: Pending, found: Done) -> None:
        self._bind(entry, pending, found)
        self._core.touch(entry.account)
        await self._settle(pending, "written", found.reference, found.note)

    async def _undone(
        self, entry: Account, pending: Pending, state: FundOrderState, text: str, fate: str
    ) -> None:
        pending.state, pending.message = state, text
        self._core.touch(entry.account)
        self._core.notify("bad", pending.write.name, text, self._key(pending))
        await self._settle(pending, fate, "", text)

    async def _settle(self, pending: Pending, fate: str, reference: str, note: str) -> None:
        client_id = pending.write.client_id
        try:
            await self._core.journal.settle(
                client_id, fate, now_ns=self._core.clock.now_ns(), reference=reference, note=note
            )
        except (sqlite3.Error, OSError) as error:
            # The write itself is done: at the next start it is looked for once more and found.
            self._core.notify("warn", "Mutual funds", f"The journal cannot be written ({error}).")

    def _reopen(self, entry: Account, each: WriteEntry) -> None:
        try:
            write = _DECODER.decode(each.what)
        except msgspec.MsgspecError:
            text = "A fund order of an earlier run cannot be read from the journal."
            self._core.notify("bad", "Mutual funds", f"{text} Look at Orders and SIPs yourself.")
            return
        pending = Pending(
            write=write,
            sent_ns=each.sent_ns,
            state=FundOrderState.UNKNOWN,
            message="Unknown, checking: the terminal ended before the reply came.",
        )
        if self._core.clock.now_ns() - each.sent_ns > SHOWN_FOR_NS and write.of_orders:
            text = f"{_WHAT[write.verb]} was sent over six days ago and its reply never seen. The "
            text += "broker's list goes back seven days: look at the broker's own site."
            entry.watches.spawn(
                self._undone(entry, pending, FundOrderState.UNKNOWN, text, "given_up"), name="old"
            )
            return
        entry.pending[each.client_id] = pending
        self._core.touch(entry.account)
        self._search(entry, pending)

    @staticmethod
    def _key(pending: Pending) -> str:
        write = pending.write
        return pending.reference or (write.client_id if write.creates else write.target)


def _refused(code: str, text: str, fix: str) -> Refused:
    return Refused((Objection(code=code, text=text, fix=fix),))
