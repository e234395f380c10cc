"""A journal of writes that are no orders: triggers, alerts, fund orders, SIPs.

Written before the request leaves, settled when its fate is known, like the order journal: SQLite,
WAL, synchronous=FULL, one thread. What it holds is the owner's JSON; no secret is ever in it.
"""

import os
import sqlite3
from pathlib import Path

from msgspec import Struct

from terminal.runtime.worker import Worker

_SCHEMA = """
CREATE TABLE IF NOT EXISTS writes (
    client_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    what BLOB NOT NULL,
    fate TEXT NOT NULL DEFAULT 'open',
    reference TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    sent_ns INTEGER NOT NULL,
    settled_ns INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS open_writes ON writes (kind, account, fate);
"""


class WriteEntry(Struct, frozen=True, kw_only=True):
    """One write. `fate` is 'open' until it is known, then a word of the owner's."""

    client_id: str
    kind: str
    account: str
    what: bytes
    fate: str
    reference: str
    note: str
    sent_ns: int


class WrittenBefore(Exception):
    """This client id is in the journal: the write was sent before."""


class WriteJournal:
    """The journal's file. `open` before use; sqlite3.Error and OSError mean "not written"."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = Worker("writes")
        self._db: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        return self._path

    async def open(self, *, prune_before_ns: int = 0) -> None:
        """Open or create the file and drop settled writes older than `prune_before_ns`."""
        await self._worker.run(self._open, prune_before_ns)

    async def claim(
        self, client_id: str, kind: str, account: str, what: bytes, sent_ns: int
    ) -> None:
        """Commit a write to disk before it is sent; WrittenBefore if the id is known."""
        await self._worker.run(self._claim, (client_id, kind, account, what, sent_ns))

    async def settle(
        self, client_id: str, fate: str, *, now_ns: int, reference: str = "", note: str = ""
    ) -> None:
        """Write what became of it."""
        await self._worker.run(self._settle, (fate, reference, note, now_ns, client_id))

    async def load_open(self, kind: str, account: str) -> list[WriteEntry]:
        """Return the writes of this kind and account whose fate is not known, oldest first."""
        return await self._worker.run(self._load_open, kind, account)

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
        db.execute("PRAGMA fullfsync=ON")
        db.executescript(_SCHEMA)
        db.execute("DELETE FROM writes WHERE settled_ns < ?", (prune_before_ns,))
        self._db = db

    def _claim(self, row: tuple[str, str, str, bytes, int]) -> None:
        try:
            self._connection.execute(
                "INSERT INTO writes (client_id, kind, account, what, sent_ns)"
                " VALUES (?, ?, ?, ?, ?)",
                row,
            )
        except sqlite3.IntegrityError as error:
            raise WrittenBefore(row[0]) from error

    def _settle(self, row: tuple[str, str, str, int, str]) -> None:
        self._connection.execute(
            "UPDATE writes SET fate = ?, reference = ?, note = ?, settled_ns = ?"
            " WHERE client_id = ?",
            row,
        )

    def _load_open(self, kind: str, account: str) -> list[WriteEntry]:
        rows = self._connection.execute(
            "SELECT client_id, kind, account, what, fate, reference, note, sent_ns FROM writes"
            " WHERE kind = ? AND account = ? AND fate = 'open' ORDER BY sent_ns",
            (kind, account),
        )
        return [
            WriteEntry(
                client_id=client_id, kind=kind_, account=account_, what=what, fate=fate,
                reference=reference, note=note, sent_ns=sent_ns,
            )
            for client_id, kind_, account_, what, fate, reference, note, sent_ns in rows
        ]  # fmt: skip

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            raise sqlite3.ProgrammingError("the journal of writes is not open")
        return self._db
