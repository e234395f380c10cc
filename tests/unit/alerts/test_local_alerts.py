"""This PC's alerts: kept across restarts, told with their tick, orders sent once and only on paper first."""

import asyncio
from decimal import Decimal
from typing import Any

from terminal.domain.alert import AlertMeasure, AlertOperator, AlertState
from terminal.domain.errors import Rejected
from terminal.domain.notice import Objection, Recorded, Refused
from tests.make import ACCOUNT, INFY, make_intent
from tests.unit.alerts.rig import Rig, eventually, settle, terms

YES = frozenset({"places_orders"})


def local(client_id: str = "LL", **fields: Any) -> Any:
    return terms(client_id, local=True, **fields)


async def test_it_fires_with_a_notice_an_event_and_its_tick(rig: Rig) -> None:
    await rig.service.create(local(measure=AlertMeasure.CHANGE, level=Decimal(2)))
    await rig.tick(1019.95)
    assert rig.events == []
    await rig.tick(1020.0, volume=77, oi=8)
    (event,) = rig.events
    assert (event.value, event.last, event.volume, event.oi) == (
        Decimal("2.0"), Decimal("1020.0"), 77, 8,
    )  # fmt: skip
    assert event.condition == "INFY change ≥ 2%"
    assert "2%" in rig.notices[-1].text
    assert ":" in rig.notices[-1].text
    alert = rig.service.alert("LL")
    assert alert is not None
    assert (alert.state, alert.fired) == (AlertState.DISABLED, 1)


async def test_a_repeating_one_stays_enabled_and_counts(rig: Rig) -> None:
    await rig.service.create(local(once=False))
    for price in (1500.0, 1400.0, 1600.0):
        await rig.tick(price)
    alert = rig.service.alert("LL")
    assert alert is not None
    assert (alert.state, alert.fired) == (AlertState.ENABLED, 2)
    assert len(rig.service.events()) == 2


async def test_alerts_and_history_survive_a_restart(rig: Rig) -> None:
    await rig.service.create(local("L1", once=False))
    await rig.service.create(local("L2", level=Decimal(2000)))
    await rig.tick(1500.0)
    await eventually(lambda: b'"fired":1' in (rig.path / "alerts.json").read_bytes())
    await rig.tick(1400.0)
    await rig.restart()
    assert {a.key: a.fired for a in rig.service.alerts()} == {"L1": 1, "L2": 0}
    assert len(rig.service.events()) == 1
    await rig.tick(2000.0)
    assert {a.key: a.fired for a in rig.service.alerts()} == {"L1": 2, "L2": 1}


async def test_one_that_fired_for_once_does_not_fire_after_a_restart(rig: Rig) -> None:
    await rig.service.create(local(orders=(make_intent(),)), confirmed=YES)
    await rig.tick(1500.0)
    await eventually(lambda: rig.sent)
    await rig.restart()
    await rig.tick(1600.0)
    await settle()
    assert len(rig.sent) == 1


async def test_its_orders_go_through_the_order_service_with_a_fresh_id(rig: Rig) -> None:
    order = make_intent("ORIGINAL")
    await rig.service.create(local(orders=(order,), once=False), confirmed=YES)
    await rig.tick(1500.0)
    await rig.tick(1400.0)
    await rig.tick(1500.0)
    await eventually(lambda: len(rig.sent) == 2)
    await eventually(lambda: "order 7" in rig.service.events()[0].order_text)
    ids = {intent.client_id for intent, _ in rig.sent}
    assert len(ids) == 2
    assert "ORIGINAL" not in ids
    assert all(confirmed == {"marketable"} for _, confirmed in rig.sent)


async def test_a_refused_order_is_told(rig: Rig) -> None:
    rig.answers += [
        Rejected("margin", "Insufficient funds."),
        Refused((Objection(code="killed", text="Kill switch."),)),
    ]
    orders = (make_intent(), make_intent())
    await rig.service.create(local(orders=orders), confirmed=YES)
    await rig.tick(1500.0)
    await eventually(lambda: rig.notices and rig.notices[-1].level == "bad")
    assert "refused: Insufficient funds." in rig.notices[-1].text
    assert "not sent: Kill switch." in rig.notices[-1].text


async def test_questions_answered_at_creation_hold_for_its_orders(rig: Rig) -> None:
    rig.objections = (Objection(code="ask_value", text="Large.", level="ask"),)  # type: ignore[arg-type]
    given = local(orders=(make_intent(),))
    refused = await rig.service.create(given, confirmed=YES)
    assert isinstance(refused, Refused)
    assert refused.codes == {"order1.ask_value"}
    await rig.service.create(given, confirmed=YES | {"order1.ask_value"})
    await rig.tick(1500.0)
    await eventually(lambda: rig.sent)
    assert rig.sent[0][1] == {"marketable", "ask_value"}


async def test_what_cannot_be_written_down_is_not_made_and_sends_nothing(
    rig: Rig, monkeypatch
) -> None:
    await rig.service.create(local(orders=(make_intent(),)), confirmed=YES)

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("terminal.alerts.store.write_atomically", full)
    refused = await rig.service.create(local("L2"))
    assert isinstance(refused, Refused)
    assert rig.service.alert("L2") is None
    await rig.tick(1500.0)
    await eventually(lambda: rig.notices and "not sent" in rig.notices[-1].text)
    assert rig.sent == []


async def test_an_unreadable_file_is_kept_aside_and_told(rig: Rig) -> None:
    (rig.path / "alerts.json").write_bytes(b"{broken")
    await rig.restart()
    assert any("not readable" in notice.text for notice in rig.notices)
    assert (rig.path / "alerts.unreadable").read_bytes() == b"{broken"


async def test_switching_off_changing_and_deleting(rig: Rig) -> None:
    await rig.service.create(local())
    assert await rig.service.enable("LL", enabled=False) is None
    await rig.tick(1500.0)
    assert rig.events == []
    await rig.service.enable("LL", enabled=True)
    await rig.clock.advance(0.2)
    assert len(rig.events) == 1  # it holds: it fires
    changed = await rig.service.modify("LL", local("L9", operator=AlertOperator.BELOW))
    assert changed == Recorded("LL", changed.outcome)  # type: ignore[union-attr]
    await rig.tick(1400.0)
    assert len(rig.events) == 2
    await rig.service.delete(["LL"])
    assert rig.service.alerts() == []
    assert len(rig.service.events()) == 2


async def test_a_broker_alert_has_no_switch(rig: Rig) -> None:
    await rig.service.create(terms())
    assert isinstance(await rig.service.enable("u1", enabled=False), Refused)


async def test_profit_and_loss_of_the_account(rig: Rig) -> None:
    pnl = {"measure": AlertMeasure.PNL, "operator": AlertOperator.AT_MOST, "level": Decimal(-1000)}
    await rig.service.create(local(instrument=None, **pnl))
    await rig.service.create(local("L2", instrument=INFY, **pnl))
    rig.pnl[ACCOUNT, None] = -1000.0
    await rig.clock.advance(1)
    assert [event.condition for event in rig.events] == ["Account P&L ≤ −₹1,000.00"]


async def test_what_holds_already_asks_first(rig: Rig) -> None:
    rig.price(1600.0)
    refused = await rig.service.create(local())
    assert isinstance(refused, Refused)
    assert refused.codes == {"true_now"}
    assert refused.askable


async def test_orders_cut_short_by_a_crash_are_told_and_not_sent_again(rig: Rig) -> None:
    rig.hold_orders = asyncio.Event()
    await rig.service.create(local(orders=(make_intent(),)), confirmed=YES)
    await rig.tick(1500.0)
    await eventually(lambda: rig.sent)
    await rig.restart()
    assert len(rig.sent) == 1
    assert "look at the order book" in rig.notices[-1].text
    assert "look at the order book" in rig.service.events()[0].order_text
    await rig.restart()
    assert sum("look at the order book" in notice.text for notice in rig.notices) == 2
