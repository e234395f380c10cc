"""Charges and margins: the official client as referee, sums that must hold, samples through our codec."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from kiteconnect import KiteConnect

from terminal.brokers.kite import codec_portfolio, wire, wire_portfolio
from terminal.domain.ids import AccountId
from terminal.ui.models import fund_words
from tests.fakes.sandbox_process import SandboxProcess

NEAR = 1e-6
PARTS = (
    "transaction_tax",
    "exchange_turnover_charge",
    "sebi_turnover_charge",
    "brokerage",
    "stamp_duty",
)


@pytest.fixture
def kite(sandbox: SandboxProcess) -> Iterator[KiteConnect]:
    keys = sandbox.credentials
    client = KiteConnect(
        keys["api_key"], access_token=keys["access_token"], root=sandbox.rest, disable_ssl=True
    )
    client.reqsession.trust_env = False
    yield client
    client.reqsession.close()


@pytest.fixture
def listed(kite: KiteConnect) -> dict[str, dict[str, Any]]:
    """One instrument of each kind: `EQ`, `BSE`, and derivatives by exchange and type."""
    found: dict[str, dict[str, Any]] = {}
    for row in kite.instruments():
        kind = row["instrument_type"]
        derivative = kind in {"FUT", "CE", "PE"}
        name = f"{row['exchange']} {kind}" if derivative else row["exchange"]
        if derivative or row["tradingsymbol"] in {"INFY", "SBIN"}:
            found.setdefault(name, row)
    return found


def execution(row: dict[str, Any], side: str, product: str, **fields: Any) -> dict[str, Any]:
    return {
        "order_id": f"{row['tradingsymbol']} {side} {product}",
        "exchange": row["exchange"],
        "tradingsymbol": row["tradingsymbol"],
        "transaction_type": side,
        "variety": "regular",
        "product": product,
        "order_type": "LIMIT",
        "quantity": row["lot_size"],
        "average_price": 100.0,
    } | fields


def test_every_contract_note_is_the_sum_of_its_lines(
    kite: KiteConnect, listed: dict[str, dict[str, Any]]
) -> None:
    items = [
        execution(row, side, product)
        for row in listed.values()
        for side in ("BUY", "SELL")
        for product in (
            ("NRML", "MIS") if row["instrument_type"] in {"FUT", "CE", "PE"} else ("CNC", "MIS")
        )
    ]
    assert len(items) > 12
    notes = kite.get_virtual_contract_note(items)
    for item, note in zip(items, notes, strict=True):
        charges = note["charges"]
        for key in ("exchange", "tradingsymbol", "transaction_type", "product", "quantity"):
            assert note[key] == item[key]
        assert note["price"] == item["average_price"]
        assert charges["total"] == pytest.approx(
            sum(charges[part] for part in PARTS) + charges["gst"]["total"], abs=NEAR
        )
        gst = charges["gst"]
        assert gst["total"] == pytest.approx(gst["igst"] + gst["cgst"] + gst["sgst"], abs=NEAR)
        taxed = charges["brokerage"] + charges["exchange_turnover_charge"]
        taxed += charges["sebi_turnover_charge"]
        assert gst["total"] == pytest.approx(taxed * 0.18, abs=NEAR)
        assert charges["brokerage"] <= 20
        if item["transaction_type"] == "SELL":
            assert charges["stamp_duty"] == 0
        if item["exchange"] in {"MCX", "NCO"}:
            assert charges["transaction_tax_type"] == "ctt"


@pytest.mark.parametrize(
    ("name", "side", "product", "tax", "brokerage"),
    [
        ("NSE", "BUY", "CNC", "0.1", "0"),
        ("NSE", "BUY", "MIS", "0", "0.03"),
        ("NSE", "SELL", "MIS", "0.025", "0.03"),
        ("NFO FUT", "SELL", "NRML", "0.05", "0.03"),
        ("NFO FUT", "BUY", "NRML", "0", "0.03"),
        ("NFO CE", "SELL", "NRML", "0.15", "flat"),
        ("MCX FUT", "SELL", "NRML", "0.01", "0.03"),
    ],
)
def test_tax_and_brokerage_are_those_of_the_segment(
    kite: KiteConnect,
    listed: dict[str, dict[str, Any]],
    name: str,
    side: str,
    product: str,
    tax: str,
    brokerage: str,
) -> None:
    row = listed[name]
    (note,) = kite.get_virtual_contract_note([execution(row, side, product, average_price=10.0)])
    charges = note["charges"]
    turnover = charges["sebi_turnover_charge"] / 1e-6  # ten rupees a crore
    assert charges["transaction_tax"] == pytest.approx(
        turnover * float(tax) / 100, rel=1e-3, abs=NEAR
    )
    wanted = 20 if brokerage == "flat" else min(20, turnover * float(brokerage) / 100)
    assert charges["brokerage"] == pytest.approx(wanted, rel=1e-3, abs=NEAR)


def test_an_order_costs_what_its_contract_note_says(
    kite: KiteConnect, listed: dict[str, dict[str, Any]]
) -> None:
    item = execution(listed["NSE"], "BUY", "CNC", quantity=10)
    order = {**item, "price": 100.0, "trigger_price": 0}
    (margin,) = kite.order_margins([order])
    (note,) = kite.get_virtual_contract_note([item])
    assert margin["charges"] == note["charges"]
    assert margin["total"] == pytest.approx(
        sum(margin[k] for k in ("span", "exposure", "option_premium", "additional", "var", "cash"))
    )


def test_a_basket_needs_no_more_than_its_legs(
    kite: KiteConnect, listed: dict[str, dict[str, Any]]
) -> None:
    legs = [
        execution(listed[name], side, "NRML", price=100.0, trigger_price=0)
        for name, side in itertools.product(("NFO CE", "NFO PE"), ("BUY", "SELL"))
    ]
    basket = kite.basket_order_margins(legs, consider_positions=False)
    alone = kite.order_margins(legs)
    for ours, theirs in zip(basket["orders"], alone, strict=True):
        assert ours["total"] == pytest.approx(theirs["total"])
    assert basket["final"]["total"] <= basket["initial"]["total"] + NEAR
    assert basket["initial"]["total"] <= sum(leg["total"] for leg in basket["orders"]) + NEAR


def test_net_is_the_cash_less_what_is_used_and_every_field_is_explained(kite: KiteConnect) -> None:
    for segment, row in kite.margins().items():
        assert row["net"] == pytest.approx(row["available"]["live_balance"])
        assert row["net"] == pytest.approx(row["available"]["cash"] - row["utilised"]["debits"])
        assert row == kite.margins(segment)
        for group, fields in (("available", row["available"]), ("utilised", row["utilised"])):
            for name in fields:
                assert fund_words.is_documented(group, name), f"{group}.{name}"


# --- the official samples through our codec ---


def sample(folder: Path, name: str, into: Any) -> Any:
    raw = (folder / f"{name}.json").read_bytes()
    return msgspec.json.decode(raw, type=wire.Envelope[into], strict=False).data


def test_the_sample_notes_keep_every_line(kite_mocks: Path) -> None:
    rows = sample(kite_mocks, "virtual_contract_note", list[wire_portfolio.ContractNote])
    stock, gold, option = (codec_portfolio.decode_note(row.charges) for row in rows)
    assert stock.total == Decimal("0.5826968")
    assert stock.lines["Securities transaction tax"] == Decimal("0.56")
    assert gold.lines == {
        "Brokerage": Decimal("1.7586"),
        "Commodities transaction tax": Decimal("0.5862"),
        "Exchange charge": Decimal("0.152412"),
        "SEBI charge": Decimal("0.005862"),
        "Stamp duty": Decimal(0),
        "GST": Decimal("0.34503732"),
    }
    assert sum(gold.lines.values()) == gold.total
    assert option.lines["Brokerage"] == 20
    for note in (stock, gold, option):
        assert abs(sum(note.lines.values()) - note.total) < Decimal("1e-6")


def test_the_sample_margin_keeps_its_parts(kite_mocks: Path) -> None:
    (row,) = sample(kite_mocks, "order_margins", list[wire_portfolio.OrderMargin])
    assert row.charges is not None
    cost = codec_portfolio.decode_cost(row, row.charges)
    assert (cost.margin, cost.leverage) == (Decimal(1498), 1)
    assert cost.margin_lines == {"var": Decimal(1498)}
    assert cost.charges == Decimal("1.79255122")
    basket = sample(kite_mocks, "basket_margins", wire_portfolio.BasketMargin)
    short = codec_portfolio.decode_cost(basket.orders[0], basket.orders[0].charges)
    assert short.margin_lines == {
        "span": Decimal("66832.5"),
        "exposure": Decimal("29151.225000000002"),
    }
    assert sum(short.margin_lines.values()) == pytest.approx(short.margin)
    assert basket.final.total <= basket.initial.total <= sum(leg.total for leg in basket.orders)


@pytest.mark.parametrize("name", ["margins_equity", "margin_commodity"])
def test_the_sample_funds_have_words_for_every_field(kite_mocks: Path, name: str) -> None:
    row = sample(kite_mocks, name, wire.Segment)
    (funds,) = codec_portfolio.decode_funds(wire.Margins(equity=row), AccountId("kite:XX0000"))
    assert funds.net == row.net
    assert funds.available == row.available
    for group, fields in (("available", funds.available), ("utilised", funds.utilised)):
        for field in fields:
            assert fund_words.is_documented(group, field), f"{group}.{field}"
