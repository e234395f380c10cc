"""Killed, out of room, damaged: nothing that `write` returned from is lost, torn or doubled."""

import subprocess
import sys
from pathlib import Path

import pytest

from terminal.history.errors import DiskFull
from terminal.history.manifest import Mark
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

ROOT = Path(__file__).resolve().parents[3]


def write_until_killed(root: Path, lines: int) -> list[int]:
    """Let a process write answers, kill it after so many, and return those it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.history.dying_writer", str(root), "1000"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    seen = [int(process.stdout.readline()) for _ in range(lines)]
    process.kill()
    whole = process.stdout.read().rpartition("\n")[0]
    process.wait()
    process.stdout.close()
    return seen + [int(line) for line in whole.splitlines()]


def run(script: str, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, str(root)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("lines", [1, 2, 17, 40, 73])
async def test_a_killed_process_loses_nothing_it_had_acknowledged(tmp_path, lines):
    seen = write_until_killed(tmp_path, lines)
    async with opened(tmp_path) as store:
        for strike in seen:
            assert same(await everything(store, option(strike)), bars(seed=strike))
        known = await store.states(FRIDAY, FRIDAY)
        assert set(map(str, seen)) <= {key.split(":")[3] for key in known}
        assert all(days[FRIDAY].bars == 375 for days in known.values())
        answer = await store.query("SELECT count(*), count(DISTINCT (key, ts)) FROM bars")
        assert answer.rows == [(375 * len(known),) * 2]
        assert await store.verify() == []


async def test_a_torn_last_frame_is_dropped_and_the_rest_kept(tmp_path):
    write_until_killed(tmp_path, 1)
    state = tmp_path / "_state"
    spool = max(state.glob("*.spool"), key=lambda file: file.stat().st_size)
    whole = spool.read_bytes()
    spool.write_bytes(whole + whole[: len(whole) // 3])
    async with opened(tmp_path) as store:
        assert same(await everything(store, option(1000)), bars(seed=1000))


FULL = """
import asyncio, resource, sys
from pathlib import Path
from terminal.history.errors import DiskFull
from terminal.history.store import HistoryStore
from tests.fakes.clock import FakeClock
from tests.unit.history.store_rig import FRIDAY, bars, option

async def main(root):
    store = HistoryStore(root, clock=FakeClock())
    await store.open()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limit[1]))
    strike = 1000
    try:
        while True:
            await store.write_day(option(strike), FRIDAY, bars(seed=strike), source="test")
            strike += 1
    except DiskFull as error:
        print(strike - 1, error.text, "|", error.hint)
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    await store.write_day(option(strike), FRIDAY, bars(seed=strike), source="test")
    await store.aclose()

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of a file")
async def test_a_full_disk_is_a_sentence_and_goes_on_when_there_is_room(tmp_path):
    done = run(FULL, tmp_path)
    assert done.returncode == 0, done.stderr
    last, _, words = done.stdout.partition(" ")
    assert "no room left" in words
    assert str(tmp_path) in words
    assert "Make room" in words
    async with opened(tmp_path) as store:
        for strike in range(1000, int(last) + 2):
            assert same(await everything(store, option(strike)), bars(seed=strike))


async def test_no_room_for_the_file_keeps_the_spool(tmp_path, monkeypatch):
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, bars(), source="test")
        await store.flush()
        before = contents(tmp_path)
        await store.write_day(spot(), FRIDAY, bars(seed=2), source="test")

        def full(self: Path, target: Path) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", full)
            with pytest.raises(DiskFull):
                await store.flush()
        assert contents(tmp_path) == before
        assert same(await everything(store, spot()), bars(seed=2))


async def test_a_damaged_file_is_found_set_aside_and_its_days_asked_for_again(tmp_path):
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, bars(), source="test")
        await store.write_day(option(), FRIDAY, bars(), source="test")
        await store.flush()
        path = next((tmp_path / "bars" / "kind=spot").rglob("*.parquet"))
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
        (found,) = await store.verify()
        assert found.days == 1
        assert "checksum" in found.text
        assert path.exists()
        (mended,) = await store.repair()
        assert (tmp_path / mended.set_aside).read_bytes() == content
        assert not path.exists()
        state = (await store.states(FRIDAY, FRIDAY))[spot().key][FRIDAY]
        assert (state.mark, state.bars) == (Mark.FAILED, 0)
        assert "damaged" in state.why
        assert await store.verify() == []
        await store.write_day(spot(), FRIDAY, bars(), source="test")
        assert same(await everything(store, spot()), bars())
        assert (await store.states(FRIDAY, FRIDAY))[spot().key][FRIDAY].mark is Mark.COMPLETE


async def test_bars_that_come_for_a_damaged_file_are_kept(tmp_path):
    async with opened(tmp_path) as store:
        await store.write_day(option(1500), FRIDAY, bars(), source="test")
        await store.flush()
        next((tmp_path / "bars").rglob("*.parquet")).write_bytes(b"PAR1 no longer")
        await store.write_day(option(1600), FRIDAY, bars(), source="test")
        await store.flush()
        assert same(await everything(store, option(1600)), bars())
        known = await store.states(FRIDAY, FRIDAY)
        assert known[option(1500).key][FRIDAY].mark is Mark.FAILED
        assert known[option(1600).key][FRIDAY].mark is Mark.COMPLETE


async def test_missing_files_and_lost_manifests_are_noticed(tmp_path):
    async with opened(tmp_path) as store:
        await store.write_day(spot(), FRIDAY, bars(), source="test")
        await store.write_day(option(), FRIDAY, bars(), source="test")
        await store.flush()
        next((tmp_path / "bars" / "kind=option").rglob("*.parquet")).unlink()
        (gone,) = await store.repair()
        assert "missing" in gone.text
    for file in (tmp_path / "_state").glob("manifest*"):
        file.unlink()
    async with opened(tmp_path) as store:
        (unknown,) = await store.repair()
        assert unknown.days == 1
        state = (await store.states(FRIDAY, FRIDAY))[spot().key][FRIDAY]
        assert (state.mark, state.bars) == (Mark.PARTIAL, 375)
        assert same(await everything(store, spot()), bars())
        assert await store.verify() == []
