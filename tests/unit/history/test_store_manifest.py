"""What is known of a series' day, whether it is spooled or in a file, and how answers add up."""

from datetime import timedelta

import pytest

from terminal.domain.history import MinuteBars, SeriesKind
from terminal.history.errors import StoreError
from terminal.history.manifest import DayMark, Mark, settled
from terminal.history.store import HistoryStore
from tests.fakes.clock import FakeClock
from tests.unit.history.store_rig import (
    FRIDAY,
    bars,
    contents,
    everything,
    opened,
    option,
    same,
    spot,
)


@pytest.mark.parametrize(
    ("held", "new", "after"),
    [
        (("complete", 9), ("partial", 3), "complete"),
        (("complete", 9), ("empty", 0), "complete"),
        (("complete", 9), ("failed", 0), "complete"),
        (("partial", 9), ("failed", 0), "partial"),
        (("partial", 0), ("failed", 0), "failed"),
        (("partial", 9), ("complete", 0), "complete"),
        (("failed", 0), ("complete", 0), "empty"),
        (("empty", 0), ("failed", 0), "empty"),
        (("empty", 0), ("complete", 9), "complete"),
        (("failed", 0), ("empty", 0), "empty"),
    ],
)
def test_bars_once_held_are_not_talked_away(held, new, after):
    before, came = (DayMark(mark=Mark(mark), bars=count) for mark, count in (held, new))
    assert settled(before, came).mark == after


@pytest.mark.parametrize("flushed", [False, True])
async def test_states_are_told_before_and_after_the_flush(tmp_path, flushed):
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, bars(), source="shoonya")
        await store.write_day(option(), FRIDAY, MinuteBars.empty(), Mark.EMPTY, source="shoonya")
        await store.write_day(
            option(1600),
            FRIDAY,
            MinuteBars.empty(),
            Mark.FAILED,
            why="No answer.",
            source="shoonya",
        )
        if flushed:
            await store.flush()
        known = await store.states(FRIDAY, FRIDAY, kinds=(SeriesKind.SPOT,))
        mark = known[spot().key][FRIDAY]
        assert (mark.mark, mark.bars, mark.source) == (Mark.COMPLETE, 375, "shoonya")
        assert mark.last_ns == bars().open_ns[-1]
        (count,) = await store.coverage("RELIANCE", FRIDAY, FRIDAY + timedelta(days=3))
        assert (count.complete, count.empty, count.failed, count.bars) == (1, 1, 1, 375)
        assert count.why == "No answer."
        (held,) = await store.series("RELIANCE")
        assert (held.key, held.first, held.days, held.token) == (spot().key, FRIDAY, 1, "2885")


async def test_reopened_days_keep_their_bars(tmp_path):
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, bars(), source="test")
        assert (
            await store.reopen({spot().key: [FRIDAY], "NSE:X": [FRIDAY]}, "A hole at 10:00.") == 1
        )
        mark = (await store.states(FRIDAY, FRIDAY))[spot().key][FRIDAY]
        assert (mark.mark, mark.why, mark.bars) == (Mark.PARTIAL, "A hole at 10:00.", 375)
        assert same(await everything(store, spot()), bars())


async def test_a_store_may_be_in_an_object_store(tmp_path):
    root = f"memory://{tmp_path.name}"
    with pytest.raises(StoreError, match="needs a folder"):
        HistoryStore(root, clock=FakeClock())
    async with opened(root, state=tmp_path) as store:
        await store.write_day(spot("M&M"), FRIDAY, bars(), source="test")
        await store.write_day(option(), FRIDAY, bars(), source="test")
        assert same(await everything(store, spot("M&M")), bars())
        answer = await store.query("SELECT kind, count(*) FROM bars GROUP BY 1 ORDER BY 1")
        assert answer.rows == [("option", 375), ("spot", 375)]
        assert await store.verify() == []
        (tmp_path / "secret.csv").write_text("a\n1\n")
        with pytest.raises(StoreError):
            await store.query(f"SELECT * FROM read_csv('{tmp_path}/secret.csv')")
    async with opened(root, state=tmp_path) as store:
        assert same(await everything(store, option()), bars())
    assert not contents(tmp_path)
