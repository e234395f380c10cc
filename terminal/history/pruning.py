"""Which folders of longer bars a query will read, asked of DuckDB before any of them is made.

DuckDB plans the query over empty files in the store's own folders, and says by which conditions it
would leave folders out. Whatever it does not say means all: too much is made then, never too little.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from typing_extensions import override

from terminal.history.schema import SCHEMA, Partition

Folder = tuple[str, str, str]
"""Kind, underlying, month: what a file's folders are named by."""
_SCHEME = "folders"
_ROUNDS = 8
"""A condition is told if it leaves out a folder that those before it did not: one more a round."""


def folder_of(partition: Partition) -> Folder:
    return partition.kind.value, partition.underlying, f"{partition.first:%Y-%m}"


def folders_read(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    views: Sequence[str],
    partitions: Iterable[Partition],
    select: str,
) -> set[Folder] | None:
    """Return the folders that one SELECT may read of these views, None for all of them.

    `connection` is used up; `select` is a view's query with `{paths}` for a list of files. Errors:
    duckdb.Error where the query cannot be planned.
    """
    by_folder = {folder_of(each): each for each in partitions}
    if not by_folder:
        return None
    connection.register_filesystem(_Everywhere())
    names = ("kind", "underlying", "month")
    table = pa.table(dict(zip(names, map(list, zip(*by_folder, strict=True)), strict=True)))
    connection.register("folders_given", table)
    connection.execute("CREATE TEMP TABLE folders_known AS FROM folders_given")
    connection.unregister("folders_given")
    # Planning a query looks at the files that it names: no others than ours.
    connection.execute("SET disabled_filesystems = 'LocalFileSystem'")
    connection.execute("SET lock_configuration = true")
    shown: set[Folder] = set()
    read = set(by_folder)
    wanted = _samples(read)
    for _ in range(_ROUNDS):
        shown |= wanted
        paths = [_address(by_folder[folder]) for folder in sorted(shown)]
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        for view in views:
            connection.execute(f"CREATE OR REPLACE VIEW {view} AS {select.format(paths=listed)}")
        scans = [_matching(connection, scan) for scan in _scans(_plan(connection, sql))]
        told = [found for found in scans if found is not None]
        if not scans or len(told) < len(scans):
            return None
        read = set().union(*told)
        wanted = set().union(*map(_samples, told))
        if wanted <= shown:
            break
    return read


def _samples(folders: Iterable[Folder]) -> set[Folder]:
    """Return folders in which each kind, underlying and month of all of these is."""
    out: dict[tuple[int, str], Folder] = {}
    for folder in sorted(folders):
        for column, value in enumerate(folder):
            out.setdefault((column, value), folder)
    return set(out.values())


def _plan(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    row = connection.execute(f"EXPLAIN (FORMAT JSON) {sql}").fetchone()
    plan: list[dict[str, Any]] = json.loads(row[1]) if row else []
    return plan


def _scans(nodes: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for node in nodes:
        if str(node.get("name", "")).strip() == "READ_PARQUET":
            yield node.get("extra_info") or {}
        yield from _scans(node.get("children") or ())


def _matching(connection: duckdb.DuckDBPyConnection, scan: Mapping[str, Any]) -> set[Folder] | None:
    """Return the folders that a scan's conditions let through; None: it has none that we can read."""
    said = scan.get("File Filters")
    if not isinstance(said, str) or not said:
        return None
    condition = said.replace(")(", ") AND (")
    try:
        rows = connection.execute(
            f"SELECT kind, underlying, month FROM folders_known WHERE {condition}"  # noqa: S608
        ).fetchall()
    except duckdb.Error:
        return None  # printed in a way that is no SQL: all are read
    return {(str(kind), str(underlying), str(month)) for kind, underlying, month in rows}


def _address(partition: Partition) -> str:
    return f"{_SCHEME}://{partition.folder}/none.parquet"


class _Everywhere(fsspec.AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    """Files that exist wherever one looks, all alike: of our schema, without rows and statistics."""

    protocol = _SCHEME
    cachable = False

    def __init__(self) -> None:
        super().__init__()
        out = io.BytesIO()
        pq.write_table(SCHEMA.empty_table(), out, write_statistics=False)
        self._content = out.getvalue()

    @override
    def info(self, path: str, **_: object) -> dict[str, object]:
        return {"name": path, "size": len(self._content), "type": "file"}

    @override
    def exists(self, path: str, **_: object) -> bool:
        return True

    @override
    def glob(self, path: str, **_: object) -> list[str]:
        return [path]

    @override
    def modified(self, path: str) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    @override
    def open(self, path: str, mode: str = "rb", **_: object) -> io.BytesIO:
        return io.BytesIO(self._content)
