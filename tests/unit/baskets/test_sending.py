"""Sending: each leg once, each with its own fate; what is unknown is never sent again."""

import pytest
from msgspec.structs import replace

from terminal.baskets.basket import BasketProblem
from terminal.baskets.sending import LegStage
from terminal.domain.errors import Accepted, Rejected, Unknown
from terminal.domain.order import OrderState, Side
from tests.fakes.broker import FakeBroker, Gate
from tests.fakes.clock import settle
from tests.unit.baskets.rig import NIFTY_CALL, leg, rigged


async def test_buys_go_first_each_under_its_own_id(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add([leg(Side.SELL, 5), leg(Side.BUY, 6), leg(Side.SELL, 7), leg(Side.BUY, 8)])
        await rig.send()
        assert [i.quantity for i in rig.broker.submitted] == [6, 8, 5, 7]
        assert len({i.client_id for i in rig.broker.submitted}) == 4
        assert all(i.account == rig.baskets.basket.account for i in rig.broker.submitted)
        await rig.until(lambda: set(rig.stages()) == {LegStage.RESTING})


async def test_the_order_of_the_rows_holds_where_buys_need_not_go_first(tmp_path):
    async with rigged(tmp_path) as rig:
        keys = rig.baskets.add([leg(Side.SELL, 5), leg(Side.BUY, 6), leg(Side.SELL, 7)])
        rig.baskets.set_buys_first(buys_first=False)
        rig.baskets.move([keys[2]], 0)
        await rig.send()
        assert [i.quantity for i in rig.broker.submitted] == [7, 5, 6]


async def test_twenty_legs_keep_the_allowance_and_its_reserve(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add([leg(quantity=n) for n in range(1, 21)])
        times: list[int] = []
        submit = rig.broker.submit

        async def timed(intent):
            times.append(rig.clock.monotonic_ns())
            return await submit(intent)

        rig.broker.submit = timed
        await rig.send()
        assert len(times) == 20
        for begin in times:
            inside = sum(begin <= t < begin + 1_000_000_000 for t in times)
            assert inside <= 7, "three of the ten a second are kept for exits"
        assert LegStage.NOT_SENT not in rig.stages()


async def test_a_lost_reply_leaves_one_leg_unknown_and_the_others_go_on(tmp_path):
    broker = FakeBroker(places=True)
    async with rigged(tmp_path, broker) as rig:
        keys = rig.baskets.add([leg(quantity=1), leg(quantity=2), leg(quantity=3)])
        broker.outcomes.extend([Accepted(broker.next_id()), Unknown("the line went dead")])
        await rig.send()
        assert [i.quantity for i in broker.submitted] == [1, 2, 3]
        assert rig.stages()[1] is LegStage.UNKNOWN
        assert "unknown" in rig.baskets.result(keys[1]).text.lower()
        assert rig.baskets.failed() == [], "an unknown leg is no failed one"
        retry = rig.baskets.check(rig.baskets.failed())
        assert not retry.may_go
        assert len(broker.submitted) == 3
        # Even sending the whole basket again is refused while the leg may exist.
        again = rig.baskets.check()
        assert keys[1] in again.blocked
        assert not again.may_go


async def test_an_unknown_leg_that_is_found_says_so(tmp_path):
    broker = FakeBroker(places=True)
    async with rigged(tmp_path, broker) as rig:
        (key,) = rig.baskets.add([leg()])
        broker.outcomes.append(Unknown("cut"))
        await rig.send()
        broker.place(broker.submitted[0], state=OrderState.OPEN)
        await rig.clock.advance(3)
        await rig.until(lambda: rig.baskets.result(key).stage is LegStage.RESTING)


async def test_an_unknown_leg_that_is_proved_absent_may_be_retried(tmp_path):
    broker = FakeBroker(places=True)
    async with rigged(tmp_path, broker) as rig:
        (key,) = rig.baskets.add([leg()])
        broker.outcomes.append(Unknown("cut"))
        await rig.send()
        for _ in range(80):
            await rig.clock.advance(1)
        assert rig.baskets.result(key).stage is LegStage.NOT_PLACED
        await rig.send(rig.baskets.failed())
        first, second = broker.submitted
        assert first.client_id != second.client_id


async def test_too_many_requests_in_the_middle_is_one_refused_leg(tmp_path):
    broker = FakeBroker(places=True)
    async with rigged(tmp_path, broker) as rig:
        rig.baskets.add([leg(quantity=n) for n in (1, 2, 3, 4)])
        begun = rig.clock.monotonic_ns()
        broker.outcomes.extend(
            [Accepted(broker.next_id()), Rejected("rate_limited", "Too many requests.")]
        )
        await rig.send()
        assert [i.quantity for i in broker.submitted] == [1, 2, 3, 4]
        assert rig.clock.monotonic_ns() - begun > 1_000_000_000, "it waits for the next second"
        stages = rig.stages()
        assert stages[1] is LegStage.REFUSED
        assert all(stage.is_placed for n, stage in enumerate(stages) if n != 1)
        await rig.send(rig.baskets.failed())
        assert [i.quantity for i in broker.submitted] == [1, 2, 3, 4, 2]
        assert len({i.client_id for i in broker.submitted}) == 5


async def test_a_margin_refusal_of_one_leg_is_told_in_the_brokers_words(tmp_path):
    broker = FakeBroker(places=True)
    async with rigged(tmp_path, broker) as rig:
        keys = rig.baskets.add([leg(quantity=1), leg(quantity=2), leg(quantity=3)])
        words = "Insufficient funds. Required margin is 95417.84."
        broker.outcomes.extend(
            [Accepted(broker.next_id()), Rejected("MarginException", words, "Add funds.")]
        )
        await rig.send()
        found = rig.baskets.result(keys[1])
        assert (found.stage, found.text) == (LegStage.REFUSED, words)
        assert found.hint == "Add funds."
        assert rig.baskets.failed() == [keys[1]]
        rig.baskets.edit(keys[1], quantity=1)
        await rig.send(rig.baskets.failed())
        assert [i.quantity for i in broker.submitted] == [1, 2, 3, 1]
        await rig.until(lambda: rig.stages()[1] is LegStage.RESTING)


async def test_nothing_is_sent_where_one_leg_cannot_be(tmp_path):
    async with rigged(tmp_path) as rig:
        good, odd = rig.baskets.add([leg(), leg(quantity=70, price="50", instrument=NIFTY_CALL)])
        flight = rig.baskets.check()
        assert set(flight.blocked) == {odd}
        assert flight.blocked[odd][0].field == "quantity"
        assert not flight.may_go
        rig.baskets.edit(odd, quantity=65)
        assert rig.baskets.check().may_go
        assert good != odd


async def test_a_basket_changed_after_its_preview_is_not_sent(tmp_path):
    async with rigged(tmp_path) as rig:
        (key,) = rig.baskets.add([leg()])
        flight = rig.baskets.check()
        rig.baskets.edit(key, quantity=11)
        with pytest.raises(BasketProblem, match="changed"):
            rig.baskets.send(flight)
        assert rig.broker.submitted == []


async def test_questions_are_collected_and_one_answer_serves_all(tmp_path):
    async with rigged(tmp_path, confirm_above_value=0) as rig:
        rig.baskets.add([leg(quantity=1), leg(quantity=2)])
        flight = rig.baskets.check()
        assert [q.split(":")[0] for q in flight.questions] == ["Leg 1", "Leg 2"]
        assert "confirm" in flight.codes
        await rig.send()
        assert len(rig.broker.submitted) == 2


async def test_equal_legs_are_both_sent(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add([leg(), leg()])
        assert rig.baskets.check().questions == ()
        await rig.send()
        assert len(rig.broker.submitted) == 2


async def test_stop_keeps_what_has_not_left(tmp_path):
    broker = FakeBroker(places=True)
    gate = Gate()
    async with rigged(tmp_path, broker) as rig:
        broker.outcomes.append(gate)
        rig.baskets.add([leg(quantity=1), leg(quantity=2), leg(quantity=3)])
        rig.baskets.send(rig.baskets.check())
        await gate.reached.wait()
        assert rig.stages()[0] is LegStage.SENDING
        assert rig.stages()[1] is LegStage.WAITING
        rig.baskets.stop()
        gate.open()
        await rig.done()
        assert [i.quantity for i in broker.submitted] == [1]
        assert rig.stages()[1:] == [LegStage.NOT_SENT, LegStage.NOT_SENT]
        assert len(rig.baskets.failed()) == 2


async def test_the_kill_switch_stops_it(tmp_path):
    broker = FakeBroker(places=True)
    gate = Gate()
    async with rigged(tmp_path, broker) as rig:
        broker.outcomes.append(gate)
        keys = rig.baskets.add([leg(quantity=1), leg(quantity=2)])
        rig.baskets.send(rig.baskets.check())
        await gate.reached.wait()
        rig.orders.kill.engage()
        gate.open()
        await rig.done()
        assert [i.quantity for i in broker.submitted] == [1]
        assert "kill switch" in rig.baskets.result(keys[1]).text
        flight = rig.baskets.check()
        assert set(flight.blocked) == set(keys)


async def test_a_leg_without_an_answer_does_not_hold_the_others_for_long(tmp_path):
    broker = FakeBroker(places=True)
    gate = Gate()
    async with rigged(tmp_path, broker) as rig:
        broker.outcomes.append(gate)
        rig.baskets.add([leg(quantity=1), leg(quantity=2)])
        rig.baskets.send(rig.baskets.check())
        await gate.reached.wait()
        await rig.until(lambda: len(broker.submitted) == 2)
        assert [i.quantity for i in broker.submitted] == [1, 2]
        assert rig.stages()[0] is LegStage.SENDING
        gate.open()
        await settle()
        await rig.until(lambda: rig.stages()[0].is_placed)


async def test_a_basket_that_is_sent_cannot_be_changed(tmp_path):
    broker = FakeBroker(places=True)
    gate = Gate()
    async with rigged(tmp_path, broker) as rig:
        broker.outcomes.append(gate)
        (key,) = rig.baskets.add([leg()])
        rig.baskets.send(rig.baskets.check())
        before = rig.baskets.basket
        for verb in (
            lambda: rig.baskets.edit(key, quantity=3),
            lambda: rig.baskets.remove([key]),
            lambda: rig.baskets.delete(rig.baskets.current),
        ):
            with pytest.raises(BasketProblem, match="being sent"):
                verb()
        assert rig.baskets.basket == before
        gate.open()
        await rig.done()


async def test_results_are_found_again_after_a_restart(tmp_path):
    async with rigged(tmp_path) as rig:
        (key,) = rig.baskets.add([leg()])
        await rig.send()
        await rig.until(lambda: rig.baskets.result(key).stage is LegStage.RESTING)
        await rig.baskets.aclose()
        later = rig.new_baskets()
        assert later.basket == rig.baskets.basket
        assert later.result(key).stage is LegStage.RESTING
        assert later.placed() == 1
        await later.aclose()


async def test_an_exit_of_another_account_is_refused_with_words(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add([leg()])
        stranger = replace(leg(Side.SELL), account="practice:OTHER", reduces=True)
        with pytest.raises(BasketProblem, match="practice:OTHER"):
            rig.baskets.add([stranger])
        assert len(rig.baskets.basket.legs) == 1
