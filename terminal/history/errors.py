"""What can go wrong with the store, in sentences for the person in front of it."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from terminal.domain.errors import TerminalError

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


class StoreError(TerminalError):
    """The store cannot do what was asked. What it holds is as it was before."""


class DiskFull(StoreError):
    """No room, or a quota reached. Nothing that `write` returned from is lost."""


class FileDamaged(StoreError):
    """A file of bars cannot be read. `path` is its path below the root."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The file {path} of the history store is damaged: {reason}",
            hint="Run `history repair`: it sets the file aside and has its days fetched again.",
        )
        self.path = path
        self.reason = reason


def disk_full(where: str) -> DiskFull:
    return DiskFull(
        f"There is no room left where the history store is ({where}).",
        hint="Nothing stored is lost. Make room, or raise the quota, then resume.",
    )


@contextmanager
def in_words(where: str, doing: str) -> Iterator[None]:
    """Turn errors of the disk, the database and the object store into a StoreError.

    `doing` completes "The history store cannot ...".
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        # SQLite reports a file size limit and some quotas as an I/O error of the write.
        if code is not None and (code & 0xFF == sqlite3.SQLITE_FULL or code in _WRITE_FAILED):
            raise disk_full(where) from error
        raise StoreError(f"The history store cannot {doing}: {error} ({where}).") from error
    except OSError as error:
        if error.errno in _FULL:
            raise disk_full(where) from error
        hint = "May you write in that folder?" if error.errno in _DENIED else ""
        reason = error.strerror or str(error) or type(error).__name__
        text = f"The history store cannot {doing}: {reason} ({where})."
        raise StoreError(text, hint=hint) from error


_WRITE_FAILED = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
