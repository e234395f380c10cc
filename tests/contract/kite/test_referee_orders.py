"""Orders with the official client: each kind's life, orders that are more than one, authorisations.

What the orders panel shows as trees must be what Kite's own client reads from the practice server.
"""

import datetime as dt
from decimal import Decimal

import httpx
import pytest
from kiteconnect import KiteConnect
from kiteconnect import exceptions as kite_errors

from tests.contract.kite.conftest import until
from tests.contract.kite.referee import buy, kite, last, on_tick, reaches, row_of
from tests.fakes.sandbox_process import SandboxProcess

__all__ = ["kite"]


def test_limit_order_rests_is_edited_and_cancelled(kite: KiteConnect) -> None:
    order_id = buy(kite, tag="referee01", quantity=2)
    assert order_id.isdecimal()
    assert len(order_id) == 19
    row = reaches(kite, order_id, "OPEN")
    assert (row["tag"], row["pending_quantity"], row["filled_quantity"]) == ("referee01", 2, 0)
    assert isinstance(row["order_timestamp"], dt.datetime)

    lower = on_tick(Decimal(str(row["price"])) - 1)
    assert kite.modify_order("regular", order_id, quantity=3, price=lower) == order_id
    edited = until(lambda: (r := row_of(kite, order_id)) and r["price"] == lower and r)
    assert edited["quantity"] == 3
    reaches(kite, order_id, "OPEN")

    assert kite.cancel_order("regular", order_id) == order_id
    assert reaches(kite, order_id, "CANCELLED")["filled_quantity"] == 0

    history = kite.order_history(order_id)
    states = [snapshot["status"] for snapshot in history]
    assert states[0] == "PUT ORDER REQ RECEIVED"
    assert history[0]["instrument_token"] == 1
    assert history[0]["tag"] == "referee01"
    assert states[-1] == "CANCELLED"
    assert "MODIFIED" in states
    assert kite.order_trades(order_id) == []


def test_protected_market_order_turns_into_a_limit_row_and_fills(kite: KiteConnect) -> None:
    order_id = buy(kite, order_type="MARKET", price=None, market_protection=-1, algo_id="A1")
    row = reaches(kite, order_id, "COMPLETE")
    assert row["order_type"] == "LIMIT"
    assert row["market_protection"] == 0
    assert row["tags"][0] == "mktp"
    trades = kite.order_trades(order_id)
    assert sum(trade["quantity"] for trade in trades) == 1
    assert len(trades[0]["order_timestamp"]) == 8  # a time without a date, left as text
    assert isinstance(trades[0]["fill_timestamp"], dt.datetime)
    assert {trade["trade_id"] for trade in trades} <= {t["trade_id"] for t in kite.trades()}
    net = kite.positions()["net"]
    assert any(p["tradingsymbol"] == "INFY" and p["quantity"] >= 1 for p in net)


def test_market_order_without_protection_is_refused(kite: KiteConnect) -> None:
    with pytest.raises(kite_errors.InputException, match="market protection"):
        buy(kite, order_type="MARKET", price=None)


def test_stop_order_waits_for_its_trigger(kite: KiteConnect) -> None:
    price = last(kite, "NSE:INFY")
    order_id = buy(
        kite,
        order_type="SL",
        product="MIS",
        trigger_price=on_tick(price * Decimal("1.02")),
        price=on_tick(price * Decimal("1.03")),
    )
    reaches(kite, order_id, "TRIGGER PENDING")
    kite.cancel_order("regular", order_id)
    reaches(kite, order_id, "CANCELLED")


def test_cover_order_has_a_second_leg_and_exits_at_market(kite: KiteConnect) -> None:
    price = last(kite, "NSE:INFY")
    order_id = buy(
        kite,
        variety="co",
        product="MIS",
        order_type="MARKET",
        price=None,
        market_protection=-1,
        trigger_price=on_tick(price * Decimal("0.98")),
    )
    reaches(kite, order_id, "COMPLETE")
    child = until(
        lambda: next((r for r in kite.orders() if r["parent_order_id"] == order_id), None)
    )
    assert child["product"] == "CO"
    reaches(kite, child["order_id"], "TRIGGER PENDING")
    assert kite.exit_order("co", child["order_id"], parent_order_id=order_id)
    until(lambda: row_of(kite, child["order_id"])["status"] in {"COMPLETE", "CANCELLED"})
    until(lambda: all(p["quantity"] == 0 for p in kite.positions()["net"] if p["product"] == "CO"))


def test_iceberg_shows_one_leg_at_a_time(kite: KiteConnect) -> None:
    order_id = buy(kite, variety="iceberg", quantity=400, iceberg_legs=4, iceberg_quantity=100,
                   product="MIS")  # fmt: skip
    row = reaches(kite, order_id, "OPEN")
    assert row["quantity"] == 100
    assert row["meta"]["iceberg"]["legs"] == 4
    kite.cancel_order("iceberg", order_id)
    reaches(kite, order_id, "CANCELLED")


def test_after_market_order_is_parked(kite: KiteConnect) -> None:
    order_id = buy(kite, variety="amo")
    assert reaches(kite, order_id, "AMO REQ RECEIVED")["variety"] == "amo"
    kite.cancel_order("amo", order_id)
    until(lambda: row_of(kite, order_id)["status"].startswith("CANCELLED"))


def test_auction_offer_carries_its_number(kite: KiteConnect) -> None:
    held = kite.get_auction_instruments()[0]
    order_id = buy(
        kite,
        variety="auction",
        exchange=held["exchange"],
        tradingsymbol=held["tradingsymbol"],
        transaction_type="SELL",
        price=on_tick(Decimal(str(held["last_price"]))),
        auction_number=held["auction_number"],
    )
    row = reaches(kite, order_id, "OPEN", "COMPLETE")
    assert row["auction_number"] == held["auction_number"]


def test_autoslice_returns_the_first_slice_with_its_children(kite: KiteConnect) -> None:
    row = next(
        r for r in kite.instruments("NFO") if r["name"] == "NIFTY" and r["instrument_type"] == "FUT"
    )
    symbol = row["tradingsymbol"]
    answer = kite.place_autoslice_order(
        variety="regular",
        exchange="NFO",
        tradingsymbol=symbol,
        transaction_type="BUY",
        quantity=row["lot_size"] * 60,
        product="NRML",
        order_type="LIMIT",
        price=on_tick(last(kite, f"NFO:{symbol}") * Decimal("0.98")),
    )
    assert answer["order_id"]
    assert answer["children"]
    for child in answer["children"]:
        assert ("order_id" in child) != ("error" in child)
    for order_id in [answer["order_id"]] + [
        c["order_id"] for c in answer["children"] if "order_id" in c
    ]:
        if reaches(kite, order_id, "OPEN", "REJECTED")["status"] == "OPEN":
            assert f"autoslice:{answer['order_id']}" in row_of(kite, order_id)["tags"]
            kite.cancel_order("regular", order_id)
            reaches(kite, order_id, "CANCELLED")


def test_upper_case_variety_is_followed_with_its_form(kite: KiteConnect) -> None:
    order_id = buy(kite, variety="REGULAR")
    assert reaches(kite, order_id, "OPEN")["variety"] == "regular"
    kite.cancel_order("regular", order_id)


def test_refusals_carry_the_brokers_types(kite: KiteConnect) -> None:
    with pytest.raises(kite_errors.InputException):
        buy(kite, tradingsymbol="NOSUCHTHING")
    with pytest.raises(kite_errors.InputException, match="tag"):
        buy(kite, tag="x" * 21)
    with pytest.raises(kite_errors.InputException):
        kite.order_history("1")
    with pytest.raises(kite_errors.InputException):
        kite.place_order("bo", "NSE", "INFY", "BUY", 1, "MIS", "LIMIT", price=1000)


# --- orders that are more than one, conversions, authorisations ---


def future(kite: KiteConnect) -> dict:
    rows = kite.instruments("NFO")
    return next(r for r in rows if r["name"] == "NIFTY" and r["instrument_type"] == "FUT")


def sliced(kite: KiteConnect, row: dict, lots: int = 60) -> dict:
    symbol = row["tradingsymbol"]
    return kite.place_autoslice_order(
        variety="regular",
        exchange="NFO",
        tradingsymbol=symbol,
        transaction_type="BUY",
        quantity=row["lot_size"] * lots,
        product="NRML",
        order_type="LIMIT",
        price=on_tick(last(kite, f"NFO:{symbol}") * Decimal("0.98")),
    )


@pytest.mark.parametrize("failing", [0, 1])
def test_refused_slice_comes_with_its_words_and_the_others_rest(
    sandbox: SandboxProcess, kite: KiteConnect, failing: int
) -> None:
    row = future(kite)
    sandbox.switch(autoslice_failing_slice=failing)
    answer = sliced(kite, row)
    sandbox.switch(autoslice_failing_slice=-1)
    errors = [child for child in answer["children"] if "error" in child]
    assert len(errors) == 1
    assert errors[0]["error"]["message"]
    ids = [answer["order_id"]] + [c["order_id"] for c in answer["children"] if "order_id" in c]
    rows = [reaches(kite, order_id, "OPEN") for order_id in ids]
    assert sum(r["quantity"] for r in rows) < row["lot_size"] * 60
    assert all(f"autoslice:{answer['order_id']}" in r["tags"] for r in rows)
    for order_id in ids:
        kite.cancel_order("regular", order_id)
        reaches(kite, order_id, "CANCELLED")


def test_next_leg_of_an_iceberg_follows_a_filled_one(kite: KiteConnect) -> None:
    order_id = buy(kite, variety="iceberg", quantity=8, iceberg_legs=4, iceberg_quantity=2,
                   product="MIS", price=on_tick(last(kite, "NSE:INFY") * Decimal("1.01")))  # fmt: skip
    reaches(kite, order_id, "COMPLETE")

    def legs() -> list[dict]:
        found = [r for r in kite.orders() if r["variety"] == "iceberg" and r["quantity"] == 2]
        return sorted(found, key=lambda r: r["meta"]["iceberg"]["leg"])

    rows = until(lambda: legs() if len(legs()) == 4 else None)
    assert [r["meta"]["iceberg"]["leg"] for r in rows] == [1, 2, 3, 4]
    assert [r["meta"]["iceberg"]["remaining_quantity"] for r in rows] == [6, 4, 2, 0]
    assert {r["meta"]["iceberg"]["total_quantity"] for r in rows} == {8}
    assert until(lambda: sum(r["filled_quantity"] for r in legs()) == 8)


def test_cancelled_leg_of_an_iceberg_is_the_last(kite: KiteConnect) -> None:
    order_id = buy(kite, variety="iceberg", quantity=9, iceberg_legs=3, iceberg_quantity=3,
                   product="MIS")  # fmt: skip
    reaches(kite, order_id, "OPEN")
    kite.cancel_order("iceberg", order_id)
    reaches(kite, order_id, "CANCELLED")
    rows = [r for r in kite.orders() if r["variety"] == "iceberg" and r["quantity"] == 3]
    assert [r["order_id"] for r in rows] == [order_id]


def test_after_market_order_is_changed_while_it_is_parked(kite: KiteConnect) -> None:
    order_id = buy(kite, variety="amo")
    row = reaches(kite, order_id, "AMO REQ RECEIVED")
    price = row["price"] - 1
    kite.modify_order("amo", order_id, price=price)
    until(lambda: row_of(kite, order_id)["price"] == price)
    kite.cancel_order("amo", order_id)
    until(lambda: row_of(kite, order_id)["status"].startswith("CANCELLED"))


def test_conversion_of_what_is_not_there_is_refused(kite: KiteConnect) -> None:
    order_id = buy(kite, tradingsymbol="ITC", product="MIS", order_type="MARKET", price=None,
                   market_protection=-1)  # fmt: skip
    reaches(kite, order_id, "COMPLETE")
    for part, quantity in (("day", 2), ("overnight", 1)):
        with pytest.raises(kite_errors.KiteException, match="higher than the open position"):
            kite.convert_position("NSE", "ITC", "BUY", part, quantity, "MIS", "CNC")
    assert kite.convert_position("NSE", "ITC", "BUY", "day", 1, "MIS", "CNC") is True
    assert kite.convert_position("NSE", "ITC", "BUY", "day", 1, "CNC", "MIS") is True


def test_sale_needs_an_authorisation_until_the_page_was_finished(
    sandbox: SandboxProcess, kite: KiteConnect, http: httpx.Client
) -> None:
    price = on_tick(last(kite, "NSE:SBIN") * Decimal("1.02"))
    sale = {"tradingsymbol": "SBIN", "transaction_type": "SELL", "quantity": 5, "price": price}
    with pytest.raises(
        kite_errors.KiteException, match="needs authorisation at depository"
    ) as caught:
        buy(kite, **sale)
    assert caught.value.code == 428
    isin = next(h["isin"] for h in kite.holdings() if h["tradingsymbol"] == "SBIN")
    answer = http.post("/portfolio/holdings/authorise", data={"isin": isin, "quantity": "5"}).json()
    key = sandbox.credentials["api_key"]
    page = f"/connect/portfolio/authorise/holdings/{key}/{answer['data']['request_id']}"
    assert "success" in http.post(page, follow_redirects=True).text
    held = next(h for h in kite.holdings() if h["tradingsymbol"] == "SBIN")
    assert held["authorised_quantity"] == 5
    order_id = buy(kite, **sale)
    reaches(kite, order_id, "OPEN")
    kite.cancel_order("regular", order_id)
    reaches(kite, order_id, "CANCELLED")
