"""Two brokers' lists at once: one row for what both know, the union otherwise, and leaving again."""

import numpy as np
import pytest

from terminal.brokers.kite.instruments import parse_instruments
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.ports import MasterColumns
from terminal.market.catalog import Catalog
from terminal.market.masters import merge
from terminal.runtime.worker import Worker
from tests.fakes.dump import make_dump

KITE, NOREN = AccountId("kite:A"), AccountId("shoonya:B")
INFY, TCS = InstrumentId("NSE", "INFY"), InstrumentId("NSE", "TCS")
CALL = InstrumentId.parse("NFO:NIFTY:2026-11-24:24000:CE")
PUT = InstrumentId.parse("NFO:NIFTY:2026-11-24:24000:PE")
FUTURE = InstrumentId.parse("NFO:RELIANCE:2026-11-24")
INDEX = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)

Row = tuple[str, str, str, str, str, float, float, int, int]


def master(*rows: Row) -> MasterColumns:
    """Return a list of (exchange, symbol, name, kind, expiry, strike, tick, lot, key) rows."""
    columns = list(zip(*rows, strict=True))

    def texts(place: int) -> np.ndarray:
        out = np.empty(len(rows), dtype=np.object_)
        out[:] = columns[place]
        return out

    return MasterColumns(
        exchange=texts(0),
        symbol=texts(1),
        name=texts(2),
        kind=texts(3),
        segment=texts(0),
        expiry=texts(4),
        strike=np.array(columns[5], dtype=np.float64),
        tick_size=np.array(columns[6], dtype=np.float64),
        lot_size=np.array(columns[7], dtype=np.int64),
        broker_key=np.array(columns[8], dtype=np.int64),
    )


DAY = "2026-11-24"


@pytest.fixture
def ours() -> MasterColumns:
    return master(
        ("NSE", "INFY", "INFOSYS", "EQ", "", 0.0, 0.1, 1, 408065),
        ("NSE", "NIFTY 50", "NIFTY 50", "INDEX", "", 0.0, 0.05, 1, 256265),
        ("NFO", "NIFTY26NOV24000CE", "NIFTY", "CE", DAY, 24000.0, 0.05, 75, 11),
        ("NFO", "RELIANCE26NOVFUT", "RELIANCE", "FUT", DAY, 0.0, 0.1, 500, 12),
    )


@pytest.fixture
def theirs() -> MasterColumns:
    return master(
        ("NFO", "NIFTY24NOV26P24000", "NIFTY", "PE", DAY, 24000.0, 0.05, 75, 901),
        ("NFO", "NIFTY24NOV26C24000", "NIFTY", "CE", DAY, 24000.0, 0.05, 65, 902),
        ("NSE", "TCS", "", "EQ", "", 0.0, 0.1, 1, 11536),
        ("NSE", "INFY", "", "EQ", "", 0.0, 0.05, 1, 1594),
        ("NSE", "NIFTY 50", "Nifty 50", "INDEX", "", 0.0, 0.0, 1, 26000),
        ("NFO", "RELIANCE24NOV26F", "RELIANCE", "FUT", DAY, 0.0, 0.1, 500, 903),
        ("MCX", "GOLD04DEC26F", "GOLD", "FUT", "2026-12-04", 0.0, 1.0, 1, 904),
    )


def fail(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


@pytest.fixture
async def worker():
    made = Worker("test")
    yield made
    await made.aclose()


@pytest.fixture
async def both(ours: MasterColumns, theirs: MasterColumns, worker: Worker) -> Catalog:
    catalog = Catalog(on_failure=fail)
    await catalog.load(ours, worker, KITE)
    await catalog.load(theirs, worker, NOREN)
    return catalog


async def test_what_both_list_is_one_row_and_the_first_comers_facts_stand(both: Catalog) -> None:
    assert both.count == 7  # four of the first, and TCS, the put and gold
    infy, call = both.instrument(INFY), both.instrument(CALL)
    assert infy is not None
    assert call is not None
    assert (infy.name, str(infy.grid.step)) == ("INFOSYS", "0.1")
    assert (call.symbol, call.lot_size) == ("NIFTY26NOV24000CE", 75)
    for new in (TCS, PUT, InstrumentId.parse("MCX:GOLD:2026-12-04")):
        found = both.instrument(new)
        assert found is not None
        assert found.id == new


async def test_search_finds_both_lists_rows_once(both: Catalog) -> None:
    assert [hit.instrument.id for hit in both.search("nifty 24000")] == [CALL, PUT]
    assert [hit.instrument.id for hit in both.search("gold")] == [
        InstrumentId.parse("MCX:GOLD:2026-12-04")
    ]
    assert [hit.instrument.id for hit in both.search("tcs")] == [TCS]


async def test_each_brokers_own_label_leads_to_the_one_row(both: Catalog) -> None:
    for label in ("NIFTY26NOV24000CE", "NIFTY24NOV26C24000"):
        found = both.by_symbol("NFO", label)
        assert found is not None
        assert found.id == CALL
        assert found.symbol == "NIFTY26NOV24000CE"
    assert both.by_symbol("NFO", "NIFTY24NOV26C24050") is None


async def test_says_who_lists_what(both: Catalog) -> None:
    assert both.lists(KITE, CALL)
    assert both.lists(NOREN, CALL)
    assert both.lists(NOREN, PUT)
    assert not both.lists(KITE, PUT)
    assert not both.lists(NOREN, InstrumentId("NSE", "UNHEARD"))
    assert not both.lists(AccountId("x:y"), INFY)


async def test_an_account_that_leaves_takes_what_only_it_listed(
    both: Catalog, worker: Worker
) -> None:
    heard: list[int] = []
    both.loaded.connect(heard.append)
    await both.drop(KITE, worker)
    assert heard == [7]
    call = both.instrument(CALL)
    assert call is not None
    assert (call.symbol, call.lot_size) == ("NIFTY24NOV26C24000", 65)
    await both.drop(NOREN, worker)
    assert both.count == 7  # the last list stays, to be read and searched
    await both.drop(KITE, worker)
    assert both.count == 7


async def test_second_leaving_leaves_the_first_as_it_was(both: Catalog, worker: Worker) -> None:
    await both.drop(NOREN, worker)
    assert both.count == 4
    assert both.instrument(PUT) is None
    assert both.instrument(CALL) is not None


async def test_real_facts_stand_against_a_practice_exchanges(
    ours: MasterColumns, theirs: MasterColumns, worker: Worker
) -> None:
    catalog = Catalog(on_failure=fail)
    await catalog.load(ours, worker, KITE, practice=True)
    await catalog.load(theirs, worker, NOREN)
    call = catalog.instrument(CALL)
    assert call is not None
    assert call.lot_size == 65


def test_one_list_and_equal_lists_come_back_unchanged() -> None:
    first, second = (parse_instruments(make_dump(3000)) for _ in range(2))
    assert merge([first]) is first
    assert merge([first, second]) is first


def test_merging_is_the_union_by_identity() -> None:
    first, second = parse_instruments(make_dump(3000)), parse_instruments(make_dump(2500))
    merged = merge([first, second])
    assert first.index is not None
    assert second.index is not None
    one = {str(first.index.id_of(row)) for row in range(len(first.symbol))}
    two = {str(second.index.id_of(row)) for row in range(len(second.symbol))}
    plain = {text for text in two if text.endswith(":unknown")}
    assert len(merged.symbol) == len(one | two) - len(plain - one)
    pairs = set(zip(merged.exchange, merged.symbol, strict=True))
    assert len(pairs) == len(merged.symbol)
