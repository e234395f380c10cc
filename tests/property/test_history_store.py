"""Laws of the store: the newest answer wins, nothing is doubled, and the way there leaves no trace."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from terminal.domain.history import MinuteBars
from terminal.history.derive import derive
from terminal.history.schema import MINUTE_NS, Interval, midnight_ns
from terminal.history.tables import Rows, encode, from_table, merged, to_table, words_of
from tests.unit.history.store_rig import FRIDAY, option

Answer = tuple[int, dict[int, int]]
ANSWERS = st.lists(
    st.tuples(
        st.integers(0, 3), st.dictionaries(st.integers(0, 30), st.integers(1, 999), max_size=12)
    ),
    max_size=8,
)


def rows(answer: Answer) -> Rows:
    """Return an answer of series `answer[0]` with a close for some minutes."""
    place, closes = answer
    minutes = np.array(sorted(closes), np.int64)
    close = np.array([closes[int(minute)] for minute in minutes], np.float64)
    bars = MinuteBars(
        open_ns=midnight_ns(FRIDAY) + (555 + minutes) * MINUTE_NS, open=close, high=close + 1,
        low=close - 1, close=close, volume=close.astype(np.int64), oi=close.astype(np.int64),
        vwap=np.where(close % 3 == 0, np.nan, close),
    )  # fmt: skip
    return Rows([words_of(option(1500 + place))], np.zeros(len(minutes), np.int32), bars)


@given(ANSWERS)
def test_the_newest_answer_of_each_minute_is_held_once(answers):
    held: dict[tuple[str, int], float] = {}
    for answer in answers:
        some = rows(answer)
        for at, close in zip(some.bars.open_ns.tolist(), some.bars.close.tolist(), strict=True):
            held[some.words[0][0], at] = close
    made = merged([rows(answer) for answer in answers])
    keys = [made.words[word][0] for word in made.word]
    got = list(zip(keys, made.bars.open_ns.tolist(), strict=True))
    assert got == sorted(held)
    assert [held[pair] for pair in got] == made.bars.close.tolist()


@settings(max_examples=40)
@given(ANSWERS, st.integers(0, 8))
def test_merging_at_once_or_in_two_steps_gives_the_same_bytes(answers, cut):
    parts = [rows(answer) for answer in answers]
    at_once = encode(to_table(merged(parts)))
    first = from_table(to_table(merged(parts[:cut])))
    assert encode(to_table(merged([first, *parts[cut:]]))) == at_once
    assert encode(to_table(merged([from_table(to_table(merged(parts)))]))) == at_once


@given(st.dictionaries(st.integers(0, 300), st.integers(1, 999), min_size=1, max_size=60))
def test_an_hour_of_five_minute_bars_is_the_hour_of_minutes(closes):
    minutes = rows((0, closes)).bars
    direct = derive(minutes, Interval.HOUR)
    in_steps = derive(derive(minutes, Interval.MINUTE_5), Interval.HOUR)
    for name in ("open_ns", "open", "high", "low", "close", "volume", "oi"):
        assert getattr(direct, name).tolist() == getattr(in_steps, name).tolist()
    assert int(direct.volume.sum()) == int(minutes.volume.sum())
