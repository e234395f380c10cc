"""What an answer is worth: final or not, empty or with holes, and what the day's volume proves."""

from datetime import date

import numpy as np
import pytest

from terminal.domain.history import MinuteBars
from terminal.history.grading import grade, is_dense, tidy
from terminal.history.manifest import Mark
from terminal.history.sessions import indian_calendar
from tests.fakes.history import (
    EXPIRY,
    at,
    day_bars,
    future,
    index,
    joined,
    option,
    rows_of,
    same_bars,
    spot,
)

DAY = date(2026, 11, 20)
BEFORE = date(2026, 11, 19)
EVENING = at(DAY, "18:00")
CALENDAR = indian_calendar()


def graded(series, bars, *, days=(DAY,), asked_ns=EVENING, **more):
    return grade(series, days, bars, CALENDAR, asked_ns=asked_ns, **more)


def without(bars: MinuteBars, *rows: int) -> MinuteBars:
    keep = np.ones(len(bars), bool)
    keep[list(rows)] = False
    return rows_of(bars, keep)


@pytest.mark.parametrize(
    ("series", "final"),
    [(spot(), "15:50"), (index(), "15:50"), (future(), "15:55"), (option(), "15:55")],
)
def test_a_day_is_complete_only_from_fifteen_minutes_after_its_segments_close(series, final):
    bars = day_bars(series, DAY)
    late = graded(series, bars, asked_ns=at(DAY, final))
    assert late.verdicts[DAY].mark is Mark.COMPLETE
    early = graded(series, bars, asked_ns=at(DAY, final) - 1)
    assert early.verdicts[DAY].mark is Mark.PARTIAL
    assert f"at {final}" in early.verdicts[DAY].why
    assert len(early.bars) == len(bars)  # kept all the same


def test_days_before_the_change_of_hours_are_final_earlier():
    day = date(2026, 7, 30)
    bars = day_bars(future(expiry=date(2026, 8, 25)), day)
    found = graded(future(expiry=date(2026, 8, 25)), bars, days=(day,), asked_ns=at(day, "15:45"))
    assert found.verdicts[day].mark is Mark.COMPLETE


def test_a_day_without_bars_beside_days_with_bars_is_proven_empty():
    found = graded(option(), day_bars(option(), BEFORE), days=(DAY, BEFORE))
    assert found.verdicts[DAY].mark is Mark.EMPTY
    assert found.verdicts[DAY].why == ""


def test_a_whole_span_without_bars_is_to_be_asked_once_more():
    found = graded(option(), MinuteBars.empty(), days=(DAY, BEFORE))
    assert {verdict.mark for verdict in found.verdicts.values()} == {Mark.EMPTY}
    assert all("once more" in verdict.why for verdict in found.verdicts.values())


def test_nothing_on_a_day_that_is_not_over_is_no_proof():
    found = graded(option(), MinuteBars.empty(), asked_ns=at(DAY, "11:00"))
    assert found.verdicts[DAY].mark is Mark.PARTIAL


def test_missing_minutes_deserve_a_second_look():
    found = graded(spot(), without(day_bars(spot(), DAY), 46, 47, 48))
    assert found.holes == (DAY,)
    assert found.verdicts[DAY].mark is Mark.PARTIAL
    assert found.verdicts[DAY].why == "gap: 3 of 360 minutes have no bar (10:01 to 10:03)."


def test_an_option_without_a_trade_in_a_minute_has_no_hole():
    found = graded(option(), day_bars(option(), DAY))
    assert found.holes == ()
    assert found.verdicts[DAY].mark is Mark.COMPLETE


def test_a_far_future_may_rest_for_minutes_but_a_near_one_may_not():
    far = date(2027, 1, 26)
    assert not is_dense(future(expiry=far), DAY)
    assert is_dense(future(), DAY)
    assert is_dense(spot(), DAY)
    assert not is_dense(option(), DAY)
    assert EXPIRY > DAY


def test_the_same_few_holes_twice_are_the_brokers_last_word():
    found = graded(spot(), without(day_bars(spot(), DAY), 46), second_look=True)
    assert found.verdicts[DAY].mark is Mark.COMPLETE
    assert "1 minute has no bar (10:01)" in found.verdicts[DAY].why
    assert found.holes == ()


def test_a_tenth_of_a_day_missing_twice_is_not_taken():
    bars = day_bars(spot(), DAY)
    half = rows_of(bars, np.arange(len(bars)) < 180)
    found = graded(spot(), half, second_look=True)
    assert found.verdicts[DAY].mark is Mark.PARTIAL
    assert found.verdicts[DAY].why.startswith("gap: 180 of 360 minutes have no bar")


def test_holes_are_no_loss_where_the_minutes_add_up_to_the_days_volume():
    bars = day_bars(spot(), DAY)
    half = rows_of(bars, np.arange(len(bars)) < 180)
    volume = int(half.volume.sum())
    proven = graded(spot(), half, second_look=True, volume_of={DAY: volume})
    assert proven.verdicts[DAY].mark is Mark.COMPLETE
    assert "volume agrees" in proven.verdicts[DAY].why
    lost = graded(spot(), half, second_look=True, volume_of={DAY: int(bars.volume.sum())})
    assert lost.verdicts[DAY].mark is Mark.PARTIAL


def test_an_evening_session_of_unknown_hours_has_no_holes():
    day = date(2026, 11, 8)
    starts = at(day, "18:00") + np.arange(7, dtype=np.int64) * 60_000_000_000
    ones = np.ones(7)
    bars = MinuteBars(
        starts, ones, ones, ones, ones, ones.astype(np.int64), ones.astype(np.int64), ones
    )
    found = graded(spot(), bars, days=(day,))
    assert found.verdicts[day].mark is Mark.COMPLETE


def test_bars_of_days_that_were_not_wanted_are_dropped():
    both = joined([day_bars(spot(), BEFORE), day_bars(spot(), DAY)])
    found = graded(spot(), both, days=(DAY,))
    assert same_bars(found.bars, day_bars(spot(), DAY))
    assert list(found.verdicts) == [DAY]


def test_newest_first_doubled_odd_and_empty_rows_are_put_in_order():
    bars = day_bars(spot(), DAY)
    backwards = rows_of(bars, np.arange(len(bars))[::-1])
    assert same_bars(tidy(backwards), bars)
    doubled = joined([bars, rows_of(bars, np.arange(len(bars)) == 5)])
    doubled.close[-1] = 999.0  # the last one sent wins
    tidied = tidy(doubled)
    assert len(tidied) == len(bars)
    assert tidied.close[5] == 999.0
    odd = rows_of(bars, np.ones(len(bars), bool))
    odd.open_ns = odd.open_ns + 23_000_000_000
    assert np.array_equal(tidy(odd).open_ns, bars.open_ns)
    zero = rows_of(bars, np.ones(len(bars), bool))
    for column in (zero.open, zero.high, zero.low, zero.close):
        column[7] = 0.0
    assert len(tidy(zero)) == len(bars) - 1
