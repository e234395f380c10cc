"""Shoonya's symbol masters: zipped CSV files to columns, and identities to the broker's words.

Rows get the market's own names, so that they are the same rows as another broker's: `RELIANCE-EQ` is
`NSE:RELIANCE`, `Nifty 50` is `NSE:NIFTY 50:index`, `BSXOPT` is an option on SENSEX. A token is unique
inside its exchange only, so a broker key holds both. Source: shoonya.md sections 6.1 and 6.2.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from terminal.brokers.table import Table, objects
from terminal.brokers.universe import list_series
from terminal.domain.errors import WireError
from terminal.domain.history import Series
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.master import Encoded, MasterIndex, exact
from terminal.domain.ports import MasterColumns

log = logging.getLogger(__name__)

FILES = ("NSE", "NFO", "BSE", "BFO", "CDS", "MCX")
"""Exchanges whose masters are read. NCX has no documented columns and none of its contracts is read."""

REQUIRED = ("NSE", "NFO")
_EXCHANGES = ("", "NSE", "NFO", "CDS", "BSE", "BFO", "BCD", "MCX", "NCX")
_CODES = {exchange: code for code, exchange in enumerate(_EXCHANGES)}
_CASH = frozenset({"NSE", "BSE"})
_COLUMNS = ("Exchange", "Token", "LotSize", "Symbol", "TradingSymbol", "Instrument", "TickSize")
_MORE = ("Expiry", "OptionType", "StrikePrice")
_TEST = "NSETEST"
_HINT = "Try again in a minute; the last list that could be read is kept until then."
# Display names that are more than another case of the market's own.
_INDEX_NAMES = {
    "NIFTY FIN SERVICES": "NIFTY FIN SERVICE",
    "NIFTY FINANCIAL SERVICES": "NIFTY FIN SERVICE",
    "NIFTY MIDCAP SELECT": "NIFTY MID SELECT",
    "NIFTY MIDSMALL 400": "NIFTY MIDSML 400",
    "INDIAVIX": "INDIA VIX",
    "NIFTY": "NIFTY 50",
    "BANKNIFTY": "NIFTY BANK",
}
# The daily series answer to these names only, which are not always the master's.
_DAILY_NAMES = {
    "NIFTY FIN SERVICE": "Nifty Financial Services",
    "NIFTY MID SELECT": "Nifty Midcap Select",
    "INDIA VIX": "India VIX",
}
_BSE_ROOTS = {"BSX": "SENSEX", "BKX": "BANKEX", "SX50": "SENSEX50"}
_BSE_INDICES = {"SENSEX": 1, "BANKEX": 12}

Objects = NDArray[np.object_]


def broker_key(exchange: str, token: str | int) -> int:
    """Return the one number that stands for a token of an exchange. ValueError if it is no number."""
    return int(token) << 4 | _CODES.get(exchange, 0)


def exchange_token(key: int) -> tuple[str, str]:
    """Return the exchange and the token of a broker key."""
    return _EXCHANGES[key & 15], str(key >> 4)


def index_name(display: str) -> str:
    """Return the market's own name of an index that the broker displays otherwise."""
    name = " ".join(display.upper().split())
    return _INDEX_NAMES.get(name, name)


class ShoonyaInstruments:
    """Identity <-> (exchange, trading symbol) <-> (exchange, token), for one day's masters."""

    def __init__(self, columns: MasterColumns, words: Objects, displays: Mapping[int, str]) -> None:
        self._columns, self._words, self._displays = columns, words, displays
        self._index = columns.index or MasterIndex(columns)
        # What is not listed under its trading symbol: shares of series EQ, and indices.
        self._indices = {(columns.exchange[row], words[row]): row for row in displays}

    def __len__(self) -> int:
        return len(self._words)

    def key(self, instrument: InstrumentId) -> int | None:
        """Return the broker key, None where today's masters do not list the instrument."""
        row = self._row(instrument)
        return None if row is None else int(self._columns.broker_key[row])

    def token(self, instrument: InstrumentId) -> str | None:
        """Return the exchange's token, None where unlisted."""
        key = self.key(instrument)
        return None if key is None else exchange_token(key)[1]

    def symbol(self, instrument: InstrumentId) -> str | None:
        """Return the trading symbol that orders are placed by, None where unlisted."""
        if instrument.kind is InstrumentKind.UNKNOWN:
            return instrument.symbol
        row = self._row(instrument)
        return None if row is None else str(self._words[row])

    def daily_name(self, instrument: InstrumentId) -> str | None:
        """Return the name by which daily bars are asked for, None where unlisted.

        Indices answer to a display name only.
        """
        row = self._row(instrument)
        if row is None:
            return None
        shown = self._displays.get(row)
        if shown is None:
            return str(self._words[row])
        return _DAILY_NAMES.get(instrument.symbol, shown)

    def id_of_symbol(self, exchange: str, symbol: str) -> InstrumentId:
        """Return the identity of a trading symbol; one of kind UNKNOWN where unlisted."""
        row = self._indices.get((exchange, symbol))
        if row is None:
            row = self._index.row_of_symbol(exchange, symbol.removesuffix("-EQ"))
        if row is None or self._words[row] != symbol:
            return InstrumentId(exchange, symbol, InstrumentKind.UNKNOWN)
        return self._index.id_of(row)

    def id_of_token(self, exchange: str, token: str) -> InstrumentId | None:
        """Return the identity of an exchange's token, None where today's masters have none such."""
        row = self._index.row_of_key(broker_key(exchange, token)) if token.isdigit() else None
        return None if row is None else self._index.id_of(row)

    def lot_size(self, instrument: InstrumentId) -> int:
        """Return the day's lot in units, 1 where unlisted."""
        row = self._row(instrument)
        return 1 if row is None else max(1, int(self._columns.lot_size[row]))

    def tick_size(self, instrument: InstrumentId) -> Decimal:
        """Return the price step in rupees, 0 where unknown."""
        row = self._row(instrument)
        return Decimal(0) if row is None else exact(float(self._columns.tick_size[row]))

    def series(self) -> list[Series]:
        """Return all series with stored history; blocking, for a worker thread."""
        return list_series(self._columns, self._words_of)

    def _words_of(self, row: int) -> tuple[str, str]:
        return self._words[row], exchange_token(int(self._columns.broker_key[row]))[1]

    def _row(self, instrument: InstrumentId) -> int | None:
        if instrument.kind is InstrumentKind.UNKNOWN:
            known = self.id_of_symbol(instrument.venue, instrument.symbol)
            if known.kind is InstrumentKind.UNKNOWN:
                return self._index.row_of_symbol(instrument.venue, instrument.symbol)
            return self._index.row(known)
        return self._index.row(instrument)


class MasterPart(Struct):
    """One exchange's rows, to be joined with the others'."""

    exchange: Encoded
    symbols: Objects
    words: Objects
    displays: dict[int, str]
    name: Encoded
    kind: Encoded
    segment: Encoded
    expiry: Encoded
    strike: NDArray[np.float64]
    tick: NDArray[np.float64]
    lot: NDArray[np.int64]
    key: NDArray[np.int64]


def parse_masters(files: Mapping[str, bytes]) -> tuple[MasterColumns, ShoonyaInstruments]:
    """Return the columns and the look-ups of unzipped master files by exchange; as `parse_master`."""
    return join_masters([parse_master(exchange, data) for exchange, data in files.items()])


def join_masters(parts: Sequence[MasterPart]) -> tuple[MasterColumns, ShoonyaInstruments]:
    """Return the columns and the look-ups of several exchanges' rows. Blocking, for a worker."""
    parts = list(parts)
    keys = np.concatenate([part.key for part in parts])
    missing = [each for each in _BSE_INDICES.items() if broker_key("BSE", each[1]) not in keys]
    if any("BSE" in part.exchange.values for part in parts) and missing:
        parts.append(_bse_indices(missing))
    joined = {
        name: _joined([getattr(part, name) for part in parts])
        for name in ("exchange", "name", "kind", "segment", "expiry")
    }
    columns = MasterColumns(
        exchange=joined["exchange"].column(),
        symbol=np.concatenate([part.symbols for part in parts]),
        name=joined["name"].column(),
        kind=joined["kind"].column(),
        segment=joined["segment"].column(),
        expiry=joined["expiry"].column(),
        strike=np.concatenate([part.strike for part in parts]),
        tick_size=np.concatenate([part.tick for part in parts]),
        lot_size=np.concatenate([part.lot for part in parts]),
        broker_key=np.concatenate([part.key for part in parts]),
        encoded=joined,
    )
    columns.index = MasterIndex(columns)
    displays: dict[int, str] = {}
    before = 0
    for part in parts:
        displays |= {before + row: shown for row, shown in part.displays.items()}
        before += len(part.words)
    words = np.concatenate([part.words for part in parts])
    return columns, ShoonyaInstruments(columns, words, displays)


def parse_master(exchange: str, data: bytes) -> MasterPart:
    """Return the rows of one exchange's unzipped master. Blocking, for a worker thread.

    Errors: WireError with a sentence for a file that is not what it is documented to be.
    """
    required = _COLUMNS if exchange in _CASH else (*_COLUMNS, *_MORE)
    table = Table(data, required, sender="Shoonya", title=f"{exchange} symbol master", hint=_HINT)
    # Placeholder rows name nothing, and may leave any other field out.
    table.keep((table.lengths("Symbol") > 0) & (table.lengths("TradingSymbol") > 0))
    symbol = table.encoded("Symbol")
    table.keep(~_among(symbol, lambda text: text.endswith(_TEST)))
    if not table.rows:
        raise WireError(f"Shoonya's {exchange} symbol master names no instrument.", hint=_HINT)
    exchanges = table.encoded("Exchange")
    if list(exchanges.values) != [exchange]:
        found = ", ".join(sorted(exchanges.values))
        raise WireError(f"Shoonya's {exchange} symbol master lists {found}.", hint=_HINT)
    instrument = table.encoded("Instrument")
    if exchange in _CASH:
        part = _cash(exchange, table, instrument)
    else:
        table.keep(_among(instrument, lambda text: text.startswith(("FUT", "OPT"))))
        part = _contracts(exchange, table)
    return part


def _cash(exchange: str, table: Table, instrument: Encoded) -> MasterPart:
    symbol, words = table.encoded("Symbol"), table.strings("TradingSymbol")
    rows = len(words)
    indices = np.flatnonzero(_among(instrument, lambda text: text == "INDEX"))
    displays = {int(row): str(symbol.values[symbol.codes[row]]) for row in indices}
    symbols = words.copy()
    plain = np.flatnonzero(_among(instrument, lambda text: text == "EQ"))
    symbols[plain] = [word.removesuffix("-EQ") for word in words[plain]]
    symbols[list(displays)] = [index_name(shown) for shown in displays.values()]
    is_index = np.zeros(rows, dtype=np.intp)
    is_index[indices] = 1
    tick = table.encoded("TickSize")
    ticks = table.numbers("TickSize", tick)
    if len(ticks[ticks > 0]) and ticks[ticks > 0].min() >= 1:
        ticks = ticks / 100.0  # some deployments write paise, which then no share has less than
    return MasterPart(
        exchange=_constant(exchange, rows),
        symbols=symbols,
        words=words,
        displays=displays,
        name=symbol,
        kind=Encoded(values=objects(["EQ", "INDEX"]), codes=is_index),
        segment=Encoded(values=objects([exchange, "INDICES"]), codes=is_index),
        expiry=_constant("", rows),
        strike=np.zeros(rows),
        tick=ticks,
        lot=table.numbers("LotSize", table.encoded("LotSize")).astype(np.int64),
        key=_keys(exchange, table),
    )


def _contracts(exchange: str, table: Table) -> MasterPart:
    words = table.strings("TradingSymbol")
    name, expiry = table.encoded("Symbol"), table.encoded("Expiry")
    instrument, right = table.encoded("Instrument"), table.encoded("OptionType")
    strike = table.numbers("StrikePrice", table.encoded("StrikePrice"))
    if exchange == "BFO":
        name = _mapped(name, _bse_underlying)
    future = _among(instrument, lambda text: text.startswith("FUT"))
    kinds = Encoded(
        values=objects([*right.values, "FUT"]),
        codes=np.where(future, len(right.values), right.codes),
    )
    wrong = ~_among(kinds, lambda text: text in {"FUT", "CE", "PE"})
    if wrong.any():
        raise table.wrong("OptionType", int(np.flatnonzero(wrong)[0]))
    strike[future] = 0.0  # written as -0.01 or 0
    return MasterPart(
        exchange=_constant(exchange, len(words)),
        symbols=words,
        words=words,
        displays={},
        name=name,
        kind=kinds,
        segment=Encoded(
            values=objects([f"{exchange}-OPT", f"{exchange}-FUT"]), codes=future.astype(np.intp)
        ),
        expiry=_mapped(expiry, _iso_day),
        strike=strike,
        tick=table.numbers("TickSize", table.encoded("TickSize")),
        lot=table.numbers("LotSize", table.encoded("LotSize")).astype(np.int64),
        key=_keys(exchange, table),
    )


def _bse_indices(missing: list[tuple[str, int]]) -> MasterPart:
    """Return the indices of BSE, whose tokens work though its master does not list them."""
    names = objects([name for name, _ in missing])
    rows = len(missing)
    return MasterPart(
        exchange=_constant("BSE", rows),
        symbols=names,
        words=names,
        displays=dict(enumerate(names)),
        name=Encoded(values=names, codes=np.arange(rows)),
        kind=_constant("INDEX", rows),
        segment=_constant("INDICES", rows),
        expiry=_constant("", rows),
        strike=np.zeros(rows),
        tick=np.zeros(rows),
        lot=np.ones(rows, dtype=np.int64),
        key=np.array([broker_key("BSE", token) for _, token in missing], dtype=np.int64),
    )


def _keys(exchange: str, table: Table) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = table.integers("Token") << 4 | _CODES[exchange]
    return keys


def _among(column: Encoded, test: Callable[[str], bool]) -> NDArray[np.bool_]:
    few = np.array([test(text) for text in column.values], dtype=np.bool_)
    out: NDArray[np.bool_] = few[column.codes]
    return out


def _constant(text: str, rows: int) -> Encoded:
    return Encoded(values=objects([text]), codes=np.zeros(rows, dtype=np.intp))


def _mapped(column: Encoded, change: Callable[[str], str]) -> Encoded:
    return _joined(
        [Encoded(values=objects([change(t) for t in column.values]), codes=column.codes)]
    )


def _joined(parts: Iterable[Encoded]) -> Encoded:
    """Return columns one below the other, each text once."""
    place: dict[str, int] = {}
    codes = []
    for part in parts:
        new = [place.setdefault(text, len(place)) for text in part.values]
        codes.append(np.array(new, dtype=np.intp)[part.codes])
    return Encoded(values=objects(list(place)), codes=np.concatenate(codes))


def _iso_day(text: str) -> str:
    if not text:
        return ""
    try:
        return datetime.strptime(text, "%d-%b-%Y").date().isoformat()  # noqa: DTZ007  a date
    except ValueError:
        raise WireError(f"Shoonya's symbol master has the expiry {text!r}.", hint=_HINT) from None


def _bse_underlying(symbol: str) -> str:
    root = symbol.removesuffix("OPT").removesuffix("FUT") or symbol
    return _BSE_ROOTS.get(root, root)
