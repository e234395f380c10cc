"""The broker's own names for what the exchange lists: exchange, token, trading symbol, columns.

One `Scrip` is one row of a symbol master. A token is unique only inside its exchange, so lookups go
by both. Only what has a symbol master is here, and of a stock's contracts the near months.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from terminal.sandbox.shoonya import names
from terminal.sim.listing import INDICES
from terminal.sim.types import SimInstrument

EXCHANGES = ("NSE", "NFO", "CDS", "MCX", "BSE", "BFO", "NCX")
NEAREST_EXPIRIES = 3  # months a stock's contracts are listed for

_INDEX_OF = {index.derivative: index.symbol for index in INDICES if index.derivative}


class Scrip(Struct, frozen=True, kw_only=True):
    """One instrument as the broker names it.

    `symbol` is the master's Symbol column, `display` what the stream calls it; `strike` and `tick`
    are the texts of the master. `tradable` is False for rows that exist for size alone.
    """

    exch: str
    token: str
    tsym: str
    symbol: str
    display: str
    instname: str
    optt: str
    strike: str
    tick: str
    row: SimInstrument
    tradable: bool = True

    @property
    def key(self) -> tuple[str, str]:
        return self.exch, self.token

    @property
    def expiry_text(self) -> str:
        """The expiry as the master writes it, `24-NOV-2026`; empty without one."""
        return "" if self.row.expiry is None else f"{self.row.expiry:%d-%b-%Y}".upper()

    @property
    def precision(self) -> int:
        """Decimals of a price."""
        return names.precision(self.row)

    @property
    def tick_size(self) -> str:
        """The tick that quotes state; an index has one too, though its master row says 0."""
        return "0.05" if self.row.is_index else self.tick

    @property
    def lot(self) -> int:
        return max(self.row.lot_size, 1)


class Listing:
    """All scrips of one day, by token, by trading symbol and by the exchange's own token."""

    def __init__(
        self, instruments: Mapping[int, SimInstrument], extra: Iterable[SimInstrument] = ()
    ) -> None:
        self.source = instruments
        self.by_token: dict[tuple[str, str], Scrip] = {}
        self.by_tsym: dict[tuple[str, str], Scrip] = {}
        self.by_row: dict[int, Scrip] = {}
        self._indices: dict[tuple[str, str], Scrip] = {}
        self._chains: dict[tuple[str, str], list[Scrip]] = {}
        for row in _offered(instruments.values()):
            self._add(make_scrip(row))
        for row in extra:
            self._add(make_scrip(row, tradable=False))
        self.fno: frozenset[str] = frozenset(
            scrip.row.underlying for scrip in self.by_token.values() if scrip.instname == "FUTSTK"
        )

    def find(self, exch: str, tsym: str) -> Scrip | None:
        """Return the scrip of a trading symbol, or None."""
        return self.by_tsym.get((exch, tsym))

    def get(self, exch: str, token: str) -> Scrip | None:
        """Return the scrip of an exchange's token, or None."""
        return self.by_token.get((exch, token))

    def of(self, instrument_token: int) -> Scrip | None:
        """Return the scrip of one of the exchange's rows, or None for one that is not offered."""
        return self.by_row.get(instrument_token)

    def contracts(self, exch: str, underlying: str) -> list[Scrip]:
        """Return the derivatives of an underlying, in listing order."""
        return self._chains.get((exch, underlying), [])

    def underlying_of(self, scrip: Scrip) -> Scrip | None:
        """Return the spot a contract follows: its index or its share; None for commodities."""
        index = _INDEX_OF.get(scrip.row.underlying)
        if index is not None:
            home = "BSE" if scrip.exch == "BFO" else "NSE"
            return self._indices.get((home, index))
        return self.find("NSE", f"{scrip.row.underlying}-EQ")

    def contracts_name(self, scrip: Scrip) -> tuple[str, str]:
        """Return (exchange, underlying) under which the derivatives of a scrip are listed."""
        if scrip.row.expiry is not None:
            return scrip.exch, scrip.row.underlying
        if scrip.row.is_index:
            contract = next((c for c, i in _INDEX_OF.items() if i == scrip.row.tradingsymbol), "")
            return ("BFO" if scrip.exch == "BSE" else "NFO"), contract
        return "NFO", scrip.row.underlying

    def _add(self, scrip: Scrip) -> None:
        self.by_token[scrip.key] = scrip
        self.by_tsym[scrip.exch, scrip.tsym] = scrip
        self.by_row[scrip.row.instrument_token] = scrip
        if scrip.row.is_index:
            self.by_tsym[scrip.exch, scrip.display] = scrip
            self._indices[scrip.exch, scrip.row.tradingsymbol] = scrip
        if scrip.row.expiry is not None:
            self._chains.setdefault((scrip.exch, scrip.row.underlying), []).append(scrip)


def make_scrip(row: SimInstrument, *, tradable: bool = True) -> Scrip:
    """Return the broker's naming of one of the exchange's rows."""
    tsym, symbol = names.tsym(row), names.symbol(row)
    strike = names.strike_text(row) if row.is_option else "-0.01"
    return Scrip(
        exch=names.exch(row),
        token=names.token(row),
        tsym=tsym,
        symbol=symbol,
        display=symbol if row.is_index else tsym,
        instname=names.instname(row),
        optt="" if row.expiry is None else row.instrument_type if row.is_option else "XX",
        strike="" if row.expiry is None else strike,
        tick="0" if row.is_index else f"{row.tick_size.normalize():f}",
        row=row,
        tradable=tradable,
    )


def _offered(rows: Iterable[SimInstrument]) -> list[SimInstrument]:
    """Return what this broker lists: its exchanges, and the near months of a stock's contracts."""
    offered = [row for row in rows if names.exch(row) in EXCHANGES]
    months: dict[str, set[date]] = {}
    for row in offered:
        if row.exchange == "NFO" and row.expiry is not None:
            months.setdefault(row.underlying, set()).add(row.expiry)
    last = {
        name: max(sorted(days)[:NEAREST_EXPIRIES])
        for name, days in months.items()
        if name not in _INDEX_OF
    }
    return [
        row
        for row in offered
        if row.expiry is None or row.exchange != "NFO"
        or row.expiry <= last.get(row.underlying, row.expiry)
    ]  # fmt: skip
