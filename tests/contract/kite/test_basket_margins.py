"""Basket margins and charges: the official client against our server, and our costs.py beside it."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kiteconnect import KiteConnect
from kiteconnect import exceptions as kite_errors

from terminal.brokers.kite.broker import KiteBroker
from terminal.domain.account import CostQuery
from terminal.domain.basket import BasketQuery
from terminal.domain.ids import ClientOrderId
from terminal.domain.order import OrderIntent, OrderType, Product, Side
from tests.contract.kite.client import logged_in  # noqa: F401  a fixture
from tests.fakes.sandbox_process import SandboxProcess

PARTS = ("span", "exposure", "option_premium", "additional", "bo", "cash", "var")


@pytest.fixture
def kite(sandbox: SandboxProcess) -> Iterator[KiteConnect]:
    keys = sandbox.credentials
    client = KiteConnect(api_key=keys["api_key"], root=sandbox.rest)
    client.set_access_token(keys["access_token"])
    yield client
    client.reqsession.close()


@pytest.fixture
def chain(kite: KiteConnect) -> list[dict[str, Any]]:
    """A NIFTY future, its options around the money, and a share."""
    rows = [i for i in kite.instruments("NFO") if i["name"] == "NIFTY"]
    expiry = min(i["expiry"] for i in rows if i["instrument_type"] == "FUT")
    future = next(i for i in rows if i["instrument_type"] == "FUT" and i["expiry"] == expiry)
    options = [i for i in rows if i["instrument_type"] in {"CE", "PE"} and i["expiry"] == expiry]
    middle = sorted(i["strike"] for i in options)[len(options) // 2]
    near = sorted(options, key=lambda i: abs(i["strike"] - middle))[:8]
    share = {"exchange": "NSE", "tradingsymbol": "INFY", "lot_size": 1}
    return [future, *near, share]


def item(row: dict[str, Any], side: str, lots: int = 1, price: float = 100.0) -> dict[str, Any]:
    return {
        "exchange": row["exchange"],
        "tradingsymbol": row["tradingsymbol"],
        "transaction_type": side,
        "variety": "regular",
        "product": "CNC" if row["exchange"] == "NSE" else "NRML",
        "order_type": "LIMIT",
        "quantity": lots * row["lot_size"],
        "price": price,
        "trigger_price": 0,
    }


def test_the_official_client_reads_every_part_of_a_basket(
    kite: KiteConnect, chain: list[dict[str, Any]]
) -> None:
    legs = [item(chain[1], "SELL"), item(chain[2], "BUY"), item(chain[-1], "BUY", 3, 1500)]
    found = kite.basket_order_margins(legs, consider_positions=True)
    assert set(found) == {"initial", "final", "orders", "charges"}
    assert [o["tradingsymbol"] for o in found["orders"]] == [x["tradingsymbol"] for x in legs]
    for row in (found["initial"], found["final"], *found["orders"]):
        assert row["total"] == pytest.approx(sum(row[part] for part in PARTS), abs=0.05)
    assert found["initial"]["tradingsymbol"] == "", "sums have no identity"
    for order in found["orders"]:
        assert order["charges"]["total"] > 0
        assert order["type"] == "equity", "F&O of NFO is the equity segment"
    compact = kite.basket_order_margins(legs, consider_positions=True, mode="compact")
    assert compact["initial"]["total"] == pytest.approx(found["initial"]["total"], rel=0.01)
    singles = kite.order_margins(legs)
    for single, together in zip(singles, found["orders"], strict=True):
        assert single["total"] == pytest.approx(together["total"], rel=0.01)


def test_the_order_of_the_legs_decides_what_is_blocked_on_the_way(
    kite: KiteConnect, chain: list[dict[str, Any]]
) -> None:
    future, put = chain[0], next(i for i in chain[1:-1] if i["instrument_type"] == "PE")
    hedge, bare = item(put, "BUY", price=20.0), item(future, "BUY", price=25_000.0)
    first = kite.basket_order_margins([hedge, bare], consider_positions=False)
    last = kite.basket_order_margins([bare, hedge], consider_positions=False)
    assert first["final"]["total"] == pytest.approx(last["final"]["total"], rel=0.001)
    assert first["initial"]["total"] < last["initial"]["total"]
    assert first["final"]["total"] < sum(o["total"] for o in first["orders"])


LEGS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["BUY", "SELL"]), st.integers(1, 4)),
    min_size=1,
    max_size=20,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LEGS, st.booleans())
def test_through_the_server_a_basket_never_needs_more_than_its_legs(
    kite: KiteConnect, chain: list[dict[str, Any]], wanted: list[Any], consider: bool
) -> None:
    legs = [item(chain[n % len(chain)], side, lots) for n, side, lots in wanted]
    found = kite.basket_order_margins(legs, consider_positions=consider)
    total = sum(order["total"] for order in found["orders"])
    assert len(found["orders"]) == len(legs)
    assert -0.01 <= found["final"]["total"] <= found["initial"]["total"] + 0.01 <= total + 0.02


def test_any_order_of_the_same_legs_ends_at_the_same_margin(
    kite: KiteConnect, chain: list[dict[str, Any]]
) -> None:
    legs = [item(chain[0], "SELL"), item(chain[1], "BUY"), item(chain[3], "BUY", 2)]
    finals = {
        round(kite.basket_order_margins(list(p), consider_positions=False)["final"]["total"] / 50)
        for p in permutations(legs)
    }
    assert max(finals) - min(finals) <= 1, "prices tick between two questions, no more"


def test_a_contract_note_for_every_leg_and_the_sum_that_the_basket_names(
    kite: KiteConnect, chain: list[dict[str, Any]]
) -> None:
    legs = [item(chain[1], "SELL", 2, 80.0), item(chain[-1], "BUY", 10, 1500.0)]
    notes = kite.get_virtual_contract_note(
        [
            {**{k: v for k, v in leg.items() if k not in {"price", "trigger_price"}},
             "order_id": str(n), "average_price": leg["price"]}
            for n, leg in enumerate(legs)
        ]
    )  # fmt: skip
    basket = kite.basket_order_margins(legs, consider_positions=False)
    for note, order in zip(notes, basket["orders"], strict=True):
        assert note["tradingsymbol"] == order["tradingsymbol"]
        assert note["charges"]["total"] == pytest.approx(order["charges"]["total"], abs=0.02)


@pytest.mark.parametrize(
    "bent", [{"quantity": 0}, {"tradingsymbol": "NOSUCH"}, {"quantity": 1.5}, {"product": "XYZ"}]
)
def test_one_bad_leg_refuses_the_whole_basket(
    kite: KiteConnect, chain: list[dict[str, Any]], bent: dict[str, Any]
) -> None:
    with pytest.raises(kite_errors.InputException):
        kite.basket_order_margins([item(chain[1], "BUY"), {**item(chain[2], "BUY"), **bent}])


# -- our own client beside the official one


async def test_our_costs_are_those_that_the_official_client_reads(
    kite: KiteConnect, chain: list[dict[str, Any]], logged_in: KiteBroker
) -> None:
    master = await logged_in.fetch_master(lambda done, total: None)
    wanted = [(chain[2], Side.BUY), (chain[1], Side.SELL), (chain[-1], Side.BUY)]
    queries = []
    for row, side in wanted:
        number = next(
            n
            for n in range(len(master.symbol))
            if (master.exchange[n], master.symbol[n]) == (row["exchange"], row["tradingsymbol"])
        )
        equity = row["exchange"] == "NSE"
        intent = OrderIntent(
            client_id=ClientOrderId("COST"),
            account=logged_in.session.account,
            instrument=_instrument(logged_in, master, number),
            side=side,
            quantity=row["lot_size"],
            order_type=OrderType.LIMIT,
            product=Product.CNC if equity else Product.NRML,
            price=Decimal(1500 if equity else 100),
        )
        queries.append(CostQuery(intent=intent, reference_price=Decimal(1)))
    ours = await logged_in.estimate_basket(BasketQuery(legs=tuple(queries)))
    items = [
        item(row, side.value.upper(), 1, 1500.0 if row["exchange"] == "NSE" else 100.0)
        for row, side in wanted
    ]
    theirs = kite.basket_order_margins(items, consider_positions=True)
    assert float(ours.required) == pytest.approx(theirs["initial"]["total"], rel=0.01)
    assert float(ours.final) == pytest.approx(theirs["final"]["total"], rel=0.01)
    for leg, order in zip(ours.legs, theirs["orders"], strict=True):
        assert float(leg.margin) == pytest.approx(order["total"], rel=0.01)
        assert float(leg.charges) == pytest.approx(order["charges"]["total"], abs=0.05)
    assert ours.final <= ours.required <= sum(leg.margin for leg in ours.legs)


def _instrument(broker: KiteBroker, master: Any, number: int) -> Any:
    from datetime import date

    from terminal.domain.ids import InstrumentId, InstrumentKind

    kinds = {"CE": InstrumentKind.CALL, "PE": InstrumentKind.PUT, "FUT": InstrumentKind.FUTURE}
    kind = kinds.get(master.kind[number], InstrumentKind.EQUITY)
    if kind is InstrumentKind.EQUITY:
        return InstrumentId(master.exchange[number], master.symbol[number])
    strike = Decimal(repr(float(master.strike[number]))).normalize()
    return InstrumentId(
        master.exchange[number],
        master.name[number],
        kind,
        date.fromisoformat(master.expiry[number]),
        Decimal(f"{strike:f}") if kind.is_option else None,
    )
