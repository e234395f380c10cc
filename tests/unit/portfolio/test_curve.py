"""The day's curve: steps at trades, and an end that agrees with the positions."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from terminal.domain.account import Position
from terminal.domain.order import Product, Side
from terminal.portfolio.book import mark, moved
from terminal.portfolio.curve import day_curve
from tests.make import ACCOUNT, INFY, make_trade

HELD = Position(
    account=ACCOUNT,
    instrument=INFY,
    symbol="INFY",
    product=Product.MIS,
    quantity=10,
    overnight_quantity=10,
    close_price=Decimal(100),
    last_price=Decimal(100),
    buy_quantity=10,
    buy_value=Decimal(900),
)


def test_a_round_trip_ends_with_what_it_brought() -> None:
    trades = [
        make_trade("1", side=Side.BUY, quantity=5, price=Decimal(100), filled_ns=10),
        make_trade("2", side=Side.SELL, quantity=5, price=Decimal(103), filled_ns=20),
    ]
    points = day_curve(trades, [], {}, 30)
    assert [(p.time_ns, p.pnl) for p in points] == [(10, 0), (20, 15), (30, 15)]


def test_what_was_held_overnight_counts_from_the_close() -> None:
    points = day_curve([], [HELD], {INFY: Decimal(104)}, 30)
    assert [p.pnl for p in points] == [Decimal(40)]


def test_without_anything_there_is_no_curve() -> None:
    assert day_curve([], [], {}, 30) == []


def test_trades_are_taken_in_the_order_of_time() -> None:
    late = make_trade("2", side=Side.SELL, quantity=5, price=Decimal(103), filled_ns=20)
    early = make_trade("1", side=Side.BUY, quantity=5, price=Decimal(100), filled_ns=10)
    assert day_curve([late, early], [], {}, 30)[0].pnl == 0


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(Side), st.integers(1, 50), st.integers(80, 120)), max_size=12
    ),
    last=st.integers(80, 120),
)
def test_it_ends_at_the_positions_m2m(steps: list[tuple[Side, int, int]], last: int) -> None:
    position, trades = HELD, []
    for number, (side, quantity, price) in enumerate(steps, 1):
        trades.append(
            make_trade(
                str(number), side=side, quantity=quantity, price=Decimal(price), filled_ns=number
            )
        )
        position = moved(position, side, quantity, Decimal(price))
    trades = [replace(trade, product=Product.MIS) for trade in trades]
    points = day_curve(trades, [position], {INFY: Decimal(last)}, 99)
    assert points[-1].pnl == mark(position, Decimal(last))[1]
