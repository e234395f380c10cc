"""The price grid, and the one bridge from market-data floats to order prices."""

from decimal import ROUND_FLOOR, Decimal

import pytest

from terminal.domain.account import Holding
from terminal.domain.errors import BrokerRefused, RateLimited, TerminalError
from terminal.domain.instrument import PriceGrid
from terminal.domain.market import Interval
from tests.make import ACCOUNT, INFY, NIFTY, make_instrument

D = Decimal


@pytest.mark.parametrize(
    ("step", "price", "snapped"),
    [
        ("0.05", "100.03", "100.05"),
        ("0.05", "100.02", "100.00"),
        ("5", "12", "10"),
        ("0", "1.23", "1.23"),
    ],
)
def test_snap_finds_the_nearest_legal_price(step: str, price: str, snapped: str) -> None:
    assert PriceGrid(D(step)).snap(D(price)) == D(snapped)


def test_snap_passive_never_pays_more() -> None:
    grid = PriceGrid(D("0.05"))
    assert grid.snap_passive(D("100.04"), buy=True) == D("100.00")
    assert grid.snap_passive(D("100.01"), buy=False) == D("100.05")
    assert grid.snap(D("100.04"), ROUND_FLOOR) == D("100.00")


def test_legality() -> None:
    assert PriceGrid(D("0.05")).is_legal(D("100.15"))
    assert not PriceGrid(D("0.05")).is_legal(D("100.151"))
    assert PriceGrid(D(0)).is_legal(D("100.151"))


@pytest.mark.parametrize(
    ("step", "decimals"), [("0.05", 2), ("0.0025", 4), ("1", 2), ("10", 2), ("0.10", 2), ("0", 2)]
)
def test_digits_that_a_price_needs(step: str, decimals: int) -> None:
    assert PriceGrid(D(step)).decimals == decimals


@pytest.mark.parametrize("value", [100.05, 0.1 + 0.2, 99.99999999, 1e-9])
def test_bridge_from_floats_lands_on_the_grid(value: float) -> None:
    instrument = make_instrument()
    price = instrument.to_price(value)
    assert instrument.grid.is_legal(price)
    assert abs(price - D(value)) <= D("0.025001")


def test_index_is_not_tradable() -> None:
    assert make_instrument(INFY).tradable
    assert not make_instrument(NIFTY).tradable
    assert make_instrument(INFY).exchange == "NSE"


def test_intervals_know_their_seconds() -> None:
    assert [interval.seconds for interval in Interval] == sorted(i.seconds for i in Interval)
    assert Interval.MINUTE_15.seconds == 900


def test_sellable_counts_undelivered_and_sold_units() -> None:
    holding = Holding(
        account=ACCOUNT, instrument=INFY, symbol="INFY", quantity=5, t1_quantity=3, used_quantity=6
    )
    assert holding.sellable == 2
    used_up = Holding(account=ACCOUNT, instrument=INFY, symbol="INFY", used_quantity=1)
    assert used_up.sellable == 0


def test_errors_carry_words_hint_and_code() -> None:
    error = RateLimited("Too many requests", retry_after_s=2.5, hint="Wait.")
    assert (error.text, error.hint, error.code, error.retry_after_s) == (
        "Too many requests",
        "Wait.",
        "rate_limited",
        2.5,
    )
    assert isinstance(error, TerminalError)
    assert str(BrokerRefused("No.", code="X")) == "No."
