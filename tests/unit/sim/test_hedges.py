"""Hedges on the practice exchange: what the basket calculator promises is what is blocked."""

from decimal import Decimal

from terminal.sim.exchange import Exchange
from terminal.sim.hedges import Risk, benefit
from terminal.sim.types import (
    MarginItem,
    OrderKind,
    PlaceRequest,
    Product,
    Rejection,
    Side,
    SimInstrument,
    SimOptions,
    Variety,
)

START = 1_795_217_700 * 10**9
FUTURE = "NIFTY26DECFUT"


def exchange(cash: int = 10**7) -> tuple[Exchange, SimInstrument, SimInstrument]:
    """An exchange, its NIFTY future, and a put of the same expiry that is traded."""
    found = Exchange(seed=7, start_ns=START, cash=Decimal(cash), options=SimOptions())
    future = found.find("NFO", FUTURE)
    assert future is not None
    last = found.quote(future.instrument_token)
    puts = [
        i
        for i in found.instruments.values()
        if i.underlying == "NIFTY" and i.instrument_type == "PE" and i.expiry == future.expiry
    ]
    level = last.last_price if last is not None else Decimal(25_000)
    put = min(puts, key=lambda i: abs(i.strike - Decimal(level)))
    found.activate([future.instrument_token, put.instrument_token])
    found.advance_to(START + 3 * 10**9)
    return found, future, put


def item(instrument: SimInstrument, side: Side, lots: int = 1) -> MarginItem:
    return MarginItem(
        exchange=instrument.exchange, tradingsymbol=instrument.tradingsymbol,
        transaction_type=side, variety=Variety.REGULAR, product=Product.NRML,
        order_type=OrderKind.LIMIT, quantity=lots * instrument.lot_size, price=Decimal(100),
    )  # fmt: skip


def trade(found: Exchange, instrument: SimInstrument, side: Side) -> None:
    done = found.place(
        PlaceRequest(
            exchange=instrument.exchange, tradingsymbol=instrument.tradingsymbol,
            transaction_type=side, quantity=instrument.lot_size, product=Product.NRML,
            order_type=OrderKind.MARKET, market_protection=Decimal(-1),
        )
    )  # fmt: skip
    assert not isinstance(done, Rejection), done
    found.advance_to(found.now_ns + 5 * 10**9)


def test_nothing_opposed_gets_nothing_back() -> None:
    _, future, put = exchange()
    alone = [Risk(future, 65, Decimal(1000))]
    assert benefit(alone) == 0
    same_way = [*alone, Risk(put, -65, Decimal(800))]  # a sold put gains above, too
    assert benefit(same_way) == 0
    against = [*alone, Risk(put, 65, Decimal(0))]
    assert benefit(against) == 600
    assert benefit([Risk(future, 130, Decimal(2000)), against[1]]) == 600, "only what is covered"


def test_a_hedged_position_blocks_less_as_the_calculator_said() -> None:
    found, future, put = exchange()
    said = found.basket_margin(
        [item(put, Side.BUY), item(future, Side.BUY)], consider_positions=False
    )
    assert not isinstance(said, Rejection)
    trade(found, future, Side.BUY)
    bare = found.funds().equity
    trade(found, put, Side.BUY)
    hedged = found.funds().equity
    back = bare.span - hedged.span
    assert back > bare.span / 2, "three fifths come back"
    assert abs(hedged.span - said.final.span) < said.final.span / 20


def test_positions_that_are_held_hedge_a_basket() -> None:
    found, future, put = exchange()
    trade(found, put, Side.BUY)
    asked = [item(future, Side.BUY)]
    alone = found.basket_margin(asked, consider_positions=False)
    held = found.basket_margin(asked, consider_positions=True)
    assert not isinstance(alone, Rejection)
    assert not isinstance(held, Rejection)
    assert held.final.total < alone.final.total
    assert held.orders[0].total == alone.orders[0].total, "a leg's own margin stays its own"


def test_two_legs_cannot_close_the_same_position_twice() -> None:
    found, future, _ = exchange()
    trade(found, future, Side.BUY)
    once = found.basket_margin([item(future, Side.SELL)], consider_positions=True)
    twice = found.basket_margin([item(future, Side.SELL)] * 2, consider_positions=True)
    assert not isinstance(once, Rejection)
    assert not isinstance(twice, Rejection)
    assert once.final.total == 0
    assert [row.total > 0 for row in twice.orders] == [False, True]
