"""Laws of the day's charges: fills group into orders without loss, and every rupee has one position."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.ids import BrokerOrderId, InstrumentId
from terminal.domain.order import Product, Side
from terminal.portfolio.executed import by_position, executed
from terminal.ui.ticket.note_facts import both_ways, multiplier_of
from tests.fakes.clock import START_NS
from tests.make import CRUDE, INFY, make_instrument, make_intent, make_position, make_trade

ORDERS = st.sampled_from(["1", "2", "3", "4"])
PRODUCTS = st.sampled_from([Product.MIS, Product.CNC, Product.NRML])
NAMES = st.sampled_from(["INFY", "SBIN", "TCS"])
PAISE = st.integers(5, 5_000_000)


@st.composite
def days(draw):
    """Fills of a few orders; the fills of one order agree in everything but size and price."""
    orders = {
        number: (draw(NAMES), draw(PRODUCTS), draw(st.sampled_from(list(Side))))
        for number in ("1", "2", "3", "4")
    }
    fills = draw(st.lists(st.tuples(ORDERS, st.integers(1, 5000), PAISE), max_size=40))
    return [
        make_trade(
            str(n),
            order_id=BrokerOrderId(order),
            instrument=InstrumentId("NSE", orders[order][0]),
            product=orders[order][1],
            side=orders[order][2],
            quantity=quantity,
            price=Decimal(paise) / 100,
        )
        for n, (order, quantity, paise) in enumerate(fills)
    ]


@given(days())
def test_fills_group_into_orders_without_loss(trades) -> None:
    rows = executed(trades, now_ns=START_NS, practice=False)
    assert len({row.order_id for row in rows}) == len(rows) == len({t.order_id for t in trades})
    assert sum(row.quantity for row in rows) == sum(t.quantity for t in trades)
    assert sum(row.fills for row in rows) == len(trades)
    for row in rows:
        prices = [t.price for t in trades if t.order_id == row.order_id]
        assert min(prices) - Decimal("1e-6") <= row.price <= max(prices) + Decimal("1e-6")
    backwards = executed(reversed(trades), now_ns=START_NS, practice=False)
    assert {row.terms for row in rows} == {row.terms for row in backwards}


@given(days(), st.lists(st.tuples(NAMES, PRODUCTS), max_size=6))
def test_every_rupee_has_one_position(trades, held) -> None:
    rows = executed(trades, now_ns=START_NS, practice=False)
    costs = [(row, Decimal(20) + n) for n, row in enumerate(rows)]
    positions = [
        make_position(instrument=InstrumentId("NSE", name), product=product)
        for name, product in dict.fromkeys(held)
    ]
    shares = by_position(costs, positions)
    assert sum(shares.values()) == sum(cost for _, cost in costs)
    homes = {(p.instrument, p.product) for p in positions}
    named = {p.instrument for p in positions}
    for _, instrument, product in shares:
        assert instrument not in named or (instrument, product) in homes


@given(
    st.sampled_from(list(Side)),
    st.integers(1, 10_000),
    PAISE,
    st.integers(0, 10_000_00),
    st.integers(0, 10_000_00),
)
def test_beyond_the_break_even_the_charges_are_earned(side, quantity, paise, out, back) -> None:
    class Note:
        def __init__(self, paise: int) -> None:
            self.total = Decimal(paise) / 100

    price = Decimal(paise * 5) / 100
    intent = make_intent(side=side, quantity=quantity, price=price)
    instrument = make_instrument(INFY)
    found = both_ways(intent, instrument, price, [Note(out), Note(back)], Decimal(1))
    gain = side.sign * (found.break_even - price) * quantity
    assert gain >= found.opening + found.closing
    # One tick nearer it would not be.
    nearer = side.sign * (found.break_even - side.sign * instrument.grid.step - price) * quantity
    assert nearer < found.opening + found.closing or gain == 0


def test_lots_of_unknown_size_have_no_break_even_until_a_position_tells_it() -> None:
    class Note:
        total = Decimal(30)

    crude = make_instrument(CRUDE, tick="1")
    intent = make_intent(instrument=CRUDE, quantity=1, price=Decimal(6000))
    assert multiplier_of(crude, []) is None
    assert both_ways(intent, crude, Decimal(6000), [Note, Note], None).break_even is None
    held = make_position(instrument=CRUDE, multiplier=Decimal(100))
    assert multiplier_of(crude, [held]) == 100
    found = both_ways(intent, crude, Decimal(6000), [Note, Note], Decimal(100))
    assert (found.break_even, found.move) == (6001, 1)  # 60 rupees on 100 barrels: the next tick
    assert multiplier_of(make_instrument(INFY), []) == 1
