"""Alerts at the broker: written down first, sent once, and looked for where the reply was lost.

A lost reply never leads to a second request. The broker keeps no id of ours, so the search goes by
name and terms among the alerts that were not in its list before the send.
"""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from itertools import chain, repeat
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from terminal.alerts.account import AlertAccount, same_terms
from terminal.domain.alert import Alert, AlertState, AlertTerms
from terminal.domain.errors import RecordOutcome, Rejected, TerminalError, Unknown, Written
from terminal.domain.notice import Notice, Objection, Recorded, Refused
from terminal.domain.ports import Clock
from terminal.runtime.tasks import OnFailure
from terminal.runtime.writes import WriteJournal, WrittenBefore

log = logging.getLogger(__name__)
KIND = "alert"
LOOKS_S = (0, 1, 2, 4, 8, 15)
THEN_EVERY_S = 30
LOOKS_NEEDED = 3
ABSENT_AFTER_S = 10.0
CHECKING = "The reply was lost: looking for it in the broker's list. It is not sent again."


class Wish(Struct, frozen=True, kw_only=True):
    """What was asked for, as the journal keeps it. `seen`: the ids in the list before the send."""

    verb: Literal["create", "modify", "delete"]
    terms: AlertTerms | None = None
    keys: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    symbol: str = ""
    title: str = ""


class Writes:
    """Sends wishes. `read(account)` brings the broker's list up to date and says whether it could."""

    def __init__(
        self,
        *,
        journal: WriteJournal,
        clock: Clock,
        read: Callable[[AlertAccount], Awaitable[bool]],
        changed: Callable[[AlertAccount], None],
        notify: Callable[[Notice], None],
        on_failure: OnFailure,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._read = read
        self._changed = changed
        self._notify = notify
        self._on_failure = on_failure

    async def send(self, entry: AlertAccount, client_id: str, wish: Wish) -> Recorded | Refused:
        """Write a wish down, send it once and return what is known. Runs in the account's scope."""
        if client_id in entry.claimed:
            return _already()
        entry.claimed.add(client_id)
        self._show(entry, client_id, wish, AlertState.SENDING, "")
        if (refused := await self._write_down(entry, client_id, wish)) is not None:
            self._clear(entry, client_id, wish)
            self._tell("bad", f"{wish.title}: not sent", refused.text)
            return refused
        outcome = await self._asked(entry, wish)
        match outcome:
            case Written(reference=reference):
                await self._written(entry, client_id, wish, reference)
            case Rejected():
                self._clear(entry, client_id, wish)
                await self._settle(client_id, "rejected", note=f"{outcome.code}: {outcome.text}")
                text = f"{outcome.text} {outcome.hint}".strip()
                self._tell("bad", f"{wish.title}: refused", text)
            case Unknown():
                self._search_soon(entry, client_id, wish)
                text = f"{outcome.reason} {CHECKING}".strip()
                self._tell("warn", f"{wish.title}: unknown, checking", text)
        key = client_id if wish.verb == "create" else wish.keys[0]
        if isinstance(outcome, Written) and wish.verb == "create":
            key = outcome.reference
        return Recorded(key, outcome)

    async def recover(self, entry: AlertAccount) -> None:
        """Search for what an earlier run left without an answer."""
        try:
            found = await self._journal.load_open(KIND, entry.account)
        except (sqlite3.Error, OSError) as error:
            log.warning("journal of alerts: %s", error)
            return
        for each in found:
            if each.client_id in entry.claimed:
                continue
            entry.claimed.add(each.client_id)
            try:
                wish = msgspec.json.decode(each.what, type=Wish)
            except msgspec.MsgspecError as error:
                log.warning("journal of alerts: %s cannot be read: %s", each.client_id, error)
                await self._settle(each.client_id, "unreadable")
                continue
            self._search_soon(entry, each.client_id, wish)

    # -- private

    async def _write_down(self, entry: AlertAccount, client_id: str, wish: Wish) -> Refused | None:
        what = msgspec.json.encode(wish)
        now_ns = self._clock.now_ns()
        try:
            await self._journal.claim(client_id, KIND, entry.account, what, now_ns)
        except WrittenBefore:
            return _already()
        except (sqlite3.Error, OSError) as error:
            objection = Objection(
                code="journal",
                text=f"It could not be written to the journal and was not sent: {error}.",
                fix="Free disk space or mend the data folder, then try again.",
            )
            return Refused((objection,))
        return None

    async def _asked(self, entry: AlertAccount, wish: Wish) -> RecordOutcome:
        facet = entry.facet
        assert facet is not None
        listed = [entry.rows[key] for key in wish.keys if key in entry.rows]
        if wish.keys and not listed:
            return Rejected("gone", "The broker does not list it any more.", "Nothing was sent.")
        outcome: RecordOutcome
        try:
            match wish.verb:
                case "create":
                    assert wish.terms is not None
                    outcome = await facet.create(wish.terms)
                case "modify":
                    assert wish.terms is not None
                    outcome = await facet.modify(listed[0], wish.terms)
                case "delete":
                    outcome = await facet.delete(listed)
        except TerminalError as error:
            return Unknown(error.text)
        except Exception as error:  # noqa: BLE001  a bug after the bytes left is no proof of absence
            self._on_failure(f"alert {wish.verb}", error)
            return Unknown(f"{type(error).__name__} while sending.")
        if isinstance(outcome, Written) and wish.verb == "create" and not outcome.reference:
            return Unknown("The broker's answer named no alert.")
        return outcome

    async def _written(
        self, entry: AlertAccount, client_id: str, wish: Wish, reference: str
    ) -> None:
        entry.epoch += 1
        now_ns = self._clock.now_ns()
        match wish.verb:
            case "create":
                assert wish.terms is not None
                entry.matched.add(reference)
                row = Alert(
                    key=reference,
                    terms=wish.terms,
                    symbol=wish.symbol,
                    state=AlertState.ENABLED,
                    created_ns=now_ns,
                    updated_ns=now_ns,
                )
                entry.rows = {reference: row} | entry.rows
            case "modify":
                assert wish.terms is not None
                old = entry.rows.get(wish.keys[0])
                if old is not None:
                    # The broker enables an alert that is changed; its list says so in a moment.
                    entry.rows[old.key] = replace(
                        old, terms=wish.terms, state=AlertState.ENABLED, updated_ns=now_ns
                    )
            case "delete":
                for key in wish.keys:
                    entry.rows.pop(key, None)
        self._clear(entry, client_id, wish)
        await self._settle(client_id, "written", reference=reference)

    def _search_soon(self, entry: AlertAccount, client_id: str, wish: Wish) -> None:
        self._show(entry, client_id, wish, AlertState.UNKNOWN, CHECKING)
        entry.searching.add(client_id)
        entry.watches.spawn(self._search(entry, client_id, wish), name=f"look {client_id}")

    async def _search(self, entry: AlertAccount, client_id: str, wish: Wish) -> None:
        began_ns, looks = self._clock.monotonic_ns(), 0
        for pause_s in chain(LOOKS_S, repeat(THEN_EVERY_S)):
            if pause_s:
                await self._clock.sleep(pause_s)
            if not await self._read(entry):
                continue
            looks += 1
            found = _find(entry, wish)
            if found is not None:
                entry.searching.discard(client_id)
                if wish.verb == "create":
                    entry.matched.add(found)
                self._clear(entry, client_id, wish)
                await self._settle(client_id, "written", reference=found)
                self._tell("good", f"{wish.title}: done", "The broker's list shows it.")
                return
            waited_s = (self._clock.monotonic_ns() - began_ns) / 1e9
            if looks >= LOOKS_NEEDED and waited_s >= ABSENT_AFTER_S:
                await self._absent(entry, client_id, wish)
                return

    async def _absent(self, entry: AlertAccount, client_id: str, wish: Wish) -> None:
        entry.searching.discard(client_id)
        text = {
            "create": "The broker does not have it: it was not created.",
            "modify": "The broker shows the old terms: nothing was changed.",
            "delete": "The broker still lists it: nothing was deleted.",
        }[wish.verb]
        self._clear(entry, client_id, wish)
        if wish.verb == "create":
            self._show(entry, client_id, wish, AlertState.NOT_PLACED, text)
        await self._settle(client_id, "not_placed", note=text)
        self._tell("warn", f"{wish.title}: not done", f"{text} Send it again if you still want it.")

    def _show(
        self, entry: AlertAccount, client_id: str, wish: Wish, state: AlertState, text: str
    ) -> None:
        if wish.verb == "create":
            assert wish.terms is not None
            entry.ours[client_id] = Alert(
                key=client_id,
                terms=wish.terms,
                symbol=wish.symbol,
                state=state,
                created_ns=self._clock.now_ns(),
                message=text,
            )
        else:
            entry.marks.update((key, (state, text)) for key in wish.keys)
        self._changed(entry)

    def _clear(self, entry: AlertAccount, client_id: str, wish: Wish) -> None:
        entry.ours.pop(client_id, None)
        for key in wish.keys:
            entry.marks.pop(key, None)
        self._changed(entry)

    async def _settle(
        self, client_id: str, fate: str, *, reference: str = "", note: str = ""
    ) -> None:
        now_ns = self._clock.now_ns()
        try:
            await self._journal.settle(
                client_id, fate, now_ns=now_ns, reference=reference, note=note
            )
        except (sqlite3.Error, OSError) as error:
            # The next start looks for it once more; that is all a lost settlement costs.
            log.warning("journal of alerts: %s could not be settled: %s", client_id, error)

    def _tell(self, level: Literal["info", "good", "warn", "bad"], title: str, text: str) -> None:
        self._notify(Notice(level=level, title=title, text=text))


def _find(entry: AlertAccount, wish: Wish) -> str | None:
    """Return the id that shows that a wish was carried out, None where nothing shows it."""
    match wish.verb:
        case "create":
            assert wish.terms is not None
            seen = {*wish.seen, *entry.matched}
            for alert in entry.rows.values():
                if alert.key not in seen and same_terms(alert.terms, wish.terms):
                    return alert.key
        case "modify":
            assert wish.terms is not None
            row = entry.rows.get(wish.keys[0])
            if row is not None and same_terms(row.terms, wish.terms):
                return row.key
        case "delete":
            if not any(key in entry.rows for key in wish.keys):
                return wish.keys[0]
    return None


def _already() -> Refused:
    text, fix = "This alert was sent before.", "Look at its row in the list."
    return Refused((Objection(code="already_sent", text=text, fix=fix),))
