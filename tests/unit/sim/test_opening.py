"""The first order in an instrument that nobody watches yet."""

from decimal import Decimal

import pytest

from terminal.sim.exchange import Exchange
from terminal.sim.types import OrderKind, Product, Side
from terminal.sim.types_orders import PlaceRequest

START_NS = 1_795_218_717_000_000_000


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_an_order_that_opens_a_book_fills_at_the_quoted_offer_and_not_at_its_own_limit(seed):
    exchange = Exchange(seed=seed, start_ns=START_NS)
    token = exchange.find("NSE", "RELIANCE").instrument_token
    quote = exchange.quote(token)
    limit = (Decimal(str(quote.last_price)) * Decimal("1.004")).quantize(Decimal("0.1"))
    exchange.place(
        PlaceRequest(
            exchange="NSE",
            tradingsymbol="RELIANCE",
            transaction_type=Side.BUY,
            quantity=10,
            product=Product.MIS,
            order_type=OrderKind.LIMIT,
            price=limit,
        )
    )
    for step in range(1, 13):
        exchange.advance_to(START_NS + step * 100_000_000)
    (trade,) = exchange.trades()
    assert trade.quantity == 10
    assert abs(float(trade.price) - quote.last_price) < 0.001 * quote.last_price
