"""What a trigger is said to wait for, to do, and to have become."""

from decimal import Decimal
from math import isnan, nan

import pytest

from terminal.domain.gtt import Gtt, GttKind, GttLeg, GttState
from terminal.domain.order import OrderType, Product, Side
from terminal.gtt.stages import GttStage
from terminal.ui.gtt.words import (
    DAY_NS,
    OPEN_STAGES,
    STAGE_COLOR,
    STAGE_HINTS,
    STAGE_WORDS,
    condition_words,
    days_left,
    distance,
    expiry_words,
    order_words,
    percent_from,
    stage_words,
)
from tests.fakes.clock import START_NS
from tests.make import ACCOUNT, INFY, NIFTY_CALL, make_instrument, make_order


def gtt(*triggers: str, last: str = "100", **leg: object) -> Gtt:
    values: dict[str, object] = {
        "side": Side.SELL,
        "quantity": 130,
        "price": Decimal(90),
        "product": Product.NRML,
        **leg,
    }
    legs = tuple(GttLeg(trigger_price=Decimal(t), **values) for t in triggers)  # type: ignore[arg-type]
    return Gtt(
        key="1",
        account=ACCOUNT,
        instrument=INFY,
        symbol="INFY",
        kind=GttKind.TWO_LEG if len(legs) == 2 else GttKind.SINGLE,
        state=GttState.ACTIVE,
        legs=legs,
        results=(None,) * len(legs),
        last_price=Decimal(last),
    )


@pytest.mark.parametrize("stage", list(GttStage))
def test_every_stage_has_its_own_words_a_colour_and_an_explanation(stage):
    assert stage_words(stage, None)
    assert list(STAGE_WORDS.values()).count(STAGE_WORDS[stage]) == 1
    assert STAGE_COLOR[stage]
    assert STAGE_HINTS[stage].endswith(".")


def test_green_and_gain_are_never_a_stage():
    assert "up" not in STAGE_COLOR.values()


def test_a_stage_that_ends_is_not_open():
    ended = {GttStage.FILLED, GttStage.EXPIRED, GttStage.DELETED, GttStage.NOT_PLACED}
    assert not ended & OPEN_STAGES


def test_a_part_that_filled_is_counted():
    order = make_order(quantity=1300, filled=325)
    assert stage_words(GttStage.PARTLY_FILLED, order) == "Triggered, 325 of 1,300 filled"


def test_the_condition_says_which_way_the_price_has_to_go():
    assert condition_words(gtt("95")) == "falls to 95.00"
    assert condition_words(gtt("1,05".replace(",", ""))) == "rises to 105.00"
    assert condition_words(gtt("95", "105.5")) == "falls to 95.00 or rises to 105.50"
    assert condition_words(gtt("83.4125", last="84"), 4) == "falls to 83.4125"


def test_the_order_is_told_in_lots_where_there_are_lots():
    call = make_instrument(NIFTY_CALL, lot=65)
    assert order_words(gtt("95"), call) == "Sell 2 lots @ 90.00 NRML"
    assert order_words(gtt("95"), None) == "Sell 130 @ 90.00 NRML"
    market = gtt("95", order_type=OrderType.MARKET)
    assert order_words(market, call) == "Sell 2 lots @ market NRML"


def test_the_distance_is_that_of_the_nearest_leg():
    assert distance((95.0,), 100.0) == pytest.approx(-5)
    assert distance((90.0, 104.0), 100.0) == pytest.approx(4)
    assert isnan(distance((95.0,), nan))
    assert isnan(distance((95.0,), 0.0))


def test_days_left_count_the_begun_one():
    now = START_NS
    assert days_left(now + DAY_NS, now) == 1
    assert days_left(now + DAY_NS + 1, now) == 2
    assert days_left(now - 5, now) == 0
    assert expiry_words(0, now) == "—"
    assert expiry_words(now + 3 * DAY_NS, now) == "23 Nov 2026 · 3 d"


def test_percent_from_needs_two_prices():
    assert percent_from(Decimal(100), Decimal("97.5")) == Decimal("-2.50")
    assert percent_from(None, Decimal(1)) is None
    assert percent_from(Decimal(0), Decimal(1)) is None
    assert percent_from(Decimal(100), None) is None
