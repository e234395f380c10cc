"""Mutual funds in words: states, rules and the sentences on buttons."""

from datetime import date
from decimal import Decimal

import pytest

from terminal.domain.ids import AccountId
from terminal.domain.mutual import (
    FundOrder,
    FundOrderState,
    Scheme,
    Sip,
    SipFrequency,
    SipState,
)
from terminal.domain.order import Side
from terminal.ui.mutual import words


def make_sip(**fields):
    values = {
        "key": "s1",
        "account": AccountId("practice:ZA1234"),
        "isin": "INF1",
        "name": "Fund",
        "state": SipState.ACTIVE,
        "amount": Decimal(1000),
        "frequency": SipFrequency.MONTHLY,
        "instalments": 12,
        "done": 3,
        "pending": 9,
    }
    return Sip(**(values | fields))


def make_scheme(**fields):
    values = {
        "isin": "INF1",
        "name": "Fund",
        "amc": "X",
        "category": "equity",
        "plan": "direct",
        "dividend": "growth",
        "purchase_allowed": True,
        "redemption_allowed": True,
        "minimum_purchase": Decimal(500),
        "purchase_multiple": Decimal(1),
        "minimum_additional": Decimal(100),
        "minimum_redemption": Decimal("0.001"),
        "redemption_multiple": Decimal("0.001"),
        "nav": Decimal(10),
        "nav_date": None,
    }
    return Scheme(**(values | fields))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("BirlaSunLifeMutualFund_MF", "Birla Sun Life"),
        ("HDFCMutualFund_MF", "HDFC"),
        ("ICICIPrudentialMutualFund_MF", "ICICI Prudential"),
        ("Nippon India Mutual Fund", "Nippon India"),
        ("360ONEMutualFund_MF", "360ONE"),
        ("MutualFund_MF", "MutualFund_MF"),
    ],
)
def test_fund_houses_are_named_as_people_do(raw, shown):
    assert words.amc(raw) == shown


def test_kinds_have_a_capital_and_known_short_forms_their_own():
    assert [words.kind(k) for k in ("equity", "fof", "elss", "payout")] == [
        "Equity",
        "Fund of funds",
        "ELSS",
        "Payout",
    ]


@pytest.mark.parametrize("state", [s for s in FundOrderState if s is not FundOrderState.OTHER])
def test_every_state_of_an_order_has_words(state):
    order = FundOrder(
        key="1",
        account=AccountId("a:b"),
        isin="I",
        name="Fund",
        side=Side.BUY,
        state=state,
    )
    assert words.order_state(order)
    assert words.order_color(order)


def test_a_state_that_nobody_knows_is_shown_in_the_brokers_words():
    order = FundOrder(
        key="1",
        account=AccountId("a:b"),
        isin="I",
        name="Fund",
        side=Side.BUY,
        state=FundOrderState.OTHER,
        status_text="UNDER_PROCESS",
    )
    assert words.order_state(order) == "Under process"
    assert words.sip_state(make_sip(state=SipState.OTHER, status_text="LAPSED")) == "Lapsed"


def test_a_sip_that_ran_out_is_completed_and_one_that_was_stopped_cancelled():
    done = make_sip(state=SipState.CANCELLED, done=12, pending=0)
    assert words.sip_state(done) == "Completed"
    assert words.sip_state(make_sip(state=SipState.CANCELLED)) == "Cancelled"
    assert words.progress(done) == "12 of 12"
    assert words.progress(make_sip(instalments=None)) == "3, until stopped"


@pytest.mark.parametrize(
    ("frequency", "day", "text"),
    [
        (SipFrequency.MONTHLY, 1, "1st"),
        (SipFrequency.MONTHLY, 2, "2nd"),
        (SipFrequency.MONTHLY, 11, "11th"),
        (SipFrequency.QUARTERLY, 23, "23rd"),
        (SipFrequency.MONTHLY, 0, "—"),
        (SipFrequency.WEEKLY, 1, "Monday"),
        (SipFrequency.WEEKLY, 0, "—"),
    ],
)
def test_days_of_a_sip(frequency, day, text):
    assert words.sip_day(frequency, day) == text


def test_the_terms_of_a_sip_are_a_sentence():
    monthly, weekly = SipFrequency.MONTHLY, SipFrequency.WEEKLY
    assert words.terms(Decimal(1000), monthly, 12, 5) == "₹1,000 every month on the 5th, 12 times"
    assert words.terms(Decimal("1000.5"), weekly, None, 0) == "₹1,000.50 every week until stopped"
    assert words.terms(Decimal(1000), weekly, 1, 3) == "₹1,000 every week on Wednesday, once"


def test_step_ups_are_read_and_odd_ones_kept():
    assert words.step_up(make_sip(step_up=(("15-01", Decimal("10.0")),))) == "+10% on 15 Jan"
    assert words.step_up(make_sip(step_up=(("yearly", Decimal(5)),))) == "+5% on yearly"
    assert words.step_up(make_sip()) == ""


def test_rules_are_whole_sentences():
    scheme = make_scheme()
    assert words.amount_rule(scheme, held=False) == "₹500 or more, in multiples of ₹1."
    assert words.amount_rule(scheme, held=True) == "₹100 or more, in multiples of ₹1."
    free = make_scheme(minimum_purchase=Decimal(0), purchase_multiple=Decimal(0))
    assert words.amount_rule(free, held=False) == "Any amount."
    assert words.units_rule(scheme, Decimal("12.5")) == (
        "Up to 12.500 units, at least 0.001, in steps of 0.001."
    )
    assert words.units_rule(None, Decimal(1)) == "Up to 1.000 units."


def test_buttons_say_the_whole_sentence():
    scheme = make_scheme(name="Alpha")
    assert (
        words.purchase_sentence(scheme, Decimal(125000), "ZA1") == "Buy for ₹1,25,000: Alpha · ZA1"
    )
    assert words.purchase_sentence(scheme, None, "ZA1") == "Buy Alpha · ZA1"
    assert words.redeem_sentence("Alpha", Decimal("1.5"), "ZA1", everything=False) == (
        "Redeem 1.500 units: Alpha · ZA1"
    )
    monthly = SipFrequency.MONTHLY
    assert words.sip_sentence("Alpha", Decimal(500), monthly, None, 5, "ZA1") == (
        "Start a SIP of ₹500 every month on the 5th until stopped: Alpha · ZA1"
    )


def test_what_is_not_known_is_a_dash():
    assert words.nav(Decimal(0)) == words.nav(None) == words.day(None) == words.rupees(None) == "—"
    assert words.short_day(date(2026, 11, 5)) == "5 Nov"
    assert words.spoken([("Equity", 60.4), ("Debt", 39.6)]) == "Equity 60 percent, Debt 40 percent"
