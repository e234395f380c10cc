"""Look-ups over the day's master: by identity, by symbol, by the broker's own handle."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from msgspec.structs import replace

from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.master import MasterIndex, encode, encoded, exact
from terminal.domain.ports import MasterColumns

EXPIRY = date(2026, 11, 24)
ROWS = [
    # exchange, symbol, name, kind, expiry, strike, key
    ("NSE", "INFY", "INFOSYS", "EQ", "", 0.0, 408065),
    ("NSE", "NIFTY 50", "NIFTY 50", "INDEX", "", 0.0, 256265),
    ("NFO", "NIFTY26NOVFUT", "NIFTY", "FUT", "2026-11-24", 0.0, 11),
    ("NFO", "NIFTY26NOV24000CE", "NIFTY", "CE", "2026-11-24", 24000.0, 12),
    ("NFO", "NIFTY26NOV24000PE", "NIFTY", "PE", "2026-11-24", 24000.0, 13),
    ("CDS", "USDINR26NOV85.25CE", "USDINR", "CE", "2026-11-24", 85.25, 14),
    ("NFO", "NIFTY26NOV24000CE-ADJ", "NIFTY", "CE", "2026-11-24", 24000.0, 15),
    ("NFO", "ODDFUT", "ODD", "FUT", "", 0.0, 16),
    ("NFO", "NEW26NOV", "NEW", "SWAP", "2026-11-24", 0.0, 17),
]


def texts(place: int) -> np.ndarray:
    out = np.empty(len(ROWS), dtype=np.object_)
    out[:] = [row[place] for row in ROWS]
    return out


def columns() -> MasterColumns:
    return MasterColumns(
        exchange=texts(0),
        symbol=texts(1),
        name=texts(2),
        kind=texts(3),
        segment=texts(0),
        expiry=texts(4),
        strike=np.array([row[5] for row in ROWS]),
        tick_size=np.full(len(ROWS), 0.05),
        lot_size=np.ones(len(ROWS), dtype=np.int64),
        broker_key=np.array([row[6] for row in ROWS], dtype=np.int64),
    )


INDEX = MasterIndex(columns())
CALL = InstrumentId("NFO", "NIFTY", InstrumentKind.CALL, EXPIRY, Decimal(24000))


@pytest.mark.parametrize("row", range(len(ROWS)))
def test_every_row_is_found_by_its_handle_and_symbol(row: int) -> None:
    assert INDEX.row_of_key(ROWS[row][6]) == row
    assert INDEX.row_of_symbol(ROWS[row][0], ROWS[row][1]) == row


@pytest.mark.parametrize("row", range(len(ROWS)))
def test_identity_of_a_row_leads_back_to_it(row: int) -> None:
    assert INDEX.row(INDEX.id_of(row)) == row


def test_identities_are_the_markets() -> None:
    assert INDEX.id_of(0) == InstrumentId("NSE", "INFY")
    assert INDEX.id_of(1).kind is InstrumentKind.INDEX
    assert INDEX.id_of(3) == CALL
    assert INDEX.id_of(5).strike == Decimal("85.25")


def test_second_row_with_an_identity_is_of_unknown_kind_by_its_own_symbol() -> None:
    twin = InstrumentId("NFO", "NIFTY26NOV24000CE-ADJ", InstrumentKind.UNKNOWN)
    assert INDEX.id_of(6) == twin


def test_derivative_without_expiry_and_new_kinds_are_unknown() -> None:
    assert INDEX.id_of(7).kind is InstrumentKind.UNKNOWN
    assert INDEX.id_of(8).kind is InstrumentKind.UNKNOWN


@pytest.mark.parametrize(
    "missing",
    [
        InstrumentId("NSE", "NONE"),
        InstrumentId("XXX", "INFY"),
        InstrumentId("NSE", "INFY", InstrumentKind.INDEX),
        replace(CALL, strike=Decimal(24050)),
        replace(CALL, strike=Decimal(99999)),
        replace(CALL, expiry=date(2026, 12, 29)),
        replace(CALL, symbol="NONE"),
        InstrumentId("NFO", "NIFTY", InstrumentKind.FUTURE),
    ],
)
def test_what_is_not_listed_has_no_row(missing: InstrumentId) -> None:
    assert INDEX.row(missing) is None


@pytest.mark.parametrize("key", [0, 18, 999999999])
def test_foreign_handle_has_no_row(key: int) -> None:
    assert INDEX.row_of_key(key) is None


def test_encoded_column_reads_as_before() -> None:
    column = texts(0)
    made = encode(column)
    assert list(made.values) == ["NSE", "NFO", "CDS"]
    assert (made.column() == column).all()


def test_column_that_the_parser_encoded_is_taken_as_it_is() -> None:
    ready = encode(texts(0))
    prepared = columns()
    prepared.encoded["exchange"] = ready
    assert encoded(prepared, "exchange") is ready
    assert encoded(prepared, "name").values[0] == "INFOSYS"


@pytest.mark.parametrize(
    ("value", "text"), [(24000.0, "24000"), (85.25, "85.25"), (0.0025, "0.0025"), (0.05, "0.05")]
)
def test_number_of_the_master_becomes_the_short_decimal_that_was_meant(value, text) -> None:
    assert str(exact(value)) == text
