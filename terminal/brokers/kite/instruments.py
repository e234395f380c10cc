"""Kite's instrument dump: CSV bytes to columns, and identity to instrument token and back.

The dump is some 10^5 rows of 12 fields. It is parsed with numpy over the raw bytes, which needs no
object a field and lets the interpreter breathe; `parse_instruments` runs on a worker thread. Tokens
are reused after expiry, so a map lives for one trading day. Source: kite.md section 4.7.
"""

import re
from datetime import date

import numpy as np
from numpy.typing import NDArray

from terminal.brokers.table import Table, objects
from terminal.domain.errors import WireError
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.master import Encoded, MasterIndex
from terminal.domain.ports import MasterColumns

COLUMNS = (
    "instrument_token",
    "exchange_token",
    "tradingsymbol",
    "name",
    "last_price",
    "expiry",
    "strike",
    "tick_size",
    "lot_size",
    "instrument_type",
    "segment",
    "exchange",
)
_HINT = "Try again in a minute; yesterday's list is kept until then."
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_MONTH_LETTER = "123456789OND"
_TAIL = re.compile(r"^(.+?)\d{2}(?:[A-Z]{3}|[1-9OND]\d{2})(?:\d+(?:\.\d+)?)?(?:FUT|CE|PE)$")


def parse_instruments(data: bytes) -> MasterColumns:
    """Return the dump's columns. Blocking, for a worker thread.

    Names of derivatives are their underlying's symbol, derived from the symbol where the dump leaves
    them blank. Errors: WireError with a sentence for anything that is not the complete CSV.
    """
    table = Table(data, COLUMNS, sender="Kite", title="instrument list", hint=_HINT)
    tokens = table.integers("instrument_token")
    symbols = table.strings("tradingsymbol")
    expiry, strike = table.encoded("expiry"), table.encoded("strike")
    # These repeat together: as one text they are hashed once.
    ticks, lots, types, segment, exchange = table.encoded_together(
        ("tick_size", "lot_size", "instrument_type", "segment", "exchange")
    )
    for text in expiry.values:
        if text:
            _check_day(text)
    strikes = table.numbers("strike", strike)
    kind = _kinds(types, segment)
    name = _with_underlyings(table.encoded("name"), kind, symbols, expiry, strikes)
    columns = MasterColumns(
        exchange=exchange.column(),
        symbol=symbols,
        name=name.column(),
        kind=kind.column(),
        segment=segment.column(),
        expiry=expiry.column(),
        strike=strikes,
        tick_size=table.numbers("tick_size", ticks),
        lot_size=table.numbers("lot_size", lots).astype(np.int64),
        broker_key=tokens,
        encoded={
            "exchange": exchange,
            "name": name,
            "kind": kind,
            "segment": segment,
            "expiry": expiry,
            "strike": strike,
        },
    )
    columns.index = MasterIndex(columns)
    return columns


class InstrumentMap:
    """Identity <-> (exchange, trading symbol) <-> instrument token, for one day's dump."""

    def __init__(self, columns: MasterColumns) -> None:
        self._columns = columns
        self._index = columns.index or MasterIndex(columns)

    def __len__(self) -> int:
        return len(self._columns.broker_key)

    def key(self, instrument: InstrumentId) -> int | None:
        """Return the instrument token, None where today's dump does not list the instrument."""
        row = self._index.row(instrument)
        return None if row is None else int(self._columns.broker_key[row])

    def id_of_token(self, token: int) -> InstrumentId | None:
        """Return the identity of an instrument token, None where today's dump has no such token."""
        row = self._index.row_of_key(token)
        return None if row is None else self._index.id_of(row)

    def id_of_symbol(self, exchange: str, tradingsymbol: str) -> InstrumentId:
        """Return the identity; one of kind UNKNOWN for a symbol that today's dump does not list."""
        row = self._index.row_of_symbol(exchange, tradingsymbol)
        if row is None:
            return InstrumentId(exchange, tradingsymbol, InstrumentKind.UNKNOWN)
        return self._index.id_of(row)

    def lot_size(self, instrument: InstrumentId) -> int:
        """Return the day's lot in units, 1 where today's dump does not list the instrument."""
        row = self._index.row(instrument)
        return 1 if row is None else max(1, int(self._columns.lot_size[row]))

    def symbol(self, instrument: InstrumentId) -> str | None:
        """Return the trading symbol that orders and quotes are asked by, None where unlisted."""
        if instrument.kind is InstrumentKind.UNKNOWN:
            return instrument.symbol
        row = self._index.row(instrument)
        return None if row is None else str(self._columns.symbol[row])


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise WireError(f"Kite's instrument list has the expiry {text!r}.", hint=_HINT) from None


def _kinds(types: Encoded, segments: Encoded) -> Encoded:
    """Return the kinds: the dump's types, but indices, which it calls EQ, as INDEX."""
    values = objects([*types.values, "INDEX"])
    indices = np.flatnonzero(segments.values == "INDICES")
    codes = np.where(np.isin(segments.codes, indices), len(types.values), types.codes)
    return Encoded(values=values, codes=codes)


def _with_underlyings(
    names: Encoded,
    kinds: Encoded,
    symbols: NDArray[np.object_],
    expiries: Encoded,
    strikes: NDArray[np.float64],
) -> Encoded:
    """Return the names with blank ones of derivatives filled from their symbols."""
    blank = np.isin(names.codes, np.flatnonzero(names.values == ""))
    derivative = np.isin(kinds.codes, np.flatnonzero(np.isin(kinds.values, ("FUT", "CE", "PE"))))
    rows = np.flatnonzero(blank & derivative)
    if not len(rows):
        return names
    column = names.column()
    for row in rows.tolist():
        day = expiries.values[expiries.codes[row]]
        column[row] = underlying_of(symbols[row], day, float(strikes[row]))
    place: dict[str, int] = {}
    codes = np.fromiter((place.setdefault(text, len(place)) for text in column), dtype=np.intp)
    return Encoded(values=objects(list(place)), codes=codes)


def underlying_of(symbol: str, expiry: str, strike: float) -> str:
    """Return the underlying's symbol of a derivative: its symbol less expiry, strike and type.

    Monthly contracts carry `26NOV`, weekly ones `26N24` (year, month 1-9 O N D, day). Returns the
    whole symbol where nothing fits.
    """
    head = symbol.removesuffix("FUT")
    if head == symbol:
        head = symbol[:-2].removesuffix(f"{strike:.10g}")
    if expiry:
        day = date.fromisoformat(expiry)
        year = f"{day:%y}"
        monthly = f"{year}{_MONTHS[day.month - 1]}"
        weekly = f"{year}{_MONTH_LETTER[day.month - 1]}{day.day:02d}"
        for tail in (monthly, weekly):
            if head.endswith(tail) and head != tail:
                return head.removesuffix(tail)
    found = _TAIL.match(symbol)
    return found.group(1) if found else symbol
