"""Broker alerts: sent once, looked for when the reply is lost, told when they fire."""

import asyncio
import sqlite3
from decimal import Decimal

import pytest
from msgspec.structs import replace

from terminal.domain.account import ConfirmLevel
from terminal.domain.alert import AlertEvent, AlertOperator, AlertState
from terminal.domain.errors import Rejected, Transient, Unknown, Written
from terminal.domain.notice import Objection, Recorded, Refused
from tests.make import ACCOUNT, INFY, make_intent
from tests.unit.alerts.rig import Rig, settle, terms

YES = frozenset({"places_orders"})


def event(key: str, ns: int = 1, **fields: object) -> AlertEvent:
    return AlertEvent(key=key, name="INFY high", condition="INFY ≥ 1500", fired_ns=ns, **fields)  # type: ignore[arg-type]


async def test_an_alert_is_written_down_sent_once_and_listed(rig: Rig) -> None:
    result = await rig.service.create(terms())
    assert result == Recorded("u1", Written("u1"))
    assert [verb for verb, _ in rig.facet.writes] == ["create"]
    (alert,) = rig.service.alerts()
    assert (alert.key, alert.state) == ("u1", AlertState.ENABLED)
    assert await rig.journal.load_open("alert", ACCOUNT) == []
    assert isinstance(await rig.service.create(terms()), Refused)  # the same client id
    assert len(rig.facet.writes) == 1


async def test_while_it_is_on_its_way_the_row_says_so(rig: Rig) -> None:
    rig.facet.hold = asyncio.Event()
    waiting = asyncio.ensure_future(rig.service.create(terms()))
    await settle()
    await asyncio.sleep(0.05)
    (alert,) = rig.service.alerts()
    assert alert.state is AlertState.SENDING
    waiting.cancel()  # the panel closes: the send goes on
    rig.facet.hold.set()
    await asyncio.sleep(0.05)
    assert [a.state for a in rig.service.alerts()] == [AlertState.ENABLED]


async def test_a_refusal_keeps_the_brokers_words_and_leaves_no_row(rig: Rig) -> None:
    rig.facet.script.append(Rejected("InputException", "Invalid name.", "Choose another."))
    result = await rig.service.create(terms())
    assert result == Recorded("AA", Rejected("InputException", "Invalid name.", "Choose another."))
    assert rig.service.alerts() == []
    assert "Invalid name." in rig.notices[-1].text
    assert await rig.journal.load_open("alert", ACCOUNT) == []


async def test_a_lost_reply_is_looked_for_and_never_sent_again(rig: Rig) -> None:
    rig.facet.add(terms())  # the same name and terms, from before: it must not be taken for ours
    await rig.service.refresh(ACCOUNT)
    rig.facet.script.append("lost")
    result = await rig.service.create(terms(), confirmed=frozenset({"twin"}))
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Unknown)
    await asyncio.sleep(0.05)
    assert {a.key for a in rig.service.alerts()} == {"u1", "u2"}
    assert len(rig.facet.writes) == 1
    assert await rig.journal.load_open("alert", ACCOUNT) == []


async def test_an_alert_that_never_arrived_is_proved_absent_in_three_reads_and_ten_seconds(
    rig: Rig,
) -> None:
    rig.facet.script.append("never")
    await rig.service.create(terms())
    await rig.clock.advance(7.5)
    assert [a.state for a in rig.service.alerts()] == [AlertState.UNKNOWN]
    assert await rig.journal.load_open("alert", ACCOUNT)
    await rig.clock.advance(8)
    await asyncio.sleep(0.05)
    (alert,) = rig.service.alerts()
    assert alert.state is AlertState.NOT_PLACED
    assert "not created" in alert.message
    assert len(rig.facet.writes) == 1
    assert await rig.journal.load_open("alert", ACCOUNT) == []
    assert await rig.service.delete([alert.key]) == []
    assert rig.service.alerts() == []


async def test_failed_reads_prove_nothing(rig: Rig) -> None:
    rig.facet.script.append("lost")
    rig.facet.failure = Transient("down")
    await rig.service.create(terms())
    await rig.clock.advance(120)
    assert [a.state for a in rig.service.alerts()] == [AlertState.UNKNOWN]
    assert rig.service.failed(ACCOUNT) == "down"
    rig.facet.failure = None
    await rig.clock.advance(31)
    await asyncio.sleep(0.05)
    assert [a.state for a in rig.service.alerts()] == [AlertState.ENABLED]
    assert rig.service.failed(ACCOUNT) == ""


async def test_two_lost_twins_find_one_row_each(rig: Rig) -> None:
    rig.facet.script += ["lost", "lost"]
    await rig.service.create(terms("AA"))
    await rig.service.create(terms("BB"), confirmed=frozenset({"twin", "unknown_twin"}))
    await rig.clock.advance(2)
    await asyncio.sleep(0.05)
    assert sorted(a.key for a in rig.service.alerts()) == ["u1", "u2"]
    assert len(rig.facet.writes) == 2


@pytest.mark.parametrize("step", ["lost", "never"])
async def test_after_a_crash_the_open_question_is_searched(rig: Rig, step: str) -> None:
    rig.facet.script.append(step)
    rig.facet.failure = Transient("down")
    await rig.service.create(terms())
    rig.facet.failure = None
    await rig.restart()
    await rig.clock.advance(20)
    await asyncio.sleep(0.05)
    (alert,) = rig.service.alerts()
    assert alert.state is (AlertState.ENABLED if step == "lost" else AlertState.NOT_PLACED)
    assert len(rig.facet.writes) == 1


@pytest.mark.parametrize(("step", "level"), [("lost", 1600), ("never", 1500)])
async def test_a_lost_modification_ends_as_what_the_broker_shows(rig, step, level) -> None:
    await rig.service.create(terms())
    rig.facet.script.append(step)
    result = await rig.service.modify("u1", terms("BB", level=Decimal(1600)))
    assert isinstance(result.outcome, Unknown)
    await rig.clock.advance(20)
    await asyncio.sleep(0.05)
    (alert,) = rig.service.alerts()
    assert (alert.terms.level, alert.state) == (Decimal(level), AlertState.ENABLED)
    assert [verb for verb, _ in rig.facet.writes] == ["create", "modify"]


@pytest.mark.parametrize(("step", "left"), [("ok", 0), ("lost", 0), ("never", 2)])
async def test_deletes_go_in_one_request_and_end_as_what_the_broker_shows(rig, step, left) -> None:
    rig.facet.add(terms())
    rig.facet.add(terms(name="other"))
    await rig.service.refresh(ACCOUNT)
    rig.facet.script.append(step)
    await rig.service.delete(["u1", "u2"])
    await rig.clock.advance(20)
    await asyncio.sleep(0.05)
    assert len(rig.service.alerts()) == left
    assert rig.facet.writes == [("delete", ("u1", "u2"))]


async def test_nothing_leaves_without_the_journal(rig: Rig, monkeypatch) -> None:
    async def full(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(rig.journal, "claim", full)
    result = await rig.service.create(terms())
    assert isinstance(result, Refused)
    assert result.codes == {"journal"}
    assert rig.facet.writes == []
    assert rig.service.alerts() == []


async def test_the_kill_switch_stops_alerts_with_orders_but_no_deletes(rig: Rig) -> None:
    rig.facet.add(terms(orders=(make_intent(),)))
    await rig.service.refresh(ACCOUNT)
    rig.killed = True
    armed = terms(orders=(make_intent(),))
    result = await rig.service.create(armed, confirmed=YES)
    assert isinstance(result, Refused)
    assert "killed" in result.codes
    assert isinstance(await rig.service.modify("u1", armed, confirmed=YES), Refused)
    assert isinstance(await rig.service.create(terms("CC", level=Decimal(1))), Recorded)
    await rig.service.delete(["u1"])
    assert [verb for verb, _ in rig.facet.writes] == ["create", "delete"]


async def test_orders_pass_the_order_gate_and_ask_first(rig: Rig) -> None:
    with_orders = terms(orders=(make_intent(),))
    asked = await rig.service.create(with_orders)
    assert isinstance(asked, Refused)
    assert asked.codes == {"places_orders"}
    assert asked.askable
    rig.objections = (Objection(code="tick", text="Not on the tick.", level=ConfirmLevel.NEVER),)
    refused = await rig.service.create(with_orders, confirmed=YES)
    assert isinstance(refused, Refused)
    assert refused.codes == {"order1.tick"}
    assert rig.facet.writes == []
    about_now = ("marketable", "stale_price", "duplicate")
    rig.objections = tuple(Objection(code=code, text="Now.") for code in about_now)
    assert isinstance(await rig.service.create(with_orders, confirmed=YES), Recorded)
    rig.objections = (Objection(code="max_percent_from_market", text="Too far."),)
    far = terms("FF", orders=(make_intent(),), level=Decimal(9), operator=AlertOperator.AT_MOST)
    assert isinstance(await rig.service.create(far, confirmed=YES), Refused)
    here = replace(far, local=True)  # asked again when it fires, at that price
    assert isinstance(await rig.service.create(here, confirmed=YES), Recorded)


async def test_what_the_broker_cannot_watch_is_refused_with_the_way_out(rig: Rig) -> None:
    for given in (terms(operator=AlertOperator.CROSSES), terms(hold_s=3.0)):
        result = await rig.service.create(given)
        assert isinstance(result, Refused)
        assert result.codes == {"not_at_broker"}
        assert "this PC" in result.text


async def test_firings_are_told_once_with_their_tick(rig: Rig) -> None:
    await rig.service.create(terms())
    rig.facet.fire("u1", event("u1", ns=5, value=Decimal("1500.05"), last=Decimal("1500.05")))
    await rig.clock.advance(6)
    assert [e.fired_ns for e in rig.events] == [5]
    assert "1,500.05" in rig.notices[-1].text
    assert rig.notices[-1].order_key == "alert u1"
    await rig.clock.advance(60)
    assert len(rig.events) == 1
    rig.facet.fire("u1", event("u1", ns=6))
    rig.facet.fire("u1", event("u1", ns=7, order_text="refused: no funds"))
    await rig.clock.advance(6)
    assert [e.fired_ns for e in rig.events] == [5, 6, 7]
    assert rig.notices[-1].level == "bad"
    assert [e.fired_ns for e in rig.service.events()] == [7, 6, 5]
    await rig.service.delete(["u1"])
    await rig.service.refresh(ACCOUNT)
    assert len(rig.service.events()) == 3  # what has fired has fired


async def test_old_firings_are_history_and_not_news(rig: Rig) -> None:
    rig.facet.add(terms(), key="old", fired=1)
    rig.facet.histories["old"] = [event("old")]
    await rig.service.detach(ACCOUNT)
    rig.service.attach(rig.broker)
    await rig.service.refresh(ACCOUNT)
    await settle()
    assert rig.events == []
    assert [e.key for e in rig.service.events()] == ["old"]


async def test_a_history_that_cannot_be_read_is_told_later(rig: Rig) -> None:
    await rig.service.create(terms())
    usual = rig.facet.fetch_history
    failing = True

    async def sometimes(alert):
        if failing:
            raise Transient("down")
        return await usual(alert)

    rig.facet.fetch_history = sometimes  # type: ignore[method-assign]
    rig.facet.fire("u1", event("u1"))
    await rig.clock.advance(6)
    assert rig.events == []
    failing = False
    await rig.clock.advance(6)
    assert len(rig.events) == 1


async def test_a_list_from_before_a_write_does_not_take_the_row_away(rig: Rig) -> None:
    usual, gate = rig.facet.fetch, asyncio.Event()
    slow = True

    async def fetch():
        nonlocal slow
        rows = await usual()
        if slow:
            slow = False
            await gate.wait()
        return rows

    rig.facet.fetch = fetch  # type: ignore[method-assign]
    reading = asyncio.ensure_future(rig.service.refresh(ACCOUNT))
    await settle()
    await rig.service.create(terms())
    gate.set()
    await reading
    assert [a.key for a in rig.service.alerts()] == ["u1"]


async def test_before_the_list_was_read_nothing_is_sent(rig: Rig) -> None:
    await rig.service.detach(ACCOUNT)
    rig.service.attach(rig.broker)
    result = await rig.service.create(terms())
    assert isinstance(result, Refused)
    assert result.codes == {"not_read"}


async def test_a_broker_without_alerts_offers_this_pc(rig: Rig) -> None:
    await rig.service.detach(ACCOUNT)
    rig.broker.alerts = None
    rig.service.attach(rig.broker)
    await rig.service.refresh(ACCOUNT)
    assert rig.service.rules(ACCOUNT) is None
    assert rig.service.loaded(ACCOUNT)
    refused = await rig.service.create(terms())
    assert isinstance(refused, Refused)
    assert refused.codes == {"not_at_broker"}
    assert isinstance(await rig.service.create(terms(local=True)), Recorded)


async def test_rules_stand_beside_their_fields(rig: Rig) -> None:
    def fields(**given: object) -> set[str]:
        return {o.field for o in rig.service.check(terms(**given)) if o.level == "never"}

    assert fields() == set()
    assert fields(name=" ") == {"name"}
    assert fields(level=Decimal(0)) == {"level"}
    assert fields(instrument=None) >= {"instrument"}
    assert fields(other=INFY) == {"level"}
    assert fields(operator=AlertOperator.EQUAL, level=Decimal("1500.01")) == {"level"}
    assert fields(local=True, operator=AlertOperator.EQUAL) == {"operator"}
    assert fields(local=True, hold_s=-1.0) == {"hold_s"}
