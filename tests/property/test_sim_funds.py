"""Laws of practice funds: no unit and no rupee is made or lost, whatever is bought, sold or planned."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terminal.sim.core import Core
from terminal.sim.funds_days import (
    business_day,
    dealing_day,
    is_business_day,
    nav_day,
    published_day,
    stamp_duty,
)
from terminal.sim.funds_mf import MutualFunds
from terminal.sim.session import Calendar, day_start_ns, ist_day
from terminal.sim.types import MfSipChange, MfSipRequest, Rejection, Side, SimOptions

START = 1_794_976_200 * 10**9  # 2026-11-18 10:00 IST
HOUR = 3600 * 10**9
ISINS = ("INF209K01VY3", "INF209K01VA3", "INF209KA1K88", "INF209K01XQ5")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
isins = st.sampled_from(ISINS[:3] * 3 + ISINS[3:])
amounts = st.sampled_from((500, 1000, 5000, 5100, 12_345, 30_000, 999, 5050, 0, -5))
units = st.sampled_from(
    [Decimal(text) for text in ("0.001", "7", "33.333", "60", "110", "0", "-1")]
)
BUYS = st.tuples(st.just("buy"), isins, amounts)
SELLS = st.tuples(st.just("sell"), isins, units)
PLANS = st.tuples(st.just("sip"), isins, st.tuples(amounts, st.integers(-1, 4), amounts))
WAITS = st.tuples(st.just("wait"), st.integers(1, 24 * 12), st.just(0))
OTHERS = st.one_of(
    st.tuples(st.just("sell_all"), isins, st.just(0)),
    st.tuples(st.just("cancel"), st.integers(0, 30), st.just(0)),
    st.tuples(st.just("pause"), st.integers(0, 5), st.booleans()),
    st.tuples(st.just("stop"), st.integers(0, 5), st.just(0)),
)
ACTIONS = st.one_of(BUYS, SELLS, PLANS, WAITS, OTHERS)


class Book:
    """A fund side without a market: only the clock and the diary."""

    def __init__(self) -> None:
        self.core = Core(
            seed=7, now_ns=START, calendar=Calendar(hours=False), universe=None, market=None,
            options=SimOptions(),
        )  # fmt: skip
        self.funds = MutualFunds(self.core, 7)
        self.at_start = {isin: self.held(isin) for isin in ISINS}

    def held(self, isin: str) -> Decimal:
        return sum((lot.quantity for lot in self.funds.lots(isin)), start=Decimal(0))

    def wait(self, hours: int) -> None:
        until = self.core.now_ns + hours * HOUR
        while (due := self.core.next_entry_ns()) is not None and due <= until:
            self.core.run_entry()
            self.check()
        self.core.now_ns = until

    def act(self, what: str, which, how) -> None:
        funds = self.funds
        orders, sips = funds.orders(0, None), funds.plans.all()
        if what == "buy":
            funds.place(which, Side.BUY, Decimal(how), Decimal(0), "")
        elif what == "sell":
            funds.place(which, Side.SELL, Decimal(0), how, "")
        elif what == "sell_all":
            funds.place(which, Side.SELL, Decimal(0), self.held(which), "")
        elif what == "cancel" and orders:
            funds.cancel(orders[which % len(orders)].order_id)
        elif what == "sip":
            amount, count, initial = how
            funds.plans.place(
                MfSipRequest(tradingsymbol=which, amount=Decimal(amount), instalments=count,
                             frequency="weekly", initial_amount=Decimal(initial))
            )  # fmt: skip
        elif what == "pause" and sips:
            status = "paused" if how else "active"
            funds.plans.modify(sips[which % len(sips)].sip_id, MfSipChange(status=status))
        elif what == "stop" and sips:
            funds.plans.cancel(sips[which % len(sips)].sip_id)
        elif what == "wait":
            self.wait(which)

    def check(self) -> None:
        """Units are those of the start and of every settled order; each rupee is accounted for."""
        done = [row for row in self.funds.orders(0, None) if row.status == "COMPLETE"]
        for isin in ISINS:
            bought = sum((r.quantity for r in done if r.tradingsymbol == isin
                          and r.transaction_type is Side.BUY), start=Decimal(0))  # fmt: skip
            sold = sum((r.quantity for r in done if r.tradingsymbol == isin
                        and r.transaction_type is Side.SELL), start=Decimal(0))  # fmt: skip
            assert self.held(isin) == self.at_start[isin] + bought - sold
            assert all(lot.quantity > 0 for lot in self.funds.lots(isin))
            waiting = sum((r.quantity for r in self.funds.orders(0, None) if r.status == "OPEN"
                           and r.tradingsymbol == isin), start=Decimal(0))  # fmt: skip
            assert waiting <= self.held(isin)
        for row in done:
            worth = row.quantity * row.average_price
            if row.transaction_type is Side.SELL:
                assert abs(row.amount - worth) <= Decimal("0.005")
            else:
                left = row.amount - stamp_duty(row.amount) - worth
                assert 0 <= left < row.average_price * Decimal("0.001")
            assert row.average_price == row.last_price > 0
        shown = {row.tradingsymbol: row.quantity for row in self.funds.holdings()}
        assert shown == {isin: self.held(isin) for isin in self.funds.allotments()}
        for sip in self.funds.plans.all():
            if sip.instalments != -1:
                assert sip.completed_instalments + sip.pending_instalments == sip.instalments
                assert (sip.status == "CANCELLED") or sip.pending_instalments > 0


@FEW
@given(st.lists(ACTIONS, min_size=8, max_size=30))
def test_units_and_money_are_conserved_through_any_sequence(actions) -> None:
    book = Book()
    for action in actions:
        book.act(*action)
        book.check()
    for sip in book.funds.plans.all():
        book.funds.plans.cancel(sip.sip_id)
    book.wait(24 * 14)
    assert not [row for row in book.funds.orders(0, None) if row.status == "OPEN"]
    book.check()


@FEW
@given(st.lists(st.decimals("0.001", "60", places=3), min_size=1, max_size=12))
def test_redemptions_take_the_oldest_units_first(parts) -> None:
    book = Book()
    isin = ISINS[0]
    lots = book.funds.lots(isin)
    for part in parts:
        book.funds.place(isin, Side.SELL, Decimal(0), part, "")
        book.wait(24 * 6)
        now = book.funds.lots(isin)
        assert [lot.exchange_date for lot in now] == [
            lot.exchange_date for lot in lots[len(lots) - len(now) :]
        ]
        assert [lot.quantity for lot in now[1:]] == [
            lot.quantity for lot in lots[len(lots) - len(now) + 1 :]
        ]


@given(st.integers(0, 40 * 86_400), st.sampled_from(Side), st.booleans())
def test_the_day_of_dealing_comes_after_the_order_and_its_nav_is_published(
    second, side, liquid
) -> None:
    now = day_start_ns(20_000) + second * 10**9
    dealt = dealing_day(now, side, liquid=liquid)
    priced = nav_day(dealt, side, liquid=liquid)
    assert is_business_day(dealt)
    assert ist_day(now) <= dealt <= ist_day(now) + 3
    assert published_day(priced, liquid=liquid) == priced
    assert business_day(dealt, 2) > dealt
    if not liquid:
        assert priced == dealt
    elif side is Side.BUY:
        assert priced == dealt - 1


@given(st.decimals("0.01", "10000000", places=2))
def test_stamp_duty_is_half_a_hundredth_of_a_percent_of_what_buys_units(amount) -> None:
    duty = stamp_duty(amount)
    assert abs(duty - (amount - duty) * Decimal("0.00005")) < Decimal("0.0051")


def test_a_refused_order_changes_nothing() -> None:
    book = Book()
    for refused in (
        book.funds.place(ISINS[0], Side.BUY, Decimal(1), Decimal(0), ""),
        book.funds.place(ISINS[0], Side.SELL, Decimal(0), Decimal(10**9), ""),
        book.funds.place(ISINS[3], Side.BUY, Decimal(5000), Decimal(0), ""),
    ):
        assert isinstance(refused, Rejection)
    assert book.funds.orders(0, None) == []
    assert book.core.next_entry_ns() is None
