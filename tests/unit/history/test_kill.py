"""kill -9 in the middle of a download, again and again: no bar is torn, doubled or lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from terminal.history.store import HistoryStore
from terminal.runtime.clock import SystemClock
from tests.fakes.history import day_bars
from tests.fakes.history_child import END, START, UNIVERSE

ROOT = Path(__file__).resolve().parents[3]
SERIES_DAYS = len(UNIVERSE) * 5


def download(root: Path, *limits: str, kill_after: int | None = None) -> list[str]:
    """Run the child; kill it after so many answers. Return what it said."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.history_child", str(root), *limits],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = []
    for line in child.stdout:
        said.append(line.strip())
        if kill_after is not None and len(said) >= kill_after:
            child.kill()
            break
    # What it said until it died counts too, but for a line that was cut off.
    said += [line.strip() for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    code = child.wait(60)
    assert (code == 0) is (kill_after is None or len(said) < kill_after)
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="a kill that cannot be caught is POSIX's")
async def test_what_was_stored_survives_a_kill_and_the_next_run_asks_only_for_the_rest(tmp_path):
    answered: list[str] = []
    for kill_after in (7, 19, 30):
        answered += download(tmp_path, kill_after=kill_after)
    said = download(tmp_path)
    assert said.pop() == f"END done {SERIES_DAYS} {SERIES_DAYS}"
    answered += said
    # An answer is lost only if it was under way when the process died: at most the workers' number.
    assert len(answered) <= len(UNIVERSE) + 3 * 8
    assert set(answered) == {series.key for series in UNIVERSE}

    await holds_everything_once(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of file sizes is POSIX's")
async def test_a_full_disk_is_a_sentence_and_the_next_run_goes_on(tmp_path):
    said = download(tmp_path, "200000")
    assert said.pop().startswith("END stopped ")
    assert "no room left" in said.pop()
    said = download(tmp_path)
    assert said.pop() == f"END done {SERIES_DAYS} {SERIES_DAYS}"
    await holds_everything_once(tmp_path)


async def holds_everything_once(root: Path) -> None:
    store = HistoryStore(root, clock=SystemClock(), read_only=True)
    await store.open()
    try:
        assert await store.verify() == []
        counts = await store.query(
            "select count(*), count(distinct (key, ts)), sum(volume) from bars"
        )
    finally:
        await store.aclose()
    days = [START.replace(day=number) for number in range(START.day, END.day + 1)]
    expected = [day_bars(series, day) for series in UNIVERSE for day in days]
    bars = sum(len(each) for each in expected)
    volume = sum(int(each.volume.sum()) for each in expected)
    assert [int(value) for value in counts.rows[0]] == [bars, bars, volume]
