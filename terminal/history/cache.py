"""Longer bars on disk, derived once and again only when the minutes they rest on have changed.

A file of `derived/interval=.../kind=.../underlying=.../month=...` names in its metadata the checksums of
the files it was made from. Everything here may be deleted at any time; it is made anew.
"""

from collections.abc import Container, Iterable
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from terminal.domain.history import SeriesKind
from terminal.history.derive import bucket_starts, derive_rows, span_of
from terminal.history.errors import FileDamaged
from terminal.history.files import Files
from terminal.history.manifest import FileRow
from terminal.history.pruning import Folder, folder_of
from terminal.history.schema import Interval, Partition, day_number, day_numbers
from terminal.history.tables import (
    Rows,
    decode,
    digest,
    encode,
    from_table,
    merged,
    picked,
    to_table,
)


class DerivedCache:
    """Derived bars of one store. Blocking; errors as the files have them, and FileDamaged."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._fresh: dict[str, str] = {}
        """By path: the checksum of the sources from which the file there was made."""

    def ensure(
        self,
        held: Iterable[FileRow],
        interval: Interval,
        start: date = date.min,
        end: date = date.max,
        *,
        folders: Container[Folder] | None = None,
    ) -> list[str]:
        """Return the paths of derived files whose buckets begin from `start` to `end`.

        `held`: all files of bars of the underlyings and kinds in question, of the whole buckets at
        least. What is missing or old is made first. `folders`: those that are wanted, None for all.
        """
        out = []
        for target, sources in _targets(held, interval).items():
            if target.first > end or target.last < start:
                continue
            if folders is not None and folder_of(target) not in folders:
                continue
            path = f"derived/interval={interval.value}/{target.path.removeprefix('bars/')}"
            checksum = _checksum(sources)
            if not self._is_fresh(path, checksum):
                rows = self._derived(target, sources, interval)
                table = to_table(rows, interval=interval.value, sources=checksum)
                self._files.write(path, encode(table))
                self._fresh[path] = checksum
            out.append(path)
        return out

    def targets(self, held: Iterable[FileRow], interval: Interval) -> list[Partition]:
        """Return what `ensure` would return the paths of, in order; nothing is made."""
        return list(_targets(held, interval))

    def fresh(
        self, held: Iterable[FileRow], interval: Interval, start: date, end: date
    ) -> list[str] | None:
        """Return what `ensure` would, if nothing had to be made for it; else None."""
        out = []
        for target, sources in _targets(held, interval).items():
            if target.first > end or target.last < start:
                continue
            path = f"derived/interval={interval.value}/{target.path.removeprefix('bars/')}"
            if not self._is_fresh(path, _checksum(sources)):
                return None
            out.append(path)
        return out

    def _derived(self, target: Partition, sources: list[FileRow], interval: Interval) -> Rows:
        parts = []
        for source in sources:
            path = source.partition.path
            try:
                content = self._files.read(path)
            except FileNotFoundError as error:
                raise FileDamaged(path, "it is missing") from error
            # A month of options is millions of minutes but thousands of days: fold each file first.
            through = interval if interval.minutes else Interval.DAY
            parts.append(derive_rows(from_table(decode(content, path)), through))
        rows = parts[0] if len(parts) == 1 else merged(parts)
        if interval in {Interval.WEEK, Interval.MONTH}:
            begins = day_numbers(bucket_starts(rows.bars.open_ns, interval))
            ours = (begins >= day_number(target.first)) & (begins <= day_number(target.last))
            rows = Rows(rows.words, rows.word[ours], picked(rows.bars, ours))
            rows = derive_rows(rows, interval)
        return rows

    def _is_fresh(self, path: str, checksum: str) -> bool:
        if path not in self._fresh:
            try:
                with self._files.open(path) as file:  # its footer only
                    metadata = pq.read_schema(file).metadata
            except (FileNotFoundError, pa.ArrowException):
                return False  # none, or none that can be read: it is made anew
            self._fresh[path] = (metadata or {}).get(b"sources", b"").decode()
        return self._fresh[path] == checksum


def _targets(held: Iterable[FileRow], interval: Interval) -> dict[Partition, list[FileRow]]:
    """Return the derived files, and which files of minutes have a part in each."""
    out: dict[Partition, list[FileRow]] = {}
    for row in sorted(held, key=lambda row: row.partition):
        part = row.partition
        firsts = {part.first}
        if interval is Interval.MONTH:
            firsts = {part.first.replace(day=1)}
        elif interval is Interval.WEEK:
            monday = span_of(interval, part.first)[0]
            # A month's first days may be in a week that began in the month before.
            is_day = part.kind is SeriesKind.OPTION
            firsts = {monday} if is_day else {part.first, monday.replace(day=1)}
        for first in firsts:
            out.setdefault(Partition(part.kind, part.underlying, first), []).append(row)
    return out


def _checksum(sources: list[FileRow]) -> str:
    return digest("".join(row.sha256 for row in sources).encode())
