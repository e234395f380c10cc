"""Costs: asked a moment after an edit, once a shape, and told to be missing where they are."""

from decimal import Decimal

from msgspec.structs import replace

from terminal.domain.account import OrderCost
from terminal.domain.basket import BasketCost, LegCost
from terminal.domain.errors import BrokerRefused, RateLimited
from terminal.domain.order import Side
from tests.fakes.broker import ALL, FakeBroker
from tests.fakes.clock import settle
from tests.make import INFY, NIFTY_CALL
from tests.unit.baskets.rig import leg, rigged


class Priced(FakeBroker):
    """A calculator whose answer depends on the order: the first leg alone, then all."""

    async def estimate_basket(self, query):
        self.baskets.append(query)
        self._fail()
        sells_first = query.legs[0].intent.side is Side.SELL
        required = Decimal(900) if sells_first else Decimal(500)
        legs = tuple(
            LegCost(margin=Decimal(100 * each.intent.quantity), charges=Decimal(1))
            for each in query.legs
        )
        return BasketCost(
            required=required, final=Decimal(400), charges=Decimal(len(legs)), legs=legs
        )


async def asked(rig, seconds=0.2):
    rig.baskets.want_cost(wanted=True)
    await settle()
    await rig.clock.advance(seconds)
    await settle()


async def test_figures_come_a_moment_after_an_edit_and_are_remembered(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        buy, sell = rig.baskets.add([leg(Side.BUY, 1), leg(Side.SELL, 2)])
        rig.baskets.want_cost(wanted=True)
        await rig.clock.advance(0.1)
        assert rig.broker.baskets == [], "not before the fingers rest"
        await asked(rig)
        figures = rig.baskets.figures()
        assert figures.current
        assert (figures.cost.required, figures.cost.final, figures.other) == (500, 400, 900)
        assert {k: c.margin for k, c in figures.legs.items()} == {buy: 100, sell: 200}
        assert len(rig.broker.baskets) == 2, "the basket, and the other order"
        rig.baskets.edit(buy, quantity=3)
        assert not rig.baskets.figures().current, "the former figures, marked so"
        assert rig.baskets.figures().cost.required == 500
        await asked(rig, 0.5)
        assert len(rig.broker.baskets) == 4
        rig.baskets.edit(buy, quantity=1)
        assert rig.baskets.figures().current, "this shape was asked a moment ago"
        await asked(rig)
        assert len(rig.broker.baskets) == 4


async def test_legs_keep_their_own_cost_whatever_the_order_of_sending(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        sell, buy = rig.baskets.add([leg(Side.SELL, 7), leg(Side.BUY, 2)])
        await asked(rig)
        assert {k: c.margin for k, c in rig.baskets.figures().legs.items()} == {
            sell: 700, buy: 200,
        }  # fmt: skip
        rig.baskets.set_buys_first(buys_first=False)
        await asked(rig, 0.5)
        figures = rig.baskets.figures()
        assert (figures.cost.required, figures.other) == (900, 500)


async def test_many_edits_are_few_questions(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        (key,) = rig.baskets.add([leg(Side.BUY, 1)])
        for quantity in range(2, 42):
            rig.baskets.edit(key, quantity=quantity)
            rig.baskets.want_cost(wanted=True)
            await rig.clock.advance(0.05)
        await asked(rig, 0.5)
        assert len(rig.broker.baskets) <= 2, "two seconds of typing"
        assert rig.broker.baskets[-1].legs[0].intent.quantity == 41


async def test_nobody_looks_nothing_is_asked(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        rig.baskets.add([leg()])
        rig.baskets.want_cost(wanted=True)
        rig.baskets.want_cost(wanted=False)
        await rig.clock.advance(5)
        assert rig.broker.baskets == []


async def test_positions_that_change_make_figures_old(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        rig.baskets.add([leg()])
        await asked(rig)
        rig.baskets.on_portfolio(rig.baskets.basket.account)
        await asked(rig, 0.5)
        assert len(rig.broker.baskets) == 2


async def test_a_broker_without_baskets_gives_the_sum_and_says_so(tmp_path):
    broker = FakeBroker(capabilities=replace(ALL, basket_margins=False))
    broker.cost = OrderCost(margin=Decimal(70), charges=Decimal(3))
    async with rigged(tmp_path, broker) as rig:
        rig.baskets.add([leg(Side.BUY), leg(Side.SELL, instrument=INFY)])
        await asked(rig)
        figures = rig.baskets.figures()
        assert figures.singles
        assert (figures.cost.required, figures.cost.charges) == (140, 6)
        assert broker.baskets == []


async def test_what_cannot_be_had_is_told_and_asked_again_later(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        rig.baskets.add([leg()])
        rig.broker.failure = BrokerRefused("The calculator is closed.", hint="Try later.")
        await asked(rig)
        figures = rig.baskets.figures()
        assert figures.cost is None
        assert figures.problem == "The calculator is closed. Try later."
        await asked(rig, 1)
        assert len(rig.broker.baskets) == 1, "not at every frame"
        rig.broker.failure = None
        await rig.clock.advance(5)
        await asked(rig)
        assert rig.baskets.figures().current


async def test_a_rate_limit_is_respected(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        rig.baskets.add([leg()])
        rig.broker.failure = RateLimited("Too many.", retry_after_s=20)
        await asked(rig)
        for _ in range(15):
            await asked(rig, 1)
        assert len(rig.broker.baskets) == 1


async def test_a_market_leg_without_a_price_says_what_is_missing(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        unseen = leg(price=None, instrument=replace(NIFTY_CALL, strike=Decimal(99000)))
        rig.baskets.add([unseen])
        await asked(rig)
        assert "No price of NIFTY" in rig.baskets.figures().problem
        assert rig.broker.baskets == []


async def test_an_account_that_is_not_logged_in_is_named_as_the_reason(tmp_path):
    async with rigged(tmp_path, Priced()) as rig:
        rig.baskets.add([leg()])
        rig.baskets.set_account("practice:GONE")
        assert "not logged in" in rig.baskets.figures().problem
        assert "not logged in" in rig.baskets.check().problem
