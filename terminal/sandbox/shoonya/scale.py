"""A F&O universe of the real size, for measuring: further underlyings with spot, futures, options.

Their rows are priced off the paths of three shares that exist, so they have bars and quotes like
any other; nobody can trade them. Each is the twin of a row of the first three underlyings, with its
prices and volumes, so that a day is printed once for many. `dense` lets every one of them trade in
every minute, which is the most a download can meet. Source of the size: shoonya.md section 7.1.
"""

from datetime import date
from itertools import islice

from msgspec import Struct
from typing_extensions import override

from terminal.sim.listing import SHARES, Share
from terminal.sim.pricing import SPOT
from terminal.sim.types import SimInstrument
from terminal.sim.universe import (
    SEGMENT_BYTE,
    Universe,
    equity_tick,
    list_underlyings,
    monthly_expiries,
)

_FIRST_CODE = 60_000  # above every exchange code of a share that is listed
_MONTHS = 3
_MODELS = 3  # underlyings whose rows the others are twins of
_QUIET = 20.0  # lots a day of a far option
_DENSE = 40_000.0  # lots a day with which no minute stays empty


class Scale(Struct, frozen=True, kw_only=True):
    """How large the F&O universe is to be; zero leaves it as the exchange lists it."""

    underlyings: int = 0
    series: int = 0
    dense: bool = False


class ScaleUniverse(Universe):
    """The rows that are missing between what the exchange lists and what `scale` asks for."""

    def __init__(self, *, day: int, scale: Scale, have_underlyings: int, have_series: int) -> None:
        self._scale = scale
        self._missing = max(scale.underlyings - have_underlyings, 0)
        self._most = max(scale.series - have_series, 0)
        self.twins: dict[int, int] = {}
        super().__init__(day=day)

    @override
    def _list_indices(self) -> None:
        return

    @override
    def _list_shares(self) -> list[int]:
        return []

    @override
    def _list_contracts(self, today: date, shares: list[int]) -> None:
        """List the missing underlyings, as many strikes each as make up the number of series."""
        if not self._missing or not self._most:
            return
        per = self._most // self._missing
        strikes = max((per - 1 - _MONTHS) // (2 * _MONTHS), 1)
        months = monthly_expiries(today, "NFO", _MONTHS)
        models, rows = _models(), []
        for number in range(self._missing):
            process, share = models[number % _MODELS]
            before = len(self.instruments)
            self._underlying(f"PAD{number + 1:03d}", number, process, share, months, strikes)
            rows.append(list(islice(self.instruments, before, None)))
            # Rows are listed in one order for every underlying of a model.
            self.twins.update(zip(rows[-1], rows[number % _MODELS], strict=True))

    def _underlying(
        self, symbol: str, number: int, process: int, share: Share, months: list[date],
        strikes: int,
    ) -> None:  # fmt: skip
        code = _FIRST_CODE + number
        tick, lot, freeze = equity_tick(share.price), share.lot, share.lot * 40
        spot = SimInstrument(
            instrument_token=code * 256 + SEGMENT_BYTE["NSE"], exchange_token=code,
            tradingsymbol=symbol, name=f"SCALE ROW {number + 1}", exchange="NSE", segment="NSE",
            instrument_type="EQ", tick_size=tick, lot_size=1, underlying=symbol, band_pct=10.0,
            freeze_quantity=100_000,
        )  # fmt: skip
        self._add(spot, process, SPOT, share.volume * 1000.0, 0.0)
        middle = round(share.price / share.strike_step)
        first = max(middle - strikes // 2, 1)
        for expiry in months:
            self._contract(f"{symbol}{expiry:%y%m}FUT", symbol, "NFO", "FUT", process, expiry, 0.0,
                           tick, lot, freeze, lot * _DENSE, 1)  # fmt: skip
            done = lot * (_DENSE if self._scale.dense else _QUIET)
            for step in range(first, first + strikes):
                strike = step * share.strike_step
                for right in ("CE", "PE"):
                    name = f"{symbol}{expiry:%y%m}{strike:g}{right}"
                    self._contract(name, symbol, "NFO", right, process, expiry, strike, tick, lot,
                                   freeze, done, 1)  # fmt: skip


def _models() -> list[tuple[int, Share]]:
    """Return (price process, share) of the first shares with derivatives."""
    processes = {row.name: row.index for row in list_underlyings()}
    shares = [share for share in SHARES if share.lot][:_MODELS]
    return [(processes[share.symbol], share) for share in shares]
