"""Bars of many series as one sorted table, and the merge of what is held with what has come.

The same bars give the same bytes, whatever way they came: rows are sorted by key and time, dictionaries
list their words in the order of the rows, and nothing of a file says when it was written.
"""

import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.history import MinuteBars, Series
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.history.errors import FileDamaged
from terminal.history.schema import SCHEMA, day_numbers

ROW_GROUP = 32_768
"""Small enough that one series of an option day is found without reading the day, see ADR 11."""
_LEVEL = 3

Words = tuple[str, str, str, str]
"""Key, exchange, symbol, token: what is the same for all bars of one series and fetch."""
FLOATS = ("open", "high", "low", "close", "vwap")
INTS = ("volume", "oi")


class Rows(Struct):
    """Bars of many series: `words[word[i]]` names row i. Columns of equal length; vwap NaN: none."""

    words: list[Words]
    word: NDArray[np.int32]
    bars: MinuteBars

    def __len__(self) -> int:
        return len(self.word)


def words_of(series: Series) -> Words:
    return (series.key, series.exchange, series.symbol, series.token)


def merged(parts: Sequence[Rows]) -> Rows:
    """Return all rows sorted by key and time, each minute of a series once: the last part's."""
    words: list[Words] = []
    places: dict[Words, int] = {}
    numbers = []
    for part in parts:
        renumber = np.empty(len(part.words), np.int32)
        for number, said in enumerate(part.words):
            renumber[number] = places.setdefault(said, len(words))
            if renumber[number] == len(words):
                words.append(said)
        numbers.append(renumber[part.word])
    word = np.concatenate([np.empty(0, np.int32), *numbers])
    every = [MinuteBars.empty(), *(part.bars for part in parts)]
    times = np.concatenate([bars.open_ns for bars in every])
    rank = {key: place for place, key in enumerate(sorted({said[0] for said in words}))}
    key = np.array([rank[said[0]] for said in words], np.int32)[word]
    # The sort is stable, so among equal minutes the last part's stands last.
    order = np.lexsort((times, key))
    key, times = key[order], times[order]
    last = np.ones(len(order), bool)
    last[:-1] = (key[1:] != key[:-1]) | (times[1:] != times[:-1])
    order = order[last]
    del key, times, last
    # A column at a time: an index's options are a million bars, and all of them once more is much.
    columns = {
        name: np.concatenate([getattr(bars, name) for bars in every])[order] for name in _FIELDS
    }
    return Rows(words, word[order], MinuteBars(**columns))


def together(parts: Iterable[MinuteBars]) -> MinuteBars:
    """Return bars one after the other."""
    parts = [MinuteBars.empty(), *parts]
    return MinuteBars(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in _FIELDS}
    )


def picked(bars: MinuteBars, which: NDArray[Any] | slice) -> MinuteBars:
    """Return the bars at these places, or where the mask is true."""
    return MinuteBars(**{name: getattr(bars, name)[which] for name in _FIELDS})


def to_table(rows: Rows, *, interval: str = "1m", sources: str = "") -> pa.Table:
    """Return sorted rows as a table of the schema."""
    edges = _runs(rows.word)
    lengths = np.diff(np.append(edges, len(rows)))
    words = [rows.words[number] for number in rows.word[edges]]
    names = [InstrumentId.parse(word[0]) for word in words]
    spread = pa.array(np.repeat(np.arange(len(edges), dtype=np.int32), lengths))
    bars = rows.bars
    columns = {
        "key": _texts([word[0] for word in words], spread),
        "exchange": _texts([word[1] for word in words], spread),
        "symbol": _texts([word[2] for word in words], spread),
        "token": _texts([word[3] for word in words], spread),
        "expiry": pa.array([name.expiry for name in names], pa.date32()).take(spread),
        "strike": pa.array(
            [None if name.strike is None else float(name.strike) for name in names], pa.float64()
        ).take(spread),
        "option_type": _texts([_RIGHT.get(name.kind) for name in names], spread),
        "ts": pa.array(bars.open_ns // 1000).cast(pa.timestamp("us", tz="UTC")),
        "day": pa.array(day_numbers(bars.open_ns).astype(np.int32)).cast(pa.date32()),
        **{name: pa.array(getattr(bars, name)) for name in (*FLOATS[:4], *INTS)},
        "vwap": pa.array(bars.vwap, from_pandas=True),
    }
    metadata = {**SCHEMA.metadata, b"interval": interval.encode()}
    if sources:
        metadata[b"sources"] = sources.encode()
    return pa.Table.from_arrays(
        [columns[name] for name in SCHEMA.names], schema=SCHEMA.with_metadata(metadata)
    )


def from_table(table: pa.Table) -> Rows:
    """Return a table's rows; the inverse of `to_table`."""
    table = table.unify_dictionaries().combine_chunks()
    combined = np.zeros(len(table), np.int64)
    parts = []
    for name in ("key", "exchange", "symbol", "token"):
        column = _single(table[name])
        parts.append((column.indices.to_numpy(), column.dictionary.to_pylist()))
        combined = combined * (len(column.dictionary) + 1) + parts[-1][0]
    edges = _runs(combined)
    words: list[Words] = []
    places: dict[Words, int] = {}
    numbers = np.empty(len(edges), np.int32)
    for place, edge in enumerate(edges):
        key, exchange, symbol, token = (texts[codes[edge]] for codes, texts in parts)
        word = (key, exchange, symbol, token)
        numbers[place] = places.setdefault(word, len(words))
        if numbers[place] == len(words):
            words.append(word)
    lengths = np.diff(np.append(edges, len(table)))
    bars = MinuteBars(
        open_ns=_single(table["ts"]).cast(pa.int64()).to_numpy() * 1000,
        **{name: _single(table[name]).to_numpy(zero_copy_only=False) for name in (*FLOATS, *INTS)},
    )
    return Rows(words, np.repeat(numbers, lengths), bars)


def encode(table: pa.Table) -> bytes:
    """Return the table as a Parquet file's bytes, always the same for the same rows."""
    out = pa.BufferOutputStream()
    pq.write_table(
        table, out, compression="zstd", compression_level=_LEVEL, row_group_size=ROW_GROUP
    )
    content: bytes = out.getvalue().to_pybytes()
    return content


def decode(content: bytes, path: str) -> pa.Table:
    """Return the table in a Parquet file's bytes; FileDamaged if they are none of ours."""
    try:
        table = pq.read_table(io.BytesIO(content), use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise FileDamaged(path, str(error).splitlines()[0]) from error
    if not table.schema.equals(SCHEMA):
        raise FileDamaged(path, "its columns are not those of the history store")
    return table


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


_RIGHT = {InstrumentKind.CALL: "CE", InstrumentKind.PUT: "PE"}
_FIELDS = MinuteBars.__struct_fields__


def _runs(values: NDArray[Any]) -> NDArray[np.int64]:
    """Return where a value begins that differs from the one before it."""
    if not len(values):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))


def _texts(texts: Sequence[str | None], spread: pa.Array) -> pa.DictionaryArray:
    places: dict[str, int] = {}
    codes = [None if text is None else places.setdefault(text, len(places)) for text in texts]
    indices = pa.array(codes, pa.int32()).take(spread)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(places), pa.string()))


def _single(column: pa.ChunkedArray) -> pa.Array:
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
