"""The official client as referee of triggers: every call, and firings that place real orders."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from kiteconnect import KiteConnect
from kiteconnect import exceptions as kite_errors

from tests.contract.kite.conftest import until
from tests.fakes.sandbox_process import SandboxProcess

KEY = "NSE:INFY"


@pytest.fixture
def kite(sandbox: SandboxProcess) -> Iterator[KiteConnect]:
    keys = sandbox.credentials
    client = KiteConnect(
        keys["api_key"], access_token=keys["access_token"], root=sandbox.rest, disable_ssl=True
    )
    client.reqsession.trust_env = False
    yield client
    for row in client.get_gtts():
        if row["status"] == "active":
            client.delete_gtt(row["id"])
    client.reqsession.close()


def last(kite: KiteConnect, key: str = KEY) -> Decimal:
    return Decimal(str(kite.ltp(key)[key]["last_price"]))


def rupees(price: Decimal) -> float:
    return float(price.to_integral_value())


def leg(price: float, side: str = "BUY", **fields: Any) -> dict[str, Any]:
    given = {
        "transaction_type": side,
        "quantity": 1,
        "order_type": "LIMIT",
        "product": "CNC",
        "price": price,
    }
    return {**given, **fields}


def place(
    kite: KiteConnect, triggers: list[float], legs: list[dict[str, Any]], **fields: Any
) -> int:
    kind = "single" if len(legs) == 1 else "two-leg"
    symbol, exchange = fields.get("symbol", "INFY"), fields.get("exchange", "NSE")
    price = fields.get("last_price", last(kite, f"{exchange}:{symbol}"))
    made = kite.place_gtt(kind, symbol, exchange, triggers, float(price), legs)
    trigger_id: int = made["trigger_id"]
    return trigger_id


def fires(kite: KiteConnect, trigger_id: int) -> dict[str, Any]:
    """Wait until a trigger has fired and return its row."""

    def fired() -> dict[str, Any] | None:
        row: dict[str, Any] = kite.get_gtt(trigger_id)
        return row if row["status"] == "triggered" else None

    found = until(fired, what=f"{trigger_id} fires")
    assert found is not None
    return found


def test_a_falling_price_fires_and_the_order_goes_through_the_book(
    kite: KiteConnect, sandbox: SandboxProcess
) -> None:
    price = last(kite)
    trigger, limit = rupees(price * Decimal("0.99")), rupees(price * Decimal("1.01"))
    trigger_id = place(kite, [trigger], [leg(limit)])
    assert kite.get_gtt(trigger_id)["status"] == "active"
    sandbox.market(instrument=KEY, fair=float(price * Decimal("0.985")))

    row = fires(kite, trigger_id)
    result = row["orders"][0]["result"]
    assert result["triggered_at"] <= trigger
    assert (result["transaction_type"], result["quantity"], result["price"]) == ("BUY", 1, limit)
    assert result["order_result"]["status"] == "success"
    assert result["order_result"]["rejection_reason"] in {"", None}
    assert str(trigger_id) in result["meta"]
    order_id = result["order_result"]["order_id"]

    def filled() -> dict[str, Any] | None:
        rows = [each for each in kite.orders() if each["order_id"] == order_id]
        return next((each for each in rows if each["status"] == "COMPLETE"), None)

    order = until(filled, what=f"{order_id} is filled")
    assert order is not None
    assert (order["tradingsymbol"], order["filled_quantity"]) == ("INFY", 1)
    assert order["average_price"] <= limit
    assert [each["order_id"] for each in kite.order_trades(order_id)] == [order_id]
    sandbox.market(instrument=KEY, fair=float(price))


def test_oco_fires_one_leg_and_its_twin_sleeps_for_ever(
    kite: KiteConnect, sandbox: SandboxProcess
) -> None:
    offer = rupees(last(kite) * Decimal("1.03"))
    bought = kite.place_order("regular", "NSE", "INFY", "BUY", 1, "CNC", "LIMIT", price=offer)
    until(
        lambda: [r for r in kite.orders() if r["order_id"] == bought and r["status"] == "COMPLETE"],
        what=f"a share to sell, {kite.orders()}",
    )
    price = last(kite)
    lower = leg(rupees(price * Decimal("0.96")), "SELL")
    triggers = [rupees(price * Decimal("0.97")), rupees(price * Decimal("1.01"))]
    upper = leg(rupees(price * Decimal("1.005")), "SELL")
    trigger_id = place(kite, triggers, [lower, upper])
    sandbox.market(instrument=KEY, fair=float(price * Decimal("1.015")))
    row = fires(kite, trigger_id)
    assert row["orders"][0]["result"] is None
    result = row["orders"][1]["result"]
    assert result["triggered_at"] >= triggers[1]
    before = len(kite.orders())
    sandbox.market(instrument=KEY, fair=float(price * Decimal("0.96")))
    until(lambda: last(kite) <= Decimal(str(triggers[0])), what="the price falls through the twin")
    assert kite.get_gtt(trigger_id)["orders"][0]["result"] is None
    assert len(kite.orders()) == before
    with pytest.raises(kite_errors.InputException):
        kite.delete_gtt(trigger_id)
    sandbox.market(instrument=KEY, fair=float(price))


def test_fired_without_an_order_says_why(kite: KiteConnect, sandbox: SandboxProcess) -> None:
    held = next(
        r
        for r in kite.holdings()
        if r["quantity"] >= 1 and not r["authorised_quantity"] and not r["discrepancy"]
    )
    key = f"{held['exchange']}:{held['tradingsymbol']}"
    price = last(kite, key)
    trigger = rupees(price * Decimal("1.01")) + 1
    sale = leg(rupees(price), "SELL")
    trigger_id = place(
        kite, [trigger], [sale], symbol=held["tradingsymbol"], exchange=held["exchange"]
    )
    sandbox.market(instrument=key, fair=trigger * 1.01)
    row = fires(kite, trigger_id)
    told = row["orders"][0]["result"]["order_result"]
    assert (told["status"], told["order_id"]) == ("failed", "")
    assert "authorisation" in told["rejection_reason"]
    sandbox.market(instrument=key, fair=float(price))


def test_what_the_exchange_refuses(kite: KiteConnect) -> None:
    price = last(kite)
    below, above = rupees(price * Decimal("0.9")), rupees(price * Decimal("1.1"))

    def refused(triggers: list[float], *legs: dict[str, Any], **fields: Any) -> str:
        with pytest.raises(kite_errors.InputException) as caught:
            place(kite, triggers, list(legs), **fields)
        return str(caught.value)

    assert "LIMIT" in refused([below], leg(below, order_type="MARKET"))
    assert "MIS" in refused([below], leg(below, product="MIS"))
    assert "NRML" in refused([below], leg(below, product="NRML"))
    assert "derivatives only" in refused([below, above], leg(below), leg(above))
    assert "both sides" in refused([below - 1, below], leg(below, "SELL"), leg(above, "SELL"))
    assert "ascending" in refused([above, below], leg(below, "SELL"), leg(above, "SELL"))
    assert "Tick size" in refused([below], leg(below + 0.011))
    assert "Tick size" in refused([below + 0.011], leg(below))
    # The price that the order names counts too; the market's own may have moved since.
    assert "equal to the last" in refused([float(price)], leg(below), last_price=price)
    with pytest.raises(kite_errors.DataException):
        kite.get_gtt(1)


def test_the_cap_is_the_accounts(kite: KiteConnect) -> None:
    price = last(kite)
    below = rupees(price * Decimal("0.9"))
    active = len([row for row in kite.get_gtts() if row["status"] == "active"])
    made = [place(kite, [below], [leg(below)]) for _ in range(500 - active)]
    with pytest.raises(kite_errors.InputException, match="500"):
        place(kite, [below], [leg(below)])
    kite.delete_gtt(made.pop())
    made.append(place(kite, [below], [leg(below)]))
