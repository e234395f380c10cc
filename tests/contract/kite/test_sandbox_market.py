"""The scripted market: partial fills, stops, triggers and switches of the engine, over the wire."""

import datetime as dt
import json
from typing import Any

import httpx
import pytest

from tests.contract.kite.conftest import until
from tests.fakes.sandbox_process import SandboxProcess


class Pit:
    """A share whose market only the test moves."""

    KEY, SYMBOL = "NSE:TCS", "TCS"

    def __init__(self, sandbox: SandboxProcess, http: httpx.Client) -> None:
        self.sandbox, self.http = sandbox, http
        sandbox.switch(simulated_traders=False)
        for row in http.get("/orders").json()["data"]:
            if row["tradingsymbol"] == self.SYMBOL and row["status"] in {"OPEN", "TRIGGER PENDING"}:
                self.cancel(row["order_id"])
        self.move(withdraw=True)
        self.price = round(self.last())

    def move(self, **order: Any) -> dict[str, Any]:
        return self.sandbox.market(instrument=self.KEY, **order)

    def last(self) -> float:
        rows = self.http.get("/quote/ltp", params={"i": self.KEY}).json()["data"]
        return float(rows[self.KEY]["last_price"])

    def send(self, **over: Any) -> httpx.Response:
        form: dict[str, Any] = {
            "exchange": "NSE",
            "tradingsymbol": self.SYMBOL,
            "transaction_type": "BUY",
            "quantity": 10,
            "product": "MIS",
            "order_type": "LIMIT",
            "price": self.price,
        }
        filled = {name: value for name, value in (form | over).items() if value is not None}
        return self.http.post("/orders/regular", data=filled)

    def place(self, **over: Any) -> str:
        reply = self.send(**over).json()
        assert reply["status"] == "success", reply
        order_id: str = reply["data"]["order_id"]
        return order_id

    def row(self, order_id: str) -> dict[str, Any]:
        rows = self.http.get("/orders").json()["data"]
        return next((row for row in rows if row["order_id"] == order_id), {})

    def reach(self, order_id: str, status: str, filled: int | None = None) -> dict[str, Any]:
        def there() -> dict[str, Any]:
            row = self.row(order_id)
            fits = row.get("status") == status and filled in {None, row.get("filled_quantity")}
            return row if fits else {}

        return until(there, what=f"{status} with {filled}")

    def cancel(self, order_id: str) -> httpx.Response:
        return self.http.delete(f"/orders/regular/{order_id}")


@pytest.fixture
def pit(sandbox: SandboxProcess, http: httpx.Client) -> Pit:
    return Pit(sandbox, http)


def test_partial_fill_stays_open_and_a_cancel_keeps_what_filled(pit: Pit) -> None:
    order_id = pit.place()
    pit.reach(order_id, "OPEN", 0)
    pit.move(sweep={"side": "SELL", "quantity": 4, "price": pit.price})
    row = pit.reach(order_id, "OPEN", 4)
    assert row["pending_quantity"] == 6
    assert pit.cancel(order_id).status_code == 200
    assert pit.reach(order_id, "CANCELLED", 4)["cancelled_quantity"] == 6
    trades = pit.http.get(f"/orders/{order_id}/trades").json()["data"]
    assert sum(trade["quantity"] for trade in trades) == 4


def test_liquidity_added_is_taken_by_the_next_order(pit: Pit) -> None:
    book = pit.move(add={"side": "SELL", "quantity": 25, "price": pit.price})
    assert book["asks"][0] == [pit.price, 25, 1]
    order_id = pit.place()
    assert pit.reach(order_id, "COMPLETE", 10)["average_price"] == pit.price
    assert pit.move()["asks"][0][1] == 15


def test_protected_market_order_rests_with_what_it_could_not_get(pit: Pit) -> None:
    pit.move(add={"side": "SELL", "quantity": 3, "price": pit.price})
    order_id = pit.place(order_type="MARKET", price=None, market_protection=-1)
    row = pit.reach(order_id, "OPEN", 3)
    assert row["order_type"] == "LIMIT"
    assert row["price"] > pit.price
    pit.cancel(order_id)


def test_market_order_without_protection_is_a_switch(pit: Pit) -> None:
    pit.sandbox.switch(strict_market=False)
    pit.move(add={"side": "SELL", "quantity": 10, "price": pit.price})
    order_id = pit.place(order_type="MARKET", price=None)
    assert pit.reach(order_id, "COMPLETE", 10)["average_price"] == pit.price


def test_stop_triggers_when_the_price_gets_there(pit: Pit) -> None:
    order_id = pit.place(
        transaction_type="SELL", order_type="SL", trigger_price=pit.price - 5, price=pit.price - 6
    )
    pit.reach(order_id, "TRIGGER PENDING")
    for side in ("BUY", "SELL"):
        pit.move(add={"side": side, "quantity": 100, "price": pit.price - 5})
    pit.reach(order_id, "OPEN")
    pit.cancel(order_id)


def test_price_moves_where_it_is_told_and_back(sandbox: SandboxProcess, http: httpx.Client) -> None:
    def last() -> float:
        rows = http.get("/quote/ltp", params={"i": "NSE:WIPRO"}).json()["data"]
        return float(rows["NSE:WIPRO"]["last_price"])

    before = last()
    sandbox.market(instrument="NSE:WIPRO", fair=round(before * 1.05))
    until(lambda: last() > before * 1.03)
    sandbox.market(instrument="NSE:WIPRO", release=True)
    until(lambda: last() < before * 1.03)


def test_gtt_fires_into_a_real_order(sandbox: SandboxProcess, http: httpx.Client) -> None:
    key = "NSE:ITC"
    last = http.get("/quote/ltp", params={"i": key}).json()["data"][key]["last_price"]
    trigger = round(last * 0.97)
    condition = {
        "exchange": "NSE",
        "tradingsymbol": "ITC",
        "trigger_values": [trigger],
        "last_price": last,
    }
    leg = {
        "exchange": "NSE",
        "tradingsymbol": "ITC",
        "transaction_type": "BUY",
        "quantity": 1,
        "order_type": "LIMIT",
        "product": "CNC",
        "price": trigger,
    }
    form = {"type": "single", "condition": json.dumps(condition), "orders": json.dumps([leg])}
    trigger_id = http.post("/gtt/triggers", data=form).json()["data"]["trigger_id"]
    sandbox.market(instrument=key, fair=round(last * 0.95))

    def fired() -> dict[str, Any]:
        row: dict[str, Any] = http.get(f"/gtt/triggers/{trigger_id}").json()["data"]
        return row if row["status"] == "triggered" else {}

    result = until(fired, what="the trigger fires")["orders"][0]["result"]
    order_id = result["order_result"]["order_id"]
    assert result["triggered_at"] <= trigger
    assert order_id in [row["order_id"] for row in http.get("/orders").json()["data"]]


def test_cancel_may_lose_its_race(pit: Pit) -> None:
    order_id = pit.place()
    pit.reach(order_id, "OPEN")
    pit.sandbox.switch(cancel_loses_race=True)
    assert pit.cancel(order_id).status_code == 200
    pit.reach(order_id, "COMPLETE", 10)


def test_modify_may_lose_its_race(pit: Pit) -> None:
    order_id = pit.place()
    pit.reach(order_id, "OPEN")
    pit.sandbox.switch(race_on_modify=True)
    refused = pit.http.put(f"/orders/regular/{order_id}", data={"quantity": 5})
    assert refused.status_code == 400
    assert "being processed" in refused.json()["message"]


def test_book_row_may_come_late(pit: Pit) -> None:
    pit.sandbox.switch(late_row_ms=1500)
    order_id = pit.place()
    assert pit.row(order_id) == {}
    pit.reach(order_id, "OPEN")


def test_day_cap_refuses_even_exits(pit: Pit) -> None:
    pit.sandbox.switch(day_cap=0)
    refused = pit.send()
    assert refused.status_code >= 400
    assert refused.json()["message"] == "Maximum allowed order requests exceeded"


def test_stale_prices_never_move(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.switch(stale_prices=True)

    def shown() -> list[float]:
        return [row["last_price"] for row in http.get("/portfolio/holdings").json()["data"]]

    first = shown()
    sandbox.advance(600)
    assert shown() == first
    sandbox.switch(stale_prices=False)
    assert shown() != first


def candles(sandbox: SandboxProcess, http: httpx.Client) -> list[list[Any]]:
    """Return the newest minutes up to practice time, which may be ahead of ours."""
    india = dt.timezone(dt.timedelta(hours=5, minutes=30))
    now = dt.datetime.fromtimestamp(sandbox.state()["now_ns"] // 10**9, india)
    span = {
        "from": (now - dt.timedelta(minutes=10)).strftime("%Y-%m-%d %H:%M:%S"),
        "to": now.strftime("%Y-%m-%d %H:%M:%S"),
    }
    reply = http.get("/instruments/historical/408065/minute", params=span)
    assert reply.status_code == 200, reply.text
    found: list[list[Any]] = reply.json()["data"]["candles"]
    return found


def test_forming_candle_closes_at_the_last_price(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    sandbox.market(instrument="NSE:INFY")  # a live book, so that bars are made of trades

    def agrees() -> bool:
        last = http.get("/quote/ltp", params={"i": "NSE:INFY"}).json()["data"]["NSE:INFY"]
        return bool(candles(sandbox, http)[-1][4] == last["last_price"])

    until(agrees)


def test_candles_may_lag(sandbox: SandboxProcess, http: httpx.Client) -> None:
    newest = candles(sandbox, http)[-1][0]
    sandbox.switch(candle_lag_s=120)
    assert candles(sandbox, http)[-1][0] < newest


def test_candle_spans_of_2018_are_a_switch(sandbox: SandboxProcess, http: httpx.Client) -> None:
    sandbox.switch(candle_caps_2018=True)
    span = {"from": "2026-01-01", "to": "2026-02-05"}
    refused = http.get("/instruments/historical/408065/minute", params=span)
    assert refused.json()["message"] == "interval exceeds max limit: 30 days"


def test_unknown_instrument_cannot_be_moved(sandbox: SandboxProcess) -> None:
    with pytest.raises(AssertionError, match="no instrument is called NSE:NOTHING"):
        sandbox.market(instrument="NSE:NOTHING", fair=1)
    with pytest.raises(AssertionError, match="has no book"):
        sandbox.market(instrument="NSE:NIFTY 50", add={"side": "BUY", "quantity": 1, "price": 1})
