"""What one read of the broker's list proves of a lost reply."""

from decimal import Decimal

from terminal.domain.mutual import FundOrderState, SipChange, SipState
from terminal.domain.order import Side
from terminal.mutual.search import Done, Search, Undone, Write, judge, lookalikes
from tests.make import ACCOUNT
from tests.unit.mutual.conftest import buy, make_order, make_sip, plan, redeem

NONE: frozenset[str] = frozenset()


def placing(intent, **fields) -> Write:
    return Write(
        verb="place", client_id=intent.client_id, account=ACCOUNT, name="x", order=intent, **fields
    )


def creating(intent, **fields) -> Write:
    return Write(
        verb="create_sip", client_id=intent.client_id, account=ACCOUNT, name="x", sip=intent,
        **fields,
    )  # fmt: skip


def changing(verb, target, **fields) -> Write:
    return Write(verb=verb, client_id="C1", account=ACCOUNT, name="x", target=target, **fields)


def test_an_order_is_known_by_its_tag_whatever_else_looks_like_it():
    intent = buy(5000)
    rows = [make_order("other"), make_order("mine", tag=intent.client_id)]
    assert judge(placing(intent), rows, [], NONE) == Done("mine")


def test_a_row_with_another_tag_is_never_ours():
    assert judge(placing(buy(5000)), [make_order(tag="coinapp")], [], NONE) is None


def test_without_tags_the_new_row_with_the_same_terms_is_ours():
    write = placing(buy(5000), seen=("old",))
    assert judge(write, [make_order("old")], [], NONE) is None
    found = judge(write, [make_order("new"), make_order("old")], [], NONE)
    assert isinstance(found, Done)
    assert (found.reference, "no tag" in found.note) == ("new", True)
    assert judge(write, [make_order("new")], [], frozenset({"new"})) is None


def test_of_several_new_lookalikes_the_oldest_is_taken_and_the_others_are_told():
    found = judge(placing(buy(5000)), [make_order("b"), make_order("a")], [], NONE)
    assert isinstance(found, Done)
    assert found.reference == "a"
    assert "2 rows look like it" in found.note


def test_terms_are_fund_side_and_amount_or_units_and_no_instalment():
    write = placing(buy(5000))
    for other in (
        make_order(amount=Decimal(4999)),
        make_order(side=Side.SELL),
        make_order(isin="INF0"),
        make_order(placed_by_sip=True),
    ):
        assert lookalikes(write, [other], []) == []
    sale = make_order("s", side=Side.SELL, quantity=Decimal("3.5"), amount=Decimal(0))
    assert lookalikes(placing(redeem("3.5")), [sale], []) == ["s"]
    assert lookalikes(placing(redeem("3.6")), [sale], []) == []


def test_a_sip_is_known_by_tag_then_by_terms():
    intent = plan()
    rows = [make_sip("other", tag="x"), make_sip("mine", tag=intent.client_id)]
    assert judge(creating(intent), [], rows, NONE) == Done("mine")
    found = judge(creating(intent, seen=("old",)), [], [make_sip("new"), make_sip("old")], NONE)
    assert isinstance(found, Done)
    assert found.reference == "new"
    assert judge(creating(intent), [], [make_sip(day=6)], NONE) is None


def test_a_cancellation_is_known_by_the_orders_state():
    write = changing("cancel", "o")
    assert judge(write, [make_order("o")], [], NONE) is None
    cancelled = make_order("o", state=FundOrderState.CANCELLED)
    assert judge(write, [cancelled], [], NONE) == Done("o")
    late = judge(write, [make_order("o", state=FundOrderState.COMPLETE)], [], NONE)
    assert isinstance(late, Undone)
    assert judge(write, [], [], NONE) is None


def test_a_change_of_a_sip_is_known_by_its_terms():
    write = changing("modify_sip", "s", change=SipChange(amount=Decimal(3000), paused=True))
    assert judge(write, [], [make_sip("s")], NONE) is None
    half = make_sip("s", amount=Decimal(3000))
    assert judge(write, [], [half], NONE) is None
    whole = make_sip("s", amount=Decimal(3000), state=SipState.PAUSED)
    assert judge(write, [], [whole], NONE) == Done("s")
    assert isinstance(judge(write, [], [make_sip("s", state=SipState.CANCELLED)], NONE), Undone)
    until_stopped = changing("modify_sip", "s", change=SipChange(instalments=0))
    assert judge(until_stopped, [], [make_sip("s")], NONE) is None
    assert judge(until_stopped, [], [make_sip("s", instalments=None)], NONE) == Done("s")


def test_the_end_of_a_sip_is_known_by_its_state_or_its_absence():
    write = changing("cancel_sip", "s")
    assert judge(write, [], [make_sip("s")], NONE) is None
    assert judge(write, [], [make_sip("s", state=SipState.CANCELLED)], NONE) == Done("s")
    assert judge(write, [], [], NONE) == Done("s")


def test_absence_takes_three_healthy_reads_over_ten_seconds():
    search = Search()
    waits = []
    for _ in range(8):
        waits.append(search.wait_s)
        search.failed()
    assert waits == [0, 1, 2, 4, 8, 15, 30, 30]
    search = Search()
    assert [search.missed(second) for second in (0, 1, 3, 7)] == [False] * 4
    assert search.missed(10) is True
    few = Search()
    assert [few.missed(second) for second in (0, 60)] == [False, False]
    assert few.missed(61) is True
