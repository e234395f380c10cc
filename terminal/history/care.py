"""Verify and repair: each file against its checksum in the manifest, and the folder against both."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from msgspec import Struct

from terminal.domain.history import SeriesKind
from terminal.history.errors import FileDamaged
from terminal.history.files import TEMPORARY
from terminal.history.schema import Partition
from terminal.history.tables import digest
from terminal.history.writer import Writer

_PATH = re.compile(
    r"bars/kind=(\w+)/underlying=([^/]+)/month=(\d{4}-\d\d)/(\d{4}-\d\d(?:-\d\d)?)\.parquet"
)


class Damage(Struct, frozen=True, kw_only=True):
    """One thing `verify` found. `path` below the root; `set_aside` where the file went, if it did."""

    path: str
    text: str
    days: int
    """How many (series, day) are to be fetched again."""
    set_aside: str = ""


def parse_path(path: str) -> Partition | None:
    """Return the partition of a file of bars; None if the path is none of ours."""
    match = _PATH.fullmatch(path)
    if match is None or match[1] not in set(SeriesKind):
        return None
    stem = match[4] if len(match[4]) == 10 else f"{match[4]}-01"
    try:
        part = Partition(SeriesKind(match[1]), unquote(match[2]), date.fromisoformat(stem))
    except ValueError:
        return None
    return part if part.path == path else None


def inspect(writer: Writer, *, repair: bool) -> Iterator[Damage]:
    """Yield what is wrong, a file at a time; with `repair`, after mending it."""
    known = {row.partition.path: row for row in writer.manifest.files()}
    for path, row in known.items():
        try:
            content = writer.files.read(path)
        except FileNotFoundError:
            reason = "it is missing"
        else:
            if digest(content) == row.sha256:
                continue
            reason = "its checksum is not that of what was written"
        yield _damaged(writer, row.partition, reason, repair=repair)
    for path in sorted(set(writer.files.list("bars")) - set(known)):
        if path.endswith(TEMPORARY):
            if repair:
                writer.files.remove(path)
            yield Damage(path=path, text="Left behind by a process that was killed.", days=0)
            continue
        part = parse_path(path)
        if part is None:
            yield Damage(path=path, text="No file of this store; left as it is.", days=0)
            continue
        yield _unknown(writer, part, repair=repair)


def _damaged(writer: Writer, part: Partition, reason: str, *, repair: bool) -> Damage:
    moved, days = "", writer.manifest.days_with_bars(part)
    if repair:
        moved, days = writer.set_aside(part, reason)
    return Damage(path=part.path, text=f"Damaged: {reason}.", days=days, set_aside=moved)


def _unknown(writer: Writer, part: Partition, *, repair: bool) -> Damage:
    try:
        content = writer.files.read(part.path)
        days = writer.adopt(part, content, look_only=not repair)
    except FileDamaged as damage:
        return _damaged(writer, part, damage.reason, repair=repair)
    text = "Not in the manifest: its days count as partial and are fetched again."
    return Damage(path=part.path, text=text, days=days)
