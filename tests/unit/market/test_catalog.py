"""What a trader types, and what comes first."""

import pytest

from terminal.brokers.kite.instruments import parse_instruments
from terminal.domain.ids import InstrumentId, InstrumentKind
from terminal.domain.ports import MasterColumns
from terminal.market.catalog import Catalog, Hit
from terminal.runtime.worker import Worker
from tests.fakes.dump import HEADER, make_dump


def fail(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


async def loaded(columns: MasterColumns) -> Catalog:
    catalog, worker = Catalog(on_failure=fail), Worker("test")
    await catalog.load(columns, worker)
    await worker.aclose()
    return catalog


@pytest.fixture(scope="module")
def columns() -> MasterColumns:
    return parse_instruments(make_dump(6000))


@pytest.fixture
async def catalog(columns: MasterColumns) -> Catalog:
    return await loaded(columns)


def labels(hits: list[Hit]) -> list[str]:
    return [f"{hit.instrument.exchange}:{hit.instrument.symbol}" for hit in hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("inf", "NSE:INFY"),
        ("infy", "NSE:INFY"),
        ("infosys", "NSE:INFY"),
        ("nifty", "NSE:NIFTY 50"),
        ("nifty 50", "NSE:NIFTY 50"),
        ("bank nifty", "NSE:NIFTY BANK"),
        ("reliance", "NSE:RELIANCE"),
        ("reliance bse", "BSE:RELIANCE"),
        ("nse reliance", "NSE:RELIANCE"),
        ("reliance pow", "NSE:RPOWER"),
        ("rel fut", "NFO:RELIANCE26NOVFUT"),
        ("fut rel dec", "NFO:RELIANCE26DECFUT"),
        ("24000 nif ce", "NFO:NIFTY26NOV24000CE"),
        ("nif ce 24000", "NFO:NIFTY26NOV24000CE"),
        ("nifty 1dec 24000 put", "NFO:NIFTY26D0124000PE"),
        ("banknifty 29dec fut", "NFO:BANKNIFTY26DECFUT"),
        ("nifty 26nov", "NFO:NIFTY26NOVFUT"),
        ("nifty 2026-12-29 fut", "NFO:NIFTY26DECFUT"),
        ("NIFTY26NOV24050PE", "NFO:NIFTY26NOV24050PE"),
        ("nifty24000ce", "NFO:NIFTY26NOV24000CE"),
        ("banknifty", "NSE:NIFTY BANK"),
        ("banknifty fut", "NFO:BANKNIFTY26NOVFUT"),
        ("m&m", "NSE:M&M"),
        ("m&m 2400.5 ce", "NFO:M&M26NOV2400.5CE"),
        ("bajaj-auto", "NSE:BAJAJ-AUTO"),
        ("state bank", "NSE:SBIN"),
        ("tata cons", "NSE:TCS"),
        ("index nifty mid", "NSE:NIFTY MIDCAP 100"),
    ],
)
async def test_first_hit(catalog: Catalog, text: str, first: str) -> None:
    assert labels(catalog.search(text))[:1] == [first]


async def test_order_of_words_does_not_matter(catalog: Catalog) -> None:
    assert labels(catalog.search("24000 nif ce")) == labels(catalog.search("ce nif 24000"))


async def test_every_hit_fits_every_word(catalog: Catalog) -> None:
    hits = catalog.search("nif 240 pe", limit=500)
    assert len(hits) > 10
    for hit in hits:
        assert hit.instrument.id.kind is InstrumentKind.PUT
        assert hit.instrument.id.symbol.startswith("NIF")
        assert str(hit.instrument.id.strike).startswith("240")


async def test_nearest_expiry_comes_first(catalog: Catalog) -> None:
    hits = catalog.search("nifty 24000 ce")
    same = [hit.instrument.id.expiry for hit in hits if hit.instrument.id.symbol == "NIFTY"]
    assert len(same) == 7
    assert same == sorted(same)


async def test_strikes_near_the_middle_come_first_and_a_whole_one_before_all() -> None:
    rows = [
        f"{256 * n + 2},{n},ABC26NOV{100 * n}CE,ABC,0.0,2026-11-24,{100 * n}.0,0.05,75,CE,NFO-OPT,NFO"
        for n in range(1, 22)
    ]
    catalog = await loaded(parse_instruments("\n".join([HEADER, *rows, ""]).encode()))
    strikes = [int(hit.instrument.id.strike or 0) for hit in catalog.search("abc ce", 3)]
    assert strikes[0] == 1100
    assert sorted(strikes) == [1000, 1100, 1200]
    assert labels(catalog.search("abc 200"))[0] == "NFO:ABC26NOV200CE"


async def test_shares_come_before_their_derivatives_and_futures_before_options(
    catalog: Catalog,
) -> None:
    kinds = [hit.instrument.id.kind.value for hit in catalog.search("reliance", 40)]
    assert kinds[:5] == ["equity", "equity", "future", "future", "future"]
    assert set(kinds[7:]) == {"call", "put"}


async def test_exact_then_held_then_recent_then_the_rest(catalog: Catalog) -> None:
    plain = labels(catalog.search("rel"))
    future = catalog.by_symbol("NFO", "RELIANCE27JANFUT")
    held = catalog.by_symbol("BSE", "RELIGARE")
    assert future is not None
    assert held is not None
    catalog.note_used(future.id)
    catalog.set_held({held.id})
    hits = catalog.search("rel")
    assert labels(hits)[:2] == ["BSE:RELIGARE", "NFO:RELIANCE27JANFUT"]
    assert [hit.reason for hit in hits[:3]] == ["held", "recent", "match"]
    assert labels(hits)[2] == plain[0]
    exact = catalog.search("reliance")
    assert labels(exact)[0] == "NSE:RELIANCE"
    assert [hit.reason for hit in exact[:3]] == ["exact", "exact", "recent"]
    assert [hit.score for hit in exact] == sorted((hit.score for hit in exact), reverse=True)


async def test_empty_text_gives_what_was_used_last(catalog: Catalog) -> None:
    assert catalog.search("  ") == []
    for symbol in ("INFY", "TCS", "INFY"):
        found = catalog.by_symbol("NSE", symbol)
        assert found is not None
        catalog.note_used(found.id)
    assert labels(catalog.search("")) == ["NSE:INFY", "NSE:TCS"]
    other = Catalog(on_failure=fail)
    other.restore_recent(catalog.recent)
    assert other.recent == catalog.recent


@pytest.mark.parametrize("text", ["relaince", "relianse fut", "infosis"])
async def test_misspelling_is_helped_and_said(catalog: Catalog, text: str) -> None:
    hits = catalog.search(text)
    assert hits
    assert {hit.reason for hit in hits} == {"spelling"}
    assert hits[0].instrument.id.symbol in {"RELIANCE", "INFY"}


@pytest.mark.parametrize("text", ["qqqqqqq", "zz", "99999 nif ce", "::", "₹", "'", "n" * 300])
async def test_nothing_found_is_an_empty_list(catalog: Catalog, text: str) -> None:
    assert catalog.search(text) == []


async def test_limit_holds_and_keeps_the_best(catalog: Catalog) -> None:
    many = labels(catalog.search("n", 500))
    assert labels(catalog.search("n", 5)) == many[:5]


async def test_facts_of_an_instrument(catalog: Catalog) -> None:
    found = catalog.by_symbol("NFO", "NIFTY26NOV24000CE")
    assert found is not None
    assert catalog.instrument(found.id) is found
    assert found.lot_size == 75
    assert str(found.grid.step) == "0.05"
    assert found.name == "NIFTY"
    assert found.segment == "NFO-OPT"
    index = catalog.instrument(InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX))
    assert index is not None
    assert not index.tradable
    assert index.grid.step == 0
    assert catalog.instrument(InstrumentId("NSE", "NOSUCH")) is None
    assert catalog.by_symbol("XYZ", "INFY") is None


async def test_before_loading_everything_is_empty() -> None:
    catalog = Catalog(on_failure=fail)
    assert catalog.count == 0
    assert catalog.search("inf") == []
    assert catalog.search("") == []
    assert catalog.instrument(InstrumentId("NSE", "INFY")) is None
    assert catalog.by_symbol("NSE", "INFY") is None


async def test_loading_tells_the_count_and_a_new_day_replaces_the_old(
    columns: MasterColumns,
) -> None:
    catalog, worker, heard = Catalog(on_failure=fail), Worker("test"), []
    catalog.loaded.connect(heard.append)
    await catalog.load(columns, worker)
    assert catalog.search("inf")
    line = "1025,4,ONLY,ONLY ONE,0.0,,0.0,0.01,1,EQ,NSE,NSE\n"
    await catalog.load(parse_instruments(f"{HEADER}\n{line}".encode()), worker)
    await worker.aclose()
    assert heard == [6000, 1]
    assert catalog.search("inf") == []
    assert labels(catalog.search("on")) == ["NSE:ONLY"]


async def test_master_without_packed_columns_is_searched_as_well(columns: MasterColumns) -> None:
    names = (
        "exchange", "symbol", "name", "kind", "segment", "expiry",
        "strike", "tick_size", "lot_size", "broker_key",
    )  # fmt: skip
    plain = MasterColumns(**{name: getattr(columns, name) for name in names})
    catalog, packed = await loaded(plain), await loaded(columns)
    for text in ("nif 240 ce", "rel", "infosys", "nov fut"):
        assert labels(catalog.search(text)) == labels(packed.search(text))


async def test_largest_order_once_told_holds_for_every_contract_of_the_underlying(
    columns: MasterColumns,
) -> None:
    catalog = await loaded(columns)
    future, call = (catalog.search(text)[0].instrument for text in ("nifty fut", "nif 24000 ce"))
    share = catalog.search("reliance")[0].instrument
    assert (future.freeze_quantity, call.freeze_quantity) == (None, None)
    catalog.learn_largest((call.id, 1800))
    assert all(i.freeze_quantity == 1800 for i in map(catalog.instrument, (future.id, call.id)))
    assert catalog.instrument(share.id).freeze_quantity is None
    catalog.learn_largest((share.id, 90_000))
    assert catalog.instrument(share.id).freeze_quantity == 90_000
