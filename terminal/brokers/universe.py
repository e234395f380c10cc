"""Which series a day's instrument list holds for stored history: all stocks and indices with options.

An underlying is what both futures and options are listed on. Its spot is the share (of series BE
where it has left EQ for a while) or the index. The same for every broker: only the words by which
bars are asked for differ. Source: shoonya.md section 6.2.
"""

import logging
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import numpy as np

from terminal.domain.history import Series, SeriesKind
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.master import KINDS, MasterIndex, encoded, exact
from terminal.domain.ports import MasterColumns

log = logging.getLogger(__name__)
Words = Callable[[int], tuple[str, str]]
"""The broker's symbol and token of a row."""

INDEX_SPOTS = {
    "NIFTY": ("NSE", "NIFTY 50"),
    "BANKNIFTY": ("NSE", "NIFTY BANK"),
    "FINNIFTY": ("NSE", "NIFTY FIN SERVICE"),
    "MIDCPNIFTY": ("NSE", "NIFTY MID SELECT"),
    "NIFTYNXT50": ("NSE", "NIFTY NEXT 50"),
    "SENSEX": ("BSE", "SENSEX"),
    "BANKEX": ("BSE", "BANKEX"),
    "SENSEX50": ("BSE", "SNSX50"),
}
_HOMES = {"NSE": "NFO", "BSE": "BFO"}
_SERIES = {"FUT": SeriesKind.FUTURE, "CE": SeriesKind.OPTION, "PE": SeriesKind.OPTION}


def list_series(columns: MasterColumns, words: Words) -> list[Series]:
    """Return spot, futures and options of every underlying, by underlying, expiry and strike.

    An underlying whose spot is not listed has its contracts all the same; that is logged. Blocking
    for some tenths of a second: for a worker thread.
    """
    index = columns.index or MasterIndex(columns)
    found: list[Series] = []
    for exchange, underlying, rows in _underlyings(columns):
        spot = _spot(index, underlying)
        if spot is None:
            log.warning("%s has derivatives, but no share or index of it is listed", underlying)
        else:
            symbol, token = words(spot)
            instrument = index.id_of(spot)
            found.append(
                Series(
                    instrument=instrument,
                    kind=SeriesKind.SPOT,
                    underlying=underlying,
                    exchange=instrument.venue,
                    symbol=symbol,
                    token=token,
                )
            )
        found += _contracts(columns, exchange, underlying, rows, words)
    return found


def _underlyings(columns: MasterColumns) -> list[tuple[str, str, list[int]]]:
    """Return (exchange, underlying, its rows), by name."""
    names, kinds, exchanges = (encoded(columns, name) for name in ("name", "kind", "exchange"))
    future = np.isin(kinds.codes, np.flatnonzero(kinds.values == "FUT"))
    option = np.isin(kinds.codes, np.flatnonzero(np.isin(kinds.values, ("CE", "PE"))))
    out = []
    for exchange in _HOMES.values():
        here = np.isin(exchanges.codes, np.flatnonzero(exchanges.values == exchange))
        both = np.intersect1d(names.codes[here & future], names.codes[here & option])
        rows = np.flatnonzero(here & (future | option) & np.isin(names.codes, both))
        order = rows[np.argsort(names.codes[rows], kind="stable")]
        cuts = np.flatnonzero(np.diff(names.codes[order])) + 1
        for part in np.split(order, cuts) if len(order) else []:
            name = str(names.values[names.codes[part[0]]])
            home = INDEX_SPOTS.get(name)
            # The other exchange's contracts on shares are hardly traded and would count twice.
            if exchange == "NFO" if home is None else exchange == _HOMES[home[0]]:
                out.append((exchange, name, part.tolist()))
    return sorted(out, key=lambda each: each[1])


def _spot(index: MasterIndex, underlying: str) -> int | None:
    home = INDEX_SPOTS.get(underlying)
    if home is not None:
        return index.row_of_symbol(*home)
    row = index.row_of_symbol("NSE", underlying)
    if row is None:
        row = index.row_of_symbol("NSE", f"{underlying}-BE")
        if row is not None:
            log.info("%s is traded in series BE today", underlying)
    return row


def _contracts(
    columns: MasterColumns, exchange: str, underlying: str, rows: list[int], words: Words
) -> list[Series]:
    days: dict[str, date] = {}
    strikes: dict[float, Decimal] = {}
    seen: set[InstrumentId] = set()
    found = []
    for row in rows:
        kind, expiry, strike = columns.kind[row], columns.expiry[row], float(columns.strike[row])
        if not expiry:
            continue
        day = days.get(expiry) or days.setdefault(expiry, date.fromisoformat(expiry))
        exactly = strikes.get(strike)
        if exactly is None:
            exactly = strikes[strike] = exact(strike)
        instrument = InstrumentId(
            exchange, underlying, KINDS[kind], day, None if kind == "FUT" else exactly
        )
        symbol, token = words(row)
        if instrument in seen:  # as MasterIndex names an adjusted contract
            instrument = InstrumentId(exchange, columns.symbol[row], InstrumentKind.UNKNOWN)
        seen.add(instrument)
        found.append(
            Series(
                instrument=instrument,
                kind=_SERIES[kind],
                underlying=underlying,
                exchange=exchange,
                symbol=symbol,
                token=token,
            )
        )
    found.sort(key=_place)
    return found


def _place(series: Series) -> tuple[str, date, Decimal, str]:
    instrument = series.instrument
    return (
        series.kind,
        instrument.expiry or date.max,
        instrument.strike or Decimal(0),
        instrument.kind,
    )
