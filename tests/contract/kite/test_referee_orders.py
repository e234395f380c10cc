"""Orders that are more than one order, conversions and authorisations, with the official client.

What the orders panel shows as trees must be what Kite's own client reads from the practice server.
"""

from decimal import Decimal

import httpx
import pytest
from kiteconnect import KiteConnect
from kiteconnect import exceptions as kite_errors

from tests.contract.kite.conftest import until
from tests.contract.kite.test_referee_rest import buy, kite, last, on_tick, reaches, row_of
from tests.fakes.sandbox_process import SandboxProcess

__all__ = ["kite"]


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
