"""The official sample responses of mutual funds, through our facet to our own types, by value."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import httpx
import msgspec
import pytest

from terminal.brokers.kite.config import practice_config
from terminal.domain.errors import Written
from terminal.domain.facets import FundFacet
from terminal.domain.ids import ClientOrderId
from terminal.domain.mutual import (
    FundOrderIntent,
    FundOrderState,
    SipChange,
    SipFrequency,
    SipIntent,
    SipState,
)
from terminal.domain.order import Side
from terminal.runtime.worker import Worker
from tests.unit.brokers.kite.wired import ACCOUNT, Network, make_broker

IST = timezone(timedelta(hours=5, minutes=30))
PRACTICE = practice_config(
    rest="http://127.0.0.1:1", stream="ws://127.0.0.1:1", login="http://127.0.0.1:1/login"
)


def stamp(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=IST).timestamp()) * 1_000_000_000


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker("samples")
    yield worker
    await worker.aclose()


def answering(kite_mocks: Path, *names: str, worker: Worker | None = None) -> FundFacet:
    """Return the facet of an account whose next answers are these samples, byte for byte."""
    replies = [httpx.Response(200, content=(kite_mocks / name).read_bytes()) for name in names]
    facet = make_broker(Network(*replies), config=PRACTICE, worker=worker).mutual_funds
    assert facet is not None
    return facet


def sample(kite_mocks: Path, name: str):
    return msgspec.json.decode((kite_mocks / name).read_bytes())["data"]


async def test_orders(kite_mocks: Path) -> None:
    rows = await answering(kite_mocks, "mf_orders.json").fetch_orders()
    assert [row.key[:8] for row in rows] == [
        "271989e0", "ef7e696c", "2b6ad4b7", "40410882", "e67b8741",
    ]  # fmt: skip
    first = rows[0]
    assert (first.state, first.status_text) == (FundOrderState.REJECTED, "REJECTED")
    assert first.message == "AMC SIP: Insufficient balance."
    assert (first.isin, first.name) == (
        "INF179K01VY8",
        "HDFC Balanced Advantage Fund - Direct Plan",
    )
    assert (first.side, first.amount, first.quantity) == (Side.BUY, 1000, 0)
    assert (first.fresh, first.placed_by_sip, first.tag, first.folio) == (True, True, "", "")
    assert first.placed_ns == stamp("2021-06-30 08:33:07")
    assert first.settled_on == date(2021, 6, 30)
    assert (first.nav, first.nav_date) == (0, None)  # it never settled
    assert (rows[1].tag, rows[1].fresh, rows[1].placed_by_sip) == ("coinandroidsip", False, True)
    opened = rows[2]
    assert (opened.state, opened.message) == (FundOrderState.OPEN, "Insufficient fund. 1/5")
    assert (opened.placed_by_sip, opened.settled_on) == (False, None)


async def test_every_field_that_an_order_shares_with_the_sample_is_equal(kite_mocks: Path) -> None:
    rows = {row.key: row for row in await answering(kite_mocks, "mf_orders.json").fetch_orders()}
    for theirs in sample(kite_mocks, "mf_orders.json"):
        ours = rows[theirs["order_id"]]
        assert ours.isin == theirs["tradingsymbol"]
        assert ours.name == theirs["fund"]
        assert ours.side.value.upper() == theirs["transaction_type"]
        assert ours.status_text == theirs["status"]
        assert ours.message == theirs["status_message"]
        assert ours.amount == Decimal(str(theirs["amount"]))
        assert ours.quantity == Decimal(str(theirs["quantity"]))
        assert ours.average_price == Decimal(str(theirs["average_price"]))
        assert ours.placed_ns == stamp(theirs["order_timestamp"])
        assert ours.tag == (theirs["tag"] or "")
        assert ours.folio == (theirs["folio"] or "")
        assert ours.fresh is (theirs["purchase_type"] == "FRESH")
        assert ours.placed_by_sip is (theirs["variety"] != "regular")
        assert str(ours.settled_on) == str(theirs["exchange_timestamp"])


async def test_sips(kite_mocks: Path) -> None:
    rows = {row.key: row for row in await answering(kite_mocks, "mf_sips.json").fetch_sips()}
    assert len(rows) == 5
    for theirs in sample(kite_mocks, "mf_sips.json"):
        ours = rows[theirs["sip_id"]]
        assert (ours.isin, ours.name) == (theirs["tradingsymbol"], theirs["fund"])
        assert (ours.state, ours.status_text) == (SipState.ACTIVE, "ACTIVE")
        assert ours.amount == Decimal(str(theirs["instalment_amount"]))
        assert ours.frequency is not None
        assert ours.frequency.value == theirs["frequency"]
        assert (ours.done, ours.day) == (theirs["completed_instalments"], theirs["instalment_day"])
        assert (ours.instalments, ours.pending) == (None, 0)  # -1 and 9999: until stopped
        assert ours.created_ns == stamp(theirs["created"])
        assert ours.last_ns == stamp(theirs["last_instalment"])
        assert str(ours.next_on) == theirs["next_instalment"]
        assert dict(ours.step_up) == theirs["step_up"]
        assert ours.tag == theirs["tag"]
    assert rows["846479755969168"].done == 1


async def test_holdings(kite_mocks: Path) -> None:
    rows = await answering(kite_mocks, "mf_holdings.json").fetch_holdings()
    theirs = sample(kite_mocks, "mf_holdings.json")
    assert len(rows) == len(theirs) == 3
    for ours, raw in zip(rows, theirs, strict=True):
        assert (ours.isin, ours.name, ours.folio) == (
            raw["tradingsymbol"],
            raw["fund"],
            raw["folio"],
        )
        assert ours.quantity == Decimal(str(raw["quantity"]))
        assert ours.average_nav == Decimal(str(raw["average_price"]))
        assert ours.nav == Decimal(str(raw["last_price"]))
        assert (ours.pledged, ours.nav_date) == (0, None)


async def test_the_list_of_funds(kite_mocks: Path, worker: Worker) -> None:
    rows = await answering(kite_mocks, "mf_instruments.csv", worker=worker).fetch_schemes()
    assert len(rows) == 99
    first = rows[0]
    assert (first.isin, first.amc) == ("INF209K01157", "BirlaSunLifeMutualFund_MF")
    assert first.name == "Aditya Birla Sun Life Advantage Fund"
    assert (first.category, first.plan, first.dividend) == ("equity", "regular", "payout")
    assert (first.purchase_allowed, first.redemption_allowed) == (True, True)
    assert (first.minimum_purchase, first.purchase_multiple) == (1000, 1)
    assert (first.minimum_additional, first.minimum_redemption) == (1000, Decimal("0.001"))
    assert first.redemption_multiple == Decimal("0.001")
    assert (first.nav, first.nav_date, first.settles_days) == (
        Decimal("106.8"), date(2017, 11, 23), 3,
    )  # fmt: skip
    lines = (kite_mocks / "mf_instruments.csv").read_text().splitlines()[1:]
    for scheme, line in zip(rows, lines, strict=True):
        cells = line.split(",")
        assert [scheme.isin, scheme.amc, scheme.name] == cells[:3]
        assert [scheme.dividend, scheme.category, scheme.plan] == cells[10:13]
        assert scheme.nav == Decimal(cells[14])


async def test_the_answers_of_writes(kite_mocks: Path) -> None:
    facet = answering(
        kite_mocks, "mf_order_response.json", "mf_orders.json", "mf_order_cancel.json",
        "mf_sip_place.json", "mf_sips.json", "mf_sip_modify.json", "mf_sip_cancel.json",
    )  # fmt: skip
    order = FundOrderIntent(
        client_id=ClientOrderId("A"), account=ACCOUNT, isin="INF1", side=Side.BUY,
        amount=Decimal(1000),
    )  # fmt: skip
    placed = Written("3bb085d1-5038-450e-a807-6543fef6c9ae")
    assert await facet.place(order) == placed
    assert await facet.cancel((await facet.fetch_orders())[2]) == placed
    plan = SipIntent(
        client_id=ClientOrderId("B"), account=ACCOUNT, isin="INF1", amount=Decimal(1000),
        frequency=SipFrequency.WEEKLY, instalments=None,
    )  # fmt: skip
    created = Written("986124545877922")
    assert await facet.create_sip(plan) == created
    sip = (await facet.fetch_sips())[0]
    assert await facet.modify_sip(sip, SipChange(paused=True)) == created
    assert await facet.cancel_sip(sip) == created
