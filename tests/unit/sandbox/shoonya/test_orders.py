from typing import Any

import pytest

from tests.unit.sandbox.shoonya.bench import CLASSIC, CURRENT, Bench

ACK = [("PENDING", "NewAck"), ("PENDING", "PendingNew")]
CANCELLED = [("PENDING", "CanAck"), ("PENDING", "PendingCancel"), ("CANCELED", "Canceled")]


async def test_order_goes_through_the_sequence_and_fills(bench: Bench) -> None:
    number = await bench.order(remarks="t1")
    assert number == "26112000000001"
    assert await bench.reports(number) == [*ACK, ("OPEN", "New"), ("COMPLETE", "Fill")]
    row = await bench.row(number)
    assert row["remarks"] == "t1"
    assert (row["fillshares"], row["qty"], row["prctyp"], row["prd"]) == ("10", "10", "LMT", "I")
    assert row["rejreason"] == " "
    assert all(isinstance(value, str) for value in row.values())
    (trade,) = await bench.post("TradeBook")
    assert (trade["norenordno"], trade["flqty"], trade["remarks"]) == (number, "10", "t1")
    assert trade["flprc"] == row["avgprc"]


async def test_fields_absent_until_a_fill(bench: Bench) -> None:
    row = await bench.row(await bench.order(prc=bench.price("0.97")))
    assert row["status"] == "OPEN"
    assert not {"fillshares", "avgprc", "cancelqty", "rejby"} & set(row)


async def test_updates_say_what_the_history_says(bench: Bench) -> None:
    number = await bench.order(remarks="tag")
    updates = [row for row in bench.updates if row["norenordno"] == number]
    told = [(row["status"], row["reporttype"]) for row in updates]
    assert told == await bench.reports(number)
    assert {row["t"] for row in updates} == {"om"}
    fill = updates[-1]
    assert (fill["flqty"], fill["pcode"], fill["remarks"]) == ("10", "I", "tag")
    assert all("flid" not in row for row in updates[:-1])
    assert "prd" not in fill


async def test_change_takes_the_total_quantity(bench: Bench) -> None:
    number = await bench.order(prc=bench.price("0.97"))
    change = {
        "norenordno": number, "exch": "NSE", "tsym": "INFY-EQ", "qty": "12", "prctyp": "LMT",
        "prc": bench.price("0.96"), "ret": "DAY",
    }  # fmt: skip
    answer = await bench.post("ModifyOrder", CURRENT, **change)
    assert (answer["stat"], answer["result"]) == ("Ok", number)
    bench.run(1.0)
    row = await bench.row(number)
    assert (row["qty"], float(row["prc"])) == ("12", float(change["prc"]))
    assert row["rorgqty"] == "10"
    assert (await bench.reports(number))[3:] == [
        ("PENDING", "ModAck"), ("PENDING", "PendingReplace"), ("OPEN", "Replaced"),
    ]  # fmt: skip


async def test_cancel_and_cancel_again(bench: Bench) -> None:
    number = await bench.order(prc=bench.price("0.97"))
    assert (await bench.post("CancelOrder", norenordno=number))["result"] == number
    bench.run(1.0)
    assert (await bench.reports(number))[-3:] == CANCELLED
    assert (await bench.row(number))["cancelqty"] == "10"
    again = await bench.post("CancelOrder", norenordno=number)
    assert again["emsg"] == "Rejected : ORA:Order not found to Cancel"
    gone = await bench.post(
        "ModifyOrder", norenordno="1", exch="NSE", tsym="INFY-EQ", qty="1", prctyp="LMT", prc="1"
    )
    assert gone["emsg"] == "Rejected : ORA:Order not found"


async def test_trigger_on_a_limit_change_is_refused(bench: Bench) -> None:
    number = await bench.order(prc=bench.price("0.97"))
    answer = await bench.post(
        "ModifyOrder", norenordno=number, exch="NSE", tsym="INFY-EQ", qty="10", prctyp="LMT",
        prc=bench.price("0.97"), trgprc="0",
    )  # fmt: skip
    assert answer["emsg"] == "Rejected : Trigger price invalid - 0.00"


async def test_immediate_order_ends_with_its_remainder(bench: Bench) -> None:
    number = await bench.order(prc=bench.price("0.97"), ret="IOC")
    row = await bench.row(number)
    assert (row["status"], row["cancelqty"], row["ret"]) == ("CANCELED", "10", "IOC")


async def test_stop_waits_for_its_trigger(bench: Bench) -> None:
    number = await bench.order(
        trantype="S", prctyp="SL-LMT", prc=bench.price("0.97"), trgprc=bench.price("0.99")
    )
    assert (await bench.row(number))["status"] == "TRIGGER_PENDING"
    await bench.move("0.98")
    told = await bench.reports(number)
    assert told[2:4] == [("TRIGGER_PENDING", "New"), ("OPEN", "New")]
    assert told[-1] == ("COMPLETE", "Fill")


@pytest.mark.parametrize(
    ("changes", "who", "words"),
    [
        ({"qty": "100000000"}, "EXCH", "freeze"),
        ({"prc": "1500.03"}, "EXCH", "tick 0.10"),
        ({"prc": "1.00"}, "EXCH", "low circuit"),
        ({"prc": "9999999.00"}, "EXCH", "high circuit"),
        ({"prd": "C", "qty": "5000"}, "RED", "Margin Shortfall:INR"),
        ({"trantype": "S", "prd": "C", "qty": "5000"}, "RED", "Check holdings"),
        ({"prd": "M"}, "RED", "NRML product is not allowed"),
    ],
)
async def test_what_the_risk_system_refuses_stands_in_the_book(
    bench: Bench, changes: dict[str, str], who: str, words: str
) -> None:
    number = await bench.order(**changes)
    row = await bench.row(number)
    assert (row["status"], row["rejby"]) == ("REJECTED", who)
    assert words in row["rejreason"]
    assert row["rejreason"].startswith(f"{who}:")
    assert await bench.reports(number) == [("PENDING", "NewAck"), ("REJECTED", "Rejected")]
    assert [u["status"] for u in bench.updates] == ["PENDING", "REJECTED"]


async def test_lot_size_is_kept(bench: Bench) -> None:
    listing = bench.desk.listing
    scrip = next(s for s in listing.by_token.values() if s.instname == "FUTSTK")
    number = await bench.order(
        exch="NFO", tsym=scrip.tsym, prd="M", qty="1", prc=str(bench.last(scrip.tsym, "NFO"))
    )
    assert f"lot size {scrip.lot}" in (await bench.row(number))["rejreason"]


@pytest.mark.parametrize(
    "changes",
    [
        {"tsym": "NOPE-EQ"}, {"prd": "X"}, {"trantype": "X"}, {"prctyp": "2L"}, {"qty": "0"},
        {"qty": "1.5"}, {"ret": "EOS"}, {"prc": "abc"}, {"actid": ""}, {"prctyp": "SL-LMT"},
    ],
)  # fmt: skip
async def test_what_makes_no_order_is_refused_at_once(bench: Bench, changes: Any) -> None:
    answer = await bench.post("PlaceOrder", **{**bench.terms(), **changes})
    assert answer["stat"] == "Not_Ok"
    assert (await bench.post("OrderBook"))["emsg"] == 'Error Occurred : 5 "no data"'


async def test_market_orders_are_taken_where_orarr_says_so(bench: Bench) -> None:
    market = {**bench.terms(), "prctyp": "MKT", "prc": "0"}
    for rule, trees in (("classic", {CLASSIC}), ("none", set()), ("all", {CLASSIC, CURRENT})):
        await bench.control("/switches", market_orders=rule)
        for tree in (CLASSIC, CURRENT):
            rights = (await bench.post("UserDetails", tree))["orarr"]
            answer = await bench.post("PlaceOrder", tree, **market)
            assert ("MKT" in rights) is (answer["stat"] == "Ok") is (tree in trees)
            if tree not in trees:
                assert "see orarr" in answer["emsg"]


async def test_market_order_stays_one_in_the_book(bench: Bench) -> None:
    row = await bench.row(await bench.order(prctyp="MKT", prc="0"))
    assert (row["prctyp"], row["prc"], row["status"]) == ("MKT", "0.00", "COMPLETE")


async def test_amo_no_is_for_the_classic_tree_alone(bench: Bench) -> None:
    await bench.order(amo="NO")
    answer = await bench.send("PlaceOrder", CURRENT, **bench.terms(amo="NO"))
    assert (answer.status_code, answer.json()["emsg"]) == (400, "Invalid Input : Invalid AMO")
    await bench.control("/switches", strict_amo=True)
    assert (await bench.post("PlaceOrder", **bench.terms(amo="NO")))["stat"] == "Not_Ok"


async def test_after_market_order_waits_for_the_opening_and_may_change(bench: Bench) -> None:
    parked = "AFTER MARKET ORDER REQ RECEIVED"
    number = await bench.order(amo="Yes", prc=bench.price("0.97"))
    row = await bench.row(number)
    assert (row["status"], row["amo"]) == (parked, "Yes")
    change = {"exch": "NSE", "tsym": "INFY-EQ", "qty": "3", "prctyp": "LMT", "prc": row["prc"]}
    await bench.post("ModifyOrder", norenordno=number, **change)
    assert (await bench.row(number))["qty"] == "3"
    await bench.post("CancelOrder", norenordno=number)
    assert (await bench.reports(number))[-1] == ("CANCELED", "Canceled")


async def test_after_market_order_goes_out_next_morning_under_its_number(bench: Bench) -> None:
    number = await bench.order(amo="Yes", prc=bench.price("0.96"))
    await bench.order()  # is over by tomorrow
    await bench.control("/clock", advance_s=23 * 3600 + 30 * 60)
    bench.token = (await bench.control("/token"))["access_token"]
    bench.run(2.0)
    (row,) = await bench.post("OrderBook")
    assert row["norenordno"] == number
    assert row["status"] in {"OPEN", "COMPLETE", "REJECTED"}
    assert (await bench.order(prc=bench.price("0.97"))).startswith("261121")


async def test_closed_market_refuses_all_but_amo() -> None:
    from terminal.sandbox.virtual import parse_stamp

    bench = Bench(hours=True)
    bench.clock.mono_ns += parse_stamp("2026-11-20 20:00:00") - parse_stamp("2026-11-20 10:00:00")
    number = await bench.order()
    assert "Market is closed" in (await bench.row(number))["rejreason"]
    assert (await bench.row(await bench.order(amo="Yes")))["status"].startswith("AFTER MARKET")
    await bench.http.aclose()


async def test_rows_may_come_late_into_the_book(bench: Bench) -> None:
    await bench.control("/switches", late_row_ms=5000)
    await bench.order()
    assert (await bench.post("OrderBook"))["stat"] == "Not_Ok"
    bench.run(5.0)
    assert len(await bench.post("OrderBook")) == 1


async def test_ampersand_and_percent_symbols_are_one(bench: Bench) -> None:
    price = bench.price("0.97", "M&M-EQ")
    for tsym in ("M&M-EQ", "M%26M-EQ"):
        row = await bench.row(await bench.order(tsym=tsym, prc=price))
        assert row["tsym"] == "M&M-EQ"


async def test_single_order_status_and_unknown_numbers(bench: Bench) -> None:
    number = await bench.order()
    (row,) = await bench.post("SingleOrdStatus", exch="NSE", norenordno=number)
    assert (row["status"], row["src_uid"]) == ("COMPLETE", bench.uid)
    for route in ("SingleOrdHist", "SingleOrdStatus"):
        assert (await bench.post(route, norenordno="9"))["emsg"] == 'Error Occurred : 5 "no data"'
    assert (await bench.post("MultiLegOrderBook"))["stat"] == "Not_Ok"


async def test_book_of_one_product(bench: Bench) -> None:
    await bench.order()
    assert len(await bench.post("OrderBook", prd="I")) == 1
    assert (await bench.post("OrderBook", prd="M"))["stat"] == "Not_Ok"


async def test_unregistered_address_may_look_but_not_trade(bench: Bench) -> None:
    await bench.control("/switches", deny_ip=True)
    assert "not registered" in (await bench.post("PlaceOrder", **bench.terms()))["emsg"]
    assert (await bench.post("Limits"))["stat"] == "Ok"


async def test_other_users_requests_are_refused(bench: Bench) -> None:
    answer = await bench.post("OrderBook", uid="SOMEBODY")
    assert answer["emsg"] == "Invalid Input : uid does not match the session"


async def test_reset_begins_a_new_book(bench: Bench) -> None:
    await bench.order()
    await bench.control("/reset")
    assert (await bench.post("OrderBook"))["stat"] == "Not_Ok"
    assert await bench.order() == "26112000000001"


async def test_square_off_of_a_contract_that_expired_meanwhile(bench: Bench) -> None:
    tuesday = 4 * 24 * 3600
    await bench.control("/clock", advance_s=tuesday)
    bench.token = (await bench.control("/token"))["access_token"]
    today = [
        scrip
        for scrip in bench.desk.listing.contracts("NFO", "NIFTY")
        if scrip.row.is_option and f"{scrip.row.expiry}" == "2026-11-24"
    ]
    scrip = min(today, key=lambda each: abs(bench.last(each.tsym, "NFO") - 100))
    await bench.order(exch="NFO", tsym=scrip.tsym, qty=str(scrip.lot), prctyp="MKT", prc="0")
    (row,) = await bench.post("PositionBook")
    assert row["netqty"] == str(scrip.lot)
    bench.updates.clear()
    await bench.control("/clock", advance_s=24 * 3600)
    squared = [row for row in bench.updates if row["tsym"] == scrip.tsym]
    assert squared[-1]["status"] == "COMPLETE"
    assert squared[-1]["norenordno"].startswith("261124")
    bench.token = (await bench.control("/token"))["access_token"]
    for route in ("OrderBook", "PositionBook"):
        assert (await bench.post(route))["emsg"] == 'Error Occurred : 5 "no data"'


async def test_intraday_positions_are_squared_off(bench: Bench) -> None:
    await bench.order()
    await bench.control("/clock", advance_s=5 * 3600 + 21 * 60)
    rows = await bench.post("OrderBook")
    assert [row["ordersource"] for row in rows] == ["ADMIN", "API"]
    (position,) = await bench.post("PositionBook")
    assert position["netqty"] == "0"
