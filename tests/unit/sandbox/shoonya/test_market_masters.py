"""The symbol masters as files: their oddities, their columns, their size."""

import io
import zipfile

import pytest

from terminal.sandbox.faults import FaultKind
from terminal.sandbox.shoonya.masters import FILES
from terminal.sandbox.shoonya.scale import Scale
from tests.unit.sandbox.shoonya.market_server import MarketServer, day_of

HEADERS = {
    "NSE": "Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,",
    "NFO": "Exchange,Token,LotSize,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,"
    "TickSize,",
    "CDS": "Exchange,Token,LotSize,Precision,Multiplier,Symbol,TradingSymbol,Expiry,Instrument,"
    "OptionType,StrikePrice,TickSize,",
    "MCX": "Exchange,Token,LotSize,GNGD,Symbol,TradingSymbol,Expiry,Instrument,OptionType,"
    "StrikePrice,TickSize,",
}


async def lines_of(server: MarketServer, exch: str) -> list[str]:
    reply = await server.get(f"/{exch}_symbols.txt.zip")
    assert reply.status_code == 200
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        assert archive.namelist() == [f"{exch}_symbols.txt"]
        return archive.read(f"{exch}_symbols.txt").decode().splitlines()


@pytest.fixture(scope="module")
def server():
    return MarketServer()


@pytest.mark.parametrize("exch", FILES)
async def test_every_line_ends_in_a_comma_and_has_the_headers_columns(server, exch):
    lines = await lines_of(server, exch)
    assert all(line.endswith(",") for line in lines)
    assert {line.count(",") for line in lines} == {lines[0].count(",")}
    if exch in HEADERS:
        assert lines[0] == HEADERS[exch]


async def test_rows_are_spelled_as_in_the_real_files(server):
    nse, nfo, cds = [await lines_of(server, exch) for exch in ("NSE", "NFO", "CDS")]
    assert "NSE,26000,1,Nifty 50,NIFTY INDEX,INDEX,0," in nse
    assert "NSE,2885,1,RELIANCE,RELIANCE-EQ,EQ,0.1," in nse
    assert "NSE,2031,1,M&M,M&M-EQ,EQ,0.1," in nse
    future = server.scrip("NFO", "RELIANCE24NOV26F")
    row = f"NFO,{future.token},500,RELIANCE,RELIANCE24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.1,"
    assert row in nfo
    pair = server.scrip("CDS", "USDINR26NOV26F")
    row = f"CDS,{pair.token},1,4,1000,USDINR,USDINR26NOV26F,26-NOV-2026,FUTCUR,XX,-0.01,0.0025,"
    assert row in cds


async def test_nfo_begins_with_rows_without_a_name_and_has_test_contracts(server):
    rows = [line.split(",") for line in (await lines_of(server, "NFO"))[1:]]
    assert [row for row in rows if not row[3] or not row[4]] == rows[:18]
    tests = [row for row in rows if row[3].endswith("NSETEST")]
    assert len(tests) == 18
    assert {row[5] for row in tests} == {"27-NOV-2036"}
    # Their tokens are those of shares: a token alone names nothing.
    assert all(server.view.listing.get("NSE", row[1]) is not None for row in tests)
    tokens = [row[1] for row in rows]
    assert len(set(tokens)) == len(tokens)


async def test_bse_indices_are_in_no_master_and_bsx_is_sensex(server):
    bse, bfo = await lines_of(server, "BSE"), await lines_of(server, "BFO")
    assert not [line for line in bse if ",INDEX," in line]
    assert any(",BSXOPT,SENSEX26N" in line for line in bfo)


async def test_an_exchange_without_a_master_is_not_found(server):
    assert (await server.get("/XYZ_symbols.txt.zip")).status_code == 404


async def test_a_corrupt_zip_comes_once(server):
    server.arm(FaultKind.CORRUPT_ZIP)
    reply = await server.get("/NFO_symbols.txt.zip")
    with pytest.raises(Exception, match=r"Bad CRC|invalid|incorrect|Error -3"):
        zipfile.ZipFile(io.BytesIO(reply.content)).read("NFO_symbols.txt")
    assert len(await lines_of(server, "NFO")) > 1000


async def test_the_list_is_made_anew_when_the_day_turns():
    server = MarketServer("2026-11-24 15:00:00")  # the day on which the near contracts expire
    assert any("24-NOV-2026" in line for line in await lines_of(server, "NFO"))
    server.desk.virtual.advance(86_400)
    server.desk.step()
    assert not any("24-NOV-2026" in line for line in await lines_of(server, "NFO"))


async def test_the_universe_grows_to_the_real_size():
    server = MarketServer(scale=Scale(underlyings=209, series=20_000))
    rows = [line.split(",") for line in (await lines_of(server, "NFO"))[19:]]
    rows = [row for row in rows if not row[3].endswith("NSETEST")]
    kinds = {kind: {r[3] for r in rows if r[6] == kind} for kind in ("FUTSTK", "OPTSTK")}
    stocks = {line.split(",")[3] for line in await lines_of(server, "NSE") if ",EQ," in line}
    names = kinds["FUTSTK"] & kinds["OPTSTK"]
    assert len(names) == 209
    assert kinds["FUTSTK"] <= stocks
    series = sum(row[6] in {"FUTSTK", "OPTSTK"} and row[3] in names for row in rows) + 209
    assert 19_000 <= series <= 20_000


@pytest.mark.parametrize(("dense", "least", "most"), [(True, 385, 385), (False, 1, 80)])
def test_added_series_trade_in_every_minute_only_when_asked_to(dense, least, most):
    server = MarketServer(scale=Scale(underlyings=100, series=9000, dense=dense))
    added = [each for each in server.view.listing.by_row.values() if not each.tradable]
    option = next(each for each in added if each.row.is_option)
    assert least <= len(server.bench.minutes(option, day_of("2026-11-19"), "auto")) <= most


def test_a_twin_has_the_bars_and_the_quote_of_its_model():
    server = MarketServer(scale=Scale(underlyings=20, series=8000))
    listing = server.view.listing
    spots = [listing.find("NSE", f"PAD{number:03d}-EQ") for number in (1, 2, 4)]
    model, other, twin = (
        server.bench.minutes(spot, day_of("2026-11-19"), "auto") for spot in spots
    )
    assert (model.prices == twin.prices).all()
    assert (model.volume == twin.volume).all()
    assert model.prices[0, 0] != other.prices[0, 0]
    quotes = server.view.quotes(spots)
    assert quotes[0].volume == quotes[2].volume > 0
    today = server.bench.minutes(spots[2], day_of("2026-11-20"), "auto")
    assert today.total[-1] <= quotes[2].volume
    for kind in ("FUTSTK", "OPTSTK"):
        chains = [
            [each for each in listing.contracts("NFO", name) if each.instname == kind]
            for name in ("PAD001", "PAD004")
        ]
        tails = [[each.tsym.removeprefix(each.symbol) for each in chain] for chain in chains]
        assert tails[0] == tails[1]
        assert [server.view.source(each) for each in chains[1]] == [
            each.row.instrument_token for each in chains[0]
        ]


def test_a_universe_that_is_large_enough_stays_as_it_is():
    plain = MarketServer().view.listing
    assert len(MarketServer(scale=Scale(underlyings=3, series=90)).view.listing.by_row) == len(
        plain.by_row
    )
