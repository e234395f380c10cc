"""Writes: what goes out, exactly once, and what each outcome is known to mean."""

from decimal import Decimal

import httpx
import pytest

from terminal.brokers.shoonya.config import live_config
from terminal.domain.account import Conversion
from terminal.domain.errors import Accepted, Rejected, Transient, Unknown
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.order import (
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
)
from tests.make import make_order
from tests.unit.brokers.shoonya.wired import (
    ACCOUNT,
    CALL,
    FUTURE,
    HTML,
    MM,
    RELIANCE,
    Wired,
    all_rights,
    make_intent,
    no,
    ok,
)

PLACED = {"norenordno": "26112000000017"}


async def placed(*, classic: bool = False, rights=None, **fields) -> tuple[Wired, dict]:
    wired = Wired(ok(PLACED), classic=classic, rights=rights)
    outcome = await wired.broker.submit(make_intent(**fields))
    assert outcome == Accepted(BrokerOrderId("26112000000017")), outcome
    assert wired.network.routes == ["PlaceOrder"]
    return wired, wired.network.fields()


async def test_a_limit_order():
    _, fields = await placed()
    assert fields == {
        "uid": "FA1",
        "actid": "FA1",
        "ordersource": "API",
        "exch": "NSE",
        "tsym": "RELIANCE-EQ",
        "qty": "10",
        "prc": "1384.5",
        "dscqty": "0",
        "prd": "C",
        "trantype": "B",
        "prctyp": "LMT",
        "ret": "DAY",
        "remarks": "TT0000000001",
    }


async def test_a_symbol_with_an_ampersand_arrives_whole():
    wired, fields = await placed(instrument=MM)
    assert fields["tsym"] == "M&M-EQ"
    assert wired.network.body().count("&") == 0


async def test_a_stop_an_after_market_and_an_ioc_order():
    _, stop = await placed(
        order_type=OrderType.SL, trigger_price=Decimal("1390.00"), price=Decimal("1391.50")
    )
    assert (stop["prctyp"], stop["trgprc"], stop["prc"]) == ("SL-LMT", "1390", "1391.5")
    _, parked = await placed(variety=Variety.AMO)
    assert parked["amo"] == "Yes"
    _, ioc = await placed(validity=Validity.IOC, side=Side.SELL, disclosed_quantity=5)
    assert (ioc["ret"], ioc["trantype"], ioc["dscqty"]) == ("IOC", "S", "5")


async def test_a_market_order_goes_out_as_a_limit_and_that_is_said_first():
    wired, fields = await placed(order_type=OrderType.MARKET, price=None)
    assert (fields["prctyp"], fields["prc"]) == ("LMT", "1391")
    assert wired.market.asked == [RELIANCE]
    assert ["at most 1391.0" in words for words in wired.told] == [True]


async def test_a_stop_market_order_goes_out_as_a_stop_limit():
    wired, fields = await placed(
        order_type=OrderType.SL_M,
        price=None,
        trigger_price=Decimal(1370),
        side=Side.SELL,
        market_protection=Decimal(1),
    )
    assert (fields["prctyp"], fields["trgprc"], fields["prc"]) == ("SL-LMT", "1370", "1356.3")
    assert len(wired.told) == 1


async def test_where_market_orders_are_taken_they_stay_what_they_are():
    wired, fields = await placed(classic=True, order_type=OrderType.MARKET, price=None)
    assert (fields["prctyp"], fields["prc"]) == ("MKT", "0")
    assert "mkt_protection" not in fields
    assert wired.told == []
    assert wired.market.asked == []


async def test_the_accounts_own_list_decides_on_the_classic_profile():
    rights = all_rights(live_config(), "LMT", "SL-LMT")
    wired, fields = await placed(
        classic=True, rights=rights, order_type=OrderType.MARKET, price=None
    )
    assert fields["prctyp"] == "LMT"
    assert wired.told


@pytest.mark.parametrize("price", [None, Transient("no quotes now")])
async def test_without_a_price_nothing_is_sent(price):
    wired = Wired()
    wired.market.price = price
    outcome = await wired.broker.submit(make_intent(order_type=OrderType.MARKET, price=None))
    assert isinstance(outcome, Rejected)
    assert outcome.code == "no_price"
    assert "Nothing was sent" in outcome.hint
    assert price is None or "no quotes now" in outcome.text
    assert wired.network.requests == []


async def test_a_stop_needs_no_price_to_be_protected():
    wired = Wired(ok(PLACED))
    wired.market.price = Transient("no quotes now")
    outcome = await wired.broker.submit(
        make_intent(order_type=OrderType.SL_M, price=None, trigger_price=Decimal(1390))
    )
    assert isinstance(outcome, Accepted)
    assert wired.network.fields()["prc"] == "1396.95"


async def test_a_cover_order_names_the_distance_of_its_stop():
    _, fields = await placed(
        variety=Variety.CO,
        product=Product.MIS,
        price=Decimal("1384.50"),
        trigger_price=Decimal("1370.00"),
    )
    assert (fields["prd"], fields["blprc"], fields["prctyp"]) == ("H", "14.5", "LMT")
    assert "trgprc" not in fields


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quantity": 0}, "above zero"),
        ({"price": None}, "price"),
        ({"order_type": OrderType.SL}, "trigger"),
        ({"validity": Validity.TTL, "ttl_minutes": 5}, "minutes"),
        ({"variety": Variety.ICEBERG, "iceberg_legs": 3}, "iceberg"),
        ({"variety": Variety.AUCTION}, "auction"),
        ({"product": Product.UNKNOWN}, "product"),
        ({"slice_above_freeze": True}, "slice"),
        ({"instrument": InstrumentId("NSE", "GONE")}, "not in the broker's list"),
        ({"account": AccountId("shoonya:FA2")}, "not for"),
    ],
)
async def test_what_is_refused_before_a_byte_leaves(wrong, words):
    wired = Wired()
    outcome = await wired.broker.submit(make_intent(**wrong))
    assert isinstance(outcome, Rejected)
    assert words in outcome.text
    assert "Nothing was sent" in outcome.hint
    assert wired.network.requests == []


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (no("RED:Margin Shortfall:INR 100.00"), Rejected, "Margin Shortfall"),
        (no("Session Expired : Invalid Session Key", 200), Rejected, "session"),
        (no("Invalid Input : IP address is not registered"), Rejected, "address"),
        (httpx.Response(429), Rejected, "too many"),
        (httpx.ConnectError("refused"), Rejected, "No connection"),
        (httpx.ReadTimeout("slow"), Unknown, "lost"),
        (httpx.ReadError("cut"), Unknown, "lost"),
        (httpx.Response(502, html=HTML), Unknown, "502"),
        (httpx.Response(200), Unknown, "empty answer"),
        (httpx.Response(200, text='{"stat":"Ok","noren'), Unknown, "cannot be read"),
        (ok(), Unknown, "names no order"),
        (no("Server Timeout :  ", 200), Unknown, "Server Timeout"),
    ],
)
async def test_outcomes_say_only_what_is_known_and_nothing_is_repeated(reply, kind, words):
    wired = Wired(reply)
    outcome = await wired.broker.submit(make_intent())
    assert isinstance(outcome, kind)
    text = outcome.reason if isinstance(outcome, Unknown) else outcome.text
    assert words in text
    assert len(wired.network.requests) == 1


async def test_the_days_count_is_given_back_where_nothing_was_placed():
    wired = Wired(httpx.ConnectError("refused"), ok(PLACED))
    await wired.broker.submit(make_intent())
    assert wired.channel.day.count == 0
    await wired.broker.submit(make_intent())
    assert wired.channel.day.count == 1


# -- changes


def resting(**fields):
    given = {
        "account": ACCOUNT,
        "instrument": RELIANCE,
        "broker_id": BrokerOrderId("17"),
        "state": OrderState.OPEN,
        "quantity": 10,
        "filled": 4,
        "price": Decimal("1384.50"),
        "order_type": OrderType.LIMIT,
        "product": Product.MIS,
    }
    return make_order(**{**given, **fields})


async def modified(order, change, **options) -> tuple[Wired, dict]:
    wired = Wired(ok({"result": "17"}), **options)
    assert await wired.broker.modify(order, change) == Accepted(BrokerOrderId("17"))
    assert wired.network.routes == ["ModifyOrder"]
    return wired, wired.network.fields()


async def test_a_change_sends_the_whole_order_and_its_total():
    _, fields = await modified(resting(), OrderChange(price=Decimal(1380)))
    assert fields == {
        "uid": "FA1",
        "actid": "FA1",
        "ordersource": "API",
        "norenordno": "17",
        "exch": "NSE",
        "tsym": "RELIANCE-EQ",
        "qty": "10",
        "prctyp": "LMT",
        "prc": "1380",
        "ret": "DAY",
    }
    _, stop = await modified(
        resting(order_type=OrderType.SL, trigger_price=Decimal(1390)), OrderChange(quantity=12)
    )
    assert (stop["qty"], stop["trgprc"], stop["prc"]) == ("12", "1390", "1384.5")


async def test_a_protected_market_order_is_changed_as_what_it_became():
    _, fields = await modified(
        resting(order_type=OrderType.MARKET, price=Decimal(1391)), OrderChange(quantity=6)
    )
    assert (fields["prctyp"], fields["prc"]) == ("LMT", "1391")


async def test_a_change_to_market_is_protected_too():
    wired, fields = await modified(resting(), OrderChange(order_type=OrderType.MARKET))
    assert (fields["prctyp"], fields["prc"]) == ("LMT", "1391")
    assert wired.told
    _, classic = await modified(resting(), OrderChange(order_type=OrderType.MARKET), classic=True)
    assert (classic["prctyp"], classic["prc"]) == ("MKT", "0")


@pytest.mark.parametrize(
    ("order", "change", "words"),
    [
        ({}, {}, "Nothing changes"),
        ({}, {"quantity": 3}, "4 are filled"),
        ({}, {"order_type": OrderType.SL}, "trigger"),
        ({"broker_id": None}, {"quantity": 12}, "not known yet"),
        ({"modifications": 25}, {"quantity": 12}, "25 are allowed"),
    ],
)
async def test_changes_that_are_refused_here(order, change, words):
    wired = Wired()
    outcome = await wired.broker.modify(resting(**order), OrderChange(**change))
    assert isinstance(outcome, Rejected)
    assert words in outcome.text
    assert wired.network.requests == []


async def test_cancel_and_the_exit_of_a_cover_order():
    wired = Wired(ok({"result": "17"}))
    assert await wired.broker.cancel(resting()) == Accepted(BrokerOrderId("17"))
    assert wired.network.routes == ["CancelOrder"]
    assert wired.network.fields() == {"ordersource": "API", "uid": "FA1", "norenordno": "17"}
    leg = resting(variety=Variety.CO, parent_id=BrokerOrderId("16"))
    cover = Wired(ok({"dmsg": "done"}))
    assert await cover.broker.cancel(leg) == Accepted(BrokerOrderId("17"))
    assert cover.network.routes == ["ExitSNOOrder"]
    assert cover.network.fields()["norenordno"] == "16"
    assert cover.network.fields()["prd"] == "H"


async def test_a_cancel_that_found_nothing_is_refused_with_a_hint():
    wired = Wired(no("Rejected : ORA:Order not found to Cancel"))
    outcome = await wired.broker.cancel(resting())
    assert isinstance(outcome, Rejected)
    assert "Order not found" in outcome.text
    assert "filled" in outcome.hint


async def test_a_conversion():
    wish = Conversion(
        instrument=FUTURE,
        side=Side.BUY,
        overnight=True,
        quantity=500,
        old_product=Product.NRML,
        new_product=Product.MIS,
    )
    wired = Wired(ok())
    assert await wired.broker.convert(wish) == Accepted(BrokerOrderId(""))
    fields = wired.network.fields()
    assert wired.network.routes == ["ProductConversion"]
    assert (fields["prevprd"], fields["prd"], fields["postype"]) == ("M", "I", "CF")
    refused = Wired(no("Invalid Input :  Invalid Position Type"))
    outcome = await refused.broker.convert(wish)
    assert isinstance(outcome, Rejected)
    lost = Wired(httpx.ReadError("cut"))
    assert isinstance(await lost.broker.convert(wish), Unknown)


async def test_an_option_gets_the_wider_band():
    wired, fields = await placed(
        instrument=CALL, order_type=OrderType.MARKET, price=None, product=Product.NRML
    )
    assert fields["prc"] == "1397.9"
    assert "1 %" in wired.told[0]
