"""The terminal died between journal and reply: the next run finds out, and sends nothing."""

from pathlib import Path

import msgspec

from terminal.domain.errors import Transient
from terminal.domain.mutual import FundOrderState, SipState
from terminal.mutual.search import Write
from tests.fakes.clock import START_NS
from tests.make import ACCOUNT
from tests.unit.mutual.conftest import (
    Desk,
    FundHouse,
    buy,
    make_order,
    make_sip,
    plan,
)

DAY_NS = 86_400_000_000_000


async def left_behind(path: Path, *writes: Write, sent_ns: int = START_NS - 1) -> Desk:
    """Return a desk whose journal has what a killed run left in it; not opened yet."""
    desk = Desk(path / "writes.sqlite")
    await desk.journal.open()
    for write in writes:
        await desk.journal.claim(
            write.client_id, "mutual", ACCOUNT, msgspec.json.encode(write), sent_ns
        )
    return desk


def order_write(client_id: str = "ORDER001", **fields) -> Write:
    return Write(
        verb="place", client_id=client_id, account=ACCOUNT, name="Index", order=buy(5000, client_id),
        **fields,
    )  # fmt: skip


def sip_write(client_id: str = "SIP00001", **fields) -> Write:
    return Write(
        verb="create_sip", client_id=client_id, account=ACCOUNT, name="Index",
        sip=plan(2000, client_id), **fields,
    )  # fmt: skip


async def test_what_arrived_is_found_and_what_did_not_is_said(tmp_path: Path):
    desk = await left_behind(tmp_path, order_write(), order_write("ORDER002"), sip_write())
    house = FundHouse()
    house.orders = [make_order("o", tag="ORDER001")]
    house.sips = [make_sip("s", tag="SIP00001")]
    await desk.open(house)
    unsure = desk.service.order("ORDER002")
    assert unsure is not None
    assert unsure.state is FundOrderState.UNKNOWN
    await desk.pass_time(20)
    arrived = desk.service.order("ORDER001")
    assert arrived is not None
    assert (arrived.key, arrived.state) == ("o", FundOrderState.OPEN)
    lost = desk.service.order("ORDER002")
    assert lost is not None
    assert lost.state is FundOrderState.NOT_PLACED
    sip = desk.service.sip("SIP00001")
    assert sip is not None
    assert (sip.key, sip.state) == ("s", SipState.ACTIVE)
    assert house.sent == []
    assert await desk.open_writes() == []
    await desk.aclose()
    assert desk.failures == []


async def test_terms_that_were_there_before_the_send_are_not_taken_for_it(tmp_path: Path):
    desk = await left_behind(tmp_path, order_write(seen=("before",)))
    house = FundHouse()
    house.orders = [make_order("before")]
    await desk.open(house)
    await desk.pass_time(20)
    row = desk.service.order("ORDER001")
    assert row is not None
    assert row.state is FundOrderState.NOT_PLACED
    await desk.aclose()


async def test_a_broker_that_cannot_be_read_leaves_it_open_for_later(tmp_path: Path):
    desk = await left_behind(tmp_path, order_write())
    house = FundHouse()
    house.failure = Transient("down")
    await desk.open(house)
    await desk.pass_time(60)
    assert await desk.open_writes() == ["ORDER001"]
    await desk.aclose()


async def test_after_a_week_the_list_proves_nothing_and_the_person_is_told(tmp_path: Path):
    desk = await left_behind(tmp_path, order_write(), sent_ns=START_NS - 7 * DAY_NS)
    await desk.open()
    await desk.calm()
    assert desk.service.orders() == []
    assert "over six days ago" in desk.notices[0].text
    assert await desk.open_writes() == []
    await desk.aclose()


async def test_an_entry_that_cannot_be_read_is_told_and_does_not_stop_the_others(tmp_path: Path):
    desk = await left_behind(tmp_path, order_write())
    await desk.journal.claim("STRANGE1", "mutual", ACCOUNT, b"{}", START_NS - 2)
    house = FundHouse()
    house.orders = [make_order("o", tag="ORDER001")]
    await desk.open(house)
    await desk.pass_time(2)
    row = desk.service.order("ORDER001")
    assert row is not None
    assert row.key == "o"
    assert any("cannot be read from the journal" in notice.text for notice in desk.notices)
    await desk.aclose()


async def test_other_accounts_and_other_kinds_are_left_alone(tmp_path: Path):
    desk = await left_behind(tmp_path)
    await desk.journal.claim("OTHER001", "mutual", "kite:other", b"{}", START_NS)
    await desk.journal.claim("GTT00001", "gtt", ACCOUNT, b"{}", START_NS)
    await desk.open()
    await desk.calm()
    assert desk.notices == []
    assert desk.service.orders() == []
    await desk.aclose()
