"""Laws of baskets: margins add up, reordering keeps every leg, files bring back what they took."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.baskets import files
from terminal.baskets.basket import (
    MOST_LEGS,
    Basket,
    Leg,
    clean_name,
    moved,
    other_order,
    sending_order,
)
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.order import OrderType, Product, Side, Validity
from terminal.sim.exchange import Exchange
from terminal.sim.types import (
    MarginItem,
    OrderKind,
    PlaceRequest,
    Rejection,
    SimOptions,
    Variety,
)
from terminal.sim.types import Product as SimProduct
from terminal.sim.types import Side as SimSide

START = 1_795_217_700 * 10**9
ACCOUNT = AccountId("practice:ZA1234")

symbols = st.text(
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789&- "), min_size=1, max_size=12
).filter(lambda text: text == text.strip())  # "NIFTY 50" has a blank, none begins with one
venues = st.sampled_from(["NSE", "BSE", "NFO", "MCX"])
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
strikes = st.decimals(Decimal("0.5"), 100_000, places=2)
instruments = st.one_of(
    st.builds(InstrumentId, venues, symbols),
    st.builds(InstrumentId, venues, symbols, st.just(InstrumentKind.FUTURE), days),
    st.builds(
        InstrumentId,
        venues,
        symbols,
        st.sampled_from([InstrumentKind.CALL, InstrumentKind.PUT]),
        days,
        strikes,
    ),
)
prices = st.decimals(Decimal("0.0001"), 10**8, places=4)


@st.composite
def leg(draw: st.DrawFn, key: int) -> Leg:
    kind = draw(st.sampled_from(OrderType))
    validity = draw(st.sampled_from(Validity))
    return Leg(
        key=key,
        instrument=draw(instruments),
        side=draw(st.sampled_from(Side)),
        quantity=draw(st.integers(1, 10**9)),
        order_type=kind,
        product=draw(st.sampled_from([Product.CNC, Product.MIS, Product.NRML, Product.MTF])),
        price=draw(prices if kind.has_price else st.none() | prices),
        trigger_price=draw(prices if kind.has_trigger else st.none() | prices),
        validity=validity,
        ttl_minutes=draw(st.integers(1, 1440)) if validity is Validity.TTL else None,
        reduces=draw(st.booleans()),
    )


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    keys = draw(st.lists(st.integers(1, 999), unique=True, max_size=MOST_LEGS))
    return Basket(
        name=draw(st.text(max_size=50).map(clean_name).filter(bool)),
        account=draw(st.sampled_from([AccountId(""), ACCOUNT])),
        buys_first=draw(st.booleans()),
        legs=tuple(draw(leg(key)) for key in keys),
    )


@settings(deadline=None)
@given(baskets())
def test_a_file_brings_back_what_it_took(basket: Basket) -> None:
    for text, name in ((files.to_json(basket), "b.json"), (files.to_csv(basket), "b.csv")):
        found = files.read(text, name)
        assert found.bad == ()
        assert found.basket == basket


@given(baskets(), st.data())
def test_reordering_neither_loses_nor_doubles_a_leg(basket: Basket, data: st.DataObject) -> None:
    keys = [each.key for each in basket.legs]
    chosen = data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    before = data.draw(st.integers(0, len(keys)))
    after = moved(basket, chosen, before)
    assert sorted(each.key for each in after.legs) == sorted(keys)
    assert {each.key: each for each in after.legs} == {each.key: each for each in basket.legs}
    for legs in (sending_order(after), other_order(after.legs) or after.legs):
        assert sorted(each.key for each in legs) == sorted(keys)
    if after.buys_first:
        sides = [each.side for each in sending_order(after)]
        assert sides == sorted(sides, key=lambda side: side is Side.SELL)


@given(baskets(), st.data())
def test_every_line_of_a_torn_file_is_a_leg_or_is_told(basket: Basket, data: st.DataObject) -> None:
    """Whatever is written over some lines, each is either read or returned with words."""
    lines = files.to_csv(basket).splitlines()
    body = lines[4:]
    for number in range(len(body)):
        if data.draw(st.booleans()):
            junk = data.draw(st.text(st.characters(exclude_categories=["C"], exclude_characters='"'),
                                     min_size=1, max_size=20).filter(str.strip))  # fmt: skip
            body[number] = junk
    found = files.read("\r\n".join([*lines[:4], *body]), "b.csv")
    told = sum(1 for line in body if line.replace(",", "").strip())
    assert len(found.basket.legs) + len(found.bad) == told
    assert all(bad.text and bad.source for bad in found.bad)


# -- margins on the practice exchange

_EXCHANGE: list[Exchange] = []
SYMBOLS = ("NIFTY26DECFUT", "BANKNIFTY26DECFUT")


def exchange() -> tuple[Exchange, list[str]]:
    """One exchange for all examples: the calculators change nothing."""
    if not _EXCHANGE:
        fresh = Exchange(
            seed=7, start_ns=START, cash=Decimal(10**9), options=SimOptions(margin_checks=False)
        )
        future = fresh.find("NFO", SYMBOLS[0])
        assert future is not None
        fresh.activate([future.instrument_token])
        fresh.advance_to(START + 2 * 10**9)
        bought = fresh.place(
            PlaceRequest(
                exchange="NFO", tradingsymbol=SYMBOLS[0], transaction_type=SimSide.BUY,
                quantity=130, product=SimProduct.NRML, order_type=OrderKind.MARKET,
                market_protection=Decimal(-1),
            )
        )  # fmt: skip
        assert not isinstance(bought, Rejection)
        fresh.advance_to(START + 6 * 10**9)
        _EXCHANGE.append(fresh)
    found = _EXCHANGE[0]
    options = [
        each.tradingsymbol
        for each in found.instruments.values()
        if each.is_option and each.underlying == "NIFTY"
    ][:12]
    return found, [*SYMBOLS, *options]


items = st.lists(
    st.tuples(
        st.integers(0, 13), st.sampled_from(SimSide), st.integers(1, 6), st.integers(20, 900)
    ),
    min_size=1,
    max_size=MOST_LEGS,
)


@settings(deadline=None, max_examples=60)
@given(items, st.booleans())
def test_a_basket_never_needs_more_than_its_legs(
    wanted: list[tuple[int, SimSide, int, int]], consider: bool
) -> None:
    sim, symbols_ = exchange()
    asked = [
        MarginItem(
            exchange="NFO", tradingsymbol=symbols_[n % len(symbols_)], transaction_type=side,
            variety=Variety.REGULAR, product=SimProduct.NRML, order_type=OrderKind.LIMIT,
            quantity=lots * 65, price=Decimal(price),
        )
        for n, side, lots, price in wanted
    ]  # fmt: skip
    found = sim.basket_margin(asked, consider_positions=consider)
    assert not isinstance(found, Rejection)
    total = sum((row.total for row in found.orders), Decimal(0))
    assert 0 <= found.final.total <= found.initial.total <= total
    turned = sim.basket_margin(asked[::-1], consider_positions=consider)
    assert not isinstance(turned, Rejection)
    assert 0 <= turned.final.total <= turned.initial.total
    if not consider:
        assert turned.final.total == found.final.total, "the order matters only on the way"


def test_the_law_has_teeth() -> None:
    """With the hedge first less is blocked on the way: the law is not kept by equal figures."""
    sim, symbols_ = exchange()
    put = next(s for s in symbols_ if s.endswith("PE"))
    legs = [
        MarginItem(
            exchange="NFO", tradingsymbol=symbol, transaction_type=side,
            variety=Variety.REGULAR, product=SimProduct.NRML, order_type=OrderKind.LIMIT,
            quantity=65, price=Decimal(100),
        )
        for symbol, side in ((put, SimSide.BUY), (SYMBOLS[0], SimSide.BUY))
    ]  # fmt: skip
    first = sim.basket_margin(legs, consider_positions=False)
    last = sim.basket_margin(legs[::-1], consider_positions=False)
    assert not isinstance(first, Rejection)
    assert not isinstance(last, Rejection)
    assert first.final.total == last.final.total
    assert first.final.total < sum(row.total for row in first.orders)
    assert first.initial.total < last.initial.total
    assert msgspec.structs.asdict(first.final)["option_premium"] == 6500
