"""The lists: read after log-in, again while something is open, and kept when a read fails."""

import asyncio
from datetime import date
from decimal import Decimal

from terminal.domain.errors import Transient
from terminal.domain.mutual import FundOrderState, FundRules
from terminal.domain.order import Side
from tests.fakes.broker import FakeBroker
from tests.fakes.clock import settle
from tests.make import ACCOUNT
from tests.unit.mutual.conftest import (
    DEBT,
    EQUITY,
    Desk,
    make_holding,
    make_lot,
    make_order,
    make_scheme,
    make_sip,
)


async def test_an_account_without_funds_is_left_out(desk: Desk):
    broker = FakeBroker(account="ibkr:U1")
    desk.service.attach(broker)
    await desk.service.refresh("ibkr:U1")
    assert desk.service.accounts() == [ACCOUNT]
    assert desk.service.rules("ibkr:U1") is None
    assert not desk.service.loaded("ibkr:U1")
    await desk.service.detach("ibkr:U1")
    assert desk.service.rules(ACCOUNT) == FundRules(writes=True)


async def test_rows_come_newest_first_and_changes_are_told_and_counted(desk: Desk):
    heard = []
    desk.service.changed.connect(heard.append)
    version = desk.service.version
    desk.house.orders = [make_order("old", placed_ns=1), make_order("new", placed_ns=2)]
    desk.house.sips = [make_sip("a", created_ns=1), make_sip("b", created_ns=2)]
    await desk.service.refresh(ACCOUNT)
    assert [row.key for row in desk.service.orders()] == ["new", "old"]
    assert [row.key for row in desk.service.sips()] == ["b", "a"]
    assert heard
    assert set(heard) == {ACCOUNT}
    assert desk.service.version > version


async def test_a_read_that_fails_keeps_the_rows_and_says_why(desk: Desk):
    desk.house.orders = [make_order("o")]
    await desk.service.refresh(ACCOUNT)
    assert desk.service.loaded(ACCOUNT)
    desk.house.failure = Transient("HTTP 502")
    await desk.service.refresh(ACCOUNT)
    assert desk.service.failed(ACCOUNT) == "HTTP 502"
    assert [row.key for row in desk.service.orders()] == ["o"]
    desk.house.failure = None
    await desk.clock.advance(16)
    assert desk.service.failed(ACCOUNT) == ""


async def test_a_refresh_that_comes_during_a_read_sees_what_came_meanwhile(desk: Desk):
    desk.house.reads.clear()
    first = asyncio.get_running_loop().create_task(desk.service.refresh(ACCOUNT))
    await settle(4)
    assert "holdings" in desk.house.reads  # on its way, and it has its answers
    assert not first.done()
    desk.house.orders = [make_order("late")]
    await desk.service.refresh(ACCOUNT)
    assert [row.key for row in desk.service.orders()] == ["late"]
    await first
    assert desk.house.reads.count("orders") == 2


async def test_it_polls_while_an_order_is_open_and_not_otherwise(desk: Desk):
    desk.house.reads.clear()
    await desk.clock.advance(60)
    assert desk.house.reads == []
    desk.house.orders = [make_order("o")]
    await desk.service.refresh(ACCOUNT)
    desk.house.reads.clear()
    await desk.clock.advance(45)
    assert desk.house.reads.count("orders") == 3
    desk.house.change_order("o", FundOrderState.COMPLETE, quantity=Decimal(20),
                            average_price=Decimal(250))  # fmt: skip
    await desk.clock.advance(15)
    assert desk.notices[-1].level == "good"
    assert "20 units at a NAV of 250" in desk.notices[-1].text
    desk.house.reads.clear()
    await desk.clock.advance(60)
    assert desk.house.reads == []


async def test_what_the_fund_house_rejects_is_told_in_its_words(desk: Desk):
    desk.house.orders = [make_order("o", side=Side.SELL)]
    await desk.service.refresh(ACCOUNT)
    desk.house.change_order("o", FundOrderState.REJECTED, message="Folio is frozen.")
    await desk.service.refresh(ACCOUNT)
    assert desk.notices[-1].level == "bad"
    assert desk.notices[-1].text == "Redemption rejected: Folio is frozen."


async def test_a_sip_that_fires_is_told_once(desk: Desk):
    desk.house.sips = [make_sip("s")]
    await desk.service.refresh(ACCOUNT)
    desk.house.orders = [make_order("i", placed_by_sip=True, amount=Decimal(2000))]
    await desk.clock.advance(40)  # practice: an active SIP alone is reason to look
    assert [notice.text for notice in desk.notices] == ["A SIP instalment of ₹2,000 is placed."]


async def test_lots_are_read_once_until_the_units_change(desk: Desk):
    desk.house.holdings = [make_holding(100, average_nav=Decimal(100), nav=Decimal(110))]
    desk.house.lots[EQUITY] = [make_lot(100, 100, date(2025, 11, 19))]
    await desk.service.refresh(ACCOUNT)
    await desk.service.refresh(ACCOUNT)
    assert desk.house.reads.count(f"lots {EQUITY}") == 1
    (holding,) = desk.service.holdings()
    rate = desk.service.valued(holding).xirr
    assert rate is not None
    assert abs(rate - 0.10) < 1e-6
    assert desk.service.lots(holding) == desk.house.lots[EQUITY]
    desk.house.holdings = [make_holding(50, average_nav=Decimal(100), nav=Decimal(110))]
    desk.house.lots[EQUITY] = Transient("no")
    await desk.service.refresh(ACCOUNT)
    (holding,) = desk.service.holdings()
    assert desk.service.valued(holding).xirr is None
    assert desk.service.totals().pnl == 500


async def test_schemes_are_loaded_once_for_everybody_who_asks(desk: Desk):
    assert desk.house.reads.count("schemes") == 1
    await desk.service.load_schemes()
    assert desk.house.reads.count("schemes") == 1
    await desk.service.load_schemes(fresh=True)
    assert desk.house.reads.count("schemes") == 2
    assert [scheme.isin for scheme in desk.service.search("index")] == [EQUITY]
    assert desk.service.facets()["category"] == ["debt", "equity", "liquid"]
    scheme = desk.service.scheme(EQUITY)
    assert scheme is not None
    assert desk.service.cut_off(scheme, desk.clock.now_ns()).nav_day == date(2026, 11, 20)


async def test_a_list_of_funds_that_cannot_be_had_says_why_and_is_asked_again(desk: Desk):
    desk.house.failure = Transient("HTTP 502")
    await desk.service.load_schemes(fresh=True)
    assert desk.service.schemes_failed == "HTTP 502"
    assert len(desk.service.schemes()) == 3
    desk.house.failure = None
    await desk.service.load_schemes(fresh=True)
    assert desk.service.schemes_failed == ""


async def test_allocation_is_by_house_kind_or_fund_largest_first(desk: Desk):
    desk.house.holdings = [
        make_holding(100),
        make_holding(1000, isin=DEBT, name="HDFC Corporate Bond", nav=Decimal(100)),
        make_holding(1, isin="INF0", name="Unlisted", nav=Decimal(7)),
    ]
    await desk.service.refresh(ACCOUNT)
    assert desk.service.allocation("amc") == [
        ("HDFC Mutual Fund", Decimal(100000)),
        ("Birla Sun Life Mutual Fund", Decimal(25050)),
        ("Unknown", Decimal(7)),
    ]
    assert [name for name, _ in desk.service.allocation("category")] == [
        "debt",
        "equity",
        "Unknown",
    ]
    assert desk.service.allocation("scheme")[2] == ("Unlisted", Decimal(7))


async def test_a_holding_without_nav_is_valued_by_the_list(desk: Desk):
    desk.house.schemes = [make_scheme(nav=Decimal(300))]
    await desk.service.load_schemes(fresh=True)
    desk.house.holdings = [make_holding(10, nav=Decimal(0))]
    await desk.service.refresh(ACCOUNT)
    (holding,) = desk.service.holdings()
    assert desk.service.valued(holding).value == 3000


async def test_small_differences_of_the_clocks_are_left_out(desk: Desk):
    assert desk.service.broker_now_ns(ACCOUNT, 10**18) == 10**18  # a facet without a clock
    for skew_s, shift_ns in ((None, 0), (4.9, 0), (-4.9, 0), (3600.0, 3600 * 10**9)):
        desk.house.clock_skew_s = skew_s
        assert desk.service.broker_now_ns(ACCOUNT, 10**18) - 10**18 == shift_ns


async def test_detaching_forgets_the_account(desk: Desk):
    desk.house.orders = [make_order("o")]
    await desk.service.refresh(ACCOUNT)
    await desk.service.detach(ACCOUNT)
    await settle()
    assert desk.service.orders() == []
    assert desk.service.schemes() == []
    assert not desk.service.loaded(ACCOUNT)
    await desk.service.refresh(ACCOUNT)
