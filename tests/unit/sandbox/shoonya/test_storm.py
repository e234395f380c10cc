"""Orders of every kind at random: the stream, the books and the money tell one story."""

import random
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from terminal.sandbox.shoonya.reports import FINAL
from tests.unit.sandbox.shoonya.bench import Bench

SYMBOLS = ("INFY-EQ", "M&M-EQ", "ITC-EQ")
PRODUCTS = ("I", "I", "C", "H", "B")


async def act(bench: Bench, chance: random.Random, numbers: list[str]) -> None:
    what = chance.random()
    tsym = chance.choice(SYMBOLS)
    if what < 0.5 or not numbers:
        prd = chance.choice(PRODUCTS)
        kind = chance.choice(("LMT", "LMT", "MKT", "SL-LMT"))
        side = chance.choice("BS")
        far = chance.choice(("0.98", "0.995", "1.0", "1.005", "1.02"))
        fields: dict[str, Any] = {
            "tsym": tsym, "prd": prd, "trantype": side, "prctyp": kind,
            "qty": str(chance.randint(1, 300)), "ret": chance.choice(("DAY", "DAY", "IOC")),
            "prc": "0" if kind == "MKT" else bench.price(far, tsym),
        }  # fmt: skip
        if kind == "SL-LMT":
            fields["trgprc"] = bench.price("1.005" if side == "B" else "0.995", tsym)
        if prd in {"H", "B"}:
            fields |= {"blprc": "10", "bpprc": "12", "prctyp": "LMT" if kind != "MKT" else "MKT"}
            fields.pop("trgprc", None)
        answer = await bench.post("PlaceOrder", **bench.terms(**fields))
        assert answer["stat"] == "Ok", answer
        numbers.append(answer["norenordno"])
    elif what < 0.7:
        number = chance.choice(numbers)
        row = await bench.row(number)
        change = {
            "exch": "NSE", "tsym": row["tsym"], "qty": str(chance.randint(1, 300)), "prctyp": "LMT",
            "prc": bench.price(chance.choice(("0.99", "1.0", "1.01")), row["tsym"]),
        }  # fmt: skip
        await bench.post("ModifyOrder", norenordno=number, **change)
    elif what < 0.85:
        await bench.post("CancelOrder", norenordno=chance.choice(numbers))
    elif what < 0.9:
        number = chance.choice(numbers)
        prd = (await bench.row(number))["prd"]
        await bench.post("ExitSNOOrder", norenordno=number, prd=prd)
    else:
        await bench.move(chance.choice(("0.99", "0.997", "1.003", "1.01")), tsym)
    bench.run(chance.choice((0.02, 0.05, 0.3, 1.0)))


@pytest.mark.parametrize("seed", range(4))
async def test_stream_books_and_money_agree(seed: int) -> None:
    bench = Bench(cash=Decimal(20_000_000))
    chance = random.Random(seed)
    numbers: list[str] = []
    for _ in range(120):
        await act(bench, chance, numbers)
    bench.run(2.0)
    orders = {row["norenordno"]: row for row in await bench.post("OrderBook")}
    trades = await bench.post("TradeBook")
    assert set(numbers) <= set(orders)
    assert len(orders) > 40
    assert len(trades) > 20

    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for update in bench.updates:
        told[update["norenordno"]].append(update)
    for number, row in orders.items():
        history = await bench.post("SingleOrdHist", norenordno=number)
        assert [(u["status"], u["reporttype"]) for u in told[number]] == [
            (h["status"], h["rpt"]) for h in reversed(history)
        ]
        statuses = [h["status"] for h in reversed(history)]
        assert not set(statuses[:-1]) & FINAL, "nothing follows an end"
        filled = sum(int(t["flqty"]) for t in trades if t["norenordno"] == number)
        assert int(row.get("fillshares", "0")) == filled
        told_fills = sum(int(u["flqty"]) for u in told[number] if u["reporttype"] == "Fill")
        assert told_fills == filled
        shares = [int(h.get("fillshares", "0")) for h in reversed(history)]
        assert shares == sorted(shares)
        if row["status"] == "COMPLETE":
            assert filled == int(row["qty"])
        if row["status"] == "CANCELED":
            assert int(row["cancelqty"]) + filled == int(row["qty"])
        if row["status"] == "REJECTED":
            assert row["rejreason"].strip()

    net: dict[tuple[str, str], int] = defaultdict(int)
    for trade in trades:
        prd = "I" if trade["prd"] == "B" else trade["prd"]  # brackets are intraday positions
        net[trade["tsym"], prd] += int(trade["flqty"]) * (1 if trade["trantype"] == "B" else -1)
    positions = {(r["tsym"], r["prd"]): int(r["netqty"]) for r in await bench.post("PositionBook")}
    assert positions == net
    await bench.http.aclose()
