"""The broker's identities of position rows hold after any trades and turns of the day."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from terminal.sim.positions import Position
from terminal.sim.types import PositionRow, Product, Side, SimInstrument

TRADES = st.tuples(
    st.sampled_from(Side),
    st.integers(1, 500),
    st.decimals("0.05", "5000", places=2),
)
CARRY = st.decimals("0.05", "5000", places=2)
SCRIPTS = st.lists(st.one_of(TRADES, TRADES, TRADES, CARRY), max_size=25)
CLOSE = Decimal("0.02")  # carried cost is kept to a hundredth of a paisa


def instrument(multiplier: int) -> SimInstrument:
    return SimInstrument(
        instrument_token=1, exchange_token=1, tradingsymbol="X", name="X", exchange="MCX",
        segment="MCX-FUT", instrument_type="FUT", tick_size=Decimal("0.05"), lot_size=1,
        multiplier=multiplier,
    )  # fmt: skip


def check(row: PositionRow, last: Decimal) -> None:
    worth = row.quantity * last * row.multiplier
    assert row.quantity == row.buy_quantity - row.sell_quantity
    assert row.value == row.sell_value - row.buy_value
    assert row.pnl == row.value + worth
    assert row.m2m == row.sell_m2m - row.buy_m2m + worth
    assert (row.unrealised, row.realised) == (row.pnl, 0)
    if row.quantity == 0:
        assert row.average_price == 0
    carried = abs(row.overnight_quantity) * row.close_price * row.multiplier
    long = row.overnight_quantity > 0
    assert row.buy_m2m == row.day_buy_value + (carried if long else 0)
    assert row.sell_m2m == row.day_sell_value + (0 if long else carried)
    for price, value, quantity in (
        (row.buy_price, row.buy_value, row.buy_quantity),
        (row.sell_price, row.sell_value, row.sell_quantity),
        (row.day_buy_price, row.day_buy_value, row.day_buy_quantity),
    ):
        assert abs(price * quantity * row.multiplier - value) <= (
            Decimal("0.0001") * quantity * row.multiplier
        )


@given(
    script=SCRIPTS,
    multiplier=st.sampled_from([1, 100, 1000]),
    last=st.decimals("0.05", "5000", places=2),
)
def test_identities_hold(
    script: list[tuple[Side, int, Decimal] | Decimal], multiplier: int, last: Decimal
) -> None:
    position = Position(instrument(multiplier), Product.NRML)
    held = 0
    for line in script:
        if isinstance(line, Decimal):
            position.carry(line)
            assert (position.carried, position.touched) == (held, False)
        else:
            side, quantity, price = line
            position.trade(side, quantity, price)
            held += quantity if side is Side.BUY else -quantity
        check(position.net_row(last), last)
        day = position.day_row(last)
        assert day.overnight_quantity == 0
        assert day.quantity == day.day_buy_quantity - day.day_sell_quantity
        assert day.m2m == day.pnl
        assert position.quantity == held


@given(script=SCRIPTS, last=st.decimals("0.05", "5000", places=2))
def test_marking_to_market_daily_pays_what_holding_to_the_end_pays(
    script: list[tuple[Side, int, Decimal] | Decimal], last: Decimal
) -> None:
    """The sum of every day's m2m equals the profit of all trades at the final price."""
    position = Position(instrument(10), Product.NRML)
    paid = Decimal(0)
    flow, held = Decimal(0), 0
    for line in script:
        if isinstance(line, Decimal):
            paid += position.net_row(line).m2m
            position.carry(line)
        else:
            side, quantity, price = line
            position.trade(side, quantity, price)
            sign = 1 if side is Side.BUY else -1
            held += sign * quantity
            flow -= sign * quantity * price * 10
    assert paid + position.net_row(last).m2m == flow + held * last * 10
