"""Every rule of a fund order, a SIP and its change: the number at the edge passes, the next does not."""

from decimal import Decimal

import pytest

from terminal.domain.mutual import (
    FundOrderState,
    FundRules,
    SipChange,
    SipFrequency,
    SipState,
)
from terminal.domain.order import Side
from terminal.mutual import rules
from terminal.mutual.rules import Position
from tests.unit.mutual.conftest import (
    DEBT,
    buy,
    make_holding,
    make_order,
    make_scheme,
    make_sip,
    plan,
    redeem,
)

RULES = FundRules(writes=True)
NOTHING = Position()
HELD = Position(held=Decimal("10.5"), pledged=Decimal(2), redeeming=Decimal("0.5"))


def codes(found) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in found]


@pytest.mark.parametrize(
    ("amount", "position", "code"),
    [
        ("1000", NOTHING, None),
        ("900", NOTHING, "amount_minimum"),
        ("1050", NOTHING, "amount_multiple"),
        ("500", HELD, None),
        ("400", HELD, "amount_minimum"),
        ("0", NOTHING, "no_amount"),
        ("-1000", NOTHING, "no_amount"),
        ("NaN", NOTHING, "no_amount"),
    ],
)
def test_a_purchase_keeps_minimum_and_multiple(amount, position, code):
    found = rules.check_order(buy(amount), make_scheme(), position)
    assert codes(found) == ([] if code is None else [(code, "amount")])


def test_the_fix_names_an_amount_that_passes():
    (objection,) = rules.check_order(buy("1050"), make_scheme(), NOTHING)
    assert objection.text == "₹1,050 is no multiple of ₹100."
    assert objection.fix == "Enter ₹1,000."
    scheme = make_scheme(minimum_purchase=Decimal(1001), purchase_multiple=Decimal(100))
    (objection,) = rules.check_order(buy("1050"), scheme, NOTHING)
    assert objection.fix == "Enter ₹1,100."


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        ("8", None),  # all that is free
        ("8.001", "more_than_held"),
        ("1", None),
        ("0.5", "quantity_minimum"),
        ("1.0005", "quantity_multiple"),
        ("0", "no_quantity"),
        ("Infinity", "no_quantity"),
    ],
)
def test_a_redemption_is_of_what_is_held_less_pledged_and_already_redeeming(quantity, code):
    found = rules.check_order(redeem(quantity), make_scheme(), HELD)
    assert codes(found) == ([] if code is None else [(code, "quantity")])


def test_all_that_is_left_may_go_whatever_the_minimum():
    crumbs = Position(held=Decimal("0.0123"))
    assert rules.check_order(redeem("0.0123"), make_scheme(), crumbs) == []
    assert codes(rules.check_order(redeem("0.01"), make_scheme(), crumbs)) == [
        ("quantity_minimum", "quantity")
    ]


def test_the_words_say_where_the_units_are():
    (objection,) = rules.check_order(redeem("9"), make_scheme(), HELD)
    assert "8 units free (held 10.5, pledged 2, in open redemptions 0.5)" in objection.text


def test_a_closed_or_unknown_fund_and_the_wrong_kind_of_number():
    closed = make_scheme(purchase_allowed=False, redemption_allowed=False)
    assert codes(rules.check_order(buy(), closed, NOTHING)) == [("purchase_closed", "scheme")]
    assert codes(rules.check_order(redeem(1), closed, HELD)) == [("redemption_closed", "scheme")]
    assert codes(rules.check_order(buy(), None, NOTHING)) == [("no_scheme", "scheme")]
    both = buy(quantity=Decimal(1))
    assert codes(rules.check_order(both, make_scheme(), NOTHING)) == [
        ("quantity_given", "quantity")
    ]
    both = buy(side=Side.SELL)
    assert codes(rules.check_order(both, make_scheme(), HELD)) == [("amount_given", "amount")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"amount": Decimal(500)}, [("amount_minimum", "amount")]),
        ({"amount": Decimal(500), "initial_amount": Decimal(1000)}, []),
        ({"initial_amount": Decimal(500)}, [("amount_minimum", "initial_amount")]),
        ({"day": 0}, [("day_range", "day")]),
        ({"day": 28}, []),
        ({"day": 29}, [("day_range", "day")]),
        ({"frequency": SipFrequency.WEEKLY, "day": 0}, []),
        ({"frequency": SipFrequency.WEEKLY, "day": 5}, [("day_weekly", "day")]),
        ({"frequency": SipFrequency.QUARTERLY}, []),
        ({"instalments": None}, []),
        ({"instalments": 1}, []),
        ({"instalments": 0}, [("instalments", "instalments")]),
        ({"instalments": 9999}, [("instalments", "instalments")]),
    ],
)
def test_a_sip_keeps_its_rules(fields, expected):
    assert codes(rules.check_sip(plan(**fields), make_scheme(), RULES, NOTHING)) == expected


def test_a_sip_of_what_is_held_needs_the_additional_minimum_only():
    assert rules.check_sip(plan(500), make_scheme(), RULES, HELD) == []


def test_a_sip_of_a_closed_or_unknown_fund_or_strange_rhythm():
    monthly = FundRules(writes=True, frequencies=(SipFrequency.MONTHLY,))
    weekly = plan(frequency=SipFrequency.WEEKLY, day=0)
    assert codes(rules.check_sip(weekly, make_scheme(), monthly, NOTHING)) == [
        ("frequency", "frequency")
    ]
    closed = make_scheme(purchase_allowed=False)
    assert codes(rules.check_sip(plan(), closed, RULES, NOTHING)) == [("purchase_closed", "scheme")]
    assert codes(rules.check_sip(plan(), None, RULES, NOTHING)) == [("no_scheme", "scheme")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (SipChange(), [("no_change", "")]),
        (SipChange(amount=Decimal(2000), day=5, paused=False), [("no_change", "")]),
        (SipChange(paused=True), []),
        (SipChange(amount=Decimal(600)), []),  # instalments are done: the additional minimum
        (SipChange(amount=Decimal(400)), [("amount_minimum", "amount")]),
        (SipChange(day=29), [("day_range", "day")]),
        (SipChange(instalments=3), [("instalments", "instalments")]),
        (SipChange(instalments=4), []),
        (SipChange(instalments=0), []),
        (SipChange(instalments=-5), [("instalments", "instalments")]),
        (SipChange(frequency=SipFrequency.WEEKLY), [("day_weekly", "day")]),
        (SipChange(frequency=SipFrequency.WEEKLY, day=0), []),
    ],
)
def test_a_change_keeps_the_rules_of_what_it_changes(change, expected):
    sip = make_sip(done=3)
    assert codes(rules.check_change(sip, change, make_scheme(), RULES)) == expected


def test_an_ended_or_uncertain_sip_is_not_changed():
    change = SipChange(paused=True)
    for state, code in ((SipState.CANCELLED, "ended"), (SipState.UNKNOWN, "busy")):
        sip = make_sip(state=state)
        assert codes(rules.check_change(sip, change, make_scheme(), RULES)) == [(code, "")]
        assert codes(rules.check_end(sip)) == [(code, "")]
    assert rules.check_end(make_sip(state=SipState.PAUSED)) == []


def test_a_broker_that_takes_no_writes_says_why_and_where():
    closed = FundRules(writes=False, why="No fund orders here.", link="https://example.org")
    (objection,) = rules.check_account(closed, "a", "", loaded=True)
    assert (objection.code, objection.field) == ("writes_off", "account")
    assert objection.text == "No fund orders here."
    assert "https://example.org" in objection.fix
    assert codes(rules.check_account(None, "a", "", loaded=True)) == [("no_account", "account")]
    assert codes(rules.check_account(RULES, "a", "", loaded=False)) == [("not_loaded", "account")]
    assert rules.check_account(RULES, "a", "", loaded=True) == []


def test_units_are_counted_over_folios_and_open_redemptions_only():
    holdings = [make_holding(3), make_holding(4, folio="2", pledged=Decimal(1)),
                make_holding(9, isin=DEBT)]  # fmt: skip
    sale = {"side": Side.SELL, "quantity": Decimal(2)}
    orders = [
        make_order(**sale),
        make_order(**sale, state=FundOrderState.UNKNOWN),
        make_order(**sale, state=FundOrderState.COMPLETE),
        make_order(**sale, isin=DEBT),
        make_order(),
    ]
    position = rules.position_of(holdings[0].isin, holdings, orders)
    assert (position.held, position.pledged, position.redeeming) == (7, 1, 4)
    assert position.free == 2
    assert Position(held=Decimal(1), redeeming=Decimal(2)).free == 0
