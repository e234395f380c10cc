"""Writes of triggers: journal first, sent once, and a lost reply ends in the truth."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import pytest

from terminal.domain.errors import Rejected, Transient, Unknown, Written
from terminal.domain.gtt import GttState
from terminal.domain.notice import Recorded, Refused
from terminal.gtt.stages import GttStage
from tests.fakes.clock import eventually, settle
from tests.make import ACCOUNT
from tests.unit.gtt.desk import STOP, TARGET, Desk, Held, leg, listed, wish

LOST = Unknown("the connection was reset")


async def test_a_trigger_is_made_and_its_row_has_the_brokers_id(desk: Desk) -> None:
    intent = wish()
    result = await desk.service.create(intent)
    assert result == Recorded("1001", Written("1001"))
    (row,) = desk.service.gtts()
    assert (row.key, row.state, row.legs) == ("1001", GttState.ACTIVE, (STOP,))
    assert desk.service.gtt(intent.client_id) == row
    await settle()
    await eventually(lambda: not desk.service._core.background.pending)
    assert await desk.fates() == []


async def test_the_row_shows_sending_and_a_gone_caller_stops_nothing(desk: Desk) -> None:
    held = Held(does=True)
    desk.facet.script.append(held)
    intent = wish()
    caller = asyncio.ensure_future(desk.service.create(intent))
    await held.reached.wait()
    (row,) = desk.service.gtts()
    assert (row.key, desk.service.stage(row)) == (intent.client_id, GttStage.SENDING)
    assert await desk.fates() == [intent.client_id]  # on disk before the broker was asked
    caller.cancel()
    held.go.set()
    await settle()
    assert [row.key for row in desk.service.gtts()] == ["1001"]


async def test_a_list_read_while_sending_shows_the_trigger_once(desk: Desk) -> None:
    held = Held(does=True)
    desk.facet.script.append(held)
    task = asyncio.ensure_future(desk.service.create(wish()))
    await held.reached.wait()
    desk.facet.rows.append(listed("1001"))  # the broker is quicker than its reply
    await desk.service.refresh(ACCOUNT)
    assert len(desk.service.gtts()) == 1
    desk.facet.rows.clear()
    held.go.set()
    await task
    assert len(desk.service.gtts()) == 1


async def test_a_refusal_keeps_the_brokers_words(desk: Desk) -> None:
    refusal = Rejected("InputException", "Trigger too close.", "Move it.")
    desk.facet.script.append((False, refusal))
    intent = wish()
    assert await desk.service.create(intent) == Recorded(intent.client_id, refusal)
    (row,) = desk.service.gtts()
    assert (row.state, row.message) == (GttState.REJECTED, "Trigger too close. Move it.")
    assert desk.titles == ["INFY: trigger not placed"]


@pytest.mark.parametrize(
    "answer", [LOST, Transient("502: down"), ValueError("a bug after the bytes left")]
)
async def test_a_lost_reply_is_looked_for_and_found(desk: Desk, answer: object) -> None:
    desk.facet.rows.append(listed("900"))  # the same terms, there before
    await desk.service.refresh(ACCOUNT)
    desk.facet.script.append((True, answer))  # type: ignore[arg-type]
    intent = wish()
    result = await desk.service.create(intent, confirmed=frozenset({"duplicate"}))
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Unknown)
    await desk.clock.advance(1)
    assert {row.key for row in desk.service.gtts()} == {"900", "1001"}
    assert all(row.state is GttState.ACTIVE for row in desk.service.gtts())
    found = desk.service.gtt(intent.client_id)
    assert found is not None
    assert found.key == "1001"
    await desk.clock.advance(60)
    assert len(desk.facet.created) == 1
    desk.failures.clear()  # the bug was told to the funnel


async def test_what_is_not_there_in_three_lists_over_ten_seconds_was_not_placed(
    desk: Desk,
) -> None:
    desk.facet.script.append((False, LOST))
    intent = wish()
    await desk.service.create(intent)
    (row,) = desk.service.gtts()
    assert desk.service.stage(row) is GttStage.UNKNOWN
    assert "Do not send it again" in row.message
    await desk.clock.advance(9)
    assert desk.service.stage(desk.service.gtts()[0]) is GttStage.UNKNOWN
    await desk.clock.advance(8)
    (row,) = desk.service.gtts()
    assert desk.service.stage(row) is GttStage.NOT_PLACED
    assert len(desk.facet.created) == 1
    assert desk.titles[-1] == "INFY: trigger not placed"
    await eventually(lambda: not desk.service._core.background.pending)
    assert await desk.fates() == []


async def test_reads_that_fail_prove_nothing(desk: Desk) -> None:
    desk.facet.script.append((True, LOST))
    desk.facet.failure = Transient("down")
    await desk.service.create(wish())
    await desk.clock.advance(120)
    assert desk.service.stage(desk.service.gtts()[0]) is GttStage.UNKNOWN
    desk.facet.failure = None
    await desk.clock.advance(31)
    assert [row.state for row in desk.service.gtts()] == [GttState.ACTIVE]


async def test_while_it_is_unknown_the_same_terms_are_refused(desk: Desk) -> None:
    desk.facet.script.append((False, LOST))
    await desk.service.create(wish())
    again = await desk.service.create(wish(), confirmed=frozenset({"duplicate", "unknown_twin"}))
    assert isinstance(again, Refused)
    assert "unknown_twin" in again.codes
    assert len(desk.facet.created) == 1


async def test_two_lost_replies_of_the_same_terms_find_two_rows(desk: Desk) -> None:
    first, second = Held(LOST, does=True), Held(LOST, does=True)
    desk.facet.script.extend([first, second])
    yes = frozenset({"duplicate"})
    tasks = [asyncio.ensure_future(desk.service.create(wish(), confirmed=yes)) for _ in range(2)]
    await first.reached.wait()
    await second.reached.wait()
    first.go.set()
    second.go.set()
    await asyncio.gather(*tasks)
    await desk.clock.advance(2)
    assert sorted(row.key for row in desk.service.gtts()) == ["1001", "1002"]
    assert {row.state for row in desk.service.gtts()} == {GttState.ACTIVE}


async def test_a_client_id_is_sent_once_in_its_life(desk: Desk) -> None:
    intent = wish()
    await desk.service.create(intent)
    again = await desk.service.create(intent, confirmed=frozenset({"duplicate"}))
    assert isinstance(again, Refused)
    assert again.codes == {"already_sent"}
    assert len(desk.facet.created) == 1


async def test_without_a_journal_nothing_is_sent(desk: Desk, monkeypatch) -> None:
    async def full(*args: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(desk.journal, "claim", full)
    result = await desk.service.create(wish())
    assert isinstance(result, Refused)
    assert "disk full" in result.text
    assert desk.facet.created == []
    assert desk.service.gtts() == []


async def test_a_list_that_hangs_does_not_hold_a_creation_back(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr("terminal.gtt.writer.LIST_WAIT_S", 0.01)
    await desk.clock.advance(20)  # the list known is old by then
    never = asyncio.Event()

    async def hang() -> list:
        await never.wait()
        return []

    monkeypatch.setattr(desk.facet, "fetch", hang)
    result = await desk.service.create(wish())
    assert isinstance(result, Recorded)
    assert len(desk.facet.created) == 1
    never.set()


async def test_a_list_older_than_five_seconds_is_read_before_a_creation(desk: Desk) -> None:
    await desk.clock.advance(6)
    desk.facet.rows.append(listed("900"))  # made on the phone a moment ago, the same terms
    desk.facet.script.append((False, LOST))
    intent = wish()
    await desk.service.create(intent)
    await desk.clock.advance(20)
    row = desk.service.gtt(intent.client_id)
    assert row is not None
    assert row.state is GttState.NOT_PLACED  # the phone's trigger is not taken for ours


# -- modify


async def made(desk: Desk) -> str:
    result = await desk.service.create(wish())
    assert isinstance(result, Recorded)
    await settle()
    return result.key


async def test_a_change_replaces_the_terms(desk: Desk) -> None:
    key = await made(desk)
    result = await desk.service.modify(key, wish(STOP, TARGET))
    assert result == Recorded(key, Written(key))
    (row,) = desk.service.gtts()
    assert (row.key, row.state, row.legs) == (key, GttState.ACTIVE, (STOP, TARGET))


async def test_a_refused_change_leaves_the_old_terms(desk: Desk) -> None:
    key = await made(desk)
    desk.facet.script.append((False, Rejected("x", "No.", "")))
    await desk.service.modify(key, wish(STOP, TARGET))
    (row,) = desk.service.gtts()
    assert (row.state, row.legs) == (GttState.ACTIVE, (STOP,))
    assert desk.titles[-1] == "INFY: trigger not changed"


@pytest.mark.parametrize("does", [True, False])
async def test_a_lost_change_ends_in_the_truth(desk: Desk, *, does: bool) -> None:
    key = await made(desk)
    desk.facet.script.append((does, LOST))
    await desk.service.modify(key, wish(STOP, TARGET))
    (row,) = desk.service.gtts()
    assert row.state in {GttState.UNKNOWN, GttState.ACTIVE}
    await desk.clock.advance(20)
    (row,) = desk.service.gtts()
    assert (row.state, row.legs) == (GttState.ACTIVE, (STOP, TARGET) if does else (STOP,))
    assert len(desk.facet.modified) == 1


async def test_while_a_change_is_open_no_other_is_sent(desk: Desk) -> None:
    key = await made(desk)
    desk.facet.script.append((False, LOST))
    await desk.service.modify(key, wish(STOP, TARGET))
    for result in (
        await desk.service.modify(key, wish(leg("90", "89.5"))),
        await desk.service.delete(key),
    ):
        assert isinstance(result, Refused)
        assert "busy" in result.codes


# -- delete


async def test_a_deletion_can_be_taken_back_before_it_leaves(desk: Desk) -> None:
    key = await made(desk)
    undo = desk.service.delete_soon(key)
    assert desk.service.pending_deletes() == {key: 5.0}
    await desk.clock.advance(3)
    assert desk.service.pending_deletes()[key] == pytest.approx(2.0)
    undo()
    await desk.clock.advance(10)
    assert desk.facet.deleted == []
    assert desk.service.pending_deletes() == {}
    undo()  # too late to matter


async def test_after_the_pause_it_is_deleted_once(desk: Desk) -> None:
    key = await made(desk)
    undo = desk.service.delete_soon(key)
    desk.service.delete_soon(key)
    await desk.clock.advance(6)
    await eventually(lambda: desk.facet.deleted)  # the journal's thread comes first
    await desk.clock.advance(6)
    undo()
    assert len(desk.facet.deleted) == 1
    assert [row.state for row in desk.service.gtts()] == [GttState.DELETED]


async def test_a_deletion_that_waits_is_sent_when_the_terminal_closes(tmp_path: Path) -> None:
    desk = await Desk(tmp_path).open()
    key = await made(desk)
    desk.service.delete_soon(key)
    await desk.close()
    assert [row.key for row in desk.facet.deleted] == [key]


@pytest.mark.parametrize("does", [True, False])
async def test_a_lost_deletion_ends_in_the_truth(desk: Desk, *, does: bool) -> None:
    key = await made(desk)
    desk.facet.script.append((does, LOST))
    await desk.service.delete(key)
    await desk.clock.advance(20)
    (row,) = desk.service.gtts()
    assert row.state is (GttState.DELETED if does else GttState.ACTIVE)
    assert len(desk.facet.deleted) == 1


async def test_the_kill_switch_stops_all_but_deletions(desk: Desk) -> None:
    key = await made(desk)
    desk.kill = True
    for result in (
        await desk.service.create(wish(TARGET)),
        await desk.service.modify(key, wish(TARGET)),
    ):
        assert isinstance(result, Refused)
        assert result.codes == {"killed"}
    assert isinstance(await desk.service.delete(key), Recorded)
    assert len(desk.facet.created) == 1
    assert desk.facet.modified == []


async def test_the_kill_switch_between_click_and_wire(desk: Desk, monkeypatch) -> None:
    claim = desk.journal.claim

    async def slow(*args: object) -> None:
        await claim(*args)  # type: ignore[arg-type]
        desk.kill = True

    monkeypatch.setattr(desk.journal, "claim", slow)
    result = await desk.service.create(wish())
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Rejected)
    assert desk.facet.created == []


# -- killed and started again


@pytest.mark.parametrize("does", [True, False])
async def test_a_restart_finds_out_what_became_of_a_creation(tmp_path: Path, *, does: bool) -> None:
    before = await Desk(tmp_path).open()
    before.facet.rows.append(listed("900"))
    await before.service.refresh(ACCOUNT)
    held = Held(does=does)
    before.facet.script.append(held)
    intent = wish()
    task = asyncio.ensure_future(before.service.create(intent, confirmed=frozenset({"duplicate"})))
    await held.reached.wait()
    # What a kill leaves: the journal's line and perhaps the broker's row; nothing is settled.
    rows = [*before.facet.rows, *([listed("1001")] if does else [])]
    entry = before.service._core.accounts[ACCOUNT]
    await entry.sends.aclose()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    await before.journal.aclose()
    await before.service.aclose()

    after = Desk(tmp_path)
    after.facet.rows = rows
    await after.open()
    await after.clock.advance(20)
    states = {row.key: row.state for row in after.service.gtts()}
    if does:
        assert states == {"900": GttState.ACTIVE, "1001": GttState.ACTIVE}
    else:
        assert states == {"900": GttState.ACTIVE, intent.client_id: GttState.NOT_PLACED}
    assert after.facet.created == []
    await eventually(lambda: not after.service._core.background.pending)
    assert await after.fates() == []
    await after.close()


async def test_what_is_too_old_to_be_listed_is_told(tmp_path: Path) -> None:
    before = await Desk(tmp_path).open()
    before.facet.script.append((False, LOST))
    await before.service.create(wish())
    await before.close()
    after = Desk(tmp_path)
    await after.clock.advance(7 * 86_400)
    await after.open()
    assert after.titles == ["INFY: trigger not verifiable"]
    await after.close()


async def test_a_stale_read_does_not_undo_a_write(desk: Desk) -> None:
    key = await made(desk)
    gate = asyncio.Event()
    fetch = desk.facet.fetch

    async def slow() -> list:
        rows = await fetch()
        await gate.wait()
        return rows

    desk.facet.fetch = slow  # type: ignore[method-assign]
    reading = asyncio.ensure_future(desk.service.refresh(ACCOUNT))
    await settle()
    await desk.service.delete(key)
    assert [each.state for each in desk.facet.rows] == [GttState.DELETED]
    gate.set()
    await reading
    assert [each.state for each in desk.service.gtts()] == [GttState.DELETED]
