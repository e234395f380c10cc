"""Whatever orders there are: the tree loses none, doubles none, and sums what is under it."""

from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.order import IcebergLeg, OrderState, Product, Variety
from terminal.orders.exits import seconds_needed, walk
from terminal.ui.models.order_tree import families
from tests.make import ACCOUNT, make_intent, make_order

STATES = st.sampled_from(
    [OrderState.OPEN, OrderState.COMPLETE, OrderState.CANCELLED, OrderState.UNKNOWN]
)


@st.composite
def books(draw):
    """Return orders of every kind of family, newest first, with stamps that often tie."""
    orders = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["plain", "sliced", "iceberg", "cover", "twice"]))
        head, placed = f"K{number}", draw(st.integers(1, 3))
        parts = 1 if kind == "plain" else draw(st.integers(1, 4))
        for part in range(parts):
            fields = {
                "broker_id": f"{number}{part}",
                "quantity": draw(st.integers(1, 50)),
                "state": draw(STATES),
                "placed_ns": placed,
            }
            key = head if part == 0 else f"{number}{part}"
            if kind == "sliced":
                fields["tags"] = ("autoslice", f"autoslice:{number}0")
                if part == 0:
                    fields["refused"] = ("No.",) * draw(st.integers(0, 2))
                    fields["intent"] = make_intent(head, quantity=500, slice_above_freeze=True)
            elif kind == "iceberg":
                fields["variety"] = Variety.ICEBERG
                fields["tags"] = (head,)
                fields["iceberg"] = IcebergLeg(part + 1, 4, 50, 200, 0)
            elif kind == "cover" and part:
                fields |= {"parent_id": f"{number}0", "product": Product.CO}
            elif kind == "twice":
                fields["tags"] = (head,)
            orders.append(make_order(key, **fields))
    return sorted(orders, key=lambda order: -order.placed_ns)


@given(books())
def test_every_order_is_one_row_and_every_child_follows_its_parent(orders):
    rows = families(orders)
    own = [row.order.key for row in rows if not row.parts and not row.refused]
    assert sorted(own) == sorted(order.key for order in orders)
    assert len({row.key for row in rows}) == len(rows)
    head = None
    for row in rows:
        if row.child:
            assert head is not None
            assert row.family == head.family
            assert head.children
        else:
            head = row


@given(books())
def test_summary_sums_its_parts_and_is_open_while_one_of_them_is(orders):
    for row in families(orders):
        if not row.parts:
            continue
        assert row.order.filled == sum(part.filled for part in row.parts)
        assert row.order.quantity >= sum(part.quantity for part in row.parts)
        live = [part for part in row.parts if not part.state.is_terminal]
        assert row.is_open == bool(live)
        assert row.open_orders == tuple(live)


@given(books())
def test_open_families_stand_above_closed_ones(orders):
    rows = families(orders)
    live = {row.family for row in rows if any(not o.state.is_terminal for o in row.open_orders)}
    flags = [row.family in live for row in rows]
    assert flags == sorted(flags, reverse=True)


@given(
    st.lists(st.tuples(st.floats(1, 1000), st.integers(1, 100)), max_size=5), st.integers(1, 600)
)
def test_walk_takes_no_more_than_is_there_and_averages_between_the_prices(levels, quantity):
    found = walk(levels, quantity)
    assert found.filled == min(quantity, sum(units for _, units in levels))
    if found.filled:
        prices = [price for price, _ in levels]
        assert min(prices) - 1e-6 <= found.average <= max(prices) + 1e-6


@given(
    st.lists(st.integers(1, 10), min_size=1, max_size=30), st.integers(1, 20), st.integers(0, 20)
)
def test_orders_of_an_exit_fit_into_the_seconds_that_are_told(counts, limit, used):
    seconds = seconds_needed({ACCOUNT: counts}, {ACCOUNT: limit}, {ACCOUNT: used})
    assert used + sum(counts) <= (seconds + 1) * limit
    assert seconds == 0 or used + sum(counts) > seconds * limit
