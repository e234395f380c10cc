"""Each official sample response against the server's own reply: the same keys, the same JSON types.

Keys on every sample row must be on every reply row, and a reply has no key that no sample shows.
Numbers are one type (the broker sends 72 and 109.4 alike) and null stands for any text or object.
`EXCEPTIONS` says where we differ on purpose.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import numpy as np
import pytest

from terminal.sandbox.kite.table import Table
from tests.contract.kite.conftest import until
from tests.fakes.sandbox_process import ROOT, SandboxProcess
from tests.unit.sandbox.test_packets import columns

MOCKS = ROOT.parent / "shared" / "data" / "kite-mocks"
pytestmark = pytest.mark.skipif(not MOCKS.is_dir(), reason="the official samples are not here")

# Keys a reply may have or lack against its sample, with the reason.
EXCEPTIONS: dict[str, dict[str, set[str]]] = {
    "mf_sip_info.json": {"lacks": {"15-02"}, "adds": set()},  # that plan's own step-up date
    # The sample is of 2022; the book's rows have grown these since.
    "postback.json": {"lacks": set(), "adds": {"account_id", "validity_ttl"}},
    "mf_sips.json": {"lacks": set(), "adds": {"status"}},  # the sample forgot its envelope's status
}


def outline(value: Any) -> Any:
    """Return the JSON type of a value; for lists the merged outline of what they hold."""
    if isinstance(value, dict):
        return {key: outline(each) for key, each in value.items()}
    if isinstance(value, list):
        return [outline(each) for each in value]
    if isinstance(value, bool):
        return "bool"
    if value is None:
        return "null"
    return "number" if isinstance(value, int | float) else "string"


def differences(
    sample: Any, reply: Any, path: str, *, lacks: set[str], adds: set[str]
) -> Iterator[str]:
    """Yield what is wrong with the outline of a reply."""
    if "null" in (sample, reply):
        other = reply if sample == "null" else sample
        if other in ("number", "bool"):
            yield f"{path}: null against {other}"
        return
    if isinstance(sample, dict) and isinstance(reply, dict):
        for key in sample.keys() - reply.keys() - lacks:
            yield f"{path}.{key}: missing"
        for key in reply.keys() - sample.keys() - adds:
            yield f"{path}.{key}: unknown"
        for key in sample.keys() & reply.keys():
            yield from differences(sample[key], reply[key], f"{path}.{key}", lacks=lacks, adds=adds)
        return
    if isinstance(sample, list) and isinstance(reply, list):
        yield from list_differences(sample, reply, f"{path}[]", lacks=lacks, adds=adds)
        return
    if sample != reply:
        yield f"{path}: {reply} instead of {sample}"


def list_differences(
    sample: list[Any], reply: list[Any], path: str, *, lacks: set[str], adds: set[str]
) -> Iterator[str]:
    rows = [each for each in sample if isinstance(each, dict)]
    if not rows:
        kinds = {json.dumps(each) for each in sample}
        for each in reply:
            if kinds and json.dumps(each) not in kinds:
                yield f"{path}: {each} is none of {kinds}"
        return
    common = set.intersection(*(set(row) for row in rows))
    for each in reply:
        for key in common - each.keys() - lacks:
            yield f"{path}.{key}: missing"
        for key, value in each.items():
            seen = [row[key] for row in rows if key in row]
            where = f"{path}.{key}"
            if not seen:
                if key not in adds:
                    yield f"{where}: unknown"
            elif isinstance(value, dict) and any(isinstance(one, dict) for one in seen):
                inner = [one for one in seen if isinstance(one, dict)]
                yield from list_differences(inner, [value], where, lacks=lacks, adds=adds)
            else:
                told = [one for one in seen if one != "null"] or ["null"]
                yield from differences(told[0], value, where, lacks=lacks, adds=adds)


def check(name: str, reply: Any) -> None:
    """Fail with every difference between a sample and a reply."""
    sample = json.loads((MOCKS / name).read_text())
    rule = EXCEPTIONS.get(name, {"lacks": set(), "adds": set()})
    wrong = sorted(
        set(
            differences(
                outline(sample), outline(reply), name, lacks=rule["lacks"], adds=rule["adds"]
            )
        )
    )
    assert not wrong, "\n".join(wrong)


class Trader:
    """Sends what a sample is the answer to."""

    def __init__(self, http: httpx.Client, sandbox: SandboxProcess) -> None:
        self.http, self.sandbox = http, sandbox

    def call(self, method: str, path: str, **kwargs: Any) -> Any:
        response = self.http.request(method, path, **kwargs)
        assert response.status_code == 200, f"{method} {path}: {response.text}"
        assert "json" in response.headers["content-type"]
        return response.json()

    def price(self, key: str = "NSE:INFY") -> float:
        found = self.call("GET", "/quote/ltp", params={"i": key})["data"][key]["last_price"]
        return float(found)

    def near(self, factor: float, key: str = "NSE:INFY") -> float:
        return float(round(self.price(key) * factor))  # whole rupees are on every tick

    def place(self, variety: str = "regular", **over: Any) -> Any:
        form: dict[str, Any] = {
            "exchange": "NSE",
            "tradingsymbol": "INFY",
            "transaction_type": "BUY",
            "quantity": 1,
            "product": "CNC",
            "order_type": "LIMIT",
            "price": self.near(0.97),
        }
        return self.call("POST", f"/orders/{variety}", data=form | over)

    def rows(self, path: str = "/orders") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call("GET", path)["data"]
        return found

    def wait(self, order_id: str, *states: str) -> None:
        until(
            lambda: any(r["order_id"] == order_id and r["status"] in states for r in self.rows()),
            what=f"{order_id} in {states}",
        )

    def filled(self, **over: Any) -> str:
        """Buy one share at market and wait for it."""
        order = self.place(order_type="MARKET", price="", market_protection=-1, **over)
        order_id: str = order["data"]["order_id"]
        self.wait(order_id, "COMPLETE")
        return order_id


@pytest.fixture
def trader(http: httpx.Client, sandbox: SandboxProcess) -> Trader:
    return Trader(http, sandbox)


@pytest.mark.parametrize(
    ("name", "path", "params"),
    [
        ("profile.json", "/user/profile", {}),
        ("full_profile.json", "/user/profile/full", {}),
        ("margins.json", "/user/margins", {}),
        ("margins_equity.json", "/user/margins/equity", {}),
        ("margin_commodity.json", "/user/margins/commodity", {}),
        ("holdings.json", "/portfolio/holdings", {}),
        ("holdings_summary.json", "/portfolio/holdings/summary", {}),
        ("holdings_compact.json", "/portfolio/holdings/compact", {}),
        ("auctions_list.json", "/portfolio/holdings/auctions", {}),
        ("quote.json", "/quote", {"i": "NSE:INFY"}),
        ("ohlc.json", "/quote/ohlc", {"i": "NSE:INFY"}),
        ("ltp.json", "/quote/ltp", {"i": "NSE:INFY"}),
        (
            "trigger_range.json",
            "/instruments/trigger_range/buy",
            {"i": ["NSE:INFY", "NSE:RELIANCE"]},
        ),
        ("mf_holdings.json", "/mf/holdings", {}),
    ],
)
def test_reads(trader: Trader, name: str, path: str, params: dict[str, Any]) -> None:
    reply = trader.call("GET", path, params=params)
    assert reply["data"], "an empty list proves nothing"
    check(name, reply)


def test_mutual_funds(trader: Trader) -> None:
    trader.sandbox.switch(mf_writes=True)
    rows = [line.split(",") for line in trader.http.get("/mf/instruments").text.splitlines()]
    fund = rows[1][0]
    form = {"tradingsymbol": fund, "transaction_type": "BUY", "amount": 10000, "tag": "schema"}
    placed = trader.call("POST", "/mf/orders", data=form)
    check("mf_order_response.json", placed)
    order = f"/mf/orders/{placed['data']['order_id']}"
    plan = {"tradingsymbol": fund, "amount": 5000, "instalments": 6, "frequency": "monthly"}
    sip = trader.call("POST", "/mf/sips", data={**plan, "instalment_day": 5, "tag": "schema"})
    check("mf_sip_place.json", sip)
    path = f"/mf/sips/{sip['data']['sip_id']}"
    check("mf_orders.json", trader.call("GET", "/mf/orders"))
    check("mf_orders_info.json", trader.call("GET", order))
    check("mf_order_cancel.json", trader.call("DELETE", order))
    check("mf_sips.json", trader.call("GET", "/mf/sips"))
    check("mf_sip_info.json", trader.call("GET", path))
    check("mf_sip_modify.json", trader.call("PUT", path, data={"status": "paused"}))
    check("mf_sip_cancel.json", trader.call("DELETE", path))


def test_session(trader: Trader) -> None:
    keys = trader.sandbox.credentials
    landed = trader.http.get("/connect/login", params={"api_key": keys["api_key"], "practice": "1"})
    token = dict(parse_qsl(urlsplit(landed.headers["location"]).query))["request_token"]
    plain = keys["api_key"] + token + keys["api_secret"]
    form = {
        "api_key": keys["api_key"],
        "request_token": token,
        "checksum": hashlib.sha256(plain.encode()).hexdigest(),
    }
    session = trader.call("POST", "/session/token", data=form)
    check("generate_session.json", session)
    query = {"api_key": keys["api_key"], "access_token": session["data"]["access_token"]}
    check("session_logout.json", trader.call("DELETE", "/session/token", params=query))


def test_orders_and_trades(trader: Trader) -> None:
    placed = trader.place(tag="schema")
    check("order_response.json", placed)
    order_id = placed["data"]["order_id"]
    trader.wait(order_id, "OPEN")
    path = f"/orders/regular/{order_id}"
    check("order_modify.json", trader.call("PUT", path, data={"quantity": 2}))
    trader.wait(order_id, "OPEN")
    check("order_info.json", trader.call("GET", f"/orders/{order_id}"))
    check("order_cancel.json", trader.call("DELETE", path))
    trader.wait(order_id, "CANCELLED")
    filled = trader.filled()
    iceberg = trader.place("iceberg", quantity=400, iceberg_legs=4, iceberg_quantity=100,
                           product="MIS")["data"]["order_id"]  # fmt: skip
    trader.wait(iceberg, "OPEN")
    check("orders.json", trader.call("GET", "/orders"))
    trader.call("DELETE", f"/orders/iceberg/{iceberg}")
    check("trades.json", trader.call("GET", "/trades"))
    check("order_trades.json", trader.call("GET", f"/orders/{filled}/trades"))
    check("positions.json", trader.call("GET", "/portfolio/positions"))


def test_autoslice(trader: Trader) -> None:
    rows = trader.http.get("/instruments/NFO").text.splitlines()
    future = next(row.split(",") for row in rows if ",NIFTY," in row and ",FUT," in row)
    symbol, lot = future[2], int(future[8])
    trader.sandbox.switch(autoslice_failing_slice=1)
    try:
        reply = trader.place(
            exchange="NFO",
            tradingsymbol=symbol,
            quantity=lot * 90,
            product="NRML",
            price=trader.near(0.99, f"NFO:{symbol}"),
            autoslice="true",
        )
    finally:
        trader.sandbox.switch(autoslice_failing_slice=-1)
    check("autoslice_response.json", reply)
    assert any("error" in child for child in reply["data"]["children"])


def test_position_conversion(trader: Trader) -> None:
    trader.filled(product="MIS")
    form = {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY",
        "position_type": "day",
        "quantity": 1,
        "old_product": "MIS",
        "new_product": "CNC",
    }
    check("convert_position.json", trader.call("PUT", "/portfolio/positions", data=form))


def test_depository_authorisation(trader: Trader) -> None:
    reply = trader.call("POST", "/portfolio/holdings/authorise", data={})
    check("holdings_auth.json", reply)
    assert len(reply["data"]["request_id"]) == 32


def test_candles(trader: Trader) -> None:
    day = dt.datetime.now(dt.timezone(dt.timedelta(hours=5, minutes=30)))
    span = {"from": (day - dt.timedelta(days=3)).strftime("%Y-%m-%d %H:%M:%S"),
            "to": day.strftime("%Y-%m-%d %H:%M:%S")}  # fmt: skip
    path = "/instruments/historical/408065/minute"
    plain = trader.call("GET", path, params=span)
    check("historical_minute.json", plain)
    with_oi = trader.call("GET", path, params=span | {"oi": 1})
    check("historical_oi.json", with_oi)
    assert {len(bar) for bar in plain["data"]["candles"]} == {6}
    assert {len(bar) for bar in with_oi["data"]["candles"]} == {7}


def gtt_form(trader: Trader, kind: str) -> dict[str, str]:
    price = trader.price()
    factors = [0.9] if kind == "single" else [0.9, 1.1]
    condition = {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "trigger_values": [trader.near(factor) for factor in factors],
        "last_price": price,
    }
    leg = {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY" if kind == "single" else "SELL",
        "quantity": 1,
        "order_type": "LIMIT",
        "product": "CNC",
        "price": trader.near(0.9),
    }
    return {
        "type": kind,
        "condition": json.dumps(condition),
        "orders": json.dumps([leg] * len(factors)),
    }


def test_gtt(trader: Trader) -> None:
    placed = trader.call("POST", "/gtt/triggers", data=gtt_form(trader, "single"))
    check("gtt_place_order.json", placed)
    path = f"/gtt/triggers/{placed['data']['trigger_id']}"
    check("gtt_get_orders.json", trader.call("GET", "/gtt/triggers"))
    check("gtt_get_order.json", trader.call("GET", path))
    check("gtt_modify_order.json", trader.call("PUT", path, data=gtt_form(trader, "single")))
    check("gtt_delete_order.json", trader.call("DELETE", path))


ALERT = {
    "name": "NIFTY 50",
    "type": "simple",
    "lhs_exchange": "INDICES",
    "lhs_tradingsymbol": "NIFTY 50",
    "lhs_attribute": "LastTradedPrice",
    "operator": ">=",
    "rhs_type": "constant",
    "rhs_constant": "1",
}


def basket() -> str:
    params = {
        "transaction_type": "BUY",
        "product": "CNC",
        "order_type": "LIMIT",
        "validity": "DAY",
        "quantity": 1,
        "price": 1000,
        "variety": "regular",
    }
    item = {
        "type": "insert",
        "tradingsymbol": "INFY",
        "exchange": "NSE",
        "weight": 10000,
        "params": params,
    }
    return json.dumps({"name": "b", "type": "alert", "tags": [], "items": [item]})


def test_alerts(trader: Trader) -> None:
    far = {**ALERT, "rhs_constant": "999999"}
    created = trader.call("POST", "/alerts", data=far)
    check("alerts_create.json", created)
    path = f"/alerts/{created['data']['uuid']}"
    ato = trader.call("POST", "/alerts", data={**far, "type": "ato", "basket": basket()})
    check("alerts_create_ato.json", ato)
    check("alerts_get.json", trader.call("GET", "/alerts"))
    check("alerts_get_one.json", trader.call("GET", path))
    check("alerts_modify.json", trader.call("PUT", path, data={**far, "rhs_constant": "999998"}))
    uuids = [created["data"]["uuid"], ato["data"]["uuid"]]
    check("alerts_delete.json", trader.call("DELETE", "/alerts", params={"uuid": uuids}))


def test_alert_history(trader: Trader) -> None:
    created = trader.call("POST", "/alerts", data=ALERT)["data"]["uuid"]
    path = f"/alerts/{created}/history"
    until(lambda: trader.call("GET", path)["data"], what="the alert fires")
    check("alerts_history.json", trader.call("GET", path))


def test_calculators(trader: Trader) -> None:
    item = {
        "exchange": "NSE", "tradingsymbol": "INFY", "transaction_type": "BUY", "variety": "regular",
        "product": "CNC", "order_type": "LIMIT", "quantity": 1, "price": 1400, "trigger_price": 0,
        "average_price": 1400, "order_id": "1",
    }  # fmt: skip
    check("order_margins.json", trader.call("POST", "/margins/orders", json=[item]))
    query = {"consider_positions": "true"}
    check("basket_margins.json", trader.call("POST", "/margins/basket", json=[item], params=query))
    check("virtual_contract_note.json", trader.call("POST", "/charges/orders", json=[item]))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("instruments_all.csv", "/instruments"),
        ("instruments_nse.csv", "/instruments/NSE"),
        ("mf_instruments.csv", "/mf/instruments"),
    ],
)
def test_dump_headers(trader: Trader, name: str, path: str) -> None:
    response = trader.http.get(path)
    assert "csv" in response.headers["content-type"]
    sample = (MOCKS / name).read_text().splitlines()
    lines = response.text.splitlines()
    assert lines[0] == sample[0]
    assert len(lines) > 10


def stamp_ns(text: str) -> int:
    return int(dt.datetime.fromisoformat(text).timestamp()) * 1_000_000_000


@pytest.mark.parametrize("mode", ["quote", "full"])
def test_captured_packets_are_what_the_encoder_writes(mode: str) -> None:
    golden = json.loads((MOCKS / f"ticker_{mode}.json").read_text())
    wire = base64.b64decode((MOCKS / f"ticker_{mode}.packet").read_text())
    over: dict[str, Any] = {
        "last_price": [golden["last_price"]],
        "last_quantity": [golden["last_quantity"]],
        "average_price": [golden["average_price"]],
        "volume": [golden["volume"]],
        "buy_quantity": [golden["buy_quantity"]],
        "sell_quantity": [golden["sell_quantity"]],
        **{name: [golden["ohlc"][name]] for name in ("open", "high", "low", "close")},
    }
    if mode == "full":
        over |= {
            "last_trade_ns": [stamp_ns(golden["last_trade_time"])],
            "timestamp_ns": [stamp_ns(golden["timestamp"])],
        }
        for side, name in (("bid", "buy"), ("ask", "sell")):
            for field, key in (("price", "price"), ("quantity", "quantity"), ("orders", "orders")):
                over[f"{side}_{field}"] = [[level[key] for level in golden["depth"][name]]]
    table = Table(index=False)
    row = table.encode(columns([golden["instrument_token"]], **over))[0, : table.widths[mode]]
    assert np.asarray(row).tobytes() == wire


def test_the_comparison_can_fail() -> None:
    sample = outline({"a": [{"x": 1, "y": "t"}, {"x": 2.5}]})
    find: Callable[[Any], list[str]] = lambda reply: list(  # noqa: E731
        differences(sample, outline(reply), "", lacks=set(), adds=set())
    )
    assert find({"a": [{"x": 3}]}) == []
    assert find({"a": [{"y": "t"}]}) == [".a[].x: missing"]
    assert find({"a": [{"x": 1, "z": 1}]}) == [".a[].z: unknown"]
    assert find({"a": [{"x": "1"}]}) == [".a[].x: string instead of number"]
