"""The journal of writes that are no orders."""

import sqlite3
import stat
from pathlib import Path

import pytest

from terminal.runtime.writes import WriteJournal, WrittenBefore


async def opened(path: Path, **options: int) -> WriteJournal:
    journal = WriteJournal(path)
    await journal.open(**options)
    return journal


async def test_a_write_stays_open_over_a_restart_until_it_is_settled(tmp_path: Path) -> None:
    path = tmp_path / "writes.sqlite"
    journal = await opened(path)
    await journal.claim("A1", "gtt", "kite:ZA", b"{}", 5)
    await journal.claim("A2", "gtt", "kite:ZA", b"[]", 4)
    await journal.claim("A3", "sip", "kite:ZA", b"{}", 3)
    await journal.aclose()
    journal = await opened(path)
    assert [e.client_id for e in await journal.load_open("gtt", "kite:ZA")] == ["A2", "A1"]
    assert await journal.load_open("gtt", "kite:ZB") == []
    await journal.settle("A2", "written", now_ns=9, reference="77")
    assert [e.what for e in await journal.load_open("gtt", "kite:ZA")] == [b"{}"]
    await journal.aclose()


async def test_an_id_is_claimed_once(tmp_path: Path) -> None:
    journal = await opened(tmp_path / "writes.sqlite")
    await journal.claim("A1", "gtt", "kite:ZA", b"{}", 5)
    with pytest.raises(WrittenBefore):
        await journal.claim("A1", "gtt", "kite:ZA", b"{}", 6)
    await journal.aclose()


async def test_old_settled_writes_go_and_open_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "writes.sqlite"
    journal = await opened(path)
    await journal.claim("A1", "gtt", "kite:ZA", b"{}", 5)
    await journal.claim("A2", "gtt", "kite:ZA", b"{}", 5)
    await journal.settle("A1", "written", now_ns=6)
    await journal.aclose()
    journal = await opened(path, prune_before_ns=100)
    await journal.claim("A1", "gtt", "kite:ZA", b"{}", 200)
    assert len(await journal.load_open("gtt", "kite:ZA")) == 2
    await journal.aclose()


async def test_the_file_is_its_owners_and_unopened_it_refuses(tmp_path: Path) -> None:
    path = tmp_path / "writes.sqlite"
    with pytest.raises(sqlite3.Error):
        await WriteJournal(path).claim("A1", "gtt", "kite:ZA", b"{}", 5)
    journal = await opened(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    await journal.aclose()
