"""The arithmetic of positions."""

from decimal import Decimal

import pytest

from terminal.domain.account import PositionBook
from terminal.domain.ids import BrokerOrderId
from terminal.domain.order import Product, Side
from terminal.portfolio.book import MoveBook, mark, moved
from tests.fakes.clock import START_NS
from tests.make import ACCOUNT, INFY, make_position, make_trade

D = Decimal


def test_mark_agrees_with_the_brokers_own_example() -> None:
    """Overnight 3 at a close of 23232, bought 1 at 23388, sold 4 at 23340: flat (kite.md 4.4)."""
    position = make_position(
        quantity=0,
        overnight_quantity=3,
        close_price=D(23232),
        buy_quantity=4,
        buy_value=D(92559),
        sell_quantity=4,
        sell_value=D(93360),
        day_buy_value=D(23388),
        day_sell_value=D(93360),
    )
    assert mark(position, D(1)) == (D(801), D(276))


def test_mark_of_an_open_position_follows_the_price_and_the_multiplier() -> None:
    position = make_position(multiplier=D(100), buy_value=D(100_000), day_buy_value=D(100_000))
    assert mark(position, D(101)) == (D(1000), D(1000))
    short = make_position(quantity=-10)
    assert mark(short, D(99)) == (D(10), D(10))


@pytest.mark.parametrize(
    ("start", "side", "quantity", "price", "after", "average"),
    [
        (0, Side.BUY, 5, 110, 5, "110"),
        (10, Side.BUY, 10, 110, 20, "105"),
        (10, Side.SELL, 4, 110, 6, "100"),
        (10, Side.SELL, 10, 110, 0, "0"),
        (10, Side.SELL, 15, 110, -5, "110"),
        (-10, Side.SELL, 10, 110, -20, "105"),
        (-10, Side.BUY, 4, 90, -6, "100"),
    ],
)
def test_execution_moves_quantity_and_average(start, side, quantity, price, after, average) -> None:
    position = moved(make_position(quantity=start), side, quantity, D(price))
    assert (position.quantity, position.average_price) == (after, D(average))
    assert position.buy_quantity - position.sell_quantity == after
    assert position.last_price == D(price)
    assert (position.pnl, position.m2m) == mark(position, D(price))


def snapshot(*positions) -> MoveBook:
    book = MoveBook()
    book.replace(PositionBook(net=positions), started_ns=START_NS, revision=0)
    return book


def fill(book: MoveBook, quantity: int, filled: int, price: str = "100") -> bool:
    return book.fill(
        account=ACCOUNT,
        order_id=BrokerOrderId("1"),
        instrument=INFY,
        symbol="INFY",
        product=Product.MIS,
        side=Side.BUY,
        quantity=quantity,
        filled=filled,
        price=D(price),
    )


def held(book: MoveBook) -> int:
    position = book.position(INFY, Product.MIS)
    return 0 if position is None else position.quantity


def test_fill_and_its_trade_count_once_in_either_order() -> None:
    later = START_NS + 1
    book = snapshot()
    assert fill(book, 4, 4)
    assert not book.trade(make_trade("1", order_id="1", quantity=4, filled_ns=later))
    assert book.trade(make_trade("2", order_id="1", quantity=3, filled_ns=later))
    assert not fill(book, 3, 7)
    assert fill(book, 3, 10)
    assert held(book) == 10


def test_fill_told_twice_counts_once() -> None:
    book = snapshot()
    assert fill(book, 4, 4)
    assert not fill(book, 4, 4)
    assert held(book) == 4


def test_trade_that_is_older_than_the_snapshot_is_in_it() -> None:
    book = snapshot(make_position())
    assert not book.trade(make_trade("1", filled_ns=START_NS))
    assert held(book) == 10
    assert not book.is_moved


def test_nothing_moves_before_the_first_snapshot() -> None:
    book = MoveBook()
    assert not fill(book, 4, 4)
    assert book.net() == []


def test_snapshot_that_a_fill_overtook_hides_no_position_and_is_read_once_more() -> None:
    book = snapshot()
    asked = book.revision
    fill(book, 4, 4)
    book.replace(PositionBook(), started_ns=START_NS + 1, revision=asked)
    assert book.is_moved
    assert held(book) == 4, "whoever exits all just now must find it"
    book.replace(PositionBook(), started_ns=START_NS + 2, revision=book.revision)
    assert not book.is_moved


def test_same_symbol_in_two_products_is_two_positions() -> None:
    other = make_position(product=Product.NRML, quantity=-3)
    book = snapshot(make_position(), other)
    assert len(book.net()) == 2
    fill(book, 1, 1)
    assert book.position(INFY, Product.NRML) == other


def test_fill_without_a_price_is_valued_at_the_last_one_or_left_to_the_snapshot() -> None:
    book = snapshot(make_position())
    assert fill(book, 5, 5, price="0")
    assert held(book) == 15
    position = book.position(INFY, Product.MIS)
    assert position is not None
    assert position.average_price == D(100)
    assert not fill(snapshot(), 5, 5, price="0")
