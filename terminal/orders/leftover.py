"""How many orders a run left without a known fate, read from its journal before anything opens it."""

import contextlib
import sqlite3
from pathlib import Path


def count_open(journal: Path) -> int | None:
    """Return how many intents are open in a journal; None where it cannot be read. Blocks."""
    if not journal.exists():
        return 0
    try:
        # Read and write: after a crash the log beside the file is read back into it.
        with contextlib.closing(
            sqlite3.connect(f"{journal.resolve().as_uri()}?mode=rw", uri=True, timeout=1)
        ) as db:
            query = "SELECT count(*) FROM intents WHERE fate IN ('sending', 'unknown')"
            (count,) = db.execute(query).fetchone()
            return int(count)
    except (sqlite3.Error, OSError):
        return None
