"""Kite's dump to columns and identities, and every way in which it may arrive broken."""

import csv
import io
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from terminal.brokers.kite.instruments import (
    InstrumentMap,
    parse_instruments,
    underlying_of,
)
from terminal.brokers.table import distinct
from terminal.domain.errors import WireError
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.master import encode
from tests.fakes.dump import HEADER, make_dump

DUMP = make_dump(4000)


@pytest.fixture(scope="module")
def columns():
    return parse_instruments(DUMP)


@pytest.fixture(scope="module")
def instruments(columns) -> InstrumentMap:
    return InstrumentMap(columns)


def line(*, token: str = "408065", name: str = "INFOSYS", **more: str) -> str:
    cells = {
        "symbol": "INFY", "expiry": "", "strike": "0.0", "tick": "0.05", "lot": "1",
        "kind": "EQ", "segment": "NSE", "exchange": "NSE", **more,
    }  # fmt: skip
    return (
        f"{token},1,{cells['symbol']},{name},0.0,{cells['expiry']},{cells['strike']},"
        f"{cells['tick']},{cells['lot']},{cells['kind']},{cells['segment']},{cells['exchange']}"
    )


def parse(*lines: str, end: str = "\n"):
    return parse_instruments((end.join([HEADER, *lines]) + end).encode())


def test_columns_equal_a_plain_csv_reader(columns) -> None:
    rows = list(csv.DictReader(io.StringIO(DUMP.decode())))
    assert len(rows) == 4000
    assert columns.broker_key.tolist() == [int(row["instrument_token"]) for row in rows]
    assert columns.symbol.tolist() == [row["tradingsymbol"] for row in rows]
    assert columns.name.tolist() == [row["name"] for row in rows]
    assert columns.expiry.tolist() == [row["expiry"] for row in rows]
    assert columns.strike.tolist() == [float(row["strike"]) for row in rows]
    assert columns.tick_size.tolist() == [float(row["tick_size"]) for row in rows]
    assert columns.lot_size.tolist() == [int(row["lot_size"]) for row in rows]
    assert columns.segment.tolist() == [row["segment"] for row in rows]
    assert columns.exchange.tolist() == [row["exchange"] for row in rows]
    kinds = ["INDEX" if r["segment"] == "INDICES" else r["instrument_type"] for r in rows]
    assert columns.kind.tolist() == kinds


def test_every_row_is_found_again_by_each_of_its_names(columns, instruments) -> None:
    for row in range(len(columns.symbol)):
        token = int(columns.broker_key[row])
        identity = instruments.id_of_token(token)
        assert identity is not None
        assert instruments.key(identity) == token
        assert instruments.symbol(identity) == columns.symbol[row]
        assert instruments.id_of_symbol(columns.exchange[row], columns.symbol[row]) == identity
        assert InstrumentId.parse(str(identity)) == identity
        assert identity.kind is not InstrumentKind.UNKNOWN


def test_derivative_is_named_by_its_underlying(instruments) -> None:
    found = instruments.id_of_symbol("NFO", "NIFTY26NOV24000CE")
    day = date(2026, 11, 24)
    assert found == InstrumentId("NFO", "NIFTY", InstrumentKind.CALL, day, Decimal(24000))
    assert str(found) == "NFO:NIFTY:2026-11-24:24000:CE"
    half = instruments.id_of_symbol("NFO", "M&M26NOV2400.5PE")
    assert half.strike == Decimal("2400.5")
    assert instruments.symbol(half) == "M&M26NOV2400.5PE"


def test_index_and_share_are_told_apart(instruments) -> None:
    assert instruments.id_of_symbol("NSE", "NIFTY 50").kind is InstrumentKind.INDEX
    assert instruments.key(InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)) == 256265
    assert instruments.key(InstrumentId("NSE", "NIFTY 50")) is None
    assert instruments.key(InstrumentId("NSE", "INFY")) == 408065


def test_unlisted_symbol_is_unknown_and_has_no_key(instruments) -> None:
    gone = instruments.id_of_symbol("NFO", "NIFTY26OCT24000CE")
    assert gone == InstrumentId("NFO", "NIFTY26OCT24000CE", InstrumentKind.UNKNOWN)
    assert instruments.key(gone) is None
    assert instruments.symbol(gone) == "NIFTY26OCT24000CE"
    expired = InstrumentId("NFO", "NIFTY", InstrumentKind.FUTURE, date(2020, 1, 1))
    assert instruments.key(expired) is None
    assert instruments.symbol(expired) is None
    assert instruments.id_of_token(1) is None
    assert instruments.id_of_token(2**40) is None


def test_blank_names_of_derivatives_come_from_their_symbols() -> None:
    named, blank = parse_instruments(DUMP), parse_instruments(make_dump(4000, blank_names=True))
    assert blank.name.tolist() == named.name.tolist()


@pytest.mark.parametrize(
    ("symbol", "expiry", "strike", "underlying"),
    [
        ("NIFTY26NOV24000CE", "2026-11-24", 24000.0, "NIFTY"),
        ("NIFTY26N1724000PE", "2026-11-17", 24000.0, "NIFTY"),
        ("NIFTYNXT5026DECFUT", "2026-12-29", 0.0, "NIFTYNXT50"),
        ("USDINR26NOV83.25CE", "2026-11-26", 83.25, "USDINR"),
        ("BAJAJ-AUTO26NOV9000CE", "2026-11-24", 9000.0, "BAJAJ-AUTO"),
        ("CRUDEOILM26DECFUT", "2026-12-18", 0.0, "CRUDEOILM"),
        ("NIFTY26DECFUT", "2026-11-24", 0.0, "NIFTY"),  # symbol and expiry disagree
        ("ODDCE", "", 0.0, "ODDCE"),
    ],
)
def test_underlying_of_a_symbol(symbol, expiry, strike, underlying) -> None:
    assert underlying_of(symbol, expiry, strike) == underlying


def test_two_contracts_with_one_identity_keep_apart() -> None:
    contract = {"expiry": "2026-11-24", "strike": "100.0", "kind": "CE", "exchange": "NFO"}
    columns = parse(
        line(token="1", symbol="ABC26NOV100CE", name="ABC", **contract),
        line(token="2", symbol="ABC1A26NOV100CE", name="ABC", **contract),
    )
    instruments = InstrumentMap(columns)
    first, second = instruments.id_of_token(1), instruments.id_of_token(2)
    assert first is not None
    assert second is not None
    assert first.kind is InstrumentKind.CALL
    assert second == InstrumentId("NFO", "ABC1A26NOV100CE", InstrumentKind.UNKNOWN)


def test_derivative_without_an_expiry_is_unknown_but_has_a_key() -> None:
    instruments = InstrumentMap(parse(line(token="9", symbol="ODD", kind="FUT", exchange="MCX")))
    odd = instruments.id_of_token(9)
    assert odd == InstrumentId("MCX", "ODD", InstrumentKind.UNKNOWN)
    assert instruments.key(odd) == 9


def test_numbers_may_be_blank_and_tokens_long() -> None:
    columns = parse(line(token="4294967295", strike="", tick="", lot=""), line(token="7"))
    assert columns.broker_key.tolist() == [4294967295, 7]
    assert columns.strike.tolist() == [0.0, 0.0]
    assert columns.lot_size.tolist() == [0, 1]


@pytest.mark.parametrize("digits", [1, 2, 7, 8, 9, 10, 15, 16])
def test_whole_numbers_of_every_length(digits: int) -> None:
    text = "9876543210123456"[:digits]
    assert parse(line(token=text), line(token="1")).broker_key.tolist() == [int(text), 1]


def test_quotes_commas_and_letters_of_other_scripts() -> None:
    columns = parse(line(name='"A, ""B"" & Co"'), line(name="Café ₹", token="5"))
    assert columns.name.tolist() == ['A, "B" & Co', "Café ₹"]
    assert columns.broker_key.tolist() == [408065, 5]


def test_line_ends_and_marks_of_other_systems() -> None:
    text = "\r\n".join([HEADER, line(), line(token="5")])
    columns = parse_instruments(b"\xef\xbb\xbf" + text.encode())
    assert columns.broker_key.tolist() == [408065, 5]
    assert columns.exchange.tolist() == ["NSE", "NSE"]


def test_columns_in_another_order_with_a_new_one_among_them() -> None:
    names = ["exchange", "isin", *[n for n in HEADER.split(",") if n != "exchange"]]
    row = dict(zip(HEADER.split(","), line().split(","), strict=True)) | {"isin": "INE1"}
    text = ",".join(names) + "\n" + ",".join(row[name] for name in names) + "\n"
    columns = parse_instruments(text.encode())
    assert (columns.exchange[0], columns.segment[0], columns.symbol[0]) == ("NSE", "NSE", "INFY")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "an empty instrument list"),
        (b" \n\n", "an empty instrument list"),
        (b"<html><body>Bad gateway</body></html>", "begins with '<html><body>Bad gateway"),
        (b'{"status":"error"}', "something else"),
        (HEADER.encode(), "has no rows"),
        (HEADER.encode() + b"\n\n", "has no rows"),
        (DUMP[:-20], "damaged or cut short at line 4001"),
        (DUMP[:-20] + b"\n", "damaged or cut short"),
        (DUMP[: len(DUMP) // 2] + b",,,\n", "damaged or cut short"),
        ((HEADER + "\n" + line(token="40x") + "\n").encode(), "instrument_token '40x' at line 2"),
        ((HEADER + "\n" + line(token="") + "\n").encode(), "instrument_token '' at line 2"),
        ((HEADER + "\n" + line(token="-5") + "\n").encode(), "instrument_token '-5'"),
        ((HEADER + "\n" + line(strike="abc") + "\n").encode(), "strike 'abc' at line 2"),
        ((HEADER + "\n" + line(strike="nan") + "\n").encode(), "strike 'nan' at line 2"),
        ((HEADER + "\n" + line(lot="inf") + "\n").encode(), "lot_size 'inf' at line 2"),
        ((HEADER + "\n" + line(expiry="soon") + "\n").encode(), "expiry 'soon'"),
        (b"\x00\xff" * 500, "something else"),
    ],
)
def test_what_is_no_dump_is_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(WireError) as caught:
        parse_instruments(data)
    assert words in caught.value.text
    assert caught.value.hint


def test_distinct_agrees_with_sorting_even_when_all_collide() -> None:
    rng = np.random.default_rng(5)
    keys = rng.integers(0, 400, 5000).astype(np.uint64) << np.uint64(50)
    first, codes = distinct(keys)
    assert len(first) == len(np.unique(keys))
    np.testing.assert_array_equal(keys[first][codes], keys)


def test_encode_gives_back_the_column() -> None:
    column = np.array(["a", "b", "a", "", "c", "b"] * 3000, dtype=np.object_)
    encoded = encode(column)
    assert encoded.column().tolist() == column.tolist()
    assert sorted(encoded.values) == ["", "a", "b", "c"]
