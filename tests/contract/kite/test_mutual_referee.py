"""The official client as referee of every mutual fund method, against the practice server."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from kiteconnect import KiteConnect
from kiteconnect import exceptions as kite_errors

from tests.contract.kite.mutual_desk import funds_process, funds_server
from tests.fakes.sandbox_process import SandboxProcess

__all__ = ["funds_process", "funds_server"]

EQUITY, HELD = "INF209K01YY7", "INF209K01VY3"
DEBT, CLOSED = "INF209KA1K88", "INF209K01XQ5"
DAY_S = 86_400


@pytest.fixture
def kite(funds_server: SandboxProcess) -> Iterator[KiteConnect]:
    keys = funds_server.credentials
    client = KiteConnect(
        keys["api_key"], access_token=keys["access_token"], root=funds_server.rest, disable_ssl=True
    )
    client.reqsession.trust_env = False
    yield client
    client.reqsession.close()


def held(kite: KiteConnect, isin: str) -> dict[str, Any] | None:
    return next((row for row in kite.mf_holdings() if row["tradingsymbol"] == isin), None)


def pass_days(server: SandboxProcess, kite: KiteConnect, days: float) -> None:
    """Let the exchange's clock run; the login of the day dies at six, so take a new one."""
    server.advance(days * DAY_S)
    kite.set_access_token(server.new_token())


def test_the_list_has_kinds_plans_rules_and_a_closed_fund(kite: KiteConnect) -> None:
    rows = {row["tradingsymbol"]: row for row in kite.mf_instruments()}
    assert {row["plan"] for row in rows.values()} == {"direct", "regular"}
    assert {"equity", "debt", "liquid", "balanced"} <= {row["scheme_type"] for row in rows.values()}
    assert len({row["amc"] for row in rows.values()}) > 3
    assert (rows[DEBT]["minimum_purchase_amount"], rows[DEBT]["purchase_amount_multiplier"]) == (
        5000,
        100,
    )
    assert rows[CLOSED]["purchase_allowed"] is False
    assert all(row["last_price_date"].weekday() < 5 for row in rows.values()
               if row["scheme_type"] != "liquid")  # fmt: skip


@pytest.mark.parametrize(
    ("isin", "side", "numbers", "words"),
    [
        (EQUITY, "BUY", {"amount": 999}, "Minimum purchase amount is 1000."),
        (EQUITY, "BUY", {"amount": 1000.5}, "Amount should be a multiple of 1."),
        (DEBT, "BUY", {"amount": 5050}, "Amount should be a multiple of 100."),
        (CLOSED, "BUY", {"amount": 5000}, "Purchase is not allowed for this fund."),
        ("INF000000000", "BUY", {"amount": 5000}, "Invalid `tradingsymbol`."),
        (HELD, "SELL", {"quantity": 0.0015}, "Quantity should be a multiple of 0.001."),
        (HELD, "SELL", {"quantity": 0.0005}, "Minimum redemption quantity is 0.001."),
        (HELD, "SELL", {"quantity": 0}, "Invalid `quantity`."),
        (HELD, "SELL", {"quantity": 10**6}, "Insufficient mutual fund units."),
    ],
)
def test_what_breaks_a_rule_is_refused_in_words(
    kite: KiteConnect, isin, side, numbers, words
) -> None:
    with pytest.raises(kite_errors.KiteException) as caught:
        kite.place_mf_order(isin, side, **numbers)
    assert words in str(caught.value)
    assert caught.value.code == 400


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"frequency": "daily"}, "Invalid `frequency`."),
        ({"instalments": 0}, "Invalid `instalments`."),
        ({"instalment_day": 29}, "Invalid `instalment_day`."),
        ({"amount": 10}, "Minimum purchase amount is 1000."),
        ({"initial_amount": 10}, "Minimum purchase amount is 1000."),
        ({"tag": "ninechars"}, "Invalid `tag`"),
    ],
)
def test_a_sip_that_breaks_a_rule_is_refused_in_words(kite: KiteConnect, fields, words) -> None:
    before = len(kite.mf_sips())
    plan = {"tradingsymbol": EQUITY, "amount": 2000, "instalments": 6, "frequency": "monthly"}
    with pytest.raises(kite_errors.InputException, match=words):
        kite.place_mf_sip(**{**plan, **fields})
    assert len(kite.mf_sips()) == before


def test_an_order_is_placed_listed_and_cancelled(kite: KiteConnect) -> None:
    placed = kite.place_mf_order(EQUITY, "BUY", amount=5000, tag="referee")
    row = kite.mf_orders(placed["order_id"])
    assert (row["status"], row["amount"], row["tag"]) == ("OPEN", 5000, "referee")
    assert row["variety"] == "regular"
    assert placed["order_id"] in {each["order_id"] for each in kite.mf_orders()}
    assert kite.cancel_mf_order(placed["order_id"]) == placed
    assert kite.mf_orders(placed["order_id"])["status"] == "CANCELLED"
    with pytest.raises(kite_errors.InputException, match="already cancelled"):
        kite.cancel_mf_order(placed["order_id"])


def test_a_sip_is_changed_paused_resumed_and_ended(kite: KiteConnect) -> None:
    made = kite.place_mf_sip(
        EQUITY, 2000, 6, "monthly", initial_amount=1500, instalment_day=5, tag="plan"
    )
    assert kite.mf_orders(made["order_id"])["amount"] == 1500
    sip = made["sip_id"]
    row = kite.mf_sips(sip)
    assert (row["status"], row["instalments"], row["pending_instalments"]) == ("ACTIVE", 6, 6)
    assert (row["instalment_day"], row["tag"], row["instalment_amount"]) == (5, "plan", 2000)
    for status, shown in (("paused", "PAUSED"), ("active", "ACTIVE")):
        kite.modify_mf_sip(sip, status=status)
        assert kite.mf_sips(sip)["status"] == shown
    kite.modify_mf_sip(sip, amount=2500, instalments=12, frequency="quarterly", instalment_day=7)
    row = kite.mf_sips(sip)
    assert (row["instalment_amount"], row["instalments"], row["frequency"]) == (
        2500,
        12,
        "quarterly",
    )
    assert row["next_instalment"].endswith("-07")
    with pytest.raises(kite_errors.InputException, match="Minimum purchase amount"):
        kite.modify_mf_sip(sip, amount=10)
    with pytest.raises(kite_errors.InputException, match="status"):
        kite.modify_mf_sip(sip, status="stopped")
    assert kite.cancel_mf_sip(sip) == {"sip_id": sip}
    assert kite.mf_sips(sip)["status"] == "CANCELLED"
    with pytest.raises(kite_errors.InputException):
        kite.cancel_mf_sip(sip)


def test_units_follow_purchase_instalment_and_redemption_by_the_clock(
    funds_server: SandboxProcess, kite: KiteConnect
) -> None:
    assert held(kite, EQUITY) is None
    bought = kite.place_mf_order(EQUITY, "BUY", amount=5000)["order_id"]
    sip = kite.place_mf_sip(EQUITY, 1000, 2, "weekly")["sip_id"]
    pass_days(funds_server, kite, 6)
    order = kite.mf_orders(bought)
    assert order["status"] == "COMPLETE"
    assert date.fromisoformat(order["exchange_timestamp"]).weekday() == 2
    duty = 0.25  # 0.005 % of 5,000
    spent = order["quantity"] * order["average_price"]
    assert 0 <= 5000 - duty - spent < order["average_price"] * 0.001
    holding = held(kite, EQUITY)
    assert holding is not None
    assert holding["quantity"] == order["quantity"]
    pass_days(funds_server, kite, 13)
    row = kite.mf_sips(sip)
    assert (row["status"], row["completed_instalments"]) == ("CANCELLED", 2)
    more = held(kite, EQUITY)
    assert more is not None
    assert more["quantity"] > holding["quantity"]
    first_lot = order["quantity"]
    sold = kite.place_mf_order(EQUITY, "SELL", quantity=first_lot)["order_id"]
    pass_days(funds_server, kite, 6)
    assert kite.mf_orders(sold)["status"] == "COMPLETE"
    left = held(kite, EQUITY)
    assert left is not None
    assert left["quantity"] == pytest.approx(more["quantity"] - first_lot, abs=1e-9)
    rest = kite.place_mf_order(EQUITY, "SELL", quantity=left["quantity"])["order_id"]
    pass_days(funds_server, kite, 6)
    assert kite.mf_orders(rest)["status"] == "COMPLETE"
    assert held(kite, EQUITY) is None


def test_a_paused_sip_lets_its_date_pass(funds_server: SandboxProcess, kite: KiteConnect) -> None:
    sip = kite.place_mf_sip(EQUITY, 1000, -1, "weekly")["sip_id"]
    kite.modify_mf_sip(sip, status="paused")
    pass_days(funds_server, kite, 8)
    row = kite.mf_sips(sip)
    assert (row["status"], row["completed_instalments"]) == ("PAUSED", 0)
    kite.modify_mf_sip(sip, status="active")
    pass_days(funds_server, kite, 8)
    assert kite.mf_sips(sip)["completed_instalments"] == 1
    kite.cancel_mf_sip(sip)


def test_writes_switched_off_are_refused_all(
    funds_server: SandboxProcess, kite: KiteConnect
) -> None:
    order = kite.place_mf_order(EQUITY, "BUY", amount=5000)["order_id"]
    sip = kite.place_mf_sip(EQUITY, 1000, -1, "weekly")["sip_id"]
    funds_server.switch(mf_writes=False)
    try:
        for write in (
            lambda: kite.place_mf_order(EQUITY, "BUY", amount=5000),
            lambda: kite.cancel_mf_order(order),
            lambda: kite.place_mf_sip(EQUITY, 1000, -1, "weekly"),
            lambda: kite.modify_mf_sip(sip, status="paused"),
            lambda: kite.cancel_mf_sip(sip),
        ):
            with pytest.raises(kite_errors.InputException, match="disabled"):
                write()
        assert kite.mf_orders(order)["status"] == "OPEN"
        assert kite.mf_sips(sip)["status"] == "ACTIVE"
    finally:
        funds_server.switch(mf_writes=True)
