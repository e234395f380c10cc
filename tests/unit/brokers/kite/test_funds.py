"""Kite's fund facet over a scripted network: forms, words, refusals, the day's list on disk."""

import os
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from terminal.brokers.kite import codec_funds as codec
from terminal.brokers.kite import wire_more
from terminal.brokers.kite.broker import KiteBroker
from terminal.brokers.kite.codec import ist_ns
from terminal.brokers.kite.config import hosted_config, live_config, practice_config
from terminal.brokers.kite.funds import COIN, parse_schemes, rules_of
from terminal.domain.errors import (
    LoginNeeded,
    Rejected,
    TerminalError,
    Transient,
    Unknown,
    WireError,
    Written,
)
from terminal.domain.facets import FundFacet
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.mutual import (
    FundOrder,
    FundOrderIntent,
    FundOrderState,
    Sip,
    SipChange,
    SipFrequency,
    SipIntent,
    SipState,
)
from terminal.domain.order import Side
from terminal.runtime.worker import Worker
from tests.fakes.clock import FakeClock
from tests.unit.brokers.kite.wired import ACCOUNT, Network, make_broker, no, ok

PRACTICE = practice_config(
    rest="http://127.0.0.1:1", stream="ws://127.0.0.1:1", login="http://127.0.0.1:1/login"
)
HEADER = (
    "tradingsymbol,amc,name,purchase_allowed,redemption_allowed,minimum_purchase_amount,"
    "purchase_amount_multiplier,minimum_additional_purchase_amount,minimum_redemption_quantity,"
    "redemption_quantity_multiplier,dividend_type,scheme_type,plan,settlement_type,last_price,"
    "last_price_date\n"
)
CSV = (
    HEADER + 'INF1,HDFCMutualFund_MF,"Fund, with comma",1,0,1000.0,1.0,500.0,0.001,0.001,growth,'
    "equity,direct,T3,106.8123,2026-11-19\n"
).encode()
BUY = FundOrderIntent(
    client_id=ClientOrderId("ABCDEFGH"), account=ACCOUNT, isin="INF1", side=Side.BUY,
    amount=Decimal("5000.50"),
)  # fmt: skip
SELL = FundOrderIntent(
    client_id=ClientOrderId("ABCDEFGI"), account=ACCOUNT, isin="INF1", side=Side.SELL,
    quantity=Decimal("3.250"),
)  # fmt: skip
PLAN = SipIntent(
    client_id=ClientOrderId("ABCDEFGJ"), account=ACCOUNT, isin="INF1", amount=Decimal(2000),
    frequency=SipFrequency.MONTHLY, instalments=None, day=5, initial_amount=Decimal(1000),
)  # fmt: skip
ORDER = FundOrder(
    key="uuid-1", account=ACCOUNT, isin="INF1", name="x", side=Side.BUY, state=FundOrderState.OPEN
)
SIP = Sip(
    key="181", account=ACCOUNT, isin="INF1", name="x", state=SipState.ACTIVE, amount=Decimal(2000),
    frequency=SipFrequency.MONTHLY, instalments=None,
)  # fmt: skip


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker("funds")
    yield worker
    await worker.aclose()


def facet_of(broker: KiteBroker) -> FundFacet:
    assert broker.mutual_funds is not None
    return broker.mutual_funds


class EagerClock(FakeClock):
    """Passes time by itself: pauses between attempts and after a rate limit take none."""

    async def sleep(self, seconds: float) -> None:
        self.set(self.now_ns() + round(seconds * 1e9))


def funds(network: Network, config=PRACTICE, **fields) -> FundFacet:
    fields.setdefault("clock", EagerClock())
    return facet_of(make_broker(network, config=config, **fields))


# -- writes


async def test_a_purchase_sends_rupees_and_a_redemption_units_with_our_id_as_tag() -> None:
    network = Network(answer=lambda _: ok({"order_id": "uuid-1"}))
    assert await funds(network).place(BUY) == Written("uuid-1")
    assert (network.last.method, network.last.url.path) == ("POST", "/mf/orders")
    assert network.form() == {
        "tradingsymbol": "INF1", "transaction_type": "BUY", "amount": "5000.5", "tag": "ABCDEFGH",
    }  # fmt: skip
    await funds(network).place(SELL)
    assert network.form() == {
        "tradingsymbol": "INF1", "transaction_type": "SELL", "quantity": "3.25", "tag": "ABCDEFGI",
    }  # fmt: skip
    assert await funds(network).cancel(ORDER) == Written("uuid-1")
    assert (network.last.method, network.last.url.path) == ("DELETE", "/mf/orders/uuid-1")


async def test_a_sip_is_created_changed_paused_resumed_and_ended() -> None:
    network = Network(answer=lambda _: ok({"sip_id": "181", "order_id": "first"}))
    facet = funds(network)
    assert await facet.create_sip(PLAN) == Written("181")
    assert network.form() == {
        "tradingsymbol": "INF1", "amount": "2000", "instalments": "-1", "frequency": "monthly",
        "initial_amount": "1000", "instalment_day": "5", "tag": "ABCDEFGJ",
    }  # fmt: skip
    for change, form in (
        (SipChange(paused=True), {"status": "paused"}),
        (SipChange(paused=False), {"status": "active"}),
        (SipChange(instalments=0), {"instalments": "-1"}),
        (
            SipChange(amount=Decimal(2500), instalments=6, frequency=SipFrequency.WEEKLY, day=0),
            {"amount": "2500", "instalments": "6", "frequency": "weekly", "instalment_day": "0"},
        ),
    ):
        assert await facet.modify_sip(SIP, change) == Written("181")
        assert (network.last.method, network.last.url.path) == ("PUT", "/mf/sips/181")
        assert network.form() == form
    assert await facet.cancel_sip(SIP) == Written("181")
    assert (network.last.method, network.last.url.path) == ("DELETE", "/mf/sips/181")


async def test_a_weekly_sip_sends_no_day_of_the_month() -> None:
    network = Network(answer=lambda _: ok({"sip_id": "181"}))
    weekly = SipIntent(
        client_id=ClientOrderId("ABCDEFGK"), account=ACCOUNT, isin="INF1", amount=Decimal(2000),
        frequency=SipFrequency.WEEKLY, instalments=10,
    )  # fmt: skip
    await funds(network).create_sip(weekly)
    assert network.form() == {
        "tradingsymbol": "INF1", "amount": "2000", "instalments": "10", "frequency": "weekly",
        "tag": "ABCDEFGK",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        (no(400, "InputException", "Minimum purchase amount is 5000."), "InputException", "5000"),
        (no(400, "HoldingException", "Insufficient units."), "HoldingException", "Insufficient"),
        (no(403, "TokenException", "Token is invalid"), "login_needed", "Token is invalid"),
        (no(403, "PermissionException", "IP 1.2.3.4 is not allowed"), "address", "IP 1.2.3.4"),
        (no(429, "NetworkException", "Too many requests"), "rate_limited", "Too many"),
    ],
    ids=["rule", "holding", "session", "address", "rate"],
)
async def test_a_refusal_keeps_kites_words_and_proves_that_nothing_was_made(
    reply: httpx.Response, code: str, words: str
) -> None:
    network = Network(answer=lambda _: reply)
    facet = funds(network)
    outcomes = [
        await facet.place(BUY),
        await facet.cancel(ORDER),
        await facet.create_sip(PLAN),
        await facet.modify_sip(SIP, SipChange(paused=True)),
        await facet.cancel_sip(SIP),
    ]
    for outcome in outcomes:
        assert isinstance(outcome, Rejected)
        assert outcome.code == code
        assert words in outcome.text
        assert outcome.hint
    assert len(network.requests) == len(outcomes)


@pytest.mark.parametrize(
    "reply",
    [
        no(502, "GatewayException", "Bad gateway"),
        httpx.Response(502, text="<html><h1>502 Bad Gateway</h1></html>"),
        httpx.Response(200, text="<html>maintenance</html>"),
        httpx.Response(200, json={"status": "success", "data": {}}),
        httpx.ReadTimeout("no reply"),
        httpx.RemoteProtocolError("server disconnected"),
    ],
    ids=["502", "html 502", "html 200", "no id", "timeout", "cut"],
)
async def test_a_lost_or_unreadable_reply_is_unknown_and_never_repeated(reply) -> None:
    network = Network(answer=lambda _: reply)
    facet = funds(network)
    outcomes = [await facet.place(BUY), await facet.create_sip(PLAN)]
    for outcome in outcomes:
        assert isinstance(outcome, Unknown), outcome
        assert outcome.reason
    assert len(network.requests) == 2


async def test_what_never_left_is_a_refusal() -> None:
    network = Network(answer=lambda _: httpx.ConnectError("no route"))
    outcome = await funds(network).place(BUY)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "not_sent"


async def test_an_order_for_another_account_is_refused_here() -> None:
    network = Network()
    other = FundOrderIntent(
        client_id=ClientOrderId("A"), account=AccountId("kite:ZZ"), isin="INF1", side=Side.BUY,
        amount=Decimal(1),
    )  # fmt: skip
    outcome = await funds(network).place(other)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "wrong_account"
    assert network.requests == []


async def test_live_and_hosted_take_no_writes_and_say_where_they_can_be_made() -> None:
    live = rules_of(live_config())
    assert (live.writes, live.link) == (False, COIN)
    assert "takes no fund orders through its API" in live.why
    hosted = rules_of(hosted_config())
    assert (hosted.writes, hosted.link) == (False, "")
    assert rules_of(PRACTICE).writes
    for config in (live_config(), hosted_config()):
        network = Network()
        facet = funds(network, config)
        for outcome in (
            await facet.place(BUY),
            await facet.cancel(ORDER),
            await facet.create_sip(PLAN),
            await facet.modify_sip(SIP, SipChange(paused=True)),
            await facet.cancel_sip(SIP),
        ):
            assert isinstance(outcome, Rejected)
            assert outcome.text == facet.rules.why
        assert network.requests == []


async def test_the_hosted_sandbox_has_its_prefix() -> None:
    network = Network(answer=lambda _: ok([]))
    assert await funds(network, hosted_config()).fetch_orders() == []
    assert network.last.url.path == "/oms/mf/orders"


# -- reads


async def test_lists_come_newest_first_and_lots_oldest_first() -> None:
    def order(key: str, stamp: str) -> dict[str, str]:
        return {"order_id": key, "tradingsymbol": "INF1", "status": "OPEN",
                "transaction_type": "BUY", "order_timestamp": stamp}  # fmt: skip

    network = Network(
        ok([order("old", "2026-11-18 10:00:00"), order("new", "2026-11-19 10:00:00")]),
        ok([{"sip_id": each, "tradingsymbol": "INF1", "status": "ACTIVE",
             "created": f"2026-11-{each} 10:00:00"} for each in ("10", "12", "11")]),
        ok([{"tradingsymbol": "INF1", "exchange_timestamp": each} for each in
            (None, "2026-11-19", "2025-01-01")]),
    )  # fmt: skip
    facet = funds(network)
    assert [row.key for row in await facet.fetch_orders()] == ["new", "old"]
    assert [row.key for row in await facet.fetch_sips()] == ["12", "11", "10"]
    lots = await facet.fetch_lots("INF1")
    assert [lot.bought_on for lot in lots] == [date(2025, 1, 1), date(2026, 11, 19), None]


async def test_reads_are_repeated_and_then_fail_in_words() -> None:
    network = Network(answer=lambda _: no(502, "GatewayException", "Bad gateway"))
    with pytest.raises(Transient, match="Bad gateway"):
        await funds(network).fetch_holdings()
    assert len(network.requests) == 3


def test_words_that_kite_did_not_document_are_kept_and_not_guessed() -> None:
    row = wire_more.FundOrder(
        order_id="o", tradingsymbol="INF1", status="PROCESSING", transaction_type="BUY"
    )
    order = codec.decode_order(row, ACCOUNT)
    assert (order.state, order.status_text) == (FundOrderState.OTHER, "PROCESSING")
    assert order.name == "INF1"
    sip = codec.decode_sip(
        wire_more.Sip(sip_id="s", tradingsymbol="INF1", status="HALTED", frequency="daily"), ACCOUNT
    )
    assert (sip.state, sip.status_text, sip.frequency) == (SipState.OTHER, "HALTED", None)
    row.transaction_type = "SWITCH"
    with pytest.raises(WireError, match="SWITCH"):
        codec.decode_order(row, ACCOUNT)


def test_a_complete_order_has_the_nav_it_settled_at() -> None:
    row = wire_more.FundOrder(
        order_id="o", tradingsymbol="INF1", status="COMPLETE", transaction_type="SELL",
        average_price=Decimal("106.81"), last_price=Decimal("107.02"), last_price_date="2026-11-20",
        exchange_timestamp="2026-11-18", quantity=Decimal("3.25"), variety="amc_sip",
    )  # fmt: skip
    order = codec.decode_order(row, ACCOUNT)
    assert (order.nav, order.nav_date) == (Decimal("106.81"), date(2026, 11, 18))
    assert order.settled_on == date(2026, 11, 18)
    assert order.placed_by_sip


@pytest.mark.parametrize("count", [-1, 9999])
def test_both_ways_of_until_stopped_are_read(count: int) -> None:
    row = wire_more.Sip(
        sip_id="s", tradingsymbol="INF1", status="ACTIVE", instalments=count,
        pending_instalments=count, completed_instalments=3, step_up={"15-02": Decimal(10)},
    )  # fmt: skip
    sip = codec.decode_sip(row, ACCOUNT)
    assert (sip.instalments, sip.pending, sip.done) == (None, 0, 3)
    assert sip.step_up == (("15-02", Decimal(10)),)


# -- the list of funds


def csv_reply(content: bytes = CSV) -> httpx.Response:
    return httpx.Response(200, headers={"Content-Type": "text/csv"}, content=content)


def at(text: str) -> FakeClock:
    return FakeClock(ist_ns(text))


async def test_the_list_is_downloaded_once_a_day(worker: Worker, tmp_path: Path) -> None:
    network = Network(csv_reply(), csv_reply())
    facet = funds(
        network, live_config(), clock=at("2026-11-20 09:00:00"), cache=tmp_path, worker=worker
    )
    (scheme,) = await facet.fetch_schemes()
    assert scheme.name == "Fund, with comma"
    assert (scheme.purchase_allowed, scheme.redemption_allowed) == (True, False)
    assert (scheme.nav, scheme.nav_date, scheme.settles_days) == (
        Decimal("106.8123"), date(2026, 11, 19), 3,
    )  # fmt: skip
    assert await facet.fetch_schemes() == [scheme]
    assert len(network.requests) == 1
    assert (tmp_path / "kite-live" / "funds-2026-11-20.csv").read_bytes() == CSV
    await facet.fetch_schemes(fresh=True)
    assert len(network.requests) == 2


async def test_a_practice_server_is_asked_anew(worker: Worker, tmp_path: Path) -> None:
    network = Network(csv_reply(), csv_reply())
    facet = funds(network, cache=tmp_path, worker=worker)
    await facet.fetch_schemes()
    await facet.fetch_schemes()
    assert len(network.requests) == 2
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "failure",
    [
        no(400, "InputException", "no"),
        httpx.Response(200, text="<html>maintenance</html>"),
        csv_reply(CSV[:-30]),
    ],
    ids=["refused", "html", "cut"],
)
async def test_yesterdays_list_serves_when_todays_cannot_be_had(
    worker: Worker, tmp_path: Path, failure: httpx.Response
) -> None:
    network = Network(csv_reply())
    yesterday = {"cache": tmp_path, "worker": worker}
    await funds(
        network, live_config(), clock=at("2026-11-19 09:00:00"), **yesterday
    ).fetch_schemes()
    network.replies = [failure]
    today = funds(network, live_config(), clock=at("2026-11-20 09:00:00"), **yesterday)
    assert len(await today.fetch_schemes()) == 1
    kept = os.listdir(tmp_path / "kite-live")
    assert kept == ["funds-2026-11-19.csv"]


async def test_without_any_list_the_failure_is_told(worker: Worker, tmp_path: Path) -> None:
    network = Network(answer=lambda _: httpx.Response(200, text="<html>maintenance</html>"))
    facet = funds(network, live_config(), cache=tmp_path, worker=worker)
    with pytest.raises(TerminalError, match="no header"):
        await facet.fetch_schemes()


async def test_an_ended_session_is_not_hidden_by_an_old_list(
    worker: Worker, tmp_path: Path
) -> None:
    network = Network(csv_reply())
    await funds(network, live_config(), clock=at("2026-11-19 09:00:00"), cache=tmp_path,
                worker=worker).fetch_schemes()  # fmt: skip
    network.answer = lambda _: no(403, "TokenException", "expired")
    today = funds(network, live_config(), clock=at("2026-11-20 09:00:00"), cache=tmp_path,
                  worker=worker)  # fmt: skip
    with pytest.raises(LoginNeeded):
        await today.fetch_schemes()


async def test_a_damaged_file_on_disk_is_asked_for_anew(worker: Worker, tmp_path: Path) -> None:
    folder = tmp_path / "kite-live"
    folder.mkdir()
    (folder / "funds-2026-11-20.csv").write_bytes(CSV[:-30])
    network = Network(csv_reply())
    facet = funds(
        network, live_config(), clock=at("2026-11-20 09:00:00"), cache=tmp_path, worker=worker
    )
    assert len(await facet.fetch_schemes()) == 1


def test_an_empty_list_is_a_list_and_a_page_is_not() -> None:
    assert parse_schemes(HEADER.encode()) == []
    with pytest.raises(WireError):
        parse_schemes(b"<html>")
