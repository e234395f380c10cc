from decimal import Decimal
from typing import Any

import pytest

from tests.unit.sandbox.shoonya.bench import Bench


def numbers(row: dict[str, Any], *names: str) -> list[Decimal]:
    return [Decimal(row[name]) for name in names]


async def test_position_adds_up(bench: Bench) -> None:
    await bench.order()
    await bench.order(trantype="S", qty="4", prc=bench.price("0.98"))
    await bench.order(prc=bench.price("0.96"), qty="7")
    (row,) = await bench.post("PositionBook")
    bought, sold, net = numbers(row, "daybuyqty", "daysellqty", "netqty")
    assert (bought, sold, net) == (10, 4, 6)
    buy, sell, average, last = numbers(row, "daybuyavgprc", "daysellavgprc", "netavgprc", "lp")
    assert average == buy
    assert Decimal(row["urmtom"]) == (6 * (last - average)).quantize(Decimal("0.01"))
    assert abs(Decimal(row["rpnl"]) - 4 * (sell - buy)) < Decimal("0.05")
    assert row["openbuyqty"] == "7"
    assert (row["prd"], row["s_prdt_ali"], row["token"]) == ("I", "MIS", "1594")


async def test_conversion_moves_the_position(bench: Bench) -> None:
    await bench.order()
    move = {"exch": "NSE", "tsym": "INFY-EQ", "qty": "4", "prd": "C", "prevprd": "I"}
    answer = await bench.post("ProductConversion", trantype="B", postype="DAY", **move)
    assert answer["stat"] == "Ok"
    rows = {row["prd"]: row["netqty"] for row in await bench.post("PositionBook")}
    assert rows == {"I": "6", "C": "4"}
    wrong = await bench.post("ProductConversion", trantype="B", postype="x", **move)
    assert wrong["emsg"] == "Invalid Input :  Invalid Position Type"
    too_many = await bench.post(
        "ProductConversion", trantype="B", postype="Day", **{**move, "qty": "99"}
    )
    assert "higher than the open position" in too_many["emsg"]


async def test_holding_quantities_follow_the_brokers_formula(bench: Bench) -> None:
    rows = await bench.post("Holdings", prd="C")
    infy = next(row for row in rows if row["exch_tsym"][0]["tsym"] == "INFY-EQ")
    hold, btst, used = numbers(infy, "holdqty", "btstqty", "usedqty")
    assert (hold, btst, used) == (80, 25, 0)
    assert {each["exch"] for each in infy["exch_tsym"]} == {"NSE", "BSE"}
    bank = next(row for row in rows if row["exch_tsym"][0]["tsym"] == "HDFCBANK-EQ")
    assert (bank["holdqty"], bank["brkcolqty"]) == ("100", "50")
    await bench.order(trantype="S", prd="C", qty="5", prc=bench.price("0.98"))
    rows = await bench.post("Holdings", prd="C")
    assert next(r for r in rows if r["exch_tsym"][0]["tsym"] == "INFY-EQ")["usedqty"] == "5"
    missing = await bench.post("Holdings")
    assert missing["emsg"] == "Invalid Input : Missing uid or actid or prd."


def available(row: dict[str, Any]) -> Decimal:
    total = sum(
        Decimal(row.get(name, "0"))
        for name in ("cash", "payin", "payout", "daycash", "unclearedcash", "brkcollamt",
                     "collateral", "aux_brkcollamt")
    )  # fmt: skip
    return total - Decimal(row["marginused"])


async def test_limits_say_what_the_risk_system_uses(bench: Bench) -> None:
    before = await bench.post("Limits")
    assert available(before) == Decimal(before["cash"]) == Decimal(1_000_000)
    await bench.order(qty="100")
    await bench.order(trantype="S", qty="60", prc=bench.price("0.98"))
    row = await bench.post("Limits")
    net = bench.desk.exchange.funds().equity.net
    assert abs(available(row) - net) < Decimal("0.02")
    assert Decimal((await bench.post("Limits", exch="MCX"))["cash"]) == Decimal(500_000)


async def test_order_margin_is_what_the_order_then_blocks(bench: Bench) -> None:
    low = bench.price("0.97")
    asked = await bench.post("GetOrderMargin", **bench.terms(prc=low))
    before, blocked, after = numbers(asked, "marginusedprev", "ordermargin", "marginused")
    assert after == before + blocked
    assert asked["remarks"] == "Order Success"
    await bench.order(prc=low)
    assert Decimal((await bench.post("Limits"))["marginused"]) == blocked
    huge = await bench.post("GetOrderMargin", **bench.terms(prd="C", qty="90000"))
    assert huge["remarks"] == "Insufficient Balance"


async def test_margin_of_a_change_counts_the_difference(bench: Bench) -> None:
    low = bench.price("0.97")
    ten = Decimal((await bench.post("GetOrderMargin", **bench.terms(prc=low)))["ordermargin"])
    more = await bench.post(
        "GetOrderMargin",
        **bench.terms(prc=low, qty="15", norenordno="1", rorgqty="10", rorgprc=low, fillshares="0"),
    )
    assert abs(Decimal(more["ordermargin"]) - ten / 2) < Decimal("0.02")


async def test_basket_includes_what_is_blocked_and_counts_hedges(bench: Bench) -> None:
    await bench.order(qty="100")
    used = Decimal((await bench.post("Limits"))["marginused"])
    chain = [s for s in bench.desk.listing.contracts("NFO", "NIFTY") if s.row.is_option]
    expiry = min(s.row.expiry for s in chain if s.row.expiry is not None)
    calls = sorted(
        (s for s in chain if s.row.expiry == expiry and s.optt == "CE"), key=lambda s: s.row.strike
    )
    middle = len(calls) // 2
    legs = [
        {
            "exch": "NFO", "tsym": scrip.tsym, "qty": str(scrip.lot), "prc": "50.00", "prd": "M",
            "trantype": side, "prctyp": "LMT",
        }
        for scrip, side in ((calls[middle], "S"), (calls[middle + 4], "B"))
    ]  # fmt: skip
    row = await bench.post("GetBasketMargin", **legs[0], basketlists=legs[1:])
    entered, hedged = numbers(row, "marginused", "marginusedtrade")
    assert entered > hedged > used
    market = await bench.post("GetBasketMargin", **{**legs[0], "prctyp": "MKT"}, basketlists=[])
    assert market["stat"] == "Not_Ok"


async def test_brokerage_adds_up(bench: Bench) -> None:
    row = await bench.post("GetBrokerage", **bench.terms(prd="C"))
    parts = ("brkage_amt", "stt_amt", "exch_chrg", "sebi_chrg", "stamp_duty", "clr_chrg", "gst")
    assert abs(sum(numbers(row, *parts)) - Decimal(row["tot_chrg"])) < Decimal("0.04")
    assert Decimal(row["stt_amt"]) > 0


@pytest.mark.parametrize("route", ["GetOrderMargin", "GetBasketMargin", "GetBrokerage"])
async def test_previews_of_what_does_not_exist(bench: Bench, route: str) -> None:
    answer = await bench.post(route, **bench.terms(tsym="NOPE-EQ"))
    assert answer["stat"] == "Not_Ok"
