"""The requests no panel uses yet: triggers, alerts, funds, and the rest of session and portfolio."""

import json
from decimal import Decimal

import pytest

from terminal.brokers.kite import wire_more, wire_portfolio
from terminal.domain.errors import LoginNeeded, Transient
from tests.unit.brokers.kite.wired import Network, make_broker, no, ok

TERMS = wire_more.TriggerTerms(
    exchange="NSE",
    tradingsymbol="INFY",
    trigger_values=[Decimal("1400.05"), Decimal(1600)],
    last_price=Decimal("1500.5"),
)
LEG = wire_more.TriggerLeg(
    exchange="NSE",
    tradingsymbol="INFY",
    transaction_type="SELL",
    quantity=1,
    order_type="LIMIT",
    product="CNC",
    price=Decimal("1399.95"),
)
ALERT = {"uuid": "u-1", "name": "x", "type": "simple", "status": "enabled"}


def asked(network: Network, index: int = -1) -> str:
    request = network.requests[index]
    return f"{request.method} {request.url.raw_path.decode()}"


async def test_a_trigger_is_json_text_in_a_form() -> None:
    network = Network(answer=lambda _: ok({"trigger_id": 123}))
    triggers = make_broker(network).trigger_calls
    assert await triggers.create("two-leg", TERMS, [LEG, LEG]) == 123
    assert asked(network) == "POST /gtt/triggers"
    form = network.form()
    assert form["type"] == "two-leg"
    assert '"trigger_values":[1400.05,1600]' in form["condition"]
    assert json.loads(form["orders"])[0]["transaction_type"] == "SELL"
    assert '"price":1399.95' in form["orders"]
    assert await triggers.replace(123, "single", TERMS, [LEG]) == 123
    assert asked(network) == "PUT /gtt/triggers/123"
    assert await triggers.delete(123) == 123
    assert asked(network) == "DELETE /gtt/triggers/123"


async def test_trigger_writes_are_sent_once() -> None:
    network = Network(no(503, "NetworkException", "down"))
    with pytest.raises(Transient):
        await make_broker(network).trigger_calls.create("single", TERMS, [LEG])
    assert len(network.requests) == 1


async def test_alerts_against_a_number_and_against_an_instrument() -> None:
    network = Network(answer=lambda _: ok(ALERT))
    alerts = make_broker(network).alert_calls
    terms = wire_more.AlertTerms(
        name="x",
        lhs_exchange="INDICES",
        lhs_tradingsymbol="NIFTY 50",
        operator=">=",
        rhs_constant=Decimal("24000.5"),
    )
    await alerts.create(terms)
    assert asked(network) == "POST /alerts"
    form = network.form()
    assert (form["type"], form["rhs_type"], form["rhs_constant"]) == (
        "simple",
        "constant",
        "24000.5",
    )
    assert "rhs_exchange" not in form
    basket = wire_more.AlertBasket(name="b", items=[])
    other = wire_more.AlertTerms(
        name="x",
        lhs_exchange="NSE",
        lhs_tradingsymbol="INFY",
        operator="<",
        rhs_exchange="NSE",
        rhs_tradingsymbol="TCS",
        basket=basket,
    )
    await alerts.replace("u-1", other)
    assert asked(network) == "PUT /alerts/u-1"
    form = network.form()
    assert (form["type"], form["rhs_type"], form["rhs_attribute"]) == (
        "ato",
        "instrument",
        "LastTradedPrice",
    )
    assert json.loads(form["basket"])["name"] == "b"


async def test_several_alerts_are_deleted_at_once_and_the_answer_is_null() -> None:
    network = Network(ok(None), ok([ALERT]), ok(ALERT), ok([]))
    alerts = make_broker(network).alert_calls
    await alerts.delete(["a", "b"])
    assert asked(network) == "DELETE /alerts?uuid=a&uuid=b"
    assert len(await alerts.all(status="enabled", page=2)) == 1
    assert asked(network) == "GET /alerts?status=enabled&page=2"
    assert (await alerts.one("u-1")).name == "x"
    assert await alerts.history("u-1") == []
    assert asked(network) == "GET /alerts/u-1/history"


async def test_funds_use_their_paths_and_exact_amounts() -> None:
    network = Network(
        ok([]),
        ok({"order_id": "o"}),
        ok({"order_id": "o"}),
        ok({"sip_id": "s"}),
        ok({"sip_id": "s"}),
        ok({"sip_id": "s"}),
        ok([]),
        ok([]),
        ok(["INF1"]),
    )
    funds = make_broker(network).fund_calls
    await funds.orders(start="2026-11-01", end="2026-11-20")
    assert asked(network) == "GET /mf/orders?from=2026-11-01&to=2026-11-20"
    assert await funds.place(
        tradingsymbol="INF1", transaction_type="BUY", amount=Decimal("1000.50")
    ) == ("o")
    assert network.form() == {
        "tradingsymbol": "INF1",
        "transaction_type": "BUY",
        "amount": "1000.5",
    }
    await funds.cancel("o")
    assert asked(network) == "DELETE /mf/orders/o"
    await funds.place_sip(
        tradingsymbol="INF1", amount=Decimal(500), instalments=-1, frequency="weekly"
    )
    assert network.form()["instalments"] == "-1"
    await funds.modify_sip("s", status="paused")
    assert (asked(network), network.form()) == ("PUT /mf/sips/s", {"status": "paused"})
    await funds.cancel_sip("s")
    assert asked(network) == "DELETE /mf/sips/s"
    await funds.holdings()
    await funds.lots("INF1")
    assert asked(network) == "GET /mf/holdings/INF1"
    assert await funds.allotments() == ["INF1"]


async def test_holdings_are_authorised_in_the_browser() -> None:
    network = Network(ok({"request_id": "r1"}))
    portfolio = make_broker(network).portfolio
    answer = await portfolio.authorise([("INE1", 5), ("INE2", 7)])
    assert network.last.content == b"isin=INE1&quantity=5&isin=INE2&quantity=7"
    url = portfolio.authorise_url(answer.request_id)
    assert url == "https://kite.zerodha.com/connect/portfolio/authorise/holdings/apikey1/r1"


async def test_a_basket_always_says_whether_positions_count() -> None:
    margin = {"total": 10.5}
    network = Network(ok({"initial": margin, "final": margin, "orders": [margin]}))
    item = wire_portfolio.MarginItem(
        exchange="NSE",
        tradingsymbol="INFY",
        transaction_type="BUY",
        variety="regular",
        product="CNC",
        order_type="LIMIT",
        quantity=1,
        price=Decimal("1500.05"),
    )
    found = await make_broker(network).portfolio.basket_margins([item], consider_positions=False)
    assert asked(network) == "POST /margins/basket?consider_positions=false"
    assert found.final.total == Decimal("10.5")
    assert network.json()[0]["price"] == Decimal("1500.05")


async def test_trigger_ranges_and_small_quotes() -> None:
    network = Network(
        ok({"NSE:INFY": {"instrument_token": 0, "lower": 1075.599, "upper": 1138.2}}),
        ok({"NSE:INFY": {"instrument_token": 408065, "last_price": 1}}),
    )
    market = make_broker(network).market
    found = await market.trigger_range("BUY", ["NSE:INFY"])
    assert asked(network) == "GET /instruments/trigger_range/buy?i=NSE%3AINFY"
    assert found["NSE:INFY"].upper == 1138.2
    assert (await market.ohlc(["NSE:INFY"]))["NSE:INFY"].ohlc is None


async def test_renewing_is_for_approved_platforms() -> None:
    network = Network(no(403, "TokenException", "Token is invalid or has expired."))
    with pytest.raises(LoginNeeded):
        await make_broker(network).account_calls.renew("refresh", "secret")
    assert asked(network) == "POST /session/refresh_token"
    assert len(network.form()["checksum"]) == 64
    assert "secret" not in network.last.content.decode()


async def test_one_segment_and_the_full_profile() -> None:
    network = Network(ok({"net": 5.25, "enabled": True}), ok({"user_id": "Z", "pan": "*xxxI"}))
    calls = make_broker(network).account_calls
    assert (await calls.segment_margins("equity")).net == Decimal("5.25")
    assert asked(network) == "GET /user/margins/equity"
    assert (await calls.full_profile()).pan == "*xxxI"
