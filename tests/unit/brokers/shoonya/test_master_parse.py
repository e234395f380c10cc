"""Symbol masters to columns and identities: the market's own names, and every oddity of the files."""

from datetime import date
from decimal import Decimal

import pytest

from terminal.brokers.kite.instruments import InstrumentMap, parse_instruments
from terminal.brokers.shoonya.instruments import (
    ShoonyaInstruments,
    broker_key,
    exchange_token,
    index_name,
    parse_masters,
)
from terminal.domain.errors import WireError
from terminal.domain.history import SeriesKind
from terminal.domain.ids import InstrumentId, InstrumentKind
from tests.fakes.symbol_masters import LINES, NFO, NSE, text, texts

NOVEMBER = date(2026, 11, 24)
KITE = (
    b"instrument_token,exchange_token,tradingsymbol,name,last_price,expiry,strike,tick_size,"
    b"lot_size,instrument_type,segment,exchange\n"
    b"738561,2885,RELIANCE,RELIANCE INDUSTRIES,0,,0,0.1,1,EQ,NSE,NSE\n"
    b"519937,2031,M&M,MAHINDRA & MAHINDRA,0,,0,0.1,1,EQ,NSE,NSE\n"
    b"128083204,500325,RELIANCE,RELIANCE INDUSTRIES,0,,0,0.05,1,EQ,BSE,BSE\n"
    b"256265,1001,NIFTY 50,NIFTY 50,0,,0,0,0,EQ,INDICES,NSE\n"
    b"260105,1016,NIFTY BANK,NIFTY BANK,0,,0,0,0,EQ,INDICES,NSE\n"
    b"257801,1007,NIFTY FIN SERVICE,NIFTY FIN SERVICE,0,,0,0,0,EQ,INDICES,NSE\n"
    b"288009,1125,NIFTY MID SELECT,NIFTY MID SELECT,0,,0,0,0,EQ,INDICES,NSE\n"
    b"264969,1035,INDIA VIX,INDIA VIX,0,,0,0,0,EQ,INDICES,NSE\n"
    b"265,1,SENSEX,SENSEX,0,,0,0,0,EQ,INDICES,BSE\n"
    b"1,52509,RELIANCE26NOVFUT,RELIANCE,0,2026-11-24,0,0.1,500,FUT,NFO-FUT,NFO\n"
    b"2,150737,RELIANCE26NOV1500CE,RELIANCE,0,2026-11-24,1500,0.05,500,CE,NFO-OPT,NFO\n"
    b"3,150744,WIPRO26NOV312.5PE,WIPRO,0,2026-11-24,312.5,0.05,3000,PE,NFO-OPT,NFO\n"
    b"4,859358,SENSEX26NOV81200CE,SENSEX,0,2026-11-26,81200,0.05,20,CE,BFO-OPT,BFO\n"
    b"5,150748,NIFTY26NOVFUT,NIFTY,0,2026-11-24,0,0.1,65,FUT,NFO-FUT,NFO\n"
)


@pytest.fixture(scope="module")
def parsed():
    return parse_masters(texts())


@pytest.fixture(scope="module")
def instruments(parsed) -> ShoonyaInstruments:
    return parsed[1]


def one(exchange: str, *lines: str):
    return parse_masters({exchange: text([LINES[exchange][0], *lines])})


def test_every_instrument_of_kite_is_the_same_one_here(instruments) -> None:
    columns = parse_instruments(KITE)
    kite = InstrumentMap(columns)
    for row in range(len(columns.symbol)):
        identity = kite.id_of_token(int(columns.broker_key[row]))
        assert identity is not None
        assert instruments.key(identity) is not None, str(identity)


def test_every_row_is_found_again_by_each_of_its_names(parsed) -> None:
    columns, instruments = parsed
    assert len(instruments) == len(columns.symbol) == 32
    seen = set()
    for row in range(len(columns.symbol)):
        exchange, token = exchange_token(int(columns.broker_key[row]))
        identity = instruments.id_of_token(exchange, token)
        assert exchange == columns.exchange[row]
        assert identity is not None
        assert identity.kind is not InstrumentKind.UNKNOWN
        assert instruments.token(identity) == token
        symbol = instruments.symbol(identity)
        assert symbol is not None
        assert instruments.id_of_symbol(exchange, symbol) == identity
        assert InstrumentId.parse(str(identity)) == identity
        seen.add(identity)
    assert len(seen) == len(columns.symbol)


@pytest.mark.parametrize(
    ("symbol", "identity"),
    [
        (("NSE", "RELIANCE-EQ"), "NSE:RELIANCE"),
        (("NSE", "M&M-EQ"), "NSE:M&M"),
        (("NSE", "BAJAJ-AUTO-EQ"), "NSE:BAJAJ-AUTO"),
        (("NSE", "TROUBLED-BE"), "NSE:TROUBLED-BE"),
        (("NSE", "NIFTY INDEX"), "NSE:NIFTY 50:index"),
        (("NSE", "NIFTY BANK"), "NSE:NIFTY BANK:index"),
        (("BSE", "SENSEX"), "BSE:SENSEX:index"),
        (("NFO", "RELIANCE24NOV26F"), "NFO:RELIANCE:2026-11-24"),
        (("NFO", "WIPRO24NOV26P312.5"), "NFO:WIPRO:2026-11-24:312.5:PE"),
        (("BFO", "SENSEX26NOV81200CE"), "BFO:SENSEX:2026-11-26:81200:CE"),
        (("CDS", "USDJPY29DEC26P141"), "CDS:USDJPY:2026-12-29:141:PE"),
        (("MCX", "SILVER10031JUL26"), "MCX:SILVER100:2026-07-31"),
        # Not the broker's words for anything.
        (("NSE", "RELIANCE"), "NSE:RELIANCE:unknown"),
        (("NSE", "NIFTY 50"), "NSE:NIFTY 50:unknown"),
        (("NFO", "GONE24NOV26F"), "NFO:GONE24NOV26F:unknown"),
    ],
)
def test_trading_symbols_are_read_as_the_markets_names(instruments, symbol, identity) -> None:
    assert str(instruments.id_of_symbol(*symbol)) == identity


def test_a_token_names_something_within_its_exchange_only(instruments) -> None:
    lines = {
        **LINES,
        "NFO": [*NFO, "NFO,2885,75,NIFTY,NIFTY24NOV26P1,24-NOV-2026,OPTIDX,PE,1,0.05,"],
    }
    _, doubled = parse_masters(texts(lines))
    assert str(doubled.id_of_token("NSE", "2885")) == "NSE:RELIANCE"
    assert str(doubled.id_of_token("NFO", "2885")) == "NFO:NIFTY:2026-11-24:1:PE"
    assert doubled.id_of_token("BSE", "2885") is None
    assert instruments.id_of_token("NFO", "2885") is None
    assert instruments.id_of_token("NSE", "x") is None
    assert broker_key("NSE", "2885") != broker_key("NFO", 2885)


def test_placeholders_and_test_symbols_are_no_instruments(parsed) -> None:
    columns, instruments = parsed
    assert not [name for name in columns.name if name.endswith("NSETEST")]
    assert all(columns.symbol)
    assert all(columns.name)
    assert instruments.id_of_symbol("NSE", "011NSETEST-EQ").kind is InstrumentKind.UNKNOWN


def test_facts_of_the_rows(parsed) -> None:
    columns, instruments = parsed
    future = InstrumentId("NFO", "RELIANCE", InstrumentKind.FUTURE, NOVEMBER)
    assert instruments.lot_size(future) == 500
    assert instruments.tick_size(future) == Decimal("0.1")
    put = InstrumentId("NFO", "WIPRO", InstrumentKind.PUT, NOVEMBER, Decimal("312.5"))
    assert instruments.lot_size(put) == 3000
    assert instruments.tick_size(InstrumentId("NSE", "NOBODY")) == 0
    assert instruments.lot_size(InstrumentId("NSE", "NOBODY")) == 1
    row = columns.index.row(future)
    assert columns.strike[row] == 0, "futures are written with a strike of -0.01"
    assert columns.segment[row] == "NFO-FUT"
    assert columns.kind[columns.index.row(put)] == "PE"
    nifty = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)
    assert columns.segment[columns.index.row(nifty)] == "INDICES"
    assert columns.expiry[columns.index.row(nifty)] == ""


def test_daily_bars_are_asked_by_display_names(instruments) -> None:
    def name(text: str) -> str | None:
        return instruments.daily_name(InstrumentId.parse(text))

    assert name("NSE:RELIANCE") == "RELIANCE-EQ"
    assert name("NSE:NIFTY 50:index") == "Nifty 50"
    assert name("NSE:NIFTY FIN SERVICE:index") == "Nifty Financial Services"
    assert name("NSE:INDIA VIX:index") == "India VIX"
    assert name("NFO:RELIANCE:2026-11-24") == "RELIANCE24NOV26F"
    assert name("NSE:NOBODY") is None


def test_index_names() -> None:
    assert index_name("Nifty 50") == "NIFTY 50"
    assert index_name("Nifty  Next 50 ") == "NIFTY NEXT 50"
    assert index_name("Nifty Fin Services") == "NIFTY FIN SERVICE"
    assert index_name("INDIAVIX") == "INDIA VIX"


def test_price_steps_in_paise_are_rupees_here() -> None:
    lines = ["NSE,2885,1,RELIANCE,RELIANCE-EQ,EQ,10,", "NSE,3787,1,WIPRO,WIPRO-EQ,EQ,1,"]
    _, instruments = one("NSE", *lines)
    assert instruments.tick_size(InstrumentId("NSE", "RELIANCE")) == Decimal("0.1")
    assert instruments.tick_size(InstrumentId("NSE", "WIPRO")) == Decimal("0.01")
    _, instruments = one("NSE", *lines, "NSE,1,1,CHEAP,CHEAP-EQ,EQ,0.01,")
    assert instruments.tick_size(InstrumentId("NSE", "RELIANCE")) == Decimal(10)


def test_a_bse_index_that_the_master_lists_stays_one() -> None:
    columns, _ = one("BSE", "BSE,1,1,SENSEX,SENSEX,INDEX,0,")
    assert sorted(columns.symbol) == ["BANKEX", "SENSEX"]


def test_line_ends_and_a_byte_order_mark_change_nothing(parsed) -> None:
    columns, _ = parse_masters(
        {name: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") for name, data in texts().items()}
    )
    assert columns.symbol.tolist() == parsed[0].symbol.tolist()
    assert columns.tick_size.tolist() == parsed[0].tick_size.tolist()


@pytest.mark.parametrize(
    ("exchange", "data", "words"),
    [
        ("NSE", b"", "an empty NSE symbol master"),
        ("NSE", b"<html>502</html>", "something else than its NSE symbol master"),
        ("NFO", text(NSE), "something else than its NFO symbol master"),
        ("BSE", text(NSE), "BSE symbol master lists NSE"),
        ("NSE", text(NSE)[:-9], "damaged or cut short at line"),
        ("NSE", text(NSE[:1]), "has no rows"),
        ("NSE", text([NSE[0], "NSE,1,1,011NSETEST,011NSETEST-EQ,EQ,1,"]), "names no instrument"),
        ("NSE", text([*NSE, "NSE,x1,1,A,A-EQ,EQ,1,"]), "has Token 'x1' at line 13"),
        ("NSE", text([*NSE, "NSE,11,1,A,A-EQ,EQ,y,"]), "has TickSize 'y' at line 13"),
        ("NFO", text([NFO[0], "NFO,1,1,A,A1,31-FEB-2026,FUTSTK,XX,0,1,"]), "'31-FEB-2026'"),
        ("NFO", text([NFO[0], "NFO,1,1,A,A1,24-NOV-2026,OPTSTK,QQ,0,1,"]), "OptionType 'QQ'"),
    ],
)
def test_what_is_no_master_is_said_in_a_sentence(exchange: str, data: bytes, words: str) -> None:
    with pytest.raises(WireError) as raised:
        parse_masters({exchange: data})
    assert words in raised.value.text
    assert "Shoonya" in raised.value.text


def test_the_universe_is_every_stock_with_futures_and_options(instruments) -> None:
    series = instruments.series()
    by_name: dict[str, list] = {}
    for each in series:
        by_name.setdefault(each.underlying, []).append(each)
    stocks = {"BAJAJ-AUTO", "M&M", "RELIANCE", "TROUBLED", "WIPRO"}
    assert by_name.keys() == stocks | {"NIFTY", "SENSEX"}, "FUTONLY has no options"
    for rows in by_name.values():
        assert [each.kind for each in rows].count(SeriesKind.SPOT) == 1
        assert rows[0].kind is SeriesKind.SPOT
    spots = {name: rows[0] for name, rows in by_name.items()}
    assert (spots["M&M"].symbol, spots["M&M"].token) == ("M&M-EQ", "2031")
    assert spots["BAJAJ-AUTO"].key == "NSE:BAJAJ-AUTO"
    assert spots["TROUBLED"].key == "NSE:TROUBLED-BE", "series BE where EQ is not listed"
    assert spots["NIFTY"].key == "NSE:NIFTY 50:index"
    assert (spots["SENSEX"].exchange, spots["SENSEX"].token) == ("BSE", "1")
    assert [each.key for each in by_name["RELIANCE"]] == [
        "NSE:RELIANCE",
        "NFO:RELIANCE:2026-11-24",
        "NFO:RELIANCE:2026-12-29",
        "NFO:RELIANCE:2026-11-24:1500:CE",
        "NFO:RELIANCE:2026-11-24:1500:PE",
    ]
    assert len({each.key for each in series}) == len(series)


def test_an_underlying_without_a_spot_keeps_its_contracts(caplog) -> None:
    lines = {"NSE": [NSE[0], "NSE,3787,1,WIPRO,WIPRO-EQ,EQ,0.01,"], "NFO": NFO}
    _, instruments = parse_masters(texts(lines))
    kinds = {each.kind for each in instruments.series() if each.underlying == "RELIANCE"}
    assert kinds == {SeriesKind.FUTURE, SeriesKind.OPTION}
    assert "RELIANCE has derivatives, but no share" in caplog.text


def test_of_two_contracts_with_one_identity_the_second_keeps_its_own_symbol() -> None:
    adjusted = "NFO,7,450,RELIANCE,RELIANCE24NOV26C1500A,24-NOV-2026,OPTSTK,CE,1500,0.05,"
    _, instruments = parse_masters(texts({**LINES, "NFO": [*NFO, adjusted]}))
    keys = [each.key for each in instruments.series()]
    assert "NFO:RELIANCE24NOV26C1500A:unknown" in keys
    assert len(set(keys)) == len(keys)
    unknown = InstrumentId("NFO", "RELIANCE24NOV26C1500A", InstrumentKind.UNKNOWN)
    assert instruments.token(unknown) == "7"
    assert instruments.symbol(unknown) == "RELIANCE24NOV26C1500A"
