"""What a ticket offers, says and changes, without a widget."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from terminal.domain.account import ConfirmLevel, Funds
from terminal.domain.notice import Objection
from terminal.domain.order import (
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from terminal.ui.ticket import rules
from terminal.ui.ticket.cost import available_funds
from terminal.ui.ticket.draft import (
    Draft,
    change,
    gaps,
    intent,
    intent_sentence,
    is_empty,
    sentence,
)
from terminal.ui.ticket.progress import stage
from terminal.ui.ticket.verdict import judge, splitting
from tests.fakes.broker import ALL
from tests.make import (
    ACCOUNT,
    CRUDE,
    INFY,
    NIFTY,
    NIFTY_CALL,
    make_instrument,
    make_order,
)

SHARE = make_instrument(INFY)
OPTION = make_instrument(NIFTY_CALL, lot=65, freeze=1800)
FUTURE = make_instrument(CRUDE, tick="1", multiplier="100")


def draft(**fields) -> Draft:
    values = {
        "account": ACCOUNT,
        "instrument": OPTION,
        "side": Side.BUY,
        "product": Product.MIS,
        "quantity": 130,
        "order_type": OrderType.LIMIT,
        "price": Decimal("112.35"),
    }
    return Draft(**(values | fields))


def test_products_fit_the_instrument_and_the_broker():
    few = replace(ALL, products=(Product.CNC, Product.NRML))
    assert rules.products(SHARE, ALL) == (Product.CNC, Product.MIS, Product.MTF)
    assert rules.products(OPTION, few) == (Product.NRML,)
    assert rules.products(SHARE, ALL, Variety.CO) == (Product.MIS,)
    assert rules.products(SHARE, ALL, Variety.AUCTION) == (Product.CNC,)


def test_commodities_are_not_offered_ioc():
    assert Validity.IOC not in rules.validities(FUTURE, ALL, Variety.REGULAR)
    assert Validity.IOC in rules.validities(SHARE, ALL, Variety.REGULAR)
    assert rules.validities(SHARE, ALL, Variety.AMO) == (Validity.DAY,)


def test_auction_is_for_shares_and_cover_orders_have_no_stop_types():
    assert Variety.AUCTION not in rules.varieties(OPTION, ALL)
    assert rules.order_types(ALL, Variety.CO) == (OrderType.MARKET, OrderType.LIMIT)
    assert rules.order_types(ALL, Variety.ICEBERG) == (OrderType.LIMIT,)


@given(
    lots=st.integers(1, 5000),
    lot=st.integers(1, 1000),
    count=st.integers(2, 50),
)
def test_iceberg_legs_are_whole_lots_and_add_up(lots, lot, count):
    parts = rules.legs(lots * lot, count, lot)
    assert sum(parts) == lots * lot
    assert len(parts) <= count
    assert all(part > 0 and part % lot == 0 for part in parts)


def test_many_equal_parts_are_told_as_a_product():
    assert rules.parts_text(5000, (1800, 1800, 1400)) == "5,000 → 1,800 + 1,800 + 1,400"
    assert rules.parts_text(10_400, (1800,) * 5 + (1400,)) == "10,400 → 5 × 1,800 + 1,400"
    assert rules.parts_text(9000, (1800,) * 5) == "9,000 → 5 × 1,800"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Buy 2 lots NIFTY 24000 CE @ 112.35 · MIS · ZA1234"),
        ({"quantity": 65, "side": Side.SELL}, "Sell 1 lot NIFTY 24000 CE @ 112.35 · MIS · ZA1234"),
        (
            {"order_type": OrderType.SL_M, "trigger_price": Decimal(110)},
            "Buy 2 lots NIFTY 24000 CE @ market · trigger 110.00 · MIS · ZA1234",
        ),
        (
            {"validity": Validity.TTL, "ttl_minutes": 7, "variety": Variety.AMO},
            "Buy 2 lots NIFTY 24000 CE @ 112.35 · MIS · AMO · 7 min · ZA1234",
        ),
        (
            {"quantity": 5200, "slicing": True},
            "Buy 80 lots NIFTY 24000 CE @ 112.35 · MIS · 3 slices · ZA1234",
        ),
        (
            {"instrument": SHARE, "quantity": 150_000, "reduces": True},
            "Buy 1,50,000 INFY @ 112.35 · MIS · exit · ZA1234",
        ),
        ({"quantity": 100}, "Buy 100 NIFTY 24000 CE @ 112.35 · MIS · ZA1234"),
        ({"quantity": None, "price": None}, "Buy — NIFTY 24000 CE @ — · MIS · ZA1234"),
    ],
)
def test_sentence_tells_the_whole_order(fields, text):
    assert sentence(draft(**fields)) == text


def test_sentence_of_an_intent_is_the_sentence_of_its_draft():
    wanted = draft(order_type=OrderType.MARKET, price=None)
    assert intent_sentence(intent(wanted), OPTION) == sentence(wanted)


def test_gaps_name_the_fields_that_are_missing():
    missing = gaps(
        draft(
            account=None,
            quantity=0,
            price=None,
            order_type=OrderType.SL,
            validity=Validity.TTL,
            variety=Variety.ICEBERG,
        )
    )
    assert [gap.field for gap in missing] == [
        "account",
        "quantity",
        "price",
        "trigger_price",
        "ttl_minutes",
        "iceberg_legs",
    ]
    assert gaps(draft()) == ()


def test_index_and_incomplete_drafts_make_no_intent():
    with pytest.raises(ValueError, match="index"):
        intent(draft(instrument=make_instrument(NIFTY)))
    with pytest.raises(ValueError, match="price"):
        intent(draft(price=None))


def test_intent_leaves_out_what_does_not_apply():
    wish = intent(
        draft(
            order_type=OrderType.MARKET,
            trigger_price=Decimal(9),
            ttl_minutes=5,
            iceberg_legs=4,
            auction_number="12",
        )
    )
    assert (wish.price, wish.trigger_price, wish.ttl_minutes) == (None, None, None)
    assert (wish.iceberg_legs, wish.auction_number) == (None, None)


def test_change_holds_only_what_differs():
    order = make_order(instrument=NIFTY_CALL, quantity=130, price=Decimal("112.35"))
    assert is_empty(change(draft(), order))
    assert change(draft(quantity=195), order) == OrderChange(quantity=195)
    to_market = change(draft(order_type=OrderType.MARKET), order)
    assert to_market == OrderChange(order_type=OrderType.MARKET, market_protection=Decimal(-1))


def test_protected_market_order_that_shows_a_band_price_is_unchanged():
    order = make_order(
        instrument=NIFTY_CALL, quantity=130, order_type=OrderType.MARKET, price=Decimal("114.60")
    )
    assert is_empty(change(draft(order_type=OrderType.MARKET, price=Decimal(112)), order))


def test_refusals_come_before_questions_and_gaps_come_last():
    ask = Objection(
        code="marketable", text="It fills at once.", level=ConfirmLevel.ASK, field="price"
    )
    never = Objection(code="lot", text="Not whole lots.", field="quantity")
    verdict = judge(draft(), gaps(draft(quantity=None)), (), (ask, never))
    assert [message.level for message in verdict.above] == ["never", "ask", "gap"]
    assert verdict.above[0].remedy == "Round"
    assert verdict.blocked
    assert not judge(draft(), (), (), (ask,)).blocked


def test_splitting_is_told_only_where_it_happens():
    assert splitting(draft()) == ""
    assert "slice it under Advanced" in splitting(draft(quantity=5200))
    assert splitting(draft(quantity=5200, slicing=True)).endswith("3 orders")
    assert "more than the 10" in splitting(draft(quantity=65 * 400, slicing=True))
    assert "send it in parts" in splitting(draft(quantity=5200, slices=False))
    unknown = make_instrument(NIFTY_CALL, lot=65)
    assert "the broker slices" in splitting(draft(instrument=unknown, slicing=True))


@pytest.mark.parametrize("state", list(OrderState))
def test_every_state_has_words_in_the_ticket(state):
    told = stage(make_order(state=state, filled=3, average_price=Decimal(100)))
    assert told.text
    assert 0 <= told.step <= 3
    assert (told.mood == "wait") == (state is OrderState.UNKNOWN)


def test_funds_come_from_the_segment_of_the_exchange():
    def segment(name: str, net: int) -> Funds:
        return Funds(
            account=ACCOUNT,
            segment=name,
            enabled=True,
            net=Decimal(net),
            available={},
            utilised={},
        )

    both = [segment("equity", 1), segment("commodity", 2)]
    assert available_funds(both, ACCOUNT, "NFO") == 1
    assert available_funds(both, ACCOUNT, "MCX") == 2
    assert available_funds(both, None, "NSE") is None
