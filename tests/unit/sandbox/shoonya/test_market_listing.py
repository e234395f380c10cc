"""The broker's names for what the exchange lists."""

import pytest

from terminal.sandbox.shoonya.listing import Listing
from terminal.sandbox.virtual import parse_stamp
from terminal.sim.exchange import Exchange


@pytest.fixture(scope="module")
def listing():
    exchange = Exchange(seed=1, start_ns=parse_stamp("2026-11-20 10:00:00"), hours=True)
    return Listing(exchange.instruments)


@pytest.mark.parametrize(
    ("exch", "tsym", "token", "symbol", "instname"),
    [
        ("NSE", "RELIANCE-EQ", "2885", "RELIANCE", "EQ"),
        ("NSE", "M&M-EQ", "2031", "M&M", "EQ"),
        ("NSE", "NIFTY INDEX", "26000", "Nifty 50", "INDEX"),
        ("BSE", "RELIANCE", "500325", "RELIANCE", "EQ"),
        ("BSE", "SENSEX", "1", "SENSEX", "INDEX"),
    ],
)
def test_a_spot_has_the_brokers_token_and_symbol(listing, exch, tsym, token, symbol, instname):
    scrip = listing.find(exch, tsym)
    assert (scrip.token, scrip.symbol, scrip.instname) == (token, symbol, instname)
    assert listing.get(exch, token) is scrip
    assert listing.of(scrip.row.instrument_token) is scrip


@pytest.mark.parametrize(
    ("exch", "tsym", "instname", "optt", "strike"),
    [
        ("NFO", "RELIANCE24NOV26F", "FUTSTK", "XX", "-0.01"),
        ("NFO", "RELIANCE24NOV26P1480", "OPTSTK", "PE", "1480"),
        ("NFO", "ITC24NOV26C402.5", "OPTSTK", "CE", "402.5"),
        ("NFO", "NIFTY24NOV26C26000", "OPTIDX", "CE", "26000"),
        ("BFO", "SENSEX26NOV85000PE", "OPTIDX", "PE", "85000"),
        ("CDS", "USDINR26NOV26F", "FUTCUR", "XX", "-0.01"),
        ("MCX", "CRUDEOIL18DEC26", "FUTCOM", "XX", "-0.01"),
    ],
)
def test_a_contract_is_spelled_by_its_exchanges_grammar(
    listing, exch, tsym, instname, optt, strike
):
    scrip = listing.find(exch, tsym)
    assert scrip is not None
    assert (scrip.instname, scrip.optt, scrip.strike) == (instname, optt, strike)


def test_the_spot_of_a_contract_is_its_share_or_its_index(listing):
    share = listing.find("NFO", "RELIANCE24NOV26F")
    index = listing.find("NFO", "NIFTY24NOV26F")
    sensex = listing.find("BFO", "SENSEX26NOVFUT")
    crude = listing.find("MCX", "CRUDEOIL18DEC26")
    assert listing.underlying_of(share).tsym == "RELIANCE-EQ"
    assert listing.underlying_of(index).symbol == "Nifty 50"
    assert listing.underlying_of(sensex).key == ("BSE", "1")
    assert listing.underlying_of(crude) is None
    assert listing.contracts_name(listing.find("NSE", "NIFTY INDEX")) == ("NFO", "NIFTY")


def test_a_stock_has_contracts_of_three_months_though_the_exchange_lists_more():
    start = parse_stamp("2026-11-20 10:00:00")
    exchange = Exchange(seed=1, start_ns=start, hours=True, pad_to=30_000)
    listing = Listing(exchange.instruments)
    every = {i.expiry for i in exchange.instruments.values() if i.underlying == "RELIANCE"}
    kept = {scrip.row.expiry for scrip in listing.contracts("NFO", "RELIANCE")}
    assert len(every - {None}) >= 3
    assert len(kept) == 3


def test_what_has_no_master_is_not_listed(listing):
    assert {scrip.exch for scrip in listing.by_token.values()} == {
        "NSE", "NFO", "CDS", "MCX", "BSE", "BFO", "NCX",
    }  # fmt: skip


def test_an_index_is_found_by_both_its_names(listing):
    assert listing.find("NSE", "Nifty Bank") is listing.get("NSE", "26009")
