"""The bars on disk: written so that nothing is torn, doubled or lost, and read back.

What `write` has returned from survives kill -9: it is in a spool file first, and from there merged
into one Parquet file for many series. All blocking work is on two threads, one writes, one reads.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from terminal.domain.history import MinuteBars, Series, SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import Clock
from terminal.history.jobs import ExportFormat
from terminal.history.manifest import DayCount, DayMark, Mark, SeriesHeld
from terminal.history.schema import Interval


class Verdict(Struct, frozen=True):
    """What the fetch of one day came to. `why`: a sentence where it is partial or failed."""

    mark: Mark
    why: str = ""


class Damage(Struct, frozen=True, kw_only=True):
    """One thing `verify` found. `path` below the root; `set_aside` where the file went, if it did."""

    path: str
    text: str
    days: int
    """How many (series, day) are to be fetched again."""
    set_aside: str = ""


class QueryResult(Struct, frozen=True, kw_only=True):
    """Rows of a query. `truncated`: there were more than asked for."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool


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
        spool_bytes: int = 256_000_000,
    ) -> None:
        raise NotImplementedError

    @property
    def root(self) -> str:
        """Return the folder, or the object store's address."""
        raise NotImplementedError

    async def open(self) -> None:
        """Open or create the store and merge what an earlier process left in the spool.

        Errors: StoreError where another process writes to it, or it cannot be read.
        """
        raise NotImplementedError

    async def aclose(self) -> None:
        """Flush, and close. What could not be flushed (disk full) stays in the spool."""
        raise NotImplementedError

    # -- writing

    async def write(
        self, series: Series, bars: MinuteBars, verdicts: Mapping[date, Verdict], *, source: str
    ) -> None:
        """Keep one answer: bars of any number of days, and what is known of each day asked for.

        On return they outlive the process, and `states` tells of them. Bars merge with those held:
        the newest wins, minute by minute. A day with bars is never marked empty or failed, and a
        complete day never partial. Each day that has bars needs a verdict (ValueError).
        """
        raise NotImplementedError

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
        raise NotImplementedError

    async def flush(self, underlying: str | None = None) -> None:
        """Merge what is spooled (of an underlying) into Parquet. `write` does so by itself in time."""
        raise NotImplementedError

    async def reopen(
        self, days: Mapping[str, Sequence[date]], why: str, *, drop_bars: bool = False
    ) -> int:
        """Mark days of series (by key) as failed, to be fetched again; return how many were known.

        Bars stay, and the days become partial, unless `drop_bars`.
        """
        raise NotImplementedError

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
        raise NotImplementedError

    async def coverage(
        self, underlying: str, start: date, end: date, *, kind: SeriesKind | None = None
    ) -> list[DayCount]:
        """Return the days of which anything is known, oldest first."""
        raise NotImplementedError

    async def underlyings(self) -> list[str]:
        """Return the underlyings of which anything is known, in alphabetical order."""
        raise NotImplementedError

    async def series(
        self, underlying: str | None = None, *, kind: SeriesKind | None = None
    ) -> list[SeriesHeld]:
        """Return the series of which bars are held: spot, futures, options, each by key."""
        raise NotImplementedError

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
        raise NotImplementedError

    async def query(self, sql: str, *, limit: int | None = None) -> QueryResult:
        """Run one SELECT over the views `bars`, `bars_5m`, `bars_15m`, `bars_60m`, `bars_1d`,
        `bars_1w`, `bars_1mo`. Nothing else can be read, nothing written.
        """
        raise NotImplementedError

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

        `compat`: the columns and text values of the wire, as in `symbol, date, time, ...`.
        """
        raise NotImplementedError

    # -- care

    async def verify(self) -> list[Damage]:
        """Read every file and compare it with the manifest; change nothing."""
        raise NotImplementedError

    async def repair(self) -> list[Damage]:
        """Verify, set damaged files aside and mark their days to be fetched again."""
        raise NotImplementedError

    async def size_bytes(self) -> int:
        """Return the size of all bars on disk."""
        raise NotImplementedError
