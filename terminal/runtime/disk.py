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


def is_disk_trouble(error: OSError) -> bool:
    """Say whether an error is the disk's or its rights', and none of ours."""
    return error.errno in _FULL | _NOT_OURS | {errno.EROFS, errno.EIO}


def not_saved(error: OSError, where: str) -> DiskError:
    """Return the error for a file that could not be written while the program runs."""
    file = Path(str(error.filename)).name.lstrip(".") if error.filename else where
    return DiskError(
        f"{file} could not be saved: {reason(error)}.",
        hint="Free some space or mend the folder's rights. What is on the screen is not lost yet.",
        code="not_saved",
    )


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
