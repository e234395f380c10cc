"""The search over funds: words in any order, filters, speed."""

from terminal.mutual.catalog import SchemeCatalog, house_words
from tests.unit.mutual.conftest import make_scheme


def catalog(*schemes) -> SchemeCatalog:
    made = SchemeCatalog()
    made.replace(schemes)
    return made


A = make_scheme("INF1", name="Birla Index Fund - Direct Plan")
B = make_scheme("INF2", name="HDFC Balanced Advantage Fund", amc="HDFCMutualFund_MF",
                category="balanced", plan="regular", dividend="idcw")  # fmt: skip
C = make_scheme("INF3", name="Kotak Reindexed Fund", amc="KotakMahindraMutualFund_MF",
                plan="regular")  # fmt: skip


def names(found) -> list[str]:
    return [each.isin for each in found]


def test_words_are_found_in_any_order_over_name_house_and_isin():
    funds = catalog(A, B, C)
    assert names(funds.search("direct index")) == ["INF1"]
    assert names(funds.search("SUN birla life")) == ["INF1"]
    assert names(funds.search("inf2")) == ["INF2"]
    assert names(funds.search("idcw hdfc")) == ["INF2"]
    assert funds.search("direct hdfc") == []


def test_starts_of_words_come_before_middles():
    assert names(catalog(A, B, C).search("index")) == ["INF1", "INF3"]
    assert names(catalog(C, A).search("ind")) == ["INF1", "INF3"]


def test_filters_keep_exact_values_and_an_empty_search_is_the_list_by_name():
    funds = catalog(C, B, A)
    assert names(funds.search("")) == ["INF1", "INF2", "INF3"]
    assert names(funds.search("", amc="HDFCMutualFund_MF")) == ["INF2"]
    assert names(funds.search("fund", category="equity", plan="direct")) == ["INF1"]
    assert names(funds.search("", limit=2)) == ["INF1", "INF2"]
    assert funds.facets()["category"] == ["balanced", "equity"]
    assert funds.facets()["dividend"] == ["growth", "idcw"]


def test_strange_text_finds_nothing_and_breaks_nothing():
    funds = catalog(A, B)
    assert funds.search("(*[") == funds.search("")
    assert funds.search("ＩＮＤＥＸ") == []


def test_a_fund_listed_twice_is_one_row():
    assert len(catalog(A, A)) == 1


def test_house_words():
    assert house_words("BirlaSunLifeMutualFund_MF") == "Birla Sun Life Mutual Fund"
    assert house_words("HDFCMutualFund_MF") == "HDFC Mutual Fund"
    assert house_words("UTI") == "UTI"


def test_six_thousand_funds_are_searched_by_all_words():
    funds = catalog(
        *(make_scheme(f"INF{n:06d}", name=f"House {n % 50} Growth Fund {n} - Direct Plan")
          for n in range(6000))
    )  # fmt: skip
    found = funds.search("fund direct 59 hou", category="equity")
    assert found
    assert all("59" in scheme.name for scheme in found)
