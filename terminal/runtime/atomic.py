"""Files that are replaced as a whole: a crash leaves the old one or the new one, never a torn one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(
    file: Path, *, temporary: Path | None = None, mode: int = 0o666
) -> Iterator[BinaryIO]:
    """Give a new file to write, which takes the place of `file` once it is on disk. Blocks.

    Where writing fails nothing stays of it. `temporary`: its name until then, in the same folder;
    what a killed process left under it is overwritten. `mode`: its permissions, before the umask.
    OSError where the disk refuses.
    """
    fresh = temporary or file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(
            fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode
        )
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            fresh.unlink(missing_ok=True)
        raise
