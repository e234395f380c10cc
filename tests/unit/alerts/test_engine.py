"""The local engine: what fires, when, and above all what does not."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.alerts import engine
from terminal.alerts.engine import Firing, LocalEngine
from terminal.domain.alert import AlertMeasure, AlertOperator, AlertTerms
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import FeedMode
from terminal.market import board
from terminal.market.hub import Hub
from tests.fakes.clock import FakeClock
from tests.make import ACCOUNT, INFY, NIFTY, NIFTY_CALL
from tests.unit.alerts.rig import terms

S = 1_000_000_000
CROSSES = AlertOperator.CROSSES


class Desk:
    """A hub and an engine, looked at after every step."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.hub = Hub(clock=self.clock, on_failure=self._failed, capacity=4)
        self.hub.add_source(ACCOUNT)
        self.hub.source_state(ACCOUNT, live=True)
        self.pnl: dict[tuple[AccountId, InstrumentId | None], float] = {}
        self.engine = LocalEngine(self.hub, lambda a, i: self.pnl.get((a, i)))

    def _failed(self, name: str, error: BaseException) -> None:
        raise error

    def arm(self, key: str = "k", **fields: Any) -> AlertTerms:
        made = terms(local=True, **fields)
        self.engine.arm(key, made, self.clock.now_ns())
        return made

    def tick(self, last: float, instrument: InstrumentId = INFY, **fields: float) -> list[Firing]:
        watch = self.hub.watch(instrument, FeedMode.FULL)
        close, volume = fields.get("close", 1000.0), int(fields.get("volume", 0))
        values = (last, 1, last, volume, 0, 0, last, last, last, close, 0,
                  int(fields.get("oi", 0)), 0, 0, 0)  # fmt: skip
        self.hub.tick(
            watch.slot, FeedMode.FULL, (*values, *([0, 0.0, 0] * 10)), self.clock.now_ns()
        )
        return self.look()

    def wait(self, seconds: float) -> list[Firing]:
        self.clock.set(self.clock.now_ns() + round(seconds * S))
        return self.look()

    def look(self) -> list[Firing]:
        return self.engine.evaluate(self.clock.now_ns(), self.clock.monotonic_ns())


def test_states_are_the_boards() -> None:
    assert (engine.EMPTY, engine.LIVE) == (board.EMPTY, board.LIVE)


@pytest.mark.parametrize(
    ("operator", "fires", "quiet"),
    [
        (AlertOperator.AT_LEAST, 1500.0, 1499.95),
        (AlertOperator.AT_MOST, 1500.0, 1500.05),
        (AlertOperator.ABOVE, 1500.05, 1500.0),
        (AlertOperator.BELOW, 1499.95, 1500.0),
    ],
)
def test_comparisons_hold_exactly_at_their_level(operator, fires, quiet) -> None:
    desk = Desk()
    desk.arm(operator=operator)
    assert desk.tick(quiet) == []
    (firing,) = desk.tick(fires)
    assert (firing.key, firing.value, firing.last) == ("k", fires, fires)


def test_a_firing_carries_its_tick() -> None:
    desk = Desk()
    desk.arm(measure=AlertMeasure.VOLUME, level=Decimal(100))
    assert desk.tick(10.0, volume=99, oi=3) == []
    desk.clock.set(desk.clock.now_ns() + 1_234_000_000)
    (firing,) = desk.tick(10.5, volume=101, oi=4)
    assert (firing.value, firing.last, firing.volume, firing.oi) == (101.0, 10.5, 101, 4)
    assert firing.fired_ns == desk.clock.now_ns()


def test_change_is_percent_of_the_previous_close() -> None:
    desk = Desk()
    desk.arm(measure=AlertMeasure.CHANGE, operator=AlertOperator.AT_MOST, level=Decimal(-2))
    assert desk.tick(980.05) == []
    (firing,) = desk.tick(980.0)
    assert firing.value == -2.0


def test_change_without_a_close_is_not_known() -> None:
    desk = Desk()
    desk.arm(measure=AlertMeasure.CHANGE, operator=AlertOperator.AT_LEAST, level=Decimal(-99))
    assert desk.tick(980.0, close=0.0) == []


def test_open_interest_asks_for_full_packets() -> None:
    desk = Desk()
    desk.arm(instrument=NIFTY_CALL, measure=AlertMeasure.OPEN_INTEREST, level=Decimal(10))
    ((_, mode),) = desk.hub.wanted(ACCOUNT).values()
    assert mode is FeedMode.FULL
    assert desk.tick(5.0, NIFTY_CALL, oi=9) == []
    assert len(desk.tick(5.0, NIFTY_CALL, oi=10)) == 1


def test_an_armed_alert_keeps_its_instrument_streamed_and_lets_go() -> None:
    desk = Desk()
    desk.arm(other=NIFTY)
    assert set(desk.hub.wanted(ACCOUNT)) == {INFY, NIFTY}
    desk.engine.disarm("k")
    assert desk.hub.wanted(ACCOUNT) == {}
    desk.arm()
    desk.tick(1500.0)
    assert desk.engine._entries == {}  # once: it fired and let go


def test_another_instrument_on_the_right_side_fires_on_either_tick() -> None:
    desk = Desk()
    desk.arm(operator=AlertOperator.ABOVE, other=NIFTY)
    assert desk.tick(100.0) == []
    assert desk.tick(100.0, NIFTY) == []
    assert len(desk.tick(99.95, NIFTY)) == 1


def test_nothing_fires_on_stale_prices() -> None:
    desk = Desk()
    desk.arm(level=Decimal(100))
    desk.hub.watch(INFY, FeedMode.LTP)
    desk.tick(99.0)
    desk.hub.source_state(ACCOUNT, live=False)
    desk.hub.board.last[0] = 200.0
    desk.hub.board.stamp(0)
    assert desk.look() == []
    desk.hub.source_state(ACCOUNT, live=True)
    assert len(desk.tick(200.0)) == 1


def test_the_age_of_the_feed_counts_from_the_last_tick_even_when_stale() -> None:
    desk = Desk()
    desk.arm(measure=AlertMeasure.FEED_AGE, level=Decimal(10))
    assert desk.wait(9) == []
    assert desk.tick(1.0) == []
    assert desk.wait(9.9) == []
    desk.hub.source_state(ACCOUNT, live=False)
    assert desk.look() == []
    (firing,) = desk.wait(0.1)
    assert firing.value == pytest.approx(10.0)


def test_a_feed_that_never_ticked_is_as_old_as_the_alert() -> None:
    desk = Desk()
    desk.arm(measure=AlertMeasure.FEED_AGE, level=Decimal(5))
    assert desk.wait(4.9) == []
    assert len(desk.wait(0.2)) == 1


def test_profit_and_loss_of_a_position_and_of_the_account() -> None:
    desk = Desk()
    desk.arm("p", measure=AlertMeasure.PNL, operator=AlertOperator.AT_MOST, level=Decimal(-500))
    desk.arm("a", measure=AlertMeasure.PNL, instrument=None, level=Decimal(1000))
    assert desk.look() == []
    desk.pnl[ACCOUNT, INFY] = -499.0
    assert desk.wait(1) == []
    desk.pnl = {(ACCOUNT, INFY): -500.5, (ACCOUNT, None): 1000.0}
    assert {f.key for f in desk.wait(1)} == {"p", "a"}


def test_repeated_alerts_fire_again_only_after_the_condition_was_false() -> None:
    desk = Desk()
    desk.arm(once=False)
    assert len(desk.tick(1500.0)) == 1
    assert desk.tick(1510.0) == []
    desk.hub.source_state(ACCOUNT, live=False)
    desk.hub.source_state(ACCOUNT, live=True)
    assert desk.tick(1520.0) == []
    assert desk.tick(1400.0) == []
    assert len(desk.tick(1500.0)) == 1


def test_a_hold_needs_its_time_without_a_break() -> None:
    desk = Desk()
    desk.arm(hold_s=5.0)
    desk.tick(1500.0)
    assert desk.wait(4.9) == []
    assert desk.tick(1499.0) == []  # a break
    assert desk.tick(1501.0) == []
    assert desk.wait(4.99) == []
    assert len(desk.wait(0.01)) == 1


def test_a_hold_begins_again_after_stale_prices() -> None:
    desk = Desk()
    desk.arm(hold_s=5.0)
    desk.tick(1500.0)
    desk.wait(4)
    desk.hub.source_state(ACCOUNT, live=False)
    assert desk.wait(2) == []
    desk.hub.source_state(ACCOUNT, live=True)
    assert desk.tick(1500.0) == []
    assert desk.wait(4.9) == []
    assert len(desk.wait(0.1)) == 1


def test_crossing_needs_both_sides_and_a_touch_is_none() -> None:
    desk = Desk()
    desk.arm(operator=CROSSES, once=False)
    assert desk.tick(1510.0) == []
    assert desk.tick(1500.0) == []
    assert desk.tick(1505.0) == []
    assert len(desk.tick(1499.95)) == 1
    assert desk.tick(1500.0) == []
    assert len(desk.tick(1500.05)) == 1


def test_a_crossing_that_must_stay_is_forgotten_when_it_turns() -> None:
    desk = Desk()
    desk.arm(operator=CROSSES, hold_s=3.0)
    desk.tick(1490.0)
    assert desk.tick(1501.0) == []
    assert desk.wait(2) == []
    assert desk.tick(1499.0) == []  # crossed back: three seconds below count now
    assert desk.wait(2.9) == []
    assert len(desk.wait(0.1)) == 1


def test_arming_others_does_not_disturb_a_hold_and_arming_again_does() -> None:
    desk = Desk()
    desk.arm(hold_s=5.0)
    desk.tick(1500.0)
    desk.wait(3)
    desk.arm("other", level=Decimal(99999))
    assert desk.wait(1.9) == []
    desk.arm(hold_s=5.0)
    assert desk.wait(0.1) == []
    assert desk.wait(4.9) == []
    assert len(desk.wait(0.1)) == 1


def test_only_rows_that_moved_are_looked_at() -> None:
    desk = Desk()
    for n in range(200):
        desk.arm(f"k{n}", instrument=InstrumentId("NSE", f"S{n}"), level=Decimal(10))
    desk.look()
    seen: list[int] = []
    usual = desk.engine._values

    def counted(rows: Any, now_ns: int) -> Any:
        seen.append(len(rows))
        return usual(rows, now_ns)

    desk.engine._values = counted  # type: ignore[method-assign]
    desk.tick(5.0, InstrumentId("NSE", "S7"))
    assert desk.look() == []
    assert seen == [1]


# -- laws

PRICES = st.lists(
    st.tuples(st.integers(995, 1005), st.sampled_from([0.0, 0.5, 1.0, 3.0]), st.booleans()),
    min_size=1, max_size=60,
)  # fmt: skip


@given(PRICES)
def test_a_crossing_never_fires_without_a_crossing(steps) -> None:
    desk = Desk()
    desk.arm(operator=CROSSES, level=Decimal(1000), once=False)
    side = 0
    for price, pause_s, live in steps:
        assert desk.wait(pause_s) == []
        desk.hub.source_state(ACCOUNT, live=live)
        fired = desk.tick(float(price)) if live else desk.look()
        now = (price > 1000) - (price < 1000) if live else 0
        crossed = now != 0 and side != 0 and now != side
        side = now or side
        assert bool(fired) == crossed


@given(PRICES, st.sampled_from([0.5, 2.0, 4.0]))
def test_a_hold_is_never_early(steps, hold_s) -> None:
    desk = Desk()
    desk.arm(level=Decimal(1000), hold_s=hold_s, once=False)
    true_since: int | None = None
    for price, pause_s, live in steps:
        fired = desk.wait(pause_s)
        if fired:
            assert true_since is not None
            assert desk.clock.now_ns() - true_since >= hold_s * S
        desk.hub.source_state(ACCOUNT, live=live)
        late = desk.tick(float(price)) if live else desk.look()
        if late:
            assert true_since is not None
            assert price >= 1000
            assert desk.clock.now_ns() - true_since >= hold_s * S
        if not live or price < 1000:
            true_since = None
        elif true_since is None:
            true_since = desk.clock.now_ns()


@given(PRICES, st.sampled_from(list(AlertOperator)), st.sampled_from([0.0, 1.0]))
def test_an_alert_for_once_fires_at_most_once(steps, operator, hold_s) -> None:
    desk = Desk()
    desk.arm(operator=operator, level=Decimal(1000), hold_s=hold_s)
    fired = 0
    for price, pause_s, live in steps:
        fired += len(desk.wait(pause_s))
        desk.hub.source_state(ACCOUNT, live=live)
        fired += len(desk.tick(float(price)))
    assert fired <= 1
    assert ("k" in desk.engine) == (fired == 0)


@given(PRICES)
def test_a_repeated_alert_fires_once_for_each_time_that_it_becomes_true(steps) -> None:
    desk = Desk()
    desk.arm(level=Decimal(1000), once=False)
    was = False
    for price, pause_s, _ in steps:
        assert desk.wait(pause_s) == []
        fired = desk.tick(float(price))
        assert bool(fired) == (price >= 1000 and not was)
        was = price >= 1000
