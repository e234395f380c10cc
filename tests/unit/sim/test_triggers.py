"""GTT triggers, price alerts and mutual funds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from terminal.sim.types import (
    AlertFired,
    AlertRequest,
    AlertRow,
    GttFired,
    GttLeg,
    GttRequest,
    MfSipChange,
    MfSipRequest,
    OrderKind,
    Product,
    Rejection,
    Side,
    Status,
)
from tests.unit.sim.support import Trader, ist

FUND = "INF209K01YY7"


def gtt(trader: Trader, values: list[str], **leg: Any) -> GttRequest:
    prices = [trader.away(value) for value in values]
    fields: dict[str, Any] = {
        "exchange": trader.instrument.exchange,
        "tradingsymbol": trader.instrument.tradingsymbol,
        "transaction_type": Side.SELL,
        "quantity": 5,
        "order_type": OrderKind.LIMIT,
        "product": Product.CNC,
    }
    legs = tuple(GttLeg(**(fields | {"price": price} | leg)) for price in prices)
    return GttRequest(
        type="single" if len(prices) == 1 else "two-leg",
        exchange=trader.instrument.exchange, tradingsymbol=trader.instrument.tradingsymbol,
        trigger_values=tuple(prices), last_price=trader.last, orders=legs,
    )  # fmt: skip


def accepted(result: int | Rejection) -> int:
    assert isinstance(result, int), result
    return result


def run_until_fired(trader: Trader, trigger_id: int) -> None:
    for _ in range(2000):
        trader.run(10)
        row = trader.x.gtt(trigger_id)
        assert row is not None
        if row.status != "active":
            return


def test_oco_fires_one_leg_once_and_the_other_sleeps() -> None:
    trader = Trader()
    trigger_id = accepted(trader.x.gtt_place(gtt(trader, ["-0.2", "0.2"])))
    run_until_fired(trader, trigger_id)
    row = trader.x.gtt(trigger_id)
    assert row is not None
    assert row.status == "triggered"
    fired = [result for result in row.results if result is not None]
    assert len(fired) == 1
    assert fired[0].order_status == "success"
    trader.run(600)
    events = [e for e in trader.x.drain_events() if isinstance(e, GttFired)]
    assert events == [GttFired(trigger_id, (fired[0].order_id,))]
    assert trader.order(fired[0].order_id).quantity == 5


def test_fired_but_refused_leg_tells_why_and_has_no_order() -> None:
    trader = Trader(symbol="SBIN")  # not authorised at the depository
    trigger_id = accepted(trader.x.gtt_place(gtt(trader, ["0.1"])))
    run_until_fired(trader, trigger_id)
    row = trader.x.gtt(trigger_id)
    assert row is not None
    result = row.results[0]
    assert result is not None
    assert (result.order_status, result.order_id) == ("failed", "")
    assert "authorisation at depository" in result.rejection_reason
    assert trader.x.orders() == []


def test_gtt_rules() -> None:
    trader = Trader()

    def refusal(request: GttRequest) -> str:
        result = trader.x.gtt_place(request)
        assert isinstance(result, Rejection)
        return result.message

    assert "equal to the last" in refusal(gtt(trader, ["0"]))
    assert "LIMIT" in refusal(gtt(trader, ["1"], order_type=OrderKind.MARKET))
    assert "not allowed for MIS" in refusal(gtt(trader, ["1"], product=Product.MIS))
    assert "both sides" in refusal(gtt(trader, ["1", "2"]))
    assert "derivatives only" in refusal(gtt(trader, ["-1", "1"], transaction_type=Side.BUY))


def test_gtt_can_be_replaced_and_deleted_while_active() -> None:
    trader = Trader()
    trigger_id = accepted(trader.x.gtt_place(gtt(trader, ["5"])))
    assert trader.x.gtt_modify(trigger_id, gtt(trader, ["6"])) == trigger_id
    row = trader.x.gtt(trigger_id)
    assert row is not None
    assert row.request.trigger_values == (trader.away("6"),)
    assert trader.x.gtt_delete(trigger_id) == trigger_id
    assert [r.status for r in trader.x.gtt_list()] == ["deleted"]
    assert isinstance(trader.x.gtt_delete(trigger_id), Rejection)


def test_gtt_terms_are_on_the_grid_ascending_and_of_the_segment() -> None:
    trader = Trader()

    def refusal(request: GttRequest) -> str:
        result = trader.x.gtt_place(request)
        assert isinstance(result, Rejection)
        return result.message

    off = gtt(trader, ["5"])
    off = msgspec.structs.replace(off, trigger_values=(off.trigger_values[0] + Decimal("0.001"),))
    assert "Tick size" in refusal(off)
    assert "ascending" in refusal(gtt(trader, ["5", "-5"]))
    assert "not allowed for NRML" in refusal(gtt(trader, ["5"], product=Product.NRML))
    assert "lot size" in refusal(gtt(trader, ["5"], quantity=0))


def test_gtt_waits_for_a_year() -> None:
    trader = Trader()
    trigger_id = accepted(trader.x.gtt_place(gtt(trader, ["9.5"])))
    row = trader.x.gtt(trigger_id)
    assert row is not None
    assert row.expires_ns - row.created_ns == 365 * 86400 * 10**9


def test_gtt_expires_and_leaves_the_list_a_week_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terminal.sim.gtt._LIFE_NS", 2 * 86400 * 10**9)  # a year takes a minute
    trader = Trader(simulated_traders=False, step_ms=60_000)
    trigger_id = accepted(trader.x.gtt_place(gtt(trader, ["900"])))  # out of reach
    trader.run(86400)
    assert [r.status for r in trader.x.gtt_list()] == ["active"]
    trader.run(2 * 86400)
    assert [r.status for r in trader.x.gtt_list()] == ["expired"]
    assert isinstance(trader.x.gtt_delete(trigger_id), Rejection)
    trader.run(7 * 86400)
    assert trader.x.gtt_list() == []
    row = trader.x.gtt(trigger_id)
    assert row is not None
    assert (row.status, row.results) == ("expired", (None,))  # by its id it is known at any age


# --- alerts ---


def alert(trader: Trader, operator: str, constant: Decimal, **fields: Any) -> AlertRequest:
    base: dict[str, Any] = {
        "name": "test",
        "type": "simple",
        "lhs_exchange": trader.instrument.exchange,
        "lhs_tradingsymbol": trader.instrument.tradingsymbol,
        "lhs_attribute": "LastTradedPrice",
        "operator": operator,
        "rhs_type": "constant",
        "rhs_constant": constant,
    }
    return AlertRequest(**(base | fields))


def created(result: AlertRow | Rejection) -> AlertRow:
    assert isinstance(result, AlertRow), result
    return result


def test_simple_alert_fires_when_its_condition_comes_true() -> None:
    trader = Trader()
    row = created(trader.x.alert_create(alert(trader, ">=", trader.away("0.1"))))
    trader.run(1)
    assert trader.x.alert_history(row.uuid) == []
    for _ in range(2000):
        trader.run(10)
        if trader.x.alert_history(row.uuid):
            break
    history = trader.x.alert_history(row.uuid)
    assert history
    assert history[-1].condition.startswith('LastTradedPrice("NSE:RELIANCE") >= ')
    assert history[-1].quotes[0][2].last_price >= float(row.request.rhs_constant)
    now = trader.x.alert(row.uuid)
    assert now is not None
    assert now.alert_count == len(history)
    assert now.status == "enabled"
    assert any(isinstance(e, AlertFired) for e in trader.x.drain_events())


def test_index_alert_uses_the_indices_exchange() -> None:
    trader = Trader(symbol="NIFTY 50")
    request = alert(trader, ">", Decimal(1), lhs_exchange="INDICES")
    row = created(trader.x.alert_create(request))
    trader.run(2)
    history = trader.x.alert_history(row.uuid)
    assert history
    assert history[0].quotes[0][0] == "INDICES"


def test_ato_alert_places_its_basket_once() -> None:
    trader = Trader()
    order = trader.request(price=trader.away("-2"), quantity=3)
    request = alert(trader, ">", Decimal(1), type="ato", items=(order,))
    row = created(trader.x.alert_create(request))
    trader.run(30)
    history = trader.x.alert_history(row.uuid)
    assert history is not None
    assert [o.order_id for o in trader.x.orders()] == list(history[0].order_ids)
    now = trader.x.alert(row.uuid)
    assert now is not None
    assert now.status == "disabled"
    assert trader.x.orders()[0].status is Status.OPEN


def test_alert_between_two_instruments() -> None:
    trader = Trader()
    request = alert(
        trader, ">", Decimal(0), rhs_type="instrument", rhs_exchange="NSE",
        rhs_tradingsymbol="IDEA", rhs_attribute="LastTradedPrice",
    )  # fmt: skip
    row = created(trader.x.alert_create(request))
    trader.run(1)
    history = trader.x.alert_history(row.uuid)
    assert history
    assert history[0].condition == ('LastTradedPrice("NSE:RELIANCE") > LastTradedPrice("NSE:IDEA")')


def test_alerts_are_softly_deleted_and_checked() -> None:
    trader = Trader()
    row = created(trader.x.alert_create(alert(trader, ">", Decimal(10**6))))
    assert trader.x.alert_delete([row.uuid]) is None
    assert trader.x.alert_list() == []
    assert [r.status for r in trader.x.alert_list("deleted")] == ["deleted"]
    assert isinstance(trader.x.alert_create(alert(trader, "=>", Decimal(1))), Rejection)
    assert isinstance(trader.x.alert_create(alert(trader, ">", Decimal(1), type="ato")), Rejection)


# --- mutual funds ---


def test_fund_order_is_allotted_at_the_days_nav() -> None:
    trader = Trader()
    order_id = trader.x.mf_place(
        tradingsymbol=FUND, transaction_type=Side.BUY, amount=Decimal(5000)
    )
    assert isinstance(order_id, str)
    row = trader.x.mf_order(order_id)
    assert row is not None
    assert (row.status, row.purchase_type) == ("OPEN", "FRESH")
    trader.x.advance_to(ist("2026-11-20 21:01"))  # T3: placed on the 18th
    row = trader.x.mf_order(order_id)
    assert row is not None
    assert row.status == "COMPLETE"
    assert row.exchange_date is not None
    assert row.exchange_date.isoformat() == "2026-11-18"
    assert 0 <= 5000 - row.quantity * row.average_price < row.average_price
    held = {h.tradingsymbol: h for h in trader.x.mf_holdings()}
    assert held[FUND].quantity == row.quantity
    assert FUND in trader.x.mf_allotments()
    assert [lot.quantity for lot in trader.x.mf_holding(FUND)] == [row.quantity]


def test_fund_units_are_redeemed_oldest_first_and_not_twice() -> None:
    trader = Trader()
    isin = "INF209K01VY3"
    lots = trader.x.mf_holding(isin)
    everything = sum(lot.quantity for lot in lots)
    part = lots[0].quantity
    sold = trader.x.mf_place(tradingsymbol=isin, transaction_type=Side.SELL, quantity=part)
    assert isinstance(sold, str)
    too_much = trader.x.mf_place(
        tradingsymbol=isin, transaction_type=Side.SELL, quantity=Decimal(everything)
    )
    assert isinstance(too_much, Rejection)
    trader.x.advance_to(ist("2026-11-21 09:00"))
    assert trader.x.mf_holding(isin) == lots[1:]


def test_fund_order_can_be_cancelled_while_open() -> None:
    trader = Trader()
    order_id = trader.x.mf_place(
        tradingsymbol=FUND, transaction_type=Side.BUY, amount=Decimal(5000)
    )
    assert isinstance(order_id, str)
    assert trader.x.mf_cancel(order_id) == order_id
    assert isinstance(trader.x.mf_cancel(order_id), Rejection)
    trader.x.advance_to(ist("2026-11-21 09:00"))
    row = trader.x.mf_order(order_id)
    assert row is not None
    assert row.status == "CANCELLED"


def test_fund_writes_can_be_switched_off_and_small_amounts_are_refused() -> None:
    closed = Trader(mf_writes=False)
    refused = closed.x.mf_place(tradingsymbol=FUND, transaction_type=Side.BUY, amount=Decimal(5000))
    assert isinstance(refused, Rejection)
    small = Trader().x.mf_place(tradingsymbol=FUND, transaction_type=Side.BUY, amount=Decimal(10))
    assert isinstance(small, Rejection)


def test_sip_places_its_instalments_by_the_clock() -> None:
    trader = Trader()
    placed = trader.x.mf_place_sip(
        MfSipRequest(tradingsymbol=FUND, amount=Decimal(2000), instalments=2, frequency="weekly")
    )
    assert not isinstance(placed, Rejection)
    sip_id, first = placed
    assert first is None
    sip = trader.x.mf_sip(sip_id)
    assert sip is not None
    assert sip.next_instalment.isoformat() == "2026-11-25"
    trader.x.advance_to(ist("2026-11-25 10:01"))
    assert [o.variety for o in trader.x.mf_orders()] == ["sip"]
    sip = trader.x.mf_sip(sip_id)
    assert sip is not None
    assert (sip.completed_instalments, sip.pending_instalments) == (1, 1)
    trader.x.advance_to(ist("2026-12-02 10:01"))
    sip = trader.x.mf_sip(sip_id)
    assert sip is not None
    assert (sip.status, sip.pending_instalments) == ("CANCELLED", 0)


def test_paused_sip_skips_its_date() -> None:
    trader = Trader()
    placed = trader.x.mf_place_sip(
        MfSipRequest(tradingsymbol=FUND, amount=Decimal(2000), instalments=-1, frequency="weekly")
    )
    assert not isinstance(placed, Rejection)
    assert trader.x.mf_modify_sip(placed[0], MfSipChange(status="paused")) == placed[0]
    trader.x.advance_to(ist("2026-11-25 10:01"))
    assert trader.x.mf_orders() == []
    assert trader.x.mf_cancel_sip(placed[0]) == placed[0]
    assert isinstance(trader.x.mf_cancel_sip(placed[0]), Rejection)
