"""The broker's own names for what the exchange lists: exchange, token, trading symbol, columns.

One `Scrip` is one row of a symbol master. A token is unique only inside its exchange, so lookups go
by both. Grammar of trading symbols: shoonya.md section 6.1. BCD and NCO are not served.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from terminal.sim.listing import INDICES
from terminal.sim.types import SimInstrument

EXCHANGES = ("NSE", "NFO", "CDS", "MCX", "BSE", "BFO")
NEAREST_EXPIRIES = 3  # months a stock's contracts are listed for

# The exchange's name of an index: the broker's token, display name and trading symbol.
_INDEX_NAMES = {
    "NIFTY 50": ("26000", "Nifty 50", "NIFTY INDEX"),
    "NIFTY BANK": ("26009", "Nifty Bank", "NIFTY BANK"),
    "NIFTY NEXT 50": ("26013", "Nifty Next 50", "NIFTY NEXT 50"),
    "INDIA VIX": ("26017", "INDIA VIX", "INDIA VIX"),
    "NIFTY FIN SERVICE": ("26037", "Nifty Fin Services", "NIFTY FIN SERVICE"),
    "SENSEX": ("1", "SENSEX", "SENSEX"),
}
_INDEX_OF = {index.derivative: index.symbol for index in INDICES if index.derivative}
_BSE_SYMBOLS = {"SENSEX": "BSX"}
_CLASSES = {"CDS": ("FUTCUR", "OPTCUR"), "MCX": ("FUTCOM", "OPTFUT")}
_TEN = Decimal(10)


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
        return 4 if self.exch == "CDS" else 2

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
            return self.find(home, _INDEX_NAMES[index][2])
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
        if scrip.row.expiry is not None:
            self._chains.setdefault((scrip.exch, scrip.row.underlying), []).append(scrip)


def make_scrip(row: SimInstrument, *, tradable: bool = True) -> Scrip:
    """Return the broker's naming of one of the exchange's rows."""
    if row.is_index:
        token, symbol, tsym = _INDEX_NAMES[row.tradingsymbol]
        return Scrip(
            exch=row.exchange, token=token, tsym=tsym, symbol=symbol, display=symbol,
            instname="INDEX", optt="", strike="", tick="0", row=row,
        )  # fmt: skip
    token, tick = str(row.exchange_token), _plain(row.tick_size)
    if row.expiry is None:
        tsym = f"{row.tradingsymbol}-EQ" if row.exchange == "NSE" else row.tradingsymbol
        return Scrip(
            exch=row.exchange, token=token, tsym=tsym, symbol=row.tradingsymbol, display=tsym,
            instname="EQ", optt="", strike="", tick=tick, row=row, tradable=tradable,
        )  # fmt: skip
    tsym = _contract_name(row, row.expiry)
    return Scrip(
        exch=row.exchange, token=token, tsym=tsym, symbol=_symbol(row), display=tsym,
        instname=_class(row), optt=row.instrument_type if row.is_option else "XX",
        strike=_plain(row.strike) if row.is_option else "-0.01", tick=tick, row=row,
        tradable=tradable,
    )  # fmt: skip


def _offered(rows: Iterable[SimInstrument]) -> list[SimInstrument]:
    """Return what this broker lists: its exchanges, and the near months of a stock's contracts."""
    offered = [row for row in rows if row.exchange in EXCHANGES]
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


def _contract_name(row: SimInstrument, expiry: date) -> str:
    if row.exchange == "BFO":
        return row.tradingsymbol  # exchange style, weekly ones without a month's name
    day = f"{expiry:%d%b%y}".upper()
    if row.is_option:
        return f"{row.underlying}{day}{row.instrument_type[0]}{_plain(row.strike)}"
    return f"{row.underlying}{day}{'' if row.exchange == 'MCX' else 'F'}"


def _symbol(row: SimInstrument) -> str:
    stem = _BSE_SYMBOLS.get(row.underlying) if row.exchange == "BFO" else None
    return row.underlying if stem is None else stem + ("OPT" if row.is_option else "FUT")


def _class(row: SimInstrument) -> str:
    names = _CLASSES.get(row.exchange)
    if names is None:
        names = ("FUTIDX", "OPTIDX") if row.underlying in _INDEX_OF else ("FUTSTK", "OPTSTK")
    return names[row.is_option]


def _plain(value: Decimal) -> str:
    """Return a decimal without exponent and trailing zeros: 0.1, 1480, 312.5."""
    return f"{value.normalize():f}"
