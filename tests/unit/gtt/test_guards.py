"""What a trigger may look like: each refusal names its field and a way to mend it."""

from datetime import date
from decimal import Decimal

import pytest

from terminal.domain.gtt import GttKind, GttState
from terminal.domain.ids import AccountId, InstrumentId, InstrumentKind
from terminal.domain.notice import Objection, Refused
from terminal.domain.order import OrderType, Product, Side
from terminal.gtt import rules
from terminal.gtt.rules import at_percent, default_limit, describe, distance_percent, lifetime
from tests.fakes.clock import START_NS
from tests.make import ACCOUNT, INFY, NIFTY, NIFTY_CALL, make_instrument
from tests.unit.gtt.desk import STOP, TARGET, Desk, leg, listed, wish

BUY = Side.BUY


def told(desk: Desk, *legs: object, **fields: object) -> dict[str, Objection]:
    objections = desk.service.check(wish(*legs, **fields))  # type: ignore[arg-type]
    return {each.code: each for each in objections}


def test_a_sound_trigger_has_nothing_against_it(desk: Desk) -> None:
    assert told(desk) == {}
    assert told(desk, STOP, TARGET) == {}


@pytest.mark.parametrize(
    ("legs", "code", "field"),
    [
        ((leg("95.02", "94.5"),), "tick", "trigger_price"),
        ((leg("95", "94.52"),), "tick", "price"),
        ((leg("0", "94.5"),), "price", "trigger_price"),
        ((leg("95", "-1"),), "price", "price"),
        ((leg("NaN", "94.5"),), "price", "trigger_price"),
        ((leg("95", "94.5", quantity=0),), "quantity", "quantity"),
        ((leg("100", "99.5"),), "at_last", "trigger_price"),
        ((STOP, leg("110.01", "109.45")), "tick", "target_trigger_price"),
        ((STOP, leg("110", "109.46")), "tick", "target_price"),
        ((STOP, leg("110", "109.45", quantity=-5)), "quantity", "target_quantity"),
        ((leg("101", "100"), TARGET), "two_sides", "trigger_price"),
        ((STOP, leg("99", "98")), "two_sides", "target_trigger_price"),
        ((leg("95", "94.5", product=Product.MIS),), "product", "product"),
        ((leg("95", "94.5", product=Product.NRML),), "product", "product"),
        ((leg("95", "94.5", order_type=OrderType.MARKET),), "order_type", "price"),
        (
            (leg("95", "95.5", side=BUY), leg("110", "110.6", side=BUY)),
            "oco_buy",
            "side",
        ),
    ],
)
async def test_what_can_never_be_sent(
    desk: Desk, legs: tuple[object, ...], code: str, field: str
) -> None:
    objection = told(desk, *legs)[code]
    assert (objection.level, objection.field) == ("never", field)
    assert objection.text
    assert objection.fix
    everything = frozenset({code, "near_last", "limit_not_beyond", "duplicate"})
    result = await desk.service.create(wish(*legs), confirmed=everything)  # type: ignore[arg-type]
    assert isinstance(result, Refused)
    assert desk.facet.created == []


@pytest.mark.parametrize(
    ("given", "code", "field", "says"),
    [
        (leg("95", "95"), "limit_not_beyond", "price", "on the trigger"),
        (leg("95", "95.5"), "limit_not_beyond", "price", "before the trigger"),
        (leg("110", "110.5"), "limit_not_beyond", "price", "before the trigger"),
        (leg("110", "110", side=BUY), "limit_not_beyond", "price", "on the trigger"),
        (leg("99.8", "99"), "near_last", "trigger_price", "0.20 %"),
    ],
)
async def test_what_is_asked_and_passes_when_confirmed(
    desk: Desk, given: object, code: str, field: str, says: str
) -> None:
    objection = told(desk, given)[code]
    assert (objection.level, objection.field) == ("ask", field)
    assert says in objection.text
    assert isinstance(await desk.service.create(wish(given)), Refused)  # type: ignore[arg-type]
    await desk.service.create(wish(given), confirmed=frozenset({code}))  # type: ignore[arg-type]
    assert len(desk.facet.created) == 1


def test_derivatives_have_lots_and_nrml_and_may_buy_on_two_legs(desk: Desk) -> None:
    legs = [
        leg("90", "90.5", side=BUY, quantity=75, product=Product.NRML),
        leg("110", "110.6", side=BUY, quantity=75, product=Product.NRML),
    ]
    assert told(desk, *legs, instrument=NIFTY_CALL) == {}
    assert "product" in told(desk, leg("95", "94.5", quantity=75), instrument=NIFTY_CALL)
    odd = leg("95", "94.5", quantity=80, product=Product.NRML)
    assert told(desk, odd, instrument=NIFTY_CALL)["lot"].fix == "Enter 75 or 150."


def test_what_cannot_be_traded_or_is_not_known(desk: Desk) -> None:
    assert "not_tradable" in told(desk, instrument=NIFTY)
    assert "unknown_instrument" in told(desk, instrument=InstrumentId("NSE", "GONE"))
    assert "legs" in told(desk, STOP, kind=GttKind.TWO_LEG)
    assert "no_account" in told(desk, account=AccountId("kite:NOBODY"))


def test_without_any_price_the_sides_cannot_be_known(desk: Desk) -> None:
    desk.prices.forget(INFY)
    assert "no_price" in told(desk, last_price=Decimal(0))
    assert told(desk, last_price=Decimal(100)) == {}  # the editor saw one


async def test_the_last_price_sent_is_the_newest(desk: Desk) -> None:
    desk.prices.set(INFY, 101.05)
    await desk.service.create(wish())
    assert desk.facet.created[0].last_price == Decimal("101.05")


async def test_the_cap_counts_what_is_active_or_on_its_way(desk: Desk) -> None:
    desk.facet.rows = [listed(str(n), leg("90", "89.5")) for n in range(249)]
    desk.facet.rows.append(listed("gone", state=GttState.DELETED))
    await desk.service.refresh(ACCOUNT)
    assert told(desk) == {}
    await desk.service.create(wish())
    objection = told(desk, TARGET)["count_cap"]
    assert "250" in objection.text
    assert "count_cap" not in {each.code for each in desk.service.check(wish(TARGET), replaces="0")}


async def test_the_same_terms_twice_is_asked(desk: Desk) -> None:
    await desk.service.create(wish())
    assert told(desk)["duplicate"].level == "ask"


async def test_a_modification_is_of_an_active_trigger_and_changes_something(desk: Desk) -> None:
    desk.facet.rows = [listed("1"), listed("2", state=GttState.DELETED)]
    await desk.service.refresh(ACCOUNT)

    def codes(key: str, *legs: object, **fields: object) -> set[str]:
        intent = wish(*legs, **fields)  # type: ignore[arg-type]
        return {each.code for each in desk.service.check(intent, replaces=key)}

    assert codes("1") == {"no_change"}
    assert codes("1", TARGET) == set()
    assert codes("1", STOP, TARGET) == set()
    assert codes("2", TARGET) == {"not_active"}
    assert codes("3", TARGET) == {"gone"}
    option = leg("95", "94.5", quantity=75, product=Product.NRML)
    assert codes("1", option, instrument=NIFTY_CALL) == {"other_instrument"}
    desk.service.delete_soon("1")
    assert "busy" in codes("1", TARGET)


def test_the_order_gate_speaks_of_the_order_but_not_of_this_minute(desk: Desk) -> None:
    desk.objections["gate"] = (
        Objection(code="max_quantity", text="Too many.", field="quantity"),
        Objection(code="max_percent_from_market", text="Far.", field="price"),
        Objection(code="max_value_per_day", text="Day."),
        Objection(code="stale_price", text="Old."),
    )
    objections = desk.service.check(wish(STOP, TARGET))
    assert [(o.code, o.field) for o in objections] == [
        ("max_quantity", "quantity"),
        ("max_quantity", "target_quantity"),
    ]
    assert objections[0].text == "Of the order it will place: Too many."
    first = desk.gated[-2]
    assert (first.side, first.price, first.order_type) == (Side.SELL, STOP.price, OrderType.LIMIT)


def test_selling_a_holding_without_authorisation_is_asked(desk: Desk) -> None:
    desk.unauthorised = 7
    objection = told(desk)["authorisation"]
    assert (objection.level, objection.field) == ("ask", "quantity")
    assert "7 of these shares" in objection.text
    assert told(desk, leg("95", "95.5", side=BUY)) == {}


async def test_before_the_list_was_read_nothing_is_sent(tmp_path) -> None:
    desk = Desk(tmp_path)
    await desk.journal.open()
    desk.service.attach(desk.broker)
    assert set(told(desk)) == {"not_loaded"}
    await desk.close()


# -- arithmetic and words


@pytest.mark.parametrize(
    ("trigger", "side", "tick", "limit"),
    [
        ("100", Side.BUY, "0.05", "100.5"),
        ("100", Side.SELL, "0.05", "99.5"),
        ("10", Side.BUY, "0.05", "10.25"),  # five ticks are more than half a percent
        ("10", Side.SELL, "0.05", "9.75"),
        ("101.3", Side.BUY, "0.05", "101.85"),  # 101.8065, further beyond
        ("101.3", Side.SELL, "0.05", "100.75"),
        ("0.1", Side.SELL, "0.05", "0.05"),
        ("24000", Side.SELL, "0.1", "23880"),
    ],
)
def test_the_default_limit_lies_beyond(trigger: str, side: Side, tick: str, limit: str) -> None:
    instrument = make_instrument(INFY, tick=tick)
    found = default_limit(Decimal(trigger), side, instrument)
    assert found == Decimal(limit)
    assert instrument.grid.is_legal(found)


def test_distances() -> None:
    assert distance_percent(Decimal(95), Decimal(100)) == -5
    assert distance_percent(Decimal(105), Decimal(100)) == 5
    assert distance_percent(Decimal(105), Decimal(0)) is None
    assert at_percent(Decimal(100), Decimal("-2.52"), make_instrument(INFY)) == Decimal("97.5")


def test_sentences() -> None:
    assert describe(listed("1")) == ("When INFY falls to 95.00, sell 10 at 94.50 (CNC).")
    assert describe(wish(STOP, leg("110", "109.45", quantity=100000))) == (
        "When INFY falls to 95.00, sell 10 at 94.50 (CNC), or when INFY rises to 110.00, sell"
        " 1,00,000 at 109.45 (CNC); the first to fire ends the other."
    )
    assert "1E+40" in describe(wish(leg("1E+40", "1")))


def test_how_long_it_waits_is_told() -> None:
    year = rules.GttRules()
    assert lifetime(year, make_instrument(INFY), START_NS) == (
        "It waits for one year, until 20 Nov 2027."
    )
    assert lifetime(year, make_instrument(NIFTY_CALL), START_NS) == (
        "It waits until the contract ends on 24 Nov 2026 at the latest."
    )
    far = InstrumentId("NFO", "X", InstrumentKind.FUTURE, date(2029, 1, 1))
    assert "one year" in lifetime(year, make_instrument(far), START_NS)
