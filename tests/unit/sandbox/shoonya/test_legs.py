from typing import Any

from tests.unit.sandbox.shoonya.bench import Bench


async def legs(bench: Bench, head: str) -> dict[str, dict[str, Any]]:
    """The legs of an order by `snoordt`; they have had a second to travel."""
    bench.run(1.0)
    rows = await bench.post("OrderBook")
    return {row["snoordt"]: row for row in rows if row.get("snonum") == head}


async def test_cover_order_gets_a_stop_and_can_be_left(bench: Bench) -> None:
    head = await bench.order(prd="H", prctyp="MKT", prc="0", blprc="20", remarks="c")
    stop = (await legs(bench, head))["1"]
    assert (stop["trantype"], stop["prctyp"], stop["status"]) == ("S", "SL-MKT", "TRIGGER_PENDING")
    assert (stop["prd"], stop["s_prdt_ali"], stop["remarks"]) == ("H", "HIGH LEVERAGE", "c")
    answer = await bench.post("ExitSNOOrder", norenordno=head, prd="H")
    assert (answer["stat"], "dmsg" in answer) == ("Ok", True)
    bench.run(2.0)
    assert (await legs(bench, head))["1"]["status"] == "COMPLETE"
    (position,) = await bench.post("PositionBook")
    assert (position["netqty"], position["prd"], position["netavgprc"]) == ("0", "H", "0.00")


async def test_cover_stop_may_be_a_price_or_a_distance(bench: Bench) -> None:
    entry = bench.price("0.995")
    absolute = f"{float(entry) - 15:.2f}"
    triggers = set()
    for blprc in ("15", absolute):
        number = await bench.order(prd="H", prc=entry, blprc=blprc)
        triggers.add((await bench.row(number))["trgprc"])
    assert triggers == {absolute}


async def test_cover_order_needs_a_stop(bench: Bench) -> None:
    answer = await bench.post("PlaceOrder", **bench.terms(prd="H"))
    assert answer["emsg"] == "Invalid Input : blprc is not valid"


async def test_bracket_target_ends_the_stop(bench: Bench) -> None:
    head = await bench.order(prd="B", blprc="30", bpprc="10")
    pair = await legs(bench, head)
    assert (pair["0"]["status"], pair["1"]["status"]) == ("OPEN", "TRIGGER_PENDING")
    assert (pair["0"]["prctyp"], pair["1"]["prctyp"]) == ("LMT", "SL-MKT")
    await bench.move("1.02")
    pair = await legs(bench, head)
    assert (pair["0"]["status"], pair["1"]["status"]) == ("COMPLETE", "CANCELED")


async def test_bracket_stop_ends_the_target(bench: Bench) -> None:
    head = await bench.order(prd="B", blprc="10", bpprc="60")
    await bench.move("0.98")
    pair = await legs(bench, head)
    assert (pair["0"]["status"], pair["1"]["status"]) == ("CANCELED", "COMPLETE")


async def test_bracket_that_waits_is_cancelled_by_its_exit(bench: Bench) -> None:
    head = await bench.order(prd="B", prc=bench.price("0.96"), blprc="10", bpprc="10")
    assert await legs(bench, head) == {}
    await bench.post("ExitSNOOrder", norenordno=head, prd="B")
    bench.run(1.0)
    assert (await bench.row(head))["status"] == "CANCELED"
    assert (await bench.post("ExitSNOOrder", norenordno=head, prd="B"))["stat"] == "Not_Ok"


async def test_plain_order_has_nothing_to_exit(bench: Bench) -> None:
    number = await bench.order()
    answer = await bench.post("ExitSNOOrder", norenordno=number, prd="H")
    assert answer["emsg"] == "Rejected : ORA:Order not found to Exit"


async def test_leg_that_fills_in_part_leaves_the_other_the_rest(bench: Bench) -> None:
    head = await bench.order(prd="B", qty="100", blprc="30", bpprc="10")
    pair = await legs(bench, head)
    await bench.control("/switches", simulated_traders=False)
    await bench.control("/market", instrument="NSE:INFY-EQ", withdraw=True)
    sweep = {"side": "BUY", "quantity": 30, "price": pair["0"]["prc"]}
    await bench.control("/market", instrument="NSE:INFY-EQ", sweep=sweep)
    bench.run(0.5)  # the fill is seen, the change is sent
    pair = await legs(bench, head)
    assert (pair["0"]["fillshares"], pair["0"]["status"]) == ("30", "OPEN")
    assert (pair["1"]["qty"], pair["1"]["status"]) == ("70", "TRIGGER_PENDING")
