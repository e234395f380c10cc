"""Reads: books, positions, holdings, funds, estimates, charges, and the stream's orders."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from terminal.domain.account import CostQuery
from terminal.domain.basket import BasketQuery, ChargeQuery
from terminal.domain.errors import BrokerRefused, LoginNeeded, Transient, WireError
from terminal.domain.ids import BrokerOrderId, InstrumentKind
from terminal.domain.order import OrderState, OrderType, Product, Side, Variety
from tests.unit.brokers.shoonya.wired import (
    FUTURE,
    MM,
    NO_DATA,
    RELIANCE,
    Wired,
    make_intent,
    no,
    ok,
)

ORDER = {
    "stat": "Ok",
    "norenordno": "26112000000017",
    "exch": "NSE",
    "tsym": "RELIANCE-EQ",
    "token": "2885",
    "trantype": "B",
    "qty": "10",
    "prc": "1384.00",
    "prctyp": "LMT",
    "ret": "DAY",
    "prd": "C",
    "status": "OPEN",
    "remarks": "TT0000000001",
    "norentm": "09:20:03 20-11-2026",
}
TRADE = {
    "stat": "Ok",
    "norenordno": "26112000000017",
    "exchordid": "1100000012345678",
    "flid": "210045",
    "fltm": "20-11-2026 09:20:04",
    "flqty": "4",
    "flprc": "1383.95",
    "exch": "NSE",
    "tsym": "M&M-EQ",
    "trantype": "S",
    "prd": "I",
}


async def test_the_book_is_oldest_first():
    wired = Wired(ok([{**ORDER, "norenordno": "18"}, {**ORDER, "norenordno": "17"}]))
    assert [row.broker_id for row in await wired.broker.fetch_orders()] == ["17", "18"]
    assert wired.network.fields() == {"uid": "FA1"}
    assert wired.channel.day.count == 2


async def test_an_empty_book_is_empty_and_a_dead_session_is_not():
    for read in ("fetch_orders", "fetch_trades", "fetch_holdings"):
        assert await getattr(Wired(no(NO_DATA)).broker, read)() == []
    assert (await Wired(no(NO_DATA)).broker.fetch_positions()).net == ()
    with pytest.raises(LoginNeeded):
        await Wired(no("Session Expired : Invalid Session Key", 200)).broker.fetch_positions()


async def test_an_orders_history_is_oldest_first():
    steps = [{**ORDER, "rpt": word} for word in ("New", "PendingNew", "NewAck")]
    steps[1]["status"] = steps[2]["status"] = "PENDING"
    wired = Wired(ok(steps))
    found = await wired.broker.fetch_order_history(BrokerOrderId("26112000000017"))
    assert [row.state for row in found] == [
        OrderState.PENDING,
        OrderState.PENDING,
        OrderState.OPEN,
    ]
    assert wired.network.fields()["norenordno"] == "26112000000017"


async def test_trades():
    (trade,) = await Wired(ok([TRADE])).broker.fetch_trades()
    assert (trade.instrument, trade.symbol, trade.side) == (MM, "M&M", Side.SELL)
    assert (trade.quantity, trade.price) == (4, Decimal("1383.95"))
    assert trade.filled_ns == 1_795_146_604 * 10**9
    with pytest.raises(WireError):
        await Wired(ok([{**TRADE, "flid": " "}])).broker.fetch_trades()


# -- portfolio

POSITION = {
    "stat": "Ok",
    "exch": "NFO",
    "tsym": "RELIANCE24NOV26F",
    "prd": "M",
    "netqty": "500",
    "netavgprc": "1380.00",
    "netupldprc": "1372.00",
    "upldprc": "1370.00",
    "cforgavgprc": "1370.00",
    "cfbuyqty": "1000",
    "cfbuyavgprc": "1380.00",
    "cfbuyamt": "1380000.00",
    "cfsellqty": "0",
    "daybuyqty": "0",
    "daysellqty": "500",
    "daysellavgprc": "1390.00",
    "daysellamt": "695000.00",
    "lp": "1385.00",
    "rpnl": "5000.00",
    "urmtom": "2500.00",
    "mult": "1",
    "prcftr": "1.000000",
}


async def test_a_carried_position_counts_from_its_entry_and_today_from_the_close():
    book = await Wired(ok([POSITION])).broker.fetch_positions()
    (net,), (day,) = book.net, book.day
    assert net.instrument == FUTURE
    assert (net.product, net.quantity, net.overnight_quantity) == (Product.NRML, 500, 1000)
    assert (net.buy_quantity, net.sell_quantity) == (1000, 500)
    assert net.average_price == Decimal("1372.00")
    # 1000 bought at 1370, 500 sold at 1390, 500 left at 1385.
    assert net.pnl == Decimal(500 * 20 + 500 * 15)
    assert net.pnl == net.sell_value - net.buy_value + net.quantity * net.last_price
    assert net.m2m == Decimal(7500)
    assert (day.quantity, day.sell_quantity, day.buy_quantity) == (-500, 500, 0)
    assert day.average_price == Decimal("1390.00")
    assert day.pnl == Decimal(695000 - 500 * 1385)


async def test_a_contract_of_many_units_counts_its_multiplier():
    row = {
        **POSITION,
        "mult": "1000",
        "netqty": "2",
        "cfbuyqty": "0",
        "cforgavgprc": None,
        "upldprc": "0.00",
        "daybuyqty": "2",
        "daybuyavgprc": "84.0000",
        "daysellqty": "0",
        "daysellamt": None,
        "lp": "84.1000",
    }
    (net,) = (await Wired(ok([row])).broker.fetch_positions()).net
    assert net.multiplier == 1000
    assert net.buy_value == Decimal(168000)
    assert net.pnl == Decimal(200)


async def test_a_flat_position_has_no_average():
    row = {**POSITION, "netqty": "0", "daysellqty": "1000", "daysellamt": "1390000"}
    (net,) = (await Wired(ok([row])).broker.fetch_positions()).net
    assert net.average_price == 0
    assert net.pnl == Decimal(20000)


async def test_holdings_sum_where_the_shares_lie_and_leave_pledged_ones_apart():
    row = {
        "stat": "Ok",
        "exch_tsym": [
            {"exch": "BSE", "tsym": "RELIANCE", "token": "500325", "lp": "1383.00"},
            {"exch": "NSE", "tsym": "RELIANCE-EQ", "token": "2885", "lp": "1384.00"},
        ],
        "prd": "C",
        "holdqty": "5",
        "dpqty": "10",
        "npoadqty": "12",
        "benqty": "1",
        "unplgdqty": "2",
        "brkcolqty": "30",
        "btstqty": "4",
        "usedqty": "3",
        "upldprc": "1300.00",
    }
    (found,) = await Wired(ok([row])).broker.fetch_holdings()
    assert (found.instrument, found.symbol, found.product) == (RELIANCE, "RELIANCE", "CNC")
    assert (found.quantity, found.t1_quantity, found.used_quantity) == (20, 4, 3)
    assert found.collateral_quantity == 30
    assert found.sellable == 21
    assert found.pnl == Decimal(84 * 24)
    assert not found.discrepancy


async def test_funds_are_cash_and_collateral_less_what_is_in_use():
    limits = {
        "cash": "100000.00",
        "payin": "5000",
        "collateral": "20000.50",
        "marginused": "30000.25",
        "span_d_m": "1200.00",
        "unmtom": "0.00",
        "prfname": "DEFAULT",
        "brkname": "FINV",
        "segments": [{"x": "1"}],
    }
    (funds,) = await Wired(ok(limits)).broker.fetch_funds()
    assert funds.net == Decimal("95000.25")
    assert funds.available == {
        "cash": Decimal(100000),
        "payin": Decimal(5000),
        "collateral": Decimal("20000.50"),
    }
    assert funds.utilised == {"marginused": Decimal("30000.25"), "span_d_m": Decimal(1200)}


# -- what it costs

CHARGES = {"brkage_amt": "20", "stt_amt": "1.5", "gst": "3.60", "tot_chrg": "25.10"}


async def test_an_estimate_asks_margin_and_charges():
    margin = {"ordermargin": "2769.00", "marginused": "500", "cash": "1000", "remarks": ""}
    wired = Wired(ok(margin), ok(CHARGES))
    cost = await wired.broker.estimate(
        CostQuery(intent=make_intent(), reference_price=Decimal(1384))
    )
    assert wired.network.routes == ["GetOrderMargin", "GetBrokerage"]
    assert cost.margin == Decimal(2769)
    assert cost.charges == Decimal("25.10")
    assert cost.charge_lines["GST"] == Decimal("3.60")
    assert "Stamp duty" not in cost.charge_lines


async def test_a_market_order_is_estimated_as_a_limit_at_the_reference():
    wired = Wired(ok({"ordermargin": "1"}), ok(CHARGES))
    intent = make_intent(order_type=OrderType.MARKET, price=None)
    await wired.broker.estimate(CostQuery(intent=intent, reference_price=Decimal("1384.20")))
    fields = wired.network.fields(0)
    assert (fields["prctyp"], fields["prc"]) == ("LMT", "1384.2")
    with pytest.raises(BrokerRefused, match="price"):
        await Wired().broker.estimate(CostQuery(intent=intent, reference_price=Decimal(0)))


def basket(*, consider: bool = True) -> BasketQuery:
    legs = tuple(
        CostQuery(intent=make_intent(instrument=each), reference_price=Decimal(1384))
        for each in (RELIANCE, MM)
    )
    return BasketQuery(legs=legs, consider_positions=consider)


async def test_a_basket_is_told_without_the_margin_in_use():
    def answer(request: httpx.Request) -> httpx.Response:
        route = request.url.path.rpartition("/")[2]
        found: dict[str, Any] = {
            "GetOrderMargin": {"ordermargin": "1000"},
            "GetBrokerage": CHARGES,
            "GetBasketMargin": {"marginused": "6500", "marginusedtrade": "6200"},
            "Limits": {"cash": "1", "marginused": "5000"},
        }[route]
        return ok(found)

    wired = Wired()
    wired.network.answer = answer
    cost = await wired.broker.estimate_basket(basket())
    assert (cost.required, cost.final) == (Decimal(1500), Decimal(1200))
    assert [leg.margin for leg in cost.legs] == [Decimal(1000)] * 2
    assert cost.charges == Decimal("50.20")
    asked = next(
        wired.network.fields(place)
        for place, route in enumerate(wired.network.routes)
        if route == "GetBasketMargin"
    )
    assert asked["tsym"] == "RELIANCE-EQ"
    assert [leg["tsym"] for leg in asked["basketlists"]] == ["M&M-EQ"]
    assert all(isinstance(value, str) for value in asked["basketlists"][0].values())
    alone = Wired()
    alone.network.answer = answer
    assert (await alone.broker.estimate_basket(basket(consider=False))).required == 2000


async def test_charges_are_asked_for_each_execution():
    wired = Wired(ok(CHARGES), ok({**CHARGES, "tot_chrg": None}))
    query = ChargeQuery(
        instrument=RELIANCE,
        side=Side.SELL,
        product=Product.MIS,
        quantity=10,
        price=Decimal("1384.50"),
    )
    first, second = await wired.broker.fetch_charges([query, query])
    assert first.total == second.total == Decimal("25.10")
    assert wired.network.fields()["prd"] == "I"


# -- the stream's orders


def frame(**fields) -> bytes:
    import msgspec

    return msgspec.json.encode({"t": "om", **ORDER, "norentm": None, **fields})


def test_a_frame_without_a_time_is_as_new_as_what_was_known():
    broker = Wired().broker
    first = broker._decode_streamed(frame(exch_tm="20-11-2026 09:20:04"))
    later = broker._decode_streamed(frame(status="PENDING", reporttype="ModAck"))
    assert later.updated_ns == first.updated_ns > 0
    assert later.state is OrderState.MODIFY_PENDING


def test_an_unreadable_frame_is_an_error_that_says_so():
    with pytest.raises(WireError, match="streamed an order"):
        Wired().broker._decode_streamed(b'{"t":"om","norenordno":')


# -- the rest


async def test_capabilities_come_from_the_accounts_lists():
    live = Wired().broker.capabilities
    assert live.products == (Product.CNC, Product.MIS, Product.NRML)
    assert live.varieties == (Variety.REGULAR, Variety.AMO, Variety.CO)
    assert set(live.order_types) == set(OrderType)
    assert not live.autoslice
    assert not live.authorise_holdings


async def test_before_the_master_nothing_is_listed_and_rows_are_still_read():
    wired = Wired(ok([ORDER]))
    wired.market.known = False
    (row,) = await wired.broker.fetch_orders()
    assert row.instrument.kind is InstrumentKind.UNKNOWN
    outcome = await wired.broker.submit(make_intent())
    assert "not in the broker's list" in outcome.text


async def test_a_logout_forgets_whatever_the_broker_says():
    wired = Wired(httpx.Response(502))
    with pytest.raises(Transient):
        await wired.broker.logout()
    assert wired.forgotten == 1
    with pytest.raises(LoginNeeded):
        await wired.broker.fetch_orders()
    assert wired.network.routes == ["Logout"]


async def test_what_the_api_has_not_is_said():
    broker = Wired().broker
    assert await broker.fetch_auctions() == []
    assert broker.mutual_funds is None
    with pytest.raises(BrokerRefused, match="cannot authorise"):
        await broker.authorise([])
