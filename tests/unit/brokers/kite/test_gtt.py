"""Triggers behind the facet: what Kite gets, what becomes of what it says."""

import json
from decimal import Decimal

import httpx
import pytest

from terminal.domain.errors import LoginNeeded, Rejected, Unknown, WireError, Written
from terminal.domain.gtt import Gtt, GttIntent, GttKind, GttLeg, GttState
from terminal.domain.ids import AccountId, ClientOrderId, InstrumentId
from terminal.domain.order import OrderType, Product, Side
from tests.unit.brokers.kite.wired import ACCOUNT, FUTURE, INFY, Network, make_broker, no, ok


def leg(trigger: str, price: str, **fields: object) -> GttLeg:
    values: dict[str, object] = {
        "trigger_price": Decimal(trigger),
        "price": Decimal(price),
        "side": Side.SELL,
        "quantity": 10,
        "product": Product.CNC,
    }
    return GttLeg(**{**values, **fields})  # type: ignore[arg-type]


def wish(*legs: GttLeg, **fields: object) -> GttIntent:
    values: dict[str, object] = {
        "client_id": ClientOrderId("GTTX00000001"),
        "account": ACCOUNT,
        "instrument": INFY,
        "kind": GttKind.TWO_LEG if len(legs) == 2 else GttKind.SINGLE,
        "legs": legs,
        "last_price": Decimal("1500.5"),
    }
    return GttIntent(**{**values, **fields})  # type: ignore[arg-type]


def listed(**fields: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": 7,
        "type": "single",
        "status": "active",
        "created_at": "2026-11-20 10:00:00",
        "updated_at": "2026-11-20 10:00:05",
        "expires_at": "2027-11-20 10:00:00",
        "condition": {
            "exchange": "NSE",
            "tradingsymbol": "INFY",
            "trigger_values": [1400.05],
            "last_price": 1500.5,
        },
        "orders": [
            {
                "exchange": "NSE",
                "tradingsymbol": "INFY",
                "transaction_type": "SELL",
                "quantity": 10,
                "order_type": "LIMIT",
                "product": "CNC",
                "price": 1393.05,
                "result": None,
            }
        ],
        "meta": {},
    }
    return {**row, **fields}


def fired(status: str, order_id: str, reason: str | None) -> dict[str, object]:
    row = listed(status="triggered", meta=None)
    orders = row["orders"]
    assert isinstance(orders, list)
    orders[0]["result"] = {
        "triggered_at": 1400.0,
        "timestamp": "2026-11-20 11:30:00",
        "order_result": {"status": status, "order_id": order_id, "rejection_reason": reason},
    }
    return row


async def read(*rows: dict[str, object]) -> list[Gtt]:
    facet = make_broker(Network(ok(list(rows)))).gtts
    assert facet is not None
    return await facet.fetch()


TWO = wish(leg("1400.05", "1393.05"), leg("1600", "1592"))


async def test_a_two_leg_trigger_reaches_kite_in_its_own_words() -> None:
    network = Network(ok({"trigger_id": 112127}))
    facet = make_broker(network).gtts
    assert facet is not None
    assert await facet.create(TWO) == Written("112127")
    form = network.form()
    assert form["type"] == "two-leg"
    assert json.loads(form["condition"], parse_float=Decimal) == {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "trigger_values": [Decimal("1400.05"), 1600],
        "last_price": Decimal("1500.5"),
    }
    first, second = json.loads(form["orders"], parse_float=Decimal)
    assert first == {
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "SELL",
        "quantity": 10,
        "order_type": "LIMIT",
        "product": "CNC",
        "price": Decimal("1393.05"),
    }
    assert second["price"] == 1592


async def test_a_derivative_goes_by_its_trading_symbol() -> None:
    network = Network(ok({"trigger_id": 1}))
    facet = make_broker(network).gtts
    assert facet is not None
    nrml = leg("24000", "24100", side=Side.BUY, quantity=75, product=Product.NRML)
    await facet.create(wish(nrml, instrument=FUTURE))
    condition = json.loads(network.form()["condition"])
    assert (condition["exchange"], condition["tradingsymbol"]) == ("NFO", "NIFTY26NOVFUT")


async def test_what_kite_cannot_place_is_refused_before_a_byte_leaves() -> None:
    network = Network()
    facet = make_broker(network).gtts
    assert facet is not None
    refusals = [
        await facet.create(wish(leg("1400", "1393", product=Product.MIS))),
        await facet.create(wish(leg("1400", "1393", order_type=OrderType.MARKET))),
        await facet.create(wish(leg("1400", "1393"), account=AccountId("kite:ZZ0000"))),
        await facet.create(wish(leg("1400", "1393"), instrument=InstrumentId("NSE", "GONE"))),
    ]
    assert [r.code for r in refusals if isinstance(r, Rejected)] == [
        "not_placeable",
        "not_placeable",
        "wrong_account",
        "unknown_instrument",
    ]
    assert network.requests == []


async def test_modifying_and_deleting_name_the_trigger() -> None:
    network = Network(ok([listed()]), ok({"trigger_id": 7}), ok({"trigger_id": 7}))
    facet = make_broker(network).gtts
    assert facet is not None
    (row,) = await facet.fetch()
    assert await facet.modify(row, TWO) == Written("7")
    assert (network.last.method, network.last.url.path) == ("PUT", "/gtt/triggers/7")
    assert network.form()["type"] == "two-leg"
    assert await facet.delete(row) == Written("7")
    assert (network.last.method, network.last.url.path) == ("DELETE", "/gtt/triggers/7")


async def test_a_row_without_the_brokers_id_is_not_asked_about() -> None:
    network = Network()
    facet = make_broker(network).gtts
    assert facet is not None
    ours = Gtt(
        key="GTTX00000001",
        account=ACCOUNT,
        instrument=INFY,
        symbol="INFY",
        kind=GttKind.SINGLE,
        state=GttState.UNKNOWN,
        legs=(leg("1", "1"),),
        results=(None,),
    )
    for outcome in (await facet.delete(ours), await facet.modify(ours, TWO)):
        assert isinstance(outcome, Rejected)
        assert outcome.code == "no_broker_id"
    assert network.requests == []


async def test_indian_times_become_utc() -> None:
    (row,) = await read(listed())
    assert row.created_ns == 1_795_149_000 * 10**9  # 2026-11-20 04:30 UTC
    assert row.updated_ns - row.created_ns == 5 * 10**9
    assert row.expires_ns - row.created_ns == 365 * 86_400 * 10**9
    assert row.legs == (leg("1400.05", "1393.05"),)
    assert (row.instrument, row.last_price, row.local) == (INFY, Decimal("1500.5"), False)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("active", GttState.ACTIVE),
        ("triggered", GttState.TRIGGERED),
        ("disabled", GttState.DISABLED),
        ("expired", GttState.EXPIRED),
        ("cancelled", GttState.CANCELLED),
        ("rejected", GttState.REJECTED),
        ("deleted", GttState.DELETED),
        ("napping", GttState.DISABLED),
    ],
)
async def test_states(word: str, state: GttState) -> None:
    (row,) = await read(listed(status=word))
    assert row.state is state
    assert ("napping" in row.message) is (word == "napping")


async def test_kites_reason_for_a_refused_trigger_is_kept() -> None:
    (row,) = await read(listed(status="rejected", meta={"rejection_reason": "RMS: no margin"}))
    assert row.message == "RMS: no margin"


async def test_fired_with_and_without_an_order() -> None:
    placed, failed, unsure = await read(
        fired("success", "251120000000001", ""),
        fired("failed", "", "10 quantity needs authorisation at depository."),
        fired("failed", "", None),
    )
    (result,) = placed.results
    assert result is not None
    assert result.order_id == "251120000000001"
    assert result.triggered_price == Decimal(1400)
    assert result.triggered_ns == 1_795_154_400 * 10**9  # 11:30 IST
    (result,) = failed.results
    assert result is not None
    assert (result.order_id, failed.message) == (None, result.text)
    assert result.text == "10 quantity needs authorisation at depository."
    (result,) = unsure.results
    assert result is not None
    assert "names no order" in result.text


async def test_one_unreadable_row_does_not_hide_the_others() -> None:
    rows = await read(listed(orders=[]), listed(id=8))
    assert [row.key for row in rows] == ["8"]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (no(400, "InputException", "Trigger price was too close to the last price."), "too close"),
        (no(403, "TokenException", "Token is invalid or has expired."), "expired"),
        (no(403, "PermissionException", "Insufficient permission for that call."), "Insufficient"),
        (no(429, "NetworkException", "Too many requests"), "Too many requests"),
    ],
)
async def test_refusals_in_kites_words(reply: httpx.Response, words: str) -> None:
    network = Network(reply)
    facet = make_broker(network).gtts
    assert facet is not None
    outcome = await facet.create(TWO)
    assert isinstance(outcome, Rejected), outcome
    assert words in outcome.text
    assert len(network.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        no(502, "NetworkException", "down"),
        httpx.Response(502, text="<html>Bad gateway</html>"),
        httpx.Response(200, text="<html>maintenance</html>"),
        httpx.ReadTimeout("slow"),
    ],
)
async def test_what_proves_nothing_is_unknown_and_sent_once(reply: httpx.Response) -> None:
    for verb in ("create", "modify", "delete"):
        network = Network(ok([listed()]), reply)
        facet = make_broker(network).gtts
        assert facet is not None
        (row,) = await facet.fetch()
        outcome = {
            "create": lambda f=facet: f.create(TWO),
            "modify": lambda f=facet, r=row: f.modify(r, TWO),
            "delete": lambda f=facet, r=row: f.delete(r),
        }[verb]
        assert isinstance(await outcome(), Unknown), verb
        assert len(network.requests) == 2


async def test_reads_raise_in_words() -> None:
    facet = make_broker(Network(no(403, "TokenException", "Token is invalid."))).gtts
    assert facet is not None
    with pytest.raises(LoginNeeded, match="Token is invalid"):
        await facet.fetch()
    facet = make_broker(Network(httpx.Response(404, text="<html>no such page</html>"))).gtts
    assert facet is not None
    with pytest.raises(WireError, match="cannot be read"):
        await facet.fetch()


def test_rules_follow_the_accounts_products() -> None:
    facet = make_broker(Network()).gtts
    assert facet is not None
    assert facet.rules.products == (Product.CNC, Product.NRML)  # the profile names no MTF
    assert (facet.rules.most_active, facet.rules.local) == (250, False)
    assert facet.rules.order_types == (OrderType.LIMIT,)
