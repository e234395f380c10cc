"""Which (series, day) is held, and which not and why. SQLite beside the bars, one thread.

The bars themselves say what was traded; only this says that a minute without a bar is no hole.
What is spooled and not yet in a file of bars is told in a temporary table that dies with the process,
as the spool tells it again to the next one.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from terminal.domain.history import Series, SeriesKind
from terminal.history.schema import Partition, day_number, day_of

SECOND_NS = 1_000_000_000


class Mark(StrEnum):
    """What is known of one series on one day."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    """Bars are held and more may come: fetched before the close, or a hole was found."""
    EMPTY = "empty"
    """The source says that there were no trades."""
    FAILED = "failed"


class DayMark(Struct, frozen=True, kw_only=True):
    """One row of the manifest. `why`: a sentence for partial and failed; `tries`: how often asked.

    `first_ns` and `last_ns`: the first and last bar's beginning, 0 where there are no bars.
    """

    mark: Mark
    why: str = ""
    bars: int = 0
    first_ns: int = 0
    last_ns: int = 0
    tries: int = 1
    source: str = ""
    fetched_ns: int = 0


class DayCount(Struct, frozen=True, kw_only=True):
    """How many series of an underlying stand where on one day, and their bars."""

    day: date
    complete: int = 0
    partial: int = 0
    empty: int = 0
    failed: int = 0
    bars: int = 0
    why: str = ""
    """One of the reasons of those that are partial or failed."""


class SeriesHeld(Struct, frozen=True, kw_only=True):
    """One series of which bars are held. The broker's words are those of the newest fetch."""

    key: str
    kind: SeriesKind
    underlying: str
    exchange: str
    symbol: str
    token: str
    first: date
    last: date
    days: int
    bars: int


class FileRow(Struct, frozen=True, kw_only=True):
    """A file of bars as it was written."""

    partition: Partition
    sha256: str
    rows: int
    size: int


_WHOLE = frozenset({Mark.COMPLETE, Mark.EMPTY})


def settled(held: DayMark | None, new: DayMark) -> DayMark:
    """Return what is known of a day after another answer: bars once held are not talked away."""
    if held is None:
        mark, why = new.mark, new.why
        held = DayMark(mark=mark, tries=0)
    else:
        mark, why = _after(held, new)
    bars = max(held.bars, new.bars)
    first = min(filter(None, (held.first_ns, new.first_ns)), default=0)
    last = max(held.last_ns, new.last_ns)
    if mark is Mark.COMPLETE and not bars:
        mark = Mark.EMPTY
    # A fetch that failed says nothing about what is held: that is as old as before.
    told = held if new.mark is Mark.FAILED and mark in _WHOLE and held.fetched_ns else new
    return DayMark(
        mark=mark, why=why, bars=bars, first_ns=first, last_ns=last,
        tries=held.tries + new.tries, source=told.source, fetched_ns=told.fetched_ns,
    )  # fmt: skip


def _after(held: DayMark, new: DayMark) -> tuple[Mark, str]:
    match new.mark:
        case Mark.PARTIAL if held.mark is Mark.COMPLETE:
            return held.mark, held.why
        case Mark.EMPTY if held.bars:
            return held.mark, held.why
        case Mark.FAILED if held.mark in _WHOLE:
            return held.mark, held.why
        case Mark.FAILED if held.bars:
            return Mark.PARTIAL, new.why
        case _:
            return new.mark, new.why


_SCHEMA = """
CREATE TABLE IF NOT EXISTS words (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS series (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    underlying TEXT NOT NULL,
    exchange TEXT NOT NULL,
    symbol TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS series_of ON series (underlying, kind);
CREATE TABLE IF NOT EXISTS days (
    series INTEGER NOT NULL REFERENCES series (id),
    day INTEGER NOT NULL,      -- days since 1970
    mark INTEGER NOT NULL,     -- words.id, like why and source: a year of all series is 18 million rows
    why INTEGER NOT NULL,
    bars INTEGER NOT NULL,
    first_s INTEGER NOT NULL,  -- UTC seconds of the first and last bar
    last_s INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    source INTEGER NOT NULL,
    fetched_s INTEGER NOT NULL,
    PRIMARY KEY (series, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    kind TEXT NOT NULL,
    underlying TEXT NOT NULL,
    first INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (underlying, kind, first)
) WITHOUT ROWID;
"""
_PENDING = """
CREATE TEMP TABLE pending (
    key TEXT NOT NULL, kind TEXT NOT NULL, underlying TEXT NOT NULL, exchange TEXT NOT NULL,
    symbol TEXT NOT NULL, token TEXT NOT NULL, day INTEGER NOT NULL, mark TEXT NOT NULL,
    why TEXT NOT NULL, bars INTEGER NOT NULL, first_s INTEGER NOT NULL, last_s INTEGER NOT NULL,
    tries INTEGER NOT NULL, source TEXT NOT NULL, fetched_s INTEGER NOT NULL,
    PRIMARY KEY (key, day)
) WITHOUT ROWID;
CREATE INDEX pending_of ON pending (underlying, kind, day);
CREATE TEMP VIEW known AS
SELECT * FROM pending UNION ALL
SELECT s.key, s.kind, s.underlying, s.exchange, s.symbol, s.token, d.day, m.text, w.text, d.bars,
    d.first_s, d.last_s, d.tries, o.text, d.fetched_s
FROM main.series s JOIN main.days d ON d.series = s.id JOIN main.words m ON m.id = d.mark
    JOIN main.words w ON w.id = d.why JOIN main.words o ON o.id = d.source
WHERE NOT EXISTS (SELECT 1 FROM pending p WHERE p.key = s.key AND p.day = d.day);
"""
_MARK = "mark, why, bars, first_s, last_s, tries, source, fetched_s"


class Manifest:
    """The manifest's file. Blocking; sqlite3.Error as SQLite has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._words: dict[str, int] = {}

    def open(self, *, read_only: bool = False) -> None:
        """Open or create the file; read-only, it must exist (an empty one stands in where not)."""
        if read_only and not self._path.exists():
            target = ":memory:"
        else:
            target = f"{self._path.as_uri()}?mode={'ro' if read_only else 'rwc'}"
        db = sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA busy_timeout=5000")
        db.execute("PRAGMA temp_store=MEMORY")
        if not read_only or target == ":memory:":
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.executescript(_SCHEMA)
        db.executescript(_PENDING)
        self._db = db

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    # -- what is spooled

    def expect(self, series: Series, days: Iterable[tuple[int, DayMark]]) -> None:
        """Tell of an answer that is in the spool."""
        db = self._connection
        for number, mark in days:
            new = settled(self.find(series.key, number), mark)
            db.execute(
                "INSERT OR REPLACE INTO pending VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    series.key, series.kind.value, series.underlying, series.exchange,
                    series.symbol, series.token, number, new.mark.value, new.why, new.bars,
                    new.first_ns // SECOND_NS, new.last_ns // SECOND_NS, new.tries, new.source,
                    new.fetched_ns // SECOND_NS,
                ),
            )  # fmt: skip

    # -- what is in files

    def settle(
        self,
        partition: Partition,
        days: Sequence[tuple[Series, int, DayMark]],
        file: FileRow | None,
        *,
        forced: bool = False,
    ) -> None:
        """Write what a partition's file holds now, in one transaction.

        Each `DayMark` is an answer, and where there is a `file`, its counts are what that holds now.
        `forced`: it is the truth, whatever was known before.
        """
        with self._transaction() as db:
            for series, number, mark in days:
                row = self._series_id(series)
                held = None if forced else self._find_in_file(row, number)
                now = settled(held, mark)
                exact = now if file is None else mark
                db.execute(
                    "INSERT OR REPLACE INTO days VALUES (?,?,?,?,?,?,?,?,?,?)",
                    (
                        row, number, self._word(now.mark.value), self._word(now.why), exact.bars,
                        exact.first_ns // SECOND_NS, exact.last_ns // SECOND_NS, now.tries,
                        self._word(now.source), now.fetched_ns // SECOND_NS,
                    ),
                )  # fmt: skip
            if file is not None:
                db.execute(
                    "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?)",
                    (*_key_of(partition), file.sha256, file.rows, file.size),
                )
        self._connection.execute(
            "DELETE FROM pending WHERE underlying = ? AND kind = ? AND day BETWEEN ? AND ?",
            (
                partition.underlying, partition.kind.value, day_number(partition.first),
                day_number(partition.last),
            ),
        )  # fmt: skip

    def reopen(
        self, days: Iterable[tuple[str, int]], why: str, *, without_bars: bool = False
    ) -> int:
        """Mark days as to be fetched again and return how many were known.

        Those with bars become partial, the others failed; `without_bars`: the bars are gone.
        """
        count = 0
        with self._transaction() as db:
            reason = self._word(why)
            failed, partial = self._word(Mark.FAILED.value), self._word(Mark.PARTIAL.value)
            bars = "0" if without_bars else "bars"
            for key, number in days:
                count += db.execute(
                    f"UPDATE days SET why = ?, bars = {bars},"  # noqa: S608  one of two words
                    f" mark = CASE WHEN {bars} > 0 THEN ? ELSE ? END"
                    " WHERE series = (SELECT id FROM series WHERE key = ?) AND day = ?",
                    (reason, partial, failed, key, number),
                ).rowcount
        return count

    def forget_file(self, partition: Partition, why: str) -> int:
        """Forget a file: its days are to be fetched again. Return how many there are."""
        with self._transaction() as db:
            count = db.execute(
                "UPDATE days SET mark = ?, why = ?, bars = 0, first_s = 0, last_s = 0"
                " WHERE bars > 0 AND day BETWEEN ? AND ? AND series IN"
                " (SELECT id FROM series WHERE underlying = ? AND kind = ?)",
                (
                    self._word(Mark.FAILED.value), self._word(why), day_number(partition.first),
                    day_number(partition.last), partition.underlying, partition.kind.value,
                ),
            ).rowcount  # fmt: skip
            db.execute(
                "DELETE FROM files WHERE kind = ? AND underlying = ? AND first = ?",
                _key_of(partition),
            )
        return count

    # -- questions

    def find(self, key: str, number: int) -> DayMark | None:
        """Return what is known of one series on one day."""
        row = self._connection.execute(
            f"SELECT {_MARK} FROM known WHERE key = ? AND day = ?",  # noqa: S608  a constant
            (key, number),
        ).fetchone()
        return None if row is None else _day_mark(row)

    def days_with_bars(self, partition: Partition) -> int:
        """Return how many (series, day) a partition's file holds."""
        row = self._connection.execute(
            "SELECT count(*) FROM days WHERE bars > 0 AND day BETWEEN ? AND ? AND series IN"
            " (SELECT id FROM series WHERE underlying = ? AND kind = ?)",
            (
                day_number(partition.first), day_number(partition.last), partition.underlying,
                partition.kind.value,
            ),
        ).fetchone()  # fmt: skip
        return int(row[0])

    def states(
        self, start: date, end: date, underlyings: Sequence[str], kinds: Sequence[SeriesKind]
    ) -> dict[str, dict[date, DayMark]]:
        """Return what is known, by key and day."""
        where, values = _where(underlyings, kinds)
        out: dict[str, dict[date, DayMark]] = {}
        for key, number, *row in self._connection.execute(
            f"SELECT key, day, {_MARK} FROM known WHERE day BETWEEN ? AND ?{where}",  # noqa: S608
            (day_number(start), day_number(end), *values),
        ):
            out.setdefault(key, {})[day_of(number)] = _day_mark(row)
        return out

    def coverage(
        self, underlying: str, start: date, end: date, kind: SeriesKind | None
    ) -> list[DayCount]:
        """Return the counts a day, oldest first."""
        where, values = _where((underlying,), () if kind is None else (kind,))
        rows = self._connection.execute(
            "SELECT day, sum(mark = 'complete'), sum(mark = 'partial'), sum(mark = 'empty'),"  # noqa: S608
            " sum(mark = 'failed'), sum(bars), max(why) FROM known"
            f" WHERE day BETWEEN ? AND ?{where} GROUP BY day ORDER BY day",
            (day_number(start), day_number(end), *values),
        )
        return [
            DayCount(
                day=day_of(number), complete=complete, partial=partial, empty=empty,
                failed=failed, bars=bars, why=why,
            )
            for number, complete, partial, empty, failed, bars, why in rows
        ]  # fmt: skip

    def underlyings(self) -> list[str]:
        """Return the underlyings of which anything is known."""
        rows = self._connection.execute(
            "SELECT underlying FROM main.series UNION SELECT underlying FROM pending ORDER BY 1"
        )
        return [name for (name,) in rows]

    def series(self, underlying: str | None, kind: SeriesKind | None) -> list[SeriesHeld]:
        """Return the series with bars: spot, futures, options, each by key."""
        where, values = _where(
            () if underlying is None else (underlying,), () if kind is None else (kind,)
        )
        rows = self._connection.execute(
            "SELECT key, kind, underlying, max(exchange), max(symbol), max(token), min(day),"  # noqa: S608
            f" max(day), count(*), sum(bars) FROM known WHERE bars > 0{where} GROUP BY key",
            values,
        )
        held = [
            SeriesHeld(
                key=key, kind=SeriesKind(kind_), underlying=name, exchange=exchange,
                symbol=symbol, token=token, first=day_of(first), last=day_of(last), days=days,
                bars=bars,
            )
            for key, kind_, name, exchange, symbol, token, first, last, days, bars in rows
        ]  # fmt: skip
        order = list(SeriesKind)
        return sorted(held, key=lambda series: (order.index(series.kind), series.key))

    def place_of(self, key: str) -> tuple[SeriesKind, str] | None:
        """Return a series' kind and underlying, None if nothing is known of it."""
        row = self._connection.execute(
            "SELECT kind, underlying FROM main.series WHERE key = ?"
            " UNION SELECT kind, underlying FROM pending WHERE key = ?",
            (key, key),
        ).fetchone()
        return None if row is None else (SeriesKind(row[0]), row[1])

    def files(
        self,
        underlyings: Sequence[str] = (),
        kinds: Sequence[SeriesKind] = (),
        start: date = date.min,
        end: date = date.max,
    ) -> list[FileRow]:
        """Return the files that may have bars from `start` to `end`, by underlying, kind and day."""
        where, values = _where(underlyings, kinds)
        rows = self._connection.execute(
            "SELECT kind, underlying, first, sha256, rows, size FROM main.files"  # noqa: S608
            f" WHERE first <= ?{where} ORDER BY underlying, kind, first",
            (day_number(end), *values),
        )
        found = [
            FileRow(
                partition=Partition(SeriesKind(kind), name, day_of(first)),
                sha256=sha256, rows=count, size=size,
            )
            for kind, name, first, sha256, count, size in rows
        ]  # fmt: skip
        return [file for file in found if file.partition.last >= start]

    # -- private

    def _find_in_file(self, series: int, number: int) -> DayMark | None:
        row = self._connection.execute(
            "SELECT m.text, w.text, bars, first_s, last_s, tries, o.text, fetched_s FROM days d"
            " JOIN words m ON m.id = d.mark JOIN words w ON w.id = d.why"
            " JOIN words o ON o.id = d.source WHERE series = ? AND day = ?",
            (series, number),
        ).fetchone()
        return None if row is None else _day_mark(row)

    def _series_id(self, series: Series) -> int:
        row = self._connection.execute(
            "INSERT INTO series (key, kind, underlying, exchange, symbol, token)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET exchange = excluded.exchange,"
            " symbol = excluded.symbol, token = excluded.token RETURNING id",
            (
                series.key, series.kind.value, series.underlying, series.exchange, series.symbol,
                series.token,
            ),
        ).fetchone()  # fmt: skip
        return int(row[0])

    def _word(self, text: str) -> int:
        if text not in self._words:
            row = self._connection.execute(
                "INSERT INTO words (text) VALUES (?) ON CONFLICT (text)"
                " DO UPDATE SET text = excluded.text RETURNING id",
                (text,),
            ).fetchone()
            self._words[text] = int(row[0])
        return self._words[text]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._connection
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            self._words.clear()  # some may have been of this transaction only
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            raise sqlite3.ProgrammingError("the manifest is not open")
        return self._db


def _key_of(partition: Partition) -> tuple[str, str, int]:
    return (partition.kind.value, partition.underlying, day_number(partition.first))


def _day_mark(row: Sequence[object]) -> DayMark:
    mark, why, bars, first_s, last_s, tries, source, fetched_s = row
    return DayMark(
        mark=Mark(str(mark)), why=str(why), bars=int(str(bars)), first_ns=int(str(first_s)) * SECOND_NS,
        last_ns=int(str(last_s)) * SECOND_NS, tries=int(str(tries)), source=str(source),
        fetched_ns=int(str(fetched_s)) * SECOND_NS,
    )  # fmt: skip


def _where(underlyings: Sequence[str], kinds: Sequence[SeriesKind]) -> tuple[str, tuple[str, ...]]:
    text = ""
    if underlyings:
        text += f" AND underlying IN ({','.join('?' * len(underlyings))})"
    if kinds:
        text += f" AND kind IN ({','.join('?' * len(kinds))})"
    return text, (*underlyings, *(kind.value for kind in kinds))
