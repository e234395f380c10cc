from typing import Any

import pytest

from tests.unit.sandbox.shoonya.bench import CURRENT, Bench


def sale(bench: Bench, prc: str, **more: Any) -> dict[str, Any]:
    return bench.terms(trantype="S", prc=prc, qty="5", **more)


def alert(bench: Bench, ai_t: str, d: str, **more: Any) -> dict[str, Any]:
    base = {"exch": "NSE", "tsym": "INFY-EQ", "validity": "GTT", "remarks": "r"}
    return {**base, "ai_t": ai_t, "d": d, **more}


def pair(bench: Bench, up: str, down: str, **more: Any) -> dict[str, Any]:
    levels = [{"d": bench.price(up), "var_name": "x"}, {"d": bench.price(down), "var_name": "y"}]
    return {
        **alert(bench, "LMT_BOS_O", ""),
        "oivariable": levels,
        "place_order_params": sale(bench, bench.price(up)),
        "place_order_params_leg2": sale(bench, bench.price("0.97")),
        **more,
    }


async def test_alert_tells_once_and_is_gone(bench: Bench) -> None:
    set_ = await bench.post("SetAlert", **alert(bench, "LTP_A", bench.price("1.01")))
    assert set_["stat"] == "Oi created"
    (row,) = await bench.post("GetPendingAlert")
    assert (row["al_id"], row["ai_t"], row["token"]) == (set_["al_id"], "LTP_A", "1594")
    bench.updates.clear()
    await bench.move("1.02")
    told = [row for row in bench.updates if row["t"] == "am"]
    assert [row["al_id"] for row in told] == [set_["al_id"]]
    assert (await bench.post("GetPendingAlert"))["stat"] == "Not_Ok"
    assert (await bench.post("OrderBook"))["stat"] == "Not_Ok"


async def test_alert_below_and_change_in_percent(bench: Bench) -> None:
    now = bench.desk.exchange.quote(bench.desk.listing.find("NSE", "INFY-EQ").row.instrument_token)
    change = (now.last_price / now.close - 1) * 100
    for ai_t, d in (("LTP_B", bench.price("0.99")), ("CH_PER_B", f"{change - 1:.2f}")):
        assert (await bench.post("SetAlert", **alert(bench, ai_t, d)))["stat"] == "Oi created"
    await bench.move("1.01")
    assert len(await bench.post("GetPendingAlert")) == 2
    await bench.move("0.97")
    assert {r["ai_t"] for r in bench.updates if r["t"] == "am"} == {"LTP_B", "CH_PER_B"}


async def test_alert_changes_but_keeps_its_kind(bench: Bench) -> None:
    al_id = (await bench.post("SetAlert", **alert(bench, "LTP_A", "9000")))["al_id"]
    changed = await bench.post("ModifyAlert", **alert(bench, "LTP_A", "9100", al_id=al_id))
    assert changed["stat"] == "Oi Replaced"
    assert (await bench.post("GetPendingAlert"))[0]["d"] == "9100"
    other = await bench.post("ModifyAlert", **alert(bench, "LTP_B", "1", al_id=al_id))
    assert other["emsg"] == "Invalid Input : ai_t cannot be changed"
    assert (await bench.post("CancelAlert", al_id=al_id))["stat"] == "Oi delete success"
    assert (await bench.post("CancelAlert", al_id=al_id))["emsg"] == "Rejected : Invalid Oi"


async def test_alert_of_the_day_ends_with_it(bench: Bench) -> None:
    await bench.post("SetAlert", **alert(bench, "LTP_A", "9000", validity="DAY"))
    await bench.post("SetAlert", **alert(bench, "LTP_A", "9001"))
    await bench.control("/clock", advance_s=24 * 3600)
    bench.run(1.0)
    bench.token = (await bench.control("/token"))["access_token"]
    assert [row["d"] for row in await bench.post("GetPendingAlert")] == ["9001"]


@pytest.mark.parametrize(
    "changes", [{"ai_t": "X"}, {"tsym": "NOPE"}, {"validity": "WEEK"}, {"d": ""}, {"d": "x"}]
)
async def test_no_alert_of_nonsense(bench: Bench, changes: dict[str, str]) -> None:
    answer = await bench.post("SetAlert", **{**alert(bench, "LTP_A", "9000"), **changes})
    assert answer["stat"] == "Not_Ok"
    assert (await bench.post("GetPendingAlert"))["stat"] == "Not_Ok"


async def test_kinds_on_offer(bench: Bench) -> None:
    row = await bench.post("GetEnabledGTTs")
    kinds = {each["ai_t"] for each in row["ai_ts"]}
    assert {"LTP_A_O", "LTP_B_O", "LMT_BOS_O"} <= kinds
    assert row["stat"] == "OK"
    assert len(row["request_time"]) == 14
    alerts = await bench.post("GetEnabledAlertTypes")
    assert {each["ai_t"] for each in alerts["ai_ts"]} == {
        each.removesuffix("_O") for each in kinds - {"LMT_BOS_O"}
    }


async def test_gtt_places_its_order_once(bench: Bench) -> None:
    up = bench.price("1.01")
    order = {**sale(bench, up), **alert(bench, "LTP_A_O", up, remarks="g1")}
    placed = await bench.post("PlaceGTTOrder", CURRENT, **order)
    assert placed["stat"] == "Oi created"
    (row,) = await bench.post("GetPendingGTTOrder")
    assert (row["Al_id"], row["Qty"], row["Remarks"]) == (placed["Al_id"], 5, "g1")
    assert float(row["Prc"]) == float(up)
    await bench.move("1.02")
    (book,) = await bench.post("OrderBook")
    assert (book["remarks"], book["qty"], book["trantype"]) == ("g1", "5", "S")
    assert (await bench.post("GetPendingGTTOrder"))["stat"] == "Not_Ok"
    await bench.move("0.98")
    await bench.move("1.03")
    assert len(await bench.post("OrderBook")) == 1


async def test_gtt_changes_and_goes(bench: Bench) -> None:
    order = {**sale(bench, bench.price("1.01")), **alert(bench, "LTP_A_O", "9000")}
    al_id = (await bench.post("PlaceGTTOrder", **order))["Al_id"]
    changed = await bench.post("ModifyGTTOrder", **{**order, "al_id": al_id, "qty": "7"})
    assert changed["stat"] == "Oi Replacedt"
    assert (await bench.post("GetPendingGTTOrder"))[0]["Qty"] == 7
    assert (await bench.post("CancelAlert", al_id=al_id))["emsg"] == "Rejected : Invalid Oi"
    assert (await bench.post("CancelGTTOrder", al_id=al_id))["stat"] == "Oi delete success"
    assert (await bench.post("GetPendingGTTOrder"))["stat"] == "Not_Ok"


async def test_gtt_answer_may_come_in_a_list(bench: Bench) -> None:
    await bench.control("/switches", gtt_in_list=True)
    order = {**sale(bench, bench.price("1.01")), **alert(bench, "LTP_A_O", "9000")}
    (row,) = await bench.post("PlaceGTTOrder", **order)
    assert row["stat"] == "Oi created"


@pytest.mark.parametrize(("to", "leg"), [("1.03", "1.02"), ("0.975", "0.97")])
async def test_first_leg_touched_ends_both(bench: Bench, to: str, leg: str) -> None:
    wanted = {factor: bench.price(factor) for factor in ("1.02", "0.97")}
    placed = await bench.post("PlaceOCOOrder", **pair(bench, "1.02", "0.98"))
    assert placed["stat"] == "OI created"
    (row,) = await bench.post("GetPendingGTTOrder")
    assert [each["var_name"] for each in row["oivariable"]] == ["x", "y"]
    assert row["place_order_params_leg2"]["remarks"] == "r"
    await bench.move(to)
    (book,) = await bench.post("OrderBook")
    assert float(book["prc"]) == float(wanted[leg])
    assert (await bench.post("GetPendingGTTOrder"))["stat"] == "Not_Ok"


async def test_oco_changes_goes_and_wants_its_levels_in_order(bench: Bench) -> None:
    al_id = (await bench.post("PlaceOCOOrder", **pair(bench, "1.02", "0.98")))["Al_id"]
    changed = await bench.post("ModifyOCOOrder", **pair(bench, "1.03", "0.98", al_id=al_id))
    assert changed["stat"] == "OI replaced"
    assert (await bench.post("CancelOCOOrder", al_id=al_id))["stat"] == "Oi delete success"
    assert (await bench.post("CancelOCOOrder", al_id=al_id))["emsg"] == "Rejected : Invalid Oi"
    swapped = await bench.post("PlaceOCOOrder", **pair(bench, "0.98", "1.02"))
    assert swapped["emsg"] == "Invalid Input : oivariable x has to be above y"


async def test_refused_order_of_a_gtt_stands_in_the_book(bench: Bench) -> None:
    up = bench.price("1.01")
    order = {**sale(bench, up, prd="C"), **alert(bench, "LTP_A_O", up), "qty": "5000"}
    await bench.post("PlaceGTTOrder", **order)
    await bench.move("1.02")
    (book,) = await bench.post("OrderBook")
    assert (book["status"], book["rejby"]) == ("REJECTED", "RED")


async def test_state_counts_triggers_but_not_alerts(bench: Bench) -> None:
    await bench.post("SetAlert", **alert(bench, "LTP_A", "9000"))
    await bench.post("PlaceOCOOrder", **pair(bench, "1.02", "0.98"))
    headers = {"Authorization": f"Bearer {bench.account.api_secret}"}
    state = (await bench.http.get("/__control/state", headers=headers)).json()
    assert state["gtts"] == 1
