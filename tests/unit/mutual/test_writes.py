"""Sending: written down first, sent once, and what the rows say of every kind of answer."""

import asyncio
import sqlite3

import pytest

from terminal.domain.errors import Rejected, Transient, Unknown, Written
from terminal.domain.mutual import FundOrderState, FundRules, SipChange, SipState
from terminal.domain.notice import Recorded, Refused
from tests.fakes.broker import Gate
from tests.unit.mutual.conftest import (
    LOST,
    REFUSED,
    Desk,
    buy,
    make_holding,
    make_order,
    make_sip,
    plan,
    redeem,
)


async def test_an_order_is_written_down_sent_and_shown_under_the_brokers_id(desk: Desk):
    intent = buy(5000)
    result = await desk.service.place(intent)
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Written)
    assert desk.house.sent == [intent]
    assert await desk.open_writes() == []
    await desk.calm()
    (row,) = desk.service.orders()
    assert (row.key, row.state) == (result.key, FundOrderState.OPEN)
    assert desk.service.order(intent.client_id) == row


async def test_a_record_that_left_the_brokers_list_does_not_come_back_as_ours(desk: Desk):
    await desk.service.place(buy(5000))
    await desk.service.create_sip(plan())
    await desk.calm()
    assert len(desk.service.orders()) == len(desk.service.sips()) == 1
    desk.house.orders, desk.house.sips = [], []  # the list goes back seven days
    await desk.service.refresh(desk.account)
    assert desk.service.orders() == desk.service.sips() == []


async def test_rows_of_one_second_stand_as_they_were_sent(desk: Desk):
    # The broker's stamps know whole seconds: START_NS for all of these.
    desk.house.script.append(REFUSED)
    await desk.clock.advance(0.4)
    await desk.service.place(buy(3000))
    await desk.clock.advance(0.2)
    await desk.service.place(buy(5000))
    await desk.service.refresh(desk.account)
    assert [row.amount for row in desk.service.orders()] == [5000, 3000]


async def test_an_order_that_is_complete_when_it_is_first_listed_is_told(desk: Desk):
    desk.house.script.append(Written("quick"))
    await desk.service.place(buy(5000))
    desk.house.orders = [make_order("quick", state=FundOrderState.COMPLETE)]
    await desk.service.refresh(desk.account)
    assert [notice.level for notice in desk.notices] == ["good"]


async def test_while_it_is_on_its_way_the_row_says_sending_and_the_journal_has_it(desk: Desk):
    gate = Gate(Written("later"))
    desk.house.script.append(gate)
    intent = buy(5000)
    waiting = asyncio.get_running_loop().create_task(desk.service.place(intent))
    await gate.reached.wait()
    assert [row.state for row in desk.service.orders()] == [FundOrderState.SENDING]
    assert await desk.open_writes() == [intent.client_id]
    gate.open()
    await waiting


async def test_a_caller_that_goes_away_does_not_stop_the_send(desk: Desk):
    gate = Gate(Written("order-x"))
    desk.house.script.append(gate)
    waiting = asyncio.get_running_loop().create_task(desk.service.place(buy(5000)))
    await gate.reached.wait()
    waiting.cancel()
    gate.open()
    await desk.calm()
    assert [row.key for row in desk.service.orders()] == ["order-x"]
    assert await desk.open_writes() == []


async def test_the_same_client_id_is_sent_once_in_its_life(desk: Desk):
    intent = buy(5000)
    await desk.service.place(intent)
    again = await desk.service.place(intent)
    assert isinstance(again, Refused)
    assert again.codes == {"sent_before"}
    assert len(desk.house.sent) == 1


async def test_a_double_click_sends_once(desk: Desk):
    intent = plan()
    results = await asyncio.gather(desk.service.create_sip(intent), desk.service.create_sip(intent))
    assert sorted(type(each).__name__ for each in results) == ["Recorded", "Refused"]
    assert len(desk.house.sent) == 1


async def test_without_the_journal_nothing_leaves(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    async def full(*args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(desk.journal, "claim", full)
    result = await desk.service.place(buy(5000))
    assert isinstance(result, Refused)
    assert result.codes == {"no_journal"}
    assert "disk is full" in result.text
    assert desk.house.sent == []
    assert desk.service.orders() == []


async def test_a_refusal_keeps_the_brokers_words_on_the_row_and_in_a_notice(desk: Desk):
    desk.house.script.append(REFUSED)
    intent = buy(5000)
    result = await desk.service.place(intent)
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Rejected)
    (row,) = desk.service.orders()
    assert (row.key, row.state) == (intent.client_id, FundOrderState.REJECTED)
    assert "Minimum purchase amount is 5000." in row.message
    assert [notice.level for notice in desk.notices] == ["bad"]
    assert "Minimum purchase amount is 5000." in desk.notices[0].text
    assert await desk.open_writes() == []
    desk.house.script.append(REFUSED)
    await desk.service.create_sip(plan())
    (sip,) = desk.service.sips()
    assert sip.state is SipState.OTHER
    assert "Minimum purchase" in sip.message


async def test_what_is_wrong_is_refused_before_anything_is_written(desk: Desk):
    result = await desk.service.place(buy(10))
    assert isinstance(result, Refused)
    assert result.codes == {"amount_minimum"}
    assert isinstance(await desk.service.place(redeem(1)), Refused)
    assert isinstance(await desk.service.create_sip(plan(day=31)), Refused)
    assert isinstance(await desk.service.cancel("nothing"), Refused)
    assert isinstance(await desk.service.modify_sip("nothing", SipChange(paused=True)), Refused)
    assert isinstance(await desk.service.cancel_sip("nothing"), Refused)
    assert isinstance(await desk.service.place(buy(5000, account="kite:other")), Refused)
    assert desk.house.sent == []


async def test_a_broker_without_writes_gets_none(desk: Desk):
    desk.house.orders = [make_order("o")]
    desk.house.sips = [make_sip("s")]
    await desk.service.refresh(desk.account)
    desk.house.rules = FundRules(writes=False, why="Not here.", link="https://example.org")
    for result in (
        await desk.service.place(buy(5000)),
        await desk.service.create_sip(plan()),
        await desk.service.cancel("o"),
        await desk.service.modify_sip("s", SipChange(paused=True)),
        await desk.service.cancel_sip("s"),
    ):
        assert isinstance(result, Refused)
        assert "writes_off" in result.codes
    assert desk.house.sent == []


async def test_an_open_order_is_cancelled_and_a_settled_one_is_not(desk: Desk):
    desk.house.orders = [make_order("o"), make_order("done", state=FundOrderState.COMPLETE)]
    await desk.service.refresh(desk.account)
    result = await desk.service.cancel("o")
    assert isinstance(result, Recorded)
    assert result.key == "o"
    await desk.calm()
    row = desk.service.order("o")
    assert row is not None
    assert row.state is FundOrderState.CANCELLED
    refused = await desk.service.cancel("done")
    assert isinstance(refused, Refused)
    assert refused.codes == {"not_open"}


async def test_while_a_cancellation_is_on_its_way_the_row_says_so_and_takes_no_second(desk: Desk):
    desk.house.orders = [make_order("o")]
    await desk.service.refresh(desk.account)
    gate = Gate(Written("o"))
    desk.house.script.append(gate)
    waiting = asyncio.get_running_loop().create_task(desk.service.cancel("o"))
    await gate.reached.wait()
    (row,) = desk.service.orders()
    assert (row.state, row.message) == (FundOrderState.SENDING, "Cancelling…")
    assert isinstance(await desk.service.cancel("o"), Refused)
    gate.open()
    await waiting


async def test_a_sip_is_created_paused_resumed_changed_and_ended(desk: Desk):
    created = await desk.service.create_sip(plan(2000))
    assert isinstance(created, Recorded)
    await desk.calm()
    for change in (
        SipChange(paused=True),
        SipChange(paused=False),
        SipChange(amount=plan(2500).amount),
    ):
        result = await desk.service.modify_sip(created.key, change)
        assert isinstance(result, Recorded), result
        await desk.calm()
    sip = desk.service.sip(created.key)
    assert sip is not None
    assert (sip.state, sip.amount) == (SipState.ACTIVE, 2500)
    assert isinstance(await desk.service.cancel_sip(created.key), Recorded)
    await desk.calm()
    sip = desk.service.sip(created.key)
    assert sip is not None
    assert sip.state is SipState.CANCELLED


async def test_what_a_facet_raises_counts_as_unknown(desk: Desk):
    desk.house.script.append(Transient("the line is down"))
    result = await desk.service.place(buy(5000))
    assert isinstance(result, Recorded)
    assert result.outcome == Unknown("the line is down")


async def test_a_redemption_on_its_way_counts_against_what_is_free(desk: Desk):
    desk.house.holdings = [make_holding(10)]
    await desk.service.refresh(desk.account)
    assert isinstance(await desk.service.place(redeem(6)), Recorded)
    second = await desk.service.place(redeem(6))
    assert isinstance(second, Refused)
    assert second.codes == {"more_than_held"}
    desk.house.script.append(LOST)
    assert isinstance(await desk.service.place(redeem(4)), Recorded)
    assert isinstance(await desk.service.place(redeem(4)), Refused)


async def test_detaching_waits_for_a_send(desk: Desk):
    gate = Gate(Written("order-x"))
    desk.house.script.append(gate)
    waiting = asyncio.get_running_loop().create_task(desk.service.place(buy(5000)))
    await gate.reached.wait()
    leaving = asyncio.get_running_loop().create_task(desk.service.detach(desk.account))
    await asyncio.sleep(0)
    gate.open()
    await leaving
    assert isinstance(await waiting, Recorded)
    assert await desk.open_writes() == []
    assert desk.service.accounts() == []
    assert desk.service.orders() == []


async def test_client_ids_fit_the_brokers_tag(desk: Desk):
    ids = {desk.service.new_client_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(len(each) == 8 and each.isalnum() for each in ids)
