"""The rules of the search: what proves presence, what proves absence, what proves nothing."""

import pytest

from terminal.domain.ids import BrokerOrderId
from terminal.domain.order import IcebergLeg, Side, Variety
from terminal.orders.reconcile import (
    DELAYS_S,
    LATER_S,
    Absent,
    Found,
    KeepLooking,
    Search,
    group_parent,
    lookalikes,
    matching,
)
from tests.fakes.clock import START_NS
from tests.make import NIFTY_CALL, make_intent, make_update

INTENT = make_intent()
TAG = INTENT.client_id


def test_pauses_grow_and_then_stay() -> None:
    search = Search(INTENT, START_NS)
    waits = [search.first_wait_s]
    for _ in range(6):
        verdict = search.failed()
        waits.append(verdict.wait_s)
    assert waits == [*DELAYS_S, LATER_S, LATER_S]


def test_tag_anywhere_among_the_tags_is_a_match() -> None:
    row = make_update("1", tags=("other", TAG))
    assert Search(INTENT, START_NS).read([row], elapsed_s=0.1) == Found(row)


def test_tag_of_another_account_is_none() -> None:
    row = make_update("1", tags=(TAG,), account="practice:OTHER")
    assert matching([row], INTENT) == []


def test_absence_needs_window_and_healthy_reads() -> None:
    search = Search(INTENT, START_NS)
    assert isinstance(search.read([], elapsed_s=20), KeepLooking)
    assert isinstance(search.failed(), KeepLooking)
    assert isinstance(search.read([], elapsed_s=28), KeepLooking)
    assert isinstance(search.read([], elapsed_s=36), Absent)
    quick = Search(INTENT, START_NS)
    for _ in range(5):
        assert isinstance(quick.read([], elapsed_s=14.9), KeepLooking)
    assert isinstance(quick.read([], elapsed_s=15.0), Absent)


def test_failed_reads_alone_never_prove_absence() -> None:
    search = Search(INTENT, START_NS)
    for _ in range(50):
        assert isinstance(search.failed(), KeepLooking)
    assert isinstance(search.read([], elapsed_s=400), KeepLooking)


def test_oldest_of_several_is_ours_and_the_others_are_named() -> None:
    late = make_update("2", tags=(TAG,), placed_ns=START_NS + 5)
    early = make_update("3", tags=(TAG,))
    assert Search(INTENT, START_NS).read([late, early], elapsed_s=1) == Found(early, (late,))


def test_slices_are_no_duplicates_and_the_parent_is_ours() -> None:
    tags = (TAG, "autoslice", "autoslice:20")
    parent = make_update("20", tags=tags, placed_ns=START_NS + 9)
    child = make_update("10", tags=tags)
    assert Search(INTENT, START_NS).read([child, parent], elapsed_s=1) == Found(parent)
    assert group_parent(child) == "20"
    assert group_parent(make_update("1", tags=("autoslice", "autoslice:"))) is None


def test_slice_whose_parent_is_not_listed_still_proves_presence() -> None:
    child = make_update("10", tags=(TAG, "autoslice:20"))
    assert Search(INTENT, START_NS).read([child], elapsed_s=1) == Found(child)


def test_iceberg_legs_are_no_duplicates() -> None:
    intent = make_intent(variety=Variety.ICEBERG, iceberg_legs=2)
    legs = [
        make_update(n, tags=(intent.client_id,), iceberg=IcebergLeg(1, 2, 5, 10, 5))
        for n in ("1", "2")
    ]
    assert Search(intent, START_NS).read(legs, elapsed_s=1) == Found(legs[0])


@pytest.mark.parametrize(
    "fields",
    [
        {"tags": ("somebody",)},
        {"broker_id": "taken"},
        {"side": Side.SELL},
        {"quantity": 11},
        {"instrument": NIFTY_CALL},
        {"product": "cnc"},
        {"account": "practice:OTHER"},
        {"placed_ns": START_NS - 2_000_000_001},
    ],
)
def test_row_that_differs_is_no_lookalike(fields) -> None:
    values = {"broker_id": "1", "placed_ns": START_NS - 1_000_000_000}
    taken = frozenset({BrokerOrderId("taken")})
    assert len(lookalikes([make_update(**values)], INTENT, START_NS, taken)) == 1
    assert lookalikes([make_update(**{**values, **fields})], INTENT, START_NS, taken) == []


def test_one_lookalike_is_taken_at_the_end_and_two_are_not() -> None:
    one, two = make_update("1"), make_update("2")
    search = Search(INTENT, START_NS)
    for _ in range(2):
        assert isinstance(search.read([one], elapsed_s=16), KeepLooking)
    assert search.read([one], elapsed_s=16) == Found(one, by_terms=True)
    assert isinstance(search.read([one, two], elapsed_s=16), Absent)


def test_second_leg_of_a_cover_order_is_neither_ours_nor_a_duplicate() -> None:
    leg = make_update("10", tags=(TAG,), parent_id=BrokerOrderId("20"))
    entry = make_update("20", tags=(TAG,), placed_ns=START_NS + 9)
    assert Search(INTENT, START_NS).read([leg, entry], elapsed_s=1) == Found(entry)
