"""Practice funds: whose NAV, liquid funds' own hours, step-ups, refused instalments."""

from __future__ import annotations

from decimal import Decimal

import pytest

from terminal.sim.funds_days import stamp_duty
from terminal.sim.types import MfSipChange, MfSipRequest, Rejection, Side
from tests.unit.sim.support import Trader, ist

EQUITY, LIQUID, HELD = "INF209K01YY7", "INF209KB1ZH2", "INF209K01VA3"


def placed(trader: Trader, isin: str = EQUITY, amount: int = 5000) -> str:
    order_id = trader.x.mf_place(
        tradingsymbol=isin, transaction_type=Side.BUY, amount=Decimal(amount)
    )
    assert isinstance(order_id, str), order_id
    return order_id


def settled_on(trader: Trader, order_id: str) -> str:
    trader.x.advance_to(trader.x.now_ns + 8 * 86_400 * 10**9)
    row = trader.x.mf_order(order_id)
    assert row is not None
    assert row.status == "COMPLETE"
    return str(row.exchange_date)


@pytest.mark.parametrize(
    ("when", "isin", "nav_of"),
    [
        ("2026-11-20 14:59", EQUITY, "2026-11-20"),
        ("2026-11-20 15:00", EQUITY, "2026-11-23"),  # a Friday after the cut-off
        ("2026-11-21 09:00", EQUITY, "2026-11-23"),
        ("2026-11-20 13:29", LIQUID, "2026-11-19"),
        ("2026-11-20 13:30", LIQUID, "2026-11-22"),  # the Sunday before the next dealing day
    ],
)
def test_an_order_gets_the_nav_of_its_dealing_day(when: str, isin: str, nav_of: str) -> None:
    trader = Trader(start_ns=ist(when))
    assert settled_on(trader, placed(trader, isin)) == nav_of


def test_no_fund_but_a_liquid_one_has_a_nav_of_a_sunday() -> None:
    trader = Trader(start_ns=ist("2026-11-23 10:00"))
    days = {row.scheme_type: str(row.last_price_date) for row in trader.x.mf_instruments()}
    assert (days["equity"], days["liquid"]) == ("2026-11-20", "2026-11-22")


def test_units_are_bought_with_what_stamp_duty_leaves() -> None:
    assert stamp_duty(Decimal(100_000)) == Decimal("5.00")
    trader = Trader()
    order_id = placed(trader, amount=100_000)
    settled_on(trader, order_id)
    row = trader.x.mf_order(order_id)
    assert row is not None
    assert row.quantity * row.average_price <= Decimal("99995.00")


def test_an_instalment_that_is_refused_is_a_rejected_row_and_not_done() -> None:
    trader = Trader()
    made = trader.x.mf_place_sip(
        MfSipRequest(
            tradingsymbol=EQUITY, amount=Decimal(500), instalments=3, frequency="weekly",
            initial_amount=Decimal(1000), tag="plan",
        )
    )  # fmt: skip
    assert not isinstance(made, Rejection)
    sip_id, first = made
    assert first is not None
    trader.x.mf_cancel(first)  # so the fund is not held, and 500 is no first purchase
    trader.x.advance_to(ist("2026-11-25 10:01"))
    instalment = trader.x.mf_orders()[0]
    assert (instalment.status, instalment.variety, instalment.tag) == ("REJECTED", "sip", "plan")
    assert instalment.status_message == "SIP: Minimum purchase amount is 1000."
    sip = trader.x.mf_sip(sip_id)
    assert sip is not None
    assert (sip.status, sip.completed_instalments, sip.pending_instalments) == ("ACTIVE", 0, 3)
    assert str(sip.next_instalment) == "2026-12-02"


def test_a_running_plan_is_not_stopped_by_switching_writes_off() -> None:
    trader = Trader()
    made = trader.x.mf_place_sip(
        MfSipRequest(tradingsymbol=EQUITY, amount=Decimal(2000), instalments=-1, frequency="weekly")
    )
    assert not isinstance(made, Rejection)
    trader.x.options.mf_writes = False
    trader.x.advance_to(ist("2026-11-25 10:01"))
    assert [row.status for row in trader.x.mf_orders()] == ["OPEN"]


def test_a_step_up_raises_the_instalment_once_its_day_has_come_also_over_new_year() -> None:
    trader = Trader(start_ns=ist("2026-12-16 10:00"))
    made = trader.x.mf_place_sip(
        MfSipRequest(
            tradingsymbol=EQUITY, amount=Decimal(1000), instalments=-1, frequency="monthly",
            instalment_day=5, step_up=(("25-12", 10),),
        )
    )  # fmt: skip
    assert not isinstance(made, Rejection)
    for month, amount in (("2027-01", 1100), ("2027-02", 1100)):
        trader.x.advance_to(ist(f"{month}-05 10:01"))
        assert trader.x.mf_orders()[0].amount == amount


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (MfSipChange(instalments=1), "instalments"),
        (MfSipChange(instalment_day=31), "instalment_day"),
        (MfSipChange(frequency="daily"), "frequency"),
        (MfSipChange(amount=Decimal(1)), "Minimum purchase amount"),
        (MfSipChange(step_up=(("nonsense", 10),)), "step_up"),
        (MfSipChange(status="dead"), "status"),
    ],
)
def test_a_change_that_breaks_a_rule_leaves_the_plan_as_it_is(
    change: MfSipChange, words: str
) -> None:
    trader = Trader()
    made = trader.x.mf_place_sip(
        MfSipRequest(tradingsymbol=EQUITY, amount=Decimal(2000), instalments=4, frequency="weekly")
    )
    assert not isinstance(made, Rejection)
    trader.x.advance_to(ist("2026-11-25 10:01"))
    before = trader.x.mf_sip(made[0])
    refused = trader.x.mf_modify_sip(made[0], change)
    assert isinstance(refused, Rejection)
    assert words in refused.message
    assert trader.x.mf_sip(made[0]) == before


def test_all_units_that_are_left_may_go() -> None:
    trader = Trader()
    held = sum(lot.quantity for lot in trader.x.mf_holding(HELD))
    sold = trader.x.mf_place(tradingsymbol=HELD, transaction_type=Side.SELL, quantity=held)
    assert isinstance(sold, str)
    trader.x.advance_to(ist("2026-11-27 10:00"))
    assert trader.x.mf_holding(HELD) == []
    assert HELD not in trader.x.mf_allotments()
