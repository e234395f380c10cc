"""Our client trades on the practice server by both wire profiles: logins, orders, books, costs."""

from decimal import Decimal

import pytest

from terminal.domain.account import Conversion, CostQuery
from terminal.domain.alert import AlertOperator, AlertTerms
from terminal.domain.basket import BasketQuery, ChargeQuery
from terminal.domain.errors import Accepted, BrokerRefused, LoginNeeded, Rejected, Written
from terminal.domain.gtt import GttIntent, GttKind, GttLeg, GttState
from terminal.domain.ids import ClientOrderId, InstrumentKind
from terminal.domain.order import (
    OrderChange,
    OrderState,
    OrderType,
    Product,
    Side,
    Validity,
    Variety,
    apply,
    order_from_intent,
)
from terminal.runtime.worker import Worker
from tests.contract.shoonya.client import (
    CENT,
    MM,
    PROFILES,
    RELIANCE,
    Desk,
    current,
    desk,
    kind_of,
    log_in,
)
from tests.fakes.sandbox_process import SandboxProcess

__all__ = ["current", "desk"]


# -- logging in


@pytest.mark.parametrize("environment", PROFILES)
async def test_one_click_logs_in_and_a_logout_ends_it(sandbox: SandboxProcess, environment):
    worker = Worker("unused")
    broker = await log_in(kind_of(sandbox, worker), environment)
    session = broker.session
    assert session.practice
    assert session.user_id == sandbox.credentials["user_id"]
    assert session.account.startswith("practice:shoonya")
    assert ("no market orders" in session.notice) is (environment == "practice")
    assert await broker.ping() > 0
    await broker.logout()
    with pytest.raises(LoginNeeded):
        await broker.fetch_orders()
    await broker.aclose()


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"password": "no"}, "password"),
        ({"totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}, "six-digit code"),
        ({"vendor_code": "X_U"}, "vendor code"),
        ({"api_secret": "no"}, "API key"),
        ({"user_id": "NOBODY"}, "user id"),
    ],
)
async def test_a_refused_form_names_its_field(sandbox: SandboxProcess, wrong, hint):
    kind = kind_of(sandbox, Worker("unused"), **wrong)
    with pytest.raises(BrokerRefused, match="did not accept this login") as caught:
        await log_in(kind, "practice-classic")
    assert hint in caught.value.hint


async def test_a_refused_code_names_what_to_check(sandbox: SandboxProcess):
    kind = kind_of(sandbox, Worker("unused"), secret_code="no")
    with pytest.raises(BrokerRefused, match="INVALID_VERIFIER") as caught:
        await log_in(kind, "practice")
    assert "secret code" in caught.value.hint


@pytest.mark.parametrize("environment", PROFILES)
async def test_a_password_that_has_to_be_changed_blocks(sandbox: SandboxProcess, environment):
    sandbox.switch(password_reset=True)
    with pytest.raises(BrokerRefused, match="new password"):
        await log_in(kind_of(sandbox, Worker("unused")), environment)


async def test_a_wrong_clock_is_named(sandbox: SandboxProcess):
    sandbox.switch(totp_skew_s=120.0, date_skew_s=120.0)
    with pytest.raises(BrokerRefused) as caught:
        await log_in(kind_of(sandbox, Worker("unused")), "practice-classic")
    assert "Set the clock" in caught.value.hint


# -- orders


async def test_an_order_rests_is_changed_and_cancelled(desk: Desk):
    intent, row = await desk.rest_one()
    assert row.instrument == RELIANCE
    assert (row.side, row.product, row.quantity, row.price) == (
        Side.BUY,
        Product.MIS,
        3,
        intent.price,
    )
    order = apply(order_from_intent(intent, "RELIANCE", 1), row)
    lower = intent.price - Decimal(1)
    assert isinstance(
        await desk.broker.modify(order, OrderChange(price=lower, quantity=5)), Accepted
    )
    for _ in range(50):
        (changed,) = await desk.find(intent)
        if changed.price == lower and changed.state is OrderState.OPEN:
            break
    assert (changed.quantity, changed.pending, changed.price) == (5, 5, lower)
    assert isinstance(await desk.broker.cancel(apply(order, changed)), Accepted)
    gone = await desk.until_state(intent, OrderState.CANCELLED)
    assert (gone.filled, gone.cancelled, gone.pending) == (0, 5, 0)
    history = await desk.broker.fetch_order_history(row.broker_id)
    assert history[0].state is OrderState.PENDING
    assert history[-1].state is OrderState.CANCELLED


async def test_a_symbol_with_an_ampersand_is_traded(desk: Desk):
    filled = await desk.fill_one(instrument=MM)
    assert filled.instrument == MM
    trades = await desk.broker.fetch_trades()
    mine = [trade for trade in trades if trade.order_id == filled.broker_id]
    assert sum(trade.quantity for trade in mine) == 3
    assert {trade.instrument for trade in mine} == {MM}


async def test_a_market_order_is_a_limit_where_the_api_takes_none(desk: Desk):
    filled = await desk.fill_one()
    if desk.broker.session.environment == "practice":
        assert filled.order_type is OrderType.LIMIT
        assert "at most" in desk.told[0]
    else:
        assert filled.order_type is OrderType.MARKET
        assert desk.told == []


async def test_stops_wait_and_stop_market_orders_are_protected(desk: Desk):
    price = await desk.price()
    trigger = (price * Decimal("0.97")).quantize(CENT)
    _, row = await desk.rest_one(
        order_type=OrderType.SL_M, price=None, trigger_price=trigger, side=Side.SELL
    )
    assert row.state is OrderState.TRIGGER_PENDING
    assert row.trigger_price == trigger
    protected = desk.broker.session.environment == "practice"
    assert row.order_type is (OrderType.SL if protected else OrderType.SL_M)


async def test_ioc_orders_end_at_once(desk: Desk):
    intent = await desk.intent(validity=Validity.IOC)
    assert isinstance(await desk.broker.submit(intent), Accepted)
    row = await desk.until_state(intent, OrderState.CANCELLED)
    assert (row.validity, row.cancelled) == (Validity.IOC, 3)


async def test_a_cover_order_has_a_stop_and_its_exit_closes_both(current: Desk):
    price = await current.price()
    intent = await current.intent(
        away="1.005",
        variety=Variety.CO,
        trigger_price=(price * Decimal("0.97")).quantize(CENT),
    )
    outcome = await current.broker.submit(intent)
    assert isinstance(outcome, Accepted), outcome
    head = await current.until_state(intent, OrderState.COMPLETE)
    assert head.variety is Variety.CO
    rows = await current.broker.fetch_orders()
    (leg,) = [row for row in rows if row.parent_id == head.broker_id]
    assert leg.side is Side.SELL
    order = apply(order_from_intent(intent, "RELIANCE", 1), leg)
    assert isinstance(await current.broker.cancel(order), Accepted)
    for _ in range(100):
        rows = await current.broker.fetch_orders()
        leg = next(row for row in rows if row.broker_id == leg.broker_id)
        if leg.state.is_terminal:
            break
    assert leg.state.is_terminal


async def test_a_refusal_keeps_the_brokers_words(current: Desk):
    intent = await current.intent(price=Decimal("1384.03"))
    outcome = await current.broker.submit(intent)
    if isinstance(outcome, Accepted):  # taken by the OMS, refused by its rules a moment later
        row = await current.until_state(intent, OrderState.REJECTED)
        assert row.message
    else:
        assert isinstance(outcome, Rejected)
        assert outcome.text


async def test_an_order_from_an_address_that_is_not_registered(sandbox, current: Desk):
    intent = await current.intent()
    sandbox.switch(deny_ip=True)
    outcome = await current.broker.submit(intent)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "address"
    assert "static IP" in outcome.hint


# -- books and costs


async def test_positions_and_a_conversion(desk: Desk):
    filled = await desk.fill_one(product=Product.MIS)
    book = await desk.broker.fetch_positions()
    position = next(
        row for row in book.net if (row.instrument, row.product) == (RELIANCE, Product.MIS)
    )
    assert position.quantity >= 3
    assert position.pnl == (
        position.sell_value - position.buy_value + position.quantity * position.last_price
    )
    wish = Conversion(
        instrument=RELIANCE,
        side=Side.BUY,
        overnight=False,
        quantity=filled.quantity,
        old_product=Product.MIS,
        new_product=Product.CNC,
    )
    assert isinstance(await desk.broker.convert(wish), Accepted)
    after = await desk.broker.fetch_positions()
    assert any((row.instrument, row.product) == (RELIANCE, Product.CNC) for row in after.net)


async def test_empty_books_are_empty(sandbox, desk: Desk):
    sandbox.reset(exchange=True)
    assert await desk.broker.fetch_orders() == []
    assert await desk.broker.fetch_trades() == []
    assert (await desk.broker.fetch_positions()).day == ()


async def test_holdings_and_funds(desk: Desk):
    holdings = await desk.broker.fetch_holdings()
    assert holdings
    assert all(row.instrument.kind is InstrumentKind.EQUITY for row in holdings)
    assert all(row.quantity or row.t1_quantity for row in holdings)
    assert all(row.average_price > 0 or row.discrepancy for row in holdings)
    (funds,) = await desk.broker.fetch_funds()
    assert funds.net > 0
    assert funds.available["cash"] == Decimal(100_000_000)


async def test_estimates(desk: Desk):
    price = await desk.price()
    query = CostQuery(intent=await desk.intent(), reference_price=price)
    cost = await desk.broker.estimate(query)
    assert 0 < cost.margin < price * 3
    assert cost.charges == sum(cost.charge_lines.values()) > 0
    basket = await desk.broker.estimate_basket(BasketQuery(legs=(query, query)))
    assert basket.required > 0
    assert len(basket.legs) == 2
    assert abs(basket.required - 2 * cost.margin) < 1
    (note,) = await desk.broker.fetch_charges(
        [ChargeQuery(instrument=MM, side=Side.SELL, product=Product.CNC, quantity=2, price=price)]
    )
    assert note.total > 0


# -- triggers and alerts


async def test_triggers_rest_fire_and_are_told_apart(sandbox, desk: Desk):
    assert desk.broker.gtts is not None
    last = await desk.price()

    def leg(factor: str) -> GttLeg:
        level = (last * Decimal(factor)).quantize(CENT)
        return GttLeg(
            trigger_price=level,
            side=Side.BUY,
            quantity=1,
            price=level,
            product=Product.CNC,
        )

    def intent(tag: str, *legs: GttLeg) -> GttIntent:
        return GttIntent(
            client_id=ClientOrderId(tag),
            account=desk.broker.session.account,
            instrument=RELIANCE,
            kind=GttKind.TWO_LEG if len(legs) > 1 else GttKind.SINGLE,
            legs=legs,
            last_price=last,
        )

    single = intent("GTT1", leg("1.05"))
    pair = intent("GTT2", leg("0.94"), leg("1.06"))
    made = [await desk.broker.gtts.create(each) for each in (single, pair)]
    assert all(isinstance(outcome, Written) and outcome.reference for outcome in made)
    rows = {row.key: row for row in await desk.broker.gtts.fetch()}
    assert rows[made[0].reference].legs == single.legs
    assert rows[made[1].reference].legs == pair.legs
    assert rows[made[1].reference].kind is GttKind.TWO_LEG
    moved = intent("GTT3", leg("1.04"))
    assert isinstance(await desk.broker.gtts.modify(rows[made[0].reference], moved), Written)
    sandbox.market(instrument="NSE:RELIANCE", fair=float(last * Decimal("1.045")))
    for _ in range(200):
        rows = {row.key: row for row in await desk.broker.gtts.fetch()}
        if rows[made[0].reference].state is not GttState.ACTIVE:
            break
    fired = rows[made[0].reference]
    assert fired.state is GttState.TRIGGERED, fired
    assert fired.results[0] is not None
    assert fired.results[0].order_id
    assert rows[made[1].reference].state is GttState.ACTIVE
    assert isinstance(await desk.broker.gtts.delete(rows[made[1].reference]), Written)
    assert made[1].reference not in {row.key for row in await desk.broker.gtts.fetch()}


async def test_alerts_rest_and_are_deleted(desk: Desk):
    assert desk.broker.alerts is not None
    terms = AlertTerms(
        client_id=ClientOrderId("AL1"),
        account=desk.broker.session.account,
        name="M&M falls",
        instrument=MM,
        operator=AlertOperator.BELOW,
        level=Decimal(1),
    )
    made = await desk.broker.alerts.create(terms)
    assert isinstance(made, Written)
    (alert,) = [row for row in await desk.broker.alerts.fetch() if row.key == made.reference]
    assert (alert.terms.name, alert.terms.instrument) == ("M&M falls", MM)
    assert (alert.terms.operator, alert.terms.level) == (AlertOperator.BELOW, Decimal(1))
    assert isinstance(await desk.broker.alerts.delete([alert]), Written)
    assert made.reference not in {row.key for row in await desk.broker.alerts.fetch()}
