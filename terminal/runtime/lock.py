"""One running program a data folder: a lock that the system lets go of when its owner dies.

A lock, not a process number in a file: after `kill -9` or a power cut nothing is left to tidy up.
"""

import errno
import os
import sys
from pathlib import Path

_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, 0}  # 0: Wine's C library


class FolderLock:
    """The right to use a folder; `file` is created owner-only and stays."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False where another process has it. OSError: the file cannot be made."""
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _HELD:
                return False
            raise
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back; safe to call twice."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
