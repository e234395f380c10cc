"""Alerts: what goes to Kite, and the official samples read back, value by value."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from terminal.brokers.kite.alerts import order_text, plain_condition
from terminal.domain.alert import Alert, AlertMeasure, AlertOperator, AlertState, AlertTerms
from terminal.domain.errors import Rejected, Unknown, Written
from terminal.domain.ids import ClientOrderId, InstrumentId, InstrumentKind
from terminal.domain.order import OrderType, Product, Side, Variety
from tests.unit.brokers.kite.wired import (
    ACCOUNT,
    INFY,
    MM,
    Network,
    make_broker,
    make_intent,
    no,
    ok,
)

NIFTY = InstrumentId("NSE", "NIFTY 50", InstrumentKind.INDEX)
MOCKS = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "kite-mocks"
ROW = {
    "uuid": "u-1",
    "name": "x",
    "type": "simple",
    "status": "enabled",
    "lhs_exchange": "NSE",
    "lhs_tradingsymbol": "INFY",
    "operator": ">=",
    "rhs_type": "constant",
    "rhs_constant": 1500,
}


def terms(**fields: Any) -> AlertTerms:
    values: dict[str, Any] = {
        "client_id": ClientOrderId("AA"),
        "account": ACCOUNT,
        "name": "NIFTY high",
        "instrument": NIFTY,
        "operator": AlertOperator.AT_LEAST,
        "level": Decimal("27000.50"),
    }
    return AlertTerms(**(values | fields))


def alert(**fields: Any) -> Alert:
    return Alert(key="u-1", terms=terms(**fields), symbol="NIFTY 50", state=AlertState.ENABLED)


def sample(name: str) -> Any:
    file = MOCKS / f"{name}.json"
    if not file.exists():
        pytest.skip("the official samples are not beside this checkout")
    return json.loads(file.read_text())["data"]


async def test_an_index_goes_out_under_kites_own_exchange_for_alerts() -> None:
    network = Network(ok(ROW))
    alerts = make_broker(network).alerts
    assert alerts is not None
    assert await alerts.create(terms()) == Written("u-1")
    assert network.form() == {
        "name": "NIFTY high",
        "type": "simple",
        "lhs_exchange": "INDICES",
        "lhs_tradingsymbol": "NIFTY 50",
        "lhs_attribute": "LastTradedPrice",
        "operator": ">=",
        "rhs_type": "constant",
        "rhs_constant": "27000.5",
    }


async def test_an_instrument_on_the_right_side_sends_no_constant() -> None:
    network = Network(ok(ROW))
    alerts = make_broker(network).alerts
    assert alerts is not None
    await alerts.modify(alert(), terms(instrument=INFY, other=MM, operator=AlertOperator.BELOW))
    assert (network.last.method, network.last.url.path) == ("PUT", "/alerts/u-1")
    form = network.form()
    assert form["rhs_type"] == "instrument"
    assert (form["rhs_exchange"], form["rhs_tradingsymbol"]) == ("NSE", "M&M")
    assert "rhs_constant" not in form


async def test_an_alert_with_orders_carries_them_as_a_basket_of_exact_numbers() -> None:
    network = Network(ok({**ROW, "type": "ato"}))
    alerts = make_broker(network).alerts
    assert alerts is not None
    market = make_intent(
        client_id=ClientOrderId("TT0000000002"),
        side=Side.SELL,
        order_type=OrderType.MARKET,
        price=None,
    )
    await alerts.create(terms(instrument=INFY, orders=(make_intent(), market)))
    form = network.form()
    assert form["type"] == "ato"
    assert '"price":1500.50' in form["basket"]
    basket = json.loads(form["basket"])
    assert basket["type"] == "alert"
    first, second = basket["items"]
    assert (first["exchange"], first["tradingsymbol"], first["type"]) == ("NSE", "INFY", "insert")
    params = first["params"]
    assert (params["transaction_type"], params["product"]) == ("BUY", "CNC")
    assert (params["order_type"], params["validity"], params["variety"]) == (
        "LIMIT", "DAY", "regular",
    )  # fmt: skip
    assert (params["quantity"], params["tags"]) == (10, ["TT0000000001"])
    assert second["params"]["market_protection"] == -1
    assert second["params"]["price"] == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"operator": AlertOperator.CROSSES},
        {"measure": AlertMeasure.VOLUME},
        {"hold_s": 5.0},
        {"instrument": None},
        {"instrument": InstrumentId("NSE", "NOSUCH")},
    ],
)
async def test_what_kite_cannot_watch_is_refused_before_a_byte_leaves(fields: dict) -> None:
    network = Network()
    alerts = make_broker(network).alerts
    assert alerts is not None
    assert isinstance(await alerts.create(terms(**fields)), Rejected)
    assert network.requests == []


async def test_refusals_keep_the_brokers_words_and_lost_replies_are_unknown() -> None:
    network = Network(
        no(400, "InputException", "Invalid `operator`."),
        no(503, "NetworkException", "down"),
        httpx.ReadTimeout("late"),
    )
    alerts = make_broker(network).alerts
    assert alerts is not None
    refused = await alerts.create(terms())
    assert isinstance(refused, Rejected)
    assert refused.text == "Invalid `operator`."
    assert "Nothing was created" in refused.hint
    assert isinstance(await alerts.delete([alert()]), Unknown)
    assert isinstance(await alerts.modify(alert(), terms()), Unknown)
    assert len(network.requests) == 3


async def test_several_are_deleted_in_one_request() -> None:
    network = Network(ok(None))
    alerts = make_broker(network).alerts
    assert alerts is not None
    assert await alerts.delete([alert(), alert()]) == Written()
    assert network.last.url.raw_path == b"/alerts?uuid=u-1&uuid=u-1"


async def test_the_list_is_read_page_by_page_and_leaves_deleted_ones_out() -> None:
    first = [{**ROW, "uuid": f"a{n}"} for n in range(199)] + [
        {**ROW, "uuid": "d", "status": "deleted"}
    ]
    network = Network(ok(first), ok([{**ROW, "uuid": "last"}]))
    alerts = make_broker(network).alerts
    assert alerts is not None
    found = await alerts.fetch()
    assert len(found) == 200
    assert found[-1].key == "last"
    assert [request.url.params["page"] for request in network.requests] == ["1", "2"]


async def test_a_server_that_ignores_pages_ends_the_reading() -> None:
    page = [{**ROW, "uuid": f"a{n}"} for n in range(200)]
    network = Network(answer=lambda _: ok(page))
    alerts = make_broker(network).alerts
    assert alerts is not None
    assert len(await alerts.fetch()) == 200
    assert len(network.requests) == 2


async def test_rows_that_cannot_be_understood_are_left_out_or_shown_as_off() -> None:
    rows = [{**ROW, "operator": "~"}, {**ROW, "uuid": "u-2", "status": "sleeping"}]
    network = Network(ok(rows))
    alerts = make_broker(network).alerts
    assert alerts is not None
    (odd,) = await alerts.fetch()
    assert odd.state is AlertState.DISABLED
    assert odd.message == "Zerodha says: sleeping"


async def test_an_alert_with_orders_reads_back_as_it_was_written() -> None:
    network = Network(ok({**ROW, "type": "ato"}))
    broker = make_broker(network)
    assert broker.alerts is not None
    wanted = terms(instrument=INFY, orders=(make_intent(),))
    await broker.alerts.create(wanted)
    form = network.form()
    echoed = {**form, "uuid": "u-9", "status": "enabled", "basket": json.loads(form["basket"])}
    network.replies = [ok([echoed])]
    (found,) = await broker.alerts.fetch()
    assert found.terms.orders == wanted.orders
    assert (found.terms.level, found.terms.once) == (wanted.level, True)


async def test_the_official_list_decodes_to_its_values() -> None:
    network = Network(ok(sample("alerts_get")))
    alerts = make_broker(network).alerts
    assert alerts is not None
    simple, ato = await alerts.fetch()
    assert simple.key == "550e8400-e29b-41d4-a716-446655440000"
    assert simple.terms.instrument == NIFTY
    assert (simple.terms.operator, simple.terms.level) == (AlertOperator.AT_LEAST, Decimal(27000))
    assert simple.state is AlertState.ENABLED
    assert simple.created_ns == 1_748_241_470_000_000_000  # 2025-05-26 12:07:50 IST
    assert (ato.state, ato.fired, ato.terms.level) == (AlertState.DISABLED, 1, Decimal("71.8"))
    (order,) = ato.terms.orders
    assert order.instrument.symbol == "GOLDBEES"
    assert (order.side, order.quantity, order.price) == (Side.BUY, 10000, Decimal("72.22"))
    assert (order.product, order.order_type, order.variety) == (
        Product.CNC, OrderType.LIMIT, Variety.REGULAR,
    )  # fmt: skip
    assert ato.updated_ns > ato.created_ns


@pytest.mark.parametrize(
    ("name", "verb"), [("alerts_create", "create"), ("alerts_create_ato", "create"),
                       ("alerts_modify", "modify")]
)  # fmt: skip
async def test_the_official_replies_to_writes_name_the_alert(name: str, verb: str) -> None:
    data = sample(name)
    alerts = make_broker(Network(ok(data))).alerts
    assert alerts is not None
    outcome = (
        await alerts.create(terms()) if verb == "create" else await alerts.modify(alert(), terms())
    )
    assert outcome == Written(data["uuid"])


async def test_the_official_history_decodes_to_its_values() -> None:
    alerts = make_broker(Network(ok(sample("alerts_history")))).alerts
    assert alerts is not None
    (event,) = await alerts.fetch_history(alert())
    assert event.condition == "NIFTY NEXT 50 ≤ 58290.35"
    assert event.last == event.value == Decimal("58288.05")
    assert (event.volume, event.oi, event.order_text) == (0, 0, "")
    assert event.fired_ns == 1_739_764_006_000_000_000  # 2025-02-17 09:16:46 IST
    assert event.instrument is not None
    assert event.instrument.symbol == "NIFTY NEXT 50"


def test_conditions_and_orders_are_put_into_words() -> None:
    text = 'LastTradedPrice("NSE:INFY") >= LastTradedPrice("NSE:TCS")'
    assert plain_condition(text) == "INFY ≥ TCS"
    meta = [{"order_id": "1"}, {"error": {"message": "no funds"}}, {"odd": 1}]
    assert order_text(meta) == "order 1; refused: no funds; {'odd': 1}"
    assert order_text(None) == ""
    assert order_text("later") == "later"
