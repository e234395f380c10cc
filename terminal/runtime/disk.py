"""Why a file or folder of ours cannot be used, as a sentence: full, read-only, somebody else's.

The number of an OSError decides; its own text is for programmers.
"""

import errno
from pathlib import Path

from terminal.domain.errors import TerminalError

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_OURS = {errno.EACCES, errno.EPERM}
_ELSEWHERE = "Or start the terminal with --datadir and a folder of your own."


class DiskError(TerminalError):
    """A file or folder of ours cannot be read or written."""


def reason(error: OSError) -> str:
    """Return what is wrong in a few words, for the middle of a sentence."""
    if error.errno in _FULL:
        return "the disk is full"
    if error.errno == errno.EROFS:
        return "it lies on a read-only file system"
    if error.errno in _NOT_OURS:
        return "your user may not write there"
    if error.errno == errno.ENAMETOOLONG:
        return "its path is too long"
    return (error.strerror or str(error) or type(error).__name__).rstrip(".").lower()


def explain(error: OSError, folder: Path) -> DiskError:
    """Return the error for the start: our folder `folder` cannot be used, and what to do."""
    text = f"The folder {folder} cannot be used: {reason(error)}."
    if error.errno in _FULL:
        hint = "Free some space on that disk and start again."
    elif error.errno == errno.EROFS:
        hint = f"Make it writable again and start again. {_ELSEWHERE}"
    elif error.errno in _NOT_OURS:
        hint = (
            f"It may belong to another user of this computer: each user has a folder. {_ELSEWHERE}"
        )
    else:
        hint = _ELSEWHERE
    why = "Settings, log and the journal of orders live there; without the journal no order may leave."
    return DiskError(text, hint=f"{why} {hint}", code="datadir")
