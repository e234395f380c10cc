"""The writing half of the store, blocking: spool, merge, file, manifest, in this order.

A process killed between any two of these steps leaves the spool as it was, and the next one repeats
the merge, which changes nothing that is already there.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from terminal.domain.history import MinuteBars, Series
from terminal.domain.ids import InstrumentId
from terminal.history.errors import FileDamaged, StoreError, in_words
from terminal.history.files import Files
from terminal.history.manifest import DayMark, FileRow, Manifest, Mark, settled
from terminal.history.schema import Partition, day_number, day_numbers
from terminal.history.spool import Delivery, Spool
from terminal.history.tables import (
    Rows,
    decode,
    digest,
    encode,
    from_table,
    merged,
    picked,
    to_table,
    words_of,
)

SET_ASIDE = "set_aside"


class Writer:
    """One store's files, spool and manifest, held by one process at a time."""

    def __init__(self, files: Files, state: Path, *, read_only: bool, spool_bytes: int) -> None:
        self.files = files
        self.manifest = Manifest(state / "manifest.sqlite")
        self._state = state
        self._read_only = read_only
        self._spool = Spool(state, spool_bytes)
        self._lock: sqlite3.Connection | None = None

    def open(self) -> None:
        """Take the store for this process, and index what the last one left in the spool."""
        with in_words(self.files.root, "be opened"):
            if self._read_only:
                self.manifest.open(read_only=True)
                return
            self._state.mkdir(parents=True, exist_ok=True)
            self._take()
            self.manifest.open()
            for _, delivery, bars in self._spool.open():
                self.manifest.expect(delivery.series, _answers(delivery, bars))

    def close(self) -> None:
        """Let go of the store. What waits in the spool stays there."""
        self._spool.close()
        self.manifest.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def write(self, delivery: Delivery, bars: MinuteBars) -> bool:
        """Spool one answer; return whether it is time to flush."""
        self._must_write()
        with in_words(self.files.root, "take bars"):
            self._spool.append(delivery, bars)
            self.manifest.expect(delivery.series, _answers(delivery, bars))
        return self._spool.is_full

    def waiting(self, underlying: str | None = None) -> list[Partition]:
        """Return the partitions for which something is spooled."""
        return self._spool.partitions(underlying)

    def flush(self, partition: Partition) -> None:
        """Merge what waits for one partition into its file, and say so in the manifest."""
        with in_words(self.files.root, "write bars"):
            try:
                self._flush(partition)
            except FileDamaged as damage:
                # What came for it is worth more than what cannot be read any more.
                self.set_aside(partition, damage.reason)
                self._flush(partition)
            self._spool.release(partition)

    def set_aside(self, partition: Partition, reason: str) -> tuple[str, int]:
        """Move a file that cannot be trusted out of the way; its days are to be fetched again.

        Return where it is now and how many (series, day) it concerns.
        """
        self._must_write()
        with in_words(self.files.root, "set a file aside"):
            path = partition.path
            try:
                content = self.files.read(path)
            except FileNotFoundError:
                moved = ""
            else:
                moved = f"{SET_ASIDE}/{path.removeprefix('bars/')}.{digest(content)[:8]}"
                self.files.write(moved, content)
                self.files.remove(path)
            days = self.manifest.forget_file(partition, f"The file was damaged: {reason}")
            return moved, days

    def adopt(self, partition: Partition, content: bytes, *, look_only: bool) -> int:
        """Take a file into the manifest that it does not know; return its (series, day) count."""
        rows = from_table(decode(content, partition.path))
        marks = [
            (_series(rows, place, partition), number, DayMark(
                mark=Mark.PARTIAL, why="Found in the store without a record of its download.",
                bars=count, first_ns=first, last_ns=last,
            ))
            for (place, number), (count, first, last) in _counts(rows).items()
        ]  # fmt: skip
        if look_only:
            return len(marks)
        with in_words(self.files.root, "take in a file"):
            row = _file_row(partition, rows, content)
            self.manifest.settle(partition, marks, row, forced=True)
        return len(marks)

    def reopen(self, days: Mapping[str, Sequence[date]], why: str) -> int:
        self._must_write()
        with in_words(self.files.root, "write its manifest"):
            pairs = [(key, day_number(day)) for key, some in days.items() for day in some]
            return self.manifest.reopen(pairs, why)

    def _flush(self, partition: Partition) -> None:
        came: dict[tuple[str, int], DayMark] = {}
        series: dict[str, Series] = {}
        parts = []
        first, last = day_number(partition.first), day_number(partition.last)
        for delivery, bars in self._spool.load(partition):
            key = delivery.series.key
            series[key] = delivery.series
            for number, mark in _answers(delivery, bars):
                if first <= number <= last:
                    came[key, number] = settled(came.get((key, number)), mark)
            numbers = day_numbers(bars.open_ns)
            wanted = (numbers >= first) & (numbers <= last)
            ours = bars if wanted.all() else picked(bars, wanted)
            if len(ours):
                word = np.zeros(len(ours), np.int32)
                parts.append(Rows([words_of(delivery.series)], word, ours))
        row = self._merge(partition, parts, came) if parts else None
        self.manifest.settle(
            partition, [(series[key], number, mark) for (key, number), mark in came.items()], row
        )

    def _merge(
        self, partition: Partition, parts: list[Rows], came: dict[tuple[str, int], DayMark]
    ) -> FileRow:
        path = partition.path
        try:
            old = self.files.read(path)
        except FileNotFoundError:
            old = b""
        else:
            parts.insert(0, from_table(decode(old, path)))
        rows = merged(parts)
        parts.clear()  # the memory is for the table
        content = encode(to_table(rows))
        if content != old:
            self.files.write(path, content)
        counts = {
            (rows.words[place][0], number): count
            for (place, number), count in _counts(rows).items()
        }
        for pair, mark in came.items():
            bars, start, end = counts.get(pair, (0, 0, 0))
            came[pair] = DayMark(
                mark=mark.mark, why=mark.why, bars=bars, first_ns=start, last_ns=end,
                tries=mark.tries, source=mark.source, fetched_ns=mark.fetched_ns,
            )  # fmt: skip
        return _file_row(partition, rows, content)

    def _must_write(self) -> None:
        if self._read_only:
            raise StoreError("The history store was opened for reading only.")

    def _take(self) -> None:
        # A database held in an exclusive transaction is a lock that every system has, and that no
        # death of a process leaves behind.
        lock = sqlite3.connect(
            self._state / "lock.sqlite", timeout=0.2, isolation_level=None, check_same_thread=False
        )
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if "locked" not in str(error):
                raise
            raise StoreError(
                f"Another program writes to the history store in {self.files.root}.",
                hint="End the other download or terminal first; reading is possible meanwhile.",
            ) from error
        self._lock = lock


def _answers(delivery: Delivery, bars: MinuteBars) -> list[tuple[int, DayMark]]:
    """Return the day marks that an answer stands for."""
    numbers = day_numbers(bars.open_ns)
    out = []
    for number, mark, why in delivery.days:
        start, end = np.searchsorted(numbers, (number, number + 1))
        held = bool(end > start)
        out.append(
            (
                number,
                DayMark(
                    mark=mark,
                    why=why,
                    bars=int(end - start),
                    first_ns=int(bars.open_ns[start]) if held else 0,
                    last_ns=int(bars.open_ns[end - 1]) if held else 0,
                    source=delivery.source,
                    fetched_ns=delivery.fetched_ns,
                ),
            )
        )
    return out


def _counts(rows: Rows) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return count, first and last instant by (a word of the series, day number), rows sorted."""
    if not len(rows):
        return {}
    keys: dict[str, int] = {}
    first_of = [keys.setdefault(word[0], place) for place, word in enumerate(rows.words)]
    place = np.array(first_of, np.int32)[rows.word]
    number = day_numbers(rows.bars.open_ns)
    edges = np.flatnonzero(
        np.concatenate(([True], (place[1:] != place[:-1]) | (number[1:] != number[:-1])))
    )
    ends = np.append(edges[1:], len(rows)) - 1
    at = rows.bars.open_ns
    return {
        (int(place[edge]), int(number[edge])): (int(end - edge + 1), int(at[edge]), int(at[end]))
        for edge, end in zip(edges, ends, strict=True)
    }


def _series(rows: Rows, place: int, partition: Partition) -> Series:
    key, exchange, symbol, token = rows.words[place]
    return Series(
        instrument=InstrumentId.parse(key), kind=partition.kind, underlying=partition.underlying,
        exchange=exchange, symbol=symbol, token=token,
    )  # fmt: skip


def _file_row(partition: Partition, rows: Rows, content: bytes) -> FileRow:
    return FileRow(partition=partition, sha256=digest(content), rows=len(rows), size=len(content))
