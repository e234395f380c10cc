"""Laws of the order book under any sequence of orders and cancellations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from terminal.sim.book import BUY, SELL, Book, Fill, Resting

ORDERS = st.tuples(
    st.just("order"),
    st.sampled_from([BUY, SELL]),
    st.integers(-5, 15),
    st.integers(1, 40),
    st.booleans(),
)
CANCELS = st.tuples(
    st.just("cancel"), st.integers(0, 60), st.just(0), st.just(0), st.just(value=False)
)
SCRIPTS = st.lists(st.one_of(ORDERS, ORDERS, ORDERS, CANCELS), max_size=60)


def play(script: list[tuple[str, int, int, int, bool]]) -> tuple[Book, list[Resting], list[Fill]]:
    """Run a script and check after every line what must always hold."""
    book, entered, fills = Book(), [], []
    asked: dict[int, int] = {}
    for verb, a, price, quantity, rest in script:
        if verb == "cancel":
            if entered:
                order = entered[a % len(entered)]
                before = order in book.resting(order.side)
                assert book.cancel(order) is before
                assert order not in book.resting(order.side)
            continue
        order = Resting(a, price, quantity, owner=str(len(entered)))
        asked[id(order)] = quantity
        entered.append(order)
        waiting = book.resting(-a)
        new = book.submit(order, rest=rest)
        fills += new
        check_priority(waiting, new)
        check_not_crossed(book)
        filled = sum(fill.quantity for fill in new)
        assert filled + order.quantity == quantity
        if not rest:
            assert order not in book.resting(a)
    return book, entered, fills


def check_not_crossed(book: Book) -> None:
    bid, ask = book.best_bid(), book.best_ask()
    assert bid is None or ask is None or bid < ask


def check_priority(waiting: list[Resting], fills: list[Fill]) -> None:
    """The orders that waited traded from the front of the queue, each fully before the next."""
    traded = [fill.resting for fill in fills]
    assert traded == waiting[: len(traded)]
    assert all(order.quantity == 0 for order in traded[:-1])
    for fill in fills:
        assert fill.price == fill.resting.price
        if fill.taker.side == BUY:
            assert fill.price <= fill.taker.price
        else:
            assert fill.price >= fill.taker.price


@given(SCRIPTS)
def test_quantity_and_money_are_conserved(script: list[tuple[str, int, int, int, bool]]) -> None:
    _book, entered, fills = play(script)
    bought: dict[str, int] = {}
    paid = received = 0
    for fill in fills:
        assert fill.quantity > 0
        buyer, seller = (
            (fill.taker, fill.resting) if fill.taker.side == BUY else (fill.resting, fill.taker)
        )
        bought[buyer.owner] = bought.get(buyer.owner, 0) + fill.quantity
        bought[seller.owner] = bought.get(seller.owner, 0) - fill.quantity
        paid += fill.quantity * fill.price
        received += fill.quantity * fill.price
    assert sum(bought.values()) == 0
    assert paid == received
    assert all(order.quantity >= 0 for order in entered)


@given(SCRIPTS)
def test_depth_and_totals_agree_with_what_rests(
    script: list[tuple[str, int, int, int, bool]],
) -> None:
    book, _, _ = play(script)
    for side in (BUY, SELL):
        resting = book.resting(side)
        assert all(order.quantity > 0 for order in resting)
        assert book.total(side) == sum(order.quantity for order in resting)
        depth = book.depth(side, 100)
        assert sum(quantity for _, quantity, _ in depth) == book.total(side)
        prices = [price for price, _, _ in depth]
        assert prices == sorted(set(prices), reverse=side == BUY)


@given(SCRIPTS)
def test_orders_of_one_price_trade_in_the_sequence_they_came(
    script: list[tuple[str, int, int, int, bool]],
) -> None:
    book, entered, _ = play(script)
    arrival = {id(order): n for n, order in enumerate(entered)}
    for side in (BUY, SELL):
        keys = [(-order.price * side, arrival[id(order)]) for order in book.resting(side)]
        assert keys == sorted(keys)
