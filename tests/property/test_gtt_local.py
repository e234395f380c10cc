"""Whatever the prices, gaps, restarts and crashes: a local trigger fires at most once."""

import asyncio
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terminal.domain.gtt import GttState
from tests.fakes.clock import FakeClock
from tests.make import INFY
from tests.unit.gtt.desk import STOP, TARGET
from tests.unit.gtt.test_local import Engine

PRICES = st.sampled_from([80.0, 94.95, 95.0, 95.05, 100.0, 109.95, 110.0, 110.05, 130.0])
AGES = st.sampled_from([0.0, 1.0, 30.0, 59.0, 61.0, 7200.0])
STEPS = st.one_of(
    st.tuples(st.just("tick"), PRICES, AGES),
    st.tuples(st.just("burst"), PRICES, AGES),  # the file's thread gets no turn in between
    st.tuples(st.just("wait"), st.sampled_from([0.5, 10.0, 90.0]), st.just(0.0)),
    st.tuples(st.just("restart"), st.just(0.0), st.just(0.0)),
    st.tuples(st.just("crash"), PRICES, st.sampled_from([0.0, 1.0, 3.0, 10.0, 40.0])),  # turns
)
TRIGGERS = (float(STOP.trigger_price), float(TARGET.trigger_price))


async def live(steps: list[tuple[str, float, float]], *, legs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = FakeClock()
        engine = Engine(Path(folder), clock)
        key = await engine.make(*(STOP, TARGET)[:legs])
        sent = []
        must_fire = False
        for what, number, age in steps:
            match what:
                case "tick" | "burst":
                    engine.feed.tick(INFY, number, clock.now_ns() - round(age * 1e9))
                    must_fire |= age <= 59 and _reaches(number, legs)
                    if what == "tick":
                        await engine.calm()
                case "wait":
                    clock.set(clock.now_ns() + round(number * 1e9))
                case "restart":
                    await engine.calm()
                    sent += engine.sent
                    await engine.close()
                    engine = Engine(Path(folder), clock)
                    await engine.facet.fetch()
                case "crash":
                    engine.feed.tick(INFY, number, clock.now_ns())
                    for _ in range(int(age)):
                        await asyncio.sleep(0)
                    await engine.kill()
                    sent += engine.sent
                    engine = Engine(Path(folder), clock)
                    row = await engine.row(key)
                    # Not on disk and not sent: it is armed again, and the firing is not lost.
                    assert not (sent and row.state is GttState.ACTIVE)
                    must_fire = False
        await engine.calm()
        sent += engine.sent
        row = await engine.row(key)
        await engine.close()
        assert engine.failures == []
        assert len(sent) <= 1
        if row.state is GttState.TRIGGERED:
            assert sum(result is not None for result in row.results) == 1
        else:
            assert row.state is GttState.ACTIVE
            assert sent == []
            assert not must_fire
        for order in sent:
            (leg,) = [leg for leg in row.legs if leg.price == order.price]
            result = row.results[row.legs.index(leg)]
            assert result is not None
            reached = result.triggered_price
            low = leg is row.legs[0]
            assert reached <= Decimal(95) if low else reached >= Decimal(110)


def _reaches(price: float, legs: int) -> bool:
    return price <= TRIGGERS[0] or (legs == 2 and price >= TRIGGERS[1])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=12), st.sampled_from([1, 2]))
def test_a_local_trigger_fires_at_most_once(
    steps: list[tuple[str, float, float]], legs: int
) -> None:
    asyncio.run(live(steps, legs=legs))
