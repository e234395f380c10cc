"""Triggers and alerts at the broker: what goes out, changing key cases, and what left the list."""

from decimal import Decimal

import httpx
import pytest

from terminal.brokers.shoonya.config import live_config
from terminal.brokers.shoonya.wire import User
from terminal.domain.alert import AlertMeasure, AlertOperator, AlertState, AlertTerms
from terminal.domain.errors import Rejected, Unknown, Written
from terminal.domain.gtt import GttIntent, GttKind, GttLeg, GttState
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.order import Product, Side
from tests.unit.brokers.shoonya.test_books import ORDER
from tests.unit.brokers.shoonya.wired import ACCOUNT, MM, NO_DATA, RELIANCE, Wired, no, ok

TAG = ClientOrderId("TT0000000009")


def leg(trigger: str, price: str, side: Side = Side.SELL, **fields) -> GttLeg:
    given = {"quantity": 10, "product": Product.CNC, **fields}
    return GttLeg(trigger_price=Decimal(trigger), price=Decimal(price), side=side, **given)


def single(trigger: str = "1400", **fields) -> GttIntent:
    given = {
        "client_id": TAG,
        "account": ACCOUNT,
        "instrument": RELIANCE,
        "kind": GttKind.SINGLE,
        "legs": (leg(trigger, "1399.50"),),
        "last_price": Decimal(1384),
    }
    return GttIntent(**{**given, **fields})


def pair() -> GttIntent:
    legs = (leg("1350", "1349"), leg("1420", "1419.5"))
    return single(kind=GttKind.TWO_LEG, legs=legs, instrument=MM)


LISTED = {
    "stat": "Ok",
    "ai_t": "LTP_A_O",
    "Al_id": "26112000000005",
    "exch": "NSE",
    "tsym": "RELIANCE-EQ",
    "Token": "2885",
    "Remarks": TAG,
    "validity": "GTT",
    "norentm": "09:20:03 20-11-2026",
    "d": "1400.00",
    "trantype": "S",
    "prctyp": "LMT",
    "prd": "C",
    "ret": "DAY",
    "Qty": 10,
    "Prc": "1399.50",
}
PARAMS = {"trantype": "S", "prctyp": "LMT", "prd": "C", "qty": "10"}
LISTED_PAIR = {
    "ai_t": "LMT_BOS_O",
    "al_id": "26112000000006",
    "exch": "NSE",
    "tsym": "M&M-EQ",
    "remarks": TAG,
    "oivariable": [{"d": "1420", "var_name": "x"}, {"d": "1350", "var_name": "y"}],
    "place_order_params": {**PARAMS, "prc": "1419.5"},
    "place_order_params_leg2": {**PARAMS, "prc": "1349"},
}


@pytest.mark.parametrize(("trigger", "kind"), [("1400", "LTP_A_O"), ("1350", "LTP_B_O")])
async def test_a_single_trigger(trigger, kind):
    wired = Wired(ok([{"stat": "Oi created", "Al_id": "26112000000005"}]))
    assert await wired.broker.gtts.create(single(trigger)) == Written("26112000000005")
    assert wired.network.routes == ["PlaceGTTOrder"]
    fields = wired.network.fields()
    assert (fields["ai_t"], fields["d"], fields["validity"]) == (kind, trigger, "GTT")
    assert (fields["prc"], fields["qty"], fields["trantype"]) == ("1399.5", "10", "S")
    assert fields["remarks"] == TAG


async def test_a_pair_goes_out_and_comes_back_the_same():
    wired = Wired(ok({"stat": "OI created", "al_id": "6"}), ok([LISTED_PAIR]))
    assert await wired.broker.gtts.create(pair()) == Written("6")
    fields = wired.network.fields()
    assert wired.network.routes == ["PlaceOCOOrder"]
    assert fields["oivariable"] == LISTED_PAIR["oivariable"]
    assert fields["place_order_params"]["prc"] == "1419.5"
    assert fields["place_order_params_leg2"]["tsym"] == "M&M-EQ"
    (found,) = await wired.broker.gtts.fetch()
    assert found.legs == pair().legs
    assert (found.kind, found.state, found.instrument) == (GttKind.TWO_LEG, GttState.ACTIVE, MM)


async def test_the_list_is_read_whatever_the_case_of_its_keys():
    wired = Wired(ok([LISTED, {"ai_t": "LTP_A_O", "al_id": "7", "d": "1", "trantype": "?"}]))
    (found,) = await wired.broker.gtts.fetch()
    assert found.key == "26112000000005"
    assert found.legs == single().legs
    assert found.created_ns == 1_795_146_603 * 10**9
    assert await Wired(no(NO_DATA)).broker.gtts.fetch() == []


async def test_a_trigger_that_left_the_list_fired_where_its_order_is_in_the_book():
    fired = {**ORDER, "norenordno": "99", "remarks": TAG, "trantype": "S", "prc": "1399.50"}
    wired = Wired(ok([LISTED, LISTED_PAIR]), ok([LISTED_PAIR]), ok([fired]), ok([LISTED_PAIR]))
    assert len(await wired.broker.gtts.fetch()) == 2
    waiting, ended = await wired.broker.gtts.fetch()
    assert (waiting.state, ended.state) == (GttState.ACTIVE, GttState.TRIGGERED)
    assert ended.results[0].order_id == "99"
    assert wired.network.routes[-1] == "OrderBook"
    again = await wired.broker.gtts.fetch()
    assert [row.state for row in again] == [GttState.ACTIVE, GttState.TRIGGERED]
    assert len(wired.network.requests) == 4


async def test_a_trigger_that_left_without_an_order_is_gone_not_fired():
    wired = Wired(ok([LISTED]), no(NO_DATA), no(NO_DATA))
    await wired.broker.gtts.fetch()
    (ended,) = await wired.broker.gtts.fetch()
    assert ended.state is GttState.DELETED
    assert "no order of it" in ended.message


async def test_a_trigger_that_was_deleted_here_is_no_news():
    wired = Wired(ok([LISTED]), ok({"stat": "Oi delete success"}), no(NO_DATA))
    (found,) = await wired.broker.gtts.fetch()
    assert await wired.broker.gtts.delete(found) == Written(found.key)
    assert wired.network.fields() == {"uid": "FA1", "al_id": "26112000000005"}
    assert await wired.broker.gtts.fetch() == []


async def test_a_change_replaces_all_of_it_and_keeps_its_kind():
    wired = Wired(ok([LISTED]), ok({"stat": "Oi Replacedt", "al_id": "26112000000005"}))
    (found,) = await wired.broker.gtts.fetch()
    done = await wired.broker.gtts.modify(found, single("1410"))
    assert done == Written("26112000000005")
    assert wired.network.routes[-1] == "ModifyGTTOrder"
    assert wired.network.fields()["d"] == "1410"
    assert isinstance(await wired.broker.gtts.modify(found, pair()), Rejected)


NEW_TAG = ClientOrderId("TT0000000010")
REPLACED = ok({"stat": "Oi Replaced", "al_id": "26112000000005"})


def fired(remarks: str, price: str, number: str = "99") -> dict[str, object]:
    return {**ORDER, "norenordno": number, "remarks": remarks, "trantype": "S", "prc": price}


async def test_a_changed_trigger_that_fires_before_the_list_is_read_is_known_by_its_new_remarks():
    book = ok([fired(TAG, "1399.50", "98"), fired(NEW_TAG, "1405.00")])
    wired = Wired(ok([LISTED]), REPLACED, no(NO_DATA), book)
    gtts = wired.broker.gtts
    (found,) = await gtts.fetch()
    changed = single(client_id=NEW_TAG, legs=(leg("1410", "1405"),))
    assert await gtts.modify(found, changed) == Written(found.key)
    assert wired.network.fields()["remarks"] == NEW_TAG
    (ended,) = await gtts.fetch()
    assert ended.state is GttState.TRIGGERED
    assert ended.results[0].order_id == "99", "the order of the new remarks, not of the old ones"
    assert ended.results[0].triggered_price == Decimal(1410), "at the new terms"
    assert ended.legs == changed.legs


async def test_a_pair_that_is_changed_and_fires_names_the_leg_that_its_order_is_of():
    order = {**fired(NEW_TAG, "1339"), "tsym": "M&M-EQ"}
    reply = ok({"stat": "OI replaced", "al_id": "26112000000006"})
    wired = Wired(ok([LISTED_PAIR]), reply, no(NO_DATA), ok([order]))
    gtts = wired.broker.gtts
    (found,) = await gtts.fetch()
    legs = (leg("1340", "1339"), leg("1430", "1429"))
    changed = single(client_id=NEW_TAG, kind=GttKind.TWO_LEG, legs=legs, instrument=MM)
    assert await gtts.modify(found, changed) == Written(found.key)
    (ended,) = await gtts.fetch()
    assert ended.state is GttState.TRIGGERED
    first, second = ended.results
    assert (first.order_id, first.triggered_price, second) == ("99", Decimal(1340), None)


async def test_a_change_that_was_refused_leaves_the_old_remarks_in_force():
    refused = no("Invalid Input : Invalid al_id")
    wired = Wired(ok([LISTED]), refused, no(NO_DATA), ok([fired(TAG, "1399.50")]))
    gtts = wired.broker.gtts
    (found,) = await gtts.fetch()
    changed = single(client_id=NEW_TAG, legs=(leg("1410", "1405"),))
    assert isinstance(await gtts.modify(found, changed), Rejected)
    (ended,) = await gtts.fetch()
    assert (ended.state, ended.results[0].order_id) == (GttState.TRIGGERED, "99")
    assert ended.results[0].triggered_price == Decimal(1400)


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (ok({"stat": "Invalid Oi"}), Rejected, "Invalid Oi"),
        (no("Invalid Input : Invalid ai_t"), Rejected, "ai_t"),
        (httpx.ReadError("cut"), Unknown, "lost"),
        (httpx.Response(200), Unknown, "empty"),
    ],
)
async def test_outcomes_of_records(reply, kind, words):
    wired = Wired(reply)
    outcome = await wired.broker.gtts.create(single())
    assert isinstance(outcome, kind)
    assert words in (outcome.reason if isinstance(outcome, Unknown) else outcome.text)
    assert len(wired.network.requests) == 1


async def test_what_a_trigger_cannot_be_is_refused_here():
    wired = Wired()
    gtts = wired.broker.gtts
    intraday = single(legs=(leg("1400", "1399", product=Product.MIS),))
    other = single(account=AccountId("shoonya:FA2"))
    for intent in (intraday, other):
        outcome = await gtts.create(intent)
        assert isinstance(outcome, Rejected)
        assert "Nothing was sent" in outcome.hint
    gtts._kinds = frozenset({"LTP_A_O"})
    assert isinstance(await gtts.create(pair()), Rejected)
    assert isinstance(await gtts.create(single("1350")), Rejected)
    assert wired.network.requests == []


async def test_an_account_that_may_set_nothing_has_no_facets():
    from terminal.brokers.shoonya.broker import rights

    wired = Wired(rights=rights(User(), live_config()))
    assert wired.broker.gtts is None
    assert wired.broker.alerts is None


# -- alerts

ALERT = {
    "ai_t": "LTP_B",
    "al_id": "8",
    "exch": "NSE",
    "tsym": "RELIANCE-EQ",
    "remarks": "below the gap",
    "d": "1300",
    "validity": "GTT",
}


def terms(**fields) -> AlertTerms:
    given = {
        "client_id": TAG,
        "account": ACCOUNT,
        "name": "below the gap",
        "instrument": RELIANCE,
        "operator": AlertOperator.BELOW,
        "level": Decimal(1300),
    }
    return AlertTerms(**{**given, **fields})


async def test_an_alert_is_set_listed_changed_and_deleted():
    wired = Wired(
        ok({"stat": "Oi created", "al_id": "8"}),
        ok([ALERT, LISTED]),
        ok({"stat": "Oi Replaced", "al_id": "8"}),
        ok({"stat": "Oi delete success"}),
        no(NO_DATA),
    )
    alerts = wired.broker.alerts
    assert await alerts.create(terms()) == Written("8")
    fields = wired.network.fields()
    assert (fields["ai_t"], fields["d"], fields["remarks"]) == ("LTP_B", "1300", "below the gap")
    (alert,) = await alerts.fetch()
    assert alert.terms.operator is AlertOperator.BELOW
    assert (alert.terms.level, alert.terms.instrument) == (Decimal(1300), RELIANCE)
    assert await alerts.modify(alert, terms(level=Decimal(1290))) == Written("8")
    assert await alerts.delete([alert]) == Written()
    assert wired.network.fields() == {"uid": "FA1", "al_id": "8"}
    assert await alerts.fetch() == []
    assert await alerts.fetch_history(alert) == []


async def test_an_alert_that_left_the_list_is_shown_as_ended():
    wired = Wired(ok([ALERT]), no(NO_DATA))
    await wired.broker.alerts.fetch()
    (ended,) = await wired.broker.alerts.fetch()
    assert ended.state is AlertState.DISABLED
    assert "no longer lists" in ended.message
    assert await wired.broker.alerts.delete([ended]) == Written()
    assert len(wired.network.requests) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"operator": AlertOperator.AT_LEAST},
        {"measure": AlertMeasure.VOLUME},
        {"hold_s": 5.0},
        {"other": MM},
        {"instrument": None},
    ],
)
async def test_what_the_broker_cannot_watch_is_refused_here(wrong):
    wired = Wired()
    outcome = await wired.broker.alerts.create(terms(**wrong))
    assert isinstance(outcome, Rejected)
    assert "this PC" in outcome.hint
    assert wired.network.requests == []


async def test_several_deletions_of_which_one_fails_are_not_known():
    wired = Wired(
        ok([ALERT, {**ALERT, "al_id": "9"}]), ok({"stat": "Oi delete success"}), no("Invalid Oi")
    )
    both = await wired.broker.alerts.fetch()
    outcome = await wired.broker.alerts.delete(both)
    assert isinstance(outcome, Unknown)
    assert "1 of 2" in outcome.reason
