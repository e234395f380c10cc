"""The wish as the editor's fields read it: gaps, rules in words, the sentence, the intent."""

from decimal import Decimal

import pytest

from terminal.domain.account import ConfirmLevel
from terminal.domain.gtt import GttKind, GttRules
from terminal.domain.ids import ClientOrderId
from terminal.domain.notice import Objection
from terminal.domain.order import Product, Side
from terminal.ui.gtt.draft import (
    GttDraft,
    LegDraft,
    gaps,
    intent,
    leg_title,
    offered_products,
    price_rule,
    quantity_rule,
    sentence,
    start_trigger,
    takes_oco,
    trigger_rule,
    usual_product,
)
from terminal.ui.gtt.verdict import judge
from terminal.ui.ticket.draft import Gap
from tests.make import ACCOUNT, INFY, NIFTY, NIFTY_CALL, make_instrument

SHARE = make_instrument(INFY)
CALL = make_instrument(NIFTY_CALL, lot=65, symbol="NIFTY26NOV24000CE")
LOW = LegDraft(trigger=Decimal(95), price=Decimal("94.5"), quantity=10)
HIGH = LegDraft(trigger=Decimal(110), price=Decimal("109.45"), quantity=10)


def draft(*legs: LegDraft, **fields: object) -> GttDraft:
    legs = legs or (LOW,)
    values: dict[str, object] = {
        "account": ACCOUNT,
        "instrument": SHARE,
        "kind": GttKind.TWO_LEG if len(legs) == 2 else GttKind.SINGLE,
        "side": Side.SELL,
        "product": Product.CNC,
        "legs": legs,
        "last": Decimal(100),
    }
    return GttDraft(**(values | fields))  # type: ignore[arg-type]


def test_what_is_missing_is_named_by_field():
    empty = draft(LegDraft(), LegDraft(), account=None, product=None, last=None)
    assert [gap.field for gap in gaps(empty)] == [
        "account",
        "product",
        "",
        "trigger_price",
        "price",
        "quantity",
        "target_trigger_price",
        "target_price",
        "target_quantity",
    ]
    assert gaps(draft()) == ()
    assert gaps(draft(instrument=None))[0].field == "instrument"
    assert "index" in gaps(draft(instrument=make_instrument(NIFTY)))[0].text
    with pytest.raises(ValueError, match="trigger"):
        intent(draft(LegDraft()))


def test_the_intent_is_what_the_fields_say():
    wish = intent(draft(LOW, HIGH), ClientOrderId("GTTX1"))
    assert wish.kind is GttKind.TWO_LEG
    assert [(leg.trigger_price, leg.price, leg.quantity) for leg in wish.legs] == [
        (Decimal(95), Decimal("94.5"), 10),
        (Decimal(110), Decimal("109.45"), 10),
    ]
    assert {(leg.side, leg.product) for leg in wish.legs} == {(Side.SELL, Product.CNC)}
    assert (wish.client_id, wish.last_price) == ("GTTX1", Decimal(100))


def test_the_sentence_says_everything():
    assert sentence(draft()) == "Sell 10 INFY @ 94.50 when it falls to 95.00 · CNC · ZA1234"
    rising = LegDraft(trigger=Decimal(105), price=Decimal("105.55"), quantity=10)
    assert "@ 105.55 when it rises to 105.00" in sentence(draft(rising, side=Side.BUY))
    assert sentence(draft(LOW, HIGH)) == (
        "Sell 10 INFY when it falls to 95.00 or rises to 110.00 · at 94.50 or 109.45 · CNC · ZA1234"
    )
    half = LegDraft(trigger=Decimal(110), price=Decimal(109), quantity=5)
    assert sentence(draft(LOW, half)).startswith("Sell 10 or 5 INFY when")
    lots = LegDraft(trigger=Decimal(95), price=Decimal("94.5"), quantity=130)
    assert sentence(draft(lots, instrument=CALL)).startswith("Sell 2 lots NIFTY 24000 CE @ 94.50")
    assert sentence(draft(), modifying=True).startswith("Change to: sell 10 INFY")


def test_every_field_has_its_rule():
    two = draft(LOW, HIGH)
    assert trigger_rule(two, 0) == "below 100.00 · tick 0.05"
    assert trigger_rule(two, 1) == "above 100.00 · tick 0.05"
    assert trigger_rule(draft(), 0) == "falls to it · tick 0.05"
    assert trigger_rule(draft(LegDraft()), 0) == "not 100.00 · tick 0.05"
    assert trigger_rule(draft(LegDraft(trigger=Decimal(100))), 0) == "not 100.00 · tick 0.05"
    assert price_rule(draft(), 0) == "0.53% below · tick 0.05"
    on = LegDraft(trigger=Decimal(95), price=Decimal(95))
    assert price_rule(draft(on), 0) == "on the trigger · tick 0.05"
    assert price_rule(draft(LegDraft(), side=Side.BUY), 0) == "above trigger · tick 0.05"
    assert quantity_rule(draft(), 0) == "whole units, 1 up"
    assert quantity_rule(draft(), 0, 40) == "of 40 held"
    assert quantity_rule(draft(side=Side.BUY), 0, 40) == "whole units, 1 up"
    assert quantity_rule(draft(side=Side.BUY), 0, -40) == "of 40 held"
    assert quantity_rule(draft(LegDraft(quantity=130), instrument=CALL), 0) == "× 65 = 130"
    assert quantity_rule(draft(LegDraft(), instrument=CALL), 0) == "1 lot = 65"


def test_the_legs_are_named_by_what_they_do():
    assert [leg_title(draft(LOW, HIGH), n) for n in (0, 1)] == ["Stop-loss", "Target"]
    short = draft(LOW, HIGH, side=Side.BUY)
    assert [leg_title(short, n) for n in (0, 1)] == ["Target", "Stop-loss"]
    assert leg_title(draft(), 0) == ""


def test_products_are_those_that_fit_and_that_triggers_take():
    taken = GttRules()
    assert offered_products(SHARE, taken) == (Product.CNC, Product.MTF)
    assert offered_products(CALL, taken) == (Product.NRML,)
    assert usual_product(SHARE, taken, Product.MTF) is Product.MTF
    assert usual_product(SHARE, taken, Product.MIS) is Product.CNC
    assert usual_product(CALL, taken, None) is Product.NRML
    assert usual_product(CALL, GttRules(products=(Product.CNC,)), None) is None


def test_two_legs_to_buy_need_a_derivative():
    taken = GttRules()
    assert takes_oco(SHARE, Side.SELL, taken)
    assert not takes_oco(SHARE, Side.BUY, taken)
    assert takes_oco(CALL, Side.BUY, taken)
    assert takes_oco(SHARE, Side.BUY, GttRules(oco_buy_on_shares=True))


def test_a_start_is_legal_and_never_the_last_price():
    assert start_trigger(Decimal(100), Decimal(-5), SHARE) == Decimal(95)
    assert start_trigger(Decimal("0.05"), Decimal(-5), SHARE) == Decimal("0.05")
    assert start_trigger(Decimal("0.10"), Decimal(5), SHARE) == Decimal("0.15")
    assert start_trigger(None, Decimal(5), SHARE) is None


def test_refusals_stand_before_questions_and_gaps():
    ask = Objection(code="near_last", text="Near.", level=ConfirmLevel.ASK, field="trigger_price")
    never = Objection(code="tick", text="Off.", fix="Snap it.", field="price")
    verdict = judge((), (), (ask, never))
    assert verdict.blocked
    assert verdict.beside["price"] == ("off the tick", "never")
    assert verdict.beside["trigger_price"] == ("very near the last price", "ask")
    assert [m.text for m in verdict.above] == ["Off. Snap it.", "Near."]
    assert verdict.remedies == (("tick", "price"),)
    assert not judge((), (), (ask,)).blocked


def test_unreadable_fields_are_no_gaps_as_well():
    verdict = judge((Gap("price", "Enter a limit price"),), (("price", "'x' is no price"),), ())
    assert verdict.beside == {"price": ("cannot be read", "never")}
    assert [m.text for m in verdict.above] == ["'x' is no price"]
    assert verdict.blocked
    gap = judge((Gap("price", "Enter a limit price"),), (), ())
    assert gap.beside == {"price": ("needed", "gap")}
    assert gap.blocked
