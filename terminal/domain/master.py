"""The day's instruments as columns, and where in them an identity or a symbol stands.

Brokers and the catalog both look rows up and may not know each other: this is what they share. Built
on a worker thread from `ports.MasterColumns`; look-ups are dictionary reads on the loop's thread.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.domain.ids import InstrumentId, InstrumentKind

if TYPE_CHECKING:
    from terminal.domain.ports import MasterColumns

KINDS = {
    "EQ": InstrumentKind.EQUITY,
    "INDEX": InstrumentKind.INDEX,
    "FUT": InstrumentKind.FUTURE,
    "CE": InstrumentKind.CALL,
    "PE": InstrumentKind.PUT,
}
_LETTERS = {kind: text for text, kind in KINDS.items()}
_SLICE = 4096
"""Rows handled by one call that holds the interpreter: under a millisecond."""


class Encoded(Struct, frozen=True, kw_only=True):
    """A column of few distinct texts: `values` and, a row, the place of its text among them."""

    values: NDArray[np.object_]
    codes: NDArray[np.intp]

    def column(self) -> NDArray[np.object_]:
        out: NDArray[np.object_] = self.values[self.codes]
        return out


def encode(column: NDArray[np.object_]) -> Encoded:
    """Return any column of texts in encoded form."""
    place: dict[str, int] = {}
    codes = np.empty(len(column), dtype=np.intp)
    for start in range(0, len(column), _SLICE):
        part = column[start : start + _SLICE].tolist()
        for text in dict.fromkeys(part):
            place.setdefault(text, len(place))
        codes[start : start + len(part)] = [place[text] for text in part]
    values = np.empty(len(place), dtype=np.object_)
    values[:] = list(place)
    return Encoded(values=values, codes=codes)


def encoded(columns: "MasterColumns", name: str) -> Encoded:
    """Return a column in encoded form, as the parser left it or made now."""
    ready = columns.encoded.get(name)
    return encode(getattr(columns, name)) if ready is None else ready


class MasterIndex:
    """Rows by identity and by (exchange, symbol), and identities by row.

    A derivative's identity names its underlying, expiry and strike. Where two rows share one (an
    adjusted contract), the first keeps it and the others are of kind UNKNOWN by their own symbol.
    """

    def __init__(self, columns: "MasterColumns") -> None:
        self._columns = columns
        self._symbols: dict[str, dict[str, int]] = {}
        exchanges = encoded(columns, "exchange")
        for code, exchange in enumerate(exchanges.values):
            rows = np.flatnonzero(exchanges.codes == code)
            self._symbols[exchange] = _rows_by_text(columns.symbol, rows)
        parts = [exchanges, encoded(columns, "name"), encoded(columns, "kind")]
        parts.append(encoded(columns, "expiry"))
        self._codes = [_places(part.values) for part in parts]
        # One whole number a row: its codes and its strike in a mixed radix.
        keys = np.zeros(len(columns.symbol), dtype=np.int64)
        for part in parts:
            keys = keys * len(part.values) + part.codes
        keys = keys * _STRIKES + np.rint(columns.strike * 100).astype(np.int64) % _STRIKES
        self._radix = [len(part.values) for part in parts]
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]
        self._key_order = np.argsort(columns.broker_key, kind="stable")
        self._broker_keys = columns.broker_key[self._key_order]

    def row(self, instrument: InstrumentId) -> int | None:
        """Return the row of an identity, None where the master does not list it."""
        if not instrument.kind.is_derivative:
            row = self.row_of_symbol(instrument.venue, instrument.symbol)
            if row is None or self.id_of(row) != instrument:
                return None
            return row
        key = self._key(instrument)
        place = -1 if key is None else int(np.searchsorted(self._keys, key))
        if key is None or place == len(self._keys) or self._keys[place] != key:
            return None
        return int(self._order[place])

    def row_of_key(self, broker_key: int) -> int | None:
        """Return the row of a broker's own handle."""
        place = int(np.searchsorted(self._broker_keys, broker_key))
        if place == len(self._broker_keys) or self._broker_keys[place] != broker_key:
            return None
        return int(self._key_order[place])

    def row_of_symbol(self, exchange: str, symbol: str) -> int | None:
        return self._symbols.get(exchange, {}).get(symbol)

    def id_of(self, row: int) -> InstrumentId:
        """Return the identity of a row."""
        columns = self._columns
        exchange, symbol = columns.exchange[row], columns.symbol[row]
        kind = KINDS.get(columns.kind[row], InstrumentKind.UNKNOWN)
        if not kind.is_derivative or not columns.expiry[row]:
            plain = InstrumentKind.UNKNOWN if kind.is_derivative else kind
            return InstrumentId(exchange, symbol, plain)
        day = date.fromisoformat(columns.expiry[row])
        strike = exact(columns.strike[row]) if kind.is_option else None
        found = InstrumentId(exchange, columns.name[row], kind, day, strike)
        if self.row(found) != row:
            return InstrumentId(exchange, symbol, InstrumentKind.UNKNOWN)
        return found

    def _key(self, instrument: InstrumentId) -> int | None:
        texts = (
            instrument.venue,
            instrument.symbol,
            _LETTERS[instrument.kind],
            instrument.expiry.isoformat() if instrument.expiry else "",
        )
        key = 0
        for places, radix, text in zip(self._codes, self._radix, texts, strict=True):
            code = places.get(text)
            if code is None:
                return None
            key = key * radix + code
        strike = 0.0 if instrument.strike is None else float(instrument.strike)
        return key * _STRIKES + round(strike * 100) % _STRIKES


_STRIKES = 1 << 31


def exact(value: float) -> Decimal:
    """Return a master's number (a strike, a tick) as the short decimal that was meant."""
    return Decimal(f"{value:.10f}".rstrip("0").rstrip("."))


def _places(values: Iterable[str]) -> dict[str, int]:
    return {text: place for place, text in enumerate(values)}


def _rows_by_text(column: NDArray[np.object_], rows: NDArray[np.intp]) -> dict[str, int]:
    out: dict[str, int] = {}
    for start in range(0, len(rows), _SLICE):
        part = rows[start : start + _SLICE]
        out.update(zip(column[part].tolist(), part.tolist(), strict=True))
    return out
