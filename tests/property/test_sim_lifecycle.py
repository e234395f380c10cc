"""Random traders cannot bring an order into an illegal state or the account out of balance.

The table of legal transitions is the protocol's; a state may repeat (a fill while a change is on
its way), and whatever still works may be cancelled when its session or minutes end.
"""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terminal.sim.exchange import Exchange
from terminal.sim.types import (
    ModifyRequest,
    OrderKind,
    OrderSnapshot,
    PlaceRequest,
    Product,
    Side,
    SimInstrument,
    SimOptions,
    Status,
    Validity,
    Variety,
)

START = 1_794_805_500 * 10**9  # Monday 2026-11-16, 10:35 IST
ENDED = {Status.CANCELLED, Status.COMPLETE, Status.REJECTED}
LEGAL = {
    Status.RECEIVED: {Status.VALIDATION_PENDING},
    Status.VALIDATION_PENDING: {Status.REJECTED, Status.OPEN_PENDING},
    Status.OPEN_PENDING: {Status.REJECTED, Status.OPEN, Status.TRIGGER_PENDING, Status.COMPLETE},
    Status.OPEN: {
        Status.COMPLETE, Status.CANCEL_PENDING, Status.MODIFY_VALIDATION_PENDING, Status.CANCELLED,
    },
    Status.TRIGGER_PENDING: {
        Status.OPEN, Status.COMPLETE, Status.CANCEL_PENDING, Status.MODIFY_VALIDATION_PENDING,
        Status.CANCELLED,
    },
    Status.MODIFY_VALIDATION_PENDING: {
        Status.MODIFY_PENDING, Status.OPEN, Status.COMPLETE, Status.CANCELLED,
    },
    Status.MODIFY_PENDING: {
        Status.MODIFIED, Status.OPEN, Status.TRIGGER_PENDING, Status.COMPLETE, Status.CANCELLED,
    },
    Status.MODIFIED: {Status.OPEN, Status.TRIGGER_PENDING},
    Status.CANCEL_PENDING: {Status.CANCELLED, Status.COMPLETE, Status.OPEN},
    Status.AMO_RECEIVED: {Status.RECEIVED, Status.CANCELLED_AMO, Status.MODIFY_AMO_RECEIVED},
    Status.MODIFY_AMO_RECEIVED: {Status.RECEIVED, Status.CANCELLED_AMO},
}  # fmt: skip


def on_tick(instrument: SimInstrument, price: float, percent: float) -> Decimal:
    tick = instrument.tick_size
    exact = Decimal(str(price)) * Decimal(str(round(1 + percent / 100, 6)))
    return (exact / tick).to_integral_value() * tick


def gamble(exchange: Exchange, draw: random.Random, pool: list[SimInstrument]) -> None:
    """Place one order of any kind, sensible or not."""
    instrument = draw.choice(pool)
    quote = exchange.quote(instrument.instrument_token)
    assert quote is not None
    variety = draw.choice([Variety.REGULAR] * 5 + [Variety.AMO, Variety.CO, Variety.ICEBERG])
    product = draw.choice(list(Product))
    exchange.place(
        PlaceRequest(
            exchange=instrument.exchange,
            tradingsymbol=instrument.tradingsymbol,
            transaction_type=draw.choice(list(Side)),
            quantity=instrument.lot_size * draw.randint(1, 300),
            product=Product.MIS if variety is Variety.CO else product,
            order_type=draw.choice(list(OrderKind)),
            variety=variety,
            price=on_tick(instrument, quote.last_price, draw.uniform(-1, 1)),
            trigger_price=on_tick(instrument, quote.last_price, draw.uniform(-1.5, 1.5)),
            validity=draw.choice([Validity.DAY, Validity.DAY, Validity.IOC, Validity.TTL]),
            validity_ttl=draw.randint(1, 3),
            market_protection=Decimal(-1),
            iceberg_legs=draw.randint(2, 5),
            autoslice=draw.random() < 0.5,
        )
    )


def meddle(exchange: Exchange, draw: random.Random) -> None:
    """Change or cancel some working orders."""
    for row in exchange.orders():
        if row.status.terminal or draw.random() > 0.2:
            continue
        if draw.random() < 0.5:
            exchange.cancel(row.order_id, row.parent_order_id)
        else:
            exchange.modify(
                row.order_id,
                ModifyRequest(
                    quantity=draw.choice([None, row.quantity + 65, max(row.quantity // 2, 1)]),
                    price=draw.choice([None, row.price]),
                    order_type=draw.choice([None, None, OrderKind.MARKET, OrderKind.LIMIT]),
                    market_protection=Decimal(-1),
                ),
            )


def check_history(history: list[OrderSnapshot], traded: int) -> None:
    for before, after in pairwise(history):
        assert not before.status.terminal
        assert after.status is before.status or after.status in LEGAL[before.status], history
        assert after.filled_quantity >= before.filled_quantity
        assert after.at_ns >= before.at_ns
    newest = history[-1]
    assert newest.filled_quantity == traded
    if newest.status is not Status.REJECTED:
        done = newest.filled_quantity + newest.cancelled_quantity
        assert done + newest.pending_quantity == newest.quantity
    if newest.status.terminal:
        assert newest.pending_quantity == 0
    if newest.status is Status.COMPLETE:
        assert newest.filled_quantity == newest.quantity


def check_account(exchange: Exchange) -> None:
    for row in exchange.positions()[0]:
        assert row.quantity == row.buy_quantity - row.sell_quantity
        assert row.pnl == row.value + row.quantity * row.last_price * row.multiplier
    funds = exchange.funds()
    assert funds.equity.net == funds.equity.cash - funds.equity.debits
    assert funds.commodity.net == funds.commodity.cash - funds.commodity.debits
    for holding in exchange.holdings():
        assert min(holding.quantity, holding.t1_quantity, holding.used_quantity) >= 0


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000), hours=st.booleans(), lenient=st.booleans())
def test_any_trading_keeps_orders_legal_and_the_account_balanced(
    seed: int, hours: bool, lenient: bool
) -> None:
    draw = random.Random(seed)
    options = SimOptions(
        strict_market=not lenient, convert_market=not lenient, cancel_loses_race=lenient,
        modify_quantity_is_total=not lenient,
    )  # fmt: skip
    exchange = Exchange(
        seed=seed, start_ns=START, hours=hours, cash=Decimal(10**8), options=options
    )
    tradable = [i for i in exchange.instruments.values() if not i.is_index]
    names = ("RELIANCE", "INFY", "SBIN", "IDEA")
    known = [exchange.find("NSE", name) for name in names]
    pool = draw.sample(tradable, 6) + [i for i in known if i is not None]
    for _ in range(25):
        gamble(exchange, draw, pool)
        meddle(exchange, draw)
        wait_s = draw.choice([0.02, 0.1, 1, 5, 60, 1800])
        exchange.advance_to(exchange.now_ns + int(wait_s * 1e9))
        for row in exchange.orders():
            history = exchange.order_history(row.order_id)
            trades = exchange.order_trades(row.order_id)
            assert history is not None
            assert trades is not None
            assert history[-1] == row
            check_history(history, sum(trade.quantity for trade in trades))
        check_account(exchange)
