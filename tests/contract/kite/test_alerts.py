"""Alerts of the practice server: the dossier's shapes over plain HTTP, and our facet against it.

The official client (5.2.2) has no alert methods, so it cannot be the referee here.
"""

import asyncio
import json
from decimal import Decimal
from typing import Any

import httpx
import pytest

from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.alert import Alert, AlertOperator, AlertState, AlertTerms
from terminal.domain.errors import Rejected, Unknown, Written
from terminal.domain.facets import AlertFacet
from terminal.domain.ids import ClientOrderId, InstrumentId, InstrumentKind
from terminal.domain.order import OrderIntent, OrderState, OrderType, Product, Side
from tests.contract.kite.client import INFY, logged_in, price_of
from tests.contract.kite.conftest import until
from tests.fakes.sandbox_process import SandboxProcess

broker = logged_in
NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)
FORM = {
    "name": "INFY falls",
    "type": "simple",
    "lhs_exchange": "NSE",
    "lhs_tradingsymbol": "INFY",
    "lhs_attribute": "LastTradedPrice",
    "operator": "<=",
    "rhs_type": "constant",
    "rhs_constant": "1",
}


def basket(**params: Any) -> str:
    values = {
        "transaction_type": "BUY", "product": "CNC", "order_type": "LIMIT", "validity": "DAY",
        "validity_ttl": 0, "quantity": 1, "price": 1400, "trigger_price": 0,
        "disclosed_quantity": 0, "last_price": 0, "variety": "regular", "tags": [],
        "squareoff": 0, "stoploss": 0, "trailing_stoploss": 0, "iceberg_legs": 0,
        "market_protection": 0, "gtt": {"target": 0, "stoploss": 0},
    } | params  # fmt: skip
    symbol, exchange = values.pop("symbol", "INFY"), values.pop("exchange", "NSE")
    item = {"type": "insert", "tradingsymbol": symbol, "exchange": exchange,
            "weight": 10000, "params": values}  # fmt: skip
    return json.dumps({"name": "b", "type": "alert", "tags": [], "items": [item]})


def create(http: httpx.Client, **fields: str) -> dict[str, Any]:
    answer = http.post("/alerts", data=FORM | fields)
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


# -- the dossier's shapes


def test_an_alert_has_the_documented_fields_and_unused_ones_are_empty(http: httpx.Client) -> None:
    made = create(http)
    assert set(made) == {
        "type", "user_id", "uuid", "name", "status", "disabled_reason", "lhs_attribute",
        "lhs_exchange", "lhs_tradingsymbol", "operator", "rhs_type", "rhs_attribute",
        "rhs_exchange", "rhs_tradingsymbol", "rhs_constant", "alert_count", "created_at",
        "updated_at",
    }  # fmt: skip
    assert (made["status"], made["alert_count"], made["disabled_reason"]) == ("enabled", 0, "")
    assert (made["rhs_exchange"], made["rhs_tradingsymbol"], made["rhs_attribute"]) == ("", "", "")
    assert made["rhs_constant"] == 1


def test_a_modification_resends_everything_and_enables_again(http: httpx.Client) -> None:
    made = create(http)
    path = f"/alerts/{made['uuid']}"
    changed = http.put(path, data=FORM | {"operator": "<", "rhs_constant": "2"}).json()["data"]
    assert (changed["uuid"], changed["operator"], changed["rhs_constant"]) == (
        made["uuid"], "<", 2,
    )  # fmt: skip
    partial = http.put(path, data={"rhs_constant": "3"})
    assert partial.status_code == 400
    assert partial.json()["error_type"] == "InputException"


def test_several_are_deleted_softly(http: httpx.Client) -> None:
    one, two = create(http)["uuid"], create(http)["uuid"]
    gone = http.delete("/alerts", params=[("uuid", one), ("uuid", two)])
    assert gone.json() == {"status": "success", "data": None}
    assert http.get(f"/alerts/{one}").json()["data"]["status"] == "deleted"
    listed = {row["uuid"] for row in http.get("/alerts").json()["data"]}
    assert not listed & {one, two}
    deleted = {
        row["uuid"] for row in http.get("/alerts", params={"status": "deleted"}).json()["data"]
    }
    assert {one, two} <= deleted
    assert http.delete("/alerts", params={"uuid": one}).status_code == 400


def test_pages_cut_the_list(http: httpx.Client) -> None:
    made = {create(http)["uuid"] for _ in range(3)}
    rows = http.get("/alerts").json()["data"]
    pages = [
        row
        for page in range(1, len(rows) // 2 + 2)
        for row in http.get("/alerts", params={"page": page, "page_size": 2}).json()["data"]
    ]
    assert [row["uuid"] for row in pages] == [row["uuid"] for row in rows]
    assert made <= {row["uuid"] for row in pages}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "name"),
        ({"operator": "!="}, "operator"),
        ({"lhs_tradingsymbol": "NOSUCH"}, "lhs_tradingsymbol"),
        ({"lhs_exchange": "NSE", "lhs_tradingsymbol": "NIFTY 51"}, "lhs_tradingsymbol"),
        ({"rhs_type": "instrument"}, "rhs_exchange"),
        ({"rhs_constant": ""}, "rhs_constant"),
        ({"type": "ato"}, "basket"),
        ({"type": "ato", "basket": "{"}, "basket"),
        ({"type": "ato", "basket": basket(symbol="NOSUCH")}, "basket"),
        ({"type": "ato", "basket": basket(quantity=0)}, "quantity"),
        ({"type": "ato", "basket": basket(symbol="NIFTY 50")}, "does not trade"),
    ],
)
def test_bad_input_is_refused_in_words(http: httpx.Client, fields, words) -> None:
    answer = http.post("/alerts", data=FORM | fields)
    assert answer.status_code == 400
    assert answer.json()["error_type"] == "InputException"
    assert words in answer.json()["message"]


def test_a_fired_ato_alert_is_disabled_with_a_reason_and_names_its_order(
    sandbox: SandboxProcess, http: httpx.Client
) -> None:
    market = basket(order_type="MARKET", price=0, market_protection=-1)
    made = create(http, type="ato", operator=">", basket=market)
    path = f"/alerts/{made['uuid']}"
    until(lambda: http.get(path).json()["data"]["alert_count"], what="it fires")
    row = http.get(path).json()["data"]
    assert (row["status"], row["alert_count"]) == ("disabled", 1)
    assert row["disabled_reason"]
    item = row["basket"]["items"][0]
    assert {"id", "instrument_token"} <= set(item)
    (event,) = http.get(f"{path}/history").json()["data"]
    (order,) = event["order_meta"]
    book = http.get("/orders").json()["data"]
    assert order["order_id"] in {row["order_id"] for row in book}
    snapshot = event["meta"][0]
    assert snapshot["exchange"] == "NSE"
    assert snapshot["last_price"] > 1
    assert {"volume", "oi", "ohlc", "net_change", "last_trade_time"} <= set(snapshot)


def test_an_order_that_is_refused_at_the_firing_is_told_in_the_history(http: httpx.Client) -> None:
    made = create(http, type="ato", operator=">", basket=basket(quantity=10**8, product="CNC"))
    path = f"/alerts/{made['uuid']}/history"
    (event,) = until(lambda: http.get(path).json()["data"], what="it fires")
    (order,) = event["order_meta"]
    assert order["error"]["message"]


# -- our facet


def facet_of(broker: KiteBroker) -> AlertFacet:
    assert broker.alerts is not None
    return broker.alerts


def terms(**fields: Any) -> AlertTerms:
    values: dict[str, Any] = {
        "client_id": ClientOrderId("A1"),
        "account": "",
        "name": "our own",
        "instrument": INFY,
        "operator": AlertOperator.AT_LEAST,
        "level": Decimal("99999.95"),
    }
    return AlertTerms(**(values | fields))


async def only(facet: AlertFacet, key: str) -> Alert:
    return next(alert for alert in await facet.fetch() if alert.key == key)


async def test_what_was_asked_for_is_what_the_list_shows(broker: KiteBroker) -> None:
    facet, account = facet_of(broker), broker.session.account
    order = OrderIntent(
        client_id=ClientOrderId("LEG1"), account=account, instrument=INFY, side=Side.SELL,
        quantity=2, order_type=OrderType.MARKET, product=Product.MIS,
    )  # fmt: skip
    for given in (
        terms(account=account),
        terms(account=account, instrument=NIFTY),
        terms(account=account, other=NIFTY, operator=AlertOperator.ABOVE),
        terms(account=account, orders=(order,)),
    ):
        outcome = await facet.create(given)
        assert isinstance(outcome, Written)
        found = await only(facet, outcome.reference)
        assert found.state is AlertState.ENABLED
        shown = found.terms
        assert (shown.name, shown.instrument, shown.operator, shown.other) == (
            given.name, given.instrument, given.operator, given.other,
        )  # fmt: skip
        assert given.other is not None or shown.level == given.level
        assert shown.orders == given.orders
    everything = await facet.fetch()
    assert await facet.delete(everything) == Written()
    assert await facet.fetch() == []


async def test_a_changed_alert_keeps_its_id(broker: KiteBroker) -> None:
    facet = facet_of(broker)
    made = await facet.create(terms())
    assert isinstance(made, Written)
    alert = await only(facet, made.reference)
    changed = await facet.modify(alert, terms(level=Decimal("88888.5"), name="lower"))
    assert changed == made
    now = await only(facet, made.reference)
    assert (now.terms.level, now.terms.name) == (Decimal("88888.5"), "lower")
    assert isinstance(await facet.delete([now]), Written)
    assert isinstance(await facet.modify(now, terms()), Rejected)


async def test_a_firing_comes_back_with_its_tick(broker: KiteBroker) -> None:
    facet = facet_of(broker)
    made = await facet.create(terms(operator=AlertOperator.ABOVE, level=Decimal(1)))
    assert isinstance(made, Written)
    for _ in range(100):
        alert = await only(facet, made.reference)
        if alert.fired:
            break
        await asyncio.sleep(0.05)
    (event, *_) = await facet.fetch_history(alert)
    assert event.instrument == INFY
    assert event.last is not None
    assert event.last > 1
    assert event.fired_ns > 0
    assert "INFY > 1" in event.condition


async def test_an_order_of_a_fired_alert_rests_in_the_book_with_its_tag(broker: KiteBroker) -> None:
    facet, account = facet_of(broker), broker.session.account
    price = (await price_of(broker) * Decimal("0.99")).quantize(Decimal("0.1"))
    order = OrderIntent(
        client_id=ClientOrderId("ALERTLEG0001"), account=account, instrument=INFY, side=Side.BUY,
        quantity=2, order_type=OrderType.LIMIT, product=Product.CNC, price=price,
    )  # fmt: skip
    made = await facet.create(
        terms(account=account, operator=AlertOperator.ABOVE, level=Decimal(1), orders=(order,))
    )
    assert isinstance(made, Written)
    for _ in range(100):
        rows = [row for row in await broker.fetch_orders() if "ALERTLEG0001" in row.tags]
        if rows and rows[0].state is OrderState.OPEN:
            break
        await asyncio.sleep(0.05)
    (row,) = rows
    assert (row.quantity, row.price, row.side) == (2, price, Side.BUY)


async def test_a_lost_reply_is_unknown_and_the_alert_exists_once(
    sandbox: SandboxProcess, broker: KiteBroker
) -> None:
    facet = facet_of(broker)
    before = {alert.key for alert in await facet.fetch()}
    sandbox.arm("accept_drop", match={"method": "POST", "path": "/alerts"}, count=1)
    assert isinstance(await facet.create(terms(name="lost")), Unknown)
    fresh = [alert for alert in await facet.fetch() if alert.key not in before]
    assert [alert.terms.name for alert in fresh] == ["lost"]
