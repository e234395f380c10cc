"""Who wants what, who serves it, and how old a price is."""

import numpy as np
import pytest

from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.market import DepthLevel, FeedMode, Quote, TickBatch
from terminal.market.board import LIVE, STALE, TICK_FIELDS
from terminal.market.hub import Hub
from tests.fakes.clock import FakeClock

FIRST, SECOND = AccountId("kite:A"), AccountId("kite:B")
INFY, TCS = InstrumentId("NSE", "INFY"), InstrumentId("NSE", "TCS")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def failures() -> list:
    return []


@pytest.fixture
def hub(clock: FakeClock, failures: list) -> Hub:
    hub = Hub(clock=clock, on_failure=lambda n, e: failures.append((n, e)), capacity=4)
    hub.add_source(FIRST)
    hub.source_state(FIRST, live=True)
    return hub


def full(last: float, volume: int = 10, oi: int = 5, traded: int = 100) -> tuple:
    head = (last, 1, last, volume, 2, 3, last, last, last, last, traded, oi, oi, oi, traded)
    return head + (10, last - 1, 1) * 5 + (20, last + 1, 2) * 5


def test_largest_mode_that_anybody_asks_for_is_wanted(hub: Hub) -> None:
    a = hub.watch(INFY, FeedMode.LTP)
    b = hub.watch(INFY, FeedMode.FULL)
    assert a.slot == b.slot
    assert hub.wanted(FIRST) == {INFY: (a.slot, FeedMode.FULL)}
    b.set_mode(FeedMode.QUOTE)
    assert hub.wanted(FIRST)[INFY] == (a.slot, FeedMode.QUOTE)
    b.close()
    b.close()
    assert hub.wanted(FIRST)[INFY] == (a.slot, FeedMode.LTP)
    a.close()
    assert hub.wanted(FIRST) == {}


def test_revision_and_signal_move_only_when_the_wanted_set_does(hub: Hub) -> None:
    heard: list = []
    hub.wanted_changed.connect(heard.append)
    hub.watch(INFY, FeedMode.FULL)
    revision = hub.revision
    hub.watch(INFY, FeedMode.LTP)
    assert hub.revision == revision
    assert heard == [FIRST]


def test_slot_survives_until_the_end_of_the_session(hub: Hub) -> None:
    watch = hub.watch(INFY, FeedMode.FULL)
    watch.close()
    assert hub.watch(INFY, FeedMode.LTP).slot == watch.slot
    assert hub.instrument_of(watch.slot) == INFY
    assert hub.slot(TCS) is None


def test_capacity_grows_with_taps_in_place(hub: Hub) -> None:
    got: list = []
    slot = hub.watch(INFY, FeedMode.FULL).slot
    hub.add_tap(slot, lambda *values: got.append(values))
    for number in range(20):
        hub.watch(InstrumentId("NSE", f"S{number}"), FeedMode.LTP)
    slots = np.arange(20)
    hub.batch(TickBatch(FeedMode.LTP, slots, slots.astype(float)), 7_000_000_000)
    assert got == [(0.0, 0.0, 0.0, 7_000_000_000)]


def test_first_source_serves_and_the_live_one_takes_over(hub: Hub) -> None:
    slot = hub.watch(INFY, FeedMode.LTP).slot
    hub.add_source(SECOND)
    assert hub.wanted(SECOND) == {}
    hub.tick(slot, FeedMode.LTP, (5.0,), 1)
    heard: list = []
    hub.wanted_changed.connect(heard.append)
    hub.source_state(SECOND, live=True)
    hub.source_state(FIRST, live=False)
    assert hub.serving == SECOND
    assert hub.wanted(FIRST) == {}
    assert INFY in hub.wanted(SECOND)
    assert heard == [None]
    assert hub.board.state[slot] == STALE


def test_removing_the_server_leaves_the_other_one(hub: Hub) -> None:
    hub.add_source(SECOND)
    hub.remove_source(FIRST)
    assert hub.serving == SECOND
    hub.remove_source(SECOND)
    assert hub.serving is None


def test_stale_feed_makes_every_price_infinitely_old(hub: Hub, clock: FakeClock) -> None:
    slots = [hub.watch(i, FeedMode.LTP).slot for i in (INFY, TCS)]
    hub.tick(slots[0], FeedMode.LTP, (5.0,), clock.now_ns())
    clock.set(clock.now_ns() + 3_000_000_000)
    assert hub.age_s(INFY) == 3.0
    assert hub.age_s(TCS) is None
    seen = hub.board.clock
    hub.source_state(FIRST, live=False)
    assert hub.age_s(INFY) == float("inf")
    assert hub.last_price(INFY) == 5.0
    assert hub.board.changed(np.array(slots), seen).tolist() == [0], "an empty row is not stale"
    hub.tick(slots[0], FeedMode.LTP, (6.0,), clock.now_ns())
    assert hub.board.state[slots[0]] == LIVE


def test_unwatched_row_does_not_look_fresh(hub: Hub) -> None:
    watch = hub.watch(INFY, FeedMode.LTP)
    hub.tick(watch.slot, FeedMode.LTP, (5.0,), 1)
    watch.close()
    assert hub.board.state[watch.slot] == STALE


def test_feed_signal_tells_changes_once(hub: Hub) -> None:
    heard: list = []
    hub.feed_changed.connect(heard.append)
    hub.source_state(FIRST, live=True)
    hub.source_state(FIRST, live=False)
    hub.source_state(FIRST, live=False)
    assert heard == [FIRST]


def test_touch_needs_both_sides(hub: Hub) -> None:
    slot = hub.watch(INFY, FeedMode.FULL).slot
    assert hub.touch(INFY) is None
    hub.tick(slot, FeedMode.FULL, full(100.0), 1)
    assert hub.touch(INFY) == (99.0, 101.0)
    values = list(full(100.0))
    values[15] = 0
    hub.tick(slot, FeedMode.FULL, tuple(values), 1)
    assert hub.touch(INFY) is None


def test_depth_is_forgotten_when_nobody_asks_for_it_any_more(hub: Hub) -> None:
    hub.watch(INFY, FeedMode.QUOTE)
    deep = hub.watch(INFY, FeedMode.FULL)
    hub.tick(deep.slot, FeedMode.FULL, full(100.0), 1)
    seen = hub.board.clock
    deep.close()
    assert hub.touch(INFY) is None
    assert np.isnan(hub.board.bid_price[deep.slot]).all()
    assert hub.last_price(INFY) == 100.0
    assert hub.board.changed(np.array([deep.slot]), seen).size == 1


def test_quote_gives_limits_and_a_price_until_the_first_tick(hub: Hub, clock: FakeClock) -> None:
    slot = hub.watch(INFY, FeedMode.FULL).slot
    quote = Quote(
        instrument=INFY,
        last=10.0,
        volume=7,
        lower_limit=9.0,
        upper_limit=11.0,
        bids=(DepthLevel(9.5, 3, 1),),
        asks=(DepthLevel(10.5, 4, 2),),
    )
    hub.apply_quote(quote)
    assert hub.last_price(INFY) == 10.0
    assert hub.age_s(INFY) == float("inf"), "a snapshot is not a feed"
    assert hub.circuit(INFY) == (9.0, 11.0)
    assert hub.touch(INFY) == (9.5, 10.5)
    hub.tick(slot, FeedMode.FULL, full(100.0), clock.now_ns())
    hub.apply_quote(quote)
    assert hub.last_price(INFY) == 100.0, "a quote is older than the stream"
    hub.apply_quote(Quote(instrument=INFY, last=10.0))
    assert hub.circuit(INFY) == (9.0, 11.0), "a quote that does not tell limits keeps them"


def test_quote_of_an_unwatched_instrument_is_dropped(hub: Hub) -> None:
    hub.apply_quote(Quote(instrument=TCS, last=1.0))
    assert hub.last_price(TCS) is None
    assert hub.circuit(TCS) is None


def test_tap_hears_ticks_and_batches_until_undone(hub: Hub) -> None:
    slot = hub.watch(INFY, FeedMode.FULL).slot
    other = hub.watch(TCS, FeedMode.FULL).slot
    got: list = []
    undo = hub.add_tap(slot, lambda *values: got.append(values))
    hub.tick(slot, FeedMode.FULL, full(5.0, volume=9, oi=4, traded=77), 1)
    hub.tick(other, FeedMode.FULL, full(6.0), 1)
    hub.batch(TickBatch(FeedMode.LTP, np.array([other, slot]), np.array([1.0, 8.0])), 2)
    undo()
    undo()
    hub.tick(slot, FeedMode.FULL, full(9.0), 1)
    assert got == [(5.0, 9.0, 4.0, 77_000_000_000), (8.0, 9.0, 4.0, 77_000_000_000)]


def test_raising_tap_is_reported_and_the_next_one_runs(hub: Hub, failures: list) -> None:
    slot = hub.watch(INFY, FeedMode.LTP).slot
    got: list = []

    def broken(*values: float) -> None:
        raise ValueError("boom")

    hub.add_tap(slot, broken)
    hub.add_tap(slot, lambda *values: got.append(values))
    hub.tick(slot, FeedMode.LTP, (5.0,), 1)
    assert len(got) == 1
    assert len(failures) == 1


def test_batch_by_columns_equals_batch_by_rows(hub: Hub) -> None:
    slots = np.array([hub.watch(i, FeedMode.FULL).slot for i in (INFY, TCS)])
    rows = np.zeros((2, 45), dtype=np.int64)
    columns = {}
    for place, name in enumerate(TICK_FIELDS):
        is_price = name in {"last", "average", "open", "high", "low", "close"}
        cells = rows.view(np.float64) if is_price else rows
        cells[:, place] = (place + 1, place + 2)
        columns[name] = cells[:, place].copy()
    for level in range(10):
        rows[:, 15 + 3 * level] = level
        rows.view(np.float64)[:, 16 + 3 * level] = level + 0.5
        rows[:, 17 + 3 * level] = level + 7
    hub.batch(TickBatch(FeedMode.FULL, slots, columns["last"], rows=rows), 1)
    by_rows = [hub.board.values(slot) for slot in slots]
    depth = {
        f"{side}_{what}": (rows.view(np.float64) if what == "price" else rows)[
            :, 15 + first + offset : 15 + first + 15 : 3
        ]
        for side, first in (("bid", 0), ("ask", 15))
        for offset, what in enumerate(("quantity", "price", "orders"))
    }
    other = Hub(clock=FakeClock(), on_failure=lambda n, e: None, capacity=4)
    other.batch(TickBatch(FeedMode.FULL, slots, **columns, **depth), 1)
    assert by_rows == [other.board.values(slot) for slot in slots]


class Lists:
    """Who lists what: everything, but for what is named here."""

    def __init__(self) -> None:
        self.lacking: set[tuple[AccountId, InstrumentId]] = set()

    def __call__(self, account: AccountId, instrument: InstrumentId) -> bool:
        return (account, instrument) not in self.lacking


@pytest.fixture
def lists() -> Lists:
    return Lists()


@pytest.fixture
def pair(clock: FakeClock, lists: Lists) -> Hub:
    """Two live sources; only the second lists TCS."""
    lists.lacking.add((FIRST, TCS))
    hub = Hub(clock=clock, on_failure=lambda n, e: pytest.fail(n), capacity=4, lists=lists)
    for account in (FIRST, SECOND):
        hub.add_source(account)
        hub.source_state(account, live=True)
    return hub


def test_what_only_one_broker_lists_streams_from_that_one(pair: Hub) -> None:
    heard: list = []
    pair.wanted_changed.connect(heard.append)
    pair.watch(INFY, FeedMode.LTP)
    other = pair.watch(TCS, FeedMode.LTP)
    assert heard == [FIRST, SECOND]
    assert list(pair.wanted(FIRST)) == [INFY]
    assert list(pair.wanted(SECOND)) == [TCS]
    assert (pair.serving, pair.source_of(TCS)) == (FIRST, SECOND)
    other.close()
    assert heard == [FIRST, SECOND, SECOND]
    assert pair.wanted(SECOND) == {}


def test_a_stale_feed_greys_only_what_it_fed_and_hands_over_what_the_other_lists(
    pair: Hub, lists: Lists
) -> None:
    sbin = InstrumentId("NSE", "SBIN")
    lists.lacking.add((SECOND, sbin))
    infy, tcs, only = (pair.watch(i, FeedMode.LTP).slot for i in (INFY, TCS, sbin))
    for slot in (infy, tcs, only):
        pair.tick(slot, FeedMode.LTP, (5.0,), 1)
    pair.source_state(FIRST, live=False)
    assert [int(pair.board.state[slot]) for slot in (infy, tcs, only)] == [STALE, LIVE, STALE]
    assert set(pair.wanted(SECOND)) == {INFY, TCS}
    assert set(pair.wanted(FIRST)) == {sbin}
    pair.tick(infy, FeedMode.LTP, (6.0,), 2)
    pair.source_state(SECOND, live=False)
    assert [int(pair.board.state[slot]) for slot in (infy, tcs, only)] == [STALE] * 3


def test_a_second_feed_that_goes_stale_greys_its_own_rows_alone(pair: Hub) -> None:
    infy, tcs = (pair.watch(i, FeedMode.LTP).slot for i in (INFY, TCS))
    for slot in (infy, tcs):
        pair.tick(slot, FeedMode.LTP, (5.0,), 1)
    pair.source_state(SECOND, live=False)
    assert [int(pair.board.state[slot]) for slot in (infy, tcs)] == [LIVE, STALE]
    assert set(pair.wanted(SECOND)) == {TCS}  # nobody else has it
    pair.source_state(SECOND, live=True)
    assert set(pair.wanted(SECOND)) == {TCS}


def test_a_list_that_arrives_moves_what_is_watched(pair: Hub, lists: Lists) -> None:
    pair.watch(TCS, FeedMode.LTP)
    heard: list = []
    pair.wanted_changed.connect(heard.append)
    pair.settle()
    assert heard == []
    lists.lacking.clear()
    pair.settle()
    assert heard == [None]
    assert set(pair.wanted(FIRST)) == {TCS}


def test_the_account_that_alone_listed_it_leaves(pair: Hub) -> None:
    slot = pair.watch(TCS, FeedMode.LTP).slot
    pair.tick(slot, FeedMode.LTP, (5.0,), 1)
    pair.remove_source(SECOND)
    assert pair.board.state[slot] == STALE
    assert pair.source_of(TCS) == FIRST


def test_a_practice_exchange_serves_only_while_no_real_account_is_there(clock: FakeClock) -> None:
    hub = Hub(clock=clock, on_failure=lambda n, e: pytest.fail(n), capacity=4)
    slot = hub.watch(INFY, FeedMode.LTP).slot
    hub.add_source(FIRST, practice=True)
    hub.source_state(FIRST, live=True)
    hub.tick(slot, FeedMode.LTP, (5.0,), 1)
    hub.add_source(SECOND)
    assert hub.serving == SECOND
    assert hub.board.state[slot] == STALE
    hub.source_state(SECOND, live=True)
    hub.source_state(SECOND, live=False)
    assert hub.serving == SECOND  # made-up prices never stand in for real ones
    hub.remove_source(SECOND)
    assert hub.serving == FIRST
