"""The instrument master of one trading day, and the same rows as numpy columns for pricing.

Expiries: NSE monthly contracts end on the last Tuesday and NIFTY weeklies on Tuesdays, BSE's on
Thursdays (exchange circulars effective September 2025); currency two working days before month
end, commodity around the 19th. Holidays do not move them here. Tokens of contracts come from a
hash of the symbol, so a contract keeps its token over restarts. Chains reach around every price
of the last weeks (`spans`), as strikes once listed stay. `pad_to` lists further option chains
until there are that many rows.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from terminal.sim.listing import COMMODITIES, FULL_CHAINS, INDICES, SHARES, Commodity
from terminal.sim.noise import Floats
from terminal.sim.pricing import CALL, FUTURE, PUT, SPOT
from terminal.sim.session import COMMODITY, CURRENCY, date_day, day_date, day_start_ns, session_kind
from terminal.sim.types_market import SimInstrument

SEGMENT_BYTE = {
    "NSE": 1, "NFO": 2, "CDS": 3, "BSE": 4, "BFO": 5, "BCD": 6, "MCX": 7, "INDICES": 9, "NCO": 12,
}  # fmt: skip
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEK_MONTH = "123456789OND"
_CLOSE_S = {CURRENCY: 61200, COMMODITY: 84600}
_TICK = Decimal("0.05")
_TUESDAY, _THURSDAY = 1, 3


class Underlying:
    """One price process: start price, volatilities and the hours it keeps."""

    __slots__ = (
        "beta", "contract", "index", "kind", "name", "own", "price", "rate", "volatility",
    )  # fmt: skip

    def __init__(
        self, index: int, name: str, price: float, volatility: float, beta: float, exchange: str,
        contract: str,
    ) -> None:  # fmt: skip
        self.index, self.name, self.price, self.volatility = index, name, price, volatility
        self.beta, self.contract = beta, contract
        self.kind = session_kind(exchange)
        market = 0.13 * beta
        self.own = max(volatility**2 - market**2, (0.04 * volatility) ** 2) ** 0.5
        self.rate = {CURRENCY: 0.02, COMMODITY: 0.03}.get(self.kind, 0.065)


def list_underlyings() -> list[Underlying]:
    """Return every price process: indices, shares, then currencies and commodities."""
    rows: list[Underlying] = []
    for index in INDICES:
        rows.append(
            Underlying(len(rows), index.symbol, index.price, index.volatility, index.beta,
                       index.home, index.derivative)
        )  # fmt: skip
    for share in SHARES:
        rows.append(
            Underlying(len(rows), share.symbol, share.price, share.volatility, share.beta, "NSE",
                       share.symbol)
        )  # fmt: skip
    for row in COMMODITIES:
        rows.append(
            Underlying(len(rows), f"{row.exchange}:{row.symbol}", row.price, row.volatility, 0.0,
                       row.exchange, row.symbol)
        )  # fmt: skip
    return rows


def equity_tick(price: float) -> Decimal:
    """Return the NSE tick for a share's price band (circular of April 2025)."""
    bands = ((250, "0.01"), (1000, "0.05"), (5000, "0.10"), (10000, "0.50"), (20000, "1"))
    return Decimal(next((tick for floor, tick in bands if price < floor), "5"))


def _month_end(year: int, month: int) -> date:
    first_next = date(year + month // 12, month % 12 + 1, 1)
    return first_next - timedelta(days=1)


def _months(today: date) -> Iterator[tuple[int, int]]:
    year, month = today.year, today.month
    while True:
        yield year, month
        year, month = year + month // 12, month % 12 + 1


def _last_weekday(year: int, month: int, weekday: int) -> date:
    end = _month_end(year, month)
    return end - timedelta(days=(end.weekday() - weekday) % 7)


def monthly_expiries(today: date, exchange: str, count: int) -> list[date]:
    """Return the next `count` monthly expiries that have not passed."""
    result: list[date] = []
    for year, month in _months(today):
        if exchange in {"CDS", "BCD"}:
            day = _month_end(year, month)
            left = 3
            while (left := left - (day.weekday() < 5)) > 0:
                day -= timedelta(days=1)
        elif exchange in {"MCX", "NCO"}:
            day = date(year, month, 19)
            while day.weekday() >= 5:
                day -= timedelta(days=1)
        else:
            day = _last_weekday(year, month, _THURSDAY if exchange == "BFO" else _TUESDAY)
        if day >= today:
            result.append(day)
        if len(result) == count:
            return result
    return result


def weekly_expiries(today: date, weekday: int, count: int) -> list[date]:
    first = today + timedelta(days=(weekday - today.weekday()) % 7)
    return [first + timedelta(weeks=n) for n in range(count)]


def universe_of(
    *, day: int, pad_to: int, spans: tuple[Floats, Floats], keep: Iterable[SimInstrument] = ()
) -> Universe:
    """Return the instruments of a day; an exchange that begins anew is given the same ones again.

    To list ten thousand contracts takes a tenth of a second, and nothing changes them afterwards.
    """
    if kept := tuple(keep):
        return Universe(day=day, pad_to=pad_to, spans=spans, keep=kept)
    low, high = spans
    return _listed(day, pad_to, low.tobytes(), high.tobytes())


@functools.lru_cache(maxsize=1)
def _listed(day: int, pad_to: int, low: bytes, high: bytes) -> Universe:
    return Universe(day=day, pad_to=pad_to, spans=(np.frombuffer(low), np.frombuffer(high)))


def _plain(value: float) -> str:
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


class Universe:
    """All instruments of one day: structs by token and by name, and columns by row."""

    def __init__(
        self, *, day: int, pad_to: int = 0, spans: tuple[Floats, Floats] | None = None,
        keep: Iterable[SimInstrument] = (),
    ) -> None:  # fmt: skip
        self.day = day
        self.instruments: dict[int, SimInstrument] = {}
        self.by_name: dict[tuple[str, str], SimInstrument] = {}
        self._rows = list_underlyings()
        self._next = 0  # processes are handed out in the order of list_underlyings
        starts = np.array([row.price for row in self._rows])
        self._low: Floats = starts if spans is None else spans[0]
        self._high: Floats = starts if spans is None else spans[1]
        self._taken: set[int] = set()
        self._columns: list[tuple[int, int, int, float, float, float, float, float]] = []
        today = day_date(day)
        self._list_indices()
        shares = self._list_shares()
        self._list_contracts(today, shares)
        if pad_to > len(self.instruments):
            self._pad(today, shares, pad_to)
        for instrument in keep:
            self._keep(instrument, today)
        self._freeze_columns()

    def find(self, exchange: str, tradingsymbol: str) -> SimInstrument | None:
        return self.by_name.get((exchange, tradingsymbol))

    # --- listing ---
    def _process(self) -> int:
        """Return the next price process; listing runs in the order of `list_underlyings`."""
        self._next += 1
        return self._next - 1

    def _keep(self, instrument: SimInstrument, today: date) -> None:
        """List a contract again that the account still holds, though its strike moved far away."""
        name = (instrument.exchange, instrument.tradingsymbol)
        if instrument.expiry is None or instrument.expiry < today or name in self.by_name:
            return
        process = next(
            row.index
            for row in self._rows
            if instrument.underlying in {row.contract, row.name.partition(":")[2]}
            and row.kind == session_kind(instrument.exchange)
        )
        self._contract(
            instrument.tradingsymbol, instrument.name, instrument.exchange,
            instrument.instrument_type, process, instrument.expiry, float(instrument.strike),
            instrument.tick_size, instrument.lot_size, instrument.freeze_quantity,
            instrument.lot_size * 20.0, instrument.multiplier,
        )  # fmt: skip

    def _list_indices(self) -> None:
        for row in INDICES:
            process = self._process()
            instrument = SimInstrument(
                instrument_token=row.token, exchange_token=row.token >> 8,
                tradingsymbol=row.symbol, name=row.symbol, exchange=row.home, segment="INDICES",
                instrument_type="EQ", tick_size=Decimal(0), lot_size=0, band_pct=0.0,
                underlying=row.symbol,
            )  # fmt: skip
            self._add(instrument, process, SPOT, 0.0, 0.0)
            self.by_name["INDICES", row.symbol] = instrument

    def _list_shares(self) -> list[int]:
        processes = []
        for share in SHARES:
            process = self._process()
            processes.append(process)
            for exchange, code, part in (("NSE", share.nse, 1.0), ("BSE", share.bse, 0.06)):
                if not code:
                    continue
                tick = equity_tick(share.price) if exchange == "NSE" else _TICK
                volume = max(int(share.volume * 1000 * part), 1000)
                instrument = SimInstrument(
                    instrument_token=code * 256 + SEGMENT_BYTE[exchange], exchange_token=code,
                    tradingsymbol=share.symbol, name=share.name, exchange=exchange,
                    segment=exchange, instrument_type="EQ",
                    tick_size=Decimal("0.01") if share.price < 15 else tick,
                    lot_size=1, isin=share.isin, underlying=share.symbol,
                    band_pct=10.0 if share.lot else 20.0,
                    freeze_quantity=max(100_000, volume // 50),
                )  # fmt: skip
                self._add(instrument, process, SPOT, float(volume), 0.0)
        return processes

    def _list_contracts(self, today: date, shares: list[int]) -> None:
        for process, index in enumerate(INDICES):
            if not index.lot:
                continue
            exchange = "BFO" if index.home == "BSE" else "NFO"
            months = monthly_expiries(today, exchange, 3)
            for expiry in months:
                self._future(index.derivative, exchange, process, expiry, _TICK * 2, index.lot,
                             index.freeze, 2.5e5 * index.lot)  # fmt: skip
            weekday = {"NIFTY": _TUESDAY, "SENSEX": _THURSDAY}.get(index.derivative)
            weeks = [] if weekday is None else weekly_expiries(today, weekday, 4)
            for expiry in sorted({*months, *weeks}):
                self._chain(index.derivative, exchange, process, expiry, index.strike_step, 60,
                            _TICK, index.lot, index.freeze, 1.2e6 * index.lot,
                            weekly=expiry not in months)  # fmt: skip
        for position, (process, share) in enumerate(zip(shares, SHARES, strict=True)):
            if not share.lot:
                continue
            for expiry in monthly_expiries(today, "NFO", 3):
                tick = max(_TICK, equity_tick(share.price))
                self._future(share.symbol, "NFO", process, expiry, tick, share.lot,
                             share.lot * 40, share.volume * 600.0)  # fmt: skip
                if position < FULL_CHAINS:
                    self._chain(share.symbol, "NFO", process, expiry, share.strike_step, 20, _TICK,
                                share.lot, share.lot * 40, share.volume * 150.0)  # fmt: skip
        for row in COMMODITIES:
            self._list_commodity(today, row)

    def _list_commodity(self, today: date, row: Commodity) -> None:
        process = self._process()
        tick = Decimal(row.tick)
        months = monthly_expiries(today, row.exchange, 3)
        for expiry in months:
            self._future(row.symbol, row.exchange, process, expiry, tick, 1, row.freeze,
                         float(row.volume), row.multiplier)  # fmt: skip
        if row.strike_step:
            for expiry in months[:2]:
                self._chain(row.symbol, row.exchange, process, expiry, row.strike_step, 20,
                            min(tick, _TICK), 1, row.freeze, row.volume * 0.3,
                            multiplier=row.multiplier)  # fmt: skip

    def _future(
        self, symbol: str, exchange: str, process: int, expiry: date, tick: Decimal, lot: int,
        freeze: int, volume: float, multiplier: int = 1,
    ) -> None:  # fmt: skip
        name = f"{symbol}{expiry:%y}{_MONTHS[expiry.month - 1]}FUT"
        near = 0.25 ** ((expiry - day_date(self.day)).days / 30.0)
        self._contract(name, symbol, exchange, "FUT", process, expiry, 0.0, tick, lot, freeze,
                       volume * near, multiplier)  # fmt: skip

    def _chain(
        self, symbol: str, exchange: str, process: int, expiry: date, step: float, reach: int,
        tick: Decimal, lot: int, freeze: int, volume: float, *, weekly: bool = False,
        multiplier: int = 1,
    ) -> None:  # fmt: skip
        low, high = float(self._low[process]), float(self._high[process])
        if low <= 0.0:  # crude below zero: strikes stay where they were
            low = high = self._rows[process].price
        base = 0.5 * (low + high)
        stem = (
            f"{symbol}{expiry:%y}{_WEEK_MONTH[expiry.month - 1]}{expiry:%d}"
            if weekly
            else f"{symbol}{expiry:%y}{_MONTHS[expiry.month - 1]}"
        )
        days = max((expiry - day_date(self.day)).days, 1)
        width = self._rows[process].volatility * (days / 365.0) ** 0.5 + 0.01
        near = 0.3 ** (days / 30.0)
        for n in range(max(round(low / step) - reach, 1), round(high / step) + reach + 1):
            strike = n * step
            far = (strike / base - 1.0) / (2.0 * width)
            done = max(volume * near * 2.718 ** (-far * far), lot * 20.0)
            for right in ("CE", "PE"):
                name = f"{stem}{_plain(strike)}{right}"
                self._contract(name, symbol, exchange, right, process, expiry, strike, tick, lot,
                               freeze, done, multiplier)  # fmt: skip

    def _contract(
        self, name: str, symbol: str, exchange: str, kind: str, process: int, expiry: date,
        strike: float, tick: Decimal, lot: int, freeze: int, volume: float, multiplier: int,
    ) -> None:  # fmt: skip
        if (exchange, name) in self.by_name:
            return
        number = 30_000 + zlib.crc32(f"{exchange}:{name}".encode()) % 8_000_000
        while (token := number * 256 + SEGMENT_BYTE[exchange]) in self._taken:
            number += 1
        self._taken.add(token)
        instrument = SimInstrument(
            instrument_token=token, exchange_token=number, tradingsymbol=name, name=symbol,
            exchange=exchange, segment=f"{exchange}-{'FUT' if kind == 'FUT' else 'OPT'}",
            instrument_type=kind, tick_size=tick, lot_size=lot, expiry=expiry,
            strike=Decimal(_plain(strike)), multiplier=multiplier, freeze_quantity=freeze,
            band_pct=10.0, underlying=symbol,
        )  # fmt: skip
        close = day_start_ns(date_day(expiry)) // 1_000_000_000
        close += _CLOSE_S.get(session_kind(exchange), 55800)
        code = {"FUT": FUTURE, "CE": CALL, "PE": PUT}[kind]
        self._add(instrument, process, code, volume, strike, float(close))

    def _add(
        self, instrument: SimInstrument, process: int, kind: int, volume: float, strike: float,
        expiry_s: float = 0.0,
    ) -> None:  # fmt: skip
        token = instrument.instrument_token
        self.instruments[token] = instrument
        self.by_name[instrument.exchange, instrument.tradingsymbol] = instrument
        self._columns.append((
            token, process, kind, strike, expiry_s, float(instrument.tick_size) or 0.05,
            volume, instrument.band_pct,
        ))  # fmt: skip

    def _pad(self, today: date, shares: list[int], pad_to: int) -> None:
        """List wider and further chains, nearest expiry first, until `pad_to` rows exist."""
        months = monthly_expiries(today, "NFO", 12)
        for reach in (40, 80, 160, 320):
            for expiry in months:
                for process, share in zip(shares, SHARES, strict=True):
                    if not share.lot:
                        continue
                    self._chain(share.symbol, "NFO", process, expiry, share.strike_step, reach,
                                _TICK, share.lot, share.lot * 40, share.volume * 100.0)  # fmt: skip
                    if len(self.instruments) >= pad_to:
                        return

    def _freeze_columns(self) -> None:
        columns = np.array(self._columns, dtype=np.float64).T
        tokens = columns[0].astype(np.int64)
        order = np.argsort(tokens)
        self.tokens = tokens[order]
        self.process = columns[1].astype(np.int64)[order]
        self.kind = columns[2].astype(np.int64)[order]
        self.strike, self.expiry_s, self.tick = (columns[n][order] for n in (3, 4, 5))
        self.volume, self.band = columns[6][order], columns[7][order]
        self.lot = np.array(
            [max(self.instruments[int(token)].lot_size, 1) for token in self.tokens], dtype=np.int64
        )
        self._columns.clear()

    def rows_of(self, tokens: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[
        tuple[int], np.dtype[np.int64]
    ]:  # fmt: skip
        """Return the row of each token, -1 where unknown."""
        rows = np.searchsorted(self.tokens, tokens)
        rows = np.minimum(rows, len(self.tokens) - 1)
        return np.where(self.tokens[rows] == tokens, rows, -1)
