"""The reading half of the store, blocking: DuckDB over the Parquet files, on a thread of its own.

A person's SQL runs on a connection that sees the store's folder only and takes one SELECT; what the
program itself asks goes by another one, which keeps the files' footers in memory.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from msgspec import Struct

from terminal.domain.history import MinuteBars, SeriesKind
from terminal.history.errors import StoreError
from terminal.history.files import Files, is_address
from terminal.history.pruning import Folder, folders_read
from terminal.history.schema import SCHEMA, Partition

COLUMNS = (
    "exchange, symbol, token, kind, underlying, expiry, strike, option_type, ts, day,"
    " open, high, low, close, volume, oi, vwap, key, month"
)
"""Of the views: the order in which a person reads them."""
_HIVE = (
    "hive_partitioning=true, hive_types={'kind': VARCHAR, 'underlying': VARCHAR, 'month': VARCHAR}"
)

_HIVE_BRACED = _HIVE.replace("{", "{{").replace("}", "}}")


class QueryResult(Struct, frozen=True, kw_only=True):
    """Rows of a query. `truncated`: there were more than asked for."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool


class Reader:
    """Reads of one store. Use on one thread."""

    def __init__(self, files: Files, scratch: Path) -> None:
        self._files = files
        self._scratch = scratch
        self._own: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None

    def series(self, paths: Sequence[str], key: str, start_ns: int, end_ns: int) -> MinuteBars:
        """Return one series' bars from these files, oldest first, both ends included."""
        if not paths or end_ns < start_ns:
            return MinuteBars.empty()
        if self._own is None:
            self._own = self._connect()
            self._own.execute("SET parquet_metadata_cache = true")
        with _in_words():
            got = self._own.execute(
                "SELECT epoch_us(ts) AS at, open, high, low, close, volume, oi,"  # noqa: S608
                f" coalesce(vwap, 'nan'::DOUBLE) AS vwap FROM {self._scan(paths, hive=False)}"
                " WHERE key = ? AND ts BETWEEN make_timestamptz(?) AND make_timestamptz(?)"
                " ORDER BY ts",
                [key, -(-start_ns // 1000), end_ns // 1000],
            ).fetchnumpy()
        return MinuteBars(
            open_ns=np.asarray(got["at"], np.int64) * 1000,
            **{
                name: np.asarray(got[name], np.float64) for name in ("open", "high", "low", "close")
            },
            volume=np.asarray(got["volume"], np.int64),
            oi=np.asarray(got["oi"], np.int64),
            vwap=np.asarray(got["vwap"], np.float64),
        )

    def query(self, sql: str, views: Mapping[str, Sequence[str]], limit: int | None) -> QueryResult:
        """Run one SELECT over views of these files (paths or patterns below the root)."""
        with _in_words(), self._connect() as connection:
            _check(sql)
            for name, paths in views.items():
                source = self._scan(paths) if paths else _nothing()
                view = f"CREATE VIEW {name} AS SELECT {COLUMNS} FROM {source}"  # noqa: S608  ours
                connection.execute(view)
            self._fence(connection)
            relation = connection.sql(sql)
            columns = tuple(relation.columns)
            rows: list[tuple[object, ...]] = []
            for batch in relation.to_arrow_reader(16_384):
                rows.extend(zip(*map(_values, batch.columns), strict=True))
                if limit is not None and len(rows) > limit:
                    return QueryResult(columns=columns, rows=rows[:limit], truncated=True)
            return QueryResult(columns=columns, rows=rows, truncated=False)

    def folders(
        self, sql: str, views: Sequence[str], partitions: Iterable[Partition]
    ) -> set[Folder] | None:
        """Return the folders that one SELECT may read of these views, None for all of them.

        Nothing is read. `partitions`: what the views may consist of. Errors: as `query`.
        """
        select = f"SELECT {COLUMNS} FROM read_parquet([{{paths}}], {_HIVE_BRACED})"  # noqa: S608
        with _in_words(), self._connect() as connection:
            _check(sql)
            return folders_read(connection, sql, views, partitions, select)

    def minute_counts(
        self, paths: Sequence[str], near_days: int
    ) -> dict[tuple[SeriesKind, date, int], int]:
        """Return how many series have a bar, by kind, day and minute (UTC nanoseconds).

        Of series that expire, those that do so within `near_days` of the bar.
        """
        with _in_words(), self._connect() as connection:
            rows = connection.execute(
                "SELECT kind, day, epoch_us(ts) AS at, count(*)"  # noqa: S608  ours
                f" FROM {self._scan(paths)}"
                f" WHERE expiry IS NULL OR expiry - day <= {near_days} GROUP BY ALL"
            ).fetchall()
        return {(SeriesKind(kind), day, at * 1000): count for kind, day, at, count in rows}

    @contextmanager
    def batches(
        self,
        select: str,
        paths: Sequence[str],
        *,
        keys: Sequence[str] = (),
        start: date | None = None,
        end: date | None = None,
    ) -> Iterator[pa.RecordBatchReader]:
        """Yield `select` over the bars of these files, `FROM chosen` in it, as record batches."""
        where = []
        if keys:
            where.append(f"key IN ({','.join(map(_quoted, keys))})")
        if start is not None:
            where.append(f"day >= DATE '{start}'")
        if end is not None:
            where.append(f"day <= DATE '{end}'")
        with _in_words(), self._connect() as connection:
            connection.execute(
                f"CREATE VIEW chosen AS SELECT {COLUMNS} FROM {self._scan(paths)}"  # noqa: S608
                f" WHERE {' AND '.join(where) or 'true'}"
            )
            yield connection.sql(select).to_arrow_reader(65_536)

    def _connect(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(":memory:")
        connection.execute("SET TimeZone = 'Asia/Kolkata'")
        connection.execute("SET memory_limit = '1GB'")
        connection.execute(f"SET temp_directory = {_quoted(str(self._scratch))}")
        self._files.register(connection)
        return connection

    def _fence(self, connection: duckdb.DuckDBPyConnection) -> None:
        if is_address(self._files.root):
            # A foreign file system answers with names of its own, which no allowed folder begins.
            connection.execute("SET disabled_filesystems = 'LocalFileSystem'")
        else:
            folders = (Path(self._files.root).as_posix(), self._scratch.as_posix())
            allowed = ", ".join(_quoted(folder.rstrip("/") + "/") for folder in folders)
            connection.execute(f"SET allowed_directories = [{allowed}]")
            connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")

    def _scan(self, paths: Iterable[str], *, hive: bool = True) -> str:
        base = re.sub(r"([*?\[])", r"[\1]", self._files.address("").rstrip("/"))
        places = ", ".join(_quoted(f"{base}/{path}") for path in paths)
        return f"read_parquet([{places}], {_HIVE if hive else 'hive_partitioning=false'})"


def _check(sql: str) -> None:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise StoreError(
            "The history store takes one SELECT, and nothing that changes anything.",
            hint="For example: SELECT symbol, count(*) FROM bars GROUP BY symbol",
        )


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise StoreError(str(error).strip()) from error


def _values(column: pa.Array) -> list[object]:
    # A sum of whole numbers is a whole number, though it comes as a decimal of 38 digits.
    if pa.types.is_decimal(column.type) and not column.type.scale:
        return [None if value is None else int(value) for value in column.to_pylist()]
    return list(column.to_pylist())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_SQL_TYPES: dict[Any, str] = {
    pa.date32(): "DATE",
    pa.float64(): "DOUBLE",
    pa.int64(): "BIGINT",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
}


def _nothing() -> str:
    """Return a source with the right columns and no rows."""
    columns = [f"NULL::{_SQL_TYPES.get(field.type, 'VARCHAR')} AS {field.name}" for field in SCHEMA]
    columns += [f"NULL::VARCHAR AS {name}" for name in ("kind", "underlying", "month")]
    return f"(SELECT {', '.join(columns)} WHERE false)"


def pattern(kinds: Sequence[SeriesKind] = ()) -> list[str]:
    """Return what names all files of bars, of some kinds."""
    if not kinds:
        return ["bars/*/*/*/*.parquet"]
    return [f"bars/kind={kind.value}/*/*/*.parquet" for kind in kinds]
