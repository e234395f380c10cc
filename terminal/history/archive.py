"""The symbol masters of each day, kept as downloaded: an expired contract is in no later one.

`masters/<day>/<source>/<file>` below the store's root, each with a `.sha256` beside it in the form
that `sha256sum -c` reads.
"""

import hashlib
from collections.abc import Mapping
from datetime import date

from terminal.history.files import Files


def master_path(day: date, source: str, name: str) -> str:
    """Return where a master is kept; a source's name may have characters that folders must not."""
    folder = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in source)
    return f"masters/{day}/{folder}/{name}"


def keep_masters(files: Files, day: date, source: str, masters: Mapping[str, bytes]) -> int:
    """Write the masters that are not kept yet or have changed; return how many. Blocks; OSError."""
    written = 0
    for name, content in sorted(masters.items()):
        path = master_path(day, source, name)
        digest = hashlib.sha256(content).hexdigest()
        if kept_digest(files, path) == digest:
            continue
        files.write(path, content)
        files.write(f"{path}.sha256", f"{digest}  {name}\n".encode())
        written += 1
    return written


def kept_digest(files: Files, path: str) -> str:
    """Return the digest that is written beside a master, or nothing where it is not kept."""
    try:
        return files.read(f"{path}.sha256").decode().split(" ")[0]
    except FileNotFoundError:
        return ""
