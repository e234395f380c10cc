"""Laws of the whole exchange: same inputs same trades, money conserved, one shot a trigger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terminal.sim.book import BUY, SELL
from terminal.sim.exchange import Exchange
from terminal.sim.types import (
    GttFired,
    GttLeg,
    GttRequest,
    OrderKind,
    PlaceRequest,
    Product,
    Side,
    SimOptions,
)

START = 1_795_217_700 * 10**9
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(Side),
        st.integers(1, 4000),
        st.integers(-30, 30),
        st.floats(0.05, 20),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def fresh(seed: int, **options: Any) -> tuple[Exchange, int]:
    exchange = Exchange(
        seed=seed, start_ns=START, cash=Decimal(10**10), options=SimOptions(**options)
    )
    found = exchange.find("NSE", "INFY")
    assert found is not None
    exchange.activate([found.instrument_token])
    exchange.advance_to(START + 2 * 10**9)
    return exchange, found.instrument_token


def submit(exchange: Exchange, token: int, side: Side, quantity: int, ticks: int) -> None:
    quote = exchange.quote(token)
    assert quote is not None
    price = Decimal(round(quote.last_price * 10) + ticks) / 10
    exchange.place(
        PlaceRequest(
            exchange="NSE", tradingsymbol="INFY", transaction_type=side, quantity=quantity,
            product=Product.MIS, order_type=OrderKind.LIMIT, price=price,
        )
    )  # fmt: skip


def history(seed: int, steps: list[Any], cuts: int) -> list[Any]:
    exchange, token = fresh(seed)
    for side, quantity, ticks, wait_s, _ in steps:
        submit(exchange, token, side, quantity, ticks)
        begin, end = exchange.now_ns, exchange.now_ns + int(wait_s * 1e9)
        for n in range(1, cuts + 1):
            exchange.advance_to(begin + (end - begin) * n // cuts)
    return [exchange.orders(), exchange.trades(), exchange.quote(token), exchange.drain_events()]


@FEW
@given(seed=st.integers(0, 1000), steps=STEPS, cuts=st.integers(2, 7))
def test_same_seed_and_inputs_give_the_same_trades_however_time_is_cut(
    seed: int, steps: list[Any], cuts: int
) -> None:
    assert history(seed, steps, 1) == history(seed, steps, cuts)


@FEW
@given(seed=st.integers(0, 1000), steps=STEPS)
def test_live_book_never_crosses_and_the_account_adds_up(seed: int, steps: list[Any]) -> None:
    exchange, token = fresh(seed)
    for side, quantity, ticks, wait_s, cancels in steps:
        submit(exchange, token, side, quantity, ticks)
        exchange.advance_to(exchange.now_ns + int(wait_s * 1e9))
        if cancels:
            for order in exchange.orders():
                exchange.cancel(order.order_id)
        book = exchange._market.live[token].book
        assert book is not None
        bid, ask = book.best_bid(), book.best_ask()
        assert bid is None or ask is None or bid < ask
        assert all(o.quantity > 0 for o in [*book.resting(BUY), *book.resting(SELL)])
    trades = exchange.trades()
    sign = {Side.BUY: 1, Side.SELL: -1}
    held = sum(sign[t.transaction_type] * t.quantity for t in trades)
    spent = sum(sign[t.transaction_type] * t.quantity * t.price for t in trades)
    net, _ = exchange.positions()
    assert sum(row.quantity for row in net) == held
    assert sum(row.value for row in net) == -spent
    for order in exchange.orders():
        mine = [t for t in trades if t.order_id == order.order_id]
        assert order.filled_quantity == sum(t.quantity for t in mine)
        for trade in mine:
            if order.transaction_type is Side.BUY:
                assert trade.price <= order.price
            else:
                assert trade.price >= order.price
    funds = exchange.funds().equity
    assert funds.net == funds.cash - funds.debits


@FEW
@given(
    seed=st.integers(0, 1000),
    below=st.integers(1, 40),
    above=st.integers(1, 40),
    stride_s=st.sampled_from([1, 30, 300]),
)
def test_two_leg_trigger_fires_at_most_once(
    seed: int, below: int, above: int, stride_s: int
) -> None:
    exchange, token = fresh(seed)
    quote = exchange.quote(token)
    assert quote is not None
    last = Decimal(round(quote.last_price * 10)) / 10
    values = (last - Decimal(below) / 10, last + Decimal(above) / 10)
    legs = tuple(
        GttLeg(
            exchange="NSE", tradingsymbol="INFY", transaction_type=Side.SELL, quantity=1,
            order_type=OrderKind.LIMIT, product=Product.CNC, price=value,
        )
        for value in values
    )  # fmt: skip
    request = GttRequest(
        type="two-leg", exchange="NSE", tradingsymbol="INFY", trigger_values=values,
        last_price=last, orders=legs,
    )  # fmt: skip
    trigger_id = exchange.gtt_place(request)
    assert isinstance(trigger_id, int)
    for _ in range(10):
        exchange.advance_to(exchange.now_ns + stride_s * 10**9)
    fired = [e for e in exchange.drain_events() if isinstance(e, GttFired)]
    assert len(fired) <= 1
    row = exchange.gtt(trigger_id)
    assert row is not None
    assert sum(result is not None for result in row.results) == len(fired)
    assert (row.status == "triggered") == bool(fired)
