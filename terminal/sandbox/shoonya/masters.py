"""The symbol masters: one zipped CSV an exchange, with the oddities of the real files.

Every line ends in a comma; NFO begins with placeholder rows that name nothing; `*NSETEST` rows
follow. Built in slices and kept until the next trading day. Source: shoonya.md section 6.1.
"""

import asyncio
import io
import zipfile
from collections.abc import Iterable, Iterator

from terminal.domain.ports import Clock
from terminal.sandbox.shoonya.listing import Listing, Scrip

FILES = ("NSE", "NFO", "CDS", "MCX", "BSE", "BFO", "NCX")

_SPOT = "Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,"
_TAIL = "Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,"
_HEADERS = {
    "NSE": _SPOT,
    "BSE": _SPOT,
    "NFO": f"Exchange,Token,LotSize,{_TAIL}",
    "BFO": f"Exchange,Token,LotSize,{_TAIL}",
    "CDS": f"Exchange,Token,LotSize,Precision,Multiplier,{_TAIL}",
    "MCX": f"Exchange,Token,LotSize,GNGD,{_TAIL}",
    "NCX": f"Exchange,Token,LotSize,GNGD,{_TAIL}",
}
_PLACEHOLDERS = _TESTS = 18
_TEST_EXPIRY = ("27NOV36", "27-NOV-2036")
_SLICE = 2500


def master_line(scrip: Scrip) -> str:
    """Return one row of a master, trailing comma included."""
    head = f"{scrip.exch},{scrip.token},{scrip.lot},"
    if scrip.exch in {"NSE", "BSE"}:
        return f"{head}{scrip.symbol},{scrip.tsym},{scrip.instname},{scrip.tick},"
    if scrip.exch == "CDS":
        head += f"{scrip.precision},{scrip.row.multiplier},"
    elif scrip.exch in {"MCX", "NCX"}:
        head += f"{scrip.row.multiplier},"
    return (
        f"{head}{scrip.symbol},{scrip.tsym},{scrip.expiry_text},{scrip.instname},"
        f"{scrip.optt},{scrip.strike},{scrip.tick},"
    )


def master_lines(listing: Listing, exch: str) -> Iterator[str]:
    """Yield a whole master's lines, header first."""
    yield _HEADERS[exch]
    if exch == "NFO":
        yield from _oddities(listing)
    elif exch == "NSE":
        yield "NSE,99901,1,011NSETEST,011NSETEST-EQ,EQ,0.05,"
    for scrip in listing.by_token.values():
        # BSE's indices are in no master: a client has to know their tokens.
        if scrip.exch == exch and not (exch == "BSE" and scrip.row.is_index):
            yield master_line(scrip)


def _oddities(listing: Listing) -> Iterator[str]:
    for number in range(_PLACEHOLDERS):
        yield f"NFO,{34_900 + number},0,,,,,,0,0,"
    # Test contracts carry the tokens of shares: a token alone names nothing.
    shares = [scrip.token for scrip in listing.by_token.values() if scrip.exch == "NSE"]
    short, long = _TEST_EXPIRY
    for number, token in enumerate(shares[:_TESTS], start=1):
        name = f"{number:02d}1NSETEST"
        yield f"NFO,{token},1,{name},{name}{short}F,{long},FUTSTK,XX,-0.01,0.05,"


class Masters:
    """The day's zips by exchange; a new listing builds them again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._listing: Listing | None = None
        self._kept: dict[str, bytes] = {}
        self._lock = asyncio.Lock()

    async def zipped(self, listing: Listing, exch: str) -> bytes:
        """Return the zip of one exchange's master. Errors: KeyError for one that has none."""
        async with self._lock:
            if listing is not self._listing:
                self._listing, self._kept = listing, {}
            if exch not in self._kept:
                self._kept[exch] = await self._pack(exch, master_lines(listing, exch))
            return self._kept[exch]

    async def _pack(self, exch: str, lines: Iterable[str]) -> bytes:
        out = io.BytesIO()
        member = zipfile.ZipInfo(f"{exch}_symbols.txt", date_time=(2026, 1, 1, 0, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(out, "w", compresslevel=4) as archive, archive.open(member, "w") as to:
            part: list[str] = []
            for line in lines:
                part.append(line)
                if len(part) >= _SLICE:
                    to.write(("\n".join(part) + "\n").encode())
                    part = []
                    await self._clock.sleep(0)
            to.write(("\n".join(part) + "\n").encode() if part else b"")
        return out.getvalue()
