"""What holdings are worth and have returned."""

from datetime import date
from decimal import Decimal

import pytest

from terminal.mutual.values import total_of, value_of, xirr_of
from tests.unit.mutual.conftest import make_holding, make_lot

YEAR_AGO, NOW = date(2025, 11, 19), date(2026, 11, 19)


def test_a_year_at_ten_percent_is_ten_percent_a_year():
    holding = make_holding(100, average_nav=Decimal(100), nav=Decimal(110), nav_date=NOW)
    found = value_of(holding, [make_lot(100, 100, YEAR_AGO)], holding.nav)
    assert (found.invested, found.value, found.pnl) == (10000, 11000, 1000)
    assert found.pnl_percent == 10
    assert found.xirr == pytest.approx(0.10, abs=1e-6)


def test_the_yearly_return_weighs_when_the_money_came():
    """Worked by hand: 100 a year ago and 100 half a year ago are 220 now.

    With x per year: 100(1+x) + 100(1+x)^(181/365) = 220, which x = 0.135 solves to three digits.
    """
    holding = make_holding(2, average_nav=Decimal(100), nav=Decimal(110), nav_date=NOW)
    lots = [make_lot(1, 100, YEAR_AGO), make_lot(1, 100, date(2026, 5, 22))]
    rate = value_of(holding, lots, holding.nav).xirr
    assert rate is not None
    assert 100 * (1 + rate) + 100 * (1 + rate) ** (181 / 365) == pytest.approx(220, abs=1e-3)
    assert rate == pytest.approx(0.135, abs=1e-3)


@pytest.mark.parametrize(
    "lots",
    [
        None,
        [],
        [make_lot(100, 100, None)],
        [make_lot(99, 100, YEAR_AGO)],
        [make_lot(100, 100, YEAR_AGO, folio="another")],
        [make_lot(100, 100, NOW)],
    ],
    ids=["not read", "none", "no date", "units missing", "other folio", "bought today"],
)
def test_without_all_dates_there_is_no_yearly_return_but_all_the_rest(lots):
    holding = make_holding(100, average_nav=Decimal(100), nav=Decimal(110), nav_date=NOW)
    found = value_of(holding, lots, holding.nav)
    assert found.xirr is None
    assert found.pnl == 1000


def test_an_unknown_cost_or_nav_makes_no_profit_up():
    costless = make_holding(100, average_nav=Decimal(0))
    found = value_of(costless, None, costless.nav)
    assert (found.value, found.pnl, found.pnl_percent) == (Decimal(25050), None, None)
    unpriced = make_holding(100)
    found = value_of(unpriced, None, Decimal(0))
    assert (found.invested, found.value, found.pnl) == (20000, None, None)


def test_totals_are_the_sums_and_their_return_needs_every_lot():
    one = make_holding(100, average_nav=Decimal(100), nav=Decimal(110), nav_date=NOW)
    two = make_holding(50, isin="INF2", average_nav=Decimal(10), nav=Decimal(8), nav_date=NOW)
    navs, lots = [one.nav, two.nav], [make_lot(100, 100, YEAR_AGO)]
    more = [make_lot(50, 10, YEAR_AGO, isin="INF2")]
    found = total_of([one, two], navs, [lots, more])
    assert (found.invested, found.value, found.pnl) == (10500, 11400, 900)
    assert found.xirr == pytest.approx(900 / 10500, abs=1e-6)
    assert total_of([one, two], navs, [lots, None]).xirr is None
    empty = total_of([], [], [])
    assert (empty.value, empty.pnl, empty.pnl_percent, empty.xirr) == (0, 0, None, None)


def test_flows_without_a_solution_have_no_return():
    assert xirr_of([(YEAR_AGO, Decimal(5)), (NOW, Decimal(5))]) is None
    assert xirr_of([]) is None
