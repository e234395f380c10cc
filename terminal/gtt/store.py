"""The disk under local triggers: one SQLite file, one row a trigger, committed before it counts.

WAL with synchronous=FULL: a firing is on disk before its order leaves. The disk decides what ends a
trigger: only one firing, deletion or expiry of it succeeds, be it of another terminal on this file.
No secret is ever in it.
"""

import os
import sqlite3
from pathlib import Path

import msgspec
from msgspec import Struct

from terminal.domain.gtt import Gtt, GttState
from terminal.domain.ids import AccountId
from terminal.runtime.worker import Worker

_SCHEMA = """
CREATE TABLE IF NOT EXISTS triggers (
    key TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    ended INTEGER NOT NULL,
    body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_account ON triggers (account);
"""


class Kept(Struct, frozen=True, kw_only=True):
    """A trigger on disk. `firing`: it fired and the fate of its order was not written down yet."""

    gtt: Gtt
    firing: bool = False


_KEPT = msgspec.json.Decoder(Kept)


def _line(kept: Kept) -> tuple[str, str, bool, bytes]:
    ended = kept.gtt.state is not GttState.ACTIVE
    return (kept.gtt.key, kept.gtt.account, ended, msgspec.json.encode(kept))


class LocalStore:
    """The file. Verbs raise sqlite3.Error or OSError, which mean "not written"."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = Worker("local triggers")
        self._db: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        return self._path

    async def load(self, account: AccountId) -> list[Kept]:
        """Return an account's triggers; ValueError for a row that cannot be read."""
        return await self._worker.run(self._load, account)

    async def put(self, kept: Kept) -> None:
        """Commit a trigger: a new one, or what became of one that fired."""
        await self._worker.run(self._put, _line(kept))

    async def change(self, kept: Kept) -> bool:
        """Commit a change of a trigger that has not ended; False, and no change, if it has."""
        return await self._worker.run(self._change, _line(kept))

    async def drop(self, keys: list[str]) -> None:
        await self._worker.run(self._drop, keys)

    async def aclose(self) -> None:
        """Finish what is queued and close the file."""
        await self._worker.run(self._close)
        await self._worker.aclose()

    # -- on the store's thread

    def _load(self, account: AccountId) -> list[Kept]:
        rows = self._open().execute("SELECT body FROM triggers WHERE account = ?", (account,))
        return [_KEPT.decode(body) for (body,) in rows]

    def _put(self, line: tuple[str, str, bool, bytes]) -> None:
        self._open().execute("INSERT OR REPLACE INTO triggers VALUES (?, ?, ?, ?)", line)

    def _change(self, line: tuple[str, str, bool, bytes]) -> bool:
        key, _, ended, body = line
        done = self._open().execute(
            "UPDATE triggers SET ended = ?, body = ? WHERE key = ? AND ended = 0",
            (ended, body, key),
        )
        return done.rowcount == 1

    def _drop(self, keys: list[str]) -> None:
        self._open().executemany("DELETE FROM triggers WHERE key = ?", [(key,) for key in keys])

    def _open(self) -> sqlite3.Connection:
        # Opened at first use: most brokers keep triggers themselves and need no file.
        if self._db is None:
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._path.chmod(0o600)
            db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA busy_timeout=2000")
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA fullfsync=ON")
            db.executescript(_SCHEMA)
            self._db = db
        return self._db

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
