"""The bars on disk: written so that nothing is torn, doubled or lost, and read back.

What `write` has returned from survives kill -9: it is in a spool file first, and from there merged
into one Parquet file for many series. All blocking work is on two threads, one writes, one reads.
"""

import asyncio
import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from msgspec import Struct

from terminal.domain.history import MinuteBars, Series, SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import Clock
from terminal.history.cache import DerivedCache
from terminal.history.care import Damage, inspect
from terminal.history.derive import derive, span_ns
from terminal.history.errors import StoreError, in_words
from terminal.history.export import COMPAT, PLAIN, save
from terminal.history.files import is_address, open_files
from terminal.history.holes import KINDS, Counts, MarketHole, market_holes, series_of_days
from terminal.history.jobs import ExportFormat
from terminal.history.manifest import DayCount, DayMark, FileRow, Mark, SeriesHeld
from terminal.history.pruning import folder_of
from terminal.history.quarantine import OddReply, Quarantine
from terminal.history.reader import QueryResult, Reader, pattern
from terminal.history.schema import (
    DAY_NS,
    IST_NS,
    Interval,
    day_number,
    day_numbers,
    day_of,
)
from terminal.history.sessions import NEAR_DAYS, TradingCalendar
from terminal.history.spool import Delivery
from terminal.history.tables import picked
from terminal.history.writer import Writer
from terminal.runtime.worker import Worker

log = logging.getLogger(__name__)
__all__ = ["Damage", "HistoryStore", "QueryResult", "Verdict"]
_DERIVED = re.compile(r"\bbars_(5m|15m|60m|1d|1w|1mo)\b", re.IGNORECASE)
_FAR_NS = 1 << 62
"""The year 2116: beyond it sums of nanoseconds leave 64 bits."""
T = TypeVar("T")


class Verdict(Struct, frozen=True):
    """What the fetch of one day came to. `why`: a sentence where it is partial or failed."""

    mark: Mark
    why: str = ""


class HistoryStore:
    """One store. `HistoryStore(root, ...)` does no I/O; `open` before use, `aclose` at the end.

    `root`: a folder, or an fsspec address (`s3://bucket/history`, `memory://x`), for which `state`
    must name a local folder of its own for manifest and spool. Verbs raise `StoreError`
    (a `TerminalError`) with a sentence; `DiskFull` is one of them.
    """

    def __init__(
        self,
        root: str | Path,
        *,
        clock: Clock,
        state: Path | None = None,
        read_only: bool = False,
        spool_bytes: int = 512_000_000,
    ) -> None:
        if state is None and is_address(root):
            raise StoreError(
                f"The history store at {root} needs a folder on this machine for its manifest.",
                hint="Name one: what is held is told there, the bars go to the object store.",
            )
        self._files = open_files(root, tag=f".{os.getpid()}" if read_only else "")
        self._state = (state or Path(self._files.root) / "_state").expanduser().absolute()
        self._clock = clock
        self._read_only = read_only
        self._writer = Writer(
            self._files, self._state, read_only=read_only, spool_bytes=spool_bytes
        )
        self._reader = Reader(self._files, self._state / "scratch")
        self._cache = DerivedCache(self._files)
        self._quarantine = Quarantine(self._files)
        self._writes = Worker("history-writes")
        self._reads = Worker("history-reads")
        self._flushing = asyncio.Lock()
        self._closed = False

    @property
    def root(self) -> str:
        """Return the folder, or the object store's address."""
        return self._files.root

    async def open(self) -> None:
        """Open or create the store and merge what an earlier process left in the spool.

        Errors: StoreError where another process writes to it, or it cannot be read.
        """
        try:
            await self._writes.run(self._writer.open)
            await self.flush()
        except BaseException:
            await self._close()
            raise

    async def aclose(self) -> None:
        """Flush, and close. What could not be flushed (disk full) stays in the spool.

        Closed once is closed: an `open` that failed or was cancelled has closed already.
        """
        if self._closed:
            return
        try:
            await self.flush()
        finally:
            await self._close()

    # -- writing

    async def write(
        self, series: Series, bars: MinuteBars, verdicts: Mapping[date, Verdict], *, source: str
    ) -> None:
        """Keep one answer: bars of any number of days, and what is known of each day asked for.

        On return they outlive the process, and `states` tells of them. Bars merge with those held:
        the newest wins, minute by minute. A day with bars is never marked empty or failed, a
        complete day never partial; complete without any bars is empty. Each day that has bars
        needs a verdict (ValueError). After DiskFull the same answer may be written again.
        """
        bars = _ordered(bars)
        days = tuple((day_number(day), one.mark, one.why) for day, one in sorted(verdicts.items()))
        judged = {number for number, _, _ in days}
        for number in np.unique(day_numbers(bars.open_ns)).tolist():
            if number not in judged:
                raise ValueError(f"{series.key} has bars of {day_of(number)} and no verdict on it")
        delivery = Delivery(
            series=series, source=source, fetched_ns=self._clock.now_ns(), days=days
        )
        if await self._writes.run(self._writer.write, delivery, bars):
            await self.flush()

    async def write_day(
        self,
        series: Series,
        day: date,
        bars: MinuteBars,
        mark: Mark = Mark.COMPLETE,
        *,
        why: str = "",
        source: str,
    ) -> None:
        """Keep one day: `write` for the simplest case."""
        await self.write(series, bars, {day: Verdict(mark, why)}, source=source)

    async def flush(self, underlying: str | None = None) -> None:
        """Merge what is spooled (of an underlying) into Parquet. `write` does so by itself in time."""
        # A partition at a time, so that questions to the manifest are answered in between.
        async with self._flushing:
            for partition in await self._writes.run(self._writer.waiting, underlying):
                await self._writes.run(self._writer.flush, partition)

    async def reopen(self, days: Mapping[str, Sequence[date]], why: str) -> int:
        """Mark days of series (by key) to be fetched again; return how many were known.

        Bars stay, and days that have some become partial, the others failed.
        """
        await self.flush()
        return await self._writes.run(self._writer.reopen, days, why)

    async def keep_reply(self, reply: OddReply) -> None:
        """Keep a reply that could not be read in `quarantine/`, a few of them. StoreError."""
        path = await self._ask(self._quarantine.keep, reply, self._clock.now_ns())
        if path:
            log.warning("a reply that cannot be read is kept as %s", path)

    # -- the manifest

    async def states(
        self,
        start: date,
        end: date,
        *,
        underlyings: Sequence[str] = (),
        kinds: Sequence[SeriesKind] = (),
    ) -> dict[str, dict[date, DayMark]]:
        """Return what is known, by series key and day; both ends included, none named: all."""
        return await self._ask(self._writer.manifest.states, start, end, underlyings, kinds)

    async def coverage(
        self, underlying: str, start: date, end: date, *, kind: SeriesKind | None = None
    ) -> list[DayCount]:
        """Return the days of which anything is known, oldest first."""
        return await self._ask(self._writer.manifest.coverage, underlying, start, end, kind)

    async def underlyings(self) -> list[str]:
        """Return the underlyings of which anything is known, in alphabetical order."""
        return await self._ask(self._writer.manifest.underlyings)

    async def series(
        self, underlying: str | None = None, *, kind: SeriesKind | None = None
    ) -> list[SeriesHeld]:
        """Return the series of which bars are held: spot, futures, options, each by key."""
        return await self._ask(self._writer.manifest.series, underlying, kind)

    async def size_bytes(self) -> int:
        """Return the size of all bars on disk."""
        return sum(row.size for row in await self._ask(self._writer.manifest.files))

    # -- reading

    async def read_bars(
        self,
        instrument: InstrumentId | str,
        start_ns: int,
        end_ns: int,
        *,
        interval: Interval = Interval.MINUTE,
    ) -> MinuteBars:
        """Return bars with start_ns <= open_ns <= end_ns, oldest first; empty where none are held.

        Longer intervals open at the bucket's beginning: 09:15, 10:15 ..., the Indian midnight of
        the day, of the ISO week's Monday, of the month's first. Only bars that are held count.
        """
        start_ns, end_ns = max(start_ns, -_FAR_NS), min(end_ns, _FAR_NS)
        key = str(instrument)
        place = await self._ask(self._writer.manifest.place_of, key)
        if place is None or end_ns < start_ns:
            return MinuteBars.empty()
        kind, underlying = place
        await self._settle(underlying)
        held = await self._ask(self._writer.manifest.files, (underlying,), (kind,))
        return await self._read(_read_bars, held, key, start_ns, end_ns, interval)

    async def query(self, sql: str, *, limit: int | None = None) -> QueryResult:
        """Run one SELECT over the views of bars; nothing else can be read, nothing written.

        Views: `bars` of one minute, `bars_5m`, `bars_15m`, `bars_60m`, `bars_1d`, `bars_1w` and
        `bars_1mo`; these are derived first where they are named and not there yet.
        """
        await self._settle(None)
        held = await self._ask(self._writer.manifest.files)
        return await self._read(_query, held, sql, limit)

    async def export(
        self,
        file: Path,
        *,
        form: ExportFormat,
        underlyings: Sequence[str] = (),
        kinds: Sequence[SeriesKind] = (),
        keys: Sequence[str] = (),
        start: date | None = None,
        end: date | None = None,
        interval: Interval = Interval.MINUTE,
        compat: bool = False,
    ) -> int:
        """Write a selection into one file, whole or not at all, and return the count of bars.

        `compat`: names and text values of the wire's own rows: symbol, date, time, trading_symbol...
        """
        await self._settle(None)
        if keys and not underlyings:
            places = [await self._ask(self._writer.manifest.place_of, key) for key in keys]
            underlyings = sorted({place[1] for place in places if place is not None})
            if not underlyings:
                raise StoreError("The history store has none of these series.")
        held = await self._ask(self._writer.manifest.files, underlyings, kinds)
        select = COMPAT if compat else PLAIN
        return await self._read(_export, held, interval, select, keys, start, end, file, form)

    async def prepare(self, underlying: str, interval: Interval) -> None:
        """Derive and keep an underlying's longer bars, so that nobody has to wait for them later."""
        await self._settle(underlying)
        held = await self._ask(self._writer.manifest.files, (underlying,))
        await self._read(_paths, held, interval, date.min, date.max)

    # -- care

    async def verify(self) -> list[Damage]:
        """Read every file and compare it with the manifest; change nothing."""
        await self._settle(None)
        return await self._writes.run(self._inspect, False)

    async def repair(self) -> list[Damage]:
        """Verify, set damaged files aside and mark their days to be fetched again."""
        await self._settle(None)
        return await self._writes.run(self._inspect, True)

    async def market_holes(self, calendar: TradingCalendar) -> list[MarketHole]:
        """Return the minutes that most of the market lacks, the oldest first."""
        await self._settle(None)
        series = {}
        for kind in KINDS:
            states = await self.states(date.min, date.max, kinds=(kind,))
            series[kind] = await self._ask(series_of_days, calendar, states, kind)
        if not any(series.values()):
            return []
        held = await self._ask(self._writer.manifest.files, (), KINDS)
        counts = await self._read(_minute_counts, held)
        return await self._ask(market_holes, calendar, series, counts)

    # -- private

    async def _settle(self, underlying: str | None) -> None:
        if not self._read_only:
            await self.flush(underlying)

    async def _ask(self, question: Callable[..., T], *args: object) -> T:
        return await self._writes.run(_said, self.root, question, *args)

    async def _read(self, work: Callable[..., T], *args: object) -> T:
        return await self._reads.run(_said, self.root, work, self._reader, self._cache, *args)

    def _inspect(self, repair: bool) -> list[Damage]:  # noqa: FBT001  called by position
        with in_words(self.root, "be verified"):
            return list(inspect(self._writer, repair=repair))

    async def _close(self) -> None:
        self._closed = True
        await self._reads.run(self._reader.close)
        await self._writes.run(self._writer.close)
        await self._reads.aclose()
        await self._writes.aclose()


# -- on the threads


def _said(root: str, work: Callable[..., T], *args: object) -> T:
    with in_words(root, "be read"):
        return work(*args)


def _paths(
    reader: Reader,  # noqa: ARG001  all of this thread's work is called alike
    cache: DerivedCache,
    held: list[FileRow],
    interval: Interval,
    start: date,
    end: date,
) -> list[str]:
    if interval is not Interval.MINUTE:
        return cache.ensure(held, interval, start, end)
    parts = [row.partition for row in held]
    return [part.path for part in parts if part.first <= end and part.last >= start]


def _read_bars(
    reader: Reader,
    cache: DerivedCache,
    held: list[FileRow],
    key: str,
    start_ns: int,
    end_ns: int,
    interval: Interval,
) -> MinuteBars:
    first, last = _days_of(start_ns, end_ns)
    if interval is not Interval.MINUTE:
        made = cache.fresh(held, interval, first, last)
        if made is not None:
            return reader.series(made, key, start_ns, end_ns)
        # One series is folded faster than all of its neighbours, so nothing is made for it.
        start, end = span_ns(interval, start_ns, end_ns)
        first, last = _days_of(start, end)
    else:
        start, end = start_ns, end_ns
    paths = _paths(reader, cache, held, Interval.MINUTE, first, last)
    bars = derive(reader.series(paths, key, start, end), interval)
    return picked(bars, (bars.open_ns >= start_ns) & (bars.open_ns <= end_ns))


def _minute_counts(
    reader: Reader,
    cache: DerivedCache,  # noqa: ARG001  all of this thread's work is called alike
    held: list[FileRow],
) -> Counts:
    return reader.minute_counts([row.partition.path for row in held], NEAR_DAYS)


def _query(
    reader: Reader, cache: DerivedCache, held: list[FileRow], sql: str, limit: int | None
) -> QueryResult:
    longer = {f"bars_{name}": Interval(name) for name in map(str.lower, _DERIVED.findall(sql))}
    views: dict[str, Sequence[str]] = dict.fromkeys(("bars", *longer), ())
    if held:
        parts = {row.partition for row in held}
        for each in longer.values():
            parts.update(cache.targets(held, each))
        folders = reader.folders(sql, list(views), sorted(parts))
        wanted = [
            row.partition for row in held if folders is None or folder_of(row.partition) in folders
        ]
        # Looking through all folders takes longer than reading one of them.
        views["bars"] = pattern() if folders is None else [part.path for part in wanted]
        for name, each in longer.items():
            views[name] = cache.ensure(held, each, folders=folders)
    return reader.query(sql, views, limit)


def _export(
    reader: Reader,
    cache: DerivedCache,
    held: list[FileRow],
    interval: Interval,
    select: str,
    keys: Sequence[str],
    start: date | None,
    end: date | None,
    file: Path,
    form: ExportFormat,
) -> int:
    paths = _paths(reader, cache, held, interval, start or date.min, end or date.max)
    if not paths:
        raise StoreError("The history store has no bars of this selection.")
    with reader.batches(select, paths, keys=keys, start=start, end=end) as batches:
        return save(batches, file, form)


def _days_of(start_ns: int, end_ns: int) -> tuple[date, date]:
    """Return the exchange's days of two instants, within what a calendar knows."""
    earliest, latest = day_number(date.min), day_number(date.max)
    numbers = [(at + IST_NS) // DAY_NS for at in (start_ns, end_ns)]
    first, last = (day_of(min(max(number, earliest), latest)) for number in numbers)
    return first, last


def _ordered(bars: MinuteBars) -> MinuteBars:
    """Return bars oldest first, each minute once: the last that was given."""
    if len(bars) < 2 or bool(np.all(bars.open_ns[1:] > bars.open_ns[:-1])):
        return bars
    order = np.argsort(bars.open_ns, kind="stable")
    at = bars.open_ns[order]
    return picked(bars, order[np.append(at[1:] != at[:-1], True)])
