"""Several brokers' masters of one day as one list: an instrument that more than one knows is one row.

Rows are told apart by the market's own name, as `domain.master.MasterIndex` does: a derivative by
its underlying, expiry, kind and strike, everything else by exchange and symbol. The first list's
facts stand; a later one adds the rows that are new. Blocking, for a worker thread.
"""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from terminal.domain.master import Encoded, MasterIndex, encoded
from terminal.domain.ports import MasterColumns

_TEXTS = ("exchange", "name", "kind", "segment", "expiry")
_KEYED = ("exchange", "name", "kind", "expiry")
_DERIVATIVES = ("FUT", "CE", "PE")
_STRIKES = 1 << 31
_SLICE = 4096
"""Rows handled by one call that holds the interpreter: under a millisecond."""


def merge(parts: Sequence[MasterColumns]) -> MasterColumns:
    """Return the union of the lists; one list, or several that are equal, come back unchanged."""
    merged = parts[0]
    for part in parts[1:]:
        merged = _joined(merged, part)
    return merged


def _joined(first: MasterColumns, second: MasterColumns) -> MasterColumns:
    if _same(first, second):
        return first
    joined = {name: _join(encoded(first, name), encoded(second, name)) for name in _TEXTS}
    new = ~_known(first, second, joined)
    if not new.any():
        return first
    rows = np.flatnonzero(new)
    texts = {
        name: Encoded(
            values=values, codes=np.concatenate((encoded(first, name).codes, codes[rows]))
        )
        for name, (values, codes) in joined.items()
    }
    return MasterColumns(
        symbol=np.concatenate((first.symbol, second.symbol[rows])),
        strike=np.concatenate((first.strike, second.strike[rows])),
        tick_size=np.concatenate((first.tick_size, second.tick_size[rows])),
        lot_size=np.concatenate((first.lot_size, second.lot_size[rows])),
        broker_key=np.concatenate((first.broker_key, second.broker_key[rows])),
        encoded=texts,
        exchange=texts["exchange"].column(),
        name=texts["name"].column(),
        kind=texts["kind"].column(),
        segment=texts["segment"].column(),
        expiry=texts["expiry"].column(),
    )


def _same(first: MasterColumns, second: MasterColumns) -> bool:
    """Say whether both are one download: two accounts of one broker load the same list."""
    if first is second:
        return True
    return (
        len(first.symbol) == len(second.symbol)
        and np.array_equal(first.broker_key, second.broker_key)
        and np.array_equal(first.symbol, second.symbol)
    )


def _join(first: Encoded, second: Encoded) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Return the values of both, the first's in their places, and the second's codes for them."""
    places = {text: place for place, text in enumerate(first.values)}
    codes = np.array(
        [places.setdefault(text, len(places)) for text in second.values], dtype=np.intp
    )
    values = np.empty(len(places), dtype=np.object_)
    values[:] = list(places)
    return values, codes[second.codes] if len(codes) else second.codes


def _known(
    first: MasterColumns,
    second: MasterColumns,
    joined: dict[str, tuple[NDArray[np.object_], NDArray[np.intp]]],
) -> NDArray[np.bool_]:
    """Return which rows of the second list the first has too."""
    before = np.zeros(len(first.symbol), dtype=np.int64)
    after = np.zeros(len(second.symbol), dtype=np.int64)
    for name in _KEYED:
        values, codes = joined[name]
        before = before * len(values) + encoded(first, name).codes
        after = after * len(values) + codes
    before = before * _STRIKES + np.rint(first.strike * 100).astype(np.int64) % _STRIKES
    after = after * _STRIKES + np.rint(second.strike * 100).astype(np.int64) % _STRIKES
    known = np.isin(after, before)
    index = first.index or MasterIndex(first)
    values, codes = joined["kind"]
    letters = [place for place, text in enumerate(values) if text in _DERIVATIVES]
    plain = np.flatnonzero(~np.isin(codes, letters))
    known[plain] = False
    for start in range(0, len(plain), _SLICE):
        part = plain[start : start + _SLICE]
        pairs = zip(second.exchange[part].tolist(), second.symbol[part].tolist(), strict=True)
        known[part] = [index.row_of_symbol(*pair) is not None for pair in pairs]
    return known


def indexed(columns: MasterColumns) -> MasterColumns:
    """Return the list with its look-ups, made now where the parser's thread did not make them."""
    return columns if columns.index else replace(columns, index=MasterIndex(columns))
