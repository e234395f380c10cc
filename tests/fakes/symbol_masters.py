"""Shoonya's symbol masters as CSV and as zips: real rows of the dossier, and as many more as wanted."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

SPOT = "Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,"
DERIVATIVE = (
    "Exchange,Token,LotSize,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,"
)
CURRENCY = DERIVATIVE.replace("LotSize,", "LotSize,Precision,Multiplier,")
COMMODITY = DERIVATIVE.replace("LotSize,", "LotSize,GNGD,")

NSE = [
    SPOT,
    "NSE,26000,1,Nifty 50,NIFTY INDEX,INDEX,0,",
    "NSE,26009,1,Nifty Bank,NIFTY BANK,INDEX,0,",
    "NSE,26037,1,Nifty Fin Services,FINNIFTY,INDEX,0,",
    "NSE,26074,1,NIFTY MID SELECT,MIDCPNIFTY,INDEX,0,",
    "NSE,26017,1,INDIAVIX,INDIAVIX,INDEX,0,",
    "NSE,2885,1,RELIANCE,RELIANCE-EQ,EQ,0.10,",
    "NSE,2031,1,M&M,M&M-EQ,EQ,0.10,",
    "NSE,16669,1,BAJAJ-AUTO,BAJAJ-AUTO-EQ,EQ,1,",
    "NSE,3787,1,WIPRO,WIPRO-EQ,EQ,0.01,",
    "NSE,7777,1,TROUBLED,TROUBLED-BE,BE,0.05,",
    "NSE,99901,1,011NSETEST,011NSETEST-EQ,EQ,0.05,",
]
NFO = [
    DERIVATIVE,
    "NFO,34900,0,,,,,,0,0,",
    "NFO,,0,,,,,,,,",
    "NFO,2885,1,011NSETEST,011NSETEST27NOV36F,27-NOV-2036,FUTSTK,XX,-0.01,0.05,",
    "NFO,52509,500,RELIANCE,RELIANCE24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.1,",
    "NFO,52510,500,RELIANCE,RELIANCE29DEC26F,29-DEC-2026,FUTSTK,XX,-0.01,0.1,",
    "NFO,150737,500,RELIANCE,RELIANCE24NOV26C1500,24-NOV-2026,OPTSTK,CE,1500,0.05,",
    "NFO,150738,500,RELIANCE,RELIANCE24NOV26P1500,24-NOV-2026,OPTSTK,PE,1500,0.05,",
    "NFO,150739,200,M&M,M&M24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.1,",
    "NFO,150740,200,M&M,M&M24NOV26C3500,24-NOV-2026,OPTSTK,CE,3500,0.05,",
    "NFO,150741,75,BAJAJ-AUTO,BAJAJ-AUTO24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.5,",
    "NFO,150742,75,BAJAJ-AUTO,BAJAJ-AUTO24NOV26P9000,24-NOV-2026,OPTSTK,PE,9000,0.05,",
    "NFO,150743,3000,WIPRO,WIPRO24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.01,",
    "NFO,150744,3000,WIPRO,WIPRO24NOV26P312.5,24-NOV-2026,OPTSTK,PE,312.5,0.05,",
    "NFO,150745,10,TROUBLED,TROUBLED24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.05,",
    "NFO,150746,10,TROUBLED,TROUBLED24NOV26C100,24-NOV-2026,OPTSTK,CE,100,0.05,",
    "NFO,150747,10,FUTONLY,FUTONLY24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.05,",
    "NFO,150748,65,NIFTY,NIFTY24NOV26F,24-NOV-2026,FUTIDX,XX,-0.01,0.1,",
    "NFO,150749,65,NIFTY,NIFTY24NOV26C26000,24-NOV-2026,OPTIDX,CE,26000,0.05,",
]
BSE = [SPOT, "BSE,500325,1,RELIANCE,RELIANCE,A,0.05,"]
BFO = [
    DERIVATIVE,
    "BFO,859357,20,BSXFUT,SENSEX26NOVFUT,26-NOV-2026,FUTIDX,XX,-0.01,0.05,",
    "BFO,859358,20,BSXOPT,SENSEX26NOV81200CE,26-NOV-2026,OPTIDX,CE,81200,0.05,",
]
CDS = [CURRENCY, "CDS,17274,1,4,1000,USDJPY,USDJPY29DEC26P141,29-DEC-2026,OPTCUR,PE,141,0.01,"]
MCX = [COMMODITY, "MCX,574822,100,0.1,SILVER100,SILVER10031JUL26,31-JUL-2026,FUTCOM,XX,0,1,"]
LINES = {"NSE": NSE, "NFO": NFO, "BSE": BSE, "BFO": BFO, "CDS": CDS, "MCX": MCX}


def text(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def texts(lines: Mapping[str, list[str]] = LINES) -> dict[str, bytes]:
    """Return the unzipped masters by exchange."""
    return {exchange: text(rows) for exchange, rows in lines.items()}


def zipped(exchange: str, content: bytes) -> bytes:
    """Return a master as the host has it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{exchange}_symbols.txt", content)
    return out.getvalue()


def zips(lines: Mapping[str, list[str]] = LINES) -> dict[str, bytes]:
    """Return the zips by file name."""
    return {
        f"{exchange}_symbols.txt.zip": zipped(exchange, text(rows))
        for exchange, rows in lines.items()
    }


def large(underlyings: int = 209, strikes: int = 58) -> dict[str, bytes]:
    """Return NSE and NFO of about the real size: three months of a future and a chain each."""
    nse, nfo, token = [SPOT], [DERIVATIVE], 35_000
    months = [date(2026, 11, 24) + timedelta(days=35 * n) for n in range(3)]
    for number in range(underlyings):
        name = f"STOCK{number}"
        nse.append(f"NSE,{10_000 + number},1,{name},{name}-EQ,EQ,0.05,")
        for month in months:
            short, long = f"{month:%d%b%y}".upper(), f"{month:%d-%b-%Y}".upper()
            token += 1
            nfo.append(f"NFO,{token},500,{name},{name}{short}F,{long},FUTSTK,XX,-0.01,0.1,")
            for strike in range(1000, 1000 + 10 * strikes, 10):
                for right in ("CE", "PE"):
                    token += 1
                    nfo.append(
                        f"NFO,{token},500,{name},{name}{short}{right[0]}{strike},{long},OPTSTK,"
                        f"{right},{strike},0.05,"
                    )
    return {"NSE": text(nse), "NFO": text(nfo)}
