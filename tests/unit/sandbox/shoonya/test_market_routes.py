"""Search, quotes, chains, lists, watchlists and calculators, as rows of texts."""

import math

import pytest

from terminal.sandbox.shoonya.calculators import greeks
from tests.unit.sandbox.shoonya.market_server import MarketServer


@pytest.fixture(scope="module")
def server():
    return MarketServer()


def all_texts(row: dict) -> bool:
    return all(isinstance(value, str) for value in row.values())


@pytest.mark.parametrize(
    ("exch", "text", "wanted"),
    [
        ("NSE", "RELIANCE", "RELIANCE-EQ"),
        ("NSE", "mahindra", "M&M-EQ"),
        ("NSE", "M%26M", "M&M-EQ"),
        ("NFO", "BANKNIFTY+24NOV+CE+58000", "BANKNIFTY24NOV26C58000"),
        ("NFO", "reliance 24nov f", "RELIANCE24NOV26F"),
        ("", "SENSEX", "SENSEX"),
    ],
)
async def test_a_search_finds_scrips_by_fragments(server, exch, text, wanted):
    said = await server.call("SearchScrip", exch=exch, stext=text)
    hit = next(row for row in said["values"] if row["tsym"] == wanted)
    assert all_texts(hit)
    assert server.scrip(hit["exch"], wanted).token == hit["token"]


async def test_a_search_without_hits_has_its_own_words(server):
    said = await server.call("SearchScrip", exch="NSE", stext="NOSUCH")
    assert (said["stat"], said["emsg"]) == ("Not_Ok", "No Data :  ")


async def test_a_quote_is_the_exchanges_and_all_texts(server):
    scrip = server.scrip("NFO", "RELIANCE24NOV26C1500")
    said = await server.call("GetQuotes", exch="NFO", token=scrip.token)
    assert said["stat"] == "Ok"
    assert all_texts(said)
    quote = server.exchange.quote(scrip.row.instrument_token)
    assert float(said["lp"]) == quote.last_price
    assert float(said["c"]) == quote.close
    assert int(said["v"]) == quote.volume
    assert [int(said[f"bq{n}"]) for n in range(1, 6)] == [each.quantity for each in quote.bids]
    assert (said["und_exch"], said["und_tk"], said["ltd"]) == ("NSE", "2885", "20-11-2026")
    assert "wk52_h" not in said
    assert (await server.call("GetQuotes", exch="NSE", token="2885"))["wk52_h"]


async def test_an_index_quote_leaves_out_what_it_has_not(server):
    said = await server.call("GetQuotes", exch="NSE", token="26000")
    assert not {"v", "bp1", "uc", "oi", "ltq"} & said.keys()
    assert said["lut"] == str(server.view.now_ns // 10**9)


@pytest.mark.parametrize("route", ["GetQuotes", "GetSecurityInfo", "GetLinkedScrips"])
async def test_an_unknown_token_is_no_data(server, route):
    said = await server.call(route, exch="NFO", token="2885")
    assert said["emsg"] == 'Error Occurred : 5 "no data"'


async def test_security_info_has_the_freeze_quantity_and_the_last_day(server):
    scrip = server.scrip("NFO", "RELIANCE24NOV26F")
    said = await server.call("GetSecurityInfo", exch="NFO", token=scrip.token)
    assert said["frzqty"] == str(scrip.row.freeze_quantity)
    assert (said["last_trd_d"], said["exd"], said["optt"]) == ("24-11-2026", "24-NOV-2026", "XX")


@pytest.mark.parametrize("count", [1, 2, 4, 5])
async def test_a_chain_has_so_many_strikes_on_either_side(server, count):
    said = await server.call(
        "GetOptionChain", exch="NFO", tsym="RELIANCE24NOV26F", strprc="1500", cnt=str(count)
    )
    rows = said["values"]
    assert len(rows) == 4 * count
    strikes = {float(row["strprc"]) for row in rows}
    assert sum(strike <= 1500 for strike in strikes) == count
    assert {row["optt"] for row in rows} == {"CE", "PE"}
    assert all("24NOV26" in row["tsym"] for row in rows)
    assert not any("lp" in row for row in rows)


async def test_linked_scrips_lead_to_the_chain(server):
    said = await server.call("GetLinkedScrips", exch="NSE", token="2885")
    assert [row["tsym"] for row in said["equls"]] == ["RELIANCE-EQ"]
    assert len(said["fut"]) == 3
    assert [row["exd"] for row in said["opt_exp"]] == ["24-NOV-2026", "29-DEC-2026", "26-JAN-2027"]
    chain = await server.call(
        "GetOptionChain", exch="NFO", tsym=said["opt_exp"][1]["tsym"], strprc="1500", cnt="2"
    )
    assert all("29DEC26" in row["tsym"] for row in chain["values"])


async def test_index_list_and_top_lists(server):
    said = await server.call("GetIndexList", exch="NSE")
    assert {"idxname": "Nifty 50", "token": "26000"} in said["values"]
    assert "stat" not in said
    names = await server.call("TopListName", exch="NSE")
    assert {"bskt": "NSEEQ", "crt": "VOLUME"} in names["values"]
    lists = {
        end: await server.call("TopList", exch="NSE", tb=end, bskt="NSEEQ", crt="VOLUME")
        for end in "TB"
    }
    top, bottom = ([int(row["v"]) for row in lists[end][0]["values"]] for end in "TB")
    assert top == sorted(top, reverse=True)
    assert bottom == sorted(bottom)
    assert top[0] > bottom[-1]
    said = await server.call("TopList", exch="NSE", tb="T")
    assert said["emsg"] == "Invalid Input : Missing uid or exch or bskt or tb or crt"


async def test_messages(server):
    assert "open" in (await server.call("ExchMsg", exch="NSE"))[0]["exchmsg"]
    closed = MarketServer("2026-11-20 20:00:00")
    assert "closed" in (await closed.call("ExchMsg", exch="NSE"))[0]["exchmsg"]
    assert "open" in (await closed.call("ExchMsg", exch="MCX"))[0]["exchmsg"]
    assert (await server.call("GetBrokerMsg"))[0]["stat"] == "Ok"


async def test_a_watchlist_takes_and_loses_scrips():
    server = MarketServer()
    assert (await server.call("MWList"))["values"] == ["1", "2", "3", "4", "5"]
    for scrips in ("NSE|2885#BSE|500325", "NSE|2031#NSE|2885"):
        said = await server.call("AddMultiScripsToMW", wlname="2", scrips=scrips)
        assert said["stat"] == "Ok"
    await server.call("DeleteMultiMWScrips", wlname="2", scrips="BSE|500325")
    rows = (await server.call("MarketWatch", wlname="2"))["values"]
    assert [row["tsym"] for row in rows] == ["RELIANCE-EQ", "M&M-EQ"]
    assert all(all_texts(row) and row["lp"] for row in rows)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"wlname": "9", "scrips": "NSE|22"}, "Invalid WatchList Name"),
        ({"wlname": "2"}, "Missing uid or wlname or scrips."),
        ({"wlname": "2", "scrips": "NSE|999999"}, "Invalid Scrip"),
    ],
)
async def test_a_wrong_watchlist_call_says_what_is_wrong(server, fields, words):
    assert (await server.call("AddMultiScripsToMW", **fields))["emsg"] == f"Invalid Input : {words}"


def position(optt="CE", strprc="1500", **quantities: str) -> dict[str, str]:
    return {
        "prd": "M", "exch": "NFO", "instname": "OPTSTK", "symname": "RELIANCE",
        "exd": "24-NOV-2026", "optt": optt, "strprc": strprc, **quantities,
    }  # fmt: skip


async def test_span_adds_up_each_position_and_bought_options_cost_none(server):
    async def span(*positions: dict[str, str]) -> float:
        said = await server.call("SpanCalc", actid="X", pos=list(positions))
        assert said["stat"] == "Ok"
        assert all_texts(said)
        return float(said["span"])

    short = await span(position(netqty="-500"))
    assert short > 0
    assert await span(position(buyqty="0", sellqty="500")) == short
    assert await span(position(netqty="500")) == 0
    future = await span(position("XX", "-0.01", netqty="500"))
    # A hedge makes it no smaller, which is what this call is known for.
    together = await span(position(netqty="-500"), position("XX", "-0.01", netqty="500"))
    assert together == pytest.approx(short + future)
    said = await server.call("SpanCalc", actid="X", pos=[position("CE", "1", netqty="-500")])
    assert said["emsg"] == "Invalid Input : Invalid Position"


def test_greeks_obey_parity_and_are_slopes_of_the_price():
    spot, strike, years, rate, volatility = 1520.0, 1500.0, 0.1, 0.06, 0.24
    here = greeks(spot, strike, years, rate, volatility)
    forward = spot - strike * math.exp(-rate * years)
    assert here["cal_price"] - here["put_price"] == pytest.approx(forward)
    step = 0.01
    up, down = (greeks(spot + by, strike, years, rate, volatility) for by in (step, -step))
    for side in ("cal", "put"):
        slope = (up[f"{side}_price"] - down[f"{side}_price"]) / (2 * step)
        assert here[f"{side}_delta"] == pytest.approx(slope, abs=1e-6)
        later = greeks(spot, strike, years - 1e-5, rate, volatility)[f"{side}_price"]
        decay = (later - here[f"{side}_price"]) / (1e-5 * 365)
        assert here[f"{side}_theta"] == pytest.approx(decay, rel=1e-3)
    dearer = greeks(spot, strike, years, rate, volatility + 0.0001)["cal_price"]
    assert here["cal_vego"] == pytest.approx((dearer - here["cal_price"]) / 0.01, rel=1e-3)


async def test_the_greeks_route_answers_with_its_own_ok(server):
    asked = {"exd": "24-NOV-2026", "strprc": "1500", "sptprc": "1520", "int_rate": "6"}
    said = await server.call("GetOptionGreek", **asked, volatility="24", optt="CE")
    assert said["stat"] == "OK"
    assert all_texts(said)
    assert 0.5 < float(said["cal_delta"]) < 1
    wrong = await server.call("GetOptionGreek", **asked, volatility="0", optt="CE")
    assert wrong["stat"] == "Not_Ok"
