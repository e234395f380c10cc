"""The instrument and fund dumps as CSV, built in slices and kept until the next trading day.

A full dump is some 10^5 rows; building and compressing it in one go would stall the ticker.
"""

import asyncio
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from terminal.domain.ports import Clock
from terminal.sim.types import MfInstrument, SimInstrument

_HEADER = (
    "instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,"
    "lot_size,instrument_type,segment,exchange"
)
_MF_HEADER = (
    "tradingsymbol,amc,name,purchase_allowed,redemption_allowed,minimum_purchase_amount,"
    "purchase_amount_multiplier,minimum_additional_purchase_amount,minimum_redemption_quantity,"
    "redemption_quantity_multiplier,dividend_type,scheme_type,plan,settlement_type,last_price,"
    "last_price_date"
)
_SLICE = 2500


def instrument_line(row: SimInstrument) -> str:
    """Return one row of the dump; its last price is always 0.0, stale by design."""
    return ",".join(
        (
            str(row.instrument_token),
            str(row.exchange_token),
            _cell(row.tradingsymbol),
            _cell(row.name),
            "0.0",
            "" if row.expiry is None else row.expiry.isoformat(),
            _float(row.strike),
            _float(row.tick_size),
            str(row.lot_size),
            row.instrument_type,
            row.segment,
            row.exchange,
        )
    )


def fund_line(row: MfInstrument) -> str:
    return ",".join(
        (
            row.tradingsymbol,
            _cell(row.amc),
            _cell(row.name),
            str(int(row.purchase_allowed)),
            str(int(row.redemption_allowed)),
            _float(row.minimum_purchase_amount),
            _float(row.purchase_amount_multiplier),
            _float(row.minimum_additional_purchase_amount),
            _float(row.minimum_redemption_quantity),
            _float(row.redemption_quantity_multiplier),
            row.dividend_type,
            row.scheme_type,
            row.plan,
            row.settlement_type,
            _float(row.last_price),
            row.last_price_date.isoformat(),
        )
    )


def _float(value: Decimal) -> str:
    return str(float(value))


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


class Dump:
    """One CSV, plain and gzipped."""

    def __init__(self, plain: bytes, packed: bytes) -> None:
        self.plain, self.packed = plain, packed


class Dumps:
    """The day's dumps by name; a new day's stamp builds them again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._day = ""
        self._kept: dict[str, Dump] = {}
        self._lock = asyncio.Lock()

    def clear(self) -> None:
        """Forget everything: there is another exchange now."""
        self._kept = {}

    async def instruments(self, day: str, exchange: str, rows: Iterable[SimInstrument]) -> Dump:
        """Return the dump of one exchange, or of all for an empty name."""
        lines = (instrument_line(row) for row in rows if not exchange or row.exchange == exchange)
        return await self._get(day, f"instruments/{exchange}", _HEADER, lines)

    async def funds(self, day: str, rows: Iterable[MfInstrument]) -> Dump:
        return await self._get(day, "mf", _MF_HEADER, (fund_line(row) for row in rows))

    async def _get(self, day: str, name: str, header: str, lines: Iterator[str]) -> Dump:
        async with self._lock:
            if day != self._day:
                self._day, self._kept = day, {}
            if name not in self._kept:
                self._kept[name] = await self._build(header, lines)
            return self._kept[name]

    async def _build(self, header: str, lines: Iterator[str]) -> Dump:
        packer = zlib.compressobj(level=4, wbits=31)
        plain: list[bytes] = []
        packed: list[bytes] = []

        def add(part: list[str]) -> None:
            block = ("\n".join(part) + "\n").encode()
            plain.append(block)
            packed.append(packer.compress(block))

        part = [header]
        for line in lines:
            part.append(line)
            if len(part) >= _SLICE:
                add(part)
                part = []
                await self._clock.sleep(0)
        if part:
            add(part)
        packed.append(packer.flush())
        return Dump(b"".join(plain), b"".join(packed))
