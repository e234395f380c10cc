"""Write every intent down before it is sent: SQLite, WAL, synchronous=FULL, one thread.

The client id is the primary key, so an intent is claimed once, in this run or any other. No secret
is ever in here; the file is readable by its owner only.
"""

import os
import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from terminal.domain.ids import AccountId, BrokerOrderId, ClientOrderId
from terminal.domain.order import OrderIntent
from terminal.runtime.worker import Worker

_SCHEMA = """
CREATE TABLE IF NOT EXISTS intents (
    client_id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    symbol TEXT NOT NULL,
    intent BLOB NOT NULL,
    fate TEXT NOT NULL,
    broker_id TEXT,
    note TEXT NOT NULL DEFAULT '',
    modifications INTEGER NOT NULL DEFAULT 0,
    sent_ns INTEGER NOT NULL,
    settled_ns INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS intents_by_account ON intents (account, sent_ns);
"""
_SINCE = """
SELECT intent, symbol, fate, sent_ns, broker_id, note, modifications FROM intents
WHERE account = ? AND sent_ns >= ? ORDER BY sent_ns
"""
_OPEN = """
SELECT intent, symbol, fate, sent_ns, broker_id, note, modifications FROM intents
WHERE account = ? AND sent_ns >= ? AND fate IN ('sending', 'unknown') ORDER BY sent_ns
"""
# The log is made this large at once: a flush that need not grow its file costs a quarter less.
_LOG_BYTES = 1_200_000
_SETTLED_PER_CHECKPOINT = 40


class Fate(StrEnum):
    """What is known of a written intent. SENDING and UNKNOWN are open questions."""

    SENDING = "sending"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_PLACED = "not_placed"
    NOT_SENT = "not_sent"
    UNVERIFIABLE = "unverifiable"  # of an earlier day: the broker's book no longer tells

    @property
    def is_open(self) -> bool:
        return self in {Fate.SENDING, Fate.UNKNOWN}


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the journal. `sent_ns` is the time of writing, just before the send."""

    intent: OrderIntent
    symbol: str
    fate: Fate
    sent_ns: int
    broker_id: BrokerOrderId | None = None
    note: str = ""
    modifications: int = 0

    @property
    def refused(self) -> tuple[str, ...]:
        """The broker's words for each slice that it refused."""
        head, *words = self.note.split("\n")
        return tuple(words) if head == _REFUSED else ()


_REFUSED = "refused slices"


def refused_note(words: Sequence[str]) -> str:
    """Return the note of an order of which the broker refused some slices; '' for none."""
    return "\n".join((_REFUSED, *(w.replace("\n", " ") for w in words))) if words else ""


class AlreadyWritten(Exception):
    """This client id is in the journal: the intent was sent before."""


class Journal:
    """The journal's file. `open` before use; every verb runs on the journal's own thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = Worker("journal")
        self._db: sqlite3.Connection | None = None
        self._settled = 0
        self._encode = msgspec.json.Encoder().encode
        self._decode = msgspec.json.Decoder(OrderIntent).decode

    @property
    def path(self) -> Path:
        return self._path

    async def open(self, *, prune_before_ns: int = 0) -> None:
        """Open or create the file and drop settled intents older than `prune_before_ns`.

        Errors: OSError and sqlite3.Error where the file cannot be written.
        """
        await self._worker.run(self._open, prune_before_ns)

    async def claim(self, intent: OrderIntent, symbol: str, sent_ns: int) -> None:
        """Commit an intent to disk; AlreadyWritten if it was claimed before."""
        blob = self._encode(intent)
        await self._worker.run(self._claim, intent.client_id, intent.account, symbol, blob, sent_ns)

    async def settle(
        self,
        client_id: ClientOrderId,
        fate: Fate,
        *,
        now_ns: int,
        broker_id: BrokerOrderId | None = None,
        note: str = "",
    ) -> None:
        """Write what became of an intent; UNKNOWN leaves it open for the next start."""
        await self._worker.run(self._settle, client_id, fate, now_ns, broker_id, note)

    async def count_modification(self, client_id: ClientOrderId) -> None:
        await self._worker.run(self._count_modification, client_id)

    async def load_open(self, account: AccountId) -> list[Entry]:
        """Return intents whose fate is not known, oldest first."""
        return await self._worker.run(self._load, account, 0, _OPEN)

    async def load_since(self, account: AccountId, since_ns: int) -> list[Entry]:
        """Return all intents written at or after `since_ns`, oldest first."""
        return await self._worker.run(self._load, account, since_ns, _SINCE)

    async def aclose(self) -> None:
        """Finish what is queued and close the file."""
        await self._worker.run(self._close)
        await self._worker.aclose()

    # -- on the journal's thread

    def _open(self, prune_before_ns: int) -> None:
        # Created 0600 before SQLite sees it; its -wal and -shm files take the same mode.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        self._path.chmod(0o600)
        db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA busy_timeout=2000")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA fullfsync=ON")  # macOS: a plain fsync stops at the drive's cache
        db.executescript(_SCHEMA)
        db.execute(
            "DELETE FROM intents WHERE settled_ns IS NOT NULL AND sent_ns < ?", (prune_before_ns,)
        )
        db.execute("PRAGMA wal_autocheckpoint=0")  # it would run inside a claim: see _settle
        db.execute("CREATE TABLE IF NOT EXISTS filler (zeros BLOB)")
        db.execute("INSERT INTO filler VALUES (zeroblob(?))", (_LOG_BYTES,))
        db.execute("DROP TABLE filler")
        db.execute("PRAGMA wal_checkpoint(RESTART)")
        self._db = db

    def _claim(self, client_id: str, account: str, symbol: str, blob: bytes, sent_ns: int) -> None:
        try:
            self._connection.execute(
                "INSERT INTO intents (client_id, account, symbol, intent, fate, sent_ns)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (client_id, account, symbol, blob, Fate.SENDING.value, sent_ns),
            )
        except sqlite3.IntegrityError as error:
            raise AlreadyWritten(client_id) from error

    def _settle(
        self, client_id: str, fate: Fate, now_ns: int, broker_id: str | None, note: str
    ) -> None:
        self._connection.execute(
            "UPDATE intents SET fate = ?, broker_id = COALESCE(?, broker_id), note = ?,"
            " settled_ns = ? WHERE client_id = ?",
            (fate.value, broker_id, note, None if fate.is_open else now_ns, client_id),
        )
        self._settled += 1
        if self._settled % _SETTLED_PER_CHECKPOINT == 0:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _count_modification(self, client_id: str) -> None:
        self._connection.execute(
            "UPDATE intents SET modifications = modifications + 1 WHERE client_id = ?",
            (client_id,),
        )

    def _load(self, account: str, since_ns: int, query: str) -> list[Entry]:
        rows = self._connection.execute(query, (account, since_ns))
        return [
            Entry(
                intent=self._decode(blob),
                symbol=symbol,
                fate=Fate(fate),
                sent_ns=sent_ns,
                broker_id=broker_id,
                note=note,
                modifications=modifications,
            )
            for blob, symbol, fate, sent_ns, broker_id, note, modifications in rows
        ]

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            raise sqlite3.ProgrammingError("the journal is not open")
        return self._db
